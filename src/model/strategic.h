/* model/strategic.h -- industries that count as strategic: a list that comes with the program (data/strategic), codes, or a
 * file of codes. */
#ifndef DOMAR_MODEL_STRATEGIC_H
#define DOMAR_MODEL_STRATEGIC_H
#include "table/table.h"

enum { DOMAR_STRATEGIC_OUT, DOMAR_STRATEGIC_IN, DOMAR_STRATEGIC_MIXED };

typedef struct {
    unsigned char *in;       /* N: one of the above, from scratch; NULL: no list serves */
    char   name[64];         /* "equipment", "as given" */
    size_t count;            /* industries counted */
    char   mixed[512], left_out[512];   /* in English, for the certificate: "VEH with ships; ..." */
} domar_strategic;

/* what: "auto" (high_technology where the industries are those of a list known here, else none), "none", the name of a list,
 * codes with commas, or a file of codes (one a line, or with commas).  DOMAR_EUSAGE names what there is. */
domar_status domar_strategic_find(domar_cx *cx, domar_strategic *s, const domar_axis *industries, const char *what);
#endif
