/* model/cross_sections.h -- a sample period by period. */
#ifndef DOMAR_MODEL_CROSS_SECTIONS_H
#define DOMAR_MODEL_CROSS_SECTIONS_H
#include "panel/sample.h"

/* Rows of the sample by period, by unit within it: those of the k-th period that has any are row[start[k]] to
 * row[start[k + 1]], of the panel's period[k].  From scratch. */
typedef struct {
    size_t  periods;
    size_t *start, *row, *period;
    char first[96], last[96];        /* of the first and last of them, for sentences: " in 2010", "" in a cross-section */
    char first_zh[96], last_zh[96];  /* "2010年" */
} domar_cross_sections;
/* DOMAR_EDATA: the sample is empty. */
domar_status domar_cross_sections_of(domar_cx *cx, domar_cross_sections *out, const domar_sample *s);
/* to[i] = from[row of the i-th of the k-th period]. */
void domar_cross_section_values(double *to, const domar_cross_sections *c, size_t k, const double *from);
#endif
