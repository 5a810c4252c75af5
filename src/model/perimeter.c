/* model/perimeter.c -- the small systems of borders: as many unknowns as rows are drawn. */
#include "model/perimeter.h"
#include <string.h>

domar_status domar_perimeter_new(domar_cx *cx, domar_perimeter *p, const domar_trade *w)
{
    size_t most = 0;
    for (size_t r = 0; r < w->R; r++)
        if (w->first[r + 1] - w->first[r] > most) most = w->first[r + 1] - w->first[r];
    *p = (domar_perimeter){ .w = w };
    p->A = domar_scratch(cx, most * w->n);
    p->C = domar_scratch(cx, most * w->n);
    p->W = domar_scratch(cx, most * most);
    p->work = domar_scratch(cx, most);
    p->rows = domar_scratch_bytes(cx, most, sizeof *p->rows);
    p->pivots = domar_scratch_bytes(cx, most, sizeof *p->pivots);
    return p->A && p->C && p->W && p->work && p->rows && p->pivots ? DOMAR_OK : DOMAR_ENOMEM;
}

void domar_perimeter_take(domar_perimeter *p, size_t s)
{
    const domar_trade *w = p->w;
    const size_t a = w->first[s];
    p->s = s;
    p->m = w->first[s + 1] - a;
    for (size_t i = 0; i < p->m; i++)
        for (size_t q = 0; q < w->n; q++) p->A[i * w->n + q] = w->Z[(a + i) * w->n + q] * w->ix[q];
    for (size_t q = 0; q < w->n; q++)
        memcpy(p->C + q * p->m, w->B + q * w->n + a, p->m * sizeof *p->C);
}

/* W += A_IJ B_JI over one run of positions. */
static void reach(domar_perimeter *p, size_t from, size_t to)
{
    const size_t n = p->w->n, count = p->count;
    if (from == to) return;
    if (count == p->m) {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)count, (int)count,
                    (int)(to - from), 1, p->A + from, (int)n, p->C + from * p->m, (int)p->m, 1,
                    p->W, (int)count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            double sum = 0;
            for (size_t q = from; q < to; q++)
                sum += p->A[p->rows[i] * n + q] * p->C[q * p->m + p->rows[j]];
            p->W[i * count + j] += sum;
        }
}

domar_status domar_perimeter_draw(domar_cx *cx, domar_perimeter *p, size_t industry, size_t r)
{
    const domar_trade *w = p->w;
    blasint info;
    p->count = 0;
    for (size_t i = 0; i < p->m; i++)
        if (industry == SIZE_MAX || i % w->N == industry) p->rows[p->count++] = i;
    p->from[0] = r == SIZE_MAX ? 0 : w->first[r];
    p->to[0] = r == SIZE_MAX ? w->first[p->s] : w->first[r + 1];
    p->from[1] = r == SIZE_MAX ? w->first[p->s + 1] : 0;
    p->to[1] = r == SIZE_MAX ? w->n : 0;
    memset(p->W, 0, p->count * p->count * sizeof *p->W);
    for (size_t i = 0; i < p->count; i++) p->W[i * p->count + i] = 1;
    for (int run = 0; run < 2; run++) reach(p, p->from[run], p->to[run]);
    const blasint size = (blasint)p->count;
    dgetrf_(&size, &size, p->W, &size, p->pivots, &info);
    if (!info) return DOMAR_OK;
    return domar_fail(cx, DOMAR_ENOCONV, "%s: its exports cannot be told from what returns "
                      "(singular): mend negative inputs or aggregate",
                      domar_axis_code(w->regions->axis, p->s));
}

/* LAPACK sees the rows of W as columns, that is W'. */
void domar_perimeter_solve(const domar_perimeter *p, double *y, bool rows)
{
    const blasint size = (blasint)p->count, one = 1;
    blasint info;
    dgetrs_(rows ? "N" : "T", &size, &one, p->W, &size, p->pivots, y, &size, &info);
}
