/* model/dynamic_panel.h -- dynamic panels by generalised method of moments
 *
 *     y_it = sum_l a_l y_i,t-l + x_it' b + v_t + u_i + e_it
 *
 * In differences the moments are E[z_i,t-l (e_it - e_i,t-1)] = 0: levels from lag 2 on for y and endogenous variables, from
 * lag 1 on for predetermined ones, and the differences of exogenous variables [arellano1991].  The system adds levels
 * equations with lagged differences as instruments [blundell1998].  Data lie on a grid units x T, NaN where there are none;
 * an instrument that is missing is 0.  Everything lives in the scratch of the caller. */
#ifndef DOMAR_MODEL_DYNAMIC_PANEL_H
#define DOMAR_MODEL_DYNAMIC_PANEL_H
#include "model/panel_regress.h"

typedef enum { DOMAR_GMM_EXOGENOUS, DOMAR_GMM_PREDETERMINED, DOMAR_GMM_ENDOGENOUS, DOMAR_GMM_INSTRUMENT } domar_gmm_kind;
/* Covariance of the errors that one-step weights suppose: of differences of white noise, with its covariance between
 * differences and levels (full) or without (blocks); or white noise in both. */
typedef enum { DOMAR_GMM_FULL, DOMAR_GMM_BLOCKS, DOMAR_GMM_WHITE } domar_gmm_initial;

typedef struct {
    size_t units, T, lags;              /* lags of y among the regressors, at least 1 */
    const double *y;                    /* units x T */
    const double *const *x;             /* k of units x T */
    const domar_gmm_kind *kind;         /* k; DOMAR_GMM_INSTRUMENT: no regressor, an exogenous instrument only */
    size_t k;
    bool system, two_step, collapse, period_effects, robust;
    size_t from, to;                    /* lags of levels as instruments of y and endogenous ones: from 2 on; to 0: all.
                                           Predetermined: one less */
    domar_gmm_initial initial;
} domar_gmm_data;

enum { DOMAR_GMM_DUMMY = 1000000, DOMAR_GMM_CONSTANT = 2000000 };

typedef struct {
    size_t K, L, rows, difference_rows, units, rank;   /* regressors, instruments, equations, their rank */
    size_t *column;                     /* K: 0.. lags - 1: lags of y; lags + j: x[j]; DUMMY + tau: period; CONSTANT */
    double *b, *V, *se;                 /* K, K x K; NaN and 0 where collinear */
    bool   *dropped;                    /* K */
    size_t  estimated;                  /* regressors not dropped */
    double  sigma2;                     /* of e, from one-step residuals */
    domar_test sargan, hansen, slopes;
    domar_test ar[2];                   /* serial correlation of differences, order 1 and 2: normal, df1 NaN */
    size_t  groups;                     /* sets of instruments that can be left out */
    size_t *group;                      /* 0: y; 1 + j: x[j] (its lagged levels); DUMMY: exogenous ones; CONSTANT: of levels */
    domar_test *without, *difference;   /* Hansen without the set, and what the set adds */
    double  orthogonality;              /* largest |X'Z W Z'e| over its scale: first-order condition */
} domar_gmm;

/* DOMAR_EDATA: no unit has enough periods, too few instruments, regressors that instruments do not move. */
domar_status domar_gmm_fit(domar_cx *cx, domar_gmm *g, const domar_gmm_data *d);
#endif
