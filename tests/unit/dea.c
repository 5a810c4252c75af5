/* Envelopment: published scores, laws, every outcome, and the same answers on any number of threads. */
#include "base/random.h"
#include "model/dea.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

static domar_cx *cx;
#define near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))
static int start(void **state) { (void)state; return domar_cx_new(&cx, NULL) != DOMAR_OK; }
static int stop(void **state) { (void)state; domar_cx_free(cx); return 0; }

enum { MOST = 6000, VARS = 6 };
static double data[VARS][MOST], other[VARS][MOST];
static uint32_t all[MOST];
static domar_dea_task tasks[MOST];

static void everybody(size_t n)
{
    for (size_t k = 0; k < n; k++) {
        all[k] = (uint32_t)k;
        tasks[k] = (domar_dea_task){ 0, (uint32_t)k, (uint32_t)k };
    }
}

static domar_dea_answer *solve(domar_cx *c, domar_dea_form f, double (*x)[MOST], size_t n, const double *const *g, bool detail)
{
    const double *at[VARS];
    static double ones[MOST];
    const double *w[VARS];
    const domar_dea_set set = { n, all };
    domar_dea_answer *a = NULL;
    for (size_t k = 0; k < n; k++) ones[k] = 1;
    for (size_t v = 0; v < VARS; v++) {
        at[v] = x[v];
        w[v] = ones;
    }
    everybody(n);
    const domar_dea_plan plan = { .form = f, .rows = n, .x = at, .g = g, .w = w, .set = &set, .sets = 1, .task = tasks,
                                  .tasks = n, .detail = detail };
    assert_int_equal(domar_dea_solve(c, &a, &plan), DOMAR_OK);
    return a;
}

static double worst(const domar_dea_answer *a)
{
    double w = 0;
    for (size_t t = 0; t < a->tasks; t++) w = fmax(w, fmax(a->primal[t], fmax(a->dual[t], a->gap[t])));
    return w;
}

static void tone(void)
{
    const double t[4][5] = { { 4, 6, 8, 8, 2 }, { 3, 3, 1, 1, 4 }, { 2, 2, 6, 6, 1 }, { 3, 3, 2, 1, 4 } };
    for (size_t v = 0; v < 4; v++) memcpy(data[v], t[v], sizeof t[v]);
}

/* Tone 2001, the example of five units. */
static void tone_2001(void **state)
{
    const double rho[] = { 0.798, 0.568, 1, 0.667, 1 };
    (void)state;
    tone();
    domar_dea_form f = { .model = DOMAR_DEA_SBM, .orientation = DOMAR_DEA_NON, .inputs = 2, .outputs = 2 };
    domar_dea_answer *a = solve(cx, f, data, 5, NULL, true);
    for (size_t k = 0; k < 5; k++) near(a->score[k], rho[k], 5e-4);
    near(a->score[0], 0.7979797979797980, 1e-14);
    assert_true(worst(a) < 1e-13);
    for (size_t t = 0; t < 5; t++)                       /* targets are the point less its slacks, of outputs more */
        for (size_t v = 0; v < 4; v++)
            near(a->target[t * 4 + v], data[v][t] + (v < 2 ? -1 : 1) * a->slack[t * 4 + v], 1e-13);
    domar_dea_free(a);
}

static void made_up(size_t n, size_t vars)
{
    for (size_t v = 0; v < vars; v++)
        for (size_t k = 0; k < n; k++) data[v][k] = exp(domar_random_normal(11, v, k));
}

/* theta <= 1, CRS <= NIRS, NDRS <= VRS; CCR in = 1 / CCR out; SBM <= radial. */
static void laws_of_returns(void **state)
{
    enum { N = 300 };
    domar_dea_answer *a[4], *out, *sbm;
    (void)state;
    made_up(N, 5);
    domar_dea_form f = { .inputs = 3, .outputs = 2 };
    for (size_t k = 0; k < 4; k++) {
        f.returns = (domar_dea_returns)k;
        a[k] = solve(cx, f, data, N, NULL, false);
        assert_true(worst(a[k]) < 1e-10);
    }
    f.returns = DOMAR_DEA_CRS;
    f.orientation = DOMAR_DEA_OUT;
    out = solve(cx, f, data, N, NULL, false);
    f = (domar_dea_form){ .model = DOMAR_DEA_SBM, .orientation = DOMAR_DEA_NON, .inputs = 3, .outputs = 2 };
    sbm = solve(cx, f, data, N, NULL, false);
    for (size_t t = 0; t < N; t++) {
        const double crs = a[0]->score[t], vrs = a[1]->score[t], nirs = a[2]->score[t], ndrs = a[3]->score[t];
        assert_true(crs > 0 && vrs <= 1 + 1e-12 && crs <= nirs + 1e-12 && nirs <= vrs + 1e-12 && ndrs <= vrs + 1e-12);
        near(fmax(nirs, ndrs), vrs, 1e-10);
        near(fmin(nirs, ndrs), crs, 1e-10);
        near(1 / out->score[t], crs, 1e-11);
        assert_true(sbm->score[t] <= crs + 1e-12);
    }
    for (size_t k = 0; k < 4; k++) domar_dea_free(a[k]);
    domar_dea_free(out);
    domar_dea_free(sbm);
}

/* Units of measurement and order of units change no score; SBM too is free of units. */
static void laws_of_units(void **state)
{
    enum { N = 400 };
    const double by[5] = { 1e-7, 3.3, 1e9, 12345, 0.07 };
    (void)state;
    made_up(N, 5);
    for (size_t v = 0; v < 5; v++)
        for (size_t k = 0; k < N; k++) other[v][N - 1 - k] = data[v][k] * by[v];
    for (int m = 0; m < 2; m++) {
        domar_dea_form f = { .model = m ? DOMAR_DEA_SBM : DOMAR_DEA_RADIAL, .orientation = m ? DOMAR_DEA_NON : DOMAR_DEA_IN,
                             .returns = DOMAR_DEA_VRS, .inputs = 3, .outputs = 2 };
        domar_dea_answer *a = solve(cx, f, data, N, NULL, false), *b = solve(cx, f, other, N, NULL, false);
        for (size_t k = 0; k < N; k++) near(a->score[k], b->score[N - 1 - k], 1e-11);
        domar_dea_free(a);
        domar_dea_free(b);
    }
}

/* Bits do not depend on the number of threads; nor is anything infeasible with the unit in its own set. */
static void threads(void **state)
{
    enum { N = 1000 };
    domar_cx *one, *three;
    (void)state;
    assert_int_equal(domar_cx_new(&one, &(domar_settings){ .threads = 1 }), DOMAR_OK);
    assert_int_equal(domar_cx_new(&three, &(domar_settings){ .threads = 3 }), DOMAR_OK);
    made_up(N, 5);
    const domar_dea_form f = { .returns = DOMAR_DEA_VRS, .second = DOMAR_DEA_SUM, .inputs = 3, .outputs = 2 };
    domar_dea_answer *a = solve(one, f, data, N, NULL, true), *b = solve(three, f, data, N, NULL, true);
    assert_memory_equal(a->score, b->score, N * sizeof *a->score);
    assert_memory_equal(a->slack, b->slack, 5 * N * sizeof *a->slack);
    assert_memory_equal(a->price, b->price, 6 * N * sizeof *a->price);
    assert_memory_equal(a->lambda, b->lambda, 7 * N * sizeof *a->lambda);
    for (size_t k = 0; k < N; k++) assert_int_equal(a->outcome[k], DOMAR_LP_OPTIMAL);
    domar_dea_free(a);
    domar_dea_free(b);
    domar_cx_free(one);
    domar_cx_free(three);
}

/* Without themselves some of Tone's units cannot be measured radially under VRS; SBM always can. */
static void beyond_the_frontier(void **state)
{
    (void)state;
    tone();
    domar_dea_form f = { .returns = DOMAR_DEA_VRS, .super = true, .inputs = 2, .outputs = 2 };
    domar_dea_answer *a = solve(cx, f, data, 5, NULL, true);
    size_t none = 0;
    for (size_t k = 0; k < 5; k++) {
        none += a->outcome[k] == DOMAR_LP_INFEASIBLE;
        assert_true(a->outcome[k] == DOMAR_LP_OPTIMAL ? a->score[k] > 0 : isnan(a->score[k]));
    }
    assert_true(none > 0);
    assert_true(worst(a) < 1e-12);
    domar_dea_free(a);
    f = (domar_dea_form){ .model = DOMAR_DEA_SBM, .orientation = DOMAR_DEA_NON, .returns = DOMAR_DEA_VRS, .super = true,
                          .inputs = 2, .outputs = 2 };
    a = solve(cx, f, data, 5, NULL, true);
    for (size_t k = 0; k < 5; k++) assert_int_equal(a->outcome[k], DOMAR_LP_OPTIMAL);
    assert_true(a->score[2] > 1 && a->score[4] > 1);
    domar_dea_free(a);
}

/* The distance along the own data with CRS: be = (1 - th) / (1 + th), th radial; with bads, all at once. */
static void directions(void **state)
{
    enum { N = 200 };
    (void)state;
    made_up(N, 5);
    const double *g[VARS] = { data[0], data[1], data[2], data[3], data[4] };
    const domar_dea_form f = { .model = DOMAR_DEA_DDF, .inputs = 3, .outputs = 2 }, r = { .inputs = 3, .outputs = 2 };
    domar_dea_answer *a = solve(cx, f, data, N, g, false), *b = solve(cx, r, data, N, NULL, false);
    for (size_t k = 0; k < N; k++) near(a->score[k], (1 - b->score[k]) / (1 + b->score[k]), 1e-11);
    domar_dea_free(a);
    domar_dea_free(b);
    for (int m = 0; m < 2; m++) {
        const domar_dea_form bad = { .model = m ? DOMAR_DEA_RUSSELL : DOMAR_DEA_DDF, .inputs = 3, .outputs = 1, .bads = 1 };
        a = solve(cx, bad, data, N, g, true);
        assert_true(worst(a) < 1e-10);
        for (size_t k = 0; k < N; k++) assert_true(a->score[k] > -1e-12);
        domar_dea_free(a);
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {                                       /* how long: n as an argument */
        const size_t n = (size_t)atoi(argv[1]);
        if (domar_cx_new(&cx, NULL)) return 1;
        made_up(n, 5);
        for (int m = 0; m < 4; m++) {
            struct timespec s, e;
            clock_gettime(CLOCK_MONOTONIC, &s);
            const domar_dea_form f = { .model = m > 1 ? DOMAR_DEA_SBM : DOMAR_DEA_RADIAL,
                                       .orientation = m > 1 ? DOMAR_DEA_NON : DOMAR_DEA_IN,
                                       .returns = m & 1 ? DOMAR_DEA_CRS : DOMAR_DEA_VRS,
                                       .second = DOMAR_DEA_SUM, .inputs = 3, .outputs = 2 };
            domar_dea_answer *a = solve(cx, f, data, n, NULL, false);
            clock_gettime(CLOCK_MONOTONIC, &e);
            printf("model %d: %.3f s, %.2f pivots each, worst %.1e\n", m,
                   (double)(e.tv_sec - s.tv_sec) + 1e-9 * (double)(e.tv_nsec - s.tv_nsec), (double)a->pivots / (double)n,
                   worst(a));
            domar_dea_free(a);
        }
        domar_cx_free(cx);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tone_2001), cmocka_unit_test(laws_of_returns), cmocka_unit_test(laws_of_units),
        cmocka_unit_test(threads), cmocka_unit_test(beyond_the_frontier), cmocka_unit_test(directions) };
    return cmocka_run_group_tests(tests, start, stop);
}
