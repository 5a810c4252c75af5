/* read/world_sheet.h -- world tables in a sheet of a workbook, as the releases of WIOD 2013 and of
 * the Asian Development Bank have them:
 *
 *     ...                     title, unit, names
 *     |   |   |   |  AUS AUS ... AUS AUS ... |          economy of each column
 *     |   |   |   |  c1  c2  ... c37 c38 ... | r69      industry or category; output last
 *     | x | x |AUS| c1 | 1  2 ...                       a row for each industry
 *     |   | x |TOT| r99| ...                            taxes, margins, value added, then output
 */
#ifndef DOMAR_READ_WORLD_SHEET_H
#define DOMAR_READ_WORLD_SHEET_H
#include "read/source.h"

typedef struct {
    const char *industry_list;          /* code list with labels */
    const char *const *categories;      /* codes of final demand in the row of codes, ends NULL */
    const char *file_year;              /* "wiot": two digits after it in the file's name are the
                                           year; NULL: the first four digits that look like one */
} domar_sheet_layout;

/* Does the head of a workbook have a row of codes with c1 in column E and this last category? */
bool domar_world_sheet_is(const domar_head *head, const char *category);
/* Add the table of every sheet that has one (of `year` alone, unless 0) to the series. */
domar_status domar_world_sheet_read(domar_cx *cx, domar_series *series, domar_source *source,
                                    int year, const domar_sheet_layout *layout);
#endif
