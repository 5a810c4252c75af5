/* model/inequality.c -- Gini by groups [dagum1997], Theil's T and L. */
#include "model/inequality.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct value { double y, w; uint32_t group; };

static int by_value(const void *a, const void *b)
{
    const struct value *p = a, *q = b;
    if (p->y < q->y || p->y > q->y) return p->y < q->y ? -1 : 1;
    return p->group < q->group ? -1 : p->group > q->group;
}

/* E[j * k + h] = sum over i of j, r of h, y_i > y_r, of w_i w_r (y_i - y_r); down, below: k each. */
static void sweep(double *E, double *down, double *below, const struct value *v, size_t n, size_t k)
{
    memset(E, 0, k * k * sizeof *E);
    memset(down, 0, k * sizeof *down);
    memset(below, 0, k * sizeof *below);
    for (size_t i = 0; i < n; i++) {
        const double gap = i ? v[i].y - v[i - 1].y : 0, w = v[i].w;
        double *row = E + v[i].group * k;
        for (size_t h = 0; h < k; h++) {
            down[h] += gap * below[h];
            row[h] += w * down[h];
        }
        below[v[i].group] += w;
    }
}

/* Half of sum_ir w_i w_r |y_i - y_r|, apart from the groups. */
static double half_distance(const struct value *v, size_t n)
{
    double down = 0, below = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        down += (i ? v[i].y - v[i - 1].y : 0) * below;
        sum += v[i].w * down;
        below += v[i].w;
    }
    return sum;
}

/* Count, weight, mean, spread and Theil of one group (UINT32_MAX: of all). */
static void describe(domar_inequality_group *g, const struct value *v, size_t n, uint32_t which)
{
    double least = INFINITY, squares = 0, t = 0, l = 0, sum = 0;
    *g = (domar_inequality_group){ .count = 0 };
    for (size_t i = 0; i < n; i++)
        if (which == UINT32_MAX || v[i].group == which) {
            g->count++;
            g->weight += v[i].w;
            sum += v[i].w * v[i].y;
            if (v[i].w > 0) least = fmin(least, v[i].y);
        }
    g->mean = g->weight > 0 ? sum / g->weight : NAN;
    for (size_t i = 0; i < n; i++) {
        if ((which != UINT32_MAX && v[i].group != which) || !(v[i].w > 0)) continue;
        const double ratio = v[i].y / g->mean;
        squares += v[i].w * (v[i].y - g->mean) * (v[i].y - g->mean);
        if (ratio > 0) {
            t += v[i].w * ratio * log(ratio);
            l -= v[i].w * log(ratio);
        }
    }
    g->sd = sqrt(squares / g->weight);
    g->theil_t = least >= 0 && g->mean > 0 ? t / g->weight : NAN;
    g->theil_l = least > 0 ? l / g->weight : NAN;
}

static domar_inequality_status status_of(const struct value *v, size_t n, const domar_inequality_group *all,
                                         const domar_inequality_group *groups, size_t k)
{
    double least = INFINITY;
    if (!n || !(all->weight > 0)) return DOMAR_INEQUALITY_EMPTY;
    for (size_t j = 0; j < k; j++)
        if (groups[j].weight > 0 && !(groups[j].mean > 0)) return DOMAR_INEQUALITY_MEANLESS;
    for (size_t i = 0; i < n; i++)
        if (v[i].w > 0) least = fmin(least, v[i].y);
    return least < 0 ? DOMAR_INEQUALITY_NEGATIVE : !(least > 0) ? DOMAR_INEQUALITY_ZERO
         : n == 1 ? DOMAR_INEQUALITY_ALONE : DOMAR_INEQUALITY_OK;
}

static void one_group(domar_inequality_group *g, const domar_inequality_group *all, double own)
{
    g->gini = own / (g->weight * g->weight * g->mean);
    g->share = g->weight / all->weight;
    g->value_share = g->share * g->mean / all->mean;
    g->gini_part = g->gini * g->share * g->value_share;
    g->theil_t_part = g->value_share * g->theil_t;
    g->theil_l_part = g->share * g->theil_l;
    g->theil_t_between = g->value_share * log(g->mean / all->mean);
    g->theil_l_between = g->share * log(all->mean / g->mean);
}

static domar_inequality_pair one_pair(const domar_inequality_group *a, const domar_inequality_group *b, double above, double below)
{
    const double weight = a->weight * b->weight;
    domar_inequality_pair p = { .above = above / weight, .below = below / weight };
    p.gini = (p.above + p.below) / (a->mean + b->mean);
    p.affluence = fabs(p.above - p.below) / (p.above + p.below);
    const double both = p.gini * (a->share * b->value_share + b->share * a->value_share);
    p.between = both > 0 ? both * p.affluence : 0;
    p.transvariation = both > 0 ? both * (1 - p.affluence) : 0;
    return p;
}

static void clear(domar_inequality *out, domar_inequality_group *groups, domar_inequality_pair *pairs, size_t k)
{
    const domar_inequality_group all = out->all;
    const domar_inequality_pair none = { NAN, NAN, NAN, NAN, NAN, NAN };
    for (size_t j = 0; j <= k; j++) {
        domar_inequality_group *g = j < k ? &groups[j] : &out->all;
        const domar_inequality_group kept = *g;
        const double share = kept.weight > 0 ? kept.weight / all.weight : NAN;
        *g = (domar_inequality_group){ kept.count, kept.weight, kept.mean, kept.sd, NAN, NAN, NAN, share, NAN, NAN, NAN, NAN, NAN, NAN };
    }
    for (size_t j = 0; pairs && j < k * k; j++) pairs[j] = none;
    out->within = out->between = out->transvariation = NAN;
    out->theil_t_within = out->theil_t_between = out->theil_l_within = out->theil_l_between = NAN;
    out->gap = NAN;
}

static void add_up(domar_inequality *out, domar_inequality_group *groups, domar_inequality_pair *pairs, const double *E, size_t k)
{
    const domar_inequality_pair none = { NAN, NAN, NAN, NAN, NAN, NAN };
    out->within = out->between = out->transvariation = 0;
    for (size_t j = 0; j < k; j++) {
        domar_inequality_group *g = &groups[j];
        one_group(g, &out->all, E[j * k + j]);
        if (!(g->weight > 0)) continue;
        out->within += g->gini_part;
        out->theil_t_within += g->theil_t_part;
        out->theil_l_within += g->theil_l_part;
        out->theil_t_between += g->theil_t_between;
        out->theil_l_between += g->theil_l_between;
    }
    for (size_t j = 0; j < k; j++)
        for (size_t h = 0; h < k; h++) {
            domar_inequality_pair p = none;
            if (h != j && groups[j].weight > 0 && groups[h].weight > 0) {
                p = one_pair(&groups[j], &groups[h], E[j * k + h], E[h * k + j]);
                out->between += h < j ? p.between : 0;
                out->transvariation += h < j ? p.transvariation : 0;
            }
            if (pairs) pairs[j * k + h] = p;
        }
    out->gap = fabs(out->all.gini - out->within - out->between - out->transvariation);
}

domar_status domar_inequality_of(domar_cx *cx, domar_inequality *out, domar_inequality_group *groups, domar_inequality_pair *pairs,
                                 const double *y, const double *w, const uint32_t *group, size_t n, size_t k)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct value *v = domar_scratch_bytes(cx, n + 1, sizeof *v);
    double *E = domar_scratch(cx, k * k + 2 * k);
    const domar_status st = v && E ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    *out = (domar_inequality){ .status = DOMAR_INEQUALITY_OK };
    for (size_t i = 0; i < n; i++) v[i] = (struct value){ y[i], w ? w[i] : 1, group ? group[i] : 0 };
    qsort(v, n, sizeof *v, by_value);
    describe(&out->all, v, n, UINT32_MAX);
    if (k == 1) groups[0] = out->all;
    for (size_t j = 0; k > 1 && j < k; j++) describe(&groups[j], v, n, (uint32_t)j);
    out->status = status_of(v, n, &out->all, groups, k);
    if (out->status <= DOMAR_INEQUALITY_MEANLESS) {
        clear(out, groups, pairs, k);
        goto done;
    }
    sweep(E, E + k * k, E + k * k + k, v, n, k);
    out->all.gini = half_distance(v, n) / (out->all.weight * out->all.weight * out->all.mean);
    out->all.share = out->all.value_share = 1;
    add_up(out, groups, pairs, E, k);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
