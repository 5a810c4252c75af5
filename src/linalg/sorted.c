/* linalg/sorted.c -- comparing and interpolating numbers in order. */
#include "linalg/sorted.h"
#include <math.h>

int domar_ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double domar_quantile(const double *sorted, size_t n, double p)
{
    if (!n) return NAN;
    const double at = p * (double)(n - 1);
    const size_t k = at < 0 ? 0 : (size_t)at >= n - 1 ? n - 1 : (size_t)at;
    return k + 1 < n ? sorted[k] + (at - (double)k) * (sorted[k + 1] - sorted[k]) : sorted[k];
}
