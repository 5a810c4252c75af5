/* domar/context.h -- what a call may use and whom it tells: memory, threads, progress, the
 * message of the last failure.  One context per thread; it is the first argument everywhere. */
#ifndef DOMAR_CONTEXT_H
#define DOMAR_CONTEXT_H
#include <domar/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct domar_cx domar_cx;

typedef enum { DOMAR_LOG_NOTE, DOMAR_LOG_WARNING } domar_log_level;

/* All fields may be zero: malloc, all processors, no progress, no log. */
typedef struct {
    void *user;                                           /* handed to every callback */
    void *(*allocate)(void *user, size_t bytes);          /* NULL: out of memory */
    void (*release)(void *user, void *block);
    void (*log)(void *user, domar_log_level level, const char *line);
    /* Called now and then during long work, done from 0 to 1; true asks to cancel. */
    bool (*progress)(void *user, const char *what, double done);
    int      threads;          /* 0: as many as processors */
    bool     deterministic;    /* equal bits whatever the number of threads */
    uint64_t seed;             /* for methods that draw */
    size_t   memory_limit;     /* bytes that the machine may give; 0: ask the system */
} domar_settings;

/* New context; settings may be NULL and are copied.  DOMAR_ENOMEM if there is no memory. */
DOMAR_API domar_status domar_cx_new(domar_cx **out, const domar_settings *settings);
DOMAR_API void domar_cx_free(domar_cx *cx);

/* The one line that explains the last failure ("" after success); borrowed until the next call. */
DOMAR_API const char *domar_cx_message(const domar_cx *cx);

/* Number of threads in use, at least 1. */
DOMAR_API int domar_cx_threads(const domar_cx *cx);

/* Engine version, "0.1.0". */
DOMAR_API const char *domar_version(void);

/* A named text value: the way parameters cross the door.  Lists end with a NULL name. */
typedef struct {
    const char *name, *value;
} domar_pair;

#ifdef __cplusplus
}
#endif
#endif
