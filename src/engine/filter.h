/* engine/filter.h -- which rows of an answer the user wants, and in which order. */
#ifndef DOMAR_ENGINE_FILTER_H
#define DOMAR_ENGINE_FILTER_H
#include "engine/params.h"

/* Codes exist in the series (suggesting the nearest), and the columns in the grain. */
domar_status domar_filter_check(domar_cx *cx, const domar_common *c, const domar_series *series,
                                const domar_method *method, const domar_grain *grain,
                                const domar_regions *regions);
/* The same for --units of a method on panels. */
domar_status domar_filter_units(domar_cx *cx, const domar_common *c, const domar_panel *panel, const domar_method *method,
                                const domar_grain *grain);
domar_status domar_filter_rows(domar_cx *cx, domar_result *r, const domar_common *c);
#endif
