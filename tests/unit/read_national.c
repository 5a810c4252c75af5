/* unit/read_national.c -- tables of one economy: China, OECD national tables, US make and use.
 * Cells are as printed in the files; sums and the industry-by-industry cells of the United States
 * come from a numpy computation apart from domar (market shares of the make table times the use
 * table). */
#include "readers_kit.h"

extern const domar_reader domar_read_china, domar_read_oecd_national, domar_read_bea;

static domar_series *open_shared(domar_cx *cx, const domar_reader *reader, const char *path)
{
    domar_series *s;
    if (read_with(cx, &s, reader, path, NULL)) fail_msg("%s", domar_cx_message(cx));
    return s;
}

static size_t at(const domar_series *s, domar_dimension d, const char *code)
{
    const size_t k = domar_axis_find(domar_series_axis(s, d), code);
    if (k == SIZE_MAX) fail_msg("no code %s", code);
    return k;
}

static double z(const domar_series *s, const char *i, const char *j)
{
    const domar_table *t = domar_series_table(s, 0);
    return t->Z[at(s, DOMAR_INDUSTRIES, i) * t->n + at(s, DOMAR_INDUSTRIES, j)];
}

static double y(const domar_series *s, const char *i, const char *c)
{
    const domar_table *t = domar_series_table(s, 0);
    return t->Y[at(s, DOMAR_INDUSTRIES, i) * t->m + at(s, DOMAR_CATEGORIES, c)];
}

static double v(const domar_series *s, const char *f, const char *j)
{
    const domar_table *t = domar_series_table(s, 0);
    return t->V[at(s, DOMAR_FACTORS, f) * t->n + at(s, DOMAR_INDUSTRIES, j)];
}

/* ---- China */
static void china_competitive(void **state)
{
    static const char path[] = SHARED("china_io/china_2012_139.csv");
    if (!shared_is_there(path)) skip();
    domar_series *s = open_shared(*state, &domar_read_china, path);
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->year, 2012);
    assert_int_equal(t->n, 139);
    assert_int_equal(t->C, 8);
    assert_true(z(s, "001", "012") == 63821535.1812549);
    assert_true(y(s, "001", "IM") == -38414554.6635062);
    assert_true(y(s, "090", "EX") == 75612290.238822);
    assert_true(y(s, "090", "ERR") == 55371.2350097299);
    assert_true(v(s, "VA004", "119") == 62477519.8054532);
    assert_true(t->published[at(s, DOMAR_INDUSTRIES, "090")] == 243860665.168861);
    const domar_axis *industries = domar_series_axis(s, DOMAR_INDUSTRIES);
    assert_string_equal(domar_axis_label(industries, 74, "zh"), "汽车整车");
    assert_string_equal(domar_axis_label(industries, 74, "en"), "Manufacture of automobiles");
    assert_string_equal(domar_axis_kind(industries, 74), "MAN");
    assert_string_equal(domar_series_info(s, "unit"), "10 thousand");
    domar_series_free(s);
}

static void china_with_origin(void **state)
{
    static const char path[] = SHARED("china_io/china_2017_42.csv");
    if (!shared_is_there(path)) skip();
    domar_series *s = open_shared(*state, &domar_read_china, path);
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->n, 42);
    assert_true(z(s, "20", "20") == 264376394.485586);
    assert_true(y(s, "20", "EX") == 361349869.68081);
    assert_true(near(v(s, "IM_INT", "20"), 259556679.82176408));
    assert_true(near(t->VY[at(s, DOMAR_FACTORS, "IM_INT") * t->m + at(s, DOMAR_CATEGORIES, "TC")], 181170279.2087138));
    for (size_t k = 0; k < t->n; k++) assert_true(*domar_axis_kind(domar_series_axis(s, DOMAR_INDUSTRIES), k));
    domar_series_free(s);
}

/* Twelve files of the source, each balanced within its printed rounding. */
static void china_all(void **state)
{
    static const char *const files[] = { "2002_122", "2005_42", "2007_135", "2010_41", "2012_139", "2015_42",
        "2017_149", "2017_42", "2018_153", "2018_42", "2020_153", "2020_42" };
    if (!shared_is_there(SHARED("china_io/china_2002_122.csv"))) skip();
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        char path[256];
        snprintf(path, sizeof path, SHARED("china_io/china_%s.csv"), files[k]);
        domar_series *s = open_shared(*state, &domar_read_china, path);
        const domar_table *t = domar_series_table(s, 0);
        for (size_t i = 0; i < t->n; i++) {
            double row = 0, column = 0;
            for (size_t j = 0; j < t->n; j++) row += t->Z[i * t->n + j], column += t->Z[j * t->n + i];
            for (size_t c = 0; c < t->m; c++) row += t->Y[i * t->m + c];
            for (size_t f = 0; f < t->factors; f++) column += t->V[f * t->n + i];
            assert_true(row - t->x[i] < 0.5 && t->x[i] - row < 0.5);
            assert_true(column - t->x[i] < 0.5 && t->x[i] - column < 0.5);
            assert_true(*domar_axis_kind(domar_series_axis(s, DOMAR_INDUSTRIES), i));
        }
        domar_series_free(s);
    }
}

/* Two industries, made up, in the layout of the source; GO = TIU + TFU - IM + ERR. */
static const char china[] =
    "\xef\xbb\xbf" "Code,Description,DescriptionInChinese,01,02,TIU,FU101,FU102,THC,FU103,TC,FU201,FU202,GCF,EX,TFU,IM,ERR,GO\n"
    "01,Agriculture,农业,10,20,30,4,5,9,1,10,2,-1,1,9,20,6,1,45\n"
    "02,\"Mining, and washing\",采盐业,5,15,20,10,10,20,5,25,30,5,35,20,80,20,0,80\n"
    "TII,Total,合计,15,35,50,,,,,,,,,,,,,\n"
    "VA001,W,w,20,25,,,,,,,,,,,,,,\n"
    "VA002,T,t,5,5,,,,,,,,,,,,,,\n"
    "VA003,D,d,2,5,,,,,,,,,,,,,,\n"
    "VA004,S,s,3,10,,,,,,,,,,,,,,\n"
    "TVA,V,v,30,45,,,,,,,,,,,,,,\n"
    "TI,I,i,45,80,,,,,,,,,,,,,,\n";

static void china_small(void **state)
{
    domar_series *s = open_shared(*state, &domar_read_china, file_with("china_2010_2.csv", china));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->C, 8);
    assert_true(y(s, "01", "IM") == -6 && y(s, "01", "ERR") == 1 && y(s, "01", "FU202") == -1);
    assert_true(z(s, "02", "01") == 5 && v(s, "VA004", "02") == 10 && t->published[1] == 80);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_INDUSTRIES), 1), "MIN");
    assert_string_equal(domar_axis_label(domar_series_axis(s, DOMAR_INDUSTRIES), 1, "zh"), "采盐业");
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_CATEGORIES), at(s, DOMAR_CATEGORIES, "IM")),
                        DOMAR_IMPORTS);
    domar_series_free(s);
}

static void replace(char *out, size_t size, const char *text, const char *old, const char *new)
{
    const char *where = strstr(text, old);
    assert_non_null(where);
    snprintf(out, size, "%.*s%s%s", (int)(where - text), text, new, where + strlen(old));
}

static void china_refused(void **state)
{
    static const struct { const char *old, *new, *words; } rows[] = {
        { "10,20,30", "10,x,30", "line 2 (01), column 5 (02)|\"x\"" },
        { "10,20,30", "10,,30", "line 2 (01)|column TIU|30|10" },
        { "10,20,30", "10,inf,30", "line 2 (01)|inf" },
        { ",1,45\n", ",1,48\n", "line 2 (01)|column GO" },
        { "TVA,V,v,30", "TVA,V,v,33", "line 9 (TVA)|column 01" },
        { "TII,Total,合计,15", "TII,Total,合计,18", "line 4 (TII)|column 01" },
        { "VA003,D", "VA005,D", "row VA003|china.md" },
        { "02,\"Mining", "03,\"Mining", "line 3|row 03 where 02" },
        { ",0,80\n", ",0\n", "line 3 (02)|18 fields|19" },
        { "\"Mining, and washing\"", "\"Mining", "line 3|quote" },
        { ",TIU,", ",TYU,", "not recognised" },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[2048];
        replace(text, sizeof text, china, rows[k].old, rows[k].new);
        refused(*state, &domar_read_china, file_with("china_2010_2.csv", text), NULL, DOMAR_EDATA, rows[k].words);
    }
    refused(*state, &domar_read_china, file_with("china.csv", china), NULL, DOMAR_EDATA, "china.csv|year");
}

static void china_famine(void **state)
{
    (void)state;
    starve(&domar_read_china, file_with("china_2010_2.csv", china), NULL);
}

/* ---- OECD */
static void oecd_china(void **state)
{
    static const char path[] = SHARED("china_io/OECD21ed_CHN_1995to2018/OECD21ed_CHN_2018.csv");
    if (!shared_is_there(path)) skip();
    domar_series *s = open_shared(*state, &domar_read_oecd_national, path);
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->year, 2018);
    assert_int_equal(t->n, 45);
    assert_string_equal(domar_axis_code(domar_series_axis(s, DOMAR_ECONOMIES), 0), "CHN");
    assert_true(z(s, "17", "17") == 757272);
    assert_true(y(s, "17", "IMPO") == -319241.5);
    assert_true(v(s, "VALU", "17") == 256663.1);
    assert_true(t->published[16] == 1671441.4);
    assert_true(t->VY[t->m + at(s, DOMAR_CATEGORIES, "GFCF")] == 231652.9);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_INDUSTRIES), 16), "MAN");
    domar_series_free(s);
}

/* Two industries, made up, in the official spelling. */
static const char oecd[] =
    ",D01T02,D03,HFCE,GFCF,EXPO,IMPO\n"
    "TTL_01T02,10,20,30,4,6,-20\nTTL_03,5,10,20,5,10,-10\n"
    "TXS_IMP_FNL,1,0,0,0,0,0\nTXS_INT_FNL,1,2,3,4,0,0\nTTL_INT_FNL,17,32,0,0,0,0\n"
    "VALU,33,8,0,0,0,0\nOUTPUT,50,40,0,0,0,0\n";

static void oecd_small(void **state)
{
    domar_series *s = open_shared(*state, &domar_read_oecd_national, file_with("DEU2015ttl.csv", oecd));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->year, 2015);
    assert_string_equal(domar_axis_code(domar_series_axis(s, DOMAR_ECONOMIES), 0), "DEU");
    assert_string_equal(domar_axis_label(domar_series_axis(s, DOMAR_INDUSTRIES), 1, "en"), "Fishing and aquaculture");
    assert_true(z(s, "01T02", "03") == 20 && y(s, "03", "IMPO") == -10 && v(s, "TXS_INT_FNL", "03") == 2);
    assert_true(t->VY[1 * t->m + 1] == 4 && t->published[0] == 50);
    domar_series_free(s);
    refused(*state, &domar_read_oecd_national, file_with("some2015ttl.csv", oecd), NULL, DOMAR_EDATA, "economy");
    static const struct { const char *old, *new, *words; } rows[] = {
        { "TTL_03,5", "TTL_04,5", "line 3|TTL_04" }, { "VALU,33", "VALUE,33", "VALU is missing" },
        { "TTL_INT_FNL,17", "TTL_INT_FNL,27", "line 6|D01T02" }, { "10,20,30", "10,2o,30", "line 2|D03|2o" } };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[1024];
        replace(text, sizeof text, oecd, rows[k].old, rows[k].new);
        refused(*state, &domar_read_oecd_national, file_with("DEU2015ttl.csv", text), NULL, DOMAR_EDATA,
                rows[k].words);
    }
    starve(&domar_read_oecd_national, file_with("DEU2015ttl.csv", oecd), NULL);
}

/* ---- United States */
static void bea_summary(void **state)
{
    static const char path[] = SHARED("us_bea/Summary_Use_2012_PRO_BeforeRedef_17sch.csv.gz");
    if (!shared_is_there(path)) skip();
    domar_series *s = open_shared(*state, &domar_read_bea, path);
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->n, 71);
    assert_int_equal(t->C, 20);
    assert_true(near(z(s, "111CA", "111CA"), 64464.643047346995));
    assert_true(near(z(s, "331", "3361MV"), 38423.0533553558));
    assert_true(near(z(s, "525", "HS"), 0.11598815961672224));
    assert_true(near(y(s, "3361MV", "F010"), 192065.025401067));
    assert_true(v(s, "V001", "111CA") == 28304 && t->published[0] == 404166);
    domar_series_free(s);
}

static void bea_detail(void **state)
{
    static const char path[] = SHARED("us_bea/Detail_Use_2012_PRO_BeforeRedef_12sch.csv.gz");
    if (!shared_is_there(path)) skip();
    domar_series *s = open_shared(*state, &domar_read_bea, path);
    const domar_table *t = domar_series_table(s, 0);
    double imported = 0;
    assert_int_equal(t->n, 405);
    assert_true(near(z(s, "112A00", "212100"), 0.5361150070126227));
    assert_true(near(z(s, "327400", "327910"), 0.9913100007288903));
    for (size_t j = 0; j < t->n; j++) imported += t->V[3 * t->n + j];
    assert_true(near(imported, 135779));
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_FACTORS), 3), DOMAR_IMPORTED);
    domar_series_free(s);
}

/* Two industries, three commodities, one of which nobody makes.  By hand: B makes a fifth of a's
 * commodity (20 of 100), so it sells a fifth of its uses. */
static const char use_table[] =
    "code,111,331,Total Intermediate,F010,F050,Total Final Uses (GDP),Total Commodity Output\n"
    "111,10,30,40,80,-20,60,100\n331,5,10,15,75,-10,65,80\nOther,2,3,5,0,-5,-5,0\n"
    "Total Intermediate,17,43,60,,,,\nV001,40,40,80,,,,\nV002,3,7,10,,,,\nV003,20,10,30,,,,\n"
    "Total Value Added,63,57,120,,,,\nTotal Industry Output,80,100,180,,,,\n";
static const char make_table[] =
    "code,111,331,Other,Total Industry Output\n111,80,0,0,80\n331,20,80,0,100\n"
    "Total Commodity Output,100,80,0,180\n";

static void bea_small(void **state)
{
    file_with("Summary_Make_2001_x.csv", make_table);
    const char *use = file_with("Summary_Use_2001_PRO_x.csv", use_table);
    domar_series *s = open_shared(*state, &domar_read_bea, use);
    const domar_table *t = domar_series_table(s, 0);
    assert_true(near(z(s, "111", "331"), 24) && near(z(s, "331", "331"), 16) && near(z(s, "331", "111"), 7));
    assert_true(near(y(s, "331", "F010"), 91) && near(y(s, "111", "F050"), -16));
    assert_true(v(s, "NOMAKE", "331") == 3 && t->VY[3 * t->m + 1] == -5 && v(s, "V003", "111") == 20);
    assert_true(t->published[1] == 100);
    domar_series_free(s);
    starve(&domar_read_bea, use, NULL);
}

static void bea_refused(void **state)
{
    const char *use = file_with("Summary_Use_2002_PRO_x.csv", use_table);
    refused(*state, &domar_read_bea, use, NULL, DOMAR_ENOTFOUND, "make table|Summary_Make_2002_x.csv");
    refused(*state, &domar_read_bea, file_with("Summary_Make_2001_x.csv", make_table), NULL, DOMAR_EDATA,
            "make table|use table");
    const domar_read_options o = { .sidecar = file_with("use.yaml", "make: other_make.csv\n") };
    domar_series *s;
    file_with("other_make.csv", make_table);
    assert_int_equal(read_with(*state, &s, &domar_read_bea, use, &o), DOMAR_OK);
    domar_series_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(china_competitive), READING_TEST(china_with_origin),
        READING_TEST(china_all), READING_TEST(china_small), READING_TEST(china_refused),
        cmocka_unit_test(china_famine), READING_TEST(oecd_china), READING_TEST(oecd_small),
        READING_TEST(bea_summary), READING_TEST(bea_detail), READING_TEST(bea_small),
        READING_TEST(bea_refused) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
