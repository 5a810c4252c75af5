/* model/least_squares.c -- see the header */
#include "model/least_squares.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

/* ---- fit */
/* v <- v - Q Q'v, twice; r (rank): Q'v. */
static void orthogonalise(double *v, double *r, double *again, const double *Q, size_t n, size_t rank)
{
    const blasint rows = (blasint)n, cols = (blasint)rank;
    memset(r, 0, rank * sizeof *r);
    for (int pass = 0; pass < 2 && rank; pass++) {
        cblas_dgemv(CblasColMajor, CblasTrans, rows, cols, 1, Q, rows, v, 1, 0, again, 1);
        cblas_dgemv(CblasColMajor, CblasNoTrans, rows, cols, -1, Q, rows, again, 1, 1, v, 1);
        for (size_t j = 0; j < rank; j++) r[j] += again[j];
    }
}

static void weigh(double *out, const double *x, const double *w, size_t n)
{
    for (size_t i = 0; i < n; i++) out[i] = w ? sqrt(w[i]) * x[i] : x[i];
}

/* Q (n x rank by columns), R (k x k by columns, upper) of the kept columns. */
static void factor(domar_least_squares *fit, double *Q, double *R, double *again, const double *norm)
{
    const size_t n = fit->n, k = fit->k;
    for (size_t j = 0; j < k; j++) {
        double *v = Q + fit->rank * n, *r = R + fit->rank * k;
        weigh(v, fit->x[j], fit->w, n);
        const double full = norm ? norm[j] : cblas_dnrm2((blasint)n, v, 1);
        orthogonalise(v, r, again, Q, n, fit->rank);
        const double left = cblas_dnrm2((blasint)n, v, 1);
        fit->dropped[j] = !(left > DOMAR_COLLINEAR * full) || fit->rank >= n;
        if (fit->dropped[j]) continue;
        for (size_t i = 0; i < n; i++) v[i] /= left;
        r[fit->rank] = left;
        fit->kept[fit->rank++] = j;
    }
}

/* z <- R^-1 z. */
static void back(double *z, const double *R, size_t rank, size_t k)
{
    for (size_t j = rank; j-- > 0;) {
        z[j] /= R[j * k + j];
        for (size_t i = 0; i < j; i++) z[i] -= R[j * k + i] * z[j];
    }
}

static void inverse(double *out, double *S, const double *R, size_t rank, size_t k)
{
    memset(S, 0, rank * rank * sizeof *S);
    for (size_t j = 0; j < rank; j++) {                 /* S = R^-1 by columns */
        S[j * rank + j] = 1;
        back(S + j * rank, R, j + 1, k);
    }
    for (size_t a = 0; a < rank; a++)
        for (size_t b = 0; b < rank; b++) {
            double s = 0;
            for (size_t j = a > b ? a : b; j < rank; j++) s += S[j * rank + a] * S[j * rank + b];
            out[a * rank + b] = s;
        }
}

static void residuals(domar_least_squares *fit, const double *y)
{
    const size_t n = fit->n;
    memset(fit->fitted, 0, n * sizeof *fit->fitted);
    for (size_t j = 0; j < fit->rank; j++) {
        const size_t c = fit->kept[j];
        cblas_daxpy((blasint)n, fit->beta[c], fit->x[c], 1, fit->fitted, 1);
    }
    fit->ssr = 0;
    for (size_t i = 0; i < n; i++) {
        fit->residual[i] = y[i] - fit->fitted[i];
        fit->ssr += (fit->w ? fit->w[i] : 1) * fit->residual[i] * fit->residual[i];
    }
}

static double gradient(const domar_least_squares *fit)
{
    double worst = 0;
    for (size_t j = 0; j < fit->rank && fit->ssr > 0; j++) {
        const double *x = fit->x[fit->kept[j]];
        double dot = 0, length = 0;
        for (size_t i = 0; i < fit->n; i++) {
            const double w = fit->w ? fit->w[i] : 1;
            dot += w * x[i] * fit->residual[i];
            length += w * x[i] * x[i];
        }
        worst = fmax(worst, fabs(dot) / sqrt(length * fit->ssr));
    }
    return worst;
}

domar_status domar_least_squares_fit(domar_cx *cx, domar_least_squares *fit, const double *y, double *const *x,
                                     const double *norm, const double *w, size_t n, size_t k)
{
    *fit = (domar_least_squares){ .n = n, .k = k, .x = x, .w = w };
    fit->kept = domar_scratch_bytes(cx, k + 1, sizeof *fit->kept);
    fit->dropped = domar_scratch_bytes(cx, k + 1, sizeof *fit->dropped);
    fit->beta = domar_scratch(cx, k + 1);
    fit->inverse = domar_scratch(cx, k * k + 1);
    fit->fitted = domar_scratch(cx, n + 1);
    fit->residual = domar_scratch(cx, n + 1);
    fit->leverage = domar_scratch(cx, n + 1);
    const domar_mark mark = domar_scratch_mark(cx);
    double *Q = domar_scratch(cx, n * (k + 1) + 1), *R = domar_scratch(cx, 2 * k * k + 1), *z = domar_scratch(cx, 2 * k + 2);
    if (!fit->kept || !fit->dropped || !fit->beta || !fit->inverse || !fit->fitted || !fit->residual ||
        !fit->leverage || !Q || !R || !z)
        return DOMAR_ENOMEM;
    factor(fit, Q, R, z, norm);
    for (size_t j = 0; j < k; j++) fit->beta[j] = fit->dropped[j] ? NAN : 0;
    double *v = Q + fit->rank * n;
    residuals(fit, y);
    for (int step = 0; step < 2; step++) {              /* the second one refines */
        weigh(v, fit->residual, w, n);
        orthogonalise(v, z, z + k + 1, Q, n, fit->rank);
        back(z, R, fit->rank, k);
        for (size_t j = 0; j < fit->rank; j++) fit->beta[fit->kept[j]] += z[j];
        residuals(fit, y);
    }
    for (size_t j = 0; j < fit->rank; j++)
        for (size_t i = 0; i < n; i++) fit->leverage[i] += Q[j * n + i] * Q[j * n + i];
    inverse(fit->inverse, R + k * k, R, fit->rank, k);
    fit->gradient = gradient(fit);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- covariance */
static void outer(double *S, const double *a, const double *b, double weight, size_t m)
{
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) S[i * m + j] += weight * a[i] * b[j];
}

static void heteroskedastic(double *S, const domar_least_squares *fit, const domar_se_options *o, double *x)
{
    for (size_t i = 0; i < fit->n; i++) {
        const double w = fit->w ? fit->w[i] : 1;
        const double h = fmin(fit->leverage[i] + (o->leverage ? o->leverage[i] : 0), 1);
        double s = w * fit->residual[i];
        s *= s;
        /* a row that fits by itself has no residual: 0 / 0 is nothing */
        if (o->kind == DOMAR_SE_HC2) s = 1 - h > 1e-12 ? s / (1 - h) : 0;
        if (o->kind == DOMAR_SE_HC3) s = 1 - h > 1e-12 ? s / ((1 - h) * (1 - h)) : 0;
        for (size_t j = 0; j < fit->rank; j++) x[j] = fit->x[fit->kept[j]][i];
        outer(S, x, x, s, fit->rank);
    }
}

/* Scores summed by group: groups x rank; used[g]. Returns how many groups are used. */
static size_t group_scores(double *sums, bool *used, const domar_least_squares *fit, const uint32_t *group)
{
    size_t count = 0;
    for (size_t i = 0; i < fit->n; i++) {
        const double s = (fit->w ? fit->w[i] : 1) * fit->residual[i];
        for (size_t j = 0; j < fit->rank; j++) sums[group[i] * fit->rank + j] += s * fit->x[fit->kept[j]][i];
        count += !used[group[i]];
        used[group[i]] = true;
    }
    return count;
}

static domar_status by_groups(domar_cx *cx, double *S, size_t *count, const domar_least_squares *fit,
                              const uint32_t *group, size_t groups, double sign)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *sums = domar_scratch(cx, groups * fit->rank + 1);
    bool *used = domar_scratch_bytes(cx, groups + 1, sizeof *used);
    if (!sums || !used) return DOMAR_ENOMEM;
    *count = group_scores(sums, used, fit, group);
    for (size_t g = 0; g < groups; g++)
        if (used[g]) outer(S, sums + g * fit->rank, sums + g * fit->rank, sign, fit->rank);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* Codes of pairs (a, b): by a counting pass over a, then first sight of b within it, so memory is n and not a x b. */
static domar_status crossed(domar_cx *cx, uint32_t *out, size_t *pairs, const uint32_t *a, size_t as, const uint32_t *b,
                            size_t bs, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    size_t *start = domar_scratch_bytes(cx, as + 2, sizeof *start), *order = domar_scratch_bytes(cx, n + 1, sizeof *order);
    size_t *seen = domar_scratch_bytes(cx, bs + 1, sizeof *seen);
    uint32_t *code = domar_scratch_bytes(cx, bs + 1, sizeof *code);
    if (!start || !order || !seen || !code) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) start[a[i] + 1]++;
    for (size_t g = 0; g < as; g++) start[g + 1] += start[g];
    for (size_t i = 0; i < n; i++) order[start[a[i]]++] = i;    /* start[g] is now the end of g */
    *pairs = 0;
    for (size_t g = 0, p = 0; g < as; g++)
        for (; p < start[g]; p++) {
            const size_t i = order[p];
            if (seen[b[i]] != g + 1) {
                seen[b[i]] = g + 1;
                code[b[i]] = (uint32_t)(*pairs)++;
            }
            out[i] = code[b[i]];
        }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status clustered(domar_cx *cx, domar_covariance *c, double *S, const domar_least_squares *fit,
                              const domar_se_options *o)
{
    domar_status st = by_groups(cx, S, &c->clusters, fit, o->group, o->groups, 1);
    if (st || !o->group2) return st;
    uint32_t *both = domar_scratch_bytes(cx, fit->n + 1, sizeof *both);
    size_t pairs = 0, used = 0;
    if (!both) return DOMAR_ENOMEM;
    st = by_groups(cx, S, &c->clusters2, fit, o->group2, o->groups2, 1);
    if (!st) st = crossed(cx, both, &pairs, o->group, o->groups, o->group2, o->groups2, fit->n);
    return st ? st : by_groups(cx, S, &used, fit, both, pairs, -1);
}

static domar_status driscoll_kraay(domar_cx *cx, domar_covariance *c, double *S, const domar_least_squares *fit,
                                   const domar_se_options *o)
{
    const size_t m = fit->rank;
    double *sums = domar_scratch(cx, o->periods * m + 1);
    bool *used = domar_scratch_bytes(cx, o->periods + 1, sizeof *used);
    if (!sums || !used) return DOMAR_ENOMEM;
    c->clusters = group_scores(sums, used, fit, o->period);
    c->lags = o->lags != SIZE_MAX ? o->lags : (size_t)floor(4 * pow((double)c->clusters / 100, 2.0 / 9));
    for (size_t lag = 0; lag <= c->lags && lag < o->periods; lag++) {
        const double weight = 1 - (double)lag / (double)(c->lags + 1);
        for (size_t t = lag; t < o->periods; t++) {
            outer(S, sums + t * m, sums + (t - lag) * m, weight, m);
            if (lag) outer(S, sums + (t - lag) * m, sums + t * m, weight, m);
        }
    }
    return DOMAR_OK;
}

/* out = A S A, all m x m symmetric. */
static void sandwich(double *out, double *work, const double *A, const double *S, size_t m)
{
    const blasint b = (blasint)m;
    if (!m) return;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, b, b, b, 1, A, b, S, b, 0, work, b);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, b, b, b, 1, work, b, A, b, 0, out, b);
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < i; j++) out[i * m + j] = out[j * m + i] = 0.5 * (out[i * m + j] + out[j * m + i]);
}

static domar_status eigen(domar_cx *cx, double *A, double *values, size_t m)
{
    const blasint b = (blasint)m, size = (blasint)(3 * m + 8);
    blasint info = 0;
    double *work = domar_scratch(cx, (size_t)size);
    if (!work) return DOMAR_ENOMEM;
    dsyev_("V", "U", &b, A, &b, values, work, &size, &info);
    return info ? domar_fail(cx, DOMAR_ENOCONV, "eigenvalues of a covariance matrix do not converge") : DOMAR_OK;
}

/* Negative eigenvalues of two-way clustering to zero. */
static domar_status repair(domar_cx *cx, double *V, size_t m, bool *repaired)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *A = domar_scratch(cx, m * m + m + 1);
    if (!A) return DOMAR_ENOMEM;
    double *values = A + m * m;
    memcpy(A, V, m * m * sizeof *A);
    const domar_status st = m ? eigen(cx, A, values, m) : DOMAR_OK;
    *repaired = !st && m && values[0] < -1e-13 * fabs(values[m - 1]);
    if (*repaired) {
        memset(V, 0, m * m * sizeof *V);
        for (size_t e = 0; e < m; e++)
            if (values[e] > 0) outer(V, A + e * m, A + e * m, values[e], m);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status finish_groups(domar_cx *cx, domar_covariance *c, const domar_least_squares *fit,
                                  const domar_se_options *o)
{
    const bool two = o->kind == DOMAR_SE_CLUSTER && o->group2;
    const size_t G = two && c->clusters2 < c->clusters ? c->clusters2 : c->clusters;
    const double n = (double)fit->n, K = (double)(fit->rank + o->counted);
    if (G < 2)
        return domar_fail(cx, DOMAR_EDATA, "%s: standard errors need at least two", o->kind == DOMAR_SE_CLUSTER
                          ? "one cluster only" : "one period only");
    c->df = (double)G - 1;
    if (!o->plain && n > K) c->factor = (double)G / ((double)G - 1) * (n - 1) / (n - K);
    return DOMAR_OK;
}

domar_status domar_least_squares_covariance(domar_cx *cx, domar_covariance *c, const domar_least_squares *fit,
                                            const domar_se_options *o)
{
    const size_t m = fit->rank, k = fit->k;
    *c = (domar_covariance){ .factor = 1, .df = (double)fit->n - (double)(m + o->absorbed) };
    c->V = domar_scratch(cx, k * k + 1);
    c->se = domar_scratch(cx, k + 1);
    const domar_mark mark = domar_scratch_mark(cx);
    double *S = domar_scratch(cx, 3 * m * m + m + 1);
    if (!c->V || !c->se || !S) return DOMAR_ENOMEM;
    double *small = S + m * m, *work = S + 2 * m * m, *x = S + 3 * m * m;
    domar_status st = DOMAR_OK;
    if (o->kind == DOMAR_SE_CLUSTER) st = clustered(cx, c, S, fit, o);
    else if (o->kind == DOMAR_SE_DRISCOLL_KRAAY) st = driscoll_kraay(cx, c, S, fit, o);
    else if (o->kind != DOMAR_SE_CLASSICAL) heteroskedastic(S, fit, o, x);
    if (!st && o->kind >= DOMAR_SE_CLUSTER) st = finish_groups(cx, c, fit, o);
    if (st) goto done;
    const double residual_df = (double)fit->n - (double)(m + o->absorbed);
    if (o->kind == DOMAR_SE_HC1) c->factor = residual_df > 0 ? (double)fit->n / residual_df : NAN;
    if (o->kind == DOMAR_SE_CLASSICAL) {
        const double s2 = residual_df > 0 ? fit->ssr / residual_df : NAN;
        for (size_t p = 0; p < m * m; p++) small[p] = s2 * fit->inverse[p];
    } else {
        sandwich(small, work, fit->inverse, S, m);
        for (size_t p = 0; p < m * m; p++) small[p] *= c->factor;
    }
    if (o->kind == DOMAR_SE_CLUSTER && o->group2) st = repair(cx, small, m, &c->repaired);
    for (size_t j = 0; j < k; j++) c->se[j] = NAN;
    for (size_t a = 0; a < m; a++) {
        for (size_t b = 0; b < m; b++) c->V[fit->kept[a] * k + fit->kept[b]] = small[a * m + b];
        c->se[fit->kept[a]] = sqrt(fmax(small[a * m + a], 0));
        if (isnan(small[a * m + a])) c->se[fit->kept[a]] = NAN;
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- Wald, inverses */
bool domar_invert_positive(double *A, size_t m)
{
    for (size_t j = 0; j < m; j++) {                    /* A = L L', L in the lower half */
        const double whole = A[j * m + j];
        double d = whole;
        for (size_t p = 0; p < j; p++) d -= A[j * m + p] * A[j * m + p];
        if (!(d > 1e-14 * whole)) return false;
        A[j * m + j] = sqrt(d);
        for (size_t i = j + 1; i < m; i++) {
            double s = A[i * m + j];
            for (size_t p = 0; p < j; p++) s -= A[i * m + p] * A[j * m + p];
            A[i * m + j] = s / A[j * m + j];
        }
    }
    for (size_t j = 0; j < m; j++) {                    /* L^-1 in place */
        A[j * m + j] = 1 / A[j * m + j];
        for (size_t i = j + 1; i < m; i++) {
            double s = 0;
            for (size_t p = j; p < i; p++) s -= A[i * m + p] * A[p * m + j];
            A[i * m + j] = s / A[i * m + i];
        }
    }
    for (size_t j = 0; j < m; j++)                      /* L^-1' L^-1: row i of column j needs rows from i on */
        for (size_t i = j + 1; i < m; i++) {
            double s = 0;
            for (size_t p = i; p < m; p++) s += A[p * m + i] * A[p * m + j];
            A[j * m + i] = s;
        }
    /* The diagonal last: it was needed above. */
    for (size_t j = 0; j < m; j++) {
        double s = 0;
        for (size_t p = j; p < m; p++) s += A[p * m + j] * A[p * m + j];
        A[j * m + j] = s;
        for (size_t p = j + 1; p < m; p++) A[p * m + j] = A[j * m + p];
    }
    return true;
}

domar_status domar_invert_semidefinite(domar_cx *cx, double *A, size_t m, size_t *rank)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *U = domar_scratch(cx, m * m + 2 * m + 1);
    domar_status st = U ? DOMAR_OK : DOMAR_ENOMEM;
    *rank = 0;
    if (st || !m) goto done;
    double *values = U + m * m, *scale = values + m;
    for (size_t i = 0; i < m; i++) scale[i] = A[i * m + i] > 0 ? 1 / sqrt(A[i * m + i]) : 0;
    for (size_t i = 0; i < m; i++)                      /* scaled to ones: units of columns must not decide the rank */
        for (size_t j = 0; j < m; j++) U[i * m + j] = scale[i] * A[i * m + j] * scale[j];
    if ((st = eigen(cx, U, values, m))) goto done;
    memset(A, 0, m * m * sizeof *A);
    for (size_t e = 0; e < m; e++) {
        if (!(values[e] > 1e-12 * values[m - 1])) continue;
        (*rank)++;
        for (size_t i = 0; i < m; i++)
            for (size_t j = 0; j < m; j++)
                A[i * m + j] += scale[i] * U[e * m + i] * U[e * m + j] * scale[j] / values[e];
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_wald(domar_cx *cx, double *chi2, size_t *rank, const double *b, const double *V, size_t k,
                        const size_t *at, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *A = domar_scratch(cx, count * count + 1);
    if (!A) return DOMAR_ENOMEM;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) A[i * count + j] = V[at[i] * k + at[j]];
    domar_status st = domar_invert_semidefinite(cx, A, count, rank);
    *chi2 = 0;
    for (size_t i = 0; !st && i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (A[i * count + i] > 0 && A[j * count + j] > 0) *chi2 += b[at[i]] * A[i * count + j] * b[at[j]];
    if (!st && !*rank) *chi2 = NAN;
    domar_scratch_rewind(cx, mark);
    return st;
}
