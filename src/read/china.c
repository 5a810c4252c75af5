/* read/china.c -- national tables of China, 41 to 153 industries (docs/readers/china.md).
 *
 * Competitive imports: row i is  sum_j z_ij + uses - IM_i + ERR_i = GO_i, and IM enters Y with
 * its sign turned.  With a column Origin the domestic rows stand alone and the imported rows are
 * summed into one factor row of kind imported_inputs.  Subtotals are checked and never stored. */
#include "read/grid.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

enum { MOST_BYTES = 64 << 20, MOST_USES = 16, FACTORS = 4 };

struct use { const char *code; size_t column; };

struct layout {
    const domar_grid *g;
    size_t labels, n, first;            /* label columns; industries; row of the first industry */
    bool   origin;                      /* domestic and imported rows apart */
    struct use uses[MOST_USES];
    size_t count;                       /* uses that are stored */
    size_t factor[FACTORS];             /* rows VA001 .. VA004 */
};

static const char *const factor_codes[FACTORS + 1] = { "VA001", "VA002", "VA003", "VA004",
    "IM_INT" };

static bool is_number(const char *text)
{
    if (!*text) return false;
    for (; *text; text++)
        if (!isdigit((unsigned char)*text)) return false;
    return true;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    static const char start[] = "Code,Description,DescriptionInChinese,";
    (void)options;
    const char *stop = memchr(head->bytes, '\n', head->size);
    const size_t size = stop ? (size_t)(stop - head->bytes) : head->size;
    if (size < sizeof start || memcmp(head->bytes, start, sizeof start - 1) != 0) return 0;
    return memmem(head->bytes, size, ",TIU,", 5) && memmem(head->bytes, size, ",GO", 3) ? 100 : 0;
}

/* A use is stored unless its parts are: THC = FU101 + FU102 and so on. */
static void choose_uses(struct layout *l)
{
    static const struct { const char *code, *unless; } known[] = {
        { "FU101", NULL }, { "FU102", NULL }, { "THC", "FU101" }, { "FU103", NULL },
        { "TC", "FU103" }, { "FU201", NULL }, { "FU202", NULL }, { "GCF", "FU201" },
        { "EX", NULL }, { "IM", NULL }, { "ERR", NULL } };
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        const size_t column = domar_grid_column(l->g, known[k].code);
        if (column == SIZE_MAX ||
            (known[k].unless && domar_grid_column(l->g, known[k].unless) != SIZE_MAX))
            continue;
        l->uses[l->count++] = (struct use){ known[k].code, column };
    }
}

static domar_status missing(domar_cx *cx, const struct layout *l, const char *what,
                            const char *code)
{
    return domar_fail(cx, DOMAR_EDATA, "%s: the %s %s is missing: the layout is described in "
                      "docs/readers/china.md", l->g->name, what, code);
}

/* Row of industry k in the domestic (part 0) or imported (part 1) block. */
static size_t row_of(const struct layout *l, size_t k, size_t part)
{
    return l->first + part * l->n + k;
}

static domar_status check_rows(domar_cx *cx, const struct layout *l)
{
    for (size_t part = 0; part < (l->origin ? 2u : 1u); part++)
        for (size_t k = 0; k < l->n; k++) {
            const size_t r = row_of(l, k, part);
            const char *want = domar_grid_text(l->g, 0, l->labels + k);
            if (r >= l->g->rows || strcmp(domar_grid_text(l->g, r, 0), want) != 0)
                return domar_fail(cx, DOMAR_EDATA,
                                  "%s, line %zu: row %s where %s should stand: rows "
                                  "follow the order of the columns",
                                  l->g->name, l->g->row[r < l->g->rows ? r : l->g->rows - 1].line,
                                  r < l->g->rows ? domar_grid_text(l->g, r, 0) : "(end)", want);
            if (l->origin &&
                strcmp(domar_grid_text(l->g, r, 3), part ? "Imports" : "Domestic") != 0)
                return domar_fail(cx, DOMAR_EDATA, "%s, line %zu (%s): Origin is \"%.20s\", not %s",
                                  l->g->name, l->g->row[r].line, want, domar_grid_text(l->g, r, 3),
                                  part ? "Imports" : "Domestic");
        }
    return DOMAR_OK;
}

static domar_status find_layout(domar_cx *cx, struct layout *l, const domar_grid *g)
{
    *l = (struct layout){ .g = g, .first = 1 };
    l->origin = strcmp(domar_grid_text(g, 0, 3), "Origin") == 0;
    l->labels = l->origin ? 4 : 3;
    while (is_number(domar_grid_text(g, 0, l->labels + l->n))) l->n++;
    if (!l->n) return missing(cx, l, "column", "01");
    if (domar_grid_column(g, "GO") == SIZE_MAX) return missing(cx, l, "column", "GO");
    for (size_t r = 0; r < g->rows; r++)
        if (domar_grid_width(g, r) != domar_grid_width(g, 0))
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu (%s): %zu fields, the header has %zu",
                              g->name, g->row[r].line, domar_grid_text(g, r, 0),
                              domar_grid_width(g, r), domar_grid_width(g, 0));
    choose_uses(l);
    if (!l->count) return missing(cx, l, "column", "FU101 or TC");
    for (size_t f = 0; f < FACTORS; f++)
        if ((l->factor[f] = domar_grid_row(g, factor_codes[f])) == SIZE_MAX)
            return missing(cx, l, "row", factor_codes[f]);
    return check_rows(cx, l);
}

/* Labels stand in the file; broad sectors come from the list, by the Chinese label. */
static domar_status industries(domar_cx *cx, domar_axis **out, const struct layout *l)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, l->n, sizeof *items);
    domar_status st = DOMAR_ENOMEM;
    if (!items) goto done;
    for (size_t k = 0; k < l->n; k++)
        items[k] = (domar_item){ .code = domar_grid_text(l->g, row_of(l, k, 0), 2) };
    if ((st = domar_codes_label(cx, items, l->n, "industries_china"))) goto done;
    for (size_t k = 0; k < l->n; k++) {
        items[k].zh = items[k].code;
        items[k].code = domar_grid_text(l->g, row_of(l, k, 0), 0);
        if (!*items[k].en) items[k].en = domar_grid_text(l->g, row_of(l, k, 0), 1);
    }
    st = domar_axis_new(cx, out, items, l->n);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status new_draft(domar_cx *cx, domar_draft **out, const struct layout *l, int year)
{
    domar_axis *axes[4] = { NULL };
    const char *uses[MOST_USES], *economy = "CHN";
    for (size_t c = 0; c < l->count; c++) uses[c] = l->uses[c].code;
    domar_status st = domar_codes_axis(cx, &axes[0], "economies", &economy, 1, NULL);
    if (!st) st = industries(cx, &axes[1], l);
    if (!st) st = domar_codes_axis(cx, &axes[2], "categories", uses, l->count, NULL);
    if (!st) st = domar_codes_axis(cx, &axes[3], "factors", factor_codes,
                                   l->origin ? FACTORS + 1 : FACTORS, NULL);
    if (!st) st = domar_draft_new(cx, out, year, axes[0], axes[1], axes[2], axes[3], NULL);
    for (size_t k = 0; k < 4; k++) domar_axis_free(axes[k]);
    return st;
}

/* Cells of the row into z (n) and y (uses), added. */
static domar_status add_row(domar_cx *cx, const struct layout *l, size_t row, double *z, double *y)
{
    for (size_t k = 0; k < l->n + l->count; k++) {
        double value;
        const bool use = k >= l->n;
        const domar_status st = domar_grid_number(cx, l->g, row,
            use ? l->uses[k - l->n].column : l->labels + k, &value);
        if (st) return st;
        *(use ? y + (k - l->n) : z + k) += value;
    }
    return DOMAR_OK;
}

/* Compare a printed total with ours: figures were rounded in print, to one unit at most. */
static domar_status same(domar_cx *cx, const struct layout *l, size_t row, size_t column,
                         double ours)
{
    double printed;
    const domar_status st = domar_grid_number(cx, l->g, row, column, &printed);
    if (st || fabs(printed - ours) <= 1e-6 * fabs(printed) + 1) return st;
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line %zu (%s), column %s: printed total %.6g, its parts add up "
                      "to %.6g: a cell is missing or wrong",
                      l->g->name, l->g->row[row].line, domar_grid_text(l->g, row, 0),
                      domar_grid_text(l->g, 0, column), printed, ours);
}

static double total(const double *values, size_t count, size_t stride)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) sum += values[k * stride];
    return sum;
}

/* Uses of industry row: total intermediate use; row TII, TVA and TI below column. */
static domar_status check_totals(domar_cx *cx, const struct layout *l, const domar_draft *d)
{
    const size_t tiu = domar_grid_column(l->g, "TIU"), go = domar_grid_column(l->g, "GO");
    const size_t tii = domar_grid_row(l->g, "TII"), tva = domar_grid_row(l->g, "TVA");
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < l->n; k++) {
        const double sold = total(d->Z + k * l->n, l->n, 1);
        const double inputs =
            total(d->Z + k, l->n, l->n) + (l->origin ? d->V[FACTORS * l->n + k] : 0);
        const double va = total(d->V + k, FACTORS, l->n);
        if (tiu != SIZE_MAX) st = same(cx, l, row_of(l, k, 0), tiu, sold);
        if (!st)
            st = same(cx, l, row_of(l, k, 0), go, sold + total(d->Y + k * l->count, l->count, 1));
        if (!st && tii != SIZE_MAX) st = same(cx, l, tii, l->labels + k, inputs);
        if (!st && tva != SIZE_MAX) st = same(cx, l, tva, l->labels + k, va);
    }
    return st;
}

/* Imports are printed as positive amounts to be taken off. */
static void turn_imports(const struct layout *l, domar_draft *d)
{
    for (size_t c = 0; c < l->count; c++) {
        if (strcmp(l->uses[c].code, "IM") != 0 || total(d->Y + c, l->n, l->count) < 0) continue;
        for (size_t k = 0; k < l->n; k++) d->Y[k * l->count + c] = -d->Y[k * l->count + c];
    }
}

static domar_status fill(domar_cx *cx, const struct layout *l, domar_draft *d)
{
    const size_t go = domar_grid_column(l->g, "GO");
    domar_status st = DOMAR_OK;
    if (l->origin) {
        d->VY = domar_alloc(cx, (FACTORS + 1) * l->count, sizeof(double));
        if (!d->VY) return DOMAR_ENOMEM;
    }
    for (size_t k = 0; !st && k < l->n; k++) {
        st = add_row(cx, l, row_of(l, k, 0), d->Z + k * l->n, d->Y + k * l->count);
        if (!st) st = domar_grid_number(cx, l->g, row_of(l, k, 0), go, d->x + k);
        if (!st && l->origin)
            st = add_row(cx, l, row_of(l, k, 1), d->V + FACTORS * l->n, d->VY + FACTORS * l->count);
    }
    for (size_t f = 0; !st && f < FACTORS; f++)
        for (size_t k = 0; !st && k < l->n; k++)
            st = domar_grid_number(cx, l->g, l->factor[f], l->labels + k, d->V + f * l->n + k);
    if (st) return st;
    turn_imports(l, d);
    return check_totals(cx, l, d);
}

static domar_status tell(domar_cx *cx, domar_series *series, const struct layout *l)
{
    const domar_pair known[] = { { "title", "Input-output table of China" },
                                     { "source", "National Bureau of Statistics of China" },
                                     { "citation", "National Bureau of Statistics of China, "
                                                   "Input-Output Tables of China" },
                                     { "licence", "not stated by the source" },
                                     { "currency", "CNY" },
                                     { "unit", "10 thousand" },
                                     { "price_basis", "current, producers' prices" },
                                     { "notes", l->origin ? "imported inputs are one factor row "
                                                            "(non-competitive imports)"
                                                          : "imports are a negative final-demand "
                                                            "column (competitive imports)" },
                                 { NULL, NULL } };
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
    if (!st) st = tell(cx, series, &l);
    domar_draft_free(d);
    domar_grid_free(g);
    return st;
}

const domar_reader domar_read_china = {
    .id = "china", .title_en = "National input-output tables of China",
    .title_zh = "中国全国投入产出表", .page = "docs/readers/china.md", .probe = probe, .read = read };
