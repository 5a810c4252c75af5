/* model/inventory.c -- one day of the inventory model [hallegatte2008; hallegatte2014].
 *
 *     demand       d_i x_i = S_p Z_ip o_kp + S_b F_ib                    k: class of supplier i
 *     production   y_i = min(alpha_i (1 - lost_i), d_i),  and not above s_ki / max(psi target_k, 1) for any k
 *     deliveries   each customer of i gets the share y_i / d_i of his order
 *     stocks       s_kp += o_kp S_i (Z_ip y_i / d_i) / S_i Z_ip - y_p
 *     orders       o_kp = y_p + max(0, target_k min(alpha_p (1 - lost_p), d_p) - s_kp) / min(restoring, target_k)
 *     capacity     alpha_i += (overcapacity - alpha_i) (d_i - y_i) / d_i / adapting   where d_i > y_i,
 *                  else (1 - alpha_i) / adapting
 *
 * The 1 in production: what is used in a day must lie in stock when it begins.  The min in orders: who holds
 * three days of an input does not order a gap over sixty; with the longer time small stocks would never fill
 * again, since rationing goes by the size of orders.  Orders of a class go to its suppliers in the table's
 * proportions; final use orders what it always does and forgets what it did not get.  At normal all of this is
 * exact in floating point, because sums run in one order: nothing moves unasked. */
#include "model/inventory.h"
#include <math.h>
#include <string.h>

/* ---- kernels.  The customers of supplier i in economy b are one run of a row. */
static bool is_closed(const domar_inventory *m, const bool *closed, size_t i, size_t b)
{
    return closed && closed[(b * m->N + i % m->N) * m->G + i / m->N];
}

static double dot(const double *restrict a, const double *restrict b, size_t count)
{
    double s[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= count; k += 4)
        for (size_t c = 0; c < 4; c++) s[c] += a[k + c] * b[k + c];
    for (; k < count; k++) s[0] += a[k] * b[k];
    return (s[0] + s[1]) + (s[2] + s[3]);
}

/* What is ordered from i, money. */
static double ordered(const domar_inventory *m, size_t i, const bool *closed)
{
    const double *Z = m->Z + i * m->n, *o = m->order + i % m->K * m->n;
    double sum = 0;
    for (size_t b = 0; b < m->G; b++)
        if (!is_closed(m, closed, i, b)) sum += dot(Z + b * m->N, o + b * m->N, m->N) + m->F[i * m->G + b];
    return sum;
}

/* sum (K x n) := what suppliers deliver of normal orders, money; final (G) likewise. */
static void deliver(const domar_inventory *m, double *restrict sum, double *restrict final, const bool *closed)
{
    memset(sum, 0, m->K * m->n * sizeof *sum);
    memset(final, 0, m->G * sizeof *final);
    for (size_t i = 0; i < m->n; i++) {
        const double *Z = m->Z + i * m->n, r = m->served[i];
        double *to = sum + i % m->K * m->n;
        for (size_t b = 0; b < m->G; b++) {
            if (is_closed(m, closed, i, b)) continue;
            for (size_t p = b * m->N; p < (b + 1) * m->N; p++) to[p] += Z[p] * r;
            final[b] += m->F[i * m->G + b] * r;
        }
    }
}

/* limit (n): output that stocks allow. */
static void limit_by_stocks(const domar_inventory *m, double *limit)
{
    for (size_t p = 0; p < m->n; p++) limit[p] = INFINITY;
    for (size_t k = 0; k < m->K; k++) {
        const double least = fmax(m->rules.psi * m->target[k], 1);
        for (size_t p = 0; p < m->n; p++)
            if (m->need[k * m->n + p] > 0) limit[p] = fmin(limit[p], m->stock[k * m->n + p] / least);
    }
}

/* ---- a day */
static void produce(domar_inventory *m, double *wanted, const double *limit, const double *lost, const bool *closed)
{
    for (size_t i = 0; i < m->n; i++) {
        if (!(m->x[i] > 0)) continue;
        const double d = ordered(m, i, closed) / m->x[i];
        wanted[i] = fmin(m->alpha[i] * (1 - (lost ? lost[i] : 0)), d);
        m->y[i] = fmin(wanted[i], limit[i]);
        m->served[i] = d > 0 ? m->y[i] / d : 0;
        const double scarce = d > 0 ? (d - m->y[i]) / d : 0;
        m->alpha[i] += (scarce > 0 ? (m->rules.overcapacity - m->alpha[i]) * scarce : 1 - m->alpha[i]) / m->rules.adapting;
    }
}

/* Takes in what was delivered, uses what was produced with, writes orders.  Returns what industries bought, money. */
static double restock(domar_inventory *m, const double *wanted)
{
    double bought = 0, used = 0;
    for (size_t k = 0; k < m->K; k++) {
        const double restoring = fmin(m->rules.restoring, m->target[k]);
        for (size_t p = 0; p < m->n; p++) {
            const size_t at = k * m->n + p;
            if (!(m->need[at] > 0)) continue;
            m->received[at] = m->order[at] * (m->received[at] / m->need[at]);
            m->stock[at] += m->received[at] - m->y[p];
            m->order[at] = m->y[p] + fmax(0, m->target[k] * wanted[p] - m->stock[at]) / restoring;
            m->lowest = fmin(m->lowest, m->stock[at] / m->target[k]);
            bought += m->need[at] * m->received[at];
            used += m->need[at] * m->y[p];
        }
    }
    m->bought += bought;
    m->used += used;
    return bought;
}

void domar_inventory_day(domar_inventory *m, const double *lost, const bool *closed)
{
    double *wanted = m->room, *limit = m->room + m->n, produced = 0, normal = 0;
    limit_by_stocks(m, limit);
    produce(m, wanted, limit, lost, closed);
    deliver(m, m->received, m->final, closed);
    double delivered = restock(m, wanted);
    for (size_t i = 0; i < m->n; i++) {
        produced += m->x[i] * m->y[i];
        normal += m->x[i];
    }
    for (size_t b = 0; b < m->G; b++) {
        delivered += m->final[b];
        m->final[b] = m->finalF[b] > 0 ? m->final[b] / m->finalF[b] : NAN;
    }
    if (normal > 0) m->gap = fmax(m->gap, fabs(produced - delivered) / normal);
}

static double worth(const domar_inventory *m)
{
    double sum = 0;
    for (size_t at = 0; at < m->K * m->n; at++) sum += m->need[at] * m->stock[at];
    return sum;
}

double domar_inventory_imbalance(const domar_inventory *m)
{
    double normal = 0;
    for (size_t i = 0; i < m->n; i++) normal += m->x[i];
    return normal > 0 ? fabs(worth(m) - m->opened - (m->bought - m->used)) / normal : 0;
}

/* ---- from the table */
void domar_inventory_free(domar_inventory *m)
{
    if (!m) return;
    double *const arrays[] = { m->Z, m->F, m->x, m->need, m->target, m->alpha, m->stock, m->order, m->y, m->served,
                               m->received, m->final, m->finalF, m->room };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) domar_release(arrays[k]);
    domar_release(m);
}

static domar_status allocate(domar_cx *cx, domar_inventory *m)
{
    const struct { double **to; size_t count; } arrays[] = {
        { &m->Z, m->n * m->n }, { &m->F, m->n * m->G }, { &m->x, m->n }, { &m->need, m->K * m->n }, { &m->target, m->K },
        { &m->alpha, m->n }, { &m->stock, m->K * m->n }, { &m->order, m->K * m->n }, { &m->y, m->n }, { &m->served, m->n },
        { &m->received, m->K * m->n }, { &m->final, m->G }, { &m->finalF, m->G }, { &m->room, 2 * m->n } };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++)
        if (!(*arrays[k].to = domar_alloc(cx, arrays[k].count, sizeof(double)))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

/* A flow below zero (what inventories gave back) is nobody's purchase. */
static double keep(domar_inventory *m, double flow)
{
    if (flow >= 0) return flow;
    m->dropped -= flow;
    return 0;
}

/* Industries without output deliver nothing, and buy for final use. */
static void take_flows(domar_inventory *m, const domar_table *t)
{
    double output = 0;
    for (size_t i = 0; i < m->n; i++) {
        if (!(t->x[i] > 0)) continue;
        output += t->x[i];
        for (size_t b = 0; b < m->G; b++) {
            double final = 0;
            for (size_t c = 0; c < t->C; c++) final += t->Y[i * t->m + b * t->C + c];
            for (size_t p = b * m->N; p < (b + 1) * m->N; p++) {
                if (t->x[p] > 0) m->Z[i * m->n + p] = keep(m, t->Z[i * m->n + p]);
                else final += t->Z[i * m->n + p];
            }
            m->F[i * m->G + b] = keep(m, final);
        }
    }
    if (output > 0) m->dropped /= output;
}

static bool is_stored(const domar_table *t, size_t good)
{
    const char *kind = domar_axis_item(domar_series_axis(t->series, DOMAR_INDUSTRIES), good).kind;
    return strcmp(kind, "EGW") != 0 && strcmp(kind, "TRA") != 0;
}

static void set_normal(domar_inventory *m, const domar_table *t)
{
    for (size_t at = 0; at < m->K * m->n; at++) m->order[at] = 1;
    for (size_t i = 0; i < m->n; i++) {
        m->x[i] = ordered(m, i, NULL);
        m->alpha[i] = m->y[i] = m->served[i] = 1;
        if (t->x[i] > 0) m->apart = fmax(m->apart, fabs(m->x[i] / t->x[i] - 1));
    }
    deliver(m, m->need, m->finalF, NULL);
    for (size_t k = 0; k < m->K; k++) {
        m->target[k] = is_stored(t, k % m->N) ? m->rules.stored : m->rules.unstored;
        for (size_t p = 0; p < m->n; p++) m->stock[k * m->n + p] = m->target[k];
    }
    m->lowest = 1;
    m->opened = worth(m);
}

domar_status domar_inventory_new(domar_cx *cx, domar_inventory **out, const domar_table *t,
                                 const domar_inventory_rules *rules)
{
    *out = NULL;
    if (domar_axis_find_kind(domar_series_axis(t->series, DOMAR_CATEGORIES), DOMAR_IMPORTS) != SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA, "the table has imports as a column, below zero: the inventory model must know who "
                          "delivers them; take a table of the world, or one with imports apart");
    const size_t K = rules->by_supplier ? t->n : t->N;
    domar_status st = domar_memory_check(cx, 8.0 * (double)t->n * (double)(t->n + 4 * K), "the inventory model");
    domar_inventory *m = st ? NULL : domar_alloc(cx, 1, sizeof *m);
    if (!m) return st ? st : DOMAR_ENOMEM;
    *m = (domar_inventory){ .G = t->G, .N = t->N, .n = t->n, .K = K, .rules = *rules };
    if ((st = allocate(cx, m))) {
        domar_inventory_free(m);
        return st;
    }
    take_flows(m, t);
    set_normal(m, t);
    *out = m;
    return DOMAR_OK;
}
