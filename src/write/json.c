/* write/json.c -- JSON (columns described, rows as arrays, certificate) and NDJSON (one object a
 * row, for streams). */
#include "write/cells.h"
#include "write/certificate.h"
#include <math.h>
#include <string.h>

static void member(domar_cells *c, const char *name, const char *text)
{
    domar_cells_json(c, name);
    domar_cells_put(c, ":", 1);
    domar_cells_json(c, text);
}

static void describe_column(domar_cells *c, const domar_result *r, size_t k, const char *lang)
{
    static const char *const kinds[] = { "dimension", "value", "class" };
    domar_cells_put(c, "{", 1);
    member(c, "name", domar_result_name(r, k));
    domar_cells_put(c, ",", 1);
    member(c, "kind", kinds[domar_result_kind(r, k)]);
    domar_cells_put(c, ",", 1);
    member(c, "unit", domar_result_unit(r, k));
    domar_cells_put(c, ",", 1);
    member(c, "doc", domar_result_doc(r, k, lang));
    const domar_axis *axis = domar_result_axis(r, k);
    if (axis && domar_cells_labelled(r, k)) {
        domar_cells_text(c, ",\"labels\":{");
        for (size_t i = 0; i < domar_axis_size(axis); i++) {
            if (i) domar_cells_put(c, ",", 1);
            domar_cells_json(c, domar_axis_code(axis, i));
            domar_cells_put(c, ":", 1);
            domar_cells_json(c, domar_axis_label(axis, i, lang));
        }
        domar_cells_put(c, "}", 1);
    }
    domar_cells_put(c, "}", 1);
}

static void cell(domar_cells *c, const domar_result *r, size_t k, size_t i,
                 const domar_write_options *o)
{
    if (domar_result_kind(r, k) == DOMAR_COLUMN_VALUE) {
        const double v = domar_result_values(r, k)[i];
        domar_cells_number(c, isfinite(v) ? v : NAN, "null");
        return;
    }
    const domar_axis *axis = domar_result_axis(r, k);
    const uint32_t item = domar_result_items(r, k)[i];
    if (strcmp(domar_result_name(r, k), "year") == 0) {      /* years are numbers */
        domar_cells_text(c, domar_axis_code(axis, item));
        return;
    }
    domar_cells_json(c, strcmp(o->labels, "name") == 0 ? domar_axis_label(axis, item, o->lang)
                                                       : domar_axis_code(axis, item));
}

static domar_status write_json(domar_cx *cx, domar_out *out, const domar_result *r,
                               const domar_write_options *o)
{
    const size_t columns = domar_result_columns(r), rows = domar_result_rows(r);
    const domar_mark mark = domar_scratch_mark(cx);
    domar_cells *c = domar_scratch_bytes(cx, 1, sizeof *c);
    domar_status st = c ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) goto done;
    c->out = out;
    domar_cells_put(c, "{", 1);
    member(c, "method", domar_result_method(r));
    domar_cells_put(c, ",", 1);
    member(c, "reading", domar_result_reading(r, o->lang));
    domar_cells_text(c, ",\n\"columns\":[");
    for (size_t k = 0; k < columns; k++) {
        if (k) domar_cells_text(c, ",\n");
        describe_column(c, r, k, o->lang);
    }
    domar_cells_text(c, "],\n\"rows\":[");
    for (size_t i = 0; i < rows && !st; i++) {
        domar_cells_text(c, i ? ",\n[" : "\n[");
        for (size_t k = 0; k < columns; k++) {
            if (k) domar_cells_put(c, ",", 1);
            cell(c, r, k, i, o);
        }
        domar_cells_put(c, "]", 1);
        if (i % 65536 == 0) st = domar_tick(cx, i, rows);
    }
    domar_cells_text(c, "],\n\"certificate\":");
    domar_certificate_json(c, r);
    domar_cells_text(c, "}\n");
    domar_cells_flush(c);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status write_ndjson(domar_cx *cx, domar_out *out, const domar_result *r,
                                 const domar_write_options *o)
{
    const size_t columns = domar_result_columns(r), rows = domar_result_rows(r);
    const domar_mark mark = domar_scratch_mark(cx);
    domar_cells *c = domar_scratch_bytes(cx, 1, sizeof *c);
    domar_status st = c ? DOMAR_OK : DOMAR_ENOMEM;
    if (c) c->out = out;
    for (size_t i = 0; i < rows && !st; i++) {
        domar_cells_put(c, "{", 1);
        for (size_t k = 0; k < columns; k++) {
            if (k) domar_cells_put(c, ",", 1);
            domar_cells_json(c, domar_result_name(r, k));
            domar_cells_put(c, ":", 1);
            cell(c, r, k, i, o);
        }
        domar_cells_text(c, "}\n");
        if (i % 65536 == 0) st = domar_tick(cx, i, rows);
    }
    if (c) domar_cells_flush(c);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_writer domar_writer_json = { .id = "json",
                                         .title_en = "JSON with units and certificate",
                                         .title_zh = "JSON（含单位与计算凭证）",
                                         .write = write_json };
const domar_writer domar_writer_ndjson = { .id = "ndjson", .title_en = "One JSON object a row",
                                           .title_zh = "逐行 JSON", .write = write_ndjson };
