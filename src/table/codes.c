/* table/codes.c -- labels for codes from the embedded lists. */
#include "base/embed.h"
#include "base/lines.h"
#include "table/codes.h"
#include <stdio.h>
#include <string.h>

static const char *keep(domar_cx *cx, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = domar_scratch_bytes(cx, size, 1);
    return copy ? memcpy(copy, text, size) : NULL;
}

enum { EN, ZH, KIND, UNIT, PARTS };

/* The slots of an item in the order of the columns. */
static void slots(domar_item *item, const char **slot[PARTS])
{
    slot[EN] = &item->en;
    slot[ZH] = &item->zh;
    slot[KIND] = &item->kind;
    slot[UNIT] = &item->unit;
}

/* Take the line in hand for every item with its code. */
static domar_status take(domar_cx *cx, const domar_lines *l, const size_t column[PARTS + 1],
                         domar_item *items, size_t count)
{
    const char *code = domar_lines_field(l, column[PARTS]);
    for (size_t k = 0; k < count; k++) {
        const char **slot[PARTS];
        if (strcmp(items[k].code, code) != 0) continue;
        slots(items + k, slot);
        for (size_t p = 0; p < PARTS; p++)
            if (!*slot[p] && !(*slot[p] = keep(cx, domar_lines_field(l, column[p]))))
                return DOMAR_ENOMEM;
    }
    return DOMAR_OK;
}

static void blank_the_rest(domar_item *items, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const char **slot[PARTS];
        slots(items + k, slot);
        for (size_t p = 0; p < PARTS; p++)
            if (!*slot[p]) *slot[p] = "";
    }
}

domar_status domar_codes_label(domar_cx *cx, domar_item *items, size_t count, const char *list)
{
    static const char *const names[PARTS + 1] = { "en", "zh", "kind", "unit", "code" };
    size_t size, column[PARTS + 1];
    char path[128];
    snprintf(path, sizeof path, "data/codes/%s.csv", list);
    const char *text = domar_embedded(path, &size);
    if (!text) return domar_fail(cx, DOMAR_EFAIL, "the library holds no code list %s", path);
    domar_lines l = domar_lines_of(text, size, path);
    domar_status st = domar_lines_next(cx, &l);
    for (size_t p = 0; p <= PARTS; p++) column[p] = domar_lines_column(&l, names[p]);
    while (!st && !(st = domar_lines_next(cx, &l)) && l.count)
        st = take(cx, &l, column, items, count);
    if (!st) blank_the_rest(items, count);
    return st;
}

domar_status domar_codes_axis(domar_cx *cx, domar_axis **out, const char *list,
                              const char *const *codes, size_t count, const char *const *kinds)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    if (!items) goto done;
    for (size_t k = 0; k < count; k++)
        items[k] = (domar_item){ .code = codes[k], .kind = kinds ? kinds[k] : NULL };
    if (!(st = domar_codes_label(cx, items, count, list)))
        st = domar_axis_new(cx, out, items, count);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_codes_broad(domar_cx *cx, domar_text *csv, const domar_axis *industries)
{
    const domar_mark mark = domar_scratch_mark(cx);
    static const char path[] = "data/codes/broad.csv";
    const size_t count = domar_axis_size(industries);
    size_t size = 0;
    const char *list = domar_embedded(path, &size);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        items[k] = (domar_item){ .code = domar_axis_kind(industries, k) };
        if (!*items[k].code)
            st = domar_fail(cx, DOMAR_EDATA,
                            "the industry %s has no broad sector: give a concordance file",
                            domar_axis_code(industries, k));
    }
    if (!st) st = domar_codes_label(cx, items, count, "broad");
    if (!st) domar_text_put(csv, "source,target,weight,en,zh,kind\n");
    domar_lines l = domar_lines_of(list ? list : "", size, path);
    if (!st) st = domar_lines_next(cx, &l);
    const size_t column = domar_lines_column(&l, "code");
    while (!st && !(st = domar_lines_next(cx, &l)) && l.count)      /* sectors in their own order, whatever the table's is */
        for (size_t k = 0; k < count; k++)
            if (strcmp(items[k].code, domar_lines_field(&l, column)) == 0)
                domar_text_printf(csv, "\"%s\",%s,1,\"%s\",\"%s\",%s\n", domar_axis_code(industries, k),
                                  items[k].code, items[k].en, items[k].zh, items[k].code);
    domar_scratch_rewind(cx, mark);
    return st ? st : csv->status;
}
