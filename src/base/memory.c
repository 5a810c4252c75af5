/* base/memory.c -- blocks that know how they are released, and scratch that is rewound.
 *
 * A block is preceded by a header that holds the release callback, so that objects outlive
 * their context; the user's pointer is aligned to 64 bytes for the vector kernels. */
#include "base/context_inside.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ALIGN = 64 };

struct header {
    void (*release)(void *user, void *block);
    void  *user, *start;
    size_t bytes;
};

static struct header *header_of(void *block)
{
    return (struct header *)(void *)((char *)block - sizeof(struct header));
}

static void *allocate(domar_cx *cx, size_t bytes)
{
    const size_t extra = sizeof(struct header) + ALIGN;
    char *start = bytes <= SIZE_MAX - extra ? cx->settings.allocate(cx->settings.user, bytes + extra)
                                            : NULL;
    if (!start) return NULL;
    uintptr_t at = ((uintptr_t)start + sizeof(struct header) + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1);
    char *block = start + (at - (uintptr_t)start);
    *header_of(block) = (struct header){ cx->settings.release, cx->settings.user, start, bytes };
    if (!cx->zeroed) memset(block, 0, bytes);
    return block;
}

void *domar_alloc(domar_cx *cx, size_t count, size_t size)
{
    const size_t large = (size_t)1 << 28;    /* asking the system costs; small blocks never fail it */
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX;
    if (bytes >= large && domar_memory_check(cx, (double)bytes, "this step")) return NULL;
    void *block = allocate(cx, bytes ? bytes : 1);
    if (!block) domar_fail(cx, DOMAR_ENOMEM, "not enough memory for %.1f MB", (double)bytes / 1e6);
    return block;
}

void domar_release(void *block)
{
    if (!block) return;
    const struct header h = *header_of(block);
    h.release(h.user, h.start);
}

domar_status domar_grow(domar_cx *cx, void *block, size_t *capacity, size_t count, size_t size)
{
    void **at = block;
    if (*at && count <= *capacity) return DOMAR_OK;
    size_t next = *capacity < 8 ? 8 : *capacity + *capacity / 2;
    if (next < count) next = count;
    void *fresh = domar_alloc(cx, next, size);
    if (!fresh) return DOMAR_ENOMEM;
    if (*at) memcpy(fresh, *at, *capacity * size);
    domar_release(*at);
    *at = fresh;
    *capacity = next;
    return DOMAR_OK;
}

char *domar_strdup(domar_cx *cx, const char *text)
{
    const size_t size = text ? strlen(text) : 0;
    char *copy = domar_alloc(cx, size + 1, 1);
    if (copy && size) memcpy(copy, text, size);
    return copy;
}

char *domar_format(domar_cx *cx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = domar_alloc(cx, (size_t)(size < 0 ? 0 : size) + 1, 1);
    if (!text) return NULL;
    va_start(args, format);
    vsnprintf(text, (size_t)(size < 0 ? 0 : size) + 1, format, args);
    va_end(args);
    return text;
}

/* ---- scratch: a chain of chunks, newest first; large requests get a chunk of their own so
 * that rewinding gives their memory back to the system. */
struct domar_chunk {
    struct domar_chunk *before;
    size_t size, used;
    char  *bytes;
};

enum { CHUNK = 1 << 20 };

static struct domar_chunk *new_chunk(domar_cx *cx, size_t bytes)
{
    struct domar_chunk *c = domar_alloc(cx, 1, sizeof *c);
    if (!c) return NULL;
    c->size = bytes > CHUNK ? bytes : CHUNK;
    c->bytes = domar_alloc(cx, c->size, 1);
    if (!c->bytes) {
        domar_release(c);
        return NULL;
    }
    c->before = cx->chunk;
    cx->chunk = c;
    return c;
}

void *domar_scratch_bytes(domar_cx *cx, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - ALIGN) {
        domar_fail(cx, DOMAR_ENOMEM, "not enough memory: a request overflows");
        return NULL;
    }
    bytes = (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (!bytes) bytes = ALIGN;
    struct domar_chunk *c = cx->chunk;
    if (!c || c->size - c->used < bytes) c = new_chunk(cx, bytes);
    if (!c) return NULL;
    void *at = c->bytes + c->used;
    c->used += bytes;
    memset(at, 0, bytes);
    return at;
}

double *domar_scratch(domar_cx *cx, size_t doubles)
{
    return domar_scratch_bytes(cx, doubles, sizeof(double));
}

domar_mark domar_scratch_mark(domar_cx *cx)
{
    return (domar_mark){ cx->chunk, cx->chunk ? cx->chunk->used : 0 };
}

void domar_scratch_rewind(domar_cx *cx, domar_mark mark)
{
    while (cx->chunk && cx->chunk != mark.chunk) {
        struct domar_chunk *gone = cx->chunk;
        cx->chunk = gone->before;
        domar_release(gone->bytes);
        domar_release(gone);
    }
    if (cx->chunk) cx->chunk->used = mark.used;
}
