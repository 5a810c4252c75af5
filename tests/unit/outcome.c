/* Solved worlds: both ways agree, Walras holds, terms add up to the equivalent variation, a shock and its
 * reverse come home, the transposed solve gives the gradient of welfare by every kind of move. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "model/outcome.h"
#include "random_world.h"
#include <string.h>

static domar_cx *cx;
static domar_world *w;
static domar_outcome o;
static domar_move moves[2];

static void set_up(bool specific, size_t F, double size)
{
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    w = random_world(cx, 3, 4, F, specific, true, 21);
    assert_non_null(w);
    memset(&o, 0, sizeof o);
    assert_int_equal(domar_market_new(cx, &o.m, w), DOMAR_OK);
    o.z = domar_alloc(cx, o.m->size, sizeof *o.z);
    assert_non_null(o.z);
    memset(moves, 0, sizeof moves);
    for (uint64_t k = 0; k < 2; k++) assert_int_equal(random_move(cx, &moves[k], w, size, 40 + k), DOMAR_OK);
}

static void tear_down(void)
{
    for (int k = 0; k < 2; k++) domar_move_free(&moves[k]);
    domar_release(o.z);
    domar_market_free(o.m);
    domar_world_free(w);
    domar_cx_free(cx);
}

static void terms_add_up(bool specific, size_t F)
{
    set_up(specific, F, 0.3);
    double terms[2 * 6 * DOMAR_TERMS], gdp[3], first[3];
    assert_int_equal(domar_outcome_solve(cx, &o, moves, 2, DOMAR_FP_ANDERSON), DOMAR_OK);
    for (size_t b = 0; b < 3; b++) first[b] = domar_real_income(o.m, b);
    memset(o.z, 0, o.m->size * sizeof *o.z);
    assert_int_equal(domar_outcome_solve(cx, &o, moves, 2, DOMAR_FP_NEWTON), DOMAR_OK);
    assert_true(o.report.newton > 0 && o.walras < 1e-11);
    for (size_t b = 0; b < 3; b++) {
        assert_true(fabs(first[b] - domar_real_income(o.m, b)) < 1e-10);
        assert_true(fabs(first[b] - 1) > 1e-3);
    }
    assert_int_equal(domar_outcome_path(cx, &o, terms, gdp, moves, 2, 1e-10), DOMAR_OK);
    if (!(o.gap < 1e-10)) fail_msg("gap %.3g at %zu nodes", o.gap, o.nodes);
    tear_down();
}

/* What an objective is at the market's last solve, log. */
static double value_added(size_t p)
{
    double now = 0;
    for (size_t f = 0; f < w->F; f++) now += o.m->Wd[p * w->F + f] * o.m->scale;
    return log(now) - o.m->lP[p / w->N];
}

static double jobs(size_t at) { return log(o.m->Wd[at] * o.m->scale) - o.m->lw[at]; }

/* What wedges earn in one economy, real. */
static double revenue(size_t b)
{
    double sum = 0;
    for (size_t c = 0; c < DOMAR_EARN_FACTORS; c++) sum += o.m->income[b * w->sources + c];
    return sum / exp(o.m->lP[b]);
}

enum { HOUSEHOLD, VALUE_ADDED, JOBS, REVENUE, GDP, OBJECTIVES };
static const double one_home[6] = { 0, 0, 1, 0, 0, 0 }, one_producer[12] = { [7] = 1 }, one_job[24] = { [10] = 1 }, one_gdp[3] = { 0, 1, 0 };

static double objective(int kind, const domar_move *both, size_t count)
{
    double terms[2 * 6 * DOMAR_TERMS], gdp[3];
    assert_int_equal(domar_outcome_solve(cx, &o, both, count, DOMAR_FP_AUTO), DOMAR_OK);
    if (kind == HOUSEHOLD) return log(domar_household_income(o.m, 2));
    if (kind == VALUE_ADDED) return value_added(7);
    if (kind == JOBS) return jobs(10);
    if (kind == REVENUE) return revenue(1);
    assert_int_equal(domar_outcome_path(cx, &o, terms, gdp, both, count, 1e-9), DOMAR_OK);
    return gdp[1];
}

/* Objectives' gradients by one transposed solve against central differences of solved worlds; real GDP, which the path
 * integrates, from the base. */
static void gradient(bool specific)
{
    set_up(specific, 2, 0.2);
    const domar_fixed_point f = domar_market_map(o.m);
    double *room = domar_alloc(cx, domar_gradient_room(o.m), sizeof *room);
    assert_non_null(room);
    for (int what = 0; what < OBJECTIVES; what++) {
        const domar_objective of = { .welfare = what == HOUSEHOLD ? one_home : NULL, .gdp = what == GDP ? one_gdp : NULL,
                                     .value_added = what == VALUE_ADDED ? one_producer : NULL, .jobs = what == JOBS ? one_job : NULL,
                                     .revenue = what == REVENUE ? one_gdp : NULL };
        const size_t first = what == GDP ? 0 : 1;
        domar_move g = { { NULL } };
        assert_int_equal(random_move(cx, &g, w, 0, 1), DOMAR_OK);
        memset(o.z, 0, o.m->size * sizeof *o.z);
        assert_int_equal(domar_outcome_solve(cx, &o, moves, first, DOMAR_FP_AUTO), DOMAR_OK);
        assert_int_equal(domar_gradient(cx, &g, o.m, &f, &of, room), DOMAR_OK);
        for (int kind = 0; kind < DOMAR_MOVES; kind++) {
            const double h = 1e-4;
            double at[2], predicted = 0;
            domar_move both[2] = { moves[0], { { NULL } } };
            domar_move *step = &both[first];
            *step = (domar_move){ { NULL } };
            assert_int_equal(domar_move_want(cx, step, w, (domar_move_kind)kind), DOMAR_OK);
            for (int side = 0; side < 2; side++) {
                for (size_t k = 0; k < domar_move_size(w, (domar_move_kind)kind); k++)
                    step->of[kind][k] = (side ? -h : h) * moves[1].of[kind][k];
                at[side] = objective(what, both, first + 1);
            }
            for (size_t k = 0; k < domar_move_size(w, (domar_move_kind)kind); k++)
                predicted += g.of[kind][k] * moves[1].of[kind][k];
            const double numeric = (at[0] - at[1]) / (2 * h);
            if (fabs(numeric - predicted) > 1e-6 * fmax(fabs(numeric), 1e-2))
                fail_msg("objective %d, move %d: %.10g against %.10g", what, kind, predicted, numeric);
            domar_move_free(step);
        }
        domar_move_free(&g);
    }
    domar_release(room);
    tear_down();
}

static void one_factor(void **s)  { (void)s; terms_add_up(false, 1); terms_add_up(true, 1); }
static void two_factors(void **s) { (void)s; terms_add_up(false, 2); terms_add_up(true, 2); }
static void gradients(void **s)   { (void)s; gradient(false); gradient(true); }

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(one_factor), cmocka_unit_test(two_factors),
                                        cmocka_unit_test(gradients) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
