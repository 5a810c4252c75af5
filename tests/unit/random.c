/* Random numbers by counter: moments, no correlation across streams; same place, same number; other seeds,
 * streams and places, others. */
#include "base/random.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void moments(void **state)
{
    enum { COUNT = 200000 };
    double sum = 0, square = 0, fourth = 0, uniform = 0, across = 0;
    (void)state;
    for (uint64_t k = 0; k < COUNT; k++) {
        const double z = domar_random_normal(7, 1, k);
        sum += z;
        square += z * z;
        fourth += z * z * z * z;
        uniform += domar_random(7, 2, k);
        across += z * domar_random_normal(7, 3, k);
    }
    assert_true(fabs(sum / COUNT) < 0.01);
    assert_true(fabs(square / COUNT - 1) < 0.015);
    assert_true(fabs(fourth / COUNT - 3) < 0.1);
    assert_true(fabs(uniform / COUNT - 0.5) < 0.003);
    assert_true(fabs(across / COUNT) < 0.01);
}

static void places(void **state)
{
    (void)state;
    assert_true(domar_random(1, 2, 3) == domar_random(1, 2, 3));
    assert_true(domar_random(1, 2, 3) != domar_random(2, 2, 3));
    assert_true(domar_random(1, 2, 3) != domar_random(1, 3, 3));
    assert_true(domar_random(1, 2, 3) != domar_random(1, 2, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(moments), cmocka_unit_test(places) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
