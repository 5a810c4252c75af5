/* read/sea.c -- WIOD Socio-Economic Accounts: rows country,variable,code, a column a year.
 * Layout, units and what is done to them: docs/readers/sea.md.
 *
 *     money:   value * x / GO        x = output in the table, GO = output in the accounts
 *     shares:  LABHS * LAB, H_HS * H_EMP, ...: parts that add up, no longer shares            */
#include "read/sea.h"
#include "base/text.h"
#include "read/csv.h"
#include "table/codes.h"
#include <math.h>
#include <stdio.h>

enum { MOST = 64, LABELS = 4 };

struct accounts {
    const domar_series *series;
    const char *file;
    size_t country, variable, code, labels;   /* places of the label columns, and their number */
    size_t G, N, n, years;                    /* years: columns of numbers */
    char **names;                             /* header */
    char  *variables[MOST];                   /* in the order of the file, from scratch */
    size_t count;
    bool   *seen[MOST];                       /* n: the row has come */
    double *data[MOST];                       /* n x years, NaN where the accounts say nothing */
};

/* ---- reading the file */
static domar_status find_labels(domar_cx *cx, struct accounts *a, size_t fields)
{
    static const char *const wanted[] = { "country", "variable", "code" };
    size_t *const at[] = { &a->country, &a->variable, &a->code };
    int64_t year;
    for (a->labels = 0; a->labels < fields; a->labels++) {
        const char *name = a->names[a->labels];
        if (domar_parse_int(name + (*name == '_'), &year)) break;
    }
    a->years = fields - a->labels;
    for (size_t k = 0; k < 3; k++) {
        *at[k] = 0;
        while (*at[k] < a->labels && domar_icmp(a->names[*at[k]], wanted[k]) != 0) ++*at[k];
        if (*at[k] == a->labels || a->labels > LABELS || a->years == 0)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1: not the header of the Socio-Economic Accounts "
                              "(country,variable,code,1995,...): give that file as CSV",
                              a->file);
    }
    return DOMAR_OK;
}

/* Codes of countries that the two files of the release write differently. */
static size_t economy_of(const struct accounts *a, const char *code)
{
    const domar_axis *axis = domar_series_axis(a->series, DOMAR_ECONOMIES);
    const size_t g = domar_axis_find(axis, code);
    if (g != SIZE_MAX) return g;
    if (strcmp(code, "ROU") == 0) return domar_axis_find(axis, "ROM");
    if (strcmp(code, "ROM") == 0) return domar_axis_find(axis, "ROU");
    return SIZE_MAX;
}

/* The workbook of the release names industries by ISIC, its tables by c1 ... c35. */
static size_t industry_of(const struct accounts *a, const char *code)
{
    static const char *const isic[] = {
        "AtB", "C", "15t16", "17t18", "19", "20", "21t22", "23", "24", "25", "26", "27t28", "29",
        "30t33", "34t35", "36t37", "E", "F", "50", "51", "52", "H", "60", "61", "62", "63", "64",
        "J", "70", "71t74", "L", "M", "N", "O", "P" };
    const domar_axis *axis = domar_series_axis(a->series, DOMAR_INDUSTRIES);
    const size_t i = domar_axis_find(axis, code);
    char own[8];
    for (size_t k = 0; i == SIZE_MAX && k < sizeof isic / sizeof *isic; k++) {
        if (strcmp(isic[k], code) != 0) continue;
        snprintf(own, sizeof own, "c%zu", k + 1);
        return domar_axis_find(axis, own);
    }
    return i;
}

static domar_status add_variable(domar_cx *cx, struct accounts *a, const char *code, size_t *v)
{
    for (*v = 0; *v < a->count; ++*v)
        if (strcmp(a->variables[*v], code) == 0) return DOMAR_OK;
    if (a->count == MOST)
        return domar_fail(cx, DOMAR_EDATA, "%s: more than %d variables: this is another file",
                          a->file, MOST);
    char *copy = domar_scratch_bytes(cx, strlen(code) + 1, 1);
    double *data = copy ? domar_scratch(cx, a->n * a->years) : NULL;
    bool *seen = data ? domar_scratch_bytes(cx, a->n, sizeof *seen) : NULL;
    if (!seen) return DOMAR_ENOMEM;
    a->seen[a->count] = seen;
    for (size_t p = 0; p < a->n * a->years; p++) data[p] = NAN;
    a->variables[a->count] = strcpy(copy, code);
    a->data[a->count++] = data;
    return DOMAR_OK;
}

static void copy_label(char to[32], domar_field f)
{
    snprintf(to, 32, "%.*s", (int)(f.size < 31 ? f.size : 31), f.at);
}

static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct accounts *a = arg;
    char country[32], variable[32], code[32];
    size_t v;
    if (line == 1) return DOMAR_ROW_SKIP;
    copy_label(country, labels[a->country]);
    copy_label(variable, labels[a->variable]);
    copy_label(code, labels[a->code]);
    const size_t g = economy_of(a, country);
    if (g == SIZE_MAX || strcmp(code, "TOT") == 0)
        return DOMAR_ROW_SKIP; /* totals are made by summing */
    const size_t i = industry_of(a, code);
    if (i == SIZE_MAX) {
        domar_fail(cx, DOMAR_EDATA,
                   "%s, line %zu: industry '%s' of %s, %s is not in the table: give the "
                   "accounts of the same release",
                   a->file, line, code, country, variable);
        return DOMAR_ROW_STOP;
    }
    if (!*variable) {
        domar_fail(cx, DOMAR_EDATA, "%s, line %zu: the variable is empty: name it", a->file, line);
        return DOMAR_ROW_STOP;
    }
    const domar_status st = add_variable(cx, a, variable, &v);
    if (st) return st == DOMAR_ENOMEM ? DOMAR_ROW_NO_MEMORY : DOMAR_ROW_STOP;
    if (a->seen[v][g * a->N + i]) {
        domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s of %s, industry %s, comes twice: keep one row",
                   a->file, line, variable, country, code);
        return DOMAR_ROW_STOP;
    }
    a->seen[v][g * a->N + i] = true;
    return v * a->n + g * a->N + i;
}

static void targets(void *arg, size_t row, double **to)
{
    const struct accounts *a = arg;
    double *at = a->data[row / a->n] + row % a->n * a->years;
    for (size_t y = 0; y < a->years; y++) to[y] = at + y;
}

/* ---- from accounts to satellite rows */
static size_t variable_at(const struct accounts *a, const char *code)
{
    size_t v = 0;
    while (v < a->count && strcmp(a->variables[v], code) != 0) v++;
    return v;
}

/* Variables given as shares, and what they are shares of. */
static const char *whole_of(const char *code)
{
    static const char *const shares[][2] = {
        { "LABHS", "LAB" }, { "LABMS", "LAB" }, { "LABLS", "LAB" },
        { "H_HS", "H_EMP" }, { "H_MS", "H_EMP" }, { "H_LS", "H_EMP" } };
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
        if (strcmp(code, shares[k][0]) == 0) return shares[k][1];
    return NULL;
}

static bool is_money(const char *kind)
{
    return strcmp(kind, DOMAR_MONEY) == 0 || strcmp(kind, DOMAR_LABOUR) == 0 ||
           strcmp(kind, DOMAR_STOCK) == 0;
}

/* One unit of the accounts' money in the table's, industry by industry; nothing stays nothing
 * where the industry does not exist in either. */
static double exchange(double value, double x, double go)
{
    if (go > 0) return value * (x / go);
    return value == 0 && go == 0 && x == 0 ? 0 : NAN;
}

/* Output in the table's first year that the accounts reach: x (n), its column in the accounts. */
struct base { const double *x; size_t year; };

/* Households that employ have no capital: the accounts say so of its income and of investment, and leave the stock empty. */
static bool has_no_capital(const struct accounts *a, size_t at)
{
    const size_t cap = variable_at(a, "CAP"), investment = variable_at(a, "GFCF");
    return cap < a->count && investment < a->count && a->data[cap][at] == 0 && a->data[investment][at] == 0;
}

/* A stock at constant prices keeps one rate, or its growth would be the currency's. */
static void fill_row(const struct accounts *a, size_t v, const char *kind, const double *x,
                     size_t year, const struct base *base, double *row)
{
    const char *whole = whole_of(a->variables[v]);
    const size_t of = whole ? variable_at(a, whole) : a->count, go = variable_at(a, "GO");
    const bool stock = strcmp(kind, DOMAR_STOCK) == 0 && strcmp(a->variables[v], "K") != 0;
    for (size_t i = 0; i < a->n; i++) {
        const size_t at = i * a->years + year;
        row[i] = a->data[v][at];
        if (whole) row[i] *= of < a->count ? a->data[of][at] : NAN;
        if (stock && isnan(row[i]) && has_no_capital(a, at)) row[i] = 0;
        if (stock) row[i] = exchange(row[i], base->x[i], a->data[go][i * a->years + base->year]);
        else if (is_money(kind)) row[i] = exchange(row[i], x[i], a->data[go][at]);
    }
}

static domar_status make_axis(domar_cx *cx, const struct accounts *a, domar_axis **axis)
{
    domar_item items[MOST] = { { 0 } };
    for (size_t v = 0; v < a->count; v++) items[v].code = a->variables[v];
    domar_status st = domar_codes_label(cx, items, a->count, "satellites");
    for (size_t v = 0; !st && v < a->count; v++)
        if (!*items[v].kind)
            st = domar_fail(cx, DOMAR_EDATA,
                            "%s: variable '%s' is none of the Socio-Economic Accounts: "
                            "remove its rows",
                            a->file, items[v].code);
    return st ? st : domar_axis_new(cx, axis, items, a->count);
}

static domar_status attach_year(domar_cx *cx, domar_series *series, const struct accounts *a,
                                const domar_axis *axis, size_t k, size_t year, const struct base *base)
{
    double *S = domar_alloc(cx, a->count * a->n, sizeof *S);
    if (!S) return DOMAR_ENOMEM;
    for (size_t p = 0; p < a->count * a->n; p++) S[p] = NAN;
    const double *x = domar_table_x(domar_series_table(series, k));
    for (size_t v = 0; v < a->count && year < a->years; v++)
        fill_row(a, v, domar_axis_kind(axis, v), x, year, base, S + v * a->n);
    return domar_series_set_satellites(cx, series, k, axis, S);
}

/* Column of a year of the table; a->years if the accounts do not reach it. */
static size_t column_of(const struct accounts *a, int year)
{
    size_t y = 0;
    int64_t value;
    for (; y < a->years; y++) {
        const char *name = a->names[a->labels + y];
        if (domar_parse_int(name + (*name == '_'), &value) && value == year) break;
    }
    return y;
}

static domar_status note(domar_cx *cx, domar_series *series, const struct accounts *a)
{
    const char *before = domar_series_info(series, "notes");
    char *text =
        domar_format(cx,
                     "%s%ssatellite rows from %s: money goes from national currency to the "
                     "table's by the ratio of the table's output to the accounts' output of the "
                     "industry and year, the "
                     "real capital stock at that ratio of the first year of both; skill groups are shares "
                     "times their total; rest "
                     "of the world and gaps are missing",
                     before, *before ? "; " : "", a->file);
    const domar_status st = text ? domar_info_set(cx, series, "notes", text) : DOMAR_ENOMEM;
    domar_release(text);
    return st;
}

static domar_status check(domar_cx *cx, const struct accounts *a)
{
    size_t covered = 0;
    for (size_t k = 0; k < domar_series_size(a->series); k++)
        covered += column_of(a, domar_series_year(a->series, k)) < a->years;
    if (a->count == 0)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: no economy of these accounts is in the table: attach them to "
                          "a table of the same release",
                          a->file);
    if (variable_at(a, "GO") == a->count)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: the rows of GO are missing, without which money cannot be "
                          "converted: fetch the whole file",
                          a->file);
    if (covered == 0)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: these accounts have none of the table's years: attach them to "
                          "a table of the same release",
                          a->file);
    return DOMAR_OK;
}

/* Of the release's workbook the sheet DATA. */
static domar_status open_sheet(domar_cx *cx, domar_source *source)
{
    const domar_xlsx *x = domar_source_workbook(source);
    if (!x) return DOMAR_OK;
    const size_t sheet = domar_xlsx_find(x, "DATA");
    if (sheet != SIZE_MAX) return domar_source_sheet(cx, source, sheet);
    return domar_fail(cx, DOMAR_EDATA,
                      "%s has no sheet DATA, as the workbook of the Socio-Economic Accounts has: "
                      "give that one",
                      domar_source_name(source));
}

domar_status domar_sea_attach(domar_cx *cx, domar_series *series, domar_source *source)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct accounts a = { .series = series, .file = domar_source_name(source) };
    domar_axis *axis = NULL;
    size_t fields;
    domar_status st = DOMAR_OK;
    if (domar_series_axis_or_null(series, DOMAR_SATELLITES))
        return domar_fail(cx, DOMAR_EUSAGE,
                          "%s: the table has satellite rows already: attach one file", a.file);
    if ((st = open_sheet(cx, source)) ||
        (st = domar_csv_header(cx, source, 1, ',', &a.names, &fields))) return st;
    if ((st = find_labels(cx, &a, fields))) goto done;
    a.G = domar_axis_size(domar_series_axis(series, DOMAR_ECONOMIES));
    a.N = domar_axis_size(domar_series_axis(series, DOMAR_INDUSTRIES));
    a.n = a.G * a.N;
    const domar_csv_matrix shape = {
        .delimiter = ',', .labels = a.labels, .columns = a.years,
        .names = (const char *const *)(a.names + a.labels), .empty = DOMAR_EMPTY_NAN,
        .arg = &a, .row_of = row_of, .targets = targets };
    if ((st = domar_csv_read(cx, source, &shape)) || (st = check(cx, &a)) ||
        (st = make_axis(cx, &a, &axis))) goto done;
    size_t first = 0;                   /* check has seen that there is such a year */
    while (column_of(&a, domar_series_year(series, first)) == a.years) first++;
    const struct base base = { domar_table_x(domar_series_table(series, first)),
                               column_of(&a, domar_series_year(series, first)) };
    for (size_t k = 0; !st && k < domar_series_size(series); k++)
        st = attach_year(cx, series, &a, axis, k, column_of(&a, domar_series_year(series, k)), &base);
    if (!st) st = note(cx, series, &a);
done:
    domar_axis_free(axis);
    domar_release(a.names);
    domar_scratch_rewind(cx, mark);
    return st;
}
