/* read/parts.h -- tables that come as several files of one name: matrices without labels beside
 * lists of labels. */
#ifndef DOMAR_READ_PARTS_H
#define DOMAR_READ_PARTS_H
#include "read/csv.h"

/* The file whose path is that of s with `from` replaced by `to`: beside it, or in the same archive.
 * DOMAR_ENOTFOUND when there is none. */
domar_status domar_part_open(domar_cx *cx, domar_source **out, const domar_source *s, const char *from,
                             const char *to);

/* A matrix without labels: line r goes to row row[r] (NULL: r) of values, number c to column
 * column[c] (NULL: c), of rows of `width`. */
typedef struct {
    double *values;
    size_t  rows, columns, width;
    const size_t *row, *column;
    char    delimiter;
    const char *labels;           /* what tells how many there should be, for messages */
} domar_part;
/* DOMAR_EDATA: not as many lines or numbers as there are labels. */
domar_status domar_part_read(domar_cx *cx, domar_source *s, const domar_part *part);

/* Fields of the lines of a small tab-separated list: text[line][field], lines of at least one field.
 * All in one block, to be released. */
enum { DOMAR_PART_FIELDS = 6 };
typedef const char *domar_part_line[DOMAR_PART_FIELDS];
domar_status domar_part_list(domar_cx *cx, domar_source *s, domar_part_line **lines, size_t *count);
#endif
