/* solve/lp.c -- revised primal simplex for few rows.
 *
 * One phase or two from any basis: while basic variables are out of bounds the sum of what they lack is the cost, and
 * they may pass their bound on the way.  The column with the largest gain enters, from the pool where that has one; after
 * a run of steps that gain nothing it is the first one (Bland), which cannot cycle.  Everything that ends a run is said by
 * a fresh inverse only. */
#include "solve/lp_inside.h"
#include <math.h>
#include <string.h>

typedef struct domar_lp_work work;

enum { REFACTOR = 40, PATIENCE = 30, MOST_PIVOTS = 20000 };
static const double FEASIBLE = 1e-10;       /* of b: what counts as within bounds */
static const double GAIN = 1e-12;           /* of costs and prices: what counts as a gain */
static const double PIVOT = 1e-10;
static const double EVEN = 1e-13;           /* ratios that are one */

/* ---- room */
domar_status domar_lp_work_new(domar_cx *cx, domar_lp_work **out, size_t rows, size_t own)
{
    work *w = domar_alloc(cx, 1, sizeof *w);
    if (!w) return DOMAR_ENOMEM;
    w->room_rows = rows;
    w->room_own = own;
    struct { double **at; size_t count; } all[] = {
        { &w->A, own * rows }, { &w->c, own }, { &w->scale, own }, { &w->row, rows }, { &w->b, rows },
        { &w->inverse, rows * rows }, { &w->B, 2 * rows * rows }, { &w->xb, rows }, { &w->cb, rows }, { &w->wb, rows },
        { &w->y, rows + 1 }, { &w->column, rows }, { &w->alpha, rows }, { &w->residual, 2 * rows + 1 },
        { &w->answer.x, own }, { &w->answer.y, rows }, { &w->answer.weight, rows + 1 } };
    bool whole = true;
    for (size_t k = 0; whole && k < sizeof all / sizeof *all; k++)
        whole = (*all[k].at = domar_alloc(cx, all[k].count + 1, sizeof(double))) != NULL;
    if (whole) whole = (w->basis = domar_alloc(cx, rows + 1, sizeof *w->basis)) != NULL;
    if (whole) whole = (w->kind = domar_alloc(cx, rows + 1, sizeof *w->kind)) != NULL;
    if (whole) whole = (w->answer.column = domar_alloc(cx, rows + 1, sizeof *w->answer.column)) != NULL;
    w->answer.basis = w->basis;
    if (!whole) {
        domar_lp_work_free(w);
        return DOMAR_ENOMEM;
    }
    *out = w;
    return DOMAR_OK;
}

void domar_lp_work_free(domar_lp_work *w)
{
    if (!w) return;
    void *const all[] = { w->A, w->c, w->scale, w->row, w->b, w->inverse, w->B, w->xb, w->cb, w->wb, w->y, w->column,
                          w->alpha, w->residual, w->answer.x, w->answer.y, w->answer.weight, w->basis, w->kind,
                          w->answer.column };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) domar_release(all[k]);
    domar_release(w);
}

/* ---- scales */
static double power(double most)
{
    int e = 0;
    if (!(most > 0)) return 1;
    (void)frexp(most, &e);
    return ldexp(1, e);
}

static void load(work *w, const domar_lp *p)
{
    const size_t m = p->rows;
    double most = 0;
    w->p = p;
    w->m = m;
    memcpy(w->row, p->shared->row_scale, m * sizeof *w->row);
    for (size_t i = 0; i < m; i++) most = fmax(most, fabs(p->b[i] * w->row[i]));
    w->b_scale = power(most);
    for (size_t i = 0; i < m; i++) w->b[i] = p->b[i] * w->row[i] / w->b_scale;
    most = 0;
    for (size_t q = 0; q < p->own; q++) {
        double size = 0;
        for (size_t i = 0; i < m; i++) size = fmax(size, fabs(p->A[q * m + i] * w->row[i]));
        w->scale[q] = 1 / power(size);
        for (size_t i = 0; i < m; i++) w->A[q * m + i] = p->A[q * m + i] * w->row[i] * w->scale[q];
        w->c[q] = p->c[q] * w->scale[q];
        most = fmax(most, fabs(w->c[q]));
    }
    w->c_scale = power(most);
    for (size_t q = 0; q < p->own; q++) w->c[q] /= w->c_scale;
    w->answer.pivots = w->answer.passes = 0;
    w->pool_skip = SIZE_MAX;
    for (size_t j = 0; p->pool && p->skip != SIZE_MAX && j < p->pool->count; j++)
        if (p->pool->place[j] == p->skip) w->pool_skip = j;
}

/* Slacks where there are any that begin at zero or more, fillers elsewhere. */
static void crash(work *w)
{
    const size_t m = w->m;
    for (size_t i = 0; i < m; i++) w->basis[i] = domar_lp_filler(w->p, i);
    for (size_t q = 0; q < w->p->own; q++) {
        size_t at = m, entries = 0;
        for (size_t i = 0; i < m; i++)
            if (fabs(w->A[q * m + i]) > 0) {
                at = i;
                entries++;
            }
        if (entries == 1 && w->basis[at] == domar_lp_filler(w->p, at) && w->b[at] * w->A[q * m + at] >= 0 &&
            domar_lp_kind_of(w, (uint32_t)q) == DOMAR_LP_POSITIVE) w->basis[at] = (uint32_t)q;
    }
}

/* ---- one step */
/* Costs of being out of bounds; false: none is. */
static bool lacking(work *w)
{
    bool any = false;
    for (size_t k = 0; k < w->m; k++) {
        const double x = w->xb[k];
        w->wb[k] = 0;
        if (w->kind[k] == DOMAR_LP_FREE || x >= -FEASIBLE) {
            if (w->kind[k] == DOMAR_LP_ZERO && x > FEASIBLE) w->wb[k] = 1;
        } else w->wb[k] = -1;
        any = any || fabs(w->wb[k]) > 0;
    }
    return any;
}

struct entering { uint32_t q; double sign; };

static bool gain_own(domar_lp_bid *best, struct entering *e, const work *w, bool lacks, bool bland)
{
    bool found = false;
    for (size_t q = 0; q < w->p->own; q++) {
        const double *a = w->A + q * w->m;
        const domar_lp_kind kind = domar_lp_kind_of(w, (uint32_t)q);
        if (kind == DOMAR_LP_ZERO) continue;
        double d = lacks ? 0 : -w->c[q];
        for (size_t i = 0; i < w->m; i++) d += w->y[i] * a[i];
        const bool down = d < 0 && kind == DOMAR_LP_FREE;
        if (!((down ? -d : d) > best->value)) continue;
        best->value = fabs(d);
        *e = (struct entering){ (uint32_t)q, down ? -1 : 1 };
        found = true;
        if (bland) return true;
    }
    return found;
}

/* Who enters; false: nobody gains. */
static bool choose(work *w, struct entering *e, bool lacks, bool bland)
{
    const domar_lp *p = w->p;
    double size = 1;
    for (size_t i = 0; i < w->m; i++) size += fabs(w->y[i]);
    w->y[w->m] = lacks ? 0 : -1 / w->c_scale;
    domar_lp_bid best = { GAIN * size, SIZE_MAX };
    if (gain_own(&best, e, w, lacks, bland) && bland) return true;
    if (bland) {
        best.at = domar_lp_first(p->shared, w->y, p->skip, best.value);
        w->answer.passes++;
    } else {
        if (p->pool) {
            domar_lp_price(&best, p->pool, w->y, w->pool_skip);
            if (best.at != SIZE_MAX) best.at = p->pool->place[best.at];
        }
        if (!p->pool || !(best.value > GAIN * size)) {
            domar_lp_price(&best, p->shared, w->y, p->skip);
            w->answer.passes++;
        }
    }
    if (best.at != SIZE_MAX) *e = (struct entering){ domar_lp_shared(p, best.at), 1 };
    return best.at != SIZE_MAX || best.value > GAIN * size;
}

/* Who leaves as the entering one goes up by its sign, and at which step; false: nobody ever does. */
static bool leave(const work *w, double sign, bool bland, size_t *who, double *step)
{
    double bound = INFINITY, most = 0, pass = -1;
    size_t passing = SIZE_MAX;
    *who = SIZE_MAX;
    for (int look = 0; look < 2; look++)
        for (size_t k = 0; k < w->m; k++) {
            const double a = sign * w->alpha[k], x = w->xb[k];
            double at, room;
            if (w->kind[k] == DOMAR_LP_FREE || !(fabs(a) > PIVOT)) continue;
            if (w->kind[k] == DOMAR_LP_ZERO) {
                if (fabs(x) > FEASIBLE && x * a < 0) continue;         /* goes farther off: the costs know */
                at = fabs(x) > FEASIBLE ? x / a : 0;
            } else if (x < -FEASIBLE) {
                if (look == 0 && a < 0 && x / a > pass) {              /* passes its bound, and may go on */
                    pass = x / a;
                    passing = k;
                }
                continue;
            } else if (a > 0) at = fmax(x, 0) / a;
            else continue;
            room = at + EVEN / fabs(a);
            if (look == 0) bound = fmin(bound, room);
            else if (at <= bound && (bland ? *who == SIZE_MAX || w->basis[k] < w->basis[*who] : fabs(a) > most)) {
                most = fabs(a);
                *who = k;
                *step = at;
            }
        }
    if (passing != SIZE_MAX && (*who == SIZE_MAX || pass < *step)) {
        *who = passing;
        *step = pass;
    }
    return *who != SIZE_MAX;
}

static double enter(work *w, uint32_t q)
{
    const size_t m = w->m;
    const double cost = domar_lp_take(w->column, w, q);
    for (size_t k = 0; k < m; k++) {
        double s = 0;
        for (size_t i = 0; i < m; i++) s += w->inverse[k * m + i] * w->column[i];
        w->alpha[k] = s;
    }
    return cost;
}

/* ---- answers, in the units of the program */
static double scale_of(const work *w, uint32_t q)
{
    if (q < w->p->own) return w->scale[q];
    return q - w->p->own < w->p->shared->count ? w->p->shared->scale[q - w->p->own] : 0;
}

/* Weights of shared columns in ascending order. */
static void add_weight(domar_lp_answer *a, size_t j, double weight)
{
    size_t k = a->used++;
    for (; k > 0 && a->column[k - 1] > j; k--) {
        a->column[k] = a->column[k - 1];
        a->weight[k] = a->weight[k - 1];
    }
    a->column[k] = (uint32_t)j;
    a->weight[k] = weight;
}

static void give(work *w, uint32_t q, double value)
{
    const domar_lp *p = w->p;
    const double v = value * scale_of(w, q);
    if (q < p->own) w->answer.x[q] = v;
    else if (q - p->own < p->shared->count && fabs(v) > 0) add_weight(&w->answer, q - p->own, v);
}

static const domar_lp_answer *answer(work *w, domar_lp_outcome outcome, struct entering e)
{
    domar_lp_answer *a = &w->answer;
    const domar_lp *p = w->p;
    const bool ray = outcome == DOMAR_LP_UNBOUNDED;
    a->outcome = outcome;
    a->used = 0;
    memset(a->x, 0, p->own * sizeof *a->x);
    for (size_t k = 0; k < w->m; k++) {
        const bool within = w->kind[k] == DOMAR_LP_FREE || w->xb[k] > 0;
        give(w, w->basis[k], ray ? -e.sign * w->alpha[k] : within ? w->xb[k] * w->b_scale : 0);
    }
    if (ray) give(w, e.q, e.sign);
    a->objective = 0;
    for (size_t q = 0; q < p->own; q++) a->objective += p->c[q] * a->x[q];
    for (size_t k = 0; p->shared->lines > p->rows && k < a->used; k++) {
        const size_t j = a->column[k];
        a->objective += a->weight[k] * domar_lp_column(w->column, p->shared, j) / p->shared->scale[j];
    }
    for (size_t i = 0; i < w->m; i++)
        a->y[i] = w->y[i] * w->row[i] * (outcome == DOMAR_LP_INFEASIBLE ? 1 : w->c_scale);
    if (outcome == DOMAR_LP_INFEASIBLE) a->objective = NAN;
    if (ray) a->objective = -INFINITY;
    domar_lp_check(a, p, w->residual);
    return a;
}

/* A basis that can be inverted, with its values. */
static void begin(work *w)
{
    if (w->p->start) {
        memcpy(w->basis, w->p->start, w->m * sizeof *w->basis);
        if (domar_lp_factor(w)) return;
    }
    crash(w);
    (void)domar_lp_factor(w);                        /* unit columns */
}

const domar_lp_answer *domar_lp_solve(domar_lp_work *w, const domar_lp *p)
{
    struct entering e = { 0, 1 };
    size_t idle = 0, restarts = 0;
    load(w, p);
    begin(w);
    for (;;) {
        const bool lacks = lacking(w), bland = idle > PATIENCE;
        size_t who = 0;
        double step = 0;
        if (!lacks) memcpy(w->wb, w->cb, w->m * sizeof *w->wb);
        domar_lp_prices(w);
        const bool gains = choose(w, &e, lacks, bland);
        const double cost = gains ? enter(w, e.q) : 0;
        const bool leaves = gains && leave(w, e.sign, bland, &who, &step);
        if (!leaves) {
            if (w->since && restarts < 50) {         /* say so by a fresh inverse only */
                restarts++;
                if (!domar_lp_factor(w)) crash(w), (void)domar_lp_factor(w);
                continue;
            }
            return answer(w, !gains ? lacks ? DOMAR_LP_INFEASIBLE : DOMAR_LP_OPTIMAL
                             : lacks ? DOMAR_LP_STALLED : DOMAR_LP_UNBOUNDED, e);
        }
        if (++w->answer.pivots > MOST_PIVOTS) return answer(w, DOMAR_LP_STALLED, e);
        idle = step > EVEN ? 0 : idle + 1;
        for (size_t k = 0; k < w->m; k++) w->xb[k] -= e.sign * step * w->alpha[k];
        domar_lp_exchange(w, e.q, who, cost);
        w->xb[who] = e.sign * step;
        if (w->since >= REFACTOR && !domar_lp_factor(w)) crash(w), (void)domar_lp_factor(w);
    }
}
