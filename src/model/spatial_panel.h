/* model/spatial_panel.h -- regressions on balanced panels whose units have neighbours, by maximum likelihood
 *
 *     A y_t = X_t b + u + v_t + B^-1 e_t,   A = I - rho W,  B = I - lambda W
 *
 * rho: lag (SAR; with W X among the columns Durbin, SDM), lambda: error (SEM), both: SAC.  Effects are taken out; the
 * likelihood is maximised over rho and lambda alone, b and s2 being least squares given those:
 *
 *     l = -N/2 (ln 2 pi s2 + 1) + P (ln|A| - c ln(1 - rho) + ln|B| - c ln(1 - lambda)),   s2 = e'e / N
 *
 * uncorrected: N = n T, P = T, c = 0 [elhorst2014].  corrected: the likelihood of what is left of the data when effects
 * are gone, N = (n - c)(T - d), P = T - d, with d = 1 for effects of units, c = 1 for effects of periods [lee2010].
 * Arrays are by period, then unit: [t * n + i].  Everything lives in the scratch of the caller. */
#ifndef DOMAR_MODEL_SPATIAL_PANEL_H
#define DOMAR_MODEL_SPATIAL_PANEL_H
#include "model/panel_regress.h"
#include "model/weights.h"

/* ---- eigenvalues of W, once for all likelihoods */
typedef struct {
    size_t  n;
    double *re, *im;            /* n; im NULL: all are real */
    double  low, high;          /* rho lies between: 1 / the extreme real eigenvalues */
    bool    row_standardised;   /* every row adds up to 1 */
} domar_spectrum;
domar_status domar_spectrum_new(domar_cx *cx, domar_spectrum *s, const domar_weights *w);
/* ln|I - rho W| and its derivative -tr(W (I - rho W)^-1), in slope (may be NULL). */
double domar_spectrum_log_det(const domar_spectrum *s, double rho, double *slope);

typedef struct {
    size_t n, T, k;
    const domar_weights *w;
    const domar_spectrum *spectrum;
    const double *y;            /* n T */
    double *const *x;           /* k columns of n T; without a constant */
    bool lag, error;            /* rho, lambda are estimated */
    bool units, periods;        /* effects; neither: a constant, column 0 of the fit */
    bool corrected;
} domar_spatial_data;

typedef struct {
    size_t  K;                  /* columns: constant if there is one, x; then rho, lambda where estimated */
    bool    constant;
    double *b, *se, *V;         /* parameters: K columns, then rho, then lambda (m of them; V is m x m) */
    size_t  m, rho_at, lambda_at;   /* SIZE_MAX where not estimated */
    bool   *dropped;            /* K */
    size_t  kept;
    double  rho, lambda, sigma2, log_likelihood, observations, periods;    /* N, P */
    double *e;                  /* n T: B (A y - X b - effects) */
    double  r2;                 /* 1 - e'e / y'y of the data without effects */
    double  gradient;           /* of l by rho and lambda, over the root of the information */
} domar_spatial;
/* DOMAR_EDATA: period effects with lambda or corrected, and rows of W that do not add up to 1; no degrees of freedom. */
domar_status domar_spatial_fit(domar_cx *cx, domar_spatial *s, const domar_spatial_data *d);

/* ---- model/spatial_effects.c: LeSage and Pace's averages of dy_i / dx_jk: direct (own), indirect (of others), total */
typedef struct { double value[3], se[3]; } domar_spatial_effect;
/* at (count): columns of x in the fit; durbin (count): the column of W x, SIZE_MAX if none.  draws 0: delta method, else
 * standard deviations over draws from the normal distribution of the estimates (seed). */
domar_status domar_spatial_effects(domar_cx *cx, domar_spatial_effect *out, const domar_spatial *s, const domar_spatial_data *d,
                                   const size_t *at, const size_t *durbin, size_t count, size_t draws, uint64_t seed);

/* ---- model/spatial_tests.c: Lagrange multipliers of a regression without rho and lambda [anselin1996; elhorst2014] */
typedef struct { domar_test lag, error, robust_lag, robust_error; } domar_spatial_tests;
domar_status domar_spatial_test(domar_cx *cx, domar_spatial_tests *t, const domar_spatial_data *d);

/* out = W x, period by period. */
void domar_spatial_lag(double *out, const domar_weights *w, const double *x, size_t T);
#endif
