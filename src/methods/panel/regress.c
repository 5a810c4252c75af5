/* methods/panel/regress.c -- linear regressions on panels
 *
 *     y_it = a + x_it' b + u_i + v_t + e_it
 *
 * Pooled, effects of units, periods or both absorbed (with further classes), random effects, between units, first
 * differences; standard errors by name; tests of the effects. */
#include "base/text.h"
#include "model/panel_report.h"
#include "solve/distributions.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <string.h>

struct options {
    const char *y, *x, *effects, *se, *cluster, *absorb;
    int64_t lags;
    bool small_sample, drift;
    double confidence;
};

enum { COEFFICIENTS, STATISTICS, ROWS };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .en = "What is explained: a column or an expression such as log(output).",
      .zh = "被解释变量：列名或表达式，如 log(output)。" },
    { DOMAR_FIELD(struct options, x), .en = "What explains, separated by commas: columns or expressions, lags as L.x.",
      .zh = "解释变量，逗号分隔：列名或表达式，滞后写作 L.x。" },
    { DOMAR_FIELD(struct options, effects), .text = "unit",
      .choices = "none|unit|period|two-way|random|between|first-difference",
      .en = "Fixed effects of units, periods or both; random effects (Swamy-Arora); means of units; first differences; none: pooled.",
      .zh = "单元、时期或双向固定效应；随机效应（Swamy-Arora）；组间；一阶差分；none 为混合回归。" },
    { DOMAR_FIELD(struct options, se), .text = "cluster", .choices = "classical|robust|hc0|hc2|hc3|cluster|driscoll-kraay",
      .en = "Standard errors; robust is HC1.", .zh = "标准误类型；robust 即 HC1。" },
    { DOMAR_FIELD(struct options, cluster), .text = "unit", .only = "se=cluster",
      .en = "Classes that are clusters: unit, period or a column; two separated by a comma for two-way clustering.",
      .zh = "聚类依据：unit、period 或某列；双向聚类写两个，逗号分隔。" },
    { DOMAR_FIELD(struct options, absorb),
      .only = "effects=none|unit|period|two-way",
      .en = "Further columns whose classes have effects of their own, separated by commas.",
      .zh = "另需吸收其效应的列，逗号分隔。" },
    { DOMAR_FIELD(struct options, lags), .def = -1, .lo = -1, .hi = 1000, .only = "se=driscoll-kraay",
      .en = "Lags of Driscoll-Kraay; -1: floor(4 (T/100)^(2/9)).", .zh = "Driscoll-Kraay 的滞后阶数；-1 为 floor(4 (T/100)^(2/9))。" },
    { .name = "small-sample", .kind = DOMAR_BOOL, .at = offsetof(struct options, small_sample), .def = 1, .lo = 0, .hi = 1,
      .only = "se=cluster|driscoll-kraay",
      .en = "Small-sample factor G/(G-1) (n-1)/(n-K) of clusters and periods.", .zh = "聚类与时期的小样本修正 G/(G-1) (n-1)/(n-K)。" },
    { DOMAR_FIELD(struct options, drift), .def = 0, .lo = 0, .hi = 1, .only = "effects=first-difference",
      .en = "First differences with a constant.", .zh = "一阶差分方程含常数项。" },
    { DOMAR_FIELD(struct options, confidence), .def = 95, .lo = 50, .hi = 99.99, .unit = "%",
      .en = "Level of the confidence intervals.", .zh = "置信水平。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "coefficient", "term", "Coefficients with standard errors.", "系数与标准误。" },
    { "statistic", "statistic", "Fit, variances and tests.", "拟合优度、方差与检验。" },
    { "unit", "unit,period", "Fitted values, residuals and effects of every row.", "逐行的拟合值、残差与效应。" },
    { .name = NULL } };

static const domar_column columns[] = {
    DOMAR_COEFFICIENT_COLUMNS, DOMAR_STATISTIC_COLUMNS,
    { "observed", "", "What is explained.", "被解释变量实际值。", NULL },
    { "fitted", "", "Fitted value, effects included.", "拟合值（含效应）。", NULL },
    { "residual", "", "Observed less fitted.", "残差。", NULL },
    { "unit_effect", "", "Effect of the unit (random effects: its best linear prediction).", "单元效应（随机效应为最优线性预测）。", NULL },
    { "period_effect", "", "Effect of the period; mean zero where units have effects too.", "时期效应；与单元效应并存时均值为零。", NULL },
    { .name = NULL } };

struct work {
    const struct options *opt;
    const char **terms;                 /* y, then x */
    const char **names;                 /* of the columns of the fit */
    domar_sample *sample;
    domar_regress_data data;
    domar_regress r;
    domar_covariance c;
    domar_coefficients shown;
    double df;                          /* INFINITY: normal */
    size_t units;
};

static domar_effects effects_of(const char *word)
{
    static const char *const words[] = { "none", "unit", "period", "two-way", "random", "between" };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (!strcmp(word, words[k])) return (domar_effects)k;
    return DOMAR_EFFECTS_DIFFERENCE;
}

/* ---- sample */
static domar_status open_sample(domar_cx *cx, struct work *w, const domar_input *in, domar_effects effects)
{
    size_t count = 0;
    const char **x = NULL;
    if (!w->opt->y || !w->opt->x)
        return domar_fail(cx, DOMAR_EUSAGE, "--y and --x say what is explained and by what: --y \"log(output)\" --x "
                          "\"log(capital),log(labour)\"");
    if (!in->panel->period_name && effects != DOMAR_EFFECTS_NONE)
        return domar_fail(cx, DOMAR_EUSAGE, "--effects %s needs periods, this is a cross-section: say --effects none",
                          w->opt->effects);
    domar_status st = domar_terms_split(cx, &x, &count, w->opt->x, "x");
    if (st) return st;
    w->terms = domar_scratch_bytes(cx, count + 1, sizeof *w->terms);
    w->names = domar_scratch_bytes(cx, count + 1, sizeof *w->names);
    st = w->terms && w->names ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        char *copy = domar_scratch_bytes(cx, strlen(x[k]) + 1, 1);
        if (!copy) st = DOMAR_ENOMEM;
        else w->terms[k + 1] = strcpy(copy, x[k]);
    }
    for (size_t k = 0; !st && k < count; k++) {
        if (strcmp(x[k], w->opt->y) == 0)
            st = domar_fail(cx, DOMAR_EUSAGE, "--x names %s, which is --y: nothing explains itself, take it out", x[k]);
        for (size_t j = 0; !st && j < k; j++)
            if (strcmp(x[k], x[j]) == 0) st = domar_fail(cx, DOMAR_EUSAGE, "--x names %s twice: take one out", x[k]);
    }
    domar_release(x);
    if (st) return st;
    w->terms[0] = w->opt->y;
    st = domar_sample_new(cx, &w->sample, in->panel, w->terms, count + 1, in->missing);
    if (st) return st;
    w->data = domar_regress_data_of(w->sample);
    for (size_t u = 0; u < w->data.units; u++) w->units += w->data.start[u + 1] > w->data.start[u];
    return DOMAR_OK;
}

static domar_status absorbed_columns(domar_cx *cx, struct work *w)
{
    const char **columns_list = NULL;
    size_t count = 0;
    if (!w->opt->absorb) return DOMAR_OK;
    domar_status st = domar_terms_split(cx, &columns_list, &count, w->opt->absorb, "absorb");
    domar_factor *f = st ? NULL : domar_scratch_bytes(cx, count + 1, sizeof *f);
    if (!st && !f) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) st = domar_sample_factor(cx, &f[k], w->sample, columns_list[k], "absorb");
    domar_release(columns_list);
    w->data.absorb = f;
    w->data.absorbs = count;
    return st;
}

/* ---- standard errors */
static domar_status on_rows(domar_cx *cx, domar_factor *f, const domar_regress *r)
{
    uint32_t *item = domar_scratch_bytes(cx, r->n + 1, sizeof *item);
    if (!item) return DOMAR_ENOMEM;
    for (size_t p = 0; p < r->n; p++) item[p] = f->item[r->row[p]];
    f->item = item;
    return DOMAR_OK;
}

static domar_status clusters(domar_cx *cx, struct work *w, domar_se_options *o)
{
    const char **list = NULL;
    size_t count = 0;
    domar_factor f[2] = { { NULL, 0 }, { NULL, 0 } };
    domar_status st = domar_terms_split(cx, &list, &count, w->opt->cluster, "cluster");
    if (!st && count > 2)
        st = domar_fail(cx, DOMAR_EUSAGE, "--cluster %s: one or two columns", w->opt->cluster);
    for (size_t k = 0; !st && k < count; k++) {
        st = domar_sample_factor(cx, &f[k], w->sample, list[k], "cluster");
        if (!st) st = on_rows(cx, &f[k], &w->r);
    }
    domar_release(list);
    if (st) return st;
    o->group = f[0].item;
    o->groups = f[0].classes;
    o->group2 = f[1].item;
    o->groups2 = f[1].classes;
    /* Effects of classes that lie within the clusters cost no degrees of freedom of the factor. */
    size_t counted = 0;
    bool exact;
    domar_factor *kept = domar_scratch_bytes(cx, w->r.factors + 1, sizeof *kept);
    if (!kept) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->r.factors; k++) {
        bool nested = false, second = false;
        st = domar_within_nested(cx, &nested, &w->r.factor[k], o->group, w->r.n);
        if (!st && o->group2) st = domar_within_nested(cx, &second, &w->r.factor[k], o->group2, w->r.n);
        if (!nested && !second) kept[counted++] = w->r.factor[k];
    }
    const bool any = counted < w->r.factors;
    if (!st && counted) st = domar_within_parameters(cx, &counted, &exact, kept, counted, w->r.n);
    /* The constant is one parameter: in the fit, or among the effects. */
    o->counted = !w->r.factors ? 0 : any ? (counted ? counted : 1) : w->r.absorbed;
    return st;
}

static domar_status covariance(domar_cx *cx, struct work *w)
{
    static const char *const words[] = { "classical", "hc0", "robust", "hc2", "hc3", "cluster", "driscoll-kraay" };
    domar_se_options o = { .absorbed = w->r.absorbed, .counted = w->r.absorbed, .plain = !w->opt->small_sample,
                           .lags = w->opt->lags < 0 ? SIZE_MAX : (size_t)w->opt->lags };
    domar_status st = DOMAR_OK;
    while (strcmp(words[o.kind], w->opt->se)) o.kind = (domar_se)(o.kind + 1);
    if (o.kind == DOMAR_SE_CLUSTER) st = clusters(cx, w, &o);
    if (o.kind == DOMAR_SE_DRISCOLL_KRAAY) {
        domar_factor f = { w->data.period, w->data.periods };
        if (w->r.effects == DOMAR_EFFECTS_BETWEEN)
            return domar_fail(cx, DOMAR_EUSAGE, "means of units have no periods: --se driscoll-kraay needs other --effects");
        st = on_rows(cx, &f, &w->r);
        o.period = f.item;
        o.periods = f.classes;
    }
    if (!st && (o.kind == DOMAR_SE_HC2 || o.kind == DOMAR_SE_HC3) && w->r.factors) {
        double *h = domar_scratch(cx, w->r.n + 1);
        st = h ? domar_within_leverage(cx, h, w->r.factor, w->r.factors, NULL, w->r.n) : DOMAR_ENOMEM;
        o.leverage = h;
    }
    if (!st) st = domar_least_squares_covariance(cx, &w->c, &w->r.fit, &o);
    w->df = w->r.effects == DOMAR_EFFECTS_RANDOM ? INFINITY : w->c.df;
    return st;
}

/* ---- answers */
static domar_status coefficients(domar_cx *cx, domar_result **out, struct work *w)
{
    if (w->r.constant) w->names[0] = "(constant)";
    for (size_t j = 0; j < w->data.k; j++) w->names[j + w->r.constant] = w->terms[j + 1];
    w->shown = (domar_coefficients){ w->names, w->r.fit.beta, w->c.se, w->r.k, w->units, w->df, w->opt->confidence };
    return out ? domar_put_coefficients(cx, out, "panel.regress", columns, &w->shown) : DOMAR_OK;
}

/* All slopes zero. */
static domar_status slopes(domar_cx *cx, domar_test *t, const struct work *w)
{
    size_t *at = domar_scratch_bytes(cx, w->r.k + 1, sizeof *at), count = 0, rank;
    double chi2;
    if (!at) return DOMAR_ENOMEM;
    for (size_t j = w->r.constant; j < w->r.k; j++)
        if (!w->r.fit.dropped[j]) at[count++] = j;
    const domar_status st = domar_wald(cx, &chi2, &rank, w->r.fit.beta, w->c.V, w->r.k, at, count);
    const double m = (double)rank;
    *t = isinf(w->df) ? (domar_test){ chi2, m, NAN, domar_chi2_above(chi2, m), !rank }
                      : (domar_test){ chi2 / m, m, w->df, domar_f_above(chi2 / m, m, w->df), !rank };
    return st;
}

static domar_status statistics(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_regress *r = &w->r;
    const double df = (double)r->n - (double)(r->fit.rank + r->absorbed);
    domar_regress_tests t;
    domar_test all;
    double theta[] = { NAN, NAN };
    for (size_t u = 0; r->theta && u < w->data.units; u++) {
        if (w->data.start[u] == w->data.start[u + 1]) continue;
        theta[0] = fmin(theta[0], r->theta[u]);
        theta[1] = fmax(theta[1], r->theta[u]);
    }
    domar_status st = domar_regress_test(cx, &t, r, &w->data);
    if (!st) st = slopes(cx, &all, w);
    if (st) return st;
    const domar_statistic list[] = {
        { "rows", "Rows of the regression", "回归行数", DOMAR_NUMBER((double)r->n) },
        { "units", "Units", "单元数", DOMAR_NUMBER((double)w->units) },
        { "coefficients", "Coefficients, constant included", "系数个数（含常数）", DOMAR_NUMBER((double)r->fit.rank) },
        { "effects", "Parameters of absorbed effects", "被吸收效应的参数个数", DOMAR_NUMBER((double)r->absorbed) },
        { "ssr", "Sum of squared residuals", "残差平方和", DOMAR_NUMBER(r->fit.ssr) },
        { "sigma", "Standard error of the regression", "回归标准误", DOMAR_NUMBER(sqrt(r->fit.ssr / df)) },
        { "r2", "R2 of the regression as transformed", "变换后回归的 R2", DOMAR_NUMBER(r->r2) },
        { "r2_adjusted", "The same, adjusted for degrees of freedom", "调整后的 R2", DOMAR_NUMBER(1 - (1 - r->r2) *
          ((double)r->n - (double)(r->constant ? 1 : r->absorbed)) / df) },
        { "r2_within", "R2 within units: squared correlation of x'b and y about the units' means", "组内 R2", DOMAR_NUMBER(r->r2_within) },
        { "r2_between", "R2 between units: of the units' means", "组间 R2", DOMAR_NUMBER(r->r2_between) },
        { "r2_overall", "R2 overall: of all rows", "总体 R2", DOMAR_NUMBER(r->r2_overall) },
        { "r2_effects", "R2 with effects counted as explained", "计入效应的 R2", DOMAR_NUMBER(r->r2_effects) },
        { "slopes", "All slopes are zero (F, or chi-square of random effects)", "斜率全为零的检验", all },
        { "f_effects", "All absorbed effects are equal (F)", "全部固定效应相等的 F 检验", t.effects },
        { "f_units", "Effects of units are equal, given those of periods (F)", "给定时期效应，单元效应相等的 F 检验", t.units },
        { "f_periods", "Effects of periods are equal, given those of units (F)", "给定单元效应，时期效应相等的 F 检验", t.periods },
        { "lm_units", "Breusch-Pagan: no variance of units (two-sided)", "Breusch-Pagan 检验：单元方差为零（双侧）", t.lm_units },
        { "lm_periods", "Breusch-Pagan: no variance of periods (two-sided)", "Breusch-Pagan 检验：时期方差为零（双侧）", t.lm_periods },
        { "hausman", "Hausman: unit effects against random effects", "Hausman 检验：固定效应对随机效应", t.hausman },
        { "mundlak", "Mundlak: means of units, clustered by unit", "Mundlak 检验：单元均值，按单元聚类", t.mundlak },
        { "serial", "Wooldridge: no serial correlation (coefficient -1/2 in differences)", "Wooldridge 检验：无序列相关", t.serial },
        { "s_e", "Variance within units (random effects)", "组内误差方差（随机效应）", DOMAR_NUMBER(r->s_e) },
        { "s_u", "Variance of units (random effects)", "单元方差（随机效应）", DOMAR_NUMBER(r->s_u) },
        { "theta_low", "Smallest share of the mean taken out (random effects)", "最小去均值比例（随机效应）", DOMAR_NUMBER(theta[0]) },
        { "theta_high", "Largest share of the mean taken out (random effects)", "最大去均值比例（随机效应）", DOMAR_NUMBER(theta[1]) } };
    return domar_put_statistics(cx, out, "panel.regress", columns, list, sizeof list / sizeof *list, w->units);
}

static domar_status rows(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_regress_data *d = &w->data;
    static const char *const names[] = { "observed", "fitted", "residual", "unit_effect", "period_effect" };
    double *block = domar_scratch(cx, 4 * d->n + d->units + d->periods + 2);
    if (!block) return DOMAR_ENOMEM;
    double *fitted = block, *residual = block + d->n, *eu = block + 2 * d->n, *et = block + 3 * d->n, *u = block + 4 * d->n,
           *v = u + d->units;
    domar_status st = domar_regress_levels(cx, fitted, residual, u, v, &w->r, d);
    for (size_t i = 0; i < d->n; i++) {
        eu[i] = u[d->unit[i]];
        et[i] = v[d->period[i]];
    }
    if (!st) st = domar_result_new_sample(cx, out, "panel.regress", w->sample);
    const double *const values[] = { d->y, fitted, residual, eu, et };
    for (size_t k = 0; !st && k < 5; k++) st = domar_result_put(cx, *out, columns, names[k], values[k]);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, const char *missing)
{
    const struct options *o = w->opt;
    const bool cluster = !strcmp(o->se, "cluster"), kraay = !strcmp(o->se, "driscoll-kraay");
    const size_t dropped = w->r.k - w->r.fit.rank;
    domar_status st = domar_sample_certify(cx, r, w->sample, missing);
    if (!st) st = domar_result_certify_text(cx, r, "effects", o->effects);
    if (!st) st = domar_result_certify_text(cx, r, "absorbed", o->absorb ? o->absorb : "none");
    if (!st) st = domar_result_certify_text(cx, r, "standard_errors", !strcmp(o->se, "robust") ? "robust (HC1)" : o->se);
    if (!st && cluster) st = domar_result_certify_text(cx, r, "cluster", o->cluster);
    if (!st && (cluster || kraay))
        st = domar_result_certify_text(cx, r, "small_sample_factor", !o->small_sample ? "none"
                                       : "G/(G-1) (n-1)/(n-K), G the fewer clusters (periods); effects within clusters not in K");
    if (!st && cluster) st = domar_result_certify(cx, r, "clusters", (double)w->c.clusters, NAN);
    if (!st && cluster && w->c.clusters2) st = domar_result_certify(cx, r, "clusters_second", (double)w->c.clusters2, NAN);
    if (!st && cluster && w->c.clusters2)
        st = domar_result_certify_text(cx, r, "negative_eigenvalues", w->c.repaired ? "set to zero" : "none");
    if (!st && kraay) st = domar_result_certify(cx, r, "lags", (double)w->c.lags, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "distribution", isinf(w->df) ? "normal, chi-square" : "t, F");
    if (!st && !isinf(w->df)) st = domar_result_certify(cx, r, "degrees_of_freedom", w->df, NAN);
    if (!st && w->r.effects == DOMAR_EFFECTS_RANDOM)
        st = domar_result_certify_text(cx, r, "variances", "Swamy-Arora, unbalanced as Baltagi-Chang");
    if (!st) st = domar_result_certify(cx, r, "collinear_left_out", (double)dropped, NAN);
    if (!st && w->r.factors) st = domar_result_certify(cx, r, "effects_left", w->r.left, 1e-11);
    if (!st && w->r.factors)
        st = domar_result_certify_text(cx, r, "parameters_of_effects", w->r.exact ? "counted exactly" : "upper bound");
    return st ? st : domar_result_certify(cx, r, "gradient", w->r.fit.gradient, 1e-9);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    char *list = domar_coefficients_text(cx, &w->shown, w->r.constant, 3);
    if (!list) return DOMAR_ENOMEM;
    char *en = domar_format(cx, "%s on %s: %zu rows of %zu units, effects: %s; standard errors in brackets: %s.", w->opt->y, list,
                            w->r.n, w->units, w->opt->effects, w->opt->se);
    char *zh = domar_format(cx, "以 %s 为被解释变量：%s；%zu 行、%zu 个单元，效应 %s，括号内为标准误（%s）。", w->opt->y, list, w->r.n,
                            w->units, w->opt->effects, w->opt->se);
    domar_release(list);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .opt = options };
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_effects effects = effects_of(w.opt->effects);
    domar_status st = open_sample(cx, &w, in, effects);
    if (!st) st = absorbed_columns(cx, &w);
    if (!st) st = domar_regress_fit(cx, &w.r, &w.data, effects, w.opt->drift);
    if (!st) st = covariance(cx, &w);
    if (!st) st = coefficients(cx, in->grain == COEFFICIENTS ? out : NULL, &w);
    if (!st && in->grain == STATISTICS) st = statistics(cx, out, &w);
    if (!st && in->grain == ROWS) st = rows(cx, out, &w);
    if (!st) st = certify(cx, *out, &w, in->missing);
    if (!st) st = read_out(cx, *out, &w);
    domar_sample_free(w.sample);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_panel_regress = {
    .id = "panel.regress", .title_en = "Regression on a panel: fixed and random effects, standard errors by name",
    .title_zh = "面板回归：固定效应、随机效应与多种标准误",
    .about_en =
        "Linear regression where units are observed over periods. Effects of units take out all that does not change over time, "
        "effects of periods what is common to all; random effects use both kinds of variation and rest on the assumption that the "
        "Hausman and Mundlak tests look at. Standard errors clustered by unit allow any correlation within a unit, those of Driscoll "
        "and Kraay also between units. Variables that cannot be told from others or from the effects are named, not silently dropped.",
    .about_zh =
        "对单元在各期观测的数据作线性回归。单元效应消除一切不随时间变化的因素，时期效应消除共同冲击；随机效应同时利用两类变异，其假定由 "
        "Hausman 与 Mundlak 检验检视。按单元聚类的标准误允许单元内任意相关，Driscoll-Kraay 标准误还允许单元间相关。与其他变量或效应无法区分"
        "的变量会被点名，而不是悄悄剔除。",
    .formula = "y_{it} = \\alpha + x_{it}'\\beta + u_i + v_t + \\varepsilon_{it}, \\quad \\hat\\beta = (\\tilde X'\\tilde X)^{-1} "
        "\\tilde X'\\tilde y, \\quad V = (\\tilde X'\\tilde X)^{-1} \\hat S (\\tilde X'\\tilde X)^{-1}",
    .cite = "wooldridge2010 ch. 10; baltagi1994; driscoll1998; cameron2011; hausman1978; mundlak1978; breusch1980; mackinnon1985",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "term: a regressor; statistic: a figure of fit or a test; unit, period: the row",
    .dim_docs_zh = "term：解释变量；statistic：拟合指标或检验；unit、period：观测行",
    .example = "y=log(output) x=log(capital),log(labour),log(energy)", .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_PANEL, .run = run };
