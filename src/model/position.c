/* model/position.c -- flows for counting stages. */
#include "model/position.h"
#include "model/accounts.h"
#include "model/selection.h"
#include <math.h>

/* Z (G x G), x and inventories (G) of the table summed over industries. */
static void sum_economies(double *Z, double *x, double *inv, const domar_table *t,
                          const double *inv_n)
{
    for (size_t i = 0; i < t->n; i++) {
        const size_t g = i / t->N;
        x[g] += t->x[i];
        inv[g] += inv_n[i];
        for (size_t j = 0; j < t->n; j++) Z[g * t->G + j / t->N] += t->Z[i * t->n + j];
    }
}

static size_t row_scale(double *f, const double *x, const double *inv, size_t n)
{
    size_t exhausted = 0;
    for (size_t i = 0; i < n; i++) {
        const double used = x[i] - inv[i];
        f[i] = used < 0 || used > 0 ? x[i] / used : 1;
        exhausted += x[i] > 0 && !(used > 0);
    }
    return exhausted;
}

domar_status domar_flows_new(domar_cx *cx, domar_flows *out, const domar_table *t,
                             domar_leontief *system, bool net, bool whole)
{
    *out = (domar_flows){ .Z = t->Z, .x = t->x, .n = t->n, .system = system };
    if (!net && !whole) return DOMAR_OK;
    double *inv = domar_scratch(cx, t->n), *f = domar_scratch(cx, t->n);
    if (!inv || !f) return DOMAR_ENOMEM;
    domar_inventories(inv, t);
    if (whole) {
        double *Z = domar_scratch(cx, t->G * t->G), *x = domar_scratch(cx, t->G);
        double *inv_G = domar_scratch(cx, t->G);
        if (!Z || !x || !inv_G) return DOMAR_ENOMEM;
        sum_economies(Z, x, inv_G, t, inv);
        *out = (domar_flows){ .Z = Z, .x = x, .n = t->G };
        inv = inv_G;
    }
    if (net) {
        out->exhausted = row_scale(f, out->x, inv, out->n);
        out->f = f;
    }
    const domar_status st = domar_leontief_new(cx, &out->own, out->Z, out->x, out->f, t->G,
                                               whole ? 1 : t->N);
    out->system = out->own;
    return st;
}

void domar_flows_free(domar_flows *flows)
{
    domar_leontief_free(flows->own);
    flows->own = flows->system = NULL;
}

domar_status domar_flows_certify(domar_cx *cx, domar_result *r, const domar_flows *flows, bool net)
{
    size_t empty = 0;
    domar_status st = DOMAR_OK;
    for (size_t i = 0; i < flows->n; i++) empty += !(flows->x[i] > 0);
    st = domar_result_certify(cx, r, "without_output", (double)empty, NAN);
    if (!st && net)
        st = domar_result_certify(cx, r, "inventories_reach_output", (double)flows->exhausted, NAN);
    if (!st && flows->own)
        st = domar_result_certify(cx, r, "own_backward_error",
                                  domar_leontief_reported(flows->own).backward_error,
                                  30 * (double)flows->n * 2.220446049250313e-16);
    return st;
}

void domar_position_mean(double *mean, const double *values, const domar_table *t)
{
    for (size_t g = 0; g < t->G; g++) {
        double sum = 0, weight = 0;
        for (size_t i = g * t->N; i < (g + 1) * t->N; i++) {
            if (isnan(values[i])) continue;
            sum += t->x[i] * values[i];
            weight += t->x[i];
        }
        mean[g] = weight > 0 ? sum / weight : NAN;
    }
}

struct extremes { size_t top, bottom; double mean; };

/* block: industries per economy in values, 1 if they are economies. */
static struct extremes summarise(const double *values, const double *x, const domar_table *t,
                                 size_t block, const char *economies)
{
    struct extremes s = { SIZE_MAX, SIZE_MAX, NAN };
    double sum = 0, weight = 0;
    for (size_t g = 0; g < t->G; g++) {
        if (!domar_economy_selected(t, economies, g)) continue;
        for (size_t i = g * block; i < (g + 1) * block; i++) {
            if (isnan(values[i]) || !(x[i] > 0)) continue;
            if (s.top == SIZE_MAX || values[i] > values[s.top]) s.top = i;
            if (s.bottom == SIZE_MAX || values[i] < values[s.bottom]) s.bottom = i;
            sum += x[i] * values[i];
            weight += x[i];
        }
    }
    if (weight > 0) s.mean = sum / weight;
    return s;
}

/* "CHN Mining" or "CHN". */
static char *name_row(domar_cx *cx, const domar_table *t, size_t i, size_t block, const char *lang)
{
    const domar_axis *economies = domar_series_axis(t->series, DOMAR_ECONOMIES);
    if (block == 1 && t->N > 1) return domar_strdup(cx, domar_axis_code(economies, i));
    return domar_format(cx, "%s %s", domar_axis_code(economies, i / t->N),
                        domar_axis_label(domar_series_axis(t->series, DOMAR_INDUSTRIES), i % t->N,
                                         lang));
}

domar_status domar_position_read(domar_cx *cx, domar_result *r, const double *values,
                                 const domar_table *t, bool whole, const char *economies,
                                 const char *en, const char *zh)
{
    const size_t block = whole ? 1 : t->N;
    const domar_mark mark = domar_scratch_mark(cx);
    char *text[2] = { NULL, NULL }, *top[2] = { NULL, NULL }, *bottom[2] = { NULL, NULL };
    double *x = domar_scratch(cx, whole ? t->G : t->n);
    domar_status st = DOMAR_ENOMEM;
    if (!x) goto done;
    for (size_t i = 0; i < t->n; i++) x[whole ? i / t->N : i] += t->x[i];
    const struct extremes s = summarise(values, x, t, block, economies);
    if (s.top == SIZE_MAX) {
        st = domar_result_read(cx, r, "No industry here has output.", "此处没有有产出的行业。");
        goto done;
    }
    for (int k = 0; k < 2; k++) {
        top[k] = name_row(cx, t, s.top, block, k ? "zh" : "en");
        bottom[k] = name_row(cx, t, s.bottom, block, k ? "zh" : "en");
        if (!top[k] || !bottom[k]) goto done;
    }
    text[0] = domar_format(cx, "%s: %.2f on average over output; most in %s (%.2f), fewest in %s "
                           "(%.2f).", en, s.mean, top[0], values[s.top], bottom[0],
                           values[s.bottom]);
    text[1] = domar_format(cx, "%s：按产出加权平均为 %.2f；最多的是 %s（%.2f），最少的是 %s（%.2f）。",
                           zh, s.mean, top[1], values[s.top], bottom[1], values[s.bottom]);
    if (text[0] && text[1]) st = domar_result_read(cx, r, text[0], text[1]);
done:
    for (int k = 0; k < 2; k++) {
        domar_release(text[k]);
        domar_release(top[k]);
        domar_release(bottom[k]);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
