/* model/least_squares.h -- least squares on plain columns, and what is said of its coefficients
 *
 *     b = argmin sum_i w_i (y_i - x_i' b)^2
 *
 * by Gram and Schmidt done twice in the order of the columns (as good as Householder), so that of collinear columns the
 * later one is dropped and told, never silently; one step of refinement.  Everything lives in the scratch of the caller:
 * take a mark first.  What absorbs effects beforehand is in model/within.h. */
#ifndef DOMAR_MODEL_LEAST_SQUARES_H
#define DOMAR_MODEL_LEAST_SQUARES_H
#include "base/context.h"

/* A column is collinear where less than this share of its length is left beside the columns before it. */
#define DOMAR_COLLINEAR 1e-11

typedef struct {
    size_t n, k, rank;
    double *const *x;           /* k columns of n, borrowed */
    const double *w;            /* n, borrowed; NULL: all 1 */
    size_t *kept;               /* rank: columns in use */
    bool   *dropped;            /* k */
    double *beta;               /* k; NaN where dropped */
    double *inverse;            /* rank x rank: (X'WX)^-1 of the kept columns */
    double *fitted, *residual;  /* n */
    double *leverage;           /* n: w_i x_i' (X'WX)^-1 x_i */
    double  ssr;                /* sum w e^2 */
    double  gradient;           /* largest |cosine| between a kept column and the residual: 0 but for rounding */
} domar_least_squares;

/* norm (k; NULL: those of x): lengths that DOMAR_COLLINEAR is a share of, those before effects were taken out. */
domar_status domar_least_squares_fit(domar_cx *cx, domar_least_squares *fit, const double *y, double *const *x,
                                     const double *norm, const double *w, size_t n, size_t k);

/* ---- covariance of the coefficients */
typedef enum {
    DOMAR_SE_CLASSICAL, DOMAR_SE_HC0, DOMAR_SE_HC1, DOMAR_SE_HC2, DOMAR_SE_HC3,
    DOMAR_SE_CLUSTER,           /* by group; by group and group2 where that is not NULL */
    DOMAR_SE_DRISCOLL_KRAAY     /* by period, Bartlett weights */
} domar_se;

typedef struct {
    domar_se kind;
    const uint32_t *group, *group2, *period;    /* n */
    size_t groups, groups2, periods;            /* codes are below these; some may be unused */
    size_t lags;                                /* Driscoll-Kraay; SIZE_MAX: floor(4 (T/100)^(2/9)) */
    size_t absorbed;                            /* parameters taken out before: n - rank - absorbed degrees of freedom */
    size_t counted;                             /* those of them that count in the factor (n - 1) / (n - K) of clusters: not
                                                   those of classes that lie within clusters [Stata xtreg] */
    const double *leverage;                     /* n: of what was taken out, added for HC2 and HC3; NULL: none */
    bool plain;                                 /* no small-sample factors of clusters and Driscoll-Kraay */
} domar_se_options;

typedef struct {
    double *V;                  /* k x k, zero for dropped columns */
    double *se;                 /* k; NaN where dropped */
    double  df;                 /* of t and F: residual, or clusters - 1 (the smaller number of two), or periods - 1 */
    double  factor;             /* small-sample factor that V contains; 1 if none */
    size_t  clusters, clusters2, lags;
    bool    repaired;           /* two-way: negative eigenvalues were set to zero [cameron2011] */
} domar_covariance;

/* cluster: G / (G - 1) (n - 1) / (n - K), G the smaller of both for two-way, V1 + V2 - V12.  Driscoll-Kraay the same with
 * G the number of periods, so that lag 0 is clustering by period. DOMAR_EDATA: fewer than two clusters or periods. */
domar_status domar_least_squares_covariance(domar_cx *cx, domar_covariance *c, const domar_least_squares *fit,
                                            const domar_se_options *o);

/* Wald statistic b' V^-1 b of the columns at[0..count); *rank: how many could be tested (pivots of V that are not zero). */
domar_status domar_wald(domar_cx *cx, double *chi2, size_t *rank, const double *b, const double *V, size_t k,
                        const size_t *at, size_t count);

/* ---- small helpers on symmetric matrices, row-major m x m */
/* In place A <- A^-1 by Cholesky; false where A is not positive definite to working precision. */
bool domar_invert_positive(double *A, size_t m);
/* In place A <- generalised inverse of a symmetric matrix that is positive semidefinite but for rounding; *rank. */
domar_status domar_invert_semidefinite(domar_cx *cx, double *A, size_t m, size_t *rank);
#endif
