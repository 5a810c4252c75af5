/* read/panel_stat.c -- Stata's .dta and SPSS's .sav into the columns of a panel, through ReadStat over the bytes in memory.
 *
 * Values that a package calls missing are missing.  A column of numbers becomes one of texts where every value that occurs
 * has a label; labels of a few special values leave it as it is. */
#include "read/panel_other.h"
#include "read/stat_file.h"
#include <math.h>
#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>

enum { TICK = 1 << 16, MOST_ROW = 1 << 20 };

domar_stat_kind domar_stat_is(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    if (size >= 28 && memcmp(b, "<stata_dta><header><release>", 28) == 0) return DOMAR_STAT_DTA;
    if (size >= 176 && memcmp(b, "$FL", 3) == 0 && (b[3] == '2' || b[3] == '3')) return DOMAR_STAT_SAV;
    /* Release 104 to 115, byte order, type of file. */
    if (size >= 60 && b[0] >= 104 && b[0] <= 115 && (b[1] == 1 || b[1] == 2) && b[2] == 1) return DOMAR_STAT_DTA;
    return DOMAR_STAT_NONE;
}

struct label {
    uint32_t set, text;                /* places in the lists */
    double   value;
};

struct package {
    domar_cx *cx;
    domar_panel_parts *parts;
    const domar_panel_file_options *options;
    const char *file, *bytes;
    domar_stat_kind kind;
    size_t size, at, total;            /* total: rows by the header, 0: not known */
    size_t name_room;                  /* of a list of labels: the library hands Stata's over as they stand, perhaps unended */
    domar_status status;               /* the first failure; the walk then ends */
    char   said[256];                  /* by the library */
    domar_texts names, sets, texts;    /* of columns; of labels */
    uint32_t *set;                     /* columns: place of their labels, DOMAR_NO_ITEM: none */
    size_t set_room, columns;
    struct label *label;
    size_t labels, label_room;
};

/* ---- the bytes as a file */
static int open_it(const char *path, void *arg) { (void)path; (void)arg; return 0; }
static int close_it(void *arg) { (void)arg; return 0; }

static readstat_off_t seek_it(readstat_off_t offset, readstat_io_flags_t whence, void *arg)
{
    struct package *s = arg;
    const readstat_off_t from = whence == READSTAT_SEEK_SET ? 0
                              : whence == READSTAT_SEEK_CUR ? (readstat_off_t)s->at : (readstat_off_t)s->size;
    if (offset < -from || offset > (readstat_off_t)s->size - from) return -1;
    s->at = (size_t)(from + offset);
    return from + offset;
}

static ssize_t read_it(void *to, size_t size, void *arg)
{
    struct package *s = arg;
    const size_t left = s->size - s->at, n = size < left ? size : left;
    if (!to) return size ? -1 : 0;
    memcpy(to, s->bytes + s->at, n);
    s->at += n;
    return (ssize_t)n;
}

static readstat_error_t update_it(long size, readstat_progress_handler progress, void *user, void *arg)
{
    (void)size; (void)progress; (void)user; (void)arg;
    return READSTAT_OK;
}

/* ---- what is in it */
static int stop(struct package *s, domar_status st)
{
    if (!s->status) s->status = st;
    return READSTAT_HANDLER_ABORT;
}

static int take_metadata(readstat_metadata_t *m, void *arg)
{
    struct package *s = arg;
    const int rows = readstat_get_row_count(m);
    const int release = readstat_get_file_format_version(m);
    s->total = rows > 0 ? (size_t)rows : 0;
    s->name_room = s->kind == DOMAR_STAT_SAV ? SIZE_MAX : release < 110 ? 9 : release < 118 ? 33 : 129;
    return READSTAT_HANDLER_OK;
}

static int take_variable(int index, readstat_variable_t *v, const char *labels, void *arg)
{
    struct package *s = arg;
    uint32_t place;
    const char *name = readstat_variable_get_name(v);
    (void)index;
    if (!name)
        return stop(s, domar_fail(s->cx, DOMAR_EDATA, "%s: variable %zu has no name: the file is damaged", s->file,
                                  s->columns + 1));
    domar_status st = domar_grow(s->cx, &s->set, &s->set_room, s->columns + 1, sizeof *s->set);
    if (!st) st = domar_texts_learn(s->cx, &s->names, &place, name, strlen(name), s->columns);
    if (!st && place < s->columns)
        st = domar_fail(s->cx, DOMAR_EDATA, "%s: two variables are named %s: rename one", s->file, name);
    if (st) return stop(s, st);
    s->set[s->columns] = DOMAR_NO_ITEM;
    if (labels && *labels)
        st = domar_texts_learn(s->cx, &s->sets, &s->set[s->columns], labels, strnlen(labels, s->name_room), 0);
    s->columns++;
    return st ? stop(s, st) : READSTAT_HANDLER_OK;
}

static double number_of(readstat_value_t v)
{
    switch (readstat_value_type(v)) {
    case READSTAT_TYPE_INT8:  return readstat_int8_value(v);
    case READSTAT_TYPE_INT16: return readstat_int16_value(v);
    case READSTAT_TYPE_INT32: return readstat_int32_value(v);
    case READSTAT_TYPE_FLOAT: return (double)readstat_float_value(v);
    case READSTAT_TYPE_DOUBLE: return readstat_double_value(v);
    case READSTAT_TYPE_STRING:
    case READSTAT_TYPE_STRING_REF: break;
    }
    return NAN;
}

static int take_label(const char *set, readstat_value_t value, const char *label, void *arg)
{
    struct package *s = arg;
    struct label l = { 0 };
    if (readstat_type_class(readstat_value_type(value)) == READSTAT_TYPE_CLASS_STRING || !set || !label || !*label ||
        readstat_value_is_system_missing(value) || readstat_value_is_tagged_missing(value)) return READSTAT_HANDLER_OK;
    domar_status st = domar_grow(s->cx, &s->label, &s->label_room, s->labels + 1, sizeof *s->label);
    if (!st) st = domar_texts_learn(s->cx, &s->sets, &l.set, set, strnlen(set, s->name_room), 0);
    if (!st) st = domar_texts_learn(s->cx, &s->texts, &l.text, label, strlen(label), 0);
    if (st) return stop(s, st);
    l.value = number_of(value);
    s->label[s->labels++] = l;
    return READSTAT_HANDLER_OK;
}

static domar_status begin(struct package *s)
{
    const domar_mark mark = domar_scratch_mark(s->cx);
    const char **names = domar_scratch_bytes(s->cx, s->columns, sizeof *names);
    domar_status st = names ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; names && k < s->columns; k++) names[k] = domar_texts_at(&s->names, k);
    if (!st) st = domar_panel_parts_new(s->cx, s->parts, s->file, names, s->columns, s->options);
    domar_scratch_rewind(s->cx, mark);
    return st;
}

static int take_value(int row, readstat_variable_t *v, readstat_value_t value, void *arg)
{
    struct package *s = arg;
    const int column = readstat_variable_get_index(v);
    domar_status st = s->parts->part ? DOMAR_OK : begin(s);
    if (!st && row == (int)s->parts->rows) {
        s->parts->rows++;
        if (row % TICK == 0) st = domar_tick(s->cx, (size_t)row, s->total);
    }
    if (st) return stop(s, st);
    if (column < 0 || (size_t)column >= s->parts->count || row < 0) return READSTAT_HANDLER_OK;
    domar_panel_part *part = &s->parts->part[column];
    if (part->kind == DOMAR_PART_SKIPPED || readstat_value_is_missing(value, v)) return READSTAT_HANDLER_OK;
    if (readstat_type_class(readstat_value_type(value)) == READSTAT_TYPE_CLASS_NUMERIC)
        st = domar_panel_part_number(s->cx, part, (size_t)row, number_of(value));
    else {
        const char *text = readstat_string_value(value);
        size_t size = text ? strlen(text) : 0;
        while (size && *text == ' ') text++, size--;
        while (size && text[size - 1] == ' ') size--;
        part->kind = DOMAR_PART_TEXTS;
        if (size) st = domar_panel_part_text(s->cx, part, (size_t)row, text, size, (size_t)row + 1);
    }
    return st ? stop(s, st) : READSTAT_HANDLER_OK;
}

static void take_error(const char *message, void *arg)
{
    struct package *s = arg;
    snprintf(s->said, sizeof s->said, "%.*s", (int)strcspn(message, "\n"), message);
}

/* ---- labels */
static int by_value(const void *a, const void *b)
{
    const struct label *x = a, *y = b;
    if (x->set != y->set) return x->set < y->set ? -1 : 1;
    if (x->value < y->value) return -1;
    return x->value > y->value;
}

static uint32_t text_of(const struct package *s, uint32_t set, double value)
{
    const struct label wanted = { .set = set, .value = value };
    const struct label *l = s->labels ? bsearch(&wanted, s->label, s->labels, sizeof *s->label, by_value) : NULL;
    return l ? l->text : DOMAR_NO_ITEM;
}

/* The column's numbers as the texts that they stand for, if all have one. */
static domar_status name_values(domar_cx *cx, const struct package *s, domar_panel_part *c, uint32_t set)
{
    const size_t rows = s->parts->rows < c->value_room ? s->parts->rows : c->value_room;
    uint32_t text = DOMAR_NO_ITEM;
    double last = NAN;
    bool any = false;
    for (size_t i = 0; i < rows; i++) {
        if (isnan(c->value[i]) || !(c->value[i] < last || c->value[i] > last || isnan(last))) continue;
        last = c->value[i];
        any = true;
        if (text_of(s, set, last) == DOMAR_NO_ITEM) return DOMAR_OK;
    }
    domar_status st = DOMAR_OK;
    last = NAN;
    for (size_t i = 0; any && !st && i < rows; i++) {
        if (isnan(c->value[i])) continue;
        if (c->value[i] < last || c->value[i] > last || isnan(last)) text = text_of(s, set, last = c->value[i]);
        st = domar_panel_part_text(cx, c, i, domar_texts_at(&s->texts, text), s->texts.entry[text].size, i + 1);
    }
    if (st || !any) return st;
    domar_release(c->value);
    c->value = NULL;
    c->value_room = 0;
    return st;
}

static domar_status name_all(struct package *s)
{
    domar_status st = DOMAR_OK;
    if (s->labels) qsort(s->label, s->labels, sizeof *s->label, by_value);
    for (size_t k = 0; !st && k < s->parts->count; k++)
        if (s->set[k] != DOMAR_NO_ITEM && s->parts->part[k].value) st = name_values(s->cx, s, &s->parts->part[k], s->set[k]);
    return st;
}

/* ---- the walk */

/* Files of release 117 and later say where they end; the library would take one without its labels. */
static bool ends(const struct package *s)
{
    static const char last[] = "</stata_dta>";
    const size_t look = s->size < 64 ? s->size : 64;
    return s->bytes[0] != '<' || memmem(s->bytes + s->size - look, look, last, sizeof last - 1);
}

static domar_status explain(struct package *s, readstat_error_t code)
{
    if (s->status) return s->status;
    if (code == READSTAT_ERROR_MALLOC)
        return domar_fail(s->cx, DOMAR_ENOMEM, "%s: not enough memory to read it, or the file is damaged", s->file);
    if (code == READSTAT_ERROR_CONVERT || code == READSTAT_ERROR_CONVERT_BAD_STRING)
        return domar_fail(s->cx, DOMAR_EDATA, "%s: its texts are not in the encoding that it says: say which with --encoding "
                          "(gb18030)", s->file);
    const char *why = *s->said ? s->said : readstat_error_message(code);
    return domar_fail(s->cx, DOMAR_EDATA, "%s cannot be read (%.200s): it is cut off or damaged, or of a release that is not "
                      "known: fetch it again, or save it as CSV", s->file, why ? why : "no details");
}

static domar_status walk(struct package *s)
{
    readstat_parser_t *parser = readstat_parser_init();
    if (!parser) return domar_fail(s->cx, DOMAR_ENOMEM, "%s: not enough memory to read it", s->file);
    readstat_set_open_handler(parser, open_it);
    readstat_set_close_handler(parser, close_it);
    readstat_set_seek_handler(parser, seek_it);
    readstat_set_read_handler(parser, read_it);
    readstat_set_update_handler(parser, update_it);
    readstat_set_io_ctx(parser, s);
    readstat_set_metadata_handler(parser, take_metadata);
    readstat_set_variable_handler(parser, take_variable);
    readstat_set_value_handler(parser, take_value);
    readstat_set_value_label_handler(parser, take_label);
    readstat_set_error_handler(parser, take_error);
    if (s->options->encoding && *s->options->encoding)
        readstat_set_file_character_encoding(parser, s->options->encoding);
    const readstat_error_t code = s->kind == DOMAR_STAT_DTA ? readstat_parse_dta(parser, s->file, s)
                                                         : readstat_parse_sav(parser, s->file, s);
    readstat_parser_free(parser);
    return code || s->status ? explain(s, code) : DOMAR_OK;
}

domar_status domar_panel_stat_read(domar_cx *cx, domar_panel_parts *parts, domar_source *source,
                                   const domar_panel_file_options *o)
{
    struct package s = { .cx = cx, .parts = parts, .options = o, .file = domar_source_name(source) };
    const void *bytes;
    domar_source_bytes(source, &bytes, &s.size);
    s.bytes = bytes;
    s.kind = domar_stat_is(bytes, s.size);
    s.name_room = 9;
    domar_task(cx, "reading");
    domar_status st = ends(&s) ? walk(&s)
                               : domar_fail(cx, DOMAR_EDATA, "%s is cut off: fetch it again", s.file);
    if (!st && s.total && s.parts->rows && s.parts->rows != s.total)
        st = domar_fail(cx, DOMAR_EDATA, "%s has %zu of the %zu rows that it announces: it is cut off, fetch it again", s.file,
                        s.parts->rows, s.total);
    if (!st && !s.parts->rows)
        st = domar_fail(cx, DOMAR_EDATA, "%s has no rows: a panel has one row a unit and period", s.file);
    if (!st) st = name_all(&s);
    if (!st) st = domar_panel_parts_settle(cx, parts);
    domar_texts_drop(&s.names);
    domar_texts_drop(&s.sets);
    domar_texts_drop(&s.texts);
    domar_release(s.set);
    domar_release(s.label);
    return st;
}
