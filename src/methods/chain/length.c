/* methods/chain/length.c -- how many times value is counted as output on its way
 *
 * Value added of an industry is counted as output in every stage that it goes through,
 *
 *     plv = (B x)_i / x_i,     ply = (v' B B)_j / (v' B)_j
 *
 * seen from the producer (towards final use) and from the final product (back to its makers).  By
 * way [wang2017, sec. 2]: made and used at home, v L y_D; exported in final goods, v L y_F; and
 * through intermediate trade, the rest, of which simple crosses one border only,
 *
 *     v L C L y_D,     C = A without its domestic blocks.
 *
 * Position: plv_gvc / ply_gvc, above 1 nearer to the start of the chains. */
#include "model/accounts.h"
#include "model/local.h"
#include "model/selection.h"
#include <math.h>

struct options { char unused; };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "By industry.", "按行业。" },
    { "economy", "economy", "Means over industries, weighted with the value added or the final "
      "products that the length is of.", "按所计增加值或最终产品加权的经济体平均。" },
    { .name = NULL } };

enum { PLV, PLV_D, PLV_RT, PLV_GVC, PLV_GVC_S, PLV_GVC_C, PLY, PLY_DRT, PLY_GVC, POSITION, ALL };

static const domar_column columns[] = {
    { "plv", "stages", "Production length of value added: how often it is counted as output.",
      "增加值的生产长度：计为产出的次数。", NULL },
    { "plv_d", "stages", "Of value added made and used at home.", "国内生产并使用的增加值的生产长度。", NULL },
    { "plv_rt", "stages", "Of value added in exports of final goods (traditional trade).",
      "传统贸易（最终品出口）中增加值的生产长度。", NULL },
    { "plv_gvc", "stages", "Of value added in intermediate trade (global value chains).",
      "经由中间品贸易（全球价值链）的增加值的生产长度。", NULL },
    { "plv_gvc_s", "stages", "Of it simple: across one border and used up there.",
      "其中简单价值链：只跨境一次并在进口国使用。", NULL },
    { "plv_gvc_c", "stages", "Of it complex: across more borders.", "其中复杂价值链：跨境两次及以上。", NULL },
    { "ply", "stages", "Production length of final products, back to all who made them.",
      "最终产品的生产长度（向上游追溯）。", NULL },
    { "ply_drt", "stages", "Of value added that comes from home without imported inputs.",
      "其中未使用进口中间品的国内部分的生产长度。", NULL },
    { "ply_gvc", "stages", "Of the part that rests on imported inputs.", "其中依赖进口中间品部分的生产长度。", NULL },
    { "gvc_position", "ratio", "plv_gvc over ply_gvc: above 1 nearer to the start of the chains.",
      "plv_gvc 与 ply_gvc 之比：大于 1 表示更靠近价值链上游。", NULL },
    { .name = NULL } };

/* What each length is a mean of, and the value it is weighted with (n each). */
struct length { double *stages, *value; };

struct work {
    const domar_table *t;
    domar_local   l;
    double       *v, *home, *abroad, *y;    /* n */
    struct length of[ALL];
};

static bool make_room(domar_cx *cx, struct work *w)
{
    const size_t n = w->t->n;
    double *rows = domar_scratch(cx, (4 + 2 * ALL) * n);
    if (!rows) return false;
    w->v = rows;
    w->home = rows + n;
    w->abroad = rows + 2 * n;
    w->y = rows + 3 * n;
    for (size_t k = 0; k < ALL; k++)
        w->of[k] = (struct length){ rows + (4 + 2 * k) * n, rows + (5 + 2 * k) * n };
    return true;
}

/* stages = L L y, value = L y. */
static void at_home(const struct work *w, size_t k, const double *y)
{
    domar_local_apply(&w->l, w->of[k].value, y);
    domar_local_apply(&w->l, w->of[k].stages, w->of[k].value);
}

/* L L C L y_D + L C L L y_D over L C L y_D. */
static domar_status simple(domar_cx *cx, struct work *w)
{
    const size_t n = w->t->n;
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, n), *b = domar_scratch(cx, n);
    if (!a || !b) return DOMAR_ENOMEM;
    struct length *s = &w->of[PLV_GVC_S];
    domar_abroad_apply(cx, &w->l, a, w->of[PLV_D].value);
    domar_local_apply(&w->l, s->value, a);
    domar_local_apply(&w->l, s->stages, s->value);
    domar_abroad_apply(cx, &w->l, a, w->of[PLV_D].stages);
    domar_local_apply(&w->l, b, a);
    for (size_t i = 0; i < n; i++) s->stages[i] += b[i];
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static void subtract(const struct work *w, size_t k, size_t from, size_t a, size_t b)
{
    for (size_t i = 0; i < w->t->n; i++) {
        w->of[k].value[i] = w->of[from].value[i] - w->of[a].value[i];
        w->of[k].stages[i] = w->of[from].stages[i] - w->of[a].stages[i];
        if (b == ALL) continue;
        w->of[k].value[i] -= w->of[b].value[i];
        w->of[k].stages[i] -= w->of[b].stages[i];
    }
}

/* Intermediate trade from what crosses the first border, L C (B y): exact where there is none. */
static domar_status forward(domar_cx *cx, struct work *w)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, t->n), *b = domar_scratch(cx, t->n);
    if (!a || !b) return DOMAR_ENOMEM;
    struct length *all = &w->of[PLV], *gvc = &w->of[PLV_GVC];
    for (size_t i = 0; i < t->n; i++) all->value[i] = all->stages[i] = t->x[i];
    domar_status st = domar_leontief_solve(cx, w->l.system, all->stages, 1);
    if (st) return st;
    at_home(w, PLV_D, w->home);
    at_home(w, PLV_RT, w->abroad);
    /* B - L = L C B, so B B y - L L y = L C B B y + L L C B y. */
    domar_abroad_apply(cx, &w->l, a, t->x);
    domar_local_apply(&w->l, gvc->value, a);
    domar_local_apply(&w->l, gvc->stages, gvc->value);
    domar_abroad_apply(cx, &w->l, a, all->stages);
    domar_local_apply(&w->l, b, a);
    for (size_t i = 0; i < t->n; i++) gvc->stages[i] += b[i];
    st = simple(cx, w);
    subtract(w, PLV_GVC_C, PLV_GVC, PLV_GVC_S, ALL);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status backward(domar_cx *cx, struct work *w)
{
    const size_t n = w->t->n;
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, n), *b = domar_scratch(cx, n);
    if (!a || !b) return DOMAR_ENOMEM;
    struct length *all = &w->of[PLY], *home = &w->of[PLY_DRT], *gvc = &w->of[PLY_GVC];
    for (size_t i = 0; i < n; i++) all->value[i] = w->v[i];
    domar_status st = domar_leontief_solve_t(cx, w->l.system, all->value, 1);
    for (size_t i = 0; i < n; i++) all->stages[i] = all->value[i];
    if (!st) st = domar_leontief_solve_t(cx, w->l.system, all->stages, 1);
    if (st) return st;
    domar_local_apply_t(&w->l, home->value, w->v);
    domar_local_apply_t(&w->l, home->stages, home->value);
    /* v B - v L = v B C L, so v B B - v L L = v B B C L + v B C L L. */
    domar_abroad_apply_t(cx, &w->l, a, all->value);
    domar_local_apply_t(&w->l, gvc->value, a);
    domar_local_apply_t(&w->l, gvc->stages, gvc->value);
    domar_abroad_apply_t(cx, &w->l, a, all->stages);
    domar_local_apply_t(&w->l, b, a);
    for (size_t i = 0; i < n; i++) gvc->stages[i] += b[i];
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- answers */
static double ratio(double a, double b) { return b > 0 || b < 0 ? a / b : NAN; }

static void by_industry(double *out, const struct work *w, size_t k)
{
    for (size_t i = 0; i < w->t->n; i++) out[i] = ratio(w->of[k].stages[i], w->of[k].value[i]);
    domar_mask_zero_output(out, w->t);
}

/* Weighted with v_i (from the producer) or y_j (back from the product). */
static void by_economy(double *out, const struct work *w, size_t k)
{
    const double *weight = k >= PLY ? w->y : w->v;
    for (size_t g = 0; g < w->t->G; g++) {
        double stages = 0, value = 0;
        for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) {
            stages += weight[i] * w->of[k].stages[i];
            value += weight[i] * w->of[k].value[i];
        }
        out[g] = ratio(stages, value);
    }
}

static domar_status answer(domar_cx *cx, domar_result *r, const struct work *w, bool whole,
                           double *kept)
{
    const size_t rows = whole ? w->t->G : w->t->n;
    double *out = domar_scratch(cx, rows);
    domar_status st = out ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < ALL; k++) {
        if (k == POSITION)
            for (size_t i = 0; i < rows; i++)
                out[i] = ratio(kept[PLV_GVC * rows + i], kept[PLY_GVC * rows + i]);
        else if (whole) by_economy(out, w, k);
        else by_industry(out, w, k);
        for (size_t i = 0; i < rows; i++) kept[k * rows + i] = out[i];
        st = domar_result_put(cx, r, columns, columns[k].name, out);
    }
    return st;
}

/* The economy asked for that is farthest from the middle of the chains. */
static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in,
                             const struct work *w, const double *position, bool whole)
{
    const domar_axis *axis = domar_series_axis(in->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(in->series, DOMAR_INDUSTRIES);
    size_t top = SIZE_MAX;
    for (size_t i = 0; i < (whole ? w->t->G : w->t->n); i++) {
        const size_t g = whole ? i : i / w->t->N;
        if (!domar_economy_selected(w->t, in->economy, g) || !(position[i] > 0)) continue;
        if (!whole && !(w->t->x[i] > 0)) continue;
        if (top == SIZE_MAX || fabs(log(position[i])) > fabs(log(position[top]))) top = i;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    const size_t g = whole ? top : top / w->t->N, k = top % w->t->N;
    const bool up = position[top] > 1;
    char *en = domar_format(cx, "Farthest from the middle of global value chains: %s%s%s, position "
                            "%.2f, nearer to the %s.", domar_axis_label(axis, g, "en"),
                            whole ? "" : ", ", whole ? "" : domar_axis_label(industries, k, "en"),
                            position[top], up ? "start" : "end");
    char *zh = domar_format(cx, "离全球价值链中点最远的是%s%s，位置指数 %.2f，更靠近%s。",
                            domar_axis_label(axis, g, "zh"),
                            whole ? "" : domar_axis_label(industries, k, "zh"), position[top],
                            up ? "上游" : "下游");
    return domar_result_read_own(cx, r, en, zh);
}

/* Ways add up: value added of an economy goes one of them. */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    double gap = 0;
    for (size_t i = 0; i < w->t->n; i++)
        if (w->t->x[i] > 0)
            gap = fmax(gap, fabs(w->of[PLV_D].value[i] + w->of[PLV_RT].value[i] +
                                 w->of[PLV_GVC].value[i] - w->t->x[i]) / w->t->x[i]);
    return domar_result_certify(cx, r, "ways_against_output", gap, 1e-9);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    struct work w = { .t = in->table };
    const bool whole = in->grain == 1;
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], in->table, NULL);
    double *kept = domar_scratch(cx, ALL * in->table->n);
    (void)options;
    if (!kept || !make_room(cx, &w)) return DOMAR_ENOMEM;
    domar_va_coefficients(w.v, w.t);
    domar_status st = domar_local_new(cx, &w.l, w.t, in->system);
    if (!st) st = domar_final_home_abroad(cx, &w.l, w.home, w.abroad);
    if (st) return st;
    for (size_t i = 0; i < w.t->n; i++) w.y[i] = w.home[i] + w.abroad[i];
    if (!(st = forward(cx, &w))) st = backward(cx, &w);
    if (!st) st = domar_result_new(cx, out, "chain.length", NULL, dims, count);
    if (!st) st = answer(cx, *out, &w, whole, kept);
    if (!st) st = certify(cx, *out, &w);
    return st ? st : read_out(cx, *out, in, &w, kept + POSITION * (whole ? w.t->G : w.t->n), whole);
}

const domar_method domar_chain_length = {
    .id = "chain.length",
    .title_en = "Production length and position in global value chains",
    .title_zh = "生产长度与全球价值链位置",
    .about_en =
        "How many times value added is counted as output between its makers and final use (plv), "
        "and back from a final product to all who made it (ply), for value that stays at home, is "
        "exported in final goods, or goes through intermediate trade: simple across one border, "
        "complex across more. Position compares the way ahead with the way behind in intermediate "
        "trade. Lengths count all stages, at home and abroad.",
    .about_zh =
        "从创造者到最终使用，增加值被计为产出的次数（plv）；以及从最终产品向上游追溯到全部创造者的次数（ply）。按去向分："
        "国内使用、最终品出口、经由中间品贸易（简单：只跨境一次；复杂：跨境多次）。位置指数比较全球价值链中向前与向后的长度。"
        "长度包含国内外全部生产阶段。",
    .formula = "PLv_i = \\frac{(B B y)_i}{(B y)_i}, \\quad PLy_j = \\frac{(v' B B)_j}{(v' B)_j}, "
        "\\quad GVCPs = \\frac{PLv^{GVC}}{PLy^{GVC}}",
    .cite = "wang2017length",
    .params = NULL, .grains = grains, .columns = columns,
    .dim_docs = "economy, industry: the producer (plv) or the maker of the final product (ply)",
    .dim_docs_zh = "economy、industry：生产者（plv）或最终产品的制造者（ply）",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD,
    .run = run };
