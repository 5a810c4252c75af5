/* methods/reform/sensitivity.c -- how sure the gains of a scenario are: draws over what is not known
 *
 * Each draw multiplies every elasticity, finite mobility and instrument by exp(spread z), z standard normal and
 * its own for every industry's trade elasticity, every other nest, every factor and instrument, and solves the
 * equilibrium anew, warm from the central one.  Draws are numbers by counter: the same for the same --seed, and on
 * any number of threads, each of which has a market and elasticities of its own. */
#include "base/crew.h"
#include "base/random.h"
#include "base/threads.h"
#include "linalg/sorted.h"
#include "model/case.h"
#include "spec/method.h"
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options { int64_t draws; double elasticities, mobility, shocks; };

enum { BY_ECONOMY, BY_PARAMETER };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, draws), .def = 100, .lo = 2, .hi = 100000,
      .en = "How many draws.", .zh = "抽样次数。" },
    { DOMAR_FIELD(struct options, elasticities), .def = 0.25, .lo = 0, .hi = 2,
      .en = "Standard deviation of the logs of elasticities.", .zh = "弹性对数的标准差。" },
    { DOMAR_FIELD(struct options, mobility), .def = 0.25, .lo = 0, .hi = 2,
      .en = "Standard deviation of the logs of mobilities that are finite.", .zh = "（有限）流动性对数的标准差。" },
    { DOMAR_FIELD(struct options, shocks), .def = 0, .lo = 0, .hi = 2,
      .en = "Standard deviation of the logs of the sizes of instruments.", .zh = "政策工具规模对数的标准差。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "economy", "Real income of economies: centre and quantiles over draws.", "各经济体实际收入：中心值与分位数。" },
    { "parameter", "economy,term", "What one standard deviation of each unknown moves (tornado).", "各未知参数变动一个标准差的影响（龙卷风图）。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "central", "%", "Change of real income at the scenario's own numbers.", "情景给定参数下的实际收入变化。", NULL },
    { "mean", "%", "Mean over draws.", "抽样均值。", NULL },
    { "deviation", "%", "Standard deviation over draws.", "抽样标准差。", NULL },
    { "q05", "%", "5 per cent of draws are below.", "5% 分位数。", NULL },
    { "q25", "%", "25 per cent are below.", "25% 分位数。", NULL },
    { "q50", "%", "Median.", "中位数。", NULL },
    { "q75", "%", "75 per cent are below.", "75% 分位数。", NULL },
    { "q95", "%", "95 per cent are below.", "95% 分位数。", NULL },
    { "positive", "share", "Share of draws that gain.", "收益为正的抽样比重。", NULL },
    { "effect", "%", "Real income moves by this when the unknown is one standard deviation higher.", "该参数提高一个标准差时实际收入的变化。", NULL },
    { "explained", "share", "Share of the variance over draws that this explains.", "所解释的方差比重。", NULL },
    { .name = NULL } };

/* One thread's: the world with elasticities of its own, its market, moves where sizes are drawn. */
struct worker {
    struct work  *work;
    domar_cx     *cx;
    domar_world   world;
    domar_outcome o;
    domar_move   *moves;
    double       *room, *draw, *swept;   /* elasticities, then z; unknowns; size */
    domar_fixed_point f;                 /* the market's */
    bool          stale;                 /* its preconditioner is not the central one's any more */
};

struct work {
    const domar_input *in;
    const struct options *opt;
    uint64_t seed;               /* of the context; 1 where nobody gave one */
    domar_case *c;
    size_t unknowns, first_shock, lost;
    double *central;                     /* G */
    double *gain, *draw;                 /* draws x G, draws x unknowns; draws that converged come first */
    size_t  done;
    double *residual;                    /* draws: of the market; NAN: no equilibrium found */
    double  worst;
    domar_crew    *crew;
    struct worker *workers;
    size_t  threads, from, to;           /* draws of the round */
    atomic_size_t next;
    domar_status *status;                /* draws */
    size_t *failed;                      /* threads: the member's first failure, SIZE_MAX: none */
};

/* Unknowns: trade by industry, then goods, value added, factors, final, mobility by factor, instruments. */
enum { GOODS, ADDED, AMONG, FINAL, NESTS };

/* The closing rate is no instrument: it is found anew. */
static size_t instruments(const domar_case *c) { return c->shocks.count - (c->budget != NULL); }

static void scale_moves(struct worker *x)
{
    const struct work *w = x->work;
    for (size_t k = 0; w->opt->shocks > 0 && k < instruments(w->c); k++)
        for (int kind = 0; kind < DOMAR_MOVES; kind++) {
            const double *from = w->c->shocks.moves[k].of[kind];
            const double scale = exp(w->opt->shocks * x->draw[w->first_shock + k]);
            for (size_t i = 0; from && i < domar_move_size(&x->world, (domar_move_kind)kind); i++)
                x->moves[k].of[kind][i] = from[i] * scale;
        }
}

static void set(struct worker *x)
{
    const struct work *w = x->work;
    const domar_world *from = w->c->base->world;
    domar_world *to = &x->world;
    const double s = w->opt->elasticities, *nest = x->draw + from->N, *mobile = nest + NESTS;
    for (size_t j = 0; j < from->N; j++) to->theta[j] = from->theta[j] * exp(s * x->draw[j]);
    for (size_t u = 0; u < from->users; u++)
        to->e[u] = from->e[u] * exp(s * nest[domar_world_place(from, u) >= from->N ? FINAL : GOODS]);
    for (size_t p = 0; p < from->n; p++) {
        to->x[p] = from->x[p] * exp(s * nest[ADDED]);
        to->r[p] = from->r[p] * exp(s * nest[AMONG]);
    }
    for (size_t q = 0; q < from->G * from->F; q++)
        to->kappa[q] = from->kappa[q] * exp(w->opt->mobility * mobile[q % from->F]);
    scale_moves(x);
}

/* The market's map, which tells when its preconditioner is made anew: no draw may depend on the thread's last. */
static void map(void *self, double *g, const double *z) { const struct worker *x = self; x->f.map(x->f.self, g, z); }
static void product(void *self, double *Jv, const double *v) { const struct worker *x = self; x->f.product(x->f.self, Jv, v); }
static void precondition(void *self, double *v, bool transposed)
{
    const struct worker *x = self;
    x->f.precondition(x->f.self, v, transposed);
}

static domar_status make(domar_cx *cx, void *self, bool again)
{
    struct worker *x = self;
    x->stale = x->stale || again;
    return x->f.prepare(cx, x->f.self, again);
}

/* The preconditioner of the central equilibrium: good for every draw, and the same for all threads. */
static domar_status centre(struct worker *x)
{
    const domar_case *c = x->work->c;
    memset(x->draw, 0, x->work->unknowns * sizeof *x->draw);
    set(x);
    domar_status st = domar_market_move(x->cx, x->o.m, c->shocks.moves, c->shocks.count, 1);
    if (!st) {
        domar_market_sweep(x->o.m, x->swept, c->o.z);
        st = x->f.prepare(x->cx, x->f.self, true);
    }
    x->stale = false;
    return st;
}

/* Anderson alone, to a tenth of what is certified: Newton's step to rounding costs as much as a third of it and is not
 * needed for quantiles.  The long way where that fails. */
static domar_status solve(struct worker *x)
{
    const domar_case *c = x->work->c;
    if (c->budget) {
        x->stale = true;
        return domar_budget_solve(x->cx, c->budget, &x->o, x->moves, c->shocks.count, DOMAR_FP_AUTO);
    }
    const domar_fixed_point f = { .size = x->o.m->size, .self = x, .map = map, .product = product, .prepare = make,
                                  .precondition = precondition };
    domar_fp_options options = DOMAR_FP_DEFAULTS;
    options.tol = 1e-11;
    options.way = DOMAR_FP_ANDERSON;
    domar_status st = domar_market_move(x->cx, x->o.m, x->moves, c->shocks.count, 1);
    if (!st) st = domar_fixed_point_solve(x->cx, x->o.z, &x->o.report, &f, &options);
    if (st == DOMAR_ENOCONV) {
        x->stale = true;
        st = domar_outcome_solve(x->cx, &x->o, x->moves, c->shocks.count, DOMAR_FP_AUTO);
    }
    return st;
}

static domar_status one_draw(struct worker *x, size_t d)
{
    struct work *w = x->work;
    const size_t G = x->world.G;
    domar_status st = x->stale ? centre(x) : DOMAR_OK;
    if (st) return st;
    for (size_t k = 0; k < w->unknowns; k++)
        x->draw[k] = domar_random_normal(w->seed, (uint64_t)d, (uint64_t)k);
    set(x);
    memcpy(w->draw + d * w->unknowns, x->draw, w->unknowns * sizeof *x->draw);
    memcpy(x->o.z, w->c->o.z, x->o.m->size * sizeof *x->o.z);
    const domar_mark mark = domar_scratch_mark(x->cx);
    double *rates = w->c->budget ? domar_scratch(x->cx, domar_budget_rates(w->c->budget)) : NULL;
    if (w->c->budget && !rates) return DOMAR_ENOMEM;
    if (rates) domar_budget_take(w->c->budget, rates);
    st = solve(x);
    if (rates) domar_budget_put(w->c->budget, rates);
    domar_scratch_rewind(x->cx, mark);
    w->residual[d] = st == DOMAR_ENOCONV ? NAN : x->o.report.residual;
    for (size_t b = 0; !st && b < G; b++) w->gain[d * G + b] = 100 * (domar_real_income(x->o.m, b) - 1);
    return st == DOMAR_ENOCONV ? DOMAR_OK : st;
}

/* Piece k is a worker: draws go to whoever is free. */
static void labour(void *arg, size_t begin, size_t end)
{
    struct work *w = arg;
    for (size_t k = begin; k < end; k++)
        for (;;) {
            const size_t d = atomic_fetch_add(&w->next, 1);
            if (d >= w->to || w->failed[k] != SIZE_MAX) break;
            if ((w->status[d] = one_draw(&w->workers[k], d))) w->failed[k] = d;
        }
}

/* ---- memory of each thread */
static domar_status hire(domar_cx *cx, struct work *w, struct worker *x, domar_cx *member)
{
    const domar_world *world = w->c->base->world;
    const size_t count = w->c->shocks.count;
    x->work = w;
    x->cx = member;
    x->world = *world;
    domar_status st = domar_market_new(cx, &x->o.m, &x->world);
    if (st) return st;
    const size_t sizes = world->N + world->users + 2 * world->n + world->G * world->F;
    x->room = domar_alloc(cx, sizes + 2 * x->o.m->size + w->unknowns, sizeof *x->room);
    x->moves = domar_alloc(cx, count + 1, sizeof *x->moves);
    if (!x->room || !x->moves) return DOMAR_ENOMEM;
    x->world.theta = x->room;
    x->world.e = x->world.theta + world->N;
    x->world.x = x->world.e + world->users;
    x->world.r = x->world.x + world->n;
    x->world.kappa = x->world.r + world->n;
    x->o.z = x->room + sizes;
    x->swept = x->o.z + x->o.m->size;
    x->draw = x->swept + x->o.m->size;
    for (size_t k = 0; k < count; k++) {
        if (!(w->opt->shocks > 0) || k >= instruments(w->c)) x->moves[k] = w->c->shocks.moves[k];        /* borrowed */
        else
            for (int kind = 0; !st && kind < DOMAR_MOVES; kind++)
                if (w->c->shocks.moves[k].of[kind]) st = domar_move_want(cx, &x->moves[k], world, (domar_move_kind)kind);
    }
    x->f = domar_market_map(x->o.m);
    return st ? st : centre(x);
}

static void dismiss(struct work *w)
{
    for (size_t t = 0; w->workers && t < w->threads; t++) {
        struct worker *x = &w->workers[t];
        domar_market_free(x->o.m);
        for (size_t k = 0; w->opt->shocks > 0 && x->moves && k < instruments(w->c); k++) domar_move_free(&x->moves[k]);
        domar_release(x->moves);
        domar_release(x->room);
    }
    domar_release(w->workers);
    domar_crew_free(w->crew);
}

static domar_status prepare(domar_cx *cx, struct work *w)
{
    const domar_world *world = w->c->base->world;
    const size_t draws = (size_t)w->opt->draws;
    if (w->c->budget && w->opt->shocks > 0)
        return domar_fail(cx, DOMAR_EUSAGE, "%s keeps revenue by a closing rate: its target would move with the sizes of instruments, "
                          "leave --shocks at 0", w->c->scenario->path);
    w->first_shock = world->N + NESTS + world->F;
    w->unknowns = w->first_shock + instruments(w->c);
    w->threads = w->c->budget ? 1 : (size_t)domar_cx_threads(cx);         /* the budget is one for all */
    if (w->threads > draws) w->threads = draws;
    w->central = domar_scratch(cx, world->G);
    w->gain = domar_scratch(cx, draws * world->G);
    w->draw = domar_scratch(cx, draws * w->unknowns);
    w->residual = domar_scratch(cx, draws);
    w->status = domar_scratch_bytes(cx, draws, sizeof *w->status);
    w->failed = domar_scratch_bytes(cx, w->threads, sizeof *w->failed);
    if (!w->central || !w->gain || !w->draw || !w->residual || !w->status || !w->failed) return DOMAR_ENOMEM;
    domar_status st = domar_crew_new(cx, &w->crew, w->threads);
    if (!st && !(w->workers = domar_alloc(cx, w->threads, sizeof *w->workers))) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->threads; k++) {
        w->failed[k] = SIZE_MAX;
        st = hire(cx, w, &w->workers[k], domar_crew_member(w->crew, k));
    }
    for (size_t b = 0; b < world->G; b++) w->central[b] = 100 * (domar_real_income(w->c->o.m, b) - 1);
    return st;
}

/* Draws without an equilibrium go; the others close up in their order. */
static void close_up(struct work *w)
{
    const size_t G = w->c->base->world->G;
    for (size_t d = 0; d < (size_t)w->opt->draws; d++) {
        if (isnan(w->residual[d])) {
            w->lost++;
            continue;
        }
        memmove(w->gain + w->done * G, w->gain + d * G, G * sizeof *w->gain);
        memmove(w->draw + w->done * w->unknowns, w->draw + d * w->unknowns, w->unknowns * sizeof *w->draw);
        w->worst = fmax(w->worst, w->residual[d]);
        w->done++;
    }
}

static domar_status draw_all(domar_cx *cx, struct work *w)
{
    enum { ROUND = 4 };                                                  /* draws a thread between two ticks */
    const size_t draws = (size_t)w->opt->draws;
    domar_status st = DOMAR_OK;
    while (!st && w->from < draws) {
        w->to = w->from + ROUND * w->threads < draws ? w->from + ROUND * w->threads : draws;
        atomic_store(&w->next, w->from);
        domar_parallel((int)w->threads, w->threads, 1, labour, w);
        size_t first = SIZE_MAX;
        for (size_t k = 0; k < w->threads; k++)
            if (w->failed[k] < first) {
                first = w->failed[k];
                st = domar_fail(cx, w->status[first], "%s", domar_cx_message(w->workers[k].cx));
            }
        w->from = w->to;
        if (!st) st = domar_tick(cx, w->to, draws);
    }
    if (st) return st;
    close_up(w);
    if (20 * w->lost > draws)
        st = domar_fail(cx, DOMAR_ENOCONV, "%zu of %zu draws have no equilibrium that could be found: take a smaller spread",
                        w->lost, draws);
    return st;
}

/* ---- answers */
static void moments(const struct work *w, size_t b, double *mean, double *variance)
{
    const size_t G = w->c->base->world->G;
    *mean = *variance = 0;
    for (size_t d = 0; d < w->done; d++) *mean += w->gain[d * G + b] / (double)w->done;
    for (size_t d = 0; d < w->done; d++) *variance += pow(w->gain[d * G + b] - *mean, 2) / (double)(w->done - 1);
}

static void row_economy(const struct work *w, double *row, double *sorted, size_t b)
{
    static const double shares[] = { 0.05, 0.25, 0.5, 0.75, 0.95 };
    const size_t G = w->c->base->world->G;
    double mean, variance, positive = 0;
    moments(w, b, &mean, &variance);
    for (size_t d = 0; d < w->done; d++) {
        sorted[d] = w->gain[d * G + b];
        positive += sorted[d] > 0;
    }
    qsort(sorted, w->done, sizeof *sorted, domar_ascending);
    row[0] = w->central[b];
    row[1] = mean;
    row[2] = sqrt(variance);
    for (size_t k = 0; k < 5; k++) row[3 + k] = domar_quantile(sorted, w->done, shares[k]);
    row[8] = positive / (double)w->done;
}

/* Regression on one unknown: they are independent. */
static void row_parameter(const struct work *w, double *row, size_t b, size_t k)
{
    const size_t G = w->c->base->world->G;
    double mean, variance, zmean = 0, zz = 0, zg = 0;
    moments(w, b, &mean, &variance);
    for (size_t d = 0; d < w->done; d++) zmean += w->draw[d * w->unknowns + k] / (double)w->done;
    for (size_t d = 0; d < w->done; d++) {
        const double z = w->draw[d * w->unknowns + k] - zmean;
        zz += z * z;
        zg += z * (w->gain[d * G + b] - mean);
    }
    row[0] = zz > 0 ? zg / zz : NAN;
    row[1] = zz > 0 && variance > 0 ? zg * zg / zz / (double)(w->done - 1) / variance : NAN;
}

static domar_status parameter_axis(domar_cx *cx, domar_axis **out, const struct work *w)
{
    static const char *const nests[NESTS][3] = { { "goods", "elasticity between inputs", "中间投入间替代弹性" },
        { "value_added", "elasticity between factors and inputs", "要素与投入间替代弹性" },
        { "factors", "elasticity among factors", "要素间替代弹性" }, { "final", "elasticity in final use", "最终使用替代弹性" } };
    const domar_axis *industries = domar_series_axis(w->in->series, DOMAR_INDUSTRIES);
    const size_t N = w->c->base->world->N, F = w->c->base->world->F;
    domar_item *items = domar_scratch_bytes(cx, w->unknowns, sizeof *items);
    char (*codes)[96] = domar_scratch_bytes(cx, w->unknowns, sizeof *codes);
    if (!items || !codes) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->unknowns; k++) {
        if (k < N) snprintf(codes[k], sizeof codes[k], "trade %.80s", domar_axis_code(industries, k));
        else if (k < N + NESTS) snprintf(codes[k], sizeof codes[k], "%s", nests[k - N][0]);
        else if (k < N + NESTS + F) snprintf(codes[k], sizeof codes[k], "mobility %.80s", domar_axis_code(w->c->base->factors, k - N - NESTS));
        else snprintf(codes[k], sizeof codes[k], "shock %.80s", w->c->shocks.names[k - w->first_shock]);
        items[k].code = codes[k];
        if (k >= N && k < N + NESTS) {
            items[k].en = nests[k - N][1];
            items[k].zh = nests[k - N][2];
        }
    }
    return domar_axis_new(cx, out, items, w->unknowns);
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w)
{
    static const char *const names[2][10] = {
        { "central", "mean", "deviation", "q05", "q25", "q50", "q75", "q95", "positive", NULL }, { "effect", "explained", NULL } };
    const bool tornado = w->in->grain == BY_PARAMETER;
    domar_axis *terms = NULL;
    domar_dim dims[8];
    double *column[9], row[9], *sorted = domar_scratch(cx, w->done);
    domar_status st = sorted ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && tornado) st = parameter_axis(cx, &terms, w);
    if (!st) {
        const size_t count = domar_grain_dims(dims, &grains[w->in->grain], w->in->table, terms);
        st = domar_result_new(cx, out, "reform.sensitivity", "%", dims, count);
    }
    size_t width = 0;
    for (; !st && names[w->in->grain][width]; width++)
        st = domar_result_column(cx, *out, columns, names[w->in->grain][width], &column[width]);
    for (size_t k = 0; !st && k < domar_result_rows(*out); k++) {
        if (tornado) row_parameter(w, row, k / w->unknowns, k % w->unknowns);
        else row_economy(w, row, sorted, k);
        for (size_t c = 0; c < width; c++) column[c][k] = row[c];
    }
    domar_axis_free(terms);
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    double widest = -1, row[9], *sorted = domar_scratch(cx, w->done), low = 0, high = 0;
    size_t who = 0;
    if (!sorted) return DOMAR_ENOMEM;
    for (size_t b = 0; b < w->c->base->world->G; b++) {
        row_economy(w, row, sorted, b);
        if (!(row[7] - row[3] > widest)) continue;
        widest = row[7] - row[3];
        low = row[3];
        high = row[7];
        who = b;
    }
    const bool shaky = w->in->scenario->illustrative;
    char *en = domar_format(cx, "The least sure gain is that of %s: %.3g to %.3g %% in nine of ten draws.%s",
                            domar_axis_label(economies, who, "en"), low, high,
                            shaky ? " Illustrative: no data stand behind some of the levels." : "");
    char *zh = domar_format(cx, "最不确定的是%s：十分之九的抽样介于 %.3g%% 与 %.3g%% 之间。%s", domar_axis_label(economies, who, "zh"), low,
                            high, shaky ? "示意性情景：部分数值没有数据依据。" : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options, .seed = domar_cx_seed(cx) ? domar_cx_seed(cx) : 1 };
    domar_status st = domar_case_new(cx, &w.c, in->table, in->scenario, DOMAR_FP_AUTO);
    if (!st) st = prepare(cx, &w);
    if (!st) st = draw_all(cx, &w);
    if (!st) st = answer(cx, out, &w);
    if (!st) st = domar_result_certify(cx, *out, "market_residual", fmax(w.c->o.report.residual, w.worst), 1e-10);
    if (!st) st = domar_result_certify(cx, *out, "draws", (double)w.done, NAN);
    if (!st) st = domar_result_certify(cx, *out, "seed", (double)w.seed, NAN);
    if (!st) st = domar_result_certify(cx, *out, "draws_without_equilibrium", (double)w.lost, NAN);
    if (!st) st = read_out(cx, *out, &w);
    dismiss(&w);
    domar_case_free(w.c);
    return st;
}

const domar_method domar_reform_sensitivity = {
    .id = "reform.sensitivity",
    .title_en = "How sure the gains of a reform are",
    .title_zh = "改革收益的敏感性",
    .about_en =
        "Solves a scenario many times with other elasticities, mobilities and sizes of its instruments, drawn around those it "
        "gives, and shows the spread of real income: quantiles by economy, and which unknown moves it most. The same --seed "
        "gives the same draws.",
    .about_zh =
        "围绕情景给定的弹性、流动性和工具规模反复抽样求解，给出各经济体实际收入的分布（分位数），以及影响最大的未知参数。相同 --seed 得到"
        "相同抽样。",
    .formula = "\\hat U(\\theta_0 e^{s z}), \\quad z \\sim N(0, I)",
    .cite = "salmon2011; caliendo2015",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: whose gain; term: the unknown", .dim_docs_zh = "economy：得失所属；term：未知参数",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SCENARIO,
    .laws = { .no_units = "effects are regressions on differences near the residual of the solve (1e-10): they agree to 1e-9",
              .no_relabel = "draws belong to places in the table: other places, other draws" },
    .run = run };
