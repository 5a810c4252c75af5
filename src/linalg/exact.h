/* linalg/exact.h -- sums that carry their rounding errors along: with twice the digits, so that a
 * sum of whole numbers is exact and any other is as good as rounded once. */
#ifndef DOMAR_LINALG_EXACT_H
#define DOMAR_LINALG_EXACT_H
#include <math.h>

/* high + low += a; the error of the addition goes into low [Knuth, two-sum]. */
static inline void domar_carry(double *high, double *low, double a)
{
    const double s = *high + a, back = s - *high;
    *low += (*high - (s - back)) + (a - back);
    *high = s;
}

/* high + low += w * a; the error of the product as well. */
static inline void domar_carry_product(double *high, double *low, double w, double a)
{
    const double p = w * a;
    *low += fma(w, a, -p);
    domar_carry(high, low, p);
}
#endif
