/* study/check.c -- what a page asks for exists: methods and parameters before anything runs, columns once the answer is there. */
#include "study/study.h"
#include "base/text.h"
#include "engine/params.h"
#include "engine/registry.h"
#include "engine/run.h"

static domar_status check_step(domar_cx *cx, const domar_study_step *s)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_method *m = domar_method_of(s->method);
    domar_common common;
    size_t grain = 0;
    if (!m) return domar_run_unknown(cx, s->method);
    if (!(m->needs & DOMAR_NEEDS_PANEL))
        return domar_fail(cx, DOMAR_EUSAGE, "%s is asked on a table, not on a panel: `domar methods` lists both kinds", s->method);
    void *options = domar_scratch_bytes(cx, m->options_size, 1);
    domar_status st = options ? domar_params_bind(cx, options, &common, m, s->params) : DOMAR_ENOMEM;
    if (!st) st = domar_params_grain(cx, &grain, m, common.by);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_study_check_steps(domar_cx *cx, const domar_study_page *page)
{
    for (size_t c = 0; c < page->chapters; c++)
        for (size_t k = 0; k < page->chapter[c].steps; k++) {
            const domar_study_step *s = &page->chapter[c].step[k];
            const domar_status st = check_step(cx, s);
            if (st) return st == DOMAR_ENOMEM ? st : domar_fail_in(cx, st, "%s, line %zu: ", page->path, s->line);
        }
    return DOMAR_OK;
}

/* ---- columns that are shown */
static const char *name_of(const void *r, size_t k) { return domar_result_name(r, k); }

static domar_status check_column(domar_cx *cx, const domar_result *r, const char *name, bool any)
{
    const size_t c = domar_result_find(r, name);
    if (c != SIZE_MAX && (any || domar_result_kind(r, c) == DOMAR_COLUMN_VALUE)) return DOMAR_OK;
    if (c != SIZE_MAX) return domar_fail(cx, DOMAR_EUSAGE, "column %s holds no numbers: name one that does", name);
    const size_t near = domar_nearest(name, domar_result_columns(r), name_of, r);
    return domar_fail(cx, DOMAR_EUSAGE, "the answer has no column %s%s%s%s", name, near == SIZE_MAX ? "" : ": did you mean ",
                      near == SIZE_MAX ? "" : name_of(r, near), near == SIZE_MAX ? "" : "?");
}

static domar_status check_code(domar_cx *cx, const domar_result *r, const char *dim, const char *code)
{
    const size_t c = domar_result_find(r, dim);
    const domar_axis *axis = c == SIZE_MAX ? NULL : domar_result_axis(r, c);
    if (!axis) return domar_fail(cx, DOMAR_EUSAGE, "the answer has no dimension %s", dim);
    if (domar_axis_find(axis, code) != SIZE_MAX) return DOMAR_OK;
    const char *near = domar_axis_suggest(axis, code);
    return domar_fail(cx, DOMAR_EUSAGE, "%s is never %s in the answer%s%s%s", dim, code, near ? ": did you mean " : "",
                      near ? near : "", near ? "?" : "");
}

static bool is(const domar_show_setting *s, const char *name) { return strcmp(s->name, name) == 0; }

static domar_status check_setting(domar_cx *cx, const domar_result *r, const domar_show *show, const domar_show_setting *s)
{
    const bool measured = strcmp(show->kind, "scatter") == 0 || strcmp(show->kind, "density") == 0;
    const bool numbers = is(s, "y") || is(s, "value") || (is(s, "x") && measured);
    const char *across = NULL;
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < show->settings; k++)
        if (is(&show->setting[k], "across")) across = *show->setting[k].value;
    if (across && (is(s, "x") || is(s, "y"))) return check_code(cx, r, across, *s->value);
    if (s->type == DOMAR_SETTING_COLUMN || s->type == DOMAR_SETTING_COLUMNS)
        for (size_t k = 0; !st && k < s->count; k++) {
            const char *name = s->value[k] + (is(s, "sort") && *s->value[k] == '+');
            st = check_column(cx, r, name, !numbers);
        }
    if (s->type == DOMAR_SETTING_WHERE)
        for (size_t k = 0; !st && k < s->count; k += 2) st = check_code(cx, r, s->value[k], s->value[k + 1]);
    if (s->type == DOMAR_SETTING_PERIOD && strcmp(*s->value, "first") && strcmp(*s->value, "last") && strcmp(*s->value, "all"))
        st = check_code(cx, r, "period", *s->value);
    return st;
}

domar_status domar_study_check_shows(domar_cx *cx, const domar_study_page *page, const domar_study_step *step,
                                     const domar_result *r)
{
    for (size_t k = 0; k < step->shows; k++)
        for (size_t j = 0; j < step->show[k].settings; j++) {
            const domar_show_setting *s = &step->show[k].setting[j];
            const domar_status st = check_setting(cx, r, &step->show[k], s);
            if (st) return st == DOMAR_ENOMEM ? st : domar_fail_in(cx, st, "%s, line %zu: %s: ", page->path, s->line, step->method);
        }
    return DOMAR_OK;
}
