/* read/csv.h -- fields and numbers of delimited text, fast and exact (correct rounding). */
#ifndef DOMAR_READ_CSV_H
#define DOMAR_READ_CSV_H
#include "read/source.h"

/* One field, quotes removed where nothing inside had to be unescaped. */
typedef struct { const char *at; size_t size; bool quoted; } domar_field;

/* Comma, semicolon or tab: whichever the line has most of outside quotes. */
char domar_csv_delimiter(const char *line, size_t size);
/* Split one line; returns the number of fields (all are counted, at most max are written). */
size_t domar_csv_split(const char *line, size_t size, char delimiter, domar_field *fields,
                       size_t max);
/* A field as a new text, trimmed, "" quotes undone. */
char *domar_field_text(domar_cx *cx, domar_field f);

/* Is the field this text, byte by byte? */
bool domar_field_is(domar_field f, const char *text);

/* The fields of a line of the head (line from 1; delimiter 0: detect) as texts, in one block to
 * be released.  To be asked for before lines are read. */
domar_status domar_csv_header(domar_cx *cx, domar_source *s, size_t line, char delimiter,
                              char ***names, size_t *count);

/* The fields of the first line of a head: their count (all are counted, at most max are written).  delimiter: the one
 * that was found; may be NULL. */
size_t domar_csv_first(const domar_head *head, domar_field *fields, size_t max, char *delimiter);
/* A year of four digits, else DOMAR_EDATA without the file's name and line. */
domar_status domar_csv_year(domar_cx *cx, domar_field f, int *year);

/* Lines one by one, for files in which more than numbers is to be looked at: each that is not empty, `\r` and spaces at its
 * end taken off, with its number (from 1).  What is not DOMAR_OK ends the walk. */
typedef domar_status domar_csv_use(void *arg, domar_cx *cx, const char *text, size_t size, size_t number);
domar_status domar_csv_lines(domar_cx *cx, domar_source *s, domar_csv_use *use, void *arg);
/* From the top, without the header (line 1); a message of DOMAR_EDATA gets the file's name and the line before it. */
domar_status domar_csv_records(domar_cx *cx, domar_source *s, domar_csv_use *use, void *arg);

/* What may stand where a number is missing. */
typedef enum { DOMAR_EMPTY_ERROR, DOMAR_EMPTY_ZERO, DOMAR_EMPTY_NAN } domar_empty;

/* One number; false when the field is anything else (trailing text, nan, inf, overflow). */
bool domar_csv_number(const char *at, const char *end, double *value, const char **rest);

/* A numeric matrix: lines with `labels` text fields first, then `columns` numbers.
 * row_of is called once a line (in order) with the label fields and answers where the numbers
 * go: a row index, DOMAR_ROW_SKIP, or after leaving a message DOMAR_ROW_STOP (the data are wrong)
 * or DOMAR_ROW_NO_MEMORY.  targets says for
 * such a row where each number is stored; the text of a column without a target is not looked at.
 * Lines are parsed on cx's threads.  Errors name file, line, column, label.
 * Empty lines are passed over; one empty field more than expected is forgiven (a delimiter that
 * ends the line).  No field may hold a line break.  The fields that row_of sees are
 * valid UTF-8 without zero bytes.  targets is called on several threads at once, row_of on one.
 * The first error in the order of the file is the one reported. */
#define DOMAR_ROW_NO_MEMORY (SIZE_MAX - 2)
#define DOMAR_ROW_SKIP (SIZE_MAX - 1)
#define DOMAR_ROW_STOP SIZE_MAX
typedef struct {
    char delimiter;
    size_t labels;                /* leading text fields */
    size_t columns;               /* numeric fields that follow */
    const char *const *names;     /* header of the numeric columns, for messages */
    domar_empty empty;
    void *arg;
    size_t (*row_of)(void *arg, domar_cx *cx, size_t line, const domar_field *labels);
    /* Where numeric column c of row r is stored, NULL to drop it. Called once per row:
     * it fills targets[c] pointers. */
    void (*targets)(void *arg, size_t row, double **targets);
} domar_csv_matrix;
domar_status domar_csv_read(domar_cx *cx, domar_source *s, const domar_csv_matrix *shape);
#endif
