/* model/dynamic_panel.c -- see the header */
#include "model/dynamic_panel_inside.h"
#include "linalg/lapack.h"
#include "solve/distributions.h"
#include <math.h>
#include <string.h>

static const domar_test none = { NAN, NAN, NAN, NAN, true };

struct step {
    size_t  rank;               /* of the weights */
    double *W;                  /* L x L */
    double *b, *A;              /* K, K x K: (X'Z W Z'X)^-1 */
    double *P;                  /* K x L: A X'Z W, so that b = P Z'y */
    double *e, *Ze;             /* rows, L */
};

/* out (m x n) = A (m x k, or k x m transposed) B */
static void times(double *out, const double *A, bool transposed, const double *B, size_t m, size_t k, size_t n)
{
    if (m && k && n)
        cblas_dgemm(CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, (blasint)m, (blasint)n, (blasint)k, 1, A,
                    (blasint)(transposed ? m : k), B, (blasint)n, 0, out, (blasint)n);
}

static double product(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

static double form(const double *a, const double *M, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += a[i] * product(M + i * n, b, n);
    return sum;
}

static domar_test chi_square(double value, size_t df)
{
    return df ? (domar_test){ value, (double)df, NAN, domar_chi2_above(value, (double)df), false } : none;
}

/* ---- weights */
/* sum_i Z_i' H_i Z_i */
static domar_status initial_weights(domar_cx *cx, double *S, const struct gmm *g)
{
    const domar_mark mark = domar_scratch_mark(cx);
    size_t most = 0;
    for (size_t u = 0; u < g->units; u++)
        if (g->start[u + 1] - g->start[u] > most) most = g->start[u + 1] - g->start[u];
    double *HZ = domar_scratch(cx, most * g->L + 1);
    if (!HZ) return DOMAR_ENOMEM;
    for (size_t u = 0; u < g->units; u++) {
        const size_t from = g->start[u], end = g->start[u + 1];
        memset(HZ, 0, (end - from) * g->L * sizeof *HZ);
        for (size_t r = from; r < end; r++)
            for (size_t s = from; s < end; s++) {
                const double h = gmm_initial(g, r, s);
                if (fabs(h) > 0) cblas_daxpy((blasint)g->L, h, g->Z + s * g->L, 1, HZ + (r - from) * g->L, 1);
            }
        cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, (blasint)g->L, (blasint)g->L, (blasint)(end - from), 1,
                    g->Z + from * g->L, (blasint)g->L, HZ, (blasint)g->L, 1, S, (blasint)g->L);
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* G (units x L): Z_i' e_i */
static void moments(double *G, const struct gmm *g, const double *e)
{
    memset(G, 0, g->units * g->L * sizeof *G);
    for (size_t u = 0; u < g->units; u++)
        for (size_t r = g->start[u]; r < g->start[u + 1]; r++)
            cblas_daxpy((blasint)g->L, e[r], g->Z + r * g->L, 1, G + u * g->L, 1);
}

/* ---- one solution with the weights W (inverted here) */
static domar_status step_new(domar_cx *cx, struct step *s, const struct gmm *g)
{
    const size_t K = g->K, L = g->L;
    *s = (struct step){ .rank = 0 };
    double *block = domar_scratch(cx, L * L + K + K * K + K * L + g->rows + L + 6);
    if (!block) return DOMAR_ENOMEM;
    s->W = block;
    s->b = s->W + L * L;
    s->A = s->b + K;
    s->P = s->A + K * K;
    s->e = s->P + K * L;
    s->Ze = s->e + g->rows;
    return DOMAR_OK;
}

static domar_status solve(domar_cx *cx, struct step *s, const struct gmm *g)
{
    const size_t K = g->K, L = g->L;
    size_t rank;
    const domar_mark mark = domar_scratch_mark(cx);
    double *XW = domar_scratch(cx, K * L + 1);
    domar_status st = XW ? domar_invert_semidefinite(cx, s->W, L, &s->rank) : DOMAR_ENOMEM;
    if (st) goto done;
    times(XW, g->ZX, true, s->W, K, L, L);              /* X'Z W */
    times(s->A, XW, false, g->ZX, K, L, K);
    if ((st = domar_invert_semidefinite(cx, s->A, K, &rank))) goto done;
    if (rank < K) {
        st = domar_fail(cx, DOMAR_EDATA, "%zu instruments move only %zu of %zu regressors: allow more lags as instruments, or "
                        "take regressors out", s->rank, rank, K);
        goto done;
    }
    times(s->P, s->A, false, XW, K, K, L);
    times(s->b, s->P, false, g->Zy, K, L, 1);
    for (size_t r = 0; r < g->rows; r++) s->e[r] = g->y[r] - product(g->X + r * K, s->b, K);
    times(s->Ze, g->Z, true, s->e, L, g->rows, 1);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- covariances */
/* P S P' */
static void sandwich(double *V, double *work, const double *P, const double *S, size_t K, size_t L)
{
    times(work, P, false, S, K, L, L);
    for (size_t a = 0; a < K; a++)
        for (size_t b = 0; b < K; b++) V[a * K + b] = product(work + a * L, P + b * L, L);
}

/* D = d b2 / d b1, column j: A2 X'Z W2 [sum_i Z_i' (x_ij e_i' + e_i x_ij') Z_i] W2 Z'e2, e of one step [windmeijer2005]. */
static domar_status windmeijer(domar_cx *cx, double *V, const struct gmm *g, const struct step *one, const struct step *two,
                               const double *V1)
{
    const size_t K = g->K, L = g->L;
    const domar_mark mark = domar_scratch_mark(cx);
    double *a = domar_scratch(cx, L + 1), *D = domar_scratch(cx, 3 * K * K + 1), *Zx = domar_scratch(cx, L + 1),
           *Ze = domar_scratch(cx, L + 1), *sum = domar_scratch(cx, L + 1);
    if (!a || !D || !Zx || !Ze || !sum) return DOMAR_ENOMEM;
    times(a, two->W, false, two->Ze, L, L, 1);
    for (size_t j = 0; j < K; j++) {
        memset(sum, 0, L * sizeof *sum);
        for (size_t u = 0; u < g->units; u++) {
            memset(Zx, 0, L * sizeof *Zx);
            memset(Ze, 0, L * sizeof *Ze);
            for (size_t r = g->start[u]; r < g->start[u + 1]; r++) {
                cblas_daxpy((blasint)L, g->X[r * K + j], g->Z + r * L, 1, Zx, 1);
                cblas_daxpy((blasint)L, one->e[r], g->Z + r * L, 1, Ze, 1);
            }
            const double ea = product(Ze, a, L), xa = product(Zx, a, L);
            for (size_t l = 0; l < L; l++) sum[l] += Zx[l] * ea + Ze[l] * xa;
        }
        for (size_t i = 0; i < K; i++) D[i * K + j] = product(two->P + i * L, sum, L);
    }
    double *DA = D + K * K, *DV = D + 2 * K * K;
    times(DA, D, false, two->A, K, K, K);
    times(DV, D, false, V1, K, K, K);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            V[i * K + j] = two->A[i * K + j] + DA[i * K + j] + DA[j * K + i] + product(DV + i * K, D + j * K, K);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- serial correlation of the differenced residuals, order m [arellano1991, sec. 3.1] */
static double lagged_residual(const struct gmm *g, const double *e, size_t r, size_t order)
{
    for (size_t s = r; s-- > 0 && g->unit[s] == g->unit[r] && !g->level[r];)
        if (g->tau[s] + order == g->tau[r]) return g->level[s] ? 0 : e[s];
    return 0;
}

static domar_status serial(domar_cx *cx, domar_test *t, const struct gmm *g, const struct step *s, const double *V,
                           double sigma2, size_t order)
{
    const size_t K = g->K, L = g->L;
    const bool robust = g->d->robust || g->d->two_step;
    const domar_mark mark = domar_scratch_mark(cx);
    double *w = domar_scratch(cx, g->rows), *wX = domar_scratch(cx, K), *ZMw = domar_scratch(cx, L + 1), *PZ = domar_scratch(cx, K),
           *Ze = domar_scratch(cx, L + 1);
    if (!w || !wX || !ZMw || !PZ || !Ze) return DOMAR_ENOMEM;
    double top = 0, first = 0;
    size_t pairs = 0;
    for (size_t r = 0; r < g->rows; r++) {
        w[r] = lagged_residual(g, s->e, r, order);
        pairs += fabs(w[r]) > 0;
        cblas_daxpy((blasint)K, w[r], g->X + r * K, 1, wX, 1);
    }
    for (size_t u = 0; u < g->units; u++) {             /* M_i: e_i e_i', or sigma2 H_i */
        const size_t from = g->start[u], end = g->start[u + 1];
        double we = 0;
        for (size_t r = from; r < end; r++) we += w[r] * s->e[r];
        top += we;
        if (robust) first += we * we;
        for (size_t r = from; r < end; r++) {
            double Mw = robust ? s->e[r] * we : 0;
            for (size_t q = from; q < end && !robust; q++) Mw += sigma2 * gmm_initial(g, r, q) * w[q];
            if (!robust) first += w[r] * Mw;
            cblas_daxpy((blasint)L, Mw, g->Z + r * L, 1, ZMw, 1);
        }
    }
    times(PZ, s->P, false, ZMw, K, L, 1);
    const double variance = first - 2 * product(wX, PZ, K) + form(wX, V, wX, K);
    if (pairs && variance > 0) {
        const double z = top / sqrt(variance);
        *t = (domar_test){ z, NAN, NAN, domar_normal_two_sided(z), false };
    } else *t = none;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- Hansen without a set of instruments: the weights are those of all, so that the difference is not negative */
static domar_status leave_out(domar_cx *cx, domar_test *without, domar_test *difference, const struct gmm *g, const double *S,
                              const domar_test *hansen, size_t set)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct gmm less = *g;
    size_t *kept = domar_scratch_bytes(cx, g->L + 1, sizeof *kept);
    struct step s;
    *without = *difference = none;
    if (!kept) return DOMAR_ENOMEM;
    less.L = 0;
    for (size_t l = 0; l < g->L; l++)
        if (set == DOMAR_GMM_CONSTANT ? !g->of_level[l] : g->set[l] != set) kept[less.L++] = l;
    if (less.L < g->K || less.L == g->L || hansen->undefined) return DOMAR_OK;
    less.Z = domar_scratch(cx, g->rows * less.L);
    less.ZX = domar_scratch(cx, less.L * g->K);
    less.Zy = domar_scratch(cx, less.L);
    domar_status st = less.Z && less.ZX && less.Zy ? step_new(cx, &s, &less) : DOMAR_ENOMEM;
    if (st) return st;
    for (size_t a = 0; a < less.L; a++) {
        for (size_t b = 0; b < less.L; b++) s.W[a * less.L + b] = S[kept[a] * g->L + kept[b]];
        for (size_t c = 0; c < g->K; c++) less.ZX[a * g->K + c] = g->ZX[kept[a] * g->K + c];
        for (size_t r = 0; r < g->rows; r++) less.Z[r * less.L + a] = g->Z[r * g->L + kept[a]];
        less.Zy[a] = g->Zy[kept[a]];
    }
    st = solve(cx, &s, &less);
    if (st == DOMAR_EDATA) {                            /* not identified without the set */
        domar_scratch_rewind(cx, mark);
        return DOMAR_OK;
    }
    if (!st && s.rank > g->K) {
        *without = chi_square(form(s.Ze, s.W, s.Ze, less.L), s.rank - g->K);
        const size_t more = (size_t)hansen->df1 - (s.rank - g->K);
        if ((double)(s.rank - g->K) < hansen->df1) *difference = chi_square(hansen->value - without->value, more);
    } else if (!st) *difference = *hansen;              /* just identified: nothing is left to test */
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status all_sets(domar_cx *cx, domar_gmm *out, const struct gmm *g, const double *S)
{
    size_t *sets = domar_scratch_bytes(cx, g->d->k + 4, sizeof *sets), count = 0;
    if (!sets) return DOMAR_ENOMEM;
    if (g->d->system) sets[count++] = DOMAR_GMM_CONSTANT;
    for (size_t l = 0; l < g->L; l++) {
        bool known = g->set[l] == DOMAR_GMM_CONSTANT;   /* periods and constant are not in question */
        for (size_t k = 0; k < count && !known; k++) known = sets[k] == g->set[l];
        if (!known) sets[count++] = g->set[l];
    }
    out->group = sets;
    out->groups = count;
    out->without = domar_scratch_bytes(cx, count + 1, sizeof *out->without);
    out->difference = domar_scratch_bytes(cx, count + 1, sizeof *out->difference);
    domar_status st = out->without && out->difference ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++)
        st = leave_out(cx, &out->without[k], &out->difference[k], g, S, &out->hansen, sets[k]);
    return st;
}

/* ---- collinear regressors are taken out before anything is solved */
static domar_status drop_collinear(domar_cx *cx, domar_gmm *out, struct gmm *g)
{
    const size_t K = g->K;
    out->column = domar_scratch_bytes(cx, K + 1, sizeof *out->column);
    out->dropped = domar_scratch_bytes(cx, K + 1, sizeof *out->dropped);
    const domar_mark mark = domar_scratch_mark(cx);
    double **x = domar_scratch_bytes(cx, K + 1, sizeof *x), *block = domar_scratch(cx, g->rows * K + 1), *norm = domar_scratch(cx, K + 1);
    domar_least_squares fit;
    if (!out->column || !out->dropped || !x || !block || !norm) return DOMAR_ENOMEM;
    for (size_t c = 0; c < K; c++) {
        x[c] = block + c * g->rows;
        for (size_t r = 0; r < g->rows; r++) {          /* differences of a constant are rounding: level counts for the length */
            x[c][r] = g->X[r * K + c];
            const size_t of = g->column[c];
            const double level = of >= DOMAR_GMM_DUMMY ? 1 : of >= g->d->lags
                ? g->d->x[of - g->d->lags][g->unit[r] * g->d->T + g->tau[r]] : g->d->y[g->unit[r] * g->d->T + g->tau[r]];
            norm[c] += level * level;
        }
        norm[c] = sqrt(norm[c]);
    }
    const domar_status st = domar_least_squares_fit(cx, &fit, g->y, x, norm, NULL, g->rows, K);
    if (st) return st;
    size_t kept = 0;
    for (size_t c = 0; c < K; c++) {
        out->column[c] = g->column[c];
        out->dropped[c] = fit.dropped[c];
        if (!fit.dropped[c]) kept++;
    }
    for (size_t r = 0; r < g->rows; r++)
        for (size_t c = 0, to = 0; c < K; c++)
            if (!out->dropped[c]) g->X[r * kept + to++] = g->X[r * K + c];
    out->K = K;
    out->estimated = g->K = kept;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* Estimates of the kept regressors at the places of all. */
static domar_status spread(domar_cx *cx, domar_gmm *out, const double *b, const double *V)
{
    const size_t K = out->K, m = out->estimated;
    out->b = domar_scratch(cx, K + 1);
    out->se = domar_scratch(cx, K + 1);
    out->V = domar_scratch(cx, K * K + 1);
    size_t *at = domar_scratch_bytes(cx, K + 1, sizeof *at), count = 0, rank;
    if (!out->b || !out->se || !out->V || !at) return DOMAR_ENOMEM;
    for (size_t c = 0, i = 0; c < K; c++) {
        out->b[c] = out->dropped[c] ? NAN : b[i];
        out->se[c] = out->dropped[c] ? NAN : sqrt(V[i * m + i]);
        for (size_t e = 0, j = 0; e < K && !out->dropped[c]; e++)
            if (!out->dropped[e]) out->V[c * K + e] = V[i * m + j++];
        if (!out->dropped[c] && out->column[c] < DOMAR_GMM_DUMMY) at[count++] = c;
        i += !out->dropped[c];
    }
    double chi2;
    const domar_status st = domar_wald(cx, &chi2, &rank, out->b, out->V, K, at, count);
    out->slopes = chi_square(chi2, rank);
    return st;
}

/* ---- all of it */
static domar_status finish(domar_cx *cx, domar_gmm *out, const struct gmm *g, const struct step *one, struct step *two, double *S)
{
    const size_t K = g->K, L = g->L;
    double *V1 = domar_scratch(cx, K * K + 1), *V = domar_scratch(cx, K * K + 1), *work = domar_scratch(cx, K * L + 1);
    if (!V1 || !V || !work) return DOMAR_ENOMEM;
    domar_status st = DOMAR_OK;
    const struct step *s = g->d->two_step ? two : one;
    sandwich(V1, work, one->P, S, K, L);                /* one step, robust */
    if (g->d->two_step && g->d->robust) st = windmeijer(cx, V, g, one, two, V1);
    else
        for (size_t p = 0; p < K * K; p++) V[p] = g->d->two_step ? two->A[p] : g->d->robust ? V1[p] : out->sigma2 * one->A[p];
    if (st) return st;
    if (one->rank > K) out->sargan = chi_square(form(one->Ze, one->W, one->Ze, L) / out->sigma2, one->rank - K);
    if (two->rank > K) out->hansen = chi_square(form(two->Ze, two->W, two->Ze, L), two->rank - K);
    for (size_t order = 1; !st && order <= 2; order++) st = serial(cx, &out->ar[order - 1], g, s, V, out->sigma2, order);
    times(work, s->P, false, s->Ze, K, L, 1);           /* A X'Z W Z'e over the standard error: how far from the optimum */
    for (size_t c = 0; c < K; c++) out->orthogonality = fmax(out->orthogonality, fabs(work[c]) / sqrt(V[c * K + c]));
    if (!st) st = all_sets(cx, out, g, S);
    out->rank = s->rank;
    return st ? st : spread(cx, out, s->b, V);
}

domar_status domar_gmm_fit(domar_cx *cx, domar_gmm *out, const domar_gmm_data *d)
{
    struct gmm g;
    struct step one, two;
    *out = (domar_gmm){ .sargan = none, .hansen = none, .slopes = none, .ar = { none, none } };
    domar_status st = gmm_equations(cx, &g, d);
    if (!st) st = drop_collinear(cx, out, &g);
    if (st) return st;
    const size_t L = g.L;
    if (L < g.K)
        return domar_fail(cx, DOMAR_EDATA, "%zu instruments for %zu regressors: allow more lags as instruments", L, g.K);
    times(g.ZX, g.Z, true, g.X, L, g.rows, g.K);
    times(g.Zy, g.Z, true, g.y, L, g.rows, 1);
    double *G = domar_scratch(cx, g.units * L + 1), *S = domar_scratch(cx, L * L + 1), squares = 0;
    st = G && S ? step_new(cx, &one, &g) : DOMAR_ENOMEM;
    if (!st) st = step_new(cx, &two, &g);
    if (!st) st = initial_weights(cx, one.W, &g);
    if (!st) st = solve(cx, &one, &g);
    if (st) return st;
    for (size_t r = 0; r < g.rows; r++) {
        out->difference_rows += !g.level[r];
        if (!g.level[r]) squares += one.e[r] * one.e[r];
    }
    out->sigma2 = squares / (double)(out->difference_rows > g.K ? out->difference_rows - g.K : 1) / 2;
    moments(G, &g, one.e);
    times(S, G, true, G, L, g.units, L);
    memcpy(two.W, S, L * L * sizeof *S);
    st = solve(cx, &two, &g);
    out->L = L;
    out->rows = g.rows;
    out->units = g.units;
    return st ? st : finish(cx, out, &g, &one, &two, S);
}
