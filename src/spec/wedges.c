/* spec/wedges.c -- which wedge of a table holds at a place. */
#include "spec/wedges.h"
#include <stdbool.h>
#include <string.h>

const char *const domar_wedge_kinds[DOMAR_WEDGE_KINDS] = { "markup", "output_tax", "input_tax", "tariff", "factor_tax" };

static bool meets(long named, long here) { return named == DOMAR_WEDGE_ALL || named == here; }

int domar_wedge_names(const domar_wedge_line *l)
{
    return (l->year != 0) + (l->economy >= 0) + (l->industry >= 0) + (l->partner >= 0) + (l->user != DOMAR_WEDGE_ALL) +
           (l->factor != NULL);
}

double domar_wedge_at(const domar_wedge_line *lines, size_t count, domar_wedge_kind kind, int year, size_t economy,
                      long industry, long partner, long user, const char *factor, const char *factor_kind)
{
    double value = 0;
    int best = -1;
    for (size_t k = 0; k < count; k++) {
        const domar_wedge_line *l = &lines[k];
        if (l->kind != kind || (l->year && l->year != year) || !meets(l->economy, (long)economy)) continue;
        if (!meets(l->industry, industry) || !meets(l->partner, partner) || !meets(l->user, user)) continue;
        if (l->factor && (!factor || strcmp(l->factor, factor) != 0) && (!factor_kind || strcmp(l->factor, factor_kind) != 0))
            continue;
        if (domar_wedge_names(l) < best) continue;
        best = domar_wedge_names(l);
        value = l->value;
    }
    return value;
}
