/* world12: the shipped series reads, by the page beside it, and holds what the source holds.
 * The sums below were taken from the source's own files (WIOD 2013 release, 41 economies) with
 * Python's csv module and numpy, by a program that shares nothing with domar. */
#include <domar/table.h>
#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static domar_series *shipped(domar_cx *cx)
{
    static const domar_pair options[] = { { "sidecar", "data/world12/world12.yaml" }, { NULL,
                                                                                        NULL } };
    domar_series *s = NULL;
    glob_t files;
    assert_int_equal(glob("data/world12/world12_*.csv.gz", 0, NULL, &files), 0);
    const domar_status st = domar_import(cx, &s, (const char *const *)files.gl_pathv,
                                         files.gl_pathc,
                                         options);
    globfree(&files);
    if (st) fail_msg("%s", domar_cx_message(cx));
    return s;
}

/* Sum over rows of one economy and industry and columns of another; NULL stands for all. */
static double sum(const domar_series *s, const domar_table *t, const double *M,
                  domar_dimension inner,
                  const char *economy, const char *industry, const char *user)
{
    const domar_axis *E = domar_series_axis(s, DOMAR_ECONOMIES);
    const domar_axis *I = domar_series_axis(s, DOMAR_INDUSTRIES);
    const size_t G = domar_axis_size(E), N = domar_axis_size(I);
    const size_t width = domar_axis_size(domar_series_axis(s, inner));
    double total = 0;
    (void)t;
    for (size_t i = 0; i < G * N; i++) {
        if (economy && strcmp(domar_axis_code(E, i / N), economy) != 0) continue;
        if (industry && strcmp(domar_axis_code(I, i % N), industry) != 0) continue;
        for (size_t j = 0; j < G * width; j++)
            if (!user || strcmp(domar_axis_code(E, j / width),
                                user) == 0) total += M[i * G * width + j];
    }
    return total;
}

static double of_economy(const domar_series *s, const double *row, const char *economy)
{
    const size_t N = domar_axis_size(domar_series_axis(s, DOMAR_INDUSTRIES));
    const size_t g = domar_axis_find(domar_series_axis(s, DOMAR_ECONOMIES), economy);
    double total = 0;
    for (size_t k = 0; k < N; k++) total += row[g * N + k];
    return total;
}

static void holds_the_source(void **state)
{
    static const struct {
        int year;
        double Z, Y, va, x, china, electronics, europe, jobs, german_jobs, german_labour, price;
    } want[] = {
        { 1995, 25977241, 29155127, 29205077, 55182318, 1888820, 3365, 126840, 6975.2246, 37601.0,
          1557976.944729646, 100.0 },
        { 2003, 33485754, 36667271, 36723529, 70209283, 4457623, 8973, 156991, 8928.107859,
          38726.0,
          1479554.7192173316, 82.48060699 },
        { 2008, 62631727, 60095206, 60157756, 122789483, 13913137, 49943, 239917, 15454.11407,
          40450.35799497, 2097000.6777616614, 81.27483038 },
        { 2011, 72440092, 69268600, 69327812, 141767904, 22271024, 72769, 230370, 18284.72753,
          41986.63536583001, 2182209.9493116364, NAN } };
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = shipped(cx);
    assert_int_equal(domar_series_size(s), 17);
    assert_int_equal(domar_axis_size(domar_series_axis(s, DOMAR_ECONOMIES)), 12);
    assert_int_equal(domar_axis_size(domar_series_axis(s, DOMAR_INDUSTRIES)), 16);
    const domar_axis *rows = domar_series_axis(s, DOMAR_SATELLITES);
    const size_t jobs = domar_axis_find(rows, "EMP"), labour = domar_axis_find(rows, "LAB");
    const size_t price = domar_axis_find(rows, "GO_P"), n = 12 * 16;
    const size_t N = 16, ele = domar_axis_find(domar_series_axis(s, DOMAR_INDUSTRIES), "ELE");
    for (size_t k = 0; k < 4; k++) {
        const domar_table *t = domar_series_table(s, (size_t)(want[k].year - 1995));
        const double *Z = domar_table_Z(t), *Y = domar_table_Y(t), *x = domar_table_x(t);
        const double *S = domar_table_S(t);
        double va = 0, out = 0;
        assert_int_equal(domar_table_year(t), want[k].year);
        for (size_t j = 0; j < n; j++) { va += domar_table_V(t)[j]; out += x[j]; }
        assert_true(sum(s, t, Z, DOMAR_INDUSTRIES, NULL, NULL, NULL) == want[k].Z);
        assert_true(sum(s, t, Y, DOMAR_CATEGORIES, NULL, NULL, NULL) == want[k].Y);
        assert_true(va == want[k].va && out == want[k].x);
        assert_true(of_economy(s, x, "CHN") == want[k].china);
        assert_true(sum(s, t, Z, DOMAR_INDUSTRIES, "CHN", "ELE", "USA") == want[k].electronics);
        assert_true(sum(s, t, Y, DOMAR_CATEGORIES, "REU", NULL, "DEU") == want[k].europe);
        const double got[] = { S[jobs * n + ele], of_economy(s, S + jobs * n, "DEU"),
                               of_economy(s, S + labour * n, "DEU"), S[price * n + ele] };
        const double expected[] = { want[k].jobs, want[k].german_jobs, want[k].german_labour,
                                    want[k].price };
        for (size_t q = 0; q < 4; q++)           /* six digits are kept */
            assert_true(isnan(expected[q]) ? isnan(got[q])
                                           : fabs(got[q] - expected[q]) <= 1e-5 * expected[q]);
        const size_t rest = domar_axis_find(domar_series_axis(s, DOMAR_ECONOMIES), "ROW");
        assert_true(isnan(S[jobs * n + rest * N]));      /* the accounts lack part of it */
    }
    domar_series_free(s);
    domar_cx_free(cx);
}

static void says_where_it_is_from(void **state)
{
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = shipped(cx);
    assert_non_null(strstr(domar_series_info(s, "citation"), "Timmer"));
    assert_string_equal(domar_series_info(s, "licence"), "free with citation");
    assert_string_equal(domar_series_info(s, "currency"), "USD");
    assert_string_equal(domar_series_info(s, "price_basis"), "current");
    const domar_axis *E = domar_series_axis(s, DOMAR_ECONOMIES);
    assert_string_equal(domar_axis_label(E, domar_axis_find(E, "REU"), "zh"), "欧盟其他成员");
    const domar_axis *I = domar_series_axis(s, DOMAR_INDUSTRIES);
    assert_string_equal(domar_axis_kind(I, domar_axis_find(I, "ELE")), "MAN");
    domar_series_free(s);
    domar_cx_free(cx);
}

/* What the tool makes of the source today is what is shipped: flows equal, satellites to the six
 * digits that are kept, the same numbers missing. */
static void is_what_the_tool_makes(void **state)
{
    static const char *const paths[] = { "../shared/data/io/wiod13/wiod13_1995.csv.gz",
                                         "../shared/data/io/wiod13/wiod13_2011.csv.gz" };
    static const domar_pair options[] = {
        { "satellite", "../shared/data/io/wiod13/wiod13_sea_july14.csv.gz" },
        { "economies", "world12" }, { "industries", "world12" }, { NULL, NULL } };
    domar_cx *cx;
    domar_series *made;
    (void)state;
    if (access(paths[0], R_OK) != 0) {
        print_message("skipped: no ../shared/data/io/wiod13\n");
        skip();
    }
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = shipped(cx);
    if (domar_import(cx, &made, paths, 2, options)) fail_msg("%s", domar_cx_message(cx));
    const domar_axis *a = domar_series_axis(s, DOMAR_SATELLITES);
    const domar_axis *b = domar_series_axis(made, DOMAR_SATELLITES);
    const size_t n = 12 * 16, m = 12 * 5;
    for (size_t k = 0; k < 2; k++) {
        const domar_table *t = domar_series_table(s, 16 * k), *u = domar_series_table(made, k);
        assert_int_equal(domar_table_year(t), domar_table_year(u));
        assert_memory_equal(domar_table_Z(t), domar_table_Z(u), n * n * sizeof(double));
        assert_memory_equal(domar_table_Y(t), domar_table_Y(u), n * m * sizeof(double));
        assert_memory_equal(domar_table_V(t), domar_table_V(u), n * sizeof(double));
        assert_memory_equal(domar_table_x(t), domar_table_x(u), n * sizeof(double));
        for (size_t r = 0; r < domar_axis_size(a); r++) {
            const size_t at = domar_axis_find(b, domar_axis_code(a, r));
            assert_true(at < domar_axis_size(b));
            const double *p = domar_table_S(t) + r * n, *q = domar_table_S(u) + at * n;
            for (size_t j = 0; j < n; j++)
                assert_true(isnan(q[j]) ? isnan(p[j]) : fabs(p[j] - q[j]) <= 5.1e-6 * fabs(q[j]));
        }
    }
    domar_series_free(made);
    domar_series_free(s);
    domar_cx_free(cx);
}

static void small_enough(void **state)
{
    glob_t files;
    double bytes = 0;
    struct stat st;
    (void)state;
    assert_int_equal(glob("data/world12/*", 0, NULL, &files), 0);
    for (size_t k = 0; k < files.gl_pathc; k++) {
        assert_int_equal(stat(files.gl_pathv[k], &st), 0);
        bytes += (double)st.st_size;
    }
    globfree(&files);
    assert_true(bytes < 6e6);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(holds_the_source),
                                        cmocka_unit_test(says_where_it_is_from),
                                        cmocka_unit_test(is_what_the_tool_makes),
                                        cmocka_unit_test(small_enough) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
