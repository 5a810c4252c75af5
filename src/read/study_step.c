/* read/study_step.c -- steps of a chapter: the method, its parameters, what is kept for later steps. */
#include "read/study_inside.h"
#include "base/text.h"
#include <stdio.h>

/* Parameters that name files, which stand beside the page. */
static const char *const files[] = { "define", "adjacency" };

bool domar_study_names_file(const char *name)
{
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        if (strcmp(files[k], name) == 0) return true;
    return false;
}

static domar_status read_params(domar_page *page, const yaml_node_t *node, domar_study_step *s)
{
    domar_status st = DOMAR_OK;
    if (node && node->type != YAML_MAPPING_NODE) return domar_page_wrong(page, node, "params", "should hold keys: parameter: value");
    const size_t count = node ? domar_pairs_size(node) : 0;
    s->params = domar_study_room(page, count + 1, sizeof *s->params);
    if (!s->params) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        yaml_node_t *value;
        const char *name = NULL;
        st = domar_study_pair(page, node, k, "params", &name, &value);
        s->params[k].name = name;
        if (!st) st = domar_study_list(page, value, name, &s->params[k].value);
        if (!st && domar_study_names_file(name)) {
            char *full = domar_study_beside(page->kept->cx, page->path, s->params[k].value);
            s->params[k].value = full;
            st = full ? domar_keep(page->kept, full) : DOMAR_ENOMEM;
        }
        s->count = k + 1;
    }
    return st;
}

/* ---- columns for later steps: `keep: {name: column}`, or `{name: {column: ..., of: {dimension: code}}}` */
static domar_status read_kept(domar_page *page, const yaml_node_t *node, domar_kept_column *c)
{
    static const char *const keys[] = { "column", "of", NULL };
    c->line = domar_page_line(node);
    if (node->type == YAML_SCALAR_NODE) return domar_page_text(page, node, c->name, &c->column);
    domar_status st = domar_page_keys(page, node, c->name, keys);
    const yaml_node_t *of = st ? NULL : domar_page_find(page, node, "of");
    if (!st) st = domar_study_find(page, node, "column", &c->column);
    if (!st && !c->column) st = domar_page_wrong(page, node, c->name, "names no column of the answer: column: score");
    if (!st && of && of->type != YAML_MAPPING_NODE) st = domar_page_wrong(page, of, "of", "should hold keys: dimension: code");
    if (st || !of) return st;
    c->count = domar_pairs_size(of);
    c->of = domar_study_room(page, 2 * c->count, sizeof *c->of);
    if (!c->of) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < c->count; k++) {
        yaml_node_t *value;
        st = domar_study_pair(page, of, k, "of", &c->of[2 * k], &value);
        if (!st) st = domar_page_text(page, value, "of", &c->of[2 * k + 1]);
    }
    return st;
}

static domar_status read_keep(domar_page *page, const yaml_node_t *node, domar_study_step *s)
{
    domar_status st = DOMAR_OK;
    if (!node) return st;
    if (node->type != YAML_MAPPING_NODE) return domar_page_wrong(page, node, "keep", "should hold keys: new name: column");
    s->kept = domar_pairs_size(node);
    s->keep = domar_study_room(page, s->kept, sizeof *s->keep);
    if (!s->keep) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < s->kept; k++) {
        yaml_node_t *value;
        st = domar_study_pair(page, node, k, "keep", &s->keep[k].name, &value);
        if (!st) st = read_kept(page, value, &s->keep[k]);
    }
    return st;
}

/* "inequality" of "index.inequality", with a number where the chapter has it already. */
static const char *own_id(domar_page *page, const domar_study_chapter *c, size_t at)
{
    const char *method = c->step[at].method, *dot = strrchr(method, '.'), *word = dot ? dot + 1 : method;
    char id[128];
    for (size_t number = 1; number < 1000; number++) {
        bool taken = false;
        if (number == 1) snprintf(id, sizeof id, "%.100s", word);
        else snprintf(id, sizeof id, "%.100s_%zu", word, number);
        for (size_t k = 0; k < at; k++) taken |= strcmp(c->step[k].id, id) == 0;
        if (!taken) break;
    }
    return domar_keep_text(page->kept, id);
}

static domar_status read_step(domar_page *page, domar_study_chapter *c, const yaml_node_t *node, size_t at)
{
    static const char *const keys[] = { "id", "method", "title", "about", "params", "keep", "show", NULL };
    domar_study_step *s = &c->step[at];
    s->line = domar_page_line(node);
    domar_status st = domar_page_keys(page, node, "a step", keys);
    const yaml_node_t *method = st ? NULL : domar_page_find(page, node, "method");
    if (!st && !method) st = domar_page_wrong(page, node, "this step", "has no method: `domar methods` lists them");
    if (!st) st = domar_page_text(page, method, "method", &s->method);
    if (!st) st = domar_study_find(page, node, "id", &s->id);
    if (!st && s->id)
        for (const char *k = s->id; *k; k++)
            if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", *k))
                return domar_page_wrong(page, node, s->id, "names a file: use letters a-z, digits and _ alone");
    for (size_t k = 0; !st && s->id && k < at; k++)
        if (strcmp(c->step[k].id, s->id) == 0) return domar_page_wrong(page, node, s->id, "is the id of another step of the chapter too");
    if (!st && !s->id && !(s->id = own_id(page, c, at))) st = DOMAR_ENOMEM;
    if (!st) st = domar_study_both(page, domar_page_find(page, node, "title"), "title", &s->title);
    if (!st) st = domar_study_both(page, domar_page_find(page, node, "about"), "about", &s->about);
    if (!st) st = read_params(page, domar_page_find(page, node, "params"), s);
    if (!st) st = read_keep(page, domar_page_find(page, node, "keep"), s);
    return st ? st : domar_study_shows_read(page, s, domar_page_find(page, node, "show"));
}

static domar_status count_steps(domar_page *page, const yaml_node_t *list, const char *what, size_t *count)
{
    *count = 0;
    if (!list) return DOMAR_OK;
    if (list->type != YAML_SEQUENCE_NODE || !domar_list_size(list))
        return domar_page_wrong(page, list, what, "should be a list of at least one: - method: ...");
    *count = domar_list_size(list);
    return DOMAR_OK;
}

domar_status domar_study_steps_read(domar_page *page, domar_study_chapter *c, const yaml_node_t *steps, const yaml_node_t *robust)
{
    size_t usual = 0;
    domar_status st = count_steps(page, steps, "steps", &usual);
    if (!st) st = count_steps(page, robust, "robustness", &c->robust);
    if (st) return st;
    c->steps = usual + c->robust;
    c->step = domar_study_room(page, c->steps, sizeof *c->step);
    if (!c->step) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < c->steps; k++)
        st = read_step(page, c, domar_list_item(page, k < usual ? steps : robust, k < usual ? k : k - usual), k);
    return st;
}
