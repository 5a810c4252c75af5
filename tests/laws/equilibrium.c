/* Laws of the solved equilibrium on worlds drawn from seeds: no shock, no change; there and back; twice the
 * factors, twice the income; names, units and the splitting of what is alike change nothing.  Every equilibrium
 * is solved by both ways (solved.h). */
#include "laws/solved.h"

static domar_cx *cx;
static int start(void **state) { (void)state; return domar_cx_new(&cx, NULL) != DOMAR_OK; }
static int stop(void **state) { (void)state; domar_cx_free(cx); return 0; }

enum { SEEDS = 12 };
static domar_world *make(uint64_t seed)
{
    domar_world *w = random_world(cx, 3, 4, 1 + seed % 2, seed / 2 % 2 == 1, seed / 4 % 3 != 0, 100 + seed);
    assert_non_null(w);
    return w;
}

static domar_move draw(const domar_world *w, double size, uint64_t seed)
{
    domar_move m = { { NULL } };
    assert_int_equal(random_move(cx, &m, w, size, seed), DOMAR_OK);
    return m;
}

/* From wherever one starts, moves of size zero lead back to hats of 1. */
static void zero_shock(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = make(seed);
        domar_move none = draw(w, 0, 1);
        domar_outcome o;
        memset(&o, 0, sizeof o);
        assert_int_equal(domar_market_new(cx, &o.m, w), DOMAR_OK);
        o.z = domar_alloc(cx, o.m->size, sizeof *o.z);
        assert_non_null(o.z);
        for (int way = DOMAR_FP_AUTO; way <= DOMAR_FP_NEWTON; way++) {
            dice d = { 17 + seed };
            for (size_t k = 0; k < o.m->size; k++) o.z[k] = way == DOMAR_FP_AUTO ? 0 : 0.2 * (roll(&d) - 0.5);
            assert_int_equal(domar_outcome_solve(cx, &o, &none, 1, (domar_fp_way)way), DOMAR_OK);
            for (size_t k = 0; k < o.m->size; k++) close_to(exp(o.z[k]), 1, 1e-12, "hat without a shock", k);
            for (size_t h = 0; h < w->homes; h++) close_to(domar_household_income(o.m, h), 1, 1e-12, "income without a shock", h);
        }
        domar_market_free(o.m);
        domar_release(o.z);
        domar_move_free(&none);
        domar_world_free(w);
    }
}

/* The counterfactual as the base, all moves taken back.  Not reversible by themselves: prices of consumption under old
 * and new tastes, the economy's price over households (base weights) that supply answers to, transfers indexed to a
 * spending that has moved. */
static void reversal(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = make(seed);
        w->indexed = false;
        for (size_t q = 0; w->H > 1 && q < w->G * w->F; q++) w->eta[q] = 0;
        domar_move there = draw(w, 0.4, 7 + seed), back = draw(w, 0.4, 7 + seed);
        for (int k = 0; k < DOMAR_MOVES; k++)
            for (size_t at = 0; at < domar_move_size(w, (domar_move_kind)k); at++) back.of[k][at] *= -1;
        for (size_t at = 0; at < w->n; at++) there.of[DOMAR_MOVE_TASTE][at] = back.of[DOMAR_MOVE_TASTE][at] = 0;
        solved s = solve(cx, w, &there, 1);
        domar_world *v = rebased(cx, s.o.m);
        solved home = solve(cx, v, &back, 1);
        double moved = 0;
        for (size_t k = 0; k < s.o.m->size; k++) {
            close_to(home.o.z[k], -s.o.z[k], 1e-10, "unknown there and back", k);
            moved = fmax(moved, fabs(s.o.z[k]));
        }
        for (size_t h = 0; h < w->homes; h++)
            close_to(domar_household_income(home.o.m, h) * domar_household_income(s.o.m, h), 1, 1e-10,
                     "income there and back", h);
        assert_true(moved > 0.05);
        solved_free(&home);
        solved_free(&s);
        domar_world_free(v);
        domar_move_free(&there);
        domar_move_free(&back);
        domar_world_free(w);
    }
}

/* All factors of the world times 1.3, beside any other moves: real incomes times 1.3.  And one sweep is
 * homogeneous: all prices and values higher, so are what it finds. */
static void homogeneity(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = make(seed);
        memset(w->psi, 0, w->n * sizeof *w->psi);              /* constant returns */
        domar_move moves[2] = { draw(w, 0.3, 3 + seed), { { NULL } } };
        assert_int_equal(domar_move_want(cx, &moves[1], w, DOMAR_MOVE_SUPPLY), DOMAR_OK);
        for (size_t q = 0; q < w->G * w->F; q++) moves[1].of[DOMAR_MOVE_SUPPLY][q] = log(1.3);
        solved s = solve(cx, w, moves, 1), more = solve(cx, w, moves, 2);
        for (size_t h = 0; h < w->homes; h++)
            close_to(domar_household_income(more.o.m, h), 1.3 * domar_household_income(s.o.m, h), 1e-10,
                     "income of more factors", h);
        for (size_t k = 0; k < w->n; k++)
            close_to(more.o.z[s.o.m->slots + k], s.o.z[s.o.m->slots + k] - log(1.3), 1e-10, "price of more factors", k);
        domar_market *m = s.o.m;
        double *higher = domar_alloc(cx, 2 * m->size, sizeof *higher);
        double *R = domar_alloc(cx, w->n, sizeof *R), *P = domar_alloc(cx, w->G, sizeof *P);
        assert_true(higher && R && P);
        memcpy(higher, s.o.z, m->size * sizeof *higher);
        domar_market_sweep(m, higher + m->size, higher);
        memcpy(R, m->newR, w->n * sizeof *R);
        for (size_t b = 0; b < w->G; b++) P[b] = m->lP[b];
        for (size_t k = 0; k < m->size; k++) higher[k] += 0.25;
        domar_market_sweep(m, higher + m->size, higher);
        for (size_t k = 0; k < w->n; k++) close_to(m->newR[k] / R[k], exp(0.25), 1e-13, "sales at higher prices", k);
        for (size_t b = 0; b < w->G; b++)
            close_to(m->lP[b], P[b] + 0.25, 1e-13, "consumption at higher prices", b);
        domar_release(higher);
        domar_release(R);
        domar_release(P);
        solved_free(&more);
        solved_free(&s);
        domar_move_free(&moves[0]);
        domar_move_free(&moves[1]);
        domar_world_free(w);
    }
}

/* The renamed world has the same hats in its places. */
static void compare(const domar_world *w, const renaming *r, uint64_t seed, const char *what)
{
    domar_world *v = renamed(cx, w, r);
    domar_move move = draw(w, 0.4, 50 + seed), other = renamed_move(cx, v, &move, w, r);
    solved s = solve(cx, w, &move, 1), t = solve(cx, v, &other, 1);
    for (size_t p = 0; p < v->n; p++) {
        const size_t old = old_place(r, w, BY_PRODUCER, p);
        close_to(t.o.m->lp[p], s.o.m->lp[old], 1e-10, what, p);
        close_to(t.o.m->lR[p], s.o.m->lR[old], 1e-10, what, p);
    }
    for (size_t k = 0; k < v->n * v->F; k++)
        close_to(t.o.m->lw[k], s.o.m->lw[old_place(r, w, BY_PRODUCER_FACTOR, k)], 1e-10, what, k);
    for (size_t h = 0; h < v->homes; h++)
        close_to(domar_household_income(t.o.m, h), domar_household_income(s.o.m, old_place(r, w, BY_HOME, h)), 1e-10, what, h);
    solved_free(&s);
    solved_free(&t);
    domar_move_free(&move);
    domar_move_free(&other);
    domar_world_free(v);
}

static void names_and_units(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = make(seed);
        renaming r = same_names(w);
        r.economy.old[0] = 2; r.economy.old[1] = 0; r.economy.old[2] = 1;
        compare(w, &r, seed, "economies renamed");
        r.good.old[0] = 3; r.good.old[1] = 2; r.good.old[2] = 0; r.good.old[3] = 1;
        r.factor.old[0] = w->F - 1;
        r.factor.old[w->F - 1] = 0;
        r.house.old[0] = w->H - 1;
        r.house.old[w->H - 1] = 0;
        compare(w, &r, seed, "all renamed");
        r = same_names(w);
        r.money = 1e6;
        compare(w, &r, seed, "money in other units");
        domar_world_free(w);
    }
}

/* A good, an economy, a factor, a household in two parts that are alike. */
static void splitting(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = make(seed);
        renaming r = same_names(w);
        split(&r.good, 2, 0.3);
        compare(w, &r, seed, "industry in two");
        r = same_names(w);
        split(&r.economy, 1, 0.45);
        compare(w, &r, seed, "economy in two");
        r = same_names(w);
        split(&r.factor, 0, 0.2);
        compare(w, &r, seed, "factor in two");
        r = same_names(w);
        split(&r.house, 0, 0.6);
        if (w->own) compare(w, &r, seed, "household in two");
        domar_world_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(zero_shock), cmocka_unit_test(reversal), cmocka_unit_test(homogeneity),
                                        cmocka_unit_test(names_and_units), cmocka_unit_test(splitting) };
    return cmocka_run_group_tests(tests, start, stop);
}
