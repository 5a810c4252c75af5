/* read/sea.h -- WIOD Socio-Economic Accounts as satellite rows of a WIOD 2013 series, from the
 * release's workbook or from CSV. */
#ifndef DOMAR_READ_SEA_H
#define DOMAR_READ_SEA_H
#include "read/source.h"
#include "table/table.h"

/* Money goes from national currency to the table's by the ratio of the table's output to the
 * accounts' output of the industry (stated in the series' notes). RoW and gaps stay missing. */
domar_status domar_sea_attach(domar_cx *cx, domar_series *series, domar_source *source);
#endif
