/* read/wiod16.c -- WIOD 2016 release, one year as CSV (docs/readers/wiod16.md).
 *
 *     IndustryCode,IndustryDescription,Country,RNr,Year,AUS1,...,AUS61,...,ROW61,TOT
 *
 * Columns 1..56 of an economy are its industries, 57..61 its final demand; rows with the country
 * TOT stand below the flows. */
#include "base/text.h"
#include "read/csv.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <stdio.h>

enum { N = 56, C = 5, WIDTH = N + C, LABELS = 5, F = 6, MOST_ECONOMIES = 128 };

static const char start[] = "IndustryCode,IndustryDescription,Country,RNr,Year,";

/* The 56 industries in the order of the source. */
static const char *const industries[N] = {
    "A01", "A02", "A03", "B", "C10-C12", "C13-C15", "C16", "C17", "C18", "C19", "C20", "C21",
    "C22", "C23", "C24", "C25", "C26", "C27", "C28", "C29", "C30", "C31_C32", "C33", "D35",
    "E36", "E37-E39", "F", "G45", "G46", "G47", "H49", "H50", "H51", "H52", "H53", "I", "J58",
    "J59_J60", "J61", "J62_J63", "K64", "K65", "K66", "L68", "M69_M70", "M71", "M72", "M73",
    "M74_M75", "N", "O84", "P85", "Q", "R_S", "T", "U" };
static const char *const categories[C] = { "CONS_h", "CONS_np", "CONS_g", "GFCF", "INVEN" };
static const char *const factors[F] = { "TXSP", "EXP_adj", "PURR", "PURNR", "VA", "IntTTM" };

struct reading {
    const char *file;
    const char *names[MOST_ECONOMIES * WIDTH + 1];
    char   bytes[(MOST_ECONOMIES * WIDTH + 1) * 8];
    char   code[MOST_ECONOMIES][4];
    size_t G, columns;
    int    year;
    domar_draft *d;
    bool   seen[MOST_ECONOMIES * N + F + 1];
};

static bool unquoted_start(const char *bytes, size_t size)
{
    size_t at = 0;
    for (size_t k = 0; k < size && at < sizeof start - 1; k++)
        if (bytes[k] != '"' && bytes[k] != start[at++]) return false;
    return at == sizeof start - 1;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    return unquoted_start(head->bytes, head->size) ? 100 : 0;
}

/* "AUS17": economy and number. */
static bool cut(domar_field f, char code[4], size_t *number)
{
    if (f.size < 4 || f.size > 5) return false;
    memcpy(code, f.at, 3);
    code[3] = 0;
    *number = 0;
    for (size_t k = 3; k < f.size; k++) {
        if (f.at[k] < '0' || f.at[k] > '9') return false;
        *number = *number * 10 + (size_t)(f.at[k] - '0');
    }
    return *number >= 1 && *number <= WIDTH;
}

static domar_status read_columns(domar_cx *cx, struct reading *r, const domar_field *fields,
                                 size_t count)
{
    char *at = r->bytes;
    r->columns = count - LABELS;
    for (size_t c = 0; c < r->columns; c++) {
        const domar_field f = fields[LABELS + c];
        char code[4];
        size_t number;
        r->names[c] = at;
        at += snprintf(at, 8, "%.*s", (int)(f.size < 7 ? f.size : 7), f.at) + 1;
        if (c + 1 == r->columns && strcmp(r->names[c], "TOT") == 0) break;
        if (!cut(f, code, &number) || number != c % WIDTH + 1)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1, column %zu: %s where number %zu of an economy should "
                              "stand: columns run from 1 to %d for every economy",
                              r->file, LABELS + c + 1, r->names[c], c % WIDTH + 1, WIDTH);
        if (number == 1) strcpy(r->code[r->G++], code);
        else if (strcmp(code, r->code[r->G - 1]) != 0)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1, column %zu: %s inside the columns of %s", r->file,
                              LABELS + c + 1, r->names[c], r->code[r->G - 1]);
    }
    if (r->G && r->columns == r->G * WIDTH + 1) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line 1: %zu columns of numbers, %d for each of %zu economies and TOT "
                      "were expected",
                      r->file, r->columns, WIDTH, r->G);
}

static domar_status read_header(domar_cx *cx, struct reading *r, domar_source *source)
{
    const domar_mark mark = domar_scratch_mark(cx);
    enum { MOST = LABELS + MOST_ECONOMIES * WIDTH + 1 };
    domar_head head;
    domar_field *fields = domar_scratch_bytes(cx, MOST, sizeof *fields);
    domar_status st = fields ? domar_source_head(cx, source, &head) : DOMAR_ENOMEM;
    if (st) goto done;
    const char *stop = memchr(head.bytes, '\n', head.size);
    size_t size = stop ? (size_t)(stop - head.bytes) : head.size;
    while (size && head.bytes[size - 1] == '\r') size--;
    const size_t count = domar_csv_split(head.bytes, size, ',', fields, MOST);
    if (count <= LABELS || count > MOST)
        st = domar_fail(cx, DOMAR_EDATA, "%s, line 1: %zu columns", r->file, count);
    else st = read_columns(cx, r, fields, count);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static size_t stop_at(domar_cx *cx, const struct reading *r, size_t line, const char *what,
                      domar_field f)
{
    domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s \"%.*s\"", r->file, line, what,
               (int)(f.size < 40 ? f.size : 40), f.at);
    return DOMAR_ROW_STOP;
}

/* Rows of flows, then the factors, then output. */
static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct reading *r = arg;
    char year[8];
    size_t row = SIZE_MAX;
    if (line == 1) return DOMAR_ROW_SKIP;
    snprintf(year, sizeof year, "%d", r->year);
    if (!domar_field_is(labels[4], year))
        return stop_at(cx, r, line, "a file holds one year, and this row says", labels[4]);
    if (domar_field_is(labels[2], "TOT")) {
        if (domar_field_is(labels[0], "II_fob")) return DOMAR_ROW_SKIP;
        for (size_t f = 0; f < F; f++)
            if (domar_field_is(labels[0], factors[f])) row = r->G * N + f;
        if (domar_field_is(labels[0], "GO")) row = r->G * N + F;
    } else
        for (size_t g = 0; g < r->G; g++)
            if (domar_field_is(labels[2], r->code[g]))
                for (size_t k = 0; k < N; k++)
                    if (domar_field_is(labels[0], industries[k])) row = g * N + k;
    if (row == SIZE_MAX)
        return stop_at(cx, r, line, "no such industry, economy or row:", labels[0]);
    if (r->seen[row]) return stop_at(cx, r, line, "the row comes twice:", labels[0]);
    r->seen[row] = true;
    return row;
}

static void targets(void *arg, size_t row, double **to)
{
    struct reading *r = arg;
    const size_t n = r->G * N, m = r->G * C;
    double *z = row < n ? r->d->Z + row * n : row < n + F ? r->d->V + (row - n) * n : r->d->x;
    double *y = row < n ? r->d->Y + row * m : row < n + F ? r->d->VY + (row - n) * m : NULL;
    for (size_t c = 0; c + 1 < r->columns; c++) {
        const size_t g = c / WIDTH, k = c % WIDTH;
        to[c] = k < N ? z + g * N + k : y ? y + g * C + (k - N) : NULL;
    }
    to[r->columns - 1] = NULL;
}

static domar_status new_draft(domar_cx *cx, struct reading *r)
{
    const char *codes[MOST_ECONOMIES];
    domar_axis *a[4] = { NULL };
    for (size_t g = 0; g < r->G; g++) codes[g] = r->code[g];
    domar_status st = domar_codes_axis(cx, a, "economies", codes, r->G, NULL);
    if (!st) st = domar_codes_axis(cx, a + 1, "industries_wiod16", industries, N, NULL);
    if (!st) st = domar_codes_axis(cx, a + 2, "categories", categories, C, NULL);
    if (!st) st = domar_codes_axis(cx, a + 3, "factors", factors, F, NULL);
    if (!st) st = domar_draft_new(cx, &r->d, r->year, a[0], a[1], a[2], a[3], NULL);
    if (!st && !(r->d->VY = domar_alloc(cx, F * r->G * C, sizeof(double)))) st = DOMAR_ENOMEM;
    for (size_t k = 0; k < 4; k++) domar_axis_free(a[k]);
    return st;
}

static domar_status check_rows(domar_cx *cx, const struct reading *r)
{
    for (size_t row = 0; row < r->G * N + F + 1; row++) {
        if (r->seen[row]) continue;
        if (row < r->G * N)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s: the row of %s %s is missing: the file is cut short", r->file,
                              r->code[row / N], industries[row % N]);
        return domar_fail(cx, DOMAR_EDATA, "%s: the row %s is missing: the file is cut short",
                          r->file, row == r->G * N + F ? "GO" : factors[row - r->G * N]);
    }
    return DOMAR_OK;
}

/* The year of the first row; the name need not hold it. */
static domar_status find_year(domar_cx *cx, struct reading *r, domar_source *source)
{
    domar_head head;
    domar_field fields[LABELS];
    const domar_status st = domar_source_head(cx, source, &head);
    if (st) return st;
    const char *line = memchr(head.bytes, '\n', head.size);
    if (line++) {
        const size_t left = head.size - (size_t)(line - head.bytes);
        const char *stop = memchr(line, '\n', left);
        const size_t size = stop ? (size_t)(stop - line) : left;
        int64_t year;
        char text[8] = "";
        if (domar_csv_split(line, size, ',', fields, LABELS) > LABELS && fields[4].size == 4) {
            memcpy(text, fields[4].at, 4);
            if (domar_parse_int(text, &year)) r->year = (int)year;
        }
    }
    if (r->year) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s, line 2: the column Year holds no year", r->file);
}

static domar_status tell(domar_cx *cx, domar_series *series)
{
    static const domar_pair known[] = {
        { "title", "World Input-Output Database, 2016 release" },
        { "source", "World Input-Output Database (wiod.org), November 2016" },
        { "version", "2016" },
        { "citation", "Timmer, M. P., Dietzenbacher, E., Los, B., Stehrer, R. and de Vries, G. J. "
          "(2015), An Illustrated User Guide to the World Input-Output Database, Review of "
          "International Economics 23" },
        { "licence", "CC BY 4.0" }, { "currency", "USD" }, { "unit", "million" },
        { "price_basis", "current, basic prices" }, { NULL, NULL } };
    return domar_info_set_all(cx, series, known);
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    struct reading *r = domar_alloc(cx, 1, sizeof *r);
    if (!r) return DOMAR_ENOMEM;
    r->file = domar_source_name(source);
    domar_status st = read_header(cx, r, source);
    if (!st) st = find_year(cx, r, source);
    if (!st && options->year && options->year != r->year)
        st = domar_fail(cx, DOMAR_EDATA, "%s holds the year %d, not %d", r->file, r->year,
                        options->year);
    if (!st) st = new_draft(cx, r);
    if (!st) st = domar_source_rewind(cx, source);
    const domar_csv_matrix shape = { .delimiter = ',',
                                     .labels = LABELS,
                                     .columns = r->columns,
                                     .names = r->names,
                                     .empty = DOMAR_EMPTY_ZERO,
                                     .arg = r,
                                     .row_of = row_of,
                                     .targets = targets };
    if (!st) st = domar_csv_read(cx, source, &shape);
    if (!st) st = check_rows(cx, r);
    if (!st) {
        st = domar_series_add(cx, series, r->d);
        r->d = NULL;
    }
    if (!st) st = tell(cx, series);
    domar_draft_free(r->d);
    domar_release(r);
    return st;
}

const domar_reader domar_read_wiod16 = {
    .id = "wiod16", .title_en = "WIOD, 2016 release", .title_zh = "世界投入产出数据库 2016 版",
    .page = "docs/readers/wiod16.md", .probe = probe, .read = read };
