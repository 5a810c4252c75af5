/* model/misallocation.c -- rows by industry and period, then one pass of logs over each. */
#include "model/misallocation.h"
#include "base/threads.h"
#include "linalg/elementary.h"
#include "model/order_statistics.h"
#include <math.h>
#include <string.h>

/* Rows in groups: what is at place p of group g is row at[p], start[g] <= p < start[g + 1]. */
struct work {
    const domar_misallocation_input *in;
    domar_misallocation *out;
    size_t groups, rows;
    uint32_t *at;
    size_t *start;               /* groups + 1 */
    double *Y, *K, *L;           /* places */
    double *y, *k, *l;           /* places: their logs */
    double *tfpr;                /* places: log TFPR / TFPRbar */
    double *moved;               /* places: Y (TFPR / TFPRbar)^(s-1) */
    double *buffer, *sorted;     /* places */
    uint8_t *gone;               /* places: trimmed */
    double *tfpq;                /* groups: what log A M^(1/(s-1)) / Abar is above tfpr + y / (s-1) */
    double *bounds;              /* periods x 4: trimming */
};

/* ---- rows to groups */
static bool counts(const domar_misallocation_input *in, size_t i)
{
    return in->value_added[i] > 0 && in->capital[i] > 0 && in->wage_bill[i] > 0 && isfinite(in->value_added[i]) &&
           isfinite(in->capital[i]) && isfinite(in->wage_bill[i]);
}

static domar_status make_room(domar_cx *cx, struct work *w)
{
    double **list[] = { &w->Y, &w->K, &w->L, &w->y, &w->k, &w->l, &w->tfpr, &w->moved, &w->buffer, &w->sorted };
    const bool sorts = w->in->trim > 0 || w->in->wants & (DOMAR_WANTS_PART_SPREADS | DOMAR_WANTS_PERIOD_SPREADS);
    w->at = domar_scratch_bytes(cx, w->rows, sizeof *w->at);
    w->gone = domar_scratch_bytes(cx, w->rows, 1);
    w->tfpq = domar_scratch(cx, w->groups);
    w->bounds = domar_scratch(cx, 4 * w->in->periods);
    if (!w->at || !w->gone || !w->tfpq || !w->bounds) return DOMAR_ENOMEM;
    for (size_t a = 0; a < (sorts ? 10 : 8); a++)
        if (!(*list[a] = domar_scratch(cx, w->rows))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

static domar_status group_rows(domar_cx *cx, struct work *w)
{
    const domar_misallocation_input *in = w->in;
    w->start = domar_scratch_bytes(cx, w->groups + 1, sizeof *w->start);
    size_t *next = domar_scratch_bytes(cx, w->groups + 1, sizeof *next);
    if (!w->start || !next) return DOMAR_ENOMEM;
    for (size_t i = 0; i < in->rows; i++) {
        const size_t g = in->period[i] * in->industries + in->industry[i];
        const bool in_use = counts(in, i);
        w->out->state[i] = in_use ? DOMAR_FIRM_USED : DOMAR_FIRM_LEFT_OUT;
        if (in_use) w->start[g + 1]++;
        else w->out->part[g].left_out++;
    }
    for (size_t g = 0; g < w->groups; g++) w->start[g + 1] += w->start[g];
    w->rows = w->start[w->groups];
    memcpy(next, w->start, w->groups * sizeof *next);
    const domar_status st = make_room(cx, w);
    for (size_t i = 0; !st && i < in->rows; i++) {
        if (w->out->state[i] != DOMAR_FIRM_USED) continue;
        const size_t p = next[in->period[i] * in->industries + in->industry[i]]++;
        w->at[p] = (uint32_t)i;
        w->Y[p] = in->value_added[i];
        w->K[p] = in->capital[i];
        w->L[p] = in->wage_bill[i];
    }
    return st;
}

/* ---- one group: sums over those used */
static void add_up(struct work *w, size_t g)
{
    const domar_misallocation_input *in = w->in;
    domar_misallocation_part *p = &w->out->part[g];
    const double a = in->share[g];
    double Y = 0, K = 0, L = 0, largest = 0;
    p->used = 0;
    for (size_t q = w->start[g]; q < w->start[g + 1]; q++) {
        if (w->gone[q]) continue;
        Y += w->Y[q];
        K += w->K[q];
        L += w->L[q];
        if (w->Y[q] > largest) largest = w->Y[q];
        p->used++;
    }
    p->trimmed = w->start[g + 1] - w->start[g] - p->used;
    p->value_added = Y;
    p->capital = K;
    p->wage_bill = L;
    p->largest = p->used ? largest / Y : NAN;
    p->output_wedge = p->used ? ((in->sigma - 1) / in->sigma) * (1 - a) * Y / L : NAN;
    p->capital_wedge = p->used ? a / (1 - a) * L / (in->rental * K) : NAN;
    p->gain = p->gain_capital = p->gain_output = p->lognormal = NAN;
}

/* The gain, and A against Abar, from `moved`. */
static void compare(struct work *w, size_t g)
{
    domar_misallocation_part *p = &w->out->part[g];
    const double power = w->in->sigma - 1;
    double sum = 0;
    for (size_t q = w->start[g]; q < w->start[g + 1]; q++) sum += w->gone[q] ? 0 : w->moved[q];
    p->gain = log(sum / p->value_added) / power;
    w->tfpq[g] = (log((double)p->used) - log(sum)) / power;
}

static void first_levels(void *arg, size_t begin, size_t end)
{
    struct work *w = arg;
    for (size_t g = begin; g < end; g++) {
        const domar_misallocation_part *p = &w->out->part[g];
        const size_t first = w->start[g], n = w->start[g + 1] - first;
        const double a = w->in->share[g];
        add_up(w, g);
        if (!n) continue;
        domar_logs(w->y + first, w->Y + first, n);
        domar_logs(w->k + first, w->K + first, n);
        domar_logs(w->l + first, w->L + first, n);
        const double bar = log(p->value_added) - a * log(p->capital) - (1 - a) * log(p->wage_bill), power = w->in->sigma - 1;
        for (size_t q = first; q < first + n; q++) {
            w->tfpr[q] = w->y[q] - a * w->k[q] - (1 - a) * w->l[q] - bar;
            w->moved[q] = power * w->tfpr[q];
        }
        domar_exps(w->moved + first, w->moved + first, n);
        for (size_t q = first; q < first + n; q++) w->moved[q] *= w->Y[q];
        compare(w, g);
    }
}

/* ---- trimming */
static double tfpq_at(const struct work *w, size_t g, size_t q)
{
    return w->tfpr[q] + w->y[q] / (w->in->sigma - 1) + w->tfpq[g];
}

static void find_bounds(void *arg, size_t begin, size_t end)
{
    struct work *w = arg;
    const double quantile[] = { w->in->trim, 1 - w->in->trim };
    for (size_t task = begin; task < end; task++) {         /* period and which of the two logs */
        const size_t N = w->in->industries, t = task / 2, first = w->start[t * N], n = w->start[(t + 1) * N] - first;
        double *work = (task % 2 ? w->sorted : w->buffer) + first;
        for (size_t g = t * N; task % 2 && g < (t + 1) * N; g++)
            for (size_t q = w->start[g]; q < w->start[g + 1]; q++) w->sorted[q] = tfpq_at(w, g, q);
        domar_quantiles(w->bounds + 2 * task, quantile, 2, task % 2 ? work : w->tfpr + first, n, work);
    }
}

/* Out with the tails; what is left is held against the new level: every log moves by as much. */
static void trim_groups(void *arg, size_t begin, size_t end)
{
    struct work *w = arg;
    for (size_t g = begin; g < end; g++) {
        domar_misallocation_part *p = &w->out->part[g];
        const double *b = w->bounds + 4 * (g / w->in->industries), a = w->in->share[g];
        const double Y = p->value_added, K = p->capital, L = p->wage_bill;
        for (size_t q = w->start[g]; q < w->start[g + 1]; q++) {
            const double tfpq = tfpq_at(w, g, q);
            w->gone[q] = !(w->tfpr[q] >= b[0] && w->tfpr[q] <= b[1] && tfpq >= b[2] && tfpq <= b[3]);
            if (w->gone[q]) w->out->state[w->at[q]] = DOMAR_FIRM_TRIMMED;
        }
        add_up(w, g);
        if (!p->used || !p->trimmed) {
            if (p->used) compare(w, g);
            continue;
        }
        const double up = log(p->value_added / Y) - a * log(p->capital / K) - (1 - a) * log(p->wage_bill / L),
                     times = exp(-(w->in->sigma - 1) * up);
        for (size_t q = w->start[g]; q < w->start[g + 1]; q++) {
            w->tfpr[q] -= up;
            w->moved[q] *= times;
        }
        compare(w, g);
    }
}

/* ---- gains of wedges taken away alone.  What an industry makes of its capital and labour is
 *     [sum (A / TFPR')^(s-1)]^(1/(s-1)) / (K'^a L'^(1-a) per Y'),
 * sums over firms of what shares Y' ~ (A / TFPR')^(s-1) need of the factors, K' / Y' ~ u / v and L' / Y' ~ u with u = 1 - tau_Y
 * and v = 1 + tau_K left in place.  TFPR is 1 / u once capital is free, v^a once output is. */
struct alone { double shares, capital, labour; };

static double tfp_of(const struct alone *s, double a, double power)
{
    return log(s->shares) / power - a * log(s->capital / s->shares) - (1 - a) * log(s->labour / s->shares);
}

static void gains(struct work *w, size_t g)
{
    enum { BLOCK = 512 };
    const domar_misallocation_input *in = w->in;
    domar_misallocation_part *p = &w->out->part[g];
    const double a = in->share[g], power = in->sigma - 1, Y = p->value_added, K = p->capital, L = p->wage_bill;
    const double to_u = log(L / Y), to_v = log(L / K);
    struct alone capital = { 0, 0, 0 }, output = { 0, 0, 0 };
    double mean[2] = { 0, 0 }, square[2] = { 0, 0 }, u[BLOCK], v[BLOCK];
    for (size_t first = w->start[g]; first < w->start[g + 1]; first += BLOCK) {
        const size_t n = w->start[g + 1] - first < BLOCK ? w->start[g + 1] - first : BLOCK;
        for (size_t m = 0; m < n; m++) {
            const size_t q = first + m;
            const double log_v = w->l[q] - w->k[q] - to_v;
            u[m] = power * (w->l[q] - w->y[q] - to_u);
            v[m] = -power * a * log_v;
            if (w->gone[q]) continue;
            mean[0] += w->tfpr[q];
            mean[1] += log_v;
            square[0] += w->tfpr[q] * w->tfpr[q];
            square[1] += log_v * log_v;
        }
        domar_exps(u, u, n);
        domar_exps(v, v, n);
        for (size_t m = 0; m < n; m++) {
            const size_t q = first + m;
            if (w->gone[q]) continue;
            const double free_capital = w->moved[q] * u[m], free_output = w->moved[q] * v[m], of_labour = free_capital * (w->L[q] / w->Y[q]);
            capital.shares += free_capital;
            capital.capital += of_labour;
            capital.labour += of_labour;
            output.shares += free_output;
            output.capital += free_output * (w->K[q] / w->L[q]);
            output.labour += free_output;
        }
    }
    const double n = (double)p->used, vary = fmax(0, square[0] / n - mean[0] / n * (mean[0] / n)),
                 vary_capital = fmax(0, square[1] / n - mean[1] / n * (mean[1] / n));
    capital = (struct alone){ capital.shares / Y, capital.capital / L, capital.labour / L };    /* against the industry's own levels */
    output = (struct alone){ output.shares / Y, output.capital / Y * (L / K), output.labour / Y };
    p->gain_capital = tfp_of(&capital, a, power);
    p->gain_output = tfp_of(&output, a, power);
    p->lognormal = in->sigma / 2 * vary + a * (1 - a) / 2 * vary_capital;
}

/* ---- dispersion */
static domar_spread spread_of(double *values, size_t n)
{
    static const double q[] = { 0.1, 0.25, 0.75, 0.9 };
    double mean = 0, square = 0, at[4];
    if (n < 2) return (domar_spread){ NAN, NAN, NAN };
    for (size_t i = 0; i < n; i++) mean += values[i];
    mean /= (double)n;
    for (size_t i = 0; i < n; i++) square += (values[i] - mean) * (values[i] - mean);
    domar_quantiles(at, q, 4, values, n, values);
    return (domar_spread){ sqrt(square / (double)(n - 1)), at[2] - at[1], at[3] - at[0] };
}

/* Of the groups from..to together; buffer: as many places as they have. */
static domar_spread spread(struct work *w, size_t from, size_t to, int which, double *buffer)
{
    size_t n = 0;
    for (size_t g = from; g < to; g++) {
        const domar_misallocation_part *p = &w->out->part[g];
        const double level = !p->used ? 0 : which == DOMAR_SPREAD_MRPK ? log(p->value_added / p->capital) : log(p->value_added / p->wage_bill);
        const double *less = which == DOMAR_SPREAD_MRPK ? w->k : w->l;
        for (size_t q = w->start[g]; q < w->start[g + 1]; q++) {
            if (w->gone[q]) continue;
            buffer[n++] = which == DOMAR_SPREAD_TFPR ? w->tfpr[q] : which == DOMAR_SPREAD_TFPQ ? tfpq_at(w, g, q)
                        : w->y[q] - less[q] - level;
        }
    }
    return spread_of(buffer, n);
}

static void group_ends(void *arg, size_t begin, size_t end)
{
    struct work *w = arg;
    for (size_t g = begin; g < end; g++) {
        domar_misallocation_part *p = &w->out->part[g];
        const bool wanted = w->in->wants & DOMAR_WANTS_PART_SPREADS;
        if (p->used) gains(w, g);
        for (int s = 0; wanted && s < DOMAR_SPREADS; s++) p->spread[s] = spread(w, g, g + 1, s, w->sorted + w->start[g]);
    }
}

/* Two halves of the list of logs, so that two threads share one large period. */
static void period_spreads(void *arg, size_t begin, size_t end)
{
    struct work *w = arg;
    const size_t N = w->in->industries;
    for (size_t task = begin; task < end; task++) {
        const size_t t = task / 2;
        double *buffer = (task % 2 ? w->sorted : w->buffer) + w->start[t * N];
        for (int s = (int)(task % 2) * 2; s < (int)(task % 2) * 2 + 2; s++)
            w->out->period[t].spread[s] = spread(w, t * N, (t + 1) * N, s, buffer);
    }
}

/* ---- rows get their answers */
static void write_rows(void *arg, size_t begin, size_t end)
{
    struct work *w = arg;
    const domar_misallocation_input *in = w->in;
    domar_misallocation *m = w->out;
    const double markup = in->sigma / (in->sigma - 1);
    for (size_t g = begin; g < end; g++) {
        const double a = in->share[g], gain = m->part[g].gain;
        for (size_t q = w->start[g]; q < w->start[g + 1]; q++) {
            const size_t i = w->at[q];
            m->output_wedge[i] = 1 - markup / (1 - a) * (w->L[q] / w->Y[q]);
            m->capital_wedge[i] = a / (1 - a) / in->rental * (w->L[q] / w->K[q]) - 1;
            m->tfpr[i] = m->part[g].used ? w->tfpr[q] : NAN;
            m->tfpq[i] = m->part[g].used ? tfpq_at(w, g, q) : NAN;
            m->size[i] = exp((in->sigma - 1) * (w->tfpr[q] - gain));
        }
    }
}

static void add_periods(struct work *w)
{
    const size_t N = w->in->industries;
    for (size_t t = 0; t < w->in->periods; t++) {
        domar_misallocation_part *p = &w->out->period[t], *g = &w->out->part[t * N];
        double largest = 0;
        for (size_t s = 0; s < N; s++) {
            p->used += g[s].used;
            p->trimmed += g[s].trimmed;
            p->left_out += g[s].left_out;
            p->value_added += g[s].value_added;
            p->capital += g[s].capital;
            p->wage_bill += g[s].wage_bill;
            if (g[s].used) largest = fmax(largest, g[s].largest * g[s].value_added);
        }
        p->largest = p->used ? largest / p->value_added : NAN;
        p->weight = p->used ? 1 : NAN;
        p->output_wedge = p->capital_wedge = NAN;
        if (!p->used) p->gain = p->gain_capital = p->gain_output = p->lognormal = NAN;
        for (size_t s = 0; s < N; s++) {
            g[s].weight = p->used ? g[s].value_added / p->value_added : NAN;
            if (!g[s].used) continue;
            p->gain += g[s].weight * g[s].gain;
            p->gain_capital += g[s].weight * g[s].gain_capital;
            p->gain_output += g[s].weight * g[s].gain_output;
            p->lognormal += g[s].weight * g[s].lognormal;
        }
    }
}

static domar_status make(domar_cx *cx, domar_misallocation *out, const domar_misallocation_input *in)
{
    const size_t n = in->rows;
    double **rows[] = { &out->tfpr, &out->tfpq, &out->output_wedge, &out->capital_wedge, &out->size };
    out->part = domar_alloc(cx, in->periods * in->industries, sizeof *out->part);
    out->period = domar_alloc(cx, in->periods, sizeof *out->period);
    out->state = domar_alloc(cx, n, sizeof *out->state);
    if (!out->part || !out->period || !out->state) return DOMAR_ENOMEM;
    for (size_t a = 0; (in->wants & DOMAR_WANTS_FIRMS) && a < sizeof rows / sizeof *rows; a++)
        if (!(*rows[a] = domar_alloc(cx, n, sizeof **rows[a]))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

domar_status domar_misallocation_new(domar_cx *cx, domar_misallocation *out, const domar_misallocation_input *in)
{
    struct work w = { .in = in, .out = out, .groups = in->periods * in->industries };
    const int threads = domar_cx_threads(cx);
    const domar_mark mark = domar_scratch_mark(cx);
    *out = (domar_misallocation){ .part = NULL };
    domar_status st = make(cx, out, in);
    if (!st) st = group_rows(cx, &w);
    if (st) goto done;
    domar_parallel(threads, w.groups, 1, first_levels, &w);
    if (in->trim > 0) {
        domar_parallel(threads, 2 * in->periods, 1, find_bounds, &w);
        domar_parallel(threads, w.groups, 1, trim_groups, &w);
    }
    domar_parallel(threads, w.groups, 1, group_ends, &w);
    add_periods(&w);
    if (in->wants & DOMAR_WANTS_PERIOD_SPREADS) domar_parallel(threads, 2 * in->periods, 1, period_spreads, &w);
    for (size_t i = 0; out->size && i < in->rows; i++)
        if (out->state[i] == DOMAR_FIRM_LEFT_OUT)
            out->tfpr[i] = out->tfpq[i] = out->output_wedge[i] = out->capital_wedge[i] = out->size[i] = NAN;
    if (out->size) domar_parallel(threads, w.groups, 1, write_rows, &w);
    if (in->trim > 0 && in->periods)
        for (size_t k = 0; k < 4; k++) (k < 2 ? out->trim_tfpr : out->trim_tfpq)[k % 2] = w.bounds[4 * (in->periods - 1) + k];
done:
    domar_scratch_rewind(cx, mark);
    if (st) domar_misallocation_free(out);
    return st;
}

void domar_misallocation_free(domar_misallocation *m)
{
    void *blocks[] = { m->part, m->period, m->state, m->tfpr, m->tfpq, m->output_wedge, m->capital_wedge, m->size };
    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) domar_release(blocks[k]);
    *m = (domar_misallocation){ .part = NULL };
}
