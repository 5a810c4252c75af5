/* model/verify.c -- zero shock, way back, gradient, two methods, homogeneity.
 *
 * The way back is strict: a second world is calibrated at the answer (its shares, wedges, sales and incomes become the
 * base), all moves are taken with the other sign, and its equilibrium must be the inverse of the first. */
#include "model/verify.h"
#include "base/random.h"
#include <math.h>
#include <string.h>

static domar_status solve(domar_cx *cx, domar_market *m, double *z, const domar_move *moves, size_t count, domar_fp_way way)
{
    domar_outcome o = { .m = m, .z = z };
    memset(z, 0, m->size * sizeof *z);
    return domar_outcome_solve(cx, &o, moves, count, way);
}

/* Nothing moves any more, and the search begins at the answer. */
static domar_status take_back(domar_cx *cx, domar_market *m, double *z, const double *answer)
{
    domar_outcome o = { .m = m, .z = z };
    memcpy(z, answer, m->size * sizeof *z);
    return domar_outcome_solve(cx, &o, NULL, 0, DOMAR_FP_AUTO);
}

static double largest(const double *z, size_t size)
{
    double most = 0;
    for (size_t k = 0; k < size; k++) most = isnan(z[k]) ? NAN : fmax(most, fabs(z[k]));
    return most;
}

/* ---- homogeneity */
struct nominal { double *g, *X, *R, *W, *E, *U, *pinned, *held, *income, *burn; };      /* pinned, held: factor incomes, and of them burnt */

static void remember(struct nominal *to, const domar_market *m)
{
    const domar_world *w = m->w;
    memcpy(to->X, m->X, w->G * w->n * sizeof *m->X);
    memcpy(to->R, m->newR, w->n * sizeof *m->newR);
    memcpy(to->W, m->Wd, w->n * w->F * sizeof *m->Wd);
    memcpy(to->E, m->newE, w->homes * sizeof *m->newE);
    for (size_t h = 0; h < w->homes; h++) to->U[h] = domar_household_income(m, h);
    for (size_t b = 0; b < w->G; b++)
        for (size_t f = 0; f < w->F; f++)
            to->income[b * w->sources + DOMAR_EARN_FACTORS + f] = m->income[b * w->sources + DOMAR_EARN_FACTORS + f];
    domar_market_own(w, to->pinned, to->held, to->income, to->burn);
}

static void beside(double *worst, double now, double then)
{
    if (then > 0) *worst = fmax(*worst, fabs(now / then - 1));
}

static double departure(const struct nominal *was, const domar_market *m, const double *g)
{
    const domar_world *w = m->w;
    double worst = 0;
    for (size_t p = 0; p < w->n; p++) {
        if (!(w->R[p] > 0)) continue;
        worst = fmax(worst, fabs(g[m->slots + p] - was->g[m->slots + p] - log(2)));
        beside(&worst, m->newR[p], 2 * was->R[p]);
    }
    for (size_t k = 0; k < w->n * w->F; k++) beside(&worst, m->Wd[k], 2 * was->W[k]);
    for (size_t k = 0; k < w->G * w->n; k++) beside(&worst, m->X[k], 2 * was->X[k]);
    for (size_t h = 0; h < w->homes; h++) {
        beside(&worst, m->newE[h] + was->pinned[h], 2 * was->E[h]);   /* factor incomes are held by the unit of account */
        const double enjoyed = w->E[h] * exp(m->lE[h]) - m->burnt[h] - was->held[h];
        if (domar_world_spent(w, h) > 0)
            beside(&worst, enjoyed / domar_world_spent(w, h) / exp(m->lm[domar_world_home(w, h)]), was->U[h]);
    }
    return worst;
}

domar_status domar_case_homogeneity(domar_cx *cx, double *worst, domar_case *c)
{
    domar_market *m = c->o.m;
    const domar_world *w = m->w;
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 3 * m->size + w->G * w->n + w->n + w->n * w->F + 4 * w->homes + w->G * (w->sources + 1));
    domar_status st = room ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        double *z = room, *g = z + m->size;
        struct nominal was = { .g = g + m->size, .X = g + 2 * m->size };
        was.R = was.X + w->G * w->n;
        was.W = was.R + w->n;
        was.E = was.W + w->n * w->F;
        was.U = was.E + w->homes;
        was.pinned = was.U + w->homes;
        was.held = was.pinned + w->homes;
        was.income = was.held + w->homes;
        was.burn = was.income + w->G * w->sources;        /* G zeros */
        domar_market_sweep(m, was.g, c->o.z);
        remember(&was, m);
        for (size_t k = 0; k < m->size; k++) z[k] = c->o.z[k] + log(2);
        for (size_t h = 0; h < w->homes; h++) m->D[h] *= w->indexed ? 1 : 2;      /* indexed ones follow by themselves */
        domar_market_sweep(m, g, z);
        *worst = departure(&was, m, g);
        for (size_t h = 0; h < w->homes; h++) m->D[h] /= w->indexed ? 1 : 2;
        domar_market_sweep(m, g, c->o.z);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- the way back */
static const char *not_reversible(const domar_case *c)
{
    const domar_world *w = c->o.m->w;
    bool elastic = false, tastes = false;
    for (size_t q = 0; q < w->G * w->F; q++) {
        if (!isnan(w->floor[q])) return "not defined: a floor under returns holds one way only";
        elastic = elastic || fabs(w->eta[q]) > 0;
    }
    for (size_t k = 0; k < c->shocks.count; k++) tastes = tastes || c->shocks.moves[k].of[DOMAR_MOVE_TASTE];
    if (elastic && tastes) return "not defined: with new tastes the price of consumption, which supply follows, has no way back";
    return elastic && w->H > 1 ? "not defined: supply follows a price of consumption that weighs households by base spending" : NULL;
}

static domar_status copy_levels(domar_cx *cx, double **to, const double *from, size_t count)
{
    if (!from) return DOMAR_OK;
    const domar_status st = domar_world_ones(cx, to, count);
    if (!st) memcpy(*to, from, count * sizeof *from);
    return st;
}

/* What transfers are multiplied by. */
static double index_now(const domar_market *m)
{
    double now = 0, base = 0;
    for (size_t h = 0; m->w->indexed && h < m->w->homes; h++) {
        now += m->w->E[h] * exp(m->lE[h]);
        base += m->w->E[h];
    }
    return base > 0 ? now / base : 1;
}

/* What the market shows at its last sweep becomes the base. */
static void take_answer(domar_world *to, const domar_market *m)
{
    const domar_world *w = m->w;
    for (size_t q = 0; q < w->groups * w->N; q++)
        for (size_t i = 0; i < w->G; i++) to->pi[q * w->G + i] = domar_market_share(m, q / w->N, q % w->N, i);
    const struct { double *to; const double *from; size_t count; } same[] = {
        { to->g, m->gp, w->users * w->N }, { to->s, m->sp, w->n }, { to->phi, m->php, w->n * w->F },
        { to->R, m->newR, w->n }, { to->E, m->newE, w->homes }, { to->W, m->Wd, w->n * w->F }, { to->D, m->D, w->homes },
        { to->burnt, m->burnt, w->homes }, { to->basket, w->basket, w->homes }, { to->mu, m->mu, w->n },
        { to->theta, w->theta, w->N }, { to->e, w->e, w->users }, { to->x, w->x, w->n }, { to->r, w->r, w->n },
        { to->psi, w->psi, w->n }, { to->kappa, w->kappa, w->G * w->F },
        { to->eta, w->eta, w->G * w->F }, { to->floor, w->floor, w->G * w->F } };
    for (size_t k = 0; k < sizeof same / sizeof *same; k++) memcpy(same[k].to, same[k].from, same[k].count * sizeof(double));
    to->indexed = w->indexed;
    for (size_t h = 0; h < w->homes; h++) to->D[h] *= index_now(m);
    for (size_t at = 0; m->fr && at < w->users * w->N; at++) to->tg[at] /= m->fr[at];      /* the market's holds both */
}

static domar_status recalibrate(domar_cx *cx, domar_world **out, const domar_market *m)
{
    const domar_world *w = m->w;
    domar_status st = domar_world_new(cx, out, w->G, w->N, w->F, w->H, w->specific);
    for (int o = 0; !st && o < DOMAR_OWNERS; o++) st = copy_levels(cx, &(*out)->T[o], m->T[o], w->G * w->n);
    if (!st) st = copy_levels(cx, &(*out)->tg, m->tg, w->users * w->N);
    if (!st) st = copy_levels(cx, &(*out)->fr, m->fr, w->users * w->N);
    if (!st) st = copy_levels(cx, &(*out)->tf, m->tf, w->n * w->F);
    if (!st) st = copy_levels(cx, &(*out)->own, w->own, w->G * w->sources * w->homes);
    if (!st) take_answer(*out, m);
    return st;
}

static domar_status other_way(domar_cx *cx, domar_move *back, const domar_case *c)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < c->shocks.count; k++)
        for (int kind = 0; !st && kind < DOMAR_MOVES; kind++) {
            const double *move = c->shocks.moves[k].of[kind];
            if (!move) continue;
            st = domar_move_want(cx, back, c->o.m->w, (domar_move_kind)kind);
            const double times = kind == DOMAR_MOVE_TRANSFER ? index_now(c->o.m) : 1;
            for (size_t i = 0; !st && i < domar_move_size(c->o.m->w, (domar_move_kind)kind); i++)
                back->of[kind][i] -= times * move[i];
        }
    return st;
}

/* The case stands at its answer. */
static domar_status go_back(domar_cx *cx, double *worst, const domar_case *c, double *z)
{
    domar_world *w = NULL;
    domar_market *m = NULL;
    domar_move back = { { NULL } };
    domar_status st = recalibrate(cx, &w, c->o.m);
    if (!st) st = other_way(cx, &back, c);
    if (!st) st = domar_market_new(cx, &m, w);
    if (!st && m->size != c->o.m->size) st = domar_fail(cx, DOMAR_ENOCONV, "some factors are paid nothing after the changes");
    if (!st) st = solve(cx, m, z, &back, 1, DOMAR_FP_AUTO);
    for (size_t k = 0; !st && k < m->size; k++) z[k] += c->o.z[k];
    if (!st) *worst = largest(z, m->size);
    domar_move_free(&back);
    domar_market_free(m);
    domar_world_free(w);
    return st;
}

/* ---- the gradient: Richardson's differences of solved worlds, for the largest cell of every kind and one more */
static double objective(const domar_market *m, const double *weight)
{
    double sum = 0;
    for (size_t h = 0; h < m->w->homes; h++)
        if (weight[h] > 0) sum += weight[h] * log(domar_household_income(m, h));
    return sum;
}

/* Warm from the case's answer; closing rates stay what they are. */
static domar_status again(domar_cx *cx, const domar_case *c, double *z, const domar_move *move)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t count = c->shocks.count;
    domar_outcome o = { .m = c->o.m, .z = z };
    domar_move *all = domar_scratch_bytes(cx, count + 1, sizeof *all);
    domar_status st = all ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        memcpy(all, c->shocks.moves, count * sizeof *all);
        all[count] = *move;
        memcpy(z, c->o.z, c->o.m->size * sizeof *z);
        st = domar_outcome_solve(cx, &o, all, count + 1, DOMAR_FP_AUTO);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status difference(domar_cx *cx, double *slope, const domar_case *c, const double *weight, double *z, domar_move *move,
                               double *cell, double h)
{
    double at[4];
    domar_status st = DOMAR_OK;
    for (int k = 0; !st && k < 4; k++) {
        *cell = (k < 2 ? h : 2 * h) * (k % 2 ? -1 : 1);
        st = again(cx, c, z, move);
        if (!st) at[k] = objective(c->o.m, weight);
    }
    *cell = 0;
    if (!st) *slope = (8 * (at[0] - at[1]) - (at[2] - at[3])) / (12 * h);
    return st;
}

/* The cell of the largest slope, and one drawn among those not much smaller. */
static void choose(size_t cells[2], const double *slope, size_t count, uint64_t kind)
{
    double most = 0, first = 2;
    cells[0] = cells[1] = 0;
    for (size_t k = 0; k < count; k++)
        if (fabs(slope[k]) > most) {
            most = fabs(slope[k]);
            cells[0] = k;
        }
    for (size_t k = 0; k < count; k++) {
        const double draw = domar_random(1, kind, k);
        if (fabs(slope[k]) < most / 20 || draw >= first) continue;
        first = draw;
        cells[1] = k;
    }
}

static domar_status check_kind(domar_cx *cx, domar_verification *v, domar_case *c, const double *weight, double *z,
                               const double *slopes, domar_move_kind kind)
{
    const domar_world *w = c->o.m->w;
    domar_move move = { { NULL } };
    size_t cells[2];
    domar_status st = domar_move_want(cx, &move, w, kind);
    choose(cells, slopes, domar_move_size(w, kind), kind);
    for (int k = 0; !st && k < (cells[0] == cells[1] ? 1 : 2); k++) {
        const double h = 1e-3 * (kind == DOMAR_MOVE_TRANSFER ? w->E[cells[k]] : 1), expected = slopes[cells[k]];
        double slope = 0;
        if (!(fabs(expected * h) > 1e-9)) continue;      /* rounding of the solves would show */
        st = difference(cx, &slope, c, weight, z, &move, &move.of[kind][cells[k]], h);
        if (st) break;
        v->sampled++;
        v->gradient = fmax(v->gradient, fabs(slope - expected) / fmax(fabs(slope), fabs(expected)));
    }
    domar_move_free(&move);
    return st;
}

static domar_status check_gradient(domar_cx *cx, domar_verification *v, domar_case *c, double *z)
{
    domar_market *m = c->o.m;
    const domar_world *w = m->w;
    const domar_fixed_point f = domar_market_map(m);
    domar_move gradient = { { NULL } };
    double *weight = domar_scratch(cx, w->homes), *room = domar_scratch(cx, domar_gradient_room(m));
    const domar_objective welfare = { .welfare = weight };
    domar_status st = weight && room ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t h = 0; !st && h < w->homes; h++)          /* unlike each other, so that nothing cancels */
        weight[h] = isnan(domar_household_income(m, h)) ? 0 : 1 + 0.5 * (double)(h % 3);
    for (int kind = 0; !st && kind < DOMAR_MOVES; kind++) st = domar_move_want(cx, &gradient, w, (domar_move_kind)kind);
    if (!st) st = domar_gradient(cx, &gradient, m, &f, &welfare, room);
    for (int kind = 0; !st && kind < DOMAR_MOVES; kind++) {
        st = check_kind(cx, v, c, weight, z, gradient.of[kind], (domar_move_kind)kind);
        if (!st) st = domar_tick(cx, (size_t)kind + 1, DOMAR_MOVES);
    }
    domar_move_free(&gradient);
    return st;
}

/* ---- two methods */
static domar_status both_ways(domar_cx *cx, domar_verification *v, domar_case *c, double *z, double *other)
{
    domar_market *m = c->o.m;
    domar_status st = solve(cx, m, z, c->shocks.moves, c->shocks.count, DOMAR_FP_ANDERSON);
    if (st == DOMAR_ENOCONV) {
        v->two_methods = NAN;
        v->no_two_methods = "not compared: Anderson's method alone does not converge here";
        return DOMAR_OK;
    }
    if (!st) st = solve(cx, m, other, c->shocks.moves, c->shocks.count, DOMAR_FP_NEWTON);
    if (st == DOMAR_ENOCONV) {
        v->two_methods = NAN;
        v->no_two_methods = "not compared: Newton's method alone does not converge here";
        return DOMAR_OK;
    }
    for (size_t k = 0; !st && k < m->size; k++) other[k] -= z[k];
    if (!st) v->two_methods = largest(other, m->size);
    return st;
}

/* Where a check finds no equilibrium it does not hold. */
static domar_status unsolved(domar_status st, double *check)
{
    if (st != DOMAR_ENOCONV) return st;
    *check = INFINITY;
    return DOMAR_OK;
}

domar_status domar_case_verify(domar_cx *cx, domar_verification *v, domar_case *c)
{
    domar_market *m = c->o.m;
    const domar_fp_report report = c->o.report;
    const domar_mark mark = domar_scratch_mark(cx);
    double *z = domar_scratch(cx, 4 * m->size), *room = z ? z + m->size : NULL;
    domar_status st = z ? DOMAR_OK : DOMAR_ENOMEM;
    *v = (domar_verification){ .no_reversal = not_reversible(c) };
    domar_task(cx, "verifying");
    if (!st && v->no_reversal) v->reversal = NAN;
    else if (!st) st = unsolved(go_back(cx, &v->reversal, c, z), &v->reversal);
    if (!st) st = unsolved(check_gradient(cx, v, c, z), &v->gradient);
    if (!st) st = both_ways(cx, v, c, z, room);
    if (!st) st = unsolved(solve(cx, m, z, NULL, 0, DOMAR_FP_AUTO), &v->zero_shock);
    if (!st && isfinite(v->zero_shock)) v->zero_shock = largest(z, m->size);
    if (!st) st = unsolved(take_back(cx, m, z, c->o.z), &v->return_path);
    if (!st && isfinite(v->return_path)) v->return_path = largest(z, m->size);
    if (!st) st = domar_case_return(cx, c, room);
    c->o.report = report;
    domar_scratch_rewind(cx, mark);
    return st;
}
