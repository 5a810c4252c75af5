/* model/forces_scopes.h -- whose growth is taken apart: economies and blocs by themselves, or all as one, over years. */
#ifndef DOMAR_MODEL_FORCES_SCOPES_H
#define DOMAR_MODEL_FORCES_SCOPES_H
#include "model/forces.h"
#include "table/regions.h"

typedef struct {
    domar_growth_rows rows;
    domar_growth_year *years;           /* pairs + 1 */
    size_t pairs, count, G;
    const domar_axis *axis;             /* of the scopes */
    domar_axis *own;                    /* made here; freed by domar_forces_scopes_free */
    bool  *member;                      /* count x G */
    bool  *chosen;                      /* count: asked for */
} domar_forces_scopes;

/* The years first .. last of the series; then one of the two below. */
domar_status domar_forces_scopes_new(domar_cx *cx, domar_forces_scopes *s, const domar_series *series, size_t first, size_t last);
domar_status domar_forces_scopes_regions(domar_cx *cx, domar_forces_scopes *s, const domar_regions *regions, const char *economy);
/* All economies that lack nothing in any of the years; DOMAR_EDATA where none is. */
domar_status domar_forces_scopes_world(domar_cx *cx, domar_forces_scopes *s, const domar_forces_rule *rule);
void domar_forces_scopes_free(domar_forces_scopes *s);

/* One scope in the pair of years (pair, pair + 1). */
domar_status domar_forces_of(domar_cx *cx, const domar_forces_scopes *s, domar_forces_change *c, size_t scope, size_t pair,
                             const domar_forces_rule *rule);
/* Relations and forces under each of the three readings of the gaps, NaN where it lacks something; own: the one in force. */
domar_status domar_forces_readings(domar_cx *cx, const domar_forces_scopes *s, const domar_forces_change *own, size_t scope,
                                   size_t pair, const domar_forces_rule *rule, double relations[DOMAR_GAPS],
                                   double forces[DOMAR_GAPS]);
#endif
