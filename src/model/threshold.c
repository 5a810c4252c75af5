/* model/threshold.c -- the estimator; its passes over sorted rows are in threshold_scan.c. */
#include "base/random.h"
#include "base/threads.h"
#include "linalg/sorted.h"
#include "model/threshold_scan.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- candidates: quantiles of the distinct values, as Hansen's program takes them */
static domar_status candidates(domar_cx *cx, struct domar_scan *s, const domar_threshold_options *o)
{
    const size_t n = s->d->rows;
    double *distinct = domar_scratch(cx, n);
    size_t *until = domar_scratch_bytes(cx, n, sizeof *until), count = 0;
    if (!distinct || !until) return DOMAR_ENOMEM;
    for (size_t k = 0; k < n; k++) {
        const double q = s->d->q[s->order[k]];
        if (!count || q > distinct[count - 1]) distinct[count++] = q;
        until[count - 1] = k + 1;                   /* rows with q up to this value */
    }
    const size_t most = o->grid ? o->grid + 1 : count;
    s->value = domar_scratch(cx, most);
    s->until = domar_scratch_bytes(cx, most, sizeof *s->until);
    if (!s->value || !s->until) return DOMAR_ENOMEM;
    s->count = 0;
    for (size_t k = 0; k < most; k++) {
        const double share = o->grid ? o->trim + (double)k / (double)o->grid : (double)(k + 1) / (double)count;
        if (share < o->trim - 1e-12 || share > 1 - o->trim + 1e-12) continue;
        const size_t at = (size_t)floor(share * (double)count + 1e-9);
        if (at == 0 || at >= count) continue;       /* a regime would be empty */
        if (s->count && until[at - 1] == s->until[s->count - 1]) continue;
        s->value[s->count] = distinct[at - 1];
        s->until[s->count++] = until[at - 1];
    }
    s->least = (size_t)ceil(o->trim * (double)n - 1e-9);
    if (s->least == 0) s->least = 1;
    return s->count ? DOMAR_OK : domar_fail(cx, DOMAR_EDATA, "the threshold variable has %zu values: no candidate is left after trimming", count);
}

struct pair { double q; size_t row; };

static int by_q(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->q < y->q || x->q > y->q) return x->q < y->q ? -1 : 1;
    return x->row < y->row ? -1 : 1;
}

static domar_status sort_rows(domar_cx *cx, struct domar_scan *s)
{
    const size_t n = s->d->rows;
    struct pair *of = domar_scratch_bytes(cx, n, sizeof *of);
    s->order = domar_scratch_bytes(cx, n, sizeof *s->order);
    if (!of || !s->order) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) of[i] = (struct pair){ s->d->q[i], i };
    qsort(of, n, sizeof *of, by_q);
    for (size_t i = 0; i < n; i++) s->order[i] = of[i].row;
    return DOMAR_OK;
}

/* ---- finding: one threshold given others */

/* Base with the thresholds at[0..m), squares left of y; then the best further candidate. SIZE_MAX: none is left. */
static size_t further(const struct domar_scan *s, struct domar_bench *b, const double *y, const size_t *at, size_t m, double *before,
                      double *after)
{
    domar_scan_base(s, b, at, m);
    domar_scan_prepare(s, b, at, m);
    *before = domar_scan_project(s, b, y);
    const size_t best = domar_scan_pass(s, b);
    *after = best == SIZE_MAX ? *before : *before - b->gain[best];
    return best;
}

/* Each threshold given the others until none moves. */
static size_t settle(const struct domar_scan *s, struct domar_bench *b, size_t *at, size_t m, double *ssr)
{
    enum { ROUNDS = 10 };
    size_t rounds = 0;
    for (bool moved = m > 1; moved && rounds < ROUNDS; rounds++) {
        moved = false;
        for (size_t k = 0; k < m; k++) {
            size_t others[DOMAR_THRESHOLDS], count = 0;
            double before, after;
            for (size_t c = 0; c < m; c++)
                if (c != k) others[count++] = at[c];
            const size_t best = further(s, b, s->y, others, count, &before, &after);
            if (best != SIZE_MAX && best != at[k] && after < *ssr * (1 - 1e-13)) {
                at[k] = best;
                *ssr = after;
                moved = true;
            }
        }
    }
    return rounds;
}

/* ---- draws */
struct draws {
    const struct domar_scan *s;
    struct domar_bench *bench;                      /* one a piece */
    const domar_threshold_options *o;
    const double *fitted, *residual;                /* rows: of the model under the null */
    const size_t *unit_of;                          /* unit that has a place */
    size_t m, first, share;                         /* thresholds under the null; draws from, a piece */
    double df, *f;                                  /* draws */
};

static void one_draw(const struct draws *w, struct domar_bench *b, size_t draw)
{
    const domar_threshold_data *d = w->s->d;
    const uint64_t stream = ((uint64_t)w->m << 40) + draw;
    size_t at[DOMAR_THRESHOLDS];
    double before = 0, after = 0;
    for (size_t u = 0; u < d->units; u++) {
        const size_t from = d->start[u], count = d->start[u + 1] - from, place = d->place ? d->place[u] : u;
        const double r = domar_random(w->o->seed, stream, place);
        const size_t other = w->o->wild ? u : w->unit_of[(size_t)(r * (double)d->units)];
        const double sign = w->o->wild && r < 0.5 ? -1 : 1;
        for (size_t t = 0; t < count; t++) b->draw[from + t] = w->fitted[from + t] + sign * w->residual[d->start[other] + t];
    }
    for (size_t m = 0; m <= w->m; m++) {
        at[m] = further(w->s, b, b->draw, at, m, &before, &after);
        if (at[m] == SIZE_MAX) break;
    }
    w->f[draw] = (before - after) / (after / w->df);
}

static void some_draws(void *arg, size_t begin, size_t end)
{
    const struct draws *w = arg;
    for (size_t piece = begin; piece < end; piece++)
        for (size_t k = 0; k < w->share; k++) {
            const size_t draw = w->first + piece * w->share + k;
            if (draw < w->o->draws) one_draw(w, &w->bench[piece], draw);
        }
}

/* Test of m + 1 thresholds against the m at at[]. */
static domar_status test(domar_cx *cx, domar_threshold_answer *a, struct draws *w, const size_t *at, size_t threads)
{
    enum { SHARE = 8 };
    const struct domar_scan *s = w->s;
    static const double tail[3] = { 0.90, 0.95, 0.99 };
    struct domar_bench *b = &w->bench[0];
    double *fitted = domar_scratch(cx, s->d->rows), *residual = domar_scratch(cx, s->d->rows);
    domar_status st = DOMAR_OK;
    size_t above = 0;
    if (!fitted || !residual) return DOMAR_ENOMEM;
    domar_scan_base(s, b, at, w->m);
    domar_scan_project(s, b, s->y);
    for (size_t i = 0; i < s->d->rows; i++) {
        residual[i] = b->rest[i];
        fitted[i] = s->y[i] - b->rest[i];
    }
    w->fitted = fitted;
    w->residual = residual;
    w->share = SHARE;
    for (w->first = 0; !st && w->first < w->o->draws; w->first += threads * SHARE) {
        domar_parallel((int)threads, threads, 1, some_draws, w);
        st = domar_tick(cx, w->m * w->o->draws + w->first, w->o->count * w->o->draws);
    }
    for (size_t k = 0; k < w->o->draws; k++) above += w->f[k] >= a->f[w->m];
    a->p[w->m] = (double)above / (double)w->o->draws;
    qsort(w->f, w->o->draws, sizeof *w->f, domar_ascending);
    for (size_t c = 0; c < 3; c++) {
        const size_t rank = (size_t)ceil(tail[c] * (double)w->o->draws - 1e-9);
        a->critical[w->m][c] = w->f[rank ? rank - 1 : 0];
    }
    return st;
}

/* LR over all candidates of threshold k given the others, and its interval. */
static void interval(domar_threshold_answer *a, const struct domar_scan *s, struct domar_bench *b, const size_t *at, size_t k)
{
    size_t others[DOMAR_THRESHOLDS], count = 0;
    double before, after;
    for (size_t c = 0; c < a->found; c++)
        if (c != k) others[count++] = at[c];
    further(s, b, s->y, others, count, &before, &after);
    a->low[k] = INFINITY;
    a->high[k] = -INFINITY;
    for (size_t c = 0; c < s->count; c++) {
        const double lr = (before - b->gain[c] - a->ssr_final) / (a->ssr_final / a->df);
        a->lr[k * s->count + c] = c == at[k] ? 0 : isfinite(lr) ? lr : NAN;
        if (!(lr <= a->limit) && c != at[k]) continue;
        a->low[k] = fmin(a->low[k], s->value[c]);
        a->high[k] = fmax(a->high[k], s->value[c]);
    }
}

static domar_status stages(domar_cx *cx, domar_threshold_answer *a, struct draws *w, size_t threads)
{
    const struct domar_scan *s = w->s;
    const domar_threshold_options *o = w->o;
    struct domar_bench *b = &w->bench[0];
    size_t at[DOMAR_THRESHOLDS] = { 0 };
    domar_status st = DOMAR_OK;
    for (size_t m = 0; !st && m < o->count; m++) {
        double before, after;
        const size_t best = further(s, b, s->y, at, m, &before, &after);
        if (m == 0) a->ssr[0] = a->ssr_final = before;
        if (best == SIZE_MAX) break;
        a->ssr[m] = before;
        a->ssr[m + 1] = a->ssr_final = after;
        a->first[m] = s->value[best];
        a->f[m] = (before - after) / (after / a->df);
        w->m = m;
        if (o->draws) st = test(cx, a, w, at, threads);
        at[m] = best;
        a->found = m + 1;
        if (o->refine) a->rounds += settle(s, b, at, m + 1, &a->ssr_final);
    }
    for (size_t k = 0; !st && k < a->found; k++) {
        a->estimate[k] = s->value[at[k]];
        interval(a, s, b, at, k);
    }
    return st;
}

static domar_status benches(domar_cx *cx, struct draws *w, size_t count)
{
    w->bench = domar_scratch_bytes(cx, count, sizeof *w->bench);
    if (!w->bench) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++)
        if (domar_scan_bench(cx, &w->bench[k], w->s)) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

domar_status domar_threshold_estimate(domar_cx *cx, domar_threshold_answer *a, const domar_threshold_data *d,
                                      const domar_threshold_options *o)
{
    struct domar_scan s = { .d = d };
    const size_t threads = o->draws ? (size_t)domar_cx_threads(cx) : 1;
    struct draws w = { .s = &s, .o = o };
    size_t used = 0, *unit_of = domar_scratch_bytes(cx, d->units, sizeof *unit_of);
    domar_status st = DOMAR_OK;
    *a = (domar_threshold_answer){ .limit = -2 * log(1 - sqrt(o->level)) };
    for (size_t k = 0; k < DOMAR_THRESHOLDS; k++) {
        a->first[k] = a->estimate[k] = a->low[k] = a->high[k] = a->f[k] = a->p[k] = a->ssr[k + 1] = NAN;
        for (size_t c = 0; c < 3; c++) a->critical[k][c] = NAN;
    }
    w.f = domar_scratch(cx, o->draws + 1);
    if (!unit_of || !w.f) return DOMAR_ENOMEM;
    for (size_t u = 0; u < d->units; u++) {
        used += d->start[u + 1] > d->start[u];
        unit_of[d->place ? d->place[u] : u] = u;
    }
    w.unit_of = unit_of;
    if (d->rows < used + d->controls + (o->count + 1) * d->shifting + 1)
        return domar_fail(cx, DOMAR_EDATA, "%zu rows of %zu units are too few for %zu thresholds", d->rows, used, o->count);
    w.df = a->df = (double)(d->rows - used);
    if ((st = sort_rows(cx, &s)) || (st = candidates(cx, &s, o)) || (st = domar_scan_within(cx, &s)) || (st = benches(cx, &w, threads)))
        return st;
    a->candidates = s.count;
    a->value = s.value;
    a->lr = domar_scratch(cx, DOMAR_THRESHOLDS * s.count);
    if (!a->lr) return DOMAR_ENOMEM;
    for (size_t k = 0; k < DOMAR_THRESHOLDS * s.count; k++) a->lr[k] = NAN;
    return stages(cx, a, &w, threads);
}
