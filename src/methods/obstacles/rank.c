/* methods/obstacles/rank.c -- which obstacles cost most: every wedge and trade cost by one transposed solve
 *
 *     (I - G_z)' lambda = dU/dz,    dU/d(obstacle) = U_obstacle + lambda' G_obstacle
 *
 * with the equations of model/equilibrium.c.  At the margin an iceberg always gains about its flow and a tax
 * what it holds back, so that gains are compared over a named feasible range: wedges to nothing, trade costs
 * and productivity by --ease and --raise per cent.  The largest are solved again in full.  Easings overlap: they
 * do not add up; --by kind eases all of a kind together. */
#include "base/text.h"
#include "model/case.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options { const char *objective, *kinds; double ease, raise; int64_t most, confirm; };

enum { BY_OBSTACLE, BY_KIND };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, objective),
      .en = "Whose welfare: economies with commas; default all, which is the world's.",
      .zh = "以谁的福利为目标：经济体代码，逗号分隔；默认全部，即世界福利。" },
    { DOMAR_FIELD(struct options, kinds),
      .en = "Kinds of obstacles with commas, as in scenarios; default all that there are.",
      .zh = "障碍种类（与情景中的名称相同），逗号分隔；默认全部。" },
    { DOMAR_FIELD(struct options, ease), .def = 10, .lo = 0.001, .hi = 90, .unit = "%",
      .en = "Feasible range of trade costs: by how many per cent they could fall.", .zh = "贸易成本的可行下降幅度。" },
    { DOMAR_FIELD(struct options, raise), .def = 10, .lo = 0.001, .hi = 1000, .unit = "%",
      .en = "Feasible range of productivity: by how many per cent it could rise.", .zh = "生产率的可行提升幅度。" },
    { DOMAR_FIELD(struct options, most), .def = 100, .lo = 1, .hi = 10000000,
      .en = "How many obstacles to list, largest gain first.", .zh = "列出多少项障碍（按收益排序）。" },
    { DOMAR_FIELD(struct options, confirm), .def = 10, .lo = 0, .hi = 10000,
      .en = "How many of the largest to solve again in full.", .zh = "对收益最大的多少项重新完整求解。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "obstacle", "rank,kind,economy,industry,partner,user", "Obstacles one by one, largest gain first.",
      "逐项列出障碍，按收益排序。" },
    { "kind", "rank,kind", "All obstacles of a kind eased together, solved in full.", "同类障碍一并放宽并完整求解。" },
    { .name = NULL } };

static const domar_item yes_no[] = { { "yes", "yes", "是", NULL, NULL }, { "no", "no", "否", NULL, NULL }, { .code = NULL } };

static const domar_column columns[] = {
    { "level", "%", "Level of the wedge; none for trade costs and productivity, whose levels are not known.",
      "楔子水平；贸易成本与生产率的水平未知，不给出。", NULL },
    { "gain_per_point", "money", "Gain of the objective from one point less (of trade costs: one per cent; of productivity: one "
      "per cent more).", "降低一个点（贸易成本为 1%，生产率为提高 1%）带来的目标收益。", NULL },
    { "gain_feasible", "money", "Gain from easing it over its feasible range: exact where confirmed, else from the gradient "
      "at this point.", "在可行范围内放宽的收益：已确认者为精确值，其余按当前梯度。", NULL },
    { "gain_per_revenue", "ratio", "The same over the revenue that the wedge brings now.", "上述收益与该楔子现有收入之比。", NULL },
    { "confirmed", NULL, "Solved again in full?", "是否已完整求解确认。", yes_no },
    { "cells", "count", "Obstacles of this kind.", "该类障碍数目。", NULL },
    { .name = NULL } };

/* Kinds that can be ranked; base levels are those of the scenario's kinds. */
static const struct { const char *code, *en, *zh; domar_move_kind move; int level; } kinds[] = {
    { "tariff", "tariff", "关税", DOMAR_MOVE_IMPORTER, DOMAR_TARIFF },
    { "export_tax", "export tax", "出口税", DOMAR_MOVE_EXPORTER, DOMAR_EXPORT_TAX },
    { "rent_importer", "barrier, rent to the importer", "壁垒（租金归进口方）", DOMAR_MOVE_IMPORTER, DOMAR_RENT_IMPORTER },
    { "rent_exporter", "barrier, rent to the exporter", "壁垒（租金归出口方）", DOMAR_MOVE_EXPORTER, DOMAR_RENT_EXPORTER },
    { "rent_burn", "barrier, rent lost", "壁垒（租金损失）", DOMAR_MOVE_BURN, DOMAR_RENT_BURN },
    { "input_tax", "tax on inputs or final use", "投入税或最终使用税", DOMAR_MOVE_INPUT, DOMAR_INPUT_TAX },
    { "friction", "friction on inputs or final use", "投入摩擦", DOMAR_MOVE_FRICTION, DOMAR_FRICTION },
    { "output_tax", "tax on output", "产出税", DOMAR_MOVE_OUTPUT, DOMAR_OUTPUT_TAX },
    { "markup", "markup", "加成", DOMAR_MOVE_OUTPUT, DOMAR_MARKUP },
    { "factor_tax", "tax on a factor", "要素税", DOMAR_MOVE_FACTOR, DOMAR_FACTOR_TAX },
    { "trade_cost", "trade cost", "贸易成本", DOMAR_MOVE_ICEBERG, -1 },
    { "productivity", "productivity", "生产率", DOMAR_MOVE_PRODUCTIVITY, -1 },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct obstacle {
    size_t kind, at;             /* cell in the array of the kind's moves */
    double level, ease;          /* log of the wedge; log change over the feasible range */
    double point, gain;          /* of the objective, money */
    bool   confirmed;
};

struct work {
    const domar_input *in;
    const struct options *opt;
    domar_case *c;
    domar_move  gradient;
    double *weight;              /* homes: money a unit of log welfare */
    double *target;              /* G: 1 where the economy counts */
    struct obstacle *list;
    size_t count, room;
    double *z;                   /* 2 size */
    double  before;              /* the objective, money */
    size_t  products;
};

/* ---- objective */
static double objective(const struct work *w)
{
    const domar_market *m = w->c->o.m;
    double sum = 0;
    for (size_t b = 0; b < m->w->G; b++)
        if (w->target[b] > 0) sum += domar_real_income(m, b) * domar_world_spent_in(m->w, b);
    return sum;
}

static domar_status aim(domar_cx *cx, struct work *w)
{
    const domar_world *world = w->c->base->world;
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    const char *list = w->opt->objective;
    char code[64];
    for (size_t b = 0; b < world->G; b++) w->target[b] = !list;
    while (list && domar_next_part(&list, code, sizeof code)) {
        const size_t b = domar_axis_find(economies, code);
        const char *near = b == SIZE_MAX ? domar_axis_suggest(economies, code) : NULL;
        if (b == SIZE_MAX)
            return domar_fail(cx, DOMAR_EUSAGE, "--objective: there is no economy %s in this table%s%s%s", code,
                              near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
        w->target[b] = 1;
    }
    for (size_t h = 0; h < world->homes; h++)
        if (w->target[h / world->H] > 0 && domar_world_spent(world, h) > 0)
            w->weight[h] = domar_household_income(w->c->o.m, h) * domar_world_spent(world, h);
    w->before = objective(w);
    return DOMAR_OK;
}

/* ---- which obstacles there are */
static bool wanted(const struct work *w, size_t kind)
{
    const char *list = w->opt->kinds;
    char code[64];
    if (!list) return true;
    while (domar_next_part(&list, code, sizeof code))
        if (strcmp(code, kinds[kind].code) == 0) return true;
    return false;
}

static domar_status check_kinds(domar_cx *cx, const char *list)
{
    char code[64];
    while (list && domar_next_part(&list, code, sizeof code)) {
        size_t k = 0;
        while (k < KINDS && strcmp(kinds[k].code, code) != 0) k++;
        if (k == KINDS)
            return domar_fail(cx, DOMAR_EUSAGE, "--kinds: %s cannot be ranked: choose among tariff, export_tax, rent_importer, "
                              "rent_exporter, rent_burn, input_tax, friction, output_tax, markup, factor_tax, trade_cost, productivity",
                              code);
    }
    return DOMAR_OK;
}

static bool is_edge(size_t kind) { return kinds[kind].move <= DOMAR_MOVE_ICEBERG; }

/* Is anything there to gain? */
static bool alive(const struct work *w, size_t kind, size_t at)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    if (is_edge(kind)) return at % world->G != at / world->G / world->N && m->X[at] > 0;
    if (kinds[kind].move == DOMAR_MOVE_INPUT || kinds[kind].move == DOMAR_MOVE_FRICTION) return m->B[at] > 0;
    if (kinds[kind].move == DOMAR_MOVE_FACTOR) return m->Wd[at] > 0;
    return world->R[at] > 0;
}

static domar_status list_kind(domar_cx *cx, struct work *w, size_t kind)
{
    const size_t size = domar_move_size(w->c->base->world, kinds[kind].move);
    const double *level = kinds[kind].level < 0 ? NULL : w->c->base->level[kinds[kind].level];
    const double *g = w->gradient.of[kinds[kind].move];
    if (kinds[kind].level >= 0 && !level) return DOMAR_OK;
    const double cost = log1p(-w->opt->ease / 100), skill = log1p(w->opt->raise / 100);
    for (size_t at = 0; at < size; at++) {
        if (!alive(w, kind, at) || (level && !(fabs(level[at]) > 0))) continue;
        const domar_status st = domar_grow(cx, &w->list, &w->room, w->count + 1, sizeof *w->list);
        if (st) return st;
        struct obstacle *o = &w->list[w->count++];
        *o = (struct obstacle){ .kind = kind, .at = at, .level = level ? level[at] : NAN };
        double step = -0.01;                                   /* one point of the wedge, or one per cent */
        if (level) {
            o->ease = -level[at];
            step = -copysign(0.01, level[at]) / exp(level[at]);
        } else if (kinds[kind].move == DOMAR_MOVE_ICEBERG) {
            o->ease = cost;
            step = log1p(-0.01);
        } else {
            o->ease = skill;
            step = log1p(0.01);
        }
        o->point = g[at] * step;
        o->gain = g[at] * o->ease;
    }
    return DOMAR_OK;
}

static int larger(const void *a, const void *b)
{
    const struct obstacle *p = a, *q = b;
    if (p->gain != q->gain) return p->gain > q->gain ? -1 : 1;
    return p->kind != q->kind ? (p->kind < q->kind ? -1 : 1) : p->at < q->at ? -1 : p->at > q->at;
}

/* ---- in full: every obstacle from first to last - 1 eased together */
static domar_status in_full(domar_cx *cx, struct work *w, double *gain, const struct obstacle *first, size_t count)
{
    domar_move more = { { NULL } };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < count; k++) {
        st = domar_move_want(cx, &more, w->c->base->world, kinds[first[k].kind].move);
        if (!st) more.of[kinds[first[k].kind].move][first[k].at] += first[k].ease;
    }
    if (!st) st = domar_case_resolve(cx, w->c, w->z, &more, 1);
    if (!st) *gain = objective(w) - w->before;
    domar_move_free(&more);
    return st;
}

static domar_status confirm(domar_cx *cx, struct work *w)
{
    const size_t count = (size_t)w->opt->confirm < w->count ? (size_t)w->opt->confirm : w->count;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < count; k++) {
        st = in_full(cx, w, &w->list[k].gain, &w->list[k], 1);
        w->list[k].confirmed = true;
        if (!st) st = domar_tick(cx, k + 1, count);
    }
    if (!st) qsort(w->list, count, sizeof *w->list, larger);
    return st;
}

/* ---- answer */
static double revenue(const struct work *w, const struct obstacle *o)
{
    const domar_market *m = w->c->o.m;
    const double rate = expm1(o->level);
    if (isnan(o->level)) return NAN;
    switch (kinds[o->kind].move) {
    case DOMAR_MOVE_BURN: case DOMAR_MOVE_FRICTION: return NAN;
    case DOMAR_MOVE_INPUT: return rate * m->B[o->at];
    case DOMAR_MOVE_OUTPUT: return rate * m->w->R[o->at] * exp(m->lR[o->at]) / m->mu[o->at];
    case DOMAR_MOVE_FACTOR: return rate * m->Wd[o->at];
    default: return rate * m->X[o->at] * (m->net ? m->net[o->at] : 1);
    }
}

static domar_status axis_of(domar_cx *cx, domar_axis **out, const domar_axis *from, const char *extra_code,
                            const char *extra_en, const char *extra_zh)
{
    const size_t count = domar_axis_size(from), extra = extra_code ? 2 : 1;
    domar_item *items = domar_scratch_bytes(cx, count + extra, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) items[k] = domar_axis_item(from, k);
    if (extra_code) items[count] = (domar_item){ extra_code, extra_en, extra_zh, "", "" };
    items[count + extra - 1] = (domar_item){ "-", "-", "-", "", "" };
    return domar_axis_new(cx, out, items, count + extra);
}

static domar_status rank_axis(domar_cx *cx, domar_axis **out, size_t count)
{
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*codes)[24] = domar_scratch_bytes(cx, count, sizeof *codes);
    if (!items || !codes) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) {
        snprintf(codes[k], sizeof codes[k], "%zu", k + 1);
        items[k].code = codes[k];
    }
    return domar_axis_new(cx, out, items, count);
}

struct axes { domar_axis *rank, *kind, *economy, *industry, *partner, *user; };

static domar_status make_axes(domar_cx *cx, struct axes *a, const struct work *w, size_t rows)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(w->in->series, DOMAR_INDUSTRIES);
    domar_item items[KINDS];
    for (size_t k = 0; k < KINDS; k++) items[k] = (domar_item){ kinds[k].code, kinds[k].en, kinds[k].zh, "", "" };
    domar_status st = rank_axis(cx, &a->rank, rows);
    if (!st) st = domar_axis_new(cx, &a->kind, items, KINDS);
    if (!st) st = axis_of(cx, &a->economy, economies, NULL, NULL, NULL);
    if (!st) st = axis_of(cx, &a->industry, industries, NULL, NULL, NULL);
    if (!st) st = axis_of(cx, &a->partner, economies, NULL, NULL, NULL);
    return st ? st : axis_of(cx, &a->user, industries, "final", "final use", "最终使用");
}

static void free_axes(struct axes *a)
{
    domar_axis *all[] = { a->rank, a->kind, a->economy, a->industry, a->partner, a->user };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) domar_axis_free(all[k]);
}

/* Where a cell is: economy, industry, partner, user; the last place of an axis is "-". */
static void locate(const struct work *w, uint32_t place[4], const struct obstacle *o)
{
    const domar_world *world = w->c->base->world;
    const size_t N = world->N, G = world->G;
    size_t economy, industry, partner = G, user = N + 1;
    switch (kinds[o->kind].move) {
    case DOMAR_MOVE_INPUT: case DOMAR_MOVE_FRICTION:
        economy = domar_world_economy(world, o->at / N);
        user = domar_world_place(world, o->at / N);
        if (user > N) user = N;                               /* households are final use */
        industry = o->at % N;
        break;
    case DOMAR_MOVE_FACTOR:
        economy = o->at / world->F / N;
        industry = o->at / world->F % N;
        break;
    case DOMAR_MOVE_OUTPUT: case DOMAR_MOVE_PRODUCTIVITY:
        economy = o->at / N;
        industry = o->at % N;
        break;
    default:
        economy = o->at / G / N;
        industry = o->at / G % N;
        partner = o->at % G;
    }
    const size_t all[4] = { economy, industry, partner, user };
    for (size_t k = 0; k < 4; k++) place[k] = (uint32_t)all[k];
}

static domar_status answer(domar_cx *cx, domar_result **out, struct work *w)
{
    static const char *const names[] = { "level", "gain_per_point", "gain_feasible", "gain_per_revenue" };
    const size_t rows = (size_t)w->opt->most < w->count ? (size_t)w->opt->most : w->count;
    struct axes a = { .rank = NULL };
    char *money = domar_series_money(cx, w->in->series);
    uint32_t *sure = domar_scratch_bytes(cx, rows + 1, sizeof *sure);
    domar_status st = money && sure ? make_axes(cx, &a, w, rows) : DOMAR_ENOMEM;
    const domar_dim dims[] = { { "rank", a.rank }, { "kind", a.kind }, { "economy", a.economy }, { "industry", a.industry },
                               { "partner", a.partner }, { "user", a.user } };
    double *column[4];
    if (!st) st = domar_result_new_rows(cx, out, "obstacles.rank", money, dims, 6, rows);
    for (size_t k = 0; k < rows; k++) sure[k] = !w->list[k].confirmed;
    for (size_t k = 0; !st && k < 4; k++) {
        if (k == 3) st = domar_result_put_class(cx, *out, columns, "confirmed", sure);
        if (!st) st = domar_result_column(cx, *out, columns, names[k], &column[k]);
    }
    for (size_t k = 0; !st && k < rows; k++) {
        const struct obstacle *o = &w->list[k];
        uint32_t place[4];
        locate(w, place, o);
        domar_result_codes(*out, "rank")[k] = (uint32_t)k;
        domar_result_codes(*out, "kind")[k] = (uint32_t)o->kind;
        for (size_t d = 0; d < 4; d++) domar_result_codes(*out, dims[d + 2].name)[k] = place[d];
        const double brings = revenue(w, o);
        column[0][k] = 100 * expm1(o->level);
        column[1][k] = o->point;
        column[2][k] = o->gain;
        column[3][k] = brings > 0 ? o->gain / brings : NAN;
    }
    free_axes(&a);
    domar_release(money);
    return st;
}

static domar_status answer_kinds(domar_cx *cx, domar_result **out, struct work *w)
{
    struct { size_t kind, cells; double gain; } sums[KINDS];
    size_t rows = 0;
    struct axes a = { .rank = NULL };
    char *money = domar_series_money(cx, w->in->series);
    struct obstacle *of = domar_scratch_bytes(cx, w->count + 1, sizeof *of);
    domar_status st = money && of ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < KINDS; k++) {
        size_t cells = 0;
        for (size_t i = 0; i < w->count; i++)
            if (w->list[i].kind == k) of[cells++] = w->list[i];
        if (!cells) continue;
        sums[rows].kind = k;
        sums[rows].cells = cells;
        st = in_full(cx, w, &sums[rows].gain, of, cells);
        rows++;
    }
    for (size_t k = 1; k < rows; k++)                           /* a handful */
        for (size_t i = k; i > 0 && sums[i].gain > sums[i - 1].gain; i--) {
            const size_t kind = sums[i].kind, cells = sums[i].cells;
            const double gain = sums[i].gain;
            sums[i] = sums[i - 1];
            sums[i - 1].kind = kind;
            sums[i - 1].cells = cells;
            sums[i - 1].gain = gain;
        }
    if (!st) st = make_axes(cx, &a, w, rows);
    const domar_dim dims[] = { { "rank", a.rank }, { "kind", a.kind } };
    double *gain, *cells;
    if (!st) st = domar_result_new_rows(cx, out, "obstacles.rank", money, dims, 2, rows);
    if (!st) st = domar_result_column(cx, *out, columns, "gain_feasible", &gain);
    if (!st) st = domar_result_column(cx, *out, columns, "cells", &cells);
    for (size_t k = 0; !st && k < rows; k++) {
        domar_result_codes(*out, "rank")[k] = (uint32_t)k;
        domar_result_codes(*out, "kind")[k] = (uint32_t)sums[k].kind;
        gain[k] = sums[k].gain;
        cells[k] = (double)sums[k].cells;
    }
    free_axes(&a);
    domar_release(money);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const bool shaky = w->in->scenario->illustrative;
    char range[160];
    snprintf(range, sizeof range, "wedges to 0; trade costs %g %% lower; productivity %g %% higher", w->opt->ease, w->opt->raise);
    domar_status st = domar_result_certify(cx, r, "market_residual", w->c->o.report.residual, 1e-10);
    if (!st) st = domar_result_certify(cx, r, "obstacles", (double)w->count, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "feasible_range", range);
    if (!st) st = domar_result_certify_text(cx, r, "objective", w->opt->objective ? w->opt->objective : "welfare of the world: "
                                            "sum of equivalent variations");
    if (!st) st = domar_result_certify_text(cx, r, "transfers", "revenue to its owners, deficits as in the scenario; nobody is compensated");
    if (!st && shaky) st = domar_result_certify_text(cx, r, "illustrative", "yes: no data stand behind some of the levels");
    return st ? st : domar_result_certify_text(cx, r, "scenario", w->in->scenario->path);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    if (!w->count) return domar_result_read(cx, r, "There are no obstacles of these kinds.", "没有此类障碍。");
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(w->in->series, DOMAR_INDUSTRIES);
    const struct obstacle *o = &w->list[0];
    uint32_t place[4];
    locate(w, place, o);
    const size_t G = w->c->base->world->G;
    const bool other = place[2] < G;
    char *money = domar_series_money(cx, w->in->series);
    char *en = money ? domar_format(cx, "The largest gain, %.4g %s, comes from %s in %s, %s%s%s.", o->gain, money, kinds[o->kind].en,
                                    domar_axis_label(economies, place[0], "en"), domar_axis_label(industries, place[1], "en"),
                                    other ? ", from " : "", other ? domar_axis_label(economies, place[2], "en") : "") : NULL;
    char *zh = money ? domar_format(cx, "收益最大者（%.4g %s）为%s%s的%s%s%s。", o->gain, money,
                                    domar_axis_label(economies, place[0], "zh"), domar_axis_label(industries, place[1], "zh"),
                                    kinds[o->kind].zh, other ? "，来自" : "", other ? domar_axis_label(economies, place[2], "zh") : "") : NULL;
    const domar_status st = en && zh ? domar_result_read(cx, r, en, zh) : DOMAR_ENOMEM;
    domar_release(money);
    domar_release(en);
    domar_release(zh);
    return st;
}

static domar_status prepare(domar_cx *cx, struct work *w)
{
    domar_market *m = w->c->o.m;
    const domar_fixed_point f = domar_market_map(m);
    const size_t G = m->w->G;
    w->weight = domar_scratch(cx, m->w->homes + G);
    w->z = domar_scratch(cx, domar_gradient_room(m));
    if (!w->weight || !w->z) return DOMAR_ENOMEM;
    w->target = w->weight + m->w->homes;
    const domar_objective objective = { .welfare = w->weight };
    domar_status st = aim(cx, w);
    if (!st) st = check_kinds(cx, w->opt->kinds);
    for (size_t k = 0; !st && k < KINDS; k++)
        if (wanted(w, k)) st = domar_move_want(cx, &w->gradient, m->w, kinds[k].move);
    if (!st) st = domar_gradient(cx, &w->gradient, m, &f, &objective, w->z);
    for (size_t k = 0; !st && k < KINDS; k++)
        if (wanted(w, k)) st = list_kind(cx, w, k);
    if (!st && w->count) qsort(w->list, w->count, sizeof *w->list, larger);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options };
    domar_status st = domar_case_new(cx, &w.c, in->table, in->scenario, DOMAR_FP_AUTO);
    if (!st) st = prepare(cx, &w);
    if (!st && in->grain == BY_OBSTACLE) st = confirm(cx, &w);
    if (!st) st = domar_case_return(cx, w.c, w.z);
    if (!st) st = in->grain == BY_OBSTACLE ? answer(cx, out, &w) : answer_kinds(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st && in->grain == BY_OBSTACLE) st = read_out(cx, *out, &w);
    domar_move_free(&w.gradient);
    domar_release(w.list);
    domar_case_free(w.c);
    return st;
}

const domar_method domar_obstacles_rank = {
    .id = "obstacles.rank",
    .title_en = "Which obstacles cost most",
    .title_zh = "哪些障碍代价最大",
    .about_en =
        "Ranks every tariff, tax, markup, rent, trade cost and productivity gap by what the objective would gain if it "
        "were eased: one point, and over a feasible range. One transposed solve gives the gradient by all of them; the "
        "largest are solved again in full. Gains of single obstacles overlap and do not add up; --by kind eases all of a "
        "kind together. The scenario names elasticities, the wedges that are there (baseline) and, if it has changes, the "
        "world after them.",
    .about_zh =
        "按放宽后目标的收益，对每一项关税、税收、加成、租金、贸易成本和生产率差距排序：降低一个点，以及在可行范围内放宽。一次转置"
        "求解即得对全部障碍的梯度，收益最大者再完整求解确认。单项收益相互重叠，不可相加；--by kind 将同类障碍一并放宽。情景给出弹性、"
        "基期已有的楔子；若有变动，则在变动后的世界中排序。",
    .formula = "(I - G_z)' \\lambda = U_z, \\quad dU / d\\tau = U_\\tau + \\lambda' G_\\tau",
    .cite = "baqaee2020; liu2019; caliendo2015",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "rank: 1 is the largest gain; kind: what holds back; economy: who imposes it (of edges: the buyer); industry: the "
        "good or the producer; partner: the origin; user: who buys (input taxes)",
    .dim_docs_zh = "rank：1 为收益最大；kind：障碍种类；economy：障碍所在经济体（贸易边上为购买方）；industry：产品或生产行业；partner：来源；user：购买者（投入税）",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SCENARIO, .run = run };
