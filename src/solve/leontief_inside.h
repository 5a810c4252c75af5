/* solve/leontief_inside.h -- fields of a Leontief system, for solve/ alone. */
#ifndef DOMAR_SOLVE_LEONTIEF_INSIDE_H
#define DOMAR_SOLVE_LEONTIEF_INSIDE_H
#include "linalg/lapack.h"
#include "linalg/product.h"
#include "solve/leontief.h"

/* A backward error up to this needs no further step. */
#define DOMAR_BACKWARD_GOAL 1e-14

struct domar_leontief {
    const double *Z, *f;        /* borrowed; f NULL = ones */
    double *inv_x;              /* n: 1 / x, 0 where x = 0 */
    double *work; /* 2 x n x DOMAR_FEW: columns of a product on their way in and out */
    size_t  n, blocks, block;
    double *local;              /* blocks x block x block: (I - A_ss)^-1, NULL until asked for */
    double *lu;                 /* n x n: factors, later the inverse; NULL until asked for */
    blasint *pivots;            /* n */
    bool    inverted;           /* lu holds the inverse */
    double  norm_inf, norm_one; /* of I - A; 0 until measured */
    domar_leontief_report report;
    size_t  culprit;            /* industry that a failed solve blames + 1; 0: none */
};

/* Block-Jacobi GMRES, DOMAR_FEW right-hand sides at a time, in place; *reached false: it stopped
 * short of the goal, and X from some column on is what it was. */
domar_status domar_leontief_gmres(domar_cx *cx, domar_leontief *s, double *X, size_t k,
                                  bool transposed, bool *reached);
/* X := (I - A)^-1 X or its transpose through the factors or the inverse. n x k, any k. */
domar_status domar_leontief_direct(domar_cx *cx, domar_leontief *s, double *X, size_t k,
                                   bool transposed);
/* Factors into s->lu unless they or the inverse are there. */
domar_status domar_leontief_factor(domar_cx *cx, domar_leontief *s);
/* R := B - (I - A) X or with the transpose; n x k. */
void domar_leontief_residual(const domar_leontief *s, int threads, double *R, const double *B,
                             const double *X, size_t k, bool transposed);
/* Largest |r| / (|I - A| |x| + |b|) over k <= DOMAR_FEW columns, in the infinity norm; or a bound
 * of it that is below DOMAR_BACKWARD_GOAL. */
double domar_leontief_backward(domar_leontief *s, int threads, const double *R, const double *B,
                               const double *X, size_t k, bool transposed);
/* Fails with what makes the system unsolvable: the industry whose inputs are the largest part of
 * its output. */
domar_status domar_leontief_unsolved(domar_cx *cx, domar_leontief *s, double error);

/* Columns first..first+few of X (n x k), each row scaled (NULL: as they are), into W (n x width),
 * the rest zero; and back. */
void domar_leontief_gather(double *W, size_t width, const double *X, const double *scale, size_t n,
                           size_t k, size_t first, size_t few);
void domar_leontief_scatter(double *Y, const double *W, size_t width, const double *scale,
                            size_t n, size_t k, size_t first, size_t few);
#endif
