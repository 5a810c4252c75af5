/* read/csv.h -- fields and numbers of delimited text, fast and exact (correct rounding). */
#ifndef DOMAR_READ_CSV_H
#define DOMAR_READ_CSV_H
#include "read/source.h"

/* One field, quotes removed where nothing inside had to be unescaped. */
typedef struct { const char *at; size_t size; bool quoted; } domar_field;

/* Comma, semicolon or tab: whichever the line has most of outside quotes. */
char domar_csv_delimiter(const char *line, size_t size);
/* Split one line; returns the number of fields (all are counted, at most max are written). */
size_t domar_csv_split(const char *line, size_t size, char delimiter, domar_field *fields, size_t max);
/* A field as a new text, trimmed, "" quotes undone. */
char *domar_field_text(domar_cx *cx, domar_field f);

/* What may stand where a number is missing. */
typedef enum { DOMAR_EMPTY_ERROR, DOMAR_EMPTY_ZERO, DOMAR_EMPTY_NAN } domar_empty;

/* One number; false when the field is anything else (trailing text, nan, inf, overflow). */
bool domar_csv_number(const char *at, const char *end, double *value, const char **rest);

/* A numeric matrix: lines with `labels` text fields first, then `columns` numbers.
 * row_of is called once a line (in order) with the label fields and answers where the numbers
 * go: a row index into `place`, DOMAR_ROW_SKIP, or DOMAR_ROW_STOP after leaving a message.
 * Numbers of column c of row r are stored at place(arg, r)[target[c]]; target[c] == SIZE_MAX
 * skips the column.  Lines are parsed on cx's threads.  Errors name file, line, column, label. */
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
