/* linalg/columns.c -- one pass, eight lanes: the compiler makes vectors of them without leave to reorder sums.
 *
 *     ln x = k ln 2 + 2 artanh s,   s = (m - 1) / (m + 1),   x = 2^k m,   m in [sqrt 1/2, sqrt 2)
 *
 * with s^2 < 0.0295, so that eleven terms of the series are enough. */
#include "linalg/columns.h"
#include <cblas.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 8, CHUNK = 256 };

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

static double fold(const double s[LANES])
{
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

WIDE domar_spread domar_column_spread(const double *x, size_t n)
{
    double least[LANES], largest[LANES], sum[LANES] = { 0 };
    size_t i = 0;
    for (size_t l = 0; l < LANES; l++) least[l] = largest[l] = x[0];
    for (; i + LANES <= n; i += LANES)
        for (size_t l = 0; l < LANES; l++) {
            const double v = x[i + l];
            least[l] = v < least[l] ? v : least[l];
            largest[l] = v > largest[l] ? v : largest[l];
            sum[l] += v;
        }
    for (size_t l = 0; i < n; i++, l++) {
        least[l] = fmin(least[l], x[i]);
        largest[l] = fmax(largest[l], x[i]);
        sum[l] += x[i];
    }
    for (size_t l = 1; l < LANES; l++) {
        least[0] = fmin(least[0], least[l]);
        largest[0] = fmax(largest[0], largest[l]);
    }
    return (domar_spread){ least[0], largest[0], fold(sum) };
}

WIDE double domar_column_squares(const double *x, size_t n, double centre)
{
    double sum[LANES] = { 0 };
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t l = 0; l < LANES; l++) {
            const double d = x[i + l] - centre;
            sum[l] += d * d;
        }
    for (size_t l = 0; i < n; i++, l++) sum[l] += (x[i] - centre) * (x[i] - centre);
    return fold(sum);
}

/* q ln q of each; 0 where q is 0, or so small that it has no exponent of its own. */
WIDE static void xlogx(double *out, const double *x, size_t n, double a, double b)
{
    const uint64_t root = 0x3fe6a09e667f3bcdu, magic = 0x4330000000000000u;        /* sqrt 1/2; 2^52 */
    for (size_t i = 0; i < n; i++) {
        const double q = a + b * x[i], v = q > 0x1p-1000 ? q : 1;
        uint64_t bits;
        double k, m;
        memcpy(&bits, &v, sizeof bits);
        const uint64_t t = bits + (0x3ff0000000000000u - root), up = (t >> 52) | magic,
                       low = (t & 0x000fffffffffffffu) + root;
        memcpy(&k, &up, sizeof k);
        memcpy(&m, &low, sizeof m);
        k -= 0x1p52 + 1023;
        const double s = (m - 1) / (m + 1), z = s * s;
        double p = 1.0 / 21;
        p = p * z + 1.0 / 19;
        p = p * z + 1.0 / 17;
        p = p * z + 1.0 / 15;
        p = p * z + 1.0 / 13;
        p = p * z + 1.0 / 11;
        p = p * z + 1.0 / 9;
        p = p * z + 1.0 / 7;
        p = p * z + 1.0 / 5;
        p = p * z + 1.0 / 3;
        const double log = k * 0x1.62e42fee00000p-1 + (2 * s + (2 * s * z * p + k * 0x1.a39ef35793c76p-33));
        out[i] = v * log;
    }
}

WIDE double domar_column_xlogx(const double *x, size_t n, double a, double b)
{
    double sum[LANES] = { 0 }, value[CHUNK];
    for (size_t begin = 0; begin < n; begin += CHUNK) {
        const size_t count = n - begin < CHUNK ? n - begin : CHUNK;
        xlogx(value, x + begin, count, a, b);
        for (size_t i = count; i % LANES; i++) value[i] = 0;
        for (size_t i = 0; i < count; i += LANES)
            for (size_t l = 0; l < LANES; l++) sum[l] += value[i + l];
    }
    return fold(sum);
}

WIDE void domar_column_add_squares(double *sum, const double *x, size_t n, double w, double at)
{
    for (size_t i = 0; i < n; i++) {
        const double d = w * (x[i] - at);
        sum[i] += d * d;
    }
}

void domar_column_products(double *C, const double *const *x, size_t m, size_t n, const double *centre, double *room)
{
    memset(C, 0, m * m * sizeof *C);
    for (size_t begin = 0; begin < n; begin += DOMAR_COLUMN_BLOCK) {
        const size_t count = n - begin < DOMAR_COLUMN_BLOCK ? n - begin : DOMAR_COLUMN_BLOCK;
        for (size_t j = 0; j < m; j++) {
            const double c = centre ? centre[j] : 0;
            for (size_t i = 0; i < count; i++) room[j * DOMAR_COLUMN_BLOCK + i] = x[j][begin + i] - c;
        }
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, (blasint)m, (blasint)count, 1, room, DOMAR_COLUMN_BLOCK, 1, C,
                    (blasint)m);
    }
    for (size_t j = 0; j < m; j++)
        for (size_t k = j + 1; k < m; k++) C[j * m + k] = C[k * m + j];
}
