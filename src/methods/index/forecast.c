/* methods/index/forecast.c -- a few years ahead: GM(1,1) of each unit's score, and a plain benchmark beside it
 *
 *     x0(k) + a z1(k) = b,   x0^(k+1) = (1 - e^a) (x0(1) - b/a) e^(-a k)
 *
 * Short series invite curves that fit and do not foretell: both are also fitted without the last points and measured on
 * them (model/grey_model.h). */
#include "base/text.h"
#include "model/grey_model.h"
#include "model/index_frame.h"
#include <math.h>
#include <stdio.h>

struct options { domar_index_options index; const char *column, *benchmark; int64_t horizon, hold; };

enum { BY_UNIT, BY_PERIOD };

static const domar_param params[] = {
    DOMAR_INDEX_PARAMS,
    { DOMAR_FIELD(struct options, column), .en = "Column or expression to forecast; else the score of the index.",
        .zh = "要预测的列或表达式；否则预测指数得分。" },
    { DOMAR_FIELD(struct options, horizon), .def = 3, .lo = 1, .hi = 50, .unit = "periods", .en = "How far ahead.", .zh = "预测期数。" },
    { DOMAR_FIELD(struct options, hold), .def = 2, .lo = 0, .hi = 50, .unit = "periods",
      .en = "Last points that a second fit does not see and is measured on; less where that would leave it fewer than four.",
      .zh = "留作样本外检验的最后若干期；若余下不足四期则相应减少。" },
    { DOMAR_FIELD(struct options, benchmark), .text = "drift", .choices = "drift|trend", .en = "Benchmark: random walk with drift, "
        "or a straight line.",
      .zh = "对照：带漂移的随机游走，或直线趋势。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "unit", "unit", "How good the fit is, and who foretold better.", "各单元的拟合优度与样本外比较。" },
    { "period", "unit,period", "Observed, fitted and forecast values.", "各期实际值、拟合值与预测值。" },
    { .name = NULL } };

enum { USED, RATIO, SHORT, NEGATIVE, GAPS, NO_FIT };
static const domar_item statuses[] = {
    { "fitted", "fitted", "已拟合", NULL, NULL }, { "level_ratio", "fitted, but level ratios leave the admissible range", "已拟合，"
        "但级比超出可容区间", NULL, NULL },
    { "short", "fewer than four points", "不足四期", NULL, NULL }, { "not_positive", "a value is 0 or below", "存在非正值", NULL, NULL },
    { "gaps", "periods are missing or not evenly spaced", "期间缺失或不等距", NULL, NULL }, { "no_fit", "the fit has no answer",
        "无法拟合", NULL, NULL },
    { .code = NULL } };
static const domar_item grades[] = {
    { "good", "good", "好", NULL, NULL }, { "qualified", "qualified", "合格", NULL, NULL }, { "barely", "barely qualified",
        "勉强合格", NULL, NULL },
    { "unqualified", "unqualified", "不合格", NULL, NULL }, { "none", "no fit", "无拟合", NULL, NULL }, { .code = NULL } };
static const domar_item winners[] = { { "grey", "GM(1,1)", "GM(1,1)", NULL, NULL }, { "benchmark", "the benchmark", "对照模型",
    NULL, NULL },
    { "unknown", "not measured", "未检验", NULL, NULL }, { .code = NULL } };
static const domar_item kinds[] = { { "observed", "observed", "实际", NULL, NULL }, { "forecast", "forecast", "预测", NULL, NULL },
    { .code = NULL } };

static const domar_column columns[] = {
    { "points", "count", "Points of the series.", "序列期数。", NULL },
    { "a", "ratio", "Development coefficient a: growth is about -a a period.", "发展系数 a：每期增长约为 -a。", NULL },
    { "b", "unit of the series", "Grey input b.", "灰作用量 b。", NULL },
    { "variance_ratio", "ratio", "C: sd of errors over sd of the data; below 0.35 is good.", "后验差比 C，小于 0.35 为好。", NULL },
    { "small_error", "share", "P: share of errors within 0.6745 sd of the data; above 0.95 is good.", "小误差概率 P，大于 0.95 "
        "为好。", NULL },
    { "relative_error", "share", "Mean |error| / value, without the first point.", "平均相对误差（不含首期）。", NULL },
    { "least_ratio", "ratio", "Least level ratio x(k-1) / x(k).", "最小级比。", NULL },
    { "largest_ratio", "ratio", "Largest level ratio; GM(1,1) is admissible within e^(-2/(n+1)) and e^(2/(n+1)).",
      "最大级比；可容区间为 e^(-2/(n+1)) 至 e^(2/(n+1))。", NULL },
    { "status", NULL, "Could GM(1,1) be fitted, and is it admissible?", "能否拟合、级比检验是否通过。", statuses },
    { "grade", NULL, "Grade by C and P.", "按 C 与 P 的精度等级。", grades },
    { "held_back", "count", "Points that were held back.", "留作检验的期数。", NULL },
    { "error_grey", "share", "Mean |error| / value of GM(1,1) on the points held back.", "GM(1,1) 样本外平均相对误差。", NULL },
    { "error_benchmark", "share", "The same of the benchmark.", "对照模型样本外平均相对误差。", NULL },
    { "better", NULL, "Whose error is smaller there.", "样本外误差较小者。", winners },
    { "value", "unit of the series", "Observed value.", "实际值。", NULL },
    { "grey", "unit of the series", "GM(1,1): fitted, or forecast.", "GM(1,1) 拟合或预测值。", NULL },
    { "benchmark", "unit of the series", "Benchmark: forecast.", "对照模型预测值。", NULL },
    { "kind", NULL, "Observed or forecast.", "实际或预测。", kinds },
    { .name = NULL } };

struct work {
    const struct options *opt;
    domar_index_frame f;
    domar_sample *own;
    const domar_sample *s;
    const double *x;             /* rows */
};
struct fit { domar_grey g; uint32_t status, grade, better; double error[2]; size_t points, held; };

/* ---- the series */
/* Some unit has a past. */
static domar_status have_past(domar_cx *cx, const struct work *w, const domar_input *in)
{
    for (size_t u = 0; u < w->s->units; u++)
        if (w->s->start[u + 1] - w->s->start[u] > 1) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s has one period a unit here, so nothing to forecast from: leave --periods out, or give more",
                      in->panel->name);
}

static domar_status find_series(domar_cx *cx, struct work *w, const domar_input *in)
{
    if (!in->panel->period_name)
        return domar_fail(cx, DOMAR_EUSAGE, "%s has no periods, so nothing to forecast from: name the column with --period",
            in->panel->name);
    if (w->opt->column) {
        if (w->opt->index.indicators || in->definition)
            return domar_fail(cx, DOMAR_EUSAGE, "--column %s: give either that, or the indicators of an index", w->opt->column);
        domar_status st = domar_index_unused(cx, &w->opt->index, "column");
        if (!st) st = domar_sample_new(cx, &w->own, in->panel, &w->opt->column, 1, in->missing);
        w->s = w->own;
        if (!st) w->x = w->own->x[0];
        return st;
    }
    if (!w->opt->index.indicators && !in->definition)
        return domar_fail(cx, DOMAR_EUSAGE, "what is to be forecast? Give --column, or an index by --define or --indicators");
    const domar_status st = domar_index_frame_new(cx, &w->f, in, &w->opt->index);
    if (st) return st;
    double *score = domar_scratch(cx, w->f.data.rows);
    if (!score) return DOMAR_ENOMEM;
    domar_index_unpool(&w->f, score, w->f.c.score);
    w->s = w->f.sample;
    w->x = score;
    return DOMAR_OK;
}

static bool even(const domar_sample *s, size_t first, size_t n)
{
    const double *time = s->panel->time;
    const uint32_t *period = s->period + first;
    const double step = n > 1 ? time[period[1]] - time[period[0]] : 1;
    for (size_t k = 2; k < n; k++)
        if (fabs(time[period[k]] - time[period[k - 1]] - step) > 1e-9 * fabs(step)) return false;
    return true;
}

static double benchmark(const struct work *w, const double *x, size_t n, size_t h)
{
    return strcmp(w->opt->benchmark, "trend") == 0 ? domar_trend_value(x, n, h) : domar_drift_value(x, n, h);
}

/* Mean |error| / value over the last `hold` points, fitted without them. */
static void measure(const struct work *w, struct fit *f, const double *x, size_t n)
{
    const size_t most = n > DOMAR_GREY_LEAST ? n - DOMAR_GREY_LEAST : 0, hold = (size_t)w->opt->hold < most ? (size_t)w->opt->hold : most;
    domar_grey g;
    f->error[0] = f->error[1] = NAN;
    f->held = hold;
    if (!hold || f->status == GAPS) return;
    const bool grey = f->status <= RATIO && domar_grey_fit(&g, x, n - hold);
    double sum[2] = { 0, 0 };
    for (size_t k = n - hold; k < n; k++) {
        const double guess[] = { grey ? domar_grey_value(&g, k) : NAN, benchmark(w, x, n - hold, k - (n - hold) + 1) };
        for (int m = 0; m < 2; m++) sum[m] += fabs(guess[m] - x[k]) / fabs(x[k]);
    }
    for (int m = 0; m < 2; m++) f->error[m] = isfinite(sum[m]) ? sum[m] / (double)hold : NAN;       /* a value of 0 has no relative error */
}

static uint32_t grade_of(const domar_grey *g)
{
    static const double c[] = { 0.35, 0.5, 0.65 }, p[] = { 0.95, 0.8, 0.7 };
    for (uint32_t k = 0; k < 3; k++)
        if (g->variance_ratio < c[k] && g->small_error > p[k]) return k;
    return isnan(g->variance_ratio) ? 4 : 3;
}

static void fit_unit(const struct work *w, struct fit *f, size_t u)
{
    const size_t first = w->s->start[u], n = w->s->start[u + 1] - first;
    const double *x = w->x + first;
    *f = (struct fit){ .g = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, false }, .status = USED, .grade = 4, .points = n };
    for (size_t k = 0; k < n; k++)
        if (!(x[k] > 0)) f->status = NEGATIVE;
    if (n < DOMAR_GREY_LEAST) f->status = SHORT;
    else if (!even(w->s, first, n)) f->status = GAPS;
    if (f->status == USED) {
        domar_grey g;
        if (!domar_grey_fit(&g, x, n)) f->status = NO_FIT;
        else {
            f->g = g;
            f->status = g.admissible ? USED : RATIO;
            f->grade = grade_of(&g);
        }
    }
    measure(w, f, x, n);
    f->better = isnan(f->error[0]) || isnan(f->error[1]) ? 2 : f->error[0] > f->error[1];
}

/* ---- answers */
static domar_status answer_units(domar_cx *cx, domar_result **out, const struct work *w, const struct fit *fit, const size_t *unit,
    size_t units)
{
    static const char *const names[] = { "points", "a", "b", "variance_ratio", "small_error", "relative_error", "least_ratio",
        "largest_ratio",
                                         "held_back", "error_grey", "error_benchmark" };
    enum { WIDTH = sizeof names / sizeof *names, BEFORE_ERRORS = 8 };
    const domar_dim dims[] = { { "unit", w->s->panel->unit_axis } };
    uint32_t *class = domar_scratch_bytes(cx, 3 * units, sizeof *class);
    double *column[WIDTH];
    domar_status st = class ? domar_result_new_rows(cx, out, "index.forecast", NULL, dims, 1, units) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < units; k++) {
        domar_result_codes(*out, "unit")[k] = (uint32_t)unit[k];
        class[k] = fit[k].status;
        class[units + k] = fit[k].grade;
        class[2 * units + k] = fit[k].better;
    }
    for (size_t c = 0; !st && c < WIDTH; c++) {
        if (c == BEFORE_ERRORS) {
            st = domar_result_put_class(cx, *out, columns, "status", class);
            if (!st) st = domar_result_put_class(cx, *out, columns, "grade", class + units);
        }
        if (!st) st = domar_result_column(cx, *out, columns, names[c], &column[c]);
    }
    for (size_t k = 0; !st && k < units; k++) {
        const struct fit *f = &fit[k];
        const double row[WIDTH] = { (double)f->points, f->g.a, f->g.b, f->g.variance_ratio, f->g.small_error, f->g.relative_error,
            f->g.least_ratio,
                                    f->g.largest_ratio, (double)f->held, f->error[0], f->error[1] };
        for (size_t c = 0; c < WIDTH; c++) column[c][k] = row[c];
    }
    return st ? st : domar_result_put_class(cx, *out, columns, "better", class + 2 * units);
}

/* Where h periods after the unit's last one stand on the axis that goes on by the panel's step; SIZE_MAX: nowhere. */
static size_t place(const struct work *w, const struct fit *f, size_t u, size_t h)
{
    const domar_panel *p = w->s->panel;
    const uint32_t *period = w->s->period + w->s->start[u];
    if (f->status == GAPS || f->points < 2) return SIZE_MAX;
    const double step = p->time[period[1]] - p->time[period[0]], last = p->time[period[f->points - 1]], at = last + (double)h * step;
    for (size_t t = 0; t < p->periods; t++)
        if (fabs(p->time[t] - at) <= 1e-9 * step) return t;
    const double beyond = (at - p->time[p->periods - 1]) / p->step;
    return beyond > 0.5 && fabs(beyond - round(beyond)) < 1e-6 ? p->periods - 1 + (size_t)round(beyond) : SIZE_MAX;
}

/* The periods that there are, and so many that are to come. */
static domar_status longer_axis(domar_cx *cx, domar_axis **out, const domar_panel *p, size_t more)
{
    domar_item *items = domar_scratch_bytes(cx, p->periods + more, sizeof *items);
    char (*code)[32] = domar_scratch_bytes(cx, more + 1, sizeof *code), plain[32];
    if (!items || !code) return DOMAR_ENOMEM;
    for (size_t t = 0; t < p->periods; t++) items[t] = domar_axis_item(p->period_axis, t);
    snprintf(plain, sizeof plain, "%.12g", p->time[p->periods - 1]);
    const bool number = strcmp(plain, items[p->periods - 1].code) == 0;        /* "2020" and not "2020Q4" */
    for (size_t h = 0; h < more; h++) {
        if (number) snprintf(code[h], sizeof *code, "%.12g", p->time[p->periods - 1] + (double)(h + 1) * p->step);
        else snprintf(code[h], sizeof *code, "+%zu", h + 1);
        items[p->periods + h] = (domar_item){ .code = code[h] };
    }
    return domar_axis_new(cx, out, items, p->periods + more);
}

struct places { double *value, *grey, *benchmark; uint32_t *kind, *unit, *period; size_t at; };

static void fill_unit(const struct work *w, struct places *to, const struct fit *f, size_t u)
{
    const size_t first = w->s->start[u], n = f->points;
    for (size_t k = 0; k < n + (size_t)w->opt->horizon; k++) {
        const bool observed = k < n;
        const size_t period = observed ? w->s->period[first + k] : place(w, f, u, k - n + 1);
        if (period == SIZE_MAX) continue;
        to->unit[to->at] = (uint32_t)u;
        to->period[to->at] = (uint32_t)period;
        to->value[to->at] = observed ? w->x[first + k] : NAN;
        to->grey[to->at] = f->status <= RATIO ? domar_grey_value(&f->g, k) : NAN;
        to->benchmark[to->at] = observed ? NAN : benchmark(w, w->x + first, n, k - n + 1);
        to->kind[to->at++] = !observed;
    }
}

static domar_status answer_periods(domar_cx *cx, domar_result **out, const struct work *w, const struct fit *fit,
    const size_t *unit, size_t units)
{
    size_t rows = w->s->rows, more = 0;
    for (size_t k = 0; k < units; k++)
        for (size_t h = 1; h <= (size_t)w->opt->horizon; h++) {
            const size_t at = place(w, &fit[k], unit[k], h);
            rows += at != SIZE_MAX;
            if (at != SIZE_MAX && at + 1 > w->s->panel->periods + more) more = at + 1 - w->s->panel->periods;
        }
    domar_axis *axis = NULL;
    struct places to = { .kind = domar_scratch_bytes(cx, rows, sizeof *to.kind) };
    domar_status st = to.kind ? longer_axis(cx, &axis, w->s->panel, more) : DOMAR_ENOMEM;
    const domar_dim dims[] = { { "unit", w->s->panel->unit_axis }, { "period", axis } };
    if (!st) st = domar_result_new_rows(cx, out, "index.forecast", NULL, dims, 2, rows);
    if (!st) st = domar_result_column(cx, *out, columns, "value", &to.value);
    if (!st) st = domar_result_column(cx, *out, columns, "grey", &to.grey);
    if (!st) st = domar_result_column(cx, *out, columns, "benchmark", &to.benchmark);
    if (!st) {
        to.unit = domar_result_codes(*out, "unit");
        to.period = domar_result_codes(*out, "period");
        for (size_t k = 0; k < units; k++) fill_unit(w, &to, &fit[k], unit[k]);
        st = domar_result_put_class(cx, *out, columns, "kind", to.kind);
    }
    domar_axis_free(axis);
    return st;
}

static domar_status say(domar_cx *cx, domar_result *r, const struct work *w, const struct fit *fit, size_t units)
{
    size_t fitted = 0, beyond = 0, measured = 0, grey = 0;
    for (size_t k = 0; k < units; k++) {
        fitted += fit[k].status <= RATIO;
        beyond += fit[k].status == RATIO;
        measured += fit[k].better < 2;
        grey += fit[k].better == 0;
    }
    char *en = domar_format(cx, "GM(1,1) was fitted to %zu of %zu units, %zu outside its level ratios; on up to %lld last points it "
        "beats the benchmark "
                            "(%s) in %zu of %zu.", fitted, units, beyond, (long long)w->opt->hold, w->opt->benchmark, grey, measured);
    char *zh = domar_format(cx, "%zu/%zu 个单元拟合了 GM(1,1)，其中 %zu 个级比超出可容区间；在最多最后 %lld 期的样本外检验中，"
        "%zu/%zu 个单元优于对照（%s）。", fitted, units,
                            beyond, (long long)w->opt->hold, grey, measured, w->opt->benchmark);
    domar_status st = en && zh ? domar_result_read(cx, r, en, zh) : DOMAR_ENOMEM;
    if (!st && beyond)
        domar_log(cx, DOMAR_LOG_WARNING, "%zu of %zu series have level ratios outside what GM(1,1) admits: their status is "
            "level_ratio", beyond, units);
    if (!st) st = domar_result_certify(cx, r, "series_fitted", (double)fitted, NAN);
    if (!st) st = domar_result_certify(cx, r, "series_beyond_level_ratio", (double)beyond, NAN);
    if (!st) st = domar_result_certify(cx, r, "series_without_fit", (double)(units - fitted), NAN);
    if (!st) st = domar_result_certify_text(cx, r, "benchmark", strcmp(w->opt->benchmark, "trend") == 0 ? "straight line" : "random "
        "walk with drift");
    if (!st) st = domar_result_certify(cx, r, "held_back", (double)w->opt->hold, NAN);
    domar_release(en);
    domar_release(zh);
    return st;
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w, size_t grain)
{
    struct fit *fit = domar_scratch_bytes(cx, w->s->units, sizeof *fit);
    size_t *unit = domar_scratch_bytes(cx, w->s->units, sizeof *unit), units = 0;
    if (!fit || !unit) return DOMAR_ENOMEM;
    for (size_t u = 0; u < w->s->units; u++) {
        if (w->s->start[u] == w->s->start[u + 1]) continue;
        unit[units] = u;
        fit_unit(w, &fit[units++], u);
    }
    const domar_status st = grain == BY_PERIOD ? answer_periods(cx, out, w, fit, unit, units) : answer_units(cx, out, w, fit, unit, units);
    return st ? st : say(cx, *out, w, fit, units);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .opt = options };
    domar_status st = find_series(cx, &w, in);
    if (!st) st = have_past(cx, &w, in);
    if (!st) st = answer(cx, out, &w, in->grain);
    if (!st && w.own) st = domar_sample_certify(cx, *out, w.own, in->missing);
    else if (!st) st = domar_index_certify(cx, *out, &w.f, in);
    domar_sample_free(w.own);
    domar_index_frame_free(&w.f);
    return st;
}

const domar_method domar_index_forecast = {
    .id = "index.forecast", .title_en = "Forecast of a score: GM(1,1) beside a plain benchmark", .title_zh = "得分预测：GM(1,1) 与简单对照",
    .about_en = "Fits GM(1,1) to each unit's score or column, says where its level ratios do not admit that, and grades the fit by "
        "C and P. A good fit "
                "is no good forecast: both GM(1,1) and a random walk with drift (or a line) are fitted without the last points and "
                    "measured on "
                "them. Errors of a forecast grow with the horizon; no band is given, as a handful of points supports none.",
    .about_zh = "对各单元得分或某列拟合 GM(1,1)，指出级比检验不通过之处，并按 C、P 评定精度。拟合好不等于预测好：GM(1,1) "
        "与带漂移的随机游走（或直线）都在去掉最后几期后"
                "重新拟合并做样本外检验。误差随期数增大；样本点过少，不给出区间。",
    .formula = "x^{(0)}(k) + a z^{(1)}(k) = b,\\; \\hat x^{(0)}(k+1) = (1-e^{a})\\left(x^{(0)}(1)-\\tfrac{b}{a}\\right)e^{-ak}",
        .cite = "deng1982",
    .params = params, .grains = grains, .columns = columns, .dim_docs = "unit: whose series; period: with those to come",
    .dim_docs_zh = "unit：序列所属单元；period：含未来期间", .example = "column=output", .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_PANEL | DOMAR_TAKES_DEFINITION, .run = run };
