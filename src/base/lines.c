/* base/lines.c -- short comma-separated lists. */
#include "base/lines.h"
#include <string.h>

domar_lines domar_lines_of(const char *text, size_t size, const char *name)
{
    domar_lines l = { .at = text, .end = text + size, .name = name };
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) l.at += 3;
    return l;
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* One field from *p into out; *p is left at the comma or at stop.  Returns the new end of out,
 * NULL where a quote stays open. */
static char *take_field(const char **p, const char *stop, char *out)
{
    const char *s = *p;
    while (s < stop && blank(*s)) s++;
    if (s < stop && *s == '"') {
        for (s++;; s++) {
            if (s >= stop) return NULL;
            if (*s == '"') {
                if (s + 1 >= stop || s[1] != '"') break;
                s++;
            }
            *out++ = *s;
        }
        for (s++; s < stop && *s != ',';) s++;
    } else {
        const char *start = s;
        while (s < stop && *s != ',') s++;
        const char *last = s;
        while (last > start && blank(last[-1])) last--;
        memcpy(out, start, (size_t)(last - start));
        out += last - start;
    }
    *p = s;
    return out;
}

static domar_status split(domar_cx *cx, domar_lines *l, const char *p, const char *stop)
{
    char *out = l->bytes;
    if (stop - p + DOMAR_LINES_FIELDS + 1 > DOMAR_LINES_BYTES)
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: longer than %d bytes: shorten it",
                          l->name, l->line, DOMAR_LINES_BYTES - DOMAR_LINES_FIELDS - 1);
    for (l->count = 0;; p++) {
        if (l->count == DOMAR_LINES_FIELDS)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: more than %d fields", l->name,
                              l->line, DOMAR_LINES_FIELDS);
        l->field[l->count] = out;
        out = take_field(&p, stop, out);
        if (!out)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: a quote is opened and not closed",
                              l->name, l->line);
        *out++ = 0;
        l->count++;
        if (p >= stop) return DOMAR_OK;
    }
}

domar_status domar_lines_next(domar_cx *cx, domar_lines *l)
{
    l->count = 0;
    while (l->at < l->end) {
        const char *p = l->at, *stop = memchr(p, '\n', (size_t)(l->end - p));
        if (!stop) stop = l->end;
        l->at = stop < l->end ? stop + 1 : stop;
        l->line++;
        while (stop > p && blank(stop[-1])) stop--;
        if (p < stop && *p != '#') return split(cx, l, p, stop);
    }
    return DOMAR_OK;
}

size_t domar_lines_column(const domar_lines *l, const char *name)
{
    for (size_t k = 0; k < l->count; k++)
        if (strcmp(l->field[k], name) == 0) return k;
    return SIZE_MAX;
}

const char *domar_lines_field(const domar_lines *l, size_t column)
{
    return column < l->count ? l->field[column] : "";
}
