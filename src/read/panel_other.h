/* read/panel_other.h -- files that are no text into the columns of a panel, for read/panel_*.c alone. */
#ifndef DOMAR_READ_PANEL_OTHER_H
#define DOMAR_READ_PANEL_OTHER_H
#include "read/panel_column.h"
#include "read/source.h"

/* parts is dropped by the caller, on failure too. */
domar_status domar_panel_sheet_read(domar_cx *cx, domar_panel_parts *parts, domar_source *source,
                                    const domar_panel_file_options *o);
/* Stata's or SPSS's. */
domar_status domar_panel_stat_read(domar_cx *cx, domar_panel_parts *parts, domar_source *source,
                                   const domar_panel_file_options *o);
#endif
