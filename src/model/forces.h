/* model/forces.h -- growth of real GDP between two years, complete (Baqaee and Farhi 2020, 2024; growth.md 1-3).
 *
 *     dlog Y = sum lam~_k dlog A_k                                   forces
 *            + sum Lam~_f dlog L_f                                   factors
 *            + sum over uses W_ue dlog chi_ue + sum (Lam~_m - Lam_m) dlog m     relations
 *            + remainder                                             third order, named
 *
 * lam~ = b'(I - Om~)^-1 with cost shares Om~ at buyers' prices, W_ue = lam~_u Om~_ue, chi = share of a use in what is made,
 * imported or supplied.  In data (model/forces.c) a use counts with the mean over two years of what it is worth and with the
 * change of its share, so that relations leave no third order, and are nothing where there are no wedges, whatever the years;
 * the remainder is that between growth of technology in the accounts of each industry and in those of all.  Prices give the
 * same relations to third order:
 *
 *     - sum lam~ dlog mu - sum W dlog T - sum Lam~_f dlog Lam_f + sum (Lam~_m - Lam_m)(dlog m - dlog Lam_m)
 */
#ifndef DOMAR_MODEL_FORCES_H
#define DOMAR_MODEL_FORCES_H
#include "model/growth.h"
#include "spec/wedges.h"

/* What the difference of returns to capital is called: growth.md 8. */
typedef enum {
    DOMAR_GAP_CAPITAL,          /* no markup; own return over the economy's mean is a wedge on capital */
    DOMAR_GAP_MARKUP,           /* capital costs the economy's mean return; what is left is a markup */
    DOMAR_GAP_NONE,             /* no gap: capital belongs to its industry, pay tells quality */
    DOMAR_GAPS
} domar_gap;

typedef struct {
    domar_gap gap;
    bool labour_quality;                    /* differences of pay are quality, else a wedge (never with GAP_NONE) */
    double user_cost;                       /* GAP_MARKUP: of a unit of the stock, 0: the economy's mean return */
    bool own_price;                         /* goods without a price move as the home industry's, else as their peers' */
    domar_wedge_lines wedges;               /* of the user */
} domar_forces_rule;

enum { DOMAR_FORCES_GROUPS = DOMAR_SKILLS + 1 };        /* labour groups, then capital */

typedef enum {
    DOMAR_PART_HOURS, DOMAR_PART_QUALITY, DOMAR_PART_CAPITAL, DOMAR_PART_FORCES, DOMAR_PART_LABOUR_FLOW,
    DOMAR_PART_CAPITAL_FLOW, DOMAR_PART_INPUTS, DOMAR_PART_FINAL, DOMAR_PART_EXPORTS, DOMAR_PART_IMPORTS,
    DOMAR_PART_REMAINDER, DOMAR_PARTS
} domar_forces_part;

/* What lacked, in the order in which it is looked for. */
typedef enum {
    DOMAR_LACKS_NOTHING, DOMAR_LACKS_VOLUME, DOMAR_LACKS_LABOUR, DOMAR_LACKS_HOURS, DOMAR_LACKS_STOCK, DOMAR_LACKS_TAXES,
    DOMAR_LACKS_IMPORT_PRICE, DOMAR_LACKS_INDUSTRY, DOMAR_LACKS_COST
} domar_forces_lack;

/* One scope between two years. */
typedef struct {
    domar_forces_lack lack;
    size_t culprit;                         /* table row that lacks it */
    bool   partly;                          /* it lacks labour, hours or capital: gdp is told, and hours and quality unless NaN;
                                               the other parts are NaN */
    double gdp;                             /* dlog of real GDP (Tornqvist of final uses and exports less imports) */
    double part[DOMAR_PARTS];               /* adds up to gdp */
    double relations_by_prices;
    double identity;                        /* by how much the sums miss growth before third orders are put apart */
    double nominal[2];                      /* GDP of the two years, table's money */
    size_t industries;                      /* H */
    const size_t *row;                      /* H: table rows */
    double *weight, *sales, *tfp, *forces, *relations, *factors;     /* H: lam~, lam (means), growth, contributions */
    size_t groups;                          /* labour groups + 1 */
    double flow_social[DOMAR_FORCES_GROUPS], flow_private[DOMAR_FORCES_GROUPS], supply[DOMAR_FORCES_GROUPS],
           share[DOMAR_FORCES_GROUPS], cost_share[DOMAR_FORCES_GROUPS];   /* dlog L, Lam, Lam~ */
    bool   skills;                          /* labour groups are skill groups; else hours or heads */
    double assumed;                         /* share of imports whose price is assumed */
    size_t odd;                             /* cells of capital income that is not above zero, out of the wedges */
} domar_forces_change;

/* economy: G, which ones belong to the scope.  Arrays from scratch.  Lacks are no failure. */
domar_status domar_forces_between(domar_cx *cx, domar_forces_change *out, const domar_growth_rows *rows,
                                  const domar_growth_year *a, const domar_growth_year *b, const bool *economy,
                                  const domar_forces_rule *rule);
static inline double domar_forces_factors(const domar_forces_change *c)
{
    return c->part[DOMAR_PART_HOURS] + c->part[DOMAR_PART_QUALITY] + c->part[DOMAR_PART_CAPITAL];
}
static inline double domar_forces_relations(const domar_forces_change *c)
{
    double sum = 0;
    for (int k = DOMAR_PART_LABOUR_FLOW; k <= DOMAR_PART_IMPORTS; k++) sum += c->part[k];
    return sum;
}
#endif
