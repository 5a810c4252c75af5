/* model/ranking.h -- what a goal gains when obstacles are eased: from one transposed solve, along the range, in full. */
#ifndef DOMAR_MODEL_RANKING_H
#define DOMAR_MODEL_RANKING_H
#include "model/goal.h"
#include "model/obstacle.h"

typedef struct {
    domar_case *c;
    domar_goal *goal;
    domar_obstacles all;         /* after domar_ranking_start the `shown` largest gains first, in order */
    size_t  shown;
    double  before, revenue;     /* the goal, and real revenue of wedges, at the case's answer */
    double  spent;               /* final spending of the world at the base */
    double *kappa;               /* G x F: as the scenario has it */
    double *z, *room;            /* size; domar_gradient_room */
    domar_move more, whole, g;   /* room for one easing, its direction, a gradient; zero between uses */
    size_t  along, exact;        /* obstacles followed along their range; solved in full */
} domar_ranking;

/* Points, gains and revenue of all obstacles by two transposed solves at the case's answer.  Scratch memory of cx, but moves
 * and the list, which domar_ranking_free releases. */
domar_status domar_ranking_start(domar_cx *cx, domar_ranking *r);
void domar_ranking_free(domar_ranking *r);
/* The `count` largest by |gain| solved in full.  Before an obstacle is, its gain is taken from the gradient in the middle
 * of its range; those whose own triangle could be large are so followed at once. */
domar_status domar_ranking_confirm(domar_cx *cx, domar_ranking *r, size_t count);
/* Obstacles which[0 .. count) eased together and solved in full: gain of the goal, change of real revenue. */
domar_status domar_ranking_joint(domar_cx *cx, domar_ranking *r, const size_t *which, size_t count, double *gain, double *revenue);
/* Groups of obstacles that share a kind, economy, industry or partner (by, -1: none), each eased together, largest gain
 * first.  parts: sum of the gains of its obstacles from the gradient. */
enum { DOMAR_BY_KIND, DOMAR_BY_ECONOMY, DOMAR_BY_INDUSTRY, DOMAR_BY_PARTNER };
typedef struct { size_t key[2], cells; double gain, parts, revenue; } domar_group;
domar_status domar_ranking_groups(domar_cx *cx, domar_group **groups, size_t *count, domar_ranking *r, const int by[2]);
/* What makes the gain of obstacle k, solved in full.  Of welfare: cells (domar_cells blocks of DOMAR_TERMS, integrated
 * along the range; whose welfare does not count are 0).  Of other goals: parts (as goal->weight).  gap: what the cells
 * miss of the gain, over the goal. */
domar_status domar_ranking_cells(domar_cx *cx, domar_ranking *r, size_t k, double *cells, double *gap);
domar_status domar_ranking_parts(domar_cx *cx, domar_ranking *r, size_t k, double *parts);
#endif
