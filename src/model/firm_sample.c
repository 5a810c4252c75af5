/* model/firm_sample.c */
#include "model/firm_sample.h"

domar_status domar_firm_sample_new(domar_cx *cx, domar_firm_sample *out, const domar_panel *panel, const char *const *terms,
                                   size_t count, const char *missing, const char *column)
{
    *out = (domar_firm_sample){ .sample = NULL };
    domar_status st = domar_sample_new(cx, &out->sample, panel, terms, count, missing);
    if (!st && column) return domar_sample_classes(cx, &out->industry, &out->industries, out->sample, column, "industry");
    if (!st && !(out->industry = domar_alloc(cx, out->sample->rows, sizeof *out->industry))) st = DOMAR_ENOMEM;
    return st ? st : domar_axis_new(cx, &out->industries, &(domar_item){ .code = "all", .en = "all firms", .zh = "全部企业" }, 1);
}

void domar_firm_sample_free(domar_firm_sample *f)
{
    domar_sample_free(f->sample);
    domar_release(f->industry);
    domar_axis_free(f->industries);
    *f = (domar_firm_sample){ .sample = NULL };
}
