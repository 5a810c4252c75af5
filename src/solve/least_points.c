/* solve/least_points.c */
#include "solve/least_points.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST = DOMAR_LEAST_MOST, STEPS = 300 };

bool domar_small_solve(double *A, double *b, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        size_t p = k;
        for (size_t i = k + 1; i < n; i++)
            if (fabs(A[i * n + k]) > fabs(A[p * n + k])) p = i;
        if (!(fabs(A[p * n + k]) > 0)) return false;
        for (size_t j = 0; p != k && j < n; j++) {
            const double t = A[k * n + j];
            A[k * n + j] = A[p * n + j];
            A[p * n + j] = t;
        }
        const double t = b[k];
        b[k] = b[p];
        b[p] = t;
        for (size_t i = k + 1; i < n; i++) {
            const double f = A[i * n + k] / A[k * n + k];
            for (size_t j = k; j < n; j++) A[i * n + j] -= f * A[k * n + j];
            b[i] -= f * b[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++) b[k] -= A[k * n + j] * b[j];
        b[k] /= A[k * n + k];
    }
    return true;
}

void domar_small_eigenvalues(double *value, double *A, size_t n)
{
    for (int sweep = 0; sweep < 60; sweep++) {
        double off = 0, all = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++) *(i == j ? &all : &off) += A[i * n + j] * A[i * n + j];
        if (!(off > 1e-30 * all)) break;
        for (size_t p = 0; p < n; p++)
            for (size_t q = p + 1; q < n; q++) {
                if (!(fabs(A[p * n + q]) > 0)) continue;
                const double h = (A[q * n + q] - A[p * n + p]) / (2 * A[p * n + q]), t = (h < 0 ? -1 : 1) / (fabs(h) + sqrt(1 + h * h)),
                             c = 1 / sqrt(1 + t * t), s = t * c;
                for (size_t k = 0; k < n; k++) {
                    const double x = A[k * n + p], y = A[k * n + q];
                    A[k * n + p] = c * x - s * y;
                    A[k * n + q] = s * x + c * y;
                }
                for (size_t k = 0; k < n; k++) {
                    const double x = A[p * n + k], y = A[q * n + k];
                    A[p * n + k] = c * x - s * y;
                    A[q * n + k] = s * x + c * y;
                }
            }
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        const double v = A[i * n + i];
        for (; at && value[at - 1] > v; at--) value[at] = value[at - 1];
        value[at] = v;
    }
}

static double square(const double *r, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += r[i] * r[i];
    return sum;
}

static double condition(const double *J, const double *scale, size_t n)
{
    double A[MOST * MOST], value[MOST];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            A[i * n + j] = 0;
            for (size_t k = 0; k < n; k++) A[i * n + j] += J[k * n + i] * J[k * n + j] / (scale[i] * scale[j]);
        }
    domar_small_eigenvalues(value, A, n);
    return value[n - 1] > 0 ? sqrt(fmax(0, value[0]) / value[n - 1]) : 0;
}

/* Step of (J'J + damp D) d = -J'r; *slope: largest cosine between a column of J and r, 0 at a least point. */
static bool step(double *d, double *slope, double *scale, const double *r, const double *J, double damp, size_t n)
{
    double A[MOST * MOST];
    const double length = sqrt(square(r, n));
    *slope = 0;
    for (size_t i = 0; i < n; i++) {
        double g = 0, own = 0;
        for (size_t k = 0; k < n; k++) {
            g += J[k * n + i] * r[k];
            own += J[k * n + i] * J[k * n + i];
        }
        scale[i] = sqrt(own);
        if (!(own > 0)) return false;
        d[i] = -g;
        *slope = fmax(*slope, fabs(g) / (scale[i] * length));
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            A[i * n + j] = i == j ? damp * scale[i] * scale[i] : 0;
            for (size_t k = 0; k < n; k++) A[i * n + j] += J[k * n + i] * J[k * n + j];
        }
    return domar_small_solve(A, d, n);
}

domar_least_point domar_least_points(double *x, const domar_least_of *of)
{
    const size_t n = of->size;
    double r[MOST], J[MOST * MOST], d[MOST], next[MOST], scale[MOST], slope = 1, damp = 1e-3, first;
    domar_least_point at = { false, INFINITY, 0, 0 };
    if (n > MOST || !of->residuals(of->self, x, r, J)) return at;
    at.value = first = square(r, n);
    for (; at.steps < STEPS; at.steps++) {
        if (!step(d, &slope, scale, r, J, damp, n)) break;
        double moved = 0, far = 0;
        for (size_t i = 0; i < n; i++) {
            next[i] = x[i] + d[i];
            moved = fmax(moved, fabs(d[i]) / (1 + fabs(x[i])));
            far = fmax(far, fabs(next[i]));
        }
        double s[MOST];
        const bool fits = of->residuals(of->self, next, s, NULL);
        const double value = fits ? square(s, n) : INFINITY;
        if (value < at.value) {
            if (far > of->bound) break;
            memcpy(x, next, n * sizeof *x);
            at.value = value;
            if (!of->residuals(of->self, x, r, J)) break;
            damp = fmax(damp / 5, 1e-15);
            if (moved < 1e-14) break;
        } else {
            if (moved < 1e-13 || damp > 1e16) break;
            damp *= 4;
        }
    }
    step(d, &slope, scale, r, J, 0, n);
    at.found = at.value <= 1e-22 * fmax(first, DBL_MIN) || slope < 1e-6 || at.value < DBL_MIN;
    at.condition = condition(J, scale, n);
    return at;
}
