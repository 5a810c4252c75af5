/* model/ltv.c -- Los, Timmer and de Vries: value added in exports by hypothetical extraction.
 *
 * Take away the flow from the rows I of s to the users J abroad.  With q what it then would be,
 *
 *     q = E_IJ - A_IJ B_JI q,       dva = v_s B_sI q,
 *
 * by how much the value added of s is smaller [los2016, eq. 3; los2018, eq. 8].  For all exports of
 * s this is v_s L_ss e_s.  Each flow is taken away alone, the others staying, so that rows do not
 * add up; the rest of the flow is domestic content counted again, v_s B_sI E_IJ - dva, and foreign
 * content. */
#include "linalg/lapack.h"
#include "model/schemes.h"
#include <string.h>

enum { DVA, DDC, FC, LTV_TERMS };

struct state {
    const domar_trade *w;
    double *A;        /* most rows x n: rows of s of A */
    double *C;        /* n x most rows: columns of s of B */
    double *W, *q;    /* most x most, most */
    size_t *rows;     /* rows of s extracted together, positions within s */
    blasint *pivots;
    size_t  s, m;     /* the exporter in hand and its rows */
};

static domar_status prepare(domar_cx *cx, void **state, const domar_trade *w)
{
    struct state *k = *state = domar_scratch_bytes(cx, 1, sizeof *k);
    size_t most = 0;
    for (size_t r = 0; r < w->R; r++)
        if (w->first[r + 1] - w->first[r] > most) most = w->first[r + 1] - w->first[r];
    if (!k) return DOMAR_ENOMEM;
    k->w = w;
    k->A = domar_scratch(cx, most * w->n);
    k->C = domar_scratch(cx, most * w->n);
    k->W = domar_scratch(cx, most * most);
    k->q = domar_scratch(cx, most);
    k->rows = domar_scratch_bytes(cx, most, sizeof *k->rows);
    k->pivots = domar_scratch_bytes(cx, most, sizeof *k->pivots);
    return k->A && k->C && k->W && k->q && k->rows && k->pivots ? DOMAR_OK : DOMAR_ENOMEM;
}

static void take(struct state *k, size_t s)
{
    const domar_trade *w = k->w;
    const size_t a = w->first[s];
    k->s = s;
    k->m = w->first[s + 1] - a;
    for (size_t i = 0; i < k->m; i++)
        for (size_t p = 0; p < w->n; p++) k->A[i * w->n + p] = w->Z[(a + i) * w->n + p] * w->ix[p];
    for (size_t p = 0; p < w->n; p++)
        memcpy(k->C + p * k->m, w->B + p * w->n + a, k->m * sizeof *k->C);
}

/* W (count x count) += A_IJ B_JI over positions from..to. */
static void reach(struct state *k, size_t count, size_t from, size_t to)
{
    const size_t n = k->w->n;
    if (from == to) return;
    if (count == k->m) {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)count, (int)count,
                    (int)(to - from), 1, k->A + from, (int)n, k->C + from * k->m, (int)k->m, 1,
                    k->W, (int)count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            double sum = 0;
            for (size_t p = from; p < to; p++)
                sum += k->A[k->rows[i] * n + p] * k->C[p * k->m + k->rows[j]];
            k->W[i * count + j] += sum;
        }
}

/* Terms of the flow from the rows I (count of them) to region r (r = s: to all). */
static domar_status extract(domar_cx *cx, struct state *k, size_t count, size_t r, double *T)
{
    const domar_trade *w = k->w;
    const size_t a = w->first[k->s];
    const blasint size = (blasint)count, one = 1;
    blasint info;
    double exports = 0, home = 0, dva = 0, all = 0;
    memset(k->W, 0, count * count * sizeof *k->W);
    if (r != k->s) reach(k, count, w->first[r], w->first[r + 1]);
    else {
        reach(k, count, 0, a);
        reach(k, count, a + k->m, w->n);
    }
    for (size_t i = 0; i < count; i++) {
        const size_t p = a + k->rows[i];
        k->W[i * count + i] += 1;
        k->q[i] = r == k->s ? w->e[p] : w->E[p * w->R + r];
        exports += k->q[i];
        home += w->VB[k->s * w->n + p] * k->q[i];
        for (size_t t = 0; t < w->R; t++) all += w->VB[t * w->n + p] * k->q[i];
    }
    if (!(exports < 0) && !(exports > 0)) return DOMAR_OK;
    dgetrf_(&size, &size, k->W, &size, k->pivots, &info);
    if (info)
        return domar_fail(cx, DOMAR_ENOCONV, "%s: its exports cannot be taken away one by one "
                          "(singular): ask by economy",
                          domar_axis_code(w->regions->axis, k->s));
    dgetrs_("T", &size, &one, k->W, &size, k->pivots, k->q, &size, &info);
    for (size_t i = 0; i < count; i++) dva += w->VB[k->s * w->n + a + k->rows[i]] * k->q[i];
    T[DVA] = dva;
    T[DDC] = home - dva;
    T[FC] = all - home;
    return DOMAR_OK;
}

static domar_status fill(domar_cx *cx, void *state, size_t s, domar_level level, double *T,
                         size_t width)
{
    struct state *k = state;
    const domar_trade *w = k->w;
    const size_t partners = level.partner ? w->R : 1, rows = level.industry ? w->N : 1;
    domar_status st = DOMAR_OK;
    take(k, s);
    for (size_t i = 0; i < rows; i++) {
        size_t count = 0;
        for (size_t p = 0; p < k->m; p++)
            if (!level.industry || p % w->N == i) k->rows[count++] = p;
        for (size_t r = 0; !st && r < partners; r++)
            if (!level.partner) st = extract(cx, k, count, s, T + i * width);
            else if (r != s) st = extract(cx, k, count, r, T + (i * w->R + r) * width);
    }
    return st;
}

const domar_scheme domar_scheme_ltv = { .name = "ltv", .terms = LTV_TERMS, .prepare = prepare,
                                        .fill = fill };
