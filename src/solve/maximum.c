/* solve/maximum.c -- Newton and BFGS with a line search                       [nocedal2006, ch. 3 and 6]
 *
 * Newton: d = (-H + tau D)^-1 g, D the size of the diagonal, tau = 0 where that is definite, else the smallest of a
 * ladder; steps are halved until f gains a ten-thousandth of what the slope promises.
 * BFGS: d = B g, the line search brackets until slope and gain agree (weak Wolfe), so that B stays definite.
 * Near the top f is noise while the gradient is not: a step that loses nothing but rounding and brings the gradient
 * down is taken. */
#include "solve/maximum.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { HALVINGS = 60 };

struct climb {
    const domar_maximum_of *m;
    size_t n;
    double *x, *next, *g, *next_g, *d, *y;  /* n */
    double *H, *B;                          /* n x n: second derivatives, factor or inverse */
    double  f, slope;                       /* slope = g'd = g'B g */
    bool    fresh;                          /* B of BFGS is still the first guess */
    domar_maximum_report *report;
};

bool domar_cholesky(double *A, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double s = A[j * n + j];
        const double scale = fabs(s);
        for (size_t k = 0; k < j; k++) s -= A[j * n + k] * A[j * n + k];
        if (!(s > 4 * DBL_EPSILON * scale)) return false;
        A[j * n + j] = s = sqrt(s);
        for (size_t i = j + 1; i < n; i++) {
            double t = A[i * n + j];
            for (size_t k = 0; k < j; k++) t -= A[i * n + k] * A[j * n + k];
            A[i * n + j] = t / s;
        }
    }
    return true;
}

void domar_cholesky_solve(const double *L, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++) x[i] -= L[i * n + k] * x[k];
        x[i] /= L[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++) x[i] -= L[k * n + i] * x[k];
        x[i] /= L[i * n + i];
    }
}

void domar_cholesky_inverse(const double *L, size_t n, double *V)
{
    memset(V, 0, n * n * sizeof *V);
    for (size_t j = 0; j < n; j++) {                /* the inverse is symmetric: row j is column j */
        V[j * n + j] = 1;
        domar_cholesky_solve(L, n, V + j * n);
    }
}

static double dot(const double *a, const double *b, size_t n)
{
    double s = 0;
    for (size_t i = 0; i < n; i++) s += a[i] * b[i];
    return s;
}

static bool finite_all(const double *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(a[i])) return false;
    return true;
}

/* f at x + t d, with whatever derivatives are asked for. */
static double at(struct climb *c, double t, double *g, double *H)
{
    for (size_t i = 0; i < c->n; i++) c->next[i] = c->x[i] + t * c->d[i];
    c->report->calls++;
    const double f = c->m->value(c->m->self, c->next, g, H);
    const bool whole = (!g || finite_all(g, c->n)) && (!H || finite_all(H, c->n * c->n));
    return isfinite(f) && whole ? f : NAN;
}

/* d from B or from the second derivatives; slope. */
static void direct(struct climb *c)
{
    const size_t n = c->n;
    if (!c->m->newton) {
        for (size_t i = 0; i < n; i++) c->d[i] = dot(c->B + i * n, c->g, n);
    } else {
        double tau = 0, largest = 0;
        for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(c->H[i * n + i]));
        for (int rung = 0; rung < 40; rung++) {
            for (size_t i = 0; i < n * n; i++) c->B[i] = -c->H[i];
            for (size_t i = 0; i < n; i++)
                c->B[i * n + i] += tau * fmax(fabs(c->H[i * n + i]), largest * 1e-12 + DBL_MIN);
            if ((c->report->curved = domar_cholesky(c->B, n)) || tau > 1e12) break;
            tau = tau > 0 ? tau * 4 : 1e-3;
        }
        memcpy(c->d, c->g, n * sizeof *c->d);
        if (c->report->curved) domar_cholesky_solve(c->B, n, c->d);
        c->report->curved = c->report->curved && tau <= 0;
    }
    c->slope = dot(c->g, c->d, n);
}

/* Take the step: old gradient goes to next_g for the update of B. */
static void take(struct climb *c, double f)
{
    double *x = c->x, *g = c->g;
    memcpy(x, c->next, c->n * sizeof *x);           /* the answer stays in the caller's array */
    c->g = c->next_g;
    c->next_g = g;
    c->f = f;
}

/* Is f at the new place good for a step t: gained, or lost within rounding while the gradient fell. */
static bool gained(const struct climb *c, double f, double t, bool with_gradient)
{
    if (f - c->f >= 1e-4 * t * c->slope && f > c->f) return true;
    if (!with_gradient || !(fabs(f - c->f) <= 64 * DBL_EPSILON * (1 + fabs(c->f)))) return false;
    return fabs(dot(c->next_g, c->d, c->n)) < 0.5 * c->slope;
}

/* Newton: the first try brings its derivatives along, as it is mostly the last. */
static bool search_newton(struct climb *c)
{
    double t = 1, f = at(c, t, c->next_g, c->H);
    bool whole = true;
    for (int k = 0; k < HALVINGS; k++) {
        if (isfinite(f) && gained(c, f, t, whole)) {
            if (!whole) f = at(c, t, c->next_g, c->H);
            if (isfinite(f)) {
                take(c, f);
                return true;
            }
        }
        t *= isfinite(f) ? 0.5 : 0.25;
        whole = false;
        f = at(c, t, NULL, NULL);
    }
    return false;
}

/* BFGS: [lo, hi] holds a step where both conditions of Wolfe are met. */
static bool search_wolfe(struct climb *c)
{
    double t = 1, lo = 0, hi = INFINITY, f = NAN;
    bool both = false;
    for (int k = 0; k < HALVINGS && !both; k++) {
        f = at(c, t, c->next_g, NULL);
        if (!isfinite(f) || !gained(c, f, t, true)) hi = t;
        else if (dot(c->next_g, c->d, c->n) > 0.9 * c->slope) lo = t;
        else both = true;
        if (both || (isfinite(hi) && hi - lo <= 1e-14 * hi)) break;
        t = isfinite(hi) ? 0.5 * (lo + hi) : 2 * t;
    }
    if (!both) {                                    /* a step that gains, if its slope is still steep */
        if (!(lo > 0)) return false;
        f = at(c, t = lo, c->next_g, NULL);
    }
    for (size_t i = 0; i < c->n; i++) c->d[i] *= t; /* the step itself */
    take(c, f);
    return true;
}

/* B := (I - r s y') B (I - r y s') + r s s', y = old g - new g, s = d. */
static void update(struct climb *c)
{
    const size_t n = c->n;
    const double *s = c->d;
    double *y = c->y, *By = c->next;
    for (size_t i = 0; i < n; i++) y[i] = c->next_g[i] - c->g[i];
    const double sy = dot(s, y, n), yy = dot(y, y, n);
    if (!(sy > 1e-14 * sqrt(dot(s, s, n) * yy))) return;
    if (c->fresh) {
        memset(c->B, 0, n * n * sizeof *c->B);
        for (size_t i = 0; i < n; i++) c->B[i * n + i] = sy / yy;
        c->fresh = false;
    }
    for (size_t i = 0; i < n; i++) By[i] = dot(c->B + i * n, y, n);
    const double yBy = dot(y, By, n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            c->B[i * n + j] += (1 + yBy / sy) * s[i] * s[j] / sy - (By[i] * s[j] + s[i] * By[j]) / sy;
}

static void forget(struct climb *c)
{
    double norm = 0;
    for (size_t i = 0; i < c->n; i++) norm = fmax(norm, fabs(c->g[i]));
    memset(c->B, 0, c->n * c->n * sizeof *c->B);
    for (size_t i = 0; i < c->n; i++) c->B[i * c->n + i] = norm > 1 ? 1 / norm : 1;
    c->fresh = true;
}

/* Newton has met its goal: one more step brings the answer to rounding, if it is a step at all. */
static void polish(struct climb *c)
{
    const double slope = c->slope, f = at(c, 1, c->next_g, c->H);
    if (!(fabs(f - c->f) <= 64 * DBL_EPSILON * (1 + fabs(c->f)))) return;
    memcpy(c->y, c->x, c->n * sizeof *c->y);
    take(c, f);
    direct(c);
    if (c->report->curved && c->slope <= slope) {
        c->report->gain = c->slope;
        return;
    }
    memcpy(c->x, c->y, c->n * sizeof *c->y);        /* no better: back */
    c->g = c->next_g;
    c->report->curved = true;
}

/* One step; false: none gains. */
static bool step(struct climb *c)
{
    if (c->m->newton) return search_newton(c);
    if (!search_wolfe(c)) {
        if (c->fresh) return false;
        forget(c);                                  /* a B that went wrong: once more from the slope alone */
        direct(c);
        if (!search_wolfe(c)) return false;
    }
    update(c);
    return true;
}

size_t domar_maximum_work(size_t size) { return 2 * size * size + 5 * size; }

static void lay_out(struct climb *c, double *work)
{
    const size_t n = c->n;
    double **vectors[] = { &c->next, &c->g, &c->next_g, &c->d, &c->y };
    for (size_t k = 0; k < 5; k++) *vectors[k] = work + k * n;
    c->H = work + 5 * n;
    c->B = c->H + n * n;
}

domar_status domar_maximum(domar_cx *cx, double *x, domar_maximum_report *report, const domar_maximum_of *m,
                           const domar_maximum_options *o, double *work)
{
    struct climb c = { .m = m, .n = m->size, .x = x, .report = report };
    domar_status st = DOMAR_OK;
    lay_out(&c, work);
    *report = (domar_maximum_report){ .outcome = DOMAR_MAXIMUM_NOWHERE, .value = NAN, .gradient = NAN, .gain = NAN };
    memset(c.d, 0, c.n * sizeof *c.d);
    c.f = at(&c, 0, c.g, m->newton ? c.H : NULL);
    if (!isfinite(c.f)) return DOMAR_OK;
    forget(&c);
    report->outcome = DOMAR_MAXIMUM_SPENT;
    for (;; report->iterations++) {
        direct(&c);
        report->gain = c.slope;
        if (c.slope <= o->tol * (1 + fabs(c.f)) && !(m->newton && !report->curved && c.slope > 0)
            && !(c.fresh && !m->newton && c.slope > 0)) {
            report->outcome = DOMAR_MAXIMUM_FOUND;
            if (m->newton && report->curved) polish(&c);
            break;
        }
        if (report->iterations >= o->iterations) break;
        if (!step(&c)) {
            report->outcome = DOMAR_MAXIMUM_STALLED;
            break;
        }
        if (cx && (st = domar_tick_residual(cx, c.slope))) break;
    }
    report->value = c.f;
    report->gradient = 0;
    for (size_t i = 0; i < c.n; i++) report->gradient = fmax(report->gradient, fabs(c.g[i]));
    return st;
}
