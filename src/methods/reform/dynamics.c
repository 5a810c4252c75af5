/* methods/reform/dynamics.c -- the years after a reform: capital accumulates, workers move little by little
 *
 *     k_(t+1) = beta (1 - delta + r* r_t) k_t          [kleinman2023]
 *     V_jt = log w_jt + nu log S_k mu_jk exp(beta V_k,t+1 / nu)          [caliendo2019]
 *
 * around the static equilibrium of every year.  The laws of motion stand in model/transition.c. */
#include "model/transition.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options {
    int64_t years, horizon;
    double beta, delta, nu, stay, capital_share;
    const char *labour, *foresight;
};

enum { BY_ECONOMY, BY_PERIOD, BY_INDUSTRY, BY_CONVERGENCE };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, years), .def = 30, .lo = 1, .hi = 1000, .unit = "years",
      .en = "How many years of the path are shown.", .zh = "显示的年数。" },
    { DOMAR_FIELD(struct options, horizon), .def = 150, .lo = 2, .hi = 2000, .unit = "years",
      .en = "How many years are solved; workers expect the long run to follow.", .zh = "求解的年数；其后预期处于长期稳态。" },
    { DOMAR_FIELD(struct options, beta), .def = 0.95, .lo = 0.5, .hi = 0.995,
      .en = "Discount factor of a year (Kleinman, Liu and Redding: 0.95).", .zh = "年贴现因子（Kleinman、Liu 与 Redding：0.95）。" },
    { DOMAR_FIELD(struct options, delta), .def = 0.05, .lo = 0.001, .hi = 1,
      .en = "Depreciation of capital in a year (Kleinman, Liu and Redding: 0.05).",
      .zh = "资本年折旧率（Kleinman、Liu 与 Redding：0.05）。" },
    { DOMAR_FIELD(struct options, labour), .text = "gradual", .choices = "gradual|mobile|fixed",
      .en = "Workers between industries: some a year by choice; all at once, at one wage; never.",
      .zh = "劳动力在行业间：逐年选择流动；立即流动至同一工资；不流动。" },
    { DOMAR_FIELD(struct options, foresight), .text = "perfect", .choices = "perfect|static", .only = "labour=gradual",
      .en = "What workers expect: the wages that will come, or today's for ever (much faster).",
      .zh = "劳动者的预期：完全预见，或认为今日工资永远不变（快得多）。" },
    { DOMAR_FIELD(struct options, nu), .def = 2.02, .lo = 0.1, .hi = 100, .only = "labour=gradual",
      .en = "Scale of workers' tastes for industries, inverse of the elasticity of choice in a year (Caliendo, Dvorkin and Parro: "
            "5.34 a quarter, 2.02 a year).",
      .zh = "劳动者行业偏好的尺度，即年度选择弹性的倒数（Caliendo、Dvorkin 与 Parro：季度 5.34，年度 2.02）。" },
    { DOMAR_FIELD(struct options, stay), .def = 0.9, .lo = 0, .hi = 0.99, .only = "labour=gradual",
      .en = "Share of workers who do not look around in a year at the base; the others take industries in proportion to their "
            "size. No table tells it: an assumption.",
      .zh = "基期一年内不考虑换行业的劳动者比重；其余按行业规模选择。表中没有此数据，属假设。" },
    { DOMAR_FIELD(struct options, capital_share), .def = 0, .lo = 0, .hi = 0.9,
      .en = "Share of capital in value added where the table does not tell it from labour; 0: 0.35 there (Kleinman, Liu and "
            "Redding), and the table's own elsewhere.",
      .zh = "表中不区分资本与劳动时资本在增加值中的份额；0：此时取 0.35（Kleinman、Liu 与 Redding），否则用表中数据。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "economy", "What economies gain at once, in the long run, and over the whole path.", "各经济体的即期、长期与全路径得失。" },
    { "period", "economy,period", "The path of economies; period 0 is the table's year, 1 the first year of the change.",
      "各经济体的路径；period 0 为表的年份，1 为变化的第一年。" },
    { "industry", "economy,industry,period", "The path of producers.", "各行业的路径。" },
    { "convergence", "economy", "How fast economies come to the long run.", "收敛到长期稳态的速度。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "impact", "%", "Real final spending in the first year, stocks still as they were.", "第一年（存量未变）的实际最终支出变化。", NULL },
    { "long_run", "%", "The same in the long run.", "长期实际最终支出变化。", NULL },
    { "impact_consumption", "%", "Consumption in the first year: final spending less what capital's path takes.",
      "第一年的消费变化：最终支出减去资本积累所需投资。", NULL },
    { "long_run_consumption", "%", "Consumption in the long run.", "长期消费变化。", NULL },
    { "welfare", "%", "Consumption, higher by this in every year for ever, that is worth as much as the whole path (log utility).",
      "与全路径等值的每年消费永久性提高幅度（对数效用）。", NULL },
    { "worth", "money", "The same in money a year, at base prices.", "同上，按基期价格计的每年金额。", NULL },
    { "real_income", "%", "Real final spending.", "实际最终支出变化。", NULL },
    { "consumption", "%", "The same less what keeps capital on its path.", "消费变化（最终支出减去投资）。", NULL },
    { "domestic_income", "%", "Gross domestic income at the price of final use.", "按最终使用价格平减的国内总收入变化。", NULL },
    { "capital", "%", "Capital at the beginning of the year.", "年初资本存量变化。", NULL },
    { "return", "% a year", "Real return to capital, net of depreciation.", "资本实际净回报率。", NULL },
    { "labour", "%", "Workers in the industry.", "行业劳动力变化。", NULL },
    { "wage", "%", "Real labour income a worker.", "人均实际劳动收入变化。", NULL },
    { "output", "%", "Quantity produced.", "产量变化。", NULL },
    { "capital_long_run", "%", "Capital in the long run.", "长期资本存量变化。", NULL },
    { "capital_half_life", "years", "Until half of capital's way to the long run is gone.", "资本走完一半路程所需年数。", NULL },
    { "capital_1", "share", "Share of capital's way that is gone a year after the first.", "一年后资本已走完的比例。", NULL },
    { "capital_5", "share", "The same after five years.", "五年后的比例。", NULL },
    { "capital_10", "share", "The same after ten years.", "十年后的比例。", NULL },
    { "income_half_life", "years", "Until half of real income's way from the first year to the long run is gone.",
      "实际收入从第一年到长期走完一半路程所需年数。", NULL },
    { "income_1", "share", "Share of that way that is gone a year after the first.", "一年后实际收入已走完的比例。", NULL },
    { "income_5", "share", "The same after five years.", "五年后的比例。", NULL },
    { "income_10", "share", "The same after ten years.", "十年后的比例。", NULL },
    { "speed", "% a year", "Of what is left to go, gone in a year, late on the path: 1 less the leading root, estimated from ten "
      "years of the path.", "路径后段每年走完剩余路程的比例：1 减主特征根，由路径上十年估计。", NULL },
    { .name = NULL } };

struct work { const domar_input *in; const struct options *opt; domar_transition *x; };

static double percent(double log_hat) { return 100 * expm1(log_hat); }

/* ---- convergence.  way[year]: a log at a row of the path */
struct way { const double *at; size_t stride, end; };

static double gap(const struct way *w, size_t year) { return w->at[year * w->stride] - w->at[w->end * w->stride]; }

static bool goes(const struct way *w) { return fabs(gap(w, 1)) > 1e-7; }

static double gone(const struct way *w, size_t years)
{
    return goes(w) && 1 + years < w->end ? 1 - gap(w, 1 + years) / gap(w, 1) : NAN;
}

/* The first crossing, in logs of the gap between two years. */
static double half_life(const struct way *w)
{
    for (size_t t = 2; goes(w) && t < w->end; t++) {
        const double before = gap(w, t - 1) / gap(w, 1), now = gap(w, t) / gap(w, 1);
        if (now > 0.5) continue;
        return (double)(t - 2) + (now > 0 ? log(0.5 / before) / log(now / before) : (before - 0.5) / (before - now));
    }
    return NAN;
}

/* Ten years that end where a thousandth of the way is left, or the path does. */
static double speed(const struct way *w)
{
    size_t t = w->end - 1;
    while (t > 11 && fabs(gap(w, t)) < 1e-3 * fabs(gap(w, 1))) t--;
    const double ratio = t >= 11 ? gap(w, t) / gap(w, t - 10) : NAN;
    return goes(w) && ratio > 0 && ratio < 1 ? 100 * (1 - pow(ratio, 0.1)) : NAN;
}

static struct way way_of(const domar_transition *x, const double *array, size_t b)
{
    return (struct way){ array + b, x->w->G, x->o.years + 1 };
}

/* ---- answers by grain: each fills one row */
static void row_economy(const struct work *w, double *row, size_t b)
{
    const domar_transition *x = w->x;
    const size_t G = x->w->G, end = (x->o.years + 1) * G;
    row[0] = percent(x->lU[G + b]);
    row[1] = percent(x->lU[end + b]);
    row[2] = percent(x->lC[G + b]);
    row[3] = percent(x->lC[end + b]);
    row[4] = percent(x->welfare[b]);
    row[5] = expm1(x->welfare[b]) * domar_transition_consumption(x, b);
}

static void row_period(const struct work *w, double *row, size_t k)
{
    const domar_transition *x = w->x;
    const size_t years = (size_t)w->opt->years + 1, b = k / years, at = k % years * x->w->G + b;
    row[0] = percent(x->lU[at]);
    row[1] = percent(x->lC[at]);
    row[2] = percent(x->lI[at]);
    row[3] = x->stock[b] > 0 ? percent(x->lk[at]) : NAN;
    row[4] = x->stock[b] > 0 ? 100 * (x->rental * exp(x->lr[at]) - x->o.delta) : NAN;
}

static void row_industry(const struct work *w, double *row, size_t k)
{
    const domar_transition *x = w->x;
    const size_t years = (size_t)w->opt->years + 1, p = k / years, at = k % years * x->w->n + p;
    const bool employs = x->size[p] > 0;
    row[0] = employs ? percent(x->lL[at]) : NAN;
    row[1] = employs ? percent(x->lw[at]) : NAN;
    row[2] = x->w->R[p] > 0 ? percent(x->ly[at]) : NAN;
}

static void row_convergence(const struct work *w, double *row, size_t b)
{
    const domar_transition *x = w->x;
    const struct way k = way_of(x, x->lk, b), U = way_of(x, x->lU, b);
    row[0] = x->stock[b] > 0 ? percent(k.at[k.end * k.stride]) : NAN;
    row[1] = half_life(&k);
    row[5] = half_life(&U);
    for (size_t c = 0; c < 3; c++) {
        static const size_t years[] = { 1, 5, 10 };
        row[2 + c] = gone(&k, years[c]);
        row[6 + c] = gone(&U, years[c]);
    }
    row[9] = speed(goes(&k) ? &k : &U);
}

static const struct {
    const char *columns[12];
    void (*row)(const struct work *w, double *row, size_t k);
} answers[] = {
    { { "impact", "long_run", "impact_consumption", "long_run_consumption", "welfare", "worth" }, row_economy },
    { { "real_income", "consumption", "domestic_income", "capital", "return" }, row_period },
    { { "labour", "wage", "output" }, row_industry },
    { { "capital_long_run", "capital_half_life", "capital_1", "capital_5", "capital_10", "income_half_life", "income_1", "income_5",
        "income_10", "speed" }, row_convergence },
};

static domar_status period_axis(domar_cx *cx, domar_axis **out, size_t count)
{
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*codes)[24] = domar_scratch_bytes(cx, count, sizeof *codes);
    if (!items || !codes) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) {
        snprintf(codes[k], sizeof codes[k], "%zu", k);
        items[k].code = codes[k];
    }
    return domar_axis_new(cx, out, items, count);
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w)
{
    const size_t grain = w->in->grain;
    domar_axis *periods = NULL;
    domar_dim dims[8];
    double *column[12];
    char *money = domar_series_money(cx, w->in->series);
    domar_status st = money ? period_axis(cx, &periods, (size_t)w->opt->years + 1) : DOMAR_ENOMEM;
    if (!st) {
        const size_t count = domar_grain_dims(dims, &grains[grain], w->in->table, periods);
        st = domar_result_new(cx, out, "reform.dynamics", money, dims, count);
    }
    size_t width = 0;
    for (; !st && width < 12 && answers[grain].columns[width]; width++)
        st = domar_result_column(cx, *out, columns, answers[grain].columns[width], &column[width]);
    for (size_t k = 0; !st && k < domar_result_rows(*out); k++) {
        double row[12];
        answers[grain].row(w, row, k);
        for (size_t c = 0; c < width; c++) column[c][k] = row[c];
    }
    domar_axis_free(periods);
    domar_release(money);
    return st;
}

/* ---- certificate and reading */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_transition *x = w->x;
    const bool gradual = x->o.labour == DOMAR_LABOUR_GRADUAL;
    char text[160];
    domar_status st = domar_result_certify(cx, r, "market_residual", x->residual, 1e-10);
    if (!st && gradual && x->o.foresight) st = domar_result_certify(cx, r, "expectations_residual", x->expectations, 1e-9);
    if (!st && gradual) st = domar_result_certify(cx, r, "long_run_residual", x->rest_residual, 1e-9);
    if (!st) st = domar_result_certify(cx, r, "last_year_from_long_run", domar_transition_distance(x, x->o.years), NAN);
    snprintf(text, sizeof text, "%zu equilibria, %zu paths", x->solves, x->rounds ? x->rounds : 1);
    if (!st) st = domar_result_certify_text(cx, r, "solver", text);
    snprintf(text, sizeof text, "%s%s%s; in place of the scenario's mobility of labour", w->opt->labour,
             gradual ? ", foresight " : "", gradual ? w->opt->foresight : "");
    if (!st) st = domar_result_certify_text(cx, r, "labour", text);
    if (!st && x->composite) st = domar_result_certify(cx, r, "capital_share_assumed", x->o.share, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "steady_state", "the table's year; investment is what the model's capital takes, "
                                            "not the table's");
    return st ? st : domar_result_certify_text(cx, r, "unit_of_account", "world factor income");
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_transition *x = w->x;
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    const size_t G = x->w->G, end = (x->o.years + 1) * G;
    size_t b = 0;
    for (size_t k = 1; k < G; k++)
        if (fabs(x->lU[end + k]) > fabs(x->lU[end + b]) || isnan(x->lU[end + b])) b = k;
    const struct way k = way_of(x, x->lk, b);
    const double half = half_life(&k), first = percent(x->lU[G + b]), last = percent(x->lU[end + b]);
    const bool shaky = w->in->scenario->illustrative;
    char pace_en[96] = "", pace_zh[96] = "";
    if (!isnan(half)) {
        snprintf(pace_en, sizeof pace_en, "; capital has gone half its way after %.3g years", half);
        snprintf(pace_zh, sizeof pace_zh, "；资本走完一半路程需 %.3g 年", half);
    }
    char *en = domar_format(cx, "Real income of %s changes most: %+.3g %% at once, %+.3g %% in the long run%s.%s",
                            domar_axis_label(economies, b, "en"), first, last, pace_en,
                            shaky ? " Illustrative: no data stand behind some of the levels." : "");
    char *zh = domar_format(cx, "%s实际收入变化最大：即期 %+.3g%%，长期 %+.3g%%%s。%s", domar_axis_label(economies, b, "zh"), first,
                            last, pace_zh, shaky ? "示意性情景：部分数值没有数据依据。" : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    static const char *const ways[] = { "gradual", "mobile", "fixed" };
    const struct options *opt = options;
    struct work w = { .in = in, .opt = opt };
    int way = 0;
    if (opt->horizon < opt->years)
        return domar_fail(cx, DOMAR_EUSAGE, "--horizon %lld is shorter than --years %lld: solve at least the years that are shown",
                          (long long)opt->horizon, (long long)opt->years);
    while (strcmp(ways[way], opt->labour) != 0) way++;
    const domar_transition_options o = { opt->beta, opt->delta, opt->nu, opt->stay, opt->capital_share, (domar_labour_way)way,
                                         strcmp(opt->foresight, "perfect") == 0, (size_t)opt->horizon };
    domar_status st = domar_transition_new(cx, &w.x, in->table, in->scenario, &o);
    if (!st) st = answer(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
    domar_transition_free(w.x);
    return st;
}

const domar_method domar_reform_dynamics = {
    .id = "reform.dynamics",
    .title_en = "The years after a reform: capital and workers adjust",
    .title_zh = "改革之后的路径：资本积累与劳动力流动",
    .about_en =
        "Follows the world economy year by year after the changes of a scenario, which come in year 1 and stay. Every year is the "
        "static equilibrium of reform.simulate at that year's stocks. Capital stays in its economy and accumulates out of its "
        "owners' saving; workers choose industries with an eye to the wages they expect, and only some look around in a year. The "
        "table's year is taken as a steady state, and the long run is solved on its own. Give --scenario FILE.",
    .about_zh =
        "逐年追踪情景变化（第一年发生并保持）之后的世界经济。每一年都是给定当年存量下 reform.simulate 的静态均衡。资本留在本经济体，"
        "由所有者储蓄积累；劳动者按预期工资选择行业，每年只有一部分人考虑变动。表的年份视为稳态，长期稳态单独求解。用 --scenario 指定情景文件。",
    .formula = "\\hat k_{t+1} = \\beta (1 - \\delta + r^* \\hat r_t) \\hat k_t, \\quad "
               "V_{jt} = \\log \\hat w_{jt} + \\nu \\log \\sum_k \\mu_{jk} e^{\\beta V_{k,t+1} / \\nu}",
    .cite = "kleinman2023; caliendo2019; artuc2010",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: whose path; industry: the producer; period: years, 0 the table's, 1 the first of the change",
    .dim_docs_zh = "economy：所属经济体；industry：生产行业；period：年份，0 为表的年份，1 为变化的第一年",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SCENARIO,
    .laws = { .no_relabel = "expectations are met to 1e-11: workers of an industry that hardly changes agree to 1e-9 points (tests/truth)",
              .no_threads = "a path has nothing in parallel of its own: its years are equilibria, which reform.simulate proves" },
    .run = run };
