/* brief/page.c -- the answers and findings of a brief as JSON, in a self-contained page
 * (write/web_page.h) whose bundle draws them.  Both languages are in the page. */
#include "base/text.h"
#include "brief/brief.h"
#include "write/web_page.h"

/* ---- JSON */
static void comma(domar_text *t, size_t k)
{
    if (k) domar_text_put(t, ",");
}

static void put_dataset(domar_text *t, const struct domar_brief_dataset *d)
{
    domar_text_json(t, d->id);
    domar_text_put(t, ":{");
    domar_web_member(t, "method", d->method);
    domar_text_put(t, ",");
    domar_web_member(t, "command", d->command);
    if (d->missing) {
        domar_text_put(t, ",");
        domar_web_member(t, "missing", d->missing);
    }
    if (d->result) {
        domar_text_put(t, ",");
        domar_web_answer(t, d->result, 0);
    }
    domar_text_put(t, "}");
}

static void put_findings(domar_text *t, const domar_brief *b)
{
    domar_text_put(t, ",\"findings\":[");
    for (size_t k = 0; k < b->count; k++) {
        const struct domar_brief_finding *f = &b->findings[k];
        comma(t, k);
        domar_text_put(t, "{");
        domar_web_member(t, "rule", f->rule);
        domar_text_put(t, ",\"score\":");
        domar_web_number(t, f->score);
        domar_text_put(t, ",");
        domar_web_member(t, "en", f->text[0]);
        domar_text_put(t, ",");
        domar_web_member(t, "zh", f->text[1]);
        domar_text_put(t, ",");
        domar_web_member(t, "command", f->command);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

static void put_scenarios(domar_text *t, const domar_brief *b)
{
    static const char *const names[BRIEF_PAGES] = { "baseline", "reform" };
    domar_text_put(t, ",\"scenarios\":{");
    for (size_t k = 0; k < BRIEF_PAGES; k++) {
        comma(t, k);
        domar_text_json(t, names[k]);
        domar_text_put(t, ":{");
        domar_web_member(t, "path", b->page[k].path);
        domar_text_put(t, ",");
        domar_web_member(t, "en", b->page[k].text[0]);
        domar_text_put(t, ",");
        domar_web_member(t, "zh", b->page[k].text[1]);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "}");
}

static void put_json(domar_text *t, const domar_brief *b, const char *lang)
{
    domar_text_put(t, "{");
    domar_web_member(t, "lang", lang);
    domar_text_printf(t, ",\"year\":%d,\"first_year\":%d,", b->year, b->first_year);
    domar_web_member(t, "engine", domar_version());
    domar_text_put(t, ",");
    domar_web_member(t, "money", b->money);
    domar_text_put(t, ",\"economy\":{");
    domar_web_member(t, "code", b->economy);
    domar_text_put(t, ",");
    domar_web_member(t, "en", b->label[0]);
    domar_text_put(t, ",");
    domar_web_member(t, "zh", b->label[1]);
    domar_text_put(t, "},\"final_use\":");
    domar_web_number(t, b->final_use);
    put_scenarios(t, b);
    domar_text_put(t, ",\"info\":{");
    for (size_t k = 0; k < 8 && b->info[0][k]; k++) {
        comma(t, k);
        domar_web_member(t, b->info[0][k], b->info[1][k]);
    }
    domar_text_put(t, "}");
    put_findings(t, b);
    domar_text_put(t, ",\"data\":{");
    for (size_t k = 0; k < BRIEF_ANSWERS; k++) {
        domar_text_put(t, k ? ",\n" : "\n");
        put_dataset(t, &b->data[k]);
    }
    domar_text_put(t, "},\"methods\":");
    domar_text_put(t, b->methods);
    domar_text_put(t, "}");
}

/* ---- HTML */

/* Findings stand in the page as plain text too: for readers without scripts. */
static void put_plain(domar_text *t, const domar_brief *b, const char *lang)
{
    domar_text_put(t, "<ol>");
    for (size_t k = 0; k < b->count && k < 5; k++) {
        domar_text_put(t, "<li>");
        domar_web_text(t, domar_brief_finding(b, k, lang));
        domar_text_put(t, "</li>");
    }
    domar_text_put(t, "</ol>");
}

domar_status domar_brief_write(domar_cx *cx, const domar_brief *b, const char *path,
                               const char *lang)
{
    const bool zh = strcmp(lang, "zh") == 0;
    domar_text json = domar_text_new(cx), plain = domar_text_new(cx), title = domar_text_new(cx);
    put_json(&json, b, lang);
    put_plain(&plain, b, lang);
    domar_text_put(&title, b->label[zh]);
    domar_text_put(&title, zh ? "：产业简报" : ": a brief on its industries");
    domar_status st = json.status ? json.status : plain.status ? plain.status : title.status;
    if (!st) {
        const domar_web_page page = { "brief", title.data, lang, plain.data, json.data };
        st = domar_web_page_write(cx, &page, path, NULL, NULL);
    }
    domar_text_drop(&json);
    domar_text_drop(&plain);
    domar_text_drop(&title);
    return st;
}
