/* model/borin_mancini.c -- Borin and Mancini: value added once, whatever crosses again twice; and
 * Miroudot and Ye, which is the same counting by source at the exporter's border.
 *
 * What "again" means depends on the perspective, that is on the perimeter (model/perimeter.h): all
 * exports of s (exporter), those to one partner (bilateral), of one industry (sector), or both.
 * When it counts depends on the approach [borin2019; borin2023]:
 *
 *     source: at the first crossing,  m' = V_t B_tI (1 + W)^-1,   m' E      (m_s' = v_s L_ss)
 *     sink:   at the last crossing,   V_t B_tI q,                 q_ir = E_ir - A_ir B_rI q
 *
 * the rest being counted twice.  In the perspective of the world, value added of t counts in the
 * exports of s if they are its second border (source), or its last one abroad (sink):
 *
 *     source: sum_t v_t L_tt A_ts L_ss E
 *     sink:   sum_t V_t B_ts (F_sr + A_sr L_rr F_rr)
 *             + V_r B_rs A_sr L_rr sum_u (F_ru + A_ru L_uu F_uu) */
#include "model/perimeter.h"
#include "model/schemes.h"
#include <string.h>

enum { DVA, VAX, DAVAX, REF, DDC, FVA, FDC, GVC, GVCB, GVCF, MAIN, VAX1 = MAIN, VAX2, VAX3, VAX4,
       REF1, REF2, FVA1, FVA2, FVA3, FVA4, BM_TERMS };

/* What A_ir meets: final use by s of all that r's output ends in; output for home use; for final
 * sales to s, and abroad in all; for what is directly absorbed abroad; and in sink, output that
 * comes back over the perimeter, and its part in the final use of s. */
enum { ENDS_HOME, HOME_USE, SOLD_HOME, SOLD, ABSORBED, AGAIN, AGAIN_HOME, WIDTH };

struct state {
    const domar_trade *w;
    domar_perimeter p;
    bool    sink;
    domar_perspective perspective;
    double *BF;           /* n x R: B F */
    double *LR;           /* n x R: L_rr F_r */
    double *sold;         /* n: L_rr sum_{u!=r} F_ru */
    double *absorbed;     /* n: L_rr sum_{u!=r} (F_ru + A_ru L_uu F_uu) */
    double *foreign;      /* n: sum_{t!=s} VB_t in the rows of s */
    double *second;       /* n: sum_t v_t L_tt A_ts L_ss in the rows of s */
    double *Q;            /* n x WIDTH */
    double *ms, *mf, *q, *h;  /* most: multipliers at the perimeter, flows, absorbed at home */
};

/* ---- once */
static domar_status allocate(domar_cx *cx, struct state *k)
{
    const size_t n = k->w->n, wide = n * k->w->R;
    double *arrays = domar_scratch(cx, 2 * wide), *rows = domar_scratch(cx, 8 * n);
    k->Q = domar_scratch(cx, n * WIDTH);
    if (!arrays || !rows || !k->Q) return DOMAR_ENOMEM;
    k->BF = arrays;
    k->LR = arrays + wide;
    k->sold = rows;
    k->absorbed = rows + n;
    k->foreign = rows + 2 * n;
    k->second = rows + 3 * n;
    k->ms = rows + 4 * n;
    k->mf = rows + 5 * n;
    k->q = rows + 6 * n;
    k->h = rows + 7 * n;
    return domar_perimeter_new(cx, &k->p, k->w);
}

static void use_locals(struct state *k, const double *direct, const double *arriving)
{
    const domar_trade *w = k->w;
    const size_t R = w->R;
    for (size_t r = 0; r < R; r++) {
        const size_t a = w->first[r], m = w->first[r + 1] - a;
        const double *L = w->L + w->at[r];
        for (size_t i = 0; i < m; i++)
            for (size_t j = 0; j < m; j++) {
                const double l = L[i * m + j];
                for (size_t u = 0; u < R; u++) k->LR[(a + i) * R + u] += l * w->F[(a + j) * R + u];
                k->absorbed[a + i] += l * direct[a + j];
                k->second[a + j] += arriving[a + i] * l;
            }
        for (size_t i = a; i < a + m; i++)
            for (size_t u = 0; u < R; u++)
                if (u != r) k->sold[i] += k->LR[i * R + u];
    }
}

/* direct = exports absorbed where they arrive, F_ru + A_ru L_uu F_uu; arriving = v_t L_tt A_ts. */
static domar_status follow_exports(domar_cx *cx, struct state *k)
{
    const domar_trade *w = k->w;
    const domar_mark mark = domar_scratch_mark(cx);
    double *direct = domar_scratch(cx, w->n), *arriving = domar_scratch(cx, w->n);
    if (!direct || !arriving) return DOMAR_ENOMEM;
    for (size_t p = 0; p < w->n; p++) {
        const size_t home = domar_trade_region(w, p);
        for (size_t u = 0; u < w->R; u++) {
            if (u == home) continue;
            direct[p] += w->F[p * w->R + u];
            for (size_t q = w->first[u]; q < w->first[u + 1]; q++) {
                const double a = w->Z[p * w->n + q] * w->ix[q];
                direct[p] += a * w->LF[q];
                arriving[q] += w->vL[p] * a;
            }
        }
        for (size_t t = 0; t < w->R; t++)
            if (t != home) k->foreign[p] += w->VB[t * w->n + p];
    }
    use_locals(k, direct, arriving);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

static domar_status prepare(domar_cx *cx, void **state, const domar_trade *w,
                            const domar_scheme_options *o)
{
    struct state *k = *state = domar_scratch_bytes(cx, 1, sizeof *k);
    if (!k) return DOMAR_ENOMEM;
    k->w = w;
    k->sink = o->sink;
    k->perspective = o->perspective;
    domar_status st = allocate(cx, k);
    if (!st) st = follow_exports(cx, k);
    if (st) return st;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)w->n, (int)w->R, (int)w->n, 1, w->B,
                (int)w->n, w->F, (int)w->R, 0, k->BF, (int)w->R);
    return DOMAR_OK;
}

/* ---- one perimeter */

/* Multipliers of the first crossing. */
static void first_crossing(struct state *k)
{
    const domar_trade *w = k->w;
    const size_t a = w->first[k->p.s];
    for (size_t i = 0; i < k->p.count; i++) {
        k->ms[i] = w->VB[k->p.s * w->n + a + k->p.rows[i]];
        k->mf[i] = k->foreign[a + k->p.rows[i]];
    }
    domar_perimeter_solve(&k->p, k->ms, true);
    domar_perimeter_solve(&k->p, k->mf, true);
}

/* What has crossed before: B_JI q, and its part B_JI (1 + W)^-1 A_IJ (BF)_Js of the use of s. */
static void last_crossing(struct state *k, size_t r)
{
    const domar_trade *w = k->w;
    const domar_perimeter *p = &k->p;
    const size_t a = w->first[p->s], n = w->n;
    for (size_t i = 0; i < p->count; i++) {
        const size_t at = a + p->rows[i];
        double ends = 0;
        for (int run = 0; run < 2; run++)
            for (size_t c = p->from[run]; c < p->to[run]; c++)
                ends += p->A[p->rows[i] * n + c] * k->BF[c * w->R + p->s];
        k->h[i] = ends;
        k->q[i] = r == SIZE_MAX ? w->e[at] : w->E[at * w->R + r];
    }
    domar_perimeter_solve(p, k->q, false);
    domar_perimeter_solve(p, k->h, false);
    for (int run = 0; run < 2; run++)
        for (size_t c = p->from[run]; c < p->to[run]; c++) {
            double again = 0, home = 0;
            for (size_t i = 0; i < p->count; i++) {
                again += p->C[c * p->m + p->rows[i]] * k->q[i];
                home += p->C[c * p->m + p->rows[i]] * k->h[i];
            }
            k->Q[c * WIDTH + AGAIN] = again;
            k->Q[c * WIDTH + AGAIN_HOME] = home;
        }
}

/* The columns of Q that depend on the exporter alone, or not even on it. */
static void look_from(struct state *k)
{
    const domar_trade *w = k->w;
    for (size_t c = 0; c < w->n; c++) {
        double *q = k->Q + c * WIDTH;
        q[ENDS_HOME] = k->BF[c * w->R + k->p.s];
        q[HOME_USE] = w->LF[c];
        q[SOLD_HOME] = k->LR[c * w->R + k->p.s];
        q[SOLD] = k->sold[c];
        q[ABSORBED] = k->absorbed[c];
    }
}

struct flow { double E, F, again; const double *P; };

/* The parts by where they end, domestic (multiplier d) and foreign (f), of a flow of which d dva
 * and f fva count once. */
static void ends(double *T, const struct flow *x, double d, double f)
{
    const double *P = x->P, ref = d * (P[ENDS_HOME] - P[AGAIN_HOME]);
    T[REF] = ref;
    T[VAX] = T[DVA] - ref;
    T[DAVAX] = d * (x->F + P[HOME_USE]);
    T[VAX1] = d * x->F;
    T[VAX2] = d * P[HOME_USE];
    T[VAX3] = d * (P[SOLD] - P[SOLD_HOME]);
    T[VAX4] = T[VAX] - T[VAX1] - T[VAX2] - T[VAX3];
    T[REF1] = d * P[SOLD_HOME];
    T[REF2] = ref - T[REF1];
    T[FVA1] = f * x->F;
    T[FVA2] = f * P[HOME_USE];
    T[FVA3] = f * P[SOLD];
    T[FVA4] = T[FVA] - T[FVA1] - T[FVA2] - T[FVA3];
}

/* Terms of the flow from row i of the perimeter to r. */
static void terms(const struct state *k, size_t i, size_t r, const double *P, double *T)
{
    const domar_trade *w = k->w;
    const size_t at = w->first[k->p.s] + k->p.rows[i];
    const struct flow x = { .E = w->E[at * w->R + r], .F = w->F[at * w->R + r], .again = P[AGAIN],
                            .P = P };
    const double home = w->VB[k->p.s * w->n + at], abroad = k->foreign[at];
    const double d = k->sink ? home : k->ms[i], f = k->sink ? abroad : k->mf[i];
    const double once = k->sink ? x.E - x.again : x.E;
    T[DVA] = d * once;
    T[FVA] = f * once;
    if (k->perspective == DOMAR_WORLD)
        T[FVA] = k->sink ? abroad * (x.F + P[HOME_USE]) + w->VB[r * w->n + at] * P[ABSORBED]
                         : k->second[at] * x.E;
    T[DDC] = home * x.E - T[DVA];
    T[FDC] = abroad * x.E - T[FVA];
    ends(T, &x, d, f);
    T[GVC] = x.E - T[DAVAX];
    T[GVCB] = T[DDC] + T[FVA] + T[FDC];
    T[GVCF] = T[GVC] - T[GVCB];
}

/* One industry or all (SIZE_MAX), to one region or all: T of exporter s. */
static domar_status cross(domar_cx *cx, struct state *k, size_t industry, size_t r, double *T,
                          size_t width)
{
    const domar_trade *w = k->w;
    domar_perimeter *p = &k->p;
    const domar_status st = domar_perimeter_draw(cx, p, industry, r);
    if (st) return st;
    if (k->sink) last_crossing(k, r);
    else first_crossing(k);
    for (size_t i = 0; i < p->count; i++)
        for (size_t u = 0; u < w->R; u++) {
            double P[WIDTH] = { 0 };
            if (u == p->s || (r != SIZE_MAX && u != r)) continue;
            for (size_t c = w->first[u]; c < w->first[u + 1]; c++)
                for (size_t q = 0; q < WIDTH; q++)
                    P[q] += p->A[p->rows[i] * w->n + c] * k->Q[c * WIDTH + q];
            terms(k, i, u, P, T + (p->rows[i] * w->R + u) * width);
        }
    return DOMAR_OK;
}

static domar_status fill(domar_cx *cx, void *state, size_t s, domar_level level, double *T,
                         size_t width)
{
    struct state *k = state;
    const bool sectors = k->perspective == DOMAR_SECTOR || k->perspective == DOMAR_SECTOR_BILATERAL;
    const bool partners = k->perspective == DOMAR_BILATERAL ||
                          k->perspective == DOMAR_SECTOR_BILATERAL;
    domar_status st = DOMAR_OK;
    (void)level;                                     /* always the finest */
    memset(k->Q, 0, k->w->n * WIDTH * sizeof *k->Q);
    domar_perimeter_take(&k->p, s);
    look_from(k);
    for (size_t i = 0; i < (sectors ? k->w->N : 1); i++)
        for (size_t r = 0; !st && r < (partners ? k->w->R : 1); r++)
            if (!partners || r != s)
                st = cross(cx, k, sectors ? i : SIZE_MAX, partners ? r : SIZE_MAX, T, width);
    return st;
}

enum { PARTS = 1 << DVA | 1 << DDC | 1 << FVA | 1 << FDC };

/* What is directly absorbed, and trade related to value chains, are defined by source at the
 * exporter's border; the parts of foreign value added wherever it counts at that border. */
static bool shows(const domar_scheme_options *o, size_t term)
{
    const bool home = o->perspective == DOMAR_EXPORTER && !o->sink;
    if (term == DAVAX || (term >= GVC && term <= GVCF)) return home;
    if (term >= FVA1) return o->detail && o->perspective != DOMAR_WORLD;
    return term < MAIN || o->detail;
}

const domar_scheme domar_scheme_bm = { .name = "bm", .terms = BM_TERMS, .parts = PARTS,
                                       .adds_up = true, .shows = shows,
                                       .prepare = prepare, .fill = fill };

/* ---- Miroudot and Ye */
static domar_status prepare_my(domar_cx *cx, void **state, const domar_trade *w,
                               const domar_scheme_options *o)
{
    static const domar_scheme_options source = { .perspective = DOMAR_EXPORTER };
    (void)o;
    return prepare(cx, state, w, &source);
}

const domar_scheme domar_scheme_my = { .name = "my", .terms = BM_TERMS, .parts = PARTS,
    .column = (const unsigned char[]){ DVA, DDC, FVA, FDC }, .adds_up = true,
    .prepare = prepare_my, .fill = fill };
