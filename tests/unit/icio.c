/* unit/icio.c -- OECD ICIO: tiny tables in the manner of each edition, and the sample files. */
#include "unit/reading.h"
#include <math.h>

extern const domar_reader domar_read_icio;

static domar_series *must(domar_cx *cx, const char *name, const char *text)
{
    domar_series *s;
    const char *path = reading_file(name, text);
    assert_int_equal(reading_probe(cx, &domar_read_icio, path), 95);
    const domar_status st = reading(cx, &domar_read_icio, path, NULL, 0, &s);
    unlink(path);
    if (st) fail_msg("%s", domar_cx_message(cx));
    return s;
}

/* 2016: final demand category by category, a discrepancy of the world, no column of output. */
static void reads_2016(void **state)
{
    domar_series *s = must(*state, "ICIO2016_2003.csv",
                           "\"\",\"AAA_C01\",\"BBB_C01\",\"HFCE_AAA\",\"HFCE_BBB\",\"INV_AAA\","
                           "\"INV_BBB\",\"GGFC_AAA\",\"GGFC_BBB\",\"DISC\"\n"
                           "\"AAA_C01\",1,2,3,4,5,6,7,8,0.5\n"
                           "\"BBB_C01\",9,10,11,12,13,14,15,16,-0.25\n"
                           "\"VA+TAXSUB\",26.5,87.75,,,,,,,\n"
                           "\"OUT\",36.5,99.75,,,,,,,\n");
    const domar_table *t = domar_series_table(s, 0);
    const domar_axis *c = domar_series_axis(s, DOMAR_CATEGORIES);
    assert_int_equal(domar_table_year(t), 2003);
    assert_string_equal(domar_series_info(s, "version"), "2016 edition");
    assert_int_equal(domar_axis_size(c), 4);
    assert_string_equal(domar_axis_kind(c, 3), DOMAR_DISCREPANCY);
    const double Y[] = { 3, 5, 7, 0.5, 4, 6, 8, 0, 11, 13, 15, 0, 12, 14, 16, -0.25 },
                 x[] = { 36.5, 99.75 };
    assert_memory_equal(domar_table_Y(t), Y, sizeof Y);
    assert_memory_equal(domar_table_x(t), x, sizeof x);
    domar_series_free(s);
}

/* 2018: taxes row by row of the economy that takes them, also on final demand; parts of MEX have
 * no final demand of their own. */
static void reads_2018(void **state)
{
    domar_series *s = must(*state, "ICIO2018_2010.CSV",
        ",AAA_01,MEX_01,MX1_01,AAA_HFCE,AAA_GGFC,AAA_P33,MEX_HFCE,MEX_GGFC,MEX_P33,TOTAL\r\n"
        "AAA_01,1,0,2,3,4,5,6,7,8,36\r\n"
        "MEX_01,0,0,0,0,0,0,0,0,0,0\r\n"
        "MX1_01,9,0,10,11,12,13,14,15,16,100\r\n"
        "AAA_TAXSUB,0.5,0,0.25,1,2,3,4,5,6,21.75\r\n"
        "MEX_TAXSUB,1.5,0,1.25,7,8,9,1,2,3,32.75\r\n"
        "VALU,24,0,86.5,0,0,0,0,0,0,110.5\r\n"
        "OUTPUT,36,0,100,1,1,1,1,1,1,136\r\n");
    const domar_table *t = domar_series_table(s, 0);
    const domar_axis *f = domar_series_axis(s, DOMAR_FACTORS);
    assert_string_equal(domar_series_info(s, "version"), "2018 edition");
    assert_int_equal(domar_axis_size(f), 3);
    assert_string_equal(domar_axis_code(f, 1), "MEX_TAXSUB");
    assert_string_equal(domar_axis_kind(f, 1), DOMAR_TAX_PRODUCTS);
    assert_string_equal(domar_axis_kind(f, 2), DOMAR_VALUE_ADDED);
    const double V[] = { 0.5, 0, 0.25, 1.5, 0, 1.25, 24, 0, 86.5 }, x[] = { 36, 0, 100 };
    const double VY[] = { 1, 2, 3, 4, 5, 6, 0, 0, 0, 7, 8, 9, 1, 2,
                          3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    assert_memory_equal(domar_table_V(t), V, sizeof V);
    assert_memory_equal(domar_table_x(t), x, sizeof x);
    assert_memory_equal(t->VY, VY, sizeof VY);
    domar_series_free(s);
}

/* 2023: codes with underscores, first cell V1, one row of taxes, VA. */
static void reads_2023(void **state)
{
    domar_series *s = must(
        *state, "2018_SML.csv",
        "V1,ARG_A01_02,ARG_C10T12,BRA_A01_02,BRA_C10T12,ARG_HFCE,ARG_GGFC,BRA_HFCE,BRA_GGFC,OUT\n"
        "ARG_A01_02,1,2,3,4,5,6,7,8,36\nARG_C10T12,1,1,1,1,1,1,1,1,8\n"
        "BRA_A01_02,2,2,2,2,2,2,2,2,16\nBRA_C10T12,3,3,3,3,3,3,3,3,24\n"
        "TLS,0.5,0.5,0.5,0.5,1,2,3,4,12\nVA,28.5,-0.5,6.5,13.5,0,0,0,0,48\nOUT,36,8,16,24,12,14,"
        "18,18,146\n");
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(domar_table_year(t), 2018);
    assert_string_equal(domar_axis_code(domar_series_axis(s, DOMAR_INDUSTRIES), 0), "A01_02");
    assert_string_equal(domar_series_info(s, "version"), "2023 edition");
    assert_int_equal((int)domar_table_V(t)[4], 28);
    assert_true(t->VY[0] == 1 && t->VY[3] == 4 && t->VY[4] == 0);
    domar_series_free(s);
}

static void refuses(void **state)
{
    static const char *const missing[] = { "line 1", "column BBB_GGFC is missing" };
    reading_refuses(*state, &domar_read_icio, "2018_SML.csv",
        "V1,AAA_A,BBB_A,AAA_HFCE,AAA_GGFC,BBB_HFCE,OUT\n", missing, 2);
    static const char *const none[] = { "line 1", "column BBB_" };
    reading_refuses(*state, &domar_read_icio, "2018_SML.csv",
        "V1,AAA_A,BBB_A,AAA_HFCE,AAA_GGFC,OUT\n", none, 2);
    static const char *const twice[] = { "line 4", "row VA", "twice" };
    reading_refuses(*state, &domar_read_icio, "2018_SML.csv",
        "V1,AAA_A,AAA_HFCE,AAA_GGFC,OUT\nAAA_A,1,2,3,6\nVA,5,,,\nVA,5,,,\nOUT,6,,,\n", twice, 3);
}

static void does_not_take_foreign(void **state)
{
    domar_cx *cx = *state;
    static const char *const foreign[] = {
        "\"\",AAA_c1,BBB_c1,AAA_c37,BBB_c37,OUT\n", "rowLabels,AR_A01,AR_P3_S13,OUT\n",
        "V1,ARG_A01,ARG_HFCE,OUT\n", "year,row_country,value\n", "V1\n" };
    for (size_t k = 0; k < sizeof foreign / sizeof *foreign; k++) {
        const char *path = reading_file("foreign.csv", foreign[k]);
        assert_int_equal(reading_probe(cx, &domar_read_icio, path), 0);
        unlink(path);
    }
}

/* The sample files of the data set: 48 x 48; sums taken with a few lines of Python
 * (csv, float) from the files. */
static void reads_samples(void **state)
{
    static const struct { const char *path; int year; double z, y, x;
    } samples[] = {
        { "ICIO2016_2003.csv", 2003, 25308592.605805643, 10752436026.0 + 904442.0,
          49425698.38013999 },
        { "ICIO2018_2010.CSV", 2010, 25308592.605805643, 11436429103.3, 11461737695.905806 },
        { "ICIO2018_2010.zip", 2010, 25308592.605805643, 11436429103.3, 11461737695.905806 }
    };
    const char *folder = DOMAR_SOURCE_DIR "/../shared/data/io/format_samples/oecd_mock";
    domar_cx *cx = *state;
    if (access(folder, R_OK) != 0) {
        print_message("skipped: ../shared is not here\n");
        skip();
    }
    for (size_t k = 0; k < 3; k++) {
        char path[512];
        domar_series *s;
        snprintf(path, sizeof path, "%s/%s", folder, samples[k].path);
        assert_int_equal(reading_probe(cx, &domar_read_icio, path), 95);
        if (reading(cx, &domar_read_icio, path, NULL, 0, &s)) fail_msg("%s", domar_cx_message(cx));
        const domar_table *t = domar_series_table(s, 0);
        assert_int_equal(t->year, samples[k].year);
        assert_int_equal(t->n, 48);
        double z = 0, y = 0, x = 0;
        for (size_t p = 0; p < t->n * t->n; p++) z += t->Z[p];
        for (size_t p = 0; p < t->n * t->m; p++) y += t->Y[p];
        for (size_t p = 0; p < t->n; p++) x += t->published[p];
        assert_true(fabs(z - samples[k].z) < 1e-6 && fabs(y - samples[k].y) < 1e-4 &&
                    fabs(x - samples[k].x) < 1e-4);
        domar_series_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_2016, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(reads_2018, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(reads_2023, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(refuses, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(does_not_take_foreign, reading_up, reading_down),
        cmocka_unit_test_setup_teardown(reads_samples, reading_up, reading_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
