/* model/compensate.h -- moves with transfers that let everybody gain the same share: max kappa with U_h = kappa U_h0. */
#ifndef DOMAR_MODEL_COMPENSATE_H
#define DOMAR_MODEL_COMPENSATE_H
#include "model/case.h"

typedef struct {
    double kappa;                /* real income over U0, the same for all */
    double gain;                 /* sum of equivalent variations, money at base prices */
    double apart;                /* by how much the shares still differ */
} domar_compensation;

/* U0 (homes): real incomes to which all are compared; z (size) gets the answer, at which the market is left.  Transfers sum
 * to 0.  DOMAR_ENOCONV: the transfers were not found. */
domar_status domar_compensate(domar_cx *cx, domar_compensation *out, domar_case *c, double *z, const double *U0,
                              const domar_move *off);
#endif
