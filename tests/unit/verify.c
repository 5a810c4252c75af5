/* Checks of an answer: they hold where the answer is right, in every layout, and do not where it is not; heads by
 * mobility. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "model/counterfactual.h"
#include "model/verify.h"
#include "random_world.h"
#include <string.h>

static domar_cx *cx;
static domar_world *w;
static domar_move moves[2];
static domar_case c;

/* tastes: they, and several households, have no way back with elastic supply. */
static void set_up(bool specific, bool tastes)
{
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    w = random_world(cx, 3, 4, 2, specific, true, 21);
    assert_non_null(w);
    memset(&c, 0, sizeof c);
    memset(moves, 0, sizeof moves);
    for (uint64_t k = 0; k < 2; k++) {
        assert_int_equal(random_move(cx, &moves[k], w, 0.2, 40 + k), DOMAR_OK);
        if (tastes) continue;
        domar_release(moves[k].of[DOMAR_MOVE_TASTE]);
        moves[k].of[DOMAR_MOVE_TASTE] = NULL;
    }
    for (size_t q = 0; !tastes && q < w->G * w->F; q++) w->eta[q] = 0;
    c.shocks = (domar_shocks){ .moves = moves, .count = 2 };
    assert_int_equal(domar_market_new(cx, &c.o.m, w), DOMAR_OK);
    c.o.z = domar_alloc(cx, c.o.m->size, sizeof *c.o.z);
    assert_non_null(c.o.z);
    assert_int_equal(domar_outcome_solve(cx, &c.o, moves, 2, DOMAR_FP_AUTO), DOMAR_OK);
}

static void tear_down(void)
{
    for (int k = 0; k < 2; k++) domar_move_free(&moves[k]);
    domar_release(c.o.z);
    domar_market_free(c.o.m);
    domar_world_free(w);
    domar_cx_free(cx);
}

static void right(bool specific)
{
    domar_verification v;
    double worst = 1;
    set_up(specific, false);
    const double before = c.o.m->newR[3];
    assert_int_equal(domar_case_homogeneity(cx, &worst, &c), DOMAR_OK);
    assert_true(worst > 0 && worst < 1e-12);
    assert_int_equal(domar_case_verify(cx, &v, &c), DOMAR_OK);
    if (!(v.zero_shock < 1e-11 && v.return_path < 1e-10 && v.reversal < 1e-10 && v.gradient < 1e-6 && v.two_methods < 1e-10))
        fail_msg("%.3g %.3g %.3g %.3g %.3g", v.zero_shock, v.return_path, v.reversal, v.gradient, v.two_methods);
    assert_true(!v.no_reversal && !v.no_two_methods && v.sampled >= DOMAR_MOVES);
    assert_true(fabs(c.o.m->newR[3] / before - 1) < 1e-12);      /* back at its answer */
    tear_down();
}

/* An answer that is not one: the world calibrated there does not find back. */
static void wrong(void **state)
{
    domar_verification v;
    (void)state;
    set_up(false, false);
    double *room = domar_scratch(cx, c.o.m->size);
    assert_non_null(room);
    c.o.z[c.o.m->slots + 2] += 1e-4;
    assert_int_equal(domar_case_return(cx, &c, room), DOMAR_OK);
    assert_int_equal(domar_case_verify(cx, &v, &c), DOMAR_OK);
    assert_true(v.reversal > 1e-6);
    tear_down();
}

static void no_way_back(void **state)
{
    domar_verification v;
    (void)state;
    set_up(true, true);
    assert_int_equal(domar_case_verify(cx, &v, &c), DOMAR_OK);
    assert_true(isnan(v.reversal) && v.no_reversal && v.return_path < 1e-10 && v.gradient < 1e-6);
    tear_down();
}

/* Roy: of a pool in equilibrium, incomes weighted with hats of heads give the pool's supply; nobody moves: all alike. */
static void heads(void **state)
{
    (void)state;
    set_up(false, false);
    const domar_market *m = c.o.m;
    for (size_t pool = 0; pool < w->G * w->F; pool++) {
        double sum = 0, base = 0, all = NAN;
        for (size_t k = 0; k < w->N; k++) {
            const size_t at = (pool / w->F * w->N + k) * w->F + pool % w->F;
            const double hat = domar_heads_hat(m, at);
            sum += w->W[at] * hat;
            base += w->W[at];
            if (isinf(w->kappa[pool]))                          /* units at work */
                assert_true(fabs(m->Wd[at] * m->scale / w->W[at] / exp(m->lw[at]) / hat - 1) < 1e-10);
            else if (!(w->kappa[pool] > 0)) {
                assert_true(isnan(all) || fabs(hat / all - 1) < 1e-9);
                all = hat;
            } else {                                            /* share of heads goes with w^(1 + kappa) */
                const double R = domar_return(m, pool), wage = exp(m->lw[at]);
                const double supply = m->pool[pool] * m->scale / R;
                double total = 0;
                for (size_t i = 0; i < w->N; i++) total += w->W[(pool / w->F * w->N + i) * w->F + pool % w->F];
                assert_true(fabs(hat / (supply / total * pow(wage / R, 1 + w->kappa[pool])) - 1) < 1e-9);
            }
        }
        const double supply = m->pool[pool] * m->scale / base / domar_return(m, pool);
        assert_true(fabs(sum / base / supply - 1) < 1e-9);
    }
    tear_down();
}

static void common(void **state)   { (void)state; right(false); }
static void specific(void **state) { (void)state; right(true); }

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(common), cmocka_unit_test(specific), cmocka_unit_test(wrong),
                                        cmocka_unit_test(no_way_back), cmocka_unit_test(heads) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
