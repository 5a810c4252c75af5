/* spec/records.h -- value columns out of an array of structs, one a row. */
#ifndef DOMAR_SPEC_RECORDS_H
#define DOMAR_SPEC_RECORDS_H
#include "spec/result.h"

typedef struct {
    const char *name;          /* of the column; NULL ends a list */
    size_t      at;            /* of a double within the struct */
} domar_record_field;

/* records: domar_result_rows(r) of `size` bytes each. */
domar_status domar_result_put_records(domar_cx *cx, domar_result *r, const domar_column *columns, const domar_record_field *fields,
                                      const void *records, size_t size);
#endif
