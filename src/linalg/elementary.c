/* linalg/elementary.c -- without branches, so that compilers make vectors of them.
 *
 * log x = k log 2 + log m, m between 1/sqrt(2) and sqrt(2), f = m - 1, s = f / (2 + f): log(1 + f) = 2 artanh(s), the odd
 * series in s by a minimax polynomial [the coefficients everybody uses, Sun's of 1993].  exp x = 2^k exp(r), |r| <= log(2) / 2,
 * by Taylor's terms up to r^13. */
#include "linalg/elementary.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2,fma", "default")))
#else
#define WIDE
#endif

static inline uint64_t bits_of(double x)
{
    uint64_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}

static inline double double_of(uint64_t b)
{
    double x;
    memcpy(&x, &b, sizeof x);
    return x;
}

static inline double one_log(double x)
{
    const uint64_t bits = bits_of(x), e = (bits + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu)) >> 52;
    const double k = double_of(e | 0x4330000000000000u) - 4503599627371519.0;       /* 2^52 + 1023 */
    const double f = double_of(bits - ((e - 1023) << 52)) - 1, s = f / (2 + f), z = s * s, half = 0.5 * f * f;
    const double R = z * (6.666666666666735130e-01 + z * (3.999999999940941908e-01 + z * (2.857142874366239149e-01 + z *
                     (2.222219843214978396e-01 + z * (1.818357216161805012e-01 + z * (1.531383769920937332e-01 + z *
                      1.479819860511658591e-01))))));
    return k * 6.93147180369123816490e-01 - ((half - (s * (half + R) + k * 1.90821492927058770002e-10)) - f);
}

WIDE void domar_logs(double *to, const double *of, size_t n)
{
    double least = DBL_MAX;
    for (size_t i = 0; i < n; i++) least = of[i] < least ? of[i] : least;
    if (least < DBL_MIN)                                 /* the exponent of subnormal numbers is elsewhere */
        for (size_t i = 0; i < n; i++) to[i] = log(of[i]);
    else
        for (size_t i = 0; i < n; i++) to[i] = one_log(of[i]);
}

static inline double one_exp(double x)
{
    const double magic = 6755399441055744.0;             /* 1.5 * 2^52: adding it rounds */
    const double held = x < -708 ? -708 : x > 708 ? 708 : x, shifted = held * 1.4426950408889634 + magic, k = shifted - magic;
    const double r = (held - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
    const double tail = 1. / 6 + r * (1. / 24 + r * (1. / 120 + r * (1. / 720 + r * (1. / 5040 + r * (1. / 40320 + r * (1. / 362880 +
                        r * (1. / 3628800 + r * (1. / 39916800 + r * (1. / 479001600 + r * (1. / 6227020800.))))))))));
    const double value = 1 + (r + r * r * (0.5 + r * tail));
    return value * double_of((bits_of(shifted) + 1023) << 52);
}

WIDE void domar_exps(double *to, const double *of, size_t n)
{
    for (size_t i = 0; i < n; i++) to[i] = one_exp(of[i]);
}
