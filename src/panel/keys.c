/* panel/keys.c -- which columns tell units and periods, and their code lists. */
#include "panel/panel_inside.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>

/* Names that mean a key, in the order in which they are looked for. */
static const char *const unit_names[] = { "unit", "id", "dmu", "code", "firm", "firm_id", "firmid", "province", "city", "county", "region_code",
    "country", "countrycode", "country_code", "economy", "state", "name", "company", "stkcd", "企业", "城市", "县", "省份", "省", "国家",
    "单位", "地区", NULL };
static const char *const period_names[] = { "period", "year", "time", "date", "t", "quarter", "month", "年份", "年", "年度", "时间", NULL };

static size_t find(const domar_panel_draft *d, const char *name)
{
    for (size_t k = 0; k < d->columns; k++)
        if (strcmp(d->column[k].name, name) == 0) return k;
    for (size_t k = 0; k < d->columns; k++)
        if (domar_icmp(d->column[k].name, name) == 0) return k;
    return SIZE_MAX;
}

static size_t detect(const domar_panel_draft *d, const char *const *names, size_t taken)
{
    for (; *names; names++) {
        const size_t k = find(d, *names);
        if (k != SIZE_MAX && k != taken) return k;
    }
    return SIZE_MAX;
}

static const char *name_of(const void *d, size_t k) { return ((const domar_panel_draft *)d)->column[k].name; }

static domar_status named(domar_cx *cx, size_t *column, const domar_panel_draft *d, const char *name, const char *option)
{
    *column = find(d, name);
    if (*column != SIZE_MAX) return DOMAR_OK;
    const size_t near = domar_nearest(name, d->columns, name_of, d);
    return domar_fail(cx, DOMAR_EUSAGE, "--%s %s: %s has no such column%s%s%s", option, name, d->name,
                      near == SIZE_MAX ? "" : ": did you mean ", near == SIZE_MAX ? "" : name_of(d, near),
                      near == SIZE_MAX ? "" : "?");
}

/* ---- from the values of a key to a list of codes */
struct distinct { double value; size_t place; };

static int by_value(const void *a, const void *b)
{
    const struct distinct *x = a, *y = b;
    if (x->value < y->value) return -1;
    return x->value > y->value;
}

/* Distinct numbers in the order in which they appear, found by hash: millions of rows have a few years. */
struct numbers {
    struct distinct *of;
    size_t    count, room;
    uint32_t *slot;                    /* place + 1; 0: free */
    size_t    slots;
};

static size_t slot_of(const struct numbers *n, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits *= 0x9e3779b97f4a7c15u;
    size_t s = (bits ^ bits >> 32) & (n->slots - 1);
    while (n->slot[s] && (n->of[n->slot[s] - 1].value < value || n->of[n->slot[s] - 1].value > value)) s = (s + 1) & (n->slots - 1);
    return s;
}

static domar_status more_slots(domar_cx *cx, struct numbers *n)
{
    const size_t slots = n->slots ? 4 * n->slots : 256;
    uint32_t *slot = domar_alloc(cx, slots, sizeof *slot);
    if (!slot) return DOMAR_ENOMEM;
    domar_release(n->slot);
    n->slot = slot;
    n->slots = slots;
    for (size_t k = 0; k < n->count; k++) slot[slot_of(n, n->of[k].value)] = (uint32_t)k + 1;
    return DOMAR_OK;
}

static domar_status find_numbers(domar_cx *cx, struct numbers *n, uint32_t *item, const double *value, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        const double v = value[i] + 0.0;                       /* no negative zero */
        if (i && !(v < n->of[item[i - 1]].value || v > n->of[item[i - 1]].value)) {
            item[i] = item[i - 1];
            continue;
        }
        domar_status st = 2 * n->count >= n->slots ? more_slots(cx, n) : DOMAR_OK;
        if (st) return st;
        const size_t s = slot_of(n, v);
        if (!n->slot[s]) {
            st = domar_grow(cx, &n->of, &n->room, n->count + 1, sizeof *n->of);
            if (st) return st;
            n->of[n->count] = (struct distinct){ v, n->count };
            n->slot[s] = (uint32_t)++n->count;
        }
        item[i] = n->slot[s] - 1;
    }
    return DOMAR_OK;
}

static void drop_numbers(struct numbers *n)
{
    domar_release(n->of);
    domar_release(n->slot);
}

/* Smallest first; item follows. */
static domar_status order_numbers(domar_cx *cx, struct numbers *n, uint32_t *item, size_t rows)
{
    uint32_t *to = domar_alloc(cx, n->count, sizeof *to);
    if (!to) return DOMAR_ENOMEM;
    qsort(n->of, n->count, sizeof *n->of, by_value);
    for (size_t k = 0; k < n->count; k++) to[n->of[k].place] = (uint32_t)k;
    for (size_t i = 0; i < rows; i++) item[i] = to[item[i]];
    domar_release(to);
    return DOMAR_OK;
}

/* Units of numbers, in the order in which they appear. */
static domar_status units_of_numbers(domar_cx *cx, struct domar_panel_keys *k, const double *value, size_t rows)
{
    struct numbers n = { 0 };
    domar_status st = find_numbers(cx, &n, k->unit, value, rows);
    if (!st) st = domar_axis_of_numbers(cx, &k->unit_axis, &n.of->value, n.count, sizeof *n.of);
    drop_numbers(&n);
    return st;
}

/* A list of the texts that appear, in the order of `order`; to[item] is the new position. */
static domar_status axis_of_texts(domar_cx *cx, domar_axis **axis, uint32_t *to, const domar_axis *from, const uint32_t *order,
                                  size_t count)
{
    domar_item *items = domar_alloc(cx, count, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t c = 0; c < count; c++) {
        items[c] = domar_axis_item(from, order[c]);
        to[order[c]] = (uint32_t)c;
    }
    const domar_status st = domar_axis_new(cx, axis, items, count);
    domar_release(items);
    return st;
}

static domar_status of_texts(domar_cx *cx, domar_axis **axis, uint32_t *own, const domar_panel_draft_column *c, size_t rows,
                             bool sorted)
{
    const size_t size = domar_axis_size(c->axis);
    uint32_t *order = domar_alloc(cx, size, sizeof *order), *to = domar_alloc(cx, size, sizeof *to);
    size_t count = 0;
    domar_status st = order && to ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < rows; i++)
        if (!to[c->item[i]]) {
            to[c->item[i]] = 1;
            order[count++] = c->item[i];
        }
    if (!st && sorted) {
        const uint32_t *by_code = domar_axis_by_code(c->axis);
        count = 0;
        for (size_t k = 0; k < size; k++)
            if (to[by_code[k]]) order[count++] = by_code[k];
    }
    bool same = count == size;                                 /* as a file's columns come: the list stands already */
    for (size_t k = 0; same && k < size; k++) same = order[k] == k;
    if (!st && same) {
        *axis = domar_axis_keep(c->axis);
        for (size_t k = 0; k < size; k++) to[k] = (uint32_t)k;
    } else if (!st) st = axis_of_texts(cx, axis, to, c->axis, order, count);
    for (size_t i = 0; !st && i < rows; i++) own[i] = to[c->item[i]];
    domar_release(order);
    domar_release(to);
    return st;
}

static domar_status none_missing(domar_cx *cx, const domar_panel_draft *d, size_t column)
{
    const domar_panel_draft_column *c = &d->column[column];
    for (size_t i = 0; i < d->rows; i++)
        if (c->value ? !isfinite(c->value[i]) : c->item[i] == DOMAR_NO_ITEM)
            return domar_fail(cx, DOMAR_EDATA, "%s: row %zu of the data has no %s, which tells rows apart: fill it in or leave "
                              "the row out", d->name, i + 1, c->name);
    return DOMAR_OK;
}

/* ---- units and periods */
static domar_status rows_as_units(domar_cx *cx, struct domar_panel_keys *k, size_t rows)
{
    struct distinct *of = domar_alloc(cx, rows, sizeof *of);
    if (!of) return DOMAR_ENOMEM;
    for (size_t i = 0; i < rows; i++) {
        of[i].value = (double)(i + 1);
        k->unit[i] = (uint32_t)i;
    }
    const domar_status st = domar_axis_of_numbers(cx, &k->unit_axis, &of->value, rows, sizeof *of);
    domar_release(of);
    return st;
}

static domar_status units(domar_cx *cx, struct domar_panel_keys *k, const domar_panel_draft *d, size_t column)
{
    const domar_panel_draft_column *c = column == SIZE_MAX ? NULL : &d->column[column];
    k->unit_name = domar_strdup(cx, c ? c->name : "row");
    k->unit = domar_alloc(cx, d->rows, sizeof *k->unit);
    if (!k->unit || !k->unit_name) return DOMAR_ENOMEM;
    if (!c) return rows_as_units(cx, k, d->rows);
    const domar_status st = none_missing(cx, d, column);
    if (st) return st;
    return c->value ? units_of_numbers(cx, k, c->value, d->rows)
                    : of_texts(cx, &k->unit_axis, k->unit, c, d->rows, false);
}

static domar_status times(domar_cx *cx, struct domar_panel_keys *k, const struct distinct *of)
{
    const size_t count = domar_axis_size(k->period_axis);
    k->time = domar_alloc(cx, count, sizeof *k->time);
    for (size_t t = 0; k->time && t < count; t++) k->time[t] = of ? of[t].value : (double)t;
    return k->time ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status periods(domar_cx *cx, struct domar_panel_keys *k, const domar_panel_draft *d, size_t column)
{
    const domar_panel_draft_column *c = column == SIZE_MAX ? NULL : &d->column[column];
    k->period = domar_alloc(cx, d->rows, sizeof *k->period);
    if (!k->period) return DOMAR_ENOMEM;
    if (!c) {
        const domar_status st = domar_axis_new(cx, &k->period_axis, &(domar_item){ .code = "all", .en = "all", .zh = "全部" }, 1);
        return st ? st : times(cx, k, NULL);
    }
    k->period_name = domar_strdup(cx, c->name);
    domar_status st = k->period_name ? none_missing(cx, d, column) : DOMAR_ENOMEM;
    if (st) return st;
    if (c->item) {
        st = of_texts(cx, &k->period_axis, k->period, c, d->rows, true);
        return st ? st : times(cx, k, NULL);
    }
    struct numbers n = { 0 };
    st = find_numbers(cx, &n, k->period, c->value, d->rows);
    if (!st) st = order_numbers(cx, &n, k->period, d->rows);
    if (!st) st = domar_axis_of_numbers(cx, &k->period_axis, &n.of->value, n.count, sizeof *n.of);
    if (!st) st = times(cx, k, n.of);
    drop_numbers(&n);
    return st;
}

domar_status domar_panel_keys_find(domar_cx *cx, struct domar_panel_keys *k, const domar_panel_draft *d, const char *unit,
                                   const char *period)
{
    size_t u = SIZE_MAX, t = SIZE_MAX;
    domar_status st = DOMAR_OK;
    if (!d->rows || !d->columns) return domar_fail(cx, DOMAR_EDATA, "%s holds no rows of data", d->name);
    if (period) st = named(cx, &t, d, period, "period");
    else t = detect(d, period_names, SIZE_MAX);
    if (!st && unit && strcmp(unit, "row") != 0) st = named(cx, &u, d, unit, "unit");
    else if (!st && !unit) {
        u = detect(d, unit_names, t);
        for (size_t c = 0; u == SIZE_MAX && c < d->columns; c++)
            if (d->column[c].item && c != t) u = c;
    }
    if (!st && u == t && u != SIZE_MAX)
        st = domar_fail(cx, DOMAR_EUSAGE, "--unit and --period both name %s: a panel has two keys", d->column[u].name);
    if (!st) st = units(cx, k, d, u);
    if (!st) st = periods(cx, k, d, t);
    return st;
}

domar_status domar_panel_keys_copy(domar_cx *cx, struct domar_panel_keys *k, const domar_panel *p)
{
    k->unit_axis = domar_axis_keep(p->unit_axis);
    k->period_axis = domar_axis_keep(p->period_axis);
    k->unit_name = domar_strdup(cx, p->unit_name);
    k->period_name = p->period_name ? domar_strdup(cx, p->period_name) : NULL;
    k->time = domar_alloc(cx, p->periods, sizeof *k->time);
    if (!k->time || !k->unit_name || (p->period_name && !k->period_name)) return DOMAR_ENOMEM;
    memcpy(k->time, p->time, p->periods * sizeof *k->time);
    return DOMAR_OK;
}

void domar_panel_keys_free(struct domar_panel_keys *k)
{
    domar_release(k->unit);
    domar_release(k->period);
    domar_axis_free(k->unit_axis);
    domar_axis_free(k->period_axis);
    domar_release(k->time);
    domar_release(k->unit_name);
    domar_release(k->period_name);
}
