/* read/panel_field.h -- what a field of a panel's file is. */
#ifndef DOMAR_READ_PANEL_FIELD_H
#define DOMAR_READ_PANEL_FIELD_H
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    DOMAR_FIELD_MISSING,
    DOMAR_FIELD_NUMBER,
    DOMAR_FIELD_CODE,          /* a whole number that must be kept as it is written: 001, or more than 15 digits */
    DOMAR_FIELD_TEXT
} domar_field_kind;

/* Of a field without quotes and without spaces around it.  grouped: 1,234.5 is a number. */
domar_field_kind domar_panel_field(const char *at, size_t size, bool grouped, double *value);
/* Empty, NA, N/A, NaN, "-", ".", "..", null, #N/A. */
bool domar_panel_mark(const char *at, size_t size);
#endif
