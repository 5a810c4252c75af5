/* read/xlsx_head.c -- sheets as text: the first rows of a workbook for probes, a whole one. */
#include "read/xlsx_head.h"
#include <stdio.h>
#include <string.h>

enum { SHEETS = 8, ROWS = 12, COLUMNS = 8, LAST = 4 };

static void put_cell(domar_text *text, const char *cell)
{
    char shown[80];
    snprintf(shown, sizeof shown, "%s", cell);
    for (char *p = shown; *p; p++)
        if ((unsigned char)*p < 0x20) *p = ' ';
    domar_text_printf(text, "\t%s", shown);
}

static domar_status put(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    domar_text *text = arg;
    (void)cx;
    domar_text_printf(text, "%zu", row->row);
    for (size_t c = 0; c < COLUMNS; c++) put_cell(text, domar_xlsx_text(row, c));
    for (size_t k = row->count > LAST ? row->count - LAST : 0; k < row->count; k++)
        if (row->cells[k].column >= COLUMNS) put_cell(text, row->cells[k].text);
    domar_text_printf(text, "\n");
    return text->status;
}

domar_status domar_xlsx_head(domar_cx *cx, domar_text *text, domar_xlsx *x)
{
    domar_text_printf(text, "%s", DOMAR_XLSX_MAGIC);
    domar_status st = text->status;
    for (size_t k = 0; !st && k < domar_xlsx_sheets(x) && k < SHEETS; k++) {
        domar_text_printf(text, "sheet\t%s\n", domar_xlsx_sheet(x, k));
        st = domar_xlsx_read(cx, x, k, ROWS, put, text);
    }
    return st;
}

/* ---- a whole sheet */
enum { MOST_BYTES = 256 << 20 };
struct csv { domar_text *text; size_t next, width; };

static void put_quoted(domar_text *text, const domar_cell *cell)
{
    if (cell->kind == DOMAR_CELL_NUMBER) {
        domar_text_put(text, cell->text);
        return;
    }
    domar_text_put(text, "\"");
    for (const char *p = cell->text; *p; p++)
        domar_text_add(text, *p == '"' ? "\"\"" : (unsigned char)*p < 0x20 ? " " : p,
                       *p == '"' ? 2 : 1);
    domar_text_put(text, "\"");
}

static domar_status put_line(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    struct csv *c = arg;
    if (c->text->size > MOST_BYTES)
        return domar_fail(cx, DOMAR_ELIMIT, "sheet %s is larger than %d MB: save it as CSV",
                          row->sheet, MOST_BYTES >> 20);
    if (!c->width) c->width = row->cells[row->count - 1].column + 1;
    for (; c->next < row->row; c->next++) domar_text_put(c->text, "\n");
    c->next++;
    for (size_t k = 0; k < c->width; k++) {
        const domar_cell *cell = domar_xlsx_at(row, k);
        if (k) domar_text_put(c->text, ",");
        if (cell && cell->kind != DOMAR_CELL_ERROR) put_quoted(c->text, cell);
    }
    const domar_cell *last = &row->cells[row->count - 1];
    if (last->column >= c->width) {
        char place[16];
        domar_xlsx_place(place, row->row, last->column);
        return domar_fail(cx, DOMAR_EDATA,
                          "sheet %s, cell %s (%.40s): beyond the columns of the first row: remove "
                          "it",
                          row->sheet, place, last->text);
    }
    domar_text_put(c->text, "\n");
    return c->text->status;
}

domar_status domar_xlsx_csv(domar_cx *cx, domar_text *text, domar_xlsx *x, size_t sheet)
{
    struct csv c = { .text = text, .next = 1 };
    return domar_xlsx_read(cx, x, sheet, 0, put_line, &c);
}

/* ---- the head again: the cell that begins at p: its end. */
static const char *cell_end(const char *p, const char *end)
{
    const char *tab = memchr(p, '\t', (size_t)(end - p));
    return tab ? tab : end;
}

static bool is(const char *p, const char *end, const char *text)
{
    return (size_t)(end - p) == strlen(text) && memcmp(p, text, strlen(text)) == 0;
}

const char *domar_xlsx_head_row(const domar_head *head, size_t column, const char *text,
                                size_t *size)
{
    const size_t magic = strlen(DOMAR_XLSX_MAGIC);
    if (head->size < magic || memcmp(head->bytes, DOMAR_XLSX_MAGIC, magic) != 0) return NULL;
    const char *p = head->bytes + magic, *end = head->bytes + head->size, *stop;
    for (; p < end && (stop = memchr(p, '\n', (size_t)(end - p))); p = stop + 1) {
        const char *cell = p, *after = cell_end(cell, stop);
        for (size_t c = 0; c <= column && after < stop; c++) {
            cell = after + 1;
            after = cell_end(cell, stop);
            if (c < column || !is(cell, after, text)) continue;
            *size = (size_t)(stop - p);
            return p;
        }
    }
    return NULL;
}

bool domar_xlsx_head_has(const char *row, size_t size, const char *text)
{
    const char *end = row + size;
    for (const char *after = cell_end(row, end); after < end;) {
        const char *cell = after + 1;
        after = cell_end(cell, end);
        if (is(cell, after, text)) return true;
    }
    return false;
}
