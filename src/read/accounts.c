/* read/accounts.c -- accounts without flows in long form: an economy, industry and year a line, a variable a
 * column (docs/readers/accounts.md).  KLEMS, the Penn World Table, lists of exports by product.
 *
 *     industry,year,GO,VA,LAB,GO_QI,...        with a page:  columns: {H_EMP: emp * avh, industry: naics}
 */
#include "base/text.h"
#include "read/dictionary.h"
#include "read/sidecar.h"
#include "spec/reader.h"
#include "table/codes.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 256, MOST_VARIABLES = 64, MOST_FACTORS = 4, MOST_YEARS = 400 };
enum { ECONOMY, INDUSTRY, YEAR, KEYS };
#define NONE SIZE_MAX

/* Names by which a key is known where no page says so. */
static const char *const key_names[KEYS][8] = {
    { "economy", "country", "isocode", "iso3", "geo" },
    { "industry", "product", "sector", "industry_id", "naics" },
    { "year", "time", "period" } };
static const char *const key_words[KEYS] = { "economy", "industry", "year" };
/* Flows that are no satellites, and other names of them. */
enum { GO, II, VA, FLOWS };
static const char *const flow_names[FLOWS][4] = { { "GO", "output", "exports", "value" }, { "II" }, { "VA", "value_added" } };

struct variable { const char *code; size_t column[MOST_FACTORS], factors; };

struct line { uint32_t economy, industry; int year; size_t number; };

struct reading {
    domar_cx *cx;
    const char *file;
    const domar_sidecar *page;        /* NULL */
    char   delimiter;
    domar_field header[MOST_COLUMNS];
    size_t fields, key[KEYS], flow[FLOWS];       /* flow: place among variables */
    struct variable variable[MOST_VARIABLES];
    size_t variables;
    int    only_year;                 /* 0: the file tells, or all */
    domar_dictionary economies, industries;
    struct line *line;
    double *value;                    /* lines x variables */
    size_t lines, line_room, value_room;
    int    year[MOST_YEARS];
    size_t years;
};

/* ---- is it such a file? */
static bool is_word(domar_field f, const char *word)
{
    f = domar_field_trim(f);
    const size_t size = strlen(word);
    for (size_t k = 0; k < size && k < f.size; k++)
        if ((f.at[k] | 0x20) != (word[k] | 0x20)) return false;
    return f.size == size;
}

static size_t column_of(const domar_field *fields, size_t count, const char *name)
{
    for (size_t k = 0; k < count; k++)
        if (is_word(fields[k], name)) return k;
    return NONE;
}

static size_t column_known(const domar_field *fields, size_t count, const char *const *names, size_t most)
{
    for (size_t k = 0; k < most && names[k]; k++) {
        const size_t c = column_of(fields, count, names[k]);
        if (c != NONE) return c;
    }
    return NONE;
}

/* A page that maps columns speaks of accounts (SDMX, which does so too, is surer of its header). */
static bool page_has_columns(const char *path)
{
    FILE *file = path ? fopen(path, "rb") : NULL;
    char line[512];
    bool found = false;
    while (file && !found && fgets(line, sizeof line, file)) found = strncmp(line, "columns:", 8) == 0;
    if (file) fclose(file);
    return found;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    domar_field fields[MOST_COLUMNS];
    const size_t count = domar_csv_first(head, fields, MOST_COLUMNS, NULL);
    if (count < 3 || count > MOST_COLUMNS || column_of(fields, count, "role") != NONE) return 0;
    if (page_has_columns(options->sidecar)) return 97;
    const bool keys = column_known(fields, count, key_names[ECONOMY], 8) != NONE ||
                      column_known(fields, count, key_names[INDUSTRY], 8) != NONE;
    const bool year = column_known(fields, count, key_names[YEAR], 8) != NONE;
    if (!keys || (year && options->sidecar && column_of(fields, count, "row_country") != NONE)) return 0;
    /* The codes themselves, or a bare list of three columns: other words stand in many files, domar's answers among them. */
    for (size_t f = 0; f < FLOWS; f++)
        for (size_t c = 0; c < count; c++)
            if (year && domar_field_is(domar_field_trim(fields[c]), flow_names[f][0])) return 90;
    if (count == 3 && !year && column_known(fields, count, flow_names[GO], 4) != NONE) return 85;
    return year && options->sidecar ? 96 : 0;
}

/* ---- which column is what */
static const char *mapped(const struct reading *r, const char *code)
{
    const size_t at = r->page ? domar_sidecar_find(&r->page->columns, code) : NONE;
    return at == NONE ? NULL : r->page->columns.item[at].en;
}

static domar_status find_keys(struct reading *r)
{
    for (size_t k = 0; k < KEYS; k++) {
        const char *name = mapped(r, key_words[k]);
        r->key[k] = name ? column_of(r->header, r->fields, name)
                         : column_known(r->header, r->fields, key_names[k], 8);
        if (name && r->key[k] == NONE)
            return domar_fail(r->cx, DOMAR_EDATA, "%s: %s: there is no column %s: columns of the page names those of "
                              "the file", r->file, key_words[k], name);
    }
    if (r->key[YEAR] == NONE && !r->only_year)
        return domar_fail(r->cx, DOMAR_EDATA, "%s: there is no column year: give --year, or columns: {year: ...} on a page",
                          r->file);
    if (r->key[ECONOMY] == NONE && r->page && !r->page->economy && r->key[INDUSTRY] == NONE)
        return domar_fail(r->cx, DOMAR_EDATA, "%s: neither economy nor industry has a column: name them in columns of "
                          "the page", r->file);
    return DOMAR_OK;
}

/* "emp * avh": columns whose product the variable is. */
static domar_status take_product(struct reading *r, struct variable *v, const char *text)
{
    while (*text) {
        const char *stop = strchr(text, '*');
        domar_field name = { .at = text, .size = stop ? (size_t)(stop - text) : strlen(text) };
        char word[96];
        name = domar_field_trim(name);
        snprintf(word, sizeof word, "%.*s", (int)(name.size < 95 ? name.size : 95), name.at);
        if (v->factors == MOST_FACTORS || (v->column[v->factors++] = column_of(r->header, r->fields, word)) == NONE)
            return domar_fail(r->cx, DOMAR_EDATA, "%s: %s: there is no column %s (a variable is a column, or a product "
                              "of at most %d written a * b)", r->file, v->code, word, MOST_FACTORS);
        text = stop ? stop + 1 : text + strlen(text);
    }
    return DOMAR_OK;
}

static domar_status add_variable(struct reading *r, const char *code, const char *product, size_t column)
{
    if (r->variables == MOST_VARIABLES)
        return domar_fail(r->cx, DOMAR_EDATA, "%s: more than %d variables: name those wanted in columns of a page",
                          r->file, MOST_VARIABLES);
    struct variable *v = &r->variable[r->variables];
    *v = (struct variable){ .code = code };
    for (size_t f = 0; f < FLOWS; f++)
        for (size_t k = 0; k < 4 && flow_names[f][k]; k++)
            if (domar_icmp(code, flow_names[f][k]) == 0) {
                v->code = flow_names[f][0];
                r->flow[f] = r->variables;
            }
    r->variables++;
    if (product) return take_product(r, v, product);
    v->column[v->factors++] = column;
    return DOMAR_OK;
}

/* Without a page: every column whose name is a flow or a known satellite row. */
static domar_status known_columns(struct reading *r)
{
    domar_item item[MOST_COLUMNS];
    char (*name)[64] = domar_scratch_bytes(r->cx, r->fields, sizeof *name);
    domar_text left = domar_text_new(r->cx);
    if (!name) return DOMAR_ENOMEM;
    for (size_t c = 0; c < r->fields; c++) {
        const domar_field f = domar_field_trim(r->header[c]);
        snprintf(name[c], sizeof name[c], "%.*s", (int)(f.size < 63 ? f.size : 63), f.at);
        item[c] = (domar_item){ .code = name[c] };
    }
    domar_status st = domar_codes_label(r->cx, item, r->fields, "satellites");
    for (size_t c = 0; !st && c < r->fields; c++) {
        bool flow = false;
        if (c == r->key[ECONOMY] || c == r->key[INDUSTRY] || c == r->key[YEAR]) continue;
        for (size_t k = 0; k < FLOWS; k++) flow = flow || column_known(r->header + c, 1, flow_names[k], 4) == 0;
        if (flow || *item[c].kind) st = add_variable(r, name[c], NULL, c);
        else domar_text_printf(&left, "%s%s", left.size ? ", " : "", name[c]);
    }
    if (!st && left.size)
        domar_log(r->cx, DOMAR_LOG_WARNING, "%s: columns left out, since nobody says what they are: %s", r->file, left.data);
    domar_text_drop(&left);
    return st;
}

static domar_status find_variables(struct reading *r)
{
    domar_status st = DOMAR_OK;
    for (size_t f = 0; f < FLOWS; f++) r->flow[f] = NONE;
    if (!r->page || !r->page->columns.count) st = known_columns(r);
    for (size_t k = 0; !st && r->page && k < r->page->columns.count; k++) {
        const domar_item *c = &r->page->columns.item[k];
        bool key = false;
        for (size_t f = 0; f < KEYS; f++) key = key || strcmp(c->code, key_words[f]) == 0;
        if (!key) st = add_variable(r, c->code, c->en ? c->en : c->code, 0);
    }
    if (!st && r->flow[GO] == NONE && r->flow[VA] == NONE)
        st = domar_fail(r->cx, DOMAR_EDATA, "%s: neither GO (output) nor VA (value added) is among its columns: name them "
                        "in columns of a page", r->file);
    return st;
}

/* ---- lines */
/* The product of its columns, NaN where one is empty. */
static domar_status take_value(struct reading *r, const struct variable *v, const domar_field *fields, double *value)
{
    *value = 1;
    for (size_t k = 0; k < v->factors; k++) {
        const domar_field f = domar_field_trim(fields[v->column[k]]);
        const char *rest;
        double part = NAN;
        const bool empty = !f.size || (f.size == 2 && memcmp(f.at, "NA", 2) == 0);
        if (!empty && (!domar_csv_number(f.at, f.at + f.size, &part, &rest) || rest != f.at + f.size))
            return domar_fail(r->cx, DOMAR_EDATA, "column %zu (%s): \"%.*s\" is not a number: mend it or leave it empty",
                              v->column[k] + 1, v->code, (int)(f.size < 40 ? f.size : 40), f.at);
        *value *= part;
    }
    return DOMAR_OK;
}

static domar_status take_key(struct reading *r, const domar_field *fields, size_t key, domar_dictionary *d,
                             const char *only, uint32_t *at)
{
    const domar_field f = r->key[key] == NONE ? (domar_field){ .at = only, .size = strlen(only) }
                                               : domar_field_trim(fields[r->key[key]]);
    if (!f.size) return domar_fail(r->cx, DOMAR_EDATA, "column %zu: %s is empty: give a code", r->key[key] + 1, key_words[key]);
    const domar_status st = domar_dictionary_learn(r->cx, d, f);
    *at = (uint32_t)domar_dictionary_find(d, f);
    return st;
}

static domar_status take_line(void *arg, domar_cx *cx, const char *text, size_t size, size_t number)
{
    domar_field fields[MOST_COLUMNS];
    struct reading *r = arg;
    struct line line = { .year = r->only_year, .number = number };
    const size_t count = domar_csv_split(text, size, r->delimiter, fields, MOST_COLUMNS);
    if (count != r->fields) return domar_fail(cx, DOMAR_EDATA, "%zu cells where the header has %zu", count, r->fields);
    domar_status st = r->key[YEAR] == NONE ? DOMAR_OK : domar_csv_year(cx, fields[r->key[YEAR]], &line.year);
    if (st || (r->only_year && line.year != r->only_year)) return st;
    st = take_key(r, fields, ECONOMY, &r->economies, r->page && r->page->economy ? r->page->economy : "ECO", &line.economy);
    if (!st) st = take_key(r, fields, INDUSTRY, &r->industries, "TOTAL", &line.industry);
    if (!st) st = domar_grow(cx, &r->line, &r->line_room, r->lines + 1, sizeof *r->line);
    if (!st) st = domar_grow(cx, &r->value, &r->value_room, (r->lines + 1) * r->variables, sizeof *r->value);
    for (size_t v = 0; !st && v < r->variables; v++)
        st = take_value(r, &r->variable[v], fields, &r->value[r->lines * r->variables + v]);
    if (!st) r->line[r->lines++] = line;
    return st;
}

static domar_status take_lines(struct reading *r, domar_source *source)
{
    const domar_status st = domar_csv_records(r->cx, source, take_line, r);
    return st || r->lines ? st : domar_fail(r->cx, DOMAR_EDATA, "%s: no line of the year asked for", r->file);
}

/* ---- tables */
static domar_status label(struct reading *r, domar_axis **axis, const domar_dictionary *d, const domar_sidecar_list *words,
                          const char *list)
{
    domar_item *item = domar_scratch_bytes(r->cx, d->count, sizeof *item);
    if (!item) return DOMAR_ENOMEM;
    for (size_t k = 0; k < d->count; k++) {
        const size_t at = words ? domar_sidecar_find(words, d->code[k]) : NONE;
        item[k] = at == NONE ? (domar_item){ .code = d->code[k] } : words->item[at];
    }
    const domar_status st = list ? domar_codes_label(r->cx, item, d->count, list) : DOMAR_OK;
    return st ? st : domar_axis_new(r->cx, axis, item, d->count);
}

/* Satellites: the variables that are no flows. place: of each variable among them. */
static domar_status satellite_axis(struct reading *r, domar_axis **axis, size_t *place)
{
    domar_item item[MOST_VARIABLES];
    size_t count = 0;
    for (size_t v = 0; v < r->variables; v++) {
        place[v] = NONE;
        if (v == r->flow[GO] || v == r->flow[II] || v == r->flow[VA]) continue;
        const size_t at = r->page ? domar_sidecar_find(&r->page->satellites, r->variable[v].code) : NONE;
        item[count] = at == NONE ? (domar_item){ .code = r->variable[v].code } : r->page->satellites.item[at];
        place[v] = count++;
    }
    domar_status st = domar_codes_label(r->cx, item, count, "satellites");
    for (size_t k = 0; !st && k < count; k++)
        if (!*item[k].kind)
            st = domar_fail(r->cx, DOMAR_EDATA, "%s: nobody says what %s is: name its kind in satellites of the page "
                            "(docs/readers/accounts.md)", r->file, item[k].code);
    return st || !count ? st : domar_axis_new(r->cx, axis, item, count);
}

/* Value of a flow in a line; NaN: the file does not have it. */
static double flow(const struct reading *r, size_t line, size_t which)
{
    return r->flow[which] == NONE ? NAN : r->value[line * r->variables + r->flow[which]];
}

static domar_status fill(struct reading *r, domar_draft *d, const size_t *place)
{
    const size_t N = r->industries.count, n = r->economies.count * N;
    size_t *seen = domar_scratch_bytes(r->cx, n, sizeof *seen);
    if (!seen) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) d->x[i] = NAN;
    for (size_t i = 0; d->V && i < domar_axis_size(d->factors) * n; i++) d->V[i] = NAN;
    for (size_t p = 0; d->S && p < domar_axis_size(d->satellites) * n; p++) d->S[p] = NAN;
    for (size_t l = 0; l < r->lines; l++) {
        const struct line *line = &r->line[l];
        const size_t i = line->economy * N + line->industry;
        if (line->year != d->year) continue;
        if (seen[i])
            return domar_fail(r->cx, DOMAR_EDATA, "%s, line %zu: the same economy, industry and year as in line %zu: leave "
                              "one out", r->file, line->number, seen[i]);
        seen[i] = line->number;
        const double go = flow(r, l, GO), va = flow(r, l, VA);
        d->x[i] = r->flow[GO] == NONE ? va : go;
        if (d->factors) d->V[i] = r->flow[VA] == NONE ? go - flow(r, l, II) : va;
        for (size_t v = 0; v < r->variables; v++)
            if (place[v] != NONE) d->S[place[v] * n + i] = r->value[l * r->variables + v];
    }
    return DOMAR_OK;
}

static domar_status add_years(struct reading *r, domar_series *series)
{
    static const domar_item value_added = { .code = "VA", .en = "Value added", .zh = "增加值", .kind = DOMAR_VALUE_ADDED };
    domar_axis *economies = NULL, *industries = NULL, *factors = NULL, *satellites = NULL;
    size_t place[MOST_VARIABLES];
    const bool split = r->flow[VA] != NONE || r->flow[II] != NONE;
    domar_status st = label(r, &economies, &r->economies, r->page ? &r->page->economies : NULL, "economies");
    if (!st) st = label(r, &industries, &r->industries, r->page ? &r->page->industries : NULL,
                        r->page ? r->page->industry_list : NULL);
    if (!st && split) st = domar_axis_new(r->cx, &factors, &value_added, 1);
    if (!st) st = satellite_axis(r, &satellites, place);
    for (size_t y = 0; !st && y < r->years; y++) {
        domar_draft *d = NULL;
        const domar_mark mark = domar_scratch_mark(r->cx);
        st = domar_draft_new_accounts(r->cx, &d, r->year[y], economies, industries, factors, satellites);
        if (!st && (st = fill(r, d, place))) domar_draft_free(d);
        else if (!st) st = domar_series_add(r->cx, series, d);
        domar_scratch_rewind(r->cx, mark);
    }
    domar_axis_free(economies);
    domar_axis_free(industries);
    domar_axis_free(factors);
    domar_axis_free(satellites);
    return st;
}

static domar_status find_years(struct reading *r)
{
    for (size_t l = 0; l < r->lines; l++) {
        size_t y = r->years;
        while (y && r->year[y - 1] != r->line[l].year) y--;
        if (y) continue;
        if (r->years == MOST_YEARS) return domar_fail(r->cx, DOMAR_EDATA, "%s: more than %d years", r->file, MOST_YEARS);
        r->year[r->years++] = r->line[l].year;
    }
    return DOMAR_OK;
}

static domar_status tell(struct reading *r, domar_series *series)
{
    domar_status st = r->page ? domar_sidecar_tell(r->cx, r->page, series) : DOMAR_OK;
    if (!st && !*domar_series_info(series, "title")) st = domar_info_set(r->cx, series, "title", r->file);
    return st;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source, const domar_read_options *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct reading *r = domar_alloc(cx, 1, sizeof *r);
    domar_sidecar *page = NULL;
    domar_head head;
    if (!r) return DOMAR_ENOMEM;
    r->cx = cx;
    r->file = domar_source_name(source);
    domar_status st = options->sidecar ? domar_sidecar_read(cx, &page, options->sidecar) : DOMAR_OK;
    if (!st) st = domar_source_head(cx, source, &head);
    if (!st) {
        r->page = page;
        r->fields = domar_csv_first(&head, r->header, MOST_COLUMNS, &r->delimiter);
        if (r->fields > MOST_COLUMNS)
            st = domar_fail(cx, DOMAR_EDATA, "%s, line 1: %zu columns, more than %d", r->file, r->fields, MOST_COLUMNS);
        r->only_year = options->year ? options->year : page && page->year ? page->year : 0;
        if (!r->only_year && column_known(r->header, r->fields, key_names[YEAR], 8) == NONE && !mapped(r, "year"))
            r->only_year = domar_year_in(r->file);
    }
    if (!st) st = find_keys(r);
    if (!st) st = find_variables(r);
    /* the head, and with it the header, is gone once lines are read: only places are used from here on */
    if (!st) st = take_lines(r, source);
    if (!st) st = find_years(r);
    if (!st) st = add_years(r, series);
    if (!st) st = tell(r, series);
    domar_dictionary_free(&r->economies);
    domar_dictionary_free(&r->industries);
    domar_release(r->line);
    domar_release(r->value);
    domar_release(r);
    domar_sidecar_free(page);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_reader domar_read_accounts = {
    .id = "accounts", .title_en = "Accounts without flows: an economy, industry and year a line",
    .title_zh = "无流量账户：每行一个经济体、行业和年份", .page = "docs/readers/accounts.md", .probe = probe, .read = read };
