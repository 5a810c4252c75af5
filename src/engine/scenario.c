/* engine/scenario.c -- the public face of scenario pages. */
#include "read/scenario.h"
#include <domar/scenario.h>

domar_status domar_scenario_check(domar_cx *cx, char **text, const char *path, const char *lang)
{
    domar_scenario *s = NULL;
    *text = NULL;
    domar_status st = domar_scenario_read(cx, &s, path);
    if (!st) st = domar_scenario_explain(cx, text, s, lang);
    domar_scenario_free(s);
    return st;
}
