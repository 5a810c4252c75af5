/* model/spatial_panel.c -- see the header */
#include "model/spatial_inside.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

enum { GRID = 48 };

void domar_spatial_lag(double *out, const domar_weights *w, const double *x, size_t T)
{
    for (size_t t = 0; t < T; t++) domar_weights_lag(out + t * w->n, w, x + t * w->n);
}

/* ---- data without effects */
domar_status spatial_take_out(domar_cx *cx, double *const *columns, size_t count, const domar_spatial_data *d)
{
    const size_t N = d->n * d->T;
    const domar_mark mark = domar_scratch_mark(cx);
    uint32_t *unit = domar_scratch_bytes(cx, N + 1, sizeof *unit), *period = domar_scratch_bytes(cx, N + 1, sizeof *period);
    domar_factor f[2];
    size_t many = 0;
    if (!unit || !period) return DOMAR_ENOMEM;
    for (size_t p = 0; p < N; p++) {
        unit[p] = (uint32_t)(p % d->n);
        period[p] = (uint32_t)(p / d->n);
    }
    if (d->units) f[many++] = (domar_factor){ unit, d->n };
    if (d->periods) f[many++] = (domar_factor){ period, d->T };
    const domar_status st = domar_within(cx, columns, count, f, many, NULL, N, NULL);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status kept_columns(domar_cx *cx, struct cleared *c, bool *dropped, double **x, const double *norm, size_t K)
{
    domar_least_squares fit;
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_status st = domar_least_squares_fit(cx, &fit, c->y, x, norm, NULL, c->N, K);
    for (size_t j = 0; !st && j < K; j++) {
        dropped[j] = fit.dropped[j];
        if (!dropped[j]) c->x[c->K++] = x[j];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status spatial_clear(domar_cx *cx, struct cleared *c, bool *dropped, const domar_spatial_data *d)
{
    const bool constant = !d->units && !d->periods;
    const size_t N = d->n * d->T, K = d->k + constant;
    *c = (struct cleared){ .d = d, .n = d->n, .T = d->T, .N = N };
    double *block = domar_scratch(cx, N * (3 * K + 3) + 1), *norm = domar_scratch(cx, K + 1);
    double **x = domar_scratch_bytes(cx, K + 4, sizeof *x);
    c->x = domar_scratch_bytes(cx, 3 * K + 3, sizeof *c->x);
    if (!block || !norm || !x || !c->x) return DOMAR_ENOMEM;
    c->Wx = c->x + K + 1;
    c->work = c->Wx + K + 1;
    for (size_t j = 0; j < K; j++, block += N) {
        x[j] = block;
        for (size_t p = 0; p < N; p++) x[j][p] = constant && !j ? 1 : d->x[j - constant][p];
        norm[j] = cblas_dnrm2((blasint)N, x[j], 1);
    }
    c->y = block;
    c->Wy = block + N;
    c->WWy = block + 2 * N;
    block += 3 * N;
    memcpy(c->y, d->y, N * sizeof *c->y);
    domar_spatial_lag(c->Wy, d->w, c->y, d->T);
    domar_spatial_lag(c->WWy, d->w, c->Wy, d->T);
    double *const y[] = { c->y, c->Wy, c->WWy };
    domar_status st = spatial_take_out(cx, y, 3, d);
    if (!st) st = spatial_take_out(cx, x, K, d);
    if (!st) st = kept_columns(cx, c, dropped, x, norm, K);
    for (size_t j = 0; !st && j < c->K; j++, block += 2 * N) {
        c->Wx[j] = block;
        c->work[j] = block + N;
        domar_spatial_lag(c->Wx[j], d->w, c->x[j], d->T);
    }
    /* Columns of W need not add up alike, so W x has means of periods again although x has none. */
    if (!st) st = spatial_take_out(cx, c->Wx, c->K, d);
    c->lost = d->corrected && d->periods ? 1 : 0;
    c->periods = (double)d->T - (d->corrected && d->units ? 1 : 0);
    c->observations = ((double)d->n - c->lost) * c->periods;
    return st;
}

/* ---- likelihood: for given lambda everything else is exact, rho from one equation */
struct point {
    double lambda, rho, value, slope;   /* slope: dl / d lambda with rho at its best */
    double slope_rho, ssr;
    double *e;                          /* N */
    double *beta;                       /* K */
};

static double log_det(const struct cleared *c, double rho, double *slope)
{
    double down, value = domar_spectrum_log_det(c->d->spectrum, rho, &down);
    if (c->lost > 0) {
        value -= log(1 - rho);
        down += 1 / (1 - rho);
    }
    *slope = down * c->periods;
    return value * c->periods;
}

struct quadratic { double aa, ab, bb; };                /* |e0 - rho e1|^2 = aa - 2 rho ab + rho^2 bb */

static double value_at(const struct cleared *c, const struct quadratic *q, double rho, double *slope)
{
    const double ssr = q->aa - 2 * rho * q->ab + rho * rho * q->bb;
    double down, det = log_det(c, rho, &down);
    *slope = c->observations * (q->ab - rho * q->bb) / ssr + down;
    return det - c->observations / 2 * log(ssr);
}

static double grid_point(const domar_spectrum *s, size_t k)
{
    return s->low + (s->high - s->low) * ((double)k + 0.5) / GRID;
}

/* Best rho: the best point of a grid, then halving and secants on the slope. */
static double best_rho(const struct cleared *c, const struct quadratic *q)
{
    const domar_spectrum *s = c->d->spectrum;
    double best = -INFINITY, slope, a, b, at = 0;
    size_t k = 0;
    for (size_t j = 0; j < GRID; j++) {
        const double value = value_at(c, q, grid_point(s, j), &slope);
        if (value > best) {
            best = value;
            k = j;
        }
    }
    at = grid_point(s, k);
    value_at(c, q, at, &slope);
    a = slope > 0 ? at : k ? grid_point(s, k - 1) : s->low + 1e-12 * (s->high - s->low);
    b = slope > 0 ? (k + 1 < GRID ? grid_point(s, k + 1) : s->high - 1e-12 * (s->high - s->low)) : at;
    double fa, fb;
    value_at(c, q, a, &fa);
    value_at(c, q, b, &fb);
    for (size_t step = 0; step < 200 && b - a > 4e-16 * fmax(fabs(a), fabs(b)); step++) {
        double mid = step % 3 == 2 || !(fa > 0 && fb < 0) ? 0.5 * (a + b) : a + (b - a) * fa / (fa - fb);
        if (!(mid > a && mid < b)) mid = 0.5 * (a + b);
        if (!(mid > a && mid < b)) break;
        value_at(c, q, mid, &slope);
        if (slope > 0) {
            a = mid;
            fa = slope;
        } else {
            b = mid;
            fb = slope;
        }
    }
    return fabs(fa) < fabs(fb) ? a : b;
}

static domar_status evaluate(domar_cx *cx, struct point *p, const struct cleared *c)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const double l = p->lambda;
    double *y = domar_scratch(cx, 2 * c->N + 1), *Wy = y + c->N;
    domar_least_squares e0, e1;
    if (!y) return DOMAR_ENOMEM;
    for (size_t i = 0; i < c->N; i++) {
        y[i] = c->y[i] - l * c->Wy[i];
        Wy[i] = c->Wy[i] - l * c->WWy[i];
    }
    for (size_t j = 0; j < c->K; j++)
        for (size_t i = 0; i < c->N; i++) c->work[j][i] = c->x[j][i] - l * c->Wx[j][i];
    domar_status st = domar_least_squares_fit(cx, &e0, y, c->work, NULL, NULL, c->N, c->K);
    if (!st && c->d->lag) st = domar_least_squares_fit(cx, &e1, Wy, c->work, NULL, NULL, c->N, c->K);
    if (st) return st;
    const blasint N = (blasint)c->N;
    p->rho = p->slope_rho = 0;
    if (c->d->lag) {
        const struct quadratic q = { cblas_ddot(N, e0.residual, 1, e0.residual, 1), cblas_ddot(N, e0.residual, 1, e1.residual, 1),
                                     cblas_ddot(N, e1.residual, 1, e1.residual, 1) };
        p->rho = best_rho(c, &q);
    }
    for (size_t j = 0; j < c->K; j++)
        p->beta[j] = (e0.dropped[j] ? 0 : e0.beta[j]) - (c->d->lag && !e1.dropped[j] ? p->rho * e1.beta[j] : 0);
    double cross = 0, along = 0, unused;
    p->ssr = 0;
    for (size_t i = 0; i < c->N; i++) {
        double v = c->Wy[i] - p->rho * c->WWy[i];       /* W u */
        for (size_t j = 0; j < c->K; j++) v -= c->Wx[j][i] * p->beta[j];
        p->e[i] = e0.residual[i] - (c->d->lag ? p->rho * e1.residual[i] : 0);
        p->ssr += p->e[i] * p->e[i];
        cross += p->e[i] * v;
        along += p->e[i] * Wy[i];
    }
    p->value = -c->observations / 2 * log(p->ssr) + log_det(c, l, &p->slope);
    p->slope += c->observations * cross / p->ssr;
    if (c->d->lag) {
        p->value += log_det(c, p->rho, &unused);
        p->slope_rho = unused + c->observations * along / p->ssr;
    }
    if (!c->d->error) p->slope = 0;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status at_lambda(domar_cx *cx, struct point *p, const struct cleared *c, double lambda)
{
    p->lambda = lambda;
    return evaluate(cx, p, c);
}

static domar_status best_lambda(domar_cx *cx, struct point *p, const struct cleared *c)
{
    const domar_spectrum *s = c->d->spectrum;
    double best = -INFINITY, a = 0, b = 0, fa = 1, fb = -1;
    size_t k = 0;
    domar_status st = DOMAR_OK;
    for (size_t j = 0; !st && j < GRID; j++) {
        st = at_lambda(cx, p, c, grid_point(s, j));
        if (!st) st = domar_tick(cx, j, 2 * GRID);
        if (!st && p->value > best) {
            best = p->value;
            k = j;
            a = b = p->lambda;
            fa = fb = p->slope;
        }
    }
    const double edge = 1e-10 * (s->high - s->low);
    if (!st && fa > 0) {
        b = k + 1 < GRID ? grid_point(s, k + 1) : s->high - edge;
        st = at_lambda(cx, p, c, b);
        fb = p->slope;
    } else if (!st) {
        a = k ? grid_point(s, k - 1) : s->low + edge;
        st = at_lambda(cx, p, c, a);
        fa = p->slope;
    }
    for (size_t step = 0; !st && step < 100 && b - a > 1e-15; step++) {
        double mid = step % 3 == 2 || !(fa > 0 && fb < 0) ? 0.5 * (a + b) : a + (b - a) * fa / (fa - fb);
        if (!(mid > a && mid < b)) mid = 0.5 * (a + b);
        if (!(mid > a && mid < b)) break;
        st = at_lambda(cx, p, c, mid);
        if (p->slope > 0) {
            a = mid;
            fa = p->slope;
        } else {
            b = mid;
            fb = p->slope;
        }
        if (fabs(p->slope) < 1e-12 * c->observations) break;
    }
    return st || p->lambda == (fabs(fa) < fabs(fb) ? a : b) ? st : at_lambda(cx, p, c, fabs(fa) < fabs(fb) ? a : b);
}

/* ---- fit */
static domar_status check(domar_cx *cx, const domar_spatial_data *d)
{
    if (d->periods && (d->error || d->corrected) && !d->spectrum->row_standardised)
        return domar_fail(cx, DOMAR_EDATA, "effects of periods with %s need weights whose rows all add up to 1: --standardise row, "
                          "no islands kept%s", d->corrected ? "the correction" : "a spatial error",
                          d->corrected && !d->error ? ", or --correction none" : "");
    if (d->T < 2 && d->units)
        return domar_fail(cx, DOMAR_EDATA, "effects of units need two periods: --effects none or period");
    return DOMAR_OK;
}

static domar_status fill(domar_cx *cx, domar_spatial *s, const struct cleared *c, const struct point *p)
{
    const domar_spatial_data *d = c->d;
    s->rho = p->rho;
    s->lambda = p->lambda;
    s->sigma2 = p->ssr / c->observations;
    s->observations = c->observations;
    s->periods = c->periods;
    s->log_likelihood = p->value - c->observations / 2 * (log(2 * acos(-1.0) / c->observations) + 1);
    s->m = s->K;
    s->rho_at = s->lambda_at = SIZE_MAX;
    if (d->lag) s->rho_at = s->m++;
    if (d->error) s->lambda_at = s->m++;
    s->b = domar_scratch(cx, s->m + 1);
    s->se = domar_scratch(cx, s->m + 1);
    s->V = domar_scratch(cx, s->m * s->m + 1);
    if (!s->b || !s->se || !s->V) return DOMAR_ENOMEM;
    for (size_t j = 0, k = 0; j < s->K; j++) s->b[j] = s->dropped[j] ? NAN : p->beta[k++];
    if (d->lag) s->b[s->rho_at] = p->rho;
    if (d->error) s->b[s->lambda_at] = p->lambda;
    const domar_status st = spatial_information(cx, s, c);
    if (st) return st;
    if (d->lag) s->gradient = fabs(p->slope_rho) * s->se[s->rho_at];
    if (d->error) s->gradient = fmax(s->gradient, fabs(p->slope) * s->se[s->lambda_at]);
    double whole = 0, mean = 0;
    for (size_t i = 0; i < c->N; i++) mean += c->y[i] / (double)c->N;
    for (size_t i = 0; i < c->N; i++) whole += (c->y[i] - mean) * (c->y[i] - mean);
    s->r2 = 1 - p->ssr / whole;
    return DOMAR_OK;
}

domar_status domar_spatial_fit(domar_cx *cx, domar_spatial *s, const domar_spatial_data *d)
{
    struct cleared c;
    struct point p = { .lambda = 0 };
    *s = (domar_spatial){ .constant = !d->units && !d->periods };
    s->K = d->k + s->constant;
    s->dropped = domar_scratch_bytes(cx, s->K + 1, sizeof *s->dropped);
    s->e = domar_scratch(cx, d->n * d->T + 1);
    p.beta = domar_scratch(cx, s->K + 1);
    p.e = s->e;
    domar_status st = s->dropped && s->e && p.beta ? check(cx, d) : DOMAR_ENOMEM;
    if (!st) st = spatial_clear(cx, &c, s->dropped, d);
    if (st) return st;
    s->kept = c.K;
    if (c.observations <= (double)c.K + 2)
        return domar_fail(cx, DOMAR_EDATA, "%zu units over %zu periods leave no degrees of freedom for %zu coefficients", d->n, d->T, c.K);
    domar_task(cx, "likelihood");
    st = d->error ? best_lambda(cx, &p, &c) : evaluate(cx, &p, &c);
    return st ? st : fill(cx, s, &c, &p);
}
