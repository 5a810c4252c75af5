/* engine/diff.c -- two results on their keys. */
#include "base/text.h"
#include "engine/registry.h"
#include "engine/sheet.h"
#include "engine/words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- keys */
static int by_key(const void *a, const void *b, void *arg)
{
    char *const *keys = arg;
    return strcmp(keys[*(const size_t *)a], keys[*(const size_t *)b]);
}

static domar_status make_keys(domar_cx *cx, domar_sheet *s, const bool *key)
{
    s->keys = domar_alloc(cx, s->rows, sizeof *s->keys);
    s->order = domar_alloc(cx, s->rows, sizeof *s->order);
    if (!s->keys || !s->order) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) {
        domar_text t = domar_text_new(cx);
        domar_text_put(&t, "");
        for (size_t k = 0; k < s->columns; k++)
            if (key[k])
                domar_text_printf(&t, "%s%s", t.size ? " " : "", s->cells[i * s->columns + k]);
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
            return domar_fail(cx, DOMAR_EDATA, "%s: the row %s comes twice", s->name,
                              s->keys[s->order[i]]);
    return DOMAR_OK;
}

/* ---- comparing */
struct difference { const char *key, *column; double a, b; };
struct differences { struct difference *list; size_t count, capacity; double worst; };

static double number_in(const domar_sheet *s, size_t row, size_t column)
{
    double v;
    return domar_parse_double(s->cells[row * s->columns + column], &v) ? v : NAN;
}

static domar_status note(domar_cx *cx, struct differences *d, const char *key, const char *column,
                         double a, double b)
{
    const domar_status st = domar_grow(cx, &d->list, &d->capacity, d->count + 1, sizeof *d->list);
    if (!st) d->list[d->count++] = (struct difference){ key, column, a, b };
    return st;
}

/* |a - b| <= rtol max(|b|, scale), scale = the column's largest number in b. */
static domar_status compare_rows(domar_cx *cx, struct differences *d, const domar_sheet *a,
                                 size_t i, const domar_sheet *b, size_t j, const double *scale,
                                 const bool *key, double rtol)
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

static domar_status compare(domar_cx *cx, struct differences *d, const domar_sheet *a,
                            const domar_sheet *b, const bool *key, double rtol)
{
    double scale[DOMAR_SHEET_COLUMNS] = { 0 };
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
    { .name = "column",
      .en = "The column that differs, or where the row is missing.",
      .zh = "不同的列，或缺行之处。" },
    { .name = "a", .unit = "", .en = "Number of the first result.", .zh = "第一个结果的数值。" },
    { .name = "b", .unit = "", .en = "Number of the second result.", .zh = "第二个结果的数值。" },
    { .name = NULL }
};

static void say(char *en, char *zh, size_t size, const struct differences *d, size_t rows,
                double rtol)
{
    if (!d->count) {
        snprintf(en, size, "No difference in %zu rows (tolerance %g).", rows, rtol);
        snprintf(zh, size, "%zu 行无差异（容差 %g）。", rows, rtol);
    } else if (d->worst > 0) {
        snprintf(
            en, size,
            "Differences beyond %g: %zu (the largest is %.3g of its column's largest number).",
            rtol, d->count, d->worst);
        snprintf(zh, size, "超过 %g 的差异：%zu 处（最大为所在列最大值的 %.3g）。", rtol, d->count, d->worst);
    } else {
        snprintf(en, size, "Differences: %zu, all of them rows or numbers that one side lacks.",
                 d->count);
        snprintf(zh, size, "差异：%zu 处，均为一方缺少的行或数值。", d->count);
    }
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct differences *d,
                           size_t rows, double rtol)
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
    say(en, zh, sizeof en, d, rows, rtol);
    if ((st = domar_result_read(cx, *out, en, zh))) goto done;
    st = domar_result_certify(cx, *out, "worst", d->worst, rtol);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status same_columns(domar_cx *cx, const domar_sheet *a, const domar_sheet *b)
{
    if (a->columns != b->columns)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s has %zu columns, %s %zu: compare results of one method and grain",
                          a->name, a->columns, b->name, b->columns);
    for (size_t k = 0; k < a->columns; k++)
        if (strcmp(a->names[k], b->names[k]) != 0)
            return domar_fail(cx, DOMAR_EDATA, "column %zu is %s in %s and %s in %s", k + 1,
                              a->names[k], a->name, b->names[k], b->name);
    return DOMAR_OK;
}

domar_status domar_diff(domar_cx *cx, domar_result **out, const char *path_a, const char *path_b,
                        double rtol)
{
    domar_sheet a = { 0 }, b = { 0 };
    struct differences d = { 0 };
    bool key[DOMAR_SHEET_COLUMNS];
    *out = NULL;
    domar_status st = domar_sheet_read(cx, &a, path_a);
    if (!st) st = domar_sheet_read(cx, &b, path_b);
    if (!st) st = same_columns(cx, &a, &b);
    for (size_t k = 0; k < DOMAR_SHEET_COLUMNS; k++) key[k] = a.key[k] || b.key[k];
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
    domar_sheet_free(&a);
    domar_sheet_free(&b);
    if (!st && count) st = domar_fail(cx, DOMAR_ECHECK, "the results differ in %zu places", count);
    return st;
}
