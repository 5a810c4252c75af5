/* model/malmquist.h -- productivity between two periods from distances to frontiers
 *
 * With u the log of an efficiency (theta, 1 / phi, 1 / (1 + be)), or -be itself for Luenberger's differences, s the earlier
 * and t the later period, u_s(t) the row of t against the frontier of s:
 *
 *     index   1/2 [u_s(t) - u_s(s) + u_t(t) - u_t(s)]           contemporaneous, sequential         [fare1994; chung1997]
 *             u_G(t) - u_G(s),  G all periods, or s and t       global, biennial         [pastor2005; oh2010; pastor2011]
 *     ec      u_t(t) - u_s(s);  tc = index - ec
 *     pec     ec under variable returns;  fgnz: sec = ec - pec, tc as above;
 *     ray     tc under variable returns, sec = index - pec - tc                                      [ray1997]
 *     gl      the same from the earlier period alone: index u_s(t) - u_s(s), tc u_s(t) - u_t(t)   [grifell1999] */
#ifndef DOMAR_MODEL_MALMQUIST_H
#define DOMAR_MODEL_MALMQUIST_H
#include "model/dea_panel.h"

typedef enum { DOMAR_MALMQUIST_NONE, DOMAR_MALMQUIST_FGNZ, DOMAR_MALMQUIST_RAY, DOMAR_MALMQUIST_GL } domar_malmquist_split;

typedef struct {
    domar_dea_form form;
    domar_dea_reference reference;       /* not window */
    domar_malmquist_split split;         /* form.returns must be CRS where there is one */
    bool differences;                    /* Luenberger: -be, else logs */
    const double *const *g, *const *w;
} domar_malmquist_plan;

enum { DOMAR_MALMQUIST_INDEX, DOMAR_MALMQUIST_EC, DOMAR_MALMQUIST_TC, DOMAR_MALMQUIST_PEC, DOMAR_MALMQUIST_SEC,
       DOMAR_MALMQUIST_CUMULATIVE, DOMAR_MALMQUIST_PARTS };

typedef struct {
    size_t pairs, gaps;                  /* gaps: rows whose unit lacks the period before, but not all earlier ones */
    uint32_t *row;                       /* pairs: the later row of the sample; the earlier stands before it */
    uint32_t *outcome;                   /* pairs: of the worst of its programs */
    double *part[DOMAR_MALMQUIST_PARTS]; /* pairs: as logs or differences */
    size_t programs, count[4];           /* by outcome */
    double primal, dual, gap;
} domar_malmquist;

domar_status domar_malmquist_new(domar_cx *cx, domar_malmquist **out, const domar_dea_data *d, const domar_malmquist_plan *plan);
void domar_malmquist_free(domar_malmquist *m);                                /* NULL-safe */
#endif
