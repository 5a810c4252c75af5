/* table/series.c -- years that share their axes, and what is known about them in words. */
#include "base/text.h"
#include "table/freeze.h"
#include "table/table.h"

struct entry { char *key, *value; };

struct domar_series {
    domar_axis  *axes[5];            /* by domar_dimension; factors and satellites may be NULL */
    domar_conventions conventions;
    domar_table **tables;            /* ascending years */
    size_t        count, capacity;
    struct entry *info;
    size_t        infos, info_capacity;
};

domar_status domar_series_new(domar_cx *cx, domar_series **out, const domar_conventions *conventions)
{
    domar_series *s = domar_alloc(cx, 1, sizeof *s);
    *out = s;
    if (!s) return DOMAR_ENOMEM;
    if (conventions) s->conventions = *conventions;
    return DOMAR_OK;
}

static void table_free(domar_table *t)
{
    if (!t) return;
    domar_draft_free(t->draft);
    domar_release(t->own_x);
    domar_release(t->own_va);
    domar_release(t);
}

void domar_series_free(domar_series *s)
{
    if (!s) return;
    for (size_t k = 0; k < s->count; k++) table_free(s->tables[k]);
    for (size_t k = 0; k < 5; k++) domar_axis_free(s->axes[k]);
    for (size_t k = 0; k < s->infos; k++) {
        domar_release(s->info[k].key);
        domar_release(s->info[k].value);
    }
    domar_release(s->info);
    domar_release(s->tables);
    domar_release(s);
}

/* ---- adding a year */
static domar_status same_axes(domar_cx *cx, const domar_series *s, const domar_draft *d)
{
    static const char *const names[] = { "economies", "industries", "final-demand categories", "factors" };
    const domar_axis *axes[] = { d->economies, d->industries, d->categories, d->factors };
    for (size_t k = 0; k < 4; k++)
        if ((axes[k] || s->axes[k]) && !domar_axis_equal(s->axes[k], axes[k]))
            return domar_fail(cx, DOMAR_EDATA, "the %s of %d are not those of the years before "
                              "(%zu against %zu codes): import them as two files%s", names[k], d->year,
                              domar_axis_size(axes[k]), domar_axis_size(s->axes[k]),
                              k == DOMAR_INDUSTRIES ? ", or aggregated (--industries broad)" : "");
    return DOMAR_OK;
}

static domar_status take_axes(domar_cx *cx, domar_series *s, const domar_draft *d)
{
    const domar_axis *axes[] = { d->economies, d->industries, d->categories, d->factors, d->satellites };
    if (s->count == 0) {
        for (size_t k = 0; k < 5; k++) {
            domar_axis_free(s->axes[k]);
            s->axes[k] = domar_axis_keep(axes[k]);
        }
        return DOMAR_OK;
    }
    const domar_status st = same_axes(cx, s, d);
    if (st) return st;
    if (!domar_axis_equal(s->axes[DOMAR_SATELLITES], d->satellites))
        return domar_fail(cx, DOMAR_EDATA, "the satellite rows of %d are not those of the years "
                          "before: give all years the same rows", d->year);
    return DOMAR_OK;
}

static domar_status shape(domar_cx *cx, domar_table *t)
{
    const domar_draft *d = t->draft;
    t->G = domar_axis_size(d->economies);
    t->N = domar_axis_size(d->industries);
    t->C = domar_axis_size(d->categories);
    t->n = t->G * t->N;
    t->m = t->G * t->C;
    t->factors = domar_axis_size(d->factors);
    t->satellites = domar_axis_size(d->satellites);
    t->year = d->year;
    t->Z = d->Z;
    t->Y = d->Y;
    t->V = d->V;
    t->VY = d->VY;
    t->S = d->S;
    t->published = d->x;
    if (!d->categories ? t->n == 0 || !d->x : t->n == 0 || t->m == 0)
        return domar_fail(cx, DOMAR_EDATA, "the table of %d is empty: %zu industries in all, %zu "
                          "final-demand columns", d->year, t->n, t->m);
    return DOMAR_OK;
}

static domar_status insert(domar_cx *cx, domar_series *s, domar_table *t)
{
    size_t at = s->count;
    while (at > 0 && s->tables[at - 1]->year >= t->year) at--;
    if (at < s->count && s->tables[at]->year == t->year)
        return domar_fail(cx, DOMAR_EDATA, "the year %d comes twice: give each year once", t->year);
    const domar_status st = domar_grow(cx, &s->tables, &s->capacity, s->count + 1, sizeof *s->tables);
    if (st) return st;
    memmove(s->tables + at + 1, s->tables + at, (s->count - at) * sizeof *s->tables);
    s->tables[at] = t;
    s->count++;
    return DOMAR_OK;
}

/* The draft is the table's from here on; table_free releases it on every path. */
static domar_status add(domar_cx *cx, domar_series *s, domar_draft *d, const double *x, const double *va)
{
    domar_table *t = domar_alloc(cx, 1, sizeof *t);
    if (!t) {
        domar_draft_free(d);
        return DOMAR_ENOMEM;
    }
    t->series = s;
    t->draft = d;
    domar_status st = shape(cx, t);
    if (!st && !d->categories) {                    /* accounts only: there is nothing to choose from */
        s->conventions.output_from = DOMAR_OUTPUT_PUBLISHED;
        s->conventions.va = DOMAR_VA_GIVEN;
    }
    if (!st) st = take_axes(cx, s, d);
    if (!st && x) {
        t->x = x;
        t->va = va;
    } else if (!st)
        st = domar_table_freeze(cx, t, &s->conventions);
    if (!st) st = insert(cx, s, t);
    if (st) table_free(t);
    return st;
}

domar_status domar_series_add(domar_cx *cx, domar_series *series, domar_draft *draft)
{
    return add(cx, series, draft, NULL, NULL);
}

domar_status domar_series_add_frozen(domar_cx *cx, domar_series *series, domar_draft *draft,
                                     const double *x, const double *va)
{
    return add(cx, series, draft, x, va);
}

domar_status domar_series_set_satellites(domar_cx *cx, domar_series *s, size_t k,
                                         const domar_axis *satellites, double *S)
{
    domar_table *t = s->tables[k];
    const size_t rows = domar_axis_size(satellites);
    for (size_t p = 0; p < rows * t->n; p++)
        if (S[p] - S[p] != 0 && S[p] == S[p]) {
            const domar_status st = domar_fail(cx, DOMAR_EDATA, "satellite %s of %s %s in %d is infinite",
                domar_axis_code(satellites, p / t->n), domar_axis_code(s->axes[0], p % t->n / t->N),
                domar_axis_code(s->axes[1], p % t->n % t->N), t->year);
            domar_release(S);
            return st;
        }
    if (!domar_axis_equal(s->axes[DOMAR_SATELLITES], satellites)) {
        domar_axis_free(s->axes[DOMAR_SATELLITES]);
        s->axes[DOMAR_SATELLITES] = domar_axis_keep(satellites);
    }
    domar_axis_free(t->draft->satellites);
    t->draft->satellites = domar_axis_keep(satellites);
    domar_release(t->draft->S);
    t->draft->S = S;
    t->S = S;
    t->satellites = rows;
    return DOMAR_OK;
}

/* ---- taking over another series */
/* Items of a and those of b that a lacks. */
static domar_status both_axes(domar_cx *cx, domar_axis **out, const domar_axis *a, const domar_axis *b)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t first = domar_axis_size(a), second = domar_axis_size(b);
    domar_item *items = domar_scratch_bytes(cx, first + second, sizeof *items);
    size_t count = 0;
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    for (size_t k = 0; items && k < first; k++) items[count++] = domar_axis_item(a, k);
    for (size_t k = 0; items && k < second; k++)
        if (domar_axis_find(a, domar_axis_code(b, k)) == SIZE_MAX) items[count++] = domar_axis_item(b, k);
    if (items) st = domar_axis_new(cx, out, items, count);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* rows x (G C) laid out for more categories, zeros where there was none; the old array is released. */
static domar_status widen(domar_cx *cx, double **array, size_t rows, size_t G, const domar_axis *from, const domar_axis *to)
{
    const size_t C = domar_axis_size(from), wide = domar_axis_size(to);
    double *grown = *array ? domar_alloc(cx, rows * G * wide, sizeof *grown) : NULL;
    if (!*array) return DOMAR_OK;
    if (!grown) return DOMAR_ENOMEM;
    for (size_t c = 0; c < C; c++) {
        const size_t at = domar_axis_find(to, domar_axis_code(from, c));
        for (size_t r = 0; r < rows * G; r++) grown[r * wide + at] = (*array)[r * C + c];
    }
    domar_release(*array);
    *array = grown;
    return DOMAR_OK;
}

static domar_status take_categories(domar_cx *cx, domar_table *t, const domar_axis *to)
{
    domar_draft *d = t->draft;
    domar_status st = widen(cx, &d->Y, t->n, t->G, d->categories, to);
    t->Y = d->Y;
    if (!st) st = widen(cx, &d->VY, t->factors, t->G, d->categories, to);
    t->VY = d->VY;
    if (st) return st;
    domar_axis_free(d->categories);
    d->categories = domar_axis_keep(to);
    t->C = domar_axis_size(to);
    t->m = t->G * t->C;
    return DOMAR_OK;
}

static domar_status share_categories(domar_cx *cx, domar_series *to, domar_series *from)
{
    domar_axis *both;
    domar_status st = both_axes(cx, &both, to->axes[DOMAR_CATEGORIES], from->axes[DOMAR_CATEGORIES]);
    domar_series *const series[] = { to, from };
    for (size_t s = 0; !st && s < 2; s++) {
        for (size_t k = 0; !st && k < series[s]->count; k++) {
            domar_draft *d = series[s]->tables[k]->draft;
            st = d->unmap ? domar_fail(cx, DOMAR_EDATA, "the final-demand categories of %d are not those of other years: import "
                                       "them as two files", d->year) : take_categories(cx, series[s]->tables[k], both);
        }
        domar_axis_free(series[s]->axes[DOMAR_CATEGORIES]);
        series[s]->axes[DOMAR_CATEGORIES] = domar_axis_keep(both);
    }
    domar_axis_free(both);
    return st;
}

domar_status domar_series_take(domar_cx *cx, domar_series *to, domar_series *from)
{
    domar_status st = DOMAR_OK;
    if (!to->count) to->conventions = from->conventions;
    if (to->count && from->count && to->axes[DOMAR_CATEGORIES] && from->axes[DOMAR_CATEGORIES] &&
        !domar_axis_equal(to->axes[DOMAR_CATEGORIES], from->axes[DOMAR_CATEGORIES]))
        st = share_categories(cx, to, from);
    while (!st && from->count) {
        domar_table *t = from->tables[from->count - 1];
        if ((st = take_axes(cx, to, t->draft)) || (st = insert(cx, to, t))) break;
        t->series = to;
        from->count--;
    }
    return st ? st : domar_info_copy(cx, to, from);
}

/* ---- reading it */
size_t domar_series_size(const domar_series *s) { return s->count; }
int domar_series_year(const domar_series *s, size_t k) { return s->tables[k]->year; }
const domar_table *domar_series_table(const domar_series *s, size_t k) { return s->tables[k]; }
const domar_conventions *domar_series_conventions(const domar_series *s) { return &s->conventions; }
const domar_axis *domar_series_axis(const domar_series *s, domar_dimension which) { return s->axes[which]; }
const domar_axis *domar_series_axis_or_null(const domar_series *s, domar_dimension which)
{
    return domar_axis_size(s->axes[which]) ? s->axes[which] : NULL;
}

int domar_table_year(const domar_table *t) { return t->year; }
const double *domar_table_Z(const domar_table *t) { return t->Z; }
const double *domar_table_Y(const domar_table *t) { return t->Y; }
const double *domar_table_V(const domar_table *t) { return t->V; }
const double *domar_table_S(const domar_table *t) { return t->S; }
const double *domar_table_x(const domar_table *t) { return t->x; }
const double *domar_table_va(const domar_table *t) { return t->va; }

/* ---- what is known in words */
domar_status domar_info_set(domar_cx *cx, domar_series *s, const char *key, const char *value)
{
    char *copy = domar_strdup(cx, value);
    if (!copy) return DOMAR_ENOMEM;
    for (size_t k = 0; k < s->infos; k++)
        if (strcmp(s->info[k].key, key) == 0) {
            domar_release(s->info[k].value);
            s->info[k].value = copy;
            return DOMAR_OK;
        }
    char *name = domar_strdup(cx, key);
    if (!name || domar_grow(cx, &s->info, &s->info_capacity, s->infos + 1, sizeof *s->info)) {
        domar_release(name);
        domar_release(copy);
        return DOMAR_ENOMEM;
    }
    s->info[s->infos++] = (struct entry){ name, copy };
    return DOMAR_OK;
}

domar_status domar_info_set_all(domar_cx *cx, domar_series *s, const domar_pair *pairs)
{
    domar_status st = DOMAR_OK;
    for (; !st && pairs->name; pairs++) st = domar_info_set(cx, s, pairs->name, pairs->value);
    return st;
}

size_t domar_info_size(const domar_series *s) { return s->infos; }
const char *domar_info_key(const domar_series *s, size_t k) { return s->info[k].key; }

domar_status domar_info_copy(domar_cx *cx, domar_series *to, const domar_series *from)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < from->infos && !st; k++)
        st = domar_info_set(cx, to, from->info[k].key, from->info[k].value);
    return st;
}

const char *domar_series_info(const domar_series *s, const char *key)
{
    const char *convention = domar_convention_text(&s->conventions, key);
    if (convention) return convention;
    for (size_t k = 0; k < s->infos; k++)
        if (strcmp(s->info[k].key, key) == 0) return s->info[k].value;
    return "";
}

char *domar_series_money(domar_cx *cx, const domar_series *s)
{
    const char *unit = domar_series_info(s, "unit"), *currency = domar_series_info(s, "currency");
    if (!*currency || strstr(unit, currency)) return domar_strdup(cx, unit);
    return domar_format(cx, "%s%s%s", unit, *unit ? " " : "", currency);
}
