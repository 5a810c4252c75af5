/* model/decomposition.c -- states, their values, and the steps between them. */
#include "model/decomposition.h"
#include <math.h>
#include <string.h>

enum { BASIC = DOMAR_DECOMPOSE_BASIC, FULL = DOMAR_DECOMPOSE_FULL, STATES = DOMAR_DECOMPOSE_STATES };
enum { COEFFICIENT = DOMAR_OF_COEFFICIENT, TECHNOLOGY = DOMAR_OF_TECHNOLOGY, SOURCING = DOMAR_OF_SOURCING,
       BOUGHT = DOMAR_OF_BOUGHT, MIX = DOMAR_OF_MIX, LEVEL = DOMAR_OF_LEVEL };

/* ---- sides */
domar_status domar_decomposition_side_make(domar_cx *cx, domar_decomposition_side *s, size_t G, size_t N)
{
    const size_t n = G * N;
    s->f = domar_scratch(cx, n);
    s->level = domar_scratch(cx, G);
    s->mix = domar_scratch(cx, N * G);
    s->loose = domar_scratch_bytes(cx, N * G, sizeof *s->loose);
    double *used = domar_scratch(cx, n), *size = domar_scratch(cx, N * G);
    if (!s->f || !s->level || !s->mix || !s->loose || !used || !size) return DOMAR_ENOMEM;
    domar_status st = domar_leontief_new(cx, &s->system, s->Z, s->x, NULL, G, N);
    if (st) return st;
    for (size_t i = 0; i < n; i++)
        s->f[i] = !s->row ? 1 : isnan(s->row[i]) ? NAN : domar_produces(s->x[i]) ? s->row[i] / s->x[i] : 0;
    domar_leontief_apply(s->system, domar_cx_threads(cx), used, s->x, 1);
    for (size_t i = 0; i < n; i++) {                /* the balance: what is left is used at home */
        double known = 0;
        for (size_t g = 0; g < G; g++) known += s->F[i * G + g];
        s->F[i * G + i / N] += s->x[i] - used[i] - known;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t g = 0; g < G; g++) {
            s->mix[i % N * G + g] += s->F[i * G + g];
            s->level[g] += s->F[i * G + g];
            size[i % N * G + g] += fabs(s->F[i * G + g]);
        }
    for (size_t k = 0; k < N * G; k++) s->loose[k] = size[k] > 0 && !(fabs(s->mix[k]) > 1e-9 * size[k]);
    for (size_t k = 0; k < N * G; k++) s->mix[k] = s->level[k % G] > 0 ? s->mix[k] / s->level[k % G] : 0;
    return DOMAR_OK;
}

void domar_decomposition_end(domar_decomposition *d)
{
    for (int s = 0; s < 2; s++) domar_leontief_free(d->of[s].system);
    for (int c = 0; c < 4; c++) domar_leontief_free(d->mixed[c]);
    d->of[0].system = d->of[1].system = d->mixed[0] = d->mixed[1] = d->mixed[2] = d->mixed[3] = NULL;
}

/* ---- final demand in a state: y_(s,k) = sum_g origin x mix x level */
void domar_decomposition_demand(double *y, size_t width, size_t column, const domar_decomposition *d, unsigned state,
                                bool by_user)
{
    const size_t G = d->G, N = d->N;
    const domar_decomposition_side *bought = &d->of[(state & BOUGHT) != 0], *other = &d->of[(state & BOUGHT) == 0];
    const domar_decomposition_side *mix = &d->of[(state & MIX) != 0], *level = &d->of[(state & LEVEL) != 0];
    for (size_t i = 0; i < d->n; i++) {
        double sum = 0;
        for (size_t g = 0; g < G; g++) {
            const size_t k = i % N * G + g;
            /* A product not bought in one year has the origins of the other. */
            const domar_decomposition_side *from = fabs(bought->mix[k]) > 0 ? bought : other;
            const double all = from->mix[k] * from->level[g];
            double part = fabs(all) > 0 ? from->F[i * G + g] / all * mix->mix[k] * level->level[g] : 0;
            if (d->of[0].loose[k] || d->of[1].loose[k]) part = level->F[i * G + g];     /* all of it is level */
            sum += part;
            if (by_user) y[i * width + column + g] = part;
        }
        if (!by_user) y[i * width + column] = sum;
    }
}

/* ---- inputs in a state: technology of one year, sources of the other; n x n, columns of unit output */
static void mix_inputs(double *A, double *of, const domar_decomposition *d, const domar_decomposition_side *technology,
                       const domar_decomposition_side *sources)
{
    const size_t n = d->n, N = d->N;
    const domar_decomposition_side *both[] = { technology, sources };
    for (size_t j = 0; j < n; j++) {
        memset(of, 0, 2 * N * sizeof *of);
        for (int side = 0; side < 2; side++)
            for (size_t i = 0; domar_produces(both[side]->x[j]) && i < n; i++)
                of[(size_t)side * N + i % N] += both[side]->Z[i * n + j] / both[side]->x[j];
        for (size_t i = 0; i < n; i++) {
            const double total = of[i % N], known = of[N + i % N];
            const domar_decomposition_side *from = fabs(known) > 0 ? sources : technology;
            const double all = fabs(known) > 0 ? known : total;
            A[i * n + j] = fabs(all) > 0 ? from->Z[i * n + j] / from->x[j] / all * total : 0;
        }
    }
}

static domar_status mixed_inputs(domar_cx *cx, domar_decomposition *d, size_t inputs, domar_leontief **system)
{
    const size_t n = d->n, N = d->N;
    double *A = domar_scratch(cx, n * n), *one = domar_scratch(cx, n), *of = domar_scratch(cx, 2 * N);
    if (!A || !one || !of) return DOMAR_ENOMEM;
    mix_inputs(A, of, d, &d->of[inputs & 1], &d->of[inputs >> 1]);
    for (size_t j = 0; j < n; j++) one[j] = 1;
    d->A[inputs] = A;
    d->per[inputs] = one;
    return domar_leontief_new(cx, system, A, one, NULL, d->G, N);
}

/* ---- values of states */
static void value(domar_decomposition *d, unsigned state, const double *X, size_t width, size_t column)
{
    const size_t n = d->n, G = d->G, N = d->N;
    for (unsigned c = 0; c <= COEFFICIENT; c++) {
        double *E = d->E[state | c];
        const double *f = d->of[c].f;
        if (!E) continue;
        if (!d->by_user)
            for (size_t i = 0; i < n; i++) E[i] = f[i] * X[i * width + column];
        for (size_t i = 0; d->by_user && i < n; i++) {
            double others = 0;
            for (size_t g = 0; g < G; g++)
                if (g != i / N) others += X[i * width + column + g];
            E[i] = f[i] * X[i * width + column + i / N];
            E[n + i] = f[i] * others;
        }
    }
    for (size_t i = 0; d->by_user && i < n; i++) {
        d->X[state][i] = 0;
        for (size_t g = 0; g < G; g++) d->X[state][i] += X[i * width + column + g];
    }
}

/* E of every state wanted with these inputs; wanted: bits. */
static domar_status evaluate(domar_cx *cx, domar_decomposition *d, domar_leontief *system, unsigned inputs, uint64_t wanted)
{
    const size_t n = d->n, each = d->by_user ? d->G : 1;
    unsigned states[STATES];
    size_t count = 0;
    for (unsigned s = 0; s < STATES; s++)
        if ((wanted >> s & 1) && (s & (TECHNOLOGY | SOURCING)) == inputs && !(s & COEFFICIENT))
            states[count++] = s;
    for (unsigned s = 0; s < STATES; s++) {          /* the coefficient does not enter the solve */
        const unsigned without = s & ~(unsigned)COEFFICIENT;
        bool listed = !((wanted >> s & 1) && (s & (TECHNOLOGY | SOURCING)) == inputs && (s & COEFFICIENT));
        for (size_t k = 0; k < count; k++) listed = listed || states[k] == without;
        if (!listed) states[count++] = without;
    }
    if (!count) return DOMAR_OK;
    for (size_t k = 0; d->by_user && k < count; k++)
        if (!(d->X[states[k]] = domar_scratch(cx, n))) return DOMAR_ENOMEM;
    const domar_mark mark = domar_scratch_mark(cx);
    double *X = domar_scratch(cx, n * count * each);
    if (!X) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) domar_decomposition_demand(X, count * each, k * each, d, states[k], d->by_user);
    const domar_status st = domar_leontief_solve(cx, system, X, count * each);
    for (size_t k = 0; !st && k < count; k++) value(d, states[k], X, count * each, k * each);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* Bits of a factor. */
static unsigned bits_of(size_t factors, size_t k)
{
    static const unsigned basic[] = { COEFFICIENT, TECHNOLOGY | SOURCING, BOUGHT | MIX | LEVEL };
    return factors == BASIC ? basic[k] : 1u << k;
}

/* The state in which the factors of the subset are those of the last year. */
static unsigned state_of(size_t factors, unsigned subset)
{
    unsigned state = 0;
    for (size_t k = 0; k < factors; k++)
        if (subset >> k & 1) state |= bits_of(factors, k);
    return state;
}

static bool on_a_pole(unsigned subset, size_t factors)
{
    const unsigned all = (1u << factors) - 1, rest = all & ~subset;
    return (subset & (subset + 1)) == 0 || (rest & (rest + 1)) == 0;
}

/* Mixed inputs stay where users are told apart, and go at once where not. */
static domar_status evaluate_inputs(domar_cx *cx, domar_decomposition *d, size_t inputs, uint64_t wanted)
{
    const bool technology = inputs & 1, sources = inputs >> 1;
    const domar_mark mark = domar_scratch_mark(cx);
    domar_leontief *own = NULL;
    domar_status st = DOMAR_OK;
    if (technology != sources) st = mixed_inputs(cx, d, inputs, &own);
    else {
        d->A[inputs] = d->of[technology].Z;
        d->per[inputs] = d->of[technology].x;
    }
    if (!st)
        st = evaluate(cx, d, own ? own : d->of[technology].system, (unsigned)inputs * TECHNOLOGY, wanted);
    if (d->by_user) {
        d->mixed[inputs] = own;
        return st;
    }
    domar_leontief_free(own);
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_decomposition_evaluate(domar_cx *cx, domar_decomposition *d, bool poles)
{
    uint64_t wanted = 0;
    domar_status st = DOMAR_OK;
    for (unsigned subset = 0; subset < 1u << d->factors; subset++) {
        const unsigned s = state_of(d->factors, subset);
        if (poles && !on_a_pole(subset, d->factors)) continue;
        wanted |= (uint64_t)1 << s;
        if (!(d->E[s] = domar_scratch(cx, d->n * (d->by_user ? 2 : 1)))) return DOMAR_ENOMEM;
    }
    for (size_t inputs = 0; !st && inputs < 4; inputs++)
        if (d->factors == FULL || inputs == 0 || inputs == 3) st = evaluate_inputs(cx, d, inputs, wanted);
    return st;
}

/* ---- steps */
size_t domar_decomposition_steps(domar_decomposition_step steps[DOMAR_DECOMPOSE_STEPS], size_t factors, bool poles)
{
    const unsigned all = (1u << factors) - 1;
    double factorial[FULL + 1] = { 1 };
    size_t count = 0;
    for (size_t k = 1; k <= FULL; k++) factorial[k] = factorial[k - 1] * (double)k;
    for (size_t k = 0; k < factors; k++)
        for (unsigned s = 0; s <= all; s++) {
            const unsigned below = (1u << k) - 1, above = all & ~below & ~(1u << k);
            size_t size = 0;
            if (s >> k & 1 || (poles && s != below && s != above)) continue;
            for (size_t b = 0; b < factors; b++) size += s >> b & 1;
            const double weight = poles ? 0.5 : factorial[size] * factorial[factors - 1 - size] / factorial[factors];
            steps[count++] = (domar_decomposition_step){ k, state_of(factors, s), state_of(factors, s | 1u << k), weight };
        }
    return count;
}

void domar_decomposition_parts(double *part, const domar_decomposition *d, bool poles)
{
    domar_decomposition_step steps[DOMAR_DECOMPOSE_STEPS];
    const size_t count = domar_decomposition_steps(steps, d->factors, poles), n = d->n;
    for (size_t s = 0; s < count; s++) {
        const double *a = d->E[steps[s].from], *b = d->E[steps[s].to], weight = steps[s].weight;
        double *sum = part + steps[s].factor * n;
        for (size_t i = 0; i < n; i++) {
            sum[i] += weight * (b[i] - a[i]);
            if (d->by_user) sum[i] += weight * (b[n + i] - a[n + i]);
        }
    }
}
