/* spec/panel_result.c -- answers about panels: a row a row of the sample. */
#include "spec/panel_result.h"
#include <math.h>
#include <string.h>

domar_status domar_result_new_sample(domar_cx *cx, domar_result **out, const char *method, const domar_sample *s)
{
    const domar_dim dims[] = { { "unit", s->panel->unit_axis }, { "period", s->panel->period_axis } };
    const size_t count = s->panel->period_name ? 2 : 1;
    const domar_status st = domar_result_new_rows(cx, out, method, NULL, dims, count, s->rows);
    if (st) return st;
    memcpy(domar_result_codes(*out, "unit"), s->unit, s->rows * sizeof *s->unit);
    if (count > 1) memcpy(domar_result_codes(*out, "period"), s->period, s->rows * sizeof *s->period);
    return DOMAR_OK;
}

domar_status domar_sample_certify(domar_cx *cx, domar_result *r, const domar_sample *s, const char *missing)
{
    size_t units = 0;
    for (size_t u = 0; u < s->units; u++) units += s->start[u + 1] > s->start[u];
    domar_status st = domar_result_certify(cx, r, "rows_used", (double)s->rows, NAN);
    if (!st) st = domar_result_certify(cx, r, "units_used", (double)units, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "missing", missing);
    if (!st) st = domar_result_certify(cx, r, "rows_dropped", (double)s->dropped, NAN);
    if (!st && s->lagged) st = domar_result_certify(cx, r, "rows_without_lag", (double)s->lagged, NAN);
    if (!st && s->filled) st = domar_result_certify(cx, r, "numbers_filled", (double)s->filled, NAN);
    return st;
}
