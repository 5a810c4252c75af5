/* read/panel_csv_lines.c -- the lines of a window: counted, parsed, looked up, on several threads; what is wrong with one. */
#include "read/panel_csv_inside.h"
#include "read/number_fast.h"
#include "read/panel_field.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>

enum { EXACT = 15, AHEAD = 12 };

void domar_panel_count_lines(void *job, size_t begin, size_t end)
{
    const struct domar_panel_job *j = job;
    for (size_t k = begin; k < end; k++) {
        struct domar_panel_piece *piece = &j->piece[k];
        const char *p = j->window + piece->at, *stop = p + piece->size;
        while (p < stop) {
            const char *line = p, *found = memchr(p, '\n', (size_t)(stop - p));
            p = found ? found + 1 : stop;
            piece->lines++;
            piece->rows += !domar_panel_blank_line(line, found ? found : stop, j->delimiter);
        }
    }
}

/* ---- fields */
static domar_field trim(domar_field f)
{
    while (f.size && (*f.at == ' ' || *f.at == '\t')) f.at++, f.size--;
    while (f.size && (f.at[f.size - 1] == ' ' || f.at[f.size - 1] == '\t')) f.size--;
    return f;
}

/* What is no plain number; *next is its delimiter or end.  False: a text. */
static bool odd_number(const char *p, const char *end, char delimiter, double *value, const char **next)
{
    domar_field f;
    *next = domar_csv_field(p, end, delimiter, &f);
    f = trim(f);
    const domar_field_kind kind = domar_panel_field(f.at, f.size, f.quoted || delimiter != ',', value);
    if (kind != DOMAR_FIELD_NUMBER) *value = NAN;
    return kind == DOMAR_FIELD_NUMBER || kind == DOMAR_FIELD_MISSING;
}

/* A plain number that is no code: not 007, no whole number of more than 15 digits. */
static inline bool plain_number(const char *p, const char *end, char delimiter, double *value, const char **next)
{
    if (!domar_number_fast(p, value, next) || (*next != end && **next != delimiter)) return false;
    const char *digits = p + (*p == '-');
    if (*digits == '0' && domar_is_digit(digits[1])) return false;
    return *next - digits <= EXACT || memchr(digits, '.', (size_t)(*next - digits));
}

static inline const char *text(const struct domar_panel_job *j, const char *p, const char *end, struct domar_panel_mark *mark,
                               bool first)
{
    domar_field f = { p, 0, false };
    const char *next;
    if (p < end && (*p == '"' || *p == ' ')) next = domar_csv_field(p, end, j->delimiter, &f);
    else {
        next = memchr(p, j->delimiter, (size_t)(end - p));
        if (!next) next = end;
        f.size = (size_t)(next - p);
    }
    f = trim(f);
    if (!f.quoted && f.size <= 4 && domar_panel_mark(f.at, f.size)) f.size = 0;
    *mark = (struct domar_panel_mark){ (uint32_t)(f.at - j->window), (uint32_t)f.size, 0 };
    if (f.quoted && memchr(f.at, '"', f.size)) mark->size |= DOMAR_MARK_ESCAPED;
    else if (!first && (mark[-1].size & ~DOMAR_MARK_SAME) == f.size && memcmp(j->window + mark[-1].at, f.at, f.size) == 0)
        mark->size |= DOMAR_MARK_SAME;
    else mark->hash = domar_texts_hash(f.at, f.size);
    return next;
}

/* ---- lines */

/* False: another number of fields than the header has. */
static bool parse_line(struct domar_panel_job *j, const char *p, const char *end, size_t row, bool first)
{
    const size_t count = j->parts->count;
    const char delimiter = j->delimiter;
    const char *next;
    for (size_t c = 0; c < count; c++, p = next + 1) {
        const struct domar_panel_target *t = &j->target[c];
        if (p > end) return false;
        if (t->kind == DOMAR_PART_NUMBERS) {
            double value;
            if (!plain_number(p, end, delimiter, &value, &next) && !odd_number(p, end, delimiter, &value, &next))
                atomic_store_explicit(&j->again[c], true, memory_order_relaxed);
            t->value[row] = value;
        } else if (t->kind == DOMAR_PART_TEXTS) next = text(j, p, end, t->mark + row, first);
        else {
            domar_field f;
            next = domar_csv_field(p, end, delimiter, &f);
        }
    }
    return p > end || domar_panel_blank_line(p, end, ' ');      /* p == end: a delimiter that ends the line */
}

void domar_panel_parse_pieces(void *job, size_t begin, size_t end)
{
    struct domar_panel_job *j = job;
    for (size_t k = begin; k < end; k++) {
        struct domar_panel_piece *piece = &j->piece[k];
        const char *p = j->window + piece->at, *stop = p + piece->size;
        size_t row = piece->row;
        for (size_t line = piece->line; p < stop; line++) {
            const char *at = p, *last = memchr(p, '\n', (size_t)(stop - p));
            p = last ? last + 1 : stop;
            if (!last) last = stop;
            while (last > at && last[-1] == '\r') last--;
            if (domar_panel_blank_line(at, last, j->delimiter)) continue;
            j->line_of[row] = (uint32_t)line;
            if (!parse_line(j, at, last, row, row == piece->row)) {
                piece->bad = at;
                piece->bad_line = line;
                break;
            }
            row++;
        }
    }
}

/* ---- texts */

/* "" is one quote. The text is made where it would stay. */
static uint32_t add_escaped(domar_texts *t, const char *at, size_t size, size_t line)
{
    char *to = t->bytes + t->used;
    size_t n = 0;
    for (size_t k = 0; k < size; k++) {
        to[n++] = at[k];
        if (at[k] == '"' && k + 1 < size && at[k + 1] == '"') k++;
    }
    return domar_texts_add(t, to, n, domar_texts_hash(to, n), line);
}

static void learn_column(struct domar_panel_job *j, size_t column)
{
    domar_texts *t = &j->parts->part[column].texts;
    struct domar_panel_target *target = &j->target[column];
    const struct domar_panel_mark *mark = target->mark;
    uint32_t *item = j->parts->part[column].item + j->parts->rows, last = DOMAR_NO_ITEM;
    const size_t before = t->count;
    for (size_t i = 0; i < j->rows; i++) {
        if (i + AHEAD < j->rows && !(mark[i + AHEAD].size & DOMAR_MARK_SAME)) domar_texts_prefetch(t, mark[i + AHEAD].hash);
        if (!(mark[i].size & DOMAR_MARK_SAME)) {
            const size_t size = mark[i].size & DOMAR_MARK_SIZE, line = j->line + j->line_of[i];
            const char *at = j->window + mark[i].at;
            if (!size) last = DOMAR_NO_ITEM;
            else if (mark[i].size & DOMAR_MARK_ESCAPED) last = add_escaped(t, at, size, line);
            else last = domar_texts_add(t, at, size, mark[i].hash, line);
        }
        item[i] = last;
    }
    size_t bad;
    for (size_t k = before; k < t->count && target->bad == SIZE_MAX; k++) {
        const char *at = domar_texts_at(t, k);
        if (memchr(at, 0, t->entry[k].size) || !domar_utf8_valid(at, t->entry[k].size, &bad)) target->bad = k;
    }
}

void domar_panel_learn_columns(void *job, size_t begin, size_t end)
{
    struct domar_panel_job *j = job;
    for (size_t k = begin; k < end; k++) learn_column(j, j->text_column[k]);
}

/* ---- what is wrong */
domar_status domar_panel_bad_line(domar_cx *cx, const struct domar_panel_job *j, const struct domar_panel_piece *piece)
{
    const char *stop = j->window + j->window_size, *end = memchr(piece->bad, '\n', (size_t)(stop - piece->bad));
    const size_t size = (size_t)((end ? end : stop) - piece->bad), expected = j->parts->count;
    const size_t fields = domar_csv_split(piece->bad, size, j->delimiter, NULL, 0);
    size_t quotes = 0;
    for (size_t k = 0; k < size; k++) quotes += piece->bad[k] == '"';
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %zu fields where the header has %zu: %s", j->parts->file,
                      j->line + piece->bad_line, fields, expected,
                      quotes % 2          ? "a quote is not closed on the line (a field may not hold a line break)"
                      : fields < expected ? "the line is cut off or a field is missing, complete it"
                                          : "remove the surplus, or put a text that holds the delimiter in quotes");
}

domar_status domar_panel_bad_number(domar_cx *cx, const struct domar_panel_job *j, size_t column)
{
    const char *p = j->window, *stop = p + j->window_size;
    domar_field f = { p, 0, false };
    size_t line = j->line;
    for (const char *at = p; p < stop; p++, line++) {
        const char *end = memchr(at = p, '\n', (size_t)(stop - p)), *next;
        double value;
        p = end ? end : stop;
        if (domar_panel_blank_line(at, p, j->delimiter)) continue;
        end = p;
        while (end > at && end[-1] == '\r') end--;
        for (size_t c = 0; c < column; c++) at = domar_csv_field(at, end, j->delimiter, &f) + 1;
        if (plain_number(at, end, j->delimiter, &value, &next) || odd_number(at, end, j->delimiter, &value, &next)) continue;
        domar_csv_field(at, end, j->delimiter, &f);
        break;
    }
    f = trim(f);
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu, column %s: \"%.*s\" is not a number: correct it, or leave the field empty",
                      j->parts->file, line, j->parts->part[column].name, (int)(f.size < 40 ? f.size : 40), f.at);
}

domar_status domar_panel_bad_text(domar_cx *cx, const struct domar_panel_job *j, size_t column)
{
    const domar_panel_part *c = &j->parts->part[column];
    const domar_texts_entry *e = &c->texts.entry[j->target[column].bad];
    char what[256];
    snprintf(what, sizeof what, "line %zu, column %.200s", e->line, c->name);
    return domar_panel_text_check(cx, j->parts->file, what, c->texts.bytes + e->at, e->size);
}
