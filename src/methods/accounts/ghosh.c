/* methods/accounts/ghosh.c -- where primary inputs go: the supply side of the table
 *
 *     x' = w' G,   G = (I - H)^-1,  H = diag(1/x) Z          [ghosh1958; miller2009 sec. 12.1]
 *
 * Row sums of G: output of all industries per unit of i's primary inputs (total forward linkage);
 * column sums: what industry j would gain if every industry got one unit more.  A change c of
 * primary inputs gives c'G.  As quantities this asks that users take whatever is supplied; as a
 * price model it is Leontief's in values [dietzenbacher1997]: (c'G)_j / x_j is the change of j's
 * price.
 *
 * Nothing of G is formed: G = diag(1/x) B diag(x) between industries with output.  An industry
 * without output has an empty row of H (its supply stays with it) but may buy, so that its column
 * of H is not empty although its column of A is: it enters on the right of G u, and takes its
 * share of c'G after the solve. */
#include "model/accounts.h"
#include "model/selection.h"
#include "model/shock.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { BY_INDUSTRY, BY_PARTNER, BY_EFFECT, BY_ECONOMY };

struct options { const char *row, *from_economy, *from_industry; double change, levy; };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, row), .text = "VA",
      .en = "By effect: which primary input changes, code of a factor or satellite row; VA is "
            "value added by the convention in force.",
      .zh = "effect 粒度：哪种初始投入变动，要素行或卫星账户行代码；VA 为按所用口径的增加值。" },
    { DOMAR_FIELD(struct options, change), .def = 10, .lo = -100, .hi = 1e6, .unit = "%",
      .en = "By how many per cent the row changes.", .zh = "该行变动的百分比。" },
    { DOMAR_FIELD(struct options, levy), .def = 0, .lo = -1e12, .hi = 1e12,
      .unit = "money per unit of the row",
      .en = "Instead of --change: money on each unit of the row.",
      .zh = "代替 --change：对该行每单位的金额。" },
    { DOMAR_FIELD(struct options, from_economy), .text = NULL,
      .en = "Economies where the change arises, with commas; all if none is named.",
      .zh = "变动发生的经济体（逗号分隔），默认全部。" },
    { DOMAR_FIELD(struct options, from_industry), .text = NULL,
      .en = "Industries where the change arises; all if none is named.",
      .zh = "变动发生的行业，默认全部。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Row and column sums of the Ghosh inverse.",
      "高希逆矩阵的行和与列和。" },
    { "partner", "economy,industry,partner", "Row sums by the economy that is reached.",
      "按所到达经济体的行和。" },
    { "effect", "economy,industry", "What a change of primary inputs does.", "初始投入变动的影响。" },
    { "economy", "economy", "The same summed over industries.", "影响按经济体汇总。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "direct", "ratio", "Share of its output sold to other producers (row sum of H).",
      "产出中售作中间投入的比重（H 的行和）。", NULL },
    { "total", "ratio", "Output of all industries per unit of its primary inputs (row sum of G).",
      "每单位初始投入所支撑的全部产出（G 的行和）。", NULL },
    { "domestic", "ratio", "The part of total in its own economy.", "其中本经济体产出。", NULL },
    { "sensitivity", "ratio", "total over its mean.", "total 与平均之比。", NULL },
    { "received", "ratio",
      "Its output if every industry had one unit more of primary inputs (column sum of G).",
      "各行业初始投入各增一单位时该行业的产出（G 的列和）。", NULL },
    { "value", "ratio", "Output of the partner's industries per unit of primary inputs.",
      "每单位初始投入所支撑的伙伴经济体产出。", NULL },
    { "input", "money",
      "The change itself: what the industry's primary inputs cost, or bring, more.",
      "变动本身：该行业初始投入的增加额。", NULL },
    { "output", "money", "Change of the value of its output.", "产出价值的变动。", NULL },
    { "value_added", "money", "Value added in that output at the industry's own share (as "
      "quantities; as prices only `input` is new).",
      "按该行业增加值率计算的增加值（数量解释；价格解释下仅 input 为新增）。", NULL },
    { "final", "money", "The part of that output that final users take; sums to the input.",
      "其中由最终使用吸收的部分，合计等于 input。", NULL },
    { "per_cent", "%", "Change of output over output: as a price model, of its price.",
      "产出变动率；作价格模型时即价格变动率。", NULL },
    { .name = NULL } };

/* h_i: what of each unit of output goes to producers; 0 without output. */
static void sold_to_producers(double *h, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        h[i] = 0;
        for (size_t j = 0; j < t->n && domar_produces(t->x[i]); j++) h[i] += t->Z[i * t->n + j];
        if (domar_produces(t->x[i])) h[i] /= t->x[i];
    }
}

/* U := G D, D (n x G): 1 where row i lies in economy s.  With w = diag(x) U
 *     (I - A) w = diag(x) D + what industries without output buy. */
static domar_status reach(domar_cx *cx, double *U, const domar_table *t, domar_leontief *system)
{
    for (size_t i = 0; i < t->n; i++) {
        U[i * t->G + i / t->N] = t->x[i];
        for (size_t j = 0; j < t->n; j++)
            if (!domar_produces(t->x[j])) U[i * t->G + j / t->N] += t->Z[i * t->n + j];
    }
    const domar_status st = domar_leontief_solve(cx, system, U, t->G);
    for (size_t i = 0; i < t->n; i++)
        for (size_t s = 0; s < t->G; s++)
            U[i * t->G + s] = domar_produces(t->x[i]) ? U[i * t->G + s] / t->x[i] : s == i / t->N;
    return st;
}

/* y := c'G.  q = y / x solves q' (I - A) = c'/x where there is output; q = 0 elsewhere. */
static domar_status pass_on(domar_cx *cx, double *y, const double *c, const domar_table *t,
                            domar_leontief *system)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *q = domar_scratch(cx, t->n);
    if (!q) return DOMAR_ENOMEM;
    for (size_t j = 0; j < t->n; j++) q[j] = domar_produces(t->x[j]) ? c[j] / t->x[j] : 0;
    const domar_status st = domar_leontief_solve_t(cx, system, q, 1);
    for (size_t j = 0; j < t->n; j++) {
        y[j] = q[j] * t->x[j];
        if (domar_produces(t->x[j])) continue;
        y[j] = c[j];
        for (size_t i = 0; i < t->n; i++)
            if (domar_produces(t->x[i])) y[j] += q[i] * t->Z[i * t->n + j];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

struct work { double *h, *U, *total, *domestic, *y, *c, *rows; };

static domar_status put(domar_cx *cx, domar_result *r, const char *name, double *rows,
                        const double *values, double scale, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++) rows[i] = values[i] * scale;
    domar_mask_zero_output(rows, t);
    return domar_result_put(cx, r, columns, name, rows);
}

/* ---- multipliers: row and column sums */
static domar_status multipliers(domar_cx *cx, domar_result *r, const domar_input *in,
                                struct work *w)
{
    const domar_table *t = in->table;
    double *U = domar_scratch(cx, t->n * t->G);
    domar_status st = U ? reach(cx, U, t, in->system) : DOMAR_ENOMEM;
    if (st) return st;
    w->U = U;
    for (size_t i = 0; i < t->n; i++) {
        for (size_t s = 0; s < t->G; s++) w->total[i] += U[i * t->G + s];
        w->domestic[i] = U[i * t->G + i / t->N];
    }
    if (in->grain == BY_PARTNER) {
        const bool hide = domar_series_conventions(t->series)->zero_output == DOMAR_ZERO_MISSING;
        for (size_t i = 0; i < t->n && hide; i++)
            for (size_t s = 0; s < t->G && !domar_produces(t->x[i]); s++) U[i * t->G + s] = NAN;
        return domar_result_put(cx, r, columns, "value", U);
    }
    for (size_t i = 0; i < t->n; i++) w->c[i] = 1;
    if ((st = pass_on(cx, w->y, w->c, t, in->system))) return st;
    const double mean = domar_mean_over_industries(w->total, t);
    if ((st = put(cx, r, "direct", w->rows, w->h, 1, t))) return st;
    if ((st = put(cx, r, "total", w->rows, w->total, 1, t))) return st;
    if ((st = put(cx, r, "domestic", w->rows, w->domestic, 1, t))) return st;
    if ((st = put(cx, r, "sensitivity", w->rows, w->total, 1 / mean, t))) return st;
    return put(cx, r, "received", w->rows, w->y, 1, t);
}

/* ---- a change of primary inputs */
static domar_status put_sums(domar_cx *cx, domar_result *r, double *const *parts,
                             const char *const *names, const domar_table *t)
{
    double *sum = domar_scratch(cx, t->G);
    domar_status st = sum ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t c = 0; c < 4 && !st; c++) {
        for (size_t g = 0; g < t->G; g++) {
            sum[g] = 0;
            for (size_t i = g * t->N; i < (g + 1) * t->N; i++) sum[g] += parts[c][i];
        }
        st = domar_result_put(cx, r, columns, names[c], sum);
    }
    for (size_t g = 0; g < t->G && !st; g++) {
        double all = 0, more = 0;
        for (size_t i = g * t->N; i < (g + 1) * t->N; i++) {
            all += t->x[i];
            more += parts[1][i];
        }
        sum[g] = all > 0 ? 100 * more / all : NAN;
    }
    return st ? st : domar_result_put(cx, r, columns, "per_cent", sum);
}

/* What is put in must come out with final users: sum of final = sum of input. */
static domar_status certify(domar_cx *cx, domar_result *r, const double *input,
                            const double *final, size_t n)
{
    double in = 0, out = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        in += input[i];
        out += final[i];
        size += fabs(input[i]);
    }
    const domar_status st = domar_result_certify(cx, r, "input", in, NAN);
    return st || !(size > 0) ? st :
           domar_result_certify(cx, r, "not_in_final_use", fabs(out - in) / size, 1e-10);
}

static domar_status effect(domar_cx *cx, domar_result *r, const domar_input *in,
                           const domar_shock *shock, domar_item *row, struct work *w)
{
    const domar_table *t = in->table;
    double *value = w->domestic, *final = w->total;       /* not needed for anything else here */
    static const char *const names[] = { "input", "output", "value_added", "final" };
    domar_status st = domar_shock_money(cx, w->c, t, shock, row);
    if (!st) st = pass_on(cx, w->y, w->c, t, in->system);
    if (st) return st;
    for (size_t i = 0; i < t->n; i++) {
        value[i] = domar_produces(t->x[i]) ? w->y[i] * t->va[i] / t->x[i] : 0;
        final[i] = w->y[i] * (1 - w->h[i]);
    }
    if ((st = certify(cx, r, w->c, final, t->n))) return st;
    double *const parts[] = { w->c, w->y, value, final };
    if (in->grain == BY_ECONOMY) return put_sums(cx, r, parts, names, t);
    for (size_t c = 0; c < 4 && !st; c++) st = put(cx, r, names[c], w->rows, parts[c], 1, t);
    for (size_t i = 0; i < t->n; i++)
        w->rows[i] = domar_produces(t->x[i]) ? 100 * w->y[i] / t->x[i] : NAN;
    return st ? st : domar_result_put(cx, r, columns, "per_cent", w->rows);
}

/* ---- words */
static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in,
                             const domar_shock *shock, const domar_item *row, const struct work *w)
{
    const domar_table *t = in->table;
    const domar_axis *G = domar_series_axis(in->series, DOMAR_ECONOMIES);
    const domar_axis *N = domar_series_axis(in->series, DOMAR_INDUSTRIES);
    const bool changed = in->grain == BY_EFFECT || in->grain == BY_ECONOMY;
    const double *by = changed ? w->y : w->total;
    size_t top = SIZE_MAX;
    for (size_t i = 0; i < t->n; i++) {
        if (!domar_produces(t->x[i]) || !domar_economy_selected(t, in->economy, i / t->N))
            continue;
        if (top == SIZE_MAX || by[i] > by[top]) top = i;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    const char *g[] = { domar_axis_label(G, top / t->N, "en"),
                        domar_axis_label(G, top / t->N, "zh") };
    const char *k[] = { domar_axis_label(N, top % t->N, "en"),
                        domar_axis_label(N, top % t->N, "zh") };
    char *what = changed ? domar_shock_text(cx, shock, row, false) : NULL;
    char *what_zh = changed ? domar_shock_text(cx, shock, row, true) : NULL;
    char *en = NULL, *zh = NULL;
    domar_status st = !changed || (what && what_zh) ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && changed) {
        en = domar_format(cx, "%s: the output of %s, %s, gains most in value: %.4g.", what,
                          g[0], k[0], by[top]);
        zh = domar_format(cx, "%s：%s%s产出价值增加最多，为 %.4g。", what_zh, g[1], k[1], by[top]);
    } else if (!st) {
        en = domar_format(cx, "A unit of primary inputs of %s, %s, goes furthest: into %.2f of "
                          "output.", g[0], k[0], by[top]);
        zh = domar_format(cx, "%s%s的一单位初始投入影响最广：支撑 %.2f 单位产出。", g[1], k[1], by[top]);
    }
    if (!st) st = en && zh ? domar_result_read(cx, r, en, zh) : DOMAR_ENOMEM;
    domar_release(what);
    domar_release(what_zh);
    domar_release(en);
    domar_release(zh);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *o = options;
    const domar_table *t = in->table;
    const domar_shock shock = { o->row, o->from_economy, o->from_industry, o->change, o->levy };
    const bool changed = in->grain == BY_EFFECT || in->grain == BY_ECONOMY;
    struct work w = { .h = domar_scratch(cx, t->n), .total = domar_scratch(cx, t->n),
                      .domestic = domar_scratch(cx, t->n), .y = domar_scratch(cx, t->n),
                      .c = domar_scratch(cx, t->n), .rows = domar_scratch(cx, t->n) };
    domar_item row = { 0 };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, NULL);
    const bool asked = o->from_economy || o->from_industry || o->levy > 0 || o->levy < 0 || strcmp(o->row, "VA") != 0;
    if (!changed && asked)
        return domar_fail(cx, DOMAR_EUSAGE, "--row, --levy and --from-... tell what changes: ask --by effect or --by economy, or leave "
                          "them out");
    char *money = domar_series_money(cx, in->series);
    domar_status st = DOMAR_ENOMEM;
    if (!money || !w.h || !w.total || !w.domestic || !w.y || !w.c || !w.rows) goto done;
    sold_to_producers(w.h, t);
    if ((st = domar_result_new(cx, out, "accounts.ghosh", money, dims, count))) goto done;
    st = changed ? effect(cx, *out, in, &shock, &row, &w) : multipliers(cx, *out, in, &w);
    if (!st) st = read_out(cx, *out, in, &shock, &row, &w);
done:
    domar_release(money);
    return st;
}

const domar_method domar_accounts_ghosh = {
    .id = "accounts.ghosh",
    .title_en = "The supply side: where primary inputs end up",
    .title_zh = "供给侧模型：初始投入的去向",
    .about_en =
        "Ghosh's model follows the table from its suppliers: the shares in which an industry's "
        "output goes to its users stay, and a unit more of primary inputs runs forward along "
        "them. By industry and partner it gives the multipliers (how far supply reaches, and "
        "where), by "
        "effect what a change of primary inputs does to output. Taken as quantities it asks that "
        "users buy whatever is supplied, with or without the other inputs, which few accept; "
        "Dietzenbacher (1997) shows that it is Leontief's price model in values, and so should "
        "`effect` be read: what primary inputs cost more is passed on, per_cent is the change of "
        "the price (accounts.prices gives the same), final is who pays it in the end. An "
        "industry "
        "without output keeps its supply.",
    .about_zh = "高希模型从供给方出发：各行业产出在使用者间的分配比例不变，多一单位初始投入沿此向"
                "下游传递。按行业与伙伴给出乘数"
                "（供给到达多远、到达何处），按 effect "
                "给出初始投入变动对产出的影响。作数量模型时要求使用者照单全收，少有人接受；"
                "Dietzenbacher（1997）证明它等于以价值表示的列昂惕夫价格模型，effect "
                "应如此解读：初始投入多付的成本逐级转嫁，"
                "per_cent 即价格变动（与 accounts.prices 一致），final "
                "为最终承担者。无产出行业的供给留在本行业。",
    .formula = "x' = w' (I - H)^{-1}, \\quad H = \\hat x^{-1} Z; \\qquad "
               "\\Delta p_j = (c'(I - H)^{-1})_j / x_j = (\\hat x^{-1} c)' (I - A)^{-1} e_j",
    .cite = "ghosh1958; dietzenbacher1997; miller2009 sec. 12.1; oosterhaven1996",
    .params = params,
    .grains = grains,
    .columns = columns,
    .dim_docs = "economy: the supplier, by effect whose output; industry: its industry; partner: "
                "where the output arises that the supply ends up in",
    .dim_docs_zh = "economy：供给方，effect "
                   "时为产出方；industry：其行业；partner：供给最终进入其产出的经济体",
    .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_SOLVE,
    .run = run
};
