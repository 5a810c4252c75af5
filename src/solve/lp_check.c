/* solve/lp_check.c -- is it the answer?  Measured on the program as it was given: rows, bounds, prices of every column,
 * and the gap between both objectives.  Nothing of the solver is used but what it said. */
#include "solve/lp.h"
#include <math.h>
#include <string.h>

/* Noise where all terms of a row or column are nothing is told from an error by the size of the others, times this. */
static const double SMALL = 1e-3;

/* Largest |A x + S l - b| of a row against the size of its terms. */
static double rows_off(const domar_lp_answer *a, const domar_lp *p, double *sum, bool homogeneous)
{
    const size_t m = p->rows;
    double *size = sum + m, worst = 0;
    for (size_t i = 0; i < m; i++) {
        sum[i] = homogeneous ? 0 : -p->b[i];
        size[i] = fabs(sum[i]);
    }
    for (size_t q = 0; q < p->own; q++)
        for (size_t i = 0; i < m; i++) {
            sum[i] += p->A[q * m + i] * a->x[q];
            size[i] += fabs(p->A[q * m + i] * a->x[q]);
        }
    for (size_t k = 0; k < a->used; k++) {
        const size_t j = a->column[k], block = j / DOMAR_LP_LANES;
        for (size_t i = 0; i < m; i++) {
            const double packed = p->shared->a[(block * p->shared->lines + i) * DOMAR_LP_LANES + j % DOMAR_LP_LANES];
            const double t = packed / p->shared->row_scale[i] / p->shared->scale[j] * a->weight[k];
            sum[i] += t;
            size[i] += fabs(t);
        }
    }
    double most = 1e-300;
    for (size_t i = 0; i < m; i++) most = fmax(most, size[i] * p->shared->row_scale[i]);
    for (size_t i = 0; i < m; i++) {
        const double r = p->shared->row_scale[i];
        worst = fmax(worst, fabs(sum[i]) * r / (size[i] * r + SMALL * most));
    }
    return worst;
}

/* Largest y'a - c of a column against the size of its terms; costs only if `priced`. */
static double prices_off(const domar_lp_answer *a, const domar_lp *p, double *y, bool priced)
{
    const size_t m = p->rows;
    const double *r = p->shared->row_scale;
    double worst = 0, most = 1e-300;
    for (size_t i = 0; i < m; i++) most = fmax(most, fabs(a->y[i] / r[i]));
    for (size_t q = 0; q < p->own; q++) {
        double s = priced ? -p->c[q] : 0, size = fabs(s), entry = 0;
        for (size_t i = 0; i < m; i++) entry = fmax(entry, fabs(p->A[q * m + i] * r[i]));
        size += SMALL * most * entry;
        for (size_t i = 0; i < m; i++) {
            s += a->y[i] * p->A[q * m + i];
            size += fabs(a->y[i] * p->A[q * m + i]);
        }
        const unsigned char kind = p->kind ? p->kind[q] : DOMAR_LP_POSITIVE;
        if (kind == DOMAR_LP_FREE) s = fabs(s);
        if (s > 0 && kind != DOMAR_LP_ZERO) worst = fmax(worst, s / size);
    }
    for (size_t i = 0; i < m; i++) y[i] = a->y[i] / r[i];
    y[m] = priced ? -1 : 0;
    return fmax(worst, domar_lp_violation(p->shared, y, p->skip, SMALL * most));
}

static double apart(const domar_lp_answer *a, const domar_lp *p)
{
    double gap = a->objective, size = 0;
    for (size_t q = 0; q < p->own; q++) size += fabs(p->c[q] * a->x[q]);
    for (size_t i = 0; i < p->rows; i++) {
        gap -= a->y[i] * p->b[i];
        size += fabs(a->y[i] * p->b[i]);
    }
    return size > 0 ? fabs(gap) / size : 0;
}

void domar_lp_check(domar_lp_answer *a, const domar_lp *p, double *scratch)
{
    double proof = 0;
    a->primal = a->dual = a->gap = 0;
    switch (a->outcome) {
    case DOMAR_LP_OPTIMAL:
        a->primal = rows_off(a, p, scratch, false);
        a->dual = prices_off(a, p, scratch, true);
        a->gap = apart(a, p);
        break;
    case DOMAR_LP_INFEASIBLE:
        a->dual = prices_off(a, p, scratch, false);
        for (size_t i = 0; i < p->rows; i++) proof += a->y[i] * p->b[i];
        if (!(proof > 0)) a->dual = INFINITY;
        break;
    case DOMAR_LP_UNBOUNDED:
        a->primal = rows_off(a, p, scratch, true);
        break;
    case DOMAR_LP_STALLED:
        a->primal = a->dual = a->gap = INFINITY;
        break;
    }
}
