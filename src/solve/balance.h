/* solve/balance.h -- matrices made to add up: RAS and GRAS (negative entries keep their sign). */
#ifndef DOMAR_SOLVE_BALANCE_H
#define DOMAR_SOLVE_BALANCE_H
#include "base/context.h"

typedef struct { size_t iterations; double gap; } domar_balance_report;
/* M (rows x cols, row-major, in place) to row sums r and column sums c (their totals agree
 * within 1e-9). gras false refuses negative entries. DOMAR_ENOCONV names the worst line. */
domar_status domar_balance(domar_cx *cx, double *M, size_t rows, size_t cols, const double *r,
                           const double *c, bool gras, double tolerance,
                           domar_balance_report *report);
#endif
