/* linalg/product.c -- the loops of product_kernel.h for three instruction sets, chosen at run
 * time, so that one build serves every processor. */
#include "linalg/product.h"
#include "base/threads.h"
#include <stdbool.h>
#include <string.h>
#if defined __x86_64__
#include <immintrin.h>
#endif

struct job {
    double *Y;
    const double *M, *X;
    size_t rows, cols, k;
};

typedef double pair __attribute__((vector_size(16), aligned(8), may_alias));
#define NAME(f) f##_plain
#define TARGET
#define ROWS 4
#define LANES 2
#define VEC pair
#define ALL(a) ((pair){ (a), (a) })
#define LOAD(p) (*(const pair *)(p))
#define STORE(p, v) (*(pair *)(p) = (v))
#define FMA(a, b, c) ((a) * (b) + (c))
#include "linalg/product_kernel.h"

#if defined __x86_64__
#define NAME(f) f##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#define ROWS 4
#define LANES 4
#define VEC __m256d
#define ALL(a) _mm256_set1_pd(a)
#define LOAD(p) _mm256_loadu_pd(p)
#define STORE(p, v) _mm256_storeu_pd(p, v)
#define FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#include "linalg/product_kernel.h"

#define NAME(f) f##_avx512
#define TARGET __attribute__((target("avx512f,avx2,fma")))
#define ROWS 8
#define LANES 8
#define VEC __m512d
#define ALL(a) _mm512_set1_pd(a)
#define LOAD(p) _mm512_loadu_pd(p)
#define STORE(p, v) _mm512_storeu_pd(p, v)
#define FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#include "linalg/product_kernel.h"
#endif

typedef void kernel(const struct job *job, size_t begin, size_t end);

static kernel *choose(bool by_rows)
{
#if defined __x86_64__
    if (__builtin_cpu_supports("avx512f")) return by_rows ? rows_avx512 : transposed_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return by_rows ? rows_avx2 : transposed_avx2;
#endif
    return by_rows ? rows_plain : transposed_plain;
}

struct call { struct job job; kernel *run; };

static void body(void *arg, size_t begin, size_t end)
{
    const struct call *call = arg;
    call->run(&call->job, begin, end);
}

/* Rows are handed out in many pieces: a thread that is held up does not hold up the rest. */
void domar_product(int threads, double *Y, const double *M, const double *X, size_t rows,
                   size_t cols, size_t k)
{
    struct call call = { { Y, M, X, rows, cols, k }, choose(true) };
    domar_parallel(threads, rows, 64, body, &call);
}

/* One run of columns a thread, long enough that memory is read in order; cut at multiples of 64
 * so that every column is on the same side of the vector loop whatever the number of threads. */
void domar_product_t(int threads, double *Y, const double *M, const double *X, size_t rows,
                     size_t cols, size_t k)
{
    struct call call = { { Y, M, X, rows, cols, k }, choose(false) };
    const size_t share = (cols / (size_t)(threads > 0 ? threads : 1) / 64 + 1) * 64;
    domar_parallel(threads, cols, share < 256 ? 256 : share, body, &call);
}
