/* read/scenario_page.c -- YAML (and so JSON) as a tree, by libyaml; every complaint names file and line. */
#include "read/scenario_page.h"
#include "base/embed.h"
#include "base/text.h"
#include "read/source.h"
#include <math.h>
#include <stdio.h>
#include <unistd.h>

domar_status domar_book_keep(void *arg, void *block)
{
    domar_book *book = arg;
    const domar_status st = domar_grow(book->cx, &book->block, &book->block_room, book->blocks + 1, sizeof *book->block);
    if (st) domar_release(block);
    else book->block[book->blocks++] = block;
    return st;
}

const char *domar_book_text(domar_book *book, const char *text)
{
    char *copy = domar_strdup(book->cx, text);
    return copy && !domar_book_keep(book, copy) ? copy : NULL;
}

/* ---- the tree */
static domar_status load(domar_book *book, domar_page *page, const domar_text *text)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return domar_fail(book->cx, DOMAR_ENOMEM, "no memory to read %s", page->path);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text->data ? text->data : ""), text->size);
    domar_status st = DOMAR_OK;
    if (!yaml_parser_load(&parser, &page->document))
        st = domar_fail(book->cx, DOMAR_EDATA, "%s, line %zu: %s: correct the YAML", page->path,
                        parser.problem_mark.line + 1, parser.problem ? parser.problem : "not YAML");
    else {                                                     /* what follows would be lost without a word */
        yaml_document_t second;
        if (!yaml_parser_load(&parser, &second))
            st = domar_fail(book->cx, DOMAR_EDATA, "%s, line %zu: %s after the page: take it out", page->path,
                            parser.problem_mark.line + 1, parser.problem ? parser.problem : "more");
        else {
            const yaml_node_t *root = yaml_document_get_root_node(&second);
            if (root)
                st = domar_fail(book->cx, DOMAR_EDATA, "%s, line %zu: a second document begins: a scenario is one", page->path,
                                root->start_mark.line + 1);
            yaml_document_delete(&second);
        }
        if (st) yaml_document_delete(&page->document);
    }
    yaml_parser_delete(&parser);
    return st;
}

/* "@trade_costs": a page that travels inside the program. */
static domar_status load_embedded(domar_book *book, domar_page *page)
{
    char name[128];
    size_t size = 0;
    snprintf(name, sizeof name, "data/scenarios/%.80s.yaml", page->path + 1);
    const char *bytes = domar_embedded(name, &size);
    domar_text text = domar_text_new(book->cx);
    if (!bytes)
        return domar_fail(book->cx, DOMAR_ENOTFOUND, "no scenario %s comes with the program: @trade_costs, @outage and @as_is do; "
                          "without @ it is the name of a file", page->path);
    domar_text_add(&text, bytes, size);
    const domar_status st = text.status ? text.status : load(book, page, &text);
    domar_text_drop(&text);
    return st;
}

static domar_status load_file(domar_book *book, domar_page *page)
{
    domar_source *source = NULL;
    domar_text text = domar_text_new(book->cx);
    const char *block;
    size_t size = 0, line;
    domar_status st = domar_source_open(book->cx, &source, page->path, NULL, NULL);
    do {
        if (!st) st = domar_source_lines(book->cx, source, &block, &size, &line);
        if (!st && size) domar_text_add(&text, block, size);
    } while (!st && size);
    domar_source_free(source);
    if (!st) st = text.status;
    if (!st) st = load(book, page, &text);
    domar_text_drop(&text);
    return st;
}

domar_status domar_page_open(domar_book *book, domar_page *page, const char *path)
{
    *page = (domar_page){ .book = book, .path = path };
    domar_status st = *path == '@' ? load_embedded(book, page) : load_file(book, page);
    if (st) return st;
    const yaml_node_t *root = domar_page_root(page);
    if (root && root->type == YAML_MAPPING_NODE) return DOMAR_OK;
    st = domar_fail(book->cx, DOMAR_EDATA, "%s is no scenario: it should be a page of keys such as title and changes "
                    "(docs/scenarios.md)", path);
    domar_page_close(page);
    return st;
}

void domar_page_close(domar_page *page) { yaml_document_delete(&page->document); }
yaml_node_t *domar_page_root(domar_page *page) { return yaml_document_get_root_node(&page->document); }
yaml_node_t *domar_page_node(domar_page *page, int id) { return yaml_document_get_node(&page->document, id); }
size_t domar_page_line(const yaml_node_t *node) { return node->start_mark.line + 1; }

yaml_node_t *domar_page_find(domar_page *page, const yaml_node_t *mapping, const char *key)
{
    if (!mapping || mapping->type != YAML_MAPPING_NODE) return NULL;
    for (yaml_node_pair_t *e = mapping->data.mapping.pairs.start; e < mapping->data.mapping.pairs.top; e++) {
        const yaml_node_t *k = domar_page_node(page, e->key);
        if (k->type == YAML_SCALAR_NODE && strcmp((const char *)k->data.scalar.value, key) == 0)
            return domar_page_node(page, e->value);
    }
    return NULL;
}

domar_status domar_page_wrong(domar_page *page, const yaml_node_t *node, const char *what, const char *wrong)
{
    return domar_fail(page->book->cx, DOMAR_EDATA, "%s, line %zu: %s %s", page->path, domar_page_line(node), what, wrong);
}

static const char *known_name(const void *list, size_t k) { return ((const char *const *)list)[k]; }

domar_status domar_page_keys(domar_page *page, const yaml_node_t *mapping, const char *what, const char *const *known)
{
    size_t count = 0;
    if (mapping->type != YAML_MAPPING_NODE) return domar_page_wrong(page, mapping, what, "should hold keys: key: value");
    while (known[count]) count++;
    for (yaml_node_pair_t *e = mapping->data.mapping.pairs.start; e < mapping->data.mapping.pairs.top; e++) {
        const yaml_node_t *k = domar_page_node(page, e->key);
        const char *key = NULL;
        const domar_status st = domar_page_text(page, k, what, &key);
        size_t at = 0;
        if (st) return st;
        while (at < count && strcmp(known[at], key) != 0) at++;
        if (at == count) {
            const size_t near = domar_nearest(key, count, known_name, known);
            return domar_fail(page->book->cx, DOMAR_EDATA, "%s, line %zu: %s has no key %s%s%s%s", page->path,
                              domar_page_line(k), what, key, near == SIZE_MAX ? "" : ": did you mean ",
                              near == SIZE_MAX ? "" : known[near], near == SIZE_MAX ? "" : "?");
        }
        for (yaml_node_pair_t *d = mapping->data.mapping.pairs.start; d < e; d++)
            if (strcmp((const char *)domar_page_node(page, d->key)->data.scalar.value, key) == 0)
                return domar_page_wrong(page, k, key, "comes twice: leave one out");
    }
    return DOMAR_OK;
}

/* ---- values */
domar_status domar_page_text(domar_page *page, const yaml_node_t *node, const char *what, const char **text)
{
    if (node->type != YAML_SCALAR_NODE || !node->data.scalar.length)
        return domar_page_wrong(page, node, what, "should be one word or text");
    *text = domar_book_text(page->book, (const char *)node->data.scalar.value);
    return *text ? DOMAR_OK : DOMAR_ENOMEM;
}

domar_status domar_page_number(domar_page *page, const yaml_node_t *node, const char *what, bool infinite, double *value)
{
    const char *text = node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
    if (infinite && strcmp(text, "infinite") == 0) {
        *value = INFINITY;
        return DOMAR_OK;
    }
    if (domar_parse_double(text, value) && isfinite(*value)) return DOMAR_OK;
    return domar_page_wrong(page, node, what, infinite ? "should be a number or `infinite`" : "should be a number");
}

domar_status domar_page_bool(domar_page *page, const yaml_node_t *node, const char *what, bool *value)
{
    const char *text = node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
    *value = strcmp(text, "true") == 0;
    return *value || strcmp(text, "false") == 0 ? DOMAR_OK : domar_page_wrong(page, node, what, "should be true or false");
}

domar_status domar_page_file(domar_page *page, const yaml_node_t *node, const char **path)
{
    const char *name = NULL, *slash = strrchr(page->path, '/');
    domar_status st = domar_page_text(page, node, "file", &name);
    if (st) return st;
    char *full = *name == '/' || !slash ? domar_strdup(page->book->cx, name)
                                        : domar_format(page->book->cx, "%.*s/%s", (int)(slash - page->path), page->path, name);
    if (!full) return DOMAR_ENOMEM;
    *path = full;
    if ((st = domar_book_keep(page->book, full))) return st;
    if (access(full, R_OK) == 0) return DOMAR_OK;
    return domar_fail(page->book->cx, DOMAR_EDATA, "%s, line %zu: there is no file %s: check the path (it is looked for "
                      "beside the page)", page->path, domar_page_line(node), full);
}

/* ---- codes and groups */
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
    const domar_status st = domar_grow(book->cx, list, room, *count + 1, sizeof **list);
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
        const domar_status kept = domar_book_keep(page->book, list);
        if (!st) st = kept;
    }
    if (!st) *codes = (domar_chosen){ list, count };
    return st;
}
