/* model/ranking.c -- gains from easing obstacles
 *
 *     start   (I - G_z)' lambda = J_z,  dJ/dm = J_m + lambda' G_m: all at once, times the range
 *     range   the same gradient in the middle of the obstacle's range, at z + dz / 2 with (I - G_z) dz = G_m m: one
 *             linear system more each way, exact to second order, so that what a wedge holds back shrinks with it
 *     exact   the equilibrium at the end of the range
 *
 * Mobility moves in kappa / (1 + kappa), in which prices respond about evenly; its column of G is
 * (log w_pool - log w_use) / (1 + kappa).  Real GDP is a path integral: over the range by Gauss and Legendre. */
#include "model/ranking.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 64 };

static domar_move_kind move_of(const domar_obstacle *o) { return domar_obstacle_kinds[o->kind].move; }

/* ---- mobility */
static double slack(double kappa) { return kappa / (1 + kappa); }

static double kappa_at(const domar_ranking *r, const domar_obstacle *o, double t)
{
    const double from = slack(r->kappa[o->at]), u = from + t * (slack(o->ease) - from);
    return u / (1 - u);
}

/* d kappa a unit of range, at the kappa in force. */
static double kappa_rate(const domar_ranking *r, const domar_obstacle *o)
{
    const double kappa = r->c->base->world->kappa[o->at];
    return (slack(o->ease) - slack(r->kappa[o->at])) * (1 + kappa) * (1 + kappa);
}

/* push += scale times G's derivative by kappa; returns its product with lambda (NULL: 0). */
static double push_pool(const domar_market *m, double *push, size_t pool, double scale, const double *lambda)
{
    const domar_world *w = m->w;
    const double lw = log(domar_return(m, pool)), kappa = w->kappa[pool];
    double sum = 0;
    for (size_t k = 0; k < w->N; k++) {
        const size_t at = (pool / w->F * w->N + k) * w->F + pool % w->F;
        if (m->slot[at] == SIZE_MAX) continue;
        const double d = scale * (lw - m->lw[at]) / (1 + kappa);
        if (push) push[m->slot[at]] += d;
        if (lambda) sum += d * lambda[m->slot[at]];
    }
    return sum;
}

/* ---- easing: moves beside the scenario's, and mobility in the world itself */
static void ease(const domar_ranking *r, const size_t *which, size_t count, double t)
{
    for (size_t k = 0; k < count; k++) {
        const domar_obstacle *o = &r->all.list[which[k]];
        if (move_of(o) == DOMAR_MOVES) r->c->base->world->kappa[o->at] = kappa_at(r, o, t);
        else r->more.of[move_of(o)][o->at] += t * o->ease;
    }
}

/* Moves are zero again where these obstacles are. */
static void forget(const domar_move *move, const domar_ranking *r, const size_t *which, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const domar_obstacle *o = &r->all.list[which[k]];
        if (move_of(o) != DOMAR_MOVES) move->of[move_of(o)][o->at] = 0;
    }
}

static void as_before(const domar_ranking *r)
{
    const domar_world *w = r->c->base->world;
    memcpy(w->kappa, r->kappa, w->G * w->F * sizeof *r->kappa);
}

/* Direction of the range at the state of the market: moves a unit of range, and push by mobility. */
static void direction(const domar_ranking *r, double *push, const size_t *which, size_t count)
{
    memset(push, 0, r->c->o.m->size * sizeof *push);
    for (size_t k = 0; k < count; k++) {
        const domar_obstacle *o = &r->all.list[which[k]];
        if (move_of(o) == DOMAR_MOVES) push_pool(r->c->o.m, push, o->at, kappa_rate(r, o), NULL);
        else r->whole.of[move_of(o)][o->at] += o->ease;
    }
}

static domar_status solve_at(domar_cx *cx, domar_ranking *r, const size_t *which, size_t count, double t)
{
    ease(r, which, count, t);
    const domar_status st = domar_case_resolve(cx, r->c, r->z, &r->more, 1);
    forget(&r->more, r, which, count);
    return st;
}

/* What wedges earn, over the price of consumption. */
static double real_revenue(const domar_market *m)
{
    const domar_world *w = m->w;
    double all = 0;
    for (size_t b = 0; b < w->G; b++) {
        double here = 0;
        for (size_t c = 0; c < DOMAR_EARN_FACTORS; c++) here += m->income[b * w->sources + c];
        all += here / exp(m->lP[b]);
    }
    return all;
}

/* ---- integrals along the range: rates at nodes of Gauss and Legendre; the market ends anywhere */
static domar_status walk(domar_cx *cx, domar_ranking *r, const size_t *which, size_t count, size_t nodes, double *gdp, double *cells)
{
    const domar_world *w = r->c->base->world;
    const size_t size = r->c->o.m->size, blocks = domar_cells(w) * DOMAR_TERMS;
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 2 * nodes + w->G + 2 * size), *now = cells ? domar_scratch(cx, blocks) : NULL;
    domar_status st = room && (now || !cells) ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_gauss(cx, room, room + nodes, nodes);
    memset(gdp, 0, w->G * sizeof *gdp);
    if (cells) memset(cells, 0, blocks * sizeof *cells);
    for (size_t k = 0; !st && k < nodes; k++) {
        double *rate = room + 2 * nodes, *dz = rate + w->G, *push = dz + size;
        const double weight = room[nodes + k];
        if ((st = solve_at(cx, r, which, count, room[k]))) break;
        direction(r, push, which, count);
        st = domar_outcome_rates(cx, &r->c->o, now, rate, dz, &r->whole, push, 1e-12);
        forget(&r->whole, r, which, count);
        for (size_t b = 0; !st && b < w->G; b++) gdp[b] += weight * rate[b];
        for (size_t c = 0; !st && cells && c < blocks; c++) cells[c] += weight * now[c];
        if (!st && cells) st = domar_tick(cx, k + 1, nodes);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* goal->gdp at the end of the range. */
static domar_status follow_gdp(domar_cx *cx, domar_ranking *r, const size_t *which, size_t count)
{
    double last = INFINITY, moved = INFINITY, enough = 0;
    domar_status st = DOMAR_OK;
    /* Twice the nodes miss far less than by what the value has moved. */
    for (size_t nodes = 2; !st && nodes <= MOST_NODES && moved > enough; nodes *= 2) {
        st = walk(cx, r, which, count, nodes, r->goal->gdp, NULL);
        const double value = domar_goal_value(r->goal);
        moved = fabs(value - last) / r->before;
        enough = fmax(1e-6 * fabs(value / r->before - 1), 1e-13);
        last = value;
    }
    if (!st && moved > fmax(enough, 1e-9))
        st = domar_fail(cx, DOMAR_ENOCONV, "real GDP along the range still moves by %.1e with %d nodes: try a smaller range", moved,
                        MOST_NODES);
    return st;
}

static domar_status move_to_end(domar_cx *cx, domar_ranking *r, const size_t *which, size_t count)
{
    domar_status st = r->goal->kind == DOMAR_GOAL_GDP ? follow_gdp(cx, r, which, count) : DOMAR_OK;
    return st ? st : solve_at(cx, r, which, count, 1);
}

static void to_start(domar_ranking *r)
{
    as_before(r);
    memset(r->goal->gdp, 0, r->c->base->world->G * sizeof *r->goal->gdp);
}

domar_status domar_ranking_joint(domar_cx *cx, domar_ranking *r, const size_t *which, size_t count, double *gain, double *revenue)
{
    const domar_status st = move_to_end(cx, r, which, count);
    if (!st) {
        *gain = domar_goal_value(r->goal) - r->before;
        *revenue = real_revenue(r->c->o.m) - r->revenue;
    }
    to_start(r);
    return st;
}

/* ---- all at once */
static int larger(const void *a, const void *b)
{
    const domar_obstacle *p = a, *q = b;
    if (p->gain != q->gain) return p->gain > q->gain ? -1 : 1;
    if (p->flow != q->flow) return p->flow > q->flow ? -1 : 1;
    return p->kind != q->kind ? (p->kind < q->kind ? -1 : 1) : p->at < q->at ? -1 : p->at > q->at;
}

/* What rounding leaves of the goal on this flow is nothing (all jobs of an economy whose labour is given, say). */
static double clean(const domar_ranking *r, const domar_obstacle *o, double gain)
{
    const double unit = fabs(r->before) / r->spent, noise = 1e-10 * unit * o->flow * fabs(o->ease);
    return fabs(gain) <= fmax(noise, o->basis == DOMAR_BASIS_EXACT ? 1e-13 * fabs(r->before) : 0) ? 0 : gain;
}

/* first[0 .. most) become the largest of count, in no order. */
static void select_largest(const domar_obstacle **first, size_t count, size_t most)
{
    while (count > 1 && most > 0 && most < count) {
        const domar_obstacle *pivot = first[count / 2];
        size_t up = 0, down = count - 1;
        for (;;) {
            while (larger(first[up], pivot) < 0) up++;
            while (larger(first[down], pivot) > 0) down--;
            if (up >= down) break;
            const domar_obstacle *swap = first[up];
            first[up++] = first[down];
            first[down--] = swap;
        }
        const size_t cut = down + 1;                           /* [0, cut) are no smaller than the rest */
        if (most <= cut && cut < count) count = cut;
        else if (cut < count) {
            first += cut;
            most -= cut;
            count -= cut;
        } else break;                                          /* the pivot is the smallest and stands last */
    }
}

static int by_pointer(const void *a, const void *b)
{
    return larger(*(const domar_obstacle *const *)a, *(const domar_obstacle *const *)b);
}

/* The `shown` largest come first, in order; the rest after them as it stood. */
static domar_status sort(domar_cx *cx, domar_ranking *r)
{
    const size_t count = r->all.count, most = r->shown < count ? r->shown : count;
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_obstacle **order = domar_scratch_bytes(cx, count + 1, sizeof *order);
    domar_obstacle *top = domar_scratch_bytes(cx, most + 1, sizeof *top);
    bool *taken = domar_scratch_bytes(cx, count + 1, sizeof *taken);
    const domar_status st = order && top && taken ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) order[k] = &r->all.list[k];
    if (!st && count) {
        select_largest(order, count, most);
        qsort(order, most, sizeof *order, by_pointer);
        for (size_t k = 0; k < most; k++) {
            top[k] = *order[k];
            taken[order[k] - r->all.list] = true;
        }
        for (size_t k = count, to = count; k-- > 0;)
            if (!taken[k]) r->all.list[--to] = r->all.list[k];
        memcpy(r->all.list, top, most * sizeof *top);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* r->g: the gradient of an objective at the market's last sweep. */
static domar_status slopes(domar_cx *cx, domar_ranking *r, const domar_objective *objective)
{
    domar_market *m = r->c->o.m;
    const domar_fixed_point f = domar_market_map(m);
    for (int kind = 0; kind < DOMAR_MOVES; kind++)
        if (r->g.of[kind]) memset(r->g.of[kind], 0, domar_move_size(m->w, (domar_move_kind)kind) * sizeof(double));
    return domar_gradient(cx, &r->g, m, &f, objective, r->room);
}

/* Into point and gain, or into revenue: by every obstacle. */
static domar_status gradient(domar_cx *cx, domar_ranking *r, const domar_objective *objective, bool of_revenue)
{
    const domar_market *m = r->c->o.m;
    const domar_status st = slopes(cx, r, objective);
    for (size_t k = 0; !st && k < r->all.count; k++) {
        domar_obstacle *o = &r->all.list[k];
        const bool pool = move_of(o) == DOMAR_MOVES;
        const double slope = pool ? push_pool(m, NULL, o->at, 1, r->room + m->size) : r->g.of[move_of(o)][o->at];
        const double all = slope * (pool ? kappa_rate(r, o) : o->ease);
        *(of_revenue ? &o->revenue_point : &o->point) = slope * o->step;
        *(of_revenue ? &o->revenue : &o->gain) = of_revenue ? all : clean(r, o, all);
        if (!of_revenue && !(fabs(o->gain) > 0)) o->point = 0;
    }
    return st;
}

domar_status domar_ranking_start(domar_cx *cx, domar_ranking *r)
{
    domar_market *m = r->c->o.m;
    const domar_world *w = m->w;
    double *ones = domar_scratch(cx, w->G);
    r->kappa = domar_scratch(cx, w->G * w->F);
    r->z = domar_scratch(cx, m->size);
    r->room = domar_scratch(cx, domar_gradient_room(m));
    if (!ones || !r->kappa || !r->z || !r->room) return DOMAR_ENOMEM;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < r->all.count; k++) {
        const domar_move_kind kind = move_of(&r->all.list[k]);
        if (kind == DOMAR_MOVES) continue;
        st = domar_move_want(cx, &r->more, w, kind);
        if (!st) st = domar_move_want(cx, &r->whole, w, kind);
        if (!st) st = domar_move_want(cx, &r->g, w, kind);
    }
    if (st) return st;
    for (size_t b = 0; b < w->G; b++) ones[b] = 1;
    memcpy(r->kappa, w->kappa, w->G * w->F * sizeof *r->kappa);
    for (size_t h = 0; h < w->homes; h++) r->spent += w->E[h];
    r->before = domar_goal_value(r->goal);
    r->revenue = real_revenue(m);
    domar_goal_weigh(r->goal);
    const domar_objective revenue = { .revenue = ones };
    if (r->all.count) st = gradient(cx, r, &r->goal->objective, false);
    if (!st && r->all.count) st = gradient(cx, r, &revenue, true);
    if (!st) st = sort(cx, r);
    return st;
}

void domar_ranking_free(domar_ranking *r)
{
    domar_move_free(&r->more);
    domar_move_free(&r->whole);
    domar_move_free(&r->g);
    domar_release(r->all.list);
}

/* ---- one along its range: the gradient where the middle of it would be to first order */
static domar_status to_middle(domar_cx *cx, domar_ranking *r, const double *push, size_t k)
{
    domar_case *c = r->c;
    const size_t size = c->o.m->size, shocks = c->shocks.count;
    domar_move *all = domar_scratch_bytes(cx, shocks + 1, sizeof *all);
    double *dz = domar_scratch(cx, 2 * size);
    if (!all || !dz) return DOMAR_ENOMEM;
    domar_status st = domar_outcome_rates(cx, &c->o, NULL, r->goal->gdp, dz, &r->whole, push, 1e-12);
    if (st) return st;
    ease(r, &k, 1, 0.5);
    for (size_t b = 0; b < c->base->world->G; b++) r->goal->gdp[b] /= 2;
    for (size_t i = 0; i < size; i++) r->z[i] = c->o.z[i] + dz[i] / 2;
    memcpy(all, c->shocks.moves, shocks * sizeof *all);
    all[shocks] = r->more;
    if (!(st = domar_market_move(cx, c->o.m, all, shocks + 1, 1))) domar_market_sweep(c->o.m, dz + size, r->z);
    return st;
}

static domar_status along(domar_cx *cx, domar_ranking *r, size_t k)
{
    domar_obstacle *o = &r->all.list[k];
    domar_market *m = r->c->o.m;
    const domar_mark mark = domar_scratch_mark(cx);
    double *push = domar_scratch(cx, m->size);
    domar_status st = push ? domar_case_return(cx, r->c, r->z) : DOMAR_ENOMEM;
    if (!st) direction(r, push, &k, 1);
    if (!st) st = to_middle(cx, r, push, k);
    if (!st) {
        domar_goal_weigh(r->goal);
        st = slopes(cx, r, &r->goal->objective);
    }
    if (!st) {
        o->gain = move_of(o) == DOMAR_MOVES ? push_pool(m, NULL, o->at, kappa_rate(r, o), r->room + m->size)
                                            : r->g.of[move_of(o)][o->at] * o->ease;
        o->gain = clean(r, o, o->gain);
        o->basis = DOMAR_BASIS_RANGE;
        r->along++;
    }
    to_start(r);
    forget(&r->more, r, &k, 1);
    forget(&r->whole, r, &k, 1);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- the largest.  Money that moves if the obstacle's own buyers answer: half of flow x elasticity x range squared. */
static double triangle(const domar_ranking *r, const domar_obstacle *o)
{
    const domar_market *m = r->c->o.m;
    const domar_world *w = m->w;
    const size_t at = o->at;
    switch (move_of(o)) {
    case DOMAR_MOVE_INPUT: case DOMAR_MOVE_FRICTION: return m->B[at] * w->e[at / w->N] * o->ease * o->ease / 2;
    case DOMAR_MOVE_OUTPUT: return w->R[at] * exp(m->lR[at]) * (1 + w->theta[at % w->N]) * o->ease * o->ease / 2;
    case DOMAR_MOVE_FACTOR: return m->Wd[at] * (w->r[at / w->F] + w->x[at / w->F]) * o->ease * o->ease / 2;
    case DOMAR_MOVE_EXPORTER: case DOMAR_MOVE_BURN: case DOMAR_MOVE_IMPORTER:
        return m->X[at] * (1 + w->theta[at / w->G % w->N]) * o->ease * o->ease / 2;
    default: return 0;                                         /* their gain is of first order */
    }
}

struct promise { double most; size_t at; };

static int by_promise(const void *a, const void *b)
{
    const struct promise *p = a, *q = b;
    if (p->most != q->most) return p->most > q->most ? -1 : 1;
    return p->at < q->at ? -1 : p->at > q->at;
}

/* Those that could be large although the gradient at the start is small: none of the first order is missed by this. */
static domar_status follow_promising(domar_cx *cx, domar_ranking *r, size_t count)
{
    const bool money = r->goal->kind == DOMAR_GOAL_WELFARE || r->goal->kind == DOMAR_GOAL_GDP;
    struct promise *list = domar_scratch_bytes(cx, r->all.count, sizeof *list);
    domar_status st = list ? domar_case_return(cx, r->c, r->z) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < r->all.count; k++)
        list[k] = (struct promise){ fabs(r->all.list[k].gain) + (money ? triangle(r, &r->all.list[k]) : 0), k };
    if (!st) qsort(list, r->all.count, sizeof *list, by_promise);
    for (size_t k = 0; !st && k < count && k < r->all.count; k++) {
        st = along(cx, r, list[k].at);
        if (!st) st = domar_tick(cx, k + 1, 4 * count);
    }
    return st;
}

static size_t largest_open(const domar_ranking *r)
{
    size_t best = SIZE_MAX;
    for (size_t k = 0; k < r->all.count; k++) {
        const domar_obstacle *o = &r->all.list[k];
        if (o->basis == DOMAR_BASIS_EXACT) continue;
        if (best == SIZE_MAX || fabs(o->gain) > fabs(r->all.list[best].gain)) best = k;
    }
    return best;
}

domar_status domar_ranking_confirm(domar_cx *cx, domar_ranking *r, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    size_t done = 0, followed = 0;
    if (!count || !r->all.count) return DOMAR_OK;
    domar_task(cx, "solve the largest in full");
    domar_status st = follow_promising(cx, r, 2 * count);
    while (!st && done < count) {
        const size_t k = largest_open(r);
        if (k == SIZE_MAX) break;
        domar_obstacle *o = &r->all.list[k];
        if (o->basis == DOMAR_BASIS_START && followed++ < 3 * count) {
            st = along(cx, r, k);
            continue;
        }
        st = domar_ranking_joint(cx, r, &k, 1, &o->gain, &o->revenue);
        o->basis = DOMAR_BASIS_EXACT;
        o->gain = clean(r, o, o->gain);
        if (!st) st = domar_tick(cx, ++done, count);
    }
    r->exact += done;
    if (!st) st = sort(cx, r);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- what makes a gain */
domar_status domar_ranking_cells(domar_cx *cx, domar_ranking *r, size_t k, double *cells, double *gap)
{
    const domar_world *w = r->c->base->world;
    const size_t here = (w->N + 1) * (w->G + 1) * DOMAR_TERMS;
    domar_obstacle *o = &r->all.list[k];
    domar_status st = domar_ranking_joint(cx, r, &k, 1, &o->gain, &o->revenue);
    const double before = r->before;
    o->basis = DOMAR_BASIS_EXACT;
    *gap = INFINITY;
    for (size_t nodes = 4; !st && nodes <= MOST_NODES && !(*gap <= 1e-11); nodes *= 2) {
        double sum = -o->gain;
        st = walk(cx, r, &k, 1, nodes, r->goal->gdp, cells);
        for (size_t b = 0; !st && b < w->G; b++) {
            if (!r->goal->economy[b]) memset(cells + b * here, 0, here * sizeof *cells);
            for (size_t c = b * here; c < (b + 1) * here; c++) sum += cells[c];
        }
        *gap = fabs(sum) / before;
    }
    to_start(r);
    return st;
}

domar_status domar_ranking_parts(domar_cx *cx, domar_ranking *r, size_t k, double *parts)
{
    const domar_world *w = r->c->base->world;
    const size_t sizes[] = { w->homes, w->G, w->n, w->n * w->F }, size = sizes[r->goal->kind];
    domar_obstacle *o = &r->all.list[k];
    domar_status st = domar_case_return(cx, r->c, r->z);
    domar_goal_weigh(r->goal);
    for (size_t c = 0; c < size; c++) parts[c] = -r->goal->weight[c];
    if (!st) st = move_to_end(cx, r, &k, 1);
    domar_goal_weigh(r->goal);
    for (size_t c = 0; c < size; c++) parts[c] += r->goal->weight[c];
    if (!st) {
        o->gain = domar_goal_value(r->goal) - r->before;
        o->revenue = real_revenue(r->c->o.m) - r->revenue;
        o->basis = DOMAR_BASIS_EXACT;
    }
    to_start(r);
    return st;
}

/* ---- groups */
struct member { size_t key[2], at; };

static int by_key(const void *a, const void *b)
{
    const struct member *p = a, *q = b;
    for (size_t k = 0; k < 2; k++)
        if (p->key[k] != q->key[k]) return p->key[k] < q->key[k] ? -1 : 1;
    return p->at < q->at ? -1 : p->at > q->at;
}

static int by_gain(const void *a, const void *b)
{
    const domar_group *p = a, *q = b;
    if (p->gain != q->gain) return p->gain > q->gain ? -1 : 1;
    return p->key[0] != q->key[0] ? (p->key[0] < q->key[0] ? -1 : 1) : p->key[1] < q->key[1] ? -1 : p->key[1] > q->key[1];
}

/* Members in the order of their groups; those that have no such industry or partner are in none. */
static size_t gather(const domar_ranking *r, struct member *members, const int by[2])
{
    const domar_world *w = r->c->base->world;
    size_t count = 0;
    for (size_t k = 0; k < r->all.count; k++) {
        size_t place[4];
        domar_obstacle_place(r->c, place, &r->all.list[k]);
        const size_t all[] = { r->all.list[k].kind, place[0], place[1], place[2] }, ends[] = { SIZE_MAX, w->G, w->N, w->G };
        struct member m = { { 0, 0 }, k };
        bool in = true;
        for (size_t d = 0; d < 2; d++) {
            if (by[d] < 0) continue;
            m.key[d] = all[by[d]];
            in = in && m.key[d] < ends[by[d]];
        }
        if (in) members[count++] = m;
    }
    if (count) qsort(members, count, sizeof *members, by_key);
    return count;
}

domar_status domar_ranking_groups(domar_cx *cx, domar_group **groups, size_t *count, domar_ranking *r, const int by[2])
{
    struct member *members = domar_scratch_bytes(cx, r->all.count + 1, sizeof *members);
    size_t *which = domar_scratch_bytes(cx, r->all.count + 1, sizeof *which);
    *groups = domar_scratch_bytes(cx, r->all.count + 1, sizeof **groups);
    *count = 0;
    if (!members || !which || !*groups) return DOMAR_ENOMEM;
    const size_t size = gather(r, members, by);
    domar_status st = DOMAR_OK;
    domar_task(cx, "ease groups together");
    for (size_t first = 0, next; !st && first < size; first = next) {
        domar_group *g = &(*groups)[(*count)++];
        *g = (domar_group){ .key = { members[first].key[0], members[first].key[1] } };
        for (next = first; next < size && memcmp(members[next].key, g->key, sizeof g->key) == 0; next++) {
            which[g->cells++] = members[next].at;
            g->parts += r->all.list[members[next].at].gain;
        }
        st = domar_ranking_joint(cx, r, which, g->cells, &g->gain, &g->revenue);
        if (!st) st = domar_tick(cx, next, size);
    }
    if (!st && *count) qsort(*groups, *count, sizeof **groups, by_gain);
    return st;
}
