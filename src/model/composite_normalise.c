/* model/composite_normalise.c -- indicators made comparable, one column and pool at a time. */
#include "model/composite.h"
#include "base/threads.h"
#include "linalg/columns.h"
#include <math.h>

double domar_oriented(const domar_indicator *i, const domar_index_convention *how, double x)
{
    if (i->direction == DOMAR_MODERATE) return x < i->best[0] ? x - i->best[0] : x > i->best[1] ? i->best[1] - x : 0;
    return i->direction == DOMAR_NEGATIVE && !how->as_published ? -x : x;
}

struct job {
    domar_composite *c;
    const domar_composite_data *d;
    size_t *clipped;             /* terms */
    bool *constant;              /* terms */
};

/* z = (o - from) / (to - from), in [0, 1] where bounds are given. */
static size_t stretch(double *z, size_t n, double from, double to, bool clip)
{
    const double range = to - from;
    size_t outside = 0;
    for (size_t i = 0; i < n; i++) z[i] = (z[i] - from) / range;
    for (size_t i = 0; clip && i < n; i++) {
        outside += z[i] < 0 || z[i] > 1;
        z[i] = fmin(1, fmax(0, z[i]));
    }
    return outside;
}

static void orient(double *z, const double *x, size_t n, const domar_indicator *ind, const domar_index_convention *how)
{
    if (ind->direction == DOMAR_MODERATE)
        for (size_t i = 0; i < n; i++) z[i] = domar_oriented(ind, how, x[i]);
    else if (ind->direction == DOMAR_NEGATIVE && !how->as_published)
        for (size_t i = 0; i < n; i++) z[i] = -x[i];
    else
        for (size_t i = 0; i < n; i++) z[i] = x[i];
}

/* From oriented numbers in z; false where they are all the same. */
static bool normalise(double *z, size_t n, const domar_indicator *ind, const domar_index_convention *how, size_t *clipped)
{
    const domar_spread o = domar_column_spread(z, n);
    const double mean = o.sum / (double)n;
    const bool bounded = !isnan(ind->bounds[0]), turned = ind->direction == DOMAR_NEGATIVE && !how->as_published;
    double from = o.least, to = ind->direction == DOMAR_MODERATE ? 0 : o.largest;
    if (bounded) {
        from = turned ? -ind->bounds[1] : ind->bounds[0];
        to = turned ? -ind->bounds[0] : ind->bounds[1];
    }
    if (!(o.least < o.largest)) return false;
    if (how->normalise == DOMAR_MINMAX || how->normalise == DOMAR_EFFICACY) {
        const bool efficacy = how->normalise == DOMAR_EFFICACY;
        *clipped += stretch(z, n, from, to, bounded && !efficacy);
        for (size_t i = 0; efficacy && i < n; i++) z[i] = how->base + how->spread * z[i];
        return true;
    }
    const bool zscore = how->normalise == DOMAR_ZSCORE;
    const double centre = zscore ? mean : 0, squares = domar_column_squares(z, n, centre),
                 scale = zscore ? sqrt(squares / (double)(n - 1)) : sqrt(squares);
    if (!(scale > 0)) return false;
    for (size_t i = 0; i < n; i++) z[i] = (z[i] - centre) / scale;
    return true;
}

static void column(const struct job *job, size_t j)
{
    const domar_composite_data *d = job->d;
    const domar_indicator *ind = &d->def->indicator[j];
    for (size_t g = 0; g < d->pools; g++) {
        const size_t n = d->start[g + 1] - d->start[g];
        const double *x = d->x[j] + d->start[g];
        double *z = job->c->z + j * d->rows + d->start[g];
        domar_facts *f = &job->c->facts[g * d->terms + j];
        if (!n) continue;
        const domar_spread s = domar_column_spread(x, n);
        f->least = s.least;
        f->largest = s.largest;
        f->mean = s.sum / (double)n;
        f->sd = sqrt(domar_column_squares(x, n, f->mean) / (double)(n - 1));
        orient(z, x, n, ind, &job->c->how);
        if (!normalise(z, n, ind, &job->c->how, &job->clipped[j])) job->constant[g * d->terms + j] = true;
        f->zmean = domar_column_spread(z, n).sum / (double)n;
        f->zsd = sqrt(domar_column_squares(z, n, f->zmean) / (double)(n - 1));
        f->entropy = f->conflict = f->eigenvector = NAN;
    }
}

static void columns(void *arg, size_t begin, size_t end)
{
    for (size_t j = begin; j < end; j++) column(arg, j);
}

static domar_status refuse(domar_cx *cx, const domar_composite_data *d, size_t g, size_t j)
{
    const char *of = d->pool_name ? d->pool_name(d->arg, g) : "";
    const domar_indicator *ind = &d->def->indicator[j];
    const bool in_best = ind->direction == DOMAR_MODERATE && d->x[j][d->start[g]] >= ind->best[0] && d->x[j][d->start[g]] <= ind->best[1];
    if (d->start[g + 1] - d->start[g] < 2)
        return domar_fail(cx, DOMAR_EDATA, "%s has one row: nothing can be compared; use --pool panel, or more periods", *of ? of : "the panel");
    return domar_fail(cx, DOMAR_EDATA, "indicator %s tells nothing: %s in all %zu rows%s%s; leave it out%s", ind->code,
                      in_best ? "its values are the best ones" : "it has the same value", d->start[g + 1] - d->start[g],
                      *of ? " of " : "", of, d->pools > 1 ? ", or use --pool panel" : "");
}

domar_status domar_composite_normalise(domar_cx *cx, domar_composite *c, const domar_composite_data *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct job job = { c, d, domar_scratch_bytes(cx, d->terms, sizeof *job.clipped),
                       domar_scratch_bytes(cx, d->terms * d->pools, sizeof *job.constant) };
    domar_status st = job.clipped && job.constant ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    domar_parallel(domar_cx_threads(cx), d->terms, d->rows > 20000 ? 1 : d->terms, columns, &job);
    for (size_t k = 0; !st && k < d->pools * d->terms; k++)
        if (job.constant[k]) st = refuse(cx, d, k / d->terms, k % d->terms);
    for (size_t j = 0; j < d->terms; j++) c->clipped += job.clipped[j];
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
