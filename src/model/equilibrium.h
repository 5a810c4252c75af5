/* model/equilibrium.h -- equilibrium of a moved world in exact hats: one sweep G(z) of all its
 * equations, products with its Jacobian both ways, and the response to what moves.
 *
 *     z = (log w, log p, log R, log E):  z = G(z; moves)              [docs/architecture.md]
 *
 * w: prices of factors (one a pool with perfect mobility, else one a producer), p: sellers' prices,
 * R: sales, E: spending of households, all as hats.  World factor income is the unit of account. */
#ifndef DOMAR_MODEL_EQUILIBRIUM_H
#define DOMAR_MODEL_EQUILIBRIUM_H
#include "model/world.h"
#include "solve/fixed_point.h"

typedef struct domar_market {
    const domar_world *w;
    size_t size, slots;       /* of z; slots: prices of factors, then p, R (n each), E (homes) */
    size_t *slot;             /* n x F: place of a producer's factor price in z; SIZE_MAX: has none */
    /* where things have moved to */
    double *ltau, *fac;       /* G x N x G: log hat of wedges and icebergs; exp(-theta ltau), times pi where origins are common */
    double *T[DOMAR_OWNERS];  /* levels; NULL: 1 */
    double *net;              /* 1 over their product; NULL: 1 */
    double *tg, *ltg;         /* users x N: level of both wedges, log hat; NULL: 1, 0 */
    double *fr, *lfr;         /* users x N: of the friction inside; NULL: 1, 0 */
    double *mu, *lmu, *lA;    /* n */
    double *tf, *ltf, *la;    /* n x F; tf, ltf NULL: 1, 0; la NULL: 0 */
    double *lL;               /* G x F */
    double *D;                /* homes */
    double *taste;            /* homes x N: final shares at base prices */
    /* the last sweep */
    double *lw;               /* n x F */
    double *lp, *lR, *lE;     /* n, n, homes */
    double *f;                /* G x N x G: fac exp(-theta (log p - ref)) */
    double *ref;              /* N */
    double *powers;           /* N x G: exp(-theta (log p - ref)) */
    double *S, *lq;           /* groups x N: sum of pi fac price; log hat of the good's price */
    double *gp, *B;           /* users x N: share of the good; spending on it without its input wedge */
    double *BS;               /* groups x N: of the group's users, over S */
    double *lm;               /* users: log hat of the price of goods (households: of consumption) */
    double *lP;               /* G: of consumption, mean over households by base spending */
    double *lv, *sp;          /* n: log hat of the price of factors; their share */
    double *php;              /* n x F */
    double *X;                /* G x N x G: spending at the border with wedges, without input wedges */
    double *newR, *newE;      /* n, homes: levels */
    double *Wd;               /* n x F: factor incomes demanded */
    double *pool;             /* G x F: their sums */
    double *income;           /* G x sources: earned here, whoever owns it */
    double *burn;             /* G: of rents and frictions, nobody's */
    double *burnt;            /* homes: all that is burnt, by whose basket it takes */
    double  scale;            /* that brings factor income of the world to its base */
    struct domar_blocks *blocks;   /* preconditioner; NULL: not made yet */
    /* room for products */
    double *a, *b;            /* users x N each */
    double *q;                /* groups x N */
    double *edge, *dX;        /* G x N x G; where nobody asks for them afterwards only rows of one buyer, N x G */
    double *cw;               /* n x F */
    double *cu;               /* users */
    double *cP;               /* G: of lP */
    double *earned;           /* G x sources, then G: changes of income and of burn; or coefficients on them */
    double *ksales;           /* 2 n + homes */
    double *none;             /* size zeros */
    double *bygood, *bypartner;   /* N x G each */
    double *room;             /* N + 2 homes */
} domar_market;

/* What an objective gains at once, beside what the equations carry on: coefficients, NULL: none. */
typedef struct {
    const double *P;          /* homes: on d log of the price of consumption */
    const double *burnt;      /* homes: on d of what is burnt, money */
    const double *shipped;    /* G x N x G: on d log of the quantity that leaves the origin */
    const double *factor;     /* n x F: on d log of factor income at the unit of account */
    const double *income;     /* G x sources: on d of what is earned, money */
} domar_seed;

/* Share of an origin in what a group buys of a good, at the last sweep. */
static inline double domar_market_share(const domar_market *m, size_t group, size_t good, size_t origin)
{
    const domar_world *w = m->w;
    const size_t at = domar_world_edge(w, domar_world_buyer(w, group), good, origin), q = group * w->N + good;
    return (w->specific ? w->pi[q * w->G + origin] : 1) * m->f[at] / m->S[q];
}
/* pi of a good where each user has its own; NULL: they are within f. */
static inline const double *domar_market_pi(const domar_market *m, size_t group, size_t good)
{
    return m->w->specific ? m->w->pi + (group * m->w->N + good) * m->w->G : NULL;
}
domar_status domar_market_new(domar_cx *cx, domar_market **out, const domar_world *w);
void domar_market_free(domar_market *m);                                  /* NULL-safe */
/* Everything at base plus t times the moves. */
domar_status domar_market_move(domar_cx *cx, domar_market *m, const domar_move *moves, size_t count, double t);
/* The same with transfers moved by a part of their own. */
domar_status domar_market_move_apart(domar_cx *cx, domar_market *m, const domar_move *moves, size_t count, double t, double transfers);
/* Is the real price of this pool of factors (G x F) held by its floor? */
bool domar_market_floored(const domar_market *m, size_t pool);
/* The map of solve/fixed_point.h. */
domar_fixed_point domar_market_map(domar_market *m);
void domar_market_sweep(void *self, double *g, const double *z);
/* sum a b c, in four sums: the order is the same wherever it runs. */
static inline double domar_weighted(const double *restrict a, const double *restrict b, const double *restrict c, size_t count)
{
    double s[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= count; k += 4)
        for (size_t i = 0; i < 4; i++) s[i] += a[k + i] * b[k + i] * c[k + i];
    for (; k < count; k++) s[0] += a[k] * b[k] * c[k];
    return (s[0] + s[1]) + (s[2] + s[3]);
}
static inline double domar_dot(const double *restrict a, const double *restrict b, size_t count)
{
    double s[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= count; k += 4)
        for (size_t i = 0; i < 4; i++) s[i] += a[k + i] * b[k + i];
    for (; k < count; k++) s[0] += a[k] * b[k];
    return (s[0] + s[1]) + (s[2] + s[3]);
}
static inline double domar_sum(const double *a, size_t count)
{
    double s[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= count; k += 4)
        for (size_t i = 0; i < 4; i++) s[i] += a[k + i];
    for (; k < count; k++) s[0] += a[k];
    return (s[0] + s[1]) + (s[2] + s[3]);
}
/* sum of pi f x, or of f x where pi is within f. */
static inline double domar_market_mean(const double *pi, const double *f, const double *x, size_t count)
{
    return pi ? domar_weighted(pi, f, x, count) : domar_dot(f, x, count);
}
/* Change of G(z) at the last sweep with z (v, size; NULL: stays) and with what moves (NULL: nothing).
 * With both, it leaves in m: a = d log of the good's price to the user, b = d log B, edge = d log of the origin's
 * price with wedges, dX = d X (not logs), cu = d log m, cw = d log W demanded, at the unit of account. */
void domar_market_tangent(domar_market *m, double *out, const double *v, const domar_move *move);
/* The transposed: out (size) = G_z' lambda; gradient += G_moves' lambda where it has arrays; either may be NULL. */
void domar_market_cotangent(domar_market *m, double *out, domar_move *gradient, const double *lambda);
/* The same for seed' (what it names): out and gradient gain what the sweep carries on of it. */
void domar_market_seed(domar_market *m, double *out, domar_move *gradient, const domar_seed *seed);
/* Income (G x sources) and what is burnt (G) to spending of households (homes) and what of it is burnt (homes). */
void domar_market_own(const domar_world *w, double *spending, double *burnt, const double *income, const double *burn);
#endif
