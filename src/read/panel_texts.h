/* read/panel_texts.h -- the distinct texts of a column in the order of their first appearance, found by hash. */
#ifndef DOMAR_READ_PANEL_TEXTS_H
#define DOMAR_READ_PANEL_TEXTS_H
#include "base/context.h"
#include <string.h>

struct domar_axis;

typedef struct {
    size_t   at, line;                 /* place of the text in bytes; line where it came first */
    uint32_t size;
} domar_texts_entry;

typedef struct {
    char  *bytes;                      /* the texts, each ended by a zero */
    size_t used, bytes_room;
    domar_texts_entry *entry;
    size_t count, entry_room;
    uint64_t *slot;                    /* hash << 32 | place + 1; 0: free */
    size_t slots;                      /* a power of two */
} domar_texts;

/* Mixes eight bytes at a time; as many can be read behind the text. */
static inline uint32_t domar_texts_hash(const char *at, size_t size)
{
    uint64_t h = size * 0x9e3779b97f4a7c15u, v;
    for (; size >= 8; size -= 8, at += 8) {
        memcpy(&v, at, 8);
        h = (h ^ v) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    memcpy(&v, at, 8);
    if (size) h ^= v << (64 - 8 * size);
    h *= 0xc4ceb9fe1a85ec53u;
    h ^= h >> 29;
    h *= 0x9fb21c651e98df25u;
    return (uint32_t)(h >> 32);
}

/* Room for so many more texts of so many bytes in all: domar_texts_add takes no memory until they are used up. */
domar_status domar_texts_reserve(domar_cx *cx, domar_texts *t, size_t count, size_t bytes);
static inline void domar_texts_prefetch(const domar_texts *t, uint32_t hash)
{
    __builtin_prefetch(&t->slot[hash & (t->slots - 1)]);
}
/* Place of the text, which is added if it is new. */
uint32_t domar_texts_add(domar_texts *t, const char *at, size_t size, uint32_t hash, size_t line);
/* Both at once, for few texts.  DOMAR_ENOMEM. */
domar_status domar_texts_learn(domar_cx *cx, domar_texts *t, uint32_t *place, const char *at, size_t size, size_t line);
static inline const char *domar_texts_at(const domar_texts *t, size_t k) { return t->bytes + t->entry[k].at; }
domar_status domar_texts_axis(domar_cx *cx, struct domar_axis **out, const domar_texts *t);
/* The lists, not the struct, which is as new then. */
void domar_texts_drop(domar_texts *t);
#endif
