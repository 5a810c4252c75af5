/* model/firm_sample.h -- firms in industries: a sample and the class of each of its rows. */
#ifndef DOMAR_MODEL_FIRM_SAMPLE_H
#define DOMAR_MODEL_FIRM_SAMPLE_H
#include "axis/axis.h"
#include "panel/sample.h"

typedef struct {
    domar_sample *sample;
    uint32_t   *industry;       /* rows of the sample */
    domar_axis *industries;
} domar_firm_sample;

/* column NULL: all firms are one industry, "all".  Freed also where it fails. */
domar_status domar_firm_sample_new(domar_cx *cx, domar_firm_sample *out, const domar_panel *panel, const char *const *terms,
                                   size_t count, const char *missing, const char *column);
void domar_firm_sample_free(domar_firm_sample *f);
#endif
