/* spec/reader.h -- what a reader is.  A reader is recognised by content, never by name alone. */
#ifndef DOMAR_SPEC_READER_H
#define DOMAR_SPEC_READER_H
#include "table/table.h"

/* The bytes that are read, whatever wraps them: read/source.h. */
typedef struct domar_source domar_source;

/* The first bytes (up to 1 MiB, decoded to UTF-8, no BOM) for probing; borrowed until lines are
 * read. */
typedef struct {
    const char *name;          /* file or member name, no directories */
    const char *bytes;
    size_t      size;
    bool        whole;         /* nothing follows */
} domar_head;

typedef struct {
    const char *sidecar;       /* YAML beside a generic matrix; NULL */
    int         year;          /* 0: from the file's name or content */
} domar_read_options;

typedef struct domar_reader {
    const char *id;            /* "icio" */
    const char *title_en, *title_zh;
    const char *page;          /* "docs/readers/icio.md" */
    /* How sure: 0 no, 100 certain.  Looks at the head of the source only. */
    int (*probe)(const domar_head *head, const domar_read_options *options);
    /* Fill the series: one or more drafts through domar_series_add, and domar_info_set for
     * title, source, version, licence, citation, currency, unit, price_basis. */
    domar_status (*read)(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options);
} domar_reader;
#endif
