/* methods/chain/value_added.c -- who earns what an economy exports, or finally uses
 *
 *     value_{s,i -> r} = v_i (B D)_{i r},   v = value added / output
 *
 * D (n x G): column r holds r's exports in r's own rows (the value added in gross exports,
 * [johnson2012; koopman2014]), or what r finally uses in all rows.  Where value added is the
 * residual of the columns v' B = 1', so that each column of the answer adds up to its total;
 * where it is given, taxes and margins are what is missing, and the certificate says how much.
 *
 * B is never formed.  By industry or partner: one right-hand side an economy asked for.  Per
 * economy only sums are wanted: rows of V B instead of columns of B D, V one row for all value
 * added and one for each economy's own.
 *
 * VAX is the value added of s in what the others finally use; over gross exports it is the
 * VAX ratio [johnson2012, sec. 2], above 1 where exports are mostly indirect. */
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

struct options { const char *in; };

enum { BY_INDUSTRY, BY_PARTNER, BY_ECONOMY };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, in), .text = "exports", .choices = "exports|final_demand",
      .en = "What the value added is contained in: an economy's gross exports or its final demand.",
      .zh = "增加值所在：一个经济体的总出口（exports）或其最终需求（final_demand）。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,partner,industry", "By industry of origin.", "按来源行业。" },
    { "partner", "economy,partner", "By economy of origin.", "按来源经济体。" },
    { "economy", "economy", "Domestic, foreign and, for exports, absorbed abroad (VAX).",
      "本国、外国增加值；对出口另给出被国外吸收的部分（VAX）。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "money", "Value added that the origin earns in it.", "来源方从中获得的增加值。", NULL },
    { "share", "share", "The same over the economy's exports (or final demand).",
      "占该经济体出口（或最终需求）的比重。", NULL },
    { "total", "money", "Gross exports (or final demand).", "总出口（或最终需求）。", NULL },
    { "domestic", "money", "Value added of the economy itself in it.", "其中本国增加值。", NULL },
    { "foreign", "money", "Value added of the others in it.", "其中外国增加值。", NULL },
    { "domestic_share", "share", "Domestic value added over the total.", "本国增加值占比。", NULL },
    { "vax", "money", "The economy's value added in the final demand of the others (exports only).",
      "该经济体增加值中被国外最终需求吸收的部分（仅限出口）。", NULL },
    { "vax_ratio", "share", "vax over gross exports; above 1 where exports are mostly indirect.",
      "vax 与总出口之比；间接出口为主时可大于 1。", NULL },
    { .name = NULL } };

struct work {
    const domar_table *t;
    bool    exports;
    size_t *chosen, k;       /* economies asked for */
    double *v;               /* n */
    double *e, *F;           /* exports: n; final demand by user: n x G */
    double *total;           /* k: exports or final demand of the chosen */
    double *sum;             /* k: value added of all origins in it */
    double *own;             /* k: of the economy itself */
    double *abroad;          /* k: vax */
};

static domar_status prepare(domar_cx *cx, struct work *w)
{
    const domar_table *t = w->t;
    w->chosen = domar_scratch_bytes(cx, t->G, sizeof *w->chosen);
    w->v = domar_scratch(cx, t->n);
    w->e = domar_scratch(cx, t->n);
    w->F = domar_scratch(cx, t->n * t->G);
    double *sums = domar_scratch(cx, 4 * t->G);
    if (!w->chosen || !w->v || !w->e || !w->F || !sums) return DOMAR_ENOMEM;
    w->total = sums;
    w->sum = sums + t->G;
    w->own = sums + 2 * t->G;
    w->abroad = sums + 3 * t->G;
    domar_va_coefficients(w->v, t);
    domar_exports(w->e, t);
    domar_final_by_economy(w->F, t);
    return DOMAR_OK;
}

/* d_ir: what economy r exports of row i, or finally uses of it. */
static double demand(const struct work *w, size_t i, size_t r)
{
    if (!w->exports) return w->F[i * w->t->G + r];
    return i / w->t->N == r ? w->e[i] : 0;
}

static void add_totals(struct work *w)
{
    for (size_t c = 0; c < w->k; c++)
        for (size_t i = 0; i < w->t->n; i++) w->total[c] += demand(w, i, w->chosen[c]);
}

/* value[r, s, i] of the chosen r, by industry (G x G x N) or summed by partner (G x G);
 * the others keep NaN and are filtered by the engine. */
static void trace_back(double *value, struct work *w, const double *X, bool by_industry)
{
    const domar_table *t = w->t;
    const size_t width = by_industry ? t->N : 1;
    for (size_t k = 0; k < t->G * t->G * width; k++) value[k] = NAN;
    for (size_t c = 0; c < w->k; c++)
        for (size_t s = 0; s < t->G; s++) {
            double *at = value + (w->chosen[c] * t->G + s) * width, sum = 0;
            for (size_t i = s * t->N; i < (s + 1) * t->N; i++) {
                const double earned = w->v[i] * X[i * w->k + c];
                if (by_industry) at[i - s * t->N] = domar_produces(t->x[i]) ? earned : w->v[i];
                sum += earned;
            }
            if (!by_industry) *at = sum;
            w->sum[c] += sum;
            if (s == w->chosen[c]) w->own[c] = sum;
        }
}

static void mask(double *value, const domar_table *t)
{
    if (domar_series_conventions(t->series)->zero_output != DOMAR_ZERO_MISSING) return;
    for (size_t r = 0; r < t->G; r++)
        for (size_t i = 0; i < t->n; i++)
            if (!domar_produces(t->x[i])) value[r * t->n + i] = NAN;
}

static domar_status by_origin(domar_cx *cx, domar_result *r, const domar_input *in, struct work *w)
{
    const domar_table *t = w->t;
    const bool by_industry = in->grain == BY_INDUSTRY;
    double *X = domar_scratch(cx, t->n * w->k);
    double *value = domar_scratch(cx, t->G * (by_industry ? t->n : t->G));
    if (!X || !value) return DOMAR_ENOMEM;
    for (size_t i = 0; i < t->n; i++)
        for (size_t c = 0; c < w->k; c++) X[i * w->k + c] = demand(w, i, w->chosen[c]);
    domar_status st = domar_leontief_solve(cx, in->system, X, w->k);
    if (st) return st;
    trace_back(value, w, X, by_industry);
    if (by_industry) mask(value, t);
    st = domar_result_put(cx, r, columns, "value", value);
    if (st || by_industry) return st;
    for (size_t c = 0; c < w->k; c++)
        for (size_t s = 0; s < t->G; s++) {
            double *at = value + w->chosen[c] * t->G + s;
            *at = w->total[c] > 0 || w->total[c] < 0 ? *at / w->total[c] : NAN;
        }
    return domar_result_put(cx, r, columns, "share", value);
}

/* R (n x (k+1)): column 0 holds v, column c + 1 v in the rows of economy c alone. */
static void follow_forward(struct work *w, const double *R)
{
    const size_t width = w->k + 1, G = w->t->G;
    for (size_t j = 0; j < w->t->n; j++) {
        double used = 0;
        for (size_t r = 0; r < G; r++) used += w->F[j * G + r];
        for (size_t c = 0; c < w->k; c++) {
            const double own = R[j * width + c + 1], d = demand(w, j, w->chosen[c]);
            w->sum[c] += R[j * width] * d;
            w->own[c] += own * d;
            w->abroad[c] += own * (used - w->F[j * G + w->chosen[c]]);
        }
    }
}

static domar_status put_economies(domar_cx *cx, domar_result *r, const struct work *w)
{
    const size_t G = w->t->G;
    double *rows = domar_scratch(cx, G);
    domar_status st = rows ? DOMAR_OK : DOMAR_ENOMEM;
    for (const domar_column *col = columns + 2; !st && col->name; col++) {
        if (!w->exports && strncmp(col->name, "vax", 3) == 0) continue;
        for (size_t g = 0; g < G; g++) rows[g] = NAN;
        for (size_t c = 0; c < w->k; c++) {
            const double total = w->total[c], part = total > 0 || total < 0 ? 1 / total : NAN;
            const struct { const char *name; double value; } all[] = {
                { "total", total }, { "domestic", w->own[c] }, { "foreign", w->sum[c] - w->own[c] },
                { "domestic_share", w->own[c] * part }, { "vax", w->abroad[c] },
                { "vax_ratio", w->abroad[c] * part } };
            rows[w->chosen[c]] = all[col - columns - 2].value;
        }
        st = domar_result_put(cx, r, columns, col->name, rows);
    }
    return st;
}

static domar_status by_economy(domar_cx *cx, domar_result *r, const domar_input *in, struct work *w)
{
    const size_t width = w->k + 1;
    double *R = domar_scratch(cx, w->t->n * width);
    if (!R) return DOMAR_ENOMEM;
    for (size_t i = 0; i < w->t->n; i++) {
        R[i * width] = w->v[i];
        for (size_t c = 0; c < w->k; c++)
            if (i / w->t->N == w->chosen[c]) R[i * width + c + 1] = w->v[i];
    }
    const domar_status st = domar_leontief_solve_t(cx, in->system, R, width);
    if (st) return st;
    follow_forward(w, R);
    return put_economies(cx, r, w);
}

/* The largest gap between a total and the value added found in it.  It is zero only where value
 * added is the residual and nobody without output sells. */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_table *t = w->t;
    const bool residual = domar_series_conventions(t->series)->va == DOMAR_VA_RESIDUAL;
    bool closed = residual;
    double gap = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (domar_produces(t->x[i])) continue;
        for (size_t j = 0; closed && j < t->n; j++) closed = !(fabs(t->Z[i * t->n + j]) > 0);
        for (size_t u = 0; closed && u < t->m; u++) closed = !(fabs(t->Y[i * t->m + u]) > 0);
    }
    for (size_t c = 0; c < w->k; c++)
        if (w->total[c] > 0) gap = fmax(gap, fabs(w->sum[c] - w->total[c]) / w->total[c]);
    return domar_result_certify(cx, r, "not_accounted_for", gap, closed ? 1e-10 : NAN);
}

/* The economy asked for, or the largest of them. */
static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *axis = domar_series_axis(w->t->series, DOMAR_ECONOMIES);
    size_t top = 0;
    for (size_t c = 1; c < w->k; c++)
        if (w->total[c] > w->total[top]) top = c;
    if (w->k == 0 || !(w->total[top] > 0)) return DOMAR_OK;
    const double own = 100 * w->own[top] / w->total[top];
    const double others = 100 * (w->sum[top] - w->own[top]) / w->total[top];
    char *en = domar_format(cx,
                            "Of each 100 that %s %s, %.1f is value added at home and %.1f abroad.",
                            domar_axis_label(axis, w->chosen[top], "en"),
                            w->exports ? "exports" : "finally uses", own, others);
    char *zh = domar_format(cx, "%s每 100 单位%s中，本国增加值占 %.1f，外国增加值占 %.1f。",
                            domar_axis_label(axis, w->chosen[top], "zh"),
                            w->exports ? "出口" : "最终使用", own, others);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    struct work w = { .t = in->table, .exports = strcmp(opt->in, "exports") == 0 };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], in->table, NULL);
    char *money = domar_series_money(cx, in->series);
    domar_status st = money ? prepare(cx, &w) : DOMAR_ENOMEM;    /* scratch: the engine rewinds */
    if (st) goto done;
    w.k = domar_select_economies(w.chosen, w.t, in->economy);
    add_totals(&w);
    if ((st = domar_result_new(cx, out, "chain.value_added", money, dims, count))) goto done;
    if ( in->grain == BY_ECONOMY) st = by_economy(cx, *out, in, &w);
    else st = by_origin(cx, *out, in, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
done:
    domar_release(money);
    return st;
}

const domar_method domar_chain_value_added = {
    .id = "chain.value_added",
    .title_en = "Value added by origin in exports and in final demand",
    .title_zh = "出口与最终需求中的增加值来源",
    .about_en =
        "Exports are counted gross, so that an input is counted again each time it crosses a "
        "border. This traces them, or what an economy finally uses, back to those who earned "
        "wages, profits and taxes on production in it. By economy it gives the domestic and the "
        "foreign part and, for exports, the value added that is in the end used abroad (VAX).",
    .about_zh = "总出口按全值计算，中间品每过一次边境就重复计一次。本方法把出口（或最终需求）追溯到从中获得"
        "工资、利润和生产税的各方。按经济体给出本国与外国部分；对出口还给出最终被国外使用的增加值（VAX）。",
    .formula = "T_{(s,i) r} = v_i \\, [(I - A)^{-1} D]_{i r}, \\quad "
        "VAX_s = \\sum_{r \\ne s} \\sum_i T^{Y}_{(s,i) r}",
    .cite = "johnson2012 sec. 2; koopman2014; hummels2001",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: the exporter (or final user); partner: origin of the value added; "
        "industry: industry of origin",
    .dim_docs_zh = "economy：出口方（或最终使用方）；partner：增加值来源经济体；industry：来源行业",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD,
    .run = run };
