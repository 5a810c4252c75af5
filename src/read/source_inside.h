/* read/source_inside.h -- how packed bytes come out, for the files of source alone. */
#ifndef DOMAR_READ_SOURCE_INSIDE_H
#define DOMAR_READ_SOURCE_INSIDE_H
#include "base/context.h"

typedef enum { DOMAR_PACK_NONE, DOMAR_PACK_GZIP, DOMAR_PACK_ZSTD, DOMAR_PACK_ZIP } domar_pack;

/* By the first bytes. */
domar_pack domar_pack_of(const char *bytes, size_t size);

typedef struct {
    char  *name;
    size_t index;              /* in the archive */
} domar_zip_member;
/* The tables (csv, tsv, txt, tab) of a zip in memory, sorted by name; none if the archive is a
 * workbook.  The whole archive is refused when a member's path would leave it or is a link. */
domar_status domar_zip_list(domar_cx *cx, const char *name, const char *bytes, size_t size,
                            domar_zip_member **members, size_t *count);
void domar_zip_list_free(domar_zip_member *members, size_t count);
/* Index of a member by its whole path, case ignored; SIZE_MAX if there is none. */
domar_status domar_zip_find(domar_cx *cx, const char *name, const char *bytes, size_t size,
                            const char *member, size_t *index);

typedef struct domar_unpacker domar_unpacker;
/* name, bytes are borrowed; member: index in a zip. */
domar_status domar_unpack_open(domar_cx *cx, domar_unpacker **out, domar_pack pack, const char *name,
                               const char *bytes, size_t size, size_t member);
/* Up to size bytes into `to`; *got 0 at the end, not before.  Truncation, damage and bombs fail. */
domar_status domar_unpack_read(domar_cx *cx, domar_unpacker *u, char *to, size_t size, size_t *got);
/* Packed bytes behind us. */
size_t domar_unpack_used(const domar_unpacker *u);
void domar_unpack_free(domar_unpacker *u);

/* ---- text */
typedef struct {
    bool   gb18030;
    size_t bom;                /* bytes of a UTF-8 byte-order mark */
} domar_looks;
/* What the first bytes are; encoding as asked for or NULL.  Refuses what is not text. */
domar_status domar_text_looks(domar_cx *cx, domar_looks *looks, const char *name, const char *encoding,
                              const char *bytes, size_t size, bool whole);
/* Number, from 1, of the line that the byte after these stands in. */
size_t domar_lines_before(const char *bytes, size_t size);
#endif
