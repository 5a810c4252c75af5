/* methods/accounts/footprint.c -- a row of the accounts traced from producer to final consumer
 *
 *     value(r, s, i) = f_i [B F]_ir,   f = row / x,   F = final demand by economy
 *                                                             [miller2009, ch. 10]
 *
 * r consumes, s produces in its industry i.  By product k:  sum over economies of
 * (f_s' B)_(g,k) F_(g,k),r -- the same total, split by what is bought instead of who makes it.
 * Sums over all r, s are the row's own total in the world. */
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { BY_INDUSTRY, BY_ECONOMY, BY_PRODUCT };

struct options { const char *row; };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, row), .text = "VA",
      .en = "Code of a satellite or factor row; VA is value added by the convention in force.",
      .zh = "卫星账户或要素行的代码；VA 为按所用口径的增加值。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry,partner,factor", "By industry that produces.", "按生产行业。" },
    { "economy", "economy,partner,factor", "By economies only.", "仅按经济体。" },
    { "product", "economy,product,partner,factor", "By product that is finally bought.",
      "按最终购买的产品。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "factor", "The row's part that stands in this final consumption.",
      "该行体现在此最终消费中的部分。", NULL },
    { .name = NULL } };

/* value (G x N x G or G x G): consumer, industry, producer. X = B F, n x G. */
static void by_producer(double *value, const double *f, const double *X, const domar_table *t,
                        bool industry)
{
    for (size_t r = 0; r < t->G; r++)
        for (size_t s = 0; s < t->G; s++)
            for (size_t k = 0; k < t->N; k++) {
                const size_t i = s * t->N + k;
                const double part = domar_produces(t->x[i]) ? f[i] * X[i * t->G + r] : 0;
                if (industry)
                    value[(r * t->N + k) * t->G + s] = domar_produces(t->x[i]) || !isnan(f[i]) ? part : NAN;
                else
                    value[r * t->G + s] += part;
            }
}

/* value (G x N x G): consumer, product, producer. R = B' f by economy, n x G; F: n x G. */
static void by_product(double *value, const double *R, const double *F, const domar_table *t)
{
    for (size_t j = 0; j < t->n; j++)
        for (size_t r = 0; r < t->G; r++) {
            const double y = F[j * t->G + r];
            double *at = value + (r * t->N + j % t->N) * t->G;
            for (size_t s = 0; s < t->G; s++)
                if (y > 0 || y < 0) at[s] += R[j * t->G + s] * y;
        }
}

static domar_status trace(domar_cx *cx, double *value, const domar_input *in, const double *f)
{
    const domar_table *t = in->table;
    double *F = domar_scratch(cx, t->n * t->G), *R = domar_scratch(cx, t->n * t->G);
    domar_status st;
    if (!F || !R) return DOMAR_ENOMEM;
    domar_final_by_economy(F, t);
    if (in->grain != BY_PRODUCT) {
        if ((st = domar_leontief_solve(cx, in->system, F, t->G))) return st;
        by_producer(value, f, F, t, in->grain == BY_INDUSTRY);
        return DOMAR_OK;
    }
    /* A producer with a gap gets no number, but must not spoil the others: solve without it. */
    for (size_t i = 0; i < t->n; i++) R[i * t->G + i / t->N] = isnan(f[i]) ? 0 : f[i];
    if ((st = domar_leontief_solve_t(cx, in->system, R, t->G))) return st;
    by_product(value, R, F, t);
    for (size_t i = 0; i < t->n; i++)
        if (isnan(f[i]) && domar_produces(t->x[i]))
            for (size_t p = i / t->N; p < t->G * t->N * t->G; p += t->G) value[p] = NAN;
    return DOMAR_OK;
}

/* How much of the consumer's footprint lies abroad: the first of the economies asked for. */
static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in,
                             const double *value, const domar_item *item)
{
    const domar_table *t = in->table;
    const domar_axis *G = domar_series_axis(in->series, DOMAR_ECONOMIES);
    const size_t width = in->grain == BY_ECONOMY ? 1 : t->N;
    double own = 0, all = 0;
    size_t g = 0;
    while (g < t->G && !domar_economy_selected(t, in->economy, g)) g++;
    if (g == t->G || t->G == 1) return DOMAR_OK;
    for (size_t k = 0; k < width; k++)
        for (size_t s = 0; s < t->G; s++) {
            const double v = value[(g * width + k) * t->G + s];
            if (isnan(v)) continue;
            all += v;
            if (s == g) own += v;
        }
    if (!(all > 0)) return DOMAR_OK;
    const double part = 100 * own / all;
    const char *row = *item->en ? item->en : item->code, *row_zh = *item->zh ? item->zh : row;
    char *en = domar_format(cx, "%s in the final consumption of %s: %.1f %% arises at home, %.1f "
                            "%% abroad (where there are data).", row,
                            domar_axis_label(G, g, "en"), part, 100 - part);
    char *zh = domar_format(cx, "%s最终消费中的%s：%.1f%% 来自本国，%.1f%% 来自国外（限有数据者）。",
                            domar_axis_label(G, g, "zh"), row_zh, part, 100 - part);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    const domar_table *t = in->table;
    domar_item item = { 0 };
    const double *row = domar_find_row(cx, t, opt->row, &item);
    domar_axis *factor = NULL;
    char *money = NULL;
    domar_dim dims[8];
    if (!row) return DOMAR_EUSAGE;
    if (item.kind && strcmp(item.kind, DOMAR_PRICE) == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "%s is an index, which cannot be traced: choose a flow",
                          item.code);
    domar_status st = domar_axis_new(cx, &factor, &item, 1);
    if (st) return st;
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, factor);
    const size_t size = t->G * t->G * (in->grain == BY_ECONOMY ? 1 : t->N);
    double *f = domar_scratch(cx, t->n), *value = domar_scratch(cx, size);
    const bool is_money = !item.unit || !*item.unit;
    money = is_money ? domar_series_money(cx, in->series) : domar_strdup(cx, item.unit);
    const domar_column described[] = {
        { "value", is_money ? "money" : money, columns[0].en, columns[0].zh, NULL },
        { .name = NULL } };
    st = DOMAR_ENOMEM;
    if (!f || !value || !money) goto done;
    domar_coefficients(f, row, t);
    if ((st = trace(cx, value, in, f))) goto done;
    if ((st = domar_result_new(cx, out, "accounts.footprint", money, dims, count))) goto done;
    if ((st = domar_result_put(cx, *out, described, "value", value))) goto done;
    st = read_out(cx, *out, in, value, &item);
done:
    domar_release(money);
    domar_axis_free(factor);
    return st;
}

const domar_method domar_accounts_footprint = {
    .id = "accounts.footprint",
    .title_en = "Footprints: what stands in final consumption, and where it arises",
    .title_zh = "足迹：最终消费中包含什么、产生于何处",
    .about_en = "Takes a row of the accounts (value added, jobs, energy, emissions) from the "
        "industries where it arises along all chains to those who finally consume. A producer "
        "without data has no number. In a national table final use abroad (exports) is left out.",
    .about_zh = "把账户中的一行（增加值、就业、能源、排放）从产生它的行业沿全部产业链追溯到最终消费者。"
        "没有数据的生产者不给数值。单国表中不含出口。",
    .formula = "T_{(s,i) r} = f_i [(I - A)^{-1} F]_{i r}, \\quad f = row / x",
    .cite = "miller2009 ch. 10; wiedmann2009",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: the final consumer; partner: where it is produced; industry: the "
        "producing industry; product: what is finally bought; factor: the row",
    .dim_docs_zh = "economy：最终消费者；partner：生产地；industry：生产行业；product：最终购买的产品；factor：所追溯的行",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
