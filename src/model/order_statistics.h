/* model/order_statistics.h -- quantiles without sorting: values are counted in equal bins, only the bins that hold a
 * wanted rank are sorted.  A tenth of the time of a sort where there are many. */
#ifndef DOMAR_MODEL_ORDER_STATISTICS_H
#define DOMAR_MODEL_ORDER_STATISTICS_H
#include <stddef.h>

/* Quantiles q[k] (in [0, 1], count of them, at most 16) of n finite values, type 7: linear between the two order statistics
 * around (n - 1) q.  work: n doubles, or values itself, which is then in another order afterwards.  n = 0: NaN. */
void domar_quantiles(double *at, const double *q, size_t count, const double *values, size_t n, double *work);
#endif
