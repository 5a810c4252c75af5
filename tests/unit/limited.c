/* Tests of model/limited.h: derivatives against differences, limits that nobody reaches give least squares, mirrored and
 * rescaled data give the mirrored and rescaled answer, every refusal has its name. */
#include "base/random.h"
#include "model/limited.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { ROWS = 400, TERMS = 3, WORK = 4 * (TERMS + 1) * (TERMS + 1) + 7 * (TERMS + 1) };

static double x[ROWS * TERMS], y[ROWS];

/* y* = 0.5 + x1 - 2 x2 + 1.5 e */
static void draw(void)
{
    for (size_t i = 0; i < ROWS; i++) {
        x[i * TERMS] = 1;
        x[i * TERMS + 1] = domar_random_normal(5, 1, i);
        x[i * TERMS + 2] = domar_random_normal(5, 2, i);
        y[i] = 0.5 + x[i * TERMS + 1] - 2 * x[i * TERMS + 2] + 1.5 * domar_random_normal(5, 3, i);
    }
}

typedef domar_limited_row row_of(double y, double left, double right, double m, double t);

static void slopes(row_of *row, double at, double left, double right, double m, double t)
{
    const double h = 1e-5, k = h * t;
    const domar_limited_row r = row(at, left, right, m, t), up = row(at, left, right, m + h, t),
                            down = row(at, left, right, m - h, t), right_t = row(at, left, right, m, t + k),
                            left_t = row(at, left, right, m, t - k);
    const double near = 2e-6 * (1 + fabs(r.l));
    assert_true(fabs((up.l - down.l) / (2 * h) - r.m) < near * (1 + fabs(r.m)));
    assert_true(fabs((right_t.l - left_t.l) / (2 * k) - r.t) < near * (1 + fabs(r.t)));
    assert_true(fabs((up.m - down.m) / (2 * h) - r.mm) < near * (1 + fabs(r.mm)));
    assert_true(fabs((up.t - down.t) / (2 * h) - r.mt) < near * (1 + fabs(r.mt)));
    assert_true(fabs((right_t.t - left_t.t) / (2 * k) - r.tt) < near * (1 + fabs(r.tt)));
}

static void derivatives(void **state)
{
    (void)state;
    const double means[] = { -9, -1, 0, 0.7, 8 };
    for (size_t k = 0; k < 5; k++)
        for (double t = 0.3; t < 4; t *= 2) {
            slopes(domar_tobit_row, 0, 0, INFINITY, means[k], t);
            slopes(domar_tobit_row, 2, 0, 2, means[k], t);
            slopes(domar_tobit_row, 1.2, 0, 2, means[k], t);
            slopes(domar_truncated_row, 1.2, 0, 2, means[k], t);
            slopes(domar_truncated_row, 1.2, 0, INFINITY, means[k], t);
            slopes(domar_truncated_row, 1.2, -INFINITY, 2, means[k], t);
        }
    /* a probability of e^-5000, between limits far away on either side */
    assert_true(isfinite(domar_truncated_row(101, 100, 102, 0, 1).l) && isfinite(domar_truncated_row(101, 100, 102, 200, 1).l));
    assert_true(fabs(domar_truncated_row(101, 100, 102, 0, 1).l - domar_truncated_row(-101, -102, -100, 0, 1).l) < 1e-9);
}

static domar_limited_fit fit(bool truncated, double *b, double *V, const double *yy, double left, double right, size_t rows)
{
    double work[WORK];
    domar_limited_fit f;
    assert_true(domar_limited_work(TERMS) <= WORK);
    const domar_limited d = { rows, TERMS, x, yy, left, right };
    assert_int_equal((truncated ? domar_truncated_fit : domar_tobit_fit)(NULL, b, V, &f, &d, NULL, work), DOMAR_OK);
    return f;
}

static void unreached(void **state)
{
    (void)state;
    double b[TERMS], V[16], far[TERMS], ssr = 0;
    const domar_limited_fit f = fit(false, b, V, y, -INFINITY, INFINITY, ROWS);
    assert_int_equal(f.outcome, DOMAR_LIMITED_FOUND);
    for (size_t i = 0; i < ROWS; i++) {
        double e = y[i];
        for (size_t j = 0; j < TERMS; j++) e -= x[i * TERMS + j] * b[j];
        ssr += e * e;
    }
    assert_true(fabs(f.sigma - sqrt(ssr / ROWS)) < 1e-9);
    assert_true(fabs(V[15] - f.sigma * f.sigma / (2 * ROWS)) < 1e-9 && fabs(V[3]) < 1e-9);
    const domar_limited_fit g = fit(true, far, NULL, y, -200, 300, ROWS);
    assert_true(g.outcome == DOMAR_LIMITED_FOUND && fabs(g.sigma - f.sigma) < 1e-8);
    for (size_t j = 0; j < TERMS; j++) assert_true(fabs(far[j] - b[j]) < 1e-8);
}

static void mirrored(void **state)
{
    (void)state;
    const double truth[] = { 0.5, 1, -2 };
    for (int truncated = 0; truncated < 2; truncated++) {
        double z[ROWS], b[TERMS], c[TERMS], V[16], W[16], held[ROWS * TERMS];
        size_t rows = 0;
        for (size_t i = 0; i < ROWS * TERMS; i++) held[i] = x[i];
        for (size_t i = 0; i < ROWS; i++) {
            if (truncated && !(y[i] > 0)) continue;
            for (size_t j = 0; j < TERMS; j++) x[rows * TERMS + j] = held[i * TERMS + j];
            z[rows++] = fmax(y[i], 0);
        }
        const domar_limited_fit f = fit(truncated, b, V, z, 0, INFINITY, rows);
        assert_int_equal(f.outcome, DOMAR_LIMITED_FOUND);
        for (size_t j = 0; j < TERMS; j++) assert_true(fabs(b[j] - truth[j]) < 4 * sqrt(V[j * 4 + j]));
        assert_true(fabs(f.sigma - 1.5) < 4 * sqrt(V[15]));
        for (size_t i = 0; i < rows; i++) z[i] *= -1000;
        const domar_limited_fit g = fit(truncated, c, W, z, -INFINITY, 0, rows);
        assert_int_equal(g.outcome, DOMAR_LIMITED_FOUND);
        assert_true(fabs(g.sigma / f.sigma - 1000) < 1e-4);
        for (size_t j = 0; j < TERMS; j++) {
            assert_true(fabs(c[j] + 1000 * b[j]) < 1e-4);
            assert_true(fabs(W[j * 4 + j] / V[j * 4 + j] - 1e6) < 1);
        }
        for (size_t i = 0; i < ROWS * TERMS; i++) x[i] = held[i];
    }
}

static void refusals(void **state)
{
    (void)state;
    double b[TERMS], V[16];
    assert_int_equal(fit(true, b, V, y, 0, INFINITY, ROWS).outcome, DOMAR_LIMITED_OUTSIDE);
    assert_int_equal(fit(false, b, V, y, 100, INFINITY, ROWS).outcome, DOMAR_LIMITED_FEW);
    assert_true(isnan(b[0]) && isnan(V[0]));
    assert_int_equal(fit(false, b, V, y, 0, INFINITY, 2).outcome, DOMAR_LIMITED_FEW);
    double held[ROWS];
    for (size_t i = 0; i < ROWS; i++) held[i] = x[i * TERMS + 2], x[i * TERMS + 2] = 3;
    assert_int_equal(fit(false, b, V, y, 0, INFINITY, ROWS).outcome, DOMAR_LIMITED_COLLINEAR);
    for (size_t i = 0; i < ROWS; i++) x[i * TERMS + 2] = held[i];
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(derivatives), cmocka_unit_test(unreached),
                                        cmocka_unit_test(mirrored), cmocka_unit_test(refusals) };
    draw();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
