/* table/codes.h -- labels for codes: the embedded lists data/codes/<list>.csv with the columns
 * code,en,zh,kind[,unit].  A code that a list lacks keeps itself as label. */
#ifndef DOMAR_TABLE_CODES_H
#define DOMAR_TABLE_CODES_H
#include "table/table.h"

/* Axis for these codes with labels and kinds from a list ("economies", "industries_wiod13",
 * "industries_icio", "categories", "factors", "satellites", ...). kinds: overrides per item or NULL. */
domar_status domar_codes_axis(domar_cx *cx, domar_axis **out, const char *list,
                              const char *const *codes, size_t count, const char *const *kinds);
/* Fill what is NULL among en, zh, kind and unit of items from a list, "" where the list has
 * nothing.  The texts are scratch: they live until the caller rewinds its mark. */
domar_status domar_codes_label(domar_cx *cx, domar_item *items, size_t count, const char *list);
#endif
