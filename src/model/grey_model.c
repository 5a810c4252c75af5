/* model/grey_model.c -- GM(1,1) and the benchmarks beside it. */
#include "model/grey_model.h"
#include <math.h>

double domar_grey_value(const domar_grey *g, size_t k)
{
    if (!k) return g->first;
    /* The difference of two exponentials, also where a is nearly 0: (x0(1) - b/a) (e^-ak - e^-a(k-1)). */
    const double now = (double)k, grown = -expm1(g->a) * exp(-g->a * now);
    if (fabs(g->a) < 1e-12) return g->b - g->a * g->first;
    return g->first * grown - g->b * grown / g->a;
}

static double mean(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    return sum / (double)n;
}

static void judge(domar_grey *g, const double *x, size_t n)
{
    const double centre = mean(x, n);
    double errors = 0, s1 = 0, s2 = 0;
    size_t small = 0;
    g->relative_error = 0;
    for (size_t k = 0; k < n; k++) {
        const double e = x[k] - domar_grey_value(g, k);
        errors += e / (double)n;
        s1 += (x[k] - centre) * (x[k] - centre) / (double)n;
        if (k) g->relative_error += fabs(e) / x[k] / (double)(n - 1);
    }
    for (size_t k = 0; k < n; k++) {
        const double e = x[k] - domar_grey_value(g, k) - errors;
        s2 += e * e / (double)n;
        small += fabs(e) < 0.6745 * sqrt(s1);
    }
    g->variance_ratio = s1 > 0 ? sqrt(s2 / s1) : NAN;
    g->small_error = s1 > 0 ? (double)small / (double)n : NAN;
}

bool domar_grey_fit(domar_grey *g, const double *x, size_t n)
{
    double sum = x[0], z_mean = 0, x_mean = 0, zz = 0, zx = 0;
    const double bound = exp(2 / (double)(n + 1)), points = (double)(n - 1);
    *g = (domar_grey){ .first = x[0], .least_ratio = INFINITY, .largest_ratio = -INFINITY };
    for (size_t k = 1; k < n; k++) {
        z_mean += (sum + 0.5 * x[k]) / points;
        x_mean += x[k] / points;
        sum += x[k];
        g->least_ratio = fmin(g->least_ratio, x[k - 1] / x[k]);
        g->largest_ratio = fmax(g->largest_ratio, x[k - 1] / x[k]);
    }
    sum = x[0];
    for (size_t k = 1; k < n; k++) {
        const double z = sum + 0.5 * x[k] - z_mean;
        zz += z * z;
        zx += z * (x[k] - x_mean);
        sum += x[k];
    }
    if (!(zz > 0)) return false;
    g->a = -zx / zz;
    g->b = x_mean + g->a * z_mean;
    g->admissible = g->least_ratio > 1 / bound && g->largest_ratio < bound;
    judge(g, x, n);
    return isfinite(g->a) && isfinite(g->b);
}

double domar_drift_value(const double *x, size_t n, size_t h)
{
    return x[n - 1] + (double)h * (x[n - 1] - x[0]) / (double)(n - 1);
}

double domar_trend_value(const double *x, size_t n, size_t h)
{
    const double middle = 0.5 * (double)(n - 1), centre = mean(x, n);
    double tt = 0, tx = 0;
    for (size_t i = 0; i < n; i++) {
        tt += ((double)i - middle) * ((double)i - middle);
        tx += ((double)i - middle) * (x[i] - centre);
    }
    return centre + tx / tt * ((double)(n - 1 + h) - middle);
}
