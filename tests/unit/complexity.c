/* Advantage, nearness, complexity and gains on exports that are small enough to be worked by hand: what is left out, what
 * cannot be told, and that a gain is what adding the advantage gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "model/entry.h"
#include <math.h>

static domar_cx *cx;
static const domar_complexity_filter all = { NULL, NULL, 0, 1, NULL, false };

static int set_up(void **state)
{
    (void)state;
    return domar_cx_new(&cx, NULL) != DOMAR_OK;
}

static int tear_down(void **state)
{
    (void)state;
    domar_cx_free(cx);
    return 0;
}

static void near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-12 * fmax(1, fabs(want)))) fail_msg("%.15g, expected %.15g", got, want);
}

/* A chain: the first is good at 0 and 1, the second at 1, 2 and 3, the third at 3. */
static const double chain[] = { 60, 50, 10, 0, 5, 60, 60, 75, 2, 1, 10, 57 };

static void chain_by_hand(void **state)
{
    (void)state;
    domar_complexity c;
    assert_int_equal(domar_complexity_new(cx, &c, chain, 3, 4, &all), DOMAR_OK);
    const double M[] = { 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1 };
    for (size_t p = 0; p < 12; p++) near(c.M[p], M[p]);
    near(c.rca[0], 60.0 / 120 / (67.0 / 390));
    near(c.phi[1], 0.5);                       /* good at 0: one, at 1: two, at both: one */
    near(c.phi[3], 0);
    near(c.density[2], 0.5 / 2);               /* near to 2: 1, itself and 3; of these 1 is held */
    /* W = ((3/4, 1/4, 0), (1/6, 2/3, 1/6), (0, 1/2, 1/2)): eigenvalues 1 and (11 +- 5) / 24 */
    near(c.second, 2.0 / 3);
    near(c.third, 1.0 / 4);
    assert_true(c.found && c.residual < 1e-13 && c.eci[0] > c.eci[1] && c.eci[1] > c.eci[2]);
    assert_true(c.with_diversity > 0);
}

/* The outlook with the advantage against the outlook without, of every cell. */
static void gains_are_differences(void **state)
{
    (void)state;
    domar_complexity c;
    double outlook[3], gain[12];
    assert_int_equal(domar_complexity_new(cx, &c, chain, 3, 4, &all), DOMAR_OK);
    assert_int_equal(domar_complexity_outlook(cx, outlook, gain, &c, c.pci), DOMAR_OK);
    for (size_t p = 0; p < 12; p++) {
        double after = 0;
        for (size_t i = 0; i < 4; i++) {
            double held = 0;
            for (size_t j = 0; j < 4; j++)
                if (c.M[p / 4 * 4 + j] > 0 || j == p % 4) held += c.phi[j * 4 + i];
            if (!(c.M[p / 4 * 4 + i] > 0) && i != p % 4) after += held / c.reach[i] * c.pci[i];
        }
        if (c.M[p] > 0) assert_true(isnan(gain[p]));
        else near(outlook[p / 4] + gain[p], after);
    }
}

/* Another unit of money changes nothing, also where an advantage is just 1. */
static void an_advantage_of_one_is_one(void **state)
{
    (void)state;
    for (double unit = 0.1; unit < 1e9; unit *= 7.3) {
        double X[6] = { 3, 1, 1, 6, 2, 2 };        /* twice as much of the same: every advantage is 1 */
        domar_complexity c;
        for (size_t p = 0; p < 6; p++) X[p] *= unit;
        assert_int_equal(domar_complexity_new(cx, &c, X, 2, 3, &all), DOMAR_OK);
        for (size_t p = 0; p < 6; p++) near(c.M[p], 1);
        assert_false(c.found);                     /* no pattern: no index */
        assert_true(isnan(c.eci[0]) && isnan(c.pci[2]));
    }
}

/* Two worlds that share no advantage cannot be compared: the larger one is. */
static void apart(void **state)
{
    (void)state;
    const double X[] = { 9, 5, 0, 0, 0,  1, 5, 3, 0, 0,  0, 1, 9, 0, 0,  0, 0, 0, 4, 1,  0, 0, 0, 0, 0 };
    domar_complexity c;
    assert_int_equal(domar_complexity_new(cx, &c, X, 5, 5, &all), DOMAR_OK);
    assert_int_equal(c.apart, 1);
    assert_true(c.found && !isnan(c.eci[0]) && !isnan(c.eci[2]) && isnan(c.eci[3]) && isnan(c.pci[3]));
    assert_false(c.economy[4]);                    /* exports nothing: no row, no numbers */
    assert_true(isnan(c.rca[20]) && isnan(c.density[20]));
    assert_int_equal(domar_complexity_fitness(cx, &c, 50), DOMAR_OK);
    assert_true(c.fitness[3] > 0 && isnan(c.fitness[4]));
}

static void left_out(void **state)
{
    (void)state;
    const bool nobody[] = { false, true, false }, skip[] = { false, false, false, true };
    domar_complexity_filter f = all;
    domar_complexity c;
    f.nobody = nobody;                             /* in the totals, without a row */
    assert_int_equal(domar_complexity_new(cx, &c, chain, 3, 4, &f), DOMAR_OK);
    near(c.rca[0], 60.0 / 120 / (67.0 / 390));
    assert_true(c.rca[6] > 1 && !c.economy[1] && !c.industry[2] && isnan(c.density[4]));
    f = all;
    f.minimum_exports = 100;                       /* out of the totals too */
    assert_int_equal(domar_complexity_new(cx, &c, chain, 3, 4, &f), DOMAR_OK);
    assert_int_equal(c.small, 1);
    near(c.rca[0], 60.0 / 120 / (65.0 / 320));
    f = all;
    f.skip = skip;
    f.minimum_economies = 3;
    assert_int_equal(domar_complexity_new(cx, &c, chain, 3, 4, &f), DOMAR_OK);
    near(c.rca[0], 60.0 / 120 / (67.0 / 258));
    assert_true(isnan(c.rca[3]) && c.rare == 0);
    f.skip = NULL;                                 /* only two export the last */
    assert_int_equal(domar_complexity_new(cx, &c, chain, 3, 4, &f), DOMAR_OK);
    assert_int_equal(c.rare, 1);
    assert_true(isnan(c.rca[3]));
}

/* What is missing is no candidate; what is below zero is counted as none, and said. */
static void missing_and_negative(void **state)
{
    (void)state;
    const double weights[] = { 1, 1, 1, 1, 1 };
    double X[12];
    for (size_t p = 0; p < 12; p++) X[p] = chain[p];
    X[3] = NAN;
    X[8] = -2;
    domar_complexity c;
    domar_entry e;
    const domar_entry_data nothing = { NULL, NULL, NULL, NULL };
    assert_int_equal(domar_complexity_new(cx, &c, X, 3, 4, &all), DOMAR_OK);
    assert_int_equal(c.negative, 1);
    near(c.X[8], 0);
    assert_true(isnan(c.rca[3]));
    assert_int_equal(domar_complexity_fitness(cx, &c, 20), DOMAR_OK);
    assert_int_equal(domar_entry_new(cx, &e, &c, false, &nothing, weights), DOMAR_OK);
    assert_true(isnan(e.score[3]) && isnan(e.rank[3]) && isnan(e.gain_outlook[3]));
    assert_int_equal(e.reason[3], DOMAR_REASON_UNKNOWN);
    assert_int_equal(e.reason[0], DOMAR_REASON_HELD);
    near(e.rank[2], 1);                            /* the only candidate of the first */
    assert_true(isnan(e.gain_va_share[2]) && isnan(e.gain_productivity[2]));
}

static void reasons_in_pairs(void **state)
{
    (void)state;
    uint32_t next = DOMAR_REASONS;
    for (int a = 0; a < DOMAR_REASONS; a++)
        for (int b = a + 1; b < DOMAR_REASONS; b++, next++) {
            assert_int_equal(domar_reason_of((domar_reason)a, (domar_reason)b), next);
            assert_int_equal(domar_reason_of((domar_reason)b, (domar_reason)a), next);
        }
    assert_int_equal(next, DOMAR_REASON_MODEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chain_by_hand), cmocka_unit_test(gains_are_differences), cmocka_unit_test(an_advantage_of_one_is_one),
        cmocka_unit_test(apart), cmocka_unit_test(left_out), cmocka_unit_test(missing_and_negative),
        cmocka_unit_test(reasons_in_pairs) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
