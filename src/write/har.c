/* write/har.c -- results as header arrays: one header a value column over the result's dimensions,
 * in single precision.  What has no number is 0, and a header M1, M2, ... marks it with 1. */
#include "spec/writer.h"
#include "write/har_file.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CELLS = 1 << 28 };

/* One dimension column: the codes that occur in it, in the order of its axis. */
struct axis { domar_har_dim dim; uint32_t *place; const uint32_t *items; };

struct table {
    struct axis   axes[DOMAR_HAR_RANK];
    size_t        rank, cells;
    size_t       *row;              /* row + 1 of each cell, 0: none */
    const double *values;
    bool          marks;
};

static domar_status add_axis(domar_cx *cx, struct table *t, const domar_result *r, size_t column,
                             char sets[][DOMAR_HAR_ELEMENT + 1])
{
    const domar_axis *axis = domar_result_axis(r, column);
    const size_t size = domar_axis_size(axis), rows = domar_result_rows(r);
    if (t->rank == DOMAR_HAR_RANK)
        return domar_fail(cx, DOMAR_ELIMIT,
                          "a header array has at most %d dimensions: choose another --by",
                          DOMAR_HAR_RANK);
    struct axis *a = &t->axes[t->rank];
    bool *used = domar_scratch_bytes(cx, size + 1, sizeof *used);
    const char **codes = domar_scratch_bytes(cx, size + 1, sizeof *codes);
    a->place = domar_scratch_bytes(cx, size + 1, sizeof *a->place);
    if (!used || !codes || !a->place) return DOMAR_ENOMEM;
    a->items = domar_result_items(r, column);
    for (size_t i = 0; i < rows; i++) used[a->items[i]] = true;
    for (size_t k = 0; k < size; k++) {
        if (!used[k]) continue;
        a->place[k] = (uint32_t)a->dim.count;
        codes[a->dim.count++] = domar_axis_code(axis, k);
    }
    snprintf(sets[t->rank], DOMAR_HAR_ELEMENT + 1, "%s", domar_result_name(r, column));
    a->dim.set = sets[t->rank];
    a->dim.elements = codes;
    if (a->dim.count && t->cells > MOST_CELLS / a->dim.count)
        return domar_fail(cx, DOMAR_ELIMIT,
                          "as an array the result would have more than %d cells: filter "
                          "it, or write csv",
                          MOST_CELLS);
    t->cells *= a->dim.count;
    t->rank++;
    return DOMAR_OK;
}

/* Where each row lies in the array. */
static domar_status place_rows(domar_cx *cx, struct table *t, const domar_result *r)
{
    const size_t rows = domar_result_rows(r);
    if (t->cells > 64 * rows + 4096)
        return domar_fail(cx, DOMAR_ELIMIT,
                          "as an array the result would have %zu cells for %zu rows: filter "
                          "it, or write csv",
                          t->cells, rows);
    t->row = domar_scratch_bytes(cx, t->cells, sizeof *t->row);
    if (!t->row) return DOMAR_ENOMEM;
    for (size_t i = 0; i < rows; i++) {
        size_t at = 0;
        for (size_t k = t->rank; k-- > 0;)
            at = at * t->axes[k].dim.count + t->axes[k].place[t->axes[k].items[i]];
        if (t->row[at])
            return domar_fail(cx, DOMAR_ELIMIT,
                              "two rows of the result have the same codes: an array cannot "
                              "hold them, write csv");
        t->row[at] = i + 1;
    }
    return DOMAR_OK;
}

static double value_of(const void *arg, size_t k)
{
    const struct table *t = arg;
    const double v = t->row[k] ? t->values[t->row[k] - 1] : NAN;
    return t->marks ? isnan(v) : isnan(v) ? 0 : v;
}

/* The first letters of a column's name; a number at the end where others begin like it. */
static void name_header(char name[DOMAR_HAR_NAME + 1], const domar_result *r, size_t column)
{
    const char *text = domar_result_name(r, column);
    size_t same = 0, size = 0;
    for (; text[size] && size < DOMAR_HAR_NAME; size++)
        name[size] =
            (char)(text[size] >= 'a' && text[size] <= 'z' ? text[size] - 'a' + 'A' : text[size]);
    name[size] = 0;
    for (size_t k = 0; k < column; k++)
        if (domar_result_kind(r, k) == DOMAR_COLUMN_VALUE &&
            strncmp(domar_result_name(r, k), text, DOMAR_HAR_NAME) == 0)
            same++;
    if (same) snprintf(name + 2, DOMAR_HAR_NAME - 1, "%zu", 10 + same % 90);
}

static domar_status put_column(domar_cx *cx, domar_har_out *w, struct table *t,
                               const domar_result *r, size_t column, size_t number)
{
    domar_har_dim dims[DOMAR_HAR_RANK];
    char name[DOMAR_HAR_NAME + 1], about[DOMAR_HAR_LONG + 1];
    const char *unit = domar_result_unit(r, column);
    bool gaps = false;
    for (size_t k = 0; k < t->rank; k++) dims[k] = t->axes[k].dim;
    t->values = domar_result_values(r, column);
    t->marks = false;
    for (size_t k = 0; k < t->cells; k++) gaps |= !t->row[k] || isnan(t->values[t->row[k] - 1]);
    name_header(name, r, column);
    snprintf(about, sizeof about, "%s%s%s%s: %s", domar_result_name(r, column), *unit ? " (" : "",
             unit, *unit ? ")" : "", domar_result_doc(r, column, "en"));
    domar_status st =
        domar_har_out_reals(w, (domar_har_title){ name, about, domar_result_name(r, column) },
                            dims, t->rank, value_of, t);
    if (st || !gaps) return st;
    t->marks = true;
    snprintf(name, sizeof name, "M%zu", number % 100);
    snprintf(about, sizeof about, "1: %s has no number", domar_result_name(r, column));
    (void)cx;
    return domar_har_out_reals(w, (domar_har_title){ name, about, name }, dims, t->rank, value_of,
                               t);
}

/* Method, reading, certificate. */
static domar_status put_words(domar_cx *cx, domar_har_out *w, const domar_result *r)
{
    const size_t size = domar_result_certificate_size(r);
    const char **lines = domar_scratch_bytes(cx, size + 2, sizeof *lines);
    size_t count = 0;
    if (!lines) return DOMAR_ENOMEM;
    lines[count++] = domar_result_method(r);
    if (domar_result_reading(r, "en")) lines[count++] = domar_result_reading(r, "en");
    domar_status st =
        domar_har_out_texts(w, (domar_har_title){ "READ", "Method and reading", "" }, lines,
                            count);
    for (size_t k = 0; k < size && !st; k++) {
        const domar_certificate_entry e = domar_result_certificate(r, k);
        const size_t room = strlen(e.name) + strlen(e.text) + 40;
        char *line = domar_scratch_bytes(cx, room, 1);
        if (!line) st = DOMAR_ENOMEM;
        else if (*e.text) snprintf(line, room, "%s=%s", e.name, e.text);
        else snprintf(line, room, "%s=%.17g", e.name, e.value);
        lines[k] = line;
    }
    return st || !size ? st
                       : domar_har_out_texts(w, (domar_har_title){ "CERT", "Certificate", "" },
                                             lines, size);
}

static domar_status write(domar_cx *cx, domar_out *out, const domar_result *r,
                          const domar_write_options *o)
{
    const domar_mark mark = domar_scratch_mark(cx);
    char sets[DOMAR_HAR_RANK][DOMAR_HAR_ELEMENT + 1];
    struct table t = { .cells = 1 };
    domar_har_out *w = NULL;
    size_t number = 0;
    domar_status st = domar_har_out_new(cx, &w, out);
    (void)o;                                              /* elements are codes */
    if (!st && !domar_result_rows(r))
        st = domar_fail(cx, DOMAR_ELIMIT,
                        "the result has no rows: an array cannot be empty, write csv");
    for (size_t k = 0; k < domar_result_columns(r) && !st; k++)
        if (domar_result_kind(r, k) == DOMAR_COLUMN_DIMENSION) st = add_axis(cx, &t, r, k, sets);
    if (!st) st = place_rows(cx, &t, r);
    if (!st) st = put_words(cx, w, r);
    for (size_t k = 0; k < t.rank && !st; k++) {
        const char name[] = { 'S', (char)('1' + k), '\0' };         /* an array has at most seven sets */
        char about[DOMAR_HAR_LONG + 1];
        snprintf(about, sizeof about, "Set %s", t.axes[k].dim.set);
        st = domar_har_out_texts(w, (domar_har_title){ name, about, "" }, t.axes[k].dim.elements,
                                 t.axes[k].dim.count);
    }
    for (size_t k = 0; k < domar_result_columns(r) && !st; k++)
        if (domar_result_kind(r, k) == DOMAR_COLUMN_VALUE)
            st = put_column(cx, w, &t, r, k, ++number);
    domar_har_out_free(w);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_writer domar_writer_har = { .id = "har", .title_en = "GEMPACK header arrays",
                                        .title_zh = "GEMPACK 标头数组（HAR）", .binary = true,
                                        .write = write };
