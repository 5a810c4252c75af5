/* read/panel_column.c -- columns of a panel's file: their names, their growth, the draft made of them. */
#include "read/panel_column.h"
#include "read/panel_field.h"
#include "base/text.h"
#include "table/table.h"
#include <math.h>
#include <stdio.h>

enum { SLIPS = 10 };                   /* a column with more texts that are no numbers is one of texts */

/* ---- names */
domar_status domar_panel_text_check(domar_cx *cx, const char *file, const char *what, const char *at, size_t size)
{
    size_t bad = 0;
    if (size && memchr(at, 0, size))
        return domar_fail(cx, DOMAR_EDATA, "%s, %s: a text holds a zero byte: the file is damaged or no text, fetch it again",
                          file, what);
    if (domar_utf8_valid(at, size, &bad)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s, %s: byte 0x%02x is not UTF-8: convert the file, or say gb18030 as its encoding if "
                      "it is", file, what, (unsigned)(unsigned char)at[bad]);
}

static domar_status add_name(domar_cx *cx, domar_panel_parts *p, domar_texts *seen, size_t k, const char *name)
{
    size_t size = strlen(name);
    uint32_t place;
    while (size && (*name == ' ' || *name == '\t')) name++, size--;
    while (size && (name[size - 1] == ' ' || name[size - 1] == '\t' || name[size - 1] == '\r')) size--;
    if (!size)
        return domar_fail(cx, DOMAR_EDATA, "%s: column %zu of the header has no name: give it one, or remove it if it numbers the "
                          "rows", p->file, k + 1);
    domar_status st = domar_panel_text_check(cx, p->file, "header", name, size);
    if (!st) st = domar_texts_learn(cx, seen, &place, name, size, k);
    if (st) return st;
    if (place < k)
        return domar_fail(cx, DOMAR_EDATA, "%s: columns %u and %zu are both named %s: rename one", p->file, place + 1, k + 1,
                          domar_texts_at(seen, place));
    p->part[k].name = domar_strdup(cx, domar_texts_at(seen, place));
    return p->part[k].name ? DOMAR_OK : DOMAR_ENOMEM;
}

static const char *name_of(const void *list, size_t k) { return ((const domar_panel_parts *)list)->part[k].name; }

domar_status domar_panel_parts_find(domar_cx *cx, const domar_panel_parts *p, const char *name, size_t *column)
{
    size_t k = 0;
    while (k < p->count && strcmp(p->part[k].name, name) != 0) k++;
    if (k == p->count)
        for (k = 0; k < p->count && domar_icmp(p->part[k].name, name) != 0;) k++;
    *column = k;
    if (k < p->count) return DOMAR_OK;
    const size_t near = domar_nearest(name, p->count, name_of, p);
    return near != SIZE_MAX
               ? domar_fail(cx, DOMAR_EUSAGE, "%s has no column %s: did you mean %s?", p->file, name, p->part[near].name)
               : domar_fail(cx, DOMAR_EUSAGE, "%s has no column %s: the first of its %zu is %s", p->file, name, p->count,
                            p->part[0].name);
}

/* The columns that are wanted. */
static domar_status choose(domar_cx *cx, domar_panel_parts *p, const domar_panel_file_options *o)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < p->count; k++) p->part[k].kind = DOMAR_PART_SKIPPED;
    for (size_t w = 0, k; !st && w < o->count; w++)
        if (!(st = domar_panel_parts_find(cx, p, o->columns[w], &k))) p->part[k].kind = DOMAR_PART_NUMBERS;
    return st;
}

domar_status domar_panel_parts_new(domar_cx *cx, domar_panel_parts *p, const char *file, const char *const *names, size_t count,
                                   const domar_panel_file_options *o)
{
    domar_texts seen = { 0 };
    *p = (domar_panel_parts){ .file = file };
    p->part = domar_alloc(cx, count, sizeof *p->part);
    domar_status st = p->part ? DOMAR_OK : DOMAR_ENOMEM;
    for (; !st && p->count < count; p->count++)
        if ((st = add_name(cx, p, &seen, p->count, names[p->count]))) break;
    domar_texts_drop(&seen);
    return !st && o && o->columns ? choose(cx, p, o) : st;
}

void domar_panel_parts_drop(domar_panel_parts *p)
{
    for (size_t k = 0; k < p->count; k++) {
        domar_release(p->part[k].name);
        domar_release(p->part[k].value);
        domar_release(p->part[k].item);
        domar_texts_drop(&p->part[k].texts);
    }
    domar_release(p->part);
    *p = (domar_panel_parts){ 0 };
}

/* ---- growth */
domar_status domar_panel_part_room(domar_cx *cx, domar_panel_part *c, size_t used, size_t rows, size_t likely)
{
    const bool texts = c->kind == DOMAR_PART_TEXTS;
    const size_t each = texts ? sizeof *c->item : sizeof *c->value;
    size_t *room = texts ? &c->item_room : &c->value_room, more = *room + *room / 2;
    void **at = texts ? (void **)&c->item : (void **)&c->value;
    if (c->kind == DOMAR_PART_SKIPPED || (*at && rows <= *room)) return DOMAR_OK;
    if (more < likely) more = likely;
    if (more < rows) more = rows;
    void *fresh = domar_alloc(cx, more, each);
    if (!fresh) return DOMAR_ENOMEM;
    if (*at) memcpy(fresh, *at, used * each);
    domar_release(*at);
    *at = fresh;
    *room = more;
    return DOMAR_OK;
}

/* ---- slips: "12,3" in a column that is one of numbers otherwise */

/* Which of the texts are no numbers; false: none, or too many for slips. */
static bool slips_of(const domar_texts *t, size_t slips[SLIPS], size_t *count)
{
    double value;
    *count = 0;
    for (size_t k = 0; k < t->count; k++) {
        const domar_field_kind kind = domar_panel_field(domar_texts_at(t, k), t->entry[k].size, true, &value);
        if (kind == DOMAR_FIELD_NUMBER || kind == DOMAR_FIELD_CODE) continue;
        if (*count == SLIPS) return false;
        slips[(*count)++] = k;
    }
    return *count > 0;
}

/* *suspect: where the first is and what it says; NULL if it is no such column. */
static domar_status find_slip(domar_cx *cx, char **suspect, const domar_panel_part *c, size_t rows)
{
    size_t slips[SLIPS], count, numbers = 0, others = 0;
    *suspect = NULL;
    if (c->texts.count <= 1 || !slips_of(&c->texts, slips, &count)) return DOMAR_OK;
    for (size_t i = 0; i < rows; i++) {
        if (c->item[i] == DOMAR_NO_ITEM) continue;
        bool slip = false;
        for (size_t k = 0; k < count; k++) slip = slip || c->item[i] == slips[k];
        numbers += !slip;
        others += slip;
    }
    if (numbers <= 9 * others) return DOMAR_OK;
    const domar_texts_entry *first = &c->texts.entry[slips[0]];    /* texts stand in the order of their lines */
    const int shown = (int)(first->size < 40 ? first->size : 40);
    *suspect = domar_format(cx, "line %zu: %.*s", first->line, shown, domar_texts_at(&c->texts, slips[0]));
    return *suspect ? DOMAR_OK : DOMAR_ENOMEM;
}

/* ---- the draft */
static domar_status draft_texts(domar_cx *cx, domar_panel_draft *d, domar_panel_part *c, size_t rows)
{
    domar_axis *axis = NULL;
    char *suspect = NULL;
    domar_status st = find_slip(cx, &suspect, c, rows);
    if (!st) st = domar_texts_axis(cx, &axis, &c->texts);
    domar_texts_drop(&c->texts);
    if (st) {
        domar_release(suspect);
        return st;
    }
    uint32_t *item = c->item;
    c->item = NULL;
    return domar_panel_draft_texts(cx, d, c->name, item, axis, suspect);
}

domar_status domar_panel_parts_draft(domar_cx *cx, domar_panel_draft **out, domar_panel_parts *p)
{
    *out = NULL;
    if (!p->rows)
        return domar_fail(cx, DOMAR_EDATA, "%s has a header and no rows: a panel has one row a unit and period", p->file);
    domar_status st = domar_panel_draft_new(cx, out, p->file, p->rows);
    for (size_t k = 0; !st && k < p->count; k++) {
        domar_panel_part *c = &p->part[k];
        double *value = c->value;
        if (c->kind == DOMAR_PART_SKIPPED) continue;
        if (c->kind == DOMAR_PART_TEXTS) st = draft_texts(cx, *out, c, p->rows);
        else {
            c->value = NULL;
            st = domar_panel_draft_values(cx, *out, c->name, value);
        }
    }
    if (!st) return st;
    domar_panel_draft_free(*out);
    *out = NULL;
    return st;
}

/* ---- cell by cell */

/* Room up to this row; rows that had no cell are missing. */
static domar_status reach(domar_cx *cx, domar_panel_part *c, size_t row, domar_part_kind kind)
{
    const domar_part_kind before = c->kind;
    const bool texts = kind == DOMAR_PART_TEXTS;
    const size_t had = texts ? (c->item ? c->item_room : 0) : (c->value ? c->value_room : 0);
    c->kind = kind;
    const domar_status st = domar_panel_part_room(cx, c, had, row + 1, 64);
    const size_t now = texts ? c->item_room : c->value_room;
    for (size_t i = had; !st && i < now; i++)
        if (texts) c->item[i] = DOMAR_NO_ITEM;
        else c->value[i] = NAN;
    if (before == DOMAR_PART_TEXTS) c->kind = before;
    return st;
}

domar_status domar_panel_part_number(domar_cx *cx, domar_panel_part *c, size_t row, double value)
{
    const domar_status st = c->value && row < c->value_room ? DOMAR_OK : reach(cx, c, row, DOMAR_PART_NUMBERS);
    if (!st) c->value[row] = value;
    return st;
}

domar_status domar_panel_part_text(domar_cx *cx, domar_panel_part *c, size_t row, const char *at, size_t size, size_t line)
{
    domar_status st = c->item && row < c->item_room ? DOMAR_OK : reach(cx, c, row, DOMAR_PART_TEXTS);
    return st ? st : domar_texts_learn(cx, &c->texts, &c->item[row], at, size, line);
}

static domar_status settle(domar_cx *cx, domar_panel_part *c, size_t rows)
{
    char text[32];
    domar_status st = reach(cx, c, rows - 1, c->kind);
    if (st || c->kind == DOMAR_PART_NUMBERS || !c->value) return st;
    const size_t most = rows < c->value_room ? rows : c->value_room;
    for (size_t i = 0; !st && i < most; i++)
        if (!isnan(c->value[i]) && c->item[i] == DOMAR_NO_ITEM)
            st = domar_texts_learn(cx, &c->texts, &c->item[i], text, domar_number_text(text, c->value[i]), i + 2);
    domar_release(c->value);
    c->value = NULL;
    return st;
}

domar_status domar_panel_parts_settle(domar_cx *cx, domar_panel_parts *p)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; p->rows && !st && k < p->count; k++)
        if (p->part[k].kind != DOMAR_PART_SKIPPED) st = settle(cx, &p->part[k], p->rows);
    return st;
}
