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

/* ---- a world of worlds: every economy, good, factor and household of the new one is (a part of) one of the old */
enum { MOST = 8 };
typedef struct { size_t count, old[MOST]; double part[MOST]; } names;
typedef struct { names economy, good, factor, house; double money; } renaming;

typedef enum {
    BY_EDGE, BY_PI, BY_USER_GOOD, BY_USER, BY_PRODUCER, BY_PRODUCER_FACTOR, BY_POOL, BY_HOME, BY_GOOD, BY_OWNER, BY_TASTE
} shape;

static inline names same(size_t count)
{
    names n = { .count = count };
    for (size_t k = 0; k < MOST; k++) {
        n.old[k] = k;
        n.part[k] = 1;
    }
    return n;
}

static inline renaming same_names(const domar_world *w)
{
    return (renaming){ same(w->G), same(w->N), same(w->F), same(w->H), 1 };
}

/* The one at `old` becomes two, of this part and the rest. */
static inline void split(names *n, size_t old, double part)
{
    n->old[n->count] = old;
    n->part[n->count++] = 1 - part;
    n->part[old] = part;
}

/* A place: economy, good or place among users, origin, factor, household; what an array has of them. */
struct place { size_t economy, user, good, origin, factor, house; };

static inline struct place place_of(const renaming *r, bool specific, shape by, size_t at)
{
    const size_t G = r->economy.count, N = r->good.count, F = r->factor.count, H = r->house.count;
    const size_t sources = DOMAR_EARN_FACTORS + F;
    switch (by) {
    case BY_EDGE: return (struct place){ .economy = at / G / N, .good = at / G % N, .origin = at % G };
    case BY_PI: {
        const size_t group = at / G / N;
        return (struct place){ .economy = specific ? group / (N + H) : group, .user = specific ? group % (N + H) : 0,
                               .good = at / G % N, .origin = at % G };
    }
    case BY_USER_GOOD: return (struct place){ .economy = at / N / (N + H), .user = at / N % (N + H), .good = at % N };
    case BY_USER: return (struct place){ .economy = at / (N + H), .user = at % (N + H) };
    case BY_PRODUCER: case BY_TASTE: return (struct place){ .economy = at / N, .good = at % N };
    case BY_PRODUCER_FACTOR: return (struct place){ .economy = at / F / N, .good = at / F % N, .factor = at % F };
    case BY_POOL: return (struct place){ .economy = at / F, .factor = at % F };
    case BY_HOME: return (struct place){ .economy = at / H, .house = at % H };
    case BY_OWNER:                                         /* source as factor; owner as origin and household */
        return (struct place){ .economy = at / (G * H) / sources, .factor = at / (G * H) % sources, .origin = at / H % G,
                               .house = at % H };
    default: return (struct place){ .good = at };
    }
}

static inline size_t old_place(const renaming *r, const domar_world *w, shape by, size_t at)
{
    const struct place p = place_of(r, w->specific, by, at);
    const size_t N = r->good.count, b = r->economy.old[p.economy], j = r->good.old[p.good], i = r->economy.old[p.origin];
    const size_t user = p.user < N ? r->good.old[p.user] : w->N + r->house.old[p.user - N], users = w->N + w->H;
    switch (by) {
    case BY_EDGE: return (b * w->N + j) * w->G + i;
    case BY_PI: return ((w->specific ? b * users + user : b) * w->N + j) * w->G + i;
    case BY_USER_GOOD: return (b * users + user) * w->N + j;
    case BY_USER: return b * users + user;
    case BY_PRODUCER: case BY_TASTE: return b * w->N + j;
    case BY_PRODUCER_FACTOR: return (b * w->N + j) * w->F + r->factor.old[p.factor];
    case BY_POOL: return b * w->F + r->factor.old[p.factor];
    case BY_HOME: return b * w->H + r->house.old[p.house];
    case BY_OWNER: {
        const size_t f = p.factor < DOMAR_EARN_FACTORS ? p.factor
                                                       : DOMAR_EARN_FACTORS + r->factor.old[p.factor - DOMAR_EARN_FACTORS];
        return ((b * w->sources + f) * w->G + i) * w->H + r->house.old[p.house];
    }
    default: return j;
    }
}

static inline size_t new_size(const renaming *r, bool specific, shape by)
{
    const size_t G = r->economy.count, N = r->good.count, F = r->factor.count, H = r->house.count, users = G * (N + H);
    const size_t sizes[] = { G * N * G, (specific ? users : G) * N * G, users * N, users, G * N, G * N * F, G * F, G * H, N,
                             G * (DOMAR_EARN_FACTORS + F) * G * H, G * N };
    return sizes[by];
}

/* What part of the old place the new one is, for what adds up. */
static inline double part(const renaming *r, bool specific, shape by, size_t at)
{
    const struct place p = place_of(r, specific, by, at);
    switch (by) {
    case BY_PI: return r->economy.part[p.origin];
    case BY_USER_GOOD: return r->good.part[p.good];
    case BY_PRODUCER: return r->economy.part[p.economy] * r->good.part[p.good];
    case BY_PRODUCER_FACTOR: return r->economy.part[p.economy] * r->good.part[p.good] * r->factor.part[p.factor];
    case BY_HOME: return r->economy.part[p.economy] * r->house.part[p.house];
    case BY_OWNER: return r->economy.part[p.origin] * r->house.part[p.house];
    default: return 1;
    }
}

static inline domar_world *renamed(domar_cx *cx, const domar_world *w, const renaming *r)
{
    domar_world *v = NULL;
    assert_int_equal(domar_world_new(cx, &v, r->economy.count, r->good.count, r->factor.count, r->house.count, w->specific),
                     DOMAR_OK);
    v->indexed = w->indexed;
    const struct { double **to; const double *from; shape by; bool adds; double unit; } arrays[] = {
        { &v->pi, w->pi, BY_PI, true, 1 }, { &v->g, w->g, BY_USER_GOOD, true, 1 }, { &v->s, w->s, BY_PRODUCER, false, 1 },
        { &v->R, w->R, BY_PRODUCER, true, r->money }, { &v->E, w->E, BY_HOME, true, r->money },
        { &v->W, w->W, BY_PRODUCER_FACTOR, true, r->money }, { &v->D, w->D, BY_HOME, true, r->money },
        { &v->burnt, w->burnt, BY_HOME, true, r->money }, { &v->own, w->own, BY_OWNER, true, 1 },
        { &v->T[0], w->T[0], BY_EDGE, false, 1 }, { &v->T[1], w->T[1], BY_EDGE, false, 1 },
        { &v->T[2], w->T[2], BY_EDGE, false, 1 }, { &v->tg, w->tg, BY_USER_GOOD, false, 1 },
        { &v->fr, w->fr, BY_USER_GOOD, false, 1 }, { &v->mu, w->mu, BY_PRODUCER, false, 1 },
        { &v->tf, w->tf, BY_PRODUCER_FACTOR, false, 1 }, { &v->theta, w->theta, BY_GOOD, false, 1 },
        { &v->e, w->e, BY_USER, false, 1 }, { &v->x, w->x, BY_PRODUCER, false, 1 }, { &v->r, w->r, BY_PRODUCER, false, 1 },
        { &v->psi, w->psi, BY_PRODUCER, false, 1 }, { &v->kappa, w->kappa, BY_POOL, false, 1 },
        { &v->eta, w->eta, BY_POOL, false, 1 }, { &v->basket, w->basket, BY_HOME, false, 1 } };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
        const size_t size = new_size(r, w->specific, arrays[k].by);
        if (!arrays[k].from) continue;
        assert_int_equal(domar_world_ones(cx, arrays[k].to, size), DOMAR_OK);
        for (size_t at = 0; at < size; at++)
            (*arrays[k].to)[at] = arrays[k].from[old_place(r, w, arrays[k].by, at)] * arrays[k].unit *
                                  (arrays[k].adds ? part(r, w->specific, arrays[k].by, at) : 1);
    }
    for (size_t at = 0; at < v->n * v->F; at++)
        v->phi[at] = w->phi[old_place(r, w, BY_PRODUCER_FACTOR, at)] * r->factor.part[at % v->F];
    for (size_t h = 0; h < v->homes; h++) v->basket[h] *= r->house.part[h % v->H];
    return v;
}

static inline domar_move renamed_move(domar_cx *cx, const domar_world *v, const domar_move *m, const domar_world *w,
                                      const renaming *r)
{
    static const shape by[DOMAR_MOVES] = { BY_EDGE, BY_EDGE, BY_EDGE, BY_EDGE, BY_USER_GOOD, BY_USER_GOOD, BY_PRODUCER,
        BY_PRODUCER, BY_PRODUCER_FACTOR, BY_PRODUCER_FACTOR, BY_POOL, BY_TASTE, BY_HOME };
    domar_move to = { { NULL } };
    for (int k = 0; k < DOMAR_MOVES; k++) {
        if (!m->of[k]) continue;
        assert_int_equal(domar_move_want(cx, &to, v, (domar_move_kind)k), DOMAR_OK);
        for (size_t at = 0; at < new_size(r, w->specific, by[k]); at++)
            to.of[k][at] = m->of[k][old_place(r, w, by[k], at)] *
                           (k == DOMAR_MOVE_TRANSFER ? r->money * part(r, w->specific, BY_HOME, at) : 1);
    }
    return to;
}

/* Share of origin i in what a group spends on good j, at the last sweep. */
static inline double origin_share(const domar_market *m, size_t group, size_t j, size_t i)
{
    const domar_world *w = m->w;
    const double *pi = domar_market_pi(m, group, j);                   /* NULL: f holds it */
    return (pi ? pi[i] : 1) * m->f[domar_world_edge(w, domar_world_buyer(w, group), j, i)] / m->S[group * w->N + j];
}

/* ---- the market's last sweep as a base of its own (transfers not indexed) */
static inline domar_world *rebased(domar_cx *cx, const domar_market *m)
{
    const domar_world *w = m->w;
    const renaming r = same_names(w);
    domar_world *v = renamed(cx, w, &r);
    for (size_t group = 0; group < w->groups; group++)
        for (size_t j = 0; j < w->N; j++)
            for (size_t i = 0; i < w->G; i++)
                v->pi[(group * w->N + j) * w->G + i] = origin_share(m, group, j, i);
    const struct { double **to; const double *from; size_t count; } arrays[] = {
        { &v->g, m->gp, w->users * w->N }, { &v->s, m->sp, w->n }, { &v->phi, m->php, w->n * w->F },
        { &v->R, m->newR, w->n }, { &v->W, m->Wd, w->n * w->F }, { &v->D, m->D, w->homes }, { &v->burnt, m->burnt, w->homes },
        { &v->T[0], m->T[0], w->G * w->n }, { &v->T[1], m->T[1], w->G * w->n }, { &v->T[2], m->T[2], w->G * w->n },
        { &v->tg, m->tg, w->users * w->N }, { &v->fr, m->fr, w->users * w->N }, { &v->mu, m->mu, w->n },
        { &v->tf, m->tf, w->n * w->F } };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
        if (!arrays[k].from) continue;
        assert_int_equal(domar_world_ones(cx, arrays[k].to, arrays[k].count), DOMAR_OK);
        memcpy(*arrays[k].to, arrays[k].from, arrays[k].count * sizeof(double));
    }
    for (size_t k = 0; v->fr && k < w->users * w->N; k++) v->tg[k] /= v->fr[k];            /* the market's holds both */
    for (size_t h = 0; h < w->homes; h++) v->E[h] = w->E[h] * exp(m->lE[h]);
    return v;
}
#endif
