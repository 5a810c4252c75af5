/* solve/leontief.h -- linear systems with I - A, A = diag(f) Z diag(1/x), A never formed unless
 * factored.  No economics: Z is a matrix, x a scaling (columns with x = 0 of A are 0).
 *
 * Blocks: n = blocks * block; the diagonal blocks of I - A, inverted, precondition GMRES (few
 * right-hand sides) and are themselves of use (the local inverses L_ss). Many right-hand sides
 * or the inverse go through LU. X is row-major n x k: one right-hand side is one column. */
#ifndef DOMAR_SOLVE_LEONTIEF_H
#define DOMAR_SOLVE_LEONTIEF_H
#include "base/context.h"

typedef struct domar_leontief domar_leontief;

/* Z (n x n, row-major) and x, f (n; f NULL = ones) are borrowed and must outlive the system. */
domar_status domar_leontief_new(domar_cx *cx, domar_leontief **out, const double *Z,
                                const double *x, const double *f, size_t blocks, size_t block);
void domar_leontief_free(domar_leontief *s);

/* In place: X := (I - A)^-1 X.  n x k row-major. DOMAR_ENOCONV if the residual stays large. */
domar_status domar_leontief_solve(domar_cx *cx, domar_leontief *s, double *X, size_t k);
/* In place: X := ((I - A)')^-1 X, that is rows: X' := X' (I - A)^-1. n x k row-major. */
domar_status domar_leontief_solve_t(domar_cx *cx, domar_leontief *s, double *X, size_t k);
/* B = (I - A)^-1, n x n row-major, formed once, borrowed. One n x n array in all. */
domar_status domar_leontief_inverse(domar_cx *cx, domar_leontief *s, const double **B);
/* Local inverses (I - A_ss)^-1: blocks x block x block, row-major each, formed once, borrowed. */
domar_status domar_leontief_local(domar_cx *cx, domar_leontief *s, const double **L);

/* Y := A X and Y := A' X (n x k row-major), without forming A. */
void domar_leontief_apply(const domar_leontief *s, int threads, double *Y, const double *X,
                          size_t k);
void domar_leontief_apply_t(const domar_leontief *s, int threads, double *Y, const double *X,
                            size_t k);

/* What the certificate says of all solves so far. */
typedef struct {
    /* largest |r| / (|I-A| |x| + |b|) or a bound of it, infinity norms; where many right-hand
     * sides go through factors, of eight sums of them with random signs */
    double backward_error;
    double condition; /* in the 1-norm: exact where the inverse has no negative entry, else an
                       * estimate from below; inf if singular, NaN if nothing was factored */
    size_t solves, sweeps;     /* right-hand sides, products with A */
    bool   factored;           /* LU was used */
} domar_leontief_report;
/* After DOMAR_ENOCONV: the industry (0..n-1) that its message blames, SIZE_MAX if none. */
size_t domar_leontief_culprit(const domar_leontief *s);
domar_leontief_report domar_leontief_reported(const domar_leontief *s);
#endif
