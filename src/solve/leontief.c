/* solve/leontief.c -- (I - A) X = R with A = diag(f) Z diag(1/x): making it, products with it,
 * the choice between iteration and factors. */
#include "solve/leontief_inside.h"
#include <math.h>
#include <string.h>

/* Beyond this many right-hand sides factors pay (numerics.md, measured at n = 3465 and 7987). */
static size_t few_enough(size_t n) { return n < 5000 ? 60 : 200; }

domar_status domar_leontief_new(domar_cx *cx, domar_leontief **out, const double *Z, const double *x,
                                const double *f, size_t blocks, size_t block)
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

domar_leontief_report domar_leontief_reported(const domar_leontief *s) { return s->report; }

/* ---- products */

/* Columns first..first+few of X (n x k), each row scaled, into W (n x few). */
static void gather(double *W, const double *X, const double *scale, size_t n, size_t k, size_t first,
                   size_t few)
{
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < few; l++) W[i * few + l] = X[i * k + first + l] * (scale ? scale[i] : 1);
}

static void scatter(double *Y, const double *W, const double *scale, size_t n, size_t k, size_t first,
                    size_t few)
{
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < few; l++) Y[i * k + first + l] = W[i * few + l] * (scale ? scale[i] : 1);
}

void domar_leontief_apply(const domar_leontief *s, int threads, double *Y, const double *X, size_t k)
{
    double *in = s->work, *out = s->work + s->n * DOMAR_FEW;
    for (size_t first = 0; first < k; first += DOMAR_FEW) {
        const size_t few = k - first < DOMAR_FEW ? k - first : DOMAR_FEW;
        gather(in, X, s->inv_x, s->n, k, first, few);
        domar_product(threads, out, s->Z, in, s->n, s->n, few);
        scatter(Y, out, s->f, s->n, k, first, few);
    }
}

void domar_leontief_apply_t(const domar_leontief *s, int threads, double *Y, const double *X, size_t k)
{
    double *in = s->work, *out = s->work + s->n * DOMAR_FEW;
    for (size_t first = 0; first < k; first += DOMAR_FEW) {
        const size_t few = k - first < DOMAR_FEW ? k - first : DOMAR_FEW;
        gather(in, X, s->f, s->n, k, first, few);
        domar_product_t(threads, out, s->Z, in, s->n, s->n, few);
        scatter(Y, out, s->inv_x, s->n, k, first, few);
    }
}

void domar_leontief_residual(const domar_leontief *s, int threads, double *R, const double *B,
                             const double *X, size_t k, bool transposed)
{
    if (transposed) domar_leontief_apply_t(s, threads, R, X, k);
    else domar_leontief_apply(s, threads, R, X, k);
    for (size_t p = 0; p < s->n * k; p++) R[p] += B[p] - X[p];
}

/* Norms of I - A in one pass over Z. */
static domar_status measure(domar_cx *cx, domar_leontief *s)
{
    if (s->norm_inf > 0) return DOMAR_OK;
    const domar_mark mark = domar_scratch_mark(cx);
    double *columns = domar_scratch(cx, s->n);
    if (!columns) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->n; i++) {
        const double *z = s->Z + i * s->n, f = s->f ? s->f[i] : 1;
        double row = 0;
        for (size_t j = 0; j < s->n; j++) {
            const double a = fabs((i == j) - f * z[j] * s->inv_x[j]);
            row += a;
            columns[j] += a;
        }
        s->norm_inf = fmax(s->norm_inf, row);
    }
    for (size_t j = 0; j < s->n; j++) s->norm_one = fmax(s->norm_one, columns[j]);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

double domar_leontief_backward(domar_cx *cx, domar_leontief *s, const double *R, const double *B,
                               const double *X, size_t k, bool transposed)
{
    double worst = 0;
    if (measure(cx, s)) return INFINITY;
    const double norm = transposed ? s->norm_one : s->norm_inf;
    for (size_t l = 0; l < k; l++) {
        double r = 0, b = 0, x = 0;
        for (size_t i = 0; i < s->n; i++) {
            r = fmax(r, fabs(R[i * k + l]));
            b = fmax(b, fabs(B[i * k + l]));
            x = fmax(x, fabs(X[i * k + l]));
            if (!isfinite(R[i * k + l])) return INFINITY;
        }
        if (r > 0) worst = fmax(worst, r / (norm * x + b));
    }
    return worst;
}

/* ---- solving */

/* Column sums near or above 1 are what makes I - A singular: name the worst. */
static domar_status not_solved(domar_cx *cx, const domar_leontief *s, double error)
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
    domar_scratch_rewind(cx, mark);
    return domar_fail(cx, DOMAR_ENOCONV, "the system of input coefficients cannot be solved (backward "
                      "error %.1e): industry %zu of economy %zu in the table buys inputs of %.3g of its "
                      "output, mend it or aggregate", error, worst % s->block + 1, worst / s->block + 1, sum);
}

static domar_status solve_few(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed,
                              bool *reached)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = s->n;
    double *part = domar_scratch(cx, n * DOMAR_FEW);
    domar_status st = part ? DOMAR_OK : DOMAR_ENOMEM;
    *reached = true;
    for (size_t first = 0; !st && *reached && first < k; first += DOMAR_FEW) {
        const size_t few = k - first < DOMAR_FEW ? k - first : DOMAR_FEW;
        gather(part, X, NULL, n, k, first, few);
        st = domar_leontief_gmres(cx, s, part, few, transposed, reached);
        if (!st && *reached) scatter(X, part, NULL, n, k, first, few);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status solve(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = s->n;
    bool reached = false;
    domar_status st = DOMAR_OK;
    s->report.solves += k;
    if (!s->lu && s->blocks > 1 && k <= few_enough(n)) st = solve_few(cx, s, X, k, transposed, &reached);
    if (st || reached) return st;
    double *B = domar_scratch(cx, n * k), *R = domar_scratch(cx, n * k);
    st = DOMAR_ENOMEM;
    if (!B || !R) goto done;
    memcpy(B, X, n * k * sizeof *X);
    if ((st = domar_leontief_direct(cx, s, X, k, transposed))) goto done;
    /* One step of refinement: the inverse alone is a little less exact than factors. */
    domar_leontief_residual(s, domar_cx_threads(cx), R, B, X, k, transposed);
    if ((st = domar_leontief_direct(cx, s, R, k, transposed))) goto done;
    for (size_t p = 0; p < n * k; p++) X[p] += R[p];
    domar_leontief_residual(s, domar_cx_threads(cx), R, B, X, k, transposed);
    const double error = domar_leontief_backward(cx, s, R, B, X, k, transposed);
    s->report.backward_error = fmax(s->report.backward_error, error);
    if (!(error <= 1e-8)) st = not_solved(cx, s, error);
done:
    domar_scratch_rewind(cx, mark);
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
