/* domar/status.h -- every way a call can end, told once: code, exit code, HTTP code, text. */
#ifndef DOMAR_STATUS_H
#define DOMAR_STATUS_H

#if defined _WIN32
#define DOMAR_API
#else
#define DOMAR_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*        name          exit  http  text */
#define DOMAR_STATUS_LIST(X)                                                       \
    X(DOMAR_OK,            0, 200, "ok")                                           \
    X(DOMAR_EFAIL,         1, 500, "failure")                                      \
    X(DOMAR_EUSAGE,        2, 400, "wrong use")                                    \
    X(DOMAR_ENOTFOUND,     3, 404, "not found or unreadable")                      \
    X(DOMAR_EIO,           3, 500, "cannot be read or written")                    \
    X(DOMAR_EDATA,         4, 422, "data invalid")                                 \
    X(DOMAR_ENOCONV,       5, 422, "not converged")                                \
    X(DOMAR_ECHECK,        6, 409, "finished, but a requested check failed")       \
    X(DOMAR_EPERM,         7, 403, "not permitted")                                \
    X(DOMAR_ENOMEM,        8, 507, "not enough memory")                            \
    X(DOMAR_ELIMIT,        8, 413, "a resource limit is reached")                  \
    X(DOMAR_ECANCEL,     130, 499, "interrupted")

typedef enum {
#define DOMAR_STATUS_ENUM(name, exit_code, http, text) name,
    DOMAR_STATUS_LIST(DOMAR_STATUS_ENUM)
#undef DOMAR_STATUS_ENUM
} domar_status;

/* Exit code of a program that ends with this status. */
DOMAR_API int domar_status_exit(domar_status status);
/* HTTP answer code that fits this status. */
DOMAR_API int domar_status_http(domar_status status);
/* One or a few English words; never NULL. */
DOMAR_API const char *domar_status_text(domar_status status);

#ifdef __cplusplus
}
#endif
#endif
