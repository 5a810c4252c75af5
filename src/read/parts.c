/* read/parts.c -- opening and reading the parts of a table. */
#include "read/parts.h"
#include "base/text.h"
#include <stdio.h>

domar_status domar_part_open(domar_cx *cx, domar_source **out, const domar_source *s, const char *from,
                             const char *to)
{
    const char *path = domar_source_path(s), *name = domar_source_name(s);
    const char *member = strstr(path, ".zip") ? strchr(name, ':') : NULL;
    const char *whole = member ? member + 1 : path, *slash = strrchr(whole, '/');
    const char *at = strstr(slash ? slash : whole, from);
    *out = NULL;
    if (!at) return domar_fail(cx, DOMAR_EDATA, "%s: the name has no %s to find its other parts by", name, from);
    char *other = domar_format(cx, "%.*s%s%s", (int)(at - whole), whole, to, at + strlen(from));
    if (!other) return DOMAR_ENOMEM;
    const domar_status st = domar_source_open(cx, out, member ? path : other, member ? other : NULL, NULL);
    domar_release(other);
    return st;
}

struct reading { const domar_part *part; const char *name; size_t seen; };

static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct reading *r = arg;
    (void)labels;
    if (r->seen < r->part->rows) return r->seen++;
    domar_fail(cx, DOMAR_EDATA, "%s, line %zu: more lines than the %zu of %s: take the labels of the same release",
               r->name, line, r->part->rows, r->part->labels);
    return DOMAR_ROW_STOP;
}

static void targets(void *arg, size_t row, double **where)
{
    const struct reading *r = arg;
    const domar_part *p = r->part;
    double *values = p->values + (p->row ? p->row[row] : row) * p->width;
    for (size_t c = 0; c < p->columns; c++) where[c] = values + (p->column ? p->column[c] : c);
}

domar_status domar_part_read(domar_cx *cx, domar_source *s, const domar_part *part)
{
    const domar_mark mark = domar_scratch_mark(cx);
    char (*text)[32] = domar_scratch_bytes(cx, part->columns, sizeof *text);
    const char **names = domar_scratch_bytes(cx, part->columns, sizeof *names);
    struct reading r = { .part = part, .name = domar_source_name(s) };
    domar_status st = text && names ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t c = 0; !st && c < part->columns; c++) {
        snprintf(text[c], sizeof *text, "number %zu", c + 1);
        names[c] = text[c];
    }
    const domar_csv_matrix shape = { .delimiter = part->delimiter, .columns = part->columns, .names = names,
                                     .empty = DOMAR_EMPTY_ERROR, .arg = &r, .row_of = row_of, .targets = targets };
    if (!st) st = domar_csv_read(cx, s, &shape);
    if (!st && r.seen < part->rows)
        st = domar_fail(cx, DOMAR_EDATA, "%s ends after %zu lines, %s has %zu: take the labels of the same release",
                        r.name, r.seen, part->labels, part->rows);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* One line into fields, in place. */
static void split(domar_part_line fields, char *line)
{
    for (size_t k = 0; k < DOMAR_PART_FIELDS; k++) {
        fields[k] = line;
        char *tab = strchr(line, '\t');
        if (tab) *tab = 0;
        line = tab ? tab + 1 : line + strlen(line);
    }
}

domar_status domar_part_list(domar_cx *cx, domar_source *s, domar_part_line **lines, size_t *count)
{
    domar_text text = domar_text_new(cx);
    const char *block;
    size_t size = 1, line, most = 1;
    *lines = NULL;
    *count = 0;
    domar_status st = DOMAR_OK;
    while (!st && size && !(st = domar_source_lines(cx, s, &block, &size, &line))) domar_text_add(&text, block, size);
    if (!st) st = text.status;
    for (size_t k = 0; !st && k < text.size; k++)            /* ends of lines as below */
        most += text.data[k] == '\n' || text.data[k] == '\r';
    const size_t head = most * sizeof **lines;
    char *room = st ? NULL : domar_alloc(cx, head + text.size + 1, 1);
    if (!st && !room) st = DOMAR_ENOMEM;
    if (!st) {
        char *at = room + head;
        *lines = (domar_part_line *)(void *)room;
        if (text.size) memcpy(at, text.data, text.size);
        while (*at) {
            char *end = at + strcspn(at, "\r\n");
            const bool last = !*end;
            *end = 0;
            if (*at) split((*lines)[(*count)++], at);
            at = last ? end : end + 1;
        }
    }
    domar_text_drop(&text);
    return st;
}
