/* model/counterfactual.h -- the new equilibrium as a table with the axes of the base. */
#ifndef DOMAR_MODEL_COUNTERFACTUAL_H
#define DOMAR_MODEL_COUNTERFACTUAL_H
#include "model/case.h"

/* Adds the year of the case to *series (made when NULL; a failed call leaves it as it was): flows at new prices in
 * the unit of account, by what the base table tells apart.  *gap: the largest difference between the table and the
 * market's sales and costs, over output. */
domar_status domar_counterfactual(domar_cx *cx, domar_series **series, double *gap, const domar_case *c);

/* Hat of the heads that work for a producer (place: n x F).  Heads follow incomes within the pool: a mover brings
 * efficiency units w^kappa of w^(1 + kappa) heads [galle2023]; where nobody moves they stay, with one price they are
 * the units employed.  NAN: the producer pays no such factor. */
double domar_heads_hat(const domar_market *m, size_t place);
/* Row of the table's satellites that counts jobs; SIZE_MAX: none. */
size_t domar_jobs_row(const domar_table *t);
/* Which type of factor is labour; the only one where the table does not tell factors apart. */
size_t domar_labour_of(const domar_base *b);
#endif
