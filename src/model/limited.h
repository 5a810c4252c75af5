/* model/limited.h -- regressions of something with limits, by maximum likelihood: tobit (beyond a limit the limit itself
 * is seen) and truncated (beyond a limit nothing is seen).
 *
 *     y* = x b + e,  e ~ N(0, s2)         tobit: y = max(left, min(right, y*));  truncated: rows with left < y* < right
 *
 * Climbed in d = b / s, t = 1 / s, where the tobit is concave [olsen1978] and the truncated likelihood has at most one
 * top [orme2002].  Memory is the caller's and cx may be NULL, so that a bootstrap runs thousands of fits in threads. */
#ifndef DOMAR_MODEL_LIMITED_H
#define DOMAR_MODEL_LIMITED_H
#include "base/context.h"

typedef struct {
    size_t rows, terms;
    const double *x;            /* rows x terms, row-major; the constant is a term like others */
    const double *y;            /* rows */
    double left, right;         /* -INFINITY, INFINITY: none */
} domar_limited;

typedef enum {
    DOMAR_LIMITED_FOUND,
    DOMAR_LIMITED_NO_TOP,       /* not found: the likelihood rises without end, or steps were spent */
    DOMAR_LIMITED_COLLINEAR,    /* terms depend on each other linearly */
    DOMAR_LIMITED_FEW,          /* not more rows (tobit: between the limits) than terms */
    DOMAR_LIMITED_OUTSIDE       /* truncated: a row lies beyond a limit */
} domar_limited_outcome;

typedef struct {
    domar_limited_outcome outcome;
    double sigma, loglik;
    double gradient, gain;      /* of the log-likelihood in d, t at the answer, as solve/maximum.h has them */
    size_t iterations, at_left, at_right;
} domar_limited_fit;

/* Doubles of work for this many terms. */
size_t domar_limited_work(size_t terms);

/* b (terms) and, unless NULL, its covariance with s as the last, (terms + 1) squared, from the second derivatives; NaN
 * where none is found.  start (terms + 1: b, s) or NULL: least squares.  DOMAR_OK with an outcome, or DOMAR_ECANCEL. */
domar_status domar_tobit_fit(domar_cx *cx, double *b, double *covariance, domar_limited_fit *fit, const domar_limited *d,
                             const double *start, double *work);
domar_status domar_truncated_fit(domar_cx *cx, double *b, double *covariance, domar_limited_fit *fit,
                                 const domar_limited *d, const double *start, double *work);

/* One row's log-likelihood as a function of m = x d and t, with its derivatives. */
typedef struct { double l, m, t, mm, mt, tt; } domar_limited_row;
domar_limited_row domar_tobit_row(double y, double left, double right, double m, double t);
domar_limited_row domar_truncated_row(double y, double left, double right, double m, double t);
#endif
