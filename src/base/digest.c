/* base/digest.c -- SHA-256 as FIPS 180-4 writes it.  Tables have hundreds of megabytes, so on
 * processors that have the SHA instructions the rounds go through them (six times as fast); the
 * plain rounds beside them are the definition, and a test holds the two against each other. */
#include "base/digest.h"
#include "base/digest_rounds.h"
#include <string.h>

static const uint32_t FIRST[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

static void rounds(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    if (domar_digest_has_instructions()) domar_digest_rounds_fast(state, blocks, count);
    else domar_digest_rounds_plain(state, blocks, count);
}

void domar_digest_begin(domar_digest *d)
{
    memcpy(d->state, FIRST, sizeof FIRST);
    d->bytes = 0;
}

void domar_digest_add(domar_digest *d, const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    const size_t held = d->bytes % 64;
    if (!size) return;
    d->bytes += size;
    if (held) {
        const size_t room = 64 - held, part = size < room ? size : room;
        memcpy(d->block + held, p, part);
        if (part < room) return;
        rounds(d->state, d->block, 1);
        p += part;
        size -= part;
    }
    rounds(d->state, p, size / 64);
    if (size % 64) memcpy(d->block, p + size / 64 * 64, size % 64);
}

void domar_digest_end(domar_digest *d, char hex[65])
{
    static const unsigned char pad[64] = { 0x80 };
    const uint64_t bits = d->bytes * 8;
    const size_t held = d->bytes % 64;
    unsigned char length[8];
    for (int k = 0; k < 8; k++) length[k] = (unsigned char)(bits >> (56 - 8 * k));
    domar_digest_add(d, pad, held < 56 ? 56 - held : 120 - held);
    domar_digest_add(d, length, 8);
    for (int k = 0; k < 64; k++)
        hex[k] = "0123456789abcdef"[d->state[k / 8] >> (28 - 4 * (k % 8)) & 15];
    hex[64] = 0;
}

void domar_digest_of(const void *bytes, size_t size, char hex[65])
{
    domar_digest d;
    domar_digest_begin(&d);
    domar_digest_add(&d, bytes, size);
    domar_digest_end(&d, hex);
}
