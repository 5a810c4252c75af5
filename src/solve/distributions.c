/* solve/distributions.c -- incomplete gamma and beta by series and continued fraction (modified Lentz), quantiles by
 * Halley steps (normal) or by halving an interval. */
#include "solve/distributions.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { ROUNDS = 100000, HALVINGS = 200 };
#define LOG_ROOT_2PI 0.91893853320467274178
#define ROOT_HALF 0.70710678118654752440
static const double tiny = 1e-300;

double domar_log_gamma(double a)
{
    int sign;
    return lgamma_r(a, &sign);
}

/* ---- standard normal */
double domar_normal_density(double z) { return exp(-0.5 * z * z - LOG_ROOT_2PI); }
double domar_normal_below(double z) { return 0.5 * erfc(-z * ROOT_HALF); }
double domar_normal_two_sided(double z) { return erfc(fabs(z) * ROOT_HALF); }

double domar_normal_log_below(double z)
{
    if (z > 0) return log1p(-0.5 * erfc(z * ROOT_HALF));
    if (z > -30) return log(0.5 * erfc(-z * ROOT_HALF));
    const double s = 1 / (z * z);            /* density / |z| * (1 - s + 3 s^2 - 15 s^3 + ...) */
    double term = 1, sum = 0;
    for (int k = 1; k <= 8; k++) sum += term *= -(2 * k - 1) * s;
    return -0.5 * z * z - LOG_ROOT_2PI - log(-z) + log1p(sum);
}

double domar_normal_log_between(double a, double b)
{
    if (isinf(a) && isinf(b)) return a < b ? 0 : NAN;
    if (isinf(a)) return domar_normal_log_below(b);
    if (isinf(b)) return domar_normal_log_below(-a);
    if (a > 0) {
        const double c = a;
        a = -b;
        b = -c;
    }
    const double la = domar_normal_log_below(a), lb = domar_normal_log_below(b);
    return lb + log(-expm1(la - lb));
}

double domar_normal_hazard(double z)
{
    if (z > 0) return domar_normal_density(z) / domar_normal_below(z);
    if (z > -30) return domar_normal_density(z) / (0.5 * erfc(-z * ROOT_HALF));
    const double s = 1 / (z * z);            /* no difference of large logs */
    double term = 1, sum = 0;
    for (int k = 1; k <= 8; k++) sum += term *= -(2 * k - 1) * s;
    return -z / (1 + sum);
}

double domar_normal_quantile(double p)
{
    if (!(p > 0) || !(p < 1)) return p == 0 ? -INFINITY : p == 1 ? INFINITY : NAN;
    const bool upper = p > 0.5;
    const double q = upper ? 1 - p : p, t = sqrt(-2 * log(q));
    /* Hastings' rational fit, 4.5e-4; each step triples the digits. */
    double z = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
    for (int k = 0; k < 3; k++) {
        const double u = (domar_normal_below(z) - q) / domar_normal_density(z);
        z -= u / (1 + 0.5 * z * u);
    }
    return upper ? -z : z;
}

/* ---- incomplete gamma */
static double gamma_factor(double a, double x) { return exp(a * log(x) - x - domar_log_gamma(a)); }

static double gamma_series(double a, double x)
{
    double term = 1 / a, sum = term;
    for (int k = 1; k < ROUNDS && term > DBL_EPSILON * 0.1 * sum; k++) sum += term *= x / (a + k);
    return sum * gamma_factor(a, x);
}

static double gamma_fraction(double a, double x)
{
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
    for (int k = 1; k < ROUNDS; k++) {
        const double an = -k * (k - a);
        b += 2;
        d = an * d + b;
        if (fabs(d) < tiny) d = tiny;
        c = b + an / c;
        if (fabs(c) < tiny) c = tiny;
        d = 1 / d;
        h *= d * c;
        if (fabs(d * c - 1) < DBL_EPSILON) break;
    }
    return h * gamma_factor(a, x);
}

double domar_gamma_below(double a, double x)
{
    if (!(a > 0) || !(x >= 0)) return NAN;
    if (x == 0) return 0;
    if (isinf(x)) return 1;
    return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double domar_gamma_above(double a, double x)
{
    if (!(a > 0) || !(x >= 0)) return NAN;
    if (x == 0) return 1;
    if (isinf(x)) return 0;
    return x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

/* ---- incomplete beta */
static double beta_fraction(double x, double a, double b)
{
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    if (fabs(d) < tiny) d = tiny;
    d = 1 / d;
    double h = d;
    for (int m = 1; m < ROUNDS; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double step = 1;
        for (int half = 0; half < 2; half++) {
            const double an = half ? odd : even;
            d = 1 + an * d;
            if (fabs(d) < tiny) d = tiny;
            c = 1 + an / c;
            if (fabs(c) < tiny) c = tiny;
            d = 1 / d;
            step = d * c;
            h *= step;
        }
        if (fabs(step - 1) < DBL_EPSILON) break;
    }
    return h;
}

/* y = 1 - x, given so that neither end loses digits. */
static double beta_below(double x, double y, double a, double b)
{
    if (!(a > 0) || !(b > 0) || !(x >= 0) || !(y >= 0)) return NAN;
    if (x == 0 || y == 0) return x == 0 ? 0 : 1;
    const double front = exp(domar_log_gamma(a + b) - domar_log_gamma(a) - domar_log_gamma(b) + a * log(x) + b * log(y));
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(x, a, b) / a : 1 - front * beta_fraction(y, b, a) / b;
}

double domar_beta_below(double x, double a, double b) { return beta_below(x, 1 - x, a, b); }

/* ---- those of tests */
double domar_chi2_above(double x, double df) { return domar_gamma_above(0.5 * df, 0.5 * x); }

double domar_t_two_sided(double t, double df)
{
    if (!(df > 0) || isnan(t)) return NAN;
    if (isinf(df)) return domar_normal_two_sided(t);
    if (isinf(t)) return 0;
    const double s = t * t / df;             /* over df first: no overflow where t is not */
    return beta_below(1 / (1 + s), s / (1 + s), 0.5 * df, 0.5);
}

double domar_t_above(double t, double df)
{
    const double half = 0.5 * domar_t_two_sided(t, df);
    return t > 0 ? half : 1 - half;
}

double domar_f_above(double f, double df1, double df2)
{
    if (!(df1 > 0) || !(df2 > 0) || !(f >= 0)) return NAN;
    if (isinf(df2)) return domar_chi2_above(f * df1, df1);
    if (isinf(f)) return 0;
    const double s = df1 * f / df2;
    return beta_below(1 / (1 + s), s / (1 + s), 0.5 * df2, 0.5 * df1);
}

double domar_chi2_quantile(double p, double df)
{
    if (!(p >= 0) || !(p <= 1) || !(df > 0)) return NAN;
    if (p == 0 || p == 1) return p == 0 ? 0 : INFINITY;
    double low = 0, high = df + 1;
    while (domar_gamma_below(0.5 * df, 0.5 * high) < p && high < 1e300) high *= 2;
    for (int k = 0; k < HALVINGS && high - low > DBL_EPSILON * high; k++) {
        const double x = 0.5 * (low + high);
        if (domar_gamma_below(0.5 * df, 0.5 * x) < p) low = x; else high = x;
    }
    return 0.5 * (low + high);
}

double domar_t_quantile(double p, double df)
{
    if (!(p >= 0) || !(p <= 1) || !(df > 0)) return NAN;
    if (p == 0 || p == 1) return p == 0 ? -INFINITY : INFINITY;
    const double tail = p > 0.5 ? 1 - p : p;
    if (tail == 0.5) return 0;
    double low = 0, high = 2;
    while (0.5 * domar_t_two_sided(high, df) > tail && high < 1e300) high *= 2;
    for (int k = 0; k < HALVINGS && high - low > DBL_EPSILON * high; k++) {
        const double t = 0.5 * (low + high);
        if (0.5 * domar_t_two_sided(t, df) > tail) low = t; else high = t;
    }
    return p > 0.5 ? 0.5 * (low + high) : -0.5 * (low + high);
}
