/* read/number.h -- decimal text to the nearest double: fast_float behind one C door. */
#ifndef DOMAR_READ_NUMBER_H
#define DOMAR_READ_NUMBER_H
#ifdef __cplusplus
extern "C" {
#endif
#include <stdbool.h>
#include <stdint.h>

/* The number that starts at `at`: [-]digits[.digits][e[+-]digits], correctly rounded whatever its
 * length.  *rest is where it ends.  False: no number there, nan, inf, or beyond double's range
 * (then *rest is set past it, else to at). */
bool domar_number(const char *at, const char *end, double *value, const char **rest);
/* w * 10^power, correctly rounded; false in the rare case that needs all the digits of the text
 * and beyond double's range. */
bool domar_decimal(uint64_t w, int power, double *value);

#ifdef __cplusplus
}
#endif
#endif
