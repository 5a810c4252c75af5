/* panel/fill.c -- missing numbers of a column, filled within the unit (panel/sample.h). */
#include "panel/fill.h"
#include <math.h>
#include <string.h>

static void by_mean(double *v, size_t rows)
{
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < rows; i++)
        if (!isnan(v[i])) {
            sum += v[i];
            known++;
        }
    for (size_t i = 0; known && i < rows; i++)
        if (isnan(v[i])) v[i] = sum / (double)known;
}

static void by_line(double *v, const uint32_t *period, const double *time, size_t rows)
{
    for (size_t i = 1; i < rows; i++) {
        size_t after = i;
        if (!isnan(v[i]) || isnan(v[i - 1])) continue;
        while (after < rows && isnan(v[after])) after++;
        if (after == rows) return;
        const double t0 = time[period[i - 1]], v0 = v[i - 1], slope = (v[after] - v0) / (time[period[after]] - t0);
        for (; i < after; i++) v[i] = v0 + slope * (time[period[i]] - t0);
    }
}

static void by_last(double *v, size_t rows)
{
    for (size_t i = 1; i < rows; i++)
        if (isnan(v[i])) v[i] = v[i - 1];
}

size_t domar_panel_fill(double *value, const domar_panel *p, const char *fill)
{
    size_t before = 0, after = 0;
    for (size_t i = 0; i < p->rows; i++) before += isnan(value[i]) != 0;
    if (!before) return 0;
    for (size_t u = 0; u < p->units; u++) {
        const size_t first = p->start[u], rows = p->start[u + 1] - first;
        double *v = value + first;
        if (strcmp(fill, "zero") == 0)
            for (size_t i = 0; i < rows; i++) v[i] = isnan(v[i]) ? 0 : v[i];
        else if (strcmp(fill, "mean") == 0) by_mean(v, rows);
        else if (strcmp(fill, "interpolate") == 0) by_line(v, p->period + first, p->time, rows);
        else if (strcmp(fill, "forward") == 0) by_last(v, rows);
    }
    for (size_t i = 0; i < p->rows; i++) after += isnan(value[i]) != 0;
    return before - after;
}
