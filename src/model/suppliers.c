/* model/suppliers.c -- exposure of users to suppliers. */
#include "model/suppliers.h"
#include <math.h>

/* Industries below this share of their economy's output are left out of readings. */
static const double SMALL = 0.01;

bool domar_is_large(const domar_table *t, size_t j)
{
    double output = 0;
    for (size_t i = j / t->N * t->N; i < (j / t->N + 1) * t->N; i++) output += t->x[i];
    return t->x[j] >= SMALL * output;
}

void domar_exposure_note(domar_exposure *p, size_t user, size_t supplier, double direct,
                         double total)
{
    if (total > p->total) *p = (domar_exposure){ user, supplier, direct, total };
}

double domar_share(double part, double whole)
{
    return whole > 0 || whole < 0 ? part / whole : NAN;
}

double domar_concentration(const double *part, size_t count, size_t step, size_t own)
{
    double sum = 0, squares = 0;
    for (size_t s = 0; s < count; s++)
        if (s != own) sum += part[s * step];
    for (size_t s = 0; s < count; s++)
        if (s != own && sum > 0) squares += (part[s * step] / sum) * (part[s * step] / sum);
    return sum > 0 ? squares : NAN;
}

/* ---- lists */
bool domar_supplier_list_new(domar_cx *cx, domar_supplier_list *l, size_t rows)
{
    bool ok = true;
    for (int k = 0; k < 4; k++)
        ok = (l->dim[k] = domar_scratch_bytes(cx, rows, sizeof(uint32_t))) && ok;
    return (l->direct = domar_scratch(cx, rows)) && (l->total = domar_scratch(cx, rows)) &&
           (l->hhi = domar_scratch(cx, rows)) && ok;
}

/* Positions of the `most` largest positive a_i outside economy own, largest first. */
static size_t largest(size_t *top, size_t most, const double *a, size_t own, const domar_table *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (i / t->N == own || !(a[i] > 0)) continue;
        if (count == most && !(a[i] > a[top[count - 1]])) continue;
        size_t at = count < most ? count++ : count - 1;
        for (; at > 0 && a[i] > a[top[at - 1]]; at--) top[at] = top[at - 1];
        top[at] = i;
    }
    return count;
}

void domar_supplier_list_add(domar_supplier_list *l, const double *a, size_t j, size_t most,
                             const domar_table *t, domar_exposure *peak)
{
    const size_t own = j / t->N;
    double all = 0, all_d = 0;
    size_t top[DOMAR_MOST_SUPPLIERS];
    for (size_t i = 0; i < t->n; i++) {
        all += a[i];
        all_d += t->Z[i * t->n + j];
    }
    if (!domar_produces(t->x[j]) || !(fabs(all_d) > 0)) return;
    const size_t count = largest(top, most, a, own, t);
    const bool tell = domar_is_large(t, j);
    for (size_t k = 0; k < count; k++, l->count++) {
        const size_t i = top[k], row = l->count;
        const size_t codes[] = { own, j % t->N, i / t->N, i % t->N };
        for (int c = 0; c < 4; c++) l->dim[c][row] = (uint32_t)codes[c];
        l->direct[row] = domar_share(t->Z[i * t->n + j], all_d);
        l->total[row] = domar_share(a[i], all);
        l->hhi[row] = domar_concentration(a + i % t->N, t->G, t->N, own);
        if (tell) domar_exposure_note(peak, j, i, l->direct[row], l->total[row]);
    }
}

/* ---- the sentence */
static char *name(domar_cx *cx, const domar_table *t, size_t i, bool industry, const char *lang)
{
    const domar_axis *g = domar_series_axis(t->series, DOMAR_ECONOMIES);
    const domar_axis *k = domar_series_axis(t->series, DOMAR_INDUSTRIES);
    if (!industry) return domar_strdup(cx, domar_axis_label(g, i, lang));
    return domar_format(cx, "%s (%s)", domar_axis_label(k, i % t->N, lang),
                        domar_axis_code(g, i / t->N));
}

domar_status domar_exposure_read(domar_cx *cx, domar_result *r, const domar_exposure *p,
                                 const domar_table *t, bool user, bool supplier)
{
    char *who[2] = { NULL, NULL }, *whom[2] = { NULL, NULL }, *text[2] = { NULL, NULL };
    domar_status st = DOMAR_ENOMEM;
    if (!(p->total > 0)) return DOMAR_OK;
    for (int k = 0; k < 2; k++) {
        who[k] = name(cx, t, p->user, user, k ? "zh" : "en");
        whom[k] = name(cx, t, p->supplier, supplier, k ? "zh" : "en");
        if (!who[k] || !whom[k]) goto done;
    }
    text[0] = domar_format(cx, "Most exposed to one supplier abroad%s: %s to %s, %.1f%% of all "
                           "inputs, direct and indirect (%.1f%% of those bought).",
                           user ? ", among industries with 1% of output or more" : "",
                           who[0], whom[0], 100 * p->total, 100 * p->direct);
    text[1] = domar_format(cx, "%s对单一外国供应者依赖最大的：%s对%s，占全部直接与间接投入的 %.1f%%"
                           "（占直接购入的 %.1f%%）。", user ? "产出占本经济体 1% 以上的行业中，" : "",
                           who[1], whom[1], 100 * p->total, 100 * p->direct);
    if (text[0] && text[1]) st = domar_result_read(cx, r, text[0], text[1]);
done:
    for (int k = 0; k < 2; k++) {
        domar_release(who[k]);
        domar_release(whom[k]);
        domar_release(text[k]);
    }
    return st;
}
