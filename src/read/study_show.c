/* read/study_show.c -- tables and figures of a step: one table of what each kind may be told. */
#include "read/study_inside.h"
#include "base/text.h"

enum { TABLE = 1, LINES = 2, BARS = 4, STACKED = 8, HEAT = 16, SCATTER = 32, DENSITY = 64, FIGURES = 126 };
static const char *const kinds[] = { "table", "lines", "bars", "stacked", "heat", "scatter", "density" };
enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct known { const char *name; domar_show_setting_type type; unsigned kinds; } known[] = {
    { "title", DOMAR_SETTING_BOTH, TABLE | FIGURES },
    { "about", DOMAR_SETTING_BOTH, TABLE | FIGURES },
    { "where", DOMAR_SETTING_WHERE, TABLE | FIGURES },         /* dimension: code */
    { "period", DOMAR_SETTING_PERIOD, TABLE | BARS | HEAT | SCATTER }, /* first, last, all or a code */
    { "columns", DOMAR_SETTING_COLUMNS, TABLE },
    { "sort", DOMAR_SETTING_COLUMN, TABLE | BARS },
    { "top", DOMAR_SETTING_NUMBER, TABLE | BARS | HEAT },
    { "x", DOMAR_SETTING_COLUMN, TABLE | LINES | STACKED | HEAT | SCATTER | DENSITY },
    { "y", DOMAR_SETTING_COLUMNS, LINES | BARS | STACKED | SCATTER | DENSITY },
    { "value", DOMAR_SETTING_COLUMN, HEAT | SCATTER },
    { "across", DOMAR_SETTING_COLUMN, SCATTER },               /* x and y are codes of this dimension, of `value` */
    { "rows", DOMAR_SETTING_COLUMN, HEAT },
    { "series", DOMAR_SETTING_COLUMN, LINES | STACKED | DENSITY },
    { "names", DOMAR_SETTING_COLUMN, BARS | SCATTER },         /* the dimension that names bars or points */
    { "color", DOMAR_SETTING_COLUMN, SCATTER },
    { "named", DOMAR_SETTING_NUMBER, LINES | SCATTER | DENSITY }, /* how many stand out */
    { "zero", DOMAR_SETTING_FLAG, LINES },
    { "quadrants", DOMAR_SETTING_TEXT, SCATTER },              /* zero, mean or one */
    { "diagonal", DOMAR_SETTING_FLAG, SCATTER },
    { "percent", DOMAR_SETTING_FLAG, TABLE | FIGURES },
};
enum { KNOWN = sizeof known / sizeof *known };

static domar_status read_columns(domar_page *page, const yaml_node_t *node, domar_show_setting *s)
{
    const bool list = node->type == YAML_SEQUENCE_NODE;
    domar_status st = DOMAR_OK;
    s->count = list ? domar_list_size(node) : 1;
    if (!s->count) return domar_page_wrong(page, node, s->name, "should name columns: [a, b]");
    s->value = domar_study_room(page, s->count, sizeof *s->value);
    if (!s->value) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < s->count; k++)
        st = domar_page_text(page, list ? domar_list_item(page, node, k) : node, s->name, &s->value[k]);
    return st;
}

static domar_status read_where(domar_page *page, const yaml_node_t *node, domar_show_setting *s)
{
    domar_status st = DOMAR_OK;
    if (node->type != YAML_MAPPING_NODE) return domar_page_wrong(page, node, "where", "should hold keys: dimension: code");
    s->count = 2 * domar_pairs_size(node);
    s->value = domar_study_room(page, s->count, sizeof *s->value);
    if (!s->value) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < s->count; k += 2) {
        yaml_node_t *value;
        st = domar_study_pair(page, node, k / 2, "where", &s->value[k], &value);
        if (!st) st = domar_page_text(page, value, s->value[k], &s->value[k + 1]);
    }
    return st;
}

static domar_status read_setting(domar_page *page, const yaml_node_t *node, domar_show_setting *s)
{
    domar_both both;
    double number;
    bool flag;
    domar_status st = DOMAR_OK;
    s->line = domar_page_line(node);
    if (s->type == DOMAR_SETTING_COLUMNS) return read_columns(page, node, s);
    if (s->type == DOMAR_SETTING_WHERE) return read_where(page, node, s);
    s->count = s->type == DOMAR_SETTING_BOTH ? 2 : 1;
    s->value = domar_study_room(page, s->count, sizeof *s->value);
    if (!s->value) return DOMAR_ENOMEM;
    if (s->type == DOMAR_SETTING_BOTH) {
        st = domar_study_both(page, node, s->name, &both);
        s->value[0] = both.en;
        s->value[1] = both.zh;
        return st;
    }
    if (s->type == DOMAR_SETTING_NUMBER) st = domar_page_number(page, node, s->name, false, &number);
    if (s->type == DOMAR_SETTING_FLAG) st = domar_page_bool(page, node, s->name, &flag);
    if (!st && s->type == DOMAR_SETTING_NUMBER && !(number >= 0 && number <= 10000))
        st = domar_page_wrong(page, node, s->name, "should be a number from 0 to 10000");
    if (!st) st = domar_page_text(page, node, s->name, s->value);
    if (!st && strcmp(s->name, "quadrants") == 0 && strcmp(*s->value, "zero") && strcmp(*s->value, "mean") && strcmp(*s->value, "one"))
        st = domar_page_wrong(page, node, "quadrants", "should be zero, one or mean: where the lines cross");
    return st;
}

/* Settings of a table or a figure; `figure` itself is its kind. */
static domar_status read_settings(domar_page *page, const yaml_node_t *node, domar_show *show, size_t kind)
{
    const char *keys[KNOWN + 2] = { kind ? "figure" : NULL };
    size_t count = kind ? 1 : 0;
    for (size_t k = 0; k < KNOWN; k++)
        if (known[k].kinds & 1u << kind) keys[count++] = known[k].name;
    domar_status st = domar_page_keys(page, node, kinds[kind], keys);
    show->setting = st ? NULL : domar_study_room(page, domar_pairs_size(node), sizeof *show->setting);
    if (!st && !show->setting) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < KNOWN; k++) {
        const yaml_node_t *value = known[k].kinds & 1u << kind ? domar_page_find(page, node, known[k].name) : NULL;
        if (!value) continue;
        domar_show_setting *s = &show->setting[show->settings++];
        s->name = known[k].name;
        s->type = known[k].type;
        st = read_setting(page, value, s);
    }
    return st;
}

static const char *kind_name(const void *list, size_t k) { return ((const char *const *)list)[k]; }

/* - table   - table: {columns: [...]}   - figure: lines   y: score */
static domar_status read_show(domar_page *page, const yaml_node_t *node, domar_show *show)
{
    static const char *const one[] = { "table", NULL };
    size_t kind = 0;
    show->line = domar_page_line(node);
    show->kind = kinds[0];
    if (node->type == YAML_SCALAR_NODE && strcmp((const char *)node->data.scalar.value, "table") == 0) return DOMAR_OK;
    if (node->type != YAML_MAPPING_NODE) return domar_page_wrong(page, node, "show", "should list `table`, `table: {...}` or `figure: lines`");
    const yaml_node_t *figure = domar_page_find(page, node, "figure"), *table = domar_page_find(page, node, "table");
    if (!figure) {
        const domar_status st = domar_page_keys(page, node, "show", one);
        return st ? st : read_settings(page, table, show, 0);
    }
    const char *name = NULL;
    const domar_status st = domar_page_text(page, figure, "figure", &name);
    if (st) return st;
    while (kind < KINDS && strcmp(kinds[kind], name) != 0) kind++;
    if (kind == 0 || kind == KINDS) {
        const size_t near = domar_nearest(name, KINDS - 1, kind_name, kinds + 1);
        return domar_fail(page->kept->cx, DOMAR_EDATA, "%s, line %zu: there is no figure %s: %s%s%s", page->path,
                          domar_page_line(figure), name,
                          near == SIZE_MAX ? "choose lines, bars, stacked, heat, scatter or density" : "did you mean ",
                          near == SIZE_MAX ? "" : kinds[near + 1], near == SIZE_MAX ? "" : "?");
    }
    show->kind = kinds[kind];
    return read_settings(page, node, show, kind);
}

domar_status domar_study_shows_read(domar_page *page, domar_study_step *step, const yaml_node_t *list)
{
    domar_status st = DOMAR_OK;
    if (!list) return st;
    if (list->type != YAML_SEQUENCE_NODE) return domar_page_wrong(page, list, "show", "should be a list: - table, - figure: lines");
    step->shown = true;
    step->shows = domar_list_size(list);
    step->show = domar_study_room(page, step->shows, sizeof *step->show);
    if (!step->show) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < step->shows; k++) st = read_show(page, domar_list_item(page, list, k), &step->show[k]);
    return st;
}
