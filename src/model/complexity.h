/* model/complexity.h -- what economies are good at, what is near to it, and how complex it is.  Plain arrays: exports
 * X (G x N) of economies g and industries (or products) i; nothing here knows a table.
 *
 *     rca_gi = (X_gi / X_g) / (X_i / X)                          M_gi = [rca_gi >= 1]           [balassa1965]
 *     phi_ij = sum_g M_gi M_gj / max(u_i, u_j)                   u_i = sum_g M_gi               [hidalgo2007]
 *     density_gi = sum_j M_gj phi_ji / sum_j phi_ji
 *     eci, pci: second eigenvectors of D^-1 M U^-1 M' and U^-1 M' D^-1 M, D = diag(k), U = diag(u)   [hidalgo2009]
 *     F_g <- sum_i M_gi Q_i,  Q_i <- 1 / sum_g M_gi / F_g,  each over its mean                  [tacchella2012]
 *
 * eci and pci have mean 0 and standard deviation 1 (of a sample), the sign with which eci goes with diversity k, or with
 * another measure that is given. */
#ifndef DOMAR_MODEL_COMPLEXITY_H
#define DOMAR_MODEL_COMPLEXITY_H
#include "base/context.h"

typedef struct {
    size_t  G, N;
    double *X;              /* G x N: what counts; missing and negative exports are 0, what is left out too */
    double *rca;            /* G x N; NaN where exports are missing, or an economy or an industry exports nothing that counts */
    double *M;              /* G x N: 0 or 1; rows of economies that are nobody in particular are 0 */
    bool   *economy, *industry;   /* G, N: has an advantage, is somebody's advantage */
    double *diversity, *ubiquity; /* G, N: k, u */
    double *phi;            /* N x N; 0 where one of the two is nobody's advantage; phi_ii = 1 */
    double *reach;          /* N: sum_j phi_ji */
    double *density;        /* G x N; NaN without an advantage */
    double *eci, *pci;      /* G, N; NaN: see `found` */
    double *fitness, *quality;    /* G, N; NaN as above */
    double  second, third;  /* eigenvalues: the first is 1 */
    double  slope;          /* eci over the mean pci of an economy's advantages */
    double  residual;       /* largest |eci - slope (mean pci of advantages - mean)|: 0 but for rounding */
    double  with_diversity, with_other;   /* correlation of eci with k, and with the other measure; NaN */
    double  quality_mean;   /* mean over economies of sum_i M_gi Q_i */
    double  moved;          /* largest relative move of fitness in the last two rounds */
    size_t  negative;       /* exports below zero, counted as none */
    size_t  small, rare;    /* economies and industries left out by the thresholds */
    size_t  apart;          /* economies that share no advantage, however indirectly, with the largest group */
    bool    found;          /* eci and pci are one pattern (second below 1, above third) of which one end is the complex one */
} domar_complexity;

typedef struct {
    const bool *nobody;        /* G: in the totals, with rca, but no row of M (the rest of the world); NULL: none */
    const bool *skip;          /* N: industries left out altogether; NULL: none */
    double minimum_exports;    /* economies that export less are left out altogether */
    double minimum_economies;  /* industries that fewer economies export are left out altogether */
    const double *other;       /* G: a measure that eci is compared with, NaN unknown; NULL: none */
    bool   turn_to_other;      /* it tells the sign */
} domar_complexity_filter;

/* All but fitness.  Arrays from scratch; X (G x N) is copied. */
domar_status domar_complexity_new(domar_cx *cx, domar_complexity *c, const double *X, size_t G, size_t N,
                                  const domar_complexity_filter *filter);
/* Fitness and quality after so many rounds from 1. */
domar_status domar_complexity_fitness(domar_cx *cx, domar_complexity *c, size_t rounds);

/* Of an index of industries p (N; NaN counts as 0):
 *     outlook_g = sum_i density_gi (1 - M_gi) p_i                                                  [hausmann2014]
 *     gain_gi   = what outlook_g would be with M_gi = 1, all else the same, less what it is
 * outlook: G, gain: G x N; NaN without an advantage, and gain where there is one already. */
domar_status domar_complexity_outlook(domar_cx *cx, double *outlook, double *gain, const domar_complexity *c, const double *p);
#endif
