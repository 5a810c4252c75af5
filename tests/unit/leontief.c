/* unit/leontief.c -- every way to solve gives x with (I - A) x = b, checked by forming A. */
#include "solve/leontief.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { G = 6, N = 9, n = G * N, K = 70 };
static double Z[n * n], x[n], f[n], A[n * n], X[n * K], B[n * K];

static double draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* Column sums of A about 0.6, a fifth of it from abroad; one industry without output buys. */
static void make(double size)
{
    uint64_t seed = 7;
    for (size_t j = 0; j < n; j++) x[j] = j == 10 ? 0 : 50 + 100 * draw(&seed);
    for (size_t i = 0; i < n; i++) {
        f[i] = 0.9 + 0.2 * draw(&seed);
        for (size_t j = 0; j < n; j++) {
            const double share = (i / N == j / N ? 0.5 / N : 0.12 / n) * 2 * draw(&seed) * size;
            Z[i * n + j] = share * (j == 10 ? 20 : x[j]);
            A[i * n + j] = j == 10 ? 0 : Z[i * n + j] / x[j];
        }
    }
    for (size_t p = 0; p < n * K; p++) B[p] = draw(&seed) - 0.3;
}

static double residual(size_t k, bool transposed, bool scaled)
{
    double worst = 0;
    for (size_t l = 0; l < k; l++)
        for (size_t i = 0; i < n; i++) {
            double s = X[i * k + l];
            for (size_t j = 0; j < n; j++)
                s -= transposed ? A[j * n + i] * (scaled ? f[j] : 1) * X[j * k + l]
                                : A[i * n + j] * (scaled ? f[i] : 1) * X[j * k + l];
            worst = fmax(worst, fabs(s - B[i * k + l]));
        }
    return worst;
}

static void check(domar_cx *cx, domar_leontief *s, size_t k, bool scaled)
{
    for (int transposed = 0; transposed < 2; transposed++) {
        memcpy(X, B, n * k * sizeof *X);
        assert_int_equal(transposed ? domar_leontief_solve_t(cx, s, X, k)
                                    : domar_leontief_solve(cx, s, X, k),
                         DOMAR_OK);
        assert_true(residual(k, transposed, scaled) < 1e-13);
    }
    assert_true(domar_leontief_reported(s).backward_error < 1e-14);
}

static void all_ways(void **state)
{
    (void)state;
    const size_t ks[] = { 1, 3, 8, 16, 21, 70 };
    make(1);
    for (int threads = 1; threads <= 3; threads++) {
        domar_cx *cx;
        assert_int_equal(domar_cx_new(&cx, &(domar_settings){ .threads = threads }), DOMAR_OK);
        for (size_t c = 0; c < sizeof ks / sizeof *ks; c++)
            for (int way = 0; way < 3; way++) { /* iterate, one block (factors), inverse */
                domar_leontief *s;
                const double *inverse;
                assert_int_equal(domar_leontief_new(cx, &s, Z, x, way == 2 ? f : NULL,
                                                    way == 1 ? 1 : G, way == 1 ? n : N),
                                 DOMAR_OK);
                if (way == 2) assert_int_equal(domar_leontief_inverse(cx, s, &inverse), DOMAR_OK);
                check(cx, s, ks[c], way == 2);
                assert_int_equal(domar_leontief_reported(s).factored, way > 0 || ks[c] > 32);
                domar_leontief_free(s);
            }
        domar_cx_free(cx);
    }
}

static void inverse_and_local(void **state)
{
    (void)state;
    domar_cx *cx;
    domar_leontief *s;
    const double *inverse, *L;
    make(1);
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_leontief_new(cx, &s, Z, x, NULL, G, N), DOMAR_OK);
    assert_int_equal(domar_leontief_inverse(cx, s, &inverse), DOMAR_OK);
    assert_int_equal(domar_leontief_local(cx, s, &L), DOMAR_OK);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = inverse[i * n + j], own = 0;
            for (size_t p = 0; p < n; p++) sum -= A[i * n + p] * inverse[p * n + j];
            assert_true(fabs(sum - (i == j)) < 1e-13);
            if (i / N != j / N) continue;
            const double *l = L + i / N * N * N;
            own = l[i % N * N + j % N];
            for (size_t p = 0; p < N; p++)
                own -= A[i * n + i / N * N + p] * l[p * N + j % N];
            assert_true(fabs(own - (i == j)) < 1e-13);
        }
    double norm = 0, norm_of_inverse = 0;                 /* this table has no negative cells */
    for (size_t j = 0; j < n; j++) {
        double a = 0, b = 0;
        for (size_t i = 0; i < n; i++) {
            a += fabs((i == j) - A[i * n + j]);
            b += fabs(inverse[i * n + j]);
        }
        norm = fmax(norm, a);
        norm_of_inverse = fmax(norm_of_inverse, b);
    }
    const double condition = domar_leontief_reported(s).condition;
    assert_true(domar_leontief_reported(s).backward_error > 0);      /* it was looked at */
    assert_true(domar_leontief_reported(s).backward_error < 1e-14);
    assert_true(fabs(condition - norm * norm_of_inverse) < 1e-10 * condition);
    domar_leontief_free(s);
    domar_cx_free(cx);
}

/* Threads change nothing at all in the iteration: sums are in a fixed order. */
static void same_bits_for_any_threads(void **state)
{
    (void)state;
    static double first[n * 8];
    make(1);
    for (int threads = 1; threads <= 4; threads++) {
        domar_cx *cx;
        domar_leontief *s;
        assert_int_equal(domar_cx_new(&cx, &(domar_settings){ .threads = threads }), DOMAR_OK);
        assert_int_equal(domar_leontief_new(cx, &s, Z, x, NULL, G, N), DOMAR_OK);
        memcpy(X, B, n * 8 * sizeof *X);
        assert_int_equal(domar_leontief_solve(cx, s, X, 8), DOMAR_OK);
        if (threads == 1) memcpy(first, X, sizeof first);
        else assert_memory_equal(first, X, sizeof first);
        domar_leontief_free(s);
        domar_cx_free(cx);
    }
}

/* A closed circle: industry 4 of economy 1 needs all of its own output. */
static void singular_is_named(void **state)
{
    (void)state;
    domar_cx *cx;
    domar_leontief *s;
    make(1);
    for (size_t i = 0; i < n; i++) Z[i * n + 3] = 0;
    Z[3 * n + 3] = x[3];
    for (size_t j = 0; j < n; j++)
        if (j != 3) Z[3 * n + j] = 0;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_leontief_new(cx, &s, Z, x, NULL, G, N), DOMAR_OK);
    memcpy(X, B, n * sizeof *X);
    assert_int_equal(domar_leontief_solve(cx, s, X, 1), DOMAR_ENOCONV);
    assert_true(strstr(domar_cx_message(cx), "industry 4 of economy 1") != NULL);
    domar_leontief_free(s);
    domar_cx_free(cx);
}

/* Columns that use more than their output, or nearly all of it, and cells below zero: whichever
 * way is taken in the end, the answer is right and the report says which way it was. */
static void hard_tables(void **state)
{
    (void)state;
    static const double scales[] = { 1.5, 1.62, 1.9 };
    for (size_t c = 0; c < sizeof scales / sizeof *scales; c++) {
        domar_cx *cx;
        domar_leontief *s;
        double largest = 0;
        make(scales[c]);
        for (size_t j = 0; j < n; j += 7) {
            Z[5 * n + j] = -Z[5 * n + j];
            A[5 * n + j] = -A[5 * n + j];
        }
        assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
        assert_int_equal(domar_leontief_new(cx, &s, Z, x, NULL, G, N), DOMAR_OK);
        memcpy(X, B, n * 3 * sizeof *X);
        assert_int_equal(domar_leontief_solve(cx, s, X, 3), DOMAR_OK);
        for (size_t p = 0; p < n * 3; p++) largest = fmax(largest, fabs(X[p]));
        assert_true(residual(3, false, false) < 1e-13 * largest);
        assert_true(domar_leontief_reported(s).backward_error < 1e-14);
        domar_leontief_free(s);
        domar_cx_free(cx);
    }
}

/* Industry 1 of economy 2 lives on itself alone, so its block is singular; the whole is not,
 * because it buys and sells abroad as well. */
static void singular_block_is_no_end(void **state)
{
    (void)state;
    domar_cx *cx;
    domar_leontief *s;
    make(1);
    for (size_t i = N; i < 2 * N; i++) Z[i * n + N] = A[i * n + N] = 0;
    Z[N * n + N] = x[N];
    A[N * n + N] = 1;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_leontief_new(cx, &s, Z, x, NULL, G, N), DOMAR_OK);
    memcpy(X, B, n * sizeof *X);
    assert_int_equal(domar_leontief_solve(cx, s, X, 1), DOMAR_OK);
    double largest = 0;
    for (size_t p = 0; p < n; p++) largest = fmax(largest, fabs(X[p]));
    assert_true(residual(1, false, false) < 1e-12 * largest);
    assert_true(domar_leontief_reported(s).factored);
    domar_leontief_free(s);
    domar_cx_free(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(hard_tables),
                                        cmocka_unit_test(singular_block_is_no_end),
                                        cmocka_unit_test(all_ways),
                                        cmocka_unit_test(inverse_and_local),
                                        cmocka_unit_test(same_bits_for_any_threads),
                                        cmocka_unit_test(singular_is_named) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
