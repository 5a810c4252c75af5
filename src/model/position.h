/* model/position.h -- what upstreamness and downstreamness share: the flows in which stages are
 * counted, means over economies, and a sentence. */
#ifndef DOMAR_MODEL_POSITION_H
#define DOMAR_MODEL_POSITION_H
#include "solve/leontief.h"
#include "spec/result.h"

/* A square of flows: the table's own, or the table summed to economies.
 *
 * Net inventories N_i are what an industry produced and nobody has used yet.  They are spread
 * over the users in proportion [antras2018, sec. 2]: row i of Z times f_i = x_i / (x_i - N_i),
 * f_i = 1 where x_i = N_i. */
typedef struct {
    const double   *Z, *x;      /* n x n, n */
    const double   *f;          /* n: row scale; NULL: none */
    size_t          n;
    domar_leontief *system;     /* with I - diag(f) Z diag(1/x) */
    domar_leontief *own;        /* the same if made here: see domar_flows_free */
    size_t          exhausted;  /* rows with x_i > 0 whose net inventories reach or pass output */
} domar_flows;

/* system: that of the table without row scale, borrowed.  net: spread net inventories;
 * whole: sum to economies first.  Arrays live in the caller's scratch mark. */
domar_status domar_flows_new(domar_cx *cx, domar_flows *out, const domar_table *t,
                             domar_leontief *system, bool net, bool whole);
void domar_flows_free(domar_flows *flows);
/* What the certificate says: industries without output, rows whose inventories pass output, and
 * the residual of a system made here (the engine reports on its own). */
domar_status domar_flows_certify(domar_cx *cx, domar_result *r, const domar_flows *flows, bool net);

/* Mean of values over the industries of each economy, weighted by output; industries without a
 * number are left out; NaN where none is left. mean: G, values: n. */
void domar_position_mean(double *mean, const double *values, const domar_table *t);

/* The one-line reading: the output-weighted mean, the largest and the smallest of values over the
 * economies that a filter picks (NULL: all).  whole: values are G, one an economy, else n.
 * en, zh: what is counted. */
domar_status domar_position_read(domar_cx *cx, domar_result *r, const double *values,
                                 const domar_table *t, bool whole, const char *economies,
                                 const char *en, const char *zh);
#endif
