/* model/coupling.h -- how far systems go together: coupling, development, coordination; where the best is still missing.
 *
 *     C = n (prod U)^(1/n) / sum U                                                            (traditional, corrected)
 *     C = sqrt( [1 - mean_(i<j) |U_i - U_j|] (prod U_i / max U)^(1/(n-1)) )                   (Wang et al. 2021)
 *     T = sum a_i U_i,   D = sqrt(C T) */
#ifndef DOMAR_MODEL_COUPLING_H
#define DOMAR_MODEL_COUPLING_H
#include <stdbool.h>
#include <stddef.h>

typedef struct { double coupling, development, degree; } domar_coupled;
/* u (n >= 2) in [0, 1], share (n) sums to 1.  All systems at 0: nothing is coupled, coupling and degree are NaN. */
domar_coupled domar_couple(const double *u, const double *share, size_t n, bool wang);

/* Obstacle degrees O_j = w_j (1 - z_j) / sum_k w_k (1 - z_k); false, and NaN, where nothing is missing. */
bool domar_obstacle_degrees(double *degree, const double *z, const double *w, size_t m);
#endif
