/* model/dea_replicas.h -- radial scores of the same units against frontiers that are moved at random
 *
 * In replica b the inputs (orientation in) or outputs (out) of reference unit j are f_j times those observed; the units
 * themselves stay.  Every program begins at the basis that the unit has on the frontier observed, so that no score
 * depends on another one. */
#ifndef DOMAR_MODEL_DEA_REPLICAS_H
#define DOMAR_MODEL_DEA_REPLICAS_H
#include "model/dea.h"

/* f (set->count) of replica b; called by threads. */
typedef void domar_dea_factors(void *arg, size_t replica, double *f);

typedef struct {
    size_t unsolved;                     /* programs without an optimum: NaN */
    double primal, dual, gap;            /* largest */
} domar_dea_replica_report;

/* score: replicas x set->count. */
domar_status domar_dea_replicas(domar_cx *cx, double *score, domar_dea_replica_report *report, const domar_dea_form *form,
                                const double *const *x, size_t rows, const domar_dea_set *set, size_t replicas,
                                domar_dea_factors *factors, void *arg);
#endif
