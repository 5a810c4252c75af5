/* model/growth_sum.h -- growth of an industry's output as the sum of what its inputs and its productivity give.  Logs.
 *
 *     dlog y = w_M dlog M + w_L dlog L + w_K dlog K + dlog A,        w_M + w_L + w_K = 1
 *
 * M inputs bought, L labour = hours + quality, K capital, A productivity.  Shares are parts of cost (inputs + labour +
 * capital: taxes less subsidies are in no share), of output where a factor's income is not known.  Where the table has no
 * volume of all inputs but of their kinds (energy, materials, services), each kind is a part of its own. */
#ifndef DOMAR_MODEL_GROWTH_SUM_H
#define DOMAR_MODEL_GROWTH_SUM_H
#include "model/growth.h"

typedef struct {
    bool fisher;               /* else Tornqvist */
    bool single;               /* value added over the output price; else double deflation */
} domar_sum_rule;

/* Weights with which the log changes of `count` parts add up to the log of an index: mean shares (Tornqvist), or those of
 * Fisher's.  Where a growth or share is not known Fisher's are Tornqvist's. */
void domar_index_weights(double *w, bool fisher, size_t count, const double *share_a, const double *share_b,
                         const double *growth);

/* (x - y) / log(x / y); 0 where one of them is. */
double domar_log_mean(double x, double y);
/* A change within the growth of its whole from `from` to `to`, per cent (log): parts of to - from add up to
 * 100 log(to / from).  NaN unless both are above zero. */
double domar_log_points(double change, double from, double to);

typedef struct {
    double output, inputs, hours, quality, capital, tfp;   /* growth of output; contributions to it; hours are all of
                                                              labour where quality is NaN */
    double labour, rest;                /* contributions of hours and quality, of capital and tfp together */
    double w_inputs, w_labour, w_capital;
    double purchase[DOMAR_PURCHASES];   /* contributions of kinds of inputs, where these are what is added up; else NaN */
    double value_added, implied;        /* growth of real value added: as asked for; out of output and inputs by these
                                           weights (NaN unless its value is above zero in both years) */
    double va_labour, va_capital, va_tfp;
    double per_hour;                    /* growth of output less that of hours */
    bool   heads;                       /* "hours" are heads */
} domar_industry_sum;

domar_industry_sum domar_industry_sum_of(const domar_growth_rows *rows, const domar_growth_year *a,
                                         const domar_growth_year *b, size_t i, domar_sum_rule rule);

/* Are incomes of labour and capital known in both years?  Then value added is theirs, else what the table says. */
bool domar_incomes_known(const domar_growth_year *a, const domar_growth_year *b, size_t i);
double domar_value_added_of(const domar_growth_year *y, size_t i, bool incomes);

/* Contributions by kind of input, skill group and asset of industry i.  They add up to g's inputs, labour and capital with
 * `inputs`, `labour` and `capital`, what kinds do not tell: all of it where there are none. */
typedef struct {
    double purchase[DOMAR_PURCHASES], skill[DOMAR_SKILLS], asset[DOMAR_ASSETS], inputs, labour, capital;
} domar_sum_parts;
void domar_sum_parts_of(domar_sum_parts *parts, const domar_growth_rows *rows, const domar_growth_year *a,
                        const domar_growth_year *b, size_t i, const domar_industry_sum *g);
#endif
