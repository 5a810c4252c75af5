/* unit/csv.c -- fields, numbers, matrices; every malformed cell has one clear line. */
#include "read/csv.h"
#include "read/number_fast.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void splits(void **state)
{
    const char line[] = "a, \"b \"\"x\"\", y\" ,,\"\"\r\n";
    domar_field f[8];
    domar_cx *cx = *state;
    assert_int_equal(domar_csv_split(line, sizeof line - 1, ',', f, 8), 4);
    assert_true(domar_field_is(f[0], "a"));
    char *text = domar_field_text(cx, f[1]);
    assert_string_equal(text, "b \"x\", y");
    domar_release(text);
    assert_int_equal(f[2].size, 0);
    assert_int_equal(f[3].size, 0);
    assert_true(f[3].quoted);
    assert_int_equal(domar_csv_split("x,y,z", 5, ',', f, 1), 3);
    assert_int_equal(domar_csv_delimiter("a;b;\"c,d,e,f\";g,h", 17), ';');
    assert_int_equal(domar_csv_delimiter("a\tb\tc", 5), '\t');
    assert_int_equal(domar_csv_delimiter("one", 3), ',');
}

/* ---- numbers against strtod */
static uint64_t next(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    *s ^= *s << 17;
    return *s;
}

static void same_as_strtod(const char *text)
{
    char *end;
    const char *rest;
    double got = 0;
    const double want = strtod(text, &end);
    const bool ok = domar_number(text, text + strlen(text), &got, &rest);
    if (ok != (bool)isfinite(want) || (ok && memcmp(&got, &want, sizeof got) != 0) ||
        rest != text + (end - text))
        fail_msg("'%s': %.17g, strtod %.17g", text, got, want);
    char padded[1400] = { 0 };                                 /* the fast way may look ahead */
    snprintf(padded, sizeof padded - 64, "%s", text);
    if (domar_number_fast(padded, &got, &rest) && (memcmp(&got, &want, sizeof got) != 0 ||
        rest != padded + (end - text)))
        fail_msg("fast '%s': %.17g, strtod %.17g", text, got, want);
}

static void rounds_hard_cases(void **state)
{
    (void)state;
    static const char *const hard[] = {
        "0",
        "-0",
        "0.0",
        "1",
        "-1.5",
        "1e22",
        "1e23",
        "-1e23",
        "8.5e22",
        "9007199254740993",
        "9007199254740992.999999999999999999999",
        "9007199254740993.0000000000000000000000001",
        "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124",
        "1.00000000000000011102230246251565404236316680908203126",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "2.2250738585072014e-308",
        "4.9e-324",
        "2.4703282292062327208e-324",
        "2.4703282292062328e-324",
        "2.4703282292062327e-324",
        "1e-400",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1e309",
        "1e400",
        "-1e400",
        "1e99999999999",
        "1e-99999999999",
        "0e99999999",
        "123456789012345678901234567890",
        "0.000000000000000000000000000000000000000123456789012345678901234567890e39",
        "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899",
        "6.929001713869936e+236",
        "7.2057594037927933e16",
        "179769313486231580793e289",
        "5e-324",
        "3e-324",
        "2e-324",
        ".5",
        "5.",
        "1e+5",
        "1E-5",
        "00012.500",
        "0.000",
        ".0",
        "-.00",
        "0.00e5",
        "1.e2",
        "1.5e",
        "1.5e+",
        "0.0001e0001",
        "0.00000000000000000000000000001"
    };
    for (size_t k = 0; k < sizeof hard / sizeof *hard; k++) same_as_strtod(hard[k]);
}

static void rounds_as_strtod(void **state)
{
    (void)state;
    uint64_t s = 88172645463325252u;
    char text[1200];
    for (int k = 0; k < 1000000; k++) { /* any bit pattern, 17 and 25 digits */
        const uint64_t bits = next(&s);
        double v;
        memcpy(&v, &bits, sizeof v);
        if (!isfinite(v)) continue;
        snprintf(text, sizeof text, k & 1 ? "%.16e" : "%.24e", v);
        same_as_strtod(text);
    }
    for (int k = 0; k < 1500000; k++) {                       /* decimals as in tables */
        const uint64_t a = next(&s), b = next(&s);
        snprintf(text, sizeof text, "%s%llu.%0*llu", a & 1 ? "-" : "",
                 (unsigned long long)(a >> (a % 60)), (int)(b % 18) + 1,
                 (unsigned long long)(next(&s) % 10000000000000000u));
        same_as_strtod(text);
    }
    for (int k = 0; k < 500000; k++) { /* small: zeros in front, with exponents too */
        const uint64_t a = next(&s), b = next(&s);
        snprintf(text, sizeof text, "0.%0*llu%s%.0d", (int)(a % 40) + 1,
                 (unsigned long long)(b >> (a >> 58)), a & 64 ? "" : "e-",
                 a & 64 ? 0 : (int)(a >> 40) % 280 + 1);
        same_as_strtod(text);
    }
    for (int k = 0; k < 500000; k++) {                       /* short digits, huge exponents */
        const uint64_t a = next(&s);
        snprintf(text, sizeof text, "%llue%d", (unsigned long long)(next(&s) >> (a % 64)),
                 (int)(a >> 40) % 680 - 340);
        same_as_strtod(text);
    }
    for (int k = 0; k < 40000; k++) { /* halfway between two doubles, exactly */
        const uint64_t bits = next(&s) & 0x3fffffffffffffffu;
        double v, w;
        memcpy(&v, &bits, sizeof v);
        w = nextafter(v, INFINITY);
        if (!isfinite(w) || v < 1e-280) continue;
        const long double half = ((long double)v + (long double)w) / 2; /* 54 bits: exact in 64 */
        int size = snprintf(text, sizeof text, "%.1100Lg", half);
        same_as_strtod(text);
        if (!strchr(text, 'e') && strchr(text, '.') && size < 1190) {
            memcpy(text + size, "1", 2);                      /* and a little above */
            same_as_strtod(text);
        }
    }
}

static void is_strict(void **state)
{
    (void)state;
    static const char *const wrong[] = { "", "-", "+", ".", "-.", "nan", "NaN", "inf", "-inf",
                                         "Infinity", "abc", "e5", "--1", "+-1", "1e400" };
    const char *rest;
    double v;
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        assert_false(domar_csv_number(wrong[k], wrong[k] + strlen(wrong[k]), &v, &rest));
    const char *plus = "+2.5", *part = "12,5";
    assert_true(domar_csv_number(plus, plus + 4, &v, &rest));
    assert_true(domar_csv_number(part, part + 4, &v, &rest));
    assert_ptr_equal(rest, part + 2);
}

/* ---- matrices */
static const char *path_of(void)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/domar_csv_%d.csv", (int)getpid());
    return path;
}

struct matrix { double *cells; size_t rows, columns; const char *refuse; };

static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct matrix *m = arg;
    if (line == 1) return DOMAR_ROW_SKIP;
    if (m->refuse && domar_field_is(labels[0], m->refuse)) {
        domar_fail(cx, DOMAR_EDATA, "refused");
        return DOMAR_ROW_STOP;
    }
    return m->rows++;
}

static void targets(void *arg, size_t row, double **to)
{
    struct matrix *m = arg;
    for (size_t c = 0; c < m->columns; c++) to[c] = m->cells + row * m->columns + c;
}

static domar_status read_text(domar_cx *cx, const char *text, struct matrix *m, domar_empty empty)
{
    FILE *f = fopen(path_of(), "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    domar_source *s;
    char **names;
    size_t count;
    domar_status st = domar_source_open(cx, &s, path_of(), NULL, NULL);
    if (st) return st;
    st = domar_csv_header(cx, s, 1, ',', &names, &count);
    if (!st) {
        m->columns = count - 1;
        m->rows = 0;
        const domar_csv_matrix shape = { .delimiter = ',', .labels = 1, .columns = m->columns,
            .names = (const char *const *)(names + 1), .empty = empty, .arg = m, .row_of = row_of,
            .targets = targets };
        st = domar_csv_read(cx, s, &shape);
        domar_release(names);
    }
    domar_source_free(s);
    unlink(path_of());
    return st;
}

static void reads_matrix(void **state)
{
    domar_cx *cx = *state;
    double cells[64];
    struct matrix m = { cells, 0, 0, NULL };
    assert_int_equal(read_text(cx, "x,a,b,c\r\n\"r 1\",1,2.5,-3e2\r\nr2, 4 ,\"5\",6,\r\n\nr3,7,,9",
                               &m, DOMAR_EMPTY_ZERO),
                     DOMAR_OK);
    const double want[] = { 1, 2.5, -300, 4, 5, 6, 7, 0, 9 };
    assert_int_equal(m.rows, 3);
    assert_memory_equal(cells, want, sizeof want);
    assert_int_equal(read_text(cx, "x,a,b\nr,,1\n", &m, DOMAR_EMPTY_NAN), DOMAR_OK);
    assert_true(isnan(cells[0]));
}

static void tells_what_is_wrong(void **state)
{
    static const struct { const char *text, *say[3];
    } wrong[] = {
        { "x,a,b\nr1,1,2\nr2,3,abc\n",
          { "line 3, column 3 (b), row r2", "'abc' is not a finite number", "correct" } },
        { "x,a,b\nr1,1,2\nr2,NaN,1\n",
          { "line 3, column 2 (a), row r2", "'NaN' is not a finite number", "correct" } },
        { "x,a,b\nr1,1,-inf\n", { "line 2, column 3 (b), row r1", "'-inf'", "correct" } },
        { "x,a,b\nr1,1e400,2\n", { "line 2, column 2 (a), row r1", "1e400", "beyond the range" } },
        { "x,a,b\nr1,,2\n", { "line 2, column 2 (a), row r1", "empty", "fill it" } },
        { "x,a,b\nr1,1\n", { "line 2, row r1", "2 fields where 3", "cut off" } },
        { "x,a,b\nr1\n", { "line 2, row r1", "1 fields where 3", "cut off" } },
        { "x,a,b\nr1,1,2,3\n", { "line 2, row r1", "4 fields where 3", "surplus" } },
        { "x,a,b\nr1,\"1,234\",2\n", { "line 2, column 2 (a), row r1", "'1,234'", "correct" } },
        { "x,a,b\nr1,1 2,2\n", { "line 2, column 2 (a), row r1", "'1 2'", "correct" } },
        { "x,a,b\nr1,0x10,2\n", { "line 2, column 2 (a), row r1", "'0x10'", "correct" } },
        { "x,a,b\nr1,1,x\nstop,1,2\n", { "line 2, column 3 (b), row r1", "'x'", "correct" } },
        { "x,a,b\nstop,1,2\nr1,1,x\n", { "refused", "refused", "refused" } }
    };
    domar_cx *cx = *state;
    double cells[64];
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        struct matrix m = { cells, 0, 0, "stop" };
        assert_int_equal(read_text(cx, wrong[k].text, &m, DOMAR_EMPTY_ERROR), DOMAR_EDATA);
        for (size_t w = 0; w < 3; w++)
            if (!strstr(domar_cx_message(cx), wrong[k].say[w]))
                fail_msg("'%s' is not in: %s", wrong[k].say[w], domar_cx_message(cx));
    }
}

/* A matrix of some 40 MB goes through several windows on several threads; cell (i, j) is known. */
static void reads_large(void **state)
{
    domar_cx *cx;
    const domar_settings settings = { .threads = 3 };
    enum { ROWS = 3000, COLUMNS = 1200 };
    (void)state;
    assert_int_equal(domar_cx_new(&cx, &settings), DOMAR_OK);
    char *text = malloc((size_t)ROWS * COLUMNS * 16), *p = text;
    double *cells = malloc(sizeof(double) * ROWS * COLUMNS);
    assert_non_null(text);
    p += sprintf(p, "row");
    for (int j = 0; j < COLUMNS; j++) p += sprintf(p, ",c%d", j);
    for (int i = 0; i < ROWS; i++) {
        p += sprintf(p, "\nr%d", i);
        for (int j = 0; j < COLUMNS; j++) p += sprintf(p, ",%d.25", i * COLUMNS + j);
    }
    struct matrix m = { cells, 0, 0, NULL };
    assert_int_equal(read_text(cx, text, &m, DOMAR_EMPTY_ERROR), DOMAR_OK);
    assert_int_equal(m.rows, ROWS);
    for (int k = 0; k < ROWS * COLUMNS; k++)
        if (cells[k] != k + 0.25) fail_msg("cell %d is %g", k, cells[k]);
    char *late = strstr(text, "\nr2990,"), *early = strstr(text, "\nr2000,");
    memcpy(late + 10, "x", 1);
    memcpy(early + 10, "y", 1);                               /* the first in the file is named */
    assert_int_equal(read_text(cx, text, &m, DOMAR_EMPTY_ERROR), DOMAR_EDATA);
    assert_non_null(
        strstr(domar_cx_message(cx), "line 2002, column 2 (c0), row r2000: '240y000.25'"));
    free(text);
    free(cells);
    domar_cx_free(cx);
}

static int up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int down(void **state) { domar_cx_free(*state); return 0; }

/* ---- line by line */
struct seen { char text[64]; size_t refuse; };

static domar_status see(void *arg, domar_cx *cx, const char *text, size_t size, size_t number)
{
    struct seen *s = arg;
    const size_t used = strlen(s->text);
    if (number == s->refuse) return domar_fail(cx, DOMAR_EDATA, "no");
    snprintf(s->text + used, sizeof s->text - used, "%zu:%.*s;", number, (int)size, text);
    return DOMAR_OK;
}

static void walks_lines(void **state)
{
    domar_cx *cx = *state;
    domar_source *source = NULL;
    struct seen all = { .refuse = 0 }, below = { .refuse = 0 }, refused = { .refuse = 5 };
    FILE *file = fopen(path_of(), "wb");
    assert_non_null(file);
    fputs("a,b \r\n\n 1, 2\r\n  \n#3,4", file);
    fclose(file);
    assert_int_equal(domar_source_open(cx, &source, path_of(), NULL, NULL), DOMAR_OK);
    assert_int_equal(domar_csv_lines(cx, source, see, &all), DOMAR_OK);
    assert_string_equal(all.text, "1:a,b;3: 1, 2;5:#3,4;");
    assert_int_equal(domar_csv_records(cx, source, see, &below), DOMAR_OK);
    assert_string_equal(below.text, "3: 1, 2;5:#3,4;");
    assert_int_equal(domar_csv_records(cx, source, see, &refused), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), ".csv, line 5: no"));
    domar_source_free(source);
    remove(path_of());
}

static void reads_years(void **state)
{
    static const char *const wrong[] = { "", "199", "19950", "0995", "1995x", "199x", "-199" };
    domar_cx *cx = *state;
    int year = 0;
    assert_int_equal(domar_csv_year(cx, (domar_field){ .at = " 1995 ", .size = 6 }, &year), DOMAR_OK);
    assert_int_equal(year, 1995);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        assert_int_equal(domar_csv_year(cx, (domar_field){ .at = wrong[k], .size = strlen(wrong[k]) }, &year), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "\"-199\" is not a year"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(splits, up, down),
        cmocka_unit_test_setup_teardown(walks_lines, up, down),
        cmocka_unit_test_setup_teardown(reads_years, up, down),
        cmocka_unit_test(rounds_hard_cases),
        cmocka_unit_test(rounds_as_strtod),
        cmocka_unit_test(is_strict),
        cmocka_unit_test_setup_teardown(reads_matrix, up, down),
        cmocka_unit_test_setup_teardown(tells_what_is_wrong, up, down),
        cmocka_unit_test(reads_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
