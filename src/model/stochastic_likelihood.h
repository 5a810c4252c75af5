/* model/stochastic_likelihood.h -- the log-likelihood of stochastic frontiers with its first and second derivatives.
 *
 * e_t = y_t - x_t b = v_t - h_t u over the rows t of a group (a unit, or one row), v ~ N(0, sv2), h_t = exp(-eta age_t):
 * u ~ N+(mu, su2), mu = z d, or exponential with mean su.  In units of sv (w = e / sv, m = mu / sv, l = su / sv, t = 1 / sv):
 *
 *     normal       T log t - C/2 - log(1 + A l2)/2 - q(m/l) + q(M),   M = (m/l - B l) / sqrt(1 + A l2)
 *     exponential  log t - C/2 + log r + q(-w - r),                   r = 1 / l
 *     A = sum h2, B = sum h w, C = sum w2,   q(s) = log P(Z <= s) + s2/2, which has no steep tail
 *
 * That is the likelihood of [battese1992] and, with groups of one row, of [aigner1977], [battese1995], [meeusen1977].
 * y comes as residuals of least squares and x with X'X = rows I, so that the sum of all C is rows |b|2 + ssr t2. */
#ifndef DOMAR_MODEL_STOCHASTIC_LIKELIHOOD_H
#define DOMAR_MODEL_STOCHASTIC_LIKELIHOOD_H
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t rows, groups, terms, effects;  /* columns of x and z */
    const double *x;                      /* rows x terms */
    const double *y;                      /* rows */
    const double *z;                      /* groups x effects */
    const size_t *start;                  /* groups + 1; NULL: each row is a group */
    const double *age;                    /* rows: time - last time of the unit; NULL: h = 1 */
    double ssr;
    bool   exponential;
    size_t stride;                        /* of the groups only each stride-th, for a rough look at values: else 1 */
    int    threads;
    double *sums;                         /* domar_stochastic_sums doubles */
} domar_stochastic;

/* Parameters: b t (terms, x as given), t, log l (exponential: log r), m (effects), eta if there are ages. */
size_t domar_stochastic_size(const domar_stochastic *s);
size_t domar_stochastic_sums(const domar_stochastic *s);
/* As domar_maximum_of.value; self is a domar_stochastic. */
double domar_stochastic_value(void *self, const double *p, double *gradient, double *hessian);

/* q and its two derivatives, to rounding in either tail. */
typedef struct { double q, q1, q2; } domar_tail;
domar_tail domar_tail_at(double s);
#endif
