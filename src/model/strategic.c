/* model/strategic.c -- lists of strategic industries, laid on the industries of a table. */
#include "model/strategic.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/lines.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20 };
static const char folder[] = "data/strategic/";

/* The list by its name, NULL if there is none. */
static const char *ready(const char *name, char path[128], size_t *size)
{
    snprintf(path, 128, "%s%s.csv", folder, name);
    return domar_embedded(path, size);
}

static domar_status names_of_lists(domar_cx *cx, const char *wrong, const char *near)
{
    char names[256] = "";
    const char *path;
    for (size_t k = 0; (path = domar_embedded_name(k)); k++) {
        if (strncmp(path, folder, sizeof folder - 1) != 0) continue;
        const char *start = path + sizeof folder - 1;
        const size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%.*s", used ? ", " : "", (int)strcspn(start, "."), start);
    }
    return domar_fail(cx, DOMAR_EUSAGE, "--strategic: there is no industry, list or file %s%s%s: give codes of industries, a file "
                      "of them, or one of %s", wrong, near ? ", did you mean " : "", near ? near : "", names);
}

/* ---- codes of a table */
/* Is every industry of the table in the code list?  China's tables are known by their labels. */
static domar_status covers(domar_cx *cx, bool *yes, const domar_axis *axis, const char *list)
{
    const bool by_label = strcmp(list, "china") == 0;
    const size_t N = domar_axis_size(axis);
    const domar_mark mark = domar_scratch_mark(cx);
    bool *found = domar_scratch_bytes(cx, N, sizeof *found);
    char path[128];
    size_t size, count = 0;
    snprintf(path, sizeof path, "data/codes/industries_%s.csv", list);
    const char *text = domar_embedded(path, &size);
    if (!found) return DOMAR_ENOMEM;
    domar_lines l = domar_lines_of(text ? text : "", text ? size : 0, path);
    domar_status st = domar_lines_next(cx, &l);
    const size_t column = domar_lines_column(&l, "code");
    while (!st && !(st = domar_lines_next(cx, &l)) && l.count)
        for (size_t k = 0; k < N; k++) {
            const char *code = by_label ? domar_axis_label(axis, k, "zh") : domar_axis_code(axis, k);
            if (found[k] || strcmp(code, domar_lines_field(&l, column)) != 0) continue;
            found[k] = true;
            count++;
        }
    *yes = count == N;
    domar_scratch_rewind(cx, mark);
    return st;
}

static void note(char *notes, size_t room, const char *code, const char *words, const char *join)
{
    const size_t used = strlen(notes);
    if (*words) snprintf(notes + used, room - used, "%s%s%s%s", used ? "; " : "", code, join, words);
}

static void take(domar_strategic *s, const domar_axis *axis, const char *list, const char *code, const char *part,
                 const char *words)
{
    const bool by_label = strcmp(list, "china") == 0;
    for (size_t k = 0; k < domar_axis_size(axis); k++) {
        if (strcmp(by_label ? domar_axis_label(axis, k, "zh") : domar_axis_code(axis, k), code) != 0) continue;
        if (strcmp(part, "left_out") == 0) {
            note(s->left_out, sizeof s->left_out, domar_axis_code(axis, k), words, ": ");
            continue;
        }
        s->in[k] = strcmp(part, "mixed") == 0 ? DOMAR_STRATEGIC_MIXED : DOMAR_STRATEGIC_IN;
        s->count++;
        if (s->in[k] == DOMAR_STRATEGIC_MIXED) note(s->mixed, sizeof s->mixed, domar_axis_code(axis, k), words, " with ");
    }
}

/* The rows of the first code list that holds all industries of the table. */
static domar_status from_list(domar_cx *cx, domar_strategic *s, const domar_axis *axis, const char *text, size_t size,
                              const char *path)
{
    domar_lines l = domar_lines_of(text, size, path);
    domar_status st = domar_lines_next(cx, &l);
    const size_t column[] = { domar_lines_column(&l, "codes"), domar_lines_column(&l, "code"), domar_lines_column(&l, "part"),
                              domar_lines_column(&l, "en") };
    char known[32] = "", tried[256] = ",";
    bool yes = false;
    if (!st) st = covers(cx, &yes, axis, "china");      /* first: their codes are numbers, as those of oecd45 */
    if (yes) snprintf(known, sizeof known, "china");
    while (!st && !(st = domar_lines_next(cx, &l)) && l.count) {
        const char *codes = domar_lines_field(&l, column[0]);
        char item[40];
        snprintf(item, sizeof item, ",%s,", codes);
        if (!*known && !strstr(tried, item)) {
            const size_t used = strlen(tried);
            snprintf(tried + used, sizeof tried - used, "%s,", codes);
            if ((st = covers(cx, &yes, axis, codes))) return st;
            if (yes) snprintf(known, sizeof known, "%s", codes);
        }
        if (*known && strcmp(known, codes) == 0)
            take(s, axis, known, domar_lines_field(&l, column[1]), domar_lines_field(&l, column[2]),
                 domar_lines_field(&l, column[3]));
    }
    return st;
}

/* ---- what the user gives */
/* Marks the codes of a text; the first unknown one goes into wrong. */
static void mark_codes(domar_strategic *s, const domar_axis *axis, const char *text, char wrong[128])
{
    char code[128];
    wrong[0] = 0;
    while (domar_next_part(&text, code, sizeof code)) {
        if (!*code || domar_icmp(code, "code") == 0) continue;
        const size_t k = domar_axis_find(axis, code);
        if (k == SIZE_MAX) {
            if (!*wrong) snprintf(wrong, 128, "%s", code);
            continue;
        }
        s->count += s->in[k] == DOMAR_STRATEGIC_OUT;
        s->in[k] = DOMAR_STRATEGIC_IN;
    }
}

static domar_status from_file(domar_cx *cx, domar_strategic *s, const domar_axis *axis, const char *path)
{
    char *text, wrong[128];
    size_t size;
    domar_status st = domar_file_text(cx, &text, &size, path, MOST_BYTES);
    if (st) return st;
    for (size_t k = 0; k < size; k++)
        if (text[k] == '\n' || text[k] == '\r' || text[k] == ';') text[k] = ',';
    mark_codes(s, axis, text, wrong);
    if (*wrong)
        st = domar_fail(cx, DOMAR_EDATA, "%s: there is no industry %s in this table: give codes, one a line", path, wrong);
    else if (!s->count) st = domar_fail(cx, DOMAR_EDATA, "%s holds no code of an industry", path);
    domar_release(text);
    return st;
}

domar_status domar_strategic_find(domar_cx *cx, domar_strategic *s, const domar_axis *industries, const char *what)
{
    const bool open = strcmp(what, "auto") == 0;
    const size_t N = domar_axis_size(industries);
    char path[128], wrong[128];
    size_t size;
    *s = (domar_strategic){ .count = 0 };
    if (strcmp(what, "none") == 0) return DOMAR_OK;
    if (!(s->in = domar_scratch_bytes(cx, N, 1))) return DOMAR_ENOMEM;
    const char *name = open ? "high_technology" : what, *text = strlen(name) < 64 ? ready(name, path, &size) : NULL;
    snprintf(s->name, sizeof s->name, "%.60s", text ? name : "as given");
    if (text) {
        const domar_status st = from_list(cx, s, industries, text, size, path);
        if (!st && !s->count && open) s->in = NULL;
        else if (!st && !s->count)
            return domar_fail(cx, DOMAR_EDATA, "the list %s cannot be told among the industries of this table: give codes "
                              "(`domar info` lists them)", name);
        return st;
    }
    mark_codes(s, industries, what, wrong);
    if (!*wrong && s->count) return DOMAR_OK;
    memset(s->in, 0, N);
    s->count = 0;
    if (domar_file_exists(what)) return from_file(cx, s, industries, what);
    return names_of_lists(cx, *wrong ? wrong : "\"\"", *wrong ? domar_axis_suggest(industries, wrong) : NULL);
}
