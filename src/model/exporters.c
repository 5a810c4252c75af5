/* model/exporters.c -- exports, stages, work of the industries of a table: see the header. */
#include "model/exporters.h"
#include "model/accounts.h"
#include "model/local.h"
#include <math.h>
#include <string.h>

static domar_status look_at_flows(domar_cx *cx, domar_exporters *x, domar_leontief *system, bool gross)
{
    const domar_table *t = x->t;
    double *e = domar_scratch(cx, t->n), *v = domar_scratch(cx, t->n);
    domar_local local;
    x->stages = domar_scratch(cx, t->n);
    if (!e || !v || !x->stages) return DOMAR_ENOMEM;
    memcpy(x->stages, t->x, t->n * sizeof *t->x);
    domar_status st = domar_leontief_solve(cx, system, x->stages, 1);      /* u x = B x */
    domar_exports(e, t);
    if (gross) memcpy(x->exports, e, t->n * sizeof *e);
    else {
        domar_va_coefficients(v, t);
        if (!st) st = domar_local_new(cx, &local, t, system);
        if (!st) domar_local_apply(&local, x->exports, e);
        for (size_t i = 0; i < t->n; i++) x->exports[i] *= v[i];
    }
    domar_mask_zero_output(x->exports, t);
    return st;
}

static domar_status choose_goods(domar_cx *cx, domar_exporters *x)
{
    const domar_axis *industries = domar_series_axis(x->t->series, DOMAR_INDUSTRIES);
    size_t left = 0;
    for (size_t i = 0; i < x->t->N; i++) {
        const char *kind = domar_axis_kind(industries, i);
        x->no_goods[i] = strcmp(kind, "AGR") != 0 && strcmp(kind, "MIN") != 0 && strcmp(kind, "MAN") != 0;
        left += !x->no_goods[i];
    }
    return left ? DOMAR_OK : domar_fail(cx, DOMAR_EDATA, "--goods: no industry of this file is known to make goods: give kinds on its "
                                        "page, or leave the option out");
}

/* Everybody at work comes before groups of them. */
static const double *row_of_work(const domar_table *t, bool hours)
{
    const domar_axis *satellites = domar_series_axis_or_null(t->series, DOMAR_SATELLITES);
    const size_t row = satellites ? domar_axis_find(satellites, hours ? "H_EMP" : "EMP") : SIZE_MAX;
    return row != SIZE_MAX && t->S ? t->S + row * t->n : domar_row_of_kind(t, hours ? DOMAR_HOURS : DOMAR_JOBS, NULL);
}

static void measure_productivity(domar_exporters *x)
{
    const domar_table *t = x->t;
    for (size_t g = 0; g < t->G; g++) {
        double va = 0, work = 0;
        for (size_t i = g * t->N; x->work && i < (g + 1) * t->N; i++) {
            if (isnan(t->va[i]) || !(x->work[i] > 0)) continue;
            va += t->va[i];
            work += x->work[i];
        }
        x->log_productivity[g] = va > 0 && work > 0 ? log(va / work) : NAN;
    }
}

domar_status domar_exporters_new(domar_cx *cx, domar_exporters *x, const domar_table *t, domar_leontief *system,
                                 const domar_exporters_choice *choice)
{
    *x = (domar_exporters){ .t = t };
    x->exports = domar_scratch(cx, t->n);
    x->log_productivity = domar_scratch(cx, t->G);
    x->nobody = domar_scratch_bytes(cx, t->G, sizeof *x->nobody);
    x->no_goods = domar_scratch_bytes(cx, t->N, sizeof *x->no_goods);
    if (!x->exports || !x->log_productivity || !x->nobody || !x->no_goods) return DOMAR_ENOMEM;
    x->work = row_of_work(t, choice->hours);
    measure_productivity(x);
    for (size_t g = 0; g < t->G; g++)
        x->nobody[g] = strcmp(domar_axis_kind(domar_series_axis(t->series, DOMAR_ECONOMIES), g), "rest") == 0;
    const domar_status st = choice->goods ? choose_goods(cx, x) : DOMAR_OK;
    if (st) return st;
    if (t->Z) return look_at_flows(cx, x, system, choice->gross);
    for (size_t i = 0; i < t->n; i++) x->exports[i] = isnan(t->x[i]) ? 0 : t->x[i];
    return DOMAR_OK;
}
