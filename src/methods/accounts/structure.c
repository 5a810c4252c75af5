/* methods/accounts/structure.c -- what an economy is made of
 *
 *     va_share_i = va_i / sum of va over the economy,   export_share_i = e_i / x_i
 *     structural_change = 1/2 sum_i |share_i(t) - share_i(t-1)|              [michaely1962]
 *
 * The real economy is everything but finance and real estate (docs/vocabulary.md). */
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { BY_INDUSTRY, BY_ECONOMY };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Every industry.", "各行业。" },
    { "economy", "economy", "Whole economies, with the change of their structure since the year "
      "before in the table.", "整个经济体，并给出与表中前一年相比的结构变动。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "output", "money", "Gross output.", "总产出。", NULL },
    { "value_added", "money", "Value added by the convention in force.", "增加值（按所用口径）。", NULL },
    { "va_share", "share", "Share in the economy's value added.", "占本经济体增加值的比重。", NULL },
    { "export_share", "share", "Share of output that is exported.", "产出中出口的比重。", NULL },
    { "jobs", "jobs", "Persons engaged, in the unit of the satellite row.",
      "从业人数（单位见卫星账户）。", NULL },
    { "manufacturing_share", "share", "Share of manufacturing in value added.",
      "制造业占增加值的比重。", NULL },
    { "real_economy_share", "share",
      "Share of everything but finance and real estate in value added.",
      "实体经济（金融、房地产以外）占增加值的比重。", NULL },
    { "structural_change", "share", "Half the sum of absolute changes of value-added shares since "
      "the year before in the table: 0 none, 1 all.",
      "增加值比重变动绝对值之和的一半（与表中前一年相比）：0 不变，1 全变。", NULL },
    { .name = NULL } };

/* shares (n) of each industry in its economy's value added. */
static void shares_of(double *shares, const domar_table *t)
{
    for (size_t g = 0; g < t->G; g++) {
        double sum = 0;
        for (size_t i = g * t->N; i < (g + 1) * t->N; i++) sum += t->va[i];
        for (size_t i = g * t->N; i < (g + 1) * t->N; i++)
            shares[i] = sum > 0 ? t->va[i] / sum : NAN;
    }
}

/* Sum over an economy; NaN as soon as an industry with output has no number. */
static double sum_of(const double *values, const domar_table *t, size_t g)
{
    double sum = 0;
    bool any = false;
    for (size_t i = g * t->N; i < (g + 1) * t->N; i++) {
        if (isnan(values[i]) && domar_produces(t->x[i])) return NAN;
        if (isnan(values[i])) continue;
        sum += values[i];
        any = true;
    }
    return any ? sum : NAN;
}

/* Share of the industries whose kind is in the list (or, inverse, is not). NaN without kinds. */
static double share_of_kinds(const double *shares, const domar_table *t, size_t g, const char *a,
                             const char *b, bool inverse)
{
    const domar_axis *axis = domar_series_axis(t->series, DOMAR_INDUSTRIES);
    double sum = 0;
    bool known = false;
    for (size_t k = 0; k < t->N; k++) {
        const char *kind = domar_axis_kind(axis, k);
        const bool is = strcmp(kind, a) == 0 || (b && strcmp(kind, b) == 0);
        known |= *kind != 0;
        if (is != inverse) sum += shares[g * t->N + k];
    }
    return known ? sum : NAN;
}

struct work {
    double *shares, *exports, *rows;      /* n each */
    double *before;                       /* shares of the year before, NULL if there is none */
    size_t  year_before;                  /* its position in the series */
    const double *jobs;                   /* NULL: not in the table */
};

static domar_status by_industry(domar_cx *cx, domar_result *r, const domar_table *t, struct work *w)
{
    domar_status st = domar_result_put(cx, r, columns, "output", t->x);
    if (!st) st = domar_result_put(cx, r, columns, "value_added", t->va);
    if (!st) st = domar_result_put(cx, r, columns, "va_share", w->shares);
    for (size_t i = 0; i < t->n; i++) w->rows[i] = domar_produces(t->x[i]) ? w->exports[i] / t->x[i] : NAN;
    if (!st) st = domar_result_put(cx, r, columns, "export_share", w->rows);
    for (size_t i = 0; i < t->n; i++) w->rows[i] = w->jobs ? w->jobs[i] : NAN;
    return st ? st : domar_result_put(cx, r, columns, "jobs", w->rows);
}

static double changed(const struct work *w, const domar_table *t, size_t g)
{
    double sum = 0;
    if (!w->before) return NAN;
    for (size_t i = g * t->N; i < (g + 1) * t->N; i++) sum += fabs(w->shares[i] - w->before[i]);
    return 0.5 * sum;
}

static domar_status by_economy(domar_cx *cx, domar_result *r, const domar_table *t, struct work *w)
{
    static const char *const names[] = { "output", "value_added", "export_share", "jobs",
        "manufacturing_share", "real_economy_share", "structural_change" };
    domar_status st = DOMAR_OK;
    for (size_t c = 0; c < sizeof names / sizeof *names && !st; c++) {
        for (size_t g = 0; g < t->G; g++) {
            const double x = sum_of(t->x, t, g);
            const double all[] = { x, sum_of(t->va, t, g),
                x > 0 ? sum_of(w->exports, t, g) / x : NAN, w->jobs ? sum_of(w->jobs, t, g) : NAN,
                share_of_kinds(w->shares, t, g, "MAN", NULL, false),
                share_of_kinds(w->shares, t, g, "FIN", "REA", true), changed(w, t, g) };
            w->rows[g] = all[c];
        }
        st = domar_result_put(cx, r, columns, names[c], w->rows);
    }
    return st;
}

/* The first of the economies asked for: its real economy and change, or its largest industry. */
static domar_status read_out(domar_cx *cx, domar_result *r, const domar_input *in,
                             const struct work *w)
{
    const domar_table *t = in->table;
    const domar_axis *G = domar_series_axis(in->series, DOMAR_ECONOMIES);
    const domar_axis *N = domar_series_axis(in->series, DOMAR_INDUSTRIES);
    size_t g = 0, top = 0;
    while (g < t->G && !domar_economy_selected(t, in->economy, g)) g++;
    if (g == t->G) return DOMAR_OK;
    for (size_t k = 1; k < t->N; k++)
        if (w->shares[g * t->N + k] > w->shares[g * t->N + top]) top = k;
    const double part = 100 * w->shares[g * t->N + top], change = 100 * changed(w, t, g);
    const double real = 100 * share_of_kinds(w->shares, t, g, "FIN", "REA", true);
    const char *name[] = { domar_axis_label(G, g, "en"), domar_axis_label(G, g, "zh") };
    char *en, *zh;
    if (isnan(part)) return DOMAR_OK;
    if (in->grain == BY_ECONOMY && !isnan(real) && !isnan(change)) {
        const int before = domar_series_table(in->series, w->year_before)->year;
        en = domar_format(cx, "%s, %d: the real economy makes %.1f %% of value added; since "
                          "%d %.1f %% of value added changed industry (current prices).", name[0],
                          t->year, real, before, change);
        zh = domar_format(cx, "%s%d年：实体经济占增加值的 %.1f%%；自%d年以来增加值有 %.1f%% 在行业间转移（现价）。",
                          name[1], t->year, real, before, change);
    } else if (in->grain == BY_ECONOMY && !isnan(real)) {
        en = domar_format(cx, "%s, %d: the real economy makes %.1f %% of value added "
                          "(current prices).", name[0], t->year, real);
        zh = domar_format(cx, "%s%d年：实体经济占增加值的 %.1f%%（现价）。", name[1], t->year, real);
    } else {
        en = domar_format(cx, "%s, %d: the largest industry is %s with %.1f %% of value "
                          "added (current prices).", name[0], t->year,
                          domar_axis_label(N, top, "en"), part);
        zh = domar_format(cx, "%s%d年：最大行业为%s，占增加值的 %.1f%%（现价）。", name[1], t->year,
                          domar_axis_label(N, top, "zh"), part);
    }
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const domar_table *t = in->table;
    const char *code = NULL;
    struct work w = { .shares = domar_scratch(cx, t->n), .exports = domar_scratch(cx, t->n),
                      .rows = domar_scratch(cx, t->n),
                      .jobs = domar_row_of_kind(t, DOMAR_JOBS, &code) };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, NULL);
    char *money = domar_series_money(cx, in->series);
    domar_status st = DOMAR_ENOMEM;
    (void)options;
    if (!w.shares || !w.exports || !w.rows || !money) goto done;
    if (in->grain == BY_ECONOMY && in->first > 0) {
        if (!(w.before = domar_scratch(cx, t->n))) goto done;
        w.year_before = in->first - 1;
        shares_of(w.before, domar_series_table(in->series, w.year_before));
    }
    shares_of(w.shares, t);
    domar_exports(w.exports, t);
    if ((st = domar_result_new(cx, out, "accounts.structure", money, dims, count))) goto done;
    st = in->grain == BY_ECONOMY ? by_economy(cx, *out, t, &w) : by_industry(cx, *out, t, &w);
    const char *unit = domar_unit_of_kind(t, DOMAR_JOBS);
    if (!st && *unit) st = domar_result_set_unit(cx, *out, "jobs", unit);
    if (!st) st = domar_result_certify_text(cx, *out, "jobs_row", code ? code : "not in the table");
    if (!st) st = read_out(cx, *out, in, &w);
done:
    domar_release(money);
    return st;
}

const domar_method domar_accounts_structure = {
    .id = "accounts.structure",
    .title_en = "Structure of output, value added, exports and jobs",
    .title_zh = "产出、增加值、出口与就业结构",
    .about_en = "How large each industry is, what part of its output leaves the economy, and who "
        "works there. By economy: the share of manufacturing and of the real economy, and how fast "
        "the structure changes from one year of the table to the next. Values are in the prices of "
        "the table.",
    .about_zh = "各行业的规模、出口比重和从业人数。按经济体：制造业与实体经济比重，以及结构从表中一年到下一年的变动速度。"
        "数值按表的价格计。",
    .formula = "s_i = va_i / \\sum_{k} va_k, "
        "\\quad \\Delta = \\tfrac12 \\sum_i |s_i(t) - s_i(t-1)|",
    .cite = "miller2009 ch. 2; michaely1962; dietrich2012",
    .params = NULL, .grains = grains, .columns = columns,
    .dim_docs = "economy: the producer; industry: its industry",
    .dim_docs_zh = "economy：生产者；industry：其行业",
    .options_size = 0, .needs = 0, .run = run };
