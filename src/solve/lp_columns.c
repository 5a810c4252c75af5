/* solve/lp_columns.c -- packing, scaling and the three passes over all columns. */
#include "solve/lp_columns.h"
#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LANES = DOMAR_LP_LANES };

static size_t where(const domar_lp_columns *c, size_t line, size_t j)
{
    return (j / LANES * c->lines + line) * LANES + j % LANES;
}

static domar_status room(domar_cx *cx, domar_lp_columns **out, size_t rows, size_t lines, size_t count)
{
    domar_lp_columns *c = domar_alloc(cx, 1, sizeof *c);
    if (!c) return DOMAR_ENOMEM;
    *out = c;
    c->rows = rows;
    c->lines = lines;
    c->count = count;
    c->blocks = (count + LANES - 1) / LANES;
    c->a = domar_alloc(cx, c->blocks * lines * LANES + 1, sizeof *c->a);
    c->row_scale = domar_alloc(cx, lines, sizeof *c->row_scale);
    c->scale = domar_alloc(cx, count + 1, sizeof *c->scale);
    c->place = domar_alloc(cx, count + 1, sizeof *c->place);
    return c->a && c->row_scale && c->scale && c->place ? DOMAR_OK : DOMAR_ENOMEM;
}

/* Rows to a geometric mean of about one, then columns to a largest entry between a half and one. */
static void equilibrate(domar_lp_columns *c)
{
    for (size_t i = 0; i < c->lines; i++) {
        long sum = 0, used = 0;
        for (size_t j = 0; j < c->count; j++) {
            int e;
            if (fabs(c->a[where(c, i, j)]) > 0) {
                (void)frexp(c->a[where(c, i, j)], &e);
                sum += e;
                used++;
            }
        }
        c->row_scale[i] = used && i < c->rows ? ldexp(1, (int)-(sum / used)) : 1;
        for (size_t j = 0; j < c->count; j++) c->a[where(c, i, j)] *= c->row_scale[i];
    }
    for (size_t j = 0; j < c->count; j++) {
        double most = 0;
        int e = 0;
        for (size_t i = 0; i < c->rows; i++) most = fmax(most, fabs(c->a[where(c, i, j)]));
        if (most > 0) (void)frexp(most, &e);
        c->scale[j] = ldexp(1, -e);
        for (size_t i = 0; i < c->lines; i++) c->a[where(c, i, j)] *= c->scale[j];
    }
}

domar_status domar_lp_columns_new(domar_cx *cx, domar_lp_columns **out, const double *const *value, size_t rows,
                                  const double *cost, const uint32_t *pick, size_t count)
{
    domar_lp_columns *c = NULL;
    domar_status st = room(cx, &c, rows, rows + (cost != NULL), count);
    if (st) {
        domar_lp_columns_free(c);
        return st;
    }
    for (size_t j = 0; j < count; j++) {
        const size_t from = pick ? pick[j] : j;
        c->place[j] = (uint32_t)from;
        for (size_t i = 0; i < rows; i++) c->a[where(c, i, j)] = value[i] ? value[i][from] : 0;
        if (cost) c->a[where(c, rows, j)] = cost[from];
    }
    equilibrate(c);
    *out = c;
    return DOMAR_OK;
}

domar_status domar_lp_columns_draw(domar_cx *cx, domar_lp_columns **out, const domar_lp_columns *from,
                                   const uint32_t *pick, size_t count)
{
    domar_lp_columns *c = NULL;
    domar_status st = room(cx, &c, from->rows, from->lines, count);
    if (st) {
        domar_lp_columns_free(c);
        return st;
    }
    memcpy(c->row_scale, from->row_scale, c->lines * sizeof *c->row_scale);
    for (size_t j = 0; j < count; j++) {
        c->place[j] = pick[j];
        c->scale[j] = from->scale[pick[j]];
        for (size_t i = 0; i < c->lines; i++) c->a[where(c, i, j)] = from->a[where(from, i, pick[j])];
    }
    *out = c;
    return DOMAR_OK;
}

void domar_lp_columns_free(domar_lp_columns *c)
{
    if (!c) return;
    domar_release(c->a);
    domar_release(c->row_scale);
    domar_release(c->scale);
    domar_release(c->place);
    domar_release(c);
}

double domar_lp_column(double *a, const domar_lp_columns *c, size_t j)
{
    for (size_t i = 0; i < c->rows; i++) a[i] = c->a[where(c, i, j)];
    return c->lines > c->rows ? c->a[where(c, c->rows, j)] : 0;
}

/* The values of one block. */
static inline void block_values(double *s, const double *a, const double *y, size_t lines)
{
    for (size_t l = 0; l < LANES; l++) s[l] = 0;
    for (size_t i = 0; i < lines; i++)
        for (size_t l = 0; l < LANES; l++) s[l] += y[i] * a[i * LANES + l];
}

/* Blocks with a value above the bar, one after another: the passes differ in what they make of them. */
struct pass {
    const domar_lp_columns *c;
    const double *y;
    size_t skip;
    double bar;                  /* may rise as columns are taken */
    domar_lp_bid *best;          /* pricing */
    double least, worst;         /* violation */
};

static void take(struct pass *p, size_t block, const double *s)
{
    for (size_t l = 0; l < LANES; l++) {
        const size_t j = block * LANES + l;
        if (!(s[l] > p->bar) || j >= p->c->count || j == p->skip) continue;
        if (p->best) {
            *p->best = (domar_lp_bid){ s[l], j };
            p->bar = s[l];
        } else {
            double size = p->least;
            for (size_t i = 0; i < p->c->lines; i++) size += fabs(p->y[i] * p->c->a[where(p->c, i, j)]);
            p->worst = fmax(p->worst, s[l] / size);
        }
    }
}

static void pass_plain(struct pass *p)
{
    double s[LANES];
    for (size_t k = 0; k < p->c->blocks; k++) {
        block_values(s, p->c->a + k * p->c->lines * LANES, p->y, p->c->lines);
        take(p, k, s);
    }
}

#if defined(__x86_64__)
/* The same sums in the same order, eight at a time. */
__attribute__((target("avx2")))
static void pass_avx2(struct pass *p)
{
    const double *a = p->c->a;
    const size_t lines = p->c->lines;
    for (size_t k = 0; k < p->c->blocks; k++) {
        __m256d low = _mm256_setzero_pd(), high = low;
        for (size_t i = 0; i < lines; i++, a += LANES) {
            const __m256d yi = _mm256_broadcast_sd(p->y + i);
            low = _mm256_add_pd(low, _mm256_mul_pd(yi, _mm256_load_pd(a)));
            high = _mm256_add_pd(high, _mm256_mul_pd(yi, _mm256_load_pd(a + 4)));
        }
        const __m256d bar = _mm256_broadcast_sd(&p->bar);
        const __m256d over = _mm256_or_pd(_mm256_cmp_pd(low, bar, _CMP_GT_OQ), _mm256_cmp_pd(high, bar, _CMP_GT_OQ));
        if (_mm256_movemask_pd(over)) {
            double s[LANES];
            _mm256_storeu_pd(s, low);
            _mm256_storeu_pd(s + 4, high);
            take(p, k, s);
        }
    }
}
#endif

static void pass(struct pass *p)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        pass_avx2(p);
        return;
    }
#endif
    pass_plain(p);
}

void domar_lp_price(domar_lp_bid *best, const domar_lp_columns *c, const double *y, size_t skip)
{
    pass(&(struct pass){ .c = c, .y = y, .skip = skip, .bar = best->value, .best = best });
}

double domar_lp_violation(const domar_lp_columns *c, const double *y, size_t skip, double least)
{
    struct pass p = { .c = c, .y = y, .skip = skip, .least = least };
    pass(&p);
    return p.worst;
}

size_t domar_lp_first(const domar_lp_columns *c, const double *y, size_t skip, double above)
{
    double s[LANES];
    for (size_t k = 0; k < c->blocks; k++) {
        block_values(s, c->a + k * c->lines * LANES, y, c->lines);
        for (size_t l = 0; l < LANES; l++)
            if (s[l] > above && k * LANES + l < c->count && k * LANES + l != skip) return k * LANES + l;
    }
    return SIZE_MAX;
}
