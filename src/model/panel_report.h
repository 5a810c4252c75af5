/* model/panel_report.h -- how regressions on panels are shown: rows of coefficients, rows of statistics; the classes that
 * standard errors are clustered by. */
#ifndef DOMAR_MODEL_PANEL_REPORT_H
#define DOMAR_MODEL_PANEL_REPORT_H
#include "model/panel_regress.h"
#include "panel/sample.h"
#include "spec/result.h"

extern const domar_item domar_coefficient_status[];     /* estimated, collinear */
extern const domar_item domar_statistic_status[];       /* told, undefined */

#define DOMAR_COEFFICIENT_COLUMNS                                                                                         \
    { "estimate", "", "Estimated coefficient.", "估计系数。", NULL },                                                     \
    { "se", "", "Standard error.", "标准误。", NULL },                                                                    \
    { "t", "", "Estimate over its standard error (z where the certificate says normal).",                                 \
      "估计值与标准误之比（证书注明正态分布时为 z 值）。", NULL },                                                        \
    { "p", "probability", "Probability of so large a value if the truth is zero, two-sided; of a test: by chance.",       \
      "真值为零时出现如此大数值的概率（双侧）；检验行为检验的 p 值。", NULL },                                            \
    { "ci_low", "", "Lower end of the confidence interval.", "置信区间下限。", NULL },                                    \
    { "ci_high", "", "Upper end of the confidence interval.", "置信区间上限。", NULL },                                   \
    { "units", "units", "Units behind the row.", "该行所依据的单元数。", NULL },                                          \
    { "status", "", "estimated, or collinear: a combination of variables before it (and effects), left out.",             \
      "estimated：已估计；collinear：为此前变量（及效应）的线性组合，已剔除。", domar_coefficient_status }

#define DOMAR_STATISTIC_COLUMNS                                                                                           \
    { "value", "", "The statistic.", "统计量。", NULL },                                                                  \
    { "df1", "", "Degrees of freedom (of the numerator of F).", "自由度（F 的分子）。", NULL },                           \
    { "df2", "", "Degrees of freedom of the denominator of F.", "F 的分母自由度。", NULL },                               \
    { "outcome", "", "told, or undefined: this does not exist here.", "told：已给出；undefined：此处不存在。",            \
      domar_statistic_status }

typedef struct {
    const char *const *names;           /* count */
    const double *b, *se;               /* NaN b: collinear */
    size_t  count, units;
    double  df, confidence;             /* df INFINITY: normal */
} domar_coefficients;
domar_status domar_put_coefficients(domar_cx *cx, domar_result **out, const char *method, const domar_column *columns,
                                    const domar_coefficients *c);

typedef struct { const char *code, *en, *zh; domar_test test; } domar_statistic;
/* A plain number among tests. */
#define DOMAR_NUMBER(value) { (value), NAN, NAN, NAN, false }
domar_status domar_put_statistics(domar_cx *cx, domar_result **out, const char *method, const domar_column *columns,
                                  const domar_statistic *list, size_t count, size_t units);

/* Classes of the rows by "unit", "period", the names of these keys, or a column; in scratch. */
domar_status domar_sample_factor(domar_cx *cx, domar_factor *factor, const domar_sample *s, const char *column,
                                 const char *option);
/* The sample as data of a regression: term 0 is y, terms 1.. are x; without a period all rows are of one. */
domar_regress_data domar_regress_data_of(const domar_sample *s);
/* One line: y, x's with their coefficients, "capital 0.31 (0.02)", at most `most` of them. Released by the caller. */
char *domar_coefficients_text(domar_cx *cx, const domar_coefficients *c, size_t skip, size_t most);
#endif
