/* study/keep.c -- a column of an answer becomes a column of the chapter's panel: the index of one step is the variable of the
 * next. */
#include "study/study.h"
#include "base/text.h"
#include <math.h>

struct work {
    const domar_panel *panel;
    const domar_result *r;
    const domar_kept_column *kept;
    size_t column, unit, period;      /* of the answer; period SIZE_MAX: it has none */
    bool *meant;                      /* rows of the answer */
    size_t *of;                       /* cells (unit, period) of the panel: row of the answer + 1 */
};

static const char *name_of(const void *r, size_t k) { return domar_result_name(r, k); }

static domar_status no_column(domar_cx *cx, const domar_result *r, const char *name)
{
    const size_t near = domar_nearest(name, domar_result_columns(r), name_of, r);
    return domar_fail(cx, DOMAR_EUSAGE, "the answer has no column %s%s%s%s", name, near == SIZE_MAX ? "" : ": did you mean ",
                      near == SIZE_MAX ? "" : name_of(r, near), near == SIZE_MAX ? "" : "?");
}

static domar_status choose_rows(domar_cx *cx, struct work *w)
{
    const domar_result *r = w->r;
    for (size_t i = 0; i < domar_result_rows(r); i++) w->meant[i] = true;
    for (size_t k = 0; k < w->kept->count; k++) {
        const char *dim = w->kept->of[2 * k], *code = w->kept->of[2 * k + 1];
        const size_t d = domar_result_find(r, dim);
        if (d == SIZE_MAX) return no_column(cx, r, dim);
        const domar_axis *axis = domar_result_axis(r, d);
        const size_t item = axis ? domar_axis_find(axis, code) : SIZE_MAX;
        if (item == SIZE_MAX) return domar_fail(cx, DOMAR_EUSAGE, "of: %s is never %s in the answer", dim, code);
        for (size_t i = 0; i < domar_result_rows(r); i++) w->meant[i] &= domar_result_items(r, d)[i] == item;
    }
    return DOMAR_OK;
}

/* Position on the panel's axis of each code of the answer's. */
static domar_status translate(domar_cx *cx, size_t **to, const domar_axis *from, const domar_axis *axis)
{
    *to = domar_scratch_bytes(cx, domar_axis_size(from) + 1, sizeof **to);
    for (size_t k = 0; *to && k < domar_axis_size(from); k++) (*to)[k] = domar_axis_find(axis, domar_axis_code(from, k));
    return *to ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status match(domar_cx *cx, struct work *w)
{
    const domar_panel *p = w->panel;
    const domar_result *r = w->r;
    size_t *unit = NULL, *period = NULL;
    domar_status st = translate(cx, &unit, domar_result_axis(r, w->unit), p->unit_axis);
    if (!st && w->period != SIZE_MAX) st = translate(cx, &period, domar_result_axis(r, w->period), p->period_axis);
    for (size_t i = 0; !st && i < domar_result_rows(r); i++) {
        const size_t u = unit[domar_result_items(r, w->unit)[i]];
        const size_t from = period ? period[domar_result_items(r, w->period)[i]] : 0, to = period ? from + 1 : p->periods;
        if (!w->meant[i] || u == SIZE_MAX || from == SIZE_MAX) continue;
        for (size_t t = from; !st && t < to; t++) {
            size_t *cell = &w->of[u * p->periods + t];
            if (*cell)
                st = domar_fail(cx, DOMAR_EUSAGE, "%s has several rows for %s in %s: say which is meant, of: {dimension: code}",
                                domar_result_name(r, w->column), domar_axis_code(p->unit_axis, u),
                                domar_axis_code(p->period_axis, t));
            *cell = i + 1;
        }
    }
    return st;
}

static domar_status put(domar_cx *cx, struct work *w, domar_panel **out)
{
    const domar_panel *p = w->panel;
    domar_panel_draft_column c = { .name = (char *)w->kept->name };
    const bool number = domar_result_kind(w->r, w->column) == DOMAR_COLUMN_VALUE;
    if (number) c.value = domar_alloc(cx, p->rows, sizeof *c.value);
    else c.item = domar_alloc(cx, p->rows, sizeof *c.item);
    if (!c.value && !c.item) return DOMAR_ENOMEM;
    for (size_t i = 0; i < p->rows; i++) {
        const size_t row = w->of[p->unit[i] * p->periods + p->period[i]];
        if (number) c.value[i] = row ? domar_result_values(w->r, w->column)[row - 1] : NAN;
        else c.item[i] = row ? domar_result_items(w->r, w->column)[row - 1] : DOMAR_NO_ITEM;
    }
    if (!number) c.axis = domar_axis_keep(domar_result_axis(w->r, w->column));
    return domar_panel_with(cx, out, p, &c);
}

domar_status domar_study_keep(domar_cx *cx, domar_panel **panel, const domar_result *r, const domar_kept_column *kept)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .panel = *panel, .r = r, .kept = kept };
    domar_panel *more = NULL;
    domar_status st = DOMAR_OK;
    w.column = domar_result_find(r, kept->column);
    w.unit = domar_result_find(r, "unit");
    w.period = domar_result_find(r, "period");
    if (w.column == SIZE_MAX) st = no_column(cx, r, kept->column);
    else if (w.unit == SIZE_MAX)
        st = domar_fail(cx, DOMAR_EUSAGE, "the answer has no rows of units, so nothing of it can be kept for later steps: choose a "
                        "grain by unit");
    w.meant = domar_scratch_bytes(cx, domar_result_rows(r) + 1, sizeof *w.meant);
    w.of = domar_scratch_bytes(cx, (*panel)->units * (*panel)->periods + 1, sizeof *w.of);
    if (!st && (!w.meant || !w.of)) st = DOMAR_ENOMEM;
    if (!st) st = choose_rows(cx, &w);
    if (!st) st = match(cx, &w);
    if (!st) st = put(cx, &w, &more);
    if (!st) {
        domar_panel_free(*panel);
        *panel = more;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
