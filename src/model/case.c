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
        b = at - m->slots - 2 * w->n;
    } else if (at >= m->slots) {
        what = at < m->slots + w->n ? "price" : "sales";
        j = (at - m->slots) % w->n;
        b = j / w->N;
    } else
        for (size_t k = 0; k < w->n * w->F && b == SIZE_MAX; k++)
            if (m->slot[k] == at) b = (j = k / w->F) / w->N;
    return domar_fail(cx, DOMAR_ENOCONV, "no equilibrium found beyond %.3g of the shock: %s of %s %s still moves by %.1e after "
                      "%zu sweeps and %zu Newton steps: try a smaller change or higher elasticities", c->o.reached, what,
                      b == SIZE_MAX ? "?" : domar_axis_code(domar_series_axis(c->t->series, DOMAR_ECONOMIES), b),
                      j == SIZE_MAX ? "" : domar_axis_code(domar_series_axis(c->t->series, DOMAR_INDUSTRIES), j % w->N),
                      c->o.report.residual, c->o.report.sweeps, c->o.report.newton);
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
    st = domar_outcome_solve(cx, &c->o, c->shocks.moves, c->shocks.count, way);
    return st == DOMAR_ENOCONV ? does_not_clear(cx, c) : st;
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
    if (!st) st = domar_shocks_new(cx, &c->shocks, c->base, s);
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
    domar_shocks_free(&c->shocks);
    domar_base_free(c->base);
    domar_release(c->o.z);
    domar_release(c->baseX);
    domar_release(c);
}

domar_status domar_case_resolve(domar_cx *cx, domar_case *c, double *z, const domar_move *more, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_outcome o = c->o;
    domar_move *all = domar_scratch_bytes(cx, c->shocks.count + count, sizeof *all);
    domar_status st = all ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        memcpy(all, c->shocks.moves, c->shocks.count * sizeof *all);
        memcpy(all + c->shocks.count, more, count * sizeof *all);
        memcpy(z, c->o.z, c->o.m->size * sizeof *z);
        o.z = z;
        st = domar_outcome_solve(cx, &o, all, c->shocks.count + count, DOMAR_FP_AUTO);
        c->o.report = o.report;
        c->o.reached = o.reached;
        if (st == DOMAR_ENOCONV) st = does_not_clear(cx, c);
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
