/* model/misfit.h -- how far production relations stand from what productive forces would allow, and what moves the distance.
 *
 *     L = log U* - log U,   U* without the wedges of the scope
 *     g_i = dL / dlog A_i = dlog U* / dlog A_i - dlog U / dlog A_i
 *
 * Of one economy: its own wedges are off, those of others stay, terms of trade follow.  Of the world: all wedges are off and
 * transfers are free, so that everybody gains the same share kappa; then dlog kappa = sum omega_h (dlog U*_h - dlog U_h) with
 * weights omega under which no transfer between households gains anything. */
#ifndef DOMAR_MODEL_MISFIT_H
#define DOMAR_MODEL_MISFIT_H
#include "model/case.h"

#define DOMAR_WORLD SIZE_MAX     /* in place of an economy */

typedef struct {
    double misfit;               /* L, log */
    double spent;                /* final spending of the scope at the base, money */
    size_t wedges;               /* own wedges in force */
    domar_move actual, frontier; /* dlog U and dlog U* by productivity and by the kinds that were wanted */
} domar_misfit;

/* Whose wedge a cell of a level is (who imposes it), and on which industry's product or production. */
size_t domar_wedge_owner(const domar_world *w, domar_level_kind kind, size_t at);
size_t domar_wedge_industry(const domar_world *w, domar_level_kind kind, size_t at);
/* Log of the wedge in force; 0: none. */
static inline double domar_wedge_level(const domar_case *c, size_t kind, size_t at)
{
    return c->base->level[kind] ? c->base->level[kind][at] : 0;
}
/* The market stands at the case's answer before and after.  wanted: kinds of moves, DOMAR_MOVES; productivity always is.
 * DOMAR_EUSAGE where the scenario has closing rates, DOMAR_ENOCONV. */
domar_status domar_misfit_new(domar_cx *cx, domar_misfit *out, domar_case *c, size_t economy, const bool wanted[DOMAR_MOVES]);
void domar_misfit_free(domar_misfit *m);
#endif
