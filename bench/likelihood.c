/* bench/likelihood.c -- stochastic frontiers, thresholds, limited regressions; in front of them stands the time that was
 * asked for (or, where none was, a round one). The panels are in memory; the whole method is timed, through the public door. */
#include "bench.h"
#include "base/random.h"
#include "panel/panel.h"
#include <domar/panel.h>
#include <math.h>

enum { COLUMNS = 7 };

/* firm, year, y (a frontier), l, k, q, z (a limited one). */
static domar_panel *made_up(domar_cx *cx, size_t firms, size_t years)
{
    static const char *const names[COLUMNS] = { "firm", "year", "y", "l", "k", "q", "z" };
    const size_t rows = firms * years;
    domar_panel_draft *draft;
    domar_panel *panel;
    double *v[COLUMNS];
    bench_must(cx, domar_panel_draft_new(cx, &draft, "made up", rows));
    for (size_t c = 0; c < COLUMNS; c++)
        if (!(v[c] = domar_alloc(cx, rows, sizeof *v[c]))) bench_must(cx, DOMAR_ENOMEM);
    for (size_t i = 0; i < rows; i++) {
        const double l = domar_random_normal(1, 1, i), k = domar_random_normal(1, 2, i), e = 0.3 * domar_random_normal(1, 3, i),
                     u = 0.5 * fabs(domar_random_normal(1, 4, i)), q = domar_random_normal(1, 5, i);
        const double row[COLUMNS] = { (double)(i / years), 2000 + (double)(i % years), 1 + 0.5 * l + 0.3 * k + (q > 0.5 ? 0.2 * l : 0) + e - u, l, k, q,
                                      fmax(0, 0.3 + 0.5 * l + e + 0.4 * domar_random_normal(1, 6, i / years)) };
        for (size_t c = 0; c < COLUMNS; c++) v[c][i] = row[c];
    }
    for (size_t c = 0; c < COLUMNS; c++) bench_must(cx, domar_panel_draft_values(cx, draft, names[c], v[c]));
    bench_must(cx, domar_panel_freeze(cx, &panel, draft, "firm", "year"));
    return panel;
}

static void line(domar_cx *cx, const domar_panel *p, const char *what, const char *method, const domar_pair *params, double limit, int rounds)
{
    double best = INFINITY;
    for (int round = 0; round < rounds; round++) {
        domar_result *r;
        const double start = bench_seconds();
        bench_must(cx, domar_run_panel(cx, &r, method, p, params));
        best = fmin(best, bench_seconds() - start);
        domar_result_free(r);
    }
    bench_line(what, best, limit, 1);
}

void bench_likelihood(domar_cx *cx)
{
    static const domar_pair sfa[] = { { "y", "y" }, { "x", "l,k" }, { "by", "coefficient" }, { NULL, NULL } };
    static const domar_pair bc92[] = { { "y", "y" }, { "x", "l,k" }, { "by", "coefficient" }, { "model", "bc92" }, { NULL, NULL } };
    static const domar_pair threshold[] = { { "y", "y" }, { "x", "l" }, { "controls", "k,q,q^2,q^3,k*q" }, { "threshold", "q" },
                                            { "draws", "900" }, { NULL, NULL } };
    static const domar_pair tobit[] = { { "y", "z" }, { "x", "l,k" }, { "effects", "random" }, { NULL, NULL } };
    const struct { const char *what, *method; const domar_pair *params; size_t firms, years; double limit; int rounds; } all[] = {
        { "frontier half-normal, 10,000 rows", "frontier.sfa", sfa, 1000, 10, 0.01, 7 },
        { "frontier half-normal, 100,000 rows", "frontier.sfa", sfa, 10000, 10, 0.1, 5 },
        { "frontier BC92 with decay, 10,000 rows", "frontier.sfa", bc92, 1000, 10, 0.1, 5 },
        { "threshold, 565 x 14, 400 quantiles, 900 draws", "panel.threshold", threshold, 565, 14, 30, 2 },
        { "tobit with random effects, 1,000 x 10", "panel.tobit", tobit, 1000, 10, 2, 2 } };
    bench_head("Likelihoods and thresholds", "limit s");
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        domar_panel *p = made_up(cx, all[k].firms, all[k].years);
        line(cx, p, all[k].what, all[k].method, all[k].params, all[k].limit, all[k].rounds);
        domar_panel_free(p);
    }
}
