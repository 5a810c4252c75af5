/* unit/read_sheet.c -- world tables in workbooks: ADB MRIO (a file made by hand after the published
 * layout) and WIOD 2013 (the mock of the release). */
#include "read/sea.h"
#include "table/table.h"
#include "xlsx_kit.h"
#include <math.h>

extern const domar_reader domar_read_adb, domar_read_wiod13_xlsx;

/* Two economies, two industries; a dot is a blank cell, which counts as 0. Row, then A, B, ... */
static const char adb[] =
    "1|ADB Multiregional Input-Output Table\n"
    "2|millions of US$\n"
    "5|.|.|.|.|Agr|Min|Agr|Min|Hou|Npi|Gov|Gfc|Inv|Hou|Npi|Gov|Gfc|Inv|Total\n"
    "6|.|.|.|.|PRC|PRC|RoW|RoW|PRC|PRC|PRC|PRC|PRC|RoW|RoW|RoW|RoW|RoW|TOTAL\n"
    "7|.|.|.|.|c1|c2|c1|c2|F1|F2|F3|F4|F5|F1|F2|F3|F4|F5|r69\n"
    "8|.|Agr|PRC|c1|10|20|5|.|30|1|2|3|-4|6|.|.|7|.|80\n"
    "9|.|Min|PRC|c2|.|40|.|.|8|.|.|.|.|2|.|.|.|.|50\n"
    "10|.|Agr|RoW|c1|1.5|.|.|.|.|.|.|.|.|58.5|.|.|.|.|60\n"
    "11|.|Min|RoW|c2|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.\n"
    "12|.|Total intermediate|TOT|r60|11.5|60|5|.|39\n"
    "13|.|Taxes|TOT|r99|1|-2|3|.|4|.|.|5\n"
    "14|.|Cif/fob|TOT|r61\n"
    "15|.|Abroad|TOT|r62|.|.|.|.|0.5\n"
    "16|.|Non-residents|TOT|r63|.|.|.|.|.|.|.|.|.|-0.5\n"
    "17|.|Value added|TOT|r64|60|-10|50\n"
    "18|.|International Transport Margins|TOT|.|7.5|2|2\n"
    "19|.|Output|TOT|r69|80|50|60|.\n"
    "21|.|Source: ADB|.|.|.\n";

static bool is_number(const char *text)
{
    char *end;
    strtod(text, &end);
    return *text && !*end;
}

/* The grid as rows of a sheet: numbers as numbers, words as inline texts, "!" before an error. */
static const char *sheet_of(const char *grid)
{
    static char xml[32768];
    static char line[1024];
    size_t used = 0;
    for (const char *p = grid; *p;) {
        const size_t size = strcspn(p, "\n");
        memcpy(line, p, size);
        line[size] = 0;
        p += size + (p[size] == '\n');
        char *cell = strchr(line, '|');
        *cell++ = 0;
        used += (size_t)snprintf(xml + used, sizeof xml - used, "<row r=\"%s\">", line);
        for (char *next; cell; cell = next) {
            if ((next = strchr(cell, '|'))) *next++ = 0;
            const char *form = strcmp(cell, ".") == 0 ? "<c/>"
                             : *cell == '!'           ? "<c t=\"e\"><v>%s</v></c>"
                             : is_number(cell)        ? "<c><v>%s</v></c>"
                                                      : "<c t=\"inlineStr\"><is><t>%s</t></is></c>";
            if (*form == '<' && form[2] == '/')
                used += (size_t)snprintf(xml + used, sizeof xml - used, "<c/>");
            else {
                const char *hole = strstr(form, "%s");
                used += (size_t)snprintf(xml + used, sizeof xml - used, "%.*s%s%s",
                                         (int)(hole - form), form, cell + (*cell == '!'), hole + 2);
            }
        }
        used += (size_t)snprintf(xml + used, sizeof xml - used, "</row>");
        assert_true(used < sizeof xml);
    }
    return xml;
}

static const char legend[] = "<row><c t=\"inlineStr\"><is><t>Legend</t></is></c></row>";

static const char *changed(const char *from, const char *to)
{
    static char text[4096];
    const char *at = strstr(adb, from);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - adb), adb, to, at + strlen(from));
    return text;
}

static void adb_reads(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    const char *path = workbook("ADB-MRIO62-2021_August 2024.xlsx", legend, sheet_of(adb), "");
    if (read_with(cx, &s, &domar_read_adb, path, NULL)) fail_msg("%s", domar_cx_message(cx));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(domar_table_year(t), 2021);
    const domar_axis *economies = domar_series_axis(s, DOMAR_ECONOMIES);
    assert_int_equal(domar_axis_size(economies), 2);
    assert_string_equal(domar_axis_code(economies, 0), "PRC");
    assert_string_equal(domar_axis_label(economies, 0, "en"), "China");
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_CATEGORIES), 4),
                        DOMAR_INVENTORIES);
    const double Z[] = { 10, 20, 5, 0, 0, 40, 0, 0, 1.5, 0, 0, 0, 0, 0, 0, 0 };
    const double Y[] = { 30, 1, 2, 3, -4, 6, 0, 0, 7, 0, 8, 0, 0, 0, 0, 2, 0, 0, 0, 0,
                         0, 0, 0, 0, 0, 58.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    const double V[] = { 1, -2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                         60, -10, 50, 0, 7.5, 2, 2, 0 };
    const double x[] = { 80, 50, 60, 0 };
    assert_memory_equal(domar_table_Z(t), Z, sizeof Z);
    assert_memory_equal(domar_table_Y(t), Y, sizeof Y);
    assert_memory_equal(domar_table_V(t), V, sizeof V);
    assert_memory_equal(domar_table_x(t), x, sizeof x);
    const domar_axis *factors = domar_series_axis(s, DOMAR_FACTORS);
    static const char *const kinds[] = { DOMAR_TAX_PRODUCTS, DOMAR_MARGINS, DOMAR_ADJUSTMENT,
                                         DOMAR_ADJUSTMENT, DOMAR_VALUE_ADDED, DOMAR_MARGINS };
    assert_int_equal(domar_axis_size(factors), 6);
    for (size_t k = 0; k < 6; k++) assert_string_equal(domar_axis_kind(factors, k), kinds[k]);
    assert_string_equal(domar_series_info(s, "price_basis"), "current");
    domar_series_free(s);
}

/* The year is the sheet's, else the first one in the file's name; constant prices name theirs. */
static void adb_years(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    const domar_read_options wanted = { .year = 2019 }, other = { .year = 2020 };
    const char *path =
        workbook("ADB-MRIO-2019 at constant 2010 prices.xlsx", sheet_of(adb), legend, "");
    if (read_with(cx, &s, &domar_read_adb, path, &wanted)) fail_msg("%s", domar_cx_message(cx));
    assert_int_equal(domar_series_year(s, 0), 2019);
    assert_string_equal(domar_series_info(s, "price_basis"), "constant prices of 2010");
    domar_series_free(s);
    refused(cx, &domar_read_adb, path, &other, DOMAR_EDATA, "holds the year 2019, not 2020");
    path = workbook("ADB-MRIO.xlsx", sheet_of(adb), legend, "");
    refused(cx, &domar_read_adb, path, NULL, DOMAR_EDATA,
            "ADB-MRIO.xlsx|sheet First|no year|--year");
    assert_int_equal(read_with(cx, &s, &domar_read_adb, path, &other), DOMAR_OK);
    assert_int_equal(domar_series_year(s, 0), 2020);
    domar_series_free(s);
    path = workbook("twice_2019.xlsx", sheet_of(adb), sheet_of(adb), "");
    refused(cx, &domar_read_adb, path, NULL, DOMAR_EDATA, "2019");
}

static void adb_refuses(void **state)
{
    domar_cx *cx = *state;
    static const struct { const char *from, *to, *say; } wrong[] = {
        { "PRC|c1|10|", "PRC|c1|n.a.|", "sheet First, cell E8|PRC c1|n.a.|not a number|blank" },
        { "RoW|c1|1.5|", "RoW|c1|!#REF!|", "cell E10|RoW c1|#REF!" },
        { "F1|F2|F3", "F1|F1|F3", "cell J7|PRC F1|comes twice" },
        { "c1|c2|F1", "c1|c3|F1", "row 7|column c3 of PRC is missing" },
        { "F3|F4|F5|F1", "F3|X4|F5|F1", "cell L7|PRC X4|final demand" },
        { "RoW|RoW|PRC|PRC", "RoW|.|PRC|PRC", "cell H7|no economy" },
        { "9|.|Min|PRC|c2", "9|.|Min|PRC|c1", "row 9 (PRC c1)|comes twice" },
        { "9|.|Min|PRC|c2", "9|.|Min|XXX|c2", "row 9 (XXX c2)|no column" },
        { "11|.|Min|RoW|c2|.|.", "11|.|Min|.|.|.|.", "row of RoW c2 is missing|cut off" },
        { "TOT|r62|", "TOT|r77|", "row 15 (TOT r77)|known row|column D" },
        { "TOT|r63|", "TOT|r99|", "row 16|comes twice" },
        { "TOT|r64|60|-10|50", "TOT|r60|60|-10|50", "value added (r64) is missing" },
        { "TOT|r69|80|50|60|.\n", "TOT|.\n", "output (r69), is missing|cut off" },
    };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        const char *cells = sheet_of(changed(wrong[k].from, wrong[k].to));
        const char *path = workbook("ADB-MRIO-2021.xlsx", cells, legend, "");
        refused(cx, &domar_read_adb, path, NULL, DOMAR_EDATA, "ADB-MRIO-2021.xlsx");
        refused(cx, &domar_read_adb, path, NULL, DOMAR_EDATA, wrong[k].say);
    }
}

/* Not this reader's: another last category, no row of codes. */
static void adb_probe(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    const char *path = workbook("wiot11_row.xlsx", sheet_of(adb), legend, "");
    assert_int_equal(read_with(cx, &s, &domar_read_wiod13_xlsx, path, NULL), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "not recognised"));
    path = workbook("ADB-MRIO-2021.xlsx", legend, legend, "");
    assert_int_equal(read_with(cx, &s, &domar_read_adb, path, NULL), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "not recognised"));
}

/* The mock of the release: six economies, eight industries. */
static void wiod13(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    const char *path = DOMAR_SOURCE_DIR "/../shared/data/io/format_samples/wiod_mock/"
                       "wiot09_row_sep12.xlsx";
    if (access(path, R_OK) != 0) {
        puts("skipped: the mock of WIOD 2013 is not there");
        skip();
    }
    if (read_with(cx, &s, &domar_read_wiod13_xlsx, path, NULL))
        fail_msg("%s", domar_cx_message(cx));
    const domar_table *t = domar_series_table(s, 0);
    const size_t n = 48, m = 30;
    assert_int_equal(domar_table_year(t), 2009);
    assert_int_equal(domar_axis_size(domar_series_axis(s, DOMAR_ECONOMIES)), 6);
    assert_int_equal(domar_axis_size(domar_series_axis(s, DOMAR_INDUSTRIES)), 8);
    const double *Z = domar_table_Z(t), *Y = domar_table_Y(t), *V = domar_table_V(t);
    assert_true(Z[0] == 23697.221);                   /* E7 */
    assert_true(Z[7 * n + 3] == 33830.992);           /* H14 */
    assert_true(Z[47 * n + 0] == 50.024168);          /* E54 */
    assert_true(Y[0 * m + 29] == 4.8982602);          /* CD7 */
    assert_true(Y[20 * m + 29] == 8.9965649e-5);      /* CD27 */
    assert_true(domar_table_x(t)[0] == 239150.176812268);   /* CE7 */
    assert_true(V[0] == 1284.55207);                  /* E56: taxes */
    assert_true(V[4 * n] == 42262.90673);             /* E60: value added */
    assert_true(V[5 * n + 47] == 281.87345);          /* AZ61: transport margins */
    domar_series_free(s);
}

/* The workbook of the accounts names industries by ISIC; a formula's error there is a gap. */
static void wiod13_accounts(void **state)
{
    domar_cx *cx = *state;
    domar_series *s;
    domar_source *source;
    const char *path = DOMAR_SOURCE_DIR "/../shared/data/io/format_samples/wiod_mock/"
                       "wiot09_row_sep12.xlsx";
    const char *accounts = DOMAR_SOURCE_DIR "/../shared/data/io/format_samples/wiod_mock/"
                           "WIOD_SEA_July14.xlsx";
    if (access(path, R_OK) != 0 || access(accounts, R_OK) != 0) {
        puts("skipped: the mock of WIOD 2013 is not there");
        skip();
    }
    assert_int_equal(read_with(cx, &s, &domar_read_wiod13_xlsx, path, NULL), DOMAR_OK);
    assert_int_equal(domar_source_open(cx, &source, accounts, NULL, NULL), DOMAR_OK);
    if (domar_sea_attach(cx, s, source)) fail_msg("%s", domar_cx_message(cx));
    domar_source_free(source);
    const domar_table *t = domar_series_table(s, 0);
    const domar_axis *axis = domar_series_axis(s, DOMAR_SATELLITES);
    const size_t go = domar_axis_find(axis, "GO"), employees = domar_axis_find(axis, "EMPE");
    const size_t stock = domar_axis_find(axis, "K_GFCF");
    assert_true(fabs(t->S[go * 48] / domar_table_x(t)[0] - 1) < 1e-15);
    assert_true(t->S[employees * 48 + 9] == 1.4495371966361132);      /* F301: BEL, C */
    assert_true(t->S[stock * 48 + 15] == 0);      /* F451: BEL, P is #VALUE!, without capital income and investment */
    assert_true(isnan(t->S[employees * 48 + 40]));                    /* the rest of the world */
    domar_series_free(s);
    path = workbook("ADB-MRIO-2021.xlsx", sheet_of(adb), legend, "");
    assert_int_equal(read_with(cx, &s, &domar_read_adb, path, NULL), DOMAR_OK);
    path = workbook("other.xlsx", legend, legend, "");
    assert_int_equal(domar_source_open(cx, &source, path, NULL, NULL), DOMAR_OK);
    assert_int_equal(domar_sea_attach(cx, s, source), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "no sheet DATA"));
    domar_source_free(source);
    domar_series_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(adb_reads), READING_TEST(adb_years),
                                        READING_TEST(adb_refuses), READING_TEST(adb_probe),
                                        READING_TEST(wiod13),
                                        READING_TEST(wiod13_accounts) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
