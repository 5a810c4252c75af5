/* laws/compare.c -- two answers with the same keys. */
#include "laws/compare.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- degree of a unit in money: "money" 1, "jobs per money" -1, "factor" as the row's factor */
static int degree_of_word(const char *word, size_t size, const domar_result *r, size_t row)
{
    if (size == 5 && memcmp(word, "money", 5) == 0) return 1;
    if (size != 6 || memcmp(word, "factor", 6) != 0) return 0;
    const size_t c = domar_result_find(r, "factor");
    if (c == SIZE_MAX) return 0;
    const char *unit = domar_axis_item(domar_result_axis(r, c), domar_result_items(r, c)[row]).unit;
    return !unit || !*unit || strcmp(unit, "money") == 0 || strcmp(unit, "million USD") == 0;
}

/* Of one unit, without " or ". */
static int degree_of_one(const char *unit, const domar_result *r, size_t row)
{
    const char *per = strstr(unit, " per ");
    int d = degree_of_word(unit, per ? (size_t)(per - unit) : strlen(unit), r, row);
    if (per) d -= degree_of_word(per + 5, strlen(per + 5), r, row);
    return d;
}

/* "money or %": which of them is told by the size of the number, see same_values. */
static size_t degrees(int d[4], const char *unit, const domar_result *r, size_t row)
{
    size_t count = 0;
    char one[64];
    d[0] = 0;
    while (unit && count < 4) {
        const char *end = strstr(unit, " or ");
        snprintf(one, sizeof one, "%.*s", end ? (int)(end - unit) : (int)strlen(unit), unit);
        d[count++] = degree_of_one(one, r, row);
        unit = end ? end + 4 : NULL;
    }
    return count ? count : 1;
}

static const char *unit_of(const domar_method *m, const char *column)
{
    for (const domar_column *c = m->columns; c->name; c++)
        if (strcmp(c->name, column) == 0) return c->unit;
    return NULL;
}

/* ---- rows by key */
static const domar_result *sorting;     /* qsort has no argument in C17; this is one thread */

static int by_key(const void *a, const void *b)
{
    const size_t i = *(const size_t *)a, j = *(const size_t *)b;
    for (size_t c = 0; c < domar_result_columns(sorting); c++) {
        if (domar_result_kind(sorting, c) != DOMAR_COLUMN_DIMENSION) continue;
        const domar_axis *axis = domar_result_axis(sorting, c);
        const uint32_t *items = domar_result_items(sorting, c);
        const int sign = strcmp(domar_axis_code(axis, items[i]), domar_axis_code(axis, items[j]));
        if (sign) return sign;
    }
    return 0;
}

static size_t *sorted(const domar_result *r)
{
    const size_t rows = domar_result_rows(r);
    size_t *order = malloc((rows + 1) * sizeof *order);
    if (!order) abort();
    for (size_t k = 0; k < rows; k++) order[k] = k;
    sorting = r;
    qsort(order, rows, sizeof *order, by_key);
    return order;
}

static void print_key(const domar_result *r, size_t row)
{
    for (size_t c = 0; c < domar_result_columns(r); c++)
        if (domar_result_kind(r, c) == DOMAR_COLUMN_DIMENSION)
            printf(" %s", domar_axis_code(domar_result_axis(r, c), domar_result_items(r, c)[row]));
}

static bool same_codes(const domar_result *a, const domar_result *b, size_t c, const size_t *oa,
                       const size_t *ob)
{
    for (size_t k = 0; k < domar_result_rows(a); k++) {
        const char *p = domar_axis_code(domar_result_axis(a, c), domar_result_items(a, c)[oa[k]]);
        const char *q = domar_axis_code(domar_result_axis(b, c), domar_result_items(b, c)[ob[k]]);
        if (strcmp(p, q) == 0) continue;
        printf("    column %s, row", domar_result_name(a, c));
        print_key(a, oa[k]);
        printf(": %s against %s\n", p, q);
        return false;
    }
    return true;
}

static bool is_growth(const char *unit) { return unit && strcmp(unit, "per cent (log)") == 0; }

/* Growth that "drag_money" tells in money: the values of "drag"; NULL: none. */
static const double *growth_of(const domar_method *m, const domar_result *r, size_t c)
{
    char name[64];
    const char *own = domar_result_name(r, c), *end = strstr(own, "_money");
    if (!end) return NULL;
    snprintf(name, sizeof name, "%.*s", (int)(end - own), own);
    const size_t twin = domar_result_find(r, name);
    return twin != SIZE_MAX && is_growth(unit_of(m, name)) ? domar_result_values(r, twin) : NULL;
}

static bool same_values(const domar_method *m, const domar_result *a, const domar_result *b,
                        size_t c, const size_t *oa, const size_t *ob, double factor, double rtol)
{
    const size_t rows = domar_result_rows(a);
    const double *va = domar_result_values(a, c), *vb = domar_result_values(b, c);
    const char *unit = unit_of(m, domar_result_name(a, c));
    /* Growth is a sum of parts near 100, of which little may be left; in money it is as exact. */
    const bool growth = is_growth(unit);
    const double *told = growth_of(m, b, c);
    double scale = growth ? 1000 : 0;
    for (size_t k = 0; k < rows; k++)
        if (isfinite(vb[k])) scale = fmax(scale, fabs(vb[k]));
    for (size_t k = 0; k < rows; k++) {
        int d[4];
        const size_t units = degrees(d, unit, a, oa[k]);
        double p = va[oa[k]] * pow(factor, d[0]);
        const double q = vb[ob[k]];
        bool same = isnan(p) && isnan(q);
        for (size_t i = 0; !same && i < units; i++) {
            p = va[oa[k]] * pow(factor, d[i]);
            const double as_growth = told && fabs(told[ob[k]]) > 0 ? fabs(q / told[ob[k]]) : 0;
            same = fabs(p - q) <= rtol * fmax(fmax(fabs(q), as_growth), d[i] || units == 1 ? 1e-3 * scale : 1);
        }
        if (same) continue;
        printf("    column %s (%s), row", domar_result_name(a, c), unit ? unit : "no unit");
        print_key(a, oa[k]);
        printf(": %.17g against %.17g\n", p, q);
        return false;
    }
    return true;
}

bool toy_same(const domar_method *m, const domar_result *a, const domar_result *b, double factor,
              double rtol, size_t *compared)
{
    const size_t columns = domar_result_columns(a), rows = domar_result_rows(a);
    if (columns != domar_result_columns(b) || rows != domar_result_rows(b)) {
        printf("    %zu rows x %zu columns against %zu x %zu\n", rows, columns,
               domar_result_rows(b), domar_result_columns(b));
        return false;
    }
    size_t *oa = sorted(a), *ob = sorted(b);
    bool same = true;
    for (size_t c = 0; same && c < columns; c++) {
        if (domar_result_kind(a, c) != DOMAR_COLUMN_VALUE) same = same_codes(a, b, c, oa, ob);
        else {
            same = same_values(m, a, b, c, oa, ob, factor, rtol);
            *compared += rows;
        }
    }
    free(oa);
    free(ob);
    return same;
}

bool toy_same_bits(const domar_result *a, const domar_result *b)
{
    const size_t columns = domar_result_columns(a), rows = domar_result_rows(a);
    if (columns != domar_result_columns(b) || rows != domar_result_rows(b)) return false;
    for (size_t c = 0; c < columns; c++) {
        const bool value = domar_result_kind(a, c) == DOMAR_COLUMN_VALUE;
        const void *p = value ? (const void *)domar_result_values(a, c) : domar_result_items(a, c);
        const void *q = value ? (const void *)domar_result_values(b, c) : domar_result_items(b, c);
        if (memcmp(p, q, rows * (value ? sizeof(double) : sizeof(uint32_t))) != 0) {
            printf("    column %s: other bits\n", domar_result_name(a, c));
            return false;
        }
    }
    return true;
}
