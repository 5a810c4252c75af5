/* base/number_text.cpp -- doubles as the shortest text that reads back: std::to_chars behind one
 * C function, because no C library prints so. */
#include <charconv>
#include <cmath>
#include <cstddef>

extern "C" size_t domar_number_text(char buf[32], double value)
{
    if (std::isnan(value)) return 0;
    /* Whole numbers are written out: 1e+06 is shorter than 1000000 but not easier to read. */
    if (std::fabs(value) < 1e15 && value == std::floor(value) && !(value == 0 && std::signbit(value))) {
        const auto whole = std::to_chars(buf, buf + 32, static_cast<long long>(value));
        return static_cast<size_t>(whole.ptr - buf);
    }
    const auto end = std::to_chars(buf, buf + 32, value);
    return static_cast<size_t>(end.ptr - buf);
}
