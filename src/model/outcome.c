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
 *              + transfers        dD - D dlog P                           [docs/architecture.md]
 *
 * an identity of budgets and cost minimisation.  Welfare is C without what burnt revenue buys. */
#include "model/outcome.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

static inline double level(const double *array, size_t at) { return array ? array[at] : 1; }
static inline double of(const domar_move *move, domar_move_kind kind, size_t at)
{
    return move->of[kind] ? move->of[kind][at] : 0;
}

double domar_real_income(const domar_market *m, size_t b)
{
    const domar_world *w = m->w;
    const double base = w->E[b] - w->burnt[b];
    if (!(base > 0)) return NAN;
    return (w->E[b] * exp(m->lE[b]) - m->burnt[b]) / base / exp(m->lm[domar_world_final(w, b)]);
}

double domar_return(const domar_market *m, size_t q)
{
    const domar_world *w = m->w;
    const double lP = m->lm[domar_world_final(w, q / w->F)];
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
 * lets the next be larger.  The residual that is reported is that of the stage which could not be taken. */
static domar_status approach(domar_cx *cx, domar_outcome *o, const domar_move *moves, size_t count,
                             const domar_fixed_point *f, const domar_fp_options *options)
{
    const size_t size = o->m->size;
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 2 * size), *here = room, *before = room + size;
    double t = 0, step = 0.25, last = 0;
    domar_status st = room ? DOMAR_OK : DOMAR_ENOMEM;
    while (!st && t < 1) {
        const double next = fmin(1, t + step);
        domar_fp_report report;
        for (size_t k = 0; k < size; k++)
            o->z[k] = here[k] + (last > 0 ? (next - t) / last * (here[k] - before[k]) : 0);
        if ((st = domar_market_move(cx, o->m, moves, count, next))) break;
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

/* ---- the gradient.  log U = log(E' - burnt') - log P: its derivatives by spending, by the price of
 * consumption (a part of the sweep) and by what is burnt go through the sweep's transposed once more. */
domar_status domar_welfare_gradient(domar_cx *cx, domar_move *gradient, domar_market *m, const domar_fixed_point *f,
                                    const double *weight, double *room)
{
    double *rhs = room, *lambda = room + m->size;
    size_t products = 0;
    memset(rhs, 0, m->size * sizeof *rhs);
    domar_market_welfare_cotangent(m, rhs, gradient, weight);
    memset(lambda, 0, m->size * sizeof *lambda);
    const domar_status st = domar_fixed_point_linear(cx, lambda, &products, f, rhs, true, 1e-12);
    if (!st) domar_market_cotangent(m, NULL, gradient, lambda);
    return st;
}

/* ---- terms at one point for one instrument: v = dz, after domar_market_tangent(m, ., v, move) */
struct point {
    const domar_market *m;
    const double *v;
    const domar_move *move;
    double *terms;               /* G x DOMAR_TERMS, money a unit of path */
    double *real;                /* G: change of real GDP, money */
};

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
    double *buyer = x->terms + b * DOMAR_TERMS, *seller_terms = x->terms + i * DOMAR_TERMS;
    const int volume = b == i ? DOMAR_TERM_REALLOCATION : DOMAR_TERM_TRADE_VOLUME;
    const double burn = inside * (dX - t3) - border * (dX - t3 - t2) -
                        (inside - border) * m->cu[domar_world_final(w, b)];
    buyer[volume] += (X - border) * Q - burn;
    buyer[DOMAR_TERM_TECHNOLOGY] -= border * dd;
    seller_terms[volume] += (border - seller) * (Q + dd);
    (void)t1;                                             /* is in the price at the border */
    if (b == i) return;
    buyer[DOMAR_TERM_TERMS_OF_TRADE] -= border * (price - m->cu[domar_world_final(w, b)]);
    seller_terms[DOMAR_TERM_TERMS_OF_TRADE] += border * (price - m->cu[domar_world_final(w, i)]);
    x->real[b] -= border * (Q + dd);
    x->real[i] += border * (Q + dd);
}

static void producer_terms(const struct point *x, size_t p)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    if (!(w->R[p] > 0)) return;
    double *terms = x->terms + p / w->N * DOMAR_TERMS;
    const double R = w->R[p] * exp(m->lR[p]), cost = R / m->mu[p];
    const double Y = x->v[m->slots + w->n + p] - x->v[m->slots + p];
    terms[DOMAR_TERM_REALLOCATION] += (R - cost) * Y;
    terms[DOMAR_TERM_TECHNOLOGY] += cost * of(x->move, DOMAR_MOVE_PRODUCTIVITY, p);
    for (size_t f = 0; f < w->F; f++) {
        const size_t at = p * w->F + f;
        if (m->slot[at] == SIZE_MAX) continue;
        const double tf = level(m->tf, at), l = m->cw[at] - x->v[m->slot[at]];
        terms[DOMAR_TERM_REALLOCATION] += (tf - 1) * m->Wd[at] * l;
        terms[DOMAR_TERM_FACTORS] += m->Wd[at] * l;
        terms[DOMAR_TERM_TECHNOLOGY] += tf * m->Wd[at] * of(x->move, DOMAR_MOVE_AUGMENT, at);
    }
}

static void user_terms(const struct point *x, size_t u)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    const size_t b = u / (w->N + 1), group = w->specific ? u : b;
    double *terms = x->terms + b * DOMAR_TERMS, bought = 0;
    for (size_t j = 0; j < w->N; j++) {
        const size_t at = u * w->N + j;
        bought += m->gp[at] * m->a[at];
        if (m->tg)
            terms[DOMAR_TERM_REALLOCATION] += (m->tg[at] - 1) * m->B[at] * (m->b[at] - m->q[group * w->N + j]);
    }
    if (u % (w->N + 1) != w->N) return;
    const double E = w->E[b] * exp(m->lE[b]), dlP = m->cu[u];
    terms[DOMAR_TERM_TECHNOLOGY] -= E * (dlP - bought);       /* tastes */
    terms[DOMAR_TERM_TRANSFERS] += of(x->move, DOMAR_MOVE_TRANSFER, b) - m->D[b] * dlP;
    x->real[b] += E * (x->v[m->slots + 2 * w->n + b] - dlP);
}

static void all_terms(const struct point *x)
{
    const domar_world *w = x->m->w;
    memset(x->terms, 0, w->G * DOMAR_TERMS * sizeof *x->terms);
    for (size_t b = 0; b < w->G; b++)
        for (size_t j = 0; j < w->N; j++)
            for (size_t i = 0; i < w->G; i++) edge_terms(x, b, j, i);
    for (size_t p = 0; p < w->n; p++) producer_terms(x, p);
    for (size_t u = 0; u < w->users; u++) user_terms(x, u);
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
    for (size_t at = 0; x->move->of[DOMAR_MOVE_INPUT] && at < w->users * w->N; at++) {
        const size_t u = at / w->N, b = u / (w->N + 1), group = w->specific ? u : b;
        own[b] -= m->B[at] * x->move->of[DOMAR_MOVE_INPUT][at] * (m->b[at] - m->q[group * w->N + at % w->N]);
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

domar_status domar_outcome_terms(domar_cx *cx, domar_outcome *o, double *terms, double *own, const domar_move *move)
{
    domar_market *m = o->m;
    const domar_fixed_point f = domar_market_map(m);
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 3 * m->size + m->w->G);
    size_t products = 0;
    domar_status st = room ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        double *rhs = room, *dz = room + m->size, *out = room + 2 * m->size;
        const struct point point = { m, dz, move, terms, room + 3 * m->size };
        domar_market_tangent(m, rhs, NULL, move);
        st = domar_fixed_point_linear(cx, dz, &products, &f, rhs, false, 1e-12);
        if (!st) {
            domar_market_tangent(m, out, dz, move);
            all_terms(&point);
            own_triangles(&point, own);
        }
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* Nominal GDP: final spending and exports less imports, at the border. */
static void nominal(double *gdp, const domar_market *m)
{
    const domar_world *w = m->w;
    for (size_t b = 0; b < w->G; b++) gdp[b] = w->E[b] * exp(m->lE[b]);
    for (size_t b = 0; b < w->G; b++)
        for (size_t j = 0; j < w->N; j++)
            for (size_t i = 0; i < w->G; i++) {
                const size_t at = domar_world_edge(w, b, j, i);
                const double border = m->X[at] * level(m->net, at) * level(m->T[DOMAR_EXPORTER], at);
                gdp[i] += border;
                gdp[b] -= border;
            }
}

/* ---- the path.  Nodes and weights of Gauss and Legendre on [0, 1] from the eigenvalues of the
 * Jacobi matrix [golub1969]. */
static domar_status gauss(domar_cx *cx, double *nodes, double *weights, size_t count)
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
    size_t count;
    double *z, *rhs, *dz, *out;      /* size each */
    double *terms, *real, *nominal;  /* G x DOMAR_TERMS, G, G at the point */
};

static domar_status visit(domar_cx *cx, struct path *x, double *terms, double *gdp, double t, double weight)
{
    domar_market *m = x->o->m;
    const domar_world *w = m->w;
    const domar_fixed_point f = domar_market_map(m);
    domar_fp_options options = DOMAR_FP_DEFAULTS;
    domar_fp_report report;
    domar_status st = domar_market_move(cx, m, x->moves, x->count, t);
    if (!st) st = domar_fixed_point_solve(cx, x->z, &report, &f, &options);
    if (st) return st;
    nominal(x->nominal, m);
    for (size_t k = 0; !st && k < x->count; k++) {
        size_t products = 0;
        const struct point point = { m, x->dz, &x->moves[k], x->terms, x->real };
        domar_market_tangent(m, x->rhs, NULL, &x->moves[k]);
        memset(x->dz, 0, m->size * sizeof *x->dz);
        st = domar_fixed_point_linear(cx, x->dz, &products, &f, x->rhs, false, 1e-12);
        if (st) return st;
        domar_market_tangent(m, x->out, x->dz, &x->moves[k]);
        memset(x->real, 0, w->G * sizeof *x->real);
        all_terms(&point);
        for (size_t b = 0; b < w->G; b++) {
            const double U = domar_real_income(m, b), spent = w->E[b] * exp(m->lE[b]) - m->burnt[b];
            const double size = weight * U / spent * (w->E[b] - w->burnt[b]);
            for (int c = 0; c < DOMAR_TERMS; c++)
                terms[(k * w->G + b) * DOMAR_TERMS + (size_t)c] += size * x->terms[b * DOMAR_TERMS + (size_t)c];
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
    domar_status st = at && weight ? gauss(cx, at, weight, nodes) : DOMAR_ENOMEM;
    memset(terms, 0, x->count * w->G * DOMAR_TERMS * sizeof *terms);
    memset(gdp, 0, w->G * sizeof *gdp);
    memset(x->z, 0, x->o->m->size * sizeof *x->z);
    for (size_t k = 0; !st && k < nodes; k++) {
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
    for (size_t b = 0; !st && b < w->G; b++) ev[b] -= domar_real_income(m, b) * (w->E[b] - w->burnt[b]);
    return st;
}

static double worst_gap(const domar_world *w, const double *terms, size_t count, const double *ev)
{
    double gap = 0;
    for (size_t b = 0; b < w->G; b++) {
        double sum = -ev[b];
        for (size_t k = 0; k < count; k++)
            for (int c = 0; c < DOMAR_TERMS; c++) sum += terms[(k * w->G + b) * DOMAR_TERMS + (size_t)c];
        if (isfinite(ev[b])) gap = fmax(gap, fabs(sum) / (w->E[b] - w->burnt[b]));
    }
    return gap;
}

domar_status domar_outcome_path(domar_cx *cx, domar_outcome *o, double *terms, double *gdp, const domar_move *moves,
                                size_t count, double tol)
{
    domar_market *m = o->m;
    const domar_world *w = m->w;
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 4 * m->size), *small = domar_scratch(cx, w->G * (DOMAR_TERMS + 3));
    domar_status st = room && small ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        struct path x = { o, moves, count, room, room + m->size, room + 2 * m->size, room + 3 * m->size,
                          small, small + w->G * DOMAR_TERMS, small + w->G * (DOMAR_TERMS + 1) };
        double *ev = small + w->G * (DOMAR_TERMS + 2);
        for (size_t b = 0; b < w->G; b++) ev[b] = domar_real_income(m, b) * (w->E[b] - w->burnt[b]);
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
