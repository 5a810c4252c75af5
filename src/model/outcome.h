/* model/outcome.h -- solving a moved world, and what it means for each economy. */
#ifndef DOMAR_MODEL_OUTCOME_H
#define DOMAR_MODEL_OUTCOME_H
#include "model/equilibrium.h"

/* Where a gain comes from; they add up to the equivalent variation. */
typedef enum {
    DOMAR_TERM_TERMS_OF_TRADE,   /* prices of exports against prices of imports, at the border */
    DOMAR_TERM_TRADE_VOLUME,     /* more of trade that is worth more at home than it costs at the border */
    DOMAR_TERM_TECHNOLOGY,       /* productivity, factors' productivity, trade costs in goods, tastes */
    DOMAR_TERM_REALLOCATION,     /* more of what domestic wedges hold back */
    DOMAR_TERM_FACTORS,          /* more factors */
    DOMAR_TERM_TRANSFERS,        /* transfers and incomes received from abroad, and what they buy */
    DOMAR_TERM_DISTRIBUTION,     /* between households of the economy: 0 where there is one */
    DOMAR_TERMS
} domar_term_kind;

typedef struct {
    domar_market   *m;           /* at the counterfactual */
    double         *z;           /* m->size */
    domar_fp_report report;
    double walras;               /* |scale - 1|: the equation that is left over */
    size_t stages;               /* in which the shock was approached; 0: at once */
    double reached;              /* part of the shock that was solved, where it failed */
    size_t nodes;                /* of the path */
    double gap;                  /* largest |sum of terms - EV| over final spending */
} domar_outcome;

/* Equilibrium with all moves in full, warm from z.  DOMAR_ENOCONV: the market that does not clear stands
 * at report.at; wording is the caller's. */
domar_status domar_outcome_solve(domar_cx *cx, domar_outcome *o, const domar_move *moves, size_t count,
                                 domar_fp_way way);
/* terms (count x homes x DOMAR_TERMS, money at base prices: they sum to EV) and gdp (G: log of real GDP's
 * hat, Divisia), integrated along the path of the moves, transfers first and then all else together in
 * logs, by Gauss-Legendre with tangents from the Jacobian; nodes doubled until they meet EV within tol of final spending. */
domar_status domar_outcome_path(domar_cx *cx, domar_outcome *o, double *terms, double *gdp, const domar_move *moves,
                                size_t count, double tol);
/* Sum over an economy's households. */
static inline double domar_term_in(const domar_world *w, const double *terms, size_t move, size_t economy, size_t term)
{
    double sum = 0;
    for (size_t h = economy * w->H; h < (economy + 1) * w->H; h++) sum += terms[(move * w->homes + h) * DOMAR_TERMS + term];
    return sum;
}
/* Terms (G x DOMAR_TERMS, money a unit of move) at the market's last sweep for a small move: what each economy's
 * spending gains at once.  own (G): of that, what the wedges hold back that the move itself takes away, in the
 * economies that impose them: sum of value x (- move) x d log Q.  gain (homes): d log of real spending; NULL: not asked. */
domar_status domar_outcome_terms(domar_cx *cx, domar_outcome *o, double *terms, double *own, double *gain, const domar_move *move);
/* The same at the market's last sweep by good and partner, for a move and a push (size, NULL: none) on the equations: cells
 * (domar_cells blocks of DOMAR_TERMS; NULL: not asked for; money at base prices, so that they sum to the change of
 * the equivalent variation), gdp (G: log of real GDP), dz (size: of the unknowns).  tol: of the linear system. */
domar_status domar_outcome_rates(domar_cx *cx, domar_outcome *o, double *cells, double *gdp, double *dz, const domar_move *move,
                                 const double *push, double tol);
/* Economy that gains x good or producer x partner; the last of goods and partners: none in particular. */
static inline size_t domar_cells(const domar_world *w) { return w->G * (w->N + 1) * (w->G + 1); }
/* Nodes and weights of Gauss and Legendre on [0, 1]. */
domar_status domar_gauss(domar_cx *cx, double *nodes, double *weights, size_t count);
/* Welfare hat: real final spending without what is burnt, of a household; of an economy the mean over its
 * households by base spending, so that it is 1 + EV over spending.  At the market's last sweep. */
double domar_household_income(const domar_market *m, size_t home);
double domar_real_income(const domar_market *m, size_t economy);
/* What an objective is made of: weights in money a unit of log; NULL: nothing of the kind. */
typedef struct {
    const double *welfare;       /* homes: of real final spending */
    const double *gdp;           /* G: of real GDP */
    const double *value_added;   /* n: of factor income over the price of the economy's consumption */
    const double *jobs;          /* n x F: of factors at work */
    const double *revenue;       /* G: of what wedges earn there over the price of consumption; money a unit of money */
    double tol;                  /* of the transposed solve; 0: 1e-12 */
} domar_objective;
/* gradient += the objective's by everything that gradient has arrays for, by one transposed solve at the market's last
 * sweep.  room: domar_gradient_room doubles, written over; room[m->size ..] then holds lambda (m->size): what the
 * objective gains by a push on each equation. */
size_t domar_gradient_room(const domar_market *m);
domar_status domar_gradient(domar_cx *cx, domar_move *gradient, domar_market *m, const domar_fixed_point *f,
                            const domar_objective *objective, double *room);
/* Hat of the mean return of a pool of factors (G x F), nominal. */
double domar_return(const domar_market *m, size_t pool);
#endif
