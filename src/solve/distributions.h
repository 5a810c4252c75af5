/* solve/distributions.h -- the distributions that tests and likelihoods need.  Tails are computed as tails, not as one
 * minus the rest; relative error about 1e-13.  Arguments outside the domain, and NaN, give NaN. */
#ifndef DOMAR_SOLVE_DISTRIBUTIONS_H
#define DOMAR_SOLVE_DISTRIBUTIONS_H

/* ---- standard normal */
double domar_normal_density(double z);
double domar_normal_below(double z);             /* P(Z <= z) */
double domar_normal_log_below(double z);         /* its log, for z down to -1e150 */
double domar_normal_log_between(double a, double b);    /* log P(a < Z < b), a < b, without cancelling in either tail */
double domar_normal_hazard(double z);            /* density(z) / below(z), the inverse Mills ratio */
double domar_normal_two_sided(double z);         /* P(|Z| >= |z|) */
double domar_normal_quantile(double p);          /* 0 and 1 give -inf, inf */

/* ---- those of tests; df > 0, need not be whole */
double domar_chi2_above(double x, double df);                   /* P(X >= x) */
double domar_chi2_quantile(double p, double df);
double domar_t_above(double t, double df);                      /* P(T >= t); df infinite: normal */
double domar_t_two_sided(double t, double df);                  /* P(|T| >= |t|) */
double domar_t_quantile(double p, double df);
double domar_f_above(double f, double df1, double df2);         /* P(F >= f); df2 infinite: chi-square / df1 */

/* ---- what they are made of */
double domar_gamma_below(double a, double x);                   /* regularised, P(a, x) */
double domar_gamma_above(double a, double x);                   /* Q(a, x) = 1 - P */
double domar_beta_below(double x, double a, double b);          /* regularised, I_x(a, b) */
double domar_log_gamma(double a);                               /* lgamma without its global sign */
#endif
