/* model/levels.h -- multilateral levels: every economy against the mean economy, so that they can be chained in any order.
 *
 *     CCD:   log X_c = sum_k 1/2 (s_kc + s_k) (log x_kc - log x_k),     s_k, log x_k: means over economies  [caves1982]
 *     GEKS:  log X_c = mean over d of log F(c, d),                      F Fisher's index of c against d
 *
 * CCD is the GEKS of Tornqvist indices. */
#ifndef DOMAR_MODEL_LEVELS_H
#define DOMAR_MODEL_LEVELS_H
#include "model/growth_sum.h"

enum { DOMAR_LEVEL_PARTS = 16 };

/* log of the index of `count` economies over `parts` kinds; share, q: count x parts, q = 0 where nobody uses a kind. */
void domar_multilateral(double *index, const double *share, const double *q, size_t count, size_t parts, bool fisher);

/* Logs of levels of one industry in all economies, up to one constant a column; G each, NaN where not known; an
 * economy that does not use a kind that others do has no index. */
typedef struct { double *output, *inputs, *labour, *capital, *input, *tfp, *per_hour; } domar_industry_levels;

/* Are hours weighed by LAB_QPH?  Only where it is a level that economies can be compared by, and no index. */
bool domar_levels_take_quality(const domar_growth_rows *rows, const domar_series *series);
/* Quantities: output and inputs are values over price levels GO_PLI and II_PLI where the table has them, else values in the
 * table's money; labour hours (heads) by skill; capital stocks by asset. */
domar_status domar_levels_of(domar_cx *cx, const domar_industry_levels *to, const domar_growth_rows *rows,
                             const domar_growth_year *y, size_t industry, bool fisher);
#endif
