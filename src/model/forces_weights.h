/* model/forces_weights.h -- what a year's uses and factors weigh, for model/forces*.c alone. */
#ifndef DOMAR_MODEL_FORCES_WEIGHTS_H
#define DOMAR_MODEL_FORCES_WEIGHTS_H
#include "model/forces_sides.h"

/* A year under one reading of the gaps. F = labour groups + capital; pools f x H. */
typedef struct {
    double gdp;
    double *cost, *mu;       /* H */
    double *pay, *T, *l;     /* F x H: cost of the pool, wedge on it, quantity */
    double *lambda;          /* H */
    double *use;             /* (H + M) x U: W of users, b of final users */
    double *factor;          /* F x H: lam~ Om~_f */
    double *net;             /* F x H: income of the pool less the wedge, over GDP */
    double *made;            /* H: value of what is made and sold, at basic prices */
    double *imports;         /* M: Lam_m */
    bool   *alone;           /* F x H, shared by the two years: no pay or quantity above zero in one of them, so no gap */
} domar_forces_weights;

/* Both years, arrays from scratch; *odd: pools that are out of the wedges.  *culprit: the industry (of H) whose cost is
 * not above zero, or whose weight does not exist; SIZE_MAX: none. */
domar_status domar_forces_weights_new(domar_cx *cx, domar_forces_weights w[2], const domar_forces_sides *s,
                                      const domar_forces_rule *rule, size_t *odd, size_t *culprit);
#endif
