/* solve/newton_krylov.c -- inexact Newton for F(z) = G(z) - z = 0: steps from GMRES with the map's own
 * Jacobian product, preconditioned from the right, forcing terms after Eisenstat and Walker, line search
 * on |F| [saad2003 ch. 6, 9; eisenstat1996]. */
#include "solve/fixed_point_inside.h"
#include <math.h>
#include <string.h>

enum { BASIS = 60, CYCLES = 40, STEPS = 60, HALVINGS = 30 };

static double dot(const double *a, const double *b, size_t size)
{
    double s[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= size; k += 4)
        for (size_t i = 0; i < 4; i++) s[i] += a[k + i] * b[k + i];
    for (; k < size; k++) s[0] += a[k] * b[k];
    return (s[0] + s[1]) + (s[2] + s[3]);
}

static double norm(const double *a, size_t size) { return sqrt(dot(a, a, size)); }

static void apply(const domar_fixed_point *f, double *out, const double *x, bool transposed)
{
    (transposed ? f->product_t : f->product)(f->self, out, x);
    for (size_t k = 0; k < f->size; k++) out[k] = x[k] - out[k];
}

struct gmres {
    double *V;                   /* (BASIS + 1) x size */
    double *H;                   /* BASIS columns of BASIS + 1 */
    double *t;                   /* size: M v */
    double  cs[BASIS], sn[BASIS], g[BASIS + 1], y[BASIS];
};

/* Column k of H made triangular; the residual that is left. */
static double rotate(struct gmres *q, size_t k)
{
    double *h = q->H + k * (BASIS + 1);
    for (size_t i = 0; i < k; i++) {
        const double a = q->cs[i] * h[i] + q->sn[i] * h[i + 1];
        h[i + 1] = q->cs[i] * h[i + 1] - q->sn[i] * h[i];
        h[i] = a;
    }
    const double length = hypot(h[k], h[k + 1]);
    q->cs[k] = length > 0 ? h[k] / length : 1;
    q->sn[k] = length > 0 ? h[k + 1] / length : 0;
    h[k] = length;
    h[k + 1] = 0;
    q->g[k + 1] = -q->sn[k] * q->g[k];
    q->g[k] *= q->cs[k];
    return fabs(q->g[k + 1]);
}

/* V[k + 1] from V[k]: Gram-Schmidt twice, so that the basis stays orthogonal. */
static bool extend(struct gmres *q, const domar_fixed_point *f, size_t k, bool transposed)
{
    const size_t n = f->size;
    double *w = q->V + (k + 1) * n, *h = q->H + k * (BASIS + 1);
    memcpy(q->t, q->V + k * n, n * sizeof *q->t);
    domar_fp_precondition(f, q->t, transposed);
    apply(f, w, q->t, transposed);
    memset(h, 0, (BASIS + 1) * sizeof *h);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i <= k; i++) {
            const double c = dot(q->V + i * n, w, n);
            h[i] += c;
            for (size_t s = 0; s < n; s++) w[s] -= c * q->V[i * n + s];
        }
    h[k + 1] = norm(w, n);
    if (!(h[k + 1] > 0)) return false;
    for (size_t s = 0; s < n; s++) w[s] /= h[k + 1];
    return true;
}

/* One cycle from x; the residual by recurrence is below goal, or the basis is full. */
static void cycle(struct gmres *q, double *x, size_t *products, const domar_fixed_point *f, const double *r,
                  double size, double goal, bool transposed)
{
    const size_t n = f->size;
    size_t k = 0;
    bool more = true;
    double left = size;
    for (size_t s = 0; s < n; s++) q->V[s] = r[s] / size;
    q->g[0] = size;
    for (; k < BASIS && more && left > goal; k++) {
        more = extend(q, f, k, transposed);
        ++*products;
        left = rotate(q, k);
    }
    for (size_t i = k; i-- > 0;) {
        double sum = q->g[i];
        for (size_t j = i + 1; j < k; j++) sum -= q->H[j * (BASIS + 1) + i] * q->y[j];
        q->y[i] = sum / q->H[i * (BASIS + 1) + i];
    }
    memset(q->t, 0, n * sizeof *q->t);
    for (size_t i = 0; i < k; i++)
        for (size_t s = 0; s < n; s++) q->t[s] += q->y[i] * q->V[i * n + s];
    domar_fp_precondition(f, q->t, transposed);
    for (size_t s = 0; s < n; s++) x[s] += q->t[s];
}

domar_status domar_fixed_point_linear(domar_cx *cx, double *x, size_t *products, const domar_fixed_point *f,
                                      const double *b, bool transposed, double tol)
{
    const size_t n = f->size;
    const domar_mark mark = domar_scratch_mark(cx);
    struct gmres q = { .V = domar_scratch(cx, (BASIS + 1) * n), .H = domar_scratch(cx, BASIS * (BASIS + 1)) };
    double *r = domar_scratch(cx, n);
    q.t = domar_scratch(cx, n);
    domar_status st = q.V && q.H && q.t && r ? DOMAR_ENOCONV : DOMAR_ENOMEM;
    const domar_status made = st == DOMAR_ENOCONV ? domar_fp_prepare(cx, f, false) : DOMAR_OK;
    if (made) st = made;
    const double goal = tol * norm(b, n);
    double last = INFINITY;
    for (int c = 0; st == DOMAR_ENOCONV && c < CYCLES; c++) {
        apply(f, r, x, transposed);
        ++*products;
        for (size_t k = 0; k < n; k++) r[k] = b[k] - r[k];
        const double size = norm(r, n);
        if (size <= goal || !(size > 0)) st = DOMAR_OK;
        else if (!isfinite(size) || (size > 0.9 * last && size > 100 * goal)) break;
        else if (size > 0.9 * last) st = DOMAR_OK;            /* at rounding, a few digits above the goal */
        else cycle(&q, x, products, f, r, size, goal, transposed);
        last = size;
        if (st == DOMAR_ENOCONV && domar_tick_residual(cx, size)) st = DOMAR_ECANCEL;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_fp_newton(domar_cx *cx, struct domar_fp *s, double *z)
{
    const size_t n = s->f->size;
    double *room = domar_scratch(cx, 3 * n);
    if (!room) return DOMAR_ENOMEM;
    double *F = room, *step = room + n, *tried = room + 2 * n, forcing = 0.1, old = 0;
    double residual = domar_fp_look(s, F, z);
    const domar_status made = domar_fp_prepare(cx, s->f, true);
    if (made) return made;
    for (int k = 0; k < STEPS && residual > s->o->tol; k++) {
        const double size = norm(F, n);
        size_t at = 0;
        if (!isfinite(residual)) return DOMAR_ENOCONV;
        if (k) {                                              /* second choice, with its safeguard */
            const double next = 0.9 * pow(size / old, 2), kept = 0.9 * forcing * forcing;
            forcing = fmin(0.1, fmax(kept > 0.1 ? fmax(next, kept) : next, 1e-6));
        }
        memset(step, 0, n * sizeof *step);
        domar_status st = domar_fixed_point_linear(cx, step, &s->report->products, s->f, F, false, forcing);
        if (st && st != DOMAR_ENOCONV) return st;             /* a poor step is tried all the same */
        s->report->newton++;
        const double longest = domar_fp_largest(step, n, &at);
        double part = longest > s->o->cap ? s->o->cap / longest : 1, now = INFINITY;
        if (!isfinite(longest)) return DOMAR_ENOCONV;
        memcpy(tried, z, n * sizeof *z);
        for (int h = 0; h < HALVINGS; h++, part /= 2) {
            for (size_t i = 0; i < n; i++) z[i] = tried[i] + part * step[i];
            now = domar_fp_look(s, F, z);
            if (isfinite(now) && norm(F, n) <= (1 - 1e-4 * part) * size) break;
        }
        const double reached = norm(F, n);
        if (!isfinite(now) || reached >= size) return s->report->residual <= s->o->tol ? DOMAR_OK : DOMAR_ENOCONV;
        old = size;
        residual = now;
        if ((st = domar_tick_residual(cx, residual))) return st;
    }
    return residual <= s->o->tol ? DOMAR_OK : DOMAR_ENOCONV;
}
