/* model/firm_production.c */
#include "model/firm_production.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct firm { const char *code; size_t first; };

static int by_code(const void *a, const void *b) { return strcmp(((const struct firm *)a)->code, ((const struct firm *)b)->code); }

/* Firms stand and are numbered by their codes: neither sums nor draws depend on the order of rows in a file. */
static domar_status order_firms(domar_cx *cx, uint32_t *number, size_t *count, const domar_sample *s, size_t *row, size_t rows)
{
    struct firm *list = domar_scratch_bytes(cx, rows + 1, sizeof *list);
    size_t *own = domar_scratch_bytes(cx, rows + 1, sizeof *own), at = 0;
    *count = 0;
    if (!list || !own) return DOMAR_ENOMEM;
    for (size_t i = 0; i < rows; i++)
        if (!i || s->unit[row[i]] != s->unit[row[i - 1]])
            list[(*count)++] = (struct firm){ domar_axis_code(s->panel->unit_axis, s->unit[row[i]]), i };
    qsort(list, *count, sizeof *list, by_code);
    memcpy(own, row, rows * sizeof *own);
    for (size_t k = 0; k < *count; k++)
        for (size_t i = list[k].first; i < rows && s->unit[own[i]] == s->unit[own[list[k].first]]; i++) {
            number[at] = (uint32_t)k;
            row[at++] = own[i];
        }
    return DOMAR_OK;
}

static bool apart(const domar_panel *p, uint32_t now, uint32_t before)
{
    return fabs(p->time[now] - p->time[before] - p->step) <= 1e-6 * p->step;
}

/* Is the firm anywhere in the panel a period later? */
static domar_firm_next next_of(const domar_panel *p, uint32_t unit, uint32_t period)
{
    if (!(p->time[period] + p->step * (1 - 1e-6) <= p->time[p->periods - 1])) return DOMAR_FIRM_UNKNOWN;
    for (size_t i = p->start[unit]; i < p->start[unit + 1]; i++)
        if (apart(p, p->period[i], period)) return DOMAR_FIRM_STAYS;
    return DOMAR_FIRM_LEAVES;
}

static domar_status fit_one(domar_cx *cx, domar_firm_production *out, struct domar_firm_function *f, size_t rows,
                            const domar_firm_production_options *o)
{
    const domar_sample *s = out->firms.sample;
    const size_t terms = 1 + out->free + out->states + 1;
    double *column[DOMAR_INNOVATION_MOST + 3];
    size_t *before = domar_scratch_bytes(cx, rows + 1, sizeof *before), firms;
    uint32_t *firm = domar_scratch_bytes(cx, rows + 1, sizeof *firm);
    uint8_t *next = domar_scratch_bytes(cx, rows + 1, 1);
    f->x = domar_scratch_bytes(cx, out->inputs + 1, sizeof *f->x);
    if (!before || !firm || !next || !f->x) return DOMAR_ENOMEM;
    domar_status st = order_firms(cx, firm, &firms, s, f->row, rows);
    if (st) return st;
    for (size_t k = 0; k < terms; k++) {
        if (!s->x[k]) continue;
        if (!(column[k] = domar_scratch(cx, rows))) return DOMAR_ENOMEM;
        for (size_t i = 0; i < rows; i++) column[k][i] = s->x[k][f->row[i]];
    }
    for (size_t i = 0; i < rows; i++) {
        const size_t at = f->row[i];
        const bool follows = i && s->unit[f->row[i - 1]] == s->unit[at] && apart(s->panel, s->period[at], s->period[f->row[i - 1]]);
        before[i] = follows ? i - 1 : SIZE_MAX;
        if (o->method == DOMAR_TFP_OP) next[i] = (uint8_t)next_of(s->panel, s->unit[at], s->period[at]);
    }
    for (size_t a = 0; a < out->inputs; a++) f->x[a] = column[1 + a];           /* free, state, then materials */
    return domar_production_fit(cx, &f->fit, &(domar_production_input){
        .method = o->method, .rows = rows, .free = out->free, .states = out->states, .gross = o->gross, .translog = o->translog,
        .y = column[0], .proxy = s->x[terms - 1] ? column[terms - 1] : NULL, .x = f->x, .before = before, .firm = firm, .firms = firms,
        .next = next, .degree = (size_t)o->degree, .powers = (size_t)o->powers, .starts = (size_t)o->starts,
        .draws = (size_t)o->draws, .seed = domar_cx_seed(cx), .choose = (size_t)o->choose });
}

/* y, free..., state..., proxy, the two more */
static domar_status read_terms(domar_cx *cx, domar_firm_production *out, const domar_panel *panel, const char *missing,
                               const domar_firm_production_options *o)
{
    const char **free_terms = NULL, **states = NULL;
    domar_status st = domar_terms_split(cx, &free_terms, &out->free, o->free, "free");
    if (!st) st = domar_terms_split(cx, &states, &out->states, o->state, "state");
    if (!st && out->free + out->states + 1 > DOMAR_INNOVATION_MOST)
        st = domar_fail(cx, DOMAR_EUSAGE, "--free and --state name %zu inputs: at most %d", out->free + out->states, DOMAR_INNOVATION_MOST - 1);
    const size_t count = st ? 0 : out->free + out->states + 4;
    const char **terms = st ? NULL : domar_scratch_bytes(cx, count, sizeof *terms);
    out->names = st ? NULL : domar_scratch_bytes(cx, count, sizeof *out->names);
    if (!st && (!terms || !out->names)) st = DOMAR_ENOMEM;
    const bool needs_proxy = o->method <= DOMAR_TFP_WOOLDRIDGE || o->gross;
    if (!st) {
        terms[0] = o->y;
        for (size_t k = 0; k < out->free; k++) terms[1 + k] = free_terms[k];
        for (size_t k = 0; k < out->states; k++) terms[1 + out->free + k] = states[k];
        terms[count - 3] = needs_proxy ? o->proxy : NULL;
        terms[count - 2] = o->extra[0];
        terms[count - 1] = o->extra[1];
        out->inputs = out->free + out->states + o->gross;
        st = domar_firm_sample_new(cx, &out->firms, panel, terms, count, missing, o->industry);
    }
    for (size_t k = 1; !st && k + 2 < count; k++) {                             /* the lists go, names stay */
        const size_t size = terms[k] ? strlen(terms[k]) + 1 : 1;
        char *own = domar_scratch_bytes(cx, size, 1);
        if (!own) st = DOMAR_ENOMEM;
        else if (terms[k]) memcpy(own, terms[k], size);
        out->names[k - 1] = own;
    }
    domar_release(free_terms);
    domar_release(states);
    return st;
}

domar_status domar_firm_production_new(domar_cx *cx, domar_firm_production *out, const domar_panel *panel, const char *missing,
                                       const domar_firm_production_options *o)
{
    *out = (domar_firm_production){ .names = NULL };
    if (!panel->period_name && o->method != DOMAR_TFP_OLS)
        return domar_fail(cx, DOMAR_EDATA, "%s has no periods: only --method ols can be estimated, or name the column with --period", panel->name);
    domar_status st = read_terms(cx, out, panel, missing, o);
    if (st) return st;
    const domar_sample *s = out->firms.sample;
    for (size_t k = 0; k < 2; k++) out->extra[k] = s->x[out->free + out->states + 2 + k];
    out->industries = domar_axis_size(out->firms.industries);
    out->of = domar_scratch_bytes(cx, out->industries + 1, sizeof *out->of);
    size_t *count = domar_scratch_bytes(cx, out->industries + 1, sizeof *count);
    if (!out->of || !count) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) count[out->firms.industry[i]]++;
    for (size_t g = 0; g < out->industries; g++) {
        if (!(out->of[g].row = domar_scratch_bytes(cx, count[g] + 1, sizeof *out->of[g].row))) return DOMAR_ENOMEM;
        count[g] = 0;
    }
    for (size_t i = 0; i < s->rows; i++) out->of[out->firms.industry[i]].row[count[out->firms.industry[i]]++] = i;
    for (size_t g = 0; !st && g < out->industries; g++) {
        if (!count[g]) continue;
        st = fit_one(cx, out, &out->of[g], count[g], o);
        if (st && o->industry) st = domar_fail_in(cx, st, "%s: ", domar_axis_code(out->firms.industries, g));
    }
    return st;
}

void domar_firm_production_free(domar_firm_production *p)
{
    for (size_t g = 0; p->of && g < p->industries; g++) domar_production_free(&p->of[g].fit);
    domar_firm_sample_free(&p->firms);
    *p = (domar_firm_production){ .names = NULL };
}

domar_status domar_firm_production_axis(domar_cx *cx, domar_axis **out, const domar_firm_production *p)
{
    const domar_production *fit = NULL;
    for (size_t g = 0; g < p->industries; g++)
        if (p->of[g].fit.rows) fit = &p->of[g].fit;
    if (!fit) return domar_fail(cx, DOMAR_EDATA, "no firm has all the terms: see --missing");
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, fit->terms, sizeof *items);
    char **own = domar_scratch_bytes(cx, fit->terms, sizeof *own);
    domar_status st = items && own ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t j = 0; !st && j < fit->terms; j++) {
        const char *a = p->names[fit->first[j]];
        if (fit->second[j] == UINT8_MAX) own[j] = domar_format(cx, "%s", a);
        else if (fit->second[j] == fit->first[j]) own[j] = domar_format(cx, "%s^2", a);
        else own[j] = domar_format(cx, "%s*%s", a, p->names[fit->second[j]]);
        items[j].code = own[j];
        if (!own[j]) st = DOMAR_ENOMEM;
    }
    if (!st) st = domar_axis_new(cx, out, items, fit->terms);
    for (size_t j = 0; own && j < fit->terms; j++) domar_release(own[j]);
    domar_scratch_rewind(cx, mark);
    return st;
}
