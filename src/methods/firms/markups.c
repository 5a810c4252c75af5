/* methods/firms/markups.c -- price over marginal cost from a production function and the pay of one free input
 *
 *     mu = theta_v / alpha_v,   alpha_v = (expenditure on v) / (sales / exp(eps))          [deloecker2012]
 *
 * theta_v: elasticity of output to v, a number of each firm with a translog; eps: residual of the first stage, so that what the
 * firm did not know when it chose v is taken out of its sales. */
#include "base/text.h"
#include "model/firm_production.h"
#include "model/order_statistics.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>

struct options {
    const char *y, *free, *state, *proxy, *industry, *method, *measure, *form, *input, *expenditure, *sales;
    bool corrected;
    int64_t degree, powers, starts, point;
};

enum { BY_UNIT, BY_PERIOD, BY_INDUSTRY, BY_BOTH };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .text = "log(value_added)", .en = "Log output, as in firms.tfp.", .zh = "产出对数，同 firms.tfp。" },
    { DOMAR_FIELD(struct options, free), .text = "log(labour)", .en = "Logs of free inputs.", .zh = "自由投入的对数。" },
    { DOMAR_FIELD(struct options, state), .text = "log(capital)", .en = "Logs of inputs chosen before.", .zh = "前期已定投入的对数。" },
    { DOMAR_FIELD(struct options, proxy), .text = "log(materials)", .en = "Log of the proxy: materials, investment (op).", .zh = "代理变量的对数：中间投入，投资（op）。" },
    { DOMAR_FIELD(struct options, industry), .en = "Column of industries, each with a function of its own.", .zh = "行业列，各行业分别估计生产函数。" },
    { DOMAR_FIELD(struct options, method), .text = "acf", .choices = "acf|lp|op", .en = "Estimator of the function, as in firms.tfp.", .zh = "生产函数估计方法，同 firms.tfp。" },
    { DOMAR_FIELD(struct options, measure), .text = "value_added", .choices = "value_added|gross", .en = "gross: materials are an input too (acf, lp).",
      .zh = "gross：中间投入亦为投入（acf、lp）。" },
    { DOMAR_FIELD(struct options, form), .text = "cobb_douglas", .choices = "cobb_douglas|translog", .en = "translog: an elasticity of its own for every firm (acf).",
      .zh = "translog：各企业弹性不同（acf）。" },
    { DOMAR_FIELD(struct options, input), .en = "The free input that is paid for: one of --free, or of --proxy with --measure gross; default the first of --free.",
      .zh = "用于计算的自由投入：--free 之一，或 --measure gross 时的 --proxy；默认 --free 的第一个。" },
    { DOMAR_FIELD(struct options, expenditure), .text = "wage_bill", .en = "What is paid for it.", .zh = "对该投入的支出。" },
    { DOMAR_FIELD(struct options, sales), .text = "value_added", .en = "Sales, or value added where that is the output.", .zh = "销售额；以增加值为产出时为增加值。" },
    { DOMAR_FIELD(struct options, corrected), .def = 1, .lo = 0, .hi = 1, .en = "Sales without the residual of the first stage.", .zh = "从销售额中剔除第一阶段残差。" },
    { DOMAR_FIELD(struct options, degree), .def = 2, .lo = 1, .hi = 4, .en = "Degree of the first stage.", .zh = "第一阶段多项式次数。" },
    { DOMAR_FIELD(struct options, powers), .def = 3, .lo = 1, .hi = 3, .en = "Degree of productivity's path.", .zh = "生产率转移函数次数。" },
    { DOMAR_FIELD(struct options, starts), .def = 64, .lo = 1, .hi = 100000, .en = "Places to look for least points from.", .zh = "搜索极小点的起点数。" },
    { DOMAR_FIELD(struct options, point), .def = 0, .lo = 0, .hi = 100000, .en = "Least point to take, as in firms.tfp; 0: by its rule.", .zh = "采用的极小点，同 firms.tfp；0 为按规则。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "unit", "unit,period", "Every firm and period.", "各企业各期。" },
    { "period", "period", "Distribution over firms of a period.", "各期企业分布。" },
    { "industry", "industry", "Distribution over firms and periods of an industry.", "各行业分布。" },
    { "industry_period", "industry,period", "Distribution over firms of an industry and period.", "各行业各期分布。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "markup", "ratio", "Price over marginal cost.", "价格与边际成本之比。", NULL },
    { "elasticity", "", "Elasticity of output to the input.", "产出对该投入的弹性。", NULL },
    { "share", "share", "Expenditure on the input over sales (without the residual where corrected).", "该投入支出占销售额（校正后）的份额。", NULL },
    { "median", "ratio", "Median markup.", "加成率中位数。", NULL },
    { "mean", "ratio", "Mean markup.", "加成率均值。", NULL },
    { "sd_log", "log points", "Standard deviation of log markups.", "加成率对数的标准差。", NULL },
    { "p10", "ratio", "10th percentile.", "第 10 百分位。", NULL },
    { "p25", "ratio", "25th percentile.", "第 25 百分位。", NULL },
    { "p75", "ratio", "75th percentile.", "第 75 百分位。", NULL },
    { "p90", "ratio", "90th percentile.", "第 90 百分位。", NULL },
    { "sales_weighted", "ratio", "Mean weighted by sales.", "以销售额加权的均值。", NULL },
    { "cost_weighted", "ratio", "Mean weighted by expenditure on the input.", "以投入支出加权的均值。", NULL },
    { "below_one", "share", "Part of firms with a markup below 1.", "加成率小于 1 的企业占比。", NULL },
    { "rows", "rows", "Rows with a markup.", "有加成率的行数。", NULL },
    { "units", "firms", "Firms with a markup.", "有加成率的企业数。", NULL },
    { "dominance", "share", "Share of the largest firm in sales.", "最大企业占销售额的份额。", NULL },
    { .name = NULL } };

struct work {
    const struct options *opt;
    const domar_input *in;
    domar_firm_production p;
    size_t input, without;               /* input of the function; rows without a markup */
    size_t none, several, functions;     /* functions without an admissible root, with several, all */
    double *markup, *theta, *share;      /* rows of the sample */
};

static domar_status find_input(domar_cx *cx, struct work *w)
{
    const char *name = w->opt->input;
    if (!name) return DOMAR_OK;
    for (size_t a = 0; a < w->p.inputs; a++) {
        const bool state = a >= w->p.free && a < w->p.free + w->p.states;
        if (strcmp(w->p.names[a], name) != 0) continue;
        if (state) return domar_fail(cx, DOMAR_EUSAGE, "--input %s is a state: its pay tells nothing of the markup, name a free input", name);
        w->input = a;
        return DOMAR_OK;
    }
    return domar_fail(cx, DOMAR_EUSAGE, "--input %s is no input of the function: name one of --free %s%s", name, w->opt->free,
                      *w->opt->measure == 'g' ? ", or --proxy" : " (materials: with --measure gross)");
}

static domar_status markups(domar_cx *cx, struct work *w)
{
    const size_t n = w->p.firms.sample->rows;
    const double *paid = w->p.extra[0], *sales = w->p.extra[1];
    w->markup = domar_scratch(cx, n);
    w->theta = domar_scratch(cx, n);
    w->share = domar_scratch(cx, n);
    if (!w->markup || !w->theta || !w->share) return DOMAR_ENOMEM;
    for (size_t g = 0; g < w->p.industries; g++) {
        const struct domar_firm_function *f = &w->p.of[g];
        for (size_t i = 0; i < f->fit.rows; i++) {
            const size_t at = f->row[i];
            const bool known = paid[at] > 0 && sales[at] > 0;
            w->theta[at] = domar_production_elasticity(&f->fit, f->fit.b, f->x, w->input, i);
            w->share[at] = known ? paid[at] / sales[at] * (w->opt->corrected ? exp(f->fit.eps[i]) : 1) : NAN;
            w->markup[at] = w->theta[at] / w->share[at];
            w->without += !(w->markup[at] > 0);
        }
    }
    return DOMAR_OK;
}

static void count_roots(struct work *w)
{
    for (size_t g = 0; g < w->p.industries; g++) {
        const domar_production *f = &w->p.of[g].fit;
        size_t admissible = 0;
        for (size_t q = 0; q < f->points; q++) admissible += f->point[q].root && f->point[q].admissible;
        w->functions += f->rows > 0;
        w->none += f->rows && !admissible;
        w->several += admissible > 1;
    }
}

/* ---- distributions */
struct part { size_t rows, units; uint32_t last; double sum, log_sum, log_square, sales, by_sales, paid, by_paid, below, largest, *value; };

static size_t part_of(const struct work *w, size_t i)
{
    const domar_sample *s = w->p.firms.sample;
    switch (w->in->grain) {
    case BY_PERIOD: return s->period[i];
    case BY_INDUSTRY: return w->p.firms.industry[i];
    default: return w->p.firms.industry[i] * s->periods + s->period[i];
    }
}

/* Rows of a firm follow each other; over several periods its sales are added up for dominance. */
static domar_status add_parts(domar_cx *cx, struct part *parts, size_t count, const struct work *w)
{
    const domar_sample *s = w->p.firms.sample;
    double *own = domar_scratch(cx, count + 1);
    if (!own) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) {
        if (w->markup[i] > 0) parts[part_of(w, i)].rows++;
    }
    for (size_t k = 0; k < count; k++) {
        if (!(parts[k].value = domar_scratch(cx, parts[k].rows + 1))) return DOMAR_ENOMEM;
        parts[k].rows = 0;
        parts[k].last = UINT32_MAX;
    }
    for (size_t i = 0; i < s->rows; i++) {
        const double mu = w->markup[i];
        if (!(mu > 0)) continue;
        const size_t k = part_of(w, i);
        struct part *p = &parts[k];
        if (p->last != s->unit[i]) own[k] = 0;
        p->units += p->last != s->unit[i];
        p->last = s->unit[i];
        own[k] += w->p.extra[1][i];
        p->largest = fmax(p->largest, own[k]);
        p->value[p->rows++] = mu;
        p->sum += mu;
        p->log_sum += log(mu);
        p->below += mu < 1;
        p->sales += w->p.extra[1][i];
        p->by_sales += mu * w->p.extra[1][i];
        p->paid += w->p.extra[0][i];
        p->by_paid += mu * w->p.extra[0][i];
    }
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < parts[k].rows; i++)
            parts[k].log_square += pow(log(parts[k].value[i]) - parts[k].log_sum / (double)parts[k].rows, 2);
    return DOMAR_OK;
}

static void numbers_of(double of[13], struct part *p)
{
    static const double q[] = { 0.5, 0.1, 0.25, 0.75, 0.9 };
    const double n = (double)p->rows;
    double at[5];
    domar_quantiles(at, q, 5, p->value, p->rows, p->value);
    const double list[13] = { at[0], p->sum / n, n > 1 ? sqrt(p->log_square / (n - 1)) : NAN, at[1], at[2], at[3], at[4], p->by_sales / p->sales,
                              p->by_paid / p->paid, p->below / n, n, (double)p->units, p->largest / p->sales };
    memcpy(of, list, sizeof list);
}

static domar_status put_parts(domar_cx *cx, domar_result **out, const struct work *w)
{
    static const char *const names[13] = { "median", "mean", "sd_log", "p10", "p25", "p75", "p90", "sales_weighted", "cost_weighted", "below_one",
                                           "rows", "units", "dominance" };
    const domar_sample *s = w->p.firms.sample;
    const bool industries = w->in->grain != BY_PERIOD, dated = w->in->grain != BY_INDUSTRY && s->panel->period_name;
    const size_t parts = (industries ? w->p.industries : 1) * (w->in->grain != BY_INDUSTRY ? s->periods : 1);
    struct part *part = domar_scratch_bytes(cx, parts + 1, sizeof *part);
    domar_dim dims[2];
    size_t count = 0, rows = 0, k = 0;
    double *to[13], of[13];
    domar_status st = part ? add_parts(cx, part, parts, w) : DOMAR_ENOMEM;
    if (industries) dims[count++] = (domar_dim){ "industry", w->p.firms.industries };
    if (dated) dims[count++] = (domar_dim){ "period", s->panel->period_axis };
    for (size_t g = 0; !st && g < parts; g++) rows += part[g].rows > 0;
    if (!st) st = domar_result_new_rows(cx, out, "firms.markups", NULL, dims, count, rows);
    for (size_t c = 0; !st && c < 13; c++) st = domar_result_column(cx, *out, columns, names[c], &to[c]);
    for (size_t g = 0; !st && g < parts; g++) {
        if (!part[g].rows) continue;
        if (industries) domar_result_codes(*out, "industry")[k] = (uint32_t)(dated ? g / s->periods : g);
        if (dated) domar_result_codes(*out, "period")[k] = (uint32_t)(g % s->periods);
        numbers_of(of, &part[g]);
        for (size_t c = 0; c < 13; c++) to[c][k] = of[c];
        k++;
    }
    return st;
}

static domar_status put_firms(domar_cx *cx, domar_result **out, const struct work *w)
{
    domar_status st = domar_result_new_sample(cx, out, "firms.markups", w->p.firms.sample);
    if (!st) st = domar_result_put(cx, *out, columns, "markup", w->markup);
    if (!st) st = domar_result_put(cx, *out, columns, "elasticity", w->theta);
    return st ? st : domar_result_put(cx, *out, columns, "share", w->share);
}

/* ---- certificate and reading */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = domar_sample_certify(cx, r, w->p.firms.sample, w->in->missing);
    if (!st) st = domar_result_certify_text(cx, r, "estimator", w->opt->method);
    if (!st) st = domar_result_certify_text(cx, r, "measure", w->opt->measure);
    if (!st) st = domar_result_certify_text(cx, r, "form", w->opt->form);
    if (!st) st = domar_result_certify_text(cx, r, "input", w->p.names[w->input]);
    if (!st) st = domar_result_certify_text(cx, r, "expenditure", w->opt->expenditure);
    if (!st) st = domar_result_certify_text(cx, r, "sales", w->opt->sales);
    if (!st) st = domar_result_certify_text(cx, r, "share", w->opt->corrected ? "of sales without the residual of the first stage" : "of sales as they are");
    if (!st) st = domar_result_certify(cx, r, "first_stage_degree", (double)w->opt->degree, NAN);
    if (!st) st = domar_result_certify(cx, r, "path_degree", (double)w->opt->powers, NAN);
    if (!st) st = domar_result_certify(cx, r, "rows_without_markup", (double)w->without, NAN);
    if (!st) st = domar_result_certify(cx, r, "functions_without_admissible_root", (double)w->none, NAN);
    if (!st) st = domar_result_certify(cx, r, "functions_with_several", (double)w->several, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "quantiles", "type 7, rows count alike");
    return st ? st : domar_result_certify_text(cx, r, "prices", "output is deflated by no prices of firms: where they differ, elasticities are of revenue, and "
                                               "levels of markups mean little; compare firms and years");
}

static domar_status tell(domar_cx *cx, domar_result *r, const struct work *w)
{
    static const double half[] = { 0.5 };
    const size_t n = w->p.firms.sample->rows;
    double *value = domar_scratch(cx, n + 1), median;
    size_t count = 0;
    if (!value) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++)
        if (w->markup[i] > 0) value[count++] = w->markup[i];
    domar_quantiles(&median, half, 1, value, count, value);
    char warn[2][160] = { "", "" };
    if (w->none) {
        snprintf(warn[0], sizeof *warn, " %zu of %zu functions have no admissible root: their markups are no estimate (firms.tfp --by optimum).",
                 w->none, w->functions);
        snprintf(warn[1], sizeof *warn, "%zu 个生产函数中有 %zu 个没有可接受的根，其加成率不是估计值。", w->functions, w->none);
    }
    char *en = count ? domar_format(cx, "The median markup over %zu rows is %.3f, from what is paid for %s.%s", count, median, w->p.names[w->input],
                                    warn[0])
                     : domar_format(cx, "No markup is above 0: the elasticity to %s is not, or there is no admissible root (firms.tfp --by optimum).",
                                    w->p.names[w->input]);
    char *zh = count ? domar_format(cx, "%zu 行的加成率中位数为 %.3f（由 %s 的支出推算）。%s", count, median, w->p.names[w->input], warn[1])
                     : domar_format(cx, "没有大于 0 的加成率：对 %s 的弹性不为正，或没有可接受的根（firms.tfp --by optimum）。", w->p.names[w->input]);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    struct work w = { .opt = o, .in = in };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = DOMAR_OK;
    if (*o->form == 't' && strcmp(o->method, "acf") != 0)
        st = domar_fail(cx, DOMAR_EUSAGE, "--form translog goes with acf: %s takes free inputs out before", o->method);
    if (!st && *o->measure == 'g' && strcmp(o->method, "op") == 0)
        st = domar_fail(cx, DOMAR_EUSAGE, "--measure gross goes with acf and lp (op: name materials among --free)");
    if (!st)
        st = domar_firm_production_new(cx, &w.p, in->panel, in->missing, &(domar_firm_production_options){ o->y, o->free, o->state, o->proxy,
            o->industry, *o->method == 'a' ? DOMAR_TFP_ACF : *o->method == 'l' ? DOMAR_TFP_LP : DOMAR_TFP_OP, *o->measure == 'g', *o->form == 't',
            o->degree, o->powers, o->starts, 0, o->point, { o->expenditure, o->sales } });
    if (!st) st = find_input(cx, &w);
    if (!st) st = markups(cx, &w);
    count_roots(&w);
    if (!st) st = in->grain == BY_UNIT ? put_firms(cx, out, &w) : put_parts(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = tell(cx, *out, &w);
    domar_firm_production_free(&w.p);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_firms_markups = {
    .id = "firms.markups", .title_en = "Markups of firms (De Loecker and Warzynski)", .title_zh = "企业加成率（De Loecker–Warzynski）",
    .about_en = "Price over marginal cost of every firm: the elasticity of output to an input that the firm chooses freely, over what it pays "
                "for it as a share of sales. The function is that of firms.tfp, with its choice among roots; sales are taken without the residual of "
                "the first stage. With output measured in revenue the elasticity is that of revenue where prices differ by firm, so compare "
                "firms and years rather than levels.",
    .about_zh = "各企业价格与边际成本之比：产出对自由投入的弹性除以该投入支出占销售额的份额。生产函数与根的选取同 firms.tfp；销售额剔除第一阶段残差。产出以收入衡量且"
                "企业价格不同时，所得为收入弹性，宜比较企业与年份，而非水平。",
    .formula = "\\mu_{it} = \\theta^v_{it} \\Big/ \\frac{P^v_{it} V_{it}}{P_{it} Q_{it} / e^{\\varepsilon_{it}}}",
    .cite = "deloecker2012; ackerberg2015", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit: a firm; industry: as the column says", .dim_docs_zh = "unit：企业；industry：行业列",
    .example = "starts=12", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
