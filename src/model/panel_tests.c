/* model/panel_tests.c -- tests of effects beside a regression on a panel; model/panel_regress.h tells which. */
#include "model/panel_regress.h"
#include "solve/distributions.h"
#include <math.h>
#include <string.h>

static const domar_test none = { NAN, NAN, NAN, NAN, true };

static domar_test chi_square(double value, double df)
{
    return df > 0 && !isnan(value) ? (domar_test){ value, df, NAN, domar_chi2_above(value, df), false } : none;
}

static domar_test f_test(double value, double df1, double df2)
{
    return df1 > 0 && df2 > 0 && !isnan(value) ? (domar_test){ value, df1, df2, domar_f_above(value, df1, df2), false } : none;
}

/* Sum of squares and parameters of the regression on the kept columns of r with `effects` (and the absorbed classes, if
 * wanted) instead. */
static domar_status restricted(domar_cx *cx, double *ssr, double *parameters, const domar_regress *r,
                               const domar_regress_data *d, domar_effects effects, bool absorb)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_regress_data less = *d;
    const double **x = domar_scratch_bytes(cx, d->k + 1, sizeof *x);
    domar_regress other;
    if (!x) return DOMAR_ENOMEM;
    less.k = 0;
    for (size_t j = 0; j < d->k; j++)
        if (!r->fit.dropped[j + r->constant]) x[less.k++] = d->x[j];
    less.x = x;
    if (!absorb) less.absorbs = 0;
    const domar_status st = domar_regress_fit(cx, &other, &less, effects, false);
    if (!st) {
        *ssr = other.fit.ssr;
        *parameters = (double)(other.fit.rank + other.absorbed);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status against(domar_cx *cx, domar_test *t, const domar_regress *r, const domar_regress_data *d,
                            domar_effects effects, bool absorb)
{
    double ssr, parameters;
    const domar_status st = restricted(cx, &ssr, &parameters, r, d, effects, absorb);
    if (st) return st;
    const double full = (double)(r->fit.rank + r->absorbed), df = (double)r->n - full;
    *t = f_test((ssr - r->fit.ssr) / (full - parameters) / (r->fit.ssr / df), full - parameters, df);
    return DOMAR_OK;
}

/* LM = n^2 / 2 (1 - sum_g (sum e)^2 / sum e^2)^2 / (sum_g T_g^2 - n), pooled residuals e. */
static domar_status lagrange(domar_cx *cx, domar_test *t, const double *e, const uint32_t *group, size_t groups, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *sum = domar_scratch(cx, 2 * groups + 1), *count = sum + groups, squares = 0, by = 0, M = 0;
    if (!sum) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        sum[group[i]] += e[i];
        count[group[i]]++;
        squares += e[i] * e[i];
    }
    for (size_t g = 0; g < groups; g++) {
        by += sum[g] * sum[g];
        M += count[g] * count[g];
    }
    const double N = (double)n;
    *t = M > N && squares > 0 ? chi_square(N * N / 2 * pow(1 - by / squares, 2) / (M - N), 1) : none;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status pooled(domar_cx *cx, domar_regress_tests *t, const domar_regress_data *d)
{
    domar_regress_data plain = *d;
    domar_regress ols;
    plain.absorbs = 0;
    domar_status st = domar_regress_fit(cx, &ols, &plain, DOMAR_EFFECTS_NONE, false);
    if (!st) st = lagrange(cx, &t->lm_units, ols.fit.residual, d->unit, d->units, d->n);
    if (!st) st = lagrange(cx, &t->lm_periods, ols.fit.residual, d->period, d->periods, d->n);
    return st;
}

/* ---- unit against random effects */
static domar_status hausman(domar_cx *cx, domar_test *t, const domar_regress *fe, const domar_regress *re, size_t k)
{
    domar_covariance a, b;
    const domar_se_options o = { .kind = DOMAR_SE_CLASSICAL, .absorbed = fe->absorbed }, p = { .kind = DOMAR_SE_CLASSICAL };
    domar_status st = domar_least_squares_covariance(cx, &a, &fe->fit, &o);
    if (!st) st = domar_least_squares_covariance(cx, &b, &re->fit, &p);
    double *D = st ? NULL : domar_scratch(cx, k * k + k + 1), *gap = D + k * k, value = 0;
    size_t *at = st ? NULL : domar_scratch_bytes(cx, k + 1, sizeof *at), m = 0;
    if (st || !D || !at) return st ? st : DOMAR_ENOMEM;
    for (size_t j = 0; j < k; j++)
        if (!fe->fit.dropped[j] && !re->fit.dropped[j + 1]) at[m++] = j;
    for (size_t i = 0; i < m; i++) {
        gap[i] = fe->fit.beta[at[i]] - re->fit.beta[at[i] + 1];
        for (size_t j = 0; j < m; j++)
            D[i * m + j] = a.V[at[i] * k + at[j]] - b.V[(at[i] + 1) * (k + 1) + at[j] + 1];
    }
    if (!m || !domar_invert_positive(D, m)) {
        *t = none;                                      /* the difference is no covariance: no statistic */
        return DOMAR_OK;
    }
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) value += gap[i] * D[i * m + j] * gap[j];
    *t = chi_square(value, (double)m);
    return DOMAR_OK;
}

/* Random effects with the means of units as further regressors; those are zero if random effects are right. */
static domar_status mundlak(domar_cx *cx, domar_test *t, const domar_regress *fe, const domar_regress *re,
                            const domar_regress_data *d)
{
    const size_t k = d->k, n = d->n;
    double **x = domar_scratch_bytes(cx, 2 * k + 2, sizeof *x), *means = domar_scratch(cx, k * n + 1);
    size_t *at = domar_scratch_bytes(cx, k + 1, sizeof *at), m = 0, rank;
    if (!x || !means || !at) return DOMAR_ENOMEM;
    for (size_t j = 0; j <= k; j++) x[j] = re->x[j];
    for (size_t j = 0; j < k; j++) {
        if (fe->fit.dropped[j]) continue;               /* constant over time: it is its own mean */
        double *mean = means + m * n;
        for (size_t u = 0; u < d->units; u++) {
            double sum = 0;
            for (size_t i = d->start[u]; i < d->start[u + 1]; i++) sum += d->x[j][i];
            for (size_t i = d->start[u]; i < d->start[u + 1]; i++)
                mean[i] = (1 - re->theta[u]) * sum / (double)(d->start[u + 1] - d->start[u]);
        }
        at[m] = k + 1 + m;
        x[k + 1 + m++] = mean;
    }
    domar_least_squares fit;
    domar_covariance c;
    double value;
    domar_status st = domar_least_squares_fit(cx, &fit, re->y, x, NULL, NULL, n, k + 1 + m);
    const domar_se_options o = { .kind = DOMAR_SE_CLUSTER, .group = d->unit, .groups = d->units };
    if (!st) st = domar_least_squares_covariance(cx, &c, &fit, &o);
    if (st) return st;
    size_t tested = 0;
    for (size_t j = 0; j < m; j++)
        if (!fit.dropped[at[j]]) at[tested++] = at[j];
    st = domar_wald(cx, &value, &rank, fit.beta, c.V, k + 1 + m, at, tested);
    *t = chi_square(value, (double)rank);
    return st;
}

static domar_status fixed_or_random(domar_cx *cx, domar_regress_tests *t, const domar_regress_data *d)
{
    domar_regress_data plain = *d;
    domar_regress fe, re;
    plain.absorbs = 0;
    domar_status st = domar_regress_fit(cx, &fe, &plain, DOMAR_EFFECTS_UNIT, false);
    if (!st) st = domar_regress_fit(cx, &re, &plain, DOMAR_EFFECTS_RANDOM, false);
    if (!st) st = hausman(cx, &t->hausman, &fe, &re, d->k);
    if (!st) st = mundlak(cx, &t->mundlak, &fe, &re, d);
    return st;
}

/* ---- serial correlation: residuals of first differences on their own lag, clustered; -1/2 without any [wooldridge2010] */
static domar_status serial(domar_cx *cx, domar_test *t, const domar_regress_data *d)
{
    domar_regress_data plain = *d;
    domar_regress fd;
    plain.absorbs = 0;
    domar_status st = domar_regress_fit(cx, &fd, &plain, DOMAR_EFFECTS_DIFFERENCE, false);
    double *now = st ? NULL : domar_scratch(cx, 2 * fd.n + 2), *before = now ? now + fd.n + 1 : NULL;
    uint32_t *unit = st ? NULL : domar_scratch_bytes(cx, fd.n + 1, sizeof *unit);
    if (st || !now || !unit) return st ? st : DOMAR_ENOMEM;
    size_t m = 0;
    for (size_t p = 1; p < fd.n; p++) {
        if (fd.row[p] != fd.row[p - 1] + 1) continue;
        now[m] = fd.fit.residual[p];
        before[m] = fd.fit.residual[p - 1];
        unit[m++] = d->unit[fd.row[p]];
    }
    domar_least_squares fit;
    domar_covariance c;
    if (m < 3 || unit[0] == unit[m - 1]) return DOMAR_OK;
    if ((st = domar_least_squares_fit(cx, &fit, now, &before, NULL, NULL, m, 1)) || !fit.rank) return st;
    const domar_se_options o = { .kind = DOMAR_SE_CLUSTER, .group = unit, .groups = d->units };
    if ((st = domar_least_squares_covariance(cx, &c, &fit, &o))) return st;
    *t = f_test(pow((fit.beta[0] + 0.5) / c.se[0], 2), 1, c.df);
    return DOMAR_OK;
}

domar_status domar_regress_test(domar_cx *cx, domar_regress_tests *t, const domar_regress *r, const domar_regress_data *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = DOMAR_OK;
    *t = (domar_regress_tests){ none, none, none, none, none, none, none, none };
    if (r->factors) st = against(cx, &t->effects, r, d, DOMAR_EFFECTS_NONE, false);
    if (!st && r->effects == DOMAR_EFFECTS_TWO_WAY) {
        st = against(cx, &t->units, r, d, DOMAR_EFFECTS_PERIOD, true);
        if (!st) st = against(cx, &t->periods, r, d, DOMAR_EFFECTS_UNIT, true);
    }
    if (!st && d->n > d->units) st = pooled(cx, t, d);
    /* What these need may be missing (few units, nothing that varies over time): then there is no such test. */
    if (!st && d->n > d->units) st = fixed_or_random(cx, t, d);
    if (st == DOMAR_EDATA) st = DOMAR_OK;
    if (!st && d->n > d->units) st = serial(cx, &t->serial, d);
    if (st == DOMAR_EDATA) st = DOMAR_OK;
    domar_scratch_rewind(cx, mark);
    return st;
}
