/* write/cells.h -- cells of a result as text, shared by the writers. */
#ifndef DOMAR_WRITE_CELLS_H
#define DOMAR_WRITE_CELLS_H
#include "spec/writer.h"

/* Does a dimension or class column show its code, its label, or both? */
bool domar_cells_code(const domar_write_options *o);
bool domar_cells_name(const domar_write_options *o);
/* Columns that have labels worth showing (a year has none). */
bool domar_cells_labelled(const domar_result *r, size_t column);

/* A buffer in front of domar_out for cell-by-cell writing. */
typedef struct {
    domar_out *out;
    size_t     used;
    char       bytes[1 << 15];
} domar_cells;
void domar_cells_flush(domar_cells *c);
void domar_cells_put(domar_cells *c, const char *text, size_t size);
void domar_cells_text(domar_cells *c, const char *text);
/* RFC 4180: quoted where it must be. */
void domar_cells_csv(domar_cells *c, const char *text);
void domar_cells_json(domar_cells *c, const char *text);
/* Shortest decimal that reads back; missing writes `missing`. */
void domar_cells_number(domar_cells *c, double value, const char *missing);
#endif
