/* model/within.h -- effects of classes taken out of columns: the within transformation for any number of factors
 *
 *     x - D a,   D'W D a = D'W x,   D the dummies of all factors
 *
 * One factor: means of classes.  More: conjugate gradients on the normal equations with the counts as preconditioner,
 * repeated on what is left until the class means of the rest are rounding; balanced or not, connected or not. */
#ifndef DOMAR_MODEL_WITHIN_H
#define DOMAR_MODEL_WITHIN_H
#include "base/context.h"

typedef struct {
    const uint32_t *item;       /* n */
    size_t classes;             /* codes are below this; some may be unused */
} domar_factor;

/* columns[c] (n each) change in place.  w: n, NULL: all 1. *left (may be NULL): the largest class mean left, over the
 * largest entry of its column before. DOMAR_ENOCONV: the classes are connected too thinly. */
domar_status domar_within(domar_cx *cx, double *const *columns, size_t count, const domar_factor *factors, size_t many,
                          const double *w, size_t n, double *left);
/* Effects: effect[f] (classes of factor f each; NaN where unused), x = sum of effects + rest (n).  Of two factors and
 * more the first has the level, the others mean zero over rows (per connected part where there are several). */
domar_status domar_within_effects(domar_cx *cx, double *const *effect, double *rest, const double *x,
                                  const domar_factor *factors, size_t many, const double *w, size_t n);
/* Number of parameters that the factors stand for (rank of D): exact for one and two, for more by elimination where the
 * later factors have at most 1000 classes together, else each further factor counts its classes less one (*exact false). */
domar_status domar_within_parameters(domar_cx *cx, size_t *parameters, bool *exact, const domar_factor *factors,
                                     size_t many, size_t n);
/* h_i of the projection on D (n).  DOMAR_ELIMIT: all factors but the largest have more than 1000 classes together. */
domar_status domar_within_leverage(domar_cx *cx, double *h, const domar_factor *factors, size_t many, const double *w,
                                   size_t n);
/* Does every class of the factor lie within one group? */
domar_status domar_within_nested(domar_cx *cx, bool *nested, const domar_factor *factor, const uint32_t *group, size_t n);
#endif
