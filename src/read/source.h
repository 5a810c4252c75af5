/* read/source.h -- bytes of an input, whatever wraps them: plain (mapped), gzip, zstd, a zip
 * member; UTF-8 with or without BOM, GB18030.  Guards: bombs (ratio, size), members with paths
 * that leave the archive, truncation, memory. */
#ifndef DOMAR_READ_SOURCE_H
#define DOMAR_READ_SOURCE_H
#include "base/context.h"

typedef struct domar_source domar_source;

/* path "-" is standard input.  encoding: NULL (detect), "utf-8", "gb18030". For a zip with
 * several members, member picks one; NULL when there is just one that is a table. */
domar_status domar_source_open(domar_cx *cx, domar_source **out, const char *path, const char *member,
                               const char *encoding);
void domar_source_free(domar_source *s);
/* "ICIO2018.zip:ICIO2018_2010.CSV": for messages. */
const char *domar_source_name(const domar_source *s);

/* The first bytes (up to 1 MiB, decoded to UTF-8, no BOM) for probing; borrowed. */
typedef struct {
    const char *name;          /* file or member name, no directories */
    const char *bytes;
    size_t      size;
    bool        whole;         /* nothing follows */
} domar_head;
domar_status domar_source_head(domar_cx *cx, domar_source *s, domar_head *head);

/* The next run of whole lines as UTF-8 (the last may lack its newline), borrowed until the next
 * call; *size 0 at the end.  first_line: number of its first line, from 1. Plain files come as
 * one mapped block (or few); compressed ones in blocks of some MiB. At least 64 readable bytes
 * follow the block, so parsers may look ahead. */
domar_status domar_source_lines(domar_cx *cx, domar_source *s, const char **block, size_t *size,
                                size_t *first_line);
/* Start again from the top (compressed sources are reopened). */
domar_status domar_source_rewind(domar_cx *cx, domar_source *s);

/* Zip: members whose name passes the guards. */
domar_status domar_source_members(domar_cx *cx, const char *path, char ***names, size_t *count);
#endif
