/* balance: RAS and GRAS against matrices found another way, the dual equations of the problem
 * solved by Newton's method in scipy (root of the margins in the logarithms of the factors). */
#include "solve/balance.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void near(const double *a, const double *b, size_t count, double tolerance)
{
    for (size_t k = 0; k < count; k++)
        if (!(fabs(a[k] - b[k]) <= tolerance)) fail_msg("%zu: %.15g, not %.15g", k, a[k], b[k]);
}

static void ras(void **state)
{
    static const double want[] = { 13.47653004750706, 22.44500629269362, 34.07846365979931,
                                   4.25082488616853,  0,                 10.74917511383147,
                                   12.2726450663244,  2.55499370730637,  5.17236122636922 };
    double M[] = { 10, 20, 30, 5, 0, 15, 8, 2, 4 };
    const double r[] = { 70, 15, 20 }, c[] = { 30, 25, 50 };
    domar_balance_report report;
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_balance(cx, M, 3, 3, r, c, false, 1e-14, &report), DOMAR_OK);
    near(M, want, 9, 1e-11);
    assert_true(report.iterations > 1 && report.gap <= 1e-14);
    domar_cx_free(cx);
}

/* The example of junius2003: negative cells, a negative row total, a negative column total. */
static void gras(void **state)
{
    static const double want[] = {
        8.97644030998915,  3.74316024501336,  5.72172843989522, -3.44132899489773,
        2.79933540359982,  12.25683975498664, 9.99231366280556, 0.95151117860798,
        -2.77577571358897, 0,                 1.28595789729922, 0.48981781628975 };
    double M[] = { 7, 3, 5, -3, 2, 9, 8, 1, -2, 0, 2, 1 };
    const double r[] = { 15, 26, -1 }, c[] = { 9, 16, 17, -2 };
    domar_balance_report report;
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_balance(cx, M, 3, 4, r, c, true, 1e-13, &report), DOMAR_OK);
    near(M, want, 12, 1e-10);
    domar_cx_free(cx);
}

static void balanced_already(void **state)
{
    double M[] = { 1, -2, 3, 4 };
    const double r[] = { -1, 7 }, c[] = { 4, 2 }, before[] = { 1, -2, 3, 4 };
    domar_balance_report report;
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_balance(cx, M, 2, 2, r, c, true, 1e-12, &report), DOMAR_OK);
    assert_memory_equal(M, before, sizeof M);
    assert_int_equal(report.iterations, 0);
    domar_cx_free(cx);
}

static void refusals(void **state)
{
    double M[] = { 1, -2, 3, 4 }, Z[] = { 0, 0, 3, 4 };
    const double r[] = { 1, 7 }, c[] = { 4, 4 }, off[] = { 4, 5 };
    domar_balance_report report;
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_balance(cx, M, 2, 2, r, c, false, 1e-9, &report), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "row 1, column 2"));
    assert_int_equal(domar_balance(cx, M, 2, 2, r, off, true, 1e-9, &report), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "must agree"));
    assert_int_equal(domar_balance(cx, Z, 2, 2, r, c, true, 1e-9, &report), DOMAR_ENOCONV);
    assert_non_null(strstr(domar_cx_message(cx), "row 1 is off by 1"));     /* an empty row */
    domar_cx_free(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ras), cmocka_unit_test(gras),
                                        cmocka_unit_test(balanced_already),
                                        cmocka_unit_test(refusals) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
