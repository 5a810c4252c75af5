/* read/long.h -- tables in long form: one number a line.  A reader says what each line is; this
 * walks the file twice, first for the codes and years, then for the numbers. */
#ifndef DOMAR_READ_LONG_H
#define DOMAR_READ_LONG_H
#include "read/csv.h"
#include "read/dictionary.h"
#include "read/sidecar.h"

typedef enum {
    DOMAR_LONG_SKIP,
    DOMAR_LONG_FLOW,          /* from economy, industry to economy, industry */
    DOMAR_LONG_FINAL,         /* from economy, industry to economy, category */
    DOMAR_LONG_FACTOR,        /* from factor to economy, industry */
    DOMAR_LONG_FACTOR_FINAL,  /* from factor to economy, category */
    DOMAR_LONG_SATELLITE,     /* from satellite to economy, industry */
    DOMAR_LONG_OUTPUT,        /* to economy, industry */
} domar_long_role;

typedef struct {
    domar_long_role role;
    domar_field year, from_economy, from, to_economy, to, value;
} domar_long_cell;

typedef struct {
    size_t fields;                   /* of every line */
    const char *industry_list;       /* code list of the industries; NULL */
    const domar_sidecar *page;       /* labels and kinds that it gives; NULL */
    int    year;                     /* only this one; 0: all */
    int    only_year;                /* of files without a year column; 0: there is one */
    bool   square;                   /* who supplies must use as well, or the code is no industry */
    const void *arg;
    /* What the line is; DOMAR_EDATA after a message without the file's name and line. */
    domar_status (*cell)(const void *arg, domar_cx *cx, const domar_field *fields,
                         domar_long_cell *cell);
} domar_long_shape;

/* Add one table a year to the series.  The first line is the header.  A cell that is absent is
 * zero (missing, for satellites), one that comes twice is DOMAR_EDATA, as is a flow between
 * codes of which one never supplies. */
domar_status domar_long_read(domar_cx *cx, domar_series *series, domar_source *source,
                             const domar_long_shape *shape);
/* The fields of the first line: their count, DOMAR_EDATA for more than max.  delimiter may be NULL. */
domar_status domar_long_header(domar_cx *cx, domar_source *source, domar_field *fields, size_t max,
                               size_t *count, char *delimiter);
#endif
