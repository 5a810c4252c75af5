/* model/production_first.c -- first stages: least squares from sums, and the probit of staying. */
#include "model/production_inside.h"
#include "solve/distributions.h"
#include "solve/maximum.h"
#include <math.h>
#include <string.h>

static void standard(double *mean, double *scale, const double *x, size_t n)
{
    double sum = 0, square = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) square += (x[i] - *mean) * (x[i] - *mean);
    *scale = square > 0 ? sqrt(square / (double)n) : 1;
}

domar_status domar_first_stage_new(domar_cx *cx, domar_first_stage *s, const domar_production_input *in, const double *const *var,
                                   size_t curved, size_t linear)
{
    *s = (domar_first_stage){ .in = in, .curved = curved, .linear = linear };
    for (size_t v = 0; v < curved; v++) {
        s->var[v] = var[v];
        standard(&s->mean[v], &s->scale[v], var[v], in->rows);
    }
    for (size_t j = 0; j < linear; j++) standard(&s->x_mean[j], &s->x_scale[j], in->x[j], in->rows);
    const domar_status st = domar_monomials_new(cx, &s->basis, curved, in->degree);
    s->size = s->basis.size + linear + 1;
    s->stride = domar_gram_stride(s->size);
    return st;
}

domar_status domar_first_room_new(domar_cx *cx, domar_first_room *r, const domar_first_stage *s)
{
    r->C = domar_scratch(cx, s->size * s->stride);
    r->rows = domar_scratch(cx, DOMAR_GRAM_ROWS * s->stride);
    r->b = domar_scratch(cx, 2 * s->size);
    r->room = domar_scratch(cx, s->size * s->size);
    return r->C && r->rows && r->b && r->room ? DOMAR_OK : DOMAR_ENOMEM;
}

static void fill(const domar_first_stage *s, double *row, size_t i, double last)
{
    double v[DOMAR_INNOVATION_MOST + 1];
    for (size_t k = 0; k < s->curved; k++) v[k] = (s->var[k][i] - s->mean[k]) / s->scale[k];
    domar_monomials_at(&s->basis, row, v);
    for (size_t j = 0; j < s->linear; j++) row[s->basis.size + j] = (s->in->x[j][i] - s->x_mean[j]) / s->x_scale[j];
    row[s->size - 1] = last;
}

static double fitted(const double *row, const double *b, size_t n)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++) sum += row[k] * b[k];
    return sum;
}

/* Sums with y, or with what b leaves of it. */
static void add_up(const domar_first_stage *s, domar_first_room *r, const double *weight, const double *b)
{
    const size_t n = s->in->rows, k = s->size - 1;
    memset(r->C, 0, s->size * s->stride * sizeof *r->C);
    memset(r->rows, 0, DOMAR_GRAM_ROWS * s->stride * sizeof *r->rows);
    for (size_t i = 0; i < n; i += DOMAR_GRAM_ROWS) {
        double w[DOMAR_GRAM_ROWS] = { 0 };
        for (size_t m = 0; m < DOMAR_GRAM_ROWS && i + m < n; m++) {
            w[m] = weight ? weight[i + m] : 1;
            if (!(w[m] > 0)) continue;
            double *row = r->rows + m * s->stride;
            fill(s, row, i + m, s->in->y[i + m]);
            if (b) row[k] -= fitted(row, b, k);
        }
        domar_gram_add(r->C, r->rows, w, s->size, s->stride);
    }
    domar_gram_mirror(r->C, s->size, s->stride);
}

void domar_first_stage_fit(const domar_first_stage *s, domar_first_room *r, const double *weight, double *phi, double *eps, double *b)
{
    const size_t n = s->in->rows, k = s->size - 1;
    add_up(s, r, weight, NULL);
    domar_gram_solve(r->b, &r->rank, r->C, s->stride, k, k, r->room);
    if (!weight) {                                          /* once more on what is left: sums have half the digits */
        size_t rank;
        add_up(s, r, NULL, r->b);
        domar_gram_solve(r->b + s->size, &rank, r->C, s->stride, k, k, r->room);
        for (size_t j = 0; j < k; j++) r->b[j] += r->b[s->size + j];
    }
    double shift = 0;                                       /* means of linear inputs belong to their own part */
    for (size_t j = 0; j < s->linear; j++) {
        b[j] = r->b[s->basis.size + j] / s->x_scale[j];
        shift += b[j] * s->x_mean[j];
    }
    for (size_t i = 0; i < n; i++) {
        if (weight && !(weight[i] > 0)) continue;
        fill(s, r->rows, i, 0);
        phi[i] = fitted(r->rows, r->b, s->basis.size) - shift;
        if (eps) eps[i] = s->in->y[i] - fitted(r->rows, r->b, k);
    }
}

/* ---- staying */
struct probit { const domar_first_stage *s; const double *weight; double *row; };

static double likelihood(void *self, const double *b, double *gradient, double *hessian)
{
    const struct probit *p = self;
    const domar_first_stage *s = p->s;
    const size_t q = s->basis.size;
    double value = 0;
    if (gradient) memset(gradient, 0, q * sizeof *gradient);
    if (hessian) memset(hessian, 0, q * q * sizeof *hessian);
    for (size_t i = 0; i < s->in->rows; i++) {
        if (s->in->next[i] == DOMAR_FIRM_UNKNOWN) continue;
        const double w = p->weight ? p->weight[i] : 1;
        if (!(w > 0)) continue;
        fill(s, p->row, i, 0);
        const double sign = s->in->next[i] == DOMAR_FIRM_STAYS ? 1 : -1, z = sign * fitted(p->row, b, q);
        value += w * domar_normal_log_below(z);
        if (!gradient) continue;
        const double h = domar_normal_hazard(z), curve = w * h * (z + h);
        for (size_t k = 0; k < q; k++) {
            gradient[k] += w * sign * h * p->row[k];
            for (size_t l = 0; hessian && l < q; l++) hessian[k * q + l] -= curve * p->row[k] * p->row[l];
        }
    }
    return value;
}

domar_status domar_survival(domar_cx *cx, double *P, bool *known, size_t *leavers, const domar_first_stage *s, const double *weight)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t q = s->basis.size;
    size_t stay = 0;
    *leavers = 0;
    for (size_t i = 0; i < s->in->rows; i++) {
        *leavers += s->in->next[i] == DOMAR_FIRM_LEAVES;
        stay += s->in->next[i] == DOMAR_FIRM_STAYS;
    }
    *known = *leavers > q && stay > q;
    struct probit self = { s, weight, domar_scratch(cx, s->stride) };
    double *b = domar_scratch(cx, q), *work = domar_scratch(cx, domar_maximum_work(q));
    domar_status st = self.row && b && work ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && *known) {
        domar_maximum_report report;
        st = domar_maximum(cx, b, &report, &(domar_maximum_of){ q, &self, likelihood, true }, &DOMAR_MAXIMUM_DEFAULTS, work);
        if (!st && report.outcome != DOMAR_MAXIMUM_FOUND && report.outcome != DOMAR_MAXIMUM_STALLED) *known = false;
    }
    for (size_t i = 0; !st && *known && i < s->in->rows; i++) {
        fill(s, self.row, i, 0);
        P[i] = domar_normal_below(fitted(self.row, b, q));
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
