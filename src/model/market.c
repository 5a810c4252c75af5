/* model/market.c -- a world and where its wedges and technology have moved to. */
#include "model/equilibrium.h"
#include "model/precondition.h"
#include <math.h>
#include <string.h>

enum { MOST_FACTORS = 64 };

/* One unknown a pool whose factor has one price, else one a producer that uses it. */
static void place_slots(domar_market *m)
{
    const domar_world *w = m->w;
    for (size_t b = 0; b < w->G; b++)
        for (size_t f = 0; f < w->F; f++) {
            const bool one = isinf(w->kappa[b * w->F + f]);
            size_t pool = SIZE_MAX;
            for (size_t k = 0; k < w->N; k++) {
                const size_t at = (b * w->N + k) * w->F + f;
                m->slot[at] = SIZE_MAX;
                if (!(w->W[at] > 0)) continue;
                if (!one || pool == SIZE_MAX) pool = m->slots++;
                m->slot[at] = pool;
            }
        }
}

domar_status domar_market_new(domar_cx *cx, domar_market **out, const domar_world *w)
{
    domar_market *m = *out = NULL;
    if (w->F > MOST_FACTORS)
        return domar_fail(cx, DOMAR_ELIMIT, "%zu types of factors, %d at most: aggregate them", w->F, MOST_FACTORS);
    if (!(m = domar_alloc(cx, 1, sizeof *m))) return DOMAR_ENOMEM;
    m->w = w;
    const size_t edges = w->G * w->n, goods = w->users * w->N, nF = w->n * w->F;
    m->slot = domar_alloc(cx, nF, sizeof *m->slot);
    if (m->slot) place_slots(m);
    m->size = m->slots + 2 * w->n + w->homes;
    const struct { double **array; size_t count; } arrays[] = {
        { &m->ltau, edges }, { &m->fac, edges }, { &m->mu, w->n }, { &m->lmu, w->n }, { &m->lA, w->n },
        { &m->lL, w->G * w->F }, { &m->D, w->homes }, { &m->taste, w->homes * w->N }, { &m->lw, nF }, { &m->lp, w->n },
        { &m->lR, w->n }, { &m->lE, w->homes }, { &m->f, edges }, { &m->ref, w->N }, { &m->powers, w->n }, { &m->S, w->groups * w->N },
        { &m->lq, w->groups * w->N }, { &m->gp, goods }, { &m->B, goods }, { &m->BS, w->groups * w->N },
        { &m->lm, w->users }, { &m->lv, w->n }, { &m->sp, w->n }, { &m->php, nF }, { &m->X, edges },
        { &m->newR, w->n }, { &m->newE, w->homes }, { &m->Wd, nF }, { &m->pool, w->G * w->F }, { &m->burnt, w->homes },
        { &m->lP, w->G }, { &m->income, w->G * w->sources }, { &m->burn, w->G }, { &m->cP, w->G },
        { &m->earned, w->G * (w->sources + 1) },
        { &m->a, goods }, { &m->b, goods }, { &m->dX, edges },
        { &m->q, w->groups * w->N }, { &m->edge, edges }, { &m->cw, nF }, { &m->cu, w->users },
        { &m->ksales, 2 * w->n + w->homes }, { &m->none, m->size }, { &m->bygood, w->n }, { &m->bypartner, w->n },
        { &m->room, w->N + 2 * w->homes } };
    bool whole = m->slot != NULL;
    for (size_t k = 0; whole && k < sizeof arrays / sizeof *arrays; k++)
        whole = (*arrays[k].array = domar_alloc(cx, arrays[k].count, sizeof(double))) != NULL;
    if (!whole) {
        domar_market_free(m);
        return DOMAR_ENOMEM;
    }
    *out = m;
    return DOMAR_OK;
}

void domar_market_free(domar_market *m)
{
    if (!m) return;
    double *arrays[] = { m->ltau, m->fac, m->mu, m->lmu, m->lA, m->lL, m->D, m->taste, m->lw, m->lp, m->lR, m->lE,
        m->f, m->ref, m->powers, m->S, m->lq, m->gp, m->B, m->BS, m->lm, m->lv, m->sp, m->php, m->X, m->newR, m->newE, m->Wd,
        m->pool, m->burnt, m->a, m->b, m->dX, m->q, m->edge, m->cw, m->cu, m->ksales, m->none, m->bygood, m->bypartner, m->room,
        m->T[0], m->T[1], m->T[2], m->net, m->tg, m->ltg, m->fr, m->lfr, m->lP, m->income, m->burn, m->cP, m->earned, m->tf, m->ltf, m->la };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) domar_release(arrays[k]);
    domar_release(m->slot);
    domar_blocks_free(m->blocks);
    domar_release(m);
}


/* ---- moving.  log := sum of t times the moves of a kind; false if nothing of the kind moves. */
static bool sum_moves(double *logs, const domar_move *moves, size_t count, double t, domar_move_kind kind, size_t size)
{
    bool any = false;
    if (logs) memset(logs, 0, size * sizeof *logs);
    for (size_t c = 0; c < count; c++) {
        const double *move = moves[c].of[kind];
        any = any || move;
        for (size_t k = 0; logs && move && k < size; k++) logs[k] += t * move[k];
    }
    return any;
}

/* Level = base exp(log hat), both arrays made when there is a base other than 1 or something moves. */
static domar_status move_level(domar_cx *cx, double **level, double **hat, const double *base,
                               const domar_move *moves, size_t count, double t, domar_move_kind kind, size_t size)
{
    if (!base && !sum_moves(NULL, moves, count, t, kind, size) && !*level) return DOMAR_OK;
    if (!*level) *level = domar_alloc(cx, size, sizeof **level);
    if (hat && !*hat) *hat = domar_alloc(cx, size, sizeof **hat);
    if (!*level || (hat && !*hat)) return DOMAR_ENOMEM;
    double *logs = hat ? *hat : *level;
    sum_moves(logs, moves, count, t, kind, size);
    for (size_t k = 0; k < size; k++) (*level)[k] = (base ? base[k] : 1) * exp(logs[k]);
    return DOMAR_OK;
}

/* Wedges and icebergs between seller and border: hats, factors, levels. */
static domar_status move_edges(domar_cx *cx, domar_market *m, const domar_move *moves, size_t count, double t)
{
    static const domar_move_kind kinds[] = { DOMAR_MOVE_EXPORTER, DOMAR_MOVE_BURN, DOMAR_MOVE_IMPORTER,
                                             DOMAR_MOVE_ICEBERG };
    const domar_world *w = m->w;
    const size_t edges = w->G * w->n;
    domar_status st = DOMAR_OK;
    memset(m->ltau, 0, edges * sizeof *m->ltau);
    for (size_t k = 0; k < 4; k++)
        if (sum_moves(NULL, moves, count, t, kinds[k], edges)) {
            sum_moves(m->edge, moves, count, t, kinds[k], edges);
            for (size_t at = 0; at < edges; at++) m->ltau[at] += m->edge[at];
        }
    for (int o = 0; !st && o < DOMAR_OWNERS; o++)
        st = move_level(cx, &m->T[o], NULL, w->T[o], moves, count, t, kinds[o], edges);
    const bool wedged = m->T[0] || m->T[1] || m->T[2];
    if (!st && wedged && !m->net && !(m->net = domar_alloc(cx, edges, sizeof *m->net))) st = DOMAR_ENOMEM;
    if (st) return st;
    for (size_t at = 0; at < edges; at++) {
        const size_t j = at / w->G % w->N;
        m->fac[at] = fabs(m->ltau[at]) > 0 ? exp(-w->theta[j] * m->ltau[at]) : 1;
        if (!w->specific) m->fac[at] *= w->pi[at];
        double T = 1;
        for (int o = 0; wedged && o < DOMAR_OWNERS; o++) T *= m->T[o] ? m->T[o][at] : 1;
        if (wedged) m->net[at] = 1 / T;
    }
    return DOMAR_OK;
}

/* Frictions stand inside the taxes on goods: tg and ltg hold both. */
static domar_status move_frictions(domar_cx *cx, domar_market *m, const domar_move *moves, size_t count, double t)
{
    const domar_world *w = m->w;
    const size_t goods = w->users * w->N;
    domar_status st = move_level(cx, &m->fr, &m->lfr, w->fr, moves, count, t, DOMAR_MOVE_FRICTION, goods);
    if (st || !m->fr) return st;
    if (!m->tg) {
        if (!(m->tg = domar_alloc(cx, goods, sizeof *m->tg)) || !(m->ltg = domar_alloc(cx, goods, sizeof *m->ltg))) return DOMAR_ENOMEM;
        for (size_t at = 0; at < goods; at++) m->tg[at] = 1;
    }
    for (size_t at = 0; at < goods; at++) {
        m->tg[at] *= m->fr[at];
        m->ltg[at] += m->lfr[at];
    }
    return DOMAR_OK;
}

/* Final shares at base prices with new tastes: they sum to 1 again. */
static void move_tastes(domar_market *m, const domar_move *moves, size_t count, double t)
{
    const domar_world *w = m->w;
    sum_moves(m->taste, moves, count, t, DOMAR_MOVE_TASTE, w->n);
    for (size_t h = w->homes; h-- > 0;) {                 /* backwards: the moves stand in the first rows */
        const double *g = w->g + domar_world_home(w, h) * w->N, *move = m->taste + h / w->H * w->N;
        double *taste = m->taste + h * w->N, sum = 0, base = 0;
        for (size_t j = 0; j < w->N; j++) {
            taste[j] = g[j] * exp(move[j]);
            sum += taste[j];
            base += g[j];
        }
        for (size_t j = 0; sum > 0 && j < w->N; j++) taste[j] *= base / sum;
    }
}

domar_status domar_market_move_apart(domar_cx *cx, domar_market *m, const domar_move *moves, size_t count, double t, double transfers)
{
    const domar_world *w = m->w;
    const size_t goods = w->users * w->N, nF = w->n * w->F;
    domar_status st = move_edges(cx, m, moves, count, t);
    if (!st) st = move_level(cx, &m->tg, &m->ltg, w->tg, moves, count, t, DOMAR_MOVE_INPUT, goods);
    if (!st) st = move_frictions(cx, m, moves, count, t);
    if (!st) st = move_level(cx, &m->tf, &m->ltf, w->tf, moves, count, t, DOMAR_MOVE_FACTOR, nF);
    if (!st && sum_moves(NULL, moves, count, t, DOMAR_MOVE_AUGMENT, nF) && !m->la &&
        !(m->la = domar_alloc(cx, nF, sizeof *m->la)))
        st = DOMAR_ENOMEM;
    if (st) return st;
    memcpy(m->gp, w->g, goods * sizeof *w->g);       /* where elasticities are 1 shares stay */
    if (m->la) sum_moves(m->la, moves, count, t, DOMAR_MOVE_AUGMENT, nF);
    sum_moves(m->lmu, moves, count, t, DOMAR_MOVE_OUTPUT, w->n);
    for (size_t p = 0; p < w->n; p++) m->mu[p] = w->mu[p] * exp(m->lmu[p]);
    sum_moves(m->lA, moves, count, t, DOMAR_MOVE_PRODUCTIVITY, w->n);
    sum_moves(m->lL, moves, count, t, DOMAR_MOVE_SUPPLY, w->G * w->F);
    sum_moves(m->D, moves, count, transfers, DOMAR_MOVE_TRANSFER, w->homes);
    for (size_t h = 0; h < w->homes; h++) m->D[h] += w->D[h];
    move_tastes(m, moves, count, t);
    return DOMAR_OK;
}

domar_status domar_market_move(domar_cx *cx, domar_market *m, const domar_move *moves, size_t count, double t)
{
    return domar_market_move_apart(cx, m, moves, count, t, t);
}

static void tangent(void *self, double *Jv, const double *v) { domar_market_tangent(self, Jv, v, NULL); }
static void cotangent(void *self, double *Jv, const double *v) { domar_market_cotangent(self, Jv, NULL, v); }

static domar_status prepare(domar_cx *cx, void *self, bool again)
{
    domar_market *m = self;
    return m->blocks && !again ? DOMAR_OK : domar_blocks_make(cx, &m->blocks, m);
}

static void precondition(void *self, double *x, bool transposed)
{
    const domar_market *m = self;
    if (m->blocks) domar_blocks_apply(m->blocks, x, transposed);
}

domar_fixed_point domar_market_map(domar_market *m)
{
    return (domar_fixed_point){ .size = m->size, .self = m, .map = domar_market_sweep, .product = tangent, .product_t = cotangent,
                                .prepare = prepare, .precondition = precondition };
}
