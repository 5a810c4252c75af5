/* model/cross_sections.c -- a sample period by period. */
#include "model/cross_sections.h"
#include <stdio.h>
#include <string.h>

static void name(char en[96], char zh[96], const domar_panel *p, size_t period)
{
    const char *code = domar_axis_code(p->period_axis, period);
    const bool year = strlen(code) == 4 && p->time[period] >= 1000 && p->time[period] < 3000;
    snprintf(en, 96, " in %.80s", code);
    snprintf(zh, 96, "%.80s%s", code, year ? "年" : "");
}

domar_status domar_cross_sections_of(domar_cx *cx, domar_cross_sections *out, const domar_sample *s)
{
    size_t *count = domar_scratch_bytes(cx, s->periods + 1, sizeof *count);
    *out = (domar_cross_sections){ .start = domar_scratch_bytes(cx, s->periods + 1, sizeof *out->start),
                                   .period = domar_scratch_bytes(cx, s->periods + 1, sizeof *out->period),
                                   .row = domar_scratch_bytes(cx, s->rows + 1, sizeof *out->row) };
    if (!count || !out->start || !out->period || !out->row) return DOMAR_ENOMEM;
    if (!s->rows) return domar_fail(cx, DOMAR_EDATA, "no row is left: check --where, --periods and --missing");
    for (size_t i = 0; i < s->rows; i++) count[s->period[i]]++;
    size_t at = 0;
    for (size_t t = 0; t < s->periods; t++) {
        const size_t here = count[t];
        count[t] = at;                             /* where the next row of it goes */
        if (!here) continue;
        out->period[out->periods] = t;
        out->start[out->periods++] = at;
        at += here;
    }
    out->start[out->periods] = at;
    for (size_t i = 0; i < s->rows; i++) out->row[count[s->period[i]]++] = i;
    if (s->panel->period_name) {
        name(out->first, out->first_zh, s->panel, out->period[0]);
        name(out->last, out->last_zh, s->panel, out->period[out->periods - 1]);
    }
    return DOMAR_OK;
}

void domar_cross_section_values(double *to, const domar_cross_sections *c, size_t k, const double *from)
{
    for (size_t i = c->start[k]; i < c->start[k + 1]; i++) to[i - c->start[k]] = from[c->row[i]];
}
