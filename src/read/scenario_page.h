/* read/scenario_page.h -- a YAML or JSON page as a tree, and what the readers of scenarios share. */
#ifndef DOMAR_READ_SCENARIO_PAGE_H
#define DOMAR_READ_SCENARIO_PAGE_H
#include "read/scenario.h"
#include <yaml.h>

/* The inside of a scenario: what it owns. */
typedef struct {
    domar_scenario s;                        /* first: the face */
    domar_cx *cx;                            /* while it is being read */
    void **block;
    size_t blocks, block_room;
    struct domar_group { const char *name; const char **member; size_t count, line; } *group;
    size_t groups, group_room;
    domar_change *baseline, *changes, *budget;   /* growing */
    size_t baseline_room, changes_room, budget_room;
} domar_book;

typedef struct {
    domar_book *book;
    const char *path;
    yaml_document_t document;
    bool sourced, illustrative;              /* the page says so for all its lines */
} domar_page;

/* The book takes the block over, even on failure. */
domar_status domar_book_keep(void *book, void *block);
/* A kept copy; NULL: no memory. */
const char *domar_book_text(domar_book *book, const char *text);

domar_status domar_page_open(domar_book *book, domar_page *page, const char *path);
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
/* Codes with groups replaced; "all" or a missing node (NULL): none. */
domar_status domar_page_codes(domar_page *page, const yaml_node_t *node, const char *what, domar_chosen *codes);

/* read/scenario.c: a number, or numbers by code, file, default, source; below 0 is refused. */
domar_status domar_page_levels(domar_page *page, const yaml_node_t *node, const char *what, bool infinite, domar_levels *out);
/* read/scenario_owners.c: `households` and `ownership`. */
domar_status domar_page_households(domar_page *page, const yaml_node_t *node);
domar_status domar_page_ownership(domar_page *page, const yaml_node_t *node);

/* read/scenario_change.c: the lines of `baseline` or `changes`. */
domar_status domar_page_changes(domar_page *page, const yaml_node_t *list, const char *what, domar_change **lines,
                                size_t *count, size_t *room);
#endif
