/* read/bea.c -- make and use tables of the US BEA (docs/readers/bea.md).
 *
 * U (commodities x industries) and the final uses Yc of the use table are turned into industries
 * by the market shares of the make table M (industries x commodities):
 *
 *     D = M q^-1,   q_k = sum_i m_ik,      Z = D U,   Y = D Yc          [bea2009, ch. 12]
 *
 * (fixed product sales structure: a commodity is sold alike whoever made it).  Inputs of
 * commodities that no domestic industry makes stay apart as one factor row. */
#include "read/grid.h"
#include "read/sidecar.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <math.h>
#include <string.h>

enum { MOST_BYTES = 64 << 20, MOST_USES = 32, F = 4 };

struct pair {
    const domar_grid *use, *make;
    size_t I, K, C;                /* industries, commodities, final uses */
    size_t uses[MOST_USES];        /* columns of the use table */
    size_t factor[F - 1];          /* its rows V001, V002, V003 */
    size_t *maker;                 /* I: row of the make table of an industry */
    size_t *made;                  /* K: its column of a commodity, SIZE_MAX if nobody makes it */
    size_t output;                 /* its column of industry output */
};

static const char *const factor_names[2][F] = {
    { "V001", "V002", "V003", "NOMAKE" }, { "V00100", "V00200", "V00300", "NOMAKE" } };

static bool has(const char *line, size_t size, const char *word)
{
    return memmem(line, size, word, strlen(word)) != NULL;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    const char *stop = memchr(head->bytes, '\n', head->size);
    if (!stop || head->size < 5) return 0;
    const size_t size = (size_t)(stop - head->bytes);
    if (memcmp(head->bytes, "code,", 5) != 0 && memcmp(head->bytes, "\"code\"", 6) != 0) return 0;
    const bool use = has(head->bytes, size, "F010") && has(head->bytes, size, "F050");
    const bool make =
        has(head->bytes, size, "Total Industry Output") || has(head->bytes, size, ",T008");
    return use || (make && has(head->bytes, size, "111")) ? 97 : 0;
}

/* The first of two names that the grid has, as column or row. */
static size_t column(const domar_grid *g, const char *summary, const char *detail)
{
    const size_t c = domar_grid_column(g, summary);
    return c != SIZE_MAX ? c : domar_grid_column(g, detail);
}

static size_t row(const domar_grid *g, const char *summary, const char *detail)
{
    const size_t r = domar_grid_row(g, summary);
    return r != SIZE_MAX ? r : domar_grid_row(g, detail);
}

static domar_status missing(domar_cx *cx, const domar_grid *g, const char *what)
{
    return domar_fail(cx, DOMAR_EDATA,
                      "%s: %s is missing: docs/readers/bea.md describes the layout", g->name,
                      what);
}

/* ---- the make table beside the use table: Summary_Use_2012_PRO_X.csv, Summary_Make_2012_X.csv */
static domar_status sibling(domar_cx *cx, char **out, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *use = strstr(slash ? slash : path, "Use");
    *out = NULL;
    if (!use)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: the name has no \"Use\" to find the make table by: name it under "
                          "make in a page beside the table (docs/readers/bea.md)",
                          path);
    const char *rest = use + 3, *price = strstr(rest, "_PRO");
    *out = price ? domar_format(cx, "%.*sMake%.*s%s", (int)(use - path), path, (int)(price - rest),
                                rest, price + 4)
                 : domar_format(cx, "%.*sMake%s", (int)(use - path), path, rest);
    return *out ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status make_path(domar_cx *cx, char **out, const char *path, const domar_sidecar *page)
{
    if (!page || !page->make) return sibling(cx, out, path);
    const char *slash = strrchr(page->path, '/');
    const int folder = slash && page->make[0] != '/' ? (int)(slash + 1 - page->path) : 0;
    *out = domar_format(cx, "%.*s%s", folder, page->path, page->make);
    return *out ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status read_make(domar_cx *cx, domar_grid **out, domar_source **source,
                              const char *path, const domar_sidecar *page)
{
    char *name = NULL;
    domar_status st = make_path(cx, &name, path, page);
    if (!st && (st = domar_source_open(cx, source, name, NULL, NULL)))
        st = domar_fail_in(cx, st, "the make table that goes with %s: ", path);
    if (!st) st = domar_grid_read(cx, out, *source, MOST_BYTES);
    domar_release(name);
    return st;
}

/* ---- layout */
static domar_status match(domar_cx *cx, struct pair *p)
{
    p->maker = domar_scratch_bytes(cx, p->I, sizeof *p->maker);
    p->made = domar_scratch_bytes(cx, p->K, sizeof *p->made);
    if (!p->maker || !p->made) return DOMAR_ENOMEM;
    for (size_t i = 0; i < p->I; i++) {
        const char *code = domar_grid_text(p->use, 0, 1 + i);
        if ((p->maker[i] = domar_grid_row(p->make, code)) == SIZE_MAX)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s has no row for the industry %s of %s: are they of one edition?",
                              p->make->name, code, p->use->name);
    }
    for (size_t k = 0; k < p->K; k++)
        p->made[k] = domar_grid_column(p->make, domar_grid_text(p->use, 1 + k, 0));
    return DOMAR_OK;
}

static domar_status find_layout(domar_cx *cx, struct pair *p)
{
    const domar_grid *u = p->use;
    const size_t last = column(u, "Total Intermediate", "T001");
    const size_t below = row(u, "Total Intermediate", "T005");
    p->output = column(p->make, "Total Industry Output", "T008");
    if (last == SIZE_MAX) return missing(cx, u, "the column Total Intermediate (T001)");
    if (below == SIZE_MAX) return missing(cx, u, "the row Total Intermediate (T005)");
    if (p->output == SIZE_MAX)
        return missing(cx, p->make, "the column Total Industry Output (T008)");
    p->I = last - 1;
    p->K = below - 1;
    for (size_t c = last + 1; c < domar_grid_width(u, 0) && p->C < MOST_USES; c++)
        if (domar_grid_text(u, 0, c)[0] == 'F') p->uses[p->C++] = c;
    for (size_t f = 0; f < F - 1; f++)
        if ((p->factor[f] = row(u, factor_names[0][f], factor_names[1][f])) == SIZE_MAX)
            return missing(cx, u, factor_names[0][f]);
    if (!p->I || !p->K || !p->C)
        return missing(cx, u, "a block of industries, commodities or final uses");
    return match(cx, p);
}

/* ---- do the tables add up?  A row that is lost, comes twice or has slipped shows in the totals. */
static domar_status check_row(domar_cx *cx, const domar_grid *g, size_t r)
{
    if (domar_grid_width(g, r) == domar_grid_width(g, 0)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s, row %s: %zu cells where the header has %zu: fetch the file again", g->name,
                      domar_grid_text(g, r, 0), domar_grid_width(g, r), domar_grid_width(g, 0));
}

static domar_status adds_up(domar_cx *cx, const domar_grid *g, double sum, double total, size_t parts, const char *what)
{
    /* every part is rounded to half a unit */
    if (fabs(sum - total) <= 0.5 * (double)(parts + 1) + 1e-9 * fabs(total)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s, %s: its parts sum to %.10g, its total is %.10g: a row or cell is lost, doubled or "
                      "displaced", g->name, what, sum, total);
}

static domar_status check_use(domar_cx *cx, const struct pair *p)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k <= p->K; k++) {
        st = check_row(cx, p->use, 1 + k);
        for (size_t l = 0; !st && l < k; l++)
            if (strcmp(domar_grid_text(p->use, 1 + k, 0), domar_grid_text(p->use, 1 + l, 0)) == 0)
                st = domar_fail(cx, DOMAR_EDATA, "%s: the row %s comes twice", p->use->name, domar_grid_text(p->use, 1 + k, 0));
    }
    for (size_t j = 0; !st && j < p->I; j++) {
        double sum = 0, value = 0, total = 0;
        for (size_t k = 0; !st && k < p->K; k++) {
            st = domar_grid_number(cx, p->use, 1 + k, 1 + j, &value);
            sum += value;
        }
        if (!st) st = domar_grid_number(cx, p->use, 1 + p->K, 1 + j, &total);
        if (!st) st = adds_up(cx, p->use, sum, total, p->K, domar_grid_text(p->use, 0, 1 + j));
    }
    return st;
}

static domar_status check_make(domar_cx *cx, const struct pair *p)
{
    domar_status st = DOMAR_OK;
    for (size_t c = 1; !st && c < p->output; c++) {
        const char *code = domar_grid_text(p->make, 0, c);
        if (domar_grid_column(p->make, code) != c)
            st = domar_fail(cx, DOMAR_EDATA, "%s: the column %s comes twice", p->make->name, code);
        else if (domar_grid_row(p->use, code) == SIZE_MAX)
            st = domar_fail(cx, DOMAR_EDATA, "%s: the commodity %s has no row in %s: are they of one edition?", p->make->name,
                            code, p->use->name);
    }
    for (size_t i = 0; !st && i < p->I; i++) {
        double sum = 0, value = 0, total = 0;
        st = check_row(cx, p->make, p->maker[i]);
        for (size_t c = 1; !st && c < p->output; c++) {
            st = domar_grid_number(cx, p->make, p->maker[i], c, &value);
            sum += value;
        }
        if (!st) st = domar_grid_number(cx, p->make, p->maker[i], p->output, &total);
        if (!st) st = adds_up(cx, p->make, sum, total, p->output - 1, domar_grid_text(p->make, p->maker[i], 0));
    }
    return st;
}

/* ---- codes; NAICS tells the broad sector of detailed industries */
static const char *sector(const char *code)
{
    static const struct { const char *prefix, *kind; } rows[] = {
        { "11", "AGR" }, { "21", "MIN" }, { "22", "EGW" }, { "23", "CON" }, { "3", "MAN" },
        { "42", "TRD" }, { "44", "TRD" }, { "45", "TRD" }, { "4B", "TRD" }, { "4", "TRA" },
        { "51", "ICT" }, { "52", "FIN" }, { "5310", "REA" }, { "531", "REA" }, { "5415", "ICT" },
        { "562", "EGW" }, { "5", "BUS" }, { "6", "PUB" }, { "71", "OTH" }, { "72", "TRD" },
        { "8", "OTH" }, { "S0", "PUB" }, { "G", "PUB" } };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (strncmp(code, rows[k].prefix, strlen(rows[k].prefix)) == 0) return rows[k].kind;
    return "";
}

static domar_status industries(domar_cx *cx, domar_axis **out, const struct pair *p)
{
    domar_item *items = domar_scratch_bytes(cx, p->I, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t i = 0; i < p->I; i++)
        items[i] = (domar_item) { .code = domar_grid_text(p->use, 0, 1 + i) };
    const domar_status st = domar_codes_label(cx, items, p->I, "industries_bea");
    for (size_t i = 0; !st && i < p->I; i++)
        if (!*items[i].kind) items[i].kind = sector(items[i].code);
    return st ? st : domar_axis_new(cx, out, items, p->I);
}

static domar_status new_draft(domar_cx *cx, domar_draft **out, const struct pair *p, int year)
{
    const char *economy = "USA", *uses[MOST_USES];
    domar_axis *a[4] = { NULL };
    for (size_t c = 0; c < p->C; c++) uses[c] = domar_grid_text(p->use, 0, p->uses[c]);
    const bool detail = domar_grid_row(p->use, factor_names[1][0]) != SIZE_MAX;
    domar_status st = domar_codes_axis(cx, a, "economies", &economy, 1, NULL);
    if (!st) st = industries(cx, a + 1, p);
    if (!st) st = domar_codes_axis(cx, a + 2, "categories", uses, p->C, NULL);
    if (!st) st = domar_codes_axis(cx, a + 3, "factors", factor_names[detail], F, NULL);
    if (!st) st = domar_draft_new(cx, out, year, a[0], a[1], a[2], a[3], NULL);
    if (!st && !((*out)->VY = domar_alloc(cx, F * p->C, sizeof(double)))) st = DOMAR_ENOMEM;
    for (size_t k = 0; k < 4; k++) domar_axis_free(a[k]);
    return st;
}

/* ---- numbers */
/* share (I): who makes commodity k; false if nobody does. */
static domar_status shares(domar_cx *cx, const struct pair *p, size_t k, double *share, bool *any)
{
    double q = 0;
    *any = false;
    if (p->made[k] == SIZE_MAX) return DOMAR_OK;
    for (size_t i = 0; i < p->I; i++) {
        const domar_status st = domar_grid_number(cx, p->make, p->maker[i], p->made[k], share + i);
        if (st) return st;
        q += share[i];
    }
    *any = q > 0;
    for (size_t i = 0; *any && i < p->I; i++) share[i] /= q;
    return DOMAR_OK;
}

/* Hand the uses of commodity k (industries, then final uses) to its makers. */
static domar_status spread(domar_cx *cx, const struct pair *p, size_t k, double *share,
                           domar_draft *d)
{
    bool made;
    domar_status st = shares(cx, p, k, share, &made);
    for (size_t j = 0; !st && j < p->I + p->C; j++) {
        double use;
        const bool final = j >= p->I;
        const size_t c = j - p->I;
        if ((st = domar_grid_number(cx, p->use, 1 + k, final ? p->uses[c] : 1 + j, &use)) ||
            use == 0)
            continue;
        if (!made) *(final ? d->VY + (F - 1) * p->C + c : d->V + (F - 1) * p->I + j) += use;
        for (size_t i = 0; made && i < p->I; i++)
            *(final ? d->Y + i * p->C + c : d->Z + i * p->I + j) += share[i] * use;
    }
    return st;
}

static domar_status fill(domar_cx *cx, const struct pair *p, domar_draft *d)
{
    domar_status st = DOMAR_OK;
    double *share = domar_scratch(cx, p->I);
    if (!share) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < p->K; k++) st = spread(cx, p, k, share, d);
    for (size_t f = 0; !st && f + 1 < F; f++)
        for (size_t j = 0; !st && j < p->I; j++)
            st = domar_grid_number(cx, p->use, p->factor[f], 1 + j, d->V + f * p->I + j);
    for (size_t i = 0; !st && i < p->I; i++)
        st = domar_grid_number(cx, p->make, p->maker[i], p->output, d->x + i);
    return st;
}

static domar_status tell(domar_cx *cx, domar_series *series)
{
    static const domar_pair known[] = {
        { "title", "Input-output table of the United States, industry by industry" },
        { "source", "US Bureau of Economic Analysis, make and use tables before redefinitions" },
        { "citation", "Horowitz, K. J. and Planting, M. A. (2009), Concepts and Methods of the US "
                      "Input-Output Accounts, Bureau of Economic Analysis" },
        { "licence", "public domain" }, { "currency", "USD" }, { "unit", "million" },
        { "price_basis", "current, producers' prices" },
        { "notes", "industry by industry under the fixed product sales structure; imports are "
                   "a negative final-demand column (competitive imports)" }, { NULL, NULL } };
    return domar_info_set_all(cx, series, known);
}

/* A make table named on its own: nothing to do if its use table has brought it in. */
static domar_status only_make(domar_cx *cx, const domar_series *series, const domar_grid *g,
                              int year)
{
    for (size_t k = 0; k < domar_series_size(series); k++)
        if (domar_series_year(series, k) == year) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA,
                      "%s is a make table: import the use table, which finds its make table "
                      "beside it",
                      g->name);
}

static domar_status read_pair(domar_cx *cx, domar_series *series, const domar_grid *use,
                              const char *path, const domar_sidecar *page, int year)
{
    struct pair p = { .use = use };
    domar_source *source = NULL;
    domar_grid *make = NULL;
    domar_draft *d = NULL;
    domar_status st = read_make(cx, &make, &source, path, page);
    p.make = make;
    if (!st) st = find_layout(cx, &p);
    if (!st) st = check_use(cx, &p);
    if (!st) st = check_make(cx, &p);
    if (!st) st = new_draft(cx, &d, &p, year);
    if (!st) st = fill(cx, &p, d);
    if (!st) {
        st = domar_series_add(cx, series, d);
        d = NULL;
    }
    if (!st) st = tell(cx, series);
    domar_draft_free(d);
    domar_grid_free(make);
    domar_source_free(source);
    return st;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_sidecar *page = NULL;
    domar_grid *use = NULL;
    int year;
    domar_status st = options->sidecar ? domar_sidecar_read(cx, &page, options->sidecar) : DOMAR_OK;
    const int asked = options->year || !page ? options->year : page->year;
    if (!st) st = domar_source_year(cx, source, asked, &year);
    if (!st) st = domar_grid_read(cx, &use, source, MOST_BYTES);
    if (!st && column(use, "F010", "F01000") == SIZE_MAX) st = only_make(cx, series, use, year);
    else if (!st) st = read_pair(cx, series, use, domar_source_path(source), page, year);
    domar_grid_free(use);
    domar_sidecar_free(page);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_reader domar_read_bea = {
    .id = "bea", .title_en = "US BEA make and use tables", .title_zh = "美国经济分析局供给使用表",
    .page = "docs/readers/bea.md", .probe = probe, .read = read };
