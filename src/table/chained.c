/* table/chained.c -- the index of a whole from those of its parts.
 *
 *     log(I^t / I^(t-1)) = sum_k 1/2 (s_k^(t-1) + s_k^t) log(I_k^t / I_k^(t-1)),   s = shares in value      [Tornqvist]
 *
 * An index of fixed base would weigh by prices of long ago: electronics in 1995 dollars swamps what is made of it.  The
 * first year has the geometric mean.  Value is what the index is of: output, inputs, value added, labour, ... */
#include "table/chained.h"
#include <math.h>
#include <string.h>

bool domar_is_index(const char *kind) { return strcmp(kind, DOMAR_PRICE) == 0 || strcmp(kind, "volume_index") == 0; }

static const double *row_of(const domar_table *t, const char *code)
{
    const size_t row = domar_axis_find(t->draft->satellites, code);
    return row == SIZE_MAX ? NULL : t->S + row * t->n;
}

/* What industry j spends on, or earns with, that of which the row is an index. */
static double value_of(const domar_table *t, const char *code, size_t j)
{
    static const char *const rows[][2] = { { "LAB_", "LAB" }, { "CAP_", "CAP" }, { "GFCF_", "GFCF" } };
    if (strncmp(code, "VA_", 3) == 0) return t->va[j];
    if (strncmp(code, "II_", 3) == 0) return t->x[j] - t->va[j];
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const double *row = strncmp(code, rows[k][0], strlen(rows[k][0])) == 0 ? row_of(t, rows[k][1]) : NULL;
        if (row) return row[j];
    }
    return t->x[j];
}

/* The parts' values of a target, NaN if one that produces has none. */
static double total(const domar_table *t, const char *code, const domar_parts *p, size_t target)
{
    double sum = 0;
    for (size_t k = p->start[target]; k < p->start[target + 1]; k++)
        if (domar_produces(t->x[p->from[k]])) sum += p->weight[k] * value_of(t, code, p->from[k]);
    return sum;
}

static double share(const domar_table *t, const char *code, const domar_parts *p, size_t k, double whole)
{
    return domar_produces(t->x[p->from[k]]) ? p->weight[k] * value_of(t, code, p->from[k]) / whole : 0;
}

static double first_mean(const double *row, const domar_table *t, const char *code, const domar_parts *p, size_t target)
{
    const double whole = total(t, code, p, target);
    double sum = 0;
    if (!(fabs(whole) > 0)) return NAN;
    for (size_t k = p->start[target]; k < p->start[target + 1]; k++)
        if (fabs(share(t, code, p, k, whole)) > 0 || isnan(whole)) sum += share(t, code, p, k, whole) * log(row[p->from[k]]);
    return exp(sum);
}

/* A part that comes or goes has no growth and is left out of the year, as is one without weight. */
static double growth(const double *row, const double *row_before, const domar_table *t, const domar_table *before,
                     const char *code, const domar_parts *p, size_t target)
{
    const double whole = total(t, code, p, target), whole_before = total(before, code, p, target);
    double sum = 0, weights = 0;
    for (size_t k = p->start[target]; k < p->start[target + 1]; k++) {
        const size_t j = p->from[k];
        if (!domar_produces(t->x[j]) || !domar_produces(before->x[j])) continue;
        const double weight = 0.5 * (share(t, code, p, k, whole) + share(before, code, p, k, whole_before));
        if (weight == 0) continue;
        sum += weight * log(row[j] / row_before[j]);
        weights += weight;
    }
    return fabs(weights) > 0 ? sum / weights : NAN;
}

/* Has the row a number for the target in any year so far? */
static bool begun(const domar_series *done, size_t s, size_t target)
{
    for (size_t k = 0; k < domar_series_size(done); k++) {
        const domar_table *t = domar_series_table(done, k);
        if (!isnan(t->S[s * t->n + target])) return true;
    }
    return false;
}

void domar_chain_index(double *out, size_t s, const domar_table *t, const domar_table *before, const domar_series *done,
                       const domar_parts *p)
{
    const char *code = domar_axis_code(t->draft->satellites, s);
    const domar_table *last = before ? domar_series_table(done, domar_series_size(done) - 1) : NULL;
    const double *row = t->S + s * t->n, *row_before = before && before->S ? before->S + s * t->n : NULL;
    for (size_t c = 0; c < p->targets; c++) {
        if (p->start[c + 1] == p->start[c] + 1) out[c] = row[p->from[p->start[c]]];
        else if (!row_before || !begun(done, s, c)) out[c] = first_mean(row, t, code, p, c);
        else out[c] = last->S[s * last->n + c] * exp(growth(row, row_before, t, before, code, p, c));
    }
}
