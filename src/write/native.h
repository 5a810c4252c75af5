/* write/native.h -- the native HDF5 file: named dimensions, units, digests. */
#ifndef DOMAR_WRITE_NATIVE_H
#define DOMAR_WRITE_NATIVE_H
#include "table/table.h"
domar_status domar_native_write(domar_cx *cx, const domar_series *series, const char *path);
#endif
