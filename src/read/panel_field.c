/* read/panel_field.c -- numbers, codes, marks for what is missing, texts. */
#include "read/panel_field.h"
#include "read/number_fast.h"
#include <strings.h>

enum { EXACT = 15, GROUPED = 40 };

bool domar_panel_mark(const char *at, size_t size)
{
    switch (size) {
    case 0: return true;
    case 1: return *at == '.' || *at == '-';
    case 2: return strncasecmp(at, "na", 2) == 0 || memcmp(at, "..", 2) == 0;
    case 3: return strncasecmp(at, "nan", 3) == 0 || strncasecmp(at, "n/a", 3) == 0;
    case 4: return strncasecmp(at, "null", 4) == 0 || strncasecmp(at, "#n/a", 4) == 0;
    default: return false;
    }
}

/* 1,234,567.8 without its commas; 0 if it is not of that shape. */
static size_t ungroup(char to[GROUPED], const char *at, size_t size)
{
    size_t n = 0, k = 0, run = 0, groups = 0;
    if (size >= GROUPED) return 0;
    if (at[0] == '-' || at[0] == '+') to[n++] = at[k++];
    for (; k < size && (domar_is_digit(at[k]) || at[k] == ','); k++) {
        if (at[k] != ',') {
            to[n++] = at[k];
            run++;
            continue;
        }
        if (groups++ ? run != 3 : run < 1 || run > 3) return 0;
        run = 0;
    }
    if (!groups || run != 3) return 0;
    if (k < size && at[k] != '.') return 0;
    for (; k < size; k++) to[n++] = at[k];
    return n;
}

static domar_field_kind number(const char *at, size_t size, double *value)
{
    const char *end = at + size, *rest;
    if (*at == '+' && size > 1 && (domar_is_digit(at[1]) || at[1] == '.')) at++;
    if (!domar_number(at, end, value, &rest) || rest != end) return DOMAR_FIELD_TEXT;
    const char *digits = at + (*at == '-'), *p = digits;
    while (p < end && domar_is_digit(*p)) p++;
    if (p < end) return DOMAR_FIELD_NUMBER;
    return p - digits > EXACT || (p - digits > 1 && *digits == '0') ? DOMAR_FIELD_CODE : DOMAR_FIELD_NUMBER;
}

domar_field_kind domar_panel_field(const char *at, size_t size, bool grouped, double *value)
{
    char plain[GROUPED];
    if (domar_panel_mark(at, size)) return DOMAR_FIELD_MISSING;
    if (grouped && memchr(at, ',', size)) {
        const size_t n = ungroup(plain, at, size);
        return n ? number(plain, n, value) : DOMAR_FIELD_TEXT;
    }
    return number(at, size, value);
}
