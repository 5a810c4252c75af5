/* model/weights.c -- spatial weights: kernels, selection, standardisation. */
#include "model/weights.h"
#include "base/text.h"
#include "linalg/sorted.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void domar_weights_free(domar_weights *w)
{
    if (!w) return;
    domar_release(w->start);
    domar_release(w->col);
    domar_release(w->value);
    domar_release(w->unit);
    domar_release(w->x);
    domar_release(w->y);
    domar_release(w);
}

/* Room for n rows and `entries` weights. */
static domar_weights *room_for(domar_cx *cx, size_t n, size_t entries, bool places)
{
    domar_weights *w = NULL;
    if (domar_memory_check(cx, (double)entries * (sizeof *w->value + sizeof *w->col), "the spatial weights")) return NULL;
    if (!(w = domar_alloc(cx, 1, sizeof *w))) return NULL;
    w->n = n;
    w->scale = 1;
    w->start = domar_alloc(cx, n + 1, sizeof *w->start);
    if (w->start) w->col = domar_alloc(cx, entries ? entries : 1, sizeof *w->col);
    if (w->col) w->value = domar_alloc(cx, entries ? entries : 1, sizeof *w->value);
    if (w->value) w->unit = domar_alloc(cx, n ? n : 1, sizeof *w->unit);
    if (w->unit && places) w->x = domar_alloc(cx, n ? n : 1, sizeof *w->x);
    if (w->x) w->y = domar_alloc(cx, n ? n : 1, sizeof *w->y);
    if (!w->unit || (places && !w->y)) {
        domar_weights_free(w);
        return NULL;
    }
    for (size_t i = 0; i < n; i++) w->unit[i] = (uint32_t)i;
    return w;
}

static void count_up(domar_weights *w)
{
    w->islands = 0;
    w->total = 0;
    for (size_t i = 0; i < w->n; i++) {
        double row = 0;
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) row += w->value[p];
        w->total += row;
        w->islands += w->start[i] == w->start[i + 1];
    }
}

static const char *name_of(const domar_axis *names, size_t unit, char number[32])
{
    if (names) return domar_axis_code(names, unit);
    number[domar_number_text(number, (double)unit + 1)] = 0;
    return number;
}

static domar_status same(domar_cx *cx, const domar_axis *names, size_t i, size_t j, const char *what)
{
    char a[32], b[32];
    return domar_fail(cx, DOMAR_EDATA, "%s and %s %s: take another tie, or leave one of them out (--where)", name_of(names, i, a),
                      name_of(names, j, b), what);
}

/* ---- from a file */
static int by_place(const void *a, const void *b)
{
    const domar_weights_pair *p = a, *q = b;
    if (p->from != q->from) return p->from < q->from ? -1 : 1;
    return p->to < q->to ? -1 : p->to > q->to;
}

domar_status domar_weights_of_pairs(domar_cx *cx, domar_weights **out, size_t n, const domar_weights_pairs *pairs,
                                    const domar_axis *names)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_weights_pair *sorted = domar_scratch_bytes(cx, pairs->count + 1, sizeof *sorted);
    domar_weights *w = sorted ? room_for(cx, n, pairs->count, false) : NULL;
    domar_status st = w ? DOMAR_OK : DOMAR_ENOMEM;
    size_t at = 0;
    *out = NULL;
    if (st) goto done;
    if (pairs->count) memcpy(sorted, pairs->pair, pairs->count * sizeof *sorted);
    qsort(sorted, pairs->count, sizeof *sorted, by_place);
    for (size_t k = 0; k < pairs->count; k++) {
        const domar_weights_pair *p = &sorted[k];
        if (k && by_place(p - 1, p) == 0) {
            char a[32], b[32];
            st = domar_fail(cx, DOMAR_EDATA, "the file of weights has %s, %s twice: leave one line out", name_of(names, p->from, a),
                            name_of(names, p->to, b));
            goto done;
        }
        if (p->from == p->to || !(p->weight > 0)) continue;       /* nobody neighbours himself */
        w->col[at] = p->to;
        w->value[at++] = p->weight;
        w->start[p->from + 1] = at;
    }
    for (size_t i = 0; i < n; i++)
        if (w->start[i + 1] < w->start[i]) w->start[i + 1] = w->start[i];
    count_up(w);
    *out = w;
    w = NULL;
done:
    domar_weights_free(w);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- from places */
double domar_weights_distance(double x1, double y1, double x2, double y2, bool sphere)
{
    if (!sphere) return hypot(x1 - x2, y1 - y2);
    const double degree = 0.017453292519943295, radius = 6371.0088;
    const double a = sin(0.5 * degree * (y1 - y2)), b = sin(0.5 * degree * (x1 - x2));
    const double h = a * a + cos(degree * y1) * cos(degree * y2) * b * b;
    return 2 * radius * asin(fmin(1, sqrt(h)));
}

/* Distance within which i's ties lie; d: from i to all, sorted: room for as many. */
static double reach(double *sorted, const double *d, size_t n, size_t i, domar_tie tie, double cutoff, size_t neighbours)
{
    if (tie != DOMAR_TIE_NEIGHBOURS) return cutoff > 0 ? cutoff : INFINITY;
    size_t count = 0;
    for (size_t j = 0; j < n; j++)
        if (j != i) sorted[count++] = d[j];
    if (count <= neighbours) return INFINITY;
    qsort(sorted, count, sizeof *sorted, domar_ascending);
    return sorted[neighbours - 1] * (1 + 1e-12);           /* ties at the k-th distance do not hang on the order of units */
}

struct places {
    size_t n, neighbours;
    const double *x, *y;
    bool sphere;
    domar_tie tie;
    double power, cutoff;
    const domar_axis *names;
};

/* Row i into d (NAN: no tie); how many ties. */
static domar_status place_row(domar_cx *cx, double *d, double *sorted, size_t *count, const struct places *s, size_t i)
{
    for (size_t j = 0; j < s->n; j++) {
        d[j] = domar_weights_distance(s->x[i], s->y[i], s->x[j], s->y[j], s->sphere);
        if (j != i && !(d[j] > 0) && s->tie == DOMAR_TIE_INVERSE)
            return same(cx, s->names, i, j, "have the same coordinates, and distance 0 has no inverse");
    }
    const double most = reach(sorted, d, s->n, i, s->tie, s->cutoff, s->neighbours);
    *count = 0;
    for (size_t j = 0; j < s->n; j++) {
        const bool tied = j != i && d[j] <= most;
        d[j] = !tied ? NAN : s->tie == DOMAR_TIE_INVERSE ? pow(d[j], -s->power) : 1;
        *count += tied;
    }
    return DOMAR_OK;
}

domar_status domar_weights_of_places(domar_cx *cx, domar_weights **out, size_t n, const double *x, const double *y, bool sphere,
                                     domar_tie tie, double power, double cutoff, size_t neighbours, const domar_axis *names)
{
    const struct places s = { n, neighbours, x, y, sphere, tie, power, cutoff, names };
    const domar_mark mark = domar_scratch_mark(cx);
    double *d = domar_scratch(cx, n + 1), *sorted = domar_scratch(cx, n + 1);
    domar_weights *w = NULL;
    domar_status st = d && sorted ? DOMAR_OK : DOMAR_ENOMEM;
    size_t entries = 0, count = 0, at = 0;
    *out = NULL;
    for (size_t i = 0; !st && i < n; i++) {                  /* twice over all pairs: once to count */
        st = place_row(cx, d, sorted, &count, &s, i);
        entries += count;
        if (!st && i % 256 == 255) st = domar_tick(cx, i, 2 * n);
    }
    if (!st && !(w = room_for(cx, n, entries, true))) st = DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < n; i++) {
        st = place_row(cx, d, sorted, &count, &s, i);
        for (size_t j = 0; j < n; j++)
            if (!isnan(d[j])) {
                w->col[at] = (uint32_t)j;
                w->value[at++] = d[j];
            }
        w->start[i + 1] = at;
        w->x[i] = x[i];
        w->y[i] = y[i];
        if (!st && i % 256 == 255) st = domar_tick(cx, n + i, 2 * n);
    }
    if (!st) {
        w->sphere = sphere;
        w->power = tie == DOMAR_TIE_INVERSE ? power : 0;
        count_up(w);
        *out = w;
        w = NULL;
    }
    domar_weights_free(w);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- from likeness */
domar_status domar_weights_times_likeness(domar_cx *cx, domar_weights *w, const double *a, const domar_axis *names)
{
    for (size_t i = 0; i < w->n; i++)
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) {
            const double gap = fabs(a[i] - a[w->col[p]]);
            if (!(gap > 0)) return same(cx, names, i, w->col[p], "have the same value of --economic, and a gap of 0 has no inverse");
            w->value[p] /= gap;
        }
    count_up(w);
    return DOMAR_OK;
}

domar_status domar_weights_of_likeness(domar_cx *cx, domar_weights **out, size_t n, const double *a, const domar_axis *names)
{
    domar_weights *w = room_for(cx, n, n ? n * (n - 1) : 0, false);
    size_t at = 0;
    *out = NULL;
    if (!w) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            if (j != i) {
                w->col[at] = (uint32_t)j;
                w->value[at++] = 1;
            }
        w->start[i + 1] = at;
    }
    const domar_status st = domar_weights_times_likeness(cx, w, a, names);
    if (st) domar_weights_free(w);
    else *out = w;
    return st;
}
