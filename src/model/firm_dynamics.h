/* model/firm_dynamics.h -- whose growth the growth of an aggregate is: firms that stay, enter and leave.
 *
 * Aggregate P_t = sum_i s_it p_it with shares that sum to 1.  Stayers are in both periods (S), entrants in the later only (E),
 * leavers in the earlier only (X); 1 and 2 the periods, d later less earlier, bars means of the two periods.
 *
 *   mp    within = d mean_S p;  covariance = d sum_S (s - mean)(p - mean), shares among stayers;
 *         entry = s_E2 (P_E2 - P_S2);  exit = s_X1 (P_S1 - P_X1)                                        [melitz2015]
 *   op    within = d mean p, covariance = d of all firms: who enters or leaves is not told apart        [olley1996]
 *   fhk   within = sum_S s1 dp;  between = sum_S ds (p1 - P1);  cross = sum_S ds dp;
 *         entry = sum_E s2 (p2 - P1);  exit = - sum_X s1 (p1 - P1)                                      [foster2001]
 *   gr    within = sum_S sbar dp;  between = sum_S ds (pbar - Pbar);  entry, exit against Pbar          [griliches1995]
 *   bg    as gr against P_X1, so that exit is 0 and entry replaces those that leave; P1 where nobody leaves   [baldwin2006]
 *   bhc   within = sum_S s1 dp;  between = sum_S ds p2;  entry = sum_E s2 p2;  exit = - sum_X s1 p1     [baily1992]
 */
#ifndef DOMAR_MODEL_FIRM_DYNAMICS_H
#define DOMAR_MODEL_FIRM_DYNAMICS_H
#include "base/context.h"
#include <stdint.h>

typedef enum { DOMAR_DYNAMICS_MP, DOMAR_DYNAMICS_OP, DOMAR_DYNAMICS_FHK, DOMAR_DYNAMICS_GR, DOMAR_DYNAMICS_BG, DOMAR_DYNAMICS_BHC,
               DOMAR_DYNAMICS_SCHEMES } domar_dynamics_scheme;

typedef struct {
    size_t rows, units, periods, groups;
    const size_t   *start;                   /* units + 1: rows of a unit, periods ascending */
    const uint32_t *period, *group;          /* rows */
    const double   *p, *weight;              /* rows; weight not above 0: the row is left out */
    const size_t   *before;                  /* periods: the earlier one each is held against, SIZE_MAX: none */
} domar_dynamics_input;

typedef struct {
    size_t firms;                            /* of the period */
    double P, mean, covariance;              /* P = mean + covariance [olley1996] */
    double largest;                          /* largest share */
    /* against the period before; NaN where there is none or it has nobody */
    size_t stayers, entrants, leavers;
    double change, share_entrants, share_leavers;
    struct { double within, covariance, between, cross, entry, exit; } of[DOMAR_DYNAMICS_SCHEMES];     /* what a scheme lacks is 0 */
} domar_dynamics_part;

/* part (periods x groups).  A firm that changes its group leaves one and enters the other.  left_out: rows without weight. */
domar_status domar_firm_dynamics(domar_cx *cx, domar_dynamics_part *part, size_t *left_out, const domar_dynamics_input *in);
#endif
