/* Linear programs of few rows: known answers, rays, programs that cycle, random ones whose optimum is proved by the
 * check alone, any unit, a pool that does not change the answer. */
#include "base/random.h"
#include "solve/lp.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static domar_cx *cx;
#define near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))
static int start(void **state) { (void)state; return domar_cx_new(&cx, NULL) != DOMAR_OK; }
static int stop(void **state) { (void)state; domar_cx_free(cx); return 0; }

/* All columns the program's own: a set of one column of zeros is shared. */
static domar_lp_columns *nothing(size_t rows)
{
    static const double zero[1] = { 0 };
    const double *value[8];
    domar_lp_columns *c;
    for (size_t i = 0; i < rows; i++) value[i] = zero;
    assert_int_equal(domar_lp_columns_new(cx, &c, value, rows, NULL, NULL, 1), DOMAR_OK);
    return c;
}

static void proved(const domar_lp_answer *a)
{
    assert_true(a->primal < 1e-12);
    assert_true(a->dual < 1e-11);
    assert_true(a->gap < 1e-12);
}

/* max 3x + 2y, x + y <= 4, x + 3y <= 7, x <= 3: (3, 1), 11; dual prices 2, 0, 1. */
static void small(void **state)
{
    const double A[] = { 1, 1, 1, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1 }, c[] = { -3, -2, 0, 0, 0 }, b[] = { 4, 7, 3 };
    domar_lp_columns *s = nothing(3);
    domar_lp_work *w;
    (void)state;
    assert_int_equal(domar_lp_work_new(cx, &w, 3, 5), DOMAR_OK);
    const domar_lp p = { .rows = 3, .own = 5, .b = b, .A = A, .c = c, .shared = s, .skip = SIZE_MAX };
    const domar_lp_answer *a = domar_lp_solve(w, &p);
    assert_int_equal(a->outcome, DOMAR_LP_OPTIMAL);
    near(a->objective, -11, 1e-14);
    near(a->x[0], 3, 1e-14);
    near(a->y[0], -2, 1e-14);
    near(a->y[2], -1, 1e-14);
    proved(a);
    domar_lp_work_free(w);
    domar_lp_columns_free(s);
}

/* Beale's program cycles under the largest gain with ties by number. */
static void cycling(void **state)
{
    const double A[] = { 0.25, 0.5, 0, -60, -90, 0, -1. / 25, -1. / 50, 1, 9, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1 };
    const double c[] = { -0.75, 150, -1. / 50, 6, 0, 0, 0 }, b[] = { 0, 0, 1 };
    domar_lp_columns *s = nothing(3);
    domar_lp_work *w;
    (void)state;
    assert_int_equal(domar_lp_work_new(cx, &w, 3, 7), DOMAR_OK);
    const domar_lp p = { .rows = 3, .own = 7, .b = b, .A = A, .c = c, .shared = s, .skip = SIZE_MAX };
    const domar_lp_answer *a = domar_lp_solve(w, &p);
    assert_int_equal(a->outcome, DOMAR_LP_OPTIMAL);
    near(a->objective, -0.05, 1e-15);
    proved(a);
    domar_lp_work_free(w);
    domar_lp_columns_free(s);
}

/* x - y = 1 with x + y = -1 and x >= 0, y free; then y >= 0: none; then min -x - y on the first row alone: no end. */
static void outcomes(void **state)
{
    const double A[] = { 1, 1, -1, 1 }, c[] = { 1, 1 }, b[] = { 1, -1 }, down[] = { -1, -1 };
    const unsigned char kind[] = { DOMAR_LP_POSITIVE, DOMAR_LP_FREE };
    domar_lp_columns *s = nothing(2), *t = nothing(1);
    domar_lp_work *w;
    (void)state;
    assert_int_equal(domar_lp_work_new(cx, &w, 2, 2), DOMAR_OK);
    domar_lp p = { .rows = 2, .own = 2, .b = b, .A = A, .c = c, .kind = kind, .shared = s, .skip = SIZE_MAX };
    const domar_lp_answer *a = domar_lp_solve(w, &p);
    assert_int_equal(a->outcome, DOMAR_LP_OPTIMAL);
    near(a->x[0], 0, 1e-15);
    near(a->x[1], -1, 1e-15);
    proved(a);
    p.kind = NULL;
    a = domar_lp_solve(w, &p);
    assert_int_equal(a->outcome, DOMAR_LP_INFEASIBLE);
    assert_true(a->dual < 1e-12);
    assert_true(a->y[0] * b[0] + a->y[1] * b[1] > 0);
    const double one[] = { 1, -1 };
    p = (domar_lp){ .rows = 1, .own = 2, .b = b, .A = one, .c = down, .shared = t, .skip = SIZE_MAX };
    a = domar_lp_solve(w, &p);
    assert_int_equal(a->outcome, DOMAR_LP_UNBOUNDED);
    assert_true(a->primal < 1e-15);
    assert_true(a->x[0] + a->x[1] > 0);
    domar_lp_work_free(w);
    domar_lp_columns_free(s);
    domar_lp_columns_free(t);
}

/* Few rows, many columns with costs: the answer is proved by prices of all of them; a pool, another unit and a start from
 * the answer of a neighbour change nothing. */
static void many(void **state)
{
    enum { ROWS = 6, COUNT = 500, POOL = 20 };
    static double value[ROWS + 1][COUNT];
    const double *at[ROWS];
    double A[ROWS * ROWS] = { 0 }, c[ROWS] = { 0 }, b[ROWS];
    uint32_t pick[POOL];
    domar_lp_columns *s, *pool, *other;
    domar_lp_work *w;
    (void)state;
    for (size_t i = 0; i <= ROWS; i++)
        for (size_t j = 0; j < COUNT; j++) value[i][j] = (i == 2 ? 1e6 : 1) * (0.1 + domar_random(7, i, j));
    for (size_t i = 0; i < ROWS; i++) {
        at[i] = value[i];
        A[i * ROWS + i] = -1;
    }
    for (size_t k = 0; k < POOL; k++) pick[k] = (uint32_t)(k * 17);
    assert_int_equal(domar_lp_columns_new(cx, &s, at, ROWS, value[ROWS], NULL, COUNT), DOMAR_OK);
    assert_int_equal(domar_lp_columns_draw(cx, &pool, s, pick, POOL), DOMAR_OK);
    assert_int_equal(domar_lp_work_new(cx, &w, ROWS, ROWS), DOMAR_OK);
    domar_lp p = { .rows = ROWS, .own = ROWS, .b = b, .A = A, .c = c, .shared = s, .skip = SIZE_MAX };
    double first[50], second[50];
    for (size_t round = 0; round < 50; round++) {
        for (size_t i = 0; i < ROWS; i++) b[i] = (i == 2 ? 1e6 : 1) * domar_random(8, i, round);
        p.pool = NULL;
        const domar_lp_answer *a = domar_lp_solve(w, &p);
        assert_int_equal(a->outcome, DOMAR_LP_OPTIMAL);
        proved(a);
        first[round] = a->objective;
        uint32_t basis[ROWS];
        memcpy(basis, a->basis, sizeof basis);
        p.pool = pool;
        a = domar_lp_solve(w, &p);
        proved(a);
        near(a->objective, first[round], 1e-12);
        p.start = basis;
        a = domar_lp_solve(w, &p);
        assert_int_equal(a->pivots, 0);
        b[0] *= 2;                                  /* a start that is not feasible */
        a = domar_lp_solve(w, &p);
        proved(a);
        second[round] = a->objective;
        p.start = NULL;
        near(domar_lp_solve(w, &p)->objective, second[round], 1e-12);
    }
    for (size_t j = 0; j < COUNT; j++) value[3][j] *= 1e-9;         /* row 3 in other units */
    assert_int_equal(domar_lp_columns_new(cx, &other, at, ROWS, value[ROWS], NULL, COUNT), DOMAR_OK);
    p.shared = other;
    p.pool = NULL;
    for (size_t round = 0; round < 50; round++) {
        for (size_t i = 0; i < ROWS; i++) b[i] = (i == 2 ? 1e6 : i == 3 ? 1e-9 : 1) * domar_random(8, i, round);
        near(domar_lp_solve(w, &p)->objective, first[round], 1e-12);
    }
    domar_lp_work_free(w);
    domar_lp_columns_free(s);
    domar_lp_columns_free(pool);
    domar_lp_columns_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(small), cmocka_unit_test(cycling), cmocka_unit_test(outcomes),
                                        cmocka_unit_test(many) };
    return cmocka_run_group_tests(tests, start, stop);
}
