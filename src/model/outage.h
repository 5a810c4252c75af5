/* model/outage.h -- what a scenario takes away for a while: capacity of producers, links of trade. */
#ifndef DOMAR_MODEL_OUTAGE_H
#define DOMAR_MODEL_OUTAGE_H
#include "spec/scenario.h"
#include "table/table.h"

typedef struct {
    double *lost;                /* n: share of capacity that is gone */
    bool   *closed;              /* G x N x G: buying economy, good, origin */
    size_t  producers, links;    /* how many are hit */
} domar_outage;

/* From lines shut_down (capacity, or with partner the link) and productivity (per cent less: as much of
 * capacity).  DOMAR_EDATA names the page and the line that is neither. */
domar_status domar_outage_new(domar_cx *cx, domar_outage *out, const domar_table *t, const domar_scenario *s);
void domar_outage_free(domar_outage *o);
#endif
