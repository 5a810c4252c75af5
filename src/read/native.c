/* read/native.c -- opens a native file without touching its numbers: HDF5 says where each array
 * lies, one mapping of the file serves them all, and HDF5 is closed again. */
#include "read/native.h"
#include "read/native_file.h"
#include "spec/native.h"
#include <stdio.h>
#include <string.h>

static const char *const AXES[] = DOMAR_NATIVE_AXES;
static const char *const PARTS[] = DOMAR_NATIVE_PARTS;
static const char *const CONVENTIONS[] = DOMAR_NATIVE_CONVENTIONS;
enum { N_AXES = 5, N_PARTS = 5, N_CONVENTIONS = sizeof CONVENTIONS / sizeof *CONVENTIONS };

struct reader {
    domar_native_file f;
    domar_cx         *cx;
    domar_axis       *axes[N_AXES];
};

static domar_status get_conventions(const struct reader *r, domar_conventions *c)
{
    *c = (domar_conventions){ 0 };
    for (size_t k = 0; k < N_CONVENTIONS; k++) {
        char *text = NULL;
        domar_status st = domar_native_text(&r->f, r->f.file, CONVENTIONS[k], &text);
        if (!st && (st = domar_convention_set(r->cx, c, CONVENTIONS[k], text)))
            st = domar_fail_in(r->cx, DOMAR_EDATA, "%s: ", r->f.path);
        domar_release(text);
        if (st) return st;
    }
    return DOMAR_OK;
}

struct filling { const struct reader *r; domar_series *series; domar_status status; };

/* Every text of the root that is neither layout nor convention is something known. */
static herr_t take_info(hid_t root, const char *name, const H5A_info_t *info, void *arg)
{
    struct filling *f = arg;
    char *text = NULL;
    (void)info;
    if (strcmp(name, DOMAR_NATIVE_LAYOUT) == 0 || strcmp(name, DOMAR_NATIVE_ENGINE) == 0) return 0;
    for (size_t k = 0; k < N_CONVENTIONS; k++)
        if (strcmp(name, CONVENTIONS[k]) == 0) return 0;
    f->status = domar_native_text(&f->r->f, root, name, &text);
    /* somebody's own attribute: not ours */
    if (f->status == DOMAR_EDATA) f->status = DOMAR_OK;
    else if (!f->status) f->status = domar_info_set(f->r->cx, f->series, name, text);
    domar_release(text);
    return f->status ? 1 : 0;
}

static domar_status get_info(const struct reader *r, domar_series *series)
{
    struct filling f = { r, series, DOMAR_OK };
    hsize_t at = 0;
    if (H5Aiterate2(r->f.file, H5_INDEX_CRT_ORDER, H5_ITER_INC, &at, take_info, &f) < 0) {
        at = 0;                                               /* a copy may have lost the order */
        if (H5Aiterate2(r->f.file, H5_INDEX_NAME, H5_ITER_INC, &at, take_info, &f) < 0)
            return domar_native_broken(&r->f, "the description", "cannot be read");
    }
    return f.status;
}

/* ---- axes */
/* Texts of one part of an axis: each of *width bytes with its 0, *count of them, in scratch. */
static domar_status get_texts(const struct reader *r, hid_t group, const char *axis,
                              const char *name, char **bytes, size_t *width, size_t *count)
{
    hsize_t rows = 0;
    domar_status st = DOMAR_OK;
    const bool there = H5Lexists(group, name, H5P_DEFAULT) > 0;
    const hid_t d = there ? H5Dopen2(group, name, H5P_DEFAULT) : -1;
    const hid_t type = d >= 0 ? H5Dget_type(d) : -1, space = d >= 0 ? H5Dget_space(d) : -1;
    hid_t memory = -1;
    if (type < 0 || space < 0 || H5Tget_class(type) != H5T_STRING ||
        H5Tis_variable_str(type) > 0 ||
        H5Sget_simple_extent_ndims(space) != 1 ||
        H5Sget_simple_extent_dims(space, &rows, NULL) != 1) {
        st = domar_native_broken(&r->f, axis, "lacks a part or was rewritten");
        goto done;
    }
    *width = H5Tget_size(type) + 1;
    *count = (size_t)rows;
    if (rows > r->f.map->size || *width > r->f.map->size ||
        (double)rows * (double)*width > 2 * (double)r->f.map->size) {
        st = domar_native_broken(&r->f, axis, "is longer than the file");
        goto done;
    }
    memory = H5Tcopy(type);
    H5Tset_size(memory, *width);
    H5Tset_strpad(memory, H5T_STR_NULLTERM);
    if (!(*bytes = domar_scratch_bytes(r->cx, *count, *width))) st = DOMAR_ENOMEM;
    else if (H5Dread(d, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, *bytes) < 0)
        st = domar_native_broken(&r->f, axis, "cannot be read");
done:
    if (memory >= 0) H5Tclose(memory);
    if (space >= 0) H5Sclose(space);
    if (type >= 0) H5Tclose(type);
    if (d >= 0) H5Dclose(d);
    return st;
}

static domar_status get_axis(struct reader *r, size_t which)
{
    const bool optional = which == DOMAR_CATEGORIES || which == DOMAR_FACTORS || which == DOMAR_SATELLITES;
    char *bytes[N_PARTS];
    size_t width[N_PARTS], count = 0, parts = 0;
    domar_status st = DOMAR_OK;
    if (H5Lexists(r->f.file, AXES[which], H5P_DEFAULT) <= 0)
        return optional ? DOMAR_OK : domar_native_broken(&r->f, AXES[which], "are missing");
    const hid_t group = H5Gopen2(r->f.file, AXES[which], H5P_DEFAULT);
    if (group < 0) return domar_native_broken(&r->f, AXES[which], "cannot be read");
    const domar_mark mark = domar_scratch_mark(r->cx);
    for (size_t k = 0; k < N_PARTS && !st; k++) {
        st = get_texts(r, group, AXES[which], PARTS[k], &bytes[k], &width[k], &parts);
        if (!st && k && parts != count)
            st = domar_native_broken(&r->f, AXES[which], "have parts of different length");
        count = parts;
    }
    domar_item *items = st ? NULL : domar_scratch_bytes(r->cx, count, sizeof *items);
    if (!st && !items) st = DOMAR_ENOMEM;
    for (size_t i = 0; i < count && !st; i++)
        items[i] = (domar_item){ bytes[0] + i * width[0], bytes[1] + i * width[1],
                                 bytes[2] + i * width[2], bytes[3] + i * width[3],
                                 bytes[4] + i * width[4] };
    if (!st && (st = domar_axis_new(r->cx, &r->axes[which], items, count)) == DOMAR_EDATA)
        domar_fail_in(r->cx, st, "%s: %s: ", r->f.path, AXES[which]);
    domar_scratch_rewind(r->cx, mark);
    H5Gclose(group);
    return st;
}

/* ---- years */
/* rows x cols doubles where they lie (cols 0: a vector); NULL in *out if absent. */
static domar_status locate(const struct reader *r, hid_t group, const char *year, const char *name,
                           size_t rows, size_t cols, const double **out)
{
    hsize_t dims[2] = { 0, 0 };
    const int rank = cols ? 2 : 1;
    *out = NULL;
    if (H5Lexists(group, name, H5P_DEFAULT) <= 0) return DOMAR_OK;
    const hid_t d = H5Dopen2(group, name, H5P_DEFAULT);
    const hid_t type = d >= 0 ? H5Dget_type(d) : -1, space = d >= 0 ? H5Dget_space(d) : -1;
    const bool fits = type >= 0 && H5Tequal(type, H5T_IEEE_F64LE) > 0 && space >= 0 &&
        H5Sget_simple_extent_ndims(space) == rank &&
        H5Sget_simple_extent_dims(space, dims, NULL) == rank &&
        dims[0] == rows && dims[1] == cols;
    const size_t bytes = rows * (cols ? cols : 1) * sizeof(double);
    if (fits) *out = (const double *)(const void *)domar_native_bytes(&r->f, d, bytes);
    if (space >= 0) H5Sclose(space);
    if (type >= 0) H5Tclose(type);
    if (d >= 0) H5Dclose(d);
    if (*out) return DOMAR_OK;
    return domar_fail(r->cx, DOMAR_EDATA, "%s: %s of %s %s: import the table again", r->f.path,
                      name, year, fits ? "is compressed, chunked or cut off"
                                       : "has another shape or type than its labels");
}

static double *not_const(const double *p) { return (double *)(uintptr_t)p; }

static domar_status get_arrays(const struct reader *r, hid_t group, const char *year,
                               domar_draft *d, const double **x, const double **va)
{
    const size_t G = domar_axis_size(d->economies), f = domar_axis_size(d->factors);
    const size_t n = G * domar_axis_size(d->industries), m = G * domar_axis_size(d->categories);
    const size_t s = domar_axis_size(d->satellites);
    const double *Z, *Y, *V = NULL, *VY = NULL, *S = NULL, *published;
    domar_status st;
    if ((st = locate(r, group, year, "Z", n, n, &Z)) ||
        (st = locate(r, group, year, "Y", n, m, &Y)) ||
        (f && (st = locate(r, group, year, "V", f, n, &V))) ||
        (f && (st = locate(r, group, year, "VY", f, m, &VY))) ||
        (s && (st = locate(r, group, year, "S", s, n, &S))) ||
        (st = locate(r, group, year, "published", n, 0, &published)) ||
        (st = locate(r, group, year, "x", n, 0, x)) ||
        (st = locate(r, group, year, "va", n, 0, va)))
        return st;
    if ((m ? !Z || !Y : Z || Y || !published) || !*x || !*va || (f && !V) || (s && !S))
        return domar_native_broken(&r->f, year, "lacks one of Z, Y, V, S, x, va");
    d->Z = not_const(Z);                /* frozen: nobody writes, and the pages are read-only */
    d->Y = not_const(Y);
    d->V = not_const(V);
    d->VY = not_const(VY);
    d->S = not_const(S);
    d->x = not_const(published);
    return DOMAR_OK;
}

static domar_status get_year(const struct reader *r, domar_series *series, int year)
{
    const double *x = NULL, *va = NULL;
    char name[16];
    snprintf(name, sizeof name, "%d", year);
    if (H5Lexists(r->f.file, name, H5P_DEFAULT) <= 0)
        return domar_native_broken(&r->f, name, "is missing");
    const hid_t group = H5Gopen2(r->f.file, name, H5P_DEFAULT);
    if (group < 0) return domar_native_broken(&r->f, name, "cannot be read");
    domar_draft *d = domar_alloc(r->cx, 1, sizeof *d);
    domar_status st = DOMAR_ENOMEM;
    if (!d) goto done;
    atomic_fetch_add(&r->f.map->shares, 1);
    d->year = year;
    d->mapping = r->f.map;
    d->unmap = domar_native_unmap;
    d->economies = domar_axis_keep(r->axes[DOMAR_ECONOMIES]);
    d->industries = domar_axis_keep(r->axes[DOMAR_INDUSTRIES]);
    d->categories = domar_axis_keep(r->axes[DOMAR_CATEGORIES]);
    d->factors = domar_axis_keep(r->axes[DOMAR_FACTORS]);
    d->satellites = domar_axis_keep(r->axes[DOMAR_SATELLITES]);
    if ((st = get_arrays(r, group, name, d, &x, &va))) domar_draft_free(d);
    else st = domar_series_add_frozen(r->cx, series, d, x, va);
done:
    H5Gclose(group);
    return st;
}

static domar_status get_years(const struct reader *r, domar_series *series)
{
    hsize_t count = 0;
    domar_status st = DOMAR_OK;
    const domar_mark mark = domar_scratch_mark(r->cx);
    const hid_t d = H5Lexists(r->f.file, DOMAR_NATIVE_YEARS, H5P_DEFAULT) > 0
                  ? H5Dopen2(r->f.file, DOMAR_NATIVE_YEARS, H5P_DEFAULT) : -1;
    const hid_t space = d >= 0 ? H5Dget_space(d) : -1;
    if (space < 0 || H5Sget_simple_extent_ndims(space) != 1 ||
        H5Sget_simple_extent_dims(space, &count, NULL) != 1 ||
        count == 0 || count > r->f.map->size) {
        st = domar_native_broken(&r->f, DOMAR_NATIVE_YEARS, "are missing");
        goto done;
    }
    int *years = domar_scratch_bytes(r->cx, (size_t)count, sizeof *years);
    if (!years) st = DOMAR_ENOMEM;
    else if (H5Dread(d, H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, years) < 0)
        st = domar_native_broken(&r->f, DOMAR_NATIVE_YEARS, "cannot be read");
    for (size_t k = 0; k < count && !st; k++) st = get_year(r, series, years[k]);
done:
    if (space >= 0) H5Sclose(space);
    if (d >= 0) H5Dclose(d);
    domar_scratch_rewind(r->cx, mark);
    return st;
}

domar_status domar_native_open(domar_cx *cx, domar_series **out, const char *path)
{
    struct reader r = { .cx = cx };
    domar_conventions conventions;
    domar_series *series = NULL;
    *out = NULL;
    domar_status st = domar_native_begin(&r.f, cx, path);
    if (!st) st = get_conventions(&r, &conventions);
    if (!st) st = domar_series_new(cx, &series, &conventions);
    if (!st) st = get_info(&r, series);
    for (size_t k = 0; k < N_AXES && !st; k++) st = get_axis(&r, k);
    if (!st) st = get_years(&r, series);
    for (size_t k = 0; k < N_AXES; k++) domar_axis_free(r.axes[k]);
    domar_native_end(&r.f);
    if (st) domar_series_free(series);
    else *out = series;
    return st;
}
