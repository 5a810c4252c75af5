/* unit/codes.c -- labels and kinds from the embedded lists; the lists themselves. */
#include "base/embed.h"
#include "base/lines.h"
#include "table/codes.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void labels_and_kinds(void **state)
{
    domar_cx *cx = *state;
    const char *codes[] = { "CHN", "TWN", "HKG", "XYZ" };
    domar_axis *a;
    assert_int_equal(domar_codes_axis(cx, &a, "economies", codes, 4, NULL), DOMAR_OK);
    assert_string_equal(domar_axis_label(a, 0, "zh"), "中国");
    assert_string_equal(domar_axis_label(a, 1, "en"), "Chinese Taipei");
    assert_string_equal(domar_axis_label(a, 1, "zh"), "中国台湾");
    assert_string_equal(domar_axis_label(a, 2, "en"), "Hong Kong, China");
    assert_string_equal(domar_axis_label(a, 3, "en"), "XYZ");
    assert_string_equal(domar_axis_kind(a, 3), "");
    domar_axis_free(a);
}

static void kinds_can_be_given(void **state)
{
    domar_cx *cx = *state;
    const char *codes[] = { "VA", "r99", "EMP" }, *kinds[] = { NULL, DOMAR_MARGINS, NULL };
    domar_axis *a;
    assert_int_equal(domar_codes_axis(cx, &a, "factors", codes, 2, kinds), DOMAR_OK);
    assert_string_equal(domar_axis_kind(a, 0), DOMAR_VALUE_ADDED);
    assert_string_equal(domar_axis_kind(a, 1), DOMAR_MARGINS);
    domar_axis_free(a);
    assert_int_equal(domar_codes_axis(cx, &a, "satellites", codes + 2, 1, NULL), DOMAR_OK);
    assert_string_equal(domar_axis_item(a, 0).unit, "thousand persons");
    assert_string_equal(domar_axis_kind(a, 0), DOMAR_JOBS);
    domar_axis_free(a);
    assert_int_equal(domar_codes_axis(cx, &a, "no_such_list", codes, 1, NULL), DOMAR_EFAIL);
    assert_null(a);
}

static void broad_sectors_by_kind(void **state)
{
    domar_cx *cx = *state;
    const char *codes[] = { "c2", "c14", "c29" };
    domar_axis *a;
    domar_text csv = domar_text_new(cx);
    assert_int_equal(domar_codes_axis(cx, &a, "industries_wiod13", codes, 3, NULL), DOMAR_OK);
    assert_int_equal(domar_codes_broad(cx, &csv, a), DOMAR_OK);
    assert_non_null(strstr(csv.data, "\n\"c14\",MAN,1,\"Manufacturing\",\"制造业\",MAN\n"));
    assert_non_null(strstr(csv.data, "\n\"c29\",REA,1,"));
    domar_text_drop(&csv);
    domar_axis_free(a);
    codes[1] = "c99";
    assert_int_equal(domar_codes_axis(cx, &a, "industries_wiod13", codes, 3, NULL), DOMAR_OK);
    assert_int_equal(domar_codes_broad(cx, &csv, a), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "c99"));
    domar_text_drop(&csv);
    domar_axis_free(a);
}

static bool among(const char *word, const char *words)
{
    char padded[64];
    snprintf(padded, sizeof padded, " %s ", word);
    return strstr(words, padded) != NULL;
}

/* What the column kind may say in each list. */
static const char *kinds_of(const char *name)
{
    if (strstr(name, "industries_") || strstr(name, "broad"))
        return " AGR MIN MAN EGW CON TRD TRA ICT FIN REA BUS PUB OTH ";
    if (strstr(name, "economies")) return "  part rest world ";
    if (strstr(name, "categories"))
        return " households npish government investment inventories purchases_abroad consumption"
               " exports imports discrepancy final ";
    if (strstr(name, "factors"))
        return " value_added labour capital tax_products tax_production margins imported_inputs"
               " adjustment ";
    return " jobs hours capital_stock asset_stock energy emission labour money price_index volume_index ";
}

/* Every code once, both labels, a kind of its list. */
static void lists_are_whole(void **state)
{
    domar_cx *cx = *state;
    const char *name;
    size_t lists = 0;
    for (size_t f = 0; (name = domar_embedded_name(f)); f++) {
        static char seen[1024][96];
        size_t size, codes = 0;
        if (strncmp(name, "data/codes/", 11) != 0) continue;
        const char *text = domar_embedded(name, &size);
        domar_lines l = domar_lines_of(text, size, name);
        assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
        assert_string_equal(domar_lines_field(&l, 0), "code");
        while (domar_lines_next(cx, &l) == DOMAR_OK && l.count) {
            assert_true(*domar_lines_field(&l, 1) && *domar_lines_field(&l, 2));
            if (!among(domar_lines_field(&l, 3), kinds_of(name)))
                fail_msg("%s, line %zu: kind %s", name, l.line, domar_lines_field(&l, 3));
            for (size_t k = 0; k < codes; k++)
                if (strcmp(seen[k], l.field[0]) == 0) fail_msg("%s: %s twice", name, l.field[0]);
            assert_true(codes < 1024 && strlen(l.field[0]) < sizeof seen[0]);
            strcpy(seen[codes++], l.field[0]);
        }
        assert_true(codes > 5);
        lists++;
    }
    assert_true(lists >= 9);
}

/* Weights of a source sum to 1; a target has one label. */
static void concordances_are_whole(void **state)
{
    domar_cx *cx = *state;
    const char *name;
    size_t files = 0;
    for (size_t f = 0; (name = domar_embedded_name(f)); f++) {
        static struct { char source[64]; double weight; } seen[1024];
        size_t size, sources = 0;
        if (strncmp(name, "data/concordances/", 18) != 0) continue;
        const char *text = domar_embedded(name, &size);
        domar_lines l = domar_lines_of(text, size, name);
        assert_int_equal(domar_lines_next(cx, &l), DOMAR_OK);
        assert_string_equal(domar_lines_field(&l, 2), "weight");
        while (domar_lines_next(cx, &l) == DOMAR_OK && l.count) {
            size_t k = 0;
            while (k < sources && strcmp(seen[k].source, l.field[0]) != 0) k++;
            assert_true(k < 1024);
            if (k == sources) {
                sources++;
                strcpy(seen[k].source, l.field[0]);
                seen[k].weight = 0;
            }
            seen[k].weight += strtod(l.field[2], NULL);
        }
        for (size_t k = 0; k < sources; k++)
            if (seen[k].weight < 1 - 1e-9 || seen[k].weight > 1 + 1e-9)
                fail_msg("%s: weights of %s sum to %g", name, seen[k].source, seen[k].weight);
        files++;
    }
    assert_true(files >= 6);
}

static int up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int down(void **state) { domar_cx_free(*state); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(labels_and_kinds, up, down),
        cmocka_unit_test_setup_teardown(kinds_can_be_given, up, down),
        cmocka_unit_test_setup_teardown(broad_sectors_by_kind, up, down),
        cmocka_unit_test_setup_teardown(lists_are_whole, up, down),
        cmocka_unit_test_setup_teardown(concordances_are_whole, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
