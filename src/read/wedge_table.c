/* read/wedge_table.c -- lines of a wedge table, their codes looked up in the series. */
#include "read/wedge_table.h"
#include "base/text.h"
#include "read/csv.h"
#include "read/dictionary.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KIND, VALUE, YEAR, ECONOMY, INDUSTRY, PARTNER, USER, FACTOR, NAMES, MOST = 16 };
/* What firms.misallocation tells beside a wedge. */
static const char *const beside[] = { "units", "dominance" };
static const char *const names[NAMES] = { "kind", "value", "year", "economy", "industry", "partner", "user", "factor" };
/* Which columns a kind takes beside kind, value, year, economy, industry. */
static const bool takes[DOMAR_WEDGE_KINDS][NAMES] = {
    [DOMAR_WEDGE_INPUT_TAX] = { [USER] = true }, [DOMAR_WEDGE_TARIFF] = { [PARTNER] = true },
    [DOMAR_WEDGE_FACTOR_TAX] = { [FACTOR] = true } };

struct work {
    domar_cx *cx;
    const char *path;
    const domar_series *series;
    size_t at[NAMES], columns;             /* SIZE_MAX: no such column; columns 0: no header yet */
    char   delimiter;
    domar_wedge_line *lines;
    size_t count, capacity;
};

static domar_status take_header(struct work *w, const domar_field *fields, size_t count, size_t line)
{
    for (size_t k = 0; k < NAMES; k++) w->at[k] = SIZE_MAX;
    for (size_t c = 0; c < count; c++) {
        size_t k = 0;
        const domar_field f = domar_field_trim(fields[c]);
        if (domar_field_is(f, beside[0]) || domar_field_is(f, beside[1])) continue;
        while (k < NAMES && !domar_field_is(f, names[k])) k++;
        if (k == NAMES || w->at[k] != SIZE_MAX)
            return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu, column %zu: '%.*s' %s: the columns are kind, value, year, "
                              "economy, industry, partner, user, factor", w->path, line, c + 1,
                              (int)(f.size < 40 ? f.size : 40), f.at, k == NAMES ? "is not known" : "comes twice");
        w->at[k] = c;
    }
    w->columns = count;
    for (size_t k = KIND; k <= VALUE; k++)
        if (w->at[k] == SIZE_MAX)
            return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: there is no column %s", w->path, line, names[k]);
    return DOMAR_OK;
}

static domar_field cell(const struct work *w, const domar_field *fields, int column)
{
    const domar_field none = { .at = "" }, f = w->at[column] == SIZE_MAX ? none : domar_field_trim(fields[w->at[column]]);
    return column == FACTOR && domar_field_is(f, "all") ? none : f;
}

static void copy(char to[128], domar_field f) { snprintf(to, 128, "%.*s", (int)(f.size < 127 ? f.size : 127), f.at); }

static domar_status wrong(struct work *w, size_t line, int column, const char *what, const char *then)
{
    return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu, column %zu: %s '%s'%s", w->path, line, w->at[column] + 1, names[column],
                      what, then);
}

static domar_status take_kind(struct work *w, const domar_field *fields, domar_wedge_line *row)
{
    char text[128];
    int kind = 0;
    copy(text, cell(w, fields, KIND));
    while (kind < DOMAR_WEDGE_KINDS && strcmp(domar_wedge_kinds[kind], text) != 0) kind++;
    if (kind == DOMAR_WEDGE_KINDS)
        return wrong(w, row->line, KIND, text, " is not known: choose one of markup, output_tax, input_tax, tariff, factor_tax");
    row->kind = (domar_wedge_kind)kind;
    for (int c = PARTNER; c < NAMES; c++)
        if (cell(w, fields, c).size && !takes[kind][c]) {
            copy(text, cell(w, fields, c));
            return wrong(w, row->line, c, text, ": this kind has none, leave it empty");
        }
    return DOMAR_OK;
}

static domar_status take_numbers(struct work *w, const domar_field *fields, domar_wedge_line *row)
{
    char text[128];
    int64_t year = 0;
    size_t k = 0;
    copy(text, cell(w, fields, VALUE));
    if (!domar_parse_double(text, &row->value) || !isfinite(row->value))
        return wrong(w, row->line, VALUE, text, " is not a finite number: give per cent");
    if (!(row->value > -100)) return wrong(w, row->line, VALUE, text, ": nothing or less would be paid: give more than -100");
    copy(text, cell(w, fields, YEAR));
    if (!*text) return DOMAR_OK;
    if (!domar_parse_int(text, &year)) return wrong(w, row->line, YEAR, text, " is not a year");
    row->year = (int)year;
    while (k < domar_series_size(w->series) && domar_series_year(w->series, k) != row->year) k++;
    if (k == domar_series_size(w->series)) return wrong(w, row->line, YEAR, text, " is not in the table: leave the line out");
    return DOMAR_OK;
}

static domar_status take_code(struct work *w, const domar_field *fields, int column, domar_dimension which, long *to, size_t line)
{
    char text[128];
    const domar_axis *axis = domar_series_axis(w->series, which);
    copy(text, cell(w, fields, column));
    *to = DOMAR_WEDGE_ALL;
    if (!*text) return DOMAR_OK;
    const size_t at = domar_axis_find(axis, text);
    if (at != SIZE_MAX) *to = (long)at;
    else if (column == USER && strcmp(text, "final") == 0) *to = DOMAR_WEDGE_FINAL;
    else {
        const char *near = domar_axis_suggest(axis, text);
        char then[160];
        snprintf(then, sizeof then, " is not in the table%s%s%s", near ? ": did you mean " : ": `domar info` lists its codes",
                 near ? near : "", near ? "?" : "");
        return wrong(w, line, column, text, then);
    }
    return DOMAR_OK;
}

/* A code of a factor or satellite row, or the word labour or capital. */
static domar_status take_factor(struct work *w, const domar_field *fields, domar_wedge_line *row)
{
    char text[128];
    copy(text, cell(w, fields, FACTOR));
    if (!*text) return DOMAR_OK;
    const domar_axis *axes[] = { domar_series_axis(w->series, DOMAR_FACTORS), domar_series_axis(w->series, DOMAR_SATELLITES) };
    for (size_t a = 0; a < 2; a++) {
        const size_t at = axes[a] ? domar_axis_find(axes[a], text) : SIZE_MAX;
        if (at != SIZE_MAX) row->factor = domar_axis_code(axes[a], at);
    }
    static const char *const kinds[] = { DOMAR_LABOUR, DOMAR_CAPITAL };
    for (size_t k = 0; k < 2; k++)
        if (strcmp(text, kinds[k]) == 0) row->factor = kinds[k];
    return row->factor ? DOMAR_OK : wrong(w, row->line, FACTOR, text, " is no row of the table: give labour, capital or a code");
}

static domar_status take_row(struct work *w, const domar_field *fields, size_t count, size_t line)
{
    if (count != w->columns)
        return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: %zu cells where the header has %zu", w->path, line, count, w->columns);
    domar_wedge_line row = { .line = line };
    domar_status st = take_kind(w, fields, &row);
    if (!st) st = take_numbers(w, fields, &row);
    if (!st) st = take_code(w, fields, ECONOMY, DOMAR_ECONOMIES, &row.economy, line);
    if (!st) st = take_code(w, fields, INDUSTRY, DOMAR_INDUSTRIES, &row.industry, line);
    if (!st) st = take_code(w, fields, PARTNER, DOMAR_ECONOMIES, &row.partner, line);
    if (!st) st = take_code(w, fields, USER, DOMAR_INDUSTRIES, &row.user, line);
    if (!st) st = take_factor(w, fields, &row);
    if (!st) st = domar_grow(w->cx, &w->lines, &w->capacity, w->count + 1, sizeof *w->lines);
    if (!st) w->lines[w->count++] = row;
    return st;
}

static domar_status take_line(void *arg, domar_cx *cx, const char *text, size_t size, size_t number)
{
    struct work *w = arg;
    domar_field fields[MOST];
    if (*text == '#') return DOMAR_OK;
    if (!w->columns) w->delimiter = domar_csv_delimiter(text, size);
    const size_t count = domar_csv_split(text, size, w->delimiter, fields, MOST);
    if (count > MOST) return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %zu cells are too many", w->path, number, count);
    return w->columns ? take_row(w, fields, count, number) : take_header(w, fields, count, number);
}

/* ---- no wedge twice: which of two values holds would be anybody's guess */
static int compare(const void *a, const void *b)
{
    const domar_wedge_line *x = *(const domar_wedge_line *const *)a, *y = *(const domar_wedge_line *const *)b;
    const long left[] = { x->kind, x->year, x->economy, x->industry, x->partner, x->user },
               right[] = { y->kind, y->year, y->economy, y->industry, y->partner, y->user };
    for (size_t k = 0; k < sizeof left / sizeof *left; k++)
        if (left[k] != right[k]) return left[k] < right[k] ? -1 : 1;
    return strcmp(x->factor ? x->factor : "", y->factor ? y->factor : "");
}

static domar_status refuse_twice(const struct work *w)
{
    const domar_mark mark = domar_scratch_mark(w->cx);
    const domar_wedge_line **order = domar_scratch_bytes(w->cx, w->count, sizeof *order);
    domar_status st = order ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->count; k++) order[k] = &w->lines[k];
    if (!st) qsort(order, w->count, sizeof *order, compare);
    for (size_t k = 1; !st && k < w->count; k++)
        if (compare(&order[k - 1], &order[k]) == 0) {
            const size_t a = order[k - 1]->line, b = order[k]->line;
            st = domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: the same wedge as in line %zu: leave one out", w->path,
                            a > b ? a : b, a > b ? b : a);
        }
    domar_scratch_rewind(w->cx, mark);
    return st;
}

domar_status domar_wedge_table_read(domar_cx *cx, domar_wedge_line **lines, size_t *count, const char *path,
                                    const domar_series *series)
{
    struct work w = { .cx = cx, .path = path, .series = series };
    domar_source *source = NULL;
    *lines = NULL;
    *count = 0;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st) st = domar_csv_lines(cx, source, take_line, &w);
    domar_source_free(source);
    if (!st && !w.count) st = domar_fail(cx, DOMAR_EDATA, "%s holds no wedges: give a header and lines", path);
    if (!st) st = refuse_twice(&w);
    if (!st && !(*lines = domar_scratch_bytes(cx, w.count, sizeof **lines))) st = DOMAR_ENOMEM;
    if (!st) {
        memcpy(*lines, w.lines, w.count * sizeof **lines);
        *count = w.count;
    }
    domar_release(w.lines);
    return st;
}
