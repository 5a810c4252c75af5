/* model/budget.h -- one rate an economy that keeps its real tax revenue where the scenario wants it. */
#ifndef DOMAR_MODEL_BUDGET_H
#define DOMAR_MODEL_BUDGET_H
#include "model/outcome.h"
#include "model/shocks.h"

typedef struct domar_budget domar_budget;

/* NULL where the scenario's closure has no revenue line.  Real revenue of the base is remembered: to be made before
 * the scenario's changes move the levels of wedges. */
domar_status domar_budget_new(domar_cx *cx, domar_budget **out, domar_base *base, const domar_scenario *s);
void domar_budget_free(domar_budget *b);                                /* NULL-safe */
/* The instrument that the rates are (owned by the budget), a name for it, and what one rate was found to be, per cent added
 * to the price. */
const domar_move *domar_budget_move(const domar_budget *b);
const char *domar_budget_name(const domar_budget *b);
size_t domar_budget_rates(const domar_budget *b);
double domar_budget_rate(const domar_budget *b, size_t k, size_t *economy);
/* Takes rates (logs, domar_budget_rates of them) out, or puts them back. */
void domar_budget_take(const domar_budget *b, double *rates);
void domar_budget_put(domar_budget *b, const double *rates);
/* Equilibria with moves (the budget's own among them) until revenue is met to 1e-11 of spending.  DOMAR_ENOCONV names the
 * economy whose revenue no rate brings about. */
domar_status domar_budget_solve(domar_cx *cx, domar_budget *b, domar_outcome *o, const domar_move *moves, size_t count,
                                domar_fp_way way);
#endif
