/* read/page.h -- a YAML or JSON page as a tree, and what it owns: shared by the readers of scenarios and of indices. */
#ifndef DOMAR_READ_PAGE_H
#define DOMAR_READ_PAGE_H
#include "base/context.h"
#include <yaml.h>

/* Blocks of memory that live as long as what is read from a page. */
typedef struct {
    domar_cx *cx;                            /* while the page is being read */
    void **block;
    size_t count, room;
} domar_kept;

/* The block is taken over, even on failure. */
domar_status domar_keep(void *kept, void *block);
/* A kept copy; NULL: no memory. */
const char *domar_keep_text(domar_kept *kept, const char *text);
void domar_kept_drop(domar_kept *kept);

/* What kind of page, for messages and for pages that travel inside the program ("@trade_costs"). */
typedef struct {
    const char *a;                           /* "a scenario" */
    const char *keys;                        /* "title and changes (docs/scenarios.md)" */
    const char *folder;                      /* of data/ */
    const char *shipped;                     /* "@outage and @as_is do" */
} domar_page_kind;

typedef struct {
    domar_kept *kept;
    const domar_page_kind *kind;
    const char *path;
    yaml_document_t document;
    struct domar_book *book;                 /* of scenarios: what is being filled (scenario_page.h) */
    bool sourced, illustrative;              /* the page says so for all its lines */
} domar_page;

domar_status domar_page_open(domar_kept *kept, domar_page *page, const domar_page_kind *kind, const char *path);
void domar_page_close(domar_page *page);
yaml_node_t *domar_page_root(domar_page *page);
yaml_node_t *domar_page_node(domar_page *page, int id);
size_t domar_page_line(const yaml_node_t *node);
/* The value of a key in a mapping; NULL if it is not there. */
yaml_node_t *domar_page_find(domar_page *page, const yaml_node_t *mapping, const char *key);
/* Every key of the mapping is one of these (NULL ends), and comes once. */
domar_status domar_page_keys(domar_page *page, const yaml_node_t *mapping, const char *what, const char *const *known);
/* DOMAR_EDATA: file, line, what was read and what is wrong. */
domar_status domar_page_wrong(domar_page *page, const yaml_node_t *node, const char *what, const char *wrong);
domar_status domar_page_text(domar_page *page, const yaml_node_t *node, const char *what, const char **text);
/* A number; `infinite` too where allowed. */
domar_status domar_page_number(domar_page *page, const yaml_node_t *node, const char *what, bool infinite, double *value);
domar_status domar_page_bool(domar_page *page, const yaml_node_t *node, const char *what, bool *value);
/* A path beside the page; DOMAR_EDATA where there is no such file. */
domar_status domar_page_file(domar_page *page, const yaml_node_t *node, const char **path);
#endif
