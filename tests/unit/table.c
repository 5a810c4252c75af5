/* unit/table.c -- axes, conventions, freezing, series.  The 2 x 2 table is Miller & Blair 2009,
 * table 2.3: Z = [150 500; 200 100], f = (350, 1700), v = (650, 1400), x = (1000, 2000). */
#include "table/table.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static int set_up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int tear_down(void **state) { domar_cx_free(*state); return 0; }

static domar_axis *axis(domar_cx *cx, const char *a, const char *ka, const char *b, const char *kb)
{
    const domar_item items[] = { { .code = a, .kind = ka }, { .code = b, .kind = kb } };
    domar_axis *out = NULL;
    assert_int_equal(domar_axis_new(cx, &out, items, b ? 2 : 1), DOMAR_OK);
    return out;
}

static domar_draft *miller_blair(domar_cx *cx, int year)
{
    domar_axis *economies = axis(cx, "AAA", NULL, NULL, NULL), *industries = axis(cx, "1", NULL, "2", NULL);
    domar_axis *categories = axis(cx, "C", DOMAR_CONSUMPTION, "INV", DOMAR_INVENTORIES);
    domar_axis *factors = axis(cx, "VA", DOMAR_VALUE_ADDED, "TAX", DOMAR_TAX_PRODUCTS);
    domar_draft *d = NULL;
    assert_int_equal(domar_draft_new(cx, &d, year, economies, industries, categories, factors, NULL), DOMAR_OK);
    memcpy(d->Z, (double[]){ 150, 500, 200, 100 }, 4 * sizeof(double));
    memcpy(d->Y, (double[]){ 350, 0, 1700, 0 }, 4 * sizeof(double));
    memcpy(d->V, (double[]){ 640, 1390, 10, 10 }, 4 * sizeof(double));
    memcpy(d->x, (double[]){ 1000, 2000 }, 2 * sizeof(double));
    domar_axis_free(economies);
    domar_axis_free(industries);
    domar_axis_free(categories);
    domar_axis_free(factors);
    return d;
}

static domar_series *series(domar_cx *cx, const char *key, const char *value)
{
    domar_conventions c = { 0 };
    domar_series *s = NULL;
    if (key) assert_int_equal(domar_convention_set(cx, &c, key, value), DOMAR_OK);
    assert_int_equal(domar_series_new(cx, &s, &c), DOMAR_OK);
    return s;
}

static void duplicate_and_empty_labels(void **state)
{
    domar_cx *cx = *state;
    const domar_item twice[] = { { .code = "c1" }, { .code = "c2" }, { .code = "c1" } };
    domar_axis *a;
    assert_int_equal(domar_axis_new(cx, &a, twice, 3), DOMAR_EDATA);
    assert_true(strstr(domar_cx_message(cx), "c1") != NULL);
    assert_int_equal(domar_axis_new(cx, &a, (domar_item[]){ { .code = "" } }, 1), DOMAR_EDATA);
}

static void looking_up(void **state)
{
    domar_cx *cx = *state;
    domar_axis *a = axis(cx, "RoW", NULL, "CHN", NULL);
    assert_int_equal(domar_axis_find(a, "CHN"), 1);
    assert_int_equal(domar_axis_find(a, "row"), 0);
    assert_int_equal(domar_axis_find(a, "DEU"), SIZE_MAX);
    assert_string_equal(domar_axis_suggest(a, "CNH"), "CHN");
    assert_string_equal(domar_axis_label(a, 1, "zh"), "CHN");
    domar_axis_free(a);
}

static void conventions_decide_output(void **state)
{
    domar_cx *cx = *state;
    const struct { const char *value; double x0; } cases[] = {
        { "published", 1001 }, { "rows", 1000 }, { "columns", 1000 } };
    for (size_t k = 0; k < 3; k++) {
        domar_series *s = series(cx, "output_from", cases[k].value);
        domar_draft *d = miller_blair(cx, 2000);
        d->x[0] = 1001;
        assert_int_equal(domar_series_add(cx, s, d), DOMAR_OK);
        const domar_table *t = domar_series_table(s, 0);
        assert_true(domar_table_x(t)[0] == cases[k].x0);
        assert_true(domar_table_va(t)[0] == cases[k].x0 - 350);
        assert_string_equal(domar_series_info(s, "output_from"), cases[k].value);
        domar_series_free(s);
    }
}

static void value_added_as_given(void **state)
{
    domar_cx *cx = *state;
    domar_series *s = series(cx, "va", "given");
    assert_int_equal(domar_series_add(cx, s, miller_blair(cx, 2000)), DOMAR_OK);
    const double *va = domar_table_va(domar_series_table(s, 0));
    assert_true(va[0] == 640 && va[1] == 1390);
    domar_series_free(s);
}

/* 100 of row 1 go into inventories: the rest of the row is scaled by 1000 / 900 and keeps its total. */
static void inventories_spread(void **state)
{
    domar_cx *cx = *state;
    domar_series *s = series(cx, "inventories", "spread");
    domar_draft *d = miller_blair(cx, 2000);
    d->Y[0] = 250;
    d->Y[1] = 100;
    assert_int_equal(domar_series_add(cx, s, d), DOMAR_OK);
    const domar_table *t = domar_series_table(s, 0);
    assert_true(fabs(t->Z[0] - 150 * 10 / 9.0) < 1e-12 && fabs(t->Z[1] - 500 * 10 / 9.0) < 1e-12);
    assert_true(fabs(t->Y[0] - 250 * 10 / 9.0) < 1e-12 && t->Y[1] == 0);
    domar_series_free(s);
}

static void refused(domar_cx *cx, domar_draft *d, const char *words)
{
    domar_series *s = series(cx, NULL, NULL);
    assert_int_equal(domar_series_add(cx, s, d), DOMAR_EDATA);
    if (!strstr(domar_cx_message(cx), words)) fail_msg("%s", domar_cx_message(cx));
    assert_int_equal(domar_series_size(s), 0);
    domar_series_free(s);
}

static void bad_numbers_are_named(void **state)
{
    domar_cx *cx = *state;
    domar_draft *d = miller_blair(cx, 2000);
    d->Z[1] = NAN;
    refused(cx, d, "row AAA 1, column AAA 2");
    d = miller_blair(cx, 2000);
    d->Y[2] = INFINITY;
    refused(cx, d, "row AAA 2, final demand AAA C");
    d = miller_blair(cx, 2000);
    d->x[1] = -5;
    refused(cx, d, "output of AAA 2 is negative");
    d = miller_blair(cx, 2000);
    d->V[3] = NAN;
    refused(cx, d, "factor TAX, column AAA 2");
}

/* A residue of rounding stays; a loss of the size of an industry is a mistake. */
static void negative_output(void **state)
{
    domar_cx *cx = *state;
    domar_draft *d = miller_blair(cx, 2000);
    domar_series *s = series(cx, NULL, NULL);
    d->x[0] = -0.001;
    assert_int_equal(domar_series_add(cx, s, d), DOMAR_OK);
    assert_true(fabs(domar_series_table(s, 0)->x[0] + 0.001) < 1e-15);
    assert_true(fabs(domar_series_table(s, 0)->va[0] + 350.001) < 1e-9);
    domar_series_free(s);
    d = miller_blair(cx, 2000);
    d->x[0] = -1;
    refused(cx, d, "output of AAA 1 is negative (-1)");
}

static void years_are_sorted_and_single(void **state)
{
    domar_cx *cx = *state;
    domar_series *s = series(cx, NULL, NULL);
    assert_int_equal(domar_series_add(cx, s, miller_blair(cx, 2005)), DOMAR_OK);
    assert_int_equal(domar_series_add(cx, s, miller_blair(cx, 2001)), DOMAR_OK);
    assert_int_equal(domar_series_add(cx, s, miller_blair(cx, 2005)), DOMAR_EDATA);
    assert_int_equal(domar_series_size(s), 2);
    assert_int_equal(domar_series_year(s, 0), 2001);
    assert_int_equal(domar_series_year(s, 1), 2005);
    domar_series_free(s);
}

static void satellites_join_later(void **state)
{
    domar_cx *cx = *state;
    domar_series *s = series(cx, NULL, NULL);
    assert_int_equal(domar_series_add(cx, s, miller_blair(cx, 2005)), DOMAR_OK);
    domar_axis *jobs = axis(cx, "EMP", DOMAR_JOBS, NULL, NULL);
    double *S = domar_alloc(cx, 2, sizeof *S);
    S[0] = 7;
    S[1] = NAN;
    assert_int_equal(domar_series_set_satellites(cx, s, 0, jobs, S), DOMAR_OK);
    assert_true(domar_table_S(domar_series_table(s, 0))[0] == 7);
    S = domar_alloc(cx, 2, sizeof *S);
    S[0] = INFINITY;
    assert_int_equal(domar_series_set_satellites(cx, s, 0, jobs, S), DOMAR_EDATA);
    domar_axis_free(jobs);
    domar_series_free(s);
}

static void info_is_kept(void **state)
{
    domar_cx *cx = *state;
    domar_series *s = series(cx, NULL, NULL);
    assert_int_equal(domar_info_set(cx, s, "source", "a"), DOMAR_OK);
    assert_int_equal(domar_info_set(cx, s, "source", "b"), DOMAR_OK);
    assert_string_equal(domar_series_info(s, "source"), "b");
    assert_string_equal(domar_series_info(s, "licence"), "");
    assert_string_equal(domar_series_info(s, "va"), "residual");
    domar_conventions c = { 0 };
    assert_int_equal(domar_convention_set(cx, &c, "va", "wrong"), DOMAR_EUSAGE);
    assert_true(strstr(domar_cx_message(cx), "residual, given") != NULL);
    domar_series_free(s);
}

static void memory_is_asked_for_first(void **state)
{
    (void)state;
    domar_cx *small;
    assert_int_equal(domar_cx_new(&small, &(domar_settings){ .memory_limit = 1000 }), DOMAR_OK);
    domar_axis *a = axis(small, "A", NULL, "B", NULL);
    domar_draft *d;
    assert_int_equal(domar_draft_new(small, &d, 2000, a, a, a, a, NULL), DOMAR_OK);
    domar_draft_free(d);
    domar_item items[40];
    char codes[40][8];
    for (int k = 0; k < 40; k++) {
        snprintf(codes[k], sizeof *codes, "i%d", k);
        items[k] = (domar_item){ .code = codes[k] };
    }
    domar_axis *many;
    assert_int_equal(domar_axis_new(small, &many, items, 40), DOMAR_OK);
    assert_int_equal(domar_draft_new(small, &d, 2000, a, many, a, a, NULL), DOMAR_ELIMIT);
    assert_true(strstr(domar_cx_message(small), "GB of memory") != NULL);
    domar_axis_free(a);
    domar_axis_free(many);
    domar_cx_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duplicate_and_empty_labels), cmocka_unit_test(looking_up),
        cmocka_unit_test(conventions_decide_output), cmocka_unit_test(value_added_as_given),
        cmocka_unit_test(inventories_spread), cmocka_unit_test(bad_numbers_are_named),
        cmocka_unit_test(negative_output),
        cmocka_unit_test(years_are_sorted_and_single), cmocka_unit_test(satellites_join_later),
        cmocka_unit_test(info_is_kept), cmocka_unit_test(memory_is_asked_for_first) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
