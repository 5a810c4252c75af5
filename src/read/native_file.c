/* read/native_file.c -- see native_file.h. */
#include "read/native_file.h"
#include "read/native.h"
#include "spec/native.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void domar_native_unmap(void *mapping)
{
    domar_mapping *m = mapping;
    if (!m || atomic_fetch_sub(&m->shares, 1) > 1) return;
    if (m->base) munmap((void *)(uintptr_t)m->base, m->size);
    domar_release(m);
}

domar_status domar_native_broken(const domar_native_file *f, const char *where, const char *what)
{
    return domar_fail(f->cx, DOMAR_EDATA, "%s: %s %s: import the table again", f->path, where,
                      what);
}

/* ---- opening */
bool domar_native_is(const char *path)
{
    static const char signature[] = "\211HDF\r\n\032\n";
    char head[8];
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool is = read(fd, head, 8) == 8 && memcmp(head, signature, 8) == 0;
    close(fd);
    return is;
}

static domar_status map_file(domar_native_file *f)
{
    struct stat st;
    domar_mapping *m = domar_alloc(f->cx, 1, sizeof *m);
    if (!(f->map = m)) return DOMAR_ENOMEM;
    atomic_init(&m->shares, 1);
    const int fd = open(f->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return domar_fail(f->cx, DOMAR_ENOTFOUND, "%s cannot be opened (%s): check the path",
                          f->path, strerror(errno));
    void *base = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0
               ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (base == MAP_FAILED)
        return domar_fail(f->cx, DOMAR_EIO, "%s cannot be mapped: it must be a file on a disk",
                          f->path);
    m->base = base;
    m->size = (size_t)st.st_size;
    return DOMAR_OK;
}

static domar_status check_layout(const domar_native_file *f)
{
    int version = 0;
    if (H5Aexists(f->file, DOMAR_NATIVE_LAYOUT) <= 0)
        return domar_fail(f->cx, DOMAR_EDATA,
                          "%s is an HDF5 file, but none that domar wrote (it has no "
                          "attribute %s): export it as CSV and import that", f->path,
                          DOMAR_NATIVE_LAYOUT);
    const hid_t a = H5Aopen(f->file, DOMAR_NATIVE_LAYOUT, H5P_DEFAULT);
    const hid_t type = a >= 0 ? H5Aget_type(a) : -1, space = a >= 0 ? H5Aget_space(a) : -1;
    const bool ok = type >= 0 && H5Tget_class(type) == H5T_INTEGER &&
        H5Sget_simple_extent_npoints(space) == 1 &&
                    H5Aread(a, H5T_NATIVE_INT, &version) >= 0;
    if (space >= 0) H5Sclose(space);
    if (type >= 0) H5Tclose(type);
    if (a >= 0) H5Aclose(a);
    if (ok && version == DOMAR_NATIVE_VERSION) return DOMAR_OK;
    return domar_fail(f->cx, DOMAR_EDATA,
                      "%s has layout %d of the native file, this domar reads layout %d: "
                      "import the table again", f->path, version, DOMAR_NATIVE_VERSION);
}

domar_status domar_native_begin(domar_native_file *f, domar_cx *cx, const char *path)
{
    *f = (domar_native_file){ .cx = cx, .path = path, .file = -1 };
    H5dont_atexit();      /* everything is closed here; its own closing prints on damaged files */
    H5Eget_auto2(H5E_DEFAULT, &f->report, &f->report_to);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);          /* the library prints nothing */
    const domar_status st = map_file(f);
    if (st) return st;
    if (!domar_native_is(path))
        return domar_fail(cx, DOMAR_EDATA, "%s is no HDF5 file: use domar import", path);
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_file_locking(access, 0, 1);
    f->file = H5Fopen(path, H5F_ACC_RDONLY, access);
    H5Pclose(access);
    if (f->file < 0)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s is a truncated or damaged HDF5 file: import the table again",
                          path);
    return check_layout(f);
}

void domar_native_end(domar_native_file *f)
{
    if (f->file >= 0) H5Fclose(f->file);
    H5Eset_auto2(H5E_DEFAULT, f->report, f->report_to);
    domar_native_unmap(f->map);
}

/* ---- attributes: texts of fixed or variable length */
domar_status domar_native_text(const domar_native_file *f, hid_t object, const char *name,
                               char **text)
{
    domar_status st = DOMAR_OK;
    const hid_t a = H5Aopen(object, name, H5P_DEFAULT), type = a >= 0 ? H5Aget_type(a) : -1;
    const hid_t space = a >= 0 ? H5Aget_space(a) : -1;
    *text = NULL;
    if (type < 0 || space < 0 || H5Tget_class(type) != H5T_STRING ||
        H5Sget_simple_extent_npoints(space) != 1) {
        st = domar_native_broken(f, name, "is not a text");
    } else if (H5Tis_variable_str(type) > 0) {
        char *borrowed = NULL;
        if (H5Aread(a, type, &borrowed) < 0) st = domar_native_broken(f, name, "cannot be read");
        else if (!(*text = domar_strdup(f->cx, borrowed))) st = DOMAR_ENOMEM;
        H5free_memory(borrowed);
    } else if (!(*text = domar_alloc(f->cx, H5Tget_size(type) + 1, 1))) {
        st = DOMAR_ENOMEM;
    } else if (H5Aread(a, type, *text) < 0) {
        st = domar_native_broken(f, name, "cannot be read");
    }
    if (space >= 0) H5Sclose(space);
    if (type >= 0) H5Tclose(type);
    if (a >= 0) H5Aclose(a);
    if (st) { domar_release(*text); *text = NULL; }
    return st;
}

const char *domar_native_bytes(const domar_native_file *f, hid_t dataset, size_t bytes)
{
    const haddr_t at = H5Dget_offset(dataset);
    if (at == HADDR_UNDEF || H5Dget_storage_size(dataset) != bytes) return NULL;
    if (at % sizeof(double) || at > f->map->size || bytes > f->map->size - at) return NULL;
    return f->map->base + at;
}
