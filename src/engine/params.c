/* engine/params.c -- binding: every bound and choice is enforced here, before run(). */
#include "engine/params.h"
#include "base/text.h"
#include "engine/registry.h"
#include <stdio.h>

const domar_param *domar_params_find(const domar_param *list, const char *name)
{
    for (; list && list->name; list++)
        if (strcmp(list->name, name) == 0) return list;
    return NULL;
}

static void store_default(void *options, const domar_param *p)
{
    void *at = (char *)options + p->at;
    switch (p->kind) {
    case DOMAR_REAL: *(double *)at = p->def; break;
    case DOMAR_INT:  *(int64_t *)at = (int64_t)p->def; break;
    case DOMAR_BOOL: *(bool *)at = p->def > 0; break;
    case DOMAR_TEXT: *(const char **)at = p->text; break;
    }
}

static domar_status out_of_bounds(domar_cx *cx, const domar_param *p, const char *value)
{
    return domar_fail(cx, DOMAR_EUSAGE, "--%s %s will not do: give a %snumber from %g to %g%s%s",
                      p->name, *value ? value : "(nothing)", p->kind == DOMAR_INT ? "whole " : "",
                      p->lo, p->hi, p->unit ? " " : "", p->unit ? p->unit : "");
}

static domar_status store(domar_cx *cx, void *at, const domar_param *p, const char *value)
{
    double real = 0;
    int64_t whole = 0;
    switch (p->kind) {
    case DOMAR_REAL:
        if (!domar_parse_double(value, &real) || real < p->lo || real > p->hi)
            return out_of_bounds(cx, p, value);
        *(double *)at = real;
        break;
    case DOMAR_INT:
        if (!domar_parse_int(value, &whole) || (double)whole < p->lo || (double)whole > p->hi)
            return out_of_bounds(cx, p, value);
        *(int64_t *)at = whole;
        break;
    case DOMAR_BOOL:
        if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
            return domar_fail(cx, DOMAR_EUSAGE, "--%s %s: give true or false", p->name, value);
        *(bool *)at = *value == 't';
        break;
    case DOMAR_TEXT:
        if (p->choices && !domar_is_choice(p->choices, value))
            return domar_fail(cx, DOMAR_EUSAGE, "--%s cannot be %s: choose one of %s", p->name, value,
                              p->choices);
        *(const char **)at = value;
        break;
    }
    return DOMAR_OK;
}

static void *common_field(domar_common *c, const char *name)
{
    const struct { const char *name; void *at; } fields[] = {
        { "year", &c->year }, { "by", &c->by }, { "economy", &c->economy },
        { "industry", &c->industry }, { "partner", &c->partner }, { "sort", &c->sort },
        { "top", &c->top }, { "bloc", &c->bloc }, { "scenario", &c->scenario },
        { "wedges", &c->wedges }, { "table_out", &c->table_out }, { "units", &c->units },
        { "periods", &c->periods }, { "where", &c->where }, { "missing", &c->missing },
        { "compare", &c->compare }, { "define", &c->define }, { "confidential", &c->confidential } };
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
        if (strcmp(fields[k].name, name) == 0) return fields[k].at;
    return NULL;
}

const domar_param *domar_params_common(const domar_method *method)
{
    return method->needs & DOMAR_NEEDS_PANEL ? domar_panel_params : domar_common_params;
}

/* Names of the method's own parameters, then the common ones. */
static const char *name_of(const void *list, size_t k)
{
    const domar_method *m = list;
    for (const domar_param *p = m->params; p && p->name; p++)
        if (k-- == 0) return p->name;
    return domar_params_common(m)[k].name;
}

static domar_status unknown(domar_cx *cx, const domar_method *m, const char *name)
{
    size_t count = 0;
    for (const domar_param *p = m->params; p && p->name; p++) count++;
    for (const domar_param *p = domar_params_common(m); p->name; p++) count++;
    const size_t near = domar_nearest(name, count, name_of, m);
    if (near != SIZE_MAX)
        return domar_fail(cx, DOMAR_EUSAGE, "%s has no parameter %s: did you mean %s?", m->id, name,
                          name_of(m, near));
    return domar_fail(cx, DOMAR_EUSAGE, "%s has no parameter %s: see `domar methods %s`", m->id, name,
                      m->id);
}

static bool is_set(const void *options, const domar_param *p, const char *value)
{
    const void *at = (const char *)options + p->at;
    if (p->kind == DOMAR_BOOL) return *(const bool *)at == (strcmp(value, "true") == 0);
    const char *text = p->kind == DOMAR_TEXT ? *(const char *const *)at : NULL;
    return text && domar_is_choice(value, text);
}

/* "a|b" as "a or b". */
static void say_choices(char words[128], const char *choices)
{
    words[0] = 0;
    for (const char *c = choices; *c;) {
        const size_t length = strcspn(c, "|"), used = strlen(words);
        snprintf(words + used, 128 - used, "%s%.*s", used ? " or " : "", (int)length, c);
        c += length + (c[length] == '|');
    }
}

/* A parameter given that is of use only with some grains. */
static domar_status check_grain(domar_cx *cx, const domar_param *p, const domar_method *method, const char *by)
{
    const char *grains = p->only + strlen("by=");
    char words[128];
    if (domar_is_choice(grains, by ? by : method->grains[0].name)) return DOMAR_OK;
    say_choices(words, grains);
    return domar_fail(cx, DOMAR_EUSAGE, "--%s goes with --by %s alone: give that too, or leave it out", p->name, words);
}

/* A parameter given that is of use only with another one's choice. */
static domar_status check_company(domar_cx *cx, const void *options, const domar_method *method,
                                  const domar_pair *params, const char *by)
{
    for (; params && params->name; params++) {
        const domar_param *p = domar_params_find(method->params, params->name);
        char other[32], words[128];
        if (!p || !p->only) continue;
        if (strncmp(p->only, "by=", 3) == 0) {
            const domar_status st = check_grain(cx, p, method, by);
            if (st) return st;
            continue;
        }
        const char *value = strchr(p->only, '=') + 1;
        snprintf(other, sizeof other, "%.*s", (int)(value - 1 - p->only), p->only);
        if (is_set(options, domar_params_find(method->params, other), value)) continue;
        say_choices(words, value);
        return domar_fail(cx, DOMAR_EUSAGE, "--%s goes with --%s %s alone: give that too, or leave it out", p->name, other, words);
    }
    return DOMAR_OK;
}

domar_status domar_params_bind(domar_cx *cx, void *options, domar_common *common,
                               const domar_method *method, const domar_pair *params)
{
    const domar_pair *given = params;
    *common = (domar_common){ 0 };
    for (const domar_param *p = method->params; p && p->name; p++) store_default(options, p);
    for (; params && params->name; params++) {
        const domar_param *p = domar_params_find(method->params, params->name);
        void *at = p ? (char *)options + p->at : NULL;
        if (!p && (p = domar_params_find(domar_params_common(method), params->name))) at = common_field(common, p->name);
        if (!p) return unknown(cx, method, params->name);
        const domar_status st = store(cx, at, p, params->value ? params->value : "");
        if (st) return st;
    }
    return check_company(cx, options, method, given, common->by);
}

domar_status domar_params_grain(domar_cx *cx, size_t *grain, const domar_method *method, const char *by)
{
    char names[256] = "";
    *grain = 0;
    if (!by) return DOMAR_OK;
    for (size_t k = 0; method->grains[k].name; k++) {
        if (strcmp(method->grains[k].name, by) == 0) {
            *grain = k;
            return DOMAR_OK;
        }
        const size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", used ? " | " : "", method->grains[k].name);
    }
    return domar_fail(cx, DOMAR_EUSAGE, "%s cannot answer by %s: choose one of %s", method->id, by, names);
}
