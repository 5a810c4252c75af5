/* base/out.h -- a file that appears whole or not at all: temporary file beside it, fsync,
 * rename.  "-" is standard output; pipes and devices are written to as they stand. */
#ifndef DOMAR_BASE_OUT_H
#define DOMAR_BASE_OUT_H
#include "base/context.h"

typedef struct domar_out domar_out;
domar_status domar_out_open(domar_cx *cx, domar_out **out, const char *path);
/* Buffered; the first failure sticks and comes back from domar_out_commit. */
void domar_out_write(domar_out *out, const void *bytes, size_t size);
void domar_out_put(domar_out *out, const char *string);
/* Path of the temporary file, for libraries that want to open it themselves; NULL for streams. */
const char *domar_out_path(const domar_out *out);
/* Flush, fsync, rename; frees out either way. */
domar_status domar_out_commit(domar_cx *cx, domar_out *out);
/* Remove the temporary file; NULL-safe. */
void domar_out_discard(domar_out *out);
#endif
