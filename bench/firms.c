/* bench/firms.c -- firms: a million rows of misallocation, production functions of a hundred thousand; in front of them
 * stands the time that was asked for.  The panels are in memory; the whole method is timed, through the public door. */
#include "bench.h"
#include "base/random.h"
#include "panel/panel.h"
#include <domar/panel.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

struct column { const char *name; double *value; };

static domar_panel *panel_of(domar_cx *cx, size_t rows, const struct column *columns, size_t count)
{
    domar_panel_draft *draft;
    domar_panel *panel;
    bench_must(cx, domar_panel_draft_new(cx, &draft, "made up", rows));
    for (size_t k = 0; k < count; k++) {
        double *own = domar_alloc(cx, rows, sizeof *own);
        if (!own) bench_must(cx, DOMAR_ENOMEM);
        for (size_t i = 0; i < rows; i++) own[i] = columns[k].value[i];
        bench_must(cx, domar_panel_draft_values(cx, draft, columns[k].name, own));
        free(columns[k].value);
    }
    bench_must(cx, domar_panel_freeze(cx, &panel, draft, "firm", "year"));
    return panel;
}

static double *room(size_t rows) { return bench_alloc(rows, sizeof(double)); }

/* Hsieh and Klenow's economy: sigma 3, R 0.1, w 1, lognormal wedges; ten years, 400 industries. */
static domar_panel *economy(domar_cx *cx, size_t rows)
{
    enum { YEARS = 10, INDUSTRIES = 400 };
    const struct column c[] = { { "firm", room(rows) }, { "year", room(rows) }, { "industry", room(rows) }, { "value_added", room(rows) },
                                { "capital", room(rows) }, { "wage_bill", room(rows) }, { "share", room(rows) } };
    for (size_t i = 0; i < rows; i++) {
        const size_t firm = i / YEARS, industry = (size_t)(domar_random(1, 0, firm) * INDUSTRIES);
        const double a = 0.3 + 0.4 * domar_random(2, 0, industry), A = exp(domar_random_normal(3, 0, i)), u = exp(0.3 * domar_random_normal(4, 0, i)),
                     v = exp(0.3 * domar_random_normal(5, 0, i)), sales = pow(A * u / pow(v, a), 2);
        const double row[] = { (double)firm, 2000 + (double)(i % YEARS), (double)industry, sales, a * 2 / 3 * sales * u / v / 0.1,
                               (1 - a) * 2 / 3 * sales * u, a };
        for (size_t k = 0; k < sizeof c / sizeof *c; k++) c[k].value[i] = row[k];
    }
    return panel_of(cx, rows, c, sizeof c / sizeof *c);
}

/* Firms that choose labour half a period before they see productivity [ackerberg2015], b = (0.6, 0.4). */
static domar_panel *firms(domar_cx *cx, size_t rows)
{
    enum { YEARS = 10 };
    const struct column c[] = { { "firm", room(rows) }, { "year", room(rows) }, { "y", room(rows) }, { "l", room(rows) }, { "k", room(rows) },
                                { "m", room(rows) } };
    for (size_t firm = 0; firm < rows / YEARS; firm++) {
        const double step = 0.3 * sqrt(0.3), half = sqrt(0.7), own = 0.1 * exp(0.6 * domar_random_normal(6, firm, 0));
        double omega = 0.3 * domar_random_normal(7, firm, 0), wage = 0.1 * domar_random_normal(8, firm, 0), k = domar_random_normal(9, firm, 0);
        for (size_t t = 0; t < 20 + YEARS; t++) {
            const double early = half * omega + step * domar_random_normal(10, firm, t);
            omega = half * early + step * domar_random_normal(11, firm, t);
            wage = 0.3 * wage + 0.095 * domar_random_normal(12, firm, t);
            const double l = (log(0.6) + 0.4 * k + half * early - wage) / 0.4, m = 0.6 * l + 0.4 * k + omega;
            const double row[] = { (double)firm, (double)t, m + 0.1 * domar_random_normal(13, firm, t), l, k, m };
            for (size_t q = 0; t >= 20 && q < sizeof c / sizeof *c; q++) c[q].value[firm * YEARS + t - 20] = row[q];
            k = log(0.8 * exp(k) + own * exp(1.8 * omega));
        }
    }
    return panel_of(cx, rows, c, sizeof c / sizeof *c);
}

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void line(domar_cx *cx, const char *what, const char *method, const domar_panel *panel, const domar_pair *params, double asked)
{
    double best = INFINITY, busy = INFINITY;
    for (int round = 0; round < 5; round++) {
        domar_result *r = NULL;
        const double start = bench_seconds(), used = processor_seconds();
        bench_must(cx, domar_run_panel(cx, &r, method, panel, params));
        best = fmin(best, bench_seconds() - start);
        busy = fmin(busy, processor_seconds() - used);
        domar_result_free(r);
    }
    bench_line(what, best, asked, 1);
    bench_note("  processor seconds of all threads together: %.4f", busy);
}

#define FUNCTION { "y", "y" }, { "free", "l" }, { "state", "k" }, { "proxy", "m" }
void bench_firms(domar_cx *cx)
{
    const domar_pair plain[] = { { "industry", "industry" }, { "capital_share", "share" }, { NULL, NULL } },
                     industries[] = { { "industry", "industry" }, { "capital_share", "share" }, { "by", "industry" }, { NULL, NULL } },
                     acf[] = { FUNCTION, { "draws", "0" }, { NULL, NULL } }, lp[] = { FUNCTION, { "draws", "0" }, { "method", "lp" }, { NULL, NULL } },
                     drawn[] = { FUNCTION, { "draws", "200" }, { NULL, NULL } }, few[] = { FUNCTION, { "draws", "20" }, { NULL, NULL } };
    bench_head("firms", "asked s");
    domar_panel *p = economy(cx, 1000000);
    line(cx, "misallocation, 1,000,000 rows, by period", "firms.misallocation", p, plain, 0.2);
    line(cx, "misallocation, 1,000,000 rows, by industry", "firms.misallocation", p, industries, 0.2);
    domar_panel_free(p);
    p = firms(cx, 100000);
    line(cx, "acf, 100,000 rows, 64 starts", "firms.tfp", p, acf, 0.1);
    line(cx, "lp, 100,000 rows, 64 starts", "firms.tfp", p, lp, 0.1);
    line(cx, "acf, 100,000 rows, 200 draws of firms", "firms.tfp", p, drawn, 5);
    domar_panel_free(p);
    p = firms(cx, 10000);
    line(cx, "acf, 10,000 rows, 20 draws of firms", "firms.tfp", p, few, 0.1);
    domar_panel_free(p);
}
