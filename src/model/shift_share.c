/* model/shift_share.c -- see the header for the equations. */
#include "model/shift_share.h"
#include "model/growth_sum.h"
#include <math.h>

domar_status domar_real_value_added(domar_cx *cx, domar_real_value *v, const domar_growth_year *a, const domar_growth_year *b,
                                    size_t G, size_t N, bool current)
{
    const size_t n = G * N;
    double whole = 0, assumed = 0;
    v->constant = domar_scratch_bytes(cx, G, sizeof *v->constant);
    v->first = domar_scratch(cx, n);
    v->last = domar_scratch(cx, n);
    if (!v->constant || !v->first || !v->last) return DOMAR_ENOMEM;
    for (size_t g = 0; g < G; g++) {
        double sum = 0, weight = 0;
        for (int pass = 0; pass < 2; pass++)
            for (size_t i = g * N; i < (g + 1) * N; i++) {
                const double va[] = { isnan(a->value_added[i]) ? 0 : a->value_added[i],
                                      isnan(b->value_added[i]) ? 0 : b->value_added[i] };
                const double p = domar_log_change(va[0], va[1]) -
                                 domar_log_change(a->value_added_volume[i], b->value_added_volume[i]);
                v->first[i] = va[0];
                if (!pass && !isnan(p)) {
                    sum += (va[0] + va[1]) * p;
                    weight += va[0] + va[1];
                }
                if (!pass) continue;
                v->constant[g] = !current && weight > 0;
                v->last[i] = v->constant[g] ? va[1] / exp(isnan(p) ? sum / weight : p) : va[1];
                if (v->constant[g]) whole += fabs(va[1]);
                if (v->constant[g] && isnan(p)) assumed += fabs(va[1]);
            }
    }
    v->assumed = whole > 0 ? assumed / whole : 0;
    return DOMAR_OK;
}

/* ---- shift-share */
static double ratio(double a, double b) { return b > 0 ? a / b : NAN; }

static void sums(double total[4], const double *first, const double *last, const double *la, const double *lb, size_t N)
{
    total[0] = total[1] = total[2] = total[3] = 0;
    for (size_t k = 0; k < N; k++) {
        total[0] += first[k];
        total[1] += last[k];
        total[2] += la[k];
        total[3] += lb[k];
    }
}

void domar_shift_share(domar_shift *shift, const double *first, const double *last, const double *labour_a,
                       const double *labour_b, size_t N)
{
    double total[4];                                        /* value added and labour of both years */
    sums(total, first, last, labour_a, labour_b, N);
    const double P[] = { ratio(total[0], total[2]), ratio(total[1], total[3]) };
    for (size_t k = 0; k < N; k++) {
        const double l[] = { labour_a[k], labour_b[k] }, y[] = { first[k], last[k] };
        double p[2], s[2], loose[2];
        for (int t = 0; t < 2; t++) {
            s[t] = l[t] / total[2 + t];
            p[t] = ratio(y[t], l[t]);
            loose[t] = l[t] > 0 ? 0 : y[t] / total[2 + t];  /* value added that no labour carries */
        }
        shift[k].growth = 100 * domar_log_change(p[0], p[1]);
        if (isnan(p[0])) p[0] = isnan(p[1]) ? 0 : p[1];
        if (isnan(p[1])) p[1] = p[0];
        shift[k].within = domar_log_points(s[0] * (p[1] - p[0]) + loose[1] - loose[0], P[0], P[1]);
        shift[k].between_static = domar_log_points((s[1] - s[0]) * (p[0] - P[0]), P[0], P[1]);
        shift[k].between_dynamic = domar_log_points((s[1] - s[0]) * (p[1] - p[0] - (P[1] - P[0])), P[0], P[1]);
        shift[k].value = domar_log_points(y[1] - y[0], total[0], total[1]);
    }
}

void domar_baumol(domar_shift *shift, const double *start, const double *value_a, const double *value_b, size_t N)
{
    double whole[3] = { 0 };
    for (size_t k = 0; k < N; k++) {
        whole[0] += isnan(start[k]) ? 0 : start[k];
        whole[1] += isnan(value_a[k]) ? 0 : value_a[k];
        whole[2] += isnan(value_b[k]) ? 0 : value_b[k];
    }
    for (size_t k = 0; k < N; k++) {
        const double share = domar_mean_share(isnan(value_a[k]) ? 0 : value_a[k], whole[1],
                                              isnan(value_b[k]) ? 0 : value_b[k], whole[2]);
        const double at_start = (isnan(start[k]) ? 0 : start[k]) / whole[0];
        const double growth = isnan(shift[k].growth) ? 0 : shift[k].growth;     /* without one it stands in Denison's */
        shift[k].fixed = at_start * growth;
        shift[k].baumol = (share - at_start) * growth;
        shift[k].denison = shift[k].within + shift[k].between_static + shift[k].between_dynamic - share * growth;
    }
}
