/* engine/conventions.c -- conventions side by side: what depends on them. */
#include "base/text.h"
#include "engine/panel_answer.h"
#include "engine/params.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

domar_status domar_convention_split(domar_cx *cx, domar_convention *c, const domar_method *method, const char *text)
{
    const char *equals = strchr(text, '=');
    const size_t size = strlen(text) + 1;
    char *own = domar_scratch_bytes(cx, size, 1), *parts = domar_scratch_bytes(cx, size, 2);
    char part[256];
    *c = (domar_convention){ 0 };
    if (!own || !parts) return DOMAR_ENOMEM;
    if (!equals) return domar_fail(cx, DOMAR_EUSAGE, "--compare %s: write NAME=a,b, a parameter and the values to set side by side", text);
    memcpy(own, text, size);
    own[equals - text] = 0;
    for (char *k = own; *k; k++) *k = *k == '-' ? '_' : *k;
    c->name = own;
    if (!domar_params_find(method->params, own)) return domar_fail(cx, DOMAR_EUSAGE, "--compare %s: %s has no parameter %s: see `domar methods %s`", text,
                                          method->id, own, method->id);
    for (const char *list = equals + 1; domar_next_part(&list, part, sizeof part);) {
        if (c->count == DOMAR_MOST_CONVENTIONS)
            return domar_fail(cx, DOMAR_EUSAGE, "--compare %s: at most %d values stand side by side", text, DOMAR_MOST_CONVENTIONS);
        c->value[c->count++] = parts;
        strcpy(parts, part);
        parts += strlen(part) + 1;
    }
    if (c->count >= 2) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "--compare %s: give two values at least, separated by commas", text);
}

/* ---- rows of one answer on the keys of another */
struct order { const domar_result *r; size_t dims; };

static int compare_rows(const domar_result *a, size_t i, const domar_result *b, size_t j, size_t dims)
{
    for (size_t d = 0; d < dims; d++) {
        const int sign = strcmp(domar_axis_code(domar_result_axis(a, d), domar_result_items(a, d)[i]),
                                domar_axis_code(domar_result_axis(b, d), domar_result_items(b, d)[j]));
        if (sign) return sign;
    }
    return 0;
}

static int by_key(const void *a, const void *b, void *arg)
{
    const struct order *o = arg;
    return compare_rows(o->r, *(const size_t *)a, o->r, *(const size_t *)b, o->dims);
}

/* at[i]: row of b with the key of row i of a, SIZE_MAX where it has none. */
static domar_status match(domar_cx *cx, size_t *at, const domar_result *a, const domar_result *b, size_t dims)
{
    const size_t rows = domar_result_rows(b);
    size_t *sorted = domar_scratch_bytes(cx, rows + 1, sizeof *sorted);
    if (!sorted) return DOMAR_ENOMEM;
    for (size_t i = 0; i < rows; i++) sorted[i] = i;
    qsort_r(sorted, rows, sizeof *sorted, by_key, &(struct order){ b, dims });
    for (size_t i = 0; i < domar_result_rows(a); i++) {
        size_t lo = 0, hi = rows;
        at[i] = SIZE_MAX;
        while (lo < hi) {
            const size_t mid = lo + (hi - lo) / 2;
            const int sign = compare_rows(a, i, b, sorted[mid], dims);
            if (sign == 0) {
                at[i] = sorted[mid];
                break;
            }
            if (sign < 0) hi = mid;
            else lo = mid + 1;
        }
    }
    return DOMAR_OK;
}

/* ---- columns */
static domar_status put(domar_cx *cx, domar_result *r, const domar_result *of, size_t column, const char *value, bool difference,
                        const double *v)
{
    char *name = domar_format(cx, "%s.%s%s", domar_result_name(of, column), value, difference ? ".diff" : "");
    char *en = domar_format(cx, difference ? "%s Under %s, less the first." : "%s Under %s.", domar_result_doc(of, column, "en"), value);
    char *zh = domar_format(cx, difference ? "%s（%s，减第一个）" : "%s（%s）", domar_result_doc(of, column, "zh"), value);
    const domar_column about[] = { { name, domar_result_unit(of, column), en, zh, NULL }, { .name = NULL } };
    const domar_status st = name && en && zh ? domar_result_put(cx, r, about, name, v) : DOMAR_ENOMEM;
    domar_release(name);
    domar_release(en);
    domar_release(zh);
    return st;
}

static domar_status put_column(domar_cx *cx, domar_result *r, domar_result *const *of, size_t column, const domar_convention *c,
                               size_t *const *at, double *room[2])
{
    const size_t rows = domar_result_rows(of[0]);
    const double *first = domar_result_values(of[0], column);
    domar_status st = put(cx, r, of[0], column, c->value[0], false, first);
    for (size_t k = 1; !st && k < c->count; k++) {
        const size_t other = domar_result_find(of[k], domar_result_name(of[0], column));
        const double *v = other == SIZE_MAX ? NULL : domar_result_values(of[k], other);
        for (size_t i = 0; i < rows; i++) {
            room[0][i] = v && at[k][i] != SIZE_MAX ? v[at[k][i]] : NAN;
            room[1][i] = room[0][i] - first[i];
        }
        st = put(cx, r, of[0], column, c->value[k], false, room[0]);
        if (!st) st = put(cx, r, of[0], column, c->value[k], true, room[1]);
    }
    return st;
}

static const char *entry_of(const domar_result *r, const char *name)
{
    for (size_t e = 0; e < domar_result_certificate_size(r); e++)
        if (strcmp(domar_result_certificate(r, e).name, name) == 0) return domar_result_certificate(r, e).text;
    return "";
}

/* Entries that are the same stand once; others once a convention; bounds are kept. */
static domar_status certify(domar_cx *cx, domar_result *r, domar_result *const *of, const domar_convention *c)
{
    domar_status st = domar_result_certify_text(cx, r, "compared", c->name);
    for (size_t e = 0; !st && e < domar_result_certificate_size(of[0]); e++) {
        const char *entry = domar_result_certificate(of[0], e).name;
        bool same = isnan(domar_result_certificate(of[0], e).bound);
        for (size_t k = 1; k < c->count; k++) same = same && strcmp(entry_of(of[0], entry), entry_of(of[k], entry)) == 0;
        if (same) st = domar_result_certify_text(cx, r, entry, entry_of(of[0], entry));
    }
    for (size_t k = 0; k < c->count; k++)
        for (size_t e = 0; !st && e < domar_result_certificate_size(of[k]); e++) {
            const domar_certificate_entry x = domar_result_certificate(of[k], e);
            bool same = isnan(x.bound);
            for (size_t q = 0; q < c->count; q++) same = same && strcmp(entry_of(of[q], x.name), x.text) == 0;
            if (same) continue;
            char *name = domar_format(cx, "%s.%s", x.name, c->value[k]);
            st = !name ? DOMAR_ENOMEM : isnan(x.value) ? domar_result_certify_text(cx, r, name, x.text)
                                                       : domar_result_certify(cx, r, name, x.value, x.bound);
            domar_release(name);
        }
    return st;
}

/* Does a convention move this column? */
static bool moves(const domar_result *r, domar_result *const *of, const domar_convention *c, size_t column)
{
    bool any = false;
    for (size_t k = 1; k < c->count; k++) {
        char name[256];
        snprintf(name, sizeof name, "%.120s.%.120s.diff", domar_result_name(of[0], column), c->value[k]);
        const size_t d = domar_result_find(r, name);
        for (size_t i = 0; d != SIZE_MAX && i < domar_result_rows(r); i++) any |= fabs(domar_result_values(r, d)[i]) > 1e-9;
    }
    return any;
}

/* How far the first value column that moves does so (the first, where none moves). */
static domar_status tell(domar_cx *cx, domar_result *r, domar_result *const *of, const domar_convention *c, size_t column)
{
    const char *name = domar_result_name(of[0], column);
    char *diff = domar_format(cx, "%s.%s.diff", name, c->value[1]);
    const size_t d = diff ? domar_result_find(r, diff) : SIZE_MAX;
    const double *v = d == SIZE_MAX ? NULL : domar_result_values(r, d);
    double most = 0;
    size_t moved = 0, known = 0;
    for (size_t i = 0; v && i < domar_result_rows(r); i++) {
        if (isnan(v[i])) continue;
        known++;
        moved += fabs(v[i]) > 1e-9;
        most = fmax(most, fabs(v[i]));
    }
    char *en = domar_format(cx, "%s: %s against %s changes %s in %zu of %zu rows, by at most %.4g.", c->name, c->value[1], c->value[0],
                            name, moved, known, most);
    char *zh = domar_format(cx, "%s：%s 与 %s 相比，%s 在 %zu 行中的 %zu 行不同，最大差 %.4g。", c->name, c->value[1], c->value[0], name,
                            known, moved, most);
    const domar_status st = diff && en && zh ? domar_result_read(cx, r, en, zh) : DOMAR_ENOMEM;
    domar_release(diff);
    domar_release(en);
    domar_release(zh);
    return st;
}

domar_status domar_answers_join(domar_cx *cx, domar_result **out, domar_result *const *of, const domar_convention *c)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t rows = domar_result_rows(of[0]), columns = domar_result_columns(of[0]);
    domar_dim dims[8];
    size_t count = 0, *at[DOMAR_MOST_CONVENTIONS] = { NULL }, told = SIZE_MAX, moving = SIZE_MAX;
    while (count < 8 && count < columns && domar_result_kind(of[0], count) == DOMAR_COLUMN_DIMENSION) {
        dims[count] = (domar_dim){ domar_result_name(of[0], count), domar_result_axis(of[0], count) };
        count++;
    }
    double *room[2] = { domar_scratch(cx, rows + 1), domar_scratch(cx, rows + 1) };
    domar_status st = room[0] && room[1]
                          ? domar_result_new_rows(cx, out, domar_result_method(of[0]), "", dims, count, rows) : DOMAR_ENOMEM;
    for (size_t d = 0; !st && d < count; d++)
        memcpy(domar_result_codes(*out, dims[d].name), domar_result_items(of[0], d), rows * sizeof(uint32_t));
    for (size_t k = 1; !st && k < c->count; k++) {
        at[k] = domar_scratch_bytes(cx, rows + 1, sizeof **at);
        st = at[k] ? match(cx, at[k], of[0], of[k], count) : DOMAR_ENOMEM;
    }
    for (size_t k = count; !st && k < columns; k++) {
        if (domar_result_kind(of[0], k) != DOMAR_COLUMN_VALUE) continue;
        st = put_column(cx, *out, of, k, c, at, room);
        if (st) break;
        if (told == SIZE_MAX) told = k;
        if (moving == SIZE_MAX && moves(*out, of, c, k)) moving = k;
    }
    if (moving != SIZE_MAX) told = moving;
    if (!st) st = certify(cx, *out, of, c);
    if (!st && told != SIZE_MAX) st = tell(cx, *out, of, c, told);
    domar_scratch_rewind(cx, mark);
    return st;
}
