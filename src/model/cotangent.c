/* model/cotangent.c -- the transposed of tangent.c: what lambda' G(z) gains by every unknown and by
 * everything that can move, in one pass.  The lines of tangent.c from the last to the first; a letter
 * k in front is the coefficient of lambda' dG on that change. */
#include "model/equilibrium.h"
#include <math.h>
#include <string.h>

static inline double level(const double *array, size_t at) { return array ? array[at] : 1; }

static void add(domar_move *gradient, domar_move_kind kind, size_t at, double value)
{
    if (gradient && gradient->of[kind]) gradient->of[kind][at] += value;
}

/* On d log W demanded (m->cw) and the price of consumption (m->cu of final users), from rewards. */
static void pull_rewards(domar_market *m, domar_move *gradient, const double *lambda)
{
    const domar_world *w = m->w;
    memset(m->cw, 0, w->n * w->F * sizeof *m->cw);
    memset(m->cu, 0, w->users * sizeof *m->cu);
    for (size_t q = 0; q < w->G * w->F; q++) {
        const size_t b = q / w->F, f = q % w->F;
        if (!(m->pool[q] > 0)) continue;
        const double kappa = w->kappa[q], eta = w->eta[q];
        double kw = 0, kdemand = 0;                       /* on the pool's price and its demand */
        size_t pool = SIZE_MAX;
        for (size_t k = 0; k < w->N; k++) {
            const size_t at = (b * w->N + k) * w->F + f;
            if (m->slot[at] == SIZE_MAX) continue;
            const double l = lambda[m->slot[at]];
            if (isinf(kappa)) {
                if (pool == SIZE_MAX) kw += l;
                pool = m->slot[at];
                continue;
            }
            m->cw[at] += l / (1 + kappa);
            kw += l;                                      /* (kappa + 1) / (1 + kappa) */
            kdemand -= l / (1 + kappa);
        }
        double *kP = &m->cu[domar_world_final(w, b)];
        if (domar_market_floored(m, q)) *kP += w->floor[q] * kw;
        else if (isinf(eta)) *kP += kw;
        else {
            kdemand += kw / (1 + eta);
            *kP += kw * eta / (1 + eta);
            add(gradient, DOMAR_MOVE_SUPPLY, q, -kw / (1 + eta));
        }
        for (size_t k = 0; k < w->N; k++) {
            const size_t at = (b * w->N + k) * w->F + f;
            m->cw[at] += kdemand * m->Wd[at] / m->pool[q];
        }
    }
}

/* kE (G): on spending in money.  Adds to m->cw, m->b (on d log B) and kR (n). */
static void pull_incomes(domar_market *m, domar_move *gradient, double *kR, const double *kE)
{
    const domar_world *w = m->w;
    double total = 0, kscale = 0;
    for (size_t k = 0; k < w->n * w->F; k++) {
        total += m->Wd[k];
        m->cw[k] += kE[k / w->F / w->N] * m->scale * m->Wd[k];
        kscale += m->cw[k];                               /* everything at the unit of account */
    }
    for (size_t p = 0; p < w->n; p++) {
        const double k = kE[p / w->N], R = w->R[p] * exp(m->lR[p]);
        kR[p] += k * (1 - 1 / m->mu[p]) * R;
        add(gradient, DOMAR_MOVE_OUTPUT, p, k * R / m->mu[p]);
        for (size_t f = 0; f < w->F; f++) {
            const size_t at = p * w->F + f;
            const double tf = level(m->tf, at);
            if (total > 0) m->cw[at] -= kscale * m->Wd[at] / total;
            m->cw[at] += k * (tf - 1) * m->Wd[at];
            add(gradient, DOMAR_MOVE_FACTOR, at, k * tf * m->Wd[at]);
        }
    }
    const bool inputs = m->tg || (gradient && gradient->of[DOMAR_MOVE_INPUT]);
    for (size_t u = 0; inputs && u < w->users; u++)
        for (size_t j = 0; j < w->N; j++) {
            const size_t at = u * w->N + j;
            const double tg = level(m->tg, at), k = kE[u / (w->N + 1)] * m->B[at];
            m->b[at] += k * (tg - 1);
            add(gradient, DOMAR_MOVE_INPUT, at, k * tg);
        }
    for (size_t b = 0; b < w->G; b++) add(gradient, DOMAR_MOVE_TRANSFER, b, kE[b]);
}

/* One buyer's purchases of a good where wedges stand or are asked for. */
static void pull_row(domar_market *m, domar_move *gradient, const double *ksales, const double *kE, double burn, size_t b,
                     size_t at, double theta)
{
    for (size_t i = 0; i < m->w->G; i++) {
        const size_t k = at + i;
        const double X = m->X[k], net = level(m->net, k), T1 = level(m->T[DOMAR_EXPORTER], k);
        const double kseller = ksales[i] - kE[i], kborder = kE[i] - kE[b], inside = 1 / level(m->T[DOMAR_IMPORTER], k);
        const double kX = kE[b] + net * (kseller + T1 * kborder) + burn * (inside - net * T1);
        m->edge[k] = kX;
        m->dX[k] = -theta * kX * X;
        if (!gradient) continue;
        add(gradient, DOMAR_MOVE_EXPORTER, k, -net * X * kseller);
        add(gradient, DOMAR_MOVE_BURN, k, -net * X * (kseller + T1 * (kborder - burn)));
        add(gradient, DOMAR_MOVE_IMPORTER, k, -net * X * (kseller + T1 * (kborder - burn)) - burn * X * inside);
    }
}

/* m->edge := coefficient on dX; that on d(log p + log tau) into m->dX.  kburnt (G): on what is burnt
 * in an economy, in money; NULL: none. */
static void pull_sales(domar_market *m, domar_move *gradient, const double *ksales, const double *kE, const double *kburnt)
{
    const domar_world *w = m->w;
    double *by = m->bygood;
    for (size_t j = 0; j < w->N; j++)
        for (size_t i = 0; i < w->G; i++) by[j * w->G + i] = ksales[i * w->N + j];
    for (size_t b = 0; b < w->G; b++)
        for (size_t j = 0; j < w->N; j++) {
            const size_t at = domar_world_edge(w, b, j, 0);
            const double theta = w->theta[j];
            const double *restrict row = by + j * w->G, *restrict X = m->X + at;
            double *restrict edge = m->edge + at, *restrict dX = m->dX + at;
            if (m->net || gradient) pull_row(m, gradient, row, kE, kburnt ? kburnt[b] : 0, b, at, theta);
            else
                for (size_t i = 0; i < w->G; i++) {
                    edge[i] = row[i];
                    dX[i] = -theta * row[i] * X[i];
                }
        }
}

/* From coefficients on dX to those on d log B of users (m->b) and on the group's prices (m->q). */
static void pull_purchases(domar_market *m, size_t group)
{
    const domar_world *w = m->w;
    const size_t buyer = w->specific ? group / (w->N + 1) : group;
    size_t count, first = domar_world_group(w, group, &count);
    for (size_t j = 0; j < w->N; j++) {
        const double *pi = w->pi + (group * w->N + j) * w->G;
        const size_t at = domar_world_edge(w, buyer, j, 0);
        double y = domar_weighted(pi, m->f + at, m->edge + at, w->G);
        m->q[group * w->N + j] = w->theta[j] * y * m->BS[group * w->N + j];
        y /= m->S[group * w->N + j];
        for (size_t u = first; u < first + count; u++) m->b[u * w->N + j] += y * m->B[u * w->N + j];
    }
}

/* From the coefficients on d log B and on the bill's price to those on the group's prices. */
static void pull_bill(domar_market *m, domar_move *gradient, size_t u, size_t group, double kbill)
{
    const domar_world *w = m->w;
    const double *gp = m->gp + u * w->N, *kB = m->b + u * w->N, e = w->e[u];
    double sum = 0;
    for (size_t j = 0; j < w->N; j++) sum += kB[j];
    kbill -= (1 - e) * sum;
    for (size_t j = 0; j < w->N; j++) {
        const double k = (1 - e) * kB[j] + kbill * gp[j];
        m->q[group * w->N + j] += k;
        add(gradient, DOMAR_MOVE_INPUT, u * w->N + j, k - kB[j]);
    }
}

/* Tastes: weights at base prices sum to 1 after the move. */
static void pull_taste(const domar_market *m, domar_move *gradient, size_t economy, double kbill)
{
    const domar_world *w = m->w;
    const size_t u = domar_world_final(w, economy);
    const double *g = m->taste + economy * w->N, *gp = m->gp + u * w->N, *kB = m->b + u * w->N, e = w->e[u];
    const bool unit = fabs(e - 1) < 1e-9;
    double sum = 0, sumB = 0, mean = 0;
    if (!gradient || !gradient->of[DOMAR_MOVE_TASTE]) return;
    for (size_t j = 0; j < w->N; j++) {
        sum += g[j];
        sumB += kB[j];
    }
    kbill -= (1 - e) * sumB;
    double *out = gradient->of[DOMAR_MOVE_TASTE] + economy * w->N;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t j = 0; j < w->N; j++) {
            const double lq = m->lq[(w->specific ? u : economy) * w->N + j] + (m->ltg ? m->ltg[u * w->N + j] : 0);
            const double k = kB[j] + kbill * gp[j] * (unit ? lq : 1 / (1 - e));
            if (pass == 0) mean += k;
            else out[j] += k - mean * g[j] / (sum > 0 ? sum : 1);
        }
}

static void pull_producer(domar_market *m, domar_move *gradient, double *out, double *kR, size_t p, size_t group,
                          double kprice)
{
    const domar_world *w = m->w;
    const size_t F = w->F, u = domar_world_user(w, p);
    const double s = m->sp[p], x = w->x[p], r = w->r[p];
    double goods = 0, factors = 0;
    for (size_t j = 0; j < w->N; j++) goods += m->b[u * w->N + j];
    for (size_t f = 0; f < F; f++) factors += m->cw[p * F + f];
    kR[p] += goods + factors;
    add(gradient, DOMAR_MOVE_OUTPUT, p, kprice - goods - factors);
    add(gradient, DOMAR_MOVE_PRODUCTIVITY, p, -kprice);
    const double kcost = kprice - (1 - x) * (goods + factors);
    const double kv = kcost * s + (1 - x) * factors, km = kcost * (1 - s) + (1 - x) * goods;
    for (size_t f = 0; f < F; f++) {
        const size_t at = p * F + f;
        const double k = (1 - r) * m->cw[at] + m->php[at] * (kv - (1 - r) * factors);
        if (out && m->slot[at] != SIZE_MAX) out[m->slot[at]] += k;
        add(gradient, DOMAR_MOVE_FACTOR, at, k - m->cw[at]);
        add(gradient, DOMAR_MOVE_AUGMENT, at, -k);
    }
    pull_bill(m, gradient, u, group, km);
}

static void pull_origins(domar_market *m, domar_move *gradient, double *klp)
{
    const domar_world *w = m->w;
    for (size_t group = 0; group < w->groups; group++) {
        const size_t buyer = w->specific ? group / (w->N + 1) : group;
        for (size_t j = 0; j < w->N; j++) {
            const double k = m->q[group * w->N + j] / m->S[group * w->N + j];
            if (!(fabs(k) > 0)) continue;
            const double *pi = w->pi + (group * w->N + j) * w->G;
            const size_t at = domar_world_edge(w, buyer, j, 0);
            for (size_t i = 0; i < w->G; i++) m->dX[at + i] += k * pi[i] * m->f[at + i];
        }
    }
    for (int k = DOMAR_MOVE_EXPORTER; gradient && k <= DOMAR_MOVE_ICEBERG; k++)
        for (size_t at = 0; gradient->of[k] && at < w->G * w->n; at++) gradient->of[k][at] += m->dX[at];
    if (!klp) return;
    double *by = m->bygood;
    memset(by, 0, w->n * sizeof *by);
    for (size_t b = 0; b < w->G; b++)
        for (size_t at = 0; at < w->n; at++) by[at] += m->dX[b * w->n + at];
    for (size_t j = 0; j < w->N; j++)
        for (size_t i = 0; i < w->G; i++) klp[i * w->N + j] += by[j * w->G + i];
}

/* lambda: on the sweep's answer; kP, kburnt (G): on prices of consumption and on what is burnt; NULL: none. */
static void pull(domar_market *m, double *out, domar_move *gradient, const double *lambda, const double *kP,
                 const double *kburnt)
{
    const domar_world *w = m->w;
    const double *lp = lambda + m->slots, *lR = lp + w->n, *lE = lR + w->n;
    double *ksales = m->ksales, *kR = ksales + w->n, *kE = kR + w->n;
    memset(m->b, 0, w->users * w->N * sizeof *m->b);
    if (out) memset(out, 0, m->size * sizeof *out);
    for (size_t p = 0; p < w->n; p++) {
        ksales[p] = w->R[p] > 0 ? lR[p] / m->newR[p] : 0;
        kR[p] = w->R[p] > 0 ? 0 : lR[p];
    }
    for (size_t b = 0; b < w->G; b++) kE[b] = w->E[b] > 0 ? lE[b] / m->newE[b] : 0;
    pull_rewards(m, gradient, lambda);
    for (size_t b = 0; kP && b < w->G; b++) m->cu[domar_world_final(w, b)] += kP[b];
    pull_incomes(m, gradient, kR, kE);
    pull_sales(m, gradient, ksales, kE, kburnt);
    for (size_t group = 0; group < w->groups; group++) {
        size_t count, first = domar_world_group(w, group, &count);
        pull_purchases(m, group);
        for (size_t u = first; u < first + count; u++) {
            const size_t b = u / (w->N + 1), k = u % (w->N + 1), p = b * w->N + k;
            if (k < w->N) {
                pull_producer(m, gradient, out, kR, p, group, w->R[p] > 0 ? lp[p] : 0);
                continue;
            }
            double spent = 0;
            for (size_t j = 0; j < w->N; j++) spent += m->b[u * w->N + j];
            if (out) out[m->slots + 2 * w->n + b] += spent + (w->E[b] > 0 ? 0 : lE[b]);
            pull_taste(m, gradient, b, m->cu[u]);
            pull_bill(m, gradient, u, group, m->cu[u]);
        }
    }
    if (out) {
        for (size_t p = 0; p < w->n; p++) {
            out[m->slots + p] += w->R[p] > 0 ? 0 : lp[p];
            out[m->slots + w->n + p] += kR[p];
        }
    }
    pull_origins(m, gradient, out ? out + m->slots : NULL);
}

void domar_market_cotangent(domar_market *m, double *out, domar_move *gradient, const double *lambda)
{
    pull(m, out, gradient, lambda, NULL, NULL);
}

void domar_market_welfare_cotangent(domar_market *m, double *out, domar_move *gradient, const double *weight)
{
    const domar_world *w = m->w;
    double *kP = m->room + w->N, *kburnt = kP + w->G;
    for (size_t b = 0; b < w->G; b++) {
        kP[b] = -weight[b];
        kburnt[b] = fabs(weight[b]) > 0 ? -weight[b] / (w->E[b] * exp(m->lE[b]) - m->burnt[b]) : 0;
    }
    pull(m, out, gradient, m->none, kP, kburnt);
    for (size_t b = 0; b < w->G; b++) out[m->slots + 2 * w->n + b] -= kburnt[b] * w->E[b] * exp(m->lE[b]);
}
