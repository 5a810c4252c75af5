/* engine/describe.c -- everything about methods, readers and writers as one JSON document: help,
 * completion, manual page, web forms and bindings are made from it. */
#include "base/text.h"
#include "engine/registry.h"

static void key(domar_text *t, const char *name)
{
    domar_text_json(t, name);
    domar_text_put(t, ":");
}

static void member(domar_text *t, const char *name, const char *value)
{
    key(t, name);
    if (value) domar_text_json(t, value);
    else domar_text_put(t, "null");
}

static void both(domar_text *t, const char *name, const char *en, const char *zh)
{
    key(t, name);
    domar_text_put(t, "{");
    member(t, "en", en ? en : "");
    domar_text_put(t, ",");
    member(t, "zh", zh ? zh : "");
    domar_text_put(t, "}");
}

static void comma(domar_text *t, bool *first)
{
    if (!*first) domar_text_put(t, ",");
    *first = false;
}

static void words(domar_text *t, const char *list, char separator)
{
    bool first = true;
    domar_text_put(t, "[");
    for (const char *p = list; p && *p;) {
        const char *end = strchr(p, separator);
        const size_t size = end ? (size_t)(end - p) : strlen(p);
        char word[64];
        if (size < sizeof word) {
            memcpy(word, p, size);
            word[size] = 0;
            comma(t, &first);
            domar_text_json(t, word);
        }
        p += size + (end != NULL);
    }
    domar_text_put(t, "]");
}

static void put_default(domar_text *t, const domar_param *p)
{
    key(t, "default");
    switch (p->kind) {
    case DOMAR_TEXT:
        if (p->text) domar_text_json(t, p->text);
        else domar_text_put(t, "null");
        break;
    case DOMAR_BOOL:
        domar_text_put(t, p->def > 0 ? "true" : "false");
        break;
    default:
        domar_text_number(t, p->def);
        break;
    }
}

static void param(domar_text *t, const domar_param *p)
{
    static const char *const kinds[] = { "real", "int", "bool", "text" };
    domar_text_put(t, "{");
    member(t, "name", p->name);
    domar_text_put(t, ",");
    member(t, "kind", kinds[p->kind]);
    domar_text_put(t, ",");
    put_default(t, p);
    if (p->kind == DOMAR_REAL || p->kind == DOMAR_INT) {
        domar_text_put(t, ",\"min\":");
        domar_text_number(t, p->lo);
        domar_text_put(t, ",\"max\":");
        domar_text_number(t, p->hi);
    }
    if (p->choices) {
        domar_text_put(t, ",\"choices\":");
        words(t, p->choices, '|');
    }
    domar_text_put(t, ",");
    member(t, "unit", p->unit ? p->unit : "");
    domar_text_put(t, ",");
    both(t, "doc", p->en, p->zh);
    if (p->only) {
        domar_text_put(t, ",");
        member(t, "only", p->only);
    }
    domar_text_put(t, "}");
}

static void params(domar_text *t, const char *name, const domar_param *list)
{
    bool first = true;
    key(t, name);
    domar_text_put(t, "[");
    for (; list && list->name; list++) {
        comma(t, &first);
        param(t, list);
    }
    domar_text_put(t, "]");
}

static void grains(domar_text *t, const domar_grain *list)
{
    bool first = true;
    domar_text_put(t, "\"grains\":[");
    for (; list->name; list++) {
        comma(t, &first);
        domar_text_put(t, "{");
        member(t, "name", list->name);
        domar_text_put(t, ",\"columns\":");
        words(t, list->dims, ',');
        domar_text_put(t, ",");
        both(t, "doc", list->en, list->zh);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

static void columns(domar_text *t, const domar_column *list)
{
    bool first = true;
    domar_text_put(t, "\"columns\":[");
    for (; list->name; list++) {
        bool first_class = true;
        comma(t, &first);
        domar_text_put(t, "{");
        member(t, "name", list->name);
        domar_text_put(t, ",");
        member(t, "unit", list->unit ? list->unit : "");
        domar_text_put(t, ",");
        member(t, "kind", list->classes ? "class" : "value");
        domar_text_put(t, ",");
        both(t, "doc", list->en, list->zh);
        if (list->classes) {
            domar_text_put(t, ",\"classes\":[");
            for (const domar_item *c = list->classes; c->code; c++) {
                comma(t, &first_class);
                domar_text_put(t, "{");
                member(t, "code", c->code);
                domar_text_put(t, ",");
                both(t, "label", c->en, c->zh);
                domar_text_put(t, "}");
            }
            domar_text_put(t, "]");
        }
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

static void terms(domar_text *t, const domar_term *list)
{
    bool first = true;
    domar_text_put(t, "\"terms\":[");
    for (; list && list->code; list++) {
        comma(t, &first);
        domar_text_put(t, "{");
        member(t, "group", list->group);
        domar_text_put(t, ",");
        member(t, "code", list->code);
        domar_text_put(t, ",");
        both(t, "label", list->label_en, list->label_zh);
        domar_text_put(t, ",");
        both(t, "doc", list->en, list->zh);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

/* cite is "miller2009 sec. 2.3; antras2012": each part begins with a key of references.def. */
static void citations(domar_text *t, const char *cite)
{
    bool first = true;
    domar_text_put(t, "\"cite\":[");
    for (const char *p = cite; p && *p;) {
        const size_t size = strcspn(p, ";"), name = strcspn(p, " ;");
        for (const domar_reference *r = domar_references; r->key; r++) {
            if (strlen(r->key) != name || memcmp(r->key, p, name) != 0) continue;
            char where[128] = "";
            if (size > name && size - name - 1 < sizeof where) memcpy(where, p + name + 1, size - name - 1);
            comma(t, &first);
            domar_text_put(t, "{");
            member(t, "key", r->key);
            domar_text_put(t, ",");
            member(t, "where", where);
            domar_text_put(t, ",");
            member(t, "text", r->text);
            domar_text_put(t, ",");
            member(t, "bibtex", r->bibtex);
            domar_text_put(t, "}");
        }
        p += size;
        p += strspn(p, "; ");
    }
    domar_text_put(t, "]");
}

static void needs_and_laws(domar_text *t, const domar_method *m)
{
    static const char *const needs[] = { "solve", "inverse", "series", "world", "blocs", "scenario", "table_out", "accounts",
                                        "wedges", "panel" };
    const struct { const char *law, *reason; } laws[] = {
        { "units", m->laws.no_units }, { "relabel", m->laws.no_relabel }, { "threads", m->laws.no_threads } };
    bool first = true;
    domar_text_put(t, "\"needs\":[");
    for (unsigned k = 0; k < sizeof needs / sizeof *needs; k++)
        if (m->needs & (1u << k)) {
            comma(t, &first);
            domar_text_json(t, needs[k]);
        }
    domar_text_put(t, "],");
    if (m->needs & (DOMAR_NEEDS_SCENARIO | DOMAR_NEEDS_PANEL)) {
        member(t, "example", m->example ? m->example : m->needs & DOMAR_NEEDS_PANEL ? "" : "@trade_costs");
        domar_text_put(t, ",");
    }
    domar_text_put(t, "\"laws\":{");
    for (size_t k = 0; k < 3; k++) {
        if (k) domar_text_put(t, ",");
        member(t, laws[k].law, laws[k].reason ? laws[k].reason : "holds");
    }
    domar_text_put(t, "}");
}

static void method(domar_text *t, const domar_method *m)
{
    domar_text_put(t, "{");
    member(t, "id", m->id);
    domar_text_put(t, ",");
    both(t, "title", m->title_en, m->title_zh);
    domar_text_put(t, ",");
    both(t, "about", m->about_en, m->about_zh);
    domar_text_put(t, ",");
    member(t, "formula", m->formula);
    domar_text_put(t, ",");
    citations(t, m->cite);
    domar_text_put(t, ",");
    params(t, "params", m->params);
    domar_text_put(t, ",");
    grains(t, m->grains);
    domar_text_put(t, ",");
    both(t, "dimensions", m->dim_docs, m->dim_docs_zh);
    domar_text_put(t, ",");
    columns(t, m->columns);
    domar_text_put(t, ",");
    terms(t, m->terms);
    domar_text_put(t, ",");
    needs_and_laws(t, m);
    domar_text_put(t, "}");
}

static void formats(domar_text *t)
{
    bool first = true;
    domar_text_put(t, ",\"readers\":[");
    for (const domar_reader *const *r = domar_readers; *r; r++) {
        comma(t, &first);
        domar_text_put(t, "{");
        member(t, "id", (*r)->id);
        domar_text_put(t, ",");
        both(t, "title", (*r)->title_en, (*r)->title_zh);
        domar_text_put(t, ",");
        member(t, "page", (*r)->page);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "],\"writers\":[");
    first = true;
    for (const domar_writer *const *w = domar_writers; *w; w++) {
        comma(t, &first);
        domar_text_put(t, "{");
        member(t, "id", (*w)->id);
        domar_text_put(t, ",");
        both(t, "title", (*w)->title_en, (*w)->title_zh);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

domar_status domar_methods_json(domar_cx *cx, char **json, const char *id)
{
    domar_text t = domar_text_new(cx);
    bool first = true;
    *json = NULL;
    if (id && !domar_method_of(id)) {
        const char *near = domar_method_suggest(id);
        return domar_fail(cx, DOMAR_EUSAGE, "there is no method %s%s%s%s", id,
                          near ? ": did you mean " : ": `domar methods` lists them", near ? near : "",
                          near ? "?" : "");
    }
    domar_text_put(&t, "{");
    member(&t, "engine", domar_version());
    domar_text_put(&t, ",\"methods\":[");
    for (const domar_method *const *m = domar_methods; *m; m++)
        if (!id || strcmp((*m)->id, id) == 0) {
            comma(&t, &first);
            method(&t, *m);
        }
    domar_text_put(&t, "],");
    params(&t, "common", domar_common_params);
    domar_text_put(&t, ",");
    params(&t, "common_panel", domar_panel_params);
    domar_text_put(&t, ",");
    params(&t, "reading_panel", domar_panel_reading);
    formats(&t);
    domar_text_put(&t, "}\n");
    if (t.status) domar_text_drop(&t);
    *json = t.data;
    return *json ? DOMAR_OK : DOMAR_ENOMEM;
}
