/* model/wedge_page.h -- a scenario with the wedges of a year: its baseline, gaps of returns to capital, wedges over years.
 *
 * A wedge over years takes the place of the baseline's of the same kind; among them the one that names most codes holds,
 * as spec/wedges.h has it. */
#ifndef DOMAR_MODEL_WEDGE_PAGE_H
#define DOMAR_MODEL_WEDGE_PAGE_H
#include "model/growth.h"
#include "spec/scenario.h"
#include "spec/wedges.h"

typedef struct {
    domar_wedge_lines lines;                /* of the user */
    const double *markup, *capital;         /* n: gaps in per cent, NAN none; as markups, as taxes on capital; NULL: none */
} domar_wedge_source;

/* *page: s with a longer baseline; all of it from scratch.  DOMAR_EDATA: a wedge on a factor that the table does not tell
 * apart. */
domar_status domar_wedge_page(domar_cx *cx, domar_scenario *page, const domar_scenario *s, const domar_table *t,
                              const domar_wedge_source *from);
/* Returns to capital over the mean of the economy, where capital income and stock are above zero in all years (count):
 * what capital earns beyond the mean return, as a markup or as a wedge on capital (per cent; years x n, NAN: no gap). */
void domar_return_gaps(double *gap, bool as_markup, const domar_growth_year *years, size_t count);
#endif
