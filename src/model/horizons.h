/* model/horizons.h -- one scenario under three mobilities of factors: what it costs before anything can be
 * reallocated, when some can, and when all can [baqaee2019]. */
#ifndef DOMAR_MODEL_HORIZONS_H
#define DOMAR_MODEL_HORIZONS_H
#include "spec/scenario.h"
#include "table/table.h"

enum { DOMAR_HORIZON_NONE, DOMAR_HORIZON_PARTIAL, DOMAR_HORIZON_FULL, DOMAR_HORIZONS };

typedef struct {
    size_t G, n;
    /* DOMAR_HORIZONS x G, per cent but ev (money) */
    double *real_income, *ev, *gdp;
    double *first_order;         /* of real income: its derivative at the base times the shock */
    double *hulten;              /* of gdp: sum of sales over gdp times log productivity (both: logs as per cent) */
    /* DOMAR_HORIZONS x n, per cent; NAN: does not produce */
    double *output, *price, *factor_income;
    double residual[DOMAR_HORIZONS], walras[DOMAR_HORIZONS], gap[DOMAR_HORIZONS];
    bool   shuts, technology;    /* lines that shut down: they have no first order; lines of productivity */
    bool   closes;               /* closing rates are found with the answer: no first order either */
    bool   given;                /* the base is taken as given */
} domar_horizons;

/* mobility: of the horizon in the middle.  path: fill gdp too (slower).  DOMAR_ENOCONV names the horizon. */
domar_status domar_horizons_new(domar_cx *cx, domar_horizons **out, const domar_table *t, const domar_scenario *s,
                                double mobility, bool path);
void domar_horizons_free(domar_horizons *h);                           /* NULL-safe */
#endif
