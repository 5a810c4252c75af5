/* table/codes.h -- labels for codes: the embedded lists data/codes/<list>.csv with the columns
 * code,en,zh,kind[,unit].  A code that a list lacks keeps itself as label. */
#ifndef DOMAR_TABLE_CODES_H
#define DOMAR_TABLE_CODES_H
#include "base/text.h"
#include "table/table.h"

/* Axis for these codes with labels and kinds from a list ("economies", "industries_wiod13",
 * "industries_icio", "categories", "factors", "satellites", ...). kinds: overrides per item or NULL. */
domar_status domar_codes_axis(domar_cx *cx, domar_axis **out, const char *list,
                              const char *const *codes, size_t count, const char *const *kinds);
/* Fill what is NULL among en, zh, kind and unit of items from a list, "" where the list has
 * nothing.  The texts are scratch: they live until the caller rewinds its mark. */
domar_status domar_codes_label(domar_cx *cx, domar_item *items, size_t count, const char *list);
/* Adds to csv the concordance (aggregate.h) that sends every industry to the broad sector which
 * is its kind.  DOMAR_EDATA names an industry without one. */
domar_status domar_codes_broad(domar_cx *cx, domar_text *csv, const domar_axis *industries);
#endif
