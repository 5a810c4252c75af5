/* model/growth_pairs.c -- growth from one period to a later one. */
#include "model/growth_pairs.h"
#include <math.h>

/* First row of the unit at or after i that is `length` later; SIZE_MAX: none. */
static size_t later(const domar_sample *s, size_t i, double length)
{
    const domar_panel *p = s->panel;
    for (size_t j = i + 1; j < s->start[s->unit[i] + 1]; j++)
        if (fabs(p->time[s->period[j]] - p->time[s->period[i]] - length) <= 1e-9 * length) return j;
    return SIZE_MAX;
}

domar_status domar_growth_pairs_of(domar_cx *cx, domar_growth_pairs *out, const domar_sample *s, size_t step, const char *name)
{
    const size_t n = s->rows, columns = s->terms;
    double *block = domar_scratch(cx, (columns + 1) * (n + 1));
    *out = (domar_growth_pairs){ .columns = columns, .x = domar_scratch_bytes(cx, columns, sizeof *out->x),
                                 .unit = domar_scratch_bytes(cx, n + 1, sizeof *out->unit),
                                 .period = domar_scratch_bytes(cx, n + 1, sizeof *out->period),
                                 .start = domar_scratch_bytes(cx, s->units + 1, sizeof *out->start),
                                 .from = domar_scratch_bytes(cx, n + 1, sizeof *out->from), .length = (double)step * s->panel->step };
    if (!block || !out->x || !out->unit || !out->period || !out->start || !out->from) return DOMAR_ENOMEM;
    out->growth = block;
    for (size_t c = 0; c < columns; c++) out->x[c] = block + (c + 1) * (n + 1);
    for (size_t i = 0; i < n; i++)
        if (!(s->x[0][i] > 0))
            return domar_fail(cx, DOMAR_EDATA, "%s is %g for %s, %s: growth needs values above zero; leave the unit out (--where) or take another "
                              "variable", name, s->x[0][i], domar_axis_code(s->panel->unit_axis, s->unit[i]),
                              domar_axis_code(s->panel->period_axis, s->period[i]));
    for (size_t u = 0; u < s->units; u++) {
        for (size_t i = s->start[u]; i < s->start[u + 1]; i++) {
            const size_t j = later(s, i, out->length);
            if (j == SIZE_MAX) continue;
            out->growth[out->n] = (log(s->x[0][j]) - log(s->x[0][i])) / out->length;
            out->x[0][out->n] = log(s->x[0][i]);
            for (size_t c = 1; c < columns; c++) out->x[c][out->n] = s->x[c][i];
            out->unit[out->n] = s->unit[i];
            out->period[out->n] = s->period[i];
            out->from[out->n++] = i;
        }
        out->start[u + 1] = out->n;
    }
    if (out->n) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "no unit has two periods that are %zu apart: growth cannot be seen, choose another --step", step);
}
