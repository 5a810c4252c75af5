/* model/verify.h -- an equilibrium held against what it must obey, whatever the numbers are. */
#ifndef DOMAR_MODEL_VERIFY_H
#define DOMAR_MODEL_VERIFY_H
#include "model/case.h"

/* The largest departure from each; NAN: not defined here, and why. */
typedef struct {
    double zero_shock;           /* nothing moves: |log hat| */
    double return_path;          /* moves taken back from the answer: |log hat| */
    double reversal;             /* a world recalibrated at the answer, moved back: |log hat - what it was| */
    double gradient;             /* adjoint of welfare against differences of solved worlds, relative */
    double two_methods;          /* Anderson's answer against Newton's: |log hat| */
    size_t sampled;              /* cells of the gradient */
    const char *no_reversal, *no_two_methods;    /* NULL: defined */
} domar_verification;

/* The case comes back to its own answer. */
domar_status domar_case_verify(domar_cx *cx, domar_verification *v, domar_case *c);

/* At the answer every price, return, sale, spending and transfer is doubled and swept through the equations once:
 * prices, trade, sales and factor bills must double, spending too once the unit of account follows, real incomes
 * must stay.  *worst: the largest relative departure. */
domar_status domar_case_homogeneity(domar_cx *cx, double *worst, domar_case *c);
#endif
