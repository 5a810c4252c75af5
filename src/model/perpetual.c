/* model/perpetual.c -- perpetual inventory (perpetual.h). */
#include "model/perpetual.h"
#include <math.h>

void domar_perpetual(double *stock, const double *investment, size_t years, double depreciation)
{
    size_t first = 0, last = 0;
    for (size_t t = 0; t < years; t++) stock[t] = NAN;
    while (first < years && !(investment[first] > 0)) first++;
    for (size_t t = first; t < years && !isnan(investment[t]); t++)
        if (investment[t] > 0) last = t;
    if (first >= years || last == first) return;
    const double g = log(investment[last] / investment[first]) / (double)(last - first);
    if (!(g + depreciation > 0)) return;
    stock[first] = investment[first] / (g + depreciation);
    for (size_t t = first + 1; t < years; t++) stock[t] = (1 - depreciation) * stock[t - 1] + investment[t];
}

bool domar_perpetual_serves(const domar_growth_rows *rows, const domar_series *series)
{
    const domar_axis *satellites = domar_series_axis(series, DOMAR_SATELLITES);
    return rows->investment && !rows->stock && !rows->assets && domar_axis_find(satellites, "CAP_QI") == SIZE_MAX;
}

/* Units of the table's money for one of the industry's own, up to a constant: 1 where the table does not say. */
static double exchange(const domar_growth_year *y, const double *national_price, const double *index, size_t i)
{
    if (!national_price || !index) return 1;
    return y->output[i] / index[i] / national_price[i];
}

domar_status domar_perpetual_fill(domar_cx *cx, domar_growth_year *years, size_t count, double depreciation)
{
    const size_t n = years->n;
    const domar_axis *satellites = domar_series_axis(years->t->series, DOMAR_SATELLITES);
    const size_t price = domar_axis_find(satellites, "GO_P"), volume = domar_axis_find(satellites, "GO_QI");
    const domar_mark mark = domar_scratch_mark(cx);
    double *real = domar_scratch(cx, count), *stock = domar_scratch(cx, count);
    if (!real || !stock) {
        domar_scratch_rewind(cx, mark);
        return DOMAR_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        double first = NAN;
        for (size_t t = 0; t < count; t++) {
            const domar_growth_year *y = &years[t];
            const double *p = price == SIZE_MAX ? NULL : y->t->S + price * n, *q = volume == SIZE_MAX ? NULL : y->t->S + volume * n;
            const double rate = exchange(y, p, q, i);
            if (isnan(first)) first = rate;
            const bool next = !t || y->t->year == years[t - 1].t->year + 1;
            real[t] = next && y->investment_price[i] > 0 ? y->investment[i] / (y->investment_price[i] * rate / first) : NAN;
        }
        domar_perpetual(stock, real, count, depreciation);
        for (size_t t = 0; t < count; t++) years[t].stock[i] = stock[t];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}
