/* unit/lines.c -- short lists: quotes, comments, what is refused. */
#include "base/lines.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static domar_lines of(const char *text) { return domar_lines_of(text, strlen(text), "list.csv"); }

static void reads_fields(void **state)
{
    domar_cx *cx = *state;
    domar_lines l = of("\xef\xbb\xbf" "code,en,zh\r\n\n# a remark, with commas\n"
                       "A1, \"say \"\"so\"\", twice\" ,\xe5\x86\x9c\r\nB,,");
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
    assert_int_equal(l.count, 3);
    assert_int_equal(domar_lines_column(&l, "zh"), 2);
    assert_true(domar_lines_column(&l, "kind") == SIZE_MAX);
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
    assert_int_equal(l.line, 4);
    assert_string_equal(domar_lines_field(&l, 0), "A1");
    assert_string_equal(domar_lines_field(&l, 1), "say \"so\", twice");
    assert_string_equal(domar_lines_field(&l, 2), "\xe5\x86\x9c");
    assert_string_equal(domar_lines_field(&l, 3), "");
    assert_string_equal(domar_lines_field(&l, SIZE_MAX), "");
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
    assert_int_equal(l.count, 3);
    assert_string_equal(domar_lines_field(&l, 2), "");
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
    assert_int_equal(l.count, 0);
}

static void refuses_the_broken(void **state)
{
    domar_cx *cx = *state;
    domar_lines l = of("a,b\n\"open,b\n");
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "list.csv, line 2"));

    char many[2 * DOMAR_LINES_FIELDS + 2];
    memset(many, ',', sizeof many);
    l = domar_lines_of(many, DOMAR_LINES_FIELDS - 1, "list.csv");
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
    assert_int_equal(l.count, DOMAR_LINES_FIELDS);
    l = domar_lines_of(many, DOMAR_LINES_FIELDS, "list.csv");
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_EDATA);

    char longer[DOMAR_LINES_BYTES];
    memset(longer, 'x', sizeof longer);
    l = domar_lines_of(longer, sizeof longer, "list.csv");
    assert_int_equal(domar_lines_next(cx, &l), DOMAR_EDATA);
}

static int up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int down(void **state) { domar_cx_free(*state); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_fields, up, down),
        cmocka_unit_test_setup_teardown(refuses_the_broken, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
