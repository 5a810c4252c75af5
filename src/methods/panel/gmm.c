/* methods/panel/gmm.c -- dynamic panels: difference and system GMM
 *
 *     y_it = sum_l a_l y_i,t-l + x_it' b + v_t + u_i + e_it
 *
 * Instruments are lagged levels for equations in differences and, in the system, lagged differences for equations in
 * levels; two-step standard errors have Windmeijer's correction. */
#include "base/text.h"
#include "model/dynamic_panel.h"
#include "model/panel_report.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options {
    const char *y, *x, *predetermined, *endogenous, *instruments, *equations, *steps, *se, *initial;
    int64_t lags, from, to;
    bool collapse, period_effects;
    double confidence;
};

enum { COEFFICIENTS, STATISTICS };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .en = "What is explained, also by its own lags: a column or an expression.",
      .zh = "被解释变量（其滞后亦为解释变量）：列名或表达式。" },
    { DOMAR_FIELD(struct options, lags), .def = 1, .lo = 1, .hi = 20, .en = "Lags of y among the regressors.", .zh = "被解释变量的滞后阶数。" },
    { DOMAR_FIELD(struct options, x), .en = "Strictly exogenous regressors, separated by commas: they are their own instruments.",
      .zh = "严格外生解释变量，逗号分隔，自身作工具。" },
    { DOMAR_FIELD(struct options, predetermined), .en = "Predetermined regressors: free of errors of this period and later.",
      .zh = "前定解释变量：与当期及以后的误差无关。" },
    { DOMAR_FIELD(struct options, endogenous), .en = "Endogenous regressors: free of errors of later periods only.",
      .zh = "内生解释变量：仅与以后各期误差无关。" },
    { DOMAR_FIELD(struct options, instruments), .en = "Exogenous variables that are instruments only.", .zh = "仅作工具的外生变量。" },
    { DOMAR_FIELD(struct options, equations), .text = "difference", .choices = "difference|system",
      .en = "Equations in differences (Arellano-Bond), or with equations in levels beside them (Blundell-Bond).",
      .zh = "差分方程（Arellano-Bond），或差分与水平方程联立（系统 GMM，Blundell-Bond）。" },
    { DOMAR_FIELD(struct options, steps), .text = "two", .choices = "one|two", .en = "One step, or weights from its residuals in a second.",
      .zh = "一步或两步估计。" },
    { DOMAR_FIELD(struct options, se), .text = "robust", .choices = "robust|conventional",
      .en = "robust: clustered by unit, of two steps with Windmeijer's correction; conventional: without.",
      .zh = "robust：按单元聚类，两步估计带 Windmeijer 修正；conventional：不修正。" },
    { DOMAR_FIELD(struct options, from), .def = 2, .lo = 2, .hi = 1000,
      .en = "First lag of levels as instruments of y and endogenous regressors; predetermined ones: one less.",
      .zh = "被解释变量与内生变量的水平滞后工具的起始阶；前定变量减一。" },
    { DOMAR_FIELD(struct options, to), .def = 0, .lo = 0, .hi = 1000, .en = "Last lag of these; 0: all there are.", .zh = "末阶；0 为全部。" },
    { DOMAR_FIELD(struct options, collapse), .def = 0, .lo = 0, .hi = 1,
      .en = "One instrument a lag, not one a lag and period.", .zh = "每个滞后阶只用一个工具（折叠）。" },
    { .name = "period-effects", .kind = DOMAR_BOOL, .at = offsetof(struct options, period_effects), .def = 1, .lo = 0, .hi = 1,
      .en = "Effects of periods, as regressors and instruments.", .zh = "时期效应（同时作解释变量与工具）。" },
    { DOMAR_FIELD(struct options, initial), .text = "full", .choices = "full|blocks|white",
      .en = "Covariance that one-step weights suppose: of differences of white noise with its levels (full), without the part "
            "between both (blocks), or none (white).",
      .zh = "一步权重假定的误差协方差：差分与水平含交叉项（full）、不含交叉项（blocks）、白噪声（white）。" },
    { DOMAR_FIELD(struct options, confidence), .def = 95, .lo = 50, .hi = 99.99, .unit = "%",
      .en = "Level of the confidence intervals.", .zh = "置信水平。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "coefficient", "term", "Coefficients with standard errors.", "系数与标准误。" },
    { "statistic", "statistic", "Instruments and tests.", "工具与检验。" },
    { .name = NULL } };

static const domar_column columns[] = { DOMAR_COEFFICIENT_COLUMNS, DOMAR_STATISTIC_COLUMNS, { .name = NULL } };

struct work {
    const struct options *opt;
    const domar_panel *panel;
    size_t count;                       /* terms: y, then regressors and instruments */
    const char **terms;
    domar_gmm_kind *kind;               /* count; of the first unused */
    size_t *period_of;                  /* T: position on the axis, SIZE_MAX where the grid has a gap */
    domar_sample *sample;
    domar_gmm_data data;
    domar_gmm g;
    const char **names;
    domar_coefficients shown;
};

/* ---- variables */
static domar_status add_terms(domar_cx *cx, struct work *w, const char *list, const char *option, domar_gmm_kind kind)
{
    const char **parts = NULL;
    size_t count = 0;
    if (!list) return DOMAR_OK;
    domar_status st = domar_terms_split(cx, &parts, &count, list, option);
    if (st) return st;
    const char **terms = domar_scratch_bytes(cx, w->count + count, sizeof *terms);
    domar_gmm_kind *kinds = domar_scratch_bytes(cx, w->count + count, sizeof *kinds);
    st = terms && kinds ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->count; k++) {
        terms[k] = w->terms[k];
        kinds[k] = w->kind[k];
    }
    for (size_t k = 0; !st && k < count; k++) {
        char *copy = domar_scratch_bytes(cx, strlen(parts[k]) + 1, 1);
        if (!copy) st = DOMAR_ENOMEM;
        else terms[w->count + k] = strcpy(copy, parts[k]);
        kinds[w->count + k] = kind;
    }
    domar_release(parts);
    if (st) return st;
    w->terms = terms;
    w->kind = kinds;
    w->count += count;
    return DOMAR_OK;
}

static domar_status list_terms(domar_cx *cx, struct work *w)
{
    const struct options *o = w->opt;
    if (!o->y) return domar_fail(cx, DOMAR_EUSAGE, "--y says what is explained: --y \"log(emp)\" --x \"log(wage),log(capital)\"");
    if (!w->panel->period_name) return domar_fail(cx, DOMAR_EUSAGE, "lags need periods, and this is a cross-section");
    if (o->to && o->to < o->from) return domar_fail(cx, DOMAR_EUSAGE, "--to is below --from: no lag is an instrument");
    w->terms = domar_scratch_bytes(cx, 1, sizeof *w->terms);
    w->kind = domar_scratch_bytes(cx, 1, sizeof *w->kind);
    if (!w->terms || !w->kind) return DOMAR_ENOMEM;
    w->terms[w->count++] = o->y;
    domar_status st = add_terms(cx, w, o->x, "x", DOMAR_GMM_EXOGENOUS);
    if (!st) st = add_terms(cx, w, o->predetermined, "predetermined", DOMAR_GMM_PREDETERMINED);
    if (!st) st = add_terms(cx, w, o->endogenous, "endogenous", DOMAR_GMM_ENDOGENOUS);
    return st ? st : add_terms(cx, w, o->instruments, "instruments", DOMAR_GMM_INSTRUMENT);
}

/* Variables on the grid of periods.  The sample says what is missing and refused; levels that only serve as instruments
 * stay in although a lag of another variable is missing beside them. */
static domar_status fill_grid(domar_cx *cx, struct work *w, const char *missing)
{
    const domar_panel *p = w->panel;
    domar_gmm_data *d = &w->data;
    domar_status st = domar_sample_new(cx, &w->sample, p, w->terms, w->count, missing);
    if (st) return st;
    const double span = (p->time[p->periods - 1] - p->time[0]) / (p->step > 0 ? p->step : 1);
    if (span > 10000) return domar_fail(cx, DOMAR_EDATA, "periods are up to %.0f steps apart: regular periods are needed", span);
    d->T = (size_t)lround(span) + 1;
    d->units = p->units;
    if ((st = domar_memory_check(cx, 8.0 * (double)w->count * (double)(d->units * d->T), "variables"))) return st;
    const double **x = domar_scratch_bytes(cx, w->count, sizeof *x);
    double *block = domar_scratch(cx, w->count * d->units * d->T), *value = domar_scratch(cx, p->rows);
    bool *gone = domar_scratch_bytes(cx, p->rows, sizeof *gone);
    w->period_of = domar_scratch_bytes(cx, d->T, sizeof *w->period_of);
    if (!x || !block || !value || !gone || !w->period_of) return DOMAR_ENOMEM;
    for (size_t t = 0; t < d->T; t++) w->period_of[t] = SIZE_MAX;
    for (size_t t = 0; t < p->periods; t++) w->period_of[lround((p->time[t] - p->time[0]) / p->step)] = t;
    for (size_t k = 0; !st && k < w->count; k++) {
        double *v = block + k * d->units * d->T;
        size_t filled = 0;
        x[k] = v;
        for (size_t c = 0; c < d->units * d->T; c++) v[c] = NAN;
        st = domar_panel_term(cx, value, gone, &filled, p, w->terms[k], missing);
        for (size_t i = 0; !st && i < p->rows; i++)
            v[p->unit[i] * d->T + (size_t)lround((p->time[p->period[i]] - p->time[0]) / p->step)] = value[i];
    }
    d->y = x[0];
    d->x = x + 1;
    d->kind = w->kind + 1;
    d->k = w->count - 1;
    return st;
}

/* ---- answers */
static domar_status name_columns(domar_cx *cx, struct work *w)
{
    const domar_gmm *g = &w->g;
    w->names = domar_scratch_bytes(cx, g->K + 1, sizeof *w->names);
    if (!w->names) return DOMAR_ENOMEM;
    for (size_t c = 0; c < g->K; c++) {
        const size_t of = g->column[c], room = strlen(w->opt->y) + 80;
        char *name = domar_scratch_bytes(cx, room, 1);
        if (!name) return DOMAR_ENOMEM;
        w->names[c] = name;
        if (of == DOMAR_GMM_CONSTANT) w->names[c] = "(constant)";
        else if (of >= DOMAR_GMM_DUMMY) {
            const size_t t = w->period_of[of - DOMAR_GMM_DUMMY];
            snprintf(name, room, "period %.60s", t == SIZE_MAX ? "?" : domar_axis_code(w->panel->period_axis, t));
        } else if (of >= w->data.lags) w->names[c] = w->terms[1 + of - w->data.lags];
        else if (of) snprintf(name, room, "L%zu.%s", of + 1, w->opt->y);
        else snprintf(name, room, "L.%s", w->opt->y);
    }
    w->shown = (domar_coefficients){ w->names, g->b, g->se, g->K, g->units, INFINITY, w->opt->confidence };
    return DOMAR_OK;
}

static domar_status set_words(domar_cx *cx, const struct work *w, domar_statistic *s, size_t k, bool without)
{
    const size_t set = w->g.group[k];
    const char *of = set == DOMAR_GMM_CONSTANT ? "levels" : set == DOMAR_GMM_DUMMY ? "exogenous" : w->terms[set];
    const size_t room = strlen(of) + 120;
    char *code = domar_scratch_bytes(cx, room, 1), *en = domar_scratch_bytes(cx, room, 1), *zh = domar_scratch_bytes(cx, room, 1);
    if (!code || !en || !zh) return DOMAR_ENOMEM;
    snprintf(code, room, "%s: %s", without ? "hansen_without" : "difference", of);
    snprintf(en, room, without ? "Hansen without the instruments of %s" : "What the instruments of %s add to Hansen", of);
    snprintf(zh, room, without ? "去掉 %s 的工具后的 Hansen 检验" : "%s 的工具的差分 Hansen 检验", of);
    *s = (domar_statistic){ code, en, zh, without ? w->g.without[k] : w->g.difference[k] };
    return DOMAR_OK;
}

static domar_status statistics(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_gmm *g = &w->g;
    const domar_statistic first[] = {
        { "rows", "Equations, in differences (and levels)", "方程数（差分及水平）", DOMAR_NUMBER((double)g->rows) },
        { "differences", "Equations in differences", "差分方程数", DOMAR_NUMBER((double)g->difference_rows) },
        { "units", "Units", "单元数", DOMAR_NUMBER((double)g->units) },
        { "regressors", "Regressors", "解释变量数", DOMAR_NUMBER((double)g->estimated) },
        { "instruments", "Instruments", "工具数", DOMAR_NUMBER((double)g->L) },
        { "rank", "Rank of their weights", "权重矩阵的秩", DOMAR_NUMBER((double)g->rank) },
        { "sigma2", "Variance of the errors, from one step", "误差方差（一步）", DOMAR_NUMBER(g->sigma2) },
        { "slopes", "All slopes are zero, periods apart (chi-square)", "斜率全为零的卡方检验（不含时期）", g->slopes },
        { "ar1", "No serial correlation of differences, order 1 (normal)", "差分残差一阶自相关检验", g->ar[0] },
        { "ar2", "No serial correlation of differences, order 2 (normal)", "差分残差二阶自相关检验", g->ar[1] },
        { "sargan", "Sargan: instruments are valid (one step, errors alike)", "Sargan 检验（一步，同方差）", g->sargan },
        { "hansen", "Hansen: instruments are valid (two steps)", "Hansen 检验（两步）", g->hansen } };
    const size_t fixed = sizeof first / sizeof *first;
    domar_statistic *list = domar_scratch_bytes(cx, fixed + 2 * g->groups, sizeof *list);
    if (!list) return DOMAR_ENOMEM;
    memcpy(list, first, sizeof first);
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < 2 * g->groups; k++) st = set_words(cx, w, &list[fixed + k], k / 2, k % 2 == 0);
    return st ? st : domar_put_statistics(cx, out, "panel.gmm", columns, list, fixed + 2 * g->groups, g->units);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, const char *missing)
{
    const struct options *o = w->opt;
    const domar_gmm *g = &w->g;
    char lags[80], to[24];
    snprintf(to, sizeof to, "%lld", (long long)o->to);
    snprintf(lags, sizeof lags, "%lld to %s", (long long)o->from, o->to ? to : "all");
    domar_status st = domar_sample_certify(cx, r, w->sample, missing);
    const char *const texts[][2] = {
        { "equations", o->equations }, { "steps", o->steps },
        { "standard_errors", strcmp(o->se, "robust") ? "conventional" : *o->steps == 't' ? "Windmeijer" : "clustered by unit" },
        { "lags_as_instruments", lags }, { "collapsed", o->collapse ? "yes" : "no" },
        { "period_effects", o->period_effects ? "yes, also in instruments" : "no" }, { "one_step_covariance", o->initial },
        { "missing_instruments", "count as 0" }, { "difference_in_hansen", "with the weights of all instruments" },
        { "small_sample_factor", "none" }, { "distribution", "normal, chi-square" } };
    for (size_t k = 0; !st && k < sizeof texts / sizeof *texts; k++) st = domar_result_certify_text(cx, r, texts[k][0], texts[k][1]);
    if (!st) st = domar_result_certify(cx, r, "equations_used", (double)g->rows, NAN);
    if (!st) st = domar_result_certify(cx, r, "collinear_left_out", (double)(g->K - g->estimated), NAN);
    if (!st) st = domar_result_certify(cx, r, "instruments", (double)g->L, NAN);
    if (!st) st = domar_result_certify(cx, r, "instruments_dependent", (double)(g->L - g->rank), NAN);
    if (!st && g->L > g->units)
        st = domar_result_certify_text(cx, r, "too_many_instruments", "more than units: tests are weak, collapse or use fewer lags");
    return st ? st : domar_result_certify(cx, r, "first_order_condition", g->orthogonality, 1e-6);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_gmm *g = &w->g;
    const bool many = g->L > g->units;
    char *list = domar_coefficients_text(cx, &w->shown, 0, 3);
    if (!list) return DOMAR_ENOMEM;
    char *en = domar_format(cx, "%s on %s; %zu units, %zu instruments%s; AR(2) p = %.3g, Hansen p = %.3g.", w->opt->y, list, g->units,
                            g->L, many ? " (more than units)" : "", g->ar[1].p, g->hansen.p);
    char *zh = domar_format(cx, "以 %s 为被解释变量：%s；%zu 个单元，%zu 个工具%s；AR(2) p = %.3g，Hansen p = %.3g。", w->opt->y, list,
                            g->units, g->L, many ? "（多于单元数）" : "", g->ar[1].p, g->hansen.p);
    domar_release(list);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .opt = options, .panel = in->panel };
    const struct options *o = options;
    const domar_mark mark = domar_scratch_mark(cx);
    w.data = (domar_gmm_data){ .lags = (size_t)o->lags, .system = *o->equations == 's', .two_step = *o->steps == 't',
                               .collapse = o->collapse, .period_effects = o->period_effects, .robust = *o->se == 'r',
                               .from = (size_t)o->from, .to = (size_t)o->to, .initial = *o->initial == 'f' ? DOMAR_GMM_FULL
                               : *o->initial == 'b' ? DOMAR_GMM_BLOCKS : DOMAR_GMM_WHITE };
    domar_status st = list_terms(cx, &w);
    if (!st) st = fill_grid(cx, &w, in->missing);
    if (!st) st = domar_gmm_fit(cx, &w.g, &w.data);
    if (!st) st = name_columns(cx, &w);
    if (!st && in->grain == COEFFICIENTS) st = domar_put_coefficients(cx, out, "panel.gmm", columns, &w.shown);
    if (!st && in->grain == STATISTICS) st = statistics(cx, out, &w);
    if (!st) st = certify(cx, *out, &w, in->missing);
    if (!st) st = read_out(cx, *out, &w);
    domar_sample_free(w.sample);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_panel_gmm = {
    .id = "panel.gmm", .title_en = "Dynamic panels: difference and system GMM", .title_zh = "动态面板：差分 GMM 与系统 GMM",
    .about_en =
        "What depends on its own past cannot be regressed with effects of units by least squares: the past contains the effect. "
        "Differences take the effect out, and levels far enough back are instruments; the system adds equations in levels with "
        "differences as instruments, which helps where the variable hardly moves. Look at AR(2) (must not be significant), Hansen, and "
        "at the number of instruments: more than units make every test pass.",
    .about_zh =
        "被解释变量依赖自身过去时，带单元效应的最小二乘有偏。差分消除单元效应，足够久远的水平值作工具；系统 GMM 再加入以差分为工具的水平方程，"
        "适于变量变动缓慢的情形。请查看 AR(2)（不应显著）、Hansen 检验与工具数：工具多于单元数时检验形同虚设。",
    .formula = "y_{it} = \\sum_l \\alpha_l y_{i,t-l} + x_{it}'\\beta + v_t + u_i + \\varepsilon_{it}, \\quad E[z_{i,t-l} "
        "\\Delta\\varepsilon_{it}] = 0, \\quad \\hat\\theta = (X'Z W Z'X)^{-1} X'Z W Z'y",
    .cite = "arellano1991; arellano1995; blundell1998; windmeijer2005; roodman2009",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "term: a regressor; statistic: a figure or a test", .dim_docs_zh = "term：解释变量；statistic：指标或检验",
    .example = "y=log(output) x=log(capital) predetermined=log(labour) collapse=true", .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_PANEL, .run = run };
