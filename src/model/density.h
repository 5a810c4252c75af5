/* model/density.h -- density of n values by a Gaussian kernel
 *
 *     f(x) = 1 / (n h) sum_i phi((x - x_i) / h)
 *
 * computed as it stands (no binning); terms beyond 9 bandwidths, below 1e-18 of the largest, are left out.  Bounds: the mass that would lie
 * beyond them is reflected at them [silverman1986, sec. 2.10]. */
#ifndef DOMAR_MODEL_DENSITY_H
#define DOMAR_MODEL_DENSITY_H
#include "base/context.h"

typedef enum { DOMAR_BANDWIDTH_NRD0, DOMAR_BANDWIDTH_SILVERMAN, DOMAR_BANDWIDTH_FIXED } domar_bandwidth;
/* nrd0: 0.9 min(sd, IQR / 1.34) n^-1/5, the sd where the IQR is 0; silverman: 1.06 sd n^-1/5; sd over n - 1, quantiles of type 7.
 * sorted: n ascending.  NaN where all values are the same. */
double domar_bandwidth_of(const double *sorted, size_t n, domar_bandwidth rule, double fixed);

typedef struct {
    const double *sorted;            /* n ascending, borrowed */
    size_t n;
    double h, low, high;             /* bounds, -inf and inf: none */
} domar_density;
double domar_density_at(const domar_density *d, double x);
/* f'(x), f''(x) */
double domar_density_slope(const domar_density *d, double x);
double domar_density_bend(const domar_density *d, double x);

typedef struct { double place, height; } domar_peak;
/* Local maxima of f in the order of their height, *count of them, at most `most` written; those lower than `least` times the highest are left
 * out.  Looked for at every eighth of a bandwidth, and where the slope nearly turns between two of these by the bend; then found by halving the
 * interval in which the slope changes its sign. */
domar_status domar_density_peaks(domar_cx *cx, domar_peak *peaks, size_t *count, size_t most, const domar_density *d, double least);
/* Width of the highest peak at half its height. */
double domar_density_width(const domar_density *d, const domar_peak *peak);
#endif
