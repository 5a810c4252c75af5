/* read/page.c -- YAML (and so JSON) as a tree, by libyaml; every complaint names file and line. */
#include "read/page.h"
#include "base/embed.h"
#include "base/text.h"
#include "read/source.h"
#include <math.h>
#include <stdio.h>
#include <unistd.h>

domar_status domar_keep(void *arg, void *block)
{
    domar_kept *kept = arg;
    const domar_status st = domar_grow(kept->cx, &kept->block, &kept->room, kept->count + 1, sizeof *kept->block);
    if (st) domar_release(block);
    else kept->block[kept->count++] = block;
    return st;
}

const char *domar_keep_text(domar_kept *kept, const char *text)
{
    char *copy = domar_strdup(kept->cx, text);
    return copy && !domar_keep(kept, copy) ? copy : NULL;
}

void domar_kept_drop(domar_kept *kept)
{
    for (size_t k = 0; k < kept->count; k++) domar_release(kept->block[k]);
    domar_release(kept->block);
}

/* ---- the tree */
static domar_status load(domar_kept *kept, domar_page *page, const domar_text *text)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return domar_fail(kept->cx, DOMAR_ENOMEM, "no memory to read %s", page->path);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text->data ? text->data : ""), text->size);
    domar_status st = DOMAR_OK;
    if (!yaml_parser_load(&parser, &page->document))
        st = domar_fail(kept->cx, DOMAR_EDATA, "%s, line %zu: %s: correct the YAML", page->path,
                        parser.problem_mark.line + 1, parser.problem ? parser.problem : "not YAML");
    else {                                                     /* what follows would be lost without a word */
        yaml_document_t second;
        if (!yaml_parser_load(&parser, &second))
            st = domar_fail(kept->cx, DOMAR_EDATA, "%s, line %zu: %s after the page: take it out", page->path,
                            parser.problem_mark.line + 1, parser.problem ? parser.problem : "more");
        else {
            const yaml_node_t *root = yaml_document_get_root_node(&second);
            if (root)
                st = domar_fail(kept->cx, DOMAR_EDATA, "%s, line %zu: a second document begins: %s is one", page->path,
                                root->start_mark.line + 1, page->kind->a);
            yaml_document_delete(&second);
        }
        if (st) yaml_document_delete(&page->document);
    }
    yaml_parser_delete(&parser);
    return st;
}

/* "@trade_costs": a page that travels inside the program. */
static domar_status load_embedded(domar_kept *kept, domar_page *page)
{
    char name[128];
    size_t size = 0;
    snprintf(name, sizeof name, "data/%s/%.80s.yaml", page->kind->folder, page->path + 1);
    const char *bytes = domar_embedded(name, &size);
    domar_text text = domar_text_new(kept->cx);
    if (!bytes)
        return domar_fail(kept->cx, DOMAR_ENOTFOUND, "no %s %s comes with the program: %s; "
                          "without @ it is the name of a file", strchr(page->kind->a, ' ') + 1, page->path, page->kind->shipped);
    domar_text_add(&text, bytes, size);
    const domar_status st = text.status ? text.status : load(kept, page, &text);
    domar_text_drop(&text);
    return st;
}

static domar_status load_file(domar_kept *kept, domar_page *page)
{
    domar_source *source = NULL;
    domar_text text = domar_text_new(kept->cx);
    const char *block;
    size_t size = 0, line;
    domar_status st = domar_source_open(kept->cx, &source, page->path, NULL, NULL);
    do {
        if (!st) st = domar_source_lines(kept->cx, source, &block, &size, &line);
        if (!st && size) domar_text_add(&text, block, size);
    } while (!st && size);
    domar_source_free(source);
    if (!st) st = text.status;
    if (!st) st = load(kept, page, &text);
    domar_text_drop(&text);
    return st;
}

domar_status domar_page_open(domar_kept *kept, domar_page *page, const domar_page_kind *kind, const char *path)
{
    *page = (domar_page){ .kept = kept, .kind = kind, .path = path };
    domar_status st = *path == '@' ? load_embedded(kept, page) : load_file(kept, page);
    if (st) return st;
    const yaml_node_t *root = domar_page_root(page);
    if (root && root->type == YAML_MAPPING_NODE) return DOMAR_OK;
    st = domar_fail(kept->cx, DOMAR_EDATA, "%s is no %s: it should be a page of keys such as %s", path,
                    strchr(kind->a, ' ') + 1, kind->keys);
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
    return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: %s %s", page->path, domar_page_line(node), what, wrong);
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
            return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: %s has no key %s%s%s%s", page->path,
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
    *text = domar_keep_text(page->kept, (const char *)node->data.scalar.value);
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
    char *full = *name == '/' || !slash ? domar_strdup(page->kept->cx, name)
                                        : domar_format(page->kept->cx, "%.*s/%s", (int)(slash - page->path), page->path, name);
    if (!full) return DOMAR_ENOMEM;
    *path = full;
    if ((st = domar_keep(page->kept, full))) return st;
    if (access(full, R_OK) == 0) return DOMAR_OK;
    return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: there is no file %s: check the path (it is looked for "
                      "beside the page)", page->path, domar_page_line(node), full);
}
