/* base/context.c -- settings, failure, log, progress; memory is in memory.c. */
#include "base/context_inside.h"
#include "base/threads.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static void *system_allocate(void *user, size_t bytes)
{
    const size_t large = (size_t)8 << 20, page = 4096;
    (void)user;
    char *block = calloc(1, bytes);
    if (block && bytes >= large) {
        /* Large pages save most of the first touch and of the look-ups afterwards; only a hint. */
        const uintptr_t from = ((uintptr_t)block + page - 1) & ~(uintptr_t)(page - 1);
        madvise((void *)from, bytes - page, MADV_HUGEPAGE);
    }
    return block;
}

static void system_release(void *user, void *block)
{
    (void)user;
    free(block);
}

domar_status domar_cx_new(domar_cx **out, const domar_settings *settings)
{
    static const domar_settings none;
    domar_settings s = settings ? *settings : none;
    const bool own = !s.allocate || !s.release;    /* one without the other is of no use */
    if (own) {
        s.allocate = system_allocate;
        s.release = system_release;
    }
    domar_cx *cx = s.allocate(s.user, sizeof *cx);
    *out = cx;
    if (!cx) return DOMAR_ENOMEM;
    memset(cx, 0, sizeof *cx);
    cx->settings = s;
    cx->zeroed = own;
    cx->threads = s.threads > 0 ? s.threads : domar_processors();
    cx->task = "";
    return DOMAR_OK;
}

void domar_cx_free(domar_cx *cx)
{
    if (!cx) return;
    domar_scratch_rewind(cx, (domar_mark){ NULL, 0 });
    cx->settings.release(cx->settings.user, cx);
}

const char *domar_cx_message(const domar_cx *cx) { return cx->message; }
int domar_cx_threads(const domar_cx *cx) { return cx->threads; }
bool domar_cx_deterministic(const domar_cx *cx) { return cx->settings.deterministic; }
uint64_t domar_cx_seed(const domar_cx *cx) { return cx->settings.seed; }
void domar_task(domar_cx *cx, const char *what)
{
    cx->task = what;
    cx->part = 0;
}

/* A message is one line: what a file put into it must not break it. */
static void one_line(char *text)
{
    for (char *p = text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = ' ';
}

domar_status domar_fail(domar_cx *cx, domar_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(cx->message, sizeof cx->message, format, args);
    va_end(args);
    one_line(cx->message);
    return status;
}

domar_status domar_fail_in(domar_cx *cx, domar_status status, const char *format, ...)
{
    char before[sizeof cx->message], old[sizeof cx->message];
    va_list args;
    va_start(args, format);
    vsnprintf(before, sizeof before, format, args);
    va_end(args);
    memcpy(old, cx->message, sizeof old);
    const size_t used = strlen(before);
    snprintf(cx->message, sizeof cx->message, "%s", before);
    if (used < sizeof cx->message)
        snprintf(cx->message + used, sizeof cx->message - used, "%s", old);
    one_line(cx->message);
    return status;
}

void domar_log(domar_cx *cx, domar_log_level level, const char *format, ...)
{
    if (!cx->settings.log) return;
    char line[DOMAR_MESSAGE];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    one_line(line);
    cx->settings.log(cx->settings.user, level, line);
}

static domar_status tell(domar_cx *cx, const char *what)
{
    if (cx->settings.progress(cx->settings.user, what, cx->part)) return domar_fail(cx, DOMAR_ECANCEL, "interrupted");
    return DOMAR_OK;
}

domar_status domar_tick(domar_cx *cx, size_t done, size_t total)
{
    if (!cx->settings.progress) return DOMAR_OK;
    cx->part = total ? (double)done / (double)total : 0;
    if (cx->part > 1) cx->part = 1;
    return tell(cx, cx->task);
}

domar_status domar_tick_residual(domar_cx *cx, double residual)
{
    char what[128];
    if (!cx->settings.progress) return DOMAR_OK;
    snprintf(what, sizeof what, "%.80s, residual %.1e", cx->task, residual);
    return tell(cx, what);
}

/* Memory that the system can still give, or `ulimit -v` allows; 0 if neither says. */
static double available_memory(void)
{
    double bytes = 0;
    FILE *f = fopen("/proc/meminfo", "r");
    if (f) {
        char line[256];
        unsigned long kib;
        while (fgets(line, sizeof line, f))
            if (sscanf(line, "MemAvailable: %lu kB", &kib) == 1) bytes = (double)kib * 1024;
        fclose(f);
    }
    if (!(bytes > 0)) {
        const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGE_SIZE);
        if (pages > 0 && size > 0) bytes = (double)pages * (double)size;
    }
    struct rlimit most;
    if (getrlimit(RLIMIT_AS, &most) == 0 && most.rlim_cur != RLIM_INFINITY &&
        !(bytes > 0 && bytes < (double)most.rlim_cur))
        bytes = (double)most.rlim_cur;
    return bytes;
}

domar_status domar_memory_check(domar_cx *cx, double bytes, const char *what)
{
    const double limit = cx->settings.memory_limit ? (double)cx->settings.memory_limit
                                                   : available_memory();
    if (limit > 0 && bytes > limit)
        return domar_fail(cx, DOMAR_ELIMIT,
                          "%s needs %.1f GB of memory, %.1f GB can be had: aggregate the table or "
                          "use a larger machine", what, bytes / 1e9, limit / 1e9);
    return DOMAR_OK;
}
