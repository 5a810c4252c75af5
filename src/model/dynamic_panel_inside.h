/* model/dynamic_panel_inside.h -- equations and instruments written out; shared by the files of dynamic_panel */
#ifndef DOMAR_MODEL_DYNAMIC_PANEL_INSIDE_H
#define DOMAR_MODEL_DYNAMIC_PANEL_INSIDE_H
#include "model/dynamic_panel.h"

struct gmm {
    const domar_gmm_data *d;
    size_t  K, L, rows, units;
    size_t *start;              /* units + 1: equations of the used units: first those in differences, then levels */
    size_t *unit, *tau;         /* rows */
    bool   *level;              /* rows */
    double *y, *X, *Z;          /* rows, rows x K, rows x L, row-major */
    size_t *column;             /* K, as in domar_gmm */
    size_t *set;                /* L: group of an instrument */
    bool   *of_level;           /* L: lagged differences for equations in levels */
    double *ZX, *Zy;            /* L x K, L */
};

/* model/dynamic_panel_equations.c */
domar_status gmm_equations(domar_cx *cx, struct gmm *g, const domar_gmm_data *d);
/* Entry (r, s) of H for two equations of one unit. */
double gmm_initial(const struct gmm *g, size_t r, size_t s);
#endif
