/* model/ltv.c -- Los, Timmer and de Vries: value added in exports by hypothetical extraction.
 *
 * Take away the flow from the rows I of s to the users J abroad: the value added of s falls by
 *
 *     dva = v_s B_sI (1 + W)^-1 E_IJ      (model/perimeter.h)
 *
 * [los2016, eq. 3; los2018, eq. 8], for all exports of s by v_s L_ss e_s.  Each flow is taken away
 * alone, the others staying, so that rows do not add up; the rest of the flow is domestic content
 * counted again, v_s B_sI E_IJ - dva, and foreign content. */
#include "model/perimeter.h"
#include "model/schemes.h"

enum { DVA, DDC, FC, LTV_TERMS };

struct state { domar_perimeter p; double *q; };

static domar_status prepare(domar_cx *cx, void **state, const domar_trade *w,
                            const domar_scheme_options *o)
{
    struct state *k = *state = domar_scratch_bytes(cx, 1, sizeof *k);
    (void)o;
    if (!k) return DOMAR_ENOMEM;
    const domar_status st = domar_perimeter_new(cx, &k->p, w);
    return st ? st : (k->q = domar_scratch(cx, w->n)) ? DOMAR_OK : DOMAR_ENOMEM;
}

/* Terms of the flow of one industry (SIZE_MAX: all) to region r (SIZE_MAX: all). */
static domar_status extract(domar_cx *cx, struct state *k, size_t industry, size_t r, double *T)
{
    domar_perimeter *p = &k->p;
    const domar_trade *w = p->w;
    double home = 0, dva = 0, all = 0;
    const domar_status st = domar_perimeter_draw(cx, p, industry, r);
    for (size_t i = 0; !st && i < p->count; i++) {
        const size_t at = w->first[p->s] + p->rows[i];
        k->q[i] = r == SIZE_MAX ? w->e[at] : w->E[at * w->R + r];
        home += w->VB[p->s * w->n + at] * k->q[i];
        for (size_t t = 0; t < w->R; t++) all += w->VB[t * w->n + at] * k->q[i];
    }
    if (st) return st;
    domar_perimeter_solve(p, k->q, false);
    for (size_t i = 0; i < p->count; i++)
        dva += w->VB[p->s * w->n + w->first[p->s] + p->rows[i]] * k->q[i];
    T[DVA] = dva;
    T[DDC] = home - dva;
    T[FC] = all - home;
    return DOMAR_OK;
}

static domar_status fill(domar_cx *cx, void *state, size_t s, domar_level level, double *T,
                         size_t width)
{
    struct state *k = state;
    const domar_trade *w = k->p.w;
    const size_t partners = level.partner ? w->R : 1, rows = level.industry ? w->N : 1;
    domar_status st = DOMAR_OK;
    domar_perimeter_take(&k->p, s);
    for (size_t i = 0; i < rows; i++)
        for (size_t r = 0; !st && r < partners; r++)
            if (!level.partner || r != s)
                st = extract(cx, k, level.industry ? i : SIZE_MAX, level.partner ? r : SIZE_MAX,
                             T + (i * partners + r) * width);
    return st;
}

const domar_scheme domar_scheme_ltv = { .name = "ltv", .terms = LTV_TERMS, .prepare = prepare,
                                        .fill = fill };
