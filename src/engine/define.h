/* engine/define.h -- definitions of indices: reading one, and what it sets unless the user says otherwise. */
#ifndef DOMAR_ENGINE_DEFINE_H
#define DOMAR_ENGINE_DEFINE_H
#include "spec/method.h"

/* The page `path` (NULL: *out stays NULL and *params as it is).  *params (in scratch): the conventions of the page that the
 * method knows, then the user's, which win.  DOMAR_EUSAGE where the method takes none; DOMAR_EDATA of the page. */
domar_status domar_define(domar_cx *cx, domar_definition **out, const domar_pair **params, const domar_method *method,
                          const char *path, const domar_pair *given);
#endif
