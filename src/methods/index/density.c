/* methods/index/density.c -- how the distribution moves: kernel density by period, its peaks, spread and tails (model/density.h). */
#include "base/text.h"
#include "linalg/sorted.h"
#include "model/cross_sections.h"
#include "model/density.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include "spec/records.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *variable, *rule, *bounds;
    double  bandwidth, cut, minor;
    int64_t points;
};

enum { BY_PERIOD, BY_POINT, BY_PEAK, PEAKS = 32 };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, variable), .en = "What is spread: a column or an expression.", .zh = "考察分布的变量：列名或表达式。" },
    { DOMAR_FIELD(struct options, rule), .text = "nrd0", .choices = "nrd0|silverman|fixed",
      .en = "Bandwidth: 0.9 min(sd, IQR / 1.34) n^-1/5 (nrd0), 1.06 sd n^-1/5 (silverman), or --bandwidth (fixed); by period.",
      .zh = "带宽：0.9 min(标准差, 四分位距/1.34) n^-1/5（nrd0）、1.06 标准差 n^-1/5（silverman）或 --bandwidth 给定（fixed）；逐期计算。" },
    { DOMAR_FIELD(struct options, bandwidth), .def = 0, .lo = 0, .hi = 1e300, .only = "rule=fixed",
      .en = "The bandwidth, in units of the variable.", .zh = "带宽，与变量同单位。" },
    { DOMAR_FIELD(struct options, bounds), .en = "Values cannot lie outside: \"0,1\", \"0,\" or \",1\". The kernel's mass is reflected there; none: it runs over the "
      "edge, and the density next to a bound is too low.",
      .zh = "取值边界：“0,1”、“0,”或“,1”，核在边界处反射；不给则核越过边界，边界附近密度偏低。" },
    { DOMAR_FIELD(struct options, points), .def = 200, .lo = 2, .hi = 100000, .only = "by=point", .en = "Points of the curve, the same in all periods.",
      .zh = "曲线点数，各期相同。" },
    { DOMAR_FIELD(struct options, cut), .def = 3, .lo = 0, .hi = 100, .unit = "bandwidths", .only = "by=point",
      .en = "How far the curve runs beyond the smallest and largest value.", .zh = "曲线超出最小、最大值的带宽数。" },
    { DOMAR_FIELD(struct options, minor), .def = 0.05, .lo = 0, .hi = 1, .en = "Peaks lower than this share of the highest are not counted.",
      .zh = "低于主峰此比例的峰不计。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "period", "period", "Every period: bandwidth, main peak, number of peaks, spread and tails.", "各期的带宽、主峰、峰数、离散度与拖尾。" },
    { "point", "period,point", "The curves.", "密度曲线。" },
    { "peak", "period,peak", "Every peak, the highest first.", "各峰，由高到低。" },
    { .name = NULL } };

static const domar_item statuses[] = {
    { .code = "ok", .en = "estimated", .zh = "已估计" },
    { .code = "constant", .en = "all values are the same, or one alone: no density", .zh = "数值全部相同或仅一个，无密度" }, { .code = NULL } };

static const domar_column columns[] = {
    { "units", "units", "Units with a value.", "有值的单位数。", NULL },
    { "bandwidth", "", "Bandwidth of the kernel.", "核的带宽。", NULL },
    { "peak", "", "Where the density is highest.", "主峰位置。", NULL },
    { "height", "per unit of the variable", "Its height.", "主峰高度。", NULL },
    { "width", "", "Width of the main peak at half its height.", "主峰半高宽。", NULL },
    { "peaks", "peaks", "Number of peaks.", "峰的个数。", NULL },
    { "second", "", "Where the second peak is.", "次峰位置。", NULL },
    { "second_height", "per cent", "Its height, of the main one's.", "次峰与主峰高度之比。", NULL },
    { "mean", "", "Mean.", "均值。", NULL },
    { "sd", "", "Standard deviation (over n - 1).", "标准差（除以 n-1）。", NULL },
    { "p10", "", "10th percentile (type 7).", "第 10 百分位数（第 7 类）。", NULL },
    { "median", "", "Median.", "中位数。", NULL },
    { "p90", "", "90th percentile.", "第 90 百分位数。", NULL },
    { "right_tail", "ratio", "(p90 - median) over (median - p10): above 1 the right tail is longer.", "（p90-中位数）与（中位数-p10）之比：大于 1 为右拖尾。", NULL },
    { "skewness", "", "Third moment over the cube of the standard deviation (over n).", "偏度（除以 n）。", NULL },
    { "value", "", "Value of the variable.", "变量取值。", NULL },
    { "density", "per unit of the variable", "Density there.", "该处密度。", NULL },
    { "share", "per cent", "Height of the peak, of the main one's.", "峰高与主峰之比。", NULL },
    { "status", NULL, "Whether there is a density.", "是否可估计。", statuses },
    { .name = NULL } };

struct row {
    double units, bandwidth, peak, height, width, peaks, second, second_height, mean, sd, p10, median, p90, right, skewness, value, density, share;
    uint32_t period, at, status;
};
#define AT(member) offsetof(struct row, member)
static const domar_record_field of_period[] = {
    { "units", AT(units) }, { "bandwidth", AT(bandwidth) }, { "peak", AT(peak) }, { "height", AT(height) }, { "width", AT(width) },
    { "peaks", AT(peaks) }, { "second", AT(second) }, { "second_height", AT(second_height) }, { "mean", AT(mean) }, { "sd", AT(sd) },
    { "p10", AT(p10) }, { "median", AT(median) }, { "p90", AT(p90) }, { "right_tail", AT(right) }, { "skewness", AT(skewness) }, { NULL, 0 } };
static const domar_record_field of_point[] = { { "value", AT(value) }, { "density", AT(density) }, { NULL, 0 } };
static const domar_record_field of_peak[] = { { "value", AT(value) }, { "density", AT(density) }, { "share", AT(share) }, { NULL, 0 } };
#undef AT

struct work {
    const domar_sample *s;
    const struct options *o;
    domar_cross_sections c;
    double *sorted;               /* rows, by period */
    domar_density *of;            /* periods; h NaN: constant */
    double low, high;             /* bounds */
    domar_axis *axis;             /* of points or peaks */
    struct row *summary, *rows;
    size_t count;
};

static domar_status read_bounds(domar_cx *cx, struct work *w)
{
    const char *text = w->o->bounds, *comma = text ? strchr(text, ',') : NULL;
    char part[2][64] = { "", "" };
    w->low = -INFINITY;
    w->high = INFINITY;
    if (!text) return DOMAR_OK;
    if (comma) {
        snprintf(part[0], sizeof part[0], "%.*s", (int)(comma - text), text);
        snprintf(part[1], sizeof part[1], "%s", comma + 1);
    }
    if (!comma || (*part[0] && !domar_parse_double(part[0], &w->low)) || (*part[1] && !domar_parse_double(part[1], &w->high)) || !(w->low < w->high))
        return domar_fail(cx, DOMAR_EUSAGE, "--bounds %s: give the least and the largest value, one may be empty: 0,1 or 0,", text);
    for (size_t i = 0; i < w->s->rows; i++)
        if (w->s->x[0][i] < w->low || w->s->x[0][i] > w->high)
            return domar_fail(cx, DOMAR_EDATA, "%s is %g for %s, %s: outside --bounds %s", w->o->variable, w->s->x[0][i],
                              domar_axis_code(w->s->panel->unit_axis, w->s->unit[i]),
                              domar_axis_code(w->s->panel->period_axis, w->s->period[i]), text);
    return DOMAR_OK;
}

static void moments(struct row *r, const double *x, size_t n)
{
    double sum = 0, squares = 0, cubes = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    r->units = (double)n;
    r->mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) {
        squares += (x[i] - r->mean) * (x[i] - r->mean);
        cubes += (x[i] - r->mean) * (x[i] - r->mean) * (x[i] - r->mean);
    }
    r->sd = n > 1 ? sqrt(squares / (double)(n - 1)) : NAN;
    r->skewness = cubes / (double)n / pow(squares / (double)n, 1.5);
    r->p10 = domar_quantile(x, n, 0.1);
    r->median = domar_quantile(x, n, 0.5);
    r->p90 = domar_quantile(x, n, 0.9);
    r->right = (r->p90 - r->median) / (r->median - r->p10);
    if (!(squares > 0)) r->skewness = r->right = NAN;
}

static domar_status summarise(domar_cx *cx, struct work *w, size_t k, domar_peak *peaks, size_t *count)
{
    domar_density *d = &w->of[k];
    struct row *r = &w->summary[k];
    moments(r, d->sorted, d->n);
    r->period = (uint32_t)w->c.period[k];
    r->bandwidth = d->h;
    r->peak = r->height = r->width = r->peaks = r->second = r->second_height = NAN;
    r->status = !(d->h > 0);
    *count = 0;
    if (r->status) return DOMAR_OK;
    const domar_status st = domar_density_peaks(cx, peaks, count, PEAKS, d, w->o->minor);
    if (st || !*count) return st;
    r->peak = peaks[0].place;
    r->height = peaks[0].height;
    r->width = domar_density_width(d, &peaks[0]);
    r->peaks = (double)*count;
    if (*count > 1) {
        r->second = peaks[1].place;
        r->second_height = 100 * peaks[1].height / peaks[0].height;
    }
    if (*count > PEAKS) *count = PEAKS;
    return DOMAR_OK;
}

static domar_status estimate(domar_cx *cx, struct work *w)
{
    const domar_bandwidth rule = *w->o->rule == 'n' ? DOMAR_BANDWIDTH_NRD0 : *w->o->rule == 's' ? DOMAR_BANDWIDTH_SILVERMAN : DOMAR_BANDWIDTH_FIXED;
    if (rule == DOMAR_BANDWIDTH_FIXED && !(w->o->bandwidth > 0))
        return domar_fail(cx, DOMAR_EUSAGE, "--rule fixed needs --bandwidth, above 0, in units of %s", w->o->variable);
    w->sorted = domar_scratch(cx, w->s->rows);
    w->of = domar_scratch_bytes(cx, w->c.periods, sizeof *w->of);
    w->summary = domar_scratch_bytes(cx, w->c.periods, sizeof *w->summary);
    if (!w->sorted || !w->of || !w->summary) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->c.periods; k++) {
        const size_t n = w->c.start[k + 1] - w->c.start[k];
        double *x = w->sorted + w->c.start[k];
        domar_cross_section_values(x, &w->c, k, w->s->x[0]);
        qsort(x, n, sizeof *x, domar_ascending);
        w->of[k] = (domar_density){ x, n, domar_bandwidth_of(x, n, rule, w->o->bandwidth), w->low, w->high };
    }
    return DOMAR_OK;
}

/* ---- rows */
static domar_status numbers(domar_cx *cx, domar_axis **axis, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    char (*code)[24] = domar_scratch_bytes(cx, count, sizeof *code);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    domar_status st = code && items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < count; i++) {
        snprintf(code[i], sizeof *code, "%zu", i + 1);
        items[i].code = code[i];
    }
    if (!st) st = domar_axis_new(cx, axis, items, count);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* The same places in all periods. */
static domar_status point_rows(domar_cx *cx, struct work *w)
{
    const size_t points = (size_t)w->o->points;
    double begin = INFINITY, end = -INFINITY;
    for (size_t k = 0; k < w->c.periods; k++) {
        const domar_density *d = &w->of[k];
        const double reach = d->h > 0 ? w->o->cut * d->h : 0;
        begin = fmin(begin, d->sorted[0] - reach);
        end = fmax(end, d->sorted[d->n - 1] + reach);
    }
    begin = fmax(begin, w->low);
    end = fmin(end, w->high);
    w->rows = domar_scratch_bytes(cx, w->c.periods * points, sizeof *w->rows);
    domar_status st = w->rows ? numbers(cx, &w->axis, points) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->c.periods; k++) {
        for (size_t i = 0; i < points; i++) {
            struct row *r = &w->rows[w->count++];
            r->period = (uint32_t)w->c.period[k];
            r->at = (uint32_t)i;
            r->status = !(w->of[k].h > 0);
            r->value = begin + (end - begin) * (double)i / (double)(points - 1);
            r->density = r->status ? NAN : domar_density_at(&w->of[k], r->value);
        }
        st = domar_tick(cx, k + 1, w->c.periods);
    }
    return st;
}

static domar_status compute(domar_cx *cx, struct work *w, size_t grain)
{
    domar_peak peaks[PEAKS];
    size_t count, most = 1;
    if (grain == BY_PEAK) w->rows = domar_scratch_bytes(cx, w->c.periods * PEAKS, sizeof *w->rows);
    domar_status st = grain == BY_PEAK && !w->rows ? DOMAR_ENOMEM : DOMAR_OK;
    for (size_t k = 0; !st && k < w->c.periods; k++) {
        st = summarise(cx, w, k, peaks, &count);
        for (size_t i = 0; !st && grain == BY_PEAK && i < count; i++)
            w->rows[w->count++] = (struct row){ .period = (uint32_t)w->c.period[k], .at = (uint32_t)i, .value = peaks[i].place,
                                                .density = peaks[i].height, .share = 100 * peaks[i].height / peaks[0].height };
        most = count > most ? count : most;
    }
    if (!st && grain == BY_PEAK) st = numbers(cx, &w->axis, most);
    if (!st && grain == BY_POINT) st = point_rows(cx, w);
    if (!st && grain == BY_PERIOD) {
        w->rows = w->summary;
        w->count = w->c.periods;
    }
    return st;
}

static domar_status put(domar_cx *cx, domar_result **out, const struct work *w, size_t grain)
{
    static const domar_record_field *const fields[] = { of_period, of_point, of_peak };
    const domar_dim dims[] = { { "period", w->s->panel->period_axis }, { grain == BY_POINT ? "point" : "peak", w->axis } };
    uint32_t *status = domar_scratch_bytes(cx, w->count + 1, sizeof *status);
    domar_status st = status ? domar_result_new_rows(cx, out, "index.density", NULL, dims, grain == BY_PERIOD ? 1 : 2, w->count) : DOMAR_ENOMEM;
    if (st) return st;
    uint32_t *period = domar_result_codes(*out, "period"), *at = grain == BY_PERIOD ? NULL : domar_result_codes(*out, dims[1].name);
    for (size_t i = 0; i < w->count; i++) {
        period[i] = w->rows[i].period;
        if (at) at[i] = w->rows[i].at;
        status[i] = w->rows[i].status;
    }
    st = domar_result_put_records(cx, *out, columns, fields[grain], w->rows, sizeof *w->rows);
    return st ? st : domar_result_put_class(cx, *out, columns, "status", status);
}

/* ---- words */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    size_t constant = 0;
    for (size_t k = 0; k < w->c.periods; k++) constant += w->summary[k].status;
    domar_status st = domar_result_certify_text(cx, r, "variable", w->o->variable);
    if (!st) st = domar_result_certify_text(cx, r, "kernel", "Gaussian, summed exactly");
    if (!st) st = domar_result_certify_text(cx, r, "bandwidth_rule", *w->o->rule == 'n' ? "nrd0: 0.9 min(sd, IQR/1.34) n^-1/5, by period" :
                                            *w->o->rule == 's' ? "1.06 sd n^-1/5, by period" : "fixed");
    if (!st) st = domar_result_certify_text(cx, r, "bounds", w->o->bounds ? w->o->bounds : "none (no correction at the edges)");
    if (!st) st = domar_result_certify_text(cx, r, "quantile", "type 7");
    if (!st) st = domar_result_certify(cx, r, "minor_peaks_below", w->o->minor, NAN);
    return st ? st : domar_result_certify(cx, r, "periods_without_density", (double)constant, NAN);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const struct row *a = &w->summary[0], *b = &w->summary[w->c.periods - 1];
    if (a->status || b->status) return DOMAR_OK;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    domar_text_printf(&en, "The density of %s is highest at %.4g%s", w->o->variable, b->peak, w->c.last);
    domar_text_printf(&zh, "%s%s的密度主峰位于 %.4g", w->c.last_zh, w->o->variable, b->peak);
    if (w->c.periods > 1) {
        domar_text_printf(&en, " (%.4g%s), and %s than then", a->peak, w->c.first, b->height < a->height ? "lower" : "higher");
        domar_text_printf(&zh, "（%s位于 %.4g），峰高%s", w->c.first_zh, a->peak, b->height < a->height ? "下降" : "上升");
    }
    domar_text_printf(&en, "; %.0f peak%s, %s.", b->peaks, b->peaks > 1 ? "s" : "", b->right > 1 ? "the right tail is the longer one" : "the left tail is the longer one");
    domar_text_printf(&zh, "；共 %.0f 个峰，%s。", b->peaks, b->right > 1 ? "右侧拖尾较长" : "左侧拖尾较长");
    return domar_result_read_texts(cx, r, &en, &zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .o = o };
    domar_sample *s = NULL;
    domar_status st = o->variable ? DOMAR_OK : domar_fail(cx, DOMAR_EUSAGE, "index.density needs --variable: the column whose distribution is asked for");
    if (!st) st = domar_sample_new(cx, &s, in->panel, &o->variable, 1, in->missing);
    if (!st) st = domar_cross_sections_of(cx, &w.c, s);
    w.s = s;
    if (!st) st = read_bounds(cx, &w);
    if (!st) st = estimate(cx, &w);
    if (!st) st = compute(cx, &w, in->grain);
    if (!st) st = put(cx, out, &w, in->grain);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = domar_sample_certify(cx, *out, s, in->missing);
    if (!st) st = read_out(cx, *out, &w);
    domar_axis_free(w.axis);
    domar_sample_free(s);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_index_density = {
    .id = "index.density", .title_en = "Kernel density by period: where the distribution is and how it moves", .title_zh = "逐期核密度：分布的位置与演变",
    .about_en = "The distribution of an index or any variable over units, period by period, by a Gaussian kernel: the curves on one grid of values, the "
                "main peak with its place, height and width, the number of peaks (more than one: the units part into camps), spread and tails. The "
                "bandwidth rule and what happens at a bound are said, because peaks depend on them.",
    .about_zh = "以高斯核逐期估计指数或任一变量在各单位间的分布：同一网格上的曲线，主峰的位置、高度与宽度，峰的个数（多峰即分化），离散度与拖尾。"
                "带宽规则与边界处理一并注明，因为峰数取决于它们。",
    .formula = "\\hat f(x) = \\frac{1}{n h} \\sum_i \\varphi\\Big(\\frac{x - x_i}{h}\\Big), \\quad h = 0.9 \\min(s, \\mathrm{IQR}/1.34)\\, n^{-1/5}",
    .cite = "silverman1986; hyndman1996", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "point: place on the grid of values; peak: 1 is the highest", .dim_docs_zh = "point：网格点；peak：1 为最高峰",
    .example = "variable=output", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
