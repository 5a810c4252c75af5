/* model/capital_share.h -- the capital share of every industry and period, however the user gives it. */
#ifndef DOMAR_MODEL_CAPITAL_SHARE_H
#define DOMAR_MODEL_CAPITAL_SHARE_H
#include "axis/axis.h"
#include <stdint.h>

typedef struct {
    size_t rows, periods, industries;
    const uint32_t *period, *industry;       /* rows */
    const domar_axis *axis;                  /* industries */
    const double *value_added, *wage_bill;   /* rows */
    const double *column;                    /* rows, or NULL: shares of a column of the data */
    const char *text;                        /* "labour_share", "0.4", "steel=0.5,food=0.3"; of no use with a column */
    double scale;                            /* labour share of the data times this is labour's share */
} domar_capital_share_from;

/* share (periods x industries), strictly between 0 and 1; 0.5 where nobody is.  DOMAR_EDATA names the industry. */
domar_status domar_capital_share(domar_cx *cx, double *share, const domar_capital_share_from *from);
/* Is the text one of the above, not the name of a column? */
bool domar_capital_share_is_text(const char *text);
#endif
