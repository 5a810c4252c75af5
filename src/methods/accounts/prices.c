/* methods/accounts/prices.c -- costs passed on from price to price
 *
 *     p' = p' A + c',   so   p' = c' (I - A)^-1            [leontief1946; miller2009 sec. 2.6]
 *
 * p and c are changes of prices and of primary costs, both per unit of output in base prices.
 * Prices that are given from outside (the open price model with some prices exogenous) leave
 * their equations: with A_o, the matrix A whose columns of such industries are 0,
 *
 *     p' = c' (I - A_o)^-1,   c_i = the given change of the price for these i,
 *
 * so one more system with x_i = 0 there, no block of an inverse.  What final users pay more is
 * what industries pay more in the first place:  p'(I - A)x = c'x  (certificate: incidence). */
#include "model/accounts.h"
#include "model/selection.h"
#include "model/shock.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { BY_INDUSTRY, BY_ECONOMY, BY_PARTNER };

struct options {
    const char *shock, *row, *from_economy, *from_industry, *hold_economy, *hold_industry;
    double      change, levy;
};

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, shock), .text = "cost", .choices = "cost|price",
      .en = "cost: industries pay more to a primary input; price: their prices change from "
            "outside.",
      .zh = "cost：初始投入成本变动；price：价格由外部给定变动。" },
    { DOMAR_FIELD(struct options, row), .text = "VA",
      .en = "Which primary input costs more: code of a factor or satellite row; VA is value added "
            "by the convention in force.",
      .zh = "哪种初始投入变动：要素行或卫星账户行代码；VA 为按所用口径的增加值。" },
    { DOMAR_FIELD(struct options, change), .def = 10, .lo = -100, .hi = 1e6, .unit = "%",
      .en = "By how many per cent the row, or the price, changes.", .zh = "该行（或价格）变动的百分比。" },
    { DOMAR_FIELD(struct options, levy), .def = 0, .lo = -1e12, .hi = 1e12,
      .unit = "money per unit of the row",
      .en = "Instead of --change: money on each unit of the row, such as a tax on emissions.",
      .zh = "代替 --change：对该行每单位征收的金额，如碳税。" },
    { DOMAR_FIELD(struct options, from_economy), .text = NULL,
      .en = "Economies where the change arises, with commas; all if none is named.",
      .zh = "变动发生的经济体（逗号分隔），默认全部。" },
    { DOMAR_FIELD(struct options, from_industry), .text = NULL,
      .en = "Industries where the change arises; all if none is named.",
      .zh = "变动发生的行业，默认全部。" },
    { DOMAR_FIELD(struct options, hold_economy), .text = NULL,
      .en = "Economies whose prices do not move (of hold_industry alone if that is given).",
      .zh = "价格保持不变的经济体（若同时给出 hold_industry，则限于这些行业）。" },
    { DOMAR_FIELD(struct options, hold_industry), .text = NULL,
      .en = "Industries whose prices do not move.", .zh = "价格保持不变的行业。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "The price of every industry.", "各行业价格。" },
    { "economy", "economy", "Price indices of every economy.", "各经济体价格指数。" },
    { "partner", "economy,industry,partner", "By the economy in which the change arises.",
      "按变动发生的经济体。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "direct", "%",
      "Before anything is passed on: its own costs, or inputs whose price is given.",
      "直接影响：自身成本变动，或价格给定的投入品。", NULL },
    { "total", "%", "Change of its price once all costs are passed on.", "成本逐级传导后的价格变动。", NULL },
    { "consumer", "%", "What households pay more for what they buy.", "居民消费价格变动。", NULL },
    { "final", "%", "The same over all final demand of the economy.", "最终需求价格变动。", NULL },
    { "output", "%", "Prices of the economy's own output.", "本经济体产出价格变动。", NULL },
    { "exports", "%", "Prices of its exports.", "出口价格变动。", NULL },
    { "imports", "%", "Prices of what it buys abroad, intermediate and final.",
      "进口（中间品与最终品）价格变动。", NULL },
    { "bill", "money", "What the same consumption of households costs more.",
      "居民维持原有消费需多支付的金额。", NULL },
    { .name = NULL } };

struct work {
    const domar_input *in;
    const domar_table *t;
    const struct options *o;
    domar_shock     shock;
    domar_item      row;
    bool           *from, *given;     /* n: where the change arises; whose price is given */
    size_t          k_given;
    bool            priced;           /* --shock price */
    double         *c;                /* n: change of costs, of prices where they are given */
    double         *x;                /* n: output, 0 where the price is given */
    double         *direct, *total;   /* n */
    double          incidence;
    domar_leontief *own;              /* with x; NULL: no price is given */
};

/* ---- solving */

static domar_status contradiction(domar_cx *cx, const domar_table *t, size_t i)
{
    return domar_fail(cx, DOMAR_EUSAGE, "the price of %s %s cannot both change and be held: leave "
                      "it out of --from-... or of --hold-...",
                      domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES), i / t->N),
                      domar_axis_code(domar_series_axis(t->series, DOMAR_INDUSTRIES), i % t->N));
}

/* Who is shocked, whose price is given, and by how much: c. */
static domar_status set_up(domar_cx *cx, struct work *w)
{
    const domar_table *t = w->t;
    const struct options *o = w->o;
    const bool held = o->hold_economy || o->hold_industry;
    size_t count = 0;
    if (w->priced && (o->levy > 0 || o->levy < 0 || strcmp(o->row, "VA") != 0))
        return domar_fail(cx, DOMAR_EUSAGE, "--shock price is a change of prices by --change: leave --row and --levy out");
    domar_status st = domar_pick(cx, w->from, &count, t, o->from_economy, o->from_industry,
                                 "from");
    if (st) return st;
    if (held) st = domar_pick(cx, w->given, &count, t, o->hold_economy, o->hold_industry, "hold");
    if (st) return st;
    if (!w->priced && (st = domar_shock_money(cx, w->c, t, &w->shock, &w->row))) return st;
    for (size_t i = 0; i < t->n; i++) {
        if (w->priced && w->from[i]) {
            if (w->given[i]) return contradiction(cx, t, i);
            w->given[i] = true;
            w->c[i] = o->change / 100;
        } else if (!w->priced) {
            w->incidence += w->c[i];
            w->c[i] = domar_produces(t->x[i]) ? w->c[i] / t->x[i] : 0;
        }
        w->x[i] = w->given[i] ? 0 : t->x[i];
        w->k_given += w->given[i];
    }
    return DOMAR_OK;
}

/* P (n x k): columns of c, split; prices that are held do not take costs up. */
static domar_status solve(domar_cx *cx, struct work *w, double *P, size_t k)
{
    const domar_table *t = w->t;
    domar_status st = DOMAR_OK;
    for (size_t i = 0; i < t->n && !w->priced; i++)
        for (size_t c = 0; c < k && w->given[i]; c++) P[i * k + c] = 0;
    if (w->k_given && !w->own)
        st = domar_leontief_new(cx, &w->own, t->Z, w->x, NULL, t->G, t->N);
    return st ? st : domar_leontief_solve_t(cx, w->own ? w->own : w->in->system, P, k);
}

static domar_status all_prices(domar_cx *cx, struct work *w)
{
    const domar_table *t = w->t;
    memcpy(w->direct, w->c, t->n * sizeof *w->c);
    memcpy(w->total, w->c, t->n * sizeof *w->c);
    if (w->priced) {
        domar_leontief_apply_t(w->in->system, domar_cx_threads(cx), w->direct, w->c, 1);
        for (size_t i = 0; i < t->n; i++)
            if (w->given[i]) w->direct[i] = w->c[i];
    }
    return solve(cx, w, w->total, 1);
}

static domar_status put(domar_cx *cx, domar_result *r, const char *name, double *values,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) values[i] *= 100;
    return domar_result_put(cx, r, columns, name, values);
}

/* ---- by the economy where the change arises */
static domar_status by_partner(domar_cx *cx, domar_result *r, struct work *w)
{
    const domar_table *t = w->t;
    double *P = domar_scratch(cx, t->n * t->G);
    if (!P) return DOMAR_ENOMEM;
    for (size_t i = 0; i < t->n; i++) P[i * t->G + i / t->N] = w->c[i];
    domar_status st = solve(cx, w, P, t->G);
    const bool hide = domar_series_conventions(t->series)->zero_output == DOMAR_ZERO_MISSING;
    for (size_t i = 0; i < t->n && hide; i++)
        for (size_t s = 0; s < t->G && !domar_produces(t->x[i]); s++) P[i * t->G + s] = NAN;
    return st ? st : put(cx, r, "total", P, t->n * t->G);
}

/* ---- price indices of economies: old quantities at new prices */
/* The kind of final demand that stands for households. */
static const char *basket_kind(const domar_table *t)
{
    const domar_axis *C = domar_series_axis(t->series, DOMAR_CATEGORIES);
    if (domar_axis_find_kind(C, DOMAR_HOUSEHOLDS) != SIZE_MAX) return DOMAR_HOUSEHOLDS;
    return domar_axis_find_kind(C, DOMAR_CONSUMPTION) != SIZE_MAX ? DOMAR_CONSUMPTION : NULL;
}

/* sum p_i q_i over sum q_i, for one column of quantities. */
static double mean_price(const double *p, const double *q, size_t n, size_t step, double *bill)
{
    double paid = 0, spent = 0;
    for (size_t i = 0; i < n; i++) {
        paid += p[i] * q[i * step];
        spent += q[i * step];
    }
    if (bill) *bill = paid;
    return spent > 0 ? paid / spent : NAN;
}

/* What economy g buys abroad of every industry, intermediate and final: m (n). */
static void bought_abroad(double *m, const domar_table *t, const double *F, size_t g)
{
    for (size_t i = 0; i < t->n; i++) {
        m[i] = 0;
        if (i / t->N == g) continue;
        m[i] = F[i * t->G + g];
        for (size_t j = g * t->N; j < (g + 1) * t->N; j++) m[i] += t->Z[i * t->n + j];
    }
}

static void add_consumption(double *H, const domar_table *t, const char *kind)
{
    const domar_axis *C = domar_series_axis(t->series, DOMAR_CATEGORIES);
    for (size_t i = 0; i < t->n; i++)
        for (size_t u = 0; u < t->m; u++)
            if (strcmp(domar_axis_kind(C, u % t->C), kind) == 0)
                H[i * t->G + u / t->C] += t->Y[i * t->m + u];
}

static domar_status by_economy(domar_cx *cx, domar_result *r, struct work *w)
{
    const domar_table *t = w->t;
    const char *kind = basket_kind(t);
    double *F = domar_scratch(cx, t->n * t->G), *H = domar_scratch(cx, t->n * t->G);
    double *e = domar_scratch(cx, t->n), *m = domar_scratch(cx, t->n);
    double *index[6];
    static const char *const names[] = { "consumer", "final", "output", "exports", "imports",
                                         "bill" };
    if (!F || !H || !e || !m) return DOMAR_ENOMEM;
    for (size_t c = 0; c < 6; c++)
        if (!(index[c] = domar_scratch(cx, t->G))) return DOMAR_ENOMEM;
    domar_final_by_economy(F, t);
    domar_exports(e, t);
    if (kind) add_consumption(H, t, kind);
    for (size_t g = 0; g < t->G; g++) {
        const size_t at = g * t->N;
        bought_abroad(m, t, F, g);
        index[0][g] = mean_price(w->total, H + g, t->n, t->G, &index[5][g]);
        index[1][g] = mean_price(w->total, F + g, t->n, t->G, NULL);
        index[2][g] = mean_price(w->total + at, t->x + at, t->N, 1, NULL);
        index[3][g] = mean_price(w->total + at, e + at, t->N, 1, NULL);
        index[4][g] = t->G > 1 ? mean_price(w->total, m, t->n, 1, NULL) : NAN;
        index[5][g] = kind ? index[5][g] / 100 : NAN;      /* put() makes all per cent */
    }
    domar_status st = domar_result_certify_text(cx, r, "consumer_basket", kind ? kind :
                                                "the table does not tell consumption apart");
    for (size_t c = 0; c < 6 && !st; c++) st = put(cx, r, names[c], index[c], t->G);
    return st;
}

/* ---- words */

/* Where no price is given from outside, final users pay what industries paid in the first
 * place. */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_table *t = w->t;
    double paid = 0, size = 0;
    domar_status st = DOMAR_OK;
    if (w->own) {
        st = domar_result_certify(cx, r, "prices_given", (double)w->k_given, NAN);
        if (st) return st;
        return domar_result_certify(cx, r, "own_backward_error",
                                    domar_leontief_reported(w->own).backward_error,
                                    30 * (double)t->n * 2.220446049250313e-16);
    }
    for (size_t i = 0; i < t->n; i++) {
        double final = t->x[i];
        for (size_t j = 0; j < t->n; j++)
            if (domar_produces(t->x[j])) final -= t->Z[i * t->n + j];
        paid += w->total[i] * final;
        size += fabs(w->c[i]) * t->x[i];
    }
    st = domar_result_certify(cx, r, "added_cost", w->incidence, NAN);
    for (size_t i = 0; i < t->n; i++) paid -= w->c[i] * t->x[i];
    return st || !(size > 0) ? st :
           domar_result_certify(cx, r, "incidence", fabs(paid) / size, 1e-10);
}

/* The price that moves most among the economies asked for, outside the places of the change. */
static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_axis *G = domar_series_axis(t->series, DOMAR_ECONOMIES);
    const domar_axis *N = domar_series_axis(t->series, DOMAR_INDUSTRIES);
    size_t top = SIZE_MAX;
    for (size_t i = 0; i < t->n; i++) {
        if (!domar_produces(t->x[i]) || w->given[i] ||
            !domar_economy_selected(t, w->in->economy, i / t->N))
            continue;
        if (top == SIZE_MAX || fabs(w->total[i]) > fabs(w->total[top])) top = i;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    const domar_item prices = { .code = "prices", .en = "prices", .zh = "价格" };
    domar_shock shock = w->shock;
    if (w->priced) shock.levy = 0;
    const double most = 100 * w->total[top];
    char *what = domar_shock_text(cx, &shock, w->priced ? &prices : &w->row, false);
    char *what_zh = domar_shock_text(cx, &shock, w->priced ? &prices : &w->row, true);
    char *en = what ? domar_format(cx, "%s: the price of %s, %s, moves most: %+.2f %%.", what,
                                   domar_axis_label(G, top / t->N, "en"),
                                   domar_axis_label(N, top % t->N, "en"), most) : NULL;
    char *zh = what_zh ? domar_format(cx, "%s：%s%s价格变动最大，%+.2f%%。", what_zh,
                                      domar_axis_label(G, top / t->N, "zh"),
                                      domar_axis_label(N, top % t->N, "zh"), most) : NULL;
    domar_release(what);
    domar_release(what_zh);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status answer(domar_cx *cx, domar_result *r, struct work *w)
{
    const domar_table *t = w->t;
    domar_status st = certify(cx, r, w);
    if (!st) st = read_out(cx, r, w);
    if (st) return st;
    if (w->in->grain == BY_PARTNER) return by_partner(cx, r, w);
    if (w->in->grain == BY_ECONOMY) return by_economy(cx, r, w);
    domar_mask_zero_output(w->direct, t);
    domar_mask_zero_output(w->total, t);
    st = put(cx, r, "direct", w->direct, t->n);
    return st ? st : put(cx, r, "total", w->total, t->n);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *o = options;
    const domar_table *t = in->table;
    struct work w = { .in = in, .t = t, .o = o, .priced = strcmp(o->shock, "price") == 0,
                      .shock = { o->row, o->from_economy, o->from_industry, o->change, o->levy },
                      .from = domar_scratch_bytes(cx, t->n, sizeof *w.from),
                      .given = domar_scratch_bytes(cx, t->n, sizeof *w.given),
                      .c = domar_scratch(cx, t->n), .x = domar_scratch(cx, t->n),
                      .direct = domar_scratch(cx, t->n), .total = domar_scratch(cx, t->n) };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, NULL);
    char *money = domar_series_money(cx, in->series);
    domar_status st = DOMAR_ENOMEM;
    if (!money || !w.from || !w.given || !w.c || !w.x || !w.direct || !w.total) goto done;
    st = set_up(cx, &w);
    if (!st) st = all_prices(cx, &w);
    if (!st) st = domar_result_new(cx, out, "accounts.prices", money, dims, count);
    if (!st) st = answer(cx, *out, &w);
done:
    domar_leontief_free(w.own);
    domar_release(money);
    return st;
}

const domar_method domar_accounts_prices = {
    .id = "accounts.prices",
    .title_en = "Prices when costs are passed on",
    .title_zh = "成本传导的价格模型",
    .about_en =
        "Leontief's price model: every industry passes on what it pays more, so a wage, a tax or "
        "a levy on emissions in one place ends in the prices of all that stand behind it. With "
        "--shock price the prices of chosen industries change from outside instead (oil, imports) "
        "and the others follow; prices that are held (--hold-economy, --hold-industry) take "
        "nothing up and pass nothing on. Quantities stay, nobody substitutes, profits do not give "
        "way: read it as the largest rise that costs can explain. In a national table imported "
        "inputs inside the flows move with the domestic price.",
    .about_zh = "列昂惕夫价格模型：各行业把多付的成本全部转嫁，因此某处的工资、税或碳税最终体现在其下游所有价格中。"
        "--shock price 时改由外部给定所选行业的价格（如石油、进口品），其余随之变动；被固定的价格（--hold-economy、"
        "--hold-industry）既不吸收也不传导。数量不变、无替代、利润不让步，故为成本所能解释的最大涨幅。"
        "全国表中流量内含的进口投入随国内价格变动。",
    .formula = "p' = c' (I - A)^{-1}, \\qquad \\text{prices given in } X: \\quad "
        "p_R' = (p_X' A_{XR} + c_R') (I - A_{RR})^{-1}",
    .cite = "leontief1946; miller2009 sec. 2.6; oosterhaven1996",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: whose price, or who buys; industry: whose product; partner: where the "
        "change arises",
    .dim_docs_zh = "economy：价格所属或购买方；industry：产品所属行业；partner：变动发生的经济体",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
