/* engine/diff.c -- two results on their keys.
 *
 * Results are read from CSV as domar writes it: columns known as dimensions are keys, and so is
 * any column with a cell that is not a number; the rest are values. */
#include "base/text.h"
#include "engine/registry.h"
#include "engine/words.h"
#include "read/csv.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 64 };

struct sheet {
    char  **names;             /* columns */
    size_t  columns, rows, capacity;
    char  **cells;             /* rows x columns */
    bool    key[COLUMNS];
    char  **keys;              /* rows: joined key cells, sorted by `order` */
    size_t *order;
    const char *name;
};

static void free_texts(char **list, size_t count)
{
    for (size_t k = 0; list && k < count; k++) domar_release(list[k]);
    domar_release(list);
}

static void sheet_free(struct sheet *s)
{
    free_texts(s->names, s->columns);
    free_texts(s->cells, s->rows * s->columns);
    free_texts(s->keys, s->rows);
    domar_release(s->order);
}

static bool is_dimension(const char *name)
{
    static const char *const dims[] = { "year", "economy", "industry", "partner", "partner_industry", "category",
        "factor", "term", "product", "identity", "indicator", "rank", "kind", "user" };
    for (size_t k = 0; k < sizeof dims / sizeof *dims; k++)
        if (strcmp(dims[k], name) == 0) return true;
    return false;
}

/* ---- reading */
static domar_status take_line(domar_cx *cx, struct sheet *s, const char *line, size_t size, size_t number)
{
    domar_field fields[COLUMNS + 1];
    const size_t count = domar_csv_split(line, size, ',', fields, COLUMNS + 1);
    if (number == 1) {
        if (count > COLUMNS)
            return domar_fail(cx, DOMAR_EDATA, "%s: %zu columns are too many to compare (%d)", s->name, count,
                              COLUMNS);
        s->columns = count;
        if (!(s->names = domar_alloc(cx, count, sizeof *s->names))) return DOMAR_ENOMEM;
        for (size_t k = 0; k < count; k++)
            if (!(s->names[k] = domar_field_text(cx, fields[k]))) return DOMAR_ENOMEM;
        return DOMAR_OK;
    }
    if (count != s->columns)
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %zu cells where the header has %zu", s->name, number,
                          count, s->columns);
    const domar_status st = domar_grow(cx, &s->cells, &s->capacity, (s->rows + 1) * count, sizeof *s->cells);
    if (st) return st;
    s->rows++;
    for (size_t k = 0; k < count; k++)
        if (!(s->cells[(s->rows - 1) * count + k] = domar_field_text(cx, fields[k]))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

static domar_status read_lines(domar_cx *cx, struct sheet *s, domar_source *source)
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
static void find_keys(struct sheet *s)
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

static domar_status sheet_read(domar_cx *cx, struct sheet *s, const char *path)
{
    domar_source *source = NULL;
    s->name = path;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st) st = read_lines(cx, s, source);
    if (!st && !s->columns) st = domar_fail(cx, DOMAR_EDATA, "%s has no header: give a result written as csv", path);
    if (!st) find_keys(s);
    domar_source_free(source);
    return st;
}

/* ---- keys */
static int by_key(const void *a, const void *b, void *arg)
{
    char *const *keys = arg;
    return strcmp(keys[*(const size_t *)a], keys[*(const size_t *)b]);
}

static domar_status make_keys(domar_cx *cx, struct sheet *s, const bool *key)
{
    s->keys = domar_alloc(cx, s->rows, sizeof *s->keys);
    s->order = domar_alloc(cx, s->rows, sizeof *s->order);
    if (!s->keys || !s->order) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) {
        domar_text t = domar_text_new(cx);
        domar_text_put(&t, "");
        for (size_t k = 0; k < s->columns; k++)
            if (key[k]) domar_text_printf(&t, "%s%s", t.size ? " " : "", s->cells[i * s->columns + k]);
        if (!t.size) domar_text_put(&t, "-");
        if (t.status) {
            const domar_status st = t.status;    /* dropping the text forgets it */
            domar_text_drop(&t);
            return st;
        }
        s->keys[i] = t.data;
        s->order[i] = i;
    }
    qsort_r(s->order, s->rows, sizeof *s->order, by_key, s->keys);
    for (size_t i = 1; i < s->rows; i++)
        if (strcmp(s->keys[s->order[i]], s->keys[s->order[i - 1]]) == 0)
            return domar_fail(cx, DOMAR_EDATA, "%s: the row %s comes twice", s->name, s->keys[s->order[i]]);
    return DOMAR_OK;
}

/* ---- comparing */
struct difference { const char *key, *column; double a, b; };
struct differences { struct difference *list; size_t count, capacity; double worst; };

static double number_in(const struct sheet *s, size_t row, size_t column)
{
    double v;
    return domar_parse_double(s->cells[row * s->columns + column], &v) ? v : NAN;
}

static domar_status note(domar_cx *cx, struct differences *d, const char *key, const char *column, double a,
                         double b)
{
    const domar_status st = domar_grow(cx, &d->list, &d->capacity, d->count + 1, sizeof *d->list);
    if (!st) d->list[d->count++] = (struct difference){ key, column, a, b };
    return st;
}

/* |a - b| <= rtol max(|b|, scale), scale = the column's largest number in b. */
static domar_status compare_rows(domar_cx *cx, struct differences *d, const struct sheet *a, size_t i,
                                 const struct sheet *b, size_t j, const double *scale, const bool *key, double rtol)
{
    for (size_t k = 0; k < a->columns; k++) {
        if (key[k]) continue;
        const double u = number_in(a, i, k), v = number_in(b, j, k);
        if (isnan(u) && isnan(v)) continue;
        const double gap = fabs(u - v);
        if (gap <= rtol * fmax(fabs(v), scale[k])) continue;
        if (scale[k] > 0 && gap / scale[k] > d->worst) d->worst = gap / scale[k];
        const domar_status st = note(cx, d, b->keys[j], a->names[k], u, v);
        if (st) return st;
    }
    return DOMAR_OK;
}

static domar_status compare(domar_cx *cx, struct differences *d, const struct sheet *a, const struct sheet *b,
                            const bool *key, double rtol)
{
    double scale[COLUMNS] = { 0 };
    for (size_t j = 0; j < b->rows; j++)
        for (size_t k = 0; k < b->columns; k++)
            if (!key[k]) scale[k] = fmax(scale[k], fabs(number_in(b, j, k)));
    for (size_t i = 0, j = 0; i < a->rows || j < b->rows;) {
        const char *left = i < a->rows ? a->keys[a->order[i]] : NULL;
        const char *right = j < b->rows ? b->keys[b->order[j]] : NULL;
        const int order = !left ? 1 : !right ? -1 : strcmp(left, right);
        domar_status st;
        if (order < 0) st = note(cx, d, left, "only in the first", NAN, NAN), i++;
        else if (order > 0) st = note(cx, d, right, "only in the second", NAN, NAN), j++;
        else st = compare_rows(cx, d, a, a->order[i++], b, b->order[j++], scale, key, rtol);
        if (st) return st;
    }
    return DOMAR_OK;
}

/* ---- answer */
static const domar_column columns[] = {
    { .name = "row", .en = "The keys of the row.", .zh = "该行的键。" },
    { .name = "column", .en = "The column that differs, or where the row is missing.", .zh = "不同的列，或缺行之处。" },
    { .name = "a", .unit = "", .en = "Number of the first result.", .zh = "第一个结果的数值。" },
    { .name = "b", .unit = "", .en = "Number of the second result.", .zh = "第二个结果的数值。" },
    { .name = NULL } };

static domar_status answer(domar_cx *cx, domar_result **out, const struct differences *d, size_t rows,
                           double rtol)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, d->count), *b = domar_scratch(cx, d->count);
    const char **keys = domar_scratch_bytes(cx, d->count, sizeof *keys);
    const char **names = domar_scratch_bytes(cx, d->count, sizeof *names);
    char en[256], zh[256];
    domar_status st = DOMAR_ENOMEM;
    if (!a || !b || !keys || !names) goto done;
    for (size_t k = 0; k < d->count; k++) {
        keys[k] = d->list[k].key;
        names[k] = d->list[k].column;
        a[k] = d->list[k].a;
        b[k] = d->list[k].b;
    }
    if ((st = domar_result_new_rows(cx, out, "diff", "", NULL, 0, d->count))) goto done;
    if ((st = domar_words_put(cx, *out, &columns[0], keys))) goto done;
    if ((st = domar_words_put(cx, *out, &columns[1], names))) goto done;
    if ((st = domar_result_put(cx, *out, columns, "a", a))) goto done;
    if ((st = domar_result_put(cx, *out, columns, "b", b))) goto done;
    snprintf(en, sizeof en, d->count ? "%zu cells differ beyond %g (worst: %.3g of the column's largest)."
                                     : "No difference in %zu rows (tolerance %g).",
             d->count ? d->count : rows, rtol, d->worst);
    snprintf(zh, sizeof zh, d->count ? "%zu 个单元格的差异超过 %g（最大为该列最大值的 %.3g）。" : "%zu 行无差异（容差 %g）。",
             d->count ? d->count : rows, rtol, d->worst);
    if ((st = domar_result_read(cx, *out, en, zh))) goto done;
    st = domar_result_certify(cx, *out, "worst", d->worst, rtol);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status same_columns(domar_cx *cx, const struct sheet *a, const struct sheet *b)
{
    if (a->columns != b->columns)
        return domar_fail(cx, DOMAR_EDATA, "%s has %zu columns, %s %zu: compare results of one method and grain",
                          a->name, a->columns, b->name, b->columns);
    for (size_t k = 0; k < a->columns; k++)
        if (strcmp(a->names[k], b->names[k]) != 0)
            return domar_fail(cx, DOMAR_EDATA, "column %zu is %s in %s and %s in %s", k + 1, a->names[k], a->name,
                              b->names[k], b->name);
    return DOMAR_OK;
}

domar_status domar_diff(domar_cx *cx, domar_result **out, const char *path_a, const char *path_b, double rtol)
{
    struct sheet a = { 0 }, b = { 0 };
    struct differences d = { 0 };
    bool key[COLUMNS];
    *out = NULL;
    domar_status st = sheet_read(cx, &a, path_a);
    if (!st) st = sheet_read(cx, &b, path_b);
    if (!st) st = same_columns(cx, &a, &b);
    for (size_t k = 0; k < COLUMNS; k++) key[k] = a.key[k] || b.key[k];
    if (!st) st = make_keys(cx, &a, key);
    if (!st) st = make_keys(cx, &b, key);
    if (!st) st = compare(cx, &d, &a, &b, key, rtol);
    if (!st) st = answer(cx, out, &d, b.rows, rtol);
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    const size_t count = d.count;
    domar_release(d.list);
    sheet_free(&a);
    sheet_free(&b);
    if (!st && count) st = domar_fail(cx, DOMAR_ECHECK, "%zu cells differ", count);
    return st;
}
