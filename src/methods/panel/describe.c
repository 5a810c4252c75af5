/* methods/panel/describe.c -- what is in a panel: every column, and how its variance is between and within units
 *
 *     x_it - x.. = (x_it - x_i.) + (x_i. - x..)
 *
 * Standard deviations: overall over all rows (n - 1); between: of the units' means (units with a value, - 1); within: of
 * x_it - x_i. + x.. over all rows (n - 1), as Stata's xtsum has them. */
#include "base/text.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>

struct options { char none; };

static const domar_grain grains[] = {
    { "variable", "variable", "A row a column of the panel.", "每行一个变量。" },
    { .name = NULL } };

static const domar_item kinds[] = {
    { .code = "number", .en = "numbers", .zh = "数值" }, { .code = "text", .en = "texts", .zh = "文本" },
    { .code = "suspect", .en = "numbers but for a slip", .zh = "疑有误的数值" }, { .code = NULL } };

static const domar_column columns[] = {
    { "kind", "", "Whether the column holds numbers or texts; suspect: nearly all are numbers, and some are not.",
      "该列为数值或文本；suspect 表示几乎全为数值但有个别错误。", kinds },
    { "values", "rows", "Rows with a value.", "有值的行数。", NULL },
    { "missing", "rows", "Rows without.", "缺失的行数。", NULL },
    { "units", "units", "Units with a value.", "有值的单元数。", NULL },
    { "distinct", "values", "Distinct values of texts.", "文本的不同取值数。", NULL },
    { "mean", "", "Mean over all rows.", "全部行的均值。", NULL },
    { "sd", "", "Standard deviation over all rows.", "全部行的标准差。", NULL },
    { "sd_between", "", "Standard deviation of the units' means.", "单元均值的标准差。", NULL },
    { "sd_within", "", "Standard deviation within units.", "单元内标准差。", NULL },
    { "min", "", "Smallest value.", "最小值。", NULL },
    { "max", "", "Largest value.", "最大值。", NULL },
    { "dominance", "share", "Share of the largest unit in the sum of absolute values.", "最大单元占绝对值总和的比重。", NULL },
    { .name = NULL } };

enum { VALUES, MISSING, UNITS, DISTINCT, MEAN, SD, BETWEEN, WITHIN, MIN, MAX, DOMINANCE, NUMBERS };
static const char *const names[NUMBERS] = { "values", "missing", "units", "distinct", "mean", "sd", "sd_between", "sd_within",
                                            "min", "max",
                                            "dominance" };

/* Sums over the rows of one unit. */
static size_t unit_sum(double *sum, const double *x, size_t first, size_t end)
{
    size_t known = 0;
    *sum = 0;
    for (size_t i = first; i < end; i++)
        if (!isnan(x[i])) {
            *sum += x[i];
            known++;
        }
    return known;
}

/* Share of the unit with the largest sum of absolute values. */
static double dominance(const domar_panel *p, const double *x)
{
    double all = 0, most = 0;
    for (size_t u = 0; u < p->units; u++) {
        double sum = 0;
        for (size_t i = p->start[u]; i < p->start[u + 1]; i++) sum += isnan(x[i]) ? 0 : fabs(x[i]);
        all += sum;
        most = fmax(most, sum);
    }
    return all > 0 ? most / all : NAN;
}

static double spread(double squares, double count) { return count > 1 ? sqrt(squares / (count - 1)) : NAN; }

static void describe_numbers(double of[NUMBERS], const domar_panel *p, const double *x)
{
    double total = 0, squares = 0, within = 0, means = 0, mean_squares = 0;
    of[MIN] = INFINITY;
    of[MAX] = -INFINITY;
    for (size_t i = 0; i < p->rows; i++) {
        if (isnan(x[i])) continue;
        total += x[i];
        of[VALUES]++;
        of[MIN] = fmin(of[MIN], x[i]);
        of[MAX] = fmax(of[MAX], x[i]);
    }
    of[MEAN] = total / of[VALUES];
    for (size_t u = 0; u < p->units; u++) {
        double sum;
        const size_t known = unit_sum(&sum, x, p->start[u], p->start[u + 1]);
        if (!known) continue;
        of[UNITS]++;
        means += sum / (double)known;
        for (size_t i = p->start[u]; i < p->start[u + 1]; i++) {
            if (isnan(x[i])) continue;
            squares += pow(x[i] - of[MEAN], 2);
            within += pow(x[i] - sum / (double)known, 2);
        }
    }
    for (size_t u = 0; u < p->units; u++) {
        double sum;
        const size_t known = unit_sum(&sum, x, p->start[u], p->start[u + 1]);
        if (known) mean_squares += pow(sum / (double)known - means / of[UNITS], 2);
    }
    of[SD] = spread(squares, of[VALUES]);
    of[WITHIN] = spread(within, of[VALUES]);
    of[BETWEEN] = spread(mean_squares, of[UNITS]);
    of[DISTINCT] = NAN;
    of[DOMINANCE] = dominance(p, x);
    if (!(of[VALUES] > 0)) of[MEAN] = of[MIN] = of[MAX] = NAN;
}

static domar_status describe_texts(domar_cx *cx, double of[NUMBERS], const domar_panel *p, const domar_panel_column *c)
{
    bool *seen = domar_scratch_bytes(cx, domar_axis_size(c->axis) + 1, sizeof *seen);
    if (!seen) return DOMAR_ENOMEM;
    for (size_t k = MEAN; k < NUMBERS; k++) of[k] = NAN;
    for (size_t u = 0; u < p->units; u++) {
        bool any = false;
        for (size_t i = p->start[u]; i < p->start[u + 1]; i++) {
            if (c->item[i] == DOMAR_NO_ITEM) continue;
            any = true;
            of[VALUES]++;
            of[DISTINCT] += !seen[c->item[i]];
            seen[c->item[i]] = true;
        }
        of[UNITS] += any;
    }
    return DOMAR_OK;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const domar_panel *p)
{
    const bool balanced = p->rows == p->units * p->periods;
    char span[200] = "", span_zh[200] = "";
    if (p->period_name) {
        const char *from = domar_axis_code(p->period_axis, 0), *to = domar_axis_code(p->period_axis, p->periods - 1);
        snprintf(span, sizeof span, " over %zu periods (%.40s to %.40s)", p->periods, from, to);
        snprintf(span_zh, sizeof span_zh, "，%zu 期（%.40s 至 %.40s）", p->periods, from, to);
    }
    char *en = domar_format(cx, "%zu rows of %zu units (%s)%s, %s, %zu columns.", p->rows, p->units, p->unit_name, span,
                            balanced ? "balanced" : "not balanced", p->columns);
    char *zh = domar_format(cx, "%zu 行，%zu 个单元（%s）%s，%s面板，%zu 列。", p->rows, p->units, p->unit_name, span_zh,
                            balanced ? "平衡" : "非平衡", p->columns);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status axis_of_columns(domar_cx *cx, domar_axis **out, const domar_panel *p)
{
    domar_item *items = domar_scratch_bytes(cx, p->columns, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < p->columns; k++) items[k].code = p->column[k].name;
    return domar_axis_new(cx, out, items, p->columns);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const domar_panel *p = in->panel;
    const size_t n = p->columns;
    const domar_mark mark = domar_scratch_mark(cx);
    double (*of)[NUMBERS] = domar_scratch_bytes(cx, n, sizeof *of), *column = domar_scratch(cx, n);
    uint32_t *kind = domar_scratch_bytes(cx, n, sizeof *kind);
    domar_axis *axis = NULL;
    domar_status st = of && column && kind ? axis_of_columns(cx, &axis, p) : DOMAR_ENOMEM;
    (void)options;
    for (size_t k = 0; !st && k < n; k++) {
        const domar_panel_column *c = &p->column[k];
        kind[k] = c->value ? 0 : c->suspect ? 2 : 1;
        if (c->value) describe_numbers(of[k], p, c->value);
        else st = describe_texts(cx, of[k], p, c);
        if (in->confidential) of[k][MIN] = of[k][MAX] = NAN;       /* single values */
        of[k][MISSING] = (double)p->rows - of[k][VALUES];
    }
    if (!st) st = domar_result_new(cx, out, "panel.describe", NULL, &(domar_dim){ "variable", axis }, 1);
    if (!st) st = domar_result_put_class(cx, *out, columns, "kind", kind);
    for (size_t c = 0; !st && c < NUMBERS; c++) {
        for (size_t k = 0; k < n; k++) column[k] = of[k][c];
        st = domar_result_put(cx, *out, columns, names[c], column);
    }
    if (!st) st = read_out(cx, *out, p);
    domar_axis_free(axis);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_panel_describe = {
    .id = "panel.describe", .title_en = "What is in a panel", .title_zh = "面板概览",
    .about_en = "Every column of a panel with its values, gaps, mean and spread, split into differences between units and changes "
                "within them: the first look before any index or regression.",
    .about_zh = "逐列给出面板的取值数、缺失、均值与离散度，并把离散度分为单元之间与单元之内两部分：在做指数或回归之前先看一眼。",
    .formula = "x_{it} - \\bar x = (x_{it} - \\bar x_i) + (\\bar x_i - \\bar x)",
    .cite = "wooldridge2010 ch. 10", .grains = grains, .columns = columns,
    .dim_docs = "variable: a column of the panel", .dim_docs_zh = "variable：面板的一列",
    .example = "", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
