/* model/spatial_spectrum.c -- eigenvalues of spatial weights */
#include "model/spatial_panel.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

/* Is d_i w_ij / d_j symmetric for some d?  Row-standardised neighbours are.  d by walking along the ties; false if some
 * tie has no way back or the walk contradicts itself. */
static bool symmetrise(double *W, double *d, size_t *queue, size_t n)
{
    for (size_t s = 0; s < n; s++) {
        if (d[s] > 0) continue;
        size_t head = 0, tail = 0;
        d[s] = 1;
        queue[tail++] = s;
        while (head < tail) {
            const size_t i = queue[head++];
            for (size_t j = 0; j < n; j++) {
                const double there = W[i * n + j], back = W[j * n + i];
                if (!(there > 0) && !(back > 0)) continue;
                if (!(there > 0) || !(back > 0)) return false;
                const double want = d[i] * sqrt(there / back);      /* d_i w_ij / d_j = d_j w_ji / d_i */
                if (!(d[j] > 0)) {
                    d[j] = want;
                    queue[tail++] = j;
                } else if (fabs(d[j] - want) > 1e-9 * want) return false;
            }
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++) W[i * n + j] = W[j * n + i] = sqrt(W[i * n + j] * W[j * n + i]);
    return true;
}

static domar_status real_values(domar_cx *cx, domar_spectrum *s, double *W)
{
    const blasint n = (blasint)s->n, size = (blasint)(34 * s->n + 8);
    blasint info = 0;
    double *work = domar_scratch(cx, (size_t)size);
    if (!work) return DOMAR_ENOMEM;
    dsyev_("N", "U", &n, W, &n, s->re, work, &size, &info);
    return info ? domar_fail(cx, DOMAR_ENOCONV, "the eigenvalues of the spatial weights do not converge") : DOMAR_OK;
}

static domar_status complex_values(domar_cx *cx, domar_spectrum *s, double *W)
{
    const blasint n = (blasint)s->n, one = 1, size = (blasint)(10 * s->n + 8);
    blasint info = 0;
    double *work = domar_scratch(cx, (size_t)size);
    if (!work) return DOMAR_ENOMEM;
    dgeev_("N", "N", &n, W, &n, s->re, s->im, NULL, &one, NULL, &one, work, &size, &info);
    return info ? domar_fail(cx, DOMAR_ENOCONV, "the eigenvalues of the spatial weights do not converge") : DOMAR_OK;
}

domar_status domar_spectrum_new(domar_cx *cx, domar_spectrum *s, const domar_weights *w)
{
    const size_t n = w->n;
    *s = (domar_spectrum){ .n = n, .row_standardised = true };
    domar_status st = domar_memory_check(cx, 24.0 * (double)n * (double)n, "spatial weights");
    if (st) return st;
    s->re = domar_scratch(cx, n + 1);
    s->im = domar_scratch(cx, n + 1);
    const domar_mark mark = domar_scratch_mark(cx);
    double *W = domar_scratch(cx, n * n + 1), *d = domar_scratch(cx, n + 1);
    size_t *queue = domar_scratch_bytes(cx, n + 1, sizeof *queue);
    if (!s->re || !s->im || !W || !d || !queue) return DOMAR_ENOMEM;
    domar_task(cx, "eigenvalues of the spatial weights");
    domar_weights_dense(W, w);
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++) sum += W[i * n + j];
        if (fabs(sum - 1) > 1e-10) s->row_standardised = false;
    }
    if (symmetrise(W, d, queue, n)) {
        s->im = NULL;
        st = real_values(cx, s, W);
    } else {
        memset(W, 0, n * n * sizeof *W);
        domar_weights_dense(W, w);
        st = complex_values(cx, s, W);
    }
    double least = 0, most = 0, radius = 0;
    for (size_t i = 0; !st && i < n; i++) {
        const double im = s->im ? s->im[i] : 0;
        radius = fmax(radius, hypot(s->re[i], im));
        if (fabs(im) > 1e-10) continue;
        least = fmin(least, s->re[i]);
        most = fmax(most, s->re[i]);
    }
    if (!st && !(radius > 1e-10)) st = domar_fail(cx, DOMAR_EDATA, "the spatial weights have no eigenvalue but 0");
    /* Without a real eigenvalue on a side the series of powers bounds rho. */
    s->low = least < -1e-10 ? 1 / least : -1 / radius;
    s->high = most > 1e-10 ? 1 / most : 1 / radius;
    domar_scratch_rewind(cx, mark);
    return st;
}

double domar_spectrum_log_det(const domar_spectrum *s, double rho, double *slope)
{
    double sum = 0, down = 0;
    for (size_t i = 0; i < s->n; i++) {
        const double re = s->re[i], im = s->im ? s->im[i] : 0, a = 1 - rho * re, b = rho * im, size = a * a + b * b;
        sum += 0.5 * log(size);
        down -= (a * re - b * im) / size;               /* half the derivative of a^2 + b^2 over it */
    }
    if (slope) *slope = down;
    return sum;
}
