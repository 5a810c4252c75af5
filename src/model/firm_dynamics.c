/* model/firm_dynamics.c -- three passes over rows: sums, the two sides of every pair of periods, parts against references. */
#include "model/firm_dynamics.h"
#include <math.h>
#include <string.h>

/* Of one part (later period, group): sums over stayers, entrants and leavers. */
struct pair {
    double s1, s2, P1, P2;                   /* stayers: shares, share-weighted p in both periods */
    double p1, p2;                           /* stayers: plain sums of p */
    double sE, PE, sX, PX;                   /* share and share-weighted p of entrants and leavers */
    double s1_p2, s2_p1;                     /* stayers: shares of one period with p of the other */
};

struct work {
    const domar_dynamics_input *in;
    domar_dynamics_part *part;
    double *sum, *plain;                     /* parts: weights; sums of p */
    struct pair *pair;
};

static bool counts(const domar_dynamics_input *in, size_t i) { return in->weight[i] > 0 && isfinite(in->weight[i]) && isfinite(in->p[i]); }

static size_t part_at(const domar_dynamics_input *in, size_t i) { return in->period[i] * in->groups + in->group[i]; }

static void levels(struct work *w, size_t *left_out)
{
    const domar_dynamics_input *in = w->in;
    for (size_t i = 0; i < in->rows; i++) {
        if (!counts(in, i)) {
            ++*left_out;
            continue;
        }
        const size_t g = part_at(in, i);
        w->part[g].firms++;
        w->sum[g] += in->weight[i];
        w->plain[g] += in->p[i];
        w->part[g].largest = fmax(w->part[g].largest, in->weight[i]);
    }
    for (size_t i = 0; i < in->rows; i++)
        if (counts(in, i)) w->part[part_at(in, i)].P += in->weight[i] / w->sum[part_at(in, i)] * in->p[i];
    for (size_t g = 0; g < in->periods * in->groups; g++) {
        domar_dynamics_part *p = &w->part[g];
        if (p->firms) p->mean = w->plain[g] / (double)p->firms;
        if (p->firms) p->largest /= w->sum[g];
    }
    for (size_t i = 0; i < in->rows; i++) {             /* written as it is defined, so that P = mean + covariance is a check */
        if (!counts(in, i)) continue;
        domar_dynamics_part *p = &w->part[part_at(in, i)];
        p->covariance += (in->weight[i] / w->sum[part_at(in, i)] - 1 / (double)p->firms) * (in->p[i] - p->mean);
    }
    for (size_t g = 0; g < in->periods * in->groups; g++)
        if (!w->part[g].firms) w->part[g].P = w->part[g].mean = w->part[g].covariance = w->part[g].largest = NAN;
}

/* The row of the same unit in the other period, if it is there and counts; rows of a unit are few. */
static size_t other_row(const domar_dynamics_input *in, size_t unit, size_t period, uint32_t group)
{
    for (size_t i = in->start[unit]; i < in->start[unit + 1]; i++)
        if (in->period[i] == period) return counts(in, i) && in->group[i] == group ? i : SIZE_MAX;
    return SIZE_MAX;
}

static void add_stayer(struct pair *b, double s1, double s2, double p1, double p2)
{
    b->s1 += s1;
    b->s2 += s2;
    b->P1 += s1 * p1;
    b->P2 += s2 * p2;
    b->p1 += p1;
    b->p2 += p2;
    b->s1_p2 += s1 * p2;
    b->s2_p1 += s2 * p1;
}

/* after[t]: the period that holds t as the one before, SIZE_MAX if none. */
static void sides(struct work *w, const size_t *after)
{
    const domar_dynamics_input *in = w->in;
    for (size_t u = 0; u < in->units; u++)
        for (size_t i = in->start[u]; i < in->start[u + 1]; i++) {
            if (!counts(in, i)) continue;
            const size_t t = in->period[i], before = in->before[t], next = after[t], g = part_at(in, i);
            const double s = in->weight[i] / w->sum[g], p = in->p[i];
            if (before != SIZE_MAX) {
                struct pair *b = &w->pair[g];
                const size_t j = other_row(in, u, before, in->group[i]);
                if (j == SIZE_MAX) {
                    b->sE += s;
                    b->PE += s * p;
                    w->part[g].entrants++;
                } else {
                    add_stayer(b, in->weight[j] / w->sum[part_at(in, j)], s, in->p[j], p);
                    w->part[g].stayers++;
                }
            }
            if (next != SIZE_MAX && other_row(in, u, next, in->group[i]) == SIZE_MAX) {
                struct pair *b = &w->pair[next * in->groups + in->group[i]];
                b->sX += s;
                b->PX += s * p;
                w->part[next * in->groups + in->group[i]].leavers++;
            }
        }
}

/* Entry, exit and the reallocation among stayers against a reference R. */
static void against(domar_dynamics_part *part, domar_dynamics_scheme scheme, const struct pair *b, double R, double between)
{
    part->of[scheme].between = between - R * (b->s2 - b->s1);
    part->of[scheme].entry = b->PE - R * b->sE;
    part->of[scheme].exit = R * b->sX - b->PX;
}

static void schemes(domar_dynamics_part *p, const domar_dynamics_part *q, const struct pair *b)
{
    const double n = (double)p->stayers, P1 = q->P, P2 = p->P, none = n > 0 ? 1 : NAN;
    p->change = P2 - P1;
    p->share_entrants = b->sE;
    p->share_leavers = b->sX;
    p->of[DOMAR_DYNAMICS_OP].within = p->mean - q->mean;
    p->of[DOMAR_DYNAMICS_OP].covariance = p->covariance - q->covariance;
    /* shares among stayers: mean 1 / n, so the covariance is the weighted less the plain mean */
    const double PS1 = none * b->P1 / b->s1, PS2 = none * b->P2 / b->s2, m1 = b->p1 / n, m2 = b->p2 / n;
    p->of[DOMAR_DYNAMICS_MP].within = m2 - m1;
    p->of[DOMAR_DYNAMICS_MP].covariance = (PS2 - m2) - (PS1 - m1);
    p->of[DOMAR_DYNAMICS_MP].entry = b->sE > 0 ? b->PE - b->sE * PS2 : none * 0;
    p->of[DOMAR_DYNAMICS_MP].exit = b->sX > 0 ? b->sX * PS1 - b->PX : none * 0;
    p->of[DOMAR_DYNAMICS_FHK].within = b->s1_p2 - b->P1;
    p->of[DOMAR_DYNAMICS_FHK].cross = b->P2 - b->s2_p1 - b->s1_p2 + b->P1;
    against(p, DOMAR_DYNAMICS_FHK, b, P1, b->s2_p1 - b->P1);
    const double within = (b->s1_p2 - b->P1 + b->P2 - b->s2_p1) / 2, between = (b->s2_p1 + b->P2 - b->P1 - b->s1_p2) / 2;
    p->of[DOMAR_DYNAMICS_GR].within = p->of[DOMAR_DYNAMICS_BG].within = within;
    against(p, DOMAR_DYNAMICS_GR, b, (P1 + P2) / 2, between);
    against(p, DOMAR_DYNAMICS_BG, b, b->sX > 0 ? b->PX / b->sX : P1, between);
    p->of[DOMAR_DYNAMICS_BG].exit = 0;
    p->of[DOMAR_DYNAMICS_BHC].within = b->s1_p2 - b->P1;
    against(p, DOMAR_DYNAMICS_BHC, b, 0, b->P2 - b->s1_p2);
}

static void no_pair(domar_dynamics_part *p)
{
    p->change = p->share_entrants = p->share_leavers = NAN;
    for (int s = 0; s < DOMAR_DYNAMICS_SCHEMES; s++)
        p->of[s].within = p->of[s].covariance = p->of[s].between = p->of[s].cross = p->of[s].entry = p->of[s].exit = NAN;
}

domar_status domar_firm_dynamics(domar_cx *cx, domar_dynamics_part *part, size_t *left_out, const domar_dynamics_input *in)
{
    const size_t parts = in->periods * in->groups;
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .in = in, .part = part };
    size_t *after = domar_scratch_bytes(cx, in->periods + 1, sizeof *after);
    w.sum = domar_scratch(cx, parts + 1);
    w.plain = domar_scratch(cx, parts + 1);
    w.pair = domar_scratch_bytes(cx, parts + 1, sizeof *w.pair);
    const domar_status st = after && w.sum && w.plain && w.pair ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    *left_out = 0;
    memset(part, 0, parts * sizeof *part);
    for (size_t t = 0; t < in->periods; t++) after[t] = SIZE_MAX;
    for (size_t t = 0; t < in->periods; t++)
        if (in->before[t] != SIZE_MAX) after[in->before[t]] = t;
    levels(&w, left_out);
    sides(&w, after);
    for (size_t g = 0; g < parts; g++) {
        const size_t before = in->before[g / in->groups];
        const domar_dynamics_part *q = before == SIZE_MAX ? NULL : &part[before * in->groups + g % in->groups];
        if (q && q->firms && part[g].firms) schemes(&part[g], q, &w.pair[g]);
        else no_pair(&part[g]);
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
