/* unit/read_long.c -- tables in long form: tidy, and the long-run WIOD; WIOD 2016 as CSV. */
#include "base/text.h"
#include "readers_kit.h"
#include <math.h>

extern const domar_reader domar_read_tidy, domar_read_wiot_long, domar_read_wiod16;

static void replace(char *out, size_t size, const char *text, const char *old, const char *new)
{
    const char *where = strstr(text, old);
    assert_non_null(where);
    snprintf(out, size, "%.*s%s%s", (int)(where - text), text, new, where + strlen(old));
}

static const char tidy[] =
    "value;role;year;from_economy;from_industry;to_economy;to_industry\n"
    "1;flow;2001;AAA;x;AAA;x\n2;flow;2001;AAA;y;BBB;x\n3;flow;2001;BBB;x;AAA;y\n4.5;flow;2001;BBB;y;BBB;y\n"
    "10;final;2001;AAA;x;BBB;HFCE\n-2;final;2001;AAA;x;BBB;INVNT\n"
    "7;factor;2001;;LAB;AAA;x\n0.5;factor_final;2001;;TLS;BBB;HFCE\n1;factor;2001;;TLS;AAA;x\n"
    "100;satellite;2001;;EMP;AAA;x\n"
    "20;flow;2002;AAA;y;BBB;x\n";

static void tidy_years(void **state)
{
    domar_series *s;
    if (read_with(*state, &s, &domar_read_tidy, file_with("a.csv", tidy), NULL))
        fail_msg("%s", domar_cx_message(*state));
    assert_int_equal(domar_series_size(s), 2);
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->n, 4);
    assert_true(t->Z[0] == 1 && t->Z[1 * 4 + 2] == 2 && t->Z[2 * 4 + 1] == 3 && t->Z[15] == 4.5);
    assert_true(t->Y[0 * 4 + 2] == 10 && t->Y[0 * 4 + 3] == -2 && t->Y[0] == 0);
    assert_true(t->V[0] == 7 && t->V[4] == 1 && t->VY[1 * 4 + 2] == 0.5);
    assert_true(t->S[0] == 100 && isnan(t->S[1]));
    assert_null(t->published);
    assert_true(t->x[0] == 9);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_CATEGORIES), 1), DOMAR_INVENTORIES);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_SATELLITES), 0), DOMAR_JOBS);
    t = domar_series_table(s, 1);
    assert_true(t->year == 2002 && t->Z[1 * 4 + 2] == 20 && t->Z[0] == 0);
    domar_series_free(s);
    const domar_read_options one = { .year = 2002 };
    assert_int_equal(read_with(*state, &s, &domar_read_tidy, file_with("a.csv", tidy), &one), DOMAR_EDATA);
}

/* Columns of their own for categories and factors, the year in the name, output given. */
static void tidy_other_columns(void **state)
{
    static const char text[] =
        "role,from_economy,from_industry,to_economy,to_industry,category,factor,value\n"
        "flow,DEU,x,DEU,x,,,1\nflow,DEU,y,DEU,x,,,2\nfinal,DEU,x,DEU,,G,,8\nfinal,DEU,y,DEU,,G,,3\n"
        "factor,,,DEU,x,,W,6\noutput,DEU,x,,,,,9\noutput,DEU,y,,,,,5\n";
    const domar_read_options o = { .sidecar = file_with("b.yaml",
        "title: Two\nfinal_demand: {G: government}\nfactors: {W: labour}\nindustries: {x: Coal, y: Steel}\n") };
    domar_series *s;
    if (read_with(*state, &s, &domar_read_tidy, file_with("b_1999.csv", text), &o))
        fail_msg("%s", domar_cx_message(*state));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->year, 1999);
    assert_true(t->published[0] == 9 && t->published[1] == 5 && t->Y[1] == 3 && t->V[0] == 6);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_CATEGORIES), 0), DOMAR_GOVERNMENT);
    assert_string_equal(domar_axis_label(domar_series_axis(s, DOMAR_INDUSTRIES), 1, "en"), "Steel");
    assert_string_equal(domar_series_info(s, "title"), "Two");
    domar_series_free(s);
    char cut[1024];
    replace(cut, sizeof cut, text, "output,DEU,y,,,,,5\n", "");
    refused(*state, &domar_read_tidy, file_with("b_1999.csv", cut), &o, DOMAR_EDATA, "output of DEU y");
    refused(*state, &domar_read_tidy, file_with("b.csv", text), NULL, DOMAR_EDATA, "column year|--year");
}

static void tidy_refused(void **state)
{
    static const struct { const char *old, *new, *words; } rows[] = {
        { "2;flow;2001", "2x;flow;2001", "line 3|\"2x\"" },
        { "2;flow;2001", "1e999;flow;2001", "line 3|1e999" },
        { "2;flow;2001", "2;flows;2001", "line 3|flows|satellite" },
        { "2;flow;2001", "2;flow;20o1", "line 3|20o1|year" },
        { "2;flow;2001;AAA;y;BBB;x", "2;flow;2001;AAA;y;CCC;x", "line 3|CCC|supplies" },
        { "2;flow;2001;AAA;y;BBB;x", "2;flow;2001;AAA;y;BBB;w", "line 3|w|industry" },
        { "2;flow;2001;AAA;y;BBB;x", "2;flow;2001;AAA;x;AAA;x", "line 3|twice" },
        { "2;flow;2001;AAA;y;BBB;x", "2;flow;2001;AAA;y;BBB", "line 3|6 fields|7" },
        { "to_industry\n", "to_industri\n", "line 1|to_industri" },
        { "value;role;year", "value;role;role", "line 1|role|twice" },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[2048];
        replace(text, sizeof text, tidy, rows[k].old, rows[k].new);
        refused(*state, &domar_read_tidy, file_with("a.csv", text), NULL, DOMAR_EDATA, rows[k].words);
    }
    refused(*state, &domar_read_tidy,
            file_with("a_2001.csv", "role,from_economy,from_industry,to_economy,to_industry,year,value\n"), NULL,
            DOMAR_EDATA, "a_2001.csv");
    refused(*state, &domar_read_tidy, file_with("a.csv", "a,b,c\n1,2,3\n"), NULL, DOMAR_EDATA, "not recognised");
}

/* ---- long-run WIOD: two economies, two industries, made up, in the codes of the source */
static const char wiot[] =
    "year,row_country,row_id,row_isic3,col_country,col_id,col_isic3,value\n"
    "1965,AUS,1,AtB,AUS,1,AtB,1.5\n1965,AUS,1,AtB,xROW,1,C,2\n1965,AUS,2,C,AUS,1,AtB,3\n"
    "1965,xROW,1,AtB,AUS,2,C,4\n1965,xROW,2,C,xROW,2,C,5\n"
    "1965,AUS,1,AtB,AUS,24,xCONS_h,10\n1965,AUS,2,C,xROW,27,xINV,-1\n1965,xROW,1,AtB,AUS,25,xCONS_g,6\n"
    "1965,AUS,1,AtB,xTOT,99,xGO,13.5\n1965,AUS,1,AtB,xTOT,99,xX,2\n"
    "1965,xTOT,99,xII,AUS,1,AtB,4.5\n1965,xTOT,99,xVA,AUS,1,AtB,9\n1965,xTOT,99,xTXSP,AUS,24,xCONS_h,0.5\n"
    "1965,xTOT,99,xGO,AUS,1,AtB,13.5\n1965,xTOT,99,xGO,AUS,2,C,2\n1965,xTOT,99,xGO,xROW,1,AtB,10\n"
    "1965,xTOT,99,xGO,xROW,2,C,5\n1965,xTOT,99,xGO,AUS,24,xCONS_h,10\n"
    "1966,AUS,1,AtB,AUS,1,AtB,7\n1966,xTOT,99,xGO,AUS,1,AtB,8\n1966,xTOT,99,xGO,AUS,2,C,2\n"
    "1966,xTOT,99,xGO,xROW,1,AtB,10\n1966,xTOT,99,xGO,xROW,2,C,5\n";

static void long_run(void **state)
{
    domar_series *s;
    if (read_with(*state, &s, &domar_read_wiot_long, file_with("lr.csv", wiot), NULL))
        fail_msg("%s", domar_cx_message(*state));
    assert_int_equal(domar_series_size(s), 2);
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->n, 4);
    assert_int_equal(t->C, 3);
    assert_true(t->Z[0] == 1.5 && t->Z[3] == 2 && t->Z[4] == 3 && t->Z[2 * 4 + 1] == 4 && t->Z[15] == 5);
    assert_true(t->Y[0] == 10 && t->published[0] == 13.5 && t->V[0] == 9);
    const size_t inventories = domar_axis_find(domar_series_axis(s, DOMAR_CATEGORIES), "xINV");
    assert_true(t->Y[1 * 6 + 3 + inventories] == -1);
    assert_string_equal(domar_axis_code(domar_series_axis(s, DOMAR_FACTORS), 0), "xVA");
    assert_true(t->VY[6] == 0.5);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_INDUSTRIES), 0), "AGR");
    domar_series_free(s);
    const domar_read_options one = { .year = 1966 };
    refused(*state, &domar_read_wiot_long, file_with("lr.csv", wiot), &one, DOMAR_EDATA, "final demand");
    starve(&domar_read_wiot_long, file_with("lr.csv", wiot), NULL);
}

/* ---- WIOD 2016: two economies of 56 industries; cell (i, j) holds 1000 i + j, say */
static char *wide(domar_cx *cx, const char *drop, const char *bad)
{
    static const char *const codes[] = { "A01", "A02", "A03", "B", "C10-C12", "C13-C15", "C16", "C17", "C18",
        "C19", "C20", "C21", "C22", "C23", "C24", "C25", "C26", "C27", "C28", "C29", "C30", "C31_C32", "C33",
        "D35", "E36", "E37-E39", "F", "G45", "G46", "G47", "H49", "H50", "H51", "H52", "H53", "I", "J58",
        "J59_J60", "J61", "J62_J63", "K64", "K65", "K66", "L68", "M69_M70", "M71", "M72", "M73", "M74_M75", "N",
        "O84", "P85", "Q", "R_S", "T", "U" };
    static const char *const tails[] = { "II_fob", "TXSP", "EXP_adj", "PURR", "PURNR", "VA", "IntTTM", "GO" };
    static const char *const economies[] = { "AUS", "ROW" };
    domar_text t = domar_text_new(cx);
    domar_text_put(&t, "\"IndustryCode\",\"IndustryDescription\",\"Country\",\"RNr\",\"Year\"");
    for (size_t g = 0; g < 2; g++)
        for (size_t k = 1; k <= 61; k++) domar_text_printf(&t, ",\"%s%zu\"", economies[g], k);
    domar_text_put(&t, ",\"TOT\"\n");
    for (size_t r = 0; r < 2 * 56 + 8; r++) {
        const char *code = r < 112 ? codes[r % 56] : tails[r - 112];
        if (drop && strcmp(drop, code) == 0) continue;
        domar_text_printf(&t, "\"%s\",\"some, words\",\"%s\",%zu,%s", code, r < 112 ? economies[r / 56] : "TOT",
                          r % 56 + 1, bad && r == 70 ? bad : "2007");
        for (size_t c = 0; c < 122; c++) domar_text_printf(&t, ",%zu", 1000 * r + c);
        domar_text_put(&t, ",1e9\n");
    }
    assert_int_equal(t.status, DOMAR_OK);
    return t.data;
}

static void wiod_2016(void **state)
{
    domar_series *s;
    char *text = wide(*state, NULL, NULL);
    const char *path = file_with("wiot.csv", text);
    if (read_with(*state, &s, &domar_read_wiod16, path, NULL)) fail_msg("%s", domar_cx_message(*state));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(t->year, 2007);
    assert_int_equal(t->n, 112);
    assert_true(t->Z[0] == 0 && t->Z[5 * 112 + 55] == 5055 && t->Z[5 * 112 + 56] == 5061 && t->Z[111 * 112 + 111] == 111116);
    assert_true(t->Y[5 * 10 + 4] == 5060 && t->Y[111 * 10 + 9] == 111121);
    assert_true(t->V[0] == 113000 && t->V[4 * 112 + 111] == 117116 && t->VY[0] == 113056);
    assert_true(t->published[56] == 119061);
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_FACTORS), 4), DOMAR_VALUE_ADDED);
    domar_series_free(s);
    domar_release(text);
}

static void wiod_2016_refused(void **state)
{
    char *text = wide(*state, "C26", NULL);
    refused(*state, &domar_read_wiod16, file_with("wiot.csv", text), NULL, DOMAR_EDATA, "AUS C26|missing");
    domar_release(text);
    text = wide(*state, "VA", NULL);
    refused(*state, &domar_read_wiod16, file_with("wiot.csv", text), NULL, DOMAR_EDATA, "row VA|missing");
    domar_release(text);
    text = wide(*state, NULL, "2008");
    refused(*state, &domar_read_wiod16, file_with("wiot.csv", text), NULL, DOMAR_EDATA, "line 72|one year|2008");
    char *at = strstr(text, "ROW17");
    memcpy(at, "ROW18", 5);
    refused(*state, &domar_read_wiod16, file_with("wiot.csv", text), NULL, DOMAR_EDATA, "line 1|ROW18|17");
    domar_release(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(tidy_years), READING_TEST(tidy_other_columns),
        READING_TEST(tidy_refused), READING_TEST(long_run), READING_TEST(wiod_2016),
        READING_TEST(wiod_2016_refused) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
