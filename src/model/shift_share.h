/* model/shift_share.h -- labour productivity of an economy between two years: within industries, and by labour moving
 * between them.
 *
 * Value added of the later year is in prices of the earlier one, so levels add up without a term of relative prices (that
 * of Tang and Wang, which chained volumes would need):
 *
 *     p_i = y_i / l_i,   s_i = l_i / L,   P = Y / L
 *     within_i  = s_i (p_i' - p_i)
 *     static_i  = (s_i' - s_i)(p_i - P)                      labour moves to where productivity is high
 *     dynamic_i = (s_i' - s_i)((p_i' - p_i) - (P' - P))      and to where it rises
 *
 * measured from the mean, which changes no sum over industries: sum_i (...) = P' - P.  Times 100 / L(P, P'), the
 * logarithmic mean, they add up to 100 log(P' / P).  An industry that comes or goes has its only productivity, value added of
 * an industry without labour counts as within. */
#ifndef DOMAR_MODEL_SHIFT_SHARE_H
#define DOMAR_MODEL_SHIFT_SHARE_H
#include "model/growth.h"

/* Value added, of two years in the same prices. */
typedef struct {
    bool   *constant;        /* G: the later year is in prices of the earlier */
    double *first, *last;    /* n */
    double  assumed;         /* share of value added of economies with constant prices whose price is the mean of theirs */
} domar_real_value;
/* Economies of which an industry has a volume get constant prices (industries without one the mean price of the economy);
 * the others, or all where `current`, keep those of each year. */
domar_status domar_real_value_added(domar_cx *cx, domar_real_value *v, const domar_growth_year *a, const domar_growth_year *b,
                                    size_t G, size_t N, bool current);

/* One industry, in per cent (log) of the economy. */
typedef struct {
    double growth;           /* its own productivity; NaN where there is none */
    double within, between_static, between_dynamic;
    double value;            /* contribution to growth of value added */
    double fixed, baumol, denison;      /* Nordhaus: see domar_baumol */
} domar_shift;

/* Industries k of one economy, N each; labour NaN: no answer (NaN). */
void domar_shift_share(domar_shift *shift, const double *first, const double *last, const double *labour_a,
                       const double *labour_b, size_t N);
/* growth = fixed + Baumol + Denison:  fixed_i = w_i(0) g_i with shares in value added of the first year of the span,
 * baumol_i = (w_i - w_i(0)) g_i with mean current shares, denison the rest: labour moving between levels.  Needs shift. */
void domar_baumol(domar_shift *shift, const double *start, const double *value_a, const double *value_b, size_t N);
#endif
