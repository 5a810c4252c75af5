/* model/goal.c -- values and weights of what is to be gained
 *
 *     welfare       S_h U_h x base spending                    (sum of equivalent variations)
 *     gdp           S_b base GDP x exp(log of real GDP, Divisia)
 *     value added   S_p S_f W'_pf / P_b                        (at base prices of consumption)
 *     jobs          S_p S_f jobs_pf x W'_pf / w'_pf            (efficiency units of labour at work) */
#include "model/goal.h"
#include "base/text.h"
#include "model/accounts.h"
#include <math.h>
#include <string.h>

const struct domar_goal_word domar_goal_words[DOMAR_GOALS] = {
    { "welfare", "welfare", "福利" }, { "gdp", "real GDP", "实际国内生产总值" },
    { "value_added", "value added", "增加值" }, { "jobs", "jobs", "就业" } };

static inline bool counts(const domar_goal *g, size_t producer)
{
    const size_t N = g->c->base->world->N;
    return g->economy[producer / N] && g->industry[producer % N];
}

static domar_status choose(domar_cx *cx, bool *mask, const domar_axis *axis, const char *list, const char *option, const char *what)
{
    char code[64];
    for (size_t k = 0; k < domar_axis_size(axis); k++) mask[k] = !list;
    while (list && domar_next_part(&list, code, sizeof code)) {
        const size_t at = domar_axis_find(axis, code);
        const char *near = at == SIZE_MAX ? domar_axis_suggest(axis, code) : NULL;
        if (at == SIZE_MAX)
            return domar_fail(cx, DOMAR_EUSAGE, "%s: there is no %s %s in this table%s%s%s", option, what, code,
                              near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
        mask[at] = true;
    }
    return DOMAR_OK;
}

/* ---- real GDP: nominal at the base, as it has grown when the case's own changes are in */
static domar_status base_gdp(domar_cx *cx, domar_goal *g, domar_case *c)
{
    const domar_world *w = c->base->world;
    const size_t count = c->shocks.count;
    for (size_t h = 0; h < w->homes; h++) g->base[h / w->H] += w->E[h];
    for (size_t at = 0; at < w->G * w->n; at++) {
        double border = c->baseX[at];
        for (int o = DOMAR_BURN; o < DOMAR_OWNERS; o++)
            if (w->T[o]) border /= w->T[o][at];
        g->base[at % w->G] += border;
        g->base[at / w->n] -= border;
    }
    if (!count) return DOMAR_OK;
    const domar_mark mark = domar_scratch_mark(cx);
    double *terms = domar_scratch(cx, count * w->homes * DOMAR_TERMS), *grown = domar_scratch(cx, w->G);
    domar_status st = terms && grown ? domar_outcome_path(cx, &c->o, terms, grown, c->shocks.moves, count, c->given ? 1e-6 : 1e-9)
                                     : DOMAR_ENOMEM;
    for (size_t b = 0; !st && b < w->G; b++) g->base[b] *= exp(grown[b]);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- jobs: the table's, by labour that earns them; else per cent of the goal's labour */
static domar_status base_jobs(domar_cx *cx, domar_goal *g)
{
    const domar_base *base = g->c->base;
    const domar_world *w = base->world;
    const double *row = domar_row_of_kind(g->c->t, DOMAR_JOBS, &g->jobs_row);
    bool labour[64], any = false;
    double sum = 0;
    for (size_t f = 0; f < w->F; f++) any |= labour[f] = strcmp(domar_axis_kind(base->factors, f), DOMAR_LABOUR) == 0;
    g->all_factors = !any;
    for (size_t p = 0; p < w->n; p++) {
        double paid = 0;
        if (!counts(g, p) || !(w->R[p] > 0)) continue;
        for (size_t f = 0; f < w->F; f++) paid += labour[f] || !any ? w->W[p * w->F + f] : 0;
        const bool known = !row || isfinite(row[p]);
        g->unknown += !known;
        for (size_t f = 0; known && paid > 0 && f < w->F; f++) {
            if (!labour[f] && any) continue;
            g->base[p * w->F + f] = (row ? row[p] / paid : 1) * w->W[p * w->F + f];
            sum += g->base[p * w->F + f];
        }
    }
    if (!(sum > 0)) return domar_fail(cx, DOMAR_EDATA, "--objective jobs: nobody is known to work there: choose other --of or --of-industry");
    g->unit = row ? domar_unit_of_kind(g->c->t, DOMAR_JOBS) : "%";
    if (row && !*g->unit) g->unit = "jobs";
    for (size_t k = 0; !row && k < w->n * w->F; k++) g->base[k] *= 100 / sum;
    return DOMAR_OK;
}

domar_status domar_goal_new(domar_cx *cx, domar_goal *g, domar_case *c, domar_goal_kind kind, const char *of,
                            const char *of_industry)
{
    const domar_world *w = c->base->world;
    const size_t sizes[DOMAR_GOALS] = { w->homes, w->G, w->n, w->n * w->F };
    *g = (domar_goal){ .kind = kind, .c = c };
    g->economy = domar_scratch_bytes(cx, w->G, sizeof *g->economy);
    g->industry = domar_scratch_bytes(cx, w->N, sizeof *g->industry);
    g->base = domar_scratch(cx, sizes[kind]);
    g->weight = domar_scratch(cx, sizes[kind]);
    g->gdp = domar_scratch(cx, w->G);
    if (!g->economy || !g->industry || !g->base || !g->weight || !g->gdp) return DOMAR_ENOMEM;
    const double **places[DOMAR_GOALS] = { &g->objective.welfare, &g->objective.gdp, &g->objective.value_added, &g->objective.jobs };
    *places[kind] = g->weight;
    domar_status st = choose(cx, g->economy, domar_series_axis(c->t->series, DOMAR_ECONOMIES), of, "--of", "economy");
    if (!st) st = choose(cx, g->industry, domar_series_axis(c->t->series, DOMAR_INDUSTRIES), of_industry, "--of-industry", "industry");
    if (!st && of_industry && (kind == DOMAR_GOAL_WELFARE || kind == DOMAR_GOAL_GDP))
        st = domar_fail(cx, DOMAR_EUSAGE, "--of-industry goes with --objective value_added or jobs: %s has no industries",
                        domar_goal_words[kind].code);
    if (!st && kind == DOMAR_GOAL_GDP) st = base_gdp(cx, g, c);
    if (!st && kind == DOMAR_GOAL_JOBS) st = base_jobs(cx, g);
    return st;
}

/* What a cell of the goal is worth, money or jobs; its weight too: a unit of log moves it by itself. */
static double part(const domar_goal *g, size_t at)
{
    const domar_market *m = g->c->o.m;
    const domar_world *w = m->w;
    double sum = 0;
    switch (g->kind) {
    case DOMAR_GOAL_WELFARE:
        return g->economy[at / w->H] && domar_world_spent(w, at) > 0 ? domar_household_income(m, at) * domar_world_spent(w, at) : 0;
    case DOMAR_GOAL_GDP: return g->economy[at] ? g->base[at] * exp(g->gdp[at]) : 0;
    case DOMAR_GOAL_VALUE_ADDED:
        for (size_t f = 0; counts(g, at) && f < w->F; f++) sum += m->Wd[at * w->F + f] * m->scale;
        return sum / exp(m->lP[at / w->N]);
    default:
        return g->base[at] > 0 ? g->base[at] * m->Wd[at] * m->scale / w->W[at] / exp(m->lw[at]) : 0;
    }
}

static size_t size_of(const domar_goal *g)
{
    const domar_world *w = g->c->base->world;
    const size_t sizes[] = { w->homes, w->G, w->n, w->n * w->F };
    return sizes[g->kind];
}

double domar_goal_value(const domar_goal *g)
{
    double sum = 0;
    for (size_t k = 0; k < size_of(g); k++) sum += part(g, k);
    return sum;
}

void domar_goal_weigh(domar_goal *g)
{
    for (size_t k = 0; k < size_of(g); k++) g->weight[k] = part(g, k);
}
