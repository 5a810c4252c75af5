/* model/production.c -- the stages put together: all least points, the choice among them, draws of firms. */
#include "base/random.h"
#include "base/threads.h"
#include "linalg/sorted.h"
#include "model/production_inside.h"
#include "solve/least_points.h"
#include "solve/maximum.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = DOMAR_INNOVATION_MOST };
#define ADMISSIBLE 1.2

/* The second stage: which terms it has, and what it starts from. */
struct second { size_t p, at[MOST]; bool moments; };

struct work {
    const domar_production_input *in;
    domar_production *out;
    const double *x[MOST], *z[MOST];         /* terms; what stands in for them */
    size_t *now, *before, pairs;
    domar_first_stage first;
    domar_first_room room;
    struct second second;
    double *target, *P;                      /* y less linear inputs (lp, op) or phi (acf); probability of staying */
    double linear[MOST];                     /* of the first stage: lp, op */
    bool survival;
    domar_innovation *m;
};

double domar_production_elasticity(const domar_production *p, const double *b, const double *const *x, size_t input, size_t row)
{
    double sum = 0;
    for (size_t j = 0; j < p->terms; j++) {
        if (p->second[j] == UINT8_MAX) sum += p->first[j] == input ? b[j] : 0;
        else {
            if (p->first[j] == input) sum += b[j] * x[p->second[j]][row];
            if (p->second[j] == input) sum += b[j] * x[p->first[j]][row];
        }
    }
    return sum;
}

/* ---- terms and their instruments */
static domar_status make_terms(domar_cx *cx, struct work *w)
{
    const domar_production_input *in = w->in;
    domar_production *o = w->out;
    const size_t n = in->rows, inputs = domar_production_inputs(in), last_free = in->free, states = in->free + in->states;
    size_t count = inputs + (in->translog ? inputs * (inputs + 1) / 2 : 0);
    if (count > MOST) return domar_fail(cx, DOMAR_ELIMIT, "%zu terms of the production function: at most %d, take fewer inputs", count, MOST);
    for (size_t a = 0; a < inputs; a++) {
        o->first[o->terms] = (uint8_t)a;
        o->second[o->terms++] = UINT8_MAX;
    }
    for (size_t a = 0; in->translog && a < inputs; a++)
        for (size_t b = a; b < inputs; b++) {
            o->first[o->terms] = (uint8_t)a;
            o->second[o->terms++] = (uint8_t)b;
        }
    for (size_t j = 0; j < o->terms; j++) {
        const size_t a = o->first[j], b = o->second[j];
        double *x = NULL, *z = domar_scratch(cx, n);
        if (!z || (b != UINT8_MAX && !(x = domar_scratch(cx, n)))) return DOMAR_ENOMEM;
        for (size_t i = 0; i < n; i++) {
            const size_t s = in->before[i];
            if (x) x[i] = in->x[a][i] * in->x[b][i];
            if (s == SIZE_MAX) continue;
            z[i] = in->x[a][a < last_free || a >= states ? s : i];
            if (x) z[i] *= in->x[b][b < last_free || b >= states ? s : i];
        }
        w->x[j] = x ? x : in->x[a];
        w->z[j] = z;
    }
    return DOMAR_OK;
}

static domar_status make_pairs(domar_cx *cx, struct work *w)
{
    const domar_production_input *in = w->in;
    w->now = domar_scratch_bytes(cx, in->rows + 1, sizeof *w->now);
    w->before = domar_scratch_bytes(cx, in->rows + 1, sizeof *w->before);
    if (!w->now || !w->before) return DOMAR_ENOMEM;
    for (size_t i = 0; i < in->rows; i++) {
        if (in->before[i] == SIZE_MAX) continue;
        w->now[w->pairs] = i;
        w->before[w->pairs++] = in->before[i];
    }
    w->out->pairs = w->pairs;
    return DOMAR_OK;
}

/* ---- first stage */
static domar_status first_stage(domar_cx *cx, struct work *w)
{
    const domar_production_input *in = w->in;
    const double *var[MOST + 1];
    size_t curved = 0, linear = 0;
    for (size_t a = 0; a < domar_production_inputs(in); a++) {
        const bool material = a >= in->free + in->states;
        if (in->method == DOMAR_TFP_ACF) var[curved++] = in->x[a];
        else if (a >= in->free && !material) var[curved++] = in->x[a];
        else linear += !material;
    }
    if (!(in->method == DOMAR_TFP_ACF && in->gross)) var[curved++] = in->proxy;      /* materials are there already */
    domar_status st = domar_first_stage_new(cx, &w->first, in, var, curved, linear);
    if (!st) st = domar_first_room_new(cx, &w->room, &w->first);
    if (st) return st;
    domar_first_stage_fit(&w->first, &w->room, NULL, w->out->phi, w->out->eps, w->linear);
    double mean = 0, all = 0, left = 0;
    for (size_t i = 0; i < in->rows; i++) mean += in->y[i] / (double)in->rows;
    for (size_t i = 0; i < in->rows; i++) {
        all += pow(in->y[i] - mean, 2);
        left += w->out->eps[i] * w->out->eps[i];
    }
    w->out->r2_first = 1 - left / all;
    if (in->method != DOMAR_TFP_OP) return DOMAR_OK;
    if (!(w->P = domar_scratch(cx, in->rows))) return DOMAR_ENOMEM;
    return domar_survival(cx, w->P, &w->survival, &w->out->leavers, &w->first, NULL);
}

static void set_target(const struct work *w, double *target, const double *phi, const double *linear)
{
    for (size_t i = 0; i < w->in->rows; i++) {
        target[i] = w->in->method == DOMAR_TFP_ACF ? phi[i] : w->in->y[i];
        for (size_t j = 0; w->in->method != DOMAR_TFP_ACF && j < w->first.linear; j++) target[i] -= linear[j] * w->in->x[j][i];
    }
}

static domar_innovation_data data_of(const struct work *w, const double *const *x, const double *const *z, const double *target,
                                     const double *phi, const double *weight)
{
    return (domar_innovation_data){ w->pairs, w->second.p, w->now, w->before, target, phi, x, z, w->survival ? w->P : NULL, weight };
}

/* Terms that the second stage still has to find, in the order of all terms. */
static void choose_terms(struct work *w, const double **x, const double **z)
{
    const domar_production_input *in = w->in;
    const bool acf = in->method == DOMAR_TFP_ACF;
    for (size_t j = 0; j < w->out->terms; j++) {
        if (!acf && w->out->first[j] < w->first.linear) continue;
        x[w->second.p] = w->x[j];
        z[w->second.p] = w->z[j];
        w->second.at[w->second.p++] = j;
    }
    w->second.moments = acf || (in->method == DOMAR_TFP_LP && in->gross);
}

/* ---- least points */
static bool moments(void *self, const double *b, double *r, double *J) { return domar_innovation_moments(self, b, r, J); }

struct falling { domar_innovation *m; size_t p; };

static double less_squares(void *self, const double *b, double *gradient, double *hessian)
{
    const struct falling *f = self;
    const double value = domar_innovation_squares(f->m, b, gradient);
    (void)hessian;
    for (size_t j = 0; gradient && j < f->p; j++) gradient[j] = -gradient[j];
    return -value;
}

/* b (p) from a start; work: for the search of least squares. */
static domar_least_point search(domar_innovation *m, bool by_moments, size_t p, double *b, double *work)
{
    if (by_moments) return domar_least_points(b, &(domar_least_of){ p, m, moments, 20 });
    domar_maximum_report report = { .outcome = DOMAR_MAXIMUM_NOWHERE };
    domar_maximum(NULL, b, &report, &(domar_maximum_of){ p, &(struct falling){ m, p }, less_squares, false }, &DOMAR_MAXIMUM_DEFAULTS, work);
    domar_least_point at = { report.outcome == DOMAR_MAXIMUM_FOUND || report.outcome == DOMAR_MAXIMUM_STALLED, -report.value, NAN, report.iterations };
    for (size_t j = 0; j < p; j++) at.found = at.found && fabs(b[j]) < 20;
    return at;
}

static double halton(size_t k, size_t base)
{
    double part = 1, sum = 0;
    for (; k; k /= base) {
        part /= (double)base;
        sum += part * (double)(k % base);
    }
    return sum;
}

/* Least squares of phi on the terms first, then places spread evenly: elasticities from -0.2 to 1.4, of translog terms
 * around the first. */
static void start_at(const struct work *w, double *b, size_t k, const double *b0)
{
    static const size_t base[MOST] = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43 };
    for (size_t j = 0; j < w->second.p; j++) {
        const double u = halton(k, base[j]);
        if (k == 0) b[j] = b0[j];
        else if (!w->in->translog) b[j] = -0.2 + 1.6 * u;
        else b[j] = b0[j] + (2 * u - 1) * fmax(fabs(b0[j]), w->out->second[w->second.at[j]] == UINT8_MAX ? 0.5 : 0.05);
    }
}

static void all_terms(const struct work *w, double *all, const double *b, const double *linear)
{
    for (size_t j = 0; j < w->out->terms; j++) all[j] = j < w->first.linear && w->in->method != DOMAR_TFP_ACF ? linear[j] : NAN;
    for (size_t j = 0; j < w->second.p; j++) all[w->second.at[j]] = b[j];
}

static void judge(const struct work *w, domar_production_point *p)
{
    const size_t inputs = domar_production_inputs(w->in);
    p->least = INFINITY;
    p->most = -INFINITY;
    for (size_t a = 0; a < inputs; a++) {
        double mean = 0;
        if (!w->in->translog) mean = p->b[a];
        else
            for (size_t i = 0; i < w->in->rows; i++)
                mean += domar_production_elasticity(w->out, p->b, w->in->x, a, i) / (double)w->in->rows;
        p->least = fmin(p->least, mean);
        p->most = fmax(p->most, mean);
    }
    p->admissible = p->least > 0 && p->most < ADMISSIBLE;
}

/* Roots first, of them those that are admissible, of them the one whose smallest elasticity is largest. */
static int better(const void *a, const void *b)
{
    const domar_production_point *x = a, *y = b;
    const int left[] = { x->root, x->admissible }, right[] = { y->root, y->admissible };
    for (size_t k = 0; k < 2; k++)
        if (left[k] != right[k]) return right[k] - left[k];
    if (x->root) return x->least > y->least ? -1 : x->least < y->least;
    return x->criterion < y->criterion ? -1 : x->criterion > y->criterion;
}

static bool same(const double *a, const double *b, size_t n)
{
    for (size_t j = 0; j < n; j++)
        if (!(fabs(a[j] - b[j]) <= 1e-5 * fmax(1, fabs(b[j])))) return false;
    return true;
}

static domar_status least_points(domar_cx *cx, struct work *w, const domar_innovation_data *d, const double *b0)
{
    domar_production *o = w->out;
    const size_t p = w->second.p, starts = w->in->starts;
    double *work = domar_scratch(cx, domar_maximum_work(p)), b[MOST], all[MOST];
    if (!work || !(o->point = domar_alloc(cx, starts, sizeof *o->point))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < starts; k++) {
        start_at(w, b, k, b0);
        const domar_least_point at = search(w->m, w->second.moments, p, b, work);
        size_t q = 0;
        if (!at.found) {
            o->lost++;
            continue;
        }
        all_terms(w, all, b, w->linear);
        while (q < o->points && !same(all, o->point[q].b, o->terms)) q++;
        o->point[q].starts++;
        if (q < o->points) continue;
        o->points++;
        memcpy(o->point[q].b, all, sizeof all);
        o->point[q].criterion = at.value;
        o->point[q].condition = at.condition;
        domar_status st = domar_tick(cx, k, starts);
        if (st) return st;
    }
    for (size_t q = 0; q < o->points; q++) {                    /* the last digits of what may be taken from the rows themselves */
        domar_production_point *at = &o->point[q];
        for (size_t j = 0; j < p; j++) b[j] = at->b[w->second.at[j]];
        at->root = w->second.moments ? at->criterion < 1e-14 : true;
        judge(w, at);
        if (!at->root || !(at->admissible || w->in->choose)) continue;
        domar_status st = domar_innovation_rows(cx, w->m, d, b, NULL, &at->criterion, w->second.moments ? 1 : -1);
        if (st) return st;
        all_terms(w, at->b, b, w->linear);
        judge(w, at);
    }
    if (!w->second.moments)                                     /* of least squares only the lowest is the estimate */
        for (size_t q = 0; q < o->points; q++)
            for (size_t r = 0; r < o->points; r++) o->point[q].root = o->point[q].root && o->point[q].criterion <= o->point[r].criterion * (1 + 1e-12);
    qsort(o->point, o->points, sizeof *o->point, better);
    if (w->in->choose > o->points)
        return domar_fail(cx, DOMAR_EUSAGE, "there is no least point %zu: %zu were found (--by optimum lists them)", w->in->choose, o->points);
    o->chosen = w->in->choose ? w->in->choose - 1 : o->points ? 0 : SIZE_MAX;
    return DOMAR_OK;
}

/* ---- draws of firms */
struct draws {
    struct work *w;
    const double *const *x, *const *z;
    struct slot { domar_innovation *m; domar_first_room room; double *weight, *phi, *target, *work, *count; } *slot;
    size_t slots;
    double *b;                               /* draws x terms; NaN: lost */
};

static void one_draw(const struct draws *d, struct slot *s, size_t k)
{
    const struct work *w = d->w;
    const domar_production_input *in = w->in;
    double linear[MOST], b[MOST], *all = d->b + k * w->out->terms;
    memset(s->count, 0, in->firms * sizeof *s->count);
    for (size_t c = 0; c < in->firms; c++) s->count[(size_t)(domar_random(in->seed, k, c) * (double)in->firms)]++;
    for (size_t i = 0; i < in->rows; i++) s->weight[i] = s->count[in->firm[i]];
    domar_first_stage_fit(&w->first, &s->room, s->weight, s->phi, NULL, linear);
    set_target(w, s->target, s->phi, linear);
    const domar_innovation_data data = data_of(w, d->x, d->z, s->target, s->phi, s->weight);
    domar_innovation_sums(s->m, &data);
    for (size_t j = 0; j < w->second.p; j++) b[j] = w->out->b[w->second.at[j]];
    const domar_least_point at = search(s->m, w->second.moments, w->second.p, b, s->work);
    all_terms(w, all, b, linear);
    if (!at.found)
        for (size_t j = 0; j < w->out->terms; j++) all[j] = NAN;
}

static void draw_slot(void *arg, size_t begin, size_t end)
{
    struct draws *d = arg;
    for (size_t s = begin; s < end; s++)
        for (size_t k = s; k < d->w->in->draws; k += d->slots) one_draw(d, &d->slot[s], k);
}

static void spread_of(const struct draws *d, double *sorted)
{
    domar_production *o = d->w->out;
    const size_t draws = d->w->in->draws;
    for (size_t j = 0; j < o->terms; j++) {
        double mean = 0, square = 0;
        size_t n = 0;
        for (size_t k = 0; k < draws; k++)
            if (!isnan(d->b[k * o->terms + j])) sorted[n++] = d->b[k * o->terms + j];
        o->draws_lost = draws - n;
        if (n < 2) continue;
        for (size_t k = 0; k < n; k++) mean += sorted[k] / (double)n;
        for (size_t k = 0; k < n; k++) square += (sorted[k] - mean) * (sorted[k] - mean);
        qsort(sorted, n, sizeof *sorted, domar_ascending);
        o->se[j] = sqrt(square / (double)(n - 1));
        o->low[j] = domar_quantile(sorted, n, 0.025);
        o->high[j] = domar_quantile(sorted, n, 0.975);
    }
    o->draws = draws;
}

static domar_status bootstrap(domar_cx *cx, struct work *w, const double *const *x, const double *const *z)
{
    const domar_production_input *in = w->in;
    const size_t threads = (size_t)domar_cx_threads(cx), n = in->rows;
    struct draws d = { .w = w, .x = x, .z = z, .slots = threads < in->draws ? threads : in->draws };
    d.slot = domar_scratch_bytes(cx, d.slots + 1, sizeof *d.slot);
    d.b = domar_scratch(cx, in->draws * w->out->terms);
    double *sorted = domar_scratch(cx, in->draws);
    domar_status st = d.slot && d.b && sorted ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t s = 0; !st && s < d.slots; s++) {
        double **list[] = { &d.slot[s].weight, &d.slot[s].phi, &d.slot[s].target };
        st = domar_innovation_twin(cx, &d.slot[s].m, w->m);
        if (!st) st = domar_first_room_new(cx, &d.slot[s].room, &w->first);
        for (size_t k = 0; !st && k < 3; k++)
            if (!(*list[k] = domar_scratch(cx, n))) st = DOMAR_ENOMEM;
        if (!st && !(d.slot[s].count = domar_scratch(cx, in->firms))) st = DOMAR_ENOMEM;
        if (!st && !(d.slot[s].work = domar_scratch(cx, domar_maximum_work(w->second.p)))) st = DOMAR_ENOMEM;
    }
    if (!st) domar_parallel((int)threads, d.slots, 1, draw_slot, &d);
    if (!st) spread_of(&d, sorted);
    return st;
}

/* ---- all */
/* Least squares of phi on the terms of the second stage and 1. */
static domar_status origin(domar_cx *cx, double *b0, const struct work *w, const double *const *x)
{
    const size_t p = w->second.p, size = p + 2, stride = domar_gram_stride(size);
    double *C = domar_scratch(cx, size * stride), *rows = domar_scratch(cx, DOMAR_GRAM_ROWS * stride), *room = domar_scratch(cx, size * size), b[MOST + 2];
    double mean[MOST] = { 0 };
    size_t rank;
    if (!C || !rows || !room) return DOMAR_ENOMEM;
    for (size_t j = 0; j < p; j++)
        for (size_t i = 0; i < w->in->rows; i++) mean[j] += x[j][i] / (double)w->in->rows;
    for (size_t i = 0; i < w->in->rows; i += DOMAR_GRAM_ROWS) {
        double one[DOMAR_GRAM_ROWS] = { 0 };
        for (size_t r = 0; r < DOMAR_GRAM_ROWS && i + r < w->in->rows; r++) {
            double *row = rows + r * stride;
            one[r] = row[0] = 1;
            for (size_t j = 0; j < p; j++) row[1 + j] = x[j][i + r] - mean[j];
            row[p + 1] = w->out->phi[i + r];
        }
        domar_gram_add(C, rows, one, size, stride);
    }
    domar_gram_mirror(C, size, stride);
    domar_gram_solve(b, &rank, C, stride, p + 1, p + 1, room);
    memcpy(b0, b + 1, p * sizeof *b0);
    return DOMAR_OK;
}

static domar_status two_stages(domar_cx *cx, struct work *w)
{
    domar_production *o = w->out;
    const double *x[MOST], *z[MOST];
    double b0[MOST];
    domar_status st = first_stage(cx, w);
    if (st) return st;
    choose_terms(w, x, z);
    if (w->pairs <= w->second.p + 10)
        return domar_fail(cx, DOMAR_EDATA, "%zu rows have the firm's period before them: too few for %zu coefficients and productivity's own "
                          "path", w->pairs, w->second.p);
    if (!(w->target = domar_scratch(cx, w->in->rows))) return DOMAR_ENOMEM;
    set_target(w, w->target, o->phi, w->linear);
    const domar_innovation_data d = data_of(w, x, z, w->target, o->phi, NULL);
    st = origin(cx, b0, w, x);
    if (!st) st = domar_innovation_new(cx, &w->m, &d, w->in->powers, b0);
    if (!st) st = least_points(cx, w, &d, b0);
    if (st || o->chosen == SIZE_MAX) return st;
    memcpy(o->b, o->point[o->chosen].b, sizeof o->b);
    return w->in->draws ? bootstrap(cx, w, x, z) : DOMAR_OK;
}

static void productivity(struct work *w)
{
    domar_production *o = w->out;
    const bool staged = w->in->method <= DOMAR_TFP_OP;
    for (size_t i = 0; i < w->in->rows; i++) {
        double f = 0;
        for (size_t j = 0; j < o->terms; j++) f += o->b[j] * w->x[j][i];
        o->tfp[i] = w->in->y[i] - f;
        o->omega[i] = staged ? o->tfp[i] - o->eps[i] : NAN;
    }
}

domar_status domar_production_fit(domar_cx *cx, domar_production *out, const domar_production_input *in)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .in = in, .out = out };
    *out = (domar_production){ .chosen = SIZE_MAX, .rows = in->rows, .firms = in->firms, .r2_first = NAN, .cragg_donald = NAN };
    double **list[] = { &out->phi, &out->eps, &out->omega, &out->tfp };
    for (size_t j = 0; j < MOST; j++) out->b[j] = out->se[j] = out->low[j] = out->high[j] = out->F[j] = NAN;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < 4; k++)
        if (!(*list[k] = domar_alloc(cx, in->rows, sizeof **list))) st = DOMAR_ENOMEM;
    if (!st) st = make_terms(cx, &w);
    if (!st) st = make_pairs(cx, &w);
    if (!st) st = in->method <= DOMAR_TFP_OP ? two_stages(cx, &w) : domar_production_plain(cx, out, in, w.x);
    if (!st) productivity(&w);
    domar_scratch_rewind(cx, mark);
    if (st) domar_production_free(out);
    return st;
}

void domar_production_free(domar_production *p)
{
    void *blocks[] = { p->point, p->phi, p->eps, p->omega, p->tfp };
    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) domar_release(blocks[k]);
    *p = (domar_production){ .point = NULL };
}
