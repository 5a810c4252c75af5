/* model/threshold.h -- fixed effects with thresholds                                              [hansen1999]
 *
 *     y_it = a_i + w_it c + sum_r x_it b_r 1(g_(r-1) < q_it <= g_r) + e_it
 *
 * One threshold after another: the one that leaves the least squares among quantiles of q, given those before; then each
 * once more given the others, until none moves.  All candidates come from one pass over rows sorted by q: with x 1(q <= g)
 * as a block D, D'D - sum_i (sum_t D_it)2 / T_i - (D'Q)2 and D'y are running sums (Q: an orthonormal base of what is in the
 * regression already), and the squares that D explains are a small quadratic form.
 *
 * As published (p. 349: means over all periods, then one period deleted) squares leave out each unit's last row: with
 * the last row z_i = D_iT - sum_t D_it / T of a block within units, D'D loses sum_i z_i z_i', and D'Q takes Q, whose last rows
 * are zero, less its units' means.  Then blocks of rows no longer sum to zero, and the fit is not least squares over all rows.
 *
 * Tests: F = (S_(m-1) - S_m) / (S_m / (n - units)), against draws of whole units' residuals on the fit with m - 1
 * thresholds, all of which are estimated anew in every draw.  Draws depend on seed, draw and place alone. */
#ifndef DOMAR_MODEL_THRESHOLD_H
#define DOMAR_MODEL_THRESHOLD_H
#include "base/context.h"

enum { DOMAR_THRESHOLDS = 3 };

typedef struct {
    size_t rows, units, controls, shifting;     /* columns of w and x */
    const size_t *start;                        /* units + 1 */
    const double *y, *q;                        /* rows */
    const double *const *w, *const *x;          /* w[column][row] */
    const size_t *place;                        /* units: which draw a unit takes; NULL: as they come */
    bool without_last;                          /* squares leave out each unit's last row, taken after units' means */
} domar_threshold_data;

typedef struct {
    size_t count;                               /* thresholds, 1 to 3 */
    size_t grid;                                /* quantiles of the distinct values of q; 0: all */
    double trim;                                /* least share of rows in a regime, and of distinct values at the ends */
    double level;                               /* of intervals: 0.95 */
    size_t draws;                               /* 0: no tests */
    bool   wild;                                /* signs of units' own residuals, else other units' (needs as many rows each) */
    bool   refine;
    uint64_t seed;
} domar_threshold_options;

typedef struct {
    size_t found;                               /* fewer than asked where no candidate is left */
    double first[DOMAR_THRESHOLDS];             /* as they were found */
    double estimate[DOMAR_THRESHOLDS];          /* after refinement, in the order of finding */
    double low[DOMAR_THRESHOLDS], high[DOMAR_THRESHOLDS];
    double ssr[DOMAR_THRESHOLDS + 1];           /* with 0, 1, ... thresholds, as the tests use them */
    double f[DOMAR_THRESHOLDS], p[DOMAR_THRESHOLDS];
    double critical[DOMAR_THRESHOLDS][3];       /* 10, 5, 1 % */
    double ssr_final, df, limit;                /* of LR: -2 log(1 - sqrt(level)) */
    size_t rounds;                              /* of refinement */
    size_t candidates;
    double *value;                              /* candidates */
    double *lr;                                 /* DOMAR_THRESHOLDS x candidates; NaN where trimmed */
} domar_threshold_answer;

/* Everything lives in the scratch of the caller: take a mark first.  DOMAR_EDATA: collinear, or too few rows. */
domar_status domar_threshold_estimate(domar_cx *cx, domar_threshold_answer *a, const domar_threshold_data *d,
                                      const domar_threshold_options *o);
#endif
