/* domar/result.h -- the one kind of answer: tidy columns with a certificate.
 *
 * Dimension columns come first (codes of an axis), then values (double, NaN = no number) and
 * classes (codes of an axis that are answers, such as "key").  A result owns all it shows. */
#ifndef DOMAR_RESULT_H
#define DOMAR_RESULT_H
#include <domar/table.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct domar_result domar_result;

typedef enum { DOMAR_COLUMN_DIMENSION, DOMAR_COLUMN_VALUE, DOMAR_COLUMN_CLASS } domar_column_kind;

DOMAR_API void domar_result_free(domar_result *r);
DOMAR_API size_t domar_result_rows(const domar_result *r);
DOMAR_API size_t domar_result_columns(const domar_result *r);
DOMAR_API const char *domar_result_name(const domar_result *r, size_t column);
DOMAR_API domar_column_kind domar_result_kind(const domar_result *r, size_t column);
/* Unit, "" for dimensions and classes; money is spelled out ("million USD"). */
DOMAR_API const char *domar_result_unit(const domar_result *r, size_t column);
/* One sentence on the column in "en" or "zh". */
DOMAR_API const char *domar_result_doc(const domar_result *r, size_t column, const char *lang);
/* Column by name, or SIZE_MAX. */
DOMAR_API size_t domar_result_find(const domar_result *r, const char *name);

/* Of dimension and class columns: the code list, and per row the position in it (borrowed). */
DOMAR_API const domar_axis *domar_result_axis(const domar_result *r, size_t column);
DOMAR_API const uint32_t *domar_result_items(const domar_result *r, size_t column);
/* Of value columns: one number per row (borrowed). */
DOMAR_API const double *domar_result_values(const domar_result *r, size_t column);

/* One line that reads the result, in "en" or "zh"; "" where the method says nothing. */
DOMAR_API const char *domar_result_reading(const domar_result *r, const char *lang);

/* ---- certificate: entries in order */
typedef struct {
    const char *name;       /* "backward_error", "output_from", "engine" */
    const char *text;       /* the value in words; always set */
    double      value;      /* the same as a number, NaN where it is not one */
    double      bound;      /* what it must not exceed, NaN where nothing is promised */
} domar_certificate_entry;
DOMAR_API size_t domar_result_certificate_size(const domar_result *r);
DOMAR_API domar_certificate_entry domar_result_certificate(const domar_result *r, size_t entry);

/* Write as table, csv, json, ndjson, sdmx, xlsx or har to a path ("-" is standard output, not for
 * xlsx and har).  options: lang (en, zh), labels (code, name, both), width (of a terminal, for
 * table), color (true, false). A file is written whole or not at all. */
DOMAR_API domar_status domar_result_write(domar_cx *cx, const domar_result *r, const char *format,
                                          const char *path, const domar_pair *options);
/* The certificate alone: JSON into path, or readable lines where path is NULL (to *text, freed
 * with domar_text_free). */
DOMAR_API domar_status domar_certificate_write(domar_cx *cx, const domar_result *r, const char *path);
DOMAR_API domar_status domar_certificate_text(domar_cx *cx, char **text, const domar_result *r);
DOMAR_API void domar_text_free(char *text);

#ifdef __cplusplus
}
#endif
#endif
