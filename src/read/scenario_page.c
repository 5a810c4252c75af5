/* read/scenario_page.c -- codes of a scenario page, groups replaced by their members. */
#include "read/scenario_page.h"
#include <string.h>

static domar_status add_code(domar_page *page, const yaml_node_t *node, const char *code, const char ***list,
                             size_t *count, size_t *room, int depth)
{
    domar_book *book = page->book;
    if (depth > 16) return domar_page_wrong(page, node, code, "is a group that holds itself: take it out");
    for (size_t g = 0; g < book->groups; g++) {
        if (strcmp(book->group[g].name, code) != 0) continue;
        domar_status st = DOMAR_OK;
        for (size_t k = 0; !st && k < book->group[g].count; k++)
            st = add_code(page, node, book->group[g].member[k], list, count, room, depth + 1);
        return st;
    }
    const domar_status st = domar_grow(book->kept.cx, list, room, *count + 1, sizeof **list);
    if (!st) (*list)[(*count)++] = code;
    return st;
}

domar_status domar_page_codes(domar_page *page, const yaml_node_t *node, const char *what, domar_chosen *codes)
{
    const char **list = NULL, *code = NULL;
    size_t count = 0, room = 0;
    *codes = (domar_chosen){ NULL, 0 };
    if (!node) return DOMAR_OK;
    domar_status st = DOMAR_OK;
    if (node->type == YAML_SCALAR_NODE) {
        st = domar_page_text(page, node, what, &code);
        if (st || strcmp(code, "all") == 0) return st;
        st = add_code(page, node, code, &list, &count, &room, 0);
    } else if (node->type == YAML_SEQUENCE_NODE) {
        for (yaml_node_item_t *i = node->data.sequence.items.start; !st && i < node->data.sequence.items.top; i++) {
            const yaml_node_t *item = domar_page_node(page, *i);
            if (!(st = domar_page_text(page, item, what, &code)))
                st = add_code(page, item, code, &list, &count, &room, 0);
        }
        if (!st && !count) st = domar_page_wrong(page, node, what, "is an empty list: leave it out to mean all");
    } else st = domar_page_wrong(page, node, what, "should be a code, a group or a list of them");
    if (list) {
        const domar_status kept = domar_keep(page->kept, list);
        if (!st) st = kept;
    }
    if (!st) *codes = (domar_chosen){ list, count };
    return st;
}
