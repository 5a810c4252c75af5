/* model/forces.c -- growth taken apart by the weights of two years.
 *
 * What there is of e (a good, an import, a factor) weighs E, and a use of it W = E rho chi: chi its share in e, rho how much
 * more e is worth there than on the whole.  It grows with the whole and with its share,
 *
 *     E [ mean(rho chi) dlog e + mean(rho) Dchi ],   E the logarithmic mean of two years,
 *
 * which is W dlog(chi e) to third order, takes no logs of flows that begin or end, and makes of a change at constant prices
 * just that change.  As shares add up to one in both years, relations are sums of E (mean(rho) - 1) Dchi: nothing where e is
 * worth the same to all users, which is where there are no wedges. */
#include "model/forces_weights.h"
#include <math.h>

static const double ROUNDING = 1e-12;          /* of Domar weights, which come from a solve */

static double mean2(double a, double b) { return 0.5 * (a + b); }

struct pair {
    const domar_forces_sides *s;
    const domar_forces_weights *w;       /* two */
    domar_forces_change *c;
    const domar_forces_rule *rule;
    double *exact;                       /* H: forces by industry, before third orders are put apart */
    double raw;                          /* relations, likewise */
};

/* (b - a) / log(b / a): a change at constant prices counts for what it comes to. */
static double logarithmic_mean(double a, double b)
{
    const double d = a != 0 ? (b - a) / a : -1;
    if (!(d > -1)) return mean2(a, b);
    return fabs(d) < 1e-5 ? mean2(a, b) : a * d / log1p(d);     /* rounding of d cancels in d / log1p(d) */
}

/* What a use is of, in two years, and its growth; the use: see above, dchi may be at given prices. */
struct whole { double weight[2], mean, dlog; };
struct use { double rho[2], share[2], dchi; };

static double mean_rho(const struct use *u) { return mean2(u->rho[0], u->rho[1]); }

/* By how much more it is worth here than everywhere: a difference that is only rounding is none. */
static double more_worth(const struct use *u, double everywhere)
{
    const double here = mean_rho(u);
    return fabs(here - everywhere) > ROUNDING * (fabs(here) + fabs(everywhere)) ? here - everywhere : 0;
}

static double adds(const struct whole *e, const struct use *u)
{
    return e->mean * (mean2(u->rho[0] * u->share[0], u->rho[1] * u->share[1]) * e->dlog + mean_rho(u) * u->dchi);
}

/* The same in the user's own cost, whatever its output weighs. */
static double adds_to_cost(const struct pair *p, const struct whole *e, const struct use *u, size_t user)
{
    double all[2];
    for (int d = 0; d < 2; d++) all[d] = e->weight[d] * u->rho[d] / p->w[d].lambda[user];
    return logarithmic_mean(all[0], all[1]) * (mean2(u->share[0], u->share[1]) * e->dlog + u->dchi);
}

/* ---- goods.  What all of good k, sold for `made`, would weigh at u: lam~_u T made / cost_u, T made / GDP at final users */
static double worth(const struct pair *p, int d, size_t k, size_t u, double made)
{
    const domar_forces_sides *s = p->s;
    const domar_forces_weights *w = &p->w[d];
    const double paid = s->of[d].T[k * s->U + u] * made;
    return u < s->H ? w->lambda[u] * paid / w->cost[u] : paid / w->gdp;
}

/* What a use adds, to its user's technology or to GDP. */
static void book(struct pair *p, const struct whole *e, const struct use *use, size_t u)
{
    const double part = adds(e, use);
    p->raw += e->mean * mean_rho(use) * use->dchi;
    if (u >= p->s->H) {
        p->c->gdp += part;
        return;
    }
    p->exact[u] -= part;
    p->c->tfp[u] -= adds_to_cost(p, e, use, u);
}

static void goods_of_scope(struct pair *p, size_t k)
{
    const domar_forces_sides *s = p->s;
    const domar_forces_weights *w = p->w;
    domar_forces_change *c = p->c;
    const struct whole e = { { w[0].lambda[k], w[1].lambda[k] }, logarithmic_mean(w[0].lambda[k], w[1].lambda[k]), s->dq[k] };
    for (size_t u = 0; u <= s->U; u++) {                /* the last one: exports */
        const bool abroad = u == s->U;
        struct use use;
        for (int d = 0; d < 2; d++) {
            const double made = w[d].made[k];
            use.share[d] = (abroad ? s->of[d].exports[k] : s->of[d].z[k * s->U + u]) / made;
            use.rho[d] = (abroad ? made / w[d].gdp : worth(p, d, k, u, made)) / e.weight[d];
        }
        use.dchi = use.share[1] - use.share[0];
        const double moved = e.mean * more_worth(&use, 1) * use.dchi;
        c->part[abroad ? DOMAR_PART_EXPORTS : u < s->H ? DOMAR_PART_INPUTS : DOMAR_PART_FINAL] += moved;
        c->relations[u < s->H ? u : k] += moved;
        book(p, &e, &use, u);
    }
}

/* An import that is there in one of the two years only: what it weighs, less what is paid for it. */
static double comes_or_goes(struct pair *p, size_t m)
{
    const domar_forces_sides *s = p->s;
    const domar_forces_weights *a = &p->w[0], *b = &p->w[1];
    const size_t H = s->H, U = s->U;
    const double paid = b->imports[m] - a->imports[m];
    double uses = 0;
    for (size_t u = 0; u < U; u++) {
        const size_t at = (H + m) * U + u;
        const double part = b->use[at] - a->use[at];
        uses += part;
        if (u >= H) {
            p->c->gdp += part;
            continue;
        }
        p->exact[u] -= part;
        p->c->tfp[u] -= b->use[at] / b->lambda[u] - a->use[at] / a->lambda[u];
    }
    p->c->gdp -= paid;
    p->raw += uses - paid;
    return uses - paid;
}

/* An import: its uses, less what the economy pays for it. */
static double stays(struct pair *p, size_t m, const double all[2])
{
    const domar_forces_sides *s = p->s;
    const domar_forces_weights *w = p->w;
    const size_t U = s->U, k = s->H + m;
    const double paid[] = { w[0].imports[m], w[1].imports[m] };
    const struct whole e = { { paid[0], paid[1] }, logarithmic_mean(paid[0], paid[1]), log(all[1] / all[0]) - s->dp[k] };
    double everywhere = 0, moved = 0;
    for (size_t u = 0; u < U; u++) everywhere += mean2(w[0].use[k * U + u] / paid[0], w[1].use[k * U + u] / paid[1]);
    for (size_t u = 0; u < U; u++) {
        struct use use;
        for (int d = 0; d < 2; d++) {
            use.share[d] = s->of[d].z[k * U + u] / all[d];
            use.rho[d] = worth(p, d, k, u, all[d]) / paid[d];
        }
        use.dchi = use.share[1] - use.share[0];
        moved += e.mean * more_worth(&use, everywhere) * use.dchi;
        book(p, &e, &use, u);
    }
    const double more = fabs(everywhere - 1) > ROUNDING * (fabs(everywhere) + 1) ? e.mean * (everywhere - 1) : 0;
    p->c->gdp -= e.mean * e.dlog;
    p->raw += e.mean * (everywhere - 1) * e.dlog;
    p->c->relations_by_prices += more * (e.dlog - log(paid[1] / paid[0]));
    return moved + more * e.dlog;
}

static void goods_from_outside(struct pair *p, size_t m)
{
    const domar_forces_sides *s = p->s;
    const size_t N = s->of[0].y->t->N, n = s->of[0].y->t->n;
    double all[2] = { 0 };
    for (int d = 0; d < 2; d++)
        for (size_t u = 0; u < s->U; u++) all[d] += s->of[d].z[(s->H + m) * s->U + u];
    const double moved = all[0] > 0 && all[1] > 0 ? stays(p, m, all) : comes_or_goes(p, m);
    p->c->part[DOMAR_PART_IMPORTS] += moved;
    /* told where the good's line is made at home */
    const size_t product = s->origin[m] < n ? s->origin[m] % N : s->origin[m] - n;
    for (size_t h = 0; h < s->H; h++)
        if (s->row[h] % N == product) {
            p->c->relations[h] += moved;
            break;
        }
}

/* ---- factors */
/* A pool of its own: capital that belongs to its industry, or pay that no gap can be read from. */
static bool is_alone(const struct pair *p, size_t f, size_t h)
{
    const domar_gap gap = p->rule->gap;
    const bool capital = f == p->s->groups;
    return capital && gap == DOMAR_GAP_NONE ? true : capital && gap == DOMAR_GAP_MARKUP ? false : p->w->alone[f * p->s->H + h];
}

/* Industries that share factor f with h: those of its economy, or h alone. */
static bool same_pool(const struct pair *p, size_t f, size_t h, size_t other)
{
    return h == other || (p->s->economy[h] == p->s->economy[other] && !is_alone(p, f, h) && !is_alone(p, f, other));
}

/* Is a unit worth the same net of wedges in all of the pool, so that quantities add up?  Else they count by what they earn. */
static bool alike(const struct pair *p, size_t f)
{
    return p->rule->gap != DOMAR_GAP_NONE && (f == p->s->groups || !p->rule->labour_quality);
}

/* The pool to which (f, h) belongs. */
struct pool {
    double net[2];                  /* income net of wedges, over GDP */
    double earns[2];                /* what it earns its users, likewise */
    struct whole e;                 /* growth of unlike units is that of their mean (logarithmic) share in income */
    bool   lone;
};

static void grow_alike(const struct pair *p, struct pool *pool, size_t f, size_t h)
{
    double all[2] = { 0 };
    for (size_t k = 0; k < p->s->H; k++)
        for (int d = 0; d < 2 && same_pool(p, f, h, k); d++) all[d] += p->w[d].l[f * p->s->H + k];
    pool->e.dlog = all[0] > 0 && all[1] > 0 ? log(all[1] / all[0]) : 0;
}

static void grow_unlike(const struct pair *p, struct pool *pool, size_t f, size_t h)
{
    const domar_forces_weights *a = &p->w[0], *b = &p->w[1];
    double sum = 0, weights = 0;
    for (size_t k = 0; k < p->s->H; k++) {
        const size_t at = f * p->s->H + k;
        if (!same_pool(p, f, h, k)) continue;
        const double weight = logarithmic_mean(a->net[at] / pool->net[0], b->net[at] / pool->net[1]);
        sum += weight * log(b->l[at] / a->l[at]);
        weights += weight;
    }
    pool->e.dlog = sum / weights;
}

static struct pool pool_of(const struct pair *p, size_t f, size_t h)
{
    const size_t H = p->s->H;
    struct pool pool = { .lone = is_alone(p, f, h) };
    for (size_t k = 0; k < H; k++)
        for (int d = 0; d < 2 && same_pool(p, f, h, k); d++) {
            const domar_forces_weights *w = &p->w[d];
            pool.net[d] += w->net[f * H + k];
            pool.e.weight[d] += w->factor[f * H + k];
            pool.earns[d] += w->pay[f * H + k] * w->mu[k] / w->gdp;
        }
    pool.e.mean = logarithmic_mean(pool.e.weight[0], pool.e.weight[1]);
    if (pool.lone || alike(p, f)) grow_alike(p, &pool, f, h);
    else grow_unlike(p, &pool, f, h);
    return pool;
}

/* Share of h in its pool, by quantity where units are alike, else by net income; of unlike units moves count at given pay. */
static struct use use_of(const struct pair *p, const struct pool *pool, size_t f, size_t h)
{
    const size_t at = f * p->s->H + h;
    struct use u = { .rho = { 1, 1 }, .share = { 1, 1 } };
    for (int d = 0; d < 2 && !pool->lone; d++) {
        const domar_forces_weights *w = &p->w[d];
        u.share[d] = w->net[at] / pool->net[d];
        u.rho[d] = w->lambda[h] * w->T[at] * pool->net[d] * w->gdp / w->cost[h] / pool->e.weight[d];
    }
    if (!pool->lone)
        u.dchi = alike(p, f) ? u.share[1] - u.share[0] : logarithmic_mean(u.share[0], u.share[1]) *
                 (log(p->w[1].l[at] / p->w[0].l[at]) - pool->e.dlog);
    return u;
}

/* The same move by what the factor earns its user, mu T, in place of what it is worth to the economy. */
static double private_flow(const struct pair *p, const struct pool *pool, const struct use *social, size_t f, size_t h)
{
    struct use u = *social;
    for (int d = 0; d < 2; d++) u.rho[d] = p->w[d].mu[h] * p->w[d].T[f * p->s->H + h] * pool->net[d] / pool->earns[d];
    return pool->lone ? 0 : logarithmic_mean(pool->earns[0], pool->earns[1]) * more_worth(&u, 1) * u.dchi;
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

/* A pool that is there in one year only grows by all it weighs. */
static bool appears(const struct pair *p, const struct pool *pool, size_t at)
{
    return pool->lone && (p->w[0].l[at] > 0) != (p->w[1].l[at] > 0);
}

static void factor(struct pair *p, size_t f, const double *hours)
{
    const size_t H = p->s->H;
    const domar_forces_weights *w = p->w;
    domar_forces_change *c = p->c;
    const bool labour = f < p->s->groups;
    double grown = 0, net[2] = { 0 };
    size_t first = SIZE_MAX;
    struct pool pool = { .lone = false };
    for (size_t h = 0; h < H; h++) {
        const size_t at = f * H + h;
        if (first == SIZE_MAX || !same_pool(p, f, first, h)) {     /* economies are runs, so mostly once a run */
            pool = pool_of(p, f, h);
            first = h;
        }
        const struct use use = use_of(p, &pool, f, h);
        const bool new = appears(p, &pool, at);
        const double rest = pool.e.mean * mean_rho(&use) * use.dchi, weight = mean2(w[0].factor[at], w[1].factor[at]);
        const double supplied = new ? w[1].factor[at] - w[0].factor[at] : adds(&pool.e, &use) - rest;
        const double moved = pool.e.mean * more_worth(&use, 1) * use.dchi;
        p->exact[h] -= supplied + rest;
        p->raw += rest;
        c->tfp[h] -= new ? w[1].factor[at] / w[1].lambda[h] - w[0].factor[at] / w[0].lambda[h] : adds_to_cost(p, &pool.e, &use, h);
        c->factors[h] += supplied;
        c->relations[h] += moved;
        c->part[labour ? DOMAR_PART_LABOUR_FLOW : DOMAR_PART_CAPITAL_FLOW] += moved;
        if (labour) {
            c->part[DOMAR_PART_HOURS] += weight * hours[h];
            c->part[DOMAR_PART_QUALITY] += supplied - weight * hours[h];
        } else
            c->part[DOMAR_PART_CAPITAL] += supplied;
        c->flow_social[f] += moved;
        c->flow_private[f] += private_flow(p, &pool, &use, f, h);
        /* by prices: wedges, and pay within the pool where units are not alike; the price of the pool, its income over its
         * quantity, comes with factor_prices */
        const double gap = domar_log_change(w[0].T[at], w[1].T[at]);
        c->relations_by_prices -= isnan(gap) ? 0 : weight * gap;
        c->relations_by_prices -= pool.e.mean * mean_rho(&use) * (use.share[1] - use.share[0] - use.dchi);
        grown += supplied;
        c->cost_share[f] += weight;
        for (int d = 0; d < 2; d++) net[d] += w[d].net[at];
    }
    c->supply[f] = c->cost_share[f] > 0 ? grown / c->cost_share[f] : NAN;
    c->share[f] = mean2(net[0], net[1]);
}

/* ---- the same relations by prices */
/* Weight times growth of an income that may be a loss. */
static double income(const struct pool *pool)
{
    const double *v = pool->e.weight, *q = pool->net;
    if (q[0] == 0 && q[1] == 0) return 0;
    if (q[0] == 0 || q[1] == 0) return v[1] - v[0];
    if ((q[0] > 0) != (q[1] > 0)) return mean2(v[0] / q[0], v[1] / q[1]) * (q[1] - q[0]);
    return pool->e.mean * log(q[1] / q[0]);
}

/* - sum over pools of Lam~_f dlog Lam_f, Lam_f the pool's net income over GDP. */
static double factor_prices(const struct pair *p)
{
    const size_t H = p->s->H;
    double sum = 0;
    for (size_t f = 0; f <= p->s->groups; f++)
        for (size_t h = 0; h < H; h++) {
            size_t leader = 0;
            while (!same_pool(p, f, leader, h)) leader++;
            if (leader != h) continue;                              /* once a pool */
            const struct pool pool = pool_of(p, f, h);
            sum -= income(&pool);
        }
    return sum;
}

static double wedge_prices(const struct pair *p)
{
    const domar_forces_sides *s = p->s;
    const domar_forces_weights *a = &p->w[0], *b = &p->w[1];
    double sum = 0;
    for (size_t h = 0; h < s->H; h++) sum -= mean2(a->lambda[h], b->lambda[h]) * domar_log_change(a->mu[h], b->mu[h]);
    for (size_t at = 0; at < (s->H + s->M) * s->U; at++)
        sum -= mean2(a->use[at], b->use[at]) * log(s->of[1].T[at] / s->of[0].T[at]);
    return sum;
}

/* ---- all of it */
static void take_apart(struct pair *p, double *hours)
{
    const domar_forces_sides *s = p->s;
    domar_forces_change *c = p->c;
    const domar_forces_weights *a = &p->w[0], *b = &p->w[1];
    double exact = 0, sum = 0;
    for (size_t h = 0; h < s->H; h++) {
        c->weight[h] = logarithmic_mean(a->lambda[h], b->lambda[h]);
        c->sales[h] = mean2(s->of[0].y->t->x[s->row[h]] / a->gdp, s->of[1].y->t->x[s->row[h]] / b->gdp);
        c->tfp[h] = s->dq[h];
        p->exact[h] = c->weight[h] * s->dq[h];
        hours[h] = h && s->economy[h] == s->economy[h - 1] ? hours[h - 1] : all_hours(p, h);
    }
    for (size_t k = 0; k < s->H; k++) goods_of_scope(p, k);
    for (size_t m = 0; m < s->M; m++) goods_from_outside(p, m);
    for (size_t f = 0; f <= s->groups; f++) factor(p, f, hours);
    c->relations_by_prices += wedge_prices(p) + factor_prices(p);
    for (size_t h = 0; h < s->H; h++) {
        c->forces[h] = c->weight[h] * c->tfp[h];
        c->part[DOMAR_PART_FORCES] += c->forces[h];
        exact += p->exact[h];
    }
    for (size_t k = 0; k < DOMAR_PART_REMAINDER; k++) sum += c->part[k];
    c->part[DOMAR_PART_REMAINDER] = c->gdp - sum;
    c->identity = fabs(exact + domar_forces_factors(c) + p->raw - c->gdp);
}

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

domar_status domar_forces_of_sides(domar_cx *cx, domar_forces_change *out, const domar_forces_sides *s,
                                   const domar_forces_rule *rule)
{
    domar_forces_weights w[2];
    *out = (domar_forces_change){ 0 };
    domar_status st = allocate(cx, out, s);
    if (st || out->lack) return st;
    double *exact = domar_scratch(cx, s->H), *hours = domar_scratch(cx, s->H);
    if (!exact || !hours) return DOMAR_ENOMEM;
    size_t culprit = SIZE_MAX;
    st = domar_forces_weights_new(cx, w, s, rule, &out->odd, &culprit);
    if (!st && culprit != SIZE_MAX) {
        out->lack = DOMAR_LACKS_COST;
        out->culprit = s->row[culprit];
        return DOMAR_OK;
    }
    for (int d = 0; !st && d < 2; d++) out->nominal[d] = w[d].gdp;
    if (!st) take_apart(&(struct pair){ s, w, out, rule, exact, 0 }, hours);
    return st;
}

static domar_status known_between(domar_cx *cx, domar_forces_change *out, const domar_growth_rows *rows,
                                  const domar_growth_year *a, const domar_growth_year *b, const bool *economy,
                                  const domar_forces_rule *rule)
{
    domar_forces_sides s;
    *out = (domar_forces_change){ 0 };
    const domar_status st = domar_forces_sides_new(cx, &s, rows, a, b, economy, rule);
    return st ? st : domar_forces_of_sides(cx, out, &s, rule);
}

/* ---- where capital or labour is not known: what does not depend on it */
static domar_status constant(domar_cx *cx, double **values, size_t n, double value)
{
    if (!(*values = domar_scratch(cx, n))) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) (*values)[i] = value;
    return DOMAR_OK;
}

/* The year with a stock that does not move and, if asked, without labour: growth of GDP does not see them, and with gaps of
 * none labour does not see capital. */
static domar_status stand_in(domar_cx *cx, domar_growth_year *to, const domar_growth_year *from, bool labour)
{
    *to = *from;
    domar_status st = constant(cx, &to->stock, from->n, 1);
    if (!st && labour) st = constant(cx, &to->labour, from->n, 0);
    if (!st && labour) st = constant(cx, &to->hours, from->n, 1);
    return st;
}

static bool of_factors(domar_forces_lack lack)
{
    return lack == DOMAR_LACKS_LABOUR || lack == DOMAR_LACKS_HOURS || lack == DOMAR_LACKS_STOCK;
}

static domar_status partly(domar_cx *cx, domar_forces_change *out, const domar_growth_rows *rows, const domar_growth_year *a,
                           const domar_growth_year *b, const bool *economy, const domar_forces_rule *rule)
{
    domar_forces_rule none = *rule;
    domar_forces_change c = { .lack = out->lack };
    domar_status st = DOMAR_OK;
    none.gap = DOMAR_GAP_NONE;
    for (int labour = 0; !st && labour < 2 && of_factors(c.lack); labour++) {
        domar_growth_rows undivided = *rows;
        domar_growth_year years[2];
        if (labour) undivided.skills = 0;
        st = stand_in(cx, &years[0], a, labour);
        if (!st) st = stand_in(cx, &years[1], b, labour);
        if (!st) st = known_between(cx, &c, &undivided, &years[0], &years[1], economy, &none);
        for (size_t k = 0; !st && !c.lack && k < DOMAR_PARTS; k++)
            if (labour || k > DOMAR_PART_QUALITY) c.part[k] = NAN;
    }
    if (st || c.lack) return st;
    out->partly = true;
    out->gdp = c.gdp;
    out->identity = c.identity;
    for (size_t k = 0; k < DOMAR_PARTS; k++) out->part[k] = c.part[k];
    for (int d = 0; d < 2; d++) out->nominal[d] = c.nominal[d];
    return DOMAR_OK;
}

domar_status domar_forces_between(domar_cx *cx, domar_forces_change *out, const domar_growth_rows *rows,
                                  const domar_growth_year *a, const domar_growth_year *b, const bool *economy,
                                  const domar_forces_rule *rule)
{
    const domar_status st = known_between(cx, out, rows, a, b, economy, rule);
    return st || !of_factors(out->lack) ? st : partly(cx, out, rows, a, b, economy, rule);
}
