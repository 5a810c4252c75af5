/* table/freeze.h -- from a draft to a frozen table, for table/ alone. */
#ifndef DOMAR_TABLE_FREEZE_H
#define DOMAR_TABLE_FREEZE_H
#include "table/table.h"

/* Refuse what is not finite, spread inventories if asked, set x and va by the conventions. */
domar_status domar_table_freeze(domar_cx *cx, domar_table *t, const domar_conventions *c);
#endif
