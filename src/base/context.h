/* base/context.h -- the inner side of domar_cx: memory, scratch, failure, progress.
 *
 * Memory.  Every block remembers how it is released, so domar_release needs no context and an
 * object may outlive the context that made it.  Blocks are 64-byte aligned and zeroed.
 * Scratch lives until the mark is rewound: take a mark first, rewind at the one label `done`. */
#ifndef DOMAR_BASE_CONTEXT_H
#define DOMAR_BASE_CONTEXT_H
#include <domar/context.h>

/* count * size bytes, zeroed, aligned to 64; NULL after domar_fail(DOMAR_ENOMEM or DOMAR_ELIMIT). */
void *domar_alloc(domar_cx *cx, size_t count, size_t size);
/* Like realloc: *block (NULL at first) grows to hold count items, old content kept, the new
 * part zeroed.  On failure *block stays valid. */
domar_status domar_grow(domar_cx *cx, void *block, size_t *capacity, size_t count, size_t size);
/* NULL-safe. */
void domar_release(void *block);
/* A copy of text (NULL gives ""). */
char *domar_strdup(domar_cx *cx, const char *text);
/* A new formatted text. */
char *domar_format(domar_cx *cx, const char *format, ...) __attribute__((format(printf, 2, 3)));

typedef struct { void *chunk; size_t used; } domar_mark;
domar_mark domar_scratch_mark(domar_cx *cx);
void domar_scratch_rewind(domar_cx *cx, domar_mark mark);
double *domar_scratch(domar_cx *cx, size_t doubles);            /* zeroed; NULL: cx knows why */
void *domar_scratch_bytes(domar_cx *cx, size_t count, size_t size);

/* Leave the one-line message and return the status: `return domar_fail(cx, DOMAR_EDATA, ...)`. */
domar_status domar_fail(domar_cx *cx, domar_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Put words before the message there is ("file.csv: " before what the parser said). */
domar_status domar_fail_in(domar_cx *cx, domar_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void domar_log(domar_cx *cx, domar_log_level level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Name the long work that ticks follow (static text). */
void domar_task(domar_cx *cx, const char *what);
/* done of total steps are behind us; DOMAR_ECANCEL when the user asked to stop. */
domar_status domar_tick(domar_cx *cx, size_t done, size_t total);
/* The same from inside an iteration whose end nobody knows: its residual is shown, the part done stays. */
domar_status domar_tick_residual(domar_cx *cx, double residual);

/* DOMAR_ELIMIT with the two figures when `bytes` more cannot fit into this machine. */
domar_status domar_memory_check(domar_cx *cx, double bytes, const char *what);

bool domar_cx_deterministic(const domar_cx *cx);
uint64_t domar_cx_seed(const domar_cx *cx);
#endif
