/* model/tangent.c -- how a sweep answers to small changes of its unknowns and of what moves.  The
 * lines follow equilibrium.c; every change is one of logs unless it is called dX or dE. */
#include "model/equilibrium.h"
#include <math.h>
#include <string.h>

static inline double of(const domar_move *move, domar_move_kind kind, size_t at)
{
    return move && move->of[kind] ? move->of[kind][at] : 0;
}

static inline double level(const double *array, size_t at) { return array ? array[at] : 1; }

/* Both wedges on what a user pays for a good. */
static inline double wedge_moves(const domar_move *move, size_t at)
{
    return of(move, DOMAR_MOVE_INPUT, at) + of(move, DOMAR_MOVE_FRICTION, at);
}

static inline bool inputs_move(const domar_move *move)
{
    return move && (move->of[DOMAR_MOVE_INPUT] || move->of[DOMAR_MOVE_FRICTION]);
}

static bool wedges_move(const domar_move *move)
{
    return move && (move->of[DOMAR_MOVE_EXPORTER] || move->of[DOMAR_MOVE_BURN] || move->of[DOMAR_MOVE_IMPORTER] ||
                    move->of[DOMAR_MOVE_ICEBERG]);
}

/* Rows of the buyer at hand: places of their own where terms will be asked for. */
struct rows { double *edge, *dX; };

static struct rows rows_of(domar_market *m, size_t b, bool keep)
{
    const size_t at = keep ? b * m->w->n : 0;
    return (struct rows){ m->edge + at, m->dX + at };
}

/* log p + log tau of what economy b buys; by (N x G): of sellers' prices. */
static void move_origins(const domar_market *m, double *edge, const double *by, size_t b, const domar_move *move)
{
    const domar_world *w = m->w;
    memcpy(edge, by, w->n * sizeof *by);
    for (int k = DOMAR_MOVE_EXPORTER; wedges_move(move) && k <= DOMAR_MOVE_ICEBERG; k++)
        for (size_t at = 0; move->of[k] && at < w->n; at++) edge[at] += move->of[k][b * w->n + at];
}

/* q of the group: the price of a good is the mean over its origins. */
static void move_goods(domar_market *m, const double *edge, size_t group)
{
    const domar_world *w = m->w;
    const size_t buyer = domar_world_buyer(w, group);
    for (size_t j = 0; j < w->N; j++) {
        const size_t at = domar_world_edge(w, buyer, j, 0), q = group * w->N + j;
        m->q[q] = domar_market_mean(domar_market_pi(m, group, j), m->f + at, edge + j * w->G, w->G) / m->S[q];
    }
}

/* Weights at base prices after a move of tastes: they still sum to 1. */
static double move_taste(const domar_market *m, double *weights, size_t home, const domar_move *move)
{
    const domar_world *w = m->w;
    const size_t u = domar_world_home(w, home), economy = home / w->H;
    const double *g = m->taste + home * w->N, *now = m->gp + u * w->N;
    double sum = 0, mean = 0, price = 0;
    for (size_t j = 0; j < w->N; j++) {
        sum += g[j];
        mean += g[j] * of(move, DOMAR_MOVE_TASTE, economy * w->N + j);
    }
    if (sum > 0) mean /= sum;
    const bool unit = fabs(w->e[u] - 1) < 1e-9;
    for (size_t j = 0; j < w->N; j++) {
        weights[j] = of(move, DOMAR_MOVE_TASTE, economy * w->N + j) - mean;
        const double lq = m->lq[domar_world_group_of(w, u) * w->N + j] + (m->ltg ? m->ltg[u * w->N + j] : 0);
        price += unit ? now[j] * weights[j] * lq : now[j] * weights[j] / (1 - w->e[u]);
    }
    return price;
}

/* The user's prices (m->a), price of the bill (m->cu) and shares (m->b). */
static void move_bill(domar_market *m, size_t u, size_t group, const domar_move *move)
{
    const domar_world *w = m->w;
    double *a = m->a + u * w->N, *b = m->b + u * w->N, dlm = 0;
    const double *gp = m->gp + u * w->N, *weights = NULL;
    const size_t place = domar_world_place(w, u);
    if (place >= w->N && move && move->of[DOMAR_MOVE_TASTE]) {
        dlm = move_taste(m, m->room, domar_world_economy(w, u) * w->H + place - w->N, move);
        weights = m->room;
    }
    memcpy(a, m->q + group * w->N, w->N * sizeof *a);
    for (size_t j = 0; inputs_move(move) && j < w->N; j++) a[j] += wedge_moves(move, u * w->N + j);
    dlm += domar_dot(gp, a, w->N);
    const double e = 1 - w->e[u];
    for (size_t j = 0; j < w->N; j++) b[j] = e * (a[j] - dlm);
    for (size_t j = 0; weights && j < w->N; j++) b[j] += weights[j];
    if (weights && fabs(w->e[u] - 1) < 1e-9)              /* shares are the weights themselves */
        for (size_t j = 0; j < w->N; j++) b[j] = weights[j];
    m->cu[u] = dlm;
}

/* New price; b becomes the change of spending on goods, cw that of factor incomes. */
static void move_producer(domar_market *m, double *dlp, size_t p, size_t u, const double *v, const domar_move *move)
{
    const domar_world *w = m->w;
    const size_t F = w->F;
    double price[64], dlv = 0;
    for (size_t f = 0; f < F; f++) {
        const size_t at = p * F + f;
        price[f] = (v && m->slot[at] != SIZE_MAX ? v[m->slot[at]] : 0) + of(move, DOMAR_MOVE_FACTOR, at) -
                   of(move, DOMAR_MOVE_AUGMENT, at);
        dlv += m->php[at] * price[f];
    }
    const double s = m->sp[p], dlm = m->cu[u], cost = s * dlv + (1 - s) * dlm, x = w->x[p];
    const double dmu = of(move, DOMAR_MOVE_OUTPUT, p), dR = (v ? v[m->slots + w->n + p] : 0) - dmu;
    dlp[p] = w->R[p] > 0 ? cost - of(move, DOMAR_MOVE_PRODUCTIVITY, p) - w->psi[p] * (dR - cost) + dmu
                         : v ? v[m->slots + p] : 0;
    const double bill = (1 - x) * (dlm - cost) + dR;
    double *b = m->b + u * w->N;
    for (size_t j = 0; j < w->N; j++) b[j] += bill;
    for (size_t j = 0; inputs_move(move) && j < w->N; j++) b[j] -= wedge_moves(move, u * w->N + j);
    for (size_t f = 0; f < F; f++)
        m->cw[p * F + f] = (1 - w->r[p]) * (price[f] - dlv) + (1 - x) * (dlv - cost) + dR -
                           of(move, DOMAR_MOVE_FACTOR, p * F + f);
}

/* dX (N x G) of the group's purchases at the prices they were. */
static void move_purchases(domar_market *m, double *dX, size_t group)
{
    const domar_world *w = m->w;
    const size_t buyer = domar_world_buyer(w, group);
    size_t count, first = domar_world_group(w, group, &count);
    double *dB = m->room;
    memset(dB, 0, w->N * sizeof *dB);
    for (size_t u = first; u < first + count; u++) {
        const double *restrict B = m->B + u * w->N, *restrict b = m->b + u * w->N;
        for (size_t j = 0; j < w->N; j++) dB[j] += B[j] * b[j];
    }
    for (size_t j = 0; j < w->N; j++) {
        const double add = dB[j] / m->S[group * w->N + j] + w->theta[j] * m->q[group * w->N + j] * m->BS[group * w->N + j];
        const double *restrict pi = domar_market_pi(m, group, j), *restrict f = m->f + domar_world_edge(w, buyer, j, 0);
        double *restrict row = dX + j * w->G;
        if (!pi)                                              /* the buyer's only group */
            for (size_t i = 0; i < w->G; i++) row[i] = f[i] * add;
        else if (fabs(add) > 0)
            for (size_t i = 0; i < w->G; i++) row[i] += pi[i] * f[i] * add;
    }
}

/* One buyer's purchases of a good: as sell_row, changes of levels; wedges move by t1, t2, t3. */
static void move_row(domar_market *m, struct rows x, double *sales, size_t b, size_t j, const domar_move *move)
{
    const size_t at = domar_world_edge(m->w, b, j, 0), row = j * m->w->G;
    const double theta = m->w->theta[j];
    const size_t C = m->w->sources;
    double *tariffs = &m->earned[b * C + DOMAR_EARN_IMPORT], *burn = &m->earned[m->w->G * C + b];
    for (size_t i = 0; i < m->w->G; i++) {
        const size_t k = at + i;
        const double X = m->X[k], d = x.dX[row + i] -= theta * x.edge[row + i] * X;
        const double t3 = of(move, DOMAR_MOVE_IMPORTER, k), t2 = of(move, DOMAR_MOVE_BURN, k), t1 = of(move, DOMAR_MOVE_EXPORTER, k);
        const double net = level(m->net, k), T1 = level(m->T[DOMAR_EXPORTER], k);
        const double seller = net * (d - X * (t1 + t2 + t3)), border = net * T1 * (d - X * (t2 + t3));
        const double inside = (d - X * t3) / level(m->T[DOMAR_IMPORTER], k);
        sales[i] += seller;
        *tariffs += d - inside;
        *burn += inside - border;
        m->earned[i * C + DOMAR_EARN_EXPORT] += border - seller;
    }
}

/* Substitution between origins added to dX of economy b: changes of sales (N x G), of revenue and of what is burnt. */
static void move_sales(domar_market *m, struct rows x, double *sales, size_t b, bool wedged, const domar_move *move)
{
    const domar_world *w = m->w;
    for (size_t j = 0; j < w->N; j++) {
        const double theta = w->theta[j];
        double *restrict row = sales + j * w->G, *restrict dX = x.dX + j * w->G;
        const double *restrict edge = x.edge + j * w->G, *restrict X = m->X + domar_world_edge(w, b, j, 0);
        if (wedged) move_row(m, x, row, b, j, move);
        else
            for (size_t i = 0; i < w->G; i++) row[i] += dX[i] -= theta * edge[i] * X[i];
    }
}

static void move_input_taxes(domar_market *m, size_t u, const domar_move *move)
{
    const domar_world *w = m->w;
    const size_t b = domar_world_economy(w, u), C = w->sources;
    double taxes = 0, burnt = 0;
    for (size_t at = u * w->N; at < (u + 1) * w->N; at++) {
        const double tg = level(m->tg, at), fr = level(m->fr, at), df = of(move, DOMAR_MOVE_FRICTION, at);
        taxes += m->B[at] * ((tg - fr) * m->b[at] + tg * wedge_moves(move, at) - fr * df);
        burnt += m->B[at] * ((fr - 1) * m->b[at] + fr * df);
    }
    m->earned[b * C + DOMAR_EARN_INPUT] += taxes;
    m->earned[w->G * C + b] += burnt;
}

/* Factor incomes (m->cw) at the world's unit of account, and all other revenue. */
static void move_incomes(domar_market *m, const double *v, const domar_move *move)
{
    const domar_world *w = m->w;
    double total = 0, change = 0;
    for (size_t k = 0; k < w->n * w->F; k++) {
        total += m->Wd[k];
        change += m->Wd[k] * m->cw[k];
    }
    const double dscale = total > 0 ? -change / total : 0;
    for (size_t p = 0; p < w->n; p++) {
        double *earned = m->earned + p / w->N * w->sources;
        const double R = w->R[p] * exp(m->lR[p]), dmu = of(move, DOMAR_MOVE_OUTPUT, p);
        earned[DOMAR_EARN_OUTPUT] += (1 - 1 / m->mu[p]) * R * (v ? v[m->slots + w->n + p] : 0) + R / m->mu[p] * dmu;
        for (size_t f = 0; f < w->F; f++) {
            const size_t at = p * w->F + f;
            const double tf = level(m->tf, at);
            earned[DOMAR_EARN_FACTOR_TAX] += m->Wd[at] * ((tf - 1) * m->cw[at] + tf * of(move, DOMAR_MOVE_FACTOR, at));
            earned[DOMAR_EARN_FACTORS + f] += m->Wd[at] * m->scale * (m->cw[at] + dscale);
            m->cw[at] += dscale;
        }
    }
    const bool inputs = m->tg || (move && (move->of[DOMAR_MOVE_INPUT] || move->of[DOMAR_MOVE_FRICTION]));
    for (size_t u = 0; inputs && u < w->users; u++) move_input_taxes(m, u, move);
}

/* To owners: dE in money (m->burnt stays: what is burnt is within). */
static void move_spending(domar_market *m, double *dE, const double *v, const domar_move *move)
{
    const domar_world *w = m->w;
    double now = 0, base = 0, change = 0;
    domar_market_own(w, dE, m->room, m->earned, m->earned + w->G * w->sources);
    for (size_t h = 0; w->indexed && h < w->homes; h++) {
        const double E = w->E[h] * exp(m->lE[h]);
        now += E;
        base += w->E[h];
        if (v) change += E * v[m->slots + 2 * w->n + h];
    }
    const double index = w->indexed && base > 0 ? now / base : 1, moved = w->indexed && base > 0 ? change / base : 0;
    for (size_t h = 0; h < w->homes; h++) dE[h] += of(move, DOMAR_MOVE_TRANSFER, h) * index + m->D[h] * moved;
}

static void move_rewards(domar_market *m, double *out, const domar_move *move)
{
    const domar_world *w = m->w;
    for (size_t q = 0; q < w->G * w->F; q++) {
        const size_t b = q / w->F, f = q % w->F;
        if (!(m->pool[q] > 0)) continue;
        double demand = 0;
        for (size_t k = 0; k < w->N; k++) {
            const size_t at = (b * w->N + k) * w->F + f;
            demand += m->Wd[at] * m->cw[at] / m->pool[q];
        }
        const double dlP = m->cP[b], kappa = w->kappa[q], eta = w->eta[q];
        double dlw = isinf(eta) ? dlP : (demand - of(move, DOMAR_MOVE_SUPPLY, q) + eta * dlP) / (1 + eta);
        if (domar_market_floored(m, q)) dlw = w->floor[q] * dlP;
        for (size_t k = 0; k < w->N; k++) {
            const size_t at = (b * w->N + k) * w->F + f;
            if (m->slot[at] == SIZE_MAX) continue;
            out[m->slot[at]] = isinf(kappa) ? dlw : (m->cw[at] + kappa * dlw - (demand - dlw)) / (1 + kappa);
        }
    }
}

static void move_consumption(domar_market *m)
{
    const domar_world *w = m->w;
    for (size_t b = 0; b < w->G; b++) {
        double sum = 0, base = 0;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
            sum += w->E[h] * m->cu[domar_world_home(w, h)];
            base += w->E[h];
        }
        m->cP[b] = base > 0 ? sum / base : 0;
    }
}

/* All users of economy b. */
static void move_users(domar_market *m, struct rows x, double *dlp, size_t b, const double *v, const domar_move *move)
{
    const domar_world *w = m->w;
    const size_t per = w->specific ? w->N + w->H : 1;
    for (size_t group = b * per; group < (b + 1) * per; group++) {
        size_t count, first = domar_world_group(w, group, &count);
        move_goods(m, x.edge, group);
        for (size_t u = first; u < first + count; u++) {
            const size_t k = domar_world_place(w, u);
            move_bill(m, u, group, move);
            if (k < w->N) {
                move_producer(m, dlp, b * w->N + k, u, v, move);
                continue;
            }
            const double spent = v ? v[m->slots + 2 * w->n + b * w->H + k - w->N] : 0;
            for (size_t j = 0; j < w->N; j++) m->b[u * w->N + j] += spent;
            for (size_t j = 0; inputs_move(move) && j < w->N; j++) m->b[u * w->N + j] -= wedge_moves(move, u * w->N + j);
        }
        move_purchases(m, x.dX, group);
    }
}

void domar_market_tangent(domar_market *m, double *out, const double *v, const domar_move *move)
{
    const domar_world *w = m->w;
    double *dlp = out + m->slots, *dR = dlp + w->n, *dE = dR + w->n, *by = m->bypartner, *sales = m->bygood;
    const bool wedged = m->net || wedges_move(move);
    memset(out, 0, m->size * sizeof *out);
    memset(sales, 0, w->n * sizeof *sales);
    memset(m->earned, 0, w->G * (w->sources + 1) * sizeof *m->earned);
    for (size_t j = 0; j < w->N; j++)
        for (size_t i = 0; i < w->G; i++) by[j * w->G + i] = v ? v[m->slots + i * w->N + j] : 0;
    for (size_t b = 0; b < w->G; b++) {
        const struct rows x = rows_of(m, b, v && move);
        move_origins(m, x.edge, by, b, move);
        if (w->specific) memset(x.dX, 0, w->n * sizeof *x.dX);
        move_users(m, x, dlp, b, v, move);
        move_sales(m, x, sales, b, wedged, move);
    }
    for (size_t i = 0; i < w->G; i++)
        for (size_t j = 0; j < w->N; j++) dR[i * w->N + j] = sales[j * w->G + i];
    move_consumption(m);
    move_incomes(m, v, move);
    move_spending(m, dE, v, move);
    move_rewards(m, out, move);
    for (size_t p = 0; p < w->n; p++)
        dR[p] = w->R[p] > 0 ? dR[p] / m->newR[p] : v ? v[m->slots + w->n + p] : 0;
    for (size_t h = 0; h < w->homes; h++)
        dE[h] = w->E[h] > 0 ? dE[h] / m->newE[h] : v ? v[m->slots + 2 * w->n + h] : 0;
}
