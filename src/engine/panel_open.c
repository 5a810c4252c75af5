/* engine/panel_open.c -- from a file to a frozen panel. */
#include "base/text.h"
#include "panel/panel.h"
#include "read/index_page.h"
#include "read/panel_file.h"

struct choice { const char *name, **at; };

static const char *name_of(const void *list, size_t k) { return ((const struct choice *)list)[k].name; }

static domar_status bind(domar_cx *cx, const struct choice *choices, size_t count, const domar_pair *options)
{
    for (; options && options->name; options++) {
        size_t k = 0;
        while (k < count && strcmp(choices[k].name, options->name) != 0) k++;
        if (k < count) {
            *choices[k].at = options->value;
            continue;
        }
        const size_t near = domar_nearest(options->name, count, name_of, choices);
        return domar_fail(cx, DOMAR_EUSAGE, "reading a panel has no option %s%s%s%s", options->name,
                          near == SIZE_MAX ? "" : ": did you mean ", near == SIZE_MAX ? "" : choices[near].name,
                          near == SIZE_MAX ? "" : "?");
    }
    return DOMAR_OK;
}

domar_status domar_panel_open(domar_cx *cx, domar_panel **out, const char *path, const domar_pair *options)
{
    domar_panel_file_options o = { 0 };
    const char *unit = NULL, *period = NULL, *columns = NULL, *define = NULL, **names = NULL;
    domar_definition *definition = NULL;
    domar_panel_draft *draft = NULL;
    const struct choice choices[] = { { "unit", &unit }, { "period", &period }, { "sheet", &o.sheet }, { "member", &o.member },
                                      { "encoding", &o.encoding }, { "columns", &columns },
                                      { "define", &define } };
    *out = NULL;
    domar_status st = bind(cx, choices, sizeof choices / sizeof *choices, options);
    if (!st && columns) st = domar_terms_split(cx, &names, &o.count, columns, "columns");
    o.columns = (const char *const *)names;
    domar_task(cx, "reading");
    if (!st) st = domar_panel_file_read(cx, &draft, path, &o);
    if (!st && define && !(unit && period)) {              /* keys that the definition of an index names */
        st = domar_index_page_read(cx, &definition, define);
        if (!st && !unit) unit = definition->unit;
        if (!st && !period) period = definition->period;
        if (st) domar_panel_draft_free(draft);
    }
    if (!st) st = domar_panel_freeze(cx, out, draft, unit, period);
    domar_index_page_free(definition);
    domar_release(names);
    return st;
}
