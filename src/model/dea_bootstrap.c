/* model/dea_bootstrap.c -- the smoothed bootstrap of scores. */
#include "model/dea_bootstrap.h"
#include "base/random.h"
#include "model/order_statistics.h"
#include <math.h>
#include <string.h>

static double mean_of(const double *x, size_t n)
{
    double s = 0;
    for (size_t k = 0; k < n; k++) s += x[k];
    return s / (double)n;
}

static double variance_of(const double *x, size_t n)
{
    const double m = mean_of(x, n);
    double s = 0;
    for (size_t k = 0; k < n; k++) s += (x[k] - m) * (x[k] - m);
    return n > 1 ? s / (double)(n - 1) : 0;
}

static double rule_of_thumb(const double *x, size_t n, double *work)
{
    static const double q[] = { 0.25, 0.75 };
    double at[2];
    domar_quantiles(at, q, 2, x, n, work);
    const double sd = sqrt(variance_of(x, n)), range = (at[1] - at[0]) / 1.34;
    return 0.9 * (range > 0 ? fmin(sd, range) : sd) * pow((double)n, -0.2);
}

domar_status domar_dea_bandwidth(domar_cx *cx, double *h, const double *score, size_t n, domar_bandwidth rule)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *work = domar_scratch(cx, 4 * n);
    if (!work) return DOMAR_ENOMEM;
    if (rule == DOMAR_BANDWIDTH_REFLECTED) {
        double *both = work + 2 * n;
        for (size_t k = 0; k < n; k++) {
            both[k] = score[k];
            both[n + k] = 2 - score[k];
        }
        const double wide = variance_of(both, 2 * n);
        *h = wide > 0 ? rule_of_thumb(both, 2 * n, work) * pow(2, 0.2) * sqrt(variance_of(score, n) / wide) : 0;
    } else *h = rule_of_thumb(score, n, work);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

void domar_basic_interval(double *low, double *high, double estimate, const double *replica, size_t n, double level, double *work)
{
    const double q[] = { (1 - level) / 2, (1 + level) / 2 };
    double at[2];
    size_t known = 0;
    for (size_t k = 0; k < n; k++)
        if (!isnan(replica[k])) work[known++] = replica[k] - estimate;
    domar_quantiles(at, q, 2, work, known, work);
    *low = estimate - at[1];
    *high = estimate - at[0];
}

struct smooth {
    const double *score;
    size_t n;
    const domar_dea_boot *o;
    double h, shrink;                    /* 1 / sqrt(1 + h^2 / variance) */
    bool   in;
    double least;
};

/* Drawn scores, smoothed, reflected and shrunk to the variance of the scores; f moves each unit to its own. */
static void draw(void *arg, size_t b, double *f)
{
    const struct smooth *s = arg;
    const uint64_t stream = s->o->stream + 2 * b;
    double mean = 0;
    for (size_t i = 0; i < s->n; i++) {
        const size_t k = (size_t)(domar_random(s->o->seed, stream, i) * (double)s->n);
        f[i] = s->score[k < s->n ? k : s->n - 1];
        mean += f[i];
    }
    mean /= (double)s->n;
    for (size_t i = 0; i < s->n; i++) {
        double t = f[i] + s->h * domar_random_normal(s->o->seed, stream + 1, i);
        if (s->in ? t > 1 : t < 1) t = 2 - t;
        t = fmax(mean + (t - mean) * s->shrink, s->least);
        f[i] = s->score[i] / t;
    }
}

domar_status domar_dea_bootstrap(domar_cx *cx, double *bias, double *variance, double *low, double *high, double *h,
                                 domar_dea_replica_report *report, const double *score, const domar_dea_form *form,
                                 const double *const *x, size_t rows, const domar_dea_set *set, const domar_dea_boot *o)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = set->count, B = o->draws;
    struct smooth s = { .score = score, .n = n, .o = o, .in = form->orientation == DOMAR_DEA_IN, .least = INFINITY };
    double *replica = NULL, *of = NULL;
    domar_status st = domar_memory_check(cx, 8. * (double)n * (double)B, "replicas of scores");
    if (!st) st = domar_dea_bandwidth(cx, &s.h, score, n, o->rule);
    if (!st && o->rule == DOMAR_BANDWIDTH_GIVEN) s.h = o->given;
    const double spread = variance_of(score, n);
    *h = spread > 0 ? s.h : 0;
    *report = (domar_dea_replica_report){ 0 };
    if (!st && !(spread > 0)) {
        for (size_t k = 0; k < n; k++) bias[k] = variance[k] = low[k] = high[k] = NAN;
        goto done;
    }
    s.shrink = 1 / sqrt(1 + s.h * s.h / spread);
    for (size_t k = 0; k < n; k++) s.least = fmin(s.least, 0.01 * score[k]);
    if (!st && (!(replica = domar_scratch(cx, n * B)) || !(of = domar_scratch(cx, 2 * B)))) st = DOMAR_ENOMEM;
    if (!st) st = domar_dea_replicas(cx, replica, report, form, x, rows, set, B, draw, &s);
    for (size_t k = 0; !st && k < n; k++) {
        size_t known = 0;
        for (size_t b = 0; b < B; b++)
            if (!isnan(replica[b * n + k])) of[known++] = replica[b * n + k];
        bias[k] = mean_of(of, known) - score[k];
        variance[k] = variance_of(of, known);
        if (o->percentile) {
            const double q[] = { (1 - o->level) / 2, (1 + o->level) / 2 };
            double at[2];
            domar_quantiles(at, q, 2, of, known, of + B);
            low[k] = at[0] - 2 * bias[k];
            high[k] = at[1] - 2 * bias[k];
        } else domar_basic_interval(&low[k], &high[k], score[k], of, known, o->level, of + B);
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
