/* read/world_sheet.c -- a sheet into a draft: the labels first, then rows as they stream by. */
#include "read/world_sheet.h"
#include "base/text.h"
#include "read/xlsx_head.h"
#include "table/codes.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { ECONOMY = 2, CODE = 3, FIRST = 4,              /* columns C, D, E */
       LABEL_ROWS = 24, MOST_COLUMNS = 1 << 14, CODE_SIZE = 16 };

/* Rows below the industries that make up the column sums. */
static const char *const factors[] = { "r99", "r61", "r62", "r63", "r64", "itm" };
enum { FACTORS = sizeof factors / sizeof *factors, VALUE_ADDED = 4, TRANSPORT = 5 };

typedef enum { COL_NOTHING, COL_INDUSTRY, COL_FINAL, COL_OUTPUT } column_kind;
typedef char code_text[CODE_SIZE];

struct reading {
    const domar_sheet_layout *layout;
    const char *file, *sheet;
    size_t label_row;                      /* of the codes; 0: not found */
    code_text *economy, *industry;         /* G, N: as they come in the columns */
    size_t G, N, C, n, m, width;           /* width: columns that have a meaning */
    column_kind *kind;                     /* MOST_COLUMNS each */
    size_t *at;                            /* place in Z's or Y's row */
    code_text *above, *code;               /* of every column: the row of economies, of codes */
    size_t above_row;
    bool   has_output, outputs;            /* a column of it; a number in it */
    domar_draft *draft;
    double *V, *VY;                        /* FACTORS x n, x m */
    bool   *seen, seen_factor[FACTORS], ended;
    size_t expected;                       /* the next row of industries, in most files */
};

/* ---- labels */
static void copy_code(code_text to, const char *from)
{
    while (isspace((unsigned char)*from)) from++;
    snprintf(to, CODE_SIZE, "%s", from);
    for (size_t k = strlen(to); k && isspace((unsigned char)to[k - 1]); k--) to[k - 1] = 0;
}

static size_t place_in(code_text *list, size_t count, const char *code)
{
    size_t k = 0;
    while (k < count && strcmp(list[k], code) != 0) k++;
    return k < count ? k : SIZE_MAX;
}

static size_t category_of(const struct reading *r, const char *code)
{
    for (size_t k = 0; r->layout->categories[k]; k++)
        if (strcmp(r->layout->categories[k], code) == 0) return k;
    return SIZE_MAX;
}

/* "c17" that is no category. */
static bool is_industry(const struct reading *r, const char *code)
{
    return code[0] == 'c' && code[1] && strspn(code + 1, "0123456789") == strlen(code + 1) &&
           category_of(r, code) == SIZE_MAX;
}

static domar_status take_label_row(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    struct reading *r = arg;
    (void)cx;
    if (r->label_row) return DOMAR_OK;
    const bool codes = strcmp(domar_xlsx_text(row, FIRST), "c1") == 0;
    code_text *to = codes ? r->code : r->above;
    memset(to, 0, MOST_COLUMNS * sizeof *to);
    for (size_t k = 0; k < row->count; k++)
        copy_code(to[row->cells[k].column], row->cells[k].text);
    if (codes) r->label_row = row->row;
    else r->above_row = row->row;
    return DOMAR_OK;
}

static domar_status bad_column(domar_cx *cx, const struct reading *r, size_t c, const char *why)
{
    char place[16];
    return domar_fail(cx, DOMAR_EDATA, "%s, sheet %s, cell %s (%s %s): %s", r->file, r->sheet,
                      domar_xlsx_place(place, r->label_row, c), r->above[c], r->code[c], why);
}

/* What column c is. */
static domar_status sort_out(domar_cx *cx, struct reading *r, size_t c)
{
    const char *code = r->code[c], *economy = r->above[c];
    const size_t category = category_of(r, code);
    r->kind[c] = COL_NOTHING;
    if (strcmp(code, "r69") == 0) {
        if (r->has_output) return bad_column(cx, r, c, "a second column of output: remove one");
        r->kind[c] = COL_OUTPUT;
        r->has_output = true;
        return DOMAR_OK;
    }
    if (!is_industry(r, code) && category == SIZE_MAX) {
        if (!*code || strcasecmp(economy, "TOT") == 0) return DOMAR_OK;   /* totals and notes */
        return bad_column(cx, r, c, "neither an industry (c1, c2, ...) nor final demand: correct "
                                    "the row of codes");
    }
    if (!*economy || r->above_row + 1 != r->label_row)
        return bad_column(cx, r, c, "no economy in the row above the codes: complete it");
    if (place_in(r->economy, r->G, economy) == SIZE_MAX) strcpy(r->economy[r->G++], economy);
    r->kind[c] = category == SIZE_MAX ? COL_INDUSTRY : COL_FINAL;
    if (category == SIZE_MAX && place_in(r->industry, r->N, code) == SIZE_MAX)
        strcpy(r->industry[r->N++], code);
    return DOMAR_OK;
}

/* Every economy has each industry and each category once. */
static domar_status arrange(domar_cx *cx, struct reading *r)
{
    size_t *count = domar_scratch_bytes(cx, r->G * (r->N + r->C) + 1, sizeof *count);
    if (!count) return DOMAR_ENOMEM;
    for (size_t c = FIRST; c < r->width; c++) {
        if (r->kind[c] != COL_INDUSTRY && r->kind[c] != COL_FINAL) continue;
        const bool final = r->kind[c] == COL_FINAL;
        const size_t g = place_in(r->economy, r->G, r->above[c]);
        const size_t k =
            final ? category_of(r, r->code[c]) : place_in(r->industry, r->N, r->code[c]);
        if (count[g * (r->N + r->C) + (final ? r->N : 0) + k]++)
            return bad_column(cx, r, c, "this column comes twice: remove one");
        r->at[c] = g * (final ? r->C : r->N) + k;
    }
    for (size_t g = 0; g < r->G; g++)
        for (size_t k = 0; k < r->N + r->C; k++)
            if (!count[g * (r->N + r->C) + k])
                return domar_fail(cx, DOMAR_EDATA,
                                  "%s, sheet %s, row %zu: the column %s of %s is missing: every "
                                  "economy must have the same columns, fetch the file again",
                                  r->file, r->sheet, r->label_row,
                                  k < r->N ? r->industry[k] : r->layout->categories[k - r->N],
                                  r->economy[g]);
    return DOMAR_OK;
}

static domar_status sort_columns(domar_cx *cx, struct reading *r)
{
    size_t last = FIRST;
    for (size_t c = FIRST; c < MOST_COLUMNS; c++)
        if (r->code[c][0]) last = c;
    domar_status st = DOMAR_OK;
    for (size_t c = FIRST; !st && c <= last; c++) st = sort_out(cx, r, c);
    r->width = last + 1;
    if (!st && !r->has_output && r->width < MOST_COLUMNS) {      /* the last one has no code */
        r->kind[r->width++] = COL_OUTPUT;
        r->has_output = true;
    }
    while (r->layout->categories[r->C]) r->C++;
    r->n = r->G * r->N;
    r->m = r->G * r->C;
    return st ? st : arrange(cx, r);
}

/* ---- numbers */
static domar_status bad_cell(domar_cx *cx, const struct reading *r, const domar_xlsx_row *row,
                             const domar_cell *cell)
{
    char place[16];
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, sheet %s, cell %s (row %s %s, column %s %s): \"%.40s\" is not a number: "
                      "mend it or leave it blank",
                      r->file, r->sheet, domar_xlsx_place(place, row->row, cell->column),
                      domar_xlsx_text(row, ECONOMY), domar_xlsx_text(row, CODE),
                      r->above[cell->column], r->code[cell->column], cell->text);
}

static domar_status take_numbers(domar_cx *cx, struct reading *r, const domar_xlsx_row *row,
                                 double *industries, double *final, double *output)
{
    bool *outputs = &r->outputs;
    for (size_t k = 0; k < row->count; k++) {
        const domar_cell *cell = &row->cells[k];
        const size_t c = cell->column;
        if (c < FIRST) continue;
        if (c >= r->width) break;
        double *to = r->kind[c] == COL_INDUSTRY ? industries + r->at[c]
                   : r->kind[c] == COL_FINAL    ? final ? final + r->at[c] : NULL
                   : r->kind[c] == COL_OUTPUT   ? output : NULL;
        if (!to) continue;
        if (cell->kind != DOMAR_CELL_NUMBER) return bad_cell(cx, r, row, cell);
        *to = cell->number;
        *outputs = *outputs || to == output;
    }
    return DOMAR_OK;
}

static domar_status bad_row(domar_cx *cx, const struct reading *r, const domar_xlsx_row *row,
                            const char *why)
{
    return domar_fail(cx, DOMAR_EDATA, "%s, sheet %s, row %zu (%s %s): %s", r->file, r->sheet,
                      row->row, domar_xlsx_text(row, ECONOMY), domar_xlsx_text(row, CODE), why);
}

static domar_status take_industry(domar_cx *cx, struct reading *r, const domar_xlsx_row *row,
                                  const char *code)
{
    code_text economy;
    copy_code(economy, domar_xlsx_text(row, ECONOMY));
    size_t i = r->expected;
    if (i >= r->n || strcmp(r->economy[i / r->N], economy) != 0 ||
        strcmp(r->industry[i % r->N], code) != 0) {
        const size_t g = place_in(r->economy, r->G, economy), k = place_in(r->industry, r->N, code);
        if (g == SIZE_MAX || k == SIZE_MAX)
            return bad_row(cx, r, row, "no column has this economy and industry: correct the "
                                       "labels");
        i = g * r->N + k;
    }
    if (r->seen[i]) return bad_row(cx, r, row, "this row comes twice: remove one");
    r->seen[i] = true;
    r->expected = i + 1;
    domar_draft *d = r->draft;
    return take_numbers(cx, r, row, d->Z + i * r->n, d->Y + i * r->m, d->x + i);
}

static domar_status take_row(void *arg, domar_cx *cx, const domar_xlsx_row *row)
{
    struct reading *r = arg;
    code_text code;
    if (row->row <= r->label_row || r->ended) return DOMAR_OK;
    copy_code(code, domar_xlsx_text(row, CODE));
    if (is_industry(r, code)) return take_industry(cx, r, row, code);
    if (strcmp(code, "r60") == 0) return DOMAR_OK;                 /* a total */
    if (strcmp(code, "r69") == 0) {
        r->ended = true;
        return DOMAR_OK;
    }
    size_t f = 0;
    while (f < FACTORS && strcmp(factors[f], code) != 0) f++;
    if (f == FACTORS && strcasestr(domar_xlsx_text(row, 1), "transport margin")) f = TRANSPORT;
    if (f == FACTORS && row->cells[row->count - 1].column < FIRST) return DOMAR_OK;   /* words */
    if (f == FACTORS)
        return bad_row(cx, r, row, "neither an industry nor a known row of value added, tax or "
                                   "margins: correct its code in column D");
    if (r->seen_factor[f]) return bad_row(cx, r, row, "this row comes twice: remove one");
    r->seen_factor[f] = true;
    return take_numbers(cx, r, row, r->V + f * r->n, r->VY + f * r->m, NULL);
}

/* ---- from rows to a draft */
static domar_status new_draft(domar_cx *cx, struct reading *r, int year)
{
    const char **codes = domar_scratch_bytes(cx, r->G + r->N, sizeof *codes);
    domar_axis *a[3] = { NULL };
    if (!codes) return DOMAR_ENOMEM;
    for (size_t g = 0; g < r->G; g++) codes[g] = r->economy[g];
    for (size_t k = 0; k < r->N; k++) codes[r->G + k] = r->industry[k];
    domar_status st = domar_codes_axis(cx, a, "economies", codes, r->G, NULL);
    if (!st) st = domar_codes_axis(cx, a + 1, r->layout->industry_list, codes + r->G, r->N, NULL);
    if (!st) st = domar_codes_axis(cx, a + 2, "categories", r->layout->categories, r->C, NULL);
    if (!st) st = domar_draft_new(cx, &r->draft, year, a[0], a[1], a[2], NULL, NULL);
    for (size_t k = 0; k < 3; k++) domar_axis_free(a[k]);
    if (st) return st;
    r->seen = domar_scratch_bytes(cx, r->n, sizeof *r->seen);
    r->V = domar_alloc(cx, FACTORS * r->n, sizeof(double));
    r->VY = domar_alloc(cx, FACTORS * r->m, sizeof(double));
    return r->seen && r->V && r->VY ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status check(domar_cx *cx, const struct reading *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (!r->seen[i])
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, sheet %s: the row of %s %s is missing, the file is cut off or "
                              "incomplete: fetch it again",
                              r->file, r->sheet, r->economy[i / r->N], r->industry[i % r->N]);
    if (!r->outputs)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, sheet %s: the column of output after final demand is missing or "
                          "blank: fetch the file again",
                          r->file, r->sheet);
    if (!r->seen_factor[VALUE_ADDED])
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, sheet %s: the row of value added (r64) is missing: fetch the file "
                          "again",
                          r->file, r->sheet);
    if (!r->ended)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, sheet %s: the last row, output (r69), is missing, the file is cut "
                          "off: fetch it again",
                          r->file, r->sheet);
    return DOMAR_OK;
}

/* The rows that there are, in the order of the list, become the factors. */
static domar_status take_factors(domar_cx *cx, struct reading *r)
{
    domar_draft *d = r->draft;
    const char *codes[FACTORS];
    size_t count = 0;
    for (size_t f = 0; f < FACTORS; f++) {
        if (!r->seen_factor[f]) continue;
        memmove(r->V + count * r->n, r->V + f * r->n, r->n * sizeof(double));
        memmove(r->VY + count * r->m, r->VY + f * r->m, r->m * sizeof(double));
        codes[count++] = factors[f];
    }
    domar_release(d->V);
    domar_release(d->VY);
    d->V = r->V;
    d->VY = r->VY;
    r->V = r->VY = NULL;
    return domar_codes_axis(cx, &d->factors, "factors", codes, count, NULL);
}

/* ---- years */
static int first_year(const char *text)
{
    for (const char *p = text; *p;) {
        const size_t digits = strspn(p, "0123456789");
        if (digits == 4) {
            int year = 0;
            for (size_t k = 0; k < 4; k++) year = year * 10 + p[k] - '0';
            if (year >= 1900 && year < 2100) return year;
        }
        p += digits ? digits : 1;
    }
    return 0;
}

static int year_of(const struct reading *r, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    int year = first_year(r->sheet);
    const char *mark = r->layout->file_year ? strcasestr(name, r->layout->file_year) : NULL;
    if (!year && mark) {
        mark += strlen(r->layout->file_year);
        if (strspn(mark, "0123456789") == 2) {
            year = (mark[0] - '0') * 10 + mark[1] - '0';
            year += year < 50 ? 2000 : 1900;
        }
    }
    return year ? year : first_year(name);
}

static domar_status new_reading(domar_cx *cx, struct reading *r)
{
    r->kind = domar_scratch_bytes(cx, MOST_COLUMNS, sizeof *r->kind);
    r->at = domar_scratch_bytes(cx, MOST_COLUMNS, sizeof *r->at);
    r->above = domar_scratch_bytes(cx, MOST_COLUMNS, sizeof *r->above);
    r->code = domar_scratch_bytes(cx, MOST_COLUMNS, sizeof *r->code);
    r->economy = domar_scratch_bytes(cx, MOST_COLUMNS, sizeof *r->economy);
    r->industry = domar_scratch_bytes(cx, MOST_COLUMNS, sizeof *r->industry);
    return r->kind && r->at && r->above && r->code && r->economy && r->industry ? DOMAR_OK
                                                                                : DOMAR_ENOMEM;
}

/* One sheet; *found if it has a table of the wanted year, *other the year of one that has not. */
static domar_status read_sheet(domar_cx *cx, domar_series *series, domar_source *source,
                               size_t sheet, int wanted, const domar_sheet_layout *layout,
                               bool *found, int *other)
{
    domar_xlsx *x = domar_source_workbook(source);
    struct reading r = { .layout = layout, .file = domar_source_name(source),
                         .sheet = domar_xlsx_sheet(x, sheet) };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = new_reading(cx, &r);
    if (!st) st = domar_xlsx_read(cx, x, sheet, LABEL_ROWS, take_label_row, &r);
    if (st || !r.label_row) goto done;
    const int own = year_of(&r, domar_source_path(source)), year = own ? own : wanted;
    if (!year)
        st = domar_fail(cx, DOMAR_EDATA, "%s, sheet %s: no year in the name of the sheet or of the "
                        "file: say --year", r.file, r.sheet);
    if (!st && wanted && year != wanted) {
        *other = year;
        goto done;
    }
    *found = true;
    if (!st) st = sort_columns(cx, &r);
    if (!st) st = new_draft(cx, &r, year);
    if (!st) st = domar_xlsx_read(cx, x, sheet, 0, take_row, &r);
    if (!st) st = check(cx, &r);
    if (!st) st = take_factors(cx, &r);
    if (!st) {
        st = domar_series_add(cx, series, r.draft);
        r.draft = NULL;
    }
done:
    domar_draft_free(r.draft);
    domar_release(r.V);
    domar_release(r.VY);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_world_sheet_read(domar_cx *cx, domar_series *series, domar_source *source,
                                    int year, const domar_sheet_layout *layout)
{
    domar_xlsx *x = domar_source_workbook(source);
    domar_status st = DOMAR_OK;
    bool found = false;
    int other = 0;
    if (!x)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s is no workbook (.xlsx): choose the format of the file",
                          domar_source_name(source));
    for (size_t k = 0; !st && k < domar_xlsx_sheets(x); k++)
        st = read_sheet(cx, series, source, k, year, layout, &found, &other);
    if (st || found) return st;
    if (other)
        return domar_fail(cx, DOMAR_EDATA, "%s holds the year %d, not %d",
                          domar_source_name(source), other, year);
    return domar_fail(cx, DOMAR_EDATA,
                      "%s: no sheet has a row of codes (c1 in column E, an economy above each): "
                      "fetch the file again", domar_source_name(source));
}

bool domar_world_sheet_is(const domar_head *head, const char *category)
{
    size_t size;
    const char *row = domar_xlsx_head_row(head, FIRST, "c1", &size);
    return row && domar_xlsx_head_has(row, size, category);
}
