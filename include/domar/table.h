/* domar/table.h -- the accounts: economies x industries, one table a year, several years a series.
 *
 * A series is frozen when it is made: it can be shared by threads and never changes.  Letters:
 * G economies, N industries, n = G N, C final-demand categories, m = G C; row i supplies,
 * column j uses; index of industry k of economy g is g N + k, of category c of economy g is g C + c. */
#ifndef DOMAR_TABLE_H
#define DOMAR_TABLE_H
#include <domar/context.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct domar_axis   domar_axis;     /* a code list with labels */
typedef struct domar_table  domar_table;    /* one year */
typedef struct domar_series domar_series;   /* years with the same axes */

/* ---- code lists */
DOMAR_API size_t domar_axis_size(const domar_axis *axis);
DOMAR_API const char *domar_axis_code(const domar_axis *axis, size_t item);
/* Label in "en" or "zh"; the code where the list has none.  Never NULL. */
DOMAR_API const char *domar_axis_label(const domar_axis *axis, size_t item, const char *lang);
/* What the item is for: a final-demand or factor kind, the broad sector of an industry; "" if unknown. */
DOMAR_API const char *domar_axis_kind(const domar_axis *axis, size_t item);
/* Position of a code (exact, then ignoring case), or SIZE_MAX. */
DOMAR_API size_t domar_axis_find(const domar_axis *axis, const char *code);

/* ---- making a series */
/* Read published tables, one or several years, and freeze them.  options: format, output-from,
 * va, zero-output, inventories, satellite, rows, sidecar, encoding, industries, economies, balance,
 * year (see `domar help import`).  Series to be freed by the caller.
 * DOMAR_ENOTFOUND, DOMAR_EDATA (file, row, column, label), DOMAR_ELIMIT (memory it would need). */
DOMAR_API domar_status domar_import(domar_cx *cx, domar_series **out, const char *const *paths,
                                    size_t n_paths, const domar_pair *options);
/* Open a native file in O(1): arrays are mapped.  Any other readable format is imported with
 * the default conventions. */
DOMAR_API domar_status domar_open(domar_cx *cx, domar_series **out, const char *path);
/* Write the native HDF5 file (temporary file, fsync, rename). */
DOMAR_API domar_status domar_save(domar_cx *cx, const domar_series *series, const char *path);
/* Recompute the digests of a native file, which opening does not: DOMAR_ECHECK names the first
 * array that was changed.  Other files carry no digests: DOMAR_EDATA. */
DOMAR_API domar_status domar_verify(domar_cx *cx, const char *path);
DOMAR_API void domar_series_free(domar_series *series);

/* ---- looking at it */
typedef enum { DOMAR_ECONOMIES, DOMAR_INDUSTRIES, DOMAR_CATEGORIES, DOMAR_FACTORS, DOMAR_SATELLITES } domar_dimension;

DOMAR_API const domar_axis *domar_series_axis(const domar_series *series, domar_dimension which);
DOMAR_API size_t domar_series_size(const domar_series *series);                       /* years */
DOMAR_API int domar_series_year(const domar_series *series, size_t k);                /* ascending */
DOMAR_API const domar_table *domar_series_table(const domar_series *series, size_t k);
/* title, source, version, licence, citation, currency, unit, price_basis, reader, file, digest,
 * output_from, va, zero_output, inventories, notes; "" where not known. */
DOMAR_API const char *domar_series_info(const domar_series *series, const char *key);

DOMAR_API int domar_table_year(const domar_table *t);
DOMAR_API const double *domar_table_Z(const domar_table *t);   /* n x n, row-major, finite; NULL: accounts only */
DOMAR_API const double *domar_table_Y(const domar_table *t);   /* n x m, row-major; NULL: accounts only */
DOMAR_API const double *domar_table_V(const domar_table *t);   /* factors x n */
DOMAR_API const double *domar_table_S(const domar_table *t);   /* satellites x n, NaN = missing; NULL if none */
DOMAR_API const double *domar_table_x(const domar_table *t);   /* n: output by the convention in force; NaN (accounts only): missing */
DOMAR_API const double *domar_table_va(const domar_table *t);  /* n: value added by the convention in force */

#ifdef __cplusplus
}
#endif
#endif
