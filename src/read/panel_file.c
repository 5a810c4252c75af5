/* read/panel_file.c -- which kind of file it is. */
#include "read/panel_file.h"
#include "read/panel_csv.h"
#include "read/panel_other.h"
#include "read/stat_file.h"

domar_status domar_panel_file_read(domar_cx *cx, domar_panel_draft **out, const char *path, const domar_panel_file_options *o)
{
    static const domar_panel_file_options none = { 0 };
    domar_panel_parts parts = { 0 };
    domar_source *s;
    *out = NULL;
    if (!o) o = &none;
    domar_status st = domar_source_open(cx, &s, path, o->member, o->encoding);
    if (st) return st;
    const void *bytes;
    size_t size;
    if (domar_source_workbook(s)) st = domar_panel_sheet_read(cx, &parts, s, o);
    else if (domar_source_bytes(s, &bytes, &size) && domar_stat_is(bytes, size)) st = domar_panel_stat_read(cx, &parts, s, o);
    else st = domar_panel_csv_read(cx, &parts, s, o);
    if (!st) st = domar_panel_parts_draft(cx, out, &parts);
    domar_panel_parts_drop(&parts);
    domar_source_free(s);
    return st;
}
