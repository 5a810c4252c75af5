/* write/xlsx.c -- a workbook: the result, what its columns mean, the certificate. */
#include "base/text.h"
#include "spec/writer.h"
#include <math.h>
#include <xlsxwriter.h>

enum { ROWS_OF_A_SHEET = 1048576 };

/* Columns of the sheet: code, then name where wanted. */
static lxw_col_t put_row_cells(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t at,
                               const domar_result *r, size_t k, size_t i,
                               const domar_write_options *o)
{
    if (domar_result_kind(r, k) == DOMAR_COLUMN_VALUE) {
        const double v = domar_result_values(r, k)[i];
        if (isfinite(v)) worksheet_write_number(sheet, row, at, v, NULL);
        return (lxw_col_t)(at + 1);
    }
    const domar_axis *axis = domar_result_axis(r, k);
    const uint32_t item = domar_result_items(r, k)[i];
    const char *code = domar_axis_code(axis, item);
    int64_t number;
    if (strcmp(o->labels, "name") != 0) {
        if (strcmp(domar_result_name(r, k), "year") == 0 && domar_parse_int(code, &number))
            worksheet_write_number(sheet, row, at++, (double)number, NULL);
        else
            worksheet_write_string(sheet, row, at++, code, NULL);
    }
    if (strcmp(o->labels, "code") != 0)
        worksheet_write_string(sheet, row, at++, domar_axis_label(axis, item, o->lang), NULL);
    return at;
}

static void put_header(lxw_worksheet *sheet, const domar_result *r, const domar_write_options *o,
                       lxw_format *bold)
{
    char name[160];
    lxw_col_t at = 0;
    for (size_t k = 0; k < domar_result_columns(r); k++) {
        const bool value = domar_result_kind(r, k) == DOMAR_COLUMN_VALUE;
        if (value || strcmp(o->labels, "name") != 0)
            worksheet_write_string(sheet, 0, at++, domar_result_name(r, k), bold);
        if (!value && strcmp(o->labels, "code") != 0) {
            snprintf(name, sizeof name, "%s_name", domar_result_name(r, k));
            worksheet_write_string(sheet, 0, at++, name, bold);
        }
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_column(sheet, 0, at, 14, NULL);
}

static void put_columns(lxw_worksheet *sheet, const domar_result *r, const domar_write_options *o,
                        lxw_format *bold)
{
    const bool zh = strcmp(o->lang, "zh") == 0;
    const char *head[] = { zh ? "列" : "column", zh ? "单位" : "unit", zh ? "含义" : "meaning" };
    for (lxw_col_t c = 0; c < 3; c++) worksheet_write_string(sheet, 0, c, head[c], bold);
    for (size_t k = 0; k < domar_result_columns(r); k++) {
        const lxw_row_t row = (lxw_row_t)(k + 1);
        worksheet_write_string(sheet, row, 0, domar_result_name(r, k), NULL);
        worksheet_write_string(sheet, row, 1, domar_result_unit(r, k), NULL);
        worksheet_write_string(sheet, row, 2, domar_result_doc(r, k, o->lang), NULL);
    }
    worksheet_write_string(sheet, (lxw_row_t)(domar_result_columns(r) + 2), 0,
                           domar_result_reading(r, o->lang), NULL);
    worksheet_set_column(sheet, 0, 1, 22, NULL);
    worksheet_set_column(sheet, 2, 2, 90, NULL);
}

static void put_certificate(lxw_worksheet *sheet, const domar_result *r,
                            const domar_write_options *o, lxw_format *bold)
{
    const bool zh = strcmp(o->lang, "zh") == 0;
    const char *head[] = { zh ? "项目" : "entry", zh ? "值" : "value", zh ? "上限" : "bound" };
    for (lxw_col_t c = 0; c < 3; c++) worksheet_write_string(sheet, 0, c, head[c], bold);
    for (size_t k = 0; k < domar_result_certificate_size(r); k++) {
        const domar_certificate_entry e = domar_result_certificate(r, k);
        const lxw_row_t row = (lxw_row_t)(k + 1);
        worksheet_write_string(sheet, row, 0, e.name, NULL);
        if (isfinite(e.value)) worksheet_write_number(sheet, row, 1, e.value, NULL);
        else worksheet_write_string(sheet, row, 1, e.text, NULL);
        if (isfinite(e.bound)) worksheet_write_number(sheet, row, 2, e.bound, NULL);
    }
    worksheet_set_column(sheet, 0, 1, 28, NULL);
}

static domar_status fill(domar_cx *cx, lxw_worksheet *sheet, const domar_result *r,
                         const domar_write_options *o)
{
    const size_t rows = domar_result_rows(r);
    domar_status st = DOMAR_OK;
    for (size_t i = 0; i < rows && !st; i++) {
        lxw_col_t at = 0;
        for (size_t k = 0; k < domar_result_columns(r); k++)
            at = put_row_cells(sheet, (lxw_row_t)(i + 1), at, r, k, i, o);
        if (i % 4096 == 0) st = domar_tick(cx, i, rows);
    }
    return st;
}

static domar_status write(domar_cx *cx, domar_out *out, const domar_result *r,
                          const domar_write_options *o)
{
    const bool zh = strcmp(o->lang, "zh") == 0;
    lxw_workbook_options settings = { .constant_memory = LXW_TRUE };
    if (domar_result_rows(r) >= ROWS_OF_A_SHEET)
        return domar_fail(cx, DOMAR_ELIMIT,
                          "a sheet holds %d rows, the result has %zu: filter it or use csv",
                          ROWS_OF_A_SHEET - 1, domar_result_rows(r));
    lxw_workbook *book = workbook_new_opt(domar_out_path(out), &settings);
    if (!book)
        return domar_fail(cx, DOMAR_EIO, "%s cannot be opened for writing", domar_out_path(out));
    lxw_format *bold = workbook_add_format(book);
    format_set_bold(bold);
    lxw_worksheet *sheet = workbook_add_worksheet(book, zh ? "结果" : "result");
    put_header(sheet, r, o, bold);
    const domar_status st = fill(cx, sheet, r, o);
    put_columns(workbook_add_worksheet(book, zh ? "列说明" : "columns"), r, o, bold);
    put_certificate(workbook_add_worksheet(book, zh ? "计算凭证" : "certificate"), r, o, bold);
    /* A fixed date: the same result gives the same bytes. */
    lxw_doc_properties properties = { .title = (char *)(uintptr_t)domar_result_method(r),
                                      .created = 1 };
    workbook_set_properties(book, &properties);
    const lxw_error error = workbook_close(book);
    if (st) return st;
    if (error)
        return domar_fail(cx, DOMAR_EIO, "the workbook cannot be written (%s)",
                          lxw_strerror(error));
    return DOMAR_OK;
}

const domar_writer domar_writer_xlsx = { .id = "xlsx",
                                         .title_en =
                                             "Workbook with the certificate on its own sheet",
                                         .title_zh = "工作簿（凭证另页）",
                                         .binary = true,
                                         .write = write };
