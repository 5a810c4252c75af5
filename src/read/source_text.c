/* read/source_text.c -- is it text, in which encoding, of which year. */
#include "base/text.h"
#include "read/source.h"
#include "read/source_inside.h"
#include <stdio.h>

/* ---- what encoding is it?  Decided on the first MiB. */
static domar_status not_text(domar_cx *cx, const char *name, const char *what)
{
    return domar_fail(cx, DOMAR_EDATA,
                      "%s is not text (%s): give a table as CSV, plain or in gzip, "
                      "zstd or zip",
                      name, what);
}

/* Bytes at the end that may be the start of a character cut by the limit. */
static size_t uncut(const char *bytes, size_t size, bool whole)
{
    if (whole) return size;
    while (size && bytes[size - 1] != '\n') size--;
    return size;
}

/* Chinese text in GB encodings has nearly all its second bytes above 0xa0; Latin text with
 * accents, which decodes by accident too, has letters there. */
static bool looks_like_gb(const char *bytes, size_t size)
{
    size_t pairs = 0, high = 0;
    for (size_t k = 0; k < size; k++) {
        if ((unsigned char)bytes[k] < 0x80) continue;
        if ((unsigned char)bytes[k] == 0x80 || (unsigned char)bytes[k] == 0xff || k + 1 == size)
            return false;
        pairs++;
        high += (unsigned char)bytes[++k] > 0xa0;
    }
    return high * 10 >= pairs * 9;
}

size_t domar_lines_before(const char *bytes, size_t size)
{
    size_t lines = 1;
    for (const char *p = bytes; (p = memchr(p, '\n', (size_t)(bytes + size - p))); p++) lines++;
    return lines;
}

domar_status domar_text_looks(domar_cx *cx, domar_looks *looks, const char *name,
                              const char *encoding, const char *bytes, size_t size, bool whole)
{
    size_t bad = 0;
    *looks = (domar_looks){ 0 };
    looks->bom = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        return not_text(cx, name, "it is UTF-16, save it as UTF-8");
    if (size >= 8 && memcmp(bytes, "\x89HDF\r\n\x1a\n", 8) == 0)
        return not_text(cx, name, "it is HDF5");
    const char *zero = memchr(bytes, 0, size);
    if (zero) {
        char what[64];
        snprintf(what, sizeof what, "byte %zu is zero", (size_t)(zero - bytes) + 1);
        return not_text(cx, name, what);
    }
    const size_t sure = uncut(bytes, size, whole);
    if (encoding && strcmp(encoding, "gb18030") == 0) {
        looks->gb18030 = !looks->bom;
        return DOMAR_OK;
    }
    if (domar_utf8_valid(bytes, sure, &bad)) return DOMAR_OK;
    if (!encoding && !looks->bom && looks_like_gb(bytes, sure)) {
        looks->gb18030 = true;
        domar_log(cx, DOMAR_LOG_NOTE, "%s is read as GB18030", name);
        return DOMAR_OK;
    }
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line %zu: byte 0x%02x is not UTF-8: convert the file, or "
                      "say gb18030 as its encoding if it is",
                      name, domar_lines_before(bytes, bad), (unsigned)(unsigned char)bytes[bad]);
}

/* ---- years in names */
static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int domar_year_in(const char *name)
{
    int alone = 0, any = 0;
    for (const char *p = name; *p;) {
        if (!digit(*p)) { p++; continue; }
        size_t n = 0;
        int value = 0;
        for (; digit(p[n]); n++) value = n < 4 ? value * 10 + (p[n] - '0') : value;
        if (n == 4 && value >= 1900 && value < 2100) {
            any = value;
            if ((p == name || !letter(p[-1])) && !letter(p[4])) alone = value;
        }
        p += n;
    }
    return alone ? alone : any;
}
