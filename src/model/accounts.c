/* model/accounts.c -- coefficients, exports, final demand: what accounts.* and chain.* share. */
#include "model/accounts.h"
#include "base/text.h"
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

const double *domar_find_row(domar_cx *cx, const domar_table *t, const char *code,
                             domar_item *item)
{
    const domar_axis *axes[] = { domar_series_axis(t->series, DOMAR_SATELLITES),
                                 domar_series_axis(t->series, DOMAR_FACTORS) };
    const double *blocks[] = { t->S, t->V };
    if (domar_icmp(code, "VA") == 0) {
        *item = (domar_item){ .code = "VA", .en = "Value added", .zh = "增加值",
                              .kind = DOMAR_VALUE_ADDED };
        return t->va;
    }
    for (size_t b = 0; b < 2; b++) {
        const size_t at = axes[b] && blocks[b] ? domar_axis_find(axes[b], code) : SIZE_MAX;
        if (at == SIZE_MAX) continue;
        *item = domar_axis_item(axes[b], at);
        return blocks[b] + at * t->n;
    }
    const char *near = axes[0] ? domar_axis_suggest(axes[0], code) : NULL;
    domar_fail(cx, DOMAR_EUSAGE,
               "the table has no row %s%s%s: `domar info` lists factors and satellites", code,
               near ? ", did you mean " : "", near ? near : "");
    return NULL;
}

void domar_mask_zero_output(double *values, const domar_table *t)
{
    if (domar_series_conventions(t->series)->zero_output != DOMAR_ZERO_MISSING) return;
    for (size_t i = 0; i < t->n; i++)
        if (!domar_produces(t->x[i])) values[i] = NAN;
}

double domar_mean_over_industries(const double *values, const domar_table *t)
{
    const bool all = domar_series_conventions(t->series)->zero_output == DOMAR_ZERO_KEEP;
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < t->n; i++)
        if (all || domar_produces(t->x[i])) {
            sum += values[i];
            count++;
        }
    return count ? sum / (double)count : NAN;
}
