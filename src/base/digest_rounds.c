/* base/digest_rounds.c -- see digest_rounds.h. */
#include "base/digest_rounds.h"

/* First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static uint32_t turn(uint32_t x, int by) { return x >> by | x << (32 - by); }

static uint32_t word(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* w_t = s1(w_{t-2}) + w_{t-7} + s0(w_{t-15}) + w_{t-16}                 [FIPS 180-4, 6.2.2] */
static void schedule(uint32_t w[64], const unsigned char *block)
{
    for (int t = 0; t < 16; t++) w[t] = word(block + 4 * t);
    for (int t = 16; t < 64; t++) {
        const uint32_t a = w[t - 15], b = w[t - 2];
        w[t] = (turn(b, 17) ^ turn(b, 19) ^ b >> 10) + w[t - 7] +
               (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[t - 16];
    }
}

void domar_digest_rounds_plain(uint32_t *state, const unsigned char *blocks, size_t count)
{
    for (; count; count--, blocks += 64) {
        uint32_t w[64], s[8];
        schedule(w, blocks);
        for (int k = 0; k < 8; k++) s[k] = state[k];
        for (int t = 0; t < 64; t++) {
            const uint32_t up = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
            const uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
            const uint32_t one = s[7] + up + choice + K[t] + w[t];
            const uint32_t down = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
            const uint32_t most = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
            for (int k = 7; k > 0; k--) s[k] = s[k - 1];
            s[4] += one;
            s[0] = one + down + most;
        }
        for (int k = 0; k < 8; k++) state[k] += s[k];
    }
}

#if defined __x86_64__
#include <cpuid.h>
#include <immintrin.h>

bool domar_digest_has_instructions(void)
{
    unsigned a, b = 0, c, d;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b >> 29 & 1)) return false;
    return __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("ssse3");
}

/* The instructions keep the state as (a b e f) and (c d g h), highest word first. */
__attribute__((target("sha,sse4.1,ssse3")))
void domar_digest_rounds_fast(uint32_t *state, const unsigned char *blocks, size_t count)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
    __m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);
    for (; count; count--, blocks += 64) {
        const __m128i abef0 = abef, cdgh0 = cdgh;
        __m128i w[4];                                /* the last sixteen words, four by four */
        for (int q = 0; q < 16; q++) {
            __m128i now;
            if (q < 4) {
                now = _mm_loadu_si128((const __m128i *)(const void *)(blocks + 16 * q));
                now = _mm_shuffle_epi8(now, swap);
            } else {
                now = _mm_sha256msg1_epu32(w[q % 4], w[(q + 1) % 4]);
                now = _mm_add_epi32(now, _mm_alignr_epi8(w[(q + 3) % 4], w[(q + 2) % 4], 4));
                now = _mm_sha256msg2_epu32(now, w[(q + 3) % 4]);
            }
            w[q % 4] = now;
            now = _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)(const void *)(K + 4 * q)));
            const __m128i next = _mm_sha256rnds2_epu32(cdgh, abef, now);      /* two rounds */
            cdgh = abef;
            abef = next;
            const __m128i last = _mm_sha256rnds2_epu32(cdgh, abef, _mm_shuffle_epi32(now, 0x0e));
            cdgh = abef;
            abef = last;
        }
        abef = _mm_add_epi32(abef, abef0);
        cdgh = _mm_add_epi32(cdgh, cdgh0);
    }
    state[0] = (uint32_t)_mm_extract_epi32(abef, 3);
    state[1] = (uint32_t)_mm_extract_epi32(abef, 2);
    state[4] = (uint32_t)_mm_extract_epi32(abef, 1);
    state[5] = (uint32_t)_mm_extract_epi32(abef, 0);
    state[2] = (uint32_t)_mm_extract_epi32(cdgh, 3);
    state[3] = (uint32_t)_mm_extract_epi32(cdgh, 2);
    state[6] = (uint32_t)_mm_extract_epi32(cdgh, 1);
    state[7] = (uint32_t)_mm_extract_epi32(cdgh, 0);
}
#else
bool domar_digest_has_instructions(void) { return false; }

void domar_digest_rounds_fast(uint32_t *state, const unsigned char *blocks, size_t count)
{
    domar_digest_rounds_plain(state, blocks, count);
}
#endif
