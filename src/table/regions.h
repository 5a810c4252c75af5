/* table/regions.h -- economies as they trade: by themselves, or several as one.
 *
 * A bloc is one economy: what its members sell each other is not exported.  The parts of a split
 * economy (CN1, CN2 of the OECD tables) are its bloc unless the user says otherwise, since what
 * flows between them is not trade either.  Rows are put in an order in which every region is one
 * run, member after member. */
#ifndef DOMAR_TABLE_REGIONS_H
#define DOMAR_TABLE_REGIONS_H
#include "table/table.h"

typedef struct {
    domar_axis *axis;       /* the regions, in the order of their first members */
    size_t  count, n, N;    /* regions; rows; industries of an economy */
    size_t *first;          /* count + 1: where the run of each region begins */
    size_t *row;            /* n: table row at each position */
    size_t *of;             /* G: region of each economy */
    bool    plain;          /* each economy by itself: row[p] = p */
    char   *members;        /* "EU27 = AUT + BEL + ..."; "" if plain */
} domar_regions;

/* blocs: "EU27" (data/blocs/blocs.csv), "NORTH=CAN+USA+MEX", several separated by commas;
 * "none": every economy and part by itself; else parts of split economies are together.
 * DOMAR_EUSAGE: an unknown name or member (with the nearest), a member in two blocs. */
domar_status domar_regions_new(domar_cx *cx, domar_regions **out, const domar_series *series,
                               const char *blocs);
void domar_regions_free(domar_regions *regions);
/* Is region r in the comma-separated list?  Yes where list is NULL. */
bool domar_regions_selected(const domar_regions *regions, const char *list, size_t r);
#endif
