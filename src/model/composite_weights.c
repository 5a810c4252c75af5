/* model/composite_weights.c -- how much an indicator counts: by what the data say, or by judgement.
 *
 * Weights from data are found group by group of the scope (all indicators, those of a system or a dimension) and
 * multiplied by the group's share; judgements and experts go down the tree of the definition. */
#include "model/composite.h"
#include "base/threads.h"
#include "linalg/columns.h"
#include <math.h>
#include <string.h>

/* Indicators first .. first + m of a pool with n rows. */
struct group {
    domar_cx *cx;
    domar_composite *c;
    const domar_composite_data *d;
    size_t pool, first, m, n;
};

static domar_facts *facts(const struct group *g, size_t j) { return &g->c->facts[g->pool * g->d->terms + g->first + j]; }
static const double *column(const struct group *g, size_t j) { return g->c->z + (g->first + j) * g->d->rows + g->d->start[g->pool]; }

static const char *pool_of(const struct group *g)
{
    return g->d->pool_name ? g->d->pool_name(g->d->arg, g->pool) : "the panel";
}

static domar_status total(const struct group *g, double *w, const char *what)
{
    double sum = 0;
    for (size_t j = 0; j < g->m; j++) sum += w[j];
    if (!(fabs(sum) > 0) || !isfinite(sum))
        return domar_fail(g->cx, DOMAR_EDATA, "%s gives no weights in %s: their sum is %g; choose other --weights", what, pool_of(g), sum);
    for (size_t j = 0; j < g->m; j++) w[j] /= sum;
    return DOMAR_OK;
}

/* ---- entropy */
struct affine { double a, b, sum; const double *x; };

/* p is taken of a + b x, all of one sign. */
static domar_status policy(const struct group *g, size_t j, double *room, struct affine *q)
{
    const domar_index_convention *how = &g->c->how;
    const domar_indicator *ind = &g->d->def->indicator[g->first + j];
    const domar_facts *f = facts(g, j);
    domar_spread s = { f->zleast, f->zlargest, f->zmean * (double)g->n };
    *q = (struct affine){ 0, 1, s.sum, column(g, j) };
    if (how->zeros == DOMAR_Z_SPSSAU) {               /* the data themselves, better upwards, moved above 0 */
        const double *x = g->d->x[g->first + j] + g->d->start[g->pool];
        for (size_t i = 0; i < g->n; i++) room[i] = domar_oriented(ind, how, x[i]);
        s = domar_column_spread(room, g->n);
        if (ind->direction != DOMAR_POSITIVE && s.largest <= 0)        /* max - x, or what is missing to the worst */
            for (size_t i = 0; i < g->n; i++) room[i] -= s.least;
        s = domar_column_spread(room, g->n);
        *q = (struct affine){ s.least <= 0 ? -s.least + 0.01 : 0, 1, s.sum, room };
    }
    if (how->zeros == DOMAR_Z_SHIFT) q->a = how->shift;
    if (how->zeros == DOMAR_Z_RESCALE) {
        q->b = (how->high - how->low) / (s.largest - s.least);
        q->a = how->low - q->b * s.least;
    }
    const bool negative = s.largest + q->a <= 0 && how->zeros != DOMAR_Z_RESCALE;
    if (negative || q->a + q->b * s.least >= -1e-15 * fabs(q->a)) return DOMAR_OK;
    return domar_fail(g->cx, DOMAR_EDATA, "entropy needs numbers of 0 and above, and %s is %g when normalised by %s: use --zeros rescale, "
                      "or --normalise minmax", ind->code, s.least, domar_normalisation_codes[how->normalise]);
}

/* 1 - e = sum q ln q / (n ln n) with q = n p: exact where e is near 1. */
static double entropy(const struct affine *q, size_t n, double count)
{
    const double rows = (double)n, sum = q->a * rows + q->b * q->sum, scale = rows / sum;
    const double theil = domar_column_xlogx(q->x, n, q->a * scale, q->b * scale) / rows;
    return (log(rows) - theil) / log(count);
}

struct entropies { const struct affine *q; double *e; size_t n; double count; };
static void some_entropies(void *arg, size_t begin, size_t end)
{
    const struct entropies *all = arg;
    for (size_t j = begin; j < end; j++) all->e[j] = entropy(&all->q[j], all->n, all->count);
}

static domar_status by_entropy(const struct group *g, double *w)
{
    const bool own = g->c->how.zeros == DOMAR_Z_SPSSAU;
    double *room = own ? domar_scratch(g->cx, g->n * g->m) : NULL;
    struct affine *q = domar_scratch_bytes(g->cx, g->m, sizeof *q);
    domar_status st = q && (room || !own) ? DOMAR_OK : DOMAR_ENOMEM;
    const double count = g->c->how.count > 0 ? g->c->how.count : (double)g->n;
    for (size_t j = 0; !st && j < g->m; j++) st = policy(g, j, own ? room + j * g->n : NULL, &q[j]);
    if (st) return st;
    struct entropies all = { q, w, g->n, count };
    domar_parallel(domar_cx_threads(g->cx), g->m, g->n > 20000 ? 1 : g->m, some_entropies, &all);
    for (size_t j = 0; j < g->m; j++) {
        facts(g, j)->entropy = w[j];
        if (w[j] > 1 + 1e-12)
            return domar_fail(g->cx, DOMAR_EDATA, "entropy of %s is %g, above 1: ln n with n = %g is too small for %zu rows; use "
                "--count rows",
                              g->d->def->indicator[g->first + j].code, w[j], count, g->n);
        w[j] = fmax(0, 1 - w[j]);
    }
    return total(g, w, "entropy");
}

/* ---- products of columns */
static domar_status products(const struct group *g, double *C, bool centred)
{
    double *centre = domar_scratch(g->cx, g->m), *room = domar_scratch(g->cx, g->m * DOMAR_COLUMN_BLOCK);
    const double **x = domar_scratch_bytes(g->cx, g->m, sizeof *x);
    if (!centre || !room || !x) return DOMAR_ENOMEM;
    for (size_t j = 0; j < g->m; j++) {
        x[j] = column(g, j);
        centre[j] = centred ? facts(g, j)->zmean : 0;
    }
    domar_column_products(C, x, g->m, g->n, centre, room);
    return DOMAR_OK;
}

static domar_status correlations(const struct group *g, double *R)
{
    const domar_status st = products(g, R, true);
    const size_t m = g->m;
    double *sd = domar_scratch(g->cx, m);
    if (st || !sd) return DOMAR_ENOMEM;
    for (size_t j = 0; j < m; j++) sd[j] = sqrt(R[j * m + j]);
    for (size_t j = 0; j < m; j++)
        for (size_t k = 0; k < m; k++) R[j * m + k] = j == k ? 1 : fmax(-1, fmin(1, R[j * m + k] / (sd[j] * sd[k])));
    return DOMAR_OK;
}

/* Spread over the mean says something only of a mean that is not 0. */
static domar_status about_zero(const struct group *g, size_t j, double mean, double sd, const char *what)
{
    if (fabs(mean) > 1e-9 * sd) return DOMAR_OK;
    return domar_fail(g->cx, DOMAR_EDATA, "%s: the mean of %s is 0, so its spread over the mean means nothing; %s", what,
                      g->d->def->indicator[g->first + j].code, *what == 'c' && what[1] == 'v' ? "choose other --weights" : "use "
                          "--contrast sd");
}

/* C_j = s_j sum_k (1 - r_jk); a single indicator has no conflict, and all the weight. */
static domar_status by_critic(const struct group *g, double *w)
{
    double *R = domar_scratch(g->cx, g->m * g->m);
    domar_status st = R ? correlations(g, R) : DOMAR_ENOMEM;
    if (st) return st;
    for (size_t j = 0; j < g->m; j++) {
        domar_facts *f = facts(g, j);
        if (g->c->how.critic_cv && (st = about_zero(g, j, f->zmean, f->zsd, "critic"))) return st;
        f->conflict = 0;
        for (size_t k = 0; k < g->m; k++)
            if (k != j) f->conflict += 1 - (g->c->how.absolute ? fabs(R[j * g->m + k]) : R[j * g->m + k]);
        w[j] = g->m == 1 ? 1 : f->conflict * (g->c->how.critic_cv ? f->zsd / fabs(f->zmean) : f->zsd);
    }
    return total(g, w, "critic");
}

static domar_status by_cv(const struct group *g, double *w)
{
    for (size_t j = 0; j < g->m; j++) {
        const domar_status st = about_zero(g, j, facts(g, j)->mean, facts(g, j)->sd, "cv");
        if (st) return st;
        w[j] = facts(g, j)->sd / fabs(facts(g, j)->mean);
    }
    return total(g, w, "cv");
}

static domar_status by_scatter(const struct group *g, double *w)
{
    const size_t m = g->m;
    double *H = domar_scratch(g->cx, m * m), *copy = domar_scratch(g->cx, m * m);
    size_t turned = 0;
    domar_status st = H && copy ? products(g, H, false) : DOMAR_ENOMEM;
    if (st) return st;
    memcpy(copy, H, m * m * sizeof *H);
    if ((st = domar_leading(g->cx, w, NULL, NULL, copy, m))) return st;
    for (size_t j = 0; j < m; j++) {
        facts(g, j)->eigenvector = w[j];
        turned += w[j] < -1e-12;
    }
    g->c->turned += turned;
    if (turned && !g->c->how.signed_scatter) st = domar_leading_nonnegative(g->cx, w, H, m);
    return st ? st : total(g, w, "scatter");
}

/* w_j ~ sum_k lambda_k v_jk^2 (or |v_jk|) over the components that are kept. */
static domar_status by_pca(const struct group *g, double *w)
{
    const size_t m = g->m;
    double *R = domar_scratch(g->cx, m * m), *V = domar_scratch(g->cx, m * m), *values = domar_scratch(g->cx, m), kept = 0;
    domar_status st = R && V && values ? correlations(g, R) : DOMAR_ENOMEM;
    if (!st) st = domar_leading(g->cx, w, values, V, R, m);
    if (st) return st;
    memset(w, 0, m * sizeof *w);
    for (size_t e = m; e-- > 0 && kept < g->c->how.components * (double)m * (1 - 1e-12);) {
        kept += values[e];
        for (size_t j = 0; j < m; j++) {
            const double v = V[e * m + j];
            w[j] += values[e] * (g->c->how.absolute_loadings ? fabs(v) : v * v);
        }
    }
    return total(g, w, "pca");
}

/* ---- down the tree */
static domar_status shares_of(const struct group *g, double *share, const char *of, const double *weight, size_t count, bool ahp)
{
    const domar_definition *def = g->d->def;
    if (!ahp || count == 1) {
        domar_shares(share, weight, count);
        return DOMAR_OK;
    }
    const domar_judgement *j = domar_definition_judgement(def, of);
    double ratio = 0;
    if (!j) return domar_fail(g->cx, DOMAR_EUSAGE, "--weights ahp: %s has no comparisons for %s: add a %zu x %zu matrix under "
        "judgements, %s",
                              def->path, of, count, count, of);
    const domar_status st = domar_ahp(g->cx, share, &ratio, j->a, count);
    g->c->ratio = isnan(g->c->ratio) ? ratio : fmax(g->c->ratio, ratio);
    return st;
}

/* within (terms): share in the dimension; w (terms): of all. */
static domar_status by_tree(const struct group *g, double *within, double *w, bool ahp)
{
    const domar_definition *def = g->d->def;
    const size_t most = def->systems + def->dimensions + def->indicators;
    double *weight = domar_scratch(g->cx, most), *share = domar_scratch(g->cx, most), *inner = domar_scratch(g->cx, most);
    if (!weight || !share || !inner) return DOMAR_ENOMEM;
    for (size_t s = 0; s < def->systems; s++) weight[s] = def->system[s].weight;
    domar_status st = shares_of(g, share, "systems", weight, def->systems, ahp);
    for (size_t s = 0; !st && s < def->systems; s++) {
        const domar_part *system = &def->system[s];
        for (size_t k = 0; k < system->dimensions; k++) weight[k] = def->dimension[system->dimension + k].weight;
        st = shares_of(g, inner, def->has_systems ? system->code : "dimensions", weight, system->dimensions, ahp);
        for (size_t k = 0; !st && k < system->dimensions; k++) {
            const domar_part *d = &def->dimension[system->dimension + k];
            for (size_t j = 0; j < d->count; j++) weight[j] = def->indicator[d->first + j].weight;
            st = shares_of(g, within + d->first, def->has_dimensions || def->has_systems ? d->code : "indicators", weight, d->count, ahp);
            for (size_t j = d->first; !st && j < d->first + d->count; j++) w[j] = share[s] * inner[k] * within[j];
        }
    }
    return st;
}

/* ---- one weighting of one group */
static domar_status weigh(const struct group *g, double *w, domar_weighting by);

static domar_status by_game(const struct group *g, double *w)
{
    double *W = domar_scratch(g->cx, DOMAR_WEIGHTINGS * g->m), a[DOMAR_WEIGHTINGS];
    domar_weighting used[DOMAR_WEIGHTINGS];
    size_t L = 0;
    domar_status st = W ? DOMAR_OK : DOMAR_ENOMEM;
    for (unsigned k = 0; !st && k < DOMAR_W_GAME; k++)
        if (g->c->how.combine >> k & 1) {
            used[L] = (domar_weighting)k;
            st = weigh(g, W + L++ * g->m, (domar_weighting)k);
        }
    if (!st) st = domar_game(g->cx, w, a, W, L, g->m);
    for (size_t k = 0; !st && !g->pool && !g->first && k < L; k++) g->c->lambda[used[k]] = a[k];
    return st;
}

static domar_status from_tree(const struct group *g, double *w, bool ahp)
{
    double *within = domar_scratch(g->cx, g->d->terms), *whole = domar_scratch(g->cx, g->d->terms);
    const domar_status st = within && whole ? by_tree(g, within, whole, ahp) : DOMAR_ENOMEM;
    if (st) return st;
    memcpy(w, whole + g->first, g->m * sizeof *w);
    return total(g, w, ahp ? "ahp" : "expert");
}

static domar_status weigh(const struct group *g, double *w, domar_weighting by)
{
    switch (by) {
    case DOMAR_W_ENTROPY: return by_entropy(g, w);
    case DOMAR_W_CRITIC:  return by_critic(g, w);
    case DOMAR_W_CV:      return by_cv(g, w);
    case DOMAR_W_SCATTER: return by_scatter(g, w);
    case DOMAR_W_PCA:     return by_pca(g, w);
    case DOMAR_W_EXPERT:  return from_tree(g, w, false);
    case DOMAR_W_AHP:     return from_tree(g, w, true);
    case DOMAR_W_GAME:    return by_game(g, w);
    default:
        for (size_t j = 0; j < g->m; j++) w[j] = 1 / (double)g->m;
        return DOMAR_OK;
    }
}

/* ---- groups of a pool */
/* Share of a group in the whole: systems and dimensions by their weights, equal where none are given. */
static double share_of(const domar_definition *def, domar_scope scope, size_t group)
{
    double sum = 0, share = 1;
    size_t given = 0;
    const size_t s = scope == DOMAR_SCOPE_SYSTEM ? group : def->dimension[group].system;
    for (size_t k = 0; k < def->systems; k++) {
        given += (size_t)!isnan(def->system[k].weight);
        sum += isnan(def->system[k].weight) ? 0 : def->system[k].weight;
    }
    share = given && sum > 0 ? def->system[s].weight / sum : 1 / (double)def->systems;
    if (scope == DOMAR_SCOPE_SYSTEM) return share;
    given = 0;
    sum = 0;
    for (size_t k = def->system[s].dimension; k < def->system[s].dimension + def->system[s].dimensions; k++) {
        given += (size_t)!isnan(def->dimension[k].weight);
        sum += isnan(def->dimension[k].weight) ? 0 : def->dimension[k].weight;
    }
    return share * (given && sum > 0 ? def->dimension[group].weight / sum : 1 / (double)def->system[s].dimensions);
}

static domar_status weigh_pool(domar_cx *cx, domar_composite *c, const domar_composite_data *d, size_t pool)
{
    const domar_definition *def = d->def;
    const domar_scope scope = c->how.scope;
    const bool tree = c->how.weights == DOMAR_W_EXPERT || c->how.weights == DOMAR_W_AHP;
    struct group g = { cx, c, d, pool, 0, d->terms, d->start[pool + 1] - d->start[pool] };
    const size_t groups = tree || scope == DOMAR_SCOPE_ALL ? 1 : scope == DOMAR_SCOPE_SYSTEM ? def->systems : def->dimensions;
    const domar_mark mark = domar_scratch_mark(cx);
    double *w = domar_scratch(cx, d->terms), *within = domar_scratch(cx, d->terms);
    domar_status st = w && within ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && tree) {
        st = by_tree(&g, within, w, c->how.weights == DOMAR_W_AHP);
        for (size_t j = 0; !st && j < d->terms; j++) {
            facts(&g, j)->within = within[j];
            facts(&g, j)->weight = w[j];
        }
    } else for (size_t k = 0; !st && k < groups; k++) {
        const domar_part *part = scope == DOMAR_SCOPE_SYSTEM ? &def->system[k] : &def->dimension[k];
        const double share = scope == DOMAR_SCOPE_ALL ? 1 : share_of(def, scope, k);
        if (scope != DOMAR_SCOPE_ALL) {
            g.first = part->first;
            g.m = part->count;
        }
        st = weigh(&g, w, c->how.weights);
        for (size_t j = 0; !st && j < g.m; j++) {
            facts(&g, j)->within = w[j];
            facts(&g, j)->weight = share * w[j];
        }
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_composite_weigh(domar_cx *cx, domar_composite *c, const domar_composite_data *d)
{
    domar_status st = DOMAR_OK;
    for (size_t g = 0; !st && g < d->pools; g++)
        if (d->start[g + 1] > d->start[g]) st = weigh_pool(cx, c, d, g);
    return st;
}
