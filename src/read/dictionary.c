/* read/dictionary.c -- open addressing over the codes. */
#include "read/dictionary.h"
#include <string.h>

domar_field domar_field_trim(domar_field f)
{
    while (f.size && (*f.at == ' ' || *f.at == '\t')) f.at++, f.size--;
    while (f.size && (f.at[f.size - 1] == ' ' || f.at[f.size - 1] == '\r')) f.size--;
    return f;
}

static uint32_t hash(domar_field f)
{
    uint32_t h = 2166136261u;
    for (size_t k = 0; k < f.size; k++) h = (h ^ (unsigned char)f.at[k]) * 16777619u;
    return h;
}

/* Slot that holds the code, or the free one where it belongs. */
static size_t slot_of(const domar_dictionary *d, domar_field f)
{
    size_t s = hash(f) & (d->slots - 1);
    for (; d->slot[s]; s = (s + 1) & (d->slots - 1)) {
        const char *code = d->code[d->slot[s] - 1];
        if (strlen(code) == f.size && memcmp(code, f.at, f.size) == 0) break;
    }
    return s;
}

size_t domar_dictionary_find(const domar_dictionary *d, domar_field f)
{
    f = domar_field_trim(f);
    return d->slots ? (size_t)d->slot[slot_of(d, f)] - 1 : SIZE_MAX;
}

static domar_status rehash(domar_cx *cx, domar_dictionary *d)
{
    const size_t slots = d->slots ? 4 * d->slots : 256;
    uint32_t *slot = domar_alloc(cx, slots, sizeof *slot);
    if (!slot) return DOMAR_ENOMEM;
    domar_release(d->slot);
    d->slot = slot;
    d->slots = slots;
    for (size_t k = 0; k < d->count; k++)
        slot[slot_of(d, (domar_field) { .at = d->code[k], .size = strlen(d->code[k]) })] =
            (uint32_t)k + 1;
    return DOMAR_OK;
}

domar_status domar_dictionary_learn(domar_cx *cx, domar_dictionary *d, domar_field f)
{
    f = domar_field_trim(f);
    domar_status st = 2 * d->count >= d->slots ? rehash(cx, d) : DOMAR_OK;
    if (st) return st;
    const size_t s = slot_of(d, f);
    if (d->slot[s]) return DOMAR_OK;
    if ((st = domar_grow(cx, &d->code, &d->capacity, d->count + 1, sizeof *d->code))) return st;
    char *code = domar_alloc(cx, f.size + 1, 1);
    if (!code) return DOMAR_ENOMEM;
    memcpy(code, f.at, f.size);
    d->code[d->count++] = code;
    d->slot[s] = (uint32_t)d->count;
    return DOMAR_OK;
}

void domar_dictionary_free(domar_dictionary *d)
{
    for (size_t k = 0; k < d->count; k++) domar_release(d->code[k]);
    domar_release(d->code);
    domar_release(d->slot);
}
