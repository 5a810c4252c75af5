/* model/forces.c -- weights of two years, and growth taken apart by them. */
#include "model/forces_sides.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

/* A year under one reading of the gaps. F = labour groups + capital; pools f x H. */
struct weights {
    double gdp;
    double *cost, *mu;       /* H */
    double *pay, *T, *l;     /* F x H: cost of the pool, wedge on it, quantity */
    double *lambda;          /* H */
    double *use;             /* (H + M) x U: W of users, b of final users */
    double *factor;          /* F x H: lam~ Om~_f */
    double *net;             /* F x H: income of the pool less the wedge, over GDP */
    double *made;            /* H: value of what is made and sold, at basic prices */
    double *imports;         /* M: Lam_m */
    bool   *alone;           /* F x H, shared by the two years: no pay or quantity above zero in one of them, so no gap */
};

static domar_status new_weights(domar_cx *cx, struct weights *w, const domar_forces_sides *s)
{
    const size_t F = s->groups + 1;
    double **const small[] = { &w->cost, &w->mu, &w->lambda, &w->made }, **const pools[] = { &w->pay, &w->T, &w->l, &w->factor, &w->net };
    *w = (struct weights){ 0 };
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

/* Mean pay of a group, or return of capital, in an economy: sum of pay over sum of quantity. */
static double mean_price(const domar_forces_sides *s, const struct weights *w, size_t f, size_t economy)
{
    double pay = 0, quantity = 0;
    for (size_t h = 0; h < s->H; h++) {
        const double p = w->pay[f * s->H + h], l = w->l[f * s->H + h];
        if (s->economy[h] != economy || w->alone[f * s->H + h]) continue;
        pay += p;
        quantity += l;
    }
    return quantity > 0 ? pay / quantity : NAN;
}

/* Own pay over the economy's mean. */
static void gap_of(const domar_forces_sides *s, struct weights *w, size_t f)
{
    double mean = NAN;
    for (size_t h = 0; h < s->H; h++) {
        const size_t p = f * s->H + h;
        if (h == 0 || s->economy[h] != s->economy[h - 1]) mean = mean_price(s, w, f, s->economy[h]);
        if (!w->alone[p]) w->T[p] *= w->pay[p] / w->l[p] / mean;
    }
}

static void take_pay(struct weights *w, const domar_forces_sides *s, const domar_forces_side *d)
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

/* Capital at the economy's mean return; the markup is what is left. */
static void take_markup(struct weights *w, const domar_forces_sides *s, const domar_forces_side *d)
{
    const size_t H = s->H, K = s->groups;
    const double *own = w->pay + K * H;
    double mean = NAN;
    for (size_t h = 0; h < H; h++)                      /* own pay is needed for the means until all costs are set */
        if (h == 0 || s->economy[h] != s->economy[h - 1]) {
            mean = mean_price(s, w, K, s->economy[h]);
            for (size_t k = h; k < H && s->economy[k] == s->economy[h]; k++)
                if (mean * w->l[K * H + k] >= 0) w->cost[k] += mean * w->l[K * H + k] - own[k];
        }
    for (size_t h = 0; h < H; h++) {
        double others = inputs_at_buyers(s, d, h);
        for (size_t f = 0; f < K; f++) others += w->pay[f * H + h];
        w->mu[h] = d->y->t->x[s->row[h]] / w->cost[h];
        w->pay[K * H + h] = w->cost[h] - others;
    }
}

/* Pools that are out of the wedges: in both years if in one. */
static size_t find_alone(struct weights w[2], const domar_forces_sides *s)
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

static void value(struct weights w[2], domar_forces_change *c, const domar_forces_sides *s, const domar_forces_rule *r)
{
    for (int d = 0; d < 2; d++) take_pay(&w[d], s, &s->of[d]);
    c->odd = find_alone(w, s);
    for (int d = 0; d < 2; d++) {
        for (size_t f = 0; f < s->groups && r->gap != DOMAR_GAP_NONE && !r->labour_quality; f++) gap_of(s, &w[d], f);
        if (r->gap == DOMAR_GAP_CAPITAL) gap_of(s, &w[d], s->groups);
        if (r->gap == DOMAR_GAP_MARKUP) take_markup(&w[d], s, &s->of[d]);
    }
}

/* ---- Domar weights */
static domar_status domar_weights(domar_cx *cx, struct weights *w, const domar_forces_sides *s, const domar_forces_side *d)
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

static void spread(struct weights *w, const domar_forces_sides *s, const domar_forces_side *d)
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

/* ---- growth */
static double mean2(double a, double b) { return 0.5 * (a + b); }

/* (b - a) / log(b / a), the mean that makes of a change at constant prices just that change, however large it is. */
static double logarithmic_mean(double a, double b)
{
    const double x = a != 0 ? b / a : -1;
    if (!(x > 0)) return mean2(a, b);
    return fabs(x - 1) < 1e-4 ? mean2(a, b) * (1 - (x - 1) * (x - 1) / 12) : (b - a) / log(x);
}

/* What a cell adds: its weight times growth of its quantity; where logs fail, the change at mean prices. */
static double cell(double v0, double v1, double q0, double q1)
{
    if (q0 == 0 && q1 == 0) return 0;
    if ((q0 > 0 && q1 > 0) || (q0 < 0 && q1 < 0)) return logarithmic_mean(v0, v1) * log(q1 / q0);
    if (q0 == 0 || q1 == 0) return v1 - v0;
    return 0.5 * (v0 / q0 + v1 / q1) * (q1 - q0);
}

struct pair {
    const domar_forces_sides *s;
    const struct weights *w;             /* two */
    domar_forces_change *c;
    domar_gap gap;
    double *exact;                       /* H: forces by industry, before third orders are put apart */
    double raw;                          /* relations, likewise */
};

/* Quantity of good k in use u, prices of the first year. */
static double quantity(const domar_forces_sides *s, int d, size_t k, size_t u)
{
    const double z = s->of[d].z[k * s->U + u];
    return d ? z / exp(s->dp[k]) : z;
}

/* Mean of the shares of two years of a whole that is valued at the same weights: what a use would count for without wedges. */
static double plain(double whole0, double whole1, double v0, double v1, double total0, double total1, double q0, double q1)
{
    return fabs(total0) > 0 && fabs(total1) > 0 ? cell(whole0 * v0 / total0, whole1 * v1 / total1, q0, q1) : 0;
}

static void goods_of_scope(struct pair *p, size_t k)
{
    const domar_forces_sides *s = p->s;
    const struct weights *a = &p->w[0], *b = &p->w[1];
    domar_forces_change *c = p->c;
    const size_t H = s->H, U = s->U;
    for (size_t u = 0; u <= U; u++) {                   /* the last one: exports */
        const bool abroad = u == U;
        const size_t at = k * U + u;
        const double v0 = abroad ? s->of[0].exports[k] : s->of[0].z[at], v1 = abroad ? s->of[1].exports[k] : s->of[1].z[at];
        const double q1 = v1 / exp(s->dp[k]), W0 = abroad ? v0 / a->gdp : a->use[at], W1 = abroad ? v1 / b->gdp : b->use[at];
        const double part = cell(W0, W1, v0, q1), as_is = plain(a->lambda[k], b->lambda[k], v0, v1, a->made[k], b->made[k], v0, q1);
        const double more = mean2(W0, W1) - mean2(a->lambda[k] * v0 / a->made[k], b->lambda[k] * v1 / b->made[k]);
        const double moved = part - as_is - more * s->dq[k];
        c->part[abroad ? DOMAR_PART_EXPORTS : u < H ? DOMAR_PART_INPUTS : DOMAR_PART_FINAL] += moved;
        c->relations[u < H ? u : k] += moved;
        p->raw += part - mean2(W0, W1) * s->dq[k];
        if (u < H) p->exact[u] -= part;
        else c->gdp += part;
    }
}

/* An import: its uses, less what the economy pays for it. */
static void goods_from_outside(struct pair *p, size_t m)
{
    const domar_forces_sides *s = p->s;
    const struct weights *a = &p->w[0], *b = &p->w[1];
    domar_forces_change *c = p->c;
    const size_t H = s->H, U = s->U, k = H + m, N = s->of[0].y->t->N, n = s->of[0].y->t->n;
    double q0 = 0, q1 = 0, uses = 0, as_is = 0, worth[2] = { 0 };
    for (size_t u = 0; u < U; u++) {
        q0 += quantity(s, 0, k, u);
        q1 += quantity(s, 1, k, u);
        worth[0] += a->use[k * U + u];
        worth[1] += b->use[k * U + u];
    }
    for (size_t u = 0; u < U; u++) {
        const size_t at = k * U + u;
        const double z0 = quantity(s, 0, k, u), z1 = quantity(s, 1, k, u), part = cell(a->use[at], b->use[at], z0, z1);
        uses += part;
        as_is += plain(worth[0], worth[1], z0, z1, q0, q1, z0, z1);
        if (u < H) p->exact[u] -= part;
        else c->gdp += part;
    }
    const double paid = cell(a->imports[m], b->imports[m], q0, q1), more = mean2(worth[0], worth[1]) - mean2(a->imports[m], b->imports[m]);
    const bool both = q0 > 0 && q1 > 0;
    const double moved = uses - as_is + (both ? more * log(q1 / q0) : uses - paid - (uses - as_is));
    c->part[DOMAR_PART_IMPORTS] += moved;
    c->gdp -= paid;
    p->raw += uses - paid;
    if (both) c->relations_by_prices += more * (log(q1 / q0) - log(b->imports[m] / a->imports[m]));
    /* told where the good's line is made at home */
    const size_t product = s->origin[m] < n ? s->origin[m] % N : s->origin[m] - n;
    for (size_t h = 0; h < H; h++)
        if (s->row[h] % N == product) {
            c->relations[h] += moved;
            break;
        }
}

/* A pool of its own: capital that belongs to its industry, or pay that no gap can be read from. */
static bool is_alone(const struct pair *p, size_t f, size_t h)
{
    const bool capital = f == p->s->groups;
    return capital && p->gap == DOMAR_GAP_NONE ? true : capital && p->gap == DOMAR_GAP_MARKUP ? false : p->w[0].alone[f * p->s->H + h];
}

/* Industries that share factor f with h: those of its economy, or h alone. */
static bool same_pool(const struct pair *p, size_t f, size_t h, size_t other)
{
    return h == other || (p->s->economy[h] == p->s->economy[other] && !is_alone(p, f, h) && !is_alone(p, f, other));
}

/* The pools to which (f, h) belongs: their net income and cost in the two years, and growth of their supply. */
struct pools { double net[2], cost[2], supply; };

static struct pools pools_of(const struct pair *p, size_t f, size_t h)
{
    const size_t H = p->s->H;
    const struct weights *a = &p->w[0], *b = &p->w[1];
    struct pools all = { { 0 }, { 0 }, 0 };
    for (size_t k = 0; k < H; k++)
        if (same_pool(p, f, h, k)) {
            all.net[0] += a->net[f * H + k];
            all.net[1] += b->net[f * H + k];
            all.cost[0] += a->factor[f * H + k];
            all.cost[1] += b->factor[f * H + k];
        }
    for (size_t k = 0; k < H; k++) {
        const size_t at = f * H + k;
        if (!same_pool(p, f, h, k) || !(a->l[at] > 0) || !(b->l[at] > 0) || !(fabs(all.net[0]) > 0) || !(fabs(all.net[1]) > 0)) continue;
        all.supply += mean2(a->net[at] / all.net[0], b->net[at] / all.net[1]) * log(b->l[at] / a->l[at]);
    }
    return all;
}

/* Growth of all hours of an economy, whatever the group. */
static double all_hours(const struct pair *p, size_t h)
{
    double q[2] = { 0 };
    for (size_t f = 0; f < p->s->groups; f++)
        for (size_t k = 0; k < p->s->H; k++)
            for (int d = 0; d < 2 && p->s->economy[k] == p->s->economy[h]; d++) q[d] += p->w[d].l[f * p->s->H + k];
    return domar_log_change(q[0], q[1]);
}

/* The same covariance with what the pool earns its user, mu T, in place of what it is worth to the economy. */
static double private_flow(const struct pair *p, size_t f, size_t h, double earns0, double earns1, const struct pools *all)
{
    const struct weights *a = &p->w[0], *b = &p->w[1];
    const size_t H = p->s->H, at = f * H + h;
    double total[2] = { 0 };
    for (size_t k = 0; k < H; k++)
        if (same_pool(p, f, h, k)) {
            total[0] += a->pay[f * H + k] * a->mu[k] / a->gdp;
            total[1] += b->pay[f * H + k] * b->mu[k] / b->gdp;
        }
    if (!(fabs(all->net[0]) > 0) || !(fabs(all->net[1]) > 0)) return 0;
    const double plain0 = total[0] * a->net[at] / all->net[0], plain1 = total[1] * b->net[at] / all->net[1];
    return cell(earns0, earns1, a->l[at], b->l[at]) - cell(plain0, plain1, a->l[at], b->l[at]) -
           (mean2(earns0, earns1) - mean2(plain0, plain1)) * all->supply;
}

static void factor(struct pair *p, size_t f, const double *hours)
{
    const size_t H = p->s->H;
    const struct weights *a = &p->w[0], *b = &p->w[1];
    domar_forces_change *c = p->c;
    const bool labour = f < p->s->groups;
    double grown = 0, cost = 0, net[2] = { 0 };
    size_t first = SIZE_MAX;
    struct pools all = { 0 };
    for (size_t h = 0; h < H; h++) {
        const size_t at = f * H + h;
        if (first == SIZE_MAX || !same_pool(p, f, first, h)) {     /* economies are runs, so mostly once a run */
            all = pools_of(p, f, h);
            first = h;
        }
        const double weight = mean2(a->factor[at], b->factor[at]), part = cell(a->factor[at], b->factor[at], a->l[at], b->l[at]);
        const double private_a = a->pay[at] * a->mu[h] / a->gdp, private_b = b->pay[at] * b->mu[h] / b->gdp;
        const double as_is = plain(all.cost[0], all.cost[1], a->net[at], b->net[at], all.net[0], all.net[1], a->l[at], b->l[at]);
        const double shares[] = { fabs(all.net[0]) > 0 ? a->net[at] / all.net[0] : 0, fabs(all.net[1]) > 0 ? b->net[at] / all.net[1] : 0 };
        const double more = weight - mean2(all.cost[0] * shares[0], all.cost[1] * shares[1]);
        const double moved = part - as_is - more * all.supply;
        p->exact[h] -= part;
        p->raw += part - weight * all.supply;
        c->factors[h] += weight * all.supply;
        c->relations[h] += moved;
        c->part[labour ? DOMAR_PART_LABOUR_FLOW : DOMAR_PART_CAPITAL_FLOW] += moved;
        if (labour) {
            c->part[DOMAR_PART_HOURS] += weight * hours[h];
            c->part[DOMAR_PART_QUALITY] += weight * (all.supply - hours[h]);
        } else
            c->part[DOMAR_PART_CAPITAL] += weight * all.supply;
        c->flow_social[f] += moved;
        c->flow_private[f] += private_flow(p, f, h, private_a, private_b, &all);
        /* by prices: wedges; the price of the factor, its income over its quantity, comes with factor_prices */
        const double gap = domar_log_change(a->T[at], b->T[at]);
        c->relations_by_prices -= isnan(gap) ? 0 : weight * gap;
        grown += weight * all.supply;
        cost += weight;
        net[0] += a->net[at];
        net[1] += b->net[at];
    }
    c->supply[f] = cost > 0 ? grown / cost : NAN;
    c->cost_share[f] = cost;
    c->share[f] = mean2(net[0], net[1]);
}

/* - sum over pools of Lam~_f dlog Lam_f, Lam_f the pool's net income over GDP. */
static double factor_prices(const struct pair *p)
{
    const size_t H = p->s->H;
    const struct weights *a = &p->w[0], *b = &p->w[1];
    double sum = 0;
    for (size_t f = 0; f <= p->s->groups; f++)
        for (size_t h = 0; h < H; h++) {
            double net[2] = { 0 }, weight = 0;
            size_t leader = 0;
            while (!same_pool(p, f, leader, h)) leader++;
            for (size_t k = h; leader == h && k < H; k++) {          /* once a pool */
                if (!same_pool(p, f, h, k)) continue;
                net[0] += a->net[f * H + k];
                net[1] += b->net[f * H + k];
                weight += mean2(a->factor[f * H + k], b->factor[f * H + k]);
            }
            if (net[0] > 0 && net[1] > 0) sum -= weight * log(net[1] / net[0]);
        }
    return sum;
}

static double wedge_prices(const struct pair *p)
{
    const domar_forces_sides *s = p->s;
    const struct weights *a = &p->w[0], *b = &p->w[1];
    double sum = 0;
    for (size_t h = 0; h < s->H; h++) sum -= mean2(a->lambda[h], b->lambda[h]) * domar_log_change(a->mu[h], b->mu[h]);
    for (size_t at = 0; at < (s->H + s->M) * s->U; at++)
        sum -= mean2(a->use[at], b->use[at]) * log(s->of[1].T[at] / s->of[0].T[at]);
    return sum;
}

/* TFP by cost shares: what a reader of growth accounts expects. */
static double tfp(const struct pair *p, size_t h)
{
    const domar_forces_sides *s = p->s;
    const size_t H = s->H, U = s->U;
    double sum = s->dq[h];
    for (size_t k = 0; k < H + s->M; k++) {
        const size_t at = k * U + h;
        sum -= cell(s->of[0].T[at] * s->of[0].z[at] / p->w[0].cost[h], s->of[1].T[at] * s->of[1].z[at] / p->w[1].cost[h],
                    quantity(s, 0, k, h), quantity(s, 1, k, h));
    }
    for (size_t f = 0; f <= s->groups; f++) {
        const size_t at = f * H + h;
        sum -= cell(p->w[0].pay[at] / p->w[0].cost[h], p->w[1].pay[at] / p->w[1].cost[h], p->w[0].l[at], p->w[1].l[at]);
    }
    return sum;
}

static void take_apart(struct pair *p, double *hours)
{
    const domar_forces_sides *s = p->s;
    domar_forces_change *c = p->c;
    const struct weights *a = &p->w[0], *b = &p->w[1];
    double exact = 0, sum = 0;
    for (size_t h = 0; h < s->H; h++) {
        c->weight[h] = mean2(a->lambda[h], b->lambda[h]);
        c->sales[h] = mean2(s->of[0].y->t->x[s->row[h]] / a->gdp, s->of[1].y->t->x[s->row[h]] / b->gdp);
        p->exact[h] = c->weight[h] * s->dq[h];
        hours[h] = h && s->economy[h] == s->economy[h - 1] ? hours[h - 1] : all_hours(p, h);
    }
    for (size_t k = 0; k < s->H; k++) goods_of_scope(p, k);
    for (size_t m = 0; m < s->M; m++) goods_from_outside(p, m);
    for (size_t f = 0; f <= s->groups; f++) factor(p, f, hours);
    c->relations_by_prices += wedge_prices(p) + factor_prices(p);
    for (size_t h = 0; h < s->H; h++) {
        c->tfp[h] = tfp(p, h);
        c->forces[h] = c->weight[h] * c->tfp[h];
        c->part[DOMAR_PART_FORCES] += c->forces[h];
        exact += p->exact[h];
    }
    for (size_t k = 0; k < DOMAR_PART_REMAINDER; k++) sum += c->part[k];
    c->part[DOMAR_PART_REMAINDER] = c->gdp - sum;
    c->identity = fabs(exact + domar_forces_factors(c) + p->raw - c->gdp);
}

/* ---- all of it */
static domar_status allocate(domar_cx *cx, domar_forces_change *c, const domar_forces_sides *s)
{
    double **const all[] = { &c->weight, &c->sales, &c->tfp, &c->forces, &c->relations, &c->factors };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k] = domar_scratch(cx, s->H))) return DOMAR_ENOMEM;
    c->industries = s->H;
    c->row = s->row;
    c->groups = s->groups + 1;
    c->skills = s->skills;
    c->assumed = s->assumed;
    c->lack = s->lack;
    c->culprit = s->culprit;
    return DOMAR_OK;
}

static size_t not_a_cost(const struct weights *w, size_t H)
{
    for (size_t h = 0; h < H; h++)
        if (!(w->cost[h] > 0) || !isfinite(w->lambda[h])) return h;
    return SIZE_MAX;
}

domar_status domar_forces_between(domar_cx *cx, domar_forces_change *out, const domar_growth_rows *rows,
                                  const domar_growth_year *a, const domar_growth_year *b, const bool *economy,
                                  const domar_forces_rule *rule)
{
    domar_forces_sides s;
    struct weights w[2];
    *out = (domar_forces_change){ 0 };
    domar_status st = domar_forces_sides_new(cx, &s, rows, a, b, economy, rule);
    if (!st) st = allocate(cx, out, &s);
    if (st || out->lack) return st;
    double *exact = domar_scratch(cx, s.H), *hours = domar_scratch(cx, s.H);
    if (!exact || !hours) return DOMAR_ENOMEM;
    for (int d = 0; !st && d < 2; d++) st = new_weights(cx, &w[d], &s);
    if (!st && !(w[0].alone = w[1].alone = domar_scratch_bytes(cx, (s.groups + 1) * s.H, sizeof *w[0].alone))) st = DOMAR_ENOMEM;
    if (!st) value(w, out, &s, rule);
    for (int d = 0; !st && d < 2; d++) {
        if ((st = domar_weights(cx, &w[d], &s, &s.of[d]))) break;
        const size_t h = not_a_cost(&w[d], s.H);
        if (h != SIZE_MAX) {
            out->lack = DOMAR_LACKS_COST;
            out->culprit = s.row[h];
            return DOMAR_OK;
        }
        spread(&w[d], &s, &s.of[d]);
        out->nominal[d] = w[d].gdp;
    }
    if (!st) take_apart(&(struct pair){ &s, w, out, rule->gap, exact, 0 }, hours);
    return st;
}
