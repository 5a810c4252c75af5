/* methods/growth/structure.c -- what structural change does to productivity, and what becomes of manufacturing
 *
 * Labour productivity within industries and by labour moving between them (model/shift_share.h; McMillan and Rodrik's two
 * parts are within, and static and dynamic together), Baumol's effect [nordhaus2006], peaks of manufacturing and its
 * hollowing out (model/manufacturing.h), and what strategic industries bring (model/strategic.h).  Prices of the year
 * before where the table has volumes of value added. */
#include "base/text.h"
#include "model/growth.h"
#include "model/manufacturing.h"
#include "model/selection.h"
#include "model/shift_share.h"
#include "model/strategic.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

struct options { const char *prices, *labour, *strategic; double fall, early; bool whole; };

enum { BY_ECONOMY, BY_INDUSTRY };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, prices), .text = "auto", .choices = "auto|current|previous",
      .en = "Value added of the later year in its own prices, or in those of the year before (needs VA_QI or VA_P); auto: of the "
            "year before for economies that have volumes in all years.",
      .zh = "后一年增加值按当年价格（current）或前一年价格（previous，需要 VA_QI 或 VA_P）；auto：各年均有物量的经济体用前一年价格。" },
    { DOMAR_FIELD(struct options, labour), .text = "auto", .choices = "auto|hours|jobs",
      .en = "Labour in hours or heads; auto: hours for economies that have them in all years, else heads.",
      .zh = "劳动按工时或人数；auto：各年均有工时的经济体用工时，否则用人数。" },
    { DOMAR_FIELD(struct options, strategic), .text = "auto",
      .en = "Industries whose contribution is told: codes with commas, a file of codes, or a list that comes with the program: "
            "high_technology, equipment, china_high_technology; none; auto: high_technology where the industries allow it.",
      .zh = "报告其贡献的战略性行业：逗号分隔的代码、代码文件，或内置清单 high_technology（高与中高技术制造业）、equipment（装备制造业）、"
            "china_high_technology（中国高技术制造业）；none 为不报告；auto：行业可识别时用 high_technology。" },
    { DOMAR_FIELD(struct options, fall), .def = 1, .lo = 0, .hi = 100, .unit = "percentage points",
      .en = "How far below its peak a share has passed it, and how much a sign of hollowing out must move.",
      .zh = "比重低于峰值多少即视为已过峰，以及空心化各迹象的最小变动。" },
    { DOMAR_FIELD(struct options, early), .def = 0.5, .lo = 0, .hi = 1, .unit = "share",
      .en = "Value added a job over that of the leaders (the richest quarter of economies) below which a peak is premature.",
      .zh = "峰值时劳均增加值低于领先者（最高四分之一经济体）的这一比例即为过早。" },
    { DOMAR_FIELD(struct options, whole),
      .en = "One row over the whole span, yearly parts added up, instead of one a year.",
      .zh = "整个时期一行，各年贡献相加，而非逐年一行。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "economy", "economy", "Whole economies.", "按经济体。" },
    { "industry", "economy,industry", "What each industry brings to its economy.", "各行业对所在经济体的贡献。" },
    { .name = NULL } };

static const domar_item price_words[] = {
    { "previous", "prices of the year before", "前一年价格", NULL, NULL },
    { "current", "current prices: growth holds changes of prices", "现价：增长中含价格变化", NULL, NULL },
    { .code = NULL } };
static const domar_item labour_words[] = {
    { "hours", "hours worked", "工时", NULL, NULL }, { "jobs", "heads", "人数", NULL, NULL },
    { "none", "not in the table", "表中没有", NULL, NULL }, { .code = NULL } };
static const domar_item strategic_words[] = {
    { "no", "not on the list", "不在清单中", NULL, NULL }, { "yes", "on the list", "在清单中", NULL, NULL },
    { "mixed", "on the list with others in it", "在清单中，但含其他行业", NULL, NULL },
    { "none", "no list serves", "无可用清单", NULL, NULL }, { .code = NULL } };
static const domar_item peak_words[] = {                /* as domar_peak_verdict */
    { "ahead", "its peak has not passed", "比重尚未过峰", NULL, NULL },
    { "jobs_past", "the peak of its jobs has passed, that of its value added not", "就业比重已过峰，增加值比重未过峰", NULL, NULL },
    { "value_past", "the peak of its value added has passed, that of its jobs not", "增加值比重已过峰，就业比重未过峰", NULL, NULL },
    { "mature", "past its peak, which came at the leaders' level", "已过峰，且在接近领先者水平时过峰", NULL, NULL },
    { "premature", "premature: past its peak, which came far below the leaders' level", "过早去工业化：远低于领先者水平时已过峰",
      NULL, NULL },
    { "mature_before", "falling since the series begins, near the leaders' level", "序列起点即下降，且接近领先者水平", NULL, NULL },
    { "premature_before", "premature by the series' first year: falling since then or before, far below the leaders' level",
      "序列起点即下降且远低于领先者水平：过早", NULL, NULL },
    { "past", "past its peak, level beside the leaders not known", "已过峰，与领先者的差距未知", NULL, NULL },
    { "none", "not known: no shares", "未知：没有比重数据", NULL, NULL }, { .code = NULL } };
static const domar_item hollow_words[] = {              /* as domar_hollow_verdict */
    { "hollowing", "hollowing out: smaller share, less value added in its output, more imported inputs",
      "空心化：比重下降、增加值率下降、进口投入上升", NULL, NULL },
    { "partly", "two of the three signs of hollowing out", "空心化三种迹象中有两种", NULL, NULL },
    { "no", "at most one sign of hollowing out", "至多一种空心化迹象", NULL, NULL },
    { "none", "not known: imported inputs or shares are missing", "未知：缺少进口投入或比重", NULL, NULL }, { .code = NULL } };

#define LOG "per cent (log)"
static const domar_column columns[] = {
    { "growth", LOG, "Growth of value added an hour (a job), of the industry's own by industry.",
      "每小时（或劳均）增加值的增长；按行业为行业自身。", NULL },
    { "within", LOG, "Part of the economy's growth from productivity within industries.", "行业内部生产率提高的贡献。", NULL },
    { "between_static", LOG, "Part from labour moving to where productivity is higher than on average.",
      "劳动转向生产率高于平均的行业的贡献（静态转移）。", NULL },
    { "between_dynamic", LOG, "Part from labour moving to where productivity rises more than on average.",
      "劳动转向生产率提高快于平均的行业的贡献（动态转移）。", NULL },
    { "structural_change", LOG, "Both movements together: McMillan and Rodrik's second term.",
      "两种转移之和，即 McMillan 与 Rodrik 的结构变化项。", NULL },
    { "fixed_shares", LOG, "Growth within industries at the shares in value added of the first year.",
      "按首年增加值比重加权的行业生产率增长。", NULL },
    { "baumol", LOG, "Baumol's effect: what current shares add to that; below zero where slow industries gain weight.",
      "鲍莫尔效应：改用当期比重所增减；增长慢的行业权重上升时为负。", NULL },
    { "denison", LOG, "The rest, labour moving between levels of productivity (Denison's effect): growth = fixed_shares + baumol "
      "+ denison.", "其余部分（丹尼森效应）：growth = fixed_shares + baumol + denison。", NULL },
    { "va_growth", LOG, "Growth of value added, by industry its contribution.", "增加值增长；按行业为其贡献。", NULL },
    { "labour_share", "share", "Share in labour of the economy, later year.", "占经济体劳动的比重（后一年）。", NULL },
    { "va_share", "share", "Share in value added of the economy, current prices, later year.",
      "占经济体增加值的比重（现价，后一年）。", NULL },
    { "relative_productivity", "ratio", "Value added an hour (a job) over that of the economy, current prices, later year.",
      "相对劳动生产率（现价，后一年）。", NULL },
    { "strategic_va_growth", LOG, "Contribution of strategic industries to growth of value added.", "战略性行业对增加值增长的贡献。", NULL },
    { "strategic_growth", LOG, "Their contribution to growth of productivity, within and between.",
      "战略性行业对生产率增长的贡献（含内部与转移）。", NULL },
    { "strategic_share", "share", "Their share in value added, current prices.", "战略性行业占增加值比重（现价）。", NULL },
    { "manufacturing_share", "share", "Share of manufacturing in value added, current prices.", "制造业占增加值比重（现价）。", NULL },
    { "manufacturing_jobs_share", "share", "Its share in jobs, else in hours.", "制造业占就业（或工时）比重。", NULL },
    { "real_economy_share", "share", "Share of all but finance and real estate in value added, current prices.",
      "实体经济（金融、房地产以外）占增加值比重（现价）。", NULL },
    { "va_ratio", "share", "Value added over output of manufacturing.", "制造业增加值率。", NULL },
    { "imported_inputs", "share", "Imported inputs over output of manufacturing.", "制造业进口投入占产出比重。", NULL },
    { "peak_year", "year", "Year of the highest share in value added so far, of the years selected.", "迄今增加值比重最高的年份（所选年份内）。",
      NULL },
    { "jobs_peak_year", "year", "Year of the highest share in jobs so far.", "迄今就业比重最高的年份。", NULL },
    { "level_at_peak", "ratio", "Value added a job over that of the leaders, in the year of the jobs' peak (else of value "
      "added's).", "就业比重（否则增加值比重）峰值年的劳均增加值与领先者之比。", NULL },
    { "strategic", NULL, "Is it on the list of strategic industries?", "是否为战略性行业。", strategic_words },
    { "deindustrialization", NULL, "Has the peak of manufacturing passed, and at what level?", "制造业是否已过峰、在何水平过峰。",
      peak_words },
    { "hollowing", NULL, "Since the first year: is manufacturing hollowed out?", "与首年相比制造业是否空心化。", hollow_words },
    { "prices", NULL, "Prices of growth.", "增长所用价格。", price_words },
    { "labour", NULL, "What labour is measured in.", "劳动的计量。", labour_words },
    { .name = NULL } };

enum { HOURS, JOBS, NO_LABOUR };

struct work {
    const domar_input *in;
    const struct options *opt;
    const domar_table *t;                /* shapes */
    size_t years;
    domar_growth_rows rows;
    domar_growth_year *year;
    domar_manufacturing *made;           /* years x G */
    domar_strategic strategic;
    uint32_t *measure;                   /* G: HOURS, JOBS, NO_LABOUR */
    bool   *constant;                    /* G: prices of the year before */
    domar_shift *shift;                  /* (years - 1) x n */
    double *growth;                      /* (years - 1) x G: of productivity, to check */
    double assumed, gap;
};

/* ---- reading */
/* Industries of an economy with output, over all years: do all have this labour, does any?  Indices do not add up. */
struct known { bool all, any; };

static struct known known_labour(const struct work *w, size_t g, bool hours)
{
    struct known known = { .all = true };
    if (domar_unit_is_index(hours ? w->rows.hours_unit : w->rows.jobs_unit)) return (struct known){ false, false };
    for (size_t k = 0; k < w->years; k++)
        for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) {
            if (!domar_produces(w->year[k].t->x[i])) continue;
            const double l = hours ? w->year[k].hours[i] : w->year[k].jobs[i];
            known.all = known.all && !isnan(l);
            known.any = known.any || l > 0;
        }
    known.all = known.all && known.any;
    return known;
}

/* Hours before heads, what is there in all years before what is not: years without it then have no numbers. */
static void choose_labour(struct work *w)
{
    const bool may[] = { strcmp(w->opt->labour, "jobs") != 0, strcmp(w->opt->labour, "hours") != 0 };
    for (size_t g = 0; g < w->t->G; g++) {
        const struct known hours = known_labour(w, g, true), jobs = known_labour(w, g, false);
        w->measure[g] = may[HOURS] && hours.all ? HOURS : may[JOBS] && jobs.all ? JOBS :
                        may[JOBS] && jobs.any   ? JOBS : may[HOURS] && hours.any ? HOURS : NO_LABOUR;
    }
}

static double labour_of(const struct work *w, size_t k, size_t i)
{
    const uint32_t measure = w->measure[i / w->t->N];
    if (!domar_produces(w->year[k].t->x[i])) return 0;
    return measure == HOURS ? w->year[k].hours[i] : measure == JOBS ? w->year[k].jobs[i] : NAN;
}

static domar_status read_years(domar_cx *cx, struct work *w)
{
    domar_status st = DOMAR_OK;
    w->year = domar_scratch_bytes(cx, w->years, sizeof *w->year);
    w->made = domar_scratch_bytes(cx, w->years * w->t->G, sizeof *w->made);
    w->measure = domar_scratch_bytes(cx, w->t->G, sizeof *w->measure);
    w->constant = domar_scratch_bytes(cx, w->t->G, sizeof *w->constant);
    w->shift = domar_scratch_bytes(cx, (w->years - 1) * w->t->n, sizeof *w->shift);
    w->growth = domar_scratch(cx, (w->years - 1) * w->t->G);
    if (!w->year || !w->made || !w->measure || !w->constant || !w->shift || !w->growth) return DOMAR_ENOMEM;
    domar_growth_find(&w->rows, w->in->series);
    const bool jobs = w->rows.jobs && !domar_unit_is_index(w->rows.jobs_unit),
               hours = w->rows.hours && !domar_unit_is_index(w->rows.hours_unit);
    for (size_t k = 0; !st && k < w->years; k++) {
        const domar_table *t = domar_series_table(w->in->series, w->in->first + k);
        if (!(st = domar_growth_read(cx, &w->year[k], &w->rows, t)))
            st = domar_manufacturing_of(cx, w->made + k * w->t->G, t, jobs ? w->year[k].jobs : hours ? w->year[k].hours : NULL);
        if (!st) st = domar_tick(cx, k + 1, 2 * w->years);
    }
    if (!st) choose_labour(w);
    return st;
}

/* ---- shifts */
/* Prices of the year before in all years, or (where asked for) in those that have them. */
static domar_status choose_prices(domar_cx *cx, struct work *w)
{
    bool any = false;
    if (strcmp(w->opt->prices, "current") == 0) return DOMAR_OK;
    for (size_t g = 0; g < w->t->G; g++) w->constant[g] = true;
    for (size_t k = 0; k + 1 < w->years; k++) {
        const domar_mark mark = domar_scratch_mark(cx);
        domar_real_value v;
        const domar_status st = domar_real_value_added(cx, &v, &w->year[k], &w->year[k + 1], w->t->G, w->t->N, false);
        for (size_t g = 0; !st && g < w->t->G; g++) {
            w->constant[g] = w->constant[g] && v.constant[g];
            any = any || v.constant[g];
        }
        domar_scratch_rewind(cx, mark);
        if (st) return st;
    }
    if (strcmp(w->opt->prices, "previous") != 0) return DOMAR_OK;
    if (!any)
        return domar_fail(cx, DOMAR_EDATA, "no year has volumes of value added (rows VA_QI or VA_P): ask with --prices current");
    for (size_t g = 0; g < w->t->G; g++) w->constant[g] = true;
    return DOMAR_OK;
}

static void blank(domar_shift *shift, size_t N)
{
    for (size_t k = 0; k < N; k++) shift[k] = (domar_shift){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
}

static domar_status shift_pair(domar_cx *cx, struct work *w, size_t k)
{
    const size_t G = w->t->G, N = w->t->N, n = w->t->n;
    domar_real_value v, nominal;
    double *la = domar_scratch(cx, n), *lb = domar_scratch(cx, n);
    domar_status st = la && lb ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_real_value_added(cx, &v, &w->year[k], &w->year[k + 1], G, N, false);
    if (!st) st = domar_real_value_added(cx, &nominal, &w->year[k], &w->year[k + 1], G, N, true);
    if (st) return st;
    for (size_t i = 0; i < n; i++) {
        la[i] = labour_of(w, k, i);
        lb[i] = labour_of(w, k + 1, i);
    }
    for (size_t g = 0; g < G; g++) {
        const size_t at = g * N;
        domar_shift *shift = w->shift + k * n + at;
        const double *last = (w->constant[g] ? v.last : nominal.last) + at;
        double value[2] = { 0 }, labour[2] = { 0 }, sum = 0;
        if (w->constant[g] && !v.constant[g]) {              /* asked for, and this year has none */
            blank(shift, N);
            w->growth[k * G + g] = NAN;
            continue;
        }
        domar_shift_share(shift, v.first + at, last, la + at, lb + at, N);
        if (w->constant[g]) domar_baumol(shift, w->year[0].value_added + at, v.first + at, nominal.last + at, N);
        for (size_t i = 0; i < N; i++) {
            if (!w->constant[g]) shift[i].fixed = shift[i].baumol = shift[i].denison = NAN;
            value[0] += v.first[at + i];
            value[1] += last[i];
            labour[0] += la[at + i];
            labour[1] += lb[at + i];
            sum += shift[i].within + shift[i].between_static + shift[i].between_dynamic;
        }
        w->growth[k * G + g] = 100 * (domar_log_change(value[0], value[1]) - domar_log_change(labour[0], labour[1]));
        for (size_t i = 0; isnan(w->growth[k * G + g]) && i < N; i++)     /* no labour: nothing within, and no zeros */
            shift[i].fixed = shift[i].baumol = shift[i].denison = NAN;
        if (isfinite(sum)) w->gap = fmax(w->gap, fabs(sum - w->growth[k * G + g]) / 100);
    }
    for (size_t g = 0; g < G; g++)
        if (w->constant[g]) w->assumed = fmax(w->assumed, v.assumed);
    return DOMAR_OK;
}

/* ---- rows */
enum { FLOWS = 8, ECONOMY_VALUES = 20, INDUSTRY_VALUES = 12 };
/* Of out: growth, within, static, dynamic, fixed, Baumol, Denison, value added. */
static void add_shift(double out[FLOWS], const domar_shift *s)
{
    const double all[FLOWS] = { s->growth, s->within, s->between_static, s->between_dynamic, s->fixed, s->baumol, s->denison,
                                s->value };
    for (int f = 0; f < FLOWS; f++) out[f] += all[f];
}

/* What the industries start..stop of an economy bring from year `from` to `to`; strategic alone if asked for. */
static void collect(const struct work *w, double out[FLOWS], size_t from, size_t to, size_t start, size_t stop, bool strategic)
{
    memset(out, 0, FLOWS * sizeof *out);
    for (size_t k = from; k < to; k++)
        for (size_t i = start; i < stop; i++)
            if (!strategic || w->strategic.in[i % w->t->N]) add_shift(out, &w->shift[k * w->t->n + i]);
}

static double share_of(const struct work *w, size_t k, size_t g, size_t only)
{
    const domar_growth_year *y = &w->year[k];
    double part = 0, whole = 0;
    for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) {
        if (isnan(y->value_added[i])) continue;
        whole += y->value_added[i];
        if (only == SIZE_MAX ? w->strategic.in[i % w->t->N] : i == only) part += y->value_added[i];
    }
    return whole > 0 ? part / whole : NAN;
}

struct verdicts { uint32_t strategic, peak, hollow, prices, labour; };
static const char *const economy_names[ECONOMY_VALUES] = {
    "growth", "within", "between_static", "between_dynamic", "structural_change", "fixed_shares", "baumol", "denison", "va_growth",
    "strategic_va_growth", "strategic_growth", "strategic_share", "manufacturing_share", "manufacturing_jobs_share",
    "real_economy_share", "va_ratio", "imported_inputs", "peak_year", "jobs_peak_year", "level_at_peak" };

static double year_at(const struct work *w, size_t k)
{
    return k == SIZE_MAX ? (double)NAN : (double)domar_series_year(w->in->series, w->in->first + k);
}

static void of_economy(const struct work *w, double out[ECONOMY_VALUES], struct verdicts *v, size_t from, size_t to, size_t g)
{
    const size_t N = w->t->N, G = w->t->G;
    const domar_manufacturing *now = &w->made[to * G + g];
    const domar_peak peak = domar_peak_of(w->made + g, G, to + 1, w->opt->fall / 100, w->opt->early);
    const bool listed = w->strategic.in;
    double all[FLOWS], some[FLOWS] = { 0 }, growth = 0;
    collect(w, all, from, to, g * N, (g + 1) * N, false);
    if (listed) collect(w, some, from, to, g * N, (g + 1) * N, true);
    for (size_t k = from; k < to; k++) growth += w->growth[k * G + g];
    const double values[ECONOMY_VALUES] = {
        growth, all[1], all[2], all[3], all[2] + all[3], all[4], all[5], all[6], all[7],
        listed ? some[7] : NAN, listed ? some[1] + some[2] + some[3] : NAN, listed ? share_of(w, to, g, SIZE_MAX) : NAN,
        now->value_share, now->jobs_share, now->real_share, now->va_ratio, now->imported,
        year_at(w, peak.value_year), year_at(w, peak.jobs_year), peak.level };
    memcpy(out, values, sizeof values);
    *v = (struct verdicts){ 0, (uint32_t)peak.verdict, domar_hollow_of(&w->made[g], now, w->opt->fall / 100),
                            !w->constant[g], w->measure[g] };
}

static const char *const industry_names[INDUSTRY_VALUES] = {
    "growth", "within", "between_static", "between_dynamic", "structural_change", "fixed_shares", "baumol", "denison", "va_growth",
    "labour_share", "va_share", "relative_productivity" };

static void of_industry(const struct work *w, double out[INDUSTRY_VALUES], struct verdicts *v, size_t from, size_t to, size_t i)
{
    const size_t N = w->t->N, g = i / N;
    double all[FLOWS], labour = 0;
    collect(w, all, from, to, i, i + 1, false);
    for (size_t j = g * N; j < (g + 1) * N; j++) labour += labour_of(w, to, j);
    const double l = labour_of(w, to, i), share = l / labour, va = share_of(w, to, g, i);
    const double values[INDUSTRY_VALUES] = { all[0], all[1], all[2], all[3], all[2] + all[3], all[4], all[5], all[6], all[7],
                                             share, va, share > 0 ? va / share : NAN };
    memcpy(out, values, sizeof values);
    *v = (struct verdicts){ w->strategic.in ? w->strategic.in[i % N] : 3, 0, 0, !w->constant[g], w->measure[g] };
}

static domar_status put(domar_cx *cx, domar_result *r, const struct work *w, const double *values,
                        const struct verdicts *verdicts, size_t rows)
{
    const bool by_economy = w->in->grain == BY_ECONOMY;
    const size_t count = by_economy ? ECONOMY_VALUES : INDUSTRY_VALUES;
    const char *const *names = by_economy ? economy_names : industry_names;
    static const char *const classes[] = { "strategic", "deindustrialization", "hollowing", "prices", "labour" };
    double *column = domar_scratch(cx, rows);
    uint32_t *class = domar_scratch_bytes(cx, rows, sizeof *class);
    domar_status st = column && class ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t c = 0; !st && c < count; c++) {
        for (size_t k = 0; k < rows; k++) column[k] = values[k * count + c];
        st = domar_result_put(cx, r, columns, names[c], column);
    }
    for (size_t c = 0; !st && c < 5; c++) {
        if (by_economy ? c == 0 : c == 1 || c == 2) continue;
        for (size_t k = 0; k < rows; k++) {
            const struct verdicts *v = &verdicts[k];
            const uint32_t all[] = { v->strategic, v->peak, v->hollow, v->prices, v->labour };
            class[k] = all[c];
        }
        st = domar_result_put_class(cx, r, columns, classes[c], class);
    }
    return st;
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w)
{
    const bool by_economy = w->in->grain == BY_ECONOMY;
    const size_t lines = by_economy ? w->t->G : w->t->n, blocks = w->opt->whole ? 1 : w->years - 1, rows = blocks * lines;
    const size_t width = by_economy ? ECONOMY_VALUES : INDUSTRY_VALUES;
    double *values = domar_scratch(cx, rows * width);
    struct verdicts *verdicts = domar_scratch_bytes(cx, rows, sizeof *verdicts);
    domar_dim dims[9] = { { "year", w->in->years } };
    const size_t count = 1 + domar_grain_dims(dims + 1, &grains[w->in->grain], w->t, NULL);
    char *money = domar_series_money(cx, w->in->series);
    domar_status st = values && verdicts && money ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_result_new_rows(cx, out, "growth.structure", money, dims, count, rows);
    domar_release(money);
    if (st) return st;
    uint32_t *year = domar_result_codes(*out, "year"), *economy = domar_result_codes(*out, "economy");
    uint32_t *industry = by_economy ? NULL : domar_result_codes(*out, "industry");
    for (size_t r = 0; r < rows; r++) {
        const size_t line = r % lines, from = w->opt->whole ? 0 : r / lines, to = w->opt->whole ? w->years - 1 : from + 1;
        year[r] = (uint32_t)to;
        economy[r] = (uint32_t)(by_economy ? line : line / w->t->N);
        if (industry) industry[r] = (uint32_t)(line % w->t->N);
        if (by_economy) of_economy(w, values + r * width, &verdicts[r], from, to, line);
        else of_industry(w, values + r * width, &verdicts[r], from, to, line);
    }
    return put(cx, *out, w, values, verdicts, rows);
}

/* ---- words */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    bool constant = false, current = false, labour = false;
    for (size_t g = 0; g < w->t->G; g++) {
        if (!domar_economy_selected(w->t, w->in->economy, g)) continue;
        constant = constant || w->constant[g];
        current = current || !w->constant[g];
        labour = labour || w->measure[g] != NO_LABOUR;
    }
    domar_status st = domar_result_certify(cx, r, "parts_against_growth", w->gap, 1e-9);
    if (!st)
        st = domar_result_certify_text(cx, r, "price_basis_of_growth", constant ? current ?
                                       "of the year before, current where column prices says so" : "of the year before" :
                                       "current: no volumes of value added (VA_QI, VA_P), so no Baumol effect");
    if (!st && constant)
        st = domar_result_certify_text(cx, r, "levels", "value added of each year at prices of the year before, so that levels add "
                                       "up without a term of relative prices; years are chained");
    if (!st && constant) st = domar_result_certify(cx, r, "value_added_share_with_mean_price", w->assumed, NAN);
    if (!st && !labour)
        st = domar_result_certify_text(cx, r, "labour", "not in the table: no productivity (rows of kind hours or jobs would give "
                                       "it: `domar import --satellite`)");
    if (!st && !w->t->Z)
        st = domar_result_certify_text(cx, r, "flows", "not in the table: no imported inputs, so no verdict of hollowing out");
    if (!st) st = domar_result_certify_text(cx, r, "strategic", w->strategic.in ? w->strategic.name : "no list");
    if (!st && *w->strategic.mixed) st = domar_result_certify_text(cx, r, "strategic_mixed", w->strategic.mixed);
    if (!st && *w->strategic.left_out) st = domar_result_certify_text(cx, r, "strategic_left_out", w->strategic.left_out);
    return st;
}

/* The economy asked for, else the largest with a growth to tell. */
static size_t to_tell(const struct work *w)
{
    size_t top = SIZE_MAX;
    double most = 0;
    for (size_t g = 0; g < w->t->G; g++) {
        double size = 0, growth = 0;
        if (!domar_economy_selected(w->t, w->in->economy, g)) continue;
        for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++)
            if (!isnan(w->year[w->years - 1].value_added[i])) size += w->year[w->years - 1].value_added[i];
        for (size_t k = 0; k + 1 < w->years; k++) growth += w->growth[k * w->t->G + g];
        if (isnan(growth) || (top != SIZE_MAX && size <= most)) continue;
        top = g;
        most = size;
    }
    return top;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    const size_t g = to_tell(w);
    double v[ECONOMY_VALUES];
    struct verdicts verdict;
    if (g == SIZE_MAX)
        return domar_result_read(cx, r, "Productivity cannot be told: there is no labour in all years that adds up over industries "
                                 "(jobs, or hours that are no index); value added and shares are given.",
                                 "无法给出生产率：缺少各年均有且可在行业间加总的劳动数据（就业人数，或非指数形式的工时）；仅给出增加值与各项比重。");
    of_economy(w, v, &verdict, 0, w->years - 1, g);
    const int first = domar_series_year(w->in->series, w->in->first), last = domar_series_year(w->in->series, w->in->last);
    const bool hours = w->measure[g] == HOURS, told = verdict.peak != DOMAR_PEAK_UNKNOWN;
    char *en = domar_format(cx, "%s, %d to %d: value added %s changed by %+.1f per cent (log, %s): %+.1f within industries, %+.1f by "
                            "labour moving between them%s%s.", domar_axis_label(economies, g, "en"), first, last,
                            hours ? "an hour" : "a job", v[0], price_words[verdict.prices].en, v[1], v[4],
                            told ? "; manufacturing: " : "", told ? peak_words[verdict.peak].en : "");
    char *zh = domar_format(cx, "%s %d—%d 年%s增加值变化 %+.1f%%（对数，%s）：行业内部 %+.1f，劳动在行业间转移 %+.1f%s%s。",
                            domar_axis_label(economies, g, "zh"), first, last, hours ? "每小时" : "劳均", v[0],
                            price_words[verdict.prices].zh, v[1], v[4], told ? "；制造业：" : "",
                            told ? peak_words[verdict.peak].zh : "");
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options, .t = in->table, .years = in->last - in->first + 1 };
    if (w.years < 2)
        return domar_one_year(cx, in, "growth.structure");
    domar_status st = domar_strategic_find(cx, &w.strategic, domar_series_axis(in->series, DOMAR_INDUSTRIES), w.opt->strategic);
    if (!st) st = read_years(cx, &w);
    if (!st) st = choose_prices(cx, &w);
    for (size_t k = 0; !st && k + 1 < w.years; k++) {
        const domar_mark mark = domar_scratch_mark(cx);
        st = shift_pair(cx, &w, k);
        domar_scratch_rewind(cx, mark);
        if (!st) st = domar_tick(cx, w.years + k + 1, 2 * w.years);
    }
    if (!st) st = answer(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    return st ? st : read_out(cx, *out, &w);
}

const domar_method domar_growth_structure = {
    .id = "growth.structure",
    .title_en = "Structural change: productivity within and between industries, manufacturing, strategic industries",
    .title_zh = "结构变化：行业内部与行业之间的生产率、制造业与战略性行业",
    .about_en =
        "How much of the growth of value added an hour or a job comes from industries that improve, and how much from labour that "
        "moves between them (static and dynamic); Baumol's effect; whether manufacturing has passed its peak early beside the "
        "leaders, and whether it is hollowed out; the real economy; what strategic industries bring. In prices of the year "
        "before where value added has volumes, else in current prices, which column prices says. The leaders are the quarter of "
        "the table's economies with the highest value added a job.",
    .about_zh =
        "每小时或劳均增加值的增长中，多少来自行业自身提高，多少来自劳动在行业间转移（静态与动态）；鲍莫尔效应；制造业是否过早过峰、是否"
        "空心化；实体经济；战略性行业的贡献。增加值有物量数据时按前一年价格，否则按现价（见 prices 列）。领先者为表中劳均增加值最高的四分之一"
        "经济体。",
    .formula = "100 \\log(P'/P) = \\frac{100}{L(P,P')} \\sum_i [s_i \\Delta p_i + \\Delta s_i (p_i - P) + \\Delta s_i "
        "\\Delta (p_i - P)]",
    .cite = "fabricant1942; mcmillan2011; nordhaus2006; tang2004; rodrik2016; oecd2011",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "year: the later of two years; economy: whose productivity; industry: its industry",
    .dim_docs_zh = "year：两年中的后一年；economy：所考察的经济体；industry：其行业",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES | DOMAR_TAKES_ACCOUNTS, .run = run };
