/* read/oecd_national.c -- national tables of the OECD with total flows (docs/readers/
 * oecd_national.md).
 *
 *     Code,Description,01,...,45,HFCE,...,EXPO,IMPO      rows 01.., TXS_IMP_FNL, ..., OUTPUT
 *
 * The official files prefix rows with TTL_ and columns with D; both are accepted.  Imports stand
 * in the flows and come off in the negative column IMPO. */
#include "read/grid.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

enum { MOST_BYTES = 64 << 20, MOST_USES = 32, F = 3 };
static const char *const factors[F] = { "TXS_IMP_FNL", "TXS_INT_FNL", "VALU" };

struct layout {
    const domar_grid *g;
    size_t labels, n, C;          /* label columns, industries, uses */
    size_t factor[F], output, total;
};

static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    const char *stop = memchr(head->bytes, '\n', head->size);
    if (!stop) return 0;
    const size_t size = (size_t)(stop - head->bytes);
    if (!memmem(head->bytes, size, "HFCE", 4) || !memmem(head->bytes, size, "EXPO", 4) ||
        !memmem(head->bytes, size, "IMPO", 4)) return 0;
    /* A table of one economy has a short head and its total rows in it. */
    return memmem(head->bytes, head->size, "TXS_INT_FNL", 11) &&
                   memmem(head->bytes, head->size, "OUTPUT", 6)
               ? 98
               : 0;
}

/* The code inside a label: TTL_01T02, D01T02, 01. */
static const char *bare(const char *label)
{
    if (strncmp(label, "TTL_", 4) == 0) label += 4;
    return label[0] == 'D' && isdigit((unsigned char)label[1]) ? label + 1 : label;
}

static domar_status missing(domar_cx *cx, const struct layout *l, const char *what)
{
    return domar_fail(cx, DOMAR_EDATA,
                      "%s: %s is missing: docs/readers/oecd_national.md describes the "
                      "layout",
                      l->g->name, what);
}

static domar_status find_layout(domar_cx *cx, struct layout *l, const domar_grid *g)
{
    *l = (struct layout){ .g = g };
    const size_t width = domar_grid_width(g, 0), households = domar_grid_column(g, "HFCE");
    if (households == SIZE_MAX) return missing(cx, l, "the column HFCE");
    l->labels = strcmp(domar_grid_text(g, 0, 1), "Description") == 0 ? 2 : 1;
    l->n = households - l->labels;
    l->C = width - households;
    if (!l->n || l->C > MOST_USES) return missing(cx, l, "the block of industries before HFCE");
    for (size_t r = 0; r < g->rows; r++)
        if (domar_grid_width(g, r) != width)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu (%s): %zu fields, the header has %zu",
                              g->name, g->row[r].line, domar_grid_text(g, r, 0),
                              domar_grid_width(g, r), width);
    for (size_t k = 0; k < l->n; k++) {
        const char *want = domar_grid_text(g, 0, l->labels + k);
        if (k + 1 >= g->rows || strcmp(bare(domar_grid_text(g, k + 1, 0)), bare(want)) != 0)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line %zu: row %s where %s should stand: rows follow the order "
                              "of the columns",
                              g->name, k + 1 < g->rows ? g->row[k + 1].line : g->rows,
                              k + 1 < g->rows ? domar_grid_text(g, k + 1, 0) : "(end)", want);
    }
    for (size_t f = 0; f < F; f++)
        if ((l->factor[f] = domar_grid_row(g, factors[f])) == SIZE_MAX)
            return missing(cx, l, factors[f]);
    l->output = domar_grid_row(g, "OUTPUT");
    l->total = domar_grid_row(g, "TTL_INT_FNL");
    return l->output == SIZE_MAX ? missing(cx, l, "the row OUTPUT") : DOMAR_OK;
}

/* Three capitals in the file's name that the list of economies knows. */
static domar_status economy(domar_cx *cx, domar_axis **out, const char *path)
{
    const char *slash = strrchr(path, '/');
    for (const char *p = slash ? slash + 1 : path; *p; p++) {
        char code[4] = "";
        const char *list[] = { code };
        size_t size = 0;
        while (isupper((unsigned char)p[size])) size++;
        if (size == 3) {
            memcpy(code, p, 3);
            const domar_status st = domar_codes_axis(cx, out, "economies", list, 1, NULL);
            if (st || strcmp(domar_axis_label(*out, 0, "en"), code) != 0) return st;
            domar_axis_free(*out);
            *out = NULL;
        }
        if (size) p += size - 1;
    }
    return domar_fail(cx, DOMAR_EDATA,
                      "%s: the name does not say the economy: name the file like CHN2018ttl.csv",
                      path);
}

static domar_status industries(domar_cx *cx, domar_axis **out, const struct layout *l)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, l->n, sizeof *items);
    domar_status st = DOMAR_ENOMEM;
    if (!items) goto done;
    for (size_t k = 0; k < l->n; k++)
        items[k] = (domar_item){ .code = bare(domar_grid_text(l->g, k + 1, 0)),
                                 .en = l->labels == 2 ? domar_grid_text(l->g, k + 1, 1) : NULL };
    const bool numbered = l->n == 45 && strcmp(items[0].code, "01") == 0;
    st = domar_codes_label(cx, items, l->n, numbered ? "industries_oecd45" : "industries_icio");
    if (!st) st = domar_axis_new(cx, out, items, l->n);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status new_draft(domar_cx *cx, domar_draft **out, const struct layout *l, int year)
{
    domar_axis *a[4] = { NULL };
    const char *uses[MOST_USES];
    for (size_t c = 0; c < l->C; c++) uses[c] = domar_grid_text(l->g, 0, l->labels + l->n + c);
    domar_status st = economy(cx, a, l->g->name);
    if (!st) st = industries(cx, a + 1, l);
    if (!st) st = domar_codes_axis(cx, a + 2, "categories", uses, l->C, NULL);
    if (!st) st = domar_codes_axis(cx, a + 3, "factors", factors, F, NULL);
    if (!st) st = domar_draft_new(cx, out, year, a[0], a[1], a[2], a[3], NULL);
    for (size_t k = 0; k < 4; k++) domar_axis_free(a[k]);
    return st;
}

/* count numbers of a row from column. */
static domar_status take(domar_cx *cx, const struct layout *l, size_t row, size_t column,
                         size_t count, double *to)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < count; k++)
        st = domar_grid_number(cx, l->g, row, column + k, to + k);
    return st;
}

/* Printed intermediate use is what it says; figures are rounded to a tenth. */
static domar_status check_total(domar_cx *cx, const struct layout *l, const domar_draft *d)
{
    for (size_t j = 0; l->total != SIZE_MAX && j < l->n; j++) {
        double printed, sum = d->V[j] + d->V[l->n + j];
        const domar_status st = domar_grid_number(cx, l->g, l->total, l->labels + j, &printed);
        if (st) return st;
        for (size_t i = 0; i < l->n; i++) sum += d->Z[i * l->n + j];
        if (fabs(printed - sum) > 1e-3 * fabs(printed) + 0.1 * (double)l->n)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line %zu (TTL_INT_FNL), column %s: printed total %.6g, its "
                              "parts "
                              "add up to %.6g: a cell is missing or wrong",
                              l->g->name, l->g->row[l->total].line,
                              domar_grid_text(l->g, 0, l->labels + j), printed, sum);
    }
    return DOMAR_OK;
}

static domar_status fill(domar_cx *cx, const struct layout *l, domar_draft *d)
{
    const size_t uses = l->labels + l->n;
    domar_status st = DOMAR_OK;
    if (!(d->VY = domar_alloc(cx, F * l->C, sizeof(double)))) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < l->n; k++) {
        st = take(cx, l, k + 1, l->labels, l->n, d->Z + k * l->n);
        if (!st) st = take(cx, l, k + 1, uses, l->C, d->Y + k * l->C);
    }
    for (size_t f = 0; !st && f < F; f++) {
        st = take(cx, l, l->factor[f], l->labels, l->n, d->V + f * l->n);
        if (!st) st = take(cx, l, l->factor[f], uses, l->C, d->VY + f * l->C);
    }
    if (!st) st = take(cx, l, l->output, l->labels, l->n, d->x);
    return st ? st : check_total(cx, l, d);
}

static domar_status tell(domar_cx *cx, domar_series *series)
{
    static const domar_pair known[] = {
        { "title", "OECD national input-output table, total flows" },
        { "source", "OECD Input-Output Tables" },
        { "citation", "OECD, Input-Output Tables, oe.cd/i-o" },
        { "currency", "USD" }, { "unit", "million" }, { "price_basis", "current, basic prices" },
        { "notes", "imports are a negative final-demand column (competitive imports)" }, { NULL, NULL } };
    return domar_info_set_all(cx, series, known);
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    domar_grid *g = NULL;
    domar_draft *d = NULL;
    struct layout l;
    int year;
    domar_status st = domar_source_year(cx, source, options->year, &year);
    if (!st) st = domar_grid_read(cx, &g, source, MOST_BYTES);
    if (!st) st = find_layout(cx, &l, g);
    if (!st) st = new_draft(cx, &d, &l, year);
    if (!st) st = fill(cx, &l, d);
    if (!st) {
        st = domar_series_add(cx, series, d);
        d = NULL;
    }
    if (!st) st = tell(cx, series);
    domar_draft_free(d);
    domar_grid_free(g);
    return st;
}

const domar_reader domar_read_oecd_national = { .id = "oecd_national",
                                                .title_en = "OECD national input-output tables",
                                                .title_zh = "经合组织国家投入产出表",
                                                .page = "docs/readers/oecd_national.md",
                                                .probe = probe,
                                                .read = read };
