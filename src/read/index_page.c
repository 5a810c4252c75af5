/* read/index_page.c -- `index:` documents: systems > dimensions > indicators, with the levels that are there. */
#include "read/index_page.h"
#include "base/text.h"
#include "read/page.h"
#include <math.h>
#include <stddef.h>
#include <stdio.h>

struct book {
    domar_definition d;          /* first: the face */
    domar_kept kept;
    domar_indicator *indicator; size_t indicator_room;
    domar_part *dimension; size_t dimension_room;
    domar_part *system; size_t system_room;
    domar_judgement *judgement; size_t judgement_room;
    domar_pair *convention; size_t conventions, convention_room;
};

static struct book *book_of(const domar_page *page) { return (struct book *)((char *)page->kept - offsetof(struct book, kept)); }

/* ---- small values */
static domar_status read_title(domar_page *page, const yaml_node_t *node, const char **en, const char **zh)
{
    static const char *const languages[] = { "en", "zh", NULL };
    domar_status st = DOMAR_OK;
    *en = *zh = "";
    if (!node) return DOMAR_OK;
    if (node->type == YAML_SCALAR_NODE) {
        st = domar_page_text(page, node, "title", en);
        *zh = *en;
        return st;
    }
    if ((st = domar_page_keys(page, node, "title", languages))) return st;
    const yaml_node_t *in_en = domar_page_find(page, node, "en"), *in_zh = domar_page_find(page, node, "zh");
    if (in_en) st = domar_page_text(page, in_en, "title", en);
    if (!st && in_zh) st = domar_page_text(page, in_zh, "title", zh);
    if (!in_en) *en = *zh;
    if (!in_zh) *zh = *en;
    return st;
}

static domar_status read_weight(domar_page *page, const yaml_node_t *node, double *weight)
{
    *weight = NAN;
    if (!node) return DOMAR_OK;
    const domar_status st = domar_page_number(page, node, "weight", false, weight);
    return st || *weight >= 0 ? st : domar_page_wrong(page, node, "weight", "should not be below 0");
}

static size_t list_size(const yaml_node_t *list) { return (size_t)(list->data.sequence.items.top - list->data.sequence.items.start); }
static yaml_node_t *list_item(domar_page *page, const yaml_node_t *list, size_t k)
{
    return domar_page_node(page, list->data.sequence.items.start[k]);
}

/* Two numbers, from .. to; one alone where `alone`. */
static domar_status read_span(domar_page *page, const yaml_node_t *node, const char *what, bool alone, double span[2])
{
    if (alone && node->type == YAML_SCALAR_NODE) {
        const domar_status st = domar_page_number(page, node, what, false, span);
        span[1] = span[0];
        return st;
    }
    if (node->type != YAML_SEQUENCE_NODE || list_size(node) != 2)
        return domar_page_wrong(page, node, what, alone ? "should be a number or [from, to]" : "should be [lowest, highest]");
    domar_status st = domar_page_number(page, list_item(page, node, 0), what, false, &span[0]);
    if (!st) st = domar_page_number(page, list_item(page, node, 1), what, false, &span[1]);
    if (!st && !(alone ? span[0] <= span[1] : span[0] < span[1])) st = domar_page_wrong(page, node, what, "should rise from first "
        "to second");
    return st;
}

/* ---- indicators */
static domar_status read_direction(domar_page *page, const yaml_node_t *node, const yaml_node_t *best, domar_indicator *i)
{
    static const char *const words[] = { "positive", "negative", "moderate" };
    const char *text = "positive";
    size_t k = 0;
    domar_status st = node ? domar_page_text(page, node, "direction", &text) : DOMAR_OK;
    if (st) return st;
    while (k < 3 && strcmp(words[k], text) != 0) k++;
    if (k == 3) return domar_page_wrong(page, node, "direction", "should be positive, negative or moderate");
    i->direction = (domar_direction)k;
    i->best[0] = i->best[1] = NAN;
    if (i->direction == DOMAR_MODERATE) {
        if (!best) return domar_page_wrong(page, node, i->term, "is moderate: say which value is best, `best: 5` or `best: [4, 6]`");
        return read_span(page, best, "best", true, i->best);
    }
    return best ? domar_page_wrong(page, best, "best", "goes with `direction: moderate` alone: leave it out, or say moderate") : DOMAR_OK;
}

static domar_status unique_indicator(domar_page *page, const yaml_node_t *node, const domar_indicator *new)
{
    const struct book *b = book_of(page);
    for (size_t k = 0; k < b->d.indicators; k++)
        if (strcmp(b->indicator[k].code, new->code) == 0)
            return domar_page_wrong(page, node, new->code, "comes twice: leave one out, or give it a code of its own");
    return DOMAR_OK;
}

static domar_status read_indicator(domar_page *page, const yaml_node_t *node)
{
    static const char *const keys[] = { "name", "code", "title", "unit", "direction", "best", "bounds", "weight", NULL };
    struct book *b = book_of(page);
    domar_indicator i = { .unit = "", .title_en = "", .title_zh = "", .best = { NAN, NAN }, .bounds = { NAN, NAN }, .weight = NAN,
                          .dimension = b->d.dimensions - 1, .system = b->d.systems - 1 };
    domar_status st = DOMAR_OK;
    if (node->type == YAML_SCALAR_NODE) st = domar_page_text(page, node, "an indicator", &i.term);   /* the bare name */
    else {
        st = domar_page_keys(page, node, "an indicator", keys);
        const yaml_node_t *name = st ? NULL : domar_page_find(page, node, "name"), *code = st ? NULL : domar_page_find(page, node, "code"),
                          *unit = st ? NULL : domar_page_find(page, node, "unit"), *bounds = st ? NULL : domar_page_find(page, node,
                              "bounds");
        if (!st && !name) st = domar_page_wrong(page, node, "this indicator", "has no name: give the column or expression it is");
        if (!st) st = domar_page_text(page, name, "name", &i.term);
        if (!st && code) st = domar_page_text(page, code, "code", &i.code);
        if (!st && unit) st = domar_page_text(page, unit, "unit", &i.unit);
        if (!st) st = read_title(page, domar_page_find(page, node, "title"), &i.title_en, &i.title_zh);
        if (!st) st = read_direction(page, domar_page_find(page, node, "direction"), domar_page_find(page, node, "best"), &i);
        if (!st && bounds) st = read_span(page, bounds, "bounds", false, i.bounds);
        if (!st && bounds && i.direction == DOMAR_MODERATE)
            st = domar_page_wrong(page, bounds, "bounds", "do not go with `direction: moderate`: leave them out");
        if (!st) st = read_weight(page, domar_page_find(page, node, "weight"), &i.weight);
    }
    if (!i.code) i.code = i.term;
    if (!st) st = unique_indicator(page, node, &i);
    if (!st) st = domar_grow(b->kept.cx, &b->indicator, &b->indicator_room, b->d.indicators + 1, sizeof i);
    if (!st) b->indicator[b->d.indicators++] = i;
    return st;
}

/* Weights of siblings are given for all or for none. */
static domar_status whole_weights(domar_page *page, const yaml_node_t *list, const char *what, size_t given, size_t count)
{
    char words[192];
    if (!given || given == count) return DOMAR_OK;
    snprintf(words, sizeof words, "give a weight to %zu of %zu: give it to all, or to none", given, count);
    return domar_page_wrong(page, list, what, words);
}

static domar_status read_indicators(domar_page *page, const yaml_node_t *list)
{
    struct book *b = book_of(page);
    domar_part *d = &b->dimension[b->d.dimensions - 1];
    size_t given = 0;
    double sum = 0;
    domar_status st = DOMAR_OK;
    if (list->type != YAML_SEQUENCE_NODE || !list_size(list))
        return domar_page_wrong(page, list, "indicators", "should be a list of at least one: - {name: column}");
    d->first = b->d.indicators;
    d->count = list_size(list);
    for (size_t k = 0; !st && k < d->count; k++) {
        st = read_indicator(page, list_item(page, list, k));
        if (!st && !isnan(b->indicator[d->first + k].weight)) {
            given++;
            sum += b->indicator[d->first + k].weight;
        }
    }
    if (!st) st = whole_weights(page, list, "indicators", given, d->count);
    return st || !given || sum > 0 ? st : domar_page_wrong(page, list, "indicators", "have weights of 0 alone: give one that counts");
}

/* ---- dimensions and systems */
static domar_status read_part(domar_page *page, const yaml_node_t *node, const char *what, const char *const *keys, domar_part *p)
{
    domar_status st = domar_page_keys(page, node, what, keys);
    const yaml_node_t *code = st ? NULL : domar_page_find(page, node, "code");
    if (!st && !code) st = domar_page_wrong(page, node, what, "has no code: give it a short name");
    if (!st) st = domar_page_text(page, code, "code", &p->code);
    if (!st) st = read_title(page, domar_page_find(page, node, "title"), &p->title_en, &p->title_zh);
    return st ? st : read_weight(page, domar_page_find(page, node, "weight"), &p->weight);
}

static domar_status add_part(domar_page *page, const yaml_node_t *node, domar_part **list, size_t *count, size_t *room, domar_part p)
{
    for (size_t k = 0; k < *count; k++)
        if (strcmp((*list)[k].code, p.code) == 0) return domar_page_wrong(page, node, p.code, "comes twice: give it a code of its own");
    const domar_status st = domar_grow(page->kept->cx, list, room, *count + 1, sizeof p);
    if (!st) (*list)[(*count)++] = p;
    return st;
}

static domar_status read_dimension(domar_page *page, const yaml_node_t *node)
{
    static const char *const keys[] = { "code", "title", "weight", "indicators", NULL };
    struct book *b = book_of(page);
    domar_part p = { .system = b->d.systems - 1 };
    domar_status st = read_part(page, node, "a dimension", keys, &p);
    const yaml_node_t *list = st ? NULL : domar_page_find(page, node, "indicators");
    if (!st && !list) st = domar_page_wrong(page, node, p.code, "has no indicators: list them");
    if (!st) st = add_part(page, node, &b->dimension, &b->d.dimensions, &b->dimension_room, p);
    return st ? st : read_indicators(page, list);
}

/* One that stands for all of a level which the page leaves out. */
static domar_status add_whole(domar_page *page, const yaml_node_t *node, bool system)
{
    struct book *b = book_of(page);
    const domar_part *s = system || !b->d.has_systems ? NULL : &b->system[b->d.systems - 1];
    const domar_part p = { .code = s ? s->code : "all", .title_en = s ? s->title_en : "all", .title_zh = s ? s->title_zh : "全部",
                           .weight = NAN, .system = system ? 0 : b->d.systems - 1 };
    return system ? add_part(page, node, &b->system, &b->d.systems, &b->system_room, p)
                  : add_part(page, node, &b->dimension, &b->d.dimensions, &b->dimension_room, p);
}

/* `dimensions:` or `indicators:` of a node, into the last system. */
static domar_status read_inside(domar_page *page, const yaml_node_t *node, const char *what)
{
    struct book *b = book_of(page);
    const yaml_node_t *dimensions = domar_page_find(page, node, "dimensions"), *indicators = domar_page_find(page, node, "indicators");
    const size_t at = b->d.systems - 1, first = b->d.indicators, dimension = b->d.dimensions;
    size_t given = 0;
    domar_status st = DOMAR_OK;
    if (!dimensions == !indicators) return domar_page_wrong(page, node, what, "should hold either dimensions or indicators");
    if (indicators) {
        st = add_whole(page, node, false);
        if (!st) st = read_indicators(page, indicators);
    } else if (dimensions->type != YAML_SEQUENCE_NODE || !list_size(dimensions))
        st = domar_page_wrong(page, dimensions, "dimensions", "should be a list of at least one: - {code: X, indicators: [...]}");
    else {
        b->d.has_dimensions = true;
        for (size_t k = 0; !st && k < list_size(dimensions); k++) {
            st = read_dimension(page, list_item(page, dimensions, k));
            if (!st) given += (size_t)!isnan(b->dimension[b->d.dimensions - 1].weight);
        }
        if (!st) st = whole_weights(page, dimensions, "dimensions", given, list_size(dimensions));
    }
    if (st) return st;
    b->system[at].first = first;
    b->system[at].count = b->d.indicators - first;
    b->system[at].dimension = dimension;
    b->system[at].dimensions = b->d.dimensions - dimension;
    return DOMAR_OK;
}

static domar_status read_systems(domar_page *page, const yaml_node_t *root)
{
    static const char *const keys[] = { "code", "title", "weight", "dimensions", "indicators", NULL };
    struct book *b = book_of(page);
    const yaml_node_t *systems = domar_page_find(page, root, "systems");
    size_t given = 0;
    if (!systems) {
        const domar_status st = add_whole(page, root, true);
        return st ? st : read_inside(page, root, "the page (or its systems)");
    }
    if (systems->type != YAML_SEQUENCE_NODE || !list_size(systems))
        return domar_page_wrong(page, systems, "systems", "should be a list of at least one: - {code: X, dimensions: [...]}");
    b->d.has_systems = true;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < list_size(systems); k++) {
        const yaml_node_t *node = list_item(page, systems, k);
        domar_part p = { 0 };
        st = read_part(page, node, "a system", keys, &p);
        if (!st) st = add_part(page, node, &b->system, &b->d.systems, &b->system_room, p);
        if (!st) st = read_inside(page, node, p.code);
        given += (size_t)!isnan(p.weight);
    }
    return st ? st : whole_weights(page, systems, "systems", given, b->d.systems);
}

/* ---- judgements */
static domar_status read_comparison(domar_page *page, const yaml_node_t *node, double *value)
{
    const char *text = node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "", *slash = strchr(text, '/');
    char top[32] = "";
    double below = 1;
    if (slash && slash - text < (long)sizeof top) memcpy(top, text, (size_t)(slash - text));
    const bool read = slash ? domar_parse_double(top, value) && domar_parse_double(slash + 1, &below) : domar_parse_double(text, value);
    if (!read || !(*value > 0) || !(below > 0) || !isfinite(*value))
        return domar_page_wrong(page, node, "a comparison", "should be a number above 0, such as 3 or 1/3");
    *value /= below;
    return DOMAR_OK;
}

/* How many parts are compared under this name; 0: there is no such name. */
static size_t parts_of(const domar_definition *d, const char *of)
{
    if (strcmp(of, "systems") == 0) return d->has_systems ? d->systems : 0;
    if (strcmp(of, "dimensions") == 0) return d->has_dimensions && !d->has_systems ? d->dimensions : 0;
    if (strcmp(of, "indicators") == 0) return d->has_dimensions || d->has_systems ? 0 : d->indicators;
    for (size_t k = 0; d->has_systems && k < d->systems; k++)
        if (strcmp(d->system[k].code, of) == 0 && d->has_dimensions && d->system[k].dimensions > 1) return d->system[k].dimensions;
    for (size_t k = 0; k < d->dimensions; k++)
        if (strcmp(d->dimension[k].code, of) == 0) return d->dimension[k].count;
    return 0;
}

static domar_status read_judgement(domar_page *page, const char *of, const yaml_node_t *key, const yaml_node_t *rows)
{
    struct book *b = book_of(page);
    const size_t n = parts_of(&b->d, of);
    char words[192];
    if (!n) return domar_page_wrong(page, key, of, "is no part of this page that is made of others: compare systems, or name a system "
                                    "or dimension");
    snprintf(words, sizeof words, "should be %zu rows of %zu comparisons", n, n);
    if (rows->type != YAML_SEQUENCE_NODE || list_size(rows) != n) return domar_page_wrong(page, rows, of, words);
    double *a = domar_alloc(b->kept.cx, n * n, sizeof *a);
    domar_status st = a ? domar_keep(&b->kept, a) : DOMAR_ENOMEM;
    for (size_t i = 0; !st && i < n; i++) {
        const yaml_node_t *row = list_item(page, rows, i);
        if (row->type != YAML_SEQUENCE_NODE || list_size(row) != n) return domar_page_wrong(page, row, of, words);
        for (size_t j = 0; !st && j < n; j++) st = read_comparison(page, list_item(page, row, j), &a[i * n + j]);
        for (size_t j = 0; !st && j <= i; j++)
            if (fabs(a[i * n + j] * a[j * n + i] - 1) > 0.03) {
                snprintf(words, sizeof words, "has %g in row %zu, column %zu, but %g across: one should be 1 over the other",
                         a[i * n + j], i + 1, j + 1, a[j * n + i]);
                return domar_page_wrong(page, row, of, words);
            }
    }
    if (!st) st = domar_grow(b->kept.cx, &b->judgement, &b->judgement_room, b->d.judgements + 1, sizeof *b->judgement);
    if (!st) b->judgement[b->d.judgements++] = (domar_judgement){ of, n, a };
    return st;
}

static domar_status read_judgements(domar_page *page, const yaml_node_t *node)
{
    if (!node) return DOMAR_OK;
    if (node->type != YAML_MAPPING_NODE) return domar_page_wrong(page, node, "judgements", "should be CODE: [[1, 3], [1/3, 1]]");
    domar_status st = DOMAR_OK;
    for (yaml_node_pair_t *e = node->data.mapping.pairs.start; !st && e < node->data.mapping.pairs.top; e++) {
        const yaml_node_t *key = domar_page_node(page, e->key);
        const char *of = NULL;
        st = domar_page_text(page, key, "judgements", &of);
        if (!st && domar_definition_judgement(&book_of(page)->d, of)) st = domar_page_wrong(page, key, of, "comes twice: leave one out");
        if (!st) st = read_judgement(page, of, key, domar_page_node(page, e->value));
        book_of(page)->d.judgement = book_of(page)->judgement;
    }
    return st;
}

/* ---- the page */
static domar_status read_conventions(domar_page *page, const yaml_node_t *node)
{
    struct book *b = book_of(page);
    domar_status st = node ? domar_page_keys(page, node, "conventions", domar_definition_conventions) : DOMAR_OK;
    if (!st && node)
        for (yaml_node_pair_t *e = node->data.mapping.pairs.start; !st && e < node->data.mapping.pairs.top; e++) {
            domar_pair p = { NULL, NULL };
            st = domar_page_text(page, domar_page_node(page, e->key), "conventions", &p.name);
            if (!st) st = domar_page_text(page, domar_page_node(page, e->value), p.name, &p.value);
            if (!st) st = domar_grow(b->kept.cx, &b->convention, &b->convention_room, b->conventions + 1, sizeof p);
            if (!st) b->convention[b->conventions++] = p;
        }
    if (!st) st = domar_grow(b->kept.cx, &b->convention, &b->convention_room, b->conventions + 1, sizeof *b->convention);
    return st;
}

static domar_status read_index(domar_page *page, const yaml_node_t *node)
{
    static const char *const keys[] = { "title", "source", "unit", "period", "conventions", "systems", "dimensions", "indicators",
                                        "judgements", NULL };
    struct book *b = book_of(page);
    domar_status st = domar_page_keys(page, node, "an index", keys);
    if (st) return st;
    const struct { const char *key; const char **text; } words[] = {
        { "source", &b->d.source }, { "unit", &b->d.unit }, { "period", &b->d.period } };
    st = read_title(page, domar_page_find(page, node, "title"), &b->d.title_en, &b->d.title_zh);
    for (size_t k = 0; !st && k < 3; k++) {
        const yaml_node_t *value = domar_page_find(page, node, words[k].key);
        if (value) st = domar_page_text(page, value, words[k].key, words[k].text);
    }
    if (!st) st = read_conventions(page, domar_page_find(page, node, "conventions"));
    if (!st) st = read_systems(page, node);
    b->d.indicator = b->indicator;
    b->d.dimension = b->dimension;
    b->d.system = b->system;
    b->d.conventions = b->convention;
    if (!st) st = read_judgements(page, domar_page_find(page, node, "judgements"));
    b->d.judgement = b->judgement;
    return st;
}

static domar_status read_page(struct book *b)
{
    static const domar_page_kind kind = { "a definition", "`index:` (docs/index-definitions.md)", "definitions", "none does" };
    static const char *const keys[] = { "index", NULL };
    domar_page page;
    domar_status st = domar_page_open(&b->kept, &page, &kind, b->d.path);
    if (st) return st;
    const yaml_node_t *root = domar_page_root(&page), *index = domar_page_find(&page, root, "index");
    if (!index) st = domar_page_wrong(&page, root, "the page", "has no key index: put the definition under `index:` "
        "(docs/index-definitions.md)");
    if (!st) st = domar_page_keys(&page, root, "a definition", keys);
    if (!st) st = read_index(&page, index);
    domar_page_close(&page);
    return st;
}

domar_status domar_index_page_read(domar_cx *cx, domar_definition **out, const char *path)
{
    struct book *b = domar_alloc(cx, 1, sizeof *b);
    *out = NULL;
    if (!b) return DOMAR_ENOMEM;
    b->kept.cx = cx;
    b->d.source = "";
    b->d.path = domar_keep_text(&b->kept, path);
    const domar_status st = b->d.path ? read_page(b) : DOMAR_ENOMEM;
    if (st) domar_index_page_free(&b->d);
    else *out = &b->d;
    return st;
}

void domar_index_page_free(domar_definition *d)
{
    struct book *b = (struct book *)(void *)d;
    if (!d) return;
    domar_kept_drop(&b->kept);
    domar_release(b->indicator);
    domar_release(b->dimension);
    domar_release(b->system);
    domar_release(b->judgement);
    domar_release(b->convention);
    domar_release(b);
}
