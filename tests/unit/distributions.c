/* Distributions against series and continued fractions summed with 300 digits (Python's decimal, written apart from the
 * source: regularised gamma by its power series, beta by the hypergeometric one, normal by gamma). */
#include "solve/distributions.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void near(double value, double truth, double relative)
{
    if (fabs(value - truth) <= relative * fabs(truth)) return;
    print_error("%.17g is not %.17g\n", value, truth);
    fail();
}

static void normal(void **state)
{
    static const double truth[][4] = {       /* z, below, log below, hazard */
        { -1.5, 0.066807201268858071, -2.7059444008238898, 1.9386771666225431 },
        { -8, 6.2209605742717839e-16, -35.013437159914552, 8.1213681122361123 },
        { 0.3, 0.61791142218895267, -0.48141016158848121, 0.61722085361273449 },
        { 2.75, 0.99702023676494544, -0.002984211568374192, 0.0091207401477598343 },
        { -20, 2.7536241186062337e-89, -203.91715537109727, 20.049753068527849 } };
    (void)state;
    for (size_t k = 0; k < sizeof truth / sizeof *truth; k++) {
        near(domar_normal_below(truth[k][0]), truth[k][1], 1e-13);
        near(domar_normal_log_below(truth[k][0]), truth[k][2], 1e-13);
        near(domar_normal_hazard(truth[k][0]), truth[k][3], 1e-13);
    }
    near(domar_normal_log_below(-31), -484.85396362717927, 1e-14);
    near(domar_normal_log_below(-40), -804.6084420137538, 1e-14);
    near(domar_normal_log_below(-1000), -500007.82669481216, 1e-14);
    near(domar_normal_hazard(-31), 31.032191276777723, 1e-14);
    near(domar_normal_hazard(-1000), 1000.000999998, 1e-14);
    near(domar_normal_two_sided(-1.5), 2 * 0.066807201268858071, 1e-13);
}

static void quantiles(void **state)
{
    (void)state;
    for (int k = 1; k < 400; k++) {
        const double p = exp(-0.7 * k);
        near(domar_normal_below(domar_normal_quantile(p)), p, 1e-12);
        if (k < 40) near(domar_t_two_sided(domar_t_quantile(p / 2, 7), 7), p, 1e-12);
        if (k < 40) near(domar_gamma_below(1.5, domar_chi2_quantile(p, 3) / 2), p, 1e-12);
    }
    near(domar_normal_quantile(0.975), 1.959963984540054, 1e-14);
    near(domar_normal_quantile(0.025), -1.959963984540054, 1e-14);
    near(domar_t_quantile(0.975, 1), tan(0.475 * 3.14159265358979324), 1e-13);       /* Cauchy */
    near(domar_chi2_quantile(0.3, 2), -2 * log(0.7), 1e-13);
    assert_true(domar_normal_quantile(0) == -INFINITY && domar_normal_quantile(1) == INFINITY);
    assert_true(fabs(domar_normal_quantile(0.5)) < 1e-16 && domar_t_quantile(0.5, 3) == 0);
    assert_true(isnan(domar_normal_quantile(1.5)) && isnan(domar_normal_quantile(NAN)));
}

static void tests(void **state)
{
    (void)state;
    near(domar_chi2_above(3.84, 1), 0.050043521248705106, 1e-13);
    near(domar_chi2_above(0.5, 4), 0.97350097883925613, 1e-13);
    near(domar_chi2_above(27, 18), 0.078995489772178212, 1e-13);
    near(domar_chi2_above(1e-3, 3), 0.9999915920809419, 1e-13);
    near(domar_chi2_above(250, 100), 7.7669364035391777e-15, 1e-12);
    near(domar_chi2_above(900, 1000), 0.98928276190871023, 1e-12);
    near(domar_chi2_above(60, 2), 9.3576229688401748e-14, 1e-13);
    near(domar_t_two_sided(2, 1), 0.29516723530086653, 1e-13);
    near(domar_t_two_sided(-12.7, 1), 0.050024327689344159, 1e-13);
    near(domar_t_two_sided(2.5, 7), 0.040992218585752895, 1e-13);
    near(domar_t_two_sided(0.01, 30), 0.99208749257317774, 1e-13);
    near(domar_t_two_sided(40, 5), 1.8411962171772954e-07, 1e-13);
    near(domar_t_two_sided(1.96, 1000), 0.050273184955748715, 1e-11);
    near(domar_t_two_sided(1.5, INFINITY), 2 * 0.066807201268858071, 1e-13);
    near(domar_t_above(-2.5, 7), 1 - 0.040992218585752895 / 2, 1e-13);
    near(domar_f_above(3, 2, 10), 0.095367431640625, 1e-13);
    near(domar_f_above(0.7, 5, 7), 0.64102449599378097, 1e-13);
    near(domar_f_above(25, 3, 60), 1.2846184948663014e-10, 1e-12);
    near(domar_f_above(1.2, 100, 200), 0.1400433575276637, 1e-12);
    near(domar_f_above(13.5, 2, INFINITY), exp(-13.5), 1e-13);
    assert_true(isnan(domar_chi2_above(1, 0)) && isnan(domar_t_two_sided(NAN, 3)) && isnan(domar_f_above(-1, 2, 2)));
    assert_true(domar_chi2_above(0, 3) == 1 && domar_t_two_sided(0, 3) == 1 && domar_t_two_sided(INFINITY, 3) == 0);
}

int main(void)
{
    const struct CMUnitTest all[] = { cmocka_unit_test(normal), cmocka_unit_test(quantiles), cmocka_unit_test(tests) };
    return cmocka_run_group_tests(all, NULL, NULL);
}
