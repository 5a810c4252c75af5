/* model/limited_effects.h -- tobit with a random effect of the unit, by Gauss and Hermite around each unit's own mode
 *
 *     y*_it = x_it b + a_i + e_it,   a ~ N(0, su2),  e ~ N(0, se2),   y = max(left, min(right, y*))       [butler1982]
 *
 * Nodes stay where they are during a climb, so that value, slopes and second derivatives belong together; then they move to
 * the new modes, until the answer stays.  Twice the nodes at the answer tell what the quadrature leaves out; where that is
 * more than rounding the nodes are doubled and the climb goes on. */
#ifndef DOMAR_MODEL_LIMITED_EFFECTS_H
#define DOMAR_MODEL_LIMITED_EFFECTS_H
#include "model/limited.h"

typedef struct {
    domar_limited data;
    size_t units;
    const size_t *start;        /* units + 1 */
    size_t nodes;               /* to begin with; at most 128 */
} domar_limited_effects;

typedef struct {
    domar_limited_outcome outcome;
    double sigma, sigma_unit, loglik;
    double loglik_pooled;       /* without effects of units */
    double lr, lr_p;            /* su = 0, at the edge: half chi-square of one */
    double gradient, gain, quadrature;   /* quadrature: change of loglik with twice the nodes */
    size_t iterations, adaptions, nodes;
} domar_limited_effects_fit;

/* b (terms) and covariance ((terms + 2) squared, with se and su last).  Scratch is used and given back. */
domar_status domar_tobit_effects_fit(domar_cx *cx, double *b, double *covariance, domar_limited_effects_fit *fit,
                                     const domar_limited_effects *d);
#endif
