/* panel/panel_inside.h -- what a panel owns, for panel/ alone. */
#ifndef DOMAR_PANEL_PANEL_INSIDE_H
#define DOMAR_PANEL_PANEL_INSIDE_H
#include "panel/panel.h"
#include "axis/axis.h"

struct domar_panel_keys {
    uint32_t *unit, *period;             /* rows */
    domar_axis *unit_axis, *period_axis; /* owned references; units in the order of first appearance, periods ascending */
    double *time;                        /* periods */
    char *unit_name, *period_name;
};
struct domar_panel_inside {
    domar_panel_draft *draft;
    struct domar_panel_keys keys;
    size_t *start;
    domar_panel_column *face;
};

/* Keys of a draft, in the order of its rows. */
domar_status domar_panel_keys_find(domar_cx *cx, struct domar_panel_keys *k, const domar_panel_draft *d, const char *unit,
                                   const char *period);
/* Axes, times and names; unit and period stay NULL. */
domar_status domar_panel_keys_copy(domar_cx *cx, struct domar_panel_keys *k, const domar_panel *p);
void domar_panel_keys_free(struct domar_panel_keys *k);
#endif
