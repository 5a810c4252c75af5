/* spec/result.h -- how a method fills its answer.
 *
 * domar_result_begin lays out the rows as the dense product of the given dimensions (first
 * dimension slowest) and fills their codes; methods then put one array a value column, of just
 * that many numbers.  Ragged answers: begin with rows and fill the codes by hand. */
#ifndef DOMAR_SPEC_RESULT_H
#define DOMAR_SPEC_RESULT_H
#include "base/text.h"
#include "table/table.h"
#include <domar/result.h>

/* A value or class column, told once in the method's table. */
typedef struct {
    const char *name;
    const char *unit;      /* "money", "X per money", "share", "stages", "factor" (unit of the row's factor), ... */
    const char *en, *zh;   /* one sentence each */
    const domar_item *classes;   /* class columns: the possible answers, ends with a NULL code */
} domar_column;

typedef struct {
    const char       *name;      /* "economy" */
    const domar_axis *axis;      /* a reference is taken */
} domar_dim;

/* New result whose rows are the product of dims (count of them, at most 8). money: the unit
 * that the word "money" stands for. */
domar_status domar_result_new(domar_cx *cx, domar_result **out, const char *method, const char *money,
                              const domar_dim *dims, size_t count);
/* Same columns, but `rows` rows whose codes the caller writes through domar_result_codes. */
domar_status domar_result_new_rows(domar_cx *cx, domar_result **out, const char *method, const char *money,
                                   const domar_dim *dims, size_t count, size_t rows);
uint32_t *domar_result_codes(domar_result *r, const char *dimension);

/* Copies one number a row.  columns: the method's table, where name is looked up. */
domar_status domar_result_put(domar_cx *cx, domar_result *r, const domar_column *columns,
                              const char *name, const double *values);
/* The column itself, to be filled in place: for answers of millions of rows. */
domar_status domar_result_column(domar_cx *cx, domar_result *r, const domar_column *columns,
                                 const char *name, double **values);
/* The unit of a column that is known only with the table: that of its satellite row. */
domar_status domar_result_set_unit(domar_cx *cx, domar_result *r, const char *name, const char *unit);
/* Copies one class a row (position in the column's classes). */
domar_status domar_result_put_class(domar_cx *cx, domar_result *r, const domar_column *columns,
                                    const char *name, const uint32_t *classes);
/* Certificate entries; text NULL prints the number; bound NAN: no promise. */
domar_status domar_result_certify(domar_cx *cx, domar_result *r, const char *name, double value, double bound);
domar_status domar_result_certify_text(domar_cx *cx, domar_result *r, const char *name, const char *text);
/* The one-line reading. */
domar_status domar_result_read(domar_cx *cx, domar_result *r, const char *en, const char *zh);
/* The same from sentences that were made for it, which are taken over even on failure; one that could not be made (NULL, or the
 * text's status) is DOMAR_ENOMEM. */
domar_status domar_result_read_own(domar_cx *cx, domar_result *r, char *en, char *zh);
domar_status domar_result_read_texts(domar_cx *cx, domar_result *r, domar_text *en, domar_text *zh);

/* ---- whole-result operations (engine, diff) */
/* Append the rows of b (same columns; axes may differ in items: codes are matched).  Frees b. */
domar_status domar_result_append(domar_cx *cx, domar_result *a, domar_result *b);
/* Over several years: certificate entries get the year ("gap.1995"). */
domar_status domar_result_date_words(domar_cx *cx, domar_result *r, int year);
/* The reading of b replaces that of a, its certificate is added; nothing happens where a is NULL. */
domar_status domar_result_take_words(domar_cx *cx, domar_result *a, const domar_result *b);
/* Put a first dimension `year` with this one year before all others. */
domar_status domar_result_put_year(domar_cx *cx, domar_result *r, int year);
/* Keep rows[0..count) in that order. */
domar_status domar_result_select(domar_cx *cx, domar_result *r, const size_t *rows, size_t count);
/* Numbers of the marked rows of a value column become missing. */
void domar_result_hide(domar_result *r, size_t column, const bool *rows);
const char *domar_result_method(const domar_result *r);
#endif
