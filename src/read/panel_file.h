/* read/panel_file.h -- a file of rows and named columns as the draft of a panel: delimited text (comma, semicolon, tab;
 * plain, gzip, zstd, in a zip; UTF-8 or GB18030), a sheet of a workbook, Stata .dta, SPSS .sav.
 *
 * A column is one of numbers when every field is a number or a mark for a missing one (empty, NA, N/A, NaN, "-", ".", "..",
 * null, #N/A; case does not count); else one of texts.  Whole numbers with zeros in front or of more than 15 digits are codes:
 * their column is one of texts, so that 001 and 01 stay apart.  In a column of texts a mark in quotes is a text. */
#ifndef DOMAR_READ_PANEL_FILE_H
#define DOMAR_READ_PANEL_FILE_H
#include "panel/panel.h"

typedef struct {
    const char *encoding;              /* NULL: detect; see read/source.h */
    const char *sheet;                 /* of a workbook, by its name or number from 1; NULL: the first */
    const char *member;                /* of a zip; NULL: the only table */
    const char *const *columns;        /* only these are kept; NULL: all */
    size_t count;
} domar_panel_file_options;

/* o may be NULL.  DOMAR_ENOTFOUND, DOMAR_EIO, DOMAR_ELIMIT; DOMAR_EDATA: no rows, columns without a name or with the same one,
 * a line with another number of fields than the header; DOMAR_EUSAGE: no such sheet, member or column. */
domar_status domar_panel_file_read(domar_cx *cx, domar_panel_draft **out, const char *path, const domar_panel_file_options *o);
#endif
