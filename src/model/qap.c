/* model/qap.c -- regression of one matrix of pairs on others, with p values by exchanging its nodes (model/ties.h). */
#include "base/random.h"
#include "base/threads.h"
#include "model/least_squares.h"
#include "model/moran.h"
#include "model/ties.h"
#include <math.h>
#include <string.h>

enum { PIECES = 64 };

struct qap {
    size_t n, k, draws, each;
    const double *y;               /* n x n, centred off the diagonal, 0 on it */
    double *const *x;              /* the same */
    double *inverse;               /* k x k: of X'X */
    double *single;                /* k: 1 / |x|^2 */
    uint64_t seed, stream;
    uint32_t *order;               /* PIECES x n */
    double *xy;                    /* PIECES x k */
    const double *beta, *slope;    /* k: of the data: in the regression, alone */
    uint32_t *hits;                /* PIECES x 4 k: |slope|, |beta|, beta at least as large, as small */
};

/* X'y with the nodes of y in another order (NULL: their own). */
static void cross(double *xy, const struct qap *q, const uint32_t *order)
{
    const size_t n = q->n;
    memset(xy, 0, q->k * sizeof *xy);
    for (size_t i = 0; i < n; i++) {
        const double *y = q->y + (order ? order[i] : i) * n;
        for (size_t c = 0; c < q->k; c++) {
            const double *x = q->x[c] + i * n;
            double sum = 0;
            for (size_t j = 0; j < n; j++) sum += x[j] * y[order ? order[j] : j];
            xy[c] += sum;
        }
    }
}

static double coefficient(const struct qap *q, const double *xy, size_t c)
{
    double sum = 0;
    for (size_t d = 0; d < q->k; d++) sum += q->inverse[c * q->k + d] * xy[d];
    return sum;
}

static void draw(void *arg, size_t begin, size_t end)
{
    const struct qap *q = arg;
    for (size_t piece = begin; piece < end; piece++) {
        uint32_t *order = q->order + piece * q->n, *hits = q->hits + piece * 4 * q->k;
        double *xy = q->xy + piece * q->k;
        const size_t stop = (piece + 1) * q->each < q->draws ? (piece + 1) * q->each : q->draws;
        for (size_t r = piece * q->each; r < stop; r++) {
            domar_shuffle(order, q->n, q->seed, q->stream, r);
            cross(xy, q, order);
            for (size_t c = 0; c < q->k; c++) {
                const double b = coefficient(q, xy, c), s = xy[c] * q->single[c], near = 1e-12 * fabs(q->beta[c]);
                hits[4 * c] += fabs(s) >= fabs(q->slope[c]) * (1 - 1e-12);
                hits[4 * c + 1] += fabs(b) >= fabs(q->beta[c]) - near;
                hits[4 * c + 2] += b >= q->beta[c] - near;
                hits[4 * c + 3] += b <= q->beta[c] + near;
            }
        }
    }
}

/* to = from without its mean, 0 on the diagonal; the mean, and the sum of squares. */
static double centre(double *to, double *squares, const double *from, size_t n)
{
    double mean = 0;
    *squares = 0;
    for (size_t i = 0; i < n * n; i++) mean += i % (n + 1) ? from[i] : 0;
    mean /= (double)n * (double)(n - 1);
    for (size_t i = 0; i < n * n; i++) {
        to[i] = i % (n + 1) ? from[i] - mean : 0;
        *squares += to[i] * to[i];
    }
    return mean;
}

static domar_status tails(domar_cx *cx, domar_qap *of, struct qap *q)
{
    q->each = (q->draws + PIECES - 1) / PIECES;
    q->order = domar_scratch_bytes(cx, PIECES * q->n, sizeof *q->order);
    q->xy = domar_scratch(cx, PIECES * q->k);
    q->hits = domar_scratch_bytes(cx, PIECES * 4 * q->k, sizeof *q->hits);
    if (!q->order || !q->xy || !q->hits) return DOMAR_ENOMEM;
    domar_parallel(domar_cx_threads(cx), PIECES, 1, draw, q);
    for (size_t c = 0; c < q->k; c++) {
        double sum[4] = { 1, 1, 1, 1 };
        for (size_t piece = 0; piece < PIECES; piece++)
            for (size_t m = 0; m < 4; m++) sum[m] += q->hits[(piece * q->k + c) * 4 + m];
        const double all = (double)q->draws + 1;
        of[c].correlation_p = sum[0] / all;
        of[c].p = sum[1] / all;
        of[c].p_large = sum[2] / all;
        of[c].p_small = sum[3] / all;
    }
    return DOMAR_OK;
}

domar_status domar_qap_fit(domar_cx *cx, domar_qap *of, double *r2, double *intercept, size_t *bad, const double *y, double *const *x, size_t k,
                           size_t n, size_t draws, uint64_t seed, uint64_t stream)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *Y = domar_scratch(cx, n * n), *room = domar_scratch(cx, k * n * n), *small = domar_scratch(cx, k * k + 6 * k);
    double **X = domar_scratch_bytes(cx, k, sizeof *X);
    domar_status st = Y && room && small && X ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    double *inverse = small, *single = inverse + k * k, *xy = single + k, *beta = xy + k, *slope = beta + k, *mean = slope + k, *squares = mean + k, yy;
    const double y_mean = centre(Y, &yy, y, n);
    *bad = SIZE_MAX;
    for (size_t c = 0; c < k; c++) {
        X[c] = room + c * n * n;
        mean[c] = centre(X[c], &squares[c], x[c], n);
        single[c] = 1 / squares[c];
        if (!(squares[c] > 1e-24 * mean[c] * mean[c]) && *bad == SIZE_MAX) *bad = c;
    }
    /* As shares of their lengths, so that the scale of a column does not count. */
    for (size_t a = 0; *bad == SIZE_MAX && a < k; a++) {
        double left = 0;
        for (size_t b = 0; b <= a; b++) {
            double sum = 0;
            for (size_t i = 0; i < n * n; i++) sum += X[a][i] * X[b][i];
            inverse[a * k + b] = inverse[b * k + a] = sum / sqrt(squares[a] * squares[b]);
        }
        /* pivots one by one: the first that is a combination of those before */
        double *try = domar_scratch(cx, (a + 1) * (a + 1));
        if (!try) {
            st = DOMAR_ENOMEM;
            goto done;
        }
        for (size_t p = 0; p <= a; p++)
            for (size_t q = 0; q <= a; q++) try[p * (a + 1) + q] = inverse[p * k + q];
        if (!domar_invert_positive(try, a + 1)) *bad = a;
        else left = 1 / try[a * (a + 1) + a];
        if (!(left > 1e-10)) *bad = a;
    }
    if (*bad != SIZE_MAX) {
        st = DOMAR_EDATA;
        goto done;
    }
    domar_invert_positive(inverse, k);
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < k; b++) inverse[a * k + b] /= sqrt(squares[a] * squares[b]);
    struct qap q = { .n = n, .k = k, .draws = draws, .y = Y, .x = X, .inverse = inverse, .single = single, .seed = seed, .stream = stream,
                     .beta = beta, .slope = slope };
    cross(xy, &q, NULL);
    *intercept = y_mean;
    *r2 = 0;
    for (size_t c = 0; c < k; c++) {
        beta[c] = coefficient(&q, xy, c);
        slope[c] = xy[c] * single[c];
        *r2 += beta[c] * xy[c] / yy;
        *intercept -= beta[c] * mean[c];
        of[c] = (domar_qap){ xy[c] / sqrt(squares[c] * yy), NAN, beta[c], beta[c] * sqrt(squares[c] / yy), NAN, NAN, NAN };
    }
    if (draws > 1) st = tails(cx, of, &q);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
