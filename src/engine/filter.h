/* engine/filter.h -- which rows of an answer the user wants, and in which order. */
#ifndef DOMAR_ENGINE_FILTER_H
#define DOMAR_ENGINE_FILTER_H
#include "engine/params.h"

/* Codes exist in the series (suggesting the nearest), and the columns in the grain. */
domar_status domar_filter_check(domar_cx *cx, const domar_common *c, const domar_series *series,
                                const domar_method *method, const domar_grain *grain,
                                const domar_regions *regions);
domar_status domar_filter_rows(domar_cx *cx, domar_result *r, const domar_common *c);
#endif
