/* model/panel_regress.h -- linear regression on a panel that need not be balanced
 *
 *     y_it = a + x_it' b + u_i + v_t + e_it
 *
 * none: pooled; unit, period, two_way (and further classes): the effects are absorbed; random: quasi-demeaned by
 * theta_i = 1 - sqrt(s_e / (s_e + T_i s_u)), variances by Swamy and Arora as Baltagi and Chang have them for unbalanced
 * panels; between: means of units; first_difference: of neighbouring periods.  Lives in the scratch of the caller. */
#ifndef DOMAR_MODEL_PANEL_REGRESS_H
#define DOMAR_MODEL_PANEL_REGRESS_H
#include "model/least_squares.h"
#include "model/within.h"

typedef enum {
    DOMAR_EFFECTS_NONE, DOMAR_EFFECTS_UNIT, DOMAR_EFFECTS_PERIOD, DOMAR_EFFECTS_TWO_WAY, DOMAR_EFFECTS_RANDOM,
    DOMAR_EFFECTS_BETWEEN, DOMAR_EFFECTS_DIFFERENCE
} domar_effects;

typedef struct {
    size_t n, k, units, periods;
    const double *y;                    /* n */
    const double *const *x;             /* k columns of n */
    const uint32_t *unit, *period;      /* n; rows by unit, then period */
    const size_t *start;                /* units + 1 */
    const double *time;                 /* periods */
    double step;                        /* neighbouring periods are this far apart */
    const domar_factor *absorb;         /* further classes, for unit, period, two_way and none */
    size_t absorbs;
} domar_regress_data;

typedef struct {
    domar_effects effects;
    bool    constant;                   /* the first column of the fit is the constant */
    size_t  n, k;                       /* rows and columns (with the constant) of the regression that is fitted */
    size_t *row;                        /* n: row of the data (between: the unit's first, difference: the later one) */
    double *y, **x, *norm;              /* as transformed; lengths before */
    domar_least_squares fit;
    domar_factor *factor;               /* absorbed */
    size_t  factors, absorbed;          /* how many; parameters they stand for */
    bool    exact;                      /* is `absorbed` exact? */
    double  left;                       /* class means that absorbing has left */
    double  s_e, s_u;                   /* random: variances */
    double *theta;                      /* random: units */
    double  r2, r2_within, r2_between, r2_overall, r2_effects;
} domar_regress;

/* drift: a constant in first differences.  DOMAR_EDATA: no rows, no degrees of freedom, nothing left to estimate. */
domar_status domar_regress_fit(domar_cx *cx, domar_regress *r, const domar_regress_data *d, domar_effects effects, bool drift);

/* Levels for all rows of the data (n each): fitted = a + x'b + effects, residual; u (units) and v (periods): effects, NaN
 * where there are none.  Rows that differences do not have are NaN; between: means in every row of the unit. */
domar_status domar_regress_levels(domar_cx *cx, double *fitted, double *residual, double *u, double *v,
                                  const domar_regress *r, const domar_regress_data *d);

/* ---- model/panel_tests.c */
typedef struct {
    double value, df1, df2, p;          /* df2 NaN: chi-square */
    bool   undefined;                   /* the statistic does not exist (variances are no covariance matrix, no such effects) */
} domar_test;

typedef struct {
    domar_test effects, units, periods; /* F: all absorbed effects, units given the rest, periods given the rest */
    domar_test lm_units, lm_periods;    /* Breusch and Pagan, unbalanced as Baltagi and Li */
    domar_test hausman;                 /* unit against random effects, each with its own classical variance */
    domar_test mundlak;                 /* means of units in the random effects regression, clustered by unit */
    domar_test serial;                  /* Wooldridge: residuals of first differences, coefficient -1/2 */
} domar_regress_tests;
/* Tests that make sense beside the regression r; others stay undefined. */
domar_status domar_regress_test(domar_cx *cx, domar_regress_tests *t, const domar_regress *r, const domar_regress_data *d);
#endif
