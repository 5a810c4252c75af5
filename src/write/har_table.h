/* write/har_table.h -- a series as a GEMPACK header array file (spec/har.h). */
#ifndef DOMAR_WRITE_HAR_TABLE_H
#define DOMAR_WRITE_HAR_TABLE_H
#include "table/table.h"
/* Whole or not at all. What is read back is equal bit by bit, except numbers below 1e-29, which
 * are rounded to what three numbers of 24 bits hold (a warning says how many). */
domar_status domar_har_table_write(domar_cx *cx, const domar_series *series, const char *path);
#endif
