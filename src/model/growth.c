/* model/growth.c -- which rows of a table say what about growth, and the growth of inputs.
 *
 *     Tornqvist:  dlog Q = sum_k 1/2 (s_k^a + s_k^b) log(q_k^b / q_k^a),   s_k = shares in value
 */
#include "model/growth.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- rows */
static const domar_axis *satellites_of(const domar_series *s) { return domar_series_axis(s, DOMAR_SATELLITES); }

static bool has(const domar_series *s, const char *code) { return domar_axis_find(satellites_of(s), code) != SIZE_MAX; }

static bool has_kind(const domar_series *s, const char *kind)
{
    return domar_axis_find_kind(satellites_of(s), kind) != SIZE_MAX ||
           domar_axis_find_kind(domar_series_axis(s, DOMAR_FACTORS), kind) != SIZE_MAX;
}

static const char *unit_of(const domar_series *s, const char *kind)
{
    const size_t row = domar_axis_find_kind(satellites_of(s), kind);
    return row == SIZE_MAX ? "" : domar_axis_item(satellites_of(s), row).unit;
}

/* Groups that have both rows: PAIR1 + x and PAIR2 + x. */
static size_t find_groups(domar_item *group, size_t most, const domar_series *s, const char *first, const char *second)
{
    const domar_axis *axis = satellites_of(s);
    size_t count = 0;
    for (size_t k = 0; k < domar_axis_size(axis) && count < most; k++) {
        const char *code = domar_axis_code(axis, k);
        char other[64];
        if (strncmp(code, first, strlen(first)) != 0) continue;
        const char *name = code + strlen(first);
        snprintf(other, sizeof other, "%s%s", second, name);
        const size_t twin = domar_axis_find(axis, other);
        if (!*name || twin == SIZE_MAX || strcmp(domar_axis_code(axis, twin), other) != 0) continue;
        group[count] = domar_axis_item(axis, twin);
        group[count++].code = name;
    }
    return count;
}

/* Kinds of inputs: IIx with an index of its volume or price. */
static size_t find_purchases(domar_item *kind, size_t most, const domar_series *s)
{
    const domar_axis *axis = satellites_of(s);
    size_t count = 0;
    for (size_t k = 0; k < domar_axis_size(axis) && count < most; k++) {
        const char *code = domar_axis_code(axis, k);
        char volume[64], price[64];
        if (strncmp(code, "II", 2) != 0 || !code[2] || strchr(code, '_')) continue;
        snprintf(volume, sizeof volume, "%s_QI", code);
        snprintf(price, sizeof price, "%s_P", code);
        if (!has(s, volume) && !has(s, price)) continue;
        kind[count] = domar_axis_item(axis, k);
        kind[count++].code = code + 2;
    }
    return count;
}

void domar_growth_find(domar_growth_rows *rows, const domar_series *s)
{
    *rows = (domar_growth_rows){
        .labour = has_kind(s, DOMAR_LABOUR), .capital = has_kind(s, DOMAR_CAPITAL) || has(s, "CAP"),
        .jobs = has_kind(s, DOMAR_JOBS), .hours = has_kind(s, DOMAR_HOURS), .stock = has_kind(s, DOMAR_STOCK),
        .investment = has(s, "GFCF") && has(s, "GFCF_P"),
        .prices = has(s, "GO_P"), .volumes = has(s, "GO_QI"),
        .taxes_production = has_kind(s, DOMAR_TAX_PRODUCTION), .taxes_products = has_kind(s, DOMAR_TAX_PRODUCTS),
        .jobs_unit = unit_of(s, DOMAR_JOBS), .hours_unit = unit_of(s, DOMAR_HOURS) };
    rows->skills = find_groups(rows->skill, DOMAR_SKILLS, s, "H_", "LAB");
    rows->assets = find_groups(rows->asset, DOMAR_ASSETS, s, "K_", "CAP_");
    rows->purchases = find_purchases(rows->purchase, DOMAR_PURCHASES, s);
}

/* ---- a year */
static const double *satellite(const domar_table *t, const char *code)
{
    const size_t row = domar_axis_find(satellites_of(t->series), code);
    return row == SIZE_MAX || !t->S ? NULL : t->S + row * t->n;
}

static const double *of_kind(const domar_table *t, const char *kind)
{
    const size_t row = domar_axis_find_kind(satellites_of(t->series), kind);
    return row == SIZE_MAX || !t->S ? NULL : t->S + row * t->n;
}

/* Rows of the table itself of one kind, added up (China has two of capital); false: none. */
static bool add_factors(double *sum, const domar_table *t, const char *kind)
{
    const domar_axis *factors = domar_series_axis(t->series, DOMAR_FACTORS);
    bool any = false;
    for (size_t f = 0; f < t->factors; f++) {
        if (strcmp(domar_axis_kind(factors, f), kind) != 0) continue;
        for (size_t i = 0; i < t->n; i++) sum[i] = (any ? sum[i] : 0) + t->V[f * t->n + i];
        any = true;
    }
    return any;
}

static void copy(double *to, const double *from, size_t n)
{
    for (size_t i = 0; i < n; i++) to[i] = from ? from[i] : NAN;
}

static void taxes(double *to, const domar_table *t, const char *kind)
{
    if (add_factors(to, t, kind)) return;
    const double *row = of_kind(t, kind);
    for (size_t i = 0; i < t->n; i++) to[i] = row ? row[i] : 0;
}

/* Index where the table has one, else the value over its price. */
static void volume(double *q, const domar_table *t, const char *index, const char *price, const double *value)
{
    const double *row = satellite(t, index), *p = satellite(t, price);
    for (size_t i = 0; i < t->n; i++) {
        q[i] = row ? row[i] : p && p[i] > 0 ? value[i] / p[i] : NAN;
        if (!(q[i] > 0)) q[i] = NAN;
    }
}

static domar_status allocate(domar_cx *cx, domar_growth_year *y, const domar_growth_rows *rows)
{
    double **own[] = { &y->output, &y->inputs, &y->value_added, &y->labour, &y->capital, &y->taxes_production,
                       &y->taxes_products, &y->output_volume, &y->inputs_volume, &y->value_added_volume, &y->jobs,
                       &y->hours, &y->labour_volume, &y->labour_quality, &y->stock, &y->capital_volume, &y->investment,
                       &y->investment_price };
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (!(*own[k] = domar_scratch(cx, y->n))) return DOMAR_ENOMEM;
    for (size_t k = 0; k < rows->skills; k++)
        if (!(y->skill_hours[k] = domar_scratch(cx, y->n)) || !(y->skill_labour[k] = domar_scratch(cx, y->n)))
            return DOMAR_ENOMEM;
    for (size_t k = 0; k < rows->assets; k++)
        if (!(y->asset_stock[k] = domar_scratch(cx, y->n)) || !(y->asset_capital[k] = domar_scratch(cx, y->n)))
            return DOMAR_ENOMEM;
    for (size_t k = 0; k < rows->purchases; k++)
        if (!(y->purchase[k] = domar_scratch(cx, y->n)) || !(y->purchase_volume[k] = domar_scratch(cx, y->n)))
            return DOMAR_ENOMEM;
    return DOMAR_OK;
}

static void read_groups(domar_growth_year *y, const domar_growth_rows *rows)
{
    char code[64];
    for (size_t k = 0; k < rows->skills; k++) {
        snprintf(code, sizeof code, "H_%s", rows->skill[k].code);
        copy(y->skill_hours[k], satellite(y->t, code), y->n);
        snprintf(code, sizeof code, "LAB%s", rows->skill[k].code);
        copy(y->skill_labour[k], satellite(y->t, code), y->n);
    }
    for (size_t k = 0; k < rows->assets; k++) {
        snprintf(code, sizeof code, "K_%s", rows->asset[k].code);
        copy(y->asset_stock[k], satellite(y->t, code), y->n);
        snprintf(code, sizeof code, "CAP_%s", rows->asset[k].code);
        copy(y->asset_capital[k], satellite(y->t, code), y->n);
    }
    for (size_t k = 0; k < rows->purchases; k++) {
        char price[64];
        snprintf(code, sizeof code, "II%s", rows->purchase[k].code);
        copy(y->purchase[k], satellite(y->t, code), y->n);
        snprintf(code, sizeof code, "II%s_QI", rows->purchase[k].code);
        snprintf(price, sizeof price, "II%s_P", rows->purchase[k].code);
        volume(y->purchase_volume[k], y->t, code, price, y->purchase[k]);
    }
}

domar_status domar_growth_read(domar_cx *cx, domar_growth_year *y, const domar_growth_rows *rows, const domar_table *t)
{
    *y = (domar_growth_year){ .t = t, .n = t->n };
    const domar_status st = allocate(cx, y, rows);
    if (st) return st;
    for (size_t i = 0; i < t->n; i++) {
        const bool there = domar_produces(t->x[i]);
        y->output[i] = there ? t->x[i] : NAN;
        y->value_added[i] = there ? t->va[i] : NAN;
        y->inputs[i] = y->output[i] - y->value_added[i];
    }
    taxes(y->taxes_production, t, DOMAR_TAX_PRODUCTION);
    taxes(y->taxes_products, t, DOMAR_TAX_PRODUCTS);
    if (!add_factors(y->labour, t, DOMAR_LABOUR)) copy(y->labour, of_kind(t, DOMAR_LABOUR), t->n);
    if (!add_factors(y->capital, t, DOMAR_CAPITAL)) {
        const double *row = of_kind(t, DOMAR_CAPITAL);
        if (!row) row = satellite(t, "CAP");
        copy(y->capital, row, t->n);
        for (size_t i = 0; !row && i < t->n; i++)
            y->capital[i] = y->value_added[i] - y->labour[i] - y->taxes_production[i];
    }
    volume(y->output_volume, t, "GO_QI", "GO_P", y->output);
    volume(y->inputs_volume, t, "II_QI", "II_P", y->inputs);
    volume(y->value_added_volume, t, "VA_QI", "VA_P", y->value_added);
    copy(y->jobs, of_kind(t, DOMAR_JOBS), t->n);
    copy(y->hours, of_kind(t, DOMAR_HOURS), t->n);
    copy(y->labour_volume, satellite(t, "LAB_QI"), t->n);
    copy(y->labour_quality, satellite(t, "LAB_QPH"), t->n);
    copy(y->stock, of_kind(t, DOMAR_STOCK), t->n);
    copy(y->capital_volume, satellite(t, "CAP_QI"), t->n);
    copy(y->investment, satellite(t, "GFCF"), t->n);
    copy(y->investment_price, satellite(t, "GFCF_P"), t->n);
    read_groups(y, rows);
    return DOMAR_OK;
}

/* ---- growth */
bool domar_unit_is_index(const char *unit) { return strstr(unit, "index") || strchr(unit, '='); }

double domar_log_change(double a, double b) { return a > 0 && b > 0 ? log(b / a) : NAN; }

double domar_growth_of_price(const domar_growth_year *a, const domar_growth_year *b, size_t i)
{
    return domar_log_change(a->output[i], b->output[i]) - domar_log_change(a->output_volume[i], b->output_volume[i]);
}

double domar_mean_share(double part_a, double whole_a, double part_b, double whole_b)
{
    return fabs(whole_a) > 0 && fabs(whole_b) > 0 ? 0.5 * (part_a / whole_a + part_b / whole_b) : NAN;
}

/* Tornqvist over groups by their values; a group that is nowhere in both years counts for nothing, one without a
 * volume in one of them leaves no number. */
static double groups(double *const value_a[], double *const value_b[], double *const q_a[], double *const q_b[],
                     size_t count, size_t i)
{
    double whole_a = 0, whole_b = 0, sum = 0;
    for (size_t k = 0; k < count; k++) {
        whole_a += value_a[k][i];
        whole_b += value_b[k][i];
    }
    for (size_t k = 0; k < count; k++) {
        const double share = domar_mean_share(value_a[k][i], whole_a, value_b[k][i], whole_b);
        if (share == 0 && value_a[k][i] == 0 && value_b[k][i] == 0) continue;
        sum += share * domar_log_change(q_a[k][i], q_b[k][i]);
    }
    return count ? sum : NAN;
}

domar_labour_growth domar_growth_of_labour(const domar_growth_rows *rows, const domar_growth_year *a,
                                           const domar_growth_year *b, size_t i)
{
    domar_labour_growth g = { .hours = domar_log_change(a->hours[i], b->hours[i]) };
    if (isnan(g.hours)) {
        g.hours = domar_log_change(a->jobs[i], b->jobs[i]);
        g.heads = true;
    }
    g.input = domar_log_change(a->labour_volume[i], b->labour_volume[i]);
    if (isnan(g.input)) g.input = g.hours + domar_log_change(a->labour_quality[i], b->labour_quality[i]);
    if (isnan(g.input))
        g.input = groups(a->skill_labour, b->skill_labour, a->skill_hours, b->skill_hours, rows->skills, i);
    g.quality = g.input - g.hours;
    if (isnan(g.input)) g.input = g.hours;
    return g;
}

double domar_growth_of_capital(const domar_growth_rows *rows, const domar_growth_year *a, const domar_growth_year *b,
                               size_t i)
{
    double g = domar_log_change(a->capital_volume[i], b->capital_volume[i]);
    if (a->capital[i] == 0 && b->capital[i] == 0) return 0;
    if (isnan(g)) g = groups(a->asset_capital, b->asset_capital, a->asset_stock, b->asset_stock, rows->assets, i);
    return isnan(g) ? domar_log_change(a->stock[i], b->stock[i]) : g;
}

double domar_growth_of_inputs(const domar_growth_year *a, const domar_growth_year *b, size_t i, double *known)
{
    const double given = domar_log_change(a->inputs_volume[i], b->inputs_volume[i]);
    const size_t n = a->n;
    double told[2] = { 0 }, all[2] = { 0 }, sum[2] = { 0 };
    if (known) *known = isnan(given) ? 0 : 1;
    if (a->inputs[i] == 0 && b->inputs[i] == 0) return 0;
    if (!isnan(given) || !a->t->Z || !b->t->Z) return given;
    const double *const Z[] = { a->t->Z + i, b->t->Z + i };
    for (size_t k = 0; k < n; k++) {
        const double z[] = { Z[0][k * n], Z[1][k * n] };
        const double dz = domar_log_change(z[0], z[1]) - domar_growth_of_price(a, b, k);
        for (int y = 0; y < 2; y++) {
            all[y] += z[y];
            if (isnan(dz)) continue;
            told[y] += z[y];
            sum[y] += z[y] * dz;
        }
    }
    if (known) *known = domar_mean_share(told[0], all[0], told[1], all[1]);
    return told[0] > 0 && told[1] > 0 ? domar_mean_share(sum[0], told[0], sum[1], told[1]) : NAN;
}
