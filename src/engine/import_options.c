/* engine/import_options.c -- options of an import by name, and aggregation on the way in. */
#include "base/embed.h"
#include "base/text.h"
#include "engine/import.h"
#include "read/source.h"
#include "table/aggregate.h"
#include "table/codes.h"
#include <stdio.h>

static const char *const names[] = { "format", "output-from", "va", "zero-output", "inventories",
    "satellite", "rows", "sidecar", "encoding", "industries", "economies", "balance", "year" };
enum { NAMES = sizeof names / sizeof *names };

static const char *name_at(const void *list, size_t k)
{
    (void)list;
    return names[k];
}

static domar_status bind_year(domar_cx *cx, domar_import_options *o, const char *value)
{
    int64_t year;
    if (!domar_parse_int(value, &year) || year < 1 || year > 9999)
        return domar_fail(cx, DOMAR_EUSAGE, "--year %s: give one year, such as 2008", value);
    o->read.year = (int)year;
    return DOMAR_OK;
}

static domar_status bind_balance(domar_cx *cx, domar_import_options *o, const char *value)
{
    if (strcmp(value, "ras") != 0 && strcmp(value, "gras") != 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--balance cannot be %s: choose one of ras, gras", value);
    o->balance = value;
    return DOMAR_OK;
}

/* The message names the option as it is typed. */
static domar_status bind_convention(domar_cx *cx, domar_import_options *o, const char *name, const char *value)
{
    char key[32], rest[256];
    snprintf(key, sizeof key, "%s", name);
    for (char *p = key; *p; p++)
        if (*p == '-') *p = '_';
    const domar_status st = domar_convention_set(cx, &o->conventions, key, value);
    if (!st) return DOMAR_OK;
    snprintf(rest, sizeof rest, "%s", domar_cx_message(cx) + strlen(key));
    return domar_fail(cx, st, "--%s%s", name, rest);
}

static domar_status bind_one(domar_cx *cx, domar_import_options *o, const char *name, const char *value)
{
    static const char *const conventions[] = { "output-from", "va", "zero-output", "inventories" };
    for (size_t k = 0; k < sizeof conventions / sizeof *conventions; k++)
        if (strcmp(conventions[k], name) == 0) return bind_convention(cx, o, name, value);
    if (strcmp(name, "year") == 0) return bind_year(cx, o, value);
    if (strcmp(name, "balance") == 0) return bind_balance(cx, o, value);
    const struct { const char *name; const char **at; } texts[] = {
        { "format", &o->format }, { "satellite", &o->satellite }, { "rows", &o->rows }, { "sidecar", &o->read.sidecar },
        { "encoding", &o->encoding }, { "industries", &o->industries }, { "economies", &o->economies } };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        if (strcmp(texts[k].name, name) == 0) {
            *texts[k].at = value;
            return DOMAR_OK;
        }
    const size_t near = domar_nearest(name, NAMES, name_at, NULL);
    return domar_fail(cx, DOMAR_EUSAGE, "import has no option %s%s%s%s", name,
                      near == SIZE_MAX ? ": see `domar help import`" : ": did you mean ",
                      near == SIZE_MAX ? "" : names[near], near == SIZE_MAX ? "" : "?");
}

domar_status domar_import_bind(domar_cx *cx, domar_import_options *o, const domar_pair *options)
{
    *o = (domar_import_options){ 0 };
    for (; options && options->name; options++) {
        const domar_status st = bind_one(cx, o, options->name, options->value ? options->value : "");
        if (st) return st;
    }
    return DOMAR_OK;
}

/* ---- aggregation by a built-in name or a file */

/* "broad" names wiod13_broad.csv, icio_broad.csv ...; "world12" world12_economies.csv. */
static bool is_named(const char *path, const char *name, const char *dimension)
{
    static const char folder[] = "data/concordances/";
    char base[128];
    if (strncmp(path, folder, sizeof folder - 1) != 0) return false;
    const size_t size = strlen(path) - (sizeof folder - 1), tail = strlen(name);
    if (size <= 4 || size - 4 >= sizeof base) return false;
    memcpy(base, path + sizeof folder - 1, size - 4);
    base[size - 4] = 0;
    if (strcmp(base, name) == 0) return true;
    if (strncmp(base, name, tail) == 0 && base[tail] == '_' && strcmp(base + tail + 1, dimension) == 0)
        return true;
    return size - 4 > tail && base[size - 5 - tail] == '_' && strcmp(base + size - 4 - tail, name) == 0;
}

static domar_status built_in(domar_cx *cx, domar_concordance **out, const domar_axis *axis,
                             const char *name, const char *dimension)
{
    domar_status st = DOMAR_ENOTFOUND;
    const char *path;
    for (size_t k = 0; (path = domar_embedded_name(k)); k++) {
        size_t size = 0;
        if (!is_named(path, name, dimension)) continue;
        const char *csv = domar_embedded(path, &size);
        st = domar_concordance_new(cx, out, axis, csv, size, path);
        if (st != DOMAR_EDATA) return st;     /* made for another code list: try the next */
    }
    return st;
}

static domar_status from_file(domar_cx *cx, domar_concordance **out, const domar_axis *axis, const char *path)
{
    domar_source *source = NULL;
    domar_text text = domar_text_new(cx);
    const char *block;
    size_t size = 1, line;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    while (!st && size && !(st = domar_source_lines(cx, source, &block, &size, &line)))
        domar_text_add(&text, block, size);
    if (!st) st = text.status;
    if (!st) st = domar_concordance_new(cx, out, axis, text.data ? text.data : "", text.size, path);
    domar_text_drop(&text);
    domar_source_free(source);
    return st;
}

/* Broad sectors by the kinds of the industries: codes such as 01 mean different things in
 * different sources, the kind does not. */
static domar_status by_sector(domar_cx *cx, domar_concordance **out, const domar_axis *axis)
{
    domar_text csv = domar_text_new(cx);
    domar_status st = domar_codes_broad(cx, &csv, axis);
    if (!st) st = domar_concordance_new(cx, out, axis, csv.data, csv.size, "broad");
    domar_text_drop(&csv);
    return st;
}

domar_status domar_import_aggregate(domar_cx *cx, domar_series **series, domar_dimension which,
                                    const char *name)
{
    const char *dimension = which == DOMAR_ECONOMIES ? "economies" : "industries";
    const domar_axis *axis = domar_series_axis(*series, which);
    domar_concordance *c = NULL;
    domar_series *coarse = NULL;
    const bool broad = which == DOMAR_INDUSTRIES && strcmp(name, "broad") == 0;
    domar_status st = broad ? by_sector(cx, &c, axis) : built_in(cx, &c, axis, name, dimension);
    if (st == DOMAR_ENOTFOUND) st = from_file(cx, &c, axis, name);
    if (!st)
        st = domar_series_aggregate(cx, &coarse, *series, which == DOMAR_ECONOMIES ? c : NULL,
                                    which == DOMAR_INDUSTRIES ? c : NULL);
    if (!st) {
        domar_series_free(*series);
        *series = coarse;
    }
    domar_concordance_free(c);
    return st;
}
