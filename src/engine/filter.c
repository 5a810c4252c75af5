/* engine/filter.c -- rows by code, sorted, and the first few of each year. */
#include "engine/filter.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>

/* An economy inside a bloc has no rows of its own. */
static domar_status check_members(domar_cx *cx, const char *list, const domar_series *series,
                                  const domar_regions *regions, const char *what)
{
    const domar_axis *economies = domar_series_axis(series, DOMAR_ECONOMIES);
    char code[128];
    while (list && domar_next_part(&list, code, sizeof code)) {
        const size_t g = domar_axis_find(economies, code);
        if (g == SIZE_MAX || domar_axis_find(regions->axis, code) != SIZE_MAX) continue;
        const char *bloc = domar_axis_code(regions->axis, regions->of[g]);
        return domar_fail(cx, DOMAR_EUSAGE, "--%s %s: it is a part of %s here: ask for %s, or give "
                          "--bloc none", what, code, bloc, bloc);
    }
    return DOMAR_OK;
}

static domar_status check_codes(domar_cx *cx, const char *list, const domar_axis *axis, const char *what)
{
    const char *given = list;
    char code[128];
    if (!domar_next_part(&given, code, sizeof code))
        return domar_fail(cx, DOMAR_EUSAGE, "--%s is empty: give codes, separated by commas", what);
    while (domar_next_part(&list, code, sizeof code)) {
        if (domar_axis_find(axis, code) != SIZE_MAX) continue;
        const char *near = domar_axis_suggest(axis, code);
        if (near)
            return domar_fail(cx, DOMAR_EUSAGE, "there is no %s %s in this table: did you mean %s?",
                              what, code, near);
        return domar_fail(cx, DOMAR_EUSAGE, "there is no %s %s in this table: `domar info` lists them",
                          what, code);
    }
    return DOMAR_OK;
}

static bool has_dim(const domar_grain *grain, const char *dim)
{
    const char *list = grain->dims;
    char word[32];
    while (domar_next_part(&list, word, sizeof word))
        if (strcmp(word, dim) == 0) return true;
    return false;
}

domar_status domar_filter_check(domar_cx *cx, const domar_common *c, const domar_series *series,
                                const domar_method *method, const domar_grain *grain,
                                const domar_regions *regions)
{
    const domar_axis *economies = regions ? regions->axis
                                          : domar_series_axis(series, DOMAR_ECONOMIES);
    const struct { const char *dim, *list; const domar_axis *axis; } filters[] = {
        { "economy", c->economy, economies }, { "partner", c->partner, economies },
        { "industry", c->industry, domar_series_axis(series, DOMAR_INDUSTRIES) } };
    for (size_t k = 0; k < 3; k++) {
        if (!filters[k].list) continue;
        if (!has_dim(grain, filters[k].dim))
            return domar_fail(cx, DOMAR_EUSAGE, "%s by %s has no column %s to filter: choose another "
                              "--by", method->id, grain->name, filters[k].dim);
        domar_status st = DOMAR_OK;
        if (filters[k].axis == economies && regions)
            st = check_members(cx, filters[k].list, series, regions, filters[k].dim);
        if (!st) st = check_codes(cx, filters[k].list, filters[k].axis, filters[k].dim);
        if (st) return st;
    }
    return DOMAR_OK;
}

/* keep[item] for the listed codes of a column's axis. */
static bool *wanted(domar_cx *cx, const domar_axis *axis, const char *list)
{
    bool *keep = domar_scratch_bytes(cx, domar_axis_size(axis), sizeof *keep);
    char code[128];
    while (keep && domar_next_part(&list, code, sizeof code)) {
        const size_t item = domar_axis_find(axis, code);
        if (item != SIZE_MAX) keep[item] = true;
    }
    return keep;
}

static domar_status by_code(domar_cx *cx, const domar_result *r, size_t *rows, size_t *count,
                            const char *dim, const char *list)
{
    const size_t c = domar_result_find(r, dim);
    if (!list || c == SIZE_MAX) return DOMAR_OK;
    const bool *keep = wanted(cx, domar_result_axis(r, c), list);
    if (!keep) return DOMAR_ENOMEM;
    const uint32_t *items = domar_result_items(r, c);
    size_t kept = 0;
    for (size_t k = 0; k < *count; k++)
        if (keep[items[rows[k]]]) rows[kept++] = rows[k];
    *count = kept;
    return DOMAR_OK;
}

struct order { const double *values; const uint32_t *items, *years; bool ascending; };

/* Years first; then the column; ties keep the table's order; missing numbers come last. */
static int compare(const void *a, const void *b, void *arg)
{
    const struct order *o = arg;
    const size_t i = *(const size_t *)a, j = *(const size_t *)b;
    int sign = 0;
    if (o->years && o->years[i] != o->years[j]) return o->years[i] < o->years[j] ? -1 : 1;
    if (o->items)
        sign = o->items[i] < o->items[j] ? -1 : o->items[i] > o->items[j];
    else if (isnan(o->values[i]) || isnan(o->values[j]))
        sign = (int)isnan(o->values[i]) - (int)isnan(o->values[j]);
    else {
        sign = o->values[i] > o->values[j] ? -1 : o->values[i] < o->values[j];
        if (o->ascending) sign = -sign;
    }
    return sign ? sign : i < j ? -1 : 1;
}

static const char *column_name(const void *r, size_t k) { return domar_result_name(r, k); }

static domar_status find_sort(domar_cx *cx, const domar_result *r, const domar_common *c,
                              size_t *column, bool *ascending)
{
    const char *name = c->sort;
    *ascending = name && *name == '+';
    if (name && (*name == '+' || *name == '-')) name++;
    if (!name) {
        for (*column = 0; *column < domar_result_columns(r); ++*column)
            if (domar_result_kind(r, *column) == DOMAR_COLUMN_VALUE) return DOMAR_OK;
        return domar_fail(cx, DOMAR_EUSAGE, "--top needs a column to sort by: give --sort");
    }
    *column = domar_result_find(r, name);
    if (strcmp(name, "rank") == 0 && *c->sort != '-') *ascending = true;         /* the first one first */
    if (*column != SIZE_MAX) return DOMAR_OK;
    const size_t near = domar_nearest(name, domar_result_columns(r), column_name, r);
    if (near != SIZE_MAX)
        return domar_fail(cx, DOMAR_EUSAGE, "there is no column %s: did you mean %s?", name,
                          domar_result_name(r, near));
    return domar_fail(cx, DOMAR_EUSAGE, "there is no column %s to sort by", name);
}

/* The first `top` rows of each year; rows are grouped by year. */
static size_t cut(const uint32_t *years, size_t *rows, size_t count, size_t top)
{
    size_t kept = 0, seen = 0;
    uint32_t year = 0;
    for (size_t k = 0; k < count; k++) {
        const uint32_t now = years ? years[rows[k]] : 0;
        if (k == 0 || now != year) seen = 0;
        year = now;
        if (seen++ < top) rows[kept++] = rows[k];
    }
    return kept;
}

/* Answers on panels are sorted within the period, where they have one. */
static size_t period_of(const domar_result *r)
{
    const size_t c = domar_result_find(r, "period");
    return c != SIZE_MAX && domar_result_kind(r, c) == DOMAR_COLUMN_DIMENSION ? c : SIZE_MAX;
}

domar_status domar_filter_units(domar_cx *cx, const domar_common *c, const domar_panel *panel, const domar_method *method,
                                const domar_grain *grain)
{
    if (!c->units) return DOMAR_OK;
    if (!has_dim(grain, "unit"))
        return domar_fail(cx, DOMAR_EUSAGE, "%s by %s has no column unit to filter: choose another --by, or choose rows of the "
                          "panel with --where", method->id, grain->name);
    return check_codes(cx, c->units, panel->unit_axis, "unit");
}

domar_status domar_filter_rows(domar_cx *cx, domar_result *r, const domar_common *c)
{
    if (!c->economy && !c->industry && !c->partner && !c->units && !c->sort && !c->top) return DOMAR_OK;
    const domar_mark mark = domar_scratch_mark(cx);
    size_t count = domar_result_rows(r), column = 0;
    size_t *rows = domar_scratch_bytes(cx, count, sizeof *rows);
    const size_t dated = domar_result_find(r, "year"), year = dated == SIZE_MAX ? period_of(r) : dated;
    const uint32_t *years = year == SIZE_MAX ? NULL : domar_result_items(r, year);
    bool ascending = false;
    domar_status st = DOMAR_ENOMEM;
    if (!rows) goto done;
    for (size_t k = 0; k < count; k++) rows[k] = k;
    if ((st = by_code(cx, r, rows, &count, "economy", c->economy))) goto done;
    if ((st = by_code(cx, r, rows, &count, "industry", c->industry))) goto done;
    if ((st = by_code(cx, r, rows, &count, "partner", c->partner))) goto done;
    if ((st = by_code(cx, r, rows, &count, "unit", c->units))) goto done;
    const char *first = domar_result_columns(r) ? domar_result_name(r, 0) : "";
    const bool stated = !c->sort && (strcmp(first, "term") == 0 || strcmp(first, "variable") == 0);
    if (c->sort || (c->top && !stated)) {                            /* coefficients keep the order of the equation */
        if ((st = find_sort(cx, r, c, &column, &ascending))) goto done;
        struct order order = { domar_result_values(r, column), domar_result_items(r, column), years,
                               ascending };
        qsort_r(rows, count, sizeof *rows, compare, &order);
    }
    if (c->top) count = cut(years, rows, count, (size_t)c->top);
    st = domar_result_select(cx, r, rows, count);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
