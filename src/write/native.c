/* write/native.c -- a series into one HDF5 file: contiguous arrays that can be mapped, named
 * dimensions, units, digests.  Arrays go to HDF5 from where they lie; nothing is copied. */
#include "write/native.h"
#include "base/digest.h"
#include "base/out.h"
#include "base/text.h"
#include "spec/native.h"
#include <hdf5.h>
#include <H5DSpublic.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const char *const AXES[] = DOMAR_NATIVE_AXES;
static const char *const PARTS[] = DOMAR_NATIVE_PARTS;
static const char *const CONVENTIONS[] = DOMAR_NATIVE_CONVENTIONS;

/* The scales that dimensions refer to. */
enum { SCALE_INDUSTRY, SCALE_FINAL_USE, SCALE_FACTOR, SCALE_SATELLITE, SCALES };

struct writer {
    domar_cx  *cx;
    const domar_series *series;
    const char *path;           /* for messages */
    domar_out *out;
    hid_t  file;
    hid_t  scales[SCALES];      /* datasets; negative where there is none */
    char  *money;               /* "million USD" */
    size_t done, total;         /* arrays, for progress */
};

/* One array of a year. */
struct array {
    const char   *name, *title, *unit;
    const double *values;
    size_t rows, cols;          /* cols 0: a vector */
    int    scale[2];
    const char *dimension[2];   /* names of the dimensions */
};

static domar_status cannot(const struct writer *w, const char *what)
{
    return domar_fail(w->cx, DOMAR_EIO, "%s: %s cannot be written: see that the disk has room and "
                      "can be written to", w->path, what);
}

/* ---- attributes */
static bool put_text(hid_t object, const char *name, const char *text)
{
    const size_t size = strlen(text);
    const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
    H5Tset_size(type, size ? size : 1);
    H5Tset_cset(type, H5T_CSET_UTF8);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    const hid_t a = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    const bool ok = a >= 0 && H5Awrite(a, type, text) >= 0;
    if (a >= 0) H5Aclose(a);
    H5Sclose(space);
    H5Tclose(type);
    return ok;
}

static bool put_integer(hid_t object, const char *name, int value)
{
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t a = H5Acreate2(object, name, H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT);
    const bool ok = a >= 0 && H5Awrite(a, H5T_NATIVE_INT, &value) >= 0;
    if (a >= 0) H5Aclose(a);
    H5Sclose(space);
    return ok;
}

/* ---- datasets */
static hid_t contiguous(void)
{
    const hid_t how = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_layout(how, H5D_CONTIGUOUS);
    H5Pset_alloc_time(how, H5D_ALLOC_TIME_EARLY);
    H5Pset_fill_time(how, H5D_FILL_TIME_NEVER);
    return how;
}

/* Texts of fixed length; digest of the bytes as they lie.  The dataset stays open, < 0 failed. */
static hid_t put_texts(hid_t where, const char *name, const char *bytes, size_t count,
                       size_t width)
{
    const hsize_t dims[] = { count };
    const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate_simple(1, dims, NULL),
        how = contiguous();
    char hex[65];
    H5Tset_size(type, width);
    H5Tset_cset(type, H5T_CSET_UTF8);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    hid_t d = H5Dcreate2(where, name, type, space, H5P_DEFAULT, how, H5P_DEFAULT);
    domar_digest_of(bytes, count * width, hex);
    if (d >= 0 && (H5Dwrite(d, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) < 0 ||
                   !put_text(d, DOMAR_NATIVE_DIGEST, hex))) {
        H5Dclose(d);
        d = -1;
    }
    H5Pclose(how);
    H5Sclose(space);
    H5Tclose(type);
    return d;
}

static bool name_dimensions(const struct writer *w, hid_t d, const struct array *a)
{
    for (unsigned k = 0; k < (a->cols ? 2u : 1u); k++) {
        if (H5DSset_label(d, k, a->dimension[k]) < 0) return false;
        if (H5DSattach_scale(d, w->scales[a->scale[k]], k) < 0) return false;
    }
    return true;
}

static domar_status put_array(struct writer *w, hid_t group, const struct array *a)
{
    const hsize_t dims[] = { a->rows, a->cols };
    const hid_t space = H5Screate_simple(a->cols ? 2 : 1, dims, NULL), how = contiguous();
    const hid_t d = H5Dcreate2(group, a->name, H5T_IEEE_F64LE, space, H5P_DEFAULT, how,
                               H5P_DEFAULT);
    char hex[65];
    domar_digest_of(a->values, a->rows * (a->cols ? a->cols : 1) * sizeof(double), hex);
    const bool ok = d >= 0 &&
        H5Dwrite(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, a->values) >= 0 &&
        put_text(d, DOMAR_NATIVE_DIGEST, hex) && put_text(d, "unit", a->unit) &&
        put_text(d, "title", a->title) && name_dimensions(w, d, a);
    const bool closed = d < 0 || H5Dclose(d) >= 0;
    H5Pclose(how);
    H5Sclose(space);
    if (!ok || !closed) return cannot(w, a->name);
    return domar_tick(w->cx, ++w->done, w->total);
}

/* ---- axes and labels */
static const char *part(domar_item item, size_t k)
{
    const char *parts[] = { item.code, item.en, item.zh, item.kind, item.unit };
    return parts[k];
}

/* Bytes of the longest k-th part, at least 1. */
static size_t longest(const domar_axis *axis, size_t k)
{
    size_t width = 1;
    for (size_t i = 0; i < domar_axis_size(axis); i++) {
        const size_t size = strlen(part(domar_axis_item(axis, i), k));
        if (size > width) width = size;
    }
    return width;
}

/* The k-th part of all items as one dataset; *keep takes the open dataset where it is a scale. */
static domar_status put_part(const struct writer *w, hid_t group, const domar_axis *axis,
                             size_t k, hid_t *keep)
{
    const size_t count = domar_axis_size(axis);
    const domar_mark mark = domar_scratch_mark(w->cx);
    const size_t width = longest(axis, k);
    char *bytes = domar_scratch_bytes(w->cx, count, width);
    if (!bytes) return DOMAR_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const char *text = part(domar_axis_item(axis, i), k);
        memcpy(bytes + i * width, text, strlen(text));
    }
    const hid_t d = put_texts(group, PARTS[k], bytes, count, width);
    domar_scratch_rewind(w->cx, mark);
    if (d < 0) return cannot(w, PARTS[k]);
    if (keep) *keep = d;
    else H5Dclose(d);
    return DOMAR_OK;
}

static domar_status put_axis(struct writer *w, domar_dimension which)
{
    const domar_axis *axis = domar_series_axis_or_null(w->series, which);
    if (!axis) return DOMAR_OK;
    const hid_t group = H5Gcreate2(w->file, AXES[which], H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    domar_status st = group < 0 ? cannot(w, AXES[which]) : DOMAR_OK;
    hid_t *scale = which == DOMAR_FACTORS ? &w->scales[SCALE_FACTOR]
                 : which == DOMAR_SATELLITES ? &w->scales[SCALE_SATELLITE] : NULL;
    for (size_t k = 0; k < 5 && !st; k++) st = put_part(w, group, axis, k, k == 0 ? scale : NULL);
    if (!st && scale && H5DSset_scale(*scale, AXES[which]) < 0) st = cannot(w, AXES[which]);
    if (group >= 0) H5Gclose(group);
    return st;
}

/* Scale of the pairs economy_item, economy slowest. */
static domar_status put_pairs(struct writer *w, hid_t group, const char *name,
                              domar_dimension inner, hid_t *scale)
{
    const domar_axis *a = domar_series_axis(w->series, DOMAR_ECONOMIES);
    const domar_axis *b = domar_series_axis(w->series, inner);
    const size_t G = domar_axis_size(a), N = domar_axis_size(b);
    const domar_mark mark = domar_scratch_mark(w->cx);
    const size_t width = longest(a, 0) + 1 + longest(b, 0);
    char *bytes = domar_scratch_bytes(w->cx, G * N, width);
    if (!bytes) return DOMAR_ENOMEM;
    for (size_t i = 0; i < G * N; i++) {
        char *at = stpcpy(bytes + i * width, domar_axis_code(a, i / N));
        *at++ = '_';
        memcpy(at, domar_axis_code(b, i % N), strlen(domar_axis_code(b, i % N)));
    }
    *scale = put_texts(group, name, bytes, G * N, width);
    domar_scratch_rewind(w->cx, mark);
    if (*scale < 0 || H5DSset_scale(*scale, name) < 0) return cannot(w, name);
    return DOMAR_OK;
}

static domar_status put_labels(struct writer *w)
{
    const hid_t group = H5Gcreate2(w->file, DOMAR_NATIVE_LABELS, H5P_DEFAULT, H5P_DEFAULT,
                                   H5P_DEFAULT);
    if (group < 0) return cannot(w, DOMAR_NATIVE_LABELS);
    domar_status st = put_pairs(w, group, DOMAR_NATIVE_INDUSTRY, DOMAR_INDUSTRIES,
                                &w->scales[SCALE_INDUSTRY]);
    if (!st && domar_series_axis_or_null(w->series, DOMAR_CATEGORIES))
        st = put_pairs(w, group, DOMAR_NATIVE_FINAL_USE, DOMAR_CATEGORIES,
                            &w->scales[SCALE_FINAL_USE]);
    H5Gclose(group);
    return st;
}

/* ---- what is known */
static domar_status put_root(const struct writer *w)
{
    const domar_series *s = w->series;
    bool ok = put_integer(w->file, DOMAR_NATIVE_LAYOUT, DOMAR_NATIVE_VERSION) &&
              put_text(w->file, DOMAR_NATIVE_ENGINE, domar_version());
    for (size_t k = 0; ok && k < sizeof CONVENTIONS / sizeof *CONVENTIONS; k++)
        ok = put_text(w->file, CONVENTIONS[k],
                      domar_convention_text(domar_series_conventions(s), CONVENTIONS[k]));
    for (size_t k = 0; ok && k < domar_info_size(s); k++) {
        const char *key = domar_info_key(s, k);
        if (H5Aexists(w->file, key) == 0) ok = put_text(w->file, key, domar_series_info(s, key));
    }
    return ok ? DOMAR_OK : cannot(w, "the description");
}

static domar_status put_years(const struct writer *w)
{
    const size_t K = domar_series_size(w->series);
    const hsize_t dims[] = { K };
    const domar_mark mark = domar_scratch_mark(w->cx);
    int32_t *years = domar_scratch_bytes(w->cx, K, sizeof *years);
    char hex[65];
    if (!years) return DOMAR_ENOMEM;
    for (size_t k = 0; k < K; k++) years[k] = domar_series_year(w->series, k);
    const hid_t space = H5Screate_simple(1, dims, NULL), how = contiguous();
    const hid_t d = H5Dcreate2(w->file, DOMAR_NATIVE_YEARS, H5T_STD_I32LE, space, H5P_DEFAULT, how,
                               H5P_DEFAULT);
    domar_digest_of(years, K * sizeof *years, hex);
    const bool ok = d >= 0 && put_text(d, DOMAR_NATIVE_DIGEST, hex) &&
        H5Dwrite(d, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, years) >= 0;
    if (d >= 0) H5Dclose(d);
    H5Pclose(how);
    H5Sclose(space);
    domar_scratch_rewind(w->cx, mark);
    return ok ? DOMAR_OK : cannot(w, DOMAR_NATIVE_YEARS);
}

/* ---- a year */
static domar_status put_year(struct writer *w, const domar_table *t)
{
    const char *money = w->money;
    const int ind = SCALE_INDUSTRY, fin = SCALE_FINAL_USE, fac = SCALE_FACTOR,
        sat = SCALE_SATELLITE;
    const struct array arrays[] = {
        { "Z", "intermediate use", money, t->Z, t->n, t->n, { ind, ind }, { "supplier", "user" } },
        { "Y", "final use", money, t->Y, t->n, t->m, { ind, fin }, { "supplier", "final_use" } },
        { "V", "factors and taxes by industry", money, t->factors ? t->V : NULL, t->factors, t->n,
          { fac, ind }, { "factor", "user" } },
        { "VY", "taxes and adjustments on final use", money, t->factors ? t->VY : NULL,
          t->factors, t->m, { fac, fin }, { "factor", "final_use" } },
        { "S", "satellite rows", "see /satellites/unit", t->satellites ? t->S : NULL,
          t->satellites, t->n, { sat, ind }, { "satellite", "user" } },
        { "published", "output as published", money, t->published, t->n, 0, { ind, ind },
          { "supplier", "" } },
        { "x", "output by the convention output_from", money, t->x, t->n, 0, { ind, ind },
          { "supplier", "" } },
        { "va", "value added by the convention va", money, t->va, t->n, 0, { ind, ind },
          { "user", "" } } };
    char name[16];
    snprintf(name, sizeof name, "%d", t->year);
    const hid_t group = H5Gcreate2(w->file, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    domar_status st = group < 0 ? cannot(w, name) : DOMAR_OK;
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays && !st; k++)
        if (arrays[k].values) st = put_array(w, group, &arrays[k]);
    if (group >= 0) H5Gclose(group);
    return st;
}

static domar_status put_everything(struct writer *w)
{
    const size_t K = domar_series_size(w->series);
    domar_status st = put_root(w);
    for (int k = 0; k < 5 && !st; k++) st = put_axis(w, (domar_dimension)k);
    if (!st) st = put_labels(w);
    if (!st) st = put_years(w);
    w->total = 8 * K;
    for (size_t k = 0; k < K && !st; k++) {
        w->done = 8 * k;
        st = put_year(w, domar_series_table(w->series, k));
    }
    return st;
}

/* A little more than the file will have: arrays, their headers, labels. */
static double size_of(const domar_series *s)
{
    double bytes = 65536;
    for (size_t k = 0; k < domar_series_size(s); k++) {
        const domar_table *t = domar_series_table(s, k);
        bytes += 8 * (double)t->n * (double)((t->Z ? t->n : 0) + t->m + t->factors + t->satellites + 3);
        bytes += 8 * (double)t->factors * (double)t->m + 16384;
        if (k == 0) bytes += 64 * (double)(t->n + t->m);
    }
    return bytes;
}

/* Errors that mean that so many bytes do not fit; 0 where they do or nobody can tell. */
static int reserve(int fd, double bytes)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
        bytes > (double)limit.rlim_cur) return EFBIG;
    if (fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, (off_t)bytes) == 0) return 0;
    return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? errno : 0;
}

static domar_status no_room(const struct writer *w, int error)
{
    struct statvfs disk = { 0 };
    statvfs(domar_out_path(w->out), &disk);
    return domar_fail(w->cx, DOMAR_ELIMIT,
                      "%s needs %.1f MB (%s, the disk has %.1f MB left): free "
                      "some space or choose another place", w->path, size_of(w->series) / 1e6,
                      strerror(error), (double)disk.f_bavail * (double)disk.f_frsize / 1e6);
}

/* Before HDF5 holds the file: refusing now costs nothing. */
static domar_status check_room(const struct writer *w)
{
    const int fd = open(domar_out_path(w->out), O_WRONLY | O_CLOEXEC);
    const int error = fd < 0 ? 0 : reserve(fd, size_of(w->series));
    if (fd >= 0) close(fd);
    return error ? no_room(w, error) : DOMAR_OK;
}

static int descriptor(hid_t file)
{
    int *fd = NULL;
    return H5Fget_vfd_handle(file, H5P_DEFAULT, (void **)&fd) >= 0 && fd ? *fd : -1;
}

static hid_t create(const char *path)
{
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS), how = H5Pcreate(H5P_FILE_CREATE);
    H5Pset_alignment(access, 1, DOMAR_NATIVE_ALIGN);
    H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18);
    /* the name is ours alone, and NFS has no locks */
    H5Pset_file_locking(access, 0, 1);
    H5Pset_attr_creation_order(how, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    const hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, how, access);
    H5Pclose(how);
    H5Pclose(access);
    return file;
}

/* HDF5 cannot close a file whose last pages find no room: it stays half closed, and the program
 * falls at its end.  So the room is taken first, and a file that failed anyway is closed into
 * memory that is thrown away. */
static domar_status open_file(struct writer *w)
{
    w->file = create(domar_out_path(w->out));
    if (w->file < 0) return cannot(w, "the file");
    const int fd = descriptor(w->file), error = fd < 0 ? 0 : reserve(fd, size_of(w->series));
    return error ? no_room(w, error) : DOMAR_OK;
}

static domar_status close_file(struct writer *w, domar_status st)
{
    const int fd = descriptor(w->file), nowhere = st ? memfd_create("domar", MFD_CLOEXEC) : -1;
    if (fd >= 0 && nowhere >= 0) dup2(nowhere, fd);
    if (nowhere >= 0) close(nowhere);
    if (H5Fclose(w->file) < 0 && !st) return cannot(w, "the end of the file");
    return st;
}

domar_status domar_native_write(domar_cx *cx, const domar_series *series, const char *path)
{
    struct writer w = { .cx = cx, .series = series, .path = path, .file = -1 };
    H5E_auto2_t report;
    void *report_to;
    if (strcmp(path, "-") == 0)
        return domar_fail(cx, DOMAR_EUSAGE,
                          "a native file cannot go to standard output: give -o FILE");
    domar_status st = domar_out_open(cx, &w.out, path);
    if (st) return st;
    for (int k = 0; k < SCALES; k++) w.scales[k] = -1;
    H5dont_atexit();
    H5Eget_auto2(H5E_DEFAULT, &report, &report_to);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);          /* the library prints nothing */
    domar_task(cx, "writing");
    if (!domar_out_path(w.out))
        st = domar_fail(cx, DOMAR_EUSAGE, "%s is no regular file: give -o FILE", path);
    else if (!(w.money = domar_series_money(cx, series))) st = DOMAR_ENOMEM;
    if (!st) st = check_room(&w);
    if (!st) st = open_file(&w);
    if (!st) st = put_everything(&w);
    for (int k = 0; k < SCALES; k++)
        if (w.scales[k] >= 0) H5Dclose(w.scales[k]);
    if (w.file >= 0) st = close_file(&w, st);
    H5Eset_auto2(H5E_DEFAULT, report, report_to);
    domar_release(w.money);
    if (!st) return domar_out_commit(cx, w.out);
    domar_out_discard(w.out);
    return st;
}
