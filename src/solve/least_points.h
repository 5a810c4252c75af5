/* solve/least_points.h -- where a sum of few squares is least: Levenberg and Marquardt from a start.  A sum of squares of
 * economics may have several such points, roots and others; callers start from many places and keep all. */
#ifndef DOMAR_SOLVE_LEAST_POINTS_H
#define DOMAR_SOLVE_LEAST_POINTS_H
#include <stdbool.h>
#include <stddef.h>

enum { DOMAR_LEAST_MOST = 16 };

typedef struct {
    size_t size;                /* unknowns, and residuals; at most DOMAR_LEAST_MOST */
    void  *self;
    /* r (size) and J (size x size, row-major: dr_i / dx_j; NULL: not wanted).  false: x is outside of the domain. */
    bool (*residuals)(void *self, const double *x, double *r, double *J);
    double bound;               /* |x_i| beyond it: on the way to infinity */
} domar_least_of;

typedef struct {
    bool   found;               /* a root, or the gradient is 0 */
    double value;               /* sum of squares */
    double condition;           /* smallest over largest singular value of J, columns scaled to length 1; 0: rank is short */
    size_t steps;
} domar_least_point;

/* x (size): start on entry, answer on return. */
domar_least_point domar_least_points(double *x, const domar_least_of *of);
/* Eigenvalues (ascending) of a symmetric matrix of n <= DOMAR_LEAST_MOST, destroyed, by Jacobi's rotations. */
void domar_small_eigenvalues(double *value, double *A, size_t n);
/* A x = b by elimination with pivots; A (n x n) and b are destroyed, b is x.  false: singular. */
bool domar_small_solve(double *A, double *b, size_t n);
#endif
