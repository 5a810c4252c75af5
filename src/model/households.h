/* model/households.h -- a table closed for households [miller2009, sec. 2.5, 6.2].
 *
 * Every economy gains one row, its labour compensation, and one column, its household consumption
 * scaled to that row.  With H (n x k, consumption structures) and W (k x n, labour over output)
 * the industries' part of the larger inverse is
 *
 *     B + B H (I - W B H)^-1 W B,   so   r'B becomes r'B + (r'B H) (I - W B H)^-1 (W B). */
#ifndef DOMAR_MODEL_HOUSEHOLDS_H
#define DOMAR_MODEL_HOUSEHOLDS_H
#include "solve/leontief.h"
#include "table/table.h"

typedef struct {
    size_t  k;            /* economies that are closed */
    size_t *economies;    /* k: which; the others lack labour compensation or consumption */
    const char *kind;     /* of the categories that make the column */
    double *WB;           /* n x k: labour income of each closed economy per unit of final demand */
    double *H;            /* n x k: consumption structures, columns sum to 1 */
    double *S;            /* k x k: (I - W B H)^-1 */
} domar_households;

/* wage: labour compensation over output (n), NaN where unknown, NULL if the table has no such row.
 * Scratch memory of cx; DOMAR_EDATA where no economy can be closed. */
domar_status domar_households_close(domar_cx *cx, domar_households *h, const domar_table *t,
                                    domar_leontief *system, const double *wage);
/* R (n x columns): each column r'B gains what households set in motion. */
domar_status domar_households_add(domar_cx *cx, const domar_households *h, double *R, size_t n,
                                  size_t columns);
#endif
