/* model/world.h -- the world as a network of nested CES with wedges, and what may move in it.
 *
 * Buyers ("users") are producers and, last in each economy, its households: final users, one an economy
 * unless a scenario names them.  A user spends on factors and goods; goods come from origins.  All users of
 * an economy share origins, or each has its own (`specific`).  Base values are shares and money; a
 * counterfactual is told by what moves, in logs, and answered in hats x' / x [dekle2008; caliendo2015;
 * baqaee2024]. */
#ifndef DOMAR_MODEL_WORLD_H
#define DOMAR_MODEL_WORLD_H
#include "table/table.h"

/* Between the seller's price and the buyer's, in this order; who gets the revenue. */
enum { DOMAR_EXPORTER, DOMAR_BURN, DOMAR_IMPORTER, DOMAR_OWNERS };

/* Everything that can move, and the shape of its array; all in logs but transfers (money). */
typedef enum {
    DOMAR_MOVE_EXPORTER,      /* G x N x G: buying economy, good, origin: wedge, revenue to the exporter */
    DOMAR_MOVE_BURN,          /*            wedge whose revenue is nobody's */
    DOMAR_MOVE_IMPORTER,      /*            tariff, revenue to the importer */
    DOMAR_MOVE_ICEBERG,       /*            trade cost in goods */
    DOMAR_MOVE_INPUT,         /* users x N: wedge on what the user pays for a good */
    DOMAR_MOVE_FRICTION,      /* users x N: the same, inside it, and nobody gets the revenue [liu2019] */
    DOMAR_MOVE_OUTPUT,        /* n: price over cost */
    DOMAR_MOVE_PRODUCTIVITY,  /* n */
    DOMAR_MOVE_FACTOR,        /* n x F: wedge on what the producer pays for a factor */
    DOMAR_MOVE_AUGMENT,       /* n x F: productivity of a factor */
    DOMAR_MOVE_SUPPLY,        /* G x F */
    DOMAR_MOVE_TASTE,         /* G x N: weight of a good in final use */
    DOMAR_MOVE_TRANSFER,      /* homes: money received */
    DOMAR_MOVES
} domar_move_kind;

/* What an economy's producers and borders earn, by source: wedges, then factors one by one. */
enum { DOMAR_EARN_EXPORT, DOMAR_EARN_IMPORT, DOMAR_EARN_INPUT, DOMAR_EARN_OUTPUT, DOMAR_EARN_FACTOR_TAX, DOMAR_EARN_FACTORS };

typedef struct { double *of[DOMAR_MOVES]; } domar_move;   /* NULL: nothing of this kind */

typedef struct {
    size_t G, N, n, F;        /* economies, goods, producers G N, types of factors */
    size_t H, homes;          /* households an economy, G H */
    size_t users;             /* G (N + H) */
    size_t sources;           /* DOMAR_EARN_FACTORS + F */
    bool   specific;          /* origins by user, else by economy */
    size_t groups;            /* users or G */
    double *pi;               /* groups x N x G: origins within a good, at buyers' prices; sums to 1 or 0 */
    double *g;                /* users x N: goods within the bill of goods */
    double *s;                /* n: factors within cost */
    double *phi;              /* n x F: within the bill of factors */
    double *R;                /* n: sales at sellers' prices; 0: does not produce */
    double *E;                /* homes: final spending, burned revenue too */
    double *W;                /* n x F: what factors receive */
    double *D;                /* homes: transfer received, sum 0 */
    bool    indexed;          /* transfers are shares of the world's spending, else of its factor income */
    double *burnt;            /* homes: within E */
    double *basket;           /* homes: who spends what is burnt in the economy; sums to 1 in each */
    double *own;              /* G x sources x homes: who gets it, the rest is burnt; NULL: the economy's only household */
    double *T[DOMAR_OWNERS];  /* G x N x G levels, at least 0; NULL: 1 everywhere */
    double *tg;               /* users x N: taxes on goods, beside frictions; NULL: 1 */
    double *fr;               /* users x N: frictions, between the border and the tax; NULL: 1 */
    double *mu;               /* n */
    double *tf;               /* n x F; NULL: 1 */
    double *theta;            /* N: elasticity between origins less 1 */
    double *e;                /* users: between goods */
    double *x;                /* n: between factors and goods */
    double *r;                /* n: among factors */
    double *psi;              /* n: productivity to the size of the bundle of inputs; 0 */
    double *kappa;            /* G x F: mobility 0 .. INFINITY */
    double *eta;              /* G x F: supply to the real return, 0 .. INFINITY */
    double *floor;            /* G x F: indexation of a floor to prices; NAN: none */
} domar_world;

static inline size_t domar_world_user(const domar_world *w, size_t producer)
{
    return producer / w->N * (w->N + w->H) + producer % w->N;
}
/* Economy of a user, its place there (N and more: households), the user of a household. */
static inline size_t domar_world_economy(const domar_world *w, size_t user) { return user / (w->N + w->H); }
static inline size_t domar_world_place(const domar_world *w, size_t user) { return user % (w->N + w->H); }
static inline size_t domar_world_home(const domar_world *w, size_t home)
{
    return home / w->H * (w->N + w->H) + w->N + home % w->H;
}
/* Users of a group: [first, first + count). */
static inline size_t domar_world_group(const domar_world *w, size_t group, size_t *count)
{
    *count = w->specific ? 1 : w->N + w->H;
    return w->specific ? group : group * (w->N + w->H);
}
/* The group a user belongs to; the economy of a group. */
static inline size_t domar_world_group_of(const domar_world *w, size_t user)
{
    return w->specific ? user : domar_world_economy(w, user);
}
static inline size_t domar_world_buyer(const domar_world *w, size_t group)
{
    return w->specific ? domar_world_economy(w, group) : group;
}
static inline size_t domar_world_edge(const domar_world *w, size_t buyer, size_t good, size_t origin)
{
    return (buyer * w->N + good) * w->G + origin;
}

/* What a household, or all of an economy, spends at the base on what it enjoys. */
static inline double domar_world_spent(const domar_world *w, size_t home) { return w->E[home] - w->burnt[home]; }
static inline double domar_world_spent_in(const domar_world *w, size_t economy)
{
    double sum = 0;
    for (size_t h = economy * w->H; h < (economy + 1) * w->H; h++) sum += domar_world_spent(w, h);
    return sum;
}

/* Arrays of these shapes, zeroed; T, tg, fr, tf, own NULL; mu 1; elasticities 1 (theta 0), mobility infinite,
 * supply fixed, no floor; baskets to the first household. */
domar_status domar_world_new(domar_cx *cx, domar_world **out, size_t G, size_t N, size_t F, size_t H, bool specific);
void domar_world_free(domar_world *w);                                /* NULL-safe */
/* The array of base wedges of an owner (or tg, tf), made of ones when first asked for. */
domar_status domar_world_ones(domar_cx *cx, double **array, size_t count);
size_t domar_move_size(const domar_world *w, domar_move_kind kind);
/* The array of a kind, zeroed when first asked for; freed by domar_move_free. */
domar_status domar_move_want(domar_cx *cx, domar_move *m, const domar_world *w, domar_move_kind kind);
void domar_move_free(domar_move *m);
/* Sales, factor incomes and transfers that clear every market of the base, given shares, wedges and
 * final spending E: R and W and D are written.  DOMAR_ENOCONV: some sales never reach final use. */
domar_status domar_world_balance(domar_cx *cx, domar_world *w);
/* The same with sales R and factor incomes W as they are: transfers close the budgets (`spent`: there are
 * none, factor incomes are scaled to what is spent), and what the base lacks to clear its markets is
 * cleared with the first shock. */
domar_status domar_world_close(domar_cx *cx, domar_world *w, bool spent);
#endif
