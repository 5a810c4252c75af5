/* model/markov.h -- a chain of k classes from counts of moves, and what follows from it
 *
 *     p_ij = n_ij / n_i,   pi P = pi,   m_ij = 1 + sum_(l != j) p_il m_lj   (first passage from i to j, m_jj = 1 / pi_j)
 *
 * A class that nobody was seen to leave has no row: what rests on it is NaN. */
#ifndef DOMAR_MODEL_MARKOV_H
#define DOMAR_MODEL_MARKOV_H
#include "base/context.h"

enum { DOMAR_CLASSES = 20 };         /* most classes there may be */

typedef struct {
    size_t  k;
    double *count, *P, *passage;     /* k x k; NaN: no move seen; never reached for sure */
    double *row, *ergodic;           /* k: moves that start here; shares in the long run, NaN where those are not one and the same */
    bool    ergodic_unique;          /* one closed set of classes, all of whose rows are known */
    double  shorrocks;               /* (k - tr P) / (k - 1) */
    double  second;                  /* largest modulus of an eigenvalue but for one that is 1 */
    double  determinant;             /* |det P| */
    double  bartholomew;             /* sum_i pi_i sum_j p_ij |i - j| */
    double  half_life;               /* -ln 2 / ln second, in steps; NaN where nothing fades */
} domar_markov;
/* Arrays from scratch.  count: k x k. */
domar_status domar_markov_of(domar_cx *cx, domar_markov *m, const double *count, size_t k);

/* Are L chains (counts L x k x k) one?  With p_ij of all together:
 *     LR = 2 sum_lij n_ij(l) ln(p_ij(l) / p_ij),   Q = sum_lij n_i(l) (p_ij(l) - p_ij)^2 / p_ij        [anderson1957]
 * df: sum_i (a_i - 1)(b_i - 1), a_i chains with a move from i, b_i classes that are reached from i [bickenbach2003]; df_full:
 * k (k - 1)(L - 1), the same where every row is known and every move was seen. */
typedef struct { double lr, q, df, df_full, p_lr, p_q, p_lr_full, p_q_full; } domar_markov_test;
domar_status domar_markov_same(domar_cx *cx, domar_markov_test *t, const double *counts, size_t L, size_t k);

/* 0 .. k - 1: the number of cuts (ascending, k - 1 of them) that lie below x: classes hold their upper cut. */
size_t domar_class_of(double x, const double *cuts, size_t k);
#endif
