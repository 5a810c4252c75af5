/* model/dea.h -- data envelopment: how far a point is from the frontier that observed units span
 *
 *     radial     min th or max ph           X l <= th x, Y l >= y   or   X l <= x, Y l >= ph y    [charnes1978; banker1984]
 *     additive   max w's                    X l + s = x, Y l - s = y                              [charnes1985]
 *     sbm        min (1 - mean s/x) / (1 + mean s/y)                                              [tone2001; tone2003]
 *     ddf        max be                     X l <= x - be gx, Y l >= y + be gy, B l = b - be gb   [chambers1996; chung1997]
 *     russell    max w'be                   the same with a be of each variable                   [zhou2012]
 *
 * l >= 0, with sum l = 1 (VRS), <= 1 (NIRS), >= 1 (NDRS).  Each is a linear program of few rows over the columns of a
 * reference set (solve/lp.h).  A task is a point against a set; tasks are solved on all threads, each from a start of its
 * own, so that no answer depends on another one. */
#ifndef DOMAR_MODEL_DEA_H
#define DOMAR_MODEL_DEA_H
#include "solve/lp.h"

typedef enum { DOMAR_DEA_RADIAL, DOMAR_DEA_ADDITIVE, DOMAR_DEA_SBM, DOMAR_DEA_DDF, DOMAR_DEA_RUSSELL } domar_dea_model;
typedef enum { DOMAR_DEA_IN, DOMAR_DEA_OUT, DOMAR_DEA_NON } domar_dea_orientation;
typedef enum { DOMAR_DEA_CRS, DOMAR_DEA_VRS, DOMAR_DEA_NIRS, DOMAR_DEA_NDRS } domar_dea_returns;
typedef enum { DOMAR_DEA_NO_SECOND, DOMAR_DEA_SUM, DOMAR_DEA_SHARE } domar_dea_second;

typedef struct {
    domar_dea_model model;
    domar_dea_orientation orientation;   /* radial and sbm */
    domar_dea_returns returns;
    domar_dea_second second;             /* radial and ddf: most slacks, in the data's units or as shares of the data */
    bool super;                          /* radial: without the unit itself; sbm: that again of efficient ones */
    bool strong;                         /* bads are freely disposable: B l <= b - ... */
    size_t inputs, outputs, bads;        /* variables in this order */
} domar_dea_form;

typedef struct { size_t count; const uint32_t *row; } domar_dea_set;          /* rows of x */
typedef struct { uint32_t set, row, self; } domar_dea_task;                   /* row of z; self: its place in the set, or DOMAR_DEA_OUTSIDE */
#define DOMAR_DEA_OUTSIDE UINT32_MAX

typedef struct {
    domar_dea_form form;
    size_t rows;                         /* of x */
    const double *const *x;              /* variables x rows: what spans the frontier */
    const double *const *z;              /* what is measured; NULL: x */
    const double *const *g;              /* direction by variable and row of z, at least 0; NULL entries: 0 */
    const double *const *w;              /* weights by variable and row of z: additive, russell */
    const domar_dea_set *set;
    size_t sets;
    const domar_dea_task *task;
    size_t tasks;
    bool detail;                         /* slacks, targets, prices and peers too */
} domar_dea_plan;

typedef struct {
    size_t tasks, variables, lines;      /* lines: prices of variables, of the scale, of the norm */
    uint32_t *outcome;                   /* tasks: domar_lp_outcome */
    double *score;                       /* tasks: th, ph, rho, be, w'be or w's; NaN without an optimum */
    double *primal, *dual, *gap;         /* tasks */
    size_t pivots;
    /* ---- in detail; NULL otherwise */
    double *slack, *target;              /* tasks x variables: slacks beyond the radial move; sum l x */
    double *part;                        /* tasks x variables: be of each variable (russell) */
    double *price;                       /* tasks x lines: of the first stage */
    uint32_t *peers, *peer;              /* tasks; tasks x (lines + 1): places in the set */
    double *lambda;                      /* tasks x (lines + 1) */
} domar_dea_answer;

domar_status domar_dea_solve(domar_cx *cx, domar_dea_answer **out, const domar_dea_plan *plan);
void domar_dea_free(domar_dea_answer *a);                                     /* NULL-safe */

/* Efficiency in (0, 1] that a score stands for: th, 1 / ph, rho, 1 / (1 + be); NaN where none is agreed on. */
double domar_dea_efficiency(const domar_dea_form *form, double score);
#endif
