/* read/scenario.c -- the keys of a scenario page, its parents, its elasticities. */
#include "read/scenario_page.h"
#include "base/text.h"
#include "read/wedges.h"
#include <math.h>

static const char *const keys[] = { "title", "extends", "source", "illustrative", "groups", "closure", "layout",
                                    "elasticities", "mobility", "supply", "floor", "households", "ownership", "baseline", "changes", NULL };

/* ---- title, source */
static domar_status read_title(domar_page *page, const yaml_node_t *node)
{
    static const char *const languages[] = { "en", "zh", NULL };
    domar_scenario *s = &page->book->s;
    domar_status st;
    if (!node) return DOMAR_OK;
    if (node->type == YAML_SCALAR_NODE) {
        st = domar_page_text(page, node, "title", &s->title_en);
        s->title_zh = s->title_en;
        return st;
    }
    if ((st = domar_page_keys(page, node, "title", languages))) return st;
    const yaml_node_t *en = domar_page_find(page, node, "en"), *zh = domar_page_find(page, node, "zh");
    if (en) st = domar_page_text(page, en, "title", &s->title_en);
    if (!st && zh) st = domar_page_text(page, zh, "title", &s->title_zh);
    return st;
}

static domar_status read_groups(domar_page *page, const yaml_node_t *node)
{
    domar_book *book = page->book;
    if (!node) return DOMAR_OK;
    if (node->type != YAML_MAPPING_NODE) return domar_page_wrong(page, node, "groups", "should be NAME: [codes]");
    for (yaml_node_pair_t *e = node->data.mapping.pairs.start; e < node->data.mapping.pairs.top; e++) {
        const yaml_node_t *key = domar_page_node(page, e->key), *list = domar_page_node(page, e->value);
        struct domar_group g = { .line = domar_page_line(key) };
        domar_status st = domar_page_text(page, key, "groups", &g.name);
        if (!st && list->type != YAML_SEQUENCE_NODE) st = domar_page_wrong(page, list, g.name, "should be a list: [codes]");
        if (st) return st;
        const size_t count = (size_t)(list->data.sequence.items.top - list->data.sequence.items.start);
        if (!count) return domar_page_wrong(page, list, g.name, "is an empty group");
        if (!(g.member = domar_alloc(book->kept.cx, count, sizeof *g.member))) return DOMAR_ENOMEM;
        if ((st = domar_keep(&book->kept, (void *)g.member))) return st;
        for (yaml_node_item_t *i = list->data.sequence.items.start; !st && i < list->data.sequence.items.top; i++)
            st = domar_page_text(page, domar_page_node(page, *i), g.name, &g.member[g.count++]);
        size_t at = 0;
        while (at < book->groups && strcmp(book->group[at].name, g.name) != 0) at++;
        if (!st && at == book->groups) st = domar_grow(book->kept.cx, &book->group, &book->group_room, at + 1, sizeof *book->group);
        if (st) return st;
        book->group[at] = g;                              /* a child's group replaces its parent's */
        if (at == book->groups) book->groups++;
    }
    return DOMAR_OK;
}

/* ---- levels by code: a number, or {default:, file:, source:, CODE: number} */
struct levels { domar_setting *level; size_t count, room; };

static domar_status add_level(domar_page *page, struct levels *l, const char *code, double value, size_t line)
{
    const domar_status st = domar_grow(page->kept->cx, &l->level, &l->room, l->count + 1, sizeof *l->level);
    if (!st) l->level[l->count++] = (domar_setting){ code, value, line };
    return st;
}

static domar_status add_file(domar_page *page, struct levels *l, const yaml_node_t *node, const char **file)
{
    domar_wedge_row *rows;
    size_t count;
    domar_status st = domar_page_file(page, node, file);
    if (!st) st = domar_wedges_read(page->kept->cx, &rows, &count, *file, NULL, domar_keep, page->kept);
    for (size_t k = 0; !st && k < count; k++) {
        if (!rows[k].industry || rows[k].economy || rows[k].partner)
            return domar_fail(page->kept->cx, DOMAR_EDATA, "%s: its columns should be industry and value", *file);
        st = add_level(page, l, rows[k].industry, rows[k].value, rows[k].line);
    }
    return st;
}

static domar_status read_level(domar_page *page, struct levels *l, const char *key, const yaml_node_t *node, bool infinite,
                               domar_levels *out)
{
    double value;
    domar_chosen codes;
    if (strcmp(key, "source") == 0) return domar_page_text(page, node, key, &out->source);
    if (strcmp(key, "file") == 0) return add_file(page, l, node, &out->file);
    domar_status st = domar_page_number(page, node, key, infinite, &value);
    if (!st && value < 0) st = domar_page_wrong(page, node, key, "should not be below 0");
    if (st) return st;
    if (strcmp(key, "default") == 0) return add_level(page, l, NULL, value, domar_page_line(node));
    yaml_node_t name = { .type = YAML_SCALAR_NODE };             /* a group stands for its members */
    name.start_mark = node->start_mark;
    name.data.scalar.value = (yaml_char_t *)(uintptr_t)key;
    name.data.scalar.length = strlen(key);
    st = domar_page_codes(page, &name, key, &codes);
    for (size_t k = 0; !st && k < codes.count; k++) st = add_level(page, l, codes.code[k], value, domar_page_line(node));
    return st;
}

domar_status domar_page_levels(domar_page *page, const yaml_node_t *node, const char *what, bool infinite, domar_levels *out)
{
    struct levels l = { NULL, 0, 0 };
    double value;
    domar_status st = DOMAR_OK;
    if (!node) return DOMAR_OK;
    *out = (domar_levels){ NULL, 0, NULL, NULL };
    if (node->type == YAML_SCALAR_NODE) {
        st = domar_page_number(page, node, what, infinite, &value);
        if (!st && value < 0) st = domar_page_wrong(page, node, what, "should not be below 0");
        if (!st) st = add_level(page, &l, NULL, value, domar_page_line(node));
    } else if (node->type == YAML_MAPPING_NODE)
        for (yaml_node_pair_t *e = node->data.mapping.pairs.start; !st && e < node->data.mapping.pairs.top; e++) {
            const char *key = NULL;
            st = domar_page_text(page, domar_page_node(page, e->key), what, &key);
            if (!st) st = read_level(page, &l, key, domar_page_node(page, e->value), infinite, out);
        }
    else st = domar_page_wrong(page, node, what, "should be a number, or numbers by code");
    if (l.level) {
        const domar_status kept = domar_keep(page->kept, l.level);
        if (!st) st = kept;
    }
    out->level = l.level;
    out->count = st ? 0 : l.count;
    if (st || out->source || page->sourced || page->illustrative) return st;
    return domar_page_wrong(page, node, what, "has no source: name it, or say illustrative: true for the page");
}

static domar_status read_settings(domar_page *page, const yaml_node_t *root)
{
    static const char *const nests[] = { "trade", "goods", "value_added", "factors", "final", "scale", NULL };
    domar_scenario *s = &page->book->s;
    const yaml_node_t *nest = domar_page_find(page, root, "elasticities");
    domar_levels *levels[] = { &s->trade, &s->goods, &s->value_added, &s->factors, &s->final, &s->scale };
    domar_status st = nest ? domar_page_keys(page, nest, "elasticities", nests) : DOMAR_OK;
    for (size_t k = 0; !st && nest && nests[k]; k++)
        st = domar_page_levels(page, domar_page_find(page, nest, nests[k]), nests[k], false, levels[k]);
    if (!st) st = domar_page_levels(page, domar_page_find(page, root, "mobility"), "mobility", true, &s->mobility);
    if (!st) st = domar_page_levels(page, domar_page_find(page, root, "supply"), "supply", true, &s->supply);
    return st ? st : domar_page_levels(page, domar_page_find(page, root, "floor"), "floor", false, &s->floor);
}

/* choices: "one, other, third". */
static domar_status read_choice(domar_page *page, const yaml_node_t *node, const char *what, const char *choices,
                                const char **value)
{
    char code[32];
    if (!node) return DOMAR_OK;
    const domar_status st = domar_page_text(page, node, what, value);
    if (st) return st;
    for (const char *list = choices; domar_next_part(&list, code, sizeof code);)
        if (strcmp(code, *value) == 0) return DOMAR_OK;
    return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: %s should be one of %s", page->path, domar_page_line(node),
                      what, choices);
}

static domar_status read_closure(domar_page *page, const yaml_node_t *closure)
{
    static const char *const closures[] = { "deficits", "base", "negatives", "revenue", NULL };
    domar_book *book = page->book;
    domar_scenario *s = &book->s;
    if (!closure) return DOMAR_OK;
    const yaml_node_t *revenue = domar_page_find(page, closure, "revenue");
    domar_status st = domar_page_keys(page, closure, "closure", closures);
    if (!st) st = read_choice(page, domar_page_find(page, closure, "deficits"), "deficits", "fixed, zero, world_income", &s->deficits);
    if (!st) st = read_choice(page, domar_page_find(page, closure, "base"), "base", "balanced, as_given", &s->base);
    if (!st) st = read_choice(page, domar_page_find(page, closure, "negatives"), "negatives", "drop, keep", &s->negatives);
    if (!st && revenue) st = domar_page_changes(page, revenue, "revenue", &book->budget, &s->budgets, &book->budget_room);
    return st;
}

/* ---- the page */
static domar_status read_page(domar_book *book, const char *path, int depth);

static domar_status read_parent(domar_page *page, const yaml_node_t *node, int depth)
{
    const char *path;
    if (!node) return DOMAR_OK;
    if (depth > 8) return domar_page_wrong(page, node, "extends", "goes round in a circle: take it out");
    const domar_status st = domar_page_file(page, node, &path);
    return st ? st : read_page(page->book, path, depth + 1);
}

static domar_status read_all(domar_page *page, int depth)
{
    domar_book *book = page->book;
    domar_scenario *s = &book->s;
    const yaml_node_t *root = domar_page_root(page);
    const yaml_node_t *source = domar_page_find(page, root, "source"), *shaky = domar_page_find(page, root, "illustrative"),
                      *closure = domar_page_find(page, root, "closure"), *baseline = domar_page_find(page, root, "baseline"),
                      *changes = domar_page_find(page, root, "changes");
    domar_status st = domar_page_keys(page, root, "a scenario", keys);
    if (!st) st = read_parent(page, domar_page_find(page, root, "extends"), depth);
    if (!st && source) st = domar_page_text(page, source, "source", &s->source);
    if (!st && shaky) st = domar_page_bool(page, shaky, "illustrative", &page->illustrative);
    if (st) return st;
    page->sourced = source != NULL;
    s->illustrative = s->illustrative || page->illustrative;
    st = read_title(page, domar_page_find(page, root, "title"));
    if (!st) st = read_groups(page, domar_page_find(page, root, "groups"));
    if (!st) st = read_closure(page, closure);
    if (!st) st = read_choice(page, domar_page_find(page, root, "layout"), "layout", "common, specific", &s->layout);
    if (!st) st = read_settings(page, root);
    if (!st) st = domar_page_households(page, domar_page_find(page, root, "households"));
    if (!st) st = domar_page_ownership(page, domar_page_find(page, root, "ownership"));
    if (!st && baseline)
        st = domar_page_changes(page, baseline, "baseline", &book->baseline, &s->baselines, &book->baseline_room);
    if (!st && changes) st = domar_page_changes(page, changes, "changes", &book->changes, &s->count, &book->changes_room);
    return st;
}

static domar_status read_page(domar_book *book, const char *path, int depth)
{
    static const domar_page_kind kind = { "a scenario", "title and changes (docs/scenarios.md)", "scenarios",
                                          "@trade_costs, @outage and @as_is do" };
    domar_page page;
    domar_status st = domar_page_open(&book->kept, &page, &kind, path);
    if (st) return st;
    page.book = book;
    st = read_all(&page, depth);
    domar_page_close(&page);
    return st;
}

domar_status domar_scenario_read(domar_cx *cx, domar_scenario **out, const char *path)
{
    domar_book *book = domar_alloc(cx, 1, sizeof *book);
    *out = NULL;
    if (!book) return DOMAR_ENOMEM;
    book->kept.cx = cx;
    book->s.deficits = "fixed";
    book->s.base = "balanced";
    book->s.negatives = "drop";
    book->s.layout = "common";
    book->s.path = domar_keep_text(&book->kept, path);
    domar_status st = book->s.path ? read_page(book, book->s.path, 0) : DOMAR_ENOMEM;
    book->s.baseline = book->baseline;
    book->s.changes = book->changes;
    book->s.budget = book->budget;
    if (st) domar_scenario_free(&book->s);
    else *out = &book->s;
    return st;
}

void domar_scenario_free(domar_scenario *s)
{
    domar_book *book = (domar_book *)(void *)s;
    if (!s) return;
    domar_kept_drop(&book->kept);
    domar_release(book->group);
    domar_release(book->baseline);
    domar_release(book->changes);
    domar_release(book->budget);
    domar_release(book);
}
