/* panel/sample.h -- what a method gets of its variables: complete rows, after the policy for missing values that the
 * user named.
 *
 *   error        a missing value is refused, with unit and period (the default)
 *   drop         rows with a missing value are left out
 *   zero         counts as 0
 *   mean         the mean of the unit's other periods
 *   interpolate  on the line between the unit's neighbouring periods; ends stay missing and are refused
 *   forward      the unit's last value before
 *
 * Columns are filled before terms are computed.  Rows whose lag or lead lies outside the unit's periods are left out
 * under any policy, and counted apart. */
#ifndef DOMAR_PANEL_SAMPLE_H
#define DOMAR_PANEL_SAMPLE_H
#include "panel/panel.h"

typedef struct {
    const domar_panel *panel;
    size_t rows, units, periods, terms;  /* units, periods: of the panel's axes; some may have no row left */
    const uint32_t *unit, *period;       /* rows */
    const size_t   *start;               /* units + 1 */
    const size_t   *row;                 /* rows: place in the panel */
    const double *const *x;              /* x[term][row] */
    size_t dropped, lagged, filled;      /* rows left out as missing, and for want of a lag; numbers filled in */
} domar_sample;

#define DOMAR_MISSING_CHOICES "error|drop|zero|mean|interpolate|forward"

/* Terms may be NULL (an optional variable): x[k] is NULL then.  Freed with domar_sample_free; the panel must outlive it. */
domar_status domar_sample_new(domar_cx *cx, domar_sample **out, const domar_panel *p, const char *const *terms, size_t count,
                              const char *missing);
void domar_sample_free(domar_sample *s);                                      /* NULL-safe */
/* Class of each row by a column: texts, or numbers taken as codes.  *item (rows, domar_release) and *axis (domar_axis_free)
 * are the caller's.  DOMAR_EDATA where one is missing. */
domar_status domar_sample_classes(domar_cx *cx, uint32_t **item, domar_axis **axis, const domar_sample *s,
                                  const char *column, const char *option);
#endif
