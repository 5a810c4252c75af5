/* Solved worlds for tests of laws: both ways from a cold start, which must agree; a world made of another
 * by renaming, splitting or another unit of money; the counterfactual as the new base. */
#ifndef SOLVED_H
#define SOLVED_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "model/outcome.h"
#include "unit/random_world.h"
#include <string.h>

typedef struct { domar_outcome o; } solved;

static inline void close_to(double got, double want, double tol, const char *what, size_t at)
{
    if (!(fabs(got - want) <= tol * fmax(1, fabs(want)))) fail_msg("%s %zu: %.15g, expected %.15g", what, at, got, want);
}

static inline void solved_free(solved *s)
{
    domar_market_free(s->o.m);
    domar_release(s->o.z);
}

/* Anderson and Newton-GMRES, each from the base: the same answer, every market cleared, Walras' law kept. */
static inline solved solve(domar_cx *cx, const domar_world *w, const domar_move *moves, size_t count)
{
    solved s;
    memset(&s, 0, sizeof s);
    assert_int_equal(domar_market_new(cx, &s.o.m, w), DOMAR_OK);
    const size_t size = s.o.m->size;
    double *both = domar_alloc(cx, 2 * size, sizeof *both);
    assert_non_null(both);
    s.o.z = both;
    assert_int_equal(domar_outcome_solve(cx, &s.o, moves, count, DOMAR_FP_ANDERSON), DOMAR_OK);
    assert_true(s.o.report.newton <= 2 && s.o.report.residual <= 1e-10);
    s.o.z = both + size;
    assert_int_equal(domar_outcome_solve(cx, &s.o, moves, count, DOMAR_FP_NEWTON), DOMAR_OK);
    assert_true(s.o.report.residual <= 1e-10 && s.o.walras < 1e-11);
    for (size_t k = 0; k < size; k++) close_to(both[size + k], both[k], 1e-10, "unknown by two ways", k);
    s.o.z = both;
    return s;
}

/* ---- a world of worlds: every economy, good and factor of the new one is (a share of) one of the old */
typedef struct {
    size_t G, N, F;
    size_t economy[16], good[16], factor[4];              /* which of the old */
    double part_economy[16], part_good[16], part_factor[4];
    double money;
} renaming;

typedef enum { BY_EDGE, BY_PI, BY_USER_GOOD, BY_USER, BY_PRODUCER, BY_PRODUCER_FACTOR, BY_POOL, BY_ECONOMY, BY_GOOD } shape;

static inline size_t old_user(const renaming *r, size_t u, size_t N)
{
    const size_t k = u % (r->N + 1);
    return r->economy[u / (r->N + 1)] * (N + 1) + (k == r->N ? N : r->good[k]);
}

/* Place in the old world of a place in the new. */
static inline size_t old_place(const renaming *r, const domar_world *w, shape by, size_t at)
{
    const size_t N = w->N, p = at / r->F, row = at / r->G;
    switch (by) {
    case BY_EDGE:
        return (r->economy[row / r->N] * N + r->good[row % r->N]) * w->G + r->economy[at % r->G];
    case BY_PI: {
        const size_t group = row / r->N, old = w->specific ? old_user(r, group, N) : r->economy[group];
        return (old * N + r->good[row % r->N]) * w->G + r->economy[at % r->G];
    }
    case BY_USER_GOOD: return old_user(r, at / r->N, N) * N + r->good[at % r->N];
    case BY_USER: return old_user(r, at, N);
    case BY_PRODUCER: return r->economy[at / r->N] * N + r->good[at % r->N];
    case BY_PRODUCER_FACTOR: return (r->economy[p / r->N] * N + r->good[p % r->N]) * w->F + r->factor[at % r->F];
    case BY_POOL: return r->economy[p] * w->F + r->factor[at % r->F];
    case BY_ECONOMY: return r->economy[at];
    default: return r->good[at];
    }
}

static inline size_t new_size(const renaming *r, const domar_world *w, shape by)
{
    const size_t n = r->G * r->N, users = r->G * (r->N + 1);
    const size_t sizes[] = { n * r->G, (w->specific ? users : r->G) * r->N * r->G, users * r->N, users, n, n * r->F,
                             r->G * r->F, r->G, r->N };
    return sizes[by];
}

/* What share of the old place the new one is, for what adds up. */
static inline double part(const renaming *r, shape by, size_t at)
{
    const size_t p = at / r->F;
    switch (by) {
    case BY_PI: return r->part_economy[at % r->G];
    case BY_USER_GOOD: return r->part_good[at % r->N];
    case BY_PRODUCER: return r->part_economy[at / r->N] * r->part_good[at % r->N];
    case BY_PRODUCER_FACTOR: return r->part_economy[p / r->N] * r->part_good[p % r->N] * r->part_factor[at % r->F];
    case BY_ECONOMY: return r->part_economy[at];
    default: return 1;
    }
}

static inline domar_world *renamed(domar_cx *cx, const domar_world *w, const renaming *r)
{
    domar_world *v = NULL;
    assert_int_equal(domar_world_new(cx, &v, r->G, r->N, r->F, w->specific), DOMAR_OK);
    for (int o = 0; o < DOMAR_OWNERS; o++)
        if (w->T[o]) assert_int_equal(domar_world_ones(cx, &v->T[o], v->G * v->n), DOMAR_OK);
    if (w->tg) assert_int_equal(domar_world_ones(cx, &v->tg, v->users * v->N), DOMAR_OK);
    if (w->tf) assert_int_equal(domar_world_ones(cx, &v->tf, v->n * v->F), DOMAR_OK);
    const struct { double *to; const double *from; shape by; bool adds; double unit; } arrays[] = {
        { v->pi, w->pi, BY_PI, true, 1 }, { v->g, w->g, BY_USER_GOOD, true, 1 }, { v->s, w->s, BY_PRODUCER, false, 1 },
        { v->R, w->R, BY_PRODUCER, true, r->money }, { v->E, w->E, BY_ECONOMY, true, r->money },
        { v->W, w->W, BY_PRODUCER_FACTOR, true, r->money }, { v->D, w->D, BY_ECONOMY, true, r->money },
        { v->burnt, w->burnt, BY_ECONOMY, true, r->money }, { v->T[0], w->T[0], BY_EDGE, false, 1 },
        { v->T[1], w->T[1], BY_EDGE, false, 1 }, { v->T[2], w->T[2], BY_EDGE, false, 1 },
        { v->tg, w->tg, BY_USER_GOOD, false, 1 }, { v->mu, w->mu, BY_PRODUCER, false, 1 },
        { v->tf, w->tf, BY_PRODUCER_FACTOR, false, 1 }, { v->theta, w->theta, BY_GOOD, false, 1 },
        { v->e, w->e, BY_USER, false, 1 }, { v->x, w->x, BY_PRODUCER, false, 1 }, { v->r, w->r, BY_PRODUCER, false, 1 },
        { v->kappa, w->kappa, BY_POOL, false, 1 }, { v->eta, w->eta, BY_POOL, false, 1 } };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++)
        for (size_t at = 0; arrays[k].from && at < new_size(r, w, arrays[k].by); at++)
            arrays[k].to[at] = arrays[k].from[old_place(r, w, arrays[k].by, at)] * arrays[k].unit *
                               (arrays[k].adds ? part(r, arrays[k].by, at) : 1);
    for (size_t at = 0; at < v->n * v->F; at++)
        v->phi[at] = w->phi[old_place(r, w, BY_PRODUCER_FACTOR, at)] * r->part_factor[at % r->F];
    return v;
}

static inline domar_move renamed_move(domar_cx *cx, const domar_world *v, const domar_move *m, const domar_world *w,
                                      const renaming *r)
{
    static const shape by[DOMAR_MOVES] = { BY_EDGE, BY_EDGE, BY_EDGE, BY_EDGE, BY_USER_GOOD, BY_PRODUCER, BY_PRODUCER,
        BY_PRODUCER_FACTOR, BY_PRODUCER_FACTOR, BY_POOL, BY_PRODUCER, BY_ECONOMY };
    domar_move to = { { NULL } };
    for (int k = 0; k < DOMAR_MOVES; k++) {
        if (!m->of[k]) continue;
        assert_int_equal(domar_move_want(cx, &to, v, (domar_move_kind)k), DOMAR_OK);
        for (size_t at = 0; at < new_size(r, w, by[k]); at++)
            to.of[k][at] = m->of[k][old_place(r, w, by[k], at)] *
                           (k == DOMAR_MOVE_TRANSFER ? r->money * r->part_economy[at] : 1);
    }
    return to;
}

static inline renaming same_names(const domar_world *w)
{
    renaming r = { .G = w->G, .N = w->N, .F = w->F, .money = 1 };
    for (size_t k = 0; k < 16; k++) {
        r.economy[k] = r.good[k] = k;
        r.part_economy[k] = r.part_good[k] = 1;
    }
    for (size_t k = 0; k < 4; k++) {
        r.factor[k] = k;
        r.part_factor[k] = 1;
    }
    return r;
}

/* ---- the market's last sweep as a base of its own */
static inline domar_world *rebased(domar_cx *cx, const domar_market *m)
{
    const domar_world *w = m->w;
    const renaming r = same_names(w);
    domar_world *v = renamed(cx, w, &r);
    for (size_t group = 0; group < w->groups; group++)
        for (size_t j = 0; j < w->N; j++)
            for (size_t i = 0; i < w->G; i++) {
                const size_t b = w->specific ? group / (w->N + 1) : group;
                v->pi[(group * w->N + j) * w->G + i] *= m->f[domar_world_edge(w, b, j, i)] / m->S[group * w->N + j];
            }
    const struct { double **to; const double *from; size_t count; } arrays[] = {
        { &v->g, m->gp, w->users * w->N }, { &v->s, m->sp, w->n }, { &v->phi, m->php, w->n * w->F },
        { &v->R, m->newR, w->n }, { &v->W, m->Wd, w->n * w->F }, { &v->D, m->D, w->G }, { &v->burnt, m->burnt, w->G },
        { &v->T[0], m->T[0], w->G * w->n }, { &v->T[1], m->T[1], w->G * w->n }, { &v->T[2], m->T[2], w->G * w->n },
        { &v->tg, m->tg, w->users * w->N }, { &v->mu, m->mu, w->n }, { &v->tf, m->tf, w->n * w->F } };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
        if (!arrays[k].from) continue;
        assert_int_equal(domar_world_ones(cx, arrays[k].to, arrays[k].count), DOMAR_OK);
        memcpy(*arrays[k].to, arrays[k].from, arrays[k].count * sizeof(double));
    }
    for (size_t b = 0; b < w->G; b++) v->E[b] = w->E[b] * exp(m->lE[b]);
    return v;
}
#endif
