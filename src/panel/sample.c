/* panel/sample.c -- complete rows of the variables asked for. */
#include "panel/sample.h"
#include "base/text.h"
#include "linalg/sorted.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct inside {                    /* what a sample owns: first the face */
    domar_sample s;
    double **own;                  /* terms: NULL where the panel's own column serves */
    const double **shown;
    uint32_t *unit, *period;
    size_t *start, *row;
    bool *gone;
};

void domar_sample_free(domar_sample *s)
{
    struct inside *in = (struct inside *)s;
    if (!s) return;
    for (size_t k = 0; in->own && k < s->terms; k++) domar_release(in->own[k]);
    domar_release(in->own);
    domar_release(in->shown);
    domar_release(in->unit);
    domar_release(in->period);
    domar_release(in->start);
    domar_release(in->row);
    domar_release(in->gone);
    domar_release(in);
}

static domar_status missing(domar_cx *cx, const domar_panel *p, const char *term, size_t i, const char *policy)
{
    const bool plain = domar_panel_plain(p, term) != NULL;
    char where[300];
    snprintf(where, sizeof where, "%.200s%s%.80s", domar_axis_code(p->unit_axis, p->unit[i]), p->period_name ? ", " : "",
             p->period_name ? domar_axis_code(p->period_axis, p->period[i]) : "");
    if (plain && strcmp(policy, "error") != 0)
        return domar_fail(cx, DOMAR_EDATA, "%s: %s of %s is missing, and --missing %s finds nothing in the unit to fill it from%s: "
                          "--missing drop leaves such rows out", p->name, term, where, policy,
                          strcmp(policy, "interpolate") == 0 ? " (the line needs a value before and one after)" : "");
    if (plain)
        return domar_fail(cx, DOMAR_EDATA, "%s: %s of %s is missing: say what to do with --missing drop, zero, mean, interpolate "
                          "or forward", p->name, term, where);
    return domar_fail(cx, DOMAR_EDATA, "%s: %s has no value for %s (missing, or a logarithm or ratio that does not exist): "
                      "--missing drop leaves such rows out", p->name, term, where);
}

static domar_status compute(domar_cx *cx, struct inside *in, const char *const *terms, const char *policy)
{
    const domar_panel *p = in->s.panel;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < in->s.terms; k++) {
        if (!terms[k]) continue;
        const double *plain = domar_panel_plain(p, terms[k]);
        bool holes = !plain;
        for (size_t i = 0; !holes && i < p->rows; i++) holes = isnan(plain[i]);
        if (!holes) {
            in->shown[k] = plain;
            continue;
        }
        in->own[k] = domar_alloc(cx, p->rows, sizeof **in->own);
        st = in->own[k] ? domar_panel_term(cx, in->own[k], in->gone, &in->s.filled, p, terms[k], policy) : DOMAR_ENOMEM;
        in->shown[k] = in->own[k];
    }
    return st;
}

/* Which rows are complete; refuses the first that is not, unless such rows are to be dropped. */
static domar_status mark_rows(domar_cx *cx, struct inside *in, bool *keep, const char *const *terms, const char *policy)
{
    const bool drop = strcmp(policy, "drop") == 0;
    const domar_panel *p = in->s.panel;
    for (size_t i = 0; i < p->rows; i++) {
        keep[i] = !in->gone[i];
        in->s.lagged += in->gone[i];
        for (size_t k = 0; keep[i] && k < in->s.terms; k++) {
            if (!in->own[k] || !isnan(in->own[k][i])) continue;
            if (!drop) return missing(cx, p, terms[k], i, policy);
            keep[i] = false;
            in->s.dropped++;
        }
        in->s.rows += keep[i];
    }
    return DOMAR_OK;
}

static domar_status gather(domar_cx *cx, struct inside *in, const bool *keep)
{
    const domar_panel *p = in->s.panel;
    size_t at = 0;
    in->unit = domar_alloc(cx, in->s.rows, sizeof *in->unit);
    in->period = domar_alloc(cx, in->s.rows, sizeof *in->period);
    in->row = domar_alloc(cx, in->s.rows, sizeof *in->row);
    in->start = domar_alloc(cx, p->units + 1, sizeof *in->start);
    if (!in->unit || !in->period || !in->row || !in->start) return DOMAR_ENOMEM;
    for (size_t i = 0; i < p->rows; i++) {
        if (!keep[i]) continue;
        in->unit[at] = p->unit[i];
        in->period[at] = p->period[i];
        in->start[p->unit[i] + 1] = at + 1;
        in->row[at++] = i;
    }
    for (size_t u = 0; u < p->units; u++)
        if (in->start[u + 1] < in->start[u]) in->start[u + 1] = in->start[u];
    for (size_t k = 0; at < p->rows && k < in->s.terms; k++) {       /* rows are missing: columns shrink */
        if (!in->shown[k]) continue;
        double *own = in->own[k];
        if (!own && !(own = domar_alloc(cx, at, sizeof *own))) return DOMAR_ENOMEM;
        for (size_t i = 0; i < at; i++) own[i] = in->shown[k][in->row[i]];
        in->shown[k] = in->own[k] = own;
    }
    return DOMAR_OK;
}

domar_status domar_sample_new(domar_cx *cx, domar_sample **out, const domar_panel *p, const char *const *terms, size_t count,
                              const char *policy)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct inside *in = domar_alloc(cx, 1, sizeof *in);
    bool *keep = domar_scratch_bytes(cx, p->rows, sizeof *keep);
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    if (!in || !keep) goto done;
    in->s.panel = p;
    in->s.terms = count;
    in->own = domar_alloc(cx, count + 1, sizeof *in->own);
    in->shown = domar_alloc(cx, count + 1, sizeof *in->shown);
    in->gone = domar_alloc(cx, p->rows, sizeof *in->gone);
    if (!in->own || !in->shown || !in->gone) goto done;
    st = compute(cx, in, terms, policy);
    if (!st) st = mark_rows(cx, in, keep, terms, policy);
    if (!st && !in->s.rows)
        st = domar_fail(cx, DOMAR_EDATA, "%s: no row has all variables (%zu lack a value, %zu a lag)", p->name, in->s.dropped,
                        in->s.lagged);
    if (!st) st = gather(cx, in, keep);
    if (st) goto done;
    in->s.unit = in->unit;
    in->s.period = in->period;
    in->s.start = in->start;
    in->s.row = in->row;
    in->s.x = in->shown;
    in->s.units = p->units;
    in->s.periods = p->periods;
    *out = &in->s;
done:
    if (st && in) domar_sample_free(&in->s);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- classes */
/* As in the row before? */
static bool same_value(const double *value, const domar_sample *s, size_t i)
{
    const double x = value[s->row[i]], y = value[s->row[i - 1]];
    return !(x < y) && !(x > y);
}

static domar_status classes_of_numbers(domar_cx *cx, uint32_t *item, domar_axis **axis, const double *value, const domar_sample *s)
{
    double *sorted = domar_alloc(cx, s->rows, sizeof *sorted);
    size_t count = 0, runs = 0;
    if (!sorted) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++)                        /* a unit keeps its class as a rule: runs, not rows, are sorted */
        if (i == 0 || !same_value(value, s, i)) sorted[runs++] = value[s->row[i]];
    qsort(sorted, runs, sizeof *sorted, domar_ascending);
    for (size_t i = 0; i < runs; i++)
        if (i == 0 || sorted[i] > sorted[count - 1]) sorted[count++] = sorted[i];
    for (size_t i = 0; i < s->rows; i++) {
        if (i && same_value(value, s, i)) {
            item[i] = item[i - 1];
            continue;
        }
        const double *at = bsearch(&value[s->row[i]], sorted, count, sizeof *sorted, domar_ascending);
        item[i] = (uint32_t)(at - sorted);
    }
    const domar_status st = domar_axis_of_numbers(cx, axis, sorted, count, sizeof *sorted);
    domar_release(sorted);
    return st;
}

domar_status domar_sample_classes(domar_cx *cx, uint32_t **item, domar_axis **axis, const domar_sample *s, const char *column,
                                  const char *option)
{
    const domar_panel_column *c = domar_panel_find(cx, s->panel, column);
    domar_status st = DOMAR_OK;
    *item = NULL;
    *axis = NULL;
    if (!c) return domar_fail_in(cx, DOMAR_EUSAGE, "--%s: ", option);
    for (size_t i = 0; i < s->rows; i++) {
        const size_t row = s->row[i];
        if (c->value ? isnan(c->value[row]) : c->item[row] == DOMAR_NO_ITEM)
            return domar_fail(cx, DOMAR_EDATA, "%s: --%s %s is missing for %s: fill it in, or leave the unit out with --where",
                              s->panel->name, option, column, domar_axis_code(s->panel->unit_axis, s->unit[i]));
    }
    *item = domar_alloc(cx, s->rows, sizeof **item);
    if (!*item) return DOMAR_ENOMEM;
    if (c->value) st = classes_of_numbers(cx, *item, axis, c->value, s);
    else {
        for (size_t i = 0; i < s->rows; i++) (*item)[i] = c->item[s->row[i]];
        *axis = domar_axis_keep(c->axis);
    }
    if (!st) return DOMAR_OK;
    domar_release(*item);
    *item = NULL;
    return st;
}
