/* read/satellite_rows.h -- satellite rows of any source, as long CSV (docs/readers/rows.md). */
#ifndef DOMAR_READ_SATELLITE_ROWS_H
#define DOMAR_READ_SATELLITE_ROWS_H
#include "read/source.h"

/* Is the first line the header of such a file (columns row and value)? */
bool domar_satellite_rows_is(domar_cx *cx, domar_source *source);
/* Attach to every year of the series.  Rows that the table has already stay, and may not come again.  DOMAR_EDATA: not
 * such a file, codes that the table lacks, no year in common, a cell twice. */
domar_status domar_satellite_rows_attach(domar_cx *cx, domar_series *series, domar_source *source);
#endif
