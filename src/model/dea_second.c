/* model/dea_second.c -- truncated regression of inefficiencies and its bootstrap. */
#include "base/random.h"
#include "base/threads.h"
#include "model/dea_bootstrap.h"
#include "model/limited.h"
#include "solve/distributions.h"
#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum { MOST_THREADS = 64, STRETCH = 256, PIECE = 4 };

/* z b + e, e normal with sigma, given that the sum is at least 1: by the tail above 1. */
static double draw_above_one(double mean, double sigma, double uniform)
{
    return fmax(1, mean - sigma * domar_normal_quantile(uniform * domar_normal_below((mean - 1) / sigma)));
}

static double fitted(const double *z, const double *b, size_t terms)
{
    double s = 0;
    for (size_t k = 0; k < terms; k++) s += z[k] * b[k];
    return s;
}

struct seat { double *y, *b, *work; atomic_flag taken; };

struct run {
    const domar_second_stage *s;
    const double *z, *b;                 /* rows used; estimates with sigma */
    uint32_t *place;                     /* rows used */
    size_t rows, first, seats;
    double *replica;                     /* (terms + 1) x draws */
    struct seat *seat;
};

static void body(void *arg, size_t begin, size_t end)
{
    struct run *r = arg;
    const size_t terms = r->s->terms, draws = r->s->draws;
    size_t k = 0;
    while (atomic_flag_test_and_set(&r->seat[k].taken)) k = (k + 1) % r->seats;
    struct seat *seat = &r->seat[k];
    for (size_t d = r->first + begin; d < r->first + end; d++) {
        domar_limited_fit fit;
        for (size_t i = 0; i < r->rows; i++)
            seat->y[i] = draw_above_one(fitted(r->z + i * terms, r->b, terms), r->b[terms], domar_random(r->s->seed, r->s->stream + d, r->place[i]));
        const domar_limited data = { r->rows, terms, r->z, seat->y, 1, INFINITY };
        memcpy(seat->b + terms + 1, r->b, (terms + 1) * sizeof *r->b);
        const domar_status st = domar_truncated_fit(NULL, seat->b, NULL, &fit, &data, seat->b + terms + 1, seat->work);
        const bool found = !st && fit.outcome == DOMAR_LIMITED_FOUND;
        for (size_t t = 0; t <= terms; t++)
            r->replica[t * draws + d] = !found ? NAN : t < terms ? seat->b[t] : fit.sigma;
    }
    atomic_flag_clear(&seat->taken);
}

static domar_status repeat(domar_cx *cx, struct run *r)
{
    const size_t terms = r->s->terms;
    const int threads = domar_cx_threads(cx);
    domar_status st = DOMAR_OK;
    r->seats = threads < MOST_THREADS ? (size_t)threads : MOST_THREADS;
    if (!(r->seat = domar_scratch_bytes(cx, r->seats, sizeof *r->seat))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < r->seats; k++) {
        struct seat *s = &r->seat[k];
        atomic_flag_clear(&s->taken);
        s->y = domar_scratch(cx, r->rows);
        s->b = domar_scratch(cx, 2 * terms + 2);
        s->work = domar_scratch(cx, domar_limited_work(terms));
        if (!s->y || !s->b || !s->work) return DOMAR_ENOMEM;
    }
    for (; !st && r->first < r->s->draws; r->first += STRETCH) {
        const size_t left = r->s->draws - r->first, count = left < STRETCH ? left : STRETCH;
        domar_parallel((int)r->seats, count, PIECE, body, r);
        st = domar_tick(cx, r->first + count, r->s->draws);
    }
    return st;
}

static domar_status first_fit(domar_cx *cx, domar_second_answer *out, double *y, double *z, uint32_t *place, const double *delta,
                              const domar_second_stage *s)
{
    const size_t terms = s->terms;
    domar_limited_fit fit;
    double *work = domar_scratch(cx, domar_limited_work(terms));
    if (!work) return DOMAR_ENOMEM;
    out->used = 0;
    for (size_t i = 0; i < s->rows; i++)
        if (delta[i] > 1 + 1e-9) {
            memcpy(z + out->used * terms, s->z + i * terms, terms * sizeof *z);
            place[out->used] = s->place[i];
            y[out->used++] = delta[i];
        }
    const domar_limited data = { out->used, terms, z, y, 1, INFINITY };
    const domar_status st = domar_truncated_fit(cx, out->b, NULL, &fit, &data, NULL, work);
    out->found = !st && fit.outcome == DOMAR_LIMITED_FOUND;
    out->b[terms] = fit.sigma;
    out->loglik = fit.loglik;
    return st;
}

domar_status domar_dea_second_regression(domar_cx *cx, domar_second_answer *out, const double *delta, const domar_second_stage *s)
{
    const size_t terms = s->terms, B = s->draws;
    struct run r = { .s = s };
    *out = (domar_second_answer){ 0 };
    out->b = domar_scratch(cx, terms + 1);
    out->low = domar_scratch(cx, terms + 1);
    out->high = domar_scratch(cx, terms + 1);
    out->se = domar_scratch(cx, terms + 1);
    double *y = domar_scratch(cx, s->rows), *z = domar_scratch(cx, s->rows * terms), *work = domar_scratch(cx, B + 1);
    r.replica = domar_scratch(cx, (terms + 1) * B + 1);
    r.place = domar_scratch_bytes(cx, s->rows, sizeof *r.place);
    if (!out->b || !out->low || !out->high || !out->se || !y || !z || !work || !r.replica || !r.place) return DOMAR_ENOMEM;
    domar_status st = first_fit(cx, out, y, z, r.place, delta, s);
    r.z = z;
    r.b = out->b;
    r.rows = out->used;
    if (!st && out->found && B) st = repeat(cx, &r);
    for (size_t t = 0; !st && t <= terms; t++) {
        double mean = 0, squares = 0, known = 0;
        if (!out->found) out->b[t] = NAN;
        out->low[t] = out->high[t] = out->se[t] = NAN;
        if (!out->found || !B) continue;
        const double *replica = r.replica + t * B;
        for (size_t d = 0; d < B; d++)
            if (!isnan(replica[d])) {
                known++;
                mean += replica[d];
            }
        mean /= known;
        for (size_t d = 0; d < B; d++)
            if (!isnan(replica[d])) squares += (replica[d] - mean) * (replica[d] - mean);
        out->se[t] = known > 1 ? sqrt(squares / (known - 1)) : NAN;
        out->failed = B - (size_t)known;
        domar_basic_interval(&out->low[t], &out->high[t], out->b[t], replica, B, s->level, work);
    }
    return st;
}

/* ---- algorithm 2: what draws from the regression do to scores */
struct moved {
    const domar_second_stage *s;
    const double *delta, *b;
    const domar_dea_set *set;
    bool in;
};

static void move(void *arg, size_t replica, double *f)
{
    const struct moved *m = arg;
    const size_t terms = m->s->terms;
    for (size_t k = 0; k < m->set->count; k++) {
        const size_t i = m->set->row[k];
        const double mean = fitted(m->s->z + i * terms, m->b, terms);
        const double delta = draw_above_one(mean, m->b[terms], domar_random(m->s->seed, m->s->stream + replica, m->s->place[i]));
        f[k] = m->in ? delta / m->delta[i] : m->delta[i] / delta;
    }
}

domar_status domar_dea_second_correct(domar_cx *cx, double *corrected, domar_dea_replica_report *report, const double *delta,
                                      const double *b, const domar_dea_form *form, const double *const *x, size_t rows,
                                      const domar_dea_set *set, const domar_second_stage *s)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct moved m = { s, delta, b, set, form->orientation == DOMAR_DEA_IN };
    double *replica = domar_scratch(cx, set->count * s->draws + 1);
    domar_status st = replica ? domar_dea_replicas(cx, replica, report, form, x, rows, set, s->draws, move, &m) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < set->count; k++) {
        double sum = 0, known = 0;
        for (size_t d = 0; d < s->draws; d++) {
            const double v = replica[d * set->count + k];
            if (isnan(v)) continue;
            sum += m.in ? 1 / v : v;
            known++;
        }
        corrected[set->row[k]] = 2 * delta[set->row[k]] - sum / known;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
