/* write/certificate.c -- what the numbers rest on: as JSON, and as lines to read. */
#include "write/certificate.h"
#include "base/text.h"
#include <math.h>

void domar_certificate_json(domar_cells *c, const domar_result *r)
{
    domar_cells_put(c, "{", 1);
    for (size_t k = 0; k < domar_result_certificate_size(r); k++) {
        const domar_certificate_entry e = domar_result_certificate(r, k);
        if (k) domar_cells_text(c, ",\n");
        domar_cells_json(c, e.name);
        domar_cells_put(c, ":", 1);
        if (isnan(e.bound) && isnan(e.value)) {
            domar_cells_json(c, e.text);
            continue;
        }
        domar_cells_text(c, "{\"value\":");
        domar_cells_number(c, isfinite(e.value) ? e.value : NAN, "null");
        domar_cells_text(c, ",\"bound\":");
        domar_cells_number(c, e.bound, "null");
        if (!isnan(e.bound))
            domar_cells_text(c, e.value <= e.bound ? ",\"holds\":true" : ",\"holds\":false");
        domar_cells_put(c, "}", 1);
    }
    domar_cells_put(c, "}", 1);
}

domar_status domar_certificate_write(domar_cx *cx, const domar_result *r, const char *path)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_cells *c = domar_scratch_bytes(cx, 1, sizeof *c);
    domar_out *out = NULL;
    domar_status st = c ? domar_out_open(cx, &out, path) : DOMAR_ENOMEM;
    if (!st) {
        c->out = out;
        domar_certificate_json(c, r);
        domar_cells_put(c, "\n", 1);
        domar_cells_flush(c);
        st = domar_out_commit(cx, out);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_certificate_text(domar_cx *cx, char **text, const domar_result *r)
{
    domar_text t = domar_text_new(cx);
    domar_text_put(&t, "");
    for (size_t k = 0; k < domar_result_certificate_size(r); k++) {
        const domar_certificate_entry e = domar_result_certificate(r, k);
        if (isnan(e.value)) domar_text_printf(&t, "%-16s %s", e.name, e.text);
        else domar_text_printf(&t, "%-16s %.4g", e.name, e.value);
        if (!isnan(e.bound))
            domar_text_printf(&t, " (at most %.4g: %s)", e.bound,
                              e.value <= e.bound ? "holds" : "broken");
        domar_text_put(&t, "\n");
    }
    if (t.status) domar_text_drop(&t);
    *text = t.data;
    return *text ? DOMAR_OK : DOMAR_ENOMEM;
}
