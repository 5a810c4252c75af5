/* base/digest_rounds.h -- the compression function of SHA-256, twice: plain and by instruction. */
#ifndef DOMAR_BASE_DIGEST_ROUNDS_H
#define DOMAR_BASE_DIGEST_ROUNDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True if this processor has the SHA instructions. */
bool domar_digest_has_instructions(void);
/* state (8 words) after `count` blocks of 64 bytes. */
void domar_digest_rounds_plain(uint32_t *state, const unsigned char *blocks, size_t count);
/* The same; only where domar_digest_has_instructions. */
void domar_digest_rounds_fast(uint32_t *state, const unsigned char *blocks, size_t count);
#endif
