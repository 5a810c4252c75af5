/* bench/methods.c -- whole methods through the public door, against the LAPACK calls that an LU
 * based way of the same measure needs at the least. */
#include "bench.h"
#include "linalg/lapack.h"
#include <math.h>
#include <stdlib.h>

static double time_method(domar_cx *cx, const char *method, const domar_series *series)
{
    domar_result *result;
    const double start = bench_seconds();
    bench_must(cx, domar_run(cx, &result, method, series, NULL));
    const double seconds = bench_seconds() - start;
    domar_result_free(result);
    return seconds;
}

struct lapack { double factor, invert, columns; };

/* dgetrf, dgetrs with G right-hand sides, dgetri. */
static void time_lapack(struct lapack *best, const bench_world *w, double *M, double *X)
{
    const blasint n = (blasint)w->n, k = (blasint)w->G, size = n * 64;
    blasint info, *pivots = bench_alloc(w->n, sizeof *pivots);
    double *work = bench_alloc((size_t)size, sizeof *work);
    for (size_t i = 0; i < w->n; i++)
        for (size_t j = 0; j < w->n; j++)
            M[i * w->n + j] = (i == j) - w->Z[i * w->n + j] / w->x[j];
    for (size_t p = 0; p < w->n * w->G; p++) X[p] = 1;
    const double t0 = bench_seconds();
    dgetrf_(&n, &n, M, &n, pivots, &info);
    const double t1 = bench_seconds();
    dgetrs_("T", &n, &k, M, &n, pivots, X, &n, &info);
    const double t2 = bench_seconds();
    dgetri_(&n, M, &n, pivots, work, &size, &info);
    const double t3 = bench_seconds();
    best->factor = fmin(best->factor, t1 - t0);
    best->columns = fmin(best->columns, t2 - t1);
    best->invert = fmin(best->invert, t3 - t2);
    free(pivots);
    free(work);
}

static void one_size(domar_cx *cx, size_t G, size_t N)
{
    static const char *const methods[] = { "accounts.multipliers", "chain.upstreamness",
                                           "accounts.footprint", "accounts.extraction" };
    enum { METHODS = sizeof methods / sizeof *methods };
    bench_world w;
    struct lapack peer = { INFINITY, INFINITY, INFINITY };
    double ours[METHODS] = { INFINITY, INFINITY, INFINITY, INFINITY };
    char what[96];
    bench_world_make(&w, G, N);
    domar_series *series = bench_world_series(cx, &w);
    double *M = bench_alloc(w.n * w.n, sizeof *M), *X = bench_alloc(w.n * w.G, sizeof *X);
    for (int round = 0; round < bench_rounds(w.n); round++) {
        time_lapack(&peer, &w, M, X);
        bench_rest();
        for (size_t k = 0; k < METHODS; k++)
            ours[k] = fmin(ours[k], time_method(cx, methods[k], series));
    }
    const double least[METHODS] = { peer.factor, peer.factor, peer.factor + peer.columns,
                                    peer.factor + peer.invert };
    static const char *const calls[METHODS] = { "dgetrf", "dgetrf", "dgetrf + dgetrs",
                                                "dgetrf + dgetri" };
    for (size_t k = 0; k < METHODS; k++) {
        snprintf(what, sizeof what, "n=%zu: %s : %s", w.n, methods[k], calls[k]);
        bench_line(what, ours[k], least[k], k < 2 ? NAN : 1.3);
    }
    free(M);
    free(X);
    domar_series_free(series);
    bench_world_drop(&w);
}

void bench_methods(domar_cx *cx)
{
    bench_head("Whole methods through domar_run", "LAPACK s");
    one_size(cx, 41, 35);
    one_size(cx, 44, 56);
    one_size(cx, 80, 50);
}
