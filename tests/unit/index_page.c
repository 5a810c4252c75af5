/* Definitions of indices from pages: what is read, and what is refused with file and line. */
#include "read/index_page.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const char *const path = "index_page_test.yaml";

static domar_status read_text(domar_cx *cx, domar_definition **d, const char *text)
{
    FILE *f = fopen(path, "w");
    if (!f || fputs(text, f) < 0 || fclose(f)) abort();
    const domar_status st = domar_index_page_read(cx, d, path);
    unlink(path);
    return st;
}

static void test_whole(void **state)
{
    domar_definition *d = NULL;
    (void)state;
    domar_cx *cx;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(read_text(cx, &d,
        "index:\n"
        "  title: {en: Forces, zh: 力}\n"
        "  unit: province\n"
        "  conventions: {weights: critic, shift: 0.01}\n"
        "  systems:\n"
        "    - code: f\n"
        "      weight: 2\n"
        "      dimensions:\n"
        "        - {code: l, indicators: [a, {name: b, direction: negative, unit: kg}]}\n"
        "        - {code: t, indicators: [{name: log(c), code: c, bounds: [0, 4]}]}\n"
        "    - code: r\n"
        "      weight: 1\n"
        "      indicators: [{name: d, direction: moderate, best: 5}]\n"
        "  judgements: {systems: [[1, 3], [1/3, 1]], l: [[1, 2], [0.5, 1]]}\n"), DOMAR_OK);
    assert_int_equal(d->systems, 2);
    assert_int_equal(d->dimensions, 3);
    assert_int_equal(d->indicators, 4);
    assert_string_equal(d->unit, "province");
    assert_null(d->period);
    assert_string_equal(d->title_zh, "力");
    assert_string_equal(d->conventions[1].value, "0.01");
    assert_null(d->conventions[2].name);
    assert_true(d->system[0].count == 3 && d->system[0].dimensions == 2 && d->system[1].first == 3 && d->system[1].dimension == 2);
    assert_string_equal(d->dimension[2].code, "r");
    assert_true(d->indicator[1].direction == DOMAR_NEGATIVE && d->indicator[3].system == 1 && d->indicator[2].dimension == 1);
    assert_string_equal(d->indicator[2].term, "log(c)");
    assert_string_equal(d->indicator[2].code, "c");
    assert_true(d->indicator[3].best[0] >= 5 && d->indicator[3].best[1] <= 5 && isnan(d->indicator[0].bounds[0]));
    assert_true(fabs(domar_definition_judgement(d, "systems")->a[2] - 1.0 / 3) < 1e-16);
    assert_null(domar_definition_judgement(d, "t"));
    domar_index_page_free(d);
    domar_cx_free(cx);
}

static void test_refused(void **state)
{
    static const struct { const char *text, *words; } cases[] = {
        { "title: x\n", "line 1: the page has no key index" },
        { "index: {indicators: [a], wheel: 1}\n", "line 1: an index has no key wheel" },
        { "index:\n  indicators: [a, a]\n", "line 2: a comes twice" },
        { "index:\n  indicators:\n    - {name: a, direction: up}\n", "line 3: direction should be positive, negative or moderate" },
        { "index:\n  indicators:\n    - {name: a, direction: moderate}\n", "line 3: a is moderate: say which value is best" },
        { "index:\n  indicators:\n    - {name: a, best: 5}\n", "line 3: best goes with `direction: moderate` alone" },
        { "index:\n  indicators:\n    - {name: a, bounds: [4, 1]}\n", "line 3: bounds should rise" },
        { "index:\n  indicators:\n    - {title: a}\n", "line 3: this indicator has no name" },
        { "index:\n  indicators:\n    - {name: a, weight: 1}\n    - {name: b}\n", "line 3: indicators give a weight to 1 of 2" },
        { "index:\n  indicators:\n    - {name: a, weight: -1}\n", "line 3: weight should not be below 0" },
        { "index:\n  indicators: []\n", "line 2: indicators should be a list of at least one" },
        { "index:\n  title: x\n", "line 2: the page (or its systems) should hold either dimensions or indicators" },
        { "index:\n  dimensions:\n    - {code: x, indicators: [a]}\n    - {code: x, indicators: [b]}\n", "line 4: x comes twice" },
        { "index:\n  dimensions:\n    - {indicators: [a]}\n", "line 3: a dimension has no code" },
        { "index:\n  conventions: {weight: entropy}\n  indicators: [a]\n", "line 2: conventions has no key weight: did you mean weights?" },
        { "index:\n  indicators: [a, b]\n  judgements: {indicators: [[1, 2], [1, 1]]}\n", "line 3: indicators has 1 in row 2, column 1" },
        { "index:\n  indicators: [a, b]\n  judgements: {indicators: [[1, 2]]}\n", "line 3: indicators should be 2 rows of 2" },
        { "index:\n  indicators: [a, b]\n  judgements: {systems: [[1, 2]]}\n", "line 3: systems is no part of this page" },
        { "index:\n  indicators: [a, b]\n  judgements: {indicators: [[1, x], [1, 1]]}\n", "line 3: a comparison should be a number above 0" } };
    (void)state;
    domar_cx *cx;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        domar_definition *d = NULL;
        assert_int_equal(read_text(cx, &d, cases[k].text), DOMAR_EDATA);
        assert_null(d);
        if (!strstr(domar_cx_message(cx), cases[k].words)) fail_msg("\"%s\" lacks \"%s\"", domar_cx_message(cx), cases[k].words);
    }
    domar_definition *d = NULL;
    assert_int_equal(domar_index_page_read(cx, &d, "no_such_page.yaml"), DOMAR_ENOTFOUND);
    domar_cx_free(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_whole), cmocka_unit_test(test_refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
