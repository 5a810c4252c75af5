/* model/schemes.h -- decompositions of gross exports.
 *
 * A scheme fills, for one exporting region s, T (rows x partners x width): the terms of what its
 * rows (positions first[s] ..) sell to each region; width is at least `terms`, T comes zeroed, and
 * the places of s itself as partner stay so.  Where rows do not add up (Los-Timmer-de Vries: each
 * flow is extracted alone) fill works at the level asked for: one row for all industries, one
 * partner for all of them. */
#ifndef DOMAR_MODEL_SCHEMES_H
#define DOMAR_MODEL_SCHEMES_H
#include "model/trade.h"

typedef struct { bool industry, partner; } domar_level;   /* apart, or taken together? */

/* Whose border decides what is counted twice (Borin and Mancini). */
typedef enum { DOMAR_EXPORTER, DOMAR_WORLD, DOMAR_BILATERAL, DOMAR_SECTOR, DOMAR_SECTOR_BILATERAL }
    domar_perspective;
typedef struct {
    bool sink, detail;
    domar_perspective perspective;
} domar_scheme_options;

typedef struct {
    const char *name;           /* also the group of its terms */
    size_t      terms;          /* columns of T that it fills */
    uint32_t    parts;          /* bits of the columns that add up to exports; 0: all do */
    const unsigned char *column;/* of T, where each term of the group stands; NULL: in order */
    bool        adds_up;        /* rows of industries and partners sum: fill at the finest level */
    /* Is this term of the group to be shown?  NULL: always. */
    bool (*shows)(const domar_scheme_options *o, size_t term);
    /* State in scratch; lives as long as w. */
    domar_status (*prepare)(domar_cx *cx, void **state, const domar_trade *w,
                            const domar_scheme_options *o);
    domar_status (*fill)(domar_cx *cx, void *state, size_t s, domar_level level, double *T,
                         size_t width);
} domar_scheme;

extern const domar_scheme domar_scheme_kww, domar_scheme_wwz, domar_scheme_ltv, domar_scheme_bm,
    domar_scheme_my;

/* What the terms of all schemes are: groups "kww", "wwz", ... */
extern const domar_term domar_export_terms[];
#endif
