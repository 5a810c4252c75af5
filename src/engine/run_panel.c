/* engine/run_panel.c -- the door for methods on panels: bind, choose rows, run once (or once a convention), filter, certify. */
#include "base/text.h"
#include "engine/define.h"
#include "engine/filter.h"
#include "engine/panel_answer.h"
#include "engine/params.h"
#include "engine/registry.h"
#include "engine/run.h"
#include "read/index_page.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct work {
    const domar_method *method;
    const domar_panel  *panel;          /* after --where and --periods */
    domar_panel *part;                  /* owned, where they chose */
    domar_definition *definition;       /* NULL unless given */
    domar_common common;
    size_t grain;
    bool unsound;
};

/* ---- --periods */
static size_t period_at(const domar_panel *p, const char *code)
{
    double time;
    size_t t = domar_axis_find(p->period_axis, code);
    for (size_t k = 0; t == SIZE_MAX && domar_parse_double(code, &time) && k < p->periods; k++)
        if (fabs(p->time[k] - time) <= 0) t = k;
    return t;
}

static domar_status no_period(domar_cx *cx, const domar_panel *p, const char *code)
{
    return domar_fail(cx, DOMAR_EUSAGE, "--periods: there is no period %s in %s, which holds %s to %s", code, p->name,
                      domar_axis_code(p->period_axis, 0), domar_axis_code(p->period_axis, p->periods - 1));
}

static domar_status mark_periods(domar_cx *cx, bool *of, const domar_panel *p, const char *list)
{
    char code[128];
    if (!p->period_name) return domar_fail(cx, DOMAR_EUSAGE, "--periods: %s has no periods: name the column with --period", p->name);
    while (domar_next_part(&list, code, sizeof code)) {
        size_t from = period_at(p, code), to = from;
        char *dash = from == SIZE_MAX ? strchr(code + 1, '-') : NULL;
        if (dash) {
            *dash = 0;
            from = period_at(p, code);
            to = period_at(p, dash + 1);
            if (from == SIZE_MAX || to == SIZE_MAX) return no_period(cx, p, from == SIZE_MAX ? code : dash + 1);
            if (from > to) return domar_fail(cx, DOMAR_EUSAGE, "--periods %s-%s: the first one comes first", code, dash + 1);
        }
        if (from == SIZE_MAX) return no_period(cx, p, code);
        for (size_t t = from; t <= to; t++) of[t] = true;
    }
    return DOMAR_OK;
}

/* ---- --where */
static bool holds(double x, const char *op, double y)
{
    if (strcmp(op, "=") == 0) return x >= y && x <= y;
    if (strcmp(op, "!=") == 0) return x < y || x > y;
    if (strcmp(op, ">=") == 0) return x >= y;
    if (strcmp(op, "<=") == 0) return x <= y;
    return *op == '>' ? x > y : x < y;
}

static domar_status by_text(domar_cx *cx, bool *keep, const domar_panel *p, const uint32_t *item, const domar_axis *axis,
                            const char *name, const char *op, const char *values)
{
    const bool is = strcmp(op, "=") == 0;
    bool any = false;
    if (!is && strcmp(op, "!=") != 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--where %s%s%s: %s holds texts: = and != go with it", name, op, values, name);
    for (size_t k = 0; k < domar_axis_size(axis); k++) any |= domar_is_choice(values, domar_axis_code(axis, k));
    if (!any) return domar_fail(cx, DOMAR_EUSAGE, "--where %s%s%s: %s never has that value", name, op, values, name);
    for (size_t i = 0; i < p->rows; i++)
        keep[i] &= item[i] != DOMAR_NO_ITEM && domar_is_choice(values, domar_axis_code(axis, item[i])) == is;
    return DOMAR_OK;
}

static domar_status by_number(domar_cx *cx, bool *keep, const domar_panel *p, const char *term, const char *op, const char *values)
{
    double *value = domar_scratch(cx, p->rows);
    bool *any = domar_scratch_bytes(cx, p->rows, sizeof *any);
    size_t filled = 0;
    const bool unlike = strcmp(op, "!=") == 0;
    domar_status st = value && any ? domar_panel_term(cx, value, NULL, &filled, p, term, "drop") : DOMAR_ENOMEM;
    for (const char *at = values; !st && *at;) {
        const size_t length = strcspn(at, "|");
        char text[64];
        double y;
        snprintf(text, sizeof text, "%.*s", (int)length, at);
        if (!domar_parse_double(text, &y))
            return domar_fail(cx, DOMAR_EUSAGE, "--where %s%s%s: %s is not a number", term, op, values, text);
        for (size_t i = 0; i < p->rows; i++) any[i] |= !isnan(value[i]) && holds(value[i], unlike ? "=" : op, y);
        at += length + (at[length] == '|');
    }
    for (size_t i = 0; !st && i < p->rows; i++) keep[i] &= any[i] != unlike && !isnan(value[i]);
    return st;
}

static domar_status one_condition(domar_cx *cx, bool *keep, const domar_panel *p, char *text)
{
    static const char *const ops[] = { "!=", ">=", "<=", "=", ">", "<" };
    char *at = text + strcspn(text, "!=<>"), *end = at;
    const char *op = NULL;
    for (size_t k = 0; !op && k < sizeof ops / sizeof *ops; k++)
        if (strncmp(at, ops[k], strlen(ops[k])) == 0) op = ops[k];
    if (!op || at == text || !at[strlen(op)])
        return domar_fail(cx, DOMAR_EUSAGE, "--where %s: write column=value|value, or term>number", text);
    const char *values = at + strlen(op);
    while (end > text && end[-1] == ' ') end--;
    *end = 0;
    if (strcmp(text, p->unit_name) == 0) return by_text(cx, keep, p, p->unit, p->unit_axis, text, op, values);
    for (size_t k = 0; k < p->columns; k++)
        if (strcmp(p->column[k].name, text) == 0 && p->column[k].item)
            return by_text(cx, keep, p, p->column[k].item, p->column[k].axis, text, op, values);
    return by_number(cx, keep, p, text, op, values);
}

static domar_status choose_rows(domar_cx *cx, struct work *w, const domar_panel *p)
{
    const domar_mark mark = domar_scratch_mark(cx);
    bool *keep = domar_scratch_bytes(cx, p->rows, sizeof *keep), *of = domar_scratch_bytes(cx, p->periods, sizeof *of);
    domar_status st = keep && of ? DOMAR_OK : DOMAR_ENOMEM;
    size_t kept = 0;
    w->panel = p;
    if (!w->common.where && !w->common.periods) goto done;
    if (!st && w->common.periods) st = mark_periods(cx, of, p, w->common.periods);
    for (size_t i = 0; !st && i < p->rows; i++) keep[i] = !w->common.periods || of[p->period[i]];
    for (const char *at = w->common.where; !st && at && *at;) {
        const size_t size = strcspn(at, "&");
        char *text = domar_scratch_bytes(cx, size + 1, 1);
        while (text && *at == ' ') at++;
        if (text) memcpy(text, at, strcspn(at, "&"));
        for (size_t k = text ? strlen(text) : 0; k && text[k - 1] == ' ';) text[--k] = 0;
        st = text ? one_condition(cx, keep, p, text) : DOMAR_ENOMEM;
        at += strcspn(at, "&");
        at += *at == '&';
    }
    for (size_t i = 0; !st && i < p->rows; i++) kept += keep[i];
    if (!st && !kept) st = domar_fail(cx, DOMAR_EDATA, "no row of %s is left by --where and --periods", p->name);
    if (!st) st = domar_panel_subset(cx, &w->part, p, keep);
    if (!st) w->panel = w->part;
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- running */
static domar_status certify_panel(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_panel *p = w->panel;
    char keys[300];
    snprintf(keys, sizeof keys, "%.120s%s%.120s", p->unit_name, p->period_name ? ", " : "", p->period_name ? p->period_name : "");
    domar_status st = domar_result_certify_text(cx, r, "file", p->name);
    if (!st) st = domar_result_certify_text(cx, r, "keys", keys);
    if (!st) st = domar_result_certify(cx, r, "rows", (double)p->rows, NAN);
    return st ? st : domar_run_certify_engine(cx, r, w->method, w->grain);
}

/* One run with these parameters. */
static domar_status run_once(domar_cx *cx, domar_result **out, struct work *w, const domar_pair *params)
{
    const domar_mark mark = domar_scratch_mark(cx);
    void *options = domar_scratch_bytes(cx, w->method->options_size, 1);
    domar_common common;
    *out = NULL;
    domar_task(cx, w->method->id);
    domar_status st = options ? domar_params_bind(cx, options, &common, w->method, params) : DOMAR_ENOMEM;
    const domar_input in = { .panel = w->panel, .missing = w->common.missing, .definition = w->definition, .grain = w->grain,
                             .confidential = w->common.confidential };
    if (!st) st = w->method->run(cx, out, &in, options);
    domar_scratch_rewind(cx, mark);
    if (st == DOMAR_ECHECK) {
        w->unsound = true;
        st = DOMAR_OK;
    }
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    return st;
}

/* A parameter that is compared cannot be set too: the value would be lost in silence. */
static domar_status set_once(domar_cx *cx, const char *compare, const domar_pair *given)
{
    const size_t size = strcspn(compare, "=");
    for (; given && given->name; given++)
        if (strlen(given->name) == size && strncmp(given->name, compare, size) == 0)
            return domar_fail(cx, DOMAR_EUSAGE, "--compare %s sets %s already: leave --%s %s out", compare, given->name, given->name,
                              given->value);
    return DOMAR_OK;
}

static domar_status run_compared(domar_cx *cx, domar_result **out, struct work *w, const domar_pair *params)
{
    domar_convention c;
    domar_status st = domar_convention_split(cx, &c, w->method, w->common.compare);
    size_t given = 0, count = 0;
    while (params && params[given].name) given++;
    domar_pair *list = domar_scratch_bytes(cx, given + 2, sizeof *list);
    domar_result *of[DOMAR_MOST_CONVENTIONS] = { NULL };
    if (!list) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < given; k++)
        if (strcmp(params[k].name, c.name) != 0 && strcmp(params[k].name, "compare") != 0) list[count++] = params[k];
    for (size_t k = 0; !st && k < c.count; k++) {
        list[count] = (domar_pair){ c.name, c.value[k] };
        st = run_once(cx, &of[k], w, list);
        if (st) st = domar_fail_in(cx, st, "%s=%s: ", c.name, c.value[k]);
    }
    if (!st) st = domar_answers_join(cx, out, of, &c);
    for (size_t k = 0; k < DOMAR_MOST_CONVENTIONS; k++) domar_result_free(of[k]);
    return st;
}

/* Options, with a definition those of its conventions too: what is wrong with them alone is told as the page's. */
static domar_status bind_defined(domar_cx *cx, void *options, struct work *w, const domar_pair **params, const domar_pair *given)
{
    const domar_status own = domar_params_bind(cx, options, &w->common, w->method, given);
    const char *define = NULL;
    for (const domar_pair *p = given; p && p->name; p++)
        if (strcmp(p->name, "define") == 0) define = p->value;
    if (!define) return own;
    domar_status st = domar_define(cx, &w->definition, params, w->method, define, given);
    if (st) return st;
    st = domar_params_bind(cx, options, &w->common, w->method, *params);
    return st && !own ? domar_fail_in(cx, st, "%s, conventions: ", define) : st;
}

domar_status domar_run_panel(domar_cx *cx, domar_result **out, const char *id, const domar_panel *panel, const domar_pair *given)
{
    const domar_pair *params = given;
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .method = domar_method_of(id) };
    *out = NULL;
    if (!w.method) return domar_run_unknown(cx, id);
    if (!(w.method->needs & DOMAR_NEEDS_PANEL))
        return domar_fail(cx, DOMAR_EUSAGE, "%s is asked on a table, not on a panel", id);
    void *options = domar_scratch_bytes(cx, w.method->options_size, 1);
    domar_status st = options ? bind_defined(cx, options, &w, &params, given) : DOMAR_ENOMEM;
    if (!st && !w.common.missing) w.common.missing = "error";
    if (!st) st = domar_params_grain(cx, &w.grain, w.method, w.common.by);
    if (!st && w.common.compare) st = set_once(cx, w.common.compare, given);
    if (!st && w.common.confidential) st = domar_confidential_check(cx, w.method, w.grain);
    if (!st && w.common.confidential && strcmp(panel->unit_name, "row") == 0)
        st = domar_fail(cx, DOMAR_EPERM, "--confidential counts units, and here every row is one: name the column of those to be "
                        "protected with --unit");
    if (!st) st = choose_rows(cx, &w, panel);
    if (!st) st = domar_filter_units(cx, &w.common, w.panel, w.method, &w.method->grains[w.grain]);
    if (!st) st = w.common.compare ? run_compared(cx, out, &w, params) : run_once(cx, out, &w, params);
    if (!st && w.common.confidential) st = domar_confidential_apply(cx, *out);
    if (!st) st = domar_filter_rows(cx, *out, &w.common);
    if (!st) st = certify_panel(cx, *out, &w);
    if (!st) st = domar_run_certify_params(cx, *out, given);
    if (!st) domar_run_warn_broken(cx, *out);
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    domar_panel_free(w.part);
    domar_index_page_free(w.definition);
    domar_scratch_rewind(cx, mark);
    if (!st && w.unsound)
        st = domar_fail(cx, DOMAR_ECHECK, "%s: a check that was asked for does not hold: --certificate shows which", id);
    return st;
}
