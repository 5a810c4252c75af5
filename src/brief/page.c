/* brief/page.c -- the self-contained page: a skeleton, the style, the answers as JSON, the
 * bundle that draws them (web/dist, embedded).  Both languages are in the page. */
#include "base/embed.h"
#include "base/out.h"
#include "base/text.h"
#include "brief/brief.h"
#include <math.h>

/* ---- JSON */
static void comma(domar_text *t, size_t k)
{
    if (k) domar_text_put(t, ",");
}

static void member(domar_text *t, const char *name, const char *value)
{
    domar_text_json(t, name);
    domar_text_put(t, ":");
    domar_text_json(t, value ? value : "");
}

static void number(domar_text *t, double v)
{
    if (isfinite(v)) domar_text_number(t, v);
    else domar_text_put(t, "null");
}

static void put_columns(domar_text *t, const domar_result *r)
{
    static const char *const kinds[] = { "dimension", "value", "class" };
    domar_text_put(t, ",\"columns\":[");
    for (size_t c = 0; c < domar_result_columns(r); c++) {
        const domar_axis *axis = domar_result_axis(r, c);
        comma(t, c);
        domar_text_put(t, "{");
        member(t, "name", domar_result_name(r, c));
        domar_text_put(t, ",");
        member(t, "kind", kinds[domar_result_kind(r, c)]);
        domar_text_put(t, ",");
        member(t, "unit", domar_result_unit(r, c));
        domar_text_put(t, ",");
        member(t, "en", domar_result_doc(r, c, "en"));
        domar_text_put(t, ",");
        member(t, "zh", domar_result_doc(r, c, "zh"));
        if (axis) {
            domar_text_put(t, ",\"labels\":{");
            for (size_t k = 0; k < domar_axis_size(axis); k++) {
                comma(t, k);
                domar_text_json(t, domar_axis_code(axis, k));
                domar_text_put(t, ":[");
                domar_text_json(t, domar_axis_label(axis, k, "en"));
                domar_text_put(t, ",");
                domar_text_json(t, domar_axis_label(axis, k, "zh"));
                domar_text_put(t, "]");
            }
            domar_text_put(t, "}");
        }
        domar_text_put(t, "}");
    }
    domar_text_put(t, "]");
}

static void put_rows(domar_text *t, const domar_result *r)
{
    domar_text_put(t, ",\"rows\":[");
    for (size_t i = 0; i < domar_result_rows(r); i++) {
        domar_text_put(t, i ? ",\n[" : "\n[");
        for (size_t c = 0; c < domar_result_columns(r); c++) {
            comma(t, c);
            if (domar_result_kind(r, c) == DOMAR_COLUMN_VALUE)
                number(t, domar_result_values(r, c)[i]);
            else
                domar_text_json(
                    t, domar_axis_code(domar_result_axis(r, c), domar_result_items(r, c)[i]));
        }
        domar_text_put(t, "]");
    }
    domar_text_put(t, "]");
}

static void put_certificate(domar_text *t, const domar_result *r)
{
    domar_text_put(t, ",\"certificate\":[");
    for (size_t k = 0; k < domar_result_certificate_size(r); k++) {
        const domar_certificate_entry e = domar_result_certificate(r, k);
        comma(t, k);
        domar_text_put(t, "[");
        domar_text_json(t, e.name);
        domar_text_put(t, ",");
        domar_text_json(t, e.text);
        domar_text_put(t, ",");
        number(t, e.bound);
        domar_text_put(t, "]");
    }
    domar_text_put(t, "]");
}

static void put_dataset(domar_text *t, const struct domar_brief_dataset *d)
{
    domar_text_json(t, d->id);
    domar_text_put(t, ":{");
    member(t, "method", d->method);
    domar_text_put(t, ",");
    member(t, "command", d->command);
    if (d->missing) {
        domar_text_put(t, ",");
        member(t, "missing", d->missing);
    }
    if (d->result) {
        domar_text_put(t, ",\"reading\":{");
        member(t, "en", domar_result_reading(d->result, "en"));
        domar_text_put(t, ",");
        member(t, "zh", domar_result_reading(d->result, "zh"));
        domar_text_put(t, "}");
        put_columns(t, d->result);
        put_rows(t, d->result);
        put_certificate(t, d->result);
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
        member(t, "rule", f->rule);
        domar_text_put(t, ",\"score\":");
        number(t, f->score);
        domar_text_put(t, ",");
        member(t, "en", f->text[0]);
        domar_text_put(t, ",");
        member(t, "zh", f->text[1]);
        domar_text_put(t, ",");
        member(t, "command", f->command);
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
        member(t, "path", b->page[k].path);
        domar_text_put(t, ",");
        member(t, "en", b->page[k].text[0]);
        domar_text_put(t, ",");
        member(t, "zh", b->page[k].text[1]);
        domar_text_put(t, "}");
    }
    domar_text_put(t, "}");
}

static void put_json(domar_text *t, const domar_brief *b, const char *lang)
{
    domar_text_put(t, "{");
    member(t, "lang", lang);
    domar_text_printf(t, ",\"year\":%d,\"first_year\":%d,", b->year, b->first_year);
    member(t, "engine", domar_version());
    domar_text_put(t, ",");
    member(t, "money", b->money);
    domar_text_put(t, ",\"economy\":{");
    member(t, "code", b->economy);
    domar_text_put(t, ",");
    member(t, "en", b->label[0]);
    domar_text_put(t, ",");
    member(t, "zh", b->label[1]);
    domar_text_put(t, "},\"final_use\":");
    number(t, b->final_use);
    put_scenarios(t, b);
    domar_text_put(t, ",\"info\":{");
    for (size_t k = 0; k < 8 && b->info[0][k]; k++) {
        comma(t, k);
        member(t, b->info[0][k], b->info[1][k]);
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

/* "</" inside a script would end it; in JSON "<\/" is the same text. */
static void put_script_text(domar_out *out, const char *text, size_t size)
{
    size_t from = 0;
    for (size_t k = 0; k + 1 < size; k++)
        if (text[k] == '<' && text[k + 1] == '/') {
            domar_out_write(out, text + from, k + 1 - from);
            domar_out_put(out, "\\");
            from = k + 1;
        }
    domar_out_write(out, text + from, size - from);
}

static void put_html_text(domar_out *out, const char *text)
{
    for (; *text; text++)
        if (*text == '<') domar_out_put(out, "&lt;");
        else if (*text == '&') domar_out_put(out, "&amp;");
        else domar_out_write(out, text, 1);
}

/* Findings stand in the page as plain text too: for readers without scripts. */
static void put_plain(domar_out *out, const domar_brief *b, const char *lang)
{
    domar_out_put(out, "<noscript><ol>");
    for (size_t k = 0; k < b->count && k < 5; k++) {
        domar_out_put(out, "<li>");
        put_html_text(out, domar_brief_finding(b, k, lang));
        domar_out_put(out, "</li>");
    }
    domar_out_put(out, "</ol></noscript>\n");
}

static void put_page(domar_out *out, const domar_brief *b, const domar_text *json, const char *lang,
                     const char *script, size_t script_size, const char *style, size_t style_size)
{
    const bool zh = strcmp(lang, "zh") == 0;
    domar_out_put(out, "<!doctype html>\n<html lang=\"");
    domar_out_put(out, zh ? "zh-CN" : "en");
    domar_out_put(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src "
                       "data:\">\n<title>");
    put_html_text(out, b->label[zh]);
    domar_out_put(out, zh ? "：产业简报" : ": a brief on its industries");
    domar_out_put(out, "</title>\n<style>\n");
    domar_out_write(out, style, style_size);
    domar_out_put(out, "</style>\n</head>\n<body>\n<main id=\"brief\"></main>\n");
    put_plain(out, b, lang);
    domar_out_put(out, "<script type=\"application/json\" id=\"data\">");
    put_script_text(out, json->data, json->size);
    domar_out_put(out, "</script>\n<script>\n");
    domar_out_write(out, script, script_size);
    domar_out_put(out, "</script>\n</body>\n</html>\n");
}

domar_status domar_brief_write(domar_cx *cx, const domar_brief *b, const char *path,
                               const char *lang)
{
    size_t script_size = 0, style_size = 0;
    const char *script = domar_embedded("web/dist/brief.js", &script_size);
    const char *style = domar_embedded("web/dist/brief.css", &style_size);
    domar_text json = domar_text_new(cx);
    domar_out *out = NULL;
    if (!script || !style)
        return domar_fail(cx, DOMAR_EFAIL,
                          "this build has no bundle for pages: run web/build.sh and build again");
    if (strcmp(lang, "en") != 0 && strcmp(lang, "zh") != 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--lang cannot be %s: choose one of en, zh", lang);
    put_json(&json, b, lang);
    domar_status st = json.status ? json.status : domar_out_open(cx, &out, path);
    if (!st) {
        put_page(out, b, &json, lang, script, script_size, style, style_size);
        st = domar_out_commit(cx, out);
    }
    domar_text_drop(&json);
    return st;
}
