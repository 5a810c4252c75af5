/* model/inventory.h -- an economy from day to day after a loss of capacity: stocks of inputs, orders and
 * rationing at fixed prices, the adaptive regional input-output model with inventories [hallegatte2014].
 *
 * Everything is told as a share of normal: output y, capacity alpha, orders o; stocks s in days of normal
 * use.  Flows of the table are a year's; a day's are a 365th, which cancels everywhere. */
#ifndef DOMAR_MODEL_INVENTORY_H
#define DOMAR_MODEL_INVENTORY_H
#include "table/table.h"

typedef struct {
    bool   by_supplier;          /* stocks by supplier: none replaces another; else by good, whatever its origin */
    double stored, unstored;     /* target in days of normal use; of energy, water and transport */
    double psi;                  /* below this share of the target a stock holds production back */
    double restoring;            /* days in which a gap in a stock is ordered, or its target if less */
    double overcapacity;         /* most that capacity grows to, of normal */
    double adapting;             /* days in which it does */
} domar_inventory_rules;

typedef struct {
    size_t G, N, n, K;           /* K: classes of inputs, N goods or n suppliers; supplier i is of class i % K */
    domar_inventory_rules rules;
    double *Z;                   /* n x n: inputs, no negative ones, producers alone */
    double *F;                   /* n x G: final use */
    double *x;                   /* n: their row sums; 0: does not produce */
    double *need;                /* K x n: column sums by class */
    double *target;              /* K: days */
    /* where things stand after the last day */
    double *alpha;               /* n */
    double *stock;               /* K x n: days of normal use */
    double *order;               /* K x n: of normal, for tomorrow */
    double *y;                   /* n: output */
    double *served;              /* n: delivered of what was ordered */
    double *received;            /* K x n: of normal */
    double *final;               /* G: received by final use, of normal; NAN: uses nothing */
    double *finalF;              /* G: normal final use */
    double *room;                /* 2 n */
    /* books, over all days */
    double gap;                  /* largest |produced - delivered| of a day over normal output */
    double lowest;               /* least stock, share of its target */
    double bought, used, opened; /* by industries; worth of all stocks at first; in years of flows times 365 */
    double dropped;              /* negative flows of the table, share of output */
    double apart;                /* largest |row sum - output of the table| over output */
} domar_inventory;

/* At normal.  DOMAR_EDATA: imports are a negative column, so that nobody is known to deliver them. */
domar_status domar_inventory_new(domar_cx *cx, domar_inventory **out, const domar_table *t,
                                 const domar_inventory_rules *rules);
void domar_inventory_free(domar_inventory *m);                         /* NULL-safe */
/* One day.  lost (n): share of capacity that is gone; closed (G x N x G: buying economy, good, origin):
 * nothing is bought; either may be NULL: none. */
void domar_inventory_day(domar_inventory *m, const double *lost, const bool *closed);
/* |change of all stocks - (bought - used)| so far, over a day's output of all. */
double domar_inventory_imbalance(const domar_inventory *m);
#endif
