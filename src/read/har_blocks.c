/* read/har_blocks.c -- header arrays added into the blocks of a table, number by number: each
 * dimension of a header has a role, and a role has a step in the block, so that any order of
 * dimensions will do. */
#include "base/text.h"
#include "read/har_inside.h"
#include <math.h>
#include <stdio.h>

enum { Z, Y, V, VY, S, X, BLOCKS };
static const struct {
    const char *name;
    domar_har_role dims[4];                /* in this order where a header has no sets */
    size_t   count;
    domar_har_role own; /* role whose codes may be headers of their own; DOMAR_HAR_ROLES: none */
} blocks[BLOCKS] = {
    [Z] = { "Z",
            { DOMAR_HAR_INDUSTRY, DOMAR_HAR_ECONOMY, DOMAR_HAR_INDUSTRY, DOMAR_HAR_ECONOMY },
            4,
            DOMAR_HAR_ROLES },
    [Y] = { "Y",
            { DOMAR_HAR_INDUSTRY, DOMAR_HAR_ECONOMY, DOMAR_HAR_CATEGORY, DOMAR_HAR_ECONOMY },
            4,
            DOMAR_HAR_CATEGORY },
    [V] = { "V",
            { DOMAR_HAR_FACTOR, DOMAR_HAR_INDUSTRY, DOMAR_HAR_ECONOMY },
            3,
            DOMAR_HAR_FACTOR },
    [VY] = { "VY",
             { DOMAR_HAR_FACTOR, DOMAR_HAR_CATEGORY, DOMAR_HAR_ECONOMY },
             3,
             DOMAR_HAR_ROLES },
    [S] = { "S",
            { DOMAR_HAR_SATELLITE, DOMAR_HAR_INDUSTRY, DOMAR_HAR_ECONOMY },
            3,
            DOMAR_HAR_SATELLITE },
    [X] = { "X", { DOMAR_HAR_INDUSTRY, DOMAR_HAR_ECONOMY }, 2, DOMAR_HAR_ROLES }
};

bool domar_har_is_block(const char *name)
{
    for (size_t b = 0; b < BLOCKS; b++)
        if (domar_icmp(name, blocks[b].name) == 0) return true;
    return false;
}

/* Roles of the dimensions of a header; count of those that have one: the rest are of size 1. */
static domar_status roles_of(const domar_har_table *t, const domar_har_header *header,
                             size_t block, bool single, domar_har_role *roles, size_t *count)
{
    bool sets = false;
    for (size_t k = 0; k < header->rank; k++) sets |= header->set[k][0] != 0;
    *count = 0;
    for (size_t k = 0, at = 0; k < header->rank; k++) {
        if (sets && header->set[k][0]) {
            roles[k] = domar_har_role_of(t, header->set[k]);
            if (roles[k] == DOMAR_HAR_ROLES)
                return domar_fail(
                    t->cx, DOMAR_EDATA,
                    "%s, header %s: nothing says what its set %s is: give "
                    "`sets: {%s: industry}` (or economy, category, ...) in the page",
                    t->file, header->name, header->set[k], header->set[k]);
        } else if (!sets) {
            while (at < blocks[block].count &&
                   ((t->size[DOMAR_HAR_ECONOMY] == 1 &&
                     blocks[block].dims[at] == DOMAR_HAR_ECONOMY) ||
                    (single && blocks[block].dims[at] == blocks[block].own)))
                at++;
            if (at == blocks[block].count && header->dim[k] == 1) break;
            roles[k] = at < blocks[block].count ? blocks[block].dims[at++] : DOMAR_HAR_ROLES;
        } else if (header->dim[k] == 1) {
            break;
        } else
            roles[k] = DOMAR_HAR_ROLES;
        if (roles[k] == DOMAR_HAR_ROLES)
            return domar_fail(t->cx, DOMAR_EDATA,
                              "%s, header %s: it has more dimensions than %s has", t->file,
                              header->name, blocks[block].name);
        *count = k + 1;
    }
    return DOMAR_OK;
}

/* ---- adding a header into a block */
enum { SKIP = -1 };

struct adding {
    size_t rank, dim[DOMAR_HAR_RANK];
    ptrdiff_t
        *step[DOMAR_HAR_RANK]; /* one an element; SKIP: left out. NULL: the dimension of years */
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
static size_t step_of(const domar_har_table *t, size_t block, domar_har_role role, bool second)
{
    const size_t N = t->size[DOMAR_HAR_INDUSTRY], C = t->size[DOMAR_HAR_CATEGORY],
                 n = t->size[DOMAR_HAR_ECONOMY] * N;
    const size_t width = block == Y || block == VY ? t->size[DOMAR_HAR_ECONOMY] * C : n;
    const bool rows = block == Z || block == Y;           /* its rows are industries */
    if (role == DOMAR_HAR_FACTOR || role == DOMAR_HAR_SATELLITE) return width;
    if (role == DOMAR_HAR_CATEGORY) return 1;
    if (block == X) return role == DOMAR_HAR_INDUSTRY ? 1 : N;
    if (rows && !second) return role == DOMAR_HAR_INDUSTRY ? width : N * width;
    if (role == DOMAR_HAR_INDUSTRY) return 1;
    return block == Y || block == VY ? C : N;
}

static domar_status steps_of(domar_har_table *t, const domar_har_header *header, size_t d,
                             domar_har_role role, size_t step, ptrdiff_t **out)
{
    const size_t count = header->dim[d];
    ptrdiff_t *steps = domar_scratch_bytes(t->cx, count + 1, sizeof *steps);
    const char **codes = NULL;
    if (!steps) return DOMAR_ENOMEM;
    *out = steps;
    if (role == DOMAR_HAR_SUM) return DOMAR_OK;
    const domar_status st = t->page && header->elements[d]
                                ? domar_har_elements(t->cx, &codes, t->h, header, d) : DOMAR_OK;
    if (st) return st;
    if (!codes && count != t->size[role])
        return domar_fail(t->cx, DOMAR_EDATA,
                          "%s, header %s: its dimension %zu has %zu elements, the table "
                          "has %zu (%s)",
                          t->file, header->name, d + 1, count, t->size[role],
                          domar_har_role_names[role]);
    for (size_t k = 0; k < count; k++) {
        const size_t at = codes ? domar_axis_find(t->axis[role], codes[k]) : k;
        steps[k] = at == SIZE_MAX ? SKIP : (ptrdiff_t)(at * step);
        if (at == SIZE_MAX && domar_sidecar_find(&t->page->ignore, codes[k]) == SIZE_MAX)
            return domar_fail(t->cx, DOMAR_EDATA,
                              "%s, header %s: the table has no %s %s: list it in %s, or "
                              "under ignore",
                              t->file, header->name, domar_har_role_names[role], codes[k],
                              t->page->path);
    }
    return DOMAR_OK;
}

static double *array_of(const domar_draft *d, size_t block)
{
    double *const all[] = { d->Z, d->Y, d->V, d->VY, d->S, d->x };
    return all[block];
}

/* One header into one block; code: the header is this category, factor or satellite (SIZE_MAX:
 * no). */
static domar_status add_header(domar_har_table *t, const char *name, size_t block, size_t code,
                               bool gaps)
{
    const domar_mark mark = domar_scratch_mark(t->cx);
    const domar_har_header *header = domar_har_find(t->h, name);
    struct adding a = { .gaps = gaps,
                        .arrays = domar_scratch_bytes(t->cx, t->count, sizeof *a.arrays) };
    domar_har_role roles[DOMAR_HAR_RANK];
    size_t seen[DOMAR_HAR_ROLES] = { 0 };
    domar_status st = a.arrays ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && !header)
        st = domar_fail(t->cx, DOMAR_EDATA, "%s holds no header %s", t->file, name);
    if (!st) st = roles_of(t, header, block, code != SIZE_MAX, roles, &a.rank);
    for (size_t d = 0; d < a.rank && !st; d++) {
        const domar_har_role role = roles[d];
        a.dim[d] = header->dim[d];
        const size_t step = role < DOMAR_HAR_YEAR ? step_of(t, block, role, seen[role] > 0) : 0;
        seen[role]++;
        if (role == DOMAR_HAR_YEAR && a.dim[d] != t->count)
            st = domar_fail(t->cx, DOMAR_EDATA, "%s, header %s: it has %zu years, Z has %zu",
                            t->file, name, a.dim[d], t->count);
        else if (role != DOMAR_HAR_YEAR) st = steps_of(t, header, d, role, step, &a.step[d]);
    }
    size_t wanted[DOMAR_HAR_ROLES] = { 0 };
    for (size_t d = 0; d < blocks[block].count; d++) wanted[blocks[block].dims[d]]++;
    if (code != SIZE_MAX) wanted[blocks[block].own] = 0;
    for (size_t r = 0; r < DOMAR_HAR_YEAR && !st; r++)
        if (seen[r] != wanted[r] && !(seen[r] == 0 && t->size[r] == 1))
            st = domar_fail(t->cx, DOMAR_EDATA,
                            "%s, header %s: %s needs %zu dimension%s of %s, this has %zu",
                            t->file, name, blocks[block].name, wanted[r],
                            wanted[r] == 1 ? "" : "s", domar_har_role_names[r], seen[r]);
    const size_t base = code == SIZE_MAX ? 0 : code * step_of(t, block, blocks[block].own, false);
    for (size_t k = 0; k < t->count && !st; k++) {
        double *array = array_of(t->drafts[k], block);
        a.arrays[k] = array ? array + base : NULL;
    }
    if (!st) st = domar_har_numbers(t->cx, t->h, header, add, &a);
    domar_scratch_rewind(t->cx, mark);
    return st;
}

/* All headers of a list "DOM+IMP". */
static domar_status add_sum(domar_har_table *t, const char *list, size_t block, size_t code)
{
    domar_status st = DOMAR_OK;
    while (*list && !st) {
        char name[64];
        const size_t length = strcspn(list, "+");
        st = add_header(t, domar_har_first(name, sizeof name, list), block, code, false);
        list += length + (list[length] == '+');
    }
    return st;
}

static bool has_rest(const domar_har_table *t, const char *block, int k, char *name)
{
    snprintf(name, 8, "%sR%d", block, k);
    return !t->page && domar_har_find(t->h, name);
}

/* The block from its own header and from those of its codes. */
static domar_status read_block(domar_har_table *t, size_t b, bool *found)
{
    const domar_har_role own = blocks[b].own;
    const char *list = domar_har_header_of(t, blocks[b].name, !t->page);
    char rest[8];
    *found = list != NULL;
    domar_status st = list ? add_sum(t, list, b, SIZE_MAX) : DOMAR_OK;
    for (int k = 1; k < 3 && list && !st; k++)
        if (has_rest(t, blocks[b].name, k, rest)) st = add_header(t, rest, b, SIZE_MAX, false);
    if (!st && b == S && !t->page && domar_har_find(t->h, DOMAR_HAR_GAPS))
        st = add_header(t, DOMAR_HAR_GAPS, b, SIZE_MAX, true);
    for (size_t k = 0; own < DOMAR_HAR_ROLES && t->page && k < t->size[own] && !st; k++) {
        const char *alone = domar_har_header_of(t, t->codes[own][k], false);
        if (!alone) continue;
        st = add_sum(t, alone, b, k);
        *found = true;
    }
    return st;
}

domar_status domar_har_read_blocks(domar_har_table *t)
{
    bool found[BLOCKS] = { false };
    domar_status st = DOMAR_OK;
    const size_t m = t->size[DOMAR_HAR_ECONOMY] * t->size[DOMAR_HAR_CATEGORY];
    const bool paid = domar_har_header_of(t, "VY", !t->page) != NULL && t->size[DOMAR_HAR_FACTOR];
    for (size_t k = 0; k < t->count && paid && !st; k++) {
        t->drafts[k]->VY = domar_alloc(t->cx, t->size[DOMAR_HAR_FACTOR] * m, sizeof(double));
        if (!t->drafts[k]->VY) st = DOMAR_ENOMEM;
    }
    for (size_t b = 0; b < BLOCKS && !st; b++)
        if ((b != V && b != VY) || t->size[DOMAR_HAR_FACTOR])
            if (b != S || t->size[DOMAR_HAR_SATELLITE]) st = read_block(t, b, &found[b]);
    if (!st && (!found[Z] || !found[Y]))
        st = domar_fail(t->cx, DOMAR_EDATA,
                        "%s: no header is %s: say so in the page, `headers: {%s: NAME}`", t->file,
                        found[Z] ? "Y" : "Z", found[Z] ? "Y" : "Z");
    if (!st && t->size[DOMAR_HAR_FACTOR] && !found[V])
        st = domar_fail(t->cx, DOMAR_EDATA,
                        "%s: the table has factors and no header is V: say so in the "
                        "page, or leave factors out",
                        t->file);
    for (size_t k = 0; k < t->count && !st && !found[X]; k++) {
        domar_release(t->drafts[k]->x);
        t->drafts[k]->x = NULL;
    }
    return st;
}
