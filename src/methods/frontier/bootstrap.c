/* methods/frontier/bootstrap.c -- how sure an efficiency score is, and what inefficiency goes with
 *
 *     bias = mean_b th*_b - th,  corrected = th - bias                                         [simar1998; simar2000]
 *     delta = z b + e >= 1,  e normal: algorithms 1 and 2                                       [simar2007]
 *
 * A unit on the frontier of a sample is not on that of all there could be: scores are too good on average, by the bias. */
#include "model/dea_bootstrap.h"
#include "model/dea_panel.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *inputs, *outputs, *orientation, *returns, *reference;
    int64_t draws;
    double level;
    const char *bandwidth, *interval, *environment, *algorithm;
    int64_t correction;
};

enum { BY_UNIT, BY_TERM };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, inputs), .text = "", .en = "Inputs: columns or terms, with commas between.", .zh = "投入变量（列名或表达式，逗号分隔）。" },
    { DOMAR_FIELD(struct options, outputs), .text = "", .en = "Outputs.", .zh = "产出变量。" },
    { DOMAR_FIELD(struct options, orientation), .text = "in", .choices = "in|out", .en = "Inputs down (theta), or outputs up (phi).", .zh = "导向：in 投入（theta）、out 产出（phi）。" },
    { DOMAR_FIELD(struct options, returns), .text = "vrs", .choices = "crs|vrs|nirs|ndrs", .en = "Returns to scale.", .zh = "规模报酬。" },
    { DOMAR_FIELD(struct options, reference), .text = "contemporaneous", .choices = "contemporaneous|global",
      .en = "A frontier each period, or one of all.", .zh = "参考集：各期或全局。" },
    { DOMAR_FIELD(struct options, draws), .def = 2000, .lo = 2, .hi = 1e6, .en = "Replicas.", .zh = "重复抽样次数。" },
    { DOMAR_FIELD(struct options, level), .def = 0.95, .lo = 0.5, .hi = 0.9999, .unit = "share", .en = "Of intervals.", .zh = "置信水平。" },
    { DOMAR_FIELD(struct options, bandwidth), .text = "nrd0", .only = "by=unit",
      .en = "Of the kernel: nrd0, 0.9 min(sd, IQR / 1.34) n^(-1/5); reflected, that of scores and their reflection at 1, scaled back; or a number.",
      .zh = "核密度带宽：nrd0、reflected（对得分及其关于 1 的反射）或数值。" },
    { DOMAR_FIELD(struct options, interval), .text = "basic", .choices = "basic|percentile", .only = "by=unit",
      .en = "basic: of differences between replicas and score; percentile: of replicas less twice the bias.",
      .zh = "区间：basic 用差值分位数；percentile 用减去两倍偏差后的分位数。" },
    { DOMAR_FIELD(struct options, environment), .text = "", .en = "What inefficiency is regressed on (--by term): columns or terms; a constant is added.",
      .zh = "第二阶段解释变量（--by term），自动加入常数项。" },
    { DOMAR_FIELD(struct options, algorithm), .text = "2", .choices = "1|2", .only = "by=term",
      .en = "Of Simar and Wilson (2007): 1 takes the scores as they are, 2 corrects their bias first.", .zh = "Simar-Wilson（2007）算法：1 不修正偏差，2 先修正。" },
    { DOMAR_FIELD(struct options, correction), .def = 100, .lo = 2, .hi = 1e5, .only = "algorithm=2",
      .en = "Replicas for that correction.", .zh = "偏差修正的重复次数。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "unit", "unit,period", "Scores with bias and interval.", "得分、偏差与置信区间。" },
    { "term", "term", "Second stage: coefficients of the environment.", "第二阶段：环境变量的系数。" },
    { .name = NULL } };

static const domar_item answers[] = {
    { .code = "yes", .en = "drawn", .zh = "已抽样" }, { .code = "no_spread", .en = "all units of the frontier are on it", .zh = "所有单元均在前沿" },
    { .code = NULL } };

static const domar_column columns[] = {
    { "score", "", "theta (at most 1) or phi (at least 1).", "theta（不大于 1）或 phi（不小于 1）。", NULL },
    { "bias", "", "Mean of replicas less score.", "偏差。", NULL },
    { "corrected", "", "Score less bias.", "修正后的得分。", NULL },
    { "sd", "", "Standard deviation of replicas.", "标准差。", NULL },
    { "lower", "", "Lower end of the interval.", "置信下限。", NULL },
    { "upper", "", "Upper end of the interval.", "置信上限。", NULL },
    { "worth", "", "bias squared over 3 variances: below 1 the correction adds more noise than it takes bias away.",
      "偏差平方与三倍方差之比：小于 1 时修正得不偿失。", NULL },
    { "drawn", "", "Whether there was anything to draw from.", "是否可抽样。", answers },
    { "estimate", "", "Of inefficiency delta (1 / theta or phi) on the term; sigma: of the error before truncation.",
      "无效率 delta 对该项的系数；sigma 为截断前误差标准差。", NULL },
    { "se", "", "Standard deviation of replicas.", "标准误（重复抽样）。", NULL },
    { .name = NULL } };

struct job {
    const domar_input *in;
    const struct options *opt;
    domar_dea_data *data;
    domar_dea_form form;
    domar_dea_order *order;
    domar_dea_set *set;
    size_t sets;
    domar_dea_task *task;
    double *score;                       /* rows */
    double h[2];                         /* bandwidths: least, largest */
    size_t flat, known;                  /* sets without spread; rows with a bias */
    double mean[2];                      /* of those: score, corrected */
    domar_dea_replica_report report;
    domar_second_answer second;
};

static domar_status prepare(domar_cx *cx, struct job *j)
{
    const struct options *o = j->opt;
    static const char *const returns[] = { "crs", "vrs", "nirs", "ndrs" };
    const bool global = strcmp(o->reference, "global") == 0, second = j->in->grain == BY_TERM;
    if (second && !*o->environment) return domar_fail(cx, DOMAR_EUSAGE, "--by term needs what to regress on: --environment COLUMNS");
    domar_status st = domar_dea_data_new(cx, &j->data, j->in->panel, j->in->missing, o->inputs, o->outputs, NULL,
                                         second ? o->environment : NULL, "environment");
    if (!st) st = domar_dea_data_positive(cx, j->data, false, "a score");
    if (st) return st;
    j->form = (domar_dea_form){ .orientation = strcmp(o->orientation, "in") == 0 ? DOMAR_DEA_IN : DOMAR_DEA_OUT,
                                .inputs = j->data->inputs, .outputs = j->data->outputs };
    for (size_t k = 0; k < 4; k++)
        if (strcmp(o->returns, returns[k]) == 0) j->form.returns = (domar_dea_returns)k;
    const domar_sample *s = j->data->sample;
    st = domar_dea_order_new(cx, &j->order, s, NULL, 1);
    if (!st) st = domar_dea_order_by_code(cx, j->order, s);
    if (st) return st;
    j->sets = s->periods;
    j->set = domar_scratch_bytes(cx, j->sets, sizeof *j->set);
    j->task = domar_scratch_bytes(cx, s->rows, sizeof *j->task);
    j->score = domar_scratch(cx, s->rows);
    if (!j->set || !j->task || !j->score) return DOMAR_ENOMEM;
    domar_dea_against(j->set, j->task, j->order, s, global ? DOMAR_DEA_GLOBAL : DOMAR_DEA_CONTEMPORANEOUS, 0);
    const domar_dea_plan plan = { .form = j->form, .rows = s->rows, .x = s->x, .set = j->set, .sets = j->sets, .task = j->task, .tasks = s->rows };
    domar_dea_answer *a = NULL;
    st = domar_dea_solve(cx, &a, &plan);
    for (size_t t = 0; !st && t < s->rows; t++) {
        j->score[t] = a->score[t];
        if (isnan(a->score[t]) || !(a->score[t] > 0))
            st = domar_fail(cx, DOMAR_EDATA, "%s has no score to draw from (its inputs or outputs are 0): leave the row out by --where",
                            domar_axis_code(s->panel->unit_axis, s->unit[t]));
    }
    domar_dea_free(a);
    return st;
}

static void note(struct job *j, const domar_dea_replica_report *r)
{
    j->report.unsolved += r->unsolved;
    j->report.primal = fmax(j->report.primal, r->primal);
    j->report.dual = fmax(j->report.dual, r->dual);
    j->report.gap = fmax(j->report.gap, r->gap);
}

/* ---- scores */
static domar_status options_of(domar_cx *cx, domar_dea_boot *b, const struct options *o)
{
    char *end = NULL;
    *b = (domar_dea_boot){ .level = o->level, .percentile = strcmp(o->interval, "percentile") == 0, .draws = (size_t)o->draws,
                           .seed = domar_cx_seed(cx) };
    if (strcmp(o->bandwidth, "nrd0") == 0) return DOMAR_OK;
    b->rule = DOMAR_BANDWIDTH_REFLECTED;
    if (strcmp(o->bandwidth, "reflected") == 0) return DOMAR_OK;
    b->rule = DOMAR_BANDWIDTH_GIVEN;
    b->given = strtod(o->bandwidth, &end);
    return *o->bandwidth && !*end && b->given > 0 && isfinite(b->given) ? DOMAR_OK
        : domar_fail(cx, DOMAR_EUSAGE, "--bandwidth %s: nrd0, reflected, or a number above 0", o->bandwidth);
}

static domar_status draw_set(domar_cx *cx, struct job *j, double *const of[4], uint32_t *drawn, const domar_dea_set *set,
                             const domar_dea_boot *b)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = set->count;
    double *score = domar_scratch(cx, n), *part[4], h = 0;
    domar_dea_replica_report report;
    domar_status st = score ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 4; k++)
        if (!(part[k] = domar_scratch(cx, n))) st = DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < n; i++) score[i] = j->score[set->row[i]];
    if (!st) st = domar_dea_bootstrap(cx, part[0], part[1], part[2], part[3], &h, &report, score, &j->form, j->data->sample->x,
                                      j->data->sample->rows, set, b);
    if (!st) {
        note(j, &report);
        j->flat += !(h > 0);
        if (h > 0) {
            j->h[0] = j->h[1] > 0 ? fmin(j->h[0], h) : h;
            j->h[1] = fmax(j->h[1], h);
        }
    }
    for (size_t i = 0; !st && i < n; i++) {
        for (size_t k = 0; k < 4; k++) of[k][set->row[i]] = part[k][i];
        drawn[set->row[i]] = h > 0 ? 0 : 1;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status fill_units(domar_cx *cx, domar_result **out, struct job *j)
{
    const domar_sample *s = j->data->sample;
    double *of[4], *corrected = domar_scratch(cx, s->rows), *worth = domar_scratch(cx, s->rows);
    uint32_t *drawn = domar_scratch_bytes(cx, s->rows, sizeof *drawn);
    domar_dea_boot b;
    domar_status st = corrected && worth && drawn ? options_of(cx, &b, j->opt) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 4; k++)
        if (!(of[k] = domar_scratch(cx, s->rows))) st = DOMAR_ENOMEM;
    domar_task(cx, "replicas");
    for (size_t k = 0; !st && k < j->sets; k++) {
        b.stream = 2 * (uint64_t)k * b.draws;
        if (j->set[k].count) st = draw_set(cx, j, of, drawn, &j->set[k], &b);
    }
    for (size_t t = 0; !st && t < s->rows; t++) {
        corrected[t] = j->score[t] - of[0][t];
        if (!isnan(corrected[t])) {
            j->mean[0] += j->score[t];
            j->mean[1] += corrected[t];
            j->known++;
        }
        worth[t] = of[0][t] * of[0][t] / (3 * of[1][t]);
        of[1][t] = sqrt(of[1][t]);
    }
    if (!st) st = domar_result_new_sample(cx, out, "frontier.bootstrap", s);
    if (st) return st;
    const struct { const char *name; const double *value; } all[] = {
        { "score", j->score }, { "bias", of[0] }, { "corrected", corrected }, { "sd", of[1] }, { "lower", of[2] }, { "upper", of[3] },
        { "worth", worth } };
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++) st = domar_result_put(cx, *out, columns, all[k].name, all[k].value);
    return st ? st : domar_result_put_class(cx, *out, columns, "drawn", drawn);
}

/* ---- second stage */
static domar_status regress(domar_cx *cx, struct job *j)
{
    const domar_sample *s = j->data->sample;
    const size_t terms = j->data->more + 1, V = j->data->variables;
    double *z = domar_scratch(cx, s->rows * terms), *delta = domar_scratch(cx, s->rows), *corrected = domar_scratch(cx, s->rows);
    if (!z || !delta || !corrected) return DOMAR_ENOMEM;
    for (size_t t = 0; t < s->rows; t++) {
        z[t * terms] = 1;
        for (size_t k = 1; k < terms; k++) z[t * terms + k] = s->x[V + k - 1][t];
        delta[t] = j->form.orientation == DOMAR_DEA_IN ? 1 / j->score[t] : j->score[t];
    }
    domar_second_stage stage = { .rows = s->rows, .terms = terms, .z = z, .place = j->order->place, .level = j->opt->level, .draws = (size_t)j->opt->draws,
                                 .seed = domar_cx_seed(cx) };
    domar_task(cx, "truncated regressions");
    if (strcmp(j->opt->algorithm, "1") == 0) return domar_dea_second_regression(cx, &j->second, delta, &stage);
    domar_second_stage first = stage;
    first.draws = 0;
    domar_status st = domar_dea_second_regression(cx, &j->second, delta, &first);
    if (st || !j->second.found) return st;
    first.draws = (size_t)j->opt->correction;
    first.stream = stage.draws;
    for (size_t k = 0; !st && k < j->sets; k++) {
        domar_dea_replica_report report;
        if (!j->set[k].count) continue;
        st = domar_dea_second_correct(cx, corrected, &report, delta, j->second.b, &j->form, s->x, s->rows, &j->set[k], &first);
        if (!st) note(j, &report);
    }
    return st ? st : domar_dea_second_regression(cx, &j->second, corrected, &stage);
}

static domar_status fill_terms(domar_cx *cx, domar_result **out, struct job *j)
{
    const size_t terms = j->data->more + 2;
    domar_item *items = domar_scratch_bytes(cx, terms, sizeof *items);
    domar_axis *axis = NULL;
    domar_status st = items ? regress(cx, j) : DOMAR_ENOMEM;
    if (st) return st;
    items[0] = (domar_item){ .code = "constant", .en = "constant", .zh = "常数项" };
    for (size_t k = 0; k < j->data->more; k++) items[k + 1] = (domar_item){ .code = j->data->name[j->data->variables + k] };
    items[terms - 1] = (domar_item){ .code = "sigma", .en = "sigma of the error", .zh = "误差标准差" };
    st = domar_axis_new(cx, &axis, items, terms);
    if (!st) st = domar_result_new(cx, out, "frontier.bootstrap", NULL, &(domar_dim){ "term", axis }, 1);
    domar_axis_free(axis);
    if (!st) st = domar_result_put(cx, *out, columns, "estimate", j->second.b);
    if (!st) st = domar_result_put(cx, *out, columns, "lower", j->second.low);
    if (!st) st = domar_result_put(cx, *out, columns, "upper", j->second.high);
    return st ? st : domar_result_put(cx, *out, columns, "se", j->second.se);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct job *j)
{
    const struct options *o = j->opt;
    const bool second = j->in->grain == BY_TERM, corrects = second && strcmp(o->algorithm, "2") == 0;
    const struct { const char *name, *text; } all[] = {
        { "orientation", o->orientation }, { "returns", o->returns }, { "reference", o->reference },
        { "method", !second ? "Simar and Wilson (1998): smoothed, reflected at 1, variance kept" : corrects
                    ? "Simar and Wilson (2007), algorithm 2" : "Simar and Wilson (2007), algorithm 1" },
        { "bandwidth_rule", second ? NULL : o->bandwidth }, { "interval", second ? "basic" : o->interval },
        { "depends_on", second ? "delta = 1 / theta or phi, at least 1: a positive coefficient goes with less efficiency" : NULL },
        { "no_top", second && !j->second.found ? "the truncated likelihood has no top: too few rows above 1, or terms that depend on each other"
                    : NULL } };
    const struct { const char *name; double value, bound; bool of; } numbers[] = {
        { "draws", (double)o->draws, NAN, true }, { "seed", (double)domar_cx_seed(cx), NAN, true }, { "level", o->level, NAN, true },
        { "bandwidth_least", j->h[0], NAN, !second }, { "bandwidth_largest", j->h[1], NAN, !second },
        { "frontiers_without_spread", (double)j->flat, NAN, !second }, { "rows_above_1", (double)j->second.used, NAN, second },
        { "correction_draws", (double)o->correction, NAN, corrects }, { "log_likelihood", j->second.loglik, NAN, second },
        { "draws_without_top", (double)j->second.failed, NAN, second }, { "programs_unsolved", (double)j->report.unsolved, 0, true },
        { "primal_residual", j->report.primal, 1e-9, true }, { "dual_residual", j->report.dual, 1e-9, true },
        { "duality_gap", j->report.gap, 1e-9, true } };
    domar_status st = domar_sample_certify(cx, r, j->data->sample, j->in->missing);
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++)
        if (all[k].text) st = domar_result_certify_text(cx, r, all[k].name, all[k].text);
    for (size_t k = 0; !st && k < sizeof numbers / sizeof *numbers; k++)
        if (numbers[k].of) st = domar_result_certify(cx, r, numbers[k].name, numbers[k].value, numbers[k].bound);
    return st;
}

static domar_status read_units(domar_cx *cx, domar_result *r, const struct job *j)
{
    const double n = (double)j->known;
    if (!j->known)
        return domar_result_read(cx, r, "Every unit is on its frontier: there is nothing to draw from.", "所有单元均在前沿，无从抽样。");
    const char *what = j->form.orientation == DOMAR_DEA_IN ? "theta" : "phi";
    char *en = domar_format(cx, "Mean %s is %.3f, and %.3f when the bias of the sample's frontier is taken out.", what, j->mean[0] / n,
                            j->mean[1] / n);
    char *zh = domar_format(cx, "%s 均值为 %.3f，扣除样本前沿偏差后为 %.3f。", what, j->mean[0] / n, j->mean[1] / n);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status read_terms(domar_cx *cx, domar_result *r, const struct job *j)
{
    const domar_second_answer *a = &j->second;
    size_t sure = 0;
    for (size_t k = 1; k <= j->data->more; k++) sure += a->low[k] > 0 || a->high[k] < 0;
    if (!a->found) return domar_result_read(cx, r, "The truncated regression has no answer: see the certificate.", "截断回归无解：见证书。");
    char *en = domar_format(cx, "Of %zu terms, %zu have an interval without 0; above 0 the unit is farther from the frontier where the term is larger.",
                            j->data->more, sure);
    char *zh = domar_format(cx, "%zu 个变量中有 %zu 个的置信区间不含 0；系数为正表示该变量越大，离前沿越远。", j->data->more, sure);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct job j = { .in = in, .opt = options };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = prepare(cx, &j);
    if (!st) st = (in->grain == BY_UNIT ? fill_units : fill_terms)(cx, out, &j);
    if (!st) st = certify(cx, *out, &j);
    if (!st) st = (in->grain == BY_UNIT ? read_units : read_terms)(cx, *out, &j);
    domar_dea_order_free(j.order);
    domar_dea_data_free(j.data);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_frontier_bootstrap = {
    .id = "frontier.bootstrap", .title_en = "Efficiency scores with bias and intervals, and what inefficiency goes with",
    .title_zh = "效率得分的自助法修正与两阶段分析",
    .about_en =
        "Envelopment scores come from a frontier of the sample, which lies within the true one: they are too good, most of all where "
        "units are few. --by unit draws frontiers anew and tells bias, corrected score, standard deviation and interval; where "
        "worth is below 1 the corrected score is noisier than it is better. --by term regresses inefficiency on --environment by truncated "
        "regression with Simar and Wilson's bootstrap, in place of Tobit on scores, which has no data generating process behind it; it "
        "takes for granted that the environment does not move the frontier itself. Draws depend on --seed and the order of the units' codes, not on threads or the order of rows.",
    .about_zh =
        "DEA 得分以样本前沿为准，样本前沿位于真实前沿之内，故得分偏高，单元越少偏差越大。--by unit 重复抽样得到偏差、修正得分、标准差与置信区间；"
        "worth 小于 1 时不宜使用修正得分。--by term 以 Simar-Wilson 自助法做截断回归（替代对得分的 Tobit），其前提是环境变量不影响前沿本身。"
        "抽样只取决于 --seed 与单元代码的顺序，与线程数和行序无关。",
    .formula = "\\widehat{bias}_i = \\frac1B \\sum_b \\hat\\theta^*_{ib} - \\hat\\theta_i; \\quad \\delta_i = z_i \\beta + \\varepsilon_i \\ge 1",
    .cite = "simar1998; simar2000; simar2007",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit, period: the row that is measured; term: of the second stage", .dim_docs_zh = "unit、period：被评价的行；term：第二阶段变量",
    .example = "inputs=capital,labour outputs=output environment=openness draws=20", .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_PANEL, .run = run };
