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

/* ---- larger than memory: delimited text, a block of rows after the other.  Codes of texts are the same in all blocks. */
typedef struct domar_panel_block {
    size_t first, rows;                    /* rows before it; rows in it */
    const double *const *value;            /* numbers x rows: NaN where missing */
    const uint32_t *const *item;           /* texts x rows: codes, DOMAR_NO_ITEM where missing */
    const struct domar_panel_codes *codes;
} domar_panel_block;
/* How many codes the k-th column of texts has so far, and what one says (borrowed until the next block). */
size_t domar_panel_block_codes(const domar_panel_block *b, size_t text);
const char *domar_panel_block_code(const domar_panel_block *b, size_t text, uint32_t item);

typedef struct {
    const char *const *texts, *const *numbers;     /* names of columns, each in one of the lists */
    size_t text_count, number_count;
} domar_panel_wanted;
typedef domar_status domar_panel_take(void *arg, domar_cx *cx, const domar_panel_block *block);

/* The walk ends at the first block that take does not answer with DOMAR_OK, and with that answer.  columns of o are not looked
 * at.  DOMAR_EDATA also where a column of numbers holds a text (file, line, column). */
domar_status domar_panel_file_each(domar_cx *cx, const char *path, const domar_panel_file_options *o,
                                   const domar_panel_wanted *wanted, domar_panel_take *take, void *arg);
#endif
