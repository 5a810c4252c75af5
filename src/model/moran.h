/* model/moran.h -- spatial autocorrelation of n values under weights W: Moran's I, Geary's c, local Moran.
 *
 *     z = x - mean,   I = n / S0 * z'Wz / z'z,   c = (n - 1) / (2 S0) * sum_ij w_ij (x_i - x_j)^2 / z'z
 *     I_i = z_i sum_j w_ij z_j / (z'z / n),      sum_i I_i = S0 I                          [moran1950; geary1954; anselin1995]
 *
 * Expectation and variance under normality and under randomisation are Cliff and Ord's [cliff1981].  Permutations: all
 * values are exchanged (I, c); or those of the others while one's own stays (I_i), the same exchange of n - 1 places
 * serving all units of a draw. */
#ifndef DOMAR_MODEL_MORAN_H
#define DOMAR_MODEL_MORAN_H
#include "model/weights.h"

typedef struct {
    double value, expected;
    double sd_normal, z_normal, p_normal;            /* p: two-sided */
    double sd_random, z_random, p_random;
    double p_draws, mean_draws, sd_draws;            /* 2 min(share at least as large, as small), own value counted; NaN without draws */
} domar_moran_test;

typedef enum { DOMAR_QUADRANT_HH, DOMAR_QUADRANT_LL, DOMAR_QUADRANT_LH, DOMAR_QUADRANT_HL, DOMAR_QUADRANT_NONE,
               DOMAR_QUADRANT_ISLAND, DOMAR_QUADRANT_CONSTANT } domar_quadrant;

typedef struct {
    double z, lag;                                   /* in standard deviations (over n): own, and weighted sum of the others */
    double value, score;                             /* I_i; (I_i - E) / sd over all exchanges of the others, exactly */
    double p;                                        /* of draws: the smaller tail, own value counted; NaN without */
    domar_quadrant quadrant;                         /* by signs of z and lag, whether significant or not */
} domar_moran_local;

/* x: w->n.  draws 0: none.  stream: draws of different periods differ.  Values all the same, or fewer than 4: NaN. */
domar_status domar_moran(domar_cx *cx, domar_moran_test *moran, domar_moran_test *geary, const double *x, const domar_weights *w,
                         size_t draws, uint64_t seed, uint64_t stream);
domar_status domar_moran_locals(domar_cx *cx, domar_moran_local *of, const double *x, const domar_weights *w, size_t draws,
                                uint64_t seed, uint64_t stream);
/* order: 0 .. n - 1 in a random order, by exchanges from the first place on; same for same seed, stream and draw. */
void domar_shuffle(uint32_t *order, size_t n, uint64_t seed, uint64_t stream, uint64_t draw);
#endif
