/* panel/fill.h -- missing numbers filled within the unit. */
#ifndef DOMAR_PANEL_FILL_H
#define DOMAR_PANEL_FILL_H
#include "panel/panel.h"

/* value: rows of the panel.  fill: a policy of panel/sample.h (error and drop fill nothing).  How many it filled. */
size_t domar_panel_fill(double *value, const domar_panel *p, const char *fill);
#endif
