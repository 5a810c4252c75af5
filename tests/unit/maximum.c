/* Tests of solve/maximum.h: tops that are known, in bad scales, at the edge of a domain; functions without a top. */
#include "solve/maximum.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { MOST = 4 };
static domar_cx *cx;

static int start(void **state) { (void)state; return domar_cx_new(&cx, NULL) != DOMAR_OK; }
static int stop(void **state) { (void)state; domar_cx_free(cx); return 0; }

/* Rosenbrock's valley upside down, x_1 in units of self: top 0 at (1, 1). */
static double valley(void *self, const double *x, double *g, double *H)
{
    const double s = *(const double *)self, a = x[0] * s, b = x[1];
    if (g) {
        g[0] = s * (2 * (1 - a) + 400 * a * (b - a * a));
        g[1] = -200 * (b - a * a);
    }
    if (H) {
        H[0] = s * s * (-2 + 400 * b - 1200 * a * a);
        H[1] = H[2] = s * 400 * a;
        H[3] = -200;
    }
    return -(1 - a) * (1 - a) - 100 * (b - a * a) * (b - a * a);
}

/* n log x - x sum, only for x > 0: top at n / sum = 4. */
static double edge(void *self, const double *x, double *g, double *H)
{
    (void)self;
    if (!(x[0] > 0)) return NAN;
    if (g) g[0] = 20 / x[0] - 5;
    if (H) H[0] = -20 / (x[0] * x[0]);
    return 20 * log(x[0]) - 5 * x[0];
}

/* Rises for ever, ever more slowly. */
static double endless(void *self, const double *x, double *g, double *H)
{
    (void)self;
    const double e = exp(-x[0]);
    if (g) g[0] = e / (1 + e);
    if (H) H[0] = -e / ((1 + e) * (1 + e));
    return -log1p(e);
}

static double hole(void *self, const double *x, double *g, double *H)
{
    (void)self, (void)x, (void)g, (void)H;
    return NAN;
}

static domar_maximum_report climb(double (*f)(void *, const double *, double *, double *), void *self, size_t n, bool newton,
                                  double *x)
{
    double work[2 * MOST * MOST + 5 * MOST];
    domar_maximum_report report;
    assert_true(domar_maximum_work(n) <= sizeof work / sizeof *work);
    assert_int_equal(domar_maximum(cx, x, &report, &(domar_maximum_of){ n, self, f, newton },
                                   &DOMAR_MAXIMUM_DEFAULTS, work), DOMAR_OK);
    return report;
}

static void valleys(void **state)
{
    (void)state;
    const double scales[] = { 1, 1e-5, 1e5 };
    for (int newton = 0; newton < 2; newton++)
        for (size_t k = 0; k < 3; k++) {
            double s = scales[k], x[] = { -1.2 / s, 1 };
            const domar_maximum_report r = climb(valley, &s, 2, newton, x);
            assert_true(r.outcome == DOMAR_MAXIMUM_FOUND && (r.curved || !newton));
            assert_true(fabs(x[0] * s - 1) < 1e-7 && fabs(x[1] - 1) < 1e-7 && r.iterations < 80);
        }
}

static void edges(void **state)
{
    (void)state;
    for (int newton = 0; newton < 2; newton++)
        for (double from = 1e-3; from < 100; from *= 10) {
            double x = from;
            const domar_maximum_report r = climb(edge, NULL, 1, newton, &x);
            assert_true(r.outcome == DOMAR_MAXIMUM_FOUND && fabs(x - 4) < 1e-7 && r.gradient < 1e-6);
        }
}

static void without(void **state)
{
    (void)state;
    for (int newton = 0; newton < 2; newton++) {
        double x = 0;
        domar_maximum_report r = climb(endless, NULL, 1, newton, &x);
        assert_true(x > 5 && r.value > -1e-3);
        x = 0;
        r = climb(hole, NULL, 1, newton, &x);
        assert_int_equal(r.outcome, DOMAR_MAXIMUM_NOWHERE);
        assert_true(isnan(r.value) && x == 0);
    }
}

static void factors(void **state)
{
    (void)state;
    double A[] = { 4, 2, 1, 2, 5, 3, 1, 3, 6 }, V[9], L[9];
    for (size_t i = 0; i < 9; i++) L[i] = A[i];
    assert_true(domar_cholesky(L, 3));
    domar_cholesky_inverse(L, 3, V);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            double s = 0;
            for (size_t k = 0; k < 3; k++) s += A[i * 3 + k] * V[k * 3 + j];
            assert_true(fabs(s - (i == j)) < 1e-14);
        }
    double singular[] = { 1, 1, 1, 1 };
    assert_false(domar_cholesky(singular, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(valleys), cmocka_unit_test(edges), cmocka_unit_test(without),
                                        cmocka_unit_test(factors) };
    return cmocka_run_group_tests(tests, start, stop);
}
