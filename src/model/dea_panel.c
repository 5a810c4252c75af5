/* model/dea_panel.c -- variables, orders of rows, reference sets. */
#include "model/dea_panel.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- variables */
void domar_dea_data_free(domar_dea_data *d)
{
    if (!d) return;
    domar_sample_free(d->sample);
    for (size_t k = 0; k < 4; k++) domar_release(d->list[k]);
    domar_release(d->name);
    domar_release(d);
}

domar_status domar_dea_data_new(domar_cx *cx, domar_dea_data **out, const domar_panel *p, const char *missing,
                                const char *inputs, const char *outputs, const char *bad, const char *more, const char *option)
{
    const char *const text[] = { inputs, outputs, bad, more };
    const char *const options[] = { "inputs", "outputs", "bad", option };
    size_t count[4] = { 0 }, at = 0;
    domar_dea_data *d = domar_alloc(cx, 1, sizeof *d);
    domar_status st = d ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 4; k++)
        if (k < 2 || (text[k] && *text[k]))
            st = domar_terms_split(cx, &d->list[k], &count[k], text[k] ? text[k] : "", options[k]);
    if (st) goto done;
    d->inputs = count[0];
    d->outputs = count[1];
    d->bads = count[2];
    d->more = count[3];
    d->variables = count[0] + count[1] + count[2];
    st = DOMAR_EUSAGE;
    if (d->variables > 60) {
        domar_fail(cx, st, "--inputs, --outputs and --bad name %zu variables; 60 are the most", d->variables);
        goto done;
    }
    if (count[3] && count[3] != d->variables && strcmp(option, "direction") == 0) {
        domar_fail(cx, st, "--direction has %zu parts, but there are %zu variables (%zu inputs, %zu outputs, %zu bad): give "
                   "one each, 0 where it stays", count[3], d->variables, d->inputs, d->outputs, d->bads);
        goto done;
    }
    st = (d->name = domar_alloc(cx, d->variables + count[3], sizeof *d->name)) ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 4; k++)
        for (size_t j = 0; j < count[k]; j++) {
            for (size_t i = 0; !st && k < 3 && i < at; i++)
                if (strcmp(d->name[i], d->list[k][j]) == 0)
                    st = domar_fail(cx, DOMAR_EUSAGE, "--%s names %s, which stands there already: a variable has one role, once",
                                    options[k], d->name[i]);
            d->name[at++] = d->list[k][j];
        }
    if (!st) st = domar_sample_new(cx, &d->sample, p, d->name, d->variables + count[3], missing);
    if (!st && !d->sample->rows) st = domar_fail(cx, DOMAR_EDATA, "no row is complete in all %zu variables", d->variables);
done:
    if (st) {
        domar_dea_data_free(d);
        return st;
    }
    *out = d;
    return DOMAR_OK;
}

static const char *period_code(const domar_sample *s, size_t row)
{
    return s->panel->period_name ? domar_axis_code(s->panel->period_axis, s->period[row]) : "";
}

/* Something out of nothing has no end, and nothing out of something no place: both would pass for scores. */
static domar_status some_above(domar_cx *cx, const domar_dea_data *d, size_t from, size_t count, const char *what)
{
    const domar_sample *s = d->sample;
    for (size_t k = 0; k < s->rows; k++) {
        size_t v = from;
        while (v < from + count && !(s->x[v][k] > 0)) v++;
        if (v < from + count) continue;
        return domar_fail(cx, DOMAR_EDATA, "%s: all %s are 0 for %s %s (%s%s): leave the row out, or correct it", s->panel->name, what,
                          domar_axis_code(s->panel->unit_axis, s->unit[k]), period_code(s, k), d->name[from], count > 1 ? ", ..." : "");
    }
    return DOMAR_OK;
}

domar_status domar_dea_data_positive(domar_cx *cx, const domar_dea_data *d, bool strictly, const char *what)
{
    const domar_sample *s = d->sample;
    for (size_t v = 0; v < d->variables; v++)
        for (size_t k = 0; k < s->rows; k++) {
            const double x = s->x[v][k];
            if (x > 0 || (!strictly && x >= 0)) continue;
            return domar_fail(cx, DOMAR_EDATA, "%s: %s is %.12g for %s %s: %s needs numbers %s", s->panel->name, d->name[v], x,
                              domar_axis_code(s->panel->unit_axis, s->unit[k]), period_code(s, k), what,
                              strictly ? "above 0 (--zeros drop leaves such terms out)" : "of at least 0");
        }
    domar_status st = some_above(cx, d, 0, d->inputs, "inputs");
    return st ? st : some_above(cx, d, d->inputs, d->outputs, "outputs");
}

domar_status domar_dea_variables_axis(domar_cx *cx, domar_axis **out, const domar_dea_data *d, bool scale)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, d->variables + 1, sizeof *items);
    domar_status st = DOMAR_ENOMEM;
    if (items) {
        for (size_t v = 0; v < d->variables; v++) items[v] = (domar_item){ .code = d->name[v] };
        items[d->variables] = (domar_item){ .code = "scale", .en = "free term of the scale", .zh = "规模项" };
        st = domar_axis_new(cx, out, items, d->variables + scale);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- reference sets */
void domar_dea_order_free(domar_dea_order *o)
{
    if (!o) return;
    domar_release(o->order);
    domar_release(o->place);
    domar_release(o->start);
    domar_release(o->group);
    domar_release(o);
}

domar_status domar_dea_order_new(domar_cx *cx, domar_dea_order **out, const domar_sample *s, const uint32_t *group,
                                 size_t groups)
{
    domar_dea_order *o = domar_alloc(cx, 1, sizeof *o);
    if (!o) return DOMAR_ENOMEM;
    o->groups = group ? groups : 1;
    o->periods = s->periods;
    o->order = domar_alloc(cx, s->rows + 1, sizeof *o->order);
    o->place = o->order ? domar_alloc(cx, s->rows + 1, sizeof *o->place) : NULL;
    o->group = o->place ? domar_alloc(cx, s->rows + 1, sizeof *o->group) : NULL;
    o->start = o->group ? domar_alloc(cx, o->groups * s->periods + 2, sizeof *o->start) : NULL;
    if (!o->start) {
        domar_dea_order_free(o);
        return DOMAR_ENOMEM;
    }
    size_t *next = o->start + 1;                     /* counts, then ends: a bucket's beginning moves to its end */
    for (size_t k = 0; k < s->rows; k++) {
        o->group[k] = group ? group[k] : 0;
        next[o->group[k] * s->periods + s->period[k] + 1]++;
    }
    for (size_t b = 1; b <= o->groups * s->periods; b++) next[b] += next[b - 1];
    for (size_t k = 0; k < s->rows; k++) {
        const size_t at = next[o->group[k] * s->periods + s->period[k]]++;
        o->order[at] = (uint32_t)k;
        o->place[k] = (uint32_t)at;
    }
    *out = o;
    return DOMAR_OK;
}

domar_status domar_dea_order_by_code(domar_cx *cx, domar_dea_order *o, const domar_sample *s)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t buckets = o->groups * o->periods;
    size_t *next = domar_scratch_bytes(cx, buckets + 1, sizeof *next);
    if (!next) return DOMAR_ENOMEM;
    memcpy(next, o->start, buckets * sizeof *next);
    for (size_t k = 0; k < s->units; k++) {
        const uint32_t u = domar_axis_by_code(s->panel->unit_axis)[k];
        for (size_t i = s->start[u]; i < s->start[u + 1]; i++) {
            const size_t at = next[o->group[i] * o->periods + s->period[i]]++;
            o->order[at] = (uint32_t)i;
            o->place[i] = (uint32_t)at;
        }
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

domar_dea_set domar_dea_set_of(const domar_dea_order *o, size_t group, size_t from, size_t to)
{
    const size_t first = o->start[group * o->periods + from], end = o->start[group * o->periods + to + 1];
    return (domar_dea_set){ end - first, o->order + first };
}

uint32_t domar_dea_self(const domar_dea_order *o, const domar_dea_set *s, size_t row)
{
    const size_t first = (size_t)(s->row - o->order), at = o->place[row];
    return at >= first && at < first + s->count ? (uint32_t)(at - first) : DOMAR_DEA_OUTSIDE;
}

void domar_dea_span(size_t *from, size_t *to, size_t period, size_t periods, domar_dea_reference kind, size_t window)
{
    *from = *to = period;
    switch (kind) {
    case DOMAR_DEA_CONTEMPORANEOUS: break;
    case DOMAR_DEA_SEQUENTIAL: *from = 0; break;
    case DOMAR_DEA_WINDOW:
        *from = period > window ? period - window : 0;
        *to = period + window < periods ? period + window : periods - 1;
        break;
    case DOMAR_DEA_BIENNIAL:
        if (period + 1 < periods) *to = period + 1;
        else if (period > 0) *from = period - 1;
        break;
    case DOMAR_DEA_GLOBAL:
        *from = 0;
        *to = periods - 1;
        break;
    }
}

void domar_dea_against(domar_dea_set *set, domar_dea_task *task, const domar_dea_order *o, const domar_sample *s,
                       domar_dea_reference kind, size_t window)
{
    const bool global = kind == DOMAR_DEA_GLOBAL;    /* one set a group: columns are packed once */
    for (size_t g = 0; g < o->groups; g++)
        for (size_t t = 0; t < o->periods; t++) {
            size_t from, to;
            domar_dea_span(&from, &to, t, o->periods, kind, window);
            set[g * o->periods + t] = global && t ? (domar_dea_set){ 0, o->order } : domar_dea_set_of(o, g, from, to);
        }
    for (size_t k = 0; k < s->rows; k++) {
        const size_t at = o->group[k] * o->periods + (global ? 0 : s->period[k]);
        task[k] = (domar_dea_task){ (uint32_t)at, (uint32_t)k, domar_dea_self(o, &set[at], k) };
    }
}
