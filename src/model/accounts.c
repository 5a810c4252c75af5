/* model/accounts.c -- coefficients, exports, final demand: what accounts.* and chain.* share. */
#include "model/accounts.h"
#include <math.h>
#include <string.h>

void domar_coefficients(double *c, const double *values, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++)
        c[i] = isnan(values[i]) ? NAN : domar_produces(t->x[i]) ? values[i] / t->x[i] : 0;
}

void domar_va_coefficients(double *v, const domar_table *t) { domar_coefficients(v, t->va, t); }

static bool is_kind(const domar_table *t, size_t category, const char *kind)
{
    const domar_axis *axis = domar_series_axis(t->series, DOMAR_CATEGORIES);
    return strcmp(domar_axis_kind(axis, category), kind) == 0;
}

/* A national table shows trade as final-demand columns instead of partners. */
static bool is_trade(const domar_table *t, size_t category)
{
    return is_kind(t, category, DOMAR_EXPORTS) || is_kind(t, category, DOMAR_IMPORTS);
}

void domar_exports(double *e, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        const size_t own = i / t->N;
        const double *z = t->Z + i * t->n, *y = t->Y + i * t->m;
        double sum = 0;
        for (size_t j = 0; j < t->n; j++)
            if (j / t->N != own) sum += z[j];
        for (size_t u = 0; u < t->m; u++)
            if (u / t->C != own || is_kind(t, u % t->C, DOMAR_EXPORTS)) sum += y[u];
        e[i] = sum;
    }
}

void domar_final_by_economy(double *F, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t g = 0; g < t->G; g++) {
            const double *y = t->Y + i * t->m + g * t->C;
            double sum = 0;
            for (size_t c = 0; c < t->C; c++)
                if (!is_trade(t, c)) sum += y[c];
            F[i * t->G + g] = sum;
        }
}

void domar_final_total(double *f, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        double sum = 0;
        for (size_t u = 0; u < t->m; u++) sum += t->Y[i * t->m + u];
        f[i] = sum;
    }
}

void domar_inventories(double *inv, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        double sum = 0;
        for (size_t u = 0; u < t->m; u++)
            if (is_kind(t, u % t->C, DOMAR_INVENTORIES)) sum += t->Y[i * t->m + u];
        inv[i] = sum;
    }
}

const double *domar_row_of_kind(const domar_table *t, const char *kind, const char **code)
{
    const domar_axis *satellites = domar_series_axis(t->series, DOMAR_SATELLITES);
    const domar_axis *factors = domar_series_axis(t->series, DOMAR_FACTORS);
    size_t row = domar_axis_find_kind(satellites, kind);
    if (row != SIZE_MAX && t->S) {
        if (code) *code = domar_axis_code(satellites, row);
        return t->S + row * t->n;
    }
    row = domar_axis_find_kind(factors, kind);
    if (row != SIZE_MAX && t->V) {
        if (code) *code = domar_axis_code(factors, row);
        return t->V + row * t->n;
    }
    if (code) *code = NULL;
    return NULL;
}

const char *domar_unit_of_kind(const domar_table *t, const char *kind)
{
    const domar_axis *axes[] = { domar_series_axis(t->series, DOMAR_SATELLITES),
                                 domar_series_axis(t->series, DOMAR_FACTORS) };
    for (size_t k = 0; k < 2; k++) {
        const size_t row = domar_axis_find_kind(axes[k], kind);
        if (row != SIZE_MAX) return domar_axis_item(axes[k], row).unit;
    }
    return "";
}

void domar_mask_zero_output(double *values, const domar_table *t)
{
    if (domar_series_conventions(t->series)->zero_output != DOMAR_ZERO_MISSING) return;
    for (size_t i = 0; i < t->n; i++)
        if (!domar_produces(t->x[i])) values[i] = NAN;
}
