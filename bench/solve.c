/* bench/solve.c -- Leontief systems against LAPACK on the same matrix: one right-hand side, a few,
 * many, the inverse.  The peer's time is that of its calls alone; making I - A is ours to pay. */
#include "bench.h"
#include "linalg/lapack.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 200, KINDS = 3 };

struct lapack { double factor, invert, solve_many; };

static void coefficients(double *M, const bench_world *w)
{
    for (size_t i = 0; i < w->n; i++)
        for (size_t j = 0; j < w->n; j++)
            M[i * w->n + j] = (i == j) - w->Z[i * w->n + j] / w->x[j];
}

static void right_sides(double *X, size_t n, size_t k)
{
    for (size_t p = 0; p < n * k; p++) X[p] = 1 + (double)(p * 2654435761u % 1000) / 1000;
}

static void time_lapack(struct lapack *best, const bench_world *w, double *M, double *X)
{
    const blasint n = (blasint)w->n, many = MANY, size = n * 64;
    blasint info, *pivots = bench_alloc(w->n, sizeof *pivots);
    double *work = bench_alloc((size_t)size, sizeof *work);
    coefficients(M, w);
    right_sides(X, w->n, MANY);
    const double t0 = bench_seconds();
    dgetrf_(&n, &n, M, &n, pivots, &info);
    const double t1 = bench_seconds();
    dgetrs_("T", &n, &many, M, &n, pivots, X, &n, &info);
    const double t2 = bench_seconds();
    dgetri_(&n, M, &n, pivots, work, &size, &info);
    const double t3 = bench_seconds();
    best->factor = fmin(best->factor, t1 - t0);
    best->solve_many = fmin(best->solve_many, t2 - t1);
    best->invert = fmin(best->invert, t3 - t2);
    free(pivots);
    free(work);
}

/* A fresh system every time: setting up counts.  Returns seconds; *r what it reports. */
static double time_solve(domar_cx *cx, const bench_world *w, double *X, size_t k, bool transposed,
                         domar_leontief_report *r)
{
    domar_leontief *s;
    right_sides(X, w->n, k);
    const double start = bench_seconds();
    bench_must(cx, domar_leontief_new(cx, &s, w->Z, w->x, NULL, w->G, w->N));
    bench_must(cx, transposed ? domar_leontief_solve_t(cx, s, X, k)
                              : domar_leontief_solve(cx, s, X, k));
    const double seconds = bench_seconds() - start;
    *r = domar_leontief_reported(s);
    domar_leontief_free(s);
    return seconds;
}

static double time_inverse(domar_cx *cx, const bench_world *w)
{
    domar_leontief *s;
    const double *B;
    const double start = bench_seconds();
    bench_must(cx, domar_leontief_new(cx, &s, w->Z, w->x, NULL, w->G, w->N));
    bench_must(cx, domar_leontief_inverse(cx, s, &B));
    const double seconds = bench_seconds() - start;
    domar_leontief_free(s);
    return seconds;
}

static void tell(const bench_world *w, const bench_machine *machine, double seconds, size_t k,
                 bool transposed, const struct lapack *peer, const domar_leontief_report *r)
{
    char what[96];
    snprintf(what, sizeof what, "n=%zu: %zu right-hand side%s%s : dgetrf", w->n, k,
             k > 1 ? "s" : "", transposed ? ", transposed" : "");
    bench_line(what, seconds, peer->factor, k == 1 ? 0.2 : NAN);
    if (k > 1) return;
    const double bytes = (double)r->sweeps * (double)(w->n * w->n) * sizeof(double);
    bench_note("    %zu sweeps of Z, backward error %.1e, %.0f %% of the read limit", r->sweeps,
               r->backward_error, 100 * bytes / seconds / machine->read_bytes);
}

static void one_size(domar_cx *cx, const bench_machine *machine, size_t G, size_t N)
{
    static const size_t ks[KINDS] = { 1, 5, 16 };
    bench_world w;
    struct lapack peer = { INFINITY, INFINITY, INFINITY };
    double few[KINDS][2], many = INFINITY, inverse = INFINITY;
    domar_leontief_report r = { 0 }, reports[KINDS][2];
    char what[96];
    bench_world_make(&w, G, N);
    double *M = bench_alloc(w.n * w.n, sizeof *M), *X = bench_alloc(w.n * MANY, sizeof *X);
    for (size_t c = 0; c < KINDS; c++) few[c][0] = few[c][1] = INFINITY;
    for (int round = 0; round < bench_rounds(w.n); round++) {
        time_lapack(&peer, &w, M, X);
        bench_rest();
        for (size_t c = 0; c < KINDS; c++)
            for (int t = 0; t < 2; t++)
                few[c][t] = fmin(few[c][t], time_solve(cx, &w, X, ks[c], t, &reports[c][t]));
        many = fmin(many, time_solve(cx, &w, X, MANY, false, &r));
        inverse = fmin(inverse, time_inverse(cx, &w));
    }
    for (size_t c = 0; c < KINDS; c++)
        for (int t = 0; t < 2; t++) tell(&w, machine, few[c][t], ks[c], t, &peer, &reports[c][t]);
    snprintf(what, sizeof what, "n=%zu: %d right-hand sides : dgetrf + dgetrs", w.n, MANY);
    bench_line(what, many, peer.factor + peer.solve_many, 1.3);
    snprintf(what, sizeof what, "n=%zu: inverse : dgetrf + dgetri", w.n);
    bench_line(what, inverse, peer.factor + peer.invert, 1.3);
    free(M);
    free(X);
    bench_world_drop(&w);
}

void bench_solve(domar_cx *cx, const bench_machine *machine)
{
    bench_head("Leontief systems", "LAPACK s");
    one_size(cx, machine, 41, 35);
    one_size(cx, machine, 44, 56);
    one_size(cx, machine, 80, 50);
}
