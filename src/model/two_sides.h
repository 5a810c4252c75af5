/* model/two_sides.h -- the flows of a year as decompositions take them.
 *
 * A table of several economies is taken as it is.  A national table becomes a world of two, home and abroad: abroad
 * supplies what is imported, with no inputs of its own, and buys the exports.  Imports that the table shows in one column
 * (competitive) are laid on users in proportion,
 *
 *     d_i = (x_i - e_i) / (x_i - e_i + m_i),   home sells d_i of every use at home, abroad 1 - d_i,
 *
 * one share a product for all users, which is an assumption.  Without such a column (imports are outside, or a row)
 * nothing is known of what abroad sells, and home sells all there is.
 *
 * With prices the flows are those of the price base: each row over its supplier's price change (abroad: that of the same
 * product at home). */
#ifndef DOMAR_MODEL_TWO_SIDES_H
#define DOMAR_MODEL_TWO_SIDES_H
#include "model/decomposition.h"

typedef struct {
    size_t G, N;             /* of the sides: 2 economies for a national table */
    bool   national, imports;/* imports: a column of imports tells who sells */
} domar_sides_shape;
domar_sides_shape domar_sides_of(const domar_series *series);

/* Z, x, F and row of the side from scratch, then domar_decomposition_side_make.  row: t->n, NULL: output itself; it is
 * taken as it stands, not deflated.  price: t->n, or NULL.  *beyond (may be NULL) counts industries of a national table that
 * export more than they make: d is then no share. */
domar_status domar_side_of(domar_cx *cx, domar_decomposition_side *side, const domar_sides_shape *shape, const domar_table *t,
                           const double *row, const double *price, size_t *beyond);
#endif
