/* domar/scenario.h -- pages that say what changes. */
#ifndef DOMAR_SCENARIO_H
#define DOMAR_SCENARIO_H
#include <domar/context.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a scenario (YAML or JSON, docs/scenarios.md; "@trade_costs" and "@as_is" come with the
 * program) and tells it back in words, a line a line; lang "en" or "zh".  Freed with domar_text_free.
 * DOMAR_ENOTFOUND, DOMAR_EDATA: file, line, what is wrong. */
DOMAR_API domar_status domar_scenario_check(domar_cx *cx, char **text, const char *path, const char *lang);

#ifdef __cplusplus
}
#endif
#endif
