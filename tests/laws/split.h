/* laws/split.h -- one economy cut into two of its own kind. */
#ifndef DOMAR_TESTS_SPLIT_H
#define DOMAR_TESTS_SPLIT_H
#include "table/table.h"

/* The first year with economy `at` as P1 and P2, the parts share and 1 - share of every row and
 * column: they trade with each other as they did within.  Ends the program where it cannot. */
domar_series *toy_split(domar_cx *cx, const domar_series *in, size_t at, double share);
#endif
