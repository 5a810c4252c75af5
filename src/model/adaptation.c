/* model/adaptation.c -- worlds of neighbouring years side by side; slopes of one, steps to both. */
#include "model/adaptation.h"
#include <math.h>
#include <string.h>

enum { MOST = 3 };                          /* worlds at once: the year before, this one, the next */

struct window {
    domar_adaptation *a;
    domar_scenario *pages;                  /* count */
    domar_case *worlds[MOST];               /* of year k at k % MOST */
};

static domar_case *world_of(const struct window *x, size_t year) { return x->worlds[year % MOST]; }

static domar_status open_year(domar_cx *cx, struct window *x, size_t k)
{
    domar_adaptation *a = x->a;
    const domar_table *t = domar_series_table(a->series, a->first + k);
    domar_wedge_source from = a->wedges;
    domar_case **to = &x->worlds[k % MOST];
    if (from.markup) from.markup += k * a->n;
    if (from.capital) from.capital += k * a->n;
    domar_case_free(*to);
    *to = NULL;
    domar_status st = domar_wedge_page(cx, &x->pages[k], a->scenario, t, &from);
    if (!st) st = domar_case_new(cx, to, t, &x->pages[k], DOMAR_FP_AUTO);
    if (!st) a->residual = fmax(a->residual, (*to)->o.report.residual);
    if (!st && k)
        domar_cost_tfp(a->tfp + k * a->n, a->why + k * a->n, a->rows, &a->years[k - 1], &a->years[k], world_of(x, k - 1), *to);
    return st;
}

static size_t cells(const domar_case *c, size_t kind)
{
    return domar_move_size(c->base->world, domar_level_move((domar_level_kind)kind));
}

/* Taxes over bills are the same in two years up to rounding where rates are. */
static bool moved(double step) { return fabs(step) > 1e-9; }

static void look_for_steps(struct window *x, size_t k)
{
    const domar_case *before = world_of(x, k - 1), *now = world_of(x, k);
    for (size_t kind = 0; kind < DOMAR_LEVELS && !x->a->series_of_wedges; kind++) {
        if (!before->base->level[kind] && !now->base->level[kind]) continue;
        for (size_t at = 0; at < cells(now, kind); at++)
            if (moved(domar_wedge_level(now, kind, at) - domar_wedge_level(before, kind, at))) x->a->series_of_wedges = true;
    }
}

/* One scope in year k: its slopes count for half of the step to it and half of the step from it. */
static void count_wedges(struct window *x, size_t scope, size_t k, const domar_misfit *m)
{
    domar_adaptation *a = x->a;
    const domar_case *now = world_of(x, k);
    const domar_world *w = now->base->world;
    for (size_t other = k ? k - 1 : k + 1; other <= k + 1 && other < a->count; other += 2) {
        const domar_case *there = world_of(x, other);
        const size_t to = (other > k ? other : k);             /* the year in which the step ends */
        for (size_t kind = 0; kind < DOMAR_LEVELS; kind++) {
            const domar_move_kind move = domar_level_move((domar_level_kind)kind);
            if (!now->base->level[kind] && !there->base->level[kind]) continue;
            for (size_t at = 0; at < cells(now, kind); at++) {
                const double step = (domar_wedge_level(there, kind, at) - domar_wedge_level(now, kind, at)) * (other > k ? 1 : -1);
                if (!(fabs(step) > 0)) continue;
                const size_t owner = domar_wedge_owner(w, (domar_level_kind)kind, at),
                             p = owner * a->N + domar_wedge_industry(w, (domar_level_kind)kind, at);
                if (a->world || owner == scope) a->relief[to * a->n + p] += 0.5 * m->actual.of[move][at] * step;
                else
                    a->abroad[to * a->scopes + scope] += 0.5 * (m->frontier.of[move][at] - m->actual.of[move][at]) * step;
            }
        }
    }
}

static void count_forces(struct window *x, size_t scope, size_t k, const domar_misfit *m)
{
    domar_adaptation *a = x->a;
    const double *frontier = m->frontier.of[DOMAR_MOVE_PRODUCTIVITY], *actual = m->actual.of[DOMAR_MOVE_PRODUCTIVITY];
    for (size_t p = 0; p < a->n; p++) {
        const bool own = a->world || p / a->N == scope;
        if (own && a->years[k].output[p] > 0) {
            a->frontier[k * a->n + p] = frontier[p];
            a->actual[k * a->n + p] = actual[p];
        }
        for (size_t to = k ? k : 1; to <= k + 1 && to < a->count; to++) {
            const double part = 0.5 * (frontier[p] - actual[p]) * a->tfp[to * a->n + p];
            if (own) a->drag[to * a->n + p] += part;
            else if (!isnan(part)) a->abroad[to * a->scopes + scope] += part;
        }
    }
}

static domar_status one_scope(domar_cx *cx, struct window *x, size_t scope, size_t k)
{
    domar_adaptation *a = x->a;
    bool wanted[DOMAR_MOVES] = { false };
    domar_misfit m;
    for (size_t other = k ? k - 1 : 0; other <= k + 1 && other < a->count; other++)
        for (size_t kind = 0; kind < DOMAR_LEVELS; kind++)
            if (world_of(x, other)->base->level[kind]) wanted[domar_level_move((domar_level_kind)kind)] = true;
    const domar_status st = domar_misfit_new(cx, &m, world_of(x, k), a->world ? DOMAR_WORLD : scope, wanted);
    if (st) return st;
    a->misfit[k * a->scopes + scope] = m.misfit;
    a->spent[k * a->scopes + scope] = m.spent;
    a->own[k * a->scopes + scope] = m.wedges;
    count_wedges(x, scope, k, &m);
    count_forces(x, scope, k, &m);
    domar_misfit_free(&m);
    return DOMAR_OK;
}

static domar_status allocate(domar_cx *cx, domar_adaptation *a)
{
    const domar_table *t = domar_series_table(a->series, a->first);
    a->n = t->n;
    a->N = t->N;
    a->scopes = a->world ? 1 : t->G;
    double **const wide[] = { &a->frontier, &a->actual, &a->tfp, &a->drag, &a->relief },
           **const narrow[] = { &a->misfit, &a->spent, &a->abroad };
    for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
        if (!(*wide[k] = domar_scratch(cx, a->count * a->n))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < sizeof narrow / sizeof *narrow; k++)
        if (!(*narrow[k] = domar_scratch(cx, a->count * a->scopes))) return DOMAR_ENOMEM;
    a->why = domar_scratch_bytes(cx, a->count * a->n, sizeof *a->why);
    a->own = domar_scratch_bytes(cx, a->count * a->scopes, sizeof *a->own);
    if (!a->why || !a->own) return DOMAR_ENOMEM;
    for (size_t k = 0; k < a->count * a->n; k++) a->frontier[k] = a->actual[k] = a->tfp[k] = NAN;
    return DOMAR_OK;
}

/* What is not defined: nothing before the first year; without a series of wedges neither drag nor relief. */
static void blank(domar_adaptation *a)
{
    const size_t years = a->series_of_wedges ? 1 : a->count;
    for (size_t k = 0; k < years * a->n; k++) a->drag[k] = a->relief[k] = NAN;
    for (size_t k = 0; k < years * a->scopes; k++) a->abroad[k] = NAN;
    for (size_t k = 0; k < a->count * a->n; k++)
        if (isnan(a->frontier[k]) && a->relief[k] == 0) a->relief[k] = NAN;    /* no output there, or nobody asked */
}

domar_status domar_adaptation_run(domar_cx *cx, domar_adaptation *a)
{
    struct window x = { .a = a };
    domar_status st = allocate(cx, a);
    if (!st && !(x.pages = domar_scratch_bytes(cx, a->count, sizeof *x.pages))) st = DOMAR_ENOMEM;
    if (!st) st = open_year(cx, &x, 0);
    for (size_t k = 0; !st && k < a->count; k++) {
        if (k + 1 < a->count) {
            st = open_year(cx, &x, k + 1);
            if (!st) look_for_steps(&x, k + 1);
        }
        for (size_t s = 0; !st && s < a->scopes; s++) {
            if (!a->world && !a->chosen[s]) continue;
            st = one_scope(cx, &x, s, k);
            if (!st) st = domar_tick(cx, k * a->scopes + s + 1, a->count * a->scopes);
        }
    }
    if (!st) blank(a);
    for (size_t k = 0; k < MOST; k++) domar_case_free(x.worlds[k]);
    return st;
}

domar_adaptation_sum domar_adaptation_of(const domar_adaptation *a, size_t scope, size_t year)
{
    domar_adaptation_sum sum = { 0 };
    double sales = 0;
    const size_t from = a->world ? 0 : scope * a->N, to = a->world ? a->n : from + a->N, at = year * a->scopes + scope;
    for (size_t p = from; p < to; p++) {
        const size_t cell = year * a->n + p;
        const double x = a->years[year].output[p];
        if (!isnan(a->relief[cell])) sum.relief += a->relief[cell];
        if (!(x > 0)) continue;
        sales += x;
        if (isnan(a->drag[cell])) continue;
        sum.drag += a->drag[cell];
        sum.covered += x;
    }
    if (!(sum.covered > 0)) sum.drag = NAN;
    if (!a->series_of_wedges) sum.relief = NAN;
    sum.covered = sales > 0 && a->series_of_wedges ? sum.covered / sales : NAN;
    sum.change = a->misfit[at] - a->misfit[at - a->scopes];
    sum.abroad = a->abroad[at];
    sum.remainder = sum.change - sum.drag + sum.relief - sum.abroad;
    return sum;
}
