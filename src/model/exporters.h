/* model/exporters.h -- what the industries of a table export, and who they are: the data of model/complexity.h. */
#ifndef DOMAR_MODEL_EXPORTERS_H
#define DOMAR_MODEL_EXPORTERS_H
#include "solve/leontief.h"
#include "table/table.h"

typedef struct {
    const domar_table *t;
    double *exports;           /* n; NaN without output where the table's policy is `missing` */
    double *stages;            /* n: u x, output times stages to final use; NULL without flows */
    const double *work;        /* n: jobs or hours; NULL: the table has no such row */
    double *log_productivity;  /* G: of value added over work; NaN unknown */
    bool   *nobody;            /* G: the rest of the world */
    bool   *no_goods;          /* N: neither agriculture nor mining nor manufacturing; all false where goods are not asked for */
} domar_exporters;

typedef struct { bool gross, goods, hours; } domar_exporters_choice;

/* Exports are value added of the industry that leaves with whatever its economy exports, X = v (L e) with the economy's own
 * inverse L, or gross exports; in accounts without flows output, and what is not listed is not exported.
 * Arrays from scratch.  DOMAR_EDATA: goods are asked for and no industry is known to make any. */
domar_status domar_exporters_new(domar_cx *cx, domar_exporters *e, const domar_table *t, domar_leontief *system,
                                 const domar_exporters_choice *choice);
#endif
