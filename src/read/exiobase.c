/* read/exiobase.c -- EXIOBASE 3: tab-separated parts with two lines of labels (docs/readers/exiobase.md).
 *
 * Z.txt, or A.txt with x.txt (Z = A x), Y.txt, and satellite/F.txt, whose rows on value added become
 * factors and whose other rows become satellites with the units of satellite/unit.txt. */
#include "read/parts.h"
#include "base/text.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <stdio.h>

struct labels { char **region, **sector; size_t count; };    /* of columns, two blocks to be released */

struct exiobase {
    struct labels z, y;
    size_t G, N, C, n, m;
    domar_part_line *rows;                 /* satellite/unit.txt: stressor, unit */
    size_t count;                          /* with its header */
    size_t *factor, *satellite;            /* place of each of them, SIZE_MAX if it is the other */
    size_t factors, satellites;
};

static const char *name_of_file(const char *path)
{
    const char *member = strstr(path, ".zip:"), *slash = strrchr(path, '/');
    if (slash && slash > member) return slash + 1;
    return member ? member + 5 : path;
}

/* Parts that stand beside Z and A in a release, and that these bring in or nobody needs. */
static bool is_part(const char *name)
{
    static const char *const parts[] = { "Y.txt", "x.txt", "unit.txt", "F.txt", "F_Y.txt", "F_hh.txt", "M.txt", "S.txt",
        "S_Y.txt", "L.txt", "D_cba.txt", "D_pba.txt", "D_imp.txt", "D_exp.txt", "D_cba_reg.txt", "D_pba_reg.txt",
        "D_imp_reg.txt", "D_exp_reg.txt", "industries.txt", "products.txt", "finaldemands.txt" };
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (strcmp(name, parts[k]) == 0) return true;
    return false;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    const bool labelled = head->size > 7 && strncmp(head->bytes, "region\t", 7) == 0;
    if (labelled && (strcmp(head->name, "Z.txt") == 0 || strcmp(head->name, "A.txt") == 0)) return 98;
    return is_part(head->name) && memchr(head->bytes, '\t', head->size) ? 60 : 0;
}

/* ---- labels */
static domar_status read_labels(domar_cx *cx, domar_source *s, struct labels *l)
{
    size_t count = 0;
    domar_status st = domar_csv_header(cx, s, 1, '\t', &l->region, &l->count);
    if (!st) st = domar_csv_header(cx, s, 2, '\t', &l->sector, &count);
    if (!st && (l->count < 3 || count != l->count || strcmp(l->region[0], "region") != 0))
        st = domar_fail(cx, DOMAR_EDATA, "%s: lines 1 and 2 have %zu and %zu fields: both should name every column, regions "
                        "and sectors", domar_source_name(s), l->count, count);
    return st;
}

/* Regions are runs of columns of one name and length, the same sectors in each. */
static domar_status find_shape(domar_cx *cx, const struct labels *l, const char *file, size_t *regions, size_t *each)
{
    const size_t n = l->count - 2;
    *each = 1;
    while (*each < n && strcmp(l->region[2 + *each], l->region[2]) == 0) ++*each;
    *regions = n / *each;
    for (size_t c = 0; c < n; c++) {
        const bool region = strcmp(l->region[2 + c], l->region[2 + c / *each * *each]) == 0;
        if (!region || n % *each || strcmp(l->sector[2 + c], l->sector[2 + c % *each]) != 0)
            return domar_fail(cx, DOMAR_EDATA, "%s, column %zu: %s %s breaks the order: every region should have the same "
                              "%zu columns", file, c + 3, l->region[2 + c], l->sector[2 + c], *each);
    }
    return DOMAR_OK;
}

/* ---- which rows of the extension are value added */
static const char *factor_kind(const char *name)
{
    static const char *const kinds[][2] = {
        { "Taxes less subsidies on products", DOMAR_TAX_PRODUCTS }, { "Other net taxes on production", DOMAR_TAX_PRODUCTION },
        { "Compensation of employees", DOMAR_LABOUR }, { "Operating surplus", DOMAR_CAPITAL },
        { "Value Added", DOMAR_VALUE_ADDED } };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strncmp(name, kinds[k][0], strlen(kinds[k][0])) == 0) return kinds[k][1];
    return NULL;
}

static domar_status list_rows(domar_cx *cx, struct exiobase *e, domar_source *z, const char *file)
{
    domar_source *s = NULL;
    domar_status st = domar_part_open(cx, &s, z, file, "satellite/unit.txt");
    if (st == DOMAR_ENOTFOUND) return DOMAR_OK;      /* a table without extensions */
    if (!st) st = domar_part_list(cx, s, &e->rows, &e->count);
    domar_source_free(s);
    e->factor = domar_scratch_bytes(cx, e->count, sizeof *e->factor);
    e->satellite = domar_scratch_bytes(cx, e->count, sizeof *e->satellite);
    if (!st && (!e->factor || !e->satellite)) st = DOMAR_ENOMEM;
    for (size_t k = 1; !st && k < e->count; k++) {
        const bool factor = factor_kind(e->rows[k][0]) != NULL;
        e->factor[k] = factor ? e->factors++ : SIZE_MAX;
        e->satellite[k] = factor ? SIZE_MAX : e->satellites++;
    }
    return st;
}

/* ---- axes */
static domar_status region_axis(domar_cx *cx, domar_axis **out, const struct exiobase *e)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, e->G, sizeof *items);
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t g = 0; !st && g < e->G; g++) items[g] = (domar_item){ .code = e->z.region[2 + g * e->N] };
    if (!st) st = domar_codes_label(cx, items, e->G, "economies");
    if (!st) st = domar_axis_new(cx, out, items, e->G);
    domar_scratch_rewind(cx, mark);
    return st;
}

static const char *use_kind(const char *name)
{
    static const char *const kinds[][2] = { { "NPISH", DOMAR_NPISH }, { "non-profit", DOMAR_NPISH },
        { "household", DOMAR_HOUSEHOLDS }, { "government", DOMAR_GOVERNMENT }, { "fixed capital", DOMAR_INVESTMENT },
        { "inventories", DOMAR_INVENTORIES }, { "valuables", DOMAR_INVENTORIES }, { "xport", DOMAR_EXPORTS } };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strstr(name, kinds[k][0])) return strcmp(kinds[k][1], DOMAR_EXPORTS) == 0 ? DOMAR_DISCREPANCY : kinds[k][1];
    return DOMAR_FINAL;
}

/* letter 1, 2, ...: labels are long sentences. */
static domar_status listed_axis(domar_cx *cx, domar_axis **out, char **labels, size_t count, char letter, bool uses)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*code)[32] = domar_scratch_bytes(cx, count, sizeof *code);
    domar_status st = items && code ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        snprintf(code[k], sizeof *code, "%c%zu", letter, k + 1);
        items[k] = (domar_item){ .code = code[k], .en = labels[k], .kind = uses ? use_kind(labels[k]) : "" };
    }
    if (!st) st = domar_axis_new(cx, out, items, count);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status extension_axis(domar_cx *cx, domar_axis **out, const struct exiobase *e, bool factors)
{
    const size_t count = factors ? e->factors : e->satellites;
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*code)[32] = domar_scratch_bytes(cx, count, sizeof *code);
    domar_status st = items && code ? DOMAR_OK : DOMAR_ENOMEM;
    *out = NULL;
    for (size_t k = 1; !st && k < e->count; k++) {
        const size_t at = factors ? e->factor[k] : e->satellite[k];
        if (at == SIZE_MAX) continue;
        snprintf(code[at], sizeof *code, "%c%zu", factors ? 'v' : 'q', at + 1);
        items[at] = (domar_item){ .code = code[at], .en = e->rows[k][0], .unit = factors ? "" : e->rows[k][1],
                                  .kind = factors ? factor_kind(e->rows[k][0]) : "" };
    }
    if (!st && count) st = domar_axis_new(cx, out, items, count);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status make_draft(domar_cx *cx, domar_draft **out, const struct exiobase *e, int year)
{
    domar_axis *g = NULL, *k = NULL, *c = NULL, *f = NULL, *s = NULL;
    domar_status st = region_axis(cx, &g, e);
    if (!st) st = listed_axis(cx, &k, e->z.sector + 2, e->N, 's', false);
    if (!st) st = listed_axis(cx, &c, e->y.sector + 2, e->C, 'f', true);
    if (!st) st = extension_axis(cx, &f, e, true);
    if (!st) st = extension_axis(cx, &s, e, false);
    if (!st) st = domar_draft_new(cx, out, year, g, k, c, f, s);
    domar_axis *const axes[] = { g, k, c, f, s };
    for (size_t a = 0; a < 5; a++) domar_axis_free(axes[a]);
    return st;
}

/* ---- numbers */
struct grid {
    const struct exiobase *e;
    const char *name;
    double *values;              /* rows x columns; NULL for extensions */
    domar_draft *draft;
    size_t rows, columns, seen, row_labels;
};

static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct grid *g = arg;
    if (line <= 3 && (domar_field_is(labels[0], "region") || domar_field_is(labels[0], "sector") ||
                      domar_field_is(labels[0], "category") || domar_field_is(labels[0], "stressor")))
        return DOMAR_ROW_SKIP;
    if (g->seen == g->rows) {
        domar_fail(cx, DOMAR_EDATA, "%s, line %zu: more rows than the %zu that are labelled", g->name, line, g->rows);
        return DOMAR_ROW_STOP;
    }
    const struct exiobase *e = g->e;
    const char *want[] = { g->row_labels == 2 ? e->z.region[2 + g->seen] : e->rows[1 + g->seen][0],
                           g->row_labels == 2 ? e->z.sector[2 + g->seen] : NULL };
    for (size_t k = 0; k < g->row_labels; k++)
        if (!domar_field_is(labels[k], want[k])) {
            domar_fail(cx, DOMAR_EDATA, "%s, line %zu: the row is %.*s where %s is expected", g->name, line,
                       (int)labels[k].size, labels[k].at, want[k]);
            return DOMAR_ROW_STOP;
        }
    return g->seen++;
}

static void targets(void *arg, size_t row, double **where)
{
    const struct grid *g = arg;
    double *values = g->values ? g->values + row * g->columns : NULL;
    if (!values) {
        const size_t factor = g->e->factor[1 + row];
        values = factor != SIZE_MAX ? g->draft->V + factor * g->columns : g->draft->S + g->e->satellite[1 + row] * g->columns;
    }
    for (size_t c = 0; c < g->columns; c++) where[c] = values + c;
}

static domar_status read_grid(domar_cx *cx, domar_source *s, struct grid g, const char *const *names)
{
    g.name = domar_source_name(s);
    const domar_csv_matrix shape = { .delimiter = '\t', .labels = g.row_labels, .columns = g.columns, .names = names,
                                     .empty = DOMAR_EMPTY_ERROR, .arg = &g, .row_of = row_of, .targets = targets };
    const domar_status st = domar_csv_read(cx, s, &shape);
    if (st || g.seen == g.rows) return st;
    return domar_fail(cx, DOMAR_EDATA, "%s ends after %zu rows, %zu are expected", g.name, g.seen, g.rows);
}

/* F has its columns in the order of Z: both lines of labels say the same. */
static domar_status check_columns(domar_cx *cx, domar_source *f, const struct labels *z)
{
    domar_status st = DOMAR_OK;
    for (size_t line = 1; !st && line <= 2; line++) {
        char **names = NULL, *const *wanted = line == 1 ? z->region : z->sector;
        size_t count = 0;
        st = domar_csv_header(cx, f, line, '\t', &names, &count);
        if (!st && count != z->count - 1)
            st = domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %zu labels where Z has %zu columns", domar_source_name(f),
                            line, count - 1, z->count - 2);
        for (size_t c = 1; !st && c < count; c++)
            if (strcmp(names[c], wanted[c + 1]) != 0)
                st = domar_fail(cx, DOMAR_EDATA, "%s, line %zu, column %zu: %s where Z has %s", domar_source_name(f),
                                line, c + 1, names[c], wanted[c + 1]);
        domar_release(names);
    }
    return st;
}

static domar_status fill(domar_cx *cx, domar_draft *d, domar_source *z, domar_source *y, const struct exiobase *e,
                         const char *file)
{
    static const char *const output[] = { "indout" };
    domar_source *x = NULL, *f = NULL;
    const bool coefficients = strcmp(file, "A.txt") == 0;
    domar_status st = read_grid(cx, z, (struct grid){ .e = e, .values = d->Z, .rows = e->n, .columns = e->n, .row_labels = 2 },
                                (const char *const *)e->z.region + 2);
    if (!st) st = read_grid(cx, y, (struct grid){ .e = e, .values = d->Y, .rows = e->n, .columns = e->m, .row_labels = 2 },
                            (const char *const *)e->y.region + 2);
    if (!st) st = domar_part_open(cx, &x, z, file, "x.txt");
    const bool none = st == DOMAR_ENOTFOUND;
    if (none && coefficients)
        st = domar_fail(cx, DOMAR_EDATA, "A.txt has coefficients: put x.txt (output) or Z.txt (flows) beside it");
    else if (none) {
        domar_release(d->x);                        /* row sums */
        d->x = NULL;
        st = DOMAR_OK;
    } else if (!st)
        st = read_grid(cx, x, (struct grid){ .e = e, .values = d->x, .rows = e->n, .columns = 1, .row_labels = 2 }, output);
    for (size_t k = 0; !st && coefficients && k < e->n * e->n; k++) d->Z[k] *= d->x[k % e->n];
    if (!st && e->count) {
        st = domar_part_open(cx, &f, z, file, "satellite/F.txt");
        if (!st) st = check_columns(cx, f, &e->z);
        if (!st) st = read_grid(cx, f, (struct grid){ .e = e, .draft = d, .rows = e->count - 1, .columns = e->n,
                                                      .row_labels = 1 }, (const char *const *)e->z.region + 2);
    }
    domar_source_free(x);
    domar_source_free(f);
    return st;
}

static domar_status read_table(domar_cx *cx, domar_series *series, domar_source *z, domar_source *y, struct exiobase *e,
                               const char *file, int year)
{
    domar_draft *draft = NULL;
    size_t regions = 0;
    domar_status st = read_labels(cx, z, &e->z);
    if (!st) st = read_labels(cx, y, &e->y);
    if (!st) st = find_shape(cx, &e->z, file, &e->G, &e->N);
    if (!st) st = find_shape(cx, &e->y, "Y.txt", &regions, &e->C);
    if (st) return st;
    e->n = e->G * e->N;
    e->m = e->G * e->C;
    if (regions != e->G)
        return domar_fail(cx, DOMAR_EDATA, "Y.txt has %zu regions, %s %zu", regions, file, e->G);
    st = list_rows(cx, e, z, file);
    if (!st) st = make_draft(cx, &draft, e, year);
    if (!st) st = fill(cx, draft, z, y, e, file);
    if (!st) return domar_series_add(cx, series, draft);    /* takes the draft over even on failure */
    domar_draft_free(draft);
    return st;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    static const domar_pair known[] = {
        { "title", "EXIOBASE 3, world input-output tables" }, { "source", "EXIOBASE consortium (www.exiobase.eu)" },
        { "citation", "Stadler, K. et al. (2018), EXIOBASE 3: Developing a Time Series of Detailed Environmentally "
                      "Extended Multi-Regional Input-Output Tables, Journal of Industrial Ecology 22, 502-515" },
        { "currency", "EUR" }, { "unit", "million" }, { "price_basis", "current, basic prices" }, { NULL, NULL } };
    const char *file = name_of_file(domar_source_name(source));
    struct exiobase e = { .G = 0 };
    domar_source *y = NULL, *flows = NULL;
    int year = options->year ? options->year : domar_year_in(domar_source_path(source));
    if (strcmp(file, "Z.txt") != 0 && strcmp(file, "A.txt") != 0) {
        if (domar_series_size(series) || strstr(domar_source_path(source), ".zip")) return DOMAR_OK;
        return domar_fail(cx, DOMAR_EDATA, "%s is a part of EXIOBASE: name Z.txt or A.txt, the others beside it are found", file);
    }
    domar_status st = DOMAR_OK;
    if (strcmp(file, "A.txt") == 0) {                /* flows are better than coefficients, where both are there */
        st = domar_part_open(cx, &flows, source, "A.txt", "Z.txt");
        domar_source_free(flows);
        if (st != DOMAR_ENOTFOUND && strstr(domar_source_path(source), ".zip")) return st;
        st = DOMAR_OK;
    }
    if (!year)
        st = domar_fail(cx, DOMAR_EDATA, "%s: no year in the name of the file or its folder: give --year", file);
    if (!st) st = domar_part_open(cx, &y, source, file, "Y.txt");
    if (!st) st = read_table(cx, series, source, y, &e, file, year);
    if (!st) st = domar_info_set_all(cx, series, known);
    domar_source_free(y);
    void *const blocks[] = { e.z.region, e.z.sector, e.y.region, e.y.sector, e.rows };
    for (size_t k = 0; k < 5; k++) domar_release(blocks[k]);
    return st;
}

const domar_reader domar_read_exiobase = {
    .id = "exiobase", .title_en = "EXIOBASE 3, world input-output tables", .title_zh = "EXIOBASE 3 世界投入产出表",
    .page = "docs/readers/exiobase.md", .probe = probe, .read = read };
