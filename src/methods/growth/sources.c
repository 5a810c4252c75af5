/* methods/growth/sources.c -- what the change of an economy's output, value added, jobs or emissions owes to demand at home
 * and abroad, to technology and to who supplies whom
 *
 *     f^_i (B y)_i,     f = row / x,   B = (I - A)^-1     [dietzenbacher1998; miller2009 ch. 13]
 *
 * Six factors as in chain.decompose (model/decomposition.h), those that have a user apart by users of the own economy and
 * of others, so that every part says whose change it was.  Year by year, the flows of the later year in prices of the
 * earlier one, and chained: contributions in per cent are logs,
 *
 *     100 part / L(E, E'),    L(a, b) = (b - a) / log(b / a),
 *
 * which add up over causes to the growth of the row, and over years to that of the whole. */
#include "base/text.h"
#include "model/accounts.h"
#include "model/growth_sum.h"
#include "model/price_change.h"
#include "model/selection.h"
#include "model/two_sides.h"
#include "spec/method.h"
#include "table/chained.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options { const char *row, *prices, *method; bool whole, ends, detail; };

enum { BY_INDUSTRY, BY_ECONOMY };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, row), .text = "OUTPUT",
      .en = "What is taken apart: OUTPUT, VA (value added), or a factor or satellite row (jobs, emissions).",
      .zh = "分解对象：OUTPUT（总产出）、VA（增加值），或某一要素行、卫星账户行（就业、排放）。" },
    { DOMAR_FIELD(struct options, prices), .text = "auto", .choices = "auto|current|previous",
      .en = "Prices of the later year, or of the earlier one (needs volumes of output, GO_QI or GO_P); auto: of the "
            "earlier one where every economy that has volumes has them in all years selected.",
      .zh = "按后一年价格（current）或前一年价格（previous，需要产出物量指数 GO_QI 或价格 GO_P）；auto：有物量的经济体在所选各年都有时"
            "用前一年价格。" },
    { DOMAR_FIELD(struct options, method), .text = "polar", .choices = "polar|all",
      .en = "Mean of the two polar decompositions, or over all orders.", .zh = "两极分解平均，或全排列平均。" },
    { DOMAR_FIELD(struct options, whole),
      .en = "One row over the whole span, yearly parts added up, instead of one a year.",
      .zh = "整个时期一行，各年贡献相加，而非逐年一行。" },
    { DOMAR_FIELD(struct options, ends),
      .en = "Compare the first and the last year alone instead of year by year.",
      .zh = "只比较首末两年，而非逐年分解。" },
    { DOMAR_FIELD(struct options, detail),
      .en = "Fifteen causes instead of six.", .zh = "分为十五项原因，而非六项。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry,factor,term", "By producing industry.", "按生产行业。" },
    { "economy", "economy,factor,term", "Whole economies.", "按经济体。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "factor", "Change since the year before that is due to the cause; --whole: added up over the years.",
      "自前一年以来由该原因引起的变化；--whole 为各年之和。", NULL },
    { "contribution", "per cent (log)", "The same in growth of the row: causes add up to 100 times its log change; none "
      "unless the row is above zero in both years.", "折合为该行的增长：各原因之和等于对数变化的 100 倍；任一年不为正则不给。", NULL },
    { .name = NULL } };

#define SIX "six causes"
#define ALL "fifteen causes (--detail)"
static const domar_term terms[] = {
    { SIX, "coefficient", "row per unit of output", "单位产出系数",
      "More or less of the row per unit of output; nothing for OUTPUT.", "单位产出所含数量的变化；OUTPUT 恒为零。" },
    { SIX, "technology", "technology", "技术", "Inputs of each product per unit of output, whoever sells them, of industries "
      "at home and abroad.", "国内外各行业单位产出对各产品的投入，不论来源。" },
    { SIX, "import_substitution", "import substitution", "进口替代",
      "Who supplies users at home: above zero where they turn from imports to home products, below where imports replace "
      "these; inputs and final demand.", "本国使用者由谁供应：由进口转向国产为正，被进口替代为负；含投入与最终需求。" },
    { SIX, "export_competition", "place in markets abroad", "国外市场地位",
      "Who supplies users abroad, inputs and final demand: above zero where they turn to the economy's products.",
      "国外使用者由谁供应（投入与最终需求）：转向本国产品为正。" },
    { SIX, "home_demand", "demand at home", "国内需求", "Level and mix of the economy's own final demand.",
      "本国最终需求的规模与结构。" },
    { SIX, "foreign_demand", "demand abroad", "国外需求", "Level and mix of final demand abroad; in a national table of "
      "exports.", "国外最终需求的规模与结构；单国表为出口。" },
    { ALL, "coefficient", "row per unit of output", "单位产出系数", "More or less of the row per unit of output.",
      "单位产出所含数量的变化。" },
    { ALL, "technology_home", "technology of own industries", "本国技术", "What industries at home need of each product.",
      "本国各行业对各产品的投入。" },
    { ALL, "technology_abroad", "technology abroad", "国外技术", "What industries abroad need of each product.",
      "国外各行业对各产品的投入。" },
    { ALL, "substitution_home", "inputs: home or imported, own industries", "投入：国产与进口（本国行业）",
      "Share of home products in the inputs of own industries.", "本国行业投入中国产品的比重。" },
    { ALL, "substitution_abroad", "inputs: home or imported, industries abroad", "投入：国产与进口（国外行业）",
      "Share that industries abroad buy in their own economies.", "国外行业从其本国购买的比重。" },
    { ALL, "origins_home", "inputs: origins, own industries", "投入：进口来源（本国行业）",
      "From which foreigners own industries import.", "本国行业进口投入的来源构成。" },
    { ALL, "origins_abroad", "inputs: origins, industries abroad", "投入：进口来源（国外行业）",
      "From whom industries abroad import: the economy against its competitors.", "国外行业进口投入的来源构成：本国与竞争者。" },
    { ALL, "final_substitution_home", "final demand: home or imported, at home", "最终需求：国产与进口（本国）",
      "Share of home products in own final demand.", "本国最终需求中国产品的比重。" },
    { ALL, "final_substitution_abroad", "final demand: home or imported, abroad", "最终需求：国产与进口（国外）",
      "Share that final demand abroad buys in its own economies.", "国外最终需求从其本国购买的比重。" },
    { ALL, "final_origins_home", "final demand: origins, at home", "最终需求：进口来源（本国）",
      "From which foreigners own final demand imports.", "本国最终需求进口的来源构成。" },
    { ALL, "final_origins_abroad", "final demand: origins, abroad", "最终需求：进口来源（国外）",
      "From whom final demand abroad imports.", "国外最终需求进口的来源构成。" },
    { ALL, "final_mix_home", "mix of final demand at home", "最终需求结构（本国）", "Which products own final demand buys.",
      "本国最终需求购买哪些产品。" },
    { ALL, "final_mix_abroad", "mix of final demand abroad", "最终需求结构（国外）", "Which products final demand abroad buys.",
      "国外最终需求购买哪些产品。" },
    { ALL, "final_level_home", "level of final demand at home", "最终需求规模（本国）", "How much is finally used at home.",
      "本国最终使用的总量。" },
    { ALL, "final_level_abroad", "level of final demand abroad", "最终需求规模（国外）", "How much is finally used abroad.",
      "国外最终使用的总量。" },
    { .code = NULL } };

/* The fifteen causes in the order of the terms: where each stands in the parts, and among which of the six it counts. */
enum { CAUSES = 15, GROUPS = 6 };
enum { COEFFICIENT, TECHNOLOGY, SUBSTITUTION, COMPETITION, HOME, FOREIGN };
static const struct { int kind, user, group; } causes[CAUSES] = {
    { DOMAR_BY_KINDS, 0, COEFFICIENT },
    { DOMAR_BY_TECHNOLOGY, 0, TECHNOLOGY }, { DOMAR_BY_TECHNOLOGY, 1, TECHNOLOGY },
    { DOMAR_BY_SUBSTITUTION, 0, SUBSTITUTION }, { DOMAR_BY_SUBSTITUTION, 1, COMPETITION },
    { DOMAR_BY_ORIGINS, 0, SUBSTITUTION }, { DOMAR_BY_ORIGINS, 1, COMPETITION },
    { DOMAR_BY_FINAL_SUBSTITUTION, 0, SUBSTITUTION }, { DOMAR_BY_FINAL_SUBSTITUTION, 1, COMPETITION },
    { DOMAR_BY_FINAL_ORIGINS, 0, SUBSTITUTION }, { DOMAR_BY_FINAL_ORIGINS, 1, COMPETITION },
    { DOMAR_BY_MIX, 0, HOME }, { DOMAR_BY_MIX, 1, FOREIGN }, { DOMAR_BY_LEVEL, 0, HOME }, { DOMAR_BY_LEVEL, 1, FOREIGN } };

/* Two years. */
struct pair {
    size_t from, to;             /* positions in the series */
    double *part;                /* CAUSES x n */
    double *first, *last;        /* n: the row, the last in the prices of the pair */
    bool    priced;              /* in prices of the earlier year */
};

struct work {
    const domar_input *in;
    const struct options *opt;
    const domar_table *t;
    domar_sides_shape shape;
    domar_growth_rows rows;
    domar_item item;
    char  *unit;
    bool   previous, unpriced;   /* unpriced: some years have no prices */
    size_t count, beyond;
    struct pair *pairs;
    double assumed, gap;         /* the largest of all pairs */
};

/* ---- the row */
static bool is_output(const struct work *w) { return strcmp(w->item.code, "OUTPUT") == 0; }
static bool is_value_added(const struct work *w) { return strcmp(w->item.code, "VA") == 0; }

/* An amount of money without a price of its own. */
static bool is_money(const domar_item *item)
{
    static const char *const kinds[] = { DOMAR_MONEY, DOMAR_LABOUR, DOMAR_CAPITAL, DOMAR_TAX_PRODUCTS, DOMAR_TAX_PRODUCTION,
                                         DOMAR_MARGINS, DOMAR_IMPORTED, DOMAR_ADJUSTMENT, DOMAR_VALUE_ADDED };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (item->kind && strcmp(item->kind, kinds[k]) == 0) return true;
    return !item->unit || !*item->unit;
}

static domar_status find_row(domar_cx *cx, struct work *w, const double **row, const domar_table *t)
{
    *row = NULL;
    if (domar_icmp(w->opt->row, "OUTPUT") == 0) {
        w->item = (domar_item){ "OUTPUT", "Output", "总产出", "", "" };
        return DOMAR_OK;
    }
    if (!(*row = domar_find_row(cx, t, w->opt->row, &w->item))) return DOMAR_EUSAGE;
    if (w->item.kind && domar_is_index(w->item.kind))
        return domar_fail(cx, DOMAR_EUSAGE, "%s is an index, which has no parts: choose a flow", w->opt->row);
    return DOMAR_OK;
}

/* ---- prices */
/* Prices of the pair's change. */
static domar_status look_prices(domar_cx *cx, struct work *w, const struct pair *p, domar_price_change *change,
                                domar_growth_year year[2])
{
    for (int k = 0; k < 2; k++) {
        const domar_status st = domar_growth_read(cx, &year[k], &w->rows,
                                                  domar_series_table(w->in->series, k ? p->to : p->from));
        if (st) return st;
    }
    return domar_price_changes(cx, change, &year[0], &year[1], w->t->G, w->t->N);
}

/* Does every economy that has prices in some years have them in these? */
static domar_status look_years(domar_cx *cx, struct work *w)
{
    const size_t G = w->t->G;
    bool *priced = domar_scratch_bytes(cx, w->count * G, sizeof *priced), *ever = domar_scratch_bytes(cx, G, sizeof *ever);
    if (!priced || !ever) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->count; k++) {
        const domar_mark mark = domar_scratch_mark(cx);
        domar_growth_year year[2];
        domar_price_change change;
        const domar_status st = look_prices(cx, w, &w->pairs[k], &change, year);
        for (size_t g = 0; !st && g < G; g++) {
            priced[k * G + g] = change.priced[g];
            ever[g] = ever[g] || change.priced[g];
        }
        domar_scratch_rewind(cx, mark);
        if (st) return st;
    }
    for (size_t k = 0; k < w->count; k++) {
        bool all = true, any = false;
        for (size_t g = 0; g < G; g++) {
            all = all && (priced[k * G + g] || !ever[g]);
            any = any || priced[k * G + g];
        }
        w->pairs[k].priced = all && any;
    }
    return DOMAR_OK;
}

static domar_status choose_prices(domar_cx *cx, struct work *w)
{
    const bool asked = strcmp(w->opt->prices, "previous") == 0;
    size_t good = 0;
    w->previous = false;
    if (strcmp(w->opt->prices, "current") == 0) return DOMAR_OK;
    const bool money = !is_output(w) && !is_value_added(w) && is_money(&w->item);
    if (money && asked)
        return domar_fail(cx, DOMAR_EUSAGE, "%s is money that no price index deflates: ask with --prices current",
                          w->item.code);
    if (!money && (w->rows.volumes || w->rows.prices)) {
        const domar_status st = look_years(cx, w);
        if (st) return st;
    }
    for (size_t k = 0; k < w->count; k++) good += w->pairs[k].priced;
    if (asked && !good)
        return domar_fail(cx, DOMAR_EDATA, "no year has volumes of output (rows GO_QI or GO_P): ask with --prices current");
    w->unpriced = good < w->count && good > 0;
    w->previous = asked || good == w->count;
    return DOMAR_OK;
}

/* The row of the later year in prices of the earlier one.  Value added goes by its own volume, by its supplier's price where
 * it has none. */
static void deflated_row(double *row, const struct work *w, const domar_growth_year year[2], const double *price)
{
    for (size_t i = 0; i < w->t->n; i++) {
        const double growth = exp(domar_log_change(year[0].value_added_volume[i], year[1].value_added_volume[i]));
        const double base = year[0].t->va[i];
        if (is_value_added(w)) row[i] = isfinite(growth) && fabs(base) > 0 ? base * growth : row[i] / price[i];
    }
}

/* ---- a pair of years */
static void keep_parts(struct work *w, struct pair *p, const double *part)
{
    const size_t n = w->t->n, wide = w->shape.G * w->shape.N;
    double scale = 0, gap = 0;
    for (int c = 0; c < CAUSES; c++) {
        const double *from = part + ((size_t)causes[c].kind * 2 + (size_t)causes[c].user) * wide;
        memcpy(p->part + (size_t)c * n, from, n * sizeof *from);
    }
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t c = 0; c < CAUSES; c++) sum += p->part[c * n + i];
        const double change = p->last[i] - p->first[i];
        const bool there = domar_produces(domar_series_table(w->in->series, p->from)->x[i]) &&
                           domar_produces(domar_series_table(w->in->series, p->to)->x[i]);
        if (!there || !isfinite(sum) || !isfinite(change)) continue;
        gap = fmax(gap, fabs(sum - change));
        scale = fmax(scale, fmax(fabs(p->last[i]), fabs(change)));
    }
    if (scale > 0) w->gap = fmax(w->gap, gap / scale);
}

static domar_status sides(domar_cx *cx, struct work *w, struct pair *p, domar_decomposition *d)
{
    const double *row[2], *price = NULL;
    double *later = domar_scratch(cx, w->t->n);
    domar_growth_year year[2];
    domar_price_change change = { .assumed = 0 };
    const domar_table *t[] = { domar_series_table(w->in->series, p->from), domar_series_table(w->in->series, p->to) };
    domar_status st = later ? DOMAR_OK : DOMAR_ENOMEM;
    for (int k = 0; !st && k < 2; k++) st = find_row(cx, w, &row[k], t[k]);
    if (!st && w->previous && p->priced) {
        if ((st = look_prices(cx, w, p, &change, year))) return st;
        price = change.p;
        w->assumed = fmax(w->assumed, change.assumed);
    }
    if (st) return st;
    memcpy(later, row[1] ? row[1] : t[1]->x, w->t->n * sizeof *later);
    if (price && row[1]) deflated_row(later, w, year, price);
    for (size_t i = 0; price && !row[1] && i < w->t->n; i++) later[i] /= price[i];
    memcpy(p->first, row[0] ? row[0] : t[0]->x, w->t->n * sizeof *p->first);
    memcpy(p->last, later, w->t->n * sizeof *p->last);
    st = domar_side_of(cx, &d->of[0], &w->shape, t[0], row[0], NULL, &w->beyond);
    return st ? st : domar_side_of(cx, &d->of[1], &w->shape, t[1], row[1] ? later : NULL, price, &w->beyond);
}

static domar_status compare(domar_cx *cx, struct work *w, struct pair *p)
{
    const size_t n = w->t->n, wide = w->shape.G * w->shape.N;
    const bool poles = strcmp(w->opt->method, "polar") == 0;
    domar_decomposition d = { .n = wide, .G = w->shape.G, .N = w->shape.N, .factors = DOMAR_DECOMPOSE_FULL, .by_user = true };
    if (w->previous && !p->priced) {             /* nothing to say of these years */
        for (size_t k = 0; k < CAUSES * n; k++) p->part[k] = NAN;
        for (size_t i = 0; i < n; i++) p->first[i] = p->last[i] = NAN;
        return DOMAR_OK;
    }
    const domar_mark mark = domar_scratch_mark(cx);
    double *part = domar_scratch(cx, (2 * (size_t)DOMAR_BY_KINDS + 1) * wide);
    domar_status st = part ? sides(cx, w, p, &d) : DOMAR_ENOMEM;
    if (!st) st = domar_decomposition_evaluate(cx, &d, poles);
    if (!st) st = domar_decomposition_by_user(cx, part, &d, poles);
    if (!st) keep_parts(w, p, part);
    domar_decomposition_end(&d);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- what can be told */
/* A national table shows abroad as exports and imports alone, one without a column of imports not who supplies. */
static bool told(const struct work *w, size_t cause)
{
    const bool abroad = causes[cause].user == 1 && causes[cause].group != FOREIGN;
    const bool origins = causes[cause].kind == DOMAR_BY_ORIGINS || causes[cause].kind == DOMAR_BY_FINAL_ORIGINS;
    if (!w->shape.imports && causes[cause].group == SUBSTITUTION) return false;
    return !w->shape.national || !(abroad || origins);
}

/* Value and contribution of cause (or group) k of economy g (i == SIZE_MAX) or of industry i, in one pair. */
static void figures(const struct work *w, const struct pair *p, size_t k, size_t g, size_t i, double out[2])
{
    const size_t n = w->t->n, N = w->t->N, start = i == SIZE_MAX ? g * N : i, stop = i == SIZE_MAX ? start + N : i + 1;
    const double *x[] = { domar_series_table(w->in->series, p->from)->x, domar_series_table(w->in->series, p->to)->x };
    double value = 0, first = 0, last = 0;
    bool any = false;
    for (size_t j = start; j < stop; j++) {
        if (i == SIZE_MAX && !domar_produces(x[0][j]) && !domar_produces(x[1][j])) continue;
        first += p->first[j];
        last += p->last[j];
        for (size_t c = 0; c < CAUSES; c++) {
            if (w->opt->detail ? c != k : (size_t)causes[c].group != k) continue;
            if (!told(w, c)) continue;
            any = true;
            value += p->part[c * n + j];
        }
    }
    out[0] = any ? value : NAN;
    out[1] = any ? domar_log_points(value, first, last) : NAN;
}

static void over(const struct work *w, size_t from, size_t to, size_t k, size_t g, size_t i, double out[2])
{
    out[0] = out[1] = 0;
    for (size_t p = from; p < to; p++) {
        double one[2];
        figures(w, &w->pairs[p], k, g, i, one);
        out[0] += one[0];
        out[1] += one[1];
    }
}

/* ---- answer */
static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w, const domar_axis *axis)
{
    const bool by_economy = w->in->grain == BY_ECONOMY;
    const size_t K = domar_axis_size(axis), lines = by_economy ? w->t->G : w->t->n;
    const size_t blocks = w->opt->whole ? 1 : w->count, rows = blocks * lines * K;
    domar_dim dims[9] = { { "year", w->in->years } };
    const size_t count = 1 + domar_grain_dims(dims + 1, &grains[w->in->grain], w->t, axis);
    const domar_column described[] = { { "value", w->unit, columns[0].en, columns[0].zh, NULL }, columns[1],
                                       { .name = NULL } };
    double *value, *contribution;
    domar_axis *factor = NULL;
    domar_status st = domar_axis_new(cx, &factor, &w->item, 1);
    if (st) return st;
    for (size_t d = 0; d < count; d++)
        if (strcmp(dims[d].name, "factor") == 0) dims[d].axis = factor;
    st = domar_result_new_rows(cx, out, "growth.sources", w->unit, dims, count, rows);
    domar_axis_free(factor);
    if (!st) st = domar_result_column(cx, *out, described, "value", &value);
    if (!st) st = domar_result_column(cx, *out, described, "contribution", &contribution);
    if (st) return st;
    uint32_t *year = domar_result_codes(*out, "year"), *economy = domar_result_codes(*out, "economy"),
             *term = domar_result_codes(*out, "term");
    uint32_t *industry = by_economy ? NULL : domar_result_codes(*out, "industry");
    for (size_t r = 0; r < rows; r++) {
        const size_t line = r / K % lines, block = r / K / lines;
        const size_t from = w->opt->whole ? 0 : block, to = w->opt->whole ? w->count : block + 1;
        double both[2];
        year[r] = (uint32_t)(w->pairs[to - 1].to - w->in->first);
        term[r] = (uint32_t)(r % K);
        economy[r] = (uint32_t)(by_economy ? line : line / w->t->N);
        if (industry) industry[r] = (uint32_t)(line % w->t->N);
        over(w, from, to, r % K, economy[r], by_economy ? SIZE_MAX : line, both);
        value[r] = both[0];
        contribution[r] = both[1];
    }
    return DOMAR_OK;
}

static const char *price_words(const struct work *w)
{
    return w->previous ? w->opt->ends ? "of the first year" : "of the year before" : "current";
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = domar_result_certify(cx, r, "causes_against_change", w->gap, 1e-9);
    if (!st) st = domar_result_certify_text(cx, r, "row", w->item.code);
    if (!st)
        st = domar_result_certify_text(cx, r, "prices", w->previous ? price_words(w) :
                                       "current: changes of prices are in all terms");
    if (!st && w->previous) {
        st = domar_result_certify(cx, r, "output_share_with_assumed_price", w->assumed, NAN);
        if (!st)
            st = domar_result_certify_text(cx, r, "assumed_prices", "economies without a price: the mean change of the "
                                           "industry elsewhere; industries without: of their economy");
    }
    if (!st && w->unpriced)
        st = domar_result_certify_text(cx, r, "volumes", w->previous ?
                                       "some years have none and no numbers: narrow --year" :
                                       "some years have none, so prices are current: narrow --year for constant prices");
    if (!st && w->shape.national && w->shape.imports)
        st = domar_result_certify_text(cx, r, "imports", "of each product in the same proportion for all users at home; at the "
                                       "home product's price; export_competition cannot be told from one economy's table "
                                       "(a table of several tells)");
    if (!st && w->shape.national && !w->shape.imports)
        st = domar_result_certify_text(cx, r, "imports", "not in the table by product: import substitution stands in technology "
                                       "and demand at home (a table with an imports column tells them apart)");
    if (!st && w->beyond) st = domar_result_certify(cx, r, "industries_that_export_more_than_they_make", (double)w->beyond, NAN);
    return st;
}

/* The economy asked for, or the one whose row grew most in the row's units. */
static size_t to_tell(const struct work *w)
{
    size_t top = SIZE_MAX;
    double most = 0;
    for (size_t g = 0; g < w->t->G; g++) {
        double size = 0;
        if (!domar_economy_selected(w->t, w->in->economy, g)) continue;
        for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++)
            if (isfinite(w->pairs[w->count - 1].last[i])) size += w->pairs[w->count - 1].last[i];
        if (top != SIZE_MAX && size <= most) continue;
        top = g;
        most = size;
    }
    return top;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    const struct options six = { .detail = false };
    struct work all = *w;
    const size_t g = to_tell(w);
    double c[GROUPS], growth = 0, both[2];
    if (g == SIZE_MAX) return DOMAR_OK;
    all.opt = &six;
    for (size_t k = 0; k < GROUPS; k++) {
        over(&all, 0, w->count, k, g, SIZE_MAX, both);
        c[k] = both[1];
        if (isfinite(c[k])) growth += c[k];
    }
    if (!isfinite(c[HOME])) {
        char *en = domar_format(cx, "%s is not known in every year asked for: narrow --year to those that have it (`domar info`).",
                                *w->item.en ? w->item.en : w->item.code);
        char *zh = domar_format(cx, "所选年份中有的缺少%s：请用 --year 缩小到有数据的年份（见 `domar info`）。",
                                *w->item.zh ? w->item.zh : w->item.code);
        return domar_result_read_own(cx, r, en, zh);
    }
    const int years[] = { domar_series_year(w->in->series, w->in->first), domar_series_year(w->in->series, w->in->last) };
    const char *what[] = { *w->item.en ? w->item.en : w->item.code, *w->item.zh ? w->item.zh : w->item.code };
    char swaps[2][256] = { "", "" };
    static const struct { int cause; const char *en, *zh; } others[] = {
        { SUBSTITUTION, "import substitution", "进口替代" }, { COMPETITION, "place in markets abroad", "国外市场份额" },
        { COEFFICIENT, "what a unit of output needs or yields of it", "单位产出系数" } };
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        const double v = c[others[k].cause];
        const size_t used[] = { strlen(swaps[0]), strlen(swaps[1]) };
        if (!isfinite(v) || v == 0) continue;
        snprintf(swaps[0] + used[0], sizeof swaps[0] - used[0], ", %s %+.1f", others[k].en, v);
        snprintf(swaps[1] + used[1], sizeof swaps[1] - used[1], "，%s %+.1f", others[k].zh, v);
    }
    char *en = domar_format(cx, "%s, %d to %d: %s changed by %+.1f per cent (log): demand at home %+.1f, demand abroad %+.1f, "
                            "technology %+.1f%s (prices: %s).", domar_axis_label(economies, g, "en"), years[0], years[1],
                            what[0], growth, c[HOME], c[FOREIGN], c[TECHNOLOGY], swaps[0], price_words(w));
    char *zh = domar_format(cx, "%s %d—%d 年%s变化 %+.1f%%（对数）：国内需求 %+.1f，国外需求 %+.1f，技术 %+.1f%s（%s）。",
                            domar_axis_label(economies, g, "zh"), years[0], years[1], what[1], growth, c[HOME], c[FOREIGN],
                            c[TECHNOLOGY], swaps[1], w->previous ? w->opt->ends ? "首年价格" : "前一年价格" : "现价");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status prepare(domar_cx *cx, struct work *w)
{
    const domar_input *in = w->in;
    const double *row;
    const size_t n = in->table->n;
    if (in->first == in->last)
        return domar_one_year(cx, in, "growth.sources");
    w->t = in->table;
    w->shape = domar_sides_of(in->series);
    w->count = w->opt->ends ? 1 : in->last - in->first;
    domar_growth_find(&w->rows, in->series);
    domar_status st = find_row(cx, w, &row, w->t);
    if (st) return st;
    w->unit = w->item.unit && *w->item.unit ? domar_strdup(cx, w->item.unit) : domar_series_money(cx, in->series);
    if (!w->unit || !(w->pairs = domar_scratch_bytes(cx, w->count, sizeof *w->pairs))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->count; k++) {
        struct pair *p = &w->pairs[k];
        *p = (struct pair){ .from = in->first + k, .to = w->opt->ends ? in->last : in->first + k + 1,
                            .part = domar_scratch(cx, CAUSES * n), .first = domar_scratch(cx, n),
                            .last = domar_scratch(cx, n) };
        if (!p->part || !p->first || !p->last) return DOMAR_ENOMEM;
    }
    return choose_prices(cx, w);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options };
    domar_axis *axis = NULL;
    domar_status st = prepare(cx, &w);
    for (size_t k = 0; !st && k < w.count; k++) {
        st = compare(cx, &w, &w.pairs[k]);
        if (!st) st = domar_tick(cx, k + 1, w.count);
    }
    if (!st) st = domar_terms_axis(cx, &axis, terms, w.opt->detail ? ALL : SIX);
    if (!st) st = answer(cx, out, &w, axis);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
    domar_axis_free(axis);
    domar_release(w.unit);
    return st;
}

const domar_method domar_growth_sources = {
    .id = "growth.sources",
    .title_en = "Sources of growth: demand at home and abroad, technology, import substitution",
    .title_zh = "增长来源：国内外需求、技术与进口替代",
    .about_en =
        "Takes the change of output, value added, jobs, emissions or another row apart into what the economy's own final "
        "demand and that of others asked for, what industries need (technology), who supplies users at home (import "
        "substitution) and abroad, and the row per unit of output. Year by year and chained, in prices of the year before "
        "where volumes exist. Parts add up exactly. In a national table demand abroad is exports, and imports are laid on users "
        "in proportion.",
    .about_zh =
        "把产出、增加值、就业、排放等的变化分解为：本国最终需求与国外需求、技术（行业投入）、本国使用者由谁供应（进口替代）、国外使用者"
        "由谁供应，以及单位产出系数。逐年分解并连乘，有物量数据时按前一年价格。各项之和严格等于变化。单国表中国外需求即出口，进口按比例"
        "分摊给各使用者。",
    .formula = "\\Delta(\\hat f B y) = \\sum_k \\tfrac12 [E(k \\text{ first}) + E(k \\text{ last})], \\quad "
        "\\Delta B\\, y = B' \\Delta A\\, x = \\sum_{g} B' \\Delta A_g\\, x_g",
    .cite = "dietzenbacher1998; miller2009 ch. 13; chenery1960; pei2011",
    .params = params, .grains = grains, .columns = columns, .terms = terms,
    .dim_docs = "year: the later of two years; economy, industry: where the row arises; factor: the row; term: the cause",
    .dim_docs_zh = "year：两年中的后一年；economy、industry：产生该行的经济体和行业；factor：分解的行；term：原因",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES, .run = run };
