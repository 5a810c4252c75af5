/* table/identities.h -- what has to add up in a table, and the cells that a reader of it should
 * know about. */
#ifndef DOMAR_TABLE_IDENTITIES_H
#define DOMAR_TABLE_IDENTITIES_H
#include "table/table.h"

/*     kind                            j is            value            expected */
typedef enum {
    DOMAR_IDENTITY_BALANCE,         /* -               row total        column total */
    DOMAR_IDENTITY_ROW,             /* -               row total        output as published */
    DOMAR_IDENTITY_COLUMN,          /* -               column total     output as published */
    /* -               value added      the rows that it should hold */
    DOMAR_IDENTITY_VALUE_ADDED,
    DOMAR_IDENTITY_ZERO_OUTPUT,     /* -               inputs           0 */
    DOMAR_IDENTITY_NEGATIVE_VALUE_ADDED, /* -          value added      0 */
    DOMAR_IDENTITY_NEGATIVE_USE,    /* an industry     the cell of Z    0 */
    DOMAR_IDENTITY_NEGATIVE_FINAL,  /* a final use     the cell of Y    0 */
    DOMAR_IDENTITY_NEGATIVE_FACTOR, /* a factor        the cell of V    0 */
    DOMAR_IDENTITIES
} domar_identity_kind;

/* Name and sentence of each kind, in the order of the list, ends with a NULL code. */
extern const domar_item domar_identity_kinds[DOMAR_IDENTITIES + 1];

/* i is an industry of an economy (g N + k), j as the kind says, SIZE_MAX if there is none.
 * gap = |value - expected| / output of i, against world output where i has none. */
typedef struct {
    domar_identity_kind kind;
    int    year;
    size_t i, j;
    double value, expected, gap;
} domar_identity;

typedef struct {
    size_t count[DOMAR_IDENTITIES];     /* found, shown or not */
    double worst[DOMAR_IDENTITIES];     /* largest gap of each kind */
    double gap;                         /* the accounting gap: worst of kind balance, industries
                                         * without output against world output; NAN where the
                                         * table has no factor rows, so no column totals */
} domar_identity_summary;

/* All of one year, worst first within a kind, kinds in their order, at most `most` of each;
 * *found is freed with domar_release.  Totals that differ by less than `floor` of output are
 * equal.  Negative cells are told except where they are the rule: inventories, imports,
 * discrepancies, taxes less subsidies, adjustments. */
domar_status domar_identities(domar_cx *cx, domar_identity **found, size_t *count,
                              domar_identity_summary *summary, const domar_table *t, double floor,
                              size_t most);
#endif
