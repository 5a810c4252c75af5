/* solve/fixed_point.c -- Anderson acceleration, and the hand-over to Newton.
 *
 * With f_k = M (G(z_k) - z_k), M the preconditioner, dF and dZ the last m differences of f and z:
 *     z_(k+1) = z_k + f_k - (dZ + dF) c,  c = argmin |f_k - dF c|                 [anderson1965; walker2011]
 * by the normal equations with a ridge of rounding's size. */
#include "solve/fixed_point_inside.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

enum { STALL = 40, IDLE = 6, HALVINGS = 30 };

double domar_fp_largest(const double *f, size_t size, size_t *at)
{
    double most = 0;
    for (size_t k = 0; k < size; k++) {
        if (!isfinite(f[k])) {
            *at = k;
            return INFINITY;
        }
        if (fabs(f[k]) > most) {
            most = fabs(f[k]);
            *at = k;
        }
    }
    return most;
}

/* f := G(z) - z; the largest of it. */
double domar_fp_look(struct domar_fp *s, double *f, const double *z)
{
    size_t at = 0;
    s->f->map(s->f->self, f, z);
    s->report->sweeps++;
    for (size_t k = 0; k < s->f->size; k++) f[k] -= z[k];
    const double residual = domar_fp_largest(f, s->f->size, &at);
    if (residual < s->report->residual || !isfinite(s->report->residual)) {
        s->report->residual = residual;
        s->report->at = at;
        memcpy(s->best, z, s->f->size * sizeof *z);
    }
    return residual;
}

/* ---- Anderson */
struct anderson {
    size_t size, memory, count, next;
    double *dF, *dZ;             /* memory x size, a ring */
    double *gram;                /* memory x memory: products of dF, kept up to date */
    double *system, *c;          /* room */
};

static double dot(const double *a, const double *b, size_t size)
{
    double s[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= size; k += 4)
        for (size_t i = 0; i < 4; i++) s[i] += a[k + i] * b[k + i];
    for (; k < size; k++) s[0] += a[k] * b[k];
    return (s[0] + s[1]) + (s[2] + s[3]);
}

static void remember(struct anderson *a)
{
    const size_t at = a->next;
    a->next = (a->next + 1) % a->memory;
    if (a->count < a->memory) a->count++;
    for (size_t k = 0; k < a->count; k++)
        a->gram[at * a->memory + k] = a->gram[k * a->memory + at] =
            dot(a->dF + at * a->size, a->dF + k * a->size, a->size);
}

/* Coefficients c; false: forget all. */
static bool project(struct anderson *a, const double *f)
{
    const blasint n = (blasint)a->count, one = 1;
    blasint info = 0;
    double trace = 0;
    for (size_t k = 0; k < a->count; k++) trace += a->gram[k * a->memory + k];
    for (size_t k = 0; k < a->count; k++) {
        for (size_t i = 0; i < a->count; i++) a->system[k * a->count + i] = a->gram[k * a->memory + i];
        a->system[k * a->count + k] += 1e-14 * a->gram[k * a->memory + k] + 1e-16 * trace;
        a->c[k] = dot(a->dF + k * a->size, f, a->size);
    }
    dposv_("L", &n, &one, a->system, &n, a->c, &n, &info);
    for (size_t k = 0; k < a->count; k++)
        if (!isfinite(a->c[k]) || fabs(a->c[k]) > 1e6) return false;
    return info == 0;
}

static domar_status anderson(domar_cx *cx, struct domar_fp *s, double *z)
{
    const size_t size = s->f->size, m = s->o->memory;
    struct anderson a = { .size = size, .memory = m, .dF = domar_scratch(cx, m * size), .dZ = domar_scratch(cx, m * size),
                          .gram = domar_scratch(cx, m * m), .system = domar_scratch(cx, m * m), .c = domar_scratch(cx, m) };
    double *room = domar_scratch(cx, 4 * size);
    if (!a.dF || !a.dZ || !a.gram || !a.system || !a.c || !room) return DOMAR_ENOMEM;
    double *f = room, *old = room + size, *step = room + 2 * size, *last = room + 3 * size;
    double residual = domar_fp_look(s, f, z), mark = residual;
    double lowest = s->report->residual;
    size_t since = 0, idle = 0;
    bool fresh = false;
    domar_status st = domar_fp_prepare(cx, s->f, false);
    if (isfinite(residual)) domar_fp_precondition(s->f, f, false);
    while (!st && residual > s->o->tol && s->report->sweeps < s->o->sweeps) {
        if (a.count && !project(&a, f)) a.count = a.next = 0;
        memcpy(step, f, size * sizeof *f);
        for (size_t k = 0; k < a.count; k++)
            for (size_t i = 0; i < size; i++) step[i] -= a.c[k] * (a.dF[k * size + i] + a.dZ[k * size + i]);
        size_t at = 0;
        const double longest = domar_fp_largest(step, size, &at);
        const double shrink = longest > s->o->cap ? s->o->cap / longest : 1;
        memcpy(old, f, size * sizeof *f);
        memcpy(last, z, size * sizeof *z);
        double now = INFINITY, part = isfinite(longest) ? shrink : 0;
        for (int h = 0; h < HALVINGS && !isfinite(now); h++, part /= 2) {
            for (size_t i = 0; i < size; i++) z[i] = last[i] + part * (part > 0 ? step[i] : 0);
            now = domar_fp_look(s, f, z);
        }
        if (!isfinite(now)) return DOMAR_ENOCONV;
        domar_fp_precondition(s->f, f, false);
        double *dF = a.dF + a.next * size, *dZ = a.dZ + a.next * size;
        for (size_t i = 0; i < size; i++) {
            dF[i] = f[i] - old[i];
            dZ[i] = z[i] - last[i];
        }
        remember(&a);
        if (now > 100 * s->report->residual) {               /* lost: go on from the best */
            a.count = a.next = 0;
            memcpy(z, s->best, size * sizeof *z);
            now = domar_fp_look(s, f, z);
            domar_fp_precondition(s->f, f, false);
        }
        residual = now;
        idle = s->report->residual < lowest ? 0 : idle + 1;
        lowest = s->report->residual;
        if (idle >= IDLE && lowest <= s->o->accept) return DOMAR_ENOCONV;     /* rounding: will do */
        if (++since >= STALL) {
            if (s->report->residual > mark / 10) {             /* once with a preconditioner made here, then no more */
                if (fresh && s->o->way == DOMAR_FP_AUTO) return DOMAR_ENOCONV;
                st = domar_fp_prepare(cx, s->f, true);
                fresh = true;
                a.count = a.next = 0;
                now = domar_fp_look(s, f, z);
                domar_fp_precondition(s->f, f, false);
                residual = now;
            }
            mark = s->report->residual;
            since = 0;
        }
        if (!st) st = domar_tick_residual(cx, residual);
    }
    return st ? st : residual <= s->o->tol ? DOMAR_OK : DOMAR_ENOCONV;
}

/* One Newton step from an answer that is not at rounding: Anderson leaves an error of residual over (1 - slope).  The
 * best is kept. */
static domar_status polish(domar_cx *cx, struct domar_fp *s, double *z)
{
    const size_t size = s->f->size;
    double *f = domar_scratch(cx, 2 * size), *step = f ? f + size : NULL;
    if (!f) return DOMAR_ENOMEM;
    memcpy(z, s->best, size * sizeof *z);
    domar_fp_look(s, f, z);
    const domar_status st = domar_fixed_point_linear(cx, step, &s->report->products, s->f, f, false, 1e-3);
    if (st && st != DOMAR_ENOCONV) return st;
    for (size_t k = 0; k < size; k++) z[k] += step[k];
    domar_fp_look(s, f, z);
    return DOMAR_OK;
}

domar_status domar_fixed_point_solve(domar_cx *cx, double *z, domar_fp_report *report,
                                     const domar_fixed_point *f, const domar_fp_options *o)
{
    const domar_mark mark = domar_scratch_mark(cx);
    *report = (domar_fp_report){ .residual = INFINITY };
    struct domar_fp s = { .f = f, .o = o, .report = report, .best = domar_scratch(cx, f->size) };
    domar_status st = s.best ? DOMAR_ENOCONV : DOMAR_ENOMEM;
    if (!st || st == DOMAR_ENOCONV) memcpy(s.best, z, f->size * sizeof *z);
    if (st == DOMAR_ENOCONV && o->way != DOMAR_FP_NEWTON) {
        st = anderson(cx, &s, z);
        if (st == DOMAR_ENOCONV) memcpy(z, s.best, f->size * sizeof *z);
    }
    const bool rough = !(report->residual <= o->accept);
    if (st == DOMAR_ENOCONV && rough && o->way != DOMAR_FP_ANDERSON) st = domar_fp_newton(cx, &s, z);
    if (st == DOMAR_ENOCONV && report->residual <= o->accept) st = DOMAR_OK;
    if (!st && report->residual > o->tol && o->way != DOMAR_FP_ANDERSON) st = polish(cx, &s, z);
    if (!st || st == DOMAR_ENOCONV) {                         /* the last map is at the answer */
        memcpy(z, s.best, f->size * sizeof *z);
        f->map(f->self, s.best, z);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
