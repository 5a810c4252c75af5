/* read/scenario_owners.c -- who spends what and owns what: `households` and `ownership` of a scenario page. */
#include "read/scenario_page.h"
#include "base/text.h"

/* NAME: {economy:, spends:, factors:, revenue:} */
static domar_status read_household(domar_page *page, const char *name, const yaml_node_t *node, domar_household *h)
{
    static const char *const keys[] = { "economy", "spends", "factors", "revenue", NULL };
    domar_status st = domar_page_keys(page, node, name, keys);
    const yaml_node_t *spends = domar_page_find(page, node, "spends"), *revenue = domar_page_find(page, node, "revenue");
    *h = (domar_household){ .name = name, .line = domar_page_line(node) };
    if (!st) st = domar_page_codes(page, domar_page_find(page, node, "economy"), "economy", &h->economy);
    if (!st && !spends)
        return domar_page_wrong(page, node, name, "needs spends: shares of the table's final-demand categories");
    if (!st) st = domar_page_levels(page, spends, "spends", false, &h->spends);
    if (!st) st = domar_page_levels(page, domar_page_find(page, node, "factors"), "factors", false, &h->factors);
    if (!st && revenue) st = domar_page_number(page, revenue, "revenue", false, &h->revenue);
    if (!st && (h->revenue < 0 || h->revenue > 1)) st = domar_page_wrong(page, revenue, "revenue", "should be a share, 0 to 1");
    return st;
}

domar_status domar_page_households(domar_page *page, const yaml_node_t *node)
{
    domar_book *book = page->book;
    if (!node) return DOMAR_OK;
    if (node->type != YAML_MAPPING_NODE || node->data.mapping.pairs.top == node->data.mapping.pairs.start)
        return domar_page_wrong(page, node, "households", "should be NAME: {spends:, factors:, revenue:}");
    const size_t count = (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start);
    domar_household *list = domar_alloc(book->kept.cx, count, sizeof *list);
    domar_status st = list ? domar_keep(&book->kept, list) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        const yaml_node_pair_t *e = &node->data.mapping.pairs.start[k];
        const char *name = NULL;
        st = domar_page_text(page, domar_page_node(page, e->key), "households", &name);
        if (!st) st = read_household(page, name, domar_page_node(page, e->value), &list[k]);
        for (size_t i = 0; !st && i < k; i++)
            if (strcmp(list[i].name, name) == 0) st = domar_page_wrong(page, domar_page_node(page, e->key), name, "comes twice: leave one out");
    }
    if (st) return st;
    book->s.household = list;
    book->s.households = count;
    return DOMAR_OK;
}

/* {of:, economy:, owner: {CODE: share}, source:} */
static domar_status read_owner(domar_page *page, const yaml_node_t *node, domar_ownership *o)
{
    static const char *const keys[] = { "of", "economy", "owner", NULL };
    domar_status st = domar_page_keys(page, node, "a line of ownership", keys);
    if (st) return st;
    const yaml_node_t *of = domar_page_find(page, node, "of"), *owner = domar_page_find(page, node, "owner");
    *o = (domar_ownership){ .line = domar_page_line(node) };
    if (!of || !owner || owner->type != YAML_MAPPING_NODE)
        return domar_page_wrong(page, node, "ownership", "needs of (a kind of wedge or a factor) and owner: {CODE: share}");
    st = domar_page_text(page, of, "of", &o->of);
    if (!st) st = domar_page_codes(page, domar_page_find(page, node, "economy"), "economy", &o->economy);
    return st ? st : domar_page_levels(page, owner, "owner", false, &o->owner);
}

domar_status domar_page_ownership(domar_page *page, const yaml_node_t *node)
{
    domar_book *book = page->book;
    if (!node) return DOMAR_OK;
    if (node->type != YAML_SEQUENCE_NODE || node->data.sequence.items.top == node->data.sequence.items.start)
        return domar_page_wrong(page, node, "ownership", "should be a list of lines: - {of: ..., owner: {CODE: share}}");
    const size_t count = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    domar_ownership *list = domar_alloc(book->kept.cx, count, sizeof *list);
    domar_status st = list ? domar_keep(&book->kept, list) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++)
        st = read_owner(page, domar_page_node(page, node->data.sequence.items.start[k]), &list[k]);
    if (st) return st;
    book->s.ownership = list;
    book->s.ownerships = count;
    return DOMAR_OK;
}
