/* model/stochastic_likelihood.c -- the equations stand in the header.  A group is a function of four numbers (B, A, m,
 * k = log l); derivatives in them come first, then the chain to the parameters. */
#include "model/stochastic_likelihood.h"
#include "base/threads.h"
#include <math.h>
#include <string.h>

static const double LOG_ROOT_2PI = 0.91893853320467274178, ROOT_HALF = 0.70710678118654752440;

enum { PIECE = 2048, STEPS = 24 };

/* Of a group: indices B, A, m, k. */
enum { B, A, M, K, INDICES };
struct local { double l, g[INDICES], H[INDICES][INDICES]; };

domar_tail domar_tail_at(double s)
{
    if (s < -12) {              /* hazard = x + 1/(x + 2/(x + 3/...)), x = -s: no difference of large numbers */
        const double x = -s;
        double f = 0;
        for (int k = STEPS; k >= 2; k--) f = k / (x + f);
        const double q1 = 1 / (x + f);
        return (domar_tail){ -LOG_ROOT_2PI - log(x + q1), q1, (f - q1) * q1 };
    }
    const double below = 0.5 * erfc(-s * ROOT_HALF), h = exp(-0.5 * s * s - LOG_ROOT_2PI) / below;
    const double l = s > 1 ? log1p(-0.5 * erfc(s * ROOT_HALF)) : log(below);
    return (domar_tail){ l + 0.5 * s * s, h + s, 1 - h * (h + s) };
}

/* ---- a group as a function of its indices */

/* l = T log t apart, and without -C/2 */
static struct local normal(double b, double a2, double m, double lambda, domar_tail at_a, bool whole)
{
    const double D = 1 + a2 * lambda * lambda, r = 1 / sqrt(D), a = m / lambda;
    const double s = (a - b * lambda) * r;
    const domar_tail q = domar_tail_at(s);
    struct local o = { .l = -0.5 * log(D) - at_a.q + q.q };
    if (!whole) return o;
    const double g = 1 - 1 / D, n = (a + b * lambda) * r, u = -0.5 * lambda * lambda / D, c = 1 - g;
    const double d[INDICES] = { -lambda * r, u * s, r / lambda, -n - g * s };
    const double dd[INDICES][INDICES] = {
        [B] = { 0, d[B] * u, 0, d[B] * c },
        [A] = { d[B] * u, 3 * u * u * s, d[M] * u, u * (d[K] + 2 * c * s) },
        [M] = { 0, d[M] * u, 0, -d[M] * (1 + g) },
        [K] = { d[B] * c, u * (d[K] + 2 * c * s), -d[M] * (1 + g), s + g * n - 2 * g * c * s - g * d[K] } };
    for (int i = 0; i < INDICES; i++) {
        o.g[i] = q.q1 * d[i];
        for (int j = 0; j < INDICES; j++) o.H[i][j] = q.q2 * d[i] * d[j] + q.q1 * dd[i][j];
    }
    o.g[A] += u;
    o.g[M] -= at_a.q1 / lambda;
    o.g[K] += at_a.q1 * a - g;
    o.H[A][A] += 2 * u * u;
    o.H[A][K] += 2 * u * c;
    o.H[K][A] = o.H[A][K];
    o.H[M][M] -= at_a.q2 / (lambda * lambda);
    o.H[M][K] += (at_a.q1 + at_a.q2 * a) / lambda;
    o.H[K][M] = o.H[M][K];
    o.H[K][K] -= 2 * g * c + at_a.q2 * a * a + at_a.q1 * a;
    return o;
}

static struct local exponential(double w, double r, bool whole)
{
    const domar_tail q = domar_tail_at(-w - r);
    struct local o = { .l = log(r) + q.q };
    if (!whole) return o;
    o.g[B] = -q.q1;
    o.g[K] = 1 - r * q.q1;
    o.H[B][B] = q.q2;
    o.H[B][K] = o.H[K][B] = r * q.q2;
    o.H[K][K] = r * r * q.q2 - r * q.q1;
    return o;
}

/* ---- the chain */
struct sweep {
    const domar_stochastic *s;
    const double *p;
    domar_tail at_a;            /* q(m / l) where m is the same for all */
    size_t n, width;            /* parameters; doubles of a piece: value, gradient, lower triangle */
    bool   gradient, hessian;
};

/* B over parameters and its derivative with eta: v = dB, v1 = d2B / d eta; returns by pointer what eta itself needs. */
struct decay { double a, a1, a2, b, b1, b2; };

static struct decay gather(const struct sweep *f, size_t from, size_t to, double *v, double *v1)
{
    const domar_stochastic *s = f->s;
    const size_t k = s->terms;
    const double t = f->p[k], eta = s->age ? f->p[f->n - 1] : 0;
    struct decay o = { 0 };
    memset(v, 0, (k + 1) * sizeof *v);
    memset(v1, 0, (k + 1) * sizeof *v1);
    for (size_t i = from; i < to; i++) {
        const double *x = s->x + i * k, age = s->age ? s->age[i] : 0, h = s->age ? exp(-eta * age) : 1;
        const double h1 = -age * h, h2 = age * age * h;
        double w = t * s->y[i];
        for (size_t j = 0; j < k; j++) {
            w -= x[j] * f->p[j];
            v[j] -= h * x[j];
            v1[j] -= h1 * x[j];
        }
        v[k] += h * s->y[i];
        v1[k] += h1 * s->y[i];
        o.a += h * h;
        o.a1 += 2 * h * h1;
        o.a2 += 2 * (h1 * h1 + h * h2);
        o.b += h * w;
        o.b1 += h1 * w;
        o.b2 += h2 * w;
    }
    return o;
}

/* Lower triangle by rows: place of (i, j), j <= i. */
static size_t below_of(size_t i, size_t j) { return i * (i + 1) / 2 + j; }

/* Gradient and second derivatives of one group into a piece. */
static void chain(const struct sweep *f, double *g, double *H, const struct local *o, const double *v, const double *v1,
                  const double *z, const struct decay *d)
{
    const size_t k = f->s->terms, q = f->s->effects, K0 = k + 1, M0 = k + 2, E0 = k + 2 + q;
    const bool decay = f->s->age;
    for (size_t j = 0; j <= k; j++) g[j] += o->g[B] * v[j];
    g[K0] += o->g[K];
    for (size_t j = 0; j < q; j++) g[M0 + j] += o->g[M] * z[j];
    if (decay) g[E0] += o->g[B] * d->b1 + o->g[A] * d->a1;
    if (!f->hessian) return;
    for (size_t i = 0; i <= k; i++) {
        const double c = o->H[B][B] * v[i];
        double *row = H + below_of(i, 0);
        for (size_t j = 0; j <= i; j++) row[j] += c * v[j];
        H[below_of(K0, i)] += o->H[B][K] * v[i];
    }
    H[below_of(K0, K0)] += o->H[K][K];
    for (size_t i = 0; i < q; i++) {
        double *row = H + below_of(M0 + i, 0);
        const double c = o->H[B][M] * z[i], cc = o->H[M][M] * z[i];
        for (size_t j = 0; j <= k; j++) row[j] += c * v[j];
        row[K0] += o->H[M][K] * z[i];
        for (size_t j = 0; j <= i; j++) row[M0 + j] += cc * z[j];
    }
    if (!decay) return;
    double *row = H + below_of(E0, 0);
    const double eb = o->H[B][B] * d->b1 + o->H[A][B] * d->a1, em = o->H[B][M] * d->b1 + o->H[A][M] * d->a1;
    for (size_t j = 0; j <= k; j++) row[j] += eb * v[j] + o->g[B] * v1[j];
    row[K0] += o->H[B][K] * d->b1 + o->H[A][K] * d->a1;
    for (size_t j = 0; j < q; j++) row[M0 + j] += em * z[j];
    row[E0] += eb * d->b1 + (o->H[A][B] * d->b1 + o->H[A][A] * d->a1) * d->a1 + o->g[B] * d->b2 + o->g[A] * d->a2;
}

/* ---- half-normal by rows: m = 0, A = 1, so that all is a function of s = -w l / sqrt(1 + l2) */

/* v (terms + 1): sum of q1 dB and, whole, the triangle of q2 dB2; logs are taken of products of eight. */
static double half_normal(const struct sweep *f, double *g, double *H, size_t first, size_t end)
{
    const domar_stochastic *s = f->s;
    const size_t k = s->terms;
    const double l = exp(f->p[k + 1]), D = 1 + l * l, c = 1 / D, big_g = 1 - c, dB = -l / sqrt(D), t = f->p[k];
    double value = 0, product = 1, squares = 0, count = 0, sum_k = 0, sum_kk = 0;
    for (size_t i = first; i < end; i += s->stride) {
        const double *x = s->x + i * k, y = s->y[i];
        double w = t * y;
        for (size_t j = 0; j < k; j++) w -= x[j] * f->p[j];
        const double at = dB * w;
        count++;
        double below, q1, q2;
        if (at < -12) {
            const domar_tail q = domar_tail_at(at);
            value += q.q;
            q1 = q.q1, q2 = q.q2;
        } else {
            below = 0.5 * erfc(-at * ROOT_HALF);
            product *= below;
            squares += at * at;
            if (product < 1e-200) value += log(product), product = 1;
            if (!f->gradient) continue;
            const double h = exp(-0.5 * at * at - LOG_ROOT_2PI) / below;
            q1 = h + at, q2 = 1 - h * q1;
        }
        if (!f->gradient) continue;
        const double dK = c * at, b = q1 * dB;
        for (size_t j = 0; j < k; j++) g[j] -= b * x[j];
        g[k] += b * y;
        sum_k += q1 * dK;
        if (!f->hessian) continue;
        const double bb = q2 * dB * dB, bk = q2 * dB * dK + q1 * dB * c;
        double *row = H, *last = H + below_of(k, 0), *at_k = H + below_of(k + 1, 0);
        for (size_t a = 0; a < k; row += ++a) {
            const double ba = bb * x[a];
            for (size_t j = 0; j <= a; j++) row[j] += ba * x[j];
            last[a] -= ba * y;
            at_k[a] -= bk * x[a];
        }
        last[k] += bb * y * y;
        at_k[k] += bk * y;
        sum_kk += q2 * dK * dK + q1 * at * c * (1 - 3 * big_g);
    }
    if (f->gradient) g[k + 1] += sum_k - count * big_g;
    if (f->hessian) H[below_of(k + 1, k + 1)] += sum_kk - 2 * big_g * c * count;
    return value + log(product) + 0.5 * squares - count * (0.5 * log(D) + f->at_a.q);
}

static double groups(const struct sweep *f, double *sum, double *v, size_t first, size_t end)
{
    const domar_stochastic *s = f->s;
    const size_t k = s->terms, q = s->effects;
    const double l = exp(f->p[k + 1]), *zeta = f->p + k + 2;
    double *v1 = v + k + 1, value = 0;
    for (size_t g = first; g < end; g += s->stride) {
        const size_t from = s->start ? s->start[g] : g, to = s->start ? s->start[g + 1] : g + 1;
        if (from == to) continue;
        const double *z = s->z + g * q;
        const struct decay d = gather(f, from, to, v, v1);
        double m = 0;
        for (size_t j = 0; j < q; j++) m += z[j] * zeta[j];
        const struct local o = s->exponential ? exponential(d.b, l, f->gradient)
                                              : normal(d.b, d.a, m, l, q ? domar_tail_at(m / l) : f->at_a, f->gradient);
        value += o.l;
        if (f->gradient) chain(f, sum + 1, sum + 1 + f->n, &o, v, v1, z, &d);
    }
    return value;
}

static void pieces(void *arg, size_t begin, size_t end)
{
    const struct sweep *f = arg;
    const domar_stochastic *s = f->s;
    const bool half = !s->start && !s->effects && !s->exponential;
    for (size_t piece = begin; piece < end; piece++) {
        double *sum = s->sums + piece * (f->width + 2 * (s->terms + 1));
        const size_t first = piece * PIECE, last = first + PIECE < s->groups ? first + PIECE : s->groups;
        memset(sum, 0, f->width * sizeof *sum);
        sum[0] = half ? half_normal(f, sum + 1, sum + 1 + f->n, first, last) : groups(f, sum, sum + f->width, first, last);
    }
}

size_t domar_stochastic_size(const domar_stochastic *s) { return s->terms + 2 + s->effects + (s->age ? 1 : 0); }

static size_t width_of(size_t n) { return 1 + n + n * (n + 1) / 2; }

size_t domar_stochastic_sums(const domar_stochastic *s)
{
    return (s->groups / PIECE + 1) * (width_of(domar_stochastic_size(s)) + 2 * (s->terms + 1));
}

/* What all groups have in common: T log t - C/2, from moments. */
static double common(const domar_stochastic *s, const double *p, double *g, double *H, size_t n)
{
    const size_t k = s->terms;
    const double rows = (double)s->rows, t = p[k];
    double bb = 0;
    for (size_t j = 0; j < k; j++) {
        bb += p[j] * p[j];
        if (g) g[j] -= rows * p[j];
        if (H) H[j * n + j] -= rows;
    }
    if (g) g[k] += rows / t - s->ssr * t;
    if (H) H[k * n + k] -= rows / (t * t) + s->ssr;
    return rows * log(t) - 0.5 * (rows * bb + s->ssr * t * t) - (s->exponential ? 0 : rows * LOG_ROOT_2PI);
}

double domar_stochastic_value(void *self, const double *p, double *gradient, double *hessian)
{
    const domar_stochastic *s = self;
    const size_t n = domar_stochastic_size(s), pieces_of = (s->groups + PIECE - 1) / PIECE, k = s->terms;
    struct sweep f = { s, p, domar_tail_at(0), n, width_of(n), gradient || hessian, hessian != NULL };
    double value = 0;
    if (!(p[k] > 0) || !(fabs(p[k + 1]) < 300)) return NAN;
    domar_parallel(s->threads, pieces_of, 1, pieces, &f);
    if (gradient) memset(gradient, 0, n * sizeof *gradient);
    if (hessian) memset(hessian, 0, n * n * sizeof *hessian);
    for (size_t piece = 0; piece < pieces_of; piece++) {
        const double *sum = s->sums + piece * (f.width + 2 * (k + 1)), *H = sum + 1 + n;
        value += sum[0];
        for (size_t j = 0; gradient && j < n; j++) gradient[j] += sum[1 + j];
        for (size_t i = 0; hessian && i < n; i++)
            for (size_t j = 0; j <= i; j++) hessian[i * n + j] += H[below_of(i, j)];
    }
    value = value * (double)s->stride + common(s, p, gradient, hessian, n);
    for (size_t i = 0; hessian && i < n; i++)
        for (size_t j = 0; j < i; j++) hessian[j * n + i] = hessian[i * n + j];
    return value;
}
