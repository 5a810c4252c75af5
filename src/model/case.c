/* model/case.c -- base, shocks and equilibrium of a scenario. */
#include "model/case.h"
#include <math.h>
#include <string.h>

static domar_status does_not_clear(domar_cx *cx, const domar_case *c)
{
    const domar_market *m = c->o.m;
    const domar_world *w = m->w;
    const size_t at = c->o.report.at;
    const char *what = "return to a factor";
    size_t b = SIZE_MAX, j = SIZE_MAX;
    if (at >= m->slots + 2 * w->n) {
        what = "spending";
        b = (at - m->slots - 2 * w->n) / w->H;
    } else if (at >= m->slots) {
        what = at < m->slots + w->n ? "price" : "sales";
        j = (at - m->slots) % w->n;
        b = j / w->N;
    } else
        for (size_t k = 0; k < w->n * w->F && b == SIZE_MAX; k++)
            if (m->slot[k] == at) b = (j = k / w->F) / w->N;
    const bool fixed = strcmp(c->scenario->deficits, "fixed") == 0;
    return domar_fail(cx, DOMAR_ENOCONV, "no equilibrium found beyond %.3g of the shock: %s of %s%s%s still moves by %.1e after "
                      "%zu sweeps and %zu Newton steps: try a smaller change%s", c->o.reached, what,
                      b == SIZE_MAX ? "?" : domar_axis_code(domar_series_axis(c->t->series, DOMAR_ECONOMIES), b),
                      j == SIZE_MAX ? "" : " ",
                      j == SIZE_MAX ? "" : domar_axis_code(domar_series_axis(c->t->series, DOMAR_INDUSTRIES), j % w->N),
                      c->o.report.residual, c->o.report.sweeps, c->o.report.newton,
                      fixed ? ", other elasticities, or closure: {deficits: zero} (transfers that stay may exceed what is left to pay them)"
                            : " or other elasticities");
}

/* Shocks move the levels of base->level on: what they were is kept. */
static domar_status keep_levels(domar_cx *cx, domar_case *c)
{
    const double *levels = c->base->level[DOMAR_OUTPUT_TAX];
    const size_t n = c->base->world->n;
    if (!levels) return DOMAR_OK;
    if (!(c->output_tax = domar_alloc(cx, n, sizeof *c->output_tax))) return DOMAR_ENOMEM;
    memcpy(c->output_tax, levels, n * sizeof *levels);
    return DOMAR_OK;
}

static domar_status reach(domar_cx *cx, domar_case *c, domar_outcome *o, const domar_move *moves, size_t count, domar_fp_way way)
{
    domar_status st = c->budget ? domar_budget_solve(cx, c->budget, o, moves, count, way)
                                : domar_outcome_solve(cx, o, moves, count, way);
    if (o != &c->o) {
        c->o.report = o->report;
        c->o.reached = o->reached;
    }
    const bool told = c->budget && o->report.residual <= 1e-10;        /* the budget has said why */
    return st == DOMAR_ENOCONV && !told ? does_not_clear(cx, c) : st;
}

static domar_status solve(domar_cx *cx, domar_case *c, domar_fp_way way)
{
    const domar_world *w = c->base->world;
    const size_t edges = w->G * w->n;
    domar_status st = domar_market_new(cx, &c->o.m, w);
    if (st) return st;
    const size_t size = c->o.m->size;
    c->o.z = domar_alloc(cx, 2 * size, sizeof *c->o.z);
    c->baseX = domar_alloc(cx, edges, sizeof *c->baseX);
    if (!c->o.z || !c->baseX) return DOMAR_ENOMEM;
    if ((st = domar_market_move(cx, c->o.m, NULL, 0, 0))) return st;
    domar_market_sweep(c->o.m, c->o.z + size, c->o.z);
    memcpy(c->baseX, c->o.m->X, edges * sizeof *c->baseX);
    return reach(cx, c, &c->o, c->shocks.moves, c->shocks.count, way);
}

domar_status domar_case_new(domar_cx *cx, domar_case **out, const domar_table *t, const domar_scenario *s,
                            domar_fp_way way)
{
    domar_case *c = *out = domar_alloc(cx, 1, sizeof *c);
    if (!c) return DOMAR_ENOMEM;
    c->scenario = s;
    c->t = t;
    c->given = strcmp(s->base, "as_given") == 0;
    domar_status st = domar_base_new(cx, &c->base, t, s);
    if (!st) st = keep_levels(cx, c);
    if (!st) st = domar_budget_new(cx, &c->budget, c->base, s);
    if (!st) st = domar_shocks_new(cx, &c->shocks, c->base, s);
    if (!st && c->budget) {
        c->shocks.names[c->shocks.count] = domar_budget_name(c->budget);
        c->shocks.moves[c->shocks.count++] = *domar_budget_move(c->budget);     /* its arrays are the budget's */
    }
    if (!st) st = solve(cx, c, way);
    if (st) {
        domar_case_free(c);
        *out = NULL;
    }
    return st;
}

void domar_case_free(domar_case *c)
{
    if (!c) return;
    domar_market_free(c->o.m);
    if (c->budget && c->shocks.count) c->shocks.count--;
    domar_budget_free(c->budget);
    domar_shocks_free(&c->shocks);
    domar_base_free(c->base);
    domar_release(c->o.z);
    domar_release(c->baseX);
    domar_release(c->output_tax);
    domar_release(c);
}

domar_status domar_case_needs_given_rates(domar_cx *cx, const domar_scenario *s)
{
    if (!s->budgets) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "%s keeps revenue by a closing rate: what wedges cost one by one is not defined then, take "
                      "closure.revenue out", s->path);
}

static bool is_wedge(domar_move_kind kind)
{
    switch (kind) {
    case DOMAR_MOVE_EXPORTER: case DOMAR_MOVE_IMPORTER: case DOMAR_MOVE_INPUT: case DOMAR_MOVE_OUTPUT: case DOMAR_MOVE_FACTOR:
        return true;
    default: return false;
    }
}

domar_status domar_case_resolve(domar_cx *cx, domar_case *c, double *z, const domar_move *more, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_outcome o = c->o;
    for (size_t k = 0; c->budget && k < count; k++)
        for (int kind = 0; kind < DOMAR_MOVES; kind++)
            if (more[k].of[kind] && is_wedge((domar_move_kind)kind)) return domar_case_needs_given_rates(cx, c->scenario);
    domar_move *all = domar_scratch_bytes(cx, c->shocks.count + count, sizeof *all);
    double *rates = domar_scratch(cx, c->budget ? domar_budget_rates(c->budget) : 1);
    domar_status st = all && rates ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && c->budget) domar_budget_take(c->budget, rates);
    if (!st) {
        memcpy(all, c->shocks.moves, c->shocks.count * sizeof *all);
        memcpy(all + c->shocks.count, more, count * sizeof *all);
        memcpy(z, c->o.z, c->o.m->size * sizeof *z);
        o.z = z;
        st = reach(cx, c, &o, all, c->shocks.count + count, DOMAR_FP_AUTO);
        if (c->budget) domar_budget_put(c->budget, rates);           /* the case's own */
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_case_return(domar_cx *cx, domar_case *c, double *room)
{
    const domar_status st = domar_market_move(cx, c->o.m, c->shocks.moves, c->shocks.count, 1);
    if (!st) domar_market_sweep(c->o.m, room, c->o.z);
    return st;
}
