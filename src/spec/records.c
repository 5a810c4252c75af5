/* spec/records.c -- value columns out of an array of structs. */
#include "spec/records.h"
#include <string.h>

domar_status domar_result_put_records(domar_cx *cx, domar_result *r, const domar_column *columns, const domar_record_field *fields,
                                      const void *records, size_t size)
{
    domar_status st = DOMAR_OK;
    for (; !st && fields->name; fields++) {
        double *column;
        st = domar_result_column(cx, r, columns, fields->name, &column);
        for (size_t i = 0; !st && i < domar_result_rows(r); i++)
            memcpy(&column[i], (const char *)records + i * size + fields->at, sizeof *column);
    }
    return st;
}
