/* read/grid.h -- a small table of text held whole: national tables of a few hundred rows.
 * (World tables go through csv.h, which never holds the text.) */
#ifndef DOMAR_READ_GRID_H
#define DOMAR_READ_GRID_H
#include "read/csv.h"

typedef struct {
    const char *name;        /* of the source, borrowed */
    size_t rows;             /* lines that are not empty */
    struct {
        size_t first, fields, line;
    } * row;                 /* first field in text, their count, line number */
    const char **text;       /* all fields, unquoted, trimmed */
    size_t fields, rows_capacity, fields_capacity;
    char  *bytes;
    size_t size;
} domar_grid;

/* Read the whole source; the delimiter is the one of the first line. DOMAR_EDATA if it is
 * empty, DOMAR_ELIMIT if it is larger than `most` bytes. Freed with domar_grid_free. */
domar_status domar_grid_read(domar_cx *cx, domar_grid **out, domar_source *source, size_t most);
void domar_grid_free(domar_grid *g);                                   /* NULL-safe */
size_t domar_grid_width(const domar_grid *g, size_t row);
const char *domar_grid_text(const domar_grid *g, size_t row, size_t column);   /* "" past the end */
/* Column of row 0, row by its first field: SIZE_MAX if there is none. */
size_t domar_grid_column(const domar_grid *g, const char *name);
size_t domar_grid_row(const domar_grid *g, const char *label);
/* A number; empty counts as 0.  DOMAR_EDATA names file, line, column and label. */
domar_status domar_grid_number(domar_cx *cx, const domar_grid *g, size_t row, size_t column,
                               double *value);
#endif
