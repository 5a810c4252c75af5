/* model/panel_report.c -- see the header */
#include "model/panel_report.h"
#include "base/text.h"
#include "solve/distributions.h"
#include <math.h>

const domar_item domar_coefficient_status[] = {
    { .code = "estimated", .en = "estimated", .zh = "已估计" }, { .code = "collinear", .en = "collinear, left out", .zh = "共线，已剔除" },
    { .code = NULL } };
const domar_item domar_statistic_status[] = {
    { .code = "told", .en = "told", .zh = "已给出" }, { .code = "undefined", .en = "does not exist here", .zh = "此处不存在" },
    { .code = NULL } };

domar_status domar_put_coefficients(domar_cx *cx, domar_result **out, const char *method, const domar_column *columns,
                                    const domar_coefficients *c)
{
    static const char *const names[] = { "estimate", "se", "t", "p", "ci_low", "ci_high", "units" };
    const size_t n = c->count;
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, n + 1, sizeof *items);
    double *v = domar_scratch(cx, 7 * n + 1);
    uint32_t *status = domar_scratch_bytes(cx, n + 1, sizeof *status);
    domar_axis *axis = NULL;
    domar_status st = items && v && status ? DOMAR_OK : DOMAR_ENOMEM;
    const double reach = st ? NAN : isinf(c->df) ? domar_normal_quantile(0.5 + c->confidence / 200)
                       : domar_t_quantile(0.5 + c->confidence / 200, c->df);
    for (size_t j = 0; !st && j < n; j++) {
        items[j].code = c->names[j];
        v[j] = c->b[j];
        v[n + j] = c->se[j];
        v[2 * n + j] = c->b[j] / c->se[j];
        v[3 * n + j] = isinf(c->df) ? domar_normal_two_sided(v[2 * n + j]) : domar_t_two_sided(v[2 * n + j], c->df);
        v[4 * n + j] = c->b[j] - reach * c->se[j];
        v[5 * n + j] = c->b[j] + reach * c->se[j];
        v[6 * n + j] = (double)c->units;
        status[j] = isnan(c->b[j]) ? 1u : 0u;
    }
    if (!st) st = domar_axis_new(cx, &axis, items, n);
    if (!st) st = domar_result_new(cx, out, method, NULL, &(domar_dim){ "term", axis }, 1);
    for (size_t k = 0; !st && k < 7; k++) st = domar_result_put(cx, *out, columns, names[k], v + k * n);
    if (!st) st = domar_result_put_class(cx, *out, columns, "status", status);
    domar_axis_free(axis);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_put_statistics(domar_cx *cx, domar_result **out, const char *method, const domar_column *columns,
                                  const domar_statistic *list, size_t count, size_t units)
{
    static const char *const names[] = { "value", "df1", "df2", "p", "units" };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, count + 1, sizeof *items);
    double *v = domar_scratch(cx, 5 * count + 1);
    uint32_t *status = domar_scratch_bytes(cx, count + 1, sizeof *status);
    domar_axis *axis = NULL;
    domar_status st = items && v && status ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) {
        const domar_test *t = &list[k].test;
        items[k] = (domar_item){ .code = list[k].code, .en = list[k].en, .zh = list[k].zh };
        const double row[] = { t->value, t->df1, t->df2, t->p, (double)units };
        for (size_t c = 0; c < 5; c++) v[c * count + k] = row[c];
        status[k] = t->undefined || isnan(t->value) ? 1u : 0u;
    }
    if (!st) st = domar_axis_new(cx, &axis, items, count);
    if (!st) st = domar_result_new(cx, out, method, NULL, &(domar_dim){ "statistic", axis }, 1);
    for (size_t k = 0; !st && k < 5; k++) st = domar_result_put(cx, *out, columns, names[k], v + k * count);
    if (!st) st = domar_result_put_class(cx, *out, columns, "outcome", status);
    domar_axis_free(axis);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_sample_factor(domar_cx *cx, domar_factor *factor, const domar_sample *s, const char *column,
                                 const char *option)
{
    const domar_panel *p = s->panel;
    const bool unit = !domar_icmp(column, "unit") || (p->unit_name && !domar_icmp(column, p->unit_name));
    const bool period = !domar_icmp(column, "period") || (p->period_name && !domar_icmp(column, p->period_name));
    if (unit || period) {
        if (period && !p->period_name)
            return domar_fail(cx, DOMAR_EUSAGE, "--%s %s: this is a cross-section without periods", option, column);
        *factor = unit ? (domar_factor){ s->unit, s->units } : (domar_factor){ s->period, s->periods };
        return DOMAR_OK;
    }
    uint32_t *item, *copy = domar_scratch_bytes(cx, s->rows + 1, sizeof *copy);
    domar_axis *axis;
    domar_status st = copy ? domar_sample_classes(cx, &item, &axis, s, column, option) : DOMAR_ENOMEM;
    if (st) return st;
    for (size_t i = 0; i < s->rows; i++) copy[i] = item[i];
    *factor = (domar_factor){ copy, domar_axis_size(axis) };
    domar_release(item);
    domar_axis_free(axis);
    return DOMAR_OK;
}

domar_regress_data domar_regress_data_of(const domar_sample *s)
{
    return (domar_regress_data){ .n = s->rows, .k = s->terms - 1, .units = s->units, .periods = s->periods, .y = s->x[0],
                                 .x = s->x + 1, .unit = s->unit, .period = s->period, .start = s->start,
                                 .time = s->panel->time, .step = s->panel->step };
}

char *domar_coefficients_text(domar_cx *cx, const domar_coefficients *c, size_t skip, size_t most)
{
    domar_text t = domar_text_new(cx);
    size_t shown = 0;
    for (size_t j = skip; j < c->count && shown < most; j++) {
        if (isnan(c->b[j])) continue;
        domar_text_printf(&t, "%s%s %.4g (%.2g)", shown++ ? ", " : "", c->names[j], c->b[j], c->se[j]);
    }
    if (!shown) domar_text_put(&t, "-");
    if (!t.status) return t.data;
    domar_text_drop(&t);
    return NULL;
}
