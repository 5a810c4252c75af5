/* methods/obstacles/frontier.c -- how far the economy is from the frontier: wedges taken away
 *
 *     exact:        U(wedges off) - U,  solved in full, revenue to its owners as it is
 *     compensated:  max kappa with U_h = kappa for all, wedges off, transfers free with sum 0
 *     second order: S (price - cost) dQ less half the own wedge's, Harberger's triangles, dQ linearised
 *                                                                         [harberger1964; baqaee2020]
 *
 * Kinds overlap: what they gain together less what they gain alone is the row `interaction`. */
#include "model/compensate.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { BY_KIND, BY_ECONOMY, BY_INDUSTRY };

static const domar_grain grains[] = {
    { "kind", "kind", "All wedges off, those of each kind, and how they interact.", "取消全部楔子、各类楔子，以及交互作用。" },
    { "economy", "economy", "Who gains and loses when all wedges are off.", "取消全部楔子后各经济体的得失。" },
    { "industry", "industry", "All wedges on an industry's product or production off.", "取消某一行业产品或生产上的全部楔子。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "gain", "money", "Exact: sum of equivalent variations, revenue to its owners as it is.", "精确收益：等价变化之和，收入归属不变。", NULL },
    { "second_order", "money", "Harberger's triangles from the linearised equilibrium, everybody compensated: compare with `compensated`.",
      "线性化均衡（各方同比例受益）下的哈伯格三角近似，可与 compensated 对照。", NULL },
    { "compensated", "money", "Gain when transfers are free: everybody better off by the same share.",
      "转移支付可自由调整、各方福利同比例提高时的收益。", NULL },
    { "share", "%", "Exact gain over final spending.", "精确收益占最终支出的比重。", NULL },
    { "wedges", "count", "Wedges that were taken away.", "被取消的楔子数目。", NULL },
    { .name = NULL } };

static const struct { const char *code, *en, *zh; } kinds[DOMAR_LEVELS] = {
    { "tariff", "tariffs", "关税" }, { "export_tax", "export taxes", "出口税" },
    { "rent_importer", "barriers, rent to the importer", "壁垒（租金归进口方）" },
    { "rent_exporter", "barriers, rent to the exporter", "壁垒（租金归出口方）" }, { "rent_burn", "barriers, rent lost", "壁垒（租金损失）" },
    { "input_tax", "taxes on inputs and final use", "投入税与最终使用税" }, { "output_tax", "taxes on output", "产出税" },
    { "markup", "markups", "加成" }, { "factor_tax", "taxes on factors", "要素税" }, { "friction", "frictions", "投入摩擦" } };
enum { ALL = DOMAR_LEVELS, INTERACTION, KINDS };

struct work {
    const domar_input *in;
    domar_case *c;
    double *z;                   /* 2 size */
    double *U0;                  /* homes: before */
    double *terms, *own, *gain;  /* G x DOMAR_TERMS, G; homes */
    double  money;               /* final spending of the world at the base */
    double  all;                 /* gain with all wedges off; NAN: not asked */
};

/* ---- wedges off.  The industry of a cell; SIZE_MAX for all. */
static size_t industry_of(const domar_world *w, domar_move_kind kind, size_t at)
{
    switch (kind) {
    case DOMAR_MOVE_INPUT: case DOMAR_MOVE_FRICTION: case DOMAR_MOVE_OUTPUT: return at % w->N;
    case DOMAR_MOVE_FACTOR: return at / w->F % w->N;
    default: return at / w->G % w->N;
    }
}

static domar_status wedges_off(domar_cx *cx, const struct work *w, domar_move *move, size_t *count, size_t kind,
                               size_t industry)
{
    const domar_world *world = w->c->base->world;
    domar_status st = DOMAR_OK;
    *count = 0;
    for (size_t k = 0; !st && k < DOMAR_LEVELS; k++) {
        const domar_move_kind to = domar_level_move((domar_level_kind)k);
        const double *level = w->c->base->level[k];
        if (!level || (kind != ALL && kind != k)) continue;
        st = domar_move_want(cx, move, world, to);
        for (size_t at = 0; !st && at < domar_move_size(world, to); at++) {
            if (!(fabs(level[at]) > 0) || (industry != SIZE_MAX && industry_of(world, to, at) != industry)) continue;
            move->of[to][at] -= level[at];
            ++*count;
        }
    }
    return st;
}

/* EV by economy at the market's last sweep, in base money; their sum. */
static double gains(const struct work *w, double *ev)
{
    const domar_market *m = w->c->o.m;
    double sum = 0;
    memset(ev, 0, m->w->G * sizeof *ev);
    for (size_t h = 0; h < m->w->homes; h++) {
        const double spent = domar_world_spent(m->w, h);
        if (!(spent > 0)) continue;
        ev[h / m->w->H] += (domar_household_income(m, h) - w->U0[h]) * spent;
        sum += (domar_household_income(m, h) - w->U0[h]) * spent;
    }
    return sum;
}

/* ---- transfers that make everybody's gain the same share */
/* The linear answer to wedges off with the transfers that let all gain the same share; terms and own of it are left. */
static domar_status linear(domar_cx *cx, struct work *w, domar_move *move)
{
    const domar_market *m = w->c->o.m;
    const domar_world *world = m->w;
    double *D = move->of[DOMAR_MOVE_TRANSFER], apart = INFINITY, most = 0;
    domar_status st = DOMAR_OK;
    for (int k = 0; !st && k < 200 && apart > 1e-9 * most; k++) {
        double top = 0, bottom = 0, sum = 0;
        if ((st = domar_outcome_terms(cx, &w->c->o, w->terms, w->own, w->gain, move))) break;
        for (size_t h = 0; h < world->homes; h++) {
            if (!(domar_world_spent(world, h) > 0)) continue;
            const double spent = world->E[h] * exp(m->lE[h]) - m->burnt[h];
            top += w->gain[h] * spent;
            bottom += spent;
        }
        apart = 0;
        for (size_t h = 0; h < world->homes; h++) {
            if (!(domar_world_spent(world, h) > 0)) continue;
            const double spent = world->E[h] * exp(m->lE[h]) - m->burnt[h], off_by = w->gain[h] - top / bottom;
            apart = fmax(apart, fabs(off_by));
            most = fmax(most, fabs(w->gain[h]));
            D[h] -= off_by * spent;
        }
        for (size_t h = 0; h < world->homes; h++) sum += D[h];
        for (size_t h = 0; h < world->homes; h++) D[h] -= sum * world->E[h] / w->money;
    }
    if (!st && apart > 1e-6 * most)
        st = domar_fail(cx, DOMAR_ENOCONV, "the transfers of the second order were not found: gains still differ by %.1e of %.1e",
                        apart, most);
    return st;
}

/* Where wedges hold back, what moves at once gains their size, but only half of it where the wedge itself goes: it shrinks to
 * nothing on the way.  Everybody gains the same share, so that the sum over economies is the compensated gain. */
static domar_status triangles(domar_cx *cx, struct work *w, double *value, const domar_move *off)
{
    const domar_world *world = w->c->base->world;
    const domar_market *m = w->c->o.m;
    domar_move move = *off;
    domar_status st = domar_case_return(cx, w->c, w->z);
    if (!st) st = domar_move_want(cx, &move, world, DOMAR_MOVE_TRANSFER);
    if (!st) st = linear(cx, w, &move);
    *value = 0;
    for (size_t b = 0; !st && b < world->G; b++) {
        const double *terms = w->terms + b * DOMAR_TERMS;
        double now = 0, base = 0;
        for (size_t h = b * world->H; h < (b + 1) * world->H; h++) {
            const double spent = domar_world_spent(world, h);
            if (!(spent > 0)) continue;
            base += w->U0[h] * spent;
            now += world->E[h] * exp(m->lE[h]) - m->burnt[h];
        }
        const double scale = base / now;
        if (isfinite(scale))
            *value += scale * (terms[DOMAR_TERM_TRADE_VOLUME] + terms[DOMAR_TERM_REALLOCATION] - 0.5 * w->own[b]);
    }
    domar_release(move.of[DOMAR_MOVE_TRANSFER]);
    return st;
}

/* One set of wedges: exact, triangles and, if asked for, compensated. */
struct row { double gain, second, compensated, count; };

static domar_status take_away(domar_cx *cx, struct work *w, struct row *row, double *ev, size_t kind, size_t industry,
                              bool compensated)
{
    domar_move off = { { NULL } };
    size_t count;
    domar_status st = wedges_off(cx, w, &off, &count, kind, industry);
    *row = (struct row){ 0, 0, compensated ? 0 : NAN, (double)count };
    if (!st && count) st = triangles(cx, w, &row->second, &off);
    if (!st && count) st = domar_case_resolve(cx, w->c, w->z, &off, 1);
    if (!st && count) row->gain = gains(w, ev);
    if (!st && kind == ALL && industry == SIZE_MAX) w->all = row->gain;
    if (!st && count && compensated) {
        domar_compensation all;
        st = domar_compensate(cx, &all, w->c, w->z, w->U0, &off);
        row->compensated = all.gain;
    }
    domar_move_free(&off);
    return st;
}

/* ---- answers */
static domar_status put(domar_cx *cx, domar_result *r, const struct row *rows, size_t count, double money)
{
    static const char *const names[] = { "gain", "second_order", "compensated", "share", "wedges" };
    double *column[5];
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < 5; k++) st = domar_result_column(cx, r, columns, names[k], &column[k]);
    for (size_t k = 0; !st && k < count; k++) {
        column[0][k] = rows[k].gain;
        column[1][k] = rows[k].second;
        column[2][k] = rows[k].compensated;
        column[3][k] = 100 * rows[k].gain / money;
        column[4][k] = rows[k].count;
    }
    return st;
}

static domar_status by_kind(domar_cx *cx, domar_result **out, struct work *w, const char *money)
{
    struct row rows[KINDS];
    domar_item items[KINDS];
    size_t count = 0;
    double alone = 0, second = 0;
    domar_axis *axis = NULL;
    domar_status st = take_away(cx, w, &rows[count], w->terms, ALL, SIZE_MAX, true);
    items[count++] = (domar_item){ "all", "all wedges", "全部楔子", "", "" };
    for (size_t k = 0; !st && k < DOMAR_LEVELS; k++) {
        if (!w->c->base->level[k]) continue;
        st = take_away(cx, w, &rows[count], w->terms, k, SIZE_MAX, true);
        alone += rows[count].gain;
        second += rows[count].second;
        items[count++] = (domar_item){ kinds[k].code, kinds[k].en, kinds[k].zh, "", "" };
    }
    rows[count] = (struct row){ rows[0].gain - alone, rows[0].second - second, NAN, NAN };
    items[count++] = (domar_item){ "interaction", "interaction of kinds", "交互作用", "", "" };
    if (!st) st = domar_axis_new(cx, &axis, items, count);
    const domar_dim dim = { "kind", axis };
    if (!st) st = domar_result_new(cx, out, "obstacles.frontier", money, &dim, 1);
    domar_axis_free(axis);
    return st ? st : put(cx, *out, rows, count, w->money);
}

static domar_status by_industry(domar_cx *cx, domar_result **out, struct work *w, const char *money)
{
    const size_t N = w->c->base->world->N;
    const domar_dim dim = { "industry", domar_series_axis(w->in->series, DOMAR_INDUSTRIES) };
    struct row *rows = domar_scratch_bytes(cx, N, sizeof *rows);
    domar_status st = rows ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t j = 0; !st && j < N; j++) {
        st = take_away(cx, w, &rows[j], w->terms, ALL, j, false);
        if (!st) st = domar_tick(cx, j + 1, N);
    }
    if (!st) st = domar_result_new(cx, out, "obstacles.frontier", money, &dim, 1);
    return st ? st : put(cx, *out, rows, N, w->money);
}

static domar_status by_economy(domar_cx *cx, domar_result **out, struct work *w, const char *money)
{
    const domar_world *world = w->c->base->world;
    const domar_dim dim = { "economy", domar_series_axis(w->in->series, DOMAR_ECONOMIES) };
    double *ev = domar_scratch(cx, world->G), *gain, *share;
    struct row all;
    domar_status st = ev ? take_away(cx, w, &all, ev, ALL, SIZE_MAX, false) : DOMAR_ENOMEM;
    if (!st) st = domar_result_new(cx, out, "obstacles.frontier", money, &dim, 1);
    if (!st) st = domar_result_column(cx, *out, columns, "gain", &gain);
    if (!st) st = domar_result_column(cx, *out, columns, "share", &share);
    for (size_t b = 0; !st && b < world->G; b++) {
        gain[b] = ev[b];
        double before = 0;
        for (size_t h = b * world->H; h < (b + 1) * world->H; h++)
            if (domar_world_spent(world, h) > 0) before += domar_world_spent(world, h) * w->U0[h];
        share[b] = 100 * ev[b] / before;
    }
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w, const char *money)
{
    const bool shaky = w->in->scenario->illustrative;
    char *en = domar_format(cx, "Without any of the wedges in force the world would gain %.4g %s (%.3g %% of final use), revenue "
                            "to its owners as it is.%s", w->all, money, 100 * w->all / w->money,
                            shaky ? " Illustrative: no data stand behind some of the levels." : "");
    char *zh = domar_format(cx, "取消现有全部楔子，世界可得 %.4g %s（最终支出的 %.3g%%）。%s", w->all, money, 100 * w->all / w->money,
                            shaky ? "示意性情景：部分数值没有数据依据。" : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .all = NAN };
    char *money = domar_series_money(cx, in->series);
    domar_status st = money ? domar_case_needs_given_rates(cx, in->scenario) : DOMAR_ENOMEM;
    if (!st) st = domar_case_new(cx, &w.c, in->table, in->scenario, DOMAR_FP_AUTO);
    (void)options;
    if (!st) {
        const domar_world *world = w.c->base->world;
        w.z = domar_scratch(cx, 2 * w.c->o.m->size);
        w.U0 = domar_scratch(cx, world->homes);
        w.terms = domar_scratch(cx, world->G * (DOMAR_TERMS + 1));
        w.own = w.terms ? w.terms + world->G * DOMAR_TERMS : NULL;
        w.gain = domar_scratch(cx, world->homes);
        if (!w.z || !w.U0 || !w.terms || !w.gain) st = DOMAR_ENOMEM;
        for (size_t h = 0; !st && h < world->homes; h++) {
            w.U0[h] = domar_household_income(w.c->o.m, h);
            w.money += world->E[h];
        }
    }
    if (!st) st = (in->grain == BY_KIND ? by_kind : in->grain == BY_INDUSTRY ? by_industry : by_economy)(cx, out, &w, money);
    if (!st) st = domar_result_certify(cx, *out, "market_residual", w.c->o.report.residual, 1e-10);
    if (!st && isfinite(w.all)) st = read_out(cx, *out, &w, money);
    if (!st) st = domar_result_certify_text(cx, *out, "ownership", "gain: as it is; compensated: transfers free, sum 0");
    domar_release(money);
    domar_case_free(w.c);
    return st;
}

const domar_method domar_obstacles_frontier = {
    .id = "obstacles.frontier",
    .title_en = "Distance to the efficient frontier",
    .title_zh = "与效率前沿的距离",
    .about_en =
        "Takes away the wedges that are in force (tariffs, taxes, markups, rents: those of the table and of the scenario's "
        "baseline): all of them, each kind, or each industry's, and solves the equilibrium in full. gain leaves revenue "
        "with its owners, so that some economies lose; compensated lets transfers be free, so that all gain the same share. "
        "second_order is the sum of Harberger's triangles with the same transfers: close to compensated when wedges are small.",
    .about_zh =
        "取消现有楔子（表中及情景基期的关税、税收、加成、租金）：全部、分类或分行业，并完整求解均衡。gain 不改变收入归属，部分经济体"
        "会受损；compensated 允许自由转移支付，使各方同比例受益。second_order 为相同转移支付下的哈伯格三角之和，楔子较小时接近 compensated。",
    .formula = "\\max \\kappa: \\hat U_h = \\kappa \\ \\forall h, \\quad L \\approx -\\tfrac12 \\sum_w \\lambda_w \\, d\\log \\tau_w \\, "
        "d\\log q_w",
    .cite = "harberger1964; baqaee2020",
    .params = NULL, .grains = grains, .columns = columns,
    .dim_docs = "kind: what is taken away; economy: who gains; industry: whose product or production",
    .dim_docs_zh = "kind：所取消的楔子；economy：得失所属；industry：产品或生产所属行业",
    .options_size = 1, .needs = DOMAR_NEEDS_SCENARIO, .run = run };
