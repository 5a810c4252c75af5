/* unit/sea.c -- Socio-Economic Accounts on a tiny table and on the full year 2008. */
#include "read/sea.h"
#include "unit/reading.h"
#include <math.h>

extern const domar_reader domar_read_wiod13;

static const char table[] = "\"\",AAA_c1,AAA_c2,RoW_c1,RoW_c2,AAA_c37,RoW_c37,OUT\n"
                            "AAA_c1,10,20,5,0,60,5,100\nAAA_c2,0,0,0,0,0,0,0\nRoW_c1,7,8,9,0,1,25,"
                            "50\nRoW_c2,0,0,0,0,0,1,1\n"
                            "VA,83,-28,36,1,,,\nOUT,100,0,50,1,,,\n";

/* Output is 400 in the accounts, 100 in the table: money counts a quarter. */
static const char accounts[] =
    "country,variable,code,2004,2005\n"
    "AAA,GO,TOT,1,2\nAAA,GO,c1,300,400\nAAA,GO,c2,0,0\n"
    "AAA,LAB,c1,30,40\nAAA,LAB,c2,0,0\nAAA,EMP,c1,6,7\nAAA,EMP,c2,,\n"
    "AAA,LABHS,c1,0.5,0.25\nAAA,LABHS,c2,0.5,0.5\nAAA,GO_P,c1,100,110\nAAA,GO_P,c2,,\n"
    "ZZZ,GO,c1,1,2\n";

static domar_status attach(domar_cx *cx, const char *text, domar_series **series)
{
    domar_source *source;
    const char *path = reading_file("wiod13_2005.csv", table);
    assert_int_equal(reading(cx, &domar_read_wiod13, path, NULL, 0, series), DOMAR_OK);
    unlink(path);
    path = reading_file("sea.csv", text);
    assert_int_equal(domar_source_open(cx, &source, path, NULL, NULL), DOMAR_OK);
    const domar_status st = domar_sea_attach(cx, *series, source);
    unlink(path);
    domar_source_free(source);
    return st;
}

static void attaches(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    if (attach(cx, accounts, &s)) fail_msg("%s", domar_cx_message(cx));
    const domar_axis *axis = domar_series_axis(s, DOMAR_SATELLITES);
    const double *S = domar_table_S(domar_series_table(s, 0));
    static const char *const codes[] = { "GO", "LAB", "EMP", "LABHS", "GO_P" };
    const double want[5][4] = { { 100, 0, NAN, NAN }, { 10, 0, NAN, NAN }, { 7, NAN, NAN, NAN },
                                { 2.5, 0, NAN, NAN }, { 110, NAN, NAN, NAN } };
    assert_int_equal(domar_axis_size(axis), 5);
    for (size_t v = 0; v < 5; v++) {
        assert_string_equal(domar_axis_code(axis, v), codes[v]);
        for (size_t i = 0; i < 4; i++)
            if (isnan(want[v][i]) ? !isnan(S[v * 4 + i]) : S[v * 4 + i] != want[v][i])
                fail_msg("%s of industry %zu is %g", codes[v], i, S[v * 4 + i]);
    }
    assert_string_equal(domar_axis_kind(axis, 2), DOMAR_JOBS);
    assert_string_equal(domar_axis_item(axis, 2).unit, "thousand persons");
    assert_non_null(strstr(domar_series_info(s, "notes"), "ratio of the table's output"));
    domar_series_free(s);
}

static void refuses(void **state)
{
    static const struct { const char *text, *say;
    } wrong[] = { { "country,variable,1995\nAAA,GO,1\n", "not the header" },
                  { "country,variable,code,2005\nAAA,GO,A99,1\n", "line 2: industry 'A99'" },
                  { "country,variable,code,2005\nAAA,EMP,c1,1\n", "rows of GO are missing" },
                  { "country,variable,code,2005\nAAA,GO,c1,much\n",
                    "line 2, column 4 (2005), row AAA: 'much'" },
                  { "country,variable,code,1999\nAAA,GO,c1,1\n", "none of the table's years" },
                  { "country,variable,code,2005\nQQQ,GO,c1,1\n", "no economy of these accounts" },
                  { "country,variable,code,2005\nAAA,GO,c1,1\nAAA,XYZ,c1,1\n",
                    "variable 'XYZ'" } };
    domar_cx *cx = *state;
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        domar_series *s;
        assert_int_equal(attach(cx, wrong[k].text, &s), DOMAR_EDATA);
        if (!strstr(domar_cx_message(cx), wrong[k].say))
            fail_msg("'%s' is not in: %s", wrong[k].say, domar_cx_message(cx));
        domar_series_free(s);
    }
}

/* China 2008: jobs as published; electrical equipment (c14) converted by hand from the two files. */
static void attaches_2008(void **state)
{
    const char *folder = DOMAR_SOURCE_DIR "/../shared/data/io/wiod13";
    char path[512];
    domar_cx *cx = *state;
    domar_series *s;
    domar_source *source;
    if (access(folder, R_OK) != 0) {
        print_message("skipped: ../shared is not here\n");
        skip();
    }
    snprintf(path, sizeof path, "%s/wiod13_2008.csv.gz", folder);
    assert_int_equal(reading(cx, &domar_read_wiod13, path, NULL, 0, &s), DOMAR_OK);
    snprintf(path, sizeof path, "%s/wiod13_sea_july14.csv.gz", folder);
    assert_int_equal(domar_source_open(cx, &source, path, NULL, NULL), DOMAR_OK);
    if (domar_sea_attach(cx, s, source)) fail_msg("%s", domar_cx_message(cx));
    domar_source_free(source);
    const domar_table *t = domar_series_table(s, 0);
    const domar_axis *axis = domar_series_axis(s, DOMAR_SATELLITES);
    const size_t chn = domar_axis_find(domar_series_axis(s, DOMAR_ECONOMIES), "CHN");
    const size_t rom = domar_axis_find(domar_series_axis(s, DOMAR_ECONOMIES), "ROM");
    const size_t emp = domar_axis_find(axis, "EMP"), lab = domar_axis_find(axis, "LAB");
    assert_int_equal(domar_axis_size(axis), 25);
    double jobs = 0;
    for (size_t i = 0; i < 35; i++) /* China has no c19 and no c35 */
        if (i == 18 || i == 34) assert_true(isnan(t->S[emp * t->n + chn * 35 + i]));
        else jobs += t->S[emp * t->n + chn * 35 + i];
    assert_true(fabs(jobs - 774800.0) < 1); /* thousand persons, TOT in the accounts */
    assert_true(t->S[emp * t->n + rom * 35] > 0);
    const double want = 506575.3091 * t->x[chn * 35 + 13] / 9514027.388;
    assert_true(fabs(t->S[lab * t->n + chn * 35 + 13] - want) < 1e-9 * want);
    assert_true(isnan(t->S[emp * t->n + 40 * 35]));                   /* rest of the world */
    domar_series_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(attaches, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(refuses, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(attaches_2008, reading_up, reading_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
