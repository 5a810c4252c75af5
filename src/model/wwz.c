/* model/wwz.c -- Wang, Wei and Zhu: 16 terms of what each industry sells to each partner, and
 * the 9 terms of Koopman, Wang and Wei, which are sums of them.
 *
 * Final exports F_sr are valued by the content of their makers, v' B; intermediate exports
 * A_sr x_r by v_s L_ss, and x_r is traced to where it ends:
 *
 *     x_r = B_rr F_rr + sum_{t!=r} B_rt F_tt + B_rr sum_{t!=r} F_rt + sum_{t!=r} B_rt sum_{u!=t} F_tu
 *
 * (used at r; sent on and used at t; finished at r and sold on; sent on and then sold on), each
 * sum split into what returns to s and what does not.  The foreign parts value A_sr x_r with
 * x_r = L_rr F_rr + L_rr e_r.  [wang2018, eq. 22; koopman2014, eq. 36]
 *
 * With B known everything that does not depend on both s and r is R columns long: A_sr then
 * meets N x 10 numbers, not N x n. */
#include "base/threads.h"
#include "linalg/lapack.h"
#include "model/schemes.h"
#include <string.h>

enum {
    DVA_FIN, DVA_INT, DVA_INTREXI1, DVA_INTREXF, DVA_INTREXI2, RDV_INT, RDV_FIN, RDV_FIN2,
    OVA_FIN, MVA_FIN, OVA_INT, MVA_INT, DDC_FIN, DDC_INT, ODC, MDC, WWZ_TERMS
};
enum { KWW_TERMS = 9 };

/* Paths of x_r: columns of Q and P. */
enum { SENT, SOLD, SENT_SOLD, SENT_BACK, SOLD_BACK, SENT_SOLD_BACK, BACK_AND_OUT, USED, HOME_USE,
       HOME_EXPORTS, PATHS, WIDTH = 12 /* of vector registers */ };

struct state {
    const domar_trade *w;
    double *BF;       /* n x R: B times final exports by destination */
    double *BD;       /* n x R: B_.t F_tt */
    double *BX;       /* n x R: B_.t sum_{u!=t} F_tu */
    double *OF;       /* n x R: B_rr F_ru */
    double *D, *O, *X;/* n: sums of BD and BX over t != r, of OF over u != r */
    double *Q;        /* n x WIDTH */
    double *foreign;  /* n: sum_{t!=s} VB_t in the rows of s */
    double *wide;     /* most rows x R x WWZ_TERMS, for KWW */
    size_t  s;        /* the exporter in hand, and where its terms go */
    double *T;
    size_t  width;
};

/* ---- once */
static void columns_of_home(void *arg, size_t begin, size_t end)
{
    struct state *k = arg;
    const domar_trade *w = k->w;
    for (size_t p = begin; p < end; p++) {
        const double *b = w->B + p * w->n;
        for (size_t t = 0; t < w->R; t++) {
            double used = 0, sold = 0;
            for (size_t q = w->first[t]; q < w->first[t + 1]; q++) {
                const double *F = w->F + q * w->R;
                used += b[q] * F[t];
                sold += b[q] * k->O[q];
            }
            k->BD[p * w->R + t] = used;
            k->BX[p * w->R + t] = sold;
        }
    }
}

/* OF = B_rr F_r (home column zero) and the sums over t != r. */
static void of_own_region(void *arg, size_t begin, size_t end)
{
    struct state *k = arg;
    const domar_trade *w = k->w;
    const size_t R = w->R;
    for (size_t p = begin; p < end; p++) {
        const size_t r = domar_trade_region(w, p);
        double *OF = k->OF + p * R;
        for (size_t q = w->first[r]; q < w->first[r + 1]; q++) {
            const double b = w->B[p * w->n + q];
            for (size_t u = 0; u < R; u++) OF[u] += b * w->F[q * R + u];
        }
        OF[r] = 0;
        double used = 0, sold = 0;
        for (size_t t = 0; t < R; t++) {
            if (t == r) continue;
            used += k->BD[p * R + t];
            sold += k->BX[p * R + t];
        }
        k->D[p] = used;
        k->X[p] = sold;
    }
}

static domar_status allocate(domar_cx *cx, struct state *k)
{
    const domar_trade *w = k->w;
    const size_t n = w->n, wide = n * w->R;
    double *arrays = domar_scratch(cx, 4 * wide), *rows = domar_scratch(cx, 4 * n);
    k->Q = domar_scratch(cx, n * WIDTH);
    if (!arrays || !rows || !k->Q) return DOMAR_ENOMEM;
    k->BF = arrays;
    k->BD = arrays + wide;
    k->BX = arrays + 2 * wide;
    k->OF = arrays + 3 * wide;
    k->D = rows;
    k->O = rows + n;
    k->X = rows + 2 * n;
    k->foreign = rows + 3 * n;
    return DOMAR_OK;
}

static domar_status prepare(domar_cx *cx, void **state, const domar_trade *w,
                            const domar_scheme_options *o)
{
    struct state *k = *state = domar_scratch_bytes(cx, 1, sizeof *k);
    const size_t R = w->R;
    const int threads = domar_cx_threads(cx);
    (void)o;
    if (!k) return DOMAR_ENOMEM;
    k->w = w;
    const domar_status st = allocate(cx, k);
    if (st) return st;
    const domar_mark mark = domar_scratch_mark(cx);
    double *exports = domar_scratch(cx, w->n * R);
    if (!exports) return DOMAR_ENOMEM;
    memcpy(exports, w->F, w->n * R * sizeof *exports);
    for (size_t p = 0; p < w->n; p++) {
        exports[p * R + domar_trade_region(w, p)] = 0;
        for (size_t r = 0; r < R; r++) k->O[p] += exports[p * R + r];
    }
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)w->n, (int)R, (int)w->n, 1, w->B,
                (int)w->n, exports, (int)R, 0, k->BF, (int)R);
    domar_scratch_rewind(cx, mark);
    domar_parallel(threads, w->n, 32, columns_of_home, k);
    domar_parallel(threads, w->n, 32, of_own_region, k);
    for (size_t p = 0; p < w->n; p++) {              /* from exports to what they take: B_rr ... */
        k->O[p] = 0;
        for (size_t u = 0; u < R; u++) k->O[p] += k->OF[p * R + u];
        for (size_t t = 0; t < R; t++) k->foreign[p] += w->VB[t * w->n + p];
        k->foreign[p] -= w->VB[domar_trade_region(w, p) * w->n + p];
    }
    return DOMAR_OK;
}

/* ---- one exporter */

/* Q: where the output of the rows of r goes, seen from s, over that output. */
static void paths(const struct state *k, size_t r)
{
    const domar_trade *w = k->w;
    const size_t R = w->R, s = k->s;
    for (size_t p = w->first[r]; p < w->first[r + 1]; p++) {
        double *q = k->Q + p * WIDTH;
        const double sent_back = k->BD[p * R + s], sold_back = k->OF[p * R + s],
                     sent_sold_back = k->BF[p * R + s] - sold_back, out = k->BX[p * R + s];
        q[SENT] = k->D[p] - sent_back;
        q[SOLD] = k->O[p] - sold_back;
        q[SENT_SOLD] = k->X[p] - sent_sold_back - out;
        q[SENT_BACK] = sent_back;
        q[SOLD_BACK] = sold_back;
        q[SENT_SOLD_BACK] = sent_sold_back;
        q[BACK_AND_OUT] = out;
        q[USED] = k->BD[p * R + r];
        q[HOME_USE] = w->LF[p];
        q[HOME_EXPORTS] = w->LE[p];
        for (size_t c = 0; c < PATHS; c++) q[c] *= w->ix[p];
    }
}

/* The terms of what row i of s sells to r; P = A_ir Q_r. */
static void terms(const struct state *k, size_t i, size_t r, const double *P)
{
    const domar_trade *w = k->w;
    const size_t R = w->R, s = k->s;
    double *T = k->T + ((i - w->first[s]) * R + r) * k->width;
    const double own = w->VB[s * w->n + i], partner = w->VB[r * w->n + i],
                 other = k->foreign[i] - partner, vL = w->vL[i];
    const double final = w->F[i * R + r], inputs = w->E[i * R + r] - final;
    T[DVA_FIN] = own * final;
    T[DVA_INT] = vL * P[USED];
    T[DVA_INTREXI1] = vL * P[SENT];
    T[DVA_INTREXF] = vL * P[SOLD];
    T[DVA_INTREXI2] = vL * P[SENT_SOLD];
    T[RDV_INT] = vL * P[SENT_BACK];
    T[RDV_FIN] = vL * P[SOLD_BACK];
    T[RDV_FIN2] = vL * P[SENT_SOLD_BACK];
    T[OVA_FIN] = other * final;
    T[MVA_FIN] = partner * final;
    T[OVA_INT] = other * P[HOME_USE];
    T[MVA_INT] = partner * P[HOME_USE];
    T[DDC_FIN] = vL * P[BACK_AND_OUT];
    T[DDC_INT] = (own - vL) * inputs;
    T[ODC] = other * P[HOME_EXPORTS];
    T[MDC] = partner * P[HOME_EXPORTS];
}

static void to_partners(void *arg, size_t begin, size_t end)
{
    const struct state *k = arg;
    const domar_trade *w = k->w;
    for (size_t r = begin; r < end; r++) {
        if (r == k->s) continue;
        paths(k, r);
        for (size_t i = w->first[k->s]; i < w->first[k->s + 1]; i++) {
            const double *z = w->Z + i * w->n;
            double P[WIDTH] = { 0 };
            for (size_t p = w->first[r]; p < w->first[r + 1]; p++)
                for (size_t c = 0; c < WIDTH; c++) P[c] += z[p] * k->Q[p * WIDTH + c];
            terms(k, i, r, P);
        }
    }
}

static domar_status fill_wwz(domar_cx *cx, void *state, size_t s, domar_level level, double *T,
                             size_t width)
{
    struct state *k = state;
    (void)level;                                     /* rows add up: always the finest */
    k->s = s;
    k->T = T;
    k->width = width;
    domar_parallel(domar_cx_threads(cx), k->w->R, 4, to_partners, k);
    return DOMAR_OK;
}

const domar_scheme domar_scheme_wwz = { .name = "wwz", .terms = WWZ_TERMS, .adds_up = true,
                                        .prepare = prepare, .fill = fill_wwz };

/* ---- Koopman, Wang and Wei */
static domar_status prepare_kww(domar_cx *cx, void **state, const domar_trade *w,
                                const domar_scheme_options *o)
{
    size_t most = 0;
    for (size_t r = 0; r < w->R; r++)
        if (w->first[r + 1] - w->first[r] > most) most = w->first[r + 1] - w->first[r];
    const domar_status st = prepare(cx, state, w, o);
    if (st) return st;
    struct state *k = *state;
    k->wide = domar_scratch(cx, most * w->R * WWZ_TERMS);
    return k->wide ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status fill_kww(domar_cx *cx, void *state, size_t s, domar_level level, double *T,
                             size_t width)
{
    enum { MOST = 3 };
    static const int parts[KWW_TERMS][MOST + 1] = {
        { DVA_FIN, -1 }, { DVA_INT, DVA_INTREXI1, -1 }, { DVA_INTREXF, DVA_INTREXI2, -1 },
        { RDV_FIN, RDV_FIN2, -1 }, { RDV_INT, -1 }, { DDC_FIN, DDC_INT, -1 },
        { OVA_FIN, MVA_FIN, -1 }, { OVA_INT, MVA_INT, -1 }, { ODC, MDC, -1 } };
    struct state *k = state;
    const size_t flows = (k->w->first[s + 1] - k->w->first[s]) * k->w->R;
    memset(k->wide, 0, flows * WWZ_TERMS * sizeof *k->wide);
    const domar_status st = fill_wwz(cx, state, s, level, k->wide, WWZ_TERMS);
    for (size_t f = 0; f < flows; f++)
        for (size_t c = 0; c < KWW_TERMS; c++)
            for (const int *part = parts[c]; *part >= 0; part++)
                T[f * width + c] += k->wide[f * WWZ_TERMS + (size_t)*part];
    return st;
}

const domar_scheme domar_scheme_kww = { .name = "kww", .terms = KWW_TERMS, .adds_up = true,
                                        .prepare = prepare_kww, .fill = fill_kww };
