/* table/concordance.h -- the inside of a concordance, for table/ alone. */
#ifndef DOMAR_TABLE_CONCORDANCE_H
#define DOMAR_TABLE_CONCORDANCE_H
#include "table/aggregate.h"

/* Where the parts of each target come from: parts start[t] .. start[t + 1] of target t. */
typedef struct {
    size_t  targets, parts;
    size_t *start;          /* targets + 1 */
    size_t *from;           /* source position, ascending within a target */
    double *weight;         /* share of the source that goes to the target */
} domar_parts;

struct domar_concordance {
    char       *name;
    domar_axis *source, *target;
    domar_parts parts;
};

/* Allocates for this many; domar_parts_free releases what there is. */
domar_status domar_parts_new(domar_cx *cx, domar_parts *p, size_t targets, size_t parts);
void domar_parts_free(domar_parts *p);
#endif
