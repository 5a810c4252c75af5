/* panel/panel.h -- units (provinces, cities, firms) x periods x variables: the second kind of input.
 *
 * A reader fills a domar_panel_draft, column by column; domar_panel_freeze finds the keys, puts the rows in order (units
 * as they first appear, periods ascending) and takes the columns over.  Frozen panels are shared read-only.  A panel need
 * not be balanced.  Missing numbers are NaN, missing texts DOMAR_NO_ITEM; what becomes of them is the user's to say
 * (panel/sample.h). */
#ifndef DOMAR_PANEL_PANEL_H
#define DOMAR_PANEL_PANEL_H
#include "axis/axis.h"
#include <domar/panel.h>

#define DOMAR_NO_ITEM UINT32_MAX

/* ---- drafts */
typedef struct {
    char       *name;            /* header of the column */
    double     *value;           /* rows, NaN missing; NULL for a column of texts */
    uint32_t   *item;            /* rows, DOMAR_NO_ITEM missing; NULL for a column of numbers */
    domar_axis *axis;     /* of texts: the codes */
    char       *suspect;         /* of texts that are numbers but for a slip: where and which ("line 17: 12,3"); NULL */
} domar_panel_draft_column;

typedef struct {
    char  *name;                 /* of the source, for messages */
    size_t rows, columns, room;
    domar_panel_draft_column *column;
} domar_panel_draft;

domar_status domar_panel_draft_new(domar_cx *cx, domar_panel_draft **out, const char *name, size_t rows);
void domar_panel_draft_free(domar_panel_draft *d);                            /* NULL-safe */
/* Add a column; the arrays (from domar_alloc), the axis's reference and suspect are taken over even on failure. */
domar_status domar_panel_draft_values(domar_cx *cx, domar_panel_draft *d, const char *name, double *value);
domar_status domar_panel_draft_texts(domar_cx *cx, domar_panel_draft *d, const char *name, uint32_t *item,
                                     domar_axis *axis, char *suspect);

/* ---- panels */
typedef struct {
    const char     *name;
    const double   *value;       /* rows, NaN missing; NULL for a column of texts */
    const uint32_t *item;        /* rows, DOMAR_NO_ITEM missing; NULL for a column of numbers */
    const domar_axis *axis;
    const char     *suspect;
} domar_panel_column;

struct domar_panel {
    const char *name;                    /* of the source */
    size_t rows, units, periods, columns;
    const domar_axis *unit_axis, *period_axis;
    const uint32_t *unit, *period;       /* rows: positions on the axes */
    const size_t   *start;               /* units + 1: rows of unit u are start[u] to start[u + 1] */
    const double   *time;                /* periods: 2008 for "2008"; 0, 1, 2, ... where periods are texts */
    double step;                         /* least distance of neighbouring periods: one lag */
    const domar_panel_column *column;
    const char *unit_name, *period_name; /* key columns; unit_name "row": rows are units; period_name NULL: a cross-section */
    void *inside;                        /* what it owns */
};

/* Long to wide: one column for each text of `rows`, filled from `value`; keys as in domar_panel_freeze.  Other columns stay
 * where they do not change within a unit and period.  The draft is taken over even on failure.  DOMAR_EDATA: `rows` holds
 * numbers, `value` texts, a variable stands twice for a unit and period. */
domar_status domar_panel_draft_spread(domar_cx *cx, domar_panel_draft **out, domar_panel_draft *draft, const char *rows,
                                      const char *value, const char *unit, const char *period);

/* Freeze a draft, which is taken over even on failure.  unit, period: names of the key columns, NULL: the ones that are
 * named like keys (docs/panels.md), else the first column of texts, and no period.  DOMAR_EDATA: no such column (the
 * nearest is named), a key is missing, a unit has a period twice. */
domar_status domar_panel_freeze(domar_cx *cx, domar_panel **out, domar_panel_draft *draft, const char *unit,
                                const char *period);
/* The rows that keep marks, with the same axes. */
domar_status domar_panel_subset(domar_cx *cx, domar_panel **out, const domar_panel *p, const bool *keep);
/* A copy with one more column: c->name is borrowed, its arrays and axis are taken over even on failure.  DOMAR_EUSAGE: there
 * is one of that name. */
domar_status domar_panel_with(domar_cx *cx, domar_panel **out, const domar_panel *p, const domar_panel_draft_column *c);
/* Labels for the units of a panel that nobody shares yet: the same codes in order.  The reference is taken over. */
void domar_panel_name_units(domar_panel *p, domar_axis *axis);
/* Column by name (exact, then ignoring case), or NULL after DOMAR_EDATA that names the nearest. */
const domar_panel_column *domar_panel_find(domar_cx *cx, const domar_panel *p, const char *name);

/* ---- panel/terms.c: variables as the user writes them: names and + - * / ^, log(), exp(), sqrt(), abs(), numbers,
 * L.x L2.x F.x D.x (within the unit, by time); names with other characters in backticks. */
/* value (rows of the panel): NaN where a part is missing or has no value.  gone (rows, or NULL): set where a lag
 * points to a period that the unit does not have.  fill: policy for missing numbers of columns (panel/sample.h). */
domar_status domar_panel_term(domar_cx *cx, double *value, bool *gone, size_t *filled, const domar_panel *p,
                              const char *term, const char *fill);
/* Is it the bare name of a column of numbers?  NULL if not (or no such column). */
const double *domar_panel_plain(const domar_panel *p, const char *term);
/* "K, L,log(E)" as texts in one block, released with domar_release; commas within brackets do not part.  DOMAR_EUSAGE
 * names the option where the list is empty. */
domar_status domar_terms_split(domar_cx *cx, const char ***terms, size_t *count, const char *list, const char *option);
#endif
