/* model/stochastic_inside.h -- what the files of the stochastic frontier share. */
#ifndef DOMAR_MODEL_STOCHASTIC_INSIDE_H
#define DOMAR_MODEL_STOCHASTIC_INSIDE_H
#include "model/stochastic_frontier.h"
#include "model/stochastic_likelihood.h"

struct domar_sfa_work {
    domar_stochastic f;
    double *x, *y, *z;                    /* x, z orthogonal, y residuals of least squares */
    double *R, *Rz, *ols;                 /* triangular factors; coefficients in the user's units */
    double *p, *best, *column, *matrix, *jacobian, *room;
    size_t effects;                       /* columns of z with the constant, or mu */
};

/* Expectations of u given e at w->best. */
void domar_sfa_scores(domar_sfa_answer *a, const struct domar_sfa_work *w, const domar_sfa *s);
#endif
