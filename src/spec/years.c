/* spec/years.c -- methods that compare years, asked for one. */
#include "spec/method.h"

domar_status domar_one_year(domar_cx *cx, const domar_input *in, const char *what)
{
    const domar_series *s = in->series;
    const size_t first = in->first ? in->first - 1 : in->first, last = first + 1;
    if (domar_series_size(s) < 2)
        return domar_fail(cx, DOMAR_EDATA, "%s compares years: give --year FIRST-LAST of a series", what);
    return domar_fail(cx, DOMAR_EDATA, "%s compares years: give --year FIRST-LAST, such as %d-%d", what,
                      domar_series_year(s, first), domar_series_year(s, last));
}
