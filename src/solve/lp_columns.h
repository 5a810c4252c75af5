/* solve/lp_columns.h -- columns that many small linear programs share, packed for pricing.
 *
 * Few rows, many columns: eight columns lie side by side, row after row, so that a pass over all of them is one stream.
 * Rows and columns are scaled by powers of two, which rounds nothing and makes the answer the same in any unit. */
#ifndef DOMAR_SOLVE_LP_COLUMNS_H
#define DOMAR_SOLVE_LP_COLUMNS_H
#include "base/context.h"

enum { DOMAR_LP_LANES = 8 };

typedef struct {
    size_t rows, lines, count, blocks;   /* lines: the rows, and one of costs where there are any */
    double   *a;             /* blocks x lines x LANES: row_scale x given x scale; the last block is filled up with zeros */
    double   *row_scale;     /* lines */
    double   *scale;         /* count */
    uint32_t *place;         /* count: position in the set that it was drawn from */
} domar_lp_columns;

/* value: rows arrays of numbers, of which pick[0..count) are taken (NULL: the first count); cost (NULL: none) likewise.
 * A row that is NULL is all zeros: one that only columns of the program's own enter. */
domar_status domar_lp_columns_new(domar_cx *cx, domar_lp_columns **out, const double *const *value, size_t rows,
                                  const double *cost, const uint32_t *pick, size_t count);
/* Some columns of a set, scaled as there; place tells which. */
domar_status domar_lp_columns_draw(domar_cx *cx, domar_lp_columns **out, const domar_lp_columns *from,
                                   const uint32_t *pick, size_t count);
void domar_lp_columns_free(domar_lp_columns *c);                              /* NULL-safe */

/* Column j as packed, into a (rows); returns its cost as packed. */
double domar_lp_column(double *a, const domar_lp_columns *c, size_t j);

typedef struct { double value; size_t at; } domar_lp_bid;
/* The largest y'a_j (y: lines) that is above best->value, column skip left out; best stays where there is none. */
void domar_lp_price(domar_lp_bid *best, const domar_lp_columns *c, const double *y, size_t skip);
/* The first one above `above` instead (Bland's rule); SIZE_MAX: none. */
size_t domar_lp_first(const domar_lp_columns *c, const double *y, size_t skip, double above);
/* max_j y'a_j / (least + sum_i |y_i a_ij|), at least 0, without column skip. */
double domar_lp_violation(const domar_lp_columns *c, const double *y, size_t skip, double least);
#endif
