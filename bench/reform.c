/* bench/reform.c -- equilibria of made-up worlds: seconds of one thread against those that are asked for. */
#include "bench.h"
#include "model/case.h"
#include "read/scenario.h"
#include <math.h>
#include <stdlib.h>

struct times { double base, cold, warm, gradient; domar_fp_report report; };

static domar_move all_icebergs(domar_cx *cx, const domar_world *w, double log_change)
{
    domar_move m = { { NULL } };
    bench_must(cx, domar_move_want(cx, &m, w, DOMAR_MOVE_ICEBERG));
    for (size_t at = 0; at < w->G * w->n; at++)
        if (at % w->G != at / w->n) m.of[DOMAR_MOVE_ICEBERG][at] = log_change;
    return m;
}

/* Trade costs a tenth lower; then a hundredth more, warm; then the gradient of the world's welfare by all trade costs. */
static void once(domar_cx *cx, struct times *best, const domar_table *t, const domar_scenario *s)
{
    domar_base *base = NULL;
    domar_shocks shocks = { NULL, NULL, 0 };
    domar_outcome o = { NULL };
    const double t0 = bench_seconds();
    bench_must(cx, domar_base_new(cx, &base, t, s));
    bench_must(cx, domar_shocks_new(cx, &shocks, base, s));
    bench_must(cx, domar_market_new(cx, &o.m, base->world));
    const domar_world *w = base->world;
    double *room = bench_alloc(o.m->size + domar_gradient_room(o.m), sizeof *room), *weight = bench_alloc(w->homes, sizeof *weight);
    domar_move more[2] = { shocks.moves[0], all_icebergs(cx, w, -0.01) }, gradient = all_icebergs(cx, w, 0);
    const domar_fixed_point f = domar_market_map(o.m);
    o.z = room;
    const double t1 = bench_seconds();
    bench_must(cx, domar_outcome_solve(cx, &o, shocks.moves, shocks.count, DOMAR_FP_AUTO));
    const double t2 = bench_seconds();
    best->report = o.report;
    bench_must(cx, domar_outcome_solve(cx, &o, more, 2, DOMAR_FP_AUTO));
    const double t3 = bench_seconds();
    for (size_t h = 0; h < w->homes; h++) weight[h] = w->E[h];
    const domar_objective objective = { .welfare = weight };
    bench_must(cx, domar_gradient(cx, &gradient, o.m, &f, &objective, room + o.m->size));
    const double t4 = bench_seconds();
    best->base = fmin(best->base, t1 - t0);
    best->cold = fmin(best->cold, t2 - t1);
    best->warm = fmin(best->warm, t3 - t2);
    best->gradient = fmin(best->gradient, t4 - t3);
    domar_move_free(&more[1]);
    domar_move_free(&gradient);
    domar_shocks_free(&shocks);
    domar_market_free(o.m);
    domar_base_free(base);
    free(weight);
    free(room);
}

void bench_reform(domar_cx *cx)
{
    enum { ROUNDS = 4 };
    domar_scenario *s = NULL;
    bench_world w;
    bench_must(cx, domar_scenario_read(cx, &s, "@trade_costs"));
    bench_world_make(&w, 77, 45);
    domar_series *series = bench_world_series(cx, &w);
    bench_world_drop(&w);
    bench_head("equilibrium, 77 economies x 45 industries", "asked s");
    for (int specific = 0; specific < 2; specific++) {
        struct times best = { .base = INFINITY, .cold = INFINITY, .warm = INFINITY, .gradient = INFINITY };
        s->layout = specific ? "specific" : "common";
        for (int round = 0; round < (specific ? 2 : ROUNDS); round++) once(cx, &best, domar_series_table(series, 0), s);
        bench_note("%s origins: base %.3f s; %zu sweeps, %zu products", s->layout, best.base, best.report.sweeps, best.report.products);
        bench_line("  cold", best.cold, specific ? 3 : 0.1, 1);
        bench_line("  warm, a hundredth more", best.warm, specific ? NAN : 0.02, specific ? NAN : 1);
        bench_line("  gradient by all trade costs : cold solve", best.gradient, best.cold, 3);
    }
    domar_series_free(series);
    domar_scenario_free(s);
}
