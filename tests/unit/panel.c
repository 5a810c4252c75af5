/* unit: panels, terms, samples. */
#include "panel/sample.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static domar_cx *cx;

static int setup(void **state)
{
    (void)state;
    return (int)domar_cx_new(&cx, NULL);
}

static int teardown(void **state)
{
    (void)state;
    domar_cx_free(cx);
    return 0;
}

/* Rows out of order; b lacks 2001, c has a gap in x; one text is missing. */
static domar_panel *small(void)
{
    static const char *const code[] = { "b", "a", "a", "a", "b", "c", "c", "c" };
    static const double year[] = { 2002, 2001, 2000, 2002, 2000, 2000, 2002, 2001 };
    static const double x[] = { 8, 2, 1, 4, 5, 10, 30, NAN };
    domar_panel_draft *d;
    domar_axis *names, *groups;
    domar_panel *p;
    const domar_item units[] = { { .code = "a" }, { .code = "b" }, { .code = "c" } };
    const domar_item kinds[] = { { .code = "left" }, { .code = "right" } };
    assert_int_equal(domar_panel_draft_new(cx, &d, "small.csv", 8), DOMAR_OK);
    assert_int_equal(domar_axis_new(cx, &names, units, 3), DOMAR_OK);
    assert_int_equal(domar_axis_new(cx, &groups, kinds, 2), DOMAR_OK);
    uint32_t *unit = domar_alloc(cx, 8, sizeof *unit), *group = domar_alloc(cx, 8, sizeof *group);
    double *y = domar_alloc(cx, 8, sizeof *y), *v = domar_alloc(cx, 8, sizeof *v);
    for (size_t i = 0; i < 8; i++) {
        unit[i] = (uint32_t)(code[i][0] - 'a');
        group[i] = i == 7 ? DOMAR_NO_ITEM : i % 2;
        y[i] = year[i];
        v[i] = x[i];
    }
    assert_int_equal(domar_panel_draft_texts(cx, d, "unit", unit, names, NULL), DOMAR_OK);
    assert_int_equal(domar_panel_draft_values(cx, d, "year", y), DOMAR_OK);
    assert_int_equal(domar_panel_draft_values(cx, d, "x", v), DOMAR_OK);
    assert_int_equal(domar_panel_draft_texts(cx, d, "side", group, groups, domar_strdup(cx, "line 3: 1,5")), DOMAR_OK);
    assert_int_equal(domar_panel_freeze(cx, &p, d, NULL, NULL), DOMAR_OK);
    return p;
}

static void rows_stand_by_unit_and_period(void **state)
{
    (void)state;
    domar_panel *p = small();
    static const double x[] = { 5, 8, 1, 2, 4, 10, NAN, 30 };        /* b first: it appears first */
    assert_string_equal(domar_axis_code(p->unit_axis, 0), "b");
    assert_string_equal(p->unit_name, "unit");
    assert_string_equal(p->period_name, "year");
    assert_int_equal(p->start[1], 2);
    for (size_t i = 0; i < 8; i++) assert_true(isnan(x[i]) ? isnan(p->column[2].value[i]) : fabs(p->column[2].value[i] - x[i]) < 1e-15);
    assert_true(fabs(p->step - 1) < 1e-15);
    domar_panel_free(p);
}

static void check_term(const domar_panel *p, const char *term, const double want[8])
{
    double v[8];
    size_t filled = 0;
    assert_int_equal(domar_panel_term(cx, v, NULL, &filled, p, term, "error"), DOMAR_OK);
    for (size_t i = 0; i < 8; i++)
        if (isnan(want[i]) ? !isnan(v[i]) : !(fabs(v[i] - want[i]) < 1e-12)) fail_msg("%s, row %zu: %g, not %g", term, i, v[i], want[i]);
}

static void terms_are_computed(void **state)
{
    (void)state;
    domar_panel *p = small();
    check_term(p, "L.x", (double[]){ NAN, NAN, NAN, 1, 2, NAN, 10, NAN });      /* b's 2001 is not there: no lag by row */
    check_term(p, "L2.x", (double[]){ NAN, 5, NAN, NAN, 1, NAN, NAN, 10 });
    check_term(p, "F.x", (double[]){ NAN, NAN, 2, 4, NAN, NAN, 30, NAN });
    check_term(p, "D.x", (double[]){ NAN, NAN, NAN, 1, 2, NAN, NAN, NAN });
    check_term(p, "L.D.x", (double[]){ NAN, NAN, NAN, NAN, 1, NAN, NAN, NAN });
    check_term(p, "2^3^0 + -x*2 - (x - 1) / 4", (double[]){ 2 - 10 - 1, 2 - 16 - 1.75, 0, 2 - 4 - .25, 2 - 8 - .75, 2 - 20 - 2.25, NAN, 2 - 60 - 7.25 });
    check_term(p, "-x^2", (double[]){ -25, -64, -1, -4, -16, -100, NAN, -900 });
    check_term(p, "log(x - 1)", (double[]){ log(4), log(7), NAN, 0, log(3), log(9), NAN, log(29) });
    check_term(p, "sqrt(`x`) + abs(0 - 1) * exp(0)", (double[]){ sqrt(5) + 1, sqrt(8) + 1, 2, sqrt(2) + 1, 3, sqrt(10) + 1, NAN, sqrt(30) + 1 });
    domar_panel_free(p);
}

static void slips_are_named(void **state)
{
    (void)state;
    domar_panel *p = small();
    static const struct { const char *term, *words; } slips[] = {
        { "log(y)", "has no column y" }, { "x +", "a name or number is missing" }, { "(x", "a closing bracket is missing" },
        { "x x", "something is left over" }, { "side", "line 3: 1,5 is not a number" }, { "unit", "holds texts" },
        { "`x", "a backtick is missing" }, { "", "a name or number is missing" } };
    double v[8];
    size_t filled = 0;
    for (size_t k = 0; k < sizeof slips / sizeof *slips; k++) {
        assert_int_not_equal(domar_panel_term(cx, v, NULL, &filled, p, slips[k].term, "error"), DOMAR_OK);
        if (!strstr(domar_cx_message(cx), slips[k].words)) fail_msg("%s: %s", slips[k].term, domar_cx_message(cx));
    }
    domar_panel_free(p);
}

static void check_sample(const domar_panel *p, const char *policy, const char *term, size_t rows, size_t dropped, size_t lagged,
                         size_t filled, double last)
{
    domar_sample *s;
    assert_int_equal(domar_sample_new(cx, &s, p, &term, 1, policy), DOMAR_OK);
    assert_int_equal(s->rows, rows);
    assert_int_equal(s->dropped, dropped);
    assert_int_equal(s->lagged, lagged);
    assert_int_equal(s->filled, filled);
    assert_true(fabs(s->x[0][rows - 1] - last) < 1e-12);
    for (size_t u = 0; u < s->units; u++)
        for (size_t i = s->start[u]; i < s->start[u + 1]; i++) assert_int_equal(s->unit[i], u);
    assert_int_equal(s->start[s->units], rows);
    domar_sample_free(s);
}

static void policies_fill_within_units(void **state)
{
    (void)state;
    domar_panel *p = small();
    domar_sample *s;
    const char *x = "x";
    assert_int_equal(domar_sample_new(cx, &s, p, &x, 1, "error"), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "x of c, 2001 is missing"));
    check_sample(p, "drop", "x", 7, 1, 0, 0, 30);
    check_sample(p, "zero", "D.x", 4, 0, 4, 1, 30);
    check_sample(p, "mean", "D.x", 4, 0, 4, 1, 10);
    check_sample(p, "interpolate", "L.x", 4, 0, 4, 1, 20);
    check_sample(p, "forward", "L.x", 4, 0, 4, 1, 10);
    domar_panel_free(p);
}

static void classes_of_texts_and_numbers(void **state)
{
    (void)state;
    domar_panel *p = small();
    domar_sample *s;
    uint32_t *item;
    domar_axis *axis;
    const char *x = "x";
    assert_int_equal(domar_sample_new(cx, &s, p, &x, 1, "drop"), DOMAR_OK);
    assert_int_equal(domar_sample_classes(cx, &item, &axis, s, "year", "group"), DOMAR_OK);
    assert_string_equal(domar_axis_code(axis, item[1]), "2002");
    domar_release(item);
    domar_axis_free(axis);
    domar_sample_free(s);
    assert_int_equal(domar_sample_new(cx, &s, p, &x, 1, "zero"), DOMAR_OK);
    assert_int_equal(domar_sample_classes(cx, &item, &axis, s, "side", "group"), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "--group side is missing for c"));
    domar_sample_free(s);
    domar_panel_free(p);
}

static void a_unit_has_one_row_a_period(void **state)
{
    (void)state;
    domar_panel_draft *d;
    domar_panel *p;
    assert_int_equal(domar_panel_draft_new(cx, &d, "twice.csv", 2), DOMAR_OK);
    double *id = domar_alloc(cx, 2, sizeof *id), *year = domar_alloc(cx, 2, sizeof *year);
    id[0] = id[1] = 17;
    year[0] = year[1] = 2000;
    assert_int_equal(domar_panel_draft_values(cx, d, "id", id), DOMAR_OK);
    assert_int_equal(domar_panel_draft_values(cx, d, "year", year), DOMAR_OK);
    assert_int_equal(domar_panel_freeze(cx, &p, d, NULL, NULL), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "17 stands in several rows of 2000"));
}

static void lists_of_terms(void **state)
{
    (void)state;
    const char **terms;
    size_t count;
    assert_int_equal(domar_terms_split(cx, &terms, &count, " K, log(L.a),`b,c` ,", "x"), DOMAR_OK);
    assert_int_equal(count, 3);
    assert_string_equal(terms[1], "log(L.a)");
    assert_string_equal(terms[2], "`b,c`");
    domar_release(terms);
    assert_int_equal(domar_terms_split(cx, &terms, &count, " ,", "x"), DOMAR_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_stand_by_unit_and_period), cmocka_unit_test(terms_are_computed), cmocka_unit_test(slips_are_named),
        cmocka_unit_test(policies_fill_within_units), cmocka_unit_test(classes_of_texts_and_numbers),
        cmocka_unit_test(a_unit_has_one_row_a_period), cmocka_unit_test(lists_of_terms) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
