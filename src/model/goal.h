/* model/goal.h -- what is to be gained: welfare, real GDP, value added or jobs, whose, in which unit. */
#ifndef DOMAR_MODEL_GOAL_H
#define DOMAR_MODEL_GOAL_H
#include "model/case.h"

typedef enum { DOMAR_GOAL_WELFARE, DOMAR_GOAL_GDP, DOMAR_GOAL_VALUE_ADDED, DOMAR_GOAL_JOBS, DOMAR_GOALS } domar_goal_kind;
extern const struct domar_goal_word { const char *code, *en, *zh; } domar_goal_words[DOMAR_GOALS];

typedef struct {
    domar_goal_kind kind;
    const domar_case *c;
    bool   *economy, *industry;  /* G, N: whose */
    double *base;                /* gdp: G, money; jobs: n x F, in unit */
    double *gdp;                 /* G: log of real GDP since the case's own answer; the caller follows it */
    double *weight;              /* of the objective at the market's last sweep */
    domar_objective objective;   /* points to weight */
    const char *unit;            /* of jobs: that of the table's row, or "%"; NULL: the table's money */
    const char *jobs_row;        /* NULL: the table counts no jobs */
    size_t  unknown;             /* producers of the goal whose jobs the table does not know */
    bool    all_factors;         /* the table does not tell labour apart */
} domar_goal;

/* of, of_industry: codes with commas, NULL all.  Scratch memory of cx.  DOMAR_EUSAGE names a code that the table lacks;
 * DOMAR_EDATA: there is nothing of the kind.  The market stands at the case's answer before and after. */
domar_status domar_goal_new(domar_cx *cx, domar_goal *goal, domar_case *c, domar_goal_kind kind, const char *of,
                            const char *of_industry);
/* The goal at the market's last sweep, in its unit (money at base prices); of real GDP with goal->gdp. */
double domar_goal_value(const domar_goal *goal);
/* Weights at the market's last sweep into goal->objective. */
void domar_goal_weigh(domar_goal *goal);
#endif
