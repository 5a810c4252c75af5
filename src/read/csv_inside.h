/* read/csv_inside.h -- what csv.c and csv_matrix.c share. */
#ifndef DOMAR_READ_CSV_INSIDE_H
#define DOMAR_READ_CSV_INSIDE_H
#include "read/csv.h"

/* The field that starts at `at`; returns its delimiter's place, or end. */
const char *domar_csv_field(const char *at, const char *end, char delimiter, domar_field *field);
#endif
