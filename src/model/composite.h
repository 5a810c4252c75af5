/* model/composite.h -- composite indices: indicators made comparable, weighted, put together.
 *
 *     z = (x - min) / (max - min),   e_j = -sum_i p ln p / ln n,   w_j ~ 1 - e_j,   score = sum_j w_j z_j
 *
 * and the other conventions of the trade.  Rows stand pool by pool: normalisation and weights look at one pool at a time
 * (all rows, a period, a unit). */
#ifndef DOMAR_MODEL_COMPOSITE_H
#define DOMAR_MODEL_COMPOSITE_H
#include "spec/definition.h"

typedef enum { DOMAR_MINMAX, DOMAR_ZSCORE, DOMAR_VECTOR, DOMAR_EFFICACY, DOMAR_NORMALISATIONS } domar_normalisation;
typedef enum { DOMAR_W_ENTROPY, DOMAR_W_CRITIC, DOMAR_W_CV, DOMAR_W_SCATTER, DOMAR_W_PCA, DOMAR_W_EQUAL, DOMAR_W_EXPERT, DOMAR_W_AHP,
               DOMAR_W_GAME, DOMAR_WEIGHTINGS } domar_weighting;
typedef enum { DOMAR_Z_ZERO, DOMAR_Z_SHIFT, DOMAR_Z_RESCALE, DOMAR_Z_SPSSAU } domar_zeros;
typedef enum { DOMAR_ADDITIVE, DOMAR_TOPSIS, DOMAR_GREY, DOMAR_AGGREGATIONS } domar_aggregation;
typedef enum { DOMAR_SCOPE_ALL, DOMAR_SCOPE_SYSTEM, DOMAR_SCOPE_DIMENSION } domar_scope;
extern const char *const domar_normalisation_codes[], *const domar_weighting_codes[], *const domar_zeros_codes[],
                  *const domar_aggregation_codes[], *const domar_scope_codes[];       /* end with NULL */

typedef struct {
    domar_normalisation normalise;
    domar_weighting weights;
    domar_zeros zeros;
    domar_aggregation aggregate;
    domar_scope scope;
    bool as_published;               /* negative indicators by the formula of positive ones */
    bool absolute;                   /* CRITIC: 1 - |r| */
    bool critic_cv;                  /* CRITIC: contrast by sd over mean */
    bool signed_scatter;             /* keep negative entries of the eigenvector */
    bool absolute_loadings;          /* PCA: |v| in place of v^2 */
    double shift, low, high;         /* of zeros: shift; rescale */
    double base, spread;             /* efficacy: base + spread * minmax */
    double components;               /* PCA: share of variance that is kept */
    double rho;                      /* grey relational */
    double count;                    /* n of ln n; 0: rows of the pool */
    unsigned combine;                /* game: bits of the weightings */
} domar_index_convention;

typedef struct {
    const domar_definition *def;
    size_t rows, terms, pools;
    const size_t *start;             /* pools + 1 */
    const double *const *x;          /* terms: columns, pool by pool */
    const char *(*pool_name)(const void *arg, size_t pool);     /* for messages; NULL: one pool of all */
    const void *arg;
} domar_composite_data;

/* Of an indicator in a pool. */
typedef struct {
    double least, largest, mean, sd;         /* of the data; sd by n - 1 */
    double zmean, zsd, zleast, zlargest;     /* of what is normalised */
    double entropy, conflict, eigenvector;   /* NaN where the weighting did not ask */
    double within;                           /* weight in its group of the scope; of trees in its dimension */
    double weight;                           /* of all: a pool's sum to 1 */
} domar_facts;

typedef struct {
    domar_index_convention how;
    double *z;                   /* terms x rows: one column after the other */
    domar_facts *facts;          /* pools x terms */
    double *score;               /* rows */
    double *near, *far;          /* rows: TOPSIS, distances to the best and the worst; NaN else */
    size_t clipped;              /* numbers beyond `bounds` */
    size_t turned;               /* scatter: negative entries of leading eigenvectors */
    double ratio;                /* AHP: largest consistency ratio; NaN */
    double lambda[DOMAR_WEIGHTINGS];     /* game: shares of the combined, first pool and group */
} domar_composite;

/* Scores in c, to be freed even on failure.  DOMAR_EDATA: a constant indicator, entropy of negative numbers. */
domar_status domar_composite_make(domar_cx *cx, domar_composite *c, const domar_composite_data *d, const domar_index_convention *how);
void domar_composite_free(domar_composite *c);

/* Score of a part (its indicators first .. first + count): weights within it, so that it can be compared with the whole.
 * score (rows); contribution (rows, NULL: not wanted): with its weights of the whole, which add up for additive ones. */
domar_status domar_composite_part(domar_cx *cx, double *score, double *contribution, const domar_composite *c,
                                  const domar_composite_data *d, size_t first, size_t count);

/* ---- steps */
/* model/composite_normalise.c.  Columns in parallel. */
domar_status domar_composite_normalise(domar_cx *cx, domar_composite *c, const domar_composite_data *d);
/* model/composite_weights.c: within and weight of all facts. */
domar_status domar_composite_weigh(domar_cx *cx, domar_composite *c, const domar_composite_data *d);
/* Value of a column as it grows better, before it is normalised: x, -x, minus the distance from the best. */
double domar_oriented(const domar_indicator *i, const domar_index_convention *how, double x);

/* ---- weights of judgements and games, on plain arrays (model/composite_judged.c) */
/* Shares of siblings by weight: equal where none is given. */
void domar_shares(double *share, const double *weight, size_t count);
/* w (n) and CR of comparisons a (n x n): leading eigenvector; room n*n + 2n. */
domar_status domar_ahp(domar_cx *cx, double *w, double *ratio, const double *a, size_t n);
/* Combination of L weight vectors (L x m) by sum_k a_k w_l.w_k = w_l.w_l, a* = |a| / sum |a|: w (m), a (L). */
domar_status domar_game(domar_cx *cx, double *w, double *a, const double *W, size_t L, size_t m);
/* Leading eigenvector of a symmetric H (m x m), sum of entries positive; values (m, ascending) and all vectors (m x m, by
 * rows) where not NULL. H is destroyed. */
domar_status domar_leading(domar_cx *cx, double *v, double *values, double *vectors, double *H, size_t m);
/* max w'Hw over w >= 0, |w| = 1: the best of projected power iterations from every axis and the middle. */
domar_status domar_leading_nonnegative(domar_cx *cx, double *w, const double *H, size_t m);
#endif
