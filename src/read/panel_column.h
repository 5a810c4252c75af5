/* read/panel_column.h -- columns of a panel's file while they grow, for read/panel_*.c alone. */
#ifndef DOMAR_READ_PANEL_COLUMN_H
#define DOMAR_READ_PANEL_COLUMN_H
#include "read/panel_file.h"
#include "read/panel_texts.h"

typedef enum { DOMAR_PART_NUMBERS, DOMAR_PART_TEXTS, DOMAR_PART_SKIPPED } domar_part_kind;

typedef struct {
    char     *name;
    domar_part_kind kind;
    double   *value;                   /* NULL: none yet */
    uint32_t *item;                    /* NULL: none yet */
    size_t    value_room, item_room;
    domar_texts texts;
} domar_panel_part;

typedef struct {
    const char *file;                  /* for messages */
    size_t count, rows;
    domar_panel_part *part;
} domar_panel_parts;

/* Columns of these names, which are taken apart from spaces; those that are not wanted are DOMAR_PART_SKIPPED.
 * DOMAR_EDATA: names that are empty, twice or no UTF-8; DOMAR_EUSAGE: a wanted one is missing. */
domar_status domar_panel_parts_new(domar_cx *cx, domar_panel_parts *p, const char *file, const char *const *names,
                                   size_t count, const domar_panel_file_options *o);
/* By its name, else by one that differs in case.  DOMAR_EUSAGE: none; the nearest is named. */
domar_status domar_panel_parts_find(domar_cx *cx, const domar_panel_parts *p, const char *name, size_t *column);
void domar_panel_parts_drop(domar_panel_parts *p);
/* Room for rows in all in the array that the kind needs, of which `used` are kept; likely: how many there will be. */
domar_status domar_panel_part_room(domar_cx *cx, domar_panel_part *c, size_t used, size_t rows, size_t likely);
/* The draft; what it needs is taken out of the parts.  DOMAR_EDATA: no rows. */
domar_status domar_panel_parts_draft(domar_cx *cx, domar_panel_draft **out, domar_panel_parts *p);

/* ---- cells one after the other, row by row (workbooks, statistics packages) */
domar_status domar_panel_part_number(domar_cx *cx, domar_panel_part *c, size_t row, double value);
/* A text that is no number. */
domar_status domar_panel_part_text(domar_cx *cx, domar_panel_part *c, size_t row, const char *at, size_t size, size_t line);
/* All rows are there: NaN where a column has none; numbers in a column of texts become texts. */
domar_status domar_panel_parts_settle(domar_cx *cx, domar_panel_parts *p);

/* Bad text: a zero byte or no UTF-8.  what: "line 17". */
domar_status domar_panel_text_check(domar_cx *cx, const char *file, const char *what, const char *at, size_t size);
#endif
