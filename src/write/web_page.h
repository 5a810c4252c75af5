/* write/web_page.h -- what the self-contained pages share: answers as JSON, the skeleton around a bundle of web/dist. */
#ifndef DOMAR_WRITE_WEB_PAGE_H
#define DOMAR_WRITE_WEB_PAGE_H
#include "base/text.h"
#include <domar/result.h>

/* "name":"value"; NULL is "". */
void domar_web_member(domar_text *t, const char *name, const char *value);
void domar_web_number(domar_text *t, double v);              /* null where there is none */
/* "name":{"en":..., "zh":...} */
void domar_web_both(domar_text *t, const char *name, const char *en, const char *zh);
/* "reading":...,"columns":[...],"rows":[[...]],"certificate":[[name, text, bound]]: at most `most` rows; 0: all. */
void domar_web_answer(domar_text *t, const domar_result *r, size_t most);
void domar_web_text(domar_text *t, const char *text);        /* into HTML: < and & escaped */

typedef struct {
    const char *bundle;         /* "brief": web/dist/brief.js and .css; <main id="brief"> */
    const char *title, *lang;
    const char *plain;          /* HTML for readers without scripts */
    const char *json;           /* what the bundle reads */
} domar_web_page;

/* Write the page to a path, whole or not at all; `before`, if any, is called once all is written and may still fail. */
domar_status domar_web_page_write(domar_cx *cx, const domar_web_page *page, const char *path,
                                  domar_status (*before)(domar_cx *cx, void *arg), void *arg);
#endif
