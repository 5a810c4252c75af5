/* read/weights_file.c -- neighbours or weights: a list of pairs, or a square matrix. */
#include "read/weights_file.h"
#include "base/text.h"
#include "read/csv.h"
#include "read/dictionary.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME = 256 };

struct work {
    domar_cx *cx;
    const char *path;
    const domar_axis *units;
    bool   ignore, begun;
    char   delimiter;
    domar_field *fields;
    size_t columns;                   /* cells of a line */
    size_t *column;                   /* square: unit of each, SIZE_MAX: ignored */
    domar_weights_pairs *out;
    size_t capacity;                  /* pairs that there is room for */
};

/* The unit that a cell names, SIZE_MAX: none. */
static size_t unit_of(const struct work *w, domar_field f, char name[NAME])
{
    f = domar_field_trim(f);
    snprintf(name, NAME, "%.*s", (int)(f.size < NAME - 1 ? f.size : NAME - 1), f.at);
    return domar_axis_find(w->units, name);
}

static domar_status unknown(struct work *w, size_t line, const char *name)
{
    const char *near = domar_axis_suggest(w->units, name);
    return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: '%s' is no unit of the panel%s%s%s: correct it, or choose --unmatched ignore",
                      w->path, line, name, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

/* *unit SIZE_MAX: unknown, and to be ignored. */
static domar_status take_unit(struct work *w, size_t *unit, domar_field f, size_t line)
{
    char name[NAME];
    *unit = unit_of(w, f, name);
    if (*unit != SIZE_MAX || w->ignore) return DOMAR_OK;
    return unknown(w, line, name);
}

static domar_status take_weight(struct work *w, double *value, domar_field f, size_t line, size_t column)
{
    char text[NAME];
    f = domar_field_trim(f);
    snprintf(text, NAME, "%.*s", (int)(f.size < NAME - 1 ? f.size : NAME - 1), f.at);
    if (domar_parse_double(text, value) && isfinite(*value) && *value >= 0) return DOMAR_OK;
    return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu, column %zu: '%s' is no weight: give a number, 0 or more", w->path, line,
                      column + 1, text);
}

static domar_status add(struct work *w, size_t from, size_t to, double weight)
{
    const size_t count = w->out->count;
    if (count == w->capacity) {                       /* scratch: take twice the room */
        const size_t room = 2 * count + 1024;
        domar_weights_pair *pair = domar_scratch_bytes(w->cx, room, sizeof *pair);
        if (!pair) return DOMAR_ENOMEM;
        if (count) memcpy(pair, w->out->pair, count * sizeof *pair);
        w->out->pair = pair;
        w->capacity = room;
    }
    w->out->pair[w->out->count++] = (domar_weights_pair){ (uint32_t)from, (uint32_t)to, weight };
    return DOMAR_OK;
}

static domar_status take_pair(struct work *w, const domar_field *fields, size_t line)
{
    size_t from = SIZE_MAX, to = SIZE_MAX;
    double weight = 1;
    domar_status st = take_unit(w, &from, fields[0], line);
    if (!st) st = take_unit(w, &to, fields[1], line);
    if (!st && w->columns > 2) st = take_weight(w, &weight, fields[2], line, 2);
    if (st) return st;
    if (from != SIZE_MAX && to != SIZE_MAX) return add(w, from, to, weight);
    w->out->ignored++;
    return DOMAR_OK;
}

static domar_status take_row(struct work *w, const domar_field *fields, size_t line)
{
    size_t from;
    domar_status st = take_unit(w, &from, fields[0], line);
    if (!st && from == SIZE_MAX) w->out->ignored++;
    for (size_t c = 1; !st && from != SIZE_MAX && c < w->columns; c++) {
        double weight = 0;
        st = take_weight(w, &weight, fields[c], line, c);
        if (!st && weight > 0 && w->column[c] != SIZE_MAX) st = add(w, from, w->column[c], weight);
    }
    return st;
}

/* The first line says which of the two it is; *used: it was a header. */
static domar_status take_first(struct work *w, const domar_field *fields, size_t line, bool *used)
{
    char name[NAME], other[NAME];
    *used = true;
    if (w->columns < 2) return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: one column only: give pairs of units, or a square matrix", w->path, line);
    const bool square = w->columns > 3 || (w->columns == 3 && unit_of(w, fields[1], name) != SIZE_MAX && unit_of(w, fields[2], name) != SIZE_MAX);
    if (!square) {
        const size_t a = unit_of(w, fields[0], name), b = unit_of(w, fields[1], other);
        *used = a == SIZE_MAX && b == SIZE_MAX;           /* the words over the columns */
        return DOMAR_OK;
    }
    domar_status st = DOMAR_OK;
    w->out->square = true;
    w->column = domar_scratch_bytes(w->cx, w->columns, sizeof *w->column);
    if (!w->column) return DOMAR_ENOMEM;
    for (size_t c = 1; !st && c < w->columns; c++) {
        st = take_unit(w, &w->column[c], fields[c], line);
        w->out->ignored += !st && w->column[c] == SIZE_MAX;
    }
    return st;
}

static domar_status take_line(struct work *w, const char *p, size_t length, size_t line)
{
    bool used = false;
    domar_status st = DOMAR_OK;
    if (!w->begun) {
        w->delimiter = domar_csv_delimiter(p, length);
        w->columns = domar_csv_split(p, length, w->delimiter, NULL, 0);
        w->fields = domar_scratch_bytes(w->cx, w->columns, sizeof *w->fields);
        if (!w->fields) return DOMAR_ENOMEM;
    }
    const size_t count = domar_csv_split(p, length, w->delimiter, w->fields, w->columns);
    if (count != w->columns)
        return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: %zu cells where the first line has %zu", w->path, line, count, w->columns);
    if (!w->begun) st = take_first(w, w->fields, line, &used);
    w->begun = true;
    if (st || used) return st;
    return w->out->square ? take_row(w, w->fields, line) : take_pair(w, w->fields, line);
}

static domar_status take_lines(struct work *w, domar_source *source)
{
    const char *block;
    size_t size, number;
    domar_status st = DOMAR_OK;
    while (!st && !(st = domar_source_lines(w->cx, source, &block, &size, &number)) && size) {
        const char *p = block, *end = block + size;
        for (; !st && p < end; number++) {
            const char *stop = memchr(p, '\n', (size_t)(end - p));
            if (!stop) stop = end;
            size_t length = (size_t)(stop - p);
            while (length && p[length - 1] == '\r') length--;
            if (length && *p != '#') st = take_line(w, p, length, number);
            p = stop + 1;
        }
    }
    return st;
}

domar_status domar_weights_file_read(domar_cx *cx, domar_weights_pairs *out, const char *path, const domar_axis *units, bool ignore)
{
    domar_source *source = NULL;
    struct work w = { .cx = cx, .path = path, .units = units, .ignore = ignore, .out = out };
    *out = (domar_weights_pairs){ .count = 0 };
    if (!path) return DOMAR_OK;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st && domar_source_workbook(source)) st = domar_source_sheet(cx, source, 0);
    if (!st) st = take_lines(&w, source);
    if (!st && !out->count)
        st = domar_fail(cx, DOMAR_EDATA, "%s: no pair of units in it: give two columns with names of units, or a square matrix", path);
    domar_source_free(source);
    return st;
}
