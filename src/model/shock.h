/* model/shock.h -- a change in what industries pay to primary inputs: who pays it, how much.
 * accounts.prices and accounts.ghosh follow the same change, one as costs, one as supply. */
#ifndef DOMAR_MODEL_SHOCK_H
#define DOMAR_MODEL_SHOCK_H
#include "table/table.h"

typedef struct {
    const char *row;             /* "VA", or the code of a factor or satellite */
    const char *economies;       /* codes with commas; NULL: all */
    const char *industries;      /* likewise */
    double change;               /* per cent of the row */
    double levy;                 /* money per unit of the row, instead of change; 0: none */
} domar_shock;

/* picked (n): is the industry in both lists?  Returns how many are; DOMAR_EUSAGE names a code that
 * the table does not have, what: the parameters' first word ("from" for --from-economy). */
domar_status domar_pick(domar_cx *cx, bool *picked, size_t *count, const domar_table *t,
                        const char *economies, const char *industries, const char *what);

/* d (n): money that each industry pays more.  DOMAR_EUSAGE: no such row, or a row that is not
 * money without a levy; DOMAR_EDATA: industries that produce lack a number. */
domar_status domar_shock_money(domar_cx *cx, double *d, const domar_table *t,
                               const domar_shock *shock, domar_item *row);

/* The change in words, without its full stop: "10 % more of Value added in CHN". */
char *domar_shock_text(domar_cx *cx, const domar_shock *shock, const domar_item *row, bool chinese);
#endif
