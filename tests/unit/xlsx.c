/* unit/xlsx.c -- workbooks: every type of cell, where cells stand, and what is refused. */
#include "read/xlsx.h"
#include "xlsx_kit.h"

struct seen { char text[4096]; size_t stop; };

static domar_status note(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    static const char kinds[] = "ntbe";
    struct seen *s = arg;
    for (size_t k = 0; k < row->count; k++) {
        char place[16];
        const domar_cell *c = &row->cells[k];
        const size_t used = strlen(s->text);
        snprintf(s->text + used, sizeof s->text - used, "%s%c%s(%g) ",
                 domar_xlsx_place(place, row->row, c->column), kinds[c->kind], c->text, c->number);
        assert_ptr_equal(domar_xlsx_at(row, c->column), c);
    }
    if (row->row == s->stop) return domar_fail(cx, DOMAR_EUSAGE, "row %zu is enough", row->row);
    return DOMAR_OK;
}

/* Read a sheet of the file; its cells as text. */
static domar_status cells_of(domar_cx *cx, struct seen *s, const char *path, size_t sheet,
                             size_t last)
{
    domar_source *source;
    memset(s->text, 0, sizeof s->text);
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (st) return st;
    domar_xlsx *x = domar_source_workbook(source);
    assert_non_null(x);
    assert_int_equal(domar_xlsx_sheets(x), 2);
    assert_string_equal(domar_xlsx_sheet(x, 1), "Second");
    assert_int_equal(domar_xlsx_find(x, "second"), 1);
    assert_int_equal(domar_xlsx_find(x, "third"), SIZE_MAX);
    st = domar_xlsx_read(cx, x, sheet, last, note, s);
    domar_source_free(source);
    return st;
}

static const char shared[] = "<si><t>one &amp; two</t></si>"
                             "<si><r><t xml:space=\"preserve\">ri </t></r>"
                             "<rPh><t>spoken</t></rPh><r><t>ch</t></r></si><si><t/></si>";

static void types(void **state)
{
    domar_cx *cx = *state;
    static const char cells[] =
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>-1.5E-3</v></c>"
        "<c r=\"D2\" s=\"4\"/><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>"
        "<c t=\"str\"><f>A1&amp;\"x\"</f><v>x y</v></c>"
        "<c r=\"AAA2\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>"
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>2</v></c><c><v>1e300</v></c></row>"
        "<row r=\"9\"><c r=\"XFD9\"><v> 7 </v></c></row><row r=\"10\"/>";
    struct seen s = { .stop = 0 };
    const char *path = workbook("types.xlsx", "", cells, shared);
    assert_int_equal(cells_of(cx, &s, path, 1, 0), DOMAR_OK);
    assert_string_equal(s.text, "A2tri ch(0) C2n-1.5E-3(-0.0015) E2b1(1) F2e#N/A(0) G2tx y(0) "
                                "AAA2tinline(0) A3tone & two(0) C3n1e300(1e+300) XFD9n 7 (7) ");
    assert_int_equal(cells_of(cx, &s, path, 1, 2), DOMAR_OK);      /* up to row 2 */
    assert_null(strstr(s.text, "A3"));
    assert_non_null(strstr(s.text, "AAA2"));
    assert_int_equal(cells_of(cx, &s, path, 1, 5), DOMAR_OK);      /* a row that is not there */
    assert_null(strstr(s.text, "XFD9"));
    assert_int_equal(cells_of(cx, &s, path, 0, 0), DOMAR_OK);      /* nothing in the first sheet */
    assert_string_equal(s.text, "");
    s.stop = 3;
    assert_int_equal(cells_of(cx, &s, path, 1, 0), DOMAR_EUSAGE);
    assert_string_equal(domar_cx_message(cx), "row 3 is enough");
    assert_null(strstr(s.text, "XFD9"));
}

static void refuses(void **state)
{
    domar_cx *cx = *state;
    static const struct { const char *cells, *say; } wrong[] = {
        { "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c></row>",
          "sheet First, cell A1: the workbook has no shared text \"3\"" },
        { "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>", "no shared text" },
        { "<row r=\"4\"><c r=\"B4\"><v>12a</v></c></row>", "cell B4: not a number: \"12a\"" },
        { "<row r=\"4\"><c r=\"B4\"><v>NaN</v></c></row>", "not a number" },
        { "<row r=\"4\"><c r=\"B5\"><v>1</v></c></row>", "out of order: \"B5\"" },
        { "<row r=\"4\"><c r=\"B4\"><v>1</v></c><c r=\"B4\"><v>1</v></c></row>", "out of order" },
        { "<row r=\"4\"><c r=\"XFE4\"><v>1</v></c></row>", "out of order" },
        { "<row r=\"4\"><c r=\"XFD4\"><v>1</v></c><c><v>1</v></c></row>", "more columns" },
        { "<row r=\"4\"/><row r=\"3\"/>", "no number that the row" },
        { "<row r=\"0\"/>", "no number that the row" },
        { "<row r=\"99999999999\"/>", "no number that the row" },
        { "<row r=\"1\"><c></row>", "damaged at its line 1" },
    };
    struct seen s = { .stop = 0 };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        assert_int_equal(cells_of(cx, &s, workbook("wrong.xlsx", wrong[k].cells, "", shared), 0, 0),
                         DOMAR_EDATA);
        const char *said = domar_cx_message(cx);
        if (!strstr(said, wrong[k].say) || !strstr(said, "wrong.xlsx"))
            fail_msg("%s: %s", wrong[k].cells, said);
    }
}

static domar_status open_zip(domar_cx *cx, const xlsx_member *members, size_t count)
{
    domar_source *source;
    const char *path = zip_of("book.xlsx", members, count);
    const domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    domar_source_free(source);
    return st;
}

static void no_workbook(void **state)
{
    domar_cx *cx = *state;
    const xlsx_member types_only = { "[Content_Types].xml", "<Types/>" };
    const xlsx_member binary[] = { types_only, { "xl/workbook.bin", "x" } };
    const xlsx_member empty[] = { types_only,
                                  { "xl/workbook.xml", "<workbook><sheets/></workbook>" } };
    const xlsx_member entity[] = { types_only, { "xl/workbook.xml",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><workbook>&b;</workbook>" } };
    assert_int_equal(open_zip(cx, &types_only, 1), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "no Excel workbook"));
    assert_int_equal(open_zip(cx, binary, 2), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "binary workbook"));
    assert_int_equal(open_zip(cx, empty, 2), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "no worksheet"));
    assert_int_equal(open_zip(cx, entity, 2), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "document type"));
}

/* A sheet of hundreds of MB in a small file is a bomb; it stops long before it is unpacked. */
static void bomb(void **state)
{
    domar_cx *cx = *state;
    enum { SIZE = 80 << 20 };
    char *cells = malloc(SIZE + 64), *at = cells;
    at += sprintf(at, "<row>");
    while (at < cells + SIZE) {
        memcpy(at, "       ", 7);
        at += 7;
    }
    strcpy(at, "</row>");
    struct seen s = { .stop = 0 };
    assert_int_equal(cells_of(cx, &s, workbook("bomb.xlsx", "", cells, ""), 1, 0), DOMAR_ELIMIT);
    assert_non_null(strstr(domar_cx_message(cx), "200 times"));
    free(cells);
}

static void lines_are_refused(void **state)
{
    domar_cx *cx = *state;
    domar_source *source;
    domar_head head;
    const char *block;
    size_t size, line;
    const char *path = workbook("lines.xlsx", "<row><c t=\"s\"><v>0</v></c></row>", "", shared);
    assert_int_equal(domar_source_open(cx, &source, path, NULL, NULL), DOMAR_OK);
    assert_int_equal(domar_source_head(cx, source, &head), DOMAR_OK);
    assert_non_null(memmem(head.bytes, head.size, "sheet\tFirst\n1\tone & two\t", 24));
    assert_int_equal(domar_source_lines(cx, source, &block, &size, &line), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "save its sheet as CSV"));
    domar_source_free(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(types), READING_TEST(refuses),
                                        READING_TEST(no_workbook), READING_TEST(bomb),
                                        READING_TEST(lines_are_refused) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
