/* read/scenario_page.h -- what the readers of scenarios share. */
#ifndef DOMAR_READ_SCENARIO_PAGE_H
#define DOMAR_READ_SCENARIO_PAGE_H
#include "read/page.h"
#include "read/scenario.h"

/* The inside of a scenario: what it owns. */
typedef struct domar_book {
    domar_scenario s;                        /* first: the face */
    domar_kept kept;
    struct domar_group { const char *name; const char **member; size_t count, line; } *group;
    size_t groups, group_room;
    domar_change *baseline, *changes, *budget;   /* growing */
    size_t baseline_room, changes_room, budget_room;
} domar_book;

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
