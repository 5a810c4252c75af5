/* solve/leontief_factor.c -- factors and the inverse, in one n x n array.
 *
 * The array is filled row by row with I - A.  LAPACK, which reads columns, sees (I - A)'; so the
 * plain solve asks it for the transpose, and the inverse it makes, read by rows, is ours. */
#include "solve/leontief_inside.h"
#include "base/threads.h"
#include <math.h>
#include <string.h>

enum { PARTS = 16 };              /* of the rows: sums are added in their order */

/* Rows of I - A; the absolute sums of their columns into work (PARTS x n of the 2 DOMAR_FEW). */
static void fill(void *arg, size_t begin, size_t end)
{
    const domar_leontief *s = arg;
    const size_t n = s->n;
    for (size_t part = begin; part < end; part++) {
        double *sums = s->work + part * n;
        memset(sums, 0, n * sizeof *sums);
        for (size_t i = part * n / PARTS; i < (part + 1) * n / PARTS; i++) {
            const double *z = s->Z + i * n, f = s->f ? s->f[i] : 1;
            double *m = s->lu + i * n;
            for (size_t j = 0; j < n; j++) {
                m[j] = -f * z[j] * s->inv_x[j];
                sums[j] += fabs(m[j]);
            }
            sums[i] -= fabs(m[i]);
            m[i] += 1;
            sums[i] += fabs(m[i]);
        }
    }
}

static domar_status singular(domar_cx *cx, domar_leontief *s, blasint info)
{
    const size_t k = (size_t)info - 1;
    s->culprit = k + 1;
    return domar_fail(cx, DOMAR_ENOCONV,
                      "I - A is singular at industry %zu of economy %zu in the table: its "
                      "inputs use up its output, mend its row and column or aggregate",
                      k % s->block + 1, k / s->block + 1);
}

/* First ones, n of them, then random signs, always the same. */
static void signs(double *v, size_t size, size_t n)
{
    uint64_t draw = 1;
    for (size_t p = 0; p < size; p++) {
        draw = draw * 6364136223846793005u + 1442695040888963407u;
        v[p] = p < n || draw >> 63 ? 1 : -1;
    }
}

/* 1-norm condition of I - A.  For any v with entries 1 and -1
 *     |B' v|_inf <= |B'|_inf = |B|_1,
 * with equality for v = 1 where B = (I - A)^-1 has no negative entry, as it has not for tables
 * without negative cells.  Beside it seven vectors of random signs, for those that have. */
static domar_status estimate_condition(domar_cx *cx, domar_leontief *s, double norm_one)
{
    enum { VECTORS = 8 };
    const domar_mark mark = domar_scratch_mark(cx);
    const blasint n = (blasint)s->n, nrhs = VECTORS;
    double *v = domar_scratch(cx, VECTORS * s->n), most = 0;
    blasint info;
    if (!v) return DOMAR_ENOMEM;
    signs(v, VECTORS * s->n, s->n);
    dgetrs_("N", &n, &nrhs, s->lu, &n, s->pivots, v, &n, &info);
    for (size_t p = 0; p < VECTORS * s->n; p++)
        if (!(fabs(v[p]) <= most)) most = isnan(v[p]) ? INFINITY : fabs(v[p]);
    s->report.condition = norm_one * most;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

domar_status domar_leontief_factor(domar_cx *cx, domar_leontief *s)
{
    const blasint n = (blasint)s->n;
    blasint info = 0;
    double norm = 0;
    domar_status st = DOMAR_ENOMEM;
    if (s->lu) return DOMAR_OK;
    if (!s->pivots) s->pivots = domar_alloc(cx, s->n, sizeof *s->pivots);
    if (!s->pivots || !(s->lu = domar_alloc(cx, s->n * s->n, sizeof(double)))) return DOMAR_ENOMEM;
    domar_parallel(domar_cx_threads(cx), PARTS, 1, fill, s);
    for (size_t j = 0; j < s->n; j++) {
        double sum = 0;
        for (size_t part = 0; part < PARTS; part++) sum += s->work[part * s->n + j];
        norm = fmax(norm, sum);
    }
    dgetrf_(&n, &n, s->lu, &n, s->pivots, &info);
    s->report.factored = true;
    if (info > 0) {
        s->report.condition = INFINITY;
        st = singular(cx, s, info);
    } else
        st = estimate_condition(cx, s, norm);
    /* Factors of what is singular but for rounding would give numbers that mean nothing. */
    if (!st && !(s->report.condition < 1e15)) st = domar_leontief_unsolved(cx, s, 0);
    if (!st) return domar_tick(cx, 1, 2);
    domar_release(s->lu);
    s->lu = NULL;
    return st;
}

/* Is what dgetri made an inverse?  (I - A) (B v) against v, for eight vectors v of signs. */
static domar_status check_inverse(domar_cx *cx, domar_leontief *s)
{
    enum { VECTORS = 8 };
    const int threads = domar_cx_threads(cx);
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = s->n, size = VECTORS * n;
    double *v = domar_scratch(cx, size), *x = domar_scratch(cx, size),
           *r = domar_scratch(cx, size);
    domar_status st = DOMAR_ENOMEM;
    if (!v || !x || !r) goto done;
    signs(v, size, n);
    for (size_t i = 0; i < n; i++)                    /* n x 8 by rows, the work space is free */
        for (size_t c = 0; c < VECTORS; c++) s->work[i * VECTORS + c] = v[c * n + i];
    memcpy(v, s->work, size * sizeof *v);
    domar_product(threads, x, s->lu, v, n, n, VECTORS);
    domar_leontief_residual(s, threads, r, v, x, VECTORS, false);
    const double error = domar_leontief_backward(s, threads, r, v, x, VECTORS, false);
    s->report.backward_error = fmax(s->report.backward_error, error);
    st = error <= 1e-8 ? domar_tick(cx, 2, 2) : domar_leontief_unsolved(cx, s, error);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_leontief_inverse(domar_cx *cx, domar_leontief *s, const double **B)
{
    const blasint n = (blasint)s->n;
    *B = NULL;
    domar_status st = domar_leontief_factor(cx, s);
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
        st = check_inverse(cx, s);
    }
    if (!st) *B = s->lu;
    return st;
}

/* ---- local inverses */
struct local {
    const domar_leontief *s;
    double  *blocks, *work;       /* blocks x N x N, pieces x 64 N */
    blasint *pivots, *info;       /* pieces x N, blocks */
    size_t   grain;
};

/* (I - A_ss)^-1 of some blocks, in place, each in its own square. */
static void invert_blocks(void *arg, size_t begin, size_t end)
{
    const struct local *l = arg;
    const domar_leontief *s = l->s;
    const size_t N = s->block, piece = begin / l->grain;
    const blasint n = (blasint)N, size = n * 64;
    for (size_t g = begin; g < end; g++) {
        double *m = l->blocks + g * N * N;
        blasint *info = l->info + g;
        for (size_t i = 0; i < N; i++) {
            const size_t row = g * N + i;
            const double *z = s->Z + row * s->n + g * N, f = s->f ? s->f[row] : 1;
            for (size_t j = 0; j < N; j++)
                m[i * N + j] = (i == j) - f * z[j] * s->inv_x[g * N + j];
        }
        dgetrf_(&n, &n, m, &n, l->pivots + piece * N, info);
        if (*info == 0)
            dgetri_(&n, m, &n, l->pivots + piece * N, l->work + piece * (size_t)size, &size, info);
    }
}

domar_status domar_leontief_local(domar_cx *cx, domar_leontief *s, const double **L)
{
    const size_t N = s->block, threads = (size_t)domar_cx_threads(cx);
    const domar_mark mark = domar_scratch_mark(cx);
    struct local l = { .s = s, .grain = (s->blocks + threads - 1) / threads };
    domar_status st = DOMAR_ENOMEM;
    *L = s->local;
    if (s->local) return DOMAR_OK;
    const size_t pieces = (s->blocks + l.grain - 1) / l.grain;
    l.blocks = domar_alloc(cx, s->blocks * N * N, sizeof *l.blocks);
    l.work = domar_scratch(cx, pieces * N * 64);
    l.pivots = domar_scratch_bytes(cx, pieces * N, sizeof *l.pivots);
    l.info = domar_scratch_bytes(cx, s->blocks, sizeof *l.info);
    if (!l.blocks || !l.work || !l.pivots || !l.info) goto done;
    domar_parallel((int)threads, s->blocks, l.grain, invert_blocks, &l);
    for (size_t g = 0; g < s->blocks; g++)
        if (l.info[g] > 0) {
            st = singular(cx, s, (blasint)(g * N) + l.info[g]);
            goto done;
        }
    s->local = l.blocks;
    *L = l.blocks;
    l.blocks = NULL;
    st = DOMAR_OK;
done:
    domar_release(l.blocks);
    domar_scratch_rewind(cx, mark);
    return st;
}
