/* engine/params.h -- named texts become typed options. */
#ifndef DOMAR_ENGINE_PARAMS_H
#define DOMAR_ENGINE_PARAMS_H
#include "spec/method.h"

/* What the common parameters say; texts borrowed from the caller's pairs. */
typedef struct {
    const char *year, *by, *economy, *industry, *partner, *sort, *bloc, *scenario, *wedges, *table_out;
    const char *units, *periods, *where, *missing, *compare, *define;     /* of methods on panels */
    bool        confidential;
    int64_t     top;
} domar_common;

/* Fill options (options_size bytes, defaults first) and common from params.  DOMAR_EUSAGE names
 * the parameter, what is wrong and the nearest known name. */
domar_status domar_params_bind(domar_cx *cx, void *options, domar_common *common,
                               const domar_method *method, const domar_pair *params);
/* A parameter of a list by its name, or NULL. */
const domar_param *domar_params_find(const domar_param *list, const char *name);
/* The common parameters of this method: those of tables or those of panels. */
const domar_param *domar_params_common(const domar_method *method);
/* The grain that --by names, the first where it is NULL.  DOMAR_EUSAGE lists them. */
domar_status domar_params_grain(domar_cx *cx, size_t *grain, const domar_method *method, const char *by);
#endif
