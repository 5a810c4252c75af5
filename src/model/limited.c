/* model/limited.c -- tobit and truncated regression; the equations stand in the header. */
#include "model/limited.h"
#include "solve/distributions.h"
#include "solve/maximum.h"
#include <math.h>
#include <string.h>

static const double LOG_ROOT_2PI = 0.91893853320467274178;

struct likelihood {
    const domar_limited *d;
    bool truncated;
};

/* ---- rows */

/* log(t) + log density(t y - m) */
static domar_limited_row inside(double y, double m, double t)
{
    const double z = t * y - m;
    return (domar_limited_row){ log(t) - 0.5 * z * z - LOG_ROOT_2PI, z, 1 / t - z * y, -1, y, -1 / (t * t) - y * y };
}

/* log P(Z <= s), s = sign (t limit - m) */
static domar_limited_row beyond(double limit, double sign, double m, double t)
{
    const double s = sign * (t * limit - m), h = domar_normal_hazard(s), hh = -h * (h + s);
    return (domar_limited_row){ domar_normal_log_below(s), -sign * h, sign * h * limit, hh, -hh * limit,
                                hh * limit * limit };
}

domar_limited_row domar_tobit_row(double y, double left, double right, double m, double t)
{
    if (y <= left) return beyond(left, 1, m, t);
    if (y >= right) return beyond(right, -1, m, t);
    return inside(y, m, t);
}

domar_limited_row domar_truncated_row(double y, double left, double right, double m, double t)
{
    domar_limited_row r = inside(y, m, t);
    if (isinf(left) && isinf(right)) return r;
    if (isinf(left) || isinf(right)) {
        const domar_limited_row p = isinf(right) ? beyond(left, -1, m, t) : beyond(right, 1, m, t);
        return (domar_limited_row){ r.l - p.l, r.m - p.m, r.t - p.t, r.mm - p.mm, r.mt - p.mt, r.tt - p.tt };
    }
    const double a = t * left - m, b = t * right - m, l = domar_normal_log_between(a, b);
    const double ha = exp(-0.5 * a * a - LOG_ROOT_2PI - l), hb = exp(-0.5 * b * b - LOG_ROOT_2PI - l);
    const double aa = a * ha - ha * ha, bb = -b * hb - hb * hb, ab = ha * hb;
    r.l -= l;
    r.m -= ha - hb;
    r.t -= hb * right - ha * left;
    r.mm -= aa + bb + 2 * ab;
    r.mt -= -(aa * left + bb * right + ab * (left + right));
    r.tt -= aa * left * left + bb * right * right + 2 * ab * left * right;
    return r;
}

/* ---- the whole: p = (d, t) */
static double value(void *self, const double *p, double *g, double *H)
{
    const struct likelihood *f = self;
    const domar_limited *d = f->d;
    const size_t k = d->terms, n = k + 1;
    const double t = p[k];
    double l = 0;
    if (!(t > 0)) return NAN;
    if (g) memset(g, 0, n * sizeof *g);
    if (H) memset(H, 0, n * n * sizeof *H);
    for (size_t i = 0; i < d->rows; i++) {
        const double *x = d->x + i * k;
        double m = 0;
        for (size_t j = 0; j < k; j++) m += x[j] * p[j];
        const domar_limited_row r = (f->truncated ? domar_truncated_row : domar_tobit_row)(d->y[i], d->left, d->right, m, t);
        l += r.l;
        if (g) {
            for (size_t j = 0; j < k; j++) g[j] += r.m * x[j];
            g[k] += r.t;
        }
        if (H) {
            for (size_t j = 0; j < k; j++) {
                const double w = r.mm * x[j];
                for (size_t q = 0; q <= j; q++) H[j * n + q] += w * x[q];
                H[k * n + j] += r.mt * x[j];
            }
            H[k * n + k] += r.tt;
        }
    }
    for (size_t j = 0; H && j < n; j++)
        for (size_t q = 0; q < j; q++) H[q * n + j] = H[j * n + q];
    return l;
}

/* Least squares of y on x into p, as d and t; false: collinear, or no row lies off the plane. */
static bool start_at(double *p, const domar_limited *d, double *A)
{
    const size_t k = d->terms;
    double ssr = 0, norm = 0;
    memset(A, 0, k * k * sizeof *A);
    memset(p, 0, k * sizeof *p);
    for (size_t i = 0; i < d->rows; i++) {
        const double *x = d->x + i * k;
        for (size_t j = 0; j < k; j++) {
            p[j] += x[j] * d->y[i];
            for (size_t q = 0; q <= j; q++) A[j * k + q] += x[j] * x[q];
        }
    }
    if (!domar_cholesky(A, k)) return false;
    domar_cholesky_solve(A, k, p);
    for (size_t i = 0; i < d->rows; i++) {
        double e = d->y[i];
        for (size_t j = 0; j < k; j++) e -= d->x[i * k + j] * p[j];
        ssr += e * e;
        norm += d->y[i] * d->y[i];
    }
    if (!(ssr > 1e-24 * norm)) return false;
    p[k] = sqrt((double)d->rows / ssr);
    for (size_t j = 0; j < k; j++) p[j] *= p[k];
    return true;
}

/* Covariance of (b, s) from the second derivatives in (d, t): V := J V J'. */
static void to_units(double *V, const double *b, double sigma, size_t k)
{
    const size_t n = k + 1;
    for (size_t pass = 0; pass < 2; pass++)         /* rows, then columns: J = [s I, -s b; 0, -s s] */
        for (size_t i = 0; i < n; i++) {
            double *v = pass ? V + i * n : V + i;
            const size_t by = pass ? 1 : n;
            const double last = v[k * by];
            for (size_t j = 0; j < k; j++) v[j * by] = sigma * (v[j * by] - b[j] * last);
            v[k * by] = -sigma * sigma * last;
        }
}

size_t domar_limited_work(size_t terms)
{
    const size_t n = terms + 1;
    return domar_maximum_work(n) + 2 * n * n + 2 * n;
}

static domar_limited_outcome look(domar_limited_fit *fit, const domar_limited *d, bool truncated)
{
    *fit = (domar_limited_fit){ .sigma = NAN, .loglik = NAN, .gradient = NAN, .gain = NAN };
    for (size_t i = 0; i < d->rows; i++) {
        fit->at_left += d->y[i] <= d->left;
        fit->at_right += d->y[i] >= d->right;
        if (truncated && (d->y[i] < d->left || d->y[i] > d->right)) return DOMAR_LIMITED_OUTSIDE;
    }
    const size_t free = truncated ? d->rows : d->rows - fit->at_left - fit->at_right;
    return free > d->terms ? DOMAR_LIMITED_FOUND : DOMAR_LIMITED_FEW;
}

static domar_status fit_one(domar_cx *cx, double *b, double *covariance, domar_limited_fit *fit, const domar_limited *d,
                            const double *start, double *work, bool truncated)
{
    const size_t k = d->terms, n = k + 1;
    double *p = work, *g = p + n, *A = g + n, *own = A + 2 * n * n;
    struct likelihood f = { d, truncated };
    domar_maximum_report report = { .outcome = DOMAR_MAXIMUM_NOWHERE };
    domar_status st = DOMAR_OK;

    for (size_t j = 0; j < k; j++) b[j] = NAN;
    for (size_t j = 0; covariance && j < n * n; j++) covariance[j] = NAN;
    if ((fit->outcome = look(fit, d, truncated))) return DOMAR_OK;
    if (!start && !start_at(p, d, A)) {
        fit->outcome = DOMAR_LIMITED_COLLINEAR;
        return DOMAR_OK;
    }
    for (size_t j = 0; start && j < n; j++) p[j] = (j < k ? start[j] : 1) / start[k];
    st = domar_maximum(cx, p, &report, &(domar_maximum_of){ n, &f, value, true }, &DOMAR_MAXIMUM_DEFAULTS, own);
    fit->gradient = report.gradient;
    fit->gain = report.gain;
    fit->iterations = report.iterations;
    /* A stall at rounding is an answer if the place is a top. */
    const bool found = report.curved && report.gain <= 1e-9 * (1 + fabs(report.value));
    if (st || !found || report.outcome > DOMAR_MAXIMUM_STALLED) {
        fit->outcome = DOMAR_LIMITED_NO_TOP;
        return st;
    }
    fit->sigma = 1 / p[k];
    fit->loglik = report.value;
    for (size_t j = 0; j < k; j++) b[j] = p[j] * fit->sigma;
    if (!covariance) return DOMAR_OK;
    value(&f, p, g, A);
    for (size_t j = 0; j < n * n; j++) A[j] = -A[j];
    if (domar_cholesky(A, n)) {
        domar_cholesky_inverse(A, n, covariance);
        to_units(covariance, b, fit->sigma, k);
    }
    return DOMAR_OK;
}

domar_status domar_tobit_fit(domar_cx *cx, double *b, double *covariance, domar_limited_fit *fit, const domar_limited *d,
                             const double *start, double *work)
{
    return fit_one(cx, b, covariance, fit, d, start, work, false);
}

domar_status domar_truncated_fit(domar_cx *cx, double *b, double *covariance, domar_limited_fit *fit,
                                 const domar_limited *d, const double *start, double *work)
{
    return fit_one(cx, b, covariance, fit, d, start, work, true);
}
