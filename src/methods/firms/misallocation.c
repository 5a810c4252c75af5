/* methods/firms/misallocation.c -- what is lost because capital and labour are not with the firms where they bring most
 *
 *     Y / Y* = prod_s [ sum_i (A_i / Abar * TFPRbar / TFPR_i)^(s-1) ]^(theta_s / (s-1))          [hsieh2009]
 *
 * The kernel is model/misallocation.h.  Grain `wedge` writes what docs/wedges.md describes, so that wedges of firms become
 * wedges of the equilibrium: of an industry, 1 / (1 - tau_Y) over its output and 1 + tau_K over its capital. */
#include "base/text.h"
#include "model/capital_share.h"
#include "model/firm_sample.h"
#include "model/misallocation.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>

struct options {
    const char *value_added, *capital, *wage_bill, *industry, *capital_share, *output_wedge, *gross_output, *economy_code;
    double labour_scale, sigma, rental, trim, reference;
};

enum { BY_PERIOD, BY_INDUSTRY, BY_UNIT, BY_WEDGE };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, value_added), .text = "value_added", .en = "Column of value added.", .zh = "增加值列。" },
    { DOMAR_FIELD(struct options, capital), .text = "capital", .en = "Column of the capital stock.", .zh = "资本存量列。" },
    { DOMAR_FIELD(struct options, wage_bill), .text = "wage_bill", .en = "Column of the wage bill: labour in units of its pay.",
      .zh = "工资总额列（以报酬衡量的劳动投入）。" },
    { DOMAR_FIELD(struct options, industry), .en = "Column of industries; without it all firms are one industry.",
      .zh = "行业列；不给出则全部企业视为一个行业。" },
    { DOMAR_FIELD(struct options, capital_share), .text = "labour_share",
      .en = "Capital share: a number, a list by industry (steel=0.5,food=0.3), a column, or labour_share: 1 less the industry's labour "
            "share over all periods times --labour-scale.",
      .zh = "资本份额：一个数、按行业的列表（steel=0.5,food=0.3）、一列，或 labour_share：1 减去该行业各期合计劳动份额乘以 --labour-scale。" },
    { DOMAR_FIELD(struct options, labour_scale), .def = 1.5, .lo = 1e-6, .hi = 1e6,
      .en = "What the labour share of the data is multiplied with: 3/2 as Hsieh and Klenow have it, for pay outside of wages; of use "
            "with labour_share alone.",
      .zh = "劳动份额的放大倍数：Hsieh–Klenow 取 3/2，以计入工资外报酬；仅用于 labour_share。" },
    { DOMAR_FIELD(struct options, sigma), .def = 3, .lo = 1.01, .hi = 1000, .en = "Elasticity of substitution between firms.",
      .zh = "企业产品间替代弹性。" },
    { DOMAR_FIELD(struct options, rental), .def = 0.1, .lo = 1e-9, .hi = 1e9,
      .en = "Rental price of capital: moves the level of capital wedges, not the gain.", .zh = "资本租金率：只影响资本扭曲的水平，不影响收益。" },
    { DOMAR_FIELD(struct options, trim), .def = 0.01, .lo = 0, .hi = 0.49,
      .en = "Part of each tail of log(TFPR / TFPRbar) and of log(A M^(1/(sigma-1)) / Abar) that is left out, over all industries of a "
            "period; everything is then computed anew.",
      .zh = "截尾比例：各期内合并全部行业，剔除 log(TFPR/TFPRbar) 与 log(A M^(1/(sigma-1))/Abar) 两端，之后全部重新计算。" },
    { DOMAR_FIELD(struct options, reference), .def = 0, .lo = 0, .hi = 1e9, .unit = "per cent", .only = "by=period",
      .en = "Gain of a reference economy (42.9: the United States of 1997 in Hsieh and Klenow), for gain_reference; 0: full efficiency.",
      .zh = "参照经济体的收益（Hsieh–Klenow 中美国 1997 年为 42.9），用于 gain_reference；0 为完全有效。" },
    { DOMAR_FIELD(struct options, output_wedge), .text = "output_tax", .choices = "output_tax|markup", .only = "by=wedge",
      .en = "What the output wedge is called in the table of wedges: its revenue goes to the government, or to owners.",
      .zh = "产出扭曲在扭曲表中的类别：收入归政府（output_tax）或归所有者（markup）。" },
    { DOMAR_FIELD(struct options, gross_output), .only = "by=wedge",
      .en = "Column of gross output: the wedge on value added is spread over gross output, as tables of wedges have it.",
      .zh = "总产出列：把增加值上的扭曲折算到总产出，与扭曲表口径一致。" },
    { DOMAR_FIELD(struct options, economy_code), .only = "by=wedge", .en = "Code of the economy in the table of wedges (CHN).",
      .zh = "扭曲表中的经济体代码（如 CHN）。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "period", "period", "All industries of a period: gain, wedges alone, dispersion.", "各期：收益、单项扭曲、离散度。" },
    { "industry", "period,industry", "Industries: gain, its part in the whole, mean wedges, dispersion.", "各期各行业。" },
    { "unit", "unit,period", "Firms: productivity against the industry, wedges, efficient size.", "各企业：相对生产率、扭曲、有效规模。" },
    { "wedge", "year,economy,industry,kind,factor", "Wedges of industries in per cent, as a table for --wedges (--format csv -o wedges.csv).",
      "行业扭曲（%），可作 --wedges 的扭曲表（--format csv -o wedges.csv）。" },
    { .name = NULL } };

static const domar_item states[] = {
    { .code = "used", .en = "used", .zh = "使用" }, { .code = "trimmed", .en = "in a tail, left out", .zh = "截尾剔除" },
    { .code = "not_positive", .en = "value added, capital or wage bill not above 0", .zh = "增加值、资本或工资总额不为正" }, { .code = NULL } };

static const domar_column columns[] = {
    { "gain", "per cent", "How much more there would be with revenue productivity equal within industries: 100 (Y* / Y - 1).",
      "行业内收入生产率相等时产出的增加：100（Y*/Y − 1）。", NULL },
    { "output_ratio", "ratio", "Output over efficient output, Y / Y*.", "实际产出与有效产出之比 Y/Y*。", NULL },
    { "gain_reference", "per cent", "Gain of moving to the reference economy's efficiency: (1 + gain) / (1 + reference) - 1.",
      "达到参照经济体效率的收益：(1+gain)/(1+reference) − 1。", NULL },
    { "gain_capital", "per cent", "Gain of taking the capital wedges away alone; may be a loss where they make up for output wedges.",
      "仅消除资本扭曲的收益；若其抵消产出扭曲则可能为负。", NULL },
    { "gain_output", "per cent", "Gain of taking the output wedges away alone.", "仅消除产出扭曲的收益。", NULL },
    { "gain_lognormal", "per cent", "Gain under joint lognormality: sigma/2 var log TFPR + a(1-a)/2 var log(1 + tau_K).",
      "联合对数正态下的收益：sigma/2 var log TFPR + a(1−a)/2 var log(1+tau_K)。", NULL },
    { "weight", "share", "Share of the industry in the period's value added (theta).", "行业占当期增加值的份额（theta）。", NULL },
    { "contribution", "share", "Part of the period's log gain that comes from the industry.", "该行业在当期对数收益中的份额。", NULL },
    { "capital_share", "share", "Capital share of the industry.", "行业资本份额。", NULL },
    { "output_wedge", "share", "tau_Y: part of revenue that the firm (of industries: all together) acts as if it lost.",
      "tau_Y：企业（行业为合计）行为上如同损失的收入比例。", NULL },
    { "capital_wedge", "share", "tau_K: how much dearer capital acts than labour, against the rental price.",
      "tau_K：相对劳动，资本在行为上贵出的比例（以租金率为准）。", NULL },
    { "tfpr", "ratio", "Revenue productivity over that of the industry.", "收入生产率与行业水平之比。", NULL },
    { "tfpq", "ratio", "Physical productivity, A M^(1/(sigma-1)) over Abar.", "实物生产率 A M^(1/(sigma−1))/Abar。", NULL },
    { "efficient_size", "ratio", "Share in the industry's value added where nobody had a wedge, over the actual one.",
      "无扭曲时占行业增加值的份额与实际份额之比。", NULL },
    { "state", NULL, "Used, trimmed or without positive numbers.", "使用、截尾或数值不为正。", states },
    { "sd_tfpr", "log points", "Standard deviation of log TFPR within industries.", "行业内 log TFPR 的标准差。", NULL },
    { "iqr_tfpr", "log points", "Its 75th less 25th percentile.", "其第 75 与 25 百分位之差。", NULL },
    { "decile_tfpr", "log points", "Its 90th less 10th percentile.", "其第 90 与 10 百分位之差。", NULL },
    { "sd_tfpq", "log points", "The same of log TFPQ.", "log TFPQ 的标准差。", NULL },
    { "iqr_tfpq", "log points", "75th less 25th percentile.", "第 75 与 25 百分位之差。", NULL },
    { "decile_tfpq", "log points", "90th less 10th percentile.", "第 90 与 10 百分位之差。", NULL },
    { "sd_mrpk", "log points", "The same of the log marginal revenue product of capital.", "资本边际收益产品对数的标准差。", NULL },
    { "iqr_mrpk", "log points", "75th less 25th percentile.", "第 75 与 25 百分位之差。", NULL },
    { "decile_mrpk", "log points", "90th less 10th percentile.", "第 90 与 10 百分位之差。", NULL },
    { "sd_mrpl", "log points", "The same of the log marginal revenue product of labour.", "劳动边际收益产品对数的标准差。", NULL },
    { "iqr_mrpl", "log points", "75th less 25th percentile.", "第 75 与 25 百分位之差。", NULL },
    { "decile_mrpl", "log points", "90th less 10th percentile.", "第 90 与 10 百分位之差。", NULL },
    { "value", "per cent", "Wedge: the buyer (employer) pays 1 + value / 100 times.", "扭曲：购买方（雇用方）支付 1 + value/100 倍。", NULL },
    { "units", "firms", "Firms used.", "使用的企业数。", NULL },
    { "trimmed", "firms", "Firms in the tails, left out.", "截尾剔除的企业数。", NULL },
    { "left_out", "firms", "Firms without positive numbers, left out.", "数值不为正而剔除的企业数。", NULL },
    { "dominance", "share", "Share of the largest firm in value added.", "最大企业占增加值的份额。", NULL },
    { .name = NULL } };

static const char *const spreads[DOMAR_SPREADS][3] = {
    { "sd_tfpr", "iqr_tfpr", "decile_tfpr" }, { "sd_tfpq", "iqr_tfpq", "decile_tfpq" }, { "sd_mrpk", "iqr_mrpk", "decile_mrpk" },
    { "sd_mrpl", "iqr_mrpl", "decile_mrpl" } };

struct work {
    const struct options *opt;
    const domar_input *in;
    domar_firm_sample firms;
    size_t T, N;
    double *share;                       /* T x N */
    domar_misallocation m;
};

static double per_cent(double log_gain) { return 100 * expm1(log_gain); }

/* ---- columns of parts */
enum { GAIN, RATIO, REFERENCE, ALONE_CAPITAL, ALONE_OUTPUT, LOGNORMAL, WEIGHT, CONTRIBUTION, SHARE, TAU_Y, TAU_K, UNITS, TRIMMED, LEFT, DOMINANCE };

static double number_of(const struct work *w, const domar_misallocation_part *p, int what)
{
    const size_t g = (size_t)(p - w->m.part);
    switch (what) {
    case GAIN: return per_cent(p->gain);
    case RATIO: return exp(-p->gain);
    case REFERENCE: return 100 * (exp(p->gain) / (1 + w->opt->reference / 100) - 1);
    case ALONE_CAPITAL: return per_cent(p->gain_capital);
    case ALONE_OUTPUT: return per_cent(p->gain_output);
    case LOGNORMAL: return per_cent(p->lognormal);
    case WEIGHT: return p->weight;
    case CONTRIBUTION: return w->m.period[g / w->N].gain > 1e-12 ? p->weight * p->gain / w->m.period[g / w->N].gain : NAN;
    case SHARE: return w->share[g];
    case TAU_Y: return 1 - 1 / p->output_wedge;
    case TAU_K: return p->capital_wedge - 1;
    case UNITS: return (double)p->used;
    case TRIMMED: return (double)p->trimmed;
    case LEFT: return (double)p->left_out;
    default: return p->largest;
    }
}

/* rows: the parts that have a row. */
static domar_status put(domar_cx *cx, domar_result *r, const struct work *w, const char *name, int what,
                        const domar_misallocation_part *const *parts, size_t rows)
{
    double *to;
    const domar_status st = domar_result_column(cx, r, columns, name, &to);
    for (size_t k = 0; !st && k < rows; k++) to[k] = number_of(w, parts[k], what);
    return st;
}

static domar_status put_spreads(domar_cx *cx, domar_result *r, const domar_misallocation_part *const *parts, size_t rows)
{
    domar_status st = DOMAR_OK;
    for (int s = 0; s < DOMAR_SPREADS; s++)
        for (int c = 0; !st && c < 3; c++) {
            double *to;
            st = domar_result_column(cx, r, columns, spreads[s][c], &to);
            for (size_t k = 0; !st && k < rows; k++) {
                const domar_spread *of = &parts[k]->spread[s];
                to[k] = c == 0 ? of->sd : c == 1 ? of->iqr : of->decile;
            }
        }
    return st;
}

static domar_status put_parts(domar_cx *cx, domar_result **out, const struct work *w)
{
    const bool by_industry = w->in->grain == BY_INDUSTRY, dated = w->in->panel->period_name;
    const size_t all = by_industry ? w->T * w->N : w->T;
    const domar_misallocation_part **parts = domar_scratch_bytes(cx, all + 1, sizeof *parts);
    if (!parts) return DOMAR_ENOMEM;
    size_t rows = 0;
    for (size_t g = 0; g < all; g++) {
        const domar_misallocation_part *p = by_industry ? &w->m.part[g] : &w->m.period[g];
        if (p->used || p->trimmed || p->left_out) parts[rows++] = p;
    }
    const domar_dim dims[] = { { "period", w->in->panel->period_axis }, { "industry", w->firms.industries } };
    domar_status st = domar_result_new_rows(cx, out, "firms.misallocation", NULL, dims + !dated, (size_t)dated + by_industry, rows);
    for (size_t k = 0; !st && k < rows; k++) {
        const size_t g = (size_t)(parts[k] - (by_industry ? w->m.part : w->m.period));
        if (dated) domar_result_codes(*out, "period")[k] = (uint32_t)(by_industry ? g / w->N : g);
        if (by_industry) domar_result_codes(*out, "industry")[k] = (uint32_t)(g % w->N);
    }
    static const struct { const char *name; int what; int only; } list[] = {
        { "gain", GAIN, -1 }, { "output_ratio", RATIO, BY_PERIOD }, { "gain_reference", REFERENCE, BY_PERIOD },
        { "gain_capital", ALONE_CAPITAL, -1 }, { "gain_output", ALONE_OUTPUT, -1 }, { "gain_lognormal", LOGNORMAL, -1 },
        { "weight", WEIGHT, BY_INDUSTRY }, { "contribution", CONTRIBUTION, BY_INDUSTRY }, { "capital_share", SHARE, BY_INDUSTRY },
        { "output_wedge", TAU_Y, BY_INDUSTRY }, { "capital_wedge", TAU_K, BY_INDUSTRY } };
    for (size_t k = 0; !st && k < sizeof list / sizeof *list; k++) {
        if (list[k].only < 0 || list[k].only == (int)w->in->grain) st = put(cx, *out, w, list[k].name, list[k].what, parts, rows);
    }
    if (!st) st = put_spreads(cx, *out, parts, rows);
    if (!st) st = put(cx, *out, w, "units", UNITS, parts, rows);
    if (!st) st = put(cx, *out, w, "trimmed", TRIMMED, parts, rows);
    if (!st) st = put(cx, *out, w, "left_out", LEFT, parts, rows);
    return st ? st : put(cx, *out, w, "dominance", DOMINANCE, parts, rows);
}

static domar_status put_firms(domar_cx *cx, domar_result **out, const struct work *w)
{
    const size_t n = w->firms.sample->rows;
    const struct { const char *name; const double *of; bool log; } list[] = {
        { "tfpr", w->m.tfpr, true }, { "tfpq", w->m.tfpq, true }, { "output_wedge", w->m.output_wedge, false },
        { "capital_wedge", w->m.capital_wedge, false }, { "efficient_size", w->m.size, false } };
    domar_status st = domar_result_new_sample(cx, out, "firms.misallocation", w->firms.sample);
    for (size_t k = 0; !st && k < sizeof list / sizeof *list; k++) {
        double *to;
        st = domar_result_column(cx, *out, columns, list[k].name, &to);
        for (size_t i = 0; !st && i < n; i++) to[i] = list[k].log ? exp(list[k].of[i]) : list[k].of[i];
    }
    uint32_t *state = st ? NULL : domar_scratch_bytes(cx, n, sizeof *state);
    if (!st && !state) st = DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < n; i++) state[i] = w->m.state[i];
    return st ? st : domar_result_put_class(cx, *out, columns, "state", state);
}

/* ---- the table of wedges */
/* Revenue of the wedge stays, its base is the larger one: T of gross output from that of value added. */
static domar_status gross_of(domar_cx *cx, double **gross, const struct work *w)
{
    const domar_sample *s = w->firms.sample;
    if (!(*gross = domar_scratch(cx, w->T * w->N))) return DOMAR_ENOMEM;
    for (size_t i = 0; s->x[3] && i < s->rows; i++) {
        if (w->m.state[i] != DOMAR_FIRM_USED) continue;
        if (!(s->x[3][i] >= s->x[0][i]))
            return domar_fail(cx, DOMAR_EDATA, "--gross-output of %s is below its value added: leave the firm out with --where",
                              domar_axis_code(s->panel->unit_axis, s->unit[i]));
        (*gross)[s->period[i] * w->N + w->firms.industry[i]] += s->x[3][i];
    }
    return DOMAR_OK;
}

static domar_status put_wedges(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_item kinds[] = { { .code = w->opt->output_wedge }, { .code = "factor_tax" } }, factors[] = { { .code = "all" }, { .code = "capital" } },
                     economy = { .code = w->opt->economy_code };
    const bool dated = w->in->panel->period_name, placed = w->opt->economy_code && *w->opt->economy_code;
    domar_axis *kind = NULL, *factor = NULL, *place = NULL;
    double *gross, *value, *units, *dominance;
    size_t rows = 0, k = 0, count = 0;
    for (size_t g = 0; g < w->T * w->N; g++) rows += w->m.part[g].used ? 2 : 0;
    domar_status st = gross_of(cx, &gross, w);
    if (!st) st = domar_axis_new(cx, &kind, kinds, 2);
    if (!st) st = domar_axis_new(cx, &factor, factors, 2);
    if (!st && placed) st = domar_axis_new(cx, &place, &economy, 1);
    domar_dim dims[5];
    if (dated) dims[count++] = (domar_dim){ "year", w->in->panel->period_axis };
    if (placed) dims[count++] = (domar_dim){ "economy", place };
    dims[count++] = (domar_dim){ "industry", w->firms.industries };
    dims[count++] = (domar_dim){ "kind", kind };
    dims[count++] = (domar_dim){ "factor", factor };
    if (!st) st = domar_result_new_rows(cx, out, "firms.misallocation", NULL, dims, count, rows);
    if (!st) st = domar_result_column(cx, *out, columns, "value", &value);
    if (!st) st = domar_result_column(cx, *out, columns, "units", &units);
    if (!st) st = domar_result_column(cx, *out, columns, "dominance", &dominance);
    for (size_t g = 0; !st && g < w->T * w->N; g++) {
        const domar_misallocation_part *p = &w->m.part[g];
        const double part = gross[g] > 0 ? p->value_added / gross[g] : 1, T[] = { 1 / (1 - part * (1 - 1 / p->output_wedge)), p->capital_wedge };
        for (size_t which = 0; p->used && which < 2; which++, k++) {
            if (dated) domar_result_codes(*out, "year")[k] = (uint32_t)(g / w->N);
            domar_result_codes(*out, "industry")[k] = (uint32_t)(g % w->N);
            domar_result_codes(*out, "kind")[k] = domar_result_codes(*out, "factor")[k] = (uint32_t)which;
            value[k] = 100 * (T[which] - 1);
            units[k] = (double)p->used;
            dominance[k] = p->largest;
        }
    }
    domar_axis_free(kind);
    domar_axis_free(factor);
    domar_axis_free(place);
    return st;
}

/* ---- certificate and reading */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    char text[256];
    size_t trimmed = 0, left_out = 0;
    double below = 0;
    for (size_t g = 0; g < w->T * w->N; g++)
        if (w->m.part[g].used) below = fmax(below, -w->m.part[g].gain);
    for (size_t t = 0; t < w->T; t++) {
        trimmed += w->m.period[t].trimmed;
        left_out += w->m.period[t].left_out;
    }
    domar_status st = domar_sample_certify(cx, r, w->firms.sample, w->in->missing);
    if (!st) st = domar_result_certify_text(cx, r, "industry", w->opt->industry ? w->opt->industry : "none: all firms are one industry");
    if (!st) st = domar_result_certify(cx, r, "sigma", w->opt->sigma, NAN);
    if (!st) st = domar_result_certify(cx, r, "rental", w->opt->rental, NAN);
    const bool computed = strcmp(w->opt->capital_share, "labour_share") == 0;
    if (computed) snprintf(text, sizeof text, "1 - %g times the industry's labour share over all periods", w->opt->labour_scale);
    else snprintf(text, sizeof text, "as given: %.200s", w->opt->capital_share);
    if (!st) st = domar_result_certify_text(cx, r, "capital_share", text);
    if (!st) st = domar_result_certify_text(cx, r, "labour_input", "wage bill");
    snprintf(text, sizeof text, "%g of each tail of log(TFPR/TFPRbar) and log(A M^(1/(sigma-1))/Abar), both found with all firms, industries "
             "of a period together, quantiles of type 7, bounds kept; then all computed anew", w->opt->trim);
    if (!st) st = domar_result_certify_text(cx, r, "trimming", w->opt->trim > 0 ? text : "none");
    if (!st) st = domar_result_certify(cx, r, "firms_trimmed", (double)trimmed, NAN);
    if (!st) st = domar_result_certify(cx, r, "firms_not_positive", (double)left_out, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "dispersion", "of logs against the industry's own level, firms count alike; variances in gain_lognormal over n");
    if (!st && w->in->grain == BY_WEDGE)
        st = domar_result_certify_text(cx, r, "output_wedge_base", w->opt->gross_output ? "gross output, revenue of the wedge on value added kept"
                                                                                         : "value added (--gross-output spreads it over gross output)");
    return st ? st : domar_result_certify(cx, r, "gain_below_zero", below, 1e-9);
}

static domar_status tell(domar_cx *cx, domar_result *r, const struct work *w)
{
    size_t t = w->T;
    while (t && !w->m.period[t - 1].used) t--;
    size_t trimmed = 0;
    for (size_t k = 0; k < w->T; k++) trimmed += w->m.period[k].trimmed;
    if (!t && trimmed)
        return domar_result_read(cx, r, "Trimming left no firm: take a smaller --trim.", "截尾后没有剩余企业：请减小 --trim。");
    if (!t) return domar_result_read(cx, r, "No firm has positive value added, capital and wage bill.", "没有增加值、资本与工资总额均为正的企业。");
    const domar_misallocation_part *p = &w->m.period[--t];
    const char *code = w->in->panel->period_name ? domar_axis_code(w->in->panel->period_axis, t) : "";
    char *en = domar_format(cx, "%s%s%zu firms%s: with capital and labour where they bring most within industries there would be %.1f %% more; "
                            "%.1f %% more with the capital wedges alone away, %.1f %% with the output wedges alone.", *code ? "In " : "", code,
                            p->used, "", per_cent(p->gain), per_cent(p->gain_capital), per_cent(p->gain_output));
    char *zh = domar_format(cx, "%s%s%zu 家企业：若资本与劳动在行业内配置到产出最高之处，产出将增加 %.1f%%；仅消除资本扭曲为 %.1f%%，仅消除产出扭曲为 %.1f%%。",
                            code, *code ? " 年，" : "", p->used, per_cent(p->gain), per_cent(p->gain_capital), per_cent(p->gain_output));
    if (en && *code) {                                       /* "In 2005 24 firms" reads badly */
        char *better = domar_format(cx, "%s: %s", code, en + 3 + strlen(code));
        domar_release(en);
        en = better;
    }
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status compute(domar_cx *cx, struct work *w)
{
    const struct options *o = w->opt;
    const bool column = !domar_capital_share_is_text(o->capital_share);
    const char *terms[] = { o->value_added, o->capital, o->wage_bill, w->in->grain == BY_WEDGE ? o->gross_output : NULL,
                            column ? o->capital_share : NULL };
    domar_status st = domar_firm_sample_new(cx, &w->firms, w->in->panel, terms, 5, w->in->missing, o->industry);
    if (st) return st;
    const domar_sample *s = w->firms.sample;
    w->T = s->periods;
    w->N = domar_axis_size(w->firms.industries);
    if (!(w->share = domar_scratch(cx, w->T * w->N))) return DOMAR_ENOMEM;
    st = domar_capital_share(cx, w->share, &(domar_capital_share_from){ s->rows, w->T, w->N, s->period, w->firms.industry,
        w->firms.industries, s->x[0], s->x[2], s->x[4], o->capital_share, o->labour_scale });
    const unsigned wants = w->in->grain == BY_PERIOD ? DOMAR_WANTS_PERIOD_SPREADS : w->in->grain == BY_INDUSTRY ? DOMAR_WANTS_PART_SPREADS
                         : w->in->grain == BY_UNIT ? DOMAR_WANTS_FIRMS : 0;
    return st ? st : domar_misallocation_new(cx, &w->m, &(domar_misallocation_input){ s->rows, w->T, w->N, s->period, w->firms.industry,
        s->x[0], s->x[1], s->x[2], w->share, o->sigma, o->rental, o->trim, wants });
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .opt = options, .in = in };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = compute(cx, &w);
    if (!st) st = in->grain == BY_UNIT ? put_firms(cx, out, &w) : in->grain == BY_WEDGE ? put_wedges(cx, out, &w) : put_parts(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = tell(cx, *out, &w);
    domar_misallocation_free(&w.m);
    domar_firm_sample_free(&w.firms);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_firms_misallocation = {
    .id = "firms.misallocation",
    .title_en = "Misallocation among firms (Hsieh and Klenow)", .title_zh = "企业间资源错配（Hsieh–Klenow）",
    .about_en = "How much output of each industry, and of all, would rise if capital and labour moved between its firms until a further unit "
                "brought the same revenue everywhere; which wedge it comes from; how far firms are apart. Firms without positive value "
                "added, capital and wage bill are left out and counted; tails are trimmed in a fixed order that the certificate tells. The "
                "gain counts measurement error in the data as misallocation, so compare it with that of a reference economy. Wedges of "
                "industries can be written as a table that growth.forces and scenarios read.",
    .about_zh = "若资本与劳动在行业内各企业间流动至边际收益处处相等，各行业及总体产出可增加多少；来自何种扭曲；企业间差异多大。增加值、资本或工资总额不为正的"
                "企业剔除并计数；截尾顺序固定并载入证书。数据的测量误差会计入错配，故宜与参照经济体比较。行业扭曲可写成扭曲表，供 growth.forces 与情景使用。",
    .formula = "\\frac{Y}{Y^*} = \\prod_s \\Big[ \\sum_i \\Big( \\frac{A_{si}}{\\bar A_s} \\frac{\\overline{TFPR}_s}{TFPR_{si}} "
               "\\Big)^{\\sigma - 1} \\Big]^{\\theta_s / (\\sigma - 1)}, \\quad TFPR = \\frac{PY}{K^{\\alpha} (wL)^{1 - \\alpha}}",
    .cite = "hsieh2009", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit: a firm; industry: as the column says; year, economy, kind, factor: as in docs/wedges.md",
    .dim_docs_zh = "unit：企业；industry：行业列；year、economy、kind、factor：同 docs/wedges.md",
    .example = "industry=industry", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
