/* read/panel_csv.c -- delimited text into columns, on all threads.
 *
 * A window of some MiB at a time: (1) its lines are counted in parallel, so that every piece knows its first row; (2) pieces
 * are parsed in parallel: numbers go where they stay, of texts place and hash are noted; (3) each column of texts looks its
 * rows up in order, columns in parallel: codes come in the order of first appearance whatever the number of threads.
 *
 * Columns are taken for numbers until a field says otherwise.  The first window is small and is read again with what it
 * taught; a column that turns out to be one of texts later is read in a second pass, alone. */
#include "read/panel_csv.h"
#include "read/panel_csv_inside.h"
#include "base/threads.h"

enum { FIRST = 64 << 10, WINDOW = 16 << 20, LONGEST = 256 << 20 };

/* ---- the window: pieces of whole lines */
static domar_status cut(domar_cx *cx, struct domar_panel_job *j)
{
    j->pieces = 0;
    for (size_t at = 0; at < j->window_size;) {
        const domar_status st = domar_grow(cx, &j->piece, &j->piece_room, j->pieces + 1, sizeof *j->piece);
        if (st) return st;
        size_t size = j->window_size - at;
        if (size > DOMAR_PANEL_PIECE) {
            const char *p = j->window + at;
            const char *stop = memchr(p + DOMAR_PANEL_PIECE, '\n', size - DOMAR_PANEL_PIECE);
            if (stop) size = (size_t)(stop - p) + 1;
        }
        j->piece[j->pieces++] = (struct domar_panel_piece){ .at = at, .size = size };
        at += size;
    }
    domar_parallel(domar_cx_threads(cx), j->pieces, 1, domar_panel_count_lines, j);
    j->rows = j->lines = 0;
    for (size_t k = 0; k < j->pieces; k++) {
        j->piece[k].row = j->rows;
        j->piece[k].line = j->lines;
        j->rows += j->piece[k].rows;
        j->lines += j->piece[k].lines;
    }
    return DOMAR_OK;
}

/* Room for the window's rows. */
static domar_status make_room(domar_cx *cx, struct domar_panel_job *j)
{
    domar_panel_parts *p = j->parts;
    size_t texts = 0;
    domar_status st = domar_grow(cx, &j->line_of, &j->line_room, j->rows, sizeof *j->line_of);
    for (size_t c = 0; !st && c < p->count; c++) {
        st = domar_panel_part_room(cx, &p->part[c], p->rows, p->rows + j->rows, j->likely);
        texts += p->part[c].kind == DOMAR_PART_TEXTS;
    }
    if (!st) st = domar_grow(cx, &j->mark, &j->mark_room, texts * j->rows, sizeof *j->mark);
    j->texts = 0;
    for (size_t c = 0; !st && c < p->count; c++) {
        struct domar_panel_target *t = &j->target[c];
        *t = (struct domar_panel_target){ .kind = p->part[c].kind, .bad = SIZE_MAX };
        if (t->kind == DOMAR_PART_NUMBERS) t->value = p->part[c].value + p->rows;
        if (t->kind != DOMAR_PART_TEXTS) continue;
        t->mark = j->mark + j->texts * j->rows;
        j->text_column[j->texts++] = c;
    }
    return st;
}

/* Texts are looked up: memory first, since threads may not ask for it. */
static domar_status look_up(domar_cx *cx, struct domar_panel_job *j)
{
    for (size_t k = 0; k < j->texts; k++) {
        const struct domar_panel_mark *mark = j->target[j->text_column[k]].mark;
        size_t count = 0, bytes = 0;
        for (size_t i = 0; i < j->rows; i++) {
            const bool fresh = !(mark[i].size & DOMAR_MARK_SAME);
            count += fresh;
            bytes += fresh ? mark[i].size & DOMAR_MARK_SIZE : 0;
        }
        const domar_status st = domar_texts_reserve(cx, &j->parts->part[j->text_column[k]].texts, count, bytes);
        if (st) return st;
    }
    domar_parallel(domar_cx_threads(cx), j->texts, 1, domar_panel_learn_columns, j);
    size_t bad = SIZE_MAX;
    for (size_t k = 0; k < j->texts; k++) {
        const size_t c = j->text_column[k];
        if (j->target[c].bad == SIZE_MAX) continue;
        if (bad == SIZE_MAX || j->parts->part[c].texts.entry[j->target[c].bad].line <
                                   j->parts->part[bad].texts.entry[j->target[bad].bad].line) bad = c;
    }
    return bad == SIZE_MAX ? DOMAR_OK : domar_panel_bad_text(cx, j, bad);
}

static domar_status read_window(domar_cx *cx, struct domar_panel_job *j)
{
    domar_status st = make_room(cx, j);
    if (st) return st;
    domar_parallel(domar_cx_threads(cx), j->pieces, 1, domar_panel_parse_pieces, j);
    for (size_t k = 0; k < j->pieces; k++)
        if (j->piece[k].bad) return domar_panel_bad_line(cx, j, &j->piece[k]);
    return look_up(cx, j);
}

/* What the window taught: texts among numbers.  now: the column changes at once, else it waits for the next pass. */
static bool relearn(struct domar_panel_job *j, bool now)
{
    bool any = false;
    for (size_t c = 0; c < j->parts->count; c++) {
        domar_panel_part *part = &j->parts->part[c];
        if (!atomic_load(&j->again[c]) || part->kind != DOMAR_PART_NUMBERS) continue;
        part->kind = now ? DOMAR_PART_TEXTS : DOMAR_PART_SKIPPED;
        if (now) atomic_store(&j->again[c], false);
        domar_release(part->value);
        part->value = NULL;
        part->value_room = 0;
        any = true;
    }
    return any;
}

/* Hand the rows over; the next window takes their place. */
static domar_status give(domar_cx *cx, struct domar_panel_job *j)
{
    for (size_t c = 0; c < j->parts->count; c++)
        if (atomic_load(&j->again[c])) return domar_panel_bad_number(cx, j, c);
    return j->rows ? j->take(j->arg, cx, j->parts, j->rows) : DOMAR_OK;
}

static domar_status take_window(domar_cx *cx, struct domar_panel_job *j)
{
    domar_status st = read_window(cx, j);
    if (!st && j->take) st = give(cx, j);
    else if (!st) {
        if (relearn(j, !j->begun) && !j->begun) st = read_window(cx, j);
        j->parts->rows += j->rows;
    }
    j->begun = j->begun || j->rows;
    j->line += j->lines;
    return st;
}

/* ---- blocks */

/* Rows there will be, by those seen so far. */
static void guess(struct domar_panel_job *j, size_t at, size_t size)
{
    size_t done, total;
    domar_source_progress(j->source, &done, &total);
    const double rows = (double)(j->parts->rows + j->rows);
    const bool mapped = done == total;
    const double part = mapped ? (double)at / (double)size : (double)done / (double)total;
    j->likely = !j->take && part > 0 && part < 1 ? (size_t)(rows / part * 1.03) + 16 : 0;
}

static domar_status read_block(domar_cx *cx, struct domar_panel_job *j, const char *block, size_t size)
{
    domar_status st = DOMAR_OK;
    size_t before, total;
    domar_source_progress(j->source, &before, &total);
    const bool mapped = before == total;
    for (size_t at = 0; !st && at < size; at += j->window_size) {
        const size_t most = j->begun ? WINDOW : FIRST;
        const char *p = block + at;
        size_t left = size - at;
        if (left > most) {
            const char *stop = memrchr(p, '\n', most);
            if (!stop) stop = memchr(p + most, '\n', (left < LONGEST ? left : LONGEST) - most);
            if (!stop && left > LONGEST)
                return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: longer than %d MB: this is no table", j->parts->file, j->line,
                                  LONGEST >> 20);
            if (stop) left = (size_t)(stop - p) + 1;
        }
        j->window = p;
        j->window_size = left;
        st = cut(cx, j);
        guess(j, at + left, size);
        if (!st) st = take_window(cx, j);
        if (!st) st = mapped ? domar_tick(cx, at + left, size) : domar_tick(cx, before, total);
    }
    return st;
}

/* From the line behind the header to the end. */
static domar_status pass(domar_cx *cx, struct domar_panel_job *j)
{
    const char *block;
    size_t size;
    bool first = true;
    domar_status st = domar_source_rewind(cx, j->source);
    j->parts->rows = 0;
    while (!st && !(st = domar_source_run(cx, j->source, &block, &size, &j->line)) && size) {
        for (size_t k = 0; first && k < j->header; k++) {
            const char *stop = memchr(block, '\n', size);
            const size_t line = stop ? (size_t)(stop - block) + 1 : size;
            block += line;
            size -= line;
            j->line++;
        }
        first = false;
        if (size) st = read_block(cx, j, block, size);
    }
    return st;
}

/* Columns that turned out to be texts, alone. */
static domar_status second_pass(domar_cx *cx, struct domar_panel_job *j)
{
    domar_panel_parts *p = j->parts;
    const domar_mark mark = domar_scratch_mark(cx);
    domar_part_kind *kind = domar_scratch_bytes(cx, p->count, sizeof *kind);
    domar_status st = kind ? DOMAR_OK : DOMAR_ENOMEM;
    bool any = false;
    for (size_t c = 0; !st && c < p->count; c++) {
        const bool again = atomic_load(&j->again[c]);
        kind[c] = again ? DOMAR_PART_TEXTS : p->part[c].kind;
        p->part[c].kind = again ? DOMAR_PART_TEXTS : DOMAR_PART_SKIPPED;
        any = any || again;
    }
    if (!st && any) st = pass(cx, j);
    for (size_t c = 0; kind && c < p->count; c++) p->part[c].kind = kind[c];
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- the header: the first line that is not empty */
static domar_status read_header(domar_cx *cx, struct domar_panel_job *j, const domar_panel_file_options *o)
{
    domar_head head;
    char **names = NULL;
    size_t count = 0, line = 1;
    domar_status st = domar_source_head(cx, j->source, &head);
    if (st) return st;
    const char *p = head.bytes, *end = p + head.size;
    for (const char *stop; (stop = memchr(p, '\n', (size_t)(end - p))); p = stop + 1, line++)
        if (!domar_panel_blank_line(p, stop, ',')) break;
    j->delimiter = domar_csv_delimiter(p, (size_t)(end - p));
    j->header = line;
    st = domar_csv_header(cx, j->source, line, j->delimiter, &names, &count);
    if (!st && count > 1 && !*names[count - 1]) count--;       /* a delimiter that ends the line */
    if (!st)
        st = domar_panel_parts_new(cx, j->parts, domar_source_name(j->source), (const char *const *)names, count, o);
    domar_release(names);
    return st;
}

static domar_status begin_job(domar_cx *cx, struct domar_panel_job *j, const domar_panel_file_options *o)
{
    domar_task(cx, "reading");
    const domar_status st = read_header(cx, j, o);
    if (st) return st;
    j->target = domar_alloc(cx, j->parts->count, sizeof *j->target);
    j->text_column = domar_alloc(cx, j->parts->count, sizeof *j->text_column);
    j->again = domar_alloc(cx, j->parts->count, sizeof *j->again);
    return j->target && j->text_column && j->again ? DOMAR_OK : DOMAR_ENOMEM;
}

static void end_job(struct domar_panel_job *j)
{
    domar_release(j->target);
    domar_release(j->text_column);
    domar_release(j->again);
    domar_release(j->piece);
    domar_release(j->line_of);
    domar_release(j->mark);
}

domar_status domar_panel_csv_read(domar_cx *cx, domar_panel_parts *parts, domar_source *s, const domar_panel_file_options *o)
{
    struct domar_panel_job j = { .parts = parts, .source = s };
    domar_status st = begin_job(cx, &j, o);
    if (!st) st = pass(cx, &j);
    if (!st && parts->rows) st = second_pass(cx, &j);
    end_job(&j);
    return st;
}

domar_status domar_panel_csv_blocks(domar_cx *cx, domar_panel_parts *parts, domar_source *s, domar_panel_csv_take *begin,
                                    domar_panel_csv_take *take, void *arg)
{
    struct domar_panel_job j = { .parts = parts, .source = s, .take = take, .arg = arg };
    domar_status st = begin_job(cx, &j, NULL);
    if (!st) st = begin(arg, cx, parts, 0);
    if (!st) st = pass(cx, &j);
    if (!st && !j.begun)
        st = domar_fail(cx, DOMAR_EDATA, "%s has a header and no rows: a panel has one row a unit and period", parts->file);
    end_job(&j);
    return st;
}
