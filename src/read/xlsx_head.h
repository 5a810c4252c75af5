/* read/xlsx_head.h -- what probes see of a workbook: a line of magic, then for each of the first
 * sheets "sheet<tab>NAME" and its first rows, "ROW<tab>A<tab>B...", up to row 12 and column H. */
#ifndef DOMAR_READ_XLSX_HEAD_H
#define DOMAR_READ_XLSX_HEAD_H
#include "base/text.h"
#include "read/xlsx.h"
#include "spec/reader.h"

#define DOMAR_XLSX_MAGIC "PK\3\4 workbook\n"

domar_status domar_xlsx_head(domar_cx *cx, domar_text *text, domar_xlsx *x);
/* Text of a cell (row from 1, column from 0) of a sheet, NULL for the first one; NULL if the head
 * is of no workbook or has no such row. */
const char *domar_xlsx_head_cell(const domar_head *head, const char *sheet, size_t row,
                                 size_t column, size_t *size);
#endif
