/* read/study_data.c -- the data block of a chapter: the file, how it is read, names and groups of its units. */
#include "read/study_inside.h"
#include "base/text.h"

/* ---- long to wide */
static domar_status read_reshape(domar_page *page, const yaml_node_t *node, domar_study_data *d)
{
    static const char *const keys[] = { "rows", "value", "names", NULL };
    domar_status st = domar_page_keys(page, node, "reshape", keys);
    const yaml_node_t *names = st ? NULL : domar_page_find(page, node, "names");
    if (!st) st = domar_study_find(page, node, "rows", &d->spread);
    if (!st) st = domar_study_find(page, node, "value", &d->value);
    if (!st && (!d->spread || !d->value))
        st = domar_page_wrong(page, node, "reshape", "needs rows (the column that names variables) and value (that of their values)");
    if (st || !names) return st;
    if (names->type != YAML_MAPPING_NODE || !domar_pairs_size(names))
        return domar_page_wrong(page, names, "names", "should hold keys: new name: name in the file");
    const size_t count = domar_pairs_size(names);
    d->rename = domar_study_room(page, count + 1, sizeof *d->rename);
    if (!d->rename) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        yaml_node_t *value;
        st = domar_study_pair(page, names, k, "names", &d->rename[k].name, &value);
        if (!st) st = domar_page_text(page, value, "names", &d->rename[k].value);
    }
    return st;
}

/* ---- names of units */
static domar_status read_names(domar_page *page, const yaml_node_t *node, domar_study_data *d)
{
    domar_status st = DOMAR_OK;
    if (!node) return st;
    if (node->type != YAML_MAPPING_NODE) return domar_page_wrong(page, node, "names", "should hold keys: code: {en: ..., zh: ...}");
    d->names = domar_pairs_size(node);
    d->name = domar_study_room(page, d->names, sizeof *d->name);
    if (!d->name) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < d->names; k++) {
        yaml_node_t *value;
        st = domar_study_pair(page, node, k, "names", &d->name[k].code, &value);
        if (!st) st = domar_study_both(page, value, d->name[k].code, &d->name[k].label);
    }
    return st;
}

/* ---- groups of units */
static domar_status read_group(domar_page *page, const yaml_node_t *node, domar_study_classes *c, size_t g)
{
    static const char *const keys[] = { "en", "zh", "units", NULL };
    domar_study_name *group = &c->group[g];
    const yaml_node_t *list = node, *part;
    domar_status st = DOMAR_OK;
    group->label = (domar_both){ group->code, group->code };
    if (node->type == YAML_MAPPING_NODE) {
        st = domar_page_keys(page, node, group->code, keys);
        list = st ? NULL : domar_page_find(page, node, "units");
        if (!st && (part = domar_page_find(page, node, "en"))) st = domar_page_text(page, part, "en", &group->label.en);
        if (!st && (part = domar_page_find(page, node, "zh"))) st = domar_page_text(page, part, "zh", &group->label.zh);
    }
    if (!st && (!list || list->type != YAML_SEQUENCE_NODE))
        st = domar_page_wrong(page, list ? list : node, group->code, "should list its units: [unit, unit]");
    for (size_t k = 0; !st && k < domar_list_size(list); k++) {
        const char *unit = NULL;
        const yaml_node_t *item = domar_list_item(page, list, k);
        st = domar_page_text(page, item, group->code, &unit);
        for (size_t u = 0; !st && u < c->units; u++)
            if (strcmp(c->unit[u], unit) == 0) st = domar_page_wrong(page, item, unit, "is in two groups: leave one out");
        if (st) break;
        c->unit[c->units] = unit;
        c->of[c->units++] = g;
    }
    return st;
}

/* Units that all groups of a mapping list. */
static size_t most_units(domar_page *page, const yaml_node_t *node)
{
    size_t count = 0;
    for (size_t g = 0; g < domar_pairs_size(node); g++) {
        const yaml_node_t *group = domar_page_node(page, node->data.mapping.pairs.start[g].value);
        if (group->type == YAML_MAPPING_NODE) group = domar_page_find(page, group, "units");
        if (group && group->type == YAML_SEQUENCE_NODE) count += domar_list_size(group);
    }
    return count;
}

static domar_status read_column(domar_page *page, const yaml_node_t *node, domar_study_classes *c)
{
    domar_status st = DOMAR_OK;
    if (node->type != YAML_MAPPING_NODE || !domar_pairs_size(node))
        return domar_page_wrong(page, node, c->column, "should hold groups: East: {zh: ..., units: [unit, unit]}");
    c->line = domar_page_line(node);
    c->groups = domar_pairs_size(node);
    c->group = domar_study_room(page, c->groups, sizeof *c->group);
    c->unit = domar_study_room(page, most_units(page, node), sizeof *c->unit);
    c->of = domar_study_room(page, most_units(page, node), sizeof *c->of);
    if (!c->group || !c->unit || !c->of) return DOMAR_ENOMEM;
    for (size_t g = 0; !st && g < c->groups; g++) {
        yaml_node_t *value;
        st = domar_study_pair(page, node, g, c->column, &c->group[g].code, &value);
        if (!st) st = read_group(page, value, c, g);
    }
    return st;
}

static domar_status read_classes(domar_page *page, const yaml_node_t *node, domar_study_data *d)
{
    domar_status st = DOMAR_OK;
    if (!node) return st;
    if (node->type != YAML_MAPPING_NODE)
        return domar_page_wrong(page, node, "classes", "should hold keys: column: {group: [unit, unit]}");
    d->class_columns = domar_pairs_size(node);
    d->classes = domar_study_room(page, d->class_columns, sizeof *d->classes);
    if (!d->classes) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < d->class_columns; k++) {
        yaml_node_t *value;
        st = domar_study_pair(page, node, k, "classes", &d->classes[k].column, &value);
        if (!st) st = read_column(page, value, &d->classes[k]);
    }
    return st;
}

domar_status domar_study_data_read(domar_page *page, const yaml_node_t *node, domar_study_data *d)
{
    static const char *const keys[] = { "file", "unit", "period", "columns", "sheet", "member", "encoding", "missing", "where",
                                        "periods", "reshape", "source", "licence", "names", "classes", NULL };
    d->file = "";
    domar_status st = domar_page_keys(page, node, "data", keys);
    const struct { const char *key, **at; } texts[] = {
        { "file", &d->file }, { "unit", &d->unit }, { "period", &d->period }, { "columns", &d->columns }, { "sheet", &d->sheet },
        { "member", &d->member }, { "encoding", &d->encoding }, { "missing", &d->missing }, { "where", &d->where },
        { "periods", &d->periods } };
    for (size_t k = 0; !st && k < sizeof texts / sizeof *texts; k++) st = domar_study_find(page, node, texts[k].key, texts[k].at);
    if (st) return st;
    d->line = domar_page_line(node);
    const yaml_node_t *reshape = domar_page_find(page, node, "reshape");
    if (reshape) st = read_reshape(page, reshape, d);
    if (!st) st = domar_study_both(page, domar_page_find(page, node, "source"), "source", &d->source);
    if (!st) st = domar_study_both(page, domar_page_find(page, node, "licence"), "licence", &d->licence);
    if (!st) st = read_names(page, domar_page_find(page, node, "names"), d);
    return st ? st : read_classes(page, domar_page_find(page, node, "classes"), d);
}
