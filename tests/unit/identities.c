/* identities: a table that adds up has none broken; each way of breaking it is found where it
 * was done, with the gap by hand. */
#include "table/identities.h"
#include "toy_series.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum { n = TOY_G * TOY_N, m = TOY_G * TOY_C };

struct answer {
    domar_series *s;
    domar_identity *found;
    size_t count;
    domar_identity_summary sum;
};

static struct answer ask(domar_cx *cx, void (*change)(domar_draft *d), domar_conventions how,
                         size_t most)
{
    struct answer a;
    domar_draft *d = toy_draft(cx, 2008);
    toy_fill(d);
    if (change) change(d);
    assert_int_equal(domar_series_new(cx, &a.s, &how), DOMAR_OK);
    assert_int_equal(domar_series_add(cx, a.s, d), DOMAR_OK);
    assert_int_equal(domar_identities(cx, &a.found, &a.count, &a.sum, domar_series_table(a.s, 0),
                                      1e-9, most), DOMAR_OK);
    return a;
}

static void drop(struct answer *a)
{
    domar_release(a->found);
    domar_series_free(a->s);
}

static const domar_identity *first(const struct answer *a, domar_identity_kind kind)
{
    for (size_t k = 0; k < a->count; k++)
        if (a->found[k].kind == kind) return &a->found[k];
    fail_msg("nothing of kind %d", (int)kind);
    return NULL;
}

static void adds_up(void **state)
{
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    struct answer a = ask(cx, NULL, (domar_conventions){ 0 }, 10);
    assert_int_equal(a.count, 0);
    assert_true(a.sum.gap == 0);
    drop(&a);
    domar_cx_free(cx);
}

static void raise_cell(domar_draft *d) { d->Z[2 * n + 4] += 8; }

/* One cell 8 too high: row 2 and column 4 are off, nothing else. */
static void one_cell(void **state)
{
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    struct answer a = ask(cx, raise_cell, (domar_conventions){ 0 }, 10);
    const double *x = domar_series_table(a.s, 0)->x;
    const size_t worse = x[2] < x[4] ? 2 : 4;
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_BALANCE], 2);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_ROW], 1);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_COLUMN], 1);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_VALUE_ADDED], 1);
    const domar_identity *b = first(&a, DOMAR_IDENTITY_BALANCE);
    assert_int_equal(b->i, worse);
    assert_int_equal(b->year, 2008);
    assert_true(b->j == SIZE_MAX && fabs(b->value - b->expected) == 8);
    assert_true(b->gap == 8 / x[worse] && a.sum.gap == b->gap && b[1].gap <= b->gap);
    assert_int_equal(first(&a, DOMAR_IDENTITY_ROW)->i, 2);
    assert_int_equal(first(&a, DOMAR_IDENTITY_COLUMN)->i, 4);
    assert_int_equal(first(&a, DOMAR_IDENTITY_VALUE_ADDED)->i, 4);
    drop(&a);
    domar_cx_free(cx);
}

/* Industry 3 sells nothing but buys 5 and pays nothing: no output, off by 5 of world output. */
static void empty_row(domar_draft *d)
{
    memset(d->Z + 3 * n, 0, n * sizeof(double));
    memset(d->Y + 3 * m, 0, m * sizeof(double));
    for (size_t i = 0; i < n; i++) d->Z[i * n + 3] = i == 0 ? 5 : 0;
    for (size_t f = 0; f < TOY_F; f++) d->V[f * n + 3] = 0;
    d->x[3] = 0;
}

static void no_output(void **state)
{
    domar_cx *cx;
    double world = 0;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    struct answer a = ask(cx, empty_row, (domar_conventions){ .output_from = DOMAR_OUTPUT_ROWS },
                          10);
    const domar_table *t = domar_series_table(a.s, 0);
    for (size_t i = 0; i < n; i++) world += t->x[i];
    const domar_identity *z = first(&a, DOMAR_IDENTITY_ZERO_OUTPUT);
    assert_true(z->i == 3 && z->value == 5 && z->expected == 0 && z->gap == 5 / world);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_ZERO_OUTPUT], 1);
    assert_true(first(&a, DOMAR_IDENTITY_NEGATIVE_VALUE_ADDED)->value == -5);
    bool seen = false;
    for (size_t k = 0; k < a.count; k++)
        if (a.found[k].kind == DOMAR_IDENTITY_BALANCE && a.found[k].i == 3) {
            assert_true(a.found[k].gap == 5 / world);
            seen = true;
        }
    assert_true(seen);
    drop(&a);
    domar_cx_free(cx);
}

static void make_negative(domar_draft *d)
{
    for (size_t j = 0; j < n; j++) d->Z[4 * n + j] = -1 - (double)j;
    d->Y[1 * m + 2] = -7;                  /* households: told */
    d->Y[1 * m + 3] = -9;                  /* inventories: the rule */
    d->V[2] = -3;                          /* taxes less subsidies: the rule */
    d->V[n + 5] = -2;                      /* value added: told */
}

static void negative_cells(void **state)
{
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    struct answer a = ask(cx, make_negative, (domar_conventions){ 0 }, 2);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_NEGATIVE_USE], n);
    const domar_identity *z = first(&a, DOMAR_IDENTITY_NEGATIVE_USE);
    assert_true(z[0].i == 4 && z[0].j == 5 && z[0].value == -6);      /* the worst two of six */
    assert_true(z[1].j == 4 && z[1].value == -5);
    assert_true(z[2].kind != DOMAR_IDENTITY_NEGATIVE_USE);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_NEGATIVE_FINAL], 1);
    const domar_identity *y = first(&a, DOMAR_IDENTITY_NEGATIVE_FINAL);
    assert_true(y->i == 1 && y->j == 2 && y->value == -7);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_NEGATIVE_FACTOR], 1);
    const domar_identity *v = first(&a, DOMAR_IDENTITY_NEGATIVE_FACTOR);
    assert_true(v->i == 5 && v->j == 1 && v->value == -2);
    drop(&a);
    a = ask(cx, make_negative, (domar_conventions){ 0 }, 0);
    assert_int_equal(a.count, 0);
    assert_int_equal(a.sum.count[DOMAR_IDENTITY_NEGATIVE_USE], n);
    drop(&a);
    domar_cx_free(cx);
}

static void famine(void **state)
{
    (void)state;
    for (size_t k = 0;; k++) {
        toy_memory memory = { 0, k, 0 };
        domar_identity_summary sum;
        domar_identity *found;
        size_t count;
        domar_cx *cx;
        domar_status st = toy_cx(&cx, &memory);
        if (!st) {
            domar_series *s = toy_series(cx, (domar_conventions){ 0 });
            st = s ? domar_identities(cx, &found, &count, &sum, domar_series_table(s, 1), 0, 5)
                   : DOMAR_ENOMEM;
            if (!st) domar_release(found);
            domar_series_free(s);
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
        cmocka_unit_test(adds_up), cmocka_unit_test(one_cell), cmocka_unit_test(no_output),
        cmocka_unit_test(negative_cells), cmocka_unit_test(famine) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
