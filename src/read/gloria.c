/* read/gloria.c -- GLORIA, a supply and use system of the world in parts (docs/readers/gloria.md).
 *
 * T holds, region by region, S industries and then S products: a use block (products into
 * industries) and a supply block (industries to products), which together are a square that can be
 * inverted as it is.  So a table here has 2 S "industries" an economy.  T of a release is 39,360
 * square, 12 GB: the draft lies on disk and rows go there as they are read. */
#include "read/parts.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { REGIONS, SECTORS, VALUE_ADDED, FINAL_DEMAND, LISTS, MOST = 1024 };

struct labels { size_t count[LISTS]; char *text[LISTS][MOST], *code[MOST]; };   /* code: of regions */


/* ---- which file */
static const char *name_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *part_in(const char *name)
{
    static const char *const parts[] = { "_T-Results_", "_V-Results_", "_Y-Results_" };
    for (size_t k = 0; k < 3; k++)
        if (strstr(name, parts[k])) return parts[k];
    return NULL;
}

/* The files have no labels: their name is all that tells them. */
static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    const bool number = head->size && (strchr("0123456789-.", head->bytes[0]) != NULL);
    return number && part_in(head->name) && strstr(head->name, "Markup") ? 98 : 0;
}

/* ---- labels: GLORIA_ReadMe_*.xlsx in the folder or the one above */
static domar_status readme_in(domar_cx *cx, char **found, const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *e;
    *found = NULL;
    while (dir && (e = readdir(dir)))
        if (strncmp(e->d_name, "GLORIA_ReadMe", 13) == 0 && strstr(e->d_name, ".xlsx")) {
            *found = domar_format(cx, "%s/%s", folder, e->d_name);
            if (!*found) {
                closedir(dir);
                return DOMAR_ENOMEM;
            }
            break;
        }
    if (dir) closedir(dir);
    return DOMAR_OK;
}

static domar_status find_readme(domar_cx *cx, char **found, const domar_source *t)
{
    const char *path = domar_source_path(t), *name = name_of_file(path);
    char *folder = name == path ? domar_strdup(cx, ".") : domar_format(cx, "%.*s", (int)(name - path - 1), path);
    char *above = folder ? domar_format(cx, "%s/..", folder) : NULL;
    domar_status st = above ? readme_in(cx, found, folder) : DOMAR_ENOMEM;
    if (!st && !*found) st = readme_in(cx, found, above);
    domar_release(folder);
    domar_release(above);
    if (st || *found) return st;
    return domar_fail(cx, DOMAR_EDATA, "%s: the labels are in GLORIA_ReadMe_NNN.xlsx: put it into the same folder "
                      "or the one above", domar_source_name(t));
}

struct take { struct labels *l; int list; size_t column, code; };

static domar_status take_row(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    const struct take *t = arg;
    struct labels *l = t->l;
    const char *text = domar_xlsx_text(row, t->column);
    if (row->row == 1 || !*text) return DOMAR_OK;
    if (l->count[t->list] == MOST)
        return domar_fail(cx, DOMAR_EDATA, "sheet %s, row %zu: more than %d labels", row->sheet, row->row, MOST);
    const size_t k = l->count[t->list]++;
    if (!(l->text[t->list][k] = domar_strdup(cx, text))) return DOMAR_ENOMEM;
    if (t->code == SIZE_MAX) return DOMAR_OK;
    l->code[k] = domar_strdup(cx, domar_xlsx_text(row, t->code));
    return l->code[k] ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status read_labels(domar_cx *cx, struct labels *l, const domar_source *t)
{
    static const struct { const char *sheet; int list; size_t column, code; } sheets[] = {
        { "Regions", REGIONS, 2, 1 }, { "Sectors", SECTORS, 1, SIZE_MAX },
        { "Value added and final demand", VALUE_ADDED, 1, SIZE_MAX },
        { "Value added and final demand", FINAL_DEMAND, 2, SIZE_MAX } };
    char *path = NULL;
    domar_source *book = NULL;
    domar_status st = find_readme(cx, &path, t);
    if (!st) st = domar_source_open(cx, &book, path, NULL, NULL);
    domar_xlsx *x = st ? NULL : domar_source_workbook(book);
    if (!st && !x) st = domar_fail(cx, DOMAR_EDATA, "%s is no workbook", path);
    for (size_t k = 0; !st && k < sizeof sheets / sizeof *sheets; k++) {
        const size_t sheet = domar_xlsx_find(x, sheets[k].sheet);
        struct take take = { l, sheets[k].list, sheets[k].column, sheets[k].code };
        if (sheet == SIZE_MAX)
            st = domar_fail(cx, DOMAR_EDATA, "%s: there is no sheet %s (docs/readers/gloria.md)", path, sheets[k].sheet);
        else st = domar_xlsx_read(cx, x, sheet, 0, take_row, &take);
        if (!st && !l->count[sheets[k].list])
            st = domar_fail(cx, DOMAR_EDATA, "%s, sheet %s: no labels in column %c", path, sheets[k].sheet,
                            (char)('A' + sheets[k].column));
    }
    domar_source_free(book);
    domar_release(path);
    return st;
}

static void free_labels(struct labels *l)
{
    for (int list = 0; list < LISTS; list++)
        for (size_t k = 0; k < l->count[list]; k++) domar_release(l->text[list][k]);
    for (size_t k = 0; k < l->count[REGIONS]; k++) domar_release(l->code[k]);
}

/* ---- axes */

/* "Compensation of employees D.1": the code comes last. */
static const char *code_of(const char *label)
{
    const char *space = strrchr(label, ' ');
    return space && space[1] ? space + 1 : label;
}

static const char *kind_of(const char *label, const char *const (*kinds)[2])
{
    for (; (*kinds)[0]; kinds++)
        if (strstr(label, (*kinds)[0])) return (*kinds)[1];
    return "";
}

static domar_status coded_axis(domar_cx *cx, domar_axis **out, const struct labels *l, int list,
                               const char *const (*kinds)[2])
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, l->count[list], sizeof *items);
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < l->count[list]; k++)
        items[k] = (domar_item){ .code = code_of(l->text[list][k]), .en = l->text[list][k], .zh = "",
                                 .kind = kind_of(l->text[list][k], kinds) };
    if (!st) st = domar_axis_new(cx, out, items, l->count[list]);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status region_axis(domar_cx *cx, domar_axis **out, const struct labels *l)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, l->count[REGIONS], sizeof *items);
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < l->count[REGIONS]; k++)
        items[k] = (domar_item){ .code = l->code[k], .en = l->text[REGIONS][k] };
    if (!st) st = domar_codes_label(cx, items, l->count[REGIONS], "economies");
    if (!st) st = domar_axis_new(cx, out, items, l->count[REGIONS]);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* I001 ... industries, P001 ... products. */
static domar_status sector_axis(domar_cx *cx, domar_axis **out, const struct labels *l)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t S = l->count[SECTORS];
    domar_item *items = domar_scratch_bytes(cx, 2 * S, sizeof *items);
    char (*text)[256] = domar_scratch_bytes(cx, 2 * S, sizeof *text);
    domar_status st = items && text ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 2 * S; k++) {
        char *name = text[k] + 16;
        snprintf(text[k], 16, "%c%03u", k < S ? 'I' : 'P', (unsigned)(k % S + 1));
        snprintf(name, sizeof *text - 16, "%.200s (%s)", l->text[SECTORS][k % S], k < S ? "industry" : "product");
        items[k] = (domar_item){ .code = text[k], .en = name };
    }
    if (!st) st = domar_axis_new(cx, out, items, 2 * S);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status make_draft(domar_cx *cx, domar_draft **out, const struct labels *l, int year)
{
    static const char *const uses[][2] = {
        { "Household", DOMAR_HOUSEHOLDS }, { "Non-profit", DOMAR_NPISH }, { "Government", DOMAR_GOVERNMENT },
        { "fixed capital", DOMAR_INVESTMENT }, { "nventories", DOMAR_INVENTORIES },
        { "valuables", DOMAR_INVENTORIES }, { NULL, NULL } };
    static const char *const factors[][2] = {
        { "Compensation", DOMAR_LABOUR }, { "Taxes", DOMAR_TAX_PRODUCTION }, { "Subsidies", DOMAR_TAX_PRODUCTION },
        { "surplus", DOMAR_CAPITAL }, { "ixed income", DOMAR_CAPITAL }, { "fixed capital", DOMAR_CAPITAL },
        { NULL, NULL } };
    domar_axis *g = NULL, *k = NULL, *c = NULL, *f = NULL;
    domar_status st = region_axis(cx, &g, l);
    if (!st) st = sector_axis(cx, &k, l);
    if (!st) st = coded_axis(cx, &c, l, FINAL_DEMAND, uses);
    if (!st) st = coded_axis(cx, &f, l, VALUE_ADDED, factors);
    if (!st) st = domar_draft_new_on_disk(cx, out, year, g, k, c, f);
    domar_axis_free(g);
    domar_axis_free(k);
    domar_axis_free(c);
    domar_axis_free(f);
    return st;
}

/* ---- numbers */
static domar_status read_part(domar_cx *cx, domar_source *s, double *values, size_t rows, size_t columns)
{
    return domar_part_read(cx, s, &(domar_part){ .values = values, .rows = rows, .columns = columns,
                                                 .width = columns, .delimiter = ',', .labels = "the ReadMe" });
}

/* V comes with one row a region and kind; a factor is the sum over regions. */
static domar_status read_value_added(domar_cx *cx, domar_source *s, domar_draft *d, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t k = domar_axis_size(d->factors), rows = domar_axis_size(d->economies) * k;
    double *values = domar_scratch(cx, rows * n);
    domar_status st = values ? read_part(cx, s, values, rows, n)
                             : DOMAR_ENOMEM;
    for (size_t r = 0; !st && r < rows; r++)
        for (size_t j = 0; j < n; j++) d->V[r % k * n + j] += values[r * n + j];
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status fill(domar_cx *cx, domar_draft *d, domar_source *t)
{
    const size_t n = domar_axis_size(d->economies) * domar_axis_size(d->industries);
    const size_t m = domar_axis_size(d->economies) * domar_axis_size(d->categories);
    domar_source *v = NULL, *y = NULL;
    domar_status st = domar_part_open(cx, &v, t, "_T-Results_", "_V-Results_");
    if (!st) st = domar_part_open(cx, &y, t, "_T-Results_", "_Y-Results_");
    if (!st) st = read_part(cx, y, d->Y, n, m);
    if (!st) st = read_value_added(cx, v, d, n);
    if (!st) st = read_part(cx, t, d->Z, n, n);
    domar_source_free(v);
    domar_source_free(y);
    return st;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    static const domar_pair known[] = {
        { "title", "Global Resource Input-Output Assessment (GLORIA)" },
        { "source", "Industrial Ecology Virtual Laboratory, GLORIA, supply and use tables of the world" },
        { "citation", "Lenzen, M. et al. (2022), Implementing the material footprint to measure progress "
                      "towards Sustainable Development Goals 8 and 12, Nature Sustainability 5" },
        { "currency", "USD" }, { "unit", "thousand" },
        { "notes", "supply and use system: industries I001 ... and products P001 ... of every region stand "
                   "in one square; output of a product is what is supplied of it" }, { NULL, NULL } };
    const char *name = name_of_file(domar_source_name(source));
    struct labels *l = NULL;
    domar_draft *draft = NULL;
    int year;
    if (!strstr(name, "_T-Results_")) {              /* brought in by T already, or named on its own */
        if (domar_series_size(series)) return DOMAR_OK;
        return domar_fail(cx, DOMAR_EDATA, "%s is a part of GLORIA: name the T-Results file, the others beside it are "
                          "found", name);
    }
    domar_status st = domar_source_year(cx, source, options->year, &year);
    if (!st && !(l = domar_alloc(cx, 1, sizeof *l))) st = DOMAR_ENOMEM;
    if (!st) st = read_labels(cx, l, source);
    if (!st) st = make_draft(cx, &draft, l, year);
    if (!st) st = fill(cx, draft, source);
    if (!st) st = domar_series_add(cx, series, draft);      /* takes the draft over even on failure */
    else domar_draft_free(draft);
    if (!st) st = domar_info_set_all(cx, series, known);
    if (l) free_labels(l);
    domar_release(l);
    return st;
}

const domar_reader domar_read_gloria = {
    .id = "gloria", .title_en = "GLORIA, supply and use tables of the world", .title_zh = "GLORIA 全球供给使用表",
    .page = "docs/readers/gloria.md", .probe = probe, .read = read };
