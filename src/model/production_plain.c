/* model/production_plain.c -- production functions by least squares, with effects of firms, and with instruments. */
#include "model/least_squares.h"
#include "model/production_inside.h"
#include "model/within.h"
#include "solve/distributions.h"
#include "solve/least_points.h"
#include "solve/maximum.h"
#include <math.h>
#include <string.h>

static domar_status keep(domar_cx *cx, domar_production *out, const domar_least_squares *fit, const domar_se_options *o, size_t first)
{
    domar_covariance c;
    const domar_status st = domar_least_squares_covariance(cx, &c, fit, o);
    for (size_t j = 0; !st && j < out->terms; j++) {
        const double t = domar_t_quantile(0.975, c.df);
        out->b[j] = fit->beta[first + j];
        out->se[j] = c.se[first + j];
        out->low[j] = out->b[j] - t * out->se[j];
        out->high[j] = out->b[j] + t * out->se[j];
    }
    return st;
}

static domar_status copies(domar_cx *cx, double **to, const double *const *x, size_t count, size_t n)
{
    for (size_t j = 0; j < count; j++) {
        if (!(to[j] = domar_scratch(cx, n))) return DOMAR_ENOMEM;
        memcpy(to[j], x[j], n * sizeof **to);
    }
    return DOMAR_OK;
}

static domar_status least_squares(domar_cx *cx, domar_production *out, const domar_production_input *in, const double *const *x)
{
    const size_t n = in->rows, k = out->terms;
    const bool effects = in->method == DOMAR_TFP_FE;
    double *column[DOMAR_INNOVATION_MOST + 2], *one = domar_scratch(cx, n), norm[DOMAR_INNOVATION_MOST];
    domar_least_squares fit;
    if (!one) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) one[i] = 1;
    domar_status st = copies(cx, column, x, k, n);
    if (!st) st = copies(cx, column + k, (const double *const[]){ in->y }, 1, n);
    for (size_t j = 0; !st && j < k; j++) {
        norm[j] = 0;
        for (size_t i = 0; i < n; i++) norm[j] += x[j][i] * x[j][i];
        norm[j] = sqrt(norm[j]);
    }
    const domar_factor firms = { in->firm, in->firms };
    if (!st && effects) st = domar_within(cx, column, k + 1, &firms, 1, NULL, n, NULL);
    double *y = column[k];
    if (!effects) column[k] = one;
    if (!st) st = domar_least_squares_fit(cx, &fit, y, column, effects ? norm : NULL, NULL, n, k + !effects);
    return st ? st : keep(cx, out, &fit, &(domar_se_options){ .kind = DOMAR_SE_CLUSTER, .group = in->firm, .groups = in->firms,
                                                             .absorbed = effects ? in->firms : 0 }, 0);
}

/* ---- instruments: y on [states, polynomial in states and m before, 1] and free inputs, for which those before stand in */
struct columns { double *y, *x[DOMAR_INNOVATION_MOST], **other, *instrument[DOMAR_INNOVATION_MOST]; uint32_t *firm; size_t n, others; };

static domar_status gather(domar_cx *cx, struct columns *c, const domar_production_input *in)
{
    domar_monomials basis;
    const size_t vars = in->states + 1;
    double v[DOMAR_INNOVATION_MOST + 1], mean[DOMAR_INNOVATION_MOST + 1] = { 0 }, scale[DOMAR_INNOVATION_MOST + 1] = { 0 };
    domar_status st = domar_monomials_new(cx, &basis, vars, in->degree);
    if (st) return st;
    for (size_t i = 0; i < in->rows; i++) c->n += in->before[i] != SIZE_MAX;
    c->others = in->states + basis.size;
    c->y = domar_scratch(cx, c->n + 1);
    c->firm = domar_scratch_bytes(cx, c->n + 1, sizeof *c->firm);
    c->other = domar_scratch_bytes(cx, c->others, sizeof *c->other);
    double *row = domar_scratch(cx, basis.size);
    if (!c->y || !c->firm || !c->other || !row) return DOMAR_ENOMEM;
    for (size_t j = 0; j < in->free; j++)
        if (!(c->x[j] = domar_scratch(cx, c->n + 1)) || !(c->instrument[j] = domar_scratch(cx, c->n + 1))) return DOMAR_ENOMEM;
    for (size_t j = 0; j < c->others; j++)
        if (!(c->other[j] = domar_scratch(cx, c->n + 1))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < vars; k++) {
        const double *of = k < in->states ? in->x[in->free + k] : in->proxy;
        for (size_t i = 0; i < in->rows; i++) mean[k] += of[i] / (double)in->rows;
        for (size_t i = 0; i < in->rows; i++) scale[k] += pow(of[i] - mean[k], 2) / (double)in->rows;
        scale[k] = scale[k] > 0 ? sqrt(scale[k]) : 1;
    }
    size_t at = 0;
    for (size_t i = 0; i < in->rows; i++) {
        const size_t s = in->before[i];
        if (s == SIZE_MAX) continue;
        for (size_t k = 0; k < vars; k++) v[k] = ((k < in->states ? in->x[in->free + k] : in->proxy)[s] - mean[k]) / scale[k];
        domar_monomials_at(&basis, row, v);
        c->y[at] = in->y[i];
        c->firm[at] = in->firm[i];
        for (size_t j = 0; j < in->free; j++) {
            c->x[j][at] = in->x[j][i];
            c->instrument[j][at] = in->x[j][s];
        }
        for (size_t j = 0; j < in->states; j++) c->other[j][at] = in->x[in->free + j][i];
        for (size_t k = 0; k < basis.size; k++) c->other[in->states + k][at] = row[k];
        at++;
    }
    return DOMAR_OK;
}

/* Smallest eigenvalue of the first stages' F matrix, homoskedastic: X~'P X~ against the variance of what is left over. */
static double cragg_donald(double *const *fit, double *const *left, size_t free, size_t n, size_t df)
{
    double A[DOMAR_LEAST_MOST * DOMAR_LEAST_MOST], S[DOMAR_LEAST_MOST * DOMAR_LEAST_MOST], value[DOMAR_LEAST_MOST];
    for (size_t j = 0; j < free; j++)
        for (size_t k = 0; k < free; k++) {
            double a = 0, s = 0;
            for (size_t i = 0; i < n; i++) {
                a += fit[j][i] * fit[k][i];
                s += left[j][i] * left[k][i];
            }
            A[j * free + k] = a / (double)free;
            S[j * free + k] = s / (double)df;
        }
    if (!domar_cholesky(S, free)) return NAN;
    for (int side = 0; side < 2; side++)                        /* L^-1 A L^-T, one side at a time */
        for (size_t k = 0; k < free; k++)
            for (size_t i = 0; i < free; i++) {
                double *at = side ? &A[k * free + i] : &A[i * free + k];
                for (size_t l = 0; l < i; l++) *at -= S[i * free + l] * (side ? A[k * free + l] : A[l * free + k]);
                *at /= S[i * free + i];
            }
    domar_small_eigenvalues(value, A, free);
    return value[0];
}

static domar_status instruments(domar_cx *cx, domar_production *out, const domar_production_input *in)
{
    struct columns c = { .n = 0 };
    double *hat[DOMAR_INNOVATION_MOST], *left[DOMAR_INNOVATION_MOST], *part[DOMAR_INNOVATION_MOST];
    domar_status st = gather(cx, &c, in);
    if (st) return st;
    const size_t all = in->free + c.others;
    double **column = domar_scratch_bytes(cx, all, sizeof *column);
    size_t at[DOMAR_INNOVATION_MOST], rank = 0;
    if (!column) return DOMAR_ENOMEM;
    const domar_se_options se = { .kind = DOMAR_SE_CLUSTER, .group = c.firm, .groups = in->firms };
    domar_least_squares fit;
    out->pairs = c.n;
    for (size_t j = 0; j < c.others; j++) column[j] = c.other[j];                /* so that instruments are what is left */
    for (size_t j = 0; j < in->free; j++) {
        column[c.others + j] = c.instrument[j];
        at[j] = c.others + j;
    }
    for (size_t j = 0; !st && j < in->free; j++) {
        domar_covariance v;
        double chi2;
        st = domar_least_squares_fit(cx, &fit, c.x[j], column, NULL, NULL, c.n, all);
        if (!st) st = domar_least_squares_covariance(cx, &v, &fit, &se);
        if (!st) st = domar_wald(cx, &chi2, &rank, fit.beta, v.V, all, at, in->free);
        if (st) return st;
        out->F[j] = rank ? chi2 / (double)rank : 0;
        hat[j] = fit.fitted;
        left[j] = fit.residual;
        domar_least_squares without;                                             /* what instruments add to the fit */
        st = domar_least_squares_fit(cx, &without, hat[j], column, NULL, NULL, c.n, c.others);
        if (!st) part[j] = without.residual;
        if (!st) rank = fit.rank;
    }
    if (!st) out->cragg_donald = cragg_donald(part, left, in->free, c.n, c.n > rank ? c.n - rank : 1);
    for (size_t j = 0; j < in->free; j++) column[j] = hat[j];
    for (size_t j = 0; j < c.others; j++) column[in->free + j] = c.other[j];
    if (!st) st = domar_least_squares_fit(cx, &fit, c.y, column, NULL, NULL, c.n, all);
    for (size_t i = 0; !st && i < c.n; i++)                                      /* e belongs to the inputs, not to their fit */
        for (size_t j = 0; j < in->free; j++)
            if (!fit.dropped[j]) fit.residual[i] += fit.beta[j] * (hat[j][i] - c.x[j][i]);
    return st ? st : keep(cx, out, &fit, &se, 0);
}

domar_status domar_production_plain(domar_cx *cx, domar_production *out, const domar_production_input *in, const double *const *x)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_status st = in->method == DOMAR_TFP_WOOLDRIDGE ? instruments(cx, out, in) : least_squares(cx, out, in, x);
    domar_scratch_rewind(cx, mark);
    return st;
}
