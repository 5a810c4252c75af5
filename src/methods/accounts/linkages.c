/* methods/accounts/linkages.c -- who pulls and who pushes
 *
 *     backward_j = sum_i b_ij             B = (I - A)^-1   [rasmussen1956; miller2009 sec. 12.2]
 *     forward_i  = sum_j g_ij             G = (I - H)^-1, H = diag(1/x) Z      [jones1976]
 *     power_of_dispersion = backward / mean,  sensitivity_of_dispersion = sum_j b_ij / mean
 *     eigenvector: q'A = lambda q', mean q = 1                   [dietzenbacher1992]
 *     direct:  sum_i a_ij,  sum_j h_ij                           [chenery1958]
 *
 * G 1 comes from the same system: w = x * G 1 solves (I - A) w = x, and industries without output
 * that buy inputs enter on the right as in chain.upstreamness. Means run over the whole table. */
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { TOTAL, DIRECT };

struct options { const char *forward; double tol; int64_t steps; };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, forward), .text = "ghosh", .choices = "ghosh|leontief",
      .en = "Forward linkage from the Ghosh inverse, or row sums of the Leontief inverse "
            "(Rasmussen).",
      .zh = "前向关联取高希逆行和，或列昂惕夫逆行和（Rasmussen）。" },
    { DOMAR_FIELD(struct options, tol), .def = 1e-13, .lo = 1e-15, .hi = 1e-3,
      .en = "Stop the eigenvector once no entry moves by more than this share of the largest.",
      .zh = "特征向量各元素变动不超过最大元素的此比例时停止。" },
    { DOMAR_FIELD(struct options, steps), .def = 20000, .lo = 1, .hi = 1e7,
      .en = "Give up the eigenvector after this many products.", .zh = "特征向量最多迭代次数。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Total linkages.", "完全关联。" },
    { "direct", "economy,industry", "Direct linkages (Chenery-Watanabe).",
      "直接关联（Chenery-Watanabe）。" },
    { .name = NULL } };

static const domar_item keys[] = {
    { .code = "key", .en = "key: both above the mean", .zh = "关键行业：两项均高于平均" },
    { .code = "backward", .en = "pulls: backward above the mean", .zh = "拉动型：后向高于平均" },
    { .code = "forward", .en = "pushes: forward above the mean", .zh = "推动型：前向高于平均" },
    { .code = "weak", .en = "weak: neither", .zh = "弱关联：均不高于平均" },
    { .code = "none", .en = "no output", .zh = "无产出" }, { .code = NULL } };

static const domar_column columns[] = {
    { "backward", "ratio", "Output of all industries per unit of final demand for this one.",
      "该行业每单位最终需求带动的全部产出。", NULL },
    { "forward", "ratio",
      "Output of all industries that a unit of this one's primary inputs ends up in (Ghosh).",
      "该行业每单位初始投入推动的全部产出（高希）。", NULL },
    { "power_of_dispersion", "ratio", "Backward linkage over the mean of the table.",
      "后向关联与全表平均之比（影响力系数）。", NULL },
    { "sensitivity_of_dispersion", "ratio", "Row sum of the Leontief inverse over its mean.",
      "列昂惕夫逆行和与平均之比（感应度系数）。", NULL },
    { "eigenvector", "ratio",
      "Backward linkage of the whole network: left eigenvector of A, mean 1.",
      "整个网络的后向关联：A 的左特征向量，均值为 1。", NULL },
    { "key", "", "Both linkages above the mean, one, or none.", "两项关联是否高于平均。", keys },
    { "backward_direct", "ratio", "Inputs bought per unit of output.", "每单位产出的中间投入。", NULL },
    { "forward_direct", "ratio", "Share of output sold to other producers.",
      "产出中售作中间投入的比重。", NULL },
    { .name = NULL } };

/* Ghosh row sums: u = w / x, (I - A) w = x + what industries without output buy. */
static domar_status ghosh(domar_cx *cx, double *u, const domar_table *t, domar_leontief *system)
{
    for (size_t i = 0; i < t->n; i++) {
        u[i] = t->x[i];
        for (size_t j = 0; j < t->n; j++)
            if (!domar_produces(t->x[j])) u[i] += t->Z[i * t->n + j];
    }
    const domar_status st = domar_leontief_solve(cx, system, u, 1);
    for (size_t i = 0; i < t->n; i++) u[i] = domar_produces(t->x[i]) ? u[i] / t->x[i] : 1;
    return st;
}

/* Left eigenvector of A by powers, largest entry 1. False if it does not settle, with lambda = 0
 * where no industry is behind itself in the chain and every power of A ends in nothing. */
static bool eigenvector(double *q, double *next, const domar_table *t, const domar_leontief *system,
                        const struct options *o, int threads, double *lambda)
{
    for (size_t i = 0; i < t->n; i++) q[i] = 1;
    for (int64_t step = 0; step < o->steps; step++) {
        double largest = 0, moved = 0;
        domar_leontief_apply_t(system, threads, next, q, 1);
        for (size_t i = 0; i < t->n; i++) largest = fmax(largest, fabs(next[i]));
        *lambda = largest;
        if (!(largest > 0)) return false;
        for (size_t i = 0; i < t->n; i++) {
            moved = fmax(moved, fabs(next[i] / largest - q[i]));
            q[i] = next[i] / largest;
        }
        if (step > 0 && moved <= o->tol) return true;
    }
    return false;
}

struct work { double *backward, *row_sums, *forward, *q, *rows; uint32_t *key; };

static void classify(struct work *w, const domar_table *t, double mean_b, double mean_f)
{
    const bool keep = domar_series_conventions(t->series)->zero_output == DOMAR_ZERO_KEEP;
    for (size_t i = 0; i < t->n; i++) {
        const bool pulls = w->backward[i] > mean_b, pushes = w->forward[i] > mean_f;
        w->key[i] = pulls && pushes ? 0 : pulls ? 1 : pushes ? 2 : 3;
        if (!domar_produces(t->x[i]) && !keep) w->key[i] = 4;
    }
}

static domar_status put(domar_cx *cx, domar_result *r, const char *name, double *rows,
                        const double *values, double scale, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++) rows[i] = values[i] * scale;
    domar_mask_zero_output(rows, t);
    return domar_result_put(cx, r, columns, name, rows);
}

static domar_status total(domar_cx *cx, domar_result *r, const domar_input *in,
                          const struct options *o, struct work *w)
{
    const domar_table *t = in->table;
    double lambda = NAN;
    domar_status st;
    for (size_t i = 0; i < t->n; i++) w->backward[i] = w->row_sums[i] = 1;
    if ((st = domar_leontief_solve_t(cx, in->system, w->backward, 1))) return st;
    if ((st = domar_leontief_solve(cx, in->system, w->row_sums, 1))) return st;
    if (strcmp(o->forward, "ghosh") == 0) {
        if ((st = ghosh(cx, w->forward, t, in->system))) return st;
    } else
        memcpy(w->forward, w->row_sums, t->n * sizeof *w->forward);
    const double mean_b = domar_mean_over_industries(w->backward, t);
    const double mean_r = domar_mean_over_industries(w->row_sums, t);
    const double mean_f = domar_mean_over_industries(w->forward, t);
    const int threads = domar_cx_threads(cx);
    const bool settled = eigenvector(w->q, w->rows, t, in->system, o, threads, &lambda);
    const double mean_q = settled ? domar_mean_over_industries(w->q, t) : NAN;
    if ((st = put(cx, r, "backward", w->rows, w->backward, 1, t))) return st;
    if ((st = put(cx, r, "forward", w->rows, w->forward, 1, t))) return st;
    if ((st = put(cx, r, "power_of_dispersion", w->rows, w->backward, 1 / mean_b, t))) return st;
    st = put(cx, r, "sensitivity_of_dispersion", w->rows, w->row_sums, 1 / mean_r, t);
    if (st) return st;
    if ((st = put(cx, r, "eigenvector", w->rows, w->q, 1 / mean_q, t))) return st;
    classify(w, t, mean_b, mean_f);
    if ((st = domar_result_put_class(cx, r, columns, "key", w->key))) return st;
    if (!settled)
        return domar_result_certify_text(cx, r, "eigenvector", lambda > 0 ?
                                         "does not settle: no number is given; raise --steps" :
                                         "no industry is behind itself: there is none");
    return domar_result_certify(cx, r, "eigenvalue", lambda, NAN);
}

static domar_status direct(domar_cx *cx, domar_result *r, const domar_input *in, struct work *w)
{
    const domar_table *t = in->table;
    for (size_t i = 0; i < t->n; i++) w->q[i] = 1;
    domar_leontief_apply_t(in->system, domar_cx_threads(cx), w->backward, w->q, 1);
    for (size_t i = 0; i < t->n; i++) {
        double sold = 0;
        for (size_t j = 0; j < t->n; j++) sold += t->Z[i * t->n + j];
        w->forward[i] = domar_produces(t->x[i]) ? sold / t->x[i] : 0;
    }
    const domar_status st = put(cx, r, "backward_direct", w->rows, w->backward, 1, t);
    return st ? st : put(cx, r, "forward_direct", w->rows, w->forward, 1, t);
}

/* Key industries of the economies asked for, and the strongest pull. */
static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in,
                             const struct work *w)
{
    const domar_table *t = in->table;
    const domar_axis *G = domar_series_axis(in->series, DOMAR_ECONOMIES);
    const domar_axis *N = domar_series_axis(in->series, DOMAR_INDUSTRIES);
    size_t count = 0, all = 0, top = SIZE_MAX;
    for (size_t i = 0; i < t->n; i++) {
        if (!(t->x[i] > 0) || !domar_economy_selected(t, in->economy, i / t->N)) continue;
        all++;
        count += w->key[i] == 0;
        if (top == SIZE_MAX || w->backward[i] > w->backward[top]) top = i;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    const char *g[] = { domar_axis_label(G, top / t->N, "en"),
                        domar_axis_label(G, top / t->N, "zh") };
    const char *k[] = { domar_axis_label(N, top % t->N, "en"),
                        domar_axis_label(N, top % t->N, "zh") };
    const double pull = w->backward[top];
    char *en, *zh;
    if (in->grain == DIRECT) {
        en = domar_format(cx, "The strongest direct pull is that of %s, %s: %.2f of inputs per "
                          "unit of output.", g[0], k[0], pull);
        zh = domar_format(cx, "直接拉动最强的是%s%s：每单位产出使用 %.2f 单位中间投入。", g[1], k[1], pull);
    } else {
        en = domar_format(cx, "%zu of %zu industries are key; the strongest pull is %s, %s: %.2f "
                          "of output per unit of final demand.", count, all, g[0], k[0], pull);
        zh = domar_format(cx, "%zu 个行业中有 %zu 个关键行业；拉动最强的是%s%s：每单位最终需求带动 %.2f 单位产出。",
                          all, count, g[1], k[1], pull);
    }
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const domar_table *t = in->table;
    struct work w = { .backward = domar_scratch(cx, t->n), .row_sums = domar_scratch(cx, t->n),
                      .forward = domar_scratch(cx, t->n), .q = domar_scratch(cx, t->n),
                      .rows = domar_scratch(cx, t->n),
                      .key = domar_scratch_bytes(cx, t->n, sizeof *w.key) };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, NULL);
    if (!w.backward || !w.row_sums || !w.forward || !w.q || !w.rows || !w.key) return DOMAR_ENOMEM;
    domar_status st = domar_result_new(cx, out, "accounts.linkages", "", dims, count);
    if (st) return st;
    st = in->grain == DIRECT ? direct(cx, *out, in, &w) : total(cx, *out, in, options, &w);
    return st ? st : read_out(cx, *out, in, &w);
}

const domar_method domar_accounts_linkages = {
    .id = "accounts.linkages",
    .title_en = "Backward and forward linkages, key industries",
    .title_zh = "前后向关联与关键行业",
    .about_en = "How strongly an industry pulls on its suppliers (backward) and pushes its users "
        "(forward), against the mean of all industries in the table. An industry above the mean in "
        "both is key: what happens to it spreads both ways.",
    .about_zh = "行业对上游的拉动（后向）与对下游的推动（前向），并与全表平均相比。两者都高于平均者为关键行业，其变动会向两个方向扩散。",
    .formula = "b_j = \\sum_i B_{ij}, \\quad g_i = \\sum_j [(I - \\hat x^{-1} Z)^{-1}]_{ij}, "
        "\\quad q' A = \\lambda q'",
    .cite = "rasmussen1956; jones1976; dietzenbacher1992; chenery1958; miller2009 sec. 12.2",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: the producer; industry: its industry",
    .dim_docs_zh = "economy：生产者；industry：其行业",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
