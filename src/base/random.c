/* base/random.c -- Philox 2x64-10 [salmon2011] keyed by the seed, Box and Muller for normal numbers. */
#include "base/random.h"
#include <math.h>

__extension__ typedef unsigned __int128 wide;

static void philox(uint64_t out[2], uint64_t key, uint64_t a, uint64_t b)
{
    for (int round = 0; round < 10; round++) {
        const wide product = (wide)a * 0xD2B74407B1CE6E93u;
        const uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
        a = high ^ key ^ b;
        b = low;
        key += 0x9E3779B97F4A7C15u;
    }
    out[0] = a;
    out[1] = b;
}

static double unit(uint64_t bits) { return ((double)(bits >> 11) + 0.5) * 0x1p-53; }

double domar_random(uint64_t seed, uint64_t stream, uint64_t place)
{
    uint64_t bits[2];
    philox(bits, seed, stream, place);
    return unit(bits[0]);
}

double domar_random_normal(uint64_t seed, uint64_t stream, uint64_t place)
{
    uint64_t bits[2];
    philox(bits, seed, stream, place);
    return sqrt(-2 * log(unit(bits[0]))) * cos(6.283185307179586 * unit(bits[1]));
}
