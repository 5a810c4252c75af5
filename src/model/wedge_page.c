/* model/wedge_page.c -- wedges of a year as lines of a baseline. */
#include "model/wedge_page.h"
#include <math.h>
#include <string.h>

struct work {
    const domar_table *t;
    const domar_wedge_source *from;
    domar_change *to;
    size_t count;
    domar_wedge_row *rows;
    size_t used;
};

static const char *code_of(const domar_table *t, domar_dimension which, long at)
{
    return at < 0 ? NULL : domar_axis_code(domar_series_axis(t->series, which), (size_t)at);
}

/* The factor that the model has for a code or kind: as the rows of the table itself tell labour apart, or not. */
static domar_status factor_code(domar_cx *cx, const char **code, const struct work *x, const domar_wedge_line *l)
{
    const domar_axis *rows = domar_series_axis_or_null(x->t->series, DOMAR_FACTORS),
                     *satellites = domar_series_axis_or_null(x->t->series, DOMAR_SATELLITES);
    const size_t labour = rows && x->t->V ? domar_axis_find_kind(rows, DOMAR_LABOUR) : SIZE_MAX,
                 capital = rows && x->t->V ? domar_axis_find_kind(rows, DOMAR_CAPITAL) : SIZE_MAX,
                 row = rows ? domar_axis_find(rows, l->factor) : SIZE_MAX,
                 other = satellites ? domar_axis_find(satellites, l->factor) : SIZE_MAX;
    const char *kind = row != SIZE_MAX ? domar_axis_kind(rows, row) : other != SIZE_MAX ? domar_axis_kind(satellites, other)
                                                                                        : l->factor;
    *code = NULL;
    if (labour == SIZE_MAX) *code = strcmp(kind, DOMAR_VALUE_ADDED) == 0 ? "VA" : NULL;
    else if (strcmp(kind, DOMAR_LABOUR) == 0) *code = domar_axis_code(rows, labour);
    else if (strcmp(kind, DOMAR_CAPITAL) == 0) *code = capital == SIZE_MAX ? "REST" : domar_axis_code(rows, capital);
    if (*code) return DOMAR_OK;
    if (!l->line)                                           /* a gap of returns */
        return domar_fail(cx, DOMAR_EDATA, "a wedge on capital is not defined here: rows of the table itself do not tell labour and "
                          "capital apart: take gaps of returns as markups");
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: the model has no factor '%s' here: %s", x->from->lines.path, l->line, l->factor,
                      labour == SIZE_MAX ? "rows of the table itself do not tell labour and capital apart, leave factor empty"
                                         : "give labour or capital");
}

static const char *const *one(domar_cx *cx, const char *code)
{
    const char **list = domar_scratch_bytes(cx, 1, sizeof *list);
    if (list) *list = code;
    return (const char *const *)list;
}

/* A new change of the kind, for rows that follow. */
static domar_status begin(domar_cx *cx, struct work *x, const char *kind, const char *user, const char *factor, size_t line)
{
    domar_change *c = &x->to[x->count++];
    *c = (domar_change){ .kind = kind, .how = DOMAR_FROM_FILE, .file = x->from->lines.path, .rows = x->rows + x->used, .line = line };
    if (user && !(c->user = (domar_chosen){ one(cx, user), 1 }).code) return DOMAR_ENOMEM;
    if (factor && !(c->factor = (domar_chosen){ one(cx, factor), 1 }).code) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

static void add(struct work *x, const char *economy, const char *industry, const char *partner, double value, size_t line)
{
    x->rows[x->used++] = (domar_wedge_row){ economy, industry, partner, value, line };
    x->to[x->count - 1].row_count++;
}

static bool together(const domar_wedge_line *a, const domar_wedge_line *b)
{
    return a && a->kind == b->kind && a->user == b->user && (a->factor == NULL) == (b->factor == NULL) &&
           (!a->factor || strcmp(a->factor, b->factor) == 0);
}

/* Lines that name few codes first, so that those that name more come over them. */
static domar_status add_lines(domar_cx *cx, struct work *x)
{
    const domar_wedge_line *last = NULL;
    domar_status st = DOMAR_OK;
    for (int named = 0; named <= DOMAR_WEDGE_NAMES; named++)
        for (size_t k = 0; !st && k < x->from->lines.count; k++) {
            const domar_wedge_line *l = &x->from->lines.line[k];
            if (domar_wedge_names(l) != named || (l->year && l->year != x->t->year)) continue;
            const char *user = l->user == DOMAR_WEDGE_FINAL ? "final" : code_of(x->t, DOMAR_INDUSTRIES, l->user), *factor = NULL;
            if (l->kind == DOMAR_WEDGE_TARIFF && (x->t->G == 1 || (l->partner >= 0 && l->partner == l->economy)))
                return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: nobody has tariffs with himself: leave the line out",
                                  x->from->lines.path, l->line);
            if (!together(last, l)) {
                if (l->factor) st = factor_code(cx, &factor, x, l);
                if (!st) st = begin(cx, x, domar_wedge_kinds[l->kind], user, factor, l->line);
            }
            if (!st)
                add(x, code_of(x->t, DOMAR_ECONOMIES, l->economy), code_of(x->t, DOMAR_INDUSTRIES, l->industry),
                    code_of(x->t, DOMAR_ECONOMIES, l->partner), l->value, l->line);
            last = l;
        }
    return st;
}

static domar_status add_gaps(domar_cx *cx, struct work *x, const char *kind, const double *gap, const char *factor)
{
    domar_status st = DOMAR_OK;
    bool begun = false;
    for (size_t i = 0; !st && gap && i < x->t->n; i++) {
        if (isnan(gap[i])) continue;
        if (!begun) st = begin(cx, x, kind, NULL, factor, 0);
        begun = true;
        if (!st)
            add(x, code_of(x->t, DOMAR_ECONOMIES, (long)(i / x->t->N)), code_of(x->t, DOMAR_INDUSTRIES, (long)(i % x->t->N)), NULL,
                gap[i], 0);
    }
    return st;
}

domar_status domar_wedge_page(domar_cx *cx, domar_scenario *page, const domar_scenario *s, const domar_table *t,
                              const domar_wedge_source *from)
{
    struct work x = { .t = t, .from = from };
    const domar_wedge_line capital = { .factor = DOMAR_CAPITAL };
    const char *factor = NULL;
    *page = *s;
    x.to = domar_scratch_bytes(cx, s->baselines + from->lines.count + 2, sizeof *x.to);
    x.rows = domar_scratch_bytes(cx, from->lines.count + 2 * t->n, sizeof *x.rows);
    if (!x.to || !x.rows) return DOMAR_ENOMEM;
    for (size_t k = 0; k < s->baselines; k++) x.to[x.count++] = s->baseline[k];
    domar_status st = add_gaps(cx, &x, "markup", from->markup, NULL);
    if (!st && from->capital) st = factor_code(cx, &factor, &x, &capital);
    if (!st) st = add_gaps(cx, &x, "factor_tax", from->capital, factor);
    if (!st) st = add_lines(cx, &x);
    page->baseline = x.to;
    page->baselines = x.count;
    return st;
}

/* ---- gaps of returns */
static bool known(const domar_growth_year *years, size_t count, size_t i)
{
    for (size_t y = 0; y < count; y++)
        if (!(years[y].capital[i] > 0) || !(years[y].stock[i] > 0) || !isfinite(years[y].capital[i]) || !isfinite(years[y].stock[i]))
            return false;
    return true;
}

void domar_return_gaps(double *gap, bool as_markup, const domar_growth_year *years, size_t count)
{
    const size_t n = years->n, N = years->t->N;
    for (size_t first = 0; first < n; first += N)
        for (size_t y = 0; y < count; y++) {
            const domar_growth_year *a = &years[y];
            double income = 0, stock = 0;
            for (size_t i = first; i < first + N; i++) {
                if (!known(years, count, i)) continue;
                income += a->capital[i];
                stock += a->stock[i];
            }
            for (size_t i = first; i < first + N; i++) {
                gap[y * n + i] = NAN;
                if (!known(years, count, i)) continue;
                const double fair = income / stock * a->stock[i], cost = a->output[i] - a->taxes_production[i],
                             over = as_markup ? cost / (cost - a->capital[i] + fair) : a->capital[i] / fair;
                if (over > 0 && isfinite(over)) gap[y * n + i] = 100 * (over - 1);
            }
        }
}
