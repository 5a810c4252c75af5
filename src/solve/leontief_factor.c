/* solve/leontief_factor.c -- factors and the inverse, in one n x n array.
 *
 * The array is filled row by row with I - A.  LAPACK, which reads columns, sees (I - A)'; so the
 * plain solve asks it for the transpose, and the inverse it makes, read by rows, is ours. */
#include "solve/leontief_inside.h"
#include <math.h>
#include <string.h>

static void fill(const domar_leontief *s, double *M)
{
    for (size_t i = 0; i < s->n; i++) {
        const double *z = s->Z + i * s->n, f = s->f ? s->f[i] : 1;
        double *m = M + i * s->n;
        for (size_t j = 0; j < s->n; j++) m[j] = -f * z[j] * s->inv_x[j];
        m[i] += 1;
    }
}

static domar_status singular(domar_cx *cx, const domar_leontief *s, blasint info)
{
    const size_t k = (size_t)info - 1;
    return domar_fail(cx, DOMAR_ENOCONV, "I - A is singular at industry %zu of economy %zu in the table: its "
                      "inputs use up its output, mend its row and column or aggregate",
                      k % s->block + 1, k / s->block + 1);
}

/* 1-norm condition of I - A, the infinity norm of what LAPACK sees. */
static domar_status estimate_condition(domar_cx *cx, domar_leontief *s, double norm_one)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const blasint n = (blasint)s->n;
    double rcond = 0, *work = domar_scratch(cx, 4 * s->n);
    blasint info, *iwork = domar_scratch_bytes(cx, s->n, sizeof *iwork);
    if (!work || !iwork) return DOMAR_ENOMEM;
    dgecon_("I", &n, s->lu, &n, &norm_one, &rcond, work, iwork, &info);
    s->report.condition = rcond > 0 ? 1 / rcond : INFINITY;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status factor(domar_cx *cx, domar_leontief *s)
{
    const blasint n = (blasint)s->n;
    blasint info;
    double norm = 0;
    if (s->lu) return DOMAR_OK;
    s->lu = domar_alloc(cx, s->n * s->n, sizeof(double));
    if (!s->pivots) s->pivots = domar_alloc(cx, s->n, sizeof *s->pivots);
    if (!s->lu || !s->pivots) goto no_memory;
    fill(s, s->lu);
    /* Column sums of |I - A| into the work space of products. */
    memset(s->work, 0, s->n * sizeof *s->work);
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = 0; j < s->n; j++) s->work[j] += fabs(s->lu[i * s->n + j]);
    for (size_t j = 0; j < s->n; j++) norm = fmax(norm, s->work[j]);
    dgetrf_(&n, &n, s->lu, &n, s->pivots, &info);
    if (info > 0) {
        domar_release(s->lu);
        s->lu = NULL;
        return singular(cx, s, info);
    }
    s->report.factored = true;
    return estimate_condition(cx, s, norm);
no_memory:
    domar_release(s->lu);
    s->lu = NULL;
    return DOMAR_ENOMEM;
}

/* X (n x k by rows) through k x n, where each right-hand side is one run of memory. */
static domar_status by_factors(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const blasint n = (blasint)s->n, nrhs = (blasint)k;
    double *T = k > 1 ? domar_scratch(cx, s->n * k) : X;
    blasint info;
    if (!T) return DOMAR_ENOMEM;
    for (size_t i = 0; k > 1 && i < s->n; i++)
        for (size_t l = 0; l < k; l++) T[l * s->n + i] = X[i * k + l];
    dgetrs_(transposed ? "N" : "T", &n, &nrhs, s->lu, &n, s->pivots, T, &n, &info);
    for (size_t i = 0; k > 1 && i < s->n; i++)
        for (size_t l = 0; l < k; l++) X[i * k + l] = T[l * s->n + i];
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status by_inverse(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const int n = (int)s->n, cols = (int)k;
    double *R = domar_scratch(cx, s->n * k);
    if (!R) return DOMAR_ENOMEM;
    memcpy(R, X, s->n * k * sizeof *X);
    if (k <= DOMAR_FEW) {
        if (transposed) domar_product_t(domar_cx_threads(cx), X, s->lu, R, s->n, s->n, k);
        else domar_product(domar_cx_threads(cx), X, s->lu, R, s->n, s->n, k);
    } else
        cblas_dgemm(CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, n, cols, n, 1,
                    s->lu, n, R, cols, 0, X, cols);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

domar_status domar_leontief_direct(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed)
{
    const domar_status st = factor(cx, s);
    if (st) return st;
    return s->inverted ? by_inverse(cx, s, X, k, transposed) : by_factors(cx, s, X, k, transposed);
}

domar_status domar_leontief_inverse(domar_cx *cx, domar_leontief *s, const double **B)
{
    const blasint n = (blasint)s->n;
    *B = NULL;
    domar_status st = factor(cx, s);
    if (!st && !s->inverted) {
        const domar_mark mark = domar_scratch_mark(cx);
        const blasint size = n * 64;
        blasint info;
        double *work = domar_scratch(cx, (size_t)size);
        if (!work) return DOMAR_ENOMEM;
        dgetri_(&n, s->lu, &n, s->pivots, work, &size, &info);
        domar_scratch_rewind(cx, mark);
        if (info > 0) return singular(cx, s, info);
        s->inverted = true;
        st = domar_tick(cx, 1, 1);
    }
    if (!st) *B = s->lu;
    return st;
}

/* (I - A_ss)^-1 of every block, in place in its own square. */
domar_status domar_leontief_local(domar_cx *cx, domar_leontief *s, const double **L)
{
    const size_t N = s->block, square = N * N;
    const blasint n = (blasint)N, size = n * 64;
    const domar_mark mark = domar_scratch_mark(cx);
    double *local = NULL, *work;
    blasint *pivots, info = 0;
    domar_status st = DOMAR_ENOMEM;
    *L = s->local;
    if (s->local) return DOMAR_OK;
    local = domar_alloc(cx, s->blocks * square, sizeof *local);
    work = domar_scratch(cx, (size_t)size);
    pivots = domar_scratch_bytes(cx, N, sizeof *pivots);
    if (!local || !work || !pivots) goto done;
    for (size_t g = 0; g < s->blocks; g++) {
        double *m = local + g * square;
        for (size_t i = 0; i < N; i++) {
            const size_t row = g * N + i;
            const double *z = s->Z + row * s->n + g * N, f = s->f ? s->f[row] : 1;
            for (size_t j = 0; j < N; j++) m[i * N + j] = (i == j) - f * z[j] * s->inv_x[g * N + j];
        }
        dgetrf_(&n, &n, m, &n, pivots, &info);
        if (info == 0) dgetri_(&n, m, &n, pivots, work, &size, &info);
        if (info > 0) {
            st = singular(cx, s, (blasint)(g * N) + info);
            goto done;
        }
    }
    s->local = local;
    *L = local;
    local = NULL;
    st = DOMAR_OK;
done:
    domar_release(local);
    domar_scratch_rewind(cx, mark);
    return st;
}
