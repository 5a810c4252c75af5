/* model/calibrate.h -- the base world from a table and the scenario's settings. */
#ifndef DOMAR_MODEL_CALIBRATE_H
#define DOMAR_MODEL_CALIBRATE_H
#include "model/world.h"
#include "spec/scenario.h"

/* Wedges as scenarios name them; each has a level of its own. */
typedef enum {
    DOMAR_TARIFF, DOMAR_EXPORT_TAX, DOMAR_RENT_IMPORTER, DOMAR_RENT_EXPORTER, DOMAR_RENT_BURN,
    DOMAR_INPUT_TAX, DOMAR_OUTPUT_TAX, DOMAR_MARKUP, DOMAR_FACTOR_TAX, DOMAR_FRICTION, DOMAR_LEVELS
} domar_level_kind;

typedef struct {
    const domar_table *t;
    const domar_scenario *scenario;
    domar_world *world;
    domar_axis  *factors;              /* types of factors: code of the table's row, or VA */
    domar_axis  *households;           /* names; one `national` unless the scenario has its own */
    double *spends;                    /* homes x C: shares of the categories */
    double *level[DOMAR_LEVELS];       /* logs of the wedges in force, by kind; NULL: none anywhere */
    size_t  several;                   /* industries whose scale is so strong that equilibria may be several */
    size_t  clipped, losses;           /* negative flows set to 0; producers that pay more than they sell for */
    double  clipped_share;             /* of world output */
    double  rebalanced;                /* largest change of an output, relative, that clears all markets */
} domar_base;

/* Moves of the world's kind in which a level lives. */
domar_move_kind domar_level_move(domar_level_kind kind);
/* A kind of wedge or a code among rows of factors where a scenario speaks of it; DOMAR_EDATA names line and code. */
domar_status domar_find_code(domar_cx *cx, size_t *at, const domar_axis *axis, const char *code, const domar_scenario *s,
                             size_t line, const char *what);
domar_status domar_base_new(domar_cx *cx, domar_base **out, const domar_table *t, const domar_scenario *s);
void domar_base_free(domar_base *b);                                   /* NULL-safe */
#endif
