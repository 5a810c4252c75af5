/* model/forces_weights.c -- costs, wedges and Domar weights of a year. */
#include "model/forces_weights.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

static domar_status new_weights(domar_cx *cx, domar_forces_weights *w, const domar_forces_sides *s)
{
    const size_t F = s->groups + 1;
    double **const small[] = { &w->cost, &w->mu, &w->lambda, &w->made }, **const pools[] = { &w->pay, &w->T, &w->l, &w->factor, &w->net };
    *w = (domar_forces_weights){ 0 };
    for (size_t k = 0; k < 4; k++)
        if (!(*small[k] = domar_scratch(cx, s->H))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < 5; k++)
        if (!(*pools[k] = domar_scratch(cx, F * s->H))) return DOMAR_ENOMEM;
    w->use = domar_scratch(cx, (s->H + s->M) * s->U);
    w->imports = domar_scratch(cx, s->M);
    return w->use && w->imports ? DOMAR_OK : DOMAR_ENOMEM;
}

/* ---- costs, markups, wedges of one year */
static double inputs_at_buyers(const domar_forces_sides *s, const domar_forces_side *d, size_t u)
{
    double sum = 0;
    for (size_t k = 0; k < s->H + s->M; k++) sum += d->T[k * s->U + u] * d->z[k * s->U + u];
    return sum;
}

/* Mean pay of a group, or return of capital, in an economy: sum of pay over sum of quantity; taxed: net of declared taxes. */
static double mean_price(const domar_forces_sides *s, const domar_forces_weights *w, size_t f, size_t economy, bool taxed)
{
    double pay = 0, quantity = 0;
    for (size_t h = 0; h < s->H; h++) {
        const size_t p = f * s->H + h;
        if (s->economy[h] != economy || w->alone[p]) continue;
        pay += w->pay[p];
        quantity += (taxed ? w->T[p] : 1) * w->l[p];
    }
    return quantity > 0 ? pay / quantity : NAN;
}

/* Own pay over the economy's mean: what employers pay holds the taxes on it. */
static void gap_of(const domar_forces_sides *s, domar_forces_weights *w, size_t f)
{
    double mean = NAN;
    for (size_t h = 0; h < s->H; h++) {
        const size_t p = f * s->H + h;
        if (h == 0 || s->economy[h] != s->economy[h - 1]) mean = mean_price(s, w, f, s->economy[h], false);
        if (!w->alone[p]) w->T[p] = w->pay[p] / w->l[p] / mean;
    }
}

static void take_pay(domar_forces_weights *w, const domar_forces_sides *s, const domar_forces_side *d)
{
    const size_t H = s->H, K = s->groups;
    for (size_t h = 0; h < H; h++) {
        double labour = 0;
        for (size_t f = 0; f < K; f++) {
            w->pay[f * H + h] = d->labour[f][h];
            w->l[f * H + h] = d->hours[f][h];
            w->T[f * H + h] = d->tf[h];
            labour += d->labour[f][h];
        }
        w->mu[h] = d->mu[h];
        w->cost[h] = d->y->t->x[s->row[h]] / d->mu[h];
        w->pay[K * H + h] = w->cost[h] - inputs_at_buyers(s, d, h) - labour;
        w->l[K * H + h] = d->y->stock[s->row[h]];
        w->T[K * H + h] = d->tf[H + h];
    }
}

/* Capital at its user cost, or the economy's mean return; the markup is what is left.  NaN where no return is above zero. */
static void take_markup(domar_forces_weights *w, const domar_forces_sides *s, const domar_forces_side *d, double user_cost)
{
    const size_t H = s->H, K = s->groups;
    double *own = w->pay + K * H, mean = NAN;
    for (size_t h = 0; h < H; h++)                      /* own pay is needed for the means until all costs are set */
        if (h == 0 || s->economy[h] != s->economy[h - 1]) {
            mean = user_cost > 0 ? user_cost : mean_price(s, w, K, s->economy[h], true);
            for (size_t k = h; k < H && s->economy[k] == s->economy[h]; k++)
                w->cost[k] = mean > 0 ? w->cost[k] + mean * w->T[K * H + k] * w->l[K * H + k] - own[k] : NAN;
        }
    for (size_t h = 0; h < H; h++) {
        double others = inputs_at_buyers(s, d, h);
        for (size_t f = 0; f < K; f++) others += w->pay[f * H + h];
        w->mu[h] = d->y->t->x[s->row[h]] / w->cost[h];
        own[h] = w->cost[h] - others;
    }
}

/* Pools that are out of the wedges: in both years if in one. */
static size_t find_alone(domar_forces_weights w[2], const domar_forces_sides *s)
{
    size_t count = 0;
    for (size_t p = 0; p < (s->groups + 1) * s->H; p++) {
        bool none = true;
        for (int d = 0; d < 2; d++) {
            w[0].alone[p] = w[0].alone[p] || !(w[d].pay[p] > 0) || !(w[d].l[p] > 0);
            none = none && w[d].pay[p] == 0 && w[d].l[p] == 0;
        }
        count += w[0].alone[p] && !none;
    }
    return count;
}

static size_t value(domar_forces_weights w[2], const domar_forces_sides *s, const domar_forces_rule *r)
{
    for (int d = 0; d < 2; d++) take_pay(&w[d], s, &s->of[d]);
    const size_t odd = find_alone(w, s);
    for (int d = 0; d < 2; d++) {
        for (size_t f = 0; f < s->groups && r->gap != DOMAR_GAP_NONE && !r->labour_quality; f++) gap_of(s, &w[d], f);
        if (r->gap == DOMAR_GAP_CAPITAL) gap_of(s, &w[d], s->groups);
        if (r->gap == DOMAR_GAP_MARKUP) take_markup(&w[d], s, &s->of[d], r->user_cost);
    }
    return odd;
}

/* ---- Domar weights */
static domar_status domar_weights(domar_cx *cx, domar_forces_weights *w, const domar_forces_sides *s, const domar_forces_side *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t H = s->H, U = s->U;
    const blasint size = (blasint)H, one = 1;
    blasint info = 0;
    double *A = domar_scratch(cx, H * H);
    blasint *pivots = domar_scratch_bytes(cx, H, sizeof *pivots);
    domar_status st = A && pivots ? DOMAR_OK : DOMAR_ENOMEM;
    w->gdp = 0;
    for (size_t k = 0; k < H + s->M; k++)
        for (size_t u = 0; u < U; u++)
            if (u >= H || k >= H) w->gdp += (u >= H ? d->T[k * U + u] * d->z[k * U + u] : 0) - (k >= H ? d->z[k * U + u] : 0);
    for (size_t h = 0; h < H; h++) w->gdp += d->exports[h];
    for (size_t k = 0; k < H; k++) {
        w->made[k] = d->exports[k];
        for (size_t u = 0; u < U; u++) w->made[k] += d->z[k * U + u];
    }
    for (size_t k = 0; !st && k < H; k++) {
        w->lambda[k] = d->exports[k] / w->gdp;
        for (size_t u = H; u < U; u++) w->lambda[k] += d->T[k * U + u] * d->z[k * U + u] / w->gdp;
        for (size_t u = 0; u < H; u++) A[k * H + u] = (k == u) - d->T[k * U + u] * d->z[k * U + u] / w->cost[u];
    }
    if (!st) dgetrf_(&size, &size, A, &size, pivots, &info);
    if (!st && info == 0) dgetrs_("T", &size, &one, A, &size, pivots, w->lambda, &size, &info);
    for (size_t k = 0; !st && info && k < H; k++) w->lambda[k] = NAN;       /* the caller names what lacks */
    domar_scratch_rewind(cx, mark);
    return st;
}

static void spread(domar_forces_weights *w, const domar_forces_sides *s, const domar_forces_side *d)
{
    const size_t H = s->H, U = s->U, F = s->groups + 1;
    for (size_t k = 0; k < H + s->M; k++)
        for (size_t u = 0; u < U; u++) {
            const double paid = d->T[k * U + u] * d->z[k * U + u];
            w->use[k * U + u] = u < H ? w->lambda[u] * paid / w->cost[u] : paid / w->gdp;
        }
    for (size_t p = 0; p < F * H; p++) {
        w->factor[p] = w->lambda[p % H] * w->pay[p] / w->cost[p % H];
        w->net[p] = w->pay[p] / w->T[p] / w->gdp;
    }
    for (size_t m = 0; m < s->M; m++) {
        w->imports[m] = 0;
        for (size_t u = 0; u < U; u++) w->imports[m] += d->z[(H + m) * U + u] / w->gdp;
    }
}

static size_t not_a_cost(const domar_forces_weights *w, size_t H)
{
    for (size_t h = 0; h < H; h++)
        if (!(w->cost[h] > 0) || !isfinite(w->lambda[h]) || w->lambda[h] == 0) return h;
    return SIZE_MAX;
}

domar_status domar_forces_weights_new(domar_cx *cx, domar_forces_weights w[2], const domar_forces_sides *s,
                                      const domar_forces_rule *rule, size_t *odd, size_t *culprit)
{
    domar_status st = DOMAR_OK;
    *culprit = SIZE_MAX;
    for (int d = 0; !st && d < 2; d++) st = new_weights(cx, &w[d], s);
    if (!st && !(w[0].alone = w[1].alone = domar_scratch_bytes(cx, (s->groups + 1) * s->H, sizeof *w[0].alone))) st = DOMAR_ENOMEM;
    if (!st) *odd = value(w, s, rule);
    for (int d = 0; !st && d < 2; d++) {
        if ((st = domar_weights(cx, &w[d], s, &s->of[d]))) break;
        if ((*culprit = not_a_cost(&w[d], s->H)) != SIZE_MAX) break;
        spread(&w[d], s, &s->of[d]);
    }
    return st;
}
