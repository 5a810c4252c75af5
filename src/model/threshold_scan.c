/* model/threshold_scan.c -- running sums; the equations stand in threshold.h. */
#include "model/threshold_scan.h"
#include "solve/maximum.h"
#include <math.h>
#include <string.h>

static void demean(double *v, const domar_threshold_data *d)
{
    for (size_t u = 0; u < d->units; u++) {
        double mean = 0;
        for (size_t i = d->start[u]; i < d->start[u + 1]; i++) mean += v[i];
        mean /= (double)(d->start[u + 1] - d->start[u]);
        for (size_t i = d->start[u]; i < d->start[u + 1]; i++) v[i] -= mean;
    }
}

/* Within units, and zero where squares do not count. */
static void reduce(double *v, const domar_threshold_data *d)
{
    demean(v, d);
    for (size_t u = 0; d->without_last && u < d->units; u++)
        if (d->start[u + 1] > d->start[u]) v[d->start[u + 1] - 1] = 0;
}

/* v (rows) within units, made orthogonal to k columns of Q and put behind them; false: it is their combination. */
static bool append(double *Q, size_t width, size_t k, double *v, const domar_threshold_data *d)
{
    double before = 0, after = 0;
    for (size_t i = 0; i < d->rows; i++) before += v[i] * v[i];
    reduce(v, d);
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 0; c < k; c++) {
            double s = 0;
            for (size_t i = 0; i < d->rows; i++) s += v[i] * Q[i * width + c];
            for (size_t i = 0; i < d->rows; i++) v[i] -= s * Q[i * width + c];
        }
    for (size_t i = 0; i < d->rows; i++) after += v[i] * v[i];
    if (!(after > 1e-20 * before)) return false;
    const double scale = 1 / sqrt(after);
    for (size_t i = 0; i < d->rows; i++) Q[i * width + k] = v[i] * scale;
    return true;
}

domar_status domar_scan_within(domar_cx *cx, struct domar_scan *s)
{
    const domar_threshold_data *d = s->d;
    const size_t n = d->rows, p = d->shifting;
    double *v = domar_scratch(cx, n);
    s->width = d->controls + DOMAR_THRESHOLDS * p;
    s->y = domar_scratch(cx, n);
    s->x = domar_scratch(cx, n * p);
    s->Q = domar_scratch(cx, n * s->width);
    s->unit = domar_scratch_bytes(cx, n, sizeof *s->unit);
    if (!v || !s->y || !s->x || !s->Q || !s->unit) return DOMAR_ENOMEM;
    memcpy(s->y, d->y, n * sizeof *s->y);
    reduce(s->y, d);
    for (size_t u = 0; u < d->units; u++)
        for (size_t i = d->start[u]; i < d->start[u + 1]; i++) s->unit[i] = u;
    for (size_t k = 0; k < d->controls + p; k++) {
        memcpy(v, k < d->controls ? d->w[k] : d->x[k - d->controls], n * sizeof *v);
        for (size_t i = 0; k >= d->controls && i < n; i++) s->x[i * p + k - d->controls] = v[i];
        if (!append(s->Q, s->width, k, v, d))
            return domar_fail(cx, DOMAR_EDATA, "%s %zu is a combination of the variables before it within units (or does not change): take it out",
                              k < d->controls ? "control" : "shifting variable", 1 + (k < d->controls ? k : k - d->controls));
    }
    s->base = d->controls + p;
    return DOMAR_OK;
}

domar_status domar_scan_bench(domar_cx *cx, struct domar_bench *b, const struct domar_scan *s)
{
    const size_t n = s->d->rows, p = s->d->shifting;
    b->Q = domar_scratch(cx, n * s->width);
    b->rest = domar_scratch(cx, n);
    b->draw = domar_scratch(cx, n);
    b->column = domar_scratch(cx, n);
    b->factor = domar_scratch(cx, s->count * p * p);
    b->gain = domar_scratch(cx, s->count);
    b->sums = domar_scratch(cx, s->d->units * p);
    b->mean = domar_scratch(cx, s->d->without_last ? s->d->units * s->width : 1);
    b->small = domar_scratch(cx, 2 * p * p + p * s->width + 2 * p);
    if (!b->Q || !b->rest || !b->draw || !b->column || !b->factor || !b->gain || !b->sums || !b->mean || !b->small) return DOMAR_ENOMEM;
    memcpy(b->Q, s->Q, n * s->width * sizeof *b->Q);
    return DOMAR_OK;
}

void domar_scan_base(const struct domar_scan *s, struct domar_bench *b, const size_t *at, size_t m)
{
    const size_t n = s->d->rows, p = s->d->shifting;
    b->k = s->base;
    for (size_t t = 0; t < m; t++)
        for (size_t c = 0; c < p; c++) {
            for (size_t i = 0; i < n; i++) b->column[i] = s->d->q[i] <= s->value[at[t]] ? s->x[i * p + c] : 0;
            b->k += append(b->Q, s->width, b->k, b->column, s->d);
        }
}

/* Every regime keeps its least number of rows. */
static bool allowed(const struct domar_scan *s, size_t candidate, const size_t *at, size_t m)
{
    const size_t here = s->until[candidate];
    if (here < s->least || s->d->rows - here < s->least) return false;
    for (size_t t = 0; t < m; t++) {
        const size_t there = s->until[at[t]];
        if ((here > there ? here - there : there - here) < s->least) return false;
    }
    return true;
}

static void unit_means(const struct domar_scan *s, struct domar_bench *b)
{
    const size_t width = s->width;
    memset(b->mean, 0, s->d->units * width * sizeof *b->mean);
    for (size_t u = 0; u < s->d->units; u++) {
        const size_t from = s->d->start[u], to = s->d->start[u + 1];
        for (size_t i = from; i < to; i++)
            for (size_t e = 0; e < b->k; e++) b->mean[u * width + e] += b->Q[i * width + e] / (double)(to - from);
    }
}

/* What row i changes beyond the sums over all rows, as it enters: the square of its unit's last row within units, and D'Q by the
 * means of Q. Before it is in sums. */
static void leave_last(const struct domar_scan *s, struct domar_bench *b, size_t i, double *A, double *C)
{
    const domar_threshold_data *d = s->d;
    const size_t p = d->shifting, k = b->k, u = s->unit[i], last = d->start[u + 1] - 1;
    const double share = 1 / (double)(d->start[u + 1] - d->start[u]), q = d->q[last], here = d->q[i];
    const double *x = s->x + i * p, *xl = s->x + last * p, *sum = b->sums + u * p, *mean = b->mean + u * s->width;
    const double in = q < here;         /* is the last row in? of equal q it is the last of its unit to enter */
    const double then = i == last ? 1 : in;
    for (size_t a = 0; a < p; a++) {
        const double za = in * xl[a] - share * sum[a], na = then * xl[a] - share * (sum[a] + x[a]);
        for (size_t e = 0; e < p; e++)
            A[a * p + e] -= na * (then * xl[e] - share * (sum[e] + x[e])) - za * (in * xl[e] - share * sum[e]);
        for (size_t e = 0; e < k; e++) C[a * k + e] -= x[a] * mean[e];
    }
}

void domar_scan_prepare(const struct domar_scan *s, struct domar_bench *b, const size_t *at, size_t m)
{
    const domar_threshold_data *d = s->d;
    const size_t p = d->shifting, k = b->k, width = s->width;
    double *A = b->small, *C = A + p * p;           /* p x p: D'D less what units' means take; p x k: D'Q */
    memset(b->sums, 0, d->units * p * sizeof *b->sums);
    memset(A, 0, p * p * sizeof *A);
    memset(C, 0, p * k * sizeof *C);
    if (d->without_last) unit_means(s, b);
    for (size_t c = 0, at_row = 0; c < s->count; c++) {
        for (; at_row < s->until[c]; at_row++) {
            const size_t i = s->order[at_row], u = s->unit[i];
            const double *x = s->x + i * p, *Q = b->Q + i * width, share = 1 / (double)(d->start[u + 1] - d->start[u]);
            double *sum = b->sums + u * p;
            if (d->without_last) leave_last(s, b, i, A, C);
            for (size_t a = 0; a < p; a++) {        /* (s + x)(s + x)' - s s' over T */
                for (size_t e = 0; e < p; e++) A[a * p + e] += x[a] * x[e] - share * (sum[a] * x[e] + x[a] * sum[e] + x[a] * x[e]);
                for (size_t e = 0; e < k; e++) C[a * k + e] += x[a] * Q[e];
            }
            for (size_t a = 0; a < p; a++) sum[a] += x[a];
        }
        double *L = b->factor + c * p * p;
        for (size_t a = 0; a < p; a++)
            for (size_t e = 0; e < p; e++) {
                double t = A[a * p + e];
                for (size_t f = 0; f < k; f++) t -= C[a * k + f] * C[e * k + f];
                L[a * p + e] = t;
            }
        bool fit = allowed(s, c, at, m);
        for (size_t a = 0; fit && a < p; a++) fit = L[a * p + a] > 1e-10 * A[a * p + a];
        if (!fit || !domar_cholesky(L, p)) L[0] = NAN;
    }
}

double domar_scan_project(const struct domar_scan *s, struct domar_bench *b, const double *y)
{
    const size_t n = s->d->rows, k = b->k, width = s->width;
    double *dot = b->small, squares = 0;
    memset(dot, 0, k * sizeof *dot);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < k; c++) dot[c] += b->Q[i * width + c] * y[i];
    for (size_t i = 0; i < n; i++) {
        double r = y[i];
        for (size_t c = 0; c < k; c++) r -= dot[c] * b->Q[i * width + c];
        b->rest[i] = r;
        squares += r * r;
    }
    return squares;
}

size_t domar_scan_pass(const struct domar_scan *s, struct domar_bench *b)
{
    const size_t p = s->d->shifting;
    double *h = b->small, *z = h + p;
    size_t best = SIZE_MAX;
    memset(h, 0, p * sizeof *h);
    if (s->d->without_last) demean(b->rest, s->d);          /* D is within units only together with its last rows */
    for (size_t c = 0, at_row = 0; c < s->count; c++) {
        for (; at_row < s->until[c]; at_row++) {
            const size_t i = s->order[at_row];
            for (size_t a = 0; a < p; a++) h[a] += s->x[i * p + a] * b->rest[i];
        }
        const double *L = b->factor + c * p * p;
        b->gain[c] = -INFINITY;
        if (isnan(L[0])) continue;
        double gain = 0;
        for (size_t a = 0; a < p; a++) {            /* |L^-1 h|2 */
            double t = h[a];
            for (size_t e = 0; e < a; e++) t -= L[a * p + e] * z[e];
            z[a] = t / L[a * p + a];
            gain += z[a] * z[a];
        }
        b->gain[c] = gain;
        if (best == SIZE_MAX || gain > b->gain[best]) best = c;
    }
    return best;
}
