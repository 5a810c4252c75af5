/* read/har.c -- tables in GEMPACK header array files (docs/readers/har.md): those that domar
 * writes, and others by a page that says which header is Z and what the sets stand for. */
#include "base/text.h"
#include "read/har_inside.h"
#include "read/source.h"
#include "table/codes.h"
#include <stdio.h>

const char *const domar_har_role_names[DOMAR_HAR_ROLES] = { "economy", "industry",  "category",
                                                            "factor",  "satellite", "year",
                                                            "sum" };
static const char *const SETS[] = DOMAR_HAR_SETS;
static const char *const LABELS[] = DOMAR_HAR_LABELS;

/* ---- which header, which role */
static const char *word_of(const domar_sidecar_list *list, const char *code)
{
    for (size_t k = 0; list && k < list->count; k++)
        if (domar_icmp(list->item[k].code, code) == 0) return list->item[k].en;
    return NULL;
}

const char *domar_har_header_of(const domar_har_table *t, const char *what, bool by_name)
{
    const char *word = t->page ? word_of(&t->page->headers, what) : NULL;
    return word ? word : by_name && domar_har_find(t->h, what) ? what : NULL;
}

domar_har_role domar_har_role_of(const domar_har_table *t, const char *set)
{
    static const struct { const char *set; domar_har_role role;
    } known[] = { { "REG", DOMAR_HAR_ECONOMY },   { "REGS", DOMAR_HAR_ECONOMY },
                  { "SRC", DOMAR_HAR_ECONOMY },   { "DST", DOMAR_HAR_ECONOMY },
                  { "CTRY", DOMAR_HAR_ECONOMY },  { "IND", DOMAR_HAR_INDUSTRY },
                  { "COM", DOMAR_HAR_INDUSTRY },  { "COMM", DOMAR_HAR_INDUSTRY },
                  { "ACTS", DOMAR_HAR_INDUSTRY }, { "SEC", DOMAR_HAR_INDUSTRY },
                  { "SECT", DOMAR_HAR_INDUSTRY }, { "CAT", DOMAR_HAR_CATEGORY },
                  { "FAC", DOMAR_HAR_FACTOR },    { "ENDW", DOMAR_HAR_FACTOR },
                  { "SAT", DOMAR_HAR_SATELLITE }, { "TIME", DOMAR_HAR_YEAR },
                  { "YEAR", DOMAR_HAR_YEAR } };
    const char *word = t->page ? word_of(&t->page->sets, set) : NULL;
    for (size_t r = 0; word && r < DOMAR_HAR_ROLES; r++)
        if (strcmp(word, domar_har_role_names[r]) == 0) return (domar_har_role)r;
    if (word) return DOMAR_HAR_ROLES;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (domar_icmp(known[k].set, set) == 0) return known[k].role;
    return DOMAR_HAR_ROLES;
}

static domar_status check_page(const domar_har_table *t)
{
    const domar_sidecar_list *list = &t->page->sets;
    for (size_t k = 0; k < list->count; k++)
        if (domar_har_role_of(t, list->item[k].code) == DOMAR_HAR_ROLES)
            return domar_fail(t->cx, DOMAR_EDATA,
                              "%s, line %zu: the set %s cannot be %s: choose one of "
                              "economy, industry, category, factor, satellite, year, sum",
                              t->page->path, list->line[k], list->item[k].code,
                              list->item[k].en ? list->item[k].en : "");
    list = &t->page->headers;
    for (size_t k = 0; k < list->count; k++) {
        const char *what = list->item[k].code;
        bool known = domar_sidecar_find(&t->page->final_demand, what) != SIZE_MAX ||
                     domar_sidecar_find(&t->page->factors, what) != SIZE_MAX ||
                     domar_sidecar_find(&t->page->satellites, what) != SIZE_MAX;
        known |= domar_har_is_block(what);
        if (!known || !list->item[k].en)
            return domar_fail(
                t->cx, DOMAR_EDATA,
                "%s, line %zu: headers takes Z, Y, V, VY, S, X or a code "
                "of final_demand, factors, satellites, each with the name of a header: %s "
                "is not one",
                t->page->path, list->line[k], what);
    }
    if (!t->page->final_demand.count)
        return domar_fail(t->cx, DOMAR_EDATA,
                          "%s: final_demand is missing: list its categories with "
                          "their kinds",
                          t->page->path);
    return DOMAR_OK;
}

/* ---- axes */

/* An axis of a file of ours: texts REG, REGE, REGZ, ... */
static domar_status own_axis(domar_har_table *t, size_t a)
{
    const char **texts[5] = { NULL };
    const domar_har_header *codes = domar_har_find(t->h, SETS[a]);
    if (!codes) return DOMAR_OK;
    for (size_t k = 0; k < 5; k++) {
        char name[DOMAR_HAR_NAME + 1];
        snprintf(name, sizeof name, "%s%s", SETS[a], LABELS[k]);
        const domar_har_header *header = domar_har_find(t->h, name);
        if (!header) continue;
        if (header->size != codes->size)
            return domar_fail(t->cx, DOMAR_EDATA, "%s: the headers %s and %s differ in length",
                              t->file, SETS[a], name);
        const domar_status st = domar_har_texts(t->cx, &texts[k], t->h, header);
        if (st) return st;
    }
    domar_item *items = domar_scratch_bytes(t->cx, codes->size + 1, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < codes->size; k++)
        for (const char *p = texts[0][k]; *p; p++)
            if ((unsigned char)*p < ' ')
                return domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: code %zu is no text",
                                  t->file, SETS[a], k + 1);
    for (size_t k = 0; k < codes->size; k++)
        items[k] =
            (domar_item){ texts[0][k], texts[1] ? texts[1][k] : "", texts[2] ? texts[2][k] : "",
                          texts[3] ? texts[3][k] : "", texts[4] ? texts[4][k] : "" };
    t->codes[a] = texts[0];
    t->size[a] = codes->size;
    return domar_axis_new(t->cx, &t->axis[a], items, codes->size);
}

/* The elements of the first dimension of a header with this role; NULL, 0 if there is none. */
static domar_status elements_of(domar_har_table *t, const char *name, domar_har_role role,
                                const char ***codes, size_t *count)
{
    const domar_har_header *header = name ? domar_har_find(t->h, name) : NULL;
    for (size_t k = 0; header && k < header->rank; k++)
        if (header->elements[k] && domar_har_role_of(t, header->set[k]) == role) {
            *count = header->dim[k];
            return domar_har_elements(t->cx, codes, t->h, header, k);
        }
    return DOMAR_OK;
}

const char *domar_har_first(char *buffer, size_t size, const char *list)
{
    const size_t length = list ? strcspn(list, "+") : 0;
    snprintf(buffer, size, "%.*s", (int)length, list ? list : "");
    return list ? buffer : NULL;
}

/* The page's own list where it has one, else what the file says. */
static domar_status page_axis(domar_har_table *t, size_t a)
{
    const domar_sidecar *p = t->page;
    const domar_sidecar_list *lists[] = { &p->economies, &p->industries, &p->final_demand,
                                          &p->factors, &p->satellites };
    const char *const built_in[] = { "economies", p->industry_list, "categories", "factors",
                                     "satellites" };
    const domar_sidecar_list *list = lists[a];
    char name[64];
    domar_status st = DOMAR_OK;
    if (list->count) {
        t->size[a] = list->count;
        t->codes[a] = domar_scratch_bytes(t->cx, list->count, sizeof **t->codes);
        if (!t->codes[a]) return DOMAR_ENOMEM;
        for (size_t k = 0; k < list->count; k++) t->codes[a][k] = list->item[k].code;
    } else if (a == DOMAR_HAR_ECONOMY || a == DOMAR_HAR_INDUSTRY) {
        const char *z = domar_har_first(name, sizeof name, domar_har_header_of(t, "Z", true));
        if (z && !domar_har_find(t->h, z))
            return domar_fail(t->cx, DOMAR_EDATA, "%s holds no header %s", t->file, z);
        st = elements_of(t, z, (domar_har_role)a, &t->codes[a], &t->size[a]);
        if (!st && !t->codes[a] && a == DOMAR_HAR_ECONOMY && p->economy) {
            t->codes[a] = domar_scratch_bytes(t->cx, 1, sizeof **t->codes);
            if (!t->codes[a]) return DOMAR_ENOMEM;
            *t->codes[a] = p->economy;
            t->size[a] = 1;
        }
        if (!st && !t->codes[a])
            st = domar_fail(t->cx, DOMAR_EDATA, "%s: neither the header of Z nor %s names the %s",
                            t->file, p->path,
                            a == DOMAR_HAR_ECONOMY ? "economies (economy: CODE)" : "industries");
    }
    if (st || !t->size[a]) return st;
    domar_item *items = domar_scratch_bytes(t->cx, t->size[a], sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < t->size[a]; k++)
        items[k] = list->count ? list->item[k] : (domar_item){ .code = t->codes[a][k] };
    if (built_in[a]) st = domar_codes_label(t->cx, items, t->size[a], built_in[a]);
    return st ? st : domar_axis_new(t->cx, &t->axis[a], items, t->size[a]);
}

/* ---- years and drafts */
static domar_status find_years(domar_har_table *t, const domar_source *source, int wanted)
{
    const char **codes = NULL;
    char name[64];
    domar_status st =
        elements_of(t, domar_har_first(name, sizeof name, domar_har_header_of(t, "Z", true)),
                    DOMAR_HAR_YEAR, &codes, &t->count);
    if (st) return st;
    if (!codes) t->count = 1;
    t->years = domar_scratch_bytes(t->cx, t->count, sizeof *t->years);
    t->drafts = domar_scratch_bytes(t->cx, t->count, sizeof *t->drafts);
    if (!t->years || !t->drafts) return DOMAR_ENOMEM;
    for (size_t k = 0; k < t->count && codes; k++) {
        int64_t year;
        if (!domar_parse_int(codes[k], &year) || year < 1 || year > 9999)
            return domar_fail(t->cx, DOMAR_EDATA, "%s: the element %s of its years is no year",
                              t->file, codes[k]);
        t->years[k] = (int)year;
    }
    if (codes) return DOMAR_OK;
    if (!t->page)
        return domar_fail(t->cx, DOMAR_EDATA, "%s: Z does not say its years", t->file);
    if (t->page->year && wanted && t->page->year != wanted)
        return domar_fail(t->cx, DOMAR_EDATA,
                          "%s: its page %s says %d, the year asked for is %d: leave "
                          "--year out, or mend the page",
                          t->file, t->page->path, t->page->year, wanted);
    return domar_source_year(t->cx, source, wanted ? wanted : t->page->year, t->years);
}

static domar_status make_drafts(domar_har_table *t)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < t->count && !st; k++)
        st = domar_draft_new(t->cx, &t->drafts[k], t->years[k], t->axis[DOMAR_HAR_ECONOMY],
                             t->axis[DOMAR_HAR_INDUSTRY], t->axis[DOMAR_HAR_CATEGORY],
                             t->axis[DOMAR_HAR_FACTOR], t->axis[DOMAR_HAR_SATELLITE]);
    const size_t n = t->size[DOMAR_HAR_ECONOMY] * t->size[DOMAR_HAR_INDUSTRY];
    for (size_t k = 0; k < t->count && !st && t->axis[DOMAR_HAR_SATELLITE]; k++)
        memset(t->drafts[k]->S, 0, t->size[DOMAR_HAR_SATELLITE] * n * sizeof(double));
    return st;
}

/* What a year of our own series does not have. */
static domar_status drop_absent(domar_har_table *t)
{
    const domar_har_header *header = domar_har_find(t->h, DOMAR_HAR_PARTS);
    const char **parts;
    if (!header || header->size != t->count)
        return domar_fail(t->cx, DOMAR_EDATA, "%s: its header %s does not say what each year has",
                          t->file, DOMAR_HAR_PARTS);
    const domar_status st = domar_har_texts(t->cx, &parts, t->h, header);
    for (size_t k = 0; k < t->count && !st; k++) {
        domar_draft *d = t->drafts[k];
        double **const arrays[] = { &d->VY, &d->x };
        const char *const words[] = { " VY", " X" };
        for (size_t a = 0; a < 2; a++) {
            if (strstr(parts[k], words[a])) continue;
            domar_release(*arrays[a]);
            *arrays[a] = NULL;
        }
    }
    return st;
}

static domar_status tell(domar_har_table *t, domar_series *series)
{
    const domar_har_header *header = domar_har_find(t->h, DOMAR_HAR_INFO);
    if (t->page) return domar_sidecar_tell(t->cx, t->page, series);
    const char **lines;
    domar_status st = header ? domar_har_texts(t->cx, &lines, t->h, header) : DOMAR_OK;
    for (size_t k = 0; header && k < header->size && !st; k++) {
        char *equal = strchr(lines[k], '=');
        if (!equal) continue;
        *equal = 0;
        st = domar_info_set(t->cx, series, lines[k], equal + 1);
    }
    return st;
}

/* ---- the reader */
static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    return domar_har_is(head->bytes, head->size) ? 100 : 0;
}

static domar_status is_ours(domar_cx *cx, const domar_har *h, bool *ours)
{
    const domar_har_header *mark = domar_har_find(h, DOMAR_HAR_MARK);
    const char **texts;
    *ours = false;
    if (!mark || mark->kind != DOMAR_HAR_TEXT || mark->size != 1) return DOMAR_OK;
    const domar_status st = domar_har_texts(cx, &texts, h, mark);
    *ours = !st && strcmp(texts[0], DOMAR_HAR_LAYOUT) == 0;
    return st;
}

static domar_status read_table(domar_har_table *t, domar_series *series,
                               const domar_source *source, const domar_read_options *options)
{
    domar_status st = t->page ? check_page(t) : DOMAR_OK;
    for (size_t a = 0; a < DOMAR_HAR_AXES && !st; a++)
        st = t->page ? page_axis(t, a) : own_axis(t, a);
    if (!st && (!t->size[DOMAR_HAR_ECONOMY] || !t->size[DOMAR_HAR_INDUSTRY] ||
                !t->size[DOMAR_HAR_CATEGORY]))
        st = domar_fail(t->cx, DOMAR_EDATA, "%s: the sets REG, IND, CAT are not all there",
                        t->file);
    if (!st) st = find_years(t, source, options->year);
    if (!st) st = make_drafts(t);
    if (!st) st = domar_har_read_blocks(t);
    if (!st && !t->page) st = drop_absent(t);
    size_t used = 0;
    for (size_t k = 0; k < t->count && !st; k++) {
        if (options->year && t->years[k] != options->year) continue;
        st = domar_series_add(t->cx, series, t->drafts[k]);
        t->drafts[k] = NULL;
        used++;
    }
    if (!st && !used)
        st = domar_fail(t->cx, DOMAR_EDATA, "%s holds %d to %d, not %d", t->file, t->years[0],
                        t->years[t->count - 1], options->year);
    return st ? st : tell(t, series);
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_har_table t = { .cx = cx, .file = domar_source_name(source) };
    const void *bytes;
    size_t size;
    bool ours = false;
    domar_har *h = NULL;
    domar_sidecar *page = NULL;
    domar_status st = DOMAR_OK;
    if (!domar_source_bytes(source, &bytes, &size))
        st = domar_fail(cx, DOMAR_EDATA, "%s is no header array file", t.file);
    if (!st) st = domar_har_open(cx, &h, t.file, bytes, size);
    t.h = h;
    if (!st) st = is_ours(cx, h, &ours);
    if (!st && !ours) {
        if (!options->sidecar)
            st = domar_fail(cx, DOMAR_EUSAGE,
                            "%s: a header array file needs a page that says which header "
                            "is Z, Y, V: give --sidecar FILE.yaml (docs/readers/har.md)",
                            t.file);
        else st = domar_sidecar_read(cx, &page, options->sidecar);
        t.page = page;
    }
    if (!st) st = read_table(&t, series, source, options);
    for (size_t k = 0; k < t.count && t.drafts; k++) domar_draft_free(t.drafts[k]);
    for (size_t a = 0; a < DOMAR_HAR_AXES; a++) domar_axis_free(t.axis[a]);
    domar_sidecar_free(page);
    domar_har_free(h);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_reader domar_read_har = {
    .id = "har", .title_en = "GEMPACK header array file", .title_zh = "GEMPACK 标头数组文件（HAR）",
    .page = "docs/readers/har.md", .probe = probe, .read = read };
