/* methods/index/obstacles.c -- what keeps a unit from the best: obstacle degrees
 *
 *     O_ij = w_j (1 - z_ij) / sum_k w_k (1 - z_ik)
 *
 * Of a dimension or system: the sum over its indicators.  A unit that is best in everything has no obstacles: a status, not
 * 0 / 0. */
#include "base/text.h"
#include "model/coupling.h"
#include "model/index_frame.h"
#include <math.h>
#include <stdlib.h>

struct options { domar_index_options index; };

enum { BY_INDICATOR, BY_DIMENSION, BY_SYSTEM, BY_PERIOD, BY_PERIOD_DIMENSION };

static const domar_param params[] = { DOMAR_INDEX_PARAMS, { .name = NULL } };

static const domar_grain grains[] = {
    { "indicator", "unit,period,indicator", "Obstacle degrees of each unit, period and indicator.", "各单元各期各指标的障碍度。" },
    { "dimension", "unit,period,dimension", "Sums over the indicators of a dimension.", "各维度障碍度（指标之和）。" },
    { "system", "unit,period,system", "Sums over the indicators of a system.", "各子系统障碍度（指标之和）。" },
    { "period", "period,indicator", "Averages over the units of a period that have obstacles.", "各期有障碍单元的平均值。" },
    { "period,dimension", "period,dimension", "The same of dimensions.", "各期各维度的平均值。" },
    { .name = NULL } };

static const domar_item statuses[] = { { "obstacles", "has obstacles", "存在障碍", NULL, NULL }, { "none", "best in everything",
    "全部最优，无障碍", NULL, NULL },
    { .code = NULL } };

static const domar_column columns[] = {
    { "obstacle", "share", "Obstacle degree: part of all that is missing to the best; sums to 1 over indicators.",
      "障碍度：占全部差距的比重，各指标合计为 1。", NULL },
    { "rank", "place", "Rank among the obstacles of the unit and period (of the period's average), 1 the largest.",
        "在该单元该期（或该期平均）障碍中的名次，1 为最大。", NULL },
    { "gap", "index", "Distance from the best, 1 - z; of parts their weighted mean.", "偏离度 1 - z；各部分为加权平均。", NULL },
    { "status", NULL, "Is anything missing?", "是否存在障碍。", statuses },
    { "largest", "count", "Units of which this is the largest obstacle.", "以此为最大障碍的单元数。", NULL },
    { "units", "count", "Units that are averaged.", "参与平均的单元数。", NULL },
    { .name = NULL } };

/* Obstacles, gaps and status of each row of the sample by part. */
struct table {
    size_t rows, parts;
    double *degree, *gap;        /* rows x parts */
    bool *none;                  /* rows */
};

static domar_status check(domar_cx *cx, const domar_index_frame *f)
{
    if (f->how.normalise != DOMAR_MINMAX)
        return domar_fail(cx, DOMAR_EUSAGE, "obstacle degrees are distances from the best of 1: use --normalise minmax, not %s",
                          domar_normalisation_codes[f->how.normalise]);
    for (size_t i = 0; i < f->data.pools * f->data.terms; i++)
        if (f->c.facts[i].weight < 0)
            return domar_fail(cx, DOMAR_EDATA, "%s has a weight below 0, and an obstacle no meaning then: use --scatter constrained "
                "or other "
                              "--weights", f->def->indicator[i % f->data.terms].code);
    return DOMAR_OK;
}

static domar_status by_indicator(domar_cx *cx, struct table *t, const domar_index_frame *f)
{
    const size_t n = f->data.rows, m = f->data.terms;
    double *w = domar_scratch(cx, m), *z = domar_scratch(cx, m);
    *t = (struct table){ n, m, domar_scratch(cx, n * m), domar_scratch(cx, n * m), domar_scratch_bytes(cx, n, sizeof *t->none) };
    if (!w || !z || !t->degree || !t->gap || !t->none) return DOMAR_ENOMEM;
    for (size_t g = 0; g < f->data.pools; g++) {
        for (size_t j = 0; j < m; j++) w[j] = f->c.facts[g * m + j].weight;
        for (size_t i = f->start[g]; i < f->start[g + 1]; i++) {
            const size_t row = f->order[i];
            for (size_t j = 0; j < m; j++) {
                z[j] = f->c.z[j * n + i];
                t->gap[row * m + j] = 1 - z[j];
            }
            t->none[row] = !domar_obstacle_degrees(t->degree + row * m, z, w, m);
        }
    }
    return DOMAR_OK;
}

/* Sums over parts; their gap is the mean by weight. */
static domar_status by_part(domar_cx *cx, struct table *t, const struct table *of, const domar_index_frame *f,
    const domar_part *part, size_t parts)
{
    const size_t n = of->rows, m = of->parts;
    *t = (struct table){ n, parts, domar_scratch(cx, n * parts), domar_scratch(cx, n * parts), of->none };
    if (!t->degree || !t->gap) return DOMAR_ENOMEM;
    for (size_t g = 0; g < f->data.pools; g++)
        for (size_t i = f->start[g]; i < f->start[g + 1]; i++)
            for (size_t k = 0; k < parts; k++) {
                const size_t row = f->order[i];
                double weight = 0, gap = 0, sum = 0;
                for (size_t j = part[k].first; j < part[k].first + part[k].count; j++) {
                    const double w = f->c.facts[g * m + j].weight;
                    sum += of->degree[row * m + j];
                    weight += w;
                    gap += w * of->gap[row * m + j];
                }
                t->degree[row * parts + k] = sum;
                t->gap[row * parts + k] = weight > 0 ? gap / weight : NAN;
            }
    return DOMAR_OK;
}

static void rank_parts(double *rank, const double *degree, size_t parts)
{
    for (size_t k = 0; k < parts; k++) {
        rank[k] = isnan(degree[k]) ? NAN : 1;
        for (size_t j = 0; j < parts; j++) rank[k] += degree[j] > degree[k];
    }
}

static domar_status read_average(domar_cx *cx, domar_result *r, const struct table *t, const domar_axis *axis)
{
    size_t used = 0, most = 0;
    double *mean = domar_scratch(cx, t->parts);
    if (!mean) return DOMAR_ENOMEM;
    for (size_t i = 0; i < t->rows; i++) used += !t->none[i];
    for (size_t i = 0; i < t->rows; i++)
        for (size_t k = 0; k < t->parts && !t->none[i]; k++) mean[k] += t->degree[i * t->parts + k] / (double)used;
    for (size_t k = 1; k < t->parts; k++)
        if (mean[k] > mean[most]) most = k;
    char *en = domar_format(cx, "On average the largest obstacle is %s: %.1f %% of what is missing to the best; %zu of %zu "
        "unit-periods are best in "
                            "everything.", domar_index_name(axis, most, false), 100 * mean[most], t->rows - used, t->rows);
    char *zh = domar_format(cx, "平均而言最大的障碍是%s，占全部差距的 %.1f%%；%zu/%zu 个单元期各项均为最优。",
        domar_index_name(axis, most, true), 100 * mean[most],
                            t->rows - used, t->rows);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status answer_rows(domar_cx *cx, domar_result **out, const struct table *t, const domar_sample *s, const char *dimension,
                                const domar_axis *axis)
{
    const size_t cells = t->rows * t->parts;
    double *rank = domar_scratch(cx, cells);
    uint32_t *status = domar_scratch_bytes(cx, cells, sizeof *status);
    if (!rank || !status) return DOMAR_ENOMEM;
    for (size_t i = 0; i < t->rows; i++) {
        rank_parts(rank + i * t->parts, t->degree + i * t->parts, t->parts);
        for (size_t k = 0; k < t->parts; k++) status[i * t->parts + k] = t->none[i];
    }
    domar_status st = domar_index_new_parts(cx, out, "index.obstacles", s, dimension, axis);
    if (!st) st = domar_result_put(cx, *out, columns, "obstacle", t->degree);
    if (!st) st = domar_result_put(cx, *out, columns, "rank", rank);
    if (!st) st = domar_result_put(cx, *out, columns, "gap", t->gap);
    return st ? st : domar_result_put_class(cx, *out, columns, "status", status);
}

/* ---- averages of periods */
static domar_status answer_periods(domar_cx *cx, domar_result **out, const struct table *t, const domar_sample *s, const char *dimension,
                                   const domar_axis *axis)
{
    static const char *const names[] = { "obstacle", "rank", "gap", "largest", "units" };
    const size_t p = t->parts;
    size_t *at = domar_scratch_bytes(cx, s->periods, sizeof *at);
    double *column[5];
    domar_status st = at ? domar_index_new_periods(cx, out, "index.obstacles", at, s, dimension, axis) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 5; k++) st = domar_result_column(cx, *out, columns, names[k], &column[k]);
    for (size_t i = 0; !st && i < t->rows; i++) {
        const double *degree = t->degree + i * p;
        size_t most = 0;
        for (size_t k = 1; k < p; k++)
            if (degree[k] > degree[most]) most = k;
        for (size_t k = 0; k < p && !t->none[i]; k++) {
            const size_t cell = at[s->period[i]] + k;
            column[0][cell] += degree[k];
            column[2][cell] += t->gap[i * p + k];
            column[3][cell] += k == most;
            column[4][cell] += 1;
        }
    }
    const size_t cells = st ? 0 : domar_result_rows(*out);
    for (size_t c = 0; c < cells; c++) {
        column[0][c] /= column[4][c];                      /* 0 / 0: no unit of the period has obstacles */
        column[2][c] /= column[4][c];
    }
    for (size_t c = 0; c < cells; c += p) rank_parts(column[1] + c, column[0] + c, p);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct table *t)
{
    double gap = 0;
    size_t none = 0;
    for (size_t i = 0; i < t->rows; i++) {
        double sum = 0;
        for (size_t k = 0; k < t->parts; k++) sum += t->degree[i * t->parts + k];
        none += t->none[i];
        if (!t->none[i]) gap = fmax(gap, fabs(sum - 1));
    }
    const domar_status st = domar_result_certify(cx, r, "obstacles_sum_gap", gap, 1e-12);
    return st ? st : domar_result_certify(cx, r, "rows_without_obstacles", (double)none, NAN);
}

static domar_status answer(domar_cx *cx, domar_result **out, const domar_index_frame *f, size_t grain)
{
    const domar_definition *def = f->def;
    const bool dimension = grain == BY_DIMENSION || grain == BY_PERIOD_DIMENSION, system = grain == BY_SYSTEM;
    struct table all, parts;
    const struct table *t = &all;
    domar_axis *axis = NULL;
    domar_status st = by_indicator(cx, &all, f);
    if (!st && (dimension || system)) {
        st = by_part(cx, &parts, &all, f, system ? def->system : def->dimension, system ? def->systems : def->dimensions);
        t = &parts;
        if (!st) st = domar_index_parts(cx, &axis, system ? def->system : def->dimension, t->parts);
    } else if (!st) st = domar_index_indicators(cx, &axis, def);
    const char *name = dimension ? "dimension" : system ? "system" : "indicator";
    if (!st) st = grain >= BY_PERIOD ? answer_periods(cx, out, t, f->sample, name, axis) : answer_rows(cx, out, t, f->sample, name, axis);
    if (!st) st = read_average(cx, *out, t, axis);
    if (!st) st = certify(cx, *out, t);
    domar_axis_free(axis);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *opt = options;
    domar_index_frame f;
    if (strcmp(opt->index.normalise, "minmax") != 0)
        return domar_fail(cx, DOMAR_EUSAGE, "obstacle degrees are distances from the best, at 1: they need --normalise minmax, not %s",
                          opt->index.normalise);
    domar_status st = domar_index_frame_new(cx, &f, in, &opt->index);
    if (!st) st = check(cx, &f);
    if (!st) st = answer(cx, out, &f, in->grain);
    if (!st) st = domar_index_certify(cx, *out, &f, in);
    domar_index_frame_free(&f);
    return st;
}

const domar_method domar_index_obstacles = {
    .id = "index.obstacles", .title_en = "Obstacle degrees of a composite index", .title_zh = "综合指数的障碍度",
    .about_en = "Splits what a unit lacks to the best in every indicator: the weighted distance of an indicator over the sum of "
        "all. It tells where "
                "an index could still rise, given its weights, not what causes it to be low. Units that are best in everything have "
                    "the status "
                "none.",
    .about_zh = "把单元与各指标最优值的差距分解到指标：加权偏离度占全部之和的比重。它说明在给定权重下指数尚可提升之处，"
        "而非偏低的原因。各项均为最优的单元状态为 "
                "none。",
    .formula = "O_{ij} = \\frac{w_j (1 - z_{ij})}{\\sum_k w_k (1 - z_{ik})}", .cite = "nardo2008",
    .params = params, .grains = grains, .columns = columns, .dim_docs = "unit: who is scored", .dim_docs_zh = "unit：评价对象",
    .example = "indicators=patents,openness,emissions,investment negative=emissions",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL | DOMAR_TAKES_DEFINITION, .run = run };
