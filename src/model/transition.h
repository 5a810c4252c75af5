/* model/transition.h -- the years after a scenario: every year the static equilibrium at that year's stocks,
 * capital by saving, workers between industries by choice. */
#ifndef DOMAR_MODEL_TRANSITION_H
#define DOMAR_MODEL_TRANSITION_H
#include "model/case.h"

typedef enum { DOMAR_LABOUR_GRADUAL, DOMAR_LABOUR_MOBILE, DOMAR_LABOUR_FIXED } domar_labour_way;

typedef struct {
    double beta, delta;          /* a year: discount factor, depreciation */
    double nu;                   /* scale of taste shocks: inverse elasticity of choice */
    double stay;                 /* share of workers who do not look around in a year */
    double share;                /* of capital in a factor that is labour and capital together; 0: default */
    domar_labour_way labour;
    bool   foresight;            /* perfect; else today's wages are expected to last */
    size_t years;                /* that are solved; expectations take the long run to follow */
} domar_transition_options;

/* Rows of the arrays: 0 the table's year, 1 the first year of the change ... years, years + 1 the long run. */
typedef struct {
    domar_transition_options o;
    domar_base  *plain;          /* the scenario's own settings */
    domar_scenario path, rest;   /* the scenario, with mobility of labour; with capital in its long run too */
    domar_setting *own[2];       /* of them */
    domar_case  *c, *end;
    const domar_world *w;        /* of c */
    size_t labour, capital;      /* types of factors: the same one where the table does not tell them apart */
    bool   composite;
    double rental;               /* real return to capital at the base, a year: 1 / beta - 1 + delta */
    double *size;                /* n: the industry's share of its economy's labour */
    double *stock;               /* G: capital at the base, money; 0: none */
    double *income;              /* G: gross domestic income at the base */
    double *gift;                /* G: log hat of its supply by the scenario itself */
    double *lk, *lr, *lU, *lI, *lC;   /* rows x G, logs of hats: capital, its real return, real final spending,
                                         domestic income at the price of final use, consumption */
    double *lL, *lw, *ly, *V;    /* rows x n: workers, real income a worker, output; value of being there (utils) */
    double *welfare;             /* G: log of the change of consumption for ever that is worth as much as the path */
    double *z;                   /* rows x size of c's market: answers of years, to start from */
    double *room;                /* 2 N + n */
    domar_move more;
    size_t filled;               /* rows of z that hold an answer */
    double rough;                /* residual that markets are solved to while expectations move; 0: rounding */
    double residual;             /* largest of all markets of all years */
    double expectations;         /* largest difference between what is expected and what comes */
    double rest_residual;        /* the same of the long run's workers */
    size_t rounds, solves;
    domar_status st;             /* of the map inside a fixed point */
    domar_cx *cx;
} domar_transition;

domar_status domar_transition_new(domar_cx *cx, domar_transition **out, const domar_table *t, const domar_scenario *s,
                                  const domar_transition_options *o);
void domar_transition_free(domar_transition *x);                        /* NULL-safe */
/* Consumption of an economy at the base, money a year. */
double domar_transition_consumption(const domar_transition *x, size_t economy);
/* Largest log distance of capital, workers and real spending from the long run in a year. */
double domar_transition_distance(const domar_transition *x, size_t year);
#endif
