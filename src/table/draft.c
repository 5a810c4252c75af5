/* table/draft.c -- the arrays that a reader fills. */
#include "table/table.h"

static domar_status allocate(domar_cx *cx, domar_draft *d)
{
    const size_t n = domar_axis_size(d->economies) * domar_axis_size(d->industries);
    const size_t m = domar_axis_size(d->economies) * domar_axis_size(d->categories);
    const size_t k = domar_axis_size(d->factors), s = domar_axis_size(d->satellites);
    const double bytes = (double)n * (double)(n + m + k + s + 4) * sizeof(double);
    domar_status st = domar_memory_check(cx, bytes, "reading this table");
    if (st) return st;
    d->Z = domar_alloc(cx, n * n, sizeof(double));
    d->Y = d->Z ? domar_alloc(cx, n * m, sizeof(double)) : NULL;
    d->V = d->Y ? domar_alloc(cx, k * n, sizeof(double)) : NULL;
    d->x = d->V ? domar_alloc(cx, n, sizeof(double)) : NULL;
    d->S = d->x && s ? domar_alloc(cx, s * n, sizeof(double)) : NULL;
    if (!d->x || (s && !d->S)) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

domar_status domar_draft_new(domar_cx *cx, domar_draft **out, int year, const domar_axis *economies,
                             const domar_axis *industries, const domar_axis *categories,
                             const domar_axis *factors, const domar_axis *satellites)
{
    domar_draft *d = domar_alloc(cx, 1, sizeof *d);
    *out = NULL;
    if (!d) return DOMAR_ENOMEM;
    d->year = year;
    d->economies = domar_axis_keep(economies);
    d->industries = domar_axis_keep(industries);
    d->categories = domar_axis_keep(categories);
    d->factors = domar_axis_keep(factors);
    d->satellites = domar_axis_keep(satellites);
    const domar_status st = allocate(cx, d);
    if (st) domar_draft_free(d);
    else *out = d;
    return st;
}

void domar_draft_free(domar_draft *d)
{
    if (!d) return;
    if (d->unmap) d->unmap(d->mapping);
    else {
        double *arrays[] = { d->Z, d->Y, d->V, d->VY, d->S, d->x };
        for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) domar_release(arrays[k]);
    }
    domar_axis_free(d->economies);
    domar_axis_free(d->industries);
    domar_axis_free(d->categories);
    domar_axis_free(d->factors);
    domar_axis_free(d->satellites);
    domar_release(d);
}
