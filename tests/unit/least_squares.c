/* Least squares, covariances and absorbed effects against dummies written out and formulas term by term. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/random.h"
#include "model/least_squares.h"
#include "model/within.h"
#include <math.h>
#include <string.h>

static domar_cx *cx;
enum { N = 60, UNITS = 9, PERIODS = 8 };
static double y[N], x1[N], x2[N], w[N];
static uint32_t unit[N], period[N], region[N];

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0, k = 0; i < N; k++) {             /* an unbalanced panel: some cells are left out */
        if (domar_random(7, 0, k) < 0.15) continue;
        unit[i] = (uint32_t)(k / PERIODS % UNITS);
        period[i] = (uint32_t)(k % PERIODS);
        region[i] = unit[i] % 3;
        x1[i] = domar_random_normal(7, 1, k) + unit[i];
        x2[i] = domar_random_normal(7, 2, k) + 0.3 * period[i] * unit[i];
        w[i] = 0.5 + domar_random(7, 3, k);
        y[i] = 1 + 2 * x1[i] - x2[i] + unit[i] + 0.5 * period[i] + domar_random_normal(7, 4, k);
        i++;
    }
    return domar_cx_new(&cx, NULL) != DOMAR_OK;
}

static int tear_down(void **state)
{
    (void)state;
    domar_cx_free(cx);
    return 0;
}

static void near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fmax(1, fabs(want)))) fail_msg("%.15g, expected %.15g", got, want);
}

/* A parabola that is met exactly, with a column that is made of two others. */
static void exact_parabola(void **state)
{
    (void)state;
    double c[4][12], v[12], *col[4];
    for (size_t j = 0; j < 4; j++) col[j] = c[j];
    for (size_t i = 0; i < 12; i++) {
        const double t = 1000 + (double)i;
        c[0][i] = 1;
        c[1][i] = t;
        c[2][i] = t * t;
        c[3][i] = 2 * t + 3;                            /* collinear with the first two */
        v[i] = 5 - 3 * t + 2 * t * t;
    }
    const domar_mark mark = domar_scratch_mark(cx);
    domar_least_squares fit;
    assert_int_equal(domar_least_squares_fit(cx, &fit, v, col, NULL, NULL, 12, 4), DOMAR_OK);
    assert_int_equal(fit.rank, 3);
    assert_true(fit.dropped[3] && isnan(fit.beta[3]));
    near(fit.beta[2], 2, 1e-8);
    near(fit.beta[1], -3, 1e-5);
    domar_scratch_rewind(cx, mark);
}

/* Dummies of units and periods as columns: everything must agree with absorbing them. */
static void absorbed_as_dummies(void **state)
{
    (void)state;
    static double d[2 + UNITS + PERIODS][N];
    double *col[2 + UNITS + PERIODS], a[N], b1[N], b2[N], *in[] = { b1, b2, a };
    const domar_factor f[] = { { unit, UNITS }, { period, PERIODS } };
    for (int weighted = 0; weighted < 2; weighted++)
        for (size_t many = 1; many <= 2; many++) {
            const domar_mark mark = domar_scratch_mark(cx);
            const double *wt = weighted ? w : NULL;
            const size_t k = 2 + UNITS + (many > 1 ? PERIODS : 0);
            memset(d, 0, sizeof d);
            for (size_t j = 0; j < k; j++) col[j] = d[j];
            memcpy(d[k - 2], x1, sizeof x1);            /* regressors last, so that none of them is dropped */
            memcpy(d[k - 1], x2, sizeof x2);
            for (size_t i = 0; i < N; i++) {
                d[unit[i]][i] = 1;
                if (many > 1) d[UNITS + period[i]][i] = 1;
            }
            domar_least_squares full, fit;
            assert_int_equal(domar_least_squares_fit(cx, &full, y, col, NULL, wt, N, k), DOMAR_OK);
            memcpy(a, y, sizeof y);
            memcpy(b1, x1, sizeof x1);
            memcpy(b2, x2, sizeof x2);
            double left, h[N];
            assert_int_equal(domar_within(cx, in, 3, f, many, wt, N, &left), DOMAR_OK);
            if (!(left < 1e-14)) fail_msg("left %g (%zu factors, weights %d)", left, many, weighted);
            assert_int_equal(domar_least_squares_fit(cx, &fit, a, in, NULL, wt, N, 2), DOMAR_OK);
            size_t parameters;
            bool exact;
            assert_int_equal(domar_within_parameters(cx, &parameters, &exact, f, many, N), DOMAR_OK);
            assert_int_equal(parameters + 2, full.rank);
            near(fit.beta[0], full.beta[k - 2], 1e-12);
            near(fit.beta[1], full.beta[k - 1], 1e-12);
            assert_int_equal(domar_within_leverage(cx, h, f, many, wt, N), DOMAR_OK);
            for (size_t i = 0; i < N; i++) {
                near(fit.residual[i], full.residual[i], 1e-12);
                near(h[i] + fit.leverage[i], full.leverage[i], 1e-11);
            }
            for (int kind = DOMAR_SE_CLASSICAL; kind <= DOMAR_SE_HC3; kind++) {
                domar_covariance u, v;
                assert_int_equal(domar_least_squares_covariance(cx, &u, &fit, &(domar_se_options){
                    .kind = (domar_se)kind, .absorbed = parameters, .leverage = h }), DOMAR_OK);
                assert_int_equal(domar_least_squares_covariance(cx, &v, &full, &(domar_se_options){
                    .kind = (domar_se)kind }), DOMAR_OK);
                near(u.V[0], v.V[(k - 2) * k + k - 2], 1e-11);
                near(u.V[1], v.V[(k - 2) * k + k - 1], 1e-11);
                near(u.df, v.df, 0);
            }
            double eu[UNITS], et[PERIODS], rest[N], *effect[] = { eu, et };
            assert_int_equal(domar_within_effects(cx, effect, rest, x2, f, many, wt, N), DOMAR_OK);
            for (size_t i = 0; i < N; i++) {
                near(rest[i], b2[i], 1e-12);
                near(eu[unit[i]] + (many > 1 ? et[period[i]] : 0) + rest[i], x2[i], 1e-12);
            }
            domar_scratch_rewind(cx, mark);
        }
}

/* Regions add nothing to units, regions by periods do. */
static void three_factors(void **state)
{
    (void)state;
    uint32_t cross[N];
    for (size_t i = 0; i < N; i++) cross[i] = region[i] * PERIODS + period[i];
    const domar_factor f[] = { { unit, UNITS }, { period, PERIODS }, { cross, 3 * PERIODS } };
    double a[N], h[N], *in[] = { a }, left, trace = 0;
    size_t parameters;
    bool exact;
    memcpy(a, y, sizeof y);
    assert_int_equal(domar_within(cx, in, 1, f, 3, NULL, N, &left), DOMAR_OK);
    for (size_t c = 0; c < 3 * PERIODS; c++) {
        double sum = 0;
        for (size_t i = 0; i < N; i++) sum += cross[i] == c ? a[i] : 0;
        near(sum, 0, 1e-11);
    }
    assert_int_equal(domar_within_parameters(cx, &parameters, &exact, f, 3, N), DOMAR_OK);
    assert_true(exact);
    assert_int_equal(domar_within_leverage(cx, h, f, 3, NULL, N), DOMAR_OK);
    for (size_t i = 0; i < N; i++) trace += h[i];
    near(trace, (double)parameters, 1e-10);             /* the trace of a projection is its rank */
}

/* Clusters and Driscoll-Kraay as double sums over pairs of rows. */
static double pair_sum(const domar_least_squares *fit, int kind, size_t lags)
{
    double S[4] = { 0 }, T[4];
    double *const c[] = { x1, x2 };
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            const size_t far = period[i] > period[j] ? period[i] - period[j] : period[j] - period[i];
            const double weight = kind == 0 ? unit[i] == unit[j]
                                : kind == 1 ? unit[i] == unit[j] || period[i] == period[j]
                                : far <= lags ? 1 - (double)far / (double)(lags + 1) : 0;
            for (size_t a = 0; a < 2; a++)
                for (size_t b = 0; b < 2; b++)
                    S[2 * a + b] += weight * c[a][i] * fit->residual[i] * c[b][j] * fit->residual[j];
        }
    const double *A = fit->inverse;
    for (size_t a = 0; a < 2; a++)
        for (size_t b = 0; b < 2; b++) T[2 * a + b] = A[2 * a] * S[b] + A[2 * a + 1] * S[2 + b];
    return T[0] * A[1] + T[1] * A[3];                   /* (A S A)_01 */
}

static void clusters_by_pairs(void **state)
{
    (void)state;
    double *col[] = { x1, x2 };
    domar_least_squares fit;
    domar_covariance c;
    const domar_mark mark = domar_scratch_mark(cx);
    assert_int_equal(domar_least_squares_fit(cx, &fit, y, col, NULL, NULL, N, 2), DOMAR_OK);
    domar_se_options o = { .kind = DOMAR_SE_CLUSTER, .group = unit, .groups = UNITS, .period = period, .periods = PERIODS,
                           .plain = true, .lags = SIZE_MAX };
    assert_int_equal(domar_least_squares_covariance(cx, &c, &fit, &o), DOMAR_OK);
    near(c.V[1], pair_sum(&fit, 0, 0), 1e-13);
    near(c.df, (double)c.clusters - 1, 0);
    o.group2 = period;
    o.groups2 = PERIODS;
    assert_int_equal(domar_least_squares_covariance(cx, &c, &fit, &o), DOMAR_OK);
    if (!c.repaired) near(c.V[1], pair_sum(&fit, 1, 0), 1e-13);
    o.kind = DOMAR_SE_DRISCOLL_KRAAY;
    assert_int_equal(domar_least_squares_covariance(cx, &c, &fit, &o), DOMAR_OK);
    assert_int_equal(c.lags, 2);                        /* floor(4 (8 / 100)^(2/9)) */
    near(c.V[1], pair_sum(&fit, 2, 2), 1e-13);
    o.plain = false;
    o.lags = 1;
    assert_int_equal(domar_least_squares_covariance(cx, &c, &fit, &o), DOMAR_OK);
    near(c.V[1], pair_sum(&fit, 2, 1) * PERIODS / (PERIODS - 1.0) * (N - 1) / (N - 2), 1e-13);
    domar_scratch_rewind(cx, mark);
}

static void inverses(void **state)
{
    (void)state;
    double A[] = { 4, 2, 1, 2, 5, 3, 1, 3, 6 }, B[9], S[] = { 2, 2, 0, 2, 2, 0, 0, 0, 5 };
    memcpy(B, A, sizeof A);
    assert_true(domar_invert_positive(B, 3));
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            double s = 0;
            for (size_t k = 0; k < 3; k++) s += A[3 * i + k] * B[3 * k + j];
            near(s, i == j, 1e-14);
        }
    size_t rank;
    assert_int_equal(domar_invert_semidefinite(cx, S, 3, &rank), DOMAR_OK);
    assert_int_equal(rank, 2);
    near(S[0], 0.125, 1e-14);
    near(S[8], 0.2, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_parabola), cmocka_unit_test(absorbed_as_dummies), cmocka_unit_test(three_factors),
        cmocka_unit_test(clusters_by_pairs), cmocka_unit_test(inverses) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
