/* solve/balance.c -- RAS, and GRAS for matrices with negative entries.
 *
 * M = P - N with P, N >= 0.  Looked for are factors r, s > 0 so that
 *     m_ij = r_i p_ij s_j - n_ij / (r_i s_j)
 * has row sums u and column sums v [junius2003; lenzen2007].  One row step solves
 *     a r^2 - u r - b = 0,   a = sum_j p_ij s_j,   b = sum_j n_ij / s_j
 * for the positive root; columns likewise.  Without negative entries b = 0 and this is RAS.
 * Cost: two passes over M a step.  The matrix itself is written once, at the end. */
#include "solve/balance.h"
#include <math.h>

enum { MOST_STEPS = 10000 };

struct problem {
    const double *M, *u, *v;     /* rows x cols, rows, cols */
    size_t  rows, cols;
    double *r, *s;               /* factors: rows, cols */
    double *a, *b;               /* cols: sums of the column step */
};

static double entry(double m, double r, double s) { return m > 0 ? m * r * s : m / (r * s); }

/* The positive root; 1 where the line is empty. */
static double root(double a, double b, double target)
{
    if (a > 0) {
        const double half = target / (2 * a), disc = sqrt(half * half + b / a);
        /* of the two forms of the root, the one that does not cancel */
        return half >= 0 ? half + disc : b / a / (disc - half);
    }
    return b > 0 && target < 0 ? -b / target : b > 0 ? INFINITY : 1;
}

/* A factor that is 0 or infinite would empty its line: keep it in range, the gap then tells. */
static double within(double factor) { return fmin(fmax(factor, 1e-150), 1e150); }

static void row_step(const struct problem *p)
{
    for (size_t i = 0; i < p->rows; i++) {
        double a = 0, b = 0;
        for (size_t j = 0; j < p->cols; j++) {
            const double m = p->M[i * p->cols + j];
            if (m > 0) a += m * p->s[j];
            else if (m < 0) b -= m / p->s[j];
        }
        p->r[i] = within(root(a, b, p->u[i]));
    }
}

/* Columns, memory read row by row. */
static void column_step(const struct problem *p)
{
    for (size_t j = 0; j < p->cols; j++) p->a[j] = p->b[j] = 0;
    for (size_t i = 0; i < p->rows; i++)
        for (size_t j = 0; j < p->cols; j++) {
            const double m = p->M[i * p->cols + j];
            if (m > 0) p->a[j] += m * p->r[i];
            else if (m < 0) p->b[j] -= m / p->r[i];
        }
    for (size_t j = 0; j < p->cols; j++) p->s[j] = within(root(p->a[j], p->b[j], p->v[j]));
}

/* Largest |sum - target| of rows (columns fit right after their step), against the target or,
 * where that is smaller, the mean target. */
static double row_gap(const struct problem *p, double mean)
{
    double worst = 0;
    for (size_t i = 0; i < p->rows; i++) {
        double sum = 0;
        for (size_t j = 0; j < p->cols; j++)
            sum += entry(p->M[i * p->cols + j], p->r[i], p->s[j]);
        worst = fmax(worst, fabs(sum - p->u[i]) / fmax(fabs(p->u[i]), mean));
    }
    return worst;
}

static double column_gap(const struct problem *p, double mean)
{
    double worst = 0;
    for (size_t j = 0; j < p->cols; j++) p->a[j] = 0;
    for (size_t i = 0; i < p->rows; i++)
        for (size_t j = 0; j < p->cols; j++)
            p->a[j] += entry(p->M[i * p->cols + j], p->r[i], p->s[j]);
    for (size_t j = 0; j < p->cols; j++)
        worst = fmax(worst, fabs(p->a[j] - p->v[j]) / fmax(fabs(p->v[j]), mean));
    return worst;
}

static domar_status check(domar_cx *cx, const struct problem *p, bool gras, double *mean)
{
    double rows = 0, cols = 0, size = 0;
    for (size_t i = 0; i < p->rows; i++) {
        rows += p->u[i];
        size += fabs(p->u[i]);
    }
    for (size_t j = 0; j < p->cols; j++) cols += p->v[j];
    if (fabs(rows - cols) > 1e-9 * size)
        return domar_fail(cx, DOMAR_EDATA,
                          "row targets sum to %.12g and column targets to %.12g: they "
                          "must agree", rows, cols);
    for (size_t k = 0; !gras && k < p->rows * p->cols; k++)
        if (p->M[k] < 0)
            return domar_fail(cx, DOMAR_EDATA,
                              "row %zu, column %zu is %g: RAS needs entries that are not "
                              "negative, GRAS does not", k / p->cols + 1, k % p->cols + 1,
                                  p->M[k]);
    *mean = p->rows ? 1e-6 * size / (double)p->rows : 0;
    return DOMAR_OK;
}

/* Name the line that is farthest off. */
static domar_status give_up(domar_cx *cx, const struct problem *p, size_t steps, double gap)
{
    size_t worst = 0;
    double most = -1;
    for (size_t i = 0; i < p->rows; i++) {
        double sum = 0;
        for (size_t j = 0; j < p->cols; j++)
            sum += entry(p->M[i * p->cols + j], p->r[i], p->s[j]);
        if (fabs(sum - p->u[i]) > most) { most = fabs(sum - p->u[i]); worst = i; }
    }
    return domar_fail(cx, DOMAR_ENOCONV,
                      "no balance after %zu steps: the gap is %.2e, row %zu is off by "
                      "%.3g", steps, gap, worst + 1, most);
}

domar_status domar_balance(domar_cx *cx, double *M, size_t rows, size_t cols, const double *r,
                           const double *c, bool gras, double tolerance,
                               domar_balance_report *report)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct problem p = { .M = M, .u = r, .v = c, .rows = rows, .cols = cols };
    double mean = 0, best = INFINITY;
    domar_status st = DOMAR_ENOMEM;
    *report = (domar_balance_report){ 0, INFINITY };
    p.r = domar_scratch(cx, rows);
    p.s = domar_scratch(cx, cols);
    p.a = domar_scratch(cx, cols);
    p.b = domar_scratch(cx, cols);
    if (!p.r || !p.s || !p.a || !p.b) goto done;
    if ((st = check(cx, &p, gras, &mean))) goto done;
    for (size_t i = 0; i < rows; i++) p.r[i] = 1;
    for (size_t j = 0; j < cols; j++) p.s[j] = 1;
    report->gap = fmax(row_gap(&p, mean), column_gap(&p, mean));
    for (size_t stalled = 0; report->gap > tolerance && report->iterations < MOST_STEPS &&
         stalled < 500;) {
        row_step(&p);
        column_step(&p);
        report->gap = fmax(row_gap(&p, mean), column_gap(&p, mean));
        report->iterations++;
        stalled = report->gap < 0.999 * best ? 0 : stalled + 1;
        if (report->gap < best) best = report->gap;
        if ((st = domar_tick(cx, report->iterations, MOST_STEPS))) goto done;
    }
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++) M[i * cols + j] = entry(M[i * cols + j], p.r[i], p.s[j]);
    if (!(report->gap <= tolerance)) {
        for (size_t i = 0; i < rows; i++) p.r[i] = 1;       /* M holds the factors now */
        for (size_t j = 0; j < cols; j++) p.s[j] = 1;
        st = give_up(cx, &p, report->iterations, report->gap);
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
