/* solve/maximum.h -- the top of a smooth function of few unknowns: Newton where the caller gives second derivatives
 * (made definite where the function is not concave), BFGS where it gives first ones only; both with a line search.
 *
 * Memory is the caller's, no lock and no context are needed, so that many small problems run side by side in threads
 * (cx NULL: no ticks).  Steps and stopping do not depend on the units of x, except the first one of BFGS. */
#ifndef DOMAR_SOLVE_MAXIMUM_H
#define DOMAR_SOLVE_MAXIMUM_H
#include "base/context.h"

typedef struct {
    size_t size;                /* unknowns */
    void  *self;
    /* f(x); gradient (size) and hessian (size x size, symmetric) unless NULL.  Not finite: x is outside of the domain
     * and the step is shortened.  hessian is never asked for where `newton` is false. */
    double (*value)(void *self, const double *x, double *gradient, double *hessian);
    bool newton;                /* value() knows second derivatives */
} domar_maximum_of;

typedef struct {
    double tol;                 /* stop once g'B g <= tol (1 + |f|), B the inverse of minus the second derivatives: twice what
                                   f can still gain; 1e-16 */
    size_t iterations;          /* at most: 200 */
} domar_maximum_options;
#define DOMAR_MAXIMUM_DEFAULTS (domar_maximum_options){ 1e-16, 200 }

typedef enum {
    DOMAR_MAXIMUM_FOUND,        /* as tol says */
    DOMAR_MAXIMUM_STALLED,      /* no step gains anything: rounding, or derivatives that are wrong; see gain */
    DOMAR_MAXIMUM_SPENT,        /* iterations spent, perhaps on the way to infinity */
    DOMAR_MAXIMUM_NOWHERE       /* f, or a derivative, is not a number at the start */
} domar_maximum_outcome;

typedef struct {
    domar_maximum_outcome outcome;
    double value, gradient;     /* f and max |g_i| at the answer */
    double gain;                /* g'B g there */
    size_t iterations, calls;
    bool   curved;              /* Newton: minus the second derivatives are positive definite at the answer */
} domar_maximum_report;

/* Doubles of work that a problem of this size takes. */
size_t domar_maximum_work(size_t size);
/* x (size): start on entry, answer on return.  DOMAR_OK whatever the outcome, or DOMAR_ECANCEL. */
domar_status domar_maximum(domar_cx *cx, double *x, domar_maximum_report *report, const domar_maximum_of *m,
                           const domar_maximum_options *o, double *work);

/* Lower triangle of A (n x n, symmetric, row-major) becomes its Cholesky factor; false: not positive definite. */
bool domar_cholesky(double *A, size_t n);
/* x := A^-1 x from the factor. */
void domar_cholesky_solve(const double *L, size_t n, double *x);
/* V (n x n) := A^-1 from the factor. */
void domar_cholesky_inverse(const double *L, size_t n, double *V);
#endif
