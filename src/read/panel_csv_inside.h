/* read/panel_csv_inside.h -- what panel_csv.c and panel_csv_lines.c share. */
#ifndef DOMAR_READ_PANEL_CSV_INSIDE_H
#define DOMAR_READ_PANEL_CSV_INSIDE_H
#include "read/csv_inside.h"
#include "read/panel_csv.h"
#include <stdatomic.h>

enum { DOMAR_PANEL_PIECE = 256 << 10 };
/* Beside the size of a text: it is that of the row before; its quotes are doubled. */
#define DOMAR_MARK_SAME    0x40000000u
#define DOMAR_MARK_ESCAPED 0x80000000u
#define DOMAR_MARK_SIZE    0x3fffffffu

struct domar_panel_mark { uint32_t at, size, hash; };          /* of a text in the window; size 0: missing */

struct domar_panel_piece {
    size_t at, size;
    size_t lines, rows, line, row;     /* how many, and how many of the window are before it */
    const char *bad;                   /* its first line with another number of fields */
    size_t bad_line;
};

struct domar_panel_target {
    domar_part_kind kind;
    double *value;                     /* of the window's first row */
    struct domar_panel_mark *mark;     /* rows of the window */
    size_t bad;                        /* the first text of the window that is no UTF-8, SIZE_MAX: none */
};

struct domar_panel_job {
    domar_panel_parts *parts;          /* rows: before the window */
    domar_source *source;
    char delimiter;
    size_t header;                     /* its line */
    const char *window;
    size_t window_size, line;          /* number of its first line */
    size_t rows, lines, likely;        /* of the window; rows there will be in all, 0: not known */
    struct domar_panel_piece *piece;
    size_t pieces, piece_room;
    uint32_t *line_of;                 /* rows: line in the window */
    size_t line_room;
    struct domar_panel_mark *mark;     /* columns of texts x rows */
    size_t mark_room, texts;
    size_t *text_column;
    struct domar_panel_target *target; /* columns */
    atomic_bool *again;                /* columns: a text was met where numbers are read */
    bool begun;                        /* the first window is behind us */
    domar_panel_csv_take *take;        /* of blocks: what it gets is not kept; NULL: all rows are kept */
    void *arg;
};

static inline bool domar_panel_blank_line(const char *p, const char *end, char delimiter)
{
    while (p < end && (*p == delimiter || *p == ' ' || *p == '\t' || *p == '\r')) p++;
    return p == end;
}

/* Bodies of domar_parallel: pieces, pieces, columns of texts. */
void domar_panel_count_lines(void *job, size_t begin, size_t end);
void domar_panel_parse_pieces(void *job, size_t begin, size_t end);
void domar_panel_learn_columns(void *job, size_t begin, size_t end);

domar_status domar_panel_bad_line(domar_cx *cx, const struct domar_panel_job *j, const struct domar_panel_piece *piece);
/* The first text of the window in a column of numbers. */
domar_status domar_panel_bad_number(domar_cx *cx, const struct domar_panel_job *j, size_t column);
domar_status domar_panel_bad_text(domar_cx *cx, const struct domar_panel_job *j, size_t column);
#endif
