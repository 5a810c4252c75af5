/* model/composite_judged.c -- weights that come from judgements, from eigenvectors, from other weights. */
#include "model/composite.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

void domar_shares(double *share, const double *weight, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) sum += isnan(weight[k]) ? 0 : weight[k];
    for (size_t k = 0; k < count; k++) share[k] = sum > 0 ? weight[k] / sum : 1 / (double)count;
}

domar_status domar_leading(domar_cx *cx, double *v, double *values, double *vectors, double *H, size_t m)
{
    const blasint n = (blasint)m, room = (blasint)(8 * m + 64);
    const domar_mark mark = domar_scratch_mark(cx);
    double *own = values ? values : domar_scratch(cx, m), *work = domar_scratch(cx, (size_t)room), sum = 0;
    blasint info = 0;
    if (!own || !work) {
        domar_scratch_rewind(cx, mark);
        return DOMAR_ENOMEM;
    }
    dsyev_("V", "L", &n, H, &n, own, work, &room, &info);
    for (size_t j = 0; j < m; j++) sum += H[(m - 1) * m + j];
    for (size_t j = 0; j < m; j++) v[j] = sum < 0 ? -H[(m - 1) * m + j] : H[(m - 1) * m + j];
    if (vectors) memcpy(vectors, H, m * m * sizeof *H);
    domar_scratch_rewind(cx, mark);
    return info ? domar_fail(cx, DOMAR_ENOCONV, "the eigenvalues of %zu indicators were not found", m) : DOMAR_OK;
}

/* next = max(0, H w) / |.|; returns the largest move.  w'Hw never falls, as H is positive semidefinite. */
static double step(double *next, const double *w, const double *H, size_t m)
{
    double norm = 0, move = 0;
    for (size_t j = 0; j < m; j++) {
        double s = 0;
        for (size_t k = 0; k < m; k++) s += H[j * m + k] * w[k];
        next[j] = fmax(0, s);
        norm += next[j] * next[j];
    }
    for (size_t j = 0; j < m; j++) {
        next[j] = norm > 0 ? next[j] / sqrt(norm) : w[j];
        move = fmax(move, fabs(next[j] - w[j]));
    }
    return move;
}

static double form(const double *w, const double *H, size_t m)
{
    double s = 0;
    for (size_t j = 0; j < m; j++)
        for (size_t k = 0; k < m; k++) s += w[j] * H[j * m + k] * w[k];
    return s;
}

domar_status domar_leading_nonnegative(domar_cx *cx, double *w, const double *H, size_t m)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *at = domar_scratch(cx, m), *next = domar_scratch(cx, m), best = -1;
    for (size_t from = 0; at && next && from <= m; from++) {
        for (size_t j = 0; j < m; j++) at[j] = from == m ? 1 / sqrt((double)m) : from == j;
        for (int k = 0; k < 100000; k++) {
            const double move = step(next, at, H, m);
            memcpy(at, next, m * sizeof *at);
            if (move < 1e-15) break;
        }
        const double value = form(at, H, m);
        if (value > best * (1 + 1e-12)) {
            best = value;
            memcpy(w, at, m * sizeof *w);
        }
    }
    domar_scratch_rewind(cx, mark);
    return at && next ? DOMAR_OK : DOMAR_ENOMEM;
}

/* Consistency of random comparisons (Saaty 1980). */
static double random_index(size_t n)
{
    static const double index[] = { 0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59 };
    return index[n < 16 ? n : 15];
}

domar_status domar_ahp(domar_cx *cx, double *w, double *ratio, const double *a, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *next = domar_scratch(cx, n), lambda = 0, move = 1;
    domar_status st = next ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t j = 0; j < n; j++) w[j] = 1 / (double)n;
    for (int k = 0; !st && k < 10000 && move > 1e-15; k++) {          /* positive: the power iteration finds Perron's vector */
        lambda = move = 0;
        for (size_t i = 0; i < n; i++) {
            next[i] = 0;
            for (size_t j = 0; j < n; j++) next[i] += a[i * n + j] * w[j];
            lambda += next[i];
        }
        for (size_t i = 0; i < n; i++) {
            move = fmax(move, fabs(next[i] / lambda - w[i]));
            w[i] = next[i] / lambda;
        }
    }
    *ratio = n > 2 ? fmax(0, (lambda - (double)n) / (double)(n - 1)) / random_index(n) : 0;
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_game(domar_cx *cx, double *w, double *a, const double *W, size_t L, size_t m)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *G = domar_scratch(cx, L * L), *V = domar_scratch(cx, L * L), *values = domar_scratch(cx, L), *right = domar_scratch(cx, L),
           sum = 0;
    domar_status st = G && V && values && right ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    for (size_t k = 0; k < L; k++)
        for (size_t l = 0; l < L; l++)
            for (size_t j = 0; j < m; j++) G[k * L + l] += W[k * m + j] * W[l * m + j];
    for (size_t k = 0; k < L; k++) right[k] = G[k * L + k];
    if ((st = domar_leading(cx, a, values, V, G, L))) goto done;
    memset(a, 0, L * sizeof *a);
    for (size_t e = 0; e < L; e++) {                  /* least norm where vectors say the same */
        double part = 0;
        if (!(values[e] > 1e-13 * values[L - 1])) continue;
        for (size_t k = 0; k < L; k++) part += V[e * L + k] * right[k];
        for (size_t k = 0; k < L; k++) a[k] += V[e * L + k] * part / values[e];
    }
    for (size_t k = 0; k < L; k++) sum += fabs(a[k]);
    memset(w, 0, m * sizeof *w);
    for (size_t k = 0; k < L; k++) {
        a[k] = fabs(a[k]) / sum;
        for (size_t j = 0; j < m; j++) w[j] += a[k] * W[k * m + j];
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
