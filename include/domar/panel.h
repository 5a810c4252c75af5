/* domar/panel.h -- panels: units (provinces, cities, firms) x periods x variables. */
#ifndef DOMAR_PANEL_H
#define DOMAR_PANEL_H
#include <domar/result.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct domar_panel domar_panel;        /* frozen; may be shared by threads */

/* Read a panel: CSV, TSV (plain, gzip, zstd, in a zip), xlsx, dta, sav.  options: unit, period (the key columns; found by
 * their names where not given), sheet, encoding, columns (comma-separated: only these), define (definition of an index,
 * which may name the keys).  To be freed by the caller.
 * DOMAR_ENOTFOUND, DOMAR_EDATA (file, line, column), DOMAR_ELIMIT. */
DOMAR_API domar_status domar_panel_open(domar_cx *cx, domar_panel **out, const char *path, const domar_pair *options);
DOMAR_API void domar_panel_free(domar_panel *panel);
DOMAR_API size_t domar_panel_rows(const domar_panel *panel);
/* Code lists of units and periods (borrowed). */
DOMAR_API const domar_axis *domar_panel_units(const domar_panel *panel);
DOMAR_API const domar_axis *domar_panel_periods(const domar_panel *panel);

/* Is the method asked on a panel (else on a series)?  false for an unknown id too. */
DOMAR_API bool domar_method_on_panel(const char *id);
/* Run a method of panels.  params: the method's own, and the common ones of panels: by, missing, where, periods, sort, top,
 * compare, confidential.  Errors as domar_run. */
DOMAR_API domar_status domar_run_panel(domar_cx *cx, domar_result **out, const char *id, const domar_panel *panel,
                                       const domar_pair *params);

/* Sums and means of variables by group (columns, comma-separated, at most four), over a file that need not fit into memory: blocks
 * of rows go by, groups stay.  CSV and TSV.  unit (or NULL): the column of units, to count those behind every sum; confidential
 * needs it.  Groups in order of appearance. */
DOMAR_API domar_status domar_panel_sums(domar_cx *cx, domar_result **out, const char *path, const char *group,
                                        const char *variables, const char *unit, bool confidential);

#ifdef __cplusplus
}
#endif
#endif
