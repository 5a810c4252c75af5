/* methods/chain/income.c -- what economies and factors earn in the chains of final products
 *
 *     value_{g,f} = sum_{i in g} f_i (B y)_i,    f = row / x,
 *
 * y the final products in question (all manufactures by default: [timmer2014] call it GVC income),
 * rows value added, labour and capital, labour by skill, jobs or hours, as far as the table has
 * them.  By product: the revealed comparative advantage in the chains of product k,
 *
 *     rca_gk = (value_gk / sum_k value_gk) / (sum_g value_gk / sum_gk value_gk). */
#include "base/text.h"
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

struct options { const char *products, *maker, *rows; };

enum { BY_ECONOMY, BY_INDUSTRY, BY_PRODUCT };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, products), .text = "manufactures",
      .en = "Final products: manufactures, all, or industry codes separated by commas.",
      .zh = "最终产品：manufactures（制造业）、all（全部）或以逗号分隔的行业代码。" },
    { DOMAR_FIELD(struct options, maker), .en = "Only final products made in this economy; default "
      "anywhere.", .zh = "仅限该经济体制造的最终产品；默认不限。" },
    { DOMAR_FIELD(struct options, rows), .en = "Only these rows (VA, factors, satellites; "
      "comma-separated); default all flows.", .zh = "仅给出这些行（VA、要素、卫星账户，逗号分隔）；默认全部流量。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "economy,factor", "By economy that earns.", "按获得收入的经济体。" },
    { "industry", "economy,industry,factor", "By industry that earns.", "按获得收入的行业。" },
    { "product", "economy,product,factor", "By economy and final product, with comparative advantage.",
      "按经济体和最终产品，并给出比较优势。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "factor", "What is earned (or worked, or emitted) in the chains of the products.",
      "在这些产品的价值链中获得的收入（或就业、排放等）。", NULL },
    { "share", "share", "The same over that of all economies together.", "占所有经济体合计的比重。", NULL },
    { "rca", "ratio", "Revealed comparative advantage in the product's chains: above 1 the economy earns "
      "relatively much in them.", "在该产品价值链中的显示比较优势：大于 1 表示所得相对较多。", NULL },
    { .name = NULL } };

struct work {
    const domar_table *t;
    bool       *chosen;              /* N: products */
    size_t      maker;               /* SIZE_MAX: anywhere */
    size_t      rows;
    domar_item *items;
    const double **row;              /* rows of n */
    size_t      width;               /* final-demand vectors: 1, or N by product */
    double     *X;                   /* n x width: B y */
};

/* ---- rows */
static bool flows(const char *kind)
{
    static const char *const none[] = { DOMAR_PRICE, DOMAR_STOCK, DOMAR_TAX_PRODUCTS, DOMAR_MARGINS,
                                        DOMAR_IMPORTED, DOMAR_ADJUSTMENT, "volume_index" };
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        if (strcmp(kind, none[k]) == 0) return false;
    return true;
}

static domar_status take_row(domar_cx *cx, struct work *w, const char *code)
{
    domar_item item = { 0 };
    const double *row = domar_find_row(cx, w->t, code, &item);
    if (!row) return DOMAR_EUSAGE;
    for (size_t k = 0; k < w->rows; k++)
        if (strcmp(w->items[k].code, item.code) == 0) return DOMAR_OK;
    if (item.kind && !flows(item.kind))
        return domar_fail(cx, DOMAR_EUSAGE, "%s is no flow that could be traced (%s): choose another row",
                          code, item.kind);
    w->items[w->rows] = item;
    w->row[w->rows++] = row;
    return DOMAR_OK;
}

static domar_status take_rows(domar_cx *cx, struct work *w, const char *list)
{
    const domar_axis *axes[] = { domar_series_axis(w->t->series, DOMAR_FACTORS),
                                 domar_series_axis(w->t->series, DOMAR_SATELLITES) };
    const size_t most = 1 + (axes[0] ? domar_axis_size(axes[0]) : 0) + (axes[1] ? domar_axis_size(axes[1]) : 0);
    char code[128];
    w->items = domar_scratch_bytes(cx, most, sizeof *w->items);
    w->row = domar_scratch_bytes(cx, most, sizeof *w->row);
    domar_status st = w->items && w->row ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) return st;
    if (list) {
        while (!st && domar_next_part(&list, code, sizeof code)) st = take_row(cx, w, code);
        return st || w->rows ? st : domar_fail(cx, DOMAR_EUSAGE, "--rows is empty: give codes, separated by commas");
    }
    st = take_row(cx, w, "VA");
    for (size_t a = 0; a < 2; a++)
        for (size_t k = 0; !st && k < (axes[a] ? domar_axis_size(axes[a]) : 0); k++)
            if (flows(domar_axis_kind(axes[a], k)) && (a ? w->t->S : w->t->V) != NULL)
                st = take_row(cx, w, domar_axis_code(axes[a], k));
    return st;
}

/* Rows in units of their own: the labels say which. */
static domar_status name_units(domar_cx *cx, domar_axis **out, const struct work *w, const char *money)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, w->rows, sizeof *items);
    char *text[2] = { NULL, NULL };
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->rows; k++) {
        const char *labels[] = { w->items[k].en, w->items[k].zh };
        const char *unit = w->items[k].unit && *w->items[k].unit ? w->items[k].unit : money;
        const char *kept[2] = { NULL, NULL };
        items[k] = w->items[k];
        for (int l = 0; !st && l < 2; l++) {
            text[l] = domar_format(cx, "%s (%s)", labels[l] && *labels[l] ? labels[l] : items[k].code, unit);
            char *room = text[l] ? domar_scratch_bytes(cx, strlen(text[l]) + 1, 1) : NULL;
            if (room) kept[l] = strcpy(room, text[l]);
            else st = DOMAR_ENOMEM;
            domar_release(text[l]);
        }
        items[k].en = kept[0];
        items[k].zh = kept[1];
    }
    if (!st) st = domar_axis_new(cx, out, items, w->rows);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- products */
static domar_status take_products(domar_cx *cx, struct work *w, const struct options *opt)
{
    const domar_axis *industries = domar_series_axis(w->t->series, DOMAR_INDUSTRIES),
                     *economies = domar_series_axis(w->t->series, DOMAR_ECONOMIES);
    const char *list = opt->products;
    const bool all = strcmp(list, "all") == 0, made = strcmp(list, "manufactures") == 0;
    size_t count = 0;
    char code[128];
    w->chosen = domar_scratch_bytes(cx, w->t->N, sizeof *w->chosen);
    if (!w->chosen) return DOMAR_ENOMEM;
    w->maker = opt->maker ? domar_axis_find(economies, opt->maker) : SIZE_MAX;
    if (opt->maker && w->maker == SIZE_MAX)
        return domar_fail(cx, DOMAR_EUSAGE, "--maker: there is no economy %s in this table: `domar info` lists "
                          "them", opt->maker);
    for (size_t k = 0; k < w->t->N; k++)
        w->chosen[k] = all || (made && strcmp(domar_axis_kind(industries, k), "MAN") == 0);
    while (!all && !made && domar_next_part(&list, code, sizeof code)) {
        const size_t k = domar_axis_find(industries, code);
        const char *near = k == SIZE_MAX ? domar_axis_suggest(industries, code) : NULL;
        if (k == SIZE_MAX)
            return domar_fail(cx, DOMAR_EUSAGE, "--products: there is no industry %s in this table%s%s%s", code,
                              near ? ": did you mean " : ": `domar info` lists them", near ? near : "",
                              near ? "?" : "");
        w->chosen[k] = true;
    }
    for (size_t k = 0; k < w->t->N; k++) count += w->chosen[k];
    if (count) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "no industry of this table is known as manufacturing: name --products, or "
                      "give all");
}

static domar_status solve(domar_cx *cx, struct work *w, domar_leontief *system, bool apart)
{
    const domar_table *t = w->t;
    w->width = apart ? t->N : 1;
    w->X = domar_scratch(cx, t->n * w->width);
    if (!w->X) return DOMAR_ENOMEM;
    for (size_t i = 0; i < t->n; i++) {
        if (!w->chosen[i % t->N] || (w->maker != SIZE_MAX && i / t->N != w->maker)) continue;
        for (size_t u = 0; u < t->m; u++) w->X[i * w->width + (apart ? i % t->N : 0)] += t->Y[i * t->m + u];
    }
    return domar_leontief_solve(cx, system, w->X, w->width);
}

/* ---- numbers */

/* Row f of the producers from..to in the chains of final product k; NaN where data are missing. */
static double earned(const struct work *w, size_t f, size_t from, size_t to, size_t k)
{
    double sum = 0;
    for (size_t i = from; i < to; i++) {
        if (!domar_produces(w->t->x[i])) continue;
        sum += w->row[f][i] / w->t->x[i] * w->X[i * w->width + k];
    }
    return sum;
}

static double known(double v) { return isnan(v) ? 0 : v; }
static double ratio(double a, double b) { return b > 0 || b < 0 ? a / b : NAN; }

/* value: blocks (of producers) x width x rows; share and rca likewise. */
static void fill(double *value, double *share, double *rca, const struct work *w, size_t block)
{
    const size_t blocks = w->t->n / block, width = w->width, F = w->rows;
    for (size_t f = 0; f < F; f++) {
        double all = 0;
        for (size_t b = 0; b < blocks; b++)
            for (size_t k = 0; k < width; k++) {
                value[(b * width + k) * F + f] = earned(w, f, b * block, (b + 1) * block, k);
                all += known(value[(b * width + k) * F + f]);
            }
        for (size_t k = 0; k < width; k++) {
            double line = 0;
            for (size_t b = 0; b < blocks; b++) line += known(value[(b * width + k) * F + f]);
            for (size_t b = 0; b < blocks; b++) {
                double own = 0;
                for (size_t j = 0; j < width; j++) own += known(value[(b * width + j) * F + f]);
                const double v = value[(b * width + k) * F + f];
                share[(b * width + k) * F + f] = ratio(v, line);
                rca[(b * width + k) * F + f] = ratio(ratio(v, own), ratio(line, all));
            }
        }
    }
}

static domar_status put(domar_cx *cx, domar_result *r, const struct work *w, const char *money, size_t grain)
{
    const domar_table *t = w->t;
    const size_t block = grain == BY_INDUSTRY ? 1 : t->N, size = t->n / block * w->width * w->rows;
    double *value = domar_scratch(cx, size), *share = domar_scratch(cx, size), *rca = domar_scratch(cx, size);
    if (!value || !share || !rca) return DOMAR_ENOMEM;
    fill(value, share, rca, w, block);
    const bool zero = domar_series_conventions(t->series)->zero_output == DOMAR_ZERO_MISSING;
    for (size_t k = 0; k < size; k++) {
        const bool gone = grain == BY_INDUSTRY && zero && !domar_produces(t->x[k / w->rows]);
        const bool left_out = grain == BY_PRODUCT && !w->chosen[k / w->rows % t->N];
        if (gone || left_out) value[k] = share[k] = rca[k] = NAN;
    }
    const bool one = w->rows == 1;
    const char *unit = one && w->items[0].unit && *w->items[0].unit ? w->items[0].unit : one ? money : "factor";
    const domar_column described[] = { { "value", unit, columns[0].en, columns[0].zh, NULL }, { .name = NULL } };
    domar_status st = domar_result_put(cx, r, described, "value", value);
    if (!st && grain != BY_INDUSTRY) st = domar_result_put(cx, r, columns, "share", share);
    return st || grain != BY_PRODUCT ? st : domar_result_put(cx, r, columns, "rca", rca);
}

/* Value added found in all chains against what is finally paid. */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_table *t = w->t;
    double paid = 0, found = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (w->chosen[i % t->N] && (w->maker == SIZE_MAX || i / t->N == w->maker))
            for (size_t u = 0; u < t->m; u++) paid += t->Y[i * t->m + u];
        for (size_t k = 0; k < w->width; k++)
            if (domar_produces(t->x[i])) found += t->va[i] / t->x[i] * w->X[i * w->width + k];
    }
    const bool residual = domar_series_conventions(t->series)->va == DOMAR_VA_RESIDUAL;
    const domar_status st = domar_result_certify(cx, r, "finally_paid", paid, NAN);
    return st ? st : domar_result_certify(cx, r, "not_accounted_for", fabs(ratio(paid - found, paid)),
                                          residual ? 1e-4 : NAN);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_axis *axis = domar_series_axis(in->series, DOMAR_ECONOMIES);
    size_t top = SIZE_MAX;
    double most = 0, all = 0;
    for (size_t g = 0; g < t->G; g++) {
        double sum = 0;
        for (size_t k = 0; k < w->width; k++) sum += known(earned(w, 0, g * t->N, (g + 1) * t->N, k));
        all += sum;
        if (!domar_economy_selected(t, in->economy, g) || (top != SIZE_MAX && sum <= most)) continue;
        top = g;
        most = sum;
    }
    if (top == SIZE_MAX || !(all > 0)) return DOMAR_OK;
    const char *en_row = w->items[0].en && *w->items[0].en ? w->items[0].en : w->items[0].code;
    const char *zh_row = w->items[0].zh && *w->items[0].zh ? w->items[0].zh : w->items[0].code;
    char *en = domar_format(cx, "%s in the chains of these final products: %.1f %% is of %s.", en_row,
                            100 * most / all, domar_axis_label(axis, top, "en"));
    char *zh = domar_format(cx, "这些最终产品价值链中的%s，有 %.1f%% 属于%s。", zh_row, 100 * most / all,
                            domar_axis_label(axis, top, "zh"));
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    struct work w = { .t = in->table };
    domar_axis *factors = NULL;
    domar_dim dims[8];
    char *money = NULL;
    domar_status st = take_rows(cx, &w, opt->rows);
    if (!st) st = take_products(cx, &w, opt);
    if (!st) st = solve(cx, &w, in->system, in->grain == BY_PRODUCT);
    if (!st && !(money = domar_series_money(cx, in->series))) st = DOMAR_ENOMEM;
    if (!st) st = name_units(cx, &factors, &w, money);
    if (st) goto done;
    const size_t count = domar_grain_dims(dims, &grains[in->grain], w.t, factors);
    if ((st = domar_result_new(cx, out, "chain.income", money, dims, count))) goto done;
    st = put(cx, *out, &w, money, in->grain);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, in, &w);
done:
    domar_release(money);
    domar_axis_free(factors);
    return st;
}

const domar_method domar_chain_income = {
    .id = "chain.income",
    .title_en = "Income in global value chains, by factor and by final product",
    .title_zh = "全球价值链收入：按要素与最终产品",
    .about_en =
        "Who earns in the chains of final products, of all manufactures by default: value added by "
        "economy and industry, as labour and capital income, by skill, and the jobs and hours behind "
        "it, as far as the table has such rows. Unlike exports this counts what is earned for home and "
        "foreign users alike. By product it shows in which chains an economy earns more than its "
        "weight. Economies without data for a row have no number.",
    .about_zh =
        "谁在最终产品（默认全部制造业产品）的价值链中获得收入：按经济体和行业给出增加值，并按劳动与资本、技能、就业与工时分列（视表中"
        "数据而定）。与出口不同，国内外用户带来的收入一并计入。按产品给出经济体在哪些链条中所得超过其权重。缺数据的经济体不给数值。",
    .formula = "GVCI_{g,f} = \\sum_{i \\in g} f_i (B y)_i, \\quad y = \\text{final products}",
    .cite = "timmer2014; timmer2013",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy, industry: who earns; product: industry of the final product; factor: what is earned",
    .dim_docs_zh = "economy、industry：获得收入者；product：最终产品所属行业；factor：收入类别",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
