/* engine/sheet.h -- a written result read back as texts: what domar_diff compares. */
#ifndef DOMAR_ENGINE_SHEET_H
#define DOMAR_ENGINE_SHEET_H
#include "base/context.h"

enum { DOMAR_SHEET_COLUMNS = 64 };

/* Begin with zeroes; free after a failure too. */
typedef struct {
    char  **names;             /* columns */
    size_t  columns, rows, capacity;
    char  **cells;             /* rows x columns, "" where there is none */
    bool    key[DOMAR_SHEET_COLUMNS];
    char  **keys;              /* rows: joined key cells, sorted by `order` */
    size_t *order;
    const char *name;
} domar_sheet;

domar_status domar_sheet_read(domar_cx *cx, domar_sheet *s, const char *path);
void domar_sheet_free(domar_sheet *s);
#endif
