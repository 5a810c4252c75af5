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

/* On d log W demanded (m->cw) and the price of consumption (m->cP, an economy's), from rewards. */
static void pull_rewards(domar_market *m, domar_move *gradient, const double *lambda)
{
    const domar_world *w = m->w;
    memset(m->cw, 0, w->n * w->F * sizeof *m->cw);
    memset(m->cP, 0, w->G * sizeof *m->cP);
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
        double *kP = &m->cP[b];
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

/* From the price of an economy's consumption to those of its households (m->cu). */
static void pull_consumption(domar_market *m)
{
    const domar_world *w = m->w;
    memset(m->cu, 0, w->users * sizeof *m->cu);
    for (size_t b = 0; b < w->G; b++) {
        double base = 0;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) base += w->E[h];
        for (size_t h = b * w->H; base > 0 && h < (b + 1) * w->H; h++)
            m->cu[domar_world_home(w, h)] += m->cP[b] * w->E[h] / base;
    }
}

/* From kE (homes, on spending in money) and the seed to the sources of income: m->earned. */
static void pull_spending(domar_market *m, double *out, domar_move *gradient, const double *kE, const domar_seed *seed)
{
    const domar_world *w = m->w;
    double *kburn = m->earned + w->G * w->sources, now = 0, base = 0, indexed = 0;
    for (size_t b = 0; b < w->G; b++) {
        kburn[b] = 0;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) kburn[b] += w->basket[h] * (kE[h] + (seed->burnt ? seed->burnt[h] : 0));
        for (size_t c = 0; c < w->sources; c++) {
            double *k = &m->earned[b * w->sources + c];
            *k = w->own ? kburn[b] : kE[b];
            const double *own = w->own ? w->own + (b * w->sources + c) * w->homes : NULL;
            for (size_t h = 0; own && h < w->homes; h++) *k += own[h] * (kE[h] - kburn[b]);
            if (seed->income) *k += seed->income[b * w->sources + c];
        }
    }
    for (size_t h = 0; w->indexed && h < w->homes; h++) {
        now += w->E[h] * exp(m->lE[h]);
        base += w->E[h];
        indexed += kE[h] * m->D[h];
    }
    const double index = w->indexed && base > 0 ? now / base : 1;
    for (size_t h = 0; h < w->homes; h++) {
        add(gradient, DOMAR_MOVE_TRANSFER, h, kE[h] * index);
        if (out && w->indexed && base > 0) out[m->slots + 2 * w->n + h] += indexed / base * w->E[h] * exp(m->lE[h]);
    }
}

/* Sources (m->earned) to m->cw, m->b (on d log B) and kR (n). */
static void pull_incomes(domar_market *m, domar_move *gradient, double *kR)
{
    const domar_world *w = m->w;
    double total = 0, kscale = 0;
    for (size_t k = 0; k < w->n * w->F; k++) {
        total += m->Wd[k];
        m->cw[k] += m->earned[k / w->F / w->N * w->sources + DOMAR_EARN_FACTORS + k % w->F] * m->scale * m->Wd[k];
        kscale += m->cw[k];                               /* everything at the unit of account */
    }
    for (size_t p = 0; p < w->n; p++) {
        const double *earned = m->earned + p / w->N * w->sources;
        const double R = w->R[p] * exp(m->lR[p]), ktax = earned[DOMAR_EARN_FACTOR_TAX];
        kR[p] += earned[DOMAR_EARN_OUTPUT] * (1 - 1 / m->mu[p]) * R;
        add(gradient, DOMAR_MOVE_OUTPUT, p, earned[DOMAR_EARN_OUTPUT] * R / m->mu[p]);
        for (size_t f = 0; f < w->F; f++) {
            const size_t at = p * w->F + f;
            const double tf = level(m->tf, at);
            if (total > 0) m->cw[at] -= kscale * m->Wd[at] / total;
            m->cw[at] += ktax * (tf - 1) * m->Wd[at];
            add(gradient, DOMAR_MOVE_FACTOR, at, ktax * tf * m->Wd[at]);
        }
    }
    const bool inputs = m->tg || (gradient && (gradient->of[DOMAR_MOVE_INPUT] || gradient->of[DOMAR_MOVE_FRICTION]));
    for (size_t u = 0; inputs && u < w->users; u++) {
        const size_t b = domar_world_economy(w, u);
        const double ktax = m->earned[b * w->sources + DOMAR_EARN_INPUT], kburn = m->earned[w->G * w->sources + b];
        for (size_t at = u * w->N; at < (u + 1) * w->N; at++) {
            const double tg = level(m->tg, at), fr = level(m->fr, at), B = m->B[at];
            m->b[at] += B * (ktax * (tg - fr) + kburn * (fr - 1));
            add(gradient, DOMAR_MOVE_INPUT, at, ktax * tg * B);
            add(gradient, DOMAR_MOVE_FRICTION, at, B * (ktax * (tg - fr) + kburn * fr));
        }
    }
}

/* One buyer's purchases of a good where wedges stand or are asked for. */
static void pull_row(domar_market *m, domar_move *gradient, const double *ksales, size_t b, size_t j)
{
    const size_t at = domar_world_edge(m->w, b, j, 0), row = j * m->w->G;
    const double theta = m->w->theta[j];
    const size_t C = m->w->sources;
    const double ktariff = m->earned[b * C + DOMAR_EARN_IMPORT], kburn = m->earned[m->w->G * C + b];
    for (size_t i = 0; i < m->w->G; i++) {
        const size_t k = at + i;
        const double X = m->X[k], net = level(m->net, k), T1 = level(m->T[DOMAR_EXPORTER], k);
        const double kexport = m->earned[i * C + DOMAR_EARN_EXPORT], inside = 1 / level(m->T[DOMAR_IMPORTER], k);
        const double kseller = ksales[i] - kexport, kborder = kexport - kburn;
        const double kX = ktariff * (1 - inside) + kburn * inside + net * (kseller + T1 * kborder);
        m->edge[row + i] = kX;
        m->dX[row + i] = -theta * kX * X;
        if (!gradient) continue;
        add(gradient, DOMAR_MOVE_EXPORTER, k, -net * X * kseller);
        add(gradient, DOMAR_MOVE_BURN, k, -net * X * (kseller + T1 * kborder));
        add(gradient, DOMAR_MOVE_IMPORTER, k, -net * X * (kseller + T1 * kborder) - X * inside * (kburn - ktariff));
    }
}

/* On the quantities that leave their origins, d log X - d log (p and wedges), with icebergs among the latter until
 * pull() takes them out. */
static void pull_shipped(domar_market *m, const double *shipped, size_t b, size_t j)
{
    const size_t at = domar_world_edge(m->w, b, j, 0), row = j * m->w->G;
    for (size_t i = 0; i < m->w->G; i++) {
        if (!(m->X[at + i] > 0)) continue;
        m->edge[row + i] += shipped[at + i] / m->X[at + i];
        m->dX[row + i] -= (m->w->theta[j] + 1) * shipped[at + i];
    }
}

/* What economy b buys: m->edge (N x G) := coefficient on dX; that on d(log p + log tau) into m->dX.  by (N x G): on
 * sales; shipped: see domar_seed. */
static void pull_sales(domar_market *m, domar_move *gradient, const double *by, const double *shipped, size_t b)
{
    const domar_world *w = m->w;
    for (size_t j = 0; j < w->N; j++) {
        const double theta = w->theta[j];
        const double *restrict row = by + j * w->G, *restrict X = m->X + domar_world_edge(w, b, j, 0);
        double *restrict edge = m->edge + j * w->G, *restrict dX = m->dX + j * w->G;
        if (m->net || gradient || shipped) pull_row(m, gradient, row, b, j);
        else
            for (size_t i = 0; i < w->G; i++) {
                edge[i] = row[i];
                dX[i] = -theta * row[i] * X[i];
            }
        if (shipped) pull_shipped(m, shipped, b, j);
    }
}

/* From coefficients on dX to those on d log B of users (m->b) and on the group's prices (m->q). */
static void pull_purchases(domar_market *m, size_t group)
{
    const domar_world *w = m->w;
    const size_t buyer = domar_world_buyer(w, group);
    size_t count, first = domar_world_group(w, group, &count);
    double *y = m->room;
    for (size_t j = 0; j < w->N; j++) {
        const size_t at = domar_world_edge(w, buyer, j, 0);
        y[j] = domar_market_mean(domar_market_pi(m, group, j), m->f + at, m->edge + j * w->G, w->G);
        m->q[group * w->N + j] = w->theta[j] * y[j] * m->BS[group * w->N + j];
        y[j] /= m->S[group * w->N + j];
    }
    for (size_t u = first; u < first + count; u++) {
        double *restrict b = m->b + u * w->N;
        const double *restrict B = m->B + u * w->N;
        for (size_t j = 0; j < w->N; j++) b[j] += y[j] * B[j];
    }
}

/* From the coefficients on d log B and on the bill's price to those on the group's prices. */
static void pull_bill(domar_market *m, domar_move *gradient, size_t u, size_t group, double kbill)
{
    const domar_world *w = m->w;
    const double *gp = m->gp + u * w->N, *kB = m->b + u * w->N, e = w->e[u];
    double sum = 0, *restrict q = m->q + group * w->N;
    for (size_t j = 0; j < w->N; j++) sum += kB[j];
    kbill -= (1 - e) * sum;
    for (size_t j = 0; j < w->N; j++) q[j] += (1 - e) * kB[j] + kbill * gp[j];
    for (size_t j = 0; gradient && j < w->N; j++) {
        const double k = (1 - e) * kB[j] + kbill * gp[j] - kB[j];
        add(gradient, DOMAR_MOVE_INPUT, u * w->N + j, k);
        add(gradient, DOMAR_MOVE_FRICTION, u * w->N + j, k);
    }
}

/* Tastes: weights at base prices sum to 1 after the move. */
static void pull_taste(const domar_market *m, domar_move *gradient, size_t home, double kbill)
{
    const domar_world *w = m->w;
    const size_t u = domar_world_home(w, home), economy = home / w->H;
    const double *g = m->taste + home * w->N, *gp = m->gp + u * w->N, *kB = m->b + u * w->N, e = w->e[u];
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
            const double lq = m->lq[domar_world_group_of(w, u) * w->N + j] + (m->ltg ? m->ltg[u * w->N + j] : 0);
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
    const double ksize = -w->psi[p] * kprice;             /* of the bundle of inputs: sales over cost */
    kR[p] += goods + factors + ksize;
    add(gradient, DOMAR_MOVE_OUTPUT, p, kprice - goods - factors - ksize);
    add(gradient, DOMAR_MOVE_PRODUCTIVITY, p, -kprice);
    const double kcost = kprice - ksize - (1 - x) * (goods + factors);
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

/* Coefficients on the prices of what economy b buys: to wedges, and to sellers' prices (klp, N x G). */
static void pull_origins(domar_market *m, domar_move *gradient, double *restrict klp, size_t b)
{
    const domar_world *w = m->w;
    const size_t per = w->specific ? w->N + w->H : 1;
    for (size_t group = b * per; group < (b + 1) * per; group++)
        for (size_t j = 0; j < w->N; j++) {
            const double k = m->q[group * w->N + j] / m->S[group * w->N + j];
            if (!(fabs(k) > 0)) continue;
            const double *restrict pi = domar_market_pi(m, group, j), *restrict f = m->f + domar_world_edge(w, b, j, 0);
            double *restrict dX = m->dX + j * w->G;
            for (size_t i = 0; i < w->G; i++) dX[i] += k * (pi ? pi[i] * f[i] : f[i]);
        }
    for (int k = DOMAR_MOVE_EXPORTER; gradient && k <= DOMAR_MOVE_ICEBERG; k++)
        for (size_t at = 0; gradient->of[k] && at < w->n; at++) gradient->of[k][b * w->n + at] += m->dX[at];
    for (size_t at = 0; at < w->n; at++) klp[at] += m->dX[at];
}

/* All users of economy b. */
static void pull_users(domar_market *m, double *out, domar_move *gradient, double *kR, const double *lambda, size_t b)
{
    const domar_world *w = m->w;
    const double *lp = lambda + m->slots, *lE = lp + 2 * w->n;
    const size_t per = w->specific ? w->N + w->H : 1;
    for (size_t group = b * per; group < (b + 1) * per; group++) {
        size_t count, first = domar_world_group(w, group, &count);
        pull_purchases(m, group);
        for (size_t u = first; u < first + count; u++) {
            const size_t k = domar_world_place(w, u), p = b * w->N + k;
            if (k < w->N) {
                pull_producer(m, gradient, out, kR, p, group, w->R[p] > 0 ? lp[p] : 0);
                continue;
            }
            const size_t h = b * w->H + k - w->N;
            double spent = 0;
            for (size_t j = 0; j < w->N; j++) spent += m->b[u * w->N + j];
            if (out) out[m->slots + 2 * w->n + h] += spent + (w->E[h] > 0 ? 0 : lE[h]);
            pull_taste(m, gradient, h, m->cu[u]);
            pull_bill(m, gradient, u, group, m->cu[u]);
        }
    }
}

/* lambda: on the sweep's answer; seed: on what an objective sees at once. */
static void pull(domar_market *m, double *out, domar_move *gradient, const double *lambda, const domar_seed *seed)
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
    for (size_t h = 0; h < w->homes; h++) kE[h] = w->E[h] > 0 ? lE[h] / m->newE[h] : 0;
    pull_rewards(m, gradient, lambda);
    pull_consumption(m);
    for (size_t h = 0; seed->P && h < w->homes; h++) m->cu[domar_world_home(w, h)] += seed->P[h];
    for (size_t k = 0; seed->factor && k < w->n * w->F; k++) m->cw[k] += seed->factor[k];
    pull_spending(m, out, gradient, kE, seed);
    pull_incomes(m, gradient, kR);
    double *by = m->bygood, *klp = m->bypartner;
    memset(klp, 0, w->n * sizeof *klp);
    for (size_t j = 0; j < w->N; j++)
        for (size_t i = 0; i < w->G; i++) by[j * w->G + i] = ksales[i * w->N + j];
    for (size_t b = 0; b < w->G; b++) {
        pull_sales(m, gradient, by, seed->shipped, b);
        pull_users(m, out, gradient, kR, lambda, b);
        pull_origins(m, gradient, klp, b);
    }
    for (size_t p = 0; out && p < w->n; p++) {
        out[m->slots + p] += klp[p % w->N * w->G + p / w->N] + (w->R[p] > 0 ? 0 : lp[p]);
        out[m->slots + w->n + p] += kR[p];
    }
    for (size_t at = 0; seed->shipped && gradient && gradient->of[DOMAR_MOVE_ICEBERG] && at < w->G * w->n; at++)
        gradient->of[DOMAR_MOVE_ICEBERG][at] += seed->shipped[at];
}

void domar_market_cotangent(domar_market *m, double *out, domar_move *gradient, const double *lambda)
{
    const domar_seed none = { NULL, NULL, NULL, NULL, NULL };
    pull(m, out, gradient, lambda, &none);
}

void domar_market_seed(domar_market *m, double *out, domar_move *gradient, const domar_seed *seed)
{
    pull(m, out, gradient, m->none, seed);
}
