/* model/selection.h -- which economies the user's filter asks for, so that methods solve only
 * for those.  The engine filters the rows afterwards in any case. */
#ifndef DOMAR_MODEL_SELECTION_H
#define DOMAR_MODEL_SELECTION_H
#include "table/table.h"

/* Is economy g in the comma-separated list?  Yes where list is NULL. */
bool domar_economy_selected(const domar_table *t, const char *list, size_t g);
/* Positions of the economies in the list, ascending. chosen: room for G. Returns how many. */
size_t domar_select_economies(size_t *chosen, const domar_table *t, const char *list);
#endif
