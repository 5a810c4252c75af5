/* laws/split.c -- split.h */
#include "laws/split.h"
#include <stdio.h>
#include <stdlib.h>

/* Which economy stands at place g of the split table, and how much of it. */
static size_t origin(size_t g, size_t at, double share, double *part)
{
    *part = g == at ? share : g == at + 1 ? 1 - share : 1;
    return g <= at ? g : g - 1;
}

static domar_axis *split_axis(domar_cx *cx, const domar_axis *axis, size_t G, size_t at)
{
    domar_item items[64];
    domar_axis *out = NULL;
    double part;
    if (G + 1 > sizeof items / sizeof *items) return NULL;
    for (size_t g = 0; g <= G; g++) items[g] = domar_axis_item(axis, origin(g, at, 0, &part));
    items[at].code = "P1";
    items[at + 1].code = "P2";
    return domar_axis_new(cx, &out, items, G + 1) ? NULL : out;
}

/* Row (g, i) of the new table from its original. */
static void fill_row(domar_draft *d, const domar_table *t, size_t g, size_t i, size_t at,
                     double share)
{
    const size_t P = (t->G + 1) * t->N, M = (t->G + 1) * t->C, to = g * t->N + i;
    double a, b;
    const size_t row = origin(g, at, share, &a) * t->N + i;
    d->x[to] = a * t->x[row];
    for (size_t h = 0; h <= t->G; h++) {
        const size_t from = origin(h, at, share, &b);
        for (size_t j = 0; j < t->N; j++)
            d->Z[to * P + h * t->N + j] = a * b * t->Z[row * t->n + from * t->N + j];
        for (size_t u = 0; u < t->C; u++)
            d->Y[to * M + h * t->C + u] = a * b * t->Y[row * t->m + from * t->C + u];
    }
    for (size_t f = 0; f < t->factors; f++) d->V[f * P + to] = a * t->V[f * t->n + row];
}

domar_series *toy_split(domar_cx *cx, const domar_series *in, size_t at, double share)
{
    const domar_table *t = domar_series_table(in, 0);
    domar_axis *economies = split_axis(cx, domar_series_axis(in, DOMAR_ECONOMIES), t->G, at);
    domar_series *out = NULL;
    domar_draft *d = NULL;
    if (!economies || domar_series_new(cx, &out, domar_series_conventions(in)) ||
        domar_draft_new(cx, &d, t->year, economies, domar_series_axis(in, DOMAR_INDUSTRIES),
                        domar_series_axis(in, DOMAR_CATEGORIES),
                        domar_series_axis(in, DOMAR_FACTORS), NULL)) {
        printf("the accounts cannot be split: %s\n", domar_cx_message(cx));
        exit(1);
    }
    for (size_t g = 0; g <= t->G; g++)
        for (size_t i = 0; i < t->N; i++) fill_row(d, t, g, i, at, share);
    if (domar_series_add(cx, out, d)) exit(1);
    domar_axis_free(economies);
    return out;
}
