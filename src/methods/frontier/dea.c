/* methods/frontier/dea.c -- how far units are from the frontier that the best of them span
 *
 *     min th | max ph | min rho | max be | max w'be   over   l >= 0  with  X l <= ..., Y l >= ...     [charnes1978; tone2001]
 *
 * model/dea.h has the programs.  Every row has a status: where a program has no answer (a unit outside the reach of the
 * others, a direction that leads nowhere) the row says so and the score is missing. */
#include "model/dea_panel.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *inputs, *outputs, *bad, *model, *orientation, *returns;
    bool super;
    const char *second_stage, *disposal, *reference;
    int64_t window;
    const char *group, *direction, *weights, *slack_weights, *zeros;
};

enum { BY_UNIT, BY_SLACK, BY_PEER, BY_WEIGHT, BY_SCALE, BY_META };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, inputs), .text = "", .en = "Inputs: columns or terms, with commas between.", .zh = "投入变量（列名或表达式，逗号分隔）。" },
    { DOMAR_FIELD(struct options, outputs), .text = "", .en = "Outputs (desirable).", .zh = "（期望）产出变量。" },
    { DOMAR_FIELD(struct options, bad), .text = "", .en = "Bad outputs, such as emissions.", .zh = "非期望产出，如排放。" },
    { DOMAR_FIELD(struct options, model), .text = "radial", .choices = "radial|additive|sbm|ddf|ddf-nonradial",
      .en = "What is measured: all inputs (or outputs) in one proportion, the sum of slacks, slacks as shares (SBM), the way along "
            "a direction, or a way of its own for each variable (Russell type).",
      .zh = "模型：径向、加性、SBM、方向距离函数（DDF）、非径向 DDF。" },
    { DOMAR_FIELD(struct options, orientation), .text = "auto", .choices = "auto|in|out|non", .only = "model=radial|sbm",
      .en = "Inputs down, outputs up, or both (sbm); auto: in for radial, non for sbm.", .zh = "导向：in 投入、out 产出、non 非导向（仅 SBM）；auto：径向取 in，SBM 取 non。" },
    { DOMAR_FIELD(struct options, returns), .text = "crs", .choices = "crs|vrs|nirs|ndrs",
      .en = "Returns to scale: constant (CCR), variable (BCC), not increasing, not decreasing.", .zh = "规模报酬：crs 不变（CCR）、vrs 可变（BCC）、nirs 非递增、ndrs 非递减。" },
    { DOMAR_FIELD(struct options, super), .def = 0, .lo = 0, .hi = 1, .only = "model=radial|sbm",
      .en = "Super-efficiency: a unit is measured against the others only; sbm does so with efficient units.", .zh = "超效率：评价单元不进入参考集；SBM 仅对有效单元如此。" },
    { DOMAR_FIELD(struct options, second_stage), .text = "sum", .choices = "none|sum|share", .only = "model=radial|ddf",
      .en = "After the score, the most slacks at it: their sum in the units of the data (depends on the units), or as shares of the data.",
      .zh = "第二阶段：在最优得分处最大化松弛之和（sum 依赖计量单位，share 为相对松弛）。" },
    { DOMAR_FIELD(struct options, disposal), .text = "weak", .choices = "weak|strong",
      .en = "Of bad outputs: weak (an equality) or strong (less costs nothing).", .zh = "非期望产出的处置性：weak 弱（等式）、strong 强（不等式）。" },
    { DOMAR_FIELD(struct options, reference), .text = "contemporaneous", .choices = "contemporaneous|sequential|window|biennial|global",
      .en = "Who spans the frontier of a period: that period, all up to it, those within --window of it, it and the next one, or all.",
      .zh = "参考集：当期、序列（截至当期）、窗口、双期、全局。" },
    { DOMAR_FIELD(struct options, window), .def = 1, .lo = 0, .hi = 1000, .unit = "periods", .only = "reference=window",
      .en = "Periods before and after that count.", .zh = "窗口前后期数。" },
    { DOMAR_FIELD(struct options, group), .text = "", .en = "Column of groups: each has a frontier of its own; --by meta compares with the common one.",
      .zh = "分组列：各组有各自的前沿；--by meta 与共同前沿比较。" },
    { DOMAR_FIELD(struct options, direction), .text = "own", .only = "model=ddf|ddf-nonradial",
      .en = "own data of all variables, of inputs, outputs (with bad ones) or bads alone; ones; means; or a list of terms or numbers, one a variable.",
      .zh = "方向：own 自身数据、inputs、outputs（含非期望）、bads、ones、means，或逐变量给出。" },
    { DOMAR_FIELD(struct options, weights), .text = "groups", .only = "model=ddf-nonradial",
      .en = "Of the variables' ways: groups (inputs, outputs and bads weigh the same), equal, ones, or one number a variable.",
      .zh = "各变量权重：groups 三类等权、equal、ones 或逐变量数值。" },
    { DOMAR_FIELD(struct options, slack_weights), .text = "ones", .choices = "ones|own|range", .only = "model=additive",
      .en = "Of slacks: 1, 1 / datum, or 1 / (variables x range).", .zh = "松弛权重：1、1/自身数据、1/(变量数×极差)。" },
    { DOMAR_FIELD(struct options, zeros), .text = "drop", .choices = "drop|error", .only = "model=sbm",
      .en = "Slacks over a datum of 0: the term drops out of the mean, or is refused.", .zh = "数据为 0 时：该项不计入平均，或报错。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "unit", "unit,period", "Scores, ranks and status.", "得分、排名与状态。" },
    { "slack", "unit,period,variable", "Slacks, targets and changes, variable by variable.", "各变量的松弛、目标值与调整幅度。" },
    { "peer", "unit,period,partner,reference", "Whom a unit is compared with, and with which weight.", "参照单元及其权重。" },
    { "weight", "unit,period,variable", "Shadow prices (multipliers) of variables.", "影子价格（乘数）。" },
    { "scale", "unit,period", "Scores under all returns to scale, and scale efficiency.", "各规模报酬下的得分与规模效率。" },
    { "meta", "unit,period", "The group's frontier against the common one (--group).", "组前沿与共同前沿（--group）。" },
    { .name = NULL } };

static const domar_item statuses[] = {
    { .code = "optimal", .en = "solved", .zh = "已求解" },
    { .code = "infeasible", .en = "no combination of the reference reaches the unit", .zh = "参考集无法达到该单元" },
    { .code = "unbounded", .en = "the score has no end in this direction", .zh = "沿该方向无界" },
    { .code = "stalled", .en = "the solver gave up", .zh = "求解未完成" }, { .code = NULL } };
static const domar_item roles[] = {
    { .code = "input", .en = "input", .zh = "投入" }, { .code = "output", .en = "output", .zh = "产出" },
    { .code = "bad", .en = "bad output", .zh = "非期望产出" }, { .code = "scale", .en = "scale", .zh = "规模" }, { .code = NULL } };
static const domar_item scales[] = {
    { .code = "crs", .en = "constant returns", .zh = "规模报酬不变" }, { .code = "irs", .en = "increasing returns", .zh = "规模报酬递增" },
    { .code = "drs", .en = "decreasing returns", .zh = "规模报酬递减" }, { .code = "unknown", .en = "a score is missing", .zh = "无法判断" },
    { .code = NULL } };

static const domar_column columns[] = {
    { "score", "", "What the model finds: theta, phi, rho, beta, the weighted sum of betas, or the weighted sum of slacks.",
      "模型最优值：theta、phi、rho、beta、加权 beta 之和或加权松弛之和。", NULL },
    { "efficiency", "share", "theta, 1 / phi, rho or 1 / (1 + beta): 1 is the frontier; none for additive and ddf-nonradial.",
      "效率值：theta、1/phi、rho 或 1/(1+beta)，1 为前沿。", NULL },
    { "rank", "", "Best first, within the period; equal scores share a rank.", "期内排名。", NULL },
    { "slacks", "", "Sum of slacks as shares of the data, beyond what the score takes.", "相对松弛之和（得分之外）。", NULL },
    { "peers", "units", "Units that it is compared with.", "参照单元数。", NULL },
    { "referenced", "rows", "Other rows that are compared with it.", "被参照次数。", NULL },
    { "status", "", "Whether the program has an answer.", "规划状态。", statuses },
    { "role", "", "Input, output or bad output.", "变量类型。", roles },
    { "value", "", "The datum.", "观测值。", NULL },
    { "target", "", "Where the reference point lies.", "目标值。", NULL },
    { "change", "%", "From datum to target.", "调整幅度。", NULL },
    { "slack", "", "The part of it that is slack.", "松弛量。", NULL },
    { "beta", "", "The variable's own way along its direction (ddf-nonradial).", "该变量的 beta（非径向 DDF）。", NULL },
    { "lambda", "", "Weight of the peer.", "参照权重。", NULL },
    { "weight", "", "What the optimum changes by one more of the variable: u, v; of the scale: the free term.", "影子价格。", NULL },
    { "share", "share", "Weight times datum, of the sum over inputs (with bads), or over outputs.", "虚拟投入或产出份额。", NULL },
    { "crs", "", "Efficiency under constant returns.", "规模报酬不变下的效率。", NULL },
    { "vrs", "", "Efficiency under variable returns: pure technical.", "规模报酬可变下的效率（纯技术效率）。", NULL },
    { "nirs", "", "Efficiency under returns that do not increase.", "规模报酬非递增下的效率。", NULL },
    { "scale", "share", "Scale efficiency: crs / vrs.", "规模效率：crs/vrs。", NULL },
    { "returns_to_scale", "", "Where the unit stands: nirs = crs below vrs is increasing.", "规模报酬状态。", scales },
    { "meta", "", "Efficiency against the frontier of all groups.", "共同前沿下的效率。", NULL },
    { "tgr", "share", "Technology gap ratio: meta / efficiency of the group.", "技术落差比（TGR）。", NULL },
    { .name = NULL } };

/* ---- what is asked */
struct job {
    const domar_input *in;
    const struct options *opt;
    domar_dea_data *data;
    domar_dea_form form;
    domar_dea_reference reference;
    uint32_t *group;
    domar_axis *groups;
    domar_dea_order *order;
    domar_dea_set *set;
    domar_dea_task *task;
    const double **g, **w;
    double primal, dual, gap;            /* largest over all programs */
    size_t count[4];
};

static size_t choice(const char *value, const char *const *of)
{
    size_t k = 0;
    while (of[k] && strcmp(value, of[k]) != 0) k++;
    return k;
}

static domar_status form_of(domar_cx *cx, struct job *j)
{
    static const char *const model[] = { "radial", "additive", "sbm", "ddf", "ddf-nonradial", NULL };
    static const char *const orientation[] = { "in", "out", "non", NULL }, *const returns[] = { "crs", "vrs", "nirs", "ndrs", NULL };
    static const char *const second[] = { "none", "sum", "share", NULL };
    static const char *const reference[] = { "contemporaneous", "sequential", "window", "biennial", "global", NULL };
    const struct options *o = j->opt;
    domar_dea_form *f = &j->form;
    f->model = (domar_dea_model)choice(o->model, model);
    f->orientation = f->model == DOMAR_DEA_SBM ? DOMAR_DEA_NON : DOMAR_DEA_IN;
    if (strcmp(o->orientation, "auto") != 0) f->orientation = (domar_dea_orientation)choice(o->orientation, orientation);
    f->returns = (domar_dea_returns)choice(o->returns, returns);
    f->second = (domar_dea_second)choice(o->second_stage, second);
    f->super = o->super;
    f->strong = strcmp(o->disposal, "strong") == 0;
    f->inputs = j->data->inputs;
    f->outputs = j->data->outputs;
    f->bads = j->data->bads;
    j->reference = (domar_dea_reference)choice(o->reference, reference);
    if (f->model == DOMAR_DEA_RADIAL && f->orientation == DOMAR_DEA_NON)
        return domar_fail(cx, DOMAR_EUSAGE, "a radial model goes one way: --orientation in or out, or --model ddf");
    if (j->in->grain == BY_META && !*o->group)
        return domar_fail(cx, DOMAR_EUSAGE, "--by meta compares groups with all: name their column by --group");
    if (j->in->grain == BY_SCALE && f->model != DOMAR_DEA_RADIAL && f->model != DOMAR_DEA_SBM)
        return domar_fail(cx, DOMAR_EUSAGE, "--by scale is of radial and sbm models");
    return DOMAR_OK;
}

static domar_status data_of(domar_cx *cx, struct job *j)
{
    const struct options *o = j->opt;
    const bool ddf = strncmp(o->model, "ddf", 3) == 0, list = ddf && domar_dea_direction_is_list(o->direction);
    domar_status st = domar_dea_data_new(cx, &j->data, j->in->panel, j->in->missing, o->inputs, o->outputs, o->bad,
                                         list ? o->direction : NULL, "direction");
    if (!st) st = form_of(cx, j);
    if (st) return st;
    const bool translates = (ddf && strcmp(o->direction, "own") != 0) || j->form.model == DOMAR_DEA_ADDITIVE;
    if (!translates || j->form.returns != DOMAR_DEA_VRS)
        st = domar_dea_data_positive(cx, j->data, j->form.model == DOMAR_DEA_SBM && strcmp(o->zeros, "error") == 0, o->model);
    if (!st && *o->group) st = domar_sample_classes(cx, &j->group, &j->groups, j->data->sample, o->group, "group");
    if (st) return st;
    j->g = domar_scratch_bytes(cx, j->data->variables, sizeof *j->g);
    j->w = domar_scratch_bytes(cx, j->data->variables, sizeof *j->w);
    if (!j->g || !j->w) return DOMAR_ENOMEM;
    if (ddf) st = domar_dea_direction(cx, j->g, j->data, o->direction);
    if (!st && j->form.model == DOMAR_DEA_ADDITIVE) return domar_dea_slack_weights(cx, j->w, j->data, o->slack_weights);
    return st ? st : domar_dea_weights(cx, j->w, j->data, o->weights, j->g);
}

/* Every row against its set; with the groups' frontiers, or all in one. */
static domar_status solve(domar_cx *cx, domar_dea_answer **out, struct job *j, const domar_dea_form *form, bool grouped, bool detail)
{
    const domar_sample *s = j->data->sample;
    const bool by_group = grouped && j->group;
    const size_t groups = by_group ? domar_axis_size(j->groups) : 1;
    domar_dea_order_free(j->order);
    j->order = NULL;
    domar_status st = domar_dea_order_new(cx, &j->order, s, by_group ? j->group : NULL, groups);
    if (st) return st;
    j->set = domar_scratch_bytes(cx, groups * s->periods, sizeof *j->set);
    j->task = domar_scratch_bytes(cx, s->rows, sizeof *j->task);
    if (!j->set || !j->task) return DOMAR_ENOMEM;
    domar_dea_against(j->set, j->task, j->order, s, j->reference, (size_t)j->opt->window);
    const domar_dea_plan plan = { .form = *form, .rows = s->rows, .x = s->x, .g = j->g, .w = j->w, .set = j->set,
                                  .sets = groups * s->periods, .task = j->task, .tasks = s->rows, .detail = detail };
    domar_task(cx, "linear programs");
    if ((st = domar_dea_solve(cx, out, &plan))) return st;
    for (size_t t = 0; t < s->rows; t++) {
        const domar_dea_answer *a = *out;
        j->count[a->outcome[t]]++;
        j->primal = fmax(j->primal, a->primal[t]);
        j->dual = fmax(j->dual, a->dual[t]);
        j->gap = fmax(j->gap, a->gap[t]);
    }
    return DOMAR_OK;
}

/* ---- rows a row of the sample */
/* Is a better than b, by more than rounding? */
static bool better(const domar_dea_form *f, double a, double b)
{
    const bool up = f->model == DOMAR_DEA_SBM || (f->model == DOMAR_DEA_RADIAL && f->orientation == DOMAR_DEA_IN);
    return up ? a > b + 1e-9 * fmax(1, fabs(b)) : a < b - 1e-9 * fmax(1, fabs(b));
}

struct ranked { double score; uint32_t row; };

static int by_score(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return x->score < y->score ? -1 : x->score > y->score ? 1 : x->row < y->row ? -1 : x->row > y->row;
}

static domar_status rank(domar_cx *cx, double *of, const struct job *j, const domar_dea_answer *a)
{
    const domar_sample *s = j->data->sample;
    const bool down = !better(&j->form, 0, 1);                       /* more is better: the largest first */
    struct ranked *order = domar_scratch_bytes(cx, s->rows, sizeof *order);
    if (!order) return DOMAR_ENOMEM;
    for (size_t p = 0; p < s->periods; p++) {
        size_t n = 0, last = 0;
        for (size_t k = 0; k < s->rows; k++) {
            if (s->period[k] != p) continue;
            of[k] = NAN;
            if (!isnan(a->score[k])) order[n++] = (struct ranked){ down ? -a->score[k] : a->score[k], (uint32_t)k };
        }
        qsort(order, n, sizeof *order, by_score);
        for (size_t k = 0; k < n; k++) {
            if (k && better(&j->form, a->score[order[last].row], a->score[order[k].row])) last = k;
            of[order[k].row] = (double)last + 1;
        }
    }
    return DOMAR_OK;
}

static domar_status put_units(domar_cx *cx, domar_result *r, const struct job *j, const domar_dea_answer *a)
{
    const domar_sample *s = j->data->sample;
    const size_t n = s->rows, V = a->variables, room = a->lines + 1;
    double *efficiency = domar_scratch(cx, n), *place = domar_scratch(cx, n), *slacks = domar_scratch(cx, n);
    double *peers = domar_scratch(cx, n), *referenced = domar_scratch(cx, n);
    if (!efficiency || !place || !slacks || !peers || !referenced) return DOMAR_ENOMEM;
    for (size_t t = 0; t < n; t++) {
        const bool known = a->outcome[t] == DOMAR_LP_OPTIMAL;
        efficiency[t] = domar_dea_efficiency(&j->form, a->score[t]);
        peers[t] = known ? 0 : NAN;
        slacks[t] = known ? 0 : NAN;
        for (size_t v = 0; known && v < V; v++)
            if (s->x[v][t] > 0) slacks[t] += a->slack[t * V + v] / s->x[v][t];
        for (size_t k = 0; known && k < a->peers[t]; k++) {
            const uint32_t who = j->set[j->task[t].set].row[a->peer[t * room + k]];
            peers[t]++;
            if (who != t) referenced[who]++;
        }
    }
    domar_status st = rank(cx, place, j, a);
    const struct { const char *name; const double *value; } all[] = {
        { "score", a->score }, { "efficiency", efficiency }, { "rank", place }, { "slacks", slacks }, { "peers", peers },
        { "referenced", referenced } };
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++) st = domar_result_put(cx, r, columns, all[k].name, all[k].value);
    return st ? st : domar_result_put_class(cx, r, columns, "status", a->outcome);
}

static domar_status fill_units(domar_cx *cx, domar_result **out, struct job *j, domar_dea_answer **a)
{
    domar_status st = solve(cx, a, j, &j->form, true, true);
    if (!st) st = domar_result_new_sample(cx, out, "frontier.dea", j->data->sample);
    return st ? st : put_units(cx, *out, j, *a);
}

/* Scores under three assumptions on scale: SE = crs / vrs; increasing where nirs is as low as crs [fare1985]. */
static domar_status fill_scale(domar_cx *cx, domar_result **out, struct job *j, domar_dea_answer **first)
{
    static const domar_dea_returns of[] = { DOMAR_DEA_CRS, DOMAR_DEA_VRS, DOMAR_DEA_NIRS };
    static const char *const names[] = { "crs", "vrs", "nirs" };
    const size_t n = j->data->sample->rows;
    double *e[3], *scale = domar_scratch(cx, n);
    uint32_t *class = domar_scratch_bytes(cx, n, sizeof *class);
    domar_status st = scale && class ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 3; k++) {
        domar_dea_form f = j->form;
        f.returns = of[k];
        if (!(e[k] = domar_scratch(cx, n))) return DOMAR_ENOMEM;
        domar_dea_free(*first);
        *first = NULL;
        st = solve(cx, first, j, &f, true, false);
        for (size_t t = 0; !st && t < n; t++) e[k][t] = domar_dea_efficiency(&f, (*first)->score[t]);
    }
    if (!st) st = domar_result_new_sample(cx, out, "frontier.dea", j->data->sample);
    for (size_t t = 0; !st && t < n; t++) {
        scale[t] = e[0][t] / e[1][t];
        class[t] = !isfinite(scale[t]) || isnan(e[2][t]) ? 3 : scale[t] > 1 - 1e-8 ? 0 : fabs(e[2][t] - e[0][t]) <= 1e-8 * e[1][t] ? 1 : 2;
    }
    for (size_t k = 0; !st && k < 3; k++) st = domar_result_put(cx, *out, columns, names[k], e[k]);
    if (!st) st = domar_result_put(cx, *out, columns, "scale", scale);
    return st ? st : domar_result_put_class(cx, *out, columns, "returns_to_scale", class);
}

static domar_status fill_meta(domar_cx *cx, domar_result **out, struct job *j, domar_dea_answer **first)
{
    const size_t n = j->data->sample->rows;
    double *own = domar_scratch(cx, n), *meta = domar_scratch(cx, n), *tgr = domar_scratch(cx, n);
    uint32_t *status = domar_scratch_bytes(cx, n, sizeof *status);
    domar_status st = own && meta && tgr && status ? solve(cx, first, j, &j->form, true, false) : DOMAR_ENOMEM;
    for (size_t t = 0; !st && t < n; t++) {
        own[t] = domar_dea_efficiency(&j->form, (*first)->score[t]);
        status[t] = (*first)->outcome[t];
    }
    domar_dea_free(*first);
    *first = NULL;
    if (!st) st = solve(cx, first, j, &j->form, false, false);
    for (size_t t = 0; !st && t < n; t++) {
        meta[t] = domar_dea_efficiency(&j->form, (*first)->score[t]);
        tgr[t] = meta[t] / own[t];
        if (!status[t]) status[t] = (*first)->outcome[t];
    }
    if (!st) st = domar_result_new_sample(cx, out, "frontier.dea", j->data->sample);
    if (!st) st = domar_result_put(cx, *out, columns, "efficiency", own);
    if (!st) st = domar_result_put(cx, *out, columns, "meta", meta);
    if (!st) st = domar_result_put(cx, *out, columns, "tgr", tgr);
    return st ? st : domar_result_put_class(cx, *out, columns, "status", status);
}

/* ---- rows a variable or a peer */
/* Empty result of `rows` rows: unit and period as far as there are periods, then more. */
static domar_status rows_new(domar_cx *cx, domar_result **out, const struct job *j, const domar_dim *more, size_t count, size_t rows)
{
    const domar_panel *p = j->data->sample->panel;
    domar_dim dims[8] = { { "unit", p->unit_axis }, { "period", p->period_axis } };
    const size_t keys = p->period_name ? 2 : 1;
    for (size_t k = 0; k < count; k++) dims[keys + k] = more[k];
    return domar_result_new_rows(cx, out, "frontier.dea", NULL, dims, keys + count, rows);
}

static void key(domar_result *r, const domar_sample *s, size_t row, size_t t)
{
    domar_result_codes(r, "unit")[row] = s->unit[t];
    if (s->panel->period_name) domar_result_codes(r, "period")[row] = s->period[t];
}

static uint32_t role(const struct job *j, size_t v)
{
    return v >= j->data->variables ? 3 : (uint32_t)((v >= j->form.inputs) + (v >= j->form.inputs + j->form.outputs));
}

/* Multipliers: what inputs cost and outputs bring at the optimum. */
static void weights_of(double *weight, double *share, const struct job *j, const domar_dea_answer *a, size_t t, size_t V)
{
    const domar_sample *s = j->data->sample;
    double sum[2] = { 0 };
    for (size_t v = 0; v < V; v++) {
        const double y = a->price[t * a->lines + v];
        weight[v] = a->outcome[t] == DOMAR_LP_OPTIMAL ? 0 + (role(j, v) == 1 || role(j, v) == 3 ? y : 0 - y) : NAN;
        if (role(j, v) < 3) sum[role(j, v) == 1] += weight[v] * s->x[v][t];
    }
    for (size_t v = 0; v < V; v++)
        share[v] = role(j, v) < 3 && fabs(sum[role(j, v) == 1]) > 0 ? weight[v] * s->x[v][t] / sum[role(j, v) == 1] : NAN;
}

static domar_status fill_variables(domar_cx *cx, domar_result **out, struct job *j, domar_dea_answer **first)
{
    static const char *const slack[] = { "value", "target", "change", "slack", "beta" }, *const weight[] = { "weight", "share" };
    const bool prices = j->in->grain == BY_WEIGHT;
    const domar_sample *s = j->data->sample;
    const size_t V = j->data->variables + (prices && j->form.returns != DOMAR_DEA_CRS), count = prices ? 2 : 5;
    const char *const *names = prices ? weight : slack;
    double *column[5] = { NULL }, *of = domar_scratch(cx, 2 * V);
    uint32_t *kind = domar_scratch_bytes(cx, s->rows * V, sizeof *kind), *status = domar_scratch_bytes(cx, s->rows * V, sizeof *status);
    domar_axis *axis = NULL;
    domar_status st = kind && status && of ? solve(cx, first, j, &j->form, true, true) : DOMAR_ENOMEM;
    const domar_dea_answer *a = *first;
    if (!st) st = domar_dea_variables_axis(cx, &axis, j->data, V > j->data->variables);
    if (!st) st = rows_new(cx, out, j, &(domar_dim){ "variable", axis }, 1, s->rows * V);
    domar_axis_free(axis);
    for (size_t k = 0; !st && k < count; k++) st = domar_result_column(cx, *out, columns, names[k], &column[k]);
    for (size_t t = 0; !st && t < s->rows; t++) {
        if (prices) weights_of(of, of + V, j, a, t, V);
        for (size_t v = 0; v < V; v++) {
            const size_t row = t * V + v, at = t * a->variables + v;
            key(*out, s, row, t);
            domar_result_codes(*out, "variable")[row] = (uint32_t)v;
            kind[row] = role(j, v);
            status[row] = a->outcome[t];
            if (prices) {
                column[0][row] = of[v];
                column[1][row] = of[V + v];
                continue;
            }
            const bool known = a->outcome[t] == DOMAR_LP_OPTIMAL;
            const double x = s->x[v][t], values[] = { x, a->target[at], 100 * (a->target[at] / x - 1), a->slack[at],
                                                      j->form.model == DOMAR_DEA_RUSSELL ? a->part[at] : NAN };
            for (size_t k = 0; k < 5; k++) column[k][row] = known || k == 0 ? values[k] : NAN;
            if (!(fabs(x) > 0)) column[2][row] = NAN;
        }
    }
    if (!st) st = domar_result_put_class(cx, *out, columns, "role", kind);
    return st ? st : domar_result_put_class(cx, *out, columns, "status", status);
}

static domar_status fill_peers(domar_cx *cx, domar_result **out, struct job *j, domar_dea_answer **first)
{
    const domar_sample *s = j->data->sample;
    const domar_panel *p = s->panel;
    const domar_dim more[] = { { "partner", p->unit_axis }, { "reference", p->period_axis } };
    size_t rows = 0, row = 0;
    double *lambda;
    domar_status st = solve(cx, first, j, &j->form, true, true);
    const domar_dea_answer *a = *first;
    for (size_t t = 0; !st && t < s->rows; t++) rows += a->peers[t];
    if (!st) st = rows_new(cx, out, j, more, p->period_name ? 2 : 1, rows);
    if (!st) st = domar_result_column(cx, *out, columns, "lambda", &lambda);
    for (size_t t = 0; !st && t < s->rows; t++)
        for (size_t k = 0; k < a->peers[t]; k++, row++) {
            const size_t at = t * (a->lines + 1) + k, who = j->set[j->task[t].set].row[a->peer[at]];
            key(*out, s, row, t);
            domar_result_codes(*out, "partner")[row] = s->unit[who];
            if (p->period_name) domar_result_codes(*out, "reference")[row] = s->period[who];
            lambda[row] = a->lambda[at];
        }
    return st;
}

/* ---- what was done, and what came of it */
static domar_status certify(domar_cx *cx, domar_result *r, const struct job *j)
{
    const struct options *o = j->opt;
    static const char *const way[] = { "in", "out", "non" };
    const bool ddf = strncmp(o->model, "ddf", 3) == 0, oriented = j->form.model == DOMAR_DEA_RADIAL || j->form.model == DOMAR_DEA_SBM;
    char window[64];
    snprintf(window, sizeof window, "window: %lld periods before and after", (long long)o->window);
    const struct { const char *name, *text; } all[] = {
        { "model", o->model }, { "orientation", oriented ? way[j->form.orientation] : NULL },
        { "returns", j->in->grain == BY_SCALE ? NULL : o->returns },
        { "reference", strcmp(o->reference, "window") == 0 ? window : o->reference }, { "group", *o->group ? o->group : NULL },
        { "super", !o->super ? NULL : j->form.model == DOMAR_DEA_SBM ? "efficient units again, against the others; the rest keep their sbm score"
                   : "every unit against the others" },
        { "direction", ddf ? o->direction : NULL }, { "weights", j->form.model == DOMAR_DEA_RUSSELL ? o->weights : NULL },
        { "slack_weights", j->form.model == DOMAR_DEA_ADDITIVE ? o->slack_weights : NULL },
        { "bad_outputs", !j->form.bads ? NULL : j->form.model == DOMAR_DEA_SBM ? "slacks of bad outputs count with those of outputs"
                         : j->form.strong ? "strong disposability" : j->form.returns == DOMAR_DEA_CRS ? "weak disposability (equality)"
                         : "weak disposability as papers have it: the equality on top of the scale, without an abatement factor" },
        { "second_stage", j->form.model != DOMAR_DEA_RADIAL && j->form.model != DOMAR_DEA_DDF ? NULL : j->form.second == DOMAR_DEA_SUM
                          ? "largest sum of slacks in the units of the data: depends on them" : j->form.second == DOMAR_DEA_SHARE
                          ? "largest sum of slacks as shares of the data" : "none: targets may leave slacks" },
        { "zeros", j->form.model == DOMAR_DEA_SBM ? o->zeros : NULL },
        { "not_unique", j->in->grain == BY_PEER || j->in->grain == BY_WEIGHT || j->in->grain == BY_SLACK
                        ? "where several optima share a score, one of them is shown" : NULL } };
    domar_status st = domar_sample_certify(cx, r, j->data->sample, j->in->missing);
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++)
        if (all[k].text) st = domar_result_certify_text(cx, r, all[k].name, all[k].text);
    for (size_t k = 0; !st && k < 4; k++) st = domar_result_certify(cx, r, statuses[k].code, (double)j->count[k], k == 3 ? 0 : NAN);
    if (!st && j->count[DOMAR_LP_INFEASIBLE])
        st = domar_result_certify_text(cx, r, "why_infeasible", "no combination of the reference set, under these returns to scale, "
                                       "uses no more and makes no less than the unit does, however far it moves; proved by a ray");
    if (!st && j->count[DOMAR_LP_UNBOUNDED])
        st = domar_result_certify_text(cx, r, "why_unbounded", "the unit can move without end, for it has only zeros in what moves; proved by a ray");
    if (!st) st = domar_result_certify(cx, r, "primal_residual", j->primal, 1e-9);
    if (!st) st = domar_result_certify(cx, r, "dual_residual", j->dual, 1e-9);
    return st ? st : domar_result_certify(cx, r, "duality_gap", j->gap, 1e-9);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct job *j, const domar_dea_answer *a)
{
    const domar_sample *s = j->data->sample;
    double sum = 0;
    size_t known = 0, best = 0, worst = SIZE_MAX, off = 0;
    for (size_t t = 0; t < s->rows; t++) {
        const double v = a->score[t];
        if (isnan(v)) {
            off++;
            continue;
        }
        const double e = domar_dea_efficiency(&j->form, v);
        best += isnan(e) ? fabs(v) < 1e-9 : e > 1 - 1e-9;
        if (worst == SIZE_MAX || better(&j->form, a->score[worst], v)) worst = t;
        sum += isnan(e) ? v : e;
        known++;
    }
    if (worst == SIZE_MAX)
        return domar_result_read(cx, r, "No program has an answer: see the status of the rows.", "所有规划均无解：请看各行状态。");
    const domar_panel *p = s->panel;
    const bool share = !isnan(domar_dea_efficiency(&j->form, a->score[worst]));
    const char *when = p->period_name ? domar_axis_code(p->period_axis, s->period[worst]) : "";
    char *en = domar_format(cx, "%zu of %zu rows are on the frontier; mean %s %.3f, farthest from it %s%s%s.%s", best, known,
                            share ? "efficiency" : "score", sum / (double)known, domar_axis_label(p->unit_axis, s->unit[worst], "en"),
                            *when ? " in " : "", when, off ? " Some rows have no score: see their status." : "");
    char *zh = domar_format(cx, "%zu 行中 %zu 行位于前沿；平均%s %.3f，距前沿最远的是%s%s%s。%s", known, best, share ? "效率" : "得分",
                            sum / (double)known, domar_axis_label(p->unit_axis, s->unit[worst], "zh"), *when ? "，" : "", when,
                            off ? "部分行无解，见其状态。" : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    static domar_status (*const fill[])(domar_cx *, domar_result **, struct job *, domar_dea_answer **) = {
        fill_units, fill_variables, fill_peers, fill_variables, fill_scale, fill_meta };
    struct job j = { .in = in, .opt = options };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_dea_answer *a = NULL;
    domar_status st = data_of(cx, &j);
    if (!st) st = fill[in->grain](cx, out, &j, &a);
    if (!st) st = certify(cx, *out, &j);
    if (!st) st = read_out(cx, *out, &j, a);
    domar_dea_free(a);
    domar_dea_order_free(j.order);
    domar_release(j.group);
    domar_axis_free(j.groups);
    domar_dea_data_free(j.data);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_frontier_dea = {
    .id = "frontier.dea", .title_en = "Efficiency against the frontier of the best (DEA)", .title_zh = "数据包络分析（DEA）效率",
    .about_en =
        "How much less input, or more output, the best combination of observed units would need. radial: CCR (crs) and BCC (vrs) "
        "scores; additive: the sum of slacks; sbm: slacks as shares of the data, inputs over outputs, with bad outputs beside "
        "them; ddf: one step along a direction for all variables; ddf-nonradial: a step for each. The reference set is the "
        "unit's period, periods up to it, around it, or all, of its --group or of all groups (--by meta: technology gap "
        "ratio). Every row says whether its program has an answer: super-efficiency under variable returns and directions "
        "across periods may have none. Scores do not depend on the units of the data; slacks of a second stage by sum do. The "
        "certificate holds the largest violation of rows, of prices of all units, and the gap between both programs, measured "
        "apart from the solver.",
    .about_zh =
        "以观测单元的最佳组合为前沿，度量各单元可减少多少投入或增加多少产出。radial：CCR（crs）与 BCC（vrs）；additive：松弛之和；sbm：以数据"
        "占比计的松弛，可含非期望产出；ddf：沿统一方向；ddf-nonradial：各变量各自的步长。参考集可为当期、序列、窗口、双期或全局，可按 --group "
        "分组（--by meta 给出技术落差比）。每行给出规划状态：可变规模报酬下的超效率、跨期方向可能无解。证书列出独立于求解器核验的最大残差与对偶间隙。",
    .formula = "\\min \\theta:\\ X\\lambda \\le \\theta x_0,\\ Y\\lambda \\ge y_0; \\quad \\min \\rho = "
        "\\frac{1 - \\frac1m \\sum s^-_i / x_{i0}}{1 + \\frac1s \\sum s^+_r / y_{r0}}; \\quad \\max \\beta:\\ X\\lambda \\le x_0 - \\beta g_x,\\ "
        "Y\\lambda \\ge y_0 + \\beta g_y,\\ B\\lambda = b_0 - \\beta g_b",
    .cite = "charnes1978; banker1984; charnes1985; tone2001; tone2002; tone2003; chung1997; zhou2012; odonnell2008",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit, period: the row that is measured; variable: an input or output; partner, reference: the unit and period of a peer",
    .dim_docs_zh = "unit、period：被评价的行；variable：投入或产出；partner、reference：参照单元及其时期",
    .example = "inputs=capital,labour outputs=output group=region", .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_PANEL, .run = run };
