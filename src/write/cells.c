/* write/cells.c -- cells as text. */
#include "write/cells.h"
#include "base/text.h"
#include <math.h>

bool domar_cells_code(const domar_write_options *o) { return strcmp(o->labels, "name") != 0; }
bool domar_cells_name(const domar_write_options *o) { return strcmp(o->labels, "code") != 0; }

bool domar_cells_labelled(const domar_result *r, size_t column)
{
    const domar_axis *axis = domar_result_axis(r, column);
    for (size_t k = 0; axis && k < domar_axis_size(axis); k++)
        if (domar_axis_label(axis, k, "en") != domar_axis_code(axis, k)) return true;
    return false;
}

void domar_cells_flush(domar_cells *c)
{
    domar_out_write(c->out, c->bytes, c->used);
    c->used = 0;
}

void domar_cells_put(domar_cells *c, const char *text, size_t size)
{
    if (size > sizeof c->bytes - c->used) domar_cells_flush(c);
    if (size > sizeof c->bytes) {
        domar_out_write(c->out, text, size);
        return;
    }
    memcpy(c->bytes + c->used, text, size);
    c->used += size;
}

void domar_cells_text(domar_cells *c, const char *text) { domar_cells_put(c, text, strlen(text)); }

void domar_cells_csv(domar_cells *c, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        domar_cells_text(c, text);
        return;
    }
    domar_cells_put(c, "\"", 1);
    for (const char *p = text; *p; p++) {
        if (*p == '"') domar_cells_put(c, "\"", 1);
        domar_cells_put(c, p, 1);
    }
    domar_cells_put(c, "\"", 1);
}

void domar_cells_json(domar_cells *c, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    domar_cells_put(c, "\"", 1);
    for (const char *p = text; *p; p++) {
        const unsigned char b = (unsigned char)*p;
        if (b == '"' || b == '\\') {
            domar_cells_put(c, "\\", 1);
            domar_cells_put(c, p, 1);
        } else if (b < 0x20) {
            const char code[6] = { '\\', 'u', '0', '0', hex[b >> 4], hex[b & 15] };
            domar_cells_put(c, code, sizeof code);
        } else
            domar_cells_put(c, p, 1);
    }
    domar_cells_put(c, "\"", 1);
}

void domar_cells_number(domar_cells *c, double value, const char *missing)
{
    char buf[32];
    const size_t size = domar_number_text(buf, value);
    if (size) domar_cells_put(c, buf, size);
    else domar_cells_text(c, missing);
}
