/* bench/world.c -- a made-up world with the proportions of a real one: economies of very unequal
 * size on a circle, trade that falls with distance, column sums of A between 0.3 and 0.7, about
 * a fifth of inputs from abroad.  Seeded: the same world every time.
 *
 *     a_ij = c_j (1 - s_j) w_ij            domestic,  sum_i w_ij = 1
 *     a_ij = c_j s_j g_ij                  foreign,   g_ij ~ size(i) / (1 + distance)
 *     x = A x + Y 1,  Z = A diag(x),  va = x - column sums of Z */
#include "bench.h"
#include "base/threads.h"
#include "table/table.h"
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static double draw(void)                          /* uniform in [0, 1): splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* Column j of A into Z; economy sizes: G. */
static void column(const bench_world *w, const double *sizes, size_t j)
{
    const size_t own = j / w->N;
    const double sum = 0.3 + 0.4 * draw(), abroad = 0.1 + 0.2 * draw();
    double home_total = 0, foreign_total = 0;
    for (size_t i = 0; i < w->n; i++) {
        const size_t g = i / w->N, apart = g > own ? g - own : own - g;
        const double ring = (double)(apart < w->G - apart ? apart : w->G - apart);
        const double taste = draw() * draw();
        const double weight = g == own ? taste : taste * sizes[g] / (1 + ring);
        w->Z[i * w->n + j] = weight;
        if (g == own) home_total += weight;
        else foreign_total += weight;
    }
    for (size_t i = 0; i < w->n; i++)
        w->Z[i * w->n + j] *= i / w->N == own ? sum * (1 - abroad) / home_total
                                              : sum * abroad / foreign_total;
}

static void final_demand(const bench_world *w, const double *sizes)
{
    for (size_t i = 0; i < w->n; i++)
        for (size_t u = 0; u < w->m; u++) {
            const size_t g = i / w->N, user = u / w->C;
            const double home = g == user ? 1 : 0.25 * sizes[g] / (double)w->G;
            w->Y[i * w->m + u] = 1000 * sizes[user] * home * draw() * draw();
        }
}

void bench_world_make(bench_world *w, size_t G, size_t N)
{
    const size_t C = 5, n = G * N, m = G * C;
    double *sizes = bench_alloc(G, sizeof *sizes), *f = bench_alloc(n, sizeof *f);
    double *next = bench_alloc(n, sizeof *next);
    *w = (bench_world){ .G = G, .N = N, .C = C, .n = n, .m = m };
    w->Z = bench_alloc(n * n, sizeof(double));
    w->Y = bench_alloc(n * m, sizeof(double));
    w->x = bench_alloc(n, sizeof(double));
    w->va = bench_alloc(n, sizeof(double));
    state = 20080915 + n;
    for (size_t g = 0; g < G; g++) sizes[g] = exp(3 * draw() - 1.5);
    for (size_t j = 0; j < n; j++) column(w, sizes, j);
    final_demand(w, sizes);
    for (size_t i = 0; i < n; i++)
        for (size_t u = 0; u < m; u++) f[i] += w->Y[i * m + u];
    memcpy(w->x, f, n * sizeof *f);
    for (int round = 0; round < 120; round++) {   /* 0.7^120 is far below rounding */
        memcpy(next, f, n * sizeof *f);
        cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)n, (int)n, 1, w->Z, (int)n, w->x, 1, 1, next,
                    1);
        memcpy(w->x, next, n * sizeof *f);
    }
    for (size_t j = 0; j < n; j++) w->va[j] = w->x[j];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            w->Z[i * n + j] *= w->x[j];
            w->va[j] -= w->Z[i * n + j];
        }
    free(sizes);
    free(f);
    free(next);
}

void bench_world_drop(bench_world *w)
{
    free(w->Z);
    free(w->Y);
    free(w->x);
    free(w->va);
}

/* ---- as a series */
static domar_axis *axis(domar_cx *cx, size_t count, const char *format, const char *const *kinds)
{
    domar_axis *out;
    domar_item *items = bench_alloc(count, sizeof *items);
    char (*codes)[16] = bench_alloc(count, sizeof *codes);
    for (size_t k = 0; k < count; k++) {
        snprintf(codes[k], sizeof *codes, format, (int)k);
        items[k] = (domar_item){ .code = codes[k], .kind = kinds ? kinds[k] : "" };
    }
    bench_must(cx, domar_axis_new(cx, &out, items, count));
    free(items);
    free(codes);
    return out;
}

void bench_world_year(domar_cx *cx, const bench_world *w, domar_series *series, int year)
{
    static const char *const final_kinds[] = { DOMAR_HOUSEHOLDS, DOMAR_NPISH, DOMAR_GOVERNMENT,
                                               DOMAR_INVESTMENT, DOMAR_FINAL };
    static const char *const factor_kinds[] = { DOMAR_LABOUR, DOMAR_CAPITAL };
    static const char *const satellite_kinds[] = { DOMAR_JOBS };
    domar_axis *economies = axis(cx, w->G, "E%02d", NULL),
               *industries = axis(cx, w->N, "I%02d", NULL);
    domar_axis *categories = axis(cx, w->C, "F%d", final_kinds);
    domar_axis *factors = axis(cx, 2, "V%d", factor_kinds),
               *jobs = axis(cx, 1, "J%d", satellite_kinds);
    domar_draft *d;
    bench_must(cx,
               domar_draft_new(cx, &d, year, economies, industries, categories, factors, jobs));
    memcpy(d->Z, w->Z, w->n * w->n * sizeof(double));
    memcpy(d->Y, w->Y, w->n * w->m * sizeof(double));
    memcpy(d->x, w->x, w->n * sizeof(double));
    state = 1;
    for (size_t j = 0; j < w->n; j++) {
        d->V[j] = 0.6 * w->va[j];
        d->V[w->n + j] = 0.4 * w->va[j];
        d->S[j] = w->x[j] * draw();
    }
    bench_must(cx, domar_series_add(cx, series, d));
    domar_axis_free(economies);
    domar_axis_free(industries);
    domar_axis_free(categories);
    domar_axis_free(factors);
    domar_axis_free(jobs);
}

domar_series *bench_world_series(domar_cx *cx, const bench_world *w)
{
    domar_series *series;
    bench_must(cx, domar_series_new(cx, &series, NULL));
    bench_world_year(cx, w, series, 2008);
    return series;
}

/* ---- as CSV */
enum { BATCH = 64, CELL = 32 };

struct rows {
    const bench_world *w;
    size_t first;
    int    digits;
    char  *text;                                  /* BATCH x room */
    size_t room, used[BATCH];
};

static void label(char *to, size_t i, size_t N)
{
    snprintf(to, 16, "%c%c%c_%02d", 'A' + (int)(i / N / 26 % 26), 'A' + (int)(i / N % 26), 'X',
             (int)(i % N));
}

static void print_rows(void *arg, size_t begin, size_t end)
{
    struct rows *r = arg;
    const bench_world *w = r->w;
    for (size_t k = begin; k < end; k++) {
        const size_t i = r->first + k;
        char *start = r->text + k * r->room, *p = start, name[16];
        label(name, i, w->N);
        p += sprintf(p, "%s", name);
        for (size_t j = 0; j < w->n; j++) p += sprintf(p, ",%.*g", r->digits, w->Z[i * w->n + j]);
        for (size_t u = 0; u < w->m; u++) p += sprintf(p, ",%.*g", r->digits, w->Y[i * w->m + u]);
        p += sprintf(p, ",%.*g\n", r->digits, w->x[i]);
        r->used[k] = (size_t)(p - start);
    }
}

static void print_head(FILE *file, const bench_world *w)
{
    static const char *const categories[] = { "HFCE", "NPISH", "GGFC", "GFCF", "INVNT" };
    char name[16];
    fputs("V1", file);
    for (size_t j = 0; j < w->n; j++) {
        label(name, j, w->N);
        fprintf(file, ",%s", name);
    }
    for (size_t u = 0; u < w->m; u++) {
        label(name, u / w->C * w->N, w->N);
        fprintf(file, ",%.3s_%s", name, categories[u % w->C]);
    }
    fputs(",OUT\n", file);
}

/* A row below the industries: values over them, zeros over final demand. */
static void print_foot(FILE *file, const bench_world *w, const char *name, const double *values,
                       int digits)
{
    fputs(name, file);
    for (size_t j = 0; j < w->n; j++) fprintf(file, ",%.*g", digits, values ? values[j] : 0);
    for (size_t u = 0; u <= w->m; u++) fputs(",0", file);
    fputs("\n", file);
}

size_t bench_world_csv(const bench_world *w, const char *path, int digits)
{
    struct rows r = { .w = w, .digits = digits, .room = (w->n + w->m + 2) * CELL };
    FILE *file = fopen(path, "wb");
    r.text = bench_alloc(BATCH, r.room);
    if (!file) {
        perror(path);
        exit(1);
    }
    print_head(file, w);
    for (r.first = 0; r.first < w->n; r.first += BATCH) {
        const size_t count = w->n - r.first < BATCH ? w->n - r.first : BATCH;
        domar_parallel(domar_processors(), count, 4, print_rows, &r);
        for (size_t k = 0; k < count; k++) fwrite(r.text + k * r.room, 1, r.used[k], file);
    }
    print_foot(file, w, "TLS", NULL, digits);
    print_foot(file, w, "VA", w->va, digits);
    print_foot(file, w, "OUT", w->x, digits);
    const long size = ftell(file);
    if (ferror(file) || fclose(file)) {
        perror(path);
        exit(1);
    }
    free(r.text);
    return (size_t)size;
}
