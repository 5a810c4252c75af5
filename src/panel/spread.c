/* panel/spread.c -- long to wide: a file with one row a unit, period and variable becomes one row a unit and period. */
#include "panel/panel_inside.h"
#include "base/text.h"
#include <math.h>

struct work {
    domar_panel_draft *from, *to;
    struct domar_panel_keys keys;
    size_t *place;                   /* rows of the long file: row of the wide one */
    size_t *first;                   /* rows of the wide file: the first row of the long one */
    size_t rows;
};

static const char *name_of(const void *d, size_t k) { return ((const domar_panel_draft *)d)->column[k].name; }

static domar_status find(domar_cx *cx, size_t *at, const domar_panel_draft *d, const char *name, bool texts)
{
    for (*at = 0; *at < d->columns; ++*at)
        if (strcmp(d->column[*at].name, name) == 0) break;
    if (*at == d->columns) {
        const size_t near = domar_nearest(name, d->columns, name_of, d);
        return domar_fail(cx, DOMAR_EUSAGE, "%s has no column %s%s%s%s", d->name, name, near == SIZE_MAX ? "" : ": did you mean ",
                          near == SIZE_MAX ? "" : name_of(d, near), near == SIZE_MAX ? "" : "?");
    }
    if (!texts == (d->column[*at].value != NULL)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, texts ? "%s: column %s holds numbers, where names of variables should stand"
                                             : "%s: column %s holds texts, where values should stand", d->name, name);
}

/* Rows of the wide file, in the order in which their keys appear. */
static domar_status place_rows(domar_cx *cx, struct work *w)
{
    const size_t periods = domar_axis_size(w->keys.period_axis), cells = periods * domar_axis_size(w->keys.unit_axis);
    domar_status st = domar_memory_check(cx, 8.0 * (double)cells, "turning the file");
    size_t *at = st ? NULL : domar_alloc(cx, cells, sizeof *at);
    w->place = domar_alloc(cx, w->from->rows, sizeof *w->place);
    w->first = domar_alloc(cx, w->from->rows, sizeof *w->first);
    if (!st && (!at || !w->place || !w->first)) st = DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < w->from->rows; i++) {
        size_t *cell = &at[w->keys.unit[i] * periods + w->keys.period[i]];
        if (!*cell) {
            w->first[w->rows++] = i;
            *cell = w->rows;
        }
        w->place[i] = *cell - 1;
    }
    domar_release(at);
    return st;
}

/* ---- columns that stay */
static bool stays(const struct work *w, const domar_panel_draft_column *c)
{
    for (size_t i = 0; i < w->from->rows; i++) {
        const size_t k = w->first[w->place[i]];
        if (c->item ? c->item[i] != c->item[k] : !(c->value[i] >= c->value[k] && c->value[i] <= c->value[k]) &&
                                                     !(isnan(c->value[i]) && isnan(c->value[k]))) return false;
    }
    return true;
}

static domar_status keep_column(domar_cx *cx, struct work *w, const domar_panel_draft_column *c)
{
    double *value = c->value ? domar_alloc(cx, w->rows, sizeof *value) : NULL;
    uint32_t *item = c->item ? domar_alloc(cx, w->rows, sizeof *item) : NULL;
    if (!value && !item) return DOMAR_ENOMEM;
    for (size_t i = 0; i < w->rows; i++)
        if (value) value[i] = c->value[w->first[i]];
        else item[i] = c->item[w->first[i]];
    return value ? domar_panel_draft_values(cx, w->to, c->name, value)
                 : domar_panel_draft_texts(cx, w->to, c->name, item, domar_axis_keep(c->axis), NULL);
}

/* ---- columns that are made */
static domar_status twice(domar_cx *cx, const struct work *w, const domar_panel_draft_column *names, size_t row)
{
    return domar_fail(cx, DOMAR_EDATA, "%s: %s stands twice for %s in %s: a variable has one value a unit and period", w->from->name,
                      domar_axis_code(names->axis, names->item[row]), domar_axis_code(w->keys.unit_axis, w->keys.unit[row]),
                      domar_axis_code(w->keys.period_axis, w->keys.period[row]));
}

static domar_status make_columns(domar_cx *cx, struct work *w, const domar_panel_draft_column *names, const double *from)
{
    const size_t count = domar_axis_size(names->axis);
    bool *seen = domar_alloc(cx, w->rows * count, sizeof *seen);
    domar_status st = seen ? DOMAR_OK : DOMAR_ENOMEM;
    const size_t first = w->to->columns;
    for (size_t k = 0; !st && k < count; k++) {
        double *value = domar_alloc(cx, w->rows, sizeof *value);
        for (size_t i = 0; value && i < w->rows; i++) value[i] = NAN;
        st = value ? domar_panel_draft_values(cx, w->to, domar_axis_code(names->axis, k), value) : DOMAR_ENOMEM;
    }
    for (size_t i = 0; !st && i < w->from->rows; i++) {
        const uint32_t k = names->item[i];
        if (k == DOMAR_NO_ITEM) {
            st = domar_fail(cx, DOMAR_EDATA, "%s: row %zu of the data does not say which variable it is (%s)", w->from->name, i + 1,
                            names->name);
            break;
        }
        bool *cell = &seen[w->place[i] * count + k];
        if (*cell) st = twice(cx, w, names, i);
        *cell = true;
        w->to->column[first + k].value[w->place[i]] = from[i];
    }
    domar_release(seen);
    return st;
}

domar_status domar_panel_draft_spread(domar_cx *cx, domar_panel_draft **out, domar_panel_draft *draft, const char *rows,
                                      const char *value, const char *unit, const char *period)
{
    struct work w = { .from = draft };
    size_t r = 0, v = 0;
    *out = NULL;
    domar_status st = find(cx, &r, draft, rows, true);
    if (!st) st = find(cx, &v, draft, value, false);
    if (!st) st = domar_panel_keys_find(cx, &w.keys, draft, unit, period);
    if (!st) st = place_rows(cx, &w);
    if (!st) st = domar_panel_draft_new(cx, &w.to, draft->name, w.rows);
    for (size_t k = 0; !st && k < draft->columns; k++)
        if (k != r && k != v && stays(&w, &draft->column[k])) st = keep_column(cx, &w, &draft->column[k]);
    if (!st) st = make_columns(cx, &w, &draft->column[r], draft->column[v].value);
    if (st) domar_panel_draft_free(w.to);
    else *out = w.to;
    domar_panel_keys_free(&w.keys);
    domar_release(w.place);
    domar_release(w.first);
    domar_panel_draft_free(draft);
    return st;
}
