/* unit/panel_file.c -- panels out of text: types of columns, codes, marks, and what is refused. */
#include "base/random.h"
#include "drafts.h"

static void gives(domar_cx *cx, const char *text, const char *expected)
{
    draft_is(cx, file_with("panel.csv", text), NULL, expected);
}

static void refuses(domar_cx *cx, const char *text, domar_status expected, const char *part)
{
    draft_fails(cx, file_with("panel.csv", text), NULL, expected, part);
}

static void types(void **state)
{
    domar_cx *cx = *state;
    gives(cx, "unit,year,x\na,2001,1.5\nb,2002,-2e3\n", "unit t(a|b) year n(2001|2002) x n(1.5|-2000)");
    gives(cx, "u;y\r\na;+3\r\nb;.5\r\n", "u t(a|b) y n(3|0.5)");
    gives(cx, "u\ty\n a \t 7 \nb\t\n", "u t(a|b) y n(7|?)");
    gives(cx, "\xef\xbb\xbfu,y\na,1", "u t(a) y n(1)");
    gives(cx, "\n\r\n u , y \na,1\n\n,\nb,2\n\n", "u t(a|b) y n(1|2)");          /* empty lines are no rows */
    gives(cx, "u,y,\na,1,\nb,2,\n", "u t(a|b) y n(1|2)");                        /* a delimiter ends each line */
    gives(cx, "u,y\na,1,\nb,2\n", "u t(a|b) y n(1|2)");
    gives(cx, "x\n1\n2\n", "x n(1|2)");
}

static void marks(void **state)
{
    domar_cx *cx = *state;
    gives(cx, "x,t\n,\nNA,na\nn/a,N/A\nNaN,nan\n.,.\n..,..\n-,-\nnull,NULL\n#N/A,#n/a\n\"NA\",\"\"\n1,a\n",
          "x n(?|?|?|?|?|?|?|?|?|1) t t(?|?|?|?|?|?|?|?|?|a)");
    gives(cx, "iso,x\n\"NA\",1\nNA,2\nNAM,3\n", "iso t(NA|?|NAM) x n(1|2|3)");    /* Namibia in quotes is Namibia */
    gives(cx, "u,x\na,NA\nb,\n", "u t(a|b) x n(?|?)");
    gives(cx, "u,x\na,--\nb,1\n", "u t(a|b) x t(--|1)");
    gives(cx, "u,x\na,inf\nb,1\n", "u t(a|b) x t(inf|1)");
}

static void quotes(void **state)
{
    domar_cx *cx = *state;
    gives(cx, "\"u\",\"a \"\"b\"\"\"\n\"x, y\",\"1\"\n\"say \"\"so\"\"\",2\n\"x, y\",3\n",
          "u t(x, y|say \"so\"|x, y) a \"b\" n(1|2|3)");
    gives(cx, "u,x\na,\"1,234.5\"\nb,\"-12,345,678\"\nc,7\n", "u t(a|b|c) x n(1234.5|-12345678|7)");
    gives(cx, "u;x\na;1,234\nb;7\n", "u t(a|b) x n(1234|7)");
    gives(cx, "u,x\na,\"1,23\"\nb,\"1,2345\"\nc,\",123\"\n", "u t(a|b|c) x t(1,23|1,2345|,123)");
    refuses(cx, "u,x\na,1\n\"b\nc\",2\n", DOMAR_EDATA, "line 3: 1 fields where the header has 2: a quote is not closed");
}

static void codes(void **state)
{
    domar_cx *cx = *state;
    gives(cx, "id,x\n001,1\n01,0\n1,0.5\n", "id t(001|01|1) x n(1|0|0.5)");
    gives(cx, "id\n123456789012345678\n123456789012345679\n", "id t(123456789012345678|123456789012345679)");
    gives(cx, "id,x\n123456789012345,0.1234567890123456789\n", "id n(123456789012345) x n(0.123456789012346)");
    gives(cx, "id\n-0012\n5\n", "id t(-0012|5)");
}

/* "12,3" among numbers: the column is kept as text, and where the first slip is. */
static void slips(void **state)
{
    domar_cx *cx = *state;
    gives(cx, "x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n\n10\n12a\n1.2.3\n14\n15\n16\n17\n18\n19\n20\n21\n22\n",
          "x t(1|2|3|4|5|6|7|8|9|10|12a|1.2.3|14|15|16|17|18|19|20|21|22; line 13: 12a)");
    gives(cx, "x\n1\n2\n12a\n4\n", "x t(1|2|12a|4)");                            /* a quarter is no slip */
}

static void wanted(void **state)
{
    domar_cx *cx = *state;
    static const char *const two[] = { "x", "UNIT" }, *const slip[] = { "unitt" };
    const char *path = file_with("panel.csv", "unit,t,x,\"y,\"\na,\"q,\",1,2\nb,u,3,w\n");
    draft_is(cx, path, &(domar_panel_file_options){ .columns = two, .count = 2 }, "unit t(a|b) x n(1|3)");
    draft_fails(cx, path, &(domar_panel_file_options){ .columns = slip, .count = 1 }, DOMAR_EUSAGE, "did you mean unit?");
}

static void encodings(void **state)
{
    domar_cx *cx = *state;
    gives(cx, "\xca\xa1\xb7\xdd,x\n\xb1\xb1\xbe\xa9,1\n\xc9\xcf\xba\xa3,2\n", "省份 t(北京|上海) x n(1|2)");
    draft_is(cx, file_with("panel.csv", "u\n\xb1\xb1\xbe\xa9\n"), &(domar_panel_file_options){ .encoding = "gb18030" },
               "u t(北京)");
}

static void refusals(void **state)
{
    domar_cx *cx = *state;
    refuses(cx, "u,x\n", DOMAR_EDATA, "a header and no rows");
    refuses(cx, "u,x\n,\n\n", DOMAR_EDATA, "a header and no rows");
    refuses(cx, "u,x,u\na,1,2\n", DOMAR_EDATA, "columns 1 and 3 are both named u");
    refuses(cx, "u,,x\na,1,2\n", DOMAR_EDATA, "column 2 of the header has no name");
    refuses(cx, "u,x\na,1\n\nb\nc,2\n", DOMAR_EDATA, "panel.csv, line 4: 1 fields where the header has 2: the line is cut off");
    refuses(cx, "u,x\na,1\nb,2,3\n", DOMAR_EDATA, "panel.csv, line 3: 3 fields where the header has 2: remove");
    refuses(cx, "u,x\na,1\nb\xff,2\n", DOMAR_EDATA, "line 3: byte 0xff is not UTF-8");
}

/* ---- larger files: windows, late texts, threads */
enum { ROWS = 40000 };

/* Rows of a made-up panel; late: a column of numbers becomes one of texts far down, and a byte that is no text. */
static const char *large(size_t bad_line)
{
    char *text = malloc(ROWS * 64), *at = text;
    at += sprintf(at, "firm,year,late,x\n");
    for (unsigned i = 0; i < ROWS; i++) {
        const unsigned firm = (unsigned)(domar_random(7, 1, i) * 900);
        at += sprintf(at, "F%05u,%u,%s%u,%.6f%s\n", firm * 7919 % 99991, 2000 + i % 20, i > 30000 && i % 5 == 0 ? "c" : "", i % 977,
                      domar_random(7, 2, i), i + 2 == bad_line ? ",0" : "");
    }
    const char *path = file_with("large.csv", text);
    free(text);
    return path;
}

static void same_draft(const domar_panel_draft *a, const domar_panel_draft *b)
{
    assert_int_equal(a->rows, b->rows);
    for (size_t c = 0; c < a->columns; c++) {
        if (a->column[c].value) assert_memory_equal(a->column[c].value, b->column[c].value, a->rows * sizeof(double));
        else {
            assert_memory_equal(a->column[c].item, b->column[c].item, a->rows * sizeof(uint32_t));
            assert_true(domar_axis_equal(a->column[c].axis, b->column[c].axis));
        }
    }
}

static void threads(void **state)
{
    (void)state;
    static const int count[] = { 1, 2, 7 };
    domar_panel_draft *d[3];
    domar_cx *cx[3];
    const char *path = large(0);
    for (int k = 0; k < 3; k++) {
        const domar_settings settings = { .threads = count[k] };
        assert_int_equal(domar_cx_new(&cx[k], &settings), DOMAR_OK);
        assert_int_equal(domar_panel_file_read(cx[k], &d[k], path, NULL), DOMAR_OK);
    }
    assert_int_equal(d[0]->rows, ROWS);
    const domar_panel_draft_column *c = d[0]->column;
    assert_non_null(c[1].value);
    assert_string_equal(domar_axis_code(c[2].axis, c[2].item[977 * 20 + 5]), "5");
    char expected[32];
    for (unsigned i = 0; i < ROWS; i += 997) {
        sprintf(expected, "F%05u", (unsigned)(domar_random(7, 1, i) * 900) * 7919 % 99991);
        assert_string_equal(domar_axis_code(c[0].axis, c[0].item[i]), expected);
        assert_true(fabs(c[3].value[i] - domar_random(7, 2, i)) < 1e-6);
        assert_true(c[1].value[i] == 2000 + i % 20);
    }
    for (size_t k = 0, seen = 0; k < ROWS; k++) {              /* codes in the order of first appearance */
        assert_true(c[0].item[k] <= seen);
        seen += c[0].item[k] == seen;
    }
    for (int k = 1; k < 3; k++) same_draft(d[0], d[k]);
    for (int k = 0; k < 3; k++) {
        domar_panel_draft_free(d[k]);
        domar_cx_free(cx[k]);
    }
}

static void bad_line_far_down(void **state)
{
    domar_cx *cx = *state;
    draft_fails(cx, large(33333), NULL, DOMAR_EDATA, "large.csv, line 33333: 5 fields where the header has 4");
}

/* Compressed, in blocks of some MiB: the same as plain. */
static void packed(void **state)
{
    domar_cx *cx = *state;
    static const char *const how[] = { "gzip -kf", "zstd -qkf" }, *const suffix[] = { "gz", "zst" };
    domar_panel_draft *plain, *d;
    const char *path = large(0);
    char command[512], wrapped[200];
    assert_int_equal(domar_panel_file_read(cx, &plain, path, NULL), DOMAR_OK);
    for (int k = 0; k < 2; k++) {
        snprintf(command, sizeof command, "%s %s 2> /dev/null", how[k], path);
        if (system(command) != 0) continue;                    /* no such program here */
        snprintf(wrapped, sizeof wrapped, "%s.%s", path, suffix[k]);
        assert_int_equal(domar_panel_file_read(cx, &d, wrapped, NULL), DOMAR_OK);
        same_draft(plain, d);
        domar_panel_draft_free(d);
        unlink(wrapped);
    }
    domar_panel_draft_free(plain);
}

/* Sums by firm in blocks are those of the whole. */
struct sums { double by_firm[1000], all; size_t rows, blocks; char first[16]; };

static domar_status add_up(void *arg, domar_cx *cx, const domar_panel_block *b)
{
    struct sums *s = arg;
    (void)cx;
    assert_int_equal(b->first, s->rows);
    if (!s->blocks++) snprintf(s->first, sizeof s->first, "%s", domar_panel_block_code(b, 0, b->item[0][0]));
    assert_true(domar_panel_block_codes(b, 0) < 1000);
    for (size_t i = 0; i < b->rows; i++) s->by_firm[b->item[0][i]] += b->value[0][i];
    for (size_t i = 0; i < b->rows; i++) s->all += b->value[1][i];
    s->rows += b->rows;
    return DOMAR_OK;
}

static void blocks(void **state)
{
    domar_cx *cx = *state;
    static const char *const firm[] = { "firm" }, *const numbers[] = { "x", "year" }, *const late[] = { "x", "late" };
    static struct sums s;
    const char *path = large(0);
    domar_panel_draft *d;
    domar_panel_wanted wanted = { .texts = firm, .text_count = 1, .numbers = numbers, .number_count = 2 };
    assert_int_equal(domar_panel_file_each(cx, path, NULL, &wanted, add_up, &s), DOMAR_OK);
    assert_int_equal(domar_panel_file_read(cx, &d, path, NULL), DOMAR_OK);
    assert_int_equal(s.rows, ROWS);
    assert_true(s.blocks > 1);
    assert_string_equal(s.first, domar_axis_code(d->column[0].axis, 0));
    for (size_t i = 0; i < ROWS; i++) s.by_firm[d->column[0].item[i]] -= d->column[3].value[i];
    for (size_t k = 0; k < 1000; k++) assert_true(fabs(s.by_firm[k]) < 1e-9);
    assert_true(s.all > 2000.0 * ROWS && s.all < 2020.0 * ROWS);
    domar_panel_draft_free(d);
    s = (struct sums){ 0 };
    wanted.numbers = late;
    assert_int_equal(domar_panel_file_each(cx, path, NULL, &wanted, add_up, &s), DOMAR_EDATA);
    if (!strstr(domar_cx_message(cx), "large.csv, line 30007, column late: \"c695\" is not a number"))
        fail_msg("%s", domar_cx_message(cx));
}

static void famine(void **state)
{
    (void)state;
    draft_starves(file_with("panel.csv", "u,y,x\na,1,\"q \"\"\"\nb,2,7\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        READING_TEST(types), READING_TEST(marks), READING_TEST(quotes), READING_TEST(codes), READING_TEST(slips),
        READING_TEST(wanted), READING_TEST(encodings), READING_TEST(refusals), READING_TEST(threads),
        READING_TEST(bad_line_far_down), READING_TEST(packed), READING_TEST(blocks), READING_TEST(famine) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
