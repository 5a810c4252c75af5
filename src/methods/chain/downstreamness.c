/* methods/chain/downstreamness.c -- stages between primary inputs and an industry
 *
 *     d' = 1' + d' A                                 [fally2012; antras2018, sec. 2]
 *
 * Walk back from one unit of output: its value is value added here and the walk ends, or an
 * input that somebody made and one more stage is counted.  So d is the column sum of B, the
 * output multiplier seen from the other side; in a closed table sum_j f_j d_j = sum_j x_j with
 * f the final use (tests/laws).  An industry without output has an empty column: d = 1. */
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
    { "downstreamness", "stages", "Average number of stages from primary inputs, at least 1.",
      "距初始投入的平均阶段数，至少为 1。", NULL },
    { .name = NULL } };

static domar_status positions(domar_cx *cx, double *d, const domar_flows *a, bool missing)
{
    for (size_t j = 0; j < a->n; j++) d[j] = 1;
    const domar_status st = domar_leontief_solve_t(cx, a->system, d, 1);
    for (size_t j = 0; j < a->n; j++)
        if (missing && !domar_produces(a->x[j])) d[j] = NAN;
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
    double *d = domar_scratch(cx, t->n), *mean = domar_scratch(cx, t->G);   /* the engine rewinds */
    domar_status st = DOMAR_ENOMEM;

    if (!d || !mean) goto done;
    if ((st = domar_flows_new(cx, &flows, t, in->system, net, whole))) goto done;
    if ((st = positions(cx, d, &flows, missing))) goto done;
    if (in->grain == 1) domar_position_mean(mean, d, t);
    if ((st = domar_result_new(cx, out, "chain.downstreamness", "", dims, count))) goto done;
    if ((st = domar_result_put(cx, *out, columns, "downstreamness", in->grain == 1 ? mean : d)))
        goto done;
    if ((st = domar_flows_certify(cx, *out, &flows, net))) goto done;
    st = domar_position_read(cx, *out, d, t, whole, in->economy, "Stages from primary inputs",
                             "距初始投入的阶段数");
done:
    domar_flows_free(&flows);
    return st;
}

const domar_method domar_chain_downstreamness = {
    .id = "chain.downstreamness",
    .title_en = "Stages between primary inputs and an industry",
    .title_zh = "下游度：行业距初始投入的平均阶段数",
    .about_en =
        "How many stages of production stand behind one unit of an industry's output: 1 where "
        "it is made of labour and capital alone, 3 and more for cars and electronics. Equal to "
        "the output multiplier. Read with upstreamness it places an industry in its chain.",
    .about_zh = "一个行业每单位产出背后有多少生产阶段：只用劳动和资本生产的为 1，汽车、电子等可达 3 以上。"
        "数值等于产出乘数。与上游度一起看，可确定行业在价值链中的位置。",
    .formula = "d' = \\mathbf 1' (I - A)^{-1}, \\quad "
        "Z_{ij} \\to Z_{ij} x_i / (x_i - N_i) \\text{ with net inventories}",
    .cite = "fally2012; antras2018 sec. 2; miller2017",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: the producer; industry: its industry",
    .dim_docs_zh = "economy：生产者；industry：其行业",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
