/* linalg/product.c -- the same loops compiled for three instruction sets, chosen at run time.
 *
 * Sums that belong to one entry run in a fixed order: in eight lanes for k = 1 (what 512 bits
 * hold), one after the other for k > 1, where the lanes are the columns of X. */
#include "linalg/product.h"
#include "base/threads.h"
#include <stdbool.h>
#include <string.h>

struct job {
    double *Y;
    const double *M, *X;
    size_t rows, cols, k;
};

typedef void kernel(const struct job *job, size_t begin, size_t end);

/* y_i = sum_j m_ij x_j */
static inline __attribute__((always_inline)) void one_column(const struct job *job, size_t begin,
                                                             size_t end)
{
    const size_t cols = job->cols;
    const double *x = job->X;
    for (size_t i = begin; i < end; i++) {
        const double *m = job->M + i * cols;
        double s[32] = { 0 };
        size_t j = 0;
        for (; j + 32 <= cols; j += 32)
            for (size_t l = 0; l < 32; l++) s[l] += m[j + l] * x[j + l];
        for (; j < cols; j++) s[j % 32] += m[j] * x[j];
        for (size_t step = 16; step; step /= 2)
            for (size_t l = 0; l < step; l++) s[l] += s[l + step];
        job->Y[i] = s[0];
    }
}

/* Four rows at a time against K columns: 4 K sums stay in registers. */
static inline __attribute__((always_inline)) void columns(const struct job *job, size_t begin, size_t end,
                                                          const size_t K)
{
    const size_t cols = job->cols;
    size_t i = begin;
    for (; i + 4 <= end; i += 4) {
        const double *m = job->M + i * cols;
        double s[4 * DOMAR_FEW] = { 0 };
        for (size_t j = 0; j < cols; j++)
            for (size_t r = 0; r < 4; r++)
                for (size_t l = 0; l < K; l++) s[r * K + l] += m[r * cols + j] * job->X[j * K + l];
        memcpy(job->Y + i * K, s, 4 * K * sizeof *s);
    }
    for (; i < end; i++) {
        const double *m = job->M + i * cols;
        double s[DOMAR_FEW] = { 0 };
        for (size_t j = 0; j < cols; j++)
            for (size_t l = 0; l < K; l++) s[l] += m[j] * job->X[j * K + l];
        memcpy(job->Y + i * K, s, K * sizeof *s);
    }
}

/* Columns begin..end of M' X: rows of M one after the other, so the order is that of the rows. */
static inline __attribute__((always_inline)) void transposed(const struct job *job, size_t begin,
                                                             size_t end, const size_t K)
{
    memset(job->Y + begin * K, 0, (end - begin) * K * sizeof *job->Y);
    for (size_t i = 0; i < job->rows; i++) {
        const double *m = job->M + i * job->cols, *x = job->X + i * K;
        for (size_t j = begin; j < end; j++)
            for (size_t l = 0; l < K; l++) job->Y[j * K + l] += m[j] * x[l];
    }
}

/* The compiler unrolls for the constants; other k take the general loop. */
#define VARIANTS(NAME, TARGET)                                                         \
    TARGET static void rows_##NAME(const struct job *job, size_t begin, size_t end)    \
    {                                                                                  \
        if (job->k == 1) one_column(job, begin, end);                                  \
        else if (job->k == 8) columns(job, begin, end, 8);                             \
        else if (job->k == 16) columns(job, begin, end, 16);                           \
        else columns(job, begin, end, job->k);                                         \
    }                                                                                  \
    TARGET static void cols_##NAME(const struct job *job, size_t begin, size_t end)    \
    {                                                                                  \
        if (job->k == 1) transposed(job, begin, end, 1);                               \
        else if (job->k == 8) transposed(job, begin, end, 8);                          \
        else if (job->k == 16) transposed(job, begin, end, 16);                        \
        else transposed(job, begin, end, job->k);                                      \
    }

VARIANTS(plain, )
#if defined __x86_64__
VARIANTS(avx2, __attribute__((target("avx2,fma"))))
VARIANTS(avx512, __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))))
#endif

static kernel *choose(bool by_rows)
{
#if defined __x86_64__
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
        return by_rows ? rows_avx512 : cols_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return by_rows ? rows_avx2 : cols_avx2;
#endif
    return by_rows ? rows_plain : cols_plain;
}

struct call { struct job job; kernel *run; };

static void body(void *arg, size_t begin, size_t end)
{
    const struct call *call = arg;
    call->run(&call->job, begin, end);
}

void domar_product(int threads, double *Y, const double *M, const double *X, size_t rows, size_t cols,
                   size_t k)
{
    struct call call = { { Y, M, X, rows, cols, k }, choose(true) };
    domar_parallel(threads, rows, 64, body, &call);
}

void domar_product_t(int threads, double *Y, const double *M, const double *X, size_t rows, size_t cols,
                     size_t k)
{
    struct call call = { { Y, M, X, rows, cols, k }, choose(false) };
    domar_parallel(threads, cols, 512, body, &call);
}
