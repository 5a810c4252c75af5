/* model/production_inside.h -- the stages, for production*.c alone. */
#ifndef DOMAR_MODEL_PRODUCTION_INSIDE_H
#define DOMAR_MODEL_PRODUCTION_INSIDE_H
#include "model/production.h"

/* The first stage: y on a polynomial in some variables and, linearly, on others. */
typedef struct {
    const domar_production_input *in;
    domar_monomials basis;
    size_t curved, linear;               /* variables of the polynomial; inputs that are linear: the first ones */
    const double *var[DOMAR_INNOVATION_MOST + 1];
    double mean[DOMAR_INNOVATION_MOST + 1], scale[DOMAR_INNOVATION_MOST + 1];
    double x_mean[DOMAR_INNOVATION_MOST], x_scale[DOMAR_INNOVATION_MOST];
    size_t size, stride;                 /* columns: monomials, linear inputs, y */
} domar_first_stage;
/* Places for one thread. */
typedef struct { double *C, *rows, *b, *room; size_t rank; } domar_first_room;

domar_status domar_first_stage_new(domar_cx *cx, domar_first_stage *s, const domar_production_input *in, const double *const *var,
                                   size_t curved, size_t linear);
domar_status domar_first_room_new(domar_cx *cx, domar_first_room *r, const domar_first_stage *s);
/* phi (rows): the polynomial at each row with weight; eps (rows, or NULL); b (linear). weight NULL: 1. */
void domar_first_stage_fit(const domar_first_stage *s, domar_first_room *r, const double *weight, double *phi, double *eps, double *b);

/* Probability of staying at each row, by a probit on the same polynomial. *known false: all stay, or none can be told. */
domar_status domar_survival(domar_cx *cx, double *P, bool *known, size_t *leavers, const domar_first_stage *s, const double *weight);

/* ols, fe, wooldridge. x: terms. */
domar_status domar_production_plain(domar_cx *cx, domar_production *out, const domar_production_input *in, const double *const *x);
#endif
