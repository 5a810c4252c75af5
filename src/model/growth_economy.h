/* model/growth_economy.h -- growth of a whole economy out of its industries: Domar aggregation and what reallocation adds.
 *
 *     dlog V = sum_j w_j dlog V_j = hours + quality + capital + tfp                          (frontier: Tornqvist of industries)
 *     tfp    = sum_j (w_j / v_j) dlog A_j + R_K + R_L + D
 *     R_K    = sum_j w_j (v_Kj / v_j) dlog K_j - v_K dlog K,   R_L likewise
 *     R_V    = dlog sum_j V_j - dlog V                                                       (one production function)
 *
 * w_j share of j in value added, v_j share of value added in j's cost, K and L of the economy: every kind of capital or
 * labour (asset, skill group) added up over industries at one price.  R_K > 0: capital moves to where it earns more.
 * Without skill groups hours are added up and quality is that of industries, so moving to better paid industries is R_L
 * whatever the skill.  Indices of services cannot be added up: then the factor is the Tornqvist of industries and its R
 * is not known.
 * D is left where real value added is not output less inputs with the industry's own weights (published, or single
 * deflation).  [jorgenson1987, jorgenson2005]. */
#ifndef DOMAR_MODEL_GROWTH_ECONOMY_H
#define DOMAR_MODEL_GROWTH_ECONOMY_H
#include "model/growth_sum.h"

/* How much can be told apart in enough of the economy. */
typedef enum { DOMAR_TOLD_ALL, DOMAR_TOLD_LABOUR, DOMAR_TOLD_OUTPUT, DOMAR_TOLD_NOTHING } domar_told;

typedef struct {
    domar_told told;
    double covered;                     /* share in value added of the industries that count: those with complete data */
    double value_added, hours, quality, capital, tfp;
    double labour, rest;                /* hours and quality, capital and tfp together */
    double industries, moved_value_added, moved_capital, moved_labour, deflation;
    double per_hour;                    /* growth of value added less that of hours */
} domar_economy_sum;

typedef struct {
    const domar_growth_rows *rows;
    const domar_growth_year *a, *b;
    const domar_industry_sum *of;               /* n */
    const double *volume_a, *volume_b;          /* n: real value added at prices of the base year; NULL: not wanted */
    double least;                               /* share in value added that must be covered */
    bool fisher;
} domar_economy_growth;

/* Economy g; tfp_share, per industry (N), is what its productivity gives the economy; NULL: not wanted. */
domar_economy_sum domar_economy_sum_of(const domar_economy_growth *in, size_t g, double *tfp_share);
/* Real value added of n industries in `years` years at prices of year `base`: its value there, moved by growth (years x n,
 * row y the change from y - 1 to y). */
void domar_chain_volumes(double *volume, const double *growth, const double *value, size_t years, size_t n, size_t base);
#endif
