/* bench/methods.c -- whole methods through the public door, against the LAPACK calls that an LU
 * based way of the same measure needs at the least. */
#include "bench.h"
#include "linalg/lapack.h"
#include <math.h>
#include <stdlib.h>

struct asked {
    const char *method, *what;
    domar_pair  params[4];
    enum { FACTOR, SOLVES, INVERSE } least;   /* what an LU based way needs at the least */
    double      target;
};

static double time_method(domar_cx *cx, const struct asked *a, const domar_series *series)
{
    domar_result *result;
    const double start = bench_seconds();
    bench_must(cx, domar_run(cx, &result, a->method, series, a->params));
    const double seconds = bench_seconds() - start;
    domar_result_free(result);
    return seconds;
}

struct lapack { double factor, invert, columns; };

/* Seventeen years of every indicator, as of WIOD 2013: seconds against the ten that are asked for. */
static void many_years(domar_cx *cx)
{
    enum { YEARS = 17, ROUNDS = 3 };
    static const struct asked tiva = { "chain.tiva", "tiva", { { "year", "all" }, { NULL, NULL } },
                                       FACTOR, 1 };
    domar_series *series = NULL;
    double best = INFINITY;
    bench_world w;
    bench_world_make(&w, 41, 35);
    bench_must(cx, domar_series_new(cx, &series, NULL));
    for (int year = 1995; year < 1995 + YEARS; year++) bench_world_year(cx, &w, series, year);
    bench_world_drop(&w);
    for (int round = 0; round < ROUNDS; round++) best = fmin(best, time_method(cx, &tiva, series));
    domar_series_free(series);
    bench_line("17 years of n=1435: all of chain.tiva : 10 s", best, 10, 1);
}

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

static void one_size(domar_cx *cx, size_t G, size_t N, const struct asked *asked, size_t count)
{
    enum { MOST = 16 };
    static const char *const calls[] = { "dgetrf", "dgetrf + dgetrs", "dgetrf + dgetri" };
    bench_world w;
    struct lapack peer = { INFINITY, INFINITY, INFINITY };
    double ours[MOST];
    char what[128];
    bench_world_make(&w, G, N);
    domar_series *series = bench_world_series(cx, &w);
    double *M = bench_alloc(w.n * w.n, sizeof *M), *X = bench_alloc(w.n * w.G, sizeof *X);
    for (size_t k = 0; k < count; k++) ours[k] = INFINITY;
    for (int round = 0; round < bench_rounds(w.n); round++) {
        time_lapack(&peer, &w, M, X);
        bench_rest();
        for (size_t k = 0; k < count; k++) ours[k] = fmin(ours[k], time_method(cx, &asked[k], series));
    }
    const double least[] = { peer.factor, peer.factor + peer.columns, peer.factor + peer.invert };
    for (size_t k = 0; k < count; k++) {
        snprintf(what, sizeof what, "n=%zu: %s : %s", w.n, asked[k].what, calls[asked[k].least]);
        bench_line(what, ours[k], least[asked[k].least], asked[k].target);
    }
    free(M);
    free(X);
    domar_series_free(series);
    bench_world_drop(&w);
}

void bench_methods(domar_cx *cx)
{
    static const struct asked basic[] = {
        { "accounts.multipliers", "multipliers", { { NULL, NULL } }, FACTOR, NAN },
        { "chain.upstreamness", "upstreamness", { { NULL, NULL } }, FACTOR, NAN },
        { "accounts.footprint", "footprints", { { NULL, NULL } }, SOLVES, 1.3 },
        { "accounts.extraction", "extraction", { { NULL, NULL } }, INVERSE, 1.3 } };
    /* Every exporter, industry and partner: G (G - 1) N times the terms of the scheme. */
    static const struct asked exports[] = {
        { "chain.exports", "exports, 16 terms (wwz)", { { "scheme", "wwz" }, { NULL, NULL } },
          INVERSE, 2 },
        { "chain.exports", "exports, Borin-Mancini, all exporters",
          { { "scheme", "bm" }, { "by", "industry" }, { NULL, NULL } }, INVERSE, 2 },
        { "chain.exports", "the same in the perspective of each flow",
          { { "scheme", "bm" }, { "perspective", "sector_bilateral" }, { NULL, NULL } }, INVERSE, 2 } };
    enum { BASIC = sizeof basic / sizeof *basic, EXPORTS = sizeof exports / sizeof *exports };
    bench_head("Whole methods through domar_run", "LAPACK s");
    one_size(cx, 41, 35, basic, BASIC);
    one_size(cx, 44, 56, basic, BASIC);
    one_size(cx, 80, 50, basic, BASIC);
    one_size(cx, 41, 35, exports, EXPORTS);
    one_size(cx, 77, 45, exports, EXPORTS);
    one_size(cx, 81, 50, exports, EXPORTS);
    many_years(cx);
}
