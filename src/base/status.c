/* base/status.c -- look-ups in the one list of statuses. */
#include <domar/context.h>

static const struct { int exit_code, http; const char *text; } list[] = {
#define ROW(name, exit_code, http, text) { exit_code, http, text },
    DOMAR_STATUS_LIST(ROW)
#undef ROW
};

static size_t row(domar_status s)
{
    const size_t k = (size_t)s;
    return k < sizeof list / sizeof *list ? k : (size_t)DOMAR_EFAIL;
}

int domar_status_exit(domar_status status) { return list[row(status)].exit_code; }
int domar_status_http(domar_status status) { return list[row(status)].http; }
const char *domar_status_text(domar_status status) { return list[row(status)].text; }
const char *domar_version(void) { return DOMAR_VERSION; }
