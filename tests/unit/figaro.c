/* unit/figaro.c -- FIGARO as a matrix and as a flat list, files made by hand after the published
 * layout: both give the same table. */
#include "readers_kit.h"

extern const domar_reader domar_read_figaro, domar_read_figaro_flat;

static const char matrix[] =
    "rowLabels,AT_A01,AT_C31_32,FIGW1_A01,FIGW1_C31_32,"
    "AT_P3_S13,AT_P3_S14,AT_P3_S15,AT_P51G,AT_P5M,"
    "FIGW1_P3_S13,FIGW1_P3_S14,FIGW1_P3_S15,FIGW1_P51G,FIGW1_P5M\n"
    "AT_A01,1,2,3,4,5,6,7,8,-9,10,11,12,13,14\n"
    "AT_C31_32,0.5,0,0,1e1,0,0,0,0,0,0,0,0,0,0\n"
    "FIGW1_A01,0,0,20,30,0,40,0,0,0,0,50,0,0,0\n"
    "FIGW1_C31_32,0,0,0,0,0,0,0,0,0,0,0,0,0,60\n"
    "W2_D21X31,0.25,0,-1,0,0,2,0,0,0,0,3,0,0,0\n"
    "W2_OP_RES,0,0,0,0,0,4,0,0,0,0,5,0,0,0\n"
    "W2_OP_NRES,0,0,0,0,0,-6,0,0,0,0,-7,0,0,0\n"
    "W2_D1,30,3,60,1,0,0,0,0,0,0,0,0,0,0\n"
    "W2_D29X39,5,0,4,0,0,0,0,0,0,0,0,0,0,0\n"
    "W2_B2A3G,50.25,5.5,54,15,0,0,0,0,0,0,0,0,0,0\n";

static const double Z[] = { 1, 2, 3, 4, 0.5, 0, 0, 10, 0, 0, 20, 30, 0, 0, 0, 0 };
static const double Y[] = { 5, 6, 7, 8, -9, 10, 11, 12, 13, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                            0, 40, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60 };
static const double x[] = { 87, 10.5, 140, 60 };      /* sums of the rows */
static const char *const kinds[] = { DOMAR_TAX_PRODUCTS, DOMAR_ADJUSTMENT, DOMAR_ADJUSTMENT,
                                     DOMAR_LABOUR, DOMAR_TAX_PRODUCTION, DOMAR_CAPITAL };
static const char *const factors[] = { "W2_D21X31", "W2_OP_RES", "W2_OP_NRES", "W2_D1",
                                       "W2_D29X39", "W2_B2A3G" };

static void same_table(domar_cx *cx, const domar_reader *reader, const char *path)
{
    domar_series *s;
    if (read_with(cx, &s, reader, path, NULL)) fail_msg("%s", domar_cx_message(cx));
    const domar_table *t = domar_series_table(s, 0);
    assert_int_equal(domar_table_year(t), 2021);
    const domar_axis *economies = domar_series_axis(s, DOMAR_ECONOMIES);
    assert_string_equal(domar_axis_code(economies, 0), "AT");
    assert_string_equal(domar_axis_label(economies, 0, "en"), "Austria");
    assert_string_equal(domar_axis_kind(economies, 1), "rest");
    assert_string_equal(domar_axis_label(domar_series_axis(s, DOMAR_INDUSTRIES), 1, "en"),
                        "Furniture; other manufacturing");
    assert_string_equal(domar_axis_kind(domar_series_axis(s, DOMAR_INDUSTRIES), 1), "MAN");
    assert_memory_equal(domar_table_Z(t), Z, sizeof Z);
    assert_memory_equal(domar_table_Y(t), Y, sizeof Y);
    for (size_t k = 0; k < 4; k++) assert_true(domar_table_x(t)[k] == x[k]);
    const domar_axis *f = domar_series_axis(s, DOMAR_FACTORS);
    assert_int_equal(domar_axis_size(f), 6);
    for (size_t k = 0; k < 6; k++) {
        assert_string_equal(domar_axis_code(f, k), factors[k]);
        assert_string_equal(domar_axis_kind(f, k), kinds[k]);
    }
    const double *V = domar_table_V(t);
    assert_true(V[0] == 0.25 && V[2] == -1 && V[3 * 4 + 1] == 3 && V[5 * 4 + 3] == 15);
    assert_true(t->VY && t->VY[1] == 2 && t->VY[1 * 10 + 6] == 5 && t->VY[2 * 10 + 1] == -6);
    assert_string_equal(domar_series_info(s, "currency"), "EUR");
    assert_string_equal(domar_series_info(s, "version"), "2024 edition");
    domar_series_free(s);
}

static void matrix_reads(void **state)
{
    same_table(*state, &domar_read_figaro,
               file_with("matrix_eu-ic-io_ind-by-ind_24ed_2021.csv", matrix));
}

/* Every number of the matrix as a line, "AT_C31_32" cut into "AT" and "C31_32". */
static const char *flat(void)
{
    static char text[16384], copy[sizeof matrix];
    char *head[16], *cell[16], *line, *more = NULL;
    size_t used = (size_t)sprintf(text, "rowLabels,colLabels,"
                                        "refArea,rowIi,counterpartArea,colIi,obsValue\n");
    strcpy(copy, matrix);
    char *const first = strtok_r(copy, "\n", &more);
    for (line = first; line; line = strtok_r(NULL, "\n", &more)) {
        char **to = line == first ? head : cell;
        size_t n = 0;
        for (char *next = line; next; n++) {
            to[n] = next;
            if ((next = strchr(next, ','))) *next++ = 0;
        }
        for (size_t k = 1; line != first && k < n; k++) {
            const char *a = strchr(cell[0], '_'), *b = strchr(head[k], '_');
            used += (size_t)sprintf(text + used, "%s,%s,%.*s,%s,%.*s,%s,%s\n", cell[0], head[k],
                                    (int)(a - cell[0]), cell[0], a + 1, (int)(b - head[k]), head[k],
                                    b + 1, cell[k]);
        }
    }
    return text;
}

static void flat_reads(void **state)
{
    same_table(*state, &domar_read_figaro_flat,
               file_with("flat_eu-ic-io_ind-by-ind_24ed_2021.csv", flat()));
}

static const char *changed(const char *text, const char *from, const char *to)
{
    static char out[16384];
    const char *at = strstr(text, from);
    assert_non_null(at);
    snprintf(out, sizeof out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

static void refuses(void **state)
{
    domar_cx *cx = *state;
    static const struct { const char *from, *to, *say; } wrong[] = {
        { "W2_D1,", "W2_D2,", "line 9|W2_D2" },
        { "W2_B2A3G,50.25,5.5,54,15,0,0,0,0,0,0,0,0,0,0\n", "", "W2_B2A3G|cut off" },
        { "FIGW1_A01,0,", "FIGW1_A01,x,", "line 4|AT_A01|x" },
        { "FIGW1_C31_32,0,0", "FIGW1_A01,0,0", "line 5|twice" },
        { ",AT_P5M,", ",AT_P51G,", "line 1|AT_P51G" },
    };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        refused(cx, &domar_read_figaro, file_with("matrix_24ed_2021.csv",
                                                  changed(matrix, wrong[k].from, wrong[k].to)),
                NULL, DOMAR_EDATA, wrong[k].say);
    refused(cx, &domar_read_figaro, file_with("figaro.csv", matrix), NULL, DOMAR_EDATA,
            "no year|--year");
    const char *text = changed(flat(), "W2,D1,", "W2,D9,");
    refused(cx, &domar_read_figaro_flat, file_with("flat_2021.csv", text), NULL, DOMAR_EDATA,
            "flat_2021.csv|D9|known");
    text = changed(flat(), "AT,A01,AT,A01,1", "AT,A01,AT,A01,one");
    refused(cx, &domar_read_figaro_flat, file_with("flat_2021.csv", text), NULL, DOMAR_EDATA,
            "line 2|one|not a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(matrix_reads), READING_TEST(flat_reads),
                                        READING_TEST(refuses) };
    return cmocka_run_group_tests(tests, NULL, forget);
}
