/* table/freeze.c -- a draft becomes a table: finite, output and value added by the conventions.
 *
 *     rows       x_i = sum_j z_ij + sum_u y_iu
 *     columns    x_j = sum_i z_ij + sum_f v_fj
 *     published  as the source prints it; rows where it prints none
 *     residual   va_j = x_j - sum_i z_ij - imported inputs_j
 *     given      va_j = the value-added row, or the sum of labour, capital and production taxes; so always where the
 *                table has accounts only, whose output is the published one
 *     spread     row i of Z and Y without inventories is scaled by r_i / (r_i - N_i), N_i the net
 *                inventories, so that its total stays r_i                 [antras2018, sec. 2] */
#include "table/freeze.h"
#include <math.h>
#include <string.h>

static const char *economy(const domar_table *t, size_t i)
{
    return domar_axis_code(t->draft->economies, i / t->N);
}

static const char *industry(const domar_table *t, size_t i)
{
    return domar_axis_code(t->draft->industries, i % t->N);
}

/* First position that is not finite (missing allowed or not), or SIZE_MAX. */
static size_t not_finite(const double *values, size_t count, bool missing_allowed)
{
    for (size_t p = 0; p < count; p++)
        if (!isfinite(values[p]) && !(missing_allowed && isnan(values[p]))) return p;
    return SIZE_MAX;
}

static domar_status check_finite(domar_cx *cx, const domar_table *t)
{
    const domar_draft *d = t->draft;
    size_t p = t->Z ? not_finite(t->Z, t->n * t->n, false) : SIZE_MAX;
    if (p != SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA, "%d: row %s %s, column %s %s is not a number", t->year,
                          economy(t, p / t->n), industry(t, p / t->n), economy(t, p % t->n),
                          industry(t, p % t->n));
    p = t->Y ? not_finite(t->Y, t->n * t->m, false) : SIZE_MAX;
    if (p != SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA, "%d: row %s %s, final demand %s %s is not a number", t->year,
                          economy(t, p / t->m), industry(t, p / t->m),
                          domar_axis_code(d->economies, p % t->m / t->C),
                          domar_axis_code(d->categories, p % t->m % t->C));
    p = t->V ? not_finite(t->V, t->factors * t->n, !t->Z) : SIZE_MAX;
    if (p != SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA, "%d: factor %s, column %s %s is not a number", t->year,
                          domar_axis_code(d->factors, p / t->n), economy(t, p % t->n),
                          industry(t, p % t->n));
    p = t->VY ? not_finite(t->VY, t->factors * t->m, false) : SIZE_MAX;
    if (p != SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA, "%d: factor %s, final demand %s is not a number", t->year,
                          domar_axis_code(d->factors, p / t->m),
                          domar_axis_code(d->economies, p % t->m / t->C));
    p = t->S ? not_finite(t->S, t->satellites * t->n, true) : SIZE_MAX;
    if (p != SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA, "%d: satellite %s, column %s %s is infinite", t->year,
                          domar_axis_code(d->satellites, p / t->n), economy(t, p % t->n),
                          industry(t, p % t->n));
    p = t->published ? not_finite(t->published, t->n, !t->Z) : SIZE_MAX;
    if (p != SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA, "%d: output of %s %s is not a number", t->year, economy(t, p),
                          industry(t, p));
    return DOMAR_OK;
}

static bool is_inventory(const domar_draft *d, size_t category)
{
    return strcmp(domar_axis_kind(d->categories, category), DOMAR_INVENTORIES) == 0;
}

/* Z (n x n), Y (n x m) in place. */
static void spread_inventories(const domar_table *t)
{
    const domar_draft *d = t->draft;
    for (size_t i = 0; i < t->n; i++) {
        double *z = d->Z + i * t->n, *y = d->Y + i * t->m, total = 0, net = 0;
        for (size_t j = 0; j < t->n; j++) total += z[j];
        for (size_t u = 0; u < t->m; u++) {
            total += y[u];
            if (is_inventory(d, u % t->C)) net += y[u];
        }
        /* A row that sells (almost) nothing but inventories has no other use to spread over. */
        if (net == 0 || fabs(total - net) < 1e-9 * fabs(total) || total / (total - net) <= 0) continue;
        const double f = total / (total - net);
        for (size_t j = 0; j < t->n; j++) z[j] *= f;
        for (size_t u = 0; u < t->m; u++) y[u] = is_inventory(d, u % t->C) ? 0 : y[u] * f;
    }
}

/* x (n) as row totals. */
static void row_totals(double *x, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        double sum = 0;
        for (size_t j = 0; j < t->n; j++) sum += t->Z[i * t->n + j];
        for (size_t u = 0; u < t->m; u++) sum += t->Y[i * t->m + u];
        x[i] = sum;
    }
}

/* c (n) += column sums of Z, row by row so that memory is read once in order. */
static void add_column_sums(double *c, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < t->n; j++) c[j] += t->Z[i * t->n + j];
}

static bool part_of_value_added(const char *kind)
{
    return strcmp(kind, DOMAR_LABOUR) == 0 || strcmp(kind, DOMAR_CAPITAL) == 0 ||
           strcmp(kind, DOMAR_TAX_PRODUCTION) == 0;
}

static domar_status given_value_added(domar_cx *cx, double *va, const domar_table *t)
{
    const domar_axis *factors = t->draft->factors;
    const bool whole = domar_axis_find_kind(factors, DOMAR_VALUE_ADDED) != SIZE_MAX;
    size_t used = 0;
    for (size_t f = 0; f < t->factors; f++) {
        const char *kind = domar_axis_kind(factors, f);
        if (whole ? strcmp(kind, DOMAR_VALUE_ADDED) != 0 : !part_of_value_added(kind)) continue;
        for (size_t j = 0; j < t->n; j++) va[j] += t->V[f * t->n + j];
        used++;
    }
    if (!used)
        return domar_fail(cx, DOMAR_EDATA, "the table of %d has no value-added row: use --va residual",
                          t->year);
    return DOMAR_OK;
}

static void residual_value_added(double *va, const domar_table *t)
{
    add_column_sums(va, t);
    for (size_t f = 0; f < t->factors; f++)
        if (strcmp(domar_axis_kind(t->draft->factors, f), DOMAR_IMPORTED) == 0)
            for (size_t j = 0; j < t->n; j++) va[j] += t->V[f * t->n + j];
    for (size_t j = 0; j < t->n; j++) va[j] = t->x[j] - va[j];
}

/* A millionth of the world's output is rounding; more is a mistake. */
static domar_status look_for_negative(domar_cx *cx, const domar_table *t)
{
    double world = 0;
    size_t count = 0, worst = 0;
    for (size_t i = 0; i < t->n; i++) world += t->own_x[i];
    for (size_t i = 0; i < t->n; i++) {
        if (!(t->own_x[i] < 0)) continue;
        if (count++ == 0 || t->own_x[i] < t->own_x[worst]) worst = i;
    }
    if (!count) return DOMAR_OK;
    if (!(-t->own_x[worst] <= 1e-6 * world))
        return domar_fail(cx, DOMAR_EDATA, "%d: output of %s %s is negative (%g): mend its row, or "
                          "choose another --output-from", t->year, economy(t, worst),
                          industry(t, worst), t->own_x[worst]);
    domar_log(cx, DOMAR_LOG_WARNING, "%d: %zu %s a slightly negative output, kept as it is (%s %s: %g)",
              t->year, count, count == 1 ? "industry has" : "industries have", economy(t, worst),
              industry(t, worst), t->own_x[worst]);
    return DOMAR_OK;
}

static domar_status set_output(domar_cx *cx, domar_table *t, const domar_conventions *c)
{
    if (!t->Z || (c->output_from == DOMAR_OUTPUT_PUBLISHED && t->published))
        memcpy(t->own_x, t->published, t->n * sizeof(double));
    else if (c->output_from == DOMAR_OUTPUT_COLUMNS) {
        if (!t->factors)
            return domar_fail(cx, DOMAR_EDATA, "the table of %d has no value-added rows, so output "
                              "cannot come from columns: use --output-from rows", t->year);
        add_column_sums(t->own_x, t);
        for (size_t f = 0; f < t->factors; f++)
            for (size_t j = 0; j < t->n; j++) t->own_x[j] += t->V[f * t->n + j];
    } else
        row_totals(t->own_x, t);
    const domar_status st = look_for_negative(cx, t);
    if (st) return st;
    t->x = t->own_x;
    return DOMAR_OK;
}

domar_status domar_table_freeze(domar_cx *cx, domar_table *t, const domar_conventions *c)
{
    domar_status st = check_finite(cx, t);
    if (st) return st;
    t->own_x = domar_alloc(cx, t->n, sizeof(double));
    t->own_va = domar_alloc(cx, t->n, sizeof(double));
    if (!t->own_x || !t->own_va) return DOMAR_ENOMEM;
    if (t->Z && c->inventories == DOMAR_INVENTORIES_SPREAD) spread_inventories(t);
    if ((st = set_output(cx, t, c))) return st;
    if (!t->Z && !t->factors)                          /* nobody says what is added: exports by product */
        for (size_t i = 0; i < t->n; i++) t->own_va[i] = NAN;
    else if (!t->Z || c->va == DOMAR_VA_GIVEN) st = given_value_added(cx, t->own_va, t);
    else residual_value_added(t->own_va, t);
    t->va = t->own_va;
    return st;
}
