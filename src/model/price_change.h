/* model/price_change.h -- the change of what suppliers ask from one year to another, in the table's money: value over
 * volume of output.  Where a supplier has no price an assumption stands in, and how much of the world's output rests on it
 * is told. */
#ifndef DOMAR_MODEL_PRICE_CHANGE_H
#define DOMAR_MODEL_PRICE_CHANGE_H
#include "model/growth.h"

typedef struct {
    double *p;               /* n: price of the later year over that of the earlier */
    bool   *priced;          /* G: some industry of the economy has a price */
    double  assumed;         /* share of the later year's output whose price is assumed */
} domar_price_change;

/* An industry without a price in an economy that has some takes the mean of its economy; an economy without any takes, by
 * industry, the mean of the others, else the mean of all (means of logs, by output of both years).  p is 1 throughout
 * where nobody has a price. */
domar_status domar_price_changes(domar_cx *cx, domar_price_change *change, const domar_growth_year *a,
                                 const domar_growth_year *b, size_t G, size_t N);
#endif
