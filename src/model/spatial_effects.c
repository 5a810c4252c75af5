/* model/spatial_effects.c -- direct, indirect and total effects: averages of (I - rho W)^-1 (b I + t W) */
#include "model/spatial_inside.h"
#include "base/random.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

/* Means over units of own and all entries of A^-1, A^-1 W, and of their derivatives by rho, A^-1 W A^-1 and A^-1 W A^-1 W. */
struct means { double own[4], all[4]; };

/* Columns of ones: x <- A^-1 x. */
static domar_status solve_ones(domar_cx *cx, double *x, const double *A, size_t n, const blasint *pivot)
{
    const blasint size = (blasint)n, one = 1;
    blasint info = 0;
    (void)cx;
    dgetrs_("T", &size, &one, A, &size, pivot, x, &size, &info);    /* row-major A is seen as its transpose */
    return DOMAR_OK;
}

static double mean(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i] / (double)n;
    return sum;
}

static domar_status all_means(domar_cx *cx, struct means *m, const domar_spatial_data *d, double rho)
{
    const size_t n = d->n;
    const blasint size = (blasint)n;
    blasint info = 0;
    const domar_mark mark = domar_scratch_mark(cx);
    double *A = domar_scratch(cx, n * n + 1), *x = domar_scratch(cx, n), *y = domar_scratch(cx, n);
    blasint *pivot = domar_scratch_bytes(cx, n + 1, sizeof *pivot);
    if (!A || !x || !y || !pivot) return DOMAR_ENOMEM;
    domar_weights_dense(A, d->w);
    for (size_t p = 0; p < n * n; p++) A[p] *= -rho;
    for (size_t i = 0; i < n; i++) {
        A[i * n + i] += 1;
        x[i] = 1;
    }
    dgetrf_(&size, &size, A, &size, pivot, &info);
    domar_status st = info ? domar_fail(cx, DOMAR_ENOCONV, "I - %.6g W has no inverse", rho) : solve_ones(cx, x, A, n, pivot);
    m->all[0] = mean(x, n);                             /* A^-1 1 */
    domar_weights_lag(y, d->w, x);                      /* W A^-1 1, the same as A^-1 W 1 */
    m->all[1] = mean(y, n);
    if (!st) st = solve_ones(cx, y, A, n, pivot);       /* A^-1 W A^-1 1 */
    m->all[2] = mean(y, n);
    domar_weights_lag(x, d->w, y);
    m->all[3] = mean(x, n);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status means_at(domar_cx *cx, struct means *m, const domar_spatial_data *d, double rho)
{
    const domar_spectrum *s = d->spectrum;
    *m = (struct means){ .own = { 0 } };
    for (size_t i = 0; i < s->n; i++) {                 /* traces from the eigenvalues z: 1/(1 - rho z) and so on */
        const double re = s->re[i], im = s->im ? s->im[i] : 0, a = 1 - rho * re, b = -rho * im, size = a * a + b * b;
        const double ur = a / size, ui = -b / size;     /* u = 1 / (1 - rho z) */
        const double vr = ur * re - ui * im, vi = ur * im + ui * re;    /* z u */
        m->own[0] += ur / (double)s->n;
        m->own[1] += vr / (double)s->n;
        m->own[2] += (vr * ur - vi * ui) / (double)s->n;
        m->own[3] += (vr * vr - vi * vi) / (double)s->n;
    }
    if (!s->row_standardised) return all_means(cx, m, d, rho);
    const double u = 1 / (1 - rho);
    const double all[] = { u, u, u * u, u * u };
    memcpy(m->all, all, sizeof all);
    return DOMAR_OK;
}

static void effect_of(double value[3], const struct means *m, double b, double t)
{
    value[0] = b * m->own[0] + t * m->own[1];
    value[2] = b * m->all[0] + t * m->all[1];
    value[1] = value[2] - value[0];
}

/* ---- delta method */
static void by_delta(double se[3], const struct means *m, const domar_spatial *s, size_t at, size_t durbin, double b, double t)
{
    const size_t place[] = { at, durbin, s->rho_at };
    double slope[3][3];                                 /* effect by parameter */
    for (size_t k = 0; k < 2; k++) {
        slope[0][k] = m->own[k];
        slope[2][k] = m->all[k];
    }
    slope[0][2] = b * m->own[2] + t * m->own[3];
    slope[2][2] = b * m->all[2] + t * m->all[3];
    for (size_t k = 0; k < 3; k++) slope[1][k] = slope[2][k] - slope[0][k];
    for (size_t e = 0; e < 3; e++) {
        double variance = 0;
        for (size_t p = 0; p < 3; p++)
            for (size_t q = 0; q < 3; q++)
                if (place[p] != SIZE_MAX && place[q] != SIZE_MAX)
                    variance += slope[e][p] * s->V[place[p] * s->m + place[q]] * slope[e][q];
        se[e] = sqrt(fmax(variance, 0));
    }
}

/* ---- draws from N(b, V), V = L L' */
static domar_status cholesky(domar_cx *cx, double **out, const domar_spatial *s)
{
    const size_t m = s->m;
    double *L = domar_scratch(cx, m * m + 1);
    if (!L) return DOMAR_ENOMEM;
    for (size_t j = 0; j < m; j++) {
        double diagonal = s->V[j * m + j];
        for (size_t p = 0; p < j; p++) diagonal -= L[j * m + p] * L[j * m + p];
        L[j * m + j] = diagonal > 0 ? sqrt(diagonal) : 0;       /* dropped columns have no variance */
        for (size_t i = j + 1; i < m; i++) {
            double sum = s->V[i * m + j];
            for (size_t p = 0; p < j; p++) sum -= L[i * m + p] * L[j * m + p];
            L[i * m + j] = L[j * m + j] > 0 ? sum / L[j * m + j] : 0;
        }
    }
    *out = L;
    return DOMAR_OK;
}

/* Draws whose rho lies outside the admissible range are taken again, from further places of the stream. */
static domar_status by_draws(domar_cx *cx, domar_spatial_effect *out, const domar_spatial *s, const domar_spatial_data *d,
                             const size_t *at, const size_t *durbin, size_t count, size_t draws, uint64_t seed)
{
    const size_t m = s->m;
    double *L, *b = domar_scratch(cx, m + 1), *z = domar_scratch(cx, m + 1), *sums = domar_scratch(cx, 6 * count + 1);
    domar_status st = b && z && sums ? cholesky(cx, &L, s) : DOMAR_ENOMEM;
    domar_task(cx, "draws of effects");
    size_t taken = 0;
    for (size_t k = 0; !st && taken < draws && k < 100 * draws; k++) {
        struct means means;
        double value[3];
        for (size_t j = 0; j < m; j++) z[j] = domar_random_normal(seed, k, j);
        for (size_t i = 0; i < m; i++) {
            b[i] = s->b[i];
            for (size_t j = 0; j <= i; j++) b[i] += L[i * m + j] * z[j];
        }
        const double rho = s->rho_at == SIZE_MAX ? 0 : b[s->rho_at];
        if (!(rho > d->spectrum->low && rho < d->spectrum->high)) continue;
        taken++;
        if ((st = means_at(cx, &means, d, rho)) || (st = domar_tick(cx, taken, draws))) break;
        for (size_t c = 0; c < count; c++) {
            effect_of(value, &means, b[at[c]], durbin[c] == SIZE_MAX || isnan(b[durbin[c]]) ? 0 : b[durbin[c]]);
            for (size_t e = 0; e < 3; e++) {            /* about the estimate, so that squares do not cancel */
                const double gap = value[e] - out[c].value[e];
                sums[6 * c + e] += gap;
                sums[6 * c + 3 + e] += gap * gap;
            }
        }
    }
    const double n = (double)taken;
    for (size_t c = 0; !st && c < count; c++)
        for (size_t e = 0; e < 3; e++)
            out[c].se[e] = sqrt(fmax(sums[6 * c + 3 + e] - sums[6 * c + e] * sums[6 * c + e] / n, 0) / (n - 1));
    return st;
}

domar_status domar_spatial_effects(domar_cx *cx, domar_spatial_effect *out, const domar_spatial *s, const domar_spatial_data *d,
                                   const size_t *at, const size_t *durbin, size_t count, size_t draws, uint64_t seed)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct means m;
    domar_status st = means_at(cx, &m, d, d->lag ? s->rho : 0);
    for (size_t c = 0; !st && c < count; c++) {
        const bool two = durbin[c] != SIZE_MAX && !isnan(s->b[durbin[c]]);
        const double b = s->b[at[c]], t = two ? s->b[durbin[c]] : 0;
        effect_of(out[c].value, &m, b, t);
        by_delta(out[c].se, &m, s, at[c], two ? durbin[c] : SIZE_MAX, b, t);
        for (size_t e = 0; e < 3 && isnan(b); e++) out[c].se[e] = NAN;
        /* Without a way to others there is no indirect effect, and it is known. */
        if (!d->lag && !two && !isnan(b)) out[c].value[1] = out[c].se[1] = 0;
    }
    if (!st && draws) st = by_draws(cx, out, s, d, at, durbin, count, draws, seed);
    domar_scratch_rewind(cx, mark);
    return st;
}
