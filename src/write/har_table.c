/* write/har_table.c -- a series into header arrays: sets and labels, then the blocks of all
 * years. */
#include "write/har_table.h"
#include "base/text.h"
#include "write/har_file.h"
#include <float.h>
#include <math.h>
#include <stdio.h>

static const char *const SETS[] = DOMAR_HAR_SETS;
static const char *const SET_WORDS[] = { "economies", "industries", "categories of final demand",
                                         "factors", "satellites" };
static const char *const LABELS[] = DOMAR_HAR_LABELS;
static const char *const LABEL_WORDS[] = { "", "names in English", "names in Chinese", "kinds",
                                           "units" };
enum { AXES = 5, LABEL_KINDS = 5 };

struct writer {
    domar_cx            *cx;
    const domar_series  *series;
    domar_har_out       *out;
    const domar_table  **years;
    size_t               count;
    domar_har_dim        dims[AXES], time;
    const char         **codes[AXES], **time_codes;
    size_t               tiny;          /* numbers that lost digits */
};

/* ---- sets, labels, words */
static const char *label_of(const domar_item *item, size_t kind)
{
    const char *const all[] = { item->code, item->en, item->zh, item->kind, item->unit };
    return all[kind] ? all[kind] : "";
}

static domar_status put_axis(struct writer *w, size_t a)
{
    const domar_axis *axis = domar_series_axis_or_null(w->series, (domar_dimension)a);
    const size_t size = axis ? domar_axis_size(axis) : 0;
    domar_status st = DOMAR_OK;
    w->codes[a] = domar_scratch_bytes(w->cx, size + 1, sizeof **w->codes);
    if (!w->codes[a]) return DOMAR_ENOMEM;
    for (size_t kind = 0; kind < LABEL_KINDS && size && !st; kind++) {
        const domar_mark mark = domar_scratch_mark(w->cx);
        const char **texts = domar_scratch_bytes(w->cx, size, sizeof *texts);
        char name[DOMAR_HAR_NAME + 1], about[DOMAR_HAR_LONG + 1];
        bool any = kind == 0;
        if (!texts) return DOMAR_ENOMEM;
        for (size_t k = 0; k < size; k++) {
            const domar_item item = domar_axis_item(axis, k);
            texts[k] = label_of(&item, kind);
            if (kind == 0) w->codes[a][k] = texts[k];
            any |= *texts[k] != 0;
        }
        snprintf(name, sizeof name, "%s%s", SETS[a], LABELS[kind]);
        if (kind == 0) snprintf(about, sizeof about, "Set %s %s", SETS[a], SET_WORDS[a]);
        else snprintf(about, sizeof about, "%s: %s", SET_WORDS[a], LABEL_WORDS[kind]);
        if (any)
            st = domar_har_out_texts(w->out, (domar_har_title){ name, about, "" }, texts, size);
        domar_scratch_rewind(w->cx, mark);
    }
    w->dims[a] = (domar_har_dim){ SETS[a], w->codes[a], size };
    return st;
}

static domar_status put_time(struct writer *w)
{
    w->time_codes = domar_scratch_bytes(w->cx, w->count, sizeof *w->time_codes);
    if (!w->time_codes) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->count; k++) {
        char *text = domar_scratch_bytes(w->cx, 16, 1);
        if (!text) return DOMAR_ENOMEM;
        snprintf(text, 16, "%d", w->years[k]->year);
        w->time_codes[k] = text;
    }
    w->time = (domar_har_dim){ DOMAR_HAR_TIME, w->time_codes, w->count };
    return domar_har_out_texts(w->out, (domar_har_title){ DOMAR_HAR_TIME, "Set TIME years", "" },
                               w->time_codes, w->count);
}

static domar_status put_words(struct writer *w)
{
    static const char *const layout[] = { DOMAR_HAR_LAYOUT };
    const size_t size = domar_info_size(w->series);
    const char **lines = domar_scratch_bytes(w->cx, size + 1, sizeof *lines);
    const char **parts = domar_scratch_bytes(w->cx, w->count, sizeof *parts);
    domar_status st = lines && parts ? DOMAR_OK : DOMAR_ENOMEM;
    size_t count = 0;
    for (size_t k = 0; k < size && !st; k++) {
        const char *key = domar_info_key(w->series, k), *value = domar_series_info(w->series, key);
        char *line = domar_scratch_bytes(w->cx, strlen(key) + strlen(value) + 2, 1);
        if (!line) return DOMAR_ENOMEM;
        sprintf(line, "%s=%s", key, value);
        lines[count++] = line;
    }
    for (size_t k = 0; k < w->count && !st; k++) {
        const domar_table *t = w->years[k];
        char *text = domar_scratch_bytes(w->cx, 16, 1);
        if (!text) return DOMAR_ENOMEM;
        snprintf(text, 16, "Z Y%s%s%s%s", t->V ? " V" : "", t->VY ? " VY" : "", t->S ? " S" : "",
                 t->published ? " X" : "");
        parts[k] = text;
    }
    if (!st)
        st = domar_har_out_texts(w->out,
                                 (domar_har_title){ DOMAR_HAR_MARK, "Layout of this file", "" },
                                 layout, 1);
    if (!st)
        st = domar_har_out_texts(w->out,
                                 (domar_har_title){ DOMAR_HAR_PARTS, "What each year has", "" },
                                 parts, w->count);
    if (!st && count)
        st = domar_har_out_texts(w->out,
                                 (domar_har_title){ DOMAR_HAR_INFO, "What is known of the table",
                                                    "" },
                                 lines, count);
    return st;
}

/* ---- blocks */
enum { Z, Y, V, VY, S, X, BLOCKS };
static const struct {
    const char *name, *about;
    int dims[4];                        /* positions in SETS, -1: none; the rows come first */
    size_t row_dims;
} blocks[BLOCKS] = {
    [Z] = { "Z", "Intermediate flows: supplier, user", { 1, 0, 1, 0 }, 2 },
    [Y] = { "Y", "Final demand: supplier, category, user", { 1, 0, 2, 0 }, 2 },
    [V] = { "V", "Primary inputs and what stands between", { 3, 1, 0, -1 }, 1 },
    [VY] = { "VY", "What final use pays to the rows of V", { 3, 2, 0, -1 }, 1 },
    [S] = { "S", "Satellite rows in their own units", { 4, 1, 0, -1 }, 1 },
    [X] = { "X", "Output as published", { 1, 0, -1, -1 }, 2 },
};

struct block {
    const double *const *arrays;        /* one a year; NULL: zeros */
    size_t rows, cols, size;
    int part; /* 0: the number in 24 bits, 1 and 2: what is left; 3: gaps */
};

/* What is left of a number after `part` numbers of 24 bits. */
static double part_of(double v, int part)
{
    for (int k = 0; k < part; k++) v -= (double)(float)v;
    return v;
}

static double value_of(const void *arg, size_t k)
{
    const struct block *b = arg;
    const double *array = b->arrays[k / b->size];
    const size_t at = k % b->size;
    if (!array) return 0;
    const double v = array[at % b->rows * b->cols + at / b->rows];
    if (b->part == 3) return isnan(v);
    return isnan(v) ? 0 : part_of(v, b->part);
}

static const double *array_of(const domar_table *t, size_t which)
{
    const double *const all[] = { t->Z, t->Y, t->V, t->VY, t->S, t->published };
    return all[which];
}

/* How many numbers of 24 bits the longest number takes; what cannot be written at all. */
static domar_status look(struct writer *w, const struct block *b, const char *name, int *parts,
                         bool *gaps)
{
    *parts = 1;
    for (size_t y = 0; y < w->count; y++)
        for (size_t k = 0; b->arrays[y] && k < b->size; k++) {
            const double v = b->arrays[y][k];
            *gaps |= isnan(v);
            if (fabs(v) > (double)FLT_MAX)
                return domar_fail(w->cx, DOMAR_ELIMIT,
                                  "%s of %d holds %g: a header array file takes "
                                  "numbers up to 3.4e38",
                                  name, w->years[y]->year, v);
            const double second = part_of(v, 1), third = part_of(v, 2);
            if (second > 0 || second < 0) *parts = *parts > 2 ? *parts : 2;
            if (third > 0 || third < 0) *parts = 3;
            const double rest = part_of(v, 3);
            w->tiny += rest > 0 || rest < 0;
        }
    return DOMAR_OK;
}

static domar_status put_block(struct writer *w, size_t which)
{
    domar_har_dim dims[DOMAR_HAR_RANK];
    struct block b = { .rows = 1, .cols = 1 };
    const double **arrays = domar_scratch_bytes(w->cx, w->count, sizeof *arrays);
    size_t rank = 0;
    int parts = 1;
    bool any = false, gaps = false;
    if (!arrays) return DOMAR_ENOMEM;
    for (size_t y = 0; y < w->count; y++)
        any |= (arrays[y] = array_of(w->years[y], which)) != NULL;
    for (; rank < 4 && blocks[which].dims[rank] >= 0; rank++) {
        dims[rank] = w->dims[blocks[which].dims[rank]];
        *(rank < blocks[which].row_dims ? &b.rows : &b.cols) *= dims[rank].count;
    }
    dims[rank++] = w->time;
    if (!any || !b.rows || !b.cols) return DOMAR_OK;
    b.size = b.rows * b.cols;
    b.arrays = arrays;
    domar_status st = look(w, &b, blocks[which].name, &parts, &gaps);
    for (b.part = 0; b.part < parts && !st; b.part++) {
        char name[DOMAR_HAR_NAME + 1], about[DOMAR_HAR_LONG + 1];
        snprintf(name, sizeof name, b.part ? "%sR%d" : "%s", blocks[which].name, b.part);
        snprintf(about, sizeof about, b.part ? "%s: what %d bits leave" : "%s",
                 blocks[which].about, 24 * b.part);
        st = domar_har_out_reals(w->out, (domar_har_title){ name, about, name }, dims, rank,
                                 value_of, &b);
    }
    b.part = 3;
    if (!st && gaps)
        st = domar_har_out_reals(w->out,
                                 (domar_har_title){ DOMAR_HAR_GAPS, "1: there is no number",
                                                    "SGAP" },
                                 dims, rank, value_of, &b);
    return st;
}

static domar_status put_all(struct writer *w)
{
    domar_status st = DOMAR_OK;
    w->years = domar_scratch_bytes(w->cx, w->count, sizeof *w->years);
    if (!w->years) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->count; k++) w->years[k] = domar_series_table(w->series, k);
    st = put_words(w);
    for (size_t a = 0; a < AXES && !st; a++) st = put_axis(w, a);
    if (!st) st = put_time(w);
    for (size_t b = 0; b < BLOCKS && !st; b++) st = put_block(w, b);
    if (!st && w->tiny)
        domar_log(w->cx, DOMAR_LOG_WARNING,
                  "%zu numbers are so small that their last digits are lost: "
                  "header array files hold single precision",
                  w->tiny);
    return st;
}

domar_status domar_har_table_write(domar_cx *cx, const domar_series *series, const char *path)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct writer w = { .cx = cx, .series = series, .count = domar_series_size(series) };
    domar_out *file = NULL;
    domar_status st = w.count && !domar_series_table(series, 0)->Z
        ? domar_fail(cx, DOMAR_EUSAGE, "%s: accounts without flows cannot go into header arrays: write a native file "
                     "(-o x.h5)", path)
        : domar_out_open(cx, &file, path);
    if (st) goto done;
    st = domar_har_out_new(cx, &w.out, file);
    if (!st) st = put_all(&w);
    if (st) domar_out_discard(file);
    else st = domar_out_commit(cx, file);
done:
    domar_har_out_free(w.out);
    domar_scratch_rewind(cx, mark);
    return st;
}
