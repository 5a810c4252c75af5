/* engine/differ.c -- the pages are told back in words, as `domar scenario check` does, and compared line by line: so a
 * setting that is new to scenarios is compared without a word here. */
#include "engine/differ.h"
#include "base/text.h"
#include "read/scenario.h"
#include <string.h>

static const char SETTINGS[] = "Settings\n", BASELINE[] = "Wedges that are there already\n", CHANGES[] = "Changes\n";

struct pages {
    char **text;                 /* count, as told in words */
    const char *const *names;
    size_t count;
};

/* The lines between two heads; *size 0 where the page has no such part. */
static const char *part(const char *text, const char *head, size_t *size)
{
    const char *from = strstr(text, head);
    *size = 0;
    if (!from) return "";
    from += strlen(head);
    size_t length = 0;
    while (from[length] == '-') length += strcspn(from + length, "\n") + 1;
    *size = length;
    return from;
}

/* Of the settings of a page the value of a label ("mobility of factors"); NULL: not told, so by default. */
static const char *value_of(const char *text, const char *label, size_t length, size_t *size)
{
    size_t left;
    for (const char *line = part(text, SETTINGS, &left); left;) {
        const size_t whole = strcspn(line, "\n");
        if (whole > length + 4 && memcmp(line + 2, label, length) == 0 && memcmp(line + 2 + length, ": ", 2) == 0) {
            *size = whole - length - 4;
            return line + length + 4;
        }
        line += whole + 1;
        left -= whole + 1;
    }
    return NULL;
}

static bool same_value(const struct pages *p, const char *label, size_t length)
{
    size_t size = 0, first = 0;
    const char *one = value_of(p->text[0], label, length, &first);
    for (size_t k = 1; k < p->count; k++) {
        const char *other = value_of(p->text[k], label, length, &size);
        if (!one != !other || (one && (size != first || memcmp(one, other, size) != 0))) return false;
    }
    return true;
}

static domar_status certify_label(domar_cx *cx, domar_result *r, const struct pages *p, const char *label, size_t length)
{
    domar_text words = domar_text_new(cx);
    char *name = domar_format(cx, "differs.%.*s", (int)length, label);
    for (char *c = name; c && *c; c++)
        if (*c == ' ') *c = '_';
    for (size_t k = 0; k < p->count; k++) {
        size_t size = 0;
        const char *value = value_of(p->text[k], label, length, &size);
        domar_text_printf(&words, "%s%s: %.*s", k ? " | " : "", p->names[k], value ? (int)size : 10, value ? value : "by default");
    }
    domar_status st = !name ? DOMAR_ENOMEM : words.status ? words.status : domar_result_certify_text(cx, r, name, words.data);
    domar_text_drop(&words);
    domar_release(name);
    return st;
}

/* Was the label told by an earlier page too? */
static bool seen(const struct pages *p, size_t k, const char *label, size_t length)
{
    size_t size;
    for (size_t i = 0; i < k; i++)
        if (value_of(p->text[i], label, length, &size)) return true;
    return false;
}

static domar_status certify_settings(domar_cx *cx, domar_result *r, const struct pages *p, size_t *found)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < p->count; k++) {
        size_t left;
        for (const char *line = part(p->text[k], SETTINGS, &left); !st && left;) {
            const size_t whole = strcspn(line, "\n");
            const char *label = line + 2, *end = strstr(label, ": ");
            const size_t length = end ? (size_t)(end - label) : 0;
            if (end && end < line + whole && !seen(p, k, label, length) && !same_value(p, label, length)) {
                st = certify_label(cx, r, p, label, length);
                ++*found;
            }
            line += whole + 1;
            left -= whole + 1;
        }
    }
    return st;
}

/* Other wedges at the base are another base. */
static domar_status certify_baseline(domar_cx *cx, domar_result *r, const struct pages *p, size_t *found)
{
    size_t first, size;
    const char *one = part(p->text[0], BASELINE, &first);
    bool same = true;
    for (size_t k = 1; k < p->count; k++) {
        const char *other = part(p->text[k], BASELINE, &size);
        same = same && size == first && memcmp(one, other, size) == 0;
    }
    if (same) return DOMAR_OK;
    ++*found;
    return domar_result_certify_text(cx, r, "differs.baseline", "the wedges that are there already: gains are measured from "
                                     "bases that are not the same");
}

domar_status domar_certify_differences(domar_cx *cx, domar_result *r, const domar_scenario *const *pages,
                                       const char *const *names, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct pages p = { domar_scratch_bytes(cx, count, sizeof *p.text), names, count };
    size_t found = 0;
    domar_status st = p.text ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        st = domar_scenario_explain(cx, &p.text[k], pages[k], "en");
        char *changes = st ? NULL : strstr(p.text[k], CHANGES);
        if (changes) *changes = 0;
    }
    if (!st) st = certify_settings(cx, r, &p, &found);
    if (!st) st = certify_baseline(cx, r, &p, &found);
    if (!st && !found) st = domar_result_certify_text(cx, r, "differs", "in nothing but the changes");
    for (size_t k = 0; p.text && k < count; k++) domar_release(p.text[k]);
    domar_scratch_rewind(cx, mark);
    return st;
}
