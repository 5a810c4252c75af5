/* The sweep of the equilibrium and its derivatives: base stays put, tangents against differences,
 * the transposed against the tangent, for every kind of move, mobility and supply. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "random_world.h"
#include <string.h>

static domar_cx *cx;
static domar_world *w;
static domar_market *m;
static double *z, *v, *out[3];

static void set_up(bool specific, bool wedged)
{
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    w = random_world(cx, 3, 4, 2, specific, wedged, 7);
    assert_non_null(w);
    assert_int_equal(domar_market_new(cx, &m, w), DOMAR_OK);
    z = domar_alloc(cx, 5 * m->size, sizeof *z);
    assert_non_null(z);
    v = z + m->size;
    for (int k = 0; k < 3; k++) out[k] = z + (size_t)(k + 2) * m->size;
}

static void tear_down(void)
{
    domar_release(z);
    domar_market_free(m);
    domar_world_free(w);
    domar_cx_free(cx);
}

static double largest(const double *a, size_t count)
{
    double most = 0;
    for (size_t k = 0; k < count; k++) most = fmax(most, fabs(a[k]));
    return most;
}

static void base_stays(bool specific, bool wedged)
{
    set_up(specific, wedged);
    assert_int_equal(domar_market_move(cx, m, NULL, 0, 0), DOMAR_OK);
    domar_market_sweep(m, out[0], z);
    assert_true(largest(out[0], m->size) < 1e-13);
    double sum = 0;
    for (size_t h = 0; h < w->homes; h++) sum += w->D[h];
    assert_true(fabs(sum) < 1e-12);
    tear_down();
}

/* Away from the base: a point and a move at which all is differentiated. */
static domar_move moved;
static void go(void)
{
    dice d = { 99 };
    memset(&moved, 0, sizeof moved);
    assert_int_equal(random_move(cx, &moved, w, 0.4, 3), DOMAR_OK);
    assert_int_equal(domar_market_move(cx, m, &moved, 1, 1), DOMAR_OK);
    for (size_t k = 0; k < m->size; k++) {
        z[k] = 0.3 * (roll(&d) - 0.5);
        v[k] = roll(&d) - 0.5;
    }
}

static void unknowns(bool specific)
{
    const double h = 1e-5;
    set_up(specific, true);
    go();
    for (int side = 0; side < 2; side++) {
        for (size_t k = 0; k < m->size; k++) z[k] += (side ? -2 : 1) * h * v[k];
        domar_market_sweep(m, out[side], z);
    }
    for (size_t k = 0; k < m->size; k++) z[k] += h * v[k];
    domar_market_sweep(m, out[2], z);
    domar_market_tangent(m, out[2], v, NULL);
    for (size_t k = 0; k < m->size; k++) {
        const double numeric = (out[0][k] - out[1][k]) / (2 * h);
        if (fabs(numeric - out[2][k]) > 1e-8) fail_msg("unknown %zu: %.10g against %.10g", k, out[2][k], numeric);
    }
    domar_move_free(&moved);
    tear_down();
}

static void moves(bool specific)
{
    const double h = 1e-5;
    set_up(specific, true);
    go();
    for (int kind = 0; kind < DOMAR_MOVES; kind++) {
        domar_move both[2] = { moved, { { NULL } } };
        dice d = { 5 };
        assert_int_equal(domar_move_want(cx, &both[1], w, (domar_move_kind)kind), DOMAR_OK);
        for (size_t k = 0; k < domar_move_size(w, (domar_move_kind)kind); k++) both[1].of[kind][k] = roll(&d) - 0.5;
        domar_move ahead = both[1];
        double *step = domar_alloc(cx, domar_move_size(w, (domar_move_kind)kind), sizeof *step);
        assert_non_null(step);
        both[1].of[kind] = step;
        for (int side = 0; side < 2; side++) {
            for (size_t k = 0; k < domar_move_size(w, (domar_move_kind)kind); k++)
                step[k] = (side ? -h : h) * ahead.of[kind][k];
            assert_int_equal(domar_market_move(cx, m, both, 2, 1), DOMAR_OK);
            domar_market_sweep(m, out[side], z);
        }
        assert_int_equal(domar_market_move(cx, m, &moved, 1, 1), DOMAR_OK);
        domar_market_sweep(m, out[2], z);
        domar_market_tangent(m, out[2], NULL, &ahead);
        for (size_t k = 0; k < m->size; k++) {
            const double numeric = (out[0][k] - out[1][k]) / (2 * h);
            if (fabs(numeric - out[2][k]) > 1e-8)
                fail_msg("move %d, equation %zu: %.10g against %.10g", kind, k, out[2][k], numeric);
        }
        domar_move_free(&both[1]);
        domar_move_free(&ahead);
    }
    domar_move_free(&moved);
    tear_down();
}

/* lambda' (G_z v + G_m move) both ways. */
static void transposed(bool specific, bool wedged)
{
    set_up(specific, wedged);
    go();
    if (!wedged) assert_int_equal(domar_market_move(cx, m, NULL, 0, 0), DOMAR_OK);
    domar_market_sweep(m, out[0], z);
    domar_move gradient = { { NULL } };
    assert_int_equal(random_move(cx, &gradient, w, 0, 1), DOMAR_OK);
    dice d = { 11 };
    for (size_t k = 0; k < m->size; k++) out[0][k] = roll(&d) - 0.5;
    domar_market_cotangent(m, out[1], &gradient, out[0]);
    domar_market_tangent(m, out[2], v, NULL);
    double left = 0, right = 0;
    for (size_t k = 0; k < m->size; k++) {
        left += out[0][k] * out[2][k];
        right += out[1][k] * v[k];
    }
    assert_true(fabs(left - right) < 1e-12 * (1 + fabs(left)));
    for (int kind = 0; kind < DOMAR_MOVES; kind++) {
        domar_move one = { { NULL } };
        one.of[kind] = moved.of[kind];
        domar_market_tangent(m, out[2], NULL, &one);
        left = right = 0;
        for (size_t k = 0; k < m->size; k++) left += out[0][k] * out[2][k];
        for (size_t k = 0; k < domar_move_size(w, (domar_move_kind)kind); k++)
            right += gradient.of[kind][k] * moved.of[kind][k];
        if (fabs(left - right) > 1e-12 * (1 + fabs(left))) fail_msg("move %d: %.14g against %.14g", kind, left, right);
    }
    domar_move_free(&gradient);
    domar_move_free(&moved);
    tear_down();
}

static void base_common(void **s)        { (void)s; base_stays(false, true); base_stays(false, false); }
static void base_specific(void **s)      { (void)s; base_stays(true, true); base_stays(true, false); }
static void tangent_common(void **s)     { (void)s; unknowns(false); moves(false); }
static void tangent_specific(void **s)   { (void)s; unknowns(true); moves(true); }
static void cotangent_common(void **s)   { (void)s; transposed(false, true); transposed(false, false); }
static void cotangent_specific(void **s) { (void)s; transposed(true, true); transposed(true, false); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_common), cmocka_unit_test(base_specific), cmocka_unit_test(tangent_common),
        cmocka_unit_test(tangent_specific), cmocka_unit_test(cotangent_common), cmocka_unit_test(cotangent_specific) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
