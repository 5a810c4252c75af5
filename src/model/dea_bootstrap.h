/* model/dea_bootstrap.h -- how far radial scores may be off, and what they depend on
 *
 * Smoothed bootstrap [simar1998]: scores are drawn from their kernel density, reflected at 1; the pseudo frontier is that of
 * the data moved to the drawn scores; units measured against it.  bias = mean of these - score, and the interval is that of
 * the differences.
 *
 * Two stages [simar2007]: delta = 1 / th or ph, at least 1, on z by truncated regression.  Algorithm 1 draws delta from the
 * regression and fits again; algorithm 2 first corrects delta for the bias that such draws show through the frontier. */
#ifndef DOMAR_MODEL_DEA_BOOTSTRAP_H
#define DOMAR_MODEL_DEA_BOOTSTRAP_H
#include "model/dea_replicas.h"

typedef enum { DOMAR_BANDWIDTH_NRD0, DOMAR_BANDWIDTH_REFLECTED, DOMAR_BANDWIDTH_GIVEN } domar_bandwidth;

typedef struct {
    domar_bandwidth rule;
    double   given;              /* bandwidth, if it is */
    double   level;              /* of intervals, 0.95 */
    bool     percentile;         /* of replicas less twice the bias [simar1998]; else of differences [simar2000] */
    size_t   draws;
    uint64_t seed, stream;       /* streams stream to stream + 2 draws are used */
} domar_dea_boot;

/* score, and the arrays to fill: set->count.  *h: the bandwidth; 0 where all scores are 1, and nothing is drawn then (NaN). */
domar_status domar_dea_bootstrap(domar_cx *cx, double *bias, double *variance, double *low, double *high, double *h,
                                 domar_dea_replica_report *report, const double *score, const domar_dea_form *form,
                                 const double *const *x, size_t rows, const domar_dea_set *set, const domar_dea_boot *o);
/* nrd0: 0.9 min(sd, IQR / 1.34) n^-1/5, of sd alone where the IQR is 0; reflected: that of the scores and their reflection, times 2^1/5 sd / sd of both. */
domar_status domar_dea_bandwidth(domar_cx *cx, double *h, const double *score, size_t n, domar_bandwidth rule);
/* Interval at `level` around `estimate` from replicas (NaN left out; work: n). */
void domar_basic_interval(double *low, double *high, double estimate, const double *replica, size_t n, double level, double *work);

/* ---- second stage */
typedef struct {
    size_t rows, terms;
    const double *z;             /* rows x terms, row-major, a constant among them */
    const uint32_t *place;       /* rows: by which numbers are drawn */
    double   level;
    size_t   draws;
    uint64_t seed, stream;
} domar_second_stage;

typedef struct {
    double *b, *low, *high, *se; /* terms + 1: coefficients and sigma; memory from scratch */
    size_t  used, failed;        /* rows above 1; draws whose likelihood has no top */
    bool    found;
    double  loglik;
} domar_second_answer;

/* delta (rows): those above 1 are used.  Not found: an answer, with NaN. */
domar_status domar_dea_second_regression(domar_cx *cx, domar_second_answer *out, const double *delta, const domar_second_stage *s);
/* delta less the bias of `draws` replicas from the regression (b, sigma) of delta on z: corrected (rows of the set's x). */
domar_status domar_dea_second_correct(domar_cx *cx, double *corrected, domar_dea_replica_report *report, const double *delta,
                                      const double *b, const domar_dea_form *form, const double *const *x, size_t rows,
                                      const domar_dea_set *set, const domar_second_stage *s);
#endif
