/* model/calibrate.h -- the base world from a table and the scenario's settings. */
#ifndef DOMAR_MODEL_CALIBRATE_H
#define DOMAR_MODEL_CALIBRATE_H
#include "model/world.h"
#include "spec/scenario.h"

/* Wedges as scenarios name them; each has a level of its own. */
typedef enum {
    DOMAR_TARIFF, DOMAR_EXPORT_TAX, DOMAR_RENT_IMPORTER, DOMAR_RENT_EXPORTER, DOMAR_RENT_BURN,
    DOMAR_INPUT_TAX, DOMAR_OUTPUT_TAX, DOMAR_MARKUP, DOMAR_FACTOR_TAX, DOMAR_LEVELS
} domar_level_kind;

typedef struct {
    const domar_table *t;
    domar_world *world;
    domar_axis  *factors;              /* types of factors: code of the table's row, or VA */
    double *level[DOMAR_LEVELS];       /* logs of the wedges in force, by kind; NULL: none anywhere */
    size_t  clipped, losses;           /* negative flows set to 0; producers that pay more than they sell for */
    double  clipped_share;             /* of world output */
    double  rebalanced;                /* largest change of an output, relative, that clears all markets */
} domar_base;

/* Moves of the world's kind in which a level lives. */
domar_move_kind domar_level_move(domar_level_kind kind);
domar_status domar_base_new(domar_cx *cx, domar_base **out, const domar_table *t, const domar_scenario *s);
void domar_base_free(domar_base *b);                                   /* NULL-safe */
#endif
