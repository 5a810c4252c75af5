/* solve/fixed_point_inside.h -- what the ways to a fixed point share. */
#ifndef DOMAR_SOLVE_FIXED_POINT_INSIDE_H
#define DOMAR_SOLVE_FIXED_POINT_INSIDE_H
#include "solve/fixed_point.h"

struct domar_fp {
    const domar_fixed_point *f;
    const domar_fp_options *o;
    domar_fp_report *report;
    double *best;                /* z with the smallest residual so far */
};

/* Largest |f_k| and where; INFINITY where one is not finite. */
double domar_fp_largest(const double *f, size_t size, size_t *at);
/* f := G(z) - z, counted, the best remembered. */
double domar_fp_look(struct domar_fp *s, double *f, const double *z);
static inline void domar_fp_precondition(const domar_fixed_point *f, double *x, bool transposed)
{
    if (f->precondition) f->precondition(f->self, x, transposed);
}
static inline domar_status domar_fp_prepare(domar_cx *cx, const domar_fixed_point *f, bool again)
{
    return f->prepare ? f->prepare(cx, f->self, again) : DOMAR_OK;
}
domar_status domar_fp_newton(domar_cx *cx, struct domar_fp *s, double *z);
#endif
