/* solve/leontief_direct.c -- solves through factors or the inverse, a panel of columns at a time.
 *
 * A panel is checked by a true residual before it replaces its right-hand sides: of every column
 * where there are few, else of eight sums of the columns with random signs, in which an error of
 * any column shows at its own size; that reads Z once instead of once for every 16 columns. */
#include "solve/leontief_inside.h"
#include <math.h>
#include <string.h>

enum { CHECKS = 8, ROWS = 64 };

struct panel {
    double *X;                    /* n x k: right-hand sides, later the solution */
    size_t  k, first, few;
    bool    transposed;
    double *T;                    /* solution: element (i, l) at i * down + l * across */
    size_t  down, across;
    size_t  width;                /* columns of the check */
};

/* A fixed sequence of signs: the same numbers give the same digits. */
static double sign(size_t l, size_t c)
{
    uint64_t z = (l * CHECKS + c + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 31)) * 0xbf58476d1ce4e5b9u;
    return z >> 63 ? 1 : -1;
}

/* C (n x width) := what is checked of M, whose element (i, l) is at i * down + l * across. */
static void checked(double *C, const struct panel *p, const double *M, size_t down, size_t across,
                    size_t n)
{
    if (p->few <= DOMAR_FEW) {
        for (size_t i = 0; i < n; i++)
            for (size_t l = 0; l < p->few; l++) C[i * p->width + l] = M[i * down + l * across];
        return;
    }
    memset(C, 0, n * CHECKS * sizeof *C);
    for (size_t block = 0; block < n; block += ROWS) {         /* so that C stays in cache */
        const size_t end = block + ROWS < n ? block + ROWS : n;
        for (size_t l = 0; l < p->few; l++) {
            double signs[CHECKS];
            for (size_t c = 0; c < CHECKS; c++) signs[c] = sign(l, c);
            for (size_t i = block; i < end; i++)
                for (size_t c = 0; c < CHECKS; c++)
                    C[i * CHECKS + c] += signs[c] * M[i * down + l * across];
        }
    }
}

/* T (few x n, each right-hand side one run of memory) through the factors. */
static void by_factors(const domar_leontief *s, double *T, size_t few, bool transposed)
{
    const blasint n = (blasint)s->n, nrhs = (blasint)few;
    blasint info;
    dgetrs_(transposed ? "N" : "T", &n, &nrhs, s->lu, &n, s->pivots, T, &n, &info);
}

/* T (n x few) := inverse times few columns of X (n x k) from its start on. */
static void by_inverse(const domar_leontief *s, int threads, double *T, const double *X, size_t k,
                       size_t few, bool transposed)
{
    const int n = (int)s->n;
    if (few <= DOMAR_FEW) {
        double *in = s->work, *out = s->work + s->n * DOMAR_FEW;
        const size_t width = domar_product_width(few);
        domar_leontief_gather(in, width, X, NULL, s->n, k, 0, few);
        (transposed ? domar_product_t : domar_product)(threads, out, s->lu, in, s->n, s->n, width);
        domar_leontief_scatter(T, out, width, NULL, s->n, few, 0, few);
    } else
        cblas_dgemm(CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, n,
                    (int)few, n, 1, s->lu, n, X, (int)k, 0, T, (int)few);
}

/* The panel's solution into T, its right-hand sides untouched. */
static void solve_panel(domar_cx *cx, const domar_leontief *s, struct panel *p)
{
    p->down = s->inverted ? p->few : 1;
    p->across = s->inverted ? 1 : s->n;
    if (s->inverted) {
        by_inverse(s, domar_cx_threads(cx), p->T, p->X + p->first, p->k, p->few, p->transposed);
        return;
    }
    for (size_t block = 0; block < s->n; block += ROWS)
        for (size_t l = 0; l < p->few; l++)
            for (size_t i = block; i < s->n && i < block + ROWS; i++)
                p->T[l * s->n + i] = p->X[i * p->k + p->first + l];
    by_factors(s, p->T, p->few, p->transposed);
}

/* One step of refinement of columns l.. of the panel, DOMAR_FEW at a time. */
static domar_status refine(domar_cx *cx, domar_leontief *s, struct panel *p)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = s->n;
    double *B = domar_scratch(cx, n * DOMAR_FEW), *X = domar_scratch(cx, n * DOMAR_FEW);
    double *R = domar_scratch(cx, n * DOMAR_FEW), *D = domar_scratch(cx, n * DOMAR_FEW);
    if (!B || !X || !R || !D) return DOMAR_ENOMEM;
    for (size_t l = 0; l < p->few; l += DOMAR_FEW) {
        const size_t w = p->few - l < DOMAR_FEW ? p->few - l : DOMAR_FEW;
        for (size_t i = 0; i < n; i++)
            for (size_t c = 0; c < w; c++) {
                B[i * w + c] = p->X[i * p->k + p->first + l + c];
                X[i * w + c] = p->T[i * p->down + (l + c) * p->across];
            }
        domar_leontief_residual(s, domar_cx_threads(cx), R, B, X, w, p->transposed);
        struct panel step = { .X = R, .k = w, .few = w, .transposed = p->transposed, .T = D };
        solve_panel(cx, s, &step);
        for (size_t i = 0; i < n; i++)
            for (size_t c = 0; c < w; c++)
                p->T[i * p->down + (l + c) * p->across] += D[i * step.down + c * step.across];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status check_panel(domar_cx *cx, domar_leontief *s, const struct panel *p,
                                double *error)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t size = s->n * p->width;
    double *B = domar_scratch(cx, size), *X = domar_scratch(cx, size),
           *R = domar_scratch(cx, size);
    if (!B || !X || !R) return DOMAR_ENOMEM;
    checked(B, p, p->X + p->first, p->k, 1, s->n);
    checked(X, p, p->T, p->down, p->across, s->n);
    domar_leontief_residual(s, domar_cx_threads(cx), R, B, X, p->width, p->transposed);
    *error = domar_leontief_backward(s, domar_cx_threads(cx), R, B, X, p->width, p->transposed);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status panel(domar_cx *cx, domar_leontief *s, struct panel *p)
{
    double error;
    p->width = p->few <= DOMAR_FEW ? p->few : CHECKS;
    solve_panel(cx, s, p);
    domar_status st = check_panel(cx, s, p, &error);
    if (!st && !(error <= DOMAR_BACKWARD_GOAL)) {
        st = refine(cx, s, p);
        if (!st) st = check_panel(cx, s, p, &error);
    }
    if (st) return st;
    s->report.backward_error = fmax(s->report.backward_error, error);
    if (!(error <= 1e-8)) return domar_leontief_unsolved(cx, s, error);
    for (size_t block = 0; block < s->n; block += ROWS)
        for (size_t l = 0; l < p->few; l++)
            for (size_t i = block; i < s->n && i < block + ROWS; i++)
                p->X[i * p->k + p->first + l] = p->T[i * p->down + l * p->across];
    return DOMAR_OK;
}

domar_status domar_leontief_direct(domar_cx *cx, domar_leontief *s, double *X, size_t k,
                                   bool transposed)
{
    /* Panels of a fourteenth of the matrix keep scratch small beside the factors. */
    const size_t most = s->n / 14 < DOMAR_FEW ? DOMAR_FEW : s->n / 14 > 256 ? 256 : s->n / 14;
    const size_t panels = (k + most - 1) / most, share = panels ? (k + panels - 1) / panels : 0;
    const domar_mark mark = domar_scratch_mark(cx);
    struct panel p = { .X = X, .k = k, .transposed = transposed };
    domar_status st = domar_leontief_factor(cx, s);
    if (!st && !(p.T = domar_scratch(cx, s->n * share))) st = DOMAR_ENOMEM;
    for (; !st && p.first < k; p.first += share) {
        p.few = k - p.first < share ? k - p.first : share;
        st = panel(cx, s, &p);
        if (!st) st = domar_tick(cx, p.first, k);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
