/* model/cost_tfp.c -- volumes from the accounts, shares from the worlds. */
#include "model/cost_tfp.h"
#include <math.h>

static double level(const double *array, size_t at) { return array ? array[at] : 1; }

/* What producer i pays for what it buys of k, wedges included. */
static double paid(const domar_growth_year *y, const domar_case *c, size_t k, size_t i)
{
    const domar_world *w = c->base->world;
    const size_t at = domar_world_edge(w, i / w->N, k % w->N, k / w->N), in = domar_world_user(w, i) * w->N + k % w->N;
    double T = level(w->tg, in) * level(w->fr, in);
    for (int o = 0; o < DOMAR_OWNERS; o++) T *= level(w->T[o], at);
    return T * y->t->Z[k * y->n + i];
}

/* What goods contribute: their index where the table has one, else flows over prices of their suppliers, those without a
 * price left out; share: of goods within cost in the two years. */
static double goods(const domar_growth_year *a, const domar_growth_year *b, const domar_case *ca, const domar_case *cb, size_t i,
                    const double share[2])
{
    const double given = domar_log_change(a->inputs_volume[i], b->inputs_volume[i]);
    double all[2] = { 0 }, sum[2] = { 0 };
    if (!isnan(given)) return 0.5 * (share[0] + share[1]) * given;
    for (size_t k = 0; k < a->n; k++) {
        const double dz = domar_log_change(a->t->Z[k * a->n + i], b->t->Z[k * a->n + i]) - domar_growth_of_price(a, b, k);
        if (isnan(dz)) continue;
        const double z[] = { paid(a, ca, k, i), paid(b, cb, k, i) };
        for (int y = 0; y < 2; y++) {
            all[y] += z[y];
            sum[y] += z[y] * dz;
        }
    }
    return all[0] > 0 && all[1] > 0 ? 0.5 * (share[0] * sum[0] / all[0] + share[1] * sum[1] / all[1]) : NAN;
}

/* Labour within what factors are paid. */
static double labour_share(const domar_growth_year *y, const domar_case *c, size_t i)
{
    const domar_world *w = c->base->world;
    if (w->F == 2) return w->phi[2 * i];
    const double bill = w->s[i] * y->output[i] / w->mu[i];
    return isnan(y->labour[i]) ? NAN : fmin(fmax(y->labour[i] / bill, 0), 1);
}

void domar_cost_tfp(double *tfp, domar_tfp_lack *why, const domar_growth_rows *rows, const domar_growth_year *a,
                    const domar_growth_year *b, const domar_case *ca, const domar_case *cb)
{
    const double *s[] = { ca->base->world->s, cb->base->world->s };
    for (size_t i = 0; i < a->n; i++) {
        const double of_goods[] = { 1 - s[0][i], 1 - s[1][i] }, labour[] = { s[0][i] > 0 ? labour_share(a, ca, i) : 0,
                                                                         s[1][i] > 0 ? labour_share(b, cb, i) : 0 };
        const double work = 0.5 * (s[0][i] * labour[0] + s[1][i] * labour[1]),
                     rest = 0.5 * (s[0][i] * (1 - labour[0]) + s[1][i] * (1 - labour[1])),
                     dq = domar_log_change(a->output_volume[i], b->output_volume[i]);
        const double part[] = { of_goods[0] + of_goods[1] > 1e-12 ? goods(a, b, ca, cb, i, of_goods) : 0,
                                fabs(work) > 1e-12 || isnan(work) ? work * domar_growth_of_labour(rows, a, b, i).input : 0,
                                fabs(rest) > 1e-12 || isnan(rest) ? rest * domar_growth_of_capital(rows, a, b, i) : 0 };
        why[i] = !(a->output[i] > 0) || !(b->output[i] > 0) ? DOMAR_TFP_NO_OUTPUT : isnan(dq) ? DOMAR_TFP_NO_VOLUME : DOMAR_TFP_KNOWN;
        for (int k = 0; k < 3; k++)
            if (why[i] == DOMAR_TFP_KNOWN && isnan(part[k])) why[i] = (domar_tfp_lack)(DOMAR_TFP_NO_INPUTS + k);
        tfp[i] = why[i] == DOMAR_TFP_KNOWN ? dq - part[0] - part[1] - part[2] : NAN;
    }
}
