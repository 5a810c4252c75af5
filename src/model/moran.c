/* model/moran.c -- spatial autocorrelation, global and local. */
#include "model/moran.h"
#include "base/random.h"
#include "base/threads.h"
#include "solve/distributions.h"
#include <math.h>
#include <string.h>

enum { PIECES = 64 };                                /* of draws: each counts in a place of its own */

void domar_shuffle(uint32_t *order, size_t n, uint64_t seed, uint64_t stream, uint64_t draw)
{
    for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
    for (size_t i = 0; i + 1 < n; i++) {
        const size_t j = i + (size_t)(domar_random(seed, stream, draw << 32 | i) * (double)(n - i));
        const uint32_t kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

/* z = x - mean; false where there is no spread. */
static bool centre(double *z, double *squares, double *fourths, const double *x, size_t n)
{
    double sum = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        size = fmax(size, fabs(x[i]));
    }
    const double mean = sum / (double)n;
    *squares = *fourths = 0;
    for (size_t i = 0; i < n; i++) {
        z[i] = x[i] - mean;
        *squares += z[i] * z[i];
        *fourths += z[i] * z[i] * z[i] * z[i];
    }
    return *squares > 1e-28 * size * size * (double)n;
}

static double product(const domar_weights *w, const double *z)
{
    double sum = 0;
    for (size_t i = 0; i < w->n; i++) {
        double lag = 0;
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) lag += w->value[p] * z[w->col[p]];
        sum += z[i] * lag;
    }
    return sum;
}

static double distance(const domar_weights *w, const double *z)
{
    double sum = 0;
    for (size_t i = 0; i < w->n; i++)
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) {
            const double d = z[i] - z[w->col[p]];
            sum += w->value[p] * d * d;
        }
    return sum;
}

/* ---- moments */
static void judge(domar_moran_test *t, double normal, double random)
{
    t->sd_normal = sqrt(normal);
    t->sd_random = sqrt(random);
    t->z_normal = (t->value - t->expected) / t->sd_normal;
    t->z_random = (t->value - t->expected) / t->sd_random;
    t->p_normal = domar_normal_two_sided(t->z_normal);
    t->p_random = domar_normal_two_sided(t->z_random);
    t->p_draws = t->mean_draws = t->sd_draws = NAN;
}

/* b2: fourth moment over the square of the second. */
static void judge_moran(domar_moran_test *t, double n, double s0, double s1, double s2, double b2)
{
    const double e = -1 / (n - 1), s00 = s0 * s0;
    t->expected = e;
    judge(t, (n * n * s1 - n * s2 + 3 * s00) / ((n * n - 1) * s00) - e * e,
          (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s00) - b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s00)) /
          ((n - 1) * (n - 2) * (n - 3) * s00) - e * e);
}

static void judge_geary(domar_moran_test *t, double n, double s0, double s1, double s2, double b2)
{
    const double s00 = s0 * s0;
    t->expected = 1;
    judge(t, ((2 * s1 + s2) * (n - 1) - 4 * s00) / (2 * (n + 1) * s00),
          ((n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b2) - 0.25 * (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2) +
           s00 * (n * n - 3 - (n - 1) * (n - 1) * b2)) / (n * (n - 2) * (n - 3) * s00));
}

/* ---- draws of all */
struct draws {
    const domar_weights *w;
    const double *z;
    size_t   count, each;
    uint64_t seed, stream;
    double   moran, geary;        /* scales: I = moran z'Wz, c = geary sum w d^2 */
    double  *values;              /* 2 x count */
    double  *mixed;               /* PIECES x n */
    uint32_t *order;              /* PIECES x n */
};

static void draw_all(void *arg, size_t begin, size_t end)
{
    const struct draws *d = arg;
    const size_t n = d->w->n;
    for (size_t piece = begin; piece < end; piece++) {
        double *z = d->mixed + piece * n;
        uint32_t *order = d->order + piece * n;
        const size_t stop = (piece + 1) * d->each < d->count ? (piece + 1) * d->each : d->count;
        for (size_t r = piece * d->each; r < stop; r++) {
            domar_shuffle(order, n, d->seed, d->stream, r);
            for (size_t i = 0; i < n; i++) z[i] = d->z[order[i]];
            d->values[r] = d->moran * product(d->w, z);
            d->values[d->count + r] = d->geary * distance(d->w, z);
        }
    }
}

/* Ties but for rounding count as ties, on both sides. */
static void take_draws(domar_moran_test *t, const double *values, size_t count)
{
    double sum = 0, squares = 0;
    size_t above = 0, below = 0;
    const double slack = 1e-10 * t->sd_random;
    for (size_t r = 0; r < count; r++) {
        sum += values[r];
        above += values[r] >= t->value - slack;
        below += values[r] <= t->value + slack;
    }
    t->mean_draws = sum / (double)count;
    for (size_t r = 0; r < count; r++) squares += (values[r] - t->mean_draws) * (values[r] - t->mean_draws);
    t->sd_draws = sqrt(squares / (double)(count - 1));
    t->p_draws = fmin(1, 2 * ((double)(above < below ? above : below) + 1) / ((double)count + 1));
}

static domar_status draw_global(domar_cx *cx, domar_moran_test *moran, domar_moran_test *geary, struct draws *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = d->w->n;
    d->each = (d->count + PIECES - 1) / PIECES;
    d->values = domar_scratch(cx, 2 * d->count);
    d->mixed = domar_scratch(cx, PIECES * n);
    d->order = domar_scratch_bytes(cx, PIECES * n, sizeof *d->order);
    const domar_status st = d->values && d->mixed && d->order ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        domar_parallel(domar_cx_threads(cx), PIECES, 1, draw_all, d);
        take_draws(moran, d->values, d->count);
        take_draws(geary, d->values + d->count, d->count);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static void no_contrast(domar_moran_test *t)
{
    t->sd_normal = t->sd_random = 0;
    t->z_normal = t->p_normal = t->z_random = t->p_random = NAN;
}

domar_status domar_moran(domar_cx *cx, domar_moran_test *moran, domar_moran_test *geary, const double *x, const domar_weights *w,
                         size_t draws, uint64_t seed, uint64_t stream)
{
    const domar_moran_test none = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
    const domar_mark mark = domar_scratch_mark(cx);
    const double n = (double)w->n;
    double *z = domar_scratch(cx, w->n + 1), squares, fourths, s1, s2;
    domar_status st = z ? DOMAR_OK : DOMAR_ENOMEM;
    *moran = *geary = none;
    if (st || w->n < 4 || !(w->total > 0) || !centre(z, &squares, &fourths, x, w->n)) goto done;
    if ((st = domar_weights_moments(cx, &s1, &s2, w))) goto done;
    struct draws d = { .w = w, .z = z, .count = draws, .seed = seed, .stream = stream, .moran = n / w->total / squares,
                       .geary = (n - 1) / (2 * w->total) / squares };
    moran->value = d.moran * product(w, z);
    geary->value = d.geary * distance(w, z);
    judge_moran(moran, n, w->total, s1, s2, n * fourths / (squares * squares));
    judge_geary(geary, n, w->total, s1, s2, n * fourths / (squares * squares));
    if (!(moran->sd_random > 1e-6 / (n - 1))) {     /* everyone neighbours everyone alike: the same whatever lies where */
        no_contrast(moran);
        no_contrast(geary);
        goto done;
    }
    if (draws > 1) st = draw_global(cx, moran, geary, &d);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- local */
struct locals {
    const domar_weights *w;
    const double *z;              /* in standard deviations */
    const double *lag;
    size_t   count, each;
    uint64_t seed, stream;
    uint32_t *order;              /* PIECES x n */
    uint32_t *above, *below;      /* PIECES x n */
};

static void draw_locals(void *arg, size_t begin, size_t end)
{
    const struct locals *d = arg;
    const domar_weights *w = d->w;
    const size_t n = w->n;
    for (size_t piece = begin; piece < end; piece++) {
        uint32_t *order = d->order + piece * n, *above = d->above + piece * n, *below = d->below + piece * n;
        const size_t stop = (piece + 1) * d->each < d->count ? (piece + 1) * d->each : d->count;
        for (size_t r = piece * d->each; r < stop; r++) {
            domar_shuffle(order, n - 1, d->seed, d->stream, r);
            for (size_t i = 0; i < n; i++) {
                const size_t from = w->start[i], size = w->start[i + 1] - from;
                double lag = 0, slack = 0;
                for (size_t k = 0; k < size; k++) {
                    const uint32_t j = order[k];                    /* of n - 1: everyone but i */
                    lag += w->value[from + k] * d->z[j + (j >= i)];
                    slack += w->value[from + k];
                }
                slack *= 1e-12;
                above[i] += lag >= d->lag[i] - slack;
                below[i] += lag <= d->lag[i] + slack;
            }
        }
    }
}

static domar_status draw_local(domar_cx *cx, domar_moran_local *of, struct locals *d)
{
    const size_t n = d->w->n;
    d->each = (d->count + PIECES - 1) / PIECES;
    d->order = domar_scratch_bytes(cx, PIECES * n, sizeof *d->order);
    d->above = domar_scratch_bytes(cx, 2 * PIECES * n, sizeof *d->above);
    if (!d->order || !d->above) return DOMAR_ENOMEM;
    d->below = d->above + PIECES * n;
    domar_parallel(domar_cx_threads(cx), PIECES, 1, draw_locals, d);
    for (size_t i = 0; i < n; i++) {
        size_t above = 0, below = 0;
        for (size_t piece = 0; piece < PIECES; piece++) {
            above += d->above[piece * n + i];
            below += d->below[piece * n + i];
        }
        if (d->w->start[i] < d->w->start[i + 1]) of[i].p = ((double)(above < below ? above : below) + 1) / ((double)d->count + 1);
    }
    return DOMAR_OK;
}

/* Mean and variance of i's lag over all exchanges of the others: draws without putting back from n - 1 values. */
static double score(const domar_weights *w, double z, double lag, size_t i)
{
    const double n = (double)w->n, mean = -z / (n - 1), spread = (n - z * z) / (n - 1) - mean * mean;
    double sum = 0, squares = 0;
    for (size_t p = w->start[i]; p < w->start[i + 1]; p++) {
        sum += w->value[p];
        squares += w->value[p] * w->value[p];
    }
    const double variance = spread * (n - 1) / (n - 2) * (squares - sum * sum / (n - 1));
    return (z < 0 ? -1 : 1) * (lag - sum * mean) / sqrt(variance);
}

domar_status domar_moran_locals(domar_cx *cx, domar_moran_local *of, const double *x, const domar_weights *w, size_t draws,
                                uint64_t seed, uint64_t stream)
{
    const domar_moran_local none = { NAN, NAN, NAN, NAN, NAN, DOMAR_QUADRANT_CONSTANT };
    const domar_mark mark = domar_scratch_mark(cx);
    double *z = domar_scratch(cx, 2 * w->n + 1), *lag = z + w->n, squares, fourths;
    domar_status st = z ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < w->n; i++) of[i] = none;
    if (st || w->n < 4 || !centre(z, &squares, &fourths, x, w->n)) goto done;
    const double sd = sqrt(squares / (double)w->n);
    for (size_t i = 0; i < w->n; i++) z[i] /= sd;
    domar_weights_lag(lag, w, z);
    for (size_t i = 0; i < w->n; i++) {
        const bool island = w->start[i] == w->start[i + 1], high = z[i] >= 0, around = lag[i] >= 0;
        of[i].z = z[i];
        of[i].lag = island ? NAN : lag[i];
        of[i].value = z[i] * lag[i];
        of[i].score = island ? NAN : score(w, z[i], lag[i], i);
        of[i].quadrant = island ? DOMAR_QUADRANT_ISLAND : high ? around ? DOMAR_QUADRANT_HH : DOMAR_QUADRANT_HL
                                : around ? DOMAR_QUADRANT_LH : DOMAR_QUADRANT_LL;
    }
    struct locals d = { .w = w, .z = z, .lag = lag, .count = draws, .seed = seed, .stream = stream };
    if (draws > 1) st = draw_local(cx, of, &d);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
