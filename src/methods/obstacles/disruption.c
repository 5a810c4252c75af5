/* methods/obstacles/disruption.c -- what a shut-down costs: before anything is reallocated, when some is,
 * when all is; and day by day, while stocks last and after
 *
 *     horizons:   z = G(z; scenario) for mobility 0, --partial, infinity          [baqaee2019]
 *     days:       stocks, orders and rationing at fixed prices                    [hallegatte2008; hallegatte2014]
 *
 * The first is a world in which prices clear markets, the second one in which they do not move at all: years
 * and days.  The grain says which is asked; model/horizons.c and model/inventory.c hold the equations. */
#include "model/horizons.h"
#include "model/inventory.h"
#include "model/outage.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options {
    double partial;
    int64_t days, duration;
    double inventory, unstored, psi, restoring, overcapacity, adapting;
    const char *inputs;
};

enum { BY_ECONOMY, BY_INDUSTRY, BY_DAY, BY_LOSS };

/* A producer has recovered when he stays above this share of normal output. */
static const double RECOVERED = 0.999;

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, partial), .def = 1, .lo = 0, .hi = 1e6, .only = "by=economy|industry",
      .en = "Mobility of factors at the horizon in the middle (docs/scenarios.md).", .zh = "中间情形的要素流动性（见 docs/scenarios.md）。" },
    { DOMAR_FIELD(struct options, days), .def = 365, .lo = 1, .hi = 36500, .unit = "days", .only = "by=day|loss",
      .en = "How many days are followed.", .zh = "模拟天数。" },
    { DOMAR_FIELD(struct options, duration), .def = 30, .lo = 0, .hi = 36500, .unit = "days", .only = "by=day|loss",
      .en = "How many days the scenario's losses last, from the first one.", .zh = "情景所述损失的持续天数（自第一天起）。" },
    { DOMAR_FIELD(struct options, inventory), .def = 90, .lo = 1, .hi = 3650, .unit = "days", .only = "by=day|loss",
      .en = "Stock of each input that producers hold, in days of normal use.", .zh = "生产者持有的各类投入库存（按正常用量的天数）。" },
    { DOMAR_FIELD(struct options, unstored), .def = 3, .lo = 1, .hi = 3650, .unit = "days", .only = "by=day|loss",
      .en = "The same of what cannot be stored: industries of kind EGW (energy, water) and TRA (transport).",
      .zh = "不可储存投入的库存天数：EGW（能源、水）和 TRA（运输）类行业。" },
    { DOMAR_FIELD(struct options, inputs), .text = "good", .choices = "good|supplier", .only = "by=day|loss",
      .en = "What a stock holds: a good whatever its origin (origins replace each other), or one supplier's (none is replaced: "
            "the most that can happen).",
      .zh = "库存口径：按产品（不同来源可相互替代）或按供应商（不可替代，为上限）。" },
    { DOMAR_FIELD(struct options, psi), .def = 0.8, .lo = 0, .hi = 1, .unit = "share", .only = "by=day|loss",
      .en = "Below this share of its target a stock holds production back, in proportion.", .zh = "库存低于目标的这一比例时按比例限制生产。" },
    { DOMAR_FIELD(struct options, restoring), .def = 60, .lo = 1, .hi = 3650, .unit = "days", .only = "by=day|loss",
      .en = "In how many days a gap in a stock is ordered; sooner where the target lasts for less.",
      .zh = "补足库存缺口的时间；目标库存天数更短时以其为准。" },
    { DOMAR_FIELD(struct options, overcapacity), .def = 125, .lo = 100, .hi = 1000, .unit = "%", .only = "by=day|loss",
      .en = "Most that capacity can grow to, of normal, when orders are not met.", .zh = "订单无法满足时产能可达到的上限（占正常水平）。" },
    { DOMAR_FIELD(struct options, adapting), .def = 365, .lo = 1, .hi = 36500, .unit = "days", .only = "by=day|loss",
      .en = "In how many days capacity grows so far.", .zh = "产能扩张所需时间。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "horizon,economy", "What economies lose at each horizon.", "各经济体在不同期限下的损失。" },
    { "industry", "horizon,economy,industry", "Producers at each horizon.", "各生产者在不同期限下的变化。" },
    { "day", "day,economy", "Day by day, with stocks: economies.", "逐日（含库存）：各经济体。" },
    { "loss", "economy,industry", "Sums over the days, with stocks: producers.", "各日累计（含库存）：各生产者。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "real_income", "%", "Real final spending: exact welfare of the economy's final user.",
      "实际最终支出：该经济体最终用户的精确福利变化。", NULL },
    { "ev", "money", "Equivalent variation at base prices.", "按基期价格计的等价变化。", NULL },
    { "gdp", "%", "Real gross domestic product, chained along the path.", "实际国内生产总值（沿路径链式计算）。", NULL },
    { "first_order", "%", "What the derivative of real income at the base makes of the shock; none for shut-downs.",
      "基期实际收入的一阶导数乘以冲击；停产没有一阶近似。", NULL },
    { "hulten", "%", "Sales over GDP (Domar weights) times the shocks to productivity; none for shut-downs.",
      "多马权重（销售额与 GDP 之比）乘以生产率冲击；停产没有一阶近似。", NULL },
    { "output", "%", "Quantity produced: its change at a horizon, or the day's of normal.", "产量：各期限下的变化，或当日占正常水平的比重。", NULL },
    { "price", "%", "Seller's price, in units of world factor income.", "出厂价格（以世界要素收入为计价单位）。", NULL },
    { "factor_income", "%", "What the producer pays to factors.", "支付给要素的收入。", NULL },
    { "value_added", "%", "Of a normal day.", "增加值，占正常日的比重。", NULL },
    { "final_use", "%", "What final use receives, of a normal day.", "最终使用所得，占正常日的比重。", NULL },
    { "loss", "money", "Value added lost over all days, less what is made up for later.", "各日累计增加值损失（已扣除事后弥补）。", NULL },
    { "loss_share", "%", "Of a year's value added.", "占全年增加值的比重。", NULL },
    { "days_lost", "days", "The same in days of normal output.", "折合正常产出的天数。", NULL },
    { "lowest", "%", "Output of the worst day, of normal.", "最低日产出，占正常水平的比重。", NULL },
    { "recovery", "days", "Day after which output stays above 99.9 % of normal; 0: it never fell; none: not within --days.",
      "此后产出保持在正常水平 99.9% 以上的天数；0：从未下降；空：期内未恢复。", NULL },
    { .name = NULL } };

/* ---- horizons */
static domar_status horizon_axis(domar_cx *cx, domar_axis **out)
{
    static const domar_item items[DOMAR_HORIZONS] = {
        { "none", "no reallocation", "要素不流动", "", "" }, { "partial", "partial reallocation", "要素部分流动", "", "" },
        { "full", "full reallocation", "要素完全流动", "", "" } };
    return domar_axis_new(cx, out, items, DOMAR_HORIZONS);
}

static domar_status put_horizons(domar_cx *cx, domar_result *r, const domar_horizons *h, size_t grain)
{
    const struct { size_t grain; const char *name; const double *values; } all[] = {
        { BY_ECONOMY, "real_income", h->real_income }, { BY_ECONOMY, "ev", h->ev }, { BY_ECONOMY, "gdp", h->gdp },
        { BY_ECONOMY, "first_order", h->first_order }, { BY_ECONOMY, "hulten", h->hulten },
        { BY_INDUSTRY, "output", h->output }, { BY_INDUSTRY, "price", h->price },
        { BY_INDUSTRY, "factor_income", h->factor_income } };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++)
        if (all[k].grain == grain) st = domar_result_put(cx, r, columns, all[k].name, all[k].values);
    return st;
}

static domar_status certify_horizons(domar_cx *cx, domar_result *r, const domar_horizons *h, const struct options *opt,
                                     bool path)
{
    static const char *const names[DOMAR_HORIZONS] = { "none", "partial", "full" };
    domar_status st = domar_result_certify(cx, r, "partial_mobility", opt->partial, NAN);
    for (size_t k = 0; !st && k < DOMAR_HORIZONS; k++) {
        char name[64];
        snprintf(name, sizeof name, "market_residual.%s", names[k]);
        st = domar_result_certify(cx, r, name, h->residual[k], 1e-10);
        snprintf(name, sizeof name, "walras.%s", names[k]);
        if (!st) st = domar_result_certify(cx, r, name, h->walras[k], h->given ? NAN : 1e-10);
        snprintf(name, sizeof name, "terms_against_ev.%s", names[k]);
        if (!st && path) st = domar_result_certify(cx, r, name, h->gap[k], h->given ? NAN : 1e-8);
    }
    if (st || !path) return st;
    return domar_result_certify_text(cx, r, "first_order", h->shuts ? "none: a shut-down has no first order"
        : h->closes ? "none: closing rates are found with the answer"
        : h->technology ? "of all lines; hulten: of productivity alone" : "of all lines; hulten: none, productivity stays");
}

static domar_status read_horizons(domar_cx *cx, domar_result *r, const domar_input *in, const domar_horizons *h)
{
    const domar_axis *economies = domar_series_axis(in->series, DOMAR_ECONOMIES);
    const bool shaky = in->scenario->illustrative;
    size_t worst = SIZE_MAX;
    for (size_t b = 0; b < h->G; b++)
        if (isfinite(h->real_income[b]) && (worst == SIZE_MAX || h->real_income[b] < h->real_income[worst])) worst = b;
    if (worst == SIZE_MAX) return DOMAR_OK;
    const double *U = h->real_income + worst;
    char *en = domar_format(cx, "Real income in %s, least of all without reallocation: %+.3g %%; with partial %+.3g %%, "
                            "with full %+.3g %%.%s", domar_axis_label(economies, worst, "en"), U[0], U[h->G], U[2 * h->G],
                            shaky ? " Illustrative: no data stand behind some of the levels." : "");
    char *zh = domar_format(cx, "要素不流动时实际收入最低的是%s：%+.3g%%；部分流动 %+.3g%%，完全流动 %+.3g%%。%s",
                            domar_axis_label(economies, worst, "zh"), U[0], U[h->G], U[2 * h->G],
                            shaky ? "示意性情景：部分数值没有数据依据。" : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run_horizons(domar_cx *cx, domar_result **out, const domar_input *in, const struct options *opt,
                                 const char *money)
{
    const bool path = in->grain == BY_ECONOMY;
    domar_horizons *h = NULL;
    domar_axis *axis = NULL;
    domar_dim dims[8];
    domar_status st = domar_horizons_new(cx, &h, in->table, in->scenario, opt->partial, path);
    if (!st) st = horizon_axis(cx, &axis);
    if (!st) {
        const size_t count = domar_grain_dims(dims, &grains[in->grain], in->table, axis);
        st = domar_result_new(cx, out, "obstacles.disruption", money, dims, count);
    }
    if (!st) st = put_horizons(cx, *out, h, in->grain);
    if (!st) st = certify_horizons(cx, *out, h, opt, path);
    if (!st) st = read_horizons(cx, *out, in, h);
    domar_axis_free(axis);
    domar_horizons_free(h);
    return st;
}

/* ---- days */
struct days {
    const domar_input *in;
    const struct options *opt;
    domar_inventory *m;
    domar_outage outage;
    double *value_added, *output, *final_use;    /* days x G, per cent of normal */
    double *lost, *lowest, *recovery;            /* n: days of normal output, share, day */
    double  end;                                 /* |world output - 1| on the last day */
};

/* The table's value added, where there is output. */
static double added(const struct days *d, size_t p)
{
    const double va = d->in->table->va[p];
    return d->m->x[p] > 0 && isfinite(va) ? va : 0;
}

static void note_day(struct days *d, size_t day)
{
    const domar_inventory *m = d->m;
    double all = 0, normal_all = 0;
    for (size_t b = 0; b < m->G; b++) {
        double va = 0, normal_va = 0, x = 0, normal = 0;
        for (size_t p = b * m->N; p < (b + 1) * m->N; p++) {
            va += added(d, p) * m->y[p];
            normal_va += added(d, p);
            x += m->x[p] * m->y[p];
            normal += m->x[p];
        }
        const size_t at = day * m->G + b;
        d->value_added[at] = fabs(normal_va) > 0 ? 100 * (va / normal_va) : NAN;
        d->output[at] = normal > 0 ? 100 * (x / normal) : NAN;
        d->final_use[at] = 100 * m->final[b];
        all += x;
        normal_all += normal;
    }
    d->end = normal_all > 0 ? fabs(all / normal_all - 1) : 0;
    for (size_t p = 0; p < m->n; p++) {
        d->lost[p] += 1 - m->y[p];
        d->lowest[p] = fmin(d->lowest[p], m->y[p]);
        if (m->y[p] < RECOVERED) d->recovery[p] = (double)day + 1;
    }
}

static domar_status live(domar_cx *cx, struct days *d)
{
    const size_t days = (size_t)d->opt->days, G = d->m->G, n = d->m->n;
    d->value_added = domar_scratch(cx, days * G);
    d->output = domar_scratch(cx, days * G);
    d->final_use = domar_scratch(cx, days * G);
    d->lost = domar_scratch(cx, n);
    d->lowest = domar_scratch(cx, n);
    d->recovery = domar_scratch(cx, n);
    if (!d->value_added || !d->output || !d->final_use || !d->lost || !d->lowest || !d->recovery) return DOMAR_ENOMEM;
    for (size_t p = 0; p < n; p++) d->lowest[p] = 1;
    domar_status st = DOMAR_OK;
    for (size_t day = 0; !st && day < days; day++) {
        const bool hit = day < (size_t)d->opt->duration;
        domar_inventory_day(d->m, hit ? d->outage.lost : NULL, hit && d->outage.links ? d->outage.closed : NULL);
        note_day(d, day);
        st = domar_tick(cx, day + 1, days);
    }
    for (size_t p = 0; p < n; p++)
        if (d->recovery[p] >= (double)days) d->recovery[p] = NAN;
    return st;
}

static domar_status day_axis(domar_cx *cx, domar_axis **out, size_t days)
{
    domar_item *items = domar_scratch_bytes(cx, days, sizeof *items);
    char (*codes)[24] = domar_scratch_bytes(cx, days, sizeof *codes);
    if (!items || !codes) return DOMAR_ENOMEM;
    for (size_t k = 0; k < days; k++) {
        snprintf(codes[k], sizeof codes[k], "%zu", k + 1);
        items[k].code = codes[k];
    }
    return domar_axis_new(cx, out, items, days);
}

static domar_status put_days(domar_cx *cx, domar_result *r, const struct days *d)
{
    domar_status st = domar_result_put(cx, r, columns, "value_added", d->value_added);
    if (!st) st = domar_result_put(cx, r, columns, "output", d->output);
    return st ? st : domar_result_put(cx, r, columns, "final_use", d->final_use);
}

static domar_status put_losses(domar_cx *cx, domar_result *r, const struct days *d)
{
    static const char *const names[] = { "loss", "loss_share", "days_lost", "lowest", "recovery" };
    double *column[5];
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < 5; k++) st = domar_result_column(cx, r, columns, names[k], &column[k]);
    for (size_t p = 0; !st && p < d->m->n; p++) {
        const bool there = d->m->x[p] > 0;
        const double row[] = { added(d, p) / 365 * d->lost[p], 100 * d->lost[p] / 365, d->lost[p], 100 * d->lowest[p],
                               d->recovery[p] };
        for (size_t k = 0; k < 5; k++) column[k][p] = there ? row[k] : NAN;
    }
    return st;
}

static domar_status certify_days(domar_cx *cx, domar_result *r, const struct days *d)
{
    const domar_inventory *m = d->m;
    const struct { const char *name; double value, bound; } all[] = {
        { "produced_against_delivered", m->gap, 1e-12 }, { "stocks_against_flows", domar_inventory_imbalance(m), 1e-9 },
        { "stocks_below_zero", fmax(0, -m->lowest), 0 }, { "lowest_stock_of_target", m->lowest, NAN },
        { "output_at_the_end_against_normal", d->end, NAN }, { "producers_hit", (double)d->outage.producers, NAN },
        { "links_closed", (double)d->outage.links, NAN }, { "negative_flows_share_of_output", m->dropped, NAN },
        { "rows_against_output", m->apart, NAN } };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++)
        st = domar_result_certify(cx, r, all[k].name, all[k].value, all[k].bound);
    return st ? st : domar_result_certify_text(cx, r, "assumed", "days of stock, psi, restoring, overcapacity, adapting: not "
                                               "in the table; prices, final orders and suppliers' shares stay");
}

static domar_status read_days(domar_cx *cx, domar_result *r, const struct days *d, const char *money)
{
    const domar_axis *economies = domar_series_axis(d->in->series, DOMAR_ECONOMIES);
    const bool shaky = d->in->scenario->illustrative;
    const size_t G = d->m->G, N = d->m->N;
    double loss = 0, most = -INFINITY;
    size_t who = 0, low = 0;
    for (size_t b = 0; b < G; b++) {
        double sum = 0;
        for (size_t p = b * N; p < (b + 1) * N; p++) sum += added(d, p) / 365 * d->lost[p];
        loss += sum;
        if (sum > most) {
            most = sum;
            who = b;
        }
    }
    if (!d->opt->duration || (!d->outage.producers && !d->outage.links))
        return domar_result_read(cx, r, "Nothing is lost: no capacity is gone and no link is closed.",
                                 "没有损失：产能与贸易联系均未中断。");
    for (size_t day = 0; day < (size_t)d->opt->days; day++)
        if (d->value_added[day * G + who] < d->value_added[low * G + who]) low = day;
    double end = INFINITY;                                    /* of normal, on the last day, where it is least */
    char late_en[96] = "", late_zh[96] = "";
    for (size_t b = 0; b < G; b++) end = fmin(end, d->value_added[((size_t)d->opt->days - 1) * G + b]);
    if (end < 99.9) {
        snprintf(late_en, sizeof late_en, " It does not recover: on the last day an economy is at %.4g %%.", end);
        snprintf(late_zh, sizeof late_zh, "期末仍未恢复：最低的经济体为正常水平的 %.4g%%。", end);
    }
    char *en = domar_format(cx, "Value added lost in %lld days: %.4g %s, most of it (%.4g) in %s, where day %zu is the worst "
                            "at %.4g %% of normal.%s%s", (long long)d->opt->days, loss, money, most, domar_axis_label(economies, who, "en"),
                            low + 1, d->value_added[low * G + who], late_en,
                            shaky ? " Illustrative: no data stand behind some of the levels." : "");
    char *zh = domar_format(cx, "%lld 天内增加值损失 %.4g %s，最多的是%s（%.4g），第 %zu 天最低，为正常水平的 %.4g%%。%s%s", (long long)d->opt->days,
                            loss, money, domar_axis_label(economies, who, "zh"), most, low + 1, d->value_added[low * G + who], late_zh,
                            shaky ? "示意性情景：部分数值没有数据依据。" : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run_days(domar_cx *cx, domar_result **out, const domar_input *in, const struct options *opt,
                             const char *money)
{
    const domar_inventory_rules rules = { strcmp(opt->inputs, "supplier") == 0, opt->inventory, opt->unstored, opt->psi,
                                          opt->restoring, opt->overcapacity / 100, opt->adapting };
    struct days d = { .in = in, .opt = opt };
    domar_axis *axis = NULL;
    domar_dim dims[8];
    domar_status st = domar_outage_new(cx, &d.outage, in->table, in->scenario);
    if (!st) st = domar_inventory_new(cx, &d.m, in->table, &rules);
    if (!st) st = live(cx, &d);
    if (!st && in->grain == BY_DAY) st = day_axis(cx, &axis, (size_t)opt->days);
    if (!st) {
        const size_t count = domar_grain_dims(dims, &grains[in->grain], in->table, axis);
        st = domar_result_new(cx, out, "obstacles.disruption", money, dims, count);
    }
    if (!st) st = (in->grain == BY_DAY ? put_days : put_losses)(cx, *out, &d);
    if (!st) st = certify_days(cx, *out, &d);
    if (!st) st = read_days(cx, *out, &d, money);
    domar_axis_free(axis);
    domar_inventory_free(d.m);
    domar_outage_free(&d.outage);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    char *money = domar_series_money(cx, in->series);
    domar_status st = money ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = (in->grain == BY_DAY || in->grain == BY_LOSS ? run_days : run_horizons)(cx, out, in, options, money);
    domar_release(money);
    return st;
}

const domar_method domar_obstacles_disruption = {
    .id = "obstacles.disruption",
    .title_en = "What a disruption costs, by horizon and day by day",
    .title_zh = "供应中断的代价：按期限与逐日",
    .about_en =
        "A scenario's losses (shut-downs, lost links, lower productivity, or any other change) seen two ways. --by economy and "
        "industry solve the equilibrium three times: factors stay where they are (none), move at --partial, move freely (full); "
        "prices clear all markets, and first_order and hulten beside the exact answer show how far from proportional it is. "
        "--by day and loss follow stocks from day to day at fixed prices (ARIO): producers hold --inventory days of each "
        "input, a producer that is shut down makes nothing for --duration days, customers are rationed in proportion, orders "
        "restore stocks, and capacity grows where orders are not met. There shut_down takes all capacity (with partner: closes "
        "the link), productivity by -x takes x per cent; elasticities, mobility, wedges and closures of the scenario play no "
        "part. The days of stock, psi, restoring, overcapacity and adapting are values that the literature uses, not "
        "data: a short disruption costs little while stocks last, so try others.",
    .about_zh =
        "从两个角度看情景造成的损失（停产、断供、生产率下降或其他变化）。--by economy、industry 求解三次均衡：要素不流动（none）、"
        "按 --partial 流动、完全流动（full），价格使市场出清；first_order 与 hulten 与精确结果并列，显示非线性程度。--by day、loss 在价格"
        "不变下逐日跟踪库存（ARIO）：生产者持有 --inventory 天的各类投入，停产者在 --duration 天内无产出，客户按比例配给，订单补足库存，"
        "订单不足处产能扩张。此时 shut_down 使产能归零（有 partner 时关闭该贸易联系），productivity by -x 使产能下降 x%；情景中的弹性、"
        "流动性、楔子与闭合规则不起作用。库存天数、psi、补库时间、产能上限与扩张时间是文献中的取值而非"
        "数据；库存未耗尽前短期中断代价很小，宜试用其他取值。",
    .formula = "z = G(z; \\kappa), \\ \\kappa \\in \\{0, \\kappa_1, \\infty\\}; \\quad "
        "y_p = \\min\\big(\\alpha_p (1 - \\Delta_p),\\ d_p,\\ \\min_k s_{kp} / \\psi n_k\\big)",
    .cite = "baqaee2019; hulten1978; hallegatte2008; hallegatte2014",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "horizon: how far factors can move; economy: whose loss, or the producer's; industry: the producer; day: from the "
        "first day of the disruption",
    .dim_docs_zh = "horizon：要素流动程度；economy：损失所属或生产者所在经济体；industry：生产行业；day：自中断首日起",
    .example = "@outage",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SCENARIO, .run = run };
