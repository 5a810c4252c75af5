/* read/native.h -- the native HDF5 file, opened in O(1): contiguous datasets mapped in place. */
#ifndef DOMAR_READ_NATIVE_H
#define DOMAR_READ_NATIVE_H
#include "table/table.h"

/* True if the first bytes say HDF5. */
bool domar_native_is(const char *path);
domar_status domar_native_open(domar_cx *cx, domar_series **out, const char *path);
/* Recompute the digests of all datasets: DOMAR_ECHECK names the first that differs. */
domar_status domar_native_verify(domar_cx *cx, const char *path);
#endif
