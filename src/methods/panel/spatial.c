/* methods/panel/spatial.c -- regressions where neighbours matter: SAR, SEM, SAC, SDM, SDEM with fixed effects
 *
 *     (I - rho W) y_t = X_t b + W X_t t + u + v_t + (I - lambda W)^-1 e_t
 *
 * by maximum likelihood, with the averages of direct, indirect and total effects (model/spatial_panel.h). */
#include "base/text.h"
#include "model/panel_report.h"
#include "model/spatial_panel.h"
#include "read/weights_file.h"
#include "solve/distributions.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options {
    const char *y, *x, *model, *durbin, *effects, *correction, *errors;
    int64_t draws;
    double confidence;
    DOMAR_WEIGHTS_FIELDS;
};

enum { COEFFICIENTS, EFFECTS, STATISTICS, ROWS };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .en = "What is explained: a column or an expression.", .zh = "被解释变量：列名或表达式。" },
    { DOMAR_FIELD(struct options, x), .en = "What explains, separated by commas.", .zh = "解释变量，逗号分隔。" },
    { DOMAR_FIELD(struct options, model), .text = "sdm", .choices = "sar|sem|sac|sdm|sdem",
      .en = "Lag of y (sar), errors (sem), both (sac), lags of y and x (sdm, Durbin), of x and errors (sdem).",
      .zh = "空间滞后（sar）、空间误差（sem）、两者兼有（sac）、空间杜宾（sdm）、杜宾误差（sdem）。" },
    { DOMAR_FIELD(struct options, durbin), .only = "model=sdm|sdem", .en = "Variables of x whose neighbours count; not given: all.",
      .zh = "取空间滞后的解释变量；不给则为全部。" },
    { DOMAR_FIELD(struct options, effects), .text = "two-way", .choices = "none|unit|period|two-way",
      .en = "Fixed effects of units, periods or both; none: a constant.", .zh = "单元、时期或双向固定效应；none 为常数项。" },
    { DOMAR_FIELD(struct options, correction), .text = "lee-yu", .choices = "lee-yu|none",
      .en = "lee-yu: the likelihood of the data without effects, free of the bias that estimated effects bring; none: effects as "
            "parameters.",
      .zh = "lee-yu：消去效应后的数据的似然，避免估计效应带来的偏误；none：效应作为参数估计。" },
    { DOMAR_FIELD(struct options, errors), .text = "delta", .choices = "delta|draws", .only = "by=effect",
      .en = "Standard errors of effects: delta method, or draws from the distribution of the estimates.",
      .zh = "效应的标准误：delta 方法，或从估计量分布中抽样。" },
    { DOMAR_FIELD(struct options, draws), .def = 1000, .lo = 10, .hi = 1000000, .only = "errors=draws", .en = "Number of draws.",
      .zh = "抽样次数。" },
    { DOMAR_FIELD(struct options, confidence), .def = 95, .lo = 50, .hi = 99.99, .unit = "%",
      .en = "Level of the confidence intervals.", .zh = "置信水平。" },
    DOMAR_WEIGHTS_PARAMS(struct options),
    { .name = NULL } };

static const domar_grain grains[] = {
    { "coefficient", "term", "Coefficients with standard errors; rho and lambda last.", "系数与标准误；rho 与 lambda 在最后。" },
    { "effect", "variable,effect", "Direct, indirect and total effects of every variable.", "各变量的直接、间接与总效应。" },
    { "statistic", "statistic", "Likelihood, fit and tests.", "似然、拟合与检验。" },
    { "unit", "unit,period", "Fitted values and residuals of every row.", "逐行的拟合值与残差。" },
    { .name = NULL } };

static const domar_column columns[] = {
    DOMAR_COEFFICIENT_COLUMNS, DOMAR_STATISTIC_COLUMNS,
    { "observed", "", "What is explained.", "被解释变量实际值。", NULL },
    { "fitted", "", "Observed less residual: neighbours' values, regressors and effects.", "实际值减残差。", NULL },
    { "residual", "", "The error e, without its echo among neighbours.", "残差 e（不含邻居间的回响）。", NULL },
    { .name = NULL } };

static const domar_item effect_items[] = {
    { .code = "direct", .en = "on the unit itself", .zh = "直接效应" }, { .code = "indirect", .en = "on all others together", .zh = "间接效应" },
    { .code = "total", .en = "on all", .zh = "总效应" } };

struct work {
    const struct options *opt;
    domar_weights_choice choice;
    domar_weights_pairs pairs;
    domar_weights *raw, *w;
    domar_sample *sample;
    const char **terms;                 /* y, then x */
    size_t k;                           /* of x */
    bool *lagged;                       /* k: is W x a regressor? */
    size_t *durbin;                     /* k: its column among those of the data; SIZE_MAX */
    size_t *row, *period;               /* n T: row of the sample; T: position on the axis */
    domar_spectrum spectrum;
    domar_spatial_data data;
    double **x;
    domar_spatial s;
    const char **names;
    domar_coefficients shown;
};

/* ---- sample and weights */
static domar_status split(domar_cx *cx, struct work *w)
{
    const char **x = NULL, **d = NULL;
    size_t lagged = 0;
    const bool durbin = !strncmp(w->opt->model, "sd", 2);
    domar_status st = domar_terms_split(cx, &x, &w->k, w->opt->x, "x");
    if (!st && w->opt->durbin) st = domar_terms_split(cx, &d, &lagged, w->opt->durbin, "durbin");
    w->terms = st ? NULL : domar_scratch_bytes(cx, w->k + 1, sizeof *w->terms);
    w->lagged = st ? NULL : domar_scratch_bytes(cx, w->k + 1, sizeof *w->lagged);
    if (!st && (!w->terms || !w->lagged)) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->k; k++) {
        char *copy = domar_scratch_bytes(cx, strlen(x[k]) + 1, 1);
        if (!copy) st = DOMAR_ENOMEM;
        else w->terms[k + 1] = strcpy(copy, x[k]);
        w->lagged[k] = durbin && !d;
    }
    for (size_t j = 0; !st && j < lagged; j++) {
        size_t k = 0;
        while (k < w->k && strcmp(d[j], x[k])) k++;
        if (k == w->k) st = domar_fail(cx, DOMAR_EUSAGE, "--durbin %s is none of --x %s", d[j], w->opt->x);
        else w->lagged[k] = true;
    }
    domar_release(x);
    domar_release(d);
    if (!st) w->terms[0] = w->opt->y;
    return st;
}

static domar_status unbalanced(domar_cx *cx, const struct work *w, size_t i, size_t t)
{
    const domar_panel *p = w->sample->panel;
    return domar_fail(cx, DOMAR_EDATA, "%s: spatial models need every unit in every period, and %s has no row for %s: leave units out "
                      "with --where, periods with --periods, or say --missing interpolate", p->name,
                      domar_axis_code(p->unit_axis, w->w->unit[i]), domar_axis_code(p->period_axis, w->period[t]));
}

/* Place of every unit and period in the sample; all must be there. */
static domar_status square(domar_cx *cx, struct work *w)
{
    const domar_sample *s = w->sample;
    const size_t n = w->w->n;
    bool *seen = domar_scratch_bytes(cx, s->periods + 1, sizeof *seen);
    size_t *at = domar_scratch_bytes(cx, s->periods + 1, sizeof *at), T = 0;
    w->period = domar_scratch_bytes(cx, s->periods + 1, sizeof *w->period);
    if (!seen || !at || !w->period) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++)
        for (size_t p = s->start[w->w->unit[i]]; p < s->start[w->w->unit[i] + 1]; p++) seen[s->period[p]] = true;
    for (size_t t = 0; t < s->periods; t++)
        if (seen[t]) {
            at[t] = T;
            w->period[T++] = t;
        }
    w->row = domar_scratch_bytes(cx, n * T + 1, sizeof *w->row);
    if (!w->row) return DOMAR_ENOMEM;
    for (size_t k = 0; k < n * T; k++) w->row[k] = SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        for (size_t p = s->start[w->w->unit[i]]; p < s->start[w->w->unit[i] + 1]; p++) w->row[at[s->period[p]] * n + i] = p;
    for (size_t k = 0; k < n * T; k++)
        if (w->row[k] == SIZE_MAX) return unbalanced(cx, w, k % n, k / n);
    w->data.n = n;
    w->data.T = T;
    return DOMAR_OK;
}

static domar_status open_all(domar_cx *cx, struct work *w, const domar_input *in)
{
    const struct options *o = w->opt;
    if (!o->y || !o->x)
        return domar_fail(cx, DOMAR_EUSAGE, "--y and --x say what is explained and by what: --y \"log(output)\" --x \"log(capital)\"");
    domar_status st = split(cx, w);
    if (!st) st = domar_weights_file_read(cx, &w->pairs, o->adjacency, in->panel->unit_axis, !strcmp(o->unmatched, "ignore"));
    if (!st) st = domar_weights_new(cx, &w->raw, in->panel, &w->choice, &w->pairs);
    if (!st) st = domar_sample_new(cx, &w->sample, in->panel, w->terms, w->k + 1, in->missing);
    if (!st) st = domar_weights_in(cx, &w->w, NULL, w->raw, w->sample, SIZE_MAX, &w->choice);
    if (!st) st = square(cx, w);
    return st ? st : domar_spectrum_new(cx, &w->spectrum, w->w);
}

static domar_status arrange(domar_cx *cx, struct work *w)
{
    domar_spatial_data *d = &w->data;
    const struct options *o = w->opt;
    const size_t N = d->n * d->T;
    double *block = domar_scratch(cx, (2 * w->k + 1) * N + 1);
    w->x = domar_scratch_bytes(cx, 2 * w->k + 1, sizeof *w->x);
    w->durbin = domar_scratch_bytes(cx, w->k + 1, sizeof *w->durbin);
    if (!block || !w->x || !w->durbin) return DOMAR_ENOMEM;
    for (size_t p = 0; p < N; p++) block[p] = w->sample->x[0][w->row[p]];
    d->y = block;
    for (size_t j = 0; j < w->k; j++) {
        double *x = w->x[d->k++] = block + (j + 1) * N;
        for (size_t p = 0; p < N; p++) x[p] = w->sample->x[j + 1][w->row[p]];
    }
    for (size_t j = 0; j < w->k; j++) {
        w->durbin[j] = w->lagged[j] ? d->k : SIZE_MAX;
        if (!w->lagged[j]) continue;
        w->x[d->k] = block + (d->k + 1) * N;
        domar_spatial_lag(w->x[d->k], w->w, w->x[j], d->T);
        d->k++;
    }
    d->x = w->x;
    d->w = w->w;
    d->spectrum = &w->spectrum;
    d->lag = !strcmp(o->model, "sar") || !strcmp(o->model, "sac") || !strcmp(o->model, "sdm");
    d->error = !strcmp(o->model, "sem") || !strcmp(o->model, "sac") || !strcmp(o->model, "sdem");
    d->units = !strcmp(o->effects, "unit") || !strcmp(o->effects, "two-way");
    d->periods = !strcmp(o->effects, "period") || !strcmp(o->effects, "two-way");
    d->corrected = !strcmp(o->correction, "lee-yu");
    return DOMAR_OK;
}

/* ---- answers */
static domar_status name_columns(domar_cx *cx, struct work *w)
{
    const domar_spatial *s = &w->s;
    w->names = domar_scratch_bytes(cx, s->m + 1, sizeof *w->names);
    if (!w->names) return DOMAR_ENOMEM;
    if (s->constant) w->names[0] = "(constant)";
    for (size_t j = 0; j < w->k; j++) {
        w->names[s->constant + j] = w->terms[j + 1];
        if (w->durbin[j] == SIZE_MAX) continue;
        const size_t room = strlen(w->terms[j + 1]) + 3;
        char *name = domar_scratch_bytes(cx, room, 1);
        if (!name) return DOMAR_ENOMEM;
        snprintf(name, room, "W.%s", w->terms[j + 1]);
        w->names[s->constant + w->durbin[j]] = name;
    }
    if (s->rho_at != SIZE_MAX) w->names[s->rho_at] = "rho";
    if (s->lambda_at != SIZE_MAX) w->names[s->lambda_at] = "lambda";
    w->shown = (domar_coefficients){ w->names, s->b, s->se, s->m, w->data.n, INFINITY, w->opt->confidence };
    return DOMAR_OK;
}

static domar_status effects(domar_cx *cx, domar_result **out, const struct work *w)
{
    static const char *const names[] = { "estimate", "se", "t", "p", "ci_low", "ci_high", "units" };
    const size_t k = w->k, rows = 3 * k, draws = *w->opt->errors == 'd' && w->opt->errors[1] == 'r' ? (size_t)w->opt->draws : 0;
    domar_spatial_effect *e = domar_scratch_bytes(cx, k + 1, sizeof *e);
    size_t *at = domar_scratch_bytes(cx, 2 * k + 1, sizeof *at), *durbin = at + k;
    double *v = domar_scratch(cx, 7 * rows + 1);
    uint32_t *status = domar_scratch_bytes(cx, rows + 1, sizeof *status);
    domar_item *items = domar_scratch_bytes(cx, k + 1, sizeof *items);
    domar_axis *variables = NULL, *kinds = NULL;
    if (!e || !at || !v || !status || !items) return DOMAR_ENOMEM;
    for (size_t j = 0; j < k; j++) {
        items[j].code = w->terms[j + 1];
        at[j] = j + w->s.constant;
        durbin[j] = w->durbin[j] == SIZE_MAX ? SIZE_MAX : w->durbin[j] + w->s.constant;
    }
    domar_status st = domar_spatial_effects(cx, e, &w->s, &w->data, at, durbin, k, draws, domar_cx_seed(cx));
    const double reach = domar_normal_quantile(0.5 + w->opt->confidence / 200);
    for (size_t r = 0; !st && r < rows; r++) {
        const double b = e[r / 3].value[r % 3], se = e[r / 3].se[r % 3], z = se > 0 ? b / se : NAN;
        const double row[] = { b, se, z, domar_normal_two_sided(z), b - reach * se, b + reach * se, (double)w->data.n };
        for (size_t c = 0; c < 7; c++) v[c * rows + r] = row[c];
        status[r] = isnan(b) ? 1u : 0u;
    }
    if (!st) st = domar_axis_new(cx, &variables, items, k);
    if (!st) st = domar_axis_new(cx, &kinds, effect_items, 3);
    if (!st) st = domar_result_new(cx, out, "panel.spatial", NULL, (domar_dim[]){ { "variable", variables }, { "effect", kinds } }, 2);
    for (size_t c = 0; !st && c < 7; c++) st = domar_result_put(cx, *out, columns, names[c], v + c * rows);
    if (!st) st = domar_result_put_class(cx, *out, columns, "status", status);
    if (!st && draws) st = domar_result_certify(cx, *out, "draws", (double)draws, NAN);
    if (!st && draws) st = domar_result_certify(cx, *out, "seed", (double)domar_cx_seed(cx), NAN);
    if (!st) st = domar_result_certify_text(cx, *out, "errors_of_effects", draws ? "standard deviation over draws" : "delta method");
    domar_axis_free(variables);
    domar_axis_free(kinds);
    return st;
}

/* ---- tests of a model with neighbours' x: is it SAR (t = 0), or SEM (t + rho b = 0)? */
static const domar_test none = { NAN, NAN, NAN, NAN, true };

static domar_test chi_square(double value, size_t df)
{
    return df && !isnan(value) ? (domar_test){ value, (double)df, NAN, domar_chi2_above(value, (double)df), false } : none;
}

static domar_status wald(domar_cx *cx, domar_test *lag, domar_test *error, const struct work *w)
{
    const domar_spatial *s = &w->s;
    const size_t m = s->m, k = w->k;
    size_t *at = domar_scratch_bytes(cx, k + 1, sizeof *at), count = 0, rank;
    double *g = domar_scratch(cx, k + 1), *J = domar_scratch(cx, k * m + 1), *JV = domar_scratch(cx, k * m + 1),
           *V = domar_scratch(cx, k * k + 1), value;
    if (!at || !g || !J || !JV || !V) return DOMAR_ENOMEM;
    for (size_t j = 0; j < k; j++) {
        const size_t b = j + s->constant, t = w->durbin[j] + s->constant;
        if (w->durbin[j] == SIZE_MAX || s->dropped[t] || s->dropped[b]) continue;
        g[count] = s->b[t] + s->rho * s->b[b];
        J[count * m + t] = 1;
        J[count * m + b] = s->rho;
        if (s->rho_at != SIZE_MAX) J[count * m + s->rho_at] = s->b[b];
        at[count++] = t;
    }
    domar_status st = domar_wald(cx, &value, &rank, s->b, s->V, m, at, count);
    *lag = chi_square(value, rank);
    for (size_t a = 0; a < count; a++)
        for (size_t q = 0; q < m; q++)
            for (size_t p = 0; p < m; p++) JV[a * m + q] += J[a * m + p] * s->V[p * m + q];
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            for (size_t p = 0; p < m; p++) V[a * count + b] += JV[a * m + p] * J[b * m + p];
    for (size_t a = 0; a < count; a++) at[a] = a;
    if (!st) st = domar_wald(cx, &value, &rank, g, V, count, at, count);
    *error = chi_square(value, rank);
    return st;
}

/* Twice what the likelihood loses under a simpler model. */
static domar_status ratio(domar_cx *cx, domar_test *t, const struct work *w, bool lag, bool error, bool durbin)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_spatial_data d = w->data;
    domar_spatial simple;
    d.lag = lag;
    d.error = error;
    if (!durbin) d.k = w->k;
    const domar_status st = domar_spatial_fit(cx, &simple, &d);
    const size_t own = w->s.kept + w->data.lag + w->data.error, other = simple.kept + lag + error;
    if (!st) *t = own > other ? chi_square(2 * (w->s.log_likelihood - simple.log_likelihood), own - other) : none;
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status statistics(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_spatial *s = &w->s;
    const double parameters = (double)(s->kept + w->data.lag + w->data.error) + 1;
    domar_spatial_tests lm;
    domar_test lag = none, error = none, lr_lag = none, lr_error = none, lr_none = none;
    domar_spatial_data plain = w->data;
    plain.k = w->k;
    domar_status st = domar_spatial_test(cx, &lm, &plain);
    if (!st) st = ratio(cx, &lr_none, w, false, false, true);
    if (!st && !strcmp(w->opt->model, "sdm")) {
        st = wald(cx, &lag, &error, w);
        if (!st) st = ratio(cx, &lr_lag, w, true, false, false);
        if (!st && (w->spectrum.row_standardised || !w->data.periods)) st = ratio(cx, &lr_error, w, false, true, false);
    }
    if (st) return st;
    const domar_statistic list[] = {
        { "rows", "Rows", "行数", DOMAR_NUMBER((double)(w->data.n * w->data.T)) },
        { "units", "Units", "单元数", DOMAR_NUMBER((double)w->data.n) },
        { "periods", "Periods", "时期数", DOMAR_NUMBER((double)w->data.T) },
        { "coefficients", "Coefficients, rho and lambda apart", "系数个数（不含 rho、lambda）", DOMAR_NUMBER((double)s->kept) },
        { "sigma2", "Variance of the errors", "误差方差", DOMAR_NUMBER(s->sigma2) },
        { "log_likelihood", "Log-likelihood", "对数似然", DOMAR_NUMBER(s->log_likelihood) },
        { "aic", "Akaike, effects not counted", "AIC（不计效应）", DOMAR_NUMBER(2 * parameters - 2 * s->log_likelihood) },
        { "bic", "Schwarz, effects not counted", "BIC（不计效应）", DOMAR_NUMBER(parameters * log(s->observations) - 2 * s->log_likelihood) },
        { "r2", "1 - e'e over the variation that effects leave", "消去效应后的 R2", DOMAR_NUMBER(s->r2) },
        { "lm_lag", "Lagrange multiplier: no lag", "LM 检验：无空间滞后", lm.lag },
        { "lm_error", "Lagrange multiplier: no spatial error", "LM 检验：无空间误差", lm.error },
        { "lm_lag_robust", "The same for the lag, robust to a spatial error", "稳健 LM 检验：空间滞后", lm.robust_lag },
        { "lm_error_robust", "The same for the error, robust to a lag", "稳健 LM 检验：空间误差", lm.robust_error },
        { "lr_none", "Likelihood ratio: no rho, no lambda", "似然比：rho 与 lambda 为零", lr_none },
        { "lr_lag", "Likelihood ratio: SDM is SAR", "似然比：SDM 可简化为 SAR", lr_lag },
        { "lr_error", "Likelihood ratio: SDM is SEM", "似然比：SDM 可简化为 SEM", lr_error },
        { "wald_lag", "Wald: SDM is SAR", "Wald：SDM 可简化为 SAR", lag },
        { "wald_error", "Wald: SDM is SEM", "Wald：SDM 可简化为 SEM", error } };
    return domar_put_statistics(cx, out, "panel.spatial", columns, list, sizeof list / sizeof *list, w->data.n);
}

static domar_status rows(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_panel *p = w->sample->panel;
    const size_t n = w->data.n, T = w->data.T, N = n * T;
    const domar_dim dims[] = { { "unit", p->unit_axis }, { "period", p->period_axis } };
    double *v = domar_scratch(cx, 3 * N + 1);
    domar_status st = v ? domar_result_new_rows(cx, out, "panel.spatial", NULL, dims, p->period_name ? 2 : 1, N) : DOMAR_ENOMEM;
    if (st) return st;
    uint32_t *unit = domar_result_codes(*out, "unit"), *period = p->period_name ? domar_result_codes(*out, "period") : NULL;
    for (size_t i = 0, at = 0; i < n; i++)
        for (size_t t = 0; t < T; t++, at++) {
            unit[at] = w->w->unit[i];
            if (period) period[at] = (uint32_t)w->period[t];
            v[at] = w->data.y[t * n + i];
            v[2 * N + at] = w->s.e[t * n + i];
            v[N + at] = v[at] - v[2 * N + at];
        }
    static const char *const names[] = { "observed", "fitted", "residual" };
    for (size_t c = 0; !st && c < 3; c++) st = domar_result_put(cx, *out, columns, names[c], v + c * N);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, const char *missing)
{
    const struct options *o = w->opt;
    const domar_spatial *s = &w->s;
    const bool fixed = w->data.units || w->data.periods;
    domar_status st = domar_sample_certify(cx, r, w->sample, missing);
    const char *const texts[][2] = {
        { "model", o->model }, { "effects", o->effects },
        { "correction", fixed ? w->data.corrected ? "Lee-Yu: likelihood of the data without effects" : "none: effects are parameters" : "none needed" },
        { "log_determinant", "by eigenvalues" }, { "standard_errors", "expected information" }, { "distribution", "normal, chi-square" } };
    for (size_t k = 0; !st && k < sizeof texts / sizeof *texts; k++) st = domar_result_certify_text(cx, r, texts[k][0], texts[k][1]);
    if (!st) st = domar_weights_certify(cx, r, &w->choice, &w->pairs, w->w);
    if (!st) st = domar_result_certify(cx, r, "rho_from", w->spectrum.low, NAN);
    if (!st) st = domar_result_certify(cx, r, "rho_to", w->spectrum.high, NAN);
    if (!st) st = domar_result_certify(cx, r, "observations_of_likelihood", s->observations, NAN);
    if (!st) st = domar_result_certify(cx, r, "collinear_left_out", (double)(s->K - s->kept), NAN);
    return st ? st : domar_result_certify(cx, r, "gradient", s->gradient, 1e-6);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_spatial *s = &w->s;
    const bool lag = w->data.lag;
    const size_t at = lag ? s->rho_at : s->lambda_at;
    char *list = domar_coefficients_text(cx, &w->shown, s->constant, 2);
    if (!list) return DOMAR_ENOMEM;
    char *en = domar_format(cx, "%s on %s; %s %.3f (%.3f) among %zu units over %zu periods, log-likelihood %.2f.", w->opt->y, list,
                            lag ? "rho" : "lambda", s->b[at], s->se[at], w->data.n, w->data.T, s->log_likelihood);
    char *zh = domar_format(cx, "以 %s 为被解释变量：%s；%s = %.3f（%.3f），%zu 个单元、%zu 期，对数似然 %.2f。", w->opt->y, list,
                            lag ? "rho" : "lambda", s->b[at], s->se[at], w->data.n, w->data.T, s->log_likelihood);
    domar_release(list);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    struct work w = { .opt = o, .choice = DOMAR_WEIGHTS_CHOICE(o) };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = open_all(cx, &w, in);
    if (!st) st = arrange(cx, &w);
    if (!st) st = domar_spatial_fit(cx, &w.s, &w.data);
    if (!st) st = name_columns(cx, &w);
    if (!st && in->grain == COEFFICIENTS) st = domar_put_coefficients(cx, out, "panel.spatial", columns, &w.shown);
    if (!st && in->grain == EFFECTS) st = effects(cx, out, &w);
    if (!st && in->grain == STATISTICS) st = statistics(cx, out, &w);
    if (!st && in->grain == ROWS) st = rows(cx, out, &w);
    if (!st) st = certify(cx, *out, &w, in->missing);
    if (!st) st = read_out(cx, *out, &w);
    domar_weights_free(w.w);
    domar_weights_free(w.raw);
    domar_sample_free(w.sample);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_panel_spatial = {
    .id = "panel.spatial", .title_en = "Spatial regression on a panel: SAR, SEM, SAC, Durbin; direct and indirect effects",
    .title_zh = "空间面板回归：SAR、SEM、SAC、空间杜宾；直接与间接效应",
    .about_en =
        "Regression where what happens to a unit depends on its neighbours: on what they achieve (lag), what they do (Durbin), or on "
        "shocks in common (error). With a lag, coefficients are not effects: a change spreads over neighbours and back. Read the direct "
        "effect (on the unit itself), the indirect (on all others together) and the total. The tests say which model the data ask for.",
    .about_zh =
        "单元的结果取决于邻居：邻居的结果（滞后）、邻居的投入（杜宾）或共同冲击（误差）。存在空间滞后时系数并非效应：变化会传向邻居再传回。"
        "请阅读直接效应（对本单元）、间接效应（对其他单元之和）与总效应；检验说明数据支持哪种模型。",
    .formula = "(I - \\rho W) y_t = X_t \\beta + W X_t \\theta + u + v_t + (I - \\lambda W)^{-1} \\varepsilon_t, \\quad \\ell = "
        "-\\tfrac{N}{2} (\\ln 2\\pi\\hat\\sigma^2 + 1) + P (\\ln|I - \\rho W| + \\ln|I - \\lambda W|)",
    .cite = "lesage2009; elhorst2014; lee2010; anselin1996",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "term: a regressor, W.x: its neighbours' value, rho, lambda; variable: a regressor; effect: on whom",
    .dim_docs_zh = "term：解释变量，W.x 为邻居的取值，rho、lambda；variable：解释变量；effect：对谁的效应",
    .example = "y=log(output) x=log(capital),log(labour) distance=x,y neighbours=4", .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_PANEL, .run = run };
