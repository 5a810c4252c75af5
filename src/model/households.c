/* model/households.c -- labour income spent again: the closed table by a small system on top of
 * the open one. */
#include "model/households.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

/* The categories that make the column: households where the table tells them apart. */
static const char *consumption_kind(const domar_table *t)
{
    const domar_axis *C = domar_series_axis(t->series, DOMAR_CATEGORIES);
    if (domar_axis_find_kind(C, DOMAR_HOUSEHOLDS) != SIZE_MAX) return DOMAR_HOUSEHOLDS;
    return domar_axis_find_kind(C, DOMAR_CONSUMPTION) != SIZE_MAX ? DOMAR_CONSUMPTION : NULL;
}

/* What households of economy g buy from industry i. */
static double bought(const domar_table *t, const char *kind, size_t g, size_t i)
{
    const domar_axis *C = domar_series_axis(t->series, DOMAR_CATEGORIES);
    double sum = 0;
    for (size_t c = 0; c < t->C; c++)
        if (strcmp(domar_axis_kind(C, c), kind) == 0) sum += t->Y[i * t->m + g * t->C + c];
    return sum;
}

static double spending(const domar_table *t, const char *kind, size_t g)
{
    double sum = 0;
    for (size_t i = 0; i < t->n; i++) sum += bought(t, kind, g, i);
    return sum;
}

static bool is_paid(const domar_table *t, const double *wage, size_t g)
{
    for (size_t i = g * t->N; i < (g + 1) * t->N; i++)
        if (isnan(wage[i]) && domar_produces(t->x[i])) return false;
    return true;
}

/* S = (I - W B H)^-1 in place, by rows: inverting the transpose gives the transpose. */
static domar_status close_loop(domar_cx *cx, domar_households *h, const domar_table *t)
{
    const size_t k = h->k;
    const blasint size = (blasint)k, work_size = size * 64;
    blasint info = 0, *pivots = domar_scratch_bytes(cx, k, sizeof *pivots);
    double *work = domar_scratch(cx, (size_t)work_size);
    if (!pivots || !work) return DOMAR_ENOMEM;
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < k; b++) {
            double sum = a == b;
            for (size_t i = 0; i < t->n; i++) sum -= h->WB[i * k + a] * h->H[i * k + b];
            h->S[a * k + b] = sum;
        }
    dgetrf_(&size, &size, h->S, &size, pivots, &info);
    if (!info) dgetri_(&size, h->S, &size, pivots, work, &work_size, &info);
    if (!info) return DOMAR_OK;
    return domar_fail(cx, DOMAR_ENOCONV, "the table closed for households is singular at %s: its "
                      "labour income is all spent on its own output",
                      domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES),
                                      h->economies[(size_t)info - 1]));
}

domar_status domar_households_close(domar_cx *cx, domar_households *h, const domar_table *t,
                                    domar_leontief *system, const double *wage)
{
    h->kind = consumption_kind(t);
    if (!h->kind)
        return domar_fail(cx, DOMAR_EDATA, "no category of final demand is consumption of "
                          "households, so they cannot be closed: say which one is, or leave "
                          "--closed away");
    h->economies = domar_scratch_bytes(cx, t->G, sizeof *h->economies);
    if (!h->economies) return DOMAR_ENOMEM;
    for (size_t g = 0; g < t->G && wage; g++)
        if (is_paid(t, wage, g) && spending(t, h->kind, g) > 0) h->economies[h->k++] = g;
    if (h->k == 0)
        return domar_fail(cx, DOMAR_EDATA, "no economy has labour compensation, so households "
                          "cannot be closed: import the table with --satellite, or leave "
                          "--closed away");
    h->WB = domar_scratch(cx, t->n * h->k);
    h->H = domar_scratch(cx, t->n * h->k);
    h->S = domar_scratch(cx, h->k * h->k);
    if (!h->WB || !h->H || !h->S) return DOMAR_ENOMEM;
    for (size_t a = 0; a < h->k; a++) {
        const size_t g = h->economies[a];
        const double all = spending(t, h->kind, g);
        for (size_t i = g * t->N; i < (g + 1) * t->N; i++)
            h->WB[i * h->k + a] = isnan(wage[i]) ? 0 : wage[i];
        for (size_t i = 0; i < t->n; i++) h->H[i * h->k + a] = bought(t, h->kind, g, i) / all;
    }
    const domar_status st = domar_leontief_solve_t(cx, system, h->WB, h->k);
    return st ? st : close_loop(cx, h, t);
}

domar_status domar_households_add(domar_cx *cx, const domar_households *h, double *R, size_t n,
                                  size_t columns)
{
    const size_t k = h->k;
    double *spent = domar_scratch(cx, columns * k), *earned = domar_scratch(cx, columns * k);
    if (!spent || !earned) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < columns; c++)
            for (size_t g = 0; g < k; g++) spent[c * k + g] += R[i * columns + c] * h->H[i * k + g];
    for (size_t c = 0; c < columns; c++)
        for (size_t a = 0; a < k; a++)
            for (size_t b = 0; b < k; b++) earned[c * k + b] += spent[c * k + a] * h->S[a * k + b];
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < columns; c++)
            for (size_t g = 0; g < k; g++)
                R[i * columns + c] += earned[c * k + g] * h->WB[i * k + g];
    return DOMAR_OK;
}
