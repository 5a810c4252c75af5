/* read/wedges.h -- a file of values by economy, industry and partner: CSV with a header of some of these
 * and `value`, one row a value; lines that begin with # are comments. */
#ifndef DOMAR_READ_WEDGES_H
#define DOMAR_READ_WEDGES_H
#include "spec/scenario.h"

/* The rows; texts and rows are blocks handed to keep(arg, block), which takes them over even on failure.
 * DOMAR_ENOTFOUND, DOMAR_EDATA (file, line, column). */
domar_status domar_wedges_read(domar_cx *cx, domar_wedge_row **rows, size_t *count, const char *path,
                               domar_status (*keep)(void *arg, void *block), void *arg);
#endif
