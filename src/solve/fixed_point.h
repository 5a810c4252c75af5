/* solve/fixed_point.h -- z = G(z) for a smooth map: Anderson acceleration first, inexact Newton-GMRES
 * with the map's own Jacobian product where that stalls, both preconditioned.  No economics here.
 *
 * Unknowns are logs by convention: a step is capped at `cap` in every component.  The residual is
 * max_i |G(z) - z|_i. */
#ifndef DOMAR_SOLVE_FIXED_POINT_H
#define DOMAR_SOLVE_FIXED_POINT_H
#include "base/context.h"

typedef struct {
    size_t size;
    void  *self;
    /* g = G(z).  What product() needs of z is remembered by self.  Not finite: the step is shortened. */
    void (*map)(void *self, double *g, const double *z);
    /* Jv = G'(z) v, or G'(z)' v, at the z of the last map(). */
    void (*product)(void *self, double *Jv, const double *v);
    void (*product_t)(void *self, double *Jv, const double *v);
    /* Something near (I - G')^-1, made at the z of the last map(): anew if `again`, else only if there is none.  NULL
     * both: the identity. */
    domar_status (*prepare)(domar_cx *cx, void *self, bool again);
    void (*precondition)(void *self, double *x, bool transposed);
} domar_fixed_point;

typedef enum { DOMAR_FP_AUTO, DOMAR_FP_ANDERSON, DOMAR_FP_NEWTON } domar_fp_way;

typedef struct {
    double tol;                 /* stop at this residual: 1e-14 */
    double accept;              /* what will do where rounding bars the way: 1e-10 */
    size_t memory;              /* of Anderson: 20 */
    size_t sweeps;              /* at most: 3000 */
    double cap;                 /* largest step in a component: 0.5 */
    domar_fp_way way;           /* auto: Anderson; Newton once the residual has not fallen tenfold in 40 sweeps */
} domar_fp_options;
#define DOMAR_FP_DEFAULTS (domar_fp_options){ 1e-14, 1e-10, 20, 3000, 0.5, DOMAR_FP_AUTO }

typedef struct {
    double residual;            /* at the z returned */
    size_t at;                  /* where it is largest */
    size_t sweeps, products, newton;   /* maps, Jacobian products, Newton steps */
} domar_fp_report;

/* z (size): start on entry, answer on return; the last map() was at the answer.  DOMAR_ENOCONV with
 * the best z found and a filled report (no message: the caller knows the names); DOMAR_ECANCEL. */
domar_status domar_fixed_point_solve(domar_cx *cx, double *z, domar_fp_report *report,
                                     const domar_fixed_point *f, const domar_fp_options *o);
/* x with (I - G') x = b, or (I - G'') x = b, at the z of the last map(): restarted GMRES(60) to
 * |b - (I - G')x| <= tol |b| (2-norms).  x: start on entry.  DOMAR_ENOCONV where it stays above, *products counts. */
domar_status domar_fixed_point_linear(domar_cx *cx, double *x, size_t *products, const domar_fixed_point *f,
                                      const double *b, bool transposed, double tol);
#endif
