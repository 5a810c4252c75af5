/* read/xlsx_head.c -- the first rows of a workbook as text, for probes. */
#include "read/xlsx_head.h"
#include <stdio.h>
#include <string.h>

enum { SHEETS = 8, ROWS = 12, COLUMNS = 8 };

static domar_status put(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    domar_text *text = arg;
    (void)cx;
    domar_text_printf(text, "%zu", row->row);
    for (size_t c = 0; c < COLUMNS; c++) {
        char cell[80];
        snprintf(cell, sizeof cell, "%s", domar_xlsx_text(row, c));
        for (char *p = cell; *p; p++)
            if ((unsigned char)*p < 0x20) *p = ' ';
        domar_text_printf(text, "\t%s", cell);
    }
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

const char *domar_xlsx_head_cell(const domar_head *head, const char *sheet, size_t row,
                                 size_t column, size_t *size)
{
    const size_t magic = strlen(DOMAR_XLSX_MAGIC);
    if (head->size < magic || memcmp(head->bytes, DOMAR_XLSX_MAGIC, magic) != 0) return NULL;
    const char *p = head->bytes + magic, *end = head->bytes + head->size;
    char first[32];
    snprintf(first, sizeof first, "%zu\t", row);
    for (bool here = !sheet; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) return NULL;
        if (strncmp(p, "sheet\t", 6) == 0) {
            const size_t length = (size_t)(stop - p) - 6;
            if (!sheet && p != head->bytes + magic) return NULL;      /* the first sheet alone */
            if (sheet) here = strlen(sheet) == length && memcmp(p + 6, sheet, length) == 0;
        } else if (here && strncmp(p, first, strlen(first)) == 0) {
            for (p += strlen(first); column && p < stop; p++) column -= *p == '\t';
            const char *tab = memchr(p, '\t', (size_t)(stop - p));
            *size = (size_t)((tab ? tab : stop) - p);
            return p;
        }
        p = stop + 1;
    }
    return NULL;
}
