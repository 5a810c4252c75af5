/* table/aggregate.c -- coarser accounts: Z' = P Z P', P the shares of sources in targets.
 *
 * Sums run over the sources in their order and carry the rounding error of every addition and
 * product along (two-sum, fma), so a sum of whole numbers is exact and any other is as good as
 * rounded once: aggregating before or after freezing gives the same table. */
#include "linalg/exact.h"
#include "table/chained.h"
#include "table/concordance.h"
#include <string.h>

/* out (rows->targets x cols->targets) = R M C', M (any x width); high, low: scratch of a row. */
static void fold(double *out, const double *M, size_t width, const domar_parts *rows,
                 const domar_parts *cols, double *high, double *low)
{
    for (size_t r = 0; r < rows->targets; r++) {
        memset(high, 0, cols->targets * sizeof *high);
        memset(low, 0, cols->targets * sizeof *low);
        for (size_t p = rows->start[r]; p < rows->start[r + 1]; p++) {
            const double *line = M + rows->from[p] * width, share = rows->weight[p];
            for (size_t c = 0; c < cols->targets; c++)
                for (size_t q = cols->start[c]; q < cols->start[c + 1]; q++)
                    domar_carry_product(&high[c], &low[c], share * cols->weight[q],
                                        line[cols->from[q]]);
        }
        for (size_t c = 0; c < cols->targets; c++) out[r * cols->targets + c] = high[c] + low[c];
    }
}

/* Sum of one satellite row (n) over the parts of a target; x (n) is output. */
static double add_parts(const double *row, const double *x, const domar_parts *p, size_t target)
{
    double high = 0, low = 0;
    bool any = false;
    for (size_t k = p->start[target]; k < p->start[target + 1]; k++) {
        const size_t j = p->from[k];
        if (isnan(row[j])) {
            if (domar_produces(x[j])) return NAN;
            continue;
        }
        domar_carry_product(&high, &low, p->weight[k], row[j]);
        any = true;
    }
    return any ? high + low : NAN;
}

/* S' (satellites x targets); before: the year before, NULL in the first; done: the years made so far. */
static void fold_satellites(double *out, const domar_table *t, const domar_table *before, const domar_series *done,
                            const domar_parts *p)
{
    const domar_axis *axis = t->draft->satellites;
    for (size_t s = 0; s < t->satellites; s++) {
        const double *row = t->S + s * t->n;
        double *line = out + s * p->targets;
        if (domar_is_index(domar_axis_kind(axis, s)))
            domar_chain_index(line, s, t, before, done, p);
        else
            for (size_t c = 0; c < p->targets; c++) line[c] = add_parts(row, t->x, p, c);
    }
}

/* ---- which parts */
static domar_status identity(domar_cx *cx, domar_parts *p, size_t count)
{
    const domar_status st = domar_parts_new(cx, p, count, count);
    for (size_t k = 0; k < count && !st; k++) {
        p->start[k + 1] = k + 1;
        p->from[k] = k;
        p->weight[k] = 1;
    }
    return st;
}

/* Parts of the pairs (economy, inner), economy slowest; inner has `width` source items. */
static domar_status pairs(domar_cx *cx, domar_parts *out, const domar_parts *economies,
                          const domar_parts *inner, size_t width)
{
    size_t at = 0, target = 0;
    const domar_status st = domar_parts_new(cx, out, economies->targets * inner->targets,
                                            economies->parts * inner->parts);
    if (st) return st;
    for (size_t g = 0; g < economies->targets; g++)
        for (size_t k = 0; k < inner->targets; k++) {
            for (size_t a = economies->start[g]; a < economies->start[g + 1]; a++)
                for (size_t b = inner->start[k]; b < inner->start[k + 1]; b++) {
                    out->from[at] = economies->from[a] * width + inner->from[b];
                    out->weight[at++] = economies->weight[a] * inner->weight[b];
                }
            out->start[++target] = at;
        }
    return DOMAR_OK;
}

struct plan {
    domar_axis *economies, *industries;      /* of the result */
    /* 1 -> 1, industries, final use, factors as they are */
    domar_parts one, rows, cols, factors;
};

static domar_status make_plan(domar_cx *cx, struct plan *p, const domar_series *in,
                              const domar_concordance *economies,
                                  const domar_concordance *industries)
{
    const domar_axis *E = domar_series_axis(in, DOMAR_ECONOMIES);
    const domar_axis *I = domar_series_axis(in, DOMAR_INDUSTRIES);
    const size_t N = domar_axis_size(I), C = domar_axis_size(domar_series_axis(in,
                                                                               DOMAR_CATEGORIES));
    domar_parts same_e = { 0 }, same_i = { 0 }, same_c = { 0 };
    domar_status st = DOMAR_OK;
    if (!economies) st = identity(cx, &same_e, domar_axis_size(E));
    if (!st && !industries) st = identity(cx, &same_i, N);
    if (!st) st = identity(cx, &same_c, C);
    const domar_parts *e = economies ? &economies->parts : &same_e;
    const domar_parts *i = industries ? &industries->parts : &same_i;
    if (!st) st = pairs(cx, &p->rows, e, i, N);
    if (!st) st = pairs(cx, &p->cols, e, &same_c, C);
    if (!st) st = identity(cx, &p->one, 1);
    if (!st) st = identity(cx, &p->factors, domar_axis_size(domar_series_axis(in, DOMAR_FACTORS)));
    domar_parts_free(&same_e);
    domar_parts_free(&same_i);
    domar_parts_free(&same_c);
    return st;
}

/* ---- a year */
static void fold_year(domar_draft *d, const domar_table *t, const domar_table *before, const domar_series *done,
                      const struct plan *p, double *high, double *low)
{
    if (t->Z) fold(d->Z, t->Z, t->n, &p->rows, &p->rows, high, low);
    if (t->Y) fold(d->Y, t->Y, t->m, &p->rows, &p->cols, high, low);
    if (t->factors) fold(d->V, t->V, t->n, &p->factors, &p->rows, high, low);
    if (d->VY) fold(d->VY, t->VY, t->m, &p->factors, &p->cols, high, low);
    if (d->S) fold_satellites(d->S, t, before, done, &p->rows);
    if (d->x) fold(d->x, t->published, 1, &p->rows, &p->one, high, low);
}

/* before: the year before in the source, whose image is the last of out. */
static domar_status add_year(domar_cx *cx, domar_series *out, const domar_table *t, const domar_table *before,
                             const struct plan *p)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_draft *from = t->draft;
    domar_draft *d = NULL;
    domar_status st = domar_draft_new(cx, &d, t->year, p->economies, p->industries,
                                      from->categories,
                                      from->factors, from->satellites);
    if (st) return st;
    const size_t width = p->rows.targets > p->cols.targets ? p->rows.targets : p->cols.targets;
    double *high = domar_scratch(cx, width), *low = high ? domar_scratch(cx, width) : NULL;
    st = low ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && t->VY && t->factors) {
        d->VY = domar_alloc(cx, t->factors * p->cols.targets, sizeof(double));
        if (!d->VY) st = DOMAR_ENOMEM;
    }
    if (!t->published) {
        domar_release(d->x);
        d->x = NULL;
    }
    if (st) domar_draft_free(d);
    else {
        fold_year(d, t, before, out, p, high, low);
        st = domar_series_add(cx, out, d);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- the series */
static domar_status check_axis(domar_cx *cx, const domar_concordance *c, const domar_axis *axis)
{
    if (!c || domar_axis_equal(c->source, axis)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE,
                      "%s was read for other codes than this table has: read it for "
                      "this table", c->name);
}

static domar_status note(domar_cx *cx, domar_series *s, const domar_concordance *c,
                         const char *what)
{
    if (!c) return DOMAR_OK;
    const char *before = domar_series_info(s, "notes");
    char *text = domar_format(cx, "%s%s%zu %s aggregated to %zu by %s", before,
                              *before ? "; " : "",
                              domar_axis_size(c->source), what, domar_axis_size(c->target),
                                  c->name);
    const domar_status st = text ? domar_info_set(cx, s, "notes", text) : DOMAR_ENOMEM;
    domar_release(text);
    return st;
}

domar_status domar_series_aggregate(domar_cx *cx, domar_series **out, const domar_series *in,
                                    const domar_concordance *economies,
                                    const domar_concordance *industries)
{
    struct plan p = { 0 };
    domar_series *s = NULL;
    const domar_axis *E = domar_series_axis(in, DOMAR_ECONOMIES);
    const domar_axis *I = domar_series_axis(in, DOMAR_INDUSTRIES);
    domar_status st;
    *out = NULL;
    if ((st = check_axis(cx, economies, E)) || (st = check_axis(cx, industries, I))) return st;
    p.economies = domar_axis_keep(economies ? economies->target : E);
    p.industries = domar_axis_keep(industries ? industries->target : I);
    domar_task(cx, "aggregating");
    st = make_plan(cx, &p, in, economies, industries);
    if (!st) st = domar_series_new(cx, &s, domar_series_conventions(in));
    if (!st) st = domar_info_copy(cx, s, in);
    if (!st) st = note(cx, s, economies, "economies");
    if (!st) st = note(cx, s, industries, "industries");
    for (size_t k = 0; k < domar_series_size(in) && !st; k++) {
        st = add_year(cx, s, domar_series_table(in, k), k ? domar_series_table(in, k - 1) : NULL, &p);
        if (!st) st = domar_tick(cx, k + 1, domar_series_size(in));
    }
    domar_axis_free(p.economies);
    domar_axis_free(p.industries);
    domar_parts_free(&p.one);
    domar_parts_free(&p.rows);
    domar_parts_free(&p.cols);
    domar_parts_free(&p.factors);
    if (st) domar_series_free(s);
    else *out = s;
    return st;
}
