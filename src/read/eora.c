/* read/eora.c -- Eora26: matrices without labels, lists of labels beside them (docs/readers/eora.md).
 *
 * Every region has the same sectors but the last, which has one: a statistical discrepancy.  A table
 * here has the same industries everywhere, so that one stands in the place of the last industry of
 * its region, and the other places there stay empty. */
#include "read/parts.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <stdio.h>
#include <string.h>

enum { NAME, CODE, ENTITY, LABEL };

struct eora {
    domar_part_line *t, *fd, *va, *q;      /* lists of labels */
    size_t rows, uses, factors, satellites;
    size_t G, N, C;
    size_t *place;                         /* rows: of each line of T in the table */
    size_t *use;                           /* uses: of each column of FD */
    size_t *first;                         /* G: the first line of each region */
    size_t  odd;                           /* regions with fewer sectors */
    const char *odd_name;
};

/* "folder/a.zip:b/c.txt" is c.txt. */
static const char *name_of_file(const char *path)
{
    const char *member = strstr(path, ".zip:"), *slash = strrchr(path, '/');
    if (slash && slash > member) return slash + 1;
    return member ? member + 5 : path;
}

/* The files have no labels: their name is all that tells them. */
static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    if (strncmp(head->name, "Eora26_", 7) == 0 && strstr(head->name, ".txt")) return 98;
    return strncmp(head->name, "labels_", 7) == 0 && strstr(head->name, ".txt") ? 90 : 0;
}

/* ---- labels */
static domar_status read_list(domar_cx *cx, domar_source *t, const char *file, domar_part_line **lines, size_t *count)
{
    domar_source *s = NULL;
    domar_status st = domar_part_open(cx, &s, t, name_of_file(domar_source_name(t)), file);
    if (!st) st = domar_part_list(cx, s, lines, count);
    if (!st && !*count) st = domar_fail(cx, DOMAR_EDATA, "%s is empty", domar_source_name(s));
    domar_source_free(s);
    return st;
}

static domar_status read_lists(domar_cx *cx, struct eora *e, domar_source *t)
{
    domar_status st = read_list(cx, t, "labels_T.txt", &e->t, &e->rows);
    if (!st) st = read_list(cx, t, "labels_FD.txt", &e->fd, &e->uses);
    if (!st) st = read_list(cx, t, "labels_VA.txt", &e->va, &e->factors);
    return st ? st : read_list(cx, t, "labels_Q.txt", &e->q, &e->satellites);
}

/* Where each line of T stands: regions are runs of lines with one code. */
static domar_status find_places(domar_cx *cx, struct eora *e)
{
    e->place = domar_scratch_bytes(cx, e->rows, sizeof *e->place);
    e->use = domar_scratch_bytes(cx, e->uses, sizeof *e->use);
    e->first = domar_scratch_bytes(cx, e->rows, sizeof *e->first);
    if (!e->place || !e->use || !e->first) return DOMAR_ENOMEM;
    for (size_t k = 0; k < e->rows; k++)
        if (k == 0 || strcmp(e->t[k][CODE], e->t[k - 1][CODE]) != 0) e->first[e->G++] = k;
    e->N = (e->G > 1 ? e->first[1] : e->rows);
    for (size_t g = 0; g < e->G; g++) {
        const size_t end = g + 1 < e->G ? e->first[g + 1] : e->rows, sectors = end - e->first[g];
        if (sectors != e->N && sectors != 1)
            return domar_fail(cx, DOMAR_EDATA, "labels_T.txt: %s has %zu sectors, the first region %zu",
                              e->t[e->first[g]][CODE], sectors, e->N);
        if (sectors != e->N) {
            e->odd++;
            e->odd_name = e->t[e->first[g]][CODE];
        }
        for (size_t k = e->first[g]; k < end; k++)
            e->place[k] = g * e->N + (sectors == e->N ? k - e->first[g] : e->N - 1);
    }
    if (e->uses % e->G)
        return domar_fail(cx, DOMAR_EDATA, "labels_FD.txt has %zu lines, which %zu regions do not share evenly", e->uses,
                          e->G);
    e->C = e->uses / e->G;
    for (size_t u = 0; u < e->uses; u++) e->use[u] = u;
    return DOMAR_OK;
}

/* ---- axes */
static domar_status region_axis(domar_cx *cx, domar_axis **out, const struct eora *e)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, e->G, sizeof *items);
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t g = 0; !st && g < e->G; g++)
        items[g] = (domar_item){ .code = e->t[e->first[g]][CODE], .en = e->t[e->first[g]][NAME] };
    if (!st) st = domar_codes_label(cx, items, e->G, "economies");
    if (!st) st = domar_axis_new(cx, out, items, e->G);
    domar_scratch_rewind(cx, mark);
    return st;
}

static const char *kind_of(const char *label, const char *const (*kinds)[2], const char *other)
{
    for (; (*kinds)[0]; kinds++)
        if (strstr(label, (*kinds)[0])) return (*kinds)[1];
    return other;
}

/* letter 1, 2, ...: codes of lists that have only names. */
static domar_status listed_axis(domar_cx *cx, domar_axis **out, domar_part_line *lines, size_t count, size_t field,
                                char letter, const char *const (*kinds)[2], const char *other)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*code)[32] = domar_scratch_bytes(cx, count, sizeof *code);
    domar_status st = items && code ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        const char *label = lines[k][field];
        snprintf(code[k], sizeof *code, "%c%zu", letter, k + 1);
        items[k] = (domar_item){ .code = code[k], .en = label, .kind = kind_of(label, kinds, other) };
    }
    if (!st) st = domar_axis_new(cx, out, items, count);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* A row of Q: "I-GHG-CO2 emissions (kg)" and a name; the unit stands in the brackets. */
static domar_status satellite_axis(domar_cx *cx, domar_axis **out, const struct eora *e)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, e->satellites, sizeof *items);
    struct { char code[32], name[200], unit[40]; } *text = domar_scratch_bytes(cx, e->satellites, sizeof *text);
    domar_status st = items && text ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < e->satellites; k++) {
        const char *head = e->q[k][0], *open = strrchr(head, '('), *close = open ? strchr(open, ')') : NULL;
        snprintf(text[k].code, sizeof text->code, "q%zu", k + 1);
        snprintf(text[k].name, sizeof text->name, "%.120s %.70s", head, e->q[k][1]);
        snprintf(text[k].unit, sizeof text->unit, "%.*s", close ? (int)(close - open - 1) : 7, close ? open + 1 : "unknown");
        items[k] = (domar_item){ .code = text[k].code, .en = text[k].name, .unit = text[k].unit };
    }
    if (!st) st = domar_axis_new(cx, out, items, e->satellites);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status make_draft(domar_cx *cx, domar_draft **out, const struct eora *e, int year)
{
    static const char *const uses[][2] = {
        { "household", DOMAR_HOUSEHOLDS }, { "Household", DOMAR_HOUSEHOLDS }, { "non-profit", DOMAR_NPISH },
        { "Non-profit", DOMAR_NPISH }, { "overnment", DOMAR_GOVERNMENT }, { "fixed capital", DOMAR_INVESTMENT },
        { "inventories", DOMAR_INVENTORIES }, { "valuables", DOMAR_INVENTORIES }, { NULL, NULL } };
    static const char *const factors[][2] = {
        { "ompensation", DOMAR_LABOUR }, { "axes", DOMAR_TAX_PRODUCTION }, { "ubsidies", DOMAR_TAX_PRODUCTION },
        { "surplus", DOMAR_CAPITAL }, { "mixed income", DOMAR_CAPITAL }, { "fixed capital", DOMAR_CAPITAL },
        { NULL, NULL } };
    static const char *const none[][2] = { { NULL, NULL } };
    /* "households (NPISH)" serves households but is none: look for the longer words first. */
    static const char *const first[][2] = { { "NPISH", DOMAR_NPISH }, { "non-profit", DOMAR_NPISH }, { NULL, NULL } };
    domar_axis *g = NULL, *k = NULL, *c = NULL, *f = NULL, *s = NULL;
    domar_status st = region_axis(cx, &g, e);
    if (!st) st = listed_axis(cx, &k, e->t, e->N, LABEL, 's', none, "");
    if (!st) {
        const domar_mark mark = domar_scratch_mark(cx);
        domar_item *items = domar_scratch_bytes(cx, e->C, sizeof *items);
        char (*code)[32] = domar_scratch_bytes(cx, e->C, sizeof *code);
        if (!items || !code) st = DOMAR_ENOMEM;
        for (size_t u = 0; !st && u < e->C; u++) {
            const char *label = e->fd[u][LABEL], *npish = kind_of(label, first, NULL);
            snprintf(code[u], sizeof *code, "f%zu", u + 1);
            items[u] = (domar_item){ .code = code[u], .en = label, .kind = npish ? npish : kind_of(label, uses, DOMAR_FINAL) };
        }
        if (!st) st = domar_axis_new(cx, &c, items, e->C);
        domar_scratch_rewind(cx, mark);
    }
    if (!st) st = listed_axis(cx, &f, e->va, e->factors, 1, 'v', factors, DOMAR_VALUE_ADDED);
    if (!st) st = satellite_axis(cx, &s, e);
    if (!st) st = domar_draft_new(cx, out, year, g, k, c, f, s);
    domar_axis *const axes[] = { g, k, c, f, s };
    for (size_t a = 0; a < 5; a++) domar_axis_free(axes[a]);
    return st;
}

/* ---- numbers */
static domar_status read_part(domar_cx *cx, domar_source *t, const char *name, domar_part part)
{
    domar_source *s = NULL;
    domar_status st = domar_part_open(cx, &s, t, "_T.txt", name);
    part.delimiter = '\t';
    if (!st) st = domar_part_read(cx, s, &part);
    domar_source_free(s);
    return st;
}

static domar_status fill(domar_cx *cx, domar_draft *d, domar_source *t, const struct eora *e)
{
    const size_t n = e->G * e->N, m = e->uses;
    domar_status st = domar_part_read(cx, t, &(domar_part){ .values = d->Z, .rows = e->rows, .columns = e->rows, .width = n,
        .row = e->place, .column = e->place, .delimiter = '\t', .labels = "labels_T.txt" });
    if (!st) st = read_part(cx, t, "_FD.txt", (domar_part){ .values = d->Y, .rows = e->rows, .columns = m, .width = m,
        .row = e->place, .column = e->use, .labels = "labels_T.txt" });
    if (!st) st = read_part(cx, t, "_VA.txt", (domar_part){ .values = d->V, .rows = e->factors, .columns = e->rows,
        .width = n, .column = e->place, .labels = "labels_VA.txt" });
    if (!st) st = read_part(cx, t, "_Q.txt", (domar_part){ .values = d->S, .rows = e->satellites, .columns = e->rows,
        .width = n, .column = e->place, .labels = "labels_Q.txt" });
    domar_release(d->x);                            /* the source has no output: row sums */
    d->x = NULL;
    return st;
}

static domar_status tell(domar_cx *cx, domar_series *series, const struct eora *e)
{
    static const domar_pair known[] = {
        { "title", "Eora26, world input-output tables" }, { "source", "Eora global supply chain database (worldmrio.com)" },
        { "citation", "Lenzen, M., Moran, D., Kanemoto, K. and Geschke, A. (2013), Building Eora: A Global Multi-Region "
                      "Input-Output Database at High Country and Sector Resolution, Economic Systems Research 25, 20-49" },
        { "currency", "USD" }, { "unit", "thousand" }, { "price_basis", "current, basic prices" }, { NULL, NULL } };
    domar_status st = domar_info_set_all(cx, series, known);
    if (st || !e->odd) return st;
    char *notes = domar_format(cx, "%s is a statistical discrepancy of one sector, which stands in the place of the last "
                               "industry", e->odd_name);
    if (!notes) return DOMAR_ENOMEM;
    st = domar_info_set(cx, series, "notes", notes);
    domar_release(notes);
    return st;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    struct eora e = { .G = 0 };
    domar_draft *draft = NULL;
    int year;
    if (!strstr(name_of_file(domar_source_name(source)), "_T.txt") ||
        strncmp(name_of_file(domar_source_name(source)), "labels", 6) == 0) {
        /* A part that T has brought in, or will: parts of an archive come one after the other. */
        if (domar_series_size(series) || strstr(domar_source_path(source), ".zip")) return DOMAR_OK;
        return domar_fail(cx, DOMAR_EDATA, "%s is a part of Eora26: name the ..._T.txt file, the others beside it are found",
                          name_of_file(domar_source_name(source)));
    }
    domar_status st = domar_source_year(cx, source, options->year, &year);
    if (!st) st = read_lists(cx, &e, source);
    if (!st) st = find_places(cx, &e);
    if (!st) st = make_draft(cx, &draft, &e, year);
    if (!st) st = fill(cx, draft, source, &e);
    if (!st) st = domar_series_add(cx, series, draft);      /* takes the draft over even on failure */
    else domar_draft_free(draft);
    if (!st) st = tell(cx, series, &e);
    domar_part_line *const lists[] = { e.t, e.fd, e.va, e.q };
    for (size_t k = 0; k < 4; k++) domar_release(lists[k]);
    return st;
}

const domar_reader domar_read_eora = {
    .id = "eora", .title_en = "Eora26, world input-output tables", .title_zh = "Eora26 世界投入产出表",
    .page = "docs/readers/eora.md", .probe = probe, .read = read };
