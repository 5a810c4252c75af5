/* engine/define.c -- the command line beats the page, and the page beats what a method has by default. */
#include "engine/define.h"
#include "base/text.h"
#include "engine/params.h"
#include "read/index_page.h"
#include <string.h>

/* The value of a name in a list; the last one counts. */
static const char *said(const domar_pair *list, const char *name)
{
    const char *value = NULL;
    for (; list && list->name; list++)
        if (strcmp(list->name, name) == 0) value = list->value;
    return value;
}

/* Is a parameter of use under the choices that end up in force?  (The user's own are checked when they are bound.) */
static bool of_use(const domar_method *method, const domar_param *p, const domar_pair *page, const domar_pair *given)
{
    char other[32] = "";
    const char *value = p->only ? strchr(p->only, '=') : NULL;
    if (!value) return true;
    memcpy(other, p->only, (size_t)(value - p->only) < sizeof other ? (size_t)(value - p->only) : sizeof other - 1);
    const domar_param *company = domar_params_find(method->params, other);
    const char *now = said(given, other);
    if (!now) now = said(page, other);
    if (!now) now = company ? company->text : NULL;
    return now && domar_is_choice(value + 1, now);
}

domar_status domar_define(domar_cx *cx, domar_definition **out, const domar_pair **params, const domar_method *method,
                          const char *path, const domar_pair *given)
{
    size_t users = 0, pages = 0, count = 0;
    *out = NULL;
    if (!path) return DOMAR_OK;
    if (!(method->needs & DOMAR_TAKES_DEFINITION))
        return domar_fail(cx, DOMAR_EUSAGE, "%s takes no --define: it is of no index", method->id);
    const domar_status st = domar_index_page_read(cx, out, path);
    if (st) return st;
    const domar_pair *page = (*out)->conventions;
    while (given && given[users].name) users++;
    while (page[pages].name) pages++;
    domar_pair *list = domar_scratch_bytes(cx, users + pages + 1, sizeof *list);
    if (!list) return DOMAR_ENOMEM;
    for (size_t k = 0; k < pages; k++) {
        const domar_param *own = domar_params_find(method->params, page[k].name);
        if (!own && !domar_params_find(domar_params_common(method), page[k].name)) continue;       /* a convention of other methods */
        if (!own || of_use(method, own, page, given)) list[count++] = page[k];
    }
    for (size_t k = 0; k < users; k++) list[count++] = given[k];
    *params = list;
    return DOMAR_OK;
}
