/* solve/gmres.c -- GMRES for a few right-hand sides in lockstep, preconditioned from the right by
 * the inverses of the diagonal blocks:
 *
 *     (I - A) P y = b,   x = P y,   P = diag((I - A_ss)^-1)                 [saad2003, ch. 6, 9]
 *
 * (I - A) P = I - K with K = v -> v - P v + A P v small, so the basis is made from K: the same
 * space, without the digits that v itself would cost.
 * Every right-hand side has its own small least-squares problem; products with Z are shared.
 * The basis is made orthogonal column by column, each in the order of rows, so that digits do not
 * depend on threads. */
#include "solve/leontief_inside.h"
#include "base/threads.h"
#include <math.h>
#include <string.h>

enum { STEPS = 30, CYCLES = 8, SLICE = 8 };

struct krylov {
    const domar_leontief *s;
    const double *L;               /* blocks x block x block */
    size_t  n, k;                  /* rows, columns in lockstep */
    bool    transposed;
    int     threads;               /* for work on vectors: 1 while they are short */
    double *V[STEPS + 1];          /* basis, n x k each, made when first needed */
    double *T;                     /* n x k */
    double *H; /* k x (STEPS + 1) x STEPS: Hessenberg, made triangular on the way */
    double *cs, *sn, *g;           /* k x STEPS, k x STEPS, k x (STEPS + 1) */
    size_t  m;                     /* step */
    size_t  steps[DOMAR_FEW];      /* that each column took */
    bool done[DOMAR_FEW]; /* columns at the goal: no further vectors, they would be noise */
    const double *from;            /* arguments of precondition */
    double       *to;
};

/* ---- one step */
static void precondition_blocks(void *arg, size_t begin, size_t end)
{
    const struct krylov *q = arg;
    const size_t N = q->s->block;
    for (size_t g = begin; g < end; g++)
        (q->transposed ? domar_product_t : domar_product)(
            1, q->to + g * N * q->k, q->L + g * N * N, q->from + g * N * q->k, N, N, q->k);
}

/* to := P from, or P' from */
static void precondition(struct krylov *q, double *to, const double *from)
{
    q->to = to;
    q->from = from;
    domar_parallel(q->threads, q->s->blocks, 8, precondition_blocks, q);
}

/* S columns of W = V[m + 1] from `first` on, A P v on entry: made K v, then orthogonal to the
 * basis and of length 1; column m of H = I - (coefficients of K).  Taking v_j away and the product
 * with v_(j+1) are one pass.  k and S are constants where it is called, so that loops unroll. */
static inline __attribute__((always_inline)) void slice_of(const struct krylov *q, size_t first,
                                                           const size_t k, const size_t S)
{
    const size_t n = q->n, m = q->m;
    const double *t = q->T + first, *own = q->V[m] + first, *v0 = q->V[0] + first;
    double *w = q->V[m + 1] + first, dot[SLICE] = { 0 }, h[SLICE];
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < S; l++) {
            w[i * k + l] += own[i * k + l] - t[i * k + l];
            dot[l] += w[i * k + l] * v0[i * k + l];
        }
    for (size_t j = 0; j <= m; j++) {
        const double *v = q->V[j] + first, *next = q->V[j + 1] + first; /* the last is w itself */
        for (size_t l = 0; l < S; l++) {
            h[l] = dot[l];
            q->H[((first + l) * (STEPS + 1) + j) * STEPS + m] = (j == m) - h[l];
            dot[l] = 0;
        }
        for (size_t i = 0; i < n; i++)
            for (size_t l = 0; l < S; l++) {
                w[i * k + l] -= h[l] * v[i * k + l];
                dot[l] += w[i * k + l] * next[i * k + l];
            }
    }
    for (size_t l = 0; l < S; l++) {
        const double norm = sqrt(dot[l]);
        q->H[((first + l) * (STEPS + 1) + m + 1) * STEPS + m] = -norm;
        h[l] = norm > 0 ? 1 / norm : 0;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < S; l++) w[i * k + l] *= h[l];
}

static void slices(void *arg, size_t begin, size_t end)
{
    const struct krylov *q = arg;
    for (size_t slice = begin; slice < end; slice++)
        if (q->k == 1) slice_of(q, 0, 1, 1);
        else if (q->k == SLICE) slice_of(q, 0, SLICE, SLICE);
        else slice_of(q, slice * SLICE, DOMAR_FEW, SLICE);
}

static void orthogonalise(struct krylov *q)
{
    domar_parallel(q->threads, (q->k + SLICE - 1) / SLICE, 1, slices, q);
}

/* Givens rotations on column m.  A column at the goal is done: its next vector is put to zero.
 * Returns the largest residual estimate against its start. */
static double rotate(struct krylov *q, const double *beta, double tolerance)
{
    const size_t m = q->m, k = q->k;
    double worst = 0;
    for (size_t l = 0; l < k; l++) {
        double *H = q->H + l * (STEPS + 1) * STEPS, *cs = q->cs + l * STEPS,
               *sn = q->sn + l * STEPS;
        double *g = q->g + l * (STEPS + 1);
        if (q->done[l]) continue;
        for (size_t j = 0; j < m; j++) {
            const double a = H[j * STEPS + m], b = H[(j + 1) * STEPS + m];
            H[j * STEPS + m] = cs[j] * a + sn[j] * b;
            H[(j + 1) * STEPS + m] = cs[j] * b - sn[j] * a;
        }
        const double a = H[m * STEPS + m], b = H[(m + 1) * STEPS + m], r = hypot(a, b);
        cs[m] = r > 0 ? a / r : 1;
        sn[m] = r > 0 ? b / r : 0;
        H[m * STEPS + m] = r;
        g[m + 1] = -sn[m] * g[m];
        g[m] *= cs[m];
        q->steps[l] = m + 1;
        worst = fmax(worst, fabs(g[m + 1]) / beta[l]);
        q->done[l] = fabs(g[m + 1]) <= tolerance * beta[l];
        for (size_t i = 0; q->done[l] && i < q->n; i++) q->V[m + 1][i * k + l] = 0;
    }
    return worst;
}

/* T := V y, y the solution of the triangular systems of m steps. */
static void combine(struct krylov *q)
{
    const size_t k = q->k, m = q->m;
    double y[STEPS * DOMAR_FEW];
    for (size_t l = 0; l < k; l++) {
        const double *H = q->H + l * (STEPS + 1) * STEPS, *g = q->g + l * (STEPS + 1);
        for (size_t j = m; j-- > 0;) {
            double s = g[j];
            if (j >= q->steps[l]) {
                y[j * k + l] = 0;
                continue;
            }
            for (size_t p = j + 1; p < q->steps[l]; p++) s -= H[j * STEPS + p] * y[p * k + l];
            y[j * k + l] = H[j * STEPS + j] > 0 ? s / H[j * STEPS + j] : 0;
        }
    }
    memset(q->T, 0, q->n * k * sizeof *q->T);
    for (size_t j = 0; j < m; j++)
        for (size_t i = 0; i < q->n; i++)
            for (size_t l = 0; l < k; l++) q->T[i * k + l] += y[j * k + l] * q->V[j][i * k + l];
}

static domar_status basis(domar_cx *cx, struct krylov *q, size_t m)
{
    if (!q->V[m]) q->V[m] = domar_scratch(cx, q->n * q->k);
    return q->V[m] ? DOMAR_OK : DOMAR_ENOMEM;
}

/* V[0] := R with columns of length 1; their lengths into beta. */
static domar_status begin(domar_cx *cx, struct krylov *q, double *beta, const double *R)
{
    const size_t k = q->k;
    if (basis(cx, q, 0)) return DOMAR_ENOMEM;
    for (size_t l = 0; l < k; l++) beta[l] = 0;
    for (size_t i = 0; i < q->n; i++)
        for (size_t l = 0; l < k; l++) beta[l] += R[i * k + l] * R[i * k + l];
    for (size_t l = 0; l < k; l++) {
        beta[l] = sqrt(beta[l]);
        q->g[l * (STEPS + 1)] = beta[l];
        q->steps[l] = 0;
        q->done[l] = !(beta[l] > 0);
    }
    for (size_t i = 0; i < q->n; i++)
        for (size_t l = 0; l < k; l++)
            q->V[0][i * k + l] = beta[l] > 0 ? R[i * k + l] / beta[l] : 0;
    return DOMAR_OK;
}

/* One cycle from residual R: X gains the correction. */
static domar_status cycle(domar_cx *cx, domar_leontief *s, struct krylov *q, double *X,
                          const double *R, double tolerance)
{
    const int threads = domar_cx_threads(cx);
    double beta[DOMAR_FEW];
    domar_status st = begin(cx, q, beta, R);
    double left = 1;
    for (q->m = 0; !st && q->m < STEPS && left > tolerance; q->m++) {
        if ((st = basis(cx, q, q->m + 1))) break;
        double *W = q->V[q->m + 1];
        precondition(q, q->T, q->V[q->m]);
        if (q->transposed) domar_leontief_apply_t(s, threads, W, q->T, q->k);
        else domar_leontief_apply(s, threads, W, q->T, q->k);
        s->report.sweeps++;
        orthogonalise(q);
        left = rotate(q, beta, tolerance);
        st = domar_tick(cx, q->m, STEPS);
    }
    if (st) return st;
    combine(q);
    precondition(q, q->V[0], q->T);                  /* the basis is used up */
    for (size_t p = 0; p < q->n * q->k; p++) X[p] += q->V[0][p];
    return DOMAR_OK;
}

/* Cycles until the true residual is down at rounding, or stops falling. */
static domar_status iterate(domar_cx *cx, domar_leontief *s, struct krylov *q, double *X,
                            const double *B, double *R, bool *reached)
{
    const size_t size = s->n * q->k;
    double best = INFINITY;
    *reached = false;
    memset(X, 0, size * sizeof *X);
    memcpy(R, B, size * sizeof *R);
    for (size_t c = 0; c < CYCLES; c++) {
        const domar_status st = cycle(cx, s, q, X, R, c ? 1e-3 : 3e-15);
        if (st) return st;
        domar_leontief_residual(s, domar_cx_threads(cx), R, B, X, q->k, q->transposed);
        s->report.sweeps++;
        const double error =
            domar_leontief_backward(s, domar_cx_threads(cx), R, B, X, q->k, q->transposed);
        const bool stalled = !(error < 0.5 * best);
        best = fmin(best, error);
        *reached = error <= DOMAR_BACKWARD_GOAL;
        if (*reached || stalled) break;
    }
    if (*reached) s->report.backward_error = fmax(s->report.backward_error, best);
    return DOMAR_OK;
}

domar_status domar_leontief_gmres(domar_cx *cx, domar_leontief *s, double *X, size_t k,
                                  bool transposed, bool *reached)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = s->n, width = domar_product_width(k < DOMAR_FEW ? k : DOMAR_FEW);
    struct krylov q = { .s = s, .n = n, .k = width, .transposed = transposed,
                        .threads = n * width >= 8192 ? domar_cx_threads(cx) : 1 };
    domar_status st = domar_leontief_local(cx, s, &q.L);
    *reached = !st;
    if (st == DOMAR_ENOCONV) return DOMAR_OK; /* a block is singular, the whole may not be */
    q.T = domar_scratch(cx, n * width);
    q.H = domar_scratch(cx, width * (STEPS + 1) * STEPS);
    q.cs = domar_scratch(cx, width * STEPS);
    q.sn = domar_scratch(cx, width * STEPS);
    q.g = domar_scratch(cx, width * (STEPS + 1));
    double *B = domar_scratch(cx, n * width), *R = domar_scratch(cx, n * width);
    double *answer = domar_scratch(cx, n * width);
    if (!st && (!q.T || !q.H || !q.cs || !q.sn || !q.g || !B || !R || !answer))
        st = DOMAR_ENOMEM;
    for (size_t first = 0; !st && *reached && first < k; first += width) {
        const size_t few = k - first < width ? k - first : width;
        domar_leontief_gather(B, width, X, NULL, n, k, first, few);
        st = iterate(cx, s, &q, answer, B, R, reached);
        if (!st && *reached) domar_leontief_scatter(X, answer, width, NULL, n, k, first, few);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
