/* model/ties.c -- measures of networks of ties, and positions in them. */
#include "model/ties.h"
#include "model/network.h"
#include <math.h>
#include <string.h>

/* ---- steps */
struct graph { size_t n; size_t *start; uint32_t *to; };

/* either: ties without direction. */
static domar_status lists(domar_cx *cx, struct graph *g, const bool *tie, size_t n, bool either)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) count += i != j && (tie[i * n + j] || (either && tie[j * n + i]));
    *g = (struct graph){ n, domar_scratch_bytes(cx, n + 1, sizeof *g->start), domar_scratch_bytes(cx, count + 1, sizeof *g->to) };
    if (!g->start || !g->to) return DOMAR_ENOMEM;
    count = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            if (i != j && (tie[i * n + j] || (either && tie[j * n + i]))) g->to[count++] = (uint32_t)j;
        g->start[i + 1] = count;
    }
    return DOMAR_OK;
}

/* Steps from i to all (UINT32_MAX: no way); queue: n. */
static void steps_from(uint32_t *steps, uint32_t *queue, const struct graph *g, size_t i)
{
    size_t head = 0, tail = 0;
    memset(steps, 0xff, g->n * sizeof *steps);
    steps[i] = 0;
    queue[tail++] = (uint32_t)i;
    while (head < tail) {
        const uint32_t at = queue[head++];
        for (size_t p = g->start[at]; p < g->start[at + 1]; p++)
            if (steps[g->to[p]] == UINT32_MAX) {
                steps[g->to[p]] = steps[at] + 1;
                queue[tail++] = g->to[p];
            }
    }
}

static double over(double a, double b) { return b > 0 ? a / b : NAN; }

/* Ways in direction: paths, closeness, hierarchy. */
static domar_status ways(domar_cx *cx, domar_ties_whole *w, domar_ties_node *nodes, const struct graph *g)
{
    const size_t n = g->n;
    const double pairs = (double)n * (double)(n - 1);
    uint32_t *steps = domar_scratch_bytes(cx, 2 * n, sizeof *steps);
    bool *reach = domar_scratch_bytes(cx, n * n, sizeof *reach);
    double reached = 0, sum = 0, inverse = 0, both = 0, any = 0;
    domar_status st = steps && reach ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < n; i++) {
        steps_from(steps, steps + n, g, i);
        for (size_t j = 0; j < n; j++) {
            if (j == i || steps[j] == UINT32_MAX) continue;
            reach[i * n + j] = true;
            reached++;
            sum += steps[j];
            inverse += 1.0 / steps[j];
            nodes[i].closeness_out += 1.0 / steps[j] / (double)(n - 1);
            nodes[j].closeness_in += 1.0 / steps[j] / (double)(n - 1);
        }
        st = domar_tick(cx, i + 1, n);
    }
    for (size_t i = 0; !st && i < n; i++)
        for (size_t j = 0; j < i; j++) {
            both += reach[i * n + j] && reach[j * n + i];
            any += reach[i * n + j] || reach[j * n + i];
        }
    w->path = over(sum, reached);
    w->reach = reached / pairs;
    w->global_efficiency = inverse / pairs;
    w->hierarchy = 1 - over(both, any);
    return st;
}

/* Ties without direction: parts, efficiency, clustering, degree. */
static domar_status parts(domar_cx *cx, domar_ties_whole *w, domar_ties_node *nodes, const bool *tie, const struct graph *g)
{
    const size_t n = g->n;
    uint32_t *steps = domar_scratch_bytes(cx, 2 * n, sizeof *steps);
    bool *seen = domar_scratch_bytes(cx, n, sizeof *seen);
    double together = 0, spare = 0, most = 0, clustered = 0;
    if (!steps || !seen) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        if (seen[i]) continue;
        double size = 0, edges = 0;
        steps_from(steps, steps + n, g, i);
        for (size_t j = 0; j < n; j++)
            if (steps[j] != UINT32_MAX) {
                seen[j] = true;
                size++;
                edges += 0.5 * (double)(g->start[j + 1] - g->start[j]);
            }
        together += size * (size - 1) / 2;
        spare += edges - (size - 1);
        most += size * (size - 1) / 2 - (size - 1);
    }
    w->connectedness = together / (0.5 * (double)n * (double)(n - 1));
    w->efficiency = most > 0 ? 1 - spare / most : 1;
    w->clustering = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t from = g->start[i], size = g->start[i + 1] - from;
        double closed = 0;
        for (size_t a = 0; a < size; a++)
            for (size_t b = 0; b < a; b++) {
                const size_t p = g->to[from + a], q = g->to[from + b];
                closed += tie[p * n + q] || tie[q * n + p];
            }
        nodes[i].degree = (double)size / (double)(n - 1);
        nodes[i].clustering = size > 1 ? closed / (0.5 * (double)size * (double)(size - 1)) : NAN;
        if (size < 2) continue;
        w->clustering += nodes[i].clustering;
        clustered++;
    }
    w->clustering = over(w->clustering, clustered);
    return DOMAR_OK;
}

domar_status domar_ties_measure(domar_cx *cx, domar_ties_whole *whole, domar_ties_node *nodes, const bool *tie, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct graph directed, plain;
    double *W = domar_scratch(cx, n * n), *between = domar_scratch(cx, n), answered = 0;
    domar_status st = W && between ? DOMAR_OK : DOMAR_ENOMEM;
    *whole = (domar_ties_whole){ .ties = 0 };
    memset(nodes, 0, n * sizeof *nodes);
    for (size_t i = 0; !st && i < n; i++)
        for (size_t j = 0; j < n; j++) {
            if (i == j || !tie[i * n + j]) continue;
            W[i * n + j] = 1;
            whole->ties++;
            answered += tie[j * n + i];
            nodes[i].out++;
            nodes[j].in++;
        }
    whole->density = whole->ties / ((double)n * (double)(n - 1));
    whole->reciprocity = over(answered, whole->ties);
    if (!st) st = lists(cx, &directed, tie, n, false);
    if (!st) st = lists(cx, &plain, tie, n, true);
    if (!st) st = ways(cx, whole, nodes, &directed);
    if (!st) st = parts(cx, whole, nodes, tie, &plain);
    if (!st) st = domar_network_betweenness(cx, between, W, NULL, n);
    for (size_t i = 0; !st && i < n; i++) nodes[i].betweenness = between[i];
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- positions */
/* Correlations of the columns of `rows` x m (row-major); NaN ones count as 0, of itself 1. */
static void correlate(double *C, double *mean, double *sd, const double *X, size_t rows, size_t m)
{
    for (size_t j = 0; j < m; j++) {
        mean[j] = sd[j] = 0;
        for (size_t r = 0; r < rows; r++) mean[j] += X[r * m + j] / (double)rows;
        for (size_t r = 0; r < rows; r++) sd[j] += (X[r * m + j] - mean[j]) * (X[r * m + j] - mean[j]);
    }
    for (size_t j = 0; j < m; j++)
        for (size_t k = 0; k <= j; k++) {
            double sum = 0;
            for (size_t r = 0; r < rows; r++) sum += (X[r * m + j] - mean[j]) * (X[r * m + k] - mean[k]);
            const double scale = sqrt(sd[j] * sd[k]);
            C[j * m + k] = C[k * m + j] = j == k ? 1 : scale > 1e-14 ? sum / scale : 0;
        }
}

/* Parts the nodes `at` (m of them) by correlations of their rows and columns, taken again and again; in: which go with the first.  False
 * where they do not part. */
static bool part(bool *in, double *room, const bool *tie, size_t n, const uint32_t *at, size_t m)
{
    enum { ROUNDS = 200 };
    double *X = room, *C = X + 2 * n * m, *next = C + m * m, *mean = next + m * m, *sd = mean + m;
    for (size_t r = 0; r < n; r++)
        for (size_t j = 0; j < m; j++) {
            X[r * m + j] = tie[r * n + at[j]];                  /* to it */
            X[(n + r) * m + j] = tie[at[j] * n + r];            /* from it */
        }
    correlate(C, mean, sd, X, 2 * n, m);
    for (size_t round = 0; round < ROUNDS; round++) {
        double left = 0;
        correlate(next, mean, sd, C, m, m);
        memcpy(C, next, m * m * sizeof *C);
        for (size_t k = 0; k < m * m; k++) left = fmax(left, 1 - fabs(C[k]));
        if (left < 1e-9) break;
    }
    bool parted = false;
    for (size_t j = 0; j < m; j++) {
        in[j] = C[j] > 0;
        parted = parted || !in[j];
    }
    return parted;
}

domar_status domar_ties_blocks(domar_cx *cx, uint32_t *block, const bool *tie, size_t n, size_t splits)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *room = domar_scratch(cx, 4 * n * n + 2 * n);
    uint32_t *at = domar_scratch_bytes(cx, n, sizeof *at);
    bool *in = domar_scratch_bytes(cx, n, sizeof *in);
    const domar_status st = room && at && in ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) memset(block, 0, n * sizeof *block);
    for (size_t split = 0; !st && split < splits; split++) {
        for (size_t i = 0; i < n; i++) block[i] *= 2;
        for (uint32_t b = 0; b < 2u << split; b += 2) {
            size_t m = 0;
            for (size_t i = 0; i < n; i++)
                if (block[i] == b) at[m++] = (uint32_t)i;
            if (m < 2 || !part(in, room, tie, n, at, m)) continue;
            for (size_t j = 0; j < m; j++) block[at[j]] += !in[j];
        }
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
