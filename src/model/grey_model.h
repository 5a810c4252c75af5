/* model/grey_model.h -- GM(1,1): a short positive series as an exponential of its sums
 *
 *     x1(k) = x0(1) + ... + x0(k),   x0(k) + a (x1(k) + x1(k-1)) / 2 = b  by least squares,
 *     x1^(k+1) = (x0(1) - b/a) e^(-a k) + b/a,   x0^(k+1) = x1^(k+1) - x1^(k)
 *
 * and two plain benchmarks. */
#ifndef DOMAR_MODEL_GREY_MODEL_H
#define DOMAR_MODEL_GREY_MODEL_H
#include <stdbool.h>
#include <stddef.h>

enum { DOMAR_GREY_LEAST = 4 };       /* numbers that a fit needs */

typedef struct {
    double first, a, b;
    double variance_ratio;           /* C = S2 / S1: sd of errors over that of the data; NaN where those are constant */
    double small_error;              /* P: share of |e - mean e| < 0.6745 S1 */
    double relative_error;           /* mean |e| / x over k = 2 .. n */
    double least_ratio, largest_ratio;   /* of x0(k-1) / x0(k) */
    bool   admissible;               /* all of them within (e^(-2/(n+1)), e^(2/(n+1))) */
} domar_grey;

/* x: n >= DOMAR_GREY_LEAST numbers above 0; false where the fit has no answer. */
bool domar_grey_fit(domar_grey *g, const double *x, size_t n);
double domar_grey_value(const domar_grey *g, size_t k);              /* k = 0: the first number */
/* Benchmarks fitted to x (n >= 2), h steps after the last: a random walk with drift, a straight line. */
double domar_drift_value(const double *x, size_t n, size_t h);
double domar_trend_value(const double *x, size_t n, size_t h);
#endif
