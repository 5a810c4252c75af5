/* model/shocks.h -- lines of a scenario become moves of the world. */
#ifndef DOMAR_MODEL_SHOCKS_H
#define DOMAR_MODEL_SHOCKS_H
#include "model/calibrate.h"

/* What one line does: sets levels in base->level (so that later lines see them) and adds the
 * difference to move.  DOMAR_EDATA names page, line and the code that the table lacks. */
domar_status domar_shock_line(domar_cx *cx, domar_move *move, domar_base *base, const domar_scenario *s,
                              const domar_change *line);
/* All changes of a page and its closure as one move an instrument: names (scratch texts) and moves,
 * both freed by domar_shocks_free. */
typedef struct {
    domar_move  *moves;
    const char **names;
    size_t       count;
} domar_shocks;
domar_status domar_shocks_new(domar_cx *cx, domar_shocks *out, domar_base *base, const domar_scenario *s);
void domar_shocks_free(domar_shocks *shocks);
#endif
