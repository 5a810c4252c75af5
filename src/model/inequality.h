/* model/inequality.h -- inequality of n values in k groups: Gini with Dagum's parts, Theil's T and L.
 *
 *     G    = sum_ir w_i w_r |y_i - y_r| / (2 W^2 m)                   W = sum w, m the mean
 *     G_jh = E|y_j - y_h| / (m_j + m_h)                               between two groups; G_jj within one
 *     G_w  = sum_j G_jj p_j s_j                                       p_j = W_j / W, s_j = W_j m_j / (W m)
 *     D_jh = (d - q) / (d + q)                                        d = E(y_j - y_h)+, q = E(y_h - y_j)+, m_j >= m_h
 *     G_nb = sum_(j > h) G_jh (p_j s_h + p_h s_j) D_jh,   G_t = the same with 1 - D_jh
 *
 * so that G = G_w + G_nb + G_t [dagum1997].  One sweep over the sorted values serves all pairs of groups: the sums of
 * distances down to what each group has below grow by gap times weight, so nothing cancels.  O(n log n + n k). */
#ifndef DOMAR_MODEL_INEQUALITY_H
#define DOMAR_MODEL_INEQUALITY_H
#include "base/context.h"

/* What can be said of the values, worst first. */
typedef enum {
    DOMAR_INEQUALITY_EMPTY,        /* no value, or no weight */
    DOMAR_INEQUALITY_MEANLESS,     /* the mean, or that of a group, is not above zero: shares have no meaning, no measure is */
    DOMAR_INEQUALITY_NEGATIVE,     /* some value below zero: no Theil; the Gini may pass 1 */
    DOMAR_INEQUALITY_ZERO,         /* some value is zero: no Theil L */
    DOMAR_INEQUALITY_ALONE,        /* one value */
    DOMAR_INEQUALITY_OK
} domar_inequality_status;

typedef struct {
    double count, weight, mean, sd;
    double gini, theil_t, theil_l;           /* within the group */
    double share, value_share;               /* p, s */
    double gini_part;                        /* G_jj p_j s_j */
    double theil_t_part, theil_l_part;       /* s_j T_j, p_j L_j */
    double theil_t_between, theil_l_between; /* s_j ln(m_j / m), p_j ln(m / m_j) */
} domar_inequality_group;

typedef struct {
    domar_inequality_status status;
    domar_inequality_group all;              /* of all values */
    double within, between, transvariation;  /* of the Gini */
    double theil_t_within, theil_t_between, theil_l_within, theil_l_between;
    double gap;                              /* |G - G_w - G_nb - G_t| */
} domar_inequality;

typedef struct {
    double gini, affluence;                  /* G_jh, D_jh (NaN where all values are the same) */
    double above, below;                     /* E(y_j - y_h)+, E(y_h - y_j)+ */
    double between, transvariation;          /* what the pair adds to G_nb and G_t */
} domar_inequality_pair;

/* y, w (NULL: 1 each; >= 0), group (NULL: k = 1): n.  groups: k.  pairs: k x k, symmetric but for above and below; NULL:
 * not wanted.  An empty group has NaN. */
domar_status domar_inequality_of(domar_cx *cx, domar_inequality *out, domar_inequality_group *groups, domar_inequality_pair *pairs,
                                 const double *y, const double *w, const uint32_t *group, size_t n, size_t k);
#endif
