/* unit/result.c -- answers: dense rows, years, joining, selecting, classes, certificate. */
#include "spec/result.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const domar_item classes[] = { { .code = "key", .en = "key industry", .zh = "关键行业" },
                                      { .code = "weak" }, { .code = NULL } };
static const domar_column columns[] = {
    { .name = "value", .unit = "money", .en = "A value.", .zh = "数值。" },
    { .name = "rate", .unit = "persons per money", .en = "A rate.", .zh = "比率。" },
    { .name = "class", .en = "A class.", .zh = "类别。", .classes = classes }, { .name = NULL } };

static int set_up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int tear_down(void **state) { domar_cx_free(*state); return 0; }

static domar_axis *axis(domar_cx *cx, const char *a, const char *b, const char *c)
{
    const domar_item items[] = { { .code = a }, { .code = b }, { .code = c } };
    domar_axis *out = NULL;
    assert_int_equal(domar_axis_new(cx, &out, items, c ? 3 : 2), DOMAR_OK);
    return out;
}

static domar_result *sample(domar_cx *cx, domar_axis *economies, domar_axis *industries, double base)
{
    const domar_dim dims[] = { { "economy", economies }, { "industry", industries } };
    domar_result *r = NULL;
    double values[6];
    for (size_t k = 0; k < 6; k++) values[k] = base + (double)k;
    assert_int_equal(domar_result_new(cx, &r, "test.sample", "million USD", dims, 2), DOMAR_OK);
    assert_int_equal(domar_result_put(cx, r, columns, "value", values), DOMAR_OK);
    assert_int_equal(domar_result_put(cx, r, columns, "rate", values), DOMAR_OK);
    assert_int_equal(domar_result_put_class(cx, r, columns, "class", (uint32_t[]){ 0, 1, 0, 1, 0, 1 }), DOMAR_OK);
    return r;
}

static const char *code(const domar_result *r, const char *column, size_t row)
{
    const size_t c = domar_result_find(r, column);
    return domar_axis_code(domar_result_axis(r, c), domar_result_items(r, c)[row]);
}

static void dense_rows_and_units(void **state)
{
    domar_cx *cx = *state;
    domar_axis *e = axis(cx, "AAA", "BBB", NULL), *i = axis(cx, "1", "2", "3");
    domar_result *r = sample(cx, e, i, 10);
    assert_int_equal(domar_result_rows(r), 6);
    assert_string_equal(code(r, "economy", 3), "BBB");
    assert_string_equal(code(r, "industry", 4), "2");
    assert_string_equal(code(r, "class", 0), "key");
    assert_string_equal(domar_result_unit(r, domar_result_find(r, "value")), "million USD");
    assert_string_equal(domar_result_unit(r, domar_result_find(r, "rate")), "persons per million USD");
    assert_int_equal(domar_result_find(r, "none"), SIZE_MAX);
    assert_int_equal(domar_result_put(cx, r, columns, "unknown", (double[6]){ 0 }), DOMAR_EFAIL);
    domar_axis_free(e);
    domar_axis_free(i);
    domar_result_free(r);
}

static void years_join_and_axes_merge(void **state)
{
    domar_cx *cx = *state;
    domar_axis *e = axis(cx, "AAA", "BBB", NULL), *i = axis(cx, "1", "2", "3"), *j = axis(cx, "2", "1", "9");
    domar_result *a = sample(cx, e, i, 10), *b = sample(cx, e, j, 20);
    assert_int_equal(domar_result_put_year(cx, a, 1995), DOMAR_OK);
    assert_int_equal(domar_result_put_year(cx, b, 1996), DOMAR_OK);
    assert_int_equal(domar_result_append(cx, a, b), DOMAR_OK);
    assert_int_equal(domar_result_rows(a), 12);
    assert_string_equal(domar_result_name(a, 0), "year");
    assert_string_equal(code(a, "year", 5), "1995");
    assert_string_equal(code(a, "year", 6), "1996");
    assert_string_equal(code(a, "industry", 6), "2");
    assert_string_equal(code(a, "industry", 8), "9");
    assert_true(domar_result_values(a, domar_result_find(a, "value"))[8] == 22);
    const size_t rows[] = { 8, 0 };
    assert_int_equal(domar_result_select(cx, a, rows, 2), DOMAR_OK);
    assert_string_equal(code(a, "industry", 0), "9");
    assert_string_equal(code(a, "year", 1), "1995");
    domar_axis_free(e);
    domar_axis_free(i);
    domar_axis_free(j);
    domar_result_free(a);
}

static void certificate_and_reading(void **state)
{
    domar_cx *cx = *state;
    domar_axis *e = axis(cx, "AAA", "BBB", NULL), *i = axis(cx, "1", "2", "3");
    domar_result *a = sample(cx, e, i, 0), *b = sample(cx, e, i, 0);
    assert_int_equal(domar_result_certify(cx, a, "residual", 1e-12, 1e-9), DOMAR_OK);
    assert_int_equal(domar_result_certify(cx, b, "condition", NAN, NAN), DOMAR_OK);
    assert_int_equal(domar_result_read(cx, b, "One line.", "一句话。"), DOMAR_OK);
    assert_int_equal(domar_result_take_words(cx, a, b), DOMAR_OK);
    assert_int_equal(domar_result_certificate_size(a), 2);
    assert_string_equal(domar_result_certificate(a, 1).name, "condition");
    assert_string_equal(domar_result_certificate(a, 1).text, "not available");
    assert_int_equal(domar_result_date_words(cx, a, 1995), DOMAR_OK);
    assert_string_equal(domar_result_certificate(a, 0).name, "residual.1995");
    assert_string_equal(domar_result_reading(a, "zh"), "一句话。");
    domar_axis_free(e);
    domar_axis_free(i);
    domar_result_free(a);
    domar_result_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(dense_rows_and_units),
                                        cmocka_unit_test(years_join_and_axes_merge),
                                        cmocka_unit_test(certificate_and_reading) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
