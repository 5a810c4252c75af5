/* base/digest.h -- SHA-256 (FIPS 180-4), so that anyone can check stored numbers with a tool of
 * their own (sha256sum, Python's hashlib). */
#ifndef DOMAR_BASE_DIGEST_H
#define DOMAR_BASE_DIGEST_H
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t      state[8];
    unsigned char block[64];
    uint64_t      bytes;          /* seen so far */
} domar_digest;

void domar_digest_begin(domar_digest *d);
void domar_digest_add(domar_digest *d, const void *bytes, size_t size);
/* 64 hexadecimal letters and a 0. */
void domar_digest_end(domar_digest *d, char hex[65]);
/* All at once. */
void domar_digest_of(const void *bytes, size_t size, char hex[65]);
#endif
