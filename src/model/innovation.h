/* model/innovation.h -- the second stage of productivity estimators from sums over rows alone
 *
 *     target_t - x_t' b = g(w_(t-1), P_(t-1)) + e_t,    w_(t-1) = phi_(t-1) - x_(t-1)' b,    g a polynomial
 *
 * For every b the coefficients of g are least squares, and both the moments E[z e] and the sum of squares of e are functions
 * of sums of products of monomials of degree up to that of g in phi_(t-1) and x_(t-1), with the target, x and z: the rows
 * are gone through once, a criterion then costs the same for a hundred firms and a million.  So all its least points can be
 * looked for.  Columns are centred and made orthonormal first, as powers of collinear ones would have no digits left;
 * domar_innovation_rows takes the last step on the rows themselves. */
#ifndef DOMAR_MODEL_INNOVATION_H
#define DOMAR_MODEL_INNOVATION_H
#include "model/monomials.h"

enum { DOMAR_INNOVATION_MOST = 14 };

typedef struct {
    size_t rows, p;                          /* p coefficients, at most DOMAR_INNOVATION_MOST */
    const size_t *now, *before;              /* rows: places of t and t - 1 in the columns below */
    const double *target, *phi;
    const double *const *x, *const *z;       /* p each; z at the place of t already */
    const double *survival;                  /* P at the place of t - 1, NULL: g in w alone */
    const double *weight;                    /* places of t, NULL: 1 */
} domar_innovation_data;

typedef struct domar_innovation domar_innovation;

/* Coordinates are taken from the data: origin b0, scales.  In scratch. degree: of g, 1 to 3. */
domar_status domar_innovation_new(domar_cx *cx, domar_innovation **out, const domar_innovation_data *data, size_t degree, const double *b0);
/* Another set of places for sums and work, with the coordinates of the first: for another thread. */
domar_status domar_innovation_twin(domar_cx *cx, domar_innovation **out, const domar_innovation *of);
/* Sums anew of other data (weights, phi) in the same coordinates. */
void domar_innovation_sums(domar_innovation *m, const domar_innovation_data *data);
/* g (p) = (Z'Z / n)^(-1/2) Z'e / n, whose square is the criterion; J (p x p) its derivatives, or NULL. */
bool domar_innovation_moments(domar_innovation *m, const double *b, double *g, double *J);
/* Mean square of e and its gradient (p, or NULL); NaN outside of the domain. */
double domar_innovation_squares(domar_innovation *m, const double *b, double *gradient);
/* On the rows: e (rows, or NULL) and the criterion; newton: so many last steps to a root of the moments; -1: the mean square
 * of e is the criterion. */
domar_status domar_innovation_rows(domar_cx *cx, domar_innovation *m, const domar_innovation_data *data, double *b, double *e,
                                   double *criterion, int newton);
#endif
