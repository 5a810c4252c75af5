/* Tests of model/threshold.h and model/limited_effects.h: what made the data is found again, threads do not show, unbalanced
 * panels draw signs, effects of units that are not there are told to be none. */
#include "base/random.h"
#include "model/limited_effects.h"
#include "model/threshold.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { UNITS = 120, YEARS = 8, ROWS = UNITS * YEARS };
static double x[ROWS], w[ROWS], q[ROWS], y[ROWS], wide[2 * ROWS];
static size_t start[UNITS + 1];

/* Slopes 1, 3, 1.5 below -0.5, below 0.6, above; every third unit has one row less. */
static size_t draw(bool uneven)
{
    size_t i = 0;
    for (size_t u = 0; u < UNITS; u++) {
        start[u] = i;
        for (size_t t = 0; t < (size_t)YEARS - (uneven && u % 3 == 0); t++, i++) {
            const uint64_t at = u * YEARS + t;
            x[i] = domar_random_normal(1, 1, at), w[i] = domar_random_normal(1, 2, at), q[i] = domar_random_normal(1, 3, at);
            y[i] = domar_random_normal(1, 4, u) + 0.5 * w[i] + (q[i] <= -0.5 ? 1 : q[i] <= 0.6 ? 3 : 1.5) * x[i]
                   + 0.5 * domar_random_normal(1, 5, at);
        }
    }
    start[UNITS] = i;
    return i;
}

static domar_threshold_answer find(int threads, size_t rows, bool wild)
{
    static const double *ws[] = { w }, *xs[] = { x };
    const domar_settings settings = { .threads = threads };
    domar_cx *cx;
    domar_threshold_answer a;
    assert_int_equal(domar_cx_new(&cx, &settings), DOMAR_OK);
    const domar_threshold_data d = { .rows = rows, .units = UNITS, .controls = 1, .shifting = 1, .start = start, .y = y, .q = q, .w = ws, .x = xs };
    const domar_threshold_options o = { .count = 3, .grid = 0, .trim = 0.05, .level = 0.95, .draws = 60, .wild = wild, .refine = true, .seed = 9 };
    assert_int_equal(domar_threshold_estimate(cx, &a, &d, &o), DOMAR_OK);
    domar_cx_free(cx);          /* its scratch goes with it: value and lr are not read below */
    return a;
}

static void thresholds(void **state)
{
    (void)state;
    for (int uneven = 0; uneven < 2; uneven++) {
        const size_t rows = draw(uneven);
        const domar_threshold_answer a = find(1, rows, uneven), b = find(2, rows, uneven);
        const double low = fmin(a.estimate[0], a.estimate[1]), high = fmax(a.estimate[0], a.estimate[1]);
        assert_int_equal(a.found, 3);
        assert_true(fabs(low + 0.5) < 0.06 && fabs(high - 0.6) < 0.06);
        assert_true(a.p[0] <= 0 && a.p[1] <= 0 && a.p[2] > 0.02);
        assert_true(a.ssr[0] > a.ssr[1] && a.ssr[1] > a.ssr[2] && a.ssr[2] > a.ssr[3]);
        for (size_t k = 0; k < 3; k++) {
            assert_true(a.low[k] <= a.estimate[k] && a.estimate[k] <= a.high[k]);
            assert_true(a.estimate[k] == b.estimate[k] && a.p[k] == b.p[k] && a.critical[k][1] == b.critical[k][1]);
        }
    }
}

static domar_limited_effects_fit limited(double su, double *b, double *V)
{
    domar_cx *cx;
    domar_limited_effects_fit f;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    draw(false);
    for (size_t i = 0; i < ROWS; i++) {
        wide[2 * i] = 1, wide[2 * i + 1] = x[i];
        y[i] = fmin(1.5, fmax(0, 0.5 + 0.8 * x[i] + su * domar_random_normal(2, 1, i / YEARS) + 0.7 * domar_random_normal(2, 2, i)));
    }
    const domar_limited_effects d = { { ROWS, 2, wide, y, 0, 1.5 }, UNITS, start, 4 };
    assert_int_equal(domar_tobit_effects_fit(cx, b, V, &f, &d), DOMAR_OK);
    domar_cx_free(cx);
    return f;
}

static void effects(void **state)
{
    (void)state;
    double b[2], V[16];
    const domar_limited_effects_fit f = limited(0.6, b, V);
    assert_int_equal(f.outcome, DOMAR_LIMITED_FOUND);
    assert_true(fabs(b[0] - 0.5) < 4 * sqrt(V[0]) && fabs(b[1] - 0.8) < 4 * sqrt(V[5]) && fabs(f.sigma - 0.7) < 4 * sqrt(V[10]));
    assert_true(fabs(f.sigma_unit - 0.6) < 4 * sqrt(V[15]) && f.lr_p < 1e-6 && f.loglik > f.loglik_pooled);
    assert_true(f.nodes > 4 && f.quadrature < 1e-6 * fabs(f.loglik));      /* four were too few, and it was seen */
    const domar_limited_effects_fit none = limited(0, b, V);
    assert_true(none.sigma_unit < 0.2 && none.lr_p > 0.02 && fabs(none.loglik - none.loglik_pooled) < 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(thresholds), cmocka_unit_test(effects) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
