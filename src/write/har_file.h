/* write/har_file.h -- records and headers of a GEMPACK header array file: little-endian, as
 * gfortran, Intel and Fujitsu compilers write unformatted files (docs/readers/har.md). */
#ifndef DOMAR_WRITE_HAR_FILE_H
#define DOMAR_WRITE_HAR_FILE_H
#include "base/out.h"
#include "spec/har.h"

typedef struct domar_har_out domar_har_out;
domar_status domar_har_out_new(domar_cx *cx, domar_har_out **out, domar_out *file);
void domar_har_out_free(domar_har_out *w);                                 /* NULL-safe */

/* Name of a header (4 bytes), what it holds (70 bytes are kept), its coefficient (12 bytes). */
typedef struct { const char *name, *about, *coefficient; } domar_har_title;

/* Header of count texts; characters that are not ASCII are written as \u4e2d. */
domar_status domar_har_out_texts(domar_har_out *w, domar_har_title title, const char *const *texts,
                                 size_t count);

/* A dimension: its set, the names of its elements (any length: see domar_har_elements). */
typedef struct { const char *set; const char *const *elements; size_t count; } domar_har_dim;
/* Header of real numbers, the first dimension fastest; value gives number k of the array. */
domar_status domar_har_out_reals(domar_har_out *w, domar_har_title title,
                                 const domar_har_dim *dims, size_t rank,
                                 double (*value)(const void *arg, size_t k), const void *arg);
#endif
