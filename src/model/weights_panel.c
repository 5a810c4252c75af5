/* model/weights_panel.c -- spatial weights of a panel's units, as the user's choice says. */
#include "base/text.h"
#include "model/weights.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *link_of(const domar_weights_choice *c)
{
    if (strcmp(c->link, "auto") != 0) return c->link;
    return c->adjacency ? "adjacency" : c->distance ? c->neighbours ? "neighbours" : "inverse" : c->economic ? "economic" : "auto";
}

/* Options that the tie needs, and those that it would not use. */
static domar_status check(domar_cx *cx, const domar_weights_choice *c)
{
    const char *link = link_of(c);
    const bool by_file = *link == 'a' && strcmp(link, "adjacency") == 0, by_place = strchr("inb", *link) != NULL;
    if (strcmp(link, "auto") == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "who is near whom? Give --adjacency FILE (pairs of units or a square matrix), --distance lon,lat "
                          "(two columns), or --economic GDP");
    if (by_file && !c->adjacency) return domar_fail(cx, DOMAR_EUSAGE, "--link adjacency needs --adjacency FILE");
    if (by_place && !c->distance) return domar_fail(cx, DOMAR_EUSAGE, "--link %s needs --distance lon,lat: two columns with coordinates", link);
    if (*link == 'e' && !c->economic) return domar_fail(cx, DOMAR_EUSAGE, "--link economic needs --economic VARIABLE");
    if (*link == 'n' && c->neighbours < 1) return domar_fail(cx, DOMAR_EUSAGE, "--link neighbours needs --neighbours, how many");
    if (*link == 'b' && !(c->cutoff > 0)) return domar_fail(cx, DOMAR_EUSAGE, "--link band needs --cutoff, the distance up to which units are tied");
    if (c->adjacency && !by_file) return domar_fail(cx, DOMAR_EUSAGE, "--link %s does not use --adjacency: leave one of them out", link);
    if (c->neighbours > 0 && *link != 'n') return domar_fail(cx, DOMAR_EUSAGE, "--link %s does not use --neighbours: leave it out", link);
    if (c->cutoff > 0 && *link != 'b' && *link != 'i') return domar_fail(cx, DOMAR_EUSAGE, "--link %s does not use --cutoff: leave it out", link);
    return DOMAR_OK;
}

/* ---- coordinates */
static bool called(const char *name, const char *const *words)
{
    for (; *words; words++)
        if (domar_icmp(name, *words) == 0) return true;
    return false;
}

static domar_status names_of(domar_cx *cx, const char *list, char x[256], char y[256])
{
    char more[2];
    const char *at = list;
    if (domar_next_part(&at, x, 256) && domar_next_part(&at, y, 256) && !domar_next_part(&at, more, sizeof more)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "--distance %s: give two columns, longitude (or x) first: lon,lat", list);
}

static bool on_sphere(const domar_weights_choice *c, const char *x, const char *y)
{
    static const char *const longitude[] = { "lon", "lng", "long", "longitude", "经度", NULL },
                      *const latitude[] = { "lat", "latitude", "纬度", NULL };
    return strcmp(c->metric, "auto") == 0 ? called(x, longitude) && called(y, latitude) : strcmp(c->metric, "sphere") == 0;
}

/* One number a unit: the mean of those of its rows; fixed: they must not differ. */
static domar_status unit_means(domar_cx *cx, double *mean, const domar_panel *p, const char *term, bool fixed)
{
    double *value = domar_scratch(cx, p->rows + 1);
    size_t filled = 0;
    domar_status st = value ? domar_panel_term(cx, value, NULL, &filled, p, term, "drop") : DOMAR_ENOMEM;
    for (size_t u = 0; !st && u < p->units; u++) {
        double sum = 0, least = INFINITY, most = -INFINITY;
        size_t count = 0;
        for (size_t i = p->start[u]; i < p->start[u + 1]; i++)
            if (!isnan(value[i])) {
                sum += value[i];
                least = fmin(least, value[i]);
                most = fmax(most, value[i]);
                count++;
            }
        mean[u] = count ? fixed ? least : sum / (double)count : NAN;
        if (p->start[u] == p->start[u + 1]) continue;
        if (!count)
            st = domar_fail(cx, DOMAR_EDATA, "%s has no value of %s in any period: leave it out (--where) or fill it in",
                            domar_axis_code(p->unit_axis, u), term);
        else if (fixed && most - least > 1e-6 * fmax(fabs(most), fabs(least)))
            st = domar_fail(cx, DOMAR_EDATA, "%s moves: %s is %g and %g in different periods: coordinates must stay",
                            domar_axis_code(p->unit_axis, u), term, least, most);
    }
    return st;
}

static domar_status check_degrees(domar_cx *cx, const domar_axis *names, size_t n, const double *x, const double *y)
{
    for (size_t u = 0; u < n; u++)
        if (fabs(y[u]) > 90 || fabs(x[u]) > 360)
            return domar_fail(cx, DOMAR_EDATA, "%s lies at longitude %g, latitude %g: give longitude first, in degrees, or --metric plane",
                              domar_axis_code(names, u), x[u], y[u]);
    return DOMAR_OK;
}

/* ---- the units that have a row, by code: draws must not hang on the order of the file */
struct present {
    size_t    n, units;
    uint32_t *unit, *at;           /* n: on the panel's axis; units: here */
    domar_axis *names;
};

static domar_status find_present(domar_cx *cx, struct present *here, const domar_panel *p)
{
    domar_item *items = domar_scratch_bytes(cx, p->units + 1, sizeof *items);
    here->unit = domar_scratch_bytes(cx, p->units + 1, sizeof *here->unit);
    here->at = domar_scratch_bytes(cx, p->units + 1, sizeof *here->at);
    here->units = p->units;
    if (!items || !here->unit || !here->at) return DOMAR_ENOMEM;
    for (size_t k = 0; k < p->units; k++) {
        const uint32_t u = domar_axis_by_code(p->unit_axis)[k];
        here->at[u] = UINT32_MAX;
        if (p->start[u] == p->start[u + 1]) continue;
        items[here->n] = domar_axis_item(p->unit_axis, u);
        here->unit[here->n] = u;
        here->at[u] = (uint32_t)here->n++;
    }
    return domar_axis_new(cx, &here->names, items, here->n);
}

/* to (n) = of the units that are here. */
static void pack(double *to, const double *from, const struct present *here)
{
    for (size_t k = 0; k < here->n; k++) to[k] = from[here->unit[k]];
}

static domar_status of_file(domar_cx *cx, domar_weights **out, const struct present *here, const domar_weights_pairs *pairs)
{
    domar_weights_pairs packed = { .pair = domar_scratch_bytes(cx, pairs->count + 1, sizeof *packed.pair) };
    if (!packed.pair) return DOMAR_ENOMEM;
    for (size_t k = 0; k < pairs->count; k++) {
        const domar_weights_pair *q = &pairs->pair[k];
        const uint32_t from = here->at[q->from], to = here->at[q->to];
        if (from != UINT32_MAX && to != UINT32_MAX) packed.pair[packed.count++] = (domar_weights_pair){ from, to, q->weight };
    }
    return domar_weights_of_pairs(cx, out, here->n, &packed, here->names);
}

/* Islands of a file may be tied with the nearest unit. */
static domar_status add_places(domar_cx *cx, domar_weights *w, const double *x, const double *y, bool sphere)
{
    w->x = domar_alloc(cx, w->n + 1, sizeof *w->x);
    w->y = domar_alloc(cx, w->n + 1, sizeof *w->y);
    if (!w->x || !w->y) return DOMAR_ENOMEM;
    memcpy(w->x, x, w->n * sizeof *x);
    memcpy(w->y, y, w->n * sizeof *y);
    w->sphere = sphere;
    return DOMAR_OK;
}

domar_status domar_weights_new(domar_cx *cx, domar_weights **out, const domar_panel *p, const domar_weights_choice *c,
                               const domar_weights_pairs *pairs)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const char *link = link_of(c);
    struct present here = { .n = 0 };
    char xname[256], yname[256];
    bool sphere = false;
    double *room = domar_scratch(cx, 4 * p->units + 1), *x = room, *y = x + p->units, *a = y + p->units, *all = a + p->units;
    domar_status st = room ? check(cx, c) : DOMAR_ENOMEM;
    *out = NULL;
    if (!st) st = find_present(cx, &here, p);
    if (!st && c->distance) {
        st = names_of(cx, c->distance, xname, yname);
        if (!st) st = unit_means(cx, all, p, xname, true);
        if (!st) pack(x, all, &here);
        if (!st) st = unit_means(cx, all, p, yname, true);
        if (!st) pack(y, all, &here);
        sphere = !st && on_sphere(c, xname, yname);
        if (sphere) st = check_degrees(cx, here.names, here.n, x, y);
    }
    if (!st && c->economic) st = unit_means(cx, all, p, c->economic, false);
    if (!st && c->economic) pack(a, all, &here);
    if (!st && *link == 'n' && (size_t)c->neighbours >= here.n)
        st = domar_fail(cx, DOMAR_EUSAGE, "--neighbours %lld: with %zu units there are %zu others at most", (long long)c->neighbours, here.n,
                        here.n ? here.n - 1 : 0);
    if (!st && *link == 'a') st = of_file(cx, out, &here, pairs);
    else if (!st && *link == 'e') st = domar_weights_of_likeness(cx, out, here.n, a, here.names);
    else if (!st) {
        const domar_tie tie = *link == 'i' ? DOMAR_TIE_INVERSE : *link == 'n' ? DOMAR_TIE_NEIGHBOURS : DOMAR_TIE_BAND;
        st = domar_weights_of_places(cx, out, here.n, x, y, sphere, tie, c->power, c->cutoff, (size_t)c->neighbours, here.names);
    }
    if (!st && c->economic && *link != 'e') st = domar_weights_times_likeness(cx, *out, a, here.names);
    if (!st && c->distance && !(*out)->x) st = add_places(cx, *out, x, y, sphere);
    if (!st) memcpy((*out)->unit, here.unit, here.n * sizeof *here.unit);
    if (st) {
        domar_weights_free(*out);
        *out = NULL;
    }
    domar_axis_free(here.names);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_weights_in(domar_cx *cx, domar_weights **out, size_t *row, const domar_weights *raw, const domar_sample *s,
                              size_t period, const domar_weights_choice *c)
{
    const domar_mark mark = domar_scratch_mark(cx);
    bool *keep = domar_scratch_bytes(cx, raw->n + 1, sizeof *keep);
    size_t *at = domar_scratch_bytes(cx, s->units + 1, sizeof *at);
    domar_status st = keep && at ? DOMAR_OK : DOMAR_ENOMEM;
    *out = NULL;
    for (size_t k = 0; !st && k < raw->n; k++) {
        const size_t u = raw->unit[k];
        for (size_t i = s->start[u + 1]; i-- > s->start[u];)
            if (period == SIZE_MAX || s->period[i] == period) {
                keep[k] = true;
                at[u] = i;
            }
    }
    if (!st) st = domar_weights_among(cx, out, raw, keep, c, s->panel->unit_axis);
    for (size_t k = 0; !st && row && k < (*out)->n; k++) row[k] = at[(*out)->unit[k]];
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- what they rest on */
static void describe(domar_text *t, const domar_weights_choice *c, const domar_weights_pairs *pairs, const domar_weights *w)
{
    const char *link = link_of(c), *space = w->sphere ? "great-circle km" : "plane";
    if (*link == 'a') domar_text_printf(t, "%s %s", pairs->square ? "matrix" : "pairs", c->adjacency);
    else if (*link == 'e') domar_text_printf(t, "|a - b|^-1 of %s", c->economic);
    else if (*link == 'n') domar_text_printf(t, "%lld nearest by %s (%s)", (long long)c->neighbours, c->distance, space);
    else if (*link == 'b') domar_text_printf(t, "up to %g by %s (%s)", c->cutoff, c->distance, space);
    else domar_text_printf(t, "d^-%g by %s (%s)", c->power, c->distance, space);
    if (*link == 'i' && c->cutoff > 0) domar_text_printf(t, ", up to %g", c->cutoff);
    if (c->economic && *link != 'e') domar_text_printf(t, ", times |a - b|^-1 of %s (unit means)", c->economic);
}

domar_status domar_weights_certify(domar_cx *cx, domar_result *r, const domar_weights_choice *c, const domar_weights_pairs *pairs,
                                   const domar_weights *w)
{
    domar_text t = domar_text_new(cx);
    describe(&t, c, pairs, w);
    domar_status st = t.status;
    if (!st) st = domar_result_certify_text(cx, r, "weights", t.data);
    if (!st) st = domar_result_certify_text(cx, r, "standardise", c->standardise);
    if (!st) st = domar_result_certify_text(cx, r, "islands", c->islands);
    if (!st) st = domar_result_certify(cx, r, "islands_found", (double)w->islands, NAN);
    if (!st) st = domar_result_certify(cx, r, "mean_neighbours", w->n ? (double)w->start[w->n] / (double)w->n : NAN, NAN);
    if (!st && pairs->ignored) st = domar_result_certify(cx, r, "lines_ignored", (double)pairs->ignored, NAN);
    domar_text_drop(&t);
    return st;
}
