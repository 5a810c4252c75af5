/* model/gradient.c -- what an objective gains by everything that can move, by one transposed solve
 *
 *     (I - G_z)' lambda = J_z,     dJ/dmove = J_move + lambda' G_move
 *
 * Real final spending log U = log (E' - burnt') - log P; real GDP in Divisia's form, spending and trade at the
 * border less prices; factor incomes over the price of consumption; factors at work W' / w'; revenue of wedges over the
 * price of consumption where it is earned. */
#include "model/outcome.h"
#include <math.h>
#include <string.h>

static inline double level(const double *array, size_t at) { return array ? array[at] : 1; }

size_t domar_gradient_room(const domar_market *m)
{
    const domar_world *w = m->w;
    return 2 * m->size + 2 * w->homes + w->G * w->n + w->n * w->F + w->G + w->G * w->sources;
}

struct seeds {
    double *P, *burnt, *shipped, *factor, *nominal, *income;
    bool has_trade, has_factors, has_income;
};

static void seed_welfare(struct seeds *s, double *direct, const domar_market *m, const double *weight)
{
    const domar_world *w = m->w;
    for (size_t h = 0; h < w->homes; h++) {
        const double E = w->E[h] * exp(m->lE[h]);
        if (!(fabs(weight[h]) > 0)) continue;
        s->P[h] -= weight[h];
        s->burnt[h] -= weight[h] / (E - m->burnt[h]);
        direct[m->slots + 2 * w->n + h] += weight[h] * E / (E - m->burnt[h]);
    }
}

/* Spending at its own prices, exports less imports in quantities, over nominal GDP. */
static void seed_gdp(struct seeds *s, double *direct, const domar_market *m, const double *weight)
{
    const domar_world *w = m->w;
    double *nominal = s->nominal;
    memset(nominal, 0, w->G * sizeof *nominal);
    for (size_t h = 0; h < w->homes; h++) nominal[h / w->H] += w->E[h] * exp(m->lE[h]);
    for (int pass = 0; pass < 2; pass++)
        for (size_t at = 0; at < w->G * w->n; at++) {
            const size_t b = at / w->n, i = at % w->G;
            if (b == i) continue;
            const double border = m->X[at] * level(m->net, at) * level(m->T[DOMAR_EXPORTER], at);
            if (pass) s->shipped[at] += border * (weight[i] / nominal[i] - weight[b] / nominal[b]);
            else {
                nominal[i] += border;
                nominal[b] -= border;
            }
        }
    for (size_t h = 0; h < w->homes; h++) {
        const double part = weight[h / w->H] * w->E[h] * exp(m->lE[h]) / nominal[h / w->H];
        s->P[h] -= part;
        direct[m->slots + 2 * w->n + h] += part;
    }
    s->has_trade = true;
}

static void seed_value_added(struct seeds *s, const domar_market *m, const double *weight)
{
    const domar_world *w = m->w;
    for (size_t p = 0; p < w->n; p++) {
        double bill = 0, E = 0;
        const size_t b = p / w->N;
        for (size_t f = 0; f < w->F; f++) bill += m->Wd[p * w->F + f];
        for (size_t f = 0; bill > 0 && f < w->F; f++) s->factor[p * w->F + f] += weight[p] * m->Wd[p * w->F + f] / bill;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) E += w->E[h];
        for (size_t h = b * w->H; bill > 0 && E > 0 && h < (b + 1) * w->H; h++) s->P[h] -= weight[p] * w->E[h] / E;
    }
    s->has_factors = true;
}

static void seed_jobs(struct seeds *s, double *direct, const domar_market *m, const double *weight)
{
    for (size_t at = 0; at < m->w->n * m->w->F; at++) {
        if (m->slot[at] == SIZE_MAX) continue;
        s->factor[at] += weight[at];
        direct[m->slot[at]] -= weight[at];
    }
    s->has_factors = true;
}

/* Taxes, rents and markups as they are earned; factor incomes are none. */
static void seed_revenue(struct seeds *s, const domar_market *m, const double *weight)
{
    const domar_world *w = m->w;
    for (size_t b = 0; b < w->G; b++) {
        const double k = weight[b] / exp(m->lP[b]);
        double revenue = 0, E = 0;
        for (size_t c = 0; c < DOMAR_EARN_FACTORS; c++) {
            s->income[b * w->sources + c] += k;
            revenue += m->income[b * w->sources + c];
        }
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) E += w->E[h];
        for (size_t h = b * w->H; E > 0 && h < (b + 1) * w->H; h++) s->P[h] -= k * revenue * w->E[h] / E;
    }
    s->has_income = true;
}

domar_status domar_gradient(domar_cx *cx, domar_move *gradient, domar_market *m, const domar_fixed_point *f,
                            const domar_objective *objective, double *room)
{
    const domar_world *w = m->w;
    memset(room, 0, domar_gradient_room(m) * sizeof *room);
    double *rhs = room, *lambda = rhs + m->size;
    struct seeds s = { .P = lambda + m->size };
    s.burnt = s.P + w->homes;
    s.shipped = s.burnt + w->homes;
    s.factor = s.shipped + w->G * w->n;
    s.nominal = s.factor + w->n * w->F;
    s.income = s.nominal + w->G;
    size_t products = 0;
    double *direct = lambda;                                  /* free until the solve */
    if (objective->welfare) seed_welfare(&s, direct, m, objective->welfare);
    if (objective->gdp) seed_gdp(&s, direct, m, objective->gdp);
    if (objective->value_added) seed_value_added(&s, m, objective->value_added);
    if (objective->jobs) seed_jobs(&s, direct, m, objective->jobs);
    if (objective->revenue) seed_revenue(&s, m, objective->revenue);
    const domar_seed seed = { s.P, s.burnt, s.has_trade ? s.shipped : NULL, s.has_factors ? s.factor : NULL,
                              s.has_income ? s.income : NULL };
    domar_market_seed(m, rhs, gradient, &seed);
    for (size_t k = 0; k < m->size; k++) rhs[k] += direct[k];
    memset(lambda, 0, m->size * sizeof *lambda);
    const domar_status st = domar_fixed_point_linear(cx, lambda, &products, f, rhs, true,
                                                     objective->tol > 0 ? objective->tol : 1e-12);
    if (!st) domar_market_cotangent(m, NULL, gradient, lambda);
    return st;
}
