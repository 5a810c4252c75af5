/* read/panel_file.c -- which kind of file it is. */
#include "read/panel_file.h"
#include "read/panel_csv.h"

domar_status domar_panel_file_read(domar_cx *cx, domar_panel_draft **out, const char *path, const domar_panel_file_options *o)
{
    static const domar_panel_file_options none = { 0 };
    domar_panel_parts parts = { 0 };
    domar_source *s;
    *out = NULL;
    if (!o) o = &none;
    domar_status st = domar_source_open(cx, &s, path, o->member, o->encoding);
    if (st) return st;
    st = domar_panel_csv_read(cx, &parts, s, o);
    if (!st) st = domar_panel_parts_draft(cx, out, &parts);
    domar_panel_parts_drop(&parts);
    domar_source_free(s);
    return st;
}
