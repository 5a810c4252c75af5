/* model/coupling.c -- coupling of systems and obstacle degrees, row by row. */
#include "model/coupling.h"
#include <math.h>

domar_coupled domar_couple(const double *u, const double *share, size_t n, bool wang)
{
    double sum = 0, product = 1, largest = 0, apart = 0, development = 0, c;
    for (size_t i = 0; i < n; i++) {
        sum += u[i];
        largest = fmax(largest, u[i]);
        development += share[i] * u[i];
    }
    if (!(sum > 0)) return (domar_coupled){ NAN, development, NAN };
    for (size_t i = 0; i < n; i++) {
        product *= u[i] / largest;                         /* of ratios: no underflow of small scores */
        for (size_t j = 0; j < i; j++) apart += fabs(u[i] - u[j]);
    }
    if (wang) c = sqrt(fmax(0, 1 - apart / (0.5 * (double)n * (double)(n - 1))) * pow(product, 1 / (double)(n - 1)));
    else c = fmin(1, (double)n * largest * pow(product, 1 / (double)n) / sum);
    return (domar_coupled){ c, development, sqrt(c * development) };
}

bool domar_obstacle_degrees(double *degree, const double *z, const double *w, size_t m)
{
    double sum = 0;
    for (size_t j = 0; j < m; j++) sum += w[j] * (1 - z[j]);
    for (size_t j = 0; j < m; j++) degree[j] = sum > 0 ? w[j] * (1 - z[j]) / sum : NAN;
    return sum > 0;
}
