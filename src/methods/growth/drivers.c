/* methods/growth/drivers.c -- new growth drivers: what an economy could become good at, and what that would bring
 *
 * Exports by industry are value added that leaves (Leontief inside the economy, forward),
 *
 *     X_gi = v_gi (L_gg e_g)_i,       e gross exports,
 *
 * so that assembling what others made is no advantage; or gross exports; or, where the file has accounts only, its
 * output (exports by product).  Advantage, nearness and complexity are told in model/complexity.h, what entering an
 * industry brings in model/entry.h.  The score is a weighted mean of five parts, each against the economy's other
 * candidates: nearness, complexity, outlook, value added kept, productivity. */
#include "model/accounts.h"
#include "model/entry.h"
#include "model/exporters.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options {
    const char *measure, *complexity, *sign, *per;
    bool    goods;
    double  minimum_exports, minimum_proximity, weight_near, weight_complexity, weight_outlook, weight_value_added, weight_productivity;
    int64_t minimum_economies, rounds;
};

enum { BY_INDUSTRY, BY_ECONOMY, BY_LINE, BY_PAIR };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, measure), .text = "value_added", .choices = "value_added|gross",
      .en = "Exports: value added of the industry in whatever its economy exports, or gross exports. Accounts without flows: their "
            "output, whatever is chosen here.",
      .zh = "出口口径：行业增加值随本经济体出口流出的部分，或总出口。无流量账户一律以其产出为出口。" },
    { DOMAR_FIELD(struct options, goods), .def = 0, .lo = 0, .hi = 1,
      .en = "Count only what industries of goods export (agriculture, mining, manufacturing), as lists of exports do.",
      .zh = "只计货物行业（农业、采矿、制造业）的出口，与产品出口清单一致。" },
    { DOMAR_FIELD(struct options, complexity), .text = "eci", .choices = "eci|fitness", .only = "by=industry|economy",
      .en = "Complexity that gains and outlook count: product complexity of the eigenvector method (eci), or quality of the "
            "fitness method.",
      .zh = "收益与前景所用的复杂度：特征向量法（eci）的产业复杂度，或适应度法（fitness）的产业品质。" },
    { DOMAR_FIELD(struct options, sign), .text = "diversity", .choices = "diversity|productivity", .only = "by=industry|economy|line",
      .en = "Which end of the pattern is complex: that of economies with many advantages, or of those with much value added per "
            "--per. With few industries the first need not be the rich.",
      .zh = "复杂度取哪一端为高：优势行业多的经济体一端，或劳动生产率（按 --per）高的一端。行业较少时，前者未必富裕。" },
    { DOMAR_FIELD(struct options, rounds), .def = 100, .lo = 1, .hi = 100000, .only = "by=industry|economy|line",
      .en = "Rounds of the fitness method, from 1.", .zh = "适应度法的迭代轮数（初值为 1）。" },
    { DOMAR_FIELD(struct options, minimum_exports), .def = 0, .lo = 0, .hi = 1e300, .unit = "money",
      .en = "Leave out economies that export less, also of the totals: very small ones have chance advantages.",
      .zh = "剔除出口低于此值的经济体（总量中亦剔除）：很小的经济体的优势多属偶然。" },
    { DOMAR_FIELD(struct options, minimum_economies), .def = 1, .lo = 1, .hi = 1e9,
      .en = "Leave out industries that fewer economies export, also of the totals.", .zh = "剔除出口经济体数少于此值的行业（总量中亦剔除）。" },
    { DOMAR_FIELD(struct options, per), .text = "jobs", .choices = "jobs|hours", .only = "by=industry|economy|line",
      .en = "Productivity: value added a job, or an hour.", .zh = "生产率口径：劳均或每小时增加值。" },
    { DOMAR_FIELD(struct options, minimum_proximity), .def = 0, .lo = 0, .hi = 1, .only = "by=pair",
      .en = "Leave out pairs less near than this (pictures of the product space take 0.55).", .zh = "略去接近度低于此值的配对（绘制产品空间常用 0.55）。" },
    { DOMAR_FIELD(struct options, weight_near), .def = 0.4, .lo = 0, .hi = 1e6, .only = "by=industry",
      .en = "Weight of density in the score.", .zh = "密度在得分中的权重。" },
    { DOMAR_FIELD(struct options, weight_complexity), .def = 0.15, .lo = 0, .hi = 1e6, .only = "by=industry",
      .en = "Weight of gain_complexity.", .zh = "gain_complexity 的权重。" },
    { DOMAR_FIELD(struct options, weight_outlook), .def = 0.15, .lo = 0, .hi = 1e6, .only = "by=industry",
      .en = "Weight of gain_outlook.", .zh = "gain_outlook 的权重。" },
    { DOMAR_FIELD(struct options, weight_value_added), .def = 0.15, .lo = 0, .hi = 1e6, .only = "by=industry",
      .en = "Weight of gain_va_share.", .zh = "gain_va_share 的权重。" },
    { DOMAR_FIELD(struct options, weight_productivity), .def = 0.15, .lo = 0, .hi = 1e6, .only = "by=industry",
      .en = "Weight of gain_productivity.", .zh = "gain_productivity 的权重。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Every industry of every economy: advantage, nearness, what entering it would bring.",
      "各经济体的各行业：优势、接近程度、进入的收益。" },
    { "economy", "economy", "Economies: complexity, diversity, outlook.", "经济体：复杂度、多样性、前景。" },
    { "line", "industry", "Industries over all economies: complexity, and what they are like where the advantage is.",
      "各行业（不分经济体）：复杂度，以及在具有优势的经济体中的状况。" },
    { "pair", "industry,partner_industry", "Proximity of two industries that are somebody's advantage, both ways (the product space: "
      "--format gexf).", "两个行业（均有经济体具有优势）的接近度，双向列出（产品空间：--format gexf）。" },
    { .name = NULL } };

#define NEAR_EN "near to what it does well"
#define NEAR_ZH "接近既有优势"
#define COMPLEX_EN "more complex than what it does well"
#define COMPLEX_ZH "复杂度更高"
#define OPENING_EN "opens the way to other complex industries"
#define OPENING_ZH "通向其他复杂产业"
#define KEEPING_EN "keeps more value added"
#define KEEPING_ZH "增加值率更高"
#define PRODUCTIVE_EN "more productive than its average"
#define PRODUCTIVE_ZH "生产率高于其平均"
#define PAIR(a, b, code) { code, a##_EN "; " b##_EN, a##_ZH "；" b##_ZH, NULL, NULL }
/* The order of domar_reason, of pairs as domar_reason_of has them. */
static const domar_item reasons[] = {
    { "near", NEAR_EN, NEAR_ZH, NULL, NULL }, { "complex", COMPLEX_EN, COMPLEX_ZH, NULL, NULL },
    { "opening", OPENING_EN, OPENING_ZH, NULL, NULL }, { "keeping", KEEPING_EN, KEEPING_ZH, NULL, NULL },
    { "productive", PRODUCTIVE_EN, PRODUCTIVE_ZH, NULL, NULL },
    PAIR(NEAR, COMPLEX, "near_complex"), PAIR(NEAR, OPENING, "near_opening"), PAIR(NEAR, KEEPING, "near_keeping"),
    PAIR(NEAR, PRODUCTIVE, "near_productive"), PAIR(COMPLEX, OPENING, "complex_opening"),
    PAIR(COMPLEX, KEEPING, "complex_keeping"), PAIR(COMPLEX, PRODUCTIVE, "complex_productive"),
    PAIR(OPENING, KEEPING, "opening_keeping"), PAIR(OPENING, PRODUCTIVE, "opening_productive"),
    PAIR(KEEPING, PRODUCTIVE, "keeping_productive"),
    { "modest", "nothing in which it stands out", "无突出之处", NULL, NULL },
    { "held", "has the advantage already", "已具优势", NULL, NULL },
    { "unknown", "no output, nobody's advantage, no advantages to start from, or the rest of the world, which is no economy",
      "无产出、无人具有该优势、该经济体尚无任何优势，或为世界其余地区（非单一经济体）", NULL,
      NULL },
    { .code = NULL } };
_Static_assert(sizeof reasons / sizeof *reasons == DOMAR_REASON_UNKNOWN + 2, "a class for every reason");

static const domar_column columns[] = {
    { "exports", "money", "Exports by --measure.", "出口（按 --measure 口径）。", NULL },
    { "rca", "ratio", "Revealed comparative advantage: share in the economy's exports over share in the world's; an advantage from 1.",
      "显性比较优势：占本经济体出口的比重与占世界出口的比重之比；不小于 1 为具有优势。", NULL },
    { "density", "share", "How much of what is near to the industry the economy does well already: proximity to its advantages over "
      "proximity to all industries.", "密度：与该经济体既有优势的接近度占与全部行业接近度的比重。", NULL },
    { "pci", "standard deviations", "Complexity of the industry, eigenvector method.", "产业复杂度（特征向量法）。", NULL },
    { "quality", "mean 1", "Complexity of the industry, fitness method.", "产业复杂度（适应度法）。", NULL },
    { "gain_complexity", "standard deviations or mean 1", "How the economy's own complexity (eci, or fitness) would move with the advantage.",
      "获得该优势后本经济体复杂度（eci 或 fitness）的变化。", NULL },
    { "gain_outlook", "index", "How the economy's outlook would move: nearness to complex industries that it still lacks.",
      "获得该优势后前景指数的变化：与尚缺的复杂产业的接近程度。", NULL },
    { "gain_position", "stages", "How mean stages to final use of what is exported would move, at an advantage of just 1 and with the "
      "industry as it is where the advantage is.",
      "出口平均上游度的变化：该行业优势恰为 1，且与具有优势者的状况相同。", NULL },
    { "gain_va_share", "share", "How mean value added over output of what is exported would move, likewise.", "出口平均增加值率的变化（同上）。", NULL },
    { "gain_productivity", "per cent (log)", "Value added a job (or hour) of the industry where the advantage is, against the economy's "
      "own average.", "具有优势的经济体中该行业劳均（或每小时）增加值与本经济体平均之比。", NULL },
    { "score", "standard deviations", "Weighted mean of density and the gains in complexity, outlook, value added and productivity, each in "
      "standard deviations over the economy's candidates; what is not known is left out with its weight.",
      "密度与复杂度、前景、增加值率、生产率各项收益的加权平均，各项均以该经济体候选行业间的标准差计；未知项连同权重一并略去。", NULL },
    { "rank", "number", "Place by score among the industries in which the economy has no advantage yet: 1 is the most promising.",
      "在尚无优势的行业中按得分排名：1 为最有希望。", NULL },
    { "reason", NULL, "Why: the one or two parts that add most to the score and are gains.", "理由：对得分贡献最大且确为收益的一至两项。", reasons },
    { "diversity", "count", "Industries with an advantage.", "具有优势的行业数。", NULL },
    { "ubiquity", "count", "Economies with the advantage; of an economy, their mean over its advantages.",
      "具有该优势的经济体数；经济体为其各优势的均值。", NULL },
    { "eci", "standard deviations", "Economic complexity index.", "经济复杂度指数。", NULL },
    { "eci_rank", "number", "Place by eci.", "按 eci 排名。", NULL },
    { "fitness", "mean 1", "Fitness.", "适应度。", NULL },
    { "outlook", "index", "Complexity outlook: complexity of the industries without an advantage, weighed by density.",
      "复杂度前景：以密度加权的尚无优势行业的复杂度之和。", NULL },
    { "upstreamness", "stages", "Stages to final use where the advantage is.", "具有优势的经济体中该行业的上游度。", NULL },
    { "va_share", "share", "Value added over output there.", "同上，增加值率。", NULL },
    { "productivity", "money per job", "Value added a job (or hour) there.", "同上，劳均（或每小时）增加值。", NULL },
    { "proximity", "share", "Probability of an advantage in one given the other, the smaller of both ways.",
      "在一行业有优势的条件下另一行业也有优势的概率（取两向较小者）。", NULL },
    { .name = NULL } };

struct work {
    const domar_input *in;
    const domar_table *t;
    const struct options *opt;
    domar_exporters x;
    domar_complexity c;
    domar_entry e;
    char *per_work;                 /* "million USD per thousand persons" */
};

static bool any_true(const bool *values, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (values[k]) return true;
    return false;
}

static domar_status look(domar_cx *cx, struct work *w)
{
    const domar_table *t = w->t;
    const struct options *o = w->opt;
    domar_exporters *x = &w->x;
    const bool turn = strcmp(o->sign, "productivity") == 0;
    const double weights[DOMAR_REASONS] = { o->weight_near, o->weight_complexity, o->weight_outlook, o->weight_value_added,
                                            o->weight_productivity };
    const domar_exporters_choice choice = { strcmp(o->measure, "gross") == 0, o->goods, strcmp(o->per, "hours") == 0 };
    domar_status st = domar_exporters_new(cx, x, t, w->in->system, &choice);
    if (!st && turn && !x->work)
        st = domar_fail(cx, DOMAR_EDATA, "--sign productivity needs a row of %s: import with --satellite, or leave the option out", o->per);
    if (st) return st;
    const domar_complexity_filter filter = { x->nobody, x->no_goods, o->minimum_exports, (double)o->minimum_economies,
                                             x->log_productivity, turn };
    st = domar_complexity_new(cx, &w->c, x->exports, t->G, t->N, &filter);
    if (!st && !any_true(w->c.economy, t->G))
        st = domar_fail(cx, DOMAR_EDATA, "no economy is left with an advantage in %d: lower --minimum-exports or --minimum-economies "
                        "(economies left out: %zu of %zu)", t->year, w->c.small, t->G);
    if (st || w->in->grain == BY_PAIR) return st;
    const domar_entry_data data = { x->stages, t->x, t->va, x->work };
    st = domar_complexity_fitness(cx, &w->c, (size_t)o->rounds);
    return st ? st : domar_entry_new(cx, &w->e, &w->c, strcmp(o->complexity, "fitness") == 0, &data, weights);
}

/* ---- answers */
static const double *any(const double *values, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (!isnan(values[k])) return values;
    return NULL;
}

/* Columns of `count` numbers; what nothing is known of is left out, and only that. */
struct put { const char *name; const double *values; bool optional; };
static domar_status put_all(domar_cx *cx, domar_result *r, const struct put *list, size_t columns_count, size_t count)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < columns_count; k++)
        if (!list[k].optional || any(list[k].values, count)) st = domar_result_put(cx, r, columns, list[k].name, list[k].values);
    return st;
}

static domar_status put_industries(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_complexity *c = &w->c;
    const domar_entry *e = &w->e;
    const size_t n = w->t->n;
    double *exports = domar_scratch(cx, n), *pci = domar_scratch(cx, n), *quality = domar_scratch(cx, n);
    if (!exports || !pci || !quality) return DOMAR_ENOMEM;
    for (size_t p = 0; p < n; p++) {
        exports[p] = isnan(c->rca[p]) ? NAN : c->X[p];     /* left out is not nothing */
        pci[p] = c->pci[p % c->N];
        quality[p] = c->quality[p % c->N];
    }
    const struct put list[] = {
        { "exports", exports, false }, { "rca", c->rca, false }, { "density", c->density, false }, { "pci", pci, false },
        { "quality", quality, false }, { "gain_complexity", e->gain_complexity, false }, { "gain_outlook", e->gain_outlook, false },
        { "gain_position", e->gain_stages, true }, { "gain_va_share", e->gain_va_share, true },
        { "gain_productivity", e->gain_productivity, true }, { "score", e->score, false }, { "rank", e->rank, false } };
    domar_status st = put_all(cx, r, list, sizeof list / sizeof *list, n);
    if (!st) st = domar_result_set_unit(cx, r, "gain_complexity", e->fitness ? "mean 1" : "standard deviations");
    return st ? st : domar_result_put_class(cx, r, columns, "reason", e->reason);
}

static domar_status put_economies(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_complexity *c = &w->c;
    double *room = domar_scratch(cx, 4 * c->G), *exports = room, *diversity = room + c->G, *ubiquity = room + 2 * c->G,
           *rank = room + 3 * c->G;
    if (!room) return DOMAR_ENOMEM;
    for (size_t g = 0; g < c->G; g++) {
        for (size_t i = 0; i < c->N; i++) {
            exports[g] += c->X[g * c->N + i];
            if (c->M[g * c->N + i] > 0) ubiquity[g] += c->ubiquity[i] / c->diversity[g];
        }
        if (!(exports[g] > 0)) exports[g] = NAN;
        diversity[g] = c->economy[g] ? c->diversity[g] : NAN;
        if (!c->economy[g]) ubiquity[g] = NAN;
        rank[g] = isnan(c->eci[g]) ? NAN : 1;
        for (size_t h = 0; h < c->G; h++) rank[g] += c->eci[h] > c->eci[g] + 1e-10;      /* equals share a place */
    }
    const struct put list[] = { { "exports", exports, false }, { "diversity", diversity, false }, { "ubiquity", ubiquity, false },
                                { "eci", c->eci, false }, { "eci_rank", rank, false }, { "fitness", c->fitness, false },
                                { "outlook", w->e.outlook, false } };
    return put_all(cx, r, list, sizeof list / sizeof *list, c->G);
}

static domar_status put_lines(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_complexity *c = &w->c;
    double *exports = domar_scratch(cx, c->N), *ubiquity = domar_scratch(cx, c->N);
    if (!exports || !ubiquity) return DOMAR_ENOMEM;
    for (size_t p = 0; p < c->G * c->N; p++) exports[p % c->N] += c->X[p];
    for (size_t i = 0; i < c->N; i++) {
        ubiquity[i] = exports[i] > 0 ? c->ubiquity[i] : NAN;
        if (!(exports[i] > 0)) exports[i] = NAN;
    }
    const struct put list[] = { { "exports", exports, false }, { "ubiquity", ubiquity, false }, { "pci", c->pci, false },
                                { "quality", c->quality, false }, { "upstreamness", w->e.stages, true },
                                { "va_share", w->e.va_share, true } };
    const domar_status st = put_all(cx, r, list, sizeof list / sizeof *list, c->N);
    if (st || !any(w->e.productivity, c->N)) return st;
    domar_column mine[] = { { .name = NULL }, { .name = NULL } };       /* its unit is known with the table only */
    for (const domar_column *k = columns; k->name; k++)
        if (strcmp(k->name, "productivity") == 0) mine[0] = *k;
    mine[0].unit = w->per_work;
    return domar_result_put(cx, r, mine, "productivity", w->e.productivity);
}

/* Both ways, nobody with itself. */
static domar_status pairs(domar_cx *cx, domar_result **out, const struct work *w, const char *money, const domar_dim *dims, size_t count)
{
    const size_t N = w->c.N;
    const double *phi = w->c.phi;
    double *proximity;
    size_t rows = 0;
    for (int pass = 0; pass < 2; pass++) {
        size_t k = 0;
        for (size_t p = 0; p < N * N; p++) {
            const size_t i = p / N, j = p % N;
            if (i == j || !w->c.industry[i] || !w->c.industry[j] || phi[p] < w->opt->minimum_proximity) continue;
            if (pass) {
                domar_result_codes(*out, "industry")[k] = (uint32_t)i;
                domar_result_codes(*out, "partner_industry")[k] = (uint32_t)j;
                proximity[k] = phi[p];
            }
            k++;
        }
        if (pass) continue;
        rows = k;
        domar_status st = domar_result_new_rows(cx, out, "growth.drivers", money, dims, count, rows);
        if (!st) st = domar_result_column(cx, *out, columns, "proximity", &proximity);
        if (st) return st;
    }
    return DOMAR_OK;
}

/* ---- certificate */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_complexity *c = &w->c;
    const bool gross = strcmp(w->opt->measure, "gross") == 0;
    double counted = 0;
    for (size_t g = 0; g < c->G; g++) counted += c->economy[g];
    domar_status st = domar_result_certify_text(cx, r, "exports", !w->t->Z ? "output of accounts without flows; what is not listed is not exported"
                                                : gross ? "gross exports" : "value added in exports, by industry of origin");
    if (!st) st = domar_result_certify(cx, r, "economies_with_advantages", counted, NAN);
    if (!st && c->small) st = domar_result_certify(cx, r, "economies_left_out", (double)c->small, NAN);
    if (!st && c->rare) st = domar_result_certify(cx, r, "industries_left_out", (double)c->rare, NAN);
    if (!st && c->negative) st = domar_result_certify(cx, r, "negative_exports_as_none", (double)c->negative, NAN);
    if (st || w->in->grain == BY_PAIR) return st;
    if (c->apart) st = domar_result_certify(cx, r, "economies_without_ties", (double)c->apart, NAN);
    if (!st && !c->found)
        st = domar_result_certify_text(cx, r, "eci", "none: advantages show no single pattern that goes with diversity");
    if (!st) st = domar_result_certify(cx, r, "second_eigenvalue", c->second, NAN);
    if (!st) st = domar_result_certify(cx, r, "third_eigenvalue", c->third, NAN);
    if (!st && c->found) st = domar_result_certify(cx, r, "eci_against_mean_pci", c->residual, 1e-8);
    if (!st) st = domar_result_certify(cx, r, "eci_with_diversity", c->with_diversity, NAN);
    if (!st && w->x.work) st = domar_result_certify(cx, r, "eci_with_productivity", c->with_other, NAN);
    if (!st) st = domar_result_certify(cx, r, "fitness_last_move", c->moved, NAN);
    if (!st && w->in->grain == BY_INDUSTRY && !w->t->Z)
        st = domar_result_certify_text(cx, r, "gain_position", "none: needs an input-output table");
    if (st || (w->in->grain != BY_INDUSTRY && w->in->grain != BY_LINE)) return st;
    char none[96];
    snprintf(none, sizeof none, "none: needs a row of %s (--satellite)", w->opt->per);
    return domar_result_certify_text(cx, r, "productivity_by", w->x.work ? w->opt->per : none);
}

/* ---- readings */
static domar_status say(domar_cx *cx, domar_result *r, char *en, char *zh)
{
    return domar_result_read_own(cx, r, en, zh);
}

/* Positions of the (at most) three with the smallest rank; returns how many. */
static size_t first_three(size_t at[3], const double *rank, size_t count)
{
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        if (isnan(rank[k])) continue;
        size_t place = found < 3 ? found : 3;
        while (place && rank[k] < rank[at[place - 1]]) place--;
        if (place == 3) continue;
        for (size_t m = found < 2 ? found : 2; m > place; m--) at[m] = at[m - 1];
        at[place] = k;
        found += found < 3;
    }
    return found;
}

static domar_status read_industries(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_complexity *c = &w->c;
    const domar_axis *economies = domar_series_axis(w->t->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(w->t->series, DOMAR_INDUSTRIES);
    size_t chosen = SIZE_MAX, at[3], lines = 0;
    double most = -1;
    for (size_t g = 0; g < c->G; g++) {                 /* the largest of those asked for */
        double sum = 0;
        for (size_t i = 0; i < c->N; i++) sum += c->X[g * c->N + i];
        if (!c->economy[g] || sum <= most || !domar_economy_selected(w->t, w->in->economy, g)) continue;
        chosen = g;
        most = sum;
    }
    for (size_t i = 0; i < c->N; i++) lines += c->industry[i];
    const size_t found = chosen == SIZE_MAX ? 0 : first_three(at, w->e.rank + chosen * c->N, c->N);
    if (!found)
        return say(cx, r, domar_format(cx, "No industry is left to enter, or there are no advantages to start from."),
                   domar_format(cx, "没有可进入的新行业，或尚无可依托的优势。"));
    const domar_item *why = &reasons[w->e.reason[chosen * c->N + at[0]]];
    const char *name[2][3] = { { "", "", "" }, { "", "", "" } };
    for (size_t k = 0; k < found; k++) {
        name[0][k] = domar_axis_label(industries, at[k], "en");
        name[1][k] = domar_axis_label(industries, at[k], "zh");
    }
    return say(cx, r,
        domar_format(cx, "%s has the advantage in %.0f of %zu industries; of the others %s ranks first (%s)%s%s%s%s.",
                     domar_axis_label(economies, chosen, "en"), c->diversity[chosen], lines, name[0][0], why->en,
                     found > 1 ? ", then " : "", name[0][1], found > 2 ? " and " : "", name[0][2]),
        domar_format(cx, "%s在 %zu 个行业中的 %.0f 个具有优势；其余行业中以%s居首（%s）%s%s%s%s。",
                     domar_axis_label(economies, chosen, "zh"), lines, c->diversity[chosen], name[1][0], why->zh,
                     found > 1 ? "，其次为" : "", name[1][1], found > 2 ? "和" : "", name[1][2]));
}

static domar_status read_economies(domar_cx *cx, domar_result *r, const struct work *w, const double *rank)
{
    const domar_axis *economies = domar_series_axis(w->t->series, DOMAR_ECONOMIES);
    size_t at[3], counted = 0;
    const size_t found = first_three(at, rank, w->c.G);
    for (size_t g = 0; g < w->c.G; g++) counted += isnan(rank[g]) ? 0 : 1;
    if (found < 3)
        return say(cx, r, domar_format(cx, "Complexity needs at least three economies whose advantages show one pattern."),
                   domar_format(cx, "复杂度至少需要三个经济体，且其优势呈现单一格局。"));
    const bool against = w->c.with_other < 0;
    const char *en[3], *zh[3];
    for (size_t k = 0; k < 3; k++) {
        en[k] = domar_axis_label(economies, at[k], "en");
        zh[k] = domar_axis_label(economies, at[k], "zh");
    }
    return say(cx, r,
        domar_format(cx, "The most complex of %zu economies are %s (%.2f), %s (%.2f) and %s (%.2f)%s.", counted, en[0],
                     w->c.eci[at[0]], en[1], w->c.eci[at[1]], en[2], w->c.eci[at[2]],
                     against ? "; this pattern goes against productivity, so it tells kinds of industries rather than "
                               "capabilities: try --sign productivity, or --goods" : ""),
        domar_format(cx, "%zu 个经济体中复杂度最高的是%s（%.2f）、%s（%.2f）和%s（%.2f）%s。", counted, zh[0], w->c.eci[at[0]], zh[1],
                     w->c.eci[at[1]], zh[2], w->c.eci[at[2]],
                     against ? "；该格局与生产率负相关，反映的是行业类别而非能力，可试 --sign productivity 或 --goods" : ""));
}

static domar_status read_lines(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *industries = domar_series_axis(w->t->series, DOMAR_INDUSTRIES);
    size_t top = SIZE_MAX, low = SIZE_MAX;
    for (size_t i = 0; i < w->c.N; i++) {
        if (isnan(w->c.pci[i])) continue;
        if (top == SIZE_MAX || w->c.pci[i] > w->c.pci[top]) top = i;
        if (low == SIZE_MAX || w->c.pci[i] < w->c.pci[low]) low = i;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    return say(cx, r,
        domar_format(cx, "The most complex industry is %s (%.2f), the least %s (%.2f).", domar_axis_label(industries, top, "en"),
                     w->c.pci[top], domar_axis_label(industries, low, "en"), w->c.pci[low]),
        domar_format(cx, "复杂度最高的行业是%s（%.2f），最低的是%s（%.2f）。", domar_axis_label(industries, top, "zh"), w->c.pci[top],
                     domar_axis_label(industries, low, "zh"), w->c.pci[low]));
}

static domar_status read_pairs(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *industries = domar_series_axis(w->t->series, DOMAR_INDUSTRIES);
    const size_t N = w->c.N;
    size_t best = SIZE_MAX;
    for (size_t p = 0; p < N * N; p++)
        if (p / N < p % N && w->c.phi[p] > 0 && (best == SIZE_MAX || w->c.phi[p] > w->c.phi[best])) best = p;
    if (best == SIZE_MAX) return DOMAR_OK;
    return say(cx, r,
        domar_format(cx, "Nearest to each other are %s and %s: who is good at one is so at the other with a probability of at least "
                     "%.2f.", domar_axis_label(industries, best / N, "en"), domar_axis_label(industries, best % N, "en"), w->c.phi[best]),
        domar_format(cx, "最接近的是%s与%s：在其一有优势者在另一行业也有优势的概率至少为 %.2f。",
                     domar_axis_label(industries, best / N, "zh"), domar_axis_label(industries, best % N, "zh"), w->c.phi[best]));
}

static domar_status answer(domar_cx *cx, domar_result **out, struct work *w, const char *money)
{
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[w->in->grain], w->t, NULL);
    domar_status st = w->in->grain == BY_PAIR ? pairs(cx, out, w, money, dims, count)
                                              : domar_result_new(cx, out, "growth.drivers", money, dims, count);
    if (st) return st;
    domar_result *r = *out;
    switch (w->in->grain) {
    case BY_INDUSTRY: st = put_industries(cx, r, w); break;
    case BY_ECONOMY: st = put_economies(cx, r, w); break;
    case BY_LINE: st = put_lines(cx, r, w); break;
    default: break;
    }
    if (!st) st = certify(cx, r, w);
    if (st) return st;
    switch (w->in->grain) {
    case BY_INDUSTRY: return read_industries(cx, r, w);
    case BY_ECONOMY: return read_economies(cx, r, w, domar_result_values(r, domar_result_find(r, "eci_rank")));
    case BY_LINE: return read_lines(cx, r, w);
    default: return read_pairs(cx, r, w);
    }
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    struct work w = { .in = in, .t = in->table, .opt = o };
    if (!(o->weight_near + o->weight_complexity + o->weight_outlook + o->weight_value_added + o->weight_productivity > 0))
        return domar_fail(cx, DOMAR_EUSAGE, "growth.drivers: all weights of the score are 0: give one of them a weight");
    const domar_mark mark = domar_scratch_mark(cx);
    char *money = domar_series_money(cx, in->series);
    const char *unit = domar_unit_of_kind(in->table, strcmp(o->per, "hours") == 0 ? DOMAR_HOURS : DOMAR_JOBS);
    w.per_work = money ? domar_format(cx, "money per %s", *unit ? unit : strcmp(o->per, "hours") == 0 ? "hour" : "job") : NULL;
    domar_status st = money && w.per_work ? look(cx, &w) : DOMAR_ENOMEM;
    if (!st) st = answer(cx, out, &w, money);
    domar_release(money);
    domar_release(w.per_work);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_growth_drivers = {
    .id = "growth.drivers",
    .title_en = "New growth drivers: advantages, nearness, complexity, and what entering an industry would bring",
    .title_zh = "新增长动能：比较优势、接近程度、复杂度与进入新产业的收益",
    .about_en =
        "Tells in which industries each economy has a revealed comparative advantage, how near the others are to those (density), how "
        "complex industries and economies are, and for every industry without the advantage what entering it would bring: in complexity, "
        "in outlook, in position (stages, value added kept) and in productivity; ranked, with reasons. Exports are counted in value "
        "added by industry of origin (with what returns home), so that processing trade makes no advantage. On a list of exports "
        "by product (country, product, value: `docs/readers/accounts.md`) the same is told of products, without position. Complexity "
        "is that of the eigenvector method and of the fitness method; it describes a pattern of who exports what, and gains are what "
        "the pattern would have, not a forecast. With a few dozen industries the pattern is coarse and may run from goods to services: "
        "the certificate tells how it goes with diversity and productivity (--sign, --goods). The rest of the world is in the totals, but is no economy with advantages.",
    .about_zh =
        "给出各经济体在哪些行业具有显性比较优势、其余行业与既有优势的接近程度（密度）、行业与经济体的复杂度，以及进入每个尚无优势的行业将带来的"
        "收益：复杂度、前景、位置（上游度与增加值率）和生产率，并附理由排序。出口按来源行业的增加值计（含回流部分），因此加工贸易不构成优势。对于"
        "按产品的出口清单（country、product、value，见 docs/readers/accounts.md）同样适用，但不含位置。复杂度有特征向量法与适应度法两种；它描述"
        "出口格局，收益是该格局所对应的数值，并非预测。行业仅数十个时格局较粗，可能反映货物与服务之分：证书给出其与多样性、生产率的相关（--sign、--goods）。世界其他地区计入总量，但不作为具有优势的经济体。",
    .formula = "X_{gi} = v_{gi} (L_{gg} e_g)_i, \\quad RCA_{gi} = \\frac{X_{gi} / X_g}{X_i / X}, \\quad M_{gi} = [RCA_{gi} \\ge 1], \\quad "
        "\\phi_{ij} = \\frac{\\sum_g M_{gi} M_{gj}}{\\max(u_i, u_j)}, \\quad d_{gi} = \\frac{\\sum_j M_{gj} \\phi_{ji}}{\\sum_j \\phi_{ji}}, "
        "\\quad \\hat k^{-1} M \\hat u^{-1} M' \\, eci = \\lambda_2 \\, eci, \\quad O_g = \\sum_i d_{gi} (1 - M_{gi}) \\, pci_i",
    .cite = "balassa1965; hidalgo2007; hidalgo2009; hausmann2014; tacchella2012; koopman2014",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: who exports, or could; industry: of what (in lists of exports: the product); partner_industry: the other of a pair",
    .dim_docs_zh = "economy：出口方；industry：行业（出口清单中为产品）；partner_industry：成对行业中的另一个",
    .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD | DOMAR_TAKES_ACCOUNTS, .run = run };
