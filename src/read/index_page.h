/* read/index_page.h -- the definition of a composite index (spec/definition.h) from its YAML or JSON page. */
#ifndef DOMAR_READ_INDEX_PAGE_H
#define DOMAR_READ_INDEX_PAGE_H
#include "spec/definition.h"

/* DOMAR_ENOTFOUND; DOMAR_EDATA: file and line, what is wrong, the nearest known word. */
domar_status domar_index_page_read(domar_cx *cx, domar_definition **out, const char *path);
void domar_index_page_free(domar_definition *d);         /* NULL-safe; of pages alone */
#endif
