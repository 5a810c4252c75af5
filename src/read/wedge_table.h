/* read/wedge_table.h -- wedges over years, as users give them: long CSV, one wedge a line.
 *
 *     kind,value[,year,economy,industry,partner,user,factor]
 *
 * value: per cent that the buyer pays above what the seller gets (tariff 20, subsidy -10; markup: price above cost).
 * Columns that are left out, and empty cells, mean all.  A line that names more codes wins over one that names fewer. */
#ifndef DOMAR_READ_WEDGE_TABLE_H
#define DOMAR_READ_WEDGE_TABLE_H
#include "spec/wedges.h"
#include "table/table.h"

/* Lines in the order of the file; *lines from scratch.  Codes are those of the series.  DOMAR_EDATA: file, line, column:
 * unknown kind, code or year, no number, -100 or less, columns that the kind does not take, the same wedge twice. */
domar_status domar_wedge_table_read(domar_cx *cx, domar_wedge_line **lines, size_t *count, const char *path,
                                    const domar_series *series);
#endif
