/* solve/gmres.c -- GMRES for a few right-hand sides in lockstep, preconditioned from the right by
 * the inverses of the diagonal blocks:
 *
 *     (I - A) P y = b,   x = P y,   P = diag((I - A_ss)^-1)                 [saad2003, ch. 6, 9]
 *
 * Every right-hand side has its own small least-squares problem; products with Z are shared.
 * Dot products run over rows in order, so digits do not depend on threads. */
#include "solve/leontief_inside.h"
#include <math.h>
#include <string.h>

enum { STEPS = 40, CYCLES = 6 };

struct krylov {
    double *V;              /* (STEPS + 1) x n x k: basis */
    double *T;              /* n x k */
    double *H;              /* k x (STEPS + 1) x STEPS: Hessenberg, made triangular on the way */
    double *cs, *sn, *g;    /* k x STEPS, k x STEPS, k x (STEPS + 1) */
};

/* Y := P X or P' X, block by block. L: blocks x N x N, X: n x k. */
static void precondition(double *Y, const double *L, const double *X, size_t blocks, size_t N, size_t k,
                         bool transposed)
{
    const int n = (int)N, cols = (int)k;
    for (size_t g = 0; g < blocks; g++)
        cblas_dgemm(CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, n, cols, n, 1,
                    L + g * N * N, n, X + g * N * k, cols, 0, Y + g * N * k, cols);
}

/* d_l = sum_i a_il b_il; n x k. */
static void dots(double *d, const double *a, const double *b, size_t n, size_t k)
{
    for (size_t l = 0; l < k; l++) d[l] = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < k; l++) d[l] += a[i * k + l] * b[i * k + l];
}

/* One step of the basis: W = V[m + 1] made orthogonal to all before, H column m filled. */
static void orthogonalise(struct krylov *q, size_t n, size_t k, size_t m)
{
    double d[DOMAR_FEW], *W = q->V + (m + 1) * n * k;
    for (size_t j = 0; j <= m; j++) {
        const double *v = q->V + j * n * k;
        dots(d, W, v, n, k);
        for (size_t l = 0; l < k; l++) q->H[(l * (STEPS + 1) + j) * STEPS + m] = d[l];
        for (size_t i = 0; i < n; i++)
            for (size_t l = 0; l < k; l++) W[i * k + l] -= d[l] * v[i * k + l];
    }
    dots(d, W, W, n, k);
    for (size_t l = 0; l < k; l++) {
        d[l] = sqrt(d[l]);
        q->H[(l * (STEPS + 1) + m + 1) * STEPS + m] = d[l];
        d[l] = d[l] > 0 ? 1 / d[l] : 0;              /* 0: this right-hand side is solved exactly */
    }
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < k; l++) W[i * k + l] *= d[l];
}

/* Givens rotations on column m; returns the largest residual estimate against its start. */
static double rotate(struct krylov *q, const double *beta, size_t k, size_t m)
{
    double worst = 0;
    for (size_t l = 0; l < k; l++) {
        double *H = q->H + l * (STEPS + 1) * STEPS, *cs = q->cs + l * STEPS, *sn = q->sn + l * STEPS;
        double *g = q->g + l * (STEPS + 1);
        for (size_t j = 0; j < m; j++) {
            const double a = H[j * STEPS + m], b = H[(j + 1) * STEPS + m];
            H[j * STEPS + m] = cs[j] * a + sn[j] * b;
            H[(j + 1) * STEPS + m] = cs[j] * b - sn[j] * a;
        }
        const double a = H[m * STEPS + m], b = H[(m + 1) * STEPS + m], r = hypot(a, b);
        cs[m] = r > 0 ? a / r : 1;
        sn[m] = r > 0 ? b / r : 0;
        H[m * STEPS + m] = r;
        g[m + 1] = -sn[m] * g[m];
        g[m] *= cs[m];
        if (beta[l] > 0) worst = fmax(worst, fabs(g[m + 1]) / beta[l]);
    }
    return worst;
}

/* T := V y, y the solution of the triangular systems of m steps. */
static void combine(struct krylov *q, size_t n, size_t k, size_t m)
{
    double y[DOMAR_FEW * STEPS];
    for (size_t l = 0; l < k; l++) {
        const double *H = q->H + l * (STEPS + 1) * STEPS, *g = q->g + l * (STEPS + 1);
        for (size_t j = m; j-- > 0;) {
            double s = g[j];
            for (size_t p = j + 1; p < m; p++) s -= H[j * STEPS + p] * y[l * STEPS + p];
            y[l * STEPS + j] = H[j * STEPS + j] > 0 ? s / H[j * STEPS + j] : 0;
        }
    }
    memset(q->T, 0, n * k * sizeof *q->T);
    for (size_t j = 0; j < m; j++) {
        const double *v = q->V + j * n * k;
        for (size_t i = 0; i < n; i++)
            for (size_t l = 0; l < k; l++) q->T[i * k + l] += y[l * STEPS + j] * v[i * k + l];
    }
}

/* One cycle from residual R (overwritten): X gains the correction. */
static domar_status cycle(domar_cx *cx, domar_leontief *s, struct krylov *q, double *X, const double *R,
                          size_t k, bool transposed, double tolerance)
{
    const size_t n = s->n;
    double beta[DOMAR_FEW];
    const double *L;
    size_t m = 0;
    domar_status st = domar_leontief_local(cx, s, &L);
    if (st) return st;
    dots(beta, R, R, n, k);
    for (size_t l = 0; l < k; l++) {
        beta[l] = sqrt(beta[l]);
        q->g[l * (STEPS + 1)] = beta[l];
    }
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < k; l++) q->V[i * k + l] = beta[l] > 0 ? R[i * k + l] / beta[l] : 0;
    for (double left = 1; m < STEPS && left > tolerance; m++) {
        double *W = q->V + (m + 1) * n * k;
        precondition(q->T, L, q->V + m * n * k, s->blocks, s->block, k, transposed);
        if (transposed) domar_leontief_apply_t(s, domar_cx_threads(cx), W, q->T, k);
        else domar_leontief_apply(s, domar_cx_threads(cx), W, q->T, k);
        for (size_t p = 0; p < n * k; p++) W[p] = q->T[p] - W[p];
        s->report.sweeps++;
        orthogonalise(q, n, k, m);
        left = rotate(q, beta, k, m);
        if ((st = domar_tick(cx, m, STEPS))) return st;
    }
    combine(q, n, k, m);
    double *P = q->V;                                /* the basis is used up */
    precondition(P, L, q->T, s->blocks, s->block, k, transposed);
    for (size_t p = 0; p < n * k; p++) X[p] += P[p];
    return DOMAR_OK;
}

/* Cycles until the true residual is down at rounding, or stops falling. */
static domar_status iterate(domar_cx *cx, domar_leontief *s, struct krylov *q, double *X, double *B,
                            double *R, size_t k, bool transposed, bool *reached)
{
    const double goal = 4e-16, good = 1e-14;
    double best = INFINITY;
    memcpy(R, B, s->n * k * sizeof *R);
    for (size_t c = 0; c < CYCLES; c++) {
        const domar_status st = cycle(cx, s, q, X, R, k, transposed, c ? 1e-4 : 1e-13);
        if (st) return st;
        domar_leontief_residual(s, domar_cx_threads(cx), R, B, X, k, transposed);
        s->report.sweeps++;
        const double error = domar_leontief_backward(cx, s, R, B, X, k, transposed);
        const bool stalled = !(error < 0.5 * best);
        best = fmin(best, error);
        if (error <= goal || (stalled && best <= good)) break;
        if (stalled) break;
    }
    *reached = best <= good;
    if (*reached) s->report.backward_error = fmax(s->report.backward_error, best);
    return DOMAR_OK;
}

domar_status domar_leontief_gmres(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed,
                                  bool *reached)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t nk = s->n * k;
    struct krylov q = { .V = domar_scratch(cx, (STEPS + 1) * nk) };
    domar_status st = DOMAR_ENOMEM;
    *reached = false;
    q.T = domar_scratch(cx, nk);
    q.H = domar_scratch(cx, k * (STEPS + 1) * STEPS);
    q.cs = domar_scratch(cx, k * STEPS);
    q.sn = domar_scratch(cx, k * STEPS);
    q.g = domar_scratch(cx, k * (STEPS + 1));
    double *B = domar_scratch(cx, nk), *R = domar_scratch(cx, nk), *answer = domar_scratch(cx, nk);
    if (!q.V || !q.T || !q.H || !q.cs || !q.sn || !q.g || !B || !R || !answer) goto done;
    memcpy(B, X, nk * sizeof *B);
    st = iterate(cx, s, &q, answer, B, R, k, transposed, reached);
    if (!st && *reached) memcpy(X, answer, nk * sizeof *X);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
