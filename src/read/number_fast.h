/* read/number_fast.h -- the plain decimals that tables are made of, eight digits at a time.
 *
 * [-]digits[.digits][e[+-]digits] of at most 19 digits, zeros in front of them not counted.  The
 * digits are read as one integer w, the number is w 10^power.  Up to 15 digits and powers up to 22
 * both are exact doubles and one operation rounds correctly; beyond, fast_float's product of 128
 * bits decides.  Everything else is left to domar_number. */
#ifndef DOMAR_READ_NUMBER_FAST_H
#define DOMAR_READ_NUMBER_FAST_H
#include "read/number.h"
#include <stdint.h>
#include <string.h>

/* Value of the first *n digits (0 to 8) at p, of which 8 bytes can be read. */
static inline uint64_t domar_eight(const char *p, unsigned *n)
{
    uint64_t v;
    memcpy(&v, p, 8);
    /* The lowest byte that is no digit has its high bit set; what is above it may be wrong. */
    const uint64_t d = v - 0x3030303030303030u;
    const uint64_t stop = ((v + 0x4646464646464646u) | d) & 0x8080808080808080u;
    *n = stop ? (unsigned)__builtin_ctzll(stop) / 8 : 8;
    if (*n == 0) return 0;
    uint64_t x = d << (64 - 8 * *n);                  /* zeros in front of the digits */
    x = x * 10 + (x >> 8);                            /* pairs */
    return (((x & 0x000000ff000000ffu) * 0x000f424000000064u) +
            ((x >> 16 & 0x000000ff000000ffu) * 0x0000271000000001u)) >> 32;
}

static inline bool domar_is_digit(char c) { return (unsigned char)(c - '0') < 10; }

/* e[+-]digits at p, one to three of them, added to *power; where it ends, NULL if it is something
 * else. */
static inline const char *domar_exponent(const char *p, int *power)
{
    const bool negative = p[1] == '-';
    int e = 0, digits = 0;
    p += p[1] == '-' || p[1] == '+' ? 2 : 1;
    for (; digits < 3 && domar_is_digit(*p); digits++) e = 10 * e + (*p++ - '0');
    *power += negative ? -e : e;
    return digits && !domar_is_digit(*p) ? p : NULL;
}

/* True with the number and the place behind it.  Eight bytes are read at any place up to the one
 * behind the number, so the text must be followed by as many. */
static inline bool domar_number_fast(const char *p, double *value, const char **rest)
{
    static const uint64_t ten[9] = {
        1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000
    };
    static const double exact[23] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
    const bool negative = *p == '-';
    unsigned n, digits = 0, after = 0, zeros = 0;
    uint64_t w = 0;
    p += negative;
    do {
        const uint64_t part = domar_eight(p, &n);
        w = w * ten[n] + part;
        digits += n;
        p += n;
    } while (domar_is_digit(*p) && digits <= 16);
    if (*p == '.') {
        p++;
        if (w == 0) {
            for (; *p == '0' && zeros < 200; p++) zeros++;
            if (zeros) digits = 1;
        }
        do {
            const uint64_t part = domar_eight(p, &n);
            w = w * ten[n] + part;
            after += n;
            p += n;
        } while (domar_is_digit(*p) && after <= 16);
    }
    digits += after;
    if (digits == 0 || digits > 19 || domar_is_digit(*p)) return false;
    int power = -(int)(after + zeros);
    if ((*p == 'e' || *p == 'E') && !(p = domar_exponent(p, &power))) return false;
    double v;
    if (digits <= 15 && power >= -22 && power <= 0) v = (double)w / exact[-power];
    else if (!domar_decimal(w, power, &v)) return false;
    *value = negative ? -v : v;
    *rest = p;
    return true;
}
#endif
