/* model/threshold_scan.h -- all candidates of a threshold in one pass over rows sorted by q. */
#ifndef DOMAR_MODEL_THRESHOLD_SCAN_H
#define DOMAR_MODEL_THRESHOLD_SCAN_H
#include "model/threshold.h"

/* What draws share. */
struct domar_scan {
    const domar_threshold_data *d;
    size_t *order;                                  /* rows by q */
    double *value;                                  /* candidates, ascending */
    size_t *until, count, least;                    /* rows up to a candidate; least rows of a regime */
    double *x;                                      /* rows x shifting, raw */
    double *y;                                      /* rows: within units; zero in rows that squares leave out, as Q */
    double *Q;                                      /* rows x width: orthonormal base of w and x within units */
    size_t *unit;                                   /* rows */
    size_t base, width;                             /* columns of Q in use; room, with those of earlier thresholds */
};

/* What one thread works on. */
struct domar_bench {
    double *Q;                                      /* rows x width, with the thresholds taken */
    size_t  k;                                      /* columns of it in use */
    double *rest;                                   /* rows: y without what Q explains */
    double *factor;                                 /* count x shifting squared: Cholesky of the squares D adds; NaN: not allowed */
    double *gain;                                   /* count; -inf where not allowed */
    double *draw, *sums, *small, *column;
    double *mean;                                   /* units x width: of Q; only without last rows, else zero by itself */
};

domar_status domar_scan_within(domar_cx *cx, struct domar_scan *s);
domar_status domar_scan_bench(domar_cx *cx, struct domar_bench *b, const struct domar_scan *s);
/* Base of w, x and the blocks of thresholds at[0..m). */
void domar_scan_base(const struct domar_scan *s, struct domar_bench *b, const size_t *at, size_t m);
/* What a further threshold's block would add, candidate by candidate; those too near at[] are not allowed. */
void domar_scan_prepare(const struct domar_scan *s, struct domar_bench *b, const size_t *at, size_t m);
/* rest of y (within units already); its sum of squares. */
double domar_scan_project(const struct domar_scan *s, struct domar_bench *b, const double *y);
/* Squares explained by each candidate; the best, the first of equals; SIZE_MAX: none is allowed. */
size_t domar_scan_pass(const struct domar_scan *s, struct domar_bench *b);
#endif
