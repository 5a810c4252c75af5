/* engine/import.c -- published files into a frozen series: the surest reader reads, then
 * satellites, aggregation and balancing as asked. */
#include "engine/import.h"
#include "base/text.h"
#include "engine/registry.h"
#include "model/rebalance.h"
#include "read/native.h"
#include "read/satellite_rows.h"
#include "read/sea.h"
#include "write/har_table.h"
#include "write/native.h"
#include <stdio.h>
#include <sys/stat.h>

/* Put the file before the message unless the reader has named it. */
static domar_status in_file(domar_cx *cx, domar_status st, const char *name)
{
    if (st == DOMAR_OK || st == DOMAR_ECANCEL || st == DOMAR_ENOMEM) return st;
    return strstr(domar_cx_message(cx), name) ? st : domar_fail_in(cx, st, "%s: ", name);
}

static domar_status by_name(domar_cx *cx, const domar_reader **out, const char *format)
{
    char list[256] = "";
    for (const domar_reader *const *r = domar_readers; *r; r++) {
        if (strcmp((*r)->id, format) == 0) {
            *out = *r;
            return DOMAR_OK;
        }
        const size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", (*r)->id);
    }
    return domar_fail(cx, DOMAR_EUSAGE, "there is no format %s: choose one of %s", format, list);
}

/* Readers of text see only the head of a workbook: do not let them try. */
static domar_status reads_workbook(domar_cx *cx, const domar_reader *reader, domar_source *source)
{
    static const domar_read_options none;
    domar_head head;
    const domar_status st = domar_source_head(cx, source, &head);
    if (st || reader->probe(&head, &none) > 0) return st;
    return domar_fail(cx, DOMAR_EDATA, "%s is a workbook, and not one that format %s has: save its "
                      "sheet as CSV, or leave --format out", domar_source_name(source), reader->id);
}

static domar_status by_content(domar_cx *cx, const domar_reader **out, domar_source *source,
                               const domar_read_options *options)
{
    domar_head head;
    int best = 0;
    const domar_status st = domar_source_head(cx, source, &head);
    if (st) return st;
    for (const domar_reader *const *r = domar_readers; *r; r++) {
        const int sure = (*r)->probe(&head, options);
        if (sure > best) {
            best = sure;
            *out = *r;
        }
    }
    if (best > 0) return DOMAR_OK;
    if (domar_source_workbook(source))
        return domar_fail(cx, DOMAR_EDATA, "%s is a workbook in no layout that is known: save its "
                          "sheet as CSV and describe it with --sidecar FILE.yaml (docs/readers)",
                          domar_source_name(source));
    return domar_fail(cx, DOMAR_EDATA, "%s is in no layout that is known: name it with --format, or "
                      "describe it with --sidecar FILE.yaml (docs/readers)", domar_source_name(source));
}

/* The first `stem` bytes of path and ".yaml" into *found, if that is a file; from scratch. */
static domar_status yaml_beside(domar_cx *cx, const char **found, const char *path, size_t stem)
{
    char *name = domar_scratch_bytes(cx, stem + 6, 1);
    struct stat info;
    if (!name) return DOMAR_ENOMEM;
    memcpy(name, path, stem);
    strcpy(name + stem, ".yaml");
    if (stat(name, &info) == 0) *found = name;
    return DOMAR_OK;
}

/* TABLE.yaml beside TABLE.csv or TABLE.csv.gz; one TABLE.yaml serves TABLE_1995.csv and all
 * other years.  *found stays NULL if there is none. */
static domar_status sidecar_beside(domar_cx *cx, const char **found, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *dot = strchr(name, '.');
    const size_t before = (size_t)(name - path), size = dot ? (size_t)(dot - name) : strlen(name);
    const domar_status st = yaml_beside(cx, found, path, before + size);
    if (st || *found || size < 6 || name[size - 5] != '_') return st;
    for (size_t k = size - 4; k < size; k++)
        if (name[k] < '0' || name[k] > '9') return DOMAR_OK;
    return yaml_beside(cx, found, path, before + size - 5);
}

static domar_status read_source(domar_cx *cx, domar_series *series, domar_source *source,
                                const char *path, const domar_import_options *o)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const domar_reader *reader = NULL;
    domar_read_options options = o->read;
    domar_status st = options.sidecar ? DOMAR_OK : sidecar_beside(cx, &options.sidecar, path);
    if (!st) st = o->format ? by_name(cx, &reader, o->format) : by_content(cx, &reader, source, &options);
    if (!st && o->format && domar_source_workbook(source)) st = reads_workbook(cx, reader, source);
    domar_task(cx, "reading");
    if (!st) st = reader->read(cx, series, source, &options);
    st = in_file(cx, st, domar_source_name(source));
    if (!st) st = domar_info_set(cx, series, "reader", reader->id);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status read_path(domar_cx *cx, domar_series *series, const char *path, const char *member,
                              const domar_import_options *o)
{
    domar_source *source = NULL;
    domar_status st = domar_source_open(cx, &source, path, member, o->encoding);
    if (!st) st = read_source(cx, series, source, path, o);
    domar_source_free(source);
    return st;
}

/* Every member of an archive, or those of the year that was asked for. */
static domar_status read_members(domar_cx *cx, domar_series *series, const char *path, char **members,
                                 size_t count, const domar_import_options *o)
{
    size_t used = 0;
    for (size_t k = 0; k < count; k++) {
        const char *slash = strrchr(members[k], '/');
        if (count > 1 && o->read.year && domar_year_in(slash ? slash + 1 : members[k]) != o->read.year) continue;
        const domar_status st = read_path(cx, series, path, members[k], o);
        if (st) return st;
        used++;
    }
    if (used) return DOMAR_OK;
    return domar_fail(cx, DOMAR_ENOTFOUND, "%s holds no table%s: `unzip -l` lists what is in it", path,
                      o->read.year ? " of that year" : "");
}

static domar_status read_file(domar_cx *cx, domar_series *series, const char *path,
                              const domar_import_options *o)
{
    char **members = NULL;
    size_t count = 0;
    if (strcmp(path, "-") == 0) return read_path(cx, series, path, NULL, o);
    domar_status st = domar_source_members(cx, path, &members, &count);
    if (!st && count) st = read_members(cx, series, path, members, count, o);
    else if (!st) st = read_path(cx, series, path, NULL, o);
    for (size_t k = 0; members && k < count; k++) domar_release(members[k]);
    domar_release(members);
    return st;
}

static domar_status aggregate(domar_cx *cx, domar_series **series, const domar_import_options *o)
{
    domar_status st = DOMAR_OK;
    if (o->economies) st = domar_import_aggregate(cx, series, DOMAR_ECONOMIES, o->economies);
    if (!st && o->industries) st = domar_import_aggregate(cx, series, DOMAR_INDUSTRIES, o->industries);
    return st;
}

/* Files whose industries differ (national tables of several classifications) are aggregated one by one and then share
 * theirs; others are one series before they are aggregated, as indices are chained over its years. */
static domar_status read_apart(domar_cx *cx, domar_series *series, const char *const *paths, size_t n,
                               const domar_import_options *o, bool *aggregated)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_series **part = domar_scratch_bytes(cx, n, sizeof(domar_series *));
    domar_status st = part ? DOMAR_OK : DOMAR_ENOMEM;
    *aggregated = false;
    for (size_t k = 0; !st && k < n; k++) {
        if (!(st = domar_series_new(cx, &part[k], &o->conventions))) st = read_file(cx, part[k], paths[k], o);
        if (!st && k && !domar_axis_equal(domar_series_axis(part[k], DOMAR_INDUSTRIES),
                                          domar_series_axis(part[0], DOMAR_INDUSTRIES)))
            *aggregated = true;
    }
    for (size_t k = 0; !st && *aggregated && k < n; k++) st = in_file(cx, aggregate(cx, &part[k], o), paths[k]);
    for (size_t k = 0; !st && k < n; k++) st = in_file(cx, domar_series_take(cx, series, part[k]), paths[k]);
    for (size_t k = 0; part && k < n; k++) domar_series_free(part[k]);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status remember_files(domar_cx *cx, domar_series *series, const char *const *paths, size_t n)
{
    domar_text names = domar_text_new(cx);
    for (size_t k = 0; k < n; k++) {
        const char *slash = strrchr(paths[k], '/');
        domar_text_printf(&names, "%s%s", k ? ", " : "", slash ? slash + 1 : paths[k]);
    }
    domar_status st = names.status ? names.status : domar_info_set(cx, series, "file", names.data);
    domar_text_drop(&names);
    return st;
}

/* rows: long CSV for certain. */
static domar_status attach(domar_cx *cx, domar_series *series, const char *path, const char *encoding, bool rows)
{
    domar_source *source = NULL;
    domar_status st = domar_source_open(cx, &source, path, NULL, encoding);
    if (!st && (rows || domar_satellite_rows_is(cx, source))) st = domar_satellite_rows_attach(cx, series, source);
    else if (!st) st = in_file(cx, domar_sea_attach(cx, series, source), domar_source_name(source));
    domar_source_free(source);
    return st;
}

static domar_status rebalance(domar_cx *cx, domar_series **series, const char *how)
{
    domar_series *even = NULL;
    domar_task(cx, "balancing");
    const domar_status st = domar_series_rebalance(cx, &even, *series, strcmp(how, "gras") == 0, 1e-9);
    if (st) return st;
    domar_series_free(*series);
    *series = even;
    return DOMAR_OK;
}

domar_status domar_import(domar_cx *cx, domar_series **out, const char *const *paths, size_t n_paths,
                          const domar_pair *pairs)
{
    domar_import_options o;
    domar_series *series = NULL;
    *out = NULL;
    domar_status st = domar_import_bind(cx, &o, pairs);
    if (!st && n_paths == 1 && strcmp(paths[0], "-") != 0 && domar_native_is(paths[0]))
        return pairs && pairs->name
                   ? domar_fail(cx, DOMAR_EUSAGE, "%s was imported already and is taken as it is: leave "
                                "--%s out, or import the published file again", paths[0], pairs->name)
                   : domar_native_open(cx, out, paths[0]);
    if (!st && !n_paths) st = domar_fail(cx, DOMAR_EUSAGE, "nothing to import: name at least one file");
    if (!st) st = domar_series_new(cx, &series, &o.conventions);
    bool aggregated = false;
    if (!st && n_paths > 1 && o.industries && !o.satellite) st = read_apart(cx, series, paths, n_paths, &o, &aggregated);
    else
        for (size_t k = 0; !st && k < n_paths; k++) st = read_file(cx, series, paths[k], &o);
    if (!st && o.satellite) st = attach(cx, series, o.satellite, o.encoding, false);
    if (!st && !aggregated) st = aggregate(cx, &series, &o);
    if (!st && o.balance) st = rebalance(cx, &series, o.balance);
    if (!st && o.rows) st = attach(cx, series, o.rows, o.encoding, true);
    if (!st) st = remember_files(cx, series, paths, n_paths);
    if (st) domar_series_free(series);
    else *out = series;
    return st;
}

domar_status domar_open(domar_cx *cx, domar_series **out, const char *path)
{
    *out = NULL;
    if (strcmp(path, "-") != 0 && domar_native_is(path)) return domar_native_open(cx, out, path);
    return domar_import(cx, out, &path, 1, NULL);
}

domar_status domar_verify(domar_cx *cx, const char *path)
{
    return domar_native_verify(cx, path);
}

domar_status domar_save(domar_cx *cx, const domar_series *series, const char *path)
{
    const char *dot = strrchr(path, '.');
    domar_task(cx, "writing");
    if (dot && domar_icmp(dot, ".har") == 0) return domar_har_table_write(cx, series, path);
    return domar_native_write(cx, series, path);
}
