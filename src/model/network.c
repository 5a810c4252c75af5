/* model/network.c -- strength, rank, betweenness, significance, communities.
 *
 * Written here rather than taken from a graph library: the networks are dense arrays that exist
 * already, a failed allocation must come back as a status, a run must be cancelled, and equal
 * tables must give equal communities whatever the order of their labels. */
#include "model/network.h"
#include <math.h>
#include <string.h>

void domar_network_strength(double *out, double *in, const double *W, size_t n)
{
    memset(out, 0, n * sizeof *out);
    memset(in, 0, n * sizeof *in);
    for (size_t s = 0; s < n; s++)
        for (size_t r = 0; r < n; r++) {
            out[s] += W[s * n + r];
            in[r] += W[s * n + r];
        }
}

domar_status domar_network_pagerank(domar_cx *cx, double *p, const double *W, size_t n, double damping,
                                    size_t *sweeps)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *out = domar_scratch(cx, 3 * n), *in = out ? out + n : NULL, *next = out ? out + 2 * n : NULL;
    domar_status st = out ? DOMAR_OK : DOMAR_ENOMEM;
    double moved = 1;
    if (!st) domar_network_strength(out, in, W, n);
    for (size_t k = 0; !st && k < n; k++) p[k] = 1 / (double)n;
    for (*sweeps = 0; !st && moved > 1e-13; ++*sweeps) {
        double dangling = 0;
        for (size_t s = 0; s < n; s++)
            if (!(out[s] > 0)) dangling += p[s];
        for (size_t r = 0; r < n; r++) next[r] = (1 - damping + damping * dangling) / (double)n;
        for (size_t s = 0; s < n; s++) {
            const double share = out[s] > 0 ? damping * p[s] / out[s] : 0;
            for (size_t r = 0; share > 0 && r < n; r++) next[r] += share * W[s * n + r];
        }
        moved = 0;
        for (size_t r = 0; r < n; r++) {
            moved += fabs(next[r] - p[r]);
            p[r] = next[r];
        }
        if (*sweeps == 1000)
            st = domar_fail(cx, DOMAR_ENOCONV, "PageRank did not settle in 1000 sweeps: choose a smaller --damping");
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- betweenness */

/* Edges of each node, one after another; first[k] .. first[k + 1]. */
struct edges { size_t *first; uint32_t *node; double *length; };

struct paths {
    size_t n, done, waiting;
    struct edges out, in;
    double *distance, *count, *share;   /* n */
    uint32_t *order, *heap, *place;     /* n: settled in order; nodes by distance; 1 + place in the heap */
};

/* Does the flow from s to r count? */
static bool counts(const double *W, const bool *keep, size_t n, size_t s, size_t r)
{
    return W[s * n + r] > 0 && (!keep || keep[s * n + r]);
}

static domar_status list_edges(domar_cx *cx, struct edges *e, const double *W, const bool *keep, size_t n,
                               bool incoming)
{
    size_t count = 0;
    for (size_t k = 0; k < n * n; k++) count += counts(W, keep, n, k / n, k % n);
    e->first = domar_scratch_bytes(cx, n + 1, sizeof *e->first);
    e->node = domar_scratch_bytes(cx, count, sizeof *e->node);
    e->length = domar_scratch(cx, count);
    if (!e->first || !e->node || !e->length) return DOMAR_ENOMEM;
    count = 0;
    for (size_t a = 0; a < n; a++) {
        for (size_t b = 0; b < n; b++) {
            const size_t s = incoming ? b : a, r = incoming ? a : b;
            if (!counts(W, keep, n, s, r)) continue;
            e->node[count] = (uint32_t)b;
            e->length[count++] = 1 / W[s * n + r];
        }
        e->first[a + 1] = count;
    }
    return DOMAR_OK;
}

/* Equal but for rounding: sums of the same lengths in another order. */
static bool same(double a, double b) { return fabs(a - b) <= 1e-12 * fabs(b); }

static void lift(struct paths *p, size_t k)
{
    const uint32_t node = p->heap[k];
    for (; k > 0 && p->distance[p->heap[(k - 1) / 2]] > p->distance[node]; k = (k - 1) / 2) {
        p->heap[k] = p->heap[(k - 1) / 2];
        p->place[p->heap[k]] = (uint32_t)k + 1;
    }
    p->heap[k] = node;
    p->place[node] = (uint32_t)k + 1;
}

static uint32_t nearest(struct paths *p)
{
    const uint32_t top = p->heap[0], last = p->heap[--p->waiting];
    size_t k = 0;
    for (;;) {
        size_t next = 2 * k + 1;
        if (next >= p->waiting) break;
        if (next + 1 < p->waiting && p->distance[p->heap[next + 1]] < p->distance[p->heap[next]]) next++;
        if (p->distance[p->heap[next]] >= p->distance[last]) break;
        p->heap[k] = p->heap[next];
        p->place[p->heap[k]] = (uint32_t)k + 1;
        k = next;
    }
    if (p->waiting) {
        p->heap[k] = last;
        p->place[last] = (uint32_t)k + 1;
    }
    p->place[top] = UINT32_MAX;                      /* settled */
    return top;
}

static void reach(struct paths *p, uint32_t r, double distance, double count)
{
    if (p->place[r] == UINT32_MAX) return;
    if (p->place[r] && same(distance, p->distance[r])) {
        p->count[r] += count;
        return;
    }
    if (p->place[r] && distance >= p->distance[r]) return;
    if (!p->place[r]) {
        p->heap[p->waiting] = r;
        p->place[r] = (uint32_t)++p->waiting;
    }
    p->distance[r] = distance;
    p->count[r] = count;
    lift(p, p->place[r] - 1);
}

static void settle_all(struct paths *p, size_t source)
{
    memset(p->place, 0, p->n * sizeof *p->place);
    memset(p->share, 0, p->n * sizeof *p->share);
    p->done = p->waiting = 0;
    reach(p, (uint32_t)source, 0, 1);
    while (p->waiting) {
        const uint32_t at = nearest(p);
        p->order[p->done++] = at;
        for (size_t e = p->out.first[at]; e < p->out.first[at + 1]; e++)
            reach(p, p->out.node[e], p->distance[at] + p->out.length[e], p->count[at]);
    }
}

/* From the farthest back: what depends on each node. */
static void add_shares(struct paths *p, size_t source, double *b)
{
    for (size_t k = p->done; k-- > 1;) {
        const uint32_t r = p->order[k];
        for (size_t e = p->in.first[r]; e < p->in.first[r + 1]; e++) {
            const uint32_t s = p->in.node[e];
            if (p->place[s] == UINT32_MAX && p->distance[s] < p->distance[r] &&
                same(p->distance[s] + p->in.length[e], p->distance[r]))
                p->share[s] += p->count[s] / p->count[r] * (1 + p->share[r]);
        }
        if (r != source) b[r] += p->share[r];
    }
}

domar_status domar_network_betweenness(domar_cx *cx, double *b, const double *W, const bool *keep, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct paths p = { .n = n };
    double *rows = domar_scratch(cx, 3 * n);
    uint32_t *lists = domar_scratch_bytes(cx, 3 * n, sizeof *lists);
    domar_status st = rows && lists ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = list_edges(cx, &p.out, W, keep, n, false);
    if (!st) st = list_edges(cx, &p.in, W, keep, n, true);
    if (!st) {
        p.distance = rows;
        p.count = rows + n;
        p.share = rows + 2 * n;
        p.order = lists;
        p.heap = lists + n;
        p.place = lists + 2 * n;
    }
    for (size_t k = 0; !st && k < n; k++) b[k] = 0;
    for (size_t source = 0; !st && source < n; source++) {
        settle_all(&p, source);
        add_shares(&p, source, b);
        st = domar_tick(cx, source + 1, n);
    }
    for (size_t k = 0; !st && n > 2 && k < n; k++) b[k] /= (double)(n - 1) * (double)(n - 2);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- disparity filter */
static double by_chance(double w, double strength, size_t edges)
{
    if (!(w > 0)) return 1;
    return edges > 1 ? pow(1 - fmin(w / strength, 1), (double)(edges - 1)) : 1;
}

void domar_network_significance(double *out, double *in, const double *W, size_t n)
{
    for (size_t side = 0; side < 2; side++) {
        double *to = side ? in : out;
        const size_t step = side ? n : 1, row = side ? 1 : n;
        for (size_t s = 0; s < n; s++) {
            double strength = 0;
            size_t edges = 0;
            for (size_t r = 0; r < n; r++) {
                strength += W[s * row + r * step];
                edges += W[s * row + r * step] > 0;
            }
            for (size_t r = 0; r < n; r++) {
                const size_t at = s * row + r * step;
                to[at] = by_chance(W[at], strength, edges);
            }
        }
    }
}

/* ---- communities */
struct groups {
    const double *W;
    size_t n;
    double total, *out, *in;     /* of nodes */
    double *group_out, *group_in;/* of groups */
    size_t *of;                  /* group of each node */
};

/* Links of node s with each group, both ways. */
static void links(double *to, const struct groups *g, size_t s)
{
    memset(to, 0, g->n * sizeof *to);
    for (size_t r = 0; r < g->n; r++)
        if (r != s) to[g->of[r]] += g->W[s * g->n + r] + g->W[r * g->n + s];
}

/* What joining group c brings: its links less those expected by chance. */
static double gain(const struct groups *g, const double *to, size_t s, size_t c)
{
    return to[c] - (g->out[s] * g->group_in[c] + g->in[s] * g->group_out[c]) / g->total;
}

static bool move_nodes(const struct groups *g, double *to, const size_t *order)
{
    bool moved = false;
    for (size_t k = 0; k < g->n; k++) {
        const size_t s = order[k], home = g->of[s];
        links(to, g, s);
        g->group_out[home] -= g->out[s];
        g->group_in[home] -= g->in[s];
        size_t best = home;
        double most = gain(g, to, s, home);
        for (size_t j = 0; j < g->n; j++) {          /* groups in the order of the nodes */
            const size_t c = g->of[order[j]];
            if (gain(g, to, s, c) > most + 1e-12 * g->total) {
                best = c;
                most = gain(g, to, s, c);
            }
        }
        g->of[s] = best;
        g->group_out[best] += g->out[s];
        g->group_in[best] += g->in[s];
        moved = moved || best != home;
    }
    return moved;
}

static double modularity_of(const struct groups *g)
{
    double sum = 0;
    for (size_t s = 0; s < g->n; s++)
        for (size_t r = 0; r < g->n; r++)
            if (g->of[s] == g->of[r])
                sum += g->W[s * g->n + r] - g->out[s] * g->in[r] / g->total;
    return sum / g->total;
}

/* Whole groups join as long as that helps. */
static bool join_groups(struct groups *g, const size_t *order)
{
    double best = 1e-12 * g->total;
    size_t a = SIZE_MAX, b = SIZE_MAX;
    for (size_t i = 0; i < g->n; i++)
        for (size_t j = 0; j < g->n; j++) {
            const size_t c = g->of[order[i]], d = g->of[order[j]];
            if (c == d || order[i] != c || order[j] != d) continue;   /* groups are named by a member */
            double between = 0;
            for (size_t s = 0; s < g->n; s++)
                for (size_t r = 0; g->of[s] == c && r < g->n; r++)
                    if (g->of[r] == d) between += g->W[s * g->n + r] + g->W[r * g->n + s];
            const double more = between - (g->group_out[c] * g->group_in[d] + g->group_in[c] * g->group_out[d]) / g->total;
            if (more > best) {
                best = more;
                a = c;
                b = d;
            }
        }
    if (a == SIZE_MAX) return false;
    for (size_t s = 0; s < g->n; s++)
        if (g->of[s] == b) g->of[s] = a;
    g->group_out[a] += g->group_out[b];
    g->group_in[a] += g->group_in[b];
    g->group_out[b] = g->group_in[b] = 0;
    return true;
}

/* A group is named by the first of its nodes in the order of visit. */
static void rename_groups(struct groups *g, const size_t *order, size_t *name)
{
    for (size_t k = 0; k < g->n; k++) name[k] = SIZE_MAX;
    for (size_t k = 0; k < g->n; k++)
        if (name[g->of[order[k]]] == SIZE_MAX) name[g->of[order[k]]] = order[k];
    memset(g->group_out, 0, g->n * sizeof *g->group_out);
    memset(g->group_in, 0, g->n * sizeof *g->group_in);
    for (size_t s = 0; s < g->n; s++) {
        g->of[s] = name[g->of[s]];
        g->group_out[g->of[s]] += g->out[s];
        g->group_in[g->of[s]] += g->in[s];
    }
}

domar_status domar_network_communities(domar_cx *cx, size_t *community, double *modularity,
                                       const double *W, const size_t *order, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *rows = domar_scratch(cx, 5 * n);
    size_t *name = domar_scratch_bytes(cx, n, sizeof *name);
    domar_status st = rows && name ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) return st;
    struct groups g = { .W = W, .n = n, .out = rows, .in = rows + n, .group_out = rows + 2 * n,
                        .group_in = rows + 3 * n, .of = community };
    double *to = rows + 4 * n;
    domar_network_strength(g.out, g.in, W, n);
    for (size_t s = 0; s < n; s++) {
        g.total += g.out[s];
        community[s] = s;
    }
    *modularity = 0;
    if (g.total > 0) {
        rename_groups(&g, order, name);
        for (int round = 0; !st && round < 200; round++) {
            bool moved = move_nodes(&g, to, order);
            rename_groups(&g, order, name);
            if (!moved) moved = join_groups(&g, order);
            if (!moved) break;
            rename_groups(&g, order, name);
            st = domar_tick(cx, (size_t)round, 200);
        }
        *modularity = modularity_of(&g);
    }
    /* Numbers from 1 by size. */
    size_t next = 0;
    for (size_t k = 0; k < n; k++) name[k] = 0;
    for (;;) {
        size_t best = SIZE_MAX;
        for (size_t k = 0; k < n; k++) {
            const size_t c = community[order[k]];
            if (name[c] || c != order[k]) continue;
            const double size = g.group_out[c] + g.group_in[c];
            if (best == SIZE_MAX || size > g.group_out[best] + g.group_in[best]) best = c;
        }
        if (best == SIZE_MAX) break;
        name[best] = ++next;
    }
    for (size_t s = 0; s < n; s++) community[s] = name[community[s]];
    domar_scratch_rewind(cx, mark);
    return st;
}
