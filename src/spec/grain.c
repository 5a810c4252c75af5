/* spec/grain.c -- from the words of a grain to the axes of a table, and of a method's terms. */
#include "base/text.h"
#include "spec/method.h"
#include <string.h>

static const struct { const char *name; domar_dimension axis; bool of_method; } words[] = {
    { "economy",          DOMAR_ECONOMIES,  false },
    { "industry",         DOMAR_INDUSTRIES, false },
    { "partner",          DOMAR_ECONOMIES,  false },
    { "partner_industry", DOMAR_INDUSTRIES, false },
    { "product",          DOMAR_INDUSTRIES, false },
    { "category",         DOMAR_CATEGORIES, false },
    { "factor",           DOMAR_FACTORS,    true },
    { "term",             DOMAR_FACTORS,    true },
    { "indicator",        DOMAR_FACTORS,    true },
    { "path",             DOMAR_FACTORS,    true },
    { "household",        DOMAR_FACTORS,    true },
    { "horizon",          DOMAR_FACTORS,    true },
    { "day",              DOMAR_FACTORS,    true },
    { "period",           DOMAR_FACTORS,    true },
};

size_t domar_grain_dims(domar_dim dims[8], const domar_grain *grain, const domar_table *t,
                        const domar_axis *factor_axis)
{
    const char *list = grain->dims;
    char word[32];
    size_t count = 0;
    while (count < 8 && domar_next_part(&list, word, sizeof word))
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (strcmp(words[k].name, word) == 0)
                dims[count++] = (domar_dim){ words[k].name, words[k].of_method
                    ? factor_axis : domar_series_axis(t->series, words[k].axis) };
    return count;
}

domar_status domar_terms_axis(domar_cx *cx, domar_axis **out, const domar_term *terms,
                              const char *group)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = DOMAR_ENOMEM;
    size_t all = 0, count = 0;
    *out = NULL;
    while (terms[all].code) all++;
    domar_item *items = domar_scratch_bytes(cx, all, sizeof *items);
    for (const domar_term *t = terms; items && t->code; t++)
        if (!group || strcmp(t->group, group) == 0)
            items[count++] = (domar_item){ .code = t->code, .en = t->label_en, .zh = t->label_zh };
    if (items) st = domar_axis_new(cx, out, items, count);
    domar_scratch_rewind(cx, mark);
    return st;
}
