/* study/page.c -- the study as JSON in a self-contained page (write/web_page.h) whose bundle draws it. */
#include "study/study.h"
#include "base/text.h"
#include "engine/registry.h"
#include "write/web_page.h"
#include <math.h>
#include <stdio.h>

/* Rows of one answer in the page; more are in its CSV, and no figure is drawn of a part. */
enum { MOST_ROWS = 20000 };

static void comma(domar_text *t, size_t k)
{
    if (k) domar_text_put(t, ",");
}

static void both(domar_text *t, const char *name, domar_both b) { domar_web_both(t, name, b.en, b.zh); }

static void next(domar_text *t, const char *name, const char *value)
{
    domar_text_put(t, ",");
    domar_web_member(t, name, value);
}

static void count(domar_text *t, const char *name, size_t value)
{
    domar_text_printf(t, ",\"%s\":%zu", name, value);
}

/* ---- what is shown: settings by name, as the page has them */
static void put_setting(domar_text *t, const domar_show_setting *s)
{
    domar_text_put(t, ",");
    domar_text_json(t, s->name);
    domar_text_put(t, ":");
    if (s->type == DOMAR_SETTING_BOTH) {
        domar_text_put(t, "{");
        domar_web_member(t, "en", s->value[0]);
        next(t, "zh", s->value[1]);
        domar_text_put(t, "}");
    } else if (s->type == DOMAR_SETTING_WHERE) {
        domar_text_put(t, "{");
        for (size_t k = 0; k < s->count; k += 2) {
            comma(t, k);
            domar_web_member(t, s->value[k], s->value[k + 1]);
        }
        domar_text_put(t, "}");
    } else if (s->type == DOMAR_SETTING_COLUMNS) {
        domar_text_put(t, "[");
        for (size_t k = 0; k < s->count; k++) {
            comma(t, k);
            domar_text_json(t, s->value[k]);
        }
        domar_text_put(t, "]");
    } else if (s->type == DOMAR_SETTING_NUMBER) {
        double v = NAN;
        domar_parse_double(*s->value, &v);
        domar_web_number(t, v);
    } else if (s->type == DOMAR_SETTING_FLAG) domar_text_put(t, *s->value);
    else domar_text_json(t, *s->value);
}

static void put_shows(domar_text *t, const domar_study_step *s)
{
    domar_text_put(t, ",\"show\":[");
    for (size_t k = 0; k < s->shows; k++) {
        comma(t, k);
        domar_text_put(t, "{");
        domar_web_member(t, "kind", s->show[k].kind);
        for (size_t j = 0; j < s->show[k].settings; j++) put_setting(t, &s->show[k].setting[j]);
        domar_text_put(t, "}");
    }
    if (!s->shown) domar_text_put(t, "{\"kind\":\"table\"}");
    domar_text_put(t, "]");
}

/* ---- steps and chapters */
static void put_kept(domar_text *t, const domar_study_step *s)
{
    domar_text_put(t, ",\"keep\":[");
    for (size_t k = 0; k < s->kept; k++) {
        comma(t, k);
        domar_text_json(t, s->keep[k].name);
    }
    domar_text_put(t, "]");
}

static void put_step(domar_text *t, const struct domar_study_answer *a)
{
    domar_text_put(t, "{");
    domar_web_member(t, "id", a->step->id);
    next(t, "method", a->step->method);
    next(t, "asked", a->asked);
    next(t, "csv", a->csv);
    domar_text_put(t, ",");
    both(t, "title", a->step->title);
    domar_text_put(t, ",");
    both(t, "about", a->step->about);
    put_kept(t, a->step);
    put_shows(t, a->step);
    if (a->missing) next(t, "missing", a->missing);
    if (a->result) {
        count(t, "size", domar_result_rows(a->result));
        domar_text_put(t, ",");
        domar_web_answer(t, a->result, MOST_ROWS);
    }
    domar_text_put(t, "}");
}

static void put_steps(domar_text *t, const domar_study *s, const domar_study_chapter *c, bool robust)
{
    size_t written = 0;
    domar_text_put(t, robust ? ",\"robustness\":[" : ",\"steps\":[");
    for (size_t k = 0; k < s->answers; k++) {
        if (s->answer[k].chapter != c || s->answer[k].robust != robust) continue;
        domar_text_put(t, written++ ? ",\n" : "\n");
        put_step(t, &s->answer[k]);
    }
    domar_text_put(t, "]");
}

static void put_chapter(domar_text *t, const domar_study *s, size_t c)
{
    const domar_study_chapter *chapter = &s->page->chapter[c];
    const struct domar_study_facts *f = &s->facts[c];
    domar_text_put(t, c ? ",\n{" : "\n{");
    domar_web_member(t, "id", chapter->id);
    domar_text_put(t, ",");
    both(t, "title", chapter->title);
    domar_text_put(t, ",");
    both(t, "about", chapter->about);
    domar_text_put(t, ",\"data\":{");
    domar_web_member(t, "file", f->file);
    next(t, "unit", f->unit);
    next(t, "period", f->period);
    next(t, "first", f->first);
    next(t, "last", f->last);
    count(t, "rows", f->rows);
    count(t, "units", f->units);
    count(t, "periods", f->periods);
    next(t, "missing", chapter->data.missing ? chapter->data.missing : "error");
    next(t, "where", chapter->data.where);
    next(t, "only", chapter->data.periods);
    domar_text_put(t, ",");
    both(t, "source", chapter->data.source);
    domar_text_put(t, ",");
    both(t, "licence", chapter->data.licence);
    domar_text_put(t, "}");
    put_steps(t, s, chapter, false);
    put_steps(t, s, chapter, true);
    domar_text_put(t, "}");
}

/* ---- methods, each once */

/* "dagum1997 sec. 2; theil1967": keys of references, and where in them. */
static void put_cites(domar_text *t, const char *cite)
{
    size_t written = 0;
    domar_text_put(t, ",\"cite\":[");
    for (const char *at = cite ? cite : ""; *at; at += strcspn(at, ";"), at += *at == ';') {
        at += strspn(at, " ");
        const size_t key = strcspn(at, " ;"), all = strcspn(at, ";");
        const domar_reference *r = domar_references;
        while (r->key && (strlen(r->key) != key || memcmp(r->key, at, key) != 0)) r++;
        if (!r->key) continue;
        comma(t, written++);
        domar_text_put(t, "{");
        domar_web_member(t, "text", r->text);
        domar_text_put(t, ",\"where\":");
        char where[128];
        snprintf(where, sizeof where, "%.*s", (int)(all - key), at + key);
        domar_text_json(t, where + strspn(where, " "));
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

static void put_methods(domar_text *t, const domar_study *s)
{
    size_t written = 0;
    domar_text_put(t, ",\"methods\":[");
    for (size_t k = 0; k < s->answers; k++) {
        const domar_method *m = domar_method_of(s->answer[k].step->method);
        bool known = false;
        for (size_t j = 0; j < k; j++) known |= strcmp(s->answer[j].step->method, m->id) == 0;
        if (known) continue;
        domar_text_put(t, written++ ? ",\n{" : "{");
        domar_web_member(t, "id", m->id);
        domar_text_put(t, ",");
        domar_web_both(t, "title", m->title_en, m->title_zh);
        domar_text_put(t, ",");
        domar_web_both(t, "about", m->about_en, m->about_zh);
        next(t, "formula", m->formula);
        put_cites(t, m->cite);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

static void put_json(domar_text *t, const domar_study *s, const char *folder, const char *lang)
{
    const char *slash = strrchr(s->page->path, '/'), *at = strrchr(folder, '/');
    domar_text_put(t, "{");
    domar_web_member(t, "lang", lang);
    next(t, "engine", domar_version());
    next(t, "page", slash ? slash + 1 : s->page->path);
    next(t, "folder", at ? at + 1 : folder);
    domar_text_printf(t, ",\"confidential\":%s,\"most\":%d,", s->confidential ? "true" : "false", MOST_ROWS);
    both(t, "title", s->page->title);
    domar_text_put(t, ",");
    both(t, "about", s->page->about);
    domar_text_put(t, ",\"chapters\":[");
    for (size_t c = 0; c < s->page->chapters; c++) put_chapter(t, s, c);
    domar_text_put(t, "]");
    put_methods(t, s);
    domar_text_put(t, "}");
}

/* What each step says, for readers without scripts. */
static void put_plain(domar_text *t, const domar_study *s, const char *lang)
{
    domar_text_put(t, "<ol>");
    for (size_t k = 0; k < s->answers; k++) {
        const char *reading = domar_study_reading(s, k, lang);
        if (!*reading) continue;
        domar_text_put(t, "<li>");
        domar_web_text(t, reading);
        domar_text_put(t, "</li>");
    }
    domar_text_put(t, "</ol>");
}

static domar_status place(domar_cx *cx, void *tables) { return domar_study_tables_place(cx, tables); }

domar_status domar_study_write(domar_cx *cx, const domar_study *s, const char *path, const char *lang)
{
    const bool zh = strcmp(lang, "zh") == 0;
    domar_text json = domar_text_new(cx), plain = domar_text_new(cx);
    domar_study_tables tables = { .folder = NULL };
    domar_status st = DOMAR_OK;
    if (strcmp(path, "-") == 0)
        st = domar_fail(cx, DOMAR_EUSAGE, "a study is a page and a folder beside it: give the name of a file");
    if (!st) st = domar_study_tables_make(cx, &tables, s, path);
    if (!st) put_json(&json, s, tables.folder, lang);
    put_plain(&plain, s, lang);
    if (!st) st = json.status ? json.status : plain.status;
    if (!st) {
        const domar_web_page page = { "study", zh ? s->page->title.zh : s->page->title.en, lang, plain.data, json.data };
        st = domar_web_page_write(cx, &page, path, place, &tables);
    }
    domar_study_tables_end(&tables, !st);
    domar_text_drop(&json);
    domar_text_drop(&plain);
    return st;
}
