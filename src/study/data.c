/* study/data.c -- the panel of a chapter: read, turned from long to wide, its units named and put into groups. */
#include "study/study.h"
#include "base/text.h"
#include "read/panel_file.h"

static domar_status at_line(domar_cx *cx, domar_status st, const domar_study_page *page, const domar_study_chapter *c,
                            size_t line)
{
    return st && st != DOMAR_ENOMEM && st != DOMAR_ECANCEL
               ? domar_fail_in(cx, st, "%s, line %zu: chapter %s: ", page->path, line, c->id) : st;
}

/* ---- the draft */
static domar_status rename_columns(domar_cx *cx, domar_panel_draft *d, const domar_pair *rename)
{
    for (; rename && rename->name; rename++) {
        size_t k = 0;
        while (k < d->columns && strcmp(d->column[k].name, rename->value) != 0) k++;
        if (k == d->columns)
            return domar_fail(cx, DOMAR_EDATA, "%s has no variable %s, which `names` calls %s", d->name, rename->value,
                              rename->name);
        domar_release(d->column[k].name);
        if (!(d->column[k].name = domar_strdup(cx, rename->name))) return DOMAR_ENOMEM;
    }
    return DOMAR_OK;
}

static domar_status read_file(domar_cx *cx, domar_panel **out, const domar_study_data *d, const char *path)
{
    const char **names = NULL;
    domar_panel_draft *draft = NULL;
    domar_panel_file_options o = { .encoding = d->encoding, .sheet = d->sheet, .member = d->member };
    domar_status st = d->columns ? domar_terms_split(cx, &names, &o.count, d->columns, "columns") : DOMAR_OK;
    o.columns = (const char *const *)names;
    domar_task(cx, "reading");
    if (!st) st = domar_panel_file_read(cx, &draft, path, &o);
    if (!st && d->spread) {
        domar_panel_draft *wide;
        st = domar_panel_draft_spread(cx, &wide, draft, d->spread, d->value, d->unit, d->period);
        draft = wide;
    }
    if (!st) st = rename_columns(cx, draft, d->rename);
    if (!st) st = domar_panel_freeze(cx, out, draft, d->unit, d->period);
    else domar_panel_draft_free(draft);
    domar_release(names);
    return st;
}

/* ---- names of units */
static domar_status name_units(domar_cx *cx, domar_panel *p, const domar_study_data *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, p->units, sizeof *items);
    domar_axis *axis = NULL;
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t u = 0; !st && u < p->units; u++) items[u] = domar_axis_item(p->unit_axis, u);
    for (size_t k = 0; !st && k < d->names; k++) {
        const size_t u = domar_axis_find(p->unit_axis, d->name[k].code);
        if (u == SIZE_MAX) continue;                     /* a list may name more than a file holds */
        items[u].en = d->name[k].label.en;
        items[u].zh = d->name[k].label.zh;
    }
    if (!st) st = domar_axis_new(cx, &axis, items, p->units);
    if (!st) domar_panel_name_units(p, axis);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- groups of units */
static domar_status axis_of_groups(domar_cx *cx, domar_axis **axis, const domar_study_classes *c)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, c->groups, sizeof *items);
    for (size_t g = 0; items && g < c->groups; g++)
        items[g] = (domar_item){ .code = c->group[g].code, .en = c->group[g].label.en, .zh = c->group[g].label.zh };
    const domar_status st = items ? domar_axis_new(cx, axis, items, c->groups) : DOMAR_ENOMEM;
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status add_classes(domar_cx *cx, domar_panel **panel, const domar_study_classes *c)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_panel *p = *panel;
    domar_panel_draft_column column = { .name = (char *)c->column };
    domar_panel *more = NULL;
    uint32_t *of = domar_scratch_bytes(cx, p->units, sizeof *of);
    domar_status st = of ? axis_of_groups(cx, &column.axis, c) : DOMAR_ENOMEM;
    if (!st && !(column.item = domar_alloc(cx, p->rows, sizeof *column.item))) st = DOMAR_ENOMEM;
    for (size_t u = 0; !st && u < p->units; u++) of[u] = DOMAR_NO_ITEM;
    for (size_t k = 0; !st && k < c->units; k++) {
        const size_t u = domar_axis_find(p->unit_axis, c->unit[k]);
        const char *near = u == SIZE_MAX ? domar_axis_suggest(p->unit_axis, c->unit[k]) : NULL;
        if (near) st = domar_fail(cx, DOMAR_EDATA, "classes: the data have no %s: did you mean %s?", c->unit[k], near);
        else if (u != SIZE_MAX) of[u] = (uint32_t)c->of[k];
    }
    for (size_t u = 0; !st && u < p->units; u++)
        if (of[u] == DOMAR_NO_ITEM)
            st = domar_fail(cx, DOMAR_EDATA, "classes: %s is in no group of %s: put it into one",
                            domar_axis_code(p->unit_axis, u), c->column);
    for (size_t i = 0; !st && i < p->rows; i++) column.item[i] = of[p->unit[i]];
    if (!st) {
        st = domar_panel_with(cx, &more, p, &column);
        column.item = NULL;
        column.axis = NULL;
    }
    if (!st) {
        domar_panel_free(*panel);
        *panel = more;
    }
    domar_release(column.item);
    domar_axis_free(column.axis);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_study_panel(domar_cx *cx, domar_panel **out, const domar_study_page *page, const domar_study_chapter *c,
                               const char *path)
{
    const domar_study_data *d = &c->data;
    domar_status st = at_line(cx, read_file(cx, out, d, path), page, c, d->line);
    if (!st && d->names) st = at_line(cx, name_units(cx, *out, d), page, c, d->line);
    for (size_t k = 0; !st && k < d->class_columns; k++)
        st = at_line(cx, add_classes(cx, out, &d->classes[k]), page, c, d->classes[k].line);
    if (st) {
        domar_panel_free(*out);
        *out = NULL;
    }
    return st;
}
