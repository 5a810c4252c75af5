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

/* z = (sign x - from) / scale: one pass. */
static void transform(double *z, const double *x, size_t n, double sign, double from, double scale)
{
    for (size_t i = 0; i < n; i++) z[i] = (sign * x[i] - from) / scale;
}

static size_t clip(double *z, size_t n)
{
    size_t outside = 0;
    for (size_t i = 0; i < n; i++) {
        outside += z[i] < 0 || z[i] > 1;
        z[i] = fmin(1, fmax(0, z[i]));
    }
    return outside;
}

/* What is taken away and what is divided by; f tells of the oriented numbers o.  false where they are all the same. */
static bool rule(double *from, double *scale, const domar_facts *o, size_t n, const domar_indicator *ind, const domar_index_convention *how)
{
    const bool turned = ind->direction == DOMAR_NEGATIVE && !how->as_published;
    if (!(o->least < o->largest)) return false;
    *from = 0;
    switch (how->normalise) {
    case DOMAR_ZSCORE:
        *from = o->mean;
        *scale = o->sd;
        break;
    case DOMAR_VECTOR:
        *scale = sqrt(o->sd * o->sd * (double)(n - 1) + o->mean * o->mean * (double)n);
        break;
    default:
        *from = o->least;
        *scale = (ind->direction == DOMAR_MODERATE ? 0 : o->largest) - o->least;
        if (isnan(ind->bounds[0])) break;
        *from = turned ? -ind->bounds[1] : ind->bounds[0];
        *scale = ind->bounds[1] - ind->bounds[0];
    }
    return *scale > 0;
}

static void tell(domar_facts *f, const double *x, size_t n)
{
    const domar_spread s = domar_column_spread(x, n);
    f->least = s.least;
    f->largest = s.largest;
    f->mean = s.sum / (double)n;
    f->sd = sqrt(domar_column_squares(x, n, f->mean) / (double)(n - 1));
}

/* A column in a pool; false where it is constant. */
static bool normalise(double *z, const double *x, size_t n, const domar_indicator *ind, const domar_index_convention *how, domar_facts *f,
                      size_t *clipped)
{
    const bool moderate = ind->direction == DOMAR_MODERATE, turned = ind->direction == DOMAR_NEGATIVE && !how->as_published,
               bounded = !isnan(ind->bounds[0]) && how->normalise == DOMAR_MINMAX;
    double from, scale;
    domar_facts o;
    tell(f, x, n);
    o = *f;
    if (turned) {
        o.least = -f->largest;
        o.largest = -f->least;
        o.mean = -f->mean;
    } else if (moderate) {
        for (size_t i = 0; i < n; i++) z[i] = domar_oriented(ind, how, x[i]);
        tell(&o, z, n);
    }
    if (!rule(&from, &scale, &o, n, ind, how)) return false;
    transform(z, moderate ? z : x, n, turned ? -1 : 1, from, scale);
    f->zmean = (o.mean - from) / scale;
    f->zsd = o.sd / scale;
    f->zleast = (o.least - from) / scale;
    f->zlargest = (o.largest - from) / scale;
    if (bounded) {
        domar_facts cut;
        *clipped += clip(z, n);
        tell(&cut, z, n);
        f->zmean = cut.mean;
        f->zsd = cut.sd;
        f->zleast = cut.least;
        f->zlargest = cut.largest;
        return cut.least < cut.largest;
    }
    if (how->normalise == DOMAR_EFFICACY) {
        for (size_t i = 0; i < n; i++) z[i] = how->base + how->spread * z[i];
        f->zmean = how->base + how->spread * f->zmean;
        f->zsd *= how->spread;
        f->zleast = how->base + how->spread * f->zleast;
        f->zlargest = how->base + how->spread * f->zlargest;
    }
    return true;
}

static void column(const struct job *job, size_t j)
{
    const domar_composite_data *d = job->d;
    for (size_t g = 0; g < d->pools; g++) {
        const size_t n = d->start[g + 1] - d->start[g];
        domar_facts *f = &job->c->facts[g * d->terms + j];
        if (!n) continue;
        job->constant[g * d->terms + j] = !normalise(job->c->z + j * d->rows + d->start[g], d->x[j] + d->start[g], n, &d->def->indicator[j],
                                                     &job->c->how, f, &job->clipped[j]);
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
        return domar_fail(cx, DOMAR_EDATA, "%s has one row: nothing can be compared; use --pool panel, or more periods",
            *of ? of : "the panel");
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
