/* model/spatial_information.c -- expected information of the spatial likelihood
 *
 *     bb: X'B'BX / s2     b rho: X'B'B G_A mu / s2     rho rho: P (tr G_A^2 + |G_A|^2) + |B G_A mu|^2 / s2
 *     lambda lambda: P (tr G_B^2 + |G_B|^2)     rho lambda: P (tr G_A G_B + <G_A, G_B>)     G_A = W A^-1, mu = A y - B^-1 e
 *     rho s2: P tr G_A / s2     lambda s2: P tr G_B / s2     s2 s2: N / 2 s2^2 */
#include "model/spatial_inside.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

domar_status spatial_multiplier(domar_cx *cx, double *G, const domar_weights *w, double rho)
{
    const size_t n = w->n;
    const blasint size = (blasint)n;
    blasint info = 0;
    const domar_mark mark = domar_scratch_mark(cx);
    double *A = domar_scratch(cx, n * n + 1);
    blasint *pivot = domar_scratch_bytes(cx, n + 1, sizeof *pivot);
    if (!A || !pivot) return DOMAR_ENOMEM;
    memset(G, 0, n * n * sizeof *G);
    domar_weights_dense(G, w);
    for (size_t p = 0; p < n * n; p++) A[p] = -rho * G[p];
    for (size_t i = 0; i < n; i++) A[i * n + i] += 1;
    dgetrf_(&size, &size, A, &size, pivot, &info);      /* seen as A' and G': G' = A'^-1 W' since both commute */
    if (!info) dgetrs_("N", &size, &size, A, &size, pivot, G, &size, &info);
    domar_scratch_rewind(cx, mark);
    return info ? domar_fail(cx, DOMAR_ENOCONV, "I - %.6g W has no inverse", rho) : DOMAR_OK;
}

double spatial_trace(const struct cleared *c, const double *G, double rho)
{
    double sum = c->lost > 0 ? -1 / (1 - rho) : 0;
    for (size_t i = 0; i < c->n; i++) sum += G[i * c->n + i];
    return sum;
}

double spatial_trace_product(const struct cleared *c, const double *G, const double *H, double rho, double lambda)
{
    const size_t n = c->n;
    double sum = c->lost > 0 ? -1 / ((1 - rho) * (1 - lambda)) : 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) sum += G[i * n + j] * H[j * n + i];
    return sum;
}

double spatial_inner(const struct cleared *c, const double *G, const double *H)
{
    const size_t n = c->n;
    double sum = 0;
    for (size_t p = 0; p < n * n; p++) sum += G[p] * H[p];
    for (size_t j = 0; c->lost > 0 && j < n; j++) {     /* <G, H> less the part along the constant vector */
        double g = 0, h = 0;
        for (size_t i = 0; i < n; i++) {
            g += G[i * n + j];
            h += H[i * n + j];
        }
        sum -= g * h / (double)n;
    }
    return sum;
}

/* B G_A mu without effects (N): mu = A y - B^-1 e, the regression's fit in levels. */
static domar_status moved(domar_cx *cx, double *out, const domar_spatial *s, const struct cleared *c, const double *GA)
{
    const size_t n = c->n, N = c->N;
    double *mu = domar_scratch(cx, 3 * N + 1), *G = mu + N, *lag = mu + 2 * N, *columns[1];

    if (!mu) return DOMAR_ENOMEM;
    const domar_spatial_data *d = c->d;
    domar_spatial_lag(lag, d->w, d->y, d->T);
    for (size_t p = 0; p < N; p++) mu[p] = d->y[p] - s->rho * lag[p];
    if (d->error) {
        double *GB = domar_scratch(cx, n * n + 1), *We = domar_scratch(cx, N + 1);
        domar_status st = GB && We ? spatial_multiplier(cx, GB, d->w, s->lambda) : DOMAR_ENOMEM;
        if (st) return st;
        for (size_t t = 0; t < d->T; t++)               /* B^-1 e = e + lambda G_B e */
            for (size_t i = 0; i < n; i++) {
                double sum = 0;
                for (size_t j = 0; j < n; j++) sum += GB[i * n + j] * s->e[t * n + j];
                We[t * n + i] = sum;
            }
        for (size_t p = 0; p < N; p++) mu[p] -= s->e[p] + s->lambda * We[p];
    } else
        for (size_t p = 0; p < N; p++) mu[p] -= s->e[p];
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)d->T, (blasint)n, (blasint)n, 1, mu, (blasint)n, GA, (blasint)n, 0,
                G, (blasint)n);
    domar_spatial_lag(lag, d->w, G, d->T);
    for (size_t p = 0; p < N; p++) out[p] = G[p] - s->lambda * lag[p];
    columns[0] = out;
    return spatial_take_out(cx, columns, 1, d);
}

static void put(double *info, size_t m, size_t a, size_t b, double value) { info[a * m + b] = info[b * m + a] = value; }

domar_status spatial_information(domar_cx *cx, domar_spatial *s, const struct cleared *c)
{
    const domar_spatial_data *d = c->d;
    const size_t n = c->n, K = c->K, r = K, l = K + d->lag, v = l + d->error, m = v + 1;
    const domar_mark mark = domar_scratch_mark(cx);
    const double P = c->periods, s2 = s->sigma2;
    double *info = domar_scratch(cx, m * m + 1), *GA = domar_scratch(cx, d->lag ? n * n + 1 : 1),
           *GB = domar_scratch(cx, d->error ? n * n + 1 : 1), *move = domar_scratch(cx, c->N + 1);
    domar_status st = info && GA && GB && move ? DOMAR_OK : DOMAR_ENOMEM;
    const blasint N = (blasint)c->N;
    for (size_t a = 0; !st && a < K; a++)               /* work holds B X at the solution */
        for (size_t b = 0; b <= a; b++) put(info, m, a, b, cblas_ddot(N, c->work[a], 1, c->work[b], 1) / s2);
    if (!st && d->lag) st = spatial_multiplier(cx, GA, d->w, s->rho);
    if (!st && d->error) st = spatial_multiplier(cx, GB, d->w, s->lambda);
    if (!st && d->lag) st = moved(cx, move, s, c, GA);
    if (st) goto done;
    if (d->lag) {
        for (size_t a = 0; a < K; a++) put(info, m, a, r, cblas_ddot(N, c->work[a], 1, move, 1) / s2);
        put(info, m, r, r, P * (spatial_trace_product(c, GA, GA, s->rho, s->rho) + spatial_inner(c, GA, GA)) +
            cblas_ddot(N, move, 1, move, 1) / s2);
        put(info, m, r, v, P * spatial_trace(c, GA, s->rho) / s2);
    }
    if (d->error) {
        put(info, m, l, l, P * (spatial_trace_product(c, GB, GB, s->lambda, s->lambda) + spatial_inner(c, GB, GB)));
        put(info, m, l, v, P * spatial_trace(c, GB, s->lambda) / s2);
    }
    if (d->lag && d->error)
        put(info, m, r, l, P * (spatial_trace_product(c, GA, GB, s->rho, s->lambda) + spatial_inner(c, GA, GB)));
    put(info, m, v, v, c->observations / (2 * s2 * s2));
    size_t rank;
    if ((st = domar_invert_semidefinite(cx, info, m, &rank))) goto done;
    for (size_t a = 0, ka = 0; a < s->m; a++) {
        const bool skip_a = a < s->K && s->dropped[a];
        for (size_t b = 0, kb = 0; b < s->m && !skip_a; b++)
            if (!(b < s->K && s->dropped[b])) s->V[a * s->m + b] = info[ka * m + kb++];
        s->se[a] = skip_a ? NAN : sqrt(info[ka * m + ka]);
        ka += !skip_a;
    }
    if (rank < m) st = domar_fail(cx, DOMAR_EDATA, "the information matrix is singular: the weights do not tell rho and lambda apart");
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
