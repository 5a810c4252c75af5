/* model/trade.h -- a table as exporters see it: what every decomposition of exports starts from.
 *
 * Everything stands in the order of the regions (table/regions.h): region r has the positions
 * first[r] .. first[r+1] - 1.  R regions, n rows.  Balance: what a row's output leaves after
 * deliveries (published output differs from the row sum) counts as used at home, so that
 *     B F 1 = x
 * holds and terms add up to exports; the certificate tells its size.  What an industry without
 * output buys is used up by it, that is, final. */
#ifndef DOMAR_MODEL_TRADE_H
#define DOMAR_MODEL_TRADE_H
#include "spec/method.h"

typedef struct {
    const domar_table   *t;
    const domar_regions *regions;
    size_t n, N, R;
    const size_t *first;     /* R + 1 */
    const double *Z, *x;     /* n x n, n: the table's own unless there are blocs */
    double *ix;              /* n: 1 / x, 0 where there is no output */
    double *v;               /* n: value added over output */
    double *w;               /* n: taxes, margins, ... over output: 1 - inputs - v; 1 where x = 0 */
    double *F;               /* n x R: final demand by using region */
    double *E;               /* n x R: exports by partner, 0 at home */
    double *e;               /* n: all exports */
    const double *B;         /* n x n: (I - A)^-1 */
    double *L;               /* local inverses (I - A_rr)^-1, row-major one after another */
    size_t *at;              /* R + 1: where each begins */
    double *VB;              /* R x n: row r = v of region r's rows alone, times B */
    double *WB;              /* n: w' B */
    double *vL;              /* n: v_r L_rr, region by region */
    double *LF;              /* n: L_rr F_rr, the output that home demand takes without trade */
    double *LE;              /* n: L_rr e_r */
    double  discrepancy;     /* largest |x - deliveries| / x */
    bool    others;          /* is any part of exports neither value added here nor there? */
    domar_leontief *own;     /* of the permuted table, freed by domar_trade_free */
} domar_trade;

/* Arrays live in the caller's scratch mark.  in->regions must be set. */
domar_status domar_trade_new(domar_cx *cx, domar_trade *out, const domar_input *in);
void domar_trade_free(domar_trade *trade);
/* Region of position p. */
size_t domar_trade_region(const domar_trade *w, size_t p);
#endif
