/* model/owners.h -- households of a scenario: what they buy, and who owns what is earned. */
#ifndef DOMAR_MODEL_OWNERS_H
#define DOMAR_MODEL_OWNERS_H
#include "model/calibrate.h"

/* base->households: the scenario's, and `national` where an economy has none of its own. */
domar_status domar_name_households(domar_cx *cx, domar_base *base, const domar_scenario *s);
/* base->spends and world->own.  DOMAR_EDATA: a code the table lacks; shares that do not sum to 1, and whose. */
domar_status domar_set_owners(domar_cx *cx, domar_base *base, const domar_scenario *s);
/* What is burnt in an economy is spent as its households spend at the base. */
void domar_set_baskets(domar_world *w);
#endif
