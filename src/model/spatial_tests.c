/* model/spatial_tests.c -- Lagrange multipliers for rho and lambda, from the regression without them
 *
 *     a = e'Wy / s2,  b = e'We / s2,  D = P tr(W^2 + W'W),  J = |M W X b|^2 / s2 + D
 *     lag a^2 / J,  error b^2 / D,  lag robust to error (a - b)^2 / (J - D),
 *     error robust to lag (b - a D / J)^2 / (D (1 - D / J)) */
#include "model/spatial_inside.h"
#include "linalg/lapack.h"
#include "solve/distributions.h"
#include <math.h>

static domar_test chi_square(double value)
{
    return (domar_test){ value, 1, NAN, domar_chi2_above(value, 1), isnan(value) };
}

domar_status domar_spatial_test(domar_cx *cx, domar_spatial_tests *t, const domar_spatial_data *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct cleared c;
    bool *dropped = domar_scratch_bytes(cx, d->k + 2, sizeof *dropped);
    double *block = domar_scratch(cx, 3 * d->n * d->T + 1), *W = domar_scratch(cx, d->n * d->n + 1);
    domar_least_squares ols, moved;
    domar_status st = dropped && block && W ? spatial_clear(cx, &c, dropped, d) : DOMAR_ENOMEM;
    if (!st) st = domar_least_squares_fit(cx, &ols, c.y, c.x, NULL, NULL, c.N, c.K);
    if (st) goto done;
    double *We = block, *fit = block + c.N, *Wfit = block + 2 * c.N, *columns[] = { Wfit };
    domar_spatial_lag(We, d->w, ols.residual, d->T);
    for (size_t p = 0; p < c.N; p++) fit[p] = d->y[p] - ols.residual[p];       /* X b with effects, in levels */
    domar_spatial_lag(Wfit, d->w, fit, d->T);
    if ((st = spatial_take_out(cx, columns, 1, d))) goto done;
    if ((st = domar_least_squares_fit(cx, &moved, Wfit, c.x, NULL, NULL, c.N, c.K))) goto done;
    const double s2 = ols.ssr / c.observations;
    const double a = cblas_ddot((blasint)c.N, ols.residual, 1, c.Wy, 1) / s2;
    const double b = cblas_ddot((blasint)c.N, ols.residual, 1, We, 1) / s2;
    domar_weights_dense(W, d->w);
    const double D = c.periods * (spatial_trace_product(&c, W, W, 0, 0) + spatial_inner(&c, W, W)), J = moved.ssr / s2 + D;
    t->lag = chi_square(a * a / J);
    t->error = chi_square(b * b / D);
    t->robust_lag = chi_square((a - b) * (a - b) / (J - D));
    t->robust_error = chi_square((b - a * D / J) * (b - a * D / J) / (D * (1 - D / J)));
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
