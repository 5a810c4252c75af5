/* engine/differ.h -- in which settings pages of scenarios differ, in words. */
#ifndef DOMAR_ENGINE_DIFFER_H
#define DOMAR_ENGINE_DIFFER_H
#include "spec/result.h"
#include "spec/scenario.h"

/* Lines of the certificate, one a setting that is not the same in all pages: "differs.mobility of factors",
 * "a: 0.5; b: by default".  names: what each page is called. */
domar_status domar_certify_differences(domar_cx *cx, domar_result *r, const domar_scenario *const *pages,
                                       const char *const *names, size_t count);
#endif
