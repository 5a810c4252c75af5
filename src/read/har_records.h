/* read/har_records.h -- records of a header array file: their length, their bytes, the length
 * again.  For the files of har_file.h alone. */
#ifndef DOMAR_READ_HAR_RECORDS_H
#define DOMAR_READ_HAR_RECORDS_H
#include "read/har_file.h"

typedef struct { const unsigned char *at; size_t size, place; } domar_har_record;

/* Four bytes in the order of the file. */
uint32_t domar_har_word(const unsigned char *b, bool big);
/* The record at *place, which moves behind it. False at the end of the file or of sense. */
bool domar_har_next(const domar_har *h, size_t *place, domar_har_record *r);
/* The whole number at byte `at` of a record. */
static inline size_t domar_har_whole(const domar_har *h, const domar_har_record *r, size_t at)
{
    return domar_har_word(r->at + at, h->big);
}
/* DOMAR_EDATA with file, header and byte; what: what does not hold there. */
domar_status domar_har_damaged(domar_cx *cx, const domar_har *h, const char *name, size_t place,
                               const char *what);
#endif
