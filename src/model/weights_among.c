/* model/weights_among.c -- from the raw weights of all units to those of a sample: islands, standardisation, sums. */
#include "base/text.h"
#include "model/weights.h"
#include <math.h>
#include <string.h>

/* ---- islands: rows without an entry among those that stay */
static size_t ties(const domar_weights *raw, const bool *in, size_t i)
{
    size_t count = 0;
    for (size_t p = raw->start[i]; p < raw->start[i + 1]; p++) count += in[raw->col[p]];
    return count;
}

static domar_status name_islands(domar_cx *cx, const domar_weights *raw, const bool *in, const domar_axis *names)
{
    domar_text t = domar_text_new(cx);
    size_t count = 0;
    for (size_t i = 0; i < raw->n; i++)
        if (in[i] && !ties(raw, in, i)) {
            if (count < 6 && names) domar_text_printf(&t, "%s%s", count ? ", " : "", domar_axis_label(names, raw->unit[i], "en"));
            else if (count < 6) domar_text_printf(&t, "%snumber %zu", count ? ", " : "", i + 1);
            count++;
        }
    if (count > 6) domar_text_printf(&t, " and %zu more", count - 6);
    domar_status st = t.status;
    if (!st)
        st = domar_fail(cx, DOMAR_EDATA, "no neighbour: %s. Choose --islands drop, nearest or keep, or add lines to the file", t.data);
    domar_text_drop(&t);
    return st;
}

/* partner[i]: the nearest unit of island i among those that stay, else SIZE_MAX. */
static domar_status find_nearest(domar_cx *cx, size_t *partner, const domar_weights *raw, const bool *in)
{
    for (size_t i = 0; i < raw->n; i++) {
        double least = INFINITY;
        partner[i] = SIZE_MAX;
        if (!in[i] || ties(raw, in, i)) continue;
        if (!raw->x)
            return domar_fail(cx, DOMAR_EUSAGE, "--islands nearest needs to know where units are: add --distance lon,lat, or choose drop or keep");
        for (size_t j = 0; j < raw->n; j++) {
            if (j == i || !in[j]) continue;
            const double d = domar_weights_distance(raw->x[i], raw->y[i], raw->x[j], raw->y[j], raw->sphere);
            if (d < least) {
                least = d;
                partner[i] = j;
            }
        }
    }
    return DOMAR_OK;
}

/* ---- standardisation */
static double largest(const double *v, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) most = fmax(most, v[i]);
    return most;
}

static void sums(double *row, double *column, const domar_weights *w)
{
    memset(row, 0, w->n * sizeof *row);
    memset(column, 0, w->n * sizeof *column);
    for (size_t i = 0; i < w->n; i++)
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) {
            row[i] += w->value[p];
            column[w->col[p]] += w->value[p];
        }
}

/* Largest eigenvalue of W >= 0 by powers of W + c: the shift parts it from -rho where units fall into two camps. */
static domar_status spectral_radius(domar_cx *cx, double *rho, const domar_weights *w, double *v, double *next, double shift)
{
    enum { SWEEPS = 200000 };
    double before = 0;
    for (size_t i = 0; i < w->n; i++) v[i] = 1 / sqrt((double)w->n);
    for (size_t k = 0; k < SWEEPS; k++) {
        double norm = 0, along = 0;
        domar_weights_lag(next, w, v);
        for (size_t i = 0; i < w->n; i++) {
            next[i] += shift * v[i];
            norm += next[i] * next[i];
            along += next[i] * v[i];
        }
        norm = sqrt(norm);
        if (!(norm > 0)) break;
        double moved = 0;
        for (size_t i = 0; i < w->n; i++) {
            moved = fmax(moved, fabs(next[i] / norm - v[i]));
            v[i] = next[i] / norm;
        }
        *rho = along - shift;
        if (moved < 1e-10 && fabs(along - before) <= 1e-14 * along) return DOMAR_OK;
        before = along;
        const domar_status st = k % 1024 == 1023 ? domar_tick_residual(cx, moved) : DOMAR_OK;
        if (st) return st;
    }
    return domar_fail(cx, DOMAR_ENOCONV, "the largest eigenvalue of the weights is not parted from the next: choose --standardise minmax or row");
}

static domar_status standardise(domar_cx *cx, domar_weights *w, const char *how)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *row = domar_scratch(cx, 2 * w->n + 1), *column = row + w->n;
    domar_status st = row ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && strcmp(how, "none") != 0) {
        sums(row, column, w);
        const double least = fmin(largest(row, w->n), largest(column, w->n));
        if (*how == 'm') w->scale = least;
        if (*how == 's') st = spectral_radius(cx, &w->scale, w, row, column, 0.5 * least);
        const bool by_row = *how == 'r';
        for (size_t i = 0; !st && i < w->n; i++)
            for (size_t p = w->start[i]; p < w->start[i + 1]; p++) w->value[p] /= by_row ? row[i] : w->scale;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- selection */
struct among {
    const domar_weights *raw;
    bool   *in;                  /* raw->n */
    size_t *partner;             /* raw->n: of islands that are tied with the nearest; SIZE_MAX */
    uint32_t *at;                /* raw->n: new position */
    size_t  n, entries, islands;
};

/* May come: entries of row i, with what islands add. */
static bool linked(const struct among *a, size_t i, size_t j) { return a->partner[i] == j || a->partner[j] == i; }

static domar_status select_units(domar_cx *cx, struct among *a, const bool *keep, const char *islands, const domar_axis *names)
{
    const domar_weights *raw = a->raw;
    for (size_t i = 0; i < raw->n; i++) {
        a->in[i] = !keep || keep[i];
        a->partner[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < raw->n; i++) a->islands += a->in[i] && !ties(raw, a->in, i);
    if (a->islands && *islands == 'e') return name_islands(cx, raw, a->in, names);
    if (a->islands && *islands == 'n') {
        const domar_status st = find_nearest(cx, a->partner, raw, a->in);
        if (st) return st;
    }
    for (bool more = *islands == 'd'; more;) {               /* who loses his only neighbour (one-way ties) is an island too */
        more = false;
        for (size_t i = 0; i < raw->n; i++)
            if (a->in[i] && !ties(raw, a->in, i)) more = !(a->in[i] = false);
    }
    for (size_t i = 0; i < raw->n; i++)
        if (a->in[i]) {
            a->at[i] = (uint32_t)a->n++;
            a->entries += ties(raw, a->in, i) + (a->partner[i] != SIZE_MAX ? 2 : 0);
        }
    if (!a->entries) return domar_fail(cx, DOMAR_EDATA, "no unit has a neighbour: raise --cutoff, or check the names in the file");
    return DOMAR_OK;
}

/* Weight of a tie that an island is given. */
static double added(const domar_weights *raw, size_t i, size_t j)
{
    const double d = domar_weights_distance(raw->x[i], raw->y[i], raw->x[j], raw->y[j], raw->sphere);
    return raw->power > 0 ? pow(d, -raw->power) : 1;
}

/* Row i of raw among those that stay, columns ascending. */
static size_t take_row(domar_weights *w, size_t at, const struct among *a, size_t i)
{
    const domar_weights *raw = a->raw;
    size_t p = raw->start[i];
    const size_t stop = raw->start[i + 1];
    if (!a->islands) {
        for (; p < stop; p++)
            if (a->in[raw->col[p]]) {
                w->col[at] = a->at[raw->col[p]];
                w->value[at++] = raw->value[p];
            }
        return at;
    }
    for (size_t j = 0; j < raw->n; j++) {
        const bool had = p < stop && raw->col[p] == j;
        if (a->in[j] && (had || linked(a, i, j))) {
            w->col[at] = a->at[j];
            w->value[at++] = had ? raw->value[p] : added(raw, i, j);
        }
        p += had;
    }
    return at;
}

static domar_status build(domar_cx *cx, domar_weights **out, const struct among *a)
{
    const domar_weights *raw = a->raw;
    domar_weights *w = domar_alloc(cx, 1, sizeof *w);
    *out = NULL;
    if (!w) return DOMAR_ENOMEM;
    w->n = a->n;
    w->scale = 1;
    w->sphere = raw->sphere;
    w->power = raw->power;
    w->islands = a->islands;
    w->start = domar_alloc(cx, a->n + 1, sizeof *w->start);
    if (w->start) w->col = domar_alloc(cx, a->entries, sizeof *w->col);
    if (w->col) w->value = domar_alloc(cx, a->entries, sizeof *w->value);
    if (w->value) w->unit = domar_alloc(cx, a->n, sizeof *w->unit);
    if (w->unit && raw->x) w->x = domar_alloc(cx, a->n, sizeof *w->x);
    if (w->x) w->y = domar_alloc(cx, a->n, sizeof *w->y);
    if (!w->unit || (raw->x && !w->y)) {
        domar_weights_free(w);
        return DOMAR_ENOMEM;
    }
    size_t at = 0;
    for (size_t i = 0; i < raw->n; i++) {
        if (!a->in[i]) continue;
        const size_t k = a->at[i];
        at = take_row(w, at, a, i);
        w->start[k + 1] = at;
        w->unit[k] = raw->unit[i];
        if (w->x) {
            w->x[k] = raw->x[i];
            w->y[k] = raw->y[i];
        }
    }
    *out = w;
    return DOMAR_OK;
}

domar_status domar_weights_among(domar_cx *cx, domar_weights **out, const domar_weights *raw, const bool *keep,
                                 const domar_weights_choice *c, const domar_axis *names)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct among a = { .raw = raw, .in = domar_scratch_bytes(cx, raw->n + 1, sizeof *a.in),
                       .partner = domar_scratch_bytes(cx, raw->n + 1, sizeof *a.partner),
                       .at = domar_scratch_bytes(cx, raw->n + 1, sizeof *a.at) };
    domar_status st = a.in && a.partner && a.at ? DOMAR_OK : DOMAR_ENOMEM;
    *out = NULL;
    if (!st) st = select_units(cx, &a, keep, c->islands, names);
    if (!st) st = build(cx, out, &a);
    if (!st) st = standardise(cx, *out, c->standardise);
    if (!st) {
        (*out)->total = 0;
        for (size_t p = 0; p < (*out)->start[(*out)->n]; p++) (*out)->total += (*out)->value[p];
    } else {
        domar_weights_free(*out);
        *out = NULL;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- what is done with them */
void domar_weights_lag(double *lag, const domar_weights *w, const double *x)
{
    for (size_t i = 0; i < w->n; i++) {
        double sum = 0;
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) sum += w->value[p] * x[w->col[p]];
        lag[i] = sum;
    }
}

/* w_ji, 0 if there is none. */
static double across(const domar_weights *w, size_t j, size_t i)
{
    size_t low = w->start[j], high = w->start[j + 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (w->col[middle] < i) low = middle + 1;
        else high = middle;
    }
    return low < w->start[j + 1] && w->col[low] == i ? w->value[low] : 0;
}

bool domar_weights_symmetric(const domar_weights *w)
{
    for (size_t i = 0; i < w->n; i++)
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) {
            const double other = across(w, w->col[p], i);
            if (fabs(other - w->value[p]) > 1e-12 * w->value[p]) return false;
        }
    return true;
}

domar_status domar_weights_moments(domar_cx *cx, double *s1, double *s2, const domar_weights *w)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *row = domar_scratch(cx, 2 * w->n + 1), *column = row + w->n;
    if (!row) return DOMAR_ENOMEM;
    sums(row, column, w);
    *s1 = *s2 = 0;
    /* 1/2 sum (w + w')^2 = sum w^2 + sum w w' */
    for (size_t i = 0; i < w->n; i++) {
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++)
            *s1 += w->value[p] * (w->value[p] + across(w, w->col[p], i));
        *s2 += (row[i] + column[i]) * (row[i] + column[i]);
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

void domar_weights_dense(double *W, const domar_weights *w)
{
    for (size_t i = 0; i < w->n; i++)
        for (size_t p = w->start[i]; p < w->start[i + 1]; p++) W[i * w->n + w->col[p]] = w->value[p];
}
