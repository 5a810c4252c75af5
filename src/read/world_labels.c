/* read/world_labels.c -- which column is what. */
#include "read/world_inside.h"
#include "base/text.h"
#include "read/csv.h"
#include <stdio.h>

bool domar_in_list(const char *const *list, const char *text)
{
    for (; list && *list; list++)
        if (strcmp(*list, text) == 0) return true;
    return false;
}

size_t domar_codes_at(const domar_codes *list, const char *text, size_t size)
{
    for (size_t k = list->count; k-- > 0;) /* neighbours share their economy: look back */
        if (strncmp(list->code[k], text, size) == 0 && list->code[k][size] == 0) return k;
    return SIZE_MAX;
}

/* Index of a code, added if new; SIZE_MAX without memory.  The list has room for every column. */
static size_t intern(domar_cx *cx, domar_codes *list, const char *text, size_t size)
{
    const size_t k = domar_codes_at(list, text, size);
    if (k != SIZE_MAX) return k;
    char *copy = domar_scratch_bytes(cx, size + 1, 1);
    if (!copy) return SIZE_MAX;
    memcpy(copy, text, size);
    list->code[list->count] = copy;
    return list->count++;
}

/* One column: ECONOMY_industry, ECONOMY_category, category_ECONOMY, or one for the world.  at[]
 * holds economy and item for the while. */
static domar_status sort_out(domar_cx *cx, domar_world_labels *l, size_t c, size_t *economy,
                             size_t *item)
{
    const char *name = l->names[c + 1];
    const char *cut = strchr(name, '_');
    *economy = *item = 0;
    if (domar_in_list(l->layout->outputs, name)) {
        l->kind[c] = DOMAR_COL_OUTPUT;
        if (l->has_output)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1, column %zu: %s is a second column of output: "
                              "remove one",
                              l->file, c + 2, name);
        l->has_output = true;
        return DOMAR_OK;
    }
    if (l->layout->discrepancy && strcmp(name, l->layout->discrepancy) == 0) {
        l->kind[c] = DOMAR_COL_DISCREPANCY;
        *item = intern(cx, &l->categories, name, strlen(name));
        return *item == SIZE_MAX ? DOMAR_ENOMEM : DOMAR_OK;
    }
    if (!cut || cut == name || !cut[1])
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, line 1, column %zu: '%.60s' is no label of the kind "
                          "ECONOMY_INDUSTRY: correct the header",
                          l->file, c + 2, name);
    const char *left = name, *right = cut + 1;
    size_t left_size = (size_t)(cut - name), right_size = strlen(right);
    char category[32];
    snprintf(category, sizeof category, "%.*s", (int)left_size, left);
    l->kind[c] = DOMAR_COL_INDUSTRY;
    if (domar_in_list(l->layout->categories, right)) l->kind[c] = DOMAR_COL_FINAL;
    else if (domar_in_list(l->layout->categories, category)) {
        l->kind[c] = DOMAR_COL_FINAL;
        left = cut + 1;
        left_size = right_size;
        right = name;
        right_size = (size_t)(cut - name);
    }
    *economy = intern(cx, &l->economies, left, left_size);
    *item = intern(cx, l->kind[c] == DOMAR_COL_FINAL ? &l->categories : &l->industries, right,
                   right_size);
    return *economy == SIZE_MAX || *item == SIZE_MAX ? DOMAR_ENOMEM : DOMAR_OK;
}

/* Place every column in a grid economies x items and see that no place is taken twice. */
static domar_status place(domar_cx *cx, domar_world_labels *l, domar_col_kind kind, size_t items,
                          const size_t *economy, const size_t *item, size_t *seen)
{
    for (size_t c = 0; c < l->columns; c++) {
        if (l->kind[c] != kind) continue;
        const size_t at = economy[c] * items + item[c];
        if (seen[at])
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1: columns %zu and %zu are both called %s: "
                              "correct the header",
                              l->file, seen[at] + 1, c + 2, l->names[c + 1]);
        seen[at] = c + 1;
        l->at[c] = at;
    }
    return DOMAR_OK;
}

/* MX1, CN2: parts of an economy whose final demand stands under the whole. */
static bool is_part(const char *economy)
{
    return strlen(economy) == 3 && economy[2] >= '1' && economy[2] <= '9';
}

static domar_status missing(domar_cx *cx, const domar_world_labels *l, const char *economy,
                            const char *item)
{
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line 1: column %s_%s is missing: every economy must have the "
                      "same columns, fetch the file again or complete it",
                      l->file, economy, item);
}

static domar_status complete(domar_cx *cx, domar_world_labels *l, const size_t *economy,
                             const size_t *item)
{
    const size_t G = l->economies.count, N = l->industries.count, C = l->categories.count;
    const size_t most = N > C ? N : C;
    size_t *seen = domar_scratch_bytes(cx, G * most + 1, sizeof *seen);
    if (!seen) return DOMAR_ENOMEM;
    if (N == 0 || C == 0)
        return domar_fail(cx, DOMAR_EDATA, "%s, line 1: no columns of %s: this is no world table",
                          l->file, N ? "final demand" : "industries");
    domar_status st = place(cx, l, DOMAR_COL_INDUSTRY, N, economy, item, seen);
    for (size_t g = 0; !st && g < G; g++)
        for (size_t k = 0; !st && k < N; k++)
            if (!seen[g * N + k]) st = missing(cx, l, l->economies.code[g], l->industries.code[k]);
    if (st) return st;
    memset(seen, 0, G * most * sizeof *seen);
    st = place(cx, l, DOMAR_COL_FINAL, C, economy, item, seen);
    for (size_t g = 0; !st && g < G; g++) {
        size_t have = 0, want = 0, lack = 0;
        for (size_t k = 0; k < C; k++) {
            if (l->layout->discrepancy &&
                strcmp(l->categories.code[k], l->layout->discrepancy) == 0)
                continue;
            want++;
            if (seen[g * C + k]) have++;
            else lack = k;
        }
        if (have < want && (have || !is_part(l->economies.code[g])))
            st = missing(cx, l, l->economies.code[g], l->categories.code[lack]);
    }
    return st;
}

domar_status domar_world_label(domar_cx *cx, domar_world_labels *l, domar_source *source,
                               const domar_world_layout *layout)
{
    size_t fields;
    *l = (domar_world_labels){ .layout = layout, .file = domar_source_name(source) };
    domar_status st = domar_csv_header(cx, source, 1, ',', &l->names, &fields);
    if (st) return st;
    while (fields > 1 && !l->names[fields - 1][0]) fields--;
    l->columns = fields - 1;
    l->kind = domar_scratch_bytes(cx, fields, sizeof *l->kind);
    l->at = domar_scratch_bytes(cx, fields, sizeof *l->at);
    l->economies.code = domar_scratch_bytes(cx, fields, sizeof(char *));
    l->industries.code = domar_scratch_bytes(cx, fields, sizeof(char *));
    l->categories.code = domar_scratch_bytes(cx, fields, sizeof(char *));
    size_t *economy = domar_scratch_bytes(cx, fields, sizeof *economy);
    size_t *item = domar_scratch_bytes(cx, fields, sizeof *item);
    if (!l->kind || !l->at || !l->economies.code || !l->industries.code || !l->categories.code ||
        !economy || !item) return DOMAR_ENOMEM;
    for (size_t c = 0; !st && c < l->columns; c++) st = sort_out(cx, l, c, &economy[c], &item[c]);
    if (!st) st = complete(cx, l, economy, item);
    for (size_t c = 0; !st && c < l->columns; c++)
        if (l->kind[c] == DOMAR_COL_DISCREPANCY) l->at[c] = item[c];      /* the category alone */
    return st;
}
