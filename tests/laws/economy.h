/* laws/economy.h -- small made-up accounts for tests of laws and of famine.
 *
 * Every number is a hash of what it is about (year, economies, industries by name), so the same
 * accounts can be written in another order of labels or in another unit of money. */
#ifndef DOMAR_TESTS_ECONOMY_H
#define DOMAR_TESTS_ECONOMY_H
#include "table/table.h"

typedef struct {
    size_t   G, N;              /* at most 40 and 60; G = 1: a national table with trade columns */
    int      years;             /* the last one is 2010 */
    uint64_t seed;
    double   money;             /* every amount of money times this */
    const size_t *economies, *industries;   /* which original stands at a place; NULL: as it is */
    bool     satellites;        /* jobs, hours, capital stock, labour income, CO2, prices */
    bool     holes;             /* two industries without output, missing satellites, negative
                                   inventories, published output a little off the rows */
    domar_conventions conventions;
} toy_economy;

/* The accounts, to be freed by the caller; NULL: cx knows why. */
domar_series *toy_economy_series(domar_cx *cx, const toy_economy *spec);
#endif
