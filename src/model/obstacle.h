/* model/obstacle.h -- the obstacles of a solved scenario: which there are, how high, how far each could be eased. */
#ifndef DOMAR_MODEL_OBSTACLE_H
#define DOMAR_MODEL_OBSTACLE_H
#include "model/case.h"

/* Kinds that can be ranked: those of scenarios.  move DOMAR_MOVES: mobility, which is no move. */
enum { DOMAR_OBSTACLE_KINDS = 13 };
typedef struct { const char *code, *en, *zh; domar_move_kind move; int level; } domar_obstacle_kind;
extern const domar_obstacle_kind domar_obstacle_kinds[DOMAR_OBSTACLE_KINDS];

/* How good the figure of a gain is. */
typedef enum { DOMAR_BASIS_START, DOMAR_BASIS_RANGE, DOMAR_BASIS_EXACT } domar_basis;

typedef struct {
    size_t kind, at;             /* cell in the array of the kind's moves; of mobility in G x F */
    double level;                /* log of the wedge; of productivity with levels: log over the target; NAN: not known */
    double residual;             /* of trade costs: log of the Head-Ries residual; NAN: none */
    double ease;                 /* log change over the feasible range; of mobility: kappa at its end */
    double step;                 /* d(move) of one point, or one per cent */
    double flow;                 /* money that it stands on: among equal gains the larger comes first */
    double point, gain;          /* of the goal, its unit: one point; all the range */
    double revenue_point, revenue;   /* change of real revenue */
    domar_basis basis;
} domar_obstacle;

/* How far obstacles could be eased. */
typedef struct {
    bool   peers;                /* wedges and trade costs to the tenth percentile of their peers, else to nothing and by `ease` */
    double ease, raise;          /* per cent: trade costs, productivity */
    double mobility;             /* kappa */
    const double *levels;        /* n: productivity, NAN not known; to the 90th percentile of the industry; NULL: by `raise` */
} domar_range;

typedef struct {
    domar_obstacle *list;
    size_t count, room;
    size_t low;                  /* wedges that stand no higher than their peers' */
    size_t odd;                  /* trade flows without a Head-Ries residual: no trade back, or no elasticity */
    bool   no_shock;             /* mobility: worth nothing where nothing changes */
} domar_obstacles;

/* wanted: by kind.  Freed by domar_release(list).  The market stands at the case's answer. */
domar_status domar_obstacles_find(domar_cx *cx, domar_obstacles *out, const domar_case *c, const bool wanted[DOMAR_OBSTACLE_KINDS],
                                  const domar_range *range);
/* Economy (G), industry (N), partner (G), user (industries N, households H, none, factors F): the number of items of
 * the first three and N + H of the last mean none. */
void domar_obstacle_place(const domar_case *c, size_t place[4], const domar_obstacle *o);
#endif
