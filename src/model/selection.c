/* model/selection.c -- a filter's words as positions. */
#include "model/selection.h"
#include "base/text.h"

bool domar_economy_selected(const domar_table *t, const char *list, size_t g)
{
    const domar_axis *axis = domar_series_axis(t->series, DOMAR_ECONOMIES);
    char code[128];
    if (!list) return true;
    while (domar_next_part(&list, code, sizeof code))
        if (domar_axis_find(axis, code) == g) return true;
    return false;
}

size_t domar_select_economies(size_t *chosen, const domar_table *t, const char *list)
{
    size_t count = 0;
    for (size_t g = 0; g < t->G; g++)
        if (domar_economy_selected(t, list, g)) chosen[count++] = g;
    return count;
}
