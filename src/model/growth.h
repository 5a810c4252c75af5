/* model/growth.h -- accounts of the industries over years, as growth accounting reads them: values, volumes,
 * labour and capital.  NaN means that the table does not say; it never becomes a zero.
 *
 * Rows are found by the codes of EU KLEMS and the Socio-Economic Accounts, or by their kind:
 *
 *     LAB, CAP (kinds labour, capital)     compensation, in the table's money
 *     GO_QI, II_QI, VA_QI                  volume indices; without them values over GO_P, II_P, VA_P, which are then
 *                                          prices in the table's money
 *     IIE, IIM, IIS with _QI or _P         energy, materials, services bought (any IIx): values, volume or price indices
 *     EMP (kind jobs), H_EMP (kind hours)  heads and hours; LAB_QI labour services, LAB_QPH services an hour
 *     H_x with LABx                        hours and compensation of skill group x (HS, MS, LS, ...)
 *     K_GFCF (kind capital_stock)          real stock; CAP_QI capital services
 *     K_x with CAP_x                       real stock and compensation of asset x
 *     GFCF, GFCF_P                         investment and its price
 *
 * Labour of the table itself comes first, capital where no row says is value added less labour and taxes. */
#ifndef DOMAR_MODEL_GROWTH_H
#define DOMAR_MODEL_GROWTH_H
#include "table/table.h"

enum { DOMAR_SKILLS = 8, DOMAR_ASSETS = 16, DOMAR_PURCHASES = 8 };

/* Which rows of the series serve, the same in all years. */
typedef struct {
    size_t skills, assets;                              /* 0: not told apart */
    domar_item skill[DOMAR_SKILLS], asset[DOMAR_ASSETS];/* code "HS", "IT"; labels of the compensation row */
    size_t purchases;                                   /* kinds of inputs bought: "E", labels of the row of values */
    domar_item purchase[DOMAR_PURCHASES];
    bool labour, capital, jobs, hours, stock, investment, prices, volumes, taxes_production, taxes_products;
    const char *jobs_unit, *hours_unit;                 /* "" unknown */
} domar_growth_rows;

/* One year; n each. */
typedef struct {
    const domar_table *t;
    size_t n;
    double *output, *inputs, *value_added, *labour, *capital;   /* values; NaN without output */
    double *taxes_production, *taxes_products;          /* on the industry, less subsidies; 0 where there is no such row
                                                           (see rows) */
    double *output_volume, *inputs_volume, *value_added_volume; /* only ratios between years mean something */
    double *jobs, *hours, *labour_volume, *labour_quality;
    double *stock, *capital_volume;
    double *investment, *investment_price;
    double *skill_hours[DOMAR_SKILLS], *skill_labour[DOMAR_SKILLS];
    double *asset_stock[DOMAR_ASSETS], *asset_capital[DOMAR_ASSETS];
    double *purchase[DOMAR_PURCHASES], *purchase_volume[DOMAR_PURCHASES];
} domar_growth_year;

/* Codes are borrowed from the series. */
void domar_growth_find(domar_growth_rows *rows, const domar_series *series);
/* Arrays from scratch. */
domar_status domar_growth_read(domar_cx *cx, domar_growth_year *year, const domar_growth_rows *rows, const domar_table *t);

/* Is this the unit of an index ("index", "1995 = 100"), whose numbers cannot be added up over industries? */
bool domar_unit_is_index(const char *unit);
/* log(b / a); NaN unless both are above zero. */
double domar_log_change(double a, double b);
/* Growth of the price of industry i's output: of its value less that of its volume. */
double domar_growth_of_price(const domar_growth_year *a, const domar_growth_year *b, size_t i);
/* Mean share of a part in two years, NaN where one is not known. */
double domar_mean_share(double part_a, double whole_a, double part_b, double whole_b);

/* Growth of labour and capital of industry i from year a to year b, in logs.  Labour input is services where the table
 * gives them, else skill groups weighed by their compensation (Tornqvist), else hours, else heads. */
typedef struct {
    double input;              /* hours + quality */
    double hours, quality;     /* quality NaN where nothing tells it; then input = hours */
    bool   heads;              /* "hours" are heads: the table has no hours */
} domar_labour_growth;
domar_labour_growth domar_growth_of_labour(const domar_growth_rows *rows, const domar_growth_year *a,
                                           const domar_growth_year *b, size_t i);
/* Services, else assets weighed by their compensation (Tornqvist), else the stock; 0 where there is no capital. */
double domar_growth_of_capital(const domar_growth_rows *rows, const domar_growth_year *a, const domar_growth_year *b,
                               size_t i);
/* Inputs bought: II_QI or II_P, else what is bought of each supplier over that supplier's price (Tornqvist), suppliers
 * without a price left out of the mean; 0 where nothing is bought; *known (may be NULL) is the share of the value whose price is known. */
double domar_growth_of_inputs(const domar_growth_year *a, const domar_growth_year *b, size_t i, double *known);
#endif
