/* spec/result_inside.h -- fields of domar_result, for spec/ alone. */
#ifndef DOMAR_SPEC_RESULT_INSIDE_H
#define DOMAR_SPEC_RESULT_INSIDE_H
#include "spec/result.h"

struct domar_result_column {
    char *name, *unit, *doc[2];
    domar_column_kind kind;
    domar_axis *axis;           /* dimensions and classes: a reference */
    uint32_t   *items;          /* rows */
    double     *values;         /* rows */
};

struct domar_result_entry { char *name, *text; double value, bound; };

struct domar_result {
    char  *method, *money, *reading[2];
    size_t rows;
    struct domar_result_column *columns;
    size_t count, capacity;
    struct domar_result_entry *certificate;
    size_t certificate_size, certificate_capacity;
};
#endif
