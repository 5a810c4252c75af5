/* model/weights.h -- spatial weights in rows: w_ij says how much of i's surroundings is j.
 *
 * domar_weights_new makes the raw matrix of all units of a panel, once; domar_weights_among takes the units of a sample
 * (or of one period) out of it, treats those without a neighbour and standardises.  Kernels on plain arrays below. */
#ifndef DOMAR_MODEL_WEIGHTS_H
#define DOMAR_MODEL_WEIGHTS_H
#include "panel/sample.h"
#include "spec/result.h"
#include "spec/weights.h"

typedef struct {
    size_t    n;
    size_t   *start;              /* n + 1: entries of row i are start[i] to start[i + 1] */
    uint32_t *col;                /* ascending within a row; never i itself */
    double   *value;              /* >= 0, never 0 */
    uint32_t *unit;               /* n: position on the panel's axis */
    double   *x, *y;              /* n: coordinates; NULL if not known */
    bool      sphere;
    double    power;              /* of inverse distance, for islands tied with the nearest; 0: those weigh 1 */
    size_t    islands;            /* rows without an entry: found before the policy was applied (raw: as they are) */
    double    total;              /* S0 = sum of all */
    double    scale;              /* minmax, spectral: what all was divided by; else 1 */
} domar_weights;

void domar_weights_free(domar_weights *w);                                     /* NULL-safe */

/* ---- model/weights_panel.c: of a panel */
/* The raw weights of all units of p that have a row, in the order of their codes.  pairs: of the file (count 0 without).  DOMAR_EUSAGE: nothing says
 * who is near whom, or an option is given that the tie does not use. */
domar_status domar_weights_new(domar_cx *cx, domar_weights **out, const domar_panel *p, const domar_weights_choice *c,
                               const domar_weights_pairs *pairs);
/* Among the units that the sample has in a period (SIZE_MAX: in any); row (s->units, NULL: not wanted): where in the sample
 * the k-th of them is (in any: its first row). */
domar_status domar_weights_in(domar_cx *cx, domar_weights **out, size_t *row, const domar_weights *raw, const domar_sample *s,
                              size_t period, const domar_weights_choice *c);
/* Tie, distance, power, standardisation, islands: what the weights rest on.  w: those in use (the last of several). */
domar_status domar_weights_certify(domar_cx *cx, domar_result *r, const domar_weights_choice *c, const domar_weights_pairs *pairs,
                                   const domar_weights *w);
/* The units that keep marks (w->n; NULL: all), standardised.  names: of units on the panel's axis, for messages.
 * DOMAR_EDATA: islands, under `error`; nobody has a neighbour. */
domar_status domar_weights_among(domar_cx *cx, domar_weights **out, const domar_weights *raw, const bool *keep,
                                 const domar_weights_choice *c, const domar_axis *names);

/* lag = W x (w->n both). */
void domar_weights_lag(double *lag, const domar_weights *w, const double *x);
/* S1 = 1/2 sum (w_ij + w_ji)^2, S2 = sum_i (row_i + column_i)^2. */
domar_status domar_weights_moments(domar_cx *cx, double *s1, double *s2, const domar_weights *w);
/* Dense, row-major (n x n), zeroed by the caller. */
void domar_weights_dense(double *W, const domar_weights *w);
bool domar_weights_symmetric(const domar_weights *w);

/* ---- kernels: raw matrices of n units; names (NULL: numbers) for messages */
domar_status domar_weights_of_pairs(domar_cx *cx, domar_weights **out, size_t n, const domar_weights_pairs *pairs,
                                    const domar_axis *names);
/* Distance d_ij by rule: d^-power (up to cutoff, 0: all), 1 for the k nearest (all at the k-th distance), 1 up to
 * cutoff.  DOMAR_EDATA: two units in one place, where that has no inverse. */
typedef enum { DOMAR_TIE_INVERSE, DOMAR_TIE_NEIGHBOURS, DOMAR_TIE_BAND } domar_tie;
domar_status domar_weights_of_places(domar_cx *cx, domar_weights **out, size_t n, const double *x, const double *y, bool sphere,
                                     domar_tie tie, double power, double cutoff, size_t neighbours, const domar_axis *names);
/* |a_i - a_j|^-1 between all; or times what w has already.  DOMAR_EDATA: two equal a. */
domar_status domar_weights_of_likeness(domar_cx *cx, domar_weights **out, size_t n, const double *a, const domar_axis *names);
domar_status domar_weights_times_likeness(domar_cx *cx, domar_weights *w, const double *a, const domar_axis *names);
/* Plane, or great circle by haversine: degrees to kilometres on a sphere of radius 6371.0088. */
double domar_weights_distance(double x1, double y1, double x2, double y2, bool sphere);
#endif
