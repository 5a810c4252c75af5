/* model/growth_path.c -- accounts over years (growth_path.h). */
#include "model/growth_path.h"
#include "model/perpetual.h"
#include "model/selection.h"
#include <math.h>
#include <string.h>

/* Where nothing is bought output is value added, and a volume of the one is a volume of the other. */
static void share_volumes(domar_growth_year *y)
{
    for (size_t i = 0; i < y->n; i++) {
        if (!(y->inputs[i] == 0)) continue;
        if (isnan(y->output_volume[i])) y->output_volume[i] = y->value_added_volume[i];
        if (isnan(y->value_added_volume[i])) y->value_added_volume[i] = y->output_volume[i];
    }
}

static void split(domar_growth_year *y, double share)
{
    for (size_t i = 0; i < y->n; i++) {
        y->labour[i] = share * (y->value_added[i] - y->taxes_production[i]);
        y->capital[i] = (1 - share) * (y->value_added[i] - y->taxes_production[i]);
    }
}

domar_status domar_growth_path_read(domar_cx *cx, domar_growth_path *p, const domar_series *series, domar_path_options o)
{
    *p = (domar_growth_path){ .series = series, .years = domar_series_size(series), .share_given = o.labour_share > 0 };
    domar_growth_find(&p->rows, series);
    p->year = domar_scratch_bytes(cx, p->years, sizeof *p->year);
    domar_status st = p->year ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < p->years; k++) {
        st = domar_growth_read(cx, &p->year[k], &p->rows, domar_series_table(series, k));
        if (st) break;
        share_volumes(&p->year[k]);
        if (p->share_given) split(&p->year[k], o.labour_share);
    }
    if (st) return st;
    p->n = p->year[0].n;
    p->perpetual = domar_perpetual_serves(&p->rows, series);
    return p->perpetual ? domar_perpetual_fill(cx, p->year, p->years, o.depreciation) : DOMAR_OK;
}

domar_status domar_growth_path_sum(domar_cx *cx, domar_growth_path *p, size_t first, size_t last, const char *economies,
                                   domar_sum_rule rule)
{
    const size_t N = p->year[0].t->N;
    p->sum = domar_scratch_bytes(cx, p->years * p->n, sizeof *p->sum);
    if (!p->sum) return DOMAR_ENOMEM;
    for (size_t k = first + 1; k <= last; k++) {
        for (size_t i = 0; i < p->n; i++)
            if (domar_economy_selected(p->year[k].t, economies, i / N))
                p->sum[k * p->n + i] = domar_industry_sum_of(&p->rows, &p->year[k - 1], &p->year[k], i, rule);
        const domar_status st = domar_tick(cx, k - first, last - first);
        if (st) return st;
    }
    return DOMAR_OK;
}

domar_status domar_growth_path_volumes(domar_cx *cx, double **volume, const domar_growth_path *p, size_t first, size_t last,
                                       size_t base)
{
    const size_t cells = p->years * p->n;
    double *growth = domar_scratch(cx, cells), *value = domar_scratch(cx, p->n);
    *volume = domar_scratch(cx, cells);
    if (!growth || !value || !*volume) return DOMAR_ENOMEM;
    for (size_t k = 0; k < p->years; k++)
        for (size_t i = 0; i < p->n; i++)
            growth[k * p->n + i] = k > first && k <= last ? p->sum[k * p->n + i].value_added : NAN;
    const domar_growth_year *y = &p->year[base];
    for (size_t i = 0; i < p->n; i++) value[i] = domar_value_added_of(y, i, !isnan(y->labour[i] + y->capital[i]));
    domar_chain_volumes(*volume, growth, value, p->years, p->n, base);
    return DOMAR_OK;
}

void domar_growth_path_gaps(domar_growth_gaps *gaps, const domar_growth_path *p, size_t first, size_t last,
                            const char *economies)
{
    const size_t N = p->year[0].t->N;
    size_t taxed = 0;
    *gaps = (domar_growth_gaps){ 0 };
    for (size_t k = first + 1; k <= last; k++)
        for (size_t i = 0; i < p->n; i++) {
            const domar_growth_year *y = &p->year[k];
            const domar_industry_sum *s = &p->sum[k * p->n + i];
            if (!domar_economy_selected(y->t, economies, i / N) || isnan(y->output[i]) || isnan(p->year[k - 1].output[i])) continue;
            const double cost = y->inputs[i] + y->labour[i] + y->capital[i];
            gaps->all++;
            gaps->output += isnan(s->output) ? 1 : 0;
            gaps->inputs += isnan(s->inputs) ? 1 : 0;
            gaps->labour += isnan(s->labour) ? 1 : 0;
            gaps->capital += isnan(s->capital) ? 1 : 0;
            gaps->tfp += isnan(s->tfp) ? 1 : 0;
            gaps->heads += s->heads;
            if (isnan(cost)) continue;
            gaps->taxes += fabs(cost / y->output[i] - 1);
            taxed++;
        }
    if (taxed) gaps->taxes /= (double)taxed;
}

/* ---- words */
static bool has(const domar_growth_path *p, const char *code)
{
    return domar_axis_find(domar_series_axis(p->series, DOMAR_SATELLITES), code) != SIZE_MAX;
}

const char *domar_growth_labour_words(const domar_growth_path *p, const char *lang)
{
    const bool zh = strcmp(lang, "zh") == 0;
    if (has(p, "LAB_QI")) return zh ? "劳动服务指数" : "index of labour services";
    if (has(p, "LAB_QPH")) return zh ? "工时乘每工时劳动服务" : "hours times services an hour";
    if (p->rows.skills) return zh ? "分技能工时，按报酬加权" : "hours by skill, weighed by pay";
    if (p->rows.hours) return zh ? "工时（无质量）" : "hours; nothing tells quality";
    if (p->rows.jobs) return zh ? "人数（无工时）" : "heads; the table has no hours";
    return zh ? "无" : "none";
}

const char *domar_growth_capital_words(const domar_growth_path *p, const char *lang)
{
    const bool zh = strcmp(lang, "zh") == 0;
    if (has(p, "CAP_QI")) return zh ? "资本服务指数" : "index of capital services";
    if (p->rows.assets) return zh ? "分资产存量，按报酬加权" : "stocks by asset, weighed by income";
    if (p->rows.stock) return zh ? "实际存量" : "real stock";
    if (p->perpetual) return zh ? "由投资按永续盘存法得出" : "made of investment by perpetual inventory";
    return zh ? "无" : "none";
}
