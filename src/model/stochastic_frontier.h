/* model/stochastic_frontier.h -- stochastic frontiers by maximum likelihood, on plain arrays.
 *
 *     y = b0 + x b + v - u  (a cost frontier: + u),   v ~ N(0, sv2),   u >= 0
 *
 *     u ~ N+(0, su2), N+(mu, su2) or exponential with mean su, each row by itself       [aigner1977, meeusen1977]
 *     u_it = exp(-eta age_it) u_i,  u_i ~ N+(mu, su2), one draw a unit, age = t - T     [battese1992]
 *     u ~ N+(z d, su2), each row by itself                                              [battese1995]
 *
 * sigma2 = sv2 + su2 and gamma = su2 / sigma2, as FRONTIER 4.1 has them.  Start: least squares with the intercept moved
 * for gamma = 0.1, 0.2, ... 0.9, the best of them; where mu is free from mu / su = -1.5, 0 and 1.5; then Newton.
 * The likelihood's last top is not always inside: gamma at 0 (no inefficiency is seen, the skewness has the wrong sign) or
 * at 1 (no noise is seen) are outcomes with a name. */
#ifndef DOMAR_MODEL_STOCHASTIC_FRONTIER_H
#define DOMAR_MODEL_STOCHASTIC_FRONTIER_H
#include "base/context.h"

typedef enum { DOMAR_SFA_HALF_NORMAL, DOMAR_SFA_TRUNCATED, DOMAR_SFA_EXPONENTIAL } domar_sfa_law;

typedef struct {
    size_t rows, terms, effects;          /* terms: columns of x, the constant not among them; effects: columns of z */
    const double *y;                      /* rows */
    const double *const *x;               /* x[term][row] */
    const double *const *z;               /* z[effect][row]; makes mu = d0 + z d */
    bool   z_constant;                    /* d0 is there */
    domar_sfa_law law;                    /* with z: truncated */
    bool   cost;
    const size_t *start;                  /* units + 1: one draw a unit; NULL: each row by itself */
    size_t units;
    const double *age;                    /* rows, with start: time less the last one, eta is free; NULL: eta = 0 */
} domar_sfa;

typedef enum {
    DOMAR_SFA_FOUND,
    DOMAR_SFA_NO_INEFFICIENCY,            /* gamma = 0: the answer is least squares, all efficiencies are 1 */
    DOMAR_SFA_NO_NOISE,                   /* gamma = 1 within rounding */
    DOMAR_SFA_NO_TOP,                     /* the likelihood rises without end, or steps were spent: no numbers */
    DOMAR_SFA_COLLINEAR,                  /* see `bad` */
    DOMAR_SFA_FEW                         /* not more rows than parameters */
} domar_sfa_outcome;

typedef struct {
    domar_sfa_outcome outcome;
    double loglik, loglik_ols;
    double lr, lr_df, lr_p;               /* one-sided error, mixed chi-square [kodde1986] */
    double skewness;                      /* of least-squares residuals, with the sign of v - u: below 0 is right */
    double gradient, gain;                /* at the answer, as solve/maximum.h has them */
    double start_gamma;                   /* the best of the grid */
    size_t iterations, starts, tops;      /* tops: different ones found from the starts */
    size_t bad;                           /* collinear: column of x (0 the constant), or terms + 1 + column of z */
} domar_sfa_fit;

/* Estimates in order: b0, b, sigma2, gamma, then mu or d0, d, then eta; how many there are: */
size_t domar_sfa_size(const domar_sfa *s);

/* What the fit gives; the caller allocates, any may be NULL but estimate. */
typedef struct {
    double *estimate, *covariance;        /* size, size x size; NaN where not found */
    double *ols, *ols_se;                 /* terms + 1 */
    double *efficiency, *jlms;            /* rows: E[exp(-u) | e] [battese1988], exp(-E[u | e]) [jondrow1982] */
    double *inefficiency;                 /* rows: E[u | e] */
} domar_sfa_answer;

domar_status domar_sfa_estimate(domar_cx *cx, domar_sfa_answer *a, domar_sfa_fit *fit, const domar_sfa *s);
#endif
