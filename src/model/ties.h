/* model/ties.h -- what a directed network of ties (yes or no) looks like: the whole, and its nodes.
 *
 * tie[i * n + j]: from i to j; no loops.  Krackhardt's measures of the whole [krackhardt1994]:
 *     connectedness  pairs that hang together, ties taken without direction, over all pairs
 *     hierarchy      1 - pairs that reach each other / pairs of which one reaches the other
 *     efficiency     1 - ties beyond what holds each part together / the most there could be, ties without direction */
#ifndef DOMAR_MODEL_TIES_H
#define DOMAR_MODEL_TIES_H
#include "base/context.h"

typedef struct {
    double ties, density, reciprocity;         /* reciprocity: share of ties that are answered */
    double connectedness, hierarchy, efficiency;
    double clustering;                         /* mean over nodes with two neighbours or more */
    double path, reach;                        /* mean steps between pairs that reach each other; share of pairs that do */
    double global_efficiency;                  /* mean of 1 / steps, 0 where there is no way */
} domar_ties_whole;

typedef struct {
    double out, in, degree;                    /* ties; neighbours (either way) over n - 1 */
    double betweenness;                        /* share of shortest ways of others that lead through */
    double closeness_out, closeness_in;        /* mean of 1 / steps to and from the others */
    double clustering;                         /* ties among its neighbours (either way) over pairs of them; NaN below two */
} domar_ties_node;

domar_status domar_ties_measure(domar_cx *cx, domar_ties_whole *whole, domar_ties_node *nodes, const bool *tie, size_t n);

/* Positions by convergent correlations [breiger1975]: nodes parted in two, and again, `splits` times; block (n): 0 .. 2^splits - 1, those
 * with the first node in front.  A part of one, or of nodes that are all alike, stays whole. */
domar_status domar_ties_blocks(domar_cx *cx, uint32_t *block, const bool *tie, size_t n, size_t splits);

/* Matrices of pairs, the diagonal left out: y on x_1 .. x_k, p values by exchanging nodes of y [krackhardt1988]. */
typedef struct {
    double correlation, correlation_p;         /* of x alone with y; two-sided */
    double coefficient, standardised, p, p_large, p_small;     /* in the regression on all */
} domar_qap;
/* x: k matrices of n x n.  of: k; *r2.  DOMAR_EDATA: a matrix is constant, or a combination of others (*bad says which). */
domar_status domar_qap_fit(domar_cx *cx, domar_qap *of, double *r2, double *intercept, size_t *bad, const double *y, double *const *x, size_t k,
                           size_t n, size_t draws, uint64_t seed, uint64_t stream);
#endif
