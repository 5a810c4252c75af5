/* model/misallocation.h -- what firms of an industry lose because capital and labour are not where they bring most
 * [hsieh2009]: revenue productivity TFPR = PY / (K^a (wL)^(1-a)) would be equal within an industry.
 *
 * With TFPRbar = PY_s / (K_s^a (wL)_s^(1-a)) of the whole industry, which is what the means of marginal products come to, and
 * A = (PY)^(s/(s-1)) / (K^a (wL)^(1-a)),
 *
 *     (TFP* / TFP)^(s-1) = sum_i sh_i (TFPR_i / TFPRbar)^(s-1),       sh_i = PY_i / PY_s,
 *
 * so that one pass over logs gives everything; it is 1 or more whatever the data.  Rows are put by industry and period
 * first, each sum then runs in a fixed order: the same digits for any number of threads. */
#ifndef DOMAR_MODEL_MISALLOCATION_H
#define DOMAR_MODEL_MISALLOCATION_H
#include "base/context.h"
#include <stdint.h>

typedef enum { DOMAR_FIRM_USED, DOMAR_FIRM_TRIMMED, DOMAR_FIRM_LEFT_OUT } domar_firm_state;
enum { DOMAR_SPREAD_TFPR, DOMAR_SPREAD_TFPQ, DOMAR_SPREAD_MRPK, DOMAR_SPREAD_MRPL, DOMAR_SPREADS };

enum { DOMAR_WANTS_FIRMS = 1, DOMAR_WANTS_PART_SPREADS = 2, DOMAR_WANTS_PERIOD_SPREADS = 4 };

typedef struct {
    size_t rows, periods, industries;
    const uint32_t *period, *industry;                  /* rows */
    const double *value_added, *capital, *wage_bill;    /* rows; any of them not above 0: the row is left out */
    const double *share;                                /* periods x industries: capital share a, in (0, 1) */
    double sigma, rental, trim;                         /* trim: part of each tail, 0: none */
    unsigned wants;                                     /* of the below; else those arrays stay NULL, spreads 0 */
} domar_misallocation_input;

/* Of logs, against the industry's own level; NaN under two firms. */
typedef struct { double sd, iqr, decile; } domar_spread;        /* quantiles 75 - 25, 90 - 10 */

typedef struct {
    size_t used, trimmed, left_out;
    double value_added, capital, wage_bill;             /* sums of those used */
    double largest;                                     /* the largest firm's value added over the sum */
    double weight;                                      /* theta: of the industry in the period's value added */
    double gain, gain_capital, gain_output;             /* log TFP with wedges away: all, of capital alone, of output alone */
    double lognormal;                                   /* what log gain would be under joint lognormality */
    double output_wedge, capital_wedge;                 /* of the industry: 1 / (1 - tau_Y), 1 + tau_K */
    domar_spread spread[DOMAR_SPREADS];
} domar_misallocation_part;                             /* of an industry in a period, or (wedges NaN) of a period */

typedef struct {
    domar_misallocation_part *part;      /* periods x industries; used 0: nobody is left */
    domar_misallocation_part *period;    /* periods */
    uint8_t *state;                      /* rows: domar_firm_state */
    double  *tfpr, *tfpq;                /* rows: log(TFPR / TFPRbar), log(A M^(1/(s-1)) / Abar) against those used; NaN left out */
    double  *output_wedge, *capital_wedge;     /* rows: tau_Y, tau_K */
    double  *size;                       /* rows: share in the industry's value added, efficient over actual */
    double   trim_tfpr[2], trim_tfpq[2];       /* bounds, of the last period */
} domar_misallocation;

/* Trimming: with all rows TFPRbar and Abar; then, by period and over all industries, rows outside of the quantiles trim and
 * 1 - trim (type 7, bounds kept) of either log go; then all sums anew. */
domar_status domar_misallocation_new(domar_cx *cx, domar_misallocation *out, const domar_misallocation_input *in);
void domar_misallocation_free(domar_misallocation *m);
#endif
