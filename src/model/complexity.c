/* model/complexity.c -- advantage, proximity, density, complexity: see the header. */
#include "model/complexity.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

/* An advantage of just 1 stays one whatever the unit of money rounds it to. */
static const double JUST = 1 - 1e-12;
/* Eigenvalues nearer than this are the same pattern, as far as anybody can tell. */
static const double APART = 1e-9;

/* C (m x n) = A (m x k) B (k x n), row-major; at: A is given as k x m. */
static void multiply(double *C, bool at, const double *A, const double *B, size_t m, size_t n, size_t k)
{
    cblas_dgemm(CblasRowMajor, at ? CblasTrans : CblasNoTrans, CblasNoTrans, (int)m, (int)n, (int)k, 1, A,
                at ? (int)m : (int)k, B, (int)n, 0, C, (int)n);
}

/* ---- what counts */
static void sums(double *rows, double *columns, const double *X, size_t G, size_t N)
{
    memset(rows, 0, G * sizeof *rows);
    memset(columns, 0, N * sizeof *columns);
    for (size_t g = 0; g < G; g++)
        for (size_t i = 0; i < N; i++) {
            rows[g] += X[g * N + i];
            columns[i] += X[g * N + i];
        }
}

static void take(domar_complexity *c, const double *X, const domar_complexity_filter *f, double *rows, double *columns)
{
    const size_t G = c->G, N = c->N;
    for (size_t p = 0; p < G * N; p++) {
        const bool skip = f->skip && f->skip[p % N];
        c->negative += !skip && X[p] < 0;
        c->X[p] = !skip && X[p] > 0 ? X[p] : 0;
    }
    sums(rows, columns, c->X, G, N);
    for (size_t g = 0; g < G; g++) {
        if (rows[g] >= f->minimum_exports) continue;
        c->small++;
        memset(c->X + g * N, 0, N * sizeof *c->X);
    }
    for (size_t i = 0; i < N; i++) {
        size_t who = 0;
        for (size_t g = 0; g < G; g++) who += c->X[g * N + i] > 0;
        if ((double)who >= f->minimum_economies || (f->skip && f->skip[i])) continue;
        c->rare++;
        for (size_t g = 0; g < G; g++) c->X[g * N + i] = 0;
    }
    sums(rows, columns, c->X, G, N);
}

static void advantages(domar_complexity *c, const double *X, const bool *nobody, const double *rows, const double *columns)
{
    const size_t G = c->G, N = c->N;
    double all = 0;
    for (size_t g = 0; g < G; g++) all += rows[g];
    for (size_t g = 0; g < G; g++)
        for (size_t i = 0; i < N; i++) {
            const size_t p = g * N + i;
            c->rca[p] = rows[g] > 0 && columns[i] > 0 && !isnan(X[p]) ? c->X[p] / rows[g] / (columns[i] / all) : NAN;
            c->M[p] = c->rca[p] >= JUST && !(nobody && nobody[g]);
        }
    sums(c->diversity, c->ubiquity, c->M, G, N);
    for (size_t g = 0; g < G; g++) c->economy[g] = c->diversity[g] > 0;
    for (size_t i = 0; i < N; i++) c->industry[i] = c->ubiquity[i] > 0;
}

/* ---- nearness */
static void nearness(domar_complexity *c)
{
    const size_t G = c->G, N = c->N;
    multiply(c->phi, true, c->M, c->M, N, N, G);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            const double most = fmax(c->ubiquity[i], c->ubiquity[j]);
            c->phi[i * N + j] = most > 0 ? c->phi[i * N + j] / most : 0;
            c->reach[j] += c->phi[i * N + j];
        }
    multiply(c->density, false, c->M, c->phi, G, N, N);
    for (size_t g = 0; g < G; g++)
        for (size_t i = 0; i < N; i++)
            c->density[g * N + i] = c->economy[g] && c->industry[i] ? c->density[g * N + i] / c->reach[i] : NAN;
}

/* ---- who is tied to whom by shared advantages: the largest group of economies is what complexity can compare */
static domar_status largest_group(domar_cx *cx, bool *economy, bool *industry, domar_complexity *c)
{
    const size_t G = c->G, N = c->N;
    size_t *group = domar_scratch_bytes(cx, G, sizeof *group), *queue = domar_scratch_bytes(cx, G, sizeof *queue);
    bool *reached = domar_scratch_bytes(cx, N, sizeof *reached);
    size_t groups = 0, best = 0, most = 0, with = 0;
    if (!group || !queue || !reached) return DOMAR_ENOMEM;
    for (size_t start = 0; start < G; start++) {
        if (!c->economy[start] || group[start]) continue;
        size_t head = 0, tail = 0;
        queue[tail++] = start;
        group[start] = ++groups;
        while (head < tail) {
            const double *mine = c->M + queue[head++] * N;
            for (size_t i = 0; i < N; i++) {
                if (!(mine[i] > 0) || reached[i]) continue;
                reached[i] = true;
                for (size_t h = 0; h < G; h++)
                    if (c->M[h * N + i] > 0 && !group[h]) {
                        group[h] = groups;
                        queue[tail++] = h;
                    }
            }
        }
        if (tail > most) {
            most = tail;
            best = groups;
        }
    }
    for (size_t g = 0; g < G; g++) {
        economy[g] = groups && group[g] == best;
        with += c->economy[g];
        for (size_t i = 0; economy[g] && i < N; i++) industry[i] = industry[i] || c->M[g * N + i] > 0;
    }
    c->apart = with - most;
    return DOMAR_OK;
}

/* ---- eigenvectors */
static void standardise(double *v, const bool *in, size_t n, double *spread)
{
    double mean = 0, square = 0, count = 0;
    for (size_t k = 0; k < n; k++)
        if (in[k]) {
            mean += v[k];
            count++;
        }
    mean /= count;
    for (size_t k = 0; k < n; k++)
        if (in[k]) square += (v[k] - mean) * (v[k] - mean);
    *spread = sqrt(square / (count - 1));
    for (size_t k = 0; k < n; k++) v[k] = in[k] ? (v[k] - mean) / *spread : NAN;
}

/* Over the places where both are known. */
static double correlation(const double *a, const double *b, size_t n)
{
    double count = 0, ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
    for (size_t k = 0; k < n; k++)
        if (!isnan(a[k]) && !isnan(b[k])) {
            count++;
            ma += a[k];
            mb += b[k];
        }
    for (size_t k = 0; k < n; k++)
        if (!isnan(a[k]) && !isnan(b[k])) {
            const double x = a[k] - ma / count, y = b[k] - mb / count;
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : NAN;
}

/* Upper triangle of S = A A' (rows of A: the shorter side), summed in one order. */
static void gram(double *S, const double *A, size_t rows, size_t columns)
{
    for (size_t a = 0; a < rows; a++)
        for (size_t b = a; b < rows; b++) {
            double sum = 0;
            for (size_t k = 0; k < columns; k++) sum += A[a * columns + k] * A[b * columns + k];
            S[a * rows + b] = S[b * rows + a] = sum;
        }
}

/* Second eigenvector of A A' into v (rows), and its eigenvalue with the one after it. */
static domar_status second_vector(domar_cx *cx, double *v, const double *A, size_t rows, size_t columns, domar_complexity *c)
{
    const blasint n = (blasint)rows, size = (blasint)(34 * rows);
    blasint info = 0;
    double *S = domar_scratch(cx, rows * rows), *values = domar_scratch(cx, rows), *work = domar_scratch(cx, (size_t)size);
    if (!S || !values || !work) return DOMAR_ENOMEM;
    gram(S, A, rows, columns);
    dsyev_("V", "U", &n, S, &n, values, work, &size, &info);
    if (info) return domar_fail(cx, DOMAR_ENOCONV, "the eigenvectors of complexity could not be found");
    c->second = values[rows - 2];                           /* ascending */
    c->third = rows > 2 ? values[rows - 3] : 0;
    memcpy(v, S + (rows - 2) * rows, rows * sizeof *v);     /* a column there is a row here */
    return DOMAR_OK;
}

/* The two indices tell the same: eci is the mean pci of what an economy does well, standardised. */
static void compare(domar_complexity *c, const bool *economy)
{
    double mean = 0, count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t g = 0; g < c->G; g++) {
            double held = 0;
            if (!economy[g]) continue;
            for (size_t i = 0; i < c->N; i++)
                if (c->M[g * c->N + i] > 0) held += c->pci[i] / c->diversity[g];
            if (pass) c->residual = fmax(c->residual, fabs(c->eci[g] - c->slope * (held - mean / count)));
            else {
                mean += held;
                count++;
            }
        }
}

/* Which end of the pattern is the complex one?  Where nothing tells, there is no index. */
static void turn(domar_complexity *c, const domar_complexity_filter *f)
{
    c->with_diversity = correlation(c->eci, c->diversity, c->G);
    c->with_other = f->other ? correlation(c->eci, f->other, c->G) : NAN;
    const double tells = f->turn_to_other ? c->with_other : c->with_diversity;
    c->found = fabs(tells) > APART;
    const double sign = !c->found ? NAN : tells > 0 ? 1 : -1;
    c->with_diversity *= sign;
    c->with_other *= sign;
    for (size_t g = 0; g < c->G; g++) c->eci[g] *= sign;
    for (size_t i = 0; i < c->N; i++) c->pci[i] *= sign;
}

/* With A = D^-1/2 M U^-1/2 and A A' a = s a: eci = D^-1/2 a, pci = U^-1/2 A' a; likewise from A' A. */
static domar_status complexity(domar_cx *cx, domar_complexity *c, const domar_complexity_filter *f)
{
    const size_t G = c->G, N = c->N;
    bool *economy = domar_scratch_bytes(cx, G, sizeof *economy), *industry = domar_scratch_bytes(cx, N, sizeof *industry);
    size_t *who = domar_scratch_bytes(cx, G, sizeof *who), *what = domar_scratch_bytes(cx, N, sizeof *what), R = 0, P = 0;
    if (!economy || !industry || !who || !what) return DOMAR_ENOMEM;
    domar_status st = largest_group(cx, economy, industry, c);
    if (st) return st;
    for (size_t g = 0; g < G; g++)
        if (economy[g]) who[R++] = g;
    for (size_t i = 0; i < N; i++)
        if (industry[i]) what[P++] = i;
    for (size_t g = 0; g < G; g++) c->eci[g] = NAN;
    for (size_t i = 0; i < N; i++) c->pci[i] = NAN;
    if (R < 2 || P < 2) return DOMAR_OK;
    const bool turned = P < R;
    const size_t rows = turned ? P : R, columns = turned ? R : P;
    double *A = domar_scratch(cx, R * P), *v = domar_scratch(cx, rows), spread_e, spread_p;
    if (!A || !v) return DOMAR_ENOMEM;
    for (size_t a = 0; a < R; a++)
        for (size_t b = 0; b < P; b++)
            A[turned ? b * R + a : a * P + b] =
                c->M[who[a] * N + what[b]] / sqrt(c->diversity[who[a]] * c->ubiquity[what[b]]);
    if ((st = second_vector(cx, v, A, rows, columns, c))) return st;
    c->found = c->second < 1 - APART && c->second > APART && c->second - c->third > APART;
    if (!c->found) return DOMAR_OK;
    double *other = domar_scratch(cx, columns);
    if (!other) return DOMAR_ENOMEM;
    for (size_t a = 0; a < rows; a++)
        for (size_t b = 0; b < columns; b++) other[b] += A[a * columns + b] * v[a];
    const double *e = turned ? other : v, *p = turned ? v : other;
    const double scale = turned ? 1 : c->second;            /* D^-1 M U^-1/2 p = scale D^-1/2 e: the mean pci of advantages */
    for (size_t a = 0; a < R; a++) c->eci[who[a]] = e[a] / sqrt(c->diversity[who[a]]);
    for (size_t b = 0; b < P; b++) c->pci[what[b]] = p[b] / sqrt(c->ubiquity[what[b]]);
    standardise(c->eci, economy, G, &spread_e);
    standardise(c->pci, industry, N, &spread_p);
    c->slope = spread_p / (scale * spread_e);
    turn(c, f);
    if (c->found) compare(c, economy);
    return DOMAR_OK;
}

/* ---- all but fitness */
domar_status domar_complexity_new(domar_cx *cx, domar_complexity *c, const double *X, size_t G, size_t N,
                                  const domar_complexity_filter *filter)
{
    domar_status st = domar_memory_check(cx, (4.0 * (double)G + (double)N) * (double)N * sizeof(double), "complexity");
    if (st) return st;
    *c = (domar_complexity){ .G = G, .N = N, .second = NAN, .third = NAN, .slope = NAN, .with_diversity = NAN, .with_other = NAN,
                             .quality_mean = NAN, .moved = NAN };
    double **const grids[] = { &c->X, &c->rca, &c->M, &c->density };
    for (size_t k = 0; k < 4; k++)
        if (!(*grids[k] = domar_scratch(cx, G * N))) return DOMAR_ENOMEM;
    double *room = domar_scratch(cx, 4 * G + 5 * N);
    c->phi = domar_scratch(cx, N * N);
    c->economy = domar_scratch_bytes(cx, G, sizeof(bool));
    c->industry = domar_scratch_bytes(cx, N, sizeof(bool));
    if (!room || !c->phi || !c->economy || !c->industry) return DOMAR_ENOMEM;
    c->diversity = room;
    c->eci = room + G;
    c->fitness = room + 2 * G;
    double *rows = room + 3 * G, *columns = room + 4 * G;
    c->ubiquity = columns + N;
    c->pci = columns + 2 * N;
    c->quality = columns + 3 * N;
    c->reach = columns + 4 * N;
    take(c, X, filter, rows, columns);
    advantages(c, X, filter->nobody, rows, columns);
    nearness(c);
    for (size_t g = 0; g < G; g++) c->fitness[g] = NAN;
    for (size_t i = 0; i < N; i++) c->quality[i] = NAN;
    const domar_mark mark = domar_scratch_mark(cx);
    if (!(st = domar_tick(cx, 0, 1))) st = complexity(cx, c, filter);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- fitness */
static void over_mean(double *v, const bool *in, size_t n)
{
    double sum = 0, count = 0;
    for (size_t k = 0; k < n; k++)
        if (in[k]) {
            sum += v[k];
            count++;
        }
    for (size_t k = 0; k < n; k++) v[k] = in[k] ? v[k] / (sum / count) : NAN;
}

/* One round: both from what the other was before. */
static void round_of_fitness(domar_complexity *c, double *fitness, double *quality)
{
    const size_t G = c->G, N = c->N;
    memset(fitness, 0, G * sizeof *fitness);
    memset(quality, 0, N * sizeof *quality);
    for (size_t g = 0; g < G; g++)
        for (size_t i = 0; c->economy[g] && i < N; i++)
            if (c->M[g * N + i] > 0) {
                fitness[g] += c->quality[i];
                quality[i] += 1 / c->fitness[g];
            }
    for (size_t i = 0; i < N; i++) quality[i] = 1 / quality[i];
    over_mean(fitness, c->economy, G);
    over_mean(quality, c->industry, N);
    c->moved = 0;
    for (size_t g = 0; g < G; g++)
        if (c->economy[g]) c->moved = fmax(c->moved, fabs(fitness[g] - c->fitness[g]) / fitness[g]);
    memcpy(c->fitness, fitness, G * sizeof *fitness);
    memcpy(c->quality, quality, N * sizeof *quality);
}

domar_status domar_complexity_fitness(domar_cx *cx, domar_complexity *c, size_t rounds)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *fitness = domar_scratch(cx, c->G), *quality = domar_scratch(cx, c->N);
    domar_status st = fitness && quality ? DOMAR_OK : DOMAR_ENOMEM;
    bool any = false;
    for (size_t g = 0; g < c->G; g++) {
        c->fitness[g] = c->economy[g] ? 1 : NAN;
        any = any || c->economy[g];
    }
    for (size_t i = 0; i < c->N; i++) c->quality[i] = c->industry[i] ? 1 : NAN;
    for (size_t k = 0; !st && any && k < rounds; k++)
        if (!(st = domar_tick(cx, k, rounds))) round_of_fitness(c, fitness, quality);
    double sum = 0, count = 0;
    for (size_t g = 0; g < c->G; g++) {
        count += c->economy[g];
        for (size_t i = 0; i < c->N; i++)
            if (c->M[g * c->N + i] > 0) sum += c->quality[i];
    }
    c->quality_mean = sum / count;
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- outlook */
domar_status domar_complexity_outlook(domar_cx *cx, double *outlook, double *gain, const domar_complexity *c, const double *p)
{
    const size_t G = c->G, N = c->N;
    const domar_mark mark = domar_scratch_mark(cx);
    double *open = domar_scratch(cx, G * N);          /* (1 - M_gi) p_i / reach_i */
    if (!open) return DOMAR_ENOMEM;
    for (size_t g = 0; g < G; g++) {
        outlook[g] = c->economy[g] ? 0 : NAN;
        for (size_t i = 0; i < N; i++) {
            const size_t at = g * N + i;
            if (!c->industry[i] || isnan(p[i]) || c->M[at] > 0) continue;
            open[at] = p[i] / c->reach[i];
            outlook[g] += c->density[at] * p[i];
        }
    }
    multiply(gain, false, open, c->phi, G, N, N);
    for (size_t g = 0; g < G; g++)
        for (size_t i = 0; i < N; i++) {
            const size_t at = g * N + i;
            const double own = isnan(p[i]) ? 0 : p[i];
            gain[at] = !c->economy[g] || !c->industry[i] || c->M[at] > 0 ? NAN : gain[at] - open[at] - c->density[at] * own;
        }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}
