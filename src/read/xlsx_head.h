/* read/xlsx_head.h -- sheets as text: what probes see of a workbook: a line of magic, then for each of the first
 * sheets "sheet<tab>NAME" and its first rows, "ROW<tab>A<tab>B...<tab>H", up to row 12; the last
 * cells of a row that goes on follow after its column H. */
#ifndef DOMAR_READ_XLSX_HEAD_H
#define DOMAR_READ_XLSX_HEAD_H
#include "base/text.h"
#include "read/xlsx.h"
#include "spec/reader.h"

#define DOMAR_XLSX_MAGIC "PK\3\4 workbook\n"

domar_status domar_xlsx_head(domar_cx *cx, domar_text *text, domar_xlsx *x);
/* A whole sheet as comma-separated lines: domar_source_sheet. */
domar_status domar_xlsx_csv(domar_cx *cx, domar_text *text, domar_xlsx *x, size_t sheet);
/* The first row, in any sheet, whose cell in this column (from 0, at most H) is this text; NULL if
 * the head is of no workbook or has no such row. */
const char *domar_xlsx_head_row(const domar_head *head, size_t column, const char *text,
                                size_t *size);
/* Is one of the row's cells this text? */
bool domar_xlsx_head_has(const char *row, size_t size, const char *text);
#endif
