/* methods/growth/forces.c -- growth of real GDP = factors + technology (forces) + allocation (relations).
 *     dlog Y = sum Lam~_f dlog L_f + sum lam~_k dlog A_k + relations + remainder          [baqaee2020; model/forces.h]
 *
 * a pair of years at a time, chained by adding up.  Relations are shown between their least and their largest value under the
 * three readings of what capital earns beyond its cost. */
#include "base/text.h"
#include "model/forces_chain.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options { const char *gap, *labour, *missing_price, *scope; double user_cost; bool whole; };

enum { BY_ECONOMY, BY_TERM, BY_INDUSTRY, BY_FACTOR };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, gap), .text = "capital", .choices = "capital|markup|none",
      .en = "What the difference of returns to capital between industries is taken for: a wedge on capital, a markup (capital "
            "costs the economy's mean return), or nothing (capital belongs to its industry).",
      .zh = "行业间资本回报差异的解释：资本楔子、加成（资本成本为经济体平均回报）或无（资本为行业专用）。" },
    { DOMAR_FIELD(struct options, user_cost), .def = 0, .lo = 0, .hi = 1000, .unit = "% a year", .only = "gap=markup",
      .en = "What capital costs, per cent of the real stock as the table values it, before taxes on it; 0: the economy's mean "
            "return of the year.",
      .zh = "资本使用成本，占表内实际资本存量的百分比（税前）；0 表示当年经济体平均回报。" },
    { DOMAR_FIELD(struct options, labour), .text = "gaps", .choices = "gaps|quality",
      .en = "What the difference of hourly pay within a skill group is taken for: a wedge, or quality (always with --gap none).",
      .zh = "同一技能组内小时工资差异的解释：楔子或质量（--gap none 时总为质量）。" },
    { DOMAR_FIELD(struct options, missing_price), .text = "peers", .choices = "peers|own",
      .en = "Goods from economies without price indices: their price moves as in the same industry elsewhere, or at home.",
      .zh = "来自无价格指数经济体的商品：价格随其他经济体同行业或本国同行业变动。" },
    { DOMAR_FIELD(struct options, scope), .text = "economies", .choices = "economies|world",
      .en = "Each economy (or bloc) by itself, or all economies with accounts as one.",
      .zh = "逐个经济体（或集团），或将全部有账户的经济体视为一体。" },
    { DOMAR_FIELD(struct options, whole), .en = "One row over all years that are known without a gap, instead of one a year.",
      .zh = "合并为一行（无缺口的全部年份），而非逐年。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "economy", "Growth by its three sources.", "按三大来源分解的增长。" },
    { "term", "economy,term", "Every source apart.", "逐项来源。" },
    { "industry", "economy,industry", "What each industry contributes.", "各行业贡献。" },
    { "factor", "economy,factor", "Whether factors move to where they are worth more.", "要素是否流向价值更高之处。" },
    { .name = NULL } };

#define PERCENT "per cent (log)"

static const domar_column columns[] = {
    { "gdp", PERCENT, "Growth of real GDP.", "实际 GDP 增长。", NULL },
    { "factors", PERCENT, "More factors: labour (hours and quality) and capital, at what they cost in all that is made.",
      "要素投入：劳动（工时与质量）和资本，按其在全部产品成本中的份额。", NULL },
    { "forces", PERCENT, "Technology (productive forces): TFP of industries by cost-based Domar weights.",
      "技术（生产力）：行业全要素生产率按成本多马权重加总。", NULL },
    { "relations", PERCENT, "Allocation (production relations): factors, inputs, final use and trade move to, or from, where "
      "they are worth more than they cost.", "配置（生产关系）：要素、投入、最终使用和贸易流向（或离开）价值高于成本之处。", NULL },
    { "remainder", PERCENT, "What discrete years leave.", "离散年份的余项。", NULL },
    { "relations_low", PERCENT, "Least under the three readings of returns to capital.", "资本回报三种解释下的最小值。", NULL },
    { "relations_high", PERCENT, "Largest under them.", "三种解释下的最大值。", NULL },
    { "forces_low", PERCENT, "Least under the three readings.", "三种解释下的最小值。", NULL },
    { "forces_high", PERCENT, "Largest under them.", "三种解释下的最大值。", NULL },
    { "cumulative_gdp", PERCENT, "Growth since the first year that is known.", "自已知首年以来的累计增长。", NULL },
    { "cumulative_factors", PERCENT, "Likewise, factors.", "要素累计贡献。", NULL },
    { "cumulative_forces", PERCENT, "Likewise, forces.", "生产力累计贡献。", NULL },
    { "cumulative_relations", PERCENT, "Likewise, relations.", "生产关系累计贡献。", NULL },
    { "untold", PERCENT, "What lacking data leave together: technology, relations and capital where no stock is known, all of "
      "growth where labour is not known either.", "因数据缺失无法分离的部分：缺资本存量时为技术、生产关系与资本之和，缺劳动时为全部增长。", NULL },
    { "years", "years", "Length of the span.", "跨越年数。", NULL },
    { "value", PERCENT, "Contribution to the growth of real GDP.", "对实际 GDP 增长的贡献。", NULL },
    { "weight", "share", "Cost-based Domar weight: what its productivity is worth.", "成本多马权重：其生产率的价值。", NULL },
    { "sales", "share", "Sales over GDP (Domar weight).", "销售额与 GDP 之比（多马权重）。", NULL },
    { "tfp", PERCENT, "Its total factor productivity, inputs weighed by cost.", "全要素生产率（按成本加权）。", NULL },
    { "supply", PERCENT, "Growth of the factor.", "要素增长。", NULL },
    { "share", "share", "Its income, wedges taken off, over GDP.", "要素净收入占 GDP 比重。", NULL },
    { "cost_share", "share", "Its share in the cost of all that is made.", "要素在全部产品成本中的份额。", NULL },
    { "flow_social", PERCENT, "Move of the factor to where it is worth more to the economy; negative: less.",
      "要素流向社会价值更高处；负值表示相反。", NULL },
    { "flow_private", PERCENT, "Move to where it is worth more to who employs it.", "流向雇用者价值更高处。", NULL },
    { .name = NULL } };

static const domar_term terms[] = {
    { "factors", "hours", "hours worked", "工时", "All hours, whatever the skill.", "全部工时。" },
    { "factors", "quality", "quality of labour", "劳动质量", "Hours of the better paid groups grow faster.", "高报酬群体工时增长更快。" },
    { "factors", "capital", "capital", "资本", "Real capital stock.", "实际资本存量。" },
    { "forces", "technology", "technology", "技术", "TFP of industries.", "行业全要素生产率。" },
    { "relations", "labour_flow", "flow of labour", "劳动流动", "Labour moves to where it is worth more.", "劳动流向价值更高处。" },
    { "relations", "capital_flow", "flow of capital", "资本流动", "Capital does.", "资本流向价值更高处。" },
    { "relations", "inputs", "flow of inputs", "中间投入流动", "Domestic goods go to users that make more of them.",
      "国内产品流向产出更高的使用者。" },
    { "relations", "final_use", "final use", "最终使用", "Domestic goods go to final use at home.", "国内产品转向国内最终使用。" },
    { "relations", "exports", "exports", "出口", "Domestic goods go abroad.", "国内产品转向出口。" },
    { "relations", "imports", "imports", "进口", "Imports that are worth more in use than they cost.", "使用价值高于成本的进口。" },
    { "", "remainder", "remainder", "余项", "What discrete years leave.", "离散年份的余项。" },
    { "", "untold", "not told apart", "未能分离", "What lacking data leave together: technology, relations and capital without a "
      "stock, all of growth without labour.", "因数据缺失未能分离：缺资本存量时为技术、生产关系与资本，缺劳动时为全部增长。" },
    { .code = NULL } };

/* Columns of the grains, as stored a cell. */
enum { OWN = 6, UNTOLD = 5, K_ECONOMY = OWN + 2 * DOMAR_GAPS, K_INDUSTRY = 6, K_FACTOR = 5, K_MOST = K_ECONOMY };
static const char *const names[][K_MOST] = {
    [BY_ECONOMY] = { "gdp", "factors", "forces", "relations", "remainder", "untold" },  /* then relations, forces by reading */
    [BY_TERM] = { "value" },
    [BY_INDUSTRY] = { "weight", "sales", "tfp", "factors", "forces", "relations" },
    [BY_FACTOR] = { "supply", "share", "cost_share", "flow_social", "flow_private" } };
static const size_t widths[] = { K_ECONOMY, 1, K_INDUSTRY, K_FACTOR };

struct work {
    const domar_input *in;
    const struct options *opt;
    domar_forces_chain chain;
    size_t pairs, scopes, items, width;
    const domar_axis *scope_axis;       /* regions, or the world */
    domar_axis *own_axis, *item_axis;   /* to be freed */
    bool   *member;                     /* scopes x G */
    bool   *chosen;                     /* scopes */
    double *cell;                       /* scopes x pairs x items x width, NaN: not known */
    domar_forces_lack *lack;            /* scopes x pairs */
    size_t *culprit;
    bool   *partly;
    double prices_gap, sum_gap, assumed, other_price[2];    /* for the certificate */
    size_t odd;
};

static double *cell_at(const struct work *w, size_t scope, size_t pair, size_t item)
{
    return w->cell + ((scope * w->pairs + pair) * w->items + item) * w->width;
}

/* ---- scopes */
static const bool *members(const struct work *w, size_t scope) { return w->member + scope * w->in->table->G; }

static domar_status each_region(domar_cx *cx, struct work *w)
{
    const domar_regions *r = w->in->regions;
    const size_t G = w->in->table->G;
    w->scopes = r->count;
    w->scope_axis = r->axis;
    w->member = domar_scratch_bytes(cx, r->count * G, sizeof *w->member);
    w->chosen = domar_scratch_bytes(cx, r->count, sizeof *w->chosen);
    if (!w->member || !w->chosen) return DOMAR_ENOMEM;
    for (size_t g = 0; g < G; g++) w->member[r->of[g] * G + g] = true;
    for (size_t k = 0; k < r->count; k++) w->chosen[k] = domar_regions_selected(r, w->in->economy, k);
    return DOMAR_OK;
}

/* All economies that lack nothing in any of the years. */
static domar_status whole_world(domar_cx *cx, struct work *w)
{
    static const domar_item world = { .code = "WORLD", .en = "all economies with accounts", .zh = "全部有账户的经济体" };
    const size_t G = w->in->table->G;
    size_t count = 0;
    w->member = domar_scratch_bytes(cx, G, sizeof *w->member);
    w->chosen = domar_scratch_bytes(cx, 1, sizeof *w->chosen);
    if (!w->member || !w->chosen) return DOMAR_ENOMEM;
    domar_status st = domar_forces_known(cx, &w->chain, w->member, &count);
    if (st) return st;
    if (!count)
        return domar_fail(cx, DOMAR_EDATA, "no economy has volumes, labour and capital in all selected years: narrow --year, or "
                          "ask for --scope economies, which says what each lacks");
    w->scopes = 1;
    w->chosen[0] = true;
    st = domar_axis_new(cx, &w->own_axis, &world, 1);
    w->scope_axis = w->own_axis;
    return st;
}

/* ---- one scope, one pair of years */
/* Per cent; what sums of shares leave of nothing is nothing. */
static double percent(double v) { return fabs(v) < 1e-13 ? 0 : 100 * v; }

/* What lacking data leave together; NaN where nothing lacks. */
static double untold(const domar_forces_change *c)
{
    const double labour = c->part[DOMAR_PART_HOURS] + c->part[DOMAR_PART_QUALITY];
    return c->partly ? c->gdp - (isnan(labour) ? 0 : labour) : NAN;
}

/* The reading in force, then relations and forces under each of the three. */
static domar_status put_economy(domar_cx *cx, const struct work *w, double *v, size_t scope, size_t pair,
                                const domar_forces_change *c)
{
    const double own[] = { c->gdp, domar_forces_factors(c), c->part[DOMAR_PART_FORCES], domar_forces_relations(c),
                           c->part[DOMAR_PART_REMAINDER], untold(c) };
    double other[2][DOMAR_GAPS];
    const domar_status st = domar_forces_readings(cx, other[0], other[1], &w->chain, members(w, scope), pair, c);
    for (size_t k = 0; k < OWN; k++) v[k] = percent(own[k]);
    for (size_t k = 0; !st && k < 2 * DOMAR_GAPS; k++) v[OWN + k] = percent(other[k / DOMAR_GAPS][k % DOMAR_GAPS]);
    return st;
}

/* Least and largest of the three; none where one of them is not known. */
static void ends(const double *v, double *low, double *high)
{
    *low = *high = v[0];
    for (int gap = 1; gap < DOMAR_GAPS; gap++) {
        *low = isnan(v[gap]) || v[gap] < *low ? v[gap] : *low;
        *high = isnan(v[gap]) || v[gap] > *high ? v[gap] : *high;
    }
}

static void put_industries(const struct work *w, size_t scope, size_t pair, const domar_forces_change *c)
{
    const size_t N = w->in->table->N;
    for (size_t h = 0; h < c->industries; h++) {
        double *v = cell_at(w, scope, pair, c->row[h] % N);
        const double add[] = { c->weight[h], c->sales[h], 0, percent(c->factors[h]), percent(c->forces[h]),
                               percent(c->relations[h]) };
        for (size_t k = 0; k < K_INDUSTRY; k++) v[k] = (isnan(v[k]) ? 0 : v[k]) + add[k];
    }
    for (size_t i = 0; i < N; i++) {                       /* of a bloc: the mean by weight */
        double *v = cell_at(w, scope, pair, i);
        v[2] = v[0] > 0 ? v[4] / v[0] : NAN;
    }
}

/* Factors: skill groups, labour undivided, capital. */
static void put_factors(const struct work *w, size_t scope, size_t pair, const domar_forces_change *c)
{
    for (size_t f = 0; f < c->groups; f++) {
        const size_t item = f + 1 == c->groups ? w->items - 1 : c->skills ? f : w->items - 2;
        const double all[] = { percent(c->supply[f]), c->share[f], c->cost_share[f], percent(c->flow_social[f]),
                               percent(c->flow_private[f]) };
        memcpy(cell_at(w, scope, pair, item), all, sizeof all);
    }
}

/* How far the answer depends on the price that is assumed for imports. */
static domar_status sensitivity(domar_cx *cx, struct work *w, size_t scope, size_t pair, const domar_forces_change *own)
{
    double moved[2];
    const domar_status st = domar_forces_other_price(cx, &moved[0], &moved[1], &w->chain, members(w, scope), pair, own);
    for (size_t k = 0; !st && k < 2; k++) w->other_price[k] = fmax(w->other_price[k], 100 * fabs(moved[k]));
    return st;
}

static domar_status fill(domar_cx *cx, struct work *w, size_t scope, size_t pair)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_forces_change c;
    domar_status st = domar_forces_chain_at(cx, &c, &w->chain, members(w, scope), pair, NULL);
    w->lack[scope * w->pairs + pair] = c.lack;
    w->culprit[scope * w->pairs + pair] = c.culprit;
    w->partly[scope * w->pairs + pair] = c.partly;
    if (!st && (!c.lack || c.partly)) {
        w->sum_gap = fmax(w->sum_gap, c.identity);
        if (!c.lack) w->prices_gap = fmax(w->prices_gap, 100 * fabs(c.relations_by_prices - domar_forces_relations(&c)));
        w->assumed = fmax(w->assumed, c.assumed);
        w->odd += c.odd;
        if (!c.lack) st = sensitivity(cx, w, scope, pair, &c);
        if (!st && w->in->grain == BY_ECONOMY) st = put_economy(cx, w, cell_at(w, scope, pair, 0), scope, pair, &c);
        else if (!st && w->in->grain == BY_TERM)
            for (size_t k = 0; k <= DOMAR_PARTS; k++)
                *cell_at(w, scope, pair, k) = percent(k < DOMAR_PARTS ? c.part[k] : untold(&c));
        else if (!st && !c.lack && w->in->grain == BY_INDUSTRY) put_industries(w, scope, pair, &c);
        else if (!st && !c.lack) put_factors(w, scope, pair, &c);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- rows */
/* The run of pairs without a gap that begins first: fully known; where there is none, known in part.  false: neither. */
static bool chain_of(const struct work *w, size_t scope, size_t *first, size_t *last, bool partly)
{
    const domar_forces_lack *lack = w->lack + scope * w->pairs;
    const bool *some = w->partly + scope * w->pairs;
    for (*first = 0; *first < w->pairs && lack[*first] && !(partly && some[*first]); ++*first) { }
    for (*last = *first; *last + 1 < w->pairs && (!lack[*last + 1] || (partly && some[*last + 1])); ++*last) { }
    return w->chosen[scope] && *first < w->pairs;
}

static bool chain(const struct work *w, size_t scope, size_t *first, size_t *last)
{
    return chain_of(w, scope, first, last, false) || chain_of(w, scope, first, last, true);
}

static int year_of(const struct work *w, size_t k) { return domar_series_year(w->in->series, w->in->first + k); }

struct row { uint32_t year, scope, item; double v[K_MOST], sum[4], years; };

static bool blank(const struct row *r, size_t width)
{
    for (size_t k = 0; k < width; k++)
        if (!isnan(r->v[k])) return false;
    return true;
}

/* Weights and shares are means over the years, all else adds up. */
static bool is_mean(size_t grain, size_t k)
{
    return (grain == BY_INDUSTRY && k < 2) || (grain == BY_FACTOR && (k == 1 || k == 2));
}

static void whole_row(const struct work *w, struct row *r, size_t scope, size_t item, size_t first, size_t last)
{
    const double count = (double)(last - first + 1);
    for (size_t k = 0; k < w->width; k++) {
        r->v[k] = 0;
        for (size_t p = first; p <= last; p++) r->v[k] += cell_at(w, scope, p, item)[k];
        if (is_mean(w->in->grain, k)) r->v[k] /= count;
    }
    r->year = (uint32_t)(last + 1);
    r->years = year_of(w, last + 1) - year_of(w, first);
}

static void year_row(const struct work *w, struct row *r, size_t scope, size_t item, size_t pair, size_t first, size_t last)
{
    memcpy(r->v, cell_at(w, scope, pair, item), w->width * sizeof *r->v);
    r->year = (uint32_t)(pair + 1);
    r->years = year_of(w, pair + 1) - year_of(w, pair);
    for (size_t k = 0; k < 4 && w->in->grain == BY_ECONOMY; k++) {
        r->sum[k] = pair >= first && pair <= last ? 0 : NAN;
        for (size_t p = first; p <= pair && !isnan(r->sum[k]); p++) r->sum[k] += cell_at(w, scope, p, item)[k];
    }
}

static size_t make_rows(const struct work *w, struct row *rows)
{
    size_t count = 0, first, last;
    for (size_t p = 0; p < (w->opt->whole ? 1 : w->pairs); p++)
        for (size_t s = 0; s < w->scopes; s++)
            for (size_t i = 0; i < w->items && chain(w, s, &first, &last); i++) {
                struct row r = { .scope = (uint32_t)s, .item = (uint32_t)i };
                if (w->opt->whole) whole_row(w, &r, s, i, first, last);
                else year_row(w, &r, s, i, p, first, last);
                if (!blank(&r, w->width)) rows[count++] = r;
            }
    return count;
}

static domar_status put_columns(domar_cx *cx, domar_result *r, const struct work *w, const struct row *rows, size_t count)
{
    static const char *const intervals[] = { "relations_low", "relations_high", "forces_low", "forces_high" };
    static const char *const sums[] = { "cumulative_gdp", "cumulative_factors", "cumulative_forces", "cumulative_relations" };
    double *v = domar_scratch(cx, count);
    domar_status st = v ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->width && names[w->in->grain][k]; k++) {
        bool any = w->in->grain != BY_ECONOMY || k != UNTOLD;      /* a column of use only where something lacks */
        for (size_t i = 0; i < count; i++) {
            v[i] = rows[i].v[k];
            any = any || !isnan(v[i]);
        }
        if (!any) continue;
        st = domar_result_put(cx, r, columns, names[w->in->grain][k], v);
    }
    for (size_t k = 0; !st && k < 4 && w->in->grain == BY_ECONOMY; k++) {
        for (size_t i = 0; i < count; i++) {
            double end[2];
            ends(rows[i].v + OWN + (k < 2 ? 0 : DOMAR_GAPS), &end[0], &end[1]);
            v[i] = end[k % 2];
        }
        st = domar_result_put(cx, r, columns, intervals[k], v);
    }
    for (size_t k = 0; !st && k < 4 && w->in->grain == BY_ECONOMY && !w->opt->whole; k++) {
        for (size_t i = 0; i < count; i++) v[i] = rows[i].sum[k];
        st = domar_result_put(cx, r, columns, sums[k], v);
    }
    for (size_t i = 0; !st && i < count; i++) v[i] = rows[i].years;
    return st ? st : domar_result_put(cx, r, columns, "years", v);
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w, const struct row *rows, size_t count)
{
    static const char *const item_names[] = { NULL, "term", "industry", "factor" };
    char *money = domar_series_money(cx, w->in->series);
    const domar_axis *item = w->in->grain == BY_INDUSTRY ? domar_series_axis(w->in->series, DOMAR_INDUSTRIES) : w->item_axis;
    const domar_dim dims[] = { { "year", w->in->years }, { "economy", w->scope_axis }, { item_names[w->in->grain], item } };
    domar_status st = money ? domar_result_new_rows(cx, out, "growth.forces", money, dims, w->in->grain == BY_ECONOMY ? 2 : 3,
                                                    count) : DOMAR_ENOMEM;
    domar_release(money);
    if (st) return st;
    uint32_t *year = domar_result_codes(*out, "year"), *economy = domar_result_codes(*out, "economy");
    uint32_t *items = w->in->grain == BY_ECONOMY ? NULL : domar_result_codes(*out, item_names[w->in->grain]);
    for (size_t k = 0; k < count; k++) {
        year[k] = rows[k].year;
        economy[k] = rows[k].scope;
        if (items) items[k] = rows[k].item;
    }
    return put_columns(cx, *out, w, rows, count);
}

/* ---- words */
/* "ROW 1996: no volume of output in AGR; ..." : the first lack of every scope, of `most` of them in words. */
static domar_status put_lacks(const struct work *w, domar_text *t, size_t most)
{
    size_t count = 0;
    const domar_axis *industries = domar_series_axis(w->in->series, DOMAR_INDUSTRIES);
    for (size_t s = 0; s < w->scopes; s++) {
        size_t p = 0, first, last;
        const bool any = chain_of(w, s, &first, &last, false);
        p = any ? last + 1 : 0;
        if (!w->chosen[s] || p >= w->pairs || ++count > most) continue;
        const size_t at = s * w->pairs + p, N = w->in->table->N, n = w->in->table->n, row = w->culprit[at];
        domar_text_printf(t, "%s%s %s %d: %s in %s", t->size ? "; " : "", domar_axis_code(w->scope_axis, s), any ? "from" : "in",
                          year_of(w, p + 1), domar_forces_lacks(w->lack[at])[0], domar_axis_code(industries, (row < n ? row : row - n) % N));
    }
    if (count > most) domar_text_printf(t, "; and %zu more", count - most);
    return t->status;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_text left = domar_text_new(cx);
    domar_status st = put_lacks(w, &left, SIZE_MAX);
    if (!st && left.size) st = domar_result_certify_text(cx, r, "not_known", left.data);
    domar_text_drop(&left);
    if (!st) st = domar_result_certify(cx, r, "parts_against_growth", w->sum_gap, 1e-10);
    if (!st) st = domar_result_certify(cx, r, "relations_by_prices_gap", w->prices_gap, NAN);
    if (!st) st = domar_result_certify(cx, r, "imports_with_assumed_price", w->assumed, NAN);
    if (!st) st = domar_result_certify(cx, r, "forces_under_the_other_price", w->other_price[0], NAN);
    if (!st) st = domar_result_certify(cx, r, "relations_under_the_other_price", w->other_price[1], NAN);
    if (!st) st = domar_result_certify(cx, r, "capital_cells_without_gap", (double)w->odd, NAN);
    if (!st && w->opt->scope[0] == 'w') {
        domar_text t = domar_text_new(cx);
        for (size_t g = 0; g < w->in->table->G; g++)
            if (w->member[g])
                domar_text_printf(&t, "%s%s", t.size ? " + " : "", domar_axis_code(domar_series_axis(w->in->series, DOMAR_ECONOMIES), g));
        st = t.status ? t.status : domar_result_certify_text(cx, r, "world", t.data);
        domar_text_drop(&t);
    }
    return st ? st : domar_result_certify_text(cx, r, "prices", "growth in volumes: uses move as shares of the maker's output; all "
                                               "weights are means of two years");
}

/* The scope of which is told: the first one asked for that is known, else the largest. */
static size_t told(const struct work *w)
{
    size_t best = SIZE_MAX, first, last;
    double most = -1;
    for (size_t s = 0; s < w->scopes; s++) {
        double va = 0;
        if (!chain(w, s, &first, &last)) continue;
        for (size_t i = 0; i < w->in->table->n; i++)
            if (w->member[s * w->in->table->G + i / w->in->table->N]) va += w->in->table->va[i];
        if (va > most) {
            most = va;
            best = s;
        }
    }
    return best;
}

/* Sum over the years of one scope, whatever the grain; only that of economies has it in its cells. */
static domar_status told_sum(domar_cx *cx, const struct work *w, size_t scope, size_t first, size_t last, double sum[K_ECONOMY])
{
    const bool there = w->in->grain == BY_ECONOMY;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < K_ECONOMY; k++) sum[k] = 0;
    for (size_t p = first; !st && p <= last; p++) {
        const domar_mark mark = domar_scratch_mark(cx);
        domar_forces_change c;
        double own[K_ECONOMY], *v = there ? cell_at(w, scope, p, 0) : own;
        if (!there) st = domar_forces_chain_at(cx, &c, &w->chain, members(w, scope), p, NULL);
        if (!st && !there) st = put_economy(cx, w, own, scope, p, &c);
        domar_scratch_rewind(cx, mark);
        for (size_t k = 0; !st && k < K_ECONOMY; k++) sum[k] += v[k];
    }
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, struct work *w)
{
    size_t first, last;
    const size_t s = told(w);
    double v[K_ECONOMY], low, high;
    chain(w, s, &first, &last);
    domar_status st = told_sum(cx, w, s, first, last, v);
    if (st) return st;
    const double span = year_of(w, last + 1) - year_of(w, first);
    for (size_t k = 0; k < K_ECONOMY; k++) v[k] /= span;
    ends(v + OWN, &low, &high);
    const char *en_name = domar_axis_label(w->scope_axis, s, "en"), *zh_name = domar_axis_label(w->scope_axis, s, "zh");
    if (isnan(v[1])) {
        const char *const *why = domar_forces_lacks(w->lack[s * w->pairs + first]);
        char *en = domar_format(cx, "%s, %d to %d: real GDP grew by %.2f a year (100 x log), of which %.2f cannot be told apart: %s.",
                                en_name, year_of(w, first), year_of(w, last + 1), v[0], v[UNTOLD], why[0]);
        char *zh = domar_format(cx, "%s，%d 至 %d 年：实际 GDP 年均增长 %.2f（对数百分点），其中 %.2f 因数据缺失无法分离（%s）。", zh_name,
                                year_of(w, first), year_of(w, last + 1), v[0], v[UNTOLD], why[1]);
        return domar_result_read_own(cx, r, en, zh);
    }
    char *en = domar_format(cx, "%s, %d to %d: real GDP grew by %.2f a year (100 x log); more factors made %.2f, technology (forces) "
                            "%.2f, allocation (relations) %.2f, which lies between %.2f and %.2f by what gaps of returns to "
                            "capital are taken for.", en_name, year_of(w, first), year_of(w, last + 1), v[0], v[1], v[2], v[3],
                            low, high);
    char *zh = domar_format(cx, "%s，%d 至 %d 年：实际 GDP 年均增长 %.2f（对数百分点），其中要素投入 %.2f，技术（生产力）%.2f，"
                            "配置（生产关系）%.2f（视资本回报差异的解释，介于 %.2f 与 %.2f 之间）。", zh_name, year_of(w, first),
                            year_of(w, last + 1), v[0], v[1], v[2], v[3], low, high);
    return domar_result_read_own(cx, r, en, zh);
}

/* ---- run */
static domar_status make_items(domar_cx *cx, struct work *w)
{
    domar_item item[DOMAR_SKILLS + 2];
    w->items = 1;
    if (w->in->grain == BY_TERM) {
        w->items = DOMAR_PARTS + 1;
        return domar_terms_axis(cx, &w->item_axis, terms, NULL);
    }
    if (w->in->grain == BY_INDUSTRY) w->items = w->in->table->N;
    if (w->in->grain != BY_FACTOR) return DOMAR_OK;
    for (size_t k = 0; k < w->chain.rows.skills; k++) item[k] = w->chain.rows.skill[k];
    item[w->chain.rows.skills] = (domar_item){ .code = "labour", .en = "Labour", .zh = "劳动" };
    item[w->chain.rows.skills + 1] = (domar_item){ .code = "capital", .en = "Capital", .zh = "资本" };
    w->items = w->chain.rows.skills + 2;
    return domar_axis_new(cx, &w->item_axis, item, w->items);
}

static domar_status prepare(domar_cx *cx, struct work *w)
{
    static const char *const gaps[] = { "capital", "markup", "none" };
    domar_forces_rule rule = { .wedges = w->in->wedges, .user_cost = w->opt->user_cost / 100,
                               .labour_quality = strcmp(w->opt->labour, "quality") == 0,
                               .own_price = strcmp(w->opt->missing_price, "own") == 0 };
    while (strcmp(gaps[rule.gap], w->opt->gap) != 0) rule.gap++;
    w->pairs = w->in->last - w->in->first;
    domar_status st = domar_forces_chain_new(cx, &w->chain, w->in->series, w->in->first, w->in->last, &rule);
    if (!st) st = w->opt->scope[0] == 'w' ? whole_world(cx, w) : each_region(cx, w);
    if (!st) st = make_items(cx, w);
    w->width = widths[w->in->grain];
    const size_t cells = w->scopes * w->pairs * w->items * w->width;
    if (!st && (!(w->cell = domar_scratch(cx, cells)) ||
                !(w->lack = domar_scratch_bytes(cx, w->scopes * w->pairs, sizeof *w->lack)) ||
                !(w->culprit = domar_scratch_bytes(cx, w->scopes * w->pairs, sizeof *w->culprit)) ||
                !(w->partly = domar_scratch_bytes(cx, w->scopes * w->pairs, sizeof *w->partly)))) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < cells; k++) w->cell[k] = NAN;
    return st;
}

/* Nothing to show: what lacks, and what would be needed. */
static domar_status nothing(domar_cx *cx, const struct work *w)
{
    domar_text t = domar_text_new(cx);
    domar_status st = put_lacks(w, &t, 2);
    if (!st)
        st = domar_fail(cx, DOMAR_EDATA, "growth cannot be split into factors, forces and relations here: %s: attach the rows "
                        "(`domar import --rows`); growth.structure and growth.sources need less", t.data ? t.data : "no economy");
    domar_text_drop(&t);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options };
    if (in->last == in->first)
        return domar_one_year(cx, in, "growth.forces");
    domar_status st = prepare(cx, &w);
    for (size_t k = 0; !st && k < w.scopes * w.pairs; k++) {
        if (w.chosen[k / w.pairs]) st = fill(cx, &w, k / w.pairs, k % w.pairs);
        if (!st) st = domar_tick(cx, k + 1, w.scopes * w.pairs);
    }
    struct row *rows = st ? NULL : domar_scratch_bytes(cx, w.scopes * w.pairs * w.items, sizeof *rows);
    if (!st && !rows) st = DOMAR_ENOMEM;
    const size_t count = st ? 0 : make_rows(&w, rows);
    if (!st && !count) st = nothing(cx, &w);
    if (!st) st = answer(cx, out, &w, rows, count);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
    domar_axis_free(w.own_axis);
    domar_axis_free(w.item_axis);
    return st;
}

const domar_method domar_growth_forces = {
    .id = "growth.forces",
    .title_en = "Growth: productive forces against production relations",
    .title_zh = "增长来源：生产力与生产关系",
    .about_en =
        "Takes growth of real GDP apart, year by year, into more factors, better technology (productive forces) and better "
        "allocation (production relations), complete for an open economy with taxes, markups and other wedges (Baqaee and "
        "Farhi). Technology is the productivity of industries weighed by what they add to the cost of all that is finally used; "
        "relations are factors, inputs, final uses and imports that move to where they are worth more than they cost. Wedges are "
        "the table's own taxes, those of --wedges, and gaps of returns to capital and of pay within a skill group, which are a "
        "residual: their name is a choice (--gap), and relations are shown between the least and the largest that the three "
        "choices give. What lacks volumes, labour or capital is left out and named in the certificate.",
    .about_zh =
        "将实际 GDP 增长逐年分解为要素投入、技术进步（生产力）和配置改善（生产关系），对存在税收、加成等楔子的开放经济完整成立"
        "（Baqaee 和 Farhi）。技术为行业生产率按其在最终使用成本中的份额加权；生产关系为要素、投入、最终使用和进口流向价值高于成本"
        "之处。楔子包括表内税收、--wedges 给定的楔子，以及资本回报和同技能工资的差异（残差，其解释由 --gap 选择，生产关系给出三种"
        "解释下的区间）。缺少物量、劳动或资本数据的经济体不计入，并在证书中注明。",
    .formula = "d\\log Y = \\sum_f \\tilde\\Lambda_f\\, d\\log L_f + \\sum_i \\tilde\\lambda_i\\, d\\log A_i + "
               "\\sum_{u,e} \\tilde\\lambda_u \\tilde\\Omega_{ue}\\, d\\log \\chi_{ue} + \\sum_m (\\tilde\\Lambda_m - \\Lambda_m)\\, d\\log m",
    .cite = "baqaee2020; baqaee2024; hulten1978",
    .params = params, .grains = grains, .columns = columns, .terms = terms,
    .dim_docs = "year: the end of the span; economy: who grows (a bloc as one); term: source; industry: whose productivity and "
                "whose use; factor: skill group, labour undivided, capital",
    .dim_docs_zh = "year：期末年份；economy：增长主体（集团视为一体）；term：来源；industry：生产率与使用所属行业；"
                   "factor：技能组、未细分劳动、资本",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES | DOMAR_TAKES_BLOCS | DOMAR_TAKES_WEDGES, .run = run };
