/* bench/bench.h -- what the parts of the bench share: time, lines, tables, the machine's limits.
 *
 * Every figure is the best of a few runs, ours and the peer's alike, taken in turns: neighbours
 * on the machine only ever make a run slower. */
#ifndef DOMAR_BENCH_H
#define DOMAR_BENCH_H
#include "solve/leontief.h"
#include "table/table.h"
#include <domar/domar.h>
#include <stdio.h>

/* ---- time and lines (main.c) */
double bench_seconds(void);                       /* monotonic clock */
double bench_thread_seconds(void);                /* of the processor, this thread alone: others at work disturb it less */
/* Threads of OpenBLAS wait awake for some 30 ms after a call: let them fall asleep first. */
void bench_rest(void);
void bench_head(const char *title, const char *peer);
/* ours against the peer's; ratio = ours / peer, or peer / ours where more is better.  target NAN:
 * for information. */
void bench_line(const char *what, double ours, double peer, double target);         /* at most */
void bench_line_speed(const char *what, double ours, double peer, double target);   /* at least */
/* A size in n x n doubles, at most target. */
void bench_line_size(const char *what, double squares, double target);
/* Ends a line that the caller has begun: the ratio, and whether it is at most the target. */
void bench_verdict(double ratio, double target);
void bench_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Ends the program with the context's message unless st is DOMAR_OK. */
void bench_must(const domar_cx *cx, domar_status st);
void *bench_alloc(size_t count, size_t size);     /* or ends the program */
/* How often to measure what costs n^3: small sizes are disturbed more easily, and cost less. */
static inline int bench_rounds(size_t n) { return n < 2000 ? 12 : n < 3000 ? 8 : 5; }

/* ---- a made-up world (world.c): n = G N industries, C final-demand categories an economy */
typedef struct {
    size_t  G, N, C, n, m;
    double *Z, *Y, *x, *va;                       /* n x n, n x m, n, n: rows and columns add up */
} bench_world;
void bench_world_make(bench_world *w, size_t G, size_t N);
void bench_world_drop(bench_world *w);
/* The same as a series, with jobs as a satellite; the arrays are copied. */
void bench_world_year(domar_cx *cx, const bench_world *w, domar_series *series, int year);
domar_series *bench_world_series(domar_cx *cx, const bench_world *w);
/* The same as CSV in the manner of OECD ICIO, numbers printed with so many digits; its size. */
size_t bench_world_csv(const bench_world *w, const char *path, int digits);

/* ---- the machine (machine.c) */
typedef struct {
    double gemm_flops;                            /* dgemm, n = 2464 */
    double read_bytes;                            /* bytes a second through all threads */
} bench_machine;
bench_machine bench_machine_measure(int threads);

/* ---- memory that is asked for (memory.c): callbacks for a context's settings */
typedef struct { size_t held, most; } bench_account;
void *bench_account_allocate(void *account, size_t bytes);
void bench_account_release(void *account, void *block);

/* ---- the parts */
void bench_parse(domar_cx *cx, const char *folder);
void bench_panel(domar_cx *cx, const char *folder);
void bench_solve(domar_cx *cx, const bench_machine *machine);
void bench_methods(domar_cx *cx);
void bench_reform(domar_cx *cx, const char *folder);
void bench_memory(const char *folder);
void bench_write(domar_cx *cx, const char *folder);
void bench_index(domar_cx *cx);
void bench_firms(domar_cx *cx);
void bench_likelihood(domar_cx *cx);
void bench_frontier(domar_cx *cx, const char *folder);
int bench_memory_child(const char *path, const char *method);
#endif
