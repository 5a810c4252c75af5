/* model/misfit.c -- the frontier of a scope solved in full, and the slopes of welfare here and there. */
#include "model/misfit.h"
#include "linalg/lapack.h"
#include "model/compensate.h"
#include <math.h>
#include <string.h>

/* ---- wedges */
size_t domar_wedge_owner(const domar_world *w, domar_level_kind kind, size_t at)
{
    switch (kind) {
    case DOMAR_EXPORT_TAX: return at % w->G;
    case DOMAR_INPUT_TAX: case DOMAR_FRICTION: return domar_world_economy(w, at / w->N);
    case DOMAR_OUTPUT_TAX: case DOMAR_MARKUP: return at / w->N;
    case DOMAR_FACTOR_TAX: return at / w->F / w->N;
    default: return at / w->G / w->N;
    }
}

size_t domar_wedge_industry(const domar_world *w, domar_level_kind kind, size_t at)
{
    switch (kind) {
    case DOMAR_INPUT_TAX: case DOMAR_FRICTION: case DOMAR_OUTPUT_TAX: case DOMAR_MARKUP: return at % w->N;
    case DOMAR_FACTOR_TAX: return at / w->F % w->N;
    default: return at / w->G % w->N;
    }
}

static bool within(const domar_world *w, domar_level_kind kind, size_t at, size_t economy)
{
    return economy == DOMAR_WORLD || domar_wedge_owner(w, kind, at) == economy;
}

static domar_status take_off(domar_cx *cx, domar_move *off, size_t *count, const domar_case *c, size_t economy)
{
    const domar_world *w = c->base->world;
    domar_status st = DOMAR_OK;
    *count = 0;
    for (size_t k = 0; !st && k < DOMAR_LEVELS; k++) {
        const domar_move_kind to = domar_level_move((domar_level_kind)k);
        const double *level = c->base->level[k];
        if (!level) continue;
        st = domar_move_want(cx, off, w, to);
        for (size_t at = 0; !st && at < domar_move_size(w, to); at++) {
            if (!(fabs(level[at]) > 0) || !within(w, (domar_level_kind)k, at, economy)) continue;
            off->of[to][at] -= level[at];
            ++*count;
        }
    }
    return st;
}

/* ---- slopes */
struct work {
    domar_case *c;
    size_t economy;
    double *z;                   /* size */
    double *room;
    double *U0;                  /* homes: before */
    double *weight;              /* homes */
};

/* Small differences of slopes are what is asked for: to rounding, and where that is coarse as it is for others. */
static domar_status slope(domar_cx *cx, domar_move *gradient, const struct work *x)
{
    static const double tols[] = { 1e-14, 0 };
    domar_market *m = x->c->o.m;
    const domar_fixed_point f = domar_market_map(m);
    domar_status st = DOMAR_ENOCONV;
    for (size_t k = 0; st == DOMAR_ENOCONV && k < sizeof tols / sizeof *tols; k++) {
        for (int kind = 0; kind < DOMAR_MOVES; kind++)
            if (gradient->of[kind]) memset(gradient->of[kind], 0, domar_move_size(m->w, (domar_move_kind)kind) * sizeof(double));
        st = domar_gradient(cx, gradient, m, &f, &(domar_objective){ .welfare = x->weight, .tol = tols[k] }, x->room);
    }
    return st;
}

static bool spends(const domar_world *w, size_t h) { return domar_world_spent(w, h) > 0; }

/* log of real income of the economy here, and weights of its households. */
static double weigh_economy(const struct work *x)
{
    const domar_market *m = x->c->o.m;
    const domar_world *w = m->w;
    double U = 0, base = 0;
    memset(x->weight, 0, w->homes * sizeof *x->weight);
    for (size_t h = x->economy * w->H; h < (x->economy + 1) * w->H; h++) {
        if (!spends(w, h)) continue;
        x->weight[h] = domar_world_spent(w, h) * domar_household_income(m, h);
        U += x->weight[h];
        base += domar_world_spent(w, h);
    }
    for (size_t h = x->economy * w->H; h < (x->economy + 1) * w->H; h++) x->weight[h] /= U > 0 ? U : 1;
    return log(U / base);
}

/* Spending is the weight where the allocation is efficient. */
static void weigh_by_spending(const struct work *x)
{
    const domar_market *m = x->c->o.m;
    const domar_world *w = m->w;
    double sum = 0;
    for (size_t h = 0; h < w->homes; h++) {
        x->weight[h] = spends(w, h) ? w->E[h] * exp(m->lE[h]) - m->burnt[h] : 0;
        sum += x->weight[h];
    }
    for (size_t h = 0; h < w->homes; h++) x->weight[h] /= sum;
}

/* What a transfer of a part of its spending to each household is worth, under the weights; largest difference, relative. */
static double spread_of(const domar_world *w, const double *transfer)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t h = 0; h < w->homes; h++) {
        if (!spends(w, h)) continue;
        low = fmin(low, transfer[h]);
        high = fmax(high, transfer[h]);
    }
    return (high - low) / fmax(fabs(high), fabs(low));
}

/* Weights that equalise it: M' omega = c for all, sum omega = 1, with M (who gains, who receives) row by row. */
static domar_status solve_weights(domar_cx *cx, const struct work *x, domar_move *g)
{
    const domar_world *w = x->c->base->world;
    const domar_mark mark = domar_scratch_mark(cx);
    size_t count = 0, *home = domar_scratch_bytes(cx, w->homes, sizeof *home);
    double *A = domar_scratch(cx, (w->homes + 1) * (w->homes + 1)), *b = domar_scratch(cx, w->homes + 1);
    blasint *pivots = domar_scratch_bytes(cx, w->homes + 1, sizeof *pivots), info = 0;
    domar_status st = home && A && b && pivots ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t h = 0; !st && h < w->homes; h++)
        if (spends(w, h)) home[count++] = h;
    const size_t size = count + 1;
    for (size_t k = 0; !st && k < count; k++) {
        const double *D = g->of[DOMAR_MOVE_TRANSFER];
        memset(x->weight, 0, w->homes * sizeof *x->weight);
        x->weight[home[k]] = 1;
        st = slope(cx, g, x);
        double most = 0;
        for (size_t j = 0; !st && j < count; j++) most = fmax(most, fabs(D[home[j]]));
        for (size_t j = 0; !st && j < count; j++) A[k * size + j] = D[home[j]] / most;   /* equation j, by columns */
        A[k * size + count] = 1 / most;                                                  /* unknown: omega times most */
        b[k] = most;
    }
    if (!st) {
        const blasint order = (blasint)size, one = 1;
        double *right = domar_scratch(cx, size);
        if (!right) st = DOMAR_ENOMEM;
        for (size_t j = 0; !st && j < count; j++) A[count * size + j] = -1;
        if (!st) right[count] = 1;
        if (!st) dgetrf_(&order, &order, A, &order, pivots, &info);
        if (!st && info == 0) dgetrs_("N", &order, &one, A, &order, pivots, right, &order, &info);
        if (!st && info) st = domar_fail(cx, DOMAR_ENOCONV, "weights of households at the frontier do not exist: transfers gain "
                                         "nobody anything there: ask for --scope economies");
        memset(x->weight, 0, w->homes * sizeof *x->weight);
        for (size_t k = 0; !st && k < count; k++) x->weight[home[k]] = right[k] / b[k];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status weigh_world(domar_cx *cx, const struct work *x)
{
    const domar_world *w = x->c->base->world;
    domar_move g = { { NULL } };
    domar_status st = domar_move_want(cx, &g, w, DOMAR_MOVE_TRANSFER);
    weigh_by_spending(x);
    if (!st) st = slope(cx, &g, x);
    if (!st && !(spread_of(w, g.of[DOMAR_MOVE_TRANSFER]) < 1e-8)) st = solve_weights(cx, x, &g);
    domar_move_free(&g);
    return st;
}

/* ---- all of it */
static domar_status want(domar_cx *cx, domar_move *g, const domar_world *w, const bool wanted[DOMAR_MOVES])
{
    domar_status st = domar_move_want(cx, g, w, DOMAR_MOVE_PRODUCTIVITY);
    for (int k = 0; !st && k < DOMAR_MOVES; k++)
        if (wanted[k]) st = domar_move_want(cx, g, w, (domar_move_kind)k);
    return st;
}

/* The market goes to the frontier; weights of households are left. */
static domar_status reach(domar_cx *cx, domar_misfit *out, const struct work *x, const domar_move *off)
{
    domar_status st = DOMAR_OK;
    if (x->economy != DOMAR_WORLD) {
        const double before = weigh_economy(x);
        if (out->wedges) st = domar_case_resolve(cx, x->c, x->z, off, 1);
        if (!st) out->misfit = weigh_economy(x) - before;
        return st;
    }
    domar_compensation all = { 1, 0, 0 };
    if (out->wedges) st = domar_compensate(cx, &all, x->c, x->z, x->U0, off);
    out->misfit = log(all.kappa);
    return st ? st : weigh_world(cx, x);
}

static domar_status both_ends(domar_cx *cx, domar_misfit *out, struct work *x, const domar_move *off)
{
    const domar_world *w = x->c->base->world;
    domar_status st = reach(cx, out, x, off);
    if (!st) st = slope(cx, &out->frontier, x);
    if (!out->wedges) {
        for (int k = 0; !st && k < DOMAR_MOVES; k++)
            if (out->actual.of[k])
                memcpy(out->actual.of[k], out->frontier.of[k], domar_move_size(w, (domar_move_kind)k) * sizeof(double));
        return st;
    }
    if (!st) st = domar_case_return(cx, x->c, x->z);
    if (!st && x->economy != DOMAR_WORLD) weigh_economy(x);
    return st ? st : slope(cx, &out->actual, x);
}

domar_status domar_misfit_new(domar_cx *cx, domar_misfit *out, domar_case *c, size_t economy, const bool wanted[DOMAR_MOVES])
{
    const domar_world *w = c->base->world;
    const domar_mark mark = domar_scratch_mark(cx);
    struct work x = { .c = c, .economy = economy };
    domar_move off = { { NULL } };
    *out = (domar_misfit){ 0 };
    domar_status st = domar_case_needs_given_rates(cx, c->scenario);
    if (!st) st = take_off(cx, &off, &out->wedges, c, economy);
    if (!st) st = want(cx, &out->actual, w, wanted);
    if (!st) st = want(cx, &out->frontier, w, wanted);
    x.z = domar_scratch(cx, c->o.m->size);
    x.room = domar_scratch(cx, domar_gradient_room(c->o.m));
    x.U0 = domar_scratch(cx, w->homes);
    x.weight = domar_scratch(cx, w->homes);
    if (!st && (!x.z || !x.room || !x.U0 || !x.weight)) st = DOMAR_ENOMEM;
    for (size_t h = 0; !st && h < w->homes; h++) {
        x.U0[h] = domar_household_income(c->o.m, h);
        if (economy == DOMAR_WORLD || h / w->H == economy) out->spent += domar_world_spent(w, h);
    }
    if (!st) st = both_ends(cx, out, &x, &off);
    domar_move_free(&off);
    domar_scratch_rewind(cx, mark);
    if (st) domar_misfit_free(out);
    return st;
}

void domar_misfit_free(domar_misfit *m)
{
    domar_move_free(&m->actual);
    domar_move_free(&m->frontier);
}
