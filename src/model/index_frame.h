/* model/index_frame.h -- what the methods of composite indices share: their options, the sample in pools, the scores. */
#ifndef DOMAR_MODEL_INDEX_FRAME_H
#define DOMAR_MODEL_INDEX_FRAME_H
#include "model/composite.h"
#include "spec/method.h"
#include "spec/panel_result.h"

/* First member of the options of each method. */
typedef struct {
    const char *indicators, *negative, *direction, *normalise, *weights, *zeros, *count, *correlation, *contrast, *scatter, *loadings,
               *combine, *aggregate, *pool, *scope;
    double base, spread, shift, low, high, components, rho;
} domar_index_options;

#define DOMAR_INDEX_FIELD(f) DOMAR_FIELD(domar_index_options, f)
#define DOMAR_INDEX_WEIGHTS_DOC_EN                                                                                                 \
    "Weights: entropy, critic (contrast times conflict), cv (coefficient of variation of the data), scatter (vertical and "        \
    "horizontal scatter degree), pca, equal, expert (of the definition), ahp (its comparisons), game (Nash combination of --combine)."
#define DOMAR_INDEX_PARAMS                                                                                                         \
    { DOMAR_INDEX_FIELD(indicators), .en = "Indicators where there is no --define: columns or expressions with commas.",          \
      .zh = "无 --define 时的指标：列名或表达式，逗号分隔。" },                                                                      \
    { DOMAR_INDEX_FIELD(negative), .en = "Those of them of which less is better.", .zh = "其中的逆向指标（越小越好）。" },             \
    { DOMAR_INDEX_FIELD(direction), .text = "right", .choices = "right|as-published",                                             \
      .en = "right: as each indicator has it; as-published: negative indicators by the formula of positive ones, as some published "\
            "files have it (to reproduce them, not to use them).",                                                                 \
      .zh = "right：按各指标的方向；as-published：逆向指标误用正向公式（仅用于复现某些已发表的数据）。" },                            \
    { DOMAR_INDEX_FIELD(normalise), .text = "minmax", .choices = "minmax|zscore|vector|efficacy",                                 \
      .en = "Normalisation: minmax, zscore, vector (over the root of the sum of squares), efficacy (--base + --spread x minmax).",  \
      .zh = "无量纲化：minmax（极差）、zscore（标准化）、vector（向量归一）、efficacy（功效系数，base + spread × 极差）。" },          \
    { DOMAR_INDEX_FIELD(base), .def = 60, .lo = 0, .hi = 1e6, .en = "Efficacy score of the worst.", .zh = "功效系数的基础分。",      \
      .only = "normalise=efficacy" },                                                                                              \
    { DOMAR_INDEX_FIELD(spread), .def = 40, .lo = 1e-6, .hi = 1e6, .en = "What the best has more.", .zh = "最优者高出的分数。",       \
      .only = "normalise=efficacy" },                                                                                              \
    { DOMAR_INDEX_FIELD(weights), .text = "entropy", .choices = "entropy|critic|cv|scatter|pca|equal|expert|ahp|game",             \
      .en = DOMAR_INDEX_WEIGHTS_DOC_EN,                                                                                            \
      .zh = "赋权：entropy（熵权）、critic、cv（原始数据变异系数）、scatter（纵横向拉开档次）、pca（主成分）、equal（等权）、"     \
          "expert（定义中"                                                                                                         \
            "的权重）、ahp（层次分析）、game（对 --combine 各权重的博弈组合）。" },                                                    \
    { DOMAR_INDEX_FIELD(zeros), .text = "zero", .choices = "zero|shift|rescale|spssau",                                           \
      .en = "Zeros in the entropy: zero (0 ln 0 = 0), shift (add --shift after normalising), rescale (into [--low, --high]), spssau "\
            "(data not normalised; columns that reach 0 or below moved up by |min| + 0.01). Only weights depend on it.",           \
      .zh = "熵权中的零值：zero（0 ln 0 = 0）、shift（无量纲化后平移 --shift）、rescale（线性变换到 [--low, --high]）、"           \
          "spssau（不做无量纲化，"                                                                                                 \
            "最小值不大于 0 的列平移 |min| + 0.01）。只影响权重。" },                                                                \
    { DOMAR_INDEX_FIELD(shift), .def = 0.0001, .lo = 1e-12, .hi = 1, .en = "What is added.", .zh = "平移量。", .only = "zeros=shift" },\
    { DOMAR_INDEX_FIELD(low), .def = 0.01, .lo = 1e-12, .hi = 1, .en = "Lowest value after rescaling.", .zh = "变换后的最小值。",     \
      .only = "zeros=rescale" },                                                                                                   \
    { DOMAR_INDEX_FIELD(high), .def = 0.99, .lo = 1e-12, .hi = 1e6, .en = "Highest value after rescaling.", .zh = "变换后的最大值。",  \
      .only = "zeros=rescale" },                                                                                                   \
    { DOMAR_INDEX_FIELD(count), .text = "rows", .choices = "rows|units", .en = "n in the ln n of the entropy: rows of the pool, or units.",\
      .zh = "熵值公式 ln n 中的 n：样本行数或单元数。" },                                                                            \
    { DOMAR_INDEX_FIELD(correlation), .text = "signed", .choices = "signed|absolute", .en = "CRITIC: conflict as 1 - r or 1 - |r|.", \
      .zh = "CRITIC 冲突性：1 - r 或 1 - |r|。" },                                                                                   \
    { DOMAR_INDEX_FIELD(contrast), .text = "sd", .choices = "sd|cv",                                                              \
      .en = "CRITIC: contrast as standard deviation (n - 1), or that over the mean.", .zh = "CRITIC 对比强度：标准差（n - 1）"     \
          "或变异系数。" },                                                                                                        \
    { DOMAR_INDEX_FIELD(scatter), .text = "constrained", .choices = "constrained|signed",                                         \
      .en = "Scatter degree: where the leading eigenvector has negative entries (as it may with zscore), the best weights of 0 and " \
            "above, or the entries as they are.",                                                                                  \
      .zh = "拉开档次法：最大特征向量出现负值时（zscore 可能如此），取非负约束下的最优权重，或保留负值。" },                          \
    { DOMAR_INDEX_FIELD(components), .def = 0.85, .lo = 0.01, .hi = 1, .en = "PCA: share of variance that the components kept must reach.",\
      .zh = "主成分累计方差贡献率的下限。" },                                                                                        \
    { DOMAR_INDEX_FIELD(loadings), .text = "squared", .choices = "squared|absolute", .en = "PCA: entries of components squared or " \
        "absolute.",                                                                                                               \
      .zh = "主成分：系数取平方或绝对值。" },                                                                                        \
    { DOMAR_INDEX_FIELD(combine), .text = "entropy,critic", .en = "Weights that the game combines, with commas.",                  \
        .zh = "博弈组合的各种权重，逗号分隔。",                                                                                    \
      .only = "weights=game" },                                                                                                    \
    { DOMAR_INDEX_FIELD(aggregate), .text = "additive", .choices = "additive|topsis|grey",                                        \
      .en = "Aggregation: weighted sum, TOPSIS closeness, grey relation to the best.", .zh = "合成：加权求和、TOPSIS 贴近度、"     \
          "与最优序列的灰色关联度。" },                                                                                            \
    { DOMAR_INDEX_FIELD(rho), .def = 0.5, .lo = 1e-6, .hi = 1, .en = "Grey relation: distinguishing coefficient.",                 \
        .zh = "灰色关联的分辨系数。",                                                                                              \
      .only = "aggregate=grey" },                                                                                                  \
    { DOMAR_INDEX_FIELD(pool), .text = "panel", .choices = "panel|year|unit",                                                     \
      .en = "Which rows are normalised and weighted together: all (comparable over years), those of a period, those of a unit.",     \
      .zh = "哪些行一起无量纲化并赋权：全部（跨年可比）、同一期间、同一单元。" },                                                      \
    { DOMAR_INDEX_FIELD(scope), .text = "all", .choices = "all|system|dimension",                                                 \
      .en = "Weights from data over all indicators, or within systems or dimensions, which then count as the definition says "       \
            "(equally if it does not).",                                                                                           \
      .zh = "客观赋权的范围：全部指标，或各子系统、各维度内部（其间按定义中的权重，未给出则等权）。" }

typedef struct {
    const domar_definition *def;
    domar_definition *own;           /* of --indicators */
    domar_sample *sample;
    domar_index_convention how;
    domar_composite_data data;
    size_t *order, *start;           /* rows: place in the sample of the k-th of the pools; pools + 1 */
    double *block;                   /* columns, where pools are not as in the sample */
    const double **x;
    const domar_axis *pool_axis;     /* NULL: one pool */
    size_t *pool;                    /* pools: item of that axis */
    domar_composite c;
} domar_index_frame;

/* Sample, pools and scores; to be freed even on failure. */
domar_status domar_index_frame_new(domar_cx *cx, domar_index_frame *f, const domar_input *in, const domar_index_options *opt);
void domar_index_frame_free(domar_index_frame *f);
/* to[row of the sample] = from[row of the pools] */
void domar_index_unpool(const domar_index_frame *f, double *to, const double *from);
/* Code lists of indicators, dimensions, systems, with their titles. */
domar_status domar_index_indicators(domar_cx *cx, domar_axis **out, const domar_definition *def);
domar_status domar_index_parts(domar_cx *cx, domar_axis **out, const domar_part *part, size_t count);
/* Rows: those of the sample times the items of the axis, which run fastest. */
domar_status domar_index_new_parts(domar_cx *cx, domar_result **out, const char *method, const domar_sample *s, const char *dimension,
                                   const domar_axis *axis);
/* Rows: the periods that have rows in the sample (at[] of them: their first row, SIZE_MAX where none) times the items. */
domar_status domar_index_new_periods(domar_cx *cx, domar_result **out, const char *method, size_t *at, const domar_sample *s,
                                     const char *dimension, const domar_axis *axis);
/* The conventions in force. */
domar_status domar_index_certify(domar_cx *cx, domar_result *r, const domar_index_frame *f, const domar_input *in);
/* Rank among the rows of the same period, 1 the largest; ties share the better rank; NaN has none. */
domar_status domar_index_ranks(domar_cx *cx, double *rank, const double *score, const domar_sample *s);
/* Position of a code in a list that ends with NULL. */
size_t domar_index_code(const char *const *codes, const char *code);
const char *domar_index_name(const domar_axis *axis, size_t item, bool zh);
/* Where columns are taken as they are (--column, --systems) nothing is weighted: DOMAR_EUSAGE names an option of indices that was
 * set all the same. */
domar_status domar_index_unused(domar_cx *cx, const domar_index_options *o, const char *option);
#endif
