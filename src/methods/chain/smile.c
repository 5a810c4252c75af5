/* methods/chain/smile.c -- the value chain of one final product: who earns what, and how far away
 *
 * Of what is finally paid for product p, y_p, producer i earns v_i B_ip y_p.  Its distance is the
 * mean number of stages through which its value goes until it is in p, itself counted,
 *
 *     d_i = (B B)_ip / B_ip,
 *
 * and tier t of the chain earns v' A^t e_p y_p.  A smile is value added per output, high far from
 * and near to the final user and low between: the parabola through (d_i, v_i) weighted with what
 * is earned, whose curvature the certificate tells [baldwin2014; ye2015]. */
#include "base/text.h"
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options { const char *maker, *product; };

enum { BY_INDUSTRY, BY_ECONOMY, BY_TIER, TIERS = 6 };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, maker),
      .en = "Economy that makes the final product; default that of the largest manufactured one.",
      .zh = "最终产品的制造经济体；默认为规模最大的制造业最终产品。" },
    { DOMAR_FIELD(struct options, product),
      .en = "Industry whose final product it is; default the largest manufactured one of the maker.",
      .zh = "最终产品所属行业；默认为该经济体规模最大的制造业最终产品。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Every producer in the chain.", "链条中的每个生产者。" },
    { "economy", "economy", "Economies in the chain.", "链条中的各经济体。" },
    { "tier", "economy,term", "By tier of supply: the maker, its suppliers, theirs ...",
      "按供应层级：制造者、其供应商、供应商的供应商……。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "money", "Value added earned in the chain of the product.", "在该产品价值链中获得的增加值。",
      NULL },
    { "share", "share", "The same over what is finally paid for the product.",
      "占该产品最终支出的比重。", NULL },
    { "distance", "stages", "Mean number of stages until the value is in the final product: 1 at its "
      "maker, a little more where inputs come back to it.",
      "增加值进入最终产品前平均经过的阶段数：制造者为 1，若有投入回流则略高。", NULL },
    { "va_share", "share", "Value added over output (of an economy: over its output in the chain).",
      "增加值率（经济体：占其在链条中产出的比重）。", NULL },
    { .name = NULL } };

static const domar_term tiers[] = {
    { "", "0", "the maker", "制造者", "The industry that makes the final product.", "制造最终产品的行业。" },
    { "", "1", "its suppliers", "直接供应商", "Industries from which the maker buys.", "制造者直接购买的行业。" },
    { "", "2", "their suppliers", "二级供应商", "Second tier of supply.", "第二级供应。" },
    { "", "3", "third tier", "三级供应商", "Third tier of supply.", "第三级供应。" },
    { "", "4", "fourth tier", "四级供应商", "Fourth tier of supply.", "第四级供应。" },
    { "", "rest", "farther away", "更上游", "All earlier tiers.", "更上游的全部层级。" },
    { .code = NULL } };

struct work {
    const domar_table *t;
    size_t  p;              /* the product */
    double  paid;           /* y_p */
    double *v;              /* n */
    double *b, *bb;         /* n: columns of B and B B */
    double *tier;           /* G x TIERS */
    double  curvature, lowest;   /* of the parabola, NaN if there is none */
};

/* ---- which product */
static double final_sales(const domar_table *t, size_t i)
{
    double sum = 0;
    for (size_t u = 0; u < t->m; u++) sum += t->Y[i * t->m + u];
    return sum;
}

static domar_status find(domar_cx *cx, const domar_axis *axis, const char *code, const char *what,
                         size_t *at)
{
    *at = SIZE_MAX;
    if (!code) return DOMAR_OK;
    *at = domar_axis_find(axis, code);
    if (*at != SIZE_MAX) return DOMAR_OK;
    const char *near = domar_axis_suggest(axis, code);
    return domar_fail(cx, DOMAR_EUSAGE, "--%s: there is no %s in this table%s%s%s", what, code,
                      near ? ": did you mean " : ": `domar info` lists them", near ? near : "",
                      near ? "?" : "");
}

static domar_status choose(domar_cx *cx, struct work *w, const struct options *opt)
{
    const domar_table *t = w->t;
    const domar_axis *industries = domar_series_axis(t->series, DOMAR_INDUSTRIES),
                     *economies = domar_series_axis(t->series, DOMAR_ECONOMIES);
    size_t g, k;
    domar_status st = find(cx, economies, opt->maker, "maker", &g);
    if (!st) st = find(cx, industries, opt->product, "product", &k);
    if (st) return st;
    w->p = SIZE_MAX;
    for (int made = 1; made >= 0 && w->p == SIZE_MAX; made--)      /* manufactures if there are any */
        for (size_t i = 0; i < t->n; i++) {
            if (g != SIZE_MAX ? i / t->N != g   /* the rest of the world is nobody in particular */
                              : strcmp(domar_axis_kind(economies, i / t->N), "rest") == 0) continue;
            if (k != SIZE_MAX && i % t->N != k) continue;
            if (k == SIZE_MAX && made && strcmp(domar_axis_kind(industries, i % t->N), "MAN") != 0) continue;
            if (w->p == SIZE_MAX || final_sales(t, i) > final_sales(t, w->p)) w->p = i;
        }
    w->paid = final_sales(t, w->p);
    if (w->paid > 0 && domar_produces(t->x[w->p])) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s %s makes nothing for final use in %d: choose another product",
                      domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES), w->p / t->N),
                      domar_axis_code(industries, w->p % t->N), t->year);
}

/* ---- the chain */
static domar_status follow(domar_cx *cx, struct work *w, domar_leontief *system)
{
    const domar_table *t = w->t;
    double *rows = domar_scratch(cx, 5 * t->n);
    w->tier = domar_scratch(cx, t->G * TIERS);
    if (!rows || !w->tier) return DOMAR_ENOMEM;
    w->v = rows;
    w->b = rows + t->n;
    w->bb = rows + 2 * t->n;
    double *now = rows + 3 * t->n, *next = rows + 4 * t->n;
    domar_va_coefficients(w->v, t);
    w->b[w->p] = 1;
    domar_status st = domar_leontief_solve(cx, system, w->b, 1);
    memcpy(w->bb, w->b, t->n * sizeof *w->b);
    if (!st) st = domar_leontief_solve(cx, system, w->bb, 1);
    if (st) return st;
    now[w->p] = 1;
    for (size_t g = 0; g < t->G; g++)
        for (size_t i = g * t->N; i < (g + 1) * t->N; i++) w->tier[g * TIERS + TIERS - 1] += w->v[i] * w->b[i];
    for (size_t k = 0; k + 1 < TIERS; k++) {
        for (size_t i = 0; i < t->n; i++) {
            w->tier[i / t->N * TIERS + k] += w->v[i] * now[i];
            w->tier[i / t->N * TIERS + TIERS - 1] -= w->v[i] * now[i];
        }
        domar_leontief_apply(system, domar_cx_threads(cx), next, now, 1);
        double *swap = now;
        now = next;
        next = swap;
    }
    return DOMAR_OK;
}

/* Least squares of v = a + b d + c d^2 with weights v b: three normal equations. */
static void fit(struct work *w)
{
    double M[3][4] = { { 0 } };
    w->curvature = w->lowest = NAN;
    for (size_t i = 0; i < w->t->n; i++) {
        const double weight = w->v[i] * w->b[i];
        if (!(weight > 0)) continue;
        const double d = w->bb[i] / w->b[i], power[] = { 1, d, d * d };
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) M[r][c] += weight * power[r] * power[c];
            M[r][3] += weight * power[r] * w->v[i];
        }
    }
    for (int k = 0; k < 3; k++) {
        if (!(M[k][k] > 0)) return;
        for (int r = 0; r < 3; r++)
            for (int c = 3; r != k && c >= k; c--) M[r][c] -= M[r][k] / M[k][k] * M[k][c];
    }
    w->curvature = M[2][3] / M[2][2];
    if (w->curvature > 0) w->lowest = -M[1][3] / M[1][1] / (2 * w->curvature);
}

/* ---- answers */
static double ratio(double a, double b) { return b > 0 || b < 0 ? a / b : NAN; }

static domar_status put_tiers(domar_cx *cx, domar_result *r, const struct work *w)
{
    const size_t rows = w->t->G * TIERS;
    double *value = domar_scratch(cx, rows), *share = domar_scratch(cx, rows);
    if (!value || !share) return DOMAR_ENOMEM;
    for (size_t k = 0; k < rows; k++) {
        share[k] = w->tier[k];
        value[k] = w->tier[k] * w->paid;
    }
    const domar_status st = domar_result_put(cx, r, columns, "value", value);
    return st ? st : domar_result_put(cx, r, columns, "share", share);
}

static domar_status put_rows(domar_cx *cx, domar_result *r, const struct work *w, bool whole)
{
    const domar_table *t = w->t;
    const size_t N = whole ? t->N : 1, rows = t->n / N;
    double *out = domar_scratch(cx, 4 * rows);
    if (!out) return DOMAR_ENOMEM;
    for (size_t k = 0; k < rows; k++) {
        double earned = 0, stages = 0, made = 0;
        for (size_t i = k * N; i < (k + 1) * N; i++) {
            earned += w->v[i] * w->b[i];
            stages += w->v[i] * w->bb[i];
            made += w->b[i];
        }
        out[k] = earned * w->paid;
        out[rows + k] = earned;
        out[2 * rows + k] = ratio(stages, earned);
        out[3 * rows + k] = whole ? ratio(earned, made) : w->v[k];
    }
    domar_status st = DOMAR_OK;
    for (size_t c = 0; !st && c < 4; c++) {
        if (!whole) domar_mask_zero_output(out + c * rows, t);
        st = domar_result_put(cx, r, columns, columns[c].name, out + c * rows);
    }
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_table *t = w->t;
    const bool residual = domar_series_conventions(t->series)->va == DOMAR_VA_RESIDUAL;
    char name[160];
    double found = 0;
    for (size_t i = 0; i < t->n; i++) found += w->v[i] * w->b[i];
    snprintf(name, sizeof name, "%s %s",
             domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES), w->p / t->N),
             domar_axis_code(domar_series_axis(t->series, DOMAR_INDUSTRIES), w->p % t->N));
    domar_status st = domar_result_certify_text(cx, r, "product", name);
    if (!st) st = domar_result_certify(cx, r, "finally_paid", w->paid, NAN);
    /* Suppliers without output have no value added that could be found. */
    if (!st) st = domar_result_certify(cx, r, "not_accounted_for", fabs(1 - found), residual ? 1e-4 : NAN);
    if (!st) st = domar_result_certify(cx, r, "curvature", w->curvature, NAN);
    return st ? st : domar_result_certify(cx, r, "lowest_at_distance", w->lowest, NAN);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_axis *economies = domar_series_axis(t->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(t->series, DOMAR_INDUSTRIES);
    double home = 0, all = 0;
    for (size_t i = 0; i < t->n; i++) {
        all += w->v[i] * w->b[i];
        if (i / t->N == w->p / t->N) home += w->v[i] * w->b[i];
    }
    const bool smile = w->curvature > 0 && w->lowest > 1;
    char *en = domar_format(cx, "Of each 100 finally paid for %s of %s, %.1f is earned there and %.1f "
                            "abroad; value added per output %s.", domar_axis_label(industries, w->p % t->N, "en"),
                            domar_axis_label(economies, w->p / t->N, "en"), 100 * home, 100 * (all - home),
                            smile ? "is lower in the middle of the chain than at its ends (a smile)"
                                  : "does not sag in the middle of the chain (no smile)");
    char *zh = domar_format(cx, "对%s的%s最终支出中，每 100 单位有 %.1f 由该经济体获得、%.1f 由国外获得；增加值率%s。",
                            domar_axis_label(economies, w->p / t->N, "zh"),
                            domar_axis_label(industries, w->p % t->N, "zh"), 100 * home, 100 * (all - home),
                            smile ? "在链条中段低于两端（呈微笑曲线）" : "在链条中段并不下凹（不呈微笑曲线）");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    struct work w = { .t = in->table };
    domar_axis *terms = NULL;
    domar_dim dims[8];
    domar_status st = choose(cx, &w, options);
    if (!st) st = follow(cx, &w, in->system);
    if (!st) st = domar_terms_axis(cx, &terms, tiers, NULL);
    char *money = st ? NULL : domar_series_money(cx, in->series);
    if (!st && !money) st = DOMAR_ENOMEM;
    if (st) goto done;
    fit(&w);
    const size_t count = domar_grain_dims(dims, &grains[in->grain], w.t, terms);
    if ((st = domar_result_new(cx, out, "chain.smile", money, dims, count))) goto done;
    st = in->grain == BY_TIER ? put_tiers(cx, *out, &w) : put_rows(cx, *out, &w, in->grain == BY_ECONOMY);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
done:
    domar_release(money);
    domar_axis_free(terms);
    return st;
}

const domar_method domar_chain_smile = {
    .id = "chain.smile",
    .title_en = "The value chain of one product: who earns what, and how far from the user",
    .title_zh = "单一产品的价值链：谁获得多少、离用户多远（微笑曲线）",
    .about_en =
        "Takes one final product, cars finally made in Germany say, and shows every producer in its "
        "chain: what it earns, how many stages lie between it and the product, how much of its "
        "output is value added. Earnings add up to what is finally paid. A chain smiles where value "
        "added per output is low in its middle: the certificate tells the curvature of the "
        "parabola weighted with earnings, and where it is lowest.",
    .about_zh =
        "选取一种最终产品（如德国最终制造的汽车），给出其链条中每个生产者的所得、与产品之间的阶段数以及增加值率。各方所得之和等于"
        "最终支出。若链条中段增加值率较低，则呈微笑曲线：凭证给出以所得加权的抛物线曲率及最低点。",
    .formula = "VA_i = v_i B_{ip} y_p, \\quad d_i = (B B)_{ip} / B_{ip}",
    .cite = "ye2015; baldwin2014; timmer2014",
    .params = params, .grains = grains, .columns = columns, .terms = tiers,
    .dim_docs = "economy, industry: the producer in the chain; term: the tier of supply",
    .dim_docs_zh = "economy、industry：链条中的生产者；term：供应层级",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
