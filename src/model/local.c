/* model/local.c -- products with domestic blocks, and with what lies outside them. */
#include "model/local.h"
#include "base/threads.h"
#include "model/accounts.h"
#include <string.h>

domar_status domar_local_new(domar_cx *cx, domar_local *out, const domar_table *t,
                             domar_leontief *system)
{
    *out = (domar_local){ .t = t, .system = system };
    return domar_leontief_local(cx, system, &out->L);
}

void domar_local_apply(const domar_local *l, double *y, const double *x)
{
    const size_t N = l->t->N;
    for (size_t i = 0; i < l->t->n; i++) {
        const size_t s = i / N;
        const double *row = l->L + s * N * N + i % N * N;
        double sum = 0;
        for (size_t j = 0; j < N; j++) sum += row[j] * x[s * N + j];
        y[i] = sum;
    }
}

void domar_local_apply_t(const domar_local *l, double *y, const double *x)
{
    const size_t N = l->t->N;
    memset(y, 0, l->t->n * sizeof *y);
    for (size_t i = 0; i < l->t->n; i++) {
        const size_t s = i / N;
        const double *row = l->L + s * N * N + i % N * N;
        for (size_t j = 0; j < N; j++) y[s * N + j] += x[i] * row[j];
    }
}

static double coefficient(const domar_table *t, size_t i, size_t j)
{
    return domar_produces(t->x[j]) ? t->Z[i * t->n + j] / t->x[j] : 0;
}

struct product { const domar_table *t; const double *x; double *y; };

static void rows_abroad(void *arg, size_t begin, size_t end)
{
    const struct product *p = arg;
    for (size_t i = begin; i < end; i++) {
        double sum = 0;
        for (size_t j = 0; j < p->t->n; j++)
            if (j / p->t->N != i / p->t->N) sum += coefficient(p->t, i, j) * p->x[j];
        p->y[i] = sum;
    }
}

static void columns_abroad(void *arg, size_t begin, size_t end)
{
    const struct product *p = arg;
    for (size_t j = begin; j < end; j++) p->y[j] = 0;
    for (size_t i = 0; i < p->t->n; i++)
        for (size_t j = begin; j < end; j++)
            if (j / p->t->N != i / p->t->N) p->y[j] += p->x[i] * coefficient(p->t, i, j);
}

void domar_abroad_apply(domar_cx *cx, const domar_local *l, double *y, const double *x)
{
    domar_parallel(domar_cx_threads(cx), l->t->n, 64, rows_abroad, &(struct product){ l->t, x, y });
}

void domar_abroad_apply_t(domar_cx *cx, const domar_local *l, double *y, const double *x)
{
    domar_parallel(domar_cx_threads(cx), l->t->n, 256, columns_abroad,
                   &(struct product){ l->t, x, y });
}

domar_status domar_final_home_abroad(domar_cx *cx, const domar_local *l, double *home,
                                     double *abroad)
{
    const domar_table *t = l->t;
    const domar_mark mark = domar_scratch_mark(cx);
    const bool rows = domar_series_conventions(t->series)->output_from == DOMAR_OUTPUT_ROWS;
    double *F = domar_scratch(cx, t->n * t->G);
    if (!F) return DOMAR_ENOMEM;
    domar_final_by_economy(F, t);
    for (size_t i = 0; i < t->n; i++) {
        double sold = 0;
        home[i] = abroad[i] = 0;
        for (size_t g = 0; g < t->G; g++) *(g == i / t->N ? home + i : abroad + i) += F[i * t->G + g];
        for (size_t j = 0; j < t->n; j++) {
            const double z = t->Z[i * t->n + j];
            if (domar_produces(t->x[j])) sold += z;
            else *(j / t->N == i / t->N ? home + i : abroad + i) += z;
        }
        /* Row sums differ from themselves by rounding only: zeros stay zeros. */
        if (!rows) home[i] = t->x[i] - sold - abroad[i];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}
