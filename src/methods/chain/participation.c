/* methods/chain/participation.c -- how much of an economy works for global value chains
 *
 * By production [wang2017measures]: value added of an industry goes home (v L y_D), abroad in final
 * goods (v L y_F), or into intermediate trade (v L C B y), simple if used up behind the first
 * border (v L C L y_D), else complex; final products are taken apart likewise by what they rest on,
 * v' L y_D, v' L y_F, v' L C L y_D and v' B C L y.
 *
 * By trade [borin2019]: exports that cross more than one border, E - davax, davax the domestic
 * value added that its importer uses up, v_s L_ss (F_sr + A_sr L_rr F_rr); backward the content
 * that has crossed a border before, E - v_s L_ss E, forward the rest.  [koopman2010]: foreign value
 * added in exports (VS) and domestic value added in the exports of others (VS1), and position
 * ln(1 + VS1/E) - ln(1 + VS/E). */
#include "model/accounts.h"
#include "model/local.h"
#include "model/selection.h"
#include <math.h>

struct options { char unused; };

enum { BY_INDUSTRY, BY_ECONOMY, BY_TRADE };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Production based, by industry.", "基于生产，按行业。" },
    { "economy", "economy", "Production and trade based, by economy.", "基于生产与贸易，按经济体。" },
    { "trade", "economy,industry", "Trade based, by exporting industry.", "基于贸易，按出口行业。" },
    { .name = NULL } };

enum { V_D, V_RT, V_S, V_C, FORWARD, Y_D, Y_RT, Y_S, Y_C, BACKWARD, EXPORTS, GVC, GVCB, GVCF,
       GVC_SHARE, VS, VS1, KPWW, KPOS, ALL };

static const domar_column columns[] = {
    { "v_d", "money", "Value added that is used at home without crossing a border.",
      "不跨境、在国内使用的增加值。", NULL },
    { "v_rt", "money", "Value added in exports of final goods (traditional trade).",
      "最终品出口中的增加值（传统贸易）。", NULL },
    { "v_gvc_s", "money", "Value added in intermediate exports that their importer uses up (simple).",
      "被直接进口国吸收的中间品出口中的增加值（简单价值链）。", NULL },
    { "v_gvc_c", "money", "Value added in intermediate exports that cross more borders (complex).",
      "继续跨境的中间品出口中的增加值（复杂价值链）。", NULL },
    { "gvc_forward", "share", "v_gvc_s + v_gvc_c over value added: forward participation.",
      "前向参与度：价值链部分占增加值的比重。", NULL },
    { "y_d", "money", "Final products used at home, made without imported inputs.",
      "国内使用且不含进口中间品的最终产品价值。", NULL },
    { "y_rt", "money", "Final products exported, made without imported inputs.",
      "出口且不含进口中间品的最终产品价值。", NULL },
    { "y_gvc_s", "money", "Value in final products used at home from inputs imported once (simple).",
      "国内使用的最终产品中来自一次跨境中间品的价值（简单价值链）。", NULL },
    { "y_gvc_c", "money", "Value in final products from inputs that crossed more borders (complex).",
      "最终产品中来自多次跨境中间品的价值（复杂价值链）。", NULL },
    { "gvc_backward", "share", "y_gvc_s + y_gvc_c over final products: backward participation.",
      "后向参与度：价值链部分占最终产品的比重。", NULL },
    { "exports", "money", "Gross exports.", "总出口。", NULL },
    { "gvc", "money", "Exports that cross more than one border.", "跨境不止一次的出口。", NULL },
    { "gvcb", "money", "Of them backward: content that has crossed a border before.",
      "其中后向：此前已跨境的成分。", NULL },
    { "gvcf", "money", "Of them forward: domestic value added that its importer exports again.",
      "其中前向：被进口国再出口的本国增加值。", NULL },
    { "gvc_share", "share", "gvc over exports.", "价值链贸易占出口的比重。", NULL },
    { "vs", "money", "Foreign value added in exports (vertical specialisation).",
      "出口中的国外增加值（垂直专业化 VS）。", NULL },
    { "vs1", "money", "Domestic value added in the exports of others.",
      "他国出口中的本国增加值（VS1）。", NULL },
    { "koopman_participation", "share", "(vs + vs1) over exports.", "（VS + VS1）占出口的比重。", NULL },
    { "koopman_position", "log", "ln(1 + vs1/exports) - ln(1 + vs/exports): above 0 upstream.",
      "ln(1+VS1/出口) − ln(1+VS/出口)：大于 0 表示偏上游。", NULL },
    { .name = NULL } };

struct work {
    const domar_table *t;
    domar_local l;
    double *v, *home, *abroad, *e;   /* n */
    double *of[ALL];                 /* n each; of VS, VS1 the first G */
};

static bool make_room(domar_cx *cx, struct work *w)
{
    double *rows = domar_scratch(cx, (4 + ALL) * w->t->n);
    if (!rows) return false;
    w->v = rows;
    w->home = rows + w->t->n;
    w->abroad = rows + 2 * w->t->n;
    w->e = rows + 3 * w->t->n;
    for (size_t k = 0; k < ALL; k++) w->of[k] = rows + (4 + k) * w->t->n;
    return true;
}

/* ---- by production */
static domar_status forward(domar_cx *cx, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, t->n);
    if (!a) return DOMAR_ENOMEM;
    domar_local_apply(&w->l, w->of[V_D], w->home);
    domar_local_apply(&w->l, w->of[V_RT], w->abroad);
    domar_abroad_apply(cx, &w->l, a, w->of[V_D]);
    domar_local_apply(&w->l, w->of[V_S], a);
    domar_abroad_apply(cx, &w->l, a, t->x);
    domar_local_apply(&w->l, w->of[V_C], a);
    for (size_t i = 0; i < t->n; i++) {
        w->of[V_C][i] -= w->of[V_S][i];
        for (size_t k = V_D; k <= V_C; k++) w->of[k][i] *= w->v[i];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status backward(domar_cx *cx, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, t->n), *local = domar_scratch(cx, t->n);
    double *all = domar_scratch(cx, t->n);
    if (!a || !local || !all) return DOMAR_ENOMEM;
    for (size_t i = 0; i < t->n; i++) all[i] = w->v[i];
    const domar_status st = domar_leontief_solve_t(cx, w->l.system, all, 1);
    if (st) return st;
    domar_local_apply_t(&w->l, local, w->v);
    domar_abroad_apply_t(cx, &w->l, a, local);
    domar_local_apply_t(&w->l, w->of[Y_S], a);
    domar_abroad_apply_t(cx, &w->l, a, all);
    domar_local_apply_t(&w->l, w->of[Y_C], a);
    for (size_t j = 0; j < t->n; j++) {
        const double y = w->home[j] + w->abroad[j];
        w->of[Y_D][j] = local[j] * w->home[j];
        w->of[Y_RT][j] = local[j] * w->abroad[j];
        w->of[Y_S][j] *= w->home[j];
        w->of[Y_C][j] = w->of[Y_C][j] * y - w->of[Y_S][j];
        /* Content that has crossed a border before, per unit: all of it less what is made at home. */
        w->of[GVCB][j] = (all[j] - local[j]) * w->e[j];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- by trade */

/* gvc = E - v_s L_ss (F_sr + A_sr L_rr F_rr). */
static domar_status across(domar_cx *cx, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, t->n), *b = domar_scratch(cx, t->n);
    if (!a || !b) return DOMAR_ENOMEM;
    domar_local_apply(&w->l, a, w->home);
    domar_abroad_apply(cx, &w->l, b, a);
    domar_local_apply_t(&w->l, a, w->v);
    for (size_t i = 0; i < t->n; i++) {
        w->of[EXPORTS][i] = w->e[i];
        w->of[GVC][i] = w->e[i] - a[i] * (w->abroad[i] + b[i]);
        w->of[GVCF][i] = w->of[GVC][i] - w->of[GVCB][i];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* VS and VS1 of every economy: R, column g holds v in the rows of g alone, times B. */
static domar_status specialisation(domar_cx *cx, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *R = domar_scratch(cx, t->n * t->G);
    if (!R) return DOMAR_ENOMEM;
    for (size_t i = 0; i < t->n; i++) R[i * t->G + i / t->N] = w->v[i];
    const domar_status st = domar_leontief_solve_t(cx, w->l.system, R, t->G);
    if (st) return st;
    double *vs = w->of[VS], *vs1 = w->of[VS1];
    for (size_t j = 0; j < t->n; j++)
        for (size_t g = 0; g < t->G; g++) {
            if (j / t->N == g) continue;
            vs[j / t->N] += R[j * t->G + g] * w->e[j];
            vs1[g] += R[j * t->G + g] * w->e[j];
        }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- answers */
static double ratio(double a, double b) { return b > 0 || b < 0 ? a / b : NAN; }

struct sums { double of[ALL], va, y; };

static struct sums sum_rows(const struct work *w, size_t from, size_t to)
{
    struct sums s = { .va = 0 };
    for (size_t i = from; i < to; i++) {
        for (size_t k = 0; k < VS; k++) s.of[k] += w->of[k][i];
        s.va += w->v[i] * w->t->x[i];
        s.y += w->home[i] + w->abroad[i];
    }
    s.of[FORWARD] = ratio(s.of[V_S] + s.of[V_C], s.va);
    s.of[BACKWARD] = ratio(s.of[Y_S] + s.of[Y_C], s.y);
    s.of[GVC_SHARE] = ratio(s.of[GVC], s.of[EXPORTS]);
    return s;
}

static domar_status answer(domar_cx *cx, domar_result *r, const struct work *w, size_t grain,
                           double *shares)
{
    const domar_table *t = w->t;
    const size_t first = grain == BY_TRADE ? EXPORTS : 0;
    const size_t last = grain == BY_ECONOMY ? ALL : grain == BY_TRADE ? VS : EXPORTS;
    const size_t rows = grain == BY_ECONOMY ? t->G : t->n, step = grain == BY_ECONOMY ? t->N : 1;
    double *out = domar_scratch(cx, ALL * rows);
    domar_status st = out ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < rows; i++) {
        struct sums s = sum_rows(w, i * step, (i + 1) * step);
        if (grain == BY_ECONOMY) {
            const double e = s.of[EXPORTS];
            s.of[VS] = w->of[VS][i];
            s.of[VS1] = w->of[VS1][i];
            s.of[KPWW] = ratio(s.of[VS] + s.of[VS1], e);
            s.of[KPOS] = log(1 + ratio(s.of[VS1], e)) - log(1 + ratio(s.of[VS], e));
        }
        for (size_t k = first; k < last; k++) out[k * rows + i] = s.of[k];
        shares[i] = s.of[grain == BY_TRADE ? GVC_SHARE : FORWARD];
    }
    for (size_t k = first; !st && k < last; k++) {
        if (grain != BY_ECONOMY) domar_mask_zero_output(out + k * rows, t);
        st = domar_result_put(cx, r, columns, columns[k].name, out + k * rows);
    }
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in,
                             const struct work *w)
{
    const domar_axis *axis = domar_series_axis(in->series, DOMAR_ECONOMIES);
    size_t top = SIZE_MAX;
    struct sums best = { .va = 0 };
    for (size_t g = 0; g < w->t->G; g++) {
        if (!domar_economy_selected(w->t, in->economy, g)) continue;
        const struct sums s = sum_rows(w, g * w->t->N, (g + 1) * w->t->N);
        if (top != SIZE_MAX && s.va <= best.va) continue;
        best = s;
        top = g;
    }
    if (top == SIZE_MAX || !isfinite(best.of[FORWARD]) || !isfinite(best.of[BACKWARD]))
        return DOMAR_OK;
    char *en = domar_format(cx, "Of the value added of %s %.1f %% goes into intermediate trade "
                            "(forward), of its final products %.1f %% rests on it (backward); %.1f "
                            "%% of its exports cross more than one border.",
                            domar_axis_label(axis, top, "en"), 100 * best.of[FORWARD],
                            100 * best.of[BACKWARD], 100 * best.of[GVC_SHARE]);
    char *zh = domar_format(cx, "%s增加值中有 %.1f%% 进入中间品贸易（前向参与），最终产品中有 %.1f%% 依赖中间品贸易"
                            "（后向参与）；出口中有 %.1f%% 跨境不止一次。",
                            domar_axis_label(axis, top, "zh"), 100 * best.of[FORWARD],
                            100 * best.of[BACKWARD], 100 * best.of[GVC_SHARE]);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    double gap = 0;
    for (size_t i = 0; i < w->t->n; i++) {
        const double va = w->v[i] * w->t->x[i];
        double sum = 0;
        for (size_t k = V_D; k <= V_C; k++) sum += w->of[k][i];
        if (w->t->x[i] > 0) gap = fmax(gap, fabs(sum - va) / w->t->x[i]);
    }
    return domar_result_certify(cx, r, "ways_against_value_added", gap, 1e-10);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    struct work w = { .t = in->table };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], in->table, NULL);
    double *shares = domar_scratch(cx, in->table->n);
    (void)options;
    if (!shares || !make_room(cx, &w)) return DOMAR_ENOMEM;
    domar_va_coefficients(w.v, w.t);
    domar_exports(w.e, w.t);
    domar_status st = domar_local_new(cx, &w.l, w.t, in->system);
    if (!st) st = domar_final_home_abroad(cx, &w.l, w.home, w.abroad);
    if (!st) st = forward(cx, &w);
    if (!st) st = backward(cx, &w);
    if (!st) st = across(cx, &w);
    if (!st && in->grain == BY_ECONOMY) st = specialisation(cx, &w);
    char *money = st ? NULL : domar_series_money(cx, in->series);
    if (!st && !money) st = DOMAR_ENOMEM;
    if (!st) st = domar_result_new(cx, out, "chain.participation", money, dims, count);
    domar_release(money);
    if (!st) st = answer(cx, *out, &w, in->grain, shares);
    if (!st) st = certify(cx, *out, &w);
    return st ? st : read_out(cx, *out, in, &w);
}

const domar_method domar_chain_participation = {
    .id = "chain.participation",
    .title_en = "Participation in global value chains, forward and backward",
    .title_zh = "全球价值链参与度：前向与后向",
    .about_en =
        "By production: how much of an industry's value added goes into intermediate trade "
        "(forward) and how much of its final products rests on it (backward); simple across one "
        "border, complex across more. By trade: exports that cross more than one border, and the "
        "older measures VS and VS1. Shares of production and of trade answer different questions: "
        "the second leave out everything that is not exported.",
    .about_zh =
        "基于生产：行业增加值中进入中间品贸易的比重（前向）与最终产品中依赖中间品贸易的比重（后向），一次跨境为简单、"
        "多次跨境为复杂。基于贸易：跨境不止一次的出口，以及较早的 VS 和 VS1 指标。两类比重回答不同问题：后者不含未出口部分。",
    .formula = "va = \\hat v L y^D + \\hat v L y^F + \\hat v L C L y^D + (\\hat v L C B y - \\hat v "
        "L C L y^D), \\ C = A - A^D \\text{ (imported inputs)}, \\quad GVC_s = E_s - v_s L_{ss} \\sum_r (F_{sr} + A_{sr} L_{rr} F_{rr})",
    .cite = "wang2017measures; borin2019; koopman2010; hummels2001",
    .params = NULL, .grains = grains, .columns = columns,
    .dim_docs = "economy, industry: the producer, or the exporter by trade",
    .dim_docs_zh = "economy、industry：生产者；基于贸易时为出口方",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD,
    .run = run };
