/* spec/native.h -- the layout of the native HDF5 file, told once for its writer and its reader
 * (docs/native-file.md says it to people).
 *
 *   /                    attributes: DOMAR_NATIVE_LAYOUT, the engine, conventions, what is known
 *   /years               K integers, ascending
 *   /economies/code ...  one group an axis: code, en, zh, kind, unit as UTF-8 of fixed length
 *   /labels/industry     n texts "CHN_c1": the scale of rows and columns of Z
 *   /labels/final_use    m texts "CHN_c37": the scale of the columns of Y
 *   /2008/Z ...          doubles, contiguous, aligned, each with its digest */
#ifndef DOMAR_SPEC_NATIVE_H
#define DOMAR_SPEC_NATIVE_H

/* Arrays are mapped as they lie and digests are of those bytes. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the native file is little-endian");

#define DOMAR_NATIVE_LAYOUT  "domar_layout"     /* integer attribute of the root */
#define DOMAR_NATIVE_VERSION 1
#define DOMAR_NATIVE_ENGINE  "domar_version"    /* text attribute of the root */
#define DOMAR_NATIVE_DIGEST  "sha256"           /* text attribute of every dataset of numbers */
#define DOMAR_NATIVE_ALIGN   64                 /* bytes */
#define DOMAR_NATIVE_INDUSTRY  "industry"
#define DOMAR_NATIVE_FINAL_USE "final_use"
#define DOMAR_NATIVE_YEARS     "years"
#define DOMAR_NATIVE_LABELS    "labels"

/* Axes in the order of domar_dimension. */
#define DOMAR_NATIVE_AXES { "economies", "industries", "categories", "factors", "satellites" }
/* Parts of an axis, in the order of the fields of domar_item. */
#define DOMAR_NATIVE_PARTS { "code", "en", "zh", "kind", "unit" }
/* Conventions, as domar_convention_set names them. */
#define DOMAR_NATIVE_CONVENTIONS { "output_from", "va", "zero_output", "inventories" }
#endif
