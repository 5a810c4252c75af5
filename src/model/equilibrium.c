/* model/equilibrium.c -- one sweep through all equations of the moved world.
 *
 * For buyer u of economy m, good j, origin i; hats throughout:
 *     q_uj = [S_i pi_uji (tau_mji p_ij)^-theta_j]^(-1/theta_j)            goods from origins
 *     m_u  = [S_j g_uj (tg_uj q_uj)^(1-e)]^(1/(1-e))                      goods bill
 *     v_u  = [S_f phi_fu (tf w_fu / a)^(1-r)]^(1/(1-r))                   factor bill
 *     c_u  = [s v^(1-x) + (1-s) m^(1-x)]^(1/(1-x)),  p_u = mu_u c_u / (A_u l_u^psi),  l_u = R_u / (mu_u c_u)
 *     X_mji = S_u pi'_uji B_uj,  B_uj tg_uj = g'_uj (1-s'_u) R_u / mu_u or g'_uj E_h
 *     R_ij = S_m X_mji / T_mji,  W_fu = phi' s' R / (mu tf),  E_h = owned shares of factor incomes and revenue + D
 * and each pool of factors sets its prices from what is demanded. */
#include "model/equilibrium.h"
#include <math.h>
#include <string.h>

/* ---- prices of goods to groups of buyers.  powers (N x G): of sellers' prices, over the good's lowest. */
static void origins(domar_market *m)
{
    const domar_world *w = m->w;
    for (size_t j = 0; j < w->N; j++) {
        double ref = INFINITY;
        const double sign = w->theta[j] < 0 ? -1 : 1;
        for (size_t i = 0; i < w->G; i++)
            if (w->R[i * w->N + j] > 0) ref = fmin(ref, sign * m->lp[i * w->N + j]);
        m->ref[j] = isfinite(ref) ? sign * ref : 0;
    }
    for (size_t j = 0; j < w->N; j++)
        for (size_t i = 0; i < w->G; i++)
            m->powers[j * w->G + i] = exp(-w->theta[j] * (m->lp[i * w->N + j] - m->ref[j]));
}

/* f of one buying economy: everything about it is done while its rows are in the cache. */
static void reach(domar_market *m, size_t b)
{
    const size_t n = m->w->n;
    double *restrict f = m->f + b * n;
    const double *restrict fac = m->fac + b * n, *restrict powers = m->powers;
    for (size_t k = 0; k < n; k++) f[k] = fac[k] * powers[k];
}

/* Elasticities this near to 1 (theta to 0) have a formula of their own, where the plain one cancels. */
#define NEAR 1e-2

static inline bool is_one(double elasticity) { return fabs(elasticity - 1) < 1e-9; }
static inline bool is_zero(double theta) { return fabs(theta) < 1e-9; }

static void price_goods(domar_market *m, size_t group)
{
    const domar_world *w = m->w;
    const size_t buyer = domar_world_buyer(w, group);
    for (size_t j = 0; j < w->N; j++) {
        const double *pi = w->pi + (group * w->N + j) * w->G;
        const size_t at = domar_world_edge(w, buyer, j, 0);
        double S = w->specific ? domar_dot(pi, m->f + at, w->G) : domar_sum(m->f + at, w->G), lq = 0;
        if (!(S > 0) && !isnan(S)) S = 1;                         /* nobody here buys it */
        else if (fabs(w->theta[j]) >= NEAR) lq = m->ref[j] - log(S) / w->theta[j];
        else if (!is_zero(w->theta[j])) {
            double fall = 0;
            for (size_t i = 0; i < w->G; i++)
                if (pi[i] > 0) fall += pi[i] * expm1(-w->theta[j] * (m->lp[i * w->N + j] + m->ltau[at + i]));
            lq = -log1p(fall) / w->theta[j];
        } else
            for (size_t i = 0; i < w->G; i++) lq += pi[i] * (m->lp[i * w->N + j] + m->ltau[at + i]);
        m->S[group * w->N + j] = S;
        m->lq[group * w->N + j] = lq;
    }
}

/* ---- users.  A nest of prices lq (+ lt) with weights g: its price and new shares. */
static double nest(double *shares, const double *g, const double *lq, const double *lt, double e, size_t count)
{
    double sum = 0, price = 0;
    if (is_one(e)) {
        for (size_t j = 0; j < count; j++) {
            shares[j] = g[j];
            price += g[j] * (lq[j] + (lt ? lt[j] : 0));
        }
        return price;
    }
    const bool near = fabs(1 - e) < NEAR;                     /* log(sum) / (1 - e) would cancel */
    double rise = 0, base = 0;
    for (size_t j = 0; j < count; j++) {
        const double power = (1 - e) * (lq[j] + (lt ? lt[j] : 0));
        shares[j] = g[j] > 0 ? g[j] * exp(power) : 0;
        sum += shares[j];
        base += g[j];
        if (near && g[j] > 0) rise += g[j] * expm1(power);
    }
    if (!(sum > 0)) return isnan(sum) ? NAN : 0;
    for (size_t j = 0; j < count; j++) shares[j] /= sum;
    if (near && fabs(base - 1) < 1e-12) return log1p(rise) / (1 - e);
    return log(sum) / (1 - e);
}

static void buy_goods(domar_market *m, size_t u, const double *lq)
{
    const domar_world *w = m->w;
    const size_t economy = domar_world_economy(w, u), k = domar_world_place(w, u);
    const double *g = k >= w->N ? m->taste + (economy * w->H + k - w->N) * w->N : w->g + u * w->N;
    if (k < w->N && is_one(w->e[u]) && !m->ltg) {             /* shares stay as they are, see domar_market_new */
        m->lm[u] = domar_dot(g, lq, w->N);
        return;
    }
    m->lm[u] = nest(m->gp + u * w->N, g, lq, m->ltg ? m->ltg + u * w->N : NULL, w->e[u], w->N);
}

/* Cost, new price and what is spent on goods; p: the producer. */
static void produce(domar_market *m, double *lp, size_t p, size_t u)
{
    const domar_world *w = m->w;
    const size_t F = w->F;
    double prices[64];                                     /* F is below, see domar_market_new */
    for (size_t f = 0; f < F; f++)
        prices[f] = m->lw[p * F + f] - (m->la ? m->la[p * F + f] : 0);
    m->lv[p] = nest(m->php + p * F, w->phi + p * F, prices, m->ltf ? m->ltf + p * F : NULL, w->r[p], F);
    const double share[2] = { w->s[p], 1 - w->s[p] }, price[2] = { m->lv[p], m->lm[u] };
    double now[2];
    const double cost = nest(now, share, price, NULL, w->x[p], 2);
    m->sp[p] = now[0];
    const double size = m->lR[p] - m->lmu[p] - cost;
    lp[p] = w->R[p] > 0 ? cost - m->lA[p] - w->psi[p] * size + m->lmu[p] : m->lp[p];
    const double bill = w->R[p] * exp(m->lR[p]) / m->mu[p];
    const double goods = now[1] * bill;
    double *restrict B = m->B + u * w->N;
    const double *restrict gp = m->gp + u * w->N;
    for (size_t j = 0; j < w->N; j++) B[j] = gp[j] * goods;
    for (size_t j = 0; m->tg && j < w->N; j++) B[j] /= m->tg[u * w->N + j];
    for (size_t f = 0; f < F; f++)
        m->Wd[p * F + f] = m->php[p * F + f] * now[0] * bill / (m->tf ? m->tf[p * F + f] : 1);
}

static void consume(domar_market *m, size_t home)
{
    const domar_world *w = m->w;
    const size_t u = domar_world_home(w, home);
    const double spent = w->E[home] * exp(m->lE[home]);
    for (size_t j = 0; j < w->N; j++)
        m->B[u * w->N + j] = m->gp[u * w->N + j] * spent / (m->tg ? m->tg[u * w->N + j] : 1);
}

/* ---- sales and revenue */
static void spread(domar_market *m, size_t group)
{
    const domar_world *w = m->w;
    const size_t buyer = domar_world_buyer(w, group);
    size_t count, first = domar_world_group(w, group, &count);
    double *sum = m->room;
    memcpy(sum, m->B + first * w->N, w->N * sizeof *sum);
    for (size_t u = first + 1; u < first + count; u++)
        for (size_t j = 0; j < w->N; j++) sum[j] += m->B[u * w->N + j];
    for (size_t j = 0; j < w->N; j++) {
        const double BS = m->BS[group * w->N + j] = sum[j] / m->S[group * w->N + j];
        const size_t at = domar_world_edge(w, buyer, j, 0);
        const double *restrict pi = domar_market_pi(m, group, j), *restrict f = m->f + at;
        double *restrict X = m->X + at;
        if (!pi)                                                     /* the buyer's only group */
            for (size_t i = 0; i < w->G; i++) X[i] = f[i] * BS;
        else if (fabs(BS) > 0 || isnan(BS))
            for (size_t i = 0; i < w->G; i++) X[i] += pi[i] * f[i] * BS;
    }
}

/* One buyer's purchases of a good, from all origins: sales (N x G by good, so that rows are contiguous),
 * tariffs and what is burnt where the buyer is, export taxes where the origins are. */
static void sell_row(domar_market *m, double *restrict sales, size_t b, size_t at)
{
    const size_t G = m->w->G;
    const double *restrict X = m->X + at;
    const double *restrict net = m->net + at;
    const double *T1 = m->T[DOMAR_EXPORTER], *T3 = m->T[DOMAR_IMPORTER];
    double tariffs = 0, burnt = 0;
    for (size_t i = 0; i < G; i++) {
        const double inside = T3 ? X[i] / T3[at + i] : X[i], seller = X[i] * net[i],
                     border = T1 ? seller * T1[at + i] : seller;
        sales[i] += seller;
        tariffs += X[i] - inside;
        burnt += inside - border;
        if (T1) m->income[i * m->w->sources + DOMAR_EARN_EXPORT] += border - seller;
    }
    m->income[b * m->w->sources + DOMAR_EARN_IMPORT] += tariffs;
    m->burn[b] += burnt;
}

/* Purchases of economy b to the sellers. */
static void sell(domar_market *m, size_t b)
{
    const domar_world *w = m->w;
    for (size_t j = 0; j < w->N; j++) {
        const size_t at = domar_world_edge(w, b, j, 0);
        double *restrict row = m->bygood + j * w->G;
        const double *restrict X = m->X + at;
        if (m->net) sell_row(m, row, b, at);
        else
            for (size_t i = 0; i < w->G; i++) row[i] += X[i];
    }
}

/* Wedges on what users pay for goods: taxes to their owner, frictions to nobody. */
static void tax_inputs(domar_market *m, size_t u)
{
    const domar_world *w = m->w;
    const size_t b = domar_world_economy(w, u);
    double taxes = 0, burnt = 0;
    for (size_t at = u * w->N; at < (u + 1) * w->N; at++) {
        const double inside = m->fr ? m->fr[at] : 1;
        taxes += (m->tg[at] - inside) * m->B[at];
        burnt += (inside - 1) * m->B[at];
    }
    m->income[b * w->sources + DOMAR_EARN_INPUT] += taxes;
    m->burn[b] += burnt;
}

static void earn(domar_market *m)
{
    const domar_world *w = m->w;
    double now = 0, base = 0;
    memset(m->pool, 0, w->G * w->F * sizeof *m->pool);
    for (size_t p = 0; p < w->n; p++)
        for (size_t f = 0; f < w->F; f++) {
            m->pool[p / w->N * w->F + f] += m->Wd[p * w->F + f];
            now += m->Wd[p * w->F + f];
            base += w->W[p * w->F + f];
        }
    m->scale = base > 0 ? base / now : 1;
    for (size_t p = 0; p < w->n; p++) {
        double *income = m->income + p / w->N * w->sources;
        income[DOMAR_EARN_OUTPUT] += (1 - 1 / m->mu[p]) * w->R[p] * exp(m->lR[p]);
        for (size_t f = 0; f < w->F; f++) {
            const size_t at = p * w->F + f;
            income[DOMAR_EARN_FACTORS + f] += m->Wd[at] * m->scale;
            if (m->tf) income[DOMAR_EARN_FACTOR_TAX] += m->Wd[at] * (m->tf[at] - 1);
        }
    }
    for (size_t u = 0; m->tg && u < w->users; u++) tax_inputs(m, u);
}

void domar_market_own(const domar_world *w, double *spending, double *burnt, const double *income, const double *burn)
{
    memset(spending, 0, w->homes * sizeof *spending);
    for (size_t b = 0; b < w->G; b++) {
        double lost = burn[b];
        for (size_t c = 0; c < w->sources; c++) {
            const double earned = income[b * w->sources + c];
            if (!w->own) {
                spending[b] += earned;
                continue;
            }
            const double *own = w->own + (b * w->sources + c) * w->homes;
            double left = earned;
            for (size_t h = 0; h < w->homes; h++) {
                if (!(own[h] > 0)) continue;
                spending[h] += own[h] * earned;
                left -= own[h] * earned;
            }
            lost += left;
        }
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) burnt[h] = w->basket[h] * lost;
    }
    for (size_t h = 0; h < w->homes; h++) spending[h] += burnt[h];
}

/* All income to those who own it, and transfers. */
static void share_out(domar_market *m)
{
    const domar_world *w = m->w;
    double now = 0, base = 0;
    domar_market_own(w, m->newE, m->burnt, m->income, m->burn);
    for (size_t h = 0; w->indexed && h < w->homes; h++) {
        now += w->E[h] * exp(m->lE[h]);
        base += w->E[h];
    }
    const double index = w->indexed && base > 0 ? now / base : 1;
    for (size_t h = 0; h < w->homes; h++) m->newE[h] += m->D[h] * index;
}

/* ---- pools of factors: w_fu from what is demanded */
static double base_income(const domar_world *w, size_t pool)
{
    double sum = 0;
    for (size_t k = 0; k < w->N; k++) sum += w->W[(pool / w->F * w->N + k) * w->F + pool % w->F];
    return sum;
}

/* Price of the pool if its market cleared. */
static double clearing(const domar_market *m, size_t pool)
{
    const domar_world *w = m->w;
    const double lP = m->lP[pool / w->F], eta = w->eta[pool];
    const double demand = log(m->pool[pool] * m->scale / base_income(w, pool));
    return isinf(eta) ? lP : (demand - m->lL[pool] + eta * lP) / (1 + eta);
}

bool domar_market_floored(const domar_market *m, size_t pool)
{
    const double floor = m->w->floor[pool];
    return !isnan(floor) && clearing(m, pool) < floor * m->lP[pool / m->w->F];
}

static void reward(domar_market *m, double *g)
{
    const domar_world *w = m->w;
    for (size_t q = 0; q < w->G * w->F; q++) {
        const size_t b = q / w->F, f = q % w->F;
        const double base = base_income(w, q), kappa = w->kappa[q];
        if (!(base > 0)) continue;
        const double lw = domar_market_floored(m, q) ? w->floor[q] * m->lP[b] : clearing(m, q);
        const double employed = log(m->pool[q] * m->scale / base) - lw;
        for (size_t k = 0; k < w->N; k++) {
            const size_t at = (b * w->N + k) * w->F + f;
            if (m->slot[at] == SIZE_MAX) continue;
            g[m->slot[at]] = isinf(kappa) ? lw
                : (log(m->Wd[at] * m->scale / w->W[at]) + kappa * lw - employed) / (1 + kappa);
        }
    }
}

/* All users of economy b. */
static void buy(domar_market *m, double *lp, size_t b)
{
    const domar_world *w = m->w;
    const size_t per = w->specific ? w->N + w->H : 1;
    for (size_t group = b * per; group < (b + 1) * per; group++) {
        size_t count, first = domar_world_group(w, group, &count);
        price_goods(m, group);
        for (size_t u = first; u < first + count; u++) {
            const size_t k = domar_world_place(w, u);
            buy_goods(m, u, m->lq + group * w->N);
            if (k >= w->N) consume(m, b * w->H + k - w->N);
            else produce(m, lp, b * w->N + k, u);
        }
        spread(m, group);
    }
}

static void price_consumption(domar_market *m)
{
    const domar_world *w = m->w;
    for (size_t b = 0; b < w->G; b++) {
        double sum = 0, base = 0;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
            sum += w->E[h] * m->lm[domar_world_home(w, h)];
            base += w->E[h];
        }
        m->lP[b] = base > 0 ? sum / base : 0;
    }
}

void domar_market_sweep(void *self, double *g, const double *z)
{
    domar_market *m = self;
    const domar_world *w = m->w;
    double *lp = g + m->slots, *lR = lp + w->n, *lE = lR + w->n;
    for (size_t k = 0; k < w->n * w->F; k++) m->lw[k] = m->slot[k] == SIZE_MAX ? 0 : z[m->slot[k]];
    memcpy(m->lp, z + m->slots, w->n * sizeof *z);
    memcpy(m->lR, z + m->slots + w->n, w->n * sizeof *z);
    memcpy(m->lE, z + m->slots + 2 * w->n, w->homes * sizeof *z);
    origins(m);
    memset(m->bygood, 0, w->n * sizeof *m->bygood);
    memset(m->burn, 0, w->G * sizeof *m->burn);
    memset(m->income, 0, w->G * w->sources * sizeof *m->income);
    for (size_t b = 0; b < w->G; b++) {
        reach(m, b);
        if (w->specific) memset(m->X + b * w->n, 0, w->n * sizeof *m->X);
        buy(m, lp, b);
        sell(m, b);
    }
    for (size_t i = 0; i < w->G; i++)
        for (size_t j = 0; j < w->N; j++) m->newR[i * w->N + j] = m->bygood[j * w->G + i];
    price_consumption(m);
    earn(m);
    share_out(m);
    reward(m, g);
    for (size_t p = 0; p < w->n; p++) lR[p] = w->R[p] > 0 ? log(m->newR[p] / w->R[p]) : m->lR[p];
    for (size_t h = 0; h < w->homes; h++) lE[h] = w->E[h] > 0 ? log(m->newE[h] / w->E[h]) : m->lE[h];
}

domar_status domar_world_balance(domar_cx *cx, domar_world *w)
{
    domar_market *m = NULL;
    domar_status st = domar_market_new(cx, &m, w);
    const domar_mark mark = domar_scratch_mark(cx);
    double *z = domar_scratch(cx, m ? 2 * m->size : 1), moved = INFINITY, last = INFINITY;
    if (!st && !z) st = DOMAR_ENOMEM;
    if (!st) st = domar_market_move(cx, m, NULL, 0, 0);
    for (int k = 0; !st && moved > 1e-15; k++) {
        domar_market_sweep(m, z + m->size, z);
        last = moved;
        moved = 0;
        for (size_t p = 0; p < w->n; p++) moved = fmax(moved, fabs(m->newR[p] - w->R[p]) / fmax(m->newR[p], 1e-300));
        if (k == 5000 || isnan(moved))
            st = domar_fail(cx, DOMAR_ENOCONV, "the base does not settle (sales still move by %.1e): some sales never "
                            "reach final use", moved);
        memcpy(w->R, m->newR, w->n * sizeof *w->R);
        if (moved < 1e-13 && moved >= last) break;                /* rounding */
    }
    if (!st) {
        domar_market_sweep(m, z + m->size, z);
        memcpy(w->W, m->Wd, w->n * w->F * sizeof *w->W);
    }
    domar_scratch_rewind(cx, mark);
    domar_market_free(m);
    return st ? st : domar_world_close(cx, w, false);
}

/* At the base's sweep: incomes of factors are w->W, not what is demanded; households pay the rest. */
static void close_budgets(domar_market *m, domar_world *w, bool spent)
{
    for (size_t b = 0; b < w->G; b++) {
        double *income = m->income + b * w->sources, factors = 0, other = m->burn[b], E = 0;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) E += w->E[h];
        for (size_t c = 0; c < DOMAR_EARN_FACTORS; c++) other += income[c];
        for (size_t k = b * w->N * w->F; k < (b + 1) * w->N * w->F; k++) factors += w->W[k];
        for (size_t k = b * w->N * w->F; spent && factors > 0 && k < (b + 1) * w->N * w->F; k++)
            w->W[k] *= (E - other) / factors;
        for (size_t f = 0; f < w->F; f++) {
            income[DOMAR_EARN_FACTORS + f] = 0;
            for (size_t k = 0; k < w->N; k++) income[DOMAR_EARN_FACTORS + f] += w->W[(b * w->N + k) * w->F + f];
        }
    }
    domar_market_own(w, m->newE, m->burnt, m->income, m->burn);
    for (size_t h = 0; h < w->homes; h++) w->D[h] = spent && !w->own ? 0 : w->E[h] - m->newE[h];
    memcpy(w->burnt, m->burnt, w->homes * sizeof *w->burnt);
}

domar_status domar_world_close(domar_cx *cx, domar_world *w, bool spent)
{
    domar_market *m = NULL;
    domar_status st = domar_market_new(cx, &m, w);
    const domar_mark mark = domar_scratch_mark(cx);
    double *z = domar_scratch(cx, m ? 2 * m->size : 1);
    if (!st && !z) st = DOMAR_ENOMEM;
    if (!st) st = domar_market_move(cx, m, NULL, 0, 0);
    if (!st) {
        domar_market_sweep(m, z + m->size, z);
        close_budgets(m, w, spent);
    }
    domar_scratch_rewind(cx, mark);
    domar_market_free(m);
    return st;
}
