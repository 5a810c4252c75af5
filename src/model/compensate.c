/* model/compensate.c -- who gains more than the mean pays, who gains less receives, until all gain alike. */
#include "model/compensate.h"
#include <math.h>

/* One round: how far apart all are, and transfers moved on. */
static void move_on(const domar_market *m, domar_compensation *out, double *D, const double *U0)
{
    const domar_world *w = m->w;
    double top = 0, bottom = 0, sum = 0, money = 0;
    for (size_t h = 0; h < w->homes; h++) {
        const double spent = domar_world_spent(w, h);
        money += w->E[h];
        if (!(spent > 0)) continue;
        top += domar_household_income(m, h) * spent;
        bottom += spent * U0[h];
    }
    out->kappa = top / bottom;
    out->gain = (out->kappa - 1) * bottom;
    out->apart = 0;
    for (size_t h = 0; h < w->homes; h++) {
        const double spent = domar_world_spent(w, h);
        if (!(spent > 0)) continue;
        const double off_by = domar_household_income(m, h) / U0[h] - out->kappa;
        out->apart = fmax(out->apart, fabs(off_by));
        D[h] -= off_by * spent * U0[h] * exp(m->lm[domar_world_home(w, h)]);
    }
    for (size_t h = 0; h < w->homes; h++) sum += D[h];
    for (size_t h = 0; h < w->homes; h++) D[h] -= sum * w->E[h] / money;
}

domar_status domar_compensate(domar_cx *cx, domar_compensation *out, domar_case *c, double *z, const double *U0,
                              const domar_move *off)
{
    domar_move moves[2] = { *off, { { NULL } } };
    domar_status st = domar_move_want(cx, &moves[1], c->base->world, DOMAR_MOVE_TRANSFER);
    *out = (domar_compensation){ NAN, NAN, INFINITY };
    for (int k = 0; !st && k < 200 && out->apart > 1e-10; k++) {
        if ((st = domar_case_resolve(cx, c, z, moves, 2))) break;
        move_on(c->o.m, out, moves[1].of[DOMAR_MOVE_TRANSFER], U0);
        st = domar_tick(cx, (size_t)k, 200);
    }
    if (!st && out->apart > 1e-8)
        st = domar_fail(cx, DOMAR_ENOCONV, "the transfers that compensate everybody were not found: gains still differ by %.1e",
                        out->apart);
    domar_move_free(&moves[1]);
    return st;
}
