/* model/local.h -- production inside economies and across borders: A = D + C, D its diagonal blocks
 * with the inverses L_s = (I - A_ss)^-1, C the intermediate trade. */
#ifndef DOMAR_MODEL_LOCAL_H
#define DOMAR_MODEL_LOCAL_H
#include "spec/method.h"

typedef struct {
    const domar_table *t;
    domar_leontief    *system;
    const double      *L;       /* G x N x N */
} domar_local;

/* The system is borrowed. */
domar_status domar_local_new(domar_cx *cx, domar_local *out, const domar_table *t,
                             domar_leontief *system);
/* y = L x and y' = x' L, block by block (n; y is not x). */
void domar_local_apply(const domar_local *l, double *y, const double *x);
void domar_local_apply_t(const domar_local *l, double *y, const double *x);
/* y = C x and y' = x' C: what crosses borders (n; y is not x). */
void domar_abroad_apply(domar_cx *cx, const domar_local *l, double *y, const double *x);
void domar_abroad_apply_t(domar_cx *cx, const domar_local *l, double *y, const double *x);
/* Final demand at home and abroad (n each), such that x = B (home + abroad) whatever the table's
 * discrepancies: these are used at home, and what industries without output buy is final. */
domar_status domar_final_home_abroad(domar_cx *cx, const domar_local *l, double *home,
                                     double *abroad);
#endif
