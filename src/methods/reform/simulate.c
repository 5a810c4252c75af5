/* methods/reform/simulate.c -- what a scenario would do: the new equilibrium in exact hats
 *
 *     z = G(z; scenario)         [dekle2008; caliendo2015; baqaee2024]
 *
 * and where each economy's gain comes from, integrated along the path of the scenario.  The equations
 * stand in model/equilibrium.c, the terms in model/outcome.c. */
#include "model/counterfactual.h"
#include "model/verify.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options { const char *solver; bool verify; };

enum { BY_ECONOMY, BY_HOUSEHOLD, BY_INDUSTRY, BY_PARTNER, BY_FACTOR, BY_TERM, BY_MARKET, BY_CP };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, solver), .text = "auto", .choices = "auto|anderson|newton",
      .en = "How the equilibrium is found: Anderson acceleration, Newton-GMRES, or the second where the first stalls.",
      .zh = "求解方法：Anderson 加速、Newton-GMRES，或前者停滞时自动改用后者。" },
    { DOMAR_FIELD(struct options, verify),
      .en = "Check the answer further, in the certificate: nothing moves without a shock; moves taken back lead to the base, "
      "and so does a world calibrated at the answer; gradients agree with differences; both solvers agree. Exit code 6 where "
      "one does not hold.",
      .zh = "进一步检验结果并写入凭证：无冲击则不变；撤回变动回到基期，以新均衡重新校准的世界亦然；梯度与差分一致；两种求解方法"
      "一致。任一不成立则退出码为 6。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "economy", "Gains of economies and where they come from.", "各经济体的得失及其来源。" },
    { "household", "economy,household", "Gains of households (of the scenario, else one an economy).",
      "各家庭（由情景给出，否则每个经济体一个）的得失。" },
    { "industry", "economy,industry", "Producers: quantities, prices, incomes.", "生产者：数量、价格与要素收入。" },
    { "industry,partner", "economy,industry,partner", "Trade: economy buys the industry's good from partner.",
      "贸易：economy 从 partner 购买该行业产品。" },
    { "factor", "economy,industry,factor", "Returns to factors where they work.", "各行业的要素回报。" },
    { "term", "economy,term", "Terms by instrument: they add up to the equivalent variation.",
      "按政策工具分解：各项之和等于等价变化。" },
    { "market", "economy", "Hats of the economy's return to factors and price of consumption.",
      "要素回报与消费价格的变化倍数。" },
    { "caliendo_parro", "economy", "The published differential formula of Caliendo and Parro, for comparison: not exact.",
      "Caliendo 与 Parro 发表的微分公式，仅供对照，并不精确。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "real_income", "%", "Real final spending: exact welfare of the economy's final user.",
      "实际最终支出：该经济体最终用户的精确福利变化。", NULL },
    { "real_wage", "%", "Return to labour (to all factors, where the table does not tell them apart) over the price of "
      "consumption.", "劳动（若表中不区分则为全部要素）回报与消费价格之比。", NULL },
    { "ev", "money", "Equivalent variation at base prices: the terms below add up to real_income.",
      "按基期价格计的等价变化；以下各项之和等于 real_income。", NULL },
    { "gdp", "%", "Real gross domestic product, chained along the path.", "实际国内生产总值（沿路径链式计算）。", NULL },
    { "terms_of_trade", "%", "Prices of exports against prices of imports, of base spending.",
      "贸易条件：出口价格与进口价格之比，占基期支出。", NULL },
    { "trade_volume", "%", "More of trade that border wedges hold back.", "贸易量：边境楔子所抑制的贸易增加。", NULL },
    { "technology", "%", "Productivity, trade costs in goods, tastes.", "技术：生产率、冰山贸易成本、偏好。", NULL },
    { "reallocation", "%", "More of what domestic wedges hold back.", "再配置：国内楔子所抑制的活动增加。", NULL },
    { "factors", "%", "More factors at work.", "要素投入增加。", NULL },
    { "transfers", "%", "Transfers received and what they buy.", "转移收入及其购买力。", NULL },
    { "distribution", "%", "Between households of the economy: what a household gains beyond its share of the economy's terms.",
      "分配：家庭所得超出其按支出份额分得的部分。", NULL },
    { "output", "%", "Quantity produced.", "产量。", NULL },
    { "price", "%", "Seller's price, in units of world factor income.", "出厂价格（以世界要素收入为计价单位）。", NULL },
    { "factor_income", "%", "What the producer pays to factors.", "支付给要素的收入。", NULL },
    { "sales", "money", "Sales at the new equilibrium.", "新均衡下的销售额。", NULL },
    { "jobs", "jobs", "Jobs at the new equilibrium: heads, which go with the factor's income within its pool over the pool's "
      "return (Roy); where factors do not move they stay, with one price they are what is employed.",
      "新均衡下的就业：人数随该要素在要素池内的收入与池内平均回报之比变动（Roy）；要素不流动时人数不变，单一价格时即投入量。", NULL },
    { "jobs_change", "%", "Their change.", "其变化。", NULL },
    { "value", "money", "Purchases at the border at the new equilibrium.", "新均衡下的到岸购买额。", NULL },
    { "value_change", "%", "Their change.", "其变化。", NULL },
    { "quantity", "%", "Change of the quantity.", "数量变化。", NULL },
    { "return", "%", "Price of the factor here.", "此处要素价格。", NULL },
    { "real_return", "%", "The same over the price of consumption.", "要素价格与消费价格之比。", NULL },
    { "employment", "%", "Efficiency units of the factor at work here.", "此处要素投入（效率单位）。", NULL },
    { "wage_hat", "ratio", "Return to factors, new over old.", "要素回报的变化倍数。", NULL },
    { "cpi_hat", "ratio", "Price of consumption, new over old.", "消费价格的变化倍数。", NULL },
    { "cp_welfare", "%", "Terms of trade and volume of trade together.", "贸易条件与贸易量之和。", NULL },
    { "cp_terms_of_trade", "%", "Base flows at changes of cost.", "按成本变化计的基期流量。", NULL },
    { "cp_trade_volume", "%", "Base tariffs on changes of volume.", "按贸易量变化计的基期关税。", NULL },
    { .name = NULL } };

struct work {
    const domar_input *in;
    domar_case *c;
    double *terms, *gdp;         /* instruments x homes x DOMAR_TERMS; G */
    size_t jobs;                 /* row of satellites, SIZE_MAX: none */
    double homogeneity, table_gap;
    domar_verification checks;
    bool verified;
};

enum { SHOWN = DOMAR_TERM_DISTRIBUTION };     /* an economy's terms: between its households nothing is left over */

static double percent(double hat) { return 100 * (hat - 1); }

/* Terms are integrated to about 1e-11 of spending: what is below is nothing. */
static double clean(double per_cent) { return fabs(per_cent) < 1e-9 ? 0 : per_cent; }

/* ---- answers by grain: each fills one row */
static size_t labour(const struct work *w) { return domar_labour_of(w->c->base); }

static double consumer_price(const domar_market *m, size_t b) { return m->lP[b]; }

static void row_economy(const struct work *w, double *row, size_t b)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    const double U = domar_real_income(m, b), spent = domar_world_spent_in(world, b);
    row[0] = percent(U);
    row[1] = percent(domar_return(m, b * world->F + labour(w)) / exp(consumer_price(m, b)));
    row[2] = (U - 1) * spent;
    row[3] = clean(100 * expm1(w->gdp[b]));
    for (size_t c = 0; c < SHOWN; c++) {
        row[4 + c] = 0;
        for (size_t k = 0; k < w->c->shocks.count; k++) row[4 + c] += 100 * domar_term_in(world, w->terms, k, b, c) / spent;
        row[4 + c] = clean(row[4 + c]);
    }
}

static void row_household(const struct work *w, double *row, size_t h)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    const size_t b = h / world->H;
    const double U = domar_household_income(m, h), spent = domar_world_spent(world, h);
    row[0] = percent(U);
    row[1] = percent(domar_return(m, b * world->F + labour(w)) / exp(m->lm[domar_world_home(world, h)]));
    row[2] = (U - 1) * spent;
    row[3] = clean(100 * expm1(w->gdp[b]));
    for (size_t c = 0; c < DOMAR_TERMS; c++) {
        row[4 + c] = 0;
        for (size_t k = 0; k < w->c->shocks.count; k++)
            row[4 + c] += 100 * w->terms[(k * world->homes + h) * DOMAR_TERMS + c] / spent;
        row[4 + c] = clean(row[4 + c]);
    }
    if (!(spent > 0))
        for (size_t c = 0; c < 4 + DOMAR_TERMS; c++) row[c] = NAN;     /* this economy has no such household */
}

static void row_jobs(const struct work *w, double *row, size_t p)
{
    const domar_table *t = w->in->table;
    const domar_world *world = w->c->base->world;
    double hat = domar_heads_hat(w->c->o.m, p * world->F + labour(w));
    if (isnan(hat) && world->R[p] > 0) hat = exp(w->c->o.m->lR[p] - w->c->o.m->lp[p]);     /* pays no factors: with output */
    row[0] = w->jobs == SIZE_MAX ? NAN : t->S[w->jobs * t->n + p] * hat;
    row[1] = isnan(row[0]) ? NAN : percent(hat);
}

static void row_industry(const struct work *w, double *row, size_t p)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    double now = 0, base = 0;
    for (size_t f = 0; f < world->F; f++) {
        now += m->Wd[p * world->F + f];
        base += world->W[p * world->F + f];
    }
    row[0] = percent(exp(m->lR[p] - m->lp[p]));
    row[1] = percent(exp(m->lp[p]));
    row[2] = base > 0 ? percent(now / base) : NAN;
    row[3] = m->newR[p];
    row_jobs(w, row + 4, p);
    if (!(world->R[p] > 0)) row[0] = row[1] = row[2] = row[3] = NAN;
}

static void row_partner(const struct work *w, double *row, size_t at)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    const size_t i = at % world->G, j = at / world->G % world->N;
    row[0] = m->X[at];
    row[1] = w->c->baseX[at] > 0 ? percent(m->X[at] / w->c->baseX[at]) : NAN;
    row[2] = w->c->baseX[at] > 0
        ? percent(m->X[at] / w->c->baseX[at] / exp(m->lp[i * world->N + j] + m->ltau[at])) : NAN;
}

static void row_factor(const struct work *w, double *row, size_t at)
{
    const domar_market *m = w->c->o.m;
    const size_t b = at / m->w->F / m->w->N;
    row[0] = row[1] = row[2] = NAN;
    if (m->slot[at] == SIZE_MAX) return;
    row[0] = percent(exp(m->lw[at]));
    row[1] = percent(exp(m->lw[at] - consumer_price(m, b)));
    row[2] = percent(m->Wd[at] * m->scale / m->w->W[at] / exp(m->lw[at]));
}

static void row_term(const struct work *w, double *row, size_t at)
{
    const domar_world *world = w->c->o.m->w;
    const size_t b = at / w->c->shocks.count, k = at % w->c->shocks.count;
    row[0] = 0;
    for (size_t c = 0; c < SHOWN; c++) {
        const double term = domar_term_in(world, w->terms, k, b, c);
        row[c + 1] = clean(100 * term / domar_world_spent_in(world, b));
        row[0] += term;
    }
}

static void row_market(const struct work *w, double *row, size_t b)
{
    const domar_market *m = w->c->o.m;
    row[0] = domar_return(m, b * m->w->F + labour(w));
    row[1] = exp(consumer_price(m, b));
}

/* Base flows (sellers' prices) at changes of unit cost, and base tariffs on changes of volume. */
static void row_cp(const struct work *w, double *row, size_t b)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    double trade = 0, volume = 0;
    for (size_t j = 0; j < world->N; j++)
        for (size_t i = 0; i < world->G; i++) {
            const size_t in = domar_world_edge(world, b, j, i), out = domar_world_edge(world, i, j, b);
            const double T = world->T[DOMAR_IMPORTER] ? world->T[DOMAR_IMPORTER][in] : 1;
            const double bought = w->c->baseX[in] / T, cost = expm1(m->lp[i * world->N + j]);
            const double sold = w->c->baseX[out] / (world->T[DOMAR_IMPORTER] ? world->T[DOMAR_IMPORTER][out] : 1);
            trade += sold * expm1(m->lp[b * world->N + j]) - bought * cost;
            if (bought > 0) volume += bought * (T - 1) * (m->X[in] * (m->net ? m->net[in] : 1) / bought - 1 - cost);
        }
    row[1] = 100 * trade / domar_world_spent_in(world, b);
    row[2] = 100 * volume / domar_world_spent_in(world, b);
    row[0] = row[1] + row[2];
}

static const struct {
    const char *columns[12];
    void (*row)(const struct work *w, double *row, size_t k);
} answers[] = {
    { { "real_income", "real_wage", "ev", "gdp", "terms_of_trade", "trade_volume", "technology", "reallocation",
        "factors", "transfers" }, row_economy },
    { { "real_income", "real_wage", "ev", "gdp", "terms_of_trade", "trade_volume", "technology", "reallocation",
        "factors", "transfers", "distribution" }, row_household },
    { { "output", "price", "factor_income", "sales", "jobs", "jobs_change" }, row_industry },
    { { "value", "value_change", "quantity" }, row_partner },
    { { "return", "real_return", "employment" }, row_factor },
    { { "ev", "terms_of_trade", "trade_volume", "technology", "reallocation", "factors", "transfers" }, row_term },
    { { "wage_hat", "cpi_hat" }, row_market },
    { { "cp_welfare", "cp_terms_of_trade", "cp_trade_volume" }, row_cp },
};

static domar_status instrument_axis(domar_cx *cx, domar_axis **out, const struct work *w)
{
    domar_item *items = domar_scratch_bytes(cx, w->c->shocks.count, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->c->shocks.count; k++) items[k].code = w->c->shocks.names[k];
    return domar_axis_new(cx, out, items, w->c->shocks.count);
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w)
{
    const size_t grain = w->in->grain;
    domar_axis *instruments = NULL;
    domar_dim dims[8];
    double *column[12];
    char *money = domar_series_money(cx, w->in->series);
    domar_status st = money ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && grain == BY_TERM) st = instrument_axis(cx, &instruments, w);
    if (!st) {
        const size_t count = domar_grain_dims(dims, &grains[grain], w->in->table,
                                              grain == BY_TERM ? instruments
                                              : grain == BY_HOUSEHOLD ? w->c->base->households : w->c->base->factors);
        st = domar_result_new(cx, out, "reform.simulate", money, dims, count);
    }
    size_t width = 0;
    const size_t most = grain == BY_INDUSTRY && w->jobs == SIZE_MAX ? 4 : 12;
    for (; !st && width < most && answers[grain].columns[width]; width++)
        st = domar_result_column(cx, *out, columns, answers[grain].columns[width], &column[width]);
    if (!st && grain == BY_INDUSTRY && w->jobs != SIZE_MAX)
        st = domar_result_set_unit(cx, *out, "jobs",
                                   domar_axis_item(domar_series_axis(w->in->series, DOMAR_SATELLITES), w->jobs).unit);
    for (size_t k = 0; !st && k < domar_result_rows(*out); k++) {
        double row[12];
        answers[grain].row(w, row, k);
        for (size_t c = 0; c < width; c++) column[c][k] = row[c];
    }
    domar_axis_free(instruments);
    domar_release(money);
    return st;
}

/* ---- certificate and reading */
static domar_status certify_check(domar_cx *cx, domar_result *r, const char *name, double value, double bound, const char *why)
{
    return why ? domar_result_certify_text(cx, r, name, why) : domar_result_certify(cx, r, name, value, bound);
}

/* A base as given violates its own markets by about 1e-8: there is nothing to hold some of these against. */
static domar_status certify_checks(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_verification *v = &w->checks;
    const bool given = w->c->given;
    domar_status st = domar_result_certify(cx, r, "verify.zero_shock", v->zero_shock, given ? NAN : 1e-12);
    if (!st) st = domar_result_certify(cx, r, "verify.return_path", v->return_path, given ? NAN : 1e-8);
    if (!st) st = certify_check(cx, r, "verify.reversal", v->reversal, given ? NAN : 1e-8, v->no_reversal);
    if (!st) st = domar_result_certify(cx, r, "verify.gradient", v->gradient, 1e-6);
    if (!st) st = domar_result_certify(cx, r, "verify.gradient_cells", (double)v->sampled, NAN);
    return st ? st : certify_check(cx, r, "verify.two_methods", v->two_methods, 1e-9, v->no_two_methods);
}

/* NAN passes: what is not defined is told in words. */
static bool holds(const struct work *w)
{
    const domar_verification *v = &w->checks;
    const bool balanced = !(v->zero_shock > 1e-12) && !(v->return_path > 1e-8) && !(v->reversal > 1e-8);
    return (w->c->given || balanced) && !(v->gradient > 1e-6) && !(v->two_methods > 1e-9);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_outcome *o = &w->c->o;
    char text[128];
    domar_status st = domar_result_certify(cx, r, "market_residual", o->report.residual, 1e-10);
    const bool given = w->c->given;
    if (!st) st = domar_result_certify(cx, r, "walras", o->walras, given ? NAN : 1e-10);
    if (!st) st = domar_result_certify(cx, r, "homogeneity", w->homogeneity, given ? NAN : 1e-12);
    if (!st) st = domar_result_certify_text(cx, r, "base", given ? "as given, not balanced" : "balanced");
    if (!st && w->terms) st = domar_result_certify(cx, r, "terms_against_ev", o->gap, given ? NAN : 1e-8);
    if (!st && w->terms) st = domar_result_certify(cx, r, "path_nodes", (double)o->nodes, NAN);
    snprintf(text, sizeof text, "%zu sweeps, %zu Jacobian products, %zu Newton steps, %zu stages", o->report.sweeps,
             o->report.products, o->report.newton, o->stages);
    if (!st) st = domar_result_certify_text(cx, r, "solver", text);
    if (!st) st = domar_result_certify(cx, r, "base_rebalanced", w->c->base->rebalanced, NAN);
    if (!st) st = domar_result_certify(cx, r, "negative_flows_dropped", (double)w->c->base->clipped, NAN);
    if (!st) st = domar_result_certify(cx, r, "negative_flows_share_of_output", w->c->base->clipped_share, NAN);
    if (!st) st = domar_result_certify(cx, r, "producers_at_a_loss", (double)w->c->base->losses, NAN);
    if (!st && w->in->table_out) st = domar_result_certify(cx, r, "table_against_market", w->table_gap, given ? NAN : 1e-9);
    if (!st && w->in->grain == BY_INDUSTRY && w->jobs == SIZE_MAX)
        st = domar_result_certify_text(cx, r, "jobs", "not given: the table has no satellite row of kind jobs");
    if (!st && w->verified) st = certify_checks(cx, r, w);
    if (!st) st = domar_result_certify_text(cx, r, "unit_of_account", "world factor income");
    if (!st && w->c->base->several)
        st = domar_result_certify(cx, r, "industries_with_scale_times_theta_of_1_or_more", (double)w->c->base->several, NAN);
    for (size_t k = 0; !st && w->c->budget && k < domar_budget_rates(w->c->budget); k++) {
        size_t b;
        const double rate = domar_budget_rate(w->c->budget, k, &b);
        snprintf(text, sizeof text, "closing_rate_per_cent.%.80s", domar_axis_code(domar_series_axis(w->in->series, DOMAR_ECONOMIES), b));
        st = domar_result_certify(cx, r, text, rate, NAN);
    }
    return st;
}

/* Largest and smallest of count numbers that are there; SIZE_MAX where none is. */
static void extremes(size_t at[2], const double *values, size_t count)
{
    at[0] = at[1] = SIZE_MAX;
    for (size_t k = 0; k < count; k++) {
        if (isnan(values[k])) continue;
        if (at[0] == SIZE_MAX || values[k] > values[at[0]]) at[0] = k;
        if (at[1] == SIZE_MAX || values[k] < values[at[1]]) at[1] = k;
    }
}

/* "electronics in China (+12.3, +4.1 %)": more or less output, at base prices. */
static char *name_industry(domar_cx *cx, const struct work *w, const double *more, size_t p, const char *lang)
{
    const domar_series *s = w->in->series;
    const bool zh = strcmp(lang, "zh") == 0;
    const char *economy = domar_axis_label(domar_series_axis(s, DOMAR_ECONOMIES), p / w->in->table->N, lang),
               *industry = domar_axis_label(domar_series_axis(s, DOMAR_INDUSTRIES), p % w->in->table->N, lang);
    return domar_format(cx, zh ? "%s的%s（%+.3g，%+.3g%%）" : "%s %s (%+.3g, %+.3g %%)", economy, industry, more[p],
                        100 * more[p] / w->c->base->world->R[p]);
}

static domar_status say(domar_cx *cx, domar_result *r, const struct work *w, const size_t gain[2], const double *more,
                        const size_t who[2])
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    const double most = percent(domar_real_income(w->c->o.m, gain[0])), least = percent(domar_real_income(w->c->o.m, gain[1]));
    const bool shaky = w->in->scenario->illustrative;
    char *money = domar_series_money(cx, w->in->series);
    char *best[2] = { name_industry(cx, w, more, who[0], "en"), name_industry(cx, w, more, who[0], "zh") };
    char *worst[2] = { name_industry(cx, w, more, who[1], "en"), name_industry(cx, w, more, who[1], "zh") };
    char *en = NULL, *zh = NULL;
    if (money && best[0] && best[1] && worst[0] && worst[1]) {
        en = domar_format(cx, "Real income: highest change in %s (%+.3g %%), lowest in %s (%+.3g %%); output at base prices "
                          "(%s) most in %s, least in %s.%s",
                          domar_axis_label(economies, gain[0], "en"), most, domar_axis_label(economies, gain[1], "en"), least,
                          *money ? money : "money of the table", best[0], worst[0],
                          shaky ? " Illustrative: no data stand behind some of the levels." : "");
        zh = domar_format(cx, "实际收入：%s变化最高（%+.3g%%），%s最低（%+.3g%%）；按基期价格计的产出（%s）：%s变化最高，%s最低。%s",
                          domar_axis_label(economies, gain[0], "zh"), most, domar_axis_label(economies, gain[1], "zh"), least,
                          *money ? money : "表中货币", best[1], worst[1], shaky ? "示意性情景：部分数值没有数据依据。" : "");
    }
    const domar_status st = domar_result_read_own(cx, r, en, zh);
    for (int k = 0; k < 2; k++) {
        domar_release(best[k]);
        domar_release(worst[k]);
    }
    domar_release(money);
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    const domar_mark mark = domar_scratch_mark(cx);
    double *income = domar_scratch(cx, world->G), *more = domar_scratch(cx, world->n);
    domar_status st = income && more ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        size_t gain[2], who[2];
        for (size_t b = 0; b < world->G; b++) income[b] = domar_real_income(m, b);
        for (size_t p = 0; p < world->n; p++)
            more[p] = world->R[p] > 0 ? world->R[p] * expm1(m->lR[p] - m->lp[p]) : NAN;
        extremes(gain, income, world->G);
        extremes(who, more, world->n);
        if (gain[0] != SIZE_MAX && who[0] != SIZE_MAX) st = say(cx, r, w, gain, more, who);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- solving */
static domar_status follow(domar_cx *cx, struct work *w)
{
    const domar_world *world = w->c->base->world;
    w->terms = domar_scratch(cx, (w->c->shocks.count + 1) * world->homes * DOMAR_TERMS);
    w->gdp = domar_scratch(cx, world->G);
    if (!w->terms || !w->gdp) return DOMAR_ENOMEM;
    /* A base as given adds up to about 1e-7 only. */
    const domar_status st = domar_outcome_path(cx, &w->c->o, w->terms, w->gdp, w->c->shocks.moves, w->c->shocks.count,
                                               w->c->given ? 1e-6 : 1e-9);
    if (st != DOMAR_ENOCONV) return st;
    return domar_fail(cx, st, "the new equilibrium is found, but not the way to it that tells where gains come from: ask --by "
                      "market, industry or factor, which need no way, or try a smaller change");
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    static const char *const ways[] = { "auto", "anderson", "newton" };
    const struct options *opt = options;
    struct work w = { .in = in, .jobs = domar_jobs_row(in->table), .verified = opt->verify };
    int way = 0;
    while (strcmp(ways[way], opt->solver) != 0) way++;
    domar_status st = domar_case_new(cx, &w.c, in->table, in->scenario, (domar_fp_way)way);
    if (!st && (in->grain == BY_ECONOMY || in->grain == BY_HOUSEHOLD || in->grain == BY_TERM)) st = follow(cx, &w);
    if (!st) st = domar_case_homogeneity(cx, &w.homogeneity, w.c);
    if (!st && opt->verify) st = domar_case_verify(cx, &w.checks, w.c);
    if (!st && in->table_out) st = domar_counterfactual(cx, in->table_out, &w.table_gap, w.c);
    if (!st) st = answer(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
    if (!st && opt->verify && !holds(&w))
        st = domar_fail(cx, DOMAR_ECHECK, "a check of --verify does not hold");
    domar_case_free(w.c);
    return st;
}

const domar_method domar_reform_simulate = {
    .id = "reform.simulate",
    .title_en = "What a reform would do: the new equilibrium",
    .title_zh = "改革模拟：新的一般均衡",
    .about_en =
        "Solves the world economy after the changes of a scenario: tariffs, trade costs, taxes and "
        "subsidies, markups, productivity, factor supply and mobility. Producers and final users "
        "substitute between origins, goods and factors; markets clear; revenue goes to its owners. "
        "real_income is the exact welfare of each economy's final user, and its terms, integrated "
        "along the path of the scenario, add up to it. Give --scenario FILE.",
    .about_zh =
        "求解情景变化后的世界经济：关税、贸易成本、税收与补贴、加成、生产率、要素供给与流动性。生产者和最终用户在来源、"
        "产品与要素之间替代，市场出清，收入归其所有者。real_income 为各经济体最终用户的精确福利变化，其各分项沿情景路径积分，"
        "之和严格等于该变化。用 --scenario 指定情景文件。",
    .formula = "z = G(z; T', d', \\mu', Z', L', D'), \\quad \\hat U_h = \\hat E_h / \\hat P_h",
    .cite = "dekle2008; caliendo2015; baqaee2024; costinot2014; head2014; galle2023",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: whose gain, producer or buyer; industry: the producer, or the good that is bought; partner: the "
        "origin; factor: the factor; term: the instrument of the scenario",
    .dim_docs_zh = "economy：得失所属、生产或购买的经济体；industry：生产行业或所购产品；partner：来源；factor：要素；term：情景中的政策工具",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SCENARIO | DOMAR_GIVES_TABLE, .run = run };
