/* spec/panel_result.h -- answers about panels. */
#ifndef DOMAR_SPEC_PANEL_RESULT_H
#define DOMAR_SPEC_PANEL_RESULT_H
#include "panel/sample.h"
#include "spec/result.h"

/* One row a row of the sample: dimensions unit and, unless the panel is a cross-section, period. */
domar_status domar_result_new_sample(domar_cx *cx, domar_result **out, const char *method, const domar_sample *s);
/* What the variables rest on: rows used, units, periods, the policy for missing values, what was dropped and filled. */
domar_status domar_sample_certify(domar_cx *cx, domar_result *r, const domar_sample *s, const char *missing);
#endif
