/* solve/leontief.c -- (I - A) X = R with A = diag(f) Z diag(1/x): making it, products with it,
 * the choice between iteration and factors. */
#include "solve/leontief_inside.h"
#include "base/threads.h"
#include <math.h>
#include <string.h>

/* Sixteen right-hand sides cost some 14 sweeps of Z, factors n / 3 sweeps' worth of products at
 * some ten times the speed: measured, they meet near n / 32 (docs/bench.md). */
static size_t few_enough(size_t n) { return n / 32 > 2 * DOMAR_FEW ? n / 32 : 2 * DOMAR_FEW; }

domar_status domar_leontief_new(domar_cx *cx, domar_leontief **out, const double *Z,
                                const double *x, const double *f, size_t blocks, size_t block)
{
    domar_leontief *s = domar_alloc(cx, 1, sizeof *s);
    *out = NULL;
    if (!s) return DOMAR_ENOMEM;
    *s = (domar_leontief){ .Z = Z, .f = f, .n = blocks * block, .blocks = blocks, .block = block,
                           .report = { .condition = NAN } };
    s->inv_x = domar_alloc(cx, s->n, sizeof(double));
    s->work = s->inv_x ? domar_alloc(cx, 2 * s->n * DOMAR_FEW, sizeof(double)) : NULL;
    if (!s->work) {
        domar_leontief_free(s);
        return DOMAR_ENOMEM;
    }
    for (size_t j = 0; j < s->n; j++) s->inv_x[j] = x[j] > 0 || x[j] < 0 ? 1 / x[j] : 0;
    openblas_set_num_threads(domar_cx_deterministic(cx) ? 1 : domar_cx_threads(cx));
    *out = s;
    return DOMAR_OK;
}

void domar_leontief_free(domar_leontief *s)
{
    if (!s) return;
    domar_release(s->inv_x);
    domar_release(s->work);
    domar_release(s->local);
    domar_release(s->lu);
    domar_release(s->pivots);
    domar_release(s);
}

size_t domar_leontief_culprit(const domar_leontief *s) { return s->culprit - 1; }

domar_leontief_report domar_leontief_reported(const domar_leontief *s) { return s->report; }

/* ---- products */

void domar_leontief_gather(double *W, size_t width, const double *X, const double *scale, size_t n,
                           size_t k, size_t first, size_t few)
{
    for (size_t i = 0; i < n; i++) {
        const double f = scale ? scale[i] : 1, *x = X + i * k + first;
        double *w = W + i * width;
        for (size_t l = 0; l < few; l++) w[l] = x[l] * f;
        for (size_t l = few; l < width; l++) w[l] = 0;
    }
}

void domar_leontief_scatter(double *Y, const double *W, size_t width, const double *scale,
                            size_t n, size_t k, size_t first, size_t few)
{
    for (size_t i = 0; i < n; i++) {
        const double f = scale ? scale[i] : 1, *w = W + i * width;
        double *y = Y + i * k + first;
        for (size_t l = 0; l < few; l++) y[l] = w[l] * f;
    }
}

static size_t min(size_t a, size_t b) { return a < b ? a : b; }

void domar_leontief_apply(const domar_leontief *s, int threads, double *Y, const double *X,
                          size_t k)
{
    double *in = s->work, *out = s->work + s->n * DOMAR_FEW;
    for (size_t first = 0; first < k; first += DOMAR_FEW) {
        const size_t few = min(k - first, DOMAR_FEW), width = domar_product_width(few);
        domar_leontief_gather(in, width, X, s->inv_x, s->n, k, first, few);
        domar_product(threads, out, s->Z, in, s->n, s->n, width);
        domar_leontief_scatter(Y, out, width, s->f, s->n, k, first, few);
    }
}

void domar_leontief_apply_t(const domar_leontief *s, int threads, double *Y, const double *X,
                            size_t k)
{
    double *in = s->work, *out = s->work + s->n * DOMAR_FEW;
    for (size_t first = 0; first < k; first += DOMAR_FEW) {
        const size_t few = min(k - first, DOMAR_FEW), width = domar_product_width(few);
        domar_leontief_gather(in, width, X, s->f, s->n, k, first, few);
        domar_product_t(threads, out, s->Z, in, s->n, s->n, width);
        domar_leontief_scatter(Y, out, width, s->inv_x, s->n, k, first, few);
    }
}

void domar_leontief_residual(const domar_leontief *s, int threads, double *R, const double *B,
                             const double *X, size_t k, bool transposed)
{
    if (transposed) domar_leontief_apply_t(s, threads, R, X, k);
    else domar_leontief_apply(s, threads, R, X, k);
    for (size_t p = 0; p < s->n * k; p++) R[p] += B[p] - X[p];
}

/* ---- how good a solution is */
struct norms { const domar_leontief *s; double *rows, *columns; };       /* n, PARTS x n */
enum { PARTS = 16 };

static void add_absolutes(void *arg, size_t begin, size_t end)
{
    const struct norms *m = arg;
    const domar_leontief *s = m->s;
    for (size_t part = begin; part < end; part++) {
        double *columns = m->columns + part * s->n;
        for (size_t i = part * s->n / PARTS; i < (part + 1) * s->n / PARTS; i++) {
            const double *z = s->Z + i * s->n, f = s->f ? s->f[i] : 1;
            const double own = f * z[i] * s->inv_x[i];
            double row = fabs(1 - own) - fabs(own);
            columns[i] += row;
            for (size_t j = 0; j < s->n; j++) {
                const double a = fabs(f * z[j] * s->inv_x[j]);
                row += a;
                columns[j] += a;
            }
            m->rows[i] = row;
        }
    }
}

/* Norms of I - A in one pass over Z, in the work space of products. */
static void measure(int threads, domar_leontief *s)
{
    struct norms m = { s, s->work, s->work + s->n };
    if (s->norm_inf > 0) return;
    memset(s->work, 0, (1 + PARTS) * s->n * sizeof *s->work);
    domar_parallel(threads, PARTS, 1, add_absolutes, &m);
    for (size_t j = 0; j < s->n; j++) {
        double column = 0;
        for (size_t part = 0; part < PARTS; part++) column += m.columns[part * s->n + j];
        s->norm_one = fmax(s->norm_one, column);
        s->norm_inf = fmax(s->norm_inf, m.rows[j]);
    }
}

/* Largest absolute values of each column of M (n x k), k <= DOMAR_FEW; NaN counts as infinite. */
static void largest(double *out, const double *M, size_t n, size_t k)
{
    for (size_t l = 0; l < k; l++) out[l] = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < k; l++) {
            const double a = fabs(M[i * k + l]);
            out[l] = a <= out[l] ? out[l] : isnan(a) ? INFINITY : a;
        }
}

double domar_leontief_backward(domar_leontief *s, int threads, const double *R, const double *B,
                               const double *X, size_t k, bool transposed)
{
    double r[DOMAR_FEW], b[DOMAR_FEW], x[DOMAR_FEW], bound = 0, worst = 0;
    largest(r, R, s->n, k);
    largest(b, B, s->n, k);
    for (size_t l = 0; l < k; l++) {
        if (isinf(r[l])) return INFINITY;
        /* |I - A| |x| is at least |(I - A) x| >= |b| - |r|: good enough without a norm? */
        if (r[l] > 0) bound = fmax(bound, r[l] / (b[l] + fmax(b[l] - r[l], 0)));
    }
    if (bound <= DOMAR_BACKWARD_GOAL) return bound;
    measure(threads, s);
    largest(x, X, s->n, k);
    for (size_t l = 0; l < k; l++)
        if (r[l] > 0)
            worst = fmax(worst, r[l] / ((transposed ? s->norm_one : s->norm_inf) * x[l] + b[l]));
    return worst;
}

/* Column sums near or above 1 are what makes I - A singular: name the worst. */
domar_status domar_leontief_unsolved(domar_cx *cx, domar_leontief *s, double error)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *ones = domar_scratch(cx, s->n), *sums = domar_scratch(cx, s->n);
    size_t worst = 0;
    if (!ones || !sums) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->n; i++) ones[i] = 1;
    domar_leontief_apply_t(s, 1, sums, ones, 1);
    for (size_t j = 1; j < s->n; j++)
        if (sums[j] > sums[worst]) worst = j;
    const double sum = sums[worst];
    s->culprit = worst + 1;
    domar_scratch_rewind(cx, mark);
    return domar_fail(
        cx, DOMAR_ENOCONV,
        "the system of input coefficients cannot be solved (backward "
        "error %.1e, condition %.1e): industry %zu of economy %zu in the table buys inputs "
        "of %.3g of its output, mend it or aggregate",
        error, s->report.condition, worst % s->block + 1, worst / s->block + 1, sum);
}

/* ---- solving */
static domar_status solve(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed)
{
    bool reached = false;
    domar_status st = DOMAR_OK;
    s->report.solves += k;
    if (!s->lu && s->blocks > 1 && k <= few_enough(s->n))
        st = domar_leontief_gmres(cx, s, X, k, transposed, &reached);
    if (!st && !reached) st = domar_leontief_direct(cx, s, X, k, transposed);
    return st;
}

domar_status domar_leontief_solve(domar_cx *cx, domar_leontief *s, double *X, size_t k)
{
    return solve(cx, s, X, k, false);
}

domar_status domar_leontief_solve_t(domar_cx *cx, domar_leontief *s, double *X, size_t k)
{
    return solve(cx, s, X, k, true);
}
