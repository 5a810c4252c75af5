/* read/har_file.h -- the headers of a GEMPACK header array file in memory, either byte order:
 * texts (1C), whole numbers (2I), real numbers (2R, RE, RL), full or sparse (RESPSE). */
#ifndef DOMAR_READ_HAR_FILE_H
#define DOMAR_READ_HAR_FILE_H
#include "base/context.h"
#include "spec/har.h"

typedef enum { DOMAR_HAR_TEXT, DOMAR_HAR_INTEGER, DOMAR_HAR_REAL } domar_har_kind;

typedef struct {
    char   name[DOMAR_HAR_NAME + 1], about[DOMAR_HAR_LONG + 1];
    domar_har_kind kind;
    bool   with_sets, boxed, sparse;           /* RE; RE and RL; RESPSE and RLSPSE */
    size_t rank, dim[DOMAR_HAR_RANK];          /* texts: count, width */
    size_t size;                               /* product of dim, of texts their count */
    char   set[DOMAR_HAR_RANK][DOMAR_HAR_ELEMENT + 1];      /* "" where it has none */
    size_t elements[DOMAR_HAR_RANK];           /* place of the records of its elements, 0: none */
    size_t data;                               /* place of the records of its numbers */
} domar_har_header;

typedef struct {
    const char          *file;                 /* for messages, borrowed */
    const unsigned char *bytes;                /* borrowed */
    size_t               size;
    bool                 big;                  /* big-endian */
    domar_har_header    *header;
    size_t               count;
} domar_har;

/* Do these first bytes begin a header array file? */
bool domar_har_is(const void *bytes, size_t size);
/* Walks the whole file once. DOMAR_EDATA names the header and the byte where it does not hold. */
domar_status domar_har_open(domar_cx *cx, domar_har **out, const char *file, const void *bytes,
                            size_t size);
void domar_har_free(domar_har *h);                                          /* NULL-safe */
/* By name, case ignored; NULL if there is none. */
const domar_har_header *domar_har_find(const domar_har *h, const char *name);

/* Texts of a header, or elements of one of its dimensions, trimmed, \u4e2d undone: an array of
 * texts in scratch. */
domar_status domar_har_texts(domar_cx *cx, const char ***texts, const domar_har *h,
                             const domar_har_header *header);
domar_status domar_har_elements(domar_cx *cx, const char ***texts, const domar_har *h,
                                const domar_har_header *header, size_t dim);
/* All numbers, stretch by stretch: count of them from position `at`, the first dimension fastest.
 * Sparse headers give those that are not zero. */
typedef void domar_har_take(void *arg, size_t at, const double *values, size_t count);
domar_status domar_har_numbers(domar_cx *cx, const domar_har *h, const domar_har_header *header,
                               domar_har_take *take, void *arg);
#endif
