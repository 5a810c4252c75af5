/* read/world.c -- a world matrix into a draft. */
#include "read/world_inside.h"
#include "base/text.h"
#include "read/csv.h"
#include "table/codes.h"
#include <stdio.h>

/* A row below the industries. */
struct extra {
    char  *code;
    bool   output, tax;              /* neither: value added */
    double *values;                  /* n + m: by industry, then by final-demand column */
};

struct world {
    domar_world_labels labels;
    domar_draft *draft;
    size_t N, C, n, m;
    bool  *seen;                     /* n: rows read */
    struct extra *extras;
    size_t count, capacity;
};

/* ---- rows */
static domar_status refuse(domar_cx *cx, const struct world *w, size_t line, const char *label,
                           const char *why)
{
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu, row %.60s: %s", w->labels.file, line, label,
                      why);
}

static domar_status new_extra(domar_cx *cx, struct world *w, size_t line, const char *label,
                              size_t *row)
{
    const domar_world_layout *y = w->labels.layout;
    struct extra e = { .output = domar_in_list(y->outputs, label),
                       .tax = domar_in_list(y->taxes, label) };
    const char *cut = strchr(label, '_');
    if (y->tax_suffix && cut && strcmp(cut + 1, y->tax_suffix) == 0) e.tax = true;
    if (!e.output && !e.tax && !domar_in_list(y->factors, label))
        return refuse(
            cx, w, line, label,
            "no column has this name and it is no known row of value added, "
            "tax or output, so the matrix is not square: remove the row or name its column");
    for (size_t k = 0; k < w->count; k++)
        if (strcmp(w->extras[k].code, label) == 0 || (e.output && w->extras[k].output))
            return refuse(cx, w, line, label, "this row comes twice: remove one");
    if (domar_grow(cx, &w->extras, &w->capacity, w->count + 1, sizeof e)) return DOMAR_ENOMEM;
    e.code = domar_strdup(cx, label);
    e.values = e.code ? domar_alloc(cx, w->n + w->m, sizeof(double)) : NULL;
    w->extras[w->count] = e;
    if (e.code) w->count++;
    *row = w->n + w->count - 1;
    return e.values ? DOMAR_OK : DOMAR_ENOMEM;
}

static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct world *w = arg;
    char label[64];
    size_t row = DOMAR_ROW_STOP;
    if (line == 1) return DOMAR_ROW_SKIP;
    snprintf(label, sizeof label, "%.*s", (int)(labels->size < 63 ? labels->size : 63),
             labels->at);
    const char *cut = strchr(label, '_');
    const size_t g =
        cut ? domar_codes_at(&w->labels.economies, label, (size_t)(cut - label)) : SIZE_MAX;
    const size_t k =
        cut ? domar_codes_at(&w->labels.industries, cut + 1, strlen(cut + 1)) : SIZE_MAX;
    if (g == SIZE_MAX || k == SIZE_MAX) {
        const domar_status st = new_extra(cx, w, line, label, &row);
        return st == DOMAR_ENOMEM ? DOMAR_ROW_NO_MEMORY : st ? DOMAR_ROW_STOP : row;
    }
    row = g * w->N + k;
    if (w->seen[row]) {
        refuse(cx, w, line, label, "this row comes twice: remove one");
        return DOMAR_ROW_STOP;
    }
    w->seen[row] = true;
    return row;
}

/* An industry's row fills Z, Y and x; the world's discrepancy of a product is booked with its
 * own economy, so that it crosses no border. */
static void industry_targets(const struct world *w, size_t row, double **to)
{
    const domar_world_labels *l = &w->labels;
    const domar_draft *d = w->draft;
    for (size_t c = 0; c < l->columns; c++)
        switch (l->kind[c]) {
        case DOMAR_COL_INDUSTRY: to[c] = d->Z + row * w->n + l->at[c]; break;
        case DOMAR_COL_FINAL:    to[c] = d->Y + row * w->m + l->at[c]; break;
        case DOMAR_COL_OUTPUT:   to[c] = d->x + row; break;
        case DOMAR_COL_DISCREPANCY:
            to[c] = d->Y + row * w->m + row / w->N * w->C + l->at[c];
            break;
        }
}

static void targets(void *arg, size_t row, double **to)
{
    const struct world *w = arg;
    const domar_world_labels *l = &w->labels;
    if (row < w->n) {
        industry_targets(w, row, to);
        return;
    }
    const struct extra *e = &w->extras[row - w->n];
    for (size_t c = 0; c < l->columns; c++)
        to[c] = l->kind[c] == DOMAR_COL_INDUSTRY ? e->values + l->at[c]
              : l->kind[c] == DOMAR_COL_FINAL && (e->tax || l->layout->listed) ? e->values + w->n + l->at[c] : NULL;
}

static domar_status read_matrix(domar_cx *cx, struct world *w, domar_source *source)
{
    const domar_csv_matrix shape = {
        .delimiter = ',', .labels = 1, .columns = w->labels.columns,
        .names = (const char *const *)(w->labels.names + 1), .empty = DOMAR_EMPTY_ERROR,
        .arg = w, .row_of = row_of, .targets = targets };
    return domar_csv_read(cx, source, &shape);
}

/* ---- from rows to a draft */
static domar_status check_rows(domar_cx *cx, const struct world *w)
{
    const domar_world_labels *l = &w->labels;
    bool output = false, value_added = false;
    for (size_t k = 0; k < w->n; k++)
        if (!w->seen[k])
            return domar_fail(cx, DOMAR_EDATA,
                              "%s: row %s_%s is missing, the matrix is not square or the "
                              "file is cut off: fetch it again or complete it",
                              l->file, l->economies.code[k / w->N], l->industries.code[k % w->N]);
    for (size_t k = 0; k < w->count; k++) {
        output = output || w->extras[k].output;
        value_added = value_added || (!w->extras[k].output && !w->extras[k].tax);
    }
    if (!value_added)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: the row of value added (%s) is missing, the file is cut off "
                          "or incomplete: fetch it again",
                          l->file, l->layout->factors[0]);
    if (l->layout->last) {
        if (!w->count || strcmp(w->extras[w->count - 1].code, l->layout->last) != 0)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s: the last row, %s, is missing, the file is cut off: fetch it again",
                              l->file, l->layout->last);
    } else if (!output)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: the last row, %s, is missing, the file is cut off: fetch "
                          "it again",
                          l->file, l->layout->outputs[0]);
    return DOMAR_OK;
}

/* Value added by a factor row; taxes of one economy get a label that names it. */
static domar_status factor_axis(domar_cx *cx, const struct world *w, domar_axis **axis)
{
    const char **codes = domar_scratch_bytes(cx, w->count, sizeof *codes);
    domar_item *items = domar_scratch_bytes(cx, w->count, sizeof *items);
    domar_status st = DOMAR_OK;
    size_t n = 0;
    if (!codes || !items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->count; k++)
        if (!w->extras[k].output)
            items[n++] =
                (domar_item){ .code = w->extras[k].code,
                              .kind = w->labels.layout->listed ? NULL
                                    : w->extras[k].tax ? DOMAR_TAX_PRODUCTS : DOMAR_VALUE_ADDED };
    for (size_t k = 0; !st && k < n; k++) {
        const char *cut = strchr(items[k].code, '_');
        if (!cut || w->labels.layout->listed) continue;
        const int size = (int)(cut - items[k].code);
        char *en = domar_scratch_bytes(cx, 96, 1), *zh = domar_scratch_bytes(cx, 96, 1);
        if (!en || !zh) return DOMAR_ENOMEM;
        snprintf(en, 96, "Taxes less subsidies on products, %.*s", size < 20 ? size : 20,
                 items[k].code);
        snprintf(zh, 96, "产品税减补贴（%.*s）", size < 20 ? size : 20, items[k].code);
        items[k].en = en;
        items[k].zh = zh;
    }
    if ((st = domar_codes_label(cx, items, n, "factors"))) return st;
    return domar_axis_new(cx, axis, items, n);
}

static domar_status take_extras(domar_cx *cx, struct world *w)
{
    domar_draft *d = w->draft;
    domar_status st = factor_axis(cx, w, &d->factors);
    bool taxes = w->labels.layout->listed;
    size_t f = 0;
    if (st) return st;
    const size_t count = domar_axis_size(d->factors);
    for (size_t k = 0; k < w->count; k++) taxes = taxes || w->extras[k].tax;
    domar_release(d->V);
    d->V = domar_alloc(cx, count * w->n, sizeof(double));
    if (taxes) d->VY = domar_alloc(cx, count * w->m, sizeof(double));
    if (!d->V || (taxes && !d->VY)) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->count; k++) {
        const struct extra *e = &w->extras[k];
        if (e->output) {
            if (!w->labels.has_output) memcpy(d->x, e->values, w->n * sizeof(double));
            continue;
        }
        memcpy(d->V + f * w->n, e->values, w->n * sizeof(double));
        if (d->VY) memcpy(d->VY + f * w->m, e->values + w->n, w->m * sizeof(double));
        f++;
    }
    if (w->labels.layout->last) {
        domar_release(d->x);
        d->x = NULL;
    }
    return DOMAR_OK;
}

static domar_status new_draft(domar_cx *cx, struct world *w, int year)
{
    const domar_world_labels *l = &w->labels;
    domar_axis *economies = NULL, *industries = NULL, *categories = NULL;
    domar_status st =
        domar_codes_axis(cx, &economies, "economies", (const char *const *)l->economies.code,
                         l->economies.count, NULL);
    if (!st)
        st = domar_codes_axis(cx, &industries, l->layout->industry_list,
                              (const char *const *)l->industries.code, l->industries.count, NULL);
    if (!st)
        st = domar_codes_axis(cx, &categories, "categories",
                              (const char *const *)l->categories.code, l->categories.count, NULL);
    if (!st)
        st = domar_draft_new(cx, &w->draft, year, economies, industries, categories, NULL, NULL);
    domar_axis_free(economies);
    domar_axis_free(industries);
    domar_axis_free(categories);
    return st;
}

domar_status domar_world_read(domar_cx *cx, domar_series *series, domar_source *source, int year,
                              const domar_world_layout *layout)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct world w = { 0 };
    domar_status st = domar_world_label(cx, &w.labels, source, layout);
    if (st) goto done;
    w.N = w.labels.industries.count;
    w.C = w.labels.categories.count;
    w.n = w.labels.economies.count * w.N;
    w.m = w.labels.economies.count * w.C;
    w.seen = domar_scratch_bytes(cx, w.n, sizeof *w.seen);
    if (!w.seen) { st = DOMAR_ENOMEM; goto done; }
    if ((st = new_draft(cx, &w, year)) || (st = read_matrix(cx, &w, source)) ||
        (st = check_rows(cx, &w)) || (st = take_extras(cx, &w))) goto done;
    st = domar_series_add(cx, series, w.draft);
    w.draft = NULL;
done:
    domar_draft_free(w.draft);
    for (size_t k = 0; k < w.count; k++) {
        domar_release(w.extras[k].code);
        domar_release(w.extras[k].values);
    }
    domar_release(w.extras);
    domar_release(w.labels.names);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- probes */
static void copy_field(char *to, size_t room, domar_field f)
{
    snprintf(to, room, "%.*s", (int)(f.size < room - 1 ? f.size : room - 1), f.at);
}

static const char *first_line(const domar_head *head, size_t *size)
{
    const char *stop = memchr(head->bytes, '\n', head->size);
    *size = stop ? (size_t)(stop - head->bytes) : head->size;
    return stop || head->whole ? head->bytes : NULL;
}

bool domar_world_header(const domar_head *head, char first[32], char second[64], char last[64])
{
    size_t size;
    domar_field f[2];
    const char *line = first_line(head, &size);
    if (!line || domar_csv_split(line, size, ',', f, 2) < 3) return false;
    copy_field(first, 32, f[0]);
    copy_field(second, 64, f[1]);
    while (size && (line[size - 1] == '\r' || line[size - 1] == ',' || line[size - 1] == ' '))
        size--;
    const char *comma = memrchr(line, ',', size);
    if (!comma) return false;
    domar_csv_split(comma + 1, (size_t)(line + size - comma) - 1, ',', f, 1);
    copy_field(last, 64, f[0]);
    return true;
}

bool domar_world_has(const domar_head *head, const char *category)
{
    size_t size;
    const char *line = first_line(head, &size), *p = line;
    const size_t length = strlen(category);
    while (line && (p = memmem(p, (size_t)(line + size - p), category, length))) {
        const char before = p > line ? p[-1] : ',',
                   after = p + length < line + size ? p[length] : ',';
        if (before == '_' && (after == ',' || after == '"' || after == '\r')) return true;
        if (after == '_' && (before == ',' || before == '"')) return true;
        p += length;
    }
    return false;
}
