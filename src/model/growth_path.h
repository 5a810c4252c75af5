/* model/growth_path.h -- accounts of the industries over the years of a series, ready for sums of growth: missing pieces
 * that other rows tell are filled in, and how labour and capital were found is known. */
#ifndef DOMAR_MODEL_GROWTH_PATH_H
#define DOMAR_MODEL_GROWTH_PATH_H
#include "model/growth_economy.h"

typedef struct {
    domar_growth_rows rows;
    const domar_series *series;
    size_t years, n;
    domar_growth_year  *year;           /* all years of the series */
    domar_industry_sum *sum;            /* years x n: the change from the year before; of the years asked for */
    bool   perpetual;                   /* stocks were made of investment */
    bool   share_given;                 /* labour's share in value added was set from outside */
} domar_growth_path;

/* What is missing, by industry-years that have output. */
typedef struct {
    size_t all, output, inputs, labour, capital, tfp;   /* without ... */
    size_t heads;                                       /* labour is heads */
    double taxes;                                       /* mean |cost / output - 1|: taxes less subsidies */
} domar_growth_gaps;

typedef struct {
    domar_sum_rule rule;
    double depreciation;                /* a year, of stocks made of investment */
    double labour_share;                /* in value added; 0: what the table says */
} domar_path_options;

/* Arrays from scratch; sums are not there yet.  Where nothing is bought, output and value added have one volume. */
domar_status domar_growth_path_read(domar_cx *cx, domar_growth_path *p, const domar_series *series, domar_path_options o);
/* Sums of years first + 1 .. last of selected economies (list as the user gave it, NULL: all). */
domar_status domar_growth_path_sum(domar_cx *cx, domar_growth_path *p, size_t first, size_t last, const char *economies,
                                   domar_sum_rule rule);
/* Real value added at prices of year `base`, years x n, from the sums of years first + 1 .. last (NaN where they do not reach). */
domar_status domar_growth_path_volumes(domar_cx *cx, double **volume, const domar_growth_path *p, size_t first, size_t last,
                                       size_t base);
void domar_growth_path_gaps(domar_growth_gaps *gaps, const domar_growth_path *p, size_t first, size_t last,
                            const char *economies);
/* In words, "en" or "zh": what labour and capital are. */
const char *domar_growth_labour_words(const domar_growth_path *p, const char *lang);
const char *domar_growth_capital_words(const domar_growth_path *p, const char *lang);
#endif
