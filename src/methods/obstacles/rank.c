/* methods/obstacles/rank.c -- which obstacles cost most: every wedge and trade cost by one transposed solve
 *
 *     (I - G_z)' lambda = J_z,    dJ/d(obstacle) = J_obstacle + lambda' G_obstacle
 *
 * with the equations of model/equilibrium.c and J welfare, real GDP, value added or jobs (model/goal.c).  At the margin
 * an iceberg always gains about its flow and a tax what it holds back, so that gains are compared over a named feasible
 * range (model/obstacle.c); how they are found is told in model/ranking.c.  Easings overlap: they do not add up; groups
 * are eased together. */
#include "base/text.h"
#include "model/obstacle_axes.h"
#include "model/ranking.h"
#include "read/wedges.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *objective, *of, *of_industry, *kinds, *range, *levels;
    double ease, raise, mobility;
    int64_t most, confirm, rank;
};

enum { BY_OBSTACLE, BY_KIND, BY_ECONOMY, BY_INDUSTRY, BY_PARTNER, BY_KIND_ECONOMY, BY_KIND_INDUSTRY, BY_TERM, BY_CELLS };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, objective), .text = "welfare", .choices = "welfare|gdp|value_added|jobs",
      .en = "What is to be gained: welfare (sum of equivalent variations), real GDP, value added at prices of consumption, jobs "
            "(labour in efficiency units).",
      .zh = "目标：福利（等价变化之和）、实际国内生产总值、按消费价格计的增加值、就业（效率单位劳动）。" },
    { DOMAR_FIELD(struct options, of), .en = "Whose: economies with commas; default all, the world.",
      .zh = "以谁为目标：经济体代码，逗号分隔；默认全部，即世界。" },
    { DOMAR_FIELD(struct options, of_industry), .en = "Whose value added or jobs: industries with commas; default all.",
      .zh = "以哪些行业的增加值或就业为目标：行业代码，逗号分隔；默认全部。" },
    { DOMAR_FIELD(struct options, kinds),
      .en = "Kinds of obstacles with commas, as in scenarios, and mobility; default all that there are.",
      .zh = "障碍种类（与情景中的名称相同，另有 mobility），逗号分隔；默认全部。" },
    { DOMAR_FIELD(struct options, range), .text = "zero", .choices = "zero|peers",
      .en = "Feasible range: zero: wedges to nothing, trade costs by --ease; peers: to what a tenth of their peers do not exceed "
            "(wedges: same kind and industry, over economies or pairs; trade costs: residuals of the same good over all pairs).",
      .zh = "可行范围：zero 为楔子降至零、贸易成本按 --ease 下降；peers 为降至同类的第 10 百分位（楔子：同种类同行业的各经济体或各对贸易方；"
            "贸易成本：同一产品各对贸易方的残差）。" },
    { DOMAR_FIELD(struct options, ease), .def = 10, .lo = 0.001, .hi = 90, .unit = "%",
      .en = "Feasible range of trade costs: by how many per cent they could fall.", .zh = "贸易成本的可行下降幅度。", .only = "range=zero" },
    { DOMAR_FIELD(struct options, raise), .def = 10, .lo = 0.001, .hi = 1000, .unit = "%",
      .en = "Feasible range of productivity without --levels: by how many per cent it could rise.", .zh = "未给出 --levels 时生产率的可行提升幅度。" },
    { DOMAR_FIELD(struct options, levels),
      .en = "File of productivity levels (CSV economy,industry,value), which one table does not tell: the range is then to the 90th "
            "percentile of the industry.",
      .zh = "生产率水平文件（CSV：economy,industry,value），单张表无法识别；此时可行范围为本行业第 90 百分位。" },
    { DOMAR_FIELD(struct options, mobility), .def = 3, .lo = 0.001, .hi = 1000,
      .en = "Feasible range of mobility: kappa to this, where the scenario has it lower.", .zh = "流动性的可行范围：kappa 提高至此值（若情景中更低）。" },
    { DOMAR_FIELD(struct options, most), .def = 100, .lo = 1, .hi = 10000000,
      .en = "How many obstacles, groups or cells to list, largest gain first.", .zh = "列出多少项（按收益排序）。" },
    { DOMAR_FIELD(struct options, confirm), .def = 10, .lo = 0, .hi = 10000,
      .en = "How many of the largest (by size, gains or losses) to solve again in full.", .zh = "对收益绝对值最大的多少项重新完整求解。" },
    { DOMAR_FIELD(struct options, rank), .def = 1, .lo = 1, .hi = 10000000,
      .en = "--by term and cells: the obstacle of this rank.", .zh = "--by term 与 cells：分解排名为此的障碍。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "obstacle", "rank,kind,economy,industry,partner,user", "Obstacles one by one, largest gain first.",
      "逐项列出障碍，按收益排序。" },
    { "kind", "rank,kind", "All obstacles of a kind eased together, solved in full.", "同类障碍一并放宽并完整求解。" },
    { "economy", "rank,economy", "All obstacles of an economy eased together.", "同一经济体的障碍一并放宽。" },
    { "industry", "rank,industry", "All obstacles on an industry's product or production eased together.", "同一行业（产品或生产）的障碍一并放宽。" },
    { "partner", "rank,partner", "All obstacles to an origin's goods eased together; others are in no group.",
      "针对同一来源地的障碍一并放宽；无来源地的障碍不计入。" },
    { "kind,economy", "rank,kind,economy", "All obstacles of a kind in an economy eased together.", "同一经济体的同类障碍一并放宽。" },
    { "kind,industry", "rank,kind,industry", "All obstacles of a kind on an industry eased together.", "同一行业的同类障碍一并放宽。" },
    { "term", "economy,term", "Where the gain of one obstacle (--rank) comes from, solved in full: rows add up to it.",
      "某一障碍（--rank）完整求解的收益来自何处：各行之和等于该收益。" },
    { "cells", "economy,industry,partner,term", "The same by good or producer and partner, largest first; the last row is the rest.",
      "同上，按产品或生产者及伙伴细分，从大到小；最后一行为其余。" },
    { .name = NULL } };

static const domar_item yes_no[] = { { "yes", "yes", "是", NULL, NULL }, { "no", "no", "否", NULL, NULL }, { .code = NULL } };
static const domar_item bases[] = {
    { "start", "gradient at this point", "当前点梯度", NULL, NULL }, { "range", "gradient along the range", "范围内梯度", NULL, NULL },
    { "exact", "solved in full", "完整求解", NULL, NULL }, { .code = NULL } };
static const domar_item goals[] = {
    { "welfare", "welfare", "福利", NULL, NULL }, { "gdp", "real GDP", "实际国内生产总值", NULL, NULL },
    { "value_added", "value added", "增加值", NULL, NULL }, { "jobs", "jobs", "就业", NULL, NULL }, { .code = NULL } };
static const domar_item actual[] = { { "actual", "revenue to its owners", "收入归其所有者", NULL, NULL }, { .code = NULL } };
static const domar_item closures[] = {
    { "fixed", "deficits fixed", "赤字不变", NULL, NULL }, { "zero", "no deficits", "无赤字", NULL, NULL },
    { "world_income", "deficits as shares of the world's spending", "赤字占世界支出比重不变", NULL, NULL }, { .code = NULL } };

static const domar_column columns[] = {
    { "level", "%", "Level of the wedge; of productivity with --levels, against the 90th percentile; none for trade costs and "
      "mobility, whose levels are not known.", "楔子水平；给出 --levels 时为生产率与第 90 百分位之差；贸易成本与流动性的水平未知，不给出。", NULL },
    { "gain_per_point", "money or jobs", "Gain of the objective from one point less (of trade costs: one per cent; of productivity: "
      "one per cent more; of mobility: kappa one higher).", "降低一个点（贸易成本为 1%，生产率为提高 1%，流动性为 kappa 加 1）带来的目标收益。", NULL },
    { "gain_feasible", "money or jobs", "Gain from easing it over its feasible range, as found by `basis`; of groups solved in full.",
      "在可行范围内放宽的收益，得法见 basis；分组均为完整求解。", NULL },
    { "gain_per_revenue", "ratio or jobs per money", "Gain over the public revenue that is forgone (taxes, rents and markups of all "
      "economies, real): exact where confirmed, else at the margin; none where revenue does not fall by a ten-thousandth of "
      "what the obstacle stands on.",
      "收益与所放弃的收入（各经济体的税收、租金与加成，实际值）之比：已确认者为精确值，其余为边际值；收入减少不足障碍所涉金额万分之一者不给出。", NULL },
    { "confirmed", NULL, "Solved again in full?", "是否已完整求解确认。", yes_no },
    { "revenue", "money", "Change of that real revenue over the range: exact where confirmed, else from the gradient.",
      "可行范围内上述实际收入的变化：已确认者为精确值，其余按梯度。", NULL },
    { "gain_per_percent", "money or jobs", "Of productivity: gain from one per cent more.", "生产率：提高 1% 的收益。", NULL },
    { "residual", "%", "Of trade costs: Head-Ries residual of the pair and good, mean of both directions, known wedges taken out: a "
      "residual that includes taste, under this theta.", "贸易成本：该对经济体与产品的 Head-Ries 残差（双向平均，已剔除已知楔子），含偏好，取决于 theta。", NULL },
    { "theta", "ratio", "Of trade costs: the trade elasticity behind the residual.", "贸易成本：残差所用的贸易弹性。", NULL },
    { "basis", NULL, "How gain_feasible was found.", "gain_feasible 的得法。", bases },
    { "objective", NULL, "What is to be gained; whose is in the certificate.", "目标；以谁为目标见证书。", goals },
    { "transfers", NULL, "Who gets revenue: nobody is compensated.", "收入归属：无补偿性转移。", actual },
    { "closure", NULL, "Closure of the scenario.", "情景的闭合。", closures },
    { "parts", "money or jobs", "Sum of the gains of the group's obstacles one by one, from the gradient at this point.",
      "该组各障碍单独收益（按当前梯度）之和。", NULL },
    { "overlap", "%", "Joint gain over that sum.", "一并放宽的收益占该和的比重。", NULL },
    { "cells", "count", "Obstacles of the group.", "该组障碍数目。", NULL },
    { "gain", "money or jobs", "Contribution to the gain.", "对收益的贡献。", NULL },
    { "share", "%", "The same of the gain.", "占收益的比重。", NULL },
    { .name = NULL } };

/* The order of domar_term_kind, then what other objectives are made of. */
static const domar_term terms[] = {
    { "", "terms_of_trade", "terms of trade", "贸易条件", "Prices of exports against prices of imports.", "出口价格与进口价格之比。" },
    { "", "trade_volume", "volume of trade", "贸易量", "More of trade that border wedges hold back.", "边境楔子所抑制的贸易增加。" },
    { "", "technology", "technology", "技术", "Productivity, trade costs in goods, tastes.", "生产率、冰山贸易成本、偏好。" },
    { "", "reallocation", "reallocation", "再配置", "More of what domestic wedges hold back.", "国内楔子所抑制的活动增加。" },
    { "", "factors", "factors", "要素", "More factors at work.", "要素投入增加。" },
    { "", "transfers", "transfers", "转移", "Incomes from abroad and what they buy.", "来自境外的收入及其购买力。" },
    { "", "distribution", "distribution", "分配", "Between households of an economy.", "经济体内家庭之间。" },
    { "", "gdp", "real GDP", "实际国内生产总值", "Of --objective gdp.", "用于 --objective gdp。" },
    { "", "value_added", "value added", "增加值", "Of --objective value_added.", "用于 --objective value_added。" },
    { "", "jobs", "jobs", "就业", "Of --objective jobs.", "用于 --objective jobs。" },
    { "", "rest", "the rest", "其余", "All cells that are not listed.", "未列出的全部单元。" },
    { .code = NULL } };
enum { OTHER_TERMS = DOMAR_TERMS, REST = DOMAR_TERMS + DOMAR_GOALS - 1 };

struct work {
    const domar_input *in;
    const struct options *opt;
    domar_case *c;
    domar_goal goal;
    domar_ranking r;
    domar_range range;
    char *money;
    double gap;                  /* of cells; NAN */
    domar_obstacle shown;        /* what is drilled down to */
};

/* ---- what is asked for */
static domar_status choose_kinds(domar_cx *cx, bool wanted[DOMAR_OBSTACLE_KINDS], const char *list)
{
    char code[64], all[256] = "";
    for (size_t k = 0; k < DOMAR_OBSTACLE_KINDS; k++) {
        wanted[k] = !list;
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", k ? ", " : "", domar_obstacle_kinds[k].code);
    }
    while (list && domar_next_part(&list, code, sizeof code)) {
        size_t k = 0;
        while (k < DOMAR_OBSTACLE_KINDS && strcmp(domar_obstacle_kinds[k].code, code) != 0) k++;
        if (k == DOMAR_OBSTACLE_KINDS) return domar_fail(cx, DOMAR_EUSAGE, "--kinds: %s cannot be ranked: choose among %s", code, all);
        wanted[k] = true;
    }
    return DOMAR_OK;
}

struct blocks { domar_cx *cx; void **list; size_t count, room; };

static domar_status keep(void *arg, void *block)
{
    struct blocks *b = arg;
    const domar_status st = domar_grow(b->cx, &b->list, &b->room, b->count + 1, sizeof *b->list);
    if (st) domar_release(block);
    else b->list[b->count++] = block;
    return st;
}

static domar_status take_level(domar_cx *cx, const struct work *w, double *levels, const domar_wedge_row *row)
{
    const domar_axis *axes[] = { domar_series_axis(w->in->series, DOMAR_ECONOMIES), domar_series_axis(w->in->series, DOMAR_INDUSTRIES) };
    const char *codes[] = { row->economy, row->industry }, *what[] = { "economy", "industry" };
    size_t at[2];
    for (size_t k = 0; k < 2; k++) {
        if (!codes[k] || row->partner)
            return domar_fail(cx, DOMAR_EDATA, "%s: levels of productivity have the columns economy,industry,value", w->opt->levels);
        at[k] = domar_axis_find(axes[k], codes[k]);
        if (at[k] == SIZE_MAX)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: the table has no %s %s", w->opt->levels, row->line, what[k], codes[k]);
    }
    if (!(row->value > 0))
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: a level of productivity is above 0, not %g", w->opt->levels, row->line, row->value);
    levels[at[0] * w->c->base->world->N + at[1]] = row->value;
    return DOMAR_OK;
}

static domar_status read_levels(domar_cx *cx, struct work *w)
{
    const size_t n = w->c->base->world->n;
    double *levels = domar_scratch(cx, n);
    struct blocks blocks = { cx, NULL, 0, 0 };
    domar_wedge_row *rows = NULL;
    size_t count = 0;
    if (!levels) return DOMAR_ENOMEM;
    for (size_t p = 0; p < n; p++) levels[p] = NAN;
    domar_status st = domar_wedges_read(cx, &rows, &count, w->opt->levels, NULL, keep, &blocks);
    for (size_t k = 0; !st && k < count; k++) st = take_level(cx, w, levels, &rows[k]);
    for (size_t k = 0; k < blocks.count; k++) domar_release(blocks.list[k]);
    domar_release(blocks.list);
    w->range.levels = levels;
    return st;
}

static domar_status prepare(domar_cx *cx, struct work *w)
{
    const struct options *opt = w->opt;
    bool wanted[DOMAR_OBSTACLE_KINDS];
    size_t kind = 0;
    while (strcmp(domar_goal_words[kind].code, opt->objective) != 0) kind++;
    w->range = (domar_range){ strcmp(opt->range, "peers") == 0, opt->ease, opt->raise, opt->mobility, NULL };
    domar_status st = choose_kinds(cx, wanted, opt->kinds);
    if (!st) st = domar_goal_new(cx, &w->goal, w->c, (domar_goal_kind)kind, opt->of, opt->of_industry);
    if (!st && opt->levels) st = read_levels(cx, w);
    w->r = (domar_ranking){ .c = w->c, .goal = &w->goal, .shown = (size_t)(opt->most > opt->rank ? opt->most : opt->rank) };
    if (!st) st = domar_obstacles_find(cx, &w->r.all, w->c, wanted, &w->range);
    return st ? st : domar_ranking_start(cx, &w->r);
}

/* ---- answers */
static const char *unit_of(const struct work *w) { return w->goal.unit ? w->goal.unit : w->money; }

/* A column in the objective's unit, which the table of columns cannot know. */
static domar_status column_of(domar_cx *cx, domar_result *r, const struct work *w, const char *name, double **values)
{
    domar_status st = domar_result_column(cx, r, columns, name, values);
    const bool per = strcmp(name, "gain_per_revenue") == 0;
    char *unit = !per ? domar_strdup(cx, unit_of(w)) : w->goal.unit ? domar_format(cx, "%s per %s", w->goal.unit, w->money)
                                                                    : domar_strdup(cx, "ratio");
    if (!unit) st = DOMAR_ENOMEM;
    if (!st) st = domar_result_set_unit(cx, r, name, unit);
    domar_release(unit);
    return st;
}

static domar_status constant(domar_cx *cx, domar_result *r, const char *name, uint32_t *room, size_t value)
{
    for (size_t k = 0; k < domar_result_rows(r); k++) room[k] = (uint32_t)value;
    return domar_result_put_class(cx, r, columns, name, room);
}

static domar_status classes(domar_cx *cx, domar_result *r, const struct work *w)
{
    const char *deficits = w->in->scenario->deficits;
    const size_t rows = domar_result_rows(r);
    uint32_t *room = domar_scratch_bytes(cx, rows + 1, sizeof *room);
    size_t closure = 0;
    if (!room) return DOMAR_ENOMEM;
    while (deficits && closures[closure + 1].code && strcmp(closures[closure].code, deficits) != 0) closure++;
    for (size_t k = 0; k < rows; k++) room[k] = w->r.all.list[k].basis;
    domar_status st = domar_result_put_class(cx, r, columns, "basis", room);
    if (!st) st = constant(cx, r, "objective", room, w->goal.kind);
    if (!st) st = constant(cx, r, "transfers", room, 0);
    return st ? st : constant(cx, r, "closure", room, closure);
}

static void fill(const struct work *w, double *row, const domar_obstacle *o)
{
    const domar_obstacle_kind *kind = &domar_obstacle_kinds[o->kind];
    const domar_world *world = w->c->base->world;
    const bool exact = o->basis == DOMAR_BASIS_EXACT, cost = kind->move == DOMAR_MOVE_ICEBERG;
    const double lost = -(exact ? o->revenue : o->revenue_point), gained = exact ? o->gain : o->point;
    row[0] = 100 * expm1(o->level);
    row[1] = o->point;
    row[2] = o->gain;
    row[3] = lost > 1e-4 * o->flow * fabs(exact ? o->ease : o->step) ? gained / lost : NAN;
    row[4] = o->revenue;
    row[5] = kind->move == DOMAR_MOVE_PRODUCTIVITY ? o->point : NAN;
    row[6] = 100 * expm1(o->residual);
    row[7] = cost ? world->theta[o->at / world->G % world->N] : NAN;
}

static domar_status answer(domar_cx *cx, domar_result **out, struct work *w)
{
    static const struct { const char *name; bool of_goal; } names[] = {
        { "level", false }, { "gain_per_point", true }, { "gain_feasible", true }, { "gain_per_revenue", true },
        { "revenue", false }, { "gain_per_percent", true }, { "residual", false }, { "theta", false } };
    enum { WIDTH = sizeof names / sizeof *names };
    const size_t rows = (size_t)w->opt->most < w->r.all.count ? (size_t)w->opt->most : w->r.all.count;
    domar_obstacle_axes a;
    double *column[WIDTH];
    uint32_t *sure = domar_scratch_bytes(cx, rows + 1, sizeof *sure);
    domar_status st = domar_obstacle_axes_new(cx, &a, w->c, rows);
    if (!sure) st = DOMAR_ENOMEM;
    const domar_dim dims[] = { { "rank", a.rank }, { "kind", a.kind }, { "economy", a.economy }, { "industry", a.industry },
                               { "partner", a.partner }, { "user", a.user } };
    if (!st) st = domar_result_new_rows(cx, out, "obstacles.rank", w->money, dims, 6, rows);
    for (size_t k = 0; !st && k < rows; k++) sure[k] = w->r.all.list[k].basis != DOMAR_BASIS_EXACT;
    for (size_t k = 0; !st && k < WIDTH; k++) {
        if (k == 3) st = domar_result_put_class(cx, *out, columns, "confirmed", sure);
        if (!st) st = names[k].of_goal ? column_of(cx, *out, w, names[k].name, &column[k])
                                       : domar_result_column(cx, *out, columns, names[k].name, &column[k]);
    }
    for (size_t k = 0; !st && k < rows; k++) {
        size_t place[4];
        double row[WIDTH];
        domar_obstacle_place(w->c, place, &w->r.all.list[k]);
        domar_result_codes(*out, "rank")[k] = (uint32_t)k;
        domar_result_codes(*out, "kind")[k] = (uint32_t)w->r.all.list[k].kind;
        for (size_t d = 0; d < 4; d++) domar_result_codes(*out, dims[d + 2].name)[k] = (uint32_t)place[d];
        fill(w, row, &w->r.all.list[k]);
        for (size_t c = 0; c < WIDTH; c++) column[c][k] = row[c];
    }
    if (!st) st = classes(cx, *out, w);
    domar_obstacle_axes_free(&a);
    return st;
}

static domar_status answer_groups(domar_cx *cx, domar_result **out, struct work *w)
{
    static const int by[][2] = { [BY_KIND] = { DOMAR_BY_KIND, -1 }, [BY_ECONOMY] = { DOMAR_BY_ECONOMY, -1 },
        [BY_INDUSTRY] = { DOMAR_BY_INDUSTRY, -1 }, [BY_PARTNER] = { DOMAR_BY_PARTNER, -1 },
        [BY_KIND_ECONOMY] = { DOMAR_BY_KIND, DOMAR_BY_ECONOMY }, [BY_KIND_INDUSTRY] = { DOMAR_BY_KIND, DOMAR_BY_INDUSTRY } };
    static const char *const names[] = { "gain_feasible", "gain_per_revenue", "parts" };
    static const char *const dim_names[] = { "kind", "economy", "industry", "partner" };
    const int *mine = by[w->in->grain];
    domar_group *groups;
    size_t count;
    domar_obstacle_axes a = { NULL, NULL, NULL, NULL, NULL, NULL };
    double *column[6];
    domar_status st = domar_ranking_groups(cx, &groups, &count, &w->r, mine);
    const size_t rows = !st && (size_t)w->opt->most < count ? (size_t)w->opt->most : count;
    if (!st) st = domar_obstacle_axes_new(cx, &a, w->c, rows);
    const domar_axis *const axes[] = { a.kind, a.economy, a.industry, a.partner };
    domar_dim dims[3] = { { "rank", a.rank } };
    size_t width = 1;
    for (size_t d = 0; d < 2 && mine[d] >= 0; d++) dims[width++] = (domar_dim){ dim_names[mine[d]], axes[mine[d]] };
    if (!st) st = domar_result_new_rows(cx, out, "obstacles.rank", w->money, dims, width, rows);
    for (size_t k = 0; !st && k < 3; k++) st = column_of(cx, *out, w, names[k], &column[k]);
    if (!st) st = domar_result_column(cx, *out, columns, "overlap", &column[3]);
    if (!st) st = domar_result_column(cx, *out, columns, "revenue", &column[4]);
    if (!st) st = domar_result_column(cx, *out, columns, "cells", &column[5]);
    for (size_t k = 0; !st && k < rows; k++) {
        const domar_group *g = &groups[k];
        domar_result_codes(*out, "rank")[k] = (uint32_t)k;
        for (size_t d = 1; d < width; d++) domar_result_codes(*out, dims[d].name)[k] = (uint32_t)g->key[d - 1];
        column[0][k] = g->gain;
        column[1][k] = -g->revenue > 1e-9 * w->r.spent ? g->gain / -g->revenue : NAN;
        column[2][k] = g->parts;
        column[3][k] = fabs(g->parts) > 0 ? 100 * g->gain / g->parts : NAN;
        column[4][k] = g->revenue;
        column[5][k] = (double)g->cells;
    }
    domar_obstacle_axes_free(&a);
    return st;
}

/* ---- one obstacle: what makes its gain */
struct share { size_t place[4]; double gain; };    /* economy, industry, partner, term */

static int by_size(const void *a, const void *b)
{
    const struct share *p = a, *q = b;
    if (fabs(p->gain) != fabs(q->gain)) return fabs(p->gain) > fabs(q->gain) ? -1 : 1;
    for (size_t k = 0; k < 4; k++)
        if (p->place[k] != q->place[k]) return p->place[k] < q->place[k] ? -1 : 1;
    return 0;
}

/* Of welfare: cells of the integral; of other goals their parts. */
static domar_status split(domar_cx *cx, struct work *w, struct share **shares, size_t *count, size_t k)
{
    const domar_world *world = w->c->base->world;
    const size_t N = world->N, G = world->G, F = world->F;
    const bool welfare = w->goal.kind == DOMAR_GOAL_WELFARE, by_factor = w->goal.kind == DOMAR_GOAL_JOBS;
    const size_t size = welfare ? domar_cells(world) * DOMAR_TERMS : w->goal.kind == DOMAR_GOAL_GDP ? G : world->n * (by_factor ? F : 1);
    double *values = domar_scratch(cx, size);
    *shares = domar_scratch_bytes(cx, size + 1, sizeof **shares);
    if (!values || !*shares) return DOMAR_ENOMEM;
    const domar_status st = welfare ? domar_ranking_cells(cx, &w->r, k, values, &w->gap) : domar_ranking_parts(cx, &w->r, k, values);
    *count = 0;
    double noise = 0;                                     /* what the linear systems leave: 0 */
    for (size_t c = 0; !st && c < size; c++) noise = fmax(noise, 1e-11 * fabs(values[c]));
    for (size_t c = 0; !st && c < size; c++) {
        if (!(fabs(values[c]) > noise)) continue;
        struct share s = { { c, N, G, OTHER_TERMS + w->goal.kind - 1 }, values[c] };
        if (welfare) {
            const size_t cell = c / DOMAR_TERMS;
            s = (struct share){ { cell / (G + 1) / (N + 1), cell / (G + 1) % (N + 1), cell % (G + 1), c % DOMAR_TERMS }, values[c] };
        } else if (w->goal.kind != DOMAR_GOAL_GDP) {
            const size_t p = by_factor ? c / F : c;
            s.place[0] = p / N;
            s.place[1] = p % N;
        }
        (*shares)[(*count)++] = s;
    }
    return st;
}

/* Sums over industries and partners, in the order of economies and terms. */
static size_t sum_terms(const domar_world *world, struct share *shares, size_t count, double *sums)
{
    size_t rows = 0;
    for (size_t k = 0; k < count; k++) sums[shares[k].place[0] * REST + shares[k].place[3]] += shares[k].gain;
    for (size_t at = 0; at < world->G * REST; at++)
        if (fabs(sums[at]) > 0) shares[rows++] = (struct share){ { at / REST, world->N, world->G, at % REST }, sums[at] };
    return rows;
}

static domar_status answer_split(domar_cx *cx, domar_result **out, struct work *w)
{
    const domar_world *world = w->c->base->world;
    const size_t k = (size_t)w->opt->rank - 1, most = (size_t)w->opt->most;
    const bool cells = w->in->grain == BY_CELLS;
    if (k >= w->r.all.count)
        return domar_fail(cx, DOMAR_EUSAGE, "--rank %zu: there are %zu obstacles of these kinds", k + 1, w->r.all.count);
    struct share *shares = NULL;
    size_t count = 0, rows;
    double *sums = domar_scratch(cx, world->G * REST), *gain, *share;
    domar_obstacle_axes a = { NULL, NULL, NULL, NULL, NULL, NULL };
    domar_axis *term = NULL;
    domar_status st = sums ? split(cx, w, &shares, &count, k) : DOMAR_ENOMEM;
    if (st) return st;
    w->shown = w->r.all.list[k];
    if (cells && count) qsort(shares, count, sizeof *shares, by_size);
    rows = cells ? (most < count ? most : count) : sum_terms(world, shares, count, sums);
    if (cells && rows < count) {
        struct share rest = { { world->G, world->N, world->G, REST }, 0 };
        for (size_t i = rows; i < count; i++) rest.gain += shares[i].gain;
        shares[rows++] = rest;
    }
    st = domar_obstacle_axes_new(cx, &a, w->c, 1);
    if (!st) st = domar_terms_axis(cx, &term, terms, NULL);
    const domar_dim all[] = { { "economy", a.economy }, { "industry", a.industry }, { "partner", a.partner }, { "term", term } },
                    two[] = { all[0], all[3] };
    if (!st) st = domar_result_new_rows(cx, out, "obstacles.rank", w->money, cells ? all : two, cells ? 4 : 2, rows);
    if (!st) st = column_of(cx, *out, w, "gain", &gain);
    if (!st) st = domar_result_column(cx, *out, columns, "share", &share);
    for (size_t i = 0; !st && i < rows; i++) {
        for (size_t d = 0; d < 4; d++)
            if (cells || d % 3 == 0) domar_result_codes(*out, all[d].name)[i] = (uint32_t)shares[i].place[d];
        gain[i] = shares[i].gain;
        share[i] = fabs(w->shown.gain) > 0 ? 100 * shares[i].gain / w->shown.gain : NAN;
    }
    domar_axis_free(term);
    domar_obstacle_axes_free(&a);
    return st;
}

/* ---- certificate and reading */
static domar_status certify_goal(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_goal *g = &w->goal;
    char *text = domar_format(cx, "%s of %s%s%s, in %s", domar_goal_words[g->kind].en, w->opt->of ? w->opt->of : "the world",
                              w->opt->of_industry ? ", industries " : "", w->opt->of_industry ? w->opt->of_industry : "", unit_of(w));
    domar_status st = text ? domar_result_certify_text(cx, r, "objective", text) : DOMAR_ENOMEM;
    domar_release(text);
    if (!st && g->kind == DOMAR_GOAL_JOBS)
        st = domar_result_certify_text(cx, r, "jobs", g->jobs_row ? "efficiency units of labour; at the base the table's jobs, which go "
                                       "with what labour earns" : "the table counts no jobs: efficiency units of labour, per cent of those of the objective");
    if (!st && g->kind == DOMAR_GOAL_JOBS && g->all_factors)
        st = domar_result_certify_text(cx, r, "labour", "the table does not tell labour apart: all factors together");
    if (!st && g->unknown) st = domar_result_certify(cx, r, "producers_without_jobs", (double)g->unknown, NAN);
    return st;
}

static domar_status certify_range(domar_cx *cx, domar_result *r, const struct work *w)
{
    char *text = domar_format(cx, "%s; productivity %s; kappa to %g", w->range.peers
        ? "wedges to the size that a tenth of their peers do not exceed (same kind and industry over economies or pairs), trade costs "
          "to the tenth percentile of Head-Ries residuals of the same good over all pairs (a residual that includes taste, "
          "theta = the scenario's trade elasticities)"
        : "wedges to 0; trade costs by --ease: their level is unknown", w->range.levels
        ? "to the 90th percentile of the industry in --levels" : "by --raise: one table does not tell levels", w->range.mobility);
    domar_status st = text ? domar_result_certify_text(cx, r, "feasible_range", text) : DOMAR_ENOMEM;
    domar_release(text);
    if (!st && !w->range.peers) st = domar_result_certify(cx, r, "ease_per_cent", w->range.ease, NAN);
    if (!st && !w->range.levels) st = domar_result_certify(cx, r, "raise_per_cent", w->range.raise, NAN);
    if (!st && w->r.all.low) st = domar_result_certify(cx, r, "no_higher_than_peers", (double)w->r.all.low, NAN);
    if (!st && w->r.all.odd) st = domar_result_certify(cx, r, "flows_without_residual", (double)w->r.all.odd, NAN);
    if (!st && w->r.all.no_shock)
        st = domar_result_certify_text(cx, r, "mobility", "not ranked: the scenario changes nothing, so that factors need not move");
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = domar_result_certify(cx, r, "market_residual", w->c->o.report.residual, 1e-10);
    if (!st) st = domar_result_certify(cx, r, "obstacles", (double)w->r.all.count, NAN);
    if (!st) st = domar_result_certify(cx, r, "followed_along_range", (double)w->r.along, NAN);
    if (!st) st = domar_result_certify(cx, r, "solved_in_full", (double)w->r.exact, NAN);
    if (!st) st = certify_range(cx, r, w);
    if (!st) st = certify_goal(cx, r, w);
    if (!st && isfinite(w->gap)) st = domar_result_certify(cx, r, "cells_against_gain", w->gap, 1e-9);
    if (!st) st = domar_result_certify_text(cx, r, "transfers", "revenue to its owners, deficits as in the scenario; nobody is compensated");
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const bool split_up = w->in->grain == BY_TERM || w->in->grain == BY_CELLS, shaky = w->in->scenario->illustrative;
    if (!w->r.all.count) return domar_result_read(cx, r, "There are no obstacles of these kinds.", "没有此类障碍。");
    const domar_obstacle *o = split_up ? &w->shown : &w->r.all.list[0];
    domar_obstacle_axes a;
    domar_status st = domar_obstacle_axes_new(cx, &a, w->c, 1);
    char *words_en = st ? NULL : domar_obstacle_words(cx, &a, w->c, o, "en"), *words_zh = st ? NULL : domar_obstacle_words(cx, &a, w->c, o, "zh");
    char *en = words_en ? domar_format(cx, "The %s gain in %s, %.4g %s, comes from %s.%s", split_up ? "decomposed" : "largest",
                                       domar_goal_words[w->goal.kind].en, o->gain, unit_of(w), words_en,
                                       shaky ? " Illustrative: no data stand behind some of the levels." : "") : NULL;
    char *zh = words_zh ? domar_format(cx, "%s（%s %.4g %s）为%s。%s", split_up ? "所分解的收益" : "收益最大者", domar_goal_words[w->goal.kind].zh,
                                       o->gain, unit_of(w), words_zh, shaky ? "示意性情景：部分数值没有数据依据。" : "") : NULL;
    if (!st) st = en && zh ? domar_result_read(cx, r, en, zh) : DOMAR_ENOMEM;
    domar_release(words_en);
    domar_release(words_zh);
    domar_release(en);
    domar_release(zh);
    domar_obstacle_axes_free(&a);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options, .gap = NAN };
    const bool split_up = in->grain == BY_TERM || in->grain == BY_CELLS, groups = in->grain != BY_OBSTACLE && !split_up;
    w.money = domar_series_money(cx, in->series);
    domar_status st = w.money ? domar_case_needs_given_rates(cx, in->scenario) : DOMAR_ENOMEM;      /* a gradient would hold them */
    if (!st) st = domar_case_new(cx, &w.c, in->table, in->scenario, DOMAR_FP_AUTO);
    if (!st) st = prepare(cx, &w);
    if (!st && !groups) st = domar_ranking_confirm(cx, &w.r, (size_t)w.opt->confirm);
    if (!st) st = groups ? answer_groups(cx, out, &w) : split_up ? answer_split(cx, out, &w) : answer(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st && !groups) st = read_out(cx, *out, &w);
    domar_ranking_free(&w.r);
    domar_release(w.money);
    domar_case_free(w.c);
    return st;
}

const domar_method domar_obstacles_rank = {
    .id = "obstacles.rank",
    .title_en = "Which obstacles cost most",
    .title_zh = "哪些障碍代价最大",
    .about_en =
        "Ranks every tariff, tax, markup, rent, friction, trade cost, productivity gap and lack of mobility by what the objective would "
        "gain if it were eased: one point, and over a feasible range. One transposed solve gives the gradient by all of them; those "
        "that look largest are followed along their range (the gradient in its middle, one linear system more each way), the largest "
        "of these are solved in full. Gains of single obstacles overlap and do not add up: groups are eased together. --by "
        "term and cells tell what makes one gain. The scenario names elasticities, the wedges that are there (baseline) and, if "
        "it has changes, the world after them; mobility has a value only where something changes.",
    .about_zh =
        "按放宽后目标的收益，对每一项关税、税收、加成、租金、摩擦、贸易成本、生产率差距和要素流动不足排序：降低一个点，以及在可行范围内放宽。"
        "一次转置求解即得对全部障碍的梯度；看来最大者沿其范围跟踪（取范围中点的梯度，正反各多解一个线性方程组），其中最大者再完整求解。单项"
        "收益相互重叠，不可相加，分组则一并放宽；--by term 与 cells 说明某项收益的构成。情景给出弹性、基期已有的楔子；若有变动，则在变动后的"
        "世界中排序；只有存在变动时，流动性才有价值。",
    .formula = "(I - G_z)' \\lambda = J_z, \\quad dJ / d\\tau = J_\\tau + \\lambda' G_\\tau, \\quad d_{ij} d_{ji} = \\Big( "
        "\\frac{\\pi_{ij} \\pi_{ji}}{\\pi_{ii} \\pi_{jj}} \\Big)^{-1/\\theta}",
    .cite = "baqaee2020; liu2019; caliendo2015; head2014",
    .params = params, .grains = grains, .columns = columns, .terms = terms,
    .dim_docs = "rank: 1 is the largest gain; kind: what holds back; economy: who imposes it (of edges: the buyer), of term and cells who "
        "gains; industry: the good or the producer; partner: the origin, of cells the other party; user: who buys (input taxes), or "
        "the factor (factor taxes, mobility); term: where a gain comes from",
    .dim_docs_zh = "rank：1 为收益最大；kind：障碍种类；economy：障碍所在经济体（贸易边上为购买方），term 与 cells 中为受益者；industry：产品或生产行业；"
        "partner：来源，cells 中为另一方；user：购买者（投入税）或要素（要素税、流动性）；term：收益来源",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SCENARIO, .run = run };
