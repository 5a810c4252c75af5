/* Tests of model/stochastic_frontier.h: derivatives of every likelihood against differences, tails, estimates near what
 * made the data, cost is production upside down, wrong skewness has its name, threads do not show. */
#include "base/random.h"
#include "model/stochastic_frontier.h"
#include "model/stochastic_likelihood.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { UNITS = 1500, YEARS = 4, ROWS = UNITS * YEARS, SMALL = 40 };
static domar_cx *cx;
static double x1[ROWS], x2[ROWS], z1[ROWS], y[ROWS], when[ROWS], eff[ROWS], jlms[ROWS], other[ROWS];
static size_t start[UNITS + 1];

static int begin(void **state) { (void)state; return domar_cx_new(&cx, NULL) != DOMAR_OK; }
static int stop(void **state) { (void)state; domar_cx_free(cx); return 0; }

/* |mu + su e| drawn until it is positive */
static double truncated(double mu, double su, uint64_t stream)
{
    for (uint64_t k = 0;; k++) {
        const double u = mu + su * domar_random_normal(11, 1000 + stream, k);
        if (u >= 0) return u;
    }
}

enum kind { HALF, TRUNCATED, EXPONENTIAL, DECAY, EFFECTS };

/* y = 1 + 0.6 x1 + 0.3 x2 + 0.2 e - u, unbalanced where units matter */
static void draw(enum kind kind, double su)
{
    for (size_t u = 0, i = 0; u < UNITS; u++) {
        start[u] = i;
        const double own = truncated(0.3, su, u);
        for (size_t t = 0; t < YEARS; t++, i++) {
            const uint64_t at = i;
            x1[i] = domar_random_normal(1, 1, at);
            x2[i] = domar_random_normal(1, 2, at) + 5;
            z1[i] = domar_random(1, 3, at);
            when[i] = (double)t - (YEARS - 1);
            double v = 0.2 * domar_random_normal(1, 4, at), w = 0;
            if (kind == HALF) w = su * fabs(domar_random_normal(1, 5, at));
            if (kind == TRUNCATED) w = truncated(0.5, su, at);
            if (kind == EXPONENTIAL) w = -su * log(domar_random(1, 6, at));
            if (kind == DECAY) w = own * exp(-0.1 * ((double)t - (YEARS - 1)));
            if (kind == EFFECTS) w = truncated(0.2 + 0.6 * z1[i], su, at);
            y[i] = 1 + 0.6 * x1[i] + 0.3 * x2[i] + v - w;
        }
    }
    start[UNITS] = ROWS;
}

static domar_sfa model(enum kind kind)
{
    static const double *x[] = { x1, x2 }, *z[] = { z1 };
    domar_sfa s = { .rows = ROWS, .terms = 2, .y = y, .x = x };
    if (kind == TRUNCATED) s.law = DOMAR_SFA_TRUNCATED;
    if (kind == EXPONENTIAL) s.law = DOMAR_SFA_EXPONENTIAL;
    if (kind == DECAY) s.law = DOMAR_SFA_TRUNCATED, s.start = start, s.units = UNITS, s.age = when;
    if (kind == EFFECTS) s.law = DOMAR_SFA_TRUNCATED, s.effects = 1, s.z = z, s.z_constant = true;
    return s;
}

/* ---- derivatives */
static void slopes(domar_stochastic *f, const double *p)
{
    enum { MOST = 8 };
    const size_t n = domar_stochastic_size(f);
    double g[MOST], H[MOST * MOST], a[MOST], b[MOST], q[MOST];
    const double value = domar_stochastic_value(f, p, g, H);
    assert_true(isfinite(value));
    for (size_t i = 0; i < n; i++) {
        const double h = 1e-5;
        memcpy(q, p, n * sizeof *q);
        q[i] = p[i] + h;
        const double up = domar_stochastic_value(f, q, a, NULL);
        q[i] = p[i] - h;
        const double down = domar_stochastic_value(f, q, b, NULL);
        assert_true(fabs((up - down) / (2 * h) - g[i]) < 1e-6 * (1 + fabs(g[i])) + 1e-9 * fabs(value));
        for (size_t j = 0; j < n; j++) assert_true(fabs((a[j] - b[j]) / (2 * h) - H[j * n + i]) < 1e-5 * (10 + fabs(H[j * n + i])));
    }
}

static void derivatives(void **state)
{
    (void)state;
    static double X[SMALL * 2], Y[SMALL], Z[SMALL * 2], age[SMALL], sums[400];
    static const size_t groups[] = { 0, 3, 4, 9, 20, 31, SMALL };
    double ssr = 0;
    for (size_t i = 0; i < SMALL; i++) {
        X[2 * i] = 1, X[2 * i + 1] = i % 2 ? 1 : -1;                /* X'X = rows I */
        Y[i] = domar_random_normal(3, 1, i);
        Z[2 * i] = 1, Z[2 * i + 1] = domar_random(3, 2, i);
        age[i] = -(double)(i % 5);
    }
    double mean[2] = { 0 };
    for (size_t i = 0; i < SMALL; i++) mean[i % 2] += Y[i] / (SMALL / 2);
    for (size_t i = 0; i < SMALL; i++) Y[i] -= mean[i % 2], ssr += Y[i] * Y[i];
    const double p[] = { 0.4, -0.2, 1.3, 0.5, -0.3, 0.6 }, decay[] = { 0.4, -0.2, 1.3, -0.4, -0.9, 0.15 },
                 far[] = { 9, 3, 1.3, 1.5, -30, 4 };
    domar_stochastic f = { SMALL, SMALL, 2, 2, X, Y, Z, NULL, NULL, ssr, false, 1, 1, sums };
    assert_true(domar_stochastic_sums(&f) < 400);
    slopes(&f, p);
    slopes(&f, far);
    f.effects = 0;
    slopes(&f, p);
    f.exponential = true;
    slopes(&f, p);
    f = (domar_stochastic){ SMALL, 6, 2, 1, X, Y, Z, groups, age, ssr, false, 1, 1, sums };
    slopes(&f, decay);
    f.effects = 0, f.age = NULL;
    slopes(&f, decay);
}

static void tails(void **state)
{
    (void)state;
    for (double s = -40; s < 40; s += 0.37) {       /* q' = q1, q1' = q2, and q itself where erfc serves */
        const domar_tail t = domar_tail_at(s), up = domar_tail_at(s + 1e-4), down = domar_tail_at(s - 1e-4);
        assert_true(fabs((up.q - down.q) / 2e-4 - t.q1) < 1e-7 * (1 + fabs(t.q1)));
        assert_true(fabs((up.q1 - down.q1) / 2e-4 - t.q2) < 1e-7);
        if (s > -35) assert_true(fabs(t.q - log(0.5 * erfc(-s * sqrt(0.5))) - s * s / 2) < 1e-11);
    }
    assert_true(fabs(domar_tail_at(-1e8).q1 * 1e8 - 1) < 1e-12 && fabs(domar_tail_at(-1e8).q2 * 1e16 - 1) < 1e-12);
}

/* ---- estimates */
static domar_sfa_fit estimate(const domar_sfa *s, double *b, double *V)
{
    domar_sfa_answer a = { .estimate = b, .covariance = V, .efficiency = eff, .jlms = jlms };
    domar_sfa_fit fit;
    assert_int_equal(domar_sfa_estimate(cx, &a, &fit, s), DOMAR_OK);
    return fit;
}

static void near(enum kind kind, double su, size_t count, const double *truth)
{
    double b[7], V[49];
    draw(kind, su);
    const domar_sfa s = model(kind);
    assert_int_equal(domar_sfa_size(&s), count);
    const domar_sfa_fit fit = estimate(&s, b, V);
    assert_int_equal(fit.outcome, DOMAR_SFA_FOUND);
    assert_true(fit.lr_p < 1e-6 && fit.loglik > fit.loglik_ols);
    for (size_t j = 0; j < count; j++) assert_true(fabs(b[j] - truth[j]) < 4 * sqrt(V[j * count + j]));
    for (size_t i = 0; i < ROWS; i++) assert_true(eff[i] > 0 && eff[i] <= 1 && eff[i] >= jlms[i]);
}

static void recovered(void **state)
{
    (void)state;
    near(HALF, 0.4, 5, (double[]){ 1, 0.6, 0.3, 0.2, 0.8 });
    near(TRUNCATED, 0.4, 6, (double[]){ 1, 0.6, 0.3, 0.2, 0.8, 0.5 });
    near(EXPONENTIAL, 0.4, 5, (double[]){ 1, 0.6, 0.3, 0.2, 0.8 });
    near(DECAY, 0.4, 7, (double[]){ 1, 0.6, 0.3, 0.2, 0.8, 0.3, 0.1 });
    near(EFFECTS, 0.4, 7, (double[]){ 1, 0.6, 0.3, 0.2, 0.8, 0.2, 0.6 });
}

static void upside_down(void **state)
{
    (void)state;
    double b[5], c[5], V[25];
    draw(HALF, 0.4);
    domar_sfa s = model(HALF);
    const domar_sfa_fit fit = estimate(&s, b, V);
    memcpy(other, eff, sizeof eff);
    for (size_t i = 0; i < ROWS; i++) y[i] = -y[i];
    s.cost = true;
    const domar_sfa_fit cost = estimate(&s, c, V);
    assert_true(fabs(cost.loglik - fit.loglik) < 1e-7);
    for (size_t j = 0; j < 5; j++) assert_true(fabs(c[j] - (j < 3 ? -b[j] : b[j])) < 1e-7);
    for (size_t i = 0; i < ROWS; i++) assert_true(fabs(eff[i] - other[i]) < 1e-7);
    s.cost = false;             /* and that is skewed the wrong way */
    const domar_sfa_fit wrong = estimate(&s, c, V);
    assert_int_equal(wrong.outcome, DOMAR_SFA_NO_INEFFICIENCY);
    assert_true(wrong.skewness > 0 && wrong.lr == 0 && wrong.lr_p == 1 && c[4] == 0 && eff[7] == 1 && isnan(V[0]));
}

static void refusals(void **state)
{
    (void)state;
    double b[7], V[49];
    draw(HALF, 0.4);
    domar_sfa s = model(HALF);
    s.rows = 5;
    assert_int_equal(estimate(&s, b, V).outcome, DOMAR_SFA_FEW);
    s.rows = ROWS;
    for (size_t i = 0; i < ROWS; i++) x2[i] = 1 - 3 * x1[i];
    const domar_sfa_fit fit = estimate(&s, b, V);
    assert_true(fit.outcome == DOMAR_SFA_COLLINEAR && fit.bad == 2 && isnan(b[0]) && isnan(eff[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(derivatives), cmocka_unit_test(tails), cmocka_unit_test(recovered),
                                        cmocka_unit_test(upside_down), cmocka_unit_test(refusals) };
    return cmocka_run_group_tests(tests, begin, stop);
}
