/* write/aligned.c -- a table to read: numbers aligned, units under the header, labels shortened
 * to the width of the terminal, columns that do not fit are named below.  A table of words alone
 * (domar info) is not shortened: its last column goes on in the next line. */
#include "base/text.h"
#include "spec/writer.h"
#include <math.h>
#include <stdio.h>

enum { GAP = 2, LABEL_MOST = 44, LABEL_LEAST = 10, UNIT_MOST = 24 };

struct column {
    size_t k;               /* of the result */
    size_t width;
    bool   number, with_name, wrapped;
    int    decimals;        /* numbers: digits after the point; -1: exponents */
    int    digits;          /* that a typical number shows */
    bool   mixed;           /* units differ by row ("million USD or %"): digits by the number */
};

/* ---- cells */

/* Enough digits that the typical number shows five, the same for the whole column. */
static int choose_decimals(const double *values, size_t rows, int digits)
{
    double largest = 0;
    bool whole = true;
    for (size_t i = 0; i < rows; i++) {
        const double a = fabs(values[i]);
        if (!isfinite(a)) continue;
        if (a > largest) largest = a;
        if (a - floor(a) > 0) whole = false;
    }
    if (whole && largest < 1e15) return 0;
    if (largest >= 1e15 || largest < 1e-6) return -1;
    const int before = (int)floor(log10(largest)) + 1;
    const int after = digits - before;
    return after < 0 ? 0 : after > 9 ? 9 : after;
}

static int decimals_of(const struct column *c, const double *value)
{
    return c->mixed ? choose_decimals(value, 1, c->digits) : c->decimals;
}

static size_t put_number(char buf[64], double v, int decimals)
{
    if (isnan(v)) return (size_t)snprintf(buf, 64, "-");
    if (decimals < 0) return (size_t)snprintf(buf, 64, "%.4e", v);
    return (size_t)snprintf(buf, 64, "%.*f", decimals, v);
}

static void put_value(char buf[64], const domar_result *r, const struct column *c, size_t i)
{
    const double *v = domar_result_values(r, c->k) + i;
    put_number(buf, *v, decimals_of(c, v));
}

/* Code, name or both of one cell; only both need buf. */
static const char *label_of(char *buf, size_t size, const domar_result *r, const struct column *c,
                            size_t i, const domar_write_options *o)
{
    const domar_axis *axis = domar_result_axis(r, c->k);
    const uint32_t item = domar_result_items(r, c->k)[i];
    const char *code = domar_axis_code(axis, item), *name = domar_axis_label(axis, item, o->lang);
    if (!c->with_name || strcmp(o->labels, "code") == 0) return code;
    if (strcmp(o->labels, "name") == 0 || strcmp(code, name) == 0) return name;
    snprintf(buf, size, "%s %s", code, name);
    return buf;
}

/* Bytes of the character at text. */
static size_t step_of(const char *text)
{
    size_t step = 1;
    while (((unsigned char)text[step] & 0xc0) == 0x80 && step < 4) step++;
    return step;
}

/* Bytes of text that fit into width columns; *shown says how many columns they take. */
static size_t part_that_fits(const char *text, size_t width, size_t *shown)
{
    size_t at = 0;
    *shown = 0;
    while (text[at]) {
        char one[5] = { 0 };
        const size_t step = step_of(text + at);
        memcpy(one, text + at, step);
        const size_t wide = domar_text_width(one);
        if (*shown + wide > width) break;
        *shown += wide;
        at += step;
    }
    return at;
}

/* text in `width` columns of the terminal; an ellipsis where it was cut. */
static void put_padded(domar_text *t, const char *text, size_t width, bool right)
{
    size_t used = domar_text_width(text);
    if (used <= width) {
        if (right) domar_text_printf(t, "%*s", (int)(width - used), "");
        domar_text_put(t, text);
        if (!right) domar_text_printf(t, "%*s", (int)(width - used), "");
        return;
    }
    size_t shown;
    const size_t size = part_that_fits(text, width - 1, &shown);
    domar_text_add(t, text, size);
    domar_text_printf(t, "…%*s", (int)(width - 1 - shown), "");
}

/* text in lines of width columns, broken at spaces where there are any; later lines indented. */
static void put_wrapped(domar_text *t, const char *text, size_t width, size_t indent)
{
    for (;;) {
        size_t shown, size = part_that_fits(text, width, &shown);
        if (text[size] && text[size] != ' ') {
            size_t space = size;
            while (space && text[space] != ' ') space--;
            if (space) size = space;
            else if (!size) size = step_of(text);
        }
        domar_text_add(t, text, size);
        text += size;
        text += strspn(text, " ");
        if (!*text) return;
        domar_text_printf(t, "\n%*s", (int)indent, "");
    }
}

/* ---- layout */
static void measure(struct column *c, const domar_result *r, const domar_write_options *o)
{
    char buf[512];
    const size_t rows = domar_result_rows(r);
    c->width = strlen(domar_result_name(r, c->k));
    const size_t unit = domar_text_width(domar_result_unit(r, c->k));
    if (unit > c->width) c->width = unit < UNIT_MOST ? unit : UNIT_MOST;
    c->number = domar_result_kind(r, c->k) == DOMAR_COLUMN_VALUE;
    if (c->number) {
        const double *values = domar_result_values(r, c->k);
        c->digits = o->digits > 0 ? o->digits : 5;
        c->mixed = strstr(domar_result_unit(r, c->k), " or ") != NULL;
        c->decimals = choose_decimals(values, rows, c->digits);
        for (size_t i = 0; i < rows; i++) {
            const size_t size = put_number(buf, values[i], decimals_of(c, values + i));
            if (size > c->width) c->width = size;
        }
        return;
    }
    const domar_axis *axis = domar_result_axis(r, c->k);
    for (size_t k = 0; k < domar_axis_size(axis) && !c->with_name; k++)
        c->with_name = domar_axis_label(axis, k, "en") != domar_axis_code(axis, k);
    for (size_t i = 0; i < rows; i++) {
        const size_t width = domar_text_width(label_of(buf, sizeof buf, r, c, i, o));
        if (width > c->width) c->width = width;
    }
    if (c->width > LABEL_MOST && o->width && !c->wrapped) c->width = LABEL_MOST;
}

static size_t total_width(const struct column *c, size_t count)
{
    size_t sum = 0;
    for (size_t k = 0; k < count; k++) sum += c[k].width + (k ? GAP : 0);
    return sum;
}

/* Labels give way first; then the last columns are left out and named. */
static size_t fit(struct column *c, size_t count, size_t width)
{
    while (width && total_width(c, count) > width) {
        struct column *widest = NULL;
        for (size_t k = 0; k < count; k++)
            if (!c[k].number && c[k].width > LABEL_LEAST &&
                (!widest || c[k].width > widest->width))
                widest = &c[k];
        if (!widest) break;
        widest->width--;
    }
    while (width && count > 1 && total_width(c, count) > width) count--;
    return count;
}

/* ---- output */
static void line_end(domar_text *t)
{
    while (t->size && t->data[t->size - 1] == ' ') t->data[--t->size] = 0;
    domar_text_put(t, "\n");
}

static void put_heads(domar_text *t, const domar_result *r, const struct column *c, size_t count,
                      bool color)
{
    bool units = false;
    if (color) domar_text_put(t, "\033[1m");
    for (size_t k = 0; k < count; k++) {
        if (k) domar_text_printf(t, "%*s", GAP, "");
        put_padded(t, domar_result_name(r, c[k].k), c[k].width, c[k].number);
        if (*domar_result_unit(r, c[k].k)) units = true;
    }
    if (color) domar_text_put(t, "\033[0m");
    line_end(t);
    if (!units) return;
    if (color) domar_text_put(t, "\033[2m");
    for (size_t k = 0; k < count; k++) {
        if (k) domar_text_printf(t, "%*s", GAP, "");
        put_padded(t, domar_result_unit(r, c[k].k), c[k].width, c[k].number);
    }
    if (color) domar_text_put(t, "\033[0m");
    line_end(t);
}

static void put_foot(domar_text *t, const domar_result *r, const struct column *c, size_t shown,
                     size_t count, const domar_write_options *o)
{
    const bool zh = strcmp(o->lang, "zh") == 0;
    if (shown < count) {
        domar_text_put(t, zh ? "（未显示的列："
                             : "(not shown, make the window wider or use --format csv:");
        for (size_t k = shown; k < count; k++)
            domar_text_printf(t, " %s", domar_result_name(r, c[k].k));
        domar_text_put(t, zh ? "；加宽窗口或用 --format csv）\n" : ")\n");
    }
    if (*domar_result_reading(r, o->lang))
        domar_text_printf(t, "\n%s\n", domar_result_reading(r, o->lang));
}

static void put_row(domar_text *t, const domar_result *r, const struct column *c, size_t shown,
                    size_t i, const domar_write_options *o)
{
    char buf[512];
    for (size_t k = 0; k < shown; k++) {
        const char *text = buf;
        if (k) domar_text_printf(t, "%*s", GAP, "");
        if (c[k].number) put_value(buf, r, &c[k], i);
        else text = label_of(buf, sizeof buf, r, &c[k], i, o);
        if (c[k].wrapped && c[k].width) put_wrapped(t, text, c[k].width, total_width(c, k) + GAP);
        else put_padded(t, text, c[k].width, c[k].number);
    }
    line_end(t);
}

static domar_status write(domar_cx *cx, domar_out *out, const domar_result *r,
                          const domar_write_options *o)
{
    const size_t count = domar_result_columns(r), rows = domar_result_rows(r);
    const domar_mark mark = domar_scratch_mark(cx);
    struct column *c = domar_scratch_bytes(cx, count, sizeof *c);
    domar_text t = domar_text_new(cx);
    domar_status st = c ? DOMAR_OK : DOMAR_ENOMEM;
    bool numbers = false;
    if (st) goto done;
    for (size_t k = 0; k < count; k++) numbers |= domar_result_kind(r, k) == DOMAR_COLUMN_VALUE;
    for (size_t k = 0; k < count; k++) {
        c[k].k = k;
        c[k].wrapped = !numbers && k + 1 == count;
        measure(&c[k], r, o);
    }
    const size_t shown = fit(c, count, (size_t)o->width);
    put_heads(&t, r, c, shown, o->color);
    for (size_t i = 0; i < rows && !st; i++) {
        put_row(&t, r, c, shown, i, o);
        if (t.size > 1 << 16) {
            domar_out_write(out, t.data, t.size);
            t.size = 0;
            st = domar_tick(cx, i, rows);
        }
    }
    put_foot(&t, r, c, shown, count, o);
    if (!st) st = t.status;
    if (!st) domar_out_write(out, t.data, t.size);
done:
    domar_text_drop(&t);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_writer domar_writer_table = { .id = "table", .title_en = "Aligned table to read",
                                          .title_zh = "对齐的表格", .write = write };
