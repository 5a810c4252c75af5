/* methods/accounts/extraction.c -- what the world would lose without an industry
 *
 * Complete extraction takes row, column and final demand of industry k away.  Its own output
 * falls by x_k, and what stood behind it goes too [miller2001; dietzenbacher2013]:
 *
 *     x - x* = B_{.k} x_k / B_kk,    loss_output = m_k x_k / B_kk,   m = 1'B
 *     loss_value_added = (v'B)_k x_k / B_kk
 *
 * and for a whole economy s, B_ss its block of B:  x - x* = B_{.s} B_ss^-1 x_s.  One inverse
 * serves all industries; own output is counted in. */
#include "linalg/lapack.h"
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { BY_INDUSTRY, BY_ECONOMY };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "One industry of one economy taken away.",
      "抽取一个经济体的一个行业。" },
    { "economy", "economy", "A whole economy taken away.", "抽取整个经济体。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "loss_output", "money", "Output that the world loses, own output counted in.",
      "世界总产出损失（含自身产出）。", NULL },
    { "loss_value_added", "money", "Value added that the world loses, own value added counted in.",
      "世界增加值损失（含自身增加值）。", NULL },
    { .name = NULL } };

/* Column sums of B weighted by 1 and by v. m, u: n. */
static void weigh(double *m, double *u, const double *B, const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            m[j] += B[i * n + j];
            u[j] += v[i] * B[i * n + j];
        }
}

static void by_industry(double *output, double *value, const double *m, const double *u,
                        const double *B, const domar_table *t)
{
    for (size_t k = 0; k < t->n; k++) {
        const double own = B[k * t->n + k], scale = own > 0 ? t->x[k] / own : 0;
        output[k] = m[k] * scale;
        value[k] = u[k] * scale;
    }
}

/* y = B_ss^-1 x_s: the block is read by rows, LAPACK reads its transpose. */
static domar_status block_solve(domar_cx *cx, double *y, const double *B, const domar_table *t,
                                size_t g)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t N = t->N;
    const blasint size = (blasint)N, one = 1;
    blasint info = 0, *pivots = domar_scratch_bytes(cx, N, sizeof *pivots);
    double *block = domar_scratch(cx, N * N);
    domar_status st = DOMAR_ENOMEM;
    if (!pivots || !block) goto done;
    for (size_t i = 0; i < N; i++) {
        memcpy(block + i * N, B + (g * N + i) * t->n + g * N, N * sizeof *block);
        y[i] = t->x[g * N + i];
    }
    dgetrf_(&size, &size, block, &size, pivots, &info);
    st = DOMAR_ENOCONV;
    if (info) {
        domar_fail(cx, st, "the block of %s in the inverse is singular: aggregate its industries",
                   domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES), g));
        goto done;
    }
    dgetrs_("T", &size, &one, block, &size, pivots, y, &size, &info);
    st = DOMAR_OK;
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status by_economy(domar_cx *cx, double *output, double *value, const double *m,
                               const double *u, const double *B, const domar_table *t)
{
    double *y = domar_scratch(cx, t->N);
    if (!y) return DOMAR_ENOMEM;
    for (size_t g = 0; g < t->G; g++) {
        const domar_status st = block_solve(cx, y, B, t, g);
        if (st) return st;
        output[g] = value[g] = 0;
        for (size_t k = 0; k < t->N; k++) {
            output[g] += m[g * t->N + k] * y[k];
            value[g] += u[g * t->N + k] * y[k];
        }
    }
    return DOMAR_OK;
}

/* The industry (or economy) whose loss is largest, among the economies asked for. */
static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in,
                             const double *output)
{
    const domar_table *t = in->table;
    const domar_axis *G = domar_series_axis(in->series, DOMAR_ECONOMIES);
    const domar_axis *N = domar_series_axis(in->series, DOMAR_INDUSTRIES);
    const size_t width = in->grain == BY_ECONOMY ? 1 : t->N;
    size_t top = SIZE_MAX;
    double world = 0;
    for (size_t i = 0; i < t->n; i++) world += t->x[i];
    for (size_t k = 0; k < t->G * width; k++)
        if (domar_economy_selected(t, in->economy, k / width) && !isnan(output[k]) &&
            (top == SIZE_MAX || output[k] > output[top])) top = k;
    if (top == SIZE_MAX || !(world > 0)) return DOMAR_OK;
    const double part = 100 * output[top] / world;
    const char *k[] = { width > 1 ? domar_axis_label(N, top % width, "en") : "",
                        width > 1 ? domar_axis_label(N, top % width, "zh") : "" };
    char *en = domar_format(cx, "The largest loss: without %s%s%s output %s falls by %.2f %%.",
                            domar_axis_label(G, top / width, "en"), *k[0] ? ", " : "", k[0],
                            t->G > 1 ? "in the world" : "in the table", part);
    char *zh = domar_format(cx, "损失最大者：若没有%s%s，%s总产出下降 %.2f%%。",
                            domar_axis_label(G, top / width, "zh"), k[1],
                            t->G > 1 ? "世界" : "全表", part);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const domar_table *t = in->table;
    double *v = domar_scratch(cx, t->n), *m = domar_scratch(cx, t->n), *u = domar_scratch(cx, t->n);
    double *output = domar_scratch(cx, t->n), *value = domar_scratch(cx, t->n);
    const double *B;
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, NULL);
    char *money = domar_series_money(cx, in->series);
    domar_status st = DOMAR_ENOMEM;
    (void)options;
    if (!v || !m || !u || !output || !value || !money) goto done;
    domar_va_coefficients(v, t);
    if ((st = domar_leontief_inverse(cx, in->system, &B))) goto done;
    weigh(m, u, B, v, t->n);
    if (in->grain == BY_ECONOMY) st = by_economy(cx, output, value, m, u, B, t);
    else {
        by_industry(output, value, m, u, B, t);
        domar_mask_zero_output(output, t);
        domar_mask_zero_output(value, t);
    }
    if (!st) st = domar_result_new(cx, out, "accounts.extraction", money, dims, count);
    if (st) goto done;
    if ((st = domar_result_put(cx, *out, columns, "loss_output", output))) goto done;
    if ((st = domar_result_put(cx, *out, columns, "loss_value_added", value))) goto done;
    st = read_out(cx, *out, in, output);
done:
    domar_release(money);
    return st;
}

const domar_method domar_accounts_extraction = {
    .id = "accounts.extraction",
    .title_en = "Hypothetical extraction: what the world loses without an industry",
    .title_zh = "假设抽取：没有某个行业，世界损失多少",
    .about_en = "Takes an industry out of the table, what it buys, what it sells and what it "
        "delivers to final use, and counts the output and value added that go with it. It is a "
        "measure of how much hangs on an industry as the table stands, not a forecast: nobody "
        "substitutes, prices do not move.",
    .about_zh = "把一个行业（其采购、销售和最终供应）从表中抽去，计算随之消失的产出与增加值。它衡量表中有多少依附于该行业，"
        "并非预测：不考虑替代与价格变动。",
    .formula = "x - x^* = B_{\\cdot k} x_k / B_{kk}, \\quad B = (I - A)^{-1}",
    .cite = "miller2001; dietzenbacher2013; miller2009 sec. 12.2",
    .params = NULL, .grains = grains, .columns = columns,
    .dim_docs = "economy, industry: what is taken away", .dim_docs_zh = "economy、industry：被抽取者",
    .options_size = 0, .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_INVERSE, .run = run };
