/* model/accounts.h -- the economics that accounts.* and chain.* share.  Plain arrays out. */
#ifndef DOMAR_MODEL_ACCOUNTS_H
#define DOMAR_MODEL_ACCOUNTS_H
#include "table/table.h"

/* v_i = value added / output; 0 where there is no output. n. */
void domar_va_coefficients(double *v, const domar_table *t);
/* Row `values` (n) over output; 0 where no output, NaN kept. n. */
void domar_coefficients(double *c, const double *values, const domar_table *t);
/* Exports of every row: intermediate and final deliveries to other economies (national tables:
 * the exports column). n. */
void domar_exports(double *e, const domar_table *t);
/* Final demand by using economy, categories summed: n x G. National tables: exports and
 * imports columns are left out of the economy's own use. */
void domar_final_by_economy(double *F, const domar_table *t);
/* Final demand summed over everything: n. */
void domar_final_total(double *f, const domar_table *t);
/* Net inventories N_i summed over users; 0 where the table has no such category. n. */
void domar_inventories(double *inv, const domar_table *t);
/* Row of the first satellite (or factor) of a kind, NULL if there is none: S or V row, n. */
const double *domar_row_of_kind(const domar_table *t, const char *kind, const char **code);
/* Unit of that row ("thousand persons"), "" where the table does not say. */
const char *domar_unit_of_kind(const domar_table *t, const char *kind);
/* The row with this code, n: a satellite, a factor, or "VA" for value added by the convention in
 * force. NULL: cx names the one that was perhaps meant (DOMAR_EUSAGE). */
const double *domar_find_row(domar_cx *cx, const domar_table *t, const char *code,
                             domar_item *item);
/* Mean over industries with output, or over all where the table keeps those without. */
double domar_mean_over_industries(const double *values, const domar_table *t);
/* NaN into values[i] where output is zero and the table's policy is `missing`. */
void domar_mask_zero_output(double *values, const domar_table *t);
#endif
