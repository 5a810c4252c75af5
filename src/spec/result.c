/* spec/result.c -- columns of an answer: making and filling. */
#include "spec/result_inside.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *spell_unit(const char *unit, const char *money, char *buf, size_t size)
{
    const char *at = strstr(unit, "money");
    if (!at || !*money) return unit;
    const size_t before = (size_t)(at - unit) + strlen(money);
    if (before + strlen(at + 5) + 1 > size) return unit;
    memcpy(buf, unit, (size_t)(at - unit));
    memcpy(buf + (at - unit), money, strlen(money));
    strcpy(buf + before, at + 5);
    return buf;
}

/* Adds an empty column; NULL leaves the message. */
static struct domar_result_column *add_column(domar_cx *cx, domar_result *r, const char *name,
                                              domar_column_kind kind)
{
    if (domar_grow(cx, &r->columns, &r->capacity, r->count + 1, sizeof *r->columns)) return NULL;
    struct domar_result_column *c = &r->columns[r->count];
    *c = (struct domar_result_column){ .kind = kind };
    c->name = domar_strdup(cx, name);
    if (!c->name) return NULL;
    if (kind == DOMAR_COLUMN_VALUE) c->values = domar_alloc(cx, r->rows, sizeof *c->values);
    else c->items = domar_alloc(cx, r->rows, sizeof *c->items);
    if (!c->values && !c->items) {
        domar_release(c->name);
        return NULL;
    }
    r->count++;
    return c;
}

domar_status domar_result_new_rows(domar_cx *cx, domar_result **out, const char *method, const char *money,
                                   const domar_dim *dims, size_t count, size_t rows)
{
    domar_result *r = domar_alloc(cx, 1, sizeof *r);
    *out = r;
    if (!r) return DOMAR_ENOMEM;
    r->rows = rows;
    r->method = domar_strdup(cx, method);
    r->money = domar_strdup(cx, money ? money : "");
    r->reading[0] = domar_strdup(cx, "");
    r->reading[1] = domar_strdup(cx, "");
    if (!r->method || !r->money || !r->reading[0] || !r->reading[1]) goto failed;
    for (size_t d = 0; d < count; d++) {
        struct domar_result_column *c = add_column(cx, r, dims[d].name, DOMAR_COLUMN_DIMENSION);
        if (!c) goto failed;
        c->axis = domar_axis_keep(dims[d].axis);
    }
    return DOMAR_OK;
failed:
    domar_result_free(r);
    *out = NULL;
    return DOMAR_ENOMEM;
}

domar_status domar_result_new(domar_cx *cx, domar_result **out, const char *method, const char *money,
                              const domar_dim *dims, size_t count)
{
    size_t rows = 1;
    for (size_t d = 0; d < count; d++) rows *= domar_axis_size(dims[d].axis);
    const domar_status st = domar_result_new_rows(cx, out, method, money, dims, count, rows);
    if (st) return st;
    size_t inner = rows;
    for (size_t d = 0; d < count; d++) {
        const size_t size = domar_axis_size(dims[d].axis);
        uint32_t *items = (*out)->columns[d].items;
        inner = size ? inner / size : 0;
        for (size_t i = 0; i < rows; i++) items[i] = (uint32_t)(i / inner % size);
    }
    return DOMAR_OK;
}

uint32_t *domar_result_codes(domar_result *r, const char *dimension)
{
    const size_t c = domar_result_find(r, dimension);
    return c == SIZE_MAX || r->columns[c].kind == DOMAR_COLUMN_VALUE ? NULL : r->columns[c].items;
}

domar_status domar_result_put_year(domar_cx *cx, domar_result *r, int year)
{
    char code[16];
    snprintf(code, sizeof code, "%d", year);
    struct domar_result_column *c = add_column(cx, r, "year", DOMAR_COLUMN_DIMENSION);
    if (!c) return DOMAR_ENOMEM;
    const domar_status st = domar_axis_new(cx, &c->axis, &(domar_item){ .code = code }, 1);
    const struct domar_result_column column = *c;
    memmove(r->columns + 1, r->columns, (r->count - 1) * sizeof *r->columns);
    r->columns[0] = column;
    return st;
}

static const domar_column *described(domar_cx *cx, const domar_result *r, const domar_column *columns,
                                     const char *name)
{
    for (const domar_column *c = columns; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    domar_fail(cx, DOMAR_EFAIL, "%s: column %s is not in the method's table", r->method, name);
    return NULL;
}

static domar_status describe(domar_cx *cx, domar_result *r, struct domar_result_column *c,
                             const domar_column *about)
{
    char buf[256];
    c->unit = domar_strdup(cx, spell_unit(about->unit ? about->unit : "", r->money, buf, sizeof buf));
    c->doc[0] = domar_strdup(cx, about->en);
    c->doc[1] = domar_strdup(cx, about->zh);
    return c->unit && c->doc[0] && c->doc[1] ? DOMAR_OK : DOMAR_ENOMEM;
}

domar_status domar_result_column(domar_cx *cx, domar_result *r, const domar_column *columns,
                                 const char *name, double **values)
{
    const domar_column *about = described(cx, r, columns, name);
    if (!about) return DOMAR_EFAIL;
    struct domar_result_column *c = add_column(cx, r, name, DOMAR_COLUMN_VALUE);
    if (!c) return DOMAR_ENOMEM;
    *values = c->values;
    return describe(cx, r, c, about);
}

domar_status domar_result_put(domar_cx *cx, domar_result *r, const domar_column *columns,
                              const char *name, const double *values)
{
    double *own;
    const domar_status st = domar_result_column(cx, r, columns, name, &own);
    if (!st && r->rows) memcpy(own, values, r->rows * sizeof *values);
    return st;
}

void domar_result_hide(domar_result *r, size_t column, const bool *rows)
{
    for (size_t i = 0; i < r->rows; i++)
        if (rows[i]) r->columns[column].values[i] = NAN;
}

domar_status domar_result_set_unit(domar_cx *cx, domar_result *r, const char *name, const char *unit)
{
    const size_t c = domar_result_find(r, name);
    char *copy = c == SIZE_MAX ? NULL : domar_strdup(cx, unit);
    if (c == SIZE_MAX) return domar_fail(cx, DOMAR_EFAIL, "%s: there is no column %s", r->method, name);
    if (!copy) return DOMAR_ENOMEM;
    domar_release(r->columns[c].unit);
    r->columns[c].unit = copy;
    return DOMAR_OK;
}

domar_status domar_result_put_class(domar_cx *cx, domar_result *r, const domar_column *columns,
                                    const char *name, const uint32_t *classes)
{
    const domar_column *about = described(cx, r, columns, name);
    if (!about) return DOMAR_EFAIL;
    struct domar_result_column *c = add_column(cx, r, name, DOMAR_COLUMN_CLASS);
    if (!c) return DOMAR_ENOMEM;
    size_t count = 0;
    while (about->classes[count].code) count++;
    if (r->rows) memcpy(c->items, classes, r->rows * sizeof *classes);
    const domar_status st = domar_axis_new(cx, &c->axis, about->classes, count);
    return st ? st : describe(cx, r, c, about);
}

static domar_status certify(domar_cx *cx, domar_result *r, const char *name, const char *text,
                            double value, double bound)
{
    const domar_status st = domar_grow(cx, &r->certificate, &r->certificate_capacity,
                                       r->certificate_size + 1, sizeof *r->certificate);
    if (st) return st;
    struct domar_result_entry *e = &r->certificate[r->certificate_size];
    *e = (struct domar_result_entry){ .value = value, .bound = bound };
    e->name = domar_strdup(cx, name);
    e->text = domar_strdup(cx, text);
    if (!e->name || !e->text) {
        domar_release(e->name);
        domar_release(e->text);
        return DOMAR_ENOMEM;
    }
    r->certificate_size++;
    return DOMAR_OK;
}

domar_status domar_result_certify(domar_cx *cx, domar_result *r, const char *name, double value, double bound)
{
    char text[32] = "not available";
    const size_t size = domar_number_text(text, value);
    if (size) text[size] = 0;
    return certify(cx, r, name, text, value, bound);
}

domar_status domar_result_certify_text(domar_cx *cx, domar_result *r, const char *name, const char *text)
{
    return certify(cx, r, name, text, NAN, NAN);
}

domar_status domar_result_read(domar_cx *cx, domar_result *r, const char *en, const char *zh)
{
    const char *lines[] = { en, zh };
    for (size_t k = 0; k < 2; k++) {
        char *copy = domar_strdup(cx, lines[k]);
        if (!copy) return DOMAR_ENOMEM;
        domar_release(r->reading[k]);
        r->reading[k] = copy;
    }
    return DOMAR_OK;
}

domar_status domar_result_read_own(domar_cx *cx, domar_result *r, char *en, char *zh)
{
    const domar_status st = en && zh ? domar_result_read(cx, r, en, zh) : DOMAR_ENOMEM;
    domar_release(en);
    domar_release(zh);
    return st;
}

domar_status domar_result_read_texts(domar_cx *cx, domar_result *r, domar_text *en, domar_text *zh)
{
    domar_status st = en->status ? en->status : zh->status;
    if (!st) st = domar_result_read(cx, r, en->data, zh->data);
    domar_text_drop(en);
    domar_text_drop(zh);
    return st;
}

domar_status domar_result_date_words(domar_cx *cx, domar_result *r, int year)
{
    for (size_t k = 0; k < r->certificate_size; k++) {
        char *dated = domar_format(cx, "%s.%d", r->certificate[k].name, year);
        if (!dated) return DOMAR_ENOMEM;
        domar_release(r->certificate[k].name);
        r->certificate[k].name = dated;
    }
    return DOMAR_OK;
}

domar_status domar_result_take_words(domar_cx *cx, domar_result *a, const domar_result *b)
{
    if (!a) return DOMAR_OK;
    domar_status st = domar_result_read(cx, a, b->reading[0], b->reading[1]);
    for (size_t k = 0; !st && k < b->certificate_size; k++) {
        const struct domar_result_entry *e = &b->certificate[k];
        st = certify(cx, a, e->name, e->text, e->value, e->bound);
    }
    return st;
}
