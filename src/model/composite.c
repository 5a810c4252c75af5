/* model/composite.c -- scores from what is normalised and weighted: sums, distances to the best, grey relations. */
#include "model/composite.h"
#include "base/threads.h"
#include "linalg/columns.h"
#include <math.h>
#include <string.h>

const char *const domar_normalisation_codes[] = { "minmax", "zscore", "vector", "efficacy", NULL };
const char *const domar_weighting_codes[] = { "entropy", "critic", "cv", "scatter", "pca", "equal", "expert", "ahp", "game", NULL };
const char *const domar_zeros_codes[] = { "zero", "shift", "rescale", "spssau", NULL };
const char *const domar_aggregation_codes[] = { "additive", "topsis", "grey", NULL };
const char *const domar_scope_codes[] = { "all", "system", "dimension", NULL };

enum { BLOCK = 1024 };

/* Indicators first .. first + m with weights w, rows of one pool. */
struct sums {
    const double *z;             /* of the first indicator */
    size_t stride, begin, m;
    const double *w, *best, *worst;
    double *score, *near, *far;
    domar_aggregation by;
    double low, high, rho;       /* grey: smallest and largest distance from the best */
};

static void additive(const struct sums *s, size_t from, size_t to)
{
    memset(s->score + from, 0, (to - from) * sizeof *s->score);
    for (size_t j = 0; j < s->m; j++) {
        const double *z = s->z + j * s->stride, w = s->w[j];
        for (size_t i = from; i < to; i++) s->score[i] += w * z[i];
    }
}

/* C = D- / (D+ + D-), distances of w z to the column's best and worst. */
static void topsis(const struct sums *s, size_t from, size_t to)
{
    memset(s->near + from, 0, (to - from) * sizeof *s->near);
    memset(s->far + from, 0, (to - from) * sizeof *s->far);
    for (size_t j = 0; j < s->m; j++) {
        const double *z = s->z + j * s->stride + from;
        domar_column_add_squares(s->near + from, z, to - from, s->w[j], s->best[j]);
        domar_column_add_squares(s->far + from, z, to - from, s->w[j], s->worst[j]);
    }
    for (size_t i = from; i < to; i++) {
        s->near[i] = sqrt(s->near[i]);
        s->far[i] = sqrt(s->far[i]);
        s->score[i] = s->far[i] / (s->near[i] + s->far[i]);
    }
}

static void grey(const struct sums *s, size_t from, size_t to)
{
    memset(s->score + from, 0, (to - from) * sizeof *s->score);
    for (size_t j = 0; j < s->m; j++) {
        const double *z = s->z + j * s->stride, w = s->w[j];
        for (size_t i = from; i < to; i++)
            s->score[i] += w * (s->low + s->rho * s->high) / (s->best[j] - z[i] + s->rho * s->high);
    }
}

static void blocks(void *arg, size_t begin, size_t end)
{
    const struct sums *s = arg;
    for (size_t from = begin; from < end; from += BLOCK) {
        const size_t to = from + BLOCK < end ? from + BLOCK : end;
        if (s->by == DOMAR_ADDITIVE) additive(s, from, to);
        else if (s->by == DOMAR_TOPSIS) topsis(s, from, to);
        else grey(s, from, to);
    }
}

/* Scores of a pool from weights w (m); near and far may be NULL but for TOPSIS. */
static domar_status put_together(domar_cx *cx, const domar_composite *c, const domar_composite_data *d, size_t pool, size_t first,
                                 size_t m, const double *w, double *score, double *near, double *far)
{
    const size_t begin = d->start[pool], n = d->start[pool + 1] - begin;
    double *best = domar_scratch(cx, 2 * m), *worst = best + m;
    if (!best) return DOMAR_ENOMEM;
    struct sums s = { .z = c->z + first * d->rows + begin, .stride = d->rows, .m = m, .w = w, .best = best, .worst = worst,
                      .score = score + begin, .near = near ? near + begin : NULL, .far = far ? far + begin : NULL,
                      .by = c->how.aggregate, .low = INFINITY, .rho = c->how.rho };
    for (size_t j = 0; j < m && s.by != DOMAR_ADDITIVE; j++) {
        const domar_facts *f = &c->facts[pool * d->terms + first + j];
        best[j] = f->zlargest;
        worst[j] = f->zleast;
        s.low = 0;                                   /* the best itself is in every column */
        s.high = fmax(s.high, f->zlargest - f->zleast);
    }
    domar_parallel(domar_cx_threads(cx), n, 8 * BLOCK, blocks, &s);
    return DOMAR_OK;
}

domar_status domar_composite_part(domar_cx *cx, double *score, double *contribution, const domar_composite *c,
                                  const domar_composite_data *d, size_t first, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *w = domar_scratch(cx, count), *near = domar_scratch(cx, d->rows), *far = domar_scratch(cx, d->rows);
    domar_status st = w && near && far ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t g = 0; !st && g < d->pools; g++) {
        if (d->start[g] == d->start[g + 1]) continue;
        double share = 0;
        for (size_t j = 0; j < count; j++) share += c->facts[g * d->terms + first + j].weight;
        for (size_t j = 0; j < count; j++)
            w[j] = fabs(share) > 0 ? c->facts[g * d->terms + first + j].weight / share : 1 / (double)count;
        st = put_together(cx, c, d, g, first, count, w, score, near, far);
        for (size_t i = d->start[g]; contribution && i < d->start[g + 1]; i++)
            contribution[i] = c->how.aggregate == DOMAR_ADDITIVE ? share * score[i] : NAN;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_composite_make(domar_cx *cx, domar_composite *c, const domar_composite_data *d, const domar_index_convention *how)
{
    const domar_mark mark = domar_scratch_mark(cx);
    *c = (domar_composite){ .how = *how, .ratio = NAN };
    c->z = domar_alloc(cx, d->rows * d->terms, sizeof *c->z);
    c->facts = domar_alloc(cx, d->pools * d->terms, sizeof *c->facts);
    c->score = domar_alloc(cx, 3 * d->rows, sizeof *c->score);
    double *w = domar_scratch(cx, d->terms);
    if (!c->z || !c->facts || !c->score || !w) {
        domar_scratch_rewind(cx, mark);
        return DOMAR_ENOMEM;
    }
    c->near = c->score + d->rows;
    c->far = c->near + d->rows;
    for (size_t i = 0; i < 2 * d->rows && how->aggregate != DOMAR_TOPSIS; i++) c->near[i] = NAN;
    domar_status st = domar_composite_normalise(cx, c, d);
    if (!st) st = domar_composite_weigh(cx, c, d);
    for (size_t g = 0; !st && g < d->pools; g++) {
        if (d->start[g] == d->start[g + 1]) continue;
        for (size_t j = 0; j < d->terms; j++) w[j] = c->facts[g * d->terms + j].weight;
        st = put_together(cx, c, d, g, 0, d->terms, w, c->score, c->near, c->far);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

void domar_composite_free(domar_composite *c)
{
    domar_release(c->z);
    domar_release(c->facts);
    domar_release(c->score);
    *c = (domar_composite){ .z = NULL };
}
