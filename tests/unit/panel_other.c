/* unit/panel_other.c -- panels out of workbooks, and out of Stata's and SPSS's files, which the library's writer makes. */
#include "drafts.h"
#include "xlsx_kit.h"
#include <readstat.h>

/* ---- workbooks */
#define S(n) "<c t=\"s\"><v>" #n "</v></c>"
#define N(x) "<c><v>" #x "</v></c>"
static const char shared[] = "<si><t>unit</t></si><si><t> year </t></si><si><t>x</t></si><si><t>a</t></si><si><t>北京</t></si>"
                             "<si><t>007</t></si><si><t>12.5</t></si><si><t>NA</t></si><si><t> </t></si><si><t>12,3</t></si>";
static const char sheet[] =
    "<row r=\"2\">" S(0) S(1) S(2) "<c r=\"D2\" t=\"s\"><v>5</v></c></row>"
    "<row r=\"3\">" S(3) N(2001) N(1.25) N(9) "</row>"
    "<row r=\"4\">" S(4) N(2001) S(6) S(5) "</row>"                     /* a number that is stored as text */
    "<row r=\"5\">" S(8) "</row>"                                       /* nothing but a space */
    "<row r=\"7\">" S(3) N(2002) "<c t=\"e\"><v>#DIV/0!</v></c>" S(7) "</row>"
    "<row r=\"8\">" S(4) N(2002) "</row>";

static void sheets(void **state)
{
    domar_cx *cx = *state;
    const char *path = workbook("panel.xlsx", "<row>" S(3) "</row><row>" N(1) "</row>", sheet, shared);
    static const char expected[] = "unit t(a|北京|a|北京) year n(2001|2001|2002|2002) x n(1.25|12.5|?|?) 007 t(9|007|?|?)";
    static const char *const one[] = { "x" };
    draft_is(cx, path, &(domar_panel_file_options){ .sheet = "second" }, expected);
    draft_is(cx, path, &(domar_panel_file_options){ .sheet = "2" }, expected);
    draft_is(cx, path, &(domar_panel_file_options){ .sheet = "2", .columns = one, .count = 1 }, "x n(1.25|12.5|?|?)");
    draft_is(cx, path, NULL, "a n(1)");
    draft_fails(cx, path, &(domar_panel_file_options){ .sheet = "third" }, DOMAR_EUSAGE,
                "has no sheet third: the first of its 2 is");
    draft_starves(path);
}

static void sheets_refused(void **state)
{
    domar_cx *cx = *state;
    draft_fails(cx, workbook("a.xlsx", "", "", shared), NULL, DOMAR_EDATA, "sheet First is empty");
    draft_fails(cx, workbook("a.xlsx", "<row>" S(0) S(2) "</row>", "", shared), NULL, DOMAR_EDATA, "no rows");
    draft_fails(cx, workbook("a.xlsx", "<row>" S(0) S(0) "</row>", "", shared), NULL, DOMAR_EDATA, "both named unit");
    draft_fails(cx, workbook("a.xlsx", "<row>" S(0) "</row><row>" S(3) N(5) "</row>", "", shared), NULL, DOMAR_EDATA,
                "sheet First, cell B2 (5): beyond the columns");
}

static void sheet_slip(void **state)
{
    domar_cx *cx = *state;
    draft_is(cx, workbook("a.xlsx", "<row>" S(2) "</row><row>" N(1) "</row><row>" N(2) "</row><row>" S(9) "</row><row>" N(4)
                          "</row><row>" N(5) "</row><row>" N(6) "</row><row>" N(7) "</row><row>" N(8) "</row><row>" N(9)
                          "</row><row>" N(10) "</row><row>" N(11) "</row><row>" N(0.5) "</row>", "", shared), NULL,
             "x t(1|2|12,3|4|5|6|7|8|9|10|11|0.5; line 4: 12,3)");
}

/* ---- statistics packages */
static ssize_t put(const void *bytes, size_t size, void *file) { return (ssize_t)fwrite(bytes, 1, size, file); }

struct variables { readstat_variable_t *id, *year, *sector, *scale, *x, *small; };

static void define(readstat_writer_t *w, struct variables *v, bool stata)
{
    readstat_label_set_t *sectors = readstat_add_label_set(w, stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, "sectors");
    readstat_label_set_t *special = readstat_add_label_set(w, stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, "special");
    if (stata) {
        readstat_label_int32_value(sectors, 1, "制造业");
        readstat_label_int32_value(sectors, 2, "services");
        readstat_label_int32_value(special, 99, "refused");
    } else {
        readstat_label_double_value(sectors, 1, "制造业");
        readstat_label_double_value(sectors, 2, "services");
        readstat_label_double_value(special, 99, "refused");
    }
    const readstat_type_t whole = stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE;
    v->id = readstat_add_variable(w, "id", READSTAT_TYPE_STRING, 12);
    v->year = readstat_add_variable(w, "year", stata ? READSTAT_TYPE_INT16 : READSTAT_TYPE_DOUBLE, 0);
    v->sector = readstat_add_variable(w, "sector", whole, 0);
    v->scale = readstat_add_variable(w, "scale", whole, 0);
    v->x = readstat_add_variable(w, "x", READSTAT_TYPE_DOUBLE, 0);
    v->small = readstat_add_variable(w, "small", stata ? READSTAT_TYPE_FLOAT : READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_label_set(v->sector, sectors);
    readstat_variable_set_label_set(v->scale, special);
    if (!stata) readstat_variable_add_missing_double_value(v->x, -9);
}

static void insert_rows(readstat_writer_t *w, const struct variables *v, bool stata)
{
    static const char *const ids[] = { "001", "001", "Ürümqi", "" };
    static const int sectors[] = { 2, 1, 2, 1 }, scales[] = { 5, 99, 7, 5 };
    for (int i = 0; i < 4; i++) {
        assert_int_equal(readstat_begin_row(w), READSTAT_OK);
        readstat_insert_string_value(w, v->id, ids[i]);
        if (stata) {
            readstat_insert_int16_value(w, v->year, (int16_t)(2001 + i));
            readstat_insert_int32_value(w, v->sector, sectors[i]);
            readstat_insert_int32_value(w, v->scale, scales[i]);
            readstat_insert_float_value(w, v->small, 0.5f * (float)i);
        } else {
            readstat_insert_double_value(w, v->year, 2001 + i);
            readstat_insert_double_value(w, v->sector, sectors[i]);
            readstat_insert_double_value(w, v->scale, scales[i]);
            readstat_insert_double_value(w, v->small, 0.5 * i);
        }
        if (i == 1 && stata) readstat_insert_tagged_missing_value(w, v->x, 'a');
        else if (i == 1) readstat_insert_double_value(w, v->x, -9);
        else if (i == 2) readstat_insert_missing_value(w, v->x);
        else readstat_insert_double_value(w, v->x, 1e10 + i);
        assert_int_equal(readstat_end_row(w), READSTAT_OK);
    }
}

static const char *stat_file(const char *name, bool stata, uint8_t version)
{
    const char *path = file_with(name, "");
    FILE *f = fopen(path, "wb");
    struct variables v;
    readstat_writer_t *w = readstat_writer_init();
    assert_non_null(f);
    readstat_set_data_writer(w, put);
    readstat_writer_set_file_format_version(w, version);
    if (!stata) readstat_writer_set_compression(w, version == 3 ? READSTAT_COMPRESS_BINARY : READSTAT_COMPRESS_ROWS);
    define(w, &v, stata);
    assert_int_equal(stata ? readstat_begin_writing_dta(w, f, 4) : readstat_begin_writing_sav(w, f, 4), READSTAT_OK);
    insert_rows(w, &v, stata);
    assert_int_equal(readstat_end_writing(w), READSTAT_OK);
    readstat_writer_free(w);
    fclose(f);
    return path;
}

static const char rows[] = "id t(001|001|Ürümqi|?) year n(2001|2002|2003|2004) sector t(services|制造业|services|制造业) "
                           "scale n(5|99|7|5) x n(10000000000|?|?|10000000003) small n(0|0.5|1|1.5)";

static void stata(void **state)
{
    domar_cx *cx = *state;
    static const char *const two[] = { "x", "Sector" };
    draft_is(cx, stat_file("a118.dta", true, 118), NULL, rows);
    draft_is(cx, stat_file("a119.dta", true, 119), NULL, rows);
    const char *path = stat_file("a118.dta", true, 118);
    draft_is(cx, path, &(domar_panel_file_options){ .columns = two, .count = 2 },
             "sector t(services|制造业|services|制造业) x n(10000000000|?|?|10000000003)");
    draft_starves(path);
}

static void spss(void **state)
{
    domar_cx *cx = *state;
    draft_is(cx, stat_file("a.sav", false, 2), NULL, rows);
    draft_is(cx, stat_file("b.sav", false, 3), NULL, rows);
    draft_starves(stat_file("a.sav", false, 2));
}

/* Cut anywhere, a file is refused in one line. */
static void cut_off(void **state)
{
    domar_cx *cx = *state;
    static char bytes[1 << 16];
    for (int k = 0; k < 2; k++) {
        const char *path = k ? stat_file("a.sav", false, 2) : stat_file("a118.dta", true, 118);
        FILE *f = fopen(path, "rb");
        const size_t size = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        for (size_t cut = 200; cut < size - 8; cut += 37) {
            domar_panel_draft *d = NULL;
            f = fopen(path, "wb");
            fwrite(bytes, 1, cut, f);
            fclose(f);
            const domar_status st = domar_panel_file_read(cx, &d, path, NULL);
            assert_true(st == DOMAR_EDATA || st == DOMAR_ENOMEM);
            domar_panel_draft_free(d);
        }
    }
}

static void no_table(void **state)
{
    domar_cx *cx = *state;
    domar_source *source;
    const char *block;
    size_t size, line;
    assert_int_equal(domar_source_open(cx, &source, stat_file("a.dta", true, 118), NULL, NULL), DOMAR_OK);
    assert_int_equal(domar_source_lines(cx, source, &block, &size, &line), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "Stata"));
    domar_source_free(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(sheets), READING_TEST(sheets_refused), READING_TEST(sheet_slip),
                                        READING_TEST(stata), READING_TEST(spss), READING_TEST(cut_off), READING_TEST(no_table) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
