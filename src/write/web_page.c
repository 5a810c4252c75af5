/* write/web_page.c -- a skeleton, the style, the data as JSON, the bundle that draws them.  Both languages are in the page. */
#include "write/web_page.h"
#include "base/embed.h"
#include "base/out.h"
#include <math.h>
#include <stdio.h>

/* ---- JSON */
static void comma(domar_text *t, size_t k)
{
    if (k) domar_text_put(t, ",");
}

void domar_web_member(domar_text *t, const char *name, const char *value)
{
    domar_text_json(t, name);
    domar_text_put(t, ":");
    domar_text_json(t, value ? value : "");
}

void domar_web_number(domar_text *t, double v)
{
    if (isfinite(v)) domar_text_number(t, v);
    else domar_text_put(t, "null");
}

void domar_web_both(domar_text *t, const char *name, const char *en, const char *zh)
{
    domar_text_json(t, name);
    domar_text_put(t, ":{");
    domar_web_member(t, "en", en);
    domar_text_put(t, ",");
    domar_web_member(t, "zh", zh);
    domar_text_put(t, "}");
}

static void put_columns(domar_text *t, const domar_result *r)
{
    static const char *const kinds[] = { "dimension", "value", "class" };
    domar_text_put(t, ",\"columns\":[");
    for (size_t c = 0; c < domar_result_columns(r); c++) {
        const domar_axis *axis = domar_result_axis(r, c);
        comma(t, c);
        domar_text_put(t, "{");
        domar_web_member(t, "name", domar_result_name(r, c));
        domar_text_put(t, ",");
        domar_web_member(t, "kind", kinds[domar_result_kind(r, c)]);
        domar_text_put(t, ",");
        domar_web_member(t, "unit", domar_result_unit(r, c));
        domar_text_put(t, ",");
        domar_web_member(t, "en", domar_result_doc(r, c, "en"));
        domar_text_put(t, ",");
        domar_web_member(t, "zh", domar_result_doc(r, c, "zh"));
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

static void put_rows(domar_text *t, const domar_result *r, size_t most)
{
    const size_t rows = domar_result_rows(r), shown = most && most < rows ? most : rows;
    domar_text_put(t, ",\"rows\":[");
    for (size_t i = 0; i < shown; i++) {
        domar_text_put(t, i ? ",\n[" : "\n[");
        for (size_t c = 0; c < domar_result_columns(r); c++) {
            comma(t, c);
            if (domar_result_kind(r, c) == DOMAR_COLUMN_VALUE)
                domar_web_number(t, domar_result_values(r, c)[i]);
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
        domar_web_number(t, e.bound);
        domar_text_put(t, "]");
    }
    domar_text_put(t, "]");
}

void domar_web_answer(domar_text *t, const domar_result *r, size_t most)
{
    domar_web_both(t, "reading", domar_result_reading(r, "en"), domar_result_reading(r, "zh"));
    put_columns(t, r);
    put_rows(t, r, most);
    put_certificate(t, r);
}

/* ---- HTML */
void domar_web_text(domar_text *t, const char *text)
{
    for (; *text; text++)
        if (*text == '<') domar_text_put(t, "&lt;");
        else if (*text == '&') domar_text_put(t, "&amp;");
        else domar_text_add(t, text, 1);
}

/* "</" inside a script would end it; in JSON "<\/" is the same text. */
static void put_script_text(domar_out *out, const char *text)
{
    const char *end;
    while ((end = strstr(text, "</"))) {
        domar_out_write(out, text, (size_t)(end - text) + 1);
        domar_out_put(out, "\\");
        text = end + 1;
    }
    domar_out_put(out, text);
}

static void put_page(domar_out *out, const domar_web_page *p, const char *title, const char *script, size_t script_size,
                     const char *style, size_t style_size)
{
    domar_out_put(out, "<!doctype html>\n<html lang=\"");
    domar_out_put(out, strcmp(p->lang, "zh") == 0 ? "zh-CN" : "en");
    domar_out_put(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src "
                       "data:\">\n<title>");
    domar_out_put(out, title);
    domar_out_put(out, "</title>\n<style>\n");
    domar_out_write(out, style, style_size);
    domar_out_put(out, "</style>\n</head>\n<body>\n<main id=\"");
    domar_out_put(out, p->bundle);
    domar_out_put(out, "\"></main>\n<noscript>");
    domar_out_put(out, p->plain);
    domar_out_put(out, "</noscript>\n<script type=\"application/json\" id=\"data\">");
    put_script_text(out, p->json);
    domar_out_put(out, "</script>\n<script>\n");
    domar_out_write(out, script, script_size);
    domar_out_put(out, "</script>\n</body>\n</html>\n");
}

domar_status domar_web_page_write(domar_cx *cx, const domar_web_page *p, const char *path,
                                  domar_status (*before)(domar_cx *cx, void *arg), void *arg)
{
    size_t script_size = 0, style_size = 0;
    char name[2][64];
    domar_text title = domar_text_new(cx);
    domar_out *out = NULL;
    snprintf(name[0], sizeof name[0], "web/dist/%.32s.js", p->bundle);
    snprintf(name[1], sizeof name[1], "web/dist/%.32s.css", p->bundle);
    const char *script = domar_embedded(name[0], &script_size), *style = domar_embedded(name[1], &style_size);
    if (!script || !style)
        return domar_fail(cx, DOMAR_EFAIL, "this build has no bundle for pages: run web/build.sh and build again");
    if (strcmp(p->lang, "en") != 0 && strcmp(p->lang, "zh") != 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--lang cannot be %s: choose one of en, zh", p->lang);
    domar_web_text(&title, p->title);
    domar_status st = title.status ? title.status : domar_out_open(cx, &out, path);
    if (!st) {
        put_page(out, p, title.data ? title.data : "", script, script_size, style, style_size);
        if (before && (st = before(cx, arg))) domar_out_discard(out);
        else st = domar_out_commit(cx, out);
    }
    domar_text_drop(&title);
    return st;
}
