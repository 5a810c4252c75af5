/* engine/panel_sums.c -- sums by group of a panel that need not fit into memory: blocks of rows go by, groups stay.
 *
 * A group is a tuple of codes, found in a table of open addresses. With --unit the pairs of group and unit are counted too, so
 * that the answer tells how many units stand behind a row and what the largest of them has. */
#include "base/text.h"
#include "engine/panel_answer.h"
#include "panel/panel.h"
#include "read/panel_file.h"
#include <domar/panel.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_GROUPS = 4, KEY = MOST_GROUPS + 1 };

/* Tuples of codes and their places in order of appearance. */
struct table {
    size_t  width, count, room, slots;
    uint32_t *key;              /* count x width */
    uint32_t *slot;             /* slots: place + 1, 0 empty */
};

struct sums {
    size_t groups, variables;
    bool   counts_units;
    struct table by_group, by_pair;
    double *sum, *known;        /* groups x variables */
    double *rows;               /* groups */
    double *pair_size;          /* pairs: absolute sum of the first variable */
    size_t sum_room, known_room, rows_room, size_room;
    char **code[KEY];           /* of each group column: texts by code */
    size_t codes[KEY], code_room[KEY];
};

static uint64_t mix(const uint32_t *key, size_t width)
{
    uint64_t h = 0x9e3779b97f4a7c15u;
    for (size_t k = 0; k < width; k++) {
        h = (h ^ key[k]) * 0xbf58476d1ce4e5b9u;
        h ^= h >> 29;
    }
    return h;
}

static domar_status widen(domar_cx *cx, struct table *t)
{
    const size_t slots = t->slots ? 2 * t->slots : 1024;
    uint32_t *slot = domar_alloc(cx, slots, sizeof *slot);
    if (!slot) return DOMAR_ENOMEM;
    for (size_t p = 0; p < t->count; p++) {
        size_t s = mix(t->key + p * t->width, t->width) & (slots - 1);
        while (slot[s]) s = (s + 1) & (slots - 1);
        slot[s] = (uint32_t)p + 1;
    }
    domar_release(t->slot);
    t->slot = slot;
    t->slots = slots;
    return DOMAR_OK;
}

/* Place of a tuple, a new one at the end. */
static domar_status place(domar_cx *cx, struct table *t, size_t *at, const uint32_t *key)
{
    domar_status st = 2 * (t->count + 1) > t->slots ? widen(cx, t) : DOMAR_OK;
    if (st) return st;
    size_t s = mix(key, t->width) & (t->slots - 1);
    for (; t->slot[s]; s = (s + 1) & (t->slots - 1)) {
        *at = t->slot[s] - 1;
        if (memcmp(t->key + *at * t->width, key, t->width * sizeof *key) == 0) return DOMAR_OK;
    }
    if (t->count == UINT32_MAX - 1) return domar_fail(cx, DOMAR_ELIMIT, "more than %u groups: group by less", UINT32_MAX - 1);
    st = domar_grow(cx, &t->key, &t->room, (t->count + 1) * t->width, sizeof *t->key);
    if (st) return st;
    memcpy(t->key + t->count * t->width, key, t->width * sizeof *key);
    *at = t->count++;
    t->slot[s] = (uint32_t)t->count;
    return DOMAR_OK;
}

/* Room for the groups that there are. */
static domar_status room_for_groups(domar_cx *cx, struct sums *w)
{
    domar_status st = domar_grow(cx, &w->rows, &w->rows_room, w->by_group.count, sizeof *w->rows);
    if (!st) st = domar_grow(cx, &w->sum, &w->sum_room, w->by_group.count * w->variables, sizeof *w->sum);
    if (!st) st = domar_grow(cx, &w->known, &w->known_room, w->by_group.count * w->variables, sizeof *w->known);
    return st;
}

static domar_status add_row(domar_cx *cx, struct sums *w, const domar_panel_block *b, size_t i)
{
    const size_t groups = w->by_group.count, pairs = w->by_pair.count;
    uint32_t key[KEY];
    size_t g = 0, p = 0;
    for (size_t k = 0; k < w->groups; k++) key[k] = b->item[k][i];
    domar_status st = place(cx, &w->by_group, &g, key);
    if (!st && w->by_group.count > groups) st = room_for_groups(cx, w);
    if (st) return st;
    w->rows[g]++;
    for (size_t v = 0; v < w->variables; v++) {
        const double x = b->value[v][i];
        if (isnan(x)) continue;
        w->sum[g * w->variables + v] += x;
        w->known[g * w->variables + v]++;
    }
    if (!w->counts_units) return DOMAR_OK;
    key[w->groups] = b->item[w->groups][i];
    st = place(cx, &w->by_pair, &p, key);
    if (!st && w->by_pair.count > pairs) st = domar_grow(cx, &w->pair_size, &w->size_room, w->by_pair.count, sizeof *w->pair_size);
    if (!st && !isnan(b->value[0][i])) w->pair_size[p] += fabs(b->value[0][i]);
    return st;
}

/* Texts of codes that are new: they are borrowed until the next block. */
static domar_status keep_codes(domar_cx *cx, struct sums *w, const domar_panel_block *b)
{
    for (size_t k = 0; k < w->groups; k++) {
        const size_t now = domar_panel_block_codes(b, k);
        const domar_status st = domar_grow(cx, &w->code[k], &w->code_room[k], now + 1, sizeof *w->code[k]);
        if (st) return st;
        for (; w->codes[k] < now; w->codes[k]++) {
            char *copy = domar_strdup(cx, domar_panel_block_code(b, k, (uint32_t)w->codes[k]));
            if (!copy) return DOMAR_ENOMEM;
            w->code[k][w->codes[k]] = copy;
        }
    }
    return DOMAR_OK;
}

static domar_status take(void *arg, domar_cx *cx, const domar_panel_block *b)
{
    struct sums *w = arg;
    domar_status st = keep_codes(cx, w, b);
    for (size_t i = 0; !st && i < b->rows; i++) st = add_row(cx, w, b, i);
    return st;
}

static void drop(struct sums *w)
{
    domar_release(w->by_group.key);
    domar_release(w->by_group.slot);
    domar_release(w->by_pair.key);
    domar_release(w->by_pair.slot);
    domar_release(w->sum);
    domar_release(w->known);
    domar_release(w->rows);
    domar_release(w->pair_size);
    for (size_t k = 0; k < KEY; k++) {
        for (size_t c = 0; c < w->codes[k]; c++) domar_release(w->code[k][c]);
        domar_release(w->code[k]);
    }
}

/* ---- the answer */
static const char *const no_code = "(missing)";

static domar_status axis_of(domar_cx *cx, domar_axis **out, const struct sums *w, size_t k)
{
    domar_item *items = domar_scratch_bytes(cx, w->codes[k] + 1, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t c = 0; c < w->codes[k]; c++) items[c].code = w->code[k][c];
    items[w->codes[k]].code = no_code;
    return domar_axis_new(cx, out, items, w->codes[k] + 1);
}

static domar_status put(domar_cx *cx, domar_result *r, const char *name, const char *unit, const char *en, const char *zh,
                        const double *v)
{
    const domar_column about[] = { { name, unit, en, zh, NULL }, { .name = NULL } };
    return domar_result_put(cx, r, about, name, v);
}

static domar_status put_units(domar_cx *cx, domar_result *r, struct sums *w)
{
    const size_t n = w->by_group.count;
    double *units = domar_scratch(cx, n), *most = domar_scratch(cx, n), *all = domar_scratch(cx, n);
    domar_status st = units && most && all ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t p = 0; !st && p < w->by_pair.count; p++) {
        size_t g = 0;
        st = place(cx, &w->by_group, &g, w->by_pair.key + p * w->by_pair.width);
        units[g]++;
        all[g] += w->pair_size[p];
        most[g] = fmax(most[g], w->pair_size[p]);
    }
    for (size_t g = 0; !st && g < n; g++) most[g] = all[g] > 0 ? most[g] / all[g] : NAN;
    if (!st) st = put(cx, r, "units", "units", "Units with a row in the group.", "该组中有行的单元数。", units);
    return st ? st : put(cx, r, "dominance", "share", "Share of the largest unit in the sum of absolute values of the first variable.",
                         "最大单元占第一个变量绝对值总和的比重。", most);
}

static domar_status put_variables(domar_cx *cx, domar_result *r, const struct sums *w, const char *const *names)
{
    const size_t n = w->by_group.count;
    double *column = domar_scratch(cx, n);
    domar_status st = column ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t v = 0; !st && v < w->variables; v++) {
        char *name[3] = { domar_format(cx, "%s.sum", names[v]), domar_format(cx, "%s.mean", names[v]),
                          domar_format(cx, "%s.values", names[v]) };
        st = name[0] && name[1] && name[2] ? DOMAR_OK : DOMAR_ENOMEM;
        for (size_t g = 0; !st && g < n; g++)
            column[g] = w->known[g * w->variables + v] > 0 ? w->sum[g * w->variables + v] : NAN;
        if (!st) st = put(cx, r, name[0], "", "Sum over the rows that have a value.", "有值各行之和。", column);
        for (size_t g = 0; !st && g < n; g++) column[g] /= w->known[g * w->variables + v];
        if (!st) st = put(cx, r, name[1], "", "Mean over the rows that have a value.", "有值各行的均值。", column);
        for (size_t g = 0; !st && g < n; g++) column[g] = w->known[g * w->variables + v];
        if (!st) st = put(cx, r, name[2], "rows", "Rows that have a value.", "有值的行数。", column);
        for (size_t k = 0; k < 3; k++) domar_release(name[k]);
    }
    return st;
}

static domar_status answer(domar_cx *cx, domar_result **out, struct sums *w, const char *const *groups,
                           const char *const *variables)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_axis *axes[MOST_GROUPS] = { NULL };
    domar_dim dims[MOST_GROUPS];
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < w->groups; k++) {
        st = axis_of(cx, &axes[k], w, k);
        dims[k] = (domar_dim){ groups[k], axes[k] };
    }
    if (!st) st = domar_result_new_rows(cx, out, "sums", "", dims, w->groups, w->by_group.count);
    for (size_t k = 0; !st && k < w->groups; k++) {
        uint32_t *items = domar_result_codes(*out, groups[k]);
        for (size_t g = 0; g < w->by_group.count; g++) {
            const uint32_t item = w->by_group.key[g * w->groups + k];
            items[g] = item == DOMAR_NO_ITEM ? (uint32_t)w->codes[k] : item;
        }
    }
    if (!st) st = put(cx, *out, "rows", "rows", "Rows of the group.", "该组的行数。", w->rows);
    if (!st && w->counts_units) st = put_units(cx, *out, w);
    if (!st) st = put_variables(cx, *out, w, variables);
    for (size_t k = 0; k < w->groups; k++) domar_axis_free(axes[k]);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_panel_sums(domar_cx *cx, domar_result **out, const char *path, const char *group, const char *variables,
                              const char *unit, bool confidential)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const char **groups = NULL, **names = NULL, *texts[KEY];
    size_t count = 0, numbers = 0;
    struct sums w = { 0 };
    *out = NULL;
    domar_status st = domar_terms_split(cx, &groups, &count, group, "group");
    if (!st) st = domar_terms_split(cx, &names, &numbers, variables, "variables");
    if (!st && count > MOST_GROUPS) st = domar_fail(cx, DOMAR_EUSAGE, "--group takes at most %d columns", MOST_GROUPS);
    if (!st && confidential && !unit)
        st = domar_fail(cx, DOMAR_EUSAGE, "--confidential needs --unit COLUMN, to count the units behind every sum");
    if (!st) {
        memcpy(texts, groups, count * sizeof *texts);
        texts[count] = unit;
        w.groups = w.by_group.width = count;
        w.by_pair.width = count + 1;
        w.variables = numbers;
        w.counts_units = unit != NULL;
        domar_task(cx, "sums");
        st = domar_panel_file_each(cx, path, NULL, &(domar_panel_wanted){ texts, names, count + w.counts_units, numbers }, take, &w);
    }
    if (!st) st = answer(cx, out, &w, groups, names);
    if (!st && confidential) st = domar_confidential_apply(cx, *out);
    if (!st) st = domar_result_certify_text(cx, *out, "file", path);
    if (!st) st = domar_result_certify_text(cx, *out, "missing", "rows without a value do not count in its sum");
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    drop(&w);
    domar_release(groups);
    domar_release(names);
    domar_scratch_rewind(cx, mark);
    return st;
}
