/* Sums along columns against the plain loops. */
#include "linalg/columns.h"
#include "base/random.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

enum { N = 1237, M = 5 };

static void close_to(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fmax(1, fabs(b)))) fail_msg("%.17g is not %.17g", a, b);
}

static void test_spread(void **state)
{
    double x[N];
    (void)state;
    for (size_t n = 1; n < 40; n++) {
        double sum = 0, least = INFINITY, largest = -INFINITY, squares = 0;
        for (size_t i = 0; i < n; i++) {
            x[i] = domar_random_normal(1, n, i);
            sum += x[i];
            least = fmin(least, x[i]);
            largest = fmax(largest, x[i]);
            squares += (x[i] - 0.5) * (x[i] - 0.5);
        }
        const domar_spread s = domar_column_spread(x, n);
        assert_true(s.least == least && s.largest == largest);
        close_to(s.sum, sum, 1e-14);
        close_to(domar_column_squares(x, n, 0.5), squares, 1e-14);
    }
}

/* One number at a time, over all exponents: the logarithm itself. */
static void test_xlogx(void **state)
{
    (void)state;
    for (size_t k = 0; k < 200000; k++) {
        const double x = ldexp(1 + domar_random(2, 0, k), (int)(600 * domar_random(2, 1, k)) - 300);
        const double got = domar_column_xlogx(&x, 1, 0, 1), want = x * log(x);
        if (!(fabs(got - want) <= 1e-15 * fabs(want))) fail_msg("%.17g ln: %.17g, not %.17g", x, got, want);
    }
    for (size_t k = 0; k < 100000; k++) {                            /* about 1, where it passes through 0 */
        const double x = 1 + (domar_random(3, 0, k) - 0.5) * pow(10, -8 * domar_random(3, 1, k));
        const double got = domar_column_xlogx(&x, 1, 0, 1), want = x * log(x);
        if (!(fabs(got - want) <= 1e-15 * fabs(want))) fail_msg("%.17g ln: %.17g, not %.17g", x, got, want);
    }
    double x[N], sum = 0;
    for (size_t i = 0; i < N; i++) {
        x[i] = i % 7 ? domar_random(4, 0, i) : 0;
        const double q = 0.25 + 3 * x[i];
        sum += q * log(q);
    }
    close_to(domar_column_xlogx(x, N, 0.25, 3), sum, 1e-14);
    x[0] = 0;
    assert_true(domar_column_xlogx(x, 1, 0, 5) == 0);
}

static void test_products(void **state)
{
    static double x[M][N], room[M * DOMAR_COLUMN_BLOCK];
    const double *column[M];
    double C[M * M], centre[M];
    (void)state;
    for (size_t j = 0; j < M; j++) {
        column[j] = x[j];
        for (size_t i = 0; i < N; i++) x[j][i] = domar_random_normal(5, j, i) + (double)j;
        centre[j] = domar_column_spread(x[j], N).sum / N;
    }
    domar_column_products(C, column, M, N, centre, room);
    for (size_t j = 0; j < M; j++)
        for (size_t k = 0; k < M; k++) {
            double sum = 0;
            for (size_t i = 0; i < N; i++) sum += (x[j][i] - centre[j]) * (x[k][i] - centre[k]);
            close_to(C[j * M + k], sum, 1e-13);
        }
    double squares[N] = { 0 };
    domar_column_add_squares(squares, x[1], N, 2, 0.5);
    close_to(squares[100], 4 * (x[1][100] - 0.5) * (x[1][100] - 0.5), 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_spread), cmocka_unit_test(test_xlogx),
                                        cmocka_unit_test(test_products) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
