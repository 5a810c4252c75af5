/* read/xlsx_sheet.c -- the rows of a sheet, one at a time. */
#include "read/csv.h"
#include "read/xlsx_inside.h"
#include <stdio.h>
#include <string.h>

/* What Excel itself allows, and room for one row's texts. */
enum { MOST_ROWS = 1 << 20, MOST_COLUMNS = 1 << 14, MOST_ROW_BYTES = 256 << 20 };

typedef enum { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_BOOL, TYPE_ERROR } cell_type;

/* Texts of a row move while it grows: their place first, the pointer when the row is whole. */
struct sheet {
    domar_xml xml;
    const domar_xlsx *x;
    const char *name;
    size_t last;
    domar_xlsx_take *take;
    void  *arg;

    domar_cell *cells;
    size_t *at, count, capacity, at_capacity;
    domar_xml_text text;
    size_t row, column;            /* at hand; columns from 0 */
    size_t begun;                  /* where the text of the cell at hand begins */
    cell_type type;
    bool in_row, in_cell, taking, spoken;
};

const char *domar_xlsx_place(char to[16], size_t row, size_t column)
{
    char letters[8];
    size_t n = 0;
    for (size_t c = column + 1; c && n < sizeof letters; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    size_t at = 0;
    while (n) to[at++] = letters[--n];
    snprintf(to + at, 16 - at, "%u", (unsigned)(row % 100000000));
    return to;
}

static void refuse(struct sheet *s, const char *what, const char *shown)
{
    char place[16];
    domar_xml_stop(&s->xml,
                   domar_fail(s->xml.cx, DOMAR_EDATA,
                              "%s, sheet %s, cell %s: %s \"%.40s\": save the workbook anew",
                              s->x->name, s->name, domar_xlsx_place(place, s->row, s->column), what,
                              shown));
}

/* "BC12": column from 0 and row from 1. */
static bool parse_reference(const char *text, size_t *row, size_t *column)
{
    size_t c = 0, r = 0, letters = 0;
    for (; *text >= 'A' && *text <= 'Z'; text++, letters++) {
        if (letters == 3) return false;
        c = c * 26 + (size_t)(*text - 'A') + 1;
    }
    for (; *text >= '0' && *text <= '9'; text++)
        if ((r = r * 10 + (size_t)(*text - '0')) > MOST_ROWS) return false;
    *row = r;
    *column = c - 1;
    return !*text && c && r && c <= MOST_COLUMNS;
}

static void begin_row(struct sheet *s, const char **attributes)
{
    const char *r = domar_xml_attribute(attributes, "r");
    size_t row = s->row + 1, column;
    char reference[32] = "A";
    if (r) {
        snprintf(reference + 1, sizeof reference - 1, "%s", r);
        if (!parse_reference(reference, &row, &column) || row <= s->row) {
            refuse(s, "no number that the row after it can have:", r);
            return;
        }
    }
    if (row > MOST_ROWS) {
        refuse(s, "more rows than a sheet can have after", "this");
        return;
    }
    s->row = row;
    s->in_row = true;
    s->column = SIZE_MAX;
    s->count = s->text.size = 0;
    if (s->last && row > s->last) s->xml.enough = true;
}

static void begin_cell(struct sheet *s, const char **attributes)
{
    const char *r = NULL, *t = NULL;
    size_t row = s->row, column = s->column + 1;
    for (; *attributes; attributes += 2) {
        if (attributes[0][0] == 'r' && !attributes[0][1]) r = attributes[1];
        else if (attributes[0][0] == 't' && !attributes[0][1]) t = attributes[1];
    }
    if (r && (!parse_reference(r, &row, &column) || row != s->row ||
              (s->column != SIZE_MAX && column <= s->column))) {
        refuse(s, "a cell after it has a reference out of order:", r);
        return;
    }
    if (column >= MOST_COLUMNS) {
        refuse(s, "more columns than a sheet can have after", "this");
        return;
    }
    s->column = column;
    s->in_cell = true;
    s->begun = s->text.size;
    s->type = !t || strcmp(t, "n") == 0 ? TYPE_NUMBER
            : strcmp(t, "s") == 0       ? TYPE_SHARED
            : strcmp(t, "b") == 0       ? TYPE_BOOL
            : strcmp(t, "e") == 0       ? TYPE_ERROR : TYPE_TEXT;
}

static void on_start(domar_xml *xml, const char *name, const char **attributes)
{
    struct sheet *s = (struct sheet *)xml;
    if (name[0] == 'c' && !name[1] && s->in_row) begin_cell(s, attributes);
    else if (s->in_cell && (name[0] == 'v' || name[0] == 't') && !name[1]) s->taking = !s->spoken;
    else if (s->in_cell && strcmp(name, "rPh") == 0) s->spoken = true;
    else if (strcmp(name, "row") == 0) begin_row(s, attributes);
}

static void on_text(domar_xml *xml, const char *at, size_t size)
{
    struct sheet *s = (struct sheet *)xml;
    if (!s->taking) return;
    if (s->text.size + size > MOST_ROW_BYTES) refuse(s, "a text without end:", s->text.bytes);
    else if (domar_xml_append(xml->cx, &s->text, at, size)) domar_xml_stop(xml, DOMAR_ENOMEM);
}

static bool number_of(const char *at, const char *end, double *value)
{
    const char *rest;
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')) at++;
    while (end > at && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    return domar_csv_number(at, end, value, &rest) && rest == end;
}

/* Text k of the workbook instead of its number. */
static bool share(struct sheet *s, size_t k)
{
    if (k >= s->x->texts) {
        refuse(s, "the workbook has no shared text", s->text.bytes + s->begun);
        return false;
    }
    const char *text = s->x->shared.bytes + s->x->at[k];
    s->text.size = s->begun;
    if (domar_xml_append(s->xml.cx, &s->text, text, strlen(text))) {
        domar_xml_stop(&s->xml, DOMAR_ENOMEM);
        return false;
    }
    return true;
}

static void end_cell(struct sheet *s)
{
    static const domar_cell_kind kinds[] = { DOMAR_CELL_NUMBER, DOMAR_CELL_TEXT, DOMAR_CELL_TEXT,
                                             DOMAR_CELL_BOOL, DOMAR_CELL_ERROR };
    domar_cell cell = { .column = s->column, .kind = kinds[s->type] };
    s->in_cell = false;
    if (s->text.size == s->begun) return;                          /* blank */
    const char *text = s->text.bytes + s->begun, *end = s->text.bytes + s->text.size;
    if (s->type == TYPE_NUMBER || s->type == TYPE_BOOL || s->type == TYPE_SHARED) {
        if (!number_of(text, end, &cell.number)) {
            refuse(s, "not a number:", text);
            return;
        }
    }
    if (s->type == TYPE_SHARED) {
        const double k = cell.number;
        cell.number = 0;
        if (!share(s, k >= 0 && k < 4e9 ? (size_t)k : SIZE_MAX)) return;
        if (s->text.size == s->begun) return;                      /* the empty text */
    }
    domar_cx *cx = s->xml.cx;
    if (domar_xml_append(cx, &s->text, "", 1) ||
        domar_grow(cx, &s->cells, &s->capacity, s->count + 1, sizeof cell) ||
        domar_grow(cx, &s->at, &s->at_capacity, s->count + 1, sizeof *s->at)) {
        domar_xml_stop(&s->xml, DOMAR_ENOMEM);
        return;
    }
    s->at[s->count] = s->begun;
    s->cells[s->count++] = cell;
}

static void end_row(struct sheet *s)
{
    s->in_row = false;
    if (s->count) {
        for (size_t k = 0; k < s->count; k++) s->cells[k].text = s->text.bytes + s->at[k];
        const domar_xlsx_row row = { s->name, s->row, s->cells, s->count };
        const domar_status st = s->take(s->arg, s->xml.cx, &row);
        if (st) domar_xml_stop(&s->xml, st);
    }
    if (s->last && s->row >= s->last) s->xml.enough = true;
}

static void on_end(domar_xml *xml, const char *name)
{
    struct sheet *s = (struct sheet *)xml;
    if (s->in_cell && (name[0] == 'v' || name[0] == 't') && !name[1]) s->taking = false;
    else if (s->in_cell && name[0] == 'c' && !name[1]) end_cell(s);
    else if (s->in_cell && strcmp(name, "rPh") == 0) s->spoken = false;
    else if (s->in_row && strcmp(name, "row") == 0) end_row(s);
}

domar_status domar_xlsx_read(domar_cx *cx, domar_xlsx *x, size_t sheet, size_t last,
                             domar_xlsx_take *take, void *arg)
{
    static const domar_xml_handlers handlers = { on_start, on_end, on_text };
    struct sheet s = { .xml = { .cx = cx, .file = x->name, .member = x->sheets[sheet].name },
                       .x = x, .name = x->sheets[sheet].name, .last = last, .take = take,
                       .arg = arg };
    const domar_status st =
        domar_xml_walk(&s.xml, &handlers, x->bytes, x->size, x->sheets[sheet].index);
    domar_release(s.cells);
    domar_release(s.at);
    domar_release(s.text.bytes);
    return st;
}

const domar_cell *domar_xlsx_at(const domar_xlsx_row *row, size_t column)
{
    size_t low = 0, high = row->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (row->cells[middle].column < column) low = middle + 1;
        else high = middle;
    }
    return low < row->count && row->cells[low].column == column ? &row->cells[low] : NULL;
}

const char *domar_xlsx_text(const domar_xlsx_row *row, size_t column)
{
    const domar_cell *cell = domar_xlsx_at(row, column);
    return cell ? cell->text : "";
}
