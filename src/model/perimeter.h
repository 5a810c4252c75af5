/* model/perimeter.h -- a border, and what crosses it more than once.
 *
 * The flows from the rows I of region s to the users J abroad are the perimeter: all exports of s,
 * those to one partner, of one industry, or both.  With these flows cut out of A,
 *
 *     B/ = B - B_I (1 + W)^-1 A_IJ B_J,      W = A_IJ B_JI,
 *
 * the part of E_IJ that has not crossed before is q = (1 + W)^-1 E_IJ, and the content of its
 * first crossing is V B_I (1 + W)^-1.  For all exports of s: v_s B_ss (1 + W)^-1 = v_s L_ss. */
#ifndef DOMAR_MODEL_PERIMETER_H
#define DOMAR_MODEL_PERIMETER_H
#include "linalg/lapack.h"
#include "model/trade.h"

typedef struct {
    const domar_trade *w;
    size_t   s, m;         /* the exporter in hand; its rows */
    double  *A;            /* m x n: rows of s of A */
    double  *C;            /* n x m: columns of s of B */
    size_t  *rows, count;  /* I: places within s */
    size_t   from[2], to[2];   /* J: two runs of positions, the second may be empty */
    double  *W;            /* count x count: factors of 1 + W */
    double  *work;         /* count */
    blasint *pivots;
} domar_perimeter;

/* Room for any exporter, in the caller's scratch. */
domar_status domar_perimeter_new(domar_cx *cx, domar_perimeter *p, const domar_trade *w);
void domar_perimeter_take(domar_perimeter *p, size_t s);
/* The flows of one industry (SIZE_MAX: of all) to one region (SIZE_MAX: to all others). */
domar_status domar_perimeter_draw(domar_cx *cx, domar_perimeter *p, size_t industry, size_t r);
/* y := (1 + W)^-1 y, or y' := y' (1 + W)^-1. count. */
void domar_perimeter_solve(const domar_perimeter *p, double *y, bool rows);
#endif
