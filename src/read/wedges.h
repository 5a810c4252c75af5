/* read/wedges.h -- a file of values by economy, industry and partner: CSV with a header of some of these
 * and `value`, one row a value; lines that begin with # are comments. */
#ifndef DOMAR_READ_WEDGES_H
#define DOMAR_READ_WEDGES_H
#include "spec/scenario.h"

/* Rows of one kind, and where they name a factor of these (count 0: any; "all" always): a table of wedges as docs/wedges.md and
 * firms.misallocation --by wedge have it, of one year. */
typedef struct { const char *kind; const domar_chosen *factor; } domar_wedges_of;

/* of NULL: the columns kind, year and factor are not known.  The rows; texts and rows are blocks handed to keep(arg, block), which takes them over even on failure.
 * DOMAR_ENOTFOUND, DOMAR_EDATA (file, line, column). */
domar_status domar_wedges_read(domar_cx *cx, domar_wedge_row **rows, size_t *count, const char *path, const domar_wedges_of *of,
                               domar_status (*keep)(void *arg, void *block), void *arg);
#endif
