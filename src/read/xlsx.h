/* read/xlsx.h -- an Excel workbook (.xlsx) in memory, its sheets as streams of rows.  What is kept
 * at a time is the row at hand and the workbook's table of shared texts, never a sheet.
 *
 * Guards: members that unpack to 200 times their size (read/source_unpack.c), document types and
 * their entities, references that no sheet can have, texts without end. */
#ifndef DOMAR_READ_XLSX_H
#define DOMAR_READ_XLSX_H
#include "base/context.h"

typedef enum {
    DOMAR_CELL_NUMBER,       /* dates are numbers too, as the sheet stores them */
    DOMAR_CELL_TEXT,
    DOMAR_CELL_BOOL,         /* number is 0 or 1 */
    DOMAR_CELL_ERROR         /* text is "#N/A", "#REF!", ... */
} domar_cell_kind;

typedef struct {
    size_t column;           /* from 0: A */
    domar_cell_kind kind;
    double number;           /* of numbers and booleans */
    const char *text;        /* as written in the sheet; of texts and errors what they say */
} domar_cell;

typedef struct {
    const char *sheet;
    size_t row;              /* from 1, as the user sees it */
    const domar_cell *cells; /* those that are not blank, columns ascending; borrowed */
    size_t count;
} domar_xlsx_row;

typedef struct domar_xlsx domar_xlsx;

/* name is for messages; name and bytes are borrowed for the life of the workbook. */
domar_status domar_xlsx_open(domar_cx *cx, domar_xlsx **out, const char *name, const void *bytes,
                             size_t size);
void domar_xlsx_free(domar_xlsx *x);                                   /* NULL-safe */
/* Worksheets in the order of their tabs. */
size_t domar_xlsx_sheets(const domar_xlsx *x);
const char *domar_xlsx_sheet(const domar_xlsx *x, size_t sheet);
/* Place of a sheet by its name, case ignored; SIZE_MAX if there is none. */
size_t domar_xlsx_find(const domar_xlsx *x, const char *sheet);

/* Hand over the rows of a sheet up to row `last` (0: all) in order, without those that are blank.
 * The walk ends at the first row that `take` does not answer with DOMAR_OK, and with that answer.
 * Can be cancelled between blocks. */
typedef domar_status domar_xlsx_take(void *arg, domar_cx *cx, const domar_xlsx_row *row);
domar_status domar_xlsx_read(domar_cx *cx, domar_xlsx *x, size_t sheet, size_t last,
                             domar_xlsx_take *take, void *arg);

/* The cell of a column, NULL where it is blank. */
const domar_cell *domar_xlsx_at(const domar_xlsx_row *row, size_t column);
/* Its text, "" where it is blank; numbers as they are written. */
const char *domar_xlsx_text(const domar_xlsx_row *row, size_t column);
/* "E8": room for 16 bytes. */
const char *domar_xlsx_place(char to[16], size_t row, size_t column);
#endif
