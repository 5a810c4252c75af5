/* engine/params.h -- named texts become typed options. */
#ifndef DOMAR_ENGINE_PARAMS_H
#define DOMAR_ENGINE_PARAMS_H
#include "spec/method.h"

/* What the common parameters say; texts borrowed from the caller's pairs. */
typedef struct {
    const char *year, *by, *economy, *industry, *partner, *sort, *bloc, *scenario, *wedges, *table_out;
    int64_t     top;
} domar_common;

/* Fill options (options_size bytes, defaults first) and common from params.  DOMAR_EUSAGE names
 * the parameter, what is wrong and the nearest known name. */
domar_status domar_params_bind(domar_cx *cx, void *options, domar_common *common,
                               const domar_method *method, const domar_pair *params);
#endif
