/* methods/panel/threshold.c -- where in a variable's range another variable's effect changes
 *
 *     y_it = a_i + w_it c + sum_r x_it b_r 1(g_(r-1) < q_it <= g_r) + e_it                              [hansen1999]
 *
 * Thresholds one after another, refined, with intervals by inverting the likelihood ratio and tests by bootstrap
 * (model/threshold.h). */
#include "base/text.h"
#include "model/least_squares.h"
#include "model/threshold.h"
#include "model/within.h"
#include "solve/distributions.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *y, *x, *controls, *threshold;
    int64_t thresholds, grid, draws;
    double trim, level;
    const char *bootstrap, *deleted;
    bool refine, periods_effects;
};

enum { BY_THRESHOLD, BY_COEFFICIENT, BY_CURVE, BY_REGIME };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .text = "", .en = "What is explained.", .zh = "被解释变量。" },
    { DOMAR_FIELD(struct options, x), .text = "", .en = "Variables whose effect changes at the thresholds.", .zh = "系数随门槛变化的变量。" },
    { DOMAR_FIELD(struct options, controls), .text = "", .en = "Variables whose effect does not.", .zh = "系数不变的控制变量。" },
    { DOMAR_FIELD(struct options, threshold), .text = "", .en = "The threshold variable.", .zh = "门槛变量。" },
    { DOMAR_FIELD(struct options, thresholds), .def = 1, .lo = 1, .hi = 3, .en = "How many thresholds.", .zh = "门槛个数。" },
    { DOMAR_FIELD(struct options, grid), .def = 400, .lo = 0, .hi = 1e6,
      .en = "Quantiles of the distinct values that are tried; 0: all values.", .zh = "搜索的分位点数；0 表示全部取值。" },
    { DOMAR_FIELD(struct options, trim), .def = 0.01, .lo = 0, .hi = 0.45, .unit = "share",
      .en = "Least share of rows in a regime.", .zh = "每个区制至少包含的样本比例。" },
    { DOMAR_FIELD(struct options, level), .def = 0.95, .lo = 0.5, .hi = 0.999, .unit = "share", .en = "Level of the intervals.", .zh = "置信水平。" },
    { DOMAR_FIELD(struct options, draws), .def = 300, .lo = 0, .hi = 1e6,
      .en = "Bootstrap draws of a test; 0: no tests.", .zh = "自助抽样次数；0 表示不检验。" },
    { DOMAR_FIELD(struct options, bootstrap), .text = "auto", .choices = "auto|units|wild",
      .en = "Draws residuals of whole units (Hansen; needs as many periods each), or signs of a unit's own; auto: units where it can.",
      .zh = "整单元残差重抽样（Hansen，须平衡面板）或按单元随机变号（wild）；auto：能用前者则用前者。" },
    { DOMAR_FIELD(struct options, deleted), .text = "none", .choices = "none|last",
      .en = "Rows that squares leave out after units' means are taken over all: none (least squares), or each unit's last (as Hansen published; "
            "needs as many periods each).",
      .zh = "去均值（按全部时期）之后不计入平方和的行：none 不删（普通最小二乘）；last 删去每个单元的最后一期（Hansen 1999 发表结果的做法，须平衡面板）。" },
    { DOMAR_FIELD(struct options, refine), .def = 1, .lo = 0, .hi = 1,
      .en = "Finds each threshold again given the others, until none moves.", .zh = "给定其他门槛反复重估，直至不变。" },
    { DOMAR_FIELD(struct options, periods_effects), .def = 0, .lo = 0, .hi = 1, .en = "Adds effects of periods.", .zh = "加入时间固定效应。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "threshold", "term", "Thresholds, intervals and tests.", "门槛值、置信区间与检验。" },
    { "coefficient", "term,class", "Effects, regime by regime.", "各区制系数。" },
    { "curve", "term,class", "Likelihood ratio of every candidate.", "各候选门槛的似然比。" },
    { "regime", "period,class", "Rows in every regime, period by period.", "各期各区制的样本数。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "estimate", "", "The threshold, or the coefficient.", "门槛值或系数估计值。", NULL },
    { "low", "", "Lower end of the interval: candidates whose likelihood ratio is not above its limit.", "置信区间下限（似然比不超过临界值的候选）。", NULL },
    { "high", "", "Upper end.", "置信区间上限。", NULL },
    { "first", "", "The threshold when it was found, before refinement.", "细化之前的门槛值。", NULL },
    { "f", "", "Test of this threshold against those before it.", "相对于之前门槛的 F 统计量。", NULL },
    { "p", "", "Share of draws at or above F; of coefficients: two-sided, robust.", "抽样 F 不低于该值的比例；系数为稳健双侧 p 值。", NULL },
    { "critical_10", "", "Draws' 90 % quantile.", "10% 临界值。", NULL },
    { "critical_5", "", "Draws' 95 % quantile.", "5% 临界值。", NULL },
    { "critical_1", "", "Draws' 99 % quantile.", "1% 临界值。", NULL },
    { "ssr", "", "Sum of squares with the thresholds up to this one.", "含至此门槛的残差平方和。", NULL },
    { "se", "", "Standard error, classical.", "普通标准误。", NULL },
    { "se_robust", "", "Standard error, robust to heteroskedasticity (HC0).", "异方差稳健标准误（HC0）。", NULL },
    { "se_cluster", "", "Standard error, clustered by unit.", "按单元聚类标准误。", NULL },
    { "t", "", "Estimate over robust standard error.", "估计值与稳健标准误之比。", NULL },
    { "value", "", "The candidate.", "候选门槛值。", NULL },
    { "lr", "", "(S(g) - S) / (S / df), the other thresholds as they are.", "似然比统计量（其他门槛固定）。", NULL },
    { "rows", "rows", "Rows in the regime.", "该区制行数。", NULL },
    { "share", "share", "Share of the period's rows.", "占该期行数比例。", NULL },
    { .name = NULL } };

struct job {
    const domar_input *in;
    const struct options *opt;
    const char **xs, **ws, **terms;
    size_t x, w, dummies;
    domar_sample *sample;
    domar_threshold_data data;
    domar_threshold_options how;
    domar_threshold_answer a;
    double edge[DOMAR_THRESHOLDS];        /* ascending */
};

static domar_status ask(domar_cx *cx, struct job *j)
{
    const struct options *o = j->opt;
    if (!*o->y) return domar_fail(cx, DOMAR_EUSAGE, "--y: name the variable that is explained");
    if (!*o->threshold) return domar_fail(cx, DOMAR_EUSAGE, "--threshold: name the variable whose thresholds are looked for");
    domar_status st = domar_terms_split(cx, &j->xs, &j->x, o->x, "x");
    if (!st && *o->controls) st = domar_terms_split(cx, &j->ws, &j->w, o->controls, "controls");
    if (st) return st;
    const size_t count = 2 + j->x + j->w;
    j->terms = domar_scratch_bytes(cx, count, sizeof *j->terms);
    if (!j->terms) return DOMAR_ENOMEM;
    j->terms[0] = o->y;
    j->terms[1] = o->threshold;
    for (size_t k = 0; k < j->x; k++) j->terms[2 + k] = j->xs[k];
    for (size_t k = 0; k < j->w; k++) j->terms[2 + j->x + k] = j->ws[k];
    return domar_sample_new(cx, &j->sample, j->in->panel, j->terms, count, j->in->missing);
}

static bool balanced(const domar_sample *s)
{
    size_t most = 0;
    for (size_t u = 0; u < s->units; u++) {
        const size_t count = s->start[u + 1] - s->start[u];
        if (count != most && most) return false;
        most = count;
    }
    return most > 0;
}

/* Places of draws by the units' codes, so that the order of rows does not matter. */
static domar_status places(domar_cx *cx, size_t **place, const domar_axis *units)
{
    const size_t n = domar_axis_size(units);
    *place = domar_scratch_bytes(cx, n, sizeof **place);
    if (!*place) return DOMAR_ENOMEM;
    for (size_t k = 0; k < n; k++) (*place)[domar_axis_by_code(units)[k]] = k;
    return DOMAR_OK;
}

/* Columns of controls, with dummies of periods (all but the first in use) behind them. */
static domar_status controls(domar_cx *cx, const double ***out, struct job *j)
{
    const domar_sample *s = j->sample;
    const double **w = domar_scratch_bytes(cx, j->w + s->periods, sizeof *w);
    bool first = true;
    if (!w) return DOMAR_ENOMEM;
    for (size_t k = 0; k < j->w; k++) w[k] = s->x[2 + j->x + k];
    for (size_t t = 0; j->opt->periods_effects && t < s->periods; t++) {
        double *d = domar_scratch(cx, s->rows), any = 0;
        if (!d) return DOMAR_ENOMEM;
        for (size_t i = 0; i < s->rows; i++) any += d[i] = s->period[i] == t;
        if (any > 0 && !first) w[j->w + j->dummies++] = d;
        if (any > 0) first = false;
    }
    *out = w;
    return DOMAR_OK;
}

static domar_status prepare(domar_cx *cx, struct job *j)
{
    const struct options *o = j->opt;
    const domar_sample *s = j->sample;
    const double **w;
    size_t *place;
    domar_status st = controls(cx, &w, j);
    if (!st) st = places(cx, &place, s->panel->unit_axis);
    if (st) return st;
    const bool even = balanced(s);
    if (strcmp(o->bootstrap, "units") == 0 && !even && o->draws)
        return domar_fail(cx, DOMAR_EDATA, "--bootstrap units takes residuals from one unit to another and needs as many periods in each: ask --bootstrap wild");
    const bool last = strcmp(o->deleted, "last") == 0;
    if (last && !even)
        return domar_fail(cx, DOMAR_EDATA, "--deleted last leaves out one period and needs as many periods in each unit: ask --deleted none");
    j->data = (domar_threshold_data){ .rows = s->rows, .units = s->units, .controls = j->w + j->dummies, .shifting = j->x,
                                      .start = s->start, .y = s->x[0], .q = s->x[1], .w = w, .x = s->x + 2, .place = place, .without_last = last };
    j->how = (domar_threshold_options){ .count = (size_t)o->thresholds, .grid = (size_t)o->grid, .trim = o->trim, .level = o->level,
                                        .draws = j->in->grain == BY_THRESHOLD ? (size_t)o->draws : 0,
                                        .wild = strcmp(o->bootstrap, "wild") == 0 || !even, .refine = o->refine,
                                        .seed = domar_cx_seed(cx) };
    domar_task(cx, "thresholds");
    st = domar_threshold_estimate(cx, &j->a, &j->data, &j->how);
    for (size_t k = 0; k < j->a.found; k++) {       /* ascending */
        size_t at = k;
        for (; at > 0 && j->edge[at - 1] > j->a.estimate[k]; at--) j->edge[at] = j->edge[at - 1];
        j->edge[at] = j->a.estimate[k];
    }
    return st;
}

static uint32_t regime_of(const struct job *j, double q)
{
    uint32_t r = 0;
    while (r < j->a.found && q > j->edge[r]) r++;
    return r;
}

/* ---- axes: "1: <= 0.0154", "2: 0.0154 to 0.54", "3: > 0.54", and "all" */
static domar_status regimes(domar_cx *cx, domar_axis **out, const struct job *j, bool all)
{
    domar_item items[DOMAR_THRESHOLDS + 2] = { { .code = NULL } };
    char code[DOMAR_THRESHOLDS + 1][8], edge[DOMAR_THRESHOLDS][32], *label[DOMAR_THRESHOLDS + 1] = { NULL };
    const size_t count = j->a.found + 1;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < j->a.found; k++) edge[k][domar_number_text(edge[k], j->edge[k])] = 0;
    for (size_t r = 0; !st && r < count; r++) {
        const char *q = j->opt->threshold;
        code[r][0] = (char)('1' + r), code[r][1] = 0;
        label[r] = count == 1 ? domar_strdup(cx, "all") : r == 0 ? domar_format(cx, "%s <= %s", q, edge[0])
                 : r + 1 == count ? domar_format(cx, "%s > %s", q, edge[r - 1]) : domar_format(cx, "%s < %s <= %s", edge[r - 1], q, edge[r]);
        if (!label[r]) st = DOMAR_ENOMEM;
        else items[r] = (domar_item){ .code = code[r], .en = label[r], .zh = label[r] };
    }
    if (all) items[count] = (domar_item){ .code = "all", .en = "all regimes", .zh = "全部区制" };
    if (!st) st = domar_axis_new(cx, out, items, count + all);
    for (size_t r = 0; r < count; r++) domar_release(label[r]);
    return st;
}

static domar_status stages(domar_cx *cx, domar_axis **out, size_t count)
{
    static const domar_item items[DOMAR_THRESHOLDS] = { { .code = "1", .en = "first found", .zh = "第一个" },
                                                        { .code = "2", .en = "second found", .zh = "第二个" },
                                                        { .code = "3", .en = "third found", .zh = "第三个" } };
    return domar_axis_new(cx, out, items, count);
}

/* ---- answers */
static domar_status by_threshold(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_threshold_answer *a = &j->a;
    const struct { const char *name; const double *of; } of[] = {
        { "estimate", a->estimate }, { "low", a->low }, { "high", a->high }, { "first", a->first }, { "f", a->f },
        { "p", a->p }, { "ssr", a->ssr + 1 } };
    static const char *const critical[3] = { "critical_10", "critical_5", "critical_1" };
    domar_axis *axis = NULL;
    domar_status st = stages(cx, &axis, j->how.count);
    if (!st) st = domar_result_new(cx, out, "panel.threshold", NULL, &(domar_dim){ "term", axis }, 1);
    for (size_t k = 0; !st && k < sizeof of / sizeof *of; k++) st = domar_result_put(cx, *out, columns, of[k].name, of[k].of);
    for (size_t c = 0; !st && c < 3; c++) {
        double v[DOMAR_THRESHOLDS];
        for (size_t k = 0; k < DOMAR_THRESHOLDS; k++) v[k] = a->critical[k][c];
        st = domar_result_put(cx, *out, columns, critical[c], v);
    }
    domar_axis_free(axis);
    return st;
}

/* Rows of v that squares count, moved together; how many. */
static size_t keep(double *v, uint32_t *group, const domar_sample *s, bool without_last)
{
    size_t kept = 0;
    for (size_t u = 0; u < s->units; u++)
        for (size_t i = s->start[u]; i + without_last < s->start[u + 1]; i++, kept++) {
            if (v) v[kept] = v[i];
            if (group) group[kept] = s->unit[i];
        }
    return kept;
}

/* The regression at the estimates: controls, then every variable regime by regime; all within units. */
static domar_status regression(domar_cx *cx, domar_least_squares *fit, double *norm, double **X, const struct job *j, domar_factor unit)
{
    const domar_sample *s = j->sample;
    const size_t n = s->rows, W = j->data.controls, R = j->a.found + 1, k = W + R * j->x;
    double *y = domar_scratch(cx, n);
    if (!y) return DOMAR_ENOMEM;
    memcpy(y, s->x[0], n * sizeof *y);
    for (size_t c = 0; c < k; c++) {
        if (!(X[c] = domar_scratch(cx, n))) return DOMAR_ENOMEM;
        const double *from = c < W ? j->data.w[c] : j->data.x[(c - W) / R];
        for (size_t i = 0; i < n; i++) {
            X[c][i] = c < W || regime_of(j, s->x[1][i]) == (c - W) % R ? from[i] : 0;
            norm[c] += X[c][i] * X[c][i];
        }
        norm[c] = sqrt(norm[c]);
    }
    domar_status st = domar_within(cx, X, k, &unit, 1, NULL, n, NULL);
    if (!st) st = domar_within(cx, &y, 1, &unit, 1, NULL, n, NULL);
    const size_t kept = keep(y, NULL, s, j->data.without_last);
    for (size_t c = 0; c < k; c++) keep(X[c], NULL, s, j->data.without_last);
    return st ? st : domar_least_squares_fit(cx, fit, y, X, norm, NULL, kept, k);
}

static domar_status by_coefficient(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_sample *s = j->sample;
    const size_t W = j->data.controls, R = j->a.found + 1, k = W + R * j->x, shown = j->w + R * j->x;
    const domar_factor unit = { s->unit, s->units };
    double **X = domar_scratch_bytes(cx, k, sizeof *X), *norm = domar_scratch(cx, k), *of[6];
    domar_item *items = domar_scratch_bytes(cx, j->w + j->x, sizeof *items);
    domar_axis *terms = NULL, *classes = NULL;
    domar_least_squares fit;
    domar_covariance V[3];
    static const domar_se kinds[3] = { DOMAR_SE_CLASSICAL, DOMAR_SE_HC0, DOMAR_SE_CLUSTER };
    static const char *const names[6] = { "estimate", "se", "se_robust", "se_cluster", "t", "p" };
    uint32_t *group = domar_scratch_bytes(cx, s->rows, sizeof *group);
    size_t used = 0;
    for (size_t c = 0; c < 6; c++)
        if (!(of[c] = domar_scratch(cx, shown + 1))) return DOMAR_ENOMEM;
    if (!X || !norm || !items || !group) return DOMAR_ENOMEM;
    keep(NULL, group, s, j->data.without_last);     /* a row less each stands for the means */
    for (size_t u = 0; !j->data.without_last && u < s->units; u++) used += s->start[u + 1] > s->start[u];
    domar_status st = regression(cx, &fit, norm, X, j, unit);
    for (size_t c = 0; !st && c < 3; c++) {
        const domar_se_options how = { .kind = kinds[c], .group = group, .groups = s->units, .absorbed = used };
        st = domar_least_squares_covariance(cx, &V[c], &fit, &how);
    }
    for (size_t i = 0; i < j->w + j->x; i++) items[i].code = i < j->w ? j->ws[i] : j->xs[i - j->w];
    if (!st) st = domar_axis_new(cx, &terms, items, j->w + j->x);
    if (!st) st = regimes(cx, &classes, j, true);
    const domar_dim dims[] = { { "term", terms }, { "class", classes } };
    if (!st) st = domar_result_new_rows(cx, out, "panel.threshold", NULL, dims, 2, shown);
    for (size_t i = 0; !st && i < shown; i++) {
        const size_t c = i < j->w ? i : W + i - j->w;
        domar_result_codes(*out, "term")[i] = (uint32_t)(i < j->w ? i : j->w + (i - j->w) / R);
        domar_result_codes(*out, "class")[i] = (uint32_t)(i < j->w ? R : (i - j->w) % R);
        of[0][i] = fit.beta[c];
        for (size_t v = 0; v < 3; v++) of[1 + v][i] = V[v].se[c];
        of[4][i] = of[0][i] / of[2][i];
        of[5][i] = domar_t_two_sided(of[4][i], V[0].df);
    }
    for (size_t c = 0; !st && c < 6; c++) st = domar_result_put(cx, *out, columns, names[c], of[c]);
    if (!st) st = domar_result_certify(cx, *out, "ssr_gap", fabs(fit.ssr - j->a.ssr_final) / j->a.ssr_final, 1e-8);
    if (!st) st = domar_result_certify_text(cx, *out, "se_robust", "HC0 within units, as Hansen's program; t and p by it");
    domar_axis_free(terms);
    domar_axis_free(classes);
    return st;
}

static domar_status by_curve(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_threshold_answer *a = &j->a;
    const size_t n = a->candidates, rows = a->found * n;
    double *value = domar_scratch(cx, rows + 1);
    domar_axis *terms = NULL, *classes = NULL;
    if (!value) return DOMAR_ENOMEM;
    for (size_t k = 0; k < a->found; k++) memcpy(value + k * n, a->value, n * sizeof *value);
    domar_status st = domar_axis_of_numbers(cx, &classes, a->value, n, sizeof *a->value);
    if (!st) st = stages(cx, &terms, a->found ? a->found : 1);
    const domar_dim dims[] = { { "term", terms }, { "class", classes } };
    if (!st) st = domar_result_new(cx, out, "panel.threshold", NULL, dims, 2);
    if (!st) st = domar_result_put(cx, *out, columns, "value", value);
    if (!st) st = domar_result_put(cx, *out, columns, "lr", a->lr);
    domar_axis_free(terms);
    domar_axis_free(classes);
    return st;
}

static domar_status by_regime(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_sample *s = j->sample;
    const size_t R = j->a.found + 1;
    double *rows = domar_scratch(cx, s->periods * R), *share = domar_scratch(cx, s->periods * R), *all = domar_scratch(cx, s->periods);
    domar_axis *classes = NULL;
    if (!rows || !share || !all) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) {
        rows[s->period[i] * R + regime_of(j, s->x[1][i])]++;
        all[s->period[i]]++;
    }
    for (size_t k = 0; k < s->periods * R; k++) share[k] = all[k / R] > 0 ? rows[k] / all[k / R] : NAN;
    domar_status st = regimes(cx, &classes, j, false);
    const domar_dim dims[] = { { "period", s->panel->period_axis }, { "class", classes } };
    if (!st) st = domar_result_new(cx, out, "panel.threshold", NULL, dims, 2);
    if (!st) st = domar_result_put(cx, *out, columns, "rows", rows);
    if (!st) st = domar_result_put(cx, *out, columns, "share", share);
    domar_axis_free(classes);
    return st;
}

/* ---- words */
static domar_status certify(domar_cx *cx, domar_result *r, const struct job *j)
{
    const domar_threshold_answer *a = &j->a;
    domar_status st = domar_sample_certify(cx, r, j->sample, j->in->missing);
    if (!st) st = domar_result_certify_text(cx, r, "effects", j->opt->periods_effects ? "units and periods" : "units");
    if (!st) st = domar_result_certify_text(cx, r, "deleted_period", !j->data.without_last ? "none: squares over all rows"
                       : "last of each unit, after means over all its rows, from all squares and residuals drawn; regimes and trimming count all rows");
    if (!st) st = domar_result_certify_text(cx, r, "regimes", "q <= threshold is the lower one");
    if (!st) st = domar_result_certify_text(cx, r, "candidates", j->how.grid ? "quantiles of the distinct values, trimmed at both ends"
                                                                             : "all distinct values, trimmed at both ends");
    if (!st) st = domar_result_certify(cx, r, "candidates_tried", (double)a->candidates, NAN);
    if (!st) st = domar_result_certify(cx, r, "trim", j->how.trim, NAN);
    if (!st) st = domar_result_certify(cx, r, "thresholds_found", (double)a->found, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "order", j->how.refine ? "one after another, refined until none moves" : "one after another");
    if (!st) st = domar_result_certify(cx, r, "refinement_rounds", (double)a->rounds, NAN);
    if (!st) st = domar_result_certify(cx, r, "ssr_without", a->ssr[0], NAN);
    if (!st) st = domar_result_certify(cx, r, "ssr_final", a->ssr_final, NAN);
    if (!st) st = domar_result_certify(cx, r, "variance_df", a->df, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "variance", "S / (rows - units)");
    if (!st) st = domar_result_certify(cx, r, "lr_limit", a->limit, NAN);
    if (!st && j->how.draws) {
        st = domar_result_certify_text(cx, r, "bootstrap", j->how.wild ? "signs of units' own residuals" : "residuals of whole units");
        if (!st) st = domar_result_certify_text(cx, r, "null", "fit and residuals of the model with one threshold less; all thresholds anew in a draw");
        if (!st) st = domar_result_certify(cx, r, "draws", (double)j->how.draws, NAN);
        if (!st) st = domar_result_certify(cx, r, "seed", (double)j->how.seed, NAN);
    }
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct job *j)
{
    const domar_threshold_answer *a = &j->a;
    char *en = NULL, *zh = NULL, text[200] = "";
    if (!a->found)
        return domar_result_read(cx, r, "No candidate leaves enough rows on both sides.", "没有候选门槛能使两侧样本足够。");
    for (size_t k = 0, used = 0; k < a->found; k++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%.4g", k ? ", " : "", j->edge[k]);
    if (j->how.draws) {
        const size_t last = a->found - 1;
        en = domar_format(cx, "Thresholds of %s at %s; the last one found (%.4g) has F = %.4g and p = %.3g against one threshold less.", j->opt->threshold,
                          text, a->first[last], a->f[last], a->p[last]);
        zh = domar_format(cx, "%s 的门槛：%s；最后找到的门槛（%.4g）F = %.4g，p = %.3g（相对于少一个门槛）。", j->opt->threshold, text, a->first[last],
                          a->f[last], a->p[last]);
    } else {
        en = domar_format(cx, "Thresholds of %s at %s.", j->opt->threshold, text);
        zh = domar_format(cx, "%s 的门槛：%s。", j->opt->threshold, text);
    }
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct job j = { .in = in, .opt = options };
    domar_status (*const fill[])(domar_cx *, domar_result **, const struct job *) = { by_threshold, by_coefficient, by_curve, by_regime };
    domar_status st = ask(cx, &j);
    if (!st) st = prepare(cx, &j);
    if (!st) st = fill[in->grain](cx, out, &j);
    if (!st) st = certify(cx, *out, &j);
    if (!st) st = read_out(cx, *out, &j);
    domar_sample_free(j.sample);
    domar_release(j.xs);
    domar_release(j.ws);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_panel_threshold = {
    .id = "panel.threshold", .title_en = "Panel regression with thresholds", .title_zh = "面板门槛回归",
    .about_en = "Fixed-effect regression in which the effect of some variables changes where another variable passes a threshold: one to three "
                "thresholds, their intervals by inverting the likelihood ratio, bootstrap tests of each, effects in each regime.",
    .about_zh = "固定效应面板门槛回归：当门槛变量跨越门槛值时，部分变量的系数发生变化。给出一至三个门槛、似然比反演置信区间、"
                "自助法检验与各区制系数。",
    .formula = "y_{it} = a_i + w_{it}'c + \\sum_r x_{it}'b_r 1(\\gamma_{r-1} < q_{it} \\le \\gamma_r) + e_{it}", .cite = "hansen1999",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "term: a threshold in the order of finding, or a variable; class: a regime (ascending) or a candidate",
    .dim_docs_zh = "term：按发现顺序的门槛或变量；class：区制（升序）或候选值", .example = "y=log(output) x=log(labour) controls=log(capital) threshold=openness draws=8 grid=20 trim=0.1",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
