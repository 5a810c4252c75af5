/* engine/import.h -- what the user asks of an import, typed. */
#ifndef DOMAR_ENGINE_IMPORT_H
#define DOMAR_ENGINE_IMPORT_H
#include "spec/reader.h"
#include "table/table.h"

typedef struct {
    domar_conventions  conventions;
    domar_read_options read;
    const char *format, *encoding, *satellite, *rows, *industries, *economies, *balance;
} domar_import_options;

/* DOMAR_EUSAGE for an unknown option or choice. */
domar_status domar_import_bind(domar_cx *cx, domar_import_options *o, const domar_pair *options);

/* Replace *series by its aggregation; `which` is DOMAR_ECONOMIES or DOMAR_INDUSTRIES, `name` a
 * built-in concordance or a file. */
domar_status domar_import_aggregate(domar_cx *cx, domar_series **series, domar_dimension which,
                                    const char *name);
#endif
