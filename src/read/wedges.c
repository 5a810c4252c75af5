/* read/wedges.c -- long CSV of values by economy, industry and partner. */
#include "read/wedges.h"
#include "base/text.h"
#include "read/csv.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 16 };
/* Those after value only where rows of one kind are asked for: a table of wedges (docs/wedges.md) is such a file too. */
static const char *const names[] = { "economy", "industry", "partner", "value", "kind", "year", "factor", "units", "dominance" };
enum { ECONOMY, INDUSTRY, PARTNER, VALUE, KIND, YEAR, FACTOR, NAMES = 9 };

struct work {
    domar_cx *cx;
    const char *path;
    const domar_wedges_of *of;             /* NULL: rows tell no kind */
    char   year[16];                       /* of the rows taken */
    size_t at[NAMES], columns;             /* SIZE_MAX: no such column; columns 0: no header yet */
    domar_wedge_row *rows;
    size_t count, capacity;
    domar_status (*keep)(void *arg, void *block);
    void *arg;
};

static const char *name_of(const void *list, size_t k)
{
    (void)list;
    return names[k];
}

static domar_status take_header(struct work *w, const domar_field *fields, size_t count, size_t line)
{
    for (size_t k = 0; k < NAMES; k++) w->at[k] = SIZE_MAX;
    for (size_t c = 0; c < count; c++) {
        char *name = domar_field_text(w->cx, fields[c]);
        size_t k = 0;
        if (!name) return DOMAR_ENOMEM;
        const size_t known = w->of ? NAMES : VALUE + 1;
        while (k < known && strcmp(names[k], name) != 0) k++;
        if (k == known) k = NAMES;
        if (k == NAMES || w->at[k] != SIZE_MAX) {
            const size_t near = k == NAMES ? domar_nearest(name, VALUE + 1, name_of, NULL) : SIZE_MAX;
            const domar_status st = domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu, column %zu: %s %s%s%s: the columns are "
                                               "economy, industry, partner (those that are needed) and value", w->path,
                                               line, c + 1, name, k == NAMES ? "is not known" : "comes twice",
                                               near == SIZE_MAX ? "" : ", did you mean ", near == SIZE_MAX ? "" : names[near]);
            domar_release(name);
            return st;
        }
        domar_release(name);
        w->at[k] = c;
    }
    w->columns = count;
    if (w->at[VALUE] != SIZE_MAX) return DOMAR_OK;
    return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: there is no column value", w->path, line);
}

static bool among(const domar_chosen *codes, const char *code)
{
    for (size_t k = 0; k < codes->count; k++)
        if (strcmp(codes->code[k], code) == 0) return true;
    return !codes->count;
}

/* Is the row of the kind and factor that are asked for?  All such rows are of one year. */
static domar_status wanted(struct work *w, bool *yes, const domar_field *fields, size_t line)
{
    char text[3][64] = { "", "", "" };
    const size_t columns[] = { KIND, FACTOR, YEAR };
    *yes = true;
    for (size_t k = 0; k < 3; k++) {
        const size_t at = w->at[columns[k]];
        char *own = at == SIZE_MAX ? NULL : domar_field_text(w->cx, fields[at]);
        if (at == SIZE_MAX) continue;
        if (!own) return DOMAR_ENOMEM;
        snprintf(text[k], sizeof text[k], "%s", own);
        domar_release(own);
    }
    if (*text[0]) *yes = strcmp(text[0], w->of->kind) == 0;
    if (*yes && *text[1] && strcmp(text[1], "all") != 0) *yes = among(w->of->factor, text[1]);
    if (!*yes || !*text[2]) return DOMAR_OK;
    if (*w->year && strncmp(w->year, text[2], sizeof w->year - 1) != 0)
        return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: wedges of %s beside those of %s: a scenario has one year, keep one", w->path,
                          line, text[2], w->year);
    snprintf(w->year, sizeof w->year, "%.15s", text[2]);
    return DOMAR_OK;
}

static domar_status take_row(struct work *w, const domar_field *fields, size_t count, size_t line)
{
    if (count != w->columns)
        return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: %zu cells where the header has %zu", w->path, line, count,
                          w->columns);
    bool yes = true;
    domar_status st = w->of ? wanted(w, &yes, fields, line) : DOMAR_OK;
    if (st || !yes) return st;
    st = domar_grow(w->cx, &w->rows, &w->capacity, w->count + 1, sizeof *w->rows);
    if (st) return st;
    domar_wedge_row *row = &w->rows[w->count];
    *row = (domar_wedge_row){ .line = line };
    const char **texts[] = { &row->economy, &row->industry, &row->partner };
    for (size_t k = 0; k < VALUE; k++) {
        if (w->at[k] == SIZE_MAX) continue;
        char *text = domar_field_text(w->cx, fields[w->at[k]]);
        if (!text) return DOMAR_ENOMEM;
        *texts[k] = text;
        if ((st = w->keep(w->arg, text))) return st;
        if (!*text)
            return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu, column %zu: %s is empty: give a code", w->path, line,
                              w->at[k] + 1, names[k]);
    }
    char *text = domar_field_text(w->cx, fields[w->at[VALUE]]);
    if (!text) return DOMAR_ENOMEM;
    if (!domar_parse_double(text, &row->value) || !isfinite(row->value))
        st = domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu, column %zu: '%s' is not a finite number: correct it", w->path,
                        line, w->at[VALUE] + 1, text);
    domar_release(text);
    w->count++;
    return st;
}

static domar_status take_line(struct work *w, const char *line, size_t size, size_t number)
{
    domar_field fields[MOST];
    if (!size || *line == '#') return DOMAR_OK;
    const size_t count = domar_csv_split(line, size, ',', fields, MOST);
    if (count > MOST)
        return domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: %zu cells are too many", w->path, number, count);
    return w->columns ? take_row(w, fields, count, number) : take_header(w, fields, count, number);
}

static domar_status take_lines(struct work *w, domar_source *source)
{
    const char *block;
    size_t size, first;
    for (;;) {
        domar_status st = domar_source_lines(w->cx, source, &block, &size, &first);
        if (st || !size) return st;
        for (size_t at = 0; at < size && !st; first++) {
            const char *end = memchr(block + at, '\n', size - at);
            size_t length = end ? (size_t)(end - block) - at : size - at;
            const size_t step = length + (end != NULL);
            if (length && block[at + length - 1] == '\r') length--;
            st = take_line(w, block + at, length, first);
            at += step;
        }
        if (st) return st;
    }
}

/* ---- no cell twice: which of two values holds would be anybody's guess */
static int compare(const char *a, const char *b) { return !a || !b ? (a != NULL) - (b != NULL) : strcmp(a, b); }

static int by_cell(const void *a, const void *b)
{
    const domar_wedge_row *x = *(const domar_wedge_row *const *)a, *y = *(const domar_wedge_row *const *)b;
    int order = compare(x->economy, y->economy);
    if (!order) order = compare(x->industry, y->industry);
    if (!order) order = compare(x->partner, y->partner);
    return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

static domar_status refuse_twice(struct work *w)
{
    const domar_mark mark = domar_scratch_mark(w->cx);
    const domar_wedge_row **order = domar_scratch_bytes(w->cx, w->count, sizeof *order);
    domar_status st = order ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->count; k++) order[k] = &w->rows[k];
    if (!st) qsort(order, w->count, sizeof *order, by_cell);
    for (size_t k = 1; !st && k < w->count; k++) {
        const domar_wedge_row *a = order[k - 1], *b = order[k];
        if (compare(a->economy, b->economy) || compare(a->industry, b->industry) || compare(a->partner, b->partner)) continue;
        st = domar_fail(w->cx, DOMAR_EDATA, "%s, line %zu: the same cell as in line %zu: leave one out", w->path, b->line, a->line);
    }
    domar_scratch_rewind(w->cx, mark);
    return st;
}

domar_status domar_wedges_read(domar_cx *cx, domar_wedge_row **rows, size_t *count, const char *path, const domar_wedges_of *of,
                               domar_status (*keep)(void *arg, void *block), void *arg)
{
    struct work w = { .cx = cx, .path = path, .of = of, .keep = keep, .arg = arg };
    domar_source *source = NULL;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st) st = take_lines(&w, source);
    domar_source_free(source);
    if (!st && !w.count && of && w.columns && w.at[KIND] != SIZE_MAX)
        st = domar_fail(cx, DOMAR_EDATA, "%s holds no rows of kind %s (for the factor of the line): see its columns kind and factor", path,
                        of->kind);
    else if (!st && !w.count) st = domar_fail(cx, DOMAR_EDATA, "%s holds no rows: give a header and values", path);
    if (!st) st = refuse_twice(&w);
    if (w.rows) {
        const domar_status kept = keep(arg, w.rows);
        if (!st) st = kept;
    }
    *rows = st ? NULL : w.rows;
    *count = st ? 0 : w.count;
    return st;
}
