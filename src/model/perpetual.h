/* model/perpetual.h -- capital stock out of investment by the perpetual inventory method.
 *
 *     K_t = (1 - d) K_(t-1) + I_t / P_t,      K_0 = (I_0 / P_0) / (g + d)
 *
 * d depreciation a year, g mean growth a year (log) of real investment over the years given: a stock that grew like that
 * for ever would be K_0 [oecd2009capital]. */
#ifndef DOMAR_MODEL_PERPETUAL_H
#define DOMAR_MODEL_PERPETUAL_H
#include "model/growth.h"

/* The kernel: stock from real investment in consecutive years.  NaN before the first investment above zero, from the first
 * gap on, and everywhere where g + d is not above zero. */
void domar_perpetual(double *stock, const double *investment, size_t years, double depreciation);

/* Does the series lack stocks and services but have investment with its price? */
bool domar_perpetual_serves(const domar_growth_rows *rows, const domar_series *series);
/* Fills `stock` of consecutive years of a series.  Prices of investment are the table's money where the table gives no
 * price and volume of output, else national: then output's price in the table's money over its national one converts. */
domar_status domar_perpetual_fill(domar_cx *cx, domar_growth_year *years, size_t count, double depreciation);
#endif
