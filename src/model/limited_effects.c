/* model/limited_effects.c -- the likelihood of a unit is a sum over nodes; its derivatives are moments over them. */
#include "model/limited_effects.h"
#include "base/threads.h"
#include "linalg/lapack.h"
#include "solve/distributions.h"
#include "solve/maximum.h"
#include <math.h>
#include <string.h>

enum { MOST_NODES = 128, PIECE = 32 };
static const double ROOT_2PI = 2.50662827463100050242;

struct quadrature {
    const domar_limited_effects *d;
    size_t n, nodes;                    /* parameters b t, t, r = su / se; nodes */
    double node[MOST_NODES], weight[MOST_NODES];    /* for exp(-x2 / 2) */
    double *center, *spread;            /* units */
    double *sums;                       /* pieces x room */
    size_t room;
    const double *p;                    /* of the value asked for */
    bool   gradient, hessian;
    int    threads;
};

/* Nodes of Hermite polynomials for exp(-x2 / 2): eigenvalues of their three-term recurrence [golub1969]. */
static bool hermite(struct quadrature *q, size_t nodes, double *work)
{
    double *diagonal = work, *beside = diagonal + nodes, *vectors = beside + nodes, *room = vectors + nodes * nodes;
    const blasint n = (blasint)nodes;
    blasint info = 0;
    memset(diagonal, 0, nodes * sizeof *diagonal);
    for (size_t k = 0; k < nodes; k++) beside[k] = sqrt((double)(k + 1));
    dstev_("V", &n, diagonal, beside, vectors, &n, room, &info);
    q->nodes = nodes;
    for (size_t k = 0; k < nodes; k++) {
        q->node[k] = diagonal[k];
        q->weight[k] = ROOT_2PI * vectors[k * nodes] * vectors[k * nodes];
    }
    return info == 0;
}

/* Mode and spread of a unit's z at p. */
static void adapt(struct quadrature *q, const double *p)
{
    const domar_limited *d = &q->d->data;
    const size_t k = d->terms;
    const double t = p[k], r = p[k + 1];
    for (size_t u = 0; u < q->d->units; u++) {
        double z = 0, curve = 1;
        for (int step = 0; step < 50; step++) {
            double slope = -z;
            curve = 1;
            for (size_t i = q->d->start[u]; i < q->d->start[u + 1]; i++) {
                double m = r * z;
                for (size_t j = 0; j < k; j++) m += d->x[i * k + j] * p[j];
                const domar_limited_row row = domar_tobit_row(d->y[i], d->left, d->right, m, t);
                slope += r * row.m;
                curve -= r * r * row.mm;
            }
            const double move = slope / curve;
            z += fmax(-5, fmin(5, move));
            if (fabs(move) < 1e-10) break;
        }
        q->center[u] = z;
        q->spread[u] = 1 / sqrt(curve);
    }
}

/* One unit at one node: log-likelihood, gradient g (n) and second derivatives H (n x n, lower) of it. */
static double at_node(const struct quadrature *q, size_t u, double z, double *g, double *H)
{
    const domar_limited *d = &q->d->data;
    const size_t k = d->terms, n = q->n;
    const double t = q->p[k], r = q->p[k + 1];
    double l = 0;
    if (q->gradient) memset(g, 0, n * sizeof *g);
    if (q->hessian) memset(H, 0, n * n * sizeof *H);
    for (size_t i = q->d->start[u]; i < q->d->start[u + 1]; i++) {
        const double *x = d->x + i * k;
        double m = r * z;
        for (size_t j = 0; j < k; j++) m += x[j] * q->p[j];
        const domar_limited_row row = domar_tobit_row(d->y[i], d->left, d->right, m, t);
        l += row.l;
        if (!q->gradient) continue;
        for (size_t j = 0; j < k; j++) g[j] += row.m * x[j];
        g[k] += row.t;
        g[k + 1] += row.m * z;
        if (!q->hessian) continue;
        for (size_t j = 0; j < k; j++) {
            const double c = row.mm * x[j];
            for (size_t e = 0; e <= j; e++) H[j * n + e] += c * x[e];
            H[k * n + j] += row.mt * x[j];
            H[(k + 1) * n + j] += c * z;
        }
        H[k * n + k] += row.tt;
        H[(k + 1) * n + k] += row.mt * z;
        H[(k + 1) * n + k + 1] += row.mm * z * z;
    }
    return l;
}

/* log sum over nodes; gradient and second derivatives as moments over them, added to G and S. */
static double unit_value(const struct quadrature *q, size_t u, double *G, double *S, double *work)
{
    const size_t n = q->n;
    double log_of[MOST_NODES], top = -INFINITY, sum = 0;
    double *g = work, *H = g + n, *mean = H + n * n, *second = mean + n;
    struct quadrature plain = *q;
    plain.gradient = plain.hessian = false;
    for (size_t k = 0; k < q->nodes; k++) {
        const double x = q->node[k], z = q->center[u] + q->spread[u] * x;
        log_of[k] = log(q->weight[k] * q->spread[u] / ROOT_2PI) + 0.5 * x * x - 0.5 * z * z + at_node(&plain, u, z, NULL, NULL);
        top = fmax(top, log_of[k]);
    }
    for (size_t k = 0; k < q->nodes; k++) sum += exp(log_of[k] - top);
    if (!q->gradient || !isfinite(top)) return top + log(sum);
    memset(mean, 0, (n + n * n) * sizeof *mean);
    for (size_t k = 0; k < q->nodes; k++) {
        const double share = exp(log_of[k] - top) / sum, z = q->center[u] + q->spread[u] * q->node[k];
        if (share < 1e-18) continue;
        at_node(q, u, z, g, H);
        for (size_t i = 0; i < n; i++) {
            mean[i] += share * g[i];
            for (size_t j = 0; q->hessian && j <= i; j++) second[i * n + j] += share * (H[i * n + j] + g[i] * g[j]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        G[i] += mean[i];
        for (size_t j = 0; q->hessian && j <= i; j++) S[i * n + j] += second[i * n + j] - mean[i] * mean[j];
    }
    return top + log(sum);
}

static void pieces(void *arg, size_t begin, size_t end)
{
    const struct quadrature *q = arg;
    const size_t n = q->n;
    for (size_t piece = begin; piece < end; piece++) {
        double *sum = q->sums + piece * q->room, *G = sum + 1, *S = G + n, *work = S + n * n;
        memset(sum, 0, (1 + n + n * n) * sizeof *sum);
        for (size_t u = piece * PIECE; u < q->d->units && u < (piece + 1) * PIECE; u++)
            if (q->d->start[u + 1] > q->d->start[u]) sum[0] += unit_value(q, u, G, S, work);
    }
}

static double value(void *self, const double *p, double *gradient, double *hessian)
{
    struct quadrature *q = self;
    const size_t n = q->n, count = (q->d->units + PIECE - 1) / PIECE;
    double l = 0;
    if (!(p[q->d->data.terms] > 0)) return NAN;
    q->p = p;
    q->gradient = gradient || hessian;
    q->hessian = hessian != NULL;
    domar_parallel(q->threads, count, 1, pieces, q);
    if (gradient) memset(gradient, 0, n * sizeof *gradient);
    if (hessian) memset(hessian, 0, n * n * sizeof *hessian);
    for (size_t piece = 0; piece < count; piece++) {
        const double *sum = q->sums + piece * q->room;
        l += sum[0];
        for (size_t i = 0; gradient && i < n; i++) gradient[i] += sum[1 + i];
        for (size_t i = 0; hessian && i < n * n; i++) hessian[i] += sum[1 + n + i];
    }
    for (size_t i = 0; hessian && i < n; i++)
        for (size_t j = 0; j < i; j++) hessian[j * n + i] = hessian[i * n + j];
    return l;
}

/* Climb, move the nodes, climb: until the value stays. */
static domar_status settle(domar_cx *cx, struct quadrature *q, double *p, domar_limited_effects_fit *fit, double *work)
{
    enum { MOVES = 40 };
    domar_maximum_report report = { .value = NAN };
    double last = NAN;
    for (int k = 0; k < MOVES; k++) {
        adapt(q, p);
        const domar_status st = domar_maximum(cx, p, &report, &(domar_maximum_of){ q->n, q, value, true }, &DOMAR_MAXIMUM_DEFAULTS, work);
        if (st) return st;
        fit->iterations += report.iterations;
        fit->adaptions++;
        const double moved = fabs(report.value - last);
        last = report.value;
        if (moved <= 1e-12 * (1 + fabs(last)) || !isfinite(last)) break;
    }
    fit->loglik = report.value;
    fit->gradient = report.gradient;
    fit->gain = report.gain;
    const bool found = report.curved && report.gain <= 1e-9 * (1 + fabs(report.value)) && report.outcome <= DOMAR_MAXIMUM_STALLED;
    fit->outcome = found ? DOMAR_LIMITED_FOUND : DOMAR_LIMITED_NO_TOP;
    return DOMAR_OK;
}

/* V := J (-H)^-1 J' for b = d / t, se = 1 / t, su = r / t. */
static bool natural(struct quadrature *q, double *V, const double *b, const double *p, double *work)
{
    const size_t k = q->d->data.terms, n = q->n;
    const double t = p[k];
    double *H = work, *g = H + n * n, *J = g + n, *inverse = J + n * n;
    value(q, p, g, H);
    for (size_t i = 0; i < n * n; i++) H[i] = -H[i];
    if (!domar_cholesky(H, n)) return false;
    domar_cholesky_inverse(H, n, inverse);
    memset(J, 0, n * n * sizeof *J);
    for (size_t j = 0; j < k; j++) J[j * n + j] = 1 / t, J[j * n + k] = -b[j] / t;
    J[k * n + k] = -1 / (t * t);
    J[(k + 1) * n + k + 1] = 1 / t;
    J[(k + 1) * n + k] = -p[k + 1] / (t * t);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double s = 0;
            for (size_t c = 0; c < n; c++)
                for (size_t e = 0; e < n; e++) s += J[i * n + c] * inverse[c * n + e] * J[j * n + e];
            V[i * n + j] = s;
        }
    return true;
}

static domar_status pooled(domar_cx *cx, double *p, double *b, domar_limited_effects_fit *fit, const domar_limited_effects *d)
{
    const size_t k = d->data.terms;
    domar_limited_fit first;
    double *work = domar_scratch(cx, domar_limited_work(k));
    if (!work) return DOMAR_ENOMEM;
    const domar_status st = domar_tobit_fit(cx, b, NULL, &first, &d->data, NULL, work);
    fit->outcome = first.outcome;
    fit->loglik_pooled = first.loglik;
    for (size_t j = 0; j < k; j++) p[j] = b[j] / first.sigma * 1.2;     /* a third of the variance to the units */
    p[k] = 1.2 / first.sigma;
    p[k + 1] = 0.6;
    return st;
}

static domar_status with_nodes(domar_cx *cx, struct quadrature *q, double *p, domar_limited_effects_fit *fit, double *work, double *own)
{
    for (size_t nodes = q->d->nodes; nodes <= MOST_NODES / 2; nodes *= 2) {
        if (!hermite(q, nodes, own)) return domar_fail(cx, DOMAR_ENOCONV, "no nodes of Gauss and Hermite");
        const domar_status st = settle(cx, q, p, fit, work);
        if (st || fit->outcome) return st;
        fit->nodes = nodes;
        if (!hermite(q, 2 * nodes, own)) return domar_fail(cx, DOMAR_ENOCONV, "no nodes of Gauss and Hermite");
        adapt(q, p);
        fit->quadrature = fabs(value(q, p, NULL, NULL) - fit->loglik);
        if (fit->quadrature <= 1e-8 * (1 + fabs(fit->loglik))) break;
    }
    hermite(q, fit->nodes, own);
    adapt(q, p);
    return DOMAR_OK;
}

domar_status domar_tobit_effects_fit(domar_cx *cx, double *b, double *covariance, domar_limited_effects_fit *fit,
                                     const domar_limited_effects *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t k = d->data.terms, n = k + 2;
    struct quadrature q = { .d = d, .n = n, .room = 1 + 2 * (n + n * n) + n + n * n, .threads = domar_cx_threads(cx) };
    double *p = domar_scratch(cx, n), *work = domar_scratch(cx, domar_maximum_work(n) + 4 * n * n + n);
    double *own = domar_scratch(cx, MOST_NODES * MOST_NODES + 4 * MOST_NODES);
    domar_status st = DOMAR_ENOMEM;
    *fit = (domar_limited_effects_fit){ .sigma = NAN, .sigma_unit = NAN, .loglik = NAN, .loglik_pooled = NAN, .lr = NAN, .lr_p = NAN,
                                        .gradient = NAN, .gain = NAN, .quadrature = NAN };
    q.center = domar_scratch(cx, d->units);
    q.spread = domar_scratch(cx, d->units);
    q.sums = domar_scratch(cx, (d->units / PIECE + 1) * q.room);
    if (!p || !work || !own || !q.center || !q.spread || !q.sums) goto done;
    for (size_t j = 0; j < n * n; j++) covariance[j] = NAN;
    if ((st = pooled(cx, p, b, fit, d)) || fit->outcome) goto done;
    if ((st = with_nodes(cx, &q, p, fit, work, own))) goto done;
    for (size_t j = 0; j < k; j++) b[j] = fit->outcome ? NAN : p[j] / p[k];
    if (fit->outcome) goto done;
    p[k + 1] = fabs(p[k + 1]);
    adapt(&q, p);
    fit->sigma = 1 / p[k];
    fit->sigma_unit = p[k + 1] / p[k];
    fit->lr = fmax(0, 2 * (fit->loglik - fit->loglik_pooled));
    fit->lr_p = fit->lr > 0 ? 0.5 * domar_chi2_above(fit->lr, 1) : 1;
    if (!natural(&q, covariance, b, p, work)) fit->outcome = DOMAR_LIMITED_NO_TOP;
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
