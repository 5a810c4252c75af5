/* read/weights_file.h -- neighbours or weights of a panel's units, as users give them: delimited text or a workbook.
 *
 *     i,j[,weight]          one tie a line, from i to j; a header or none
 *     ,A,B,C                or a square matrix: row A says who surrounds A
 *     A,0,1,1 */
#ifndef DOMAR_READ_WEIGHTS_FILE_H
#define DOMAR_READ_WEIGHTS_FILE_H
#include "spec/weights.h"
#include "table/table.h"

/* Pairs in the order of the file, from scratch; path NULL: none.  ignore: lines with units that are not on the axis are
 * counted, else DOMAR_EDATA names the first and what is near.  DOMAR_EDATA: no number, a weight below 0. */
domar_status domar_weights_file_read(domar_cx *cx, domar_weights_pairs *out, const char *path, const domar_axis *units, bool ignore);
#endif
