/* model/spatial_inside.h -- what the files of spatial_panel share */
#ifndef DOMAR_MODEL_SPATIAL_INSIDE_H
#define DOMAR_MODEL_SPATIAL_INSIDE_H
#include "model/spatial_panel.h"

/* The data without effects: y, Wy, WWy, columns and their lags. */
struct cleared {
    const domar_spatial_data *d;
    size_t  n, T, N, K;         /* N = n T; K columns that are not collinear */
    double *y, *Wy, *WWy;
    double **x, **Wx;           /* K */
    double  observations, periods, lost;    /* N, P, c of the likelihood */
    double **work;              /* K: columns for a regression */
};

domar_status spatial_clear(domar_cx *cx, struct cleared *c, bool *dropped, const domar_spatial_data *d);
/* Takes the effects out of columns (count of n T). */
domar_status spatial_take_out(domar_cx *cx, double *const *columns, size_t count, const domar_spatial_data *d);
/* G = W (I - rho W)^-1, dense. */
domar_status spatial_multiplier(domar_cx *cx, double *G, const domar_weights *w, double rho);

/* tr G, tr G H, <G, H> on the space that the likelihood is about: without the constant vector where periods were lost. */
double spatial_trace(const struct cleared *c, const double *G, double rho);
double spatial_trace_product(const struct cleared *c, const double *G, const double *H, double rho, double lambda);
double spatial_inner(const struct cleared *c, const double *G, const double *H);

domar_status spatial_information(domar_cx *cx, domar_spatial *s, const struct cleared *c);
#endif
