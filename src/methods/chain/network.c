/* methods/chain/network.c -- the network of value added: who stands in its middle, who belongs together
 *
 * Flows between economies: value added of s in what r finally uses, v_s (B F)_sr; between
 * industries: value added of i in the final products of j, v_i B_ij y_j.  Or inputs as they are
 * bought, Z.  Flows inside an economy are left out: this is about ties between economies. */
#include "model/network.h"
#include "model/accounts.h"
#include "spec/method.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct options { const char *flows; double alpha, damping; };

enum { ECONOMIES, INDUSTRIES, EDGES, INDUSTRY_EDGES };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, flows), .text = "value_added", .choices = "value_added|inputs",
      .en = "Value added by origin in final use (or in final products), or inputs as bought.",
      .zh = "最终使用（或最终产品）中的增加值来源，或直接购买的中间投入。" },
    { DOMAR_FIELD(struct options, alpha), .def = 0.05, .lo = 0, .hi = 1,
      .en = "Edges less likely than this by chance, from either end, are the backbone.",
      .zh = "从任一端看偶然性低于此值的边构成主干。" },
    { DOMAR_FIELD(struct options, damping), .def = 0.85, .lo = 0, .hi = 0.999,
      .en = "Damping of PageRank.", .zh = "PageRank 阻尼系数。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "economy", "Nodes: economies.", "节点：经济体。" },
    { "industry", "economy,industry", "Nodes: industries of economies; betweenness along the backbone.",
      "节点：各经济体的行业；介数沿主干计算。" },
    { "edge", "economy,partner", "Edges between economies.", "经济体之间的边。" },
    { "industry_edge", "economy,industry,partner,partner_industry", "Edges between industries: the "
      "backbone.", "行业之间的边：仅主干。" },
    { .name = NULL } };

static const domar_item yes_no[] = { { "yes", "yes", "是", NULL, NULL }, { "no", "no", "否", NULL, NULL },
                                     { .code = NULL } };
static const domar_column columns[] = {
    { "out_strength", "money", "What flows out to other economies.", "流向其他经济体的总量。", NULL },
    { "in_strength", "money", "What flows in from other economies.", "来自其他经济体的总量。", NULL },
    { "pagerank", "share", "Share of a walk along the flows that is spent here: importance as a destination.",
      "沿流向随机游走停留于此的比重：作为去向的重要性。", NULL },
    { "betweenness", "share", "Share of the shortest ways between others that lead through here.",
      "其他节点间最短路径经过此处的比重。", NULL },
    { "edges", "count", "Edges of the backbone that begin or end here.", "以此为端点的主干边数。", NULL },
    { "community", "number", "Community, 1 is the largest.", "社群编号，1 为最大。", NULL },
    { "value", "money", "The flow.", "流量。", NULL },
    { "share_out", "share", "The same over what flows out of its origin.", "占来源流出的比重。", NULL },
    { "share_in", "share", "The same over what flows into its destination.", "占去向流入的比重。", NULL },
    { "significance", "probability", "How likely so large a share is by chance, the smaller of both ends.",
      "如此大的份额偶然出现的概率（取两端较小者）。", NULL },
    { "backbone", NULL, "Is the edge a part of the backbone?", "是否属于主干。", yes_no },
    { .name = NULL } };

struct work {
    const domar_input *in;
    const domar_table *t;
    size_t  n;               /* nodes */
    double *W;               /* n x n */
    double *out, *strength_in;
    double *significance;    /* n x n */
    bool   *keep;            /* n x n: the backbone */
    size_t  backbone;
};

/* ---- flows */
static domar_status between_economies(domar_cx *cx, struct work *w, domar_leontief *system, bool inputs)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *v = domar_scratch(cx, t->n), *X = domar_scratch(cx, t->n * t->G);
    if (!v || !X) return DOMAR_ENOMEM;
    domar_va_coefficients(v, t);
    domar_final_by_economy(X, t);
    const domar_status st = inputs ? DOMAR_OK : domar_leontief_solve(cx, system, X, t->G);
    for (size_t i = 0; !st && i < t->n; i++) {
        double *row = w->W + i / t->N * t->G;
        for (size_t r = 0; !inputs && r < t->G; r++) row[r] += v[i] * X[i * t->G + r];
        for (size_t j = 0; inputs && j < t->n; j++) row[j / t->N] += t->Z[i * t->n + j];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status between_industries(domar_cx *cx, struct work *w, domar_leontief *system, bool inputs)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *v = domar_scratch(cx, t->n), *y = domar_scratch(cx, t->n);
    const double *B = NULL;
    domar_status st = v && y ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && !inputs) st = domar_leontief_inverse(cx, system, &B);
    if (st) return st;
    domar_va_coefficients(v, t);
    domar_final_total(y, t);
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < t->n; j++)
            w->W[i * t->n + j] = inputs ? t->Z[i * t->n + j] : v[i] * B[i * t->n + j] * y[j];
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* No ties inside an economy; a negative flow ties nobody. */
static size_t clean(struct work *w)
{
    const size_t block = w->n / w->t->G;
    size_t negative = 0;
    for (size_t s = 0; s < w->n; s++)
        for (size_t r = 0; r < w->n; r++) {
            double *flow = &w->W[s * w->n + r];
            const bool inside = s / block == r / block;
            negative += !inside && *flow < 0;
            if (inside || !(*flow > 0)) *flow = 0;
        }
    return negative;
}

static domar_status find_backbone(domar_cx *cx, struct work *w, double alpha)
{
    const size_t n = w->n;
    const domar_mark mark = domar_scratch_mark(cx);
    double *in = domar_scratch(cx, n * n);
    if (!in) return DOMAR_ENOMEM;
    domar_network_significance(w->significance, in, w->W, n);
    for (size_t k = 0; k < n * n; k++) {
        w->significance[k] = fmin(w->significance[k], in[k]);
        w->keep[k] = w->W[k] > 0 && w->significance[k] < alpha;
        w->backbone += w->keep[k];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- nodes */
struct named { size_t node; double size; const char *economy, *industry; };

static int by_size(const void *a, const void *b)
{
    const struct named *p = a, *q = b;
    if (p->size > q->size || p->size < q->size) return p->size > q->size ? -1 : 1;
    const int sign = strcmp(p->economy, q->economy);
    return sign ? sign : strcmp(p->industry, q->industry);
}

/* Nodes by size, then code: the order of the table must not show in the answer. */
static size_t *order_of(domar_cx *cx, const struct work *w)
{
    const domar_axis *economies = domar_series_axis(w->t->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(w->t->series, DOMAR_INDUSTRIES);
    const size_t block = w->n / w->t->G;
    struct named *list = domar_scratch_bytes(cx, w->n, sizeof *list);
    size_t *order = domar_scratch_bytes(cx, w->n, sizeof *order);
    if (!list || !order) return NULL;
    for (size_t k = 0; k < w->n; k++)
        list[k] = (struct named){ k, w->out[k] + w->strength_in[k], domar_axis_code(economies, k / block),
                                  block > 1 ? domar_axis_code(industries, k % block) : "" };
    qsort(list, w->n, sizeof *list, by_size);
    for (size_t k = 0; k < w->n; k++) order[k] = list[k].node;
    return order;
}

static domar_status put_nodes(domar_cx *cx, domar_result *r, struct work *w, double damping)
{
    const size_t n = w->n;
    double *p = domar_scratch(cx, 4 * n), modularity = 0;
    size_t *community = domar_scratch_bytes(cx, n, sizeof *community), *order = order_of(cx, w), sweeps = 0;
    if (!p || !community || !order) return DOMAR_ENOMEM;
    double *between = p + n, *edges = p + 2 * n, *number = p + 3 * n;
    domar_status st = domar_network_pagerank(cx, p, w->W, n, damping, &sweeps);
    /* A dense net of many nodes is left to its backbone. */
    const bool sparse = n > w->t->G;
    if (!st) st = domar_network_betweenness(cx, between, w->W, sparse ? w->keep : NULL, n);
    if (!st) st = domar_network_communities(cx, community, &modularity, w->W, order, n);
    for (size_t k = 0; !st && k < n; k++) {
        number[k] = (double)community[k];
        for (size_t j = 0; j < n; j++) edges[k] += w->keep[k * n + j] + w->keep[j * n + k];
    }
    const double *all[] = { w->out, w->strength_in, p, between, edges, number };
    for (size_t c = 0; !st && c < 6; c++) st = domar_result_put(cx, r, columns, columns[c].name, all[c]);
    if (!st) st = domar_result_certify(cx, r, "pagerank_sweeps", (double)sweeps, 1000);
    return st ? st : domar_result_certify(cx, r, "modularity", modularity, NAN);
}

/* ---- edges */
static domar_status put_edges(domar_cx *cx, domar_result *r, const struct work *w, bool all)
{
    const size_t n = w->n, block = n / w->t->G, rows = domar_result_rows(r);
    uint32_t *from = domar_result_codes(r, "economy"), *to = domar_result_codes(r, "partner");
    uint32_t *from_k = block > 1 ? domar_result_codes(r, "industry") : NULL,
             *to_k = block > 1 ? domar_result_codes(r, "partner_industry") : NULL;
    double *value = domar_scratch(cx, 4 * rows);
    uint32_t *kept = domar_scratch_bytes(cx, rows, sizeof *kept);
    if (!value || !kept) return DOMAR_ENOMEM;
    size_t at = 0;
    for (size_t s = 0; s < n; s++)
        for (size_t d = 0; d < n; d++) {
            const size_t k = s * n + d;
            if (all ? s / block == d / block : !w->keep[k]) continue;
            from[at] = (uint32_t)(s / block);
            to[at] = (uint32_t)(d / block);
            if (from_k) from_k[at] = (uint32_t)(s % block);
            if (to_k) to_k[at] = (uint32_t)(d % block);
            value[at] = w->W[k];
            value[rows + at] = w->out[s] > 0 ? w->W[k] / w->out[s] : NAN;
            value[2 * rows + at] = w->strength_in[d] > 0 ? w->W[k] / w->strength_in[d] : NAN;
            value[3 * rows + at] = w->significance[k];
            kept[at++] = !w->keep[k];
        }
    domar_status st = DOMAR_OK;
    for (size_t c = 0; !st && c < 4; c++) st = domar_result_put(cx, r, columns, columns[6 + c].name, value + c * rows);
    return st || !all ? st : domar_result_put_class(cx, r, columns, "backbone", kept);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *economies = domar_series_axis(w->t->series, DOMAR_ECONOMIES);
    const size_t block = w->n / w->t->G;
    size_t top = 0;
    double total = 0;
    for (size_t k = 0; k < w->n * w->n; k++) {
        total += w->W[k];
        if (w->W[k] > w->W[top]) top = k;
    }
    if (!(total > 0)) return DOMAR_OK;
    const size_t s = top / w->n / block, d = top % w->n / block;
    char *en = domar_format(cx, "The largest tie runs from %s to %s: %.2f %% of all flows between economies; "
                            "the backbone has %zu edges.", domar_axis_label(economies, s, "en"),
                            domar_axis_label(economies, d, "en"), 100 * w->W[top] / total, w->backbone);
    char *zh = domar_format(cx, "最大的联系由%s流向%s，占全部跨经济体流量的 %.2f%%；主干共有 %zu 条边。",
                            domar_axis_label(economies, s, "zh"), domar_axis_label(economies, d, "zh"),
                            100 * w->W[top] / total, w->backbone);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    const bool fine = in->grain == INDUSTRIES || in->grain == INDUSTRY_EDGES, inputs = *opt->flows == 'i';
    struct work w = { .in = in, .t = in->table, .n = fine ? in->table->n : in->table->G };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], in->table, NULL), n = w.n;
    double *strength = domar_scratch(cx, 2 * n);
    w.W = domar_scratch(cx, n * n);
    w.significance = domar_scratch(cx, n * n);
    w.keep = domar_scratch_bytes(cx, n * n, sizeof *w.keep);
    char *money = domar_series_money(cx, in->series);
    domar_status st = strength && w.W && w.significance && w.keep && money ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = (fine ? between_industries : between_economies)(cx, &w, in->system, inputs);
    if (st) goto done;
    const size_t negative = clean(&w);
    w.out = strength;
    w.strength_in = strength + n;
    domar_network_strength(w.out, w.strength_in, w.W, n);
    if ((st = find_backbone(cx, &w, opt->alpha))) goto done;
    if (in->grain == ECONOMIES || in->grain == INDUSTRIES) {
        st = domar_result_new(cx, out, "chain.network", money, dims, count);
        if (!st) st = put_nodes(cx, *out, &w, opt->damping);
    } else {
        st = domar_result_new_rows(cx, out, "chain.network", money, dims, count,
                                   fine ? w.backbone : n * (n - 1));
        if (!st) st = put_edges(cx, *out, &w, !fine);
    }
    if (!st) st = domar_result_certify(cx, *out, "backbone_edges", (double)w.backbone, NAN);
    if (!st) st = domar_result_certify(cx, *out, "negative_flows_left_out", (double)negative, NAN);
    if (!st) st = read_out(cx, *out, &w);
done:
    domar_release(money);
    return st;
}

const domar_method domar_chain_network = {
    .id = "chain.network",
    .title_en = "The network of value added: ties, centres, communities, backbone",
    .title_zh = "增加值网络：联系、中心、社群与主干",
    .about_en =
        "Economies (or their industries) as nodes, value added by origin as edges, or inputs as bought. "
        "Strength says how much flows, PageRank how important a node is as a destination, betweenness "
        "how many shortest ways between others lead through it, communities who deals mostly with "
        "whom. The backbone keeps edges that are too large a share of one of their ends to be chance "
        "(disparity filter). Edges with --format gexf open in Gephi.",
    .about_zh =
        "以经济体（或其行业）为节点、按来源的增加值（或直接购买的投入）为边。强度表示流量大小，PageRank 表示作为去向的重要性，介数"
        "表示他人间最短路径经过的比重，社群表示彼此联系紧密者。主干只保留对任一端而言份额大到难以偶然出现的边（差异过滤）。边可用 "
        "--format gexf 导出到 Gephi。",
    .formula = "W_{sr} = v_s' (B F)_{sr}, \\quad p = \\tfrac{1-d}{n} + d W' \\hat{o}^{-1} p, \\quad \\alpha_{sr} = "
        "(1 - W_{sr} / o_s)^{k_s - 1}, \\quad o_s = \\sum_r W_{sr}, \\ k_s = \\#\\{r: W_{sr} > 0\\}",
    .cite = "brin1998; brandes2001; serrano2009; blondel2008; leicht2008; cerina2015",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy, industry: the node, or where the edge begins (origin of the value added); partner, "
        "partner_industry: where it ends (final user, or maker of the final product)",
    .dim_docs_zh = "economy、industry：节点，或边的起点（增加值来源）；partner、partner_industry：边的终点（最终使用方或最终产品制造者）",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD, .run = run };
