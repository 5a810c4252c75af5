/* solve/leontief_inside.h -- fields of a Leontief system, for solve/ alone. */
#ifndef DOMAR_SOLVE_LEONTIEF_INSIDE_H
#define DOMAR_SOLVE_LEONTIEF_INSIDE_H
#include "linalg/lapack.h"
#include "linalg/product.h"
#include "solve/leontief.h"

struct domar_leontief {
    const double *Z, *f;        /* borrowed; f NULL = ones */
    double *inv_x;              /* n: 1 / x, 0 where x = 0 */
    double *work;               /* 2 x n x DOMAR_FEW: columns of a product on their way in and out */
    size_t  n, blocks, block;
    double *local;              /* blocks x block x block: (I - A_ss)^-1, NULL until asked for */
    double *lu;                 /* n x n: factors, later the inverse; NULL until asked for */
    blasint *pivots;            /* n */
    bool    inverted;           /* lu holds the inverse */
    double  norm_inf, norm_one; /* of I - A; 0 until measured */
    domar_leontief_report report;
};

/* Block-Jacobi GMRES for k <= DOMAR_FEW right-hand sides, in place; *reached false: it stopped
 * short of full precision and X holds the best answer so far. */
domar_status domar_leontief_gmres(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed,
                                  bool *reached);
/* X := (I - A)^-1 X or its transpose through the factors or the inverse. n x k, any k. */
domar_status domar_leontief_direct(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed);
/* R := B - (I - A) X or with the transpose; n x k. */
void domar_leontief_residual(const domar_leontief *s, int threads, double *R, const double *B,
                             const double *X, size_t k, bool transposed);
/* Largest |r| / (|I - A| |x| + |b|) over k columns, in the norm that fits. */
double domar_leontief_backward(domar_cx *cx, domar_leontief *s, const double *R, const double *B,
                               const double *X, size_t k, bool transposed);
#endif
