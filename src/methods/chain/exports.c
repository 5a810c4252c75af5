/* methods/chain/exports.c -- gross exports taken apart: who made them, where they end, and what
 * is counted more than once
 *
 * The schemes stand in src/model (schemes.h), one file each; here they are run exporter by
 * exporter, summed to the grain, and held against what was exported. */
#include "model/schemes.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

struct options {
    const char *scheme, *approach, *perspective;
    bool detail;
};

enum { BY_INDUSTRY_PARTNER, BY_ECONOMY, BY_PARTNER, BY_INDUSTRY };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, scheme), .text = "wwz", .choices = "kww|wwz|bm|my|ltv",
      .en = "Decomposition: Koopman-Wang-Wei (9 terms), Wang-Wei-Zhu (16 terms), Borin-Mancini, "
            "Miroudot-Ye, or Los-Timmer-de Vries (extraction).",
      .zh = "分解方法：Koopman-Wang-Wei（9 项）、Wang-Wei-Zhu（16 项）、Borin-Mancini、Miroudot-Ye 或 "
            "Los-Timmer-de Vries（抽取法）。" },
    { DOMAR_FIELD(struct options, approach), .text = "source", .only = "scheme=bm", .choices = "source|sink",
      .en = "Value counts when it first (source) or last (sink) crosses the border.",
      .zh = "增加值在首次（source）或末次（sink）跨越边境时计入。" },
    { DOMAR_FIELD(struct options, perspective), .text = "exporter", .only = "scheme=bm",
      .choices = "exporter|world|bilateral|sector|sector_bilateral",
      .en = "The border at which crossing again is counting twice: of the exporter, of anybody, "
            "of the flow to one partner, of one industry, of one industry's flow to one partner.",
      .zh = "以谁的边界判断重复计算：出口国、全世界、对单一伙伴的流量、单一行业、单一行业对单一伙伴的流量。" },
    { DOMAR_FIELD(struct options, detail), .only = "scheme=bm",
      .en = "Also the parts of vax, ref and fva by where they end.",
      .zh = "同时给出 vax、ref、fva 按去向的细分项。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry,partner", "economy,industry,partner,term", "By exporting industry and partner.",
      "按出口行业和伙伴经济体。" },
    { "economy", "economy,term", "All exports of an economy.", "经济体的全部出口。" },
    { "partner", "economy,partner,term", "By partner that imports.", "按进口方。" },
    { "industry", "economy,industry,term", "By exporting industry.", "按出口行业。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "money", "The term.", "该项数值。", NULL },
    { "share", "share", "The same over the exports of that row's economy, industry, partner.",
      "占该行（经济体、行业、伙伴）出口的比重。", NULL },
    { .name = NULL } };

static const domar_scheme *const schemes[] = { &domar_scheme_kww, &domar_scheme_wwz,
                                               &domar_scheme_bm, &domar_scheme_my,
                                               &domar_scheme_ltv };

struct work {
    const domar_input  *in;
    const domar_scheme *scheme;
    domar_trade  trade;
    void        *state;
    domar_level  level;
    domar_scheme_options how;
    size_t       width;          /* columns of T, the last of nobody's where there is one */
    size_t       shown[32], terms;   /* columns of T that are terms of the answer */
    size_t      *chosen, k;      /* exporters asked for */
    size_t       rows;
    double      *T;              /* of one exporter */
    double      *exports;        /* R: of the chosen */
    double      *sum;            /* R x terms: of the chosen, where they add up */
    size_t       negative;       /* terms below zero */
    double       gap;            /* largest |terms - exports| over the exporter's exports */
};

/* ---- terms */
static domar_status term_axis(domar_cx *cx, domar_axis **out, struct work *w)
{
    domar_term list[32] = { { 0 } };
    size_t k = 0, count = 0;
    for (const domar_term *t = domar_export_terms; t->code; t++) {
        const bool nobody = strcmp(t->group, "every scheme") == 0;
        if (nobody ? !w->trade.others : strcmp(t->group, w->scheme->name) != 0) continue;
        const size_t term = nobody ? SIZE_MAX : k++;
        if (!nobody && w->scheme->shows && !w->scheme->shows(&w->how, term)) continue;
        w->shown[count] = nobody ? w->width - 1 : w->scheme->column ? w->scheme->column[term] : term;
        list[count++] = *t;
    }
    w->terms = count;
    return domar_terms_axis(cx, out, list, NULL);
}

/* ---- which rows */
static bool has_sales(const struct work *w, size_t s, size_t i)
{
    const domar_trade *t = &w->trade;
    for (size_t p = t->first[s] + i; p < t->first[s + 1]; p += t->N)
        if (domar_produces(t->x[p])) return true;
    return false;
}

static void put_codes(domar_result *r, const struct work *w)
{
    const size_t rows = w->level.industry ? w->trade.N : 1;
    const size_t partners = w->level.partner ? w->trade.R : 1;
    uint32_t *economy = domar_result_codes(r, "economy"), *term = domar_result_codes(r, "term");
    uint32_t *industry = w->level.industry ? domar_result_codes(r, "industry") : NULL;
    uint32_t *partner = w->level.partner ? domar_result_codes(r, "partner") : NULL;
    size_t at = 0;
    for (size_t c = 0; c < w->k; c++)
        for (size_t i = 0; i < rows; i++)
            for (size_t q = 0; q < partners; q++) {
                if (partner && q == w->chosen[c]) continue;
                for (size_t k = 0; k < w->terms; k++, at++) {
                    economy[at] = (uint32_t)w->chosen[c];
                    term[at] = (uint32_t)k;
                    if (industry) industry[at] = (uint32_t)i;
                    if (partner) partner[at] = (uint32_t)q;
                }
            }
}

/* ---- one exporter: from T (rows x partners x width) to rows of the answer */
static void add_others(struct work *w, size_t s)
{
    const domar_trade *t = &w->trade;
    if (!t->others) return;
    for (size_t p = t->first[s]; p < t->first[s + 1]; p++)
        for (size_t r = 0; r < t->R; r++) {
            const size_t i = w->scheme->adds_up ? p - t->first[s]
                                                : w->level.industry ? (p - t->first[s]) % t->N : 0;
            const size_t partners = w->scheme->adds_up || w->level.partner ? t->R : 1;
            w->T[(i * partners + (partners > 1 ? r : 0)) * w->width + w->width - 1] +=
                t->WB[p] * t->E[p * t->R + r];
        }
}

/* Columns of T of one row of the answer: industry i (all: 0 of them apart) to partner q. */
static double add_flows(const struct work *w, size_t s, size_t i, size_t q, double *sum)
{
    const domar_trade *t = &w->trade;
    const size_t from = w->level.partner ? q : 0, to = w->level.partner ? q + 1 : t->R;
    double exports = 0;
    memset(sum, 0, w->width * sizeof *sum);
    for (size_t p = t->first[s] + i; p < t->first[s + 1]; p += w->level.industry ? t->N : 1) {
        exports += w->level.partner ? t->E[p * t->R + q] : t->e[p];
        for (size_t r = from; w->scheme->adds_up && r < to; r++) {
            const double *T = w->T + ((p - t->first[s]) * t->R + r) * w->width;
            for (size_t k = 0; k < w->width; k++) sum[k] += T[k];
        }
    }
    if (!w->scheme->adds_up)
        memcpy(sum, w->T + (i * (w->level.partner ? t->R : 1) + (w->level.partner ? q : 0)) * w->width,
               w->width * sizeof *sum);
    return exports;
}

/* Is this column of T one of those that add up to exports? */
static bool is_part(const struct work *w, size_t column)
{
    return !w->scheme->parts || column >= w->scheme->terms || (w->scheme->parts >> column & 1);
}

static double left_over(const struct work *w, const double *sum, double exports)
{
    for (size_t k = 0; k < w->width; k++)
        if (is_part(w, k)) exports -= sum[k];
    return fabs(exports);
}

/* value and (where wanted) share of exporter s; at: its first row. */
static size_t emit(struct work *w, size_t s, double *value, double *share, size_t at)
{
    const domar_trade *t = &w->trade;
    const size_t rows = w->level.industry ? t->N : 1, partners = w->level.partner ? t->R : 1;
    const bool missing = w->level.industry &&
        domar_series_conventions(t->t->series)->zero_output == DOMAR_ZERO_MISSING;
    double sum[32], worst = 0;
    for (size_t i = 0; i < rows; i++) {
        const bool none = missing && !has_sales(w, s, i);
        for (size_t q = 0; q < partners; q++) {
            if (w->level.partner && q == s) continue;
            const double exports = add_flows(w, s, i, q, sum);
            for (size_t k = 0; k < w->terms; k++, at++) {
                const double part = sum[w->shown[k]];
                w->negative += part < 0;
                w->sum[s * w->terms + k] += part;
                value[at] = none ? NAN : part;
                if (share) share[at] = fabs(exports) > 0 ? part / exports : NAN;
            }
            w->exports[s] += exports;
            worst = fmax(worst, left_over(w, sum, exports));
        }
    }
    if (w->exports[s] > 0) w->gap = fmax(w->gap, worst / w->exports[s]);
    return at;
}

static domar_status decompose(domar_cx *cx, struct work *w, double *value, double *share)
{
    const domar_trade *t = &w->trade;
    size_t most = 0, at = 0;
    for (size_t r = 0; r < t->R; r++)
        if (t->first[r + 1] - t->first[r] > most) most = t->first[r + 1] - t->first[r];
    const size_t size = most * t->R * w->width;
    domar_status st = (w->T = domar_scratch(cx, size)) ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t c = 0; !st && c < w->k; c++) {
        memset(w->T, 0, size * sizeof *w->T);
        st = w->scheme->fill(cx, w->state, w->chosen[c], w->level, w->T, w->width);
        if (st) break;
        add_others(w, w->chosen[c]);
        at = emit(w, w->chosen[c], value, share, at);
        st = domar_tick(cx, c + 1, w->k);
    }
    return st;
}

/* ---- certificate and reading */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    static const char *const level[2][2] = { { "economy", "partner" },
                                             { "industry", "industry,partner" } };
    domar_status st = domar_result_certify_text(cx, r, "scheme", w->scheme->name);
    if (!st) st = domar_result_certify(cx, r, "terms_against_exports", w->gap, 1e-10);
    if (!st) st = domar_result_certify(cx, r, "negative_terms", (double)w->negative, NAN);
    if (!st) st = domar_result_certify(cx, r, "discrepancy_used_at_home", w->trade.discrepancy, NAN);
    if (!st && !w->scheme->adds_up)
        st = domar_result_certify_text(cx, r, "extracted_alone",
                                       level[w->level.industry][w->level.partner]);
    if (st || !w->trade.own) return st;
    const domar_leontief_report p = domar_leontief_reported(w->trade.own);
    return domar_result_certify(cx, r, "condition", p.condition, NAN);
}

/* Two largest terms of the largest exporter asked for. */
static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w,
                             const domar_axis *terms)
{
    const domar_axis *axis = w->trade.regions->axis;
    size_t top = SIZE_MAX, a = SIZE_MAX, b = SIZE_MAX;
    for (size_t c = 0; c < w->k; c++)
        if (top == SIZE_MAX || w->exports[w->chosen[c]] > w->exports[top]) top = w->chosen[c];
    if (top == SIZE_MAX || !(w->exports[top] > 0)) return DOMAR_OK;
    if (!w->scheme->adds_up && (w->level.industry || w->level.partner)) return DOMAR_OK;
    const double *sum = w->sum + top * w->terms;
    for (size_t k = 0; k < w->terms; k++) {
        if (!is_part(w, w->shown[k])) continue;
        if (a == SIZE_MAX || sum[k] > sum[a]) b = a, a = k;
        else if (b == SIZE_MAX || sum[k] > sum[b]) b = k;
    }
    if (b == SIZE_MAX) return DOMAR_OK;
    const double part = 100 / w->exports[top];
    char *en = domar_format(cx, "Of each 100 that %s exports, %.1f is %s and %.1f %s.",
                            domar_axis_label(axis, top, "en"), part * sum[a],
                            domar_axis_label(terms, a, "en"), part * sum[b],
                            domar_axis_label(terms, b, "en"));
    char *zh = domar_format(cx, "%s每 100 单位出口中，%.1f 为%s，%.1f 为%s。",
                            domar_axis_label(axis, top, "zh"), part * sum[a],
                            domar_axis_label(terms, a, "zh"), part * sum[b],
                            domar_axis_label(terms, b, "zh"));
    return domar_result_read_own(cx, r, en, zh);
}

/* ---- */
static domar_status choose(domar_cx *cx, struct work *w)
{
    const size_t R = w->trade.R;
    w->chosen = domar_scratch_bytes(cx, R, sizeof *w->chosen);
    w->exports = domar_scratch(cx, R);
    w->sum = domar_scratch(cx, R * w->terms);
    if (!w->chosen || !w->exports || !w->sum) return DOMAR_ENOMEM;
    for (size_t r = 0; r < R; r++)
        if (domar_regions_selected(w->trade.regions, w->in->economy, r)) w->chosen[w->k++] = r;
    w->rows = w->k * (w->level.industry ? w->trade.N : 1) * (w->level.partner ? R - 1 : 1) *
              w->terms;
    return DOMAR_OK;
}

static domar_status answer(domar_cx *cx, domar_result **out, struct work *w,
                           const domar_axis *terms)
{
    const domar_axis *regions = w->trade.regions->axis;
    const bool finest = w->level.industry && w->level.partner;
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[w->in->grain], w->in->table, terms);
    for (size_t d = 0; d < count; d++)
        if (strcmp(dims[d].name, "economy") == 0 || strcmp(dims[d].name, "partner") == 0)
            dims[d].axis = regions;
    char *money = domar_series_money(cx, w->in->series);
    if (!money) return DOMAR_ENOMEM;
    double *value, *share = NULL;
    domar_status st = domar_result_new_rows(cx, out, "chain.exports", money, dims, count, w->rows);
    domar_release(money);
    if (st) return st;
    put_codes(*out, w);
    st = domar_result_column(cx, *out, columns, "value", &value);
    if (!st && !finest) st = domar_result_column(cx, *out, columns, "share", &share);
    if (!st) st = decompose(cx, w, value, share);
    if (!st) st = certify(cx, *out, w);
    return st ? st : read_out(cx, *out, w, terms);
}

/* ---- options */
static domar_perspective perspective_of(const char *name)
{
    static const char *const names[] = { [DOMAR_EXPORTER] = "exporter", [DOMAR_WORLD] = "world",
        [DOMAR_BILATERAL] = "bilateral", [DOMAR_SECTOR] = "sector",
        [DOMAR_SECTOR_BILATERAL] = "sector_bilateral" };
    domar_perspective p = DOMAR_EXPORTER;
    while (strcmp(names[p], name) != 0) p++;
    return p;
}

/* What is counted at the border of each flow alone does not sum over flows. */
static domar_status refuse(domar_cx *cx, const struct work *w, const struct options *opt)
{
    const domar_perspective p = w->how.perspective;
    const bool sectors = p == DOMAR_SECTOR || p == DOMAR_SECTOR_BILATERAL,
               partners = p == DOMAR_BILATERAL || p == DOMAR_SECTOR_BILATERAL;
    if (!(sectors && !w->level.industry) && !(partners && !w->level.partner)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "--perspective %s counts twice at the border of each %s "
                      "alone, so that they do not sum: give --by %s", opt->perspective,
                      !partners ? "industry" : !sectors ? "partner" : "industry and partner",
                      !partners ? "industry" : !sectors ? "partner" : "industry,partner");
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    struct work w = { .in = in };
    domar_axis *terms = NULL;
    for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++)
        if (strcmp(schemes[k]->name, opt->scheme) == 0) w.scheme = schemes[k];
    w.how = (domar_scheme_options){ .sink = strcmp(opt->approach, "sink") == 0,
                                    .detail = opt->detail,
                                    .perspective = perspective_of(opt->perspective) };
    w.level.industry = in->grain == BY_INDUSTRY || in->grain == BY_INDUSTRY_PARTNER;
    w.level.partner = in->grain == BY_PARTNER || in->grain == BY_INDUSTRY_PARTNER;
    domar_status st = refuse(cx, &w, opt);
    if (!st) st = domar_trade_new(cx, &w.trade, in);
    if (!st) st = w.scheme->prepare(cx, &w.state, &w.trade, &w.how);
    w.width = w.scheme->terms + w.trade.others;
    if (!st) st = term_axis(cx, &terms, &w);
    if (!st) st = choose(cx, &w);
    if (!st) st = answer(cx, out, &w, terms);
    domar_axis_free(terms);
    domar_trade_free(&w.trade);
    return st;
}

const domar_method domar_chain_exports = {
    .id = "chain.exports",
    .title_en = "Gross exports taken apart: value added, where it ends, what is counted twice",
    .title_zh = "总出口分解：增加值、最终去向与重复计算",
    .about_en =
        "Gross exports count an input again each time it crosses a border. The schemes take them "
        "apart into value added by who made it and where it is in the end used, and into what is "
        "counted more than once. Each adds up to gross exports (see the certificate). They agree "
        "on the exporter's domestic value added, its return home, what of it is counted twice and "
        "on all foreign content; how the foreign content is split depends on the scheme. wwz and "
        "kww rows sum over industries and partners; kww by industry and partner sums the wwz "
        "terms that make it up. bm names the border at which value counts once (perspective) and "
        "whether at its first or last crossing (approach); my is bm by source at the exporter's "
        "border. ltv takes away each flow alone, so that its rows do not sum. "
        "Published output that differs from the row sum counts as used at home; what an industry "
        "without output buys counts as final use.",
    .about_zh =
        "总出口把每次跨境的中间品重复计入。各分解方法按由谁创造、最终在哪里使用拆分出口中的增加值，并分出重复计算"
        "部分。各项之和等于总出口（见凭证）。各方法对出口国的本国增加值、返回部分、国内重复计算和国外成分总额结论"
        "一致，只是国外成分的划分不同。wwz 与 kww 各行可按行业和伙伴相加；kww 按行业和伙伴的各项由相应 wwz 项"
        "加总。bm 指明在哪一边界只计一次（perspective）以及按首次还是末次跨境计入（approach）；my 等同于出口国边界"
        "按来源计的 bm。ltv 每次只抽取一个流量，各行不能相加。公布产出与行合计之差计为本国使用；无产出行业购入的中间品视为最终使用。",
    .formula = "E_{sr} = A_{sr} x_r + F_{sr}, \\quad u' E_{sr} = \\sum_t v_t B_{ts} F_{sr} + "
        "v_s L_{ss} A_{sr} x_r + v_s (B_{ss} - L_{ss}) A_{sr} x_r + \\sum_{t \\ne s} v_t B_{ts} "
        "A_{sr} x_r",
    .cite = "koopman2014 eq. 36; wang2018 eq. 22; borin2019; borin2023; miroudot2021; los2016; los2018",
    .params = params, .grains = grains, .columns = columns, .terms = domar_export_terms,
    .dim_docs = "economy: the exporter (a bloc counts as one); industry: the exporting industry; "
        "partner: the economy that imports; term: a part of these exports",
    .dim_docs_zh = "economy：出口方（集团视为一个整体）；industry：出口行业；partner：直接进口方；term：出口的一部分",
    .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD | DOMAR_TAKES_BLOCS, .run = run };
