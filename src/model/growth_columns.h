/* model/growth_columns.h -- the columns of growth.accounts, and which of them each grain has, in their order. */
#ifndef DOMAR_MODEL_GROWTH_COLUMNS_H
#define DOMAR_MODEL_GROWTH_COLUMNS_H
#include "spec/method.h"

enum { DOMAR_GROWTH_INDUSTRY, DOMAR_GROWTH_ECONOMY, DOMAR_GROWTH_FACTOR, DOMAR_GROWTH_LEVEL, DOMAR_GROWTH_GRAINS };
enum { DOMAR_GROWTH_MOST = 14 };

extern const domar_column domar_growth_columns[];          /* ends with a nameless row */
/* Names, NULL after the last. */
extern const char *const domar_growth_shown[DOMAR_GROWTH_GRAINS][DOMAR_GROWTH_MOST + 1];
#endif
