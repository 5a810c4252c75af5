/* methods/frontier/malmquist.c -- productivity from period to period, and whether units caught up or the frontier moved
 *
 *     M = sqrt( D_s(t) / D_s(s)  D_t(t) / D_t(s) ) = EC TC,   EC = D_t(t) / D_s(s) = PEC SEC       [fare1994; chung1997]
 *
 * model/malmquist.h has the other indices.  A row is a unit's step from the period before; the first period has none. */
#include "model/malmquist.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <string.h>

struct options {
    const char *inputs, *outputs, *bad, *index, *reference, *decomposition, *orientation, *returns, *distance, *disposal, *direction,
               *weights;
};

enum { BY_PAIR, BY_PERIOD, BY_UNIT };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, inputs), .text = "", .en = "Inputs: columns or terms, with commas between.", .zh = "投入变量（列名或表达式，逗号分隔）。" },
    { DOMAR_FIELD(struct options, outputs), .text = "", .en = "Outputs (desirable).", .zh = "（期望）产出变量。" },
    { DOMAR_FIELD(struct options, bad), .text = "", .en = "Bad outputs, such as emissions; go with --index ml or luenberger.",
      .zh = "非期望产出，与 --index ml 或 luenberger 合用。" },
    { DOMAR_FIELD(struct options, index), .text = "malmquist", .choices = "malmquist|ml|luenberger",
      .en = "malmquist: radial distances; ml (Malmquist-Luenberger): 1 + directional distances; luenberger: differences of directional distances.",
      .zh = "指数：malmquist 径向距离；ml（Malmquist-Luenberger）1+方向距离之比；luenberger 方向距离之差。" },
    { DOMAR_FIELD(struct options, reference), .text = "contemporaneous", .choices = "contemporaneous|sequential|global|biennial",
      .en = "Whose frontiers: both periods' in turn, all up to each, one of all periods (GML with ml; circular), or one of both periods.",
      .zh = "参考技术：当期、序列、全局（ml 时为 GML）、双期。" },
    { DOMAR_FIELD(struct options, decomposition), .text = "fgnz", .choices = "fgnz|ray-desli|grifell-lovell|none",
      .en = "Scale: fgnz splits the catching-up at constant returns, ray-desli takes technical change at variable returns, "
            "grifell-lovell does so from the earlier period alone; none.",
      .zh = "规模分解：fgnz 分解追赶效应；ray-desli 以可变规模报酬度量技术变化；grifell-lovell 同理但仅以前一期为基期；none 不分解。" },
    { DOMAR_FIELD(struct options, orientation), .text = "out", .choices = "out|in", .only = "index=malmquist",
      .en = "Of the radial distances; the same under constant returns.", .zh = "径向距离导向；规模报酬不变时结果相同。" },
    { DOMAR_FIELD(struct options, returns), .text = "crs", .choices = "crs|vrs", .only = "decomposition=none",
      .en = "Returns to scale of the frontiers.", .zh = "前沿的规模报酬。" },
    { DOMAR_FIELD(struct options, distance), .text = "radial", .choices = "radial|nonradial", .only = "index=luenberger",
      .en = "One step for all variables, or one for each (Russell type).", .zh = "方向距离：径向或非径向。" },
    { DOMAR_FIELD(struct options, disposal), .text = "weak", .choices = "weak|strong",
      .en = "Of bad outputs: weak (an equality) or strong (less costs nothing).", .zh = "非期望产出的处置性：weak 弱（等式）、strong 强（不等式）。" },
    { DOMAR_FIELD(struct options, direction), .text = "outputs", .only = "index=ml|luenberger",
      .en = "own data of all variables, of inputs, outputs (with bad ones) or bads alone; ones; means; or a list of terms or numbers, one a variable.",
      .zh = "方向：own、inputs、outputs（含非期望）、bads、ones、means，或逐变量给出。" },
    { DOMAR_FIELD(struct options, weights), .text = "groups", .only = "distance=nonradial",
      .en = "Of the variables' ways: groups (inputs, outputs and bads weigh the same), equal, ones, or one number a variable.",
      .zh = "各变量权重：groups 三类等权、equal、ones 或逐变量数值。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "pair", "unit,period", "A unit's step from the period before.", "各单元相对上一期的变化。" },
    { "period", "period", "Means over units: geometric, of luenberger arithmetic.", "各期均值（几何平均；luenberger 为算术平均）。" },
    { "unit", "unit", "Means over the periods of a unit.", "各单元跨期均值。" },
    { .name = NULL } };

static const domar_item statuses[] = {
    { .code = "optimal", .en = "all programs solved", .zh = "均已求解" },
    { .code = "infeasible", .en = "a program across periods has no solution", .zh = "某跨期规划无可行解" },
    { .code = "unbounded", .en = "a program has no end", .zh = "某规划无界" },
    { .code = "stalled", .en = "the solver gave up", .zh = "求解未完成" }, { .code = NULL } };

static const domar_column columns[] = {
    { "index", "", "Productivity: above 1 (luenberger: above 0) it grew.", "生产率指数：大于 1（luenberger 大于 0）为增长。", NULL },
    { "ec", "", "Efficiency change, catching up: gtfpch calls it TECH.", "效率变化（追赶）；gtfpch 记为 TECH。", NULL },
    { "tc", "", "Technical change, the frontier's move: gtfpch calls it TECCH.", "技术变化（前沿移动）；gtfpch 记为 TECCH。", NULL },
    { "pec", "", "Pure efficiency change, under variable returns.", "纯效率变化（规模报酬可变）。", NULL },
    { "sec", "", "Scale: fgnz ec / pec, the others index / (pec tc); of luenberger differences.", "规模变化。", NULL },
    { "cumulative", "", "Index since the unit's first period in an unbroken row.", "自首期起的累积指数。", NULL },
    { "pairs", "", "Steps with an index.", "有指数的期对数。", NULL },
    { "missing", "", "Steps without, for a program has no answer.", "无指数的期对数。", NULL },
    { "status", "", "Whether all programs that the row needs have answers.", "所需规划的状态。", statuses },
    { .name = NULL } };

static const char *const names[DOMAR_MALMQUIST_PARTS] = { "index", "ec", "tc", "pec", "sec", "cumulative" };

struct job {
    const domar_input *in;
    const struct options *opt;
    domar_dea_data *data;
    domar_malmquist_plan plan;
    domar_malmquist *m;
    const double **g, **w;
};

static domar_status plan_of(domar_cx *cx, struct job *j)
{
    const struct options *o = j->opt;
    const bool radial = strcmp(o->index, "malmquist") == 0, russell = strcmp(o->distance, "nonradial") == 0;
    const bool list = !radial && domar_dea_direction_is_list(o->direction);
    domar_malmquist_plan *p = &j->plan;
    if (radial && *o->bad)
        return domar_fail(cx, DOMAR_EUSAGE, "bad outputs go with --index ml (or luenberger): radial distances would raise them");
    domar_status st = domar_dea_data_new(cx, &j->data, j->in->panel, j->in->missing, o->inputs, o->outputs, o->bad,
                                         list ? o->direction : NULL, "direction");
    if (!st && j->data->sample->periods < 2)
        st = domar_fail(cx, DOMAR_EDATA, "one period has no change: frontier.malmquist needs two, and frontier.dea measures one");
    if (!st) st = domar_dea_data_positive(cx, j->data, false, "a distance");
    if (st) return st;
    p->form = (domar_dea_form){ .model = radial ? DOMAR_DEA_RADIAL : russell ? DOMAR_DEA_RUSSELL : DOMAR_DEA_DDF,
                                .orientation = strcmp(o->orientation, "in") == 0 ? DOMAR_DEA_IN : DOMAR_DEA_OUT,
                                .returns = strcmp(o->returns, "vrs") == 0 ? DOMAR_DEA_VRS : DOMAR_DEA_CRS,
                                .strong = strcmp(o->disposal, "strong") == 0, .inputs = j->data->inputs,
                                .outputs = j->data->outputs, .bads = j->data->bads };
    p->reference = strcmp(o->reference, "global") == 0 ? DOMAR_DEA_GLOBAL : strcmp(o->reference, "biennial") == 0 ? DOMAR_DEA_BIENNIAL
                 : strcmp(o->reference, "sequential") == 0 ? DOMAR_DEA_SEQUENTIAL : DOMAR_DEA_CONTEMPORANEOUS;
    p->split = strcmp(o->decomposition, "none") == 0 ? DOMAR_MALMQUIST_NONE
             : strcmp(o->decomposition, "fgnz") == 0 ? DOMAR_MALMQUIST_FGNZ
             : strcmp(o->decomposition, "ray-desli") == 0 ? DOMAR_MALMQUIST_RAY : DOMAR_MALMQUIST_GL;
    if (p->split == DOMAR_MALMQUIST_GL && (p->reference == DOMAR_DEA_GLOBAL || p->reference == DOMAR_DEA_BIENNIAL))
        return domar_fail(cx, DOMAR_EUSAGE, "--decomposition grifell-lovell looks from the earlier period: --reference contemporaneous or sequential");
    p->differences = strcmp(o->index, "luenberger") == 0;
    j->g = domar_scratch_bytes(cx, j->data->variables, sizeof *j->g);
    j->w = domar_scratch_bytes(cx, j->data->variables, sizeof *j->w);
    if (!j->g || !j->w) return DOMAR_ENOMEM;
    if (!radial) st = domar_dea_direction(cx, j->g, j->data, o->direction);
    if (!st) st = domar_dea_weights(cx, j->w, j->data, o->weights, j->g);
    p->g = j->g;
    p->w = j->w;
    return st;
}

/* Ratios from logs; differences stay. */
static double told(const struct job *j, double u) { return j->plan.differences ? u : exp(u); }

static domar_status put_pairs(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_malmquist *m = j->m;
    const domar_sample *s = j->data->sample;
    const domar_dim dims[] = { { "unit", s->panel->unit_axis }, { "period", s->panel->period_axis } };
    domar_status st = domar_result_new_rows(cx, out, "frontier.malmquist", NULL, dims, 2, m->pairs);
    for (size_t p = 0; !st && p < m->pairs; p++) {
        domar_result_codes(*out, "unit")[p] = s->unit[m->row[p]];
        domar_result_codes(*out, "period")[p] = s->period[m->row[p]];
    }
    for (size_t k = 0; !st && k < DOMAR_MALMQUIST_PARTS; k++) {
        double *column;
        st = domar_result_column(cx, *out, columns, names[k], &column);
        for (size_t p = 0; !st && p < m->pairs; p++) column[p] = told(j, m->part[k][p]);
    }
    return st ? st : domar_result_put_class(cx, *out, columns, "status", m->outcome);
}

/* Means of rows with an index, over the periods of units or the units of periods. */
static domar_status put_means(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_malmquist *m = j->m;
    const domar_sample *s = j->data->sample;
    const bool by_unit = j->in->grain == BY_UNIT;
    const domar_dim dim = { by_unit ? "unit" : "period", by_unit ? s->panel->unit_axis : s->panel->period_axis };
    const size_t groups = by_unit ? s->units : s->periods, first = by_unit ? 0 : 1;
    double *column[DOMAR_MALMQUIST_CUMULATIVE], *known, *missing, *count = domar_scratch(cx, groups * DOMAR_MALMQUIST_PARTS);
    domar_status st = count ? domar_result_new_rows(cx, out, "frontier.malmquist", NULL, &dim, 1, groups - first) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < DOMAR_MALMQUIST_CUMULATIVE; k++) st = domar_result_column(cx, *out, columns, names[k], &column[k]);
    if (!st) st = domar_result_column(cx, *out, columns, "pairs", &known);
    if (!st) st = domar_result_column(cx, *out, columns, "missing", &missing);
    for (size_t g = first; !st && g < groups; g++) domar_result_codes(*out, dim.name)[g - first] = (uint32_t)g;
    for (size_t p = 0; !st && p < m->pairs; p++) {
        const size_t g = (by_unit ? s->unit[m->row[p]] : s->period[m->row[p]]) - first;
        *(isnan(m->part[0][p]) ? missing + g : known + g) += 1;
        for (size_t k = 0; k < DOMAR_MALMQUIST_CUMULATIVE; k++)
            if (!isnan(m->part[0][p]) && !isnan(m->part[k][p])) {
                column[k][g] += m->part[k][p];
                count[g * DOMAR_MALMQUIST_PARTS + k]++;
            }
    }
    for (size_t g = 0; !st && g < groups - first; g++)
        for (size_t k = 0; k < DOMAR_MALMQUIST_CUMULATIVE; k++) {
            const double n = count[g * DOMAR_MALMQUIST_PARTS + k];
            column[k][g] = n > 0 ? told(j, column[k][g] / n) : NAN;
        }
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct job *j)
{
    const struct options *o = j->opt;
    const domar_malmquist *m = j->m;
    const bool radial = j->plan.form.model == DOMAR_DEA_RADIAL, split = j->plan.split != DOMAR_MALMQUIST_NONE;
    const struct { const char *name, *text; } all[] = {
        { "index", strcmp(o->index, "ml") == 0 ? "Malmquist-Luenberger: (1 + be) ratios" : j->plan.differences
                   ? "Luenberger: differences of be" : "Malmquist: radial" },
        { "reference", o->reference }, { "decomposition", o->decomposition }, { "returns", split ? "crs" : o->returns },
        { "orientation", radial ? o->orientation : NULL }, { "direction", radial ? NULL : o->direction },
        { "distance", radial ? NULL : o->distance }, { "weights", j->plan.form.model == DOMAR_DEA_RUSSELL ? o->weights : NULL },
        { "bad_outputs", !j->plan.form.bads ? NULL : j->plan.form.strong ? "strong disposability" : split
                         ? "weak disposability (equality); in pec on top of the scale, without an abatement factor"
                         : "weak disposability (equality)" },
        { "labels", "ec = TECH, tc = TECCH of gtfpch" } };
    const struct { const char *name; double value, bound; } numbers[] = {
        { "pairs", (double)m->pairs, NAN }, { "steps_over_a_gap", (double)m->gaps, NAN }, { "programs", (double)m->programs, NAN },
        { "infeasible", (double)m->count[DOMAR_LP_INFEASIBLE], NAN }, { "unbounded", (double)m->count[DOMAR_LP_UNBOUNDED], NAN },
        { "stalled", (double)m->count[DOMAR_LP_STALLED], 0 }, { "primal_residual", m->primal, 1e-9 }, { "dual_residual", m->dual, 1e-9 },
        { "duality_gap", m->gap, 1e-9 } };
    domar_status st = domar_sample_certify(cx, r, j->data->sample, j->in->missing);
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++)
        if (all[k].text) st = domar_result_certify_text(cx, r, all[k].name, all[k].text);
    for (size_t k = 0; !st && k < sizeof numbers / sizeof *numbers; k++)
        st = domar_result_certify(cx, r, numbers[k].name, numbers[k].value, numbers[k].bound);
    if (!st && m->gaps)
        st = domar_result_certify_text(cx, r, "gaps", "no index where a unit lacks the period before; cumulative begins anew after it");
    if (!st && m->count[DOMAR_LP_INFEASIBLE])
        st = domar_result_certify_text(cx, r, "why_infeasible", "the row of one period lies outside what the other period's frontier "
                                       "reaches along the direction; --reference global or biennial has no such rows");
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct job *j)
{
    const domar_malmquist *m = j->m;
    double sum[3] = { 0 };
    size_t n = 0;
    for (size_t p = 0; p < m->pairs; p++) {
        if (isnan(m->part[0][p]) || isnan(m->part[2][p])) continue;
        for (size_t k = 0; k < 3; k++) sum[k] += m->part[k][p];
        n++;
    }
    if (!n) return domar_result_read(cx, r, "No step has an index: see the status of the rows.", "没有可计算的期对：请看各行状态。");
    double mean[3];
    for (size_t k = 0; k < 3; k++) mean[k] = 100 * (j->plan.differences ? sum[k] / (double)n : expm1(sum[k] / (double)n));
    const char *unit_en = j->plan.differences ? "points" : "%", *unit_zh = j->plan.differences ? "个百分点" : "%";
    const bool frontier = fabs(mean[2]) > fabs(mean[1]);
    char *en = domar_format(cx, "Productivity changed by %+.2f %s a period on average (%zu steps): catching up %+.2f, the frontier %+.2f; "
                            "more of it %s.%s", mean[0], unit_en, n, mean[1], mean[2], frontier ? "is the frontier's move" : "is catching up",
                            n < m->pairs ? " Some steps have no index: see their status." : "");
    char *zh = domar_format(cx, "生产率平均每期变化 %+.2f%s（%zu 个期对）：效率变化 %+.2f，技术变化 %+.2f，以%s为主。%s", mean[0], unit_zh, n,
                            mean[1], mean[2], frontier ? "技术变化" : "效率变化", n < m->pairs ? "部分期对无指数，见其状态。" : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct job j = { .in = in, .opt = options };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = plan_of(cx, &j);
    domar_task(cx, "linear programs");
    if (!st) st = domar_malmquist_new(cx, &j.m, j.data, &j.plan);
    if (!st && !j.m->pairs) st = domar_fail(cx, DOMAR_EDATA, "no unit has two periods in a row");
    if (!st) st = (in->grain == BY_PAIR ? put_pairs : put_means)(cx, out, &j);
    if (!st) st = certify(cx, *out, &j);
    if (!st) st = read_out(cx, *out, &j);
    domar_malmquist_free(j.m);
    domar_dea_data_free(j.data);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_frontier_malmquist = {
    .id = "frontier.malmquist", .title_en = "Productivity change between periods (Malmquist, Luenberger)", .title_zh = "跨期生产率变化（Malmquist、Luenberger）",
    .about_en =
        "How productivity changes from period to period without prices, and whether units came closer to the frontier (ec) or the "
        "frontier moved (tc). --index malmquist takes radial distances, ml and luenberger directional ones, with bad outputs going down while "
        "good ones go up. --reference global with ml is the GML index, which is circular and always has a solution; contemporaneous "
        "distances across periods may have none, which the status of the row says. The scale parts of fgnz and ray-desli mean different "
        "things and differ on the same data; of these two index and ec are the same. A mean over units weighs all the same.",
    .about_zh =
        "不用价格度量生产率的跨期变化，并区分向前沿靠近（ec）与前沿移动（tc）。malmquist 用径向距离；ml 与 luenberger 用方向距离，"
        "期望产出增加而非期望产出减少。ml 加 --reference global 即 GML 指数，可循环且总有解；当期参考下的跨期规划可能无解，见各行状态。"
        "fgnz 与 ray-desli 的规模项含义不同，同一数据结果各异；二者的指数与 ec 相同。",
    .formula = "M = \\sqrt{\\frac{D_s(t)}{D_s(s)}\\frac{D_t(t)}{D_t(s)}} = EC \\cdot TC, \\quad EC = \\frac{D_t(t)}{D_s(s)} = PEC \\cdot SEC; "
        "\\quad L = \\tfrac12 [\\beta_s(s) - \\beta_s(t) + \\beta_t(s) - \\beta_t(t)]",
    .cite = "fare1994; ray1997; grifell1999; chung1997; pastor2005; oh2010; pastor2011; chambers1996",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit: whose productivity; period: the later one of the two", .dim_docs_zh = "unit：单元；period：两期中较晚的一期",
    .example = "inputs=capital,labour outputs=output", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
