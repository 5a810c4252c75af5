/* Logs and exponentials of arrays against those of the C library. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/random.h"
#include "linalg/elementary.h"
#include <float.h>
#include <math.h>

enum { N = 100003 };
static double x[N], y[N];

static void logs(void **state)
{
    (void)state;
    double worst = 0;
    for (size_t i = 0; i < N; i++) x[i] = i % 2 ? exp(1400 * (domar_random(1, 0, i) - 0.5)) : 1 + (domar_random(1, 0, i) - 0.5) * exp2(-(double)(i % 50));
    x[0] = 1;
    x[1] = DBL_MIN;
    x[2] = DBL_MAX;
    domar_logs(y, x, N);
    assert_true(y[0] == 0);
    for (size_t i = 0; i < N; i++) worst = fmax(worst, fabs(y[i] - log(x[i])) / fmax(fabs(log(x[i])), DBL_MIN) / DBL_EPSILON);
    if (worst > 1.5) fail_msg("%g units in the last place", worst);
    x[3] = 1e-310;
    domar_logs(x, x, 5);
    assert_true(fabs(x[3] - log(1e-310)) < 1e-12 && x[0] == 0);
}

static void exps(void **state)
{
    (void)state;
    double worst = 0;
    for (size_t i = 0; i < N; i++) x[i] = i % 2 ? 1400 * (domar_random(2, 0, i) - 0.5) : 4 * (domar_random(2, 0, i) - 0.5);
    x[0] = 0;
    domar_exps(y, x, N);
    assert_true(y[0] == 1);
    for (size_t i = 0; i < N; i++) worst = fmax(worst, fabs(y[i] - exp(x[i])) / exp(x[i]) / DBL_EPSILON);
    if (worst > 1.5) fail_msg("%g units in the last place", worst);
    x[0] = 1e5;
    x[1] = -1e5;
    domar_exps(x, x, 2);
    assert_true(isfinite(x[0]) && x[1] >= 0 && x[1] < 1e-300);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(logs), cmocka_unit_test(exps) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
