/* panel/panel.c -- drafts, and how they freeze. */
#include "panel/panel_inside.h"
#include "base/text.h"
#include <math.h>

/* ---- drafts */
domar_status domar_panel_draft_new(domar_cx *cx, domar_panel_draft **out, const char *name, size_t rows)
{
    domar_panel_draft *d = *out = domar_alloc(cx, 1, sizeof *d);
    if (!d) return DOMAR_ENOMEM;
    d->rows = rows;
    d->name = domar_strdup(cx, name);
    if (d->name) return DOMAR_OK;
    domar_panel_draft_free(d);
    *out = NULL;
    return DOMAR_ENOMEM;
}

static void release_column(domar_panel_draft_column *c)
{
    domar_release(c->name);
    domar_release(c->value);
    domar_release(c->item);
    domar_release(c->suspect);
    domar_axis_free(c->axis);
}

void domar_panel_draft_free(domar_panel_draft *d)
{
    if (!d) return;
    for (size_t k = 0; k < d->columns; k++) release_column(&d->column[k]);
    domar_release(d->column);
    domar_release(d->name);
    domar_release(d);
}

static domar_status add(domar_cx *cx, domar_panel_draft *d, const char *name, domar_panel_draft_column c)
{
    c.name = domar_strdup(cx, name);
    if (!c.name || domar_grow(cx, &d->column, &d->room, d->columns + 1, sizeof *d->column)) {
        release_column(&c);
        return DOMAR_ENOMEM;
    }
    d->column[d->columns++] = c;
    return DOMAR_OK;
}

domar_status domar_panel_draft_values(domar_cx *cx, domar_panel_draft *d, const char *name, double *value)
{
    return add(cx, d, name, (domar_panel_draft_column){ .value = value });
}

domar_status domar_panel_draft_texts(domar_cx *cx, domar_panel_draft *d, const char *name, uint32_t *item,
                                     domar_axis *axis, char *suspect)
{
    return add(cx, d, name, (domar_panel_draft_column){ .item = item, .axis = axis, .suspect = suspect });
}

/* ---- order of rows */

/* Place of each row once units stand together, in the order of first appearance, and periods ascend: a stable count by
 * period, then by unit.  place NULL: the rows stand so already. */
static domar_status order_rows(domar_cx *cx, size_t **place, const struct domar_panel_keys *k, size_t rows)
{
    bool sorted = true;
    for (size_t i = 1; sorted && i < rows; i++)
        sorted = k->unit[i] > k->unit[i - 1] || (k->unit[i] == k->unit[i - 1] && k->period[i] > k->period[i - 1]);
    *place = NULL;
    if (sorted) return DOMAR_OK;
    const size_t units = domar_axis_size(k->unit_axis), periods = domar_axis_size(k->period_axis);
    size_t *by_period = domar_alloc(cx, rows, sizeof *by_period), *by_unit = domar_alloc(cx, rows, sizeof *by_unit);
    size_t *at = domar_alloc(cx, (units > periods ? units : periods) + 1, sizeof *at);
    const bool room = by_period && by_unit && at;
    if (room) {
        for (size_t i = 0; i < rows; i++) at[k->period[i] + 1]++;
        for (size_t t = 0; t < periods; t++) at[t + 1] += at[t];
        for (size_t i = 0; i < rows; i++) by_period[at[k->period[i]]++] = i;
        memset(at, 0, (units + 1) * sizeof *at);
        for (size_t i = 0; i < rows; i++) at[k->unit[i] + 1]++;
        for (size_t u = 0; u < units; u++) at[u + 1] += at[u];
        for (size_t i = 0; i < rows; i++) by_unit[at[k->unit[by_period[i]]]++] = by_period[i];
        *place = by_unit;
    } else domar_release(by_unit);
    domar_release(by_period);
    domar_release(at);
    return room ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status take_values(domar_cx *cx, double **own, const double *from, const size_t *place, size_t rows)
{
    double *to = *own = domar_alloc(cx, rows, sizeof *to);
    for (size_t i = 0; to && i < rows; i++) to[i] = from[place ? place[i] : i];
    return to ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status take_items(domar_cx *cx, uint32_t **own, const uint32_t *from, const size_t *place, size_t rows)
{
    uint32_t *to = *own = domar_alloc(cx, rows, sizeof *to);
    for (size_t i = 0; to && i < rows; i++) to[i] = from[place ? place[i] : i];
    return to ? DOMAR_OK : DOMAR_ENOMEM;
}

/* Columns in the new order, one after the other, so that only one is there twice. */
static domar_status reorder(domar_cx *cx, domar_panel_draft *d, const size_t *place)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; place && !st && k < d->columns; k++) {
        domar_panel_draft_column *c = &d->column[k];
        void *old = c->value ? (void *)c->value : c->item;
        st = c->value ? take_values(cx, &c->value, c->value, place, d->rows) : take_items(cx, &c->item, c->item, place, d->rows);
        domar_release(old);
    }
    return st;
}

/* ---- panels */
static domar_status no_twice(domar_cx *cx, const domar_panel *p)
{
    for (size_t i = 1; i < p->rows; i++)
        if (p->unit[i] == p->unit[i - 1] && p->period[i] == p->period[i - 1]) {
            const char *unit = domar_axis_code(p->unit_axis, p->unit[i]);
            if (!p->period_name)
                return domar_fail(cx, DOMAR_EDATA, "%s: %s stands in several rows, and no column tells periods apart: name one "
                                  "with --period, or another --unit", p->name, unit);
            return domar_fail(cx, DOMAR_EDATA, "%s: %s stands in several rows of %s: a unit has one row a period; name another "
                              "--unit or --period, or mend the file", p->name, unit,
                              domar_axis_code(p->period_axis, p->period[i]));
        }
    return DOMAR_OK;
}

static domar_status mark_units(domar_cx *cx, domar_panel *p, struct domar_panel_inside *in)
{
    in->start = domar_alloc(cx, p->units + 1, sizeof *in->start);
    if (!in->start) return DOMAR_ENOMEM;
    for (size_t i = 0; i < p->rows; i++) in->start[p->unit[i] + 1]++;
    for (size_t u = 0; u < p->units; u++) in->start[u + 1] += in->start[u];
    p->start = in->start;
    p->step = INFINITY;
    for (size_t t = 1; t < p->periods; t++) p->step = fmin(p->step, p->time[t] - p->time[t - 1]);
    if (!isfinite(p->step)) p->step = 1;
    return DOMAR_OK;
}

/* The face of what the panel owns. */
static domar_status show(domar_cx *cx, domar_panel *p, struct domar_panel_inside *in)
{
    const domar_panel_draft *d = in->draft;
    in->face = domar_alloc(cx, d->columns, sizeof *in->face);
    if (!in->face) return DOMAR_ENOMEM;
    for (size_t k = 0; k < d->columns; k++) {
        const domar_panel_draft_column *c = &d->column[k];
        in->face[k] = (domar_panel_column){ c->name, c->value, c->item, c->axis, c->suspect };
    }
    p->inside = in;
    p->name = d->name;
    p->rows = d->rows;
    p->columns = d->columns;
    p->column = in->face;
    p->unit = in->keys.unit;
    p->period = in->keys.period;
    p->unit_axis = in->keys.unit_axis;
    p->period_axis = in->keys.period_axis;
    p->time = in->keys.time;
    p->unit_name = in->keys.unit_name;
    p->period_name = in->keys.period_name;
    p->units = domar_axis_size(p->unit_axis);
    p->periods = domar_axis_size(p->period_axis);
    return mark_units(cx, p, in);
}

static void release_inside(struct domar_panel_inside *in)
{
    if (!in) return;
    domar_panel_draft_free(in->draft);
    domar_panel_keys_free(&in->keys);
    domar_release(in->start);
    domar_release(in->face);
    domar_release(in);
}

void domar_panel_free(domar_panel *p)
{
    if (!p) return;
    release_inside(p->inside);
    domar_release(p);
}

static domar_status make(domar_cx *cx, domar_panel **out, struct domar_panel_inside *in)
{
    domar_panel *p = domar_alloc(cx, 1, sizeof *p);
    domar_status st = p ? show(cx, p, in) : DOMAR_ENOMEM;
    if (!st) st = no_twice(cx, p);
    if (st) {
        domar_release(p);
        release_inside(in);
        return st;
    }
    *out = p;
    return DOMAR_OK;
}

domar_status domar_panel_freeze(domar_cx *cx, domar_panel **out, domar_panel_draft *draft, const char *unit, const char *period)
{
    struct domar_panel_inside *in = domar_alloc(cx, 1, sizeof *in);
    size_t *place = NULL;
    *out = NULL;
    if (!in) {
        domar_panel_draft_free(draft);
        return DOMAR_ENOMEM;
    }
    in->draft = draft;
    domar_status st = domar_panel_keys_find(cx, &in->keys, draft, unit, period);
    if (!st) st = order_rows(cx, &place, &in->keys, draft->rows);
    if (!st && place) {
        uint32_t *old[] = { in->keys.unit, in->keys.period };
        in->keys.unit = in->keys.period = NULL;
        st = take_items(cx, &in->keys.unit, old[0], place, draft->rows);
        if (!st) st = take_items(cx, &in->keys.period, old[1], place, draft->rows);
        domar_release(old[0]);
        domar_release(old[1]);
        if (!st) st = reorder(cx, draft, place);
    }
    domar_release(place);
    if (st) {
        release_inside(in);
        return st;
    }
    return make(cx, out, in);
}

/* ---- parts of a panel */
static domar_status copy_columns(domar_cx *cx, domar_panel_draft *d, const domar_panel *p, const size_t *rows)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < p->columns; k++) {
        const domar_panel_column *c = &p->column[k];
        double *value = NULL;
        uint32_t *item = NULL;
        char *suspect = c->suspect ? domar_strdup(cx, c->suspect) : NULL;
        if (c->suspect && !suspect) return DOMAR_ENOMEM;
        st = c->value ? take_values(cx, &value, c->value, rows, d->rows) : take_items(cx, &item, c->item, rows, d->rows);
        if (st) domar_release(suspect);
        else st = value ? domar_panel_draft_values(cx, d, c->name, value)
                        : domar_panel_draft_texts(cx, d, c->name, item, domar_axis_keep(c->axis), suspect);
    }
    return st;
}

domar_status domar_panel_subset(domar_cx *cx, domar_panel **out, const domar_panel *p, const bool *keep)
{
    const domar_mark mark = domar_scratch_mark(cx);
    size_t *rows = domar_scratch_bytes(cx, p->rows + 1, sizeof *rows), count = 0;
    struct domar_panel_inside *in = domar_alloc(cx, 1, sizeof *in);
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    if (!rows || !in) goto done;
    for (size_t i = 0; i < p->rows; i++)
        if (keep[i]) rows[count++] = i;
    st = domar_panel_draft_new(cx, &in->draft, p->name, count);
    if (!st) st = copy_columns(cx, in->draft, p, rows);
    if (!st) st = domar_panel_keys_copy(cx, &in->keys, p);
    if (!st) st = take_items(cx, &in->keys.unit, p->unit, rows, count);
    if (!st) st = take_items(cx, &in->keys.period, p->period, rows, count);
    if (!st) {
        st = make(cx, out, in);
        in = NULL;
    }
done:
    release_inside(in);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_panel_with(domar_cx *cx, domar_panel **out, const domar_panel *p, const domar_panel_draft_column *c)
{
    const domar_mark mark = domar_scratch_mark(cx);
    bool *all = domar_scratch_bytes(cx, p->rows + 1, sizeof *all);
    domar_panel *copy = NULL;
    domar_status st = all ? DOMAR_OK : DOMAR_ENOMEM;
    *out = NULL;
    for (size_t k = 0; !st && k < p->columns; k++)
        if (strcmp(p->column[k].name, c->name) == 0)
            st = domar_fail(cx, DOMAR_EUSAGE, "%s has a column %s already: choose another name", p->name, c->name);
    for (size_t i = 0; !st && i < p->rows; i++) all[i] = true;
    if (!st) st = domar_panel_subset(cx, &copy, p, all);
    if (st) {
        domar_release(c->value);
        domar_release(c->item);
        domar_axis_free(c->axis);
        goto done;
    }
    struct domar_panel_inside *in = copy->inside;
    st = c->value ? domar_panel_draft_values(cx, in->draft, c->name, c->value)
                  : domar_panel_draft_texts(cx, in->draft, c->name, c->item, c->axis, NULL);
    domar_release(in->face);
    domar_release(in->start);
    in->face = NULL;
    in->start = NULL;
    if (!st) st = show(cx, copy, in);
    if (st) domar_panel_free(copy);
    else *out = copy;
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

void domar_panel_name_units(domar_panel *p, domar_axis *axis)
{
    struct domar_panel_inside *in = p->inside;
    domar_axis_free(in->keys.unit_axis);
    in->keys.unit_axis = axis;
    p->unit_axis = axis;
}

static const char *name_of(const void *p, size_t k) { return ((const domar_panel *)p)->column[k].name; }

const domar_panel_column *domar_panel_find(domar_cx *cx, const domar_panel *p, const char *name)
{
    for (size_t k = 0; k < p->columns; k++)
        if (strcmp(p->column[k].name, name) == 0) return &p->column[k];
    for (size_t k = 0; k < p->columns; k++)
        if (domar_icmp(p->column[k].name, name) == 0) return &p->column[k];
    const size_t near = domar_nearest(name, p->columns, name_of, p);
    if (near != SIZE_MAX)
        domar_fail(cx, DOMAR_EUSAGE, "%s has no column %s: did you mean %s?", p->name, name, p->column[near].name);
    else domar_fail(cx, DOMAR_EUSAGE, "%s has no column %s: `domar run panel.describe FILE` lists them", p->name, name);
    return NULL;
}

size_t domar_panel_rows(const domar_panel *p) { return p->rows; }
const domar_axis *domar_panel_units(const domar_panel *p) { return p->unit_axis; }
const domar_axis *domar_panel_periods(const domar_panel *p) { return p->period_axis; }
