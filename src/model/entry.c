/* model/entry.c -- gains from entering an industry, their score and reasons: see the header. */
#include "model/entry.h"
#include <math.h>
#include <stdlib.h>

uint32_t domar_reason_of(domar_reason a, domar_reason b)
{
    const uint32_t low = a < b ? a : b, high = a < b ? b : a;
    return DOMAR_REASONS + low * (2 * DOMAR_REASONS - low - 1) / 2 + (high - low - 1);
}

static bool known(const double *a, const double *b, size_t p)
{
    return a && b && !isnan(a[p]) && b[p] > 0;
}

static double ratio(double a, double b) { return b > 0 ? a / b : NAN; }

/* a / b of each industry over the economies with the advantage. */
static void where_held(double *mean, const domar_complexity *c, const double *a, const double *b)
{
    for (size_t i = 0; i < c->N; i++) {
        double top = 0, bottom = 0;
        for (size_t g = 0; g < c->G; g++) {
            const size_t p = g * c->N + i;
            if (!(c->M[p] > 0) || !known(a, b, p)) continue;
            top += a[p];
            bottom += b[p];
        }
        mean[i] = ratio(top, bottom);
    }
}

/* Mean of a / b over what each economy exports; with `whole`, a over b of all its industries. */
static void of_economies(double *mean, const domar_complexity *c, const double *a, const double *b, bool whole)
{
    for (size_t g = 0; g < c->G; g++) {
        double top = 0, bottom = 0;
        for (size_t p = g * c->N; p < (g + 1) * c->N; p++) {
            if (!known(a, b, p)) continue;
            top += whole ? a[p] : c->X[p] * a[p] / b[p];
            bottom += whole ? b[p] : c->X[p];
        }
        mean[g] = ratio(top, bottom);
    }
}

/* Share of the economy's exports that would go into industry i, the others shrinking in proportion; G x N. */
static void moves(double *move, const domar_complexity *c)
{
    double world = 0;
    for (size_t p = 0; p < c->G * c->N; p++) world += c->X[p];
    for (size_t i = 0; i < c->N; i++) {
        double all = 0;
        for (size_t g = 0; g < c->G; g++) all += c->X[g * c->N + i];
        for (size_t g = 0; g < c->G; g++) {
            const double share = ratio(all, world), own = share * c->rca[g * c->N + i];
            move[g * c->N + i] = (share - own) / (1 - own);
        }
    }
}

static void gains(domar_entry *e, const double *move)
{
    const domar_complexity *c = e->c;
    for (size_t g = 0; g < c->G; g++) {
        double held = 0;                               /* mean pci of the economy's advantages */
        for (size_t i = 0; i < c->N; i++)
            if (c->M[g * c->N + i] > 0) held += c->pci[i] / c->diversity[g];
        for (size_t i = 0; i < c->N; i++) {
            const size_t p = g * c->N + i;
            const bool open = c->economy[g] && !isnan(c->rca[p]) && c->industry[i] && !(c->M[p] > 0);
            const double here = open ? 1 : NAN;
            e->gain_complexity[p] = here * (e->fitness ? c->quality[i] / c->quality_mean
                                                       : c->slope * (c->pci[i] - held) / (c->diversity[g] + 1));
            e->gain_stages[p] = here * move[p] * (e->stages[i] - e->own_stages[g]);
            e->gain_va_share[p] = here * move[p] * (e->va_share[i] - e->own_va_share[g]);
            const double times = ratio(e->productivity[i], e->own_productivity[g]);
            e->gain_productivity[p] = here * (times > 0 ? 100 * log(times) : NAN);
        }
    }
}

/* What differs by less is rounding: equal candidates share a rank, equal parts are told in their order. */
static const double SAME = 1e-10;

/* ---- score: weighted mean of the known parts, each from its mean over the economy's candidates in its deviations */
struct ranked { double score; size_t industry; };

static int by_score(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->score > y->score || x->score < y->score) return x->score > y->score ? -1 : 1;
    return x->industry < y->industry ? -1 : 1;
}

static void deviations(double *z, const double *part, size_t N)
{
    double mean = 0, square = 0, count = 0, most = 0;
    for (size_t i = 0; i < N; i++)
        if (!isnan(part[i])) {
            mean += part[i];
            most = fmax(most, fabs(part[i]));
            count++;
        }
    mean /= count;
    for (size_t i = 0; i < N; i++)
        if (!isnan(part[i])) square += (part[i] - mean) * (part[i] - mean);
    const double spread = sqrt(square / count), rounding = SAME * (1e-2 + most);    /* parts are of the size of 1 */
    for (size_t i = 0; i < N; i++) z[i] = isnan(part[i]) ? NAN : spread > rounding ? (part[i] - mean) / spread : 0;
}

/* The two parts that say most for an industry: above the other candidates', and a gain at all. */
static uint32_t reason(const double *z, const double *part, const double *weights)
{
    size_t best = DOMAR_REASONS, next = DOMAR_REASONS;
    for (size_t k = 0; k < DOMAR_REASONS; k++) {
        if (!(weights[k] * z[k] > SAME) || !(part[k] > SAME)) continue;
        if (best == DOMAR_REASONS || weights[k] * z[k] > weights[best] * z[best] + SAME) {
            next = best;
            best = k;
        } else if (next == DOMAR_REASONS || weights[k] * z[k] > weights[next] * z[next] + SAME) next = k;
    }
    if (best == DOMAR_REASONS) return DOMAR_REASON_MODEST;
    return next == DOMAR_REASONS ? (uint32_t)best : domar_reason_of((domar_reason)best, (domar_reason)next);
}

/* z: DOMAR_REASONS x N; order: N. */
static void score_economy(domar_entry *e, size_t g, double *z, struct ranked *order, const double *weights)
{
    const size_t N = e->c->N;
    const double *part[DOMAR_REASONS] = { NULL, e->gain_complexity + g * N, e->gain_outlook + g * N, e->gain_va_share + g * N,
                                          e->gain_productivity + g * N };
    double *near = z + DOMAR_REASONS * N;              /* density of candidates alone */
    size_t count = 0;
    for (size_t i = 0; i < N; i++) {
        near[i] = e->c->M[g * N + i] > 0 || isnan(e->c->rca[g * N + i]) ? NAN : e->c->density[g * N + i];
        if (isnan(near[i])) e->gain_outlook[g * N + i] = NAN;
    }
    part[DOMAR_NEAR] = near;
    for (size_t k = 0; k < DOMAR_REASONS; k++) deviations(z + k * N, part[k], N);
    for (size_t i = 0; i < N; i++) {
        double sum = 0, weight = 0, at[DOMAR_REASONS], gain[DOMAR_REASONS];
        for (size_t k = 0; k < DOMAR_REASONS; k++) {
            at[k] = z[k * N + i];
            gain[k] = part[k][i];
            if (isnan(at[k])) continue;
            sum += weights[k] * at[k];
            weight += weights[k];
        }
        const bool held = e->c->M[g * N + i] > 0, told = !isnan(near[i]) && weight > 0;
        e->score[g * N + i] = told ? sum / weight : NAN;
        e->rank[g * N + i] = NAN;
        e->reason[g * N + i] = held ? DOMAR_REASON_HELD : told ? reason(at, gain, weights) : DOMAR_REASON_UNKNOWN;
        if (told) order[count++] = (struct ranked){ sum / weight, i };
    }
    qsort(order, count, sizeof *order, by_score);
    for (size_t k = 0, rank = 1; k < count; k++) {
        if (k && order[k].score < order[k - 1].score - SAME) rank = k + 1;
        e->rank[g * N + order[k].industry] = (double)rank;
    }
}

domar_status domar_entry_new(domar_cx *cx, domar_entry *e, const domar_complexity *c, bool fitness,
                             const domar_entry_data *data, const double *weights)
{
    const size_t G = c->G, N = c->N;
    *e = (domar_entry){ .c = c, .fitness = fitness };
    double **const grids[] = { &e->gain_complexity, &e->gain_outlook, &e->gain_stages, &e->gain_va_share,
                               &e->gain_productivity, &e->score, &e->rank };
    for (size_t k = 0; k < sizeof grids / sizeof *grids; k++)
        if (!(*grids[k] = domar_scratch(cx, G * N))) return DOMAR_ENOMEM;
    double *room = domar_scratch(cx, 4 * G + 3 * N);
    e->reason = domar_scratch_bytes(cx, G * N, sizeof *e->reason);
    if (!room || !e->reason) return DOMAR_ENOMEM;
    e->outlook = room;
    e->own_stages = room + G;
    e->own_va_share = room + 2 * G;
    e->own_productivity = room + 3 * G;
    e->stages = room + 4 * G;
    e->va_share = e->stages + N;
    e->productivity = e->stages + 2 * N;
    const domar_mark mark = domar_scratch_mark(cx);
    double *move = domar_scratch(cx, G * N), *z = domar_scratch(cx, (DOMAR_REASONS + 1) * N);
    struct ranked *order = domar_scratch_bytes(cx, N, sizeof *order);
    domar_status st = move && z && order ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    where_held(e->stages, c, data->stages, data->output);
    where_held(e->va_share, c, data->value_added, data->output);
    where_held(e->productivity, c, data->value_added, data->work);
    of_economies(e->own_stages, c, data->stages, data->output, false);
    of_economies(e->own_va_share, c, data->value_added, data->output, false);
    of_economies(e->own_productivity, c, data->value_added, data->work, true);
    moves(move, c);
    gains(e, move);
    st = domar_complexity_outlook(cx, e->outlook, e->gain_outlook, c, fitness ? c->quality : c->pci);
    if (!st && !fitness && !c->found) {                /* no index, no outlook */
        for (size_t g = 0; g < G; g++) e->outlook[g] = NAN;
        for (size_t p = 0; p < G * N; p++) e->gain_outlook[p] = NAN;
    }
    for (size_t g = 0; !st && g < G; g++)
        if (!(st = domar_tick(cx, g, G))) score_economy(e, g, z, order, weights);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
