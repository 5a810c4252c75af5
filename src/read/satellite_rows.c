/* read/satellite_rows.c -- long CSV of satellite rows: one number a line.
 *
 *     row,economy,industry,year,value[,kind,unit]      economy may be left out for a table of one economy */
#include "read/satellite_rows.h"
#include "base/text.h"
#include "read/dictionary.h"
#include "table/codes.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROW, ECONOMY, INDUSTRY, YEAR, VALUE, KIND, UNIT, COLUMNS, MOST_FIELDS = 32, MOST_ROWS = 64 };
static const char *const names[COLUMNS] = { "row", "economy", "industry", "year", "value", "kind", "unit" };
static const char *const kinds[] = { DOMAR_JOBS, DOMAR_HOURS, DOMAR_STOCK, DOMAR_ENERGY, DOMAR_EMISSION, DOMAR_LABOUR,
                                     DOMAR_MONEY, DOMAR_PRICE, "volume_index", "asset_stock", NULL };
#define NONE SIZE_MAX

struct reading {
    domar_cx *cx;
    const domar_series *series;
    const char *file;
    char   delimiter;
    size_t at[COLUMNS], fields, n, N;
    domar_dictionary rows;
    domar_item item[MOST_ROWS];
    double *data;                     /* rows x years x n, NaN where nothing is said */
    size_t lines, used;               /* used: of the table's years */
};

static bool split_header(domar_cx *cx, domar_source *source, domar_field *fields, size_t *count, char *delimiter)
{
    domar_head head;
    if (domar_source_head(cx, source, &head)) return false;
    *count = domar_csv_first(&head, fields, MOST_FIELDS, delimiter);
    return *count <= MOST_FIELDS;
}

static size_t column_of(const domar_field *fields, size_t count, const char *name)
{
    for (size_t k = 0; k < count; k++)
        if (domar_field_is(domar_field_trim(fields[k]), name)) return k;
    return NONE;
}

bool domar_satellite_rows_is(domar_cx *cx, domar_source *source)
{
    domar_field fields[MOST_FIELDS];
    size_t count;
    char delimiter;
    return !domar_source_workbook(source) && split_header(cx, source, fields, &count, &delimiter) &&
           column_of(fields, count, names[ROW]) != NONE && column_of(fields, count, names[VALUE]) != NONE;
}

static domar_status find_columns(struct reading *r, domar_source *source)
{
    domar_field fields[MOST_FIELDS];
    if (!split_header(r->cx, source, fields, &r->fields, &r->delimiter))
        return domar_fail(r->cx, DOMAR_EDATA, "%s, line 1: no header of at most %d columns", r->file, MOST_FIELDS);
    for (size_t k = 0; k < COLUMNS; k++) {
        r->at[k] = column_of(fields, r->fields, names[k]);
        const bool one = k == ECONOMY && domar_axis_size(domar_series_axis(r->series, DOMAR_ECONOMIES)) == 1;
        if (r->at[k] == NONE && k < KIND && !one)
            return domar_fail(r->cx, DOMAR_EDATA, "%s, line 1: there is no column %s (row, economy, industry, year, value)",
                              r->file, names[k]);
    }
    return DOMAR_OK;
}

/* A text of the line that outlives it; NULL: no memory. */
static const char *keep(struct reading *r, domar_field f)
{
    char *text = domar_scratch_bytes(r->cx, f.size + 1, 1);
    if (text) memcpy(text, f.at, f.size);
    return text;
}

static domar_status take_words(struct reading *r, const domar_field *fields, size_t row)
{
    const char **const to[] = { &r->item[row].kind, &r->item[row].unit };
    for (size_t k = 0; k < 2; k++) {
        const domar_field f = r->at[KIND + k] == NONE ? (domar_field){ 0 } : domar_field_trim(fields[r->at[KIND + k]]);
        if (!f.size || (*to[k] && **to[k])) continue;
        if (!(*to[k] = keep(r, f))) return DOMAR_ENOMEM;
    }
    const char *kind = r->item[row].kind;
    size_t k = 0;
    while (kind && kinds[k] && strcmp(kinds[k], kind) != 0) k++;
    if (!kind || kinds[k]) return DOMAR_OK;
    return domar_fail(r->cx, DOMAR_EDATA, "kind %s is not known: choose one of jobs, hours, capital_stock, asset_stock, energy, "
                      "emission, labour, money, price_index, volume_index", kind);
}

static domar_status find_row(struct reading *r, const domar_field *fields, size_t *row)
{
    const domar_field f = domar_field_trim(fields[r->at[ROW]]);
    const size_t before = r->rows.count;
    if (!f.size) return domar_fail(r->cx, DOMAR_EDATA, "column %zu: row is empty: give a code", r->at[ROW] + 1);
    domar_status st = domar_dictionary_learn(r->cx, &r->rows, f);
    if (st) return st;
    *row = domar_dictionary_find(&r->rows, f);
    if (r->rows.count == before) return take_words(r, fields, *row);
    const size_t years = domar_series_size(r->series), block = years * r->n;
    const domar_axis *have = domar_series_axis_or_null(r->series, DOMAR_SATELLITES);
    if (*row == MOST_ROWS) return domar_fail(r->cx, DOMAR_EDATA, "more than %d rows: attach them in several files", MOST_ROWS);
    const char *code = r->rows.code[*row];
    if (have && domar_axis_find(have, code) != NONE && strcmp(domar_axis_code(have, domar_axis_find(have, code)), code) == 0)
        return domar_fail(r->cx, DOMAR_EDATA, "the table has a row %s already: give this one another code", code);
    size_t room = before * block;
    if ((st = domar_grow(r->cx, &r->data, &room, r->rows.count * block, sizeof *r->data))) return st;
    for (size_t p = before * block; p < r->rows.count * block; p++) r->data[p] = NAN;
    r->item[*row] = (domar_item){ .code = code };
    return take_words(r, fields, *row);
}

/* Place of a code on an axis of the table. */
static domar_status find_code(struct reading *r, const domar_field *fields, int column, domar_dimension which, size_t *at)
{
    const domar_axis *axis = domar_series_axis(r->series, which);
    char code[128];
    *at = 0;
    if (r->at[column] == NONE) return DOMAR_OK;
    const domar_field f = domar_field_trim(fields[r->at[column]]);
    snprintf(code, sizeof code, "%.*s", (int)(f.size < 127 ? f.size : 127), f.at);
    *at = domar_axis_find(axis, code);
    if (*at != NONE) return DOMAR_OK;
    const char *near = domar_axis_suggest(axis, code);
    return domar_fail(r->cx, DOMAR_EDATA, "%s '%s' is not in the table%s%s%s", names[column], code, near ? ": did you mean " : "",
                      near ? near : "", near ? "?" : ": `domar info` lists its codes");
}

/* Place of the year in the series; NONE: a year that the table does not have. */
static domar_status find_year(struct reading *r, const domar_field *fields, size_t *at)
{
    const domar_field f = domar_field_trim(fields[r->at[YEAR]]);
    char text[16];
    int64_t year;
    snprintf(text, sizeof text, "%.*s", (int)(f.size < 15 ? f.size : 15), f.at);
    if (!domar_parse_int(text, &year) || year < 1 || year > 9999)
        return domar_fail(r->cx, DOMAR_EDATA, "column %zu: '%s' is not a year", r->at[YEAR] + 1, text);
    *at = 0;
    while (*at < domar_series_size(r->series) && domar_series_year(r->series, *at) != year) ++*at;
    if (*at == domar_series_size(r->series)) *at = NONE;
    return DOMAR_OK;
}

static domar_status take_line(void *arg, domar_cx *cx, const char *text, size_t size, size_t number)
{
    struct reading *r = arg;
    domar_field fields[MOST_FIELDS];
    size_t row = 0, g, i, year = NONE;
    (void)number;
    const size_t count = domar_csv_split(text, size, r->delimiter, fields, MOST_FIELDS);
    if (count != r->fields) return domar_fail(cx, DOMAR_EDATA, "%zu cells where the header has %zu", count, r->fields);
    domar_status st = find_year(r, fields, &year);
    if (!st) st = find_row(r, fields, &row);
    if (!st) st = find_code(r, fields, ECONOMY, DOMAR_ECONOMIES, &g);
    if (!st) st = find_code(r, fields, INDUSTRY, DOMAR_INDUSTRIES, &i);
    if (st) return st;
    const domar_field f = domar_field_trim(fields[r->at[VALUE]]);
    const char *rest;
    double value = NAN;
    r->lines++;
    if (f.size && (!domar_csv_number(f.at, f.at + f.size, &value, &rest) || rest != f.at + f.size))
        return domar_fail(cx, DOMAR_EDATA, "column %zu: the value '%.*s' is not a number: mend it or leave it empty",
                          r->at[VALUE] + 1, (int)(f.size < 40 ? f.size : 40), f.at);
    if (year == NONE || isnan(value)) return DOMAR_OK;
    double *to = r->data + (row * domar_series_size(r->series) + year) * r->n + g * r->N + i;
    if (!isnan(*to)) return domar_fail(cx, DOMAR_EDATA, "the same cell comes twice: keep one of the lines");
    *to = value;
    r->used++;
    return DOMAR_OK;
}

static domar_status take_lines(struct reading *r, domar_source *source)
{
    const domar_status st = domar_csv_records(r->cx, source, take_line, r);
    return st || r->used ? st : domar_fail(r->cx, DOMAR_EDATA, "%s: %s", r->file,
                                           r->lines ? "none of its years is in the table" : "there is no line");
}

/* ---- the rows that were there, then these */
static domar_status make_axis(struct reading *r, domar_axis **axis)
{
    const domar_axis *have = domar_series_axis_or_null(r->series, DOMAR_SATELLITES);
    const size_t before = domar_axis_size(have), count = before + r->rows.count;
    domar_item *all = domar_scratch_bytes(r->cx, count, sizeof *all);
    if (!all) return DOMAR_ENOMEM;
    domar_status st = domar_codes_label(r->cx, r->item, r->rows.count, "satellites");
    for (size_t k = 0; !st && k < r->rows.count; k++)
        if (!*r->item[k].kind)
            st = domar_fail(r->cx, DOMAR_EDATA, "%s: nobody says what %s is: add a column kind (docs/readers/rows.md)", r->file,
                            r->item[k].code);
    for (size_t k = 0; k < count; k++) all[k] = k < before ? domar_axis_item(have, k) : r->item[k - before];
    return st ? st : domar_axis_new(r->cx, axis, all, count);
}

static domar_status attach_year(struct reading *r, domar_series *series, const domar_axis *axis, size_t k)
{
    const domar_table *t = domar_series_table(series, k);
    const size_t before = t->S ? t->satellites : 0, years = domar_series_size(series);
    double *S = domar_alloc(r->cx, (before + r->rows.count) * r->n, sizeof *S);
    if (!S) return DOMAR_ENOMEM;
    if (before) memcpy(S, t->S, before * r->n * sizeof *S);
    for (size_t v = 0; v < r->rows.count; v++)
        memcpy(S + (before + v) * r->n, r->data + (v * years + k) * r->n, r->n * sizeof *S);
    return domar_series_set_satellites(r->cx, series, k, axis, S);
}

static domar_status note(struct reading *r, domar_series *series)
{
    const char *before = domar_series_info(series, "notes");
    char *text = domar_format(r->cx, "%s%s%zu satellite rows from %s", before, *before ? "; " : "", r->rows.count, r->file);
    const domar_status st = text ? domar_info_set(r->cx, series, "notes", text) : DOMAR_ENOMEM;
    domar_release(text);
    return st;
}

domar_status domar_satellite_rows_attach(domar_cx *cx, domar_series *series, domar_source *source)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct reading *r = domar_alloc(cx, 1, sizeof *r);
    domar_axis *axis = NULL;
    if (!r) return DOMAR_ENOMEM;
    r->cx = cx;
    r->series = series;
    r->file = domar_source_name(source);
    r->N = domar_axis_size(domar_series_axis(series, DOMAR_INDUSTRIES));
    r->n = r->N * domar_axis_size(domar_series_axis(series, DOMAR_ECONOMIES));
    domar_status st = find_columns(r, source);
    if (!st) st = take_lines(r, source);
    if (!st) st = make_axis(r, &axis);
    for (size_t k = 0; !st && k < domar_series_size(series); k++) st = attach_year(r, series, axis, k);
    if (!st) st = note(r, series);
    domar_axis_free(axis);
    domar_dictionary_free(&r->rows);
    domar_release(r->data);
    domar_release(r);
    domar_scratch_rewind(cx, mark);
    return st;
}
