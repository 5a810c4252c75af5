/* base/text.c -- growing text and helpers on strings. */
#include "base/text.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

domar_text domar_text_new(domar_cx *cx) { return (domar_text){ .cx = cx }; }

void domar_text_add(domar_text *t, const char *bytes, size_t size)
{
    if (t->status) return;
    t->status = domar_grow(t->cx, &t->data, &t->capacity, t->size + size + 1, 1);
    if (t->status) return;
    memcpy(t->data + t->size, bytes, size);
    t->size += size;
    t->data[t->size] = 0;
}

void domar_text_put(domar_text *t, const char *string) { domar_text_add(t, string, strlen(string)); }

void domar_text_printf(domar_text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (t->status || size < 0) return;
    t->status = domar_grow(t->cx, &t->data, &t->capacity, t->size + (size_t)size + 1, 1);
    if (t->status) return;
    va_start(args, format);
    vsnprintf(t->data + t->size, (size_t)size + 1, format, args);
    va_end(args);
    t->size += (size_t)size;
}

void domar_text_number(domar_text *t, double value)
{
    char buf[32];
    domar_text_add(t, buf, domar_number_text(buf, value));
}

void domar_text_json(domar_text *t, const char *string)
{
    domar_text_put(t, "\"");
    for (const char *p = string; *p; p++) {
        const unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\') domar_text_printf(t, "\\%c", c);
        else if (c < 0x20) domar_text_printf(t, "\\u%04x", c);
        else domar_text_add(t, p, 1);
    }
    domar_text_put(t, "\"");
}

void domar_text_drop(domar_text *t)
{
    domar_release(t->data);
    *t = (domar_text){ .cx = t->cx };
}

size_t domar_edit_distance(const char *a, const char *b)
{
    enum { MOST = 64 };
    const size_t m = strlen(a), n = strlen(b);
    size_t row[3][MOST + 1];
    if (m > MOST || n > MOST) return SIZE_MAX;
    size_t *two = row[0], *one = row[1], *now = row[2];
    for (size_t j = 0; j <= n; j++) two[j] = one[j] = j;
    for (size_t i = 1; i <= m; i++) {
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            const int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            size_t best = one[j - 1] + (x != y);
            if (one[j] + 1 < best) best = one[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                tolower((unsigned char)a[i - 2]) == y && two[j - 2] + 1 < best)
                best = two[j - 2] + 1;          /* two letters swapped */
            now[j] = best;
        }
        size_t *old = two; two = one; one = now; now = old;
    }
    return one[n];
}

size_t domar_nearest(const char *word, size_t count, const char *(*name)(const void *list, size_t k),
                     const void *list)
{
    size_t best = SIZE_MAX, least = SIZE_MAX;
    for (size_t k = 0; k < count; k++) {
        const size_t d = domar_edit_distance(word, name(list, k));
        if (d < least) { least = d; best = k; }
    }
    const size_t length = strlen(word);
    return least <= 1 + length / 4 && least < length ? best : SIZE_MAX;
}

int domar_icmp(const char *a, const char *b)
{
    for (; *a && tolower((unsigned char)*a) == tolower((unsigned char)*b); a++, b++) continue;
    return tolower((unsigned char)*a) - tolower((unsigned char)*b);
}

bool domar_next_part(const char **list, char *buf, size_t size)
{
    const char *p = *list;
    while (*p == ' ' || *p == ',') p++;
    if (!*p) return false;
    const char *end = strchr(p, ',');
    if (!end) end = p + strlen(p);
    *list = *end ? end + 1 : end;
    while (end > p && end[-1] == ' ') end--;
    size_t length = (size_t)(end - p);
    if (length >= size) length = size - 1;
    memcpy(buf, p, length);
    buf[length] = 0;
    return true;
}

bool domar_parse_double(const char *text, double *value)
{
    char *end;
    errno = 0;
    const double v = strtod(text, &end);
    if (end == text || *end || !isfinite(v)) return false;
    *value = v;
    return true;
}

bool domar_parse_int(const char *text, int64_t *value)
{
    char *end;
    errno = 0;
    const long long v = strtoll(text, &end, 10);
    if (end == text || *end || errno) return false;
    *value = v;
    return true;
}

/* Length of the UTF-8 sequence at p within size bytes and its code point; 0 if malformed. */
static size_t sequence(const unsigned char *p, size_t size, uint32_t *point)
{
    const unsigned c = p[0];
    if (c < 0x80) { *point = c; return 1; }
    const size_t length = c >= 0xf0 && c < 0xf5 ? 4 : c >= 0xe0 && c < 0xf0 ? 3
                        : c >= 0xc2 && c < 0xe0 ? 2 : 0;
    if (!length || length > size) return 0;
    uint32_t v = c & (0x7fu >> length);
    for (size_t k = 1; k < length; k++) {
        if ((p[k] & 0xc0) != 0x80) return 0;
        v = v << 6 | (p[k] & 0x3fu);
    }
    if ((length == 3 && (v < 0x800 || (v >= 0xd800 && v < 0xe000))) ||
        (length == 4 && (v < 0x10000 || v > 0x10ffff))) return 0;
    *point = v;
    return length;
}

bool domar_utf8_valid(const char *bytes, size_t size, size_t *at)
{
    for (size_t k = 0; k < size;) {
        uint64_t eight;
        uint32_t point;
        if (k + 8 <= size && (memcpy(&eight, bytes + k, 8), !(eight & 0x8080808080808080u))) {
            k += 8;                              /* plain ASCII, the common case */
            continue;
        }
        const size_t step = sequence((const unsigned char *)bytes + k, size - k, &point);
        if (!step) {
            if (at) *at = k;
            return false;
        }
        k += step;
    }
    return true;
}

size_t domar_text_width(const char *utf8)
{
    const size_t size = strlen(utf8);
    size_t width = 0;
    for (size_t k = 0; k < size;) {
        uint32_t c;
        const size_t step = sequence((const unsigned char *)utf8 + k, size - k, &c);
        if (!step) { k++; width++; continue; }
        k += step;
        const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                          (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                          (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                          (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x20000 && c <= 0x3fffd);
        width += wide ? 2 : 1;
    }
    return width;
}

bool domar_is_choice(const char *choices, const char *word)
{
    const size_t size = strlen(word);
    for (const char *c = choices; *c;) {
        const size_t length = strcspn(c, "|");
        if (length == size && memcmp(c, word, size) == 0) return true;
        c += length + (c[length] == '|');
    }
    return false;
}

void domar_text_quoted(domar_text *t, const char *word)
{
    domar_text_put(t, "'");
    for (; *word; word++)
        if (*word == '\'') domar_text_put(t, "'\\''");
        else domar_text_add(t, word, 1);
    domar_text_put(t, "'");
}
