/* read/har.c -- tables in GEMPACK header array files (docs/readers/har.md): those that domar writes,
 * and others by a page that says which header is Z and what the sets stand for.
 *
 * A header is added into a block number by number: each of its dimensions has a role, and a role
 * has a step in the block, so that any order of dimensions will do. */
#include "base/text.h"
#include "read/har_file.h"
#include "read/sidecar.h"
#include "read/source.h"
#include "table/codes.h"
#include <math.h>
#include <stdio.h>

typedef enum { ECONOMY, INDUSTRY, CATEGORY, FACTOR, SATELLITE, YEAR, SUM, ROLES } set_role;
static const char *const ROLE[ROLES] = { "economy", "industry", "category", "factor", "satellite",
                                         "year", "sum" };
static const char *const SETS[] = DOMAR_HAR_SETS;
static const char *const LABELS[] = DOMAR_HAR_LABELS;
enum { AXES = 5, SKIP = -1 };

enum { Z, Y, V, VY, S, X, BLOCKS };
static const struct {
    const char *name;
    set_role dims[4];                /* in this order where a header has no sets */
    size_t   count;
    set_role own;                    /* role whose codes may be headers of their own; ROLES: none */
} blocks[BLOCKS] = {
    [Z] = { "Z", { INDUSTRY, ECONOMY, INDUSTRY, ECONOMY }, 4, ROLES },
    [Y] = { "Y", { INDUSTRY, ECONOMY, CATEGORY, ECONOMY }, 4, CATEGORY },
    [V] = { "V", { FACTOR, INDUSTRY, ECONOMY }, 3, FACTOR },
    [VY] = { "VY", { FACTOR, CATEGORY, ECONOMY }, 3, ROLES },
    [S] = { "S", { SATELLITE, INDUSTRY, ECONOMY }, 3, SATELLITE },
    [X] = { "X", { INDUSTRY, ECONOMY }, 2, ROLES } };

struct table {
    domar_cx *cx;
    const domar_har *h;
    const domar_sidecar *page;       /* NULL: the file is ours */
    const char  *file;
    const char **codes[AXES];        /* by role, with their count and axis */
    size_t       size[AXES];
    domar_axis  *axis[AXES];
    int         *years;
    domar_draft **drafts;
    size_t       T;
};

/* ---- which header, which role */
static const char *word_of(const domar_sidecar_list *list, const char *code)
{
    for (size_t k = 0; list && k < list->count; k++)
        if (domar_icmp(list->item[k].code, code) == 0) return list->item[k].en;
    return NULL;
}

/* Name of the header that is a block, or a code of one; NULL if none. */
static const char *header_of(const struct table *t, const char *what, bool block)
{
    const char *word = t->page ? word_of(&t->page->headers, what) : NULL;
    return word ? word : block && domar_har_find(t->h, what) ? what : NULL;
}

static set_role role_of(const struct table *t, const char *set)
{
    static const struct { const char *set; set_role role; } known[] = {
        { "REG", ECONOMY }, { "REGS", ECONOMY }, { "SRC", ECONOMY }, { "DST", ECONOMY },
        { "CTRY", ECONOMY }, { "IND", INDUSTRY }, { "COM", INDUSTRY }, { "COMM", INDUSTRY },
        { "ACTS", INDUSTRY }, { "SEC", INDUSTRY }, { "SECT", INDUSTRY }, { "CAT", CATEGORY },
        { "FAC", FACTOR }, { "ENDW", FACTOR }, { "SAT", SATELLITE }, { "TIME", YEAR },
        { "YEAR", YEAR } };
    const char *word = t->page ? word_of(&t->page->sets, set) : NULL;
    for (size_t r = 0; word && r < ROLES; r++)
        if (strcmp(word, ROLE[r]) == 0) return (set_role)r;
    if (word) return ROLES;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (domar_icmp(known[k].set, set) == 0) return known[k].role;
    return ROLES;
}

static domar_status check_page(const struct table *t)
{
    const domar_sidecar_list *list = &t->page->sets;
    for (size_t k = 0; k < list->count; k++)
        if (role_of(t, list->item[k].code) == ROLES)
            return domar_fail(t->cx, DOMAR_EDATA, "%s, line %zu: the set %s cannot be %s: choose one of "
                              "economy, industry, category, factor, satellite, year, sum", t->page->path,
                              list->line[k], list->item[k].code, list->item[k].en ? list->item[k].en : "");
    list = &t->page->headers;
    for (size_t k = 0; k < list->count; k++) {
        const char *what = list->item[k].code;
        bool known = domar_sidecar_find(&t->page->final_demand, what) != SIZE_MAX ||
                     domar_sidecar_find(&t->page->factors, what) != SIZE_MAX ||
                     domar_sidecar_find(&t->page->satellites, what) != SIZE_MAX;
        for (size_t b = 0; b < BLOCKS; b++) known |= domar_icmp(what, blocks[b].name) == 0;
        if (!known || !list->item[k].en)
            return domar_fail(t->cx, DOMAR_EDATA, "%s, line %zu: headers takes Z, Y, V, VY, S, X or a code "
                              "of final_demand, factors, satellites, each with the name of a header: %s "
                              "is not one", t->page->path, list->line[k], what);
    }
    if (!t->page->final_demand.count)
        return domar_fail(t->cx, DOMAR_EDATA, "%s: final_demand is missing: list its categories with "
                          "their kinds", t->page->path);
    return DOMAR_OK;
}

/* Roles of the dimensions of a header; count of those that have one: the rest are of size 1. */
static domar_status roles_of(const struct table *t, const domar_har_header *header, size_t block,
                             bool single, set_role *roles, size_t *count)
{
    bool sets = false;
    for (size_t k = 0; k < header->rank; k++) sets |= header->set[k][0] != 0;
    *count = 0;
    for (size_t k = 0, at = 0; k < header->rank; k++) {
        if (sets && header->set[k][0]) {
            roles[k] = role_of(t, header->set[k]);
            if (roles[k] == ROLES)
                return domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: nothing says what its set %s is: give "
                                  "`sets: {%s: industry}` (or economy, category, ...) in the page", t->file,
                                  header->name, header->set[k], header->set[k]);
        } else if (!sets) {
            while (at < blocks[block].count &&
                   ((t->size[ECONOMY] == 1 && blocks[block].dims[at] == ECONOMY) ||
                    (single && blocks[block].dims[at] == blocks[block].own)))
                at++;
            if (at == blocks[block].count && header->dim[k] == 1) break;
            roles[k] = at < blocks[block].count ? blocks[block].dims[at++] : ROLES;
        } else if (header->dim[k] == 1) {
            break;
        } else
            roles[k] = ROLES;
        if (roles[k] == ROLES)
            return domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: it has more dimensions than %s has",
                              t->file, header->name, blocks[block].name);
        *count = k + 1;
    }
    return DOMAR_OK;
}

/* ---- axes */

/* An axis of a file of ours: texts REG, REGE, REGZ, ... */
static domar_status own_axis(struct table *t, size_t a)
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
            return domar_fail(t->cx, DOMAR_EDATA, "%s: the headers %s and %s differ in length", t->file,
                              SETS[a], name);
        const domar_status st = domar_har_texts(t->cx, &texts[k], t->h, header);
        if (st) return st;
    }
    domar_item *items = domar_scratch_bytes(t->cx, codes->size + 1, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < codes->size; k++)
        for (const char *p = texts[0][k]; *p; p++)
            if ((unsigned char)*p < ' ')
                return domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: code %zu is no text", t->file,
                                  SETS[a], k + 1);
    for (size_t k = 0; k < codes->size; k++)
        items[k] = (domar_item){ texts[0][k], texts[1] ? texts[1][k] : "", texts[2] ? texts[2][k] : "",
                                 texts[3] ? texts[3][k] : "", texts[4] ? texts[4][k] : "" };
    t->codes[a] = texts[0];
    t->size[a] = codes->size;
    return domar_axis_new(t->cx, &t->axis[a], items, codes->size);
}

/* The elements of the first dimension of a header with this role; NULL, 0 if there is none. */
static domar_status elements_of(struct table *t, const char *name, set_role role, const char ***codes,
                                size_t *count)
{
    const domar_har_header *header = name ? domar_har_find(t->h, name) : NULL;
    for (size_t k = 0; header && k < header->rank; k++)
        if (header->elements[k] && role_of(t, header->set[k]) == role) {
            *count = header->dim[k];
            return domar_har_elements(t->cx, codes, t->h, header, k);
        }
    return DOMAR_OK;
}

/* The first of the headers that make a block: "DOM+IMP" is a sum. */
static const char *first_header(char *buffer, size_t size, const char *list)
{
    const size_t length = list ? strcspn(list, "+") : 0;
    snprintf(buffer, size, "%.*s", (int)length, list ? list : "");
    return list ? buffer : NULL;
}

/* The page's own list where it has one, else what the file says. */
static domar_status page_axis(struct table *t, size_t a)
{
    const domar_sidecar *p = t->page;
    const domar_sidecar_list *lists[] = { &p->economies, &p->industries, &p->final_demand, &p->factors,
                                          &p->satellites };
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
    } else if (a == ECONOMY || a == INDUSTRY) {
        const char *z = first_header(name, sizeof name, header_of(t, "Z", true));
        if (z && !domar_har_find(t->h, z))
            return domar_fail(t->cx, DOMAR_EDATA, "%s holds no header %s", t->file, z);
        st = elements_of(t, z, (set_role)a, &t->codes[a], &t->size[a]);
        if (!st && !t->codes[a] && a == ECONOMY && p->economy) {
            t->codes[a] = domar_scratch_bytes(t->cx, 1, sizeof **t->codes);
            if (!t->codes[a]) return DOMAR_ENOMEM;
            *t->codes[a] = p->economy;
            t->size[a] = 1;
        }
        if (!st && !t->codes[a])
            st = domar_fail(t->cx, DOMAR_EDATA, "%s: neither the header of Z nor %s names the %s", t->file,
                            p->path, a == ECONOMY ? "economies (economy: CODE)" : "industries");
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
static domar_status find_years(struct table *t, const domar_source *source, int wanted)
{
    const char **codes = NULL;
    char name[64];
    domar_status st = elements_of(t, first_header(name, sizeof name, header_of(t, "Z", true)), YEAR,
                                  &codes, &t->T);
    if (st) return st;
    if (!codes) t->T = 1;
    t->years = domar_scratch_bytes(t->cx, t->T, sizeof *t->years);
    t->drafts = domar_scratch_bytes(t->cx, t->T, sizeof *t->drafts);
    if (!t->years || !t->drafts) return DOMAR_ENOMEM;
    for (size_t k = 0; k < t->T && codes; k++) {
        int64_t year;
        if (!domar_parse_int(codes[k], &year) || year < 1 || year > 9999)
            return domar_fail(t->cx, DOMAR_EDATA, "%s: the element %s of its years is no year", t->file,
                              codes[k]);
        t->years[k] = (int)year;
    }
    if (codes) return DOMAR_OK;
    if (t->page->year && wanted && t->page->year != wanted)
        return domar_fail(t->cx, DOMAR_EDATA, "%s: its page %s says %d, the year asked for is %d: leave "
                          "--year out, or mend the page", t->file, t->page->path, t->page->year, wanted);
    return domar_source_year(t->cx, source, wanted ? wanted : t->page->year, t->years);
}

static domar_status make_drafts(struct table *t)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < t->T && !st; k++)
        st = domar_draft_new(t->cx, &t->drafts[k], t->years[k], t->axis[ECONOMY], t->axis[INDUSTRY],
                             t->axis[CATEGORY], t->axis[FACTOR], t->axis[SATELLITE]);
    const size_t n = t->size[ECONOMY] * t->size[INDUSTRY];
    for (size_t k = 0; k < t->T && !st && t->axis[SATELLITE]; k++)
        memset(t->drafts[k]->S, 0, t->size[SATELLITE] * n * sizeof(double));
    return st;
}

/* ---- adding a header into a block */
struct adding {
    size_t rank, dim[DOMAR_HAR_RANK];
    ptrdiff_t *step[DOMAR_HAR_RANK];    /* one an element; SKIP: left out. NULL: the dimension of years */
    double **arrays;                    /* one a year; NULL: left out */
    bool gaps;                          /* other than 0: no number */
};

static void add(void *arg, size_t at, const double *values, size_t count)
{
    const struct adding *a = arg;
    size_t index[DOMAR_HAR_RANK];
    for (size_t d = 0; d < a->rank; d++) {
        index[d] = at % a->dim[d];
        at /= a->dim[d];
    }
    for (size_t k = 0; k < count; k++) {
        ptrdiff_t place = 0;
        size_t year = 0, d = 0;
        bool kept = true;
        for (d = 0; d < a->rank; d++) {
            if (!a->step[d]) year = index[d];
            else if (a->step[d][index[d]] == SKIP) kept = false;
            else place += a->step[d][index[d]];
        }
        double *array = kept ? a->arrays[year] : NULL;
        if (array && !a->gaps) array[place] += values[k];
        else if (array && (values[k] > 0 || values[k] < 0)) array[place] = NAN;
        for (d = 0; d < a->rank && ++index[d] == a->dim[d]; d++) index[d] = 0;
    }
}

/* How far one element of a role is from the next; second: its second time in the header. */
static size_t step_of(const struct table *t, size_t block, set_role role, bool second)
{
    const size_t N = t->size[INDUSTRY], C = t->size[CATEGORY], n = t->size[ECONOMY] * N;
    const size_t width = block == Y || block == VY ? t->size[ECONOMY] * C : n;
    const bool rows = block == Z || block == Y;           /* its rows are industries */
    if (role == FACTOR || role == SATELLITE) return width;
    if (role == CATEGORY) return 1;
    if (block == X) return role == INDUSTRY ? 1 : N;
    if (rows && !second) return role == INDUSTRY ? width : N * width;
    if (role == INDUSTRY) return 1;
    return block == Y || block == VY ? C : N;
}

static domar_status steps_of(struct table *t, const domar_har_header *header, size_t d, set_role role,
                             size_t step, ptrdiff_t **out)
{
    const size_t count = header->dim[d];
    ptrdiff_t *steps = domar_scratch_bytes(t->cx, count + 1, sizeof *steps);
    const char **codes = NULL;
    if (!steps) return DOMAR_ENOMEM;
    *out = steps;
    if (role == SUM) return DOMAR_OK;
    const domar_status st = t->page && header->elements[d]
                                ? domar_har_elements(t->cx, &codes, t->h, header, d) : DOMAR_OK;
    if (st) return st;
    if (!codes && count != t->size[role])
        return domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: its dimension %zu has %zu elements, the table "
                          "has %zu (%s)", t->file, header->name, d + 1, count, t->size[role], ROLE[role]);
    for (size_t k = 0; k < count; k++) {
        const size_t at = codes ? domar_axis_find(t->axis[role], codes[k]) : k;
        steps[k] = at == SIZE_MAX ? SKIP : (ptrdiff_t)(at * step);
        if (at == SIZE_MAX && domar_sidecar_find(&t->page->ignore, codes[k]) == SIZE_MAX)
            return domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: the table has no %s %s: list it in %s, or "
                              "under ignore", t->file, header->name, ROLE[role], codes[k], t->page->path);
    }
    return DOMAR_OK;
}

static double *array_of(const domar_draft *d, size_t block)
{
    double *const all[] = { d->Z, d->Y, d->V, d->VY, d->S, d->x };
    return all[block];
}

/* One header into one block; code: the header is this category, factor or satellite (SIZE_MAX: no). */
static domar_status add_header(struct table *t, const char *name, size_t block, size_t code, bool gaps)
{
    const domar_mark mark = domar_scratch_mark(t->cx);
    const domar_har_header *header = domar_har_find(t->h, name);
    struct adding a = { .gaps = gaps, .arrays = domar_scratch_bytes(t->cx, t->T, sizeof *a.arrays) };
    set_role roles[DOMAR_HAR_RANK];
    size_t seen[ROLES] = { 0 };
    domar_status st = a.arrays ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && !header)
        st = domar_fail(t->cx, DOMAR_EDATA, "%s holds no header %s", t->file, name);
    if (!st) st = roles_of(t, header, block, code != SIZE_MAX, roles, &a.rank);
    for (size_t d = 0; d < a.rank && !st; d++) {
        const set_role role = roles[d];
        a.dim[d] = header->dim[d];
        const size_t step = role < YEAR ? step_of(t, block, role, seen[role] > 0) : 0;
        seen[role]++;
        if (role == YEAR && a.dim[d] != t->T)
            st = domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: it has %zu years, Z has %zu", t->file, name,
                            a.dim[d], t->T);
        else if (role != YEAR) st = steps_of(t, header, d, role, step, &a.step[d]);
    }
    size_t wanted[ROLES] = { 0 };
    for (size_t d = 0; d < blocks[block].count; d++) wanted[blocks[block].dims[d]]++;
    if (code != SIZE_MAX) wanted[blocks[block].own] = 0;
    for (size_t r = 0; r < YEAR && !st; r++)
        if (seen[r] != wanted[r] && !(seen[r] == 0 && t->size[r] == 1))
            st = domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: %s needs %zu dimension%s of %s, this has %zu",
                            t->file, name, blocks[block].name, wanted[r], wanted[r] == 1 ? "" : "s",
                            ROLE[r], seen[r]);
    const size_t base = code == SIZE_MAX ? 0 : code * step_of(t, block, blocks[block].own, false);
    for (size_t k = 0; k < t->T && !st; k++) {
        double *array = array_of(t->drafts[k], block);
        a.arrays[k] = array ? array + base : NULL;
    }
    if (!st) st = domar_har_numbers(t->cx, t->h, header, add, &a);
    domar_scratch_rewind(t->cx, mark);
    return st;
}

/* All headers of a list "DOM+IMP". */
static domar_status add_sum(struct table *t, const char *list, size_t block, size_t code)
{
    domar_status st = DOMAR_OK;
    while (*list && !st) {
        char name[64];
        const size_t length = strcspn(list, "+");
        st = add_header(t, first_header(name, sizeof name, list), block, code, false);
        list += length + (list[length] == '+');
    }
    return st;
}

static bool has_rest(const struct table *t, const char *block, int k, char *name)
{
    snprintf(name, 8, "%sR%d", block, k);
    return !t->page && domar_har_find(t->h, name);
}

/* The block from its own header and from those of its codes. */
static domar_status read_block(struct table *t, size_t b, bool *found)
{
    const set_role own = blocks[b].own;
    const char *list = header_of(t, blocks[b].name, !t->page);
    char rest[8];
    *found = list != NULL;
    domar_status st = list ? add_sum(t, list, b, SIZE_MAX) : DOMAR_OK;
    for (int k = 1; k < 3 && list && !st; k++)
        if (has_rest(t, blocks[b].name, k, rest)) st = add_header(t, rest, b, SIZE_MAX, false);
    if (!st && b == S && !t->page && domar_har_find(t->h, DOMAR_HAR_GAPS))
        st = add_header(t, DOMAR_HAR_GAPS, b, SIZE_MAX, true);
    for (size_t k = 0; own < ROLES && t->page && k < t->size[own] && !st; k++) {
        const char *alone = header_of(t, t->codes[own][k], false);
        if (!alone) continue;
        st = add_sum(t, alone, b, k);
        *found = true;
    }
    return st;
}

static domar_status read_blocks(struct table *t)
{
    bool found[BLOCKS] = { false };
    domar_status st = DOMAR_OK;
    const size_t m = t->size[ECONOMY] * t->size[CATEGORY];
    const bool paid = header_of(t, "VY", !t->page) != NULL && t->size[FACTOR];
    for (size_t k = 0; k < t->T && paid && !st; k++) {
        t->drafts[k]->VY = domar_alloc(t->cx, t->size[FACTOR] * m, sizeof(double));
        if (!t->drafts[k]->VY) st = DOMAR_ENOMEM;
    }
    for (size_t b = 0; b < BLOCKS && !st; b++)
        if ((b != V && b != VY) || t->size[FACTOR])
            if (b != S || t->size[SATELLITE]) st = read_block(t, b, &found[b]);
    if (!st && (!found[Z] || !found[Y]))
        st = domar_fail(t->cx, DOMAR_EDATA, "%s: no header is %s: say so in the page, `headers: {%s: NAME}`",
                        t->file, found[Z] ? "Y" : "Z", found[Z] ? "Y" : "Z");
    if (!st && t->size[FACTOR] && !found[V])
        st = domar_fail(t->cx, DOMAR_EDATA, "%s: the table has factors and no header is V: say so in the "
                        "page, or leave factors out", t->file);
    for (size_t k = 0; k < t->T && !st && !found[X]; k++) {
        domar_release(t->drafts[k]->x);
        t->drafts[k]->x = NULL;
    }
    return st;
}

/* What a year of our own series does not have. */
static domar_status drop_absent(struct table *t)
{
    const domar_har_header *header = domar_har_find(t->h, DOMAR_HAR_PARTS);
    const char **parts;
    if (!header || header->size != t->T)
        return domar_fail(t->cx, DOMAR_EDATA, "%s: its header %s does not say what each year has", t->file,
                          DOMAR_HAR_PARTS);
    const domar_status st = domar_har_texts(t->cx, &parts, t->h, header);
    for (size_t k = 0; k < t->T && !st; k++) {
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

static domar_status tell(struct table *t, domar_series *series)
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

static domar_status read_table(struct table *t, domar_series *series, const domar_source *source,
                               const domar_read_options *options)
{
    domar_status st = t->page ? check_page(t) : DOMAR_OK;
    for (size_t a = 0; a < AXES && !st; a++) st = t->page ? page_axis(t, a) : own_axis(t, a);
    if (!st && (!t->size[ECONOMY] || !t->size[INDUSTRY] || !t->size[CATEGORY]))
        st = domar_fail(t->cx, DOMAR_EDATA, "%s: the sets REG, IND, CAT are not all there", t->file);
    if (!st) st = find_years(t, source, options->year);
    if (!st) st = make_drafts(t);
    if (!st) st = read_blocks(t);
    if (!st && !t->page) st = drop_absent(t);
    size_t used = 0;
    for (size_t k = 0; k < t->T && !st; k++) {
        if (options->year && t->years[k] != options->year) continue;
        st = domar_series_add(t->cx, series, t->drafts[k]);
        t->drafts[k] = NULL;
        used++;
    }
    if (!st && !used)
        st = domar_fail(t->cx, DOMAR_EDATA, "%s holds %d to %d, not %d", t->file, t->years[0],
                        t->years[t->T - 1], options->year);
    return st ? st : tell(t, series);
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct table t = { .cx = cx, .file = domar_source_name(source) };
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
            st = domar_fail(cx, DOMAR_EUSAGE, "%s: a header array file needs a page that says which header "
                            "is Z, Y, V: give --sidecar FILE.yaml (docs/readers/har.md)", t.file);
        else st = domar_sidecar_read(cx, &page, options->sidecar);
        t.page = page;
    }
    if (!st) st = read_table(&t, series, source, options);
    for (size_t k = 0; k < t.T && t.drafts; k++) domar_draft_free(t.drafts[k]);
    for (size_t a = 0; a < AXES; a++) domar_axis_free(t.axis[a]);
    domar_sidecar_free(page);
    domar_har_free(h);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_reader domar_read_har = {
    .id = "har", .title_en = "GEMPACK header array file", .title_zh = "GEMPACK 标头数组文件（HAR）",
    .page = "docs/readers/har.md", .probe = probe, .read = read };
