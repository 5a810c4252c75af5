/* methods/chain/decompose.c -- why a row of the accounts changed between two years
 *
 *     f^_i (B y)_i,     f = row / x,   B = (I - A)^-1,   y = (I - A) x
 *
 * In three factors: f, B, y.  In six: B into technology (inputs of product k per unit, whoever
 * sells them) and sourcing (the share of each seller), y into sourcing, mix over products and level
 * of each economy's final demand.  A factor has the value of the first year (0) or of the last (1);
 * E(s) is the row with the factors as s says, so that
 *
 *     polar: mean of changing the factors in order from first to last, and from last to first
 *     all:   mean over all orders,  sum_S |S|! (K-1-|S|)! / K!  (E(S + k) - E(S))
 *
 * [dietzenbacher1998].  lmdi takes apart every f_i B_ij y_j by logarithmic means [ang2005]; where a
 * factor is zero in one year, or changes its sign, the parts of that flow are the mean over orders.
 * All three are exact: the terms add up to the change. */
#include "base/text.h"
#include "model/accounts.h"
#include "model/decomposition.h"
#include "model/selection.h"
#include "spec/method.h"
#include "table/chained.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options { const char *row, *method; bool full; };

enum { BY_INDUSTRY, BY_ECONOMY };
enum { BASIC = DOMAR_DECOMPOSE_BASIC, FULL = DOMAR_DECOMPOSE_FULL };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, row), .text = "VA",
      .en = "What is taken apart: VA (value added), OUTPUT, or a factor or satellite row.",
      .zh = "分解对象：VA（增加值）、OUTPUT（总产出），或某一要素行、卫星账户行。" },
    { DOMAR_FIELD(struct options, method), .text = "polar", .choices = "polar|all|lmdi",
      .en = "Mean of the two polar decompositions, mean over all orders, or logarithmic means.",
      .zh = "两极分解平均、全排列平均或对数均值（LMDI）。" },
    { DOMAR_FIELD(struct options, full),
      .en = "Six factors instead of three: technology and sourcing of inputs; sourcing, mix and "
            "level of final demand.",
      .zh = "六因素而非三因素：投入技术与来源，最终需求的来源、结构与规模。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry,factor,term", "By producing industry.", "按生产行业。" },
    { "economy", "economy,factor,term", "Whole economies.", "按经济体。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "factor", "Change since the first year that is due to the factor.",
      "自首年以来由该因素引起的变化。", NULL },
    { .name = NULL } };

static const domar_term terms[] = {
    { "three factors", "dv", "row per unit of output", "单位产出系数", "More or less of the row per output (for "
      "value added: the value-added coefficient).", "单位产出所含数量的变化（增加值则为增加值率）。" },
    { "three factors", "dl", "structure of production", "生产结构", "Inputs: technology and who supplies them.",
      "投入结构：技术与来源。" },
    { "three factors", "dy", "final demand", "最终需求", "Level, mix and origin of final demand.",
      "最终需求的规模、结构与来源。" },
    { "six factors (--full)", "dv", "row per unit of output", "单位产出系数", "More or less of the row per output.",
      "单位产出所含数量的变化。" },
    { "six factors (--full)", "technology", "technology", "技术", "Inputs of each product per unit of output, whoever "
      "sells them.", "单位产出对各产品的投入，不论来源。" },
    { "six factors (--full)", "sourcing", "sourcing of inputs", "投入来源", "Who sells the inputs: shifts between home and "
      "abroad, and among suppliers.", "投入由谁供应：国内外之间、供应方之间的变化。" },
    { "six factors (--full)", "final_sourcing", "sourcing of final demand", "最终需求来源", "Who sells the final products.",
      "最终产品由谁供应。" },
    { "six factors (--full)", "final_mix", "mix of final demand", "最终需求结构", "Which products final demand buys.",
      "最终需求购买哪些产品。" },
    { "six factors (--full)", "final_level", "level of final demand", "最终需求规模", "How much each economy finally uses.",
      "各经济体最终使用的总量。" },
    { .code = NULL } };

struct work {
    const domar_input *in;
    const domar_table *t[2];
    domar_decomposition d;
    double *part;            /* factors x n */
    domar_item item;         /* what is taken apart */
    char   *unit;
};

/* ---- sides */
static domar_status find_row(domar_cx *cx, const struct work *w, const char *name,
                             const double **row, const domar_table *t)
{
    const domar_axis *factors = domar_series_axis(w->in->series, DOMAR_FACTORS),
                     *satellites = domar_series_axis(w->in->series, DOMAR_SATELLITES);
    const size_t satellite = domar_axis_find(satellites, name), factor = domar_axis_find(factors, name);
    *row = NULL;
    if (domar_icmp(name, "OUTPUT") == 0) return DOMAR_OK;
    if (strcmp(name, "VA") == 0) *row = t->va;
    else if (satellite != SIZE_MAX && t->S) {
        if (domar_is_index(domar_axis_kind(satellites, satellite)))
            return domar_fail(cx, DOMAR_EUSAGE, "%s is an index, which has no parts: choose a flow", name);
        *row = t->S + satellite * t->n;
    } else if (factor != SIZE_MAX && t->V) *row = t->V + factor * t->n;
    else
        return domar_fail(cx, DOMAR_EUSAGE, "there is no row %s in this table: `domar info` lists "
                          "factors and satellites", name);
    return DOMAR_OK;
}

static domar_item item_of(const struct work *w, const char *name)
{
    const domar_axis *axes[] = { domar_series_axis(w->in->series, DOMAR_SATELLITES),
                                 domar_series_axis(w->in->series, DOMAR_FACTORS) };
    if (strcmp(name, "VA") == 0) return (domar_item){ "VA", "Value added", "增加值", DOMAR_VALUE_ADDED, "" };
    if (domar_icmp(name, "OUTPUT") == 0) return (domar_item){ "OUTPUT", "Output", "总产出", "", "" };
    for (size_t k = 0; k < 2; k++) {
        const size_t row = domar_axis_find(axes[k], name);
        if (row != SIZE_MAX) return domar_axis_item(axes[k], row);
    }
    return (domar_item){ .code = name };
}

static domar_status look(domar_cx *cx, struct work *w, int side, const double *row)
{
    const domar_table *t = w->t[side];
    domar_decomposition_side *s = &w->d.of[side];
    *s = (domar_decomposition_side){ .Z = t->Z, .x = t->x, .row = row, .F = domar_scratch(cx, t->n * t->G) };
    if (!s->F) return DOMAR_ENOMEM;
    domar_final_by_economy(s->F, t);
    return domar_decomposition_side_make(cx, s, t->G, t->N);
}

/* ---- logarithmic means */
/* The mean over the orders of three factors of one flow p q r. */
static void orders_of_flow(double part[BASIC], const double a[BASIC], const double b[BASIC])
{
    for (int k = 0; k < BASIC; k++) {
        const int l = (k + 1) % BASIC, m = (k + 2) % BASIC;
        part[k] += (b[k] - a[k]) * (2 * a[l] * a[m] + a[l] * b[m] + b[l] * a[m] + 2 * b[l] * b[m]) / 6;
    }
}

/* What rounding leaves of a zero is zero: its logarithm would be anything. */
static double clean(double value, double noise) { return fabs(value) > noise ? value : 0; }

static domar_status logarithmic(domar_cx *cx, struct work *w, size_t *by_order)
{
    const size_t n = w->d.n;
    const double *B[2];
    double *y = domar_scratch(cx, 2 * n);
    if (!y) return DOMAR_ENOMEM;
    for (int s = 0; s < 2; s++) {
        const domar_status st = domar_leontief_inverse(cx, w->d.of[s].system, &B[s]);
        if (st) return st;
        for (size_t j = 0; j < n; j++)
            for (size_t g = 0; g < w->d.G; g++) y[(size_t)s * n + j] += w->d.of[s].F[j * w->d.G + g];
        for (size_t j = 0; j < n; j++)
            y[(size_t)s * n + j] = clean(y[(size_t)s * n + j], 1e-12 * fabs(w->t[s]->x[j]));
    }
    for (size_t i = 0; i < n; i++) {
        double part[BASIC] = { 0 };
        for (size_t j = 0; j < n; j++) {
            const double a[] = { w->d.of[0].f[i], clean(B[0][i * n + j], 1e-15), y[j] },
                         b[] = { w->d.of[1].f[i], clean(B[1][i * n + j], 1e-15), y[n + j] };
            const double flow0 = a[0] * a[1] * a[2], flow1 = b[0] * b[1] * b[2];
            if (!(a[0] * b[0] > 0 && a[1] * b[1] > 0 && a[2] * b[2] > 0)) {
                *by_order += fabs(flow0) > 0 || fabs(flow1) > 0;
                orders_of_flow(part, a, b);
                continue;
            }
            double ratio = 0;
            for (int k = 0; k < BASIC; k++) ratio += log(b[k] / a[k]);
            const double mean = fabs(ratio) > 1e-8 ? (flow1 - flow0) / ratio : 0.5 * (flow0 + flow1);
            for (int k = 0; k < BASIC; k++) part[k] += mean * log(b[k] / a[k]);
        }
        for (size_t k = 0; k < BASIC; k++) w->part[k * n + i] = part[k];
    }
    return DOMAR_OK;
}

/* ---- answer */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, size_t by_order,
                            bool lmdi)
{
    const domar_table *a = w->t[0], *b = w->t[1];
    double gap = 0, scale = 0;
    for (size_t i = 0; i < w->d.n; i++) {
        const double change = (w->d.of[1].row ? w->d.of[1].row[i] : b->x[i]) -
                              (w->d.of[0].row ? w->d.of[0].row[i] : a->x[i]);
        double sum = 0;
        for (size_t k = 0; k < w->d.factors; k++) sum += w->part[k * w->d.n + i];
        if (!isfinite(change) || !isfinite(sum)) continue;
        if (!domar_produces(a->x[i]) || !domar_produces(b->x[i])) continue;
        gap = fmax(gap, fabs(sum - change));
        scale = fmax(scale, fabs(change));
    }
    domar_status st = domar_result_certify(cx, r, "terms_against_change", scale > 0 ? gap / scale : 0, 1e-9);
    char years[32];
    snprintf(years, sizeof years, "%d to %d", a->year, b->year);
    if (!st) st = domar_result_certify_text(cx, r, "years", years);
    if (!st) st = domar_result_certify_text(cx, r, "prices", "current: changes of prices are in all terms");
    if (!st && lmdi) st = domar_result_certify(cx, r, "flows_by_order", (double)by_order, NAN);
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w,
                             const domar_axis *axis)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    size_t top = SIZE_MAX, best = 0;
    double most = 0, sums[FULL], kept[FULL] = { 0 };
    for (size_t g = 0; g < w->d.G; g++) {
        double all = 0;
        if (!domar_economy_selected(w->t[0], w->in->economy, g)) continue;
        for (size_t k = 0; k < w->d.factors; k++) {
            sums[k] = 0;
            for (size_t i = g * w->d.N; i < (g + 1) * w->d.N; i++) {
                const double part = w->part[k * w->d.n + i];
                if (isfinite(part)) sums[k] += part;
            }
            all += sums[k];
        }
        if (top != SIZE_MAX && fabs(all) <= fabs(most)) continue;
        top = g;
        most = all;
        memcpy(kept, sums, sizeof kept);
    }
    if (top == SIZE_MAX || !(fabs(most) > 0)) return DOMAR_OK;
    for (size_t k = 1; k < w->d.factors; k++)
        if (fabs(kept[k]) > fabs(kept[best])) best = k;
    char *en = domar_format(cx, "%s, %d to %d: a change of %+.4g %s; the largest cause is %s "
                            "(%+.4g, current prices).", domar_axis_label(economies, top, "en"), w->t[0]->year,
                            w->t[1]->year, most, w->unit,
                            domar_axis_label(axis, best, "en"), kept[best]);
    char *zh = domar_format(cx, "%s %d—%d 年变化 %+.4g %s；最大原因是%s（%+.4g，现价）。",
                            domar_axis_label(economies, top, "zh"), w->t[0]->year,
                            w->t[1]->year, most, w->unit,
                            domar_axis_label(axis, best, "zh"), kept[best]);
    return domar_result_read_own(cx, r, en, zh);
}

/* value: rows x factors, factor fastest. */
static void arrange(double *value, const struct work *w, bool whole)
{
    const size_t n = w->d.n, N = whole ? w->d.N : 1;
    for (size_t row = 0; row < n / N; row++)
        for (size_t k = 0; k < w->d.factors; k++) {
            double sum = 0;
            for (size_t i = row * N; i < (row + 1) * N; i++) {
                const double part = w->part[k * n + i];
                const bool gone = whole && !domar_produces(w->t[0]->x[i]) &&
                                  !domar_produces(w->t[1]->x[i]);
                if (!gone) sum += part;
            }
            value[row * w->d.factors + k] = sum;
        }
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w,
                           const domar_axis *axis)
{
    const bool whole = w->in->grain == BY_ECONOMY;
    const size_t rows = (whole ? w->d.G : w->d.n) * w->d.factors;
    domar_dim dims[9] = { { "year", w->in->years } };
    const size_t count = 1 + domar_grain_dims(dims + 1, &grains[w->in->grain], w->in->table, axis);
    const domar_column described[] = { { "value", w->unit, columns[0].en, columns[0].zh, NULL },
                                       { .name = NULL } };
    domar_axis *factor = NULL;
    double *value;
    domar_status st = domar_axis_new(cx, &factor, &w->item, 1);
    if (st) return st;
    for (size_t d = 0; d < count; d++)
        if (strcmp(dims[d].name, "factor") == 0) dims[d].axis = factor;
    st = domar_result_new_rows(cx, out, "chain.decompose", w->unit, dims, count, rows);
    domar_axis_free(factor);
    if (st) return st;
    uint32_t *year = domar_result_codes(*out, "year"), *economy = domar_result_codes(*out, "economy"),
             *term = domar_result_codes(*out, "term");
    uint32_t *industry = whole ? NULL : domar_result_codes(*out, "industry");
    for (size_t k = 0; k < rows; k++) {
        const size_t row = k / w->d.factors;
        year[k] = (uint32_t)(domar_axis_size(w->in->years) - 1);
        term[k] = (uint32_t)(k % w->d.factors);
        economy[k] = (uint32_t)(whole ? row : row / w->d.N);
        if (industry) industry[k] = (uint32_t)(row % w->d.N);
    }
    st = domar_result_column(cx, *out, described, "value", &value);
    if (!st) arrange(value, w, whole);
    return st;
}

static domar_status prepare(domar_cx *cx, struct work *w, const struct options *opt)
{
    const domar_input *in = w->in;
    const domar_table *t = in->table;
    w->d = (domar_decomposition){ .n = t->n, .G = t->G, .N = t->N, .factors = opt->full ? FULL : BASIC };
    if (in->first == in->last)
        return domar_one_year(cx, in, "chain.decompose");
    if (opt->full && t->G < 2)
        return domar_fail(cx, DOMAR_EDATA, "sourcing needs a table of several economies: leave --full out");
    if (opt->full && strcmp(opt->method, "lmdi") == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--method lmdi takes three factors apart: leave --full out, or "
                          "take polar or all");
    w->item = item_of(w, opt->row);
    const char *unit = w->item.unit;
    w->unit = unit && *unit ? domar_strdup(cx, unit) : domar_series_money(cx, in->series);
    w->part = domar_scratch(cx, w->d.factors * w->d.n);
    domar_status st = w->unit && w->part ? DOMAR_OK : DOMAR_ENOMEM;
    for (int s = 0; !st && s < 2; s++) {
        const double *row;
        w->t[s] = domar_series_table(in->series, s ? in->last : in->first);
        st = find_row(cx, w, opt->row, &row, w->t[s]);
        if (!st) st = look(cx, w, s, row);
    }
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    const bool lmdi = strcmp(opt->method, "lmdi") == 0, poles = strcmp(opt->method, "polar") == 0;
    struct work w = { .in = in };
    domar_axis *axis = NULL;
    size_t by_order = 0;
    domar_status st = prepare(cx, &w, opt);
    if (!st) st = lmdi ? logarithmic(cx, &w, &by_order) : domar_decomposition_evaluate(cx, &w.d, poles);
    if (!st && !lmdi) domar_decomposition_parts(w.part, &w.d, poles);
    if (!st) st = domar_terms_axis(cx, &axis, terms, opt->full ? "six factors (--full)" : "three factors");
    if (!st) st = answer(cx, out, &w, axis);
    if (!st) st = certify(cx, *out, &w, by_order, lmdi);
    if (!st) st = read_out(cx, *out, &w, axis);
    domar_decomposition_end(&w.d);
    domar_axis_free(axis);
    domar_release(w.unit);
    return st;
}

const domar_method domar_chain_decompose = {
    .id = "chain.decompose",
    .title_en = "Structural decomposition: why value added, output or jobs changed",
    .title_zh = "结构分解：增加值、产出或就业为何变化",
    .about_en =
        "Takes the change of a row between the first and the last of the years apart into its "
        "causes: the row per unit of output, the structure of production, final demand; with "
        "--full technology and sourcing of inputs, and sourcing, mix and level of final demand. "
        "The parts add up exactly. Which order factors change in matters; polar takes the mean of "
        "two orders, all of every order, lmdi logarithmic means. Changes are in current prices.",
    .about_zh =
        "把首年到末年某一行的变化分解为各种原因：单位产出系数、生产结构、最终需求；加 --full 则为投入技术与来源，最终需求的"
        "来源、结构与规模。各项之和严格等于变化。因素变化的先后影响结果：polar 取两种顺序的平均，all 取全部顺序的平均，"
        "lmdi 用对数均值。变化按现价计算。",
    .formula = "\\Delta(\\hat f B y) = \\tfrac12[\\Delta\\hat f B_0 y_0 + \\hat f_1 \\Delta B y_0 + \\hat f_1 "
        "B_1 \\Delta y] + \\tfrac12[\\Delta\\hat f B_1 y_1 + \\hat f_0 \\Delta B y_1 + \\hat f_0 B_0 \\Delta y]",
    .cite = "dietzenbacher1998; miller2009 ch. 13; ang2005",
    .params = params, .grains = grains, .columns = columns, .terms = terms,
    .dim_docs = "year: the last of the two years; economy, industry: where the row arises; factor: the row; "
        "term: the cause",
    .dim_docs_zh = "year：两年中的末年；economy、industry：产生该行的经济体和行业；factor：分解的行；term：原因",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES, .run = run };
