/* bench/reform.c -- equilibria of made-up worlds: seconds against those that are asked for.  What one thread does is
 * measured in seconds of the processor. */
#include "bench.h"
#include "model/case.h"
#include "model/ranking.h"
#include "read/scenario.h"
#include <math.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct times { double base, cold, warm, gradient, ranking; size_t obstacles; domar_fp_report report; };

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
    domar_outcome o = { .m = NULL };
    const double t0 = bench_thread_seconds();
    bench_must(cx, domar_base_new(cx, &base, t, s));
    bench_must(cx, domar_shocks_new(cx, &shocks, base, s));
    bench_must(cx, domar_market_new(cx, &o.m, base->world));
    const domar_world *w = base->world;
    double *room = bench_alloc(o.m->size + domar_gradient_room(o.m), sizeof *room), *weight = bench_alloc(w->homes, sizeof *weight);
    domar_move more[2] = { shocks.moves[0], all_icebergs(cx, w, -0.01) }, gradient = all_icebergs(cx, w, 0);
    const domar_fixed_point f = domar_market_map(o.m);
    o.z = room;
    const double t1 = bench_thread_seconds();
    bench_must(cx, domar_outcome_solve(cx, &o, shocks.moves, shocks.count, DOMAR_FP_AUTO));
    const double t2 = bench_thread_seconds();
    best->report = o.report;
    bench_must(cx, domar_outcome_solve(cx, &o, more, 2, DOMAR_FP_AUTO));
    const double t3 = bench_thread_seconds();
    for (size_t h = 0; h < w->homes; h++) weight[h] = w->E[h];
    const domar_objective objective = { .welfare = weight };
    bench_must(cx, domar_gradient(cx, &gradient, o.m, &f, &objective, room + o.m->size));
    const double t4 = bench_thread_seconds();
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

/* Size of Caliendo and Parro's world, with tariffs: all of them to zero, cold. */
static void small_world(domar_cx *cx, const char *folder)
{
    enum { ROUNDS = 8 };
    char path[512];
    double best = INFINITY;
    domar_scenario *s = NULL;
    bench_world made;
    snprintf(path, sizeof path, "%s/tariffs.yaml", folder);
    FILE *page = fopen(path, "w");
    if (!page || fputs("source: made up\nbaseline:\n  - {kind: tariff, to: 8}\nchanges:\n  - {kind: tariff, to: 0}\n", page) < 0 ||
        fclose(page)) {
        perror(path);
        exit(1);
    }
    bench_must(cx, domar_scenario_read(cx, &s, path));
    unlink(path);
    bench_world_make(&made, 31, 40);
    domar_series *series = bench_world_series(cx, &made);
    bench_world_drop(&made);
    domar_fp_report report = { .residual = 0 };
    for (int round = 0; round < ROUNDS; round++) {
        domar_base *base = NULL;
        domar_shocks shocks = { NULL, NULL, 0 };
        domar_outcome o = { .m = NULL };
        bench_must(cx, domar_base_new(cx, &base, domar_series_table(series, 0), s));
        bench_must(cx, domar_shocks_new(cx, &shocks, base, s));
        bench_must(cx, domar_market_new(cx, &o.m, base->world));
        o.z = bench_alloc(o.m->size, sizeof *o.z);
        const double start = bench_thread_seconds();
        bench_must(cx, domar_outcome_solve(cx, &o, shocks.moves, shocks.count, DOMAR_FP_AUTO));
        best = fmin(best, bench_thread_seconds() - start);
        report = o.report;
        free(o.z);
        domar_market_free(o.m);
        domar_shocks_free(&shocks);
        domar_base_free(base);
    }
    bench_note("31 economies x 40 industries, tariffs of 8 %% away: %zu sweeps, %zu products", report.sweeps, report.products);
    bench_line("  cold", best, 0.03, 1);
    domar_series_free(series);
    domar_scenario_free(s);
}

/* Base, market, solution and gradient: the most that is asked for at once beyond the table. */
static void memory_of(const domar_table *t, const domar_scenario *s)
{
    bench_account a = { 0, 0 };
    const domar_settings settings = { .user = &a, .allocate = bench_account_allocate, .release = bench_account_release };
    domar_cx *cx;
    struct times unused = { .base = INFINITY, .cold = INFINITY, .warm = INFINITY, .gradient = INFINITY };
    if (domar_cx_new(&cx, &settings)) exit(1);
    once(cx, &unused, t, s);
    printf("%-56s %9.1f %9.1f", "  memory beyond the table, MB (asked MB)", (double)a.most / 1e6, 50.0);
    bench_verdict((double)a.most / 50e6, 1);
    domar_cx_free(cx);
}

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The method itself: so many draws, told as a thousand, processor seconds halved: on two cores. */
static void draws(domar_cx *cx, const domar_series *series)
{
    enum { DRAWS = 24 };
    static const domar_pair params[] = { { "scenario", "@trade_costs" }, { "draws", "24" }, { NULL, NULL } },
                            few[] = { { "scenario", "@trade_costs" }, { "draws", "2" }, { NULL, NULL } };
    double seconds[2];
    for (int k = 0; k < 2; k++) {
        domar_result *r = NULL;
        const double start = processor_seconds();
        bench_must(cx, domar_run(cx, &r, "reform.sensitivity", series, k ? params : few));
        seconds[k] = (processor_seconds() - start) / 2;
        domar_result_free(r);
    }
    bench_line("  1000 draws of reform.sensitivity (from 24), two cores", 1000 * (seconds[1] - seconds[0]) / (DRAWS - 2), 60, 1);
}

/* All trade costs and productivities by welfare, and revenue forgone, at an equilibrium that is solved: two transposed solves,
 * levels, residuals and order. */
static void rank(domar_cx *cx, struct times *best, const domar_table *t, const domar_scenario *s)
{
    domar_case *c = NULL;
    domar_goal goal;
    bool wanted[DOMAR_OBSTACLE_KINDS];
    const domar_range range = { .ease = 10, .raise = 10, .mobility = 3 };
    for (size_t k = 0; k < DOMAR_OBSTACLE_KINDS; k++) wanted[k] = true;
    bench_must(cx, domar_case_new(cx, &c, t, s, DOMAR_FP_AUTO));
    const domar_mark mark = domar_scratch_mark(cx);
    domar_ranking r = { .c = c, .goal = &goal, .shown = 100 };
    const double t0 = bench_thread_seconds();
    bench_must(cx, domar_goal_new(cx, &goal, c, DOMAR_GOAL_WELFARE, NULL, NULL));
    bench_must(cx, domar_obstacles_find(cx, &r.all, c, wanted, &range));
    bench_must(cx, domar_ranking_start(cx, &r));
    best->ranking = fmin(best->ranking, bench_thread_seconds() - t0);
    best->obstacles = r.all.count;
    domar_ranking_free(&r);
    domar_scratch_rewind(cx, mark);
    domar_case_free(c);
}

void bench_reform(domar_cx *cx, const char *folder)
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
        struct times best = { .base = INFINITY, .cold = INFINITY, .warm = INFINITY, .gradient = INFINITY, .ranking = INFINITY };
        s->layout = specific ? "specific" : "common";
        for (int round = 0; round < (specific ? 2 : ROUNDS); round++) {
            once(cx, &best, domar_series_table(series, 0), s);
            rank(cx, &best, domar_series_table(series, 0), s);
        }
        bench_note("%s origins: base %.3f s; %zu sweeps, %zu products", s->layout, best.base, best.report.sweeps, best.report.products);
        bench_line("  cold", best.cold, specific ? 3 : 0.1, 1);
        bench_line("  warm, a hundredth more", best.warm, specific ? NAN : 0.02, specific ? NAN : 1);
        bench_line("  gradient by all trade costs : cold solve", best.gradient, best.cold, 3);
        bench_note("%zu obstacles", best.obstacles);
        bench_line("  ranking of all obstacles : cold solve", best.ranking, best.cold, 3);
        if (!specific) memory_of(domar_series_table(series, 0), s);
        if (!specific) draws(cx, series);
    }
    domar_series_free(series);
    domar_scenario_free(s);
    small_world(cx, folder);
}
