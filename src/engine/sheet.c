/* engine/sheet.c -- a written result read back as texts, from CSV or JSON.  Columns known as
 * dimensions are keys, and so is any column with a cell that is not a number; the rest are
 * values. */
#include "engine/sheet.h"
#include "base/text.h"
#include "read/csv.h"
#include <jansson.h>

static void free_texts(char **list, size_t count)
{
    for (size_t k = 0; list && k < count; k++) domar_release(list[k]);
    domar_release(list);
}

void domar_sheet_free(domar_sheet *s)
{
    free_texts(s->names, s->columns);
    free_texts(s->cells, s->rows * s->columns);
    free_texts(s->keys, s->rows);
    domar_release(s->order);
}

static bool is_dimension(const char *name)
{
    static const char *const dims[] = {
        "year",      "economy", "industry", "partner", "partner_industry",
        "category",  "factor",  "term",     "product", "identity",
        "indicator", "rank",    "kind",     "user"
    };
    for (size_t k = 0; k < sizeof dims / sizeof *dims; k++)
        if (strcmp(dims[k], name) == 0) return true;
    return false;
}

/* ---- reading */
static domar_status take_line(domar_cx *cx, domar_sheet *s, const char *line, size_t size,
                              size_t number)
{
    domar_field fields[DOMAR_SHEET_COLUMNS + 1];
    const size_t count = domar_csv_split(line, size, ',', fields, DOMAR_SHEET_COLUMNS + 1);
    if (number == 1) {
        if (count > DOMAR_SHEET_COLUMNS)
            return domar_fail(cx, DOMAR_EDATA, "%s: %zu columns are too many to compare (%d)",
                              s->name, count, DOMAR_SHEET_COLUMNS);
        s->columns = count;
        if (!(s->names = domar_alloc(cx, count, sizeof *s->names))) return DOMAR_ENOMEM;
        for (size_t k = 0; k < count; k++)
            if (!(s->names[k] = domar_field_text(cx, fields[k]))) return DOMAR_ENOMEM;
        return DOMAR_OK;
    }
    if (count != s->columns)
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %zu cells where the header has %zu",
                          s->name, number, count, s->columns);
    const domar_status st =
        domar_grow(cx, &s->cells, &s->capacity, (s->rows + 1) * count, sizeof *s->cells);
    if (st) return st;
    s->rows++;
    for (size_t k = 0; k < count; k++)
        if (!(s->cells[(s->rows - 1) * count + k] = domar_field_text(cx, fields[k])))
            return DOMAR_ENOMEM;
    return DOMAR_OK;
}

static domar_status read_lines(domar_cx *cx, domar_sheet *s, domar_source *source)
{
    const char *block;
    size_t size, first;
    for (;;) {
        domar_status st = domar_source_lines(cx, source, &block, &size, &first);
        if (st || !size) return st;
        for (size_t at = 0; at < size && !st; first++) {
            const char *end = memchr(block + at, '\n', size - at);
            size_t length = end ? (size_t)(end - block) - at : size - at;
            const size_t step = length + (end != NULL);
            if (length && block[at + length - 1] == '\r') length--;
            if (length) st = take_line(cx, s, block + at, length, first);
            at += step;
        }
        if (st) return st;
    }
}

/* A column with a word in it is a class: it is compared, as part of the key. */
static void find_keys(domar_sheet *s)
{
    for (size_t k = 0; k < s->columns; k++) {
        s->key[k] = is_dimension(s->names[k]);
        for (size_t i = 0; i < s->rows && !s->key[k]; i++) {
            double v;
            const char *cell = s->cells[i * s->columns + k];
            if (*cell && !domar_parse_double(cell, &v)) s->key[k] = true;
        }
    }
}

/* ---- JSON: {"columns": [{"name": ...}], "rows": [[...]]} as domar writes it */
static domar_status gather(domar_cx *cx, domar_text *t, domar_source *source)
{
    const char *block;
    size_t size, first;
    for (;;) {
        const domar_status st = domar_source_lines(cx, source, &block, &size, &first);
        if (st || !size) return st ? st : t->status;
        domar_text_add(t, block, size);
    }
}

/* A cell as CSV would have it. */
static char *cell_text(domar_cx *cx, const json_t *cell)
{
    char number[32] = "";
    if (json_is_string(cell)) return domar_strdup(cx, json_string_value(cell));
    if (json_is_integer(cell))
        return domar_format(cx, "%lld", (long long)json_integer_value(cell));
    if (json_is_real(cell)) number[domar_number_text(number, json_real_value(cell))] = 0;
    return domar_strdup(cx, number);
}

static domar_status not_ours(domar_cx *cx, const domar_sheet *s)
{
    return domar_fail(cx, DOMAR_EDATA,
                      "%s is JSON without the columns and rows of a result: give one "
                      "written with --format json or csv",
                      s->name);
}

static domar_status take_json_row(domar_cx *cx, domar_sheet *s, const json_t *row, size_t number)
{
    if (!json_is_array(row) || json_array_size(row) != s->columns)
        return domar_fail(cx, DOMAR_EDATA, "%s, row %zu: %zu cells where there are %zu columns",
                          s->name, number, json_array_size(row), s->columns);
    const domar_status st =
        domar_grow(cx, &s->cells, &s->capacity, (s->rows + 1) * s->columns, sizeof *s->cells);
    if (st) return st;
    s->rows++;
    for (size_t k = 0; k < s->columns; k++)
        if (!(s->cells[(s->rows - 1) * s->columns + k] = cell_text(cx, json_array_get(row, k))))
            return DOMAR_ENOMEM;
    return DOMAR_OK;
}

static domar_status take_json(domar_cx *cx, domar_sheet *s, const json_t *root)
{
    const json_t *columns = json_object_get(root, "columns"),
                 *rows = json_object_get(root, "rows");
    if (!json_is_array(columns) || !json_is_array(rows) || !json_array_size(columns))
        return not_ours(cx, s);
    const size_t count = json_array_size(columns);
    if (count > DOMAR_SHEET_COLUMNS)
        return domar_fail(cx, DOMAR_EDATA, "%s: %zu columns are too many to compare (%d)", s->name,
                          count, DOMAR_SHEET_COLUMNS);
    s->columns = count;
    if (!(s->names = domar_alloc(cx, count, sizeof *s->names))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) {
        const char *name = json_string_value(json_object_get(json_array_get(columns, k), "name"));
        if (!name) return not_ours(cx, s);
        if (!(s->names[k] = domar_strdup(cx, name))) return DOMAR_ENOMEM;
    }
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const domar_status st = take_json_row(cx, s, json_array_get(rows, i), i + 1);
        if (st) return st;
    }
    return DOMAR_OK;
}

static domar_status read_json(domar_cx *cx, domar_sheet *s, domar_source *source)
{
    domar_text t = domar_text_new(cx);
    json_error_t error;
    json_t *root = NULL;
    domar_status st = gather(cx, &t, source);
    if (!st && !(root = json_loadb(t.data, t.size, 0, &error)))
        st = domar_fail(cx, DOMAR_EDATA, "%s, line %d: not JSON (%s)", s->name, error.line,
                        error.text);
    domar_text_drop(&t);
    if (!st) st = take_json(cx, s, root);
    json_decref(root);
    return st;
}

domar_status domar_sheet_read(domar_cx *cx, domar_sheet *s, const char *path)
{
    domar_source *source = NULL;
    domar_head head;
    s->name = path;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st) st = domar_source_head(cx, source, &head);
    if (!st)
        st =
            head.size && *head.bytes == '{' ? read_json(cx, s, source) : read_lines(cx, s, source);
    if (!st && !s->columns)
        st = domar_fail(cx, DOMAR_EDATA, "%s has no header: give a result written as csv or json",
                        path);
    if (!st) find_keys(s);
    domar_source_free(source);
    return st;
}
