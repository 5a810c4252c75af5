/* table/aggregate.h -- concordances: from codes to coarser (or other) codes, many-to-many with
 * weights that sum to 1 for every source code. */
#ifndef DOMAR_TABLE_AGGREGATE_H
#define DOMAR_TABLE_AGGREGATE_H
#include "table/table.h"

typedef struct domar_concordance domar_concordance;
/* CSV text with the header source,target,weight[,en,zh,kind]; name is for messages.  Every code
 * of axis must be mapped (a source "*" stands for all others: kept as they are where the target
 * is "*"); weights of each source sum to 1 within 1e-9: DOMAR_EDATA names row and code.  Sources
 * that the axis lacks are left out, so that one list serves several tables.  Targets come in
 * the order of the text; a label or kind that it leaves empty is that of the source, where all
 * sources agree. */
domar_status domar_concordance_new(domar_cx *cx, domar_concordance **out, const domar_axis *axis,
                                   const char *csv, size_t size, const char *name);
void domar_concordance_free(domar_concordance *c);
/* New series with industries and/or economies aggregated (either NULL: as they are), frozen by
 * the same conventions.  Flows add up, in a fixed order and with twice the digits, so that the
 * sums are those of exact arithmetic, rounded.  Price and volume indices are harmonic means
 * weighted with output: the deflated total is then the sum of the deflated parts.  Missing
 * stays missing when all parts are, and makes the sum missing when any part with output is. */
domar_status domar_series_aggregate(domar_cx *cx, domar_series **out, const domar_series *in,
                                    const domar_concordance *economies,
                                    const domar_concordance *industries);
#endif
