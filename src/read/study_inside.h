/* read/study_inside.h -- what the readers of study pages share, for read/study_*.c alone. */
#ifndef DOMAR_READ_STUDY_INSIDE_H
#define DOMAR_READ_STUDY_INSIDE_H
#include "read/page.h"
#include "read/study_page.h"

static inline size_t domar_list_size(const yaml_node_t *list)
{
    return (size_t)(list->data.sequence.items.top - list->data.sequence.items.start);
}
static inline yaml_node_t *domar_list_item(domar_page *page, const yaml_node_t *list, size_t k)
{
    return domar_page_node(page, list->data.sequence.items.start[k]);
}
static inline size_t domar_pairs_size(const yaml_node_t *mapping)
{
    return (size_t)(mapping->data.mapping.pairs.top - mapping->data.mapping.pairs.start);
}

/* ---- study_page.c */
/* Zeroed memory that lives as long as the page; NULL: no memory. */
void *domar_study_room(domar_page *page, size_t count, size_t size);
/* A text, or {en:, zh:}, one of which is enough; a missing node: both "". */
domar_status domar_study_both(domar_page *page, const yaml_node_t *node, const char *what, domar_both *both);
/* A text, or a list of texts that become one with commas. */
domar_status domar_study_list(domar_page *page, const yaml_node_t *node, const char *what, const char **text);
/* *text stays where the mapping has no such key. */
domar_status domar_study_find(domar_page *page, const yaml_node_t *mapping, const char *key, const char **text);
/* Key and value of a mapping. */
domar_status domar_study_pair(domar_page *page, const yaml_node_t *mapping, size_t k, const char *what, const char **name,
                              yaml_node_t **value);

/* ---- study_data.c */
domar_status domar_study_data_read(domar_page *page, const yaml_node_t *node, domar_study_data *data);
/* ---- study_step.c */
domar_status domar_study_steps_read(domar_page *page, domar_study_chapter *chapter, const yaml_node_t *steps,
                                    const yaml_node_t *robust);
/* ---- study_show.c */
domar_status domar_study_shows_read(domar_page *page, domar_study_step *step, const yaml_node_t *list);
#endif
