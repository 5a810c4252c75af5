/* Kernels of composite indices against numbers worked out by hand or from their definition. */
#include "model/composite.h"
#include "model/coupling.h"
#include "model/grey_model.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void close_to(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fmax(1, fabs(b)))) fail_msg("%.17g is not %.17g", a, b);
}

static domar_cx *new_cx(void)
{
    domar_cx *cx = NULL;
    if (domar_cx_new(&cx, NULL)) abort();
    return cx;
}

static void test_shares(void **state)
{
    const double given[] = { 2, 1, 1 }, none[] = { NAN, NAN };
    double share[3];
    (void)state;
    domar_shares(share, given, 3);
    close_to(share[0], 0.5, 0);
    domar_shares(share, none, 2);
    close_to(share[1], 0.5, 0);
}

static void test_ahp(void **state)
{
    const double consistent[] = { 1, 2, 6, 0.5, 1, 3, 1.0 / 6, 1.0 / 3, 1 }, circular[] = { 1, 3, 1.0 / 3, 1.0 / 3, 1, 3, 3, 1.0 / 3, 1 };
    double w[3], ratio;
    domar_cx *cx = new_cx();
    (void)state;
    assert_int_equal(domar_ahp(cx, w, &ratio, consistent, 3), DOMAR_OK);
    close_to(w[0], 0.6, 1e-14);
    close_to(w[1], 0.3, 1e-14);
    close_to(ratio, 0, 1e-13);
    assert_int_equal(domar_ahp(cx, w, &ratio, circular, 3), DOMAR_OK);       /* lambda = 1 + 3 + 1/3 */
    close_to(w[2], 1.0 / 3, 1e-14);
    close_to(ratio, (13.0 / 3 - 3) / 2 / 0.58, 1e-12);
    domar_cx_free(cx);
}

/* a1 w1.w1 + a2 w1.w2 = w1.w1 and a1 w1.w2 + a2 w2.w2 = w2.w2, by hand: w1 = (1, 0), w2 = (1/2, 1/2). */
static void test_game(void **state)
{
    const double W[] = { 1, 0, 0.5, 0.5 }, same[] = { 0.25, 0.75, 0.25, 0.75 };
    double w[2], a[2];
    domar_cx *cx = new_cx();
    (void)state;
    assert_int_equal(domar_game(cx, w, a, W, 2, 2), DOMAR_OK);               /* a1 + a2 / 2 = 1, a1 / 2 + a2 / 2 = 1 / 2: a = (1, 0) */
    close_to(a[0], 1, 1e-14);
    close_to(w[0], 1, 1e-14);
    assert_int_equal(domar_game(cx, w, a, same, 2, 2), DOMAR_OK);            /* singular: halves */
    close_to(a[0], 0.5, 1e-12);
    close_to(w[1], 0.75, 1e-12);
    domar_cx_free(cx);
}

static void test_nonnegative(void **state)
{
    const double H[] = { 4, -3, 0, -3, 4, 0, 0, 0, 1 };                       /* leading vector (1, -1, 0): one of the two alone is best */
    double w[3];
    domar_cx *cx = new_cx();
    (void)state;
    assert_int_equal(domar_leading_nonnegative(cx, w, H, 3), DOMAR_OK);
    close_to(w[0] + w[1] + w[2], 1, 1e-12);
    close_to(fmax(w[0], w[1]), 1, 1e-12);
    domar_cx_free(cx);
}

static void test_coupling(void **state)
{
    const double u[] = { 0.2, 0.8 }, half[] = { 0.5, 0.5 }, three[] = { 0.3, 0.3, 0.3 }, third[] = { 1.0 / 3, 1.0 / 3, 1.0 / 3 }, zero[] = { 0, 0.5 },
                 none[] = { 0, 0 };
    (void)state;
    domar_coupled c = domar_couple(u, half, 2, false);
    close_to(c.coupling, 0.8, 1e-15);                                          /* 2 sqrt(0.16) / 1 */
    close_to(c.development, 0.5, 1e-15);
    close_to(c.degree, sqrt(0.4), 1e-15);
    c = domar_couple(u, half, 2, true);
    close_to(c.coupling, sqrt(0.4 * 0.25), 1e-15);
    c = domar_couple(three, third, 3, false);
    close_to(c.coupling, 1, 1e-15);
    close_to(domar_couple(three, third, 3, true).coupling, 1, 1e-15);
    close_to(domar_couple(zero, half, 2, true).degree, 0, 0);
    assert_true(isnan(domar_couple(none, half, 2, false).coupling));
}

static void test_obstacles(void **state)
{
    const double z[] = { 1, 0.5, 0 }, w[] = { 0.2, 0.4, 0.4 }, best[] = { 1, 1, 1 };
    double o[3];
    (void)state;
    assert_true(domar_obstacle_degrees(o, z, w, 3));
    close_to(o[0], 0, 0);
    close_to(o[1], 1.0 / 3, 1e-15);
    close_to(o[2], 2.0 / 3, 1e-15);
    assert_false(domar_obstacle_degrees(o, best, w, 3));
    assert_true(isnan(o[0]));
}

/* A series that obeys x0(k) + a z1(k) = b is found again; growth by a constant factor q has a = 2 (1 - q) / (1 + q). */
static void test_grey(void **state)
{
    double x[6] = { 10 };
    domar_grey g;
    (void)state;
    for (size_t k = 1; k < 6; k++) x[k] = x[k - 1] * 1.1;
    assert_true(domar_grey_fit(&g, x, 6));
    close_to(g.a, 2 * (1 - 1.1) / 2.1, 1e-12);
    assert_true(g.admissible && g.small_error >= 1 && g.variance_ratio < 0.01);
    close_to(g.least_ratio, 1 / 1.1, 1e-14);
    close_to(domar_grey_value(&g, 0), 10, 0);
    double sum = 0;
    for (size_t k = 0; k < 9; k++) {                                          /* differences of the curve of sums */
        sum += domar_grey_value(&g, k);
        close_to(sum, (10 - g.b / g.a) * exp(-g.a * (double)k) + g.b / g.a, 1e-12);
    }
    const double flat[] = { 5, 5, 5, 5 };
    assert_true(domar_grey_fit(&g, flat, 4));
    close_to(g.a, 0, 1e-15);
    close_to(domar_grey_value(&g, 7), 5, 1e-14);
    assert_true(isnan(g.variance_ratio));
    close_to(domar_drift_value(x, 2, 3), 14, 1e-14);
    close_to(domar_trend_value(x, 2, 3), 14, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_shares), cmocka_unit_test(test_ahp), cmocka_unit_test(test_game),
                                        cmocka_unit_test(test_nonnegative), cmocka_unit_test(test_coupling), cmocka_unit_test(test_obstacles),
                                        cmocka_unit_test(test_grey) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
