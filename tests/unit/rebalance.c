/* rebalance: after it, rows and columns both add up to output; signs and zeros stay where they
 * were; what cannot be balanced is named with its label. */
#include "model/rebalance.h"
#include "toy_series.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum { n = TOY_G * TOY_N, m = TOY_G * TOY_C };

static domar_series *changed(domar_cx *cx, void (*change)(domar_draft *d))
{
    domar_series *s;
    domar_draft *d = toy_draft(cx, 2008);
    assert_non_null(d);
    toy_fill(d);
    change(d);
    assert_int_equal(domar_series_new(cx, &s, NULL), DOMAR_OK);
    assert_int_equal(domar_series_add(cx, s, d), DOMAR_OK);
    return s;
}

static double row_total(const domar_table *t, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < n; j++) sum += t->Z[i * n + j];
    for (size_t u = 0; u < m; u++) sum += t->Y[i * m + u];
    return sum;
}

static double column_total(const domar_table *t, size_t j)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += t->Z[i * n + j];
    for (size_t f = 0; f < TOY_F; f++) sum += t->V[f * n + j];
    return sum;
}

static int sign(double a) { return (a > 0) - (a < 0); }

/* Cells off by a few per cent, one negative inventory, one negative tax, one empty cell. */
static void disturb(domar_draft *d)
{
    d->Z[0] *= 1.25;
    d->Z[3 * n + 1] += 2;
    d->Z[7] = 0;
    d->Y[1] = -4;
    d->V[2] = -1;
    d->V[n + 4] *= 0.875;
}

static void adds_up_again(void **state)
{
    domar_cx *cx;
    domar_series *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = changed(cx, disturb);
    if (domar_series_rebalance(cx, &out, s, true, 1e-11)) fail_msg("%s", domar_cx_message(cx));
    const domar_table *t = domar_series_table(s, 0), *u = domar_series_table(out, 0);
    double before = 0, spent = 0, spent_before = 0;
    for (size_t i = 0; i < n; i++) {
        before = fmax(before, fabs(row_total(t, i) - t->x[i]));
        assert_true(u->x[i] == t->x[i] && u->published[i] == t->x[i]);
        assert_true(fabs(row_total(u, i) - t->x[i]) < 1e-9 * t->x[i]);
        assert_true(fabs(column_total(u, i) - t->x[i]) < 1e-9 * t->x[i]);
    }
    assert_true(before > 1);
    for (size_t k = 0; k < n * n; k++) assert_int_equal(sign(u->Z[k]), sign(t->Z[k]));
    for (size_t k = 0; k < n * m; k++) {
        assert_int_equal(sign(u->Y[k]), sign(t->Y[k]));
        spent += u->Y[k];
        spent_before += t->Y[k];
    }
    for (size_t k = 0; k < TOY_F * n; k++) assert_int_equal(sign(u->V[k]), sign(t->V[k]));
    assert_true(fabs(spent - spent_before) < 1e-8 * spent);       /* final use keeps its totals */
    assert_memory_equal(u->S, t->S, TOY_S * n * sizeof(double));
    assert_non_null(strstr(domar_series_info(out, "balance"), "GRAS; 2008: "));
    assert_string_equal(domar_series_info(s, "balance"), "");
    domar_series_free(out);
    domar_series_free(s);
    domar_cx_free(cx);
}

/* What adds up already comes back as it was. */
static void leaves_a_balanced_table_alone(void **state)
{
    domar_cx *cx;
    domar_series *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = toy_series(cx, (domar_conventions){ 0 });
    if (domar_series_rebalance(cx, &out, s, true, 1e-11)) fail_msg("%s", domar_cx_message(cx));
    for (size_t k = 0; k < 2; k++) {
        const domar_table *t = domar_series_table(s, k), *u = domar_series_table(out, k);
        for (size_t c = 0; c < n * n; c++)
            assert_true(fabs(u->Z[c] - t->Z[c]) <= 1e-9 * t->x[c / n]);
        assert_true(fabs(u->VY[0] - t->VY[0]) < 1e-9 * 1.5);
    }
    domar_series_free(out);
    domar_series_free(s);
    domar_cx_free(cx);
}

static void ras_refuses_negatives(void **state)
{
    domar_cx *cx;
    domar_series *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = changed(cx, disturb);
    assert_int_equal(domar_series_rebalance(cx, &out, s, false, 1e-9), DOMAR_EDATA);
    assert_null(out);
    assert_non_null(strstr(domar_cx_message(cx), "2008"));
    assert_non_null(strstr(domar_cx_message(cx), "row CHN a, column CHN inv is -4"));
    assert_non_null(strstr(domar_cx_message(cx), "gras"));
    domar_series_free(s);
    domar_cx_free(cx);
}

/* Industry c of ROW is said to make 1000 more and has nothing but one customer, who cannot. */
static void impossible(domar_draft *d)
{
    for (size_t j = 0; j < n; j++) d->Z[5 * n + j] = 0;
    for (size_t u = 0; u < m; u++) d->Y[5 * m + u] = 0;
    d->Z[5 * n] = 1;
    d->x[5] = d->x[0] + 1000;
}

static void impossible_is_named(void **state)
{
    domar_cx *cx;
    domar_series *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = changed(cx, impossible);
    assert_int_equal(domar_series_rebalance(cx, &out, s, true, 1e-9), DOMAR_ENOCONV);
    assert_null(out);
    assert_non_null(strstr(domar_cx_message(cx), "2008 cannot be balanced"));
    assert_non_null(strstr(domar_cx_message(cx), "ROW c"));
    domar_series_free(s);
    domar_cx_free(cx);
}

static domar_status once(domar_cx *cx)
{
    domar_series *s = toy_series(cx, (domar_conventions){ 0 }), *out = NULL;
    if (!s) return DOMAR_ENOMEM;
    const domar_status st = domar_series_rebalance(cx, &out, s, true, 1e-6);
    domar_series_free(out);
    domar_series_free(s);
    return st;
}

static void famine(void **state)
{
    (void)state;
    for (size_t k = 0;; k++) {
        toy_memory memory = { 0, k, 0 };
        domar_cx *cx;
        domar_status st = toy_cx(&cx, &memory);
        if (!st) {
            st = once(cx);
            domar_cx_free(cx);
        }
        assert_int_equal(memory.alive, 0);
        if (memory.calls <= k) { assert_int_equal(st, DOMAR_OK); break; }
        assert_int_equal(st, DOMAR_ENOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up_again), cmocka_unit_test(leaves_a_balanced_table_alone),
        cmocka_unit_test(ras_refuses_negatives), cmocka_unit_test(impossible_is_named),
        cmocka_unit_test(famine) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
