/* base/lines.h -- short comma-separated lists: code lists, concordances.  No memory is taken: a
 * line is unquoted into the walker itself, so a walker is not copied.  Large tables go through
 * read/csv.h.
 *
 *     domar_lines l = domar_lines_of(text, size, "data/codes/factors.csv");
 *     st = domar_lines_next(cx, &l);                         // the header
 *     const size_t code = domar_lines_column(&l, "code");
 *     while (!(st = domar_lines_next(cx, &l)) && l.count) use(domar_lines_field(&l, code)); */
#ifndef DOMAR_BASE_LINES_H
#define DOMAR_BASE_LINES_H
#include "base/context.h"

enum { DOMAR_LINES_FIELDS = 32, DOMAR_LINES_BYTES = 2048 };

typedef struct {
    const char *at, *end, *name;
    size_t line;                     /* number of the line in hand, from 1 */
    size_t count;                    /* its fields; 0 at the end of the text */
    const char *field[DOMAR_LINES_FIELDS];
    char   bytes[DOMAR_LINES_BYTES];
} domar_lines;

/* name is for messages; text and name are borrowed.  A byte-order mark is skipped. */
domar_lines domar_lines_of(const char *text, size_t size, const char *name);
/* The next line that is neither empty nor starts with '#'.  Fields are trimmed, quotes undone.
 * DOMAR_EDATA (name and line): a quote left open, too many fields, too long. */
domar_status domar_lines_next(domar_cx *cx, domar_lines *l);
/* Place of a name among the fields in hand, or SIZE_MAX. */
size_t domar_lines_column(const domar_lines *l, const char *name);
/* A field of the line in hand; "" where the line is shorter or column is SIZE_MAX. */
const char *domar_lines_field(const domar_lines *l, size_t column);
#endif
