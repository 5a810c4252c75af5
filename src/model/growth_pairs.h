/* model/growth_pairs.h -- growth of a variable from one period to a later one, for regressions on where it began
 *
 *     g_it = (ln y_(i, t+h) - ln y_it) / h
 *
 * Rows by unit, then period of the beginning. */
#ifndef DOMAR_MODEL_GROWTH_PAIRS_H
#define DOMAR_MODEL_GROWTH_PAIRS_H
#include "panel/sample.h"

typedef struct {
    size_t n, columns;
    double *growth, **x;               /* x: ln y_it, then the sample's other terms at t; n each */
    uint32_t *unit, *period;           /* n */
    size_t *start;                     /* units + 1 */
    size_t *from;                      /* n: row of the sample in which it begins */
    double length;                     /* h in units of time */
} domar_growth_pairs;
/* Term 0 of the sample is y.  step: of periods.  From scratch.  DOMAR_EDATA: y not above zero; no unit has two such periods. */
domar_status domar_growth_pairs_of(domar_cx *cx, domar_growth_pairs *out, const domar_sample *s, size_t step, const char *name);
#endif
