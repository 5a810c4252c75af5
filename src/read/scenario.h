/* read/scenario.h -- a scenario (spec/scenario.h) from its YAML or JSON page. */
#ifndef DOMAR_READ_SCENARIO_H
#define DOMAR_READ_SCENARIO_H
#include "spec/scenario.h"

/* Follows `extends:`, replaces groups.  DOMAR_ENOTFOUND; DOMAR_EDATA: file and line, what is wrong,
 * the nearest known word. */
domar_status domar_scenario_read(domar_cx *cx, domar_scenario **out, const char *path);
void domar_scenario_free(domar_scenario *s);            /* NULL-safe */
/* One sentence a line of the page, in words ("tariffs of MEX, CAN, USA on each other: to the levels of
 * tariff_2005.csv"); lang "en" or "zh".  Freed with domar_release. */
domar_status domar_scenario_explain(domar_cx *cx, char **text, const domar_scenario *s, const char *lang);
#endif
