/* model/rebalance.h -- a whole table made to add up, on request only. */
#ifndef DOMAR_MODEL_REBALANCE_H
#define DOMAR_MODEL_REBALANCE_H
#include "table/table.h"

/* New series whose tables [Z Y; V] add up to output x in rows and columns (RAS; gras keeps
 * negative entries). The certificate goes into the series' info under "balance".
 * DOMAR_ENOCONV names the year and the worst row or column. */
domar_status domar_series_rebalance(domar_cx *cx, domar_series **out, const domar_series *in,
                                    bool gras, double tolerance);
#endif
