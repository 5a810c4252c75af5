/* model/rebalance.c -- one matrix holds all that has to add up:
 *
 *     | Z  Y  |  row targets  x, w        x: output by the convention in force
 *     | V  VY |  col targets  x, d        d: final use as it is, w: factor totals
 *
 * Row and column targets must have one total, sum w = sum d; what is missing is spread over the
 * factor rows by their size and said in the certificate. */
#include "model/rebalance.h"
#include "base/text.h"
#include "solve/balance.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct frame {
    const domar_table *t;
    size_t  rows, cols;
    double *M, *r, *c;          /* rows x cols; rows; cols: from scratch */
    double  shifted;            /* |sum d - sum w| / sum d */
};

/* ---- in and out of the matrix */
static void fill(struct frame *f)
{
    const domar_table *t = f->t;
    for (size_t i = 0; i < t->n; i++) {
        memcpy(f->M + i * f->cols, t->Z + i * t->n, t->n * sizeof(double));
        memcpy(f->M + i * f->cols + t->n, t->Y + i * t->m, t->m * sizeof(double));
    }
    for (size_t k = 0; k < t->factors; k++) {
        double *row = f->M + (t->n + k) * f->cols;
        memcpy(row, t->V + k * t->n, t->n * sizeof(double));
        if (t->VY) memcpy(row + t->n, t->VY + k * t->m, t->m * sizeof(double));
    }
}

static void set_targets(struct frame *f)
{
    const domar_table *t = f->t;
    double paid = 0, spent = 0, size = 0;
    memcpy(f->r, t->x, t->n * sizeof(double));
    memcpy(f->c, t->x, t->n * sizeof(double));
    for (size_t k = t->n; k < f->rows; k++) {
        for (size_t j = 0; j < f->cols; j++) f->r[k] += f->M[k * f->cols + j];
        paid += f->r[k];
        size += fabs(f->r[k]);
    }
    for (size_t i = 0; i < f->rows; i++)
        for (size_t u = t->n; u < f->cols; u++) f->c[u] += f->M[i * f->cols + u];
    for (size_t u = t->n; u < f->cols; u++) spent += f->c[u];
    for (size_t k = t->n; k < f->rows; k++)
        f->r[k] += size > 0 ? (spent - paid) * fabs(f->r[k]) / size : 0;
    f->shifted = spent != 0 ? fabs((spent - paid) / spent) : fabs(paid);
}

static void empty(const struct frame *f, domar_draft *d)
{
    const domar_table *t = f->t;
    for (size_t i = 0; i < t->n; i++) {
        memcpy(d->Z + i * t->n, f->M + i * f->cols, t->n * sizeof(double));
        memcpy(d->Y + i * t->m, f->M + i * f->cols + t->n, t->m * sizeof(double));
    }
    for (size_t k = 0; k < t->factors; k++) {
        const double *row = f->M + (t->n + k) * f->cols;
        memcpy(d->V + k * t->n, row, t->n * sizeof(double));
        if (d->VY) memcpy(d->VY + k * t->m, row + t->n, t->m * sizeof(double));
    }
    memcpy(d->x, t->x, t->n * sizeof(double));
    if (d->S) memcpy(d->S, t->S, t->satellites * t->n * sizeof(double));
}

/* ---- messages with labels */
/* "CHN c12", or the factor's code, for the k-th row. */
static const char *row_name(domar_cx *cx, const domar_table *t, size_t k)
{
    const domar_draft *d = t->draft;
    char *name = domar_scratch_bytes(cx, 256, 1);
    if (!name) return "?";
    if (k >= t->n) return domar_axis_code(d->factors, k - t->n);
    snprintf(name, 256, "%s %s", domar_axis_code(d->economies, k / t->N),
             domar_axis_code(d->industries, k % t->N));
    return name;
}

static const char *col_name(domar_cx *cx, const domar_table *t, size_t k)
{
    const domar_draft *d = t->draft;
    char *name = domar_scratch_bytes(cx, 256, 1);
    if (!name) return "?";
    if (k < t->n) return row_name(cx, t, k);
    snprintf(name, 256, "%s %s", domar_axis_code(d->economies, (k - t->n) / t->C),
             domar_axis_code(d->categories, (k - t->n) % t->C));
    return name;
}

static domar_status refuse_negatives(domar_cx *cx, const struct frame *f)
{
    for (size_t p = 0; p < f->rows * f->cols; p++)
        if (f->M[p] < 0)
            return domar_fail(cx, DOMAR_EDATA,
                              "%d: RAS needs cells that are not negative, and row %s, "
                              "column %s is %g: use --balance gras", f->t->year,
                              row_name(cx, f->t, p / f->cols), col_name(cx, f->t, p % f->cols),
                                  f->M[p]);
    return DOMAR_OK;
}

/* The row or column that is farthest from its target, where balancing gave up. */
static domar_status not_reached(domar_cx *cx, const struct frame *f,
                                const domar_balance_report *report)
{
    size_t worst = 0;
    double most = -1;
    for (size_t k = 0; k < f->rows + f->cols; k++) {
        const bool row = k < f->rows;
        const size_t at = row ? k : k - f->rows, count = row ? f->cols : f->rows;
        double sum = 0;
        for (size_t q = 0; q < count; q++)
            sum += f->M[row ? at * f->cols + q : q * f->cols + at];
        const double off = fabs(sum - (row ? f->r[at] : f->c[at]));
        if (off > most) { most = off; worst = k; }
    }
    const bool row = worst < f->rows;
    return domar_fail(cx, DOMAR_ENOCONV,
                      "%d cannot be balanced: after %zu steps %s %s is still %.3g off "
                      "its total: see its cells with domar check", f->t->year, report->iterations,
                      row ? "row" : "column", row ? row_name(cx, f->t, worst)
                                                  : col_name(cx, f->t, worst - f->rows), most);
}

/* ---- a year */
static domar_status new_draft(domar_cx *cx, domar_draft **out, const domar_table *t)
{
    const domar_draft *d = t->draft;
    const domar_status st = domar_draft_new(cx, out, t->year, d->economies, d->industries,
                                            d->categories, d->factors, d->satellites);
    if (st || !t->VY) return st;
    (*out)->VY = domar_alloc(cx, t->factors * t->m, sizeof(double));
    if ((*out)->VY) return DOMAR_OK;
    domar_draft_free(*out);
    return DOMAR_ENOMEM;
}

static domar_status balance_year(domar_cx *cx, domar_series *out, const domar_table *t, bool gras,
                                 double tolerance, domar_text *words)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct frame f = { .t = t, .rows = t->n + t->factors, .cols = t->n + t->m };
    domar_balance_report report = { 0, NAN };
    domar_draft *d = NULL;
    domar_status st = DOMAR_ENOMEM;
    f.M = domar_scratch(cx, f.rows * f.cols);
    f.r = f.M ? domar_scratch(cx, f.rows) : NULL;
    f.c = f.r ? domar_scratch(cx, f.cols) : NULL;
    if (!f.c) goto done;
    fill(&f);
    set_targets(&f);
    st = gras ? DOMAR_OK : refuse_negatives(cx, &f);
    if (!st) st = domar_balance(cx, f.M, f.rows, f.cols, f.r, f.c, gras, tolerance, &report);
    if (st == DOMAR_ENOCONV) st = not_reached(cx, &f, &report);
    if (!st) st = new_draft(cx, &d, t);
    if (st) goto done;
    empty(&f, d);
    domar_text_printf(words, "; %d: %zu steps, gap %.1e, factor totals moved by %.1e", t->year,
                      report.iterations, report.gap, f.shifted);
    st = domar_series_add(cx, out, d);
done:
    domar_scratch_rewind(cx, mark);
    return st ? st : words->status;
}

/* ---- the series */
domar_status domar_series_rebalance(domar_cx *cx, domar_series **out, const domar_series *in,
                                    bool gras, double tolerance)
{
    domar_series *s = NULL;
    domar_text words = domar_text_new(cx);
    *out = NULL;
    if (!domar_series_axis_or_null(in, DOMAR_FACTORS))
        return domar_fail(cx, DOMAR_EDATA,
                          "a table without value-added rows has no column totals, so "
                          "there is nothing to balance: import one that has them");
    domar_text_put(&words, gras ? "GRAS" : "RAS");
    domar_status st = domar_series_new(cx, &s, domar_series_conventions(in));
    if (!st) st = domar_info_copy(cx, s, in);
    for (size_t k = 0; k < domar_series_size(in) && !st; k++) {
        st = balance_year(cx, s, domar_series_table(in, k), gras, tolerance, &words);
        if (!st) st = domar_tick(cx, k + 1, domar_series_size(in));
    }
    if (!st) st = words.status ? words.status : domar_info_set(cx, s, "balance", words.data);
    domar_text_drop(&words);
    if (st) domar_series_free(s);
    else *out = s;
    return st;
}
