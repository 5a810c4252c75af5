/* read/panel_texts.c -- open addressing; a slot holds the hash beside the place, so that other texts are hardly looked at. */
#include "read/panel_texts.h"
#include "table/table.h"

enum { LOOK = 8 };                     /* bytes that the hash may read behind a text */

static size_t free_slot(const uint64_t *slot, size_t slots, uint32_t hash)
{
    size_t s = hash & (slots - 1);
    while (slot[s]) s = (s + 1) & (slots - 1);
    return s;
}

domar_status domar_texts_reserve(domar_cx *cx, domar_texts *t, size_t count, size_t bytes)
{
    const size_t all = t->count + count;
    if (all >= UINT32_MAX - 1) return domar_fail(cx, DOMAR_ELIMIT, "a column has more than four thousand million texts");
    domar_status st = domar_grow(cx, &t->bytes, &t->bytes_room, t->used + bytes + count + LOOK, 1);
    if (!st) st = domar_grow(cx, &t->entry, &t->entry_room, all, sizeof *t->entry);
    if (st || (t->slots && 2 * all <= t->slots)) return st;
    size_t slots = t->slots ? t->slots : 64;
    while (slots < 2 * all) slots *= 2;
    uint64_t *slot = domar_alloc(cx, slots, sizeof *slot);
    if (!slot) return DOMAR_ENOMEM;
    for (size_t s = 0; s < t->slots; s++)
        if (t->slot[s]) slot[free_slot(slot, slots, (uint32_t)(t->slot[s] >> 32))] = t->slot[s];
    domar_release(t->slot);
    t->slot = slot;
    t->slots = slots;
    return DOMAR_OK;
}

uint32_t domar_texts_add(domar_texts *t, const char *at, size_t size, uint32_t hash, size_t line)
{
    size_t s = hash & (t->slots - 1);
    for (; t->slot[s]; s = (s + 1) & (t->slots - 1)) {
        if ((uint32_t)(t->slot[s] >> 32) != hash) continue;
        const uint32_t k = (uint32_t)t->slot[s] - 1;
        if (t->entry[k].size == size && memcmp(domar_texts_at(t, k), at, size) == 0) return k;
    }
    const uint32_t k = (uint32_t)t->count++;
    t->entry[k] = (domar_texts_entry){ t->used, line, (uint32_t)size };
    memmove(t->bytes + t->used, at, size);         /* it may stand there already */
    t->bytes[t->used + size] = 0;
    t->used += size + 1;
    t->slot[s] = (uint64_t)hash << 32 | (k + 1);
    return k;
}

domar_status domar_texts_learn(domar_cx *cx, domar_texts *t, uint32_t *place, const char *at, size_t size, size_t line)
{
    const domar_status st = domar_texts_reserve(cx, t, 1, size);
    if (st) return st;
    memcpy(t->bytes + t->used, at, size);          /* the text's own end need not be followed by anything */
    memset(t->bytes + t->used + size, 0, LOOK);
    *place = domar_texts_add(t, t->bytes + t->used, size, domar_texts_hash(t->bytes + t->used, size), line);
    return DOMAR_OK;
}

domar_status domar_texts_axis(domar_cx *cx, domar_axis **out, const domar_texts *t)
{
    domar_item *items = domar_alloc(cx, t->count, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < t->count; k++) items[k] = (domar_item){ .code = domar_texts_at(t, k) };
    const domar_status st = domar_axis_new(cx, out, items, t->count);
    domar_release(items);
    return st;
}

void domar_texts_drop(domar_texts *t)
{
    domar_release(t->bytes);
    domar_release(t->entry);
    domar_release(t->slot);
    *t = (domar_texts){ 0 };
}
