/* unit/strategic.c -- lists of strategic industries: what they hold, and on which tables they are found. */
#include "base/embed.h"
#include "base/lines.h"
#include "model/strategic.h"
#include "table/codes.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { MOST = 512 };

/* All codes of an embedded list, as a table of that source would have them. */
static domar_axis *all_of(domar_cx *cx, const char *list)
{
    static char codes[MOST][128];
    const char *pointers[MOST];
    char path[128], name[64];
    size_t size, count = 0;
    domar_axis *axis = NULL;
    snprintf(path, sizeof path, "data/codes/industries_%s.csv", list);
    snprintf(name, sizeof name, "industries_%s", list);
    const char *text = domar_embedded(path, &size);
    assert_non_null(text);
    domar_lines l = domar_lines_of(text, size, path);
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
    while (domar_lines_next(cx, &l) == DOMAR_OK && l.count) {
        snprintf(codes[count], sizeof codes[0], "%s", domar_lines_field(&l, 0));
        pointers[count] = codes[count];
        count++;
    }
    assert_int_equal(domar_codes_axis(cx, &axis, name, pointers, count, NULL), DOMAR_OK);
    return axis;
}

static bool holds(const domar_strategic *s, const domar_axis *axis, const char *code)
{
    return s->in[domar_axis_find(axis, code)] != DOMAR_STRATEGIC_OUT;
}

/* Every row of every list names a code of the code list it says, once. */
static void rows_have_codes(void **state)
{
    domar_cx *cx = *state;
    const char *path;
    size_t rows = 0;
    for (size_t k = 0; (path = domar_embedded_name(k)); k++) {
        size_t size;
        if (strncmp(path, "data/strategic/", 15) != 0) continue;
        const char *text = domar_embedded(path, &size);
        domar_lines l = domar_lines_of(text, size, path);
        assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
        while (domar_lines_next(cx, &l) == DOMAR_OK && l.count) {
            domar_axis *axis = all_of(cx, domar_lines_field(&l, 0));
            const size_t at = domar_axis_find(axis, domar_lines_field(&l, 1));
            if (at == SIZE_MAX) fail_msg("%s: %s is no code of %s", path, domar_lines_field(&l, 1), domar_lines_field(&l, 0));
            assert_string_equal(domar_axis_kind(axis, at), "MAN");
            const char *part = domar_lines_field(&l, 2);
            assert_true(strcmp(part, "whole") == 0 || ((strcmp(part, "mixed") == 0 || strcmp(part, "left_out") == 0) &&
                                                       *domar_lines_field(&l, 3) && *domar_lines_field(&l, 4)));
            domar_axis_free(axis);
            rows++;
        }
    }
    assert_true(rows > 300);
}

static void lists_on_tables(void **state)
{
    domar_cx *cx = *state;
    domar_strategic s;
    domar_axis *axis = all_of(cx, "wiod13");
    assert_int_equal(domar_strategic_find(cx, &s, axis, "auto"), DOMAR_OK);
    assert_string_equal(s.name, "high_technology");
    assert_int_equal(s.count, 4);
    assert_true(holds(&s, axis, "c9") && holds(&s, axis, "c13") && holds(&s, axis, "c14") && holds(&s, axis, "c15"));
    assert_non_null(strstr(s.mixed, "c15 with ships"));
    assert_int_equal(domar_strategic_find(cx, &s, axis, "equipment"), DOMAR_OK);
    assert_int_equal(s.count, 3);
    assert_false(holds(&s, axis, "c12"));
    assert_non_null(strstr(s.left_out, "c12: metal products"));
    domar_axis_free(axis);
    axis = all_of(cx, "oecd45");
    assert_int_equal(domar_strategic_find(cx, &s, axis, "china_high_technology"), DOMAR_OK);
    assert_int_equal(s.count, 2);
    assert_true(holds(&s, axis, "12") && holds(&s, axis, "17"));
    domar_axis_free(axis);
}

/* National tables of China have numbers for codes: their labels tell. */
static void china_by_label(void **state)
{
    domar_cx *cx = *state;
    const domar_item items[] = { { "01", "Automobiles", "汽车整车", "MAN", "" }, { "02", "Steel", "钢", "MAN", "" },
                                 { "03", "Chemistry", "化学产品", "MAN", "" } };
    domar_axis *axis;
    domar_strategic s;
    assert_int_equal(domar_axis_new(cx, &axis, items, 3), DOMAR_OK);
    assert_int_equal(domar_strategic_find(cx, &s, axis, "high_technology"), DOMAR_OK);
    assert_int_equal(s.in[0], DOMAR_STRATEGIC_IN);
    assert_int_equal(s.in[1], DOMAR_STRATEGIC_OUT);
    assert_int_equal(s.in[2], DOMAR_STRATEGIC_MIXED);
    assert_int_equal(domar_strategic_find(cx, &s, axis, "equipment"), DOMAR_OK);
    assert_int_equal(s.count, 1);
    domar_axis_free(axis);
}

static void codes_and_files(void **state)
{
    domar_cx *cx = *state;
    const domar_item items[] = { { "a", "", "", "", "" }, { "b", "", "", "", "" }, { "c", "", "", "", "" } };
    char path[] = "/tmp/domar_strategic_XXXXXX";
    domar_axis *axis;
    domar_strategic s;
    assert_int_equal(domar_axis_new(cx, &axis, items, 3), DOMAR_OK);
    assert_int_equal(domar_strategic_find(cx, &s, axis, "c, a,c"), DOMAR_OK);
    assert_int_equal(s.count, 2);
    assert_true(s.in[0] && !s.in[1] && s.in[2]);
    assert_int_equal(domar_strategic_find(cx, &s, axis, "auto"), DOMAR_OK);
    assert_null(s.in);
    assert_int_equal(domar_strategic_find(cx, &s, axis, "a,d"), DOMAR_EUSAGE);
    assert_non_null(strstr(domar_cx_message(cx), "d"));
    assert_int_equal(domar_strategic_find(cx, &s, axis, "equipment"), DOMAR_EDATA);
    const int file = mkstemp(path);
    assert_true(write(file, "code\r\nb\n", 8) == 8 && close(file) == 0);
    assert_int_equal(domar_strategic_find(cx, &s, axis, path), DOMAR_OK);
    assert_true(s.count == 1 && s.in[1]);
    unlink(path);
    domar_axis_free(axis);
}

static int up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int down(void **state) { domar_cx_free(*state); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_have_codes, up, down),
        cmocka_unit_test_setup_teardown(lists_on_tables, up, down),
        cmocka_unit_test_setup_teardown(china_by_label, up, down),
        cmocka_unit_test_setup_teardown(codes_and_files, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
