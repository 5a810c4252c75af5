/* read/panel_csv.h -- delimited text into the columns of a panel, for read/panel_*.c alone. */
#ifndef DOMAR_READ_PANEL_CSV_H
#define DOMAR_READ_PANEL_CSV_H
#include "read/panel_column.h"
#include "read/source.h"

/* parts is dropped by the caller, on failure too. */
domar_status domar_panel_csv_read(domar_cx *cx, domar_panel_parts *parts, domar_source *s, const domar_panel_file_options *o);

/* The same in blocks: begin says of each column what it is (its kind), take gets the rows of a window in the parts' arrays. */
typedef domar_status domar_panel_csv_take(void *arg, domar_cx *cx, domar_panel_parts *parts, size_t rows);
domar_status domar_panel_csv_blocks(domar_cx *cx, domar_panel_parts *parts, domar_source *s, domar_panel_csv_take *begin,
                                    domar_panel_csv_take *take, void *arg);
#endif
