/* solve/lp_inside.h -- what solver and basis share, for solve/lp*.c alone.  All is scaled: rows as the shared columns
 * are, columns to a largest entry of about one, b and costs likewise, always by powers of two. */
#ifndef DOMAR_SOLVE_LP_INSIDE_H
#define DOMAR_SOLVE_LP_INSIDE_H
#include "solve/lp.h"

struct domar_lp_work {
    size_t room_rows, room_own;
    const domar_lp *p;
    size_t m;                    /* rows */
    double *A, *c, *scale;       /* own x m, own, own */
    double *row;                 /* m: scale of rows */
    double *b;                   /* m */
    double  b_scale, c_scale;    /* given = scaled x these */
    uint32_t *basis;             /* m */
    unsigned char *kind;         /* m: of the basic ones */
    double *inverse;             /* m x m, by rows */
    double *B;                   /* m x 2m: to factor */
    double *xb, *cb, *wb;        /* m: values, costs, costs of the phase at hand */
    double *y;                   /* m + 1: prices, and -1 or 0 for the line of costs */
    double *column, *alpha;      /* m: the entering one as packed, and by the basis */
    double *residual;            /* 2 m + 1 */
    size_t  pool_skip;           /* the column left out, by its number in the pool */
    size_t  since;               /* pivots since the inverse was made */
    domar_lp_answer answer;
};

/* Column q as scaled; its cost. */
double domar_lp_take(double *a, const struct domar_lp_work *w, uint32_t q);
domar_lp_kind domar_lp_kind_of(const struct domar_lp_work *w, uint32_t q);
/* The inverse and the values of the basis from the columns themselves; false: it is singular. */
bool domar_lp_factor(struct domar_lp_work *w);
/* Prices of the costs wb: y = wb' inverse. */
void domar_lp_prices(struct domar_lp_work *w);
void domar_lp_values(struct domar_lp_work *w);
/* Column q, whose alpha stands ready, takes place p at value t. */
void domar_lp_exchange(struct domar_lp_work *w, uint32_t q, size_t p, double cost);
#endif
