/* model/outcome.c -- solve, and follow the path to tell where gains come from.
 *
 * At every point of the path, with V the value at the border (seller's price and export tax), Q
 * quantities, P the price of consumption, for each economy:
 *
 *     E dlog C = terms of trade   S_exports V (dlog p - dlog P) - S_imports V (dlog p - dlog P)
 *              + volume of trade  S wedges at the border x dQ
 *              + reallocation     S domestic wedges x dQ
 *              + technology       S cost dlog A + S factor bills dlog a - S V dlog d + tastes
 *              + factors          S W dlog l
 *              + transfers        dT - T dlog P, T: received from abroad, incomes too   [docs/architecture.md]
 *
 * an identity of budgets and cost minimisation.  Welfare is C without what burnt revenue buys.  An economy's terms go
 * to its households by their spending; what else they gain or lose is `distribution`. */
#include "model/outcome.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

static inline double level(const double *array, size_t at) { return array ? array[at] : 1; }
static inline double of(const domar_move *move, domar_move_kind kind, size_t at)
{
    return move->of[kind] ? move->of[kind][at] : 0;
}

double domar_household_income(const domar_market *m, size_t h)
{
    const domar_world *w = m->w;
    const double base = domar_world_spent(w, h);
    if (!(base > 0)) return NAN;
    return (w->E[h] * exp(m->lE[h]) - m->burnt[h]) / base / exp(m->lm[domar_world_home(w, h)]);
}

double domar_real_income(const domar_market *m, size_t b)
{
    const domar_world *w = m->w;
    double sum = 0, base = 0;
    for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
        const double spent = domar_world_spent(w, h);
        if (!(spent > 0)) continue;
        sum += spent * domar_household_income(m, h);
        base += spent;
    }
    return base > 0 ? sum / base : NAN;
}

double domar_return(const domar_market *m, size_t q)
{
    const domar_world *w = m->w;
    const double lP = m->lP[q / w->F];
    double base = 0;
    for (size_t k = 0; k < w->N; k++) base += w->W[(q / w->F * w->N + k) * w->F + q % w->F];
    if (!(base > 0)) return NAN;
    if (isinf(w->eta[q])) return exp(lP);
    if (domar_market_floored(m, q)) return exp(w->floor[q] * lP);
    const double demand = log(m->pool[q] * m->scale / base);
    return exp((demand - m->lL[q] + w->eta[q] * lP) / (1 + w->eta[q]));
}

static void count_up(domar_fp_report *all, const domar_fp_report *one)
{
    all->sweeps += one->sweeps;
    all->products += one->products;
    all->newton += one->newton;
    all->residual = one->residual;
    all->at = one->at;
}

/* In stages of the shock, each warm from the last two: a stage that fails is halved, one that succeeds
 * lets the next be larger.  Transfers go first: deficits that are to vanish could not be paid on the way to a world
 * that hardly trades.  The residual that is reported is that of the stage which could not be taken. */
static domar_status approach(domar_cx *cx, domar_outcome *o, const domar_move *moves, size_t count,
                             const domar_fixed_point *f, const domar_fp_options *options)
{
    const size_t size = o->m->size;
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 2 * size), *here = room, *before = room + size;
    double t = 0, step = 0.25, last = 0;
    bool paid = true;
    domar_fp_report first;
    domar_status st = room ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) paid = paid && !moves[k].of[DOMAR_MOVE_TRANSFER];
    if (!st && !paid) {
        memset(o->z, 0, size * sizeof *o->z);
        st = domar_market_move_apart(cx, o->m, moves, count, 0, 1);
        if (!st) st = domar_fixed_point_solve(cx, o->z, &first, f, options);
        if (!st) memcpy(here, o->z, size * sizeof *here);
        o->stages++;
    }
    while (!st && t < 1) {
        const double next = fmin(1, t + step);
        domar_fp_report report;
        for (size_t k = 0; k < size; k++)
            o->z[k] = here[k] + (last > 0 ? (next - t) / last * (here[k] - before[k]) : 0);
        if ((st = domar_market_move_apart(cx, o->m, moves, count, next, 1))) break;
        st = domar_fixed_point_solve(cx, o->z, &report, f, options);
        count_up(&o->report, &report);
        o->stages++;
        if (!st) {
            memcpy(before, here, size * sizeof *here);
            memcpy(here, o->z, size * sizeof *here);
            last = next - t;
            t = next;
            step = fmin(2 * step, 0.5);
        } else if (st == DOMAR_ENOCONV && (step /= 2) > 1e-3) st = DOMAR_OK;
    }
    o->reached = t;
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_outcome_solve(domar_cx *cx, domar_outcome *o, const domar_move *moves, size_t count,
                                 domar_fp_way way)
{
    const domar_fixed_point f = domar_market_map(o->m);
    domar_fp_options options = DOMAR_FP_DEFAULTS;
    options.way = way;
    domar_status st = domar_market_move(cx, o->m, moves, count, 1);
    o->stages = 0;
    if (!st) st = domar_fixed_point_solve(cx, o->z, &o->report, &f, &options);
    if (st == DOMAR_ENOCONV && way != DOMAR_FP_ANDERSON) st = approach(cx, o, moves, count, &f, &options);
    o->walras = fabs(o->m->scale - 1);
    return st;
}

/* ---- terms at one point for one instrument: v = dz, after domar_market_tangent(m, ., v, move) */
struct point {
    const domar_market *m;
    const double *v;
    const domar_move *move;
    double *terms;               /* G x DOMAR_TERMS, money a unit of path */
    double *real;                /* G: change of real GDP, money */
    double *basket;              /* G: of the price of what burnt revenue buys, log */
    bool    cells;               /* terms by good and partner: G x (N + 1) x (G + 1) x DOMAR_TERMS */
};

/* Where a contribution goes: economy, good or producer, partner; N and G: none. */
static double *terms_at(const struct point *x, size_t b, size_t j, size_t i)
{
    const domar_world *w = x->m->w;
    return x->terms + (x->cells ? (b * (w->N + 1) + j) * (w->G + 1) + i : b) * DOMAR_TERMS;
}

static void edge_terms(const struct point *x, size_t b, size_t j, size_t i)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    const size_t at = domar_world_edge(w, b, j, i);
    const double X = m->X[at];
    if (!(X > 0)) return;
    const double T3 = level(m->T[DOMAR_IMPORTER], at), T1 = level(m->T[DOMAR_EXPORTER], at);
    const double seller = X * level(m->net, at), border = seller * T1, inside = X / T3;
    const double t1 = of(x->move, DOMAR_MOVE_EXPORTER, at), t2 = of(x->move, DOMAR_MOVE_BURN, at),
                 t3 = of(x->move, DOMAR_MOVE_IMPORTER, at), dd = of(x->move, DOMAR_MOVE_ICEBERG, at);
    const double price = m->edge[at] - t2 - t3 - dd, dX = m->dX[at] / X, Q = dX - m->edge[at];
    double *buyer = terms_at(x, b, j, i), *seller_terms = terms_at(x, i, j, b);
    const int volume = b == i ? DOMAR_TERM_REALLOCATION : DOMAR_TERM_TRADE_VOLUME;
    const double burn = inside * (dX - t3) - border * (dX - t3 - t2) - (inside - border) * x->basket[b];
    buyer[volume] += (X - border) * Q - burn;
    buyer[DOMAR_TERM_TECHNOLOGY] -= border * dd;
    seller_terms[volume] += (border - seller) * (Q + dd);
    (void)t1;                                             /* is in the price at the border */
    if (b == i) return;
    buyer[DOMAR_TERM_TERMS_OF_TRADE] -= border * (price - m->cP[b]);
    seller_terms[DOMAR_TERM_TERMS_OF_TRADE] += border * (price - m->cP[i]);
    x->real[b] -= border * (Q + dd);
    x->real[i] += border * (Q + dd);
}

static void producer_terms(const struct point *x, size_t p)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    if (!(w->R[p] > 0)) return;
    double *terms = terms_at(x, p / w->N, p % w->N, w->G);
    const double R = w->R[p] * exp(m->lR[p]), cost = R / m->mu[p];
    const double Y = x->v[m->slots + w->n + p] - x->v[m->slots + p];
    const double size = (Y - of(x->move, DOMAR_MOVE_PRODUCTIVITY, p)) / (1 + w->psi[p]);
    terms[DOMAR_TERM_REALLOCATION] += (R - cost) * Y + cost * w->psi[p] * size;
    terms[DOMAR_TERM_TECHNOLOGY] += cost * of(x->move, DOMAR_MOVE_PRODUCTIVITY, p);
    for (size_t f = 0; f < w->F; f++) {
        const size_t at = p * w->F + f;
        if (m->slot[at] == SIZE_MAX) continue;
        const double tf = level(m->tf, at), l = m->cw[at] - x->v[m->slot[at]];
        terms[DOMAR_TERM_REALLOCATION] += (tf - 1) * m->Wd[at] * l;
        terms_at(x, p / w->N, w->N, w->G)[DOMAR_TERM_FACTORS] += m->Wd[at] * l;    /* what one gets another loses */
        terms[DOMAR_TERM_TECHNOLOGY] += tf * m->Wd[at] * of(x->move, DOMAR_MOVE_AUGMENT, at);
    }
}

static void user_terms(const struct point *x, size_t u)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    const size_t b = domar_world_economy(w, u), place = domar_world_place(w, u), group = domar_world_group_of(w, u);
    double bought = 0;
    for (size_t j = 0; j < w->N; j++) {
        const size_t at = u * w->N + j;
        bought += m->gp[at] * m->a[at];
        if (!m->tg) continue;
        const double fr = level(m->fr, at), df = of(x->move, DOMAR_MOVE_FRICTION, at);
        terms_at(x, b, j, w->G)[DOMAR_TERM_REALLOCATION] +=
            (m->tg[at] - 1) * m->B[at] * (m->b[at] - m->q[group * w->N + j]) - m->B[at] * ((fr - 1) * (m->b[at] - x->basket[b]) + fr * df);
    }
    if (place < w->N) return;
    const size_t h = b * w->H + place - w->N;
    const double E = w->E[h] * exp(m->lE[h]), dlP = m->cu[u];
    terms_at(x, b, w->N, w->G)[DOMAR_TERM_TECHNOLOGY] -= E * (dlP - bought);       /* tastes */
    x->real[b] += E * (x->v[m->slots + 2 * w->n + h] - dlP);
}

/* What comes from abroad: spending that is not earned here; and earnings that nobody owns are burnt. */
static void foreign_terms(const struct point *x, size_t b)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    double T = -m->burn[b], dT = -m->earned[w->G * w->sources + b], lost = 0, dlost = 0;
    for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
        const double E = w->E[h] * exp(m->lE[h]);
        T += E;
        dT += E * x->v[m->slots + 2 * w->n + h];
    }
    for (size_t c = 0; c < w->sources; c++) {
        const size_t at = b * w->sources + c;
        T -= m->income[at];
        dT -= m->earned[at];
        double left = w->own ? 1 : 0;
        for (size_t h = 0; w->own && h < w->homes; h++) left -= w->own[at * w->homes + h];
        lost += left * m->income[at];
        dlost += left * m->earned[at];
    }
    double *terms = terms_at(x, b, w->N, w->G);
    terms[DOMAR_TERM_TRANSFERS] += dT - T * m->cP[b];
    terms[DOMAR_TERM_REALLOCATION] -= dlost - lost * x->basket[b];
}

static void all_terms(const struct point *x)
{
    const domar_world *w = x->m->w;
    memset(x->terms, 0, (x->cells ? domar_cells(w) : w->G) * DOMAR_TERMS * sizeof *x->terms);
    for (size_t h = 0; h < w->homes; h++) {
        if (h % w->H == 0) x->basket[h / w->H] = 0;
        x->basket[h / w->H] += w->basket[h] * x->m->cu[domar_world_home(w, h)];
    }
    for (size_t b = 0; b < w->G; b++)
        for (size_t j = 0; j < w->N; j++)
            for (size_t i = 0; i < w->G; i++) edge_terms(x, b, j, i);
    for (size_t p = 0; p < w->n; p++) producer_terms(x, p);
    for (size_t u = 0; u < w->users; u++) user_terms(x, u);
    for (size_t b = 0; b < w->G; b++) foreign_terms(x, b);
}

/* What a household spends on what it enjoys, and how it gains (money): spending less what is burnt, at its prices. */
static double now_spent(const domar_market *m, size_t h) { return m->w->E[h] * exp(m->lE[h]) - m->burnt[h]; }

static double spending_gain(const domar_market *m, const double *dz, size_t h)
{
    const domar_world *w = m->w;
    const size_t b = h / w->H;
    double burnt = m->earned[w->G * w->sources + b];
    for (size_t c = 0; w->own && c < w->sources; c++) {
        const size_t at = b * w->sources + c;
        double left = 1;
        for (size_t k = 0; k < w->homes; k++) left -= w->own[at * w->homes + k];
        burnt += left * m->earned[at];
    }
    return w->E[h] * exp(m->lE[h]) * dz[m->slots + 2 * w->n + h] - w->basket[h] * burnt -
           now_spent(m, h) * m->cu[domar_world_home(w, h)];
}

/* sum of value x (- move) x d log Q over the wedges of the move. */
static void own_triangles(const struct point *x, double *own)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    memset(own, 0, w->G * sizeof *own);
    for (size_t at = 0; at < w->G * w->n; at++) {
        const double moved = of(x->move, DOMAR_MOVE_EXPORTER, at) + of(x->move, DOMAR_MOVE_BURN, at) +
                             of(x->move, DOMAR_MOVE_IMPORTER, at);
        if (!(fabs(moved) > 0) || !(m->X[at] > 0)) continue;
        own[at / w->G / w->N] -= m->X[at] * level(m->net, at) * moved * (m->dX[at] / m->X[at] - m->edge[at]);
    }
    const bool inputs = x->move->of[DOMAR_MOVE_INPUT] || x->move->of[DOMAR_MOVE_FRICTION];
    for (size_t at = 0; inputs && at < w->users * w->N; at++) {
        const size_t u = at / w->N, group = domar_world_group_of(w, u);
        const double moved = of(x->move, DOMAR_MOVE_INPUT, at) + of(x->move, DOMAR_MOVE_FRICTION, at);
        own[domar_world_economy(w, u)] -= m->B[at] * moved * (m->b[at] - m->q[group * w->N + at % w->N]);
    }
    for (size_t p = 0; p < w->n; p++) {
        const double Y = x->v[m->slots + w->n + p] - x->v[m->slots + p];
        own[p / w->N] -= w->R[p] * exp(m->lR[p]) / m->mu[p] * of(x->move, DOMAR_MOVE_OUTPUT, p) * Y;
        for (size_t f = 0; f < w->F; f++) {
            const size_t at = p * w->F + f;
            if (m->slot[at] != SIZE_MAX)
                own[p / w->N] -= m->Wd[at] * of(x->move, DOMAR_MOVE_FACTOR, at) * (m->cw[at] - x->v[m->slot[at]]);
        }
    }
}

domar_status domar_outcome_terms(domar_cx *cx, domar_outcome *o, double *terms, double *own, double *gain, const domar_move *move)
{
    domar_market *m = o->m;
    const domar_fixed_point f = domar_market_map(m);
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 3 * m->size + 2 * m->w->G);
    size_t products = 0;
    domar_status st = room ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        double *rhs = room, *dz = room + m->size, *out = room + 2 * m->size;
        const struct point point = { m, dz, move, terms, room + 3 * m->size, room + 3 * m->size + m->w->G, false };
        domar_market_tangent(m, rhs, NULL, move);
        st = domar_fixed_point_linear(cx, dz, &products, &f, rhs, false, 1e-12);
        if (!st) {
            domar_market_tangent(m, out, dz, move);
            all_terms(&point);
            own_triangles(&point, own);
            for (size_t h = 0; gain && h < m->w->homes; h++) gain[h] = spending_gain(m, dz, h) / now_spent(m, h);
        }
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* Nominal GDP: final spending and exports less imports, at the border. */
static void nominal(double *gdp, const domar_market *m)
{
    const domar_world *w = m->w;
    memset(gdp, 0, w->G * sizeof *gdp);
    for (size_t h = 0; h < w->homes; h++) gdp[h / w->H] += w->E[h] * exp(m->lE[h]);
    for (size_t b = 0; b < w->G; b++)
        for (size_t j = 0; j < w->N; j++)
            for (size_t i = 0; i < w->G; i++) {
                const size_t at = domar_world_edge(w, b, j, i);
                const double border = m->X[at] * level(m->net, at) * level(m->T[DOMAR_EXPORTER], at);
                gdp[i] += border;
                gdp[b] -= border;
            }
}

/* An economy's terms in money of the base, as its households feel them; the rest is distribution between them. */
static void value_cells(const struct point *x, size_t b)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    const size_t blocks = (w->N + 1) * (w->G + 1);
    double *terms = x->terms + b * blocks * DOMAR_TERMS, sum = 0, spent_here = 0, size = 0, felt = 0;
    for (size_t k = 0; k < blocks * DOMAR_TERMS; k++) sum += terms[k];
    for (size_t h = b * w->H; h < (b + 1) * w->H; h++) spent_here += now_spent(m, h);
    for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
        const double base = domar_world_spent(w, h);
        if (!(base > 0)) continue;
        const double worth = domar_household_income(m, h) * base;        /* money a unit of log */
        felt += worth / now_spent(m, h) * spending_gain(m, x->v, h);
        size += worth / spent_here;
    }
    for (size_t k = 0; k < blocks * DOMAR_TERMS; k++) terms[k] *= size;
    if (w->H > 1) terms_at(x, b, w->N, w->G)[DOMAR_TERM_DISTRIBUTION] += felt - size * sum;
}

domar_status domar_outcome_rates(domar_cx *cx, domar_outcome *o, double *cells, double *gdp, double *dz, const domar_move *move,
                                 const double *push, double tol)
{
    domar_market *m = o->m;
    const domar_world *w = m->w;
    const domar_fixed_point f = domar_market_map(m);
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 2 * m->size + 3 * w->G + w->G * DOMAR_TERMS);
    size_t products = 0;
    domar_status st = room ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        double *rhs = room, *out = rhs + m->size, *real = out + m->size, *basket = real + w->G, *all = basket + w->G;
        const struct point point = { m, dz, move, cells ? cells : all + w->G, real, basket, cells != NULL };
        domar_market_tangent(m, rhs, NULL, move);
        for (size_t k = 0; push && k < m->size; k++) rhs[k] += push[k];
        memset(dz, 0, m->size * sizeof *dz);
        st = domar_fixed_point_linear(cx, dz, &products, &f, rhs, false, tol);
        if (!st) {
            domar_market_tangent(m, out, dz, move);
            all_terms(&point);
            nominal(all, m);
            for (size_t b = 0; b < w->G; b++) gdp[b] = real[b] / all[b];
            for (size_t b = 0; cells && b < w->G; b++) value_cells(&point, b);
        }
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- the path.  Nodes and weights of Gauss and Legendre on [0, 1] from the eigenvalues of the
 * Jacobi matrix [golub1969]. */
domar_status domar_gauss(domar_cx *cx, double *nodes, double *weights, size_t count)
{
    const blasint n = (blasint)count;
    blasint info = 0;
    double *room = domar_scratch(cx, count * count + 3 * count);
    if (!room) return DOMAR_ENOMEM;
    double *vectors = room, *below = room + count * count, *work = below + count;
    for (size_t k = 0; k < count; k++) {
        const double i = (double)k + 1;
        nodes[k] = 0;
        below[k] = i / sqrt(4 * i * i - 1);
    }
    dstev_("V", &n, nodes, below, vectors, &n, work, &info);
    if (info)
        return domar_fail(cx, DOMAR_ENOCONV, "the nodes of the path could not be found");
    for (size_t k = 0; k < count; k++) {
        weights[k] = vectors[k * count] * vectors[k * count];
        nodes[k] = (nodes[k] + 1) / 2;
    }
    return DOMAR_OK;
}

struct path {
    domar_outcome *o;
    const domar_move *moves;
    domar_move *leg;                 /* count: what of them moves on this leg */
    size_t count;
    bool   transfers;                /* the leg of transfers; on the other they have moved */
    double *z, *rhs, *dz, *out;      /* size each */
    double *terms, *real, *nominal, *basket;  /* G x DOMAR_TERMS, G, G, G at the point */
};

/* An economy's terms to its households by their spending; the rest of what they gain is distribution. */
static void to_households(const struct path *x, double *terms, size_t b, double weight)
{
    const domar_market *m = x->o->m;
    const domar_world *w = m->w;
    const double *from = x->terms + b * DOMAR_TERMS;
    double spent_here = 0, sum = 0;
    for (int c = 0; c < DOMAR_TERMS; c++) sum += from[c];
    for (size_t h = b * w->H; h < (b + 1) * w->H; h++) spent_here += now_spent(m, h);
    for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
        const double spent = now_spent(m, h), base = domar_world_spent(w, h);
        if (!(base > 0)) continue;
        const double share = spent / spent_here, size = weight * domar_household_income(m, h) / spent * base;
        double *to = terms + h * DOMAR_TERMS;
        for (int c = 0; c < DOMAR_TERMS; c++) to[c] += size * share * from[c];
        if (w->H > 1) to[DOMAR_TERM_DISTRIBUTION] += size * (spending_gain(m, x->dz, h) - share * sum);
    }
}

static bool stays(const domar_move *move)
{
    for (int k = 0; k < DOMAR_MOVES; k++)
        if (move->of[k]) return false;
    return true;
}

/* What moves on a leg; false: nothing. */
static bool take_leg(struct path *x, bool transfers)
{
    bool any = false;
    x->transfers = transfers;
    for (size_t c = 0; c < x->count; c++) {
        for (int k = 0; k < DOMAR_MOVES; k++)
            x->leg[c].of[k] = transfers == (k == DOMAR_MOVE_TRANSFER) ? x->moves[c].of[k] : NULL;
        any = any || !stays(&x->leg[c]);
    }
    return any;
}

static domar_status visit(domar_cx *cx, struct path *x, double *terms, double *gdp, double t, double weight)
{
    domar_market *m = x->o->m;
    const domar_world *w = m->w;
    const domar_fixed_point f = domar_market_map(m);
    domar_fp_options options = DOMAR_FP_DEFAULTS;
    domar_fp_report report;
    domar_status st = domar_market_move_apart(cx, m, x->moves, x->count, x->transfers ? 0 : t, x->transfers ? t : 1);
    if (!st) st = domar_fixed_point_solve(cx, x->z, &report, &f, &options);
    if (st) return st;
    nominal(x->nominal, m);
    for (size_t k = 0; !st && k < x->count; k++) {
        size_t products = 0;
        const struct point point = { m, x->dz, &x->leg[k], x->terms, x->real, x->basket, false };
        if (stays(&x->leg[k])) continue;
        domar_market_tangent(m, x->rhs, NULL, &x->leg[k]);
        memset(x->dz, 0, m->size * sizeof *x->dz);
        st = domar_fixed_point_linear(cx, x->dz, &products, &f, x->rhs, false, 1e-12);
        if (st) return st;
        domar_market_tangent(m, x->out, x->dz, &x->leg[k]);
        memset(x->real, 0, w->G * sizeof *x->real);
        all_terms(&point);
        for (size_t b = 0; b < w->G; b++) {
            to_households(x, terms + k * w->homes * DOMAR_TERMS, b, weight);
            gdp[b] += weight * x->real[b] / x->nominal[b];
        }
    }
    return st;
}

static domar_status walk(domar_cx *cx, struct path *x, double *terms, double *gdp, size_t nodes)
{
    const domar_world *w = x->o->m->w;
    const domar_mark mark = domar_scratch_mark(cx);
    double *at = domar_scratch(cx, nodes), *weight = domar_scratch(cx, nodes);
    domar_status st = at && weight ? domar_gauss(cx, at, weight, nodes) : DOMAR_ENOMEM;
    memset(terms, 0, x->count * w->homes * DOMAR_TERMS * sizeof *terms);
    memset(gdp, 0, w->G * sizeof *gdp);
    memset(x->z, 0, x->o->m->size * sizeof *x->z);
    for (int leg = 0; leg < 2; leg++)
        for (size_t k = 0; !st && take_leg(x, leg == 0) && k < nodes; k++) {
            st = visit(cx, x, terms, gdp, at[k], weight[k]);
            if (!st) st = domar_tick(cx, k + 1, nodes);
        }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* The path begins where the base clears its markets, which is the base itself when it is balanced. */
static domar_status start(domar_cx *cx, struct path *x, double *ev)
{
    domar_market *m = x->o->m;
    const domar_world *w = m->w;
    const domar_fixed_point f = domar_market_map(m);
    const domar_fp_options options = DOMAR_FP_DEFAULTS;
    domar_fp_report report;
    memset(x->z, 0, m->size * sizeof *x->z);
    domar_status st = domar_market_move(cx, m, NULL, 0, 0);
    if (!st) st = domar_fixed_point_solve(cx, x->z, &report, &f, &options);
    for (size_t h = 0; !st && h < w->homes; h++) ev[h] -= domar_household_income(m, h) * domar_world_spent(w, h);
    return st;
}

static double worst_gap(const domar_world *w, const double *terms, size_t count, const double *ev)
{
    double gap = 0;
    for (size_t h = 0; h < w->homes; h++) {
        double sum = -ev[h];
        for (size_t k = 0; k < count; k++)
            for (int c = 0; c < DOMAR_TERMS; c++) sum += terms[(k * w->homes + h) * DOMAR_TERMS + (size_t)c];
        if (isfinite(ev[h])) gap = fmax(gap, fabs(sum) / domar_world_spent(w, h));
    }
    return gap;
}

domar_status domar_outcome_path(domar_cx *cx, domar_outcome *o, double *terms, double *gdp, const domar_move *moves,
                                size_t count, double tol)
{
    domar_market *m = o->m;
    const domar_world *w = m->w;
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 4 * m->size), *small = domar_scratch(cx, w->G * (DOMAR_TERMS + 3) + w->homes);
    domar_move *leg = domar_scratch_bytes(cx, count + 1, sizeof *leg);
    domar_status st = room && small && leg ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        struct path x = { o, moves, leg, count, false, room, room + m->size, room + 2 * m->size, room + 3 * m->size,
                          small, small + w->G * DOMAR_TERMS, small + w->G * (DOMAR_TERMS + 1),
                          small + w->G * (DOMAR_TERMS + 2) };
        double *ev = small + w->G * (DOMAR_TERMS + 3);
        for (size_t h = 0; h < w->homes; h++) ev[h] = domar_household_income(m, h) * domar_world_spent(w, h);
        st = start(cx, &x, ev);
        o->nodes = 0;
        o->gap = INFINITY;
        for (size_t nodes = 4; !st && nodes <= 64 && !(o->gap <= tol); nodes *= 2) {
            st = walk(cx, &x, terms, gdp, nodes);
            o->nodes = nodes;
            if (!st) o->gap = worst_gap(w, terms, count, ev);
        }
        if (!st) st = domar_market_move(cx, m, moves, count, 1);         /* back to the end */
        if (!st) domar_market_sweep(m, x.out, o->z);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
