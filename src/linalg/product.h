/* linalg/product.h -- a large row-major matrix times few columns, limited by reading it once.
 * Every entry is summed in an order that does not depend on the number of threads. */
#ifndef DOMAR_LINALG_PRODUCT_H
#define DOMAR_LINALG_PRODUCT_H
#include <stddef.h>

enum { DOMAR_FEW = 16 };      /* columns that one pass takes */

/* Widths that vector registers fill: 1, 8 or 16. k columns, k <= DOMAR_FEW, go into the next,
 * the rest zero. */
static inline size_t domar_product_width(size_t k) { return k <= 1 ? 1 : k <= 8 ? 8 : DOMAR_FEW; }

/* Y (rows x k) = M (rows x cols) X (cols x k), k one of the widths, all row-major. */
void domar_product(int threads, double *Y, const double *M, const double *X, size_t rows,
                   size_t cols, size_t k);
/* Y (cols x k) = M' X, X rows x k. */
void domar_product_t(int threads, double *Y, const double *M, const double *X, size_t rows,
                     size_t cols, size_t k);
#endif
