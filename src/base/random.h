/* base/random.h -- random numbers by counter: a number depends on seed, stream and place alone, so that draws
 * are the same in any order and on any number of threads. */
#ifndef DOMAR_BASE_RANDOM_H
#define DOMAR_BASE_RANDOM_H
#include <stdint.h>

/* Uniform in (0, 1), 53 bits. */
double domar_random(uint64_t seed, uint64_t stream, uint64_t place);
/* Standard normal. */
double domar_random_normal(uint64_t seed, uint64_t stream, uint64_t place);
#endif
