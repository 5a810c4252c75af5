/* read/grid.c -- a small table of text held whole. */
#include "read/grid.h"
#include <ctype.h>
#include <string.h>

/* Append the text of the source, line by line, to g->bytes. */
static domar_status take_bytes(domar_cx *cx, domar_grid *g, domar_source *source, size_t most)
{
    size_t capacity = 0;
    for (;;) {
        const char *block;
        size_t size, first;
        domar_status st = domar_source_lines(cx, source, &block, &size, &first);
        if (st || !size) return st;
        if (g->size + size > most)
            return domar_fail(cx, DOMAR_ELIMIT,
                              "%s: longer than %zu MiB, too large for this layout", g->name,
                              most >> 20);
        if ((st = domar_grow(cx, &g->bytes, &capacity, g->size + size + 1, 1))) return st;
        memcpy(g->bytes + g->size, block, size);
        g->size += size;
        g->bytes[g->size] = 0;
    }
}

/* Undo quotes and trim in place, from *p to the delimiter or stop; ends the field with 0.
 * NULL if a quote stays open. */
static char *unquote(char **p, char *stop, char delimiter)
{
    char *s = *p, *out, *start;
    while (s < stop && *s == ' ') s++;
    start = out = s;
    if (s < stop && *s == '"') {
        for (s++;; s++) {
            if (s >= stop) return NULL;
            if (*s == '"') {
                if (s + 1 >= stop || s[1] != '"') break;
                s++;
            }
            *out++ = *s;
        }
        while (s < stop && *s != delimiter) s++;
    } else {
        while (s < stop && *s != delimiter) s++;
        out = s;
    }
    while (out > start && isspace((unsigned char)out[-1])) out--;
    *p = s;
    *out = 0;                /* at stop stands a newline or the closing 0, so this byte is ours */
    return start;
}

/* The fields of the line from p to stop. */
static domar_status split_line(domar_cx *cx, domar_grid *g, char *p, char *stop, char delimiter,
                               size_t number)
{
    domar_status st = domar_grow(cx, &g->row, &g->rows_capacity, g->rows + 1, sizeof *g->row);
    if (st) return st;
    g->row[g->rows].first = g->fields;
    g->row[g->rows].line = number;
    for (bool more = true; more; p++) {
        const char *text = unquote(&p, stop, delimiter);
        if (!text)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: a quote is opened and not closed",
                              g->name, number);
        more = p < stop;
        st = domar_grow(cx, &g->text, &g->fields_capacity, g->fields + 1, sizeof *g->text);
        if (st) return st;
        g->text[g->fields++] = text;
    }
    g->row[g->rows].fields = g->fields - g->row[g->rows].first;
    g->rows++;
    return DOMAR_OK;
}

static domar_status split(domar_cx *cx, domar_grid *g)
{
    if (!g->size) return DOMAR_OK;
    char *p = g->bytes, *end = g->bytes + g->size, delimiter = 0;
    for (size_t number = 1; p < end; number++) {
        char *stop = memchr(p, '\n', (size_t)(end - p));
        char *next = stop ? stop + 1 : end;
        if (!stop) stop = end;
        while (stop > p && (stop[-1] == '\r' || stop[-1] == ' ')) stop--;
        if (stop > p) {
            if (!delimiter) delimiter = domar_csv_delimiter(p, (size_t)(stop - p));
            const domar_status st = split_line(cx, g, p, stop, delimiter, number);
            if (st) return st;
        }
        p = next;
    }
    return DOMAR_OK;
}

domar_status domar_grid_read(domar_cx *cx, domar_grid **out, domar_source *source, size_t most)
{
    domar_grid *g = domar_alloc(cx, 1, sizeof *g);
    *out = NULL;
    if (!g) return DOMAR_ENOMEM;
    g->name = domar_source_name(source);
    domar_status st = domar_source_rewind(cx, source);
    if (!st) st = take_bytes(cx, g, source, most);
    if (!st) st = split(cx, g);
    if (!st && g->rows < 2)
        st = domar_fail(cx, DOMAR_EDATA, "%s: %s: give a header line and at least one row", g->name,
                        g->rows ? "only one line" : "empty");
    if (st) domar_grid_free(g);
    else *out = g;
    return st;
}

void domar_grid_free(domar_grid *g)
{
    if (!g) return;
    domar_release(g->row);
    domar_release(g->text);
    domar_release(g->bytes);
    domar_release(g);
}

size_t domar_grid_width(const domar_grid *g, size_t row) { return g->row[row].fields; }

const char *domar_grid_text(const domar_grid *g, size_t row, size_t column)
{
    return column < g->row[row].fields ? g->text[g->row[row].first + column] : "";
}

size_t domar_grid_column(const domar_grid *g, const char *name)
{
    for (size_t c = 0; c < domar_grid_width(g, 0); c++)
        if (strcmp(domar_grid_text(g, 0, c), name) == 0) return c;
    return SIZE_MAX;
}

size_t domar_grid_row(const domar_grid *g, const char *label)
{
    for (size_t r = 1; r < g->rows; r++)
        if (strcmp(domar_grid_text(g, r, 0), label) == 0) return r;
    return SIZE_MAX;
}

domar_status domar_grid_number(domar_cx *cx, const domar_grid *g, size_t row, size_t column,
                               double *value)
{
    const char *text = domar_grid_text(g, row, column), *end = text + strlen(text), *rest;
    *value = 0;
    if (!*text || (domar_csv_number(text, end, value, &rest) && rest == end)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line %zu (%s), column %zu (%s): \"%.40s\" is not a number: "
                      "mend it or leave it empty",
                      g->name, g->row[row].line, domar_grid_text(g, row, 0), column + 1,
                      domar_grid_text(g, 0, column), text);
}
