/* Misallocation: cases worked by hand, constant wedges, trimming, threads; quantiles against sorting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/random.h"
#include "model/misallocation.h"
#include "model/order_statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static domar_cx *cx;

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

static void near(double got, double want, double tol)
{
    if (!(fabs(got - want) <= tol * fmax(1, fabs(want)))) fail_msg("%.15g, expected %.15g", got, want);
}

enum { ALL = DOMAR_WANTS_FIRMS | DOMAR_WANTS_PART_SPREADS | DOMAR_WANTS_PERIOD_SPREADS };

/* Two firms, a = 1/2, s = 3, same inputs, one sells twice: TFPR 1 and 2, bar 3/2, shares 1/3 and 2/3. */
static void two_firms(void **state)
{
    (void)state;
    const uint32_t zero[] = { 0, 0 };
    const double y[] = { 1, 2 }, one[] = { 1, 1 }, a[] = { 0.5 };
    const domar_misallocation_input in = { 2, 1, 1, zero, zero, y, one, one, a, 3, 0.1, 0, ALL };
    domar_misallocation m;
    assert_int_equal(domar_misallocation_new(cx, &m, &in), DOMAR_OK);
    near(exp(2 * m.part[0].gain), 4. / 9 / 3 + 16. / 9 * 2 / 3, 1e-14);       /* sum of shares times (TFPR / bar)^2 */
    near(m.part[0].gain_output, m.part[0].gain, 1e-14);                       /* there is no other wedge */
    near(m.part[0].gain_capital, 0, 1e-14);
    near(m.output_wedge[1], 1 - 1.5 / 0.5 * 0.5, 1e-15);
    near(m.capital_wedge[0], 9, 1e-14);
    near(exp(m.tfpr[0]), 2. / 3, 1e-15);
    near(m.size[0] * 1 / 3 + m.size[1] * 2 / 3, 1, 1e-14);
    near(m.size[0] / m.size[1], 0.25, 1e-14);
    near(m.period[0].largest, 2. / 3, 1e-15);
    domar_misallocation_free(&m);
}

struct economy { uint32_t *period, *industry; double *y, *k, *l; size_t n; };

static struct economy draw(size_t n, uint32_t periods, uint32_t industries, double sd)
{
    struct economy e = { malloc(n * 4), malloc(n * 4), malloc(n * 8), malloc(n * 8), malloc(n * 8), n };
    for (size_t i = 0; i < n; i++) {
        e.period[i] = (uint32_t)(i % periods);
        e.industry[i] = (uint32_t)(domar_random(7, 5, i) * industries);
        const double A = exp(domar_random_normal(7, 1, i)), u = exp(sd * domar_random_normal(7, 2, i)), v = exp(sd * domar_random_normal(7, 3, i)),
                     a = 0.3 + 0.02 * e.industry[i], size = pow(A * u / pow(v, a), 2);
        e.y[i] = size;
        e.l[i] = (1 - a) * 2 / 3 * size * u;
        e.k[i] = a * 2 / 3 * size * u / v / 0.1;
    }
    return e;
}

static void done(struct economy *e)
{
    free(e->period);
    free(e->industry);
    free(e->y);
    free(e->k);
    free(e->l);
}

/* What wedges of the design bring is known: all, and each alone, from the firms themselves. */
static void drawn_economies(void **state)
{
    (void)state;
    double a[10];
    for (size_t g = 0; g < 10; g++) a[g] = 0.3 + 0.02 * (double)(g % 5);
    for (int wedges = 0; wedges < 2; wedges++) {
        struct economy e = draw(20000, 2, 5, wedges ? 0.3 : 0);
        domar_misallocation_input in = { e.n, 2, 5, e.period, e.industry, e.y, e.k, e.l, a, 3, 0.1, 0, ALL };
        domar_misallocation m;
        e.y[17] = 0;
        e.k[18] = NAN;
        assert_int_equal(domar_misallocation_new(cx, &m, &in), DOMAR_OK);
        assert_int_equal(m.period[0].left_out + m.period[1].left_out, 2);
        assert_int_equal(m.state[17], DOMAR_FIRM_LEFT_OUT);
        for (size_t t = 0; t < 2; t++) {
            if (!wedges) {
                near(m.period[t].gain, 0, 1e-13);
                near(m.period[t].gain_capital, 0, 1e-13);
                near(m.period[t].spread[0].sd, 0, 1e-7);
            } else {
                assert_true(m.period[t].gain > 0.1);
                near(m.period[t].lognormal, 1.5 * (0.09 + 0.34 * 0.34 * 0.09) + 0.34 * 0.66 / 2 * 0.09, 0.01);
                near(m.period[t].spread[DOMAR_SPREAD_MRPL].sd, 0.3, 0.01);
                near(m.period[t].spread[DOMAR_SPREAD_MRPL].iqr, 0.3 * 1.349, 0.02);
            }
            assert_true(m.period[t].gain >= -1e-13);
        }
        if (!wedges) near(m.part[1].output_wedge, 1, 1e-12);
        domar_misallocation_free(&m);
        in.trim = 0.01;
        assert_int_equal(domar_misallocation_new(cx, &m, &in), DOMAR_OK);
        size_t trimmed = 0;
        for (size_t i = 0; i < e.n; i++) trimmed += m.state[i] == DOMAR_FIRM_TRIMMED;
        assert_int_equal(trimmed, m.period[0].trimmed + m.period[1].trimmed);
        assert_true(trimmed >= 2 * 200 && trimmed <= 2 * 402);
        domar_misallocation_free(&m);
        done(&e);
    }
}

static void threads(void **state)
{
    (void)state;
    double a[40], gain[2][4];
    for (size_t g = 0; g < 40; g++) a[g] = 0.4;
    struct economy e = draw(50000, 4, 10, 0.4);
    for (int k = 0; k < 2; k++) {
        domar_cx *own;
        domar_misallocation m;
        assert_int_equal(domar_cx_new(&own, &(domar_settings){ .threads = k ? 3 : 1 }), DOMAR_OK);
        const domar_misallocation_input in = { e.n, 4, 10, e.period, e.industry, e.y, e.k, e.l, a, 3, 0.1, 0.01, ALL };
        assert_int_equal(domar_misallocation_new(own, &m, &in), DOMAR_OK);
        for (size_t t = 0; t < 4; t++) gain[k][t] = m.period[t].gain + m.period[t].spread[1].decile;
        domar_misallocation_free(&m);
        domar_cx_free(own);
    }
    assert_memory_equal(gain[0], gain[1], sizeof gain[0]);
    done(&e);
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void quantiles(void **state)
{
    (void)state;
    const double q[] = { 0.99, 0.5, 0, 1, 0.25, 0.01, 0.251 };
    enum { Q = sizeof q / sizeof *q, MOST = 30000 };
    double *x = malloc(MOST * sizeof *x), *work = malloc(MOST * sizeof *x), got[Q];
    for (size_t design = 0; design < 5; design++)
        for (size_t n = 1; n <= MOST; n = n * 5 + 3) {
            for (size_t i = 0; i < n; i++)
                x[i] = design == 0 ? domar_random_normal(1, n, i) : design == 1 ? exp(20 * domar_random_normal(2, n, i))
                     : design == 2 ? floor(5 * domar_random(3, n, i)) : design == 3 ? 7 : i ? domar_random(4, n, i) : 1e300;
            domar_quantiles(got, q, Q, x, n, work);
            qsort(x, n, sizeof *x, compare);
            for (size_t k = 0; k < Q; k++) {
                const double place = (double)(n - 1) * q[k], below = floor(place);
                const size_t b = (size_t)below, c = b + 1 < n ? b + 1 : b;
                near(got[k], place > below ? x[b] + (place - below) * (x[c] - x[b]) : x[b], 1e-15);
            }
        }
    domar_quantiles(got, q, 1, x, 0, work);
    assert_true(isnan(got[0]));
    free(x);
    free(work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_firms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drawn_economies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(threads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(quantiles, set_up, tear_down) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
