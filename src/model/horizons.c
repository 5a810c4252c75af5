/* model/horizons.c -- the equilibrium of a scenario for mobility 0, one between, and infinity.
 *
 *     hulten       d log Y_b = S_{p in b} (R_p / GDP_b) d log A_p           [hulten1978]
 *     first order  d log U_b = S_moves (d log U_b / d move) move, at the base
 *
 * In a closed economy without wedges they are one number, and what the answer has beyond it is what
 * complements and factors that stay put make of a large shock [baqaee2019]. */
#include "model/horizons.h"
#include "model/case.h"
#include <math.h>
#include <string.h>

static double percent(double hat) { return 100 * (hat - 1); }

/* The path is integrated to about 1e-11: what is below is nothing. */
static double clean(double per_cent) { return fabs(per_cent) < 1e-9 ? 0 : per_cent; }

static bool has_kind(const domar_scenario *s, const char *kind)
{
    for (size_t k = 0; k < s->count; k++)
        if (strcmp(s->changes[k].kind, kind) == 0) return true;
    return false;
}

/* ---- first orders */
/* GDP of the base (G): final spending and exports less imports, at the border. */
static void base_gdp(double *gdp, const domar_case *c)
{
    const domar_world *w = c->base->world;
    for (size_t b = 0; b < w->G; b++) gdp[b] = 0;
    for (size_t home = 0; home < w->homes; home++) gdp[home / w->H] += w->E[home];
    for (size_t at = 0; at < w->G * w->n; at++) {
        const double *burn = w->T[DOMAR_BURN], *tariff = w->T[DOMAR_IMPORTER];
        const double border = c->baseX[at] / (burn ? burn[at] : 1) / (tariff ? tariff[at] : 1);
        gdp[at % w->G] += border;
        gdp[at / w->G / w->N] -= border;
    }
}

static void hulten(const domar_horizons *h, double *value, const double *gdp, const domar_case *c)
{
    const domar_world *w = c->base->world;
    for (size_t b = 0; b < w->G; b++) {
        double sum = 0;
        for (size_t k = 0; k < c->shocks.count; k++) {
            const double *A = c->shocks.moves[k].of[DOMAR_MOVE_PRODUCTIVITY];
            for (size_t p = b * w->N; A && p < (b + 1) * w->N; p++) sum += w->R[p] * A[p];
        }
        value[b] = h->technology && !h->shuts && gdp[b] > 0 ? 100 * expm1(sum / gdp[b]) : NAN;
    }
}

/* The market is left at the base. */
static domar_status first_order(domar_cx *cx, const domar_horizons *h, double *value, domar_case *c)
{
    domar_market *m = c->o.m;
    const domar_world *w = m->w;
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 2 * m->size), *terms = domar_scratch(cx, w->homes * DOMAR_TERMS + w->G);
    const bool none = h->shuts || h->closes;
    domar_status st = room && terms ? domar_market_move(cx, m, NULL, 0, 0) : DOMAR_ENOMEM;
    if (!st) domar_market_sweep(m, room + m->size, room);
    for (size_t b = 0; b < w->G; b++) value[b] = none ? NAN : 0;
    for (size_t k = 0; !st && !none && k < c->shocks.count; k++) {
        st = domar_outcome_terms(cx, &c->o, terms, terms + w->homes * DOMAR_TERMS, NULL, &c->shocks.moves[k]);
        for (size_t b = 0; !st && b < w->G; b++)
            for (size_t term = 0; term < DOMAR_TERMS; term++) value[b] += domar_term_in(w, terms, 0, b, term) / domar_world_spent_in(w, b);
    }
    for (size_t b = 0; b < w->G; b++) value[b] = clean(100 * expm1(value[b]));
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- one horizon */
static void take_producers(domar_horizons *h, size_t at, const domar_market *m)
{
    const domar_world *w = m->w;
    for (size_t p = 0; p < w->n; p++) {
        const size_t to = at * w->n + p;
        double now = 0, base = 0;
        for (size_t f = 0; f < w->F; f++) {
            now += m->Wd[p * w->F + f];
            base += w->W[p * w->F + f];
        }
        h->output[to] = h->price[to] = h->factor_income[to] = NAN;
        if (!(w->R[p] > 0)) continue;
        h->output[to] = percent(exp(m->lR[p] - m->lp[p]));
        h->price[to] = percent(exp(m->lp[p]));
        if (base > 0) h->factor_income[to] = percent(now / base);
    }
}

static domar_status take(domar_cx *cx, domar_horizons *h, size_t at, domar_case *c, bool path)
{
    const domar_world *w = c->base->world;
    const domar_mark mark = domar_scratch_mark(cx);
    double *terms = domar_scratch(cx, path ? (c->shocks.count + 1) * w->homes * DOMAR_TERMS : 0);
    double *nominal = domar_scratch(cx, w->G);
    domar_status st = nominal && (terms || !path) ? DOMAR_OK : DOMAR_ENOMEM;
    h->residual[at] = c->o.report.residual;
    h->walras[at] = c->o.walras;
    h->given = c->given;
    h->closes = c->budget != NULL;
    take_producers(h, at, c->o.m);
    for (size_t b = 0; b < w->G; b++) {
        const double U = domar_real_income(c->o.m, b);
        h->real_income[at * w->G + b] = percent(U);
        h->ev[at * w->G + b] = (U - 1) * domar_world_spent_in(w, b);
        h->gdp[at * w->G + b] = NAN;
    }
    if (!st && path) {
        double *gdp = h->gdp + at * w->G;
        st = domar_outcome_path(cx, &c->o, terms, gdp, c->shocks.moves, c->shocks.count, c->given ? 1e-6 : 1e-9);
        h->gap[at] = c->o.gap;
        for (size_t b = 0; b < w->G; b++) gdp[b] = clean(100 * expm1(gdp[b]));
    }
    if (!st) {
        base_gdp(nominal, c);
        hulten(h, h->hulten + at * w->G, nominal, c);
    }
    if (!st && path) st = first_order(cx, h, h->first_order + at * w->G, c);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- all of them */
static domar_status allocate(domar_cx *cx, domar_horizons *h)
{
    double **const by_economy[] = { &h->real_income, &h->ev, &h->gdp, &h->first_order, &h->hulten },
           **const by_producer[] = { &h->output, &h->price, &h->factor_income };
    for (size_t k = 0; k < sizeof by_economy / sizeof *by_economy; k++)
        if (!(*by_economy[k] = domar_alloc(cx, DOMAR_HORIZONS * h->G, sizeof(double)))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < sizeof by_producer / sizeof *by_producer; k++)
        if (!(*by_producer[k] = domar_alloc(cx, DOMAR_HORIZONS * h->n, sizeof(double)))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

void domar_horizons_free(domar_horizons *h)
{
    if (!h) return;
    double *const arrays[] = { h->real_income, h->ev, h->gdp, h->first_order, h->hulten, h->output, h->price,
                               h->factor_income };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) domar_release(arrays[k]);
    domar_release(h);
}

domar_status domar_horizons_new(domar_cx *cx, domar_horizons **out, const domar_table *t, const domar_scenario *s,
                                double mobility, bool path)
{
    static const char *const names[] = { "no reallocation", "partial reallocation", "full reallocation" };
    const double kappa[] = { 0, mobility, INFINITY };
    domar_horizons *h = *out = domar_alloc(cx, 1, sizeof *h);
    if (!h) return DOMAR_ENOMEM;
    h->G = t->G;
    h->n = t->n;
    h->technology = has_kind(s, "productivity");
    h->shuts = has_kind(s, "shut_down");
    domar_status st = allocate(cx, h);
    for (size_t at = 0; !st && at < DOMAR_HORIZONS; at++) {
        const domar_setting level = { .value = kappa[at] };
        domar_scenario own = *s;
        domar_case *c = NULL;
        own.mobility = (domar_levels){ .level = &level, .count = 1 };
        st = domar_case_new(cx, &c, t, &own, DOMAR_FP_AUTO);
        if (!st) st = take(cx, h, at, c, path);
        domar_case_free(c);
        if (st == DOMAR_ENOCONV) st = domar_fail_in(cx, st, "%s (mobility %g): ", names[at], kappa[at]);
        if (!st) st = domar_tick(cx, at + 1, DOMAR_HORIZONS);
    }
    if (st) {
        domar_horizons_free(h);
        *out = NULL;
    }
    return st;
}
