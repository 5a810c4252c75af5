/* read/matrix.c -- any labelled matrix, described by the YAML page beside it
 * (docs/readers/matrix.md).  The header names the columns; columns of industries, of final
 * demand, of output and those to leave out are told apart by the page, rows likewise. */
#include "read/csv.h"
#include "read/sidecar.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <math.h>
#include <string.h>

enum what { SKIP, INDUSTRY, USE, OUTPUT };
struct column { enum what what; size_t economy, item; };

struct matrix {
    const domar_sidecar *page;
    const char *file;
    const char **names;           /* labels of the columns, in scratch */
    struct column *column;
    size_t columns;
    const char **economies, **industries;     /* codes in order, borrowed or in scratch */
    size_t G, N;
    domar_axis *axis[5];
    domar_draft *d;
    double *x_row, *x_column;     /* n each, in scratch */
    bool   *seen;                 /* by row: industries, factors, satellites, output */
    bool   *has;                  /* n: the header has a column of it */
    size_t rows, header;          /* rows that are expected; line of the header */
};

static int probe(const domar_head *head, const domar_read_options *options)
{
    /* The page says so: but one that only speaks of another layout's file is not for us. */
    return options->sidecar && head->size ? 95 : 0;
}

/* ---- texts of fields */
static const char *keep(domar_cx *cx, domar_field f)
{
    while (f.size && (*f.at == ' ' || *f.at == '\t')) f.at++, f.size--;
    while (f.size && (f.at[f.size - 1] == ' ' || f.at[f.size - 1] == '\r')) f.size--;
    char *text = domar_scratch_bytes(cx, f.size + 1, 1);
    if (text) memcpy(text, f.at, f.size);
    return text;
}

/* Economy and rest of a label: "CHN_C10T12" at the first separator. */
static const char *cut(const struct matrix *m, const char *label, size_t *economy_size)
{
    const char *separator = m->page->separator;
    if (!separator || !*separator) {
        *economy_size = 0;
        return label;
    }
    const char *at = strstr(label, separator);
    *economy_size = at ? (size_t)(at - label) : 0;
    return at ? at + strlen(separator) : NULL;
}

/* ---- the header */
static domar_status read_header(domar_cx *cx, struct matrix *m, domar_source *source)
{
    domar_head head;
    domar_status st = domar_source_head(cx, source, &head);
    if (st) return st;
    const char *stop = memchr(head.bytes, '\n', head.size);
    if (!stop && !head.whole)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: the first line is longer than 1 MiB: it should hold the "
                          "labels of the columns",
                          m->file);
    size_t size = stop ? (size_t)(stop - head.bytes) : head.size;
    if (size && head.bytes[size - 1] == '\r') size--;
    const char delimiter = domar_csv_delimiter(head.bytes, size);
    const size_t count = domar_csv_split(head.bytes, size, delimiter, NULL, 0);
    if (count <= m->page->labels)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, line 1: %zu fields, %zu of them labels: no column is left "
                          "(separators may be comma, semicolon, tab)",
                          m->file, count, m->page->labels);
    domar_field *fields = domar_scratch_bytes(cx, count, sizeof *fields);
    m->columns = count - m->page->labels;
    m->names = domar_scratch_bytes(cx, m->columns, sizeof *m->names);
    m->column = domar_scratch_bytes(cx, m->columns, sizeof *m->column);
    if (!fields || !m->names || !m->column) return DOMAR_ENOMEM;
    domar_csv_split(head.bytes, size, delimiter, fields, count);
    for (size_t c = 0; c < m->columns; c++)
        if (!(m->names[c] = keep(cx, fields[m->page->labels + c]))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

/* Place of a code in a growing list; the list must have room. */
static size_t place(const char **codes, size_t *count, const char *code, size_t size)
{
    for (size_t k = 0; k < *count; k++)
        if (strlen(codes[k]) == size && memcmp(codes[k], code, size) == 0) return k;
    return SIZE_MAX;
}

static domar_status add_place(domar_cx *cx, const char **codes, size_t *count, const char *code,
                              size_t size, size_t *at)
{
    if ((*at = place(codes, count, code, size)) != SIZE_MAX) return DOMAR_OK;
    char *copy = domar_scratch_bytes(cx, size + 1, 1);
    if (!copy) return DOMAR_ENOMEM;
    memcpy(copy, code, size);
    *at = *count;
    codes[(*count)++] = copy;
    return DOMAR_OK;
}

static domar_status classify(domar_cx *cx, struct matrix *m, size_t c)
{
    const domar_sidecar *p = m->page;
    const char *label = m->names[c];
    struct column *column = m->column + c;
    size_t size;
    if (domar_sidecar_find(&p->ignore, label) != SIZE_MAX) return DOMAR_OK;
    if (p->output && strcmp(label, p->output) == 0) {
        column->what = OUTPUT;
        return DOMAR_OK;
    }
    const char *rest = cut(m, label, &size);
    if (!rest || (!size && !p->economy))
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, line 1, column %zu (%s): no economy and \"%s\" in the "
                          "label: name it under output or ignore in %s",
                          m->file, c + p->labels + 1, label, p->separator, p->path);
    const char *economy = size ? label : p->economy;
    if (!size) size = strlen(economy);
    column->item = domar_sidecar_find(&p->final_demand, rest);
    column->what = column->item == SIZE_MAX ? INDUSTRY : USE;
    if (p->economies.count && place(m->economies, &m->G, economy, size) == SIZE_MAX)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, line 1, column %zu (%s): the economy is not in the list of "
                          "%s",
                          m->file, c + p->labels + 1, label, p->path);
    domar_status st = add_place(cx, m->economies, &m->G, economy, size, &column->economy);
    if (!st && column->what == INDUSTRY)
        st = add_place(cx, m->industries, &m->N, rest, strlen(rest), &column->item);
    return st;
}

/* Every economy has every industry once, unless the page lets some be absent. */
static domar_status check_columns(domar_cx *cx, struct matrix *m)
{
    const size_t C = m->page->final_demand.count, width = m->N + C;
    size_t *count = domar_scratch_bytes(cx, m->G * width, sizeof *count);
    m->has = domar_scratch_bytes(cx, m->G * m->N, sizeof *m->has);
    if (!count || !m->has) return DOMAR_ENOMEM;
    for (size_t c = 0; c < m->columns; c++) {
        const struct column *k = m->column + c;
        if (k->what != INDUSTRY && k->what != USE) continue;
        if (count[k->economy * width + (k->what == USE ? m->N : 0) + k->item]++)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1, column %zu: the label %s stands twice: rename "
                              "one",
                              m->file, c + m->page->labels + 1, m->names[c]);
    }
    for (size_t g = 0; g < m->G; g++)
        for (size_t k = 0; k < m->N; k++) {
            m->has[g * m->N + k] = count[g * width + k] > 0;
            if (!count[g * width + k] && !m->page->absent)
                return domar_fail(cx, DOMAR_EDATA,
                                  "%s, line 1: economy %s has no column of industry %s, "
                                  "which others have: mend the label, or say absent: zero in %s",
                                  m->file, m->economies[g], m->industries[k], m->page->path);
        }
    for (size_t k = 0; k < C; k++) {
        size_t any = 0, without = 0;
        for (size_t g = 0; g < m->G; g++) {
            if (count[g * width + m->N + k]) any++;
            else without = g;
        }
        if (!any)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s has no column of final demand %s",
                              m->page->path, m->page->final_demand.line[k], m->file,
                              m->page->final_demand.item[k].code);
        if (any < m->G && !m->page->absent)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1: economy %s has no column of final demand %s, "
                              "which others have: mend the label, or say absent: zero in %s",
                              m->file, m->economies[without], m->page->final_demand.item[k].code,
                              m->page->path);
    }
    return DOMAR_OK;
}

static domar_status lay_out(domar_cx *cx, struct matrix *m)
{
    const domar_sidecar *p = m->page;
    if (!p->separator && !p->economy)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: give the separator of economy and industry in the labels, "
                          "or economy: CODE for a table of one economy",
                          p->path);
    if (!p->final_demand.count)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: final_demand is missing: list its columns with their kinds",
                          p->path);
    m->economies = domar_scratch_bytes(cx, m->columns + p->economies.count, sizeof *m->economies);
    m->industries =
        domar_scratch_bytes(cx, m->columns + p->industries.count, sizeof *m->industries);
    if (!m->economies || !m->industries) return DOMAR_ENOMEM;
    for (size_t k = 0; k < p->economies.count; k++)
        m->economies[m->G++] = p->economies.item[k].code;
    for (size_t k = 0; k < p->industries.count; k++)
        m->industries[m->N++] = p->industries.item[k].code;
    for (size_t c = 0; c < m->columns; c++) {
        const domar_status st = classify(cx, m, c);
        if (st) return st;
    }
    if (!m->N)
        return domar_fail(cx, DOMAR_EDATA, "%s, line 1: no column of an industry", m->file);
    return check_columns(cx, m);
}

/* ---- axes: the page's own words first, then the code list */
static domar_status make_axis(domar_cx *cx, domar_axis **out, const char **codes, size_t count,
                              const domar_sidecar_list *words, const char *list)
{
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) {
        const size_t at = codes ? domar_sidecar_find(words, codes[k]) : k;
        items[k] = at == SIZE_MAX ? (domar_item){ .code = codes[k] } : words->item[at];
    }
    const domar_status st = list ? domar_codes_label(cx, items, count, list) : DOMAR_OK;
    return st ? st : domar_axis_new(cx, out, items, count);
}

static domar_status make_draft(domar_cx *cx, struct matrix *m, int year)
{
    const domar_sidecar *p = m->page;
    domar_status st = make_axis(cx, &m->axis[0], m->economies, m->G, &p->economies, "economies");
    if (!st) st = make_axis(cx, &m->axis[1], m->industries, m->N, &p->industries, p->industry_list);
    if (!st)
        st = make_axis(cx, &m->axis[2], NULL, p->final_demand.count, &p->final_demand,
                       "categories");
    if (!st && p->factors.count)
        st = make_axis(cx, &m->axis[3], NULL, p->factors.count, &p->factors, "factors");
    if (!st && p->satellites.count)
        st = make_axis(cx, &m->axis[4], NULL, p->satellites.count, &p->satellites, "satellites");
    if (!st) st = domar_draft_new(cx, &m->d, year, m->axis[0], m->axis[1], m->axis[2], m->axis[3],
                                  m->axis[4]);
    if (st) return st;
    const size_t n = m->G * m->N, uses = m->G * p->final_demand.count;
    m->rows = n + p->factors.count + p->satellites.count + 1;
    m->x_row = domar_scratch(cx, n);
    m->x_column = domar_scratch(cx, n);
    m->seen = domar_scratch_bytes(cx, m->rows, sizeof *m->seen);
    if (!m->x_row || !m->x_column || !m->seen) return DOMAR_ENOMEM;
    if (!p->factors.count) return DOMAR_OK;
    m->d->VY = domar_alloc(cx, p->factors.count * uses, sizeof(double));
    return m->d->VY ? DOMAR_OK : DOMAR_ENOMEM;
}

/* ---- rows: industries, then factors, satellites, output */
static size_t find_row(const struct matrix *m, const char *label)
{
    const domar_sidecar *p = m->page;
    const size_t n = m->G * m->N;
    size_t size, k;
    if (p->output && strcmp(label, p->output) == 0) return m->rows - 1;
    if ((k = domar_sidecar_find(&p->factors, label)) != SIZE_MAX) return n + k;
    if ((k = domar_sidecar_find(&p->satellites, label)) != SIZE_MAX)
        return n + p->factors.count + k;
    const char *rest = cut(m, label, &size), *economy = size ? label : p->economy;
    if (!rest || !economy) return SIZE_MAX;
    size_t G = m->G, N = m->N;
    const size_t g = place(m->economies, &G, economy, size ? size : strlen(economy));
    const size_t i = place(m->industries, &N, rest, strlen(rest));
    if (g == SIZE_MAX || i == SIZE_MAX || !m->has[g * m->N + i]) return SIZE_MAX;
    return g * m->N + i;
}

static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct matrix *m = arg;
    if (line == m->header) return DOMAR_ROW_SKIP;
    const domar_mark mark = domar_scratch_mark(cx);
    const char *label = keep(cx, labels[0]);
    size_t row = DOMAR_ROW_NO_MEMORY;
    if (!label) goto done;
    if (domar_sidecar_find(&m->page->ignore, label) != SIZE_MAX) {
        row = DOMAR_ROW_SKIP;
        goto done;
    }
    row = find_row(m, label);
    if (row == SIZE_MAX)
        domar_fail(cx, DOMAR_EDATA,
                   "%s, line %zu: the row %s is neither an industry of the header nor named "
                   "in %s: add it to factors, satellites or ignore",
                   m->file, line, label, m->page->path);
    else if (m->seen[row]) {
        domar_fail(cx, DOMAR_EDATA, "%s, line %zu: the row %s comes twice: rename one",
                   m->file, line, label);
        row = DOMAR_ROW_STOP;
    } else
        m->seen[row] = true;
done:
    domar_scratch_rewind(cx, mark);
    return row;
}

/* Where a row's numbers go: base[0] by industry, base[1] by use, base[2] output. */
static void bases(struct matrix *m, size_t row, double *base[3])
{
    const size_t n = m->G * m->N, F = m->page->factors.count,
                 u = m->G * m->page->final_demand.count;
    base[0] = base[1] = base[2] = NULL;
    if (row < n) {
        base[0] = m->d->Z + row * n;
        base[1] = m->d->Y + row * u;
        base[2] = m->x_column + row;
    } else if (row < n + F) {
        base[0] = m->d->V + (row - n) * n;
        base[1] = m->d->VY + (row - n) * u;
    } else
        base[0] = row + 1 < m->rows ? m->d->S + (row - n - F) * n : m->x_row;
}

static void targets(void *arg, size_t row, double **to)
{
    struct matrix *m = arg;
    double *base[3];
    bases(m, row, base);
    for (size_t c = 0; c < m->columns; c++) {
        const struct column *k = m->column + c;
        to[c] = NULL;
        if (k->what == INDUSTRY && base[0]) to[c] = base[0] + k->economy * m->N + k->item;
        else if (k->what == USE && base[1])
            to[c] = base[1] + k->economy * m->page->final_demand.count + k->item;
        else if (k->what == OUTPUT) to[c] = base[2];
    }
}

/* ---- after the last row */
static domar_status check_rows(domar_cx *cx, const struct matrix *m)
{
    const size_t n = m->G * m->N, F = m->page->factors.count;
    for (size_t r = 0; r + 1 < m->rows; r++) {
        if (m->seen[r] || (r < n && (!m->has[r] || m->page->absent))) continue;
        if (r < n)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s: no row of %s, industry %s, which has a column: the table of "
                              "flows must be square, or say absent: zero in %s",
                              m->file, m->economies[r / m->N], m->industries[r % m->N],
                              m->page->path);
        const domar_sidecar_list *list = r < n + F ? &m->page->factors : &m->page->satellites;
        const size_t k = r < n + F ? r - n : r - n - F;
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s has no row %s", m->page->path,
                          list->line[k], m->file, list->item[k].code);
    }
    return DOMAR_OK;
}

/* What was empty is nothing, but for satellites, where it is missing. */
static bool zero_empty(double *values, size_t count)
{
    bool any = false;
    for (size_t k = 0; k < count; k++) {
        if (isnan(values[k])) values[k] = 0;
        any = any || values[k] != 0;
    }
    return any;
}

static void take_output(domar_cx *cx, struct matrix *m)
{
    const size_t n = m->G * m->N;
    bool column = false;
    for (size_t c = 0; c < m->columns; c++) column = column || m->column[c].what == OUTPUT;
    const bool row = m->seen[m->rows - 1];
    if (!row && !column) {
        domar_release(m->d->x);
        m->d->x = NULL;
        return;
    }
    for (size_t i = 0; row && column && i < n; i++)
        if (fabs(m->x_row[i] - m->x_column[i]) > 1e-6 * fabs(m->x_row[i])) {
            domar_log(cx, DOMAR_LOG_WARNING,
                      "%s: output of %s %s is %.6g in the column and %.6g in the row: the "
                      "column counts",
                      m->file, m->economies[i / m->N], m->industries[i % m->N], m->x_column[i],
                      m->x_row[i]);
            break;
        }
    memcpy(m->d->x, column ? m->x_column : m->x_row, n * sizeof(double));
}

static domar_status finish(domar_cx *cx, struct matrix *m)
{
    const domar_status st = check_rows(cx, m);
    if (st) return st;
    const size_t n = m->G * m->N, F = m->page->factors.count,
                 u = m->G * m->page->final_demand.count;
    zero_empty(m->d->Z, n * n);
    zero_empty(m->d->Y, n * u);
    zero_empty(m->d->V, F * n);
    zero_empty(m->x_row, n);
    zero_empty(m->x_column, n);
    if (m->d->VY && !zero_empty(m->d->VY, F * u)) {
        domar_release(m->d->VY);
        m->d->VY = NULL;
    }
    take_output(cx, m);
    return DOMAR_OK;
}

static domar_status read_numbers(domar_cx *cx, struct matrix *m, domar_source *source)
{
    domar_head head;
    domar_status st = domar_source_head(cx, source, &head);
    if (st) return st;
    const char *stop = memchr(head.bytes, '\n', head.size);
    const domar_csv_matrix shape = { .delimiter = domar_csv_delimiter(
                                         head.bytes,
                                         stop ? (size_t)(stop - head.bytes) : head.size),
                                     .labels = m->page->labels,
                                     .columns = m->columns,
                                     .names = m->names,
                                     .empty = DOMAR_EMPTY_NAN,
                                     .arg = m,
                                     .row_of = row_of,
                                     .targets = targets };
    m->header = 1;
    st = domar_source_rewind(cx, source);
    if (!st) st = domar_csv_read(cx, source, &shape);
    return st ? st : finish(cx, m);
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct matrix m = { .file = domar_source_name(source) };
    domar_sidecar *page = NULL;
    int year = 0;
    domar_status st = options->sidecar ? domar_sidecar_read(cx, &page, options->sidecar)
                                       : domar_fail(cx, DOMAR_EUSAGE,
                                                    "%s: a matrix needs a page that describes it: "
                                                    "give --sidecar FILE.yaml",
                                                    m.file);
    m.page = page;
    if (!st && page->year && options->year && page->year != options->year)
        st = domar_fail(cx, DOMAR_EDATA, "%s: its page %s says %d, the year asked for is %d: leave --year out, or "
                        "mend the page", m.file, page->path, page->year, options->year);
    if (!st) st = domar_source_year(cx, source, options->year ? options->year : page->year, &year);
    if (!st) st = read_header(cx, &m, source);
    if (!st) st = lay_out(cx, &m);
    if (!st) st = make_draft(cx, &m, year);
    if (!st) st = read_numbers(cx, &m, source);
    if (!st) {
        st = domar_series_add(cx, series, m.d);
        m.d = NULL;
    }
    if (!st) st = domar_sidecar_tell(cx, page, series);
    for (size_t k = 0; k < 5; k++) domar_axis_free(m.axis[k]);
    domar_draft_free(m.d);
    domar_sidecar_free(page);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_reader domar_read_matrix = {
    .id = "matrix", .title_en = "Labelled matrix with a YAML page that describes it",
    .title_zh = "带说明文件（YAML）的标签矩阵", .page = "docs/readers/matrix.md",
    .probe = probe, .read = read };
