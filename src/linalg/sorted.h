/* linalg/sorted.h -- numbers in order. */
#ifndef DOMAR_LINALG_SORTED_H
#define DOMAR_LINALG_SORTED_H
#include <stddef.h>

/* For qsort and bsearch of doubles, smallest first. */
int domar_ascending(const void *a, const void *b);
/* Quantile p in [0, 1] of n numbers, smallest first: linear between the two around (n - 1) p (type 7 of hyndman1996); NaN of none. */
double domar_quantile(const double *sorted, size_t n, double p);
#endif
