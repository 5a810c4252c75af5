/* read/sidecar.c -- the YAML page beside a table, by libyaml. */
#include "read/sidecar.h"
#include "base/text.h"
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <yaml.h>

static const char *const infos[DOMAR_SIDECAR_INFOS] = { "title", "source", "citation", "licence",
    "version", "currency", "unit", "price_basis", "notes" };

/* ---- kinds that a list may name; NULL where the short form of an entry is an English label */
static const char *const no_kinds[] = { NULL };
static const char *const economy_kinds[] = { "part", "rest", "world", NULL };
static const char *const sectors[] = { "AGR", "MIN", "MAN", "EGW", "CON", "TRD", "TRA", "ICT",
    "FIN", "REA", "BUS", "PUB", "OTH", NULL };        /* data/codes/broad.csv */
static const char *const use_kinds[] = { DOMAR_HOUSEHOLDS, DOMAR_NPISH, DOMAR_GOVERNMENT,
    DOMAR_INVESTMENT, DOMAR_INVENTORIES, DOMAR_ABROAD, DOMAR_CONSUMPTION, DOMAR_EXPORTS,
    DOMAR_IMPORTS, DOMAR_DISCREPANCY, DOMAR_FINAL, NULL };
static const char *const factor_kinds[] = {
    DOMAR_VALUE_ADDED,  DOMAR_LABOUR,         DOMAR_CAPITAL,
    DOMAR_TAX_PRODUCTS, DOMAR_TAX_PRODUCTION, DOMAR_MARGINS,
    DOMAR_IMPORTED,     DOMAR_ADJUSTMENT,     NULL
};
static const char *const satellite_kinds[] = { DOMAR_JOBS, DOMAR_HOURS, DOMAR_STOCK, DOMAR_ENERGY,
    DOMAR_EMISSION, DOMAR_LABOUR, DOMAR_MONEY, DOMAR_PRICE, "volume_index", NULL };

static const struct {
    const char *key;
    size_t at;
    const char *const *kinds;
    bool label;
} lists[] = {
    { "economies", offsetof(domar_sidecar, economies), economy_kinds, true },
    { "industries", offsetof(domar_sidecar, industries), sectors, true },
    { "final_demand", offsetof(domar_sidecar, final_demand), use_kinds, false },
    { "factors", offsetof(domar_sidecar, factors), factor_kinds, false },
    { "satellites", offsetof(domar_sidecar, satellites), satellite_kinds, false },
    { "ignore", offsetof(domar_sidecar, ignore), no_kinds, true },
    { "headers", offsetof(domar_sidecar, headers), no_kinds, true },
    { "sets", offsetof(domar_sidecar, sets), no_kinds, true },
    { "columns", offsetof(domar_sidecar, columns), no_kinds, true },
    { "filter", offsetof(domar_sidecar, filter), no_kinds, true },
};
enum { LISTS = sizeof lists / sizeof *lists };

static const struct { const char *key; size_t at; } texts[] = {
    { "separator", offsetof(domar_sidecar, separator) },
    { "economy", offsetof(domar_sidecar, economy) },
    { "output", offsetof(domar_sidecar, output) },
    { "industry_list", offsetof(domar_sidecar, industry_list) },
    { "make", offsetof(domar_sidecar, make) },
    { "absent", offsetof(domar_sidecar, absent) },
};
enum { TEXTS = sizeof texts / sizeof *texts };

struct page {
    domar_cx *cx;
    domar_sidecar *s;
    yaml_document_t *document;
};

static yaml_node_t *node(const struct page *p, int id)
{
    return yaml_document_get_node(p->document, id);
}

static size_t line_of(const yaml_node_t *n) { return n->start_mark.line + 1; }

static domar_status wrong(const struct page *p, const yaml_node_t *n, const char *what,
                          const char *name)
{
    return domar_fail(p->cx, DOMAR_EDATA, "%s, line %zu: %s %s", p->s->path, line_of(n), name,
                      what);
}

/* The text of a scalar, borrowed from the document; NULL after a message. */
static const char *text_of(const struct page *p, const yaml_node_t *n, const char *name)
{
    if (n->type == YAML_SCALAR_NODE) return (const char *)n->data.scalar.value;
    wrong(p, n, "should be one word or text", name);
    return NULL;
}

/* ---- one entry of a list: CODE | CODE: kind or label | CODE: {en:, zh:, kind:, unit:} */
static domar_status set_kind(const struct page *p, domar_item *item, const yaml_node_t *n,
                             const char *const *kinds, const char *value)
{
    for (const char *const *k = kinds; *k; k++)
        if (strcmp(*k, value) == 0) {
            item->kind = *k;
            return DOMAR_OK;
        }
    domar_text all = domar_text_new(p->cx);
    for (const char *const *k = kinds; *k; k++)
        domar_text_printf(&all, "%s%s", k == kinds ? "" : ", ", *k);
    const domar_status st = all.status ? all.status
        : domar_fail(p->cx, DOMAR_EDATA, "%s, line %zu: %s cannot be of kind %s%s%s", p->s->path,
                     line_of(n), item->code, value, all.data ? ": choose one of " : "",
                     all.data ? all.data : "");
    domar_text_drop(&all);
    return st;
}

static domar_status read_details(const struct page *p, domar_item *item, const yaml_node_t *n,
                                 const char *const *kinds)
{
    for (yaml_node_pair_t *e = n->data.mapping.pairs.start; e < n->data.mapping.pairs.top; e++) {
        const yaml_node_t *k = node(p, e->key), *v = node(p, e->value);
        const char *key = text_of(p, k, item->code), *value = key ? text_of(p, v, key) : NULL;
        domar_status st = value ? DOMAR_OK : DOMAR_EDATA;
        if (st) return st;
        if (strcmp(key, "en") == 0) item->en = value;
        else if (strcmp(key, "zh") == 0) item->zh = value;
        else if (strcmp(key, "unit") == 0) item->unit = value;
        else if (strcmp(key, "kind") == 0) st = set_kind(p, item, v, kinds, value);
        else st = wrong(p, k, "is not known here: use en, zh, kind, unit", key);
        if (st) return st;
    }
    return DOMAR_OK;
}

static domar_status add_entry(const struct page *p, size_t which, const yaml_node_t *key,
                              const yaml_node_t *value)
{
    domar_sidecar_list *list = (domar_sidecar_list *)(void *)((char *)p->s + lists[which].at);
    const char *code = text_of(p, key, lists[which].key);
    if (!code) return DOMAR_EDATA;
    if (!*code) return wrong(p, key, "holds an empty code", lists[which].key);
    size_t capacity = list->count, lines = list->count;
    domar_status st =
        domar_grow(p->cx, &list->item, &capacity, list->count + 1, sizeof *list->item);
    if (!st) st = domar_grow(p->cx, &list->line, &lines, list->count + 1, sizeof *list->line);
    if (st) return st;
    domar_item *item = list->item + list->count;
    *item = (domar_item){ .code = code };
    list->line[list->count++] = line_of(key);
    if (!value) return DOMAR_OK;
    if (value->type == YAML_MAPPING_NODE) return read_details(p, item, value, lists[which].kinds);
    const char *text = text_of(p, value, code);
    if (!text) return DOMAR_EDATA;
    if (!lists[which].label) return set_kind(p, item, value, lists[which].kinds, text);
    item->en = text;
    return DOMAR_OK;
}

static domar_status read_list(const struct page *p, size_t which, const yaml_node_t *n)
{
    domar_status st = DOMAR_OK;
    if (n->type == YAML_SEQUENCE_NODE) {
        for (yaml_node_item_t *e = n->data.sequence.items.start;
             !st && e < n->data.sequence.items.top; e++)
            st = add_entry(p, which, node(p, *e), NULL);
    } else if (n->type == YAML_MAPPING_NODE) {
        for (yaml_node_pair_t *e = n->data.mapping.pairs.start;
             !st && e < n->data.mapping.pairs.top; e++)
            st = add_entry(p, which, node(p, e->key), node(p, e->value));
    } else
        st = wrong(p, n, "should be a list of codes", lists[which].key);
    return st;
}

/* ---- the keys of the page */
static const char *key_at(const void *unused, size_t k)
{
    (void)unused;
    if (k < LISTS) return lists[k].key;
    if (k - LISTS < TEXTS) return texts[k - LISTS].key;
    if (k - LISTS - TEXTS < DOMAR_SIDECAR_INFOS) return infos[k - LISTS - TEXTS];
    return k == LISTS + TEXTS + DOMAR_SIDECAR_INFOS ? "year" : "labels";
}

static domar_status read_number(const struct page *p, const yaml_node_t *n, const char *key)
{
    int64_t value;
    const bool year = strcmp(key, "year") == 0;
    const char *text = text_of(p, n, key);
    if (!text) return DOMAR_EDATA;
    if (!domar_parse_int(text, &value) || value < 1 || value > (year ? 9999 : 8))
        return wrong(
            p, n, year ? "should be a year such as 2012" : "should be a number from 1 to 8", key);
    if (year) p->s->year = (int)value;
    else p->s->labels = (size_t)value;
    return DOMAR_OK;
}

static domar_status read_key(const struct page *p, const yaml_node_t *k, const yaml_node_t *v)
{
    const char *key = text_of(p, k, "a key");
    if (!key) return DOMAR_EDATA;
    for (size_t i = 0; i < LISTS; i++)
        if (strcmp(key, lists[i].key) == 0) return read_list(p, i, v);
    if (strcmp(key, "year") == 0 || strcmp(key, "labels") == 0) return read_number(p, v, key);
    const char **at = NULL;
    for (size_t i = 0; i < TEXTS; i++)
        if (strcmp(key, texts[i].key) == 0)
            at = (const char **)(void *)((char *)p->s + texts[i].at);
    for (size_t i = 0; i < DOMAR_SIDECAR_INFOS; i++)
        if (strcmp(key, infos[i]) == 0) at = &p->s->info[i];
    if (!at) {
        const size_t count = LISTS + TEXTS + DOMAR_SIDECAR_INFOS + 2;
        const size_t near = domar_nearest(key, count, key_at, NULL);
        return domar_fail(p->cx, DOMAR_EDATA, "%s, line %zu: %s is not a key%s%s%s", p->s->path,
                          line_of(k), key, near == SIZE_MAX ? ": docs/readers/matrix.md lists them"
                          : ": did you mean ", near == SIZE_MAX ? "" : key_at(NULL, near),
                          near == SIZE_MAX ? "" : "?");
    }
    if (!(*at = text_of(p, v, key))) return DOMAR_EDATA;
    if (strcmp(key, "absent") == 0 && strcmp(*at, "zero") != 0)
        return wrong(p, v, "can only be zero (leave it out otherwise)", key);
    return DOMAR_OK;
}

static domar_status read_page(const struct page *p)
{
    const yaml_node_t *root = yaml_document_get_root_node(p->document);
    if (!root) return domar_fail(p->cx, DOMAR_EDATA, "%s: the page is empty", p->s->path);
    if (root->type != YAML_MAPPING_NODE)
        return wrong(p, root, "should be lines of key: value", "the page");
    domar_status st = DOMAR_OK;
    for (yaml_node_pair_t *e = root->data.mapping.pairs.start;
         !st && e < root->data.mapping.pairs.top; e++)
        st = read_key(p, node(p, e->key), node(p, e->value));
    return st;
}

static domar_status load(domar_cx *cx, domar_sidecar *s, FILE *file)
{
    yaml_parser_t parser;
    yaml_document_t *document = domar_alloc(cx, 1, sizeof *document);
    if (!document) return DOMAR_ENOMEM;
    if (!yaml_parser_initialize(&parser)) {
        domar_release(document);
        return domar_fail(cx, DOMAR_ENOMEM, "no memory to read %s", s->path);
    }
    yaml_parser_set_input_file(&parser, file);
    domar_status st = DOMAR_OK;
    if (!yaml_parser_load(&parser, document)) {
        st = domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s", s->path, parser.problem_mark.line + 1,
                        parser.problem ? parser.problem : "not YAML");
        domar_release(document);
    } else {
        s->document = document;
        st = read_page(&(struct page){ cx, s, document });
    }
    yaml_parser_delete(&parser);
    return st;
}

domar_status domar_sidecar_read(domar_cx *cx, domar_sidecar **out, const char *path)
{
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (!file)
        return domar_fail(cx, errno == ENOENT ? DOMAR_ENOTFOUND : DOMAR_EIO, "%s: %s", path,
                          strerror(errno));
    domar_sidecar *s = domar_alloc(cx, 1, sizeof *s);
    domar_status st = s ? DOMAR_OK : DOMAR_ENOMEM;
    if (s) {
        s->labels = 1;
        s->path = path;
        st = load(cx, s, file);
        /* where economies have a dimension or a column of their own there is nothing to cut */
        const bool apart = s->headers.count || s->columns.count || s->filter.count;
        if (!st && !s->separator && !apart && s->economies.count > 1)
            st = domar_fail(cx, DOMAR_EDATA,
                            "%s: several economies and no separator: say what stands "
                            "between economy and industry in the labels",
                            path);
    }
    fclose(file);
    if (st) domar_sidecar_free(s);
    else *out = s;
    return st;
}

void domar_sidecar_free(domar_sidecar *s)
{
    if (!s) return;
    for (size_t k = 0; k < LISTS; k++) {
        domar_sidecar_list *list = (domar_sidecar_list *)(void *)((char *)s + lists[k].at);
        domar_release(list->item);
        domar_release(list->line);
    }
    if (s->document) yaml_document_delete(s->document);
    domar_release(s->document);
    domar_release(s);
}

domar_status domar_sidecar_tell(domar_cx *cx, const domar_sidecar *s, domar_series *series)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < DOMAR_SIDECAR_INFOS; k++)
        if (s->info[k]) st = domar_info_set(cx, series, infos[k], s->info[k]);
    return st;
}

size_t domar_sidecar_find(const domar_sidecar_list *list, const char *code)
{
    for (size_t k = 0; k < list->count; k++)
        if (strcmp(list->item[k].code, code) == 0) return k;
    return SIZE_MAX;
}
