/* bench/frontier.c -- envelopment against the limits that the design sets, in seconds on two processors: the whole run of a
 * method on a panel that is read.  Peers' own times: Benchmarking (R) 30.7 s for the first line, deaR 12 s, 0.5 s, 8.4 s. */
#include "bench.h"
#include "base/random.h"
#include <math.h>
#include <string.h>

static void units(const char *path, size_t units, size_t periods, size_t vars)
{
    FILE *f = fopen(path, "w");
    if (!f) return;
    fputs("unit,year", f);
    for (size_t v = 0; v < vars; v++) fprintf(f, ",v%zu", v + 1);
    for (size_t u = 0; u < units; u++)
        for (size_t t = 0; t < periods; t++) {
            fprintf(f, "\nu%zu,%zu", u + 1, 2000 + t);
            double made = 0;
            for (size_t v = 0; v < vars; v++) {
                const double x = exp(0.5 * domar_random_normal(3, v, u * periods + t));
                if (v < 3) made += log(x) / 3;
                const double part = 0.3 + 0.4 * domar_random(5, u, t);
                const double y = exp(made - fabs(0.3 * domar_random_normal(4, u, t))) * (v == 3 ? part : 1 - part);
                fprintf(f, ",%.9g", v < 3 ? x : y);
            }
        }
    fputc('\n', f);
    fclose(f);
}

static void line(domar_cx *cx, const char *path, const char *what, const char *method, const domar_pair *params, double limit)
{
    domar_panel *p;
    double best = INFINITY;
    bench_must(cx, domar_panel_open(cx, &p, path, NULL));
    for (int round = 0; round < 7; round++) {
        domar_result *r;
        const double start = bench_seconds();
        bench_must(cx, domar_run_panel(cx, &r, method, p, params));
        best = fmin(best, bench_seconds() - start);
        domar_result_free(r);
    }
    domar_panel_free(p);
    bench_line(what, best, limit, 1);
}

void bench_frontier(domar_cx *cx, const char *folder)
{
    static const domar_pair bcc[] = { { "inputs", "v1,v2,v3" }, { "outputs", "v4,v5" }, { "returns", "vrs" }, { NULL, NULL } };
    static const domar_pair sbm[] = { { "inputs", "v1,v2,v3" }, { "outputs", "v4,v5" }, { "model", "sbm" }, { NULL, NULL } };
    static const domar_pair malmquist[] = { { "inputs", "v1,v2,v3" }, { "outputs", "v4" }, { NULL, NULL } };
    static const domar_pair boot[] = { { "inputs", "v1,v2,v3" }, { "outputs", "v4" }, { "draws", "2000" }, { NULL, NULL } };
    const struct { const char *what, *method; const domar_pair *params; size_t units, periods; double limit; } all[] = {
        { "BCC with slacks and peers, 3 x 2, n = 5000", "frontier.dea", bcc, 5000, 1, 0.5 },
        { "SBM, 3 x 2, n = 2000", "frontier.dea", sbm, 2000, 1, 0.5 },
        { "Malmquist (FGNZ), 30 units x 11 years", "frontier.malmquist", malmquist, 30, 11, 0.02 },
        { "smoothed bootstrap, 19 units, 2000 draws", "frontier.bootstrap", boot, 19, 1, 0.2 } };
    char path[320];
    bench_head("Frontiers", "limit s");
    snprintf(path, sizeof path, "%s/units.csv", folder);
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        units(path, all[k].units, all[k].periods, 5);
        line(cx, path, all[k].what, all[k].method, all[k].params, all[k].limit);
    }
    remove(path);
}
