/* model/obstacle.c -- levels and feasible ranges of obstacles
 *
 * Peers of a wedge: the same kind on the same industry (and user, and factor) over all economies or pairs with flows.
 * Trade costs have no level in one table, only the residual of a pair of economies and a good [head2014],
 *
 *     d_ij d_ji = (pi_ij pi_ji / pi_ii pi_jj)^(-1/theta) / (T_ij T_ji),     their geometric mean,
 *
 * what known wedges T leave unexplained, taste too; its peers are all pairs of the same good.  Percentiles
 * interpolate between neighbours. */
#include "model/obstacle.h"
#include "linalg/sorted.h"
#include <math.h>
#include <stdlib.h>

const domar_obstacle_kind domar_obstacle_kinds[DOMAR_OBSTACLE_KINDS] = {
    { "tariff", "tariff", "关税", DOMAR_MOVE_IMPORTER, DOMAR_TARIFF },
    { "export_tax", "export tax", "出口税", DOMAR_MOVE_EXPORTER, DOMAR_EXPORT_TAX },
    { "rent_importer", "barrier, rent to the importer", "壁垒（租金归进口方）", DOMAR_MOVE_IMPORTER, DOMAR_RENT_IMPORTER },
    { "rent_exporter", "barrier, rent to the exporter", "壁垒（租金归出口方）", DOMAR_MOVE_EXPORTER, DOMAR_RENT_EXPORTER },
    { "rent_burn", "barrier, rent lost", "壁垒（租金损失）", DOMAR_MOVE_BURN, DOMAR_RENT_BURN },
    { "input_tax", "tax on inputs or final use", "投入税或最终使用税", DOMAR_MOVE_INPUT, DOMAR_INPUT_TAX },
    { "friction", "friction on inputs or final use", "投入摩擦", DOMAR_MOVE_FRICTION, DOMAR_FRICTION },
    { "output_tax", "tax on output", "产出税", DOMAR_MOVE_OUTPUT, DOMAR_OUTPUT_TAX },
    { "markup", "markup", "加成", DOMAR_MOVE_OUTPUT, DOMAR_MARKUP },
    { "factor_tax", "tax on a factor", "要素税", DOMAR_MOVE_FACTOR, DOMAR_FACTOR_TAX },
    { "trade_cost", "trade cost", "贸易成本", DOMAR_MOVE_ICEBERG, -1 },
    { "productivity", "productivity", "生产率", DOMAR_MOVE_PRODUCTIVITY, -1 },
    { "mobility", "mobility of a factor", "要素流动性", DOMAR_MOVES, -1 },
};

/* Logs that differ by less are equal: both directions of a pair have one residual, but for rounding. */
static const double ROUNDING = 1e-12;

struct work {
    const domar_case *c;
    const domar_range *range;
    domar_obstacles *out;
    double *peers;               /* room for one set of peers: G x G or more */
    double *target;              /* by set of peers: percentile; NAN: no peers */
};

static bool is_edge(domar_move_kind move) { return move <= DOMAR_MOVE_ICEBERG; }
static bool is_input(domar_move_kind move) { return move == DOMAR_MOVE_INPUT || move == DOMAR_MOVE_FRICTION; }

/* Is anything there to gain? */
static bool alive(const domar_market *m, domar_move_kind move, size_t at)
{
    const domar_world *w = m->w;
    if (is_edge(move)) return at % w->G != at / w->n && m->X[at] > 0;
    if (is_input(move)) return m->B[at] > 0;
    if (move == DOMAR_MOVE_FACTOR) return m->Wd[at] > 0;
    return w->R[at] > 0;
}

/* ---- peers.  Sets: a good, an industry; with its user, with its factor. */
static size_t set_of(const domar_world *w, domar_move_kind move, size_t at)
{
    if (is_edge(move)) return at / w->G % w->N;
    if (is_input(move)) return domar_world_place(w, at / w->N) * w->N + at % w->N;
    if (move == DOMAR_MOVE_FACTOR) return at % (w->N * w->F);
    return at % w->N;
}

static size_t set_count(const domar_world *w, domar_move_kind move)
{
    return w->N * (is_input(move) ? w->N + w->H : move == DOMAR_MOVE_FACTOR ? w->F : 1);
}

static double percentile(double *values, size_t count, double p)
{
    if (count) qsort(values, count, sizeof *values, domar_ascending);
    return domar_quantile(values, count, p);
}

/* value(at): what is compared; NAN: no peer.  Cells of a set are spread over the array: sets are gathered first. */
static domar_status percentiles(domar_cx *cx, struct work *x, domar_move_kind move, const double *value, double p)
{
    const domar_world *w = x->c->base->world;
    const size_t sets = set_count(w, move), size = domar_move_size(w, move);
    size_t *start = domar_scratch_bytes(cx, sets + 1, sizeof *start);
    x->peers = domar_scratch(cx, size);
    x->target = domar_scratch(cx, sets);
    if (!start || !x->peers || !x->target) return DOMAR_ENOMEM;
    for (size_t at = 0; at < size; at++)
        if (!isnan(value[at])) start[set_of(w, move, at) + 1]++;
    for (size_t k = 0; k < sets; k++) start[k + 1] += start[k];
    for (size_t at = 0; at < size; at++)                       /* start[k] moves to the start of the next */
        if (!isnan(value[at])) x->peers[start[set_of(w, move, at)]++] = value[at];
    for (size_t k = 0; k < sets; k++) {
        const size_t first = k ? start[k - 1] : 0;
        x->target[k] = percentile(x->peers + first, start[k] - first, p);
    }
    return DOMAR_OK;
}

/* ---- lists by kind */
static double flow(const domar_market *m, domar_move_kind move, size_t at)
{
    if (is_edge(move)) return m->X[at];
    if (is_input(move)) return m->B[at];
    if (move == DOMAR_MOVE_FACTOR) return m->Wd[at];
    return move == DOMAR_MOVES ? m->pool[at] : m->newR[at];
}

static domar_status add(domar_cx *cx, struct work *x, domar_obstacle o)
{
    domar_obstacles *out = x->out;
    const domar_status st = domar_grow(cx, &out->list, &out->room, out->count + 1, sizeof *out->list);
    o.flow = flow(x->c->o.m, domar_obstacle_kinds[o.kind].move, o.at);
    if (!st) out->list[out->count++] = o;
    return st;
}

/* Wedges go to nothing, or to the size that a tenth of their peers do not exceed. */
static domar_status list_wedges(domar_cx *cx, struct work *x, size_t kind)
{
    const domar_market *m = x->c->o.m;
    const domar_move_kind move = domar_obstacle_kinds[kind].move;
    const double *level = x->c->base->level[domar_obstacle_kinds[kind].level];
    const size_t size = domar_move_size(m->w, move);
    if (!level) return DOMAR_OK;
    double *height = x->range->peers ? domar_scratch(cx, size) : NULL;
    domar_status st = x->range->peers && !height ? DOMAR_ENOMEM : DOMAR_OK;
    for (size_t at = 0; height && at < size; at++) height[at] = alive(m, move, at) ? fabs(level[at]) : NAN;
    if (!st && height) st = percentiles(cx, x, move, height, 0.1);
    for (size_t at = 0; !st && at < size; at++) {
        if (!alive(m, move, at) || !(fabs(level[at]) > 0)) continue;
        const double to = height ? copysign(x->target[set_of(m->w, move, at)], level[at]) : 0;
        if (fabs(level[at]) <= fabs(to) + ROUNDING) {
            x->out->low++;
            continue;
        }
        st = add(cx, x, (domar_obstacle){ .kind = kind, .at = at, .level = level[at], .residual = NAN, .ease = to - level[at],
                                               .step = -copysign(0.01, level[at]) / exp(level[at]) });
    }
    return st;
}

/* Log of the geometric mean of both directions' costs that known wedges do not explain. */
static double residual(const domar_market *m, size_t b, size_t j, size_t i)
{
    const domar_world *w = m->w;
    const size_t there = domar_world_edge(w, b, j, i), back = domar_world_edge(w, i, j, b);
    const double own = m->X[domar_world_edge(w, b, j, b)] * m->X[domar_world_edge(w, i, j, i)];
    if (!(m->X[there] > 0) || !(m->X[back] > 0) || !(own > 0) || !(w->theta[j] > 0)) return NAN;
    const double wedges = m->net ? log(m->net[there] * m->net[back]) : 0;
    return (log(own / m->X[there] / m->X[back]) / w->theta[j] + wedges) / 2;
}

static domar_status list_trade_costs(domar_cx *cx, struct work *x, size_t kind)
{
    const domar_market *m = x->c->o.m;
    const domar_world *w = m->w;
    const size_t size = w->G * w->n;
    double *left = domar_scratch(cx, size);
    domar_status st = left ? domar_grow(cx, &x->out->list, &x->out->room, x->out->count + size, sizeof *x->out->list) : DOMAR_ENOMEM;
    for (size_t at = 0; !st && at < size; at++)
        left[at] = alive(m, DOMAR_MOVE_ICEBERG, at) ? residual(m, at / w->n, at / w->G % w->N, at % w->G) : NAN;
    if (!st && x->range->peers) st = percentiles(cx, x, DOMAR_MOVE_ICEBERG, left, 0.1);
    for (size_t at = 0; !st && at < size; at++) {
        if (!alive(m, DOMAR_MOVE_ICEBERG, at)) continue;
        x->out->odd += isnan(left[at]) ? 1 : 0;
        const double ease = x->range->peers ? x->target[at / w->G % w->N] - left[at] : log1p(-x->range->ease / 100);
        if (isnan(ease)) continue;                             /* no residual, no range */
        if (!(ease < -ROUNDING)) {
            x->out->low++;
            continue;
        }
        st = add(cx, x, (domar_obstacle){ .kind = kind, .at = at, .level = NAN, .residual = left[at], .ease = ease,
                                               .step = log1p(-0.01) });
    }
    return st;
}

static domar_status list_productivity(domar_cx *cx, struct work *x, size_t kind)
{
    const domar_world *w = x->c->base->world;
    const double *levels = x->range->levels;
    double *logs = levels ? domar_scratch(cx, w->n) : NULL;
    domar_status st = levels && !logs ? DOMAR_ENOMEM : DOMAR_OK;
    for (size_t p = 0; logs && p < w->n; p++) logs[p] = w->R[p] > 0 ? log(levels[p]) : NAN;
    if (!st && logs) st = percentiles(cx, x, DOMAR_MOVE_PRODUCTIVITY, logs, 0.9);
    for (size_t p = 0; !st && p < w->n; p++) {
        if (!(w->R[p] > 0) || (logs && isnan(logs[p]))) continue;
        const double ease = logs ? x->target[p % w->N] - logs[p] : log1p(x->range->raise / 100);
        if (!(ease > ROUNDING)) {
            x->out->low++;
            continue;
        }
        st = add(cx, x, (domar_obstacle){ .kind = kind, .at = p, .level = logs ? -ease : NAN, .residual = NAN, .ease = ease,
                                               .step = log1p(0.01) });
    }
    return st;
}

/* Pools that are less mobile than they could be, where something changes: nothing flows otherwise. */
static domar_status list_mobility(domar_cx *cx, struct work *x, size_t kind)
{
    const domar_world *w = x->c->base->world;
    domar_status st = DOMAR_OK;
    x->out->no_shock = x->c->shocks.count == 0;
    for (size_t q = 0; !st && !x->out->no_shock && q < w->G * w->F; q++)
        if (x->c->o.m->pool[q] > 0 && w->kappa[q] < x->range->mobility)
            st = add(cx, x, (domar_obstacle){ .kind = kind, .at = q, .level = NAN, .residual = NAN, .ease = x->range->mobility,
                                                   .step = 1 });
    return st;
}

domar_status domar_obstacles_find(domar_cx *cx, domar_obstacles *out, const domar_case *c, const bool wanted[DOMAR_OBSTACLE_KINDS],
                                  const domar_range *range)
{
    struct work x = { .c = c, .range = range, .out = out };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < DOMAR_OBSTACLE_KINDS; k++) {
        if (!wanted[k]) continue;
        const domar_mark mark = domar_scratch_mark(cx);
        if (domar_obstacle_kinds[k].level >= 0) st = list_wedges(cx, &x, k);
        else if (domar_obstacle_kinds[k].move == DOMAR_MOVE_ICEBERG) st = list_trade_costs(cx, &x, k);
        else if (domar_obstacle_kinds[k].move == DOMAR_MOVE_PRODUCTIVITY) st = list_productivity(cx, &x, k);
        else st = list_mobility(cx, &x, k);
        domar_scratch_rewind(cx, mark);
    }
    return st;
}

void domar_obstacle_place(const domar_case *c, size_t place[4], const domar_obstacle *o)
{
    const domar_world *w = c->base->world;
    const size_t N = w->N, G = w->G;
    place[2] = G;
    place[3] = N + w->H;
    switch (domar_obstacle_kinds[o->kind].move) {
    case DOMAR_MOVE_INPUT: case DOMAR_MOVE_FRICTION:
        place[0] = domar_world_economy(w, o->at / N);
        place[3] = domar_world_place(w, o->at / N);
        place[1] = o->at % N;
        break;
    case DOMAR_MOVE_FACTOR:
        place[0] = o->at / w->F / N;
        place[1] = o->at / w->F % N;
        place[3] = N + w->H + 1 + o->at % w->F;
        break;
    case DOMAR_MOVE_OUTPUT: case DOMAR_MOVE_PRODUCTIVITY:
        place[0] = o->at / N;
        place[1] = o->at % N;
        break;
    case DOMAR_MOVES:
        place[0] = o->at / w->F;
        place[1] = N;
        place[3] = N + w->H + 1 + o->at % w->F;
        break;
    default:
        place[0] = o->at / G / N;
        place[1] = o->at / G % N;
        place[2] = o->at % G;
    }
}
