/* model/two_sides.c -- flows of a year, national tables as a world of two. */
#include "model/two_sides.h"
#include "model/accounts.h"
#include <math.h>
#include <string.h>

domar_sides_shape domar_sides_of(const domar_series *series)
{
    const size_t G = domar_axis_size(domar_series_axis(series, DOMAR_ECONOMIES)),
                 N = domar_axis_size(domar_series_axis(series, DOMAR_INDUSTRIES));
    const bool imports = domar_axis_find_kind(domar_series_axis(series, DOMAR_CATEGORIES), DOMAR_IMPORTS) != SIZE_MAX;
    return (domar_sides_shape){ .G = G == 1 ? 2 : G, .N = N, .national = G == 1, .imports = G > 1 || imports };
}

/* Imports by product as the table shows them: above zero. */
static double imports_of(const domar_table *t, size_t i)
{
    const domar_axis *axis = domar_series_axis(t->series, DOMAR_CATEGORIES);
    double sum = 0;
    for (size_t c = 0; c < t->m; c++)
        if (strcmp(domar_axis_kind(axis, c % t->C), DOMAR_IMPORTS) == 0) sum -= t->Y[i * t->m + c];
    return sum;
}

/* n = 2 N rows: home, then abroad. */
static void split(double *Z, double *x, double *F, const domar_table *t, const double *exports, size_t *beyond)
{
    const size_t N = t->N, n = 2 * N;
    for (size_t i = 0; i < N; i++) {
        const double *z = t->Z + i * N, m = imports_of(t, i), home = t->x[i] - exports[i], all = home + m;
        const double d = fabs(all) > 0 ? home / all : 1;
        double used = 0;
        for (size_t j = 0; j < N; j++) {
            used += z[j];
            Z[i * n + j] = d * z[j];
            Z[(N + i) * n + j] = (1 - d) * z[j];
        }
        x[i] = t->x[i];
        x[N + i] = m;
        F[i * 2] = d * (all - used);                /* home's final use: all that balances the row */
        F[i * 2 + 1] = exports[i];
        F[(N + i) * 2] = (1 - d) * (all - used);
        if (beyond && domar_produces(t->x[i]) && home < 0) (*beyond)++;
    }
}

static void deflate(double *Z, double *x, double *F, const domar_sides_shape *shape, const double *price)
{
    const size_t n = shape->G * shape->N;
    for (size_t i = 0; i < n; i++) {
        const double p = price[shape->national ? i % shape->N : i];
        for (size_t j = 0; j < n; j++) Z[i * n + j] /= p;
        for (size_t g = 0; g < shape->G; g++) F[i * shape->G + g] /= p;
        x[i] /= p;
    }
}

domar_status domar_side_of(domar_cx *cx, domar_decomposition_side *side, const domar_sides_shape *shape, const domar_table *t,
                           const double *row, const double *price, size_t *beyond)
{
    const size_t n = shape->G * shape->N;
    const bool copied = shape->national || price;
    double *Z = copied ? domar_scratch(cx, n * n) : NULL, *x = copied ? domar_scratch(cx, n) : NULL;
    double *F = domar_scratch(cx, n * shape->G), *wide = shape->national && row ? domar_scratch(cx, n) : NULL;
    if (!F || (copied && (!Z || !x)) || (shape->national && row && !wide)) return DOMAR_ENOMEM;
    if (shape->national) {
        double *exports = domar_scratch(cx, t->n);
        if (!exports) return DOMAR_ENOMEM;
        domar_exports(exports, t);
        split(Z, x, F, t, exports, beyond);
        if (row) memcpy(wide, row, t->n * sizeof *row);
    } else {
        domar_final_by_economy(F, t);
        if (copied) {
            memcpy(Z, t->Z, n * n * sizeof *Z);
            memcpy(x, t->x, n * sizeof *x);
        }
    }
    if (price) deflate(Z, x, F, shape, price);
    *side = (domar_decomposition_side){ .Z = copied ? Z : t->Z, .x = copied ? x : t->x, .row = wide ? wide : row, .F = F };
    return domar_decomposition_side_make(cx, side, shape->G, shape->N);
}
