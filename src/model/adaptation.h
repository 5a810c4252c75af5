/* model/adaptation.h -- are production relations keeping up with productive forces?
 *
 *     drag_i   = 1/2 [g_i(A0, tau0) + g_i(A1, tau1)] Dlog A_i              forces outran relations
 *     relief_i = - (1/2 [dL/dlog tau(0) + dL/dlog tau(1)] Dlog tau) over wedges on i    they eased
 *     Delta L  = sum drag - sum relief + abroad + remainder
 *
 * with L and g of model/misfit.h, Dlog A of model/cost_tfp.h.  Every year is a world of its own: its table, its wedges. */
#ifndef DOMAR_MODEL_ADAPTATION_H
#define DOMAR_MODEL_ADAPTATION_H
#include "model/cost_tfp.h"
#include "model/misfit.h"
#include "model/wedge_page.h"

typedef struct {
    const domar_series *series;
    size_t first, count;                    /* years: positions in the series */
    bool   world;                           /* one scope, the world; else economies */
    const bool *chosen;                     /* G: which ones (not of the world) */
    const domar_scenario *scenario;
    domar_wedge_source wedges;              /* markup, capital: count x n here */
    const domar_growth_rows *rows;
    const domar_growth_year *years;         /* count */
    /* answers, from scratch; NAN: not known */
    size_t n, N, scopes;
    double *frontier, *actual;              /* count x n: dlog U* and dlog U of the producer's scope by its log A */
    double *tfp, *drag, *relief;            /* count x n: since the year before; logs; of the first NAN */
    domar_tfp_lack *why;                    /* count x n */
    double *misfit, *spent, *abroad;        /* count x scopes; abroad: misfit moved by others' forces and wedges */
    size_t *own;                            /* count x scopes: wedges in force */
    bool   series_of_wedges;                /* some wedge differs between years */
    double residual;                        /* of the worst market */
} domar_adaptation;

domar_status domar_adaptation_run(domar_cx *cx, domar_adaptation *a);
static inline size_t domar_adaptation_scope(const domar_adaptation *a, size_t producer) { return a->world ? 0 : producer / a->N; }
/* Of one scope since the year before (year > 0): sums over its industries, and the share of its sales whose drag is known
 * (0: drag is NAN). */
typedef struct { double change, drag, relief, abroad, remainder, covered; } domar_adaptation_sum;
domar_adaptation_sum domar_adaptation_of(const domar_adaptation *a, size_t scope, size_t year);
#endif
