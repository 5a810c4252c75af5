/* unit/toy_series.h -- a small series for tests: 2 economies, 3 industries, 2 categories, a tax
 * row and value added, two satellite rows with gaps, two years.  Numbers are eighths, so that
 * every sum is exact. */
#ifndef DOMAR_TESTS_TOY_SERIES_H
#define DOMAR_TESTS_TOY_SERIES_H
#include "table/table.h"
#include <math.h>
#include <stdlib.h>

/* An allocator that fails at its k-th call (counting from 0) and counts what is not given back. */
typedef struct { size_t calls, fail_at; long alive; } toy_memory;

static inline void *toy_allocate(void *user, size_t bytes)
{
    toy_memory *m = user;
    if (m->calls++ == m->fail_at) return NULL;
    void *block = malloc(bytes);
    if (block) m->alive++;
    return block;
}

static inline void toy_release(void *user, void *block)
{
    toy_memory *m = user;
    if (block) m->alive--;
    free(block);
}

static inline domar_status toy_cx(domar_cx **cx, toy_memory *m)
{
    const domar_settings settings = { .user = m, .allocate = toy_allocate,
                                      .release = toy_release };
    return domar_cx_new(cx, &settings);
}

static inline double toy_number(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 16) / 65536.0 < 0.1 ? 0 : (double)((*seed >> 8) % (8 * below)) / 8;
}

enum { TOY_G = 2, TOY_N = 3, TOY_C = 2, TOY_F = 2, TOY_S = 2 };

static inline domar_draft *toy_draft(domar_cx *cx, int year)
{
    static const domar_item economies[] = { { "CHN", "China", "中国", "", "" },
                                            { "ROW", "Rest", "其他", "", "" } };
    static const domar_item industries[] = { { "a", "Farms", "农业", "AGR", "" },
                                             { "b", "Mines", "", "MIN", "" },
                                             { "c", "Works", "", "MAN", "" } };
    static const domar_item categories[] = { { "hh", "Households", "", DOMAR_HOUSEHOLDS, "" },
                                             { "inv", "Inventories", "", DOMAR_INVENTORIES, "" } };
    static const domar_item factors[] = { { "tax", "Taxes", "", DOMAR_TAX_PRODUCTS, "" },
                                          { "va", "Value added", "增加值", DOMAR_VALUE_ADDED, "" } };
    static const domar_item satellites[] = { { "emp", "Jobs", "", DOMAR_JOBS, "thousand" },
                                             { "p", "Price", "", DOMAR_PRICE, "1995 = 100" } };
    domar_axis *e = NULL, *i = NULL, *c = NULL, *f = NULL, *s = NULL;
    domar_draft *d = NULL;
    if (!domar_axis_new(cx, &e, economies, TOY_G) && !domar_axis_new(cx, &i, industries, TOY_N) &&
        !domar_axis_new(cx, &c, categories, TOY_C) && !domar_axis_new(cx, &f, factors, TOY_F) &&
        !domar_axis_new(cx, &s, satellites, TOY_S))
        domar_draft_new(cx, &d, year, e, i, c, f, s);
    domar_axis_free(e);
    domar_axis_free(i);
    domar_axis_free(c);
    domar_axis_free(f);
    domar_axis_free(s);
    return d;
}

/* Fills Z, Y, taxes, satellites; value added closes the columns, so that the year balances. */
static inline void toy_fill(domar_draft *d)
{
    enum { n = TOY_G * TOY_N, m = TOY_G * TOY_C };
    unsigned seed = (unsigned)d->year;
    for (size_t k = 0; k < n * n; k++) d->Z[k] = toy_number(&seed, 10);
    for (size_t k = 0; k < n * m; k++)
        d->Y[k] = toy_number(&seed, 90) + (k % TOY_C == 1 ? 17 : 20);
    for (size_t j = 0; j < n; j++) {
        d->V[j] = toy_number(&seed, 4) - 1;
        d->S[j] = j == 1 ? NAN : toy_number(&seed, 100) + 1;
        d->S[n + j] = j == 4 ? NAN : 100 + toy_number(&seed, 20);
        d->x[j] = 0;
        for (size_t k = 0; k < n; k++) d->x[j] += d->Z[j * n + k];
        for (size_t k = 0; k < m; k++) d->x[j] += d->Y[j * m + k];
    }
    for (size_t j = 0; j < n; j++) {
        d->V[n + j] = d->x[j] - d->V[j];
        for (size_t i = 0; i < n; i++) d->V[n + j] -= d->Z[i * n + j];
    }
}

/* Two years under these conventions; NULL when memory ran out on the way. */
static inline domar_series *toy_series(domar_cx *cx, domar_conventions conventions)
{
    domar_series *s = NULL;
    if (domar_series_new(cx, &s, &conventions)) return NULL;
    for (int year = 2007; year <= 2008; year++) {
        domar_draft *d = toy_draft(cx, year);
        if (!d) goto failed;
        toy_fill(d);
        d->VY = domar_alloc(cx, TOY_F * TOY_G * TOY_C, sizeof(double));
        if (!d->VY) { domar_draft_free(d); goto failed; }
        d->VY[0] = 1.5;
        if (domar_series_add(cx, s, d)) goto failed;
    }
    if (domar_info_set(cx, s, "title", "Toy accounts") ||
        domar_info_set(cx, s, "currency", "USD") || domar_info_set(cx, s, "unit", "million") ||
        domar_info_set(cx, s, "notes", "")) goto failed;
    return s;
failed:
    domar_series_free(s);
    return NULL;
}
#endif
