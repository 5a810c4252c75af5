/* solve/gmres.c -- GMRES for a few right-hand sides in lockstep, preconditioned from the right by
 * the inverses of the diagonal blocks:
 *
 *     (I - A) P y = b,   x = P y,   P = diag((I - A_ss)^-1)                 [saad2003, ch. 6, 9]
 *
 * Every right-hand side has its own small least-squares problem; products with Z are shared.
 * Sums over rows are made in fixed blocks added in order, so digits do not depend on threads. */
#include "solve/leontief_inside.h"
#include "base/threads.h"
#include <math.h>
#include <string.h>

enum { STEPS = 30, CYCLES = 8, ROWS = 512 };

struct krylov {
    const domar_leontief *s;
    const double *L;               /* blocks x block x block */
    size_t  n, k, parts;           /* rows, columns in lockstep, blocks of ROWS rows */
    bool    transposed;
    int     threads;               /* for work on vectors: 1 while they are short */
    double *V[STEPS + 1];          /* basis, n x k each, made when first needed */
    double *T;                     /* n x k */
    double *sums;                  /* parts x (STEPS + 1) x k */
    double *h;                     /* (STEPS + 1) x k: what the sums add up to */
    double *H;                     /* k x (STEPS + 1) x STEPS: Hessenberg, made triangular on the way */
    double *cs, *sn, *g;           /* k x STEPS, k x STEPS, k x (STEPS + 1) */
    size_t  m, low, high;          /* step; dot products are wanted with V[low] ... V[high] */
    const double *from;            /* arguments of the loops below */
    double       *to;
};

static size_t stop(const struct krylov *q, size_t part)
{
    return (part + 1) * ROWS < q->n ? (part + 1) * ROWS : q->n;
}

/* ---- loops over blocks */
static void precondition_blocks(void *arg, size_t begin, size_t end)
{
    const struct krylov *q = arg;
    const size_t N = q->s->block;
    for (size_t g = begin; g < end; g++)
        (q->transposed ? domar_product_t : domar_product)(1, q->to + g * N * q->k, q->L + g * N * N,
                                                          q->from + g * N * q->k, N, N, q->k);
}

/* to := P from, or P' from */
static void precondition(struct krylov *q, double *to, const double *from)
{
    q->to = to;
    q->from = from;
    domar_parallel(q->threads, q->s->blocks, 4, precondition_blocks, q);
}

/* The width is a constant where it is called, so that the loops over columns unroll. */
static inline __attribute__((always_inline)) void dots_of(const struct krylov *q, size_t part,
                                                          const size_t k)
{
    const double *w = q->V[q->m + 1];
    for (size_t j = q->low; j <= q->high; j++) {
        const double *v = q->V[j];
        double d[DOMAR_FEW] = { 0 };
        for (size_t i = part * ROWS; i < stop(q, part); i++)
            for (size_t l = 0; l < k; l++) d[l] += v[i * k + l] * w[i * k + l];
        memcpy(q->sums + (part * (STEPS + 1) + j) * k, d, k * sizeof *d);
    }
}

static inline __attribute__((always_inline)) void subtract_of(const struct krylov *q, size_t part,
                                                              const size_t k)
{
    double *w = q->V[q->m + 1];
    for (size_t j = 0; j <= q->m; j++) {
        const double *v = q->V[j], *h = q->h + j * k;
        for (size_t i = part * ROWS; i < stop(q, part); i++)
            for (size_t l = 0; l < k; l++) w[i * k + l] -= h[l] * v[i * k + l];
    }
}

static void dots_blocks(void *arg, size_t begin, size_t end)
{
    const struct krylov *q = arg;
    for (size_t part = begin; part < end; part++)
        if (q->k == 1) dots_of(q, part, 1);
        else if (q->k == 8) dots_of(q, part, 8);
        else dots_of(q, part, DOMAR_FEW);
}

static void subtract_blocks(void *arg, size_t begin, size_t end)
{
    const struct krylov *q = arg;
    for (size_t part = begin; part < end; part++)
        if (q->k == 1) subtract_of(q, part, 1);
        else if (q->k == 8) subtract_of(q, part, 8);
        else subtract_of(q, part, DOMAR_FEW);
}

/* h_j = v_j . w for low <= j <= high. */
static void dots(struct krylov *q, size_t low, size_t high)
{
    const size_t at = low * q->k, count = (high + 1 - low) * q->k;
    q->low = low;
    q->high = high;
    domar_parallel(q->threads, q->parts, 1, dots_blocks, q);
    memcpy(q->h + at, q->sums + at, count * sizeof *q->h);
    for (size_t part = 1; part < q->parts; part++)
        for (size_t p = at; p < at + count; p++) q->h[p] += q->sums[part * (STEPS + 1) * q->k + p];
}

/* ---- one step */

/* W = V[m + 1] made orthogonal to all before, twice, since once does not suffice for blocks of
 * dot products [giraud2005]; H column m filled. */
static void orthogonalise(struct krylov *q)
{
    const size_t k = q->k, m = q->m;
    double *W = q->V[m + 1], scale[DOMAR_FEW];
    for (int pass = 0; pass < 2; pass++) {
        dots(q, 0, m);
        for (size_t l = 0; l < k; l++)
            for (size_t j = 0; j <= m; j++) {
                double *h = q->H + (l * (STEPS + 1) + j) * STEPS + m;
                *h = pass ? *h + q->h[j * k + l] : q->h[j * k + l];
            }
        domar_parallel(q->threads, q->parts, 1, subtract_blocks, q);
    }
    dots(q, m + 1, m + 1);
    for (size_t l = 0; l < k; l++) {
        const double norm = sqrt(q->h[(m + 1) * k + l]);
        q->H[(l * (STEPS + 1) + m + 1) * STEPS + m] = norm;
        scale[l] = norm > 0 ? 1 / norm : 0;          /* 0: this right-hand side is solved exactly */
    }
    for (size_t i = 0; i < q->n; i++)
        for (size_t l = 0; l < k; l++) W[i * k + l] *= scale[l];
}

/* Givens rotations on column m; returns the largest residual estimate against its start. */
static double rotate(struct krylov *q, const double *beta)
{
    const size_t m = q->m;
    double worst = 0;
    for (size_t l = 0; l < q->k; l++) {
        double *H = q->H + l * (STEPS + 1) * STEPS, *cs = q->cs + l * STEPS, *sn = q->sn + l * STEPS;
        double *g = q->g + l * (STEPS + 1);
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
        if (beta[l] > 0) worst = fmax(worst, fabs(g[m + 1]) / beta[l]);
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
            for (size_t p = j + 1; p < m; p++) s -= H[j * STEPS + p] * y[p * k + l];
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
    }
    for (size_t i = 0; i < q->n; i++)
        for (size_t l = 0; l < k; l++) q->V[0][i * k + l] = beta[l] > 0 ? R[i * k + l] / beta[l] : 0;
    return DOMAR_OK;
}

/* One cycle from residual R: X gains the correction. */
static domar_status cycle(domar_cx *cx, domar_leontief *s, struct krylov *q, double *X, const double *R,
                          double tolerance)
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
        for (size_t p = 0; p < q->n * q->k; p++) W[p] = q->T[p] - W[p];
        s->report.sweeps++;
        orthogonalise(q);
        left = rotate(q, beta);
        st = domar_tick(cx, q->m, STEPS);
    }
    if (st) return st;
    combine(q);
    precondition(q, q->V[0], q->T);                  /* the basis is used up */
    for (size_t p = 0; p < q->n * q->k; p++) X[p] += q->V[0][p];
    return DOMAR_OK;
}

/* Cycles until the true residual is down at rounding, or stops falling. */
static domar_status iterate(domar_cx *cx, domar_leontief *s, struct krylov *q, double *X, const double *B,
                            double *R, bool *reached)
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
        const double error = domar_leontief_backward(s, domar_cx_threads(cx), R, B, X, q->k, q->transposed);
        const bool stalled = !(error < 0.5 * best);
        best = fmin(best, error);
        *reached = error <= DOMAR_BACKWARD_GOAL;
        if (*reached || stalled) break;
    }
    if (*reached) s->report.backward_error = fmax(s->report.backward_error, best);
    return DOMAR_OK;
}

domar_status domar_leontief_gmres(domar_cx *cx, domar_leontief *s, double *X, size_t k, bool transposed,
                                  bool *reached)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = s->n, width = domar_product_width(k < DOMAR_FEW ? k : DOMAR_FEW);
    struct krylov q = { .s = s, .n = n, .transposed = transposed, .parts = (n + ROWS - 1) / ROWS,
                        .threads = n * width >= 32768 ? domar_cx_threads(cx) : 1 };
    domar_status st = domar_leontief_local(cx, s, &q.L);
    *reached = !st;
    if (st == DOMAR_ENOCONV) return DOMAR_OK;        /* a block is singular, the whole may not be */
    q.T = domar_scratch(cx, n * width);
    q.sums = domar_scratch(cx, q.parts * (STEPS + 1) * width);
    q.h = domar_scratch(cx, (STEPS + 1) * width);
    q.H = domar_scratch(cx, width * (STEPS + 1) * STEPS);
    q.cs = domar_scratch(cx, width * STEPS);
    q.sn = domar_scratch(cx, width * STEPS);
    q.g = domar_scratch(cx, width * (STEPS + 1));
    double *B = domar_scratch(cx, n * width), *R = domar_scratch(cx, n * width);
    double *answer = domar_scratch(cx, n * width);
    if (!st && (!q.T || !q.sums || !q.h || !q.H || !q.cs || !q.sn || !q.g || !B || !R || !answer))
        st = DOMAR_ENOMEM;
    for (size_t first = 0; !st && *reached && first < k; first += width) {
        const size_t few = k - first < width ? k - first : width;
        q.k = width;
        domar_leontief_gather(B, width, X, NULL, n, k, first, few);
        st = iterate(cx, s, &q, answer, B, R, reached);
        if (!st && *reached) domar_leontief_scatter(X, answer, width, NULL, n, k, first, few);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
