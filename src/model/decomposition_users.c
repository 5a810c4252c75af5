/* model/decomposition_users.c -- factors of a decomposition by who uses: the own economy or others.
 *
 * A step from inputs A to A' at given demand moves output by exactly
 *
 *     B' y - B y = B' (A' - A) x = B (A' - A) x',     x = B y,  x' = B' y,
 *
 * which is a sum over columns of A' - A, so over users; the mean of both forms treats the years alike.  Within sourcing
 * the share of the user's own economy is told from the shares among foreigners:
 *
 *     substitution of row (s, k) = change of the own share, or of the foreign total times the mean origin share of s
 *     origins                    = the rest
 */
#include "model/decomposition.h"
#include <math.h>
#include <string.h>

enum { COEFFICIENT = DOMAR_OF_COEFFICIENT, TECHNOLOGY = DOMAR_OF_TECHNOLOGY, MIX = DOMAR_OF_MIX, LEVEL = DOMAR_OF_LEVEL };
enum { F_COEFFICIENT, F_TECHNOLOGY, F_SOURCING, F_BOUGHT, F_MIX, F_LEVEL };
/* Right-hand sides of a system: for either year's coefficient, four kinds, each user. */
enum { SOLVED = 4 };
static const int solved[SOLVED] = { DOMAR_BY_TECHNOLOGY, DOMAR_BY_SUBSTITUTION, DOMAR_BY_ORIGINS,
                                    DOMAR_BY_FINAL_SUBSTITUTION };
/* Changes of inputs: technology at the sources of either year, sources at the technology of either. */
enum { PAIRS = 4 };

struct work {
    const domar_decomposition *d;
    const domar_decomposition_step *steps;
    size_t count, width;         /* width of R: 2 SOLVED G */
    double *moved[PAIRS][2][2];  /* n: weighted output that the change meets; [end][coefficient]; end 1: solved after it */
    double *R[4];                /* n x width, of each system */
    double *final;               /* n x G: change of shares in final demand that is substitution */
};

static size_t column(const struct work *w, unsigned coefficient, int kind, size_t g)
{
    return ((size_t)coefficient * SOLVED + (size_t)kind) * w->d->G + g;
}

static domar_status room(domar_cx *cx, struct work *w)
{
    const size_t n = w->d->n;
    w->width = 2 * SOLVED * w->d->G;
    for (int c = 0; c < 4; c++)
        if (!(w->R[c] = domar_scratch(cx, n * w->width))) return DOMAR_ENOMEM;
    for (int p = 0; p < PAIRS; p++)
        for (int k = 0; k < 4; k++)
            if (!(w->moved[p][k >> 1][k & 1] = domar_scratch(cx, n))) return DOMAR_ENOMEM;
    return (w->final = domar_scratch(cx, n * w->d->G)) ? DOMAR_OK : DOMAR_ENOMEM;
}

/* ---- inputs */
static void gather_moved(struct work *w)
{
    const domar_decomposition *d = w->d;
    for (size_t s = 0; s < w->count; s++) {
        const domar_decomposition_step *step = &w->steps[s];
        if (step->factor != F_TECHNOLOGY && step->factor != F_SOURCING) continue;
        const unsigned c = step->from & COEFFICIENT, inputs = step->from / TECHNOLOGY & 3;
        const size_t pair = step->factor == F_TECHNOLOGY ? inputs >> 1 : 2 + (inputs & 1);
        const double *X[] = { d->X[step->to & ~(unsigned)COEFFICIENT], d->X[step->from & ~(unsigned)COEFFICIENT] };
        for (int end = 0; end < 2; end++)
            for (size_t i = 0; i < d->n; i++) w->moved[pair][end][c][i] += 0.5 * step->weight * X[end][i];
    }
}

static double input(const domar_decomposition *d, size_t inputs, size_t i, size_t j)
{
    return domar_produces(d->per[inputs][j]) ? d->A[inputs][i * d->n + j] / d->per[inputs][j] : 0;
}

/* Bought abroad by product and user: N x n. */
static void abroad(double *total, const domar_decomposition *d, size_t inputs)
{
    for (size_t i = 0; i < d->n; i++)
        for (size_t j = 0; j < d->n; j++)
            if (i / d->N != j / d->N) total[i % d->N * d->n + j] += input(d, inputs, i, j);
}

/* The mean share of an origin; a year in which nothing came from abroad has that of the other. */
static double origin(double a, double total_a, double b, double total_b)
{
    const bool in_a = fabs(total_a) > 0, in_b = fabs(total_b) > 0;
    if (in_a && in_b) return 0.5 * (a / total_a + b / total_b);
    return in_a ? a / total_a : in_b ? b / total_b : 0;
}

/* Adds what the change of a cell in column j brings, to both systems and coefficients. */
static void spread(struct work *w, size_t pair, const size_t inputs[2], int kind, size_t i, size_t j, double change)
{
    for (int end = 0; end < 2; end++)
        for (unsigned c = 0; c < 2; c++)
            w->R[inputs[end]][i * w->width + column(w, c, kind, j / w->d->N)] += change * w->moved[pair][end][c][j];
}

static domar_status inputs_changed(domar_cx *cx, struct work *w, size_t pair)
{
    const domar_decomposition *d = w->d;
    const bool technology = pair < 2;
    const size_t from = technology ? (pair & 1) << 1 : pair & 1, both[] = { from, from | (technology ? 1u : 2u) };
    const size_t n = d->n, N = d->N;
    const domar_mark mark = domar_scratch_mark(cx);
    double *total[] = { domar_scratch(cx, N * n), domar_scratch(cx, N * n) };
    if (!total[0] || !total[1]) return DOMAR_ENOMEM;
    for (int k = 0; !technology && k < 2; k++) abroad(total[k], d, both[k]);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            const double a = input(d, both[0], i, j), b = input(d, both[1], i, j);
            if (!(fabs(a) > 0 || fabs(b) > 0)) continue;
            if (technology) {
                spread(w, pair, both, 0, i, j, b - a);
                continue;
            }
            const double ta = total[0][i % N * n + j], tb = total[1][i % N * n + j];
            const double own = i / N == j / N ? b - a : (tb - ta) * origin(a, ta, b, tb);
            spread(w, pair, both, 1, i, j, own);
            spread(w, pair, both, 2, i, j, b - a - own);
        }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- final demand */
/* Share of row i in what user g buys of the product, in either year. */
static double share(const domar_decomposition *d, int year, size_t i, size_t g)
{
    const size_t k = i % d->N * d->G + g;
    const domar_decomposition_side *s = fabs(d->of[year].mix[k]) > 0 ? &d->of[year] : &d->of[!year];
    const double all = s->mix[k] * s->level[g];
    return fabs(all) > 0 ? s->F[i * d->G + g] / all : 0;
}

static void final_substitution(struct work *w)
{
    const domar_decomposition *d = w->d;
    for (size_t g = 0; g < d->G; g++)
        for (size_t k = 0; k < d->N; k++) {
            double total[2] = { 0 };
            if (d->of[0].loose[k * d->G + g] || d->of[1].loose[k * d->G + g]) continue;
            for (size_t s = 0; s < d->G; s++)
                for (int y = 0; s != g && y < 2; y++) total[y] += share(d, y, s * d->N + k, g);
            for (size_t s = 0; s < d->G; s++) {
                const size_t i = s * d->N + k;
                const double a = share(d, 0, i, g), b = share(d, 1, i, g);
                w->final[i * d->G + g] = s == g ? b - a : (total[1] - total[0]) * origin(a, total[0], b, total[1]);
            }
        }
}

static void final_changed(struct work *w)
{
    const domar_decomposition *d = w->d;
    for (size_t s = 0; s < w->count; s++) {
        const domar_decomposition_step *step = &w->steps[s];
        if (step->factor != F_BOUGHT) continue;
        const domar_decomposition_side *mix = &d->of[(step->from & MIX) != 0], *level = &d->of[(step->from & LEVEL) != 0];
        double *R = w->R[step->from / TECHNOLOGY & 3];
        for (size_t i = 0; i < d->n; i++)
            for (size_t g = 0; g < d->G; g++)
                R[i * w->width + column(w, step->from & COEFFICIENT, 3, g)] +=
                    step->weight * w->final[i * d->G + g] * mix->mix[i % d->N * d->G + g] * level->level[g];
    }
}

/* ---- parts */
static double *part_of(double *part, const domar_decomposition *d, int kind, int user)
{
    return part + ((size_t)kind * 2 + (size_t)user) * d->n;
}

static domar_status solve(domar_cx *cx, double *part, struct work *w)
{
    const domar_decomposition *d = w->d;
    for (size_t c = 0; c < 4; c++) {
        domar_leontief *system = d->mixed[c] ? d->mixed[c] : d->of[c & 1].system;
        const domar_status st = domar_leontief_solve(cx, system, w->R[c], w->width);
        if (st) return st;
        for (size_t i = 0; i < d->n; i++)
            for (unsigned y = 0; y < 2; y++)
                for (int k = 0; k < SOLVED; k++)
                    for (size_t g = 0; g < d->G; g++)
                        part_of(part, d, solved[k], g != i / d->N)[i] +=
                            d->of[y].f[i] * w->R[c][i * w->width + column(w, y, k, g)];
    }
    return DOMAR_OK;
}

/* What states tell already by final demand of the own economy and of others. */
static void from_states(double *part, const struct work *w)
{
    const domar_decomposition *d = w->d;
    const size_t n = d->n;
    double *coefficient = part + (size_t)DOMAR_BY_KINDS * 2 * n;
    for (size_t s = 0; s < w->count; s++) {
        const domar_decomposition_step *step = &w->steps[s];
        const double *a = d->E[step->from], *b = d->E[step->to];
        const int kind = step->factor == F_MIX ? DOMAR_BY_MIX : step->factor == F_LEVEL ? DOMAR_BY_LEVEL :
                         DOMAR_BY_FINAL_ORIGINS;
        if (step->factor == F_TECHNOLOGY || step->factor == F_SOURCING) continue;
        for (int user = 0; user < 2; user++) {
            double *sum = step->factor == F_COEFFICIENT ? coefficient : part_of(part, d, kind, user);
            const size_t at = (size_t)user * n;
            for (size_t i = 0; i < n; i++) sum[i] += step->weight * (b[at + i] - a[at + i]);
        }
    }
    for (int user = 0; user < 2; user++)
        for (size_t i = 0; i < n; i++)
            part_of(part, d, DOMAR_BY_FINAL_ORIGINS, user)[i] -= part_of(part, d, DOMAR_BY_FINAL_SUBSTITUTION, user)[i];
}

domar_status domar_decomposition_by_user(domar_cx *cx, double *part, const domar_decomposition *d, bool poles)
{
    domar_decomposition_step steps[DOMAR_DECOMPOSE_STEPS];
    struct work w = { .d = d, .steps = steps, .count = domar_decomposition_steps(steps, d->factors, poles) };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = room(cx, &w);
    memset(part, 0, (2 * (size_t)DOMAR_BY_KINDS + 1) * d->n * sizeof *part);
    if (!st) gather_moved(&w);
    for (size_t pair = 0; !st && pair < PAIRS; pair++) st = inputs_changed(cx, &w, pair);
    if (!st) {
        final_substitution(&w);
        final_changed(&w);
        st = solve(cx, part, &w);
    }
    if (!st) from_states(part, &w);
    domar_scratch_rewind(cx, mark);
    return st;
}
