/* methods/index/build.c -- a composite index: scores, ranks, weights, and how much they hang on conventions
 *
 *     score_it = sum_j w_j z_itj   or   D- / (D+ + D-)   or   grey relation to the best
 *
 * What is computed is in model/composite.c; every convention is an option and stands in the certificate.  Robustness: the
 * ranks under all combinations of the conventions that are named. */
#include "base/text.h"
#include "linalg/sorted.h"
#include "model/index_frame.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct options { domar_index_options index; const char *over_normalise, *over_weights, *over_aggregate; };

enum { BY_UNIT, BY_DIMENSION, BY_SYSTEM, BY_INDICATOR, BY_ROBUSTNESS };

static const domar_param params[] = {
    DOMAR_INDEX_PARAMS,
    { DOMAR_FIELD(struct options, over_normalise), .text = "minmax,zscore,vector", .en = "Robustness: normalisations to try.",
      .zh = "稳健性：要尝试的无量纲化方法。", .only = "by=robustness" },
    { DOMAR_FIELD(struct options, over_weights), .text = "entropy,critic,cv,equal", .en = "Robustness: weights to try.",
      .zh = "稳健性：要尝试的赋权方法。", .only = "by=robustness" },
    { DOMAR_FIELD(struct options, over_aggregate), .text = "additive,topsis,grey", .en = "Robustness: aggregations to try.",
      .zh = "稳健性：要尝试的合成方法。", .only = "by=robustness" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "unit", "unit,period", "Score and rank of each unit and period.", "各单元各期的得分与排名。" },
    { "dimension", "unit,period,dimension", "Scores of the dimensions.", "各维度得分。" },
    { "system", "unit,period,system", "Scores of the systems.", "各子系统得分。" },
    { "indicator", "pool,indicator", "Weights of the indicators, and what each weighting gives.", "各指标权重及各种赋权方法的结果。" },
    { "robustness", "unit,period", "Ranks over all combinations of --over-normalise, --over-weights and --over-aggregate.",
      "在无量纲化、赋权、合成方法的所有组合下的排名区间。" },
    { .name = NULL } };

static const domar_item directions[] = { { "positive", "more is better", "正向", NULL, NULL }, { "negative", "less is better",
    "逆向", NULL, NULL },
    { "moderate", "best in the middle", "适度", NULL, NULL }, { .code = NULL } };

static const domar_column columns[] = {
    { "score", "index", "Score: of the whole, or of the dimension or system with the weights within it.",
      "得分：总体，或以组内权重计算的维度、子系统得分。", NULL },
    { "rank", "place", "Rank in its period, 1 the highest; ties share the better one.", "同期排名，1 为最高；并列取较前名次。", NULL },
    { "rank_change", "places", "Places gained since the unit's period before.", "较该单元上一期上升的名次。", NULL },
    { "distance_best", "index", "TOPSIS: distance from the best.", "TOPSIS：到正理想解的距离。", NULL },
    { "distance_worst", "index", "TOPSIS: distance from the worst.", "TOPSIS：到负理想解的距离。", NULL },
    { "contribution", "index", "Part of the whole's score; adds up to it (additive ones alone).", "对总得分的贡献，"
        "各项之和等于总得分（仅加权求和）。", NULL },
    { "weight", "share", "Weight in the whole; they sum to 1 in a pool.", "在总体中的权重，同一池内合计为 1。", NULL },
    { "weight_within", "share", "Weight in its group of --scope; of expert and ahp in its dimension.", "在 --scope 各组内的权重；"
        "expert 与 ahp 为维度内权重。", NULL },
    { "direction", NULL, "Direction as it was used.", "实际使用的方向。", directions },
    { "least", "unit of the indicator", "Least value.", "最小值。", NULL },
    { "largest", "unit of the indicator", "Largest value.", "最大值。", NULL },
    { "mean", "unit of the indicator", "Mean.", "均值。", NULL },
    { "sd", "unit of the indicator", "Standard deviation (n - 1).", "标准差（n - 1）。", NULL },
    { "entropy", "ratio", "Entropy e of the normalised values.", "熵值 e。", NULL },
    { "redundancy", "ratio", "1 - e.", "差异系数 1 - e。", NULL },
    { "conflict", "ratio", "CRITIC: sum of 1 - r.", "CRITIC 冲突性：1 - r 之和。", NULL },
    { "eigenvector", "ratio", "Scatter degree: entry of the leading eigenvector of Z'Z.", "拉开档次法：Z'Z 最大特征向量的分量。", NULL },
    { "by_entropy", "share", "Weight that entropy would give in the same scope and normalisation; none where it cannot.",
      "同一范围与无量纲化下熵权法给出的权重；无法计算则缺失。", NULL },
    { "by_critic", "share", "The same by CRITIC.", "CRITIC 权重。", NULL },
    { "by_cv", "share", "The same by coefficients of variation.", "变异系数权重。", NULL },
    { "by_scatter", "share", "The same by scatter degree.", "拉开档次权重。", NULL },
    { "by_pca", "share", "The same by principal components.", "主成分权重。", NULL },
    { "best_rank", "place", "Best rank over the conventions.", "各口径下的最好名次。", NULL },
    { "median_rank", "place", "Median rank over the conventions.", "各口径下的名次中位数。", NULL },
    { "worst_rank", "place", "Worst rank over the conventions.", "各口径下的最差名次。", NULL },
    { "near", "share", "Share of conventions whose rank is within 2 of `rank`.", "名次与 rank 相差不超过 2 的口径所占比重。", NULL },
    { .name = NULL } };

/* ---- units */
static domar_status put_ranks(domar_cx *cx, domar_result *r, const domar_sample *s, const double *score, bool change)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *rank = domar_scratch(cx, s->rows), *moved = domar_scratch(cx, s->rows);
    domar_status st = rank && moved ? domar_index_ranks(cx, rank, score, s) : DOMAR_ENOMEM;
    for (size_t u = 0; !st && u < s->units; u++)
        for (size_t i = s->start[u]; i < s->start[u + 1]; i++) moved[i] = i > s->start[u] ? rank[i - 1] - rank[i] : NAN;
    if (!st) st = domar_result_put(cx, r, columns, "rank", rank);
    if (!st && change) st = domar_result_put(cx, r, columns, "rank_change", moved);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* "Beijing 0.61, Tianjin 0.55 and Tangshan 0.41": the highest of the last period. */
static void put_highest(domar_text *t, const domar_sample *s, const double *score, uint32_t period, bool zh)
{
    size_t used[3] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < s->rows; i++)
            if (s->period[i] == period && !isnan(score[i]) && i != used[0] && i != used[1] && (used[k] == SIZE_MAX ||
                score[i] > score[used[k]]))
                used[k] = i;
        if (used[k] == SIZE_MAX) return;
        domar_text_printf(t, "%s%s %.3f", k ? zh ? "、" : ", " : "", domar_index_name(s->panel->unit_axis, s->unit[used[k]], zh),
            score[used[k]]);
    }
}

static domar_status read_units(domar_cx *cx, domar_result *r, const domar_index_frame *f, const double *score)
{
    const domar_sample *s = f->sample;
    const domar_facts *facts = &f->c.facts[(f->data.pools - 1) * f->data.terms];
    uint32_t period = 0;
    size_t most = 0;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    for (size_t i = 0; i < s->rows; i++) period = s->period[i] > period ? s->period[i] : period;
    for (size_t j = 1; j < f->data.terms; j++)
        if (facts[j].weight > facts[most].weight) most = j;
    const domar_indicator *ind = &f->def->indicator[most];
    const char *when = s->panel->period_name ? domar_axis_code(s->panel->period_axis, period) : "";
    domar_text_printf(&en, "Highest%s%s: ", *when ? " in " : "", when);
    domar_text_printf(&zh, "%s%s得分最高：", when, *when ? " 年" : "");
    put_highest(&en, s, score, period, false);
    put_highest(&zh, s, score, period, true);
    domar_text_printf(&en, ". What counts most is %s, with %.1f %% of the weight by %s.", *ind->title_en ? ind->title_en : ind->code,
                      100 * facts[most].weight, domar_weighting_codes[f->how.weights]);
    domar_text_printf(&zh, "。权重最大的指标是%s，占 %.1f%%（%s）。", *ind->title_zh ? ind->title_zh : ind->code, 100 * facts[most].weight,
                      domar_weighting_codes[f->how.weights]);
    return domar_result_read_texts(cx, r, &en, &zh);
}

static domar_status answer_units(domar_cx *cx, domar_result **out, const domar_index_frame *f)
{
    const size_t n = f->data.rows;
    double *score = domar_scratch(cx, n), *near = domar_scratch(cx, n), *far = domar_scratch(cx, n);
    if (!score || !near || !far) return DOMAR_ENOMEM;
    domar_index_unpool(f, score, f->c.score);
    domar_index_unpool(f, near, f->c.near);
    domar_index_unpool(f, far, f->c.far);
    domar_status st = domar_result_new_sample(cx, out, "index.build", f->sample);
    if (!st) st = domar_result_put(cx, *out, columns, "score", score);
    if (!st) st = put_ranks(cx, *out, f->sample, score, true);
    if (!st && f->how.aggregate == DOMAR_TOPSIS) st = domar_result_put(cx, *out, columns, "distance_best", near);
    if (!st && f->how.aggregate == DOMAR_TOPSIS) st = domar_result_put(cx, *out, columns, "distance_worst", far);
    return st ? st : read_units(cx, *out, f, score);
}

/* ---- parts */
static domar_status fill_part(domar_cx *cx, double *const column[3], const domar_index_frame *f, const domar_part *part, size_t k,
    size_t parts)
{
    const size_t n = f->data.rows;
    const domar_mark mark = domar_scratch_mark(cx);
    double *pooled = domar_scratch(cx, n), *mine = domar_scratch(cx, n), *score = domar_scratch(cx, n), *share = domar_scratch(cx, n),
           *rank = domar_scratch(cx, n);
    domar_status st = pooled && mine && score && share && rank ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_composite_part(cx, pooled, mine, &f->c, &f->data, part->first, part->count);
    if (!st) {
        domar_index_unpool(f, score, pooled);
        domar_index_unpool(f, share, mine);
        st = domar_index_ranks(cx, rank, score, f->sample);
    }
    for (size_t i = 0; !st && i < n; i++) {
        column[0][i * parts + k] = score[i];
        column[1][i * parts + k] = rank[i];
        column[2][i * parts + k] = share[i];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status answer_parts(domar_cx *cx, domar_result **out, const domar_index_frame *f, bool systems)
{
    const domar_definition *def = f->def;
    const domar_part *part = systems ? def->system : def->dimension;
    const size_t parts = systems ? def->systems : def->dimensions;
    domar_axis *axis = NULL;
    double *column[3];
    domar_status st = domar_index_parts(cx, &axis, part, parts);
    if (!st) st = domar_index_new_parts(cx, out, "index.build", f->sample, systems ? "system" : "dimension", axis);
    if (!st) st = domar_result_column(cx, *out, columns, "score", &column[0]);
    if (!st) st = domar_result_column(cx, *out, columns, "rank", &column[1]);
    if (!st) st = domar_result_column(cx, *out, columns, "contribution", &column[2]);
    for (size_t k = 0; !st && k < parts; k++) st = fill_part(cx, column, f, &part[k], k, parts);
    if (!st) st = domar_result_read(cx, *out, "A part's score uses the weights within it, so that it can be read beside the whole; "
        "additive "
                                    "contributions add up to the score.",
                                    "各部分得分采用组内权重，可与总得分对照；加权求和时各项贡献之和等于总得分。");
    domar_axis_free(axis);
    return st;
}

/* ---- indicators */
static domar_status pool_axis(domar_cx *cx, domar_axis **out, const domar_index_frame *f)
{
    if (!f->pool_axis) return domar_axis_new(cx, out, &(domar_item){ .code = "all", .en = "all rows", .zh = "全部" }, 1);
    *out = domar_axis_keep(f->pool_axis);
    return DOMAR_OK;
}

/* What every weighting gives; those that cannot leave NaN. */
static domar_status try_weightings(domar_cx *cx, double *by, domar_index_frame *f)
{
    const size_t cells = f->data.pools * f->data.terms, turned = f->c.turned;
    const domar_weighting used = f->c.how.weights;
    double lambda[DOMAR_WEIGHTINGS];
    domar_status st = DOMAR_OK;
    memcpy(lambda, f->c.lambda, sizeof lambda);
    for (size_t k = 0; !st && k <= DOMAR_W_PCA; k++) {
        f->c.how.weights = (domar_weighting)k;
        st = domar_composite_weigh(cx, &f->c, &f->data);
        for (size_t i = 0; i < cells; i++) by[k * cells + i] = st ? NAN : f->c.facts[i].weight;
        if (st == DOMAR_EDATA) st = DOMAR_OK;
    }
    f->c.how.weights = used;
    if (!st) st = domar_composite_weigh(cx, &f->c, &f->data);
    memcpy(f->c.lambda, lambda, sizeof lambda);
    f->c.turned = turned;
    return st;
}

static domar_status put_facts(domar_cx *cx, domar_result *r, const domar_index_frame *f, const double *by)
{
    static const char *const names[] = { "weight", "weight_within", "least", "largest", "mean", "sd", "entropy", "redundancy", "conflict",
                                         "eigenvector", "by_entropy", "by_critic", "by_cv", "by_scatter", "by_pca" };
    enum { FACTS = 10, WIDTH = sizeof names / sizeof *names };
    const size_t cells = f->data.pools * f->data.terms;
    uint32_t *direction = domar_scratch_bytes(cx, cells, sizeof *direction);
    double *column[WIDTH];
    domar_status st = direction ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < cells; i++) {
        direction[i] = f->def->indicator[i % f->data.terms].direction;
        if (direction[i] == DOMAR_NEGATIVE && f->how.as_published) direction[i] = DOMAR_POSITIVE;
    }
    for (size_t k = 0; !st && k < WIDTH; k++) {
        if (k == 2) st = domar_result_put_class(cx, r, columns, "direction", direction);
        if (!st) st = domar_result_column(cx, r, columns, names[k], &column[k]);
    }
    for (size_t i = 0; !st && i < cells; i++) {
        const domar_facts *x = &f->c.facts[i];
        const double values[FACTS] = { x->weight, x->within, x->least, x->largest, x->mean, x->sd, x->entropy, 1 - x->entropy, x->conflict,
                                       x->eigenvector };
        for (size_t k = 0; k < FACTS; k++) column[k][i] = values[k];
        for (size_t k = FACTS; k < WIDTH; k++) column[k][i] = by[(k - FACTS) * cells + i];
    }
    return st;
}

static domar_status answer_indicators(domar_cx *cx, domar_result **out, domar_index_frame *f)
{
    const size_t cells = f->data.pools * f->data.terms;
    double *by = domar_scratch(cx, (DOMAR_W_PCA + 1) * cells);
    domar_axis *pools = NULL, *indicators = NULL;
    domar_status st = by ? try_weightings(cx, by, f) : DOMAR_ENOMEM;
    if (!st) st = pool_axis(cx, &pools, f);
    if (!st) st = domar_index_indicators(cx, &indicators, f->def);
    if (!st) {
        const domar_dim dims[] = { { "pool", pools }, { "indicator", indicators } };
        st = domar_result_new_rows(cx, out, "index.build", NULL, dims, 2, cells);
    }
    for (size_t i = 0; !st && i < cells; i++) {
        domar_result_codes(*out, "pool")[i] = (uint32_t)(f->pool_axis ? f->pool[i / f->data.terms] : 0);
        domar_result_codes(*out, "indicator")[i] = (uint32_t)(i % f->data.terms);
    }
    if (!st) st = put_facts(cx, *out, f, by);
    if (!st) st = domar_result_read(cx, *out, "Weights sum to 1 in each pool; where by_entropy, by_critic and the others differ "
        "widely, so will the "
                                    "scores: ask --by robustness.",
                                    "各池权重合计为 1；若 by_entropy、by_critic 等差别很大，得分也会不同：请查看 --by robustness。");
    domar_axis_free(pools);
    domar_axis_free(indicators);
    return st;
}

/* ---- robustness */
static domar_status choose(domar_cx *cx, bool *of, const char *const *codes, const char *list, const char *option)
{
    char code[32];
    while (domar_next_part(&list, code, sizeof code)) {
        const size_t k = domar_index_code(codes, code);
        if (!codes[k]) return domar_fail(cx, DOMAR_EUSAGE, "--%s: there is no %s", option, code);
        of[k] = true;
    }
    return DOMAR_OK;
}

/* Ranks of the conventions, one after the other; those without an answer are counted and left out. */
static domar_status all_ranks(domar_cx *cx, double **ranks, size_t *tried, size_t *failed, const domar_index_frame *f,
    const struct options *opt)
{
    bool normalise[DOMAR_NORMALISATIONS + 1] = { false }, weights[DOMAR_WEIGHTINGS + 1] = { false },
        aggregate[DOMAR_AGGREGATIONS + 1] = { false };
    const size_t n = f->data.rows;
    size_t room = 0, done = 0, total = 0;
    double *pooled = domar_scratch(cx, n);
    domar_status st = pooled ? choose(cx, normalise, domar_normalisation_codes, opt->over_normalise, "over-normalise") : DOMAR_ENOMEM;
    if (!st) st = choose(cx, weights, domar_weighting_codes, opt->over_weights, "over-weights");
    if (!st) st = choose(cx, aggregate, domar_aggregation_codes, opt->over_aggregate, "over-aggregate");
    for (size_t k = 0; k < DOMAR_NORMALISATIONS * DOMAR_WEIGHTINGS * DOMAR_AGGREGATIONS; k++)
        total += normalise[k / DOMAR_AGGREGATIONS / DOMAR_WEIGHTINGS] && weights[k / DOMAR_AGGREGATIONS % DOMAR_WEIGHTINGS] &&
            aggregate[k % DOMAR_AGGREGATIONS];
    for (size_t k = 0; !st && k < DOMAR_NORMALISATIONS * DOMAR_WEIGHTINGS * DOMAR_AGGREGATIONS; k++) {
        domar_index_convention how = f->how;
        domar_composite c;
        how.normalise = (domar_normalisation)(k / DOMAR_AGGREGATIONS / DOMAR_WEIGHTINGS);
        how.weights = (domar_weighting)(k / DOMAR_AGGREGATIONS % DOMAR_WEIGHTINGS);
        how.aggregate = (domar_aggregation)(k % DOMAR_AGGREGATIONS);
        if (!normalise[how.normalise] || !weights[how.weights] || !aggregate[how.aggregate]) continue;
        if (how.weights == DOMAR_W_GAME && !how.combine) how.combine = 1u << DOMAR_W_ENTROPY | 1u << DOMAR_W_CRITIC;
        if ((st = domar_tick(cx, done++, total))) return st;
        st = domar_composite_make(cx, &c, &f->data, &how);
        if (!st) st = domar_grow(cx, ranks, &room, (*tried + 1) * n, sizeof **ranks);
        if (!st) {
            domar_index_unpool(f, pooled, c.score);
            st = domar_index_ranks(cx, *ranks + (*tried)++ * n, pooled, f->sample);
        }
        domar_composite_free(&c);
        if (st == DOMAR_EDATA) {
            (*failed)++;
            st = DOMAR_OK;
        }
    }
    if (!st && !*tried) st = domar_fail(cx, DOMAR_EDATA, "none of the conventions of --over-... gives scores: name others");
    return st;
}

static domar_status answer_robustness(domar_cx *cx, domar_result **out, const domar_index_frame *f, const struct options *opt)
{
    const size_t n = f->data.rows;
    static const char *const names[] = { "best_rank", "median_rank", "worst_rank", "near" };
    double *ranks = NULL, *score = domar_scratch(cx, n), *rank = domar_scratch(cx, n), *column[4], near = 0, *list = NULL;
    size_t tried = 0, failed = 0, fixed = 0;
    domar_status st = score && rank ? all_ranks(cx, &ranks, &tried, &failed, f, opt) : DOMAR_ENOMEM;
    if (!st && !(list = domar_scratch(cx, tried))) st = DOMAR_ENOMEM;
    if (!st) {
        domar_index_unpool(f, score, f->c.score);
        st = domar_index_ranks(cx, rank, score, f->sample);
    }
    if (!st) st = domar_result_new_sample(cx, out, "index.build", f->sample);
    if (!st) st = domar_result_put(cx, *out, columns, "score", score);
    if (!st) st = domar_result_put(cx, *out, columns, "rank", rank);
    for (size_t k = 0; !st && k < 4; k++) st = domar_result_column(cx, *out, columns, names[k], &column[k]);
    for (size_t i = 0; !st && i < n; i++) {
        size_t within = 0;
        for (size_t k = 0; k < tried; k++) {
            list[k] = ranks[k * n + i];
            within += fabs(list[k] - rank[i]) <= 2;
        }
        qsort(list, tried, sizeof *list, domar_ascending);
        column[0][i] = list[0];
        column[1][i] = tried % 2 ? list[tried / 2] : 0.5 * (list[tried / 2 - 1] + list[tried / 2]);
        column[2][i] = list[tried - 1];
        column[3][i] = (double)within / (double)tried;
        near += column[3][i] / (double)n;
        fixed += column[2][i] - column[0][i] <= 2;
    }
    if (!st) st = domar_result_certify(cx, *out, "conventions_tried", (double)tried, NAN);
    if (!st) st = domar_result_certify(cx, *out, "conventions_without_answer", (double)failed, NAN);
    if (!st) st = domar_result_certify_text(cx, *out, "over_normalise", opt->over_normalise);
    if (!st) st = domar_result_certify_text(cx, *out, "over_weights", opt->over_weights);
    if (!st) st = domar_result_certify_text(cx, *out, "over_aggregate", opt->over_aggregate);
    char *en = st ? NULL : domar_format(cx, "Over %zu conventions, ranks are within 2 of the one shown in %.0f %% of cases; %zu of "
        "%zu unit-periods never "
                                        "move by more than 2 places.", tried, 100 * near, fixed, n);
    char *zh = st ? NULL : domar_format(cx, "在 %zu 种口径下，%.0f%% 的名次与所示名次相差不超过 2；%zu/%zu "
        "个单元期的名次变动始终不超过 2 位。",
                                        tried, 100 * near, fixed, n);
    if (!st) st = en && zh ? domar_result_read(cx, *out, en, zh) : DOMAR_ENOMEM;
    domar_release(en);
    domar_release(zh);
    domar_release(ranks);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *opt = options;
    domar_index_frame f;
    domar_status st = domar_index_frame_new(cx, &f, in, &opt->index);
    if (!st) switch (in->grain) {
    case BY_DIMENSION:  st = answer_parts(cx, out, &f, false); break;
    case BY_SYSTEM:     st = answer_parts(cx, out, &f, true); break;
    case BY_INDICATOR:  st = answer_indicators(cx, out, &f); break;
    case BY_ROBUSTNESS: st = answer_robustness(cx, out, &f, opt); break;
    default:            st = answer_units(cx, out, &f);
    }
    if (!st) st = domar_index_certify(cx, *out, &f, in);
    domar_index_frame_free(&f);
    return st;
}

const domar_method domar_index_build = {
    .id = "index.build",
    .title_en = "Composite index: scores, ranks, weights, robustness", .title_zh = "综合指数：得分、排名、权重与稳健性",
    .about_en = "Makes one number of many indicators. Indicators are made comparable with their directions, weighted by what the data say "
                "(entropy, CRITIC, coefficient of variation, scatter degree, principal components), equally, by experts or "
                    "comparisons, or by "
                "a game between weightings, and put together as a sum, a TOPSIS closeness or a grey relation. Every choice is an "
                    "option and "
                "stands in the certificate; --by robustness shows the ranks over their combinations. Scores of different conventions are "
                "not on one scale.",
    .about_zh = "把多个指标合成一个综合得分：按方向无量纲化，以数据（熵权、CRITIC、变异系数、拉开档次、主成分）、等权、"
        "专家或层次分析、博弈组合赋权，"
                "以加权求和、TOPSIS 贴近度或灰色关联度合成。每项口径都是参数并写入证书；--by robustness 给出各口径组合下的排名区间。"
                    "不同口径的得分"
                "不可直接比较。",
    .formula = "e_j = -\\frac{1}{\\ln n}\\sum_i p_{ij}\\ln p_{ij},\\; w_j = \\frac{1-e_j}{\\sum_k (1-e_k)},\\; S_i = \\sum_j w_j z_{ij}",
    .cite = "hwang1981; diakoulaki1995; nardo2008; saaty1980",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit: who is scored; pool: the rows that are normalised and weighted together", .dim_docs_zh = "unit：评价对象；"
        "pool：一起无量纲化并赋权的行",
    .example = "indicators=patents,openness,emissions,investment negative=emissions",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL | DOMAR_TAKES_DEFINITION, .run = run };
