/* read/scenario_change.c -- one line of `baseline` or `changes`. */
#include "read/scenario_page.h"
#include "base/text.h"
#include "read/wedges.h"

static const char *const keys[] = { "kind", "economy", "industry", "partner", "user", "factor", "to", "by", "times", "file",
                                    "owner", "name", "source", "illustrative", NULL };

static const char *kind_name(const void *list, size_t k)
{
    (void)list;
    return domar_scenario_kinds[k].kind;
}

static domar_status read_kind(domar_page *page, const yaml_node_t *node, const domar_scenario_kind **kind)
{
    const yaml_node_t *value = domar_page_find(page, node, "kind");
    const char *text = NULL;
    if (!value) return domar_page_wrong(page, node, "this line", "has no kind: say tariff, productivity, ... (docs/scenarios.md)");
    const domar_status st = domar_page_text(page, value, "kind", &text);
    if (st || (*kind = domar_scenario_find_kind(text))) return st;
    size_t count = 0;
    while (domar_scenario_kinds[count].kind) count++;
    const size_t near = domar_nearest(text, count, kind_name, NULL);
    return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: there is no kind %s%s%s%s", page->path,
                      domar_page_line(value), text, near == SIZE_MAX ? ": docs/scenarios.md lists them" : ": did you mean ",
                      near == SIZE_MAX ? "" : domar_scenario_kinds[near].kind, near == SIZE_MAX ? "" : "?");
}

static domar_status read_cells(domar_page *page, const yaml_node_t *node, const domar_scenario_kind *kind, domar_change *c)
{
    const struct { const char *key; unsigned flag; domar_chosen *codes; } cells[] = {
        { "economy", DOMAR_TAKES_ECONOMY, &c->economy }, { "industry", DOMAR_TAKES_INDUSTRY, &c->industry },
        { "partner", DOMAR_TAKES_PARTNER, &c->partner }, { "user", DOMAR_TAKES_USER, &c->user },
        { "factor", DOMAR_TAKES_FACTOR, &c->factor } };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < sizeof cells / sizeof *cells; k++) {
        const yaml_node_t *value = domar_page_find(page, node, cells[k].key);
        if (value && !(kind->takes & cells[k].flag))
            return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: %s does not go by %s: leave it out", page->path,
                              domar_page_line(value), kind->kind, cells[k].key);
        st = domar_page_codes(page, value, cells[k].key, cells[k].codes);
    }
    return st;
}

/* Exactly one of to, by, times, file; shut_down has none. */
static domar_status read_how(domar_page *page, const yaml_node_t *node, const domar_scenario_kind *kind, domar_change *c)
{
    static const struct { const char *key; domar_how how; } ways[] = {
        { "to", DOMAR_TO }, { "by", DOMAR_BY }, { "times", DOMAR_FACTOR }, { "file", DOMAR_FROM_FILE } };
    const yaml_node_t *value = NULL;
    const char *key = NULL;
    size_t given = 0;
    for (size_t k = 0; k < 4; k++) {
        const yaml_node_t *found = domar_page_find(page, node, ways[k].key);
        if (!found) continue;
        value = found;
        key = ways[k].key;
        c->how = ways[k].how;
        given++;
    }
    if (strcmp(kind->kind, "shut_down") == 0)
        return given ? domar_page_wrong(page, value, key, "does not go with shut_down: leave it out") : DOMAR_OK;
    if (given != 1) return domar_page_wrong(page, node, kind->kind, "needs one of to, by, times, file");
    if (strcmp(kind->kind, "transfer") == 0 && c->how != DOMAR_BY)
        return domar_page_wrong(page, value, key, "does not go with transfer: give by, in money");
    if (!kind->level && c->how == DOMAR_TO)
        return domar_page_wrong(page, value, kind->kind, "has no level: give by (per cent) or times");
    if (c->how == DOMAR_FROM_FILE) {
        domar_wedge_row *rows;
        domar_status st = domar_page_file(page, value, &c->file);
        if (!st)
            st = domar_wedges_read(page->kept->cx, &rows, &c->row_count, c->file, &(domar_wedges_of){ c->kind, &c->factor }, domar_keep,
                                   page->kept);
        if (!st) c->rows = rows;
        return st;
    }
    const domar_status st = domar_page_number(page, value, key, false, &c->value);
    if (st) return st;
    if (c->how == DOMAR_FACTOR && !(c->value > 0)) return domar_page_wrong(page, value, "times", "should be above 0");
    if (c->how != DOMAR_FACTOR && !(c->value > -100) && strcmp(kind->kind, "transfer") != 0)
        return domar_page_wrong(page, value, key, "should be above -100 (per cent)");
    return DOMAR_OK;
}

static domar_status read_owner(domar_page *page, const yaml_node_t *node, const domar_scenario_kind *kind, domar_change *c)
{
    const yaml_node_t *value = domar_page_find(page, node, "owner");
    if (!value) return DOMAR_OK;
    const domar_status st = domar_page_text(page, value, "owner", &c->owner);
    if (st) return st;
    if (!kind->owners)
        return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: the revenue of %s has its owner already: leave owner out",
                          page->path, domar_page_line(value), kind->kind);
    if (strcmp(c->owner, "importer") == 0 || strcmp(c->owner, "exporter") == 0 || strcmp(c->owner, "burn") == 0) return DOMAR_OK;
    return domar_page_wrong(page, value, "owner", "should be importer, exporter or burn");
}

static domar_status read_words(domar_page *page, const yaml_node_t *node, const domar_scenario_kind *kind, domar_change *c)
{
    const yaml_node_t *name = domar_page_find(page, node, "name"), *source = domar_page_find(page, node, "source"),
                      *shaky = domar_page_find(page, node, "illustrative");
    domar_status st = DOMAR_OK;
    c->illustrative = page->illustrative;
    if (name) st = domar_page_text(page, name, "name", &c->name);
    if (!st && source) st = domar_page_text(page, source, "source", &c->source);
    if (!st && shaky) st = domar_page_bool(page, shaky, "illustrative", &c->illustrative);
    if (st || c->source || c->illustrative || page->sourced) return st;
    return domar_page_wrong(page, node, kind->kind, "has no source: name it, or say illustrative: true");
}

domar_status domar_page_changes(domar_page *page, const yaml_node_t *list, const char *what, domar_change **lines,
                                size_t *count, size_t *room)
{
    domar_status st = DOMAR_OK;
    if (list->type != YAML_SEQUENCE_NODE) return domar_page_wrong(page, list, what, "should be a list of lines: - {kind: ...}");
    for (yaml_node_item_t *i = list->data.sequence.items.start; !st && i < list->data.sequence.items.top; i++) {
        const yaml_node_t *node = domar_page_node(page, *i);
        const domar_scenario_kind *kind = NULL;
        domar_change c = { .line = domar_page_line(node) };
        st = domar_page_keys(page, node, "a line of changes", keys);
        if (!st) st = read_kind(page, node, &kind);
        if (st) return st;
        c.kind = kind->kind;
        st = read_cells(page, node, kind, &c);
        if (!st) st = read_how(page, node, kind, &c);
        if (!st) st = read_owner(page, node, kind, &c);
        if (!st) st = read_words(page, node, kind, &c);
        if (!st && strcmp(c.kind, "transfer") == 0 && (!c.economy.count || !c.partner.count))
            st = domar_page_wrong(page, node, "transfer", "needs economy (receives) and partner (pays)");
        if (!st && strcmp(c.kind, "shut_down") == 0 && !c.industry.count && !c.partner.count)
            st = domar_page_wrong(page, node, "shut_down", "needs industry or partner: the whole economy cannot cease");
        if (!st) st = domar_grow(page->kept->cx, lines, room, *count + 1, sizeof **lines);
        if (!st) (*lines)[(*count)++] = c;
        if (!st && c.illustrative) page->book->s.illustrative = true;
    }
    return st;
}
