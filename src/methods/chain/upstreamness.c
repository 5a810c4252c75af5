/* methods/chain/upstreamness.c -- stages between an industry and final use
 *
 *     u = 1 + H u,   h_ij = z_ij / x_i              [fally2012; antras2012, sec. I.A]
 *
 * Follow one unit of output: it leaves through final use and the walk ends, or through H and
 * one more stage is counted.  So u_i >= 1, with equality only where i sells to final use
 * alone; in a closed table sum_i va_i u_i = sum_i x_i (tests/laws).
 *
 * H is similar to A, so w = x u solves (I - A) w = x and the engine's system serves -- but for
 * industries without output: their column of A is empty while what they buy still passes
 * through them.  They count one stage (row of H empty, u = 1), and their purchases enter on
 * the right:  (I - A) w = x + f * sum of their columns of Z, f the row scale, 1 without one. */
#include "model/accounts.h"
#include "model/position.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

struct options { const char *inventories; };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, inventories), .text = "none", .choices = "none|net",
      .en = "none: inventories are final use; net: they are spread over the users in proportion.",
      .zh = "none：存货变动视为最终使用；net：按比例分摊给各使用者（净存货修正）。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Every industry.", "各行业。" },
    { "economy", "economy", "Mean over an economy's industries, weighted by output.",
      "一个经济体各行业按产出加权的平均值。" },
    { "whole", "economy", "The table is summed to economies first, each then counts as one "
      "industry (stages between economies only).", "先把表汇总到经济体，每个经济体视为一个行业（只计经济体之间的阶段）。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "upstreamness", "stages",
      "Average number of stages to final use, at least 1 without inventories.",
      "到最终使用的平均阶段数，未作存货修正时至少为 1。", NULL },
    { .name = NULL } };

/* w := x + f * (Z summed over columns without output). */
static void right_hand_side(double *w, const domar_flows *a)
{
    for (size_t i = 0; i < a->n; i++) w[i] = 0;
    for (size_t j = 0; j < a->n; j++) {
        if (domar_produces(a->x[j])) continue;
        for (size_t i = 0; i < a->n; i++) w[i] += a->Z[i * a->n + j];
    }
    for (size_t i = 0; i < a->n; i++) w[i] = a->x[i] + (a->f ? a->f[i] : 1) * w[i];
}

static domar_status positions(domar_cx *cx, double *u, const domar_flows *a, bool missing)
{
    right_hand_side(u, a);
    const domar_status st = domar_leontief_solve(cx, a->system, u, 1);
    for (size_t i = 0; i < a->n; i++)
        u[i] = domar_produces(a->x[i]) ? u[i] / a->x[i] : missing ? NAN : 1;
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    const domar_table *t = in->table;
    const bool net = strcmp(opt->inventories, "net") == 0, whole = in->grain == 2;
    const bool missing = domar_series_conventions(t->series)->zero_output == DOMAR_ZERO_MISSING;
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, NULL);
    domar_flows flows = { 0 };
    double *u = domar_scratch(cx, t->n), *mean = domar_scratch(cx, t->G);   /* the engine rewinds */
    domar_status st = DOMAR_ENOMEM;

    if (!u || !mean) goto done;
    if ((st = domar_flows_new(cx, &flows, t, in->system, net, whole))) goto done;
    if ((st = positions(cx, u, &flows, missing))) goto done;
    if (in->grain == 1) domar_position_mean(mean, u, t);
    if ((st = domar_result_new(cx, out, "chain.upstreamness", "", dims, count))) goto done;
    if ((st = domar_result_put(cx, *out, columns, "upstreamness", in->grain == 1 ? mean : u)))
        goto done;
    if ((st = domar_flows_certify(cx, *out, &flows, net))) goto done;
    st = domar_position_read(cx, *out, u, t, whole, in->economy, "Stages to final use",
                             "到最终使用的阶段数");
done:
    domar_flows_free(&flows);
    return st;
}

const domar_method domar_chain_upstreamness = {
    .id = "chain.upstreamness",
    .title_en = "Stages between an industry and final use",
    .title_zh = "上游度：行业到最终使用的平均阶段数",
    .about_en =
        "How far an industry stands from the final user: 1 for one that sells to final use "
        "alone, 4 and more for ores and basic chemicals. Output that others use as an input "
        "counts one more stage each time it is sold on. An industry without output counts 1 "
        "where the table keeps it. In a national table exports count as final use.",
    .about_zh = "衡量行业距最终使用者有多远：产品全部供最终使用的行业为 1，矿产和基础化工等可达 4 以上。"
        "产出每被用作一次中间投入，就多计一个阶段。保留零产出行业时，该行业计为 1。单国表中出口视为最终使用。",
    .formula = "u = (I - \\hat x^{-1} Z)^{-1} \\mathbf 1, \\quad "
        "Z_{ij} \\to Z_{ij} x_i / (x_i - N_i) \\text{ with net inventories}",
    .cite = "fally2012; antras2012 sec. I.A; antras2018 sec. 2",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: the producer; industry: its industry",
    .dim_docs_zh = "economy：生产者；industry：其行业",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
