/* A small world, drawn from a seed; if `wedged` with every kind of wedge, scale economies, two households an economy,
 * owners abroad, incomes that are burnt, and transfers indexed to the world's spending. */
#ifndef RANDOM_WORLD_H
#define RANDOM_WORLD_H
#include "model/equilibrium.h"
#include <math.h>

typedef struct { uint64_t state; } dice;

static inline double roll(dice *d)                         /* in (0, 1) */
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(d->state >> 11) + 0.5) / 9007199254740992.0;
}

static inline void shares(double *array, size_t count, dice *d)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) sum += array[k] = 0.05 + roll(d);
    for (size_t k = 0; k < count; k++) array[k] /= sum;
}

static inline double *wedges(domar_cx *cx, size_t count, dice *d, double size)
{
    double *array = domar_alloc(cx, count, sizeof *array);
    for (size_t k = 0; array && k < count; k++) array[k] = 1 + size * (roll(d) - 0.3);
    return array;
}

static inline domar_world *random_world(domar_cx *cx, size_t G, size_t N, size_t F, bool specific, bool wedged,
                                        uint64_t seed)
{
    domar_world *w = NULL;
    dice d = { seed };
    if (domar_world_new(cx, &w, G, N, F, wedged ? 2 : 1, specific)) return NULL;
    for (size_t b = 0; b < w->groups * N; b++) shares(w->pi + b * G, G, &d);
    for (size_t u = 0; u < w->users; u++) {
        shares(w->g + u * N, N, &d);
        w->e[u] = u % 3 ? 0.2 + 2 * roll(&d) : 1;
    }
    for (size_t j = 0; j < N; j++) w->theta[j] = j == 1 ? 0 : 1 + 4 * roll(&d);
    for (size_t p = 0; p < w->n; p++) {
        w->s[p] = 0.3 + 0.4 * roll(&d);
        shares(w->phi + p * F, F, &d);
        w->R[p] = 1;
        w->x[p] = p % 2 ? 0.3 + roll(&d) : 1;
        w->r[p] = p % 3 ? 0.5 + roll(&d) : 1;
    }
    static const double mobility[] = { INFINITY, 0, 1.7 }, supply[] = { 0, 0.8, INFINITY };
    for (size_t q = 0; q < G * F; q++) {
        w->kappa[q] = mobility[q % 3];
        w->eta[q] = q == 0 ? 0 : supply[(q / 3) % 3];
    }
    for (size_t h = 0; h < w->homes; h++) w->E[h] = 1 + roll(&d);
    if (wedged) {
        for (size_t b = 0; b < G; b++) shares(w->basket + b * w->H, w->H, &d);
        w->own = domar_alloc(cx, G * w->sources * w->homes, sizeof *w->own);
        for (size_t k = 0; w->own && k < G * w->sources; k++) {
            double *own = w->own + k * w->homes;
            shares(own, w->homes, &d);
            for (size_t h = 0; k % 2 && h < w->homes; h++) own[h] *= 0.9;       /* the rest is burnt */
        }
        w->indexed = true;
        w->fr = wedges(cx, w->users * N, &d, 0.2);
        for (size_t p = 0; p < w->n; p++) w->psi[p] = 0.1 * roll(&d);
        for (int o = 0; o < DOMAR_OWNERS; o++) w->T[o] = wedges(cx, G * w->n, &d, 0.3);
        w->tg = wedges(cx, w->users * N, &d, 0.2);
        w->tf = wedges(cx, w->n * F, &d, 0.3);
        for (size_t p = 0; p < w->n; p++) w->mu[p] = 1 + 0.2 * roll(&d);
    }
    if (domar_world_balance(cx, w)) {
        domar_world_free(w);
        return NULL;
    }
    return w;
}

/* A move of every kind, of this size. */
static inline domar_status random_move(domar_cx *cx, domar_move *m, const domar_world *w, double size, uint64_t seed)
{
    dice d = { seed };
    domar_status st = DOMAR_OK;
    for (int k = 0; !st && k < DOMAR_MOVES; k++) {
        st = domar_move_want(cx, m, w, (domar_move_kind)k);
        for (size_t i = 0; !st && i < domar_move_size(w, (domar_move_kind)k); i++)
            m->of[k][i] = size * (roll(&d) - 0.5);
    }
    if (!st) {                                              /* transfers sum to 0 */
        double *D = m->of[DOMAR_MOVE_TRANSFER], sum = 0;
        for (size_t h = 1; h < w->homes; h++) sum += D[h];
        D[0] = -sum;
    }
    return st;
}
#endif
