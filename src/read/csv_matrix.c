/* read/csv_matrix.c -- numbers of a delimited matrix, on all threads.
 *
 * A window of some MiB at a time, so that its bytes stay in cache: (1) line ends are found in
 * parallel, (2) row_of sees the labels, one line after the other, (3) lines are parsed in
 * parallel straight into the places that targets names.  No pass over the bytes is serial.
 * Workers only note the first bad line; its message is made afterwards by reading it again. */
#include "base/text.h"
#include "base/threads.h"
#include "read/csv_inside.h"
#include "read/number_fast.h"
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>

enum { WINDOW = 16 << 20, PIECE = 256 << 10, KEEP = 31, LABELS = 16, SLOTS = 64,
       LONGEST = 256 << 20 };

struct line {
    const char *at, *numbers, *end; /* whole line, its first number, its end without line break */
    size_t number, row;
};

struct piece {                        /* line ends of one piece; the first few are kept */
    size_t count, kept[KEEP], before;
};

struct job {
    const domar_csv_matrix *shape;
    const char *window;
    size_t window_size, first_line;
    struct piece *pieces;
    size_t pieces_capacity, pieces_count;
    size_t *ends;                     /* offsets of line breaks in the window */
    size_t ends_capacity, ends_count;
    struct line *lines;
    size_t lines_capacity, count;
    double **targets;                 /* SLOTS x columns */
    atomic_flag busy[SLOTS];
    size_t slots;
    atomic_size_t bad;                /* first line that fails, SIZE_MAX */
};

/* ---- line ends */
static void count_ends(void *arg, size_t begin, size_t end)
{
    struct job *j = arg;
    for (size_t k = begin; k < end; k++) {
        struct piece *piece = &j->pieces[k];
        const size_t from = k * PIECE, left = j->window_size - from;
        const char *p = j->window + from, *stop = p + (left < PIECE ? left : PIECE);
        piece->count = 0;
        for (; (p = memchr(p, '\n', (size_t)(stop - p))); p++, piece->count++)
            if (piece->count < KEEP) piece->kept[piece->count] = (size_t)(p - j->window);
    }
}

static void note_ends(void *arg, size_t begin, size_t end)
{
    struct job *j = arg;
    for (size_t k = begin; k < end; k++) {
        const struct piece *piece = &j->pieces[k];
        size_t *to = j->ends + piece->before;
        const size_t kept = piece->count < KEEP ? piece->count : KEEP;
        for (size_t i = 0; i < kept; i++) to[i] = piece->kept[i];
        if (piece->count == kept) continue;
        const size_t left = j->window_size - k * PIECE;
        const char *p = j->window + piece->kept[KEEP - 1] + 1;
        const char *stop = j->window + k * PIECE + (left < PIECE ? left : PIECE);
        for (size_t i = kept; (p = memchr(p, '\n', (size_t)(stop - p))); p++)
            to[i++] = (size_t)(p - j->window);
    }
}

static domar_status find_ends(domar_cx *cx, struct job *j)
{
    const int threads = domar_cx_threads(cx);
    j->pieces_count = (j->window_size + PIECE - 1) / PIECE;
    domar_status st =
        domar_grow(cx, &j->pieces, &j->pieces_capacity, j->pieces_count, sizeof *j->pieces);
    if (st) return st;
    domar_parallel(threads, j->pieces_count, 4, count_ends, j);
    j->ends_count = 0;
    for (size_t k = 0; k < j->pieces_count; k++) {
        j->pieces[k].before = j->ends_count;
        j->ends_count += j->pieces[k].count;
    }
    st = domar_grow(cx, &j->ends, &j->ends_capacity, j->ends_count + 1, sizeof *j->ends);
    if (st) return st;
    domar_parallel(threads, j->pieces_count, 4, note_ends, j);
    if (!j->ends_count || j->ends[j->ends_count - 1] + 1 < j->window_size)
        j->ends[j->ends_count++] = j->window_size;          /* a last line without its break */
    return DOMAR_OK;
}

/* ---- labels */
static domar_status check_label(domar_cx *cx, const domar_source *s, size_t line, domar_field f)
{
    size_t bad = 0;
    if (f.size && memchr(f.at, 0, f.size))
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, line %zu: the label holds a zero byte: the file is "
                          "damaged or no text, fetch it again",
                          domar_source_name(s), line);
    if (domar_utf8_valid(f.at, f.size, &bad)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line %zu: byte 0x%02x of the label is not UTF-8: convert "
                      "the file, or say gb18030 as its encoding if it is",
                      domar_source_name(s), line, (unsigned)(unsigned char)f.at[bad]);
}

/* Ask row_of about every line.  *stopped: a line was refused, the lines before it stand. */
static domar_status label_lines(domar_cx *cx, struct job *j, const domar_source *s, bool *stopped)
{
    const domar_csv_matrix *m = j->shape;
    domar_field labels[LABELS];
    size_t at = 0;
    domar_status st =
        domar_grow(cx, &j->lines, &j->lines_capacity, j->ends_count, sizeof *j->lines);
    j->count = 0;
    for (size_t k = 0; !st && k < j->ends_count; at = j->ends[k++] + 1) {
        const char *start = j->window + at, *end = j->window + j->ends[k], *p = start;
        while (end > start && (end[-1] == '\r' || end[-1] == ' ')) end--;
        if (end == start) continue;
        for (size_t f = 0; f < m->labels; f++) {
            labels[f] = (domar_field){ end, 0, false };
            if (p <= end) p = domar_csv_field(p, end, m->delimiter, &labels[f]) + 1;
            if ((st = check_label(cx, s, j->first_line + k, labels[f]))) break;
        }
        if (st) break;
        const size_t row = m->row_of(m->arg, cx, j->first_line + k, labels);
        if (row == DOMAR_ROW_NO_MEMORY) st = DOMAR_ENOMEM;
        else if (row == DOMAR_ROW_STOP) st = DOMAR_EDATA;
        else if (row != DOMAR_ROW_SKIP)
            j->lines[j->count++] = (struct line){ start, p, end, j->first_line + k, row };
    }
    *stopped = st == DOMAR_EDATA;
    return *stopped ? DOMAR_OK : st;
}

/* ---- numbers */
typedef enum { CELL_OK, CELL_EMPTY, CELL_TEXT, CELL_HUGE } cell;

/* The number of a field that is not simply a number up to the delimiter. */
static cell slow_cell(domar_field f, domar_empty empty, double *value)
{
    const char *p = f.at, *end = f.at + f.size, *rest;
    while (p < end && *p == ' ') p++;
    while (end > p && end[-1] == ' ') end--;
    if (p == end) {
        *value = empty == DOMAR_EMPTY_NAN ? NAN : 0;
        return empty == DOMAR_EMPTY_ERROR ? CELL_EMPTY : CELL_OK;
    }
    if (domar_csv_number(p, end, value, &rest) && rest == end) return CELL_OK;
    return rest == end && isinf(*value) ? CELL_HUGE : CELL_TEXT;
}

/* One field; *next is its delimiter or end. */
static inline cell take(const char *p, const char *end, char delimiter, domar_empty empty,
                        double *value, const char **next)
{
    *value = 0;
    if (p < end && domar_number(p, end, value, next) && (*next == end || **next == delimiter))
        return CELL_OK;
    domar_field f;
    *value = 0;
    *next = domar_csv_field(p, end, delimiter, &f);
    return slow_cell(f, empty, value);
}

/* All numbers of a line; *column is where it went wrong, `columns` if in the number of fields. */
static cell parse_line(const domar_csv_matrix *m, const struct line *l, double **targets,
                       size_t *column)
{
    const char *p = l->numbers, *end = l->end;
    const char delimiter = m->delimiter, *next;
    double value;
    for (size_t c = 0; c < m->columns; c++) {
        *column = c;
        if (p > end) {                                      /* fields run out */
            *column = m->columns;
            return CELL_TEXT;
        }
        if (!targets[c]) {
            domar_field f;
            p = domar_csv_field(p, end, delimiter, &f) + 1;
            continue;
        }
        if (p + 1 < end && p[1] == delimiter && p[0] >= '0' && p[0] <= '9') {
            *targets[c] = p[0] - '0';                       /* most cells of most tables: "0," */
            p += 2;
            continue;
        }
        if (domar_number_fast(p, &value, &next) && (*next == delimiter || next == end)) {
            *targets[c] = value;
            p = next + 1;
            continue;
        }
        const cell state = take(p, end, delimiter, m->empty, &value, &p);
        if (state) return state;
        *targets[c] = value;
        p++;
    }
    *column = m->columns;
    return p >= end ? CELL_OK : CELL_TEXT;                  /* p == end: one empty field more */
}

static void parse_lines(void *arg, size_t begin, size_t end)
{
    struct job *j = arg;
    if (begin > atomic_load(&j->bad)) return;
    size_t slot = 0, column;
    while (atomic_flag_test_and_set(&j->busy[slot])) slot = (slot + 1) % j->slots;
    double **targets = j->targets + slot * j->shape->columns;
    for (size_t k = begin; k < end; k++) {
        j->shape->targets(j->shape->arg, j->lines[k].row, targets);
        if (parse_line(j->shape, &j->lines[k], targets, &column) == CELL_OK) continue;
        size_t first = atomic_load(&j->bad);
        while (k < first && !atomic_compare_exchange_weak(&j->bad, &first, k)) continue;
        break;
    }
    atomic_flag_clear(&j->busy[slot]);
}

/* ---- the message: the bad line once more */
static domar_status bad_count(domar_cx *cx, const domar_csv_matrix *m, const char *where,
                              const char *row, size_t fields)
{
    const size_t expected = m->labels + m->columns;
    return domar_fail(
        cx, DOMAR_EDATA, "%s, row %s: %zu fields where %zu are expected: %s", where, row, fields,
        expected,
        fields < expected
            ? "the line is cut off or a column is missing, fetch the file again or complete it"
            : "remove the surplus or name it in the header");
}

static domar_status explain(domar_cx *cx, struct job *j, const domar_source *s,
                            const struct line *l)
{
    const domar_csv_matrix *m = j->shape;
    domar_field f = { l->at, 0, false };
    size_t column = 0;
    char where[256], row[64];
    if (m->labels) domar_csv_field(l->at, l->end, m->delimiter, &f);
    snprintf(row, sizeof row, "%.*s", (int)(f.size < 60 ? f.size : 60), f.at);
    snprintf(where, sizeof where, "%.180s, line %zu", domar_source_name(s), l->number);

    m->targets(m->arg, l->row, j->targets);
    const cell state = parse_line(m, l, j->targets, &column);
    const size_t fields = domar_csv_split(l->at, (size_t)(l->end - l->at), m->delimiter, NULL, 0);
    if (column == m->columns || (state == CELL_EMPTY && fields < m->labels + m->columns))
        return bad_count(cx, m, where, row, fields);
    const char *p = l->numbers, *name = m->names ? m->names[column] : "";
    for (size_t c = 0; c <= column && p <= l->end; c++)
        p = domar_csv_field(p, l->end, m->delimiter, &f) + 1;
    const int shown = (int)(f.size < 40 ? f.size : 40);
    const char *what = state == CELL_EMPTY ? "is empty: fill it, with 0 if nothing flows there"
                     : state == CELL_HUGE  ? "is beyond the range of numbers: correct it"
                                           : "is not a finite number: correct it";
    return domar_fail(cx, DOMAR_EDATA, "%s, column %zu (%.60s), row %s: '%.*s' %s", where,
                      m->labels + column + 1, name, row, shown, f.at, what);
}

/* ---- windows */
static domar_status read_window(domar_cx *cx, struct job *j, const domar_source *s)
{
    bool stopped = false;
    domar_status st = find_ends(cx, j);
    if (!st) st = label_lines(cx, j, s, &stopped);
    if (st) return st;
    const int threads = domar_cx_threads(cx);
    const size_t grain = j->count / ((size_t)threads * 16) + 1;
    atomic_store(&j->bad, SIZE_MAX);
    domar_parallel(threads, j->count, grain, parse_lines, j);
    const size_t bad = atomic_load(&j->bad);
    if (bad != SIZE_MAX) return explain(cx, j, s, &j->lines[bad]);
    return stopped ? DOMAR_EDATA : DOMAR_OK;
}

static domar_status read_block(domar_cx *cx, struct job *j, domar_source *s, const char *block,
                               size_t size)
{
    domar_status st = DOMAR_OK;
    size_t before, total;
    domar_source_progress(s, &before, &total);
    const bool mapped = before == total && size > WINDOW;
    for (size_t at = 0; !st && at < size; at += j->window_size) {
        const char *p = block + at;
        size_t left = size - at;
        if (left > WINDOW) {
            const char *stop = memrchr(p, '\n', WINDOW);
            if (!stop) stop = memchr(p + WINDOW, '\n', (left < LONGEST ? left : LONGEST) - WINDOW);
            if (!stop && left > LONGEST)
                return domar_fail(cx, DOMAR_EDATA,
                                  "%s, line %zu: longer than %d MB: this is no table",
                                  domar_source_name(s), j->first_line, LONGEST >> 20);
            if (stop) left = (size_t)(stop - p) + 1;
        }
        j->window = p;
        j->window_size = left;
        st = read_window(cx, j, s);
        j->first_line += j->ends_count;
        if (!st) st = mapped ? domar_tick(cx, at + left, size) : domar_tick(cx, before, total);
    }
    return st;
}

domar_status domar_csv_read(domar_cx *cx, domar_source *s, const domar_csv_matrix *shape)
{
    struct job j = { .shape = shape };
    const char *block;
    size_t size;
    domar_status st = DOMAR_ENOMEM;
    j.slots = (size_t)domar_cx_threads(cx) < SLOTS ? (size_t)domar_cx_threads(cx) : SLOTS;
    for (size_t k = 0; k < SLOTS; k++) atomic_flag_clear(&j.busy[k]);
    j.targets = domar_alloc(cx, j.slots * shape->columns, sizeof *j.targets);
    if (!j.targets) goto done;
    domar_task(cx, "reading");
    while (!(st = domar_source_run(cx, s, &block, &size, &j.first_line)) && size)
        if ((st = read_block(cx, &j, s, block, size))) break;
done:
    domar_release(j.targets);
    domar_release(j.pieces);
    domar_release(j.ends);
    domar_release(j.lines);
    return st;
}
