/* write/csv.c -- RFC 4180: dimensions first, missing numbers empty, numbers that read back
 * exactly.
 * With names, each labelled column is followed by <column>_name. */
#include "write/cells.h"
#include <string.h>

static void header(domar_cells *c, const domar_result *r, const domar_write_options *o)
{
    bool first = true;
    for (size_t k = 0; k < domar_result_columns(r); k++) {
        const bool value = domar_result_kind(r, k) == DOMAR_COLUMN_VALUE;
        const bool named = !value && domar_cells_name(o) && domar_cells_labelled(r, k);
        if (!first) domar_cells_put(c, ",", 1);
        first = false;
        domar_cells_csv(c, domar_result_name(r, k));
        if (named && domar_cells_code(o)) {
            domar_cells_put(c, ",", 1);
            domar_cells_csv(c, domar_result_name(r, k));
            domar_cells_text(c, "_name");
        }
    }
    domar_cells_put(c, "\n", 1);
}

static domar_status write(domar_cx *cx, domar_out *out, const domar_result *r,
                          const domar_write_options *o)
{
    const size_t columns = domar_result_columns(r), rows = domar_result_rows(r);
    const domar_mark mark = domar_scratch_mark(cx);
    domar_cells *c = domar_scratch_bytes(cx, 1, sizeof *c);
    bool *named = domar_scratch_bytes(cx, columns, sizeof *named);
    domar_status st = c && named ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    c->out = out;
    for (size_t k = 0; k < columns; k++)
        named[k] = domar_result_kind(r, k) != DOMAR_COLUMN_VALUE && domar_cells_name(o) &&
                   domar_cells_labelled(r, k);
    header(c, r, o);
    for (size_t i = 0; i < rows; i++) {
        if (i % 65536 == 0 && (st = domar_tick(cx, i, rows))) goto done;
        for (size_t k = 0; k < columns; k++) {
            if (k) domar_cells_put(c, ",", 1);
            if (domar_result_kind(r, k) == DOMAR_COLUMN_VALUE) {
                domar_cells_number(c, domar_result_values(r, k)[i], "");
                continue;
            }
            const domar_axis *axis = domar_result_axis(r, k);
            const uint32_t item = domar_result_items(r, k)[i];
            if (!named[k] || domar_cells_code(o)) domar_cells_csv(c, domar_axis_code(axis, item));
            if (named[k] && domar_cells_code(o)) domar_cells_put(c, ",", 1);
            if (named[k]) domar_cells_csv(c, domar_axis_label(axis, item, o->lang));
        }
        domar_cells_put(c, "\n", 1);
    }
    domar_cells_flush(c);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_writer domar_writer_csv = { .id = "csv", .title_en = "Comma-separated values",
                                        .title_zh = "逗号分隔文本", .write = write };
