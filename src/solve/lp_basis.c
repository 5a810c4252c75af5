/* solve/lp_basis.c -- the few rows: columns of the basis, their inverse, values and prices. */
#include "solve/lp_inside.h"
#include <math.h>
#include <string.h>

double domar_lp_take(double *a, const struct domar_lp_work *w, uint32_t q)
{
    const size_t m = w->m, own = w->p->own;
    if (q < own) {
        memcpy(a, w->A + q * m, m * sizeof *a);
        return w->c[q];
    }
    if (q - own < w->p->shared->count) return domar_lp_column(a, w->p->shared, q - own) / w->c_scale;
    memset(a, 0, m * sizeof *a);
    a[q - own - w->p->shared->count] = 1;
    return 0;
}

domar_lp_kind domar_lp_kind_of(const struct domar_lp_work *w, uint32_t q)
{
    if (q < w->p->own) return w->p->kind ? (domar_lp_kind)w->p->kind[q] : DOMAR_LP_POSITIVE;
    return q - w->p->own < w->p->shared->count ? DOMAR_LP_POSITIVE : DOMAR_LP_ZERO;
}

/* Gauss and Jordan with the largest pivot of each column; B is m x 2m, the right half becomes the inverse. */
static bool invert(double *B, size_t m)
{
    const size_t width = 2 * m;
    for (size_t k = 0; k < m; k++) {
        size_t best = k;
        for (size_t i = k + 1; i < m; i++)
            if (fabs(B[i * width + k]) > fabs(B[best * width + k])) best = i;
        if (!(fabs(B[best * width + k]) > 1e-13)) return false;
        if (best != k)
            for (size_t j = 0; j < width; j++) {
                const double t = B[k * width + j];
                B[k * width + j] = B[best * width + j];
                B[best * width + j] = t;
            }
        const double pivot = B[k * width + k];
        for (size_t j = k; j < width; j++) B[k * width + j] /= pivot;
        for (size_t i = 0; i < m; i++) {
            const double f = B[i * width + k];
            if (i == k || !(fabs(f) > 0)) continue;
            for (size_t j = k; j < width; j++) B[i * width + j] -= f * B[k * width + j];
        }
    }
    return true;
}

bool domar_lp_factor(struct domar_lp_work *w)
{
    const size_t m = w->m;
    double *a = w->column;
    for (size_t k = 0; k < m; k++) {
        w->cb[k] = domar_lp_take(a, w, w->basis[k]);
        w->kind[k] = (unsigned char)domar_lp_kind_of(w, w->basis[k]);
        for (size_t i = 0; i < m; i++) {
            w->B[i * 2 * m + k] = a[i];
            w->B[i * 2 * m + m + k] = i == k;
        }
    }
    if (!invert(w->B, m)) return false;
    for (size_t i = 0; i < m; i++) memcpy(w->inverse + i * m, w->B + i * 2 * m + m, m * sizeof *w->inverse);
    w->since = 0;
    domar_lp_values(w);
    return true;
}

/* xb = inverse b, and once more on what is left over. */
void domar_lp_values(struct domar_lp_work *w)
{
    const size_t m = w->m;
    double *a = w->column, *left = w->residual;
    memset(w->xb, 0, m * sizeof *w->xb);
    memcpy(left, w->b, m * sizeof *left);
    for (int round = 0; round < 2; round++) {
        for (size_t k = 0; k < m; k++) {
            double s = 0;
            for (size_t i = 0; i < m; i++) s += w->inverse[k * m + i] * left[i];
            w->xb[k] += s;
        }
        if (round) break;
        for (size_t k = 0; k < m; k++) {
            domar_lp_take(a, w, w->basis[k]);
            for (size_t i = 0; i < m; i++) left[i] -= a[i] * w->xb[k];
        }
    }
}

void domar_lp_prices(struct domar_lp_work *w)
{
    const size_t m = w->m;
    memset(w->y, 0, m * sizeof *w->y);
    for (size_t k = 0; k < m; k++) {
        const double c = w->wb[k];
        if (!(fabs(c) > 0)) continue;
        for (size_t i = 0; i < m; i++) w->y[i] += c * w->inverse[k * m + i];
    }
}

void domar_lp_exchange(struct domar_lp_work *w, uint32_t q, size_t p, double cost)
{
    const size_t m = w->m;
    double *pivot = w->inverse + p * m;
    const double by = w->alpha[p];
    for (size_t i = 0; i < m; i++) pivot[i] /= by;
    for (size_t k = 0; k < m; k++) {
        const double f = w->alpha[k];
        if (k == p || !(fabs(f) > 0)) continue;
        for (size_t i = 0; i < m; i++) w->inverse[k * m + i] -= f * pivot[i];
    }
    w->basis[p] = q;
    w->kind[p] = (unsigned char)domar_lp_kind_of(w, q);
    w->cb[p] = cost;
    w->since++;
}
