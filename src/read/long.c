/* read/long.c -- tables in long form, in two walks through the file. */
#include "read/long.h"
#include "base/text.h"
#include "table/codes.h"
#include <math.h>
#include <string.h>

enum { MOST_FIELDS = 64, MOST_YEARS = 400 };

enum { ECONOMIES, INDUSTRIES, CATEGORIES, FACTORS, SATELLITES, AXES, USERS = AXES, LISTS };

struct reading {
    const domar_long_shape *shape;
    const char *file;
    char   delimiter;
    domar_dictionary dictionary[LISTS];    /* USERS: industries that use or pay something */
    int    year[MOST_YEARS];
    size_t years;
    domar_draft *draft[MOST_YEARS];
    bool   output;             /* some lines give output */
    size_t n, m, N, C;
};

/* ---- one walk: every line after the header to `use` */
typedef domar_status line_use(domar_cx *cx, struct reading *r, const domar_long_cell *cell,
                              size_t year);

static size_t year_place(const struct reading *r, int year)
{
    for (size_t k = r->years; k-- > 0;)
        if (r->year[k] == year) return k;
    return SIZE_MAX;
}

struct walk { struct reading *r; line_use *use; };

static domar_status use_line(void *arg, domar_cx *cx, const char *p, size_t size, size_t number)
{
    const struct walk *w = arg;
    struct reading *r = w->r;
    domar_field fields[MOST_FIELDS];
    domar_long_cell cell = { .role = DOMAR_LONG_SKIP };
    int year = r->shape->only_year;
    (void)number;
    const size_t count = domar_csv_split(p, size, r->delimiter, fields, MOST_FIELDS);
    if (count != r->shape->fields)
        return domar_fail(cx, DOMAR_EDATA, "%zu fields, the header has %zu", count,
                          r->shape->fields);
    domar_status st = r->shape->cell(r->shape->arg, cx, fields, &cell);
    if (st || cell.role == DOMAR_LONG_SKIP) return st;
    if (!year && (st = domar_csv_year(cx, cell.year, &year))) return st;
    if (r->shape->year && year != r->shape->year) return DOMAR_OK;
    if (year_place(r, year) == SIZE_MAX) {
        if (r->years == MOST_YEARS)
            return domar_fail(cx, DOMAR_EDATA, "more than %d years", MOST_YEARS);
        r->year[r->years++] = year;
    }
    return w->use(cx, r, &cell, year_place(r, year));
}

static domar_status walk(domar_cx *cx, struct reading *r, domar_source *source, line_use *use)
{
    return domar_csv_records(cx, source, use_line, &(struct walk){ r, use });
}

/* ---- first walk */
static domar_status learn_line(domar_cx *cx, struct reading *r, const domar_long_cell *cell,
                               size_t year)
{
    domar_dictionary *d = r->dictionary;
    domar_status st = DOMAR_OK;
    (void)year;
    switch (cell->role) {
    case DOMAR_LONG_FLOW:
        st = domar_dictionary_learn(cx, d + ECONOMIES, cell->from_economy);
        if (!st) st = domar_dictionary_learn(cx, d + INDUSTRIES, cell->from);
        if (!st && r->shape->square) st = domar_dictionary_learn(cx, d + USERS, cell->to);
        break;
    case DOMAR_LONG_FINAL:
        st = domar_dictionary_learn(cx, d + CATEGORIES, cell->to);
        break;
    case DOMAR_LONG_FACTOR:
    case DOMAR_LONG_FACTOR_FINAL:
        st = domar_dictionary_learn(cx, d + FACTORS, cell->from);
        if (!st && r->shape->square && cell->role == DOMAR_LONG_FACTOR)
            st = domar_dictionary_learn(cx, d + USERS, cell->to);
        break;
    case DOMAR_LONG_SATELLITE:
        st = domar_dictionary_learn(cx, d + SATELLITES, cell->from);
        break;
    case DOMAR_LONG_OUTPUT:
        r->output = true;
        break;
    case DOMAR_LONG_SKIP:
        break;
    }
    return st;
}

/* ---- axes and drafts */
static domar_status make_axis(domar_cx *cx, domar_axis **out, const domar_dictionary *d,
                              const domar_sidecar_list *words, const char *list)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, d->count, sizeof *items);
    domar_status st = DOMAR_ENOMEM;
    if (!items) goto done;
    for (size_t k = 0; k < d->count; k++) {
        const size_t at = words ? domar_sidecar_find(words, d->code[k]) : SIZE_MAX;
        items[k] = at == SIZE_MAX ? (domar_item){ .code = d->code[k] } : words->item[at];
    }
    st = list ? domar_codes_label(cx, items, d->count, list) : DOMAR_OK;
    if (!st) st = domar_axis_new(cx, out, items, d->count);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

/* Not yet given: NaN; so that a second number for the same cell is noticed. */
static void blank(double *values, size_t count)
{
    for (size_t k = 0; values && k < count; k++) values[k] = NAN;
}

static domar_status new_draft(domar_cx *cx, struct reading *r, domar_axis *const axis[AXES],
                              size_t y)
{
    domar_status st =
        domar_draft_new(cx, r->draft + y, r->year[y], axis[0], axis[1], axis[2], axis[3], axis[4]);
    if (st) return st;
    domar_draft *d = r->draft[y];
    const size_t F = r->dictionary[FACTORS].count;
    if (F && !(d->VY = domar_alloc(cx, F * r->m, sizeof(double)))) return DOMAR_ENOMEM;
    blank(d->Z, r->n * r->n);
    blank(d->Y, r->n * r->m);
    blank(d->V, F * r->n);
    blank(d->VY, F * r->m);
    blank(d->x, r->n);
    blank(d->S, r->dictionary[SATELLITES].count * r->n);
    return DOMAR_OK;
}

static domar_status check_square(domar_cx *cx, const struct reading *r)
{
    const domar_dictionary *d = r->dictionary + INDUSTRIES;
    for (size_t k = 0; k < d->count; k++) {
        const domar_field code = { .at = d->code[k], .size = strlen(d->code[k]) };
        if (domar_dictionary_find(r->dictionary + USERS, code) == SIZE_MAX)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s: %s supplies but never uses or pays anything: is it an "
                              "industry, or a total or factor that the page should list?",
                              r->file, d->code[k]);
    }
    return DOMAR_OK;
}

static domar_status make_drafts(domar_cx *cx, struct reading *r)
{
    static const char *const names[AXES] = { "economies", NULL, "categories", "factors",
        "satellites" };
    const domar_sidecar *p = r->shape->page;
    const domar_sidecar_list *words[AXES] = { p ? &p->economies : NULL, p ? &p->industries : NULL,
        p ? &p->final_demand : NULL, p ? &p->factors : NULL, p ? &p->satellites : NULL };
    domar_axis *axis[AXES] = { NULL };
    const domar_dictionary *d = r->dictionary;
    domar_status st = DOMAR_OK;
    if (!r->years || !d[INDUSTRIES].count || !d[CATEGORIES].count)
        return domar_fail(cx, DOMAR_EDATA, "%s: no %s%s", r->file,
                          !r->years              ? "line of the year asked for"
                          : !d[INDUSTRIES].count ? "flows between industries"
                                                 : "final demand",
                          r->years ? ": see docs/readers for the roles of lines" : "");
    if (r->shape->square && (st = check_square(cx, r))) return st;
    r->N = d[INDUSTRIES].count;
    r->C = d[CATEGORIES].count;
    r->n = d[ECONOMIES].count * r->N;
    r->m = d[ECONOMIES].count * r->C;
    for (size_t k = 0; !st && k < AXES; k++)
        if (d[k].count)
            st = make_axis(cx, axis + k, d + k, words[k],
                           k == INDUSTRIES ? r->shape->industry_list : names[k]);
    st = st ? st
            : domar_memory_check(cx, (double)r->years * (double)r->n * (double)(r->n + r->m) * 8,
                                 "reading these years");
    for (size_t y = 0; !st && y < r->years; y++) st = new_draft(cx, r, axis, y);
    for (size_t k = 0; k < AXES; k++) domar_axis_free(axis[k]);
    return st;
}

/* ---- second walk */
static domar_status unknown(domar_cx *cx, domar_field f, const char *what)
{
    f = domar_field_trim(f);
    return domar_fail(cx, DOMAR_EDATA, "%.*s %s", (int)(f.size < 60 ? f.size : 60), f.at, what);
}

/* Place of economy and item as one index; width is the number of items. */
static domar_status index_of(domar_cx *cx, const struct reading *r, domar_field economy,
                             domar_field item, size_t axis, size_t *at)
{
    const size_t g = domar_dictionary_find(r->dictionary + ECONOMIES, economy),
                 k = domar_dictionary_find(r->dictionary + axis, item);
    if (g == SIZE_MAX) return unknown(cx, economy, "uses but never supplies: is it an economy?");
    if (k == SIZE_MAX)
        return unknown(cx, item, axis == INDUSTRIES ? "uses but never supplies: is it an industry?"
                                                    : "is not a category of final demand");
    *at = g * r->dictionary[axis].count + k;
    return DOMAR_OK;
}

/* The place in the draft's arrays for a cell. */
static domar_status target_of(domar_cx *cx, const struct reading *r, const domar_draft *d,
                              const domar_long_cell *c, double **to)
{
    size_t row = 0, column = 0;
    const bool use = c->role == DOMAR_LONG_FINAL || c->role == DOMAR_LONG_FACTOR_FINAL;
    domar_status st =
        index_of(cx, r, c->to_economy, c->to, use ? CATEGORIES : INDUSTRIES, &column);
    if (st) return st;
    if (c->role == DOMAR_LONG_FLOW || c->role == DOMAR_LONG_FINAL) {
        if ((st = index_of(cx, r, c->from_economy, c->from, INDUSTRIES, &row))) return st;
    } else if (c->role != DOMAR_LONG_OUTPUT)
        row = domar_dictionary_find(r->dictionary + (c->role == DOMAR_LONG_SATELLITE ? SATELLITES : FACTORS),
                   c->from);
    double *base = c->role == DOMAR_LONG_FLOW ? d->Z : c->role == DOMAR_LONG_FINAL ? d->Y
                 : c->role == DOMAR_LONG_FACTOR ? d->V : c->role == DOMAR_LONG_FACTOR_FINAL ? d->VY
                 : c->role == DOMAR_LONG_SATELLITE ? d->S : d->x;
    *to = base + row * (use ? r->m : r->n) + column;
    return DOMAR_OK;
}

static domar_status store_line(domar_cx *cx, struct reading *r, const domar_long_cell *cell,
                               size_t year)
{
    double *to, value;
    const char *rest;
    const domar_field f = domar_field_trim(cell->value);
    domar_status st = target_of(cx, r, r->draft[year], cell, &to);
    if (st) return st;
    if (!f.size) return DOMAR_OK;
    if (!domar_csv_number(f.at, f.at + f.size, &value, &rest) || rest != f.at + f.size)
        return domar_fail(cx, DOMAR_EDATA,
                          "the value \"%.*s\" is not a number: mend it or leave it empty",
                          (int)(f.size < 40 ? f.size : 40), f.at);
    if (!isnan(*to))
        return domar_fail(cx, DOMAR_EDATA, "the same cell comes twice: keep one of the lines");
    *to = value;
    return DOMAR_OK;
}

/* ---- after the last line: absent cells are zero, output is given for all or for none */
static bool settle(double *values, size_t count)
{
    bool any = false;
    for (size_t k = 0; values && k < count; k++) {
        if (isnan(values[k])) values[k] = 0;
        else any = true;
    }
    return any;
}

static domar_status finish(domar_cx *cx, struct reading *r, domar_draft *d)
{
    const size_t F = r->dictionary[FACTORS].count;
    settle(d->Z, r->n * r->n);
    settle(d->Y, r->n * r->m);
    settle(d->V, F * r->n);
    if (d->VY && !settle(d->VY, F * r->m)) {
        domar_release(d->VY);
        d->VY = NULL;
    }
    for (size_t i = 0; r->output && i < r->n; i++)
        if (isnan(d->x[i]))
            return domar_fail(cx, DOMAR_EDATA,
                              "%s: %d: no output of %s %s, but of others: give all or none",
                              r->file, d->year, r->dictionary[ECONOMIES].code[i / r->N],
                              r->dictionary[INDUSTRIES].code[i % r->N]);
    if (!r->output) {
        domar_release(d->x);
        d->x = NULL;
    }
    return DOMAR_OK;
}

static void drop(struct reading *r)
{
    for (size_t y = 0; y < r->years; y++) domar_draft_free(r->draft[y]);
    for (size_t a = 0; a < LISTS; a++) domar_dictionary_free(r->dictionary + a);
    domar_release(r);
}

domar_status domar_long_read(domar_cx *cx, domar_series *series, domar_source *source,
                             const domar_long_shape *shape)
{
    domar_field header[MOST_FIELDS];
    size_t count;
    struct reading *r = domar_alloc(cx, 1, sizeof *r);
    if (!r) return DOMAR_ENOMEM;
    r->shape = shape;
    r->file = domar_source_name(source);
    domar_status st = domar_long_header(cx, source, header, MOST_FIELDS, &count, &r->delimiter);
    if (!st) st = walk(cx, r, source, learn_line);
    if (!st) st = make_drafts(cx, r);
    if (!st) st = walk(cx, r, source, store_line);
    for (size_t y = 0; !st && y < r->years; y++)
        if (!(st = finish(cx, r, r->draft[y]))) {
            domar_draft *d = r->draft[y];
            r->draft[y] = NULL;
            st = domar_series_add(cx, series, d);
        }
    drop(r);
    return st;
}

domar_status domar_long_header(domar_cx *cx, domar_source *source, domar_field *fields, size_t max,
                               size_t *count, char *delimiter)
{
    domar_head head;
    const domar_status st = domar_source_head(cx, source, &head);
    if (st) return st;
    *count = domar_csv_first(&head, fields, max, delimiter);
    if (*count <= max) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s, line 1: %zu columns, a long table has at most %zu",
                      domar_source_name(source), *count, max);
}
