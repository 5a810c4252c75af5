/* model/world.c -- making and unmaking of worlds and moves. */
#include "model/world.h"
#include <math.h>

size_t domar_move_size(const domar_world *w, domar_move_kind kind)
{
    switch (kind) {
    case DOMAR_MOVE_EXPORTER: case DOMAR_MOVE_BURN: case DOMAR_MOVE_IMPORTER: case DOMAR_MOVE_ICEBERG:
        return w->G * w->n;
    case DOMAR_MOVE_INPUT: case DOMAR_MOVE_FRICTION: return w->users * w->N;
    case DOMAR_MOVE_OUTPUT: case DOMAR_MOVE_PRODUCTIVITY: return w->n;
    case DOMAR_MOVE_FACTOR: case DOMAR_MOVE_AUGMENT: return w->n * w->F;
    case DOMAR_MOVE_SUPPLY: return w->G * w->F;
    case DOMAR_MOVE_TASTE: return w->n;
    default: return w->homes;
    }
}

domar_status domar_move_want(domar_cx *cx, domar_move *m, const domar_world *w, domar_move_kind kind)
{
    if (!m->of[kind]) m->of[kind] = domar_alloc(cx, domar_move_size(w, kind), sizeof(double));
    return m->of[kind] ? DOMAR_OK : DOMAR_ENOMEM;
}

void domar_move_free(domar_move *m)
{
    for (int k = 0; k < DOMAR_MOVES; k++) {
        domar_release(m->of[k]);
        m->of[k] = NULL;
    }
}

static void fill(double *array, size_t count, double value)
{
    for (size_t k = 0; k < count; k++) array[k] = value;
}

domar_status domar_world_ones(domar_cx *cx, double **array, size_t count)
{
    if (*array) return DOMAR_OK;
    if (!(*array = domar_alloc(cx, count, sizeof **array))) return DOMAR_ENOMEM;
    fill(*array, count, 1);
    return DOMAR_OK;
}

domar_status domar_world_new(domar_cx *cx, domar_world **out, size_t G, size_t N, size_t F, size_t H, bool specific)
{
    domar_world *w = *out = domar_alloc(cx, 1, sizeof *w);
    if (!w) return DOMAR_ENOMEM;
    w->G = G; w->N = N; w->n = G * N; w->F = F;
    w->H = H;
    w->homes = G * H;
    w->users = G * (N + H);
    w->sources = DOMAR_EARN_FACTORS + F;
    w->specific = specific;
    w->groups = specific ? w->users : G;
    const struct { double **array; size_t count; double value; } arrays[] = {
        { &w->pi, w->groups * w->N * G, 0 }, { &w->g, w->users * N, 0 }, { &w->s, w->n, 0 },
        { &w->phi, w->n * F, 0 }, { &w->R, w->n, 0 }, { &w->E, w->homes, 0 }, { &w->W, w->n * F, 0 },
        { &w->D, w->homes, 0 }, { &w->burnt, w->homes, 0 }, { &w->basket, w->homes, 0 }, { &w->mu, w->n, 1 },
        { &w->psi, w->n, 0 }, { &w->theta, N, 0 },
        { &w->e, w->users, 1 }, { &w->x, w->n, 1 }, { &w->r, w->n, 1 },
        { &w->kappa, G * F, INFINITY }, { &w->eta, G * F, 0 }, { &w->floor, G * F, NAN } };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
        if (!(*arrays[k].array = domar_alloc(cx, arrays[k].count, sizeof(double)))) {
            domar_world_free(w);
            *out = NULL;
            return DOMAR_ENOMEM;
        }
        fill(*arrays[k].array, arrays[k].count, arrays[k].value);
    }
    for (size_t b = 0; b < G; b++) w->basket[b * H] = 1;
    return DOMAR_OK;
}

void domar_world_free(domar_world *w)
{
    if (!w) return;
    double *arrays[] = { w->pi, w->g, w->s, w->phi, w->R, w->E, w->W, w->D, w->burnt, w->T[0], w->T[1],
                         w->T[2], w->tg, w->fr, w->mu, w->tf, w->basket, w->own, w->psi, w->theta, w->e, w->x, w->r, w->kappa, w->eta, w->floor };
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) domar_release(arrays[k]);
    domar_release(w);
}
