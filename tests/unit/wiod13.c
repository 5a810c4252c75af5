/* unit/wiod13.c -- WIOD 2013 as CSV: a tiny table, what is refused, and a full year. */
#include "unit/reading.h"

extern const domar_reader domar_read_wiod13;

/* Two economies, two industries, two categories; BBB_c2 has no output. */
static const char tiny[] =
    "\"\",AAA_c1,AAA_c2,BBB_c1,BBB_c2,AAA_c37,AAA_c42,BBB_c37,BBB_c42,OUT\n"
    "AAA_c1,10,20,5,0,60,-3,8,0,100\n"
    "AAA_c2,30,40,6,0,100,4,20,0,200\n"
    "BBB_c1,7,8,9,0,1,0,25,0.5,50\n"
    "BBB_c2,0,0,0,0,0,0,0,0,0\n"
    "VA,53,132,30,0,,,,,\n"
    "OUT,100,200,50,0,,,,,\n";

static void reads_tiny(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    const char *path = reading_file("wiod13_2005.csv", tiny);
    assert_int_equal(reading_probe(cx, &domar_read_wiod13, path), 95);
    const domar_status st = reading(cx, &domar_read_wiod13, path, NULL, 0, &s);
    unlink(path);
    if (st) fail_msg("%s", domar_cx_message(cx));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(domar_table_year(t), 2005);
    assert_string_equal(domar_axis_code(domar_series_axis(s, DOMAR_ECONOMIES), 1), "BBB");
    assert_string_equal(domar_axis_code(domar_series_axis(s, DOMAR_INDUSTRIES), 1), "c2");
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_CATEGORIES), 1),
                        DOMAR_INVENTORIES);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_FACTORS), 0),
                        DOMAR_VALUE_ADDED);
    const double Z[] = { 10, 20, 5, 0, 30, 40, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0 };
    const double Y[] = { 60, -3, 8, 0, 100, 4, 20, 0, 1, 0, 25, 0.5, 0, 0, 0, 0 };
    const double V[] = { 53, 132, 30, 0 }, x[] = { 100, 200, 50, 0 };
    assert_memory_equal(domar_table_Z(t), Z, sizeof Z);
    assert_memory_equal(domar_table_Y(t), Y, sizeof Y);
    assert_memory_equal(domar_table_V(t), V, sizeof V);
    assert_memory_equal(domar_table_x(t), x, sizeof x);
    assert_string_equal(domar_series_info(s, "unit"), "million");
    domar_series_free(s);
}

/* The text with its first `from` replaced by `to`. */
static const char *changed(const char *from, const char *to)
{
    static char text[2048];
    const char *at = strstr(tiny, from);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - tiny), tiny, to, at + strlen(from));
    return text;
}

static void refuses(void **state)
{
    static const struct { const char *from, *to, *say[4];
    } wrong[] = {
        { "AAA_c2,BBB_c1,", "AAA_c2,", { "line 1", "column BBB_c1 is missing", "complete" } },
        { "AAA_c2,BBB_c1,",
          "AAA_c2,AAA_c2,",
          { "line 1", "columns 3 and 4 are both called AAA_c2", "correct" } },
        { "\nAAA_c2,30", "\nAAA_c1,30", { "line 3", "row AAA_c1", "twice", "remove" } },
        { "\nAAA_c2,30", "\nCCC_c2,30", { "line 3", "row CCC_c2", "not square" } },
        { "BBB_c1,7,8,9,0,1,0,25,0.5,50\n", "", { "row BBB_c1 is missing", "not square" } },
        { "30,40,6",
          "30,forty,6",
          { "line 3, column 3 (AAA_c2), row AAA_c2", "'forty' is not a finite number" } },
        { "30,40,6",
          "30,NaN,6",
          { "line 3, column 3 (AAA_c2), row AAA_c2", "'NaN' is not a finite number" } },
        { "30,40,6",
          "30,1e400,6",
          { "line 3, column 3 (AAA_c2), row AAA_c2", "beyond the range" } },
        { "30,40,6", "30,,6", { "line 3, column 3 (AAA_c2), row AAA_c2", "is empty", "fill it" } },
        { "30,40,6", "30,6", { "line 3, row AAA_c2", "9 fields where 10", "cut off" } },
        { "0.5,50\n", "0.5,-50\n", { "negative", "BBB", "c1" } },
        { "OUT,100,200,50,0,,,,,\n", "", { "the last row, OUT, is missing", "cut off" } },
        { "VA,53,132,30,0,,,,,\n",
          "",
          { "row of value added (VA) is missing", "fetch it again" } },
        { "VA,53", "LABOUR,53", { "line 6", "row LABOUR", "no known row" } },
        { "AAA_c37", "AAA-c37", { "line 1, column 6", "'AAA-c37'", "ECONOMY_INDUSTRY" } },
        { "AAA_c42,", "BBB_c42,", { "columns 7 and 9 are both called BBB_c42" } }
    };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        size_t says = 0;
        while (says < 4 && wrong[k].say[says]) says++;
        reading_refuses(*state, &domar_read_wiod13, "wiod13_2005.csv",
                        changed(wrong[k].from, wrong[k].to), wrong[k].say, says);
    }
    char cut[sizeof tiny];
    static const char *const say[] = { "line 4, row BBB_c1", "cut off" };
    snprintf(cut, sizeof cut, "%.*s", (int)(strstr(tiny, "9,0,1,0,25") - tiny), tiny);
    reading_refuses(*state, &domar_read_wiod13, "wiod13_2005.csv", cut, say, 2);
    static const char *const no_year[] = { "no year in its name", "--year" };
    reading_refuses(*state, &domar_read_wiod13, "wiod13.csv", tiny, no_year, 2);
}

static void refuses_a_year_twice(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    domar_source *source;
    const domar_read_options options = { 0 };
    const char *path = reading_file("wiod13_2005.csv", tiny);
    assert_int_equal(reading(cx, &domar_read_wiod13, path, NULL, 0, &s), DOMAR_OK);
    assert_int_equal(domar_source_open(cx, &source, path, NULL, NULL), DOMAR_OK);
    assert_int_equal(domar_read_wiod13.read(cx, s, source, &options), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "2005 comes twice"));
    domar_source_free(source);
    domar_series_free(s);
    assert_int_equal(reading(cx, &domar_read_wiod13, path, NULL, 2006, &s), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "its name says 2005"));
    unlink(path);
}

static void is_not_fooled(void **state)
{
    domar_cx *cx = *state;
    static const char *const foreign[] = { ",AUS_01T03,BEL_01T03,AUS_HFCE,AUS_GGFC,TOTAL\n",
                                           "year,economy,industry,value\n2005,AAA,c1,3\n",
                                           "\"row\",\"V3\",\"V4\"\n",
                                           "\"\",A_c2,A_c37,OUT\n",
                                           "country,variable,code,1995\n",
                                           "x\n" };
    for (size_t k = 0; k < sizeof foreign / sizeof *foreign; k++) {
        const char *path = reading_file("foreign.csv", foreign[k]);
        assert_int_equal(reading_probe(cx, &domar_read_wiod13, path), 0);
        unlink(path);
    }
}

/* The full table of 2008: sums taken with a line of awk from the file itself. */
static void reads_2008(void **state)
{
    const char *path = DOMAR_SOURCE_DIR "/../shared/data/io/wiod13/wiod13_2008.csv.gz";
    domar_cx *cx = *state;
    domar_series *s;
    if (access(path, R_OK) != 0) {
        print_message("skipped: ../shared is not here\n");
        skip();
    }
    if (reading(cx, &domar_read_wiod13, path, NULL, 0, &s)) fail_msg("%s", domar_cx_message(cx));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(domar_table_year(t), 2008);
    assert_int_equal(domar_axis_size(domar_series_axis(s, DOMAR_ECONOMIES)), 41);
    assert_int_equal(domar_axis_size(domar_series_axis(s, DOMAR_INDUSTRIES)), 35);
    double z = 0, y = 0, x = 0, v = 0;
    for (size_t k = 0; k < 1435u * 1435u; k++) z += domar_table_Z(t)[k];
    for (size_t k = 0; k < 1435u * 205u; k++) y += domar_table_Y(t)[k];
    for (size_t k = 0; k < 1435u; k++) x += domar_table_x(t)[k], v += domar_table_V(t)[k];
    assert_true(z == 62631727 && y == 60095206 && x == 122789483 &&
                v == 60157756); /* integers: exact */
    assert_true(domar_axis_find(domar_series_axis(s, DOMAR_ECONOMIES), "ROM") != SIZE_MAX);
    domar_series_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_tiny, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(refuses, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(refuses_a_year_twice, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(is_not_fooled, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(reads_2008, reading_up, reading_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
