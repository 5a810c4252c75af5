/* methods/growth/accounts.c -- where growth comes from: inputs, labour, capital and total factor productivity
 *
 *     dlog y = w_M dlog M + w_L (dlog H + dlog q) + w_K dlog K + dlog A                       (industry)
 *     dlog V = sum_j w_j dlog V_j = v_L dlog L + v_K dlog K + dlog A                          (economy)
 *     dlog A = sum_j (w_j / v_j) dlog A_j + R_K + R_L + D
 *     log A_c = log y_c - sum_k 1/2 (s_kc + s_k) (log x_kc - log x_k)                         (level)
 *
 * w mean shares of cost in two years (Tornqvist) or Fisher's weights; H hours, q quality; R what reallocation of capital and
 * labour adds [jorgenson1987, jorgenson2005]; levels multilateral [caves1982].  The kernels: model/growth_sum.h,
 * growth_economy.h, levels.h, perpetual.h.  What the rows of a table do not tell stays empty. */
#include "base/text.h"
#include "model/growth_columns.h"
#include "model/growth_path.h"
#include "model/levels.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options {
    const char *index, *value_added, *reference;
    bool    whole;
    double  depreciation, labour_share, covered;
    int64_t base;
};

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, index), .text = "tornqvist", .choices = "tornqvist|fisher",
      .en = "Index of an industry's inputs, and of value added over industries; skills, assets and an economy's factors are "
            "weighed by Tornqvist's in any case.",
      .zh = "行业投入指数与各行业增加值的加总指数；技能、资产及经济体要素一律用托恩奎斯特指数。" },
    { DOMAR_FIELD(struct options, value_added), .text = "double", .choices = "double|single",
      .en = "Real value added: published (VA_QI) or output less inputs, each at its own price; or value added over the "
            "output price.",
      .zh = "实际增加值：双缩法（已公布的 VA_QI，或产出减投入各按其价格），或单缩法（增加值除以产出价格）。" },
    { DOMAR_FIELD(struct options, whole), .only = "by=industry|economy|factor",
      .en = "One row over the whole span, yearly contributions added up; empty where a year is.",
      .zh = "整个时期一行，逐年贡献累加；任一年缺失则为空。" },
    { DOMAR_FIELD(struct options, depreciation), .def = 5, .lo = 0, .hi = 100, .unit = "per cent a year",
      .en = "Depreciation of the stock that is made of investment (GFCF over GFCF_P) where the table has no stock.",
      .zh = "折旧率：表中无存量时由投资（GFCF 除以 GFCF_P）推算存量所用。" },
    { DOMAR_FIELD(struct options, labour_share), .def = 0, .lo = 0, .hi = 1, .unit = "share",
      .en = "Labour's share in value added where no row tells it, or to try another; 0: what the table says.",
      .zh = "劳动在增加值中的份额，用于表中无劳动报酬或试算；0 表示按表。" },
    { DOMAR_FIELD(struct options, covered), .def = 0.9, .lo = 0, .hi = 1, .unit = "share", .only = "by=economy|industry",
      .en = "An economy's sum needs complete data for this share of its value added; industries without are left out of it.",
      .zh = "经济体加总所需的数据完整行业的增加值份额；数据不全的行业不计入。" },
    { DOMAR_FIELD(struct options, base), .def = 0, .lo = 0, .hi = 9999, .only = "by=economy",
      .en = "Year at whose prices real value added is added up for its reallocation; 0: the first of the series.",
      .zh = "增加值再配置项按此年价格加总实际增加值；0 表示序列首年。" },
    { DOMAR_FIELD(struct options, reference), .only = "by=level",
      .en = "The economy whose level is 1; without it the one with the largest value added.",
      .zh = "水平为 1 的基准经济体；缺省为增加值最大者。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Growth of output by industry, year by year.", "逐年各行业产出增长。" },
    { "economy", "economy", "Growth of value added of whole economies, with reallocation.", "经济体增加值增长与再配置。" },
    { "factor", "economy,industry,factor", "Contributions to output by input, skill group and asset.",
      "各投入、技能组与资产对产出增长的贡献。" },
    { "level", "economy,industry", "Levels against a reference economy, year by year.", "相对基准经济体的水平，逐年。" },
    { .name = NULL } };

struct work {
    const domar_input *in;
    const struct options *opt;
    const domar_table *t;
    domar_growth_path p;
    size_t first, last, years;     /* of the series; years: rows of one industry */
    size_t width, lines;           /* columns; rows of a year */
    double *values;                /* years x lines x width */
    size_t reference, told[DOMAR_TOLD_NOTHING + 1];
    size_t untold[2];              /* economy-years whose reallocation of capital, of labour nothing tells */
    double gap;                    /* of the sums */
};

static double *row_of(const struct work *w, size_t k, size_t line)
{
    const size_t year = w->opt->whole ? 0 : w->in->grain == DOMAR_GROWTH_LEVEL ? k - w->first : k - w->first - 1;
    return w->values + (year * w->lines + line) * w->width;
}

/* Growth of a year, in per cent, added to the row. */
static void add(struct work *w, size_t k, size_t line, const double *growth)
{
    double *row = row_of(w, k, line);
    for (size_t c = 0; c < w->width; c++) row[c] += 100 * growth[c];
}

static double gap_of(double whole, double parts) { return isnan(parts) ? 0 : fabs(whole - parts); }

static double told(double term) { return isnan(term) ? 0 : term; }

static void fill_industry(struct work *w, size_t k, size_t i, double to_economy)
{
    const domar_industry_sum *s = &w->p.sum[k * w->p.n + i];
    const double growth[DOMAR_GROWTH_MOST] = { s->output, s->inputs, s->hours, s->quality, s->capital, s->tfp, s->labour, s->rest,
                                  s->value_added, s->va_labour, s->va_capital, s->va_tfp, s->per_hour, to_economy };
    add(w, k, i, growth);
    w->gap = fmax(w->gap, gap_of(s->output, s->inputs + s->labour + s->capital + s->tfp));
    w->gap = fmax(w->gap, gap_of(s->labour, s->hours + s->quality));
}

static void fill_economy(struct work *w, size_t k, size_t g, const domar_economy_sum *e)
{
    const double growth[DOMAR_GROWTH_MOST] = { e->value_added, e->hours, e->quality, e->capital, e->tfp, e->industries, e->moved_capital,
                                  e->moved_labour, e->deflation, e->moved_value_added, e->labour, e->rest, e->per_hour };
    double *row = row_of(w, k, g);
    const double before = row[DOMAR_GROWTH_MOST - 1];
    add(w, k, g, growth);
    row[DOMAR_GROWTH_MOST - 1] = w->opt->whole && k > w->first + 1 ? fmin(before, e->covered) : e->covered;
    w->told[e->told]++;
    w->gap = fmax(w->gap, gap_of(e->value_added, e->labour + e->capital + e->tfp));
    w->gap = fmax(w->gap, gap_of(e->tfp, e->industries + told(e->moved_capital) + told(e->moved_labour) + e->deflation));
    w->untold[0] += isnan(e->moved_capital) && !isnan(e->tfp);
    w->untold[1] += isnan(e->moved_labour) && !isnan(e->tfp);
}

static domar_sum_rule rule_of(const struct work *w)
{
    return (domar_sum_rule){ strcmp(w->opt->index, "fisher") == 0, strcmp(w->opt->value_added, "single") == 0 };
}

static domar_status fill_sums(domar_cx *cx, struct work *w, size_t base)
{
    const size_t N = w->t->N;
    const domar_sum_rule rule = rule_of(w);
    const bool economy = w->in->grain == DOMAR_GROWTH_ECONOMY;
    const size_t from = economy && base < w->first ? base : w->first, to = economy && base > w->last ? base : w->last;
    double *volume = NULL, *share = domar_scratch(cx, N);
    domar_status st = share ? domar_growth_path_sum(cx, &w->p, from, to, w->in->economy, rule) : DOMAR_ENOMEM;
    if (!st && economy) st = domar_growth_path_volumes(cx, &volume, &w->p, from, to, base);
    for (size_t k = w->first + 1; !st && k <= w->last; k++)
        for (size_t g = 0; g < w->t->G; g++) {
            const domar_economy_growth d = {
                &w->p.rows, &w->p.year[k - 1], &w->p.year[k], w->p.sum + k * w->p.n,
                volume ? volume + (k - 1) * w->p.n : NULL, volume ? volume + k * w->p.n : NULL, w->opt->covered, rule.fisher };
            if (!domar_economy_selected(w->t, w->in->economy, g)) continue;
            const domar_economy_sum e = domar_economy_sum_of(&d, g, share);
            if (economy) fill_economy(w, k, g, &e);
            else
                for (size_t i = 0; i < N; i++) fill_industry(w, k, g * N + i, share[i]);
        }
    return st;
}

/* ---- by factor: inputs, labour and capital by kind, and what kinds do not tell; productivity */
enum { MOST_FACTORS = DOMAR_PURCHASES + DOMAR_SKILLS + DOMAR_ASSETS + 4 };

struct factors { domar_item item[MOST_FACTORS]; char code[MOST_FACTORS][40]; size_t count; };

static void list_kinds(struct factors *f, const char *prefix, const domar_item *kind, size_t count, domar_item rest)
{
    for (size_t k = 0; k < count; k++) {
        snprintf(f->code[f->count], sizeof f->code[0], "%s%s", prefix, kind[k].code);
        f->item[f->count] = kind[k];
        f->item[f->count].code = f->code[f->count];
        f->count++;
    }
    f->item[f->count++] = rest;
}

static domar_status factor_axis(domar_cx *cx, domar_axis **out, const domar_growth_rows *rows)
{
    struct factors f = { .count = 0 };
    list_kinds(&f, "II", rows->purchase, rows->purchases, rows->purchases
        ? (domar_item){ "inputs", "Inputs not told by kind", "未分类的中间投入", "", "" }
        : (domar_item){ "inputs", "Inputs bought", "中间投入", "", "" });
    list_kinds(&f, "LAB", rows->skill, rows->skills, rows->skills
        ? (domar_item){ "labour", "Labour not told by skill", "技能组未能说明的劳动", "", "" }
        : (domar_item){ "labour", "Labour", "劳动", "", "" });
    list_kinds(&f, "CAP_", rows->asset, rows->assets, rows->assets
        ? (domar_item){ "capital", "Capital not told by asset", "各类资产未能说明的资本", "", "" }
        : (domar_item){ "capital", "Capital", "资本", "", "" });
    f.item[f.count++] = (domar_item){ "tfp", "Total factor productivity", "全要素生产率", "", "" };
    return domar_axis_new(cx, out, f.item, f.count);
}

static size_t copy(double *to, const double *from, size_t count)
{
    for (size_t k = 0; k < count; k++) to[k] = from[k];
    return count;
}

static void fill_parts(struct work *w, size_t k, size_t i)
{
    const domar_growth_rows *rows = &w->p.rows;
    const domar_industry_sum *s = &w->p.sum[k * w->p.n + i];
    domar_sum_parts parts;
    double part[MOST_FACTORS], sum = 0;
    size_t count = 0;
    domar_sum_parts_of(&parts, rows, &w->p.year[k - 1], &w->p.year[k], i, s);
    count += copy(part + count, parts.purchase, rows->purchases);
    part[count++] = parts.inputs;
    count += copy(part + count, parts.skill, rows->skills);
    part[count++] = parts.labour;
    count += copy(part + count, parts.asset, rows->assets);
    part[count++] = parts.capital;
    part[count++] = s->tfp;
    for (size_t f = 0; f < count; f++) {
        add(w, k, i * count + f, part + f);
        sum += part[f];
    }
    w->gap = fmax(w->gap, gap_of(s->output, sum));
}

static domar_status fill_factors(domar_cx *cx, struct work *w)
{
    const domar_status st = domar_growth_path_sum(cx, &w->p, w->first, w->last, w->in->economy, rule_of(w));
    for (size_t k = w->first + 1; !st && k <= w->last; k++)
        for (size_t i = 0; i < w->p.n; i++)
            if (domar_economy_selected(w->t, w->in->economy, i / w->t->N)) fill_parts(w, k, i);
    return st;
}

/* ---- levels */
static domar_status fill_levels(domar_cx *cx, struct work *w)
{
    const size_t G = w->t->G, N = w->t->N;
    double *room = domar_scratch(cx, 7 * G);
    if (!room) return DOMAR_ENOMEM;
    const domar_industry_levels to = { room, room + G, room + 2 * G, room + 3 * G, room + 4 * G, room + 5 * G, room + 6 * G };
    for (size_t k = w->first; k <= w->last; k++) {
        for (size_t j = 0; j < N; j++) {
            const domar_status st = domar_levels_of(cx, &to, &w->p.rows, &w->p.year[k], j, strcmp(w->opt->index, "fisher") == 0);
            if (st) return st;
            for (size_t g = 0; g < G; g++)
                for (size_t c = 0; c < 7; c++)
                    row_of(w, k, g * N + j)[c] = exp(room[c * G + g] - room[c * G + w->reference]);
        }
        const domar_status st = domar_tick(cx, k - w->first + 1, w->years);
        if (st) return st;
    }
    return DOMAR_OK;
}

static domar_status find_reference(domar_cx *cx, struct work *w)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    double most = -INFINITY;
    if (w->opt->reference) {
        w->reference = domar_axis_find(economies, w->opt->reference);
        if (w->reference != SIZE_MAX) return DOMAR_OK;
        const char *near = domar_axis_suggest(economies, w->opt->reference);
        return domar_fail(cx, DOMAR_EUSAGE, "--reference: there is no economy %s in this table: %s%s", w->opt->reference,
                          near ? "did you mean " : "`domar info` lists them", near ? near : "");
    }
    for (size_t g = 0; g < w->t->G; g++) {
        double va = 0;
        for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) va += isnan(w->t->va[i]) ? 0 : w->t->va[i];
        if (va <= most) continue;
        most = va;
        w->reference = g;
    }
    return DOMAR_OK;
}

/* ---- answer */
static domar_status put_columns(domar_cx *cx, domar_result *r, const struct work *w)
{
    const size_t rows = w->years * w->lines;
    double *column = domar_scratch(cx, rows);
    domar_status st = column ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t c = 0; !st && c < w->width; c++) {
        for (size_t k = 0; k < rows; k++) column[k] = isfinite(w->values[k * w->width + c]) ? w->values[k * w->width + c] : NAN;
        st = domar_result_put(cx, r, domar_growth_columns, domar_growth_shown[w->in->grain][c], column);
    }
    return st;
}

static domar_status put(domar_cx *cx, domar_result **out, const struct work *w, const domar_axis *factors)
{
    domar_dim dims[9] = { { "year", w->in->years } };
    const size_t count = 1 + domar_grain_dims(dims + 1, &grains[w->in->grain], w->t, factors);
    char *money = domar_series_money(cx, w->in->series);
    domar_status st = money ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_result_new_rows(cx, out, "growth.accounts", money, dims, count, w->years * w->lines);
    domar_release(money);
    if (st) return st;
    size_t stride = w->lines;
    for (size_t d = 0; d < count; d++) {                    /* dense: the first dimension slowest */
        const size_t size = d ? domar_axis_size(dims[d].axis) : 1;
        uint32_t *codes = domar_result_codes(*out, dims[d].name);
        if (d) stride /= size;
        for (size_t k = 0; k < w->years * w->lines; k++)
            codes[k] = d ? (uint32_t)(k % w->lines / stride % size)
                       : w->opt->whole ? (uint32_t)(w->last - w->first)
                                       : (uint32_t)(k / w->lines + (w->in->grain == DOMAR_GROWTH_LEVEL ? 0 : 1));
    }
    return put_columns(cx, *out, w);
}

/* What could not be told apart, and which rows would tell it. */
static domar_status certify_gaps(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_growth_gaps gaps;
    domar_growth_path_gaps(&gaps, &w->p, w->first, w->last, w->in->economy);
    const struct { const char *name, *cure; size_t missing; } all[] = {
        { "without_output_volume", "GO_QI or GO_P", gaps.output },
        { "without_inputs_volume", "II_QI or II_P, or prices of suppliers", gaps.inputs },
        { "without_labour", "LAB with H_EMP or EMP", gaps.labour },
        { "without_capital", "K_GFCF or CAP_QI with CAP, or GFCF with GFCF_P", gaps.capital },
        { "without_tfp", "what is missing above", gaps.tfp } };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < sizeof all / sizeof *all; k++) {
        if (!all[k].missing) continue;
        char *text = domar_format(cx, "%zu of %zu industry-years; it takes %s", all[k].missing, gaps.all, all[k].cure);
        st = text ? domar_result_certify_text(cx, r, all[k].name, text) : DOMAR_ENOMEM;
        domar_release(text);
    }
    if (!st && gaps.heads) st = domar_result_certify(cx, r, "labour_in_heads", (double)gaps.heads, NAN);
    if (!st) st = domar_result_certify(cx, r, "taxes_outside_cost_shares", gaps.taxes, NAN);
    return st;
}

static domar_status certify_factors(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = domar_result_certify_text(cx, r, "index", w->opt->index);
    if (!st) st = domar_result_certify_text(cx, r, "labour", domar_growth_labour_words(&w->p, "en"));
    if (!st && w->p.share_given) st = domar_result_certify(cx, r, "labour_share_given", w->opt->labour_share, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "capital", domar_growth_capital_words(&w->p, "en"));
    if (st || !w->p.perpetual) return st;
    char *text = domar_format(cx, "the table has no stock: first investment over (its mean growth + %g per cent), then %g per cent "
                              "a year less and investment more", w->opt->depreciation, w->opt->depreciation);
    st = text ? domar_result_certify_text(cx, r, "perpetual_inventory", text) : DOMAR_ENOMEM;
    domar_release(text);
    return st;
}

static domar_status certify_levels(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *satellites = domar_series_axis(w->in->series, DOMAR_SATELLITES);
    const bool output = domar_axis_find(satellites, "GO_PLI") != SIZE_MAX, inputs = domar_axis_find(satellites, "II_PLI") != SIZE_MAX;
    domar_status st = domar_result_certify_text(cx, r, "reference", domar_axis_code(domar_series_axis(w->in->series, DOMAR_ECONOMIES),
                                                                                    w->reference));
    if (!st)
        st = domar_result_certify_text(cx, r, "prices_of_output", output ? "values over GO_PLI" :
            "values in the table's money: where that is no money of equal purchasing power, levels hold prices too (row GO_PLI)");
    if (!st) st = domar_result_certify_text(cx, r, "prices_of_inputs", inputs ? "values over II_PLI" : "values in the table's money");
    if (!st && w->p.rows.hours && domar_axis_find(satellites, "LAB_QPH") != SIZE_MAX)
        st = domar_result_certify_text(cx, r, "quality", domar_levels_take_quality(&w->p.rows, w->in->series)
            ? "LAB_QPH" : "left out: LAB_QPH is an index, which has no level");
    if (!st && !w->p.rows.stock && !w->p.rows.assets && !w->p.perpetual)
        st = domar_result_certify_text(cx, r, "without_capital", "the table has no stock (indices of services have no level); it "
                                       "takes K_GFCF");
    return st;
}

/* How far the sums of economies reach, and what nothing tells of reallocation. */
static domar_status certify_economies(domar_cx *cx, domar_result *r, const struct work *w)
{
    static const char *const names[] = { "years_told_in_full", "years_without_capital", "years_with_value_added_alone",
                                         "years_without_anything" },
                      *const moved[] = { "reallocation_of_capital", "reallocation_of_labour" };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k <= DOMAR_TOLD_NOTHING; k++)
        if (w->told[k]) st = domar_result_certify(cx, r, names[k], (double)w->told[k], NAN);
    for (size_t k = 0; !st && k < 2; k++)
        if (w->untold[k])
            st = domar_result_certify_text(cx, r, moved[k], k == 0
                ? "not told: indices of services cannot be added up over industries; it takes stocks (K_GFCF, or K_x with CAP_x)"
                : "not told: it takes hours or heads that can be added up over industries (H_EMP, H_x with LABx)");
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = certify_factors(cx, r, w);
    if (w->in->grain == DOMAR_GROWTH_LEVEL) return st ? st : certify_levels(cx, r, w);
    if (!st) st = domar_result_certify(cx, r, "contributions_against_growth", w->gap, 1e-10);
    if (!st)
        st = domar_result_certify_text(cx, r, "value_added", strcmp(w->opt->value_added, "single") == 0
            ? "single deflation: over the output price" : "double deflation: VA_QI (VA_P) where the table has it, else output less inputs");
    if (!st && w->in->grain == DOMAR_GROWTH_ECONOMY) st = certify_economies(cx, r, w);
    return st ? st : certify_gaps(cx, r, w);
}

/* ---- reading */
/* The one asked for, or the largest. */
static size_t economy_of(const struct work *w)
{
    size_t top = SIZE_MAX;
    double most = -INFINITY;
    for (size_t g = 0; g < w->t->G; g++) {
        double va = 0;
        for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) va += isnan(w->t->va[i]) ? 0 : w->t->va[i];
        if (!domar_economy_selected(w->t, w->in->economy, g) || va <= most) continue;
        most = va;
        top = g;
    }
    return top;
}

static bool industry_asked(const struct work *w, size_t j)
{
    const char *list = w->in->industry;
    char code[128];
    while (list && domar_next_part(&list, code, sizeof code))
        if (domar_axis_find(domar_series_axis(w->in->series, DOMAR_INDUSTRIES), code) == j) return true;
    return !w->in->industry;
}

/* Mean a year of a column over the years that have the column `where`; years: how many these are. */
static double mean_of(const struct work *w, size_t line, size_t column, size_t where, int *years)
{
    double sum = 0;
    *years = 0;
    for (size_t k = w->first + 1; k <= w->last; k++) {
        const double v = row_of(w, k, line)[column];
        if (!isfinite(row_of(w, k, line)[where])) continue;
        if (w->opt->whole) {
            *years = domar_series_year(w->in->series, w->last) - domar_series_year(w->in->series, w->first);
            return v / *years;
        }
        sum += v;
        *years += domar_series_year(w->in->series, k) - domar_series_year(w->in->series, k - 1);
    }
    return *years ? sum / *years : NAN;
}

static domar_status read_economy(domar_cx *cx, char *text[2], const struct work *w)
{
    enum { VA = 0, TFP = 4, OWN = 5, LABOUR = 10, REST = 11 };
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    const size_t g = economy_of(w);
    int years, all;
    if (g == SIZE_MAX) return DOMAR_OK;
    const char *en = domar_axis_label(economies, g, "en"), *zh = domar_axis_label(economies, g, "zh");
    const double va = mean_of(w, g, VA, VA, &all), tfp = mean_of(w, g, TFP, TFP, &years), own = mean_of(w, g, OWN, TFP, &years);
    const double labour = mean_of(w, g, LABOUR, TFP, &years), rest = mean_of(w, g, REST, TFP, &years);
    if (isnan(va)) {
        text[0] = domar_format(cx, "%s: too few industries have volumes to say how value added grew.", en);
        text[1] = domar_format(cx, "%s：有物量数据的行业太少，无法说明增加值的增长。", zh);
    } else if (isnan(tfp)) {
        text[0] = domar_format(cx, "%s: value added grew by %.2f per cent a year (log, %d year%s); productivity cannot be told apart "
                               "from capital.", en, va, all, all == 1 ? "" : "s");
        text[1] = domar_format(cx, "%s：%d 年间增加值年均增长 %.2f%%（对数）；此表无法把生产率与资本分开。", zh, all, va);
    } else {
        text[0] = domar_format(cx, "%s: value added grew by %.2f per cent a year (log, %d year%s): labour %.2f, capital %.2f, productivity "
                               "%.2f, of which industries themselves %.2f, the rest reallocation and deflation.", en, labour + rest,
                               years, years == 1 ? "" : "s", labour, rest - tfp, tfp, own);
        text[1] = domar_format(cx, "%s：%d 年间增加值年均增长 %.2f%%（对数）：劳动 %.2f，资本 %.2f，生产率 %.2f（其中行业自身 %.2f，其余为再配置与"
                               "缩减）。", zh, years, labour + rest, labour, rest - tfp, tfp, own);
    }
    return text[0] && text[1] ? DOMAR_OK : DOMAR_ENOMEM;
}

/* The industry that gained most of all by productivity (by output an hour where that is not known). */
static domar_status read_industry(domar_cx *cx, char *text[2], const struct work *w)
{
    enum { OUTPUT = 0, TFP = 5, PER_HOUR = 12 };
    const domar_axis *industries = domar_series_axis(w->in->series, DOMAR_INDUSTRIES), *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    const size_t g = economy_of(w), N = w->t->N, measures[] = { TFP, PER_HOUR, OUTPUT };
    static const char *const en[] = { "total factor productivity", "output an hour or a head (productivity needs more data)",
                                      "output (productivity needs more data)" },
                      *const zh[] = { "全要素生产率", "每工时或人均产出（生产率尚缺数据）", "产出（生产率尚缺数据）" };
    for (size_t m = 0; g != SIZE_MAX && m < 3; m++) {
        size_t top = SIZE_MAX, known = 0, rose = 0;
        double most = -INFINITY;
        int years, of_top = 0;
        for (size_t i = g * N; i < (g + 1) * N; i++) {
            const double v = mean_of(w, i, measures[m], measures[m], &years);
            if (isnan(v) || !industry_asked(w, i % N)) continue;
            known++;
            rose += v > 0;
            if (v <= most) continue;
            most = v;
            top = i;
            of_top = years;
        }
        if (top == SIZE_MAX) continue;
        text[0] = domar_format(cx, "%s: %s rose in %zu of %zu industries, fastest in %s: %+.2f per cent a year (log, %d year%s).",
                               domar_axis_label(economies, g, "en"), en[m], rose, known, domar_axis_label(industries, top % N, "en"),
                               most, of_top, of_top == 1 ? "" : "s");
        text[1] = domar_format(cx, "%s：%zu 个行业中有 %zu 个%s上升，最快的是%s，年均 %+.2f%%（对数，%d 年）。",
                               domar_axis_label(economies, g, "zh"), known, rose, zh[m], domar_axis_label(industries, top % N, "zh"),
                               most, of_top);
        return text[0] && text[1] ? DOMAR_OK : DOMAR_ENOMEM;
    }
    return DOMAR_OK;
}

/* The largest industry of the economy asked for (else of the largest but the reference) in the last year. */
static domar_status read_level(domar_cx *cx, char *text[2], const struct work *w)
{
    enum { TFP = 5 };
    const domar_axis *industries = domar_series_axis(w->in->series, DOMAR_INDUSTRIES), *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    size_t top = SIZE_MAX;
    for (size_t i = 0; i < w->t->n; i++) {
        const bool asked = domar_economy_selected(w->t, w->in->economy, i / w->t->N) && i / w->t->N != w->reference &&
                           industry_asked(w, i % w->t->N);
        if (asked && isfinite(row_of(w, w->last, i)[TFP]) && (top == SIZE_MAX || w->t->x[i] > w->t->x[top])) top = i;
    }
    if (top == SIZE_MAX) {
        text[0] = domar_format(cx, "No level of productivity can be compared: it takes output, inputs, labour and capital of two economies.");
        text[1] = domar_format(cx, "无法比较生产率水平：需要两个经济体的产出、投入、劳动与资本。");
        return text[0] && text[1] ? DOMAR_OK : DOMAR_ENOMEM;
    }
    const double tfp = 100 * row_of(w, w->last, top)[TFP];
    text[0] = domar_format(cx, "%s of %s, %d: total factor productivity is %.1f per cent of that of %s.",
                           domar_axis_label(industries, top % w->t->N, "en"), domar_axis_label(economies, top / w->t->N, "en"), w->t->year,
                           tfp, domar_axis_label(economies, w->reference, "en"));
    text[1] = domar_format(cx, "%d 年%s的%s：全要素生产率为%s的 %.1f%%。", w->t->year, domar_axis_label(economies, top / w->t->N, "zh"),
                           domar_axis_label(industries, top % w->t->N, "zh"), domar_axis_label(economies, w->reference, "zh"), tfp);
    return text[0] && text[1] ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    char *text[2] = { NULL, NULL };
    domar_status st = w->in->grain == DOMAR_GROWTH_ECONOMY    ? read_economy(cx, text, w)
                      : w->in->grain == DOMAR_GROWTH_INDUSTRY ? read_industry(cx, text, w)
                      : w->in->grain == DOMAR_GROWTH_LEVEL    ? read_level(cx, text, w) : DOMAR_OK;
    if (!st && text[0]) st = domar_result_read(cx, r, text[0], text[1]);
    domar_release(text[0]);
    domar_release(text[1]);
    return st;
}

/* ---- run */
static domar_status find_base(domar_cx *cx, size_t *base, const struct work *w)
{
    *base = 0;
    if (!w->opt->base) return DOMAR_OK;
    for (size_t k = 0; k < domar_series_size(w->in->series); k++)
        if (domar_series_year(w->in->series, k) == (int)w->opt->base) {
            *base = k;
            return DOMAR_OK;
        }
    return domar_fail(cx, DOMAR_EUSAGE, "--base: the table has no year %d", (int)w->opt->base);
}

static bool has_volumes(const struct work *w)
{
    for (size_t k = w->first; k <= w->last; k++)
        for (size_t i = 0; i < w->p.n; i++)
            if (!isnan(w->p.year[k].output_volume[i])) return true;
    return false;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options, .t = in->table, .first = in->first, .last = in->last };
    const bool level = in->grain == DOMAR_GROWTH_LEVEL;
    domar_axis *factors = NULL;
    size_t base = 0;
    if (!level && w.last == w.first)
        return domar_one_year(cx, in, "growth.accounts");
    domar_status st = domar_growth_path_read(cx, &w.p, in->series, (domar_path_options){
        .depreciation = w.opt->depreciation / 100, .labour_share = w.opt->labour_share });
    if (!st && !level && !has_volumes(&w))
        return domar_fail(cx, DOMAR_EDATA, "the table tells no volume of output in these years: growth accounts need GO_QI or GO_P "
                          "(import with --satellite or --rows)");
    if (!st) st = level ? find_reference(cx, &w) : find_base(cx, &base, &w);
    if (!st && in->grain == DOMAR_GROWTH_FACTOR) st = factor_axis(cx, &factors, &w.p.rows);
    w.years = level ? w.last - w.first + 1 : w.opt->whole ? 1 : w.last - w.first;
    w.lines = in->grain == DOMAR_GROWTH_ECONOMY ? w.t->G : w.t->n * (factors ? domar_axis_size(factors) : 1);
    while (w.width < DOMAR_GROWTH_MOST && domar_growth_shown[in->grain][w.width]) w.width++;
    if (!st && !(w.values = domar_scratch(cx, w.years * w.lines * w.width))) st = DOMAR_ENOMEM;
    if (!st) st = level ? fill_levels(cx, &w) : factors ? fill_factors(cx, &w) : fill_sums(cx, &w, base);
    if (!st) st = put(cx, out, &w, factors);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
    domar_axis_free(factors);
    return st;
}

const domar_method domar_growth_accounts = {
    .id = "growth.accounts",
    .title_en = "Growth accounts: inputs, labour, capital and productivity",
    .title_zh = "增长核算：投入、劳动、资本与全要素生产率",
    .about_en =
        "Takes the growth of every industry's output apart into what inputs bought, hours, labour quality and capital gave, and total "
        "factor productivity, what is left; the growth of value added likewise. For whole economies it adds industries up by Domar "
        "weights and tells what the reallocation of capital and labour among industries added. Levels compare an industry over "
        "economies. Rates are 100 times log changes; contributions add up. Shares are shares of cost, so taxes are no productivity. "
        "Runs on input-output tables with satellite rows and on accounts alone (KLEMS, Penn World Table). Where the table has no "
        "hours, heads serve; without capital the sum ends in capital and productivity together; the certificate tells which rows "
        "would tell more.",
    .about_zh =
        "把各行业产出增长分解为中间投入、工时、劳动质量、资本的贡献与余下的全要素生产率；增加值增长亦然。经济体层面按多马权重加总，并给出"
        "资本与劳动在行业间再配置的贡献。水平比较同一行业在各经济体之间的高低。增长率为 100 倍对数变化，贡献可加。份额为成本份额，故税收不"
        "计作生产率。可用于带卫星账户的投入产出表，也可用于只有账户的数据（KLEMS、宾大世界表）。无工时则用人数；无资本则给出资本与生产率合计；"
        "证书说明缺什么数据。",
    .formula = "\\Delta\\log y = w_M \\Delta\\log M + w_L \\Delta\\log L + w_K \\Delta\\log K + \\Delta\\log A, \\quad "
               "\\Delta\\log A_V = \\sum_j \\frac{w_j}{v_j} \\Delta\\log A_j + R_K + R_L + D",
    .cite = "jorgenson1987; jorgenson2005; domar1961; caves1982; reinsdorf2002; feenstra2015; oecd2009capital",
    .params = params, .grains = grains, .columns = domar_growth_columns,
    .dim_docs = "year: growth since the year before (level: the year itself); economy, industry: who produces; factor: input, skill "
                "group, asset or tfp",
    .dim_docs_zh = "year：自上一年以来的增长（level 为当年）；economy、industry：生产者；factor：投入、技能组、资产或 TFP",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES | DOMAR_TAKES_ACCOUNTS, .run = run };
