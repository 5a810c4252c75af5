/* solve/lp.h -- linear programs of few rows and many columns
 *
 *     min c'x + d'l   subject to   A x + S l = b,   l >= 0,   x >= 0, free, or 0
 *
 * S are columns shared by many programs (lp_columns.h, with costs where it has them), A the program's own.  Revised
 * primal simplex with an explicit inverse of the few rows; infeasible and unbounded are answers, with the ray that
 * proves them, and lp_check.c measures every answer with code that is not the solver. */
#ifndef DOMAR_SOLVE_LP_H
#define DOMAR_SOLVE_LP_H
#include "solve/lp_columns.h"

typedef enum { DOMAR_LP_OPTIMAL, DOMAR_LP_INFEASIBLE, DOMAR_LP_UNBOUNDED, DOMAR_LP_STALLED } domar_lp_outcome;

/* Zero: stays at zero, but may stand in a basis to begin with. */
typedef enum { DOMAR_LP_POSITIVE, DOMAR_LP_FREE, DOMAR_LP_ZERO } domar_lp_kind;

typedef struct {
    size_t rows, own;
    const double *b;                     /* rows */
    const double *A;                     /* own x rows: one column after another */
    const double *c;                     /* own */
    const unsigned char *kind;           /* own: domar_lp_kind; NULL: all positive */
    const domar_lp_columns *shared;      /* rows as here */
    const domar_lp_columns *pool;        /* drawn from shared, tried before the others; NULL: all at once */
    size_t skip;                         /* of the shared, left out; SIZE_MAX: none */
    const uint32_t *start;               /* rows: a basis to begin with; NULL: slacks, as far as there are */
} domar_lp;

/* Names of columns in a basis: own ones by number, then the shared, then what fills a row up (must end at zero). */
static inline uint32_t domar_lp_shared(const domar_lp *p, size_t j) { return (uint32_t)(p->own + j); }
static inline uint32_t domar_lp_filler(const domar_lp *p, size_t row) { return (uint32_t)(p->own + p->shared->count + row); }

typedef struct {
    domar_lp_outcome outcome;
    double  objective;
    double *x;                           /* own: answer, or the ray where unbounded */
    double *y;                           /* rows: prices; where infeasible y'S <= 0, y'A <= 0 (0 where free), y'b > 0 */
    size_t  used;                        /* shared columns with a weight, by number (those of the ray where unbounded) */
    uint32_t *column;                    /* rows + 1 */
    double   *weight;                    /* rows + 1 */
    uint32_t *basis;                     /* rows: a start for the next one */
    size_t pivots, passes;               /* passes: over all shared columns */
    /* ---- by domar_lp_check, relative to the size of the terms */
    double primal;                       /* A x + S l against b; Ax + Sl against 0 of a ray; 0 where infeasible */
    double dual;                         /* prices of columns below cost; of a ray of infeasibility below 0 */
    double gap;                          /* c'x against b'y; 0 where there is no optimum */
} domar_lp_answer;

typedef struct domar_lp_work domar_lp_work;
/* Room for programs of at most so many rows and own columns: one a thread. */
domar_status domar_lp_work_new(domar_cx *cx, domar_lp_work **out, size_t rows, size_t own);
void domar_lp_work_free(domar_lp_work *w);                                    /* NULL-safe */

/* Solve; the answer stays in w until the next call.  Asks for no memory, so threads may call it with rooms of their own. */
const domar_lp_answer *domar_lp_solve(domar_lp_work *w, const domar_lp *p);
/* Measure an answer on the program as it was given (lp_check.c). */
void domar_lp_check(domar_lp_answer *a, const domar_lp *p, double *scratch /* 2 rows + 1 */);
#endif
