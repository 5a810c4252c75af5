/* read/native_file.h -- a native file held open: the mapping, HDF5's view of it, its attributes.
 * For read/native*.c alone. */
#ifndef DOMAR_READ_NATIVE_FILE_H
#define DOMAR_READ_NATIVE_FILE_H
#include "base/context.h"
#include <hdf5.h>
#include <stdatomic.h>

/* The file in memory; every year holds a share, the last one returns it. */
typedef struct {
    atomic_int  shares;
    const char *base;
    size_t      size;
} domar_mapping;

typedef struct {
    domar_cx      *cx;
    const char    *path;
    hid_t          file;
    domar_mapping *map;
    H5E_auto2_t    report;       /* how HDF5 reported before us */
    void          *report_to;
} domar_native_file;

/* Map and open; the layout is checked.  End it on every path. */
domar_status domar_native_begin(domar_native_file *f, domar_cx *cx, const char *path);
void domar_native_end(domar_native_file *f);
/* Gives one share of a domar_mapping back. */
void domar_native_unmap(void *mapping);

/* "PATH: Z is missing: import the table again" with DOMAR_EDATA. */
domar_status domar_native_broken(const domar_native_file *f, const char *where, const char *what);
/* A text attribute as a new text; DOMAR_EDATA if it is none. */
domar_status domar_native_text(const domar_native_file *f, hid_t object, const char *name,
                               char **text);
/* Bytes of a contiguous dataset in the mapping, NULL if it is stored in any other way. */
const char *domar_native_bytes(const domar_native_file *f, hid_t dataset, size_t bytes);
#endif
