/* spec/result_read.c -- looking at an answer, and operations on whole answers. */
#include "base/text.h"
#include "spec/result_inside.h"
#include <string.h>

static void free_column(struct domar_result_column *c)
{
    domar_release(c->name);
    domar_release(c->unit);
    domar_release(c->doc[0]);
    domar_release(c->doc[1]);
    domar_release(c->items);
    domar_release(c->values);
    domar_axis_free(c->axis);
}

void domar_result_free(domar_result *r)
{
    if (!r) return;
    for (size_t k = 0; k < r->count; k++) free_column(&r->columns[k]);
    for (size_t k = 0; k < r->certificate_size; k++) {
        domar_release(r->certificate[k].name);
        domar_release(r->certificate[k].text);
    }
    domar_release(r->columns);
    domar_release(r->certificate);
    domar_release(r->method);
    domar_release(r->money);
    domar_release(r->reading[0]);
    domar_release(r->reading[1]);
    domar_release(r);
}

static const char *or_empty(const char *text) { return text ? text : ""; }
static size_t language(const char *lang) { return lang && strcmp(lang, "zh") == 0; }

size_t domar_result_rows(const domar_result *r) { return r->rows; }
size_t domar_result_columns(const domar_result *r) { return r->count; }
const char *domar_result_name(const domar_result *r, size_t c) { return r->columns[c].name; }
domar_column_kind domar_result_kind(const domar_result *r, size_t c) { return r->columns[c].kind; }
const char *domar_result_unit(const domar_result *r, size_t c) { return or_empty(r->columns[c].unit); }
const domar_axis *domar_result_axis(const domar_result *r, size_t c) { return r->columns[c].axis; }
const uint32_t *domar_result_items(const domar_result *r, size_t c) { return r->columns[c].items; }
const double *domar_result_values(const domar_result *r, size_t c) { return r->columns[c].values; }
const char *domar_result_method(const domar_result *r) { return r->method; }
size_t domar_result_certificate_size(const domar_result *r) { return r->certificate_size; }

const char *domar_result_doc(const domar_result *r, size_t c, const char *lang)
{
    return or_empty(r->columns[c].doc[language(lang)]);
}

const char *domar_result_reading(const domar_result *r, const char *lang)
{
    return r->reading[language(lang)];
}

domar_certificate_entry domar_result_certificate(const domar_result *r, size_t entry)
{
    const struct domar_result_entry *e = &r->certificate[entry];
    return (domar_certificate_entry){ e->name, e->text, e->value, e->bound };
}

size_t domar_result_find(const domar_result *r, const char *name)
{
    for (size_t c = 0; c < r->count; c++)
        if (strcmp(r->columns[c].name, name) == 0) return c;
    return SIZE_MAX;
}

void domar_text_free(char *text) { domar_release(text); }

/* ---- select */
domar_status domar_result_select(domar_cx *cx, domar_result *r, const size_t *rows, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *buffer = domar_scratch(cx, count);
    if (!buffer) return DOMAR_ENOMEM;
    uint32_t *codes = (void *)buffer;
    for (size_t c = 0; c < r->count; c++) {
        struct domar_result_column *column = &r->columns[c];
        if (column->values) {
            for (size_t i = 0; i < count; i++) buffer[i] = column->values[rows[i]];
            memcpy(column->values, buffer, count * sizeof *buffer);
        } else {
            for (size_t i = 0; i < count; i++) codes[i] = column->items[rows[i]];
            memcpy(column->items, codes, count * sizeof *codes);
        }
    }
    r->rows = count;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- append */

/* Union of two code lists, those of a first; map[k] is the place of b's item k. */
static domar_status join_axes(domar_cx *cx, domar_axis **out, uint32_t *map, const domar_axis *a,
                              const domar_axis *b)
{
    const size_t na = domar_axis_size(a), nb = domar_axis_size(b);
    domar_item *items = domar_scratch_bytes(cx, na + nb, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    size_t count = na;
    for (size_t k = 0; k < na; k++) items[k] = domar_axis_item(a, k);
    for (size_t k = 0; k < nb; k++) {
        const size_t at = domar_axis_find(a, domar_axis_code(b, k));
        const bool same = at != SIZE_MAX && strcmp(domar_axis_code(a, at), domar_axis_code(b, k)) == 0;
        map[k] = (uint32_t)(same ? at : count);
        if (!same) items[count++] = domar_axis_item(b, k);
    }
    if (count == na) {
        *out = domar_axis_keep(a);
        return DOMAR_OK;
    }
    return domar_axis_new(cx, out, items, count);
}

static domar_status append_items(domar_cx *cx, struct domar_result_column *to, size_t rows,
                                 const struct domar_result_column *from, size_t more)
{
    const domar_mark mark = domar_scratch_mark(cx);
    uint32_t *map = domar_scratch_bytes(cx, domar_axis_size(from->axis), sizeof *map);
    uint32_t *items = NULL;
    domar_axis *axis = NULL;
    domar_status st = map ? join_axes(cx, &axis, map, to->axis, from->axis) : DOMAR_ENOMEM;
    if (st) goto done;
    items = domar_alloc(cx, rows + more, sizeof *items);
    if (!items) { st = DOMAR_ENOMEM; goto done; }
    memcpy(items, to->items, rows * sizeof *items);
    for (size_t i = 0; i < more; i++) items[rows + i] = map[from->items[i]];
    domar_release(to->items);
    to->items = items;
    domar_axis *old = to->axis;
    to->axis = axis;
    axis = old;
done:
    domar_axis_free(axis);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status append_values(domar_cx *cx, struct domar_result_column *to, size_t rows,
                                  const struct domar_result_column *from, size_t more)
{
    double *values = domar_alloc(cx, rows + more, sizeof *values);
    if (!values) return DOMAR_ENOMEM;
    memcpy(values, to->values, rows * sizeof *values);
    memcpy(values + rows, from->values, more * sizeof *values);
    domar_release(to->values);
    to->values = values;
    return DOMAR_OK;
}

static domar_status append(domar_cx *cx, domar_result *a, const domar_result *b)
{
    if (a->count != b->count)
        return domar_fail(cx, DOMAR_EFAIL, "%s: answers with %zu and %zu columns cannot be joined",
                          a->method, a->count, b->count);
    for (size_t c = 0; c < a->count; c++) {
        struct domar_result_column *to = &a->columns[c];
        const struct domar_result_column *from = &b->columns[c];
        if (strcmp(to->name, from->name) != 0 || to->kind != from->kind)
            return domar_fail(cx, DOMAR_EFAIL, "%s: columns %s and %s cannot be joined", a->method,
                              to->name, from->name);
        const domar_status st = to->values ? append_values(cx, to, a->rows, from, b->rows)
                                           : append_items(cx, to, a->rows, from, b->rows);
        if (st) return st;
    }
    a->rows += b->rows;
    return DOMAR_OK;
}

domar_status domar_result_append(domar_cx *cx, domar_result *a, domar_result *b)
{
    const domar_status st = append(cx, a, b);
    domar_result_free(b);
    return st;
}
