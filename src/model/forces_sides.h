/* model/forces_sides.h -- the two years of a scope side by side, for model/forces*.c alone. */
#ifndef DOMAR_MODEL_FORCES_SIDES_H
#define DOMAR_MODEL_FORCES_SIDES_H
#include "model/forces.h"

/* One year.  Goods: the H of the scope, then M from outside; users: H industries, then E final users, one an economy. */
typedef struct {
    const domar_growth_year *y;
    double *z;               /* (H + M) x U: sold, basic prices */
    double *T;               /* the same: buyer's over seller's price */
    double *exports;         /* H */
    double *labour[DOMAR_SKILLS], *hours[DOMAR_SKILLS];     /* H: pay and quantity by group */
    double *mu;              /* H: taxes on production, markups and taxes of the user's table */
    double *tf;              /* 2 x H: factor taxes of the user's table, labour and capital */
} domar_forces_side;

typedef struct {
    size_t H, M, E, U, groups;          /* groups of labour */
    size_t *row, *origin;               /* H: table rows; M: table rows, or n + product where the table only has a total */
    size_t *economy;                    /* H: 0 .. E - 1 */
    size_t *member;                     /* E: economies of the table */
    double *dq, *dp;                    /* H: growth of output; H + M: of prices */
    bool    skills;
    double  assumed;
    domar_forces_lack lack;
    size_t  culprit;
    domar_forces_side of[2];
} domar_forces_sides;

domar_status domar_forces_sides_new(domar_cx *cx, domar_forces_sides *s, const domar_growth_rows *rows,
                                    const domar_growth_year *a, const domar_growth_year *b, const bool *economy,
                                    const domar_forces_rule *rule);

/* What the sides come to.  The rule may have another reading of the gaps than the one they were made with, nothing else. */
domar_status domar_forces_of_sides(domar_cx *cx, domar_forces_change *out, const domar_forces_sides *s,
                                   const domar_forces_rule *rule);
#endif
