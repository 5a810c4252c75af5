/* aggregate: sums by hand, weights, missing satellites, indices, what a list may not say, and
 * the same table whether aggregated before or after it is frozen. */
#include "table/aggregate.h"
#include "toy_series.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static domar_concordance *list(domar_cx *cx, const domar_series *s, domar_dimension which,
                               const char *csv)
{
    domar_concordance *c;
    if (domar_concordance_new(cx, &c, domar_series_axis(s, which), csv, strlen(csv), "list.csv"))
        fail_msg("%s", domar_cx_message(cx));
    return c;
}

/* a and b become AB, c stays; CHN and ROW stay: totals by hand from the parts. */
static void adds_up(void **state)
{
    domar_cx *cx;
    domar_series *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = toy_series(cx, (domar_conventions){ 0 });
    domar_concordance *c = list(cx, s, DOMAR_INDUSTRIES,
                                "source,target,weight,en,zh,kind\na,AB,1,Primary,初级,\n"
                                "b,AB,1,,,\n*,*,1,,,\nzz,AB,1,,,\n");
    assert_int_equal(domar_series_aggregate(cx, &out, s, NULL, c), DOMAR_OK);
    const domar_axis *I = domar_series_axis(out, DOMAR_INDUSTRIES);
    assert_int_equal(domar_axis_size(I), 2);
    assert_string_equal(domar_axis_code(I, 0), "AB");
    assert_string_equal(domar_axis_label(I, 0, "zh"), "初级");
    assert_string_equal(domar_axis_kind(I, 0), "");                 /* AGR and MIN disagree */
    assert_string_equal(domar_axis_kind(I, 1), "MAN");
    assert_string_equal(domar_axis_label(I, 1, "en"), "Works");
    double index = NAN, growth = 0;
    for (size_t k = 0; k < 2; k++) {
        const domar_table *t = domar_series_table(s, k), *u = domar_series_table(out, k);
        const double *Z = t->Z, *S = t->S, *x = t->x;
        assert_true(u->Z[0] == Z[0] + Z[1] + Z[6] + Z[7]);
        /* AB of CHN sells to c of CHN */
        assert_true(u->Z[1] == Z[2] + Z[8]);
        assert_true(u->Z[4 * 3 + 2] == Z[5 * 6 + 3] + Z[5 * 6 + 4]);  /* c of ROW to AB of ROW */
        assert_true(u->Y[0] == t->Y[0] + t->Y[4]);
        assert_true(u->V[0] == t->V[0] + t->V[1]);
        assert_true(u->VY[0] == 1.5);
        assert_true(u->x[0] == x[0] + x[1] && u->published[3] == x[5]);
        assert_true(u->va[2] == t->va[3] + t->va[4]);
        /* jobs of b in CHN are missing */
        assert_true(isnan(u->S[0]));
        assert_true(u->S[2] == S[3] + S[4]);
        if (k == 0) index = exp((x[0] * log(S[6]) + x[1] * log(S[7])) / (x[0] + x[1]));    /* the first year */
        else {                                                                             /* then Tornqvist */
            const domar_table *before = domar_series_table(s, 0);
            for (size_t j = 0; j < 2; j++)
                growth += 0.5 * (x[j] / (x[0] + x[1]) + before->x[j] / (before->x[0] + before->x[1])) *
                          log(S[6 + j] / before->S[6 + j]);
            index *= exp(growth);
        }
        assert_true(fabs(u->S[4] - index) < 1e-12 * index);
        assert_true(u->S[5] == S[8]);                                /* alone: as it was */
        assert_true(isnan(u->S[6]));
    }
    assert_non_null(strstr(domar_series_info(out, "notes"),
                           "3 industries aggregated to 2 by list.csv"));
    domar_series_free(out);
    domar_concordance_free(c);
    domar_series_free(s);
    domar_cx_free(cx);
}

/* Half of b goes to a, half to c; both economies into one: the world total stays. */
static void weights(void **state)
{
    domar_cx *cx;
    domar_series *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = toy_series(cx, (domar_conventions){ 0 });
    domar_concordance *c = list(cx, s, DOMAR_INDUSTRIES, "source,target,weight\na,A,1\nb,A,0.5\n"
                                "b,C,0.5\nc,C,1\n");
    domar_concordance *e = list(cx, s, DOMAR_ECONOMIES, "source,target,weight\n*,WLD,1\n");
    assert_int_equal(domar_series_aggregate(cx, &out, s, e, c), DOMAR_OK);
    const domar_table *t = domar_series_table(s, 0), *u = domar_series_table(out, 0);
    double Z = 0, part = 0;
    for (size_t k = 0; k < t->n * t->n; k++) Z += t->Z[k];
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < t->n; j++) {
            const double share[] = { 1, 0.5, 0 };
            part += share[i % 3] * share[j % 3] * t->Z[i * t->n + j];
        }
    assert_int_equal(u->n, 2);
    assert_int_equal(u->m, 2);
    assert_true(u->Z[0] == part);
    assert_true(u->Z[0] + u->Z[1] + u->Z[2] + u->Z[3] == Z);
    assert_true(u->x[0] == t->x[0] + t->x[3] + (t->x[1] + t->x[4]) / 2);
    domar_series_free(out);
    domar_concordance_free(e);
    domar_concordance_free(c);
    domar_series_free(s);
    domar_cx_free(cx);
}

/* Sums carry their rounding errors: 2^53 + 1 - 2^53 is 1. */
static void exact_sums(void **state)
{
    static const char csv[] = "source,target,weight\n*,T,1\n";
    domar_cx *cx;
    domar_series *s, *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    assert_int_equal(domar_series_new(cx, &s, NULL), DOMAR_OK);
    domar_draft *d = toy_draft(cx, 2000);
    toy_fill(d);
    memset(d->Z, 0, 36 * sizeof(double));
    d->Z[0] = 0x1p53;
    d->Z[1] = 1;
    d->Z[7] = -0x1p53;
    assert_int_equal(domar_series_add(cx, s, d), DOMAR_OK);
    domar_concordance *c = list(cx, s, DOMAR_INDUSTRIES, csv);
    assert_int_equal(domar_series_aggregate(cx, &out, s, NULL, c), DOMAR_OK);
    assert_true(domar_series_table(out, 0)->Z[0] == 1);
    domar_series_free(out);
    domar_concordance_free(c);
    domar_series_free(s);
    domar_cx_free(cx);
}

static void before_or_after(void **state)
{
    static const domar_conventions how[] = { { 0 }, { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, 0, 0 },
                                             { DOMAR_OUTPUT_COLUMNS, DOMAR_VA_GIVEN, 0, 0 } };
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    for (size_t h = 0; h < 3; h++) {
        domar_series *s = toy_series(cx, how[h]), *out, *hand;
        domar_concordance *c = list(cx, s, DOMAR_INDUSTRIES, "source,target,weight\n*,*,0.25\n"
                                    "*,T,0.75\n");
        assert_int_equal(domar_series_aggregate(cx, &out, s, NULL, c), DOMAR_OK);
        /* The aggregated draft frozen anew, as an import of it would. */
        assert_int_equal(domar_series_new(cx, &hand, &how[h]), DOMAR_OK);
        const domar_table *u = domar_series_table(out, 1);
        domar_draft *d;
        assert_int_equal(domar_draft_new(cx, &d, 2008, u->draft->economies, u->draft->industries,
                                         u->draft->categories, u->draft->factors, NULL), DOMAR_OK);
        memcpy(d->Z, u->Z, u->n * u->n * sizeof(double));
        memcpy(d->Y, u->Y, u->n * u->m * sizeof(double));
        memcpy(d->V, u->V, u->factors * u->n * sizeof(double));
        memcpy(d->x, u->published, u->n * sizeof(double));
        assert_int_equal(domar_series_add(cx, hand, d), DOMAR_OK);
        const domar_table *v = domar_series_table(hand, 0), *t = domar_series_table(s, 1);
        assert_memory_equal(u->x, v->x, u->n * sizeof(double));
        assert_memory_equal(u->va, v->va, u->n * sizeof(double));
        /* eighths and quarters: no rounding */
        for (size_t g = 0; g < 2; g++)
            assert_true(u->x[g * 4 + 3] == 0.75 * (t->x[g * 3] + t->x[g * 3 + 1] + t->x[g * 3 + 2]));
        domar_series_free(hand);
        domar_series_free(out);
        domar_concordance_free(c);
        domar_series_free(s);
    }
    domar_cx_free(cx);
}

static void what_a_list_may_not_say(void **state)
{
    static const struct { const char *csv, *word; } bad[] = {
        { "", "source,target,weight" },
        { "source,target\na,A\n", "weight is missing" },
        { "source,target,weight\na,A,1\nb,B,1\n", "the code c of the table has no line" },
        { "source,target,weight\na,A,0.5\n*,*,1\n", "weights of a sum to 0.5" },
        { "source,target,weight\na,A,x\n*,*,1\n", "line 2, a: the weight is \"x\"" },
        { "source,target,weight\na,A,-1\na,B,2\n*,*,1\n", "line 2, a" },
        { "source,target,weight\na,A,nan\n*,*,1\n", "line 2, a" },
        { "source,target,weight\na,,1\n*,*,1\n", "line 2: target is empty" },
        { "source,target,weight\na,A,0.5\na,A,0.5\n*,*,1\n", "line 3: a goes to A a second time" },
        { "source,target,weight\na,\"A,1\n", "quote" } };
    domar_cx *cx;
    domar_concordance *c;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = toy_series(cx, (domar_conventions){ 0 });
    const domar_axis *axis = domar_series_axis(s, DOMAR_INDUSTRIES);
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        assert_int_equal(domar_concordance_new(cx, &c, axis, bad[k].csv, strlen(bad[k].csv),
                                               "list.csv"),
                         DOMAR_EDATA);
        assert_null(c);
        if (!strstr(domar_cx_message(cx), bad[k].word) || !strstr(domar_cx_message(cx),
                                                                  "list.csv"))
            fail_msg("case %zu: %s", k, domar_cx_message(cx));
    }
    domar_series_free(s);
    domar_cx_free(cx);
}

static void other_codes(void **state)
{
    domar_cx *cx;
    domar_series *out;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = toy_series(cx, (domar_conventions){ 0 });
    domar_concordance *c = list(cx, s, DOMAR_INDUSTRIES, "source,target,weight\n*,T,1\n");
    assert_int_equal(domar_series_aggregate(cx, &out, s, c, NULL), DOMAR_EUSAGE);
    assert_null(out);
    domar_concordance_free(c);
    domar_series_free(s);
    domar_cx_free(cx);
}

static domar_status once(domar_cx *cx)
{
    static const char csv[] = "source,target,weight,en\na,A,1,\nb,A,0.5,Both\nb,C,0.5,\n*,*,1,\n";
    domar_concordance *c = NULL;
    domar_series *s = toy_series(cx, (domar_conventions){ 0 }), *out = NULL;
    if (!s) return DOMAR_ENOMEM;
    domar_status st = domar_concordance_new(cx, &c, domar_series_axis(s, DOMAR_INDUSTRIES), csv,
                                            sizeof csv - 1, "list.csv");
    if (!st) st = domar_series_aggregate(cx, &out, s, NULL, c);
    domar_series_free(out);
    domar_concordance_free(c);
    domar_series_free(s);
    return st;
}

static void famine(void **state)
{
    size_t failures = 0;
    (void)state;
    for (size_t k = 0;; k++) {
        toy_memory m = { 0, k, 0 };
        domar_cx *cx;
        domar_status st = toy_cx(&cx, &m);
        if (!st) {
            st = once(cx);
            domar_cx_free(cx);
        }
        assert_int_equal(m.alive, 0);
        if (m.calls <= k) { assert_int_equal(st, DOMAR_OK); break; }
        assert_int_equal(st, DOMAR_ENOMEM);
        failures++;
    }
    assert_true(failures > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up), cmocka_unit_test(weights), cmocka_unit_test(exact_sums),
        cmocka_unit_test(before_or_after), cmocka_unit_test(what_a_list_may_not_say),
        cmocka_unit_test(other_codes), cmocka_unit_test(famine) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
