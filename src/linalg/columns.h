/* linalg/columns.h -- sums along long columns, in lanes whose order does not depend on the machine. */
#ifndef DOMAR_LINALG_COLUMNS_H
#define DOMAR_LINALG_COLUMNS_H
#include <stddef.h>

typedef struct { double least, largest, sum; } domar_spread;
/* x has n >= 1 finite numbers. */
domar_spread domar_column_spread(const double *x, size_t n);
/* sum (x - centre)^2 */
double domar_column_squares(const double *x, size_t n, double centre);
/* sum q ln q over q = a + b x >= 0, with 0 ln 0 = 0; the logarithm is good to 2 units in the last place. */
double domar_column_xlogx(const double *x, size_t n, double a, double b);
/* sum[i] += (w (x_i - at))^2 */
void domar_column_add_squares(double *sum, const double *x, size_t n, double w, double at);
/* C (m x m, row-major, all of it) = sum_i (x_ji - centre_j) (x_ki - centre_k); centre NULL: 0.
 * room: m * DOMAR_COLUMN_BLOCK doubles. */
enum { DOMAR_COLUMN_BLOCK = 512 };
void domar_column_products(double *C, const double *const *x, size_t m, size_t n, const double *centre, double *room);
#endif
