/* model/density.c -- kernel density, its peaks and their width. */
#include "model/density.h"
#include "linalg/sorted.h"
#include <math.h>
#include <stdlib.h>

#define REACH 9.0

static double sd_of(const double *x, size_t n)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    for (size_t i = 0; i < n; i++) squares += (x[i] - sum / (double)n) * (x[i] - sum / (double)n);
    return n > 1 ? sqrt(squares / (double)(n - 1)) : 0;
}

double domar_bandwidth_of(const double *sorted, size_t n, domar_bandwidth rule, double fixed)
{
    if (rule == DOMAR_BANDWIDTH_FIXED) return fixed;
    const double sd = sd_of(sorted, n), scale = pow((double)n, -0.2);
    if (n < 2 || !(sorted[n - 1] > sorted[0])) return NAN;
    if (rule == DOMAR_BANDWIDTH_SILVERMAN) return 1.06 * sd * scale;
    const double spread = (domar_quantile(sorted, n, 0.75) - domar_quantile(sorted, n, 0.25)) / 1.34;
    return 0.9 * (spread > 0 ? fmin(sd, spread) : sd) * scale;
}

/* First value at or above x. */
static size_t from(const double *sorted, size_t n, double x)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle] < x) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* sum phi(z), -z phi(z) / h or (z^2 - 1) phi(z) / h^2 over the values near x: derivatives of order 0, 1, 2. */
static double sum_at(const domar_density *d, double x, int order)
{
    double sum = 0;
    for (size_t i = from(d->sorted, d->n, x - REACH * d->h); i < d->n && d->sorted[i] <= x + REACH * d->h; i++) {
        const double z = (x - d->sorted[i]) / d->h, phi = exp(-0.5 * z * z);
        sum += order == 0 ? phi : order == 1 ? -z * phi / d->h : (z * z - 1) * phi / (d->h * d->h);
    }
    return sum;
}

/* With reflection: f(x) + f(2 low - x) + f(2 high - x); outside the bounds nothing. */
static double reflected(const domar_density *d, double x, int order)
{
    const double scale = 0.39894228040143267794 / ((double)d->n * d->h), sign = order == 1 ? -1 : 1;
    if (x < d->low || x > d->high) return 0;
    double sum = sum_at(d, x, order);
    if (isfinite(d->low)) sum += sign * sum_at(d, 2 * d->low - x, order);
    if (isfinite(d->high)) sum += sign * sum_at(d, 2 * d->high - x, order);
    return scale * sum;
}

double domar_density_at(const domar_density *d, double x) { return reflected(d, x, 0); }
double domar_density_slope(const domar_density *d, double x) { return reflected(d, x, 1); }
double domar_density_bend(const domar_density *d, double x) { return reflected(d, x, 2); }

/* ---- peaks */
static int by_height(const void *a, const void *b)
{
    const domar_peak *p = a, *q = b;
    if (p->height < q->height || p->height > q->height) return p->height > q->height ? -1 : 1;
    return p->place < q->place ? -1 : p->place > q->place;
}

/* The slope is > 0 at a and <= 0 at b. */
static double top_between(const domar_density *d, double a, double b)
{
    for (int k = 0; k < 100 && b - a > 1e-15 * (fabs(a) + fabs(b)); k++) {
        const double middle = 0.5 * (a + b);
        if (domar_density_slope(d, middle) > 0) a = middle;
        else b = middle;
    }
    return 0.5 * (a + b);
}

/* Where between a and b the slope is extreme: the bend changes its sign there. */
static double turn_between(const domar_density *d, double a, double b, bool up)
{
    for (int k = 0; k < 60; k++) {
        const double middle = 0.5 * (a + b);
        if ((domar_density_bend(d, middle) > 0) == up) a = middle;
        else b = middle;
    }
    return 0.5 * (a + b);
}

/* The search in steps: what is known at the last place. */
struct walk {
    domar_cx *cx;
    const domar_density *d;
    domar_peak *all;
    size_t count, capacity;
    double at;
    bool rising, up;              /* slope, bend > 0 */
};

static domar_status add_peak(struct walk *w, double place)
{
    const domar_status st = domar_grow(w->cx, &w->all, &w->capacity, w->count + 1, sizeof *w->all);
    if (!st) w->all[w->count++] = (domar_peak){ place, domar_density_at(w->d, place) };
    return st;
}

/* From w->at to x, which has at most one peak in between. */
static domar_status step(struct walk *w, double x)
{
    const bool rising = domar_density_slope(w->d, x) > 0, up = domar_density_bend(w->d, x) > 0;
    domar_status st = DOMAR_OK;
    if (w->rising && !rising) st = add_peak(w, top_between(w->d, w->at, x));
    else if (w->rising == rising && w->up != up && w->up != rising) {           /* the slope comes near 0 between the two, and may pass it */
        const double turn = turn_between(w->d, w->at, x, w->up);
        if ((domar_density_slope(w->d, turn) > 0) != rising)
            st = add_peak(w, rising ? top_between(w->d, w->at, turn) : top_between(w->d, turn, x));
    }
    w->at = x;
    w->rising = rising;
    w->up = up;
    return st;
}

domar_status domar_density_peaks(domar_cx *cx, domar_peak *peaks, size_t *count, size_t most, const domar_density *d, double least)
{
    const double begin = fmax(d->low, d->sorted[0] - d->h), end = fmin(d->high, d->sorted[d->n - 1] + d->h);
    const double steps = ceil(8 * (end - begin) / d->h), nudge = 1e-9 * d->h;
    const bool low_edge = begin <= d->low, high_edge = end >= d->high;
    domar_status st = DOMAR_OK;
    *count = 0;
    if (steps > 1e7)
        return domar_fail(cx, DOMAR_EDATA, "the values span %.3g bandwidths of %.3g: give a wider --bandwidth, or leave outliers out (--where)",
                          (end - begin) / d->h, d->h);
    /* Slopes at a bound are 0: a peak lies on it where the curve falls right beside it. */
    struct walk w = { .cx = cx, .d = d, .at = low_edge ? begin + nudge : begin };
    w.rising = domar_density_slope(d, w.at) > 0;
    w.up = domar_density_bend(d, w.at) > 0;
    if (low_edge && !w.rising) st = add_peak(&w, begin);
    for (size_t k = 1; !st && k <= (size_t)steps; k++) {
        const bool last = k == (size_t)steps;
        st = step(&w, last ? high_edge ? end - nudge : end : begin + (end - begin) * (double)k / steps);
        if (!st && k % 65536 == 0) st = domar_tick(cx, k, (size_t)steps);
    }
    if (!st && high_edge && w.rising) st = add_peak(&w, end);
    if (!st && w.count) qsort(w.all, w.count, sizeof *w.all, by_height);
    for (size_t k = 0; !st && k < w.count && w.all[k].height >= least * w.all[0].height; k++) {
        if (k < most) peaks[k] = w.all[k];
        ++*count;
    }
    domar_release(w.all);
    return st;
}

/* Where on one side of the peak the curve falls to half, or the bound. */
static double half_way(const domar_density *d, const domar_peak *peak, double way, double stop)
{
    double near = peak->place, far = near;
    while (domar_density_at(d, far) > 0.5 * peak->height) {
        near = far;
        far += way * 0.125 * d->h;
        if (way * (far - stop) > 0) return stop;
    }
    for (int k = 0; k < 100 && fabs(far - near) > 1e-15 * (fabs(far) + fabs(near)); k++) {
        const double middle = 0.5 * (near + far);
        if (domar_density_at(d, middle) > 0.5 * peak->height) near = middle;
        else far = middle;
    }
    return near;
}

double domar_density_width(const domar_density *d, const domar_peak *peak)
{
    return half_way(d, peak, 1, d->high) - half_way(d, peak, -1, d->low);
}
