/* read/number.cpp -- the one C++ file: fast_float is a header of templates. */
#include "read/number.h"
#include <cmath>
#include <fast_float/fast_float.h>

extern "C" bool domar_number(const char *at, const char *end, double *value, const char **rest)
{
    *rest = at;
    if (at >= end) return false;
    /* fast_float would take "nan" and "inf" for numbers. */
    const char *first = at + (*at == '-');
    if (first >= end || (*first != '.' && (*first < '0' || *first > '9'))) return false;
    const fast_float::from_chars_result r = fast_float::from_chars(at, end, *value);
    if (r.ptr == at) return false;
    *rest = r.ptr;
    return std::isfinite(*value); /* older fast_float gives 1e400 as infinity without an error */
}

extern "C" bool domar_decimal(uint64_t w, int power, double *value)
{
    const fast_float::adjusted_mantissa am =
        fast_float::compute_float<fast_float::binary_format<double>>(power, w);
    if (am.power2 < 0) return false;
    fast_float::to_float(false, am, *value);
    return std::isfinite(*value);
}
