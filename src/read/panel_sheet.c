/* read/panel_sheet.c -- a sheet of a workbook into the columns of a panel. */
#include "read/panel_field.h"
#include "read/panel_other.h"
#include "base/text.h"
#include "read/xlsx.h"
#include <math.h>
#include <stdio.h>

struct sheet {
    domar_panel_parts *parts;
    const char *file;
    const domar_panel_file_options *options;
    bool begun;                        /* the header is behind us */
};

static domar_status take_header(domar_cx *cx, struct sheet *s, const domar_xlsx_row *row)
{
    const size_t count = row->cells[row->count - 1].column + 1;
    const domar_mark mark = domar_scratch_mark(cx);
    const char **names = domar_scratch_bytes(cx, count, sizeof *names);
    for (size_t c = 0; names && c < count; c++) names[c] = domar_xlsx_text(row, c);
    s->begun = true;
    const domar_status st = names ? domar_panel_parts_new(cx, s->parts, s->file, names, count, s->options) : DOMAR_ENOMEM;
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status take_text(domar_cx *cx, domar_panel_part *part, size_t row, const domar_cell *cell, size_t line)
{
    const char *at = cell->text;
    size_t size = strlen(at);
    double value;
    while (size && (*at == ' ' || *at == '\t')) at++, size--;
    while (size && (at[size - 1] == ' ' || at[size - 1] == '\t')) size--;
    switch (domar_panel_field(at, size, true, &value)) {
    case DOMAR_FIELD_MISSING: return DOMAR_OK;
    case DOMAR_FIELD_NUMBER:  return domar_panel_part_number(cx, part, row, value);
    case DOMAR_FIELD_CODE:
    case DOMAR_FIELD_TEXT:    break;
    }
    return domar_panel_part_text(cx, part, row, at, size, line);
}

static bool says_nothing(const domar_cell *cell)
{
    return cell->kind == DOMAR_CELL_ERROR || (cell->kind == DOMAR_CELL_TEXT && !cell->text[strspn(cell->text, " \t")]);
}

static domar_status take_row(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    struct sheet *s = arg;
    domar_panel_parts *p = s->parts;
    domar_status st = DOMAR_OK;
    bool empty = true;
    for (size_t k = 0; k < row->count; k++) empty = empty && says_nothing(&row->cells[k]);
    if (empty) return DOMAR_OK;
    if (!s->begun) return take_header(cx, s, row);
    for (size_t k = 0; !st && k < row->count; k++) {
        const domar_cell *cell = &row->cells[k];
        if (says_nothing(cell)) continue;
        if (cell->column >= p->count) {
            char place[16];
            return domar_fail(cx, DOMAR_EDATA, "%s, sheet %s, cell %s (%.40s): beyond the columns of the header: name the "
                              "column or remove the cell", p->file, row->sheet, domar_xlsx_place(place, row->row, cell->column), cell->text);
        }
        domar_panel_part *part = &p->part[cell->column];
        if (part->kind == DOMAR_PART_SKIPPED) continue;
        if (cell->kind == DOMAR_CELL_TEXT) st = take_text(cx, part, p->rows, cell, row->row);
        else st = domar_panel_part_number(cx, part, p->rows, cell->number);
    }
    p->rows++;
    return st;
}

/* By its name, else by its number from 1. */
static domar_status find_sheet(domar_cx *cx, size_t *sheet, const domar_xlsx *x, const char *file, const char *wanted)
{
    int64_t number = 0;
    const size_t count = domar_xlsx_sheets(x);
    *sheet = 0;
    if (!count) return domar_fail(cx, DOMAR_EDATA, "%s is a workbook without a sheet", file);
    if (!wanted) {
        if (count > 1)
            domar_log(cx, DOMAR_LOG_NOTE, "%s has %zu sheets: %s is read, name another with --sheet", file, count,
                      domar_xlsx_sheet(x, 0));
        return DOMAR_OK;
    }
    *sheet = domar_xlsx_find(x, wanted);
    if (*sheet == SIZE_MAX && domar_parse_int(wanted, &number) && number >= 1 && (uint64_t)number <= count)
        *sheet = (size_t)number - 1;
    if (*sheet != SIZE_MAX) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "%s has no sheet %s: the first of its %zu is %s", file, wanted, count,
                      domar_xlsx_sheet(x, 0));
}

domar_status domar_panel_sheet_read(domar_cx *cx, domar_panel_parts *parts, domar_source *source,
                                    const domar_panel_file_options *o)
{
    domar_xlsx *x = domar_source_workbook(source);
    struct sheet s = { .parts = parts, .file = domar_source_name(source), .options = o };
    size_t sheet;
    domar_status st = find_sheet(cx, &sheet, x, s.file, o->sheet);
    if (!st) st = domar_xlsx_read(cx, x, sheet, 0, take_row, &s);
    if (!st && !s.begun)
        st = domar_fail(cx, DOMAR_EDATA, "%s, sheet %s is empty: name another with --sheet", s.file, domar_xlsx_sheet(x, sheet));
    return st ? st : domar_panel_parts_settle(cx, parts);
}
