/* model/monomials.h -- polynomials in a few variables as vectors of coefficients, and sums of products of all monomials
 * over rows: what later depends on the rows depends on these sums alone. */
#ifndef DOMAR_MODEL_MONOMIALS_H
#define DOMAR_MODEL_MONOMIALS_H
#include "base/context.h"

typedef struct {
    size_t vars, degree, size;       /* monomial 0 is 1, then by degree */
    uint16_t *parent, *var;          /* size: monomial = parent times variable */
    uint16_t *times;                 /* size x vars: the product, UINT16_MAX beyond the degree */
} domar_monomials;

/* All monomials of total degree up to `degree`; in scratch. */
domar_status domar_monomials_new(domar_cx *cx, domar_monomials *m, size_t vars, size_t degree);
/* value (size) at x (vars). */
void domar_monomials_at(const domar_monomials *m, double *value, const double *x);
/* to (size) = p times the linear form constant + sum form_v x_v; terms beyond the degree must be absent in p. */
void domar_monomials_times(const domar_monomials *m, double *to, const double *p, double constant, const double *form);

/* ---- sums of products.  C (size x stride) += sum over a few rows of w_r row_r row_r' on and above the diagonal; rows
 * (DOMAR_GRAM_ROWS x stride), stride a multiple of 8 at least size, what is beyond size is 0.  In the end the mirror. */
enum { DOMAR_GRAM_ROWS = 8 };
static inline size_t domar_gram_stride(size_t size) { return (size + 7) / 8 * 8; }
void domar_gram_add(double *C, const double *rows, const double w[DOMAR_GRAM_ROWS], size_t size, size_t stride);
void domar_gram_mirror(double *C, size_t size, size_t stride);
/* Least squares from sums: b (k) with C[at, at] b = C[at, y], at = first k columns; columns that are nearly collinear with
 * those before them get 0, *rank counts the others.  work: k x k. */
void domar_gram_solve(double *b, size_t *rank, const double *C, size_t stride, size_t k, size_t y, double *work);
#endif
