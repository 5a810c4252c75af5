/* unit/read_matrix.c -- labelled matrices with a page: textbook tables, labels, what is refused. */
#include "read/sidecar.h"
#include "readers_kit.h"
#include <math.h>

extern const domar_reader domar_read_matrix;
#define DATA(name) DOMAR_SOURCE_DIR "/tests/data/" name

static domar_series *open_data(domar_cx *cx, const char *csv, const char *yaml)
{
    const domar_read_options o = { .sidecar = yaml };
    domar_series *s;
    if (read_with(cx, &s, &domar_read_matrix, csv, &o)) fail_msg("%s", domar_cx_message(cx));
    return s;
}

/* Miller and Blair (2009), table 2.3. */
static void textbook(void **state)
{
    domar_series *s = open_data(*state, DATA("miller_blair_2x2.csv"), DATA("miller_blair_2x2.yaml"));
    const domar_table *t = domar_series_table(s, 0);
    const double Z[] = { 150, 500, 200, 100 }, f[] = { 350, 1700 }, va[] = { 650, 1400 }, x[] = { 1000, 2000 };
    assert_int_equal(domar_series_year(s, 0), 2009);
    assert_memory_equal(t->Z, Z, sizeof Z);
    assert_memory_equal(t->Y, f, sizeof f);
    assert_memory_equal(t->V, va, sizeof va);
    assert_memory_equal(t->published, x, sizeof x);
    assert_memory_equal(t->va, va, sizeof va);
    assert_null(t->VY);
    assert_string_equal(domar_axis_label(domar_series_axis(s, DOMAR_INDUSTRIES), 1, "en"), "Sector 2");
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_CATEGORIES), 0), DOMAR_FINAL);
    assert_string_equal(domar_series_info(s, "unit"), "units");
    domar_series_free(s);
}

static void leather(void **state)
{
    domar_series *s = open_data(*state, DATA("leather.csv"), DATA("leather.yaml"));
    const domar_table *t = domar_series_table(s, 0);
    const domar_axis *industries = domar_series_axis(s, DOMAR_INDUSTRIES);
    assert_int_equal(t->G, 3);
    assert_int_equal(t->N, 3);
    assert_string_equal(domar_axis_code(industries, 1), "Textile_and_Leather");
    assert_string_equal(domar_axis_label(industries, 2, "zh"), "运输设备");
    assert_string_equal(domar_axis_kind(industries, 0), "AGR");
    assert_true(t->Z[3 * 9 + 8] == 8.9);            /* TUR agriculture to GER transport equipment */
    assert_true(t->Y[8 * 3 + 1] == 35.2);           /* GER transport equipment to TUR */
    assert_true(t->published[2] == 19);
    domar_series_free(s);
}

/* The second economy has no third stage: zero row and column, zero output. */
static void absent_industries(void **state)
{
    domar_series *s = open_data(*state, DATA("kww_chain.csv"), DATA("kww_chain.yaml"));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->n, 6);
    assert_true(t->Z[0 * 6 + 3] == 1 && t->Z[4 * 6 + 2] == 4);
    for (size_t k = 0; k < 6; k++) assert_true(t->Z[5 * 6 + k] == 0 && t->Z[k * 6 + 5] == 0);
    assert_true(t->x[5] == 0 && t->x[2] == 5);
    domar_series_free(s);
}

static const char page[] =
    "year: 2001\nseparator: \"_\"\nfinal_demand: {C: consumption, I: investment}\n"
    "factors: {W: labour, T: tax_products}\nsatellites: {EMP: {kind: jobs, unit: persons}}\n"
    "output: OUT\nignore: [SUM]\n";
static const char table[] =
    "label\tAAA_x\tAAA_y\tBBB_x\tBBB_y\tAAA_C\tAAA_I\tBBB_C\tBBB_I\tSUM\tOUT\n"
    "AAA_x\t1\t2\t3\t4\t5\t-6\t7\t8\tnot looked at\t24\n"
    "BBB_y\t0\t1e-3\t\t.5\t1\t1\t1\t1\t0\t4.501\n"
    "AAA_y\t1\t1\t1\t1\t1\t1\t1\t1\t8\t8\n"
    "BBB_x\t1\t1\t1\t1\t1\t1\t1\t1\t8\t8\n"
    "SUM\t3\t4\t5\t6\t7\t8\t9\t0\t1\t2\n"
    "W\t1\t2\t3\t4\t\t\t\t\t\t\n"
    "T\t1\t1\t1\t1\t0.25\t\t\t\t\t\n"
    "EMP\t10\t\t30\t40\t\t\t\t\t\t\n";

static domar_status read_texts(domar_cx *cx, domar_series **s, const char *csv, const char *yaml)
{
    const domar_read_options o = { .sidecar = file_with("t.yaml", yaml) };
    return read_with(cx, s, &domar_read_matrix, file_with("t.csv", csv), &o);
}

/* What an industry with a column sells may be nothing: no row, where the page allows it. */
static void absent_row(void **state)
{
    static const char one[] = "label,a,b,C\na,1,2,3\nW,5,4,0\n";
    static const char yaml[] = "year: 2001\neconomy: AAA\nfinal_demand: {C: consumption}\n"
                               "factors: {W: labour}\n";
    char allowed[256];
    domar_series *s = NULL;
    assert_int_equal(read_texts(*state, &s, one, yaml), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(*state), "no row of AAA, industry b"));
    snprintf(allowed, sizeof allowed, "%sabsent: zero\n", yaml);
    assert_int_equal(read_texts(*state, &s, one, allowed), DOMAR_OK);
    const domar_table *t = domar_series_table(s, 0);
    const double Z[] = { 1, 2, 0, 0 }, Y[] = { 3, 0 };
    assert_memory_equal(t->Z, Z, sizeof Z);
    assert_memory_equal(t->Y, Y, sizeof Y);
    domar_series_free(s);
}

/* Rows in any order, tabs, empty cells, taxes that final use pays, jobs that are missing. */
static void every_part(void **state)
{
    domar_series *s;
    assert_int_equal(read_texts(*state, &s, table, page), DOMAR_OK);
    const domar_table *t = domar_series_table(s, 0);
    assert_true(t->Z[3] == 4 && t->Z[3 * 4 + 1] == 1e-3 && t->Z[3 * 4 + 2] == 0 && t->Z[3 * 4 + 3] == 0.5);
    assert_true(t->Y[1] == -6 && t->Y[3] == 8 && t->published[3] == 4.501);
    assert_true(t->V[3] == 4 && t->V[4] == 1 && t->VY && t->VY[4] == 0.25);
    assert_true(t->S[0] == 10 && isnan(t->S[1]) && t->S[3] == 40);
    assert_string_equal(domar_axis_item(domar_series_axis(s, DOMAR_SATELLITES), 0).unit, "persons");
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_FACTORS), 1), DOMAR_TAX_PRODUCTS);
    domar_series_free(s);
}

static void replace(char *out, size_t size, const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);
    assert_non_null(at);
    snprintf(out, size, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static void bad_tables(void **state)
{
    static const struct { const char *old, *new, *words; } rows[] = {
        { "BBB_y\t0\t", "BBB_y\tabc\t", "t.csv|line 3|AAA_x|abc" },
        { "BBB_y\t0\t", "BBB_y\tnan\t", "t.csv|line 3" },
        { "BBB_y\t0\t", "BBB_y\t1e400\t", "t.csv|line 3" },
        { "AAA_y\t1\t", "AAA_x\t1\t", "t.csv|line 4|AAA_x|twice" },
        { "AAA_y\t1\t", "AAA_z\t1\t", "t.csv|line 4|AAA_z|t.yaml" },
        { "BBB_x\t1\t1\t1\t1\t1\t1\t1\t1\t8\t8\n", "", "BBB|industry x|square" },
        { "W\t1\t2\t3\t4\t\t\t\t\t\t\n", "", "t.yaml, line 4|row W" },
        { "\tBBB_y\t", "\tBBB_x\t", "line 1|column 5|BBB_x|twice" },
        { "\tBBB_y\t", "\tBBB_z\t", "line 1|industry" },
        { "\tBBB_y\t", "\tBBBy\t", "line 1|column 5|BBBy" },
        { "\tBBB_y\t", "\t_y\t", "line 1|column 5|_y" },
        { "W\t1\t2\t3\t4\t\t\t\t\t\t\n", "W\t1\t2\t3\n", "line 7" },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[2048];
        replace(text, sizeof text, table, rows[k].old, rows[k].new);
        const domar_read_options o = { .sidecar = file_with("t.yaml", page) };
        refused(*state, &domar_read_matrix, file_with("t.csv", text), &o, DOMAR_EDATA, rows[k].words);
    }
}

static void bad_pages(void **state)
{
    static const struct { const char *text, *words; } rows[] = {
        { "year: 2001\nseperator: \"_\"\n", "t.yaml, line 2|seperator|did you mean separator?" },
        { "year: 2001\nqwertyuiop: 1\n", "t.yaml, line 2|qwertyuiop|matrix.md" },
        { "year: soon\n", "t.yaml, line 1|year" },
        { "labels: 99\n", "t.yaml, line 1|labels" },
        { "year: 2001\nfactors: {W: wages}\n", "t.yaml, line 2|wages|labour" },
        { "year: 2001\nfactors:\n  W: {kind: labour, color: red}\n", "t.yaml, line 3|color" },
        { "year: [2001\n", "t.yaml, line 2" },
        { "- a\n- b\n", "t.yaml, line 1|key: value" },
        { "", "t.yaml|empty" },
        { "year: 2001\nseparator: \"_\"\n", "t.yaml|final_demand" },
        { "year: 2001\nfinal_demand: {C: consumption}\n", "t.yaml|separator" },
        { "year: 2001\neconomies: [AAA, BBB]\nfinal_demand: {C: consumption}\n", "t.yaml|separator" },
        { "year: 2001\nseparator: \"_\"\neconomies: [AAA]\nfinal_demand: {C: final, I: final}\noutput: OUT\n"
          "ignore: [SUM]\n", "BBB_x|t.yaml" },
        { "year: 2001\nseparator: \"_\"\nfinal_demand: {C: final, I: final, G: government}\noutput: OUT\n"
          "ignore: [SUM]\n", "t.yaml, line 3|G" },
        { "absent: one\n", "t.yaml, line 1|zero" },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const domar_read_options o = { .sidecar = file_with("t.yaml", rows[k].text) };
        refused(*state, &domar_read_matrix, file_with("t.csv", table), &o, DOMAR_EDATA, rows[k].words);
    }
    const domar_read_options gone = { .sidecar = "/nowhere/t.yaml" };
    refused(*state, &domar_read_matrix, file_with("t.csv", table), &gone, DOMAR_ENOTFOUND, "/nowhere/t.yaml");
}

static void no_page_no_probe(void **state)
{
    const domar_head head = { .name = "t.csv", .bytes = table, .size = sizeof table - 1, .whole = true };
    const domar_read_options none = { 0 };
    (void)state;
    assert_int_equal(domar_read_matrix.probe(&head, &none), 0);
}

/* One economy: labels are industries. */
static void one_economy(void **state)
{
    domar_series *s;
    assert_int_equal(read_texts(*state, &s, "i,a,b,F\na,1,2,3\nb,4,5,6\nVA,7,8,\n",
        "year: 2001\neconomy: DEU\nindustry_list: broad\nfinal_demand: {F: final}\nfactors: [VA]\n"), DOMAR_OK);
    const domar_table *t = domar_series_table(s, 0);
    assert_string_equal(domar_axis_label(domar_series_axis(s, DOMAR_ECONOMIES), 0, "en"), "Germany");
    assert_true(t->Z[2] == 4 && t->Y[1] == 6 && t->x[1] == 15);
    assert_null(t->published);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_FACTORS), 0), DOMAR_VALUE_ADDED);
    domar_series_free(s);
}

static void famine(void **state)
{
    (void)state;
    const domar_read_options o = { .sidecar = DATA("leather.yaml") };
    starve(&domar_read_matrix, DATA("leather.csv"), &o);
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(textbook), READING_TEST(leather),
        READING_TEST(absent_industries), READING_TEST(absent_row), READING_TEST(every_part),
        READING_TEST(bad_tables),
        READING_TEST(bad_pages), READING_TEST(no_page_no_probe), READING_TEST(one_economy),
        cmocka_unit_test(famine) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
