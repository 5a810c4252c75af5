/* model/precondition.h -- an economy's own part of I - G', inverted: what it does to itself is most of what happens. */
#ifndef DOMAR_MODEL_PRECONDITION_H
#define DOMAR_MODEL_PRECONDITION_H
#include "model/equilibrium.h"

typedef struct domar_blocks domar_blocks;

/* At the market's last sweep.  Written over when *out is there already. */
domar_status domar_blocks_make(domar_cx *cx, domar_blocks **out, const domar_market *m);
void domar_blocks_free(domar_blocks *b);                              /* NULL-safe */
/* x (size of the market) := blocks^-1 x, or the transposed of it. */
void domar_blocks_apply(const domar_blocks *b, double *x, bool transposed);
#endif
