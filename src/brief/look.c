/* brief/look.c -- looking things up in answers. */
#include "brief/brief.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool matches(const domar_result *r, size_t row, const char *dimension, const char *code)
{
    const size_t c = code ? domar_result_find(r, dimension) : SIZE_MAX;
    if (c == SIZE_MAX) return !code;
    const char *own = domar_axis_code(domar_result_axis(r, c), domar_result_items(r, c)[row]);
    return strcmp(own, code) == 0;
}

size_t domar_brief_row(const domar_result *r, int year, const char *economy, const char *industry,
                       const char *partner)
{
    char text[16];
    snprintf(text, sizeof text, "%d", year);
    for (size_t row = 0; r && row < domar_result_rows(r); row++)
        if (matches(r, row, "year", year ? text : NULL) && matches(r, row, "economy", economy) &&
            matches(r, row, "industry", industry) && matches(r, row, "partner", partner))
            return row;
    return SIZE_MAX;
}

double domar_brief_value(const domar_result *r, size_t row, const char *column)
{
    const size_t c = r && row != SIZE_MAX ? domar_result_find(r, column) : SIZE_MAX;
    if (c == SIZE_MAX || domar_result_kind(r, c) != DOMAR_COLUMN_VALUE) return NAN;
    return domar_result_values(r, c)[row];
}

const char *domar_brief_code(const domar_result *r, size_t row, const char *dimension)
{
    const size_t c = r && row != SIZE_MAX ? domar_result_find(r, dimension) : SIZE_MAX;
    return c == SIZE_MAX ? ""
                         : domar_axis_code(domar_result_axis(r, c), domar_result_items(r, c)[row]);
}

const char *domar_brief_name(const domar_result *r, size_t row, const char *dimension,
                             const char *lang)
{
    const size_t c = r && row != SIZE_MAX ? domar_result_find(r, dimension) : SIZE_MAX;
    return c == SIZE_MAX
               ? ""
               : domar_axis_label(domar_result_axis(r, c), domar_result_items(r, c)[row], lang);
}

bool domar_brief_named(const domar_brief *b, const char *code)
{
    static const char *const rest[] = { "ROW", "RoW", "WWW", "FIGW1" };
    for (size_t k = 0; k < sizeof rest / sizeof *rest; k++)
        if (strcmp(code, rest[k]) == 0) return false;
    return strcmp(code, b->economy) != 0;
}

const char *domar_brief_place(const domar_result *r, size_t row, const char *dimension)
{
    static const char *const placed[] = { "the United States",   "the United Kingdom",
                                          "the Netherlands",     "the Russian Federation",
                                          "the Slovak Republic", "the Czech Republic",
                                          "the Philippines",     "the rest of the European Union" };
    const char *name = domar_brief_name(r, row, dimension, "en");
    for (size_t k = 0; k < sizeof placed / sizeof *placed; k++)
        if (domar_icmp(name, placed[k] + strlen("the ")) == 0) return placed[k];
    return name;
}
